"""The site map: from a plan to the pages that show it, each with everything that its template places."""

from __future__ import annotations

import datetime as dt
import html
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Self

from plan_site.accessibility import statement_of
from plan_site.content import Article
from plan_site.model import (
    STATUS_RULES,
    About,
    Action,
    Aim,
    Entry,
    Feedback,
    Outcome,
    Plan,
    Progress,
    Quote,
    Record,
    RecordWithPage,
    Source,
    Status,
    When,
    kind_of,
)
from plan_site.search import Findable, a_to_z, texts_of

MOST_RELATED = 6
"""How many related records of a kind a page shows: a page does not grow with the plan."""
MOST_ON_HOME = 3
# How many letters of titles fit one A4 sheet in large type, and with the wheel at all.
MOST_LETTERS_IN_LARGE_TYPE = 620
MOST_LETTERS_BESIDE_A_WHEEL = 1000

NOT_FOUND = "/404.html"


@dataclass(frozen=True, slots=True)
class Link:
    """An address (of the site or of the web) and the words that lead there."""

    address: str
    words: str


HOME = Link("/", "The plan")
AIMS = Link("/aims/", "Aims")
OUTCOMES = Link("/outcomes/", "Outcomes")
VOICES = Link("/voices/", "Voices")
PROGRESS = Link("/progress/", "Progress")
ACTIONS = Link("/actions/", "Actions")
FEEDBACK = Link("/feedback/", "You said, we did")
PLAN_ON_A_PAGE = Link("/plan-on-a-page/", "The plan on a page")
ACCESSIBILITY = "/accessibility/"
SEARCH = Link("/search/", "Everything from A to Z")


@dataclass(frozen=True, slots=True)
class Site:
    """Where the site will stand."""

    address: str = ""
    """The full address of home, or empty if it is not known."""
    edit_address: str = ""
    """What stands before a file's path in the address of its edit form; empty if there is no repository."""
    is_preview: bool = False

    @classmethod
    def of(cls, site_url: str, repo_url: str, edit_uri: str, *, is_preview: bool = False) -> Self:
        """From the settings in mkdocs.yml. Pages can be edited only where both parts of the address are given."""
        edit_address = f"{repo_url.rstrip('/')}/{edit_uri.strip('/')}/" if repo_url and edit_uri else ""
        return cls(f"{site_url.rstrip('/')}/" if site_url else "", edit_address, is_preview)

    def full(self, address: str) -> str:
        """The full address of a page or file of the site; empty if it is not known where the site will stand."""
        return self.address + address[1:] if self.address and not self.is_preview else ""


@dataclass(frozen=True, slots=True)
class Shell:
    """What is the same on every page."""

    plan: Plan
    site: Site
    navigation: tuple[Link, ...]
    doors: tuple[Link, ...]
    more: tuple[Link, ...]
    next_pages: tuple[Link, ...]
    """Where a reader goes on after the page for them: what is promised, what was done, how to have a say."""
    has_easy_words: bool
    """Whether any page has easy words, so that a reader can ask for them always."""
    search: Link


@dataclass(frozen=True, kw_only=True)
class Page:
    """One page. `kind` names its template, `shows` holds what the template places, by name."""

    shell: Shell
    address: str
    kind: str
    title: str
    description: str
    shows: Mapping[str, object] = field(default_factory=dict)
    trail: tuple[Link, ...] = ()
    previous: Link | None = None
    following: Link | None = None
    sources: tuple[Source, ...] = ()
    file: str = ""
    """The file that an editor changes to change this page."""
    as_at: When | None = None
    """When the facts on the page were true, where they may age."""
    easy_read: tuple[str, ...] | None = None
    """The easy words of the page's record; None for a page that has none to have."""
    found_as: str = "Page"
    """What search calls the kind of thing that the page shows; empty for a page that nobody looks up."""
    texts: tuple[str, ...] = ()
    """The words on the page that search looks through, beside its title; where there are none, its description."""
    canonical: str = ""
    """The address that search engines should show for this page, where it is another's."""

    @property
    def full_address(self) -> str:
        return self.shell.site.full(self.canonical or self.address)

    @property
    def findable(self) -> Findable:
        return Findable(self.address, self.title, self.found_as, self.texts or (self.description,))

    @property
    def has_own_search(self) -> bool:
        """Whether the form stands in the main part of the page, and so not in the header."""
        return self.address in (SEARCH.address, NOT_FOUND)

    @property
    def is_findable(self) -> bool:
        return bool(self.found_as)

    @property
    def is_for_search_engines(self) -> bool:
        """Only an adopter's site is to be found by them, and there what a reader would look up, or has moved."""
        is_wanted = self.is_findable or self.canonical or self.address == SEARCH.address
        return bool(self.shell.plan.details.adopted_by and is_wanted)

    @property
    def section(self) -> str:
        """The address of the list that the page belongs to: /aims/ for /aims/x/ and for itself."""
        return "/" + "".join(f"{part}/" for part in self.address.split("/")[1:2] if part)

    @property
    def edit_address(self) -> str:
        prefix = self.shell.site.edit_address
        return prefix + self.file if prefix and self.file else ""


