"""Explains a file that is not YAML by the slip that its writer most likely made.

A parser says where it gave up; the slip is often a line or two above, and never called what the parser calls
it. So this looks at the lines as their writer does: names, colons, dashes, quotes and the spaces before them.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from plan_site.model.rules import ReaderRule


@dataclass(frozen=True, slots=True)
class Slip:
    """What somebody did wrong on a line (counted from 1), and what to do."""

    line: int
    rule: ReaderRule
    what: str
    remedy: str


_COLON_IN_WORDS = (
    ReaderRule.text_with_a_colon_has_quotes,
    "The text on this line has a colon followed by a space, which YAML reads as a new field.",
)
_NO_COLON = (
    ReaderRule.every_field_has_a_colon,
    "This line is not a field: it has no colon after the name.",
    "Write ‘name: words’. If the line goes on with the text above, start it with two more spaces.",
)
_NO_SPACE_AFTER_COLON = (
    ReaderRule.every_field_has_a_colon,
    "There is no space after the colon on this line.",
    "Write ‘name: words’, with a space after the colon.",
)
_UNCLOSED = (
    ReaderRule.every_quote_mark_is_closed,
    "A quote mark that opens on this line is never closed.",
    "Add the same quote mark at the end of the text.",
)
_APOSTROPHE = (
    ReaderRule.every_quote_mark_is_closed,
    "The text on this line starts with an apostrophe ('), which YAML reads as a quote mark.",
    "Write a curly one in its place (’), or put double quotes round the whole text.",
)
_SHORTENED = re.compile(
    r"'(?:[0-9]|(?:bout|cause|cos|em|fore|gainst|neath|n|round|sup|til|till|tis|twas|twere|twill)\b)", re.I
)
"""Words that begin with an apostrophe."""


def unclosed(value: str) -> _Words:
    """The words for a text whose quote mark is never closed, or was never meant as one."""
    return _APOSTROPHE if _SHORTENED.match(value) else _UNCLOSED


BACKSLASH = (
    ReaderRule.no_text_has_a_stray_backslash,
    "There is a backslash (\\) inside text in double quotes.",
    "Take the backslash out, or put single quotes round the text.",
)


def has_a_stray_backslash(text: str) -> bool:
    """Whether YAML reads a backslash in the middle of words, as of a path, as the end of a line or a space."""
    pieces = _PIECES.findall(text)
    for before, piece, after in zip(pieces, pieces[1:], pieces[2:], strict=False):
        if piece[1:] in _SPOKEN and piece[0] == "\\" and before[0] != "\\" and after[0] != "\\":
            goes_on = after[0].isalnum() and (piece[1:] != "n" or before[-1] == ":" or after[0].islower())
            if goes_on and (before[-1].isalnum() or before[-1] in ":.)"):
                return True
    return False


_PIECES = re.compile(r"\\(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|.)|[^\\]+")
_SPOKEN = frozenset("abtnvfreNLP_0")
"""What stands behind a backslash for a sign that nobody types."""
_BRACKET = (
    ReaderRule.every_bracket_is_closed,
    "A square or curly bracket that opens here is not closed, or has text after it.",
    "If the bracket is part of the words, put quotes round the whole text.",
)
_ODD_START = (
    ReaderRule.no_text_starts_with_a_yaml_mark,
    "The text on this line starts with a character that means something else in YAML (such as @, % or `).",
    "Put quotes round the text.",
)
_TOO_FAR_RIGHT = (
    ReaderRule.lines_line_up,
    "This line starts further right than the field above it, and has a colon.",
    "If it is a field of its own, start it in the same column as the others; "  # noqa: ISC004
    "if it goes on with the text above, put quotes round the whole text.",
)
_NOT_IN_LINE = (
    ReaderRule.lines_line_up,
    "This line does not fit under the lines before it.",
    "Start it in the same column as the other fields (or bullets) that it belongs with, "  # noqa: ISC004
    "and write each field as ‘name: words’.",
)

NOT_PLAIN_SPACES = (
    ReaderRule.lines_line_up,
    "The spaces at the start of this line are not plain ones.",
    "Delete them, and type spaces.",
)

_Words = tuple[ReaderRule, str, str]

MARK_NAMES = {
    "*": "a star (*)",
    "&": "an ampersand (&)",
    "!": "an exclamation mark (!)",
    "?": "a question mark (?)",
    "-": "a dash (-)",
    ",": "a comma (,)",
    "]": "a closing bracket (])",
    "}": "a closing bracket (})",
}


def starts_with_a_mark(mark: str) -> _Words:
    """The words for a text that starts with a mark that means something else."""
    no_bold = " If the stars are there for bold, take them out: there is no bold here." if mark == "*" else ""
    return (
        ReaderRule.no_text_starts_with_a_yaml_mark,
        f"The text starts with {MARK_NAMES[mark]}, which means something else in YAML.",
        f"Put quotes round the text.{no_bold}",
    )


def lost_bullet(text: str) -> _Words | None:
    """The words for a line that was meant as an item of a list, if it looks like one."""
    if re.match(r"-[^\s-]", text):
        return _NO_SPACE_AFTER_DASH
    if text[:1] in _NOT_BULLETS:
        name = "a star (*)" if text[0] == "*" else f"the mark ‘{text[0]}’"
        return (
            ReaderRule.every_bullet_has_a_space,
            f"This line starts with {name}, which is not a bullet here.",
            "Start each bullet with a dash and a space: ‘- ’.",
        )
    return None


_NOT_BULLETS = frozenset("*–—•·●▪◦‣")
"""What people and word processors put where a dash should stand."""
_NO_SPACE_AFTER_DASH = (
    ReaderRule.every_bullet_has_a_space,
    "There is no space after the dash on this line.",
    "Write ‘- ’, with a space after the dash.",
)


_LINE = re.compile(
    r"""(?P<indent>\ *)(?P<dashes>(?:-\ +)*)
        (?:(?P<name>[A-Za-z0-9_][^:#"'\[\]{},]*?):(?:\ +|$))?
        (?P<value>.*)""",
    re.VERBOSE,
)


def slip_in(lines: list[str], last: int) -> Slip:
    """The first slip in the lines up to `last` (counted from 0), where the parser gave up."""
    last = min(last, len(lines) - 1)
    reader = _Lines(lines)
    for number in range(last + 1):
        if (words := reader.slip_on(number)) is not None:
            return Slip(number + 1, *words)
    while last > 0 and not lines[last].strip():
        last -= 1
    return Slip(last + 1, *_NOT_IN_LINE)


class _Lines:
    """Reads lines one after the other, and remembers what the next one must fit under."""

    def __init__(self, lines: list[str]) -> None:
        self.lines = lines
        self.column = 0
        """Where the field or bullet above starts."""
        self.goes_on = False
        """Whether the text above may go on further right."""
        self.block: int | None = None
        """The column of the field whose text stands under it, after > or |."""
        self.quote = ""
        """The quote mark that a line above has opened."""

    def slip_on(self, number: int) -> _Words | None:
        line = self.lines[number]
        stripped = line.strip(" ")
        indent = len(line) - len(line.lstrip(" "))
        if self.block is not None and (not stripped or indent > self.block):
            return None
        self.block = None
        if self.quote:
            if self.quote in stripped:
                self.quote = ""
            return None
        if not stripped or stripped.startswith("#") or (number == 0 and stripped == "---"):
            return None
        return _slip_of_any_line(line) or self._slip_of_form(line, number)

    def _slip_of_form(self, line: str, number: int) -> _Words | None:
        found = _LINE.fullmatch(line)
        if found is None:
            return None
        column = len(found["indent"]) + len(found["dashes"])
        name, value = found["name"], found["value"]
        if name is None and not found["dashes"]:
            is_further_right = self.goes_on and len(found["indent"]) > self.column
            if is_further_right or (number and self.goes_on and not self.column and found["indent"]):
                return None
            return None if value[:1] in "[]{}\"'" else lost_bullet(value) or _NO_COLON
        if name is not None and not found["dashes"] and self.goes_on and column > self.column:
            return _TOO_FAR_RIGHT
        self.column = column
        words = self._slip_of_value(value, number, column)
        self.goes_on = bool(value) and value[:1] not in "\"'[{>|#"
        return words

    def _slip_of_value(self, value: str, number: int, column: int) -> _Words | None:
        if re.match(r"[>|][-+0-9]*(?: +#.*| *)$", value):
            self.block = column
            return None
        for pattern, words in _VALUES:
            if pattern.match(value):
                return words(value)
        if value[:1] in {'"', "'"} and value:
            return self._slip_of_quotes(value, number)
        if value[:1] in {"[", "{"} and value:
            return _BRACKET if not re.fullmatch(r"[\[{].*[\]}] *(?: #.*)?", value) else None
        if re.search(r":(?: |$)", value.split(" #")[0]):
            straight = "straight quotes round the text (curly ones do not count)"
            quotes = straight if value[:1] in "“‘" else "quotes round the text"
            remedy = f'Put {quotes}, for example: title: "Our plan: the next step".'
            return (*_COLON_IN_WORDS, f"{remedy} If a second field starts on this line, give it a line of its own.")
        return None

    def _slip_of_quotes(self, value: str, number: int) -> _Words | None:
        mark = value[0]
        if mark == '"' and _BAD_ESCAPE.search(value):
            return BACKSLASH
        closed = (_IN_DOUBLE if mark == '"' else _IN_SINGLE).match(value)
        if closed is None:
            following = next((line for line in self.lines[number + 1 :] if line.strip()), "")
            if not following or re.match(r" *(?:- +)?[a-z_]+:(?: |$)", following):
                return unclosed(value)
            self.quote = mark
            return None
        if re.fullmatch(r" *(?: #.*)?", value[closed.end() :]):
            return None
        other = "double" if mark == "'" else "single"
        return (
            ReaderRule.every_quote_mark_is_closed,
            "The text in quotes ends before the end of the line: there is a quote mark inside it.",
            f"Put {other} quotes round the text, or use the curly quotes ‘ ’ “ ” inside it.",
        )


_IN_DOUBLE = re.compile(r'"(?:[^"\\]|\\.)*"')
_IN_SINGLE = re.compile(r"'(?:[^']|'')*'")
_BAD_ESCAPE = re.compile(
    r"""(?<!\\)(?:\\\\)*\\(?:[^0abt\tnvfre "/\\N_LPxuU]|x(?![0-9a-fA-F]{2})|u(?![0-9a-fA-F]{4})|u[dD][89a-fA-F]"""
    r"""|U(?!00(?:0[0-9a-fA-F]|10)[0-9a-fA-F]{4}))"""
)


def _mark_of(value: str) -> _Words:
    return starts_with_a_mark(value[0])


_VALUES: tuple[tuple[re.Pattern[str], Callable[[str], _Words]], ...] = (
    (re.compile(r"[*&!]"), _mark_of),
    (re.compile(r"[?-](?: |$)|[,\]}]"), _mark_of),
    (
        re.compile(r"[@%`]"),
        lambda _: _ODD_START,
    ),
    (
        re.compile(r"[>|]"),
        lambda _: (
            ReaderRule.no_text_starts_with_a_yaml_mark,
            "The text on this line starts with > or |, which means something else in YAML.",
            "Put quotes round the text.",
        ),
    ),
)

_ANY_LINE: tuple[tuple[re.Pattern[str], _Words], ...] = (
    (
        re.compile(r" *\u00a0"),
        NOT_PLAIN_SPACES,
    ),
    (
        re.compile(r" *(?:- +)*[\w-]+:\u00a0"),
        (
            ReaderRule.every_field_has_a_colon,
            "The space after the colon on this line is not a plain one.",
            "Delete it, and type a space.",
        ),
    ),
    (re.compile(r" *-[^\s-]"), _NO_SPACE_AFTER_DASH),
    (
        re.compile(r" *(?:- +)*:(?: |$)"),
        (
            ReaderRule.every_field_is_known,
            "There is no name before the colon on this line.",
            "Write the name of the field before the colon.",
        ),
    ),
    (re.compile(r" *(?:- +)*[a-z_]+:(?!//)[^\s:]"), _NO_SPACE_AFTER_COLON),
    (
        re.compile(r"[@%`]"),
        _ODD_START,
    ),
)


def _slip_of_any_line(line: str) -> _Words | None:
    return next((words for pattern, words in _ANY_LINE if pattern.match(line)), None)
