"""Writes what a command adds to the files of a plan."""

from __future__ import annotations

import re
import shutil
import sys
import textwrap
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import yaml

from plan_site.problems import Place, Problem
from plan_site.source import Unreadable


def write(path: Path, text: str) -> None:
    with _writing(path):
        path.write_text(text, encoding="utf-8")


def copy(path: Path, into: Path) -> None:
    """The same file in another place, with the same right to be run."""
    with _writing(into):
        shutil.copy(path, into)


@contextmanager
def _writing(path: Path) -> Iterator[None]:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        yield
    except OSError as error:
        what = f"The computer cannot write this file ({error.strerror})."
        remedy = "Check that it is not a folder, and that you may write there."
        raise Unreadable(Problem(Place(str(path)), "every_file_is_a_plain_file", what, remedy)) from None


def added_to(before: str, new: str) -> str:
    """A list with a new item at its end, its dash under the others."""
    if before.strip() in {"", "[]"}:
        return new
    first = re.search(r"^( *)- ", before, re.MULTILINE)
    return before.rstrip() + "\n\n" + textwrap.indent(new, first[1] if first else "")


def lists(text: str, record_id: str) -> bool:
    """Whether a list file has a record of this id or name."""
    return re.search(rf"^ *- +(?:id|name): *{re.escape(record_id)} *$", text, re.MULTILINE) is not None


def as_item(fields: Mapping[str, object]) -> str:
    """A record as an item of a list, without the fields that have nothing to say."""
    given = {name: value for name, value in fields.items() if value is not None}
    text = yaml.safe_dump(given, sort_keys=False, allow_unicode=True, width=sys.maxsize)
    return "- " + textwrap.indent(text, "  ").lstrip()
