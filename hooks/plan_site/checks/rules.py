"""What makes a plan whole and sound. Each rule is a generator of problems; its name is the rule.

A rule never blames a record for what could not be read elsewhere: see `Unread`.
"""

from __future__ import annotations

import datetime as dt
import html
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from urllib.parse import urlsplit

from plan_site.english.letters import letter_fault
from plan_site.english.link_words import fault_of_link_words, file_type, is_typed_item, says_type_and_size, typed_bullet
from plan_site.model.addresses import TRY_HTTPS, address_advice
from plan_site.model.entries import About, EasyLine, Entry, Record, RecordInBothReadings
from plan_site.model.field_types import Address, Prose, When
from plan_site.model.fields import easy_lines_of, field_of, fields_of, parts_of
from plan_site.model.plan import KINDS, Plan, Records, RecordWithPage, citing, kind_of
from plan_site.model.problems import Place, Problem, did_you_mean, listed
from plan_site.model.records import Action, Aim, Details, Measure, Outcome, Progress, Quote, Source, Status
from plan_site.model.site_records import Accessibility, FrontMatter, Picture
from plan_site.reading.folder import Unread
from plan_site.reading.records import label_of
from plan_site.yaml.text_types import PLACEHOLDER, PLACEHOLDER_ADDRESS
from plan_site.yaml.values import is_seen

MOST_AIMS = 12
MOST_OUTCOMES = 20


@dataclass(frozen=True)
class Case:
    """What the rules look at: the records, what could not be read, the pictures there are, and the day."""

    records: Records
    details: Details | None
    unread: Unread
    picture_files: frozenset[str]
    folder: str
    today: dt.date
    hand_written: frozenset[str] = frozenset()
    """The names of the hand-written pages."""
    front_matter: tuple[FrontMatter, ...] = ()
    """What those say of themselves that could be read."""

    def is_whole(self, *kinds: str) -> bool:
        return not self.unread.kinds & set(kinds)

    @property
    def with_pages(self) -> Iterator[RecordWithPage]:
        yield from self.records.with_pages

    @cached_property
    def entries(self) -> tuple[tuple[Entry, Entry], ...]:
        """Every record and page, with itself and with everything inside it that has fields of its own."""
        pages = ((page, entry) for page in self.front_matter for entry in _within(page))
        return (*_entries_of(self.records, self.details), *pages)

    @cached_property
    def texts(self) -> tuple[tuple[Entry, Entry, str, str], ...]:
        """The words of every field that holds some, with the record, the entry within it, and the field’s name."""
        return tuple(
            (record, entry, name, value if isinstance(value, str) else "\n".join(value))
            for record, entry in self.entries
            for name in entry.places
            if isinstance(value := getattr(entry, name), str)
            or (isinstance(value, tuple) and value and isinstance(value[0], str))
        )

    @property
    def every_record(self) -> Iterator[Record]:
        if self.details is not None:
            yield self.details
        yield from self.records.with_pages


def _entries_of(records: Records, details: Details | None) -> Iterator[tuple[Entry, Entry]]:
    groups = (getattr(records, kind.attribute) for kind in KINDS if kind.noun != "plan")
    kept = [entry for group in groups for entry in (group if isinstance(group, tuple) else [group])]
    for record in (details, *kept):
        yield from ((record, entry) for entry in _within(record)) if record is not None else ()


MOST_ERRORS = 200
"""That one rule finds. To look for more, and for what each might have meant, takes longer than anybody waits."""


def problems_of(case: Case) -> Iterator[Problem]:
    for rule in RULES:
        errors = 0
        for problem in rule(case):
            errors += not problem.is_advice
            if errors > MOST_ERRORS:
                what = f"There are more than {MOST_ERRORS} problems of this kind: {problem.what}"
                yield replace(problem, what=what, remedy="Mend those above first, and look again.")
                break
            yield problem


def picture_files_in(folder: Path) -> frozenset[str]:
    """The names of the plain files in plan_data/pictures/."""
    pictures = folder / "pictures"
    if not pictures.is_dir():
        return frozenset()
    return frozenset(path.name for path in pictures.iterdir() if path.is_file() and not path.is_symlink())


def _problem(
    rule: Callable[[Case], Iterator[Problem]],
    entry: Entry,
    place: Place,
    what: str,
    remedy: str,
    *,
    is_advice: bool = False,
) -> Problem:
    return Problem(place, rule.__name__, what, remedy, label_of(entry), is_advice)


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


