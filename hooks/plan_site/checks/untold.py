"""Texts in plain words and texts in easy ones → the figures that the easy ones do not tell, or only perhaps.

Where a figure can be read in two ways, or the easy words say it roughly, nobody can be sure: it is told `perhaps`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from fractions import Fraction

from plan_site.english.figures.figure import Fact, Figure, Reading
from plan_site.english.figures.text import figures_in


@dataclass(frozen=True, slots=True)
class Untold:
    """A figure that another text does not tell, or only `perhaps`; and what it says instead."""

    figure: Figure
    words: str
    """The figure as it is written."""
    perhaps: bool
    instead: str = ""


def untold(texts: Iterable[str], others: Iterable[str]) -> Iterator[Untold]:
    """The figures of the texts that the others do not tell, each once, in their order."""
    here = [figure for text in texts for figure in figures_in(text)]
    if not here:
        return
    there = _Told.by(others)
    own = _Told(tuple(here), "")
    seen: set[str] = set()
    for figure in here:
        found = _compared(figure, own, there) if figure.as_written not in seen else None
        if found is not None:
            seen.add(figure.as_written)
            yield found


def tells(text: str, figure: Figure) -> bool:
    """Whether a text tells a figure, if only perhaps."""
    told = _Told.by([text])
    as_written = rf"(?<![\w.,]){re.escape(figure.as_written)}(?![\w]|[.,]\d)"
    is_named = re.search(as_written, text, re.IGNORECASE) is not None
    return told.has(figure.means) or told.has(figure.may_mean) or is_named


# --- comparing --------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Told:
    """What texts tell."""

    figures: tuple[Figure, ...]
    text: str
    facts: frozenset[Fact] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "facts", frozenset(fact for figure in self.figures for fact in figure.tells))

    @classmethod
    def by(cls, texts: Iterable[str]) -> _Told:
        texts = tuple(texts)
        return cls(tuple(figure for text in texts for figure in figures_in(text)), "\n".join(texts))

    def has(self, readings: Iterable[Reading]) -> bool:
        return any(all(self._has(fact, is_part=len(reading) > 1) for fact in reading) for reading in readings)

    def _has(self, fact: Fact, *, is_part: bool) -> bool:
        kind, *value = fact
        if kind == "word":
            return _MANNERS[str(value[0])].search(self.text) is not None
        return fact in self.facts or (is_part and kind == "number" and ("counted", *value) in self.facts)

    def instead_of(self, figure: Figure, own: _Told) -> Figure | None:
        """A figure of the same kind that the first text does not tell, of the same thing where things are counted."""
        for other in self.figures:
            is_alike = other.kind == figure.kind and other.counted == figure.counted
            if is_alike and other.means and not own.has(other.means):
                return other
        return None


_MANNERS = {
    "all": re.compile(r"\b(?:all|every|each|everyone|everybody|whole)\b", re.IGNORECASE),
    "none": re.compile(r"\b(?:no|none|nobody|nothing|never|not any)\b", re.IGNORECASE),
    "birth": re.compile(r"\b(?:birth|born|bab(?:y|ies)|up to|under|until)\b", re.IGNORECASE),
    "an": re.compile(r"\b(?:an?|single|only|alone)\b", re.IGNORECASE),
}


def _compared(figure: Figure, own: _Told, there: _Told) -> Untold | None:
    if not figure.means:
        return None
    is_told = there.has(figure.means)
    if is_told and not figure.counted:
        return None
    instead = there.instead_of(figure, own)
    if figure.is_by_the_way:
        is_said = is_told or instead is None or (not figure.counted and figure.kind in _COUNTED)
        return None if is_said else _perhaps(figure, instead)
    if is_told:  # “12 schools” for “21 schools”, where 21 of something else are told too
        is_swapped = instead is None and _is_swapped(figure, own, there)
        return _perhaps(figure, _of(there, figure.counted), with_things=True) if is_swapped else None
    if there.has(figure.may_mean):
        return _perhaps(figure, instead)
    rough = next((other for other in there.figures if _is_roughly(figure, other)), None)
    if rough:
        return _perhaps(figure, rough)
    return (
        _perhaps(figure, None)
        if figure.is_doubtful and instead is None
        else Untold(figure, figure.as_written, perhaps=False)
    )


def _perhaps(figure: Figure, instead: Figure | None, *, with_things: bool = False) -> Untold:
    words, other = (_words(each, with_things=with_things) for each in (figure, instead))
    return Untold(figure, words, perhaps=True, instead=other)


def _words(figure: Figure | None, *, with_things: bool) -> str:
    if figure is None:
        return ""
    return f"{figure.as_written} {figure.things}" if with_things else figure.as_written


_COUNTED = frozenset({"number"})


def _of(told: _Told, counted: str) -> Figure | None:
    return next((each for each in told.figures if each.counted == counted), None)


def _is_swapped(figure: Figure, own: _Told, there: _Told) -> bool:
    """Whether so many are there of other things alone, and other numbers of these."""
    same = [each for each in there.figures if each.counted == figure.counted and not each.is_by_the_way]
    mine = frozenset(fact for each in own.figures if each.counted == figure.counted for fact in each.tells)
    if not same or any(each.tells & mine for each in same):
        return False
    return all(each.things for each in there.figures if each.tells & figure.tells)


def _is_roughly(figure: Figure, other: Figure) -> bool:
    """Whether the other says “about 1,400” of 1,412, or “a third” of 33%."""
    return any(
        kind == other_kind and _is_near(kind, value, other_value, is_rough=other.is_rough)
        for kind, value in _values(figure.means[0])
        for other_kind, other_value in _values(other.tells)
    )


def _values(facts: Iterable[Fact]) -> Iterator[tuple[str, int | Fraction]]:
    for kind, *value in facts:
        if len(value) == 1 and not isinstance(value[0], str):
            yield str(kind), value[0]


def _is_near(kind: str, one: int | Fraction, two: int | Fraction, *, is_rough: bool) -> bool:
    apart = abs(Fraction(one) - Fraction(two))
    if kind == "share":
        return apart <= (_ROUGH_SHARE if is_rough else _A_POINT)
    return is_rough and one >= _SMALLEST_ROUGH and not _is_a_year(one) and apart <= one * _ROUGH


_A_POINT = Fraction(1, 100)
_ROUGH_SHARE = Fraction(6, 100)
_ROUGH = Fraction(1, 10)
_SMALLEST_ROUGH = 10


def _is_a_year(value: int | Fraction) -> bool:
    return value.denominator == 1 and 1900 <= value < 2100
