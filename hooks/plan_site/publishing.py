"""Writes a site into a folder beside the published one, and then lets it take its place in one step."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from pathlib import Path

from plan_site.content import PICTURES
from plan_site.pages import Page
from plan_site.render import render
from plan_site.site_files import asset_files

MARK = ".plan-site"
"""A file in every site that this project has built: what has no such file is never replaced."""
_MARK_TEXT = b"This folder is made by a build. The next build replaces it.\n"


class Unreplaceable(Exception):
    """The site cannot stand where it should: something else is there, or nothing can be."""


def staging_for(folder: Path) -> Path:
    """An empty folder beside `folder`, of this process alone. Puts right what a killed build has left.

    Raises Unreplaceable, also where nothing can be written.
    """
    try:
        return _staging_for(folder.resolve())
    except OSError as error:
        raise Unreplaceable(f"{folder} cannot be made ({error.strerror}).") from None


def _staging_for(folder: Path) -> Path:
    _recover(folder)
    if folder.exists() and not (folder.is_dir() and ((folder / MARK).exists() or not any(folder.iterdir()))):
        raise Unreplaceable(f"{folder} holds files that no build has made. Choose another folder, or empty it.")
    staging = folder.with_name(f".{folder.name}-building-{os.getpid()}")
    shutil.rmtree(staging, ignore_errors=True)
    staging.mkdir(parents=True)
    return staging


def put_in_place(staging: Path, folder: Path) -> None:
    """The staged site takes the place of the one in `folder`."""
    folder = folder.resolve()
    (staging / MARK).write_bytes(_MARK_TEXT)
    before = _before(folder)
    shutil.rmtree(before, ignore_errors=True)
    if folder.exists():
        folder.rename(before)
    staging.rename(folder)
    shutil.rmtree(before, ignore_errors=True)


def _before(folder: Path) -> Path:
    return folder.with_name(f".{folder.name}-before")


def _recover(folder: Path) -> None:
    if not folder.exists() and _before(folder).exists():
        _before(folder).rename(folder)
    for left in folder.parent.glob(f".{folder.name}-building-*"):
        if not _is_alive(left.name.rpartition("-")[2]):
            shutil.rmtree(left, ignore_errors=True)


def _is_alive(process: str) -> bool:
    try:
        os.kill(int(process), 0)
    except (ValueError, ProcessLookupError):
        return False
    except PermissionError:
        return True
    return True


def write_pages(pages: Iterable[Page], folder: Path) -> int:
    """Renders each page to the file at its address, and says how many there were."""
    count = 0
    for count, page in enumerate(pages, start=1):  # noqa: B007 - the last count is the answer
        write(folder, page.address, render(page).encode())
    return count


def write_assets(folder: Path) -> None:
    for address, data in asset_files():
        write(folder, address, data)
    write(folder, "/.nojekyll", b"")  # else GitHub Pages runs the site through Jekyll


def write(folder: Path, address: str, data: bytes) -> None:
    path = folder / address.lstrip("/")
    if address.endswith("/"):
        path = path / "index.html"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def copy_pictures(content: Path, folder: Path) -> None:
    """The files that stand beside the hand-written pages."""
    for path in sorted(content.rglob("*")):
        if path.is_file() and not path.is_symlink() and path.suffix in PICTURES:
            write(folder, f"/{path.relative_to(content).as_posix()}", path.read_bytes())
