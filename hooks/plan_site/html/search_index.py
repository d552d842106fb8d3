"""The index that search.js looks through: one file, or of a large plan pieces, of which one search fetches few."""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import chain, groupby, pairwise

from plan_site.html.synonyms import Group
from plan_site.model.site_records import Word
from plan_site.site.page import Findable
from plan_site.site.site_pages import LARGE

INDEX = "/search/index.json"

PAGES_IN_A_PIECE = 3
"""Results stand far apart among the pages: most of a larger piece would be fetched for nothing."""
LETTERS_IN_A_PIECE = 12_000
MOST_TIMES = 5
"""More often than this a word need not stand in a text: search.js counts no further."""
IN_TITLE = MOST_TIMES + 1
A_PAGE = 2 * IN_TITLE
PHRASE = "+"
"""What a phrase begins with where it stands among words: no word does, so a search for a word never meets it."""

Phrase = tuple[str, ...]
"""The stems of its words."""


def index_files(
    pages: Sequence[Findable], words: Iterable[Word], synonyms: Iterable[Group] = ()
) -> Iterator[tuple[str, str]]:
    """Each file of the index, its address and its JSON: the first holds all, or says which pieces there are."""
    also = [(word.word, *word.also) for word in words if word.also]
    met = _that_meet(synonyms, pages)
    if len(pages) <= LARGE:
        yield INDEX, _json({"pages": [_shown(page) for page in pages], "also": also, "synonyms": met})
        return
    volumes = tuple(_volumes(_standings(pages, _Counting(chain.from_iterable((*also, *met))))))
    pieces = dict(_pieces(pages, volumes))
    # A change of the plan changes every address, so that no browser puts new pieces beside old ones.
    folder = f"/search/{hashlib.sha256(''.join(pieces.values()).encode()).hexdigest()[:8]}/"
    yield (
        INDEX,
        _json(
            {
                "pieces": folder,
                "pagesInAPiece": PAGES_IN_A_PIECE,
                "words": [next(iter(volume)) for volume in volumes],
                "also": also,
                "synonyms": met,
            }
        ),
    )
    yield from ((f"{folder}{name}.json", text) for name, text in pieces.items())


def _that_meet(synonyms: Iterable[Group], pages: Iterable[Findable]) -> list[Group]:
    """The groups that may find something: the words of one way to say it stand on the site."""
    raw = set(chain.from_iterable(_COMPOUND.findall(f"{page.title} {' '.join(page.texts)}") for page in pages))
    there = sorted(set(chain.from_iterable(map(_words, raw))))

    def stands(stem: str) -> bool:
        at = bisect_left(there, stem)
        if len(stem) > 3:
            return there[at : at + 1] != [] and there[at].startswith(stem)
        return not {stem, f"{stem}s", f"{stem}es"}.isdisjoint(there[at : at + 50])

    return [group for group in synonyms if any(all(map(stands, phrase)) for way in group for phrase in _phrases(way))]


def _shown(page: Findable) -> tuple[str, str, str, str]:
    return page.address, page.title, page.kind, "\n".join(page.texts)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


# --- pieces -----------------------------------------------------------------------------------------------


def _pieces(pages: Sequence[Findable], volumes: Iterable[Mapping[str, Sequence[int]]]) -> Iterator[tuple[str, str]]:
    """Each piece by its name: where words stand, what to show of pages, and every word, for those who misspell one."""
    vocabulary: list[str] = []
    for number, volume in enumerate(volumes):
        vocabulary += (word for word in volume if not word.startswith(PHRASE))
        yield f"words-{number}", _json(volume)
    yield "vocabulary", _json(vocabulary)
    for start in range(0, len(pages), PAGES_IN_A_PIECE):
        piece = pages[start : start + PAGES_IN_A_PIECE]
        yield f"pages-{start // PAGES_IN_A_PIECE}", _json([_shown(page) for page in piece])


def _volumes(standings: Mapping[str, Sequence[int]]) -> Iterator[dict[str, Sequence[int]]]:
    """The words in the order of their letters, cut like an encyclopaedia where a volume has enough."""
    volume: dict[str, Sequence[int]] = {}
    letters = 0
    for word in sorted(standings, key=_as_browsers_sort):
        volume[word] = standings[word]
        letters += len(_json({word: standings[word]}))
        if letters >= LETTERS_IN_A_PIECE:
            yield volume
            volume, letters = {}, 0
    if volume:
        yield volume


def _as_browsers_sort(word: str) -> bytes:
    return word.encode("utf-16-be")


