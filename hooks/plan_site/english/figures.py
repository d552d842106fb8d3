"""Text → its figures: numbers, money, shares, lengths of time, dates and clock times, each as what it means.

“Half past nine” and “9.30am” mean one thing, “£3m” and “£3k” do not. A `Fact` is one meaning.
"""

from __future__ import annotations

import calendar
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from plan_site.english.number_words import BY_THE_WAY, IN_A_NAME, SIGN, in_digits
from plan_site.english.sentences import ADDRESS, may_have_address

Value = int | Fraction
Fact = tuple[str | Value, ...]
Reading = tuple[Fact, ...]
"""Facts that mean a figure together: “2024/25” is told by 2024 and 2025."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure as it is written, and what it means."""

    kind: str
    tells: frozenset[Fact]
    means: tuple[Reading, ...] = ()
    """Who tells one of these has told the figure; nobody has to tell one that has none."""
    may_mean: tuple[Reading, ...] = ()
    """Who tells one of these has perhaps told it."""
    is_doubtful: bool = False
    """It may be part of a name, or a manner of speaking."""
    is_by_the_way: bool = False
    """“One”, “first” or “Monday” need not be told; only another one instead of it is a mistake."""
    things: str = ""
    """What there are so many of, as it is written."""
    as_written: str = ""
    is_rough: bool = False
    """Whether “about”, “nearly” or the like stands before it."""

    @property
    def counted(self) -> str:
        """What there are so many of, whether one or many."""
        return _ONE_OF.get(self.things.lower()) or self.things.lower().removesuffix("s")


_ONE_OF = {
    "children": "child",
    "people": "person",
    "families": "family",
    "communities": "community",
    "fortnight": "week",
}


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

# --- numbers ----------------------------------------------------------------------------------------------

_WHOLE = "[1-9]\\d{0,2}(?:[,\u2009]\\d{3})+(?!\\d)|[1-9]\\d{0,2}(?:[ ]\\d{3})+(?!\\d)|\\d+"
_NUMBER = rf"{SIGN}(?:{_WHOLE})(?:\.\d+)?"
_PART = r"(?:[ ]?[½¼¾⅓⅔⅛]|[ -]and[ ](?:a|\W?1)[ ](?:half|quarter)|[ -]and[ ]a[ ]half|[ -]and[ ](?:3|.3)[ ]quarters)"
_AMOUNT = rf"(?:{_NUMBER}{_PART}?|[½¼¾](?=\s?(?:m|million)))"
_TIMES = r"(?:[ ]?(?:k|K|m|M|bn|mn)(?![\w²³])|[ -]?(?:hundred|thousand|million|billion|dozen|mil|mn)\b)"
_TO = r"(?:[ ]?[-–—‑][ ]?|[ ]to[ ]|[ ]or[ ]|[ ]and[ ])"

_SCALES: dict[str, int] = {
    "k": 10**3,
    "thousand": 10**3,
    "m": 10**6,
    "mn": 10**6,
    "mil": 10**6,
    "million": 10**6,
    "bn": 10**9,
    "billion": 10**9,
    "hundred": 100,
    "dozen": 12,
}
_PARTS = {"half": Fraction(1, 2), "3": Fraction(3, 4), "quarter": Fraction(1, 4)}


def _value(text: str) -> Value:
    """3, 1,412, 3.5, 3½, “3 and a half”, 3k, 3 million."""
    number = re.match(rf"{SIGN}(\d+(?:[, \u2009]\d+)*(?:\.\d+)?)", text)
    rest = text[number.end() :] if number else text
    value = Fraction(re.sub("[, \u2009]", "", number[1])) if number else Fraction(0)
    for sign in re.findall("[½¼¾⅓⅔⅛]", rest):
        value += Fraction(unicodedata.numeric(sign)).limit_denominator(8)
    if " and " in rest or "-and " in rest:
        value += next(part for name, part in _PARTS.items() if name in rest)
    scale = re.search(r"([a-z]+)$", rest, re.IGNORECASE)
    if scale and scale[1].lower() in _SCALES:
        value *= _SCALES[scale[1].lower()]
    return int(value) if value.denominator == 1 else value


