"""Puts a difference in words: where it is, and what stood there or stands there now."""

from __future__ import annotations

from plan_site.model.entries import About, Entry
from plan_site.model.field_types import When
from plan_site.model.fields import Field, field_of, fields_of
from plan_site.model.records import Aim, Measured, Objective, Outcome, Source, Status
from plan_site.model.site_records import Audit, KnownProblem
from plan_tools.compare.differences import Difference, Path, Position, StatusSeen, Step, Value


def place_of(path: Path) -> str:
    """What a person would call the place: easy words, line 3."""
    return ", ".join(words for step in path if (words := _place(step)))


def _place(step: Step) -> str:
    match step.item:
        case Aim() | Outcome() as subject:
            return f"link to {subject.label.lower()} “{subject.title}”"
        case Objective() as objective:
            return f"objective ‘{objective.id}’"
        case KnownProblem() as problem:
            return f"known problem “{problem.criterion}”"
        case Measured() as measured:
            return f"{step.field.called}, {measured.when.words}"
        case Position() as position:
            return ", ".join(words for words in (step.field.called, worded(position)) if words)
        case _:
            return step.field.called


def before_and_after(each: Difference) -> tuple[str, str]:
    return worded(each.before, each.field), worded(each.after, each.field)


def worded(value: Value, field: Field | None = None) -> str:
    """A value, as short as it can be quoted; empty for none."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case When():
            return value.words
        case tuple():
            return " ".join(value)
        case Position():
            return f"{value.noun} {value.number}"
        case StatusSeen():
            is_late = value.seen is Status.LATE
            return f"late ({value.written}, but the due date has passed)" if is_late else str(value.written)
        case Entry():
            return _entry(value)
    return field.says.choices.get(str(value), str(value)) if field else str(value)


def _entry(entry: Entry) -> str:
    match entry:
        case Source():
            return f"“{entry.title}”"
        case About():
            return worded(entry.reading, field_of(About, "reading"))
        case Objective():
            return entry.official or entry.text or ""
        case Measured():
            return entry.value
        case KnownProblem():
            return worded(entry.why)
        case Audit():
            return f"{entry.who}, {worded(entry.when)}: {entry.what}"
    first = next(iter(fields_of(type(entry))))
    return worded(getattr(entry, first.name), first)


def counted(number: int, noun: str, plural: str = "") -> str:
    return f"{number} {noun if number == 1 else plural or f'{noun}s'}"


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]