def every_id_is_used_once(case: Case) -> Iterator[Problem]:
    """An address leads to one record, and a reference means one record."""
    with_pages = [
        (name, record, record.place_of("id" if name == record.id else "formerly"))
        for record in case.with_pages
        for name in (record.id, *(earlier for earlier in record.formerly if earlier != record.id))
    ]
    for record in case.with_pages:
        if record.id in record.formerly:
            yield _problem(
                every_id_is_used_once,
                record,
                record.place_of("formerly"),
                f"‘{record.id}’ is this record's present id, and ‘formerly’ is for earlier ones.",
                "Delete it there, or give the record its new id.",
            )
    yield from _used_twice(with_pages)
    for name, record, place in with_pages:
        if name in case.hand_written:  # a review could not say which of the two was checked
            yield _problem(
                every_id_is_used_once,
                record,
                place,
                f"‘{name}’ is the name of a hand-written page too.",
                "Choose another name for one of the two.",
            )
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
            yield _problem(
                every_id_is_used_once,
                entry,
                place,
                f"‘{name}’ is here twice (first in {other.file}, line {other.line}).",
                "Keep one of the two, or choose another name for one.",
            )


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
                yield (
                    cited,
                    _problem(
                        every_source_is_listed,
                        record,
                        entry.place_of("source"),
                        f"There is no source with the id ‘{cited}’.",
                        did_you_mean(cited, known) or "Add it to sources.yml, or use one of the ids there.",
                    ),
                )


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
            yield about.record, _problem(every_subject_is_an_aim_or_outcome, record, place, what, remedy)


def _abouts(record: Record) -> Sequence[About]:
    return record.about if isinstance(record, Quote | Progress | Action) else ()


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
                yield (
                    name,
                    _problem(
                        every_picture_is_listed,
                        record,
                        entry.place_of("picture"),
                        f"There is no picture called ‘{name}’.",
                        did_you_mean(name, known) or "Add it to pictures.yml, or use one of the names there.",
                    ),
                )


def _missing_files(case: Case) -> Iterator[tuple[str, Problem]]:
    for picture in case.records.pictures:
        if picture.file not in case.picture_files:
            what = f"There is no file called ‘{picture.file}’ in pictures/."
            remedy = did_you_mean(picture.file, case.picture_files) or "Put the file there."
            yield picture.file, _problem(every_picture_is_listed, picture, picture.place_of("file"), what, remedy)


def _illustrated(record: Entry) -> Iterator[Entry]:
    if isinstance(record, Aim | Outcome):
        yield record
    yield from easy_lines_of(record)


def every_hard_word_has_a_meaning(case: Case) -> Iterator[Problem]:
    """A word that leads to an empty place explains nothing."""
    for word in case.records.words:
        if not word.meaning:
            yield _problem(
                every_hard_word_has_a_meaning,
                word,
                word.place_of("meaning"),
                "This word has no meaning.",
                "Say it in easy words: one sentence for each item.",
            )


def every_review_is_of_a_record(case: Case) -> Iterator[Problem]:
    """A review says who checked which record, so the record exists."""
    if not case.is_whole("plan") or not case.records.aims:  # where there are no aims, that is said already
        return
    known = {record.id for record in case.every_record} | case.unread.ids | case.hand_written
    for review in case.records.reviews:
        if review.record not in known:
            yield _problem(
                every_review_is_of_a_record,
                review,
                review.place_of("record"),
                f"There is no record with the id ‘{review.record}’.",
                did_you_mean(review.record, known) or "Use the id of the record that was checked.",
            )


# --- completeness -----------------------------------------------------------------------------------------


def every_plan_has_aims(case: Case) -> Iterator[Problem]:
    """A plan has 1 to 12 aims and at most 20 outcomes."""
    if not case.records.aims and case.is_whole("aim") and case.details is not None:
        yield Problem(
            Place(f"{case.folder}/aims"),
            "every_plan_has_aims",
            "This plan has no aims.",
            "Make the first with ‘plan new aim’.",
            "the plan",
        )
    for group, most in ((case.records.aims, MOST_AIMS), (case.records.outcomes, MOST_OUTCOMES)):
        for record in group[most:]:
            noun = kind_of(record).noun
            yield _problem(
                every_plan_has_aims,
                record,
                record.place,
                f"This plan has {len(group)} {noun}s; the site has room for {most}.",
                f"Join some {noun}s, or keep the {noun}s that the published plan names.",
            )


