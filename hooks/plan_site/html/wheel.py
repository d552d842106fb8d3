"""Draws the braided ring of the plan wheel: one strand for each aim, each over and under the others.

A strand is a circle whose radius swings in and out; every strand is the first one, turned. In a braid the
strand that comes in from outside passes over, so the crossings follow from the phase of the swing alone.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache

RADIUS = 93.5
ROUND_WHEELS = range(3, 7)
"""How many outcomes can stand round the wheel; fewer or more stand in a list."""
SWINGS = 12
_SWING_DEPTH = 3.7
_POINTS_A_SWING = 6
_WIDTH = 2.7
_OVERLAP = 6  # degrees of a swing: where two swings only met, the screen would show a seam


@dataclass(frozen=True, slots=True)
class Braid:
    """Paths of one swing of one strand (SVG path data, the centre at 0,0), and how it is repeated (degrees)."""

    strand: str
    over: str
    """The pieces at which the strand passes over another."""
    gap: str
    """The same, a little shorter: what keeps the strands below away."""
    swings: tuple[int, ...]
    """How far the swing is turned each time, until the strand is whole."""
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
        strand=_path(-_OVERLAP, 360 + _OVERLAP, depth),
        over=_pieces_over(strands, depth, half=86 / strands),
        gap=_pieces_over(strands, depth, half=74 / strands),
        swings=tuple(360 // SWINGS * swing for swing in range(SWINGS)),
        turns=tuple(round(360 / SWINGS * number / strands, 3) for number in range(strands)),
        width=width,
        gap_width=round(width + 1.6 / (1 + 0.3 * crowd), 2),
    )


def _pieces_over(strands: int, depth: float, *, half: float) -> str:
    """The stretches, `half` degrees to each side of a crossing, at which the first strand is on top."""
    middles = [
        middle
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
    phases = [start + number * step for number in range(steps + 1)]
    points = [_rounded(_point(phase, depth)) for phase in phases]
    arms = [_slope(phase, depth, step) for phase in phases]
    first_x, first_y = points[0]
    data = f"M{_numbers(first_x, first_y)}c{_numbers(*arms[0])}"
    for number, ((from_x, from_y), (x, y), (arm_x, arm_y)) in enumerate(
        zip(points, points[1:], arms[1:], strict=False)
    ):
        # Relative to the rounded point before, so that no error adds up.
        here_x, here_y = x - from_x, y - from_y
        data += f"{'s' if number else ' '}{_numbers(here_x - arm_x, here_y - arm_y, here_x, here_y)}"
    return data


def _rounded(point: tuple[float, float]) -> tuple[float, float]:
    return round(point[0], 1), round(point[1], 1)


def _numbers(*numbers: float) -> str:
    """As short as SVG takes them: 1.5-.2 for 1.5 and −0.2."""
    short = [f"{number:.1f}".replace("0.", ".") if abs(number) < 0.95 else f"{number:.1f}" for number in numbers]
    short = ["0" if float(number) == 0 else number.removesuffix(".0") for number in short]
    return "".join(
        number if number.startswith("-") or not place else f" {number}" for place, number in enumerate(short)
    )


def _point(phase: float, depth: float) -> tuple[float, float]:
    angle = math.radians(phase / SWINGS)
    radius = RADIUS + depth * math.cos(math.radians(phase))
    return radius * math.sin(angle), -radius * math.cos(angle)


def _slope(phase: float, depth: float, step: float) -> tuple[float, float]:
    """A third of the way to the next point, along the curve: the arm of a Bézier control point."""
    before, after = _point(phase - 0.5, depth), _point(phase + 0.5, depth)
    return (after[0] - before[0]) * step / 3, (after[1] - before[1]) * step / 3
