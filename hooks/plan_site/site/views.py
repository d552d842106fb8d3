"""What the template of each kind of page places, in a view of the same name: `all-aims.html` has what AllAims says."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from plan_site.model import records
from plan_site.model.entries import About, Entry
from plan_site.model.field_types import When
from plan_site.model.plan import Article as WrittenPage
from plan_site.model.records import STATUS_RULES, Status
from plan_site.model.site_records import Accessibility as KnownOfIt
from plan_site.model.site_records import Audit, KnownProblem, Picture, Word
from plan_site.site.easy_lines import ShownLine
from plan_site.site.feed import Told
from plan_site.site.page import Download, Findable, Link, View

# --- the plan as a whole ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class News:
    """The few newest of what happened, for home and the doors."""

    latest: tuple[records.Progress, ...] = ()
    not_over: tuple[records.Progress, ...] = ()
    caution: str = ""
    """What a reader could take wrongly of them."""

    @property
    def all(self) -> tuple[records.Progress, ...]:
        return self.latest + self.not_over


@dataclass(frozen=True, slots=True)
class Said:
    """A quote among others on a page."""

    quote: records.Quote
    when: When | None
    apart: str = ""
    """What tells it from the same speaker's others on the page, as in: quote 2 of 4."""


class Home(View):
    news: News
    quotes: tuple[Said, ...]
    voices: Link


class PlanOnAPage(View):
    type_size: str
    """large, small, or small without the wheel's ring (dense)."""


class Door(View):
    blocks: tuple[str, ...]
    """Which parts of the plan stand on it, in which order: the names of templates."""
    news: News


# --- lists of records -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Promise:
    """An action as it stands on the day."""

    action: records.Action
    status: Status

    @property
    def rule(self) -> str:
        return STATUS_RULES[self.status]


@dataclass(frozen=True, slots=True)
class Year:
    """What happened in a year."""

    number: int
    progress: tuple[records.Progress, ...]


class AllAims(View):
    """The plan itself has all that stands there."""


class AllOutcomes(View):
    """As with aims."""


class AllVoices(View):
    quotes: tuple[Said, ...]


class AllProgress(View):
    years: tuple[Year, ...]
    under_way: tuple[records.Progress, ...]
    announced: tuple[records.Progress, ...]
    caution: str
    not_published: tuple[str, ...]
    is_plan_overdue: bool


class AllActions(View):
    promises: tuple[Promise, ...]
    status_rules: tuple[tuple[Status, str], ...]


class AllFeedback(View):
    feedback: tuple[records.Feedback, ...]


# --- records ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Subject:
    """The aim or outcome that a record is about, and what links them."""

    record: records.Aim | records.Outcome
    about: About


@dataclass(frozen=True, slots=True)
class Related:
    """A record that is about the page's own record, and what links them."""

    record: records.Quote | records.Progress | records.Action
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


class OfARecord(View):
    """The view of a page that a record has of its own."""

    @property
    def cited(self) -> Iterable[Entry]:
        """What has sources beside the record itself."""
        return ()


class OfASubject(OfARecord):
    related: tuple[RelatedGroup, ...]

    @property
    def cited(self) -> Iterable[Entry]:
        return (related.record for group in self.related for related in group.items)


class Aim(OfASubject):
    aim: records.Aim

    @property
    def cited(self) -> Iterable[Entry]:
        return (*self.aim.objectives, *super().cited)


class Outcome(OfASubject):
    outcome: records.Outcome


class Quote(OfARecord):
    quote: records.Quote
    when: When | None
    subjects: tuple[Subject, ...]


class Progress(OfARecord):
    progress: records.Progress
    caution: str
    subjects: tuple[Subject, ...]


class Action(OfARecord):
    promise: Promise
    subjects: tuple[Subject, ...]


class Feedback(OfARecord):
    feedback: records.Feedback


# --- the site ---------------------------------------------------------------------------------------------


class Article(View):
    article: WrittenPage
    all_sources: Sequence[records.Source]


class Words(View):
    words: Sequence[Word]


@dataclass(frozen=True, slots=True)
class ProblemGroup:
    """The known problems that the law calls the same thing."""

    heading: str
    problems: tuple[KnownProblem, ...]


class Accessibility(View):
    """What is recorded about the site's accessibility, and what follows from it."""

    known: KnownOfIt
    problem_groups: tuple[ProblemGroup, ...]
    audits: tuple[Audit, ...]
    """Newest first."""
    contact_words: str
    """What a reader can do there, as the words of a link: write to …, call …, or use our contact page."""


class AccessibilityStatement(Accessibility):
    """The one that the law asks of an adopter."""

    reasons: str
    """What a claim of compliance is limited by, in the words of the model statement."""


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter of the alphabet, or 0–9, and the pages whose titles start with it."""

    name: str
    pages: tuple[Findable, ...]

    @property
    def id(self) -> str:
        return "digits" if self.name == "0–9" else f"letter-{self.name.lower()}"


class Search(View):
    letters: tuple[Letter, ...]
    lists: tuple[Link, ...]
    """The lists of a large plan that the letters leave out."""


class Changes(View):
    changes: tuple[Told, ...]
    feed: Link


class Downloads(View):
    for_spreadsheets: tuple[Download, ...]
    for_programs: tuple[Download, ...]
    lines: str
    """A program in Python that prints the titles of the aims."""
    is_fetched: bool
    """Whether that program fetches the file from the site."""
    plan_file: str
    dictionary: Link


class TableOfData(Protocol):
    """A table of the open data: what it is called, and what each of its columns means."""

    @property
    def name(self) -> str: ...

    @property
    def title(self) -> str: ...

    @property
    def file(self) -> str: ...

    @property
    def columns(self) -> Sequence[object]: ...


class DataDictionary(View):
    tables: tuple[TableOfData, ...]


class Moved(View):
    now: Link
    places: tuple[tuple[str, Link], ...]
    """What each place on the page was called, and where it is now."""


class Gone(View):
    above: Link
    """The list that the page stood in."""


class NotFound(View):
    """It has nothing of its own."""


# --- Easy Read --------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Choice:
    """A large link with a picture."""

    link: Link
    picture: Picture | None = None
    note: str = ""
    is_first_seen: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """A part of an Easy Read page: a heading, what is said under it, and where a reader can go from there."""

    heading: str = ""
    id: str = ""
    address: str = ""
    """Where the heading leads."""
    notes: tuple[str, ...] = ()
    """What the page says by itself, such as a date."""
    lines: tuple[ShownLine, ...] = ()
    choices: tuple[Choice, ...] = ()
    is_menu: bool = False
    """Whether the choices only say where to go, which is no use on paper."""
    more: Link | None = None
    former_ids: tuple[str, ...] = ()
    """What its place was called before."""
    is_part: bool = False
    """Whether the sections that follow are below this one."""


class EasyRead(View):
    sections: tuple[Section, ...]


class EasyBooklet(EasyRead):
    """All of Easy Read from the first line to the last."""
