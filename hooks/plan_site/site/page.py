"""What a page is: its address, its place in the site, and everything that its template places."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import KW_ONLY, dataclass
from typing import ClassVar, Self, dataclass_transform

from plan_site.english.glossary import Glossary
from plan_site.model.entries import Record
from plan_site.model.field_types import When
from plan_site.model.plan import Plan, RecordWithPage, kind_of
from plan_site.model.records import Action, Aim, Feedback, Outcome, Progress, Quote, Source
from plan_site.model.site_records import Picture, Review

NOT_FOUND = "/404.html"


@dataclass(frozen=True, slots=True)
class Link:
    """An address (of the site or of the web) and the words that lead there."""

    address: str
    words: str


@dataclass(frozen=True, slots=True)
class Download:
    """A file of the site that readers can take away, and what they are about to fetch."""

    address: str
    words: str
    file_type: str
    weigh: Callable[[], int]
    """How many bytes it has: asked when a page says so, for a file may be made only then."""
    sheets: int = 0
    """How many pages it prints on; 0 if it is not for printing."""

    @property
    def file_is(self) -> str:
        """Such as: PDF, 120 KB, 24 pages."""
        parts = [self.file_type, f"{max(1, round(self.weigh() / 1000)):,} KB"]
        parts += [f"{self.sheets} {'page' if self.sheets == 1 else 'pages'}"] if self.sheets else []
        return ", ".join(parts)


HOME = Link("/", "The plan")
AIMS = Link("/aims/", "Aims")
OUTCOMES = Link("/outcomes/", "Outcomes")
VOICES = Link("/voices/", "Voices")
PROGRESS = Link("/progress/", "What has happened")
ACTIONS = Link("/actions/", "Actions")
FEEDBACK = Link("/feedback/", "You said, we did")
PLAN_ON_A_PAGE = Link("/plan-on-a-page/", "The plan on a page")
ACCESSIBILITY = "/accessibility/"
SEARCH = Link("/search/", "Everything from A to Z")
WORDS = Link("/words/", "Hard words")
CHANGES = Link("/changes/", "What has changed")
DOWNLOADS = Link("/data/", "Download these pages")
FEED = Link("/changes/feed.xml", "Follow the changes in a feed reader (Atom)")
EASY_READ = Link("/easy-read/", "Easy Read")
BOOKLET = Link("/easy-read/booklet/", "Everything on this site in one booklet")


@dataclass(frozen=True, slots=True)
class Spoken:
    """How quotes are called, by whose they are: people speak only where others than leaders do."""

    called: str
    lead: str
    about_this: str
    in_easy_words: str


SPOKEN: Mapping[str, Spoken] = {
    "leaders": Spoken(
        "What leaders say",
        "What leaders say, in their own words.",
        "What leaders say about this",
        "What the people in charge said",
    ),
    "people": Spoken(
        "What people say", "What people say, in their own words.", "What people say about this", "What people said"
    ),
    "": Spoken(VOICES.words, "What was said, word for word.", "What is said about this", "What was said"),
}


def voices_of(plan: Plan) -> Link:
    return Link(VOICES.address, SPOKEN[plan.speakers].called)


def progress_of(plan: Plan) -> Link:
    return Link(PROGRESS.address, "Progress") if plan.tells_progress else PROGRESS


def downloads_of(plan: Plan) -> Link:
    """Only a council that stands for the site can say that it holds the plan."""
    return Link(DOWNLOADS.address, "Download the plan") if plan.details.adopted_by else DOWNLOADS


def booklet_of(plan: Plan) -> Link:
    return Link(BOOKLET.address, "The whole plan in one booklet") if plan.details.adopted_by else BOOKLET


@dataclass(frozen=True, slots=True)
class Site:
    """Where the site will stand."""

    address: str = ""
    """The full address of home, or empty if it is not known."""
    edit_address: str = ""
    """What stands before a file's path in the address of its edit form; empty if there is no repository."""
    is_preview: bool = False
    is_offline: bool = False
    """Whether its files are opened one by one, with no server that would show a folder's page."""
    repository: str = ""
    """The address of the repository, without a slash at its end."""
    sign_in: str = ""
    """The address of the service through which editors sign in to the forms; empty if there are none."""
    has_pdfs: bool = False
    """Whether readers can take PDFs away. A preview has none: making them takes seconds."""

    @classmethod
    def of(
        cls,
        site_url: str,
        repo_url: str,
        edit_uri: str,
        sign_in: str = "",
        *,
        pdf: bool = False,
        is_preview: bool = False,
    ) -> Self:
        """From the settings in mkdocs.yml. Pages can be edited only where both parts of the address are given."""
        repository = repo_url.rstrip("/")
        start = "" if edit_uri.startswith("https://") else f"{repository}/"
        edit_address = f"{start}{edit_uri.strip('/')}/" if repo_url and edit_uri else ""
        address = f"{site_url.rstrip('/')}/" if site_url else ""
        has_pdfs = pdf and not is_preview
        return cls(address, edit_address, is_preview, repository=repository, sign_in=sign_in, has_pdfs=has_pdfs)

    @property
    def has_forms(self) -> bool:
        """Whether editors find forms at /admin/: only where the site is published."""
        return bool(self.sign_in) and not self.is_preview and not self.is_offline

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
    easy_more: tuple[Link, ...]
    """The same for the Easy Read pages."""
    next_pages: tuple[Link, ...]
    """Where a reader goes on after the page for them: what is promised, what was done, how to have a say."""
    easy_navigation: tuple[Link, ...]
    """The navigation of the Easy Read pages; empty if the plan has none."""
    search: Link
    glossary: Glossary
    day: When
    """The day as of which the pages say what they say."""
    overdue: frozenset[str]
    """The ids of records that somebody said they would check again by a day that has passed."""

    @property
    def has_easy_read(self) -> bool:
        return bool(self.easy_navigation)

    @property
    def say(self) -> tuple[tuple[str, str], ...]:
        """Words as written, and as a computer voice should say them."""
        return tuple((word.word, word.say) for word in self.plan.words if word.say)


