"""Drafts what readers are told of a change: for editors to read, mend and confirm."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from plan_site.model.entries import About, Passage
from plan_site.model.field_types import Voice, When
from plan_site.model.fields import field_of
from plan_site.model.plan import Plan
from plan_site.model.records import Objective, Status
from plan_site.model.site_records import Change
from plan_site.yaml.tidy import as_item
from plan_tools.compare.differences import Difference, How, RecordChange, StatusSeen, Summary
from plan_tools.compare.wording import capital, worded

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
        easy = tuple(DraftLine(line.words, line.picture or "") for line in change.easy_read)
        return (tuple(change.what), easy) == (self.what, self.easy_read)

    def as_item(self, *, is_draft: bool = True) -> str:
        """The entry as an item of the file."""
        easy = [{"words": line.words, "picture": line.picture or None} for line in self.easy_read] or None
        draft = "true" if is_draft else None
        return as_item(Change, {"date": self.date, "draft": draft, "what": self.what, "easy_read": easy})


def draft_of(summary: Summary, plan: Plan, today: dt.date) -> Draft | None:
    """An entry about what readers should be told; None if that is nothing."""
    told = [_FIRST_TIME] if summary.is_new else list(dict.fromkeys(map(_told, summary.to_tell)))
    if not told:
        return None
    if (more := len(told) - MOST_TOLD) > 0:
        told[MOST_TOLD:] = [f"And {more} more {'thing' if more == 1 else 'things'} changed."]
    has_easy_words = any(record.easy_read for record in plan.with_pages)
    return Draft(today, tuple(told), tuple(_easy(summary.to_tell, plan)) if has_easy_words else ())


_FIRST_TIME = "The plan was put on this website for the first time."


# --- sentences --------------------------------------------------------------------------------------------


def _told(record: RecordChange) -> str:
    """What happened to a record, as readers would say it."""
    if record.is_withdrawn:
        return "A person took their words back. They are no longer on this site."
    if record.how == "added":
        return _worded(_NEW, record, "There is something new: “{title}”.")
    if record.how == "removed":
        gone = f"We took {_the(record)} off this site." if record.title else "We took something off this site."
        return _REMOVED.get(record.noun, gone)
    first, *others = _changed(record)
    has_another_title = record.noun == "plan" and any(each.of_the_record == "title" for each in record.differences)
    name = "the plan" if has_another_title else _the(record)
    return " ".join([f"{capital(name)}{first}", *(f"It{other}" for other in others)])


def _the(record: RecordChange) -> str:
    return _worded(_CALLED, record, "the {noun} “{title}”")


def _worded(words: Mapping[str, str], record: RecordChange, otherwise: str) -> str:
    stop = "" if record.title.endswith((".", "?", "!", "…", "”")) else "."
    return words.get(record.noun, otherwise).format(noun=record.noun, title=record.title, stop=stop)


_SAID = "what a person said"
"""Without the name: an entry stays, and so would the name of somebody who takes it back."""
_NEW = {
    "quote": f"We added {_SAID}, in their own words.",
    "feedback": "We added an answer. {title}{stop}",
    "word": "We now explain the words “{title}”.",
    "progress": "There is news: “{title}”.",
    **{noun: f"There is a new {noun}: “{{title}}”." for noun in ("source", "aim", "outcome", "action", "page")},
}
_CALLED = {
    "plan": "what we say about the plan as a whole",
    "quote": _SAID,
    "feedback": "our answer to what people said",
    "progress": "the news “{title}”",
    "word": "the meaning of “{title}”",
}
_REMOVED = {
    "quote": f"We took {_SAID} off this site.",
    "feedback": "We took an answer to what people said off this site.",
}


def _changed(record: RecordChange) -> Iterator[str]:
    """What to say of it, each to stand after its name: the status and the date first, then whose words are others."""
    own = {each.of_the_record: each for each in record.differences if each.changes_meaning}
    sentences = _OF_THE_PLAN if record.noun == "plan" else _SENTENCES
    if "status" in own and _status_in(own["status"]) in _OVER:
        own.pop("due", None)
    yield from (say(own[name]) for name, say in sentences.items() if name in own)
    yield from (_objective(each.how, each.objective) for each in record.differences if each.objective)
    others = [each for each in record.differences if each.changes_meaning and not each.objective]
    yield from _of_other_fields([each for each in others if each.of_the_record not in sentences], record.noun)


def _of_other_fields(differences: Sequence[Difference], noun: str) -> Iterator[str]:
    voices = {each.voice for each in differences if not _is_fact(each)}
    if Voice.OFFICIAL in voices:
        yield f" has other {'' if noun == 'quote' else 'official '}words than before."
    if Voice.PLAIN in voices or (Voice.EASY in voices and noun == "word"):
        yield " was reworded."
    elif Voice.EASY in voices:
        yield " has new easy words."
    if facts := dict.fromkeys(_fact(each) for each in differences if _is_fact(each)):
        yield f" has other facts than before: {', '.join(facts)}."


_WHOSE_WORDS = field_of(Passage, "words")


def _is_fact(each: Difference) -> bool:
    """Words that are said to be somebody else's are still the same words."""
    return each.voice in (Voice.FACT, Voice.LINK) or (each.how == "value" and each.field is _WHOSE_WORDS)


