"""Looks whether the pages that the site leads to are still there, and says where to mend a link that is gone.

    external_links.py SITE      a folder with the built site

LinkChecker asks, with patience; what did not answer well is asked once more after a pause. Prints a report, and
writes it to .reports/external-links.md: an empty file where nothing is gone. Exits with 1 where something is.
"""

from __future__ import annotations

import argparse
import csv
import re
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urldefrag, urlsplit

from lxml import html

from sites import ROOT

REPORT = Path(".reports/external-links.md")
PAUSE = 60
"""Seconds before what did not answer well is asked again."""
TIMEOUT = 30
"""Seconds that a host has to answer."""
PLACES_NAMED = 3

_SETTINGS = """
[checking]
timeout={timeout}
threads=10
maxrequestspersecond={per_second}
[output]
warnings=0
verbose=1
"""
_GONE = {"404": "404 Not Found", "410": "410 Gone"}
MOST_SAID = 100
"""Letters of what a host says of itself that a report repeats."""
_NOT_ASKED = "LinkChecker did not come to it"
_NOBODY_LOOKED = "syntax OK"  # what LinkChecker says where a host asks programs to keep out
_TOO_MANY = "429"  # it takes this for an answer


@dataclass(frozen=True)
class Link:
    """An address out of the site, the pages that lead there, and the lines of the plan that hold it."""

    address: str
    pages: tuple[str, ...]
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Found:
    """The links that are gone, and those of which nothing is known today, each with why."""

    asked: int
    gone: Mapping[Link, str]
    unknown: Mapping[Link, str]


# --- what is asked ----------------------------------------------------------------------------------------


def links_of(site: Path, project: Path) -> dict[str, Link]:
    """Each address out of a built site, without the place in the page that it may name."""
    pages: dict[str, list[str]] = {}
    for path in sorted(site.rglob("*.html")):
        place = f"/{path.relative_to(site).as_posix().removesuffix('index.html')}"
        hrefs = html.document_fromstring(path.read_bytes()).xpath("//a/@href")
        for address in dict.fromkeys(urldefrag(href).url for href in hrefs):
            if urlsplit(address).scheme in {"http", "https"}:
                pages.setdefault(address, []).append(place)
    texts = dict(_texts(project))
    return {address: Link(address, tuple(on), tuple(_lines(address, texts))) for address, on in sorted(pages.items())}


def _texts(project: Path) -> Iterator[tuple[str, list[str]]]:
    """The files that an editor changes, line by line."""
    for path in sorted([*project.glob("plan_data/**/*.yml"), *project.glob("content/**/*.md"), project / "mkdocs.yml"]):
        if path.exists():
            yield path.relative_to(project).as_posix(), path.read_text(encoding="utf-8").splitlines()


def _lines(address: str, texts: Mapping[str, list[str]]) -> Iterator[str]:
    whole = re.compile(rf"{re.escape(address)}(?![\w/%?&=~+-]|[.,:;!]\w)")  # and no longer address
    for file, lines in texts.items():
        yield from (f"{file}:{number}" for number, line in enumerate(lines, start=1) if whole.search(line))


# --- asking -----------------------------------------------------------------------------------------------


def ask(links: Mapping[str, Link], *, pause: float, timeout: int, per_second: int) -> Found:
    """Asks for every link, and once more for those that did not answer well."""
    said = _said(sorted(links), timeout, per_second)
    if again := sorted(address for address, what in said.items() if what):
        _tell(f"{len(again)} did not answer well. Asking once more in {pause:g} seconds …")
        time.sleep(pause)
        said |= _said(again, timeout, per_second)
    return sort(links, said)


def _said(addresses: Sequence[str], timeout: int, per_second: int) -> dict[str, str]:
    """What LinkChecker says of each address, which it follows no further."""
    with tempfile.TemporaryDirectory() as folder:
        settings = Path(folder) / "linkcheckerrc"
        settings.write_text(_SETTINGS.format(timeout=timeout, per_second=per_second), encoding="utf-8")
        program = str(Path(sys.executable).parent / "linkchecker")
        command = [
            program,
            "--config",
            str(settings),
            "--no-status",
            "-o",
            "csv/utf-8",
            "--recursion-level=0",
            "--stdin",
        ]
        done = subprocess.run(command, input="\n".join(addresses), check=False, capture_output=True, text=True)
    if done.returncode not in {0, 1}:
        sys.exit(f"LinkChecker failed. It said:\n{done.stderr.strip()}")
    rows = csv.DictReader((line for line in done.stdout.split("\n") if not line.startswith("#")), delimiter=";")
    return {row["urlname"]: _answer(row) for row in rows if row["urlname"] in addresses}


def _answer(row: Mapping[str, str]) -> str:
    """Empty where the page is there."""
    what = row["result"].strip()
    is_there = row["valid"] == "True" and not what.startswith((_TOO_MANY, _NOBODY_LOOKED))
    return "" if is_there else what