def _number(value: Value) -> Reading:
    return (("number", value),)


def _facts(*readings: Reading) -> frozenset[Fact]:
    return frozenset(fact for reading in readings for fact in reading)


_NOUN = re.compile(r"[ -]([^\W\d_]{3,})")
_NOT_COUNTED = frozenset(
    {"and", "are", "can", "for", "from", "had", "has", "have", "more", "new", "one", "other", "others", "out", "per"}
    | {"than", "that", "the", "them", "were", "who", "will", "with"}
)


def _things_after(match: re.Match[str]) -> str:
    noun = _NOUN.match(match.string, match.end())
    return noun[1] if noun and noun[1].lower() not in _NOT_COUNTED else ""


def _of_number(match: re.Match[str]) -> Iterator[Figure]:
    written = match[0]
    sign, bare = (written[0], written[1:]) if written[0] in "\ue000\ue001\ue002" else ("", written)
    value = _value(bare)
    is_name = sign == IN_A_NAME or _NAME_BEFORE.search(match.string, max(0, match.start() - 20), match.start())
    may_mean: list[Reading] = []
    tells = [_number(value)]
    if " " in bare:
        parts = tuple(("number", int(part)) for part in re.findall(r"\d+", bare))
        may_mean.append(parts)
        tells.append(parts)
    if value in {0, 1}:
        may_mean.append((("word", "none" if value == 0 else "an"),))
    if value == 0:
        may_mean.append((("word", "birth"),))
    may_mean += [(("amount", value),), (("m", value),)]
    means = [_number(value), (("year", value),), (("counted", value),)]
    if _AT.search(match.string, max(0, match.start() - 6), match.start()) and value in range(1, 13):
        means.append((("dial", int(value) % 12 * 60),))
    yield Figure(
        "number",
        _facts(*tells),
        tuple(means),
        tuple(may_mean),
        is_doubtful=bool(is_name),
        is_by_the_way=sign == BY_THE_WAY,
        things=_things_after(match),
    )


_AT = re.compile(r"\b(?:at|by|from|until|till) $", re.IGNORECASE)
_NAME_BEFORE = re.compile(r"(?<![\w-])(?!Post|Under|Over|Pre|Aged?|Mid|The)[A-Z]\w*[-‑]$")


def _of_scaled(match: re.Match[str]) -> Iterator[Figure]:
    """3 million, 3k, 3m: which may be metres."""
    low, amount = match["scaled_low"], match["scaled"]
    value = _value(amount)
    if low:
        yield from _of_low(low, _value(low + re.sub(r".*\d", "", amount)))
    may_be_metres = re.search(r"\d ?m$", amount, re.IGNORECASE)
    bare = _value(amount[:-1].strip()) if may_be_metres else value
    metres: Reading = (("m", bare),) if may_be_metres else ()
    may_mean = (_number(bare),) if may_be_metres else ()
    yield Figure("number", _facts(_number(value), metres), (_number(value),), (*may_mean, (("amount", value),)))


def _of_low(low: str, typed: Value) -> Iterator[Figure]:
    """The 3 of “3 to 5 million”."""
    yield Figure("number", _facts(_number(typed), _number(_value(low))), (_number(typed), _number(_value(low))))


def _of_part_of_many(match: re.Match[str]) -> Iterator[Figure]:
    """Half a million, three quarters of a million, half a dozen."""
    value = _part_of_many(match[0])
    yield Figure("number", _facts(_number(value)), (_number(value),), ((("amount", value),),))


