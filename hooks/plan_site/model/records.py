"""What a plan is: frozen, typed records, each field with the words that explain it to an editor.

A field's type says how it is read (see `reading/records`), `Annotated` says what it is for, and a default makes it
optional. What somebody said is their own, with each field of it that is not said to be OF_THE_RECORD; none of these is
published that is not FOR_READERS. Wordings that are the site's own are called plain or easy; official words are kept as
published.
"""

import calendar
import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import Annotated, Literal, NewType, Self
from xml.etree.ElementTree import Element

from plan_site.model.problems import Place

Id = NewType("Id", str)
"""Lower-case letters, digits and hyphens; part of an address, so it stays for ever."""
Line = NewType("Line", str)
"""Text in one paragraph."""
Prose = NewType("Prose", tuple[str, ...])
"""Text in paragraphs."""
Address = NewType("Address", str)
"""A web, e-mail or telephone address: https, http, mailto or tel."""
PageAddress = NewType("PageAddress", str)
"""The address of a page of this site, from its root: /aims/being-heard/"""
FileName = NewType("FileName", str)
"""The name of a file in plan_data/pictures/."""
YesNo = NewType("YesNo", bool)


OF_THE_RECORD = "of the record"
"""Stands beside a field that says nothing of a person, so that it stays when they take their words back."""
FOR_READERS = "for readers"
"""Stands beside what is somebody's own and published: of a quote, readers get no other field of its speaker's."""


@dataclass(frozen=True, order=True, slots=True)
class When:
    """A day, a month or a year: as much of a date as is known."""

    year: int
    month: int = 0
    day: int = 0

    @classmethod
    def parse(cls, text: str) -> Self | None:
        """From 2025, 2025-06 or 2025-06-14; None if that is no date."""
        found = re.fullmatch(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", text, re.ASCII)
        if found is None:
            return None
        when = cls(*(int(part) for part in found.groups("0")))
        try:
            dt.date(when.year, when.month or 1, when.day or 1)
        except ValueError:
            return None
        return None if "-00" in text else when

    def __str__(self) -> str:
        parts = [f"{self.year:04}"] + [f"{part:02}" for part in (self.month, self.day) if part]
        return "-".join(parts)

    @property
    def words(self) -> str:
        """14 June 2025, June 2025 or 2025."""
        parts = [str(self.day)] if self.day else []
        parts += [calendar.month_name[self.month]] if self.month else []
        return " ".join([*parts, str(self.year)])

    @property
    def phrase(self) -> str:
        """on 14 June 2025, in June 2025 or during 2025."""
        return f"{'on' if self.day else 'in' if self.month else 'during'} {self.words}"

    @property
    def first_day(self) -> dt.date:
        return dt.date(self.year, self.month or 1, self.day or 1)

    @property
    def last_day(self) -> dt.date:
        month = self.month or 12
        return dt.date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])

    def has_passed_on(self, today: dt.date) -> bool:
        """Whether all of it lies before a day."""
        return self.last_day < today


@dataclass(frozen=True, kw_only=True)
class Entry:
    """Anything that an editor writes as a set of fields; knows where each field stands."""

    place: Place = field(repr=False, compare=False)
    places: Mapping[str, Place] = field(repr=False, compare=False)

    def place_of(self, field_name: str) -> Place:
        return self.places.get(field_name, self.place)


@dataclass(frozen=True, kw_only=True)
class EasyLine(Entry):
    """One easy sentence and the picture that stands to its left."""

    words: Annotated[Line, "One short sentence in easy words."]
    picture: Annotated[Id | None, "The name of a picture in pictures.yml."] = None
    about: Annotated[Line | None, "How much a big number is, as a sentence: That is a lot of people."] = None
    say: Annotated[Line | None, "How a computer voice should say the sentence, where it gets it wrong."] = None
    address: Annotated[Address | None, "Where the sentence leads, if it tells readers to go somewhere."] = None


EasyRead = tuple[EasyLine, ...]


@dataclass(frozen=True, kw_only=True)
class LeftOut(Entry):
    """Something of the plain reading that the easy one leaves out, and why."""

    what: Annotated[Line, "The number, date or thing that is left out, as the plain words have it."]
    because: Annotated[Line, "Why the easy words are better without it."]


@dataclass(frozen=True, kw_only=True)
class Record(Entry):
    """Something with an address of its own, and a source."""

    id: Annotated[Id, "Short name for addresses: small letters, digits and hyphens. It never changes.", OF_THE_RECORD]
    source: Annotated[Id, "Where this is published: an id in sources.yml.", OF_THE_RECORD]
    as_at: Annotated[When | None, "The date that the facts were true, where they may age.", FOR_READERS] = None


