"""A figure of a text: how it is written, and what it means."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

Value = int | Fraction
Fact = tuple[str | Value, ...]
Reading = tuple[Fact, ...]
"""Facts that mean a figure together: “2024/25” is told by 2024 and 2025."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure as it is written, and what it means."""

    kind: str
    tells: frozenset[Fact]
    means: tuple[Reading, ...] = ()
    """Who tells one of these has told the figure; nobody has to tell one that has none."""
    may_mean: tuple[Reading, ...] = ()
    """Who tells one of these has perhaps told it."""
    is_doubtful: bool = False
    """It may be part of a name, or a manner of speaking."""
    is_by_the_way: bool = False
    """“One”, “first” or “Monday” need not be told; only another one instead of it is a mistake."""
    things: str = ""
    """What there are so many of, as it is written."""
    as_written: str = ""
    is_rough: bool = False
    """Whether “about”, “nearly” or the like stands before it."""

    @property
    def counted(self) -> str:
        """What there are so many of, whether one or many."""
        return _ONE_OF.get(self.things.lower()) or self.things.lower().removesuffix("s")


_ONE_OF = {
    "children": "child",
    "people": "person",
    "families": "family",
    "communities": "community",
    "fortnight": "week",
}
