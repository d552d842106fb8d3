"""Compares what a build costs here with what it costs in stock MkDocs and Material."""

from __future__ import annotations

import math
import shutil
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import generated_plan
from generated_plan import REPOSITORY
from one_build import SAME_RECORDS, Built, Used, build, run

SIZES = (100, 500, 2000)
HIGHEST_RATIO = 0.5
HIGHEST_GROWTH = 1.1
SLOWEST_CHECK = 1.0  # seconds
CHECKS = 5
MOST_PAGES_OFF = 0.02

MOST_PAGES_OF_A_SMALL_SITE = 500
ROUNDS = 3
ROUNDS_OF_A_LARGE_STOCK_SITE = 1  # one takes minutes
ROUNDS_OF_THE_SMALLEST = 9  # the growth stands on its small difference from an empty site

_EMPTY_PLAN = REPOSITORY / "tests/required_fields_alone/plan_data"
_MEGA = 1_000_000


@dataclass(frozen=True)
class Projects:
    """The same plan twice."""

    name: str
    ours: Path
    stock: Path


@dataclass(frozen=True)
class Compared:
    """The medians of both."""

    name: str
    ours: Built
    stock: Built

    @property
    def ratio(self) -> float:
        return self.ours.used.cpu / self.stock.used.cpu


@dataclass(frozen=True)
class Growth:
    """How CPU grows with pages: 1 if twice the pages take twice as long, 2 if four times."""

    what: str
    ours: float
    stock: float


# --- ours and stock in turn -------------------------------------------------------------------------------


def compare(projects: Sequence[Projects], rounds: int, stock_rounds: int, bytecode: Path) -> list[Compared]:
    """Builds them all in turn, so that a busy moment of the computer meets them all."""
    names = " and ".join(each.name for each in projects)
    _say(f"Building {names} in turn: ours {_times(rounds)}, stock {_times(stock_rounds)} …")
    ours: list[list[Built]] = [[] for _ in projects]
    stock: list[list[Built]] = [[] for _ in projects]
    for turn in range(rounds):
        for number, each in enumerate(projects):
            ours[number].append(build(each.ours, bytecode))
            if turn < stock_rounds:
                stock[number].append(build(each.stock, bytecode))
    return [
        Compared(each.name, _median(our_builds), _median(stock_builds))
        for each, our_builds, stock_builds in zip(projects, ours, stock, strict=True)
    ]


def _median(builds: Sequence[Built]) -> Built:
    used = Used(median(each.used.cpu for each in builds), int(median(each.used.peak for each in builds)))
    last = builds[-1]
    return Built(used, last.size, last.pages, last.same_records)


def compare_smallest(work: Path, pages: int) -> tuple[Compared, Compared]:
    """Compares an empty site and the smallest size. The first builds of all only fill the bytecode."""
    bytecode = work / "bytecode"
    empty, smallest = _empty(work), _generated(work, pages)
    _say("Building once, unmeasured, so that Python has its bytecode …")
    build(smallest.ours, bytecode)
    build(smallest.stock, bytecode)
    found = compare([empty, smallest], ROUNDS_OF_THE_SMALLEST, ROUNDS_OF_THE_SMALLEST, bytecode)
    return found[0], _checked(found[1], pages)


def compare_size(work: Path, pages: int) -> Compared:
    """Compares a generated plan of so many pages."""
    stock_rounds = ROUNDS if pages <= MOST_PAGES_OF_A_SMALL_SITE else ROUNDS_OF_A_LARGE_STOCK_SITE
    projects = _generated(work, pages)
    (compared,) = compare([projects], ROUNDS, stock_rounds, work / "bytecode")
    shutil.rmtree(projects.ours)
    shutil.rmtree(projects.stock)
    return _checked(compared, pages)


def _generated(work: Path, pages: int) -> Projects:
    projects = Projects(f"{pages} pages", work / f"ours-{pages}", work / f"stock-{pages}")
    generated_plan.write_project(projects.ours, generated_plan.SEED, pages)
    generated_plan.write_stock(projects.stock, generated_plan.SEED, pages)
    return projects


def _empty(work: Path) -> Projects:
    """A plan of required fields alone, and a folder of one page: what every build must spend."""
    projects = Projects("an empty site", work / "ours-empty", work / "stock-empty")
    shutil.copytree(_EMPTY_PLAN, projects.ours / "plan_data")
    (projects.ours / "content").mkdir()
    generated_plan.write_configuration(projects.ours)
    (projects.stock / "docs").mkdir(parents=True)
    (projects.stock / "docs/index.md").write_text("# The plan\n", encoding="utf-8")
    generated_plan.write_stock_configuration(projects.stock)
    return projects


def _checked(compared: Compared, pages: int) -> Compared:
    for built in (compared.ours, compared.stock):
        if abs(built.pages - pages) > pages * MOST_PAGES_OFF:
            raise SystemExit(f"A site that should have about {pages} pages has {built.pages}.")
    return compared


def _times(rounds: int) -> str:
    return "once" if rounds == 1 else f"{rounds} times"


