"""Writes what a command adds to the files of a plan."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from plan_site.model.problems import Place, how_to_write
from plan_site.model.rules import ReaderRule
from plan_site.yaml.values import Unreadable


def write(path: Path, text: str, name: str = "") -> None:
    """Puts the text in the place of the file in one step, so that nobody ever finds half of it.

    `name` is how the editor knows the file, where that is not its path.

    Raises Unreadable.
    """
    with _writing(path, name):
        _replace(path, text.encode())


def write_bytes(path: Path, data: bytes) -> None:
    """The same for a file that is no text. Raises Unreadable."""
    with _writing(path):
        _replace(path, data)


def copy(path: Path, into: Path) -> None:
    """The same file in another place, with the same right to be run. Raises Unreadable."""
    with _writing(into):
        shutil.copy(path, into)


@contextmanager
def _writing(path: Path, name: str = "") -> Iterator[None]:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        yield
    except OSError as error:
        what = f"The computer cannot write this file ({error.strerror})."
        remedy = how_to_write(error, "Check that it is not a folder, and that you may write there.")
        raise Unreadable(ReaderRule.every_file_is_a_plain_file.broken(Place(name or str(path)), what, remedy)) from None


def _replace(path: Path, data: bytes) -> None:
    mode = path.stat().st_mode if path.exists() else None
    if path.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    if mode is not None and not mode & 0o222:  # it could be renamed over all the same
        raise PermissionError(errno.EACCES, "it may only be read")
    beside = path.with_name(f".{path.name}-{os.getpid()}")
    try:
        with beside.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())  # else a power cut could leave an empty file where words were
        if mode is not None:
            beside.chmod(mode & 0o777)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
