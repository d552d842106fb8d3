"""The records that plans are made of: aims, outcomes, actions, what was said and what has happened.

What somebody said is their own, with each field of it that does not say otherwise. Wordings that are the site's own are
called plain or easy; official words are kept as published.
"""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Annotated, Literal

from plan_site.model.entries import (
    EASY_WORDS,
    FORMERLY,
    LEFT_OUT,
    About,
    EasyRead,
    Entry,
    LeftOut,
    Passage,
    RecordInBothReadings,
    RecordOnAPage,
    first_sentence,
    opening_of,
)
from plan_site.model.field_types import (
    EASY,
    FACT,
    LINK,
    NO,
    NOTE,
    OFFICIAL,
    PICTURE,
    PLAIN,
    Address,
    Described,
    Id,
    Line,
    PageAddress,
    Prose,
    When,
    YesNo,
)


@dataclass(frozen=True, kw_only=True)
class Consultation(Entry):
    """Who was asked about the plan, and what they said."""

    how_many: Annotated[Line, Described("Who took part, in words, for example: over 2,000 people.", FACT)]
    who: Annotated[tuple[Line, ...], Described("The groups of people, one an item.", PLAIN)]
    what_they_said: Annotated[Prose | None, Described("What they said, in plain words.", PLAIN)] = None
    source: Annotated[
        Id | None, Described("An id in sources.yml, where it differs from the plan's.", LINK, refers_to="source")
    ] = None


@dataclass(frozen=True, kw_only=True)
class Details(RecordInBothReadings):
    """The plan itself: plan.yml."""

    title: Annotated[Line, Described("The plan's official title.", OFFICIAL)]
    area: Annotated[Line, Described("The place that the plan is for.", FACT)]
    organisation: Annotated[Line, Described("The council that published the plan.", FACT)]
    ages: Annotated[Line, Described("The ages that the plan is for, for example: 0 to 25.", FACT)]
    audience: Annotated[Prose, Described("Who the plan is for, in plain words.", PLAIN, called="who it is for")]
    official_address: Annotated[
        Address, Described("The council's own page of the plan.", LINK, called="the council’s own page")
    ]
    published: Annotated[
        When | None, Described("When the plan was published: a day, a month or a year.", FACT, is_past=True)
    ] = None
    vision: Annotated[Passage | None, Described("What the plan hopes for.", PLAIN)] = None
    approach: Annotated[tuple[Passage, ...], Described("How the plan goes about it, one idea an item.", PLAIN)] = ()
    consultation: Annotated[
        Consultation | None, Described("Who was asked about the plan.", PLAIN, called="who was asked")
    ] = None
    reuse_terms: Annotated[
        Prose | None, Described("On what terms others may use the plan's words, if stated.", OFFICIAL)
    ] = None
    adopted_by: Annotated[
        Line | None, Described("The organisation that has taken on this website, once it has.", FACT)
    ] = None
    review_by: Annotated[
        When | None,
        Described("When the council says it will look at the plan again.", FACT, called="to be checked again by"),
    ] = None
    outcomes_are: Annotated[
        Line | None,
        Described(
            "What the outcomes are, in a few words, as their source says it.", PLAIN, called="what the outcomes are"
        ),
    ] = None
    hub: Annotated[
        Line | None,
        Described(
            "A few words for the middle of the wheel: whom the plan is all about.",
            FACT,
            called="middle of the wheel",
            column="middle_of_the_wheel",
        ),
    ] = None
    notice: Annotated[Line | None, Described("A sentence shown at the top of each page.", PLAIN)] = None
    outcomes_easy_read: Annotated[
        EasyRead,
        Described(
            "What the outcomes are, in easy words.", EASY, called="easy words on the outcomes", is_of_easy_reading=True
        ),
    ] = ()
    names: Annotated[
        tuple[Line, ...],
        Described(
            "Names of people, places and projects, which easy words may have.",
            NOTE,
            is_of_easy_reading=True,
            is_published=False,
        ),
    ] = ()
    formerly: Annotated[
        tuple[PageAddress, ...],
        Described(
            "Addresses of pages that are gone, and that no record took the place of.",
            NOTE,
            called="earlier addresses",
            is_published=False,
        ),
    ] = ()

    @property
    def name(self) -> str:
        return f"{self.area} {self.title}"


