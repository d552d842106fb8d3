"""What a change of the plan means: records that came, went or changed, and what that does to readers.

What a person has taken back, or what was removed, is named and never repeated.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from plan_site.english import wordings
from plan_site.english.sentences import sentences, words_in
from plan_site.model.field_types import Voice
from plan_site.model.site_records import Review


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that stay, are taken out or come in."""

    kind: Literal["same", "old", "new"]
    words: str


How = Literal["reworded", "value", "added", "removed", "moved", "paragraphs", "look", "hidden", "withdrawn"]
"""`hidden`: something about a person was taken out or replaced, and is not repeated: its pieces have `…` for it.
`look`: the same words in other headings or lists."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is not as it was in a record."""

    how: How
    field: str
    """What a person would call it: easy words, line 3."""
    voice: Voice
    before: str = ""
    after: str = ""
    pieces: tuple[Piece, ...] = ()
    """Of what was reworded: the words in order."""
    taken_out: int = 0
    """Words that are counted and not repeated."""

    @property
    def is_for_readers(self) -> bool:
        return self.voice is not Voice.NOTE

    @property
    def changes_meaning(self) -> bool:
        """Whether readers should be told.

        So it is with official words, facts and links, with what was added or taken out, and with other words if more
        than two of them differ, or a number, or a word such as ‘not’. It is not so with pictures, with the order of
        things, and with what no reader reads.
        """
        if self.voice in (Voice.NOTE, Voice.PICTURE) or self.how in ("moved", "paragraphs", "look"):
            return False
        if self.how != "reworded" or self.voice is Voice.OFFICIAL:
            return True
        return _says_something_else(self.pieces)


@dataclass(frozen=True, slots=True)
class Level:
    """How hard words are to read: the words of a text, its sentences and the letters and digits of its words."""

    letters: int = 0
    words: int = 0
    sentences: int = 0

    @classmethod
    def of(cls, texts: Iterable[str]) -> Level:
        letters = words = count = 0
        for text in texts:
            in_text = words_in(text)
            together = "".join(in_text)
            letters += len(together) if together.isalnum() else sum(map(str.isalnum, together))
            words += len(in_text)
            count += len(sentences(text))
        return cls(letters, words, count)

    def __add__(self, other: Level) -> Level:
        return Level(self.letters + other.letters, self.words + other.words, self.sentences + other.sentences)

    @property
    def words_a_sentence(self) -> float:
        return self.words / self.sentences if self.sentences else 0.0

    @property
    def index(self) -> float | None:
        """The Automated Readability Index (Senter and Smith, 1967); None for too few words to tell."""
        if self.words < FEWEST_WORDS:
            return None
        return 4.71 * self.letters / self.words + 0.5 * self.words_a_sentence - 21.43


FEWEST_WORDS = 40
"""Of fewer words a reading level says nothing."""


@dataclass(frozen=True, slots=True)
class EasyWords:
    """How much there is to read in easy words."""

    lines: int
    longest: int
    """The words of the longest line."""


@dataclass(frozen=True)
class RecordChange:
    """What happened to one record."""

    how: Literal["added", "removed", "changed"]
    noun: str
    id: str
    name: str
    """What a person would call it: Aim 1 “Being heard”."""
    title: str = ""
    """Its own words for itself; empty for what is not repeated."""
    was: str = ""
    """Its id before, if it was renamed."""
    picture: str = ""
    """A picture that stands for it."""
    differences: tuple[Difference, ...] = ()
    level: tuple[Level, Level] | None = None
    """The reading level of its plain words before and now, if they changed."""
    easy_words: tuple[EasyWords, EasyWords] | None = None
    is_draft: bool = False

    @property
    def is_for_readers(self) -> bool:
        if self.noun in _NOT_ON_PAGES and self.how != "changed":
            return False
        return bool(self.how != "changed" or self.was or any(each.is_for_readers for each in self.differences))

    @property
    def changes_meaning(self) -> bool:
        """Whether readers should be told; the accessibility page, reviews and pictures speak for themselves."""
        if self.noun in _SPEAK_FOR_THEMSELVES:
            return False
        return self.how != "changed" or any(
            each.changes_meaning
            for each in self.differences
            if not (self.noun == "source" and each.voice is Voice.LINK)  # a publication that has moved is the same
        )

    @property
    def is_withdrawn(self) -> bool:
        return any(each.how == "withdrawn" for each in self.differences)

    @property
    def objectives(self) -> Iterator[Difference]:
        """Whole objectives that came or went."""
        for each in self.differences:
            if each.how in ("added", "removed") and each.field.startswith("objective ‘") and each.field.endswith("’"):
                yield each