def _say(words: str) -> None:
    print(words, flush=True)


# --- growth and checking ----------------------------------------------------------------------------------


def growths(empty: Compared, small: Compared, large: Compared) -> tuple[Growth, Growth]:
    """The growth of the whole build, and of what is left when the cost of an empty site is taken off."""
    return (
        Growth(
            "start-up included",
            growth(small.ours, large.ours),
            growth(small.stock, large.stock),
        ),
        Growth(
            "start-up (an empty site) taken off",
            growth(small.ours, large.ours, start=empty.ours),
            growth(small.stock, large.stock, start=empty.stock),
        ),
    )


def growth(small: Built, large: Built, *, start: Built | None = None) -> float:
    """The slope of CPU against pages, both on a log scale; `start` is taken off both if it is given."""
    cpu, pages = (start.used.cpu, start.pages) if start else (0.0, 0)
    least = 0.001  # the difference can be lost in the noise of a busy computer
    times_cpu = max(large.used.cpu - cpu, least) / max(small.used.cpu - cpu, least)
    return math.log(times_cpu) / math.log((large.pages - pages) / (small.pages - pages))


def time_check(work: Path) -> float:
    """The median wall time of `plan check` on the plan of this repository."""
    _say(f"Timing ‘plan check’ on plan_data/, {CHECKS} times …")
    return median(_wall_of_check(work / "bytecode") for _ in range(CHECKS))


def _wall_of_check(bytecode: Path) -> float:
    started = time.perf_counter()
    run([sys.executable, "-m", "plan_site.commands", "check"], REPOSITORY, bytecode)
    return time.perf_counter() - started


# --- the report -------------------------------------------------------------------------------------------

_HEADINGS = ("site of", "ours CPU s", "stock CPU s", "ratio", "ours MB", "stock MB", "ours out", "stock out")


def _table(compared: Sequence[Compared]) -> str:
    rows = [_HEADINGS, *(_row(each) for each in compared)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(_HEADINGS))]
    lines = ["  ".join(cell.rjust(width) for cell, width in zip(row, widths, strict=True)) for row in rows]
    return "\n".join([*lines, "CPU: user and system, the median. MB: the most memory held. Out: MB written.", ""])


def _row(compared: Compared) -> tuple[str, ...]:
    ours, stock = compared.ours, compared.stock
    return (
        compared.name,
        f"{ours.used.cpu:.2f}",
        f"{stock.used.cpu:.2f}",
        f"{compared.ratio:.2f}",
        f"{ours.used.peak / _MEGA:.0f}",
        f"{stock.used.peak / _MEGA:.0f}",
        f"{ours.size / _MEGA:.1f}",
        f"{stock.size / _MEGA:.1f}",
    )


def _growth_lines(found: Sequence[Growth]) -> list[str]:
    return [
        f"Growth exponent, {each.what}: ours {each.ours:.2f}, stock {each.stock:.2f} (limit {HIGHEST_GROWTH})"
        for each in found
    ]


def _same_record_lines(small: Built, large: Built) -> list[str]:
    sizes = zip(SAME_RECORDS, small.same_records, large.same_records, strict=True)
    lines = [f"  /{name}/: {few:,} and {many:,} bytes ({many / few - 1:+.1%})" for name, few, many in sizes]
    return [f"The page of the same record among {small.pages} and among {large.pages} pages:", *lines]


def _failures(compared: Sequence[Compared], found: Sequence[Growth], check: float) -> list[str]:
    lines = [
        f"The ratio for {each.name} is {each.ratio:.2f}; the limit is {HIGHEST_RATIO}."
        for each in compared
        if each.ratio > HIGHEST_RATIO
    ]
    lines += [
        f"The growth exponent, {each.what}, is {each.ours:.2f}; the limit is {HIGHEST_GROWTH}."
        for each in found
        if each.ours > HIGHEST_GROWTH
    ]
    if check > SLOWEST_CHECK:
        lines.append(f"‘plan check’ takes {check:.2f} s; the limit is {SLOWEST_CHECK:.0f} s.")
    return lines


def main(arguments: Sequence[str]) -> int:
    """Measures, prints, and returns 1 if a limit is passed."""
    pages = sorted({int(argument) for argument in arguments}) or list(SIZES)
    with tempfile.TemporaryDirectory(prefix="plan-benchmark-") as folder:
        empty, smallest = compare_smallest(Path(folder), pages[0])
        compared = [smallest, *(compare_size(Path(folder), each) for each in pages[1:])]
        check = time_check(Path(folder))
    found = growths(empty, compared[0], compared[-1]) if len(pages) > 1 else ()
    print(f"\n{_table([empty, *compared])}")
    print("\n".join(_growth_lines(found)))
    print("\n".join(_same_record_lines(compared[0].ours, compared[-1].ours)))
    print(f"‘plan check’ on plan_data/: {check:.2f} s (limit {SLOWEST_CHECK:.0f} s)\n")
    failures = _failures(compared, found, check)
    print("\n".join(failures) if failures else "Every limit is kept.")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
