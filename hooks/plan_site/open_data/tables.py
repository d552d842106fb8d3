"""The tables that spreadsheets open: one for each kind of record, and one for each kind of list within records."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from plan_site.model.entries import About, EasyLine, Entry, Passage, Record
from plan_site.model.fields import Field
from plan_site.model.plan import KINDS, SINGLE_KINDS, Kind, Plan
from plan_site.model.records import Details, Measured, Objective
from plan_site.model.site_records import Accessibility, Audit, Change, KnownProblem, Word
from plan_site.open_data.plan_json import name_in_file
from plan_site.open_data.published import fields_of_parts, published_fields
from plan_site.site.feed import told
from plan_site.site.page import ACCESSIBILITY, HOME, WORDS, Site, address_of
from plan_site.yaml.text_types import text_type_of

Row = list[str]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table, and what it means."""

    name: str
    meaning: str
    holds: str
    """What its cells look like."""
    is_always_filled: bool = True
    in_json: tuple[str, ...] = ()
    """Where plan.json has the same; empty if only the table needs it."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table, whatever plan it is filled from."""

    name: str
    title: str
    columns: tuple[Column, ...]

    @property
    def file(self) -> str:
        return f"{self.name}.csv"


_TITLES: Mapping[str, str] = {
    "plan": "The plan itself",
    "sources": "Where the facts come from",
    "aims": "Aims",
    "outcomes": "Outcomes",
    "quotes": "What was said, word for word",
    "progress": "What has happened, what was going on, and what was announced",
    "actions": "Actions: who will do what",
    "feedback": "What people asked for, and what was done",
    "words": "Hard words",
    "pictures": "Pictures beside easy sentences",
    "reviews": "Who checked what",
    "changes": "Changes of the plan and of this website",
    "accessibility": "How accessible this website is",
    "approach": "How the plan goes about it",
    "objectives": "Objectives of each aim",
    "links": "Which aims and outcomes something is about",
    "values": "Values measured for each action",
    "easy_lines": "Easy sentences",
    "audits": "Tests of this website’s accessibility",
    "known_problems": "What does not work for everyone",
}
_LISTS: Mapping[type[Entry], tuple[str, tuple[str, ...]]] = {
    Objective: ("objectives", ("aim", "number")),
    About: ("links", ("kind", "record", "number")),
    Measured: ("values", ("action", "number")),
    Passage: ("approach", ("number",)),
    EasyLine: ("easy_lines", ("kind", "record", "objective", "field", "number")),
    Audit: ("audits", ("number",)),
    KnownProblem: ("known_problems", ("number",)),
}
"""The name of the table that holds the items of lists, and the columns that say which list an item is in."""
_KEYS: Mapping[str, Column] = {
    column.name: column
    for column in (
        Column("aim", "The aim that it belongs to: its id in aims.csv.", "an id"),
        Column("action", "The action that it belongs to: its id in actions.csv.", "an id"),
        Column("kind", "The kind of record that it belongs to.", f"one of: {', '.join(kind.noun for kind in KINDS)}"),
        Column("record", "The record that it belongs to: its id, or the hard word, or the day of the change.", "text"),
        Column("objective", "The objective that it belongs to, if it belongs to one.", "an id", is_always_filled=False),
        Column("field", "The list of the record that it stands in, as plan.json calls it.", "text"),
        Column("number", "Its place in the list, counted from 1.", "a whole number"),
    )
}
_PAGE = Column("page", "The page of this website that shows it.", "an address")


# --- what there is, whatever the plan ---------------------------------------------------------------------


@cache
def tables() -> tuple[Table, ...]:
    """Every table, in the order of the kinds of record; then the lists within them."""
    lists = dict(_lists())
    return (
        *(Table(name := name_in_file(kind), _TITLES[name], _columns_of(kind)) for kind in KINDS),
        *(
            Table(name, _TITLES[name], (*(_KEYS[key] for key in keys), *_columns(entry_type, lists[entry_type])))
            for entry_type, (name, keys) in _LISTS.items()
        ),
    )


def _columns_of(kind: Kind) -> tuple[Column, ...]:
    return (*_columns(kind.type, (name_in_file(kind),)), *([_PAGE] if kind.type in _WITH_PAGES else []))


def _columns(entry_type: Any, within: tuple[str, ...]) -> Iterator[Column]:
    for cell in _cells_of(entry_type):
        is_always_filled = cell.field.is_required and len(cell.path) == 1
        in_json = tuple(".".join((above, *cell.path)) for above in within)
        yield Column(cell.name, cell.field.about, _holds(cell.field), is_always_filled, in_json)


