"""The pages of records: each list, and a page for each record on it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from plan_site.model.entries import About
from plan_site.model.fields import texts_of
from plan_site.model.plan import Plan, RecordWithPage, kind_of
from plan_site.model.records import STATUS_RULES, Action, Aim, Outcome, Progress, Quote, Status
from plan_site.site import views
from plan_site.site.page import (
    ACTIONS,
    AIMS,
    FEEDBACK,
    HOME,
    OUTCOMES,
    PROGRESS,
    SPOKEN,
    VOICES,
    Link,
    Page,
    Shell,
    address_of,
    progress_of,
    voices_of,
)
from plan_site.site.views import Promise, Related, RelatedGroup, Said, Subject, Year

MOST_RELATED = 6
"""How many related records of a kind a page shows: a page does not grow with the plan."""


def record_pages(shell: Shell, statuses: Mapping[str, Status]) -> Iterator[Page]:
    """`statuses` says how far each action has come on the day, by its id."""
    yield from _aims(shell)
    yield from _outcomes(shell)
    yield from _voices(shell)
    yield from _progress(shell)
    yield from _actions(shell, statuses)
    yield from _feedback(shell)


_Record = TypeVar("_Record", bound=RecordWithPage)


def _pages_of(
    shell: Shell, records: Sequence[_Record], above: Link, view_of: Callable[[_Record], views.OfARecord]
) -> Iterator[Page]:
    """A page for each record, with its neighbours."""
    shown = [record for record in records if not (isinstance(record, Quote) and record.is_withdrawn)]
    links = [Link(address_of(record), record.title) for record in shown]
    neighbours = {record.id: around for record, *around in zip(shown, [None, *links], [*links[1:], None], strict=False)}
    for record in records:
        view = view_of(record)
        previous, following = neighbours.get(record.id, (None, None))
        is_shown = record.id in neighbours
        yield Page(
            shell,
            address_of(record),
            view,
            record.title,
            _description(record),
            trail=(HOME, above),
            previous=previous,
            following=following,
            sources=shell.plan.sources_of([record, *view.cited]) if is_shown else (),
            file=record.place.file if is_shown else "",
            as_at=record.as_at,
            review_by=record.review_by,
            is_overdue=record.id in shell.overdue,
            found_as=_found_as(shell.plan, record) if is_shown else "",
            texts=tuple(texts_of(record)) if is_shown else (),
        )


def _found_as(plan: Plan, record: RecordWithPage) -> str:
    return progress_of(plan).words if isinstance(record, Progress) else kind_of(record).noun.capitalize()


def _description(record: RecordWithPage) -> str:
    """One sentence for search engines and share cards: the record's own words."""
    if isinstance(record, Aim | Outcome):
        return f"{record.label}: {record.summary[0]}"
    if isinstance(record, Progress):
        return record.summary[0]
    if isinstance(record, Quote):
        return f"{record.who}: “{record.words[0]}”" if record.words else record.title
    if isinstance(record, Action):
        return f"{record.title} – {record.owner}"
    return record.you_said[0]


def quotes_on_a_page(plan: Plan, quotes: Sequence[Quote]) -> tuple[Said, ...]:
    """Quotes as they stand on one page."""
    of_each, met = Counter(quote.who for quote in quotes), Counter[str]()

    def apart(quote: Quote) -> str:
        met[quote.who] += 1
        return f"quote {met[quote.who]} of {of_each[quote.who]}" if of_each[quote.who] > 1 else ""

    return tuple(Said(quote, plan.said(quote), apart(quote)) for quote in quotes)


def not_withdrawn(quotes: Iterable[Quote]) -> tuple[Quote, ...]:
    return tuple(quote for quote in quotes if not quote.is_withdrawn)


def _related(plan: Plan, subject: Aim | Outcome) -> tuple[RelatedGroup, ...]:
    """What else the site has about an aim or outcome: quotes, progress and actions."""
    groups = (
        ("quote", SPOKEN[plan.speakers].about_this, voices_of(plan), Quote),
        ("progress", "What has happened that we link to this", progress_of(plan), Progress),
        ("action", "Actions about this", ACTIONS, Action),
    )
    found = [
        Related(record, about, plan.said(record) if isinstance(record, Quote) else None)
        for record, about in plan.records_about(subject.id)
    ]
    return tuple(
        RelatedGroup(kind, heading, tuple(items[:MOST_RELATED]), max(0, len(items) - MOST_RELATED), everything)
        for kind, heading, everything, record_type in groups
        if (items := [related for related in found if isinstance(related.record, record_type)])
    )


def _subjects(plan: Plan, abouts: Iterable[About]) -> tuple[Subject, ...]:
    return tuple(Subject(plan.subject(about.record), about) for about in abouts)


def _aims(shell: Shell) -> Iterator[Page]:
    plan = shell.plan
    objectives = [objective for aim in plan.aims for objective in aim.objectives]
    yield Page(
        shell,
        AIMS.address,
        views.AllAims(),
        "Aims",
        f"What {plan.details.organisation} sets out to do, in {len(plan.aims)} aims."
        if len(plan.aims) > 1
        else f"What {plan.details.organisation} sets out to do.",
        sources=plan.sources_of([*plan.aims, *objectives]),
    )
    yield from _pages_of(shell, plan.aims, AIMS, lambda aim: views.Aim(_related(plan, aim), aim))


