"""Ids and references: each name means one thing, and what is named is there.

A rule never blames a record for what could not be read elsewhere: see `Unread`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from plan_site.checks.case import Case, problem_in
from plan_site.model.entries import About, Entry, Record
from plan_site.model.fields import easy_lines_of
from plan_site.model.plan import citing, kind_of
from plan_site.model.problems import Place, Problem, did_you_mean
from plan_site.model.records import Action, Aim, Outcome, Progress, Quote
from plan_site.model.rules import Rules

RULES = Rules[Case, Problem]()


def _once_for_each(found: Iterable[tuple[str, Problem]], missing_home: str = "") -> Iterator[Problem]:
    """One problem for each name that is missing, or for all if their home is: whoever brings it back mends them all."""
    groups: dict[str, list[Problem]] = {}
    for name, problem in sorted(found, key=lambda each: each[1]):
        groups.setdefault("" if missing_home else name, []).append(problem)
    for first, *others in groups.values():
        places = dict.fromkeys(f"{other.place.file}, line {other.place.line}" for other in others)
        named = "; ".join(list(places)[:MOST_PLACES]) + (" and others" if len(places) > MOST_PLACES else "")
        what = f"{first.what} {len(others)} more like it: {named}." if others else first.what
        remedy = f"Is {missing_home} missing? {first.remedy}" if missing_home and others else first.remedy
        yield replace(first, what=what, remedy=remedy)


MOST_PLACES = 3
"""That a message names beside its own."""


# --- ids and references -----------------------------------------------------------------------------------


@RULES.rule
def every_id_is_used_once(case: Case) -> Iterator[Problem]:
    """An address leads to one record, and a reference means one record."""
    with_pages = [
        (name, record, record.place_of("id" if name == record.id else "formerly"))
        for record in case.with_pages
        for name in (record.id, *(earlier for earlier in record.formerly if earlier != record.id))
    ]
    for record in case.with_pages:
        if record.id in record.formerly:
            what = f"‘{record.id}’ is this record's present id, and ‘formerly’ is for earlier ones."
            remedy = "Delete it there, or give the record its new id."
            yield problem_in(record, record.place_of("formerly"), what, remedy)
    yield from _used_twice(with_pages)
    for name, record, place in with_pages:
        if name in case.hand_written:  # a review could not say which of the two was checked
            what = f"‘{name}’ is the name of a hand-written page too."
            yield problem_in(record, place, what, "Choose another name for one of the two.")
    yield from _used_twice([(source.id, source, source.place_of("id")) for source in case.records.sources])
    yield from _used_twice([(picture.name, picture, picture.place_of("name")) for picture in case.records.pictures])
    words = [(word.anchor.removeprefix("word-"), word, word.place_of("word")) for word in case.records.words]
    yield from _used_twice(words)
    for record in case.with_pages:
        yield from _used_twice([(about.record, record, about.place_of("record")) for about in _abouts(record)])
    for aim in case.records.aims:
        yield from _used_twice([(objective.id, aim, objective.place_of("id")) for objective in aim.objectives])


def _used_twice(names: Iterable[tuple[str, Entry, Place]]) -> Iterator[Problem]:
    first: dict[str, Place] = {}
    for name, entry, place in names:
        if name not in first:
            first[name] = place
        else:
            other = first[name]
            what = f"‘{name}’ is here twice (first in {other.file}, line {other.line})."
            yield problem_in(entry, place, what, "Keep one of the two, or choose another name for one.")


@RULES.rule
def every_source_is_listed(case: Case) -> Iterator[Problem]:
    """Every fact says where it is published."""
    if not case.is_whole("source"):
        return
    yield from _once_for_each(_unlisted_sources(case))


def _unlisted_sources(case: Case) -> Iterator[tuple[str, Problem]]:
    known = {source.id for source in case.records.sources}
    for record in (*case.every_record, *case.records.words):
        for entry in citing(record):
            cited = getattr(entry, "source", None)
            if cited is not None and cited not in known:
                what = f"There is no source with the id ‘{cited}’."
                remedy = did_you_mean(cited, known) or "Add it to sources.yml, or use one of the ids there."
                yield cited, problem_in(record, entry.place_of("source"), what, remedy)


@RULES.rule
def every_subject_is_an_aim_or_outcome(case: Case) -> Iterator[Problem]:
    """What a record is about exists."""
    if not case.records.aims and case.is_whole("aim"):
        return  # that there are no aims is said already
    missing = "" if case.records.outcomes or not case.is_whole("outcome") else "the folder outcomes/"
    yield from _once_for_each(_unknown_subjects(case), missing)


def _unknown_subjects(case: Case) -> Iterator[tuple[str, Problem]]:
    known = {record.id for record in (*case.records.aims, *case.records.outcomes)}
    for record in case.with_pages:
        for about in _abouts(record):
            if about.record in known or about.record in case.unread.ids:
                continue
            other = next((other for other in case.with_pages if other.id == about.record), None)
            renamed = next((other.id for other in case.with_pages if about.record in other.formerly), None)
            if renamed is not None:
                what = f"‘{about.record}’ is called ‘{renamed}’ now."
                remedy = f"Write ‘{renamed}’ here."
            elif other is not None:
                what = f"‘{about.record}’ is the id of {kind_of(other).a_noun}, not of an aim or an outcome."
                remedy = "Use the id of an aim or an outcome."
            else:
                what = f"There is no aim or outcome with the id ‘{about.record}’."
                remedy = did_you_mean(about.record, known) or "Use the id of an aim or an outcome."
            place = about.place_of("record")
            yield about.record, problem_in(record, place, what, remedy)


def _abouts(record: Record) -> Sequence[About]:
    return record.about if isinstance(record, Quote | Progress | Action) else ()


@RULES.rule
def every_picture_is_listed(case: Case) -> Iterator[Problem]:
    """A picture that a record shows is in pictures.yml, and its file is there."""
    if case.is_whole("picture"):
        yield from _once_for_each(_unlisted_pictures(case), "" if case.records.pictures else "the file pictures.yml")
    yield from _once_for_each(_missing_files(case), "" if case.picture_files else "the folder pictures/")


def _unlisted_pictures(case: Case) -> Iterator[tuple[str, Problem]]:
    known = {picture.name for picture in case.records.pictures}
    for record in (*case.every_record, *case.records.words, *case.records.changes):
        for entry in _illustrated(record):
            name = getattr(entry, "picture", None)
            if name is not None and name not in known:
                what = f"There is no picture called ‘{name}’."
                remedy = did_you_mean(name, known) or "Add it to pictures.yml, or use one of the names there."
                yield name, problem_in(record, entry.place_of("picture"), what, remedy)


def _missing_files(case: Case) -> Iterator[tuple[str, Problem]]:
    for picture in case.records.pictures:
        if picture.file not in case.picture_files:
            what = f"There is no file called ‘{picture.file}’ in pictures/."
            remedy = did_you_mean(picture.file, case.picture_files) or "Put the file there."
            yield picture.file, problem_in(picture, picture.place_of("file"), what, remedy)


def _illustrated(record: Entry) -> Iterator[Entry]:
    if isinstance(record, Aim | Outcome):
        yield record
    yield from easy_lines_of(record)


@RULES.rule
def every_hard_word_has_a_meaning(case: Case) -> Iterator[Problem]:
    """A word that leads to an empty place explains nothing."""
    for word in case.records.words:
        if not word.meaning:
            what = "This word has no meaning."
            yield problem_in(word, word.place_of("meaning"), what, "Say it in easy words: one sentence for each item.")


@RULES.rule
def every_review_is_of_a_record(case: Case) -> Iterator[Problem]:
    """A review says who checked which record, so the record exists."""
    if not case.is_whole("plan") or not case.records.aims:  # where there are no aims, that is said already
        return
    known = {record.id for record in case.every_record} | case.unread.ids | case.hand_written
    for review in case.records.reviews:
        if review.record not in known:
            what = f"There is no record with the id ‘{review.record}’."
            remedy = did_you_mean(review.record, known) or "Use the id of the record that was checked."
            yield problem_in(review, review.place_of("record"), what, remedy)
