"""Drafts what readers are told of a change: for editors to read, mend and confirm."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import yaml

from plan_site.model.field_types import Voice
from plan_site.model.plan import KINDS, Plan
from plan_site.model.site_records import Change
from plan_site.yaml.tidy import tidied
from plan_tools.compare.differences import Difference, RecordChange, Summary

MOST_TOLD = 5
"""Things in one entry; more are counted."""


@dataclass(frozen=True, slots=True)
class DraftLine:
    """An easy sentence with its picture."""

    words: str
    picture: str


@dataclass(frozen=True, slots=True)
class Draft:
    """An entry of changes.yml."""

    date: dt.date
    what: tuple[str, ...]
    easy_read: tuple[DraftLine, ...] = ()

    def is_told_by(self, change: Change) -> bool:
        """Whether an entry has the same words and pictures."""
        easy = tuple((line.words, line.picture) for line in change.easy_read)
        return tuple(change.what) == self.what and easy == tuple((line.words, line.picture) for line in self.easy_read)

    def as_item(self, *, is_draft: bool = True) -> str:
        """The entry as an item of the file."""
        fields: dict[str, object] = {"date": str(self.date)}
        if is_draft:
            fields["draft"] = "true"
        fields["what"] = "\n\n".join(self.what)
        if self.easy_read:
            fields["easy_read"] = [{"words": line.words, "picture": line.picture} for line in self.easy_read]
        return tidied(yaml.safe_dump([fields], allow_unicode=True), _CHANGE, _CHANGE.home)


_CHANGE = next(kind for kind in KINDS if kind.type is Change)


def draft_of(summary: Summary, plan: Plan, today: dt.date) -> Draft | None:
    """An entry about what readers should be told; None if that is nothing."""
    if summary.is_new:
        return Draft(today, (_FIRST_TIME,), tuple(_easy(summary.to_tell, plan)) if _has_easy_words(plan) else ())
    told = list(dict.fromkeys(sentence for record in summary.to_tell if (sentence := _told(record))))
    if not told:
        return None
    shown, more = told[:MOST_TOLD], len(told) - MOST_TOLD
    if more > 0:
        shown.append(f"And {more} more {'thing' if more == 1 else 'things'} changed.")
    easy = tuple(_easy(summary.to_tell, plan)) if _has_easy_words(plan) else ()
    return Draft(today, tuple(shown), easy)


def _has_easy_words(plan: Plan) -> bool:
    return any(record.easy_read for record in plan.with_pages)


_FIRST_TIME = "The plan was put on this website for the first time."


# --- sentences --------------------------------------------------------------------------------------------


def _told(record: RecordChange) -> str:
    """What happened to a record, as readers would say it."""
    if record.is_withdrawn:
        return "A person took their words back. They are no longer on this site."
    if record.how == "added":
        return _added(record)
    if record.how == "removed" and not record.title and record.noun not in _REMOVED:
        return "We took something off this site."
    if record.how == "removed":
        return _REMOVED.get(record.noun, f"We took {_the(record)} off this site.")
    first, *others = _changed(record)
    name = "the plan" if any(_is_title_of_plan(record, each) for each in record.differences) else _the(record)
    return " ".join([f"{_capital(name)}{first}", *(f"It{other}" for other in others)])


_SAID = "what a person said"
"""Without the name: an entry stays, and so would the name of somebody who takes it back."""
_REMOVED = {
    "quote": f"We took {_SAID} off this site.",
    "feedback": "We took an answer to what people said off this site.",
}


def _added(record: RecordChange) -> str:
    if record.noun == "quote":
        return f"We added {_SAID}, in their own words."
    if record.noun == "feedback":
        return f"We added an answer. {_sentence(record.title)}"
    if record.noun == "word":
        return f"We now explain the words “{record.title}”."
    return f"{_NEW.get(record.noun, 'There is something new')}: “{record.title}”."


_NEW = {
    "source": "There is a new source",
    "aim": "There is a new aim",
    "outcome": "There is a new outcome",
    "progress": "There is news",
    "action": "There is a new action",
    "page": "There is a new page",
}


def _sentence(text: str) -> str:
    return text if text.endswith((".", "?", "!", "…", "”")) else f"{text}."


def _the(record: RecordChange) -> str:
    if record.noun == "plan":
        return "what we say about the plan as a whole"
    if record.noun == "quote":
        return _SAID
    if record.noun == "feedback":
        return "our answer to what people said"
    return f"{_NOUNS.get(record.noun, f'the {record.noun}')} “{record.title}”"


_NOUNS = {"progress": "the news", "word": "the meaning of", "page": "the page"}


def _changed(record: RecordChange) -> Iterator[str]:
    """What to say of it, each to stand after its name: the status and the date first, then whose words are others."""
    those = [each for each in record.differences if each.changes_meaning]
    yield from (_status(record, each.after) for each in those if each.field == "status")
    if not any(each.field == "status" and each.after in _OVER for each in those):
        yield from (_due(each) for each in those if each.field == "due")
    yield from (f" is now number {each.after}, and not {each.before}." for each in those if each.field == "number")
    yield from (_objective(each) for each in record.objectives)
    yield from (f" has another title: “{each.after}”." for each in those if _is_title_of_plan(record, each))
    told = {
        "status",
        "due",
        "number",
        *(["title"] if record.noun == "plan" else []),
        *(each.field for each in record.objectives),
    }
    others = [each for each in those if each.field not in told]
    voices = {each.voice for each in others if not _is_fact(each)}
    if Voice.OFFICIAL in voices:
        yield f" has other {'' if record.noun == 'quote' else 'official '}words than before."
    if Voice.PLAIN in voices or (Voice.EASY in voices and record.noun == "word"):
        yield " was reworded."
    elif Voice.EASY in voices:
        yield " has new easy words."
    facts = dict.fromkeys(_fact(each.field) for each in others if _is_fact(each))
    if facts:
        yield f" has other facts than before: {', '.join(facts)}."


def _is_title_of_plan(record: RecordChange, each: Difference) -> bool:
    return record.noun == "plan" and each.field == "title"


_WHOSE = "whose words"


def _is_fact(each: Difference) -> bool:
    """Words that are said to be somebody else's are still the same words."""
    return each.voice in (Voice.FACT, Voice.LINK) or (each.how == "value" and each.field.endswith(_WHOSE))


