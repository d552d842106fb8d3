"""The letters that the site's own fonts have, and the words of a text that need others."""

from __future__ import annotations

import re
from collections.abc import Iterator

# As `unicode-range` of CSS has them. A test holds them to the fonts.
LATIN = (
    "U+20-7E, U+A0-AC, U+AE-B4, U+B6-FF, U+102, U+131, U+152-153, U+2C6, U+2DA, U+2DC, U+300-301, U+303-304, U+308, "
    "U+2009, U+2013-2014, U+2018-201A, U+201C-201E, U+2022, U+2026, U+2039-203A, U+2044, U+20AC, U+2122, U+2212, U+2215"
)
"""What every page needs."""
MORE_LATIN = (
    "U+100-101, U+103-107, U+10A-113, U+116-11B, U+11E-123, U+126-127, U+12A-12B, U+12E-130, U+132-133, U+136-137, "
    "U+139-13E, U+141-148, U+150-151, U+154-155, U+158-15B, U+15E-165, U+16A-16B, U+16E-17E, U+192, U+218-21B, U+237, "
    "U+2C7, U+2C9, U+2DD, U+1E80-1E85, U+1E9E, U+1EF2-1EF3, U+2020, U+20B9, U+2113"
)
"""What pages need that have Welsh, Polish, Romanian, Turkish, Czech or Baltic names, for example."""
FOR_PAPER = (
    "U+20-7E, U+A0-24F, U+2B0-2E9, U+2EC-2EE, U+2F3, U+2F7, U+300-34F, U+351-353, U+357-358, U+35A, U+35C-362, "
    "U+370-377, U+37A-37F, U+384-38A, U+38C, U+38E-3A1, U+3A3-525, U+1E00-1EFB, U+2010-2027, U+2030-205E, U+2070-2071, "
    "U+2074-208E, U+2090-2094, U+20A0-20B5, U+20B8-20BA, U+20BD, U+2100-2109, U+210B-2149, U+214B, U+214E, "
    "U+2150-2185, U+2189, U+2190-2199, U+21D0-21D4, U+2200-2209, U+220B-220C, U+2211-221E, U+2248, U+2260-2265, "
    "U+25A0-2606, U+260E-2612, U+2639-263A, U+2660-2667, U+266A-266F, U+2708-2709, U+270C-2718, U+2726-2727, "
    "U+2729-2736, U+2756, U+2758-275E, U+2764, U+2776-2794, U+2798-27AF, U+27B1-27BE"
)
"""What PDFs have besides: other Latin letters, Greek, Cyrillic, and signs. On a screen a reader's own fonts serve."""

_RANGE = re.compile(r"U\+([0-9A-F]+)(?:-([0-9A-F]+))?")
_MARKS = r"\u0300-\u036f"
_SHAPELESS = r"\u200c\u200d\ufe00-\ufe0f\U000e0100-\U000e01ef"  # they join letters, or choose a shape


def spans_of(ranges: str) -> Iterator[tuple[int, int]]:
    """The first and the last letter of each range, as numbers."""
    for first, last in _RANGE.findall(ranges):
        yield int(first, 16), int(last or first, 16)


def _others_than(*ranges: str) -> str:
    """The class of a regular expression that holds each letter with a shape of its own that is in none of these."""
    inside = (rf"\U{first:08x}-\U{last:08x}" for each in ranges for first, last in spans_of(each))
    return rf"[^{''.join(inside)}\s{_SHAPELESS}]"


def _words_with(letters: str) -> re.Pattern[str]:
    """Words, each with the accents behind its letters, whichever of these letters they have."""
    return re.compile(rf"(?:[\w{_MARKS}{_SHAPELESS}]|{letters})+")


_NOT_ON_SCREENS = _others_than(LATIN, MORE_LATIN)
_NOT_ON_PAPER = _others_than(LATIN, MORE_LATIN, FOR_PAPER)
_ODD, _ODD_WORD = re.compile(_NOT_ON_SCREENS), _words_with(_NOT_ON_SCREENS)
_UNPRINTABLE, _UNPRINTABLE_WORD = re.compile(_NOT_ON_PAPER), _words_with(_NOT_ON_PAPER)


# --- on screens -------------------------------------------------------------------------------------------

_BODY = re.compile(r"<body\b.*", re.DOTALL)
_TAG = re.compile(r"(<(?:script|style)\b.*?</(?:script|style)>|<[^>]*>)", re.DOTALL)
_IN_ONE_FONT = r'<span class="one-font">\g<0></span>'


def with_whole_words(document: str) -> str:
    """An HTML document in which no word is set in two fonts, one letter in this and the next in that."""
    found = _BODY.search(document)
    if found is None or not _ODD.search(document, found.start()):
        return document
    pieces = (piece if piece.startswith("<") else _whole(piece) for piece in _TAG.split(found[0]))
    return document[: found.start()] + "".join(pieces)


def _whole(text: str) -> str:
    return _ODD_WORD.sub(lambda word: word.expand(_IN_ONE_FONT) if _is_mixed(word[0]) else word[0], text)


def _is_mixed(word: str) -> bool:
    return _ODD.sub("", word) not in {"", word}


# --- on paper ---------------------------------------------------------------------------------------------

UNPRINTABLE = "[in other letters: see the website]"
_AGAIN = re.compile(rf"{re.escape(UNPRINTABLE)}(?:\s+{re.escape(UNPRINTABLE)})+")


def letter_fault(text: str) -> tuple[str, str] | None:
    """What a PDF cannot show of a text, and what to do; None if it can show all."""
    found = _UNPRINTABLE.search(text)
    if found is None:
        return None
    word = next(word[0] for word in _UNPRINTABLE_WORD.finditer(text) if word.end() > found.start())
    what = f"The fonts of this site have no ‘{found[0]}’ (U+{ord(found[0]):04X}), which is in ‘{word[:_LONGEST]}’."
    return what, _LEAVE_IT_OR_NOT


_LONGEST = 40
_LEAVE_IT_OR_NOT = (
    "Pages show such words in a font of the reader’s own; PDFs say in their place that they are on the website. "
    "You can leave it so, or write the words in Latin letters too."
)


def printable(text: str) -> str:
    """The text as a PDF can show it, which says where words are missing that need letters of other fonts."""
    if not _UNPRINTABLE.search(text):
        return text
    said = _UNPRINTABLE_WORD.sub(lambda word: UNPRINTABLE if _UNPRINTABLE.search(word[0]) else word[0], text)
    return _AGAIN.sub(UNPRINTABLE, said)
