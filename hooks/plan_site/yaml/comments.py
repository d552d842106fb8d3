"""Finds the notes in a YAML text (what follows a #), and what each of them stands in front of."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from plan_site.yaml.values import EVENTS_OF, Mapping, Sequence, Value

Way = tuple[str | int, ...]
"""How to get to a field or an item: the names and numbers that lead there."""


@dataclass(frozen=True, slots=True)
class Notes:
    """Whole lines, each with its #; an empty one keeps two notes apart."""

    at_the_top: list[str] = field(default_factory=list)
    """What is said of the whole file."""
    before: dict[Way, list[str]] = field(default_factory=dict)
    """In front of a field or an item."""
    after: dict[Way, list[str]] = field(default_factory=dict)
    """Behind the last field or item of a group of fields or a list."""

    def __bool__(self) -> bool:
        return bool(self.at_the_top or self.before or self.after)


@dataclass(frozen=True, slots=True)
class _Start:
    """Where a field or an item begins."""

    way: Way
    line: int
    within: tuple[tuple[Way, int], ...]
    """The lists and groups of fields around it, from the outermost, each with its column."""


_NO_COLUMN = 1_000_000  # of what stands in brackets


def notes_in(text: str, value: Value) -> Notes:
    """The notes of a text that holds `value`."""
    layout = _Layout(text, value)
    lines = text.split("\n")
    notes = Notes()
    for number, line in enumerate(layout.without_scalars.split("\n")):
        found = _NOTE.search(line)
        if found is None:
            continue
        note = lines[number][found.start() :].rstrip()
        if line[: found.start()].strip():
            _put_above(notes, layout, layout.line_of_the_text_that_ends_on(number), note)
        else:
            blank_before, blank_after = (not "".join(lines[at : at + 1]).strip() for at in (number - 1, number + 1))
            kept = [*[""] * (blank_before and number > 0), note, *[""] * blank_after]
            _home(notes, layout, number, found.start()).extend(kept)
    return _with_the_first_note_of_a_field(notes, layout)


def _with_the_first_note_of_a_field(notes: Notes, layout: _Layout) -> Notes:
    """What follows the last empty line on top is said of the first field, not of the file."""
    top = notes.at_the_top[1:] if notes.at_the_top[:1] == [""] else notes.at_the_top
    if "" not in top or not layout.starts:
        return notes
    last = len(top) - top[::-1].index("")
    first = layout.starts[0].way
    before = {**notes.before, first: [*top[last:], *notes.before.get(first, [])]}
    return Notes(top[:last], before, notes.after)


_NOTE = re.compile(r"(?:^|(?<=[ \t]))#")


def _put_above(notes: Notes, layout: _Layout, number: int, note: str) -> None:
    """A note at the end of a line moves above the field or item on it."""
    start = layout.first_from(number)
    home = notes.before.setdefault(start.way, []) if start else notes.after.setdefault((), [])
    home.append(note)


def _home(notes: Notes, layout: _Layout, number: int, column: int) -> list[str]:
    """The list of lines that a note on a line of its own belongs to."""
    following, last = layout.first_from(number), layout.last_until(number)
    if last is None:
        return notes.at_the_top
    around = [(way, at) for way, at in last.within if at <= column]
    if around and (following is None or column > following.within[-1][1]):
        return notes.after.setdefault(max(around, key=lambda each: each[1])[0], [])
    return notes.before.setdefault(following.way, []) if following else notes.after.setdefault((), [])


class _Layout:
    """Where the fields, the items and the texts of a file stand."""

    def __init__(self, text: str, value: Value) -> None:
        self.starts: list[_Start] = []
        """In the order of the file."""
        self._texts: list[tuple[Any, Any]] = []
        events = (event for event in yaml.parse(text, Loader=EVENTS_OF) if isinstance(event, _CONTENT))
        self._walk(value, next(events), events, (), ())
        self._lines = [start.line for start in self.starts]
        self.without_scalars = "".join(self._hidden(text))

    def _hidden(self, text: str) -> Iterator[str]:
        """The text in pieces, its scalars written over."""
        done = 0
        for start, end in self._texts:
            yield text[done : start.index]
            yield re.sub(r"[^\n]", "x", text[start.index : end.index])
            done = end.index
        yield text[done:]

    def first_from(self, line: int) -> _Start | None:
        """The first field or item that begins on a line or below it."""
        at = bisect_left(self._lines, line)
        return self.starts[at] if at < len(self.starts) else None

    def last_until(self, line: int) -> _Start | None:
        """The last field or item that begins above a line."""
        at = bisect_left(self._lines, line)
        return self.starts[at - 1] if at else None

    def line_of_the_text_that_ends_on(self, line: int) -> int:
        """Where the last text on a line began: there, or on a line above."""
        at = bisect_right(self._texts, line, key=lambda text: text[1].line)
        if not at:
            return line
        start, end = self._texts[at - 1]
        return int(start.line) if end.line == line and end.column else line  # at column 0 a block ended above

    def _walk(
        self,
        value: Value,
        event: Any,
        events: Iterator[Any],
        way: Way,
        within: tuple[tuple[Way, int], ...],
    ) -> None:
        if isinstance(event, yaml.ScalarEvent):
            self._texts.append((event.start_mark, event.end_mark))
            return
        is_in_brackets = isinstance(event, yaml.CollectionStartEvent) and event.flow_style
        within = (*within, (way, _NO_COLUMN if is_in_brackets else event.start_mark.column))
        for name, inner in _inside(value):
            here, first = (*way, name), next(events)
            self.starts.append(_Start(here, first.start_mark.line, within))
            if isinstance(value, Mapping):
                self._texts.append((first.start_mark, first.end_mark))
                first = next(events)
            self._walk(inner, first, events, here, within)
        next(events)  # its end


_CONTENT = (yaml.ScalarEvent, yaml.CollectionStartEvent, yaml.CollectionEndEvent)


def _inside(value: Value) -> Iterator[tuple[str | int, Value]]:
    if isinstance(value, Sequence):
        yield from enumerate(value.items)
    elif isinstance(value, Mapping):
        yield from value.fields.items()
