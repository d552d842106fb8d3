"""What a field is: what it is called, holds and is for; and the walks over what an entry holds."""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from plan_site.model.entries import EasyLine, Entry
from plan_site.model.field_types import Described, Line, Prose
from plan_site.model.records import Quote

NAMING_FIELDS = ("title", "word", "name", "speaker", "record", "id", "date")


@dataclass(frozen=True, slots=True)
class Field:
    """A field of an entry: its name, what it holds, and what it says of itself."""

    name: str
    type: Any
    """What it holds; None is no part of it."""
    is_required: bool
    owner: type[Entry]
    says: Described
    item_type: Any = None
    """What its list holds; None for what is no list."""

    @property
    def is_list(self) -> bool:
        return self.item_type is not None

    @property
    def part(self) -> type[Entry] | None:
        """What it is made of where that has fields of its own: a passage, or each item of a list."""
        held = self.item_type or self.type
        return held if isinstance(held, type) and issubclass(held, Entry) else None

    @property
    def about(self) -> str:
        """What it is for, in words for an editor."""
        return self.says.about

    @property
    def called(self) -> str:
        """What a person would call it."""
        return self.name.replace("_", " ") if self.says.called is None else self.says.called

    @property
    def column(self) -> str:
        """What heads its column in the tables."""
        return self.says.column or self.name

    @property
    def is_personal(self) -> bool:
        """Whether it is somebody's own, who may take it back: all of a quote that does not say otherwise."""
        return self.says.is_personal and issubclass(self.owner, Quote)

    @property
    def is_for_readers(self) -> bool:
        """Whether it may be published: what is somebody's own, only if it says so."""
        return not self.is_personal if self.says.is_published is None else self.says.is_published


@cache
def fields_by_name(entry_type: Any) -> dict[str, Field]:
    """The fields that an editor may write, by name, in the order in which to write them.

    Raises TypeError for a field that is not `Described`: nobody could say whose words it holds.
    """
    hints = typing.get_type_hints(entry_type, include_extras=True)
    fields = [
        _field(entry_type, each, hints[each.name])
        for each in dataclasses.fields(entry_type)
        if each.name not in _NOT_WRITTEN
    ]
    return {field.name: field for field in sorted(fields, key=_turn)}


_NOT_WRITTEN = frozenset({"place", "places", "digest"})
"""Of these an editor writes none."""


def _field(owner: Any, each: dataclasses.Field[Any], hint: Any) -> Field:
    held, *said = typing.get_args(hint) if typing.get_origin(hint) is typing.Annotated else (hint,)
    if len(said) != 1 or not isinstance(said[0], Described):
        raise TypeError(f"{owner.__name__}.{each.name} is not described: say what it is for, and whose words it holds.")
    held = _without_none(held)
    return Field(each.name, held, each.default is dataclasses.MISSING, owner, said[0], item_type_of(held))


def _turn(field: Field) -> int:
    """An editor writes what a record is called first, where its words come from after them, the easy words last."""
    if field.says.is_of_easy_reading:
        return 3
    return 0 if field.name in _NAMES else 2 if field.name in _ORIGINS else 1


_NAMES = frozenset({"id", "formerly"})
_ORIGINS = frozenset({"source", "as_at", "review_by"})


def fields_of(entry_type: Any) -> Iterable[Field]:
    """The fields that an editor may write, required or not, in the order in which to write them."""
    return fields_by_name(entry_type).values()


def field_of(entry_type: Any, name: str) -> Field:
    """The field of this name."""
    return fields_by_name(entry_type)[name]


def name_of_the_naming_field(entry_type: Any) -> str:
    """The field whose words links to a record say."""
    return next(field.name for field in fields_of(entry_type) if field.says.names_its_record)


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
        if field.says.is_of_easy_reading or not field.is_for_readers:
            continue
        if field.type is Line:
            found.append((field.name, Line))
        elif field.type is Prose or field.item_type is Line:
            found.append((field.name, Prose))
        elif field.part:
            found.append((field.name, Entry))
    return tuple(found)


def item_type_of(held: Any) -> Any:
    """What a list holds; None for what is no list."""
    return typing.get_args(held)[0] if typing.get_origin(held) is tuple else None


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
    return tuple(field.name for field in fields_of(entry_type) if field.part)


def _without_none(held: Any) -> Any:
    if isinstance(held, types.UnionType) or typing.get_origin(held) is typing.Union:
        return next(part for part in typing.get_args(held) if part is not type(None))
    return held
