"""Reads the blocks of a Markdown text (headings, paragraphs, lists, tables) as GitHub does, each with its line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple
from xml.etree.ElementTree import Element, SubElement

from markdown.util import AtomicString

DEEPEST_NESTING = 12
"""Of lists and quotes inside one another."""
CAPTION = "Table: "
"""What a line above a table begins with that says what the table shows."""


class Numbered(NamedTuple):
    """A line of the file: its number, and what is left of it inside the list or quote in which it stands."""

    number: int
    text: str
    goes_on: bool = False
    """Whether it is not set in as it should be, and yet goes on with the paragraph above it."""


class TooDeep(Exception):
    """Lists and quotes stand too deep inside one another; carries the line."""

    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line


@dataclass(frozen=True)
class Blocks:
    """The blocks as a tree of HTML elements, whose text is Markdown still."""

    root: Element = field(default_factory=lambda: Element("div"))
    lines: dict[Element, int] = field(default_factory=dict)
    """Where each element begins."""
    references: dict[str, tuple[str, str]] = field(default_factory=dict)
    """The addresses that stand apart from their links, by their names."""
    unclosed: list[int] = field(default_factory=list)
    """Where code begins that never ends."""
    crowded: list[int] = field(default_factory=list)
    """Where a row of a table has more cells than the table has columns."""
    barless: list[int] = field(default_factory=list)
    """Where words without a bar stand right below a table, of which GitHub makes a row."""


def blocks_of(text: str, first_line: int = 1) -> Blocks:
    """The blocks of a text whose first line is that line of its file. Raises TooDeep."""
    blocks = Blocks()
    lines = [Numbered(number, line) for number, line in enumerate(text.expandtabs(4).split("\n"), start=first_line)]
    _read(blocks, blocks.root, lines, 0)
    return blocks


# --- how a line begins ------------------------------------------------------------------------------------

_CODE = re.compile(r" {4}")
_FENCE = re.compile(r"( {0,3})(`{3,}|~{3,})([^`]*)$")
_HEADING = re.compile(r" {0,3}(#{1,6})(?: +(.*?))??(?: +#+)? *$")
_UNDERLINE = re.compile(r" {0,3}(=+|-+) *$")
_RULE = re.compile(r" {0,3}([-_*])(?: *\1){2,} *$")
_QUOTE = re.compile(r" {0,3}> ?")
_ITEM = re.compile(r"( {0,3})([-+*]|(\d{1,9})([.)]))( +|$)")
_REFERENCE = re.compile(
    r""" {0,3}\[(?!\^)((?:[^\[\]\\]|\\.)*\S(?:[^\[\]\\]|\\.)*)\]: *(?:<([^<>]*)>|(\S+))"""
    r"""(?: +("[^"]*"|'[^']*'|\([^()]*\)))? *$"""
)
_DASHES = re.compile(r" {0,3}\|? *:?-+:? *(?:\| *:?-+:? *)*\|? *$")
_BETWEEN_CELLS = re.compile(r"(?<!\\)\|")


def _is_blank(text: str) -> bool:
    return not text.strip()


def _is_item(text: str) -> re.Match[str] | None:
    return None if _RULE.match(text) else _ITEM.match(text)


def _ends_a_paragraph(lines: Sequence[Numbered], at: int) -> bool:
    """Whether a line right below a line of text is no part of its paragraph."""
    text = lines[at].text
    if lines[at].goes_on:
        return False
    item = _is_item(text)
    # Else a year at the start of a line would begin a list.
    begins_list = item is not None and not _is_blank(text[item.end() :]) and item[3] in {None, "1"}
    begun = (pattern.match(text) for pattern in (_RULE, _HEADING, _FENCE, _QUOTE))
    return begins_list or any(begun) or _is_table(lines, at)


def _begins_a_block(lines: Sequence[Numbered], at: int) -> bool:
    """Whether a line is no more words of a paragraph in the list or quote above it."""
    text = lines[at].text
    return _is_blank(text) or _is_item(text) is not None or _ends_a_paragraph(lines, at)


def _is_table(lines: Sequence[Numbered], at: int) -> bool:
    if at + 1 == len(lines) or lines[at + 1].goes_on:
        return False
    if "|" not in lines[at].text or "|" not in lines[at + 1].text or not _DASHES.match(lines[at + 1].text):
        return False
    return len(_cells(lines[at].text)) == len(_cells(lines[at + 1].text))


def _cells(row: str) -> list[str]:
    inner = re.sub(r"(?<!\\)\|$", "", row.strip().removeprefix("|"))
    return [cell.strip().replace("\\|", "|") for cell in _BETWEEN_CELLS.split(inner)]


# --- blocks -----------------------------------------------------------------------------------------------


