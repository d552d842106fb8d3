"""What a plan has to say, and what of it cannot be: numbers, answers, dates, and what the law asks for.

A rule never blames a record for what could not be read elsewhere: see `Unread`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from plan_site.checks.case import Case, problem_in
from plan_site.model.entries import Entry
from plan_site.model.field_types import When
from plan_site.model.fields import field_of
from plan_site.model.plan import kind_of
from plan_site.model.problems import Place, Problem, listed
from plan_site.model.records import Aim, Measure, Outcome, Status
from plan_site.model.rules import Rules

RULES = Rules[Case, Problem]()


MOST_AIMS = 12


MOST_OUTCOMES = 20


# --- completeness -----------------------------------------------------------------------------------------


@RULES.rule
def every_plan_has_aims(case: Case) -> Iterator[Problem]:
    """A plan has 1 to 12 aims and at most 20 outcomes."""
    if not case.records.aims and case.is_whole("aim") and case.details is not None:
        yield Problem(
            Place(f"{case.folder}/aims"), "This plan has no aims.", "Make the first with ‘plan new aim’.", "the plan"
        )
    for group, most in ((case.records.aims, MOST_AIMS), (case.records.outcomes, MOST_OUTCOMES)):
        for record in group[most:]:
            noun = kind_of(record).noun
            what = f"This plan has {len(group)} {noun}s; the site has room for {most}."
            remedy = f"Join some {noun}s, or keep the {noun}s that the published plan names."
            yield problem_in(record, record.place, what, remedy)


@RULES.rule
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
                yield problem_in(record, record.place_of("number"), what, remedy)
                break  # the numbers after it are shifted by the same slip


@RULES.rule
def every_aim_has_objectives_or_says_why_not(case: Case) -> Iterator[Problem]:
    """A reader who finds no objectives learns why."""
    for aim in case.records.aims:
        if not aim.objectives and aim.objectives_missing is None:
            remedy = "Add ‘objectives’, or say in ‘objectives_missing’ why there are none."
            yield problem_in(aim, aim.place, "This aim has no objectives, and does not say why.", remedy)
        for objective in aim.objectives:
            if objective.text is None and objective.official is None:
                remedy = "Add ‘official’ (word for word) or ‘text’ (in plain words)."
                yield problem_in(aim, objective.place, f"The objective ‘{objective.id}’ has no words.", remedy)


@RULES.rule
def key_words_stand_in_the_title(case: Case) -> Iterator[Problem]:
    """The wheel shows the title whole, and its key words in it."""
    for outcome in case.records.outcomes:
        if outcome.key_words is not None and outcome.key_words not in outcome.title:
            what = f"The key words “{outcome.key_words}” are not in the title."
            yield problem_in(outcome, outcome.place_of("key_words"), what, "Copy a few words from the title exactly.")


@RULES.rule
def every_quote_has_words_and_a_role(case: Case) -> Iterator[Problem]:
    """Words and role are there unless they were withdrawn, and consent that was given has its day."""
    for quote in case.records.quotes:
        if quote.words is None and not quote.is_withdrawn:
            remedy = "Add ‘words’, or the day in ‘withdrawn’ if the speaker has taken them back."
            yield problem_in(quote, quote.place, "This quote has no words.", remedy)
        if quote.role is None and not quote.is_withdrawn:
            what = "This quote does not say what the speaker's role is."
            yield problem_in(quote, quote.place, what, "Add ‘role’, as it was given with the quote.")
        if quote.consent == "given" and quote.consent_on is None:
            what = "This quote does not say when the speaker agreed to be quoted."
            yield problem_in(quote, quote.place_of("consent"), what, "Add the day in ‘consent_on’.")


@RULES.rule
def every_withdrawal_has_its_day(case: Case) -> Iterator[Problem]:
    """An empty field would leave the words on the site."""
    for quote in case.records.quotes:
        if "withdrawn" in quote.places and not quote.is_withdrawn:
            remedy = "Write the day on which the speaker took the words back, or delete the field."
            yield problem_in(quote, quote.place_of("withdrawn"), "The field ‘withdrawn’ is empty.", remedy)


@RULES.rule
def every_answer_is_one_answer(case: Case) -> Iterator[Problem]:
    """Feedback says what was done, or why it could not be: exactly one."""
    for feedback in case.records.feedback:
        if (feedback.we_did is None) == (feedback.we_could_not_because is None):
            both = feedback.we_did is not None
            yield problem_in(
                feedback,
                feedback.place,
                "This feedback has two answers." if both else "This feedback has no answer.",
                "Keep one of ‘we_did’ and ‘we_could_not_because’."
                if both
                else "Add ‘we_did’ or ‘we_could_not_because’.",
            )


@RULES.rule
def every_action_serves_something(case: Case) -> Iterator[Problem]:
    """A promise belongs to something that the plan sets out to do."""
    for action in case.records.actions:
        if not action.about:
            remedy = "Add the aim or outcome that it serves under ‘about’."
            yield problem_in(action, action.place_of("about"), "This action serves no aim or outcome.", remedy)


@RULES.rule
def every_halted_action_says_why(case: Case) -> Iterator[Problem]:
    """Who waits for something is told why it has stopped."""
    for action in case.records.actions:
        if action.status in {Status.PAUSED, Status.STOPPED} and action.status_reason is None:
            what = f"This action is {action.status.value}, and does not say why."
            yield problem_in(action, action.place_of("status"), what, "Add the reason in ‘status_reason’.")


# --- dates ------------------------------------------------------------------------------------------------


@RULES.rule
def what_happened_is_not_in_the_future(case: Case) -> Iterator[Problem]:
    """A date that is still to come has dated nothing yet."""
    if case.today < _NO_DAY_BEFORE:
        return
    for record, entry, field in _past_dates(case):
        when = getattr(entry, field)
        if when is not None and when.first_day > case.today:
            what = f"The date in ‘{field}’ ({when.words}) is still to come, but what it dates has happened."
            yield problem_in(record, entry.place_of(field), what, "Mend the date.")


_NO_DAY_BEFORE = dt.date(2000, 1, 1)
"""Builds that are to be repeated are often told 1970 or 1980 (SOURCE_DATE_EPOCH=0), and mean no day at all."""


def _past_dates(case: Case) -> Iterator[tuple[Entry, Entry, str]]:
    """Every date of something that has been: all but `due`, `fix_by` and `review_by`."""
    for record, entry in case.entries:
        yield from ((record, entry, name) for name in entry.places if field_of(type(entry), name).says.is_past)


@RULES.rule
def what_is_under_way_has_not_happened(case: Case) -> Iterator[Problem]:
    """Of what was going on, no source says that it is over."""
    for progress in case.records.progress:
        if progress.under_way and progress.status == "happened":
            what = "This says that it was still going on, and ‘status’ says that it happened."
            remedy = "If it is not over, write ‘status: announced’. If it is, delete ‘under_way’."
            yield problem_in(progress, progress.place_of("under_way"), what, remedy)


@RULES.rule
def a_date_that_was_worked_out_says_how(case: Case) -> Iterator[Problem]:
    """A date that no source states can be followed by readers."""
    for progress in case.records.progress:
        if progress.when_is == "worked out" and progress.when_note is None:
            what = "This date was worked out, and the record does not say how."
            yield problem_in(progress, progress.place_of("when_is"), what, "Say it in ‘when_note’.")


@RULES.advice
def what_was_to_be_checked_was_checked(case: Case) -> Iterator[Problem]:
    """Readers are told by when somebody said they would check a record again."""
    for record in case.with_pages:
        if record.review_by is not None and record.review_by.has_passed_on(case.today):
            what = f"You said you would check this by {record.review_by.words}."
            remedy = "Compare it with its source, mend what has changed, and give ‘review_by’ a later day."
            yield problem_in(record, record.place_of("review_by"), what, remedy)
    details = case.details
    if details is not None and details.review_by is not None and details.review_by.has_passed_on(case.today):
        what = f"The council was to look at the plan again by {details.review_by.words}."
        remedy = "See what it has published since, and mend ‘review_by’."
        yield problem_in(details, details.place_of("review_by"), what, remedy)


@RULES.advice
def every_draft_is_read_by_a_person(case: Case) -> Iterator[Problem]:
    """Readers are told of a change in words that somebody stands for."""
    for change in case.records.changes:
        if change.draft:
            what = "A command wrote these words, and nobody has confirmed them. Readers do not see them."
            remedy = "Read them, mend them, and delete the line ‘draft: true’."
            yield problem_in(change, change.place_of("draft"), what, remedy)


@RULES.rule
def every_reading_day_is_a_day(case: Case) -> Iterator[Problem]:
    """The day on which a source was read is known to the day."""
    for source in case.records.sources:
        if not source.read_on.day:
            remedy = "Write the day on which you read it, for example 2026-11-22."
            yield problem_in(source, source.place_of("read_on"), f"‘{source.read_on}’ is not a day.", remedy)


# --- measures ---------------------------------------------------------------------------------------------


@RULES.rule
def every_reading_has_its_own_date(case: Case) -> Iterator[Problem]:
    """Two values of one date contradict each other."""
    for record, entry in case.entries:
        if not isinstance(entry, Measure):
            continue
        first: dict[When, Place] = {}
        for reading in entry.readings:
            place = first.setdefault(reading.when, reading.place_of("when"))
            if place != reading.place_of("when"):
                what = f"This measure has two values for {reading.when.words} (the first in line {place.line})."
                yield problem_in(record, reading.place_of("when"), what, "Keep the one that is right, or mend a date.")


# --- accessibility ----------------------------------------------------------------------------------------

_STATUTORY_FIELDS = ("compliance", "contact", "enforcement_body", "prepared")


@RULES.rule
def an_adopted_site_has_its_accessibility_statement(case: Case) -> Iterator[Problem]:
    """The statement is the adopter's duty (SI 2018/952, regulation 8)."""
    if case.details is None or not case.details.adopted_by or not case.is_whole("accessibility"):
        return
    known = case.records.accessibility
    missing = [name for name in _STATUTORY_FIELDS if known is None or getattr(known, name) is None]
    if missing:
        yield problem_in(
            known or case.details,
            known.place if known else case.details.place_of("adopted_by"),
            "A site that a council has adopted needs an accessibility statement, and "
            + (f"it lacks {listed(missing, joiner='and')}." if known else "there is none."),
            "Add what is missing." if known else "Make one with: plan new accessibility",
        )


