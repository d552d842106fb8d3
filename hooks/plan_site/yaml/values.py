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

from plan_site.model.problems import Place, Problem
from plan_site.model.rules import ReaderRule
from plan_site.yaml.characters import composed, is_seen, problem_character
from plan_site.yaml.slips import (
    BACKSLASH,
    NOT_PLAIN_SPACES,
    has_a_stray_backslash,
    slip_in,
    starts_with_a_mark,
    unclosed,
)

LARGEST_FILE = 1_000_000  # bytes
DEEPEST_NESTING = 12
MOST_VALUES = 60_000
"""Names, words, lists and groups of fields in one file; to read more takes longer than anybody waits."""

_LITERAL = "|"
_EMPTY_WORDS = frozenset({"", "~", "null", "Null", "NULL"})


@dataclass(frozen=True, slots=True)
class Scalar:
    """A piece of text. An empty one has no paragraphs."""

    place: Place
    paragraphs: tuple[str, ...]
    is_parted_by_escapes: bool = False
    """Whether its paragraphs begin at a backslash and an n, and not at blank lines."""

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


def is_left_by_a_program(name: str) -> bool:
    """Whether a file is one that a computer or an office program puts beside those of people, who do not see it."""
    return name.startswith((".", "~$", "~WRL")) or name.lower() in _OF_PROGRAMS


_OF_PROGRAMS = frozenset({"thumbs.db", "ehthumbs.db", "ehthumbs_vista.db", "desktop.ini", "icon\r"})


def read_text(path: Path, name: str, *, largest: int = LARGEST_FILE) -> str:
    """The text of a plain UTF-8 file that the editor knows as `name`, line ends as \\n, no byte-order mark.

    Raises Unreadable for anything that could not be shown to a reader as it was typed.
    """
    text = _decoded(bytes_of(path, name, largest), name)
    for problem in traps_in(text, name):
        raise Unreadable(problem)
    return composed(text)


_OF_WORDS = "A record is a few lines of text. Check that the right file was saved here."


def bytes_of(path: Path, name: str, largest: int, if_larger: str = _OF_WORDS) -> bytes:
    """What is in a plain file of at most so many bytes; `if_larger` says what to do about a larger one.

    Raises Unreadable.
    """
    place = Place(name)
    try:
        # A link could point outside the plan; a pipe or device could keep us waiting for ever.
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
        with os.fdopen(handle, "rb") as file:
            about = os.fstat(handle)
            if not stat.S_ISREG(about.st_mode):
                raise Unreadable(
                    ReaderRule.every_file_is_a_plain_file.broken(
                        place, "This is not a plain file.", "Put a plain text file in its place."
                    )
                )
            data = file.read(min(about.st_size, largest) + 1)  # memory for the most there can be takes its time
    except OSError as error:
        if path.is_symlink():
            what, remedy = "This is a link to another file.", "Put the file itself in its place."
        elif path.is_dir():
            what, remedy = "This is a folder, and should be a file.", "Put a plain text file in its place."
        else:
            what = f"The computer cannot open this file ({os.strerror(error.errno or 0)})."
            remedy = "Check that the file exists and that you may read it."
        raise Unreadable(ReaderRule.every_file_is_a_plain_file.broken(place, what, remedy)) from None
    if len(data) > largest:
        most = f"{largest // 1_000_000} MB" if largest >= 1_000_000 else f"{largest // 1000} KB"
        raise Unreadable(ReaderRule.no_file_is_huge.broken(place, f"This file is larger than {most}.", if_larger))
    return data


_OFFICE = (b"PK\x03\x04", b"{\\rtf", b"\xd0\xcf\x11\xe0", b"%PDF")
"""How the files of word processors begin."""


def _decoded(data: bytes, name: str) -> str:
    if data.startswith(_OFFICE):
        what = "This is a file of a program such as Word, not plain text."
        remedy = "Copy its words, and save them as plain text in a file of the same name."
        raise Unreadable(ReaderRule.every_file_is_a_plain_file.broken(Place(name), what, remedy))
    rule = ReaderRule.every_file_is_utf_8
    remedy = "Save the file again with the encoding ‘UTF-8’ (in most editors under ‘Save as’)."
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or data.count(0) > len(data) // 4:
        raise Unreadable(rule.broken(Place(name), "This file is saved as UTF-16, not as UTF-8.", remedy))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        what = "This line has a character that is not saved as UTF-8 (it may come from an older Windows program)."
        raise Unreadable(rule.broken(Place(name, line), what, remedy)) from None
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _character_problem(name: str, line: int, called: str) -> Problem:
    remedy = "Delete it, and type the words around it again."
    return ReaderRule.text_is_what_it_looks_like.broken(Place(name, line), f"This line has {called}.", remedy)