# --- what it means ----------------------------------------------------------------------------------------


def has_no_host(address: str) -> bool:
    """Whether no host has the name in an address; False too where nobody can say today."""
    try:
        socket.getaddrinfo(urlsplit(address).hostname, None)
    except socket.gaierror as error:
        return error.errno != socket.EAI_AGAIN
    return False


def sort(links: Mapping[str, Link], said: Mapping[str, str], no_host: Callable[[str], bool] = has_no_host) -> Found:
    """Which links are gone for good, and of which nothing is known today."""
    gone, unknown = {}, {}
    for address, link in links.items():
        what = said.get(address, _NOT_ASKED)
        if not what:
            continue
        if what[:3] in _GONE:
            gone[link] = _GONE[what[:3]]
        elif "NameResolutionError" in what and no_host(address):
            gone[link] = _NO_HOST
        else:
            unknown[link] = in_words(what)
    if len(gone) == len(links) and set(gone.values()) == {_NO_HOST}:  # then it is this machine that is not on the web
        return Found(len(links), {}, dict.fromkeys(gone, "no host could be found at all: is this machine on the web?"))
    return Found(len(links), gone, unknown)


_NO_HOST = "no host has this name"
_WORDS = {
    _NOT_ASKED: _NOT_ASKED,
    _NOBODY_LOOKED: "the host asks programs not to look",
    "ReadTimeout": "no answer in time",
    "ConnectTimeout": "no answer in time",
    "NameResolutionError": "its host could not be found today",
    "SSLError": "its certificate is not in order",
    "ConnectionError": "its host took no connection",
    "ProxyError": "this machine's way to the web let nothing through",
}


def in_words(what: str) -> str:
    """What a program says, in plain words where we have some; else between signs that make nothing of it but text."""
    quoted = " ".join(what.replace("`", "").split())[:MOST_SAID]
    return next((words for sign, words in _WORDS.items() if sign in what), f"`{quoted}`")


def report(found: Found) -> str:
    """The report as Markdown."""
    parts = ["# Links out of the site", f"Asked for {_counted(found.asked, 'address', 'addresses')}."]
    if found.gone:
        are = "is" if len(found.gone) == 1 else "are"
        parts.append(f"## {_counted(len(found.gone), 'page', 'pages')} {are} gone")
        parts.append("Find out where the page is now and change the address, or take the link away.")
        parts += [_item(link, why) for link, why in found.gone.items()]
    if found.unknown:
        parts.append(f"## Not known today: {len(found.unknown)}")
        parts.append("These did not answer as they should, twice. They may well be there: open them in a browser.")
        parts += [_item(link, why) for link, why in found.unknown.items()]
    if not found.gone and not found.unknown:
        parts.append("All of them are there.")
    return "\n\n".join(parts) + "\n"


def _item(link: Link, why: str) -> str:
    where = _some(link.lines) or "not in `plan_data/` or `content/`: in the code of the site"
    return f"- <{link.address}>: {why}\n  - To mend: {where}\n  - Stands on: {_some(link.pages)}"


def _some(places: Sequence[str]) -> str:
    more = len(places) - PLACES_NAMED
    return ", ".join(f"`{place}`" for place in places[:PLACES_NAMED]) + (f" and {more} more" if more > 0 else "")


def _counted(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"


def _tell(words: str) -> None:
    print(words, file=sys.stderr, flush=True)


def main(words: Iterable[str] | None = None) -> int:
    """Asks, prints the report and writes it down; 1 where a link is gone."""
    parser = argparse.ArgumentParser(description="Looks whether the pages that the site leads to are still there.")
    parser.add_argument("site", type=Path, help="the folder of the built site")
    parser.add_argument("--project", type=Path, default=ROOT, help="where plan_data/ and content/ are")
    parser.add_argument("--report", type=Path, default=REPORT)
    parser.add_argument("--pause", type=float, default=PAUSE, help="seconds before asking again")
    parser.add_argument("--timeout", type=int, default=TIMEOUT, help="seconds that a host has to answer")
    parser.add_argument("--per-second", type=int, default=1, help="how often one host is asked in a second")
    options = parser.parse_args(None if words is None else list(words))
    links = links_of(options.site, options.project)
    _tell(f"Asking for {_counted(len(links), 'address', 'addresses')} out of the site (a minute or two) …")
    found = ask(links, pause=options.pause, timeout=options.timeout, per_second=options.per_second)
    text = report(found)
    options.report.parent.mkdir(parents=True, exist_ok=True)
    options.report.write_text(text if found.gone else "", encoding="utf-8")
    print(text, end="")
    return 1 if found.gone else 0


if __name__ == "__main__":
    sys.exit(main())
