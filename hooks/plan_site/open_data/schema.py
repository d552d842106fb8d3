"""Says in JSON Schema what each kind of record takes, so that an editing program can help while somebody types.

A schema refuses nothing that `reading` takes when it is filled in: nobody must be told off for what is right. What
joins several records (a picture that is listed, a source that exists) is left to `plan check`.
"""

from __future__ import annotations

from plan_site.model.entries import Entry
from plan_site.model.field_types import Line, Prose
from plan_site.model.fields import Field, fields_of
from plan_site.model.plan import SINGLE_KINDS, Kind
from plan_site.yaml.text_types import Schema, text_type_of


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
    held = _of(field)
    if not field.is_required and "enum" not in held:
        types = held["type"] if isinstance(held["type"], list) else [held["type"]]
        held["type"] = [*types, "null"]
    elif field.is_required and field.type in (Line, Prose):
        held["minLength"] = 1
    return {"description": field.about, **held}


def _of(field: Field) -> Schema:
    """What a field may hold."""
    held = _of_entry(field.part) if field.part else {**text_type_of(field.item_type or field.type).schema}
    return {"type": "array", "items": held} if field.is_list else held
