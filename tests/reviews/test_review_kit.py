"""A kit for a review group: sheets that everyone can use, and a form that comes back without a slip."""

from __future__ import annotations

import io
import os
import re
from functools import cache
from pathlib import Path

import pytest
from lxml import html
from pypdf import PdfReader

from plan_site.english import word_lists
from plan_site.english.easy.case import Declared
from plan_site.english.easy.rules import findings
from plan_site.english.letters import printable
from plan_site.publish.output import shared_files
from plan_site.site.views import EasyRead
from plan_tools import commands
from plan_tools.cli.project import project_in
from plan_tools.reviews.kit import PageToCheck, form, pages_to_check, sheets, sheets_as_html
from sites import EASY_WORDS, EPOCH, EXAMPLE, ROOT, SMALL, copy_of, prepared, run
from tests.pdf.test_pdfs import document_of, found_by_outloud, found_by_pdfua, squashed, without_pango

LIFT, NOOR = "lift-at-otterbank", "zulaikha-noor"
"""A record with a page of its own, and one that shares its page with others."""
_A4_ON_ITS_SIDE = (842, 595)  # in points
_PIXELS_IN_A_MILLIMETRE = 96 / 25.4


@cache
def checked(*records: str) -> tuple[PageToCheck, ...]:
    ready = prepared(EXAMPLE)
    assert ready.plan
    return pages_to_check(ready.plan, ready.pages, records)


@cache
def pdf_of_two() -> tuple[bytes, int]:
    project = project_in(EXAMPLE)
    pages = prepared(EXAMPLE).pages
    return sheets(checked(LIFT, NOOR), pages, shared_files(project, pages))


@cache
def as_html() -> html.HtmlElement:
    return html.document_fromstring(sheets_as_html(checked(LIFT, NOOR), prepared(EXAMPLE).pages, {}))


# --- what is on the sheets --------------------------------------------------------------------------------


def test_every_record_with_easy_words_can_be_checked_and_no_other() -> None:
    plan = prepared(EXAMPLE).plan
    assert plan
    easy = {each.id for each in (plan.details, *plan.with_pages, *plan.articles) if each.easy_read}
    assert {page.record for page in checked()} == easy
    assert easy.isdisjoint({"privacy", "words-of-a-parent"})


def test_people_are_asked_of_every_sentence_that_a_page_says() -> None:
    (page,) = (page for page in prepared(EXAMPLE).pages if page.address == f"/easy-read/actions/{LIFT}/")
    (own,) = checked(LIFT)
    assert isinstance(page.view, EasyRead)
    said = [sentence for each in page.view.sections for sentence in (*each.notes, *(line.words for line in each.lines))]
    assert [row.line.words for row in own.rows] == said
    assert [row.number for row in own.rows] == list(range(1, len(said) + 1))


def test_a_hard_word_is_explained_even_if_another_record_of_the_same_page_uses_it_first() -> None:
    pages = checked()
    explained = [row.line.explains for page in pages if page.record.startswith("one-") for row in page.rows]
    again = [row.line.explains for page in checked("one-form") for row in page.rows]
    assert "keyworker" in explained
    assert "keyworker" in again


def test_each_page_starts_a_new_sheet_with_its_name_and_has_its_id_at_the_foot() -> None:
    data, number = pdf_of_two()
    reader = PdfReader(io.BytesIO(data))
    assert len(reader.pages) == number
    assert {(round(each.mediabox.width), round(each.mediabox.height)) for each in reader.pages} == {_A4_ON_ITS_SIDE}
    texts = [squashed(each.extract_text()) for each in reader.pages]
    for page in checked(LIFT, NOOR):
        own = [text for text in texts if squashed(page.record) in text]
        assert own
        assert all(squashed(page.title) in text for text in own)
        assert not any(squashed(other.record) in text for text in own for other in checked(LIFT, NOOR) if other != page)


def test_checkers_of_accessible_pdfs_find_no_error_and_no_fault_of_a_table() -> None:
    data, _ = pdf_of_two()
    assert found_by_outloud(data) == []
    assert found_by_pdfua(data) == ""


def test_a_listener_hears_each_sentence_in_its_order() -> None:
    document = document_of(pdf_of_two()[0])
    told = squashed(
        "".join(
            document.content(reference.page).mcid_text.get((reference.stream, reference.mcid), "")
            for element in document.elements
            for reference in element.mcrefs
        )
    )
    at = 0
    for page in checked(LIFT, NOOR):
        for row in page.rows:
            at = told.find(squashed(printable(row.sentence)), at)
            assert at >= 0, row.sentence