# --- traps that are clearer before parsing ----------------------------------------------------------------

_CONFLICT = re.compile(r"^(?:<{7}|>{7})(?: |$)", re.MULTILINE)
_CONFLICT_IN_YAML = re.compile(rf"{_CONFLICT.pattern}|^={{7}}$", re.MULTILINE)  # in Markdown it underlines a heading


def traps_in(text: str, name: str) -> Iterator[Problem]:
    """What keeps a text from being read at all: a merge that is half done, or a sign that nobody sees."""

    def line_at(index: int) -> int:
        return text.count("\n", 0, index) + 1

    if found := (_CONFLICT_IN_YAML if name.endswith(".yml") else _CONFLICT).search(text):
        what = "Two people's changes to this file were never joined: the marks ‘<<<<<<<’ and ‘>>>>>>>’ are still in it."
        remedy = "Keep the words that are right, and delete the lines with the marks."
        yield ReaderRule.no_merge_is_half_done.broken(Place(name, line_at(found.start())), what, remedy)
    elif odd := problem_character(text):
        yield _character_problem(name, line_at(odd[0]), odd[1])


# --- parsing ----------------------------------------------------------------------------------------------

_TAB_INDENT = re.compile(r"^ *\t[ \t]*\S", re.MULTILINE)


def parse_yaml(text: str, name: str) -> Value:
    """The value that a YAML text holds.

    Raises Unreadable with the place of the first fault.
    """
    if "\t" in text and (found := _TAB_INDENT.search(text)):
        line = text.count("\n", 0, found.start()) + 1
        raise _fault(
            name,
            line,
            ReaderRule.no_line_starts_with_a_tab,
            "This line starts with a tab.",
            "Use spaces instead of the tab.",
        )
    lines = text.split("\n")
    try:
        return _Parser(lines, name).value(text)
    except yaml.YAMLError as error:
        raise Unreadable(_syntax_problem(error, lines, name)) from None


