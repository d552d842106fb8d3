"""What editors know a record by, and what a person would call it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from plan_site.model.entries import Entry
from plan_site.model.fields import easy_lines_of
from plan_site.model.plan import KINDS, PAGE, Article, Plan
from plan_site.model.records import Aim, Details, Outcome, Quote
from plan_site.model.site_records import Accessibility, Change, Picture, Review, Word

Made = Entry | Article


def entry_of(record: Made) -> Entry:
    """A record's fields; of a hand-written page, what it says of itself."""
    return record.matter if isinstance(record, Article) else record


def groups_of(plan: Plan | None) -> Iterator[tuple[str, Sequence[Made]]]:
    """The records of a plan, kind by kind, in the order in which readers meet them."""
    for kind in (*KINDS, PAGE):
        found = getattr(plan, kind.attribute, None)
        yield kind.noun, found if isinstance(found, tuple) else () if found is None else (found,)


def formerly_of(record: Made) -> tuple[str, ...]:
    """The ids that a record had."""
    return tuple(getattr(entry_of(record), "formerly", ()))


def by_key(records: Iterable[Made]) -> dict[str, Made]:
    """Each record by what it is known by; where several share that (two changes on a day), by which it is of them."""
    seen: Counter[str] = Counter()
    found: dict[str, Made] = {}
    for record in records:
        key = _key(record)
        seen[key] += 1
        found[key if seen[key] == 1 else f"{key} ({seen[key]})"] = record
    return found


def _key(record: Made) -> str:
    if isinstance(record, Details | Accessibility):
        return type(record).__name__
    if isinstance(record, Review):
        return f"{record.record} {record.reading} {record.who} {record.when}"
    return id_of(record).casefold() if isinstance(record, Word) else id_of(record)


def id_of(record: Made) -> str:
    """What editors know a record by."""
    for name in ("id", "word", "name", "date", "record"):
        if hasattr(record, name) and not (name == "name" and isinstance(record, Details)):
            return str(getattr(record, name))
    return "accessibility"


def is_withdrawn(record: object) -> bool:
    """Whether it is a quote that a person took back."""
    return isinstance(record, Quote) and record.is_withdrawn


def title_of(record: Made) -> str:
    """A record's own words for itself; empty for none."""
    if isinstance(record, Quote):
        return record.speaker or ""
    return str(getattr(record, "title", getattr(record, "word", "")))


def name_of(record: Made) -> str:
    """What a person would call a record."""
    match record:
        case Details():
            return "The plan itself"
        case Accessibility():
            return "The accessibility page"
        case Review():
            return f"Review of ‘{record.record}’ by “{record.who}”, {record.when.words}"
        case Change():
            return f"What changed, {record.date.words}"
        case Quote():
            return f"Quote of {record.who}" if record.who else f"Quote ‘{record.id}’"
        case Picture():
            return f"Picture ‘{record.name}’"
        case Aim() | Outcome():
            label = record.label
        case _:
            label = {Article: "Page", Word: "Hard word"}.get(type(record), type(record).__name__)
    return f"{label} “{_shortened(title_of(record))}”"


def _shortened(title: str, most: int = 80) -> str:
    return title if len(title) <= most else f"{title[:most].rpartition(' ')[0]} …"


def picture_of(record: Made) -> str:
    """A picture that stands for a record, if it has one."""
    if isinstance(record, Picture):
        return record.name
    own = getattr(record, "picture", None)
    return own or next((line.picture for line in easy_lines_of(entry_of(record)) if line.picture), "")
