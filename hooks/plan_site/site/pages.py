"""The site map: from a plan to the pages that show it, each with everything that its template places."""

from __future__ import annotations

import datetime as dt
import html
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from plan_site.english.glossary import Glossary
from plan_site.model.entries import About, Entry
from plan_site.model.field_types import When
from plan_site.model.fields import texts_of
from plan_site.model.plan import Plan, RecordWithPage, citing, kind_of
from plan_site.model.records import STATUS_RULES, Action, Aim, Outcome, Progress, Quote, Status
from plan_site.model.site_records import Word
from plan_site.site.a_to_z import LARGE, a_to_z
from plan_site.site.accessibility import statement_of
from plan_site.site.download_pages import TableOfData, download_pages
from plan_site.site.easy_pages import EASY_CHANGES, EASY_WORDS, START, easy_link, easy_navigation, easy_pages, twins_of
from plan_site.site.feed import told
from plan_site.site.page import (
    ACCESSIBILITY,
    ACTIONS,
    AIMS,
    CHANGES,
    EASY_READ,
    FEED,
    FEEDBACK,
    HOME,
    LISTS,
    NOT_FOUND,
    OUTCOMES,
    PLAN_ON_A_PAGE,
    PROGRESS,
    SEARCH,
    SPOKEN,
    VOICES,
    WORDS,
    Download,
    Link,
    Page,
    Shell,
    Site,
    Twin,
    address_of,
    booklet_of,
    downloads_of,
    easy,
    easy_address_of,
    progress_of,
    voices_of,
)

MOST_RELATED = 6
"""How many related records of a kind a page shows: a page does not grow with the plan."""
MOST_ON_HOME = 3
MOST_OF_A_LIST = 50
"""Of a large plan, a list with more pages stands from A to Z by its own name alone."""
# How many letters of titles fit one A4 sheet in large type, and with the wheel at all.
MOST_LETTERS_IN_LARGE_TYPE = 620
MOST_LETTERS_BESIDE_A_WHEEL = 1000


# --- what templates place ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Subject:
    """The aim or outcome that a record is about, and what links them."""

    record: Aim | Outcome
    about: About


@dataclass(frozen=True, slots=True)
class Related:
    """A record that is about the page's own record, and what links them."""

    record: Quote | Progress | Action
    about: About
    when: When | None = None
    """When it was said, if it is a quote."""


@dataclass(frozen=True, slots=True)
class RelatedGroup:
    """The first few related records of one kind; `others` more stand in the list that `all` leads to."""

    kind: str
    heading: str
    items: tuple[Related, ...]
    others: int
    all: Link


@dataclass(frozen=True, slots=True)
class Said:
    """A quote among others on a page."""

    quote: Quote
    when: When | None
    apart: str = ""
    """What tells it from the same speaker's others on the page, as in: quote 2 of 4."""


@dataclass(frozen=True, slots=True)
class Promise:
    """An action as it stands on the day."""

    action: Action
    status: Status

    @property
    def rule(self) -> str:
        return STATUS_RULES[self.status]


@dataclass(frozen=True, slots=True)
class Year:
    number: int
    progress: tuple[Progress, ...]


# --- the site map -----------------------------------------------------------------------------------------


def build_pages(
    plan: Plan,
    *,
    today: dt.date,
    site: Site | None = None,
    downloads: Sequence[Download] = (),
    tables: Sequence[TableOfData] = (),
) -> tuple[Page, ...]:
    """Every page of a plan's site, home first.

    `downloads` are the files that readers can take away, `tables` what the columns of the data mean.
    """
    shell = _shell(plan, site or Site(), today, has_downloads=bool(downloads))
    statuses: dict[str, Status] = {action.id: action.status_on(today) for action in plan.actions}
    easy_read = easy_pages(shell, statuses, (easy for _, easy in _not_published(plan)))
    twins = twins_of(easy_read, plan)
    plain = tuple(
        replace(page, twin=twins[page.address]) if page.twin is None and page.address in twins else page
        for page in _plain_pages(shell, statuses, downloads, tables)
    )
    pages = (*plain, *easy_read)
    return (*pages, _search(shell, pages))


