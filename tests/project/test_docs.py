"""What the files for people say is true: examples load, links lead somewhere, commands exist."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from plan_site.english import word_lists
from plan_site.english.easy.case import Declared
from plan_site.english.easy.rules import findings
from plan_site.model.plan import KINDS
from plan_site.model.records import Aim
from plan_site.publish import report
from plan_site.reading.records import read_entry
from plan_site.yaml.tidy import tidied
from plan_site.yaml.values import parse_yaml
from sites import ROOT, SMALL, copy_of, prepared

DOCUMENTS = sorted(
    path
    for path in (*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), ROOT / "tests/README.md")
    if not path.name.startswith(".")
)
_EXAMPLE = re.compile(r"^```(?:yaml|markdown)\n# (\S+)\n(.*?)^```", re.DOTALL | re.MULTILINE)
_LINK = re.compile(r"\]\(([^)#:]+)\)")
_CODE = re.compile(r"```\n(.*?)```|`([^`\n]+)`", re.DOTALL)
_DRAWING = '<svg xmlns="http://www.w3.org/2000/svg"/>'
_TARGET = re.compile(r"^([a-z-]+):", re.MULTILINE)


def test_the_examples_in_contributing_make_a_whole_plan(tmp_path: Path) -> None:
    examples = _EXAMPLE.findall((ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8"))
    assert len(examples) >= 9
    for name, text in examples:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    (tmp_path / "plan_data/pictures").mkdir()
    (tmp_path / "plan_data/pictures/join-in.svg").write_text(_DRAWING, encoding="utf-8")
    found = prepared(tmp_path)
    assert not found.has_errors, report.for_terminal(found.problems, checked="the examples")
    assert found.plan is not None
    assert found.plan.aims
    assert found.plan.actions
    assert found.plan.articles
    kinds = {kind.home: kind for kind in KINDS}
    for name, text in examples:
        if name.startswith("plan_data/"):
            assert tidied(text, kinds[name.split("/")[1]], name) == text, f"{name} is not tidy"
    homes = {name.split("/")[1] for name, _ in examples if name.startswith("plan_data/")}
    assert homes == set(kinds)


def test_the_easy_words_in_contributing_can_be_added_to_the_aim_that_they_are_for() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    easy = re.search(r"^```yaml\n# added to (\S+)\n(.*?)^```", text, re.DOTALL | re.MULTILINE)
    assert easy is not None
    aim = dict(_EXAMPLE.findall(text))[easy[1]] + easy[2]
    kind = next(kind for kind in KINDS if kind.noun == "aim")
    record, problems = read_entry(parse_yaml(aim, easy[1]), kind)
    assert isinstance(record, Aim)
    assert not problems
    assert record.easy_title
    for line in record.easy_read:
        assert not findings(line.words, Declared(), word_lists.load(), has_about=line.about is not None)


def test_the_message_that_contributing_shows_is_the_one_that_an_editor_meets(tmp_path: Path) -> None:
    shown = re.search(
        r"## What the red cross means\n.*?```\n(.*?)```", (ROOT / "CONTRIBUTING.md").read_text(), re.DOTALL
    )
    assert shown is not None
    project = copy_of(SMALL, tmp_path / "project")
    aim = project / "plan_data/aims/being-heard.yml"
    aim.write_text(aim.read_text().replace("Being heard", "Children are heard").replace("summary:", "sumary:"))
    said = report.for_terminal(prepared(project).problems, checked="the plan", with_advice=False)
    assert said == shown[1]


def test_the_result_of_checking_by_hand_can_be_written_down_as_the_document_says(tmp_path: Path) -> None:
    (written,) = re.findall(
        r"^```yaml\n(.*?)^```", (ROOT / "docs/checking-by-hand.md").read_text(), re.DOTALL | re.MULTILINE
    )
    project = copy_of(SMALL, tmp_path / "project")
    (project / "plan_data/accessibility.yml").write_text(written, encoding="utf-8")
    assert not prepared(project).has_errors


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_link_and_picture_of_a_document_leads_to_a_file(document: Path) -> None:
    for link in _LINK.findall(document.read_text(encoding="utf-8")):
        if not link.startswith("/"):  # an address of the site, in an example
            assert (document.parent / link).exists(), link


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_command_that_a_document_names_exists(document: Path) -> None:
    targets = set(_TARGET.findall((ROOT / "Makefile").read_text(encoding="utf-8")))
    named = set(re.findall(r"\bmake (?:-C \S+ )?([a-z-]+)\b", _code(document.read_text(encoding="utf-8"))))
    assert named <= targets


def _code(text: str) -> str:
    return " ".join("".join(pair) for pair in _CODE.findall(text))


def test_hacking_names_every_folder_of_code() -> None:
    hacking = (ROOT / "HACKING.md").read_text(encoding="utf-8")
    folders = [path.parent.name for path in (ROOT / "hooks").glob("plan_*/*/__init__.py")]
    assert len(folders) > 15
    assert [name for name in folders if f"`{name}/`" not in hacking] == []


def test_hacking_is_one_page_with_an_example_of_each_change() -> None:
    lines = (ROOT / "HACKING.md").read_text(encoding="utf-8").splitlines()
    assert len(lines) <= 100
    headings = [line.removeprefix("## ").split(":")[0] for line in lines if line.startswith("## ")]
    assert headings == ["The map", "Add a field", "Add a kind of page", "Add a rule", "Test", "Release"]