@dataclass(frozen=True, kw_only=True)
class Source(Entry):
    """A publication that the plan's facts come from."""

    id: Annotated[Id, Described("Short name that records use for this source.", FACT)]
    title: Annotated[Line, Described("The title of the page or document.", FACT, names_its_record=True)]
    publisher: Annotated[Line, Described("Who published it.", FACT)]
    address: Annotated[Address, Described("Its web address.", LINK)]
    file_is: Annotated[
        Line | None,
        Described(
            "Type and size, where the address is that of a file, for example: PDF, 2 MB", FACT, column="type_and_size"
        ),
    ] = None
    published: Annotated[
        When | None, Described("When it was published: a day, a month or a year.", FACT, is_past=True)
    ] = None
    read_on: Annotated[
        When,
        Described(
            "The day on which you read it, for example: 2026-11-22.",
            NOTE,
            called="day on which it was read",
            is_past=True,
        ),
    ]

    @property
    def link_words(self) -> str:
        """The title, and for a file what a reader is about to fetch."""
        return f"{self.title} ({self.file_is})" if self.file_is else self.title


@dataclass(frozen=True, kw_only=True)
class Objective(Entry):
    """One thing to achieve under an aim, in plain words, in official words, or both."""

    id: Annotated[Id, Described("Short name of the objective, for its place on the aim's page.", FACT)]
    text: Annotated[
        Line | None,
        Described("The objective in plain words (ours).", PLAIN, called="plain words", column="plain_words"),
    ] = None
    official: Annotated[
        Line | None,
        Described(
            "The objective word for word, where it is known.",
            OFFICIAL,
            called="official words",
            column="official_words",
        ),
    ] = None
    source: Annotated[
        Id | None, Described("An id in sources.yml, where it differs from the aim's.", LINK, refers_to="source")
    ] = None
    easy_read: Annotated[EasyRead, Described(EASY_WORDS, EASY, called="easy words", is_of_easy_reading=True)] = ()
    left_out: Annotated[
        tuple[LeftOut, ...],
        Described(LEFT_OUT, NOTE, called="left out of the easy words", is_of_easy_reading=True, is_published=False),
    ] = ()


@dataclass(frozen=True, kw_only=True)
class Aim(RecordOnAPage):
    """One of the few things that the plan sets out to do."""

    number: Annotated[int, Described("The aim's number in the plan.", FACT)]
    title: Annotated[Line, Described("The aim in its official words.", OFFICIAL, names_its_record=True)]
    picture: Annotated[Id | None, Described("The name of a picture in pictures.yml.", PICTURE, refers_to="picture")] = (
        None
    )
    summary: Annotated[Prose, Described("What the aim means, in plain words (ours).", PLAIN)]
    objectives: Annotated[
        tuple[Objective, ...], Described("What the council wants to achieve under this aim.", PLAIN)
    ] = ()
    objectives_missing: Annotated[
        Prose | None,
        Described(
            "Why the list of objectives is short or empty.",
            PLAIN,
            called="why objectives are missing",
            is_asked_for=True,
        ),
    ] = None
    objectives_missing_easy_read: Annotated[
        EasyRead,
        Described(
            "The same in easy words; it stands after the objectives.",
            EASY,
            called="easy words on missing objectives",
            is_of_easy_reading=True,
        ),
    ] = ()

    @property
    def label(self) -> str:
        return f"Aim {self.number}"


@dataclass(frozen=True, kw_only=True)
class Outcome(RecordOnAPage):
    """What is different for a young person when the plan works."""

    number: Annotated[int, Described("The outcome's number on this site, in the order of the source.", FACT)]
    title: Annotated[Line, Described("The outcome in its official words.", OFFICIAL, names_its_record=True)]
    key_words: Annotated[Line | None, Described("The few words of the title that say it shortest.", FACT)] = None
    picture: Annotated[Id | None, Described("The name of a picture in pictures.yml.", PICTURE, refers_to="picture")] = (
        None
    )
    summary: Annotated[Prose, Described("What the outcome means, in plain words (ours).", PLAIN)]

    @property
    def label(self) -> str:
        return f"Outcome {self.number}"

    @cached_property
    def title_parts(self) -> tuple[str, str, str]:
        """The title before, in and after its key words."""
        before, key_words, after = self.title.partition(self.key_words or self.title)
        return before, key_words, after