def test_a_sentence_has_a_box_for_each_answer_and_none_for_a_picture_that_is_not_there() -> None:
    document = document_of(pdf_of_two()[0])
    boxes = [each for each in document.elements if each.type == "Figure" and each.alt == "box"]
    rows = [row for page in checked(LIFT, NOOR) for row in page.rows]
    assert any(row.line.picture is None for row in rows)
    assert len(boxes) == sum(3 if row.line.picture else 2 for row in rows) + 2 * len(checked(LIFT, NOOR))
    for box in boxes:
        left, bottom, right, top = box.attrs["Layout"]["BBox"]
        assert min(right - left, top - bottom) >= 8 * _PIXELS_IN_A_MILLIMETRE


def test_whoever_drew_the_pictures_is_named() -> None:
    pictures = {row.line.picture for page in checked(LIFT, NOOR) for row in page.rows if row.line.picture}
    (named,) = as_html().find_class("kit-credits")
    assert all(picture.credit in named.text_content() for picture in pictures)


def test_our_own_words_on_the_sheets_are_easy() -> None:
    sentences = [" ".join(p.text_content().split()) for p in as_html().xpath("//*[@class='kit-step']/p")]
    sentences += [
        " ".join(p.text_content().split()) for p in as_html().xpath("//*[@class='kit-verdict' or @class='kit-end']/p")
    ]
    one_by_one = [each for text in sentences for each in re.findall(r"[^.?!]+[.?!]”?\.?", text)]
    assert len(one_by_one) > 20
    plan = prepared(EXAMPLE).plan
    assert plan
    declared = Declared((*plan.details.names, "website", "tick"), plan.words)  # the sheet shows how to tick a box
    lists = word_lists.load()
    assert lists
    found = [(each, about) for each in one_by_one for about in findings(each.strip(), declared, lists)]
    assert [(each, about.what) for each, about in found if about.rule != "says_what_to_do"] == []


# --- the command that makes a kit -------------------------------------------------------------------------


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the example plan, on its day."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)
    return copy_of(EXAMPLE, tmp_path / "project")


def plan(project: Path, capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str]:
    """Runs a command in this process, as starting another takes longer than what it does."""
    code = commands.main(["--folder", str(project), *words])
    output = capsys.readouterr()
    assert "Traceback" not in output.err
    return code, output.out + output.err