def numbers_run_from_one(case: Case) -> Iterator[Problem]:
    """Aims, and outcomes, are numbered 1, 2, 3 … with none twice and none left out."""
    groups: tuple[tuple[str, tuple[Aim | Outcome, ...]], ...] = (
        ("aim", case.records.aims),
        ("outcome", case.records.outcomes),
    )
    for noun, group in groups:
        if not case.is_whole(noun):
            continue
        for expected, record in enumerate(group, start=1):
            if record.number != expected:
                taken = [other for other in group if other.number == record.number and other is not record]
                before = f"The {noun} after number {expected - 1}" if expected > 1 else f"The first {noun}"
                what = (
                    f"{noun.capitalize()} {record.number} is here twice ({taken[0].place.file} has it too)."
                    if taken
                    else f"{before} should be number {expected}, not {record.number}."
                )
                free = min(set(range(1, len(group) + 1)) - {other.number for other in group})
                remedy = f"Number the {noun}s 1, 2, 3 and so on. Number {free} is free."
                yield _problem(numbers_run_from_one, record, record.place_of("number"), what, remedy)
                break  # the numbers after it are shifted by the same slip


def every_aim_has_objectives_or_says_why_not(case: Case) -> Iterator[Problem]:
    """A reader who finds no objectives learns why."""
    for aim in case.records.aims:
        if not aim.objectives and aim.objectives_missing is None:
            yield _problem(
                every_aim_has_objectives_or_says_why_not,
                aim,
                aim.place,
                "This aim has no objectives, and does not say why.",
                "Add ‘objectives’, or say in ‘objectives_missing’ why there are none.",
            )
        for objective in aim.objectives:
            if objective.text is None and objective.official is None:
                yield _problem(
                    every_aim_has_objectives_or_says_why_not,
                    aim,
                    objective.place,
                    f"The objective ‘{objective.id}’ has no words.",
                    "Add ‘official’ (word for word) or ‘text’ (in plain words).",
                )


def key_words_stand_in_the_title(case: Case) -> Iterator[Problem]:
    """The wheel shows the title whole, and its key words in it."""
    for outcome in case.records.outcomes:
        if outcome.key_words is not None and outcome.key_words not in outcome.title:
            yield _problem(
                key_words_stand_in_the_title,
                outcome,
                outcome.place_of("key_words"),
                f"The key words “{outcome.key_words}” are not in the title.",
                "Copy a few words from the title exactly.",
            )


def every_quote_has_words_and_a_role(case: Case) -> Iterator[Problem]:
    """Words and role are there unless they were withdrawn, and consent that was given has its day."""
    for quote in case.records.quotes:
        if quote.words is None and not quote.is_withdrawn:
            yield _problem(
                every_quote_has_words_and_a_role,
                quote,
                quote.place,
                "This quote has no words.",
                "Add ‘words’, or the day in ‘withdrawn’ if the speaker has taken them back.",
            )
        if quote.role is None and not quote.is_withdrawn:
            yield _problem(
                every_quote_has_words_and_a_role,
                quote,
                quote.place,
                "This quote does not say what the speaker's role is.",
                "Add ‘role’, as it was given with the quote.",
            )
        if quote.consent == "given" and quote.consent_on is None:
            yield _problem(
                every_quote_has_words_and_a_role,
                quote,
                quote.place_of("consent"),
                "This quote does not say when the speaker agreed to be quoted.",
                "Add the day in ‘consent_on’.",
            )


def every_withdrawal_has_its_day(case: Case) -> Iterator[Problem]:
    """An empty field would leave the words on the site."""
    for quote in case.records.quotes:
        if "withdrawn" in quote.places and not quote.is_withdrawn:
            yield _problem(
                every_withdrawal_has_its_day,
                quote,
                quote.place_of("withdrawn"),
                "The field ‘withdrawn’ is empty.",
                "Write the day on which the speaker took the words back, or delete the field.",
            )


def every_answer_is_one_answer(case: Case) -> Iterator[Problem]:
    """Feedback says what was done, or why it could not be: exactly one."""
    for feedback in case.records.feedback:
        if (feedback.we_did is None) == (feedback.we_could_not_because is None):
            both = feedback.we_did is not None
            yield _problem(
                every_answer_is_one_answer,
                feedback,
                feedback.place,
                "This feedback has two answers." if both else "This feedback has no answer.",
                "Keep one of ‘we_did’ and ‘we_could_not_because’."
                if both
                else "Add ‘we_did’ or ‘we_could_not_because’.",
            )