def _part_of_many(text: str) -> Value:
    """What “half a million” counts."""
    part = Fraction(1, 2) if text[:4].lower() == "half" else Fraction(3 if "3" in text else 1, 4)
    value = part * _SCALES[text.split()[-1].lower()]
    return int(value) if value.denominator == 1 else value


def _of_ordinal(match: re.Match[str]) -> Iterator[Figure]:
    value = _value(match["ordinal"])
    sign = match[0][0]
    yield Figure(
        "number",
        _facts(_number(value)),
        (_number(value), (("day", value),)),
        is_doubtful=not sign.isdigit(),
        is_by_the_way=sign == BY_THE_WAY,
        things=_things_after(match),
    )


def _of_times(match: re.Match[str]) -> Iterator[Figure]:
    """Once, twice, both, a couple."""
    value = 1 if match[0].lower() == "once" else 2
    means = (_number(value),) if match[0].lower() == "twice" else ()
    yield Figure("number", _facts(_number(value)), means, is_doubtful=True)


# --- money ------------------------------------------------------------------------------------------------

_PART_OF_MANY = r"(?:half|(?:a[ ]|3[ ]|.3[ ])?quarters?[ ]of)[ ]an?[ ](?:hundred|thousand|million|billion|dozen)\b"
_MONEY = re.compile(
    rf"""
    (?P<sign>[£$€])[ ]?(?:(?P<sign_low>{_AMOUNT}{_TIMES}?)(?:(?:[ ]?[-–—‑][ ]?|[ ]to[ ])[£$€]?|[ ](?:and|or)[ ][£$€]))?
        (?P<sign_amount>{_AMOUNT}{_TIMES}?)
        (?:[ ](?:pounds))?
    | (?:(?P<word_low>{_AMOUNT}){_TO})?(?P<pounds>{_AMOUNT}{_TIMES}?)[ -](?:pounds?|quid)\b
        (?:[ ](?:and[ ])?(?P<and_pence>{_NUMBER})(?:[ ]?p|[ ]pence)?\b(?![ ]?[%\w]))?
    | (?:(?P<part_pounds>{_PART_OF_MANY})[ ]pounds\b)
    | (?P<pence>{_AMOUNT})(?:p\b|[ ]pence\b)
    """,
    re.VERBOSE | re.IGNORECASE,
)


def _of_money(match: re.Match[str]) -> Iterator[Figure]:
    if match["part_pounds"]:
        yield _money("£", _part_of_many(match["part_pounds"]))
        return
    if match["pence"]:
        yield _money("£", Fraction(_value(match["pence"])) / 100)
        return
    low, amount = match["sign_low"] or match["word_low"], match["sign_amount"] or match["pounds"]
    sign = match["sign"] or "£"
    value = Fraction(_value(amount))
    if low:
        scale = re.search(rf"{_TIMES}$", amount)
        low_value = _value(low)
        values = (low_value, _value(low + scale[0])) if scale and not re.search(rf"{_TIMES}$", low) else (low_value,)
        yield _money(sign, *values)
    if match["and_pence"]:
        value += Fraction(_value(match["and_pence"])) / 100
    yield _money(sign, value)


def _money(sign: str, *values: Value) -> Figure:
    readings: tuple[Reading, ...] = tuple(((sign, Fraction(value)),) for value in values)
    amounts: tuple[Reading, ...] = tuple((("amount", Fraction(value)),) for value in values)
    numbers = tuple(_number(Fraction(value)) for value in values)
    return Figure("money", _facts(*readings, *amounts), readings, numbers)


# --- shares -----------------------------------------------------------------------------------------------

