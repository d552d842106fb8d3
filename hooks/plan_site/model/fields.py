"""What a field is: what it is called, holds and is for; and the walks over what an entry holds."""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from functools import cache
from typing import Any

from plan_site.model.records import (
    FOR_READERS,
    OF_THE_RECORD,
    EasyLine,
    Entry,
    Line,
    Prose,
    Quote,
    Status,
)

NAMING_FIELDS = ("title", "word", "name", "speaker", "record", "id", "date")


@dataclass(frozen=True, slots=True)
class Field:
    """What a field is called, holds and is for."""

    name: str
    type: Any
    about: str
    is_required: bool
    is_personal: bool
    """Whether it is somebody's own, who may take it back."""
    is_for_readers: bool
    """Whether it may be published: what is somebody's own, only if the model says so."""


@cache
def fields_by_name(entry_type: Any) -> dict[str, Field]:
    """The fields that an editor may write, by name, in the order in which to write them."""
    hints = typing.get_type_hints(entry_type, include_extras=True)
    fields: dict[str, Field] = {}
    for each in dataclasses.fields(entry_type):
        if typing.get_origin(hints[each.name]) is not typing.Annotated:
            continue  # place and places are not written by editors
        held, about, *marks = typing.get_args(hints[each.name])
        is_required = each.default is dataclasses.MISSING
        is_personal = issubclass(entry_type, Quote) and OF_THE_RECORD not in marks
        is_for_readers = not is_personal or FOR_READERS in marks
        fields[each.name] = Field(each.name, _without_none(held), about, is_required, is_personal, is_for_readers)
    return {name: fields[name] for name in sorted(fields, key=_turn)}


def _turn(name: str) -> int:
    """An editor writes what a record is called first, where its words come from after them, the easy words last."""
    if name in _OF_THE_EASY_READING:
        return 3
    return 0 if name in _NAMES else 2 if name in _ORIGINS else 1


def fields_of(entry_type: Any) -> Iterable[Field]:
    """The fields that an editor may write, required or not, in the order in which to write them."""
    return fields_by_name(entry_type).values()


_NAMES = frozenset({"id", "formerly"})

_ORIGINS = frozenset({"source", "as_at", "review_by"})

_OF_THE_EASY_READING = frozenset(
    {"easy_title", "easy_read", "left_out", "names", "outcomes_easy_read", "objectives_missing_easy_read"}
)


def texts_of(entry: Entry, *only: str) -> Iterator[str]:
    """What an editor wrote for readers in plain words, field by field; or in the named fields alone."""
    entry_type: Any = type(entry)
    for name, held in _plain_fields(entry_type):
        value = getattr(entry, name)
        if value is None or (only and name not in only):
            continue
        if held is Line:
            yield value
        elif held is Prose:
            yield from value
        else:
            for inner in value if isinstance(value, tuple) else (value,):
                yield from texts_of(inner)


@cache
def _plain_fields(entry_type: Any) -> tuple[tuple[str, Any], ...]:
    """The fields with words for readers: each with Line, with Prose for several lines, or with Entry for parts."""
    found: list[tuple[str, Any]] = []
    for field in fields_of(entry_type):
        item = item_type_of(field.type)
        if field.name in _OF_THE_EASY_READING or not field.is_for_readers:
            continue
        if field.type is Line:
            found.append((field.name, Line))
        elif field.type is Prose or item is Line:
            found.append((field.name, Prose))
        elif part_type(field):
            found.append((field.name, Entry))
    return tuple(found)


@cache
def item_type_of(held: Any) -> Any:
    """What a list holds; None for what is no list."""
    return typing.get_args(held)[0] if typing.get_origin(held) is tuple else None


def part_type(field: Field) -> type[Entry] | None:
    """What a field is made of where that has fields of its own: a passage, or each item of a list."""
    held = item_type_of(field.type) or field.type
    return held if isinstance(held, type) and issubclass(held, Entry) else None


def easy_lines_of(entry: Entry) -> Iterator[EasyLine]:
    """Every easy sentence of an entry and of its parts."""
    for part in parts_of(entry):
        if isinstance(part, EasyLine):
            yield part
        else:
            yield from easy_lines_of(part)


def parts_of(entry: Entry) -> Iterator[Entry]:
    """What an entry holds that has fields of its own."""
    entry_type: Any = type(entry)
    for name in _fields_of_parts(entry_type):
        value = getattr(entry, name)
        if isinstance(value, tuple):
            yield from value
        elif value is not None:
            yield value


@cache
def _fields_of_parts(entry_type: Any) -> tuple[str, ...]:
    return tuple(field.name for field in fields_of(entry_type) if part_type(field))


def _without_none(held: Any) -> Any:
    if isinstance(held, types.UnionType) or typing.get_origin(held) is typing.Union:
        return next(part for part in typing.get_args(held) if part is not type(None))
    return held


def choices_of(wanted: Any) -> tuple[str, ...]:
    """The words that a field takes, if it takes only some."""
    if typing.get_origin(wanted) is typing.Literal:
        return typing.get_args(wanted)
    if isinstance(wanted, type) and issubclass(wanted, Enum):
        return tuple(status.value for status in Status if status.is_typed)
    return ()
