"""Turns located values into the model, and gathers every problem on the way.

What a field accepts is decided by its type alone. One cause gives one message: an unknown field that looks
like a missing one is reported as that, and a record that cannot be read is remembered (see `Unread`), so
that no rule blames another record for it.
"""

from __future__ import annotations

import calendar
import dataclasses
import difflib
import re
import typing
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from operator import attrgetter
from pathlib import Path, PurePosixPath
from typing import Any, cast
from urllib.parse import parse_qs, unquote, urlsplit

from plan_site.model.entries import Entry
from plan_site.model.field_types import Address, FileName, Id, Line, PageAddress, Prose, When, YesNo
from plan_site.model.fields import NAMING_FIELDS, Field, fields_by_name, fields_of, item_type_of
from plan_site.model.plan import KINDS, SINGLE_KINDS, Kind, Records, kind_of
from plan_site.model.problems import Place, Problem, did_you_mean, listed
from plan_site.model.records import Details, Quote, Source, Status
from plan_site.yaml.slips import lost_bullet
from plan_site.yaml.values import (
    Mapping,
    Scalar,
    Sequence,
    Unreadable,
    Value,
    is_left_by_a_program,
    parse_yaml,
    read_text,
)

LONGEST_LINE = 500  # characters; a title or a sentence is shorter, a pasted document is not
LONGEST_PROSE = 10_000
MOST_ITEMS = 500
"""Of a list in a record."""
MOST_PROBLEMS = 50
"""Of one file. Whoever has so many has one cause, or mends the rest with the second look."""
EARLIEST_YEAR, LATEST_YEAR = 1900, 2100
PLACEHOLDER = "Write here"
"""How the words begin that `plan new` puts where an editor should write."""
PLACEHOLDER_ADDRESS = "https://www.example.org/"
"""The same for an address."""
TRY_HTTPS = "Try it with https://. If the page has no such address, leave it as it is."


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
            shelf.problems.append(Problem(place, "every_plan_is_described", what, remedy))
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
SYNONYMS = "synonyms.txt"
_OWN_READERS = frozenset({REGISTER, SYNONYMS})
"""Files of plan_data/ that have a reader of their own."""
"""The file of every address that was ever published; a command writes it."""
_KNOWN_PLACE = "every_file_has_a_known_place"


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
            "every_file_is_a_plain_file",
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

    def _problem(self, file: str, rule: str, what: str, remedy: str) -> None:
        self.problems.append(Problem(Place(shown(file)), rule, what, remedy))


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
            _label(kind, value),
        )
    if not isinstance(value, Sequence):
        what = f"This file must be a list of {kind.attribute}."
        return _Read((), (Problem(value.place, "every_field_has_its_shape", what, "Start each one with ‘- ’."),))
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
            rest = _and_more(all_problems[MOST_PROBLEMS].place)
            return _Read(tuple(entries), (*all_problems[:MOST_PROBLEMS], rest))
    return _Read(tuple(entries), tuple(all_problems))


def _and_more(place: Place) -> Problem:
    what = f"This file has more than {MOST_PROBLEMS} problems. It was read no further than to here."
    return Problem(place, "no_file_is_full_of_problems", what, "Mend those above first, and look again.")


def _name_problems(path: Path, read: _Read) -> list[Problem]:
    given = read.given
    if given is None or not is_id(given.text) or given.text == path.stem:
        return []
    if (path.parent / f"{given.text}.yml").exists():
        return [
            Problem(
                given.place,
                "every_file_is_named_after_its_id",
                f"The file ‘{given.text}.yml’ has this id already.",
                "If this is a copy, delete it. If it is another record, give it another id and its file the same name.",
                read.label,
            )
        ]
    or_else = f", or give the id as ‘{path.stem}’ if it was mistyped" if is_id(path.stem) else ""
    return [
        Problem(
            given.place,
            "every_file_is_named_after_its_id",
            f"The id is ‘{given.text}’, but the file is called ‘{shown(path.name)}’.",
            f"Call the file ‘{given.text}.yml’{or_else}.",
            read.label,
        )
    ]