def every_action_serves_something(case: Case) -> Iterator[Problem]:
    """A promise belongs to something that the plan sets out to do."""
    for action in case.records.actions:
        if not action.about:
            yield _problem(
                every_action_serves_something,
                action,
                action.place_of("about"),
                "This action serves no aim or outcome.",
                "Add the aim or outcome that it serves under ‘about’.",
            )


def every_halted_action_says_why(case: Case) -> Iterator[Problem]:
    """Who waits for something is told why it has stopped."""
    for action in case.records.actions:
        if action.status in {Status.PAUSED, Status.STOPPED} and action.status_reason is None:
            yield _problem(
                every_halted_action_says_why,
                action,
                action.place_of("status"),
                f"This action is {action.status.value}, and does not say why.",
                "Add the reason in ‘status_reason’.",
            )


# --- dates ------------------------------------------------------------------------------------------------


def what_happened_is_not_in_the_future(case: Case) -> Iterator[Problem]:
    """A date that is still to come has dated nothing yet."""
    if case.today < _NO_DAY_BEFORE:
        return
    for record, entry, field in _past_dates(case):
        when = getattr(entry, field)
        if when is not None and when.first_day > case.today:
            yield _problem(
                what_happened_is_not_in_the_future,
                record,
                entry.place_of(field),
                f"The date in ‘{field}’ ({when.words}) is still to come, but what it dates has happened.",
                "Mend the date.",
            )


_NO_DAY_BEFORE = dt.date(2000, 1, 1)
"""Builds that are to be repeated are often told 1970 or 1980 (SOURCE_DATE_EPOCH=0), and mean no day at all."""


def _past_dates(case: Case) -> Iterator[tuple[Entry, Entry, str]]:
    """Every date of something that has been: all but `due`, `fix_by` and `review_by`."""
    for record, entry in case.entries:
        yield from ((record, entry, name) for name in entry.places if field_of(type(entry), name).says.is_past)


def what_is_under_way_has_not_happened(case: Case) -> Iterator[Problem]:
    """Of what was going on, no source says that it is over."""
    for progress in case.records.progress:
        if progress.under_way and progress.status == "happened":
            yield _problem(
                what_is_under_way_has_not_happened,
                progress,
                progress.place_of("under_way"),
                "This says that it was still going on, and ‘status’ says that it happened.",
                "If it is not over, write ‘status: announced’. If it is, delete ‘under_way’.",
            )


def a_date_that_was_worked_out_says_how(case: Case) -> Iterator[Problem]:
    """A date that no source states can be followed by readers."""
    for progress in case.records.progress:
        if progress.when_is == "worked out" and progress.when_note is None:
            yield _problem(
                a_date_that_was_worked_out_says_how,
                progress,
                progress.place_of("when_is"),
                "This date was worked out, and the record does not say how.",
                "Say it in ‘when_note’.",
            )


def what_was_to_be_checked_was_checked(case: Case) -> Iterator[Problem]:
    """Readers are told by when somebody said they would check a record again."""
    for record in case.with_pages:
        if record.review_by is not None and record.review_by.has_passed_on(case.today):
            yield _problem(
                what_was_to_be_checked_was_checked,
                record,
                record.place_of("review_by"),
                f"You said you would check this by {record.review_by.words}.",
                "Compare it with its source, mend what has changed, and give ‘review_by’ a later day.",
                is_advice=True,
            )
    details = case.details
    if details is not None and details.review_by is not None and details.review_by.has_passed_on(case.today):
        yield _problem(
            what_was_to_be_checked_was_checked,
            details,
            details.place_of("review_by"),
            f"The council was to look at the plan again by {details.review_by.words}.",
            "See what it has published since, and mend ‘review_by’.",
            is_advice=True,
        )


def every_draft_is_read_by_a_person(case: Case) -> Iterator[Problem]:
    """Readers are told of a change in words that somebody stands for."""
    for change in case.records.changes:
        if change.draft:
            yield _problem(
                every_draft_is_read_by_a_person,
                change,
                change.place_of("draft"),
                "A command wrote these words, and nobody has confirmed them. Readers do not see them.",
                "Read them, mend them, and delete the line ‘draft: true’.",
                is_advice=True,
            )


