"""What a change of the plan means: records that came, went or changed, and what that does to readers.

A difference says where in a record it is and what stood there before and now, as the model has it; `wording` and the
reports put it in words. What a person has taken back, or what was removed, is named and never repeated.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from plan_site.english import wordings
from plan_site.english.sentences import words_in
from plan_site.model.entries import Entry
from plan_site.model.field_types import Voice, When
from plan_site.model.fields import Field, field_of
from plan_site.model.records import Details, Objective, Status
from plan_site.model.site_records import Change, Review
from plan_tools.compare.reading_level import EasyWords, Level
from plan_tools.compare.record_names import Made, id_of, name_of, picture_of, title_of


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that stay, are taken out or come in."""

    kind: Literal["same", "old", "new"]
    words: str


@dataclass(frozen=True, slots=True)
class Position:
    """Where something stands among others: line 3, paragraph 2."""

    noun: str
    number: int


@dataclass(frozen=True, slots=True)
class StatusSeen:
    """The status of an action: as readers see it, and as it is written."""

    seen: Status
    written: Status


@dataclass(frozen=True, slots=True)
class Step:
    """A field on the way from a record to what is different; of a list or a text, also which of its items.

    What an item is known by is the item itself, or the record that it leads to, or else its position.
    """

    field: Field
    item: Entry | Position | None = None


NAMES = field_of(Details, "names")
"""A name that was taken out may be that of somebody who took their words back."""

Path = tuple[Step, ...]
Value = Entry | Position | StatusSeen | When | str | int | tuple[str, ...] | None

How = Literal["reworded", "value", "added", "removed", "moved", "paragraphs", "look", "hidden", "withdrawn"]
"""`hidden`: something about a person was taken out or replaced, and is not repeated: its pieces have `…` for it.
`look`: the same words in other headings or lists."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is not as it was in a record."""

    how: How
    path: Path
    voice: Voice
    before: Value = None
    after: Value = None
    pieces: tuple[Piece, ...] = ()
    """Of what was reworded: the words in order."""
    taken_out: int = 0
    """Words that are counted and not repeated."""

    @property
    def field(self) -> Field:
        return self.path[-1].field

    @property
    def of_the_record(self) -> str:
        """The name of the record's field that is different as a whole; empty where a part of one is."""
        return self.field.name if len(self.path) == 1 and self.path[0].item is None else ""

    @property
    def objective(self) -> Objective | None:
        """A whole objective that came or went."""
        item = self.after if self.how == "added" else self.before if self.how == "removed" else None
        return item if isinstance(item, Objective) else None

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


@dataclass(frozen=True)
class RecordChange:
    """What happened to one record: it came, it went, or it has differences."""

    noun: str
    before: Made | None
    after: Made | None
    differences: tuple[Difference, ...] = ()
    hides_its_name: bool = False
    """Whether its own words for itself are not repeated."""

    @property
    def how(self) -> Literal["added", "removed", "changed"]:
        return "added" if self.before is None else "removed" if self.after is None else "changed"

    @property
    def _record(self) -> Made:
        """The record as it is, or was last."""
        record = self.after or self.before
        assert record is not None
        return record

    @property
    def id(self) -> str:
        return id_of(self._record)

    @cached_property
    def name(self) -> str:
        """What a person would call it: Aim 1 “Being heard”."""
        return f"{self.noun.capitalize()} ‘{self.id}’" if self.hides_its_name else name_of(self._record)

    @property
    def title(self) -> str:
        """Its own words for itself; empty for what is not repeated."""
        return "" if self.hides_its_name else title_of(self._record)

    @property
    def was(self) -> str:
        """Its id before, if it was renamed."""
        if self.before is None or self.noun == "change" or id_of(self.before) == self.id:
            return ""
        return id_of(self.before)

    @property
    def picture(self) -> str:
        """A picture that stands for it."""
        return picture_of(self._record)

    @property
    def level(self) -> tuple[Level, Level] | None:
        """The reading level of its plain words before and now, if they changed."""
        if self.before is None or self.after is None or all(each.voice is not Voice.PLAIN for each in self.differences):
            return None
        return Level.of_record(self.before), Level.of_record(self.after)

    @property
    def easy_words(self) -> tuple[EasyWords, EasyWords] | None:
        """How much there is of its easy words before and now, if that changed."""
        if self.before is None or self.after is None or self.is_withdrawn:
            return None
        before, after = EasyWords.of(self.before), EasyWords.of(self.after)
        return None if before == after else (before, after)

    @property
    def is_draft(self) -> bool:
        return isinstance(self._record, Change) and bool(self._record.draft)

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


_SPEAK_FOR_THEMSELVES = frozenset({"review", "accessibility", "picture", "change"})
_NOT_ON_PAGES = frozenset({"picture"})


@dataclass(frozen=True, slots=True)
class Addresses:
    """Addresses that would lead nowhere, that are new, and that now say where their page went or that it is gone;
    and those that the register of all published addresses has lost."""

    broken: tuple[str, ...] = ()
    new: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    taken_off: tuple[str, ...] = ()
    moved: tuple[tuple[str, str], ...] = ()


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
    def _entries(self) -> Iterator[RecordChange]:
        """Entries of changes.yml that came or changed."""
        return (record for record in self.records if record.noun == "change" and record.how != "removed")

    @property
    def tells_readers(self) -> bool:
        """Whether changes.yml has an entry, not a draft, that it did not have before."""
        return any(not entry.is_draft and _is_news(entry) for entry in self._entries)

    @property
    def has_draft(self) -> bool:
        return any(entry.is_draft for entry in self._entries)


def _is_news(change: RecordChange) -> bool:
    """Whether an entry is new, was a draft until now, or says more than it did; taking words out is no news."""
    return change.how == "added" or any(
        each.of_the_record == "draft" or (each.changes_meaning and each.how not in ("removed", "hidden"))
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
