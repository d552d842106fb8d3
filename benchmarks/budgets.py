"""Holds our plan and a made-up one to their budgets: weight, requests, shifting and Lighthouse's marks."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from operator import ge, le
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, sync_playwright

import weight
from chromium import arguments, chromium
from page_kinds import an_aim
from plan_site.forms.node import Unavailable, install, node
from sites import EXAMPLE, OURS, ROOT, build, prepared
from weight import Visit, layout_shift, served_compressed, visits

_LIGHTHOUSE = ROOT / "benchmarks/lighthouse"
_NODE_OF_LIGHTHOUSE = (22, 19)
_CATEGORIES = ("accessibility", "best-practices", "seo")
_KINDS = ("document", "style", "script", "font", "picture", "other")
_WIDTHS = (360, 1280)


@dataclass(frozen=True)
class Plan:
    """A plan that is measured."""

    name: str
    project: Path
    path: str
    """Where on its host the site stands."""
    aim: str
    """The page of an aim."""
    adopted: bool
    """Search engines are asked to keep away from a plan that is not."""


def _is_adopted(project: Path) -> bool:
    plan = prepared(project).plan
    return plan is not None and plan.details.adopted_by is not None


_PLANS = (
    Plan("Ours", OURS, "/", an_aim("ours")[1:], adopted=_is_adopted(OURS)),
    Plan("Fernleigh", EXAMPLE, "/inclusion/", an_aim("example")[1:], adopted=_is_adopted(EXAMPLE)),
)


@dataclass(frozen=True)
class Figure:
    """Something measured, and how far it may go."""

    name: str
    value: float
    limit: float | None = None
    within: Callable[[float, float], bool] = le
    unit: str = ""

    @property
    def ok(self) -> bool:
        return self.limit is None or self.within(self.value, self.limit)

    @property
    def row(self) -> tuple[str, str, str, str]:
        if self.limit is None:
            return self.name, self._words(self.value), "", ""
        bound = "at most" if self.within is le else "at least"
        return self.name, self._words(self.value), f"{bound} {self._words(self.limit)}", "ok" if self.ok else "PAST IT"

    def _words(self, value: float) -> str:
        return f"{value:,g} {self.unit}".strip() if abs(value) < 1 else f"{value:,.0f} {self.unit}".strip()


def main() -> int:
    install(_LIGHTHOUSE)
    with tempfile.TemporaryDirectory() as folder:
        figures = [figure for plan in _PLANS for figure in _measured(plan, Path(folder) / plan.name)]
    _print_table(figures)
    return 0 if all(figure.ok for figure in figures) else 1


def _measured(plan: Plan, folder: Path) -> Iterator[Figure]:
    _say(f"{plan.name}: building …")
    done = build(plan.project, folder / plan.path.strip("/"))
    if done.returncode:
        sys.exit(f"The site of {plan.name} cannot be built:\n{done.stdout}{done.stderr}")
    with served_compressed(folder) as host:
        yield from _of_site(plan, f"{host}{plan.path}")


def _of_site(plan: Plan, home: str) -> Iterator[Figure]:
    aim = home + plan.aim
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=arguments())
        _say(f"{plan.name}: weighing …")
        yield from _of_visits(plan.name, *visits(browser, home, aim))
        _say(f"{plan.name}: watching for shifts …")
        yield from _of_shifts(browser, plan.name, home=home, aim=aim)
        browser.close()
    for name, address in (("home", home), ("an aim", aim)):
        _say(f"{plan.name}: Lighthouse on {name} …")
        yield from _of_lighthouse(plan, name, address)


def _of_visits(plan: str, home: Visit, aim: Visit) -> Iterator[Figure]:
    yield Figure(f"{plan}: first visit to home", home.size, weight.FIRST_VISIT, unit="B")
    for kind in _KINDS:
        limit = weight.SCRIPT if kind == "script" else None
        yield Figure(f"{plan}:   of it {kind}", home.size_of(kind), limit, unit="B")
    yield Figure(f"{plan}:   requests beside pictures", home.requests_beside_pictures, weight.REQUESTS_BESIDE_PICTURES)
    yield Figure(f"{plan}:   script in the page", home.inline_script, weight.SCRIPT_IN_THE_PAGE, unit="B")
    yield Figure(f"{plan}: then an aim", aim.size_for_each_page, weight.NEXT_PAGE, unit="B")
    yield Figure(f"{plan}:   script in the page", aim.inline_script, weight.SCRIPT_IN_THE_PAGE, unit="B")


def _of_shifts(browser: Browser, plan: str, *, home: str, aim: str) -> Iterator[Figure]:
    for name, address in (("home", home), ("an aim", aim)):
        for width in _WIDTHS:
            shift = layout_shift(browser, address, width=width)
            yield Figure(f"{plan}: shift of {name}, {width} px wide", shift, 0)


def _of_lighthouse(plan: Plan, name: str, address: str) -> Iterator[Figure]:
    report = _lighthouse(address)
    for category in _CATEGORIES:
        limit = 100 if plan.adopted or category != "seo" else None
        mark = round((report["categories"][category]["score"] or 0) * 100)
        yield Figure(f"{plan.name}: Lighthouse {category} of {name}", mark, limit, ge)
        for title in _faults(report, category):
            _say(f"  {category}: {title}")


def _lighthouse(address: str) -> dict[str, Any]:
    program = _LIGHTHOUSE / "node_modules/lighthouse/cli/index.js"
    options = (
        f"--only-categories={','.join(_CATEGORIES)}",
        f"--chrome-flags={' '.join(['--headless=new', *arguments()])}",
        "--disable-full-page-screenshot",
        "--no-enable-error-reporting",
        "--output=json",
        "--quiet",
    )
    command = [*node(_NODE_OF_LIGHTHOUSE), str(program), address, *options]
    environment = {**os.environ, "CHROME_PATH": chromium() or ""}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=180)
    if done.returncode:
        sys.exit(f"Lighthouse failed on {address}:\n{done.stderr}")
    report: dict[str, Any] = json.loads(done.stdout)
    return report


def _faults(report: dict[str, Any], category: str) -> list[str]:
    """The titles of what lowered a mark."""
    weighty = [each["id"] for each in report["categories"][category]["auditRefs"] if each["weight"]]
    audits = [report["audits"][each] for each in weighty]
    return [audit["title"] for audit in audits if audit["score"] is not None and audit["score"] < 1]


def _print_table(figures: list[Figure]) -> None:
    rows = [figure.row for figure in figures]
    widths = [max(len(row[column]) for row in rows) for column in range(4)]
    print()
    for name, value, limit, ok in rows:
        print(f"{name:<{widths[0]}}  {value:>{widths[1]}}  {limit:<{widths[2]}}  {ok}".rstrip())


def _say(words: str) -> None:
    print(words, flush=True)


if __name__ == "__main__":
    try:
        sys.exit(main())
    except Unavailable as missing:
        sys.exit(str(missing))
