"""Text → the same with its number words as digits: “a hundred and one” is 101, “twenty-first” 21st."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from plan_site.english.wordings import NUMBERS

# What stands before digits that were letters: nobody wrote these signs, for no plan may hold them.
IN_LETTERS, IN_A_NAME, BY_THE_WAY = "\ue000", "\ue001", "\ue002"
SIGN = "[\ue000-\ue002]?"

_VALUES = {"zero": 0, "one": 1} | {word: int(value) for word, value in NUMBERS.items()}
_SCALES = {"thousand": 10**3, "million": 10**6, "billion": 10**9}
_IRREGULAR = {"one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth", "nine": "ninth"}
_IRREGULAR |= {"twelve": "twelfth"}
_ORDINALS = {
    _IRREGULAR.get(word) or f"{re.sub('y$', 'ie', word)}th": value
    for word, value in _VALUES.items()
    if word not in {"zero", "dozen"}
}
_WORD_OF_A_NUMBER = "|".join(sorted([*_VALUES, *_SCALES, *_ORDINALS], key=len, reverse=True))
_FIRST_WORDS = {*_VALUES, *_SCALES, *_ORDINALS}
_NUMBER_WORDS = re.compile(
    rf"(?<![\w’'-])(?:(?<!half )(?<!quarter of )(?<!quarters of )a (?=(?:hundred|thousand|million|billion|dozen)\b))?"
    rf"(?:{_WORD_OF_A_NUMBER})\b(?:(?:[ ‑-]| and )(?:{_WORD_OF_A_NUMBER})\b)*",
    re.IGNORECASE,
)
_PIECE = re.compile(r"[a-z]+", re.IGNORECASE)
_GOES_ON_AS_A_WORD = re.compile(
    r"[-‑](?!(?:minute|hour|day|week|month|year|fold|third|quarter|fifth|tenth)s?\b)\w", re.IGNORECASE
)
_NAME_BEFORE = re.compile(r"[^.?!:“‘\s]\s+(?:the )?$|[a-z],? $")
_NAME_AFTER = re.compile(r" (?:[A-Z][a-z]|[A-Z]\b)")


def in_digits(text: str) -> tuple[str, Sequence[int], Sequence[int]]:
    """The text with its number words as digits; and where each piece of it begins in both."""
    if _FIRST_WORDS.isdisjoint(_PIECE.findall(text.lower())):
        return text, [0], [0]
    pieces: list[str] = []
    there, here = [0], [0]
    at = length = 0
    for found in _NUMBER_WORDS.finditer(text):
        for start, end, digits in _numbers_of(text, found):
            pieces += (text[at:start], digits)
            length += start - at
            there += (length, length + len(digits))
            here += (start, end)
            length += len(digits)
            at = end
    return "".join([*pieces, text[at:]]), there, here


def _numbers_of(text: str, found: re.Match[str]) -> Iterator[tuple[int, int, str]]:
    """A run of number words cut where one number ends and the next begins: “two, three” are two."""
    number = _Number()
    for word in _PIECE.finditer(text, found.start(), found.end()):
        small = word[0].lower()
        if small == "and":
            continue
        has_and = text[: word.start()].endswith("and ")
        if not number.takes(small, has_and=has_and):
            yield from _written(text, number)
            number = _Number()
            if not number.takes(small, has_and=False):
                continue
        number.start = word.start() if number.start < 0 else number.start
        number.end = word.end()
    yield from _written(text, number)


@dataclass
class _Number:
    """A number that is being read, word by word."""

    total: int = 0
    now: int | None = None
    ending: str = ""
    start: int = -1
    end: int = -1

    def takes(self, word: str, *, has_and: bool) -> bool:
        """Whether the word goes on with the number; if so, it is added."""
        if self.ending:
            return False
        if word == "a":
            return self._put(1) if self.start < 0 else False
        if word in _SCALES:
            if self.now is None or has_and:
                return False
            self.total, self.now = self.total + self.now * _SCALES[word], None
            return True
        value = _VALUES.get(word, _ORDINALS.get(word, 0))
        if word in {"hundred", "dozen", "hundredth"}:
            taken = self.now is not None and 0 < self.now < 100 and not has_and
            self.now = self.now * value if taken and self.now else self.now
        else:
            taken = self._adds(value, has_and=has_and)
        if taken and word in _ORDINALS:
            self.ending = _ending_of(self.value)
        return taken

    @property
    def value(self) -> int:
        return self.total + (self.now or 0)

    def _put(self, value: int) -> bool:
        self.now = value
        return True

    def _adds(self, value: int, *, has_and: bool) -> bool:
        if self.now is None:
            is_next = self.start < 0 or self.total > 0
        elif self.now in {19, 20} and value >= 10 and not has_and:  # twenty twenty-six
            return self._put(self.now * 100 + value)
        else:
            after_hundreds = self.now >= 100 and self.now % 100 == 0
            after_tens = self.now % 100 >= 20 and self.now % 10 == 0 and 0 < value < 10 and not has_and
            is_next = after_hundreds or after_tens
        return self._put((self.now or 0) + value) if is_next else False


def _ending_of(value: int) -> str:
    return {1: "st", 2: "nd", 3: "rd"}.get(value % 10 * (value % 100 not in {11, 12, 13}), "th")


def _written(text: str, number: _Number) -> Iterator[tuple[int, int, str]]:
    if number.start < 0:
        return
    after = text[number.end : number.end + 12]
    if number.value == 1 or (number.value == 2 and number.ending):
        sign = BY_THE_WAY
    elif _is_in_a_name(text, number) or number.ending or _GOES_ON_AS_A_WORD.match(after):
        sign = IN_A_NAME
    else:
        sign = IN_LETTERS
    yield number.start, number.end, f"{sign}{number.value}{number.ending}"


def _is_in_a_name(text: str, number: _Number) -> bool:
    if not text[number.start].isupper():
        return False
    return bool(
        _NAME_AFTER.match(text, number.end) or _NAME_BEFORE.search(text[max(0, number.start - 12) : number.start])
    )
