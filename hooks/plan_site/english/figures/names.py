"""What has a number for a name: Key Stage 2, a phone number, a ratio."""

from __future__ import annotations

import re
from collections.abc import Iterator

from plan_site.english.figures.figure import Figure, Reading
from plan_site.english.figures.number_words import SIGN
from plan_site.english.figures.numbers import as_number, facts_of, value_of

LABEL = (
    r"(?i:key[ ]stages?|KS|sections?|s\.|§|parts?|chapter|pages?|schedule|regulations?|articles?|paragraphs?|clauses?"
    r"|levels?|tiers?|phases?|stages?|grades?|bands?|rooms?|units?|tables?|figures?|volumes?|versions?|appendix|annex)"
)
NAMED = re.compile(
    rf"""
    (?P<phone>(?!\d\d-\d\d-\d{{4}}\b)(?:\+\d|\(?0)[\d \u2009()-]{{6,}}\d)
    | (?P<postcode>[A-Z]{{1,2}}\d[A-Z\d]?[ \u2009]?\d[A-Z]{{2}})\b
    | (?P<always>24/7)\b
    | (?P<ratio>{SIGN}\d+(?:-to-|:){SIGN}\d+)(?![\d:-])
    | (?P<label>{LABEL}|s(?=\d))[ ]?(?P<labelled>{SIGN}\d+)(?:\.\d+)*(?![\d,]*\d)
    | (?:Year|year|Y|Yr)[ ]?(?P<school_year>{SIGN}\d\d?)(?![\d.,:]*\d)
    """,
    re.VERBOSE,
)


def of_named(match: re.Match[str]) -> Iterator[Figure] | None:
    if match["ratio"]:
        return _of_ratio(match["ratio"])
    if match["label"]:
        name = match["label"].lower().rstrip("s.") or "section"
        name = {"k": "key stage", "§": "section"}.get(name, name)
        value = value_of(match["labelled"])
        label: Reading = (("label", name, value),)
        return iter([Figure(name, facts_of(label, as_number(value)), (label,), (as_number(value),), is_doubtful=True)])
    if match["school_year"]:
        value = value_of(match["school_year"])
        return iter(
            [
                Figure(
                    "school year",
                    facts_of(as_number(value), (("school year", value),)),
                    ((("school year", value),), as_number(value)),
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
    return iter([Figure(kind, facts_of(reading), (reading,), is_doubtful=kind != "phone")])


def _of_ratio(written: str) -> Iterator[Figure] | None:
    """1:1, “one-to-one”; 9:30 is a time."""
    one, two = (value_of(part) for part in re.split(":|-to-", written))
    if re.fullmatch(r"[012]?\d:[0-5]\d", written) and one <= 24:
        return None
    numbers: Reading = (*as_number(one), *as_number(two))
    return iter(
        [
            Figure(
                "ratio",
                facts_of(numbers, (("ratio", one, two),)),
                ((("ratio", one, two),), numbers),
                is_doubtful=not written[0].isdigit(),
            )
        ]
    )
