"""Words that people write and that sites stumble over, and plans in which such words stand anywhere.

What `plan check` takes of them has to pass everything that comes after it: see `test_check_and_gate`.
"""

from __future__ import annotations

import random
import typing
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import yaml

from plan_site.model.entries import EasyLine, Entry
from plan_site.model.field_types import Address, Line, Prose
from plan_site.model.fields import fields_of
from plan_site.model.plan import KINDS, Kind

BLANKS = ("\u00a0", "\u2003", "\u3000", "\u2800", "\u00a0 \u2009", "\u2800\u00a0", "\ufe0f", "\u0301", "\u3164")
SAY_NOTHING = ("Here", "Read more", "click here", "More", "This page", "Information", "details", "View", "Go", "Open")
ADDRESSES_FOR_WORDS = ("www.council.example/plan", "https://example.org/", "council.gov.uk", "http://example.org/a")
OF_EVERY_SITE = (
    "Aims", "Outcomes", "Voices", "Progress", "Search", "Actions", "You said, we did", "The plan", "Start",
    "Everything from A to Z", "Hard words", "What has changed", "The plan on a page", "Download the plan",
    "For young people", "The plan at a glance", "Objectives", "Where this comes from", "What the words mean",
    "The aims", "What is new", "Back to the start", "What we did not find", "Easy Read", "In harder words",
    "The council’s page of the plan", "Suggest a change to this page", "We cannot find that page", "Aim 1: Being heard",
    "About the plan", "What is in this booklet", "Read the real words", "Skip to the main part of this page",
)  # fmt: skip
FILES = ("IMG_2034.jpg", "photo 12", "DSC-0042", "Screenshot 2026", "map.png", "Plan.pdf (PDF, 2 MB)")
PICTURES = ("Picture of a bus", "An image of children", "photo", "Icon", "the graphic of it", "A drawing")
MARKS = (
    "…", "—", "?", "!!!", "– Aims", "A – B", "A · B | C", "Plan - Plan", "100%", "½", "²", "&amp;", "&nbsp;", "&#8217;",
    "<b>bold</b>", "**bold**", "[words](/aims/)", "# Heading", "- one", "• one", "1. one", "2) two", "* one", "_x_",
    "“quoted”", "'Tis", "#1 Manager", "{#id}", "{{ x }}", "{% x %}", "$x$", "~~x~~", "`code`", "<!-- note -->", "a<b",
    "C:\\new", "🚌", "👩‍👧", "مرحبا", "中文", "Ⅳ", "ﬁne", "ｆｕｌｌ", "𝐛𝐨𝐥𝐝", "naïve", "e\u0301", "Ærø",
    "ŁÓDŹ", "İstanbul",
)  # fmt: skip
LONG = (
    "Pneumonoultramicroscopicsilicovolcanoconiosis", "x" * 300, "https://example.org/" + "long/" * 40, "word " * 60,
    "A title of real size, as a partnership agreed it after a day of talk about children, families, schools and health",
    "CHILDREN AND YOUNG PEOPLE GET THE RIGHT HELP AT THE RIGHT TIME", "TODO", "TBC", "Lorem ipsum dolor sit amet",
)  # fmt: skip
NUMBERS = ("0", "2026", "-1", "1,000", "1e3", "04", "0x1", "１", "10%", "3 of 4", "£1m", "1st", "2026-13-45")
WORDS = (
    *BLANKS, *SAY_NOTHING, *ADDRESSES_FOR_WORDS, *OF_EVERY_SITE, *FILES, *PICTURES, *MARKS, *LONG, *NUMBERS,
    "took them back", "A", "no", "null", "~",
)  # fmt: skip
ADDRESSES = (
    "http://example.org/", "https://example.org/plan.pdf", "https://example.org/Plan.DOCX?x=1", "mailto:a@example.org",
    "tel:+441332000000", "https://example.org/a#b", "https://example.org/?q=1&r=2", "https://example.org/list.csv",
    "https://example.org/a", "https://example.org/b", "https://eur03.safelinks.protection.outlook.com/?url=https%3A%2F%2Fa.org",
)  # fmt: skip
PARAGRAPHS = (
    "• one\n\n• two", "1. one\n\n2. two", "- one\n\n- two", "a\n\nb\n\nc", "\u00a0\n\nwords", "\u2800\n\n\u2003",
    "Table: x\n\n| a | b |", "word\n\n" * 40,
)  # fmt: skip

Files = dict[str, bytes]


@dataclass(frozen=True)
class Spot:
    """A text of a record: the way to it through names and numbers of items, and what may stand there."""

    way: tuple[str | int, ...]
    holds: Any
    record: type[Entry]