def every_reading_day_is_a_day(case: Case) -> Iterator[Problem]:
    """The day on which a source was read is known to the day."""
    for source in case.records.sources:
        if not source.read_on.day:
            yield _problem(
                every_reading_day_is_a_day,
                source,
                source.place_of("read_on"),
                f"‘{source.read_on}’ is not a day.",
                "Write the day on which you read it, for example 2026-11-22.",
            )


def every_link_to_a_file_says_so(case: Case) -> Iterator[Problem]:
    """A reader on a small phone wants to know before they follow a link (GOV.UK, content design)."""
    for record, entry in case.entries:
        for field, words, remedy in _links_of(entry):
            path = urlsplit(str(getattr(entry, field))).path
            if file_type(path) and not says_type_and_size(words, path):
                ending = path.lower().rpartition(".")[2]
                yield _problem(
                    every_link_to_a_file_says_so,
                    record,
                    entry.place_of(field),
                    f"This is the address of a file (.{ending}), and readers are not told its type and size.",
                    remedy.format(example=f"{file_type(path)}, 2 MB"),
                )


def _links_of(entry: Entry) -> Iterator[tuple[str, str, str]]:
    """Each field of an entry that holds an address, the words of the link to it, and what to do where it is a file."""
    if isinstance(entry, Source):
        yield "address", entry.link_words, "Say both in ‘file_is’, for example: {example}"
    elif isinstance(entry, EasyLine) and entry.address:
        yield "address", entry.words, "Lead to the page that the file stands on, or say both at the end: ({example})."
    elif isinstance(entry, Picture) and entry.address:
        yield "address", entry.credit, "Write the address of the page that tells of the picture, not of its file."
    elif isinstance(entry, Details):
        remedy = "Write the address of the page on which the council has the plan. The file is a source in sources.yml."
        yield "official_address", "", remedy
    elif isinstance(entry, Accessibility) and entry.contact:
        yield "contact", "", "Write the address of a page with a form, or an e-mail address after mailto:"


# --- words that are heard alone ---------------------------------------------------------------------------


def every_link_says_where_it_leads(case: Case) -> Iterator[Problem]:
    """Links lead to a record by its title, and somebody who hears a list of links hears nothing else.

    Source: WCAG 2.2, 2.4.9 (link purpose, link only).
    """
    for record, entry in case.entries:
        for field, words in _words_of_links(entry):
            if (fault := fault_of_link_words(words)) is not None:
                yield _problem(
                    every_link_says_where_it_leads,
                    record,
                    entry.place_of(field),
                    f"Links have these words, and “{words}” {fault}.",
                    "Say in a few words what readers find there.",
                )


def _words_of_links(entry: Entry) -> Iterator[tuple[str, str]]:
    """The fields of an entry that become the words of a link."""
    if isinstance(entry, Source | Aim | Outcome | Progress | Action | FrontMatter):
        yield "title", entry.title
    if isinstance(entry, Quote) and entry.who:
        yield ("speaker" if entry.speaker else "role"), entry.who
    if isinstance(entry, RecordInBothReadings | FrontMatter) and entry.easy_title:
        yield "easy_title", entry.easy_title
    if isinstance(entry, EasyLine) and entry.address:
        yield "words", entry.words
    if isinstance(entry, Picture) and entry.address:
        yield "credit", entry.credit


def every_list_is_a_list(case: Case) -> Iterator[Problem]:
    """Typed bullets and numbers are no list to somebody who hears it: it is not said how many there are.

    Source: WCAG 2.2, 1.3.1 (info and relationships).
    """
    items: dict[int, list[tuple[Entry, Entry, str, str]]] = {}
    for record, entry in case.entries:
        for field, paragraph in _paragraphs(entry):
            if is_typed_item(paragraph):
                items.setdefault(id(record), []).append((record, entry, field, paragraph))
    for found in items.values():
        bullets = [item for item in found if typed_bullet(item[-1])]
        if not bullets and len(found) < 2:
            continue
        record, entry, field, paragraph = (bullets or found)[0]
        yield _problem(
            every_list_is_a_list,
            record,
            entry.place_of(field),
            f"“{_begins(paragraph)}” is an item of a list that is only typed, and these texts have no lists.",
            "Write sentences in its place: take the bullets or numbers away, and join what belongs together.",
        )


def _begins(text: str, most: int = 40) -> str:
    return text if len(text) <= most else f"{text[:most].rstrip()}…"


