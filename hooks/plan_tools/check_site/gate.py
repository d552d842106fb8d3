"""Looks through a built site and names each page that is not as it should be, and what is wrong with it.

    python -m plan_tools.check_site SITE      a folder with the built site

Nothing is run or fetched: it reads the files alone, with the rules of `document_rules` and `site_rules`, and judges
pictures as `plan check` does. The forms at /admin/ are no pages of the site. A copy for double-click does not pass: it
has no security policy. Exits with 1 where something is wrong, and with 2 where there is no such folder.
"""

from __future__ import annotations

import argparse
import os
import re
import stat
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from lxml import etree, html

from plan_site.reading.picture_files import PICTURES, picture_fault
from plan_tools.check_site.document import Rule, folded
from plan_tools.check_site.document_rules import DOCUMENT_RULES
from plan_tools.check_site.pages import (
    FORMS,
    PAGE_RULES,
    File,
    Site,
    address_of,
    is_page,
    page_of,
    parts_of_page,
    parts_of_style,
)
from plan_tools.check_site.site_rules import SITE_RULES

MOST_BYTES = 20_000_000
"""Of a file that is read."""
MOST_PAGES_NAMED = 5

_READ = frozenset({".css", ".html", ".js", ".json", ".pdf", ".txt", ".xml", "", *PICTURES})
_EMPTY_ON_PURPOSE = ".nojekyll"
_NEVER_CLOSED = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
)


@dataclass(frozen=True, order=True)
class Fault:
    """Something wrong with a file of a site."""

    what: str
    rule: str
    """What should be so, and why."""
    file: str


def in_words(rule: object) -> str:
    """A rule's name, and what its docstring says of it."""
    name, why = getattr(rule, "__name__", ""), getattr(rule, "__doc__", "") or ""
    return f"{name.replace('_', ' ')} – {folded(why).removesuffix('.')}"


# --- one file ---------------------------------------------------------------------------------------------


class Unreadable(Exception):
    """A file that no browser would show as it was meant, and why."""


_WHOLE = "every file is whole – else a browser guesses what was meant, and each guesses otherwise"


def looked_at(name: str, data: bytes) -> tuple[File, list[Fault]]:
    """What a site has to know of a file, and what is wrong with it by itself."""
    suffix = PurePosixPath(name).suffix
    try:
        if suffix in PICTURES:
            return _picture(name, suffix, data)
        if suffix == ".pdf":
            return _pdf(name, data)
        return _known(name, _text(name, data))
    except Unreadable as fault:
        return File(name), [Fault(str(fault), _WHOLE, name)]


def _text(name: str, data: bytes) -> str:
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise Unreadable(f"the file is not UTF-8: line {line} has a sign that is none") from None
    if not text.strip() and name != _EMPTY_ON_PURPOSE:
        raise Unreadable("the file is empty")
    if "\0" in text:
        raise Unreadable(f"the file is no text: line {_line_at(text, text.index(chr(0)))} has a NUL")
    return text


def _known(name: str, text: str) -> tuple[File, list[Fault]]:
    suffix = PurePosixPath(name).suffix
    if suffix == ".html":
        return _page(name, text)
    if suffix == ".css":
        return File(name, parts=tuple(parts_of_style(text))), []
    return File(name, text=text if suffix in {".json", ".xml", ""} else ""), []


def _page(name: str, text: str) -> tuple[File, list[Fault]]:
    _every_tag_is_closed(text)
    document = _document(text, name)
    faults = [
        Fault(what, in_words(rule), name) for rule in (*DOCUMENT_RULES, *PAGE_RULES) for what in _found(rule, document)
    ]
    return File(name, page_of(name, document), parts=tuple(parts_of_page(document))), faults


def _found(rule: Rule, document: html.HtmlElement) -> Iterator[str]:
    yield from dict.fromkeys(rule(document))


def _document(text: str, name: str) -> html.HtmlElement:
    parser = html.HTMLParser(encoding="utf-8")
    try:
        document = html.document_fromstring(text.encode(), parser=parser, base_url=f"http://site{address_of(name)}")
    except etree.ParserError:
        raise Unreadable("the page is empty") from None
    for error in parser.error_log.filter_domains(etree.ErrorDomains.PARSER):  # of ids, our own rule speaks
        raise Unreadable(f"line {error.line} is no HTML that can be read: {error.message}")
    if document.tag != "html" or document.find("body") is None:
        raise Unreadable("the page has no body")
    return document


