"""How common a word is, and how early learners meet it: the only file that touches wordfreq and cefrpy.

Both are needed for checking alone, never for a build, and work without a network.

- wordfreq (code Apache-2.0, data CC BY-SA 4.0): how often a word is written and said, counted from subtitles, books,
  news and the web. Its author froze the data at 2021, so newer words look rare.
- cefrpy (MIT): the level of the Common European Framework at which learners of English meet a word, worked out by
  machine from graded word lists; a figure, not a verdict.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from typing import Any


@dataclass(frozen=True, slots=True)
class WordLists:
    """Two questions that may be asked about a word in small letters."""

    zipf: Callable[[str], float]
    """How common it is: 7 for “the”, 5 for “kind”, 3 for “wheelchairs”, 0 if never seen. One step is ten times."""
    level: Callable[[str], float | None]
    """When learners first meet it, in its easiest use: from 1 (A1) to 6 (C2); None if the list has no such word."""


def is_there() -> bool:
    """Whether both packages are installed."""
    return all(find_spec(name) is not None for name in ("wordfreq", "cefrpy"))


@cache
def load() -> WordLists | None:
    """The word lists, or None where the packages are missing. The first question takes about half a second."""
    return WordLists(_zipf, _level) if is_there() else None


@cache
def _zipf(word: str) -> float:
    return float(_frequency()(word, "en"))


@cache
def _level(word: str) -> float | None:
    uses = _analyzer().get_pos_level_dict_for_word(word, pos_tag_as_string=True, word_level_as_float=True)
    return float(min(uses.values())) if uses else None


# A plan without easy words asks nothing, and loads neither.
@cache
def _frequency() -> Callable[[str, str], float]:
    found: Callable[[str, str], float] = importlib.import_module("wordfreq").zipf_frequency
    return found


@cache
def _analyzer() -> Any:
    return importlib.import_module("cefrpy").CEFRAnalyzer()
