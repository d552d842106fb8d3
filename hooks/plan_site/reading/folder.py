"""Reads a folder: the records in its files, what could not be read, and every problem on the way.

A record that cannot be read is remembered (see `Unread`), so that no rule blames another record for it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from operator import attrgetter
from pathlib import Path
from typing import Any, cast

from plan_site.model.entries import Entry
from plan_site.model.field_types import When
from plan_site.model.plan import KINDS, SINGLE_KINDS, Kind, Records
from plan_site.model.problems import Place, Problem, did_you_mean, listed, shown
from plan_site.model.records import Details, Source
from plan_site.model.rules import ReaderRule
from plan_site.reading.records import MOST_PROBLEMS, and_more, label_in, read_entry
from plan_site.yaml.text_types import is_id
from plan_site.yaml.values import (
    Mapping,
    Scalar,
    Sequence,
    Unreadable,
    is_left_by_a_program,
    parse_yaml,
    read_text,
)


@dataclass(frozen=True, slots=True)
class Unread:
    """What could not be read: ids that exist all the same, and kinds of which some are missing."""

    ids: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Gathered:
    records: Records
    details: Details | None
    unread: Unread
    problems: tuple[Problem, ...]


def read_plan(folder: Path, name: str) -> Gathered:
    """Everything in a plan folder. `name` is how the editor knows the folder."""
    shelf = _Shelf(folder, name)
    found: dict[str, list[Entry]] = {kind.noun: [] for kind in KINDS}
    for kind, path in shelf.files():
        home = f"{name}/{kind.home}"
        entries, faults = _read_file(kind, path, shown(f"{home}/{path.name}" if kind.is_folder else home))
        shelf.problems += faults
        found[kind.noun] += entries
        if any(not fault.is_advice for fault in faults):
            shelf.miss(kind, path.stem)
    for noun, what, remedy in _NEEDED:
        if not found[noun] and noun not in shelf.unread_kinds:
            place = Place(f"{name}/{_kind(noun).home}")
            shelf.problems.append(ReaderRule.every_plan_is_described.broken(place, what, remedy))
            shelf.unread_kinds.add(noun)
    details = cast("Details | None", next(iter(found.pop("plan")), None))
    unread = Unread(frozenset(shelf.unread_ids), frozenset(shelf.unread_kinds))
    return Gathered(in_order(found), details, unread, tuple(shelf.problems))


def files_in(folder: Path) -> tuple[tuple[tuple[Kind, Path], ...], tuple[Problem, ...]]:
    """The files of a plan folder, each with the kind of its records, and what keeps others from being files of it."""
    shelf = _Shelf(folder, folder.name)
    return tuple(shelf.files()), tuple(shelf.problems)


_NEEDED = (
    ("plan", "The file that describes the plan itself is missing.", "Make it with ‘plan new plan’."),
    ("source", "The file that lists the sources is missing.", "Make it with ‘plan new source’."),
)


def _kind(noun: str) -> Kind:
    return next(kind for kind in KINDS if kind.noun == noun)


def in_order(found: dict[str, list[Entry]]) -> Records:
    """The records of each kind, by its noun, in the order in which readers meet them."""
    cited = {source.id: number for number, source in enumerate(cast("list[Source]", found["source"]))}
    order: dict[str, Callable[[Any], Any]] = {
        "aim": lambda aim: (aim.number, aim.id),
        "outcome": lambda outcome: (outcome.number, outcome.id),
        # A year alone says least, so it stands before the months and days of that year.
        "progress": lambda progress: (progress.when, progress.id),
        "quote": lambda quote: (cited.get(quote.source, len(cited)), quote.id),
        "action": lambda action: (action.due or When(9999), action.id),
        "feedback": lambda feedback: (feedback.when, feedback.id),
    }
    groups: dict[str, Any] = {}
    for kind in KINDS:
        if kind.noun == "plan":
            continue
        entries = found[kind.noun]
        if kind.noun in SINGLE_KINDS:
            groups[kind.attribute] = next(iter(entries), None)
        else:
            groups[kind.attribute] = tuple(sorted(entries, key=order[kind.noun]) if kind.noun in order else entries)
    return Records(**groups)


# --- files ------------------------------------------------------------------------------------------------

_HOMES = {kind.home: kind for kind in KINDS}
_PICTURES = "pictures"
REGISTER = "addresses.txt"
"""The file of every address that was ever published; a command writes it."""
SYNONYMS = "synonyms.txt"
_OWN_READERS = frozenset({REGISTER, SYNONYMS})
"""Files of plan_data/ that have a reader of their own."""
_KNOWN_PLACE = ReaderRule.every_file_has_a_known_place


class _Shelf:
    """The files of a plan folder. Whatever else is there is a problem, and may hide records of a kind."""

    def __init__(self, folder: Path, name: str) -> None:
        self.folder = folder
        self.name = name
        self.problems: list[Problem] = []
        self.unread_ids: set[str] = set()
        self.unread_kinds: set[str] = set()

    def miss(self, kind: Kind, *ids: str) -> None:
        """Remember that records of a kind exist which nobody could read."""
        self.unread_kinds.add(kind.noun)
        self.unread_ids |= set(ids)

    def files(self) -> Iterator[tuple[Kind, Path]]:
        """The files of each kind, in the order of their names."""
        if self.folder.is_symlink():
            self._link(self.folder, None)
            self.unread_kinds |= {kind.noun for kind in KINDS}
            return
        if not self.folder.is_dir():
            thing = "This is a file, and should be the folder" if self.folder.exists() else "There is no folder"
            remedy = "Check the name of the folder that holds the plan."
            self._problem(self.name, _KNOWN_PLACE, f"{thing} that holds the plan.", remedy)
            self.unread_kinds |= {kind.noun for kind in KINDS}
            return
        for path in sorted(self.folder.iterdir()):
            if is_left_by_a_program(path.name) or path.name in _OWN_READERS:
                continue
            kind = _HOMES.get(path.name)
            if path.is_symlink():
                self._link(path, kind)
            elif kind is None and path.name != _PICTURES:
                self._unknown(path)
            elif kind is not None and kind.is_folder:
                yield from self._files_of(kind, path)
            elif kind is not None:
                yield kind, path

    def _link(self, path: Path, kind: Kind | None) -> None:
        if kind is not None:
            self.miss(kind, *_stems(path))
        self._problem(
            self.name if path == self.folder else f"{self.name}/{path.name}",
            ReaderRule.every_file_is_a_plain_file,
            "This is a link to another place.",
            "Put the files themselves here.",
        )

    def _unknown(self, path: Path) -> None:
        homes = sorted((*_HOMES, _PICTURES))
        question = did_you_mean(path.name, homes)
        for home, kind in _HOMES.items():
            if f"‘{home}’" in question:
                self.miss(kind, *_stems(path))
        thing = "folder" if path.is_dir() else "file"
        self._problem(
            f"{self.name}/{path.name}",
            _KNOWN_PLACE,
            f"A plan has no {thing} called ‘{shown(path.name)}’.",
            question or f"A plan has only these: {listed(homes, joiner='and')}.",
        )

    def _files_of(self, kind: Kind, folder: Path) -> Iterator[tuple[Kind, Path]]:
        name = f"{self.name}/{folder.name}"
        if not folder.is_dir():
            self.miss(kind)
            what = f"‘{folder.name}’ must be a folder with one {kind.noun} a file."
            self._problem(name, _KNOWN_PLACE, what, f"Make the folder and put each {kind.noun} into it.")
            return
        for path in sorted(folder.iterdir(), key=attrgetter("name")):
            if is_left_by_a_program(path.name):
                continue
            if path.suffix == ".yml":
                yield kind, path
            elif path.is_dir():
                what = f"This is a folder, and ‘{folder.name}’ holds only files, one {kind.noun} a file."
                self._problem(f"{name}/{path.name}", _KNOWN_PLACE, what, "Move it out of plan_data/.")
            else:
                stem = path.name.partition(".")[0]
                self.miss(kind, stem)
                what = "The name of this file does not end in ‘.yml’."
                is_text = path.suffix.lower() in _TEXT_ENDINGS
                remedy = "Call it" if is_text else "Take it away, and put its words into a plain text file called"
                self._problem(f"{name}/{path.name}", _KNOWN_PLACE, what, f"{remedy} ‘{shown(stem)}.yml’.")

    def _problem(self, file: str, rule: ReaderRule, what: str, remedy: str) -> None:
        self.problems.append(rule.broken(Place(shown(file)), what, remedy))


_TEXT_ENDINGS = frozenset({"", ".md", ".text", ".txt", ".yaml"})


def _stems(folder: Path) -> Iterator[str]:
    """The ids that the files in a folder seem to have."""
    return (path.stem for path in folder.iterdir()) if folder.is_dir() else iter(())


def _read_file(kind: Kind, path: Path, file: str) -> tuple[list[Entry], list[Problem]]:
    try:
        read = _read_text(kind, read_text(path, file), file)
    except Unreadable as unreadable:
        return [], [unreadable.problem]
    names = _name_problems(path, read) if kind.is_folder else []
    return list(read.entries), [*read.problems, *names]


@dataclass(frozen=True, slots=True)
class _Read:
    """What stands in one file; for a file with one record also the id that it gives, and how an editor knows it."""

    entries: tuple[Entry, ...]
    problems: tuple[Problem, ...]
    given: Scalar | None = None
    label: str = ""


# A preview reads all files again after each change, and a comparison reads two plans: most files are as they were.
@lru_cache(maxsize=20_000)
def _read_text(kind: Kind, text: str, file: str) -> _Read:
    """The records in the text of a file. Raises Unreadable."""
    value = parse_yaml(text, file)
    if kind.is_folder or kind.noun in SINGLE_KINDS:
        entry, problems = read_entry(value, kind)
        given = value.fields.get("id") if isinstance(value, Mapping) else None
        return _Read(
            (entry,) if entry is not None else (),
            tuple(problems),
            given if isinstance(given, Scalar) else None,
            label_in(kind, value),
        )
    if not isinstance(value, Sequence):
        what = f"This file must be a list of {kind.attribute}."
        return _Read((), (ReaderRule.every_field_has_its_shape.broken(value.place, what, "Start each one with ‘- ’."),))
    return _read_list(kind, value)


def _read_list(kind: Kind, value: Sequence) -> _Read:
    entries: list[Entry] = []
    all_problems: list[Problem] = []
    for item in value.items:
        entry, problems = read_entry(item, kind)
        all_problems += problems
        if entry is not None:
            entries.append(entry)
        if len(all_problems) > MOST_PROBLEMS:
            rest = and_more(all_problems[MOST_PROBLEMS].place)
            return _Read(tuple(entries), (*all_problems[:MOST_PROBLEMS], rest))
    return _Read(tuple(entries), tuple(all_problems))


def _name_problems(path: Path, read: _Read) -> list[Problem]:
    given = read.given
    if given is None or not is_id(given.text) or given.text == path.stem:
        return []
    if (path.parent / f"{given.text}.yml").exists():
        return [
            ReaderRule.every_file_is_named_after_its_id.broken(
                given.place,
                f"The file ‘{given.text}.yml’ has this id already.",
                "If this is a copy, delete it. If it is another record, give it another id and its file the same name.",
                read.label,
            )
        ]
    or_else = f", or give the id as ‘{path.stem}’ if it was mistyped" if is_id(path.stem) else ""
    return [
        ReaderRule.every_file_is_named_after_its_id.broken(
            given.place,
            f"The id is ‘{given.text}’, but the file is called ‘{shown(path.name)}’.",
            f"Call the file ‘{given.text}.yml’{or_else}.",
            read.label,
        )
    ]
