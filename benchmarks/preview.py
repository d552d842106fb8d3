"""Measures how long an editor waits under `mkdocs serve`: from saving a file until the browser shows its new word."""

from __future__ import annotations

import os
import random
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from playwright.sync_api import Page, sync_playwright

import generated_plan
from chromium import arguments, chromium
from generated_plan import SEED

SIZES = (100, 500)
HIGHEST_RATIO = 1.5
"""How many times longer than in the smallest plan an editor may wait in a larger one."""
SAVES = 7
PATIENCE = 60  # seconds
_RECORD = "progress/progress-0001"


def measure(browser_page: Page, pages: int) -> list[float]:
    """The seconds from save to seen of several saves, in a generated plan of so many pages."""
    with tempfile.TemporaryDirectory(prefix="plan-preview-") as folder:
        generated_plan.write_project(Path(folder), SEED, pages)
        file = Path(folder) / f"plan_data/{_RECORD}.yml"
        with _preview(Path(folder)) as address:
            _open(browser_page, f"{address}/{_RECORD}/")
            return [_save_to_seen(browser_page, file, f"word{number}") for number in range(SAVES)]


def _save_to_seen(browser_page: Page, file: Path, word: str) -> float:
    lines = file.read_text(encoding="utf-8").splitlines()
    title = next(number for number, line in enumerate(lines) if line.startswith("title:"))
    lines[title] = f"title: A changed {word}"
    time.sleep(1 + random.random())  # an editor saves at any moment between two looks at the files
    started = time.perf_counter()
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    browser_page.get_by_role("heading", level=1, name=word).wait_for(timeout=PATIENCE * 1000)
    return time.perf_counter() - started


def _open(browser_page: Page, address: str) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            urllib.request.urlopen(address, timeout=PATIENCE).close()  # noqa: S310 - our own preview
            break
        except OSError:
            time.sleep(0.2)
    browser_page.goto(address)


@contextmanager
def _preview(project: Path) -> Iterator[str]:
    """The address of a running preview."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        host = f"127.0.0.1:{probe.getsockname()[1]}"
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    with tempfile.TemporaryFile() as said:
        running = subprocess.Popen(
            [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", host],
            cwd=project,
            env=environment,
            stdout=said,
            stderr=said,
        )
        try:
            yield f"http://{host}"
        finally:
            running.terminate()
            running.wait(timeout=PATIENCE)


def main(arguments_given: Sequence[str]) -> int:
    """Measures, prints, and returns 1 if a limit is passed."""
    sizes = sorted({int(argument) for argument in arguments_given}) or SIZES
    waits: list[float] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=arguments())
        for pages in sizes:
            print(f"Saving {SAVES} times in a preview of {pages:,} pages …", flush=True)
            took = measure(browser.new_page(), pages)
            waits.append(median(took))
            print(f"Save to seen: {median(took):.2f} s ({min(took):.2f} to {max(took):.2f})", flush=True)
        browser.close()
    failures = [
        f"{pages:,} pages take {wait / waits[0]:.2f} times as long as {sizes[0]:,}; the limit is {HIGHEST_RATIO}."
        for pages, wait in zip(sizes, waits, strict=True)
        if wait > HIGHEST_RATIO * waits[0]
    ]
    print("\n".join(failures) if failures else "Every limit is kept.")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