def _paragraphs(entry: Entry) -> Iterator[tuple[str, str]]:
    """What readers see as paragraphs, each with the name of its field."""
    for field in fields_of(type(entry)):
        if field.type is Prose:
            yield from ((field.name, paragraph) for paragraph in getattr(entry, field.name) or ())
    if isinstance(entry, EasyLine):
        yield from ((name, text) for name in ("words", "about") if (text := getattr(entry, name)) is not None)


# --- measures ---------------------------------------------------------------------------------------------


def every_reading_has_its_own_date(case: Case) -> Iterator[Problem]:
    """Two values of one date contradict each other."""
    for record, entry in case.entries:
        if not isinstance(entry, Measure):
            continue
        first: dict[When, Place] = {}
        for reading in entry.readings:
            place = first.setdefault(reading.when, reading.place_of("when"))
            if place != reading.place_of("when"):
                yield _problem(
                    every_reading_has_its_own_date,
                    record,
                    reading.place_of("when"),
                    f"This measure has two values for {reading.when.words} (the first in line {place.line}).",
                    "Keep the one that is right, or mend a date.",
                )


# --- accessibility ----------------------------------------------------------------------------------------

_STATUTORY_FIELDS = ("compliance", "contact", "enforcement_body", "prepared")


def an_adopted_site_has_its_accessibility_statement(case: Case) -> Iterator[Problem]:
    """The statement is the adopter's duty (SI 2018/952, regulation 8)."""
    if case.details is None or not case.details.adopted_by or not case.is_whole("accessibility"):
        return
    known = case.records.accessibility
    missing = [name for name in _STATUTORY_FIELDS if known is None or getattr(known, name) is None]
    if missing:
        yield _problem(
            an_adopted_site_has_its_accessibility_statement,
            known or case.details,
            known.place if known else case.details.place_of("adopted_by"),
            "A site that a council has adopted needs an accessibility statement, and "
            + (f"it lacks {listed(missing, joiner='and')}." if known else "there is none."),
            "Add what is missing." if known else "Make one with: plan new accessibility",
        )


def full_compliance_was_tested_by_people(case: Case) -> Iterator[Problem]:
    """It may never be claimed on the tests of machines alone (GOV.UK, model statement)."""
    known = case.records.accessibility
    if known is None or known.compliance != "fully":
        return
    fails = [problem for problem in known.known_problems if problem.it_is != "out of scope"]
    if fails or not known.audits:
        yield _problem(
            full_compliance_was_tested_by_people,
            known,
            known.place_of("compliance"),
            "This says that the site complies fully, and ‘known_problems’ says what does not comply."
            if fails
            else "This says that the site complies fully, and nobody is recorded who has tested it.",
            "Write ‘partially’."
            if fails
            else "Write ‘partially’ until people have tested it; then say under ‘audits’ who and when.",
        )


def what_does_not_comply_is_listed(case: Case) -> Iterator[Problem]:
    """A site that does not comply fully says where it does not."""
    known = case.records.accessibility
    if known is not None and known.compliance in {"partially", "not"} and not known.known_problems:
        yield _problem(
            what_does_not_comply_is_listed,
            known,
            known.place_of("compliance"),
            f"‘{known.compliance}’ says that something does not comply, and nothing is listed.",
            "List it under ‘known_problems’. That no person has tested the site yet can be one.",
        )


def every_day_to_mend_is_still_to_come(case: Case) -> Iterator[Problem]:
    """A promise that has passed misleads whoever waits for it."""
    known = case.records.accessibility
    for problem in known.known_problems if known else ():
        if problem.fix_by is not None and problem.fix_by.last_day < case.today:
            yield _problem(
                every_day_to_mend_is_still_to_come,
                known or problem,
                problem.place_of("fix_by"),
                f"This was to be mended by {problem.fix_by.words}.",
                "If it is mended, delete the problem. If not, write a new day.",
                is_advice=True,
            )


def the_accessibility_statement_is_read_again_each_year(case: Case) -> Iterator[Problem]:
    """The monitors expect a review at least once a year (GOV.UK, model statement)."""
    known = case.records.accessibility
    if known is None or known.last_reviewed is None:
        return
    if (case.today - known.last_reviewed.last_day).days > 365:
        yield _problem(
            the_accessibility_statement_is_read_again_each_year,
            known,
            known.place_of("reviewed"),
            f"Somebody last read this statement against the site {known.last_reviewed.phrase}, over a year ago.",
            "Read it against the site, mend it, and put today's date in ‘reviewed’.",
            is_advice=True,
        )


