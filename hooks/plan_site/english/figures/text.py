"""Text → its figures: numbers, money, shares, lengths of time, dates and clock times, each as what it means.

“Half past nine” and “9.30am” mean one thing, “£3m” and “£3k” do not. A `Fact` is one meaning.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import replace

from plan_site.english.figures import amounts, dates, names, numbers, times
from plan_site.english.figures.figure import Figure
from plan_site.english.figures.number_words import SIGN, in_digits
from plan_site.english.sentences import ADDRESS, may_have_address


def figures_in(text: str) -> Iterator[Figure]:
    """All figures of a text, in their order."""
    if may_have_address(text):
        text = ADDRESS.sub(lambda found: "…" * len(found[0]), text)
    text = _plainly_spaced(text)
    digits, there, here = in_digits(text)

    def original(place: int) -> int:
        piece = bisect_right(there, place) - 1
        last = here[piece + 1] if piece + 1 < len(here) else len(text)
        return min(here[piece] + place - there[piece], last)

    at = 0
    while found := _START.search(digits, at):
        at = found.end()
        for pattern, read in _KINDS:
            match = pattern.match(digits, found.start())
            figures = read(match) if match else None
            if match is not None and figures is not None:
                at = max(at, match.end())
                as_written = text[original(match.start()) : original(match.end())].strip(" ,-")
                is_rough = _ROUGHLY.search(digits, max(0, match.start() - 20), match.start()) is not None
                yield from (replace(figure, as_written=as_written, is_rough=is_rough) for figure in figures)
                break


def _plainly_spaced(text: str) -> str:
    """A thousand is parted by no space at which a line may end."""
    for space in "\u00a0\u202f\u2007":
        text = text.replace(space, "\u2009")
    return text.replace("\n", " ").replace("\t", " ")


_ROUGHLY = re.compile(
    r"(?:\b(?:about|around|nearly|almost|over|under|than|just|roughly|approximately|some|to|least|most|of)"
    r"(?: an?)? |~ ?)$",
    re.IGNORECASE,
)

_Reader = Callable[[re.Match[str]], Iterator[Figure] | None]

_KINDS: tuple[tuple[re.Pattern[str], _Reader], ...] = (
    (names.NAMED, names.of_named),
    (amounts.MONEY, amounts.of_money),
    (dates.DATE, dates.of_date),
    (dates.YEARS, dates.of_years),
    (re.compile(amounts.PART_OF_MANY, re.IGNORECASE), numbers.of_part_of_many),
    (amounts.SHARE, amounts.of_share),
    (times.LENGTH, times.of_length),
    (numbers.SCALED, numbers.of_scaled),
    (times.TIME, times.of_time),
    (re.compile(r"(?:twice|both|once|(?:a )?(?:couple|pair)(?= of))\b", re.IGNORECASE), numbers.of_times),
    (re.compile(rf"(?P<ordinal>{SIGN}\d+)(?:st|nd|rd|th)\b"), numbers.of_ordinal),
    (re.compile(numbers.AMOUNT), numbers.of_number),
)
_START = re.compile(
    rf"""
    (?<!\w)(?<!\d\.)(?:
      {SIGN}\d | [AF]Y[ ]?\d | [£$€½¼¾⅓⅔⅛+] | \(0 | [’']\d\d | [A-Z]{{1,2}}\d
      | (?i:half|quarter|twice|both|once|couple|pair|noon|midday|midnight)\b
      | (?i:an?|each|every|per)[ ](?={SIGN}\d|(?i:min|hou|day|wee|mon|yea|dec|for|hal|qua|thi))
      | (?:{names.LABEL}|[Yy](?:ea)?r|Y|(?<![’'])s)[ ]?(?={SIGN}\d)
      | {dates.MONTH} | {dates.WEEKDAY} | {dates.SEASON}
    )
    """,
    re.VERBOSE,
)
"""Where a figure may begin."""
