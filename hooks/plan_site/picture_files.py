"""Reads the file of a picture, and says why it cannot be shown or must not be."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

from plan_site.problems import Place, Problem
from plan_site.source import Unreadable, bytes_of

LARGEST_PICTURE = 5_000_000  # bytes
LARGEST_DRAWING = 500_000
CODE_IN_SVG = re.compile(
    rb"<(?:\w+:)?(?:script|foreignObject)|\son[a-z]+\s*=|javascript:|<!ENTITY|@import"
    rb"|href\s*=\s*[\"']\s*(?!#|data:image/)|url\(\s*(?:[\"']|&quot;)?\s*(?!#|data:image/)",
    re.IGNORECASE,
)
_OPENINGS = {
    ".png": re.compile(rb"\x89PNG\r\n\x1a\n"),
    ".jpg": re.compile(rb"\xff\xd8\xff"),
    ".jpeg": re.compile(rb"\xff\xd8\xff"),
    ".webp": re.compile(rb"RIFF....WEBP", re.DOTALL),
}
_ODD_NAMESPACE = re.compile(rb"""xmlns(?::[\w-]+)?\s*=\s*["'][\w:/.#~-]*[^\w:/.#~"'-]""", re.ASCII)
"""The name of a format that some programs take, and others refuse."""
PICTURES = frozenset({".svg", *_OPENINGS})


def picture_problem(path: Path, name: str) -> Problem | None:
    """What is wrong with the picture in a file; None if it can be seen and does nothing else.

    `name` is how the editor knows the file.
    """
    largest = LARGEST_DRAWING if path.suffix == ".svg" else LARGEST_PICTURE
    try:
        data = bytes_of(path, name, largest, "Save it again as a smaller picture.")
    except Unreadable as unreadable:
        return unreadable.problem
    called = f"The picture ‘{name.rpartition('/')[2]}’"
    if path.suffix == ".svg" and _runs(data):
        what, remedy = f"{called} holds a program, or leads to another site.", "Save it again as a plain picture"
        return Problem(Place(name), "no_picture_runs_a_program", what, f"{remedy}, or as .png.")
    if _is_shown(data, path.suffix):
        return None
    what = f"{called} cannot be shown: what is in the file is no whole {path.suffix} picture."
    return Problem(Place(name), "every_picture_can_be_shown", what, "Save it again, or take it anew from its source.")


def _runs(data: bytes) -> bool:
    """A drawing may hold a program, which would run for whoever opens it by itself."""
    if CODE_IN_SVG.search(data):
        return True
    try:  # what is spelt in another way stands in the tree as it would run
        return CODE_IN_SVG.search(ElementTree.tostring(ElementTree.fromstring(data))) is not None  # noqa: S314 - no entities
    except (ElementTree.ParseError, LookupError, RecursionError, ValueError):
        return False  # it can be shown by nobody


def _is_shown(data: bytes, ending: str) -> bool:
    if ending in _OPENINGS:
        return _OPENINGS[ending].match(data) is not None
    try:
        data.decode("utf-8")
        is_svg = ElementTree.fromstring(data).tag == "{http://www.w3.org/2000/svg}svg"  # noqa: S314 - no entities
        return is_svg and not _ODD_NAMESPACE.search(data)
    except (ElementTree.ParseError, LookupError, RecursionError, ValueError):
        return False
