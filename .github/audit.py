"""Looks for known faults in what the project is built and tested with: uv for Python, npm for the rest.

Prints a report, and writes it to .reports/audit.md: an empty file where nothing is known to be wrong, and no file
where that could not be found out. Exits with 1 unless all is well.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from plan_site.forms.node import Unavailable, npm

ROOT = Path(__file__).resolve().parents[1]
REPORT = Path(".reports/audit.md")
NPM_FOLDERS = ("hooks/plan_site/forms", "tests/browser", "benchmarks/lighthouse", "benchmarks/eleventy")
_UV_FOUND = 1  # its exit code; 2 is that it could not ask


@dataclass(frozen=True)
class Audited:
    """What is known of one lock file: its faults, or none, or that it could not be found out."""

    lock: str
    faults: str = ""
    is_known: bool = True


def python_packages() -> Audited:
    """What uv.lock names."""
    uv = os.environ.get("UV") or shutil.which("uv") or ".tools/bin/uv"
    done = _run([uv, "audit", "--locked", "--preview-features", "audit-command"], ROOT)
    if done.returncode == _UV_FOUND:
        return Audited("uv.lock", done.stdout.strip() or done.stderr.strip())
    return Audited("uv.lock", is_known=done.returncode == 0)


def npm_packages(folder: str) -> Audited:
    """What a package-lock.json names."""
    done = _run([*npm(), "audit", "--json", "--package-lock-only"], ROOT / folder)
    return npm_audited(f"{folder}/package-lock.json", done.stdout)


def npm_audited(lock: str, answer: str) -> Audited:
    """What npm says, as it gives it in JSON."""
    try:
        found = json.loads(answer)["vulnerabilities"]
    except (ValueError, KeyError, TypeError):
        return Audited(lock, is_known=False)
    return Audited(lock, "\n".join(f"{name} ({fault['severity']}) {fault['range']}" for name, fault in found.items()))


def report(audited: list[Audited]) -> str:
    """The report as Markdown."""
    parts = ["# Known faults in what the project is built with"]
    for each in audited:
        if not each.is_known:
            parts.append(
                f"`{each.lock}`: not known. The list of faults could not be reached: is this machine on the web?"
            )
        elif each.faults:
            parts.append(f"`{each.lock}`: update what is named here, or wait for Dependabot to do it.")
            parts.append(f"```\n{each.faults.replace('```', '')}\n```")
        else:
            parts.append(f"`{each.lock}`: no fault is known.")
    return "\n\n".join(parts) + "\n"


def main(audited: list[Audited], place: Path = REPORT) -> int:
    """Prints the report and writes it down; 1 unless all is well."""
    text = report(audited)
    print(text, end="")
    has_faults, is_known = any(each.faults for each in audited), all(each.is_known for each in audited)
    place.unlink(missing_ok=True)
    if has_faults or is_known:
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text if has_faults else "", encoding="utf-8")
    return 1 if has_faults or not is_known else 0


def _run(command: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    print(f"{Path(command[0]).name} is asking about {folder.relative_to(ROOT)}/ …", file=sys.stderr, flush=True)
    return subprocess.run(command, cwd=folder, check=False, capture_output=True, text=True)


if __name__ == "__main__":
    try:
        sys.exit(main([python_packages(), *map(npm_packages, NPM_FOLDERS)]))
    except Unavailable as missing:
        sys.exit(str(missing))
