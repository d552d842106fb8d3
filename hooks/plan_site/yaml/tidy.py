"""Gives a file of the plan its one form, whichever program wrote it.

Only the form changes: the order of the fields, the quotes, where lines break. What is one line stays one; prose that
is too long for its line is folded (>); several paragraphs stand under a bar (|), each on a line. No note is lost.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import takewhile
from typing import Any

import yaml

from plan_site.model.entries import Entry
from plan_site.model.field_types import Line, Prose
from plan_site.model.fields import Field, fields_of, item_type_of
from plan_site.model.plan import SINGLE_KINDS, Kind
from plan_site.model.problems import Place
from plan_site.yaml.comments import Notes, Way, notes_in
from plan_site.yaml.text_types import needs_no_quotes
from plan_site.yaml.values import Mapping, Scalar, Sequence, Value, parse_yaml

WIDTH = 120
"""Characters on a line of folded prose."""


def tidied(text: str, kind: Kind, name: str) -> str:
    """The text of a file of a kind, in its one form. `name` is how the editor knows the file.

    Raises Unreadable.
    """
    value = parse_yaml(text, name)
    if isinstance(value, Scalar):
        return text  # there is no record to write, as `plan check` says
    held = kind.type if kind.is_folder or kind.noun in SINGLE_KINDS else _list_of(kind.type)
    notes = notes_in(text, value)
    said = value if notes else _without_blanks(value, held)  # who writes notes may be half way through a record
    written = _text_of(said, held, notes)
    if _words_of(parse_yaml(written, name)) != _words_of(said):
        raise AssertionError(f"To tidy {name} would change its words.")
    return written


def as_item(entry_type: type[Entry], said: dict[str, object]) -> str:
    """A record as an item of a list."""
    return _text_of(_value_of([said]), _list_of(entry_type), Notes())


def as_field(name: str, said: object, held: Any = Line) -> list[str]:
    """A field with what it holds, as lines."""
    return [*_Writer(Notes()).fields(Mapping(_NOWHERE, {name: _value_of(said)}, {}), {name: held}, 0, ())]


def as_comment(text: str) -> list[str]:
    """A comment of any length, as lines."""
    return textwrap.wrap(text, _WIDTH_OF_A_COMMENT, initial_indent="# ", subsequent_indent="# ")


_WIDTH_OF_A_COMMENT = 100


def _value_of(said: object) -> Value:
    """What code wants to say in YAML: words, the paragraphs of prose (a tuple), a list, or fields; None is blank."""
    if isinstance(said, list):
        return Sequence(_NOWHERE, tuple(map(_value_of, said)))
    if isinstance(said, dict):
        given = {name: _value_of(inner) for name, inner in said.items() if inner is not None}
        return Mapping(_NOWHERE, given, dict.fromkeys(given, _NOWHERE))
    return Scalar(_NOWHERE, said if isinstance(said, tuple) else () if said is None else (*str(said).split("\n\n"),))


_NOWHERE = Place("")


def _list_of(entry_type: type[Entry]) -> Any:
    return tuple[entry_type, ...]  # type: ignore[valid-type]


def _text_of(value: Value, held: Any, notes: Notes) -> str:
    lines = [*notes.at_the_top, *_Writer(notes).lines(value, held, 0, ())]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n") + "\n"


def _words_of(value: Value) -> object:
    """A value without its places."""
    if isinstance(value, Scalar):
        return value.paragraphs
    if isinstance(value, Sequence):
        return [_words_of(inner) for inner in value.items]
    return {name: _words_of(inner) for name, inner in value.fields.items()}


# --- what a field holds -----------------------------------------------------------------------------------


def _fields_in(held: Any) -> dict[str, Field]:
    """The fields of an entry; none for what the model does not know."""
    is_entry = isinstance(held, type) and issubclass(held, Entry)
    return {field.name: field for field in fields_of(held)} if is_entry else {}


def _item_of(held: Any) -> Any:
    return item_type_of(held) or Prose


def _without_blanks(value: Value, held: Any) -> Value:
    """The value without the fields that may be left out and say nothing; programs write them, people leave them out."""
    if isinstance(value, Sequence):
        return replace(value, items=tuple(_without_blanks(each, _item_of(held)) for each in value.items))
    if isinstance(value, Scalar):
        return value
    known = _fields_in(held)
    kept = {
        name: _without_blanks(inner, known[name].type if name in known else Prose)
        for name, inner in value.fields.items()
        if not (_is_blank(inner) and name in known and not known[name].is_required)
    }
    return replace(value, fields=kept)


def _is_blank(value: Value) -> bool:
    return not (value.paragraphs if isinstance(value, Scalar) else isinstance(value, Mapping) or value.items)


# --- writing ----------------------------------------------------------------------------------------------


class _Writer:
    """Writes values as lines; the column is where they will start, in characters."""

    def __init__(self, notes: Notes) -> None:
        self.notes = notes

    def lines(self, value: Value, held: Any, column: int, way: Way) -> Iterator[str]:
        if isinstance(value, Mapping) and value.fields:
            known = {name: field.type for name, field in _fields_in(held).items()}
            yield from self.fields(value, known, column, way)
        elif isinstance(value, Sequence) and value.items:
            yield from self._items(value, _item_of(held), column, way)
        else:
            yield _empty(value)
        yield from self.notes.after.get(way, ())

    def fields(self, value: Mapping, known: dict[str, Any], column: int, way: Way) -> Iterator[str]:
        names = [
            *(name for name in known if name in value.fields),
            *(name for name in value.fields if name not in known),
        ]
        for name in names:
            here, inner, held = (*way, name), value.fields[name], known.get(name, Prose)
            yield from self.notes.before.get(here, ())
            lead = f"{_quoted_if_needed(name)}:"
            if isinstance(inner, Scalar):
                yield from _scalar(lead, inner, held, column)
            elif _is_empty(inner):
                yield f"{lead} {_empty(inner)}"
            else:
                yield lead
                yield from _indented(self.lines(inner, held, column + 2, here))

    def _items(self, value: Sequence, held: Any, column: int, way: Way) -> Iterator[str]:
        for number, inner in enumerate(value.items):
            here = (*way, number)
            if number and not way:
                yield ""  # between the records of a file
            yield from self.notes.before.get(here, ())
            if isinstance(inner, Scalar):
                yield from _scalar("-", inner, held, column)
                continue
            lines = list(self.lines(inner, held, column + 2, here))
            above = list(takewhile(_is_note, lines))
            first, *others = lines[len(above) :]
            yield from (*above, f"- {first}", *_indented(others))


def _is_empty(value: Sequence | Mapping) -> bool:
    return not (value.items if isinstance(value, Sequence) else value.fields)


def _empty(value: Value) -> str:
    return "[]" if isinstance(value, Sequence) else "{}"


def _is_note(line: str) -> bool:
    return not line or line.startswith("#")


def _indented(lines: Iterable[str]) -> Iterator[str]:
    return (f"  {line}" if line else "" for line in lines)


def _scalar(lead: str, value: Scalar, held: Any, column: int) -> Iterator[str]:
    """A text behind its name and colon, or behind its dash."""
    if not value.paragraphs:
        yield lead
    elif len(value.paragraphs) > 1:
        yield f"{lead} |"
        yield from _indented("\n\n".join(value.paragraphs).split("\n"))
    else:
        line = f"{lead} {_quoted_if_needed(value.text, held)}"
        if held is Prose and column + len(line) > WIDTH and " " in value.text:
            yield f"{lead} >"
            yield from _indented(_wrapped(value.text, WIDTH - column - 2))
        else:
            yield line


def _wrapped(text: str, width: int) -> Iterator[str]:
    """Lines of at most so many characters, broken at plain spaces alone."""
    line, *words = text.split(" ")
    for word in words:
        if len(line) + 1 + len(word) > width:
            yield line
            line = word
        else:
            line = f"{line} {word}"
    yield line


_MARKS = re.compile(r"""^[-?:,\[\]{}#&*!|>'"%@`]|: | #|:$|^\s|\s$|\n""")
"""What YAML takes for more than text."""
_OTHER_THAN_TEXT = re.compile(r"[yYnN]|0o[0-7]+|[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
"""What some program takes for a number or for yes or no, beside what PyYAML does."""


def _quoted_if_needed(text: str, held: Any = None) -> str:
    """The text as any YAML program will read it: without quotes where it can do without."""
    tag = _kind_of_word(text)
    is_text = tag == "str" and not _OTHER_THAN_TEXT.fullmatch(text)
    if text and not _MARKS.search(text) and (is_text or (needs_no_quotes(held) and tag != "null")):
        return text
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def _kind_of_word(text: str) -> str:
    """What PyYAML takes a bare text for: str, int, float, bool, null, timestamp …"""
    tag: str = _RESOLVER.resolve(yaml.ScalarNode, text, (True, False))  # type: ignore[no-untyped-call]
    return tag.rpartition(":")[2]


_RESOLVER = yaml.resolver.Resolver()
