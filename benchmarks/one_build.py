"""Runs one build in a process of its own, and says what it took and what it made."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

SAME_RECORDS = ("aims/aim-1", "voices/quote-0001", "progress/progress-0001", "actions/action-0001")
"""Pages of records that are in a generated plan of any size, with the same words."""

_PEAK_UNIT = 1 if sys.platform == "darwin" else 1024  # getrusage(2) counts bytes there and KiB elsewhere


@dataclass(frozen=True)
class Used:
    """What a process took, with all that it started."""

    cpu: float
    """Seconds in the program, and in the system for it."""
    peak: int
    """The most memory that it held, in bytes."""


@dataclass(frozen=True)
class Built:
    """What one build took, and what it made."""

    used: Used
    size: int
    """All that it wrote, in bytes."""
    pages: int
    same_records: tuple[int, ...]
    """The size of each of SAME_RECORDS that the site has."""


def build(command: Sequence[str], project: Path, bytecode: Path) -> Built:
    """Builds a project from nothing, into its folder `site`."""
    site = project / "site"
    shutil.rmtree(site, ignore_errors=True)
    used = run(command, project, bytecode)
    files = [path for path in site.rglob("*") if path.is_file()]
    same = [site / name / "index.html" for name in SAME_RECORDS]
    return Built(
        used,
        sum(path.stat().st_size for path in files),
        sum(path.suffix == ".html" for path in files),
        tuple(path.stat().st_size for path in same if path.exists()),
    )


def run(command: Sequence[str], folder: Path, bytecode: Path) -> Used:
    """Runs a command to its end; stops everything if it fails."""
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(
            command, cwd=folder, env=_environment(bytecode), stdout=said, stderr=subprocess.STDOUT
        )
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            said.seek(0)
            words = said.read().decode(errors="replace")
            raise SystemExit(f"{' '.join(command)} failed in {folder}:\n{words}")
    return Used(used.ru_utime + used.ru_stime, used.ru_maxrss * _PEAK_UNIT)


def _environment(bytecode: Path) -> dict[str, str]:
    """Python keeps its bytecode in a folder of ours, so that a first run is not compared with a second."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "NO_MKDOCS_2_WARNING": "1", "PYTHONPYCACHEPREFIX": str(bytecode)}