def _lists() -> dict[type[Entry], tuple[str, ...]]:
    """Where plan.json has lists of each kind of item."""
    found: dict[type[Entry], tuple[str, ...]] = {}
    for kind in KINDS:
        for item_type, path in _lists_in(kind.type, name_in_file(kind)):
            found[item_type] = (*found.get(item_type, ()), path)
    return found


def _lists_in(entry_type: type[Entry], path: str) -> Iterator[tuple[type[Entry], str]]:
    for field in published_fields(entry_type):
        if field.part is not None:
            if field.is_list:
                yield field.part, f"{path}.{field.name}"
            yield from _lists_in(field.part, f"{path}.{field.name}")


def _holds(field: Field) -> str:
    holds = text_type_of(field.item_type or field.type).holds
    return f"{holds}; one a line where there are several" if field.is_list else holds


@dataclass(frozen=True, slots=True)
class _Cell:
    """Where a record has what stands in one of its cells: consultation, how_many."""

    path: tuple[str, ...]
    field: Field
    name: str


@cache
def _cells_of(entry_type: Any) -> tuple[_Cell, ...]:
    return tuple(_cells_in(entry_type))


def _cells_in(entry_type: type[Entry]) -> Iterator[_Cell]:
    """A part with fields of its own (the vision) has its cells in the row; a list of such parts is another table."""
    for field in published_fields(entry_type):
        if field.part is None:
            yield _Cell((field.name,), field, field.column)
        elif not field.is_list:
            for cell in _cells_in(field.part):
                yield _Cell((field.name, *cell.path), cell.field, f"{field.column}_{cell.name}")


# --- a plan in them ---------------------------------------------------------------------------------------


def rows_of(plan: Plan, site: Site) -> dict[str, list[Row]]:
    """The rows of each table, by its name, for a plan as it is published."""
    rows: dict[str, list[Row]] = {table.name: [] for table in tables()}
    days = {id(each.change): each for each in told(plan)}
    for kind in KINDS:
        for record in _records(plan, kind):
            day = days.get(id(record))
            name = day.anchor.removeprefix("change-") if day else _name_of(record)
            page = [_page_of(record, day.address if day else "", site)] if kind.type in _WITH_PAGES else []
            rows[name_in_file(kind)].append([*_row(record), *page])
            for item in _items_in(record):
                table, keys = _LISTS[type(item.entry)]
                said = {**item.keys, "kind": kind.noun, "record": name, "aim": name, "action": name}
                rows[table].append([*(said[key] for key in keys), *_row(item.entry)])
    return rows


def _records(plan: Plan, kind: Kind) -> tuple[Entry, ...]:
    held = getattr(plan, kind.attribute)
    if kind.noun in SINGLE_KINDS:
        return () if held is None else (held,)
    return tuple(held)


def _name_of(record: Entry) -> str:
    return str(getattr(record, "word" if isinstance(record, Word) else "id", ""))


_WITH_PAGES = frozenset({kind.type for kind in KINDS if issubclass(kind.type, Record)} | {Word, Change, Accessibility})


def _page_of(record: Entry, address: str, site: Site) -> str:
    """The address of the page that shows a record: the whole one where it is known where the site stands."""
    if isinstance(record, Details):
        address = HOME.address
    elif isinstance(record, Record):
        address = address_of(record)
    elif isinstance(record, Word):
        address = f"{WORDS.address}#{record.anchor}"
    elif isinstance(record, Accessibility):
        address = ACCESSIBILITY
    return site.full(address) or address


@dataclass(frozen=True, slots=True)
class _Item:
    """An item of a list within a record, and what says which list that is."""

    entry: Entry
    keys: Mapping[str, str]


def _items_in(entry: Entry, objective: str = "") -> Iterator[_Item]:
    entry_type: Any = type(entry)
    for name in fields_of_parts(entry_type):
        value = getattr(entry, name)
        if isinstance(value, Entry):
            yield from _items_in(value, objective)
        for number, item in enumerate(value if isinstance(value, tuple) else (), start=1):
            yield _Item(item, {"objective": objective, "field": name, "number": str(number)})
            yield from _items_in(item, item.id if isinstance(item, Objective) else objective)


def _row(entry: Entry) -> Row:
    entry_type: Any = type(entry)
    return [_text(entry, cell) for cell in _cells_of(entry_type)]


def _text(entry: Entry, cell: _Cell) -> str:
    value: Any = entry
    for name in cell.path:
        value = getattr(value, name)
        if value is None:
            return ""
    text = text_type_of(cell.field.item_type or cell.field.type).cell
    return "\n".join(map(text, value)) if cell.field.is_list else text(value)