# --- records ----------------------------------------------------------------------------------------------


def read_entry(value: Value, kind: Kind) -> tuple[Entry | None, list[Problem]]:
    """A record of a kind, or None with the problems that stand in its way (advice may come with a record)."""
    label = _label(kind, value)
    reader = _Reader(kind)
    is_withdrawn = _is_withdrawn(kind, value)
    try:
        entry = reader.entry(_without_what_is_personal(value, kind) if is_withdrawn else value, kind.type)
    except _TooMany:
        entry = None
    problems = [problem.in_record(label) for problem in reader.problems]
    if is_withdrawn:
        problems += _left_in_the_file(value, kind, label)
    return entry, problems


def _is_withdrawn(kind: Kind, value: Value) -> bool:
    """Whether it is what somebody said and took back, or was to take back, before anything of it is read."""
    fields = value.fields if isinstance(value, Mapping) else {}
    day = fields.get("withdrawn")
    return issubclass(kind.type, Quote) and day is not None and not (isinstance(day, Scalar) and not day.text)


def _personal(value: Value, kind: Kind) -> list[str]:
    given = value.fields if isinstance(value, Mapping) else {}
    return [field.name for field in fields_of(kind.type) if field.is_personal and field.name in given]


def _without_what_is_personal(value: Value, kind: Kind) -> Value:
    """Nothing past this point can show what a person has taken back."""
    if not isinstance(value, Mapping):
        return value
    personal = set(_personal(value, kind))
    kept = {name: field for name, field in value.fields.items() if name not in personal}
    return dataclasses.replace(value, fields=kept, places={name: value.places[name] for name in kept})


def _left_in_the_file(value: Value, kind: Kind, label: str) -> Iterator[Problem]:
    left = _personal(value, kind)
    if isinstance(value, Mapping) and left:
        yield Problem(
            min(value.places[name] for name in left),
            "withdrawn_words_leave_the_file",
            f"These words were taken back. They are on no page, but the file still has {listed(left, joiner='and')}.",
            "Delete these fields from the file.",
            label,
            is_advice=True,
        )


def _label(kind: Kind, value: Value) -> str:
    """How the editor knows the record: its kind and its own name for itself."""
    fields = value.fields if isinstance(value, Mapping) else {}
    # Messages stand on pages of GitHub that anyone can read.
    naming = ("id",) if _is_withdrawn(kind, value) else NAMING_FIELDS
    names = (named.text for name in naming if isinstance(named := fields.get(name), Scalar))
    return record_label(kind, next(filter(None, names), ""))


def record_label(kind: Kind, name: str) -> str:
    """How messages speak of a record."""
    if kind.noun in SINGLE_KINDS:
        return "the plan" if kind.noun == "plan" else kind.noun
    return f"{kind.noun} “{_shortened(name)}”" if name else f"{kind.noun} without a name"


def label_of(entry: Entry) -> str:
    """How the editor knows a record, as in the messages about its fields."""
    is_withdrawn = isinstance(entry, Quote) and entry.is_withdrawn
    naming = ("id",) if is_withdrawn else NAMING_FIELDS
    names = [getattr(entry, name) for name in naming if name in entry.places]
    return record_label(kind_of(entry), str(next(filter(None, names), "")))


def _shortened(text: str, most: int = 60) -> str:
    text = text.replace("\n", " ")
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def shown(name: str) -> str:
    """A file name that is safe to print, whatever bytes it is made of."""
    return name if name.isprintable() else "".join(each if each.isprintable() else "?" for each in name)


def brief(name: str) -> str:
    """The same of a name that may go on for ever, as on a command line."""
    return _shortened(shown(name), 200)


