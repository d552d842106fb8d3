"""The page with the files that readers can take away, and the page that says what each column of the data means."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

from plan_site.site.page import DOWNLOADS, HOME, Download, Link, Page, Shell, Site, downloads_of

VERSION = 1
"""Counts up when a program that reads the files would break: then they get new addresses, and the old ones stay."""
NAME = "plan.json"
FOLDER = f"{DOWNLOADS.address}v{VERSION}/"
DICTIONARY = Link(f"{DOWNLOADS.address}dictionary/", "What each column means")


class TableOfData(Protocol):
    """What a table of the open data is called, and whatever the template says of it."""

    @property
    def file(self) -> str: ...


def download_pages(shell: Shell, downloads: Sequence[Download], tables: Sequence[TableOfData]) -> Iterator[Page]:
    """Nothing for a site that has no files to take away."""
    if not downloads:
        return
    addresses = {each.address for each in downloads}
    yield Page(
        shell=shell,
        address=DOWNLOADS.address,
        kind="downloads",
        title=downloads_of(shell.plan).words,
        description="Files to keep or to work with: all that this site says of the plan.",
        shows={
            "for_spreadsheets": tuple(each for each in downloads if each.file_type == "CSV"),
            "for_programs": tuple(each for each in downloads if each.file_type == "JSON"),
            "lines": _lines_of_python(shell.site),
            "is_fetched": bool(_address(shell.site)),
            "plan_file": NAME,
            "dictionary": DICTIONARY,
        },
        trail=(HOME,),
    )
    yield Page(
        shell=shell,
        address=DICTIONARY.address,
        kind="data-dictionary",
        title=DICTIONARY.words,
        description="The tables of the open data, and what stands in each of their columns.",
        shows={"tables": tuple(table for table in tables if FOLDER + table.file in addresses)},
        trail=(HOME, downloads_of(shell.plan)),
    )


def _lines_of_python(site: Site) -> str:
    """Three lines that print the titles of the aims: from the site, or from the file where its address is unknown."""
    address = _address(site)
    if address:
        opening = ["import json, urllib.request", f'plan = json.load(urllib.request.urlopen("{address}"))']
    else:
        opening = ["import json", f'plan = json.load(open("{NAME}", encoding="utf-8"))']
    return "\n".join([*opening, 'print(*(aim["title"] for aim in plan["aims"]), sep="\\n")'])


def _address(site: Site) -> str:
    return site.full(FOLDER + NAME)
