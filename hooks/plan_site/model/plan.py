"""A plan as a whole: its kinds of records, the hand-written pages beside them, and what can be asked of it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal
from xml.etree.ElementTree import Element

from plan_site.model.entries import About, EasyRead, Entry
from plan_site.model.field_types import When
from plan_site.model.problems import Place
from plan_site.model.records import Action, Aim, Details, Feedback, Outcome, Progress, Quote, Source
from plan_site.model.site_records import Accessibility, Change, FrontMatter, Picture, Review, Word


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of record: what it is called, and where editors keep it."""

    noun: str
    type: type[Entry]
    home: str
    """A folder with one record a file (aims), or a file (plan.yml)."""
    attribute: str
    """The field of Records that holds them."""

    @property
    def is_folder(self) -> bool:
        return not self.home.endswith(".yml")

    @property
    def a_noun(self) -> str:
        if self.noun in {"feedback", "progress"}:
            return self.noun
        return f"{'an' if self.noun[0] in 'aeiou' else 'a'} {self.noun}"


KINDS: tuple[Kind, ...] = (
    Kind("plan", Details, "plan.yml", "details"),
    Kind("source", Source, "sources.yml", "sources"),
    Kind("aim", Aim, "aims", "aims"),
    Kind("outcome", Outcome, "outcomes", "outcomes"),
    Kind("quote", Quote, "quotes", "quotes"),
    Kind("progress", Progress, "progress", "progress"),
    Kind("action", Action, "actions", "actions"),
    Kind("feedback", Feedback, "feedback", "feedback"),
    Kind("word", Word, "words.yml", "words"),
    Kind("picture", Picture, "pictures.yml", "pictures"),
    Kind("review", Review, "reviews.yml", "reviews"),
    Kind("change", Change, "changes.yml", "changes"),
    Kind("accessibility", Accessibility, "accessibility.yml", "accessibility"),
)
PAGE = Kind("page", FrontMatter, "content", "articles")
"""What a page written by hand says of itself; its words are Markdown."""
SINGLE_KINDS = frozenset({"plan", "accessibility"})


def kind_of(entry: Entry) -> Kind:
    return next(kind for kind in (*KINDS, PAGE) if kind.type is type(entry))


RecordWithPage = Aim | Outcome | Quote | Progress | Action | Feedback


@dataclass(frozen=True, slots=True)
class WrittenLink:
    """The address of a link or picture, its words, and where it stands."""

    address: str
    words: str
    place: Place
    is_picture: bool


@dataclass(frozen=True)
class Article:
    """A hand-written page. `id` is its file's name, `body` its HTML, `ids` the names of the places in it.

    `written` is the same HTML as a tree, in which addresses can be changed.
    """

    id: str
    place: Place
    matter: FrontMatter
    body: str
    written: Element = field(compare=False, repr=False)
    ids: frozenset[str]
    links: tuple[WrittenLink, ...]

    @property
    def title(self) -> str:
        return self.matter.title

    @property
    def description(self) -> str:
        return self.matter.description

    @property
    def place_in(self) -> str:
        return self.matter.place_in

    @property
    def easy_read(self) -> EasyRead:
        return self.matter.easy_read

    @property
    def easy_title(self) -> str:
        return self.matter.easy_title or self.title

    @property
    def address(self) -> str:
        return f"/{self.id}/"