class _Misread(Exception):
    """A scalar that is not what its field takes."""

    def __init__(self, what: str, remedy: str, rule: str = "every_field_has_its_shape") -> None:
        super().__init__(what)
        self.what, self.remedy, self.rule = what, remedy, rule


class _TooMany(Exception):
    """A record with more problems than anybody would read."""


_MISSING: Any = object()


class _Reader:
    """Reads one record, and gathers its problems."""

    def __init__(self, kind: Kind) -> None:
        self.kind = kind
        self.problems: list[Problem] = []

    def entry(self, value: Value, entry_type: Any, what_it_is: str = "") -> Entry | None:
        what_it_is = what_it_is or self.kind.a_noun
        if not isinstance(value, Mapping):
            example = next(iter(fields_by_name(entry_type)))
            self._fault(
                value.place,
                "every_field_has_its_shape",
                f"Here should be the fields of {what_it_is}, each with its name.",
                f"Write each field as ‘name: words’, for example ‘{example}: …’.",
            )
            return None
        fields = fields_by_name(entry_type)
        before = len(self.problems)
        missing = [name for name in fields if fields[name].is_required and name not in value.fields]
        unknown = [name for name in value.fields if name not in fields]
        for name in unknown:
            missing = self._unknown(name, value, fields, missing, what_it_is, is_alone=len(unknown) == 1)
        for name in missing:
            self._fault(
                value.place,
                "every_required_field_is_there",
                f"The field ‘{name}’ is missing from {what_it_is}.",
                f"Add a line that starts with ‘{name}:’. {fields[name].about}",
            )
        given: dict[str, Any] = {}
        for name, field_value in value.fields.items():
            if name in fields:
                read = self._field(field_value, fields[name])
                if read is not _MISSING:
                    given[name] = read
        if len(self.problems) > before:
            return None
        return cast("Entry", entry_type(place=value.place, places=value.places, **given))

    def _unknown(
        self,
        name: str,
        value: Mapping,
        fields: dict[str, Field],
        missing: list[str],
        what_it_is: str,
        *,
        is_alone: bool,
    ) -> list[str]:
        """Reports an unknown field; returns the fields that are still missing if it was a typing slip."""
        spare = [known for known in fields if known not in value.fields]
        meant = next(iter(difflib.get_close_matches(name.lower(), spare, n=1, cutoff=0.6)), None)
        if meant is not None:
            is_capital = name.lower() == meant
            remedy = f"Write it in small letters: ‘{meant}’." if is_capital else f"Did you mean ‘{meant}’?"
        elif name == "":
            remedy = "Write the name of the field before the colon."
        elif is_alone and len(missing) == 1:
            remedy = f"The field ‘{missing[0]}’ is missing: is this what it should be called? Else add it."
            missing = []
        else:
            remedy = f"Delete it, or use one of: {', '.join(spare)}." if spare else "Delete it."
        self._fault(
            value.places[name],
            "every_field_is_known",
            f"‘{_shortened(name)}’ is not a field of {what_it_is}.",
            remedy,
        )
        return [still for still in missing if still != meant]

    def _field(self, value: Value, described: Field) -> Any:
        blank = isinstance(value, Scalar) and not value.paragraphs
        if blank and described.is_required:
            self._fault(
                value.place,
                "every_required_field_is_there",
                f"The field ‘{described.name}’ is empty.",
                f"Fill it in: {described.about}",
            )
            return _MISSING
        if blank:
            return _MISSING
        return self._typed(value, described.type, described)

    def _typed(self, value: Value, wanted: Any, described: Field) -> Any:
        if (item_type := item_type_of(wanted)) is not None:
            if not isinstance(value, Sequence):
                is_a_list = (
                    "every_field_has_its_shape",
                    f"The field ‘{described.name}’ is a list.",
                    "Put each item on a line of its own and start it with ‘- ’.",
                )
                bullet = lost_bullet(value.text) if isinstance(value, Scalar) else None
                self._fault(value.place, *(bullet or is_a_list))
                return _MISSING
            if len(value.items) > MOST_ITEMS:
                what = f"The list ‘{described.name}’ has {len(value.items):,} items; {MOST_ITEMS} are the most."
                self._fault(value.items[MOST_ITEMS].place, "no_file_is_huge", what, "Make several records of it.")
                return _MISSING
            items = [self._item(item, item_type, described) for item in value.items]
            return tuple(item for item in items if item is not _MISSING)
        if isinstance(wanted, type) and issubclass(wanted, Entry):
            entry = self.entry(value, wanted, f"‘{described.name}’")
            return _MISSING if entry is None else entry
        if not isinstance(value, Scalar):
            shape = "a list" if isinstance(value, Sequence) else "fields of its own"
            self._fault(
                value.place,
                "every_field_has_its_shape",
                f"The field ‘{described.name}’ holds words, but here it has {shape}.",
                "Write the words after the colon; if they have a colon or start with a bracket, put quotes round them.",
            )
            return _MISSING
        try:
            return _scalar_reader(wanted)(value)
        except _Misread as found:
            misread = _not_an_id(value.text) if wanted is Id and described.says.refers_to else found
        self._fault(value.place, misread.rule, misread.what.replace("{name}", described.name), misread.remedy)
        return _MISSING

    def _item(self, item: Value, item_type: Any, described: Field) -> Any:
        if isinstance(item, Scalar) and not item.paragraphs:
            self._fault(
                item.place,
                "every_field_has_its_shape",
                f"An item of the list ‘{described.name}’ is empty.",
                "Fill it in, or delete its dash.",
            )
            return _MISSING
        return self._typed(item, item_type, described)

    def _fault(self, place: Place, rule: str, what: str, remedy: str) -> None:
        if len(self.problems) >= MOST_PROBLEMS:
            self.problems.append(_and_more(place))
            raise _TooMany
        self.problems.append(Problem(place, rule, what, remedy))


