"""The whole plan as one JSON file, with the JSON Schema that says what is in it."""

from __future__ import annotations

import json

from plan_site.model.entries import Entry
from plan_site.model.field_types import Prose, YesNo
from plan_site.model.fields import Field
from plan_site.model.plan import KINDS, SINGLE_KINDS, Kind, Plan
from plan_site.model.site_records import Accessibility
from plan_site.open_data.published import for_readers, published_fields
from plan_site.open_data.schema import doc_of
from plan_site.site.site_pages import VERSION
from plan_site.yaml.text_types import Schema, TextType, text_type_of

SCHEMA_NAME = "plan.schema.json"


def name_in_file(kind: Kind) -> str:
    """What plan.json calls the records of a kind."""
    return kind.noun if kind.noun in SINGLE_KINDS else kind.attribute


def as_json(plan: Plan) -> str:
    """A plan as it is published, as text of JSON. What is not filled in is left out."""
    held = {name_in_file(kind): _written(getattr(plan, kind.attribute)) for kind in KINDS}
    return _text({"$schema": SCHEMA_NAME, "version": VERSION} | {name: v for name, v in held.items() if v is not None})


def _text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def _written(value: object, held: object = None) -> object:
    if isinstance(value, Entry):
        return {
            field.name: _written(inner, field.item_type or field.type)
            for field in published_fields(type(value))
            if (inner := getattr(value, field.name)) not in (None, ())
        }
    if isinstance(value, tuple) and held is not Prose:
        return [_written(item, held) for item in value]
    return value if value is None or isinstance(value, int) else text_type_of(held).cell(value)


# --- the schema -------------------------------------------------------------------------------------------


def schema_as_json() -> str:
    """The JSON Schema of plan.json, as text."""
    return _text(schema())


def schema() -> Schema:
    """The JSON Schema (draft 2020-12) of plan.json. A later file of the same version may have more fields."""
    parts: dict[str, Schema] = {}
    properties = {name_in_file(kind): _group(kind, parts) for kind in KINDS}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"A council’s inclusion plan, version {VERSION}",
        "description": "The plan as its website shows it. A blank line in a text starts a new paragraph; what is not "
        "filled in is left out. More fields may come: leave aside what you do not know.",
        "type": "object",
        "properties": {
            "$schema": {"description": "The address of this schema.", "type": "string"},
            "version": {"description": "The version of this form of the plan.", "const": VERSION},
            **properties,
        },
        "required": ["version", *(name_in_file(kind) for kind in KINDS if kind.type is not Accessibility)],
        "$defs": dict(sorted(parts.items())),
    }


def _group(kind: Kind, parts: dict[str, Schema]) -> Schema:
    records = _reference(kind.type, parts)
    return records if kind.noun in SINGLE_KINDS else {"type": "array", "items": records}


def _reference(entry_type: type[Entry], parts: dict[str, Schema]) -> Schema:
    name = entry_type.__name__
    if name not in parts:
        parts[name] = {}  # its turn is now
        fields = published_fields(entry_type)
        parts[name] = {
            "description": for_readers(doc_of(entry_type)),
            "type": "object",
            "properties": {field.name: {"description": field.about, **_of(field, parts)} for field in fields},
            "required": [field.name for field in fields if field.is_required or field.type is YesNo],
        }
    return {"$ref": f"#/$defs/{name}"}


def _of(field: Field, parts: dict[str, Schema]) -> Schema:
    held = _reference(field.part, parts) if field.part else _of_text(text_type_of(field.item_type or field.type))
    return {"type": "array", "items": held} if field.is_list else held


def _of_text(held: TextType) -> Schema:
    """What a program writes is stricter than what editors may type: a number is one, and nothing is blank."""
    if held.choices:
        return {"enum": [*held.choices]}
    shape = {name: said for name, said in held.schema.items() if name in ("pattern", "maxLength")}
    return held.in_json or {"type": "string", "minLength": 1, **shape}