# --- advice -----------------------------------------------------------------------------------------------


def addresses_are_secure(case: Case) -> Iterator[Problem]:
    """http: sends what a reader does in the open."""
    for record, entry, name, address in _addresses_in(case.entries):
        if address.startswith("http:"):
            what = "This address starts with http://, which is not secure."
            yield _problem(addresses_are_secure, record, entry.place_of(name), what, TRY_HTTPS, is_advice=True)


def addresses_are_as_they_were_meant(case: Case) -> Iterator[Problem]:
    """A program for e-mails may have wrapped them, or a full stop may belong to the sentence."""
    for record, entry, name, address in _addresses_in(case.entries):
        if address.startswith("http") and (advice := address_advice(address)):
            what = f"This address {advice[0]}"
            place = entry.place_of(name)
            yield _problem(addresses_are_as_they_were_meant, record, place, what, advice[1], is_advice=True)


def addresses_in(plan: Plan) -> Iterator[tuple[Entry, Entry, str, str]]:
    """Each address that a plan leads to: the record, the entry within it, the field's name, and the address."""
    return _addresses_in(_entries_of(plan, plan.details))


def _addresses_in(entries: Iterable[tuple[Entry, Entry]]) -> Iterator[tuple[Entry, Entry, str, str]]:
    for record, entry in entries:
        for field in fields_of(type(entry)):
            if field.type is Address and getattr(entry, field.name) is not None:
                yield record, entry, field.name, str(getattr(entry, field.name))


def placeholders_are_replaced(case: Case) -> Iterator[Problem]:
    """`plan new` writes words for an editor to replace; readers should never meet them."""
    for record, entry in case.entries:
        left = [name for name in entry.places if _starts_with_placeholder(getattr(entry, name))]
        if left:
            yield _problem(
                placeholders_are_replaced,
                record,
                entry.place_of(left[0]),
                f"The words that came with the new record are still in {listed(left, joiner='and')}.",
                "Write your own words in their place.",
                is_advice=True,
            )


def _starts_with_placeholder(value: object) -> bool:
    first = value[0] if isinstance(value, tuple) and value else value
    return isinstance(first, str) and (first.startswith(PLACEHOLDER) or first == PLACEHOLDER_ADDRESS)


def nothing_is_left_to_write(case: Case) -> Iterator[Problem]:
    """Notes to oneself, such as TBC, tell readers nothing, and are easily forgotten."""
    for record, entry, name, found in _first_of_each(case, _UNFINISHED, _SIGNS_OF_A_NOTE):
        yield _problem(
            nothing_is_left_to_write,
            record,
            entry.place_of(name),
            f"“{found}” looks like a note of something that is still to be written, and readers would see it.",
            "Write the words themselves, or leave the field out until you know.",
            is_advice=True,
        )


_UNFINISHED = re.compile(
    r"\b(?:TODO|FIXME)\b|\b(?i:TBC|TBD|TBA)\b|\b[Xx]{2,}\b|\?{3,}|_{4,}|\b(?i:lorem ipsum)\b"
    r"|\[(?i:insert|add|name|date|number|your)\b[^\[\]]{0,60}\]"
)
_SIGNS_OF_A_NOTE = ("todo", "fixme", "tb", "xx", "???", "____", "lorem", "[")


def titles_are_quickly_read(case: Case) -> Iterator[Problem]:
    """Words in capitals lose their shape, and some voices spell them; nobody keeps a very long title in mind.

    Source: GOV.UK, content design; British Dyslexia Association, style guide.
    """
    for record, entry in case.entries:
        for field, words in _words_of_links(entry):
            if words.isupper() and len(words.split()) >= _WORDS_IN_CAPITALS:
                what = f"“{_begins(words)}” is in capitals, which are slow to read."
                remedy = "Write it with a capital at its start, and in names."
            elif len(words) > LONGEST_TITLE:
                what = f"“{_begins(words)}” has {len(words)} letters, and links and lists repeat it whole."
                remedy = f"Say it in at most {LONGEST_TITLE} letters, unless these are its official words."
            else:
                continue
            yield _problem(titles_are_quickly_read, record, entry.place_of(field), what, remedy, is_advice=True)


LONGEST_TITLE = 160
_WORDS_IN_CAPITALS = 3
"""Fewer are often initials."""