@dataclass(frozen=True, slots=True)
class Twin:
    """The same page in the other reading."""

    address: str
    checks: tuple[Review, ...] = ()
    """By whom the easy one was checked as it stands; empty if nobody has."""


@dataclass(frozen=True, slots=True)
class Findable:
    """A page as a reader looks it up: its address, title, what kind of thing it shows, and the words on it."""

    address: str
    title: str
    kind: str
    texts: tuple[str, ...]


@dataclass_transform(frozen_default=True, eq_default=False)
class View:
    """What the template of one kind of page places: each field by its name, beside what every template has.

    Each class made from it is a frozen dataclass, without what no page asks for: every command makes all of them.
    """

    kind: ClassVar[str]
    """The name of its template: `all-aims` is that of AllAims."""

    def __init_subclass__(cls) -> None:
        cls.kind = re.sub(r"(?<!^)(?=[A-Z])", "-", cls.__name__).lower()
        cls.__doc__ = cls.__doc__ or cls.kind  # without one, dataclass would work out the signature
        dataclass(frozen=True, eq=False, repr=False, match_args=False)(cls)


@dataclass(frozen=True)
class Page:
    """One page. Its view says of which kind it is."""

    shell: Shell
    address: str
    view: View
    title: str
    description: str
    _: KW_ONLY
    trail: tuple[Link, ...] = (HOME,)
    previous: Link | None = None
    following: Link | None = None
    sources: tuple[Source, ...] = ()
    file: str = ""
    """The file that an editor changes to change this page."""
    as_at: When | None = None
    """When the facts on the page were true, where they may age."""
    review_by: When | None = None
    """By when somebody said they would check the page's record again."""
    is_overdue: bool = False
    """Whether that day has passed."""
    is_easy: bool = False
    """Whether this is an Easy Read page."""
    twin: Twin | None = None
    """The same in easy words; for an Easy Read page the same in plain words."""
    found_as: str = "Page"
    """What search calls the kind of thing that the page shows; empty for a page that nobody looks up."""
    texts: tuple[str, ...] = ()
    """The words on the page that search looks through, beside its title; where there are none, its description."""
    explained: frozenset[str] = frozenset()
    """The hard words whose meanings stand on the page, right after their first use."""
    credits: tuple[Picture, ...] = ()
    """One picture for each credit that the page owes."""
    pdfs: tuple[Download, ...] = ()
    """The same on paper, to take away."""
    left_out: tuple[str, ...] = ()
    """Why a PDF is not there, in a sentence for each."""
    canonical: str = ""
    """The address that search engines should show for this page, where it is another's."""

    @property
    def kind(self) -> str:
        return self.view.kind

    @property
    def full_address(self) -> str:
        return self.shell.site.full(self.canonical or self.address)

    @property
    def findable(self) -> Findable:
        title = f"{self.title}, in easy words" if self.is_easy else self.title
        return Findable(self.address, title, self.found_as, self.texts or (self.description,))

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
        first = 2 if self.is_easy else 1
        return "/" + "".join(f"{part}/" for part in self.address.split("/")[1 : first + 1] if part)

    @property
    def easy_address(self) -> str:
        """Where a reader of this page gets to Easy Read: to the same page, or to where it starts."""
        return self.twin.address if self.twin else EASY_READ.address

    @property
    def is_checked(self) -> bool:
        """Whether people have checked the easy reading of this page as it stands."""
        return bool(self.twin and self.twin.checks)

    @property
    def place_of_meanings(self) -> str:
        """The address of the page that says what hard words mean, in the reading of this page."""
        return easy(WORDS.address) if self.is_easy else WORDS.address

    @property
    def explains_words(self) -> bool:
        """Whether this is itself a page that says what hard words mean."""
        return self.address == self.place_of_meanings

    @property
    def home(self) -> Link:
        return EASY_READ if self.is_easy else HOME

    @property
    def more(self) -> tuple[Link, ...]:
        return self.shell.easy_more if self.is_easy else self.shell.doors + self.shell.more

    @property
    def navigation(self) -> tuple[Link, ...]:
        return self.shell.easy_navigation if self.is_easy else self.shell.navigation

    @property
    def edit_address(self) -> str:
        prefix = self.shell.site.edit_address
        return prefix + self.file if prefix and self.file else ""


