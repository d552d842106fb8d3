"""Whose words a field holds, and what a person would call it."""

from __future__ import annotations

import typing
from collections.abc import Iterator, Mapping
from typing import Any

from plan_site.model.fields import Field, fields_of
from plan_site.model.records import (
    About,
    Action,
    Aim,
    Article,
    Details,
    EasyLine,
    Entry,
    Feedback,
    LeftOut,
    Line,
    Measure,
    Measured,
    Objective,
    Outcome,
    Passage,
    Picture,
    Progress,
    Prose,
    Quote,
    Source,
    Word,
)
from plan_site.site.pages import paragraphs_of
from plan_tools.compare.differences import Voice
from plan_tools.compare.record_names import Made

WORDS = frozenset({Voice.OFFICIAL, Voice.PLAIN, Voice.EASY})

_OFFICIAL: frozenset[tuple[type, str]] = frozenset(
    {(Details, "title"), (Aim, "title"), (Outcome, "title"), (Objective, "official"), (Quote, "words")}
)
_FACTS = frozenset(
    {
        "adopted_by", "ages", "also", "answer_within", "area", "baseline", "criterion", "file_is", "hub", "how_many",
        "key_words", "organisation", "owner", "publisher", "role", "speaker", "target", "value",
    }
)  # fmt: skip
_NOTES = frozenset({"say", "read_on", "left_out", "names", "formerly", "credit", "seen", "draft"})


def voice_of_field(before: Entry, after: Entry, field: Field) -> Voice:
    """What a field holds; a passage is official if it says so on either side."""
    owner, name = type(after), field.name
    if owner is Passage and name == "text":
        is_official = "official" in (getattr(before, "words", ""), getattr(after, "words", ""))
        return Voice.OFFICIAL if is_official else Voice.PLAIN
    if owner is Passage and name == "words":
        return Voice.OFFICIAL
    if (owner, name) in _OFFICIAL:
        return Voice.OFFICIAL
    if name in _NOTES or owner is LeftOut:
        return Voice.NOTE
    if name == "picture" or owner is Picture:
        return Voice.PICTURE
    if owner is EasyLine:
        return Voice.LINK if name == "address" else Voice.EASY
    if name == "easy_title" or "easy_read" in name or name == "meaning":
        return Voice.EASY
    if name in _FACTS or owner is Source:
        return Voice.LINK if name == "address" else Voice.FACT
    if name in ("source", "about", "because") or name.endswith("address"):
        return Voice.LINK
    is_words = field.type in (Line, Prose) or typing.get_origin(field.type) is tuple
    return Voice.PLAIN if is_words or (isinstance(field.type, type) and issubclass(field.type, Entry)) else Voice.FACT


def voice_of_item(item: object, otherwise: Voice) -> Voice:
    """What an item of a list holds: official words in a list are official."""
    if (isinstance(item, Passage) and item.words == "official") or (isinstance(item, Objective) and item.official):
        return Voice.OFFICIAL
    if isinstance(item, Measured):
        return Voice.FACT
    return otherwise


def plain_texts(record: Made) -> Iterator[str]:
    """What the site says in its own plain words."""
    if isinstance(record, Article):
        yield from (text for text in paragraphs_of(record.body) if text.endswith((".", "?", "!", "”", "’", ")")))
    elif isinstance(record, Details | Aim | Outcome | Progress | Action | Feedback):
        yield from _plain_texts_in(record)


def _plain_texts_in(entry: Entry) -> Iterator[str]:
    for field in fields_of(type(entry)):
        value = getattr(entry, field.name)
        if value is None or voice_of_field(entry, entry, field) is not Voice.PLAIN:
            continue
        if field.type is Prose:
            yield from value
        elif isinstance(entry, Objective) and field.name == "text":
            yield value
        else:
            within = value if isinstance(value, tuple) else (value,)
            yield from (text for each in within if isinstance(each, Entry) for text in _plain_texts_in(each))


_CALLED: Mapping[tuple[type | None, str], str] = {
    (None, "about"): "links",
    (None, "adopted_by"): "adopted by",
    (None, "alt"): "what the picture shows",
    (None, "as_at"): "facts as they were",
    (None, "audience"): "who it is for",
    (None, "because"): "words that carry the link",
    (None, "baseline"): "value at the start",
    (None, "consent_on"): "day of the consent",
    (None, "consultation"): "who was asked",
    (None, "easy_read"): "easy words",
    (None, "formerly"): "earlier addresses",
    (None, "how_many"): "how many",
    (None, "left_out"): "left out of the easy words",
    (None, "names"): "names",
    (None, "objectives_missing"): "why objectives are missing",
    (None, "objectives_missing_easy_read"): "easy words on missing objectives",
    (None, "official"): "official words",
    (None, "official_address"): "the council’s own page",
    (None, "outcomes_are"): "what the outcomes are",
    (None, "outcomes_easy_read"): "easy words on the outcomes",
    (None, "part_of_plan"): "said to be part of the plan",
    (None, "people_know_this"): "people know this",
    (None, "place_in"): "place of its link",
    (None, "read_on"): "day on which it was read",
    (None, "readings"): "value",
    (None, "review_by"): "to be checked again by",
    (None, "say"): "how a voice says it",
    (None, "status_reason"): "reason for the status",
    (None, "when_is"): "the date is",
    (None, "when_note"): "note on the date",
    (Details, "hub"): "middle of the wheel",
    (EasyLine, "about"): "how much it is",
    (EasyLine, "words"): "",
    (Measure, "what"): "what is measured",
    (Objective, "text"): "plain words",
    (Passage, "text"): "",
    (Passage, "words"): "whose words",
    (Word, "also"): "other forms",
    (About, "reading"): "who says so",
}  # fmt: skip


def name_of_field(owner: type, name: str) -> str:
    """What a person would call a field."""
    return _CALLED.get((owner, name), _CALLED.get((None, name), name.replace("_", " ")))


WORD_FOR: Mapping[tuple[str, Any], str] = {
    ("reading", "ours"): "our own reading",
    ("reading", "stated"): "the source says so",
    ("words", "official"): "official, word for word",
    ("words", "ours"): "ours",
    ("consent", "given"): "given to this site",
    ("consent", "published"): "published by the source",
    ("when_is", "stated"): "stated by the source",
    ("when_is", "worked out"): "worked out by us",
}
