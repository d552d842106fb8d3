"""Reads YAML files into values that know their file and line.

Every scalar stays text: the model says what a field holds, so ``no``, ``010`` and ``2025-06`` can never
turn into something else on the way. Parsing walks the events of libyaml with a stack of its own, so that
neither deep nesting nor an alias can do harm.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from plan_site.problems import Place, Problem

LARGEST_FILE = 1_000_000  # bytes
DEEPEST_NESTING = 12

_LITERAL = "|"
_EMPTY_WORDS = frozenset({"", "~", "null", "Null", "NULL"})


@dataclass(frozen=True, slots=True)
class Scalar:
    """A piece of text. An empty one has no paragraphs."""

    place: Place
    paragraphs: tuple[str, ...]

    @property
    def text(self) -> str:
        return "\n".join(self.paragraphs)


@dataclass(frozen=True, slots=True)
class Sequence:
    place: Place
    items: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Mapping:
    """Fields in the order of the file, each with the place of its key."""

    place: Place
    fields: dict[str, Value]
    places: dict[str, Place]


Value = Scalar | Sequence | Mapping


class Unreadable(Exception):
    """A file that cannot be read; carries the one problem that says why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.what)
        self.problem = problem


def read_yaml(path: Path, name: str) -> Value:
    """The value in a YAML file. `name` is how the editor knows the file.

    Raises Unreadable.
    """
    return parse_yaml(read_text(path, name), name)


def read_text(path: Path, name: str, *, largest: int = LARGEST_FILE) -> str:
    """The text of a plain UTF-8 file, with line ends as \\n and without a byte-order mark.

    Raises Unreadable for anything that could not be shown to a reader as it was typed.
    """
    text = _decoded(_bytes_of(path, name, largest), name)
    for problem in _traps_in(text, name):
        raise Unreadable(problem)
    return text


def _bytes_of(path: Path, name: str, largest: int) -> bytes:
    place = Place(name)
    try:
        # A link could point outside the plan; a pipe or device could keep us waiting for ever.
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
        with os.fdopen(handle, "rb") as file:
            if not stat.S_ISREG(os.fstat(handle).st_mode):
                raise Unreadable(
                    Problem(
                        place,
                        "every_file_is_a_plain_file",
                        "This is not a plain file.",
                        "Put a plain text file in its place.",
                    )
                )
            data = file.read(largest + 1)
    except OSError as error:
        if path.is_symlink():
            what, remedy = "This is a link to another file.", "Put the file itself in its place."
        else:
            what = f"The computer cannot open this file ({os.strerror(error.errno or 0)})."
            remedy = "Check that the file exists and that you may read it."
        raise Unreadable(Problem(place, "every_file_is_a_plain_file", what, remedy)) from None
    if len(data) > largest:
        raise Unreadable(
            Problem(
                place,
                "no_file_is_huge",
                f"This file is larger than {largest // 1_000_000} MB.",
                "A record is a few lines of text. Check that the right file was saved here.",
            )
        )
    return data


def _decoded(data: bytes, name: str) -> str:
    rule = "every_file_is_utf_8"
    remedy = "Save the file again with the encoding ‘UTF-8’ (in most editors under ‘Save as’)."
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Unreadable(Problem(Place(name), rule, "This file is saved as UTF-16, not as UTF-8.", remedy))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        what = "This line has a character that is not saved as UTF-8 (it may come from an older Windows program)."
        raise Unreadable(Problem(Place(name, line), rule, what, remedy)) from None
    return text.replace("\r\n", "\n").replace("\r", "\n")


# --- characters ---------------------------------------------------------------------------------------

_HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f"  # control characters
    "\u00ad\u061c\u180e\u200b\u200e\u200f\u2028\u2029\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\U000e0000-\U000e007f"  # invisible, or turning the direction of the words round
    "\ud800-\udfff\ue000-\uf8ff\U000f0000-\U0010ffff"  # private use: nothing to show
    "\ufdd0-\ufdef"
    + "".join(f"{chr(plane * 0x10000 + 0xFFFE)}{chr(plane * 0x10000 + 0xFFFF)}" for plane in range(15))
    + "]"
    # A joiner is part of Persian, Indic and emoji spelling; between Latin letters it only hides.
    "|(?:^|(?<=[\x00-\u02ff]))[\u200c\u200d]"
)
_GARBLED = re.compile("\ufffd|[ÃÂ][\u0080-\u00bf]|â€|ï»¿")
_DIRECTION = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def _problem_character(text: str) -> tuple[int, str] | None:
    """Where in the text the first character stands that must not be there, and what to call it."""
    if found := _HIDDEN.search(text):
        character = found[0]
        code = f"U+{ord(character):04X}"
        if character in _DIRECTION:
            return (
                found.start(),
                f"an invisible character that turns the direction of the words round ({code})",
            )
        if ord(character) < 0xA0:
            return found.start(), f"a control character ({code})"
        return found.start(), f"an invisible character ({code})"
    if found := _GARBLED.search(text):
        return found.start(), f"garbled letters ({ascii(found[0])[1:-1]})"
    return None


def _character_problem(name: str, line: int, called: str) -> Problem:
    remedy = "Delete it, and type the words around it again."
    return Problem(Place(name, line), "text_is_what_it_looks_like", f"This line has {called}.", remedy)


# --- traps that are clearer before parsing ----------------------------------------------------------------

_CONFLICT = re.compile(r"^(<{7}|>{7})( |$)|^={7}$", re.MULTILINE)
_TAB_INDENT = re.compile(r"^ *\t[ \t]*\S", re.MULTILINE)


def _traps_in(text: str, name: str) -> Iterator[Problem]:
    def line_at(index: int) -> int:
        return text.count("\n", 0, index) + 1

    if found := _CONFLICT.search(text):
        yield Problem(
            Place(name, line_at(found.start())),
            "no_merge_is_half_done",
            "Two people's changes to this file were never joined: the marks ‘<<<<<<<’ and ‘>>>>>>>’ are still in it.",
            "Keep the words that are right, and delete the lines with the marks.",
        )
    elif odd := _problem_character(text):
        yield _character_problem(name, line_at(odd[0]), odd[1])


# --- parsing ----------------------------------------------------------------------------------------------