def _read(blocks: Blocks, parent: Element, lines: Sequence[Numbered], depth: int) -> bool:
    """Puts the blocks of some lines into an element; whether an empty line stands between two of them."""
    at, is_apart, after_blank = 0, False, False
    if depth > DEEPEST_NESTING:
        raise TooDeep(lines[0].number)
    while at < len(lines):
        if _is_blank(lines[at].text):
            after_blank, at = True, at + 1
            continue
        is_apart = is_apart or (after_blank and len(parent) > 0)
        at, after_blank = _next_block(blocks, parent, lines, at, depth), False
        after_blank = _is_blank(lines[at - 1].text)
    return is_apart


def _next_block(blocks: Blocks, parent: Element, lines: Sequence[Numbered], at: int, depth: int) -> int:
    """Reads the block that begins at a line, and returns where the next one may begin."""
    text = lines[at].text
    if _CODE.match(text):
        return _indented_code(blocks, parent, lines, at)
    if fence := _FENCE.match(text):
        return _fenced_code(blocks, parent, lines, at, fence)
    if heading := _HEADING.match(text):
        _put(blocks, parent, f"h{len(heading[1])}", lines[at].number, (heading[2] or "").strip())
        return at + 1
    if _RULE.match(text):
        _put(blocks, parent, "hr", lines[at].number)
        return at + 1
    if _QUOTE.match(text):
        return _quote(blocks, parent, lines, at, depth)
    if item := _is_item(text):
        return _list(blocks, parent, lines, at, item, depth)
    if _is_table(lines, at):
        return _table(blocks, parent, lines, at)
    if reference := _REFERENCE.match(text):
        title = reference[4][1:-1] if reference[4] else ""
        address = reference[3] if reference[2] is None else reference[2]
        blocks.references.setdefault(" ".join(reference[1].lower().split()), (address, title))
        return at + 1
    return _paragraph(blocks, parent, lines, at)


def _put(blocks: Blocks, parent: Element, tag: str, line: int, text: str | None = None) -> Element:
    element = SubElement(parent, tag)
    element.text = text
    blocks.lines[element] = line
    return element


def _code(blocks: Blocks, parent: Element, line: int, lines: Sequence[str]) -> None:
    pre = _put(blocks, parent, "pre", line)
    SubElement(pre, "code").text = AtomicString("".join(f"{each}\n" for each in lines))


def _indented_code(blocks: Blocks, parent: Element, lines: Sequence[Numbered], at: int) -> int:
    end = at
    while end < len(lines) and (_CODE.match(lines[end].text) or _is_blank(lines[end].text)):
        end += 1
    while _is_blank(lines[end - 1].text):
        end -= 1
    _code(blocks, parent, lines[at].number, [line.text[4:] for line in lines[at:end]])
    return end


def _fenced_code(blocks: Blocks, parent: Element, lines: Sequence[Numbered], at: int, fence: re.Match[str]) -> int:
    closing = re.compile(rf" {{0,3}}{re.escape(fence[2][0])}{{{len(fence[2])},}} *$")
    inside = re.compile(f" {{0,{len(fence[1])}}}")
    end = at + 1
    while end < len(lines) and not closing.match(lines[end].text):
        end += 1
    if end == len(lines):
        blocks.unclosed.append(lines[at].number)
    _code(blocks, parent, lines[at].number, [inside.sub("", line.text, count=1) for line in lines[at + 1 : end]])
    return min(end + 1, len(lines))


def _paragraph(blocks: Blocks, parent: Element, lines: Sequence[Numbered], at: int) -> int:
    end = at + 1
    while end < len(lines) and not _is_blank(lines[end].text):
        underline = None if lines[end].goes_on else _UNDERLINE.match(lines[end].text)
        if underline or _ends_a_paragraph(lines, end):
            break
        end += 1
    else:
        underline = None
    tag = "p" if underline is None else "h1" if underline[1].startswith("=") else "h2"
    # Two spaces at the end of a line break it.
    text = "\n".join(line.text.lstrip() for line in lines[at:end]).rstrip()
    _put(blocks, parent, tag, lines[at].number, text)
    return end if underline is None else end + 1


class _Open:
    """Whether the last of some lines is one of a paragraph, which goes on in a line that is not set in."""

    def __init__(self) -> None:
        self._fence = ""
        self._taken: list[Numbered] = []
        self._in_table = False
        self.paragraph = False

    def take(self, text: str) -> None:
        while begun := _QUOTE.match(text) or _is_item(text):
            text = text[begun.end() :]
        fence = _FENCE.match(text)
        if self._fence:
            self._fence = "" if fence and fence[2].startswith(self._fence) and _is_blank(fence[3]) else self._fence
            return
        if fence:
            self._fence = fence[2]
        is_code = _CODE.match(text) and not self.paragraph
        is_text = not (_is_blank(text) or fence or is_code or _HEADING.match(text) or _RULE.match(text))
        self._taken = [*self._taken[-1:], Numbered(0, text)]
        self._in_table = is_text and (self._in_table or _is_table(self._taken, 0))
        self.paragraph = is_text and not self._in_table


