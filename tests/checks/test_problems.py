"""Every slip that an editor can make meets one clear message, kept word for word in tests/cases/problems/.

A case is a text file: a sentence, then sections that start with `---- path`. They lie over a copy of
tests/plans/required_fields_alone/ (`---- delete path` takes a file away), and `---- message` holds what the editor
reads. The sentence may end in marks:

- `(advice)`: the message holds advice too
- `(easy words)`: tests/plans/easy_words_alone/ lies in between, so that the plan has easy words
- `(word lists)`: hard words are looked for
- `(with escapes)`: `\\xNN` in a file is a raw byte
"""

from __future__ import annotations

import os
import re
import shutil
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from cases import lay, read_sections, unescaped
from plan_site.checks import easy_read
from plan_site.english.easy import rules as easy_rules
from plan_site.english.word_lists import load
from plan_site.html.render import render
from plan_site.model.problems import Problem
from plan_site.model.rules import REASONS
from plan_site.publish import report
from plan_site.publish.project import Prepared, Project, lost_readers_find_back, prepare
from plan_site.reading.markdown_rules import MOST_HEADINGS
from plan_site.site.page import Site
from plan_site.site.reviews import a_review_holds_for_what_people_saw
from plan_site.yaml.values import Unreadable
from plan_tools.cli.project import project_in as as_its_settings_say
from traps import AIM, TRAPS, Spring, a_large_file, a_linked_file, a_page_of_brackets
from warm import weigh_warm

TESTS = Path(__file__).parents[1]
FOUNDATION = TESTS / "plans/required_fields_alone"
EASY_WORDS = TESTS / "plans/easy_words_alone"
DAY = "1780272000"  # 2026-06-01
LONGEST_WAIT = 30  # seconds: what takes longer hangs

ACCEPTED = "No problems."
OF_THE_FOUNDATION = frozenset({"every_record_has_an_easy_reading", lost_readers_find_back.__name__})
"""Advice that the sound project meets already: to begin with easy words, and to say where the site stands."""


# --- cases ------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Case:
    """What an editor did, and the message that it must meet."""

    name: str
    marks: frozenset[str]
    files: tuple[tuple[str, bytes], ...]
    deleted: tuple[str, ...]
    message: str

    @property
    def is_advice(self) -> bool:
        return "advice" in self.marks

    def lay_out(self, folder: Path) -> None:
        """The project as the editor has left it."""
        project_in(folder)
        if "easy words" in self.marks:
            shutil.copytree(EASY_WORDS, folder, dirs_exist_ok=True)
        for path in self.deleted:
            (folder / path).unlink()
        for path, content in self.files:
            lay(folder / path, content)

    def prepared(self, folder: Path) -> Prepared:
        """What the site makes of the project."""
        self.lay_out(folder)
        try:
            return prepare(as_its_settings_say(folder), load() if "word lists" in self.marks else None)
        except Unreadable as unreadable:
            return Prepared(None, (), (unreadable.problem,))


MARKS = ("advice", "easy words", "word lists", "with escapes")


def read_case(path: Path) -> Case:
    header, sections = read_sections(path)
    marks = frozenset(re.findall(rf"\(({'|'.join(MARKS)})\)", header.splitlines()[0]))
    data = unescaped if "with escapes" in marks else str.encode
    files = tuple((name, data(text)) for name, text in sections if name != "message" and not name.startswith("delete "))
    deleted = tuple(name.removeprefix("delete ") for name, _ in sections if name.startswith("delete "))
    return Case(path.stem, marks, files, deleted, dict(sections)["message"])


CASES = [read_case(path) for path in sorted((TESTS / "cases/problems").glob("*.txt"))]
ACCEPTED_CASES = [case for case in CASES if case.message == f"{ACCEPTED}\n" or case.is_advice]
each_case = pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])


def project_in(folder: Path) -> Project:
    """A sound project in a folder of its own."""
    shutil.copytree(FOUNDATION, folder, dirs_exist_ok=True)
    return Project(folder / "plan_data", folder / "content", Site())


def words_of(prepared: Prepared, *, with_advice: bool) -> str:
    """What the terminal shows, without the line that counts, and without advice to begin with easy words."""
    problems = [
        problem for problem in prepared.problems if not (problem.is_advice and problem.rule in OF_THE_FOUNDATION)
    ]
    text = report.for_terminal(problems, checked="the plan", with_advice=with_advice)
    return text[: text.rstrip("\n").rfind("\n\n") + 1] or f"{ACCEPTED}\n"


@pytest.fixture(autouse=True)
def _same_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", DAY)


