"""What a reader can look up, and the list from A to Z of it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

LARGE = 500
"""With more pages than this a plan is large: nobody is sent the words or the titles of all pages at once."""

_IN_FRONT = re.compile(r"^[^\w]*(?:(?:the|an?) )?[^\w]*", re.IGNORECASE)
"""What a title is not sorted by: marks, and an article."""


@dataclass(frozen=True, slots=True)
class Findable:
    """A page as a reader looks it up: its address, title, what kind of thing it shows, and the words on it."""

    address: str
    title: str
    kind: str
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter of the alphabet, or 0–9, and the pages whose titles start with it."""

    name: str
    pages: tuple[Findable, ...]

    @property
    def id(self) -> str:
        return "digits" if self.name == "0–9" else f"letter-{self.name.lower()}"


def a_to_z(pages: Iterable[Findable]) -> tuple[Letter, ...]:
    """The pages under the letters that their titles start with."""
    sorted_by = ((_sorted_by(page), page) for page in pages)
    in_order = sorted(((_letter(words), words, page) for words, page in sorted_by), key=itemgetter(0, 1))
    groups = groupby(in_order, key=itemgetter(0))
    return tuple(Letter(name, tuple(page for *_, page in group)) for name, group in groups)


def _sorted_by(page: Findable) -> str:
    title = _IN_FRONT.sub("", page.title)
    if title.isascii():
        return title.lower()
    plain = unicodedata.normalize("NFD", title)
    return "".join(letter for letter in plain if not unicodedata.combining(letter)).casefold()


def _letter(sorted_by: str) -> str:
    first = sorted_by[:1].upper()
    return first if first.isalpha() else "0–9"