def _standings(pages: Iterable[Findable], counting: _Counting) -> dict[str, list[int]]:
    """For each word and phrase a number for each page that has it: how many pages on from the last, and how it stands.

    A page on is 12. In the title it stands as 6, and for each time in the text as 1, but 5 at most.
    """
    found: defaultdict[str, list[int]] = defaultdict(list)
    for number, page in enumerate(pages):
        stands = {word: min(times, MOST_TIMES) for word, times in counting.counts("\n".join(page.texts)).items()}
        for word in counting.counts(page.title):
            stands[word] = stands.get(word, 0) + IN_TITLE
        for word, standing in stands.items():
            found[word].append(number * A_PAGE + standing)
    return {
        word: [each - before // A_PAGE * A_PAGE for before, each in pairwise((0, *numbers))]
        for word, numbers in found.items()
    }


# --- words, as search.js knows them -----------------------------------------------------------------------

_MARKS_IN_WORDS = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670"
    "\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u0900-\u0963\u0971-\u0df3\u0e31-\u0e3a\u0e47-\u0e4e"
)
"""Of Latin, Cyrillic, Hebrew, Arabic, Thai and the scripts of India: Python's “word” has letters and digits alone."""
_ONE = rf"[\w{_MARKS_IN_WORDS}]"
_SPACES = "\u00a0\u2009\u202f"
_WORD = rf"(?:[0-9]{{1,3}}(?:[,{_SPACES}][0-9]{{3}})+(?![0-9])|{_ONE}+(?:['’]{_ONE}+)*)"
_HYPHEN = "[-‐‑]"
_COMPOUND = re.compile(rf"{_WORD}(?:{_HYPHEN}{_WORD})*")
_MARKS = re.compile("[\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670]")
_FOLDED = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i", "ð": "d", "þ": "th", "ħ": "h", "’": "'"}
)
_PLURAL = re.compile(r"(?<=[^isu])s$")
_ENDING = re.compile(r"(?:'s|ies|es|s|ing|ed|e|y)$")
_GAP = ""
"""Before each word that stands for several: no phrase goes over it."""


class _Counting:
    """Counts the words of texts, and those phrases that people may look for in other words."""

    def __init__(self, ways: Iterable[str]) -> None:
        phrases = chain.from_iterable(map(_phrases, ways))
        self._phrases: defaultdict[str, list[Phrase]] = defaultdict(list)
        for phrase in dict.fromkeys(phrase for phrase in phrases if len(phrase) > 1):
            self._phrases[phrase[0][0]].append(phrase)
        self._begun_by: dict[str, tuple[Phrase, ...]] = {}

    def counts(self, text: str) -> Counter[str]:
        words = _words(text)
        found = Counter(words)
        del found[_GAP]
        if any(map(self._beginning_with, tuple(found))):
            found.update(self._phrases_among(words))
        return found

    def _phrases_among(self, words: Sequence[str]) -> Iterator[str]:
        for at, word in enumerate(words):
            for phrase in self._beginning_with(word):
                following = words[at : at + len(phrase)]
                if len(following) == len(phrase) and all(map(_fits, following, phrase)):
                    yield PHRASE + " ".join(phrase)

    def _beginning_with(self, word: str) -> tuple[Phrase, ...]:
        if word not in self._begun_by:
            self._begun_by[word] = tuple(phrase for phrase in self._phrases.get(word[:1], ()) if _fits(word, phrase[0]))
        return self._begun_by[word]


def _words(text: str) -> list[str]:
    """All words in their order; then, for each that hyphens join, the same as one: “co-operative” is “cooperative”."""
    compounds = [_parts(compound) for compound in _COMPOUND.findall(text.replace("_", " "))]
    joined = chain.from_iterable(joined for _, joined in compounds)
    return [
        *chain.from_iterable(parts for parts, _ in compounds),
        *chain.from_iterable((_GAP, word) for word in joined),
    ]


@cache
def _parts(compound: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What hyphens join, and the runs of it that have no digits as one word each."""
    parts = tuple(_plain(part) for part in re.split(_HYPHEN, compound))
    runs = (tuple(run) for has_digits, run in groupby(parts, key=_has_digits) if not has_digits)
    return parts, tuple("".join(run) for run in runs if len(run) > 1)


def _has_digits(word: str) -> bool:
    return re.search("[0-9]", word) is not None


def _phrases(way: str) -> Iterator[Phrase]:
    """A way to say something as the stems of its words; and where hyphens join all of it, as one."""
    words = _words(way)
    parts = words[: words.index(_GAP)] if _GAP in words else words
    yield tuple(map(_stem, parts))
    if _GAP in words and words[-1] == "".join(parts):
        yield (_stem(words[-1]),)


def _plain(word: str) -> str:
    letters = _MARKS.sub("", unicodedata.normalize("NFD", word.lower())).translate(_FOLDED)
    return re.sub(f"[,{_SPACES}]", "", letters)


def _stem(word: str) -> str:
    if len(word) == 4:
        return _PLURAL.sub("", word)
    cut = _ENDING.sub("", word)
    return cut if len(word) > 4 and len(cut) > 2 else word


def _fits(word: str, stem: str) -> bool:
    return word.startswith(stem) if len(stem) > 3 else word in {stem, f"{stem}s", f"{stem}es"}