# --- scalars -----------------------------------------------------------------------------------------------


ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*", re.ASCII)
PAGE_ADDRESS = re.compile(rf"/(?:{ID.pattern}/)+", re.ASCII)
FILE_NAME = re.compile(r"[a-z0-9][a-z0-9._-]*\.(?:svg|png|jpg|jpeg|webp)", re.ASCII)
WHOLE_NUMBER = re.compile(r"0|[1-9][0-9]{0,5}", re.ASCII)
LONGEST_ID = 60
# Windows cannot make a folder of these names; "index" would take the place of a list.
RESERVED_IDS = frozenset(
    {"con", "prn", "aux", "nul", "index", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))}
)


def is_id(text: str) -> bool:
    """Whether a text can be an id."""
    return ID.fullmatch(text) is not None and len(text) <= LONGEST_ID and text not in RESERVED_IDS


def _id(value: Scalar) -> Id:
    text = value.text
    if is_id(text):
        return Id(text)
    rule = "every_id_fits_an_address"
    if text in RESERVED_IDS:
        raise _Misread(f"‘{text}’ is a name that computers keep for themselves.", "Choose another.", rule)
    if ID.fullmatch(text) is not None:
        what = f"it has {len(text)} characters, and {LONGEST_ID} are the most."
        raise _Misread(f"‘{_shortened(text)}’ cannot be used for ‘{{name}}’: {what}", "Make it shorter.", rule)
    plain = unicodedata.normalize("NFKD", text.lower()).encode("ascii", "ignore").decode()
    made = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:LONGEST_ID].strip("-")
    raise _Misread(
        f"‘{_shortened(text)}’ cannot be used for ‘{{name}}’: it becomes part of an address.",
        "Use small letters, digits and hyphens only" + (f", for example ‘{made}’." if made else "."),
        rule,
    )


