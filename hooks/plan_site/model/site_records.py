"""What a site needs beside its plan: hard words, pictures, reviews, changes, accessibility, pages written by hand."""

import re
from dataclasses import dataclass, field
from typing import Annotated, Literal

from plan_site.model.entries import EASY_WORDS, EasyRead, Entry
from plan_site.model.field_types import (
    EASY,
    FACT,
    LINK,
    NO,
    NOTE,
    PICTURE,
    PLAIN,
    Address,
    Described,
    FileName,
    Id,
    Line,
    Prose,
    When,
    YesNo,
)


@dataclass(frozen=True, kw_only=True)
class Word(Entry):
    """A hard word and its meaning."""

    word: Annotated[Line, Described("The word, as it is written in the plan.", PLAIN)]
    meaning: Annotated[
        EasyRead, Described("Its meaning in easy words: one sentence for each item, each with a picture.", EASY)
    ]
    also: Annotated[
        tuple[Line, ...],
        Described(
            "Other forms, and other words that people use for it.", FACT, called="other forms", column="other_forms"
        ),
    ] = ()
    source: Annotated[
        Id | None, Described("An id in sources.yml, where the meaning is published.", LINK, refers_to="source")
    ] = None
    people_know_this: Annotated[
        YesNo, Described("‘true’ for initials that people know better than the full words.", FACT)
    ] = NO
    say: Annotated[
        Line | None,
        Described(
            "How a computer voice should say it.", NOTE, called="how a voice says it", column="how_a_voice_says_it"
        ),
    ] = None

    @property
    def other_names(self) -> tuple[str, ...]:
        """The other forms that are more than a plural or another case of the word."""
        first = self.word.casefold().rstrip("s")
        names = {form.casefold().rstrip("s"): form for form in reversed(self.also)}
        return tuple(form for form in reversed(names.values()) if form.casefold().rstrip("s") != first)

    @property
    def anchor(self) -> str:
        """The word's place on the pages that explain hard words."""
        return "word-" + re.sub(r"\W+", "-", self.word.lower()).strip("-")


@dataclass(frozen=True, kw_only=True)
class Picture(Entry):
    """A picture that keeps one meaning across the whole site."""

    name: Annotated[Id, Described("Short name that records use for the picture.", PICTURE)]
    file: Annotated[FileName, Described("The file in plan_data/pictures/.", PICTURE)]
    meaning: Annotated[Line, Described("What the picture stands for, in a few words.", PICTURE)]
    credit: Annotated[Line, Described("Who made it, and its licence.", NOTE)]
    digest: str = field(default="", repr=False)
    """A check sum of the drawing itself."""
    address: Annotated[Address | None, Described("Where the picture comes from.", PICTURE)] = None
    alt: Annotated[
        Line | None,
        Described(
            "What it shows that the words beside it do not say, for those who cannot see it.",
            PICTURE,
            called="what the picture shows",
            column="what_it_shows",
        ),
    ] = None


@dataclass(frozen=True, kw_only=True)
class Review(Entry):
    """Who checked a record in one of its readings, and what they saw."""

    record: Annotated[Id, Described("The id of the record that was checked.", FACT, refers_to="record")]
    reading: Annotated[
        Literal["easy", "plain"], Described("Which reading was checked.", FACT, column="reading_checked")
    ]
    who: Annotated[Line, Described("The people who checked it, as readers should know them.", FACT)]
    group: Annotated[
        Literal["people with learning disabilities", "other readers"],
        Described("Only if ‘people with learning disabilities’ checked it may a page be called Easy Read.", FACT),
    ] = "other readers"
    how_many: Annotated[int | None, Described("How many people there were.", FACT, column="how_many_people")] = None
    when: Annotated[When, Described("The day on which they checked it.", FACT, is_past=True)]
    what_changed: Annotated[Prose | None, Described("What changed because of what people said before.", PLAIN)] = None
    seen: Annotated[
        Line | None, Described("A check sum of the words that they saw; a command writes it.", NOTE, is_published=False)
    ] = None