def _quote(blocks: Blocks, parent: Element, lines: Sequence[Numbered], at: int, depth: int) -> int:
    quote = _put(blocks, parent, "blockquote", lines[at].number)
    inner: list[Numbered] = []
    still = _Open()
    while at < len(lines):
        number, text, goes_on = lines[at]
        if goes_on:
            inner.append(lines[at])
        elif mark := _QUOTE.match(text):
            inner.append(Numbered(number, text[mark.end() :]))
            still.take(inner[-1].text)
        elif still.paragraph and not _begins_a_block(lines, at):
            inner.append(Numbered(number, text, goes_on=True))
        else:
            break
        at += 1
    _read(blocks, quote, inner, depth + 1)
    return at


# --- lists ------------------------------------------------------------------------------------------------


def _list(blocks: Blocks, parent: Element, lines: Sequence[Numbered], at: int, first: re.Match[str], depth: int) -> int:
    made = _put(blocks, parent, "ul" if first[3] is None else "ol", lines[at].number)
    if first[3] is not None and int(first[3]) != 1:
        made.set("start", str(int(first[3])))
    item: re.Match[str] | None = first
    is_loose = False
    end = at
    while item is not None and item[2][-1] == first[2][-1]:
        inner, end = _lines_of_item(lines, at, item)
        entry = _put(blocks, made, "li", lines[at].number)
        is_loose |= _read(blocks, entry, inner, depth + 1)
        at = end
        while at < len(lines) and _is_blank(lines[at].text):
            at += 1
        item = _is_item(lines[at].text) if at < len(lines) else None
        is_loose |= item is not None and item[2][-1] == first[2][-1] and at > end
    if not is_loose:
        _without_paragraphs(made)
    return end


def _lines_of_item(lines: Sequence[Numbered], at: int, item: re.Match[str]) -> tuple[list[Numbered], int]:
    """What stands in an item of a list, without the spaces before it, and where the item ends."""
    number, text, _ = lines[at]
    spaces = len(item[5]) if 1 <= len(item[5]) <= 4 and not _is_blank(text[item.end() :]) else 1
    width = item.end(2) + spaces
    inner = [Numbered(number, text[width:])]
    still = _Open()
    still.take(inner[0].text)
    end = at + 1
    while end < len(lines):
        number, text, goes_on = lines[end]
        is_inside = len(text) > width and _is_blank(text[:width])
        if goes_on:
            inner.append(lines[end])
        elif _is_blank(text) and not (_is_blank(inner[0].text) and end == at + 1):
            inner.append(Numbered(number, text[width:]))
            still.take("")
        elif is_inside:
            inner.append(Numbered(number, text[width:]))
            still.take(inner[-1].text)
        elif still.paragraph and not _begins_a_block(lines, end):
            inner.append(Numbered(number, text, goes_on=True))
        else:
            break
        end += 1
    while len(inner) > 1 and _is_blank(inner[-1].text):
        inner.pop()
        end -= 1
    return inner, end


def _without_paragraphs(made: Element) -> None:
    """The items of a list without empty lines hold their words themselves."""
    for entry in made:
        if len(entry) and entry[0].tag == "p":
            entry.text = entry[0].text
            entry.remove(entry[0])


# --- tables -----------------------------------------------------------------------------------------------


def _table(blocks: Blocks, parent: Element, lines: Sequence[Numbered], at: int) -> int:
    caption = parent[-1] if len(parent) and (parent[-1].text or "").startswith(CAPTION) else None
    table = _put(blocks, parent, "table", lines[at].number)
    if caption is not None and caption.tag == "p":
        parent.remove(caption)
        table.append(caption)
        caption.tag, caption.text = "caption", (caption.text or "").removeprefix(CAPTION)
    headers = _cells(lines[at].text)
    _row(blocks, _put(blocks, table, "thead", lines[at].number), lines[at], headers, "th")
    rows = list(_rows(lines, at + 2))
    body = _put(blocks, table, "tbody", rows[0].number) if rows else table
    for line in rows:
        cells = _cells(line.text)
        if len(cells) > len(headers):
            blocks.crowded.append(line.number)
        if "|" not in line.text:
            blocks.barless.append(line.number)
        _row(blocks, body, line, (cells + [""] * len(headers))[: len(headers)], "td")
    return at + 2 + len(rows)


def _rows(lines: Sequence[Numbered], at: int) -> Iterator[Numbered]:
    while at < len(lines) and not _begins_a_block(lines, at):
        yield lines[at]
        at += 1


def _row(blocks: Blocks, parent: Element, line: Numbered, cells: Sequence[str], tag: str) -> None:
    row = _put(blocks, parent, "tr", line.number)
    for cell in cells:
        made = _put(blocks, row, tag, line.number, cell)
        if tag == "th":
            made.set("scope", "col")