@cache
def problems_in(case: Case) -> tuple[Problem, ...]:
    with TemporaryDirectory() as folder:
        problems = case.prepared(Path(folder)).problems
        return tuple(problem for problem in problems if problem.rule != lost_readers_find_back.__name__)


@each_case
def test_a_bad_edit_meets_exactly_this_message(case: Case, tmp_path: Path) -> None:
    prepared = case.prepared(tmp_path)
    assert words_of(prepared, with_advice=case.is_advice) == case.message
    assert (prepared.plan is None) == prepared.has_errors


@pytest.mark.parametrize("case", ACCEPTED_CASES, ids=[case.name for case in ACCEPTED_CASES])
def test_an_edit_that_is_accepted_makes_a_site(case: Case, tmp_path: Path) -> None:
    prepared = case.prepared(tmp_path)
    assert prepared.pages
    for page in prepared.pages:
        assert render(page)


# --- the messages together --------------------------------------------------------------------------------

_TECHNICAL = re.compile(
    r"Traceback|\b\w+(?:Error|Exception|Warning)\b|\b(?:mapping|scalar|sequence|node|token|parse)\w*", re.IGNORECASE
)
_RAW_CONTROL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ue000-\uf8ff]")


@each_case
def test_no_message_speaks_like_a_programmer(case: Case) -> None:
    for problem in problems_in(case):
        text = f"{problem.place.file} {problem.record} {problem.what} {problem.remedy}"
        assert not _TECHNICAL.search(text)
        assert not _RAW_CONTROL.search(text)
        text.encode()  # half a character cannot be printed


@each_case
def test_every_message_names_a_line_that_the_file_has(case: Case, tmp_path: Path) -> None:
    case.lay_out(tmp_path)
    for problem in problems_in(case):
        path = tmp_path / problem.place.file
        if path.is_file():
            last = len(re.split(rb"\r\n|\r|\n", path.read_bytes().rstrip(b"\r\n")))
            assert 1 <= problem.place.line <= last


WITHOUT_A_CASE = {
    "the_file_is_yaml": "a net: no settings are known that fall into it",
    "mkdocs_can_build": "about other people's plugins; see tests/mkdocs/",
    "no_fault_of_ours": "about a fault of the code; see test_build",
    "the_site_can_be_written": "about the machine; see test_last_good_site",
    "the_system_can_make_pdfs": "about the machine; see test_pdfs",
    "the_plan_is_short_enough_to_print": "of a plan with hundreds of pages; see test_pdfs",
    "every_letter_of_a_pdf_is_drawn": "of a letter that no font has; see test_pdfs",
    "the_day_is_known": "about how a build is started; see test_reproducible",
    "every_form_is_filled_in": "about the form of a review; see test_review_kit",
    "every_page_stands_once": "about the form of a review; see test_review_kit",
    "the_forms_are_fetched": "about the machine; see test_forms",
    "editors_can_sign_in": "about the settings of the forms; see test_forms",
    "the_forms_have_their_address": "about the settings of the forms; see test_forms",
    lost_readers_find_back.__name__: "met by every case, whose settings do not say where the site stands",
    "the_booklet_is_short": "of a long file; see below",
    "every_sentence_is_easy": "finds by the rules of sentences",
}
"""Rules of which no case is made, and why not."""


def a_file_full_of_problems(folder: Path) -> str:
    (folder / "plan_data/words.yml").write_text("- words\n" * 60, encoding="utf-8")
    return "plan_data/words.yml"


def a_page_of_headings(folder: Path) -> str:
    words = "".join(f"## Part {number}\n\n" for number in range(MOST_HEADINGS + 1))
    (folder / "content/long.md").write_text(f"---\ntitle: Long\ndescription: A long page.\n---\n\n{words}", "utf-8")
    return "content/long.md"


def test_every_rule_is_in_the_catalogue_and_has_a_case_or_a_reason_for_having_none(tmp_path: Path) -> None:
    met = {problem.rule for case in CASES for problem in problems_in(case)}
    for spring in (
        a_linked_file,
        a_large_file,
        a_page_of_brackets,
        a_file_full_of_problems,
        a_page_of_headings,
    ):  # no text file can hold these
        folder = tmp_path / spring.__name__
        project = project_in(folder)
        spring(folder)
        met |= {problem.rule for problem in prepare(project).problems}
    assert met - set(REASONS) == set()
    assert set(REASONS) - met - OF_SENTENCES == set(WITHOUT_A_CASE)


# What can be said against a sentence has rules of its own, each with its examples in test_easy_sentences.
OF_SENTENCES = {rule.__name__ for rule in easy_rules.RULES}