_EASY_TITLE = "A few easy words that name it: the heading of its Easy Read page."
_EASY_READ = "The same in easy words: one sentence for each item, each with a picture."
_LEFT_OUT = "What the easy words leave out on purpose, and why."


@dataclass(frozen=True, kw_only=True)
class RecordInBothReadings(Record):
    """A record that is told in plain and in easy words."""

    easy_title: Annotated[Line | None, _EASY_TITLE, FOR_READERS] = None
    easy_read: Annotated[EasyRead, _EASY_READ, FOR_READERS] = ()
    left_out: Annotated[tuple[LeftOut, ...], _LEFT_OUT] = ()


@dataclass(frozen=True, kw_only=True)
class RecordOnAPage(RecordInBothReadings):
    """A record that has a page of its own."""

    formerly: Annotated[
        tuple[Id, ...], "Earlier ids of this record; their addresses go on working.", OF_THE_RECORD
    ] = ()
    review_by: Annotated[
        When | None, "The day by which you will check this record again. Readers see it.", OF_THE_RECORD
    ] = None


Reading = Literal["ours", "stated"]


@dataclass(frozen=True, kw_only=True)
class About(Entry):
    """A link from a record to an aim or outcome, and who made the link."""

    record: Annotated[Id, "The id of an aim or an outcome."]
    reading: Annotated[Reading, "‘stated’ if the source makes this link, ‘ours’ if it is our own reading."]
    because: Annotated[Line | None, "The words of the source that carry the link."] = None


@dataclass(frozen=True, kw_only=True)
class Passage(Entry):
    """A piece of the plan's own text."""

    text: Annotated[Prose, "The text. A blank line starts a new paragraph."]
    words: Annotated[Literal["official", "ours"], "‘official’ if word for word, ‘ours’ if put in our words."]
    source: Annotated[Id | None, "An id in sources.yml, where it differs from the record's."] = None


@dataclass(frozen=True, kw_only=True)
class Consultation(Entry):
    """Who was asked about the plan, and what they said."""

    how_many: Annotated[Line, "Who took part, in words, for example: over 2,000 people."]
    who: Annotated[tuple[Line, ...], "The groups of people, one an item."]
    what_they_said: Annotated[Prose | None, "What they said, in plain words."] = None
    source: Annotated[Id | None, "An id in sources.yml, where it differs from the plan's."] = None


@dataclass(frozen=True, kw_only=True)
class Details(RecordInBothReadings):
    """The plan itself: plan.yml."""

    title: Annotated[Line, "The plan's official title."]
    area: Annotated[Line, "The place that the plan is for."]
    organisation: Annotated[Line, "The council that published the plan."]
    ages: Annotated[Line, "The ages that the plan is for, for example: 0 to 25."]
    audience: Annotated[Prose, "Who the plan is for, in plain words."]
    official_address: Annotated[Address, "The council's own page of the plan."]
    published: Annotated[When | None, "When the plan was published: a day, a month or a year."] = None
    vision: Annotated[Passage | None, "What the plan hopes for."] = None
    approach: Annotated[tuple[Passage, ...], "How the plan goes about it, one idea an item."] = ()
    consultation: Annotated[Consultation | None, "Who was asked about the plan."] = None
    reuse_terms: Annotated[Prose | None, "On what terms others may use the plan's words, if stated."] = None
    adopted_by: Annotated[Line | None, "The organisation that has taken on this website, once it has."] = None
    review_by: Annotated[When | None, "When the council says it will look at the plan again."] = None
    outcomes_are: Annotated[Line | None, "What the outcomes are, in a few words, as their source says it."] = None
    hub: Annotated[Line | None, "A few words for the middle of the wheel: whom the plan is all about."] = None
    notice: Annotated[Line | None, "A sentence shown at the top of each page."] = None
    outcomes_easy_read: Annotated[EasyRead, "What the outcomes are, in easy words."] = ()
    names: Annotated[tuple[Line, ...], "Names of people, places and projects, which easy words may have."] = ()
    formerly: Annotated[
        tuple[PageAddress, ...], "Addresses of pages that are gone, and that no record took the place of."
    ] = ()

    @property
    def name(self) -> str:
        return f"{self.area} {self.title}"