def text_has_no_markup(case: Case) -> Iterator[Problem]:
    """Text is shown as it is typed, so that stars and tags would be read out as stars and tags."""
    for record, entry, name, found in _first_of_each(case, _MARKUP, _SIGNS_OF_MARKUP):
        sign = html.unescape(found)
        remedy = "Take the marks out, and leave the words."
        if found.startswith("&"):
            remedy = (
                f"Write the sign itself: {sign}" if sign.strip() and is_seen(sign) else "Write a space in its place."
            )
        yield _problem(
            text_has_no_markup,
            record,
            entry.place_of(name),
            f"Readers would see ‘{found}’ as it stands: these files have no bold, no links and no HTML.",
            remedy,
            is_advice=True,
        )


def _first_of_each(
    case: Case, pattern: re.Pattern[str], signs: Sequence[str]
) -> Iterator[tuple[Entry, Entry, str, str]]:
    """Each field in which a pattern is found: the record, the entry within it, the field's name, and the words.

    Only texts with one of its signs are read by the pattern, which is slow.
    """
    for record, entry, name, text in case.texts:
        small = text.casefold()
        for sign in signs:
            if sign in small:
                if found := pattern.search(text):
                    yield record, entry, name, found[0].strip()
                break


_TAGS = (
    "a|b|blockquote|br|center|code|del|div|em|font|h[1-6]|hr|i|img|li|mark|ol|p|s|small|span|strong|sub|sup|table|u|ul"
)
_MARKUP = re.compile(
    r"\*\*(?=\S)[^*]{1,40}\*\*"
    r"|(?<!\w)__(?=\w)[^_]{1,40}__(?!\w)"
    r"|(?<![\w*])\*(?=\w)[^*]{0,40}\w\*(?![\w*])"
    r"|~~(?=\S)[^~]{1,40}~~"
    r"|(?<!`)`[^`]{1,40}`"
    rf"|</?(?:{_TAGS})(?: [^<>]{{1,80}})?/?>|<!--"
    r"|\[[^\[\]]{1,60}\]\([^()\s]{1,80}\)"
    r"|&(?:[A-Za-z][A-Za-z0-9]{1,30}|#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6});"
    r"|^(?:#{1,6}|[-*+•>]) (?=\S)",
    re.IGNORECASE | re.MULTILINE,
)
_SIGNS_OF_MARKUP = ("*", "__", "~~", "`", "<", "[", "&", "# ", "- ", "+ ", "• ", "> ")


def every_letter_is_in_the_fonts(case: Case) -> Iterator[Problem]:
    """PDFs have the fonts of the site alone, so that they are the same wherever they are made."""
    for record, entry, name, text in case.texts:
        if not text.isascii() and (fault := letter_fault(text)) is not None:
            yield _problem(every_letter_is_in_the_fonts, record, entry.place_of(name), *fault, is_advice=True)


def _within(entry: Entry) -> Iterator[Entry]:
    yield entry
    for part in parts_of(entry):
        yield from _within(part)


RULES: tuple[Callable[[Case], Iterator[Problem]], ...] = (
    every_id_is_used_once,
    every_source_is_listed,
    every_subject_is_an_aim_or_outcome,
    every_picture_is_listed,
    every_hard_word_has_a_meaning,
    every_review_is_of_a_record,
    every_plan_has_aims,
    numbers_run_from_one,
    every_aim_has_objectives_or_says_why_not,
    key_words_stand_in_the_title,
    every_quote_has_words_and_a_role,
    every_withdrawal_has_its_day,
    every_answer_is_one_answer,
    every_action_serves_something,
    every_halted_action_says_why,
    what_happened_is_not_in_the_future,
    what_is_under_way_has_not_happened,
    a_date_that_was_worked_out_says_how,
    what_was_to_be_checked_was_checked,
    every_draft_is_read_by_a_person,
    every_reading_day_is_a_day,
    every_link_to_a_file_says_so,
    every_link_says_where_it_leads,
    every_list_is_a_list,
    every_reading_has_its_own_date,
    an_adopted_site_has_its_accessibility_statement,
    full_compliance_was_tested_by_people,
    what_does_not_comply_is_listed,
    the_accessibility_statement_is_read_again_each_year,
    every_day_to_mend_is_still_to_come,
    addresses_are_secure,
    addresses_are_as_they_were_meant,
    placeholders_are_replaced,
    nothing_is_left_to_write,
    titles_are_quickly_read,
    text_has_no_markup,
    every_letter_is_in_the_fonts,
)
