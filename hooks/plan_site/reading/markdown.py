"""Turns Markdown into a tree of HTML elements, each with its line; no page can carry markup or script of its own."""

from __future__ import annotations

import html
import re
import string
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from xml.etree.ElementTree import Element, SubElement, tostring

from markdown import Markdown
from markdown.extensions.toc import slugify
from markdown.inlinepatterns import (
    BACKTICK_RE,
    BacktickInlineProcessor,
    InlineProcessor,
    SubstituteTagInlineProcessor,
)
from markdown.util import AtomicString

from plan_site.reading.blocks import Blocks, blocks_of
from plan_site.reading.foreign_marks import LEFT_OVER, MARKS, Mark, any_of

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
IDS_OF_EVERY_PAGE = frozenset({"main", "menu", "q", "reading-settings", "sources", "listen", "provenance"})
"""What the parts around a hand-written page are called: no heading takes their place."""

CONTENTS = "[TOC]"
_HOLDS_WORDS = frozenset({*HEADINGS, "p", "li", "td", "th", "caption"})


@dataclass(frozen=True)
class Written:
    """A text in Markdown as a tree of HTML elements."""

    root: Element
    blocks: Blocks

    def line_of(self, element: Element) -> int:
        """Where an element begins in its file."""
        return self.blocks.lines[element]

    def all(self, *tags: str) -> Iterator[Element]:
        """The elements of these tags, in the order of the page."""
        return (element for element in self.root.iter() if element.tag in tags)

    @cached_property
    def ids(self) -> frozenset[str]:
        return frozenset(name for element in self.root.iter() if (name := element.get("id")))


def written(text: str, first_line: int = 1) -> Written:
    """A text whose first line is that line of its file. Raises blocks.TooDeep."""
    blocks = blocks_of(text, first_line)
    md = _inline_markdown()
    md.references = dict(blocks.references)
    md.treeprocessors["inline"].run(blocks.root)
    _count_lines(blocks.root, first_line, blocks.lines)
    _decode(blocks.root)
    md.treeprocessors["unescape"].run(blocks.root)
    page = Written(blocks.root, blocks)
    _name_headings(page)
    _list_headings(page)
    _write_on_paper(page)
    _leave_off_paper(page)
    _let_links_stand_alone(page)
    md.treeprocessors["prettify"].run(blocks.root)
    return page


def html_of(root: Element) -> str:
    """The HTML of what stands in a tree."""
    return "".join(tostring(element, encoding="unicode", method="html") for element in root).strip()


def placed(root: Element, link_to: Callable[[str], str]) -> str:
    """The same, its internal addresses replaced by ones that work from where it stands."""
    root = deepcopy(root)
    for element in root.iter():
        for name in ("href", "src"):
            if (address := element.get(name, "")).startswith("/"):
                element.set(name, link_to(address))
    return html_of(root)


# --- words ------------------------------------------------------------------------------------------------


def said(element: Element) -> str:
    """What a screen reader says of an element: its words, and those of its pictures."""
    return " ".join(_said(element).split())


def _said(element: Element) -> str:
    own = element.get("alt", "") if element.tag == "img" else " " if element.tag == "br" else element.text or ""
    return own + "".join(_said(child) + (child.tail or "") for child in element)


# --- inside a line ----------------------------------------------------------------------------------------

_REFERENCE = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]*);")
"""A character that is spelt out, such as &amp; or &#38;."""
_MAILBOX = r"(?<![\w.'+/-])[A-Za-z0-9_'+-][A-Za-z0-9_.'+-]{0,63}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63})+"


def _inline_markdown() -> Markdown:
    md = Markdown()
    md.ESCAPED_CHARS = list(string.punctuation)
    patterns = md.inlinePatterns
    for name in ("html", "entity", "automail"):
        patterns.deregister(name)
    patterns.register(_Code(BACKTICK_RE), "backtick", 190)
    patterns.register(SubstituteTagInlineProcessor(r" {2,}(?=\n)|\\(?=\n)|<br */?>", "br"), "linebreak", 122)
    patterns.register(_Mailbox(rf"<(?:mailto:)?({_MAILBOX})>|({_MAILBOX})", md), "mailbox", 118)
    patterns.register(_BareAddress(r"(?:https?://|www\.)[^\s<>]*[^\s<>.,;:!?)’”\x02\x03]", md), "bare_address", 117)
    patterns.register(_Spelt(_REFERENCE.pattern, md), "spelt", 90)
    patterns.register(_Foreign(MARKS, md), "foreign", 85)
    patterns.register(_Foreign(LEFT_OVER, md), "left_over", 5)
    return md


_Found = tuple[Element | str | None, int | None, int | None]


class _Code(BacktickInlineProcessor):
    """Code is text like any other until it is written."""

    def handleMatch(self, m: re.Match[str], data: str) -> _Found:  # type: ignore[override]  # noqa: N802
        found, start, end = super().handleMatch(m, data)
        if isinstance(found, Element):
            found.text = AtomicString(html.unescape(found.text or ""))
        return found, start, end


class _Inline(InlineProcessor):
    """Makes something of all that its pattern finds."""

    def handleMatch(self, m: re.Match[str], data: str) -> _Found:  # type: ignore[override]  # noqa: ARG002, N802
        return self.made_of(m), m.start(), m.end()

    def made_of(self, found: re.Match[str]) -> Element | str:
        raise NotImplementedError


class _Spelt(_Inline):
    """A character that is spelt out becomes that character, whatever it would mean in Markdown."""

    def made_of(self, found: re.Match[str]) -> str:
        return html.unescape(found[0])