@dataclass(frozen=True, kw_only=True)
class Source(Entry):
    """A publication that the plan's facts come from."""

    id: Annotated[Id, "Short name that records use for this source."]
    title: Annotated[Line, "The title of the page or document."]
    publisher: Annotated[Line, "Who published it."]
    address: Annotated[Address, "Its web address."]
    file_is: Annotated[Line | None, "Type and size, where the address is that of a file, for example: PDF, 2 MB"] = None
    published: Annotated[When | None, "When it was published: a day, a month or a year."] = None
    read_on: Annotated[When, "The day on which you read it, for example: 2026-11-22."]

    @property
    def link_words(self) -> str:
        """The title, and for a file what a reader is about to fetch."""
        return f"{self.title} ({self.file_is})" if self.file_is else self.title


@dataclass(frozen=True, kw_only=True)
class Objective(Entry):
    """One thing to achieve under an aim, in plain words, in official words, or both."""

    id: Annotated[Id, "Short name of the objective, for its place on the aim's page."]
    text: Annotated[Line | None, "The objective in plain words (ours)."] = None
    official: Annotated[Line | None, "The objective word for word, where it is known."] = None
    source: Annotated[Id | None, "An id in sources.yml, where it differs from the aim's."] = None
    easy_read: Annotated[EasyRead, _EASY_READ] = ()
    left_out: Annotated[tuple[LeftOut, ...], _LEFT_OUT] = ()


@dataclass(frozen=True, kw_only=True)
class Aim(RecordOnAPage):
    """One of the few things that the plan sets out to do."""

    number: Annotated[int, "The aim's number in the plan."]
    title: Annotated[Line, "The aim in its official words."]
    picture: Annotated[Id | None, "The name of a picture in pictures.yml."] = None
    summary: Annotated[Prose, "What the aim means, in plain words (ours)."]
    objectives: Annotated[tuple[Objective, ...], "What the council wants to achieve under this aim."] = ()
    objectives_missing: Annotated[Prose | None, "Why the list of objectives is short or empty."] = None
    objectives_missing_easy_read: Annotated[EasyRead, "The same in easy words; it stands after the objectives."] = ()

    @property
    def label(self) -> str:
        return f"Aim {self.number}"


@dataclass(frozen=True, kw_only=True)
class Outcome(RecordOnAPage):
    """What is different for a young person when the plan works."""

    number: Annotated[int, "The outcome's number on this site, in the order of the source."]
    title: Annotated[Line, "The outcome in its official words."]
    key_words: Annotated[Line | None, "The few words of the title that say it shortest."] = None
    picture: Annotated[Id | None, "The name of a picture in pictures.yml."] = None
    summary: Annotated[Prose, "What the outcome means, in plain words (ours)."]

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

    speaker: Annotated[
        Line | None, "The speaker's name, as given. Leave it out for a person not named.", FOR_READERS
    ] = None
    role: Annotated[Line | None, "The speaker's role, as given with the quote.", FOR_READERS] = None
    organisation: Annotated[Line | None, "The speaker's organisation, as given with the quote.", FOR_READERS] = None
    group: Annotated[
        Group | None,
        "Whom the speaker belongs to. ‘leaders’ are councillors, and those who lead services.",
        FOR_READERS,
    ] = None
    words: Annotated[Prose | None, "The words, exactly as said. A blank line starts a new paragraph.", FOR_READERS] = (
        None
    )
    about: Annotated[tuple[About, ...], "The aims or outcomes that the words speak of.", FOR_READERS] = ()
    consent: Annotated[
        Literal["published", "given"],
        "‘published’ if the source has published these words, ‘given’ if the speaker said yes to this site.",
        OF_THE_RECORD,
    ]
    consent_on: Annotated[
        When | None, "The day on which the speaker said yes, where consent is ‘given’.", OF_THE_RECORD
    ] = None
    withdrawn: Annotated[When | None, "The day on which the speaker took the words back.", OF_THE_RECORD] = None

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
        return f"“{_opening(self.words[0])}”" if self.words else ""


def _first_sentence(text: str, most: int = 120) -> str:
    """The first sentence, its quote mark closed; the opening words of one that is very long."""
    found = re.match(r".{20,}?[.!?][”’]?(?= |$)", text)  # "Dr." and "Mr." end nothing
    sentence = found[0] if found else text
    if len(sentence) > most:
        sentence = _opening(sentence, most=14)
    return sentence + "”" * (sentence.count("“") - sentence.count("”"))


