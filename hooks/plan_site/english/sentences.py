"""Text → its sentences and its words, in English."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

ADDRESS = re.compile(
    r"(?:https?://|www\.)\S*[\w/]|[\w.+-]+@[\w-]+(?:\.[\w-]+)+|\b(?:[\w-]+\.)+(?:uk|com|org|net)\b(?:/\S*\w)?"
)
"""A web or e-mail address: one word, whatever signs it has."""
_MAY_BE_ADDRESS = re.compile(r"@|://|www\.|\.(?:uk|com|org|net)\b")

_WORD = re.compile(
    r"""
    (?:[^\W\d_]\.){2,}                                            # e.g. and p.m.
    | £?\d+(?:[.,:/]\d+)*(?:%|[^\W\d_]+)?(?:[-‑][^\W_]+)*          # 3.30, £2,000, 14th, 12-week
    | [^\W_]+(?:[-‑’'][^\W_]+)*[’']?                              # don’t, co-production, carers’
    """,
    re.VERBOSE,
)
_WORD_OR_ADDRESS = re.compile(rf"{ADDRESS.pattern}|{_WORD.pattern}", re.VERBOSE)
_END = re.compile(r"(?P<stop>[.?!…]+)(?P<closing>[\"”’')\]]*)\s+(?=(?P<opening>[\"“‘'(\[]*)(?P<next>\S))")
_TITLES = frozenset({"dr", "mr", "mrs", "ms", "st", "prof", "cllr", "rev", "vs", "approx", "inc", "e.g", "i.e"})
"""What a full stop after it ends only as a short form: a sentence goes on."""

_AROUND_WORDS = re.compile(r"[\s(\[“‘\"']")
_LONGEST_SHORT_FORM = 40  # characters; more are no short form


def sentences(text: str) -> tuple[str, ...]:
    """The sentences, each with its stop and without space around it."""
    cuts = [0, *(found.end() for found in _END.finditer(text) if _is_an_end(text, found)), len(text)]
    pieces = (text[start:end].strip() for start, end in pairwise(cuts))
    return tuple(piece for piece in pieces if piece)


def _is_an_end(text: str, found: re.Match[str]) -> bool:
    goes_on_small = found["next"].islower() and not found["opening"]
    if found["stop"] != "." or found["closing"]:
        return not goes_on_small  # “Stop!” she said.
    before = _AROUND_WORDS.split(text[max(0, found.start() - _LONGEST_SHORT_FORM) : found.start()])[-1].lower()
    if before in _TITLES or re.fullmatch(r"[b-hj-z]", before):  # J. Smith; but “You and I.” ends
        return False
    return not (goes_on_small and (before == "etc" or re.fullmatch(r"[a-z](\.[a-z])+", before)))


def words_in(text: str) -> tuple[str, ...]:
    """The words and numbers as they are written; signs and quotation marks are left out."""
    return tuple((_WORD_OR_ADDRESS if may_have_address(text) else _WORD).findall(text))


def may_have_address(text: str) -> bool:
    """A cheap look, before the costly one for `ADDRESS`."""
    return _MAY_BE_ADDRESS.search(text) is not None


@cache
def parts_of(word: str) -> tuple[str, ...]:
    """What hyphens join: “real-life” is “real” and “life”."""
    return tuple(part for part in re.split(r"[-‑]", word) if part)


@cache
def without_possessive(word: str) -> str:
    """“Tom’s” and “carers’” are “Tom” and “carers”."""
    return re.sub(r"(?:[’']s|[’'])$", "", word)


@cache
def forms_of(word: str) -> frozenset[str]:
    """The word in small letters, and all that it may be a form of: “planned” may be “plan”, “planne” or “plann”.

    Only the endings that English puts to any noun, verb or adjective are taken off, and -er from short words: a
    “builder” is as easy as “build”, but a “provider” is not as easy as “provide”.
    """
    small = without_possessive(word.lower())
    forms = {small, *_singulars(small)}
    if len(small) > 4 and small.endswith(("ies", "ied", "ily")):
        forms.add(f"{small[:-3]}y")
    if small.endswith("er") and 6 <= len(small) <= 7:
        forms |= {small[:-1], small[:-2]}
    for ending in ("ed", "ing", "ly"):
        if small.endswith(ending):
            forms |= {*_stems(small.removesuffix(ending), is_adverb=ending == "ly")}
    return frozenset(forms)


def _singulars(word: str) -> Iterator[str]:
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        yield word[:-1]
    if len(word) > 4 and word.endswith("es"):
        yield word[:-2]


def _stems(stem: str, *, is_adverb: bool) -> Iterator[str]:
    if len(stem) > 1:
        yield f"{stem}le" if is_adverb else f"{stem}e"
    if len(stem) > 2:
        yield stem
        if not is_adverb and stem[-1] == stem[-2]:
            yield stem[:-1]
