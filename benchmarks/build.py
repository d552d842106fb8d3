"""Compares what a build costs here with what it costs in MkDocs with Material as they come, in Eleventy and in Hugo."""

from __future__ import annotations

import math
import shutil
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import plan_commands
from generated_plan import SEED
from generators import ELEVENTY, OURS, STOCK, Generator, all_there_are
from one_build import SAME_RECORDS, Built, Used, build

SIZES = (100, 500, 2000, 5000)
HIGHEST_RATIO = 0.5  # ours to stock
SIZES_OF_ELEVENTY = (500, 2000)
"""Where ours may not cost more than Eleventy."""
HIGHEST_GROWTH = 1.1
HIGHEST_PEAK = 300_000_000  # bytes
MOST_PAGES_OFF = 5  # each generator has a few pages of its own, ours the most

IN_MEMORY = Path("/dev/shm")  # noqa: S108 - a folder of our own is made in it
"""Where Linux keeps files in memory: a disk that is still busy with one site would be counted to the next."""
ROOM = 4_000_000_000  # bytes

ROUNDS = 3
MOST_PAGES_OF_A_SMALL_STOCK_SITE = 500  # a larger one takes minutes, and is built once
ROUNDS_OF_THE_SMALLEST = 9  # the growth stands on its small difference from an empty site

_MEGA = 1_000_000


@dataclass(frozen=True)
class Compared:
    """A site of one size: the medians of each generator that builds it, by its name."""

    name: str
    built: Mapping[str, Built]

    @property
    def ours(self) -> Built:
        return self.built[OURS]

    def ratio(self, other: str) -> float:
        """Our CPU to that of another generator."""
        return self.ours.used.cpu / self.built[other].used.cpu


@dataclass(frozen=True)
class Growth:
    """How CPU grows with pages: 1 if twice the pages take twice as long, 2 if four times. By generator."""

    what: str
    exponents: Mapping[str, float]


# --- all in turn ------------------------------------------------------------------------------------------


def compare_smallest(generators: Sequence[Generator], work: Path, pages: int) -> tuple[Compared, Compared]:
    """Compares an empty site and the smallest size. The first builds of all only fill the bytecode."""
    empty, smallest = {each.name: work / f"empty-{each.name}" for each in generators}, _written(generators, work, pages)
    for each in generators:
        each.write_empty(empty[each.name])
    _say("Building once, unmeasured, so that Python has its bytecode …")
    for each in generators:
        build(each.command, smallest[each.name], work / "bytecode")
    sites = {"empty": empty, f"{pages:,} pages": smallest}
    found = _compare(generators, sites, dict.fromkeys(smallest, ROUNDS_OF_THE_SMALLEST), work / "bytecode")
    return found[0], _checked(found[1], pages)


def compare_size(generators: Sequence[Generator], work: Path, pages: int) -> Compared:
    """Compares a generated plan of so many pages."""
    able = [each for each in generators if each.builds(pages)]
    for each in generators:
        if each not in able:
            _say(f"At {pages:,} pages {each.name} is left out: it takes many minutes.")
    folders = _written(able, work, pages)
    rounds = dict.fromkeys(folders, ROUNDS)
    if STOCK in rounds and pages > MOST_PAGES_OF_A_SMALL_STOCK_SITE:
        rounds[STOCK] = 1
    (compared,) = _compare(able, {f"{pages:,} pages": folders}, rounds, work / "bytecode")
    for folder in folders.values():
        shutil.rmtree(folder)
    return _checked(compared, pages)


def _compare(
    generators: Sequence[Generator], sites: Mapping[str, Mapping[str, Path]], rounds: Mapping[str, int], bytecode: Path
) -> list[Compared]:
    """Builds them all in turn, so that a busy moment of the computer meets them all."""
    times = ", ".join(f"{each.name} {_times(rounds[each.name])}" for each in generators)
    _say(f"Building {' and '.join(sites)} in turn: {times} …")
    built: dict[tuple[str, str], list[Built]] = {}
    for turn in range(max(rounds.values())):
        for site, folders in sites.items():
            for each in generators:
                if turn < rounds[each.name]:
                    one = build(each.command, folders[each.name], bytecode)
                    built.setdefault((site, each.name), []).append(one)
    return [Compared(site, {each.name: _median(built[site, each.name]) for each in generators}) for site in sites]


def _median(builds: Sequence[Built]) -> Built:
    used = Used(median(each.used.cpu for each in builds), int(median(each.used.peak for each in builds)))
    last = builds[-1]
    return Built(used, last.size, last.pages, last.same_records)


def _written(generators: Sequence[Generator], work: Path, pages: int) -> dict[str, Path]:
    folders = {each.name: work / f"{pages}-{each.name}" for each in generators}
    for each in generators:
        each.write(folders[each.name], SEED, pages)
    return folders


def _checked(compared: Compared, pages: int) -> Compared:
    for name, built in compared.built.items():
        if abs(built.pages - pages) > MOST_PAGES_OFF:
            raise SystemExit(f"The site of {name} that should have about {pages} pages has {built.pages}.")
    return compared


def _in_memory() -> Path | None:
    return IN_MEMORY if IN_MEMORY.is_dir() and shutil.disk_usage(IN_MEMORY).free > ROOM else None


def _times(rounds: int) -> str:
    return "once" if rounds == 1 else f"{rounds} times"


def _say(words: str) -> None:
    print(words, flush=True)


# --- growth -----------------------------------------------------------------------------------------------