_TAG = re.compile(r"""<(/?)([a-z][^\s/>]*)((?:[^"'>]|"[^"]*"|'[^']*')*)>""", re.IGNORECASE)
_OPENING = re.compile("</?[a-z]", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""([^\s"'=/]+)(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"']+))?""")
_END_OF = {
    "comment": re.compile("-->"),
    "script": re.compile("</script", re.IGNORECASE),
    "style": re.compile("</style", re.IGNORECASE),
}
"""Where what holds no tags ends."""


def _every_tag_is_closed(text: str) -> None:
    """A browser would guess where a tag should have been closed, and guess otherwise than we meant."""
    if not text.removeprefix("\ufeff").lstrip()[:15].casefold().startswith("<!doctype html"):
        raise Unreadable("the page does not begin with <!doctype html>: is it a page, and is it whole?")
    still_open: list[re.Match[str]] = []
    for tag in _tags(text):
        if tag[1]:
            _close(tag, still_open)
        elif tag[2].casefold() not in _NEVER_CLOSED and not tag[3].endswith("/"):  # in drawings, some close themselves
            still_open.append(tag)
        for attribute in _twice(_ATTRIBUTE.findall(tag[3])):
            raise Unreadable(f"the <{tag[2]}> in line {_line(tag)} has {attribute} twice")
    for tag in still_open[-1:]:
        raise Unreadable(f"the page breaks off: the <{tag[2]}> in line {_line(tag)} is never closed")


def _close(tag: re.Match[str], still_open: list[re.Match[str]]) -> None:
    if not still_open:
        raise Unreadable(f"the </{tag[2]}> in line {_line(tag)} closes nothing")
    opened = still_open.pop()
    if opened[2].casefold() != tag[2].casefold():
        before = f"before the </{tag[2]}> in line {_line(tag)}"
        raise Unreadable(f"the <{opened[2]}> in line {_line(opened)} is not closed {before}")


def _twice(names: Sequence[str]) -> list[str]:
    return [name for name, count in Counter(map(str.casefold, names)).items() if count > 1]


def _tags(text: str) -> Iterator[re.Match[str]]:
    """Each tag of a page. Python's own HTMLParser takes minutes where a thousand comments are never closed."""
    at = text.find("<")
    while at >= 0:
        if text.startswith("<!--", at):
            at = _end(text, "comment", at)
        elif tag := _TAG.match(text, at):
            yield tag
            holds_no_tags = not tag[1] and tag[2].casefold() in _END_OF
            at = _end(text, tag[2].casefold(), tag.end()) if holds_no_tags else tag.end()
        elif _OPENING.match(text, at):
            raise Unreadable(f"the page breaks off: the tag that begins in line {_line_at(text, at)} has no end")
        else:
            at += 1
        at = text.find("<", at)


def _end(text: str, what: str, begins: int) -> int:
    found = _END_OF[what].search(text, begins)
    if found is None:
        raise Unreadable(f"the page breaks off: the {what} that begins in line {_line_at(text, begins)} has no end")
    return found.start()


def _line(tag: re.Match[str]) -> int:
    return _line_at(tag.string, tag.start())


def _line_at(text: str, at: int) -> int:
    return text.count("\n", 0, at) + 1


def _picture(name: str, suffix: str, data: bytes) -> tuple[File, list[Fault]]:
    fault = picture_fault(data, suffix)
    if fault is not None:
        raise Unreadable(f"the picture {fault.what.removesuffix('.')}")
    return File(name), []


def _pdf(name: str, data: bytes) -> tuple[File, list[Fault]]:
    if not data.startswith(b"%PDF-") or not data.rstrip().endswith(b"%%EOF"):
        raise Unreadable("the file is no whole PDF: it does not begin or does not end as one")
    return File(name), []


# --- a folder ---------------------------------------------------------------------------------------------


def read(folder: Path, names: Iterable[str]) -> tuple[Site, list[Fault]]:
    """The files of a site, and what is wrong with each by itself."""
    files, faults = {}, []
    for name in names:
        files[name], found = _file(folder, name)
        faults += found
    return Site(files), faults


def _file(folder: Path, name: str) -> tuple[File, list[Fault]]:
    try:
        data = _data(folder / name, is_form=name.startswith(FORMS))
        return looked_at(name, data) if data is not None else (File(name), [])
    except Unreadable as fault:
        return File(name), [Fault(str(fault), _WHOLE, name)]
    except OSError as error:
        return File(name), [Fault(f"the file cannot be read ({error.strerror})", _WHOLE, name)]


def _data(path: Path, *, is_form: bool) -> bytes | None:
    """The bytes of a file that is read; None of one that need only be there."""
    found = path.lstat()
    if stat.S_ISDIR(found.st_mode):
        raise Unreadable("the folder cannot be read")
    if not stat.S_ISREG(found.st_mode):
        raise Unreadable("it is no ordinary file: a site has no links to other files, no devices and the like")
    if path.suffix not in _READ or is_form:
        if not found.st_size:
            raise Unreadable("the file is empty")
        return None
    if found.st_size > MOST_BYTES:
        raise Unreadable(f"the file has {found.st_size:,} bytes: nobody could wait for more than {MOST_BYTES:,}")
    return path.read_bytes()


def names_in(folder: Path) -> Iterator[str]:
    """Every file of a site, also what only looks like one; no link to a folder is followed."""

    def unreadable(error: OSError) -> None:
        unseen.append(Path(error.filename).relative_to(folder).as_posix())

    unseen: list[str] = []
    for at, folders, files in os.walk(folder, onerror=unreadable):
        folders.sort()
        linked = [name for name in folders if (Path(at) / name).is_symlink()]
        for name in sorted([*files, *linked]):
            yield (Path(at) / name).relative_to(folder).as_posix()
    yield from unseen


# --- what is said -----------------------------------------------------------------------------------------


def faults_of(site: Site) -> list[Fault]:
    """What is wrong with a site beyond its files by themselves."""
    return [Fault(what, in_words(rule), file) for rule in SITE_RULES for file, what in rule(site)]


def report(faults: Sequence[Fault], *, pages: int, folder: str) -> str:
    """Each fault with the pages that have it, and what to do."""
    if not faults:
        return f"{_counted(pages, 'page')} in {folder}: nothing is wrong.\n"
    alike: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for fault in dict.fromkeys(faults):
        alike[fault.what, fault.rule].append(fault.file)
    parts = [f"{_places(files)}\n  {what}\n  It should be so: {rule}" for (what, rule), files in alike.items()]
    files = len({fault.file for fault in faults})
    parts.append(f"{_counted(len(parts), 'fault')} in {_counted(files, 'file')} of {folder}.\n{_REMEDY}")
    return _printable("\n\n".join(parts)) + "\n"


_REMEDY = """\
What to do: publish nothing of it, and build the site again (make build): that puts right what went wrong after a build.
What is still there then comes from the words in plan_data/ or content/ (ask make check), or from hooks/plan_site/."""


def _places(files: Sequence[str]) -> str:
    named = [f"{address_of(file)} ({file})" if file.endswith(".html") else file for file in files]
    more = len(named) - MOST_PAGES_NAMED
    return "\n".join([*named[:MOST_PAGES_NAMED], *([f"and {more} more"] if more > 0 else [])])


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _printable(text: str) -> str:
    """What stands in a damaged page does nothing to a terminal."""
    return "".join(sign if sign.isprintable() or sign == "\n" else "?" for sign in text)


def _is_folder(folder: Path) -> bool:
    try:
        return folder.is_dir()
    except (OSError, ValueError):  # a name that is too long, or that no file can have
        return False


def main(words: Iterable[str] | None = None) -> int:
    """Looks, and prints what it has found; 1 where something is wrong."""
    parser = argparse.ArgumentParser(description="Looks through a built site and names what is wrong.")
    parser.add_argument("site", type=Path, help="the folder of the built site")
    folder: Path = parser.parse_args(None if words is None else list(words)).site
    if not _is_folder(folder):
        print(_printable(f"There is no folder {folder}. Build the site first: make build"), file=sys.stderr)
        return 2
    names = list(names_in(folder))
    pages = sum(is_page(name) for name in names)
    print(_printable(f"Looking through {_counted(pages, 'page')} in {folder} …"), file=sys.stderr, flush=True)
    site, faults = read(folder, names)
    found = [*faults, *faults_of(site)]
    print(report(found, pages=pages, folder=str(folder)), end="")
    return 1 if found else 0
