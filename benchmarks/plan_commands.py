"""Times `plan check` and `plan diff`: on the plan of this repository, and as a plan grows.

Limits are ratios of what ran in turn on the same computer: a limit in seconds would be one of the computer too.
"""

from __future__ import annotations

import math
import shutil
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import generated_plan
from generated_plan import REPOSITORY, SEED
from one_build import run

SIZES = (500, 5000)
"""Records, and as many pages: all but a few of a generated plan are those of records."""
TIMES = 5
CHANGED = 50
"""How many records differ between the two plans that are compared."""
HIGHEST_RATIO = 2.0  # of ‘plan check’ here to an empty site of stock MkDocs
HIGHEST_GROWTH = 1.1

_PLAN = (sys.executable, "-m", "plan_tools.commands")
# The word lists are another project's, and cost the same for a plan of any size.
_WITHOUT_WORD_LISTS = (
    "import sys; sys.modules['wordfreq'] = None; from plan_tools.commands import main; sys.exit(main())"
)


@dataclass(frozen=True)
class Ratio:
    """What a command takes, as a ratio, and how high that may be."""

    what: str
    value: float
    limit: float

    @property
    def line(self) -> str:
        return f"{self.what}: {self.value:.2f} (limit {self.limit})"

    @property
    def failure(self) -> str:
        """What to say if it is too high."""
        return f"{self.what}: {self.value:.2f}; the limit is {self.limit}." * (self.value > self.limit)


def ratios(work: Path) -> tuple[Ratio, ...]:
    """By the least that each command took: whatever else a computer does only adds to it."""
    print(f"Timing ‘plan check’ and ‘plan diff’, {TIMES} times each …", flush=True)
    stock = work / "stock"
    generated_plan.write_empty_stock(stock)
    ours, empty = _least(
        work, ((*_PLAN, "check"), REPOSITORY), ((sys.executable, "-m", "mkdocs", "build", "--quiet"), stock)
    )
    small, large = (_written(work / str(size), size) for size in SIZES)
    commands = {"check": (sys.executable, "-c", _WITHOUT_WORD_LISTS, "check"), "diff": (*_PLAN, "diff", "../then")}
    growths = {name: _growth(*_least(work, (each, small), (each, large))) for name, each in commands.items()}
    return (
        Ratio("‘plan check’ on plan_data/ to stock MkDocs on an empty site, CPU", ours / empty, HIGHEST_RATIO),
        *(Ratio(f"Growth exponent of ‘plan {name}’", growth, HIGHEST_GROWTH) for name, growth in growths.items()),
    )


def _written(folder: Path, size: int) -> Path:
    """A plan of so many records, and beside it, as `then`, the plan that it was before."""
    now, then = folder / "now", folder / "then"
    generated_plan.write_project(now, SEED, size)
    shutil.copytree(now, then)
    for path in sorted((then / "plan_data/progress").iterdir())[: CHANGED * size // SIZES[-1]]:
        path.write_text(path.read_text(encoding="utf-8").replace(" and ", " with "), encoding="utf-8")
    return now


def _growth(small: float, large: float) -> float:
    """1 if twice the records take twice as long, 2 if four times."""
    return math.log(large / small) / math.log(SIZES[1] / SIZES[0])


def _least(work: Path, *commands: tuple[Sequence[str], Path]) -> list[float]:
    """The CPU of each command in its folder, all in turn."""
    rounds = [[run(*command, work / "bytecode").cpu for command in commands] for _ in range(TIMES)]
    return [min(each) for each in zip(*rounds, strict=True)]