def _opening(text: str, most: int = 9) -> str:
    words = text.split()
    if len(words) <= most:
        return text
    return " ".join(words[:most]).rstrip(",.;:—–") + "…"


@dataclass(frozen=True, kw_only=True)
class Progress(RecordOnAPage):
    """Something that has happened, was going on, or was announced."""

    title: Annotated[Line, "What happened, as a short headline in plain words."]
    summary: Annotated[Prose, "What happened, in plain words."]
    when: Annotated[When, "When it happened, or when the source said so: 2025-07-14, 2025-07 or 2025."]
    when_is: Annotated[Literal["stated", "worked out"], "Whether the source states the date, or we worked it out."] = (
        "stated"
    )
    when_note: Annotated[Line | None, "How the date was worked out, or what is not known about it."] = None
    status: Annotated[Literal["happened", "announced"], "‘happened’, or ‘announced’ if it was only announced so far."]
    under_way: Annotated[
        YesNo, "‘true’ for what was going on when the source said so. Its status is ‘announced’, for it is not over."
    ] = YesNo(False)  # noqa: FBT003
    part_of_plan: Annotated[Literal["yes", "not stated"], "Whether the source says that it serves the plan."] = (
        "not stated"
    )
    about: Annotated[tuple[About, ...], "The aims or outcomes that it serves."] = ()

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

    when: Annotated[When, "The date of the value."]
    value: Annotated[Line, "The value, with its unit."]


@dataclass(frozen=True, kw_only=True)
class Measure(Entry):
    """How anyone can tell that an action works."""

    what: Annotated[Line, "What is measured."]
    baseline: Annotated[Line | None, "The value at the start."] = None
    target: Annotated[Line | None, "The value to reach."] = None
    readings: Annotated[tuple[Measured, ...], "The values since then, with their dates."] = ()

    @property
    def in_order(self) -> tuple[Measured, ...]:
        """The values, the oldest first, however an editor has added them."""
        return tuple(sorted(self.readings, key=lambda reading: reading.when))


@dataclass(frozen=True, kw_only=True)
class Action(RecordOnAPage):
    """Something that somebody has promised to do."""

    title: Annotated[Line, "What will be done."]
    owner: Annotated[Line, "Who answers for it: a role or team."]
    about: Annotated[tuple[About, ...], "The aims or outcomes that it serves."]
    due: Annotated[When | None, "When it is to be done: a day, a month or a year."] = None
    status: Annotated[Status, "How far it has come."]
    status_reason: Annotated[Prose | None, "Why the status is what it is."] = None
    measure: Annotated[Measure | None, "How anyone can tell that it works."] = None

    def status_on(self, today: dt.date) -> Status:
        """The status as readers see it: late once the due date has passed."""
        if self.status.is_open and self.due is not None and self.due.has_passed_on(today):
            return Status.LATE
        return self.status


@dataclass(frozen=True, kw_only=True)
class Feedback(RecordOnAPage):
    """What people said, and what the council did about it."""

    you_said: Annotated[Prose, "What people said, in plain words."]
    we_did: Annotated[Prose | None, "What the council did."] = None
    we_could_not_because: Annotated[Prose | None, "Why the council could not do it."] = None
    when: Annotated[When, "When the council answered."]

    @cached_property
    def title(self) -> str:
        return f"You said: {_first_sentence(self.you_said[0])}"


@dataclass(frozen=True, kw_only=True)
class Word(Entry):
    """A hard word and its meaning."""

    word: Annotated[Line, "The word, as it is written in the plan."]
    meaning: Annotated[EasyRead, "Its meaning in easy words: one sentence for each item, each with a picture."]
    also: Annotated[tuple[Line, ...], "Other forms, and other words that people use for it."] = ()
    source: Annotated[Id | None, "An id in sources.yml, where the meaning is published."] = None
    people_know_this: Annotated[YesNo, "‘true’ for initials that people know better than the full words."] = YesNo(
        False  # noqa: FBT003
    )
    say: Annotated[Line | None, "How a computer voice should say it."] = None

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

    name: Annotated[Id, "Short name that records use for the picture."]
    file: Annotated[FileName, "The file in plan_data/pictures/."]
    meaning: Annotated[Line, "What the picture stands for, in a few words."]
    credit: Annotated[Line, "Who made it, and its licence."]
    digest: str = field(default="", repr=False)
    """A check sum of the drawing itself."""
    address: Annotated[Address | None, "Where the picture comes from."] = None
    alt: Annotated[Line | None, "What it shows that the words beside it do not say, for those who cannot see it."] = (
        None
    )


