"""What a change means is said as a careful person would say it: kept word for word in tests/changes/.

A case is a text file: a sentence that says what was done, then sections that start with `---- `:

- `before PATH`: a file that is there before and after
- `PATH`: a file as it is afterwards; `delete PATH`: a file that is gone afterwards
- `change PATH`: lines in pairs, `- words` that are replaced by `+ words`
- `says`: what `plan diff` says
- `readers`: what readers are told in the draft, or that they need not be told

All lies over a copy of tests/required_fields_alone/. The sentence may end in marks: `(easy words)` puts
tests/easy_words_alone/ over it, `(example plan)` takes tests/example_plan/ instead.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from plan_site import commands, word_lists
from plan_site.building import Prepared, prepare
from plan_site.change_draft import draft_of
from plan_site.change_report import MOST_IN_A_COMMENT, Sides, as_json, as_markdown, as_text, escaped
from plan_site.changes import NOTHING, Summary, changes_between, pieces_between
from plan_site.commands.project import project_in
from plan_site.easy_sentences import Declared, findings
from sites import EASY_WORDS, EPOCH, EXAMPLE, SMALL, TODAY, copy_of

CHANGES = Path(__file__).parent / "changes"
SIDES = Sides("before", "after")
NOT_TOLD = "Readers need not be told.\n"


@pytest.fixture(autouse=True)
def _same_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)


# --- cases ------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Case:
    name: str
    sentence: str
    sections: tuple[tuple[str, str], ...]

    def section(self, name: str) -> str:
        return next(text for title, text in self.sections if title == name)

    def lay_out(self, folder: Path) -> tuple[Path, Path]:
        """The project before and after."""
        before, after = folder / "before", folder / "after"
        copy_of(EXAMPLE if "(example plan)" in self.sentence else SMALL, before)
        if "(easy words)" in self.sentence:
            shutil.copytree(EASY_WORDS, before, dirs_exist_ok=True)
        for title, text in self.sections:
            if title.startswith("before "):
                _write(before / title.removeprefix("before "), text)
        shutil.copytree(before, after)
        for title, text in self.sections:
            what, _, path = title.rpartition(" ")
            if what == "delete":
                (after / path).unlink()
            elif what == "change":
                _replace(after / path, text)
            elif not what and title not in ("says", "readers"):
                _write(after / path, text)
        return before, after


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def _replace(path: Path, pairs: str) -> None:
    text = path.read_text(encoding="utf-8")
    lines = pairs.splitlines()
    for old, new in zip(lines[::2], lines[1::2], strict=True):
        assert text.count(old[2:]) == 1, f"{old[2:]} stands {text.count(old[2:])} times in {path.name}"
        text = text.replace(old[2:], new[2:])
    path.write_text(text, encoding="utf-8")


def read_case(path: Path) -> Case:
    sentence, *parts = re.split(r"^---- (.+)\n", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return Case(path.stem, sentence.strip(), tuple(zip(parts[::2], parts[1::2], strict=True)))


CASES = [read_case(path) for path in sorted(CHANGES.glob("*.txt"))]
each_case = pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])


def sound(project: Path) -> Prepared:
    prepared = prepare(project_in(project))
    assert not prepared.has_errors, prepared.problems
    return prepared


def summary_of(before: Path, after: Path) -> Summary:
    return changes_between(sound(before), sound(after), TODAY)


@each_case
def test_what_changed_is_said_as_a_careful_person_would_say_it(case: Case, tmp_path: Path) -> None:
    before, after = case.lay_out(tmp_path)
    summary = summary_of(before, after)
    assert as_text(summary, SIDES) == case.section("says")
    plan = sound(after).plan
    assert plan is not None
    draft = draft_of(summary, plan, TODAY)
    assert ("\n\n".join(draft.what) + "\n" if draft else NOT_TOLD) == case.section("readers")