def _fact(field: str) -> str:
    """The field as readers call it, without the part of it that changed."""
    if field.startswith("link to "):
        return "what it is linked to"
    if field.endswith(_WHOSE):
        return f"{_WHOSE} they are"
    name = field.partition(", ")[0]
    return _FACTS.get(name, name)


_FACTS = {
    "when": "the date",
    "link": "where its links lead",
    "facts as they were": "the day of its facts",
    "to be checked again by": "when we look at it again",
    "value": "the figures",
}


def _objective(each: Difference) -> str:
    said, words = (" has a new objective:", each.after) if each.how == "added" else (_NO_LONGER, each.before)
    return f"{said} “{words}”{'' if words.endswith(('.', '?', '!')) else '.'}"


_NO_LONGER = " no longer has the objective"


def _status(record: RecordChange, status: str) -> str:
    status = status.partition(" (")[0]
    if record.noun == "progress":
        return ": this has now happened." if status == "happened" else ": this was only announced so far."
    if status == "we do not know yet":
        return ": we do not know yet how far this has come."
    return f" {_NOW.get(status, f'is now {status}')}."


_OVER = ("done", "stopped")
"""What is over is no longer due."""
_NOW = {"not started": "has not started", "stopped": "has been stopped"}


def _due(each: Difference) -> str:
    if not each.after:
        return " no longer has a day by which it is to be done."
    return f" is now due {_at(each.after)}" + (f", and not {_at(each.before)}." if each.before else ".")


def _at(date: str) -> str:
    return f"{'on' if date.count(' ') == 2 else 'in'} {date}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


# --- easy words -------------------------------------------------------------------------------------------

_EASY = {
    "added": "We added something new.",
    "changed": "We changed some words.",
    "facts": "We changed some facts.",
    "removed": "We took something away.",
}


def _sorts(record: RecordChange) -> Iterator[str]:
    """What was done, as keys of _EASY."""
    if record.how != "changed":
        yield record.how
    elif record.is_withdrawn:
        yield "removed"
    else:
        objectives = list(record.objectives)
        yield from (each.how for each in objectives)
        others = [each for each in record.differences if each.changes_meaning and each not in objectives]
        yield from ("facts" if _is_fact(each) else "changed" for each in others)


def _easy(records: Sequence[RecordChange], plan: Plan) -> Iterator[DraftLine]:
    """One sentence for each sort of change: true of it and easy for sure."""
    pictures = {picture.name for picture in plan.pictures}
    fallback = next((line.picture for line in plan.details.easy_read if line.picture), "")
    for how, words in _EASY.items():
        those = [record for record in records if how in _sorts(record)]
        if those:
            picture = next((record.picture for record in those if record.picture in pictures), fallback)
            yield DraftLine(words, picture)
