"""Words that easy sentences do without, each with better ones: the text files of `easy_words/`.

One entry a line: the words = better words. Any form of the words is meant ("ensured" by "ensure"). `|` parts choices;
what starts with `!` is said to the editor as it stands. A line that starts with # says what a file is for.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

_FOLDER = Path(__file__).with_name("easy_words")


def _lines(name: str) -> Iterator[str]:
    text = (_FOLDER / f"{name}.txt").read_text(encoding="utf-8")
    return (line for line in text.splitlines() if line and not line.startswith("#"))


def _table(name: str) -> Mapping[str, str]:
    entries = (line.split(" = ") for line in _lines(name))
    return {words.strip(): better.strip() for words, better in entries}


def _words(name: str) -> frozenset[str]:
    return frozenset(word for line in _lines(name) for word in line.split())


PLAINER = _table("plainer")
PLAINER_STILL = _table("plainer_still")
METAPHORS = _table("metaphors")
NUMBERS = _table("numbers")
RESPECTFUL = _table("respectful")
ABBREVIATIONS = _table("abbreviations")
WITHOUT_APOSTROPHE = _table("without_apostrophe")
IRREGULAR_PARTICIPLES = _words("irregular_participles")
ADJECTIVES = _words("adjectives")
KNOWN_FROM_LIFE = _words("known_from_life")
NO_PARTICIPLES = _words("no_participles")
JOINERS = _words("joiners")
STARTERS = _words("starters")
AFTER_SO = _words("after_so")