def _fact(each: Difference) -> str:
    """The record's field as readers call it, whichever part of it changed."""
    field = each.path[0].field
    if field.item_type is About:
        return "what it is linked to"
    if each.field is _WHOSE_WORDS:
        return "whose words they are"
    return _FACTS.get(field.called, field.called)


_FACTS = {
    "when": "the date",
    "link": "where its links lead",
    "facts as they were": "the day of its facts",
    "to be checked again by": "when we look at it again",
}


def _objective(how: How, objective: Objective) -> str:
    words = worded(objective)
    said = " has a new objective:" if how == "added" else " no longer has the objective"
    return f"{said} “{words}”{'' if words.endswith(('.', '?', '!')) else '.'}"


def _status_in(each: Difference) -> str:
    return each.after.seen if isinstance(each.after, StatusSeen) else str(each.after)


def _status(each: Difference) -> str:
    status = _status_in(each)
    return _NOW.get(status, f" is now {status}.")


_OVER = (Status.DONE, Status.STOPPED)
"""What is over is no longer due."""
_NOW: Mapping[str, str] = {
    Status.NOT_STARTED: " has not started.",
    Status.STOPPED: " has been stopped.",
    Status.UNKNOWN: ": we do not know yet how far this has come.",
    "happened": ": this has now happened.",
    "announced": ": this was only announced so far.",
}


def _due(each: Difference) -> str:
    before, after = (_at(when) if isinstance(when, When) else "" for when in (each.before, each.after))
    if not after:
        return " no longer has a day by which it is to be done."
    return f" is now due {after}" + (f", and not {before}." if before else ".")


def _at(when: When) -> str:
    return f"{'on' if when.day else 'in'} {when.words}"


_SENTENCES: Mapping[str, Callable[[Difference], str]] = {
    "status": _status,
    "due": _due,
    "number": lambda each: f" is now number {worded(each.after)}, and not {worded(each.before)}.",
}
_OF_THE_PLAN: Mapping[str, Callable[[Difference], str]] = {
    "title": lambda each: f" has another title: “{worded(each.after)}”.",
}


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
        for each in record.differences:
            if each.changes_meaning:
                yield each.how if each.objective else "facts" if _is_fact(each) else "changed"


def _easy(records: Sequence[RecordChange], plan: Plan) -> Iterator[DraftLine]:
    """One sentence for each sort of change: true of it and easy for sure."""
    pictures = {picture.name for picture in plan.pictures}
    fallback = next((line.picture for line in plan.details.easy_read if line.picture), "")
    for how, words in _EASY.items():
        those = [record for record in records if how in _sorts(record)]
        if those:
            picture = next((record.picture for record in those if record.picture in pictures), fallback)
            yield DraftLine(words, picture)