def test_a_kit_is_sheets_and_a_form_of_the_chosen_records_alone(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, said = plan(project, capsys, "review-kit", NOOR)
    assert code == 0
    assert re.search(r"Wrote \d sheets for 1 page: \S*\.review-kit/sheets.pdf", said)
    kit = project / ".review-kit"
    assert (kit / "results.yml").read_text(encoding="utf-8") == form(checked(NOOR))
    pages = prepared(EXAMPLE).pages
    again, _ = sheets(checked(NOOR), pages, shared_files(project_in(EXAMPLE), pages))
    assert (kit / "sheets.pdf").read_bytes() == again, "the same sheets are the same, byte for byte"


@pytest.mark.parametrize(
    ("record", "said"),
    [
        ("lift-at-oterbank", "There is no record with the id ‘lift-at-oterbank’.\nDid you mean ‘lift-at-otterbank’?\n"),
        ("privacy", "‘privacy’ has no easy words that people could check.\n"),
        ("words-of-a-parent", "‘words-of-a-parent’ has no easy words that people could check.\n"),
    ],
)
def test_what_cannot_be_checked_is_named_and_nothing_is_written(
    record: str, said: str, project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert plan(project, capsys, "review-kit", record) == (2, said)
    assert not (project / ".review-kit").exists()


def test_a_plan_without_easy_words_has_nothing_to_check(
    small_copy: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)
    assert plan(small_copy, capsys, "review-kit") == (
        2,
        "This plan has no easy words yet that people could check.\n",
    )


def test_a_form_that_somebody_has_begun_to_fill_in_is_kept(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = filled(project, people_said="Say it more shortly.")
    before = path.read_text(encoding="utf-8")
    code, said = plan(project, capsys, "review-kit", NOOR)
    assert code == 2
    assert "is filled in, and would be lost." in said
    assert path.read_text(encoding="utf-8") == before


def test_without_pango_the_command_says_so_in_one_line_and_writes_the_form(tmp_path: Path) -> None:
    project = copy_of(EXAMPLE, tmp_path / "project")
    without_pango(tmp_path / "machine")
    places = f"{tmp_path / 'machine'}{os.pathsep}{ROOT / 'hooks'}"
    done = run("plan_tools.commands", "review-kit", NOOR, folder=project, PYTHONPATH=places)
    assert done.returncode == 1
    (line,) = done.stderr.splitlines()
    assert "Pango" in line
    assert (project / ".review-kit/results.yml").read_text(encoding="utf-8") == form(checked(NOOR))
    assert not (project / ".review-kit/sheets.pdf").exists()


# --- the form that comes back -----------------------------------------------------------------------------

WHO = ("who:\n", "who: The Saturday Readers\n")
GROUP = ("group:\n", "group: people with learning disabilities\n")
WHEN = ("when:\n", "when: 2026-11-20\n")
_FORM = ".review-kit/results.yml"


def filled(project: Path, *more: tuple[str, str], **of_the_page: str) -> Path:
    """A form on two records in which a group says of the first what is given."""
    text = form(checked(LIFT, NOOR))
    answers = {"easy_to_understand": "yes", **of_the_page}
    for old, new in (WHO, GROUP, WHEN, *((f"{name}:\n", f"{name}: {words}\n") for name, words in answers.items())):
        assert old in text
        text = text.replace(old, new, 1)
    for old, new in more:
        assert old in text, old
        text = text.replace(old, new, 1)
    path = project / _FORM
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def first() -> PageToCheck:
    return checked(LIFT, NOOR)[0]


def take_in(project: Path, capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    return plan(project, capsys, "review", "--results", str(project / _FORM))


def reviews(project: Path) -> str:
    return (project / "plan_data/reviews.yml").read_text(encoding="utf-8")


BEFORE = (EXAMPLE / "plan_data/reviews.yml").read_text(encoding="utf-8")


def test_a_page_that_people_found_easy_is_written_down_as_the_command_for_one_record_does(
    project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    filled(project, ("how_many:\n", "how_many: 6\n"), what_changed="“Lift: paused” became “has stopped”. # yes")
    slip = take_in(project, capsys)
    assert slip[0] == 1
    filled(project, ("how_many:\n", "how_many: 6\n"), what_changed="We took out “paused”.")
    code, said = take_in(project, capsys)
    assert code == 0, said
    other = copy_of(EXAMPLE, tmp_path / "other")
    record = first().record
    by_hand = ("--who", "The Saturday Readers", "--with-learning-disabilities", "--how-many", "6", "--when")
    assert plan(other, capsys, "review", record, *by_hand, "2026-11-20", "--changed", "We took out “paused”.")[0] == 0
    assert reviews(project) == reviews(other) != BEFORE
    assert f"reviews.yml, as people found these pages easy:\n  {record}\n" in said
    assert f"Not in this form, as the group did not check them:\n  {checked(LIFT, NOOR)[1].record}\n" in said


def test_a_form_that_is_taken_in_twice_is_written_down_once(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    filled(project)
    take_in(project, capsys)
    once = reviews(project)
    code, said = take_in(project, capsys)
    assert (code, reviews(project)) == (0, once)
    assert f"Written down already:\n  {first().record}\n" in said


def test_words_that_changed_since_the_kit_was_made_are_not_called_checked(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    filled(project)
    file = next((project / "plan_data").rglob(f"{first().record}.yml"))
    own = next(row.sentence for row in first().rows if row.line.picture)
    text = file.read_text(encoding="utf-8")
    assert f"words: {own}" in text
    file.write_text(text.replace(own, f"Now {own}"), encoding="utf-8")
    code, said = take_in(project, capsys)
    assert code == 1
    assert reviews(project) == BEFORE
    assert f"nobody has checked them as they are now:\n  {first().record}\n" in said
    assert f'Then show people these pages as they are: make review-kit RECORDS="{first().record}"' in said


def test_what_people_want_changed_is_listed_with_its_line(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    row = next(row for row in first().rows if row.line.picture)
    sentence = f"number: {row.number}\n      sentence: {row.sentence}\n      people_said:"
    filled(project, (sentence, f"{sentence} The picture is too sad."), easy_to_understand="no")
    code, said = take_in(project, capsys)
    assert (code, reviews(project)) == (0, BEFORE)
    file = next((project / "plan_data").rglob(f"{first().record}.yml"))
    lines = file.read_text(encoding="utf-8").splitlines()
    line = next(number for number, text in enumerate(lines, start=1) if text.endswith(f"words: {row.sentence}"))
    where = f"plan_data/{file.parent.name}/{file.name}, line {line}"
    assert f"{where}\n    “{row.sentence}”\n    People said: The picture is too sad.\n" in said
    assert f"Not written down, as people did not say that these pages are easy:\n  {first().record}\n" in said


def test_a_sentence_that_is_gone_is_still_told(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    row = next(row for row in first().rows if row.line.picture)
    sentence = f"sentence: {row.sentence}\n      people_said:"
    filled(project, (sentence, "sentence: It is broken.\n      people_said: Say why."))
    assert (
        "“It is broken.” (this sentence is no longer on the page)\n    People said: Say why."
        in take_in(project, capsys)[1]
    )


SLIPS: dict[str, tuple[tuple[str, str], str, str]] = {
    "no record": (
        (f"record: {NOOR}", "record: zulaika-noor"),
        "There is no record with the id ‘zulaika-noor’.",
        "Did you mean ‘zulaikha-noor’?",
    ),
    "nobody": (("who: The Saturday Readers", "who:"), "The field ‘who’ is empty.", "Write the name of the group"),
    "no line for who": (("who: The Saturday Readers\n", ""), "The field ‘who’ is missing", "Add a line"),
    "no group": (
        ("group: people with learning disabilities", "group: friends"),
        "The field ‘group’ has a word that is not on its list.",
        "Write one of ‘people with learning disabilities’ or ‘other readers’.",
    ),
    "no date": (("2026-11-20", "last Friday"), "The field ‘when’ is not a date.", "Write year, month and day"),
    "no such date": (("2026-11-20", "2026-11-31"), "November 2026 has no day 31.", "Mend the day."),
    "a month": (("2026-11-20", "2026-11"), "‘2026-11’ cannot be the day", "2026-11-22"),
    "a day to come": (("2026-11-20", "2026-11-23"), "‘2026-11-23’ cannot be the day", "2026-11-22"),
    "words for a number": (("how_many:", "how_many: six"), "‘how_many’ is not a whole number.", "for example 3"),
    "no people": (("how_many:", "how_many: 0"), "‘how_many’ says that there was nobody.", "leave it empty"),
    "perhaps": (("understand: yes", "understand: perhaps"), "a word that is not on its list.", "‘yes’ or ‘no’"),
    "nothing filled in": (
        ("understand: yes", "understand:"),
        "The form does not say of any page whether people found it easy.",
        "Write ‘yes’ or ‘no’",
    ),
    "a page twice": ((f"record: {NOOR}", f"record: {LIFT}"), f"The page ‘{LIFT}’ is in this form twice", "delete"),
    "an unknown field": (("people_said:", "poeple_said:"), "‘poeple_said’ is not a field", "Did you mean"),
    "a colon": (
        ("people_said:", "people_said: a: b"),
        "The text on this line has a colon followed by a space",
        "Put quotes round the text",
    ),
    "a lost quote mark": (
        ("what_changed:", 'what_changed: "We'),
        "A quote mark that opens on this line is never closed.",
        "Add the same quote mark",
    ),
    "a tab": (("\n    easy_to", "\n\teasy_to"), "This line starts with a tab.", "Use spaces"),
    "no check sum": (("seen: ", "# seen: "), "The field ‘seen’ is missing", "Copy it from the form"),
}


@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_in_the_form_is_named_with_its_line_and_nothing_is_written(
    slip: str, project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change, what, remedy = SLIPS[slip]
    filled(project, change)
    code, said = take_in(project, capsys)
    assert code == 1
    assert re.search(rf"{re.escape(_FORM)}, line \d+\n  .*{re.escape(what)}", said), said
    assert re.search(rf"What to do: .*{re.escape(remedy)}", said), said
    assert said.endswith("Nothing was written down.\n")
    assert reviews(project) == BEFORE


def test_a_form_that_is_not_there_is_a_plain_problem(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, said = take_in(project, capsys)
    assert code == 1
    assert "The computer cannot open this file" in said


def test_a_form_says_all_by_itself(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = filled(project)
    with pytest.raises(SystemExit) as stopped:
        plan(project, capsys, "review", LIFT, "--results", str(path))
    assert stopped.value.code == 2
    assert "--results says all of this itself: give it alone" in capsys.readouterr().err
    assert reviews(project) == BEFORE


def test_a_form_can_start_the_file_of_reviews(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)
    project = copy_of(SMALL, tmp_path / "project")
    for file in EASY_WORDS.rglob("*.*"):
        (project / file.relative_to(EASY_WORDS)).parent.mkdir(parents=True, exist_ok=True)
        (project / file.relative_to(EASY_WORDS)).write_bytes(file.read_bytes())
    ready = prepared(project)
    assert ready.plan
    text = form(pages_to_check(ready.plan, ready.pages, ["being-heard"]))
    for old, new in (WHO, GROUP, WHEN, ("easy_to_understand:", "easy_to_understand: yes")):
        text = text.replace(old, new, 1)
    (project / ".review-kit").mkdir()
    (project / _FORM).write_text(text, encoding="utf-8")
    assert take_in(project, capsys)[0] == 0
    assert reviews(project).startswith("- record: being-heard\n")
