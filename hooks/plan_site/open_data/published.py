"""The plan as it is published: without what people took back, what is still a draft, and what editors note down."""

from __future__ import annotations

import dataclasses
import re
from dataclasses import replace
from functools import cache
from typing import Any

from plan_site.model.entries import Entry
from plan_site.model.fields import Field, fields_of
from plan_site.model.plan import Plan
from plan_site.site.reviews import reviews_that_hold


def published_fields(entry_type: Any) -> tuple[Field, ...]:
    """The fields of an entry that readers get, in the order in which editors write them."""
    return _published_fields(entry_type)


@cache
def _published_fields(entry_type: Any) -> tuple[Field, ...]:
    return tuple(
        replace(field, says=replace(field.says, about=for_readers(field.about)))
        for field in fields_of(entry_type)
        if field.is_for_readers
    )


def for_readers(about: str) -> str:
    """The words that explain something to editors, without the places of their files."""
    return _PLACES.sub("", about)


_PLACES = re.compile(r": plan\.yml|\.yml|plan_data/")


def as_published(plan: Plan) -> Plan:
    """The plan that the files hold. A review is in it only as long as it holds; hand-written pages are in none of them.

    Quotes that were taken back are gone as a whole, for an id may be a name.
    """
    told = replace(
        plan,
        quotes=tuple(quote for quote in plan.quotes if not quote.is_withdrawn),
        changes=tuple(change for change in plan.changes if not change.draft),
    )
    holding = {review for _, review in reviews_that_hold(told)} if plan.reviews else set()
    told = replace(
        told,
        articles=(),
        reviews=tuple(review for review in plan.reviews if review in holding),
        pictures=tuple(replace(picture, digest="") for picture in plan.pictures),
    )
    groups: dict[str, Any] = {name: _each_without_notes(group) for name, group in vars(told).items()}
    return Plan(**groups)


def _each_without_notes(value: object) -> object:
    if isinstance(value, Entry):
        return _without_notes(value)
    return tuple(map(_without_notes, value)) if isinstance(value, tuple) else value


def _without_notes(entry: Entry) -> Entry:
    entry_type: Any = type(entry)
    changed: dict[str, Any] = dict(_notes(entry_type))
    for name in fields_of_parts(entry_type):
        changed[name] = _each_without_notes(getattr(entry, name))
    return replace(entry, **changed) if changed else entry


@cache
def _notes(entry_type: Any) -> dict[str, object]:
    """The fields that are not published, each as if nobody had filled it in."""
    kept = {"place", "places", "digest", *(field.name for field in published_fields(entry_type))}
    return {field.name: field.default for field in dataclasses.fields(entry_type) if field.name not in kept}


@cache
def fields_of_parts(entry_type: Any) -> tuple[str, ...]:
    """The names of the fields that readers get and that are made of parts with fields of their own."""
    return tuple(field.name for field in published_fields(entry_type) if field.part)
