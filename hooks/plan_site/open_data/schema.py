"""Says in JSON Schema what each kind of record takes, so that an editing program can help while somebody types.

A schema refuses nothing that `reading` takes when it is filled in: nobody must be told off for what is right. What
joins several records (a picture that is listed, a source that exists) is left to `plan check`.
"""

from __future__ import annotations

import typing
from collections.abc import Callable, Mapping
from typing import Any

from plan_site.model.entries import Entry
from plan_site.model.field_types import Address, FileName, Id, Line, PageAddress, Prose, When, YesNo
from plan_site.model.fields import Field, choices_of, fields_of
from plan_site.model.plan import SINGLE_KINDS, Kind
from plan_site.model.records import STATUS_RULES, Status
from plan_site.yaml.text_types import EARLIEST_YEAR, FILE_NAME, ID, LATEST_YEAR, LONGEST_ID, PAGE_ADDRESS, WHOLE_NUMBER

Schema = dict[str, Any]


def schema_of(kind: Kind) -> Schema:
    """The JSON Schema (draft 7) of a file with records of a kind."""
    is_list = not kind.is_folder and kind.noun not in SINGLE_KINDS
    record = _of_entry(kind.type)
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "$comment": "Made from the model by ‘make schemas’.",
        "title": kind.home.removesuffix(".yml") if is_list else kind.noun,
        "description": doc_of(kind.type),
        **({"type": "array", "items": record} if is_list else record),
    }


def doc_of(entry_type: type[Entry]) -> str:
    return (entry_type.__doc__ or "").split("\n", 1)[0]


def _of_entry(entry_type: type[Entry]) -> Schema:
    fields = {field.name: field for field in fields_of(entry_type)}
    return {
        "type": "object",
        "properties": {name: _of_field(field) for name, field in fields.items()},
        "required": [name for name, field in fields.items() if field.is_required],
        "additionalProperties": False,
    }


def _of_field(field: Field) -> Schema:
    held = _of(field.type)
    if not field.is_required and "enum" not in held:
        types = held["type"] if isinstance(held["type"], list) else [held["type"]]
        held["type"] = [*types, "null"]
    elif field.is_required and held.get("type") == _TEXT:
        held["minLength"] = 1
    return {"description": field.about, **held}


def _of(held: Any) -> Schema:
    """What a value of a type may be."""
    if typing.get_origin(held) is tuple:
        return {"type": "array", "items": _of(typing.get_args(held)[0])}
    if isinstance(held, type) and issubclass(held, Entry):
        return _of_entry(held)
    if choices := choices_of(held):
        meanings = {"enumDescriptions": [STATUS_RULES[Status(choice)] for choice in choices]} if held is Status else {}
        return {"enum": list(choices), **meanings}
    return SHAPES[held]()


_TEXT = ["string", "number", "boolean"]
"""Without quotes, 60 and true are text to us, and something else to other programs."""


def _shaped(pattern: str, otherwise: str, or_else: str = "", **more: Any) -> Schema:
    """A text of a shape, with what to say about another; bare, it may be a number to other programs."""
    types = ["string", or_else] if or_else else "string"
    return {"type": types, "pattern": f"^(?:{pattern})$", "patternErrorMessage": otherwise, **more}


_DATE = r"[0-9]{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12][0-9]|3[01]))?)?"

SHAPES: Mapping[Any, Callable[[], Schema]] = {
    Line: lambda: {"type": _TEXT},
    Prose: lambda: {"type": _TEXT},
    Id: lambda: _shaped(ID.pattern, "Use small letters, digits and hyphens only.", "integer", maxLength=LONGEST_ID),
    Address: lambda: _shaped(
        "(?:https?://|mailto:|tel:).+",
        "An address starts with https://, mailto: or tel:.",
        examples=["https://www.example.org/page", "mailto:name@example.org", "tel:01632960123"],
    ),
    PageAddress: lambda: _shaped(
        PAGE_ADDRESS.pattern,
        "Write the address with a slash at both ends, for example /progress/first-meeting/.",
        examples=["/progress/first-meeting/"],
    ),
    FileName: lambda: _shaped(
        FILE_NAME.pattern,
        "Use small letters, digits and hyphens, ending in .svg, .png, .jpg or .webp.",
        examples=["my-picture.svg"],
    ),
    When: lambda: _shaped(
        _DATE,
        "Write a day as 2025-06-14, a month as 2025-06 or a year as 2025.",
        "integer",
        minimum=EARLIEST_YEAR,
        maximum=LATEST_YEAR,
        examples=["2025-06-14", "2025-06", 2025],
    ),
    int: lambda: _shaped(WHOLE_NUMBER.pattern, "Write a whole number in digits, for example 3.", "integer", minimum=0),
    YesNo: lambda: {"enum": [True, False, "yes", "no"]},
}
"""What a text of each type looks like."""