def _not_an_id(text: str) -> _Misread:
    """For a field that refers to something: a file's name or an address often stands there."""
    alone = PurePosixPath(text.strip("/")).stem
    remedy = f"Write the id alone: ‘{alone}’." if is_id(alone) else "Copy the id of what is meant from its own record."
    return _Misread(f"‘{_shortened(text)}’ in ‘{{name}}’ is not an id.", remedy, "every_id_fits_an_address")


def _line(value: Scalar) -> Line:
    if len(value.paragraphs) > 1:
        if value.is_parted_by_escapes:
            raise _Misread(
                "In double quotes, \\n starts a new paragraph, and the field ‘{name}’ holds one only.",
                "Take the \\n out. If you mean a backslash, put single quotes round the text.",
            )
        raise _Misread(
            "The field ‘{name}’ holds one paragraph only.",
            "Take the blank line out, so that the words run on.",
        )
    if len(value.text) > LONGEST_LINE:
        raise _Misread(
            f"The field ‘{{name}}’ holds at most {LONGEST_LINE} characters; these are {len(value.text)}.",
            "Say it more shortly.",
        )
    return Line(value.text)


def _prose(value: Scalar) -> Prose:
    if len(value.text) > LONGEST_PROSE:
        raise _Misread(
            f"The field ‘{{name}}’ holds at most {LONGEST_PROSE} characters; these are {len(value.text)}.",
            "Say it more shortly, or make several records.",
        )
    return Prose(value.paragraphs)


_OF_NO_SITE = "corp|home|internal|intranet|invalid|lan|local|localhost|test"
"""How names end that lead somewhere only inside one house, or nowhere (RFC 2606, 6761, 6762, 8244)."""
HOST = re.compile(rf"(?:(?!xn--)[a-z0-9](?:[a-z0-9-]{{0,61}}[a-z0-9])?\.)+(?!(?:{_OF_NO_SITE})\b)[a-z]{{2,}}", re.ASCII)
MAIL = re.compile(r"[A-Za-z0-9_'+-]+(?:\.[A-Za-z0-9_'+-]+)*@([A-Za-z0-9.-]+)", re.ASCII)
TELEPHONE = re.compile(r"\+?[0-9](?:-?[0-9]){2,17}", re.ASCII)
LONGEST_ADDRESS = 2_000  # characters; some programs take no more
LONGEST_HOST = 253
LONGEST_NAME_OF_A_MAILBOX = 64
BADLY_SPELT = re.compile(r"%(?![0-9A-Fa-f]{2})|%[01][0-9A-Fa-f]|%7[Ff]", re.ASCII)
"""A percent sign that spells no character, or one that no address has."""


def _is_host(name: str) -> bool:
    """Whether a name can be that of a web site which everyone reaches."""
    return HOST.fullmatch(name) is not None and len(name) <= LONGEST_HOST


def _address(value: Scalar) -> Address:
    fault = address_fault(value.text)
    if fault is not None:
        what, remedy = fault
        raise _Misread(f"The address in ‘{{name}}’ {what}", remedy, "every_address_is_safe")
    return Address(value.text)