EVENTS_OF = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""Where PyYAML has no libyaml, its own parser: slower, and it refuses a tab after a colon."""


class _Open:
    """A collection that is being read: its children so far."""

    __slots__ = ("children", "event")

    def __init__(self, event: yaml.CollectionStartEvent) -> None:
        self.event = event
        self.children: list[Value] = []


class _Parser:
    """Builds values from the parser's events, and refuses what no editor needs."""

    def __init__(self, lines: list[str], name: str) -> None:
        self.lines = lines
        self.name = name
        self.opened: list[_Open] = []
        self.has_hash = any("#" in line for line in lines)

    def value(self, text: str) -> Value:
        root: Value | None = None
        for count, event in enumerate(iter(EVENTS_OF(text).get_event, None)):
            if count > MOST_VALUES:
                what = f"This file holds more than {MOST_VALUES:,} fields and items."
                raise _fault(self.name, line_of(event), ReaderRule.no_file_is_huge, what, _OF_WORDS)
            value = self._value_at(event, is_second=root is not None)
            if value is not None and self.opened:
                self.opened[-1].children.append(value)
            elif value is not None:
                root = value
        if root is None or (isinstance(root, Scalar) and not root.paragraphs):
            has_notes = any(line.lstrip().startswith("#") for line in self.lines)
            raise _fault(self.name, 1, ReaderRule.no_file_is_empty, *(_ONLY_NOTES if has_notes else _EMPTY))
        return root

    def _value_at(self, event: yaml.Event, *, is_second: bool) -> Value | None:
        """The value that an event completes, if it completes one."""
        if isinstance(event, yaml.ScalarEvent):
            self._refuse_marks(event)
            return self._scalar(event)
        if isinstance(event, yaml.CollectionEndEvent):
            collection = self.opened.pop()
            if collection.event.flow_style:
                self._refuse_what_goes_on_at_the_margin(collection.event, event)
                self._refuse_words_behind_a_hash(event)
            return self._closed(collection)
        if isinstance(event, yaml.CollectionStartEvent):
            self._refuse_marks(event)
            self._open(event)
        elif isinstance(event, yaml.AliasEvent):
            raise _fault(self.name, line_of(event), *starts_with_a_mark("*"))
        elif isinstance(event, yaml.DocumentStartEvent) and is_second:
            raise _fault(
                self.name,
                line_of(event),
                ReaderRule.one_file_is_one_document,
                "A line of three dashes (---) starts a second document in this file.",
                "Delete the line, or move what follows into a file of its own.",
            )
        return None

    def _refuse_marks(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent) -> None:
        if event.anchor is not None:
            raise _fault(self.name, line_of(event), *starts_with_a_mark("&"))
        if event.tag is not None:
            raise _fault(self.name, line_of(event), *starts_with_a_mark("!"))

    def _open(self, event: yaml.CollectionStartEvent) -> None:
        if len(self.opened) >= DEEPEST_NESTING:
            raise _fault(
                self.name,
                line_of(event),
                ReaderRule.nothing_is_nested_deeply,
                "There are too many lists or fields inside one another here.",
                "Check the spaces at the start of the lines; no record needs more than four levels.",
            )
        self.opened.append(_Open(event))

    def _closed(self, collection: _Open) -> Value:
        place = Place(self.name, line_of(collection.event))
        if isinstance(collection.event, yaml.SequenceStartEvent):
            return Sequence(place, tuple(collection.children))
        fields: dict[str, Value] = {}
        places: dict[str, Place] = {}
        pairs = iter(collection.children)
        for key, value in zip(pairs, pairs, strict=True):
            if not isinstance(key, Scalar):
                raise _fault(
                    self.name,
                    key.place.line,
                    ReaderRule.every_field_has_a_plain_name,
                    "The name of a field must be a plain word.",
                    "Write the name of the field, a colon, a space and its words.",
                )
            name = key.text
            if name.startswith("\u00a0"):
                raise _fault(self.name, key.place.line, *NOT_PLAIN_SPACES)
            if name in fields:
                raise _fault(
                    self.name,
                    key.place.line,
                    ReaderRule.every_field_stands_once,
                    f"The field ‘{name}’ is here twice (first on line {places[name].line}).",
                    "Keep one of the two and delete the other.",
                )
            fields[name] = value
            places[name] = key.place
        return Mapping(place, fields, places)

    def _scalar(self, event: yaml.ScalarEvent) -> Scalar:
        first = line_of(event)
        last = event.end_mark.line if event.end_mark is not None else first - 1
        if event.style == '"':
            self._refuse_a_stray_backslash(event)
        # An escape such as "\u202e" hides from a look at the file.
        if odd := problem_character(event.value):
            spelt_out = (number for number in range(first - 1, last + 1) if "\\" in self.lines[number])
            raise Unreadable(_character_problem(self.name, next(spelt_out, first - 1) + 1, odd[1]))
        if event.style in _QUOTES:
            self._refuse_what_goes_on_at_the_margin(event, event)
        is_plain = not event.style
        if is_plain and last >= first:
            self._refuse_a_lost_bullet(first, last)
        if is_plain and event.value in _LONE_MARKS and self.opened and self.opened[-1].event.flow_style:
            # This parser takes it, and others do not (YAML 1.2.2, 7.3.3).
            rule, what, _ = starts_with_a_mark(event.value)
            remedy = "If there is nothing to list, leave the field out; else put quotes round the text."
            raise _fault(self.name, first, rule, what, remedy)
        if self.has_hash:
            self._refuse_words_behind_a_hash(event)
        if is_plain and event.value in _EMPTY_WORDS:
            return Scalar(Place(self.name, first), ())
        # YAML itself folds single line ends everywhere but in a literal text (|).
        value = composed(event.value)
        parts = _BLANK_LINE.split(value) if event.style == _LITERAL else value.split("\n")
        paragraphs = tuple(filter(None, map(_on_one_line, parts)))
        is_parted_by_escapes = event.style == '"' and len(paragraphs) > 1 and all(self.lines[first - 1 : last + 1])
        return Scalar(Place(self.name, first), paragraphs, is_parted_by_escapes)

    def _refuse_what_goes_on_at_the_margin(self, begins: yaml.Event, ends: yaml.Event) -> None:
        """This parser would take it, and others would not (YAML 1.2.2, 6.1)."""
        around = [each.event.start_mark for each in self.opened if not each.event.flow_style]
        start, end = begins.start_mark, ends.end_mark
        if not around or around[-1] is None or start is None or end is None:
            return
        for number in range(start.line + 1, min(end.line + 1, len(self.lines))):
            line = self.lines[number]
            if line.strip() and len(line) - len(line.lstrip(" ")) <= around[-1].column:
                if ends is begins and _FIELD.match(line):
                    raise _fault(self.name, start.line + 1, *unclosed(self.lines[start.line][start.column :]))
                what = "This line goes on with the text above, and does not stand further right than its field."
                raise _fault(self.name, number + 1, ReaderRule.lines_line_up, what, "Put two more spaces at its start.")

    def _refuse_a_stray_backslash(self, event: yaml.ScalarEvent) -> None:
        """In double quotes, YAML takes the “\\n” in “C:\\new” for the end of a line, and says nothing."""
        start, end = event.start_mark, event.end_mark
        if start is None or end is None:
            return
        for number in range(start.line, min(end.line + 1, len(self.lines))):
            from_column = start.column if number == start.line else 0
            to_column = end.column if number == end.line else None
            if has_a_stray_backslash(self.lines[number][from_column:to_column]):
                raise _fault(self.name, number + 1, *BACKSLASH)

    def _refuse_words_behind_a_hash(self, event: yaml.ScalarEvent | yaml.CollectionEndEvent) -> None:
        """YAML takes what follows a hash for a note, and says nothing."""
        start, end = event.start_mark, event.end_mark
        if start is None or end is None:
            return
        if isinstance(event, yaml.CollectionEndEvent) or event.style in _QUOTES:
            # After a space it is a note, as the marks round the words say where they end.
            found = _HASH.match(self.lines[end.line], end.column) if end.line < len(self.lines) else None
            found = found if found is not None and found.start(1) == end.column else None
            number = end.line
        elif event.style in _BLOCKS:
            found = _BLOCK_WITH_HASH.match(self.lines[start.line], start.column)
            number = start.line
        else:
            found = _HASH.match(self.lines[end.line], end.column) if end.line < len(self.lines) else None
            number = end.line
            is_last = end.line + 1 < len(self.lines) and _NOTHING.match(self.lines[end.line], end.column)
            if found is None and event.value and is_last:
                # A note that stands further right than the field looks like the text's next line.
                found, number = _NOTE.match(self.lines[end.line + 1]), end.line + 1
                margin = self.opened[-1].event.start_mark if self.opened else None
                if found is not None and (margin is None or found.start(1) <= margin.column):
                    found = None
        if found is not None:
            before = "" if isinstance(event, yaml.CollectionEndEvent) or event.style in _QUOTES else " "
            raise _fault(
                self.name,
                number + 1,
                ReaderRule.no_words_are_lost_behind_a_hash,
                f"The words from ‘{found[1].strip()[:40]}’ on would be left out, because ‘{before}#’ starts a note.",
                "Put quotes round the whole text, or move the note to a line of its own.",
            )

    def _refuse_a_lost_bullet(self, first: int, last: int) -> None:
        """A bullet further right than the one above becomes a part of its words."""
        for number in range(first, min(last + 1, len(self.lines))):
            if _BULLET.match(self.lines[number]):
                raise _fault(
                    self.name,
                    number + 1,
                    ReaderRule.lines_line_up,
                    "This bullet does not line up with the one above it.",
                    "Start it in the same column as the other bullets; "
                    "if it goes on with the text above, put quotes round the whole text.",
                )