@dataclass(frozen=True, kw_only=True)
class Review(Entry):
    """Who checked a record in one of its readings, and what they saw."""

    record: Annotated[Id, "The id of the record that was checked."]
    reading: Annotated[Literal["easy", "plain"], "Which reading was checked."]
    who: Annotated[Line, "The people who checked it, as readers should know them."]
    group: Annotated[
        Literal["people with learning disabilities", "other readers"],
        "Only if ‘people with learning disabilities’ checked it may a page be called Easy Read.",
    ] = "other readers"
    how_many: Annotated[int | None, "How many people there were."] = None
    when: Annotated[When, "The day on which they checked it."]
    what_changed: Annotated[Prose | None, "What changed because of what people said before."] = None
    seen: Annotated[Line | None, "A check sum of the words that they saw; a command writes it."] = None


@dataclass(frozen=True, kw_only=True)
class Change(Entry):
    """A change of the plan, told to readers."""

    date: Annotated[When, "The day of the change."]
    draft: Annotated[YesNo, "‘true’ until somebody has read the words that ‘plan diff --draft’ wrote."] = YesNo(
        False  # noqa: FBT003
    )
    what: Annotated[Prose, "What changed, in plain words."]
    easy_read: Annotated[EasyRead, _EASY_READ] = ()


@dataclass(frozen=True, kw_only=True)
class Audit(Entry):
    """One check of the site's accessibility."""

    who: Annotated[Line, "Who made the check."]
    what: Annotated[Line, "What was checked, and how."]
    when: Annotated[When, "The day of the check."]


Excuse = Literal["not compliant", "disproportionate burden", "out of scope"]


@dataclass(frozen=True, kw_only=True)
class KnownProblem(Entry):
    """Something on the site that not everyone can use."""

    criterion: Annotated[Line, "The WCAG criterion that it fails."]
    why: Annotated[Prose, "What the trouble is, and for whom."]
    it_is: Annotated[Excuse, "What the law calls it; ‘not compliant’ is what is still to be mended."] = "not compliant"
    fix_by: Annotated[When | None, "When it is to be mended."] = None


@dataclass(frozen=True, kw_only=True)
class Accessibility(Entry):
    """What is known about how accessible the site is.

    A site that a council has adopted needs compliance, contact, enforcement_body and prepared.
    """

    compliance: Annotated[
        Literal["fully", "partially", "not"] | None,
        "How far the site complies with WCAG 2.2 AA. ‘fully’ needs an audit.",
    ] = None
    audits: Annotated[tuple[Audit, ...], "The checks that people made."] = ()
    known_problems: Annotated[tuple[KnownProblem, ...], "What is known not to work for everyone."] = ()
    improving: Annotated[Prose | None, "What is being done to make the site more accessible."] = None
    contact: Annotated[Address | None, "Where to report a problem: an address, mailto: or tel:."] = None
    answer_within: Annotated[Line | None, "How soon you answer, for example: 10 working days."] = None
    enforcement_body: Annotated[
        Literal["EHRC", "ECNI"] | None,
        "Who enforces the law: EHRC in England, Scotland and Wales, ECNI in Northern Ireland.",
    ] = None
    prepared: Annotated[When | None, "The day on which this statement was first made."] = None
    reviewed: Annotated[When | None, "The day on which somebody last read it against the site."] = None

    @property
    def last_reviewed(self) -> When | None:
        return self.reviewed or self.prepared

    def problems_that_are(self, excuse: Excuse) -> tuple[KnownProblem, ...]:
        return tuple(problem for problem in self.known_problems if problem.it_is == excuse)


@dataclass(frozen=True, kw_only=True)
class FrontMatter(Entry):
    """What a hand-written page says of itself, between two lines of three dashes."""

    title: Annotated[Line, "The title of the page."]
    description: Annotated[Line, "One sentence that says what the page is for."]
    place_in: Annotated[Literal["navigation", "footer"], "Where the link to the page stands."] = "footer"
    shows: Annotated[Literal["sources"] | None, "‘sources’ adds the list of the plan's sources to the page."] = None
    easy_title: Annotated[Line | None, "A few easy words: the heading of its Easy Read page."] = None
    easy_read: Annotated[EasyRead, "The same in easy words: one sentence for each item, each with a picture."] = ()
    formerly: Annotated[tuple[Id, ...], "Earlier names of this page; their addresses go on working."] = ()


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
