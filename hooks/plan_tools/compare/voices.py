"""Whose words a field holds, and what a person would call it."""

from __future__ import annotations

from collections.abc import Iterator

from plan_site.model.entries import Entry, Passage
from plan_site.model.field_types import Prose, Voice
from plan_site.model.fields import Field, fields_of
from plan_site.model.plan import Article
from plan_site.model.records import (
    Action,
    Aim,
    Details,
    Feedback,
    Measured,
    Objective,
    Outcome,
    Progress,
)
from plan_site.site.pages import paragraphs_of
from plan_tools.compare.record_names import Made

WORDS = frozenset({Voice.OFFICIAL, Voice.PLAIN, Voice.EASY})


def voice_of_field(before: Entry, after: Entry, field: Field) -> Voice:
    """What a field holds; a passage is official if it says so on either side."""
    if field.owner is Passage and field.says.voice is Voice.PLAIN:
        is_official = "official" in (getattr(before, "words", ""), getattr(after, "words", ""))
        return Voice.OFFICIAL if is_official else Voice.PLAIN
    return field.says.voice


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
