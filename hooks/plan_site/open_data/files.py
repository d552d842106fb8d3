"""The files of open data, each at its permanent address."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

from plan_site.model.plan import Plan
from plan_site.open_data.plan_json import SCHEMA_NAME, as_json, schema_as_json
from plan_site.open_data.published import as_published
from plan_site.open_data.spreadsheet import as_csv
from plan_site.open_data.tables import Row, Table, rows_of, tables
from plan_site.site.page import Download, Site
from plan_site.site.site_pages import FOLDER, NAME

DICTIONARY_NAME = "dictionary.csv"


@dataclass(frozen=True)
class DataFile:
    """A file of open data, made when somebody asks for it: a check of the plan never does."""

    name: str
    title: str
    text: Callable[[], str]
    is_empty: bool = False
    """Whether it is a table that has only the names of its columns."""

    @cached_property
    def data(self) -> bytes:
        return self.text().encode()

    @property
    def address(self) -> str:
        return FOLDER + self.name

    @property
    def download(self) -> Download:
        file_type = {"csv": "CSV", "json": "JSON"}[self.name.rpartition(".")[2]]
        return Download(self.address, self.title, file_type, lambda: len(self.data))


def data_files(plan: Plan, site: Site) -> tuple[DataFile, ...]:
    """Every file, whatever the plan has: a program that reads one must find it."""
    published = as_published(plan)
    rows = rows_of(published, site)
    return (
        DataFile(NAME, _whole(plan), lambda: as_json(published)),
        DataFile(SCHEMA_NAME, "What stands where in it, as JSON Schema", schema_as_json),
        *(_table_file(table, rows[table.name]) for table in tables()),
        DataFile(DICTIONARY_NAME, "What each column means", _dictionary),
    )


def _whole(plan: Plan) -> str:
    """Only a council that stands for the site can say that it holds the plan."""
    return "The whole plan as data" if plan.details.adopted_by else "Everything on this site as data"


def _table_file(table: Table, rows: list[Row]) -> DataFile:
    header = [column.name for column in table.columns]
    return DataFile(table.file, table.title, lambda: as_csv(header, rows), is_empty=not rows)


def _dictionary() -> str:
    return as_csv(_HEADER_OF_DICTIONARY, _dictionary_rows())


_HEADER_OF_DICTIONARY = (
    "file",
    "what_the_file_holds",
    "column",
    "meaning",
    "what_cells_look_like",
    "always_filled",
    "in_plan_json",
)


def _dictionary_rows() -> Iterator[Row]:
    for table in tables():
        for column in table.columns:
            filled = "yes" if column.is_always_filled else "no"
            in_json = "\n".join(column.in_json)
            yield [table.file, table.title, column.name, column.meaning, column.holds, filled, in_json]