@dataclass(frozen=True, kw_only=True)
class Change(Entry):
    """A change of the plan, told to readers."""

    date: Annotated[When, Described("The day of the change.", FACT, is_past=True)]
    draft: Annotated[
        YesNo,
        Described("‘true’ until somebody has read the words that ‘plan diff --draft’ wrote.", NOTE, is_published=False),
    ] = NO
    what: Annotated[Prose, Described("What changed, in plain words.", PLAIN)]
    easy_read: Annotated[EasyRead, Described(EASY_WORDS, EASY, called="easy words", is_of_easy_reading=True)] = ()


@dataclass(frozen=True, kw_only=True)
class Audit(Entry):
    """One check of the site's accessibility."""

    who: Annotated[Line, Described("Who made the check.", FACT)]
    what: Annotated[Line, Described("What was checked, and how.", FACT)]
    when: Annotated[When, Described("The day of the check.", FACT, is_past=True)]


Excuse = Literal["not compliant", "disproportionate burden", "out of scope"]


@dataclass(frozen=True, kw_only=True)
class KnownProblem(Entry):
    """Something on the site that not everyone can use."""

    criterion: Annotated[Line, Described("The WCAG criterion that it fails.", FACT)]
    why: Annotated[Prose, Described("What the trouble is, and for whom.", PLAIN, column="trouble")]
    it_is: Annotated[
        Excuse,
        Described(
            "What the law calls it; ‘not compliant’ is what is still to be mended.", FACT, column="the_law_calls_it"
        ),
    ] = "not compliant"
    fix_by: Annotated[When | None, Described("When it is to be mended.", FACT)] = None


@dataclass(frozen=True, kw_only=True)
class Accessibility(Entry):
    """What is known about how accessible the site is.

    A site that a council has adopted needs compliance, contact, enforcement_body and prepared.
    """

    compliance: Annotated[
        Literal["fully", "partially", "not"] | None,
        Described("How far the site complies with WCAG 2.2 AA. ‘fully’ needs an audit.", FACT),
    ] = None
    audits: Annotated[tuple[Audit, ...], Described("The checks that people made.", PLAIN, is_asked_for=True)] = ()
    known_problems: Annotated[
        tuple[KnownProblem, ...], Described("What is known not to work for everyone.", PLAIN)
    ] = ()
    improving: Annotated[Prose | None, Described("What is being done to make the site more accessible.", PLAIN)] = None
    contact: Annotated[Address | None, Described("Where to report a problem: an address, mailto: or tel:.", FACT)] = (
        None
    )
    answer_within: Annotated[Line | None, Described("How soon you answer, for example: 10 working days.", FACT)] = None
    enforcement_body: Annotated[
        Literal["EHRC", "ECNI"] | None,
        Described("Who enforces the law: EHRC in England, Scotland and Wales, ECNI in Northern Ireland.", FACT),
    ] = None
    prepared: Annotated[
        When | None, Described("The day on which this statement was first made.", FACT, is_past=True)
    ] = None
    reviewed: Annotated[
        When | None, Described("The day on which somebody last read it against the site.", FACT, is_past=True)
    ] = None

    @property
    def last_reviewed(self) -> When | None:
        return self.reviewed or self.prepared

    def problems_that_are(self, excuse: Excuse) -> tuple[KnownProblem, ...]:
        return tuple(problem for problem in self.known_problems if problem.it_is == excuse)


@dataclass(frozen=True, kw_only=True)
class FrontMatter(Entry):
    """What a hand-written page says of itself, between two lines of three dashes."""

    title: Annotated[Line, Described("The title of the page.", PLAIN)]
    description: Annotated[Line, Described("One sentence that says what the page is for.", PLAIN)]
    place_in: Annotated[
        Literal["navigation", "footer"],
        Described("Where the link to the page stands.", FACT, called="place of its link"),
    ] = "footer"
    shows: Annotated[
        Literal["sources"] | None, Described("‘sources’ adds the list of the plan's sources to the page.", FACT)
    ] = None
    easy_title: Annotated[
        Line | None, Described("A few easy words: the heading of its Easy Read page.", EASY, is_of_easy_reading=True)
    ] = None
    easy_read: Annotated[
        EasyRead,
        Described(
            "The same in easy words: one sentence for each item, each with a picture.",
            EASY,
            called="easy words",
            is_of_easy_reading=True,
        ),
    ] = ()
    formerly: Annotated[
        tuple[Id, ...],
        Described(
            "Earlier names of this page; their addresses go on working.",
            NOTE,
            called="earlier addresses",
            refers_to="itself",
        ),
    ] = ()
