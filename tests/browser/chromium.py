"""Finds a Chromium for the tests, and fetches one where there is none."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import playwright
from playwright.sync_api import sync_playwright

# The first has no windows to draw, and is the lightest.
_NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_ADVICE = (
    "The tests need a Chromium, and none could be fetched. Install one, for example with\n"
    "  apt-get install chromium      (Debian, as root)\n"
    "or name yours: CHROMIUM=/path/to/chromium make test"
)
_DRIVER_ADVICE = (
    "The tests drive the browser with a program that does not start here, as a rule for want of a library:\n"
    "  apt-get install libatomic1      (Debian, as root)"
)


def chromium() -> str | None:
    """The path of a Chromium on this machine."""
    named = os.environ.get("CHROMIUM")
    if named:
        return named
    for name in _NAMES:
        if found := shutil.which(name):
            return found
    if not has_driver():
        return None
    with sync_playwright() as started:
        own = started.chromium.executable_path
    return own if Path(own).exists() else None


def has_driver() -> bool:
    """Whether the Node that Playwright brings starts: it needs a library that a bare machine has not."""
    node = Path(playwright.__file__).parent / "driver/node"
    return subprocess.run([node, "--version"], check=False, capture_output=True).returncode == 0


def arguments() -> list[str]:
    """How to start it: as root Chromium has no sandbox, and tests never reach out."""
    quiet = ["--disable-background-networking", "--disable-component-update", "--no-first-run", "--disable-quic"]
    return [*quiet, "--no-sandbox"] if os.geteuid() == 0 else quiet


def _fetch() -> None:
    if os.geteuid() == 0 and shutil.which("apt-get"):
        print("Installing with apt what the tests need for a browser …", flush=True)
        _apt("update")
        if not has_driver():
            _apt("install --yes --no-install-recommends libatomic1")
        # Older Debians have no package of the first name.
        if chromium() is None and not _apt("install --yes --no-install-recommends chromium-headless-shell"):
            _apt("install --yes --no-install-recommends chromium")
    if chromium() is None:
        print("Fetching Chromium with Playwright …", flush=True)
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False)


def _apt(command: str) -> bool:
    """Whether apt could do it."""
    done = subprocess.run(
        ["apt-get", *command.split()],
        check=False,
        env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    return done.returncode == 0


if __name__ == "__main__":
    if chromium() is None or not has_driver():
        _fetch()
    if not has_driver():
        sys.exit(_DRIVER_ADVICE)
    if chromium() is None:
        sys.exit(_ADVICE)
