"""Reads what a review group said, as a results form has it, and says what it means for the plan as it stands."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated, Literal, cast

from plan_site.model.entries import Entry
from plan_site.model.field_types import FACT, Described, Id, Line, Prose, When
from plan_site.model.fields import easy_lines_of
from plan_site.model.plan import Article, Kind, Plan
from plan_site.model.problems import Place, Problem, did_you_mean
from plan_site.model.rules import ReaderRule, rule
from plan_site.reading.records import read_entry
from plan_site.site.reviews import Reviewable, can_be_the_day_of_a_check
from plan_site.yaml.values import Scalar, Sequence, Unreadable, Value, parse_yaml, read_text
from plan_tools.reviews.kit import PageToCheck, sentence_of


@dataclass(frozen=True, kw_only=True)
class OnASentence(Entry):
    """What people said of one sentence."""

    number: Annotated[int, Described("The number of the sentence on the sheet.", FACT)]
    sentence: Annotated[Line, Described("The sentence as the sheet has it.", FACT)]
    people_said: Annotated[Prose | None, Described("What they said of it.", FACT)] = None


@dataclass(frozen=True, kw_only=True)
class OnAPage(Entry):
    """What people said of one page."""

    record: Annotated[Id, Described("The id at the foot of the sheet.", FACT)]
    page: Annotated[Line | None, Described("The name of the page.", FACT)] = None
    seen: Annotated[Line, Described("Copy it from the form as it was made: it says which words people saw.", FACT)]
    easy_to_understand: Annotated[
        Literal["yes", "no"] | None, Described("What people ticked at the end of the page.", FACT)
    ] = None
    people_said: Annotated[Prose | None, Described("What they said of the page as a whole.", FACT)] = None
    what_changed: Annotated[Prose | None, Described("What changed before because of what people said.", FACT)] = None
    sentences: Annotated[tuple[OnASentence, ...], Described("What they said of each sentence.", FACT)] = ()

    @property
    def was_checked(self) -> bool:
        return bool(self.easy_to_understand or self.people_said or self.on_sentences)

    @property
    def on_sentences(self) -> tuple[OnASentence, ...]:
        """The sentences of which people said something."""
        return tuple(each for each in self.sentences if each.people_said)


@dataclass(frozen=True, kw_only=True)
class Results(Entry):
    """A results form that somebody has filled in."""

    who: Annotated[Line, Described("Write the name of the group, as readers of the website should know it.", FACT)]
    group: Annotated[
        Literal["people with learning disabilities", "other readers"],
        Described("Write ‘people with learning disabilities’ or ‘other readers’.", FACT),
    ]
    how_many: Annotated[int | None, Described("How many people there were.", FACT)] = None
    when: Annotated[When, Described("Write the day on which you met as year, month and day: 2026-11-22.", FACT)]
    pages: Annotated[tuple[OnAPage, ...], Described("Copy them from the form as it was made.", FACT)]


_KIND = Kind("results form", Results, "results.yml", "results")


def read_results(
    path: Path, records: Mapping[str, Reviewable], today: dt.date
) -> tuple[Results | None, tuple[Problem, ...]]:
    """A form that can be taken in, or None and all that is wrong with it. `records` are those that people can check."""
    name = path.as_posix()
    try:
        entry, problems = read_entry(parse_yaml(read_text(path, name), name), _KIND)
    except Unreadable as unreadable:
        return None, (unreadable.problem,)
    problems = [replace(problem, record="") for problem in problems]
    results = cast("Results | None", entry)
    if results is not None:
        problems += _problems(results, records, today)
    return (None if problems else results), tuple(problems)


_TO_FILL_IN = ("who", "group", "how_many", "when", "easy_to_understand", "people_said", "what_changed")


def is_filled_in(path: Path) -> bool:
    """Whether somebody has begun to fill in a form. What cannot be read may well be filled in."""
    try:
        name = path.as_posix()
        return _has_words(parse_yaml(read_text(path, name), name))
    except Unreadable:
        return True


def _has_words(value: Value, name: str = "") -> bool:
    if isinstance(value, Scalar):
        return name in _TO_FILL_IN and bool(value.paragraphs)
    if isinstance(value, Sequence):
        return any(_has_words(item) for item in value.items)
    return any(_has_words(inner, field) for field, inner in value.fields.items())


def _problems(results: Results, records: Mapping[str, Reviewable], today: dt.date) -> Iterator[Problem]:
    if not can_be_the_day_of_a_check(results.when, today):
        what = f"‘{results.when}’ cannot be the day on which people checked the pages."
        remedy = "Write a day that has been as year, month and day: 2026-11-22."
        yield ReaderRule.every_date_is_a_date.broken(results.place_of("when"), what, remedy)
    if results.how_many == 0:
        what, remedy = (
            "The field ‘how_many’ says that there was nobody.",
            "Write how many there were, or leave it empty.",
        )
        yield ReaderRule.every_field_has_its_shape.broken(results.place_of("how_many"), what, remedy)
    if not any(page.was_checked for page in results.pages):
        what = "The form does not say of any page whether people found it easy."
        remedy = "Write ‘yes’ or ‘no’ after ‘easy_to_understand’ at each page that they checked."
        yield ReaderRule.every_form_is_filled_in.broken(results.place_of("pages"), what, remedy)
    yield from _pages_that_stand_twice(results.pages)
    yield from every_review_is_of_a_record(results.pages, records)


def _pages_that_stand_twice(pages: Iterable[OnAPage]) -> Iterator[Problem]:
    first: dict[str, Place] = {}
    for page in pages:
        place = page.place_of("record")
        if page.record in first:
            what = f"The page ‘{page.record}’ is in this form twice (first on line {first[page.record].line})."
            yield ReaderRule.every_page_stands_once.broken(place, what, "Keep one of the two and delete the other.")
        first.setdefault(page.record, place)


@rule
def every_review_is_of_a_record(pages: Iterable[OnAPage], records: Mapping[str, Reviewable]) -> Iterator[Problem]:
    first: dict[str, OnAPage] = {}
    for page in pages:
        if first.setdefault(page.record, page) is page and page.record not in records:
            what = f"There is no record with the id ‘{page.record}’."
            remedy = did_you_mean(page.record, records) or "Use the id at the foot of the sheet, or delete this page."
            yield Problem(page.place_of("record"), what, remedy)


# --- what it means ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ToChange:
    """Something that people want changed: where it stands, and what they said."""

    place: Place
    sentence: str
    """Empty for a page as a whole."""
    page: str
    people_said: Prose
    is_there: bool = True
    """Whether the plan still has the sentence."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a form means for the plan: pages by the answer that they got, and what to change."""

    easy: tuple[OnAPage, ...]
    not_easy: tuple[OnAPage, ...]
    outdated: tuple[OnAPage, ...]
    """Pages that are not as people saw them."""
    unchecked: tuple[OnAPage, ...]
    to_change: tuple[ToChange, ...]


