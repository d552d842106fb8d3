"""What a field may hold, and what it says of itself: whose words they are, what they are for, and who may see them."""

import calendar
import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal, NewType, Self

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
NO = YesNo(False)  # noqa: FBT003


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


class Voice(StrEnum):
    """Whose words a field holds, or what else it holds."""

    OFFICIAL = "official"
    PLAIN = "plain"
    EASY = "easy"
    FACT = "fact"
    LINK = "link"
    PICTURE = "picture"
    NOTE = "note"
    """For editors, for voices of computers and for people who come from an old address: no reader reads it."""


OFFICIAL, PLAIN, EASY, FACT = Voice.OFFICIAL, Voice.PLAIN, Voice.EASY, Voice.FACT
LINK, PICTURE, NOTE = Voice.LINK, Voice.PICTURE, Voice.NOTE


@dataclass(frozen=True, slots=True)
class Described:
    """All that is to be known of a field, but its name and what it holds: the second part of its `Annotated`."""

    about: str
    """What it is for, in words for an editor."""
    voice: Voice
    called: str | None = None
    """What a person would call it, where its name says too little; empty where it needs no name."""
    column: str = ""
    """The head of its column in the tables, where its name says too little."""
    choices: Mapping[str, str] = field(default_factory=dict)
    """What its words mean to people, where they say too little."""
    refers_to: Literal["", "source", "picture", "subject", "record", "itself"] = ""
    """What an id in it is that of: `subject` is an aim or outcome, `itself` the record under another name."""
    is_past: bool = False
    """Whether it is the date of something that has been."""
    is_of_easy_reading: bool = False
    """Whether it is a part of the easy reading; editors write those last."""
    names_its_record: bool = False
    """Whether links to the record say it, so that it has to differ from record to record."""
    is_asked_for: bool = False
    """Whether a rule asks for it, though the model can do without."""
    is_personal: bool = True
    """Of a quote: whether it is the speaker's own, who may take it back."""
    is_published: bool | None = None
    """Whether readers get it: all but what is personal, unless it says so."""
