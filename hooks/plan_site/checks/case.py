"""What the rules of records look at, and how they speak of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from plan_site.model.entries import Entry, Record
from plan_site.model.field_types import Address
from plan_site.model.fields import fields_of, parts_of
from plan_site.model.plan import KINDS, Plan, Records, RecordWithPage
from plan_site.model.problems import Place, Problem
from plan_site.model.records import Details
from plan_site.model.site_records import FrontMatter
from plan_site.reading.folder import Unread
from plan_site.reading.records import label_of


@dataclass(frozen=True)
class Case:
    """What the rules look at: the records, what could not be read, the pictures there are, and the day."""

    records: Records
    details: Details | None
    unread: Unread
    picture_files: frozenset[str]
    folder: str
    today: dt.date
    hand_written: frozenset[str] = frozenset()
    """The names of the hand-written pages."""
    front_matter: tuple[FrontMatter, ...] = ()
    """What those say of themselves that could be read."""

    def is_whole(self, *kinds: str) -> bool:
        return not self.unread.kinds & set(kinds)

    @property
    def with_pages(self) -> Iterator[RecordWithPage]:
        yield from self.records.with_pages

    @cached_property
    def entries(self) -> tuple[tuple[Entry, Entry], ...]:
        """Every record and page, with itself and with everything inside it that has fields of its own."""
        pages = ((page, entry) for page in self.front_matter for entry in within(page))
        return (*entries_of(self.records, self.details), *pages)

    @cached_property
    def texts(self) -> tuple[tuple[Entry, Entry, str, str], ...]:
        """The words of every field that holds some, with the record, the entry within it, and the field’s name."""
        return tuple(
            (record, entry, name, value if isinstance(value, str) else "\n".join(value))
            for record, entry in self.entries
            for name in entry.places
            if isinstance(value := getattr(entry, name), str)
            or (isinstance(value, tuple) and value and isinstance(value[0], str))
        )

    @property
    def every_record(self) -> Iterator[Record]:
        if self.details is not None:
            yield self.details
        yield from self.records.with_pages


def entries_of(records: Records, details: Details | None) -> Iterator[tuple[Entry, Entry]]:
    groups = (getattr(records, kind.attribute) for kind in KINDS if kind.noun != "plan")
    kept = [entry for group in groups for entry in (group if isinstance(group, tuple) else [group])]
    for record in (details, *kept):
        yield from ((record, entry) for entry in within(record)) if record is not None else ()


def within(entry: Entry) -> Iterator[Entry]:
    yield entry
    for part in parts_of(entry):
        yield from within(part)


def picture_files_in(folder: Path) -> frozenset[str]:
    """The names of the plain files in plan_data/pictures/."""
    pictures = folder / "pictures"
    if not pictures.is_dir():
        return frozenset()
    return frozenset(path.name for path in pictures.iterdir() if path.is_file() and not path.is_symlink())


def problem_in(record: Entry, place: Place, what: str, remedy: str) -> Problem:
    """What breaks a rule, in the record that an editor knows."""
    return Problem(place, what, remedy, label_of(record))


def addresses_in(plan: Plan) -> Iterator[tuple[Entry, Entry, str, str]]:
    """Each address that a plan leads to: the record, the entry within it, the field's name, and the address."""
    return addresses_among(entries_of(plan, plan.details))


def addresses_among(entries: Iterable[tuple[Entry, Entry]]) -> Iterator[tuple[Entry, Entry, str, str]]:
    for record, entry in entries:
        for field in fields_of(type(entry)):
            if field.type is Address and getattr(entry, field.name) is not None:
                yield record, entry, field.name, str(getattr(entry, field.name))