def _plain_pages(
    shell: Shell, statuses: Mapping[str, Status], downloads: Sequence[Download], tables: Sequence[TableOfData]
) -> Iterator[Page]:
    groups: tuple[Iterable[Page], ...] = (
        [_home(shell)],
        _aims(shell),
        _outcomes(shell),
        _voices(shell),
        _progress(shell),
        _actions(shell, statuses),
        _feedback(shell),
        [_plan_on_a_page(shell)],
        _doors(shell),
        _articles(shell),
        _words(shell),
        [_accessibility(shell)],
        _changes(shell),
        download_pages(shell, downloads, tables),
        _moved(shell),
        _gone(shell),
        [_not_found(shell)],
    )
    return chain.from_iterable(groups)


def _shell(plan: Plan, site: Site, today: dt.date, *, has_downloads: bool) -> Shell:
    lists = (
        (AIMS, True),
        (OUTCOMES, bool(plan.outcomes)),
        (voices_of(plan), bool(plan.quotes)),
        (progress_of(plan), True),
    )
    smaller_lists = (
        (ACTIONS, bool(plan.actions)),
        (FEEDBACK, bool(plan.feedback)),
    )

    def placed(place: str) -> list[Link]:
        return [Link(article.address, article.title) for article in plan.articles if article.place_in == place]

    accessibility = Link(
        ACCESSIBILITY, "Accessibility statement" if plan.details.adopted_by else _accessibility_title(plan)
    )
    changes = [CHANGES] if told(plan) else []
    in_footer = [article for article in plan.articles if article.place_in == "footer"]
    return Shell(
        plan,
        site,
        navigation=(
            HOME,
            *(link for link, has_something in lists if has_something),
            *placed("navigation"),
        ),
        doors=tuple(Link(door.address, door.title) for door in DOORS),
        more=(
            PLAN_ON_A_PAGE,
            *([downloads_of(plan)] if has_downloads else []),
            SEARCH,
            *([WORDS] if plan.words else []),
            *(link for link, has_something in smaller_lists if has_something),
            *changes,
            *placed("footer"),
            accessibility,
        ),
        easy_more=(
            booklet_of(plan),
            *([EASY_WORDS] if plan.words else []),
            *([EASY_CHANGES] if changes else []),
            SEARCH,
            *(easy_link(article) or Link(article.address, article.title) for article in in_footer),
            accessibility,
        ),
        next_pages=(*(link for link, has_something in smaller_lists if has_something), *placed("navigation")),
        easy_navigation=easy_navigation(plan),
        search=SEARCH,
        glossary=Glossary.of(plan.words),
        day=When(today.year, today.month, today.day),
        overdue=frozenset(
            record.id
            for record in (plan.details, *plan.with_pages)
            if record.review_by is not None and record.review_by.has_passed_on(today)
        ),
    )


def _page(shell: Shell, address: str, kind: str, title: str, description: str, **parts: object) -> Page:
    parts.setdefault("trail", (HOME,))
    return Page(
        shell=shell,
        address=address,
        kind=kind,
        title=title,
        description=description,
        **parts,  # type: ignore[arg-type]
    )


def _page_of_plan(
    shell: Shell,
    address: str,
    kind: str,
    title: str,
    description: str,
    *,
    cites: Iterable[Entry] = (),
    **parts: object,
) -> Page:
    """A page that shows the plan as a whole, and perhaps other records that it cites."""
    details = shell.plan.details
    return _page(
        shell,
        address,
        kind,
        title,
        description,
        sources=shell.plan.sources_of([*citing(details), *cites]),
        file=details.place.file,
        **parts,
    )


