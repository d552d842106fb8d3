"""Reads the hand-written pages in content/: front matter as YAML, then Markdown without HTML."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path

from plan_site.english.letters import letter_fault
from plan_site.model.plan import PAGE, Article, WrittenLink
from plan_site.model.problems import Place, Problem, errors_among, shown
from plan_site.model.rules import ReaderRule, advice
from plan_site.model.site_records import FrontMatter
from plan_site.reading.blocks import TooDeep
from plan_site.reading.markdown import Written, forget_notes, html_of, said, written
from plan_site.reading.markdown_rules import Sheet, problems_of
from plan_site.reading.picture_files import PICTURES, picture_problem
from plan_site.reading.records import read_entry
from plan_site.yaml.text_types import LONGEST_ID, PLACEHOLDER, is_id
from plan_site.yaml.values import Unreadable, is_left_by_a_program, parse_yaml, read_text

LONGEST_PAGE = 50_000  # bytes
MOST_BRACKETS = 1_000
"""Markdown takes a time that grows with the square of the opening brackets in a text."""

_FRONT_MATTER = re.compile(r"--- *\n(.*?)\n--- *(?:\n|$)", re.DOTALL)


_KNOWN_PLACE = ReaderRule.every_file_has_a_known_place


def _nothing_is_held_back(_: str) -> bool:
    return False


def read_content(
    folder: Path, name: str, is_held_back: Callable[[str], bool] = _nothing_is_held_back
) -> tuple[tuple[Article, ...], tuple[Problem, ...]]:
    """The articles in a folder, in the order of their files' names, and every problem with them.

    What is held back, by its path in the folder, is not looked at.
    """
    articles: list[Article] = []
    problems: list[Problem] = []
    if folder.exists() and not folder.is_dir():
        what = "This is a file, and should be the folder that holds the hand-written pages."
        problems.append(_KNOWN_PLACE.broken(Place(name), what, "Make a folder of this name."))
    if folder.is_symlink():
        what = "This is a link to another place."
        return (), (ReaderRule.every_file_is_a_plain_file.broken(Place(name), what, "Put the folder itself here."),)
    for path in _paths_in(folder):
        if is_held_back(path.relative_to(folder).as_posix()):
            continue
        file = shown(f"{name}/{path.relative_to(folder).as_posix()}")
        if path.suffix != ".md" or path.parent != folder:
            problems += _stray_file(path, folder, file)
            continue
        try:
            article, faults = _read_article(path, file)
        except Unreadable as unreadable:
            problems.append(unreadable.problem)
            continue
        problems += faults
        if article is not None:
            articles.append(article)
    return tuple(articles), tuple(problems)


DEEPEST_FOLDER = 8
_PICTURE_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*", re.ASCII)


def _paths_in(folder: Path, depth: int = 1) -> Iterator[Path]:
    """What is in a folder and in those inside it, but for what is hidden; no link is followed."""
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if not is_left_by_a_program(path.name):
            yield path
            if path.is_dir() and not path.is_symlink() and depth < DEEPEST_FOLDER:
                yield from _paths_in(path, depth + 1)


def names_of_pages(folder: Path) -> frozenset[str]:
    """The names of the hand-written pages, whether they can be read or not."""
    return frozenset(path.stem for path in folder.glob("*.md") if not is_left_by_a_program(path.name))


def _stray_file(path: Path, folder: Path, file: str) -> Iterator[Problem]:
    """What makes neither a page nor a picture would silently not be there."""
    ending = path.suffix.lower()
    if path.suffix in {".md", ".markdown"} and path.parent != folder:
        what = "This file stands in a folder of its own, so that it makes no page."
        yield _KNOWN_PLACE.broken(Place(file), what, f"Move it into {folder.name}/ itself.")
    elif path.suffix == ".markdown":
        what = "The name of this file does not end in ‘.md’, so that it makes no page."
        yield _KNOWN_PLACE.broken(Place(file), what, f"Call it ‘{shown(path.stem)}.md’.")
    elif path.is_symlink():
        what = "This is a link to another place."
        yield ReaderRule.every_file_is_a_plain_file.broken(Place(file), what, "Put the file itself here.")
    elif path.suffix in PICTURES and not path.is_dir():
        yield from _picture_problems(path, file)
    elif path.is_dir() and len(path.relative_to(folder).parts) >= DEEPEST_FOLDER:
        what = "There are too many folders inside one another, and nobody looks into this one."
        yield _KNOWN_PLACE.broken(Place(file), what, f"Move what is in it up, nearer to {folder.name}/.")
    elif not path.is_dir() and ending in {".md", *PICTURES}:
        what = "The name of this file ends in capital letters, so that it makes neither a page nor a picture."
        yield _KNOWN_PLACE.broken(Place(file), what, f"Call it ‘{shown(path.stem)}{ending}’.")
    elif not path.is_dir():
        what = "This file is neither a page (.md) nor a picture, so that it would not be on the site."
        yield _KNOWN_PLACE.broken(Place(file), what, f"Move it out of {folder.name}/.")


def _picture_problems(path: Path, file: str) -> Iterator[Problem]:
    if not _PICTURE_NAME.fullmatch(path.name):
        what = "The name of this picture becomes an address, and this one cannot."
        remedy = (
            f"Use letters from a to z, digits and hyphens only, for example {_plain(path.stem) or 'bus'}{path.suffix}."
        )
        yield ReaderRule.every_id_fits_an_address.broken(Place(file), what, remedy)
    if (problem := picture_problem(path, file)) is not None:
        yield problem


def _plain(name: str) -> str:
    letters = unicodedata.normalize("NFKD", name.lower()).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", letters).strip("-")[:LONGEST_ID].strip("-")


def _name_fault(name: str) -> tuple[str, str]:
    """Why the name of a file cannot become the address of a page, and what to do."""
    if name == "index":
        what = "This page would take the place of the home page, which is made from the plan itself."
        return what, "Call it something else, for example ‘welcome.md’."
    if name.lower() == "readme":
        what = "Each file in this folder becomes a page of the site, and so would this one."
        return what, "Move it out of the folder, for example to README.md beside it, or into docs/."
    if name.startswith("_"):
        what = "A ‘_’ at the start of a name keeps no page back: each file in this folder becomes a page of the site."
        return what, f"Move it out of the folder until it is ready, or call it ‘{_plain(name) or 'page'}.md’."
    what = "The name of this file becomes an address, and this one cannot."
    example = _plain(name) if is_id(_plain(name)) else "have-your-say"
    return what, f"Use small letters, digits and hyphens only, for example {example}.md."


def _read_article(path: Path, file: str) -> tuple[Article | None, list[Problem]]:
    text = read_text(path, file, largest=LONGEST_PAGE)
    if not is_id(path.stem):
        what, remedy = _name_fault(path.stem)
        return None, [ReaderRule.every_id_fits_an_address.broken(Place(file), what, remedy)]
    if text.count("[") > MOST_BRACKETS:
        what = f"This page has more than {MOST_BRACKETS:,} opening square brackets."
        return None, [ReaderRule.no_page_is_a_maze.broken(Place(file), what, "Make several pages of it.")]
    found = _FRONT_MATTER.match(text)
    if found is None:
        what = "This page does not say what it is called."
        remedy = "Start the file with a line ‘---’, then ‘title:’ and ‘description:’, then another line ‘---’."
        return None, [ReaderRule.every_page_has_front_matter.broken(Place(file), what, remedy)]
    # The line of dashes before the front matter becomes an empty one, so that line numbers are the file's.
    matter, problems = read_entry(parse_yaml("\n" + found[1], file), PAGE)
    try:
        page = written(text[found.end() :], text.count("\n", 0, found.end()) + 1)
    except (RecursionError, TooDeep) as deep:
        line = deep.line if isinstance(deep, TooDeep) else 1
        what = "This page has too many lists or marks inside one another."
        return None, [ReaderRule.no_page_is_a_maze.broken(Place(file, line), what, "Make it simpler.")]
    shows_sources = isinstance(matter, FrontMatter) and matter.shows == "sources"
    problems += problems_of(Sheet(page, shows_sources), file)
    problems += placeholders_are_replaced(text, file)
    problems += every_letter_is_in_the_fonts(text, found.end(), file)
    if not isinstance(matter, FrontMatter) or errors_among(problems):
        return None, problems
    forget_notes(page)
    return Article(
        path.stem, Place(file), matter, html_of(page.root), page.root, page.ids, tuple(_links_in(page, file))
    ), problems


@advice
def placeholders_are_replaced(text: str, file: str) -> Iterator[Problem]:
    left = [number for number, line in enumerate(text.split("\n"), start=1) if line.startswith(PLACEHOLDER)]
    if left:
        what = f"Words that came with the new page are still in it: they start with ‘{PLACEHOLDER}’."
        remedy = "Write your own words in their place."
        yield Problem(Place(file, left[0]), what, remedy)


@advice
def every_letter_is_in_the_fonts(text: str, start: int, file: str) -> Iterator[Problem]:
    # Those of the front matter are found as those of every record are.
    for number, line in enumerate(text[start:].split("\n"), start=text.count("\n", 0, start) + 1):
        if (fault := letter_fault(line)) is not None:
            yield Problem(Place(file, number), *fault)


def _links_in(page: Written, file: str) -> Iterator[WrittenLink]:
    for element in page.all("a", "img"):
        address = element.get("href") or element.get("src") or ""
        yield WrittenLink(address, said(element), Place(file, page.line_of(element)), element.tag == "img")


def held_back_addresses(folder: Path, is_held_back: Callable[[str], bool]) -> frozenset[str]:
    """What would be the addresses of the pages and pictures that are held back."""
    paths = (path.relative_to(folder) for path in _paths_in(folder))
    held_back = [path for path in paths if is_held_back(path.as_posix())]
    return frozenset(f"/{path.stem}/" if path.suffix == ".md" else f"/{path.as_posix()}" for path in held_back)


def picture_addresses(folder: Path, is_held_back: Callable[[str], bool] = _nothing_is_held_back) -> Iterator[str]:
    """The address of each picture that stands beside the hand-written pages, and is not held back."""
    for path in _paths_in(folder):
        parts = path.relative_to(folder).parts
        is_ours = parts[0] == "assets"
        is_picture = path.suffix in PICTURES and not is_ours and path.is_file() and not path.is_symlink()
        if is_picture and not is_held_back("/".join(parts)):
            yield f"/{'/'.join(parts)}"
