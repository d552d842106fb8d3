"""The register of addresses is committed and pushed where it has changed, and nothing else is."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

import send_register
from send_register import REGISTER


def git(folder: Path, *words: str) -> str:
    who = ("-c", "user.name=Somebody", "-c", "user.email=somebody@example.org")
    return subprocess.run(["git", *who, *words], cwd=folder, check=True, capture_output=True, text=True).stdout


def commit(folder: Path, name: str, text: str) -> None:
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).write_text(text)
    git(folder, "add", name)
    git(folder, "commit", "--quiet", "-m", f"Write {name}")


@pytest.fixture
def clone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A clone as a workflow has it: of one commit, on no branch."""
    git(tmp_path, "init", "--quiet", "--bare", "--initial-branch=main", "origin.git")
    git(tmp_path, "clone", "--quiet", "origin.git", "somebody")
    git(tmp_path / "somebody", "checkout", "--quiet", "-b", "main")
    commit(tmp_path / "somebody", REGISTER, "/\n")
    git(tmp_path / "somebody", "push", "--quiet", "origin", "main")
    git(tmp_path, "clone", "--quiet", "origin.git", "clone")
    git(tmp_path / "clone", "checkout", "--quiet", "--detach")
    monkeypatch.chdir(tmp_path / "clone")
    monkeypatch.delenv("GH_TOKEN", raising=False)
    return tmp_path / "clone"


def published(clone: Path, name: str = REGISTER) -> str:
    return git(clone.parent / "origin.git", "show", f"main:{name}")


def test_new_addresses_are_committed_and_pushed(clone: Path) -> None:
    (clone / REGISTER).write_text("/\n/aims/\n")
    (clone / "left-over.txt").write_text("not ours to send")
    assert send_register.main("main") == "Wrote down the new addresses."
    assert published(clone) == "/\n/aims/\n"
    assert git(clone.parent / "origin.git", "show", "main", "--name-only", "--format=%an: %s").split("\n\n") == [
        "github-actions[bot]: Write down the addresses that were published",
        f"{REGISTER}\n",
    ]


def test_where_no_address_is_new_nothing_is_sent(clone: Path) -> None:
    before = git(clone.parent / "origin.git", "rev-parse", "main")
    assert send_register.main("main") == "No address is new."
    assert git(clone.parent / "origin.git", "rev-parse", "main") == before


def test_where_there_is_no_register_it_says_what_writes_one(clone: Path) -> None:
    (clone / REGISTER).unlink()
    with pytest.raises(SystemExit, match="What to do: run ‘make register’"):
        send_register.main("main")


def test_the_first_register_of_all_is_sent_too(clone: Path) -> None:
    git(clone, "rm", "--quiet", REGISTER)
    git(clone, "commit", "--quiet", "-m", "No register")
    git(clone, "push", "--quiet", "origin", "HEAD:main")
    (clone / "plan_data").mkdir(exist_ok=True)
    (clone / REGISTER).write_text("/\n")
    assert send_register.main("main") == "Wrote down the new addresses."
    assert published(clone) == "/\n"


def test_what_somebody_else_has_sent_meanwhile_stays(clone: Path) -> None:
    commit(clone.parent / "somebody", "content.md", "words")
    git(clone.parent / "somebody", "push", "--quiet", "origin", "main")
    (clone / REGISTER).write_text("/\n/aims/\n")
    assert send_register.main("main") == "Wrote down the new addresses."
    assert published(clone) == "/\n/aims/\n"
    assert published(clone, "content.md") == "words"


NOTES = "# Every address.\n# Nobody takes a line away.\n"


def test_addresses_that_two_clones_added_are_both_written_down(clone: Path) -> None:
    commit(clone.parent / "somebody", REGISTER, f"{NOTES}/\n/aims/\n/aims/theirs/\n")
    git(clone.parent / "somebody", "push", "--quiet", "origin", "main")
    (clone / REGISTER).write_text(f"{NOTES}/\n/aims/\n/aims/ours/\n")
    assert send_register.main("main") == "Wrote down the new addresses."
    assert published(clone) == f"{NOTES}/\n/aims/\n/aims/ours/\n/aims/theirs/\n"
    assert send_register.main("main") == "No address is new."


def test_a_push_that_somebody_was_faster_than_is_tried_again(clone: Path) -> None:
    theirs = clone.parent / "somebody"
    commit(theirs, REGISTER, "/\n/aims/theirs/\n")
    hook = clone / ".git/hooks/pre-push"
    hook.write_text(f'#!/bin/sh\nenv -i PATH="$PATH" git -C {theirs} push --quiet origin main\n')
    hook.chmod(0o755)
    (clone / REGISTER).write_text("/\n/aims/ours/\n")
    assert send_register.main("main") == "Wrote down the new addresses."
    assert published(clone) == "/\n/aims/ours/\n/aims/theirs/\n"
    assert git(clone.parent / "origin.git", "rev-list", "--count", "main").strip() == "3"


def test_what_stands_in_the_clone_stays_and_is_not_sent(clone: Path) -> None:
    commit(clone, "mine.md", "a commit of mine")
    (clone / "mine.md").write_text("words that are in no commit")
    (clone / REGISTER).write_text("/\n/aims/\n")
    before = git(clone, "rev-parse", "HEAD")
    send_register.main("main")
    assert git(clone, "rev-parse", "HEAD") == before
    assert (clone / "mine.md").read_text() == "words that are in no commit"
    assert len(git(clone, "worktree", "list").splitlines()) == 1
    assert "mine.md" not in git(clone.parent / "origin.git", "ls-tree", "-r", "--name-only", "main")


def test_another_register_can_be_named(clone: Path) -> None:
    (clone / "our_plan").mkdir()
    (clone / "our_plan/addresses.txt").write_text("/\n")
    assert send_register.main("main", "our_plan/addresses.txt") == "Wrote down the new addresses."
    assert published(clone, "our_plan/addresses.txt") == "/\n"


def test_a_branch_that_takes_no_push_is_explained(clone: Path) -> None:
    hook = clone.parent / "origin.git/hooks/pre-receive"
    hook.write_text("#!/bin/sh\necho 'Changes must be made through a pull request.' >&2\nexit 1\n")
    hook.chmod(0o755)
    (clone / REGISTER).write_text("/\n/aims/\n")
    with pytest.raises(SystemExit) as stopped:
        send_register.main("main")
    said = str(stopped.value)
    assert "Changes must be made through a pull request." in said
    assert "What to do: run ‘make register’ on your own machine" in said


def test_the_token_is_handed_to_git_alone(clone: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GH_TOKEN", "a-token")
    (clone / REGISTER).write_text("/\n/aims/\n")
    send_register.main("main")
    assert "extraheader" not in (clone / ".git/config").read_text()
    monkeypatch.setenv("GITHUB_SERVER_URL", "https://github.example.org")
    told = send_register._git("config", "--get-urlmatch", "http.extraheader", "https://github.example.org/a/b").stdout
    assert told == "Authorization: basic eC1hY2Nlc3MtdG9rZW46YS10b2tlbg==\n"
    assert not send_register._git("config", "--get-urlmatch", "http.extraheader", "https://elsewhere.example/").stdout
