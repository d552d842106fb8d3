"""What is said on GitHub is said in one place, which is brought up to date; a stand-in for gh keeps what it is told."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

import pytest

import say_once
from say_once import MOST, Said, body, mark, ours

BOT = "github-actions[bot]"

_GH = f"""#!{sys.executable}
import json, pathlib, re, sys
place = pathlib.Path(__file__).with_name("github.json")
kept = json.loads(place.read_text())
words = sys.argv[1:]
assert words[0] == "api", words
if "--method" not in words:
    address = words[2].split("?")[0]
    for each in kept["lists"].get(address, []):
        print(json.dumps(each))
else:
    kept["sent"].append([words[2], words[3], json.loads(sys.stdin.read())])
    place.write_text(json.dumps(kept))
"""


@pytest.fixture
def github(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a gh of our own, and what GitHub has."""
    program = tmp_path / "gh"
    program.write_text(_GH)
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    monkeypatch.delenv("GITHUB_RUN_ID", raising=False)
    has(tmp_path)
    return tmp_path


def has(github: Path, **lists: list[dict[str, Any]]) -> None:
    """`comments` are those of pull request 7, `issues` the open ones."""
    addresses = {"comments": "repos/{owner}/{repo}/issues/7/comments", "issues": "repos/{owner}/{repo}/issues"}
    kept = {"lists": {addresses[name]: items for name, items in lists.items()}, "sent": []}
    (github / "github.json").write_text(json.dumps(kept))


def sent(github: Path) -> list[list[Any]]:
    """Each thing that was sent: how, where, what."""
    found: list[list[Any]] = json.loads((github / "github.json").read_text())["sent"]
    return found


def said(name: str, text: str, login: str = BOT) -> dict[str, Any]:
    return {"number": 3, "body": body(name, text), "login": login}


def file(folder: Path, text: str) -> str:
    path = folder / "what.md"
    path.write_text(text, encoding="utf-8")
    return str(path)


# --- words ------------------------------------------------------------------------------------------------


def test_a_text_starts_with_the_mark_by_which_it_is_known_again() -> None:
    assert body("changes", "Aim 1 is reworded.\n") == "<!-- plan-site: changes -->\nAim 1 is reworded.\n"


def test_a_text_leads_to_the_run_that_made_it() -> None:
    assert body("changes", "x", "https://example.org/1").endswith("built site](https://example.org/1)\n")


@pytest.mark.parametrize("text", ["@somebody said", "so said “@somebody”", "(@an-organisation/team)"])
def test_nobody_is_called_by_words_of_the_plan(text: str) -> None:
    assert "@\u200b" in body("changes", text)


@pytest.mark.parametrize("text", ["write to plan@example.org", "https://example.org/@somebody"])
def test_an_address_stays_as_it_is(text: str) -> None:
    assert text in body("changes", text)


def test_a_long_text_is_cut_at_the_end_of_a_line_and_says_so() -> None:
    long = body("changes", "A line of the summary.\n" * 5000)
    assert len(long) < MOST + 200
    assert "\nA line of the summary.\n\n…\n\nThere is more: see the summary of the run.\n" in long


def test_what_a_stranger_marked_as_ours_is_not_ours() -> None:
    by_a_stranger = Said(1, body("changes", "x"), "a-stranger")
    about_something_else = Said(2, f"As I said: {mark('changes')}", BOT)
    of_ours = Said(3, body("changes", "x"), BOT)
    assert ours([by_a_stranger, about_something_else, of_ours], "changes", BOT) == of_ours


# --- a comment --------------------------------------------------------------------------------------------


def test_the_first_time_a_pull_request_gets_a_comment(github: Path) -> None:
    assert say_once.main(["comment", "7", file(github, '`a` "b" $(c) ü')]) == "Commented."
    wanted = {"body": body("changes", '`a` "b" $(c) ü')}
    assert sent(github) == [["POST", "repos/{owner}/{repo}/issues/7/comments", wanted]]


def test_the_second_time_the_comment_is_brought_up_to_date(github: Path) -> None:
    has(github, comments=[said("changes", "before", "a-stranger"), said("changes", "before")])
    assert say_once.main(["comment", "7", file(github, "after")]) == "Brought the comment up to date."
    assert sent(github) == [["PATCH", "repos/{owner}/{repo}/issues/comments/3", {"body": body("changes", "after")}]]


def test_a_comment_that_says_the_same_is_left_alone(github: Path) -> None:
    has(github, comments=[said("changes", "the same")])
    say_once.main(["comment", "7", file(github, "the same\n")])
    assert sent(github) == []


# --- an issue ---------------------------------------------------------------------------------------------


def test_what_is_to_be_mended_becomes_an_issue(github: Path) -> None:
    assert say_once.main(["issue", "Lost links", file(github, "One is gone.")]) == "Opened an issue."
    wanted = {"title": "Lost links", "body": body("Lost links", "One is gone.")}
    assert sent(github) == [["POST", "repos/{owner}/{repo}/issues", wanted]]


def test_an_issue_that_is_open_is_brought_up_to_date(github: Path) -> None:
    has(github, issues=[said("Known faults", "another"), said("Lost links", "One is gone.")])
    say_once.main(["issue", "Lost links", file(github, "Two are gone.")])
    wanted = {"body": body("Lost links", "Two are gone.")}
    assert sent(github) == [["PATCH", "repos/{owner}/{repo}/issues/3", wanted]]


def test_an_issue_is_closed_when_all_is_well(github: Path) -> None:
    has(github, issues=[said("Lost links", "One is gone.")])
    assert say_once.main(["issue", "Lost links", file(github, "")]) == "Closed issue 3: All is well again."
    assert sent(github) == [
        ["POST", "repos/{owner}/{repo}/issues/3/comments", {"body": "All is well again."}],
        ["PATCH", "repos/{owner}/{repo}/issues/3", {"state": "closed"}],
    ]


def test_nothing_is_sent_where_all_is_well_and_was(github: Path) -> None:
    assert say_once.main(["issue", "Lost links", file(github, "\n")]) == "Nothing to say, and no issue is open."
    assert sent(github) == []


def test_an_issue_stays_as_it_is_where_there_is_no_report(github: Path) -> None:
    has(github, issues=[said("Lost links", "One is gone.")])
    assert "the issue stays as it is" in say_once.main(["issue", "Lost links", str(github / "none.md")])
    assert sent(github) == []


# --- what goes wrong --------------------------------------------------------------------------------------


def test_what_github_refuses_is_said_plainly(github: Path) -> None:
    (github / "gh").write_text(f"#!{sys.executable}\nimport sys\nsys.exit('HTTP 403: no right to write')\n")
    with pytest.raises(SystemExit, match=r"GitHub did not take it\. It said:\nHTTP 403"):
        say_once.main(["comment", "7", file(github, "x")])


@pytest.mark.parametrize("words", [[], ["comment"], ["comment", "seven", "x"], ["issue", "", "x"]])
def test_wrong_words_are_answered_with_the_right_ones(words: list[str]) -> None:
    with pytest.raises(SystemExit, match=r"say_once\.py comment NUMBER FILE"):
        say_once.main(words)