@dataclass(frozen=True, kw_only=True)
class Records:
    """Everything that could be read, in the order in which readers meet it."""

    sources: tuple[Source, ...] = ()
    aims: tuple[Aim, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    quotes: tuple[Quote, ...] = ()
    progress: tuple[Progress, ...] = ()
    actions: tuple[Action, ...] = ()
    feedback: tuple[Feedback, ...] = ()
    words: tuple[Word, ...] = ()
    pictures: tuple[Picture, ...] = ()
    reviews: tuple[Review, ...] = ()
    changes: tuple[Change, ...] = ()
    accessibility: Accessibility | None = None

    @property
    def with_pages(self) -> Iterator[RecordWithPage]:
        """The records that have a page of their own."""
        yield from self.aims
        yield from self.outcomes
        yield from self.quotes
        yield from self.progress
        yield from self.actions
        yield from self.feedback


@dataclass(frozen=True, kw_only=True)
class Plan(Records):
    """A whole plan, every reference in it sound, and the hand-written pages beside it."""

    details: Details
    articles: tuple[Article, ...] = ()

    @cached_property
    def _sources(self) -> dict[str, Source]:
        return {source.id: source for source in self.sources}

    def source(self, source_id: str) -> Source:
        return self._sources[source_id]

    @cached_property
    def _subjects(self) -> dict[str, Aim | Outcome]:
        subjects: list[Aim | Outcome] = [*self.aims, *self.outcomes]
        return {record.id: record for record in subjects}

    def sources_of(self, entries: Iterable[object]) -> tuple[Source, ...]:
        """Each source that the entries cite, once, in the order of the citing."""
        cited = dict.fromkeys(source for entry in entries if (source := getattr(entry, "source", None)))
        return tuple(self.source(source) for source in cited)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """What people, places, teams, publications and the plan itself are called, the longest first."""
        details = self.details
        owned = [action.owner for action in self.actions]
        spoken = [name for quote in self.quotes for name in (quote.speaker, quote.role, quote.organisation)]
        cited = [name for source in self.sources for name in (source.title, source.publisher)]
        called = [*details.names, details.title, details.organisation, details.name, *owned, *spoken, *cited]
        return tuple(sorted({name for name in called if name}, key=lambda name: (-len(name), name)))

    @cached_property
    def _pictures(self) -> dict[str, Picture]:
        return {picture.name: picture for picture in self.pictures}

    def picture(self, name: str) -> Picture:
        return self._pictures[name]

    @cached_property
    def _reviews(self) -> dict[str, list[Review]]:
        found: dict[str, list[Review]] = {}
        for review in self.reviews:
            found.setdefault(review.record, []).append(review)
        return found

    def said(self, quote: Quote) -> When | None:
        """When somebody said it, as far as is known: a day of its own, or that of the publication."""
        return quote.as_at or self.source(quote.source).published

    @cached_property
    def speakers(self) -> Literal["leaders", "people", ""]:
        """Whose quotes there are: those of leaders alone, of others too, or nobody has noted it."""
        groups = {quote.group for quote in self.quotes if not quote.is_withdrawn}
        if groups - {"leaders", None}:
            return "people"
        return "leaders" if groups == {"leaders"} else ""

    @cached_property
    def tells_progress(self) -> bool:
        """Whether what is told is the plan's own progress: what was promised, or what its sources call a part of it."""
        stated = [progress.part_of_plan == "yes" for progress in self.progress]
        return bool(self.actions or (stated and all(stated)))

    def reviews_of(self, record_id: str) -> Sequence[Review]:
        return self._reviews.get(record_id, ())

    def subject(self, record_id: str) -> Aim | Outcome:
        """The aim or outcome that another record is about."""
        return self._subjects[record_id]

    @cached_property
    def _records_about(self) -> dict[str, list[tuple[Quote | Progress | Action, About]]]:
        found: dict[str, list[tuple[Quote | Progress | Action, About]]] = {}
        records: list[Quote | Progress | Action] = [*self.quotes, *reversed(self.progress), *self.actions]
        for record in records:
            for about in record.about:
                found.setdefault(about.record, []).append((record, about))
        return found

    def records_about(self, subject_id: str) -> Sequence[tuple[Quote | Progress | Action, About]]:
        """What is about an aim or outcome, with the link that says so; newest progress first."""
        return self._records_about.get(subject_id, ())


def citing(record: Entry) -> Iterator[Entry]:
    """A record and its parts that may name a source of their own."""
    yield record
    if isinstance(record, Aim):
        yield from record.objectives
    if isinstance(record, Details):
        yield from filter(None, (*record.approach, record.vision, record.consultation))