# --- addresses --------------------------------------------------------------------------------------------

_LISTS: dict[type[Record], Link] = {
    Aim: AIMS,
    Outcome: OUTCOMES,
    Quote: VOICES,
    Progress: PROGRESS,
    Action: ACTIONS,
    Feedback: FEEDBACK,
}


def address_of(record: Record) -> str:
    """The address of a record's page."""
    return f"{_LISTS[type(record)].address}{record.id}/"


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


@dataclass(frozen=True, slots=True)
class RelatedGroup:
    """The first few related records of one kind; `others` more stand in the list that `all` leads to."""

    kind: str
    heading: str
    items: tuple[Related, ...]
    others: int
    all: Link


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
    plan: Plan, *, today: dt.date, articles: Sequence[Article] = (), site: Site | None = None
) -> tuple[Page, ...]:
    """Every page of a plan's site, home first."""
    shell = _shell(plan, articles, site or Site())
    pages = tuple(
        page
        for group in (
            [_home(shell)],
            _aims(shell),
            _outcomes(shell),
            _voices(shell),
            _progress(shell),
            _actions(shell, today),
            _feedback(shell),
            [_plan_on_a_page(shell)],
            _doors(shell),
            _articles(shell, articles),
            [_accessibility(shell)],
            _moved(shell),
            [_not_found(shell)],
        )
        for page in group
    )
    return (*pages, _search(shell, pages))


def _shell(plan: Plan, articles: Sequence[Article], site: Site) -> Shell:
    lists = (
        (AIMS, True),
        (OUTCOMES, bool(plan.outcomes)),
        (VOICES, bool(plan.quotes)),
        (PROGRESS, True),
    )
    smaller_lists = (
        (ACTIONS, bool(plan.actions)),
        (FEEDBACK, bool(plan.feedback)),
    )

    def placed(place: str) -> list[Link]:
        return [Link(article.address, article.title) for article in articles if article.place_in == place]

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
            SEARCH,
            *(link for link, has_something in smaller_lists if has_something),
            *placed("footer"),
            Link(ACCESSIBILITY, "Accessibility statement" if plan.details.adopted_by else _accessibility_title(plan)),
        ),
        next_pages=(*(link for link, has_something in smaller_lists if has_something), *placed("navigation")),
        has_easy_words=any(_easy_read(record) for record in plan.with_pages) or bool(plan.details.easy_read),
        search=SEARCH,
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
    own_parts = (part for part in (details.vision, details.consultation) if part)
    cited = [details, *details.approach, *own_parts, *cites]
    return _page(
        shell,
        address,
        kind,
        title,
        description,
        sources=_sources(shell.plan, cited),
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
            sources=_sources(shell.plan, cited),
            file=record.place.file,
            as_at=record.as_at,
            easy_read=_easy_read(record),
            found_as=kind_of(record).noun.capitalize() if is_shown else "",
            texts=tuple(texts_of(record)) if is_shown else (),
        )


def _easy_read(record: RecordWithPage) -> tuple[str, ...] | None:
    """The easy words of a record, its objectives' with it; None where there is nothing to put in easy words."""
    if isinstance(record, Quote):
        return None if record.is_withdrawn else tuple(filter(None, [record.easy_words]))
    if isinstance(record, Feedback):
        return ()
    objectives = record.objectives if isinstance(record, Aim) else ()
    return tuple(line.words for entry in (record, *objectives) for line in entry.easy_read)


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


def _sources(plan: Plan, entries: Iterable[Entry]) -> tuple[Source, ...]:
    """Each source that the entries cite, once, in the order of the citing."""
    cited = dict.fromkeys(source for entry in entries if (source := getattr(entry, "source", None)))
    return tuple(plan.source(source) for source in cited)


def _glance(plan: Plan) -> dict[str, tuple[Quote | Progress, ...]]:
    """The few newest of everything, for home and the doors."""
    happened = [progress for progress in plan.progress if not progress.is_announced]
    happened = [progress for progress in happened if progress.concerns_the_plan] or happened
    announced = [progress for progress in plan.progress if progress.is_announced]
    spoken = [quote for quote in plan.quotes if not quote.is_withdrawn]
    return {
        "quotes": tuple(spoken[:MOST_ON_HOME]),
        "latest": tuple(reversed(happened[-MOST_ON_HOME:])),
        "announced": tuple(announced[-MOST_ON_HOME:]),
    }