def _outcomes(shell: Shell) -> Iterator[Page]:
    plan = shell.plan
    if not plan.outcomes:
        return
    yield Page(
        shell,
        OUTCOMES.address,
        views.AllOutcomes(),
        "Outcomes",
        f"The outcomes of the plan: {plan.details.outcomes_are}."
        if plan.details.outcomes_are
        else "The outcomes of the plan.",
        sources=plan.sources_of(plan.outcomes),
    )
    yield from _pages_of(
        shell, plan.outcomes, OUTCOMES, lambda outcome: views.Outcome(_related(plan, outcome), outcome)
    )


def _voices(shell: Shell) -> Iterator[Page]:
    plan = shell.plan
    if not plan.quotes:
        return
    spoken = not_withdrawn(plan.quotes)
    yield Page(
        shell,
        VOICES.address,
        views.AllVoices(quotes_on_a_page(plan, spoken)),
        voices_of(plan).words,
        SPOKEN[plan.speakers].lead,
        sources=plan.sources_of(spoken),
    )
    yield from _pages_of(
        shell,
        plan.quotes,
        voices_of(plan),
        lambda quote: views.Quote(quote, plan.said(quote), _subjects(plan, quote.about)),
    )


def _progress(shell: Shell) -> Iterator[Page]:
    """This list is always there: where nothing is published, it says so."""
    plan = shell.plan
    newest_first = plan.progress[::-1]
    happened = tuple(filter(has_happened, newest_first))
    under_way = tuple(progress for progress in newest_first if progress.under_way)
    announced = tuple(progress for progress in newest_first if progress.is_announced)
    years = sorted({progress.when.year for progress in happened}, reverse=True)
    yield Page(
        shell,
        PROGRESS.address,
        views.AllProgress(
            years=tuple(Year(number, tuple(each for each in happened if each.when.year == number)) for number in years),
            under_way=under_way,
            announced=announced,
            caution=caution_about(plan, plan.progress),
            not_published=tuple(plain for plain, _ in not_published(plan)),
            is_plan_overdue=plan.details.id in shell.overdue,
        ),
        progress_of(plan).words,
        "What has happened, what was going on or announced, and what we did not find.",
        sources=plan.sources_of(plan.progress),
    )
    yield from _pages_of(
        shell,
        (*announced, *under_way, *happened),
        progress_of(plan),
        lambda progress: views.Progress(progress, caution_about(plan, [progress]), _subjects(plan, progress.about)),
    )


def has_happened(progress: Progress) -> bool:
    return progress.status == "happened" and not progress.under_way


def caution_about(plan: Plan, progress: Sequence[Progress]) -> str:
    """What a reader could take wrongly of what is told beside a plan; empty if all of it is said to be a part."""
    unstated = sum(each.part_of_plan == "not stated" for each in progress)
    if not unstated:
        return ""
    those = "this is" if len(progress) == 1 else "these are" if unstated == len(progress) else "all of these are"
    if plan.details.adopted_by:
        return f"{'This is not' if unstated == len(progress) else 'Not all of this is'} said to be part of the plan."
    return f"The council has not said that {those} part of the plan."


def not_published(plan: Plan) -> Iterator[tuple[str, str]]:
    """What a reader would expect to find, and no source says: in plain and in easy words."""
    if not plan.actions:
        yield "who will do what, and by when", "We did not find who will do what, and when."
    if not any(action.measure for action in plan.actions):
        yield (
            "how anyone can tell that the plan works: measures and targets",
            "We did not find how people can see if the plan works.",
        )
    if not plan.feedback:
        yield "what has changed because of what people said", "We did not find what changed after people were asked."
    if plan.details.review_by is None:
        yield "when the plan will be looked at again", "We did not find when people will look at the plan again."


def _actions(shell: Shell, statuses: Mapping[str, Status]) -> Iterator[Page]:
    plan = shell.plan
    if not plan.actions:
        return
    promises = {action.id: Promise(action, statuses[action.id]) for action in plan.actions}
    used = sorted({promise.status for promise in promises.values()}, key=list(Status).index)
    yield Page(
        shell,
        ACTIONS.address,
        views.AllActions(tuple(promises.values()), tuple((status, STATUS_RULES[status]) for status in used)),
        "Actions",
        "Who has promised to do what, and how far it has come.",
        sources=plan.sources_of(plan.actions),
    )
    yield from _pages_of(
        shell,
        plan.actions,
        ACTIONS,
        lambda action: views.Action(promises[action.id], _subjects(plan, action.about)),
    )


def _feedback(shell: Shell) -> Iterator[Page]:
    plan = shell.plan
    if not plan.feedback:
        return
    newest_first = tuple(reversed(plan.feedback))
    yield Page(
        shell,
        FEEDBACK.address,
        views.AllFeedback(newest_first),
        "You said, we did",
        "What people said, and what was done about it.",
        sources=plan.sources_of(plan.feedback),
    )
    yield from _pages_of(shell, newest_first, FEEDBACK, views.Feedback)
