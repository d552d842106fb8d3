"""Numbers: 1,412, 3½, “3 and a half”, 3k, “a couple of”."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from fractions import Fraction

from plan_site.english.figures.figure import Fact, Figure, Reading, Value
from plan_site.english.figures.number_words import BY_THE_WAY, IN_A_NAME, SIGN

_WHOLE = "[1-9]\\d{0,2}(?:[,\u2009]\\d{3})+(?!\\d)|[1-9]\\d{0,2}(?:[ ]\\d{3})+(?!\\d)|\\d+"
NUMBER = rf"{SIGN}(?:{_WHOLE})(?:\.\d+)?"
_PART = r"(?:[ ]?[½¼¾⅓⅔⅛]|[ -]and[ ](?:a|\W?1)[ ](?:half|quarter)|[ -]and[ ]a[ ]half|[ -]and[ ](?:3|.3)[ ]quarters)"
AMOUNT = rf"(?:{NUMBER}{_PART}?|[½¼¾](?=\s?(?:m|million)))"
TIMES = r"(?:[ ]?(?:k|K|m|M|bn|mn)(?![\w²³])|[ -]?(?:hundred|thousand|million|billion|dozen|mil|mn)\b)"
TO = r"(?:[ ]?[-–—‑][ ]?|[ ]to[ ]|[ ]or[ ]|[ ]and[ ])"
SCALED = re.compile(rf"(?:(?P<scaled_low>{NUMBER}){TO})?(?P<scaled>{AMOUNT}{TIMES})", re.IGNORECASE)

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


def value_of(text: str) -> Value:
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


def as_number(value: Value) -> Reading:
    return (("number", value),)


def facts_of(*readings: Reading) -> frozenset[Fact]:
    return frozenset(fact for reading in readings for fact in reading)


_NOUN = re.compile(r"[ -]([^\W\d_]{3,})")
_NOT_COUNTED = frozenset(
    {"and", "are", "can", "for", "from", "had", "has", "have", "more", "new", "one", "other", "others", "out", "per"}
    | {"than", "that", "the", "them", "were", "who", "will", "with"}
)


def _things_after(match: re.Match[str]) -> str:
    noun = _NOUN.match(match.string, match.end())
    return noun[1] if noun and noun[1].lower() not in _NOT_COUNTED else ""


def of_number(match: re.Match[str]) -> Iterator[Figure]:
    written = match[0]
    sign, bare = (written[0], written[1:]) if written[0] in "\ue000\ue001\ue002" else ("", written)
    value = value_of(bare)
    is_name = sign == IN_A_NAME or _NAME_BEFORE.search(match.string, max(0, match.start() - 20), match.start())
    may_mean: list[Reading] = []
    tells = [as_number(value)]
    if " " in bare:
        parts = tuple(("number", int(part)) for part in re.findall(r"\d+", bare))
        may_mean.append(parts)
        tells.append(parts)
    if value in {0, 1}:
        may_mean.append((("word", "none" if value == 0 else "an"),))
    if value == 0:
        may_mean.append((("word", "birth"),))
    may_mean += [(("amount", value),), (("m", value),)]
    means = [as_number(value), (("year", value),), (("counted", value),)]
    if _AT.search(match.string, max(0, match.start() - 6), match.start()) and value in range(1, 13):
        means.append((("dial", int(value) % 12 * 60),))
    yield Figure(
        "number",
        facts_of(*tells),
        tuple(means),
        tuple(may_mean),
        is_doubtful=bool(is_name),
        is_by_the_way=sign == BY_THE_WAY,
        things=_things_after(match),
    )


_AT = re.compile(r"\b(?:at|by|from|until|till) $", re.IGNORECASE)
_NAME_BEFORE = re.compile(r"(?<![\w-])(?!Post|Under|Over|Pre|Aged?|Mid|The)[A-Z]\w*[-‑]$")


def of_scaled(match: re.Match[str]) -> Iterator[Figure]:
    """3 million, 3k, 3m: which may be metres."""
    low, amount = match["scaled_low"], match["scaled"]
    value = value_of(amount)
    if low:
        yield from _of_low(low, value_of(low + re.sub(r".*\d", "", amount)))
    may_be_metres = re.search(r"\d ?m$", amount, re.IGNORECASE)
    bare = value_of(amount[:-1].strip()) if may_be_metres else value
    metres: Reading = (("m", bare),) if may_be_metres else ()
    may_mean = (as_number(bare),) if may_be_metres else ()
    yield Figure("number", facts_of(as_number(value), metres), (as_number(value),), (*may_mean, (("amount", value),)))


def _of_low(low: str, typed: Value) -> Iterator[Figure]:
    """The 3 of “3 to 5 million”."""
    yield Figure(
        "number", facts_of(as_number(typed), as_number(value_of(low))), (as_number(typed), as_number(value_of(low)))
    )


def of_part_of_many(match: re.Match[str]) -> Iterator[Figure]:
    """Half a million, three quarters of a million, half a dozen."""
    value = value_of_part(match[0])
    yield Figure("number", facts_of(as_number(value)), (as_number(value),), ((("amount", value),),))


def value_of_part(text: str) -> Value:
    """What “half a million” counts."""
    part = Fraction(1, 2) if text[:4].lower() == "half" else Fraction(3 if "3" in text else 1, 4)
    value = part * _SCALES[text.split()[-1].lower()]
    return int(value) if value.denominator == 1 else value


def of_ordinal(match: re.Match[str]) -> Iterator[Figure]:
    value = value_of(match["ordinal"])
    sign = match[0][0]
    yield Figure(
        "number",
        facts_of(as_number(value)),
        (as_number(value), (("day", value),)),
        is_doubtful=not sign.isdigit(),
        is_by_the_way=sign == BY_THE_WAY,
        things=_things_after(match),
    )


def of_times(match: re.Match[str]) -> Iterator[Figure]:
    """Once, twice, both, a couple."""
    value = 1 if match[0].lower() == "once" else 2
    means = (as_number(value),) if match[0].lower() == "twice" else ()
    yield Figure("number", facts_of(as_number(value)), means, is_doubtful=True)
