"""Turns located values into records, and gathers every problem on the way.

What a field accepts is decided by its type alone. One cause gives one message: an unknown field that looks like a
missing one is reported as that.
"""

from __future__ import annotations

import dataclasses
import difflib
from collections.abc import Iterator
from typing import Any, cast

from plan_site.model.entries import Entry
from plan_site.model.field_types import Id
from plan_site.model.fields import NAMING_FIELDS, Field, fields_by_name, fields_of
from plan_site.model.plan import SINGLE_KINDS, Kind, kind_of
from plan_site.model.problems import Place, Problem, listed, shortened
from plan_site.model.records import Quote
from plan_site.model.rules import ReaderRule, advice
from plan_site.yaml.slips import lost_bullet
from plan_site.yaml.text_types import Misread, not_an_id, text_type_of
from plan_site.yaml.values import Mapping, Scalar, Sequence, Value

MOST_ITEMS = 500
"""Of a list in a record."""
MOST_PROBLEMS = 50
"""Of one file. Whoever has so many has one cause, or mends the rest with the second look."""


def read_entry(value: Value, kind: Kind) -> tuple[Entry | None, list[Problem]]:
    """A record of a kind, or None with the problems that stand in its way (advice may come with a record)."""
    label = label_in(kind, value)
    reader = _Reader(kind)
    is_withdrawn = _is_withdrawn(kind, value)
    try:
        entry = reader.entry(_without_what_is_personal(value, kind) if is_withdrawn else value, kind.type)
    except _TooMany:
        entry = None
    problems = [problem.in_record(label) for problem in reader.problems]
    if is_withdrawn:
        problems += withdrawn_words_leave_the_file(value, kind, label)
    return entry, problems


def _is_withdrawn(kind: Kind, value: Value) -> bool:
    """Whether it is what somebody said and took back, or was to take back, before anything of it is read."""
    fields = value.fields if isinstance(value, Mapping) else {}
    day = fields.get("withdrawn")
    return issubclass(kind.type, Quote) and day is not None and not (isinstance(day, Scalar) and not day.text)


def _personal(value: Value, kind: Kind) -> list[str]:
    given = value.fields if isinstance(value, Mapping) else {}
    return [field.name for field in fields_of(kind.type) if field.is_personal and field.name in given]


def _without_what_is_personal(value: Value, kind: Kind) -> Value:
    """Nothing past this point can show what a person has taken back."""
    if not isinstance(value, Mapping):
        return value
    personal = set(_personal(value, kind))
    kept = {name: field for name, field in value.fields.items() if name not in personal}
    return dataclasses.replace(value, fields=kept, places={name: value.places[name] for name in kept})


@advice
def withdrawn_words_leave_the_file(value: Value, kind: Kind, label: str) -> Iterator[Problem]:
    """Who reads the files, on GitHub for one, would still find what somebody has taken back."""
    left = _personal(value, kind)
    if isinstance(value, Mapping) and left:
        what = f"These words were taken back. They are on no page, but the file still has {listed(left, joiner='and')}."
        yield Problem(min(value.places[name] for name in left), what, "Delete these fields from the file.", label)


def label_in(kind: Kind, value: Value) -> str:
    """How the editor knows the record: its kind and its own name for itself."""
    fields = value.fields if isinstance(value, Mapping) else {}
    # Messages stand on pages of GitHub that anyone can read.
    naming = ("id",) if _is_withdrawn(kind, value) else NAMING_FIELDS
    names = (named.text for name in naming if isinstance(named := fields.get(name), Scalar))
    return record_label(kind, next(filter(None, names), ""))


def record_label(kind: Kind, name: str) -> str:
    """How messages speak of a record."""
    if kind.noun in SINGLE_KINDS:
        return "the plan" if kind.noun == "plan" else kind.noun
    return f"{kind.noun} “{shortened(name)}”" if name else f"{kind.noun} without a name"


def label_of(entry: Entry) -> str:
    """How the editor knows a record, as in the messages about its fields."""
    is_withdrawn = isinstance(entry, Quote) and entry.is_withdrawn
    naming = ("id",) if is_withdrawn else NAMING_FIELDS
    names = [getattr(entry, name) for name in naming if name in entry.places]
    return record_label(kind_of(entry), str(next(filter(None, names), "")))


class _TooMany(Exception):
    """A record with more problems than anybody would read."""


_MISSING: Any = object()


