"""Reads the hand-written pages in content/: front matter as YAML, then Markdown without HTML."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from plan_site.model import Entry, Kind, Line
from plan_site.problems import Place, Problem
from plan_site.reading import address_fault, read_entry
from plan_site.source import Unreadable, parse_yaml, read_text

_FRONT_MATTER = re.compile(r"---\n(.*?)\n---\n", re.DOTALL)
_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*", re.ASCII)


@dataclass(frozen=True, kw_only=True)
class FrontMatter(Entry):
    """What a hand-written page says of itself, between two lines of three dashes."""

    title: Annotated[Line, "The title of the page."]
    description: Annotated[Line, "One sentence that says what the page is for."]
    place_in: Annotated[Literal["navigation", "footer"], "Where the link to the page stands."] = "footer"
    shows: Annotated[Literal["sources"] | None, "‘sources’ adds the list of the plan's sources to the page."] = None


@dataclass(frozen=True)
class Article:
    """A hand-written page. `body` is HTML made from Markdown; its internal links are addresses of the site."""

    name: str
    place: Place
    title: str
    description: str
    place_in: str
    shows: str | None
    body: str

    @property
    def address(self) -> str:
        return f"/{self.name}/"


_KIND = Kind("page", FrontMatter, "content", "articles")


def read_content(folder: Path, name: str) -> tuple[tuple[Article, ...], tuple[Problem, ...]]:
    """The articles in a folder, in the order of their files' names, and every problem with them."""
    articles: list[Article] = []
    problems: list[Problem] = []
    for path in sorted(folder.glob("*.md")) if folder.is_dir() else ():
        try:
            article, faults = _read_article(path, f"{name}/{path.name}")
        except Unreadable as unreadable:
            problems.append(unreadable.problem)
            continue
        problems += faults
        if article is not None:
            articles.append(article)
    return tuple(articles), tuple(problems)


def _read_article(path: Path, file: str) -> tuple[Article | None, list[Problem]]:
    text = read_text(path, file)
    if _NAME.fullmatch(path.stem) is None:
        what = "The name of this file becomes an address, and this one cannot."
        remedy = "Use small letters, digits and hyphens only, for example have-your-say.md."
        return None, [Problem(Place(file), "every_id_fits_an_address", what, remedy)]
    found = _FRONT_MATTER.match(text)
    if found is None:
        what = "This page does not say what it is called."
        remedy = "Start the file with a line ‘---’, then ‘title:’ and ‘description:’, then another line ‘---’."
        return None, [Problem(Place(file), "every_page_has_front_matter", what, remedy)]
    # The line of dashes before the front matter becomes an empty one, so that line numbers are the file's.
    matter, problems = read_entry(parse_yaml("\n" + found[1], file), _KIND)
    markdown = text[found.end() :]
    first_line = text.count("\n", 0, found.end()) + 1
    body, links = markdown_to_html(markdown)
    problems += _link_problems(links, markdown, file, first_line)
    if not isinstance(matter, FrontMatter) or problems:
        return None, problems
    return (
        Article(path.stem, Place(file), matter.title, matter.description, matter.place_in, matter.shows, body),
        problems,
    )


# --- Markdown ---------------------------------------------------------------------------------------------


class PlainMarkdown(Extension):
    """Markdown whose HTML is text, so that no page can carry markup or script of its own."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        md.preprocessors.deregister("html_block")
        md.inlinePatterns.deregister("html")
        md.inlinePatterns.deregister("entity")


class _GatherLinks(Treeprocessor):
    def __init__(self, md: Markdown) -> None:
        super().__init__(md)
        self.links: list[str] = []

    def run(self, root: Element) -> None:
        self.links = [
            element.get("href") or element.get("src") or "" for element in root.iter() if element.tag in {"a", "img"}
        ]


EXTENSIONS = ("toc", "tables", "fenced_code", "sane_lists")
"""The Markdown extensions of a hand-written page, by name."""


def markdown_to_html(text: str) -> tuple[str, list[str]]:
    """HTML, and the addresses that its links and images lead to."""
    md = Markdown(extensions=[PlainMarkdown(), *EXTENSIONS])
    gather = _GatherLinks(md)
    md.treeprocessors.register(gather, "gather_links", 0)
    return md.convert(text), gather.links


def _link_problems(links: list[str], text: str, file: str, first_line: int) -> Iterator[Problem]:
    for link in links:
        if link.startswith("/") and not link.startswith("//"):
            continue
        fault = address_fault(link)
        if fault is not None:
            what, remedy = fault
            if "://" not in link and not link.startswith(("mailto:", "tel:")):
                remedy = "A page of this site starts with a slash, for example /aims/."
            line = first_line + text[: max(0, text.find(link))].count("\n")
            yield Problem(Place(file, line), "every_address_is_safe", f"The link ‘{link}’ {what}", remedy)


def dead_links(articles: tuple[Article, ...], addresses: frozenset[str], files: frozenset[str]) -> Iterator[Problem]:
    """The links of articles to pages or files that the site does not have."""
    for article in articles:
        for _, address in _LINK.findall(article.body):
            target = address.partition("#")[0]
            if target not in addresses and target not in files:
                remedy = "Use the address of a page of this site, with a slash at its end."
                what = f"The link ‘{address}’ leads to no page of this site."
                yield Problem(article.place, "every_link_leads_somewhere", what, remedy, f"page “{article.title}”")


def place_links(html: str, link_to: Callable[[str], str]) -> str:
    """HTML made from Markdown, its internal addresses replaced by ones that work from where it stands."""
    return _LINK.sub(lambda found: f'{found[1]}="{link_to(found[2])}"', html)


_LINK = re.compile(r'(?<= )(href|src)="(/[^"]*)"')
