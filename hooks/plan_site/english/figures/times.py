"""Lengths of time and clock times: 20 weeks, “half past nine”."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from plan_site.english.figures.figure import Figure, Reading
from plan_site.english.figures.number_words import BY_THE_WAY, SIGN
from plan_site.english.figures.numbers import AMOUNT, NUMBER, TO, as_number, facts_of, value_of

_UNIT = r"(?P<{0}>minute|min|hour|hr|day|week|wk|month|mth|year|yr|fortnight|decade)s?\b"
LENGTH = re.compile(
    rf"""
    (?!\d{{4}}h)(?:(?P<low>{NUMBER}){TO}(?!\d{{4}}h))?(?P<long>{AMOUNT})[ -]?
        (?P<working>(?:working|school|business)[ -])?(?:(?:full|whole|more|extra|calendar|long|further)[ ])?
        {_UNIT.format("unit")}
        (?P<and_half>[ ]and[ ]a[ ]half\b)?
        (?:,?[ ](?:and[ ])?(?P<then>{NUMBER})[ -]?{_UNIT.format("then_unit")})?
    | (?P<part>half|(?:a[ ]|3[ ]|.3[ ])?quarters?[ ]of)[ ]an?[ ]{_UNIT.format("part_unit")}
    | (?P<article>an?|each|every|per)[ ]{_UNIT.format("one_unit")}(?P<one_half>[ ]and[ ]a[ ]half\b)?
    """,
    re.VERBOSE | re.IGNORECASE,
)
_MINUTES = {"minute": 1, "min": 1, "hour": 60, "hr": 60, "day": 1440, "week": 10080, "wk": 10080, "fortnight": 20160}
_MONTHS_LONG = {"month": 1, "mth": 1, "year": 12, "yr": 12, "decade": 120}


def of_length(match: re.Match[str]) -> Iterator[Figure]:
    if match["part"]:
        part = match["part"].lower()
        value = Fraction(1, 2) if part == "half" else Fraction(3 if "3" in part else 1, 4)
        length = _length(value, match["part_unit"])
        yield Figure("length", facts_of(length), (length,), is_doubtful=match["part_unit"].lower() == "day")
    elif match["article"]:
        value = Fraction(3, 2) if match["one_half"] else Fraction(1)
        length = _length(value, match["one_unit"])
        means = (length,) if match["one_half"] or match["one_unit"].lower() in {"fortnight", "decade"} else ()
        yield Figure(
            "length",
            facts_of(length),
            means,
            is_doubtful=True,
            things="fortnight" * (match["one_unit"].lower() == "fortnight"),
        )
    elif match["then"]:
        yield from _length_in_two(match)
    else:
        yield from _lengths(match)


def _length_in_two(match: re.Match[str]) -> Iterator[Figure]:
    """1 hour and 30 minutes: told by 90 minutes, or by both."""
    long, then = Fraction(value_of(match["long"])), Fraction(value_of(match["then"]))
    (kind, in_one), (other_kind, in_other) = _scaled(long, match["unit"]), _scaled(then, match["then_unit"])
    one, two = ((kind, in_one),), ((other_kind, in_other),)
    whole: Reading = ((kind, in_one + in_other),) if kind == other_kind else (*one, *two)
    numbers: Reading = (*as_number(long), *as_number(then))
    yield Figure("length", facts_of(one, two, whole), (whole, (*one, *two), numbers))


def _lengths(match: re.Match[str]) -> Iterator[Figure]:
    unit, is_working = match["unit"], match["working"] is not None
    is_by_the_way = match["long"].startswith(BY_THE_WAY)
    for written in (match["low"], match["long"]):
        if written is None:
            continue
        value = Fraction(value_of(written)) + (Fraction(1, 2) if match["and_half"] else 0)
        length = _length(value, unit, is_working=is_working)
        count: Reading = (("count", value, unit.lower()),)
        may_mean = [
            count,
            *(_as_long_as(value, unit) if not is_working else [_length(value / 5, "week"), _length(value, "day")]),
        ]
        tells = facts_of(length, count, (("counted", value),), *([as_number(value)] if written is match["low"] else []))
        yield Figure(
            "length",
            tells,
            (length, as_number(value)),
            tuple(may_mean),
            is_by_the_way=is_by_the_way,
            things=unit,
        )


def _length(value: Fraction, unit: str, *, is_working: bool = False) -> Reading:
    return (("working days", value),) if is_working else (_scaled(value, unit),)


def _scaled(value: Fraction, unit: str) -> tuple[str, Fraction]:
    """In months or in minutes: nobody knows how many minutes a month has."""
    months = _MONTHS_LONG.get(unit.lower())
    return ("months", value * months) if months else ("minutes", value * _MINUTES[unit.lower()])


def _as_long_as(value: Fraction, unit: str) -> Iterator[Reading]:
    """About as long in other units: 4 weeks are a month, or nearly."""
    kind, length = _scaled(value, unit)
    if kind == "months":
        for weeks in {round(length * 4), round(length * Fraction(52, 12))}:
            yield (("minutes", Fraction(weeks * _MINUTES["week"])),)
    elif length >= 4 * _MINUTES["week"]:
        for months in {round(length / _MINUTES["week"] / 4), round(length / _MINUTES["week"] * Fraction(12, 52))}:
            yield (("months", Fraction(months)),)


_HALF_DAY = (
    r"(?:[ ]?(?P<{0}>[ap])\.?m\b\.?"
    r"|[ ]?(?:o[’']?clock)?,?[ ](?:in[ ]the|this|every)[ ](?P<{0}_word>morning|afternoon|evening)\b)"
)
_OCLOCK = r"[ ]?o[’']?clock\b"
TIME = re.compile(
    rf"""
    (?:(?P<from>{SIGN}\d\d?)(?:[.:](?P<from_minute>[0-5]\d))?{TO})?
        (?P<hour>{SIGN}\d\d?)(?:[.:](?P<minute>[0-5]\d))?(?:{_HALF_DAY.format("half")}|(?P<oclock>{_OCLOCK}))
    | (?P<colon_hour>[01]?\d|2[0-4]):(?P<colon_minute>[0-5]\d)(?::\d\d)?(?![\d:])(?:[ ]?h(?:ou)?rs?\b)?
    | (?P<dot_hour>[01]?\d|2[0-4])\.(?P<dot_minute>[0-5]\d)(?![\d%]|\.\d|[ ]?%)
    | (?P<four>(?:0\d|1\d|2[0-3])[0-5]\d)(?:[ ]?hrs?\b)
    | (?P<zero_four>0\d[0-5]\d)(?![\d\w]|[ ]\d)
    | (?P<past>half|(?:a[ ])?quarter|{SIGN}\d\d?(?:[ ]minutes)?)(?:[ -](?P<side>past|to))?[ -]
        (?P<word_hour>{SIGN}\d\d?)(?!\d|[.,:]\d)
        (?:{_HALF_DAY.format("past_half")})?
    | (?P<named>(?:12[ ])?(?:noon|midday|midnight))\b
    """,
    re.VERBOSE | re.IGNORECASE,
)


def of_time(match: re.Match[str]) -> Iterator[Figure] | None:
    if match["named"]:
        return _times(0 if match["named"].lower().endswith("midnight") else 12, 0, "named")
    if match["word_hour"]:
        return _time_in_words(match)
    if match["hour"]:
        return _times_of_a_span(match)
    if match["dot_hour"]:
        return _time_or_number(match)
    if match["colon_hour"]:
        return _time_or_ratio(match)
    four = match["four"] or match["zero_four"]
    return _times(int(four[:2]), int(four[2:]), "named")


def _time_or_ratio(match: re.Match[str]) -> Iterator[Figure]:
    hour, minute = int(match["colon_hour"]), int(match["colon_minute"])
    ratio = (*as_number(hour), *as_number(minute))
    for time in _times(hour, minute, _half_of_a_digital(match["colon_hour"])):
        yield replace(time, may_mean=(*time.may_mean, ratio))


def _half_of_a_digital(hour: str) -> str:
    """09:30 and 17:30 are said of the whole day, 9:30 and 12:30 of either half."""
    return "named" if hour.startswith("0") or int(hour) > 12 or int(hour) == 0 else ""


def _times_of_a_span(match: re.Match[str]) -> Iterator[Figure] | None:
    hour = int(value_of(match["hour"]))
    if not 0 < hour <= 12 and (match["half"] or match["oclock"]):
        return None
    return _span(match, hour)


def _span(match: re.Match[str], hour: int) -> Iterator[Figure]:
    if match["from"] and 0 < int(value_of(match["from"])) <= 24:
        for figure in _times(int(value_of(match["from"])), int(match["from_minute"] or 0), ""):
            number = as_number(value_of(match["from"]))
            yield replace(figure, means=(*figure.means, number), tells=figure.tells | frozenset(number))
    half = match["half"] or _HALF_OF.get((match["half_word"] or "").lower(), "")
    yield from _times(hour, int(match["minute"] or 0), half.lower(), number=not match["minute"])


_HALF_OF = {"morning": "a", "afternoon": "p", "evening": "p"}


def _time_or_number(match: re.Match[str]) -> Iterator[Figure]:
    value = value_of(match[0])
    for time in _times(int(match["dot_hour"]), int(match["dot_minute"]), _half_of_a_digital(match["dot_hour"])):
        yield replace(
            time,
            kind="number",
            tells=time.tells | facts_of(as_number(value)),
            means=(*time.means, as_number(value)),
            things="",
        )


def _time_in_words(match: re.Match[str]) -> Iterator[Figure] | None:
    past, side = match["past"].lower(), (match["side"] or "").lower()
    minutes = _minutes_of(past)
    hour = int(value_of(match["word_hour"]))
    is_to = side == "to"
    may_be_numbers = minutes <= hour and not match.string[: match.start()].lower().endswith("at ")
    if (is_to and past[-1].isdigit() and may_be_numbers) or (not side and past != "half"):
        return None  # “5 to 11” are numbers, “twenty to ten” is a time
    if not 0 < hour <= 12 or not 0 < minutes < 60:
        return None
    half = match["past_half"] or _HALF_OF.get((match["past_half_word"] or "").lower(), "")
    total = hour * 60 + (-minutes if is_to else minutes)
    return _times(total // 60 or 12, total % 60, half.lower())


def _minutes_of(past: str) -> int:
    if past == "half":
        return 30
    return 15 if past.endswith("quarter") else int(value_of(past.split()[0]))


def _times(hour: int, minute: int, half: str, *, number: bool = False) -> Iterator[Figure]:
    """`half` is “a” or “p”, “named” where the hour is one of 24, and empty where nobody says."""
    on_the_dial = (hour % 12) * 60 + minute
    dial: Reading = (("dial", on_the_dial),)
    if half:
        at = on_the_dial + 720 * (half == "p") if half in "ap" else (hour % 24) * 60 + minute
        time: Reading = (("time", at),)
        may_mean = (as_number(hour % 12 or 12),) if number or not minute else ()
        yield Figure("time", facts_of(time, dial), (time,), may_mean)
    else:
        either: Reading = (("time", on_the_dial), ("time", on_the_dial + 720))
        may_mean = (as_number(hour),) if number else ()
        yield Figure("time", facts_of(dial, either), (dial,), may_mean)