def growths(empty: Compared, compared: Sequence[Compared]) -> tuple[Growth, Growth]:
    """The growth of the whole build, and of what is left when the cost of an empty site is taken off."""
    names = [name for name in empty.built if sum(name in each.built for each in compared) > 1]
    ends = {name: _ends(name, compared) for name in names}
    return (
        Growth("start-up included", {name: growth(*ends[name]) for name in names}),
        Growth(
            "start-up (an empty site) taken off",
            {name: growth(*ends[name], start=empty.built[name]) for name in names},
        ),
    )


def _ends(name: str, compared: Sequence[Compared]) -> tuple[Built, Built]:
    """The smallest and the largest site that a generator built."""
    built = [each.built[name] for each in compared if name in each.built]
    return built[0], built[-1]


def growth(small: Built, large: Built, *, start: Built | None = None) -> float:
    """The slope of CPU against pages, both on a log scale; `start` is taken off both if it is given."""
    cpu, pages = (start.used.cpu, start.pages) if start else (0.0, 0)
    least = 0.001  # the difference can be lost in the noise of a busy computer
    times_cpu = max(large.used.cpu - cpu, least) / max(small.used.cpu - cpu, least)
    return math.log(times_cpu) / math.log((large.pages - pages) / (small.pages - pages))


# --- the report -------------------------------------------------------------------------------------------


def _tables(compared: Sequence[Compared]) -> str:
    names = list(compared[0].built)
    others = [name for name in names if name != OURS]
    cpu = [("CPU s", *names, *(f"ours/{name}" for name in others))]
    peak, size = [("MB held", *names)], [("MB written", *names)]
    for each in compared:
        ratios = (f"{each.ratio(name):.2f}" if name in each.built else "–" for name in others)
        cpu.append((each.name, *_cells(each, names, lambda built: f"{built.used.cpu:.2f}"), *ratios))
        peak.append((each.name, *_cells(each, names, lambda built: f"{built.used.peak / _MEGA:.0f}")))
        size.append((each.name, *_cells(each, names, lambda built: f"{built.size / _MEGA:.1f}")))
    note = "CPU: user and system, of the whole process tree, the median. MB held: the most at once."
    return "\n\n".join([*(_table(rows) for rows in (cpu, peak, size)), note])


def _cells(compared: Compared, names: Sequence[str], shown: Callable[[Built], str]) -> list[str]:
    return [shown(compared.built[name]) if name in compared.built else "–" for name in names]


def _table(rows: Sequence[tuple[str, ...]]) -> str:
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return "\n".join("  ".join(cell.rjust(width) for cell, width in zip(row, widths, strict=True)) for row in rows)


def _growth_lines(found: Sequence[Growth]) -> list[str]:
    return [
        f"Growth exponent, {each.what}: {', '.join(f'{name} {value:.2f}' for name, value in each.exponents.items())}"
        f" (limit of ours {HIGHEST_GROWTH})"
        for each in found
    ]


def _same_record_lines(small: Built, large: Built) -> list[str]:
    sizes = zip(SAME_RECORDS, small.same_records, large.same_records, strict=True)
    lines = [f"  /{name}/: {few:,} and {many:,} bytes ({many / few - 1:+.1%})" for name, few, many in sizes]
    return [f"The page of the same record among {small.pages:,} and among {large.pages:,} pages:", *lines]


def _failures(compared: Mapping[int, Compared], found: Sequence[Growth]) -> list[str]:
    lines: list[str] = []
    for pages, each in compared.items():
        limits = {STOCK: HIGHEST_RATIO, ELEVENTY: 1.0 if pages in SIZES_OF_ELEVENTY else math.inf}
        for name, limit in limits.items():
            if name in each.built and (ratio := each.ratio(name)) > limit:
                lines.append(f"At {each.name} ours takes {ratio:.2f} of the CPU of {name}; the limit is {limit}.")
        if each.ours.used.peak > HIGHEST_PEAK:
            held, most = (f"{size / _MEGA:.0f} MB" for size in (each.ours.used.peak, HIGHEST_PEAK))
            lines.append(f"At {each.name} ours holds {held}; the limit is {most}.")
    lines += [
        f"The growth exponent, {each.what}, is {each.exponents[OURS]:.2f}; the limit is {HIGHEST_GROWTH}."
        for each in found
        if each.exponents.get(OURS, 0) > HIGHEST_GROWTH
    ]
    return lines


def main(arguments: Sequence[str]) -> int:
    """Measures, prints, and returns 1 if a limit is passed."""
    smallest, *larger = sorted({int(argument) for argument in arguments}) or SIZES
    generators = all_there_are()
    with tempfile.TemporaryDirectory(prefix="plan-benchmark-", dir=_in_memory()) as folder:
        work = Path(folder)
        empty, first = compare_smallest(generators, work, smallest)
        compared = {smallest: first, **{pages: compare_size(generators, work, pages) for pages in larger}}
        timed = plan_commands.ratios(work)
    sizes = list(compared.values())
    found = growths(empty, sizes) if larger else ()
    print(f"\n{_tables([empty, *sizes])}\n")
    print("\n".join(_growth_lines(found)))
    print("\n".join(_same_record_lines(sizes[0].ours, sizes[-1].ours)))
    print("\n".join(each.line for each in timed), end="\n\n")
    failures = [*_failures(compared, found), *(each.failure for each in timed if each.failure)]
    print("\n".join(failures) if failures else "Every limit is kept.")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
