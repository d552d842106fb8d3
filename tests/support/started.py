"""Starts a plan as another council does, and runs its whole suite: empty, of real size, and the same without Easy Read.

`make test-started` runs it. test_started_plan.py runs what depends on the plan and needs no browser.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from sites import REAL_SIZE, run, without_easy_read

WORDS = {
    "area": "Otterbank",
    "organisation": "Otterbank Council",
    "title": "Inclusion Plan",
    "address": "https://www.otterbank.example/plan",
}


def started(into: Path) -> Path:
    words = [word for name, value in WORDS.items() for word in (f"--{name}", value)]
    done = run("plan_tools.commands", "start", str(into), *words)
    assert done.returncode == 0, done.stderr
    return into


def as_it_was_started(_: Path) -> None:
    pass


def filled(project: Path) -> None:
    """The words of a plan of real size stand where the empty ones stood."""
    for part in ("plan_data", "content"):
        shutil.rmtree(project / part)
        shutil.copytree(REAL_SIZE / part, project / part)


def filled_without_easy_read(project: Path) -> None:
    with TemporaryDirectory() as folder:
        copy = without_easy_read(REAL_SIZE, Path(folder) / "project")
        for part in ("plan_data", "content"):
            shutil.rmtree(project / part)
            shutil.copytree(copy / part, project / part)


STATES: Mapping[str, Callable[[Path], None]] = {
    "empty": as_it_was_started,
    "filled": filled,
    "filled, without Easy Read": filled_without_easy_read,
}


def main() -> int:
    """The exit code of `make test` in the new project: that of the last state in which it fails."""
    failed = 0
    with TemporaryDirectory() as folder:
        project = started(Path(folder) / "our-plan")
        for name, fill in STATES.items():
            print(f"A plan that was started: {name} …", flush=True)
            fill(project)
            tested = subprocess.run(["make", "--no-print-directory", "test"], cwd=project, env={**os.environ})
            failed = tested.returncode or failed
    return failed


if __name__ == "__main__":
    sys.exit(main())