def _home(shell: Shell) -> Page:
    details = shell.plan.details
    glance = _glance(shell.plan)
    return _page_of_plan(
        shell,
        HOME.address,
        "home",
        "The plan at a glance",
        f"{details.name} at a glance: what it hopes for, its aims and its outcomes.",
        shows=glance,
        cites=(*shell.plan.aims, *shell.plan.outcomes, *chain.from_iterable(glance.values())),
        trail=(),
        as_at=details.as_at,
        texts=tuple(texts_of(details, *_SHOWN_IN["home"])),
        easy_read=tuple(line.words for line in details.easy_read),
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
        ("quote", "What people say about this", VOICES, Quote),
        ("progress", "What has happened that we link to this", PROGRESS, Progress),
        ("action", "Actions about this", ACTIONS, Action),
    )
    found = [Related(record, about) for record, about in plan.records_about(subject.id)]
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
        sources=_sources(plan, [*plan.aims, *objectives]),
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
        sources=_sources(plan, plan.outcomes),
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
    spoken = tuple(quote for quote in plan.quotes if not quote.is_withdrawn)
    yield _page(
        shell,
        VOICES.address,
        "all-voices",
        "Voices",
        "What people say about the plan and the year, in their own words.",
        shows={"quotes": spoken},
        sources=_sources(plan, spoken),
    )
    yield from _pages_of_records(
        shell,
        plan.quotes,
        VOICES,
        shows={quote.id: {"quote": quote, "subjects": _subjects(plan, quote.about)} for quote in plan.quotes},
    )


def _progress(shell: Shell) -> Iterator[Page]:
    """This list is always there: where nothing is published, it says so."""
    plan = shell.plan
    happened = [progress for progress in reversed(plan.progress) if not progress.is_announced]
    announced = tuple(progress for progress in reversed(plan.progress) if progress.is_announced)
    years = sorted({progress.when.year for progress in happened}, reverse=True)
    yield _page(
        shell,
        PROGRESS.address,
        "all-progress",
        "Progress",
        "What has happened, what was announced, and what we did not find.",
        shows={
            "years": tuple(
                Year(number, tuple(each for each in happened if each.when.year == number)) for number in years
            ),
            "announced": announced,
            "has_unstated": any(progress.part_of_plan == "not stated" for progress in plan.progress),
            "not_published": tuple(_not_published(plan)),
        },
        sources=_sources(plan, plan.progress),
    )
    yield from _pages_of_records(
        shell,
        (*announced, *happened),
        PROGRESS,
        shows={
            progress.id: {"progress": progress, "subjects": _subjects(plan, progress.about)}
            for progress in plan.progress
        },
    )


def _not_published(plan: Plan) -> Iterator[str]:
    """What a reader would expect to find, and no source says."""
    if not plan.actions:
        yield "who will do what, and by when"
    if not any(action.measure for action in plan.actions):
        yield "how anyone can tell that the plan works: measures and targets"
    if not plan.feedback:
        yield "what has changed because of what people said"
    if plan.details.review_by is None:
        yield "when the plan will be looked at again"


def _actions(shell: Shell, today: dt.date) -> Iterator[Page]:
    plan = shell.plan
    if not plan.actions:
        return
    promises = {action.id: Promise(action, action.status_on(today)) for action in plan.actions}
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
        sources=_sources(plan, plan.actions),
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
        sources=_sources(plan, plan.feedback),
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
    "home": ("hub", "outcomes_are", "vision", "audience", "consultation", "easy_read"),
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
            cites=(*shell.plan.aims, *shell.plan.outcomes, *glance["latest"], *glance["announced"]),
            shows={**glance, "lead": door.lead, "blocks": door.blocks},
            texts=(door.lead, *texts_of(shell.plan.details, "audience", *_shown_in(door))),
        )


def _shown_in(door: Door) -> Iterator[str]:
    return chain.from_iterable(_SHOWN_IN.get(block, ()) for block in door.blocks)


def _articles(shell: Shell, articles: Sequence[Article]) -> Iterator[Page]:
    for article in articles:
        all_sources = shell.plan.sources if article.shows == "sources" else ()
        yield _page(
            shell,
            article.address,
            "article",
            article.title,
            article.description,
            shows={"article": article, "all_sources": all_sources},
            file=article.place.file,
            texts=_paragraphs(article.body),
        )


def _paragraphs(body: str) -> tuple[str, ...]:
    """The words of HTML made from Markdown, line by line."""
    lines = (" ".join(html.unescape(_TAG.sub("", line)).split()) for line in _END_OF_LINE.split(body))
    return tuple(line for line in lines if line)


_TAG = re.compile(r"<[^>]*>")
_END_OF_LINE = re.compile(r"</(?:p|li|h[2-6]|td|th|pre)>")


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
    """Search needs script; without it this page still lists everything."""
    return _page(
        shell,
        SEARCH.address,
        "search",
        "Search",
        "Look for words on this site, or choose from everything on it, from A to Z.",
        shows={"letters": a_to_z(page.findable for page in pages if page.is_findable)},
        found_as="",
    )


def _moved(shell: Shell) -> Iterator[Page]:
    """The old addresses of records whose id has changed lead to the new ones."""
    for record in shell.plan.with_pages:
        for old in record.formerly:
            yield _page(
                shell,
                f"{_LISTS[type(record)].address}{old}/",
                "moved",
                f"This page has moved from ‘{old}’",
                f"This page is now called {record.title}",
                shows={"now": Link(address_of(record), record.title)},
                found_as="",
                canonical=address_of(record),
            )


def _not_found(shell: Shell) -> Page:
    description = "No page has this address."
    return _page(shell, NOT_FOUND, "not-found", "We cannot find that page", description, found_as="")