Group = Literal["children and young people", "parents and carers", "people who work with children", "leaders"]


@dataclass(frozen=True, kw_only=True)
class Quote(RecordOnAPage):
    """What somebody said, word for word. A withdrawn quote has no words left to show."""

    # An earlier id may be the name of somebody who does not want to be named any longer.
    formerly: Annotated[
        tuple[Id, ...],
        Described(
            FORMERLY, NOTE, called="earlier addresses", refers_to="itself", is_personal=False, is_published=False
        ),
    ] = ()
    speaker: Annotated[
        Line | None,
        Described("The speaker's name, as given. Leave it out for a person not named.", FACT, is_published=True),
    ] = None
    role: Annotated[
        Line | None,
        Described("The speaker's role, as given with the quote.", FACT, is_asked_for=True, is_published=True),
    ] = None
    organisation: Annotated[
        Line | None, Described("The speaker's organisation, as given with the quote.", FACT, is_published=True)
    ] = None
    group: Annotated[
        Group | None,
        Described(
            "Whom the speaker belongs to. ‘leaders’ are councillors, and those who lead services.",
            FACT,
            is_published=True,
        ),
    ] = None
    words: Annotated[
        Prose | None,
        Described(
            "The words, exactly as said. A blank line starts a new paragraph.",
            OFFICIAL,
            names_its_record=True,
            is_asked_for=True,
            is_published=True,
        ),
    ] = None
    about: Annotated[
        tuple[About, ...],
        Described("The aims or outcomes that the words speak of.", LINK, called="links", is_published=True),
    ] = ()
    consent: Annotated[
        Literal["published", "given"],
        Described(
            "‘published’ if the source has published these words, ‘given’ if the speaker said yes to this site.",
            FACT,
            choices={"given": "given to this site", "published": "published by the source"},
            is_personal=False,
        ),
    ]
    consent_on: Annotated[
        When | None,
        Described(
            "The day on which the speaker said yes, where consent is ‘given’.",
            FACT,
            called="day of the consent",
            is_past=True,
            is_personal=False,
        ),
    ] = None
    withdrawn: Annotated[
        When | None,
        Described(
            "The day on which the speaker took the words back.",
            FACT,
            is_past=True,
            is_personal=False,
            is_published=False,
        ),
    ] = None

    @property
    def is_withdrawn(self) -> bool:
        return self.withdrawn is not None

    @property
    def who(self) -> str:
        return self.speaker or self.role or ""

    @cached_property
    def title(self) -> str:
        """The first words and who said them: what a link to the quote says."""
        if self.words is None:
            return "Words that were taken back"
        return f"{self.who}: {self.opening}"

    @property
    def opening(self) -> str:
        return f"“{opening_of(self.words[0])}”" if self.words else ""


@dataclass(frozen=True, kw_only=True)
class Progress(RecordOnAPage):
    """Something that has happened, was going on, or was announced."""

    title: Annotated[
        Line, Described("What happened, as a short headline in plain words.", PLAIN, names_its_record=True)
    ]
    summary: Annotated[Prose, Described("What happened, in plain words.", PLAIN)]
    when: Annotated[
        When,
        Described("When it happened, or when the source said so: 2025-07-14, 2025-07 or 2025.", FACT, is_past=True),
    ]
    when_is: Annotated[
        Literal["stated", "worked out"],
        Described(
            "Whether the source states the date, or we worked it out.",
            FACT,
            called="the date is",
            choices={"stated": "stated by the source", "worked out": "worked out by us"},
        ),
    ] = "stated"
    when_note: Annotated[
        Line | None,
        Described("How the date was worked out, or what is not known about it.", PLAIN, called="note on the date"),
    ] = None
    status: Annotated[
        Literal["happened", "announced"], Described("‘happened’, or ‘announced’ if it was only announced so far.", FACT)
    ]
    under_way: Annotated[
        YesNo,
        Described(
            "‘true’ for what was going on when the source said so. Its status is ‘announced’, for it is not over.", FACT
        ),
    ] = NO
    part_of_plan: Annotated[
        Literal["yes", "not stated"],
        Described("Whether the source says that it serves the plan.", FACT, called="said to be part of the plan"),
    ] = "not stated"
    about: Annotated[tuple[About, ...], Described("The aims or outcomes that it serves.", LINK, called="links")] = ()

    @property
    def concerns_the_plan(self) -> bool:
        """Whether the source, or our reading of it, ties this to the plan."""
        return self.part_of_plan == "yes" or bool(self.about)

    @property
    def is_announced(self) -> bool:
        return self.status == "announced" and not self.under_way


