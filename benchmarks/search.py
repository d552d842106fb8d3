"""Measures what a search costs on a plan of thousands of pages: bytes, and time over the line of a slow phone."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import quote

from playwright.sync_api import sync_playwright

import generated_plan
from chromium import arguments, chromium
from generators import MKDOCS
from one_build import build
from weight import SEARCH, FirstResult, first_result, served_compressed

PAGES = 5000
SEARCHES = {
    "a word of many pages": "school",
    "three words": "bus school friend",
    "a word in other words": "playtime",
    "a word misspelt": "libary",
    "a word of no page": "xylophone",
}
_WORDS = """\
- word: play time
  meaning:
    - words: Play time is time to play.
  also: [playtime, time to play]
"""
_HEADINGS = ("search", "first result kB", "all results kB", "first result s", "what is said")


def main(arguments_given: Sequence[str]) -> int:
    """Measures, prints, and returns 1 if a search weighs too much."""
    pages = int(arguments_given[0]) if arguments_given else PAGES
    with tempfile.TemporaryDirectory(prefix="plan-search-") as folder:
        print(f"Building a generated plan of {pages:,} pages …", flush=True)
        site = _built(Path(folder), pages)
        print("Searching …", flush=True)
        found = _searched(site)
    print(_table(found))
    heaviest = max(each.whole for each in found.values())
    print(f"The heaviest search: {heaviest:,} B (limit {SEARCH:,} B)")
    return 0 if heaviest <= SEARCH else 1


def _built(folder: Path, pages: int) -> Path:
    project = folder / "project"
    generated_plan.write_project(project, generated_plan.SEED, pages)
    (project / "plan_data/words.yml").write_text(_WORDS, encoding="utf-8")
    build(MKDOCS, project, folder / "bytecode")
    return project / "site"


def _searched(site: Path) -> dict[str, FirstResult]:
    with served_compressed(site) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=arguments())
        found = {name: first_result(browser, f"{address}/search/?q={quote(words)}") for name, words in SEARCHES.items()}
        browser.close()
    return found


def _table(found: dict[str, FirstResult]) -> str:
    rows = [_HEADINGS, *(_row(f"{name}: {SEARCHES[name]}", each) for name, each in found.items())]
    widths = [max(len(row[column]) for row in rows) for column in range(len(_HEADINGS))]
    return "\n".join("  ".join(map(str.ljust, row, widths)).rstrip() for row in rows)


def _row(name: str, each: FirstResult) -> tuple[str, ...]:
    return name, f"{each.size / 1000:.1f}", f"{each.whole / 1000:.1f}", f"{each.seconds:.1f}", each.status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
