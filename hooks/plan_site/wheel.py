"""Draws the braided ring of the plan wheel: one strand for each aim, each over and under the others.

A strand is a circle whose radius swings in and out; every strand is the first one, turned. In a braid the
strand that comes in from outside passes over, so the crossings follow from the phase of the swing alone.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache

RADIUS = 93.5
SWINGS = 12
_SWING_DEPTH = 3.7
_POINTS_A_SWING = 4
_WIDTH = 2.7


@dataclass(frozen=True, slots=True)
class Braid:
    """Paths of one strand (SVG path data, the centre at 0,0) and how far each strand is turned (degrees)."""

    strand: str
    over: str
    """The pieces at which the strand passes over another."""
    gap: str
    """The same, a little shorter: what keeps the strands below away."""
    turns: tuple[float, ...]
    width: float
    gap_width: float


@cache
def braid(strands: int) -> Braid:
    """A braid of 1 to 12 strands."""
    crowd = max(0, strands - 3)
    depth = _SWING_DEPTH * (1 + 0.12 * crowd)
    width = round(_WIDTH * (3 / max(3, strands)) ** 0.75, 2)
    return Braid(
        strand=_path(0, 360 * SWINGS, depth) + "Z",
        over=_pieces_over(strands, depth, half=86 / strands),
        gap=_pieces_over(strands, depth, half=74 / strands),
        turns=tuple(round(360 / SWINGS * number / strands, 3) for number in range(strands)),
        width=width,
        gap_width=round(width + 1.6 / (1 + 0.3 * crowd), 2),
    )


def _pieces_over(strands: int, depth: float, *, half: float) -> str:
    """The stretches, `half` degrees to each side of a crossing, at which the first strand is on top."""
    middles = [
        360 * swing + middle
        for swing in range(SWINGS)
        for other in range(1, strands)
        for middle in (180 * other / strands, 180 + 180 * other / strands)
        if _height(middle) > _height(middle - 360 * other / strands)
    ]
    return "".join(_path(middle - half, middle + half, depth) for middle in sorted(middles))


def _height(phase: float) -> float:
    """How far a strand stands out towards the reader (the second term settles strands that lie opposite)."""
    angle = math.radians(phase)
    return math.sin(2 * angle) + 0.1 * math.sin(angle)


def _path(start: float, end: float, depth: float) -> str:
    """A smooth curve between two phases (degrees; 360 a swing)."""
    steps = max(2, round((end - start) / 360 * _POINTS_A_SWING))
    step = (end - start) / steps
    data = ""
    for number in range(steps + 1):
        phase = start + number * step
        x, y = _point(phase, depth)
        dx, dy = _slope(phase, depth, step)
        if number == 0:
            data = f"M{x:.1f} {y:.1f}C{x + dx:.1f} {y + dy:.1f}"
        else:
            data += f"{' ' if number == 1 else 'S'}{x - dx:.1f} {y - dy:.1f} {x:.1f} {y:.1f}"
    return data


def _point(phase: float, depth: float) -> tuple[float, float]:
    angle = math.radians(phase / SWINGS)
    radius = RADIUS + depth * math.cos(math.radians(phase))
    return radius * math.sin(angle), -radius * math.cos(angle)


def _slope(phase: float, depth: float, step: float) -> tuple[float, float]:
    """A third of the way to the next point, along the curve: the arm of a Bézier control point."""
    before, after = _point(phase - 0.5, depth), _point(phase + 0.5, depth)
    return (after[0] - before[0]) * step / 3, (after[1] - before[1]) * step / 3