IN_EASY_WORDS = {rule.__name__ for rule in (*easy_read.RULES.all, a_review_holds_for_what_people_saw)}


@pytest.mark.parametrize("name", sorted(IN_EASY_WORDS - {"the_booklet_is_short"}))  # which would need a long file
def test_every_rule_of_easy_words_and_their_reviews_has_a_case_named_after_it(name: str) -> None:
    met = {problem.rule for case in CASES if case.name == name for problem in problems_in(case)}
    assert met == {name} or (name == "every_sentence_is_easy" and met and met <= OF_SENTENCES)


def test_a_booklet_that_nobody_would_read_to_its_end_meets_advice(tmp_path: Path) -> None:
    project = project_in(tmp_path)
    shutil.copytree(EASY_WORDS, tmp_path, dirs_exist_ok=True)
    line = "  - words: We listen to you.\n    picture: ear\n"
    more = easy_read.MOST_PAGES * easy_read.LINES_ON_A_PAGE - 3  # which the plan has already
    before = (tmp_path / AIM).read_text(encoding="utf-8")
    (tmp_path / AIM).write_text(before + line * more, encoding="utf-8")
    assert words_of(prepare(project), with_advice=True) == f"{ACCEPTED}\n"
    (tmp_path / AIM).write_text(before + line * (more + 1), encoding="utf-8")
    assert words_of(prepare(project), with_advice=True) == (
        "Advice: plan_data/plan.yml, line 11\n"
        "  In the plan: The booklet has about 25 pages; 24 are the most.\n"
        "  What to do: Leave out what readers do not need, record by record.\n"
    )


# --- traps that no text file can hold ---------------------------------------------------------------------

MOST_SECONDS = 1.0  # of a processor, so that a busy machine changes nothing
MOST_MEMORY = 130  # megabytes, beyond what the code takes itself


@dataclass(frozen=True)
class Checked:
    """What `plan check` said of a folder, and what it took."""

    code: int
    told: str
    stumbled: str
    seconds: float
    megabytes: float


def checked(folder: Path) -> Checked:
    words = ["plan_tools.commands", "--folder", str(folder), "check", "--format", "text"]
    took = weigh_warm(words, folder, os.environ, LONGEST_WAIT)
    return Checked(took.done.returncode, took.done.stdout, took.done.stderr, took.seconds, took.megabytes)


@pytest.mark.parametrize("spring", TRAPS.values(), ids=TRAPS.keys())
def test_a_trap_meets_one_clear_message_and_soon(spring: Spring, tmp_path: Path) -> None:
    project_in(tmp_path)
    shutil.copy(FOUNDATION / "mkdocs.yml", tmp_path)
    file = spring(tmp_path)
    done = checked(tmp_path)
    told = done.told
    assert done.stumbled == ""
    assert done.code == 1
    assert done.seconds < MOST_SECONDS
    assert done.megabytes < MOST_MEMORY
    errors = [part for part in told.split("\n\n") if part.strip() and not part.startswith("Advice")][:-1]
    assert len(errors) == 1, told[:2000]
    assert errors[0].startswith(f"{file}, line ")
    assert len(errors[0]) < 1000
    assert not _TECHNICAL.search(errors[0])
    assert not _RAW_CONTROL.search(errors[0].replace("\n", " "))


def test_bombs_in_the_settings_do_no_harm_as_only_plain_texts_are_read(tmp_path: Path) -> None:
    project_in(tmp_path)
    bomb = "".join(
        f"{b}: &{b} {{<<: [{', '.join([f'*{a}'] * 9)}], list: [{', '.join([f'*{a}'] * 9)}]}}\n"
        for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    )
    before = (FOUNDATION / "mkdocs.yml").read_text(encoding="utf-8")
    (tmp_path / "mkdocs.yml").write_text(f"{before}a: &a {{w: words}}\n{bomb}", encoding="utf-8")
    done = checked(tmp_path)
    assert (done.code, done.stumbled) == (0, "")
    assert done.seconds < MOST_SECONDS
    assert done.megabytes < MOST_MEMORY


@pytest.mark.parametrize("slip", ["- words\n", "- id: x\n  wrong: x\n  false: x\n"])
def test_a_file_that_is_full_of_problems_is_not_read_to_its_end(slip: str, tmp_path: Path) -> None:
    project_in(tmp_path)
    (tmp_path / "plan_data/words.yml").write_text(slip * 5_000, encoding="utf-8")
    done = checked(tmp_path)
    assert done.seconds < MOST_SECONDS
    assert "plan_data/words.yml" in done.told
    assert "This file has more than 50 problems. It was read no further than to here." in done.told
    assert done.told.endswith("51 problems to mend in the plan.\n")