class _Mailbox(_Inline):
    """An e-mail address leads to it."""

    ANCESTOR_EXCLUDES = ("a",)

    def made_of(self, found: re.Match[str]) -> Element:
        link = Element("a", {"href": f"mailto:{found[1] or found[2]}"})
        link.text = AtomicString(found[1] or found[2])
        return link


class _BareAddress(_Inline):
    """An address without words is noted: GitHub would make a link of it that does not say where it leads."""

    ANCESTOR_EXCLUDES = ("a",)

    def made_of(self, found: re.Match[str]) -> Element:
        return _noted("bare_address", found[0])


class _Foreign(_Inline):
    """A mark of another tool is noted."""

    def __init__(self, marks: Iterable[Mark], md: Markdown) -> None:
        super().__init__(any_of(marks), md)
        self.compiled_re = re.compile(self.pattern, re.MULTILINE)

    def made_of(self, found: re.Match[str]) -> Element:
        return _noted(str(found.lastgroup), self.unescape(found[0]))


_NOTED = "data-noted"


def _noted(name: str, text: str) -> Element:
    element = Element("span", {_NOTED: name})
    element.text = AtomicString(text)
    return element


def noted_in(page: Written) -> Iterator[tuple[str, Element]]:
    """What was noted within the lines, by its name."""
    return ((name, element) for element in page.all("span") if (name := element.get(_NOTED)))


def forget_notes(page: Written) -> None:
    """Readers need not know what was noted."""
    for _, element in list(noted_in(page)):
        del element.attrib[_NOTED]


def _count_lines(element: Element, line: int, lines: dict[Element, int]) -> int:
    """Gives each element within a block its line, and returns the line at its end."""
    line = lines.setdefault(element, line)
    line += (element.text or "").count("\n") + element.get("alt", "").count("\n")
    for child in element:
        line = _count_lines(child, line, lines) + (child.tail or "").count("\n")
    return line


def _decode(root: Element) -> None:
    """Characters that are spelt out in an address or in the words of a picture become what they stand for."""
    for element in root.iter():
        for name, value in element.items():
            element.set(name, _REFERENCE.sub(lambda found: html.unescape(found[0]), value))
        if element.tag == "img":
            element.set("alt", " ".join(element.get("alt", "").split()))


# --- the parts of a page ----------------------------------------------------------------------------------


def _name_headings(page: Written) -> None:
    """A heading is called by its words, and has a number besides where its page has that name already."""
    taken = set(IDS_OF_EVERY_PAGE)
    numbers: Counter[str] = Counter()
    for heading in page.all(*HEADINGS):
        name = own = slugify(said(heading), "-")
        while not name or name in taken:
            numbers[own] += 1
            name = f"{own}_{numbers[own]}"
        taken.add(name)
        heading.set("id", name)


def _list_headings(page: Written) -> None:
    """The first paragraph [TOC] becomes a list of the page's headings."""
    for paragraph in page.all("p"):
        if paragraph.text == CONTENTS:
            paragraph.tag, paragraph.text = "div", None
            paragraph.extend(_list_of(page, page.line_of(paragraph)))
            return


def _list_of(page: Written, line: int) -> list[Element]:
    top = Element("ul")
    path = [(2, top)]
    for heading in page.all(*HEADINGS):
        level = int(heading.tag[1])
        while len(path) > 1 and level < path[-1][0]:
            path.pop()
        if level > path[-1][0] and len(path[-1][1]):
            path.append((level, SubElement(path[-1][1][-1], "ul")))
        link = SubElement(SubElement(path[-1][1], "li"), "a", {"href": f"#{heading.get('id')}"})
        link.text = said(heading)
    _count_lines(top, line, page.blocks.lines)
    return [top] if len(top) else []


def _write_on_paper(page: Written) -> None:
    """Notes the address or number of a link whose words do not show it: on paper it is written after them."""
    for link in page.all("a"):
        scheme, _, place = (link.get("href") or "").partition(":")
        if scheme in {"mailto", "tel"} and place not in "".join("".join(link.itertext()).split()):
            link.set("data-on-paper", f" ({place})")


NAMES_A_BUTTON = re.compile(r"\b(?:press|choose) “(?:Listen|Change how this looks)”", re.IGNORECASE)
"""What a reader is to do on a screen alone."""


def _leave_off_paper(page: Written) -> None:
    """Marks the lines that tell a reader which button to press."""
    for block in page.all("li", "p"):
        if NAMES_A_BUTTON.search(said(block)):
            block.set("class", "on-screen")


def _let_links_stand_alone(page: Written) -> None:
    """Where no other words are on its line, a link is made large enough to press."""
    for block in page.all(*_HOLDS_WORDS):
        for line in _lines_in(block):
            words = (piece for piece in line if isinstance(piece, str))
            if not any(sign.isalnum() for sign in chain.from_iterable(words)):
                for link in line:
                    if isinstance(link, Element):
                        link.set("class", "alone")


def _lines_in(block: Element) -> Iterator[list[str | Element]]:
    """The words and links of a block, line by line."""
    line: list[str | Element] = []
    for piece in _pieces(block):
        if isinstance(piece, Element) and piece.tag == "br":
            yield line
            line = []
        else:
            line.append(piece)
    yield line


def _pieces(element: Element) -> Iterator[str | Element]:
    yield element.text or ""
    for child in element:
        if child.tag in {"a", "br"}:
            yield child
        elif child.tag in {"strong", "em", "code", "span"}:
            yield from _pieces(child)
        if child.tag not in {"p", "ul", "ol"}:
            yield child.tail or ""