_EMPTY = ("This file is empty.", "Write the record, or delete the file.")
_ONLY_NOTES = (
    "This file has only notes (lines that start with #), and no record.",
    "Take the # away from the lines of the record, or delete the file.",
)
_BLOCKS = frozenset({"|", ">"})
_FIELD = re.compile(r" *(?:- +)?[a-z_]+:(?: |$)")
_QUOTES = frozenset({"'", '"'})
_LONE_MARKS = frozenset({"-", "?"})
_BLANK_LINE = re.compile(r"\n[ \t]*\n")
_HASH = re.compile(r"[ \t]*(#.{0,60})")
_BLOCK_WITH_HASH = re.compile(r"[>|][-+0-9]*[ \t]+(#.{0,60})")
_NOTE = re.compile(r" +(#.{0,60})")
_NOTHING = re.compile(r"\s*$")
_BULLET = re.compile(r" +- ")


def _on_one_line(text: str) -> str:
    """The same words with one plain space between them; nothing of what nobody would see."""
    words = " ".join(filter(None, text.replace("\t", " ").replace("\n", " ").split(" ")))
    return words if words.isascii() or is_seen(words) else ""


def line_of(event: yaml.Event) -> int:
    """The line on which an event of the parser begins, counted from 1."""
    return event.start_mark.line + 1 if event.start_mark is not None else 1


# --- faults -----------------------------------------------------------------------------------------------


def _fault(name: str, line: int, rule: ReaderRule, what: str, remedy: str) -> Unreadable:
    return Unreadable(rule.broken(Place(name, line), what, remedy))


def _syntax_problem(error: yaml.YAMLError, lines: list[str], name: str) -> Problem:
    """The parser's complaint, in words about what the editor typed."""
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    slip = slip_in(lines, mark.line if mark is not None else len(lines) - 1)
    return slip.rule.broken(Place(name, slip.line), slip.what, slip.remedy)
