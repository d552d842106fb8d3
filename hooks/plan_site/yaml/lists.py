"""Adds a record to the text of a list file, every line of which stays as it is."""

from __future__ import annotations

import textwrap
from typing import NoReturn

import yaml

from plan_site.model.problems import Place
from plan_site.model.rules import ReaderRule
from plan_site.yaml.values import Mapping, Scalar, Sequence, Unreadable, parse_yaml


def added_to(text: str, item: str, name: str, *, at_the_top: bool = False) -> str:
    """A list with a new item at its end or at its top, its dash under the others.

    `name` is how the editor knows the file.

    Raises Unreadable.
    """
    notes = f"\n{text.rstrip()}".removesuffix("\n[]").strip()
    if _has_only_notes(notes):
        return f"{notes}\n\n{item}" if notes else item
    _items_in(text, name)
    found = yaml.compose(text, Loader=yaml.SafeLoader)
    if not isinstance(found, yaml.SequenceNode) or found.flow_style:
        _refuse(name, f"The entries of {name} stand in brackets.", "Run ‘plan tidy’ first.")
    start, indented = found.start_mark, textwrap.indent(item, " " * found.start_mark.column)
    if not at_the_top:
        return f"{text.rstrip()}\n\n{indented}"
    lines = text.split("\n")
    return "\n".join([*lines[: start.line], indented, *lines[start.line :]]).rstrip("\n") + "\n"


def has(text: str, record_id: str, name: str) -> bool:
    """Whether a list file has a record of this id or name. Raises Unreadable."""
    fields = [item.fields for item in _items_in(text, name) if isinstance(item, Mapping)]
    named = [each.get(field) for each in fields for field in ("id", "name")]
    return any(isinstance(each, Scalar) and each.text == record_id for each in named)


def _items_in(text: str, name: str) -> tuple[object, ...]:
    if _has_only_notes(text):
        return ()
    value = parse_yaml(text, name)
    if not isinstance(value, Sequence):
        _refuse(name, "This file must be a list of records.", "Start each one with ‘- ’.")
    return value.items


def _has_only_notes(text: str) -> bool:
    return all(not line.strip() or line.lstrip().startswith("#") for line in text.split("\n"))


def _refuse(name: str, what: str, remedy: str) -> NoReturn:
    raise Unreadable(ReaderRule.every_field_has_its_shape.broken(Place(name), what, remedy))
