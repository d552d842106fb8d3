"""Dates and years: 1 June 2026, “June to July”, 2025/26."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import replace

from plan_site.english.figures.figure import Fact, Figure, Reading
from plan_site.english.figures.number_words import SIGN
from plan_site.english.figures.numbers import TO, as_number, facts_of, value_of

_MONTH_NAMES = (
    r"Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?"
)
MONTH = rf"(?:{_MONTH_NAMES}|january|february|april|june|july|august|september|october|november|december)\b\.?"
_DAY = rf"{SIGN}(?:[0-2]?\d|3[01])(?:st|nd|rd|th)?"
_YEAR = r"(?:(?:19|20)\d\d(?![\d,]*\d)|[’']\d\d(?!\d)|\ue000(?:19|20)\d\d)"
WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
SEASON = r"(?:[Ss]pring|[Ss]ummer|[Aa]utumn|[Ww]inter)"
DATE = re.compile(
    rf"""
    (?P<days>{_DAY}(?:(?:{TO}|,[ ]|/)(?:{WEEKDAY},?[ ])?(?:the[ ])?{_DAY})*)(?:[ -]|[ ]of[ ])(?P<month>{MONTH})
        (?:,?[ -](?P<year>{_YEAR}|\d\d(?![\d.:,]*\d|[ ]\w)))?
    | (?P<us_month>{MONTH})[ ](?:the[ ])?(?P<us_days>{_DAY}(?:{TO}{_DAY})*)(?![\d.:,%]*\d|[ ]?%)
        (?:,?[ ](?P<us_year>{_YEAR}))?
    | (?P<alone>{MONTH})(?:(?:,?[ ]|[ ]of[ ])(?P<alone_year>{_YEAR}))?
    | (?P<iso>(?:19|20)\d\d(?:-(?:0?\d|1[0-2])-|/(?:0?\d|1[0-2])/)(?:[0-2]?\d|3[01]))(?!\d)(?:T\d\d:\d\d(?::\d\d)?Z?)?\b
    | (?P<numeric>\d\d?[/.-]\d\d?[/.-](?:(?:19|20)\d\d|\d\d))(?!\d)
    | (?P<iso_month>(?:19|20)\d\d-(?:0[1-9]|1[0-2]))(?![\d-])
    | (?P<month_year>(?:0?[1-9]|1[0-2])/(?:19|20)\d\d)(?!\d)
    | (?P<weekday>{WEEKDAY})s?\b
    | (?P<season>{SEASON})\b
    """,
    re.VERBOSE,
)
_MONTH_NUMBERS = {name[:3].lower(): number for number, name in enumerate(calendar.month_name) if name}
_YEAR_LATER = re.compile(rf"{TO}(?:{_DAY} (?:of )?)?(?P<month>{MONTH}),? (?P<year>{_YEAR})")


def of_date(match: re.Match[str]) -> Iterator[Figure] | None:
    if match["iso"]:
        return _of_parts(re.split("[-/]", match["iso"]))
    if match["numeric"]:
        return _of_numeric(match["numeric"])
    if match["iso_month"]:
        year, month = match["iso_month"].split("-")
        is_span = int(month) == int(year[2:]) + 1
        return None if is_span else iter([_date(int(year), int(month), 0)])
    if match["month_year"]:
        month, year = match["month_year"].split("/")
        return iter([_date(int(year), int(month), 0)])
    if match["weekday"] or match["season"]:
        kind = "weekday" if match["weekday"] else "season"
        reading: Reading = ((kind, match[kind].lower()),)
        return iter([Figure(kind, facts_of(reading), (reading,), is_by_the_way=True)])
    return _in_months(match)


def _in_months(match: re.Match[str]) -> Iterator[Figure] | None:
    name = match["month"] or match["us_month"] or match["alone"]
    month = _MONTH_NUMBERS[name[:3].lower()]
    written_year = match["year"] or match["us_year"] or match["alone_year"]
    year = _year(written_year) if written_year else _year_of_the_end(match, month)
    days = _days_of(match)
    if any(not 0 < day <= 31 for day in days):
        return None
    if not days and not written_year and not year:
        return iter([_month_alone(name, month)])
    return iter([_date(year, month, day, is_year_sure=bool(written_year)) for day in days or [0]])


def _days_of(match: re.Match[str]) -> list[int]:
    return [int(value_of(day)) for day in re.findall(r"\d+", match["days"] or match["us_days"] or "")]


def _month_alone(name: str, month: int) -> Figure:
    is_a_word = name in {"May", "March", "Mar", "Jan", "Jun"}
    reading: Reading = (("month", month),)
    tells = facts_of(reading, (("date", 0, month, 0),))
    return Figure("month", tells, () if is_a_word else (reading,), is_by_the_way=True)


def _year(written: str) -> int:
    digits = re.sub(r"\D", "", written)
    return int(digits) if len(digits) == 4 else 2000 + int(digits)


def _year_of_the_end(match: re.Match[str], month: int) -> int:
    """The year of June in “June to August 2025”."""
    later = _YEAR_LATER.match(match.string, match.end())
    if not later:
        return 0
    return _year(later["year"]) - (month > _MONTH_NUMBERS[later["month"][:3].lower()])


def _date(year: int, month: int, day: int, *, is_year_sure: bool = True) -> Figure:
    tells: set[Fact] = {
        ("date", year, month, day),
        ("date", year, month, 0),
        ("date", 0, month, day),
        ("date", 0, month, 0),
    }
    tells |= {("month", month), ("day", day)} | ({("number", year), ("year", year)} if year else set())
    whole: Reading = (("date", year, month, day),)
    means = [whole] if is_year_sure else [whole, (("date", 0, month, day),)]
    may_mean: list[Reading] = [(("date", 0, month, day), ("year", year))] if year else []
    return Figure("date", frozenset(tells), tuple(means), tuple(may_mean))


def _of_parts(date: list[str]) -> Iterator[Figure] | None:
    year, month, day = map(int, date)
    return iter([_date(year, month, day)]) if month and day else None


def _of_numeric(written: str) -> Iterator[Figure] | None:
    day, month, year = (int(part) for part in re.split(r"[/.-]", written))
    year = year if year > 99 else 2000 + year
    if month > 12:
        day, month = month, day
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    figure = _date(year, month, day)
    may_mean = (*figure.may_mean, (("date", year, day, month),)) if day <= 12 else figure.may_mean
    return iter([replace(figure, may_mean=may_mean)])


YEARS = re.compile(
    r"""
    (?P<prefix>[AF]Y[ ]?)?(?P<first>(?:19|20)\d\d)[ ]?
        (?:(?P<cut>[/–—-])[ ]?(?P<last>(?:19|20)\d\d|\d\d?)
            |(?:to|until|till)[ ](?P<to>(?:19|20)\d\d|\d\d))(?![\d/-]|[.,]\d)
    | [AF]Y[ ]?(?P<short_first>\d\d)[/–—-](?P<short_last>\d\d)\b
    | (?P<decade>(?:19|20)\d0)s\b
    | [’'](?P<short>\d\d)(?![\d\w])
    """,
    re.VERBOSE,
)


def of_years(match: re.Match[str]) -> Iterator[Figure] | None:
    if match["decade"]:
        reading: Reading = (("decade", int(match["decade"])),)
        return iter([Figure("decade", facts_of(reading), (reading,))])
    if match["short"]:
        value = 2000 + int(match["short"])
        return iter(
            [Figure("number", facts_of(as_number(value)), (as_number(value), (("year", value),)), is_doubtful=True)]
        )
    if match["short_first"]:
        return iter([_span_of_years(2000 + int(match["short_first"]), 2000 + int(match["short_last"]))])
    first, written = int(match["first"]), match["last"] or match["to"]
    last = int(str(first)[: 4 - len(written)] + written)
    is_years = last > first and (len(written) == 4 or last == first + 1 or (match["cut"] and last < first + 15))
    return iter([_span_of_years(first, last)]) if is_years else None


def _span_of_years(first: int, last: int) -> Figure:
    span: Reading = (("years", first, last),)
    tells = facts_of(span, (("year", first), ("year", last)))
    may_mean = (as_number(first), as_number(last)) if last == first + 1 else ()
    return Figure("years", tells, (span, (*as_number(first), *as_number(last))), may_mean)