class _Reader:
    """Reads one record, and gathers its problems."""

    def __init__(self, kind: Kind) -> None:
        self.kind = kind
        self.problems: list[Problem] = []

    def entry(self, value: Value, entry_type: Any, what_it_is: str = "") -> Entry | None:
        what_it_is = what_it_is or self.kind.a_noun
        if not isinstance(value, Mapping):
            example = next(iter(fields_by_name(entry_type)))
            self._fault(
                value.place,
                ReaderRule.every_field_has_its_shape,
                f"Here should be the fields of {what_it_is}, each with its name.",
                f"Write each field as ‘name: words’, for example ‘{example}: …’.",
            )
            return None
        fields = fields_by_name(entry_type)
        before = len(self.problems)
        missing = [name for name in fields if fields[name].is_required and name not in value.fields]
        unknown = [name for name in value.fields if name not in fields]
        for name in unknown:
            missing = self._unknown(name, value, fields, missing, what_it_is, is_alone=len(unknown) == 1)
        for name in missing:
            self._fault(
                value.place,
                ReaderRule.every_required_field_is_there,
                f"The field ‘{name}’ is missing from {what_it_is}.",
                f"Add a line that starts with ‘{name}:’. {fields[name].about}",
            )
        given: dict[str, Any] = {}
        for name, field_value in value.fields.items():
            if name in fields:
                read = self._field(field_value, fields[name])
                if read is not _MISSING:
                    given[name] = read
        if len(self.problems) > before:
            return None
        return cast("Entry", entry_type(place=value.place, places=value.places, **given))

    def _unknown(
        self,
        name: str,
        value: Mapping,
        fields: dict[str, Field],
        missing: list[str],
        what_it_is: str,
        *,
        is_alone: bool,
    ) -> list[str]:
        """Reports an unknown field; returns the fields that are still missing if it was a typing slip."""
        spare = [known for known in fields if known not in value.fields]
        meant = next(iter(difflib.get_close_matches(name.lower(), spare, n=1, cutoff=0.6)), None)
        if meant is not None:
            is_capital = name.lower() == meant
            remedy = f"Write it in small letters: ‘{meant}’." if is_capital else f"Did you mean ‘{meant}’?"
        elif name == "":
            remedy = "Write the name of the field before the colon."
        elif is_alone and len(missing) == 1:
            remedy = f"The field ‘{missing[0]}’ is missing: is this what it should be called? Else add it."
            missing = []
        else:
            remedy = f"Delete it, or use one of: {', '.join(spare)}." if spare else "Delete it."
        self._fault(
            value.places[name],
            ReaderRule.every_field_is_known,
            f"‘{shortened(name)}’ is not a field of {what_it_is}.",
            remedy,
        )
        return [still for still in missing if still != meant]

    def _field(self, value: Value, described: Field) -> Any:
        blank = isinstance(value, Scalar) and not value.paragraphs
        if blank and described.is_required:
            self._fault(
                value.place,
                ReaderRule.every_required_field_is_there,
                f"The field ‘{described.name}’ is empty.",
                f"Fill it in: {described.about}",
            )
            return _MISSING
        if blank:
            return _MISSING
        return self._list(value, described) if described.is_list else self._typed(value, described.type, described)

    def _list(self, value: Value, described: Field) -> Any:
        if not isinstance(value, Sequence):
            is_a_list = (
                ReaderRule.every_field_has_its_shape,
                f"The field ‘{described.name}’ is a list.",
                "Put each item on a line of its own and start it with ‘- ’.",
            )
            bullet = lost_bullet(value.text) if isinstance(value, Scalar) else None
            self._fault(value.place, *(bullet or is_a_list))
            return _MISSING
        if len(value.items) > MOST_ITEMS:
            what = f"The list ‘{described.name}’ has {len(value.items):,} items; {MOST_ITEMS} are the most."
            self._fault(value.items[MOST_ITEMS].place, ReaderRule.no_file_is_huge, what, "Make several records of it.")
            return _MISSING
        items = [self._item(item, described) for item in value.items]
        return tuple(item for item in items if item is not _MISSING)

    def _typed(self, value: Value, wanted: Any, described: Field) -> Any:
        if described.part is not None:
            entry = self.entry(value, described.part, f"‘{described.name}’")
            return _MISSING if entry is None else entry
        if not isinstance(value, Scalar):
            shape = "a list" if isinstance(value, Sequence) else "fields of its own"
            self._fault(
                value.place,
                ReaderRule.every_field_has_its_shape,
                f"The field ‘{described.name}’ holds words, but here it has {shape}.",
                "Write the words after the colon; if they have a colon or start with a bracket, put quotes round them.",
            )
            return _MISSING
        try:
            return text_type_of(wanted).read(value)
        except Misread as found:
            misread = not_an_id(value.text) if wanted is Id and described.says.refers_to else found
        self._fault(value.place, misread.rule, misread.what.replace("{name}", described.name), misread.remedy)
        return _MISSING

    def _item(self, item: Value, described: Field) -> Any:
        if isinstance(item, Scalar) and not item.paragraphs:
            self._fault(
                item.place,
                ReaderRule.every_field_has_its_shape,
                f"An item of the list ‘{described.name}’ is empty.",
                "Fill it in, or delete its dash.",
            )
            return _MISSING
        return self._typed(item, described.item_type, described)

    def _fault(self, place: Place, rule: ReaderRule, what: str, remedy: str) -> None:
        if len(self.problems) >= MOST_PROBLEMS:
            self.problems.append(and_more(place))
            raise _TooMany
        self.problems.append(rule.broken(place, what, remedy))


def and_more(place: Place) -> Problem:
    what = f"This file has more than {MOST_PROBLEMS} problems. It was read no further than to here."
    return ReaderRule.no_file_is_full_of_problems.broken(place, what, "Mend those above first, and look again.")
