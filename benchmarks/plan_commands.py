"""Times `plan check` and `plan diff`, on the plan of this repository and on a large one."""

from __future__ import annotations

import shutil
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import generated_plan
from generated_plan import REPOSITORY, SEED
from one_build import run

RECORDS = 5000
"""As many pages as well: all but a few of a generated plan are those of records."""
TIMES = 5
CHANGED = 50
"""How many records differ between the two plans that are compared."""

_PLAN = (sys.executable, "-m", "plan_tools.commands")
# The word lists are another project's, and cost the same for a plan of any size.
_WITHOUT_WORD_LISTS = (
    "import sys; sys.modules['wordfreq'] = None; from plan_tools.commands import main; sys.exit(main())"
)


@dataclass(frozen=True)
class Timed:
    """What a command took, and what it may take."""

    what: str
    seconds: float
    limit: float

    @property
    def line(self) -> str:
        return f"{self.what}: {self.seconds:.2f} s (limit {self.limit:.0f} s)"

    @property
    def failure(self) -> str:
        """What to say if it took too long."""
        return f"{self.what} takes {self.seconds:.2f} s; the limit is {self.limit:.0f} s." * (self.seconds > self.limit)


def time_them(work: Path) -> tuple[Timed, ...]:
    """The least that each command took: whatever else a computer does only adds to it."""
    print(f"Timing ‘plan check’ and ‘plan diff’, {TIMES} times each …", flush=True)
    bytecode, now, then = work / "bytecode", work / "now", work / "then"
    generated_plan.write_project(now, SEED, RECORDS)
    shutil.copytree(now, then)
    for path in sorted((then / "plan_data/progress").iterdir())[:CHANGED]:
        path.write_text(path.read_text(encoding="utf-8").replace(" and ", " with "), encoding="utf-8")
    large = f"{RECORDS:,} records, CPU"
    check = (sys.executable, "-c", _WITHOUT_WORD_LISTS, "check")
    return (
        Timed("‘plan check’ on plan_data/", _least(lambda: _wall((*_PLAN, "check"), REPOSITORY, bytecode)), 1),
        Timed(f"‘plan check’ on {large}, without word lists", _least(lambda: run(check, now, bytecode).cpu), 3),
        Timed(f"‘plan diff’ on {large}", _least(lambda: run((*_PLAN, "diff", "../then"), now, bytecode).cpu), 3),
    )


def _least(measure: Callable[[], float]) -> float:
    return min(measure() for _ in range(TIMES))


def _wall(command: Sequence[str], folder: Path, bytecode: Path) -> float:
    started = time.perf_counter()
    run(command, folder, bytecode)
    return time.perf_counter() - started