def _pages_of_records(
    shell: Shell,
    records: Sequence[RecordWithPage],
    list_link: Link,
    shows: Mapping[str, Mapping[str, object]],
    cites: Mapping[str, Iterable[Entry]] | None = None,
) -> Iterator[Page]:
    """A page for each record, with its neighbours; `shows` holds what each places, by the record's id."""
    shown = [record for record in records if not (isinstance(record, Quote) and record.is_withdrawn)]
    links = [Link(address_of(record), record.title) for record in shown]
    neighbours = {record.id: around for record, *around in zip(shown, [None, *links], [*links[1:], None], strict=False)}
    for record in records:
        previous, following = neighbours.get(record.id, (None, None))
        is_shown = record.id in neighbours
        cited = [record, *(cites or {}).get(record.id, ())] if is_shown else []
        yield _page(
            shell,
            address_of(record),
            kind_of(record).noun,
            record.title,
            _description(record),
            shows=shows[record.id],
            trail=(HOME, list_link),
            previous=previous,
            following=following,
            sources=shell.plan.sources_of(cited),
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


def _said(plan: Plan, quotes: Sequence[Quote]) -> tuple[Said, ...]:
    """Quotes as they stand on one page."""
    of_each, met = Counter(quote.who for quote in quotes), Counter[str]()

    def apart(quote: Quote) -> str:
        met[quote.who] += 1
        return f"quote {met[quote.who]} of {of_each[quote.who]}" if of_each[quote.who] > 1 else ""

    return tuple(Said(quote, plan.said(quote), apart(quote)) for quote in quotes)


def _shown(quotes: Iterable[Quote]) -> tuple[Quote, ...]:
    return tuple(quote for quote in quotes if not quote.is_withdrawn)


def _glance(plan: Plan) -> dict[str, tuple[Progress, ...]]:
    """The few newest of what happened, for home and the doors."""
    happened = list(filter(has_happened, plan.progress))
    happened = [progress for progress in happened if progress.concerns_the_plan] or happened
    under_way = [progress for progress in plan.progress if progress.under_way]
    announced = [progress for progress in plan.progress if progress.is_announced]
    return {
        "latest": tuple(reversed(happened[-MOST_ON_HOME:])),
        "not_over": (*announced[-MOST_ON_HOME:], *reversed(under_way[-MOST_ON_HOME:])),
    }


def _all_of(glance: Mapping[str, tuple[Progress, ...]]) -> list[Progress]:
    return list(chain.from_iterable(glance.values()))


def _home(shell: Shell) -> Page:
    details = shell.plan.details
    glance, quotes = _glance(shell.plan), _shown(shell.plan.quotes)[:MOST_ON_HOME]
    return _page_of_plan(
        shell,
        HOME.address,
        "home",
        details.name,
        f"{details.name}: aims and outcomes.",
        shows={
            **glance,
            "caution": _caution(shell.plan, _all_of(glance)),
            "quotes": _said(shell.plan, quotes),
            "voices": voices_of(shell.plan),
        },
        cites=(*shell.plan.aims, *shell.plan.outcomes, *quotes, *_all_of(glance)),
        trail=(),
        as_at=details.as_at,
        texts=tuple(texts_of(details, *_SHOWN_IN["home"])),
    )


def _plan_on_a_page(shell: Shell) -> Page:
    plan = shell.plan
    return _page_of_plan(
        shell,
        "/plan-on-a-page/",
        "plan-on-a-page",
        "The plan on a page",
        f"{plan.details.name} on one sheet of A4, to print.",
        shows={"type_size": _type_size(plan)},
    )


def _type_size(plan: Plan) -> str:
    """How large the type of the one sheet can be: large, small, or small without the wheel's ring (dense)."""
    titles = [aim.title for aim in plan.aims] + [outcome.title for outcome in plan.outcomes]
    letters = sum(map(len, titles))
    if len(plan.outcomes) > 6 or len(plan.aims) > 6 or letters > MOST_LETTERS_BESIDE_A_WHEEL:
        return "dense"
    return "small" if letters > MOST_LETTERS_IN_LARGE_TYPE or len(plan.aims) > 3 else "large"


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


def _records_in(groups: Iterable[RelatedGroup]) -> list[Entry]:
    return [related.record for group in groups for related in group.items]


def _subjects(plan: Plan, abouts: Iterable[About]) -> tuple[Subject, ...]:
    return tuple(Subject(plan.subject(about.record), about) for about in abouts)


def _aims(shell: Shell) -> Iterator[Page]:
    plan = shell.plan
    objectives = [objective for aim in plan.aims for objective in aim.objectives]
    yield _page(
        shell,
        AIMS.address,
        "all-aims",
        "Aims",
        f"What {plan.details.organisation} sets out to do, in {len(plan.aims)} aims."
        if len(plan.aims) > 1
        else f"What {plan.details.organisation} sets out to do.",
        sources=plan.sources_of([*plan.aims, *objectives]),
    )
    related = {aim.id: _related(plan, aim) for aim in plan.aims}
    yield from _pages_of_records(
        shell,
        plan.aims,
        AIMS,
        shows={aim.id: {"aim": aim, "related": related[aim.id]} for aim in plan.aims},
        cites={aim.id: [*aim.objectives, *_records_in(related[aim.id])] for aim in plan.aims},
    )


def _outcomes(shell: Shell) -> Iterator[Page]:
    plan = shell.plan
    if not plan.outcomes:
        return
    yield _page(
        shell,
        OUTCOMES.address,
        "all-outcomes",
        "Outcomes",
        f"The outcomes of the plan: {plan.details.outcomes_are}."
        if plan.details.outcomes_are
        else "The outcomes of the plan.",
        sources=plan.sources_of(plan.outcomes),
    )
    related = {outcome.id: _related(plan, outcome) for outcome in plan.outcomes}
    yield from _pages_of_records(
        shell,
        plan.outcomes,
        OUTCOMES,
        shows={outcome.id: {"outcome": outcome, "related": related[outcome.id]} for outcome in plan.outcomes},
        cites={outcome.id: _records_in(related[outcome.id]) for outcome in plan.outcomes},
    )


def _voices(shell: Shell) -> Iterator[Page]:
    plan = shell.plan
    if not plan.quotes:
        return
    spoken = _shown(plan.quotes)
    yield _page(
        shell,
        VOICES.address,
        "all-voices",
        voices_of(plan).words,
        SPOKEN[plan.speakers].lead,
        shows={"quotes": _said(plan, spoken)},
        sources=plan.sources_of(spoken),
    )
    yield from _pages_of_records(
        shell,
        plan.quotes,
        voices_of(plan),
        shows={
            quote.id: {"quote": quote, "when": plan.said(quote), "subjects": _subjects(plan, quote.about)}
            for quote in plan.quotes
        },
    )


def _progress(shell: Shell) -> Iterator[Page]:
    """This list is always there: where nothing is published, it says so."""
    plan = shell.plan
    newest_first = plan.progress[::-1]
    happened = tuple(filter(has_happened, newest_first))
    under_way = tuple(progress for progress in newest_first if progress.under_way)
    announced = tuple(progress for progress in newest_first if progress.is_announced)
    years = sorted({progress.when.year for progress in happened}, reverse=True)
    yield _page(
        shell,
        PROGRESS.address,
        "all-progress",
        progress_of(plan).words,
        "What has happened, what was going on or announced, and what we did not find.",
        shows={
            "years": tuple(
                Year(number, tuple(each for each in happened if each.when.year == number)) for number in years
            ),
            "under_way": under_way,
            "announced": announced,
            "caution": _caution(plan, plan.progress),
            "not_published": tuple(plain for plain, _ in _not_published(plan)),
            "is_plan_overdue": plan.details.id in shell.overdue,
        },
        sources=plan.sources_of(plan.progress),
    )
    yield from _pages_of_records(
        shell,
        (*announced, *under_way, *happened),
        progress_of(plan),
        shows={
            progress.id: {
                "progress": progress,
                "caution": _caution(plan, [progress]),
                "subjects": _subjects(plan, progress.about),
            }
            for progress in plan.progress
        },
    )


def has_happened(progress: Progress) -> bool:
    return progress.status == "happened" and not progress.under_way


def _caution(plan: Plan, progress: Sequence[Progress]) -> str:
    """What a reader could take wrongly of what is told beside a plan; empty if all of it is said to be a part."""
    unstated = sum(each.part_of_plan == "not stated" for each in progress)
    if not unstated:
        return ""
    those = "this is" if len(progress) == 1 else "these are" if unstated == len(progress) else "all of these are"
    if plan.details.adopted_by:
        return f"{'This is not' if unstated == len(progress) else 'Not all of this is'} said to be part of the plan."
    return f"The council has not said that {those} part of the plan."


def _not_published(plan: Plan) -> Iterator[tuple[str, str]]:
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
    yield _page(
        shell,
        ACTIONS.address,
        "all-actions",
        "Actions",
        "Who has promised to do what, and how far it has come.",
        shows={
            "promises": tuple(promises.values()),
            "status_rules": tuple((status, STATUS_RULES[status]) for status in used),
        },
        sources=plan.sources_of(plan.actions),
    )
    yield from _pages_of_records(
        shell,
        plan.actions,
        ACTIONS,
        shows={
            action.id: {"promise": promises[action.id], "subjects": _subjects(plan, action.about)}
            for action in plan.actions
        },
    )


def _feedback(shell: Shell) -> Iterator[Page]:
    plan = shell.plan
    if not plan.feedback:
        return
    newest_first = tuple(reversed(plan.feedback))
    yield _page(
        shell,
        FEEDBACK.address,
        "all-feedback",
        "You said, we did",
        "What people said, and what was done about it.",
        shows={"feedback": newest_first},
        sources=plan.sources_of(plan.feedback),
    )
    yield from _pages_of_records(
        shell, newest_first, FEEDBACK, shows={feedback.id: {"feedback": feedback} for feedback in newest_first}
    )


@dataclass(frozen=True, slots=True)
class Door:
    """A way in for one kind of reader: which parts of the plan they meet, in which order."""

    address: str
    title: str
    lead: str
    blocks: tuple[str, ...]


DOORS = (
    Door(
        "/for/young-people/",
        "For young people",
        "Here is what the plan hopes for, its outcomes, and who was asked.",
        ("vision", "wheel", "who-was-asked", "progress"),
    ),
    Door(
        "/for/parents-and-carers/",
        "For parents and carers",
        "Here is what the plan hopes for and sets out to do, and who was asked.",
        ("vision", "aims", "approach", "outcomes", "who-was-asked", "progress"),
    ),
    Door(
        "/for/people-who-work-with-children/",
        "For people who work with children",
        "Here are the plan’s aims, the objectives that we know of, and how it goes about them.",
        ("vision", "approach", "objectives", "outcomes", "progress"),
    ),
)


# Which of the plan's own fields each part of a page shows.
_SHOWN_IN = {
    "home": ("hub", "outcomes_are", "vision", "audience", "consultation"),
    "vision": ("vision",),
    "approach": ("approach",),
    "who-was-asked": ("consultation",),
    "wheel": ("hub", "outcomes_are"),
    "outcomes": ("outcomes_are",),
}


def _doors(shell: Shell) -> Iterator[Page]:
    glance = _glance(shell.plan)
    for door in DOORS:
        yield _page_of_plan(
            shell,
            door.address,
            "door",
            door.title,
            door.lead,
            cites=(*shell.plan.aims, *shell.plan.outcomes, *_all_of(glance)),
            shows={
                **glance,
                "caution": _caution(shell.plan, _all_of(glance)),
                "lead": door.lead,
                "blocks": door.blocks,
            },
            texts=(door.lead, *texts_of(shell.plan.details, "audience", *_shown_in(door))),
        )


def _shown_in(door: Door) -> Iterator[str]:
    return chain.from_iterable(_SHOWN_IN.get(block, ()) for block in door.blocks)


def _articles(shell: Shell) -> Iterator[Page]:
    for article in shell.plan.articles:
        all_sources = shell.plan.sources if article.matter.shows == "sources" else ()
        yield _page(
            shell,
            article.address,
            "article",
            article.title,
            article.description,
            shows={"article": article, "all_sources": all_sources},
            file=article.place.file,
            texts=paragraphs_of(article.body),
        )


def paragraphs_of(body: str) -> tuple[str, ...]:
    """The words of HTML made from Markdown, line by line."""
    lines = (" ".join(html.unescape(_TAG.sub("", line)).split()) for line in _END_OF_LINE.split(body))
    return tuple(line for line in lines if line)


_TAG = re.compile(r"<[^>]*>")
_END_OF_LINE = re.compile(r"</(?:p|li|h[2-6]|td|th|pre)>")


def _words(shell: Shell) -> Iterator[Page]:
    """What the hard words mean. The meanings are easy words already; on this page they stand close together."""
    plan = shell.plan
    if plan.words:
        yield _page(
            shell,
            WORDS.address,
            "words",
            WORDS.words,
            "What hard words in the plan mean, in easy words.",
            shows={"words": shell.glossary.words},
            sources=plan.sources_of(shell.glossary.words),
            file=plan.words[0].place.file,
            texts=tuple(text for word in plan.words for text in (word.word, *word.other_names, *_meaning(word))),
        )


def _meaning(word: Word) -> Iterator[str]:
    return (line.words for line in word.meaning)


def _accessibility_title(plan: Plan) -> str:
    return (
        f"Accessibility statement for {plan.details.name}" if plan.details.adopted_by else "Accessibility of this site"
    )


def _accessibility(shell: Shell) -> Page:
    """The statement that the law asks of an adopter; for a plan not adopted the same facts without its claims."""
    details = shell.plan.details
    is_statutory = bool(details.adopted_by)
    known = shell.plan.accessibility
    return _page(
        shell,
        ACCESSIBILITY,
        "accessibility-statement" if is_statutory else "accessibility",
        _accessibility_title(shell.plan),
        "What is known of how well everyone can use this site, who tested it, and what does not work.",
        shows={"statement": statement_of(known, is_statutory=is_statutory)},
        file=known.place.file if known else "",
        texts=tuple(texts_of(known)) if known else (),
    )


def _search(shell: Shell, pages: Iterable[Page]) -> Page:
    """Search needs script; without it this page still lists everything, or leads to the lists that a large plan has."""
    findable = [page for page in pages if page.is_findable]
    lists = _long_lists(findable)
    addresses = {link.address for link in lists}
    here = (page.findable for page in findable if page.section == page.address or page.section not in addresses)
    return _page(
        shell,
        SEARCH.address,
        "search",
        "Search",
        "Look for words on this site, or choose from everything on it, from A to Z.",
        shows={"letters": a_to_z(here), "lists": lists},
        found_as="",
    )


def _long_lists(findable: Sequence[Page]) -> tuple[Link, ...]:
    """The lists of a large plan that have more pages than the list from A to Z has room for."""
    if len(findable) <= LARGE:
        return ()
    sizes = Counter(page.section for page in findable if page.section != page.address)
    return tuple(
        Link(page.address, f"{page.findable.title}: {sizes[page.address]:,} pages")
        for page in findable
        if sizes[page.address] > MOST_OF_A_LIST
    )


def _changes(shell: Shell) -> Iterator[Page]:
    changes = told(shell.plan)
    if changes:
        yield _page(
            shell,
            CHANGES.address,
            "changes",
            CHANGES.words,
            "What has changed in the plan and on this website, the newest first.",
            shows={"changes": changes, "feed": FEED},
            file=changes[0].change.place.file,
            texts=tuple(text for each in changes for text in (each.heading, *each.change.what)),
        )


def _moved(shell: Shell) -> Iterator[Page]:
    """The old addresses of records and pages whose name has changed lead to the new ones."""
    for record in shell.plan.with_pages:
        for old in record.formerly:
            was, now = f"{LISTS[type(record)].address}{old}/", address_of(record)
            has_easy_page = shell.has_easy_read and easy_address_of(record) == easy(now)
            easy_title = (record.easy_title or record.title) if has_easy_page else ""
            moved = _moved_pages(shell, Link(was, old), Link(now, record.title), easy_title)
            yield from (page if page.is_easy else _with_places(page, record) for page in moved)
    for article in shell.plan.articles:
        for old in article.matter.formerly:
            easy_title = article.easy_title if shell.has_easy_read and article.easy_read else ""
            yield from _moved_pages(shell, Link(f"/{old}/", old), Link(article.address, article.title), easy_title)


def _moved_pages(shell: Shell, was: Link, now: Link, easy_title: str) -> Iterator[Page]:
    """The page that stands at an old address; with an easy title, the same in easy words."""
    moved = _moved_page(shell, was.address, now.address, now.words, was.words)
    if not easy_title:
        yield moved
        return
    yield replace(moved, twin=Twin(easy(was.address)))
    in_easy_words = _moved_page(shell, easy(was.address), easy(now.address), easy_title, was.words)
    yield replace(in_easy_words, is_easy=True, twin=Twin(f"{was.address}#main"), trail=(START,))


def _with_places(moved: Page, record: RecordWithPage) -> Page:
    """The page at an old address also leads to each place that the page had, and that links may name."""
    objectives = record.objectives if isinstance(record, Aim) else ()
    places = tuple(
        (place := f"objective-{objective.id}", Link(f"{address_of(record)}#{place}", f"Objective {number}"))
        for number, objective in enumerate(objectives, start=1)
    )
    return replace(moved, shows={**moved.shows, "places": places})


_OF_VOICES = (VOICES.address, easy(VOICES.address))
"""Where an id may be the name of somebody who no longer wants to be named."""


def _moved_page(shell: Shell, was: str, now: str, title: str, old: str) -> Page:
    return _page(
        shell,
        was,
        "moved",
        "This page of the voices has moved" if was.startswith(_OF_VOICES) else f"This page has moved from ‘{old}’",
        f"This page is now called {title}",
        shows={"now": Link(now, title), "places": ()},
        found_as="",
        canonical=now,
    )


def _gone(shell: Shell) -> Iterator[Page]:
    """The addresses of what was taken away lead to the list that it stood in."""
    for was in shell.plan.details.formerly:
        plain = _gone_page(shell, was, (*shell.navigation, *shell.more), HOME)
        if not shell.has_easy_read or was.startswith(EASY_READ.address):
            yield plain
            continue
        yield replace(plain, twin=Twin(easy(was)))
        in_easy_words = _gone_page(shell, easy(was), shell.easy_navigation, EASY_READ)
        yield replace(in_easy_words, is_easy=True, twin=Twin(f"{was}#main"), trail=(START,))


def _gone_page(shell: Shell, was: str, lists: Iterable[Link], start: Link) -> Page:
    above = next((link for link in lists if link.address != start.address and was.startswith(link.address)), start)
    called = "of the voices" if was.startswith(_OF_VOICES) else f"‘{was.strip('/').rpartition('/')[2]}’"
    title = f"The page {called} has been taken away"
    description = "What stood at this address has been taken away."
    return _page(shell, was, "gone", title, description, shows={"above": above}, found_as="")


def _not_found(shell: Shell) -> Page:
    description = "No page has this address."
    return _page(shell, NOT_FOUND, "not-found", "We cannot find that page", description, found_as="")