_Loader: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def _line_of(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark is not None else 1


class _Open:
    """A collection that is being read: its children so far."""

    __slots__ = ("children", "event")

    def __init__(self, event: yaml.CollectionStartEvent) -> None:
        self.event = event
        self.children: list[Value] = []


def parse_yaml(text: str, name: str) -> Value:
    """The value that a YAML text holds.

    Raises Unreadable with the place of the first fault.
    """
    lines = text.split("\n")
    if found := _TAB_INDENT.search(text):
        line = text.count("\n", 0, found.start()) + 1
        raise _fault(
            name,
            line,
            "no_line_starts_with_a_tab",
            "This line starts with a tab.",
            "Use spaces instead of the tab.",
        )
    try:
        return _value_of(text, lines, name)
    except yaml.YAMLError as error:
        raise Unreadable(_syntax_problem(error, lines, name)) from None
    except RecursionError:  # the parser in pure Python, where libyaml is missing
        raise _too_deep(name, 1) from None


def _value_of(text: str, lines: list[str], name: str) -> Value:
    opened: list[_Open] = []
    root: Value | None = None
    documents = 0
    for event in yaml.parse(text, Loader=_Loader):
        line = _line_of(event)
        if isinstance(event, yaml.DocumentStartEvent):
            documents += 1
            if documents > 1:
                raise _fault(
                    name,
                    line,
                    "one_file_is_one_document",
                    "A line of three dashes (---) starts a second document in this file.",
                    "Delete the line, or move what follows into a file of its own.",
                )
            continue
        if isinstance(event, yaml.CollectionStartEvent):
            _refuse_marks(event, name)
            if len(opened) >= DEEPEST_NESTING:
                raise _too_deep(name, line)
            opened.append(_Open(event))
            continue
        value: Value
        if isinstance(event, yaml.ScalarEvent):
            _refuse_marks(event, name)
            value = _scalar(event, lines, name)
        elif isinstance(event, yaml.CollectionEndEvent):
            value = _closed(opened.pop(), name)
        elif isinstance(event, yaml.AliasEvent):
            raise _mark_fault(name, line, "*")
        else:
            continue
        if opened:
            opened[-1].children.append(value)
        else:
            root = value
    if root is None:
        raise _fault(
            name,
            1,
            "no_file_is_empty",
            "This file is empty.",
            "Write the record, or delete the file.",
        )
    return root


def _closed(collection: _Open, name: str) -> Value:
    place = Place(name, _line_of(collection.event))
    if isinstance(collection.event, yaml.SequenceStartEvent):
        return Sequence(place, tuple(collection.children))
    fields: dict[str, Value] = {}
    places: dict[str, Place] = {}
    pairs = iter(collection.children)
    for key, value in zip(pairs, pairs, strict=True):
        if not isinstance(key, Scalar):
            raise _fault(
                name,
                key.place.line,
                "every_field_has_a_plain_name",
                "The name of a field must be a plain word.",
                "Write the name of the field, a colon, a space and its words.",
            )
        if key.text in fields:
            raise _fault(
                name,
                key.place.line,
                "every_field_stands_once",
                f"The field ‘{key.text}’ is here twice (first on line {places[key.text].line}).",
                "Keep one of the two and delete the other.",
            )
        fields[key.text] = value
        places[key.text] = key.place
    return Mapping(place, fields, places)


_BLANK_LINE = re.compile(r"\n[ \t]*\n")
_WHITE = re.compile(r"[ \t\n]+")


def _scalar(event: yaml.ScalarEvent, lines: list[str], name: str) -> Scalar:
    line = _line_of(event)
    if odd := _problem_character(event.value):  # an escape such as "\u202e" hides from a look at the file
        raise Unreadable(_character_problem(name, line, odd[1]))
    end = event.end_mark
    if event.style is None and end is not None:  # plain
        rest = lines[end.line][end.column :] if end.line < len(lines) else ""
        if event.value and rest.lstrip().startswith("#"):
            raise _fault(
                name,
                end.line + 1,
                "no_words_are_lost_behind_a_hash",
                f"The words from ‘{rest.strip()[:40]}’ on would be left out, because ‘ #’ starts a note.",
                "Put quotes round the whole text, or move the note to a line of its own.",
            )
        if event.value in _EMPTY_WORDS:
            return Scalar(Place(name, line), ())
    # YAML itself folds single line ends everywhere but in a literal text (|).
    parts = _BLANK_LINE.split(event.value) if event.style == _LITERAL else event.value.split("\n")
    folded = (_WHITE.sub(" ", part).strip(" ") for part in parts)
    return Scalar(Place(name, line), tuple(part for part in folded if part))


# --- faults -----------------------------------------------------------------------------------------------


def _fault(name: str, line: int, rule: str, what: str, remedy: str) -> Unreadable:
    return Unreadable(Problem(Place(name, line), rule, what, remedy))


def _too_deep(name: str, line: int) -> Unreadable:
    return _fault(
        name,
        line,
        "nothing_is_nested_deeply",
        "There are too many lists or fields inside one another here.",
        "Check the spaces at the start of the lines; no record needs more than four levels.",
    )


_MARK_NAMES = {
    "*": "a star (*)",
    "&": "an ampersand (&)",
    "!": "an exclamation mark (!)",
}


def _mark_fault(name: str, line: int, mark: str) -> Unreadable:
    return _fault(
        name,
        line,
        "no_text_starts_with_a_yaml_mark",
        f"The text starts with {_MARK_NAMES[mark]}, which means something else in YAML.",
        "Put quotes round the text.",
    )


def _refuse_marks(event: yaml.ScalarEvent | yaml.CollectionStartEvent, name: str) -> None:
    if event.anchor is not None:
        raise _mark_fault(name, _line_of(event), "&")
    if event.tag is not None:
        raise _mark_fault(name, _line_of(event), "!")


_QUOTE_OPENS = re.compile(r"""(?:^|[:\-\[,] +)(["'])""")


def _syntax_problem(error: yaml.YAMLError, lines: list[str], name: str) -> Problem:
    """The parser's complaint, in words about what the editor typed."""
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    if mark is None:
        return Problem(
            Place(name),
            "the_file_is_yaml",
            "This file cannot be read as YAML.",
            "Compare it with another file of the same kind, or make a new one with ‘plan new’.",
        )
    number = min(mark.line, len(lines) - 1)
    said = f"{getattr(error, 'context', '') or ''} {getattr(error, 'problem', '') or ''}"
    for clue, rule, what, remedy in _CLUES:
        if clue in said:
            if rule == "every_quote_mark_is_closed":
                number = min(_opening_line(error, number), len(lines) - 1)
            return Problem(Place(name, number + 1), rule, what, remedy)
    while number > 0 and not lines[number].strip():
        number -= 1
    suspect = _suspect_above(lines, number)
    if suspect is not None:
        number, rule, what, remedy = suspect
        return Problem(Place(name, number + 1), rule, what, remedy)
    return Problem(
        Place(name, number + 1),
        "lines_line_up",
        "This line does not fit under the lines before it.",
        "Start it in the same column as the other fields (or bullets) that it belongs with, "
        "and write each field as ‘name: words’.",
    )


_CLUES = (
    (
        "mapping values are not allowed",
        "text_with_a_colon_has_quotes",
        "The text on this line has a colon followed by a space, which YAML reads as a new field.",
        'Put quotes round the text, for example: title: "Our plan: the next step".',
    ),
    (
        "quoted scalar found unexpected end of stream",
        "every_quote_mark_is_closed",
        "A quote mark that opens on this line is never closed.",
        "Add the same quote mark at the end of the text.",
    ),
    (
        "quoted scalar found unexpected document indicator",
        "every_quote_mark_is_closed",
        "A quote mark that opens on this line is never closed.",
        "Add the same quote mark at the end of the text.",
    ),
    (
        "unknown escape character",
        "no_text_has_a_stray_backslash",
        "There is a backslash (\\) inside text in double quotes.",
        "Take the backslash out, or put single quotes round the text.",
    ),
    (
        "found character that cannot start any token",
        "no_text_starts_with_a_yaml_mark",
        "The text on this line starts with a character that means something else in YAML (such as @, % or `).",
        "Put quotes round the text.",
    ),
    (
        "expected a comment or a line break",
        "no_text_starts_with_a_yaml_mark",
        "The text on this line starts with > or |, which means something else in YAML.",
        "Put quotes round the text.",
    ),
    (
        "could not find expected ':'",
        "every_field_has_a_colon",
        "This line, or the one before it, is not a field: it has no colon after the name.",
        "Write ‘name: words’. If the line goes on with the text above, start it with two more spaces.",
    ),
    (
        "while parsing a flow",
        "every_bracket_is_closed",
        "A square or curly bracket that opens here is not closed, or has text after it.",
        "If the bracket is part of the words, put quotes round the whole text.",
    ),
)


def _opening_line(error: yaml.YAMLError, fallback: int) -> int:
    mark = getattr(error, "context_mark", None)
    return mark.line if mark is not None else fallback


_ENDED_EARLY = re.compile(r"""^\s*(?:- +)?(?:[\w-]+: +)?(["'])(.*)$""")


def _suspect_above(lines: list[str], number: int) -> tuple[int, str, str, str] | None:
    """A quoted text that ended too early, on this line or the last one that is not blank before it."""
    for candidate in (number, number - 1):
        found = _ENDED_EARLY.match(lines[candidate]) if candidate >= 0 else None
        if found is None:
            continue
        mark, rest = found[1], found[2].rstrip()
        inside = rest.replace("''", "") if mark == "'" else rest.replace('\\"', "")
        if (mark in inside and not inside.endswith(mark)) or inside.count(mark) > 1:
            other = "double" if mark == "'" else "single"
            return (
                candidate,
                "every_quote_mark_is_closed",
                "The text in quotes ends before the end of the line: there is a quote mark inside it.",
                f"Put {other} quotes round the text, or use the curly quotes ‘ ’ “ ” inside it.",
            )
    return None