class Status(StrEnum):
    """How far an action has come, in the words that readers see."""

    NOT_STARTED = "not started"
    ON_TRACK = "on track"
    LATE = "late"  # worked out, never typed
    PAUSED = "paused"
    STOPPED = "stopped"
    DONE = "done"
    UNKNOWN = "we do not know yet"

    @property
    def is_typed(self) -> bool:
        return self is not Status.LATE

    @property
    def is_open(self) -> bool:
        return self not in (Status.DONE, Status.STOPPED)

    @property
    def shape(self) -> str:
        """The name of the shape that goes with the word, so that colour never stands alone."""
        return self.name.lower().replace("_", "-")


STATUS_RULES: dict[Status, str] = {
    Status.NOT_STARTED: "Work has not begun.",
    Status.ON_TRACK: "Work has begun, and the owner expects to finish by the due date.",
    Status.LATE: "The due date has passed and the work is not done. This is worked out from the date.",
    Status.PAUSED: "Work has stopped for now. The reason is given.",
    Status.STOPPED: "The work will not be finished. The reason is given.",
    Status.DONE: "The work is finished.",
    Status.UNKNOWN: "The council has not said how far this has come.",
}


@dataclass(frozen=True, kw_only=True)
class Measured(Entry):
    """One value of a measure on a date."""

    when: Annotated[When, Described("The date of the value.", FACT, is_past=True)]
    value: Annotated[Line, Described("The value, with its unit.", FACT)]


@dataclass(frozen=True, kw_only=True)
class Measure(Entry):
    """How anyone can tell that an action works."""

    what: Annotated[Line, Described("What is measured.", FACT, called="what is measured")]
    baseline: Annotated[Line | None, Described("The value at the start.", FACT, called="value at the start")] = None
    target: Annotated[Line | None, Described("The value to reach.", FACT)] = None
    readings: Annotated[
        tuple[Measured, ...], Described("The values since then, with their dates.", FACT, called="value")
    ] = ()

    @property
    def in_order(self) -> tuple[Measured, ...]:
        """The values, the oldest first, however an editor has added them."""
        return tuple(sorted(self.readings, key=lambda reading: reading.when))


@dataclass(frozen=True, kw_only=True)
class Action(RecordOnAPage):
    """Something that somebody has promised to do."""

    title: Annotated[Line, Described("What will be done.", OFFICIAL, names_its_record=True)]
    owner: Annotated[Line, Described("Who answers for it: a role or team.", FACT)]
    about: Annotated[tuple[About, ...], Described("The aims or outcomes that it serves.", LINK, called="links")]
    due: Annotated[When | None, Described("When it is to be done: a day, a month or a year.", FACT)] = None
    status: Annotated[Status, Described("How far it has come.", FACT)]
    status_reason: Annotated[
        Prose | None, Described("Why the status is what it is.", PLAIN, called="reason for the status")
    ] = None
    measure: Annotated[Measure | None, Described("How anyone can tell that it works.", PLAIN)] = None

    def status_on(self, today: dt.date) -> Status:
        """The status as readers see it: late once the due date has passed."""
        if self.status.is_open and self.due is not None and self.due.has_passed_on(today):
            return Status.LATE
        return self.status


@dataclass(frozen=True, kw_only=True)
class Feedback(RecordOnAPage):
    """What people said, and what the council did about it."""

    you_said: Annotated[Prose, Described("What people said, in plain words.", PLAIN, names_its_record=True)]
    we_did: Annotated[Prose | None, Described("What the council did.", PLAIN, is_asked_for=True)] = None
    we_could_not_because: Annotated[Prose | None, Described("Why the council could not do it.", PLAIN)] = None
    when: Annotated[When, Described("When the council answered.", FACT, is_past=True)]

    @cached_property
    def title(self) -> str:
        return f"You said: {first_sentence(self.you_said[0])}"
