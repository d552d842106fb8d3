"""What every record is made of: entries that know their places, in one reading or in both.

A field's type says how it is read (see `yaml/text_types`), `Described` says all else of it, and a default makes it
optional.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Literal

from plan_site.model.field_types import (
    EASY,
    FACT,
    LINK,
    NOTE,
    OFFICIAL,
    PICTURE,
    PLAIN,
    Address,
    Described,
    Id,
    Line,
    Prose,
    When,
)
from plan_site.model.problems import Place


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

    words: Annotated[Line, Described("One short sentence in easy words.", EASY, called="")]
    picture: Annotated[Id | None, Described("The name of a picture in pictures.yml.", PICTURE, refers_to="picture")] = (
        None
    )
    about: Annotated[
        Line | None,
        Described(
            "How much a big number is, as a sentence: That is a lot of people.",
            EASY,
            called="how much it is",
            column="how_much_that_is",
        ),
    ] = None
    say: Annotated[
        Line | None,
        Described(
            "How a computer voice should say the sentence, where it gets it wrong.",
            NOTE,
            called="how a voice says it",
            column="how_a_voice_says_it",
        ),
    ] = None
    address: Annotated[
        Address | None,
        Described("Where the sentence leads, if it tells readers to go somewhere.", LINK, column="leads_to"),
    ] = None


EasyRead = tuple[EasyLine, ...]


@dataclass(frozen=True, kw_only=True)
class LeftOut(Entry):
    """Something of the plain reading that the easy one leaves out, and why."""

    what: Annotated[Line, Described("The number, date or thing that is left out, as the plain words have it.", NOTE)]
    because: Annotated[Line, Described("Why the easy words are better without it.", NOTE)]


@dataclass(frozen=True, kw_only=True)
class Record(Entry):
    """Something with an address of its own, and a source."""

    id: Annotated[
        Id,
        Described(
            "Short name for addresses: small letters, digits and hyphens. It never changes.", FACT, is_personal=False
        ),
    ]
    source: Annotated[
        Id, Described("Where this is published: an id in sources.yml.", LINK, refers_to="source", is_personal=False)
    ]
    as_at: Annotated[
        When | None,
        Described(
            "The date that the facts were true, where they may age.",
            FACT,
            called="facts as they were",
            column="facts_true_at",
            is_past=True,
            is_published=True,
        ),
    ] = None


EASY_TITLE = "A few easy words that name it: the heading of its Easy Read page."
EASY_WORDS = "The same in easy words: one sentence for each item, each with a picture."
LEFT_OUT = "What the easy words leave out on purpose, and why."


@dataclass(frozen=True, kw_only=True)
class RecordInBothReadings(Record):
    """A record that is told in plain and in easy words."""

    easy_title: Annotated[Line | None, Described(EASY_TITLE, EASY, is_of_easy_reading=True, is_published=True)] = None
    easy_read: Annotated[
        EasyRead, Described(EASY_WORDS, EASY, called="easy words", is_of_easy_reading=True, is_published=True)
    ] = ()
    left_out: Annotated[
        tuple[LeftOut, ...],
        Described(LEFT_OUT, NOTE, called="left out of the easy words", is_of_easy_reading=True, is_published=False),
    ] = ()


FORMERLY = "Earlier ids of this record; their addresses go on working."


@dataclass(frozen=True, kw_only=True)
class RecordOnAPage(RecordInBothReadings):
    """A record that has a page of its own."""

    formerly: Annotated[
        tuple[Id, ...],
        Described(
            FORMERLY,
            NOTE,
            called="earlier addresses",
            refers_to="itself",
            is_personal=False,
        ),
    ] = ()
    review_by: Annotated[
        When | None,
        Described(
            "The day by which you will check this record again. Readers see it.",
            FACT,
            called="to be checked again by",
            is_personal=False,
        ),
    ] = None


Reading = Literal["ours", "stated"]


@dataclass(frozen=True, kw_only=True)
class About(Entry):
    """A link from a record to an aim or outcome, and who made the link."""

    record: Annotated[
        Id, Described("The id of an aim or an outcome.", FACT, column="aim_or_outcome", refers_to="subject")
    ]
    reading: Annotated[
        Reading,
        Described(
            "‘stated’ if the source makes this link, ‘ours’ if it is our own reading.",
            FACT,
            called="who says so",
            column="link_is",
            choices={"ours": "our own reading", "stated": "the source says so"},
        ),
    ]
    because: Annotated[
        Line | None,
        Described(
            "The words of the source that carry the link.",
            LINK,
            called="words that carry the link",
            column="words_of_the_source",
        ),
    ] = None


@dataclass(frozen=True, kw_only=True)
class Passage(Entry):
    """A piece of the plan's own text."""

    text: Annotated[Prose, Described("The text. A blank line starts a new paragraph.", PLAIN, called="")]
    words: Annotated[
        Literal["official", "ours"],
        Described(
            "‘official’ if word for word, ‘ours’ if put in our words.",
            OFFICIAL,
            called="whose words",
            column="words_are",
            choices={"official": "official, word for word", "ours": "ours"},
        ),
    ]
    source: Annotated[
        Id | None, Described("An id in sources.yml, where it differs from the record's.", LINK, refers_to="source")
    ] = None

    @property
    def is_official(self) -> bool:
        return self.words == "official"


def first_sentence(text: str, most: int = 120) -> str:
    """The first sentence, its quote mark closed; the opening words of one that is very long."""
    found = re.match(r".{20,}?[.!?][”’]?(?= |$)", text)  # "Dr." and "Mr." end nothing
    sentence = found[0] if found else text
    if len(sentence) > most:
        sentence = opening_of(sentence, most=14)
    return sentence + "”" * (sentence.count("“") - sentence.count("”"))


def opening_of(text: str, most: int = 9) -> str:
    """As many words as a title can hold."""
    words = text.split()
    if len(words) <= most:
        return text
    return " ".join(words[:most]).rstrip(",.;:—–") + "…"
