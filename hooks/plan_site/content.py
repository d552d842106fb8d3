"""Reads the hand-written pages in content/: front matter as YAML, then Markdown without HTML."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Literal
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from plan_site.letters import letter_fault
from plan_site.model import EasyRead, Entry, Id, Kind, Line
from plan_site.picture_files import PICTURES, picture_problem
from plan_site.problems import Place, Problem, errors_among
from plan_site.reading import address_fault, is_id, read_entry, shown
from plan_site.rules import PLACEHOLDER, every_letter_is_in_the_fonts
from plan_site.source import Unreadable, parse_yaml, read_text

LONGEST_PAGE = 50_000  # bytes
MOST_BRACKETS = 1_000
"""Markdown takes a time that grows with the square of the opening brackets in a text."""

_FRONT_MATTER = re.compile(r"--- *\n(.*?)\n--- *(?:\n|$)", re.DOTALL)


@dataclass(frozen=True, kw_only=True)
class FrontMatter(Entry):
    """What a hand-written page says of itself, between two lines of three dashes."""

    title: Annotated[Line, "The title of the page."]
    description: Annotated[Line, "One sentence that says what the page is for."]
    place_in: Annotated[Literal["navigation", "footer"], "Where the link to the page stands."] = "footer"
    shows: Annotated[Literal["sources"] | None, "‘sources’ adds the list of the plan's sources to the page."] = None
    easy_title: Annotated[Line | None, "A few easy words: the heading of its Easy Read page."] = None
    easy_read: Annotated[EasyRead, "The same in easy words: one sentence for each item, each with a picture."] = ()
    formerly: Annotated[tuple[Id, ...], "Earlier names of this page; their addresses go on working."] = ()


@dataclass(frozen=True, slots=True)
class WrittenLink:
    """The address of a link or picture, as written, and where it stands."""

    address: str
    place: Place
    is_picture: bool


@dataclass(frozen=True)
class Article:
    """A hand-written page. `id` is its file's name; `body` is HTML made from Markdown, its internal links addresses."""

    id: str
    place: Place
    matter: FrontMatter
    body: str
    links: tuple[WrittenLink, ...]

    @property
    def title(self) -> str:
        return self.matter.title

    @property
    def description(self) -> str:
        return self.matter.description

    @property
    def place_in(self) -> str:
        return self.matter.place_in

    @property
    def easy_read(self) -> EasyRead:
        return self.matter.easy_read

    @property
    def easy_title(self) -> str:
        return self.matter.easy_title or self.title

    @property
    def address(self) -> str:
        return f"/{self.id}/"


_KIND = Kind("page", FrontMatter, "content", "articles")
_KNOWN_PLACE = "every_file_has_a_known_place"


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
        problems.append(Problem(Place(name), _KNOWN_PLACE, what, "Make a folder of this name."))
    if folder.is_symlink():
        what = "This is a link to another place."
        return (), (Problem(Place(name), "every_file_is_a_plain_file", what, "Put the folder itself here."),)
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


def _paths_in(folder: Path, depth: int = 1) -> Iterator[Path]:
    """What is in a folder and in those inside it, but for what is hidden; no link is followed."""
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if not path.name.startswith("."):
            yield path
            if path.is_dir() and not path.is_symlink() and depth < DEEPEST_FOLDER:
                yield from _paths_in(path, depth + 1)


def names_of_pages(folder: Path) -> frozenset[str]:
    """The names of the hand-written pages, whether they can be read or not."""
    return frozenset(path.stem for path in folder.glob("*.md"))


def _stray_file(path: Path, folder: Path, file: str) -> Iterator[Problem]:
    """What makes neither a page nor a picture would silently not be there."""
    if path.suffix in {".md", ".markdown"} and path.parent != folder:
        what = "This file stands in a folder of its own, so that it makes no page."
        yield Problem(Place(file), _KNOWN_PLACE, what, f"Move it into {folder.name}/ itself.")
    elif path.suffix == ".markdown":
        what = "The name of this file does not end in ‘.md’, so that it makes no page."
        yield Problem(Place(file), _KNOWN_PLACE, what, f"Call it ‘{shown(path.stem)}.md’.")
    elif path.is_symlink():
        what = "This is a link to another place."
        yield Problem(Place(file), "every_file_is_a_plain_file", what, "Put the file itself here.")
    elif path.suffix in PICTURES and not path.is_dir():
        if (problem := picture_problem(path, file)) is not None:
            yield problem
    elif path.is_dir() and len(path.relative_to(folder).parts) >= DEEPEST_FOLDER:
        what = "There are too many folders inside one another, and nobody looks into this one."
        yield Problem(Place(file), _KNOWN_PLACE, what, f"Move what is in it up, nearer to {folder.name}/.")
    elif not path.is_dir():
        what = "This file is neither a page (.md) nor a picture, so that it would not be on the site."
        yield Problem(Place(file), _KNOWN_PLACE, what, f"Move it out of {folder.name}/.")