_DENOMINATORS = {"half": 2, "halve": 2, "third": 3, "quarter": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8} | {
    "ninth": 9,
    "tenth": 10,
    "hundredth": 100,
}
_SHARE = re.compile(
    rf"""
    (?:(?P<percent_low>{_NUMBER})(?:[ ]?%)?{_TO})?(?P<percent>{_NUMBER})
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


def _of_share(match: re.Match[str]) -> Iterator[Figure] | None:
    if match["percent"]:
        return _percents(match["percent_low"], match["percent"])
    if match["some"]:
        some, of = int(_value(match["some"])), int(_value(match["of"]))
        is_share = some <= of and (of in _OF_SO_MANY or "out" in match[0].lower() or "every" in match[0].lower())
        return _some_of(some, of) if is_share else None
    if match["parts"]:
        of = int(
            match["of_ordinal"] or _DENOMINATORS[match["of_parts"].lower().removesuffix("s").replace("halve", "half")]
        )
        some = 1 if match["parts"][0] in "aA" else int(_value(match["parts"]))
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
    return iter([replace(_share(value), tells=_facts(_number(value), (("share", value),)))])


def _share(value: Fraction, *, is_doubtful: bool = False) -> Figure:
    reading: Reading = (("share", value),)
    manner = {Fraction(1): "all", Fraction(0): "none"}.get(value)
    may_mean: list[Reading] = [((("word", manner)),)] if manner else []
    return Figure("share", _facts(reading), (reading,), (*may_mean, _number(value)), is_doubtful)


def _percents(low: str | None, high: str) -> Iterator[Figure]:
    for each in (low, high):
        if each:
            yield _share(Fraction(_value(each)) / 100)


def _some_of(some: int, of: int) -> Iterator[Figure]:
    """One in four; also “12 in 20 schools”, told by its two numbers."""
    share, numbers = (("share", Fraction(some, of)),), (*_number(some), *_number(of))
    yield Figure("share", _facts(share, numbers), (share, numbers))


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
        readings.append((*_number(some), *_number(of)))
    if not readings:
        return None
    return iter([Figure("share", _facts(*readings), tuple(readings), is_doubtful=True)])


# --- lengths of time --------------------------------------------------------------------------------------

_UNIT = r"(?P<{0}>minute|min|hour|hr|day|week|wk|month|mth|year|yr|fortnight|decade)s?\b"
_LENGTH = re.compile(
    rf"""
    (?!\d{{4}}h)(?:(?P<low>{_NUMBER}){_TO}(?!\d{{4}}h))?(?P<long>{_AMOUNT})[ -]?
        (?P<working>(?:working|school|business)[ -])?(?:(?:full|whole|more|extra|calendar|long|further)[ ])?
        {_UNIT.format("unit")}
        (?P<and_half>[ ]and[ ]a[ ]half\b)?
        (?:,?[ ](?:and[ ])?(?P<then>{_NUMBER})[ -]?{_UNIT.format("then_unit")})?
    | (?P<part>half|(?:a[ ]|3[ ]|.3[ ])?quarters?[ ]of)[ ]an?[ ]{_UNIT.format("part_unit")}
    | (?P<article>an?|each|every|per)[ ]{_UNIT.format("one_unit")}(?P<one_half>[ ]and[ ]a[ ]half\b)?
    """,
    re.VERBOSE | re.IGNORECASE,
)
_MINUTES = {"minute": 1, "min": 1, "hour": 60, "hr": 60, "day": 1440, "week": 10080, "wk": 10080, "fortnight": 20160}
_MONTHS_LONG = {"month": 1, "mth": 1, "year": 12, "yr": 12, "decade": 120}


def _of_length(match: re.Match[str]) -> Iterator[Figure]:
    if match["part"]:
        part = match["part"].lower()
        value = Fraction(1, 2) if part == "half" else Fraction(3 if "3" in part else 1, 4)
        length = _length(value, match["part_unit"])
        yield Figure("length", _facts(length), (length,), is_doubtful=match["part_unit"].lower() == "day")
    elif match["article"]:
        value = Fraction(3, 2) if match["one_half"] else Fraction(1)
        length = _length(value, match["one_unit"])
        means = (length,) if match["one_half"] or match["one_unit"].lower() in {"fortnight", "decade"} else ()
        yield Figure(
            "length",
            _facts(length),
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
    long, then = Fraction(_value(match["long"])), Fraction(_value(match["then"]))
    (kind, in_one), (other_kind, in_other) = _scaled(long, match["unit"]), _scaled(then, match["then_unit"])
    one, two = ((kind, in_one),), ((other_kind, in_other),)
    whole: Reading = ((kind, in_one + in_other),) if kind == other_kind else (*one, *two)
    numbers: Reading = (*_number(long), *_number(then))
    yield Figure("length", _facts(one, two, whole), (whole, (*one, *two), numbers))


def _lengths(match: re.Match[str]) -> Iterator[Figure]:
    unit, is_working = match["unit"], match["working"] is not None
    is_by_the_way = match["long"].startswith(BY_THE_WAY)
    for written in (match["low"], match["long"]):
        if written is None:
            continue
        value = Fraction(_value(written)) + (Fraction(1, 2) if match["and_half"] else 0)
        length = _length(value, unit, is_working=is_working)
        count: Reading = (("count", value, unit.lower()),)
        may_mean = [
            count,
            *(_as_long_as(value, unit) if not is_working else [_length(value / 5, "week"), _length(value, "day")]),
        ]
        tells = _facts(length, count, (("counted", value),), *([_number(value)] if written is match["low"] else []))
        yield Figure(
            "length",
            tells,
            (length, _number(value)),
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


# --- clock times ------------------------------------------------------------------------------------------

_HALF_DAY = (
    r"(?:[ ]?(?P<{0}>[ap])\.?m\b\.?"
    r"|[ ]?(?:o[’']?clock)?,?[ ](?:in[ ]the|this|every)[ ](?P<{0}_word>morning|afternoon|evening)\b)"
)
_OCLOCK = r"[ ]?o[’']?clock\b"
_TIME = re.compile(
    rf"""
    (?:(?P<from>{SIGN}\d\d?)(?:[.:](?P<from_minute>[0-5]\d))?{_TO})?
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


def _of_time(match: re.Match[str]) -> Iterator[Figure] | None:
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
    ratio = (*_number(hour), *_number(minute))
    for time in _times(hour, minute, _half_of_a_digital(match["colon_hour"])):
        yield replace(time, may_mean=(*time.may_mean, ratio))


def _half_of_a_digital(hour: str) -> str:
    """09:30 and 17:30 are said of the whole day, 9:30 and 12:30 of either half."""
    return "named" if hour.startswith("0") or int(hour) > 12 or int(hour) == 0 else ""


def _times_of_a_span(match: re.Match[str]) -> Iterator[Figure] | None:
    hour = int(_value(match["hour"]))
    if not 0 < hour <= 12 and (match["half"] or match["oclock"]):
        return None
    return _span(match, hour)


def _span(match: re.Match[str], hour: int) -> Iterator[Figure]:
    if match["from"] and 0 < int(_value(match["from"])) <= 24:
        for figure in _times(int(_value(match["from"])), int(match["from_minute"] or 0), ""):
            number = _number(_value(match["from"]))
            yield replace(figure, means=(*figure.means, number), tells=figure.tells | frozenset(number))
    half = match["half"] or _HALF_OF.get((match["half_word"] or "").lower(), "")
    yield from _times(hour, int(match["minute"] or 0), half.lower(), number=not match["minute"])


_HALF_OF = {"morning": "a", "afternoon": "p", "evening": "p"}


def _time_or_number(match: re.Match[str]) -> Iterator[Figure]:
    value = _value(match[0])
    for time in _times(int(match["dot_hour"]), int(match["dot_minute"]), _half_of_a_digital(match["dot_hour"])):
        yield replace(
            time,
            kind="number",
            tells=time.tells | _facts(_number(value)),
            means=(*time.means, _number(value)),
            things="",
        )


def _time_in_words(match: re.Match[str]) -> Iterator[Figure] | None:
    past, side = match["past"].lower(), (match["side"] or "").lower()
    minutes = 30 if past == "half" else 15 if past.endswith("quarter") else int(_value(past.split()[0]))
    hour = int(_value(match["word_hour"]))
    is_to = side == "to"
    may_be_numbers = minutes <= hour and not match.string[: match.start()].lower().endswith("at ")
    if (is_to and past[-1].isdigit() and may_be_numbers) or (not side and past != "half"):
        return None  # “5 to 11” are numbers, “twenty to ten” is a time
    if not 0 < hour <= 12 or not 0 < minutes < 60:
        return None
    half = match["past_half"] or _HALF_OF.get((match["past_half_word"] or "").lower(), "")
    total = hour * 60 + (-minutes if is_to else minutes)
    return _times(total // 60 or 12, total % 60, half.lower())


def _times(hour: int, minute: int, half: str, *, number: bool = False) -> Iterator[Figure]:
    """`half` is “a” or “p”, “named” where the hour is one of 24, and empty where nobody says."""
    on_the_dial = (hour % 12) * 60 + minute
    dial: Reading = (("dial", on_the_dial),)
    if half:
        at = on_the_dial + 720 * (half == "p") if half in "ap" else (hour % 24) * 60 + minute
        time: Reading = (("time", at),)
        may_mean = (_number(hour % 12 or 12),) if number or not minute else ()
        yield Figure("time", _facts(time, dial), (time,), may_mean)
    else:
        either: Reading = (("time", on_the_dial), ("time", on_the_dial + 720))
        may_mean = (_number(hour),) if number else ()
        yield Figure("time", _facts(dial, either), (dial,), may_mean)


# --- dates ------------------------------------------------------------------------------------------------

_MONTH_NAMES = (
    r"Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?"
)
_MONTH = rf"(?:{_MONTH_NAMES}|january|february|april|june|july|august|september|october|november|december)\b\.?"
_DAY = rf"{SIGN}(?:[0-2]?\d|3[01])(?:st|nd|rd|th)?"
_YEAR = r"(?:(?:19|20)\d\d(?![\d,]*\d)|[’']\d\d(?!\d)|\ue000(?:19|20)\d\d)"
_WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_SEASON = r"(?:[Ss]pring|[Ss]ummer|[Aa]utumn|[Ww]inter)"
_DATE = re.compile(
    rf"""
    (?P<days>{_DAY}(?:(?:{_TO}|,[ ]|/)(?:{_WEEKDAY},?[ ])?(?:the[ ])?{_DAY})*)(?:[ -]|[ ]of[ ])(?P<month>{_MONTH})
        (?:,?[ -](?P<year>{_YEAR}|\d\d(?![\d.:,]*\d|[ ]\w)))?
    | (?P<us_month>{_MONTH})[ ](?:the[ ])?(?P<us_days>{_DAY}(?:{_TO}{_DAY})*)(?![\d.:,%]*\d|[ ]?%)
        (?:,?[ ](?P<us_year>{_YEAR}))?
    | (?P<alone>{_MONTH})(?:(?:,?[ ]|[ ]of[ ])(?P<alone_year>{_YEAR}))?
    | (?P<iso>(?:19|20)\d\d(?:-(?:0?\d|1[0-2])-|/(?:0?\d|1[0-2])/)(?:[0-2]?\d|3[01]))(?!\d)(?:T\d\d:\d\d(?::\d\d)?Z?)?\b
    | (?P<numeric>\d\d?[/.-]\d\d?[/.-](?:(?:19|20)\d\d|\d\d))(?!\d)
    | (?P<iso_month>(?:19|20)\d\d-(?:0[1-9]|1[0-2]))(?![\d-])
    | (?P<month_year>(?:0?[1-9]|1[0-2])/(?:19|20)\d\d)(?!\d)
    | (?P<weekday>{_WEEKDAY})s?\b
    | (?P<season>{_SEASON})\b
    """,
    re.VERBOSE,
)
_MONTH_NUMBERS = {name[:3].lower(): number for number, name in enumerate(calendar.month_name) if name}
_YEAR_LATER = re.compile(rf"{_TO}(?:{_DAY} (?:of )?)?(?P<month>{_MONTH}),? (?P<year>{_YEAR})")


def _of_date(match: re.Match[str]) -> Iterator[Figure] | None:
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
        return iter([Figure(kind, _facts(reading), (reading,), is_by_the_way=True)])
    return _in_months(match)


def _in_months(match: re.Match[str]) -> Iterator[Figure] | None:
    name = match["month"] or match["us_month"] or match["alone"]
    month = _MONTH_NUMBERS[name[:3].lower()]
    written_year = match["year"] or match["us_year"] or match["alone_year"]
    year = _year(written_year) if written_year else _year_of_the_end(match, month)
    days = [int(_value(day)) for day in re.findall(r"\d+", match["days"] or match["us_days"] or "")]
    if any(not 0 < day <= 31 for day in days):
        return None
    if not days and not written_year and not year:
        is_a_word = name in {"May", "March", "Mar", "Jan", "Jun"}
        reading: Reading = (("month", month),)
        return iter(
            [
                Figure(
                    "month",
                    _facts(reading, (("date", 0, month, 0),)),
                    () if is_a_word else (reading,),
                    is_by_the_way=True,
                )
            ]
        )
    return iter([_date(year, month, day, is_year_sure=bool(written_year)) for day in days or [0]])


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


# --- years ------------------------------------------------------------------------------------------------

_YEARS = re.compile(
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


def _of_years(match: re.Match[str]) -> Iterator[Figure] | None:
    if match["decade"]:
        reading: Reading = (("decade", int(match["decade"])),)
        return iter([Figure("decade", _facts(reading), (reading,))])
    if match["short"]:
        value = 2000 + int(match["short"])
        return iter([Figure("number", _facts(_number(value)), (_number(value), (("year", value),)), is_doubtful=True)])
    if match["short_first"]:
        return iter([_span_of_years(2000 + int(match["short_first"]), 2000 + int(match["short_last"]))])
    first, written = int(match["first"]), match["last"] or match["to"]
    last = int(str(first)[: 4 - len(written)] + written)
    is_years = last > first and (len(written) == 4 or last == first + 1 or (match["cut"] and last < first + 15))
    return iter([_span_of_years(first, last)]) if is_years else None


def _span_of_years(first: int, last: int) -> Figure:
    span: Reading = (("years", first, last),)
    tells = _facts(span, (("year", first), ("year", last)))
    may_mean = (_number(first), _number(last)) if last == first + 1 else ()
    return Figure("years", tells, (span, (*_number(first), *_number(last))), may_mean)


# --- what has a number for a name -------------------------------------------------------------------------

_LABEL = (
    r"(?i:key[ ]stages?|KS|sections?|s\.|§|parts?|chapter|pages?|schedule|regulations?|articles?|paragraphs?|clauses?"
    r"|levels?|tiers?|phases?|stages?|grades?|bands?|rooms?|units?|tables?|figures?|volumes?|versions?|appendix|annex)"
)
_NAMED = re.compile(
    rf"""
    (?P<phone>(?!\d\d-\d\d-\d{{4}}\b)(?:\+\d|\(?0)[\d \u2009()-]{{6,}}\d)
    | (?P<postcode>[A-Z]{{1,2}}\d[A-Z\d]?[ \u2009]?\d[A-Z]{{2}})\b
    | (?P<always>24/7)\b
    | (?P<ratio>{SIGN}\d+(?:-to-|:){SIGN}\d+)(?![\d:-])
    | (?P<label>{_LABEL}|s(?=\d))[ ]?(?P<labelled>{SIGN}\d+)(?:\.\d+)*(?![\d,]*\d)
    | (?:Year|year|Y|Yr)[ ]?(?P<school_year>{SIGN}\d\d?)(?![\d.,:]*\d)
    """,
    re.VERBOSE,
)


def _of_named(match: re.Match[str]) -> Iterator[Figure] | None:
    if match["ratio"]:
        return _of_ratio(match["ratio"])
    if match["label"]:
        name = match["label"].lower().rstrip("s.") or "section"
        name = {"k": "key stage", "§": "section"}.get(name, name)
        value = _value(match["labelled"])
        label: Reading = (("label", name, value),)
        return iter([Figure(name, _facts(label, _number(value)), (label,), (_number(value),), is_doubtful=True)])
    if match["school_year"]:
        value = _value(match["school_year"])
        return iter(
            [
                Figure(
                    "school year",
                    _facts(_number(value), (("school year", value),)),
                    ((("school year", value),), _number(value)),
                )
            ]
        )
    kind = next(name for name in ("phone", "postcode", "always") if match[name])
    written = re.sub(r"[^\w/]", "", match[0])
    if kind == "phone":
        if len(written) < 7:
            return None
        written = re.sub(r"^44(?=\d{9,10}$)0?", "0", written)
    reading: Reading = ((kind, written),)
    return iter([Figure(kind, _facts(reading), (reading,), is_doubtful=kind != "phone")])


def _of_ratio(written: str) -> Iterator[Figure] | None:
    """1:1, “one-to-one”; 9:30 is a time."""
    one, two = (_value(part) for part in re.split(":|-to-", written))
    if re.fullmatch(r"[012]?\d:[0-5]\d", written) and one <= 24:
        return None
    numbers: Reading = (*_number(one), *_number(two))
    return iter(
        [
            Figure(
                "ratio",
                _facts(numbers, (("ratio", one, two),)),
                ((("ratio", one, two),), numbers),
                is_doubtful=not written[0].isdigit(),
            )
        ]
    )


# --- in which order they are tried ------------------------------------------------------------------------

_Reader = Callable[[re.Match[str]], Iterator[Figure] | None]

_KINDS: tuple[tuple[re.Pattern[str], _Reader], ...] = (
    (_NAMED, _of_named),
    (_MONEY, _of_money),
    (_DATE, _of_date),
    (_YEARS, _of_years),
    (re.compile(_PART_OF_MANY, re.IGNORECASE), _of_part_of_many),
    (_SHARE, _of_share),
    (_LENGTH, _of_length),
    (re.compile(rf"(?:(?P<scaled_low>{_NUMBER}){_TO})?(?P<scaled>{_AMOUNT}{_TIMES})", re.IGNORECASE), _of_scaled),
    (_TIME, _of_time),
    (re.compile(r"(?:twice|both|once|(?:a )?(?:couple|pair)(?= of))\b", re.IGNORECASE), _of_times),
    (re.compile(rf"(?P<ordinal>{SIGN}\d+)(?:st|nd|rd|th)\b"), _of_ordinal),
    (re.compile(_AMOUNT), _of_number),
)
_START = re.compile(
    rf"""
    (?<!\w)(?<!\d\.)(?:
      {SIGN}\d | [AF]Y[ ]?\d | [£$€½¼¾⅓⅔⅛+] | \(0 | [’']\d\d | [A-Z]{{1,2}}\d
      | (?i:half|quarter|twice|both|once|couple|pair|noon|midday|midnight)\b
      | (?i:an?|each|every|per)[ ](?={SIGN}\d|(?i:min|hou|day|wee|mon|yea|dec|for|hal|qua|thi))
      | (?:{_LABEL}|[Yy](?:ea)?r|Y|(?<![’'])s)[ ]?(?={SIGN}\d)
      | {_MONTH} | {_WEEKDAY} | {_SEASON}
    )
    """,
    re.VERBOSE,
)
"""Where a figure may begin."""
