"""Each wrong edit of docs/editing.md is made, and meets exactly the message shown; its Markdown too."""

from __future__ import annotations

import re
from contextlib import redirect_stdout
from dataclasses import dataclass
from functools import cache
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import unquote

import pytest
import yaml
from lxml import html

from plan_site.html.render import render
from plan_site.model.problems import errors_among
from plan_site.publish.project import Prepared, prepare
from plan_tools import commands
from plan_tools.cli.project import project_in
from sites import EPOCH, EXAMPLE, ROOT, copy_of

DOCUMENT = (ROOT / "docs/editing.md").read_text(encoding="utf-8")


@dataclass(frozen=True)
class WrongEdit:
    """What an editor did: lines of a file before and after, or the name of a file. What they are told, and why."""

    title: str
    file: str
    before: str
    after: str
    message: str
    why: str

    def make(self, project: Path) -> None:
        if not self.file:
            (project / self.before.strip()).rename(project / self.after.strip())
            return
        path = project / self.file
        text = path.read_text(encoding="utf-8")
        assert text.count(self.before) == 1, "the document shows a line that the plan does not have, or has twice"
        path.write_text(text.replace(self.before, self.after), encoding="utf-8")


_EDIT = re.compile(
    r"^### \d+\. (?P<title>.+)\n\n"
    r"```diff\n(?P<file>[^-+\n].*\n)?(?P<before>(?:-.*\n)+)(?P<after>(?:\+.*\n)*)```\n\n"
    r"```\n(?P<message>(?:.+\n)+)```\n\n"
    r"(?P<why>.+)\n",
    re.MULTILINE,
)


def _lines(marked: str) -> str:
    return "".join(line[1:] for line in marked.splitlines(keepends=True))


EDITS = [
    WrongEdit(
        found["title"],
        (found["file"] or "").strip(),
        _lines(found["before"]),
        _lines(found["after"]),
        found["message"].rstrip("\n"),
        found["why"],
    )
    for found in _EDIT.finditer(DOCUMENT)
]


def test_the_document_has_twenty_wrong_edits_in_order() -> None:
    numbered = re.findall(r"^### (\d+)\. (.+)$", DOCUMENT, re.MULTILINE)
    assert [int(number) for number, _ in numbered] == list(range(1, 21))
    assert [title for _, title in numbered] == [edit.title for edit in EDITS]
    assert len({edit.message for edit in EDITS}) == len(EDITS)


@pytest.mark.parametrize("edit", EDITS, ids=[edit.title for edit in EDITS])
def test_a_wrong_edit_meets_the_message_that_the_document_shows_and_no_other(
    edit: WrongEdit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    edit.make(copy_of(EXAMPLE, tmp_path / "after"))
    before, after = _paragraphs_before(), _paragraphs_of_check(tmp_path / "after")
    is_advice = edit.message.startswith("Advice: ")
    assert after[-1] == ("No problems in the plan." if is_advice else "1 problem to mend in the plan.")
    shown = [said for said in after[:-1] if said not in before and said.startswith("Advice") == is_advice]
    assert shown == [edit.message]


@cache
def _paragraphs_before() -> list[str]:
    """Of the plan as it is, which no edit changes."""
    with TemporaryDirectory() as folder:
        return _paragraphs_of_check(copy_of(EXAMPLE, Path(folder) / "project"))


def _paragraphs_of_check(project: Path) -> list[str]:
    with redirect_stdout(StringIO()) as said:
        commands.main(["--folder", str(project), "check"])
    return said.getvalue().rstrip("\n").split("\n\n")


@pytest.mark.parametrize("edit", EDITS, ids=[edit.title for edit in EDITS])
def test_a_message_points_at_a_line_of_the_edit_or_says_where_to_look(edit: WrongEdit, tmp_path: Path) -> None:
    """The one in the other file names this one; a field that is gone has no line."""
    edit.make(copy_of(EXAMPLE, tmp_path))
    found = re.match(r"(?:Advice: )?(\S+), line (\d+)\n", edit.message)
    assert found is not None
    file = edit.file or edit.after.strip()
    if found[1] != file:
        assert file in edit.message
    elif edit.after and edit.file:
        lines = (tmp_path / file).read_text(encoding="utf-8").splitlines()
        assert lines[int(found[2]) - 1] in edit.after.splitlines()


@pytest.mark.parametrize("edit", EDITS, ids=[edit.title for edit in EDITS])
def test_beside_a_pull_request_stands_what_check_says_by_hand(
    edit: WrongEdit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)
    edit.make(copy_of(EXAMPLE, tmp_path))
    commands.main(["--folder", str(tmp_path), "check", "--format", "github"])
    noted = unquote(capsys.readouterr().out)
    place, what, remedy = edit.message.removeprefix("Advice: ").split("\n")
    file, _, line = place.partition(", line ")
    (note,) = [each for each in noted.split("\n::") if f"file={file},line={line}," in each and remedy.strip() in each]
    assert re.sub(r"^In [a-z ]+(?: “[^”]*”)?: ", "", what.strip()) in note


# --- pages in Markdown ------------------------------------------------------------------------------------

HONOURED, *REFUSED = re.findall(r"^````.*\n((?:.*\n)*?)````$", DOCUMENT, re.MULTILINE)
_MADE = ("h2", "h3", "strong", "em", "code", "a", "br", "li//li", "ol", "blockquote", "img", "caption", "pre", "hr")
_MATTER = "---\ntitle: A page of ours\ndescription: What it is about.\n---\n"


def page_with(words: str, project: Path) -> Prepared:
    (copy_of(EXAMPLE, project) / "content/ours.md").write_text(_MATTER + words, encoding="utf-8")
    return prepare(project_in(project))


def test_what_the_document_says_of_markdown_is_honoured(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)
    made = page_with(HONOURED, tmp_path)
    assert [problem for problem in made.problems if problem.place.file == "content/ours.md"] == []
    page = next(page for page in made.pages if page.address == "/ours/")
    (main,) = html.document_fromstring(render(page)).xpath("//main")
    assert [tag for tag in _MADE if not main.xpath(f".//{tag}")] == []
    assert not [mark for mark in ("**", "##", "- [", "](", "```", "Table:", "[TOC]") if mark in main.text_content()]


@pytest.mark.parametrize("line", "".join(REFUSED).splitlines())
def test_what_the_document_says_of_markdown_is_refused_at_its_line(
    line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)
    made = page_with(f"Words.\n\n{line}\n", tmp_path)
    assert {(each.place.file, each.place.line) for each in errors_among(made.problems)} == {("content/ours.md", 7)}


@pytest.mark.parametrize("address", ["http://www.example.org/", "https://www.example.org/page."])
def test_what_the_document_says_of_addresses_is_advice(
    address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)
    made = page_with(f"See [our page]({address}).\n", tmp_path)
    found = [each for each in made.problems if each.place.file == "content/ours.md"]
    assert [each.is_advice for each in found] == [True]


def test_each_cross_that_words_can_cause_has_its_command() -> None:
    opening = DOCUMENT.partition("## Twenty")[0]
    jobs = yaml.safe_load((ROOT / ".github/workflows/check.yml").read_text(encoding="utf-8"))["jobs"]
    runs = {job["name"]: [step["run"] for step in job["steps"] if "run" in step] for job in jobs.values()}
    for name, command in (("The plan", "make check"), ("Readers are told", "make ask"), ("Tests", "make test")):
        assert command in runs[name]
        assert f"**{name}**" in opening
        assert f"`{command}" in opening or name == "Tests"