_SPEAK_FOR_THEMSELVES = frozenset({"review", "accessibility", "picture", "change"})
_NOT_ON_PAGES = frozenset({"picture"})


@dataclass(frozen=True, slots=True)
class Addresses:
    """Addresses that would lead nowhere, that are new, and that now say where their page went or that it is gone;
    and those that the register of all published addresses has lost."""

    broken: tuple[str, ...] = ()
    new: tuple[str, ...] = ()
    moved: tuple[tuple[str, str], ...] = ()
    gone: tuple[str, ...] = ()
    taken_off: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Lapse:
    """A review that held before and no longer does."""

    name: str
    review: Review
    what_to_do: str


@dataclass(frozen=True)
class Summary:
    """All that a change means."""

    records: tuple[RecordChange, ...]
    addresses: Addresses
    lapsed: tuple[Lapse, ...]
    level: tuple[Level, Level]
    is_new: bool = False
    """Whether there was no plan before."""

    @property
    def official(self) -> Iterator[tuple[RecordChange, Difference]]:
        """Where official words are not what they were."""
        for record in self.records:
            for each in record.differences:
                if each.voice is Voice.OFFICIAL and each.how not in ("moved", "paragraphs"):
                    yield record, each

    @cached_property
    def to_tell(self) -> tuple[RecordChange, ...]:
        """What readers should be told of."""
        return tuple(record for record in self.records if record.changes_meaning)

    @property
    def changes_something_for_readers(self) -> bool:
        return bool(
            self.addresses != Addresses() or self.lapsed or any(record.is_for_readers for record in self.records)
        )

    @property
    def tells_readers(self) -> bool:
        """Whether changes.yml has an entry, not a draft, that it did not have before."""
        return any(
            record.noun == "change" and not record.is_draft and _is_news(record)
            for record in self.records
            if record.how != "removed"
        )

    @property
    def has_draft(self) -> bool:
        return any(record.noun == "change" and record.is_draft for record in self.records if record.how != "removed")


def _is_news(change: RecordChange) -> bool:
    """Whether an entry is new, was a draft until now, or says more than it did; taking words out is no news."""
    return change.how == "added" or any(
        each.field == "draft" or (each.changes_meaning and each.how not in ("removed", "hidden"))
        for each in change.differences
    )


_MOST_WORDS_OF_A_SLIP = 2
_TURNS_ROUND = re.compile(
    r"not|no|never|none|nobody|nothing|neither|nor|without|unless|cannot|\w+n[’']t", re.IGNORECASE
)


def _says_something_else(pieces: Iterable[Piece]) -> bool:
    """More than a slip of spelling: more than two words differ, or a number, or a word such as ‘not’."""
    old, new = (
        [word.casefold() for piece in pieces if piece.kind == kind for word in words_in(piece.words)]
        for kind in ("old", "new")
    )
    differ = [*(Counter(old) - Counter(new)).elements()], [*(Counter(new) - Counter(old)).elements()]
    if max(map(len, differ)) > _MOST_WORDS_OF_A_SLIP:
        return True
    return any(
        re.search(r"\d", word) or word in wordings.NUMBERS or _TURNS_ROUND.fullmatch(word)
        for words in differ
        for word in words
    )