def _read_article(path: Path, file: str) -> tuple[Article | None, list[Problem]]:
    text = read_text(path, file, largest=LONGEST_PAGE)
    if not is_id(path.stem):
        what = "The name of this file becomes an address, and this one cannot."
        remedy = "Use small letters, digits and hyphens only, for example have-your-say.md."
        return None, [Problem(Place(file), "every_id_fits_an_address", what, remedy)]
    if text.count("[") > MOST_BRACKETS:
        what = f"This page has more than {MOST_BRACKETS:,} opening square brackets."
        return None, [Problem(Place(file), "no_page_is_a_maze", what, "Make several pages of it.")]
    found = _FRONT_MATTER.match(text)
    if found is None:
        what = "This page does not say what it is called."
        remedy = "Start the file with a line ‘---’, then ‘title:’ and ‘description:’, then another line ‘---’."
        return None, [Problem(Place(file), "every_page_has_front_matter", what, remedy)]
    # The line of dashes before the front matter becomes an empty one, so that line numbers are the file's.
    matter, problems = read_entry(parse_yaml("\n" + found[1], file), _KIND)
    markdown = text[found.end() :]
    try:
        body, targets = markdown_to_html(markdown)
    except RecursionError:
        what = "This page has too many lists or marks inside one another."
        return None, [Problem(Place(file), "no_page_is_a_maze", what, "Make it simpler.")]
    problems += _heading_problems(body, file)
    problems += _heading_name_problems(body, file)
    problems += _table_problems(body, file)
    links = tuple(_placed(targets, markdown, file, text.count("\n", 0, found.end()) + 1))
    problems += _link_problems(links)
    problems += _placeholder_problems(text, file)
    problems += _letter_problems(text, file)
    if not isinstance(matter, FrontMatter) or errors_among(problems):
        return None, problems
    return Article(path.stem, Place(file), matter, body, links), problems


def _heading_problems(body: str, file: str) -> Iterator[Problem]:
    """The title is the page's first heading; those below it go down one level at a time."""
    levels = [1, *(int(level) for level in re.findall(r"<h([1-6])", body))]
    if 1 in levels[1:] or any(after > before + 1 for before, after in pairwise(levels)):
        what = "The headings of this page skip a level, or one stands as high as the page's title."
        remedy = "Start headings with ##, and those below them with ###."
        yield Problem(Place(file), "headings_go_down_one_level_at_a_time", what, remedy)


IDS_OF_EVERY_PAGE = frozenset({"main", "menu", "q", "reading-settings", "sources", "listen", "provenance"})
"""What the parts around a hand-written page are called: a heading of that name would take their place."""


def _placeholder_problems(text: str, file: str) -> Iterator[Problem]:
    """Whoever started the page has left notes of what to write; readers should never meet them."""
    left = [number for number, line in enumerate(text.split("\n"), start=1) if line.startswith(PLACEHOLDER)]
    if left:
        what = f"Words that came with the new page are still in it: they start with ‘{PLACEHOLDER}’."
        remedy = "Write your own words in their place."
        yield Problem(Place(file, left[0]), "placeholders_are_replaced", what, remedy, is_advice=True)


def _letter_problems(text: str, file: str) -> Iterator[Problem]:
    for number, line in enumerate(text.split("\n"), start=1):
        if (fault := letter_fault(line)) is not None:
            yield Problem(Place(file, number), every_letter_is_in_the_fonts.__name__, *fault, is_advice=True)


def _heading_name_problems(body: str, file: str) -> Iterator[Problem]:
    for name, words in re.findall(r'<h[2-6] id="([^"]*)">(.*?)</h', body):
        if name in IDS_OF_EVERY_PAGE:
            what = f"The heading “{words}” has the name of a part that every page has."
            yield Problem(Place(file), "every_heading_has_a_name_of_its_own", what, "Give it another word or one more.")


def _table_problems(body: str, file: str) -> Iterator[Problem]:
    """Somebody who hears a table first hears what it is about."""
    if body.count("<table>") > body.count("<caption>"):
        what = "A table on this page does not say what it shows."
        remedy = "Write a line above it that starts with ‘Table: ’, and an empty line between the two."
        yield Problem(Place(file), "every_table_has_a_caption", what, remedy)


def _placed(targets: list[tuple[str, bool]], text: str, file: str, first_line: int) -> Iterator[WrittenLink]:
    """The links with their lines. Where a link is written in an unusual way, its first mention serves."""
    for address, is_picture in targets:
        written = re.search(rf"(?:\]\(|\]: *|<){re.escape(address)}", text)
        at = written.start() if written else max(0, text.find(address))
        yield WrittenLink(address, Place(file, first_line + text.count("\n", 0, at)), is_picture)


# --- Markdown ---------------------------------------------------------------------------------------------