def spots_in(record: Any, held: Any, way: tuple[str | int, ...] = ()) -> Iterator[Spot]:
    """Where the texts of a record stand that an editor words freely."""
    for field in fields_of(held) if isinstance(record, dict) else ():
        value, here = record.get(field.name), (*way, field.name)
        item = typing.get_args(field.type)[0] if typing.get_origin(field.type) is tuple else None
        if field.type in _FREE and (value is None or isinstance(value, str)):  # also where it may be added
            yield Spot(here, field.type, held)
        elif item is not None and isinstance(value, list):
            for number, each in enumerate(value):
                if item is Line:
                    yield Spot((*here, number), Line, held)
                elif isinstance(item, type):
                    yield from spots_in(each, item, (*here, number))
        elif isinstance(field.type, type) and issubclass(field.type, Entry):
            yield from spots_in(value, field.type, here)


_FREE = (Line, Prose, Address)


def kind_of_file(path: str) -> Kind | None:
    """The kind of record that a file of a plan holds."""
    _, _, within = path.partition("plan_data/")
    home = within.partition("/")[0]
    return next((kind for kind in KINDS if kind.home == home and path.endswith(".yml")), None)


@dataclass(frozen=True)
class Edit:
    """Words that take the place of others in a file."""

    path: str
    way: tuple[str | int, ...]
    words: str