@lru_cache(maxsize=1000)  # every page has links to the same few
def address_fault(text: str) -> tuple[str, str] | None:
    """What keeps a reader from following an address safely, and what to do; None if nothing does."""
    example = "Copy the address from your browser; it looks like https://www.example.org/page."
    if text.startswith("tel:"):
        if TELEPHONE.fullmatch(text.removeprefix("tel:")) is None:
            return "is not a telephone number.", "Write tel: and the digits of the number, without spaces."
        return None
    if text.startswith("mailto:"):
        found = MAIL.fullmatch(text.removeprefix("mailto:"))
        is_long = found is not None and found.start(1) > LONGEST_NAME_OF_A_MAILBOX + 1
        if found is None or is_long or not _is_host(found[1].lower()):
            return "is not an e-mail address.", "Write mailto: and the e-mail address, with nothing after it."
        return None
    if MAIL.fullmatch(text):
        return "does not start with https://, mailto: or tel:.", f"Write mailto: in front of it: mailto:{text}."
    if re.search(r"[\s\\<>\"'`{}|^]|[^\x21-\x7e]", text):
        return "has a character that addresses do not have (a space, a quote mark, a letter with an accent …).", example
    if len(text) > LONGEST_ADDRESS:
        return f"has {len(text):,} characters, and {LONGEST_ADDRESS:,} are the most.", example
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        return "is not a web address.", example
    if parts.scheme not in {"https", "http"}:
        return "does not start with https://, mailto: or tel:.", example
    if "@" in parts.netloc or not _is_host((parts.hostname or "").lower()) or port == 0:
        return "does not lead to a plain web site name.", example
    if any(part in {".", ".."} for part in parts.path.split("/")):
        return "has dots between its slashes.", example
    if BADLY_SPELT.search(text):
        return "has a percent sign that spells no character of an address.", example
    return None


_WRAPPINGS = (
    (re.compile(r"[a-z0-9.-]*safelinks\.(?:protection\.)?(?:outlook|office)\.(?:com|net)", re.ASCII), ("url",)),
    (re.compile(r"statics\.teams\.(?:cdn\.office\.net|microsoft\.com)", re.ASCII), ("url",)),
    (re.compile(r"urldefense(?:\.proofpoint)?\.com", re.ASCII), ("u",)),
    (re.compile(r"linkprotect\.cudasvc\.com", re.ASCII), ("a",)),
    (re.compile(r"(?:[a-z0-9-]+\.)*(?:google\.[a-z.]+|facebook\.com|linkedin\.com)", re.ASCII), ("url", "q", "u")),
    (re.compile(r"(?:[a-z0-9-]+\.)*mimecast(?:protect)?\.com", re.ASCII), ()),
)
"""Hosts that stand before the address that somebody meant, and the fields that hold it, where any does."""
_FILE_STORE = re.compile(
    r"(?:[a-z0-9-]+\.)*(?:sharepoint\.com|teams\.microsoft\.com|onedrive\.live\.com|1drv\.ms"
    r"|(?:docs|drive)\.google\.com|dropbox\.com)",
    re.ASCII,
)
_DEFENDED = re.compile(r"/v3/__(https?://?.*?)__;")


@lru_cache(maxsize=1000)
def address_advice(text: str) -> tuple[str, str] | None:
    """What makes one doubt that a safe address is the one that was meant, and what to do; None if nothing does."""
    parts = urlsplit(text)
    host = parts.hostname or ""
    wrapping = next((fields for pattern, fields in _WRAPPINGS if pattern.fullmatch(host)), None)
    inner = _wrapped_in(text, wrapping or ())
    if inner or (wrapping == () and parts.path.startswith("/s/")):
        what = "goes through a service that looks at links in messages, and may know who opens it."
        return what, f"Write the address itself: {inner}." if inner else "Open it, and copy the address of its page."
    if _FILE_STORE.fullmatch(host):
        what = "leads to a place where people keep files, and readers may have to sign in."
        return what, "Open it in a private window of your browser. If it asks for a password, link to a public page."
    if text[-1:] in set(".,;:!'"):
        return (
            f"ends with ‘{text[-1]}’, which may belong to the sentence.",
            "Take it away if the page opens without.",
        )
    return None


def _wrapped_in(text: str, names: Iterable[str]) -> str:
    """The address that an address of a service holds; empty if there is none."""
    if not names:
        return ""
    if defended := _DEFENDED.search(text):
        return re.sub(r"^(https?:)/+", r"\1//", defended[1])
    fields = parse_qs(urlsplit(text).query)
    for value in (fields[name][0] for name in names if name in fields):
        # One service writes % as - and / as _.
        address = unquote(value.replace("-", "%").replace("_", "/")) if "proofpoint" in text else value
        if address.startswith(("https://", "http://")):
            return address
    return ""


