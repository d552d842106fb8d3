"""Writes a new record for an editor to fill in: valid as it stands, each field with its explanation."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterator, Mapping

from plan_site.model.entries import EasyLine, Entry
from plan_site.model.field_types import Id, Line
from plan_site.model.fields import Field, fields_of
from plan_site.model.plan import SINGLE_KINDS, Kind, Records
from plan_site.model.records import Aim, Outcome
from plan_site.yaml.text_types import PLACEHOLDER, text_type_of
from plan_site.yaml.tidy import as_comment, as_field


@dataclasses.dataclass(frozen=True)
class Setting:
    """What a new record can refer to, and what is known of it."""

    records: Records
    today: dt.date
    given: Mapping[str, str] = dataclasses.field(default_factory=dict)
    """Its fields that need no other words, by name."""

    @property
    def also_needed(self) -> tuple[str, ...]:
        """Fields that a plan with easy words asks of every record that may have them."""
        is_in_easy_read = any(record.easy_read for record in self.records.with_pages)
        return ("easy_title", "easy_read") if is_in_easy_read else ()


def skeleton(kind: Kind, record_id: str, setting: Setting) -> str:
    """The text of a new record; an item of a list for a kind whose records share a file."""
    about = (kind.type.__doc__ or "").split("\n", 1)[0]
    lines = [
        *as_comment(about),
        *as_comment("Lines that start with # are notes. Delete them when you have read them."),
        "",
    ]
    for field in fields_of(kind.type):
        lines += _field(field, kind, record_id, setting)
    if kind.is_folder or kind.noun in SINGLE_KINDS:
        return "\n".join(lines).rstrip() + "\n"
    first = next(number for number, line in enumerate(lines) if line and not line.startswith("#"))
    notes, item = lines[:first], lines[first:]
    indented = [f"  {line}" if line else "" for line in item]
    return "\n".join([*notes, f"- {item[0]}", *indented[1:]]).rstrip() + "\n"


def _field(field: Field, kind: Kind, record_id: str, setting: Setting) -> Iterator[str]:
    yield from as_comment(field.about if field.is_required else f"You may leave this out. {field.about}")
    given = setting.given.get(field.name)
    said = _example(field, kind.type, record_id, setting) if given is None else given
    is_needed = field.is_required or field.says.is_asked_for or field.name in setting.also_needed
    yield from (line if is_needed else f"# {line}" for line in as_field(field.name, said, field.type))
    yield ""


def _example(field: Field, owner: type[Entry], record_id: str, setting: Setting) -> object:
    if field.part:
        parts = {
            each.name: _example(each, field.part, record_id, setting)
            for each in fields_of(field.part)
            if each.is_required or each.name == "text" or (each.name == "picture" and setting.records.pictures)
        }
        return [parts] if field.is_list else parts
    if field.name == "number" and issubclass(owner, Aim | Outcome):
        return len(setting.records.aims if owner is Aim else setting.records.outcomes) + 1
    if field.says.names_its_record:
        return f"{PLACEHOLDER} ({record_id})"
    if owner is EasyLine and field.type is Line:
        return f"{PLACEHOLDER}."  # which is a sentence
    held = field.item_type or field.type
    known = _id(field.says.refers_to, record_id, setting.records) if held is Id else record_id
    word = text_type_of(held).example.format(id=known, today=setting.today.isoformat())
    return [word] if field.is_list else word


def _id(refers_to: str, record_id: str, records: Records) -> str:
    if refers_to == "source":
        return records.sources[0].id if records.sources else "id-of-a-source"
    if refers_to in ("subject", "record"):
        return records.aims[0].id if records.aims else "id-of-an-aim"
    if refers_to == "picture":
        return records.pictures[0].name if records.pictures else "name-of-a-picture"
    return record_id