@RULES.rule
def full_compliance_was_tested_by_people(case: Case) -> Iterator[Problem]:
    """It may never be claimed on the tests of machines alone (GOV.UK, model statement)."""
    known = case.records.accessibility
    if known is None or known.compliance != "fully":
        return
    fails = [problem for problem in known.known_problems if problem.it_is != "out of scope"]
    if fails or not known.audits:
        yield problem_in(
            known,
            known.place_of("compliance"),
            "This says that the site complies fully, and ‘known_problems’ says what does not comply."
            if fails
            else "This says that the site complies fully, and nobody is recorded who has tested it.",
            "Write ‘partially’."
            if fails
            else "Write ‘partially’ until people have tested it; then say under ‘audits’ who and when.",
        )


@RULES.rule
def what_does_not_comply_is_listed(case: Case) -> Iterator[Problem]:
    """A site that does not comply fully says where it does not."""
    known = case.records.accessibility
    if known is not None and known.compliance in {"partially", "not"} and not known.known_problems:
        what = f"‘{known.compliance}’ says that something does not comply, and nothing is listed."
        remedy = "List it under ‘known_problems’. That no person has tested the site yet can be one."
        yield problem_in(known, known.place_of("compliance"), what, remedy)


@RULES.advice
def every_day_to_mend_is_still_to_come(case: Case) -> Iterator[Problem]:
    """A promise that has passed misleads whoever waits for it."""
    known = case.records.accessibility
    for problem in known.known_problems if known else ():
        if problem.fix_by is not None and problem.fix_by.last_day < case.today:
            what = f"This was to be mended by {problem.fix_by.words}."
            remedy = "If it is mended, delete the problem. If not, write a new day."
            yield problem_in(known or problem, problem.place_of("fix_by"), what, remedy)


@RULES.advice
def the_accessibility_statement_is_read_again_each_year(case: Case) -> Iterator[Problem]:
    """The monitors expect a review at least once a year (GOV.UK, model statement)."""
    known = case.records.accessibility
    if known is None or known.last_reviewed is None:
        return
    if (case.today - known.last_reviewed.last_day).days > 365:
        what = f"Somebody last read this statement against the site {known.last_reviewed.phrase}, over a year ago."
        remedy = "Read it against the site, mend it, and put today's date in ‘reviewed’."
        yield problem_in(known, known.place_of("reviewed"), what, remedy)
