"""How hard the words of a record are to read, and how much there is of its easy words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from plan_site.english.sentences import sentences, words_in
from plan_site.model.entries import Entry, Passage, RecordInBothReadings
from plan_site.model.field_types import Line, Prose, Voice
from plan_site.model.fields import easy_lines_of, fields_of
from plan_site.model.plan import Article, Plan
from plan_site.model.records import Objective
from plan_site.site.site_pages import paragraphs_of
from plan_tools.compare.record_names import Made, entry_of, groups_of

FEWEST_WORDS = 40
"""Of fewer words a reading level says nothing."""


@dataclass(frozen=True, slots=True)
class Level:
    """How hard words are to read: the words of a text, its sentences and the letters and digits of its words."""

    letters: int = 0
    words: int = 0
    sentences: int = 0

    @classmethod
    def of(cls, texts: Iterable[str]) -> Level:
        counts = [_counted(text) for text in texts]
        return cls(*map(sum, zip(*counts, strict=True))) if counts else cls()

    @classmethod
    def of_record(cls, record: Made) -> Level:
        return cls.of(plain_texts(record))

    @classmethod
    def of_plan(cls, plan: Plan | None) -> Level:
        """The level of all that a plan says in plain words."""
        return cls.of(text for _, records in groups_of(plan) for record in records for text in plain_texts(record))

    @property
    def words_a_sentence(self) -> float:
        return self.words / self.sentences if self.sentences else 0.0

    @property
    def index(self) -> float | None:
        """The Automated Readability Index (Senter and Smith, 1967); None for too few words to tell."""
        if self.words < FEWEST_WORDS:
            return None
        return 4.71 * self.letters / self.words + 0.5 * self.words_a_sentence - 21.43


@cache  # most texts are the same before and after
def _counted(text: str) -> tuple[int, int, int]:
    words = words_in(text)
    together = "".join(words)
    letters = len(together) if together.isalnum() else sum(map(str.isalnum, together))
    return letters, len(words), len(sentences(text))


def plain_texts(record: Made) -> Iterator[str]:
    """What the site says in its own plain words."""
    if isinstance(record, Article):
        yield from (text for text in paragraphs_of(record.body) if text.endswith((".", "?", "!", "”", "’", ")")))
    elif isinstance(record, RecordInBothReadings):
        yield from _plain_texts_in(record)


def _plain_texts_in(entry: Entry) -> Iterator[str]:
    if isinstance(entry, Passage) and entry.is_official:
        return
    for field in fields_of(type(entry)):
        value = getattr(entry, field.name)
        if value is None or field.says.voice is not Voice.PLAIN:
            continue
        if field.type is Prose:
            yield from value
        elif field.type is Line and isinstance(entry, Objective):
            yield value
        else:
            within = value if isinstance(value, tuple) else (value,)
            yield from (text for each in within if isinstance(each, Entry) for text in _plain_texts_in(each))


@dataclass(frozen=True, slots=True)
class EasyWords:
    """How much there is to read in easy words."""

    lines: int
    longest: int
    """The words of the longest line."""

    @classmethod
    def of(cls, record: Made) -> EasyWords:
        counts = [len(words_in(line.words)) for line in easy_lines_of(entry_of(record))]
        return cls(len(counts), max(counts, default=0))
