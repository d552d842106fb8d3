"""Writes what a command adds to the files of a plan."""

from __future__ import annotations

import errno
import os
import re
import shutil
import textwrap
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from plan_site.model.entries import Entry
from plan_site.model.problems import Place, how_to_write
from plan_site.model.rules import ReaderRule
from plan_site.yaml import tidy, values
from plan_site.yaml.values import Scalar, Unreadable


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


def added_to(before: str, new: str) -> str:
    """A list with a new item at its end, its dash under the others."""
    if before.strip() in {"", "[]"}:
        return new
    first = re.search(r"^( *)- ", before, re.MULTILINE)
    return before.rstrip() + "\n\n" + textwrap.indent(new, first[1] if first else "")


def lists(text: str, record_id: str) -> bool:
    """Whether a list file has a record of this id or name."""
    return re.search(rf"^ *- +(?:id|name): *{re.escape(record_id)} *$", text, re.MULTILINE) is not None


def as_item(entry_type: type[Entry], fields: Mapping[str, object]) -> str:
    """A record as an item of a list, without the fields that have nothing to say."""
    place = Place("")
    given = {name: Scalar(place, (str(value),)) for name, value in fields.items() if value is not None}
    return tidy.item(values.Mapping(place, dict(given), dict.fromkeys(given, place)), entry_type)