# --- addresses --------------------------------------------------------------------------------------------

LISTS: dict[type[Record], Link] = {
    Aim: AIMS,
    Outcome: OUTCOMES,
    Quote: VOICES,
    Progress: PROGRESS,
    Action: ACTIONS,
    Feedback: FEEDBACK,
}


def address_of(record: Record) -> str:
    """The address of a record's page."""
    return f"{LISTS[type(record)].address}{record.id}/"


_WITHOUT_AN_EASY_PAGE_OF_ITS_OWN = (Quote, Feedback)


def easy_address_of(record: Record) -> str:
    """Where a record stands in Easy Read: a page of its own, or its place on the page of its kind."""
    if isinstance(record, _WITHOUT_AN_EASY_PAGE_OF_ITS_OWN):
        return f"{easy(LISTS[type(record)].address)}#{easy_place_of(record)}"
    return easy(address_of(record))


def easy_place_of(record: Record) -> str:
    """The name of a record's place on Easy Read pages that show several."""
    return f"{kind_of(record).noun}-{record.id}"


def former_places_of(record: RecordWithPage) -> tuple[str, ...]:
    """What that place was called when the record had other ids: links to it go on working."""
    return tuple(f"{kind_of(record).noun}-{old}" for old in record.formerly)


def easy(address: str) -> str:
    """The address of a page's Easy Read twin."""
    return EASY_READ.address + address[1:]