def meaning_of(results: Results, records: Mapping[str, Reviewable], plan: Plan, now: Iterable[PageToCheck]) -> Meaning:
    """`now` are the pages of the form as a kit would have them now; those without easy words are not among them."""
    pages_now = {page.record: page for page in now}
    checked = [page for page in results.pages if page.was_checked]
    as_seen = [page for page in checked if page.record in pages_now and pages_now[page.record].seen == page.seen]
    return Meaning(
        easy=tuple(page for page in as_seen if page.easy_to_understand == "yes"),
        not_easy=tuple(page for page in as_seen if page.easy_to_understand != "yes"),
        outdated=tuple(page for page in checked if page not in as_seen),
        unchecked=tuple(page for page in results.pages if not page.was_checked),
        to_change=tuple(
            each
            for page in checked
            for each in _to_change(page, records[page.record], plan, pages_now.get(page.record))
        ),
    )


def _to_change(page: OnAPage, record: Reviewable, plan: Plan, now: PageToCheck | None) -> Iterator[ToChange]:
    """What people said of the whole page, then of each sentence."""
    places = _places_of_sentences(record, plan)
    shown = {row.sentence for row in now.rows} if now else set()
    name = page.page or page.record
    if page.people_said:
        yield ToChange(record.place, "", name, page.people_said)
    for each in page.on_sentences:
        said, place = each.people_said or Prose(()), places.get(each.sentence, record.place)
        yield ToChange(place, each.sentence, name, said, is_there=each.sentence in shown)


def _places_of_sentences(record: Reviewable, plan: Plan) -> dict[str, Place]:
    """Where each sentence of a page stands: in its own record, with what is said of all outcomes, or with a word."""
    own = record.matter if isinstance(record, Article) else record
    entries: tuple[Entry, ...] = (*plan.words, plan.details, own)
    return {sentence_of(line): line.place for entry in entries for line in easy_lines_of(entry)}