class PlainMarkdown(Extension):
    """Markdown whose HTML is text, so that no page can carry markup or script of its own."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        md.preprocessors.deregister("html_block")
        for pattern in ("html", "entity", "automail"):
            md.inlinePatterns.deregister(pattern)


class _GatherLinks(Treeprocessor):
    """Notes what each link and picture leads to, and whether it is a picture."""

    def __init__(self, md: Markdown) -> None:
        super().__init__(md)
        self.links: list[tuple[str, bool]] = []

    def run(self, root: Element) -> None:
        self.links = [
            (element.get("href") or element.get("src") or "", element.tag == "img")
            for element in root.iter()
            if element.tag in {"a", "img"}
        ]


class _NameTables(Treeprocessor):
    """The paragraph ‘Table: …’ above a table becomes its caption; its headers say that they head columns."""

    def run(self, root: Element) -> None:
        for parent in list(root.iter()):
            for paragraph, table in list(pairwise(parent)):
                if table.tag == "table" and paragraph.tag == "p" and (paragraph.text or "").startswith(_CAPTION):
                    paragraph.tag = "caption"
                    paragraph.text = (paragraph.text or "").removeprefix(_CAPTION)
                    parent.remove(paragraph)
                    table.insert(0, paragraph)
        for header in root.iter("th"):
            header.set("scope", "col")


class _WriteOnPaper(Treeprocessor):
    """Notes the address or number of a link whose words do not show it: on paper it is written after them."""

    def run(self, root: Element) -> None:
        for link in root.iter("a"):
            scheme, _, place = (link.get("href") or "").partition(":")
            if scheme in {"mailto", "tel"} and place not in "".join("".join(link.itertext()).split()):
                link.set("data-on-paper", f" ({place})")


NAMES_A_BUTTON = re.compile(r"\b(?:press|choose) “(?:Listen|Change how this looks)”", re.IGNORECASE)
"""What a reader is to do on a screen alone."""


class _LeaveOffPaper(Treeprocessor):
    """Marks the lines that tell a reader which button to press."""

    def run(self, root: Element) -> None:
        for block in (*root.iter("li"), *root.iter("p")):
            if NAMES_A_BUTTON.search("".join(block.itertext())):
                block.set("class", "on-screen")


_CAPTION = "Table: "

EXTENSIONS = ("toc", "tables", "fenced_code", "sane_lists")
"""The Markdown extensions of a hand-written page, by name."""


def markdown_to_html(text: str) -> tuple[str, list[tuple[str, bool]]]:
    """HTML, and the addresses that its links and pictures lead to."""
    md = Markdown(extensions=[PlainMarkdown(), *EXTENSIONS], output_format="html")
    gather = _GatherLinks(md)
    md.treeprocessors.register(gather, "gather_links", 0)
    md.treeprocessors.register(_NameTables(md), "name_tables", 1)
    md.treeprocessors.register(_WriteOnPaper(md), "write_on_paper", 2)
    md.treeprocessors.register(_LeaveOffPaper(md), "leave_off_paper", 3)
    return md.convert(text), gather.links


def _is_of_this_site(address: str) -> bool:
    return address.startswith(("/", "#")) and not address.startswith("//")


def _link_problems(links: Iterable[WrittenLink]) -> Iterator[Problem]:
    for link in links:
        if _is_of_this_site(link.address):
            continue
        if link.is_picture:
            what = f"The picture ‘{link.address}’ is on another site."
            remedy = f"Put the picture into content/, and write its address as /{link.address.rpartition('/')[2]}."
            yield Problem(link.place, "every_picture_is_our_own", what, remedy)
        elif (fault := address_fault(link.address)) is not None:
            what, remedy = fault
            if "://" not in link.address and not link.address.startswith(("mailto:", "tel:")):
                remedy = "A page of this site starts with a slash, for example /aims/."
            yield Problem(link.place, "every_address_is_safe", f"The link ‘{link.address}’ {what}", remedy)


def dead_links(
    articles: tuple[Article, ...], addresses: frozenset[str], files: frozenset[str], held_back: frozenset[str]
) -> Iterator[Problem]:
    """The links of articles to pages, places or files that the site does not have."""
    for article in articles:
        record = f"page “{article.title}”"
        for link in article.links:
            target, _, fragment = link.address.partition("#")
            if target in held_back:
                what = f"‘{target}’ is held back: it stands in ‘draft_docs’ or ‘exclude_docs’ of mkdocs.yml."
                remedy = "Take it out here until it is published, or take it out of the setting there."
            elif link.is_picture and target not in files:
                what, remedy = f"The picture ‘{target}’ is not in content/.", "Put the file there, or mend its name."
            elif not target and f'id="{fragment}"' not in article.body:
                what = f"The link ‘{link.address}’ leads to no heading of this page."
                remedy = "A heading is called by its words in small letters, with hyphens for spaces."
            elif _is_of_this_site(target) and target not in addresses | files:
                what = f"The link ‘{link.address}’ leads to no page of this site."
                remedy = "Use the address of a page of this site, with a slash at its end."
            else:
                continue
            yield Problem(link.place, "every_link_leads_somewhere", what, remedy, record)


def place_links(html: str, link_to: Callable[[str], str]) -> str:
    """HTML made from Markdown, its internal addresses replaced by ones that work from where it stands."""
    return _LINK.sub(lambda found: f'{found[1]}="{link_to(found[2])}"', html)


_LINK = re.compile(r'(?<= )(href|src)="(/[^"]*)"')


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