def edits_of(choice: random.Random, files: Files) -> list[Edit]:
    """Odd words for many texts of a plan; some of them stand elsewhere in it already."""
    contents = {path: _content(data) for path, data in files.items() if kind_of_file(path)}
    spots = [(path, spot) for path, content in contents.items() for spot in _spots(path, content)]
    others = [
        value
        for path, spot in spots
        if (value := _value(contents[path], spot.way)) is not None and len(value) < _LONGEST_TAKEN
    ]
    chosen = choice.sample(spots, -(-len(spots) // 4))
    return [Edit(path, spot.way, odd_word(choice, spot, others)) for path, spot in chosen]


_LONGEST_TAKEN = 200


def at(line: int, changed: bytes, edits: Iterable[Edit]) -> list[Edit]:
    """The edits of a file that a line of it speaks of: their own words, else those of the same record."""
    root = yaml.compose(changed, Loader=yaml.CSafeLoader)
    placed = [(edit, _lines(root, edit.way)) for edit in edits]
    exact = [edit for edit, (first, last, _) in placed if first <= line <= last]
    return exact or [edit for edit, (*_, record) in placed if record[0] <= line <= record[1]]


def _lines(root: Any, way: tuple[str | int, ...]) -> tuple[int, int, tuple[int, int]]:
    """The first and the last line of a text, counted from 1, and those of the record that holds it."""
    node, first = root, root.start_mark.line
    record = root
    for depth, step in enumerate(way):
        if isinstance(step, int):
            node = node.value[step]
            first = node.start_mark.line
        else:
            key, node = next((key, value) for key, value in node.value if key.value == step)
            first = key.start_mark.line
        if depth == 0 and isinstance(step, int):
            record = node
    return first + 1, node.end_mark.line + 1, (record.start_mark.line + 1, record.end_mark.line + 1)


def with_edits(files: Files, edits: Iterable[Edit]) -> Files:
    """The files that are changed, as they are then."""
    contents: dict[str, Any] = {}
    for edit in edits:
        content = contents.setdefault(edit.path, _content(files[edit.path]))
        *way, last = edit.way
        _value(content, way)[last] = edit.words
    return {
        path: yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=1000).encode()
        for path, content in contents.items()
    }


def _content(data: bytes) -> Any:
    return yaml.load(data, Loader=yaml.CBaseLoader)  # noqa: S506 - text alone


def _spots(path: str, content: Any) -> Iterator[Spot]:
    kind = kind_of_file(path)
    assert kind is not None
    if not isinstance(content, list):
        yield from spots_in(content, kind.type)
        return
    for number, record in enumerate(content):
        yield from spots_in(record, kind.type, (number,))


def _value(content: Any, way: Iterable[str | int]) -> Any:
    for step in way:
        content = content[step] if isinstance(step, int) else content.get(step)
    return content


def odd_word(choice: random.Random, spot: Spot, others: Sequence[str]) -> str:
    """Odd words for a text, mostly alone, now and then among others."""
    if spot.holds is Address:
        return choice.choice(ADDRESSES)
    if spot.holds is Prose and choice.random() < 0.3:
        return choice.choice(PARAGRAPHS)
    is_easy = spot.record is EasyLine or spot.way[-1] == "easy_title"
    words = choice.choice(others) if others and choice.random() < (0.9 if is_easy else 0.3) else choice.choice(WORDS)
    if choice.random() < 0.25:
        words = choice.choice([f"{words} and more", f"We {words}", f"{words}.", words.upper(), f"{words} {words}"])
    if spot.record is EasyLine and choice.random() < 0.8:
        words = f"{words.rstrip('.')}."
    return words


# --- pages written by hand --------------------------------------------------------------------------------

MARKDOWN = (
    "[here](/aims/)", "[](/aims/)", "[Aims](/progress/)", "[the plan](http://example.org/)", "[x]()", "[x](#nowhere)",
    "[https://example.org/](https://example.org/)", "[the plan](https://example.org/plan.pdf)", "[\u00a0](/aims/)",
    "[the plan (PDF, 2 MB)](https://example.org/plan.pdf)", "<https://example.org/>", "https://example.org/a,",
    "## ", "## \u2800", "## Sources", "## Where this comes from", "## What we did\n\n## What we did", "#### Too deep",
    "## A [link](/aims/)", "## **Bold**", "# A second title", "![IMG_2034.jpg](/images/a.png)", "![](/images/a.png)",
    "![Picture of a bus](/images/a.png)", "![x](a.png)", "| a | b |\n|---|---|\n| c | d |",
    "Table: What it is\n\n| a | b |\n|---|---|\n| c | d |", "Table: What it is\n\n| | |\n|---|---|\n| c | d |",
    "• one\n\n• two", "words\n- one\n- two", "1) one\n2) two", "- one\n  - two", "!!! note\n    words", "words[^1]",
    "- [ ] to do", "<!-- note -->", "<br>", "&nbsp;", "&#x202e;", "&#8203;", "&lt;b&gt;", "~~x~~", "==x==", ":smile:",
    "[[wiki]]", "$x$", "{{ x }}", "```\n[here](/aims/)\n```", "    code", "> words\n> more", "***", "[a]: /aims/",
    "[the aims](/aims/)", "[our list](/plan-on-a-page/)", "[a file](https://www.example.org/a.pdf)",
    '[aim](/aims/ "t")',
    "[the top](#top)", "[the data](/data/v1/plan.json)", "[search](/search/?q=bus)", "[where it is](/aims/#nowhere)",
    "plan@example.org", "[mail](mailto:plan@example.org)", "![A bus](/bus.svg)", "![bus.svg](/bus.svg)",
    "![](/bus.svg)",
    "[![A bus](/bus.svg)](/aims/)", "![A bus](/bus.svg) A bus", "## More", "## Menu", "### Deep", "# Top",
    "## Über uns",
    "| Day | |\n| --- | --- |\n| 1 | 2 |", "1. fish\n2. chips", "2\\. fish\n\n3\\. chips", "FISH ON FRIDAYS", "`code`",
    "<b>x</b>", "[TOC]", "> Words\n\n---", "a  \n- b", "[to a heading](#more)\n\n## More", "[the file](/bus.svg)",
)  # fmt: skip


def page_of_pieces(choice: random.Random, name: str, others: Sequence[str], picture: str = "") -> list[str]:
    """What a page says of itself, and a few odd pieces, some of which lead to other pages or to places on them."""
    links = [f"[{other}{words}](/{other}/{place})" for other in others for words, place in _ENDS]
    pieces = [choice.choice(links if choice.random() < 0.3 else MARKDOWN) for _ in range(choice.randint(1, 6))]
    said: dict[str, Any] = {
        "title": choice.choice(WORDS) if choice.random() < 0.2 else f"About {name}",
        "description": choice.choice(WORDS) if choice.random() < 0.2 else "What it is about.",
        "place_in": choice.choice(("navigation", "footer")),
    }
    if picture and choice.random() < 0.5:
        odd = choice.choice(WORDS)
        said["easy_title"] = odd if choice.random() < 0.3 else f"About {name}"
        said["easy_read"] = [{"words": f"{odd}.", "picture": picture, "address": choice.choice(ADDRESSES)}]
    return [f"---\n{yaml.safe_dump(said, allow_unicode=True, width=1000)}---", *pieces]


_ENDS = (("", ""), (": more", "#more"), (": the place", "#nowhere"), (" as it was", "?a=b"))


def with_markdown(choice: random.Random, data: bytes) -> bytes:
    """A page with a few odd pieces in it, each a paragraph of its own."""
    parts = data.decode(errors="surrogateescape").split("\n\n")
    for _ in range(choice.choice([1, 1, 2, 3])):
        parts.insert(choice.randrange(1, len(parts) + 1), choice.choice(MARKDOWN))
    return "\n\n".join(parts).encode(errors="surrogateescape")
