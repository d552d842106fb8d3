"""Money and shares: £3m, 1 in 5, 20%."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from plan_site.english.figures.figure import Figure, Reading, Value
from plan_site.english.figures.number_words import SIGN
from plan_site.english.figures.numbers import AMOUNT, NUMBER, TIMES, TO, as_number, facts_of, value_of, value_of_part

PART_OF_MANY = r"(?:half|(?:a[ ]|3[ ]|.3[ ])?quarters?[ ]of)[ ]an?[ ](?:hundred|thousand|million|billion|dozen)\b"
MONEY = re.compile(
    rf"""
    (?P<sign>[£$€])[ ]?(?:(?P<sign_low>{AMOUNT}{TIMES}?)(?:(?:[ ]?[-–—‑][ ]?|[ ]to[ ])[£$€]?|[ ](?:and|or)[ ][£$€]))?
        (?P<sign_amount>{AMOUNT}{TIMES}?)
        (?:[ ](?:pounds))?
    | (?:(?P<word_low>{AMOUNT}){TO})?(?P<pounds>{AMOUNT}{TIMES}?)[ -](?:pounds?|quid)\b
        (?:[ ](?:and[ ])?(?P<and_pence>{NUMBER})(?:[ ]?p|[ ]pence)?\b(?![ ]?[%\w]))?
    | (?:(?P<part_pounds>{PART_OF_MANY})[ ]pounds\b)
    | (?P<pence>{AMOUNT})(?:p\b|[ ]pence\b)
    """,
    re.VERBOSE | re.IGNORECASE,
)


def of_money(match: re.Match[str]) -> Iterator[Figure]:
    if match["part_pounds"]:
        yield _money("£", value_of_part(match["part_pounds"]))
        return
    if match["pence"]:
        yield _money("£", Fraction(value_of(match["pence"])) / 100)
        return
    low, amount = match["sign_low"] or match["word_low"], match["sign_amount"] or match["pounds"]
    sign = match["sign"] or "£"
    value = Fraction(value_of(amount))
    if low:
        scale = re.search(rf"{TIMES}$", amount)
        low_value = value_of(low)
        values = (low_value, value_of(low + scale[0])) if scale and not re.search(rf"{TIMES}$", low) else (low_value,)
        yield _money(sign, *values)
    if match["and_pence"]:
        value += Fraction(value_of(match["and_pence"])) / 100
    yield _money(sign, value)


def _money(sign: str, *values: Value) -> Figure:
    readings: tuple[Reading, ...] = tuple(((sign, Fraction(value)),) for value in values)
    amounts: tuple[Reading, ...] = tuple((("amount", Fraction(value)),) for value in values)
    numbers = tuple(as_number(Fraction(value)) for value in values)
    return Figure("money", facts_of(*readings, *amounts), readings, numbers)


_DENOMINATORS = {"half": 2, "halve": 2, "third": 3, "quarter": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8} | {
    "ninth": 9,
    "tenth": 10,
    "hundredth": 100,
}
SHARE = re.compile(
    rf"""
    (?:(?P<percent_low>{NUMBER})(?:[ ]?%)?{TO})?(?P<percent>{NUMBER})
        (?:[ \u2009]?[%％]|[ ]?(?:per[ ]?cent|percentage[ ]points?|pc)\b)
    | (?P<some>{SIGN}\d+)[ -](?:(?:in|out[ ]of)(?:[ -]every)?|of[ ]every)[ -](?P<of>{SIGN}\d[\d,]*)(?![\d./:,]*\d)
    | (?P<parts>{SIGN}\d+|an?)[ -]\W?(?:(?P<of_parts>halves|half|quarters?|thirds?|fifths?|sixths?|sevenths?|eighths?
        |ninths?|tenths?|hundredths?)|(?P<of_ordinal>\d+)(?:rd|th)(?=[ ]of\b))\b(?![ ]of[ ]an?[ ]hour|[ ](?:past|to)\b)
    | (?P<half_percent>half[ ]a[ ]per[ ]?cent)\b
    | (?P<half>half)\b(?![ -]{SIGN}\d|-|[ ](?:past|terms?)\b
        |[ ]an?[ ](?:hour|day|year|million|billion|dozen|thousand|hundred)\b)
    | (?P<over>\d{{1,2}})[/⁄](?P<under>\d{{1,3}})(?![\d/⁄-])
    | (?P<sign_part>[½¼¾⅓⅔⅛])
    """,
    re.VERBOSE | re.IGNORECASE,
)
_OF_SO_MANY = frozenset({2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 20, 50, 100, 1000})


def of_share(match: re.Match[str]) -> Iterator[Figure] | None:
    if match["percent"]:
        return _percents(match["percent_low"], match["percent"])
    if match["some"]:
        some, of = int(value_of(match["some"])), int(value_of(match["of"]))
        is_share = some <= of and (of in _OF_SO_MANY or "out" in match[0].lower() or "every" in match[0].lower())
        return _some_of(some, of) if is_share else None
    if match["parts"]:
        of = int(
            match["of_ordinal"] or _DENOMINATORS[match["of_parts"].lower().removesuffix("s").replace("halve", "half")]
        )
        some = 1 if match["parts"][0] in "aA" else int(value_of(match["parts"]))
        is_sure = bool(
            match["of_ordinal"] or match["of_parts"].endswith("s") or match.string.startswith(" of ", match.end())
        )
        return iter([_share(Fraction(some, of), is_doubtful=not is_sure)])
    if match["half_percent"]:
        return iter([_share(Fraction(1, 200))])
    if match["half"]:
        is_sure = re.compile(r" (?:of|the|our|their|all)\b").match(match.string, match.end()) is not None
        return iter([_share(Fraction(1, 2), is_doubtful=not is_sure)])
    if match["over"]:
        return _over(int(match["over"]), int(match["under"]))
    value = Fraction(unicodedata.numeric(match["sign_part"])).limit_denominator(8)
    return iter([replace(_share(value), tells=facts_of(as_number(value), (("share", value),)))])


def _share(value: Fraction, *, is_doubtful: bool = False) -> Figure:
    reading: Reading = (("share", value),)
    manner = {Fraction(1): "all", Fraction(0): "none"}.get(value)
    may_mean: list[Reading] = [((("word", manner)),)] if manner else []
    return Figure("share", facts_of(reading), (reading,), (*may_mean, as_number(value)), is_doubtful)


def _percents(low: str | None, high: str) -> Iterator[Figure]:
    for each in (low, high):
        if each:
            yield _share(Fraction(value_of(each)) / 100)


def _some_of(some: int, of: int) -> Iterator[Figure]:
    """One in four; also “12 in 20 schools”, told by its two numbers."""
    share, numbers = (("share", Fraction(some, of)),), (*as_number(some), *as_number(of))
    yield Figure("share", facts_of(share, numbers), (share, numbers))


def _over(some: int, of: int) -> Iterator[Figure] | None:
    """1/2 is a half, or the first of February; 24/25 a school year; 24/7 always."""
    readings: list[Reading] = []
    if 0 < some < of <= 100:
        readings.append((("share", Fraction(some, of)),))
    if 1 <= some <= 31 and 1 <= of <= 12:
        readings.append((("date", 0, of, some),))
    if some >= 10 and of == (some + 1) % 100:
        readings.append((("years", 2000 + some, 2001 + some),))
    if some >= 5:
        readings.append((*as_number(some), *as_number(of)))
    if not readings:
        return None
    return iter([Figure("share", facts_of(*readings), tuple(readings), is_doubtful=True)])