def _page_address(value: Scalar) -> PageAddress:
    if PAGE_ADDRESS.fullmatch(value.text) is None:
        raise _Misread(
            "The field ‘{name}’ is not the address of a page of this site.",
            "Write it with a slash at both ends, for example /progress/first-meeting/.",
        )
    return PageAddress(value.text)


def _file_name(value: Scalar) -> FileName:
    if FILE_NAME.fullmatch(value.text) is None:
        raise _Misread(
            "The field ‘{name}’ is not the name of a picture file.",
            "Use small letters, digits and hyphens, ending in .svg, .png, .jpg or .webp.",
        )
    return FileName(value.text)


_DAY = re.compile(r"([12][0-9]{3})-(0[1-9]|1[0-2])-([0-9]{2})", re.ASCII)


def _when(value: Scalar) -> When:
    when = When.parse(value.text)
    if when is None or not EARLIEST_YEAR <= when.year <= LATEST_YEAR:
        if when is None and (day := _DAY.fullmatch(value.text)):
            month = calendar.month_name[int(day[2])]
            what = f"The date in ‘{{name}}’ is none: {month} {day[1]} has no day {int(day[3])}."
            raise _Misread(what, "Mend the day.", "every_date_is_a_date")
        raise _Misread(
            "The field ‘{name}’ is not a date.",
            "Write year, month and day with hyphens: 2025-06-14. A month (2025-06) or a year (2025) will do.",
            "every_date_is_a_date",
        )
    return when


def _whole_number(value: Scalar) -> int:
    if WHOLE_NUMBER.fullmatch(value.text) is None:
        raise _Misread("The field ‘{name}’ is not a whole number.", _plain_number(value.text))
    return int(value.text)


def _plain_number(text: str) -> str:
    """What to do about a number that some programs read as one number and some as another: 010, 1_000, ３."""
    meant = re.fullmatch(r"\+?0*(\d{1,6}(?:[,_ ]\d{3})?)", text)
    number = re.sub(r"\D", "", meant[1]) if meant else ""
    plain = str(int(number)) if number and len(number) <= _MOST_DIGITS else ""
    return f"Write it in digits alone: {plain}." if plain else "Write it in digits, for example 3."


_MOST_DIGITS = 6


def _yes_no(value: Scalar) -> YesNo:
    if value.text.lower() not in {"true", "false", "yes", "no"}:
        raise _Misread("The field ‘{name}’ is neither true nor false.", "Write true or false.")
    return YesNo(value.text.lower() in {"true", "yes"})


def _one_of(words: Iterable[str], make: Callable[[str], Any]) -> Callable[[Scalar], Any]:
    known = tuple(words)

    def read(value: Scalar) -> Any:
        if value.text in known:
            return make(value.text)
        remedy = did_you_mean(value.text, known) or f"Write one of {listed(known)}."
        raise _Misread("The field ‘{name}’ has a word that is not on its list.", remedy, "every_choice_is_on_its_list")

    return read


def _status(value: Scalar) -> Status:
    if value.text == Status.LATE.value:
        raise _Misread(
            "‘late’ is worked out from the due date; it is not typed.",
            "Say how far the work has come, and when it is due.",
            "every_choice_is_on_its_list",
        )
    return cast("Status", _one_of((status.value for status in Status if status.is_typed), Status)(value))


_SCALAR_READERS: dict[Any, Callable[[Scalar], Any]] = {
    Id: _id,
    Line: _line,
    Prose: _prose,
    Address: _address,
    FileName: _file_name,
    PageAddress: _page_address,
    When: _when,
    int: _whole_number,
    YesNo: _yes_no,
    Status: _status,
}


@cache
def _scalar_reader(wanted: Any) -> Callable[[Scalar], Any]:
    if typing.get_origin(wanted) is typing.Literal:
        return _one_of(typing.get_args(wanted), str)
    return _SCALAR_READERS[wanted]
