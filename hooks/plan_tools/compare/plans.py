"""Two plans → what changed, from the records and not from lines of files, in the order in which readers meet them."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from plan_site.english.sentences import words_in
from plan_site.model.entries import About, EasyLine, Entry, LeftOut, Passage
from plan_site.model.field_types import Described, Line, Prose, Voice
from plan_site.model.fields import Field, field_of, fields_of
from plan_site.model.plan import Article, Plan
from plan_site.model.records import Action, Feedback, Measured, Objective, Quote, Status
from plan_site.model.site_records import Audit, FrontMatter, KnownProblem, Picture
from plan_site.publish.project import Prepared
from plan_site.site.page import Page
from plan_site.site.reviews import how_to_review, reviews_that_hold
from plan_site.site.site_pages import paragraphs_of
from plan_tools.compare.differences import (
    NAMES,
    Addresses,
    Difference,
    How,
    Lapse,
    Path,
    Position,
    RecordChange,
    StatusSeen,
    Step,
    Summary,
    Value,
)
from plan_tools.compare.reading_level import Level
from plan_tools.compare.record_names import (
    Made,
    by_key,
    entry_of,
    formerly_of,
    groups_of,
    is_withdrawn,
    name_of,
    title_of,
)
from plan_tools.compare.withdrawn import words_taken_back
from plan_tools.compare.word_diff import aligned, paragraphs_between, texts_between
from plan_tools.compare.wording import worded

NOTHING = Prepared(None, (), ())
"""What stands for a plan that is not there yet."""


def changes_between(before: Prepared, after: Prepared, today: dt.date) -> Summary:
    """What changed from one plan to another, as seen on one day: a status that is late is late in both."""
    compare = _Comparison(_as_called_now(before.plan, after.plan), after.plan, today)
    return Summary(
        tuple(compare.records()),
        _addresses(before.pages, after.pages),
        tuple(_lapsed(before, after)),
        (Level.of_plan(before.plan), Level.of_plan(after.plan)),
        is_new=before.plan is None,
    )


def _as_called_now(before: Plan | None, after: Plan | None) -> Plan | None:
    """The plan before, with the ids of now in its references: to follow a record that was renamed changes nothing."""
    now = {old: record.id for record in after.with_pages for old in record.formerly} if after else {}
    if before is None or not now:
        return before

    def followed(entries: Iterable[Any]) -> tuple[Any, ...]:
        return tuple(replace(each, record=now.get(each.record, each.record)) for each in entries)

    return replace(
        before,
        quotes=tuple(replace(quote, about=followed(quote.about)) for quote in before.quotes),
        progress=tuple(replace(progress, about=followed(progress.about)) for progress in before.progress),
        actions=tuple(replace(action, about=followed(action.about)) for action in before.actions),
        reviews=followed(before.reviews),
    )


def _addresses(before: Sequence[Page], after: Sequence[Page]) -> Addresses:
    then, now = ({page.address: page.kind for page in pages} for pages in (before, after))
    came = [page for page in after if then.get(page.address) != page.kind]
    gone, moved = ([page for page in came if page.kind == kind] for kind in ("gone", "moved"))
    led_to = {page.canonical for page in after if page.kind == "moved"}
    told = {page.address for page in (*gone, *moved)}
    return Addresses(
        broken=_without(then, now),
        new=_without(now, then.keys() | led_to | told),
        gone=tuple(page.address for page in gone),
        moved=tuple((page.address, page.canonical) for page in moved),
    )


def _without(addresses: Iterable[str], others: Container[str]) -> tuple[str, ...]:
    return tuple(address for address in addresses if address not in others)


def _lapsed(before: Prepared, after: Prepared) -> Iterator[Lapse]:
    """Reviews that held, of records that are still there, and of which none by such people holds now."""
    if before.plan is None or after.plan is None:
        return
    now = {
        (name, review.reading, review.group)
        for record, review in reviews_that_hold(after.plan)
        for name in (record.id, *formerly_of(record))
    }
    there = {
        name: record
        for record in (*after.plan.articles, *after.plan.with_pages, after.plan.details)
        for name in (*formerly_of(record), record.id)
    }
    said: set[tuple[str, str, str]] = set()
    for record, review in reviews_that_hold(before.plan):
        checked = (record.id, review.reading, review.group)
        if record.id in there and checked not in now and checked not in said:
            said.add(checked)
            yield Lapse(name_of(there[record.id]), review, how_to_review(review, there[record.id].id))


WORDS = frozenset({Voice.OFFICIAL, Voice.PLAIN, Voice.EASY})


def _beside_the_fields(name: str, owner: type[Entry], voice: Voice) -> Step:
    """What a record has that is no field which an editor writes."""
    return Step(Field(name, str, is_required=True, owner=owner, says=Described("", voice)))


_BODY = _beside_the_fields("text", FrontMatter, Voice.PLAIN)
_LINK = _beside_the_fields("link", FrontMatter, Voice.LINK)
_DRAWING = _beside_the_fields("drawing", Picture, Voice.PICTURE)


class _Comparison:
    """Compares two plans, record by record, in the order in which readers meet them."""

    def __init__(self, before: Plan | None, after: Plan | None, today: dt.date) -> None:
        self._plans = (before, after)
        self._today = today
        self._taken_back = words_taken_back(before, after)

    def records(self) -> Iterator[RecordChange]:
        for (noun, before), (_, after) in zip(*map(groups_of, self._plans), strict=True):
            yield from self._group(by_key(before), by_key(after), noun)

    def _group(self, before: Mapping[str, Made], after: Mapping[str, Made], noun: str) -> Iterator[RecordChange]:
        gone = {key: record for key, record in before.items() if key not in after}
        for key, record in after.items():
            old = key if key in before else next((old for old in formerly_of(record) if old in gone), None)
            if old is None:
                yield RecordChange(noun, None, record, hides_its_name=is_withdrawn(record))
                continue
            gone.pop(old, None)
            if before[old] != record:
                changed = RecordChange(noun, before[old], record, tuple(self._between(before[old], record)))
                if changed.differences or changed.was:
                    yield changed
        for record in gone.values():
            is_hidden = isinstance(record, Quote | Feedback) or self._tells(title_of(record))
            yield RecordChange(noun, record, None, hides_its_name=is_hidden)

    def _tells(self, text: str) -> bool:
        """Whether a text holds words or a name that are on this site no more."""
        return self._taken_back is not None and self._taken_back.search(" ".join(text.split())) is not None

    def _discreet(self, each: Difference) -> Difference:
        """What mentioned somebody who took their words or name back is not repeated, in whatever record it stood."""
        if each.how not in ("reworded", "removed", "value") or not self._tells(worded(each.before, each.field)):
            return each
        after = _STILL_TOLD if self._tells(worded(each.after, each.field)) else each.after
        return Difference("hidden", each.path, each.voice, after=after)

    def _between(self, before: Made, after: Made) -> Iterator[Difference]:
        if is_withdrawn(after) and not is_withdrawn(before):
            yield Difference("withdrawn", (Step(field_of(Quote, "words")),), Voice.FACT)
            return
        yield from map(self._discreet, self._entry(entry_of(before), entry_of(after), ()))
        if isinstance(before, Article) and isinstance(after, Article):
            yield from map(self._discreet, _bodies(before, after))
        if isinstance(before, Picture) and isinstance(after, Picture) and before.digest != after.digest:
            yield Difference("look", (_DRAWING,), Voice.PICTURE)

    def _entry(self, before: Entry, after: Entry, path: Path) -> Iterator[Difference]:
        for field in fields_of(type(after)):
            if field.name in ("id", "formerly"):  # an address that goes on working is told among the addresses
                continue
            for each in self._field(field, before, after, (*path, Step(field))):
                if not field.is_personal:
                    yield each
                else:
                    yield _not_repeated(self._discreet(each) if self._tells(worded(each.after, each.field)) else each)

    def _field(self, field: Field, before: Entry, after: Entry, path: Path) -> Iterator[Difference]:
        old, new = getattr(before, field.name), getattr(after, field.name)
        if old == new and field.type is not Status:
            return
        voice = _voice_of(field, before, after)
        if field is NAMES:
            yield from _names(old, new)
        elif field.is_list:
            yield from self._items(old, new, path, voice)
        elif field.part:
            yield from self._part(old, new, path, voice)
        elif field.type is Prose and voice in WORDS:
            yield from paragraphs_between(old or (), new or (), path, voice)
        elif field.type is Line and voice in WORDS:
            yield from texts_between(old or "", new or "", path, voice)
        else:
            yield from self._values(field, before, after, path)

    def _values(self, field: Field, before: Entry, after: Entry, path: Path) -> Iterator[Difference]:
        was, now = (self._value(field, each, plan) for each, plan in zip((before, after), self._plans, strict=True))
        if worded(was, field) != worded(now, field):
            yield Difference("value", path, field.says.voice, was, now)

    def _value(self, field: Field, entry: Entry, plan: Plan | None) -> Value:
        """What an entry has in a field, as readers meet it."""
        value: Value = getattr(entry, field.name)
        if isinstance(entry, Action) and isinstance(value, Status):
            return StatusSeen(entry.status_on(self._today), value)
        if field.says.refers_to == "source" and isinstance(value, str) and plan is not None:
            return plan.source(value)
        return value

    def _part(self, old: Entry | None, new: Entry | None, path: Path, voice: Voice) -> Iterator[Difference]:
        if old is not None and new is not None:
            yield from self._entry(old, new, path)
        elif new is not None:
            yield Difference("added", path, _voice_of_item(new, voice), after=new)
        else:
            yield Difference("removed", path, _voice_of_item(old, voice), before=old)

    def _items(self, before: Sequence[Any], after: Sequence[Any], path: Path, voice: Voice) -> Iterator[Difference]:
        """What happened to the items of a list: each is known by a name of its own, or by its words."""
        field = path[-1].field
        items = _ITEMS.get(field.item_type, _Items())
        names = [[(items.key or worded)(item) for item in side] for side in (before, after)]
        for old, new, is_moved in aligned(*names, by_words=items.key is None):
            item = after[new] if new is not None else before[old or 0]
            position = Position(items.noun, ((old or 0) if new is None else new) + 1)
            place = (*path[:-1], Step(field, self._known_by(item) or position))
            item_voice = _voice_of_item(item, voice)
            if new is None:
                yield Difference("removed", place, item_voice, before=item)
            elif old is None:
                yield Difference("added", place, item_voice, after=item)
            else:
                if is_moved and items.keep_order:
                    yield Difference("moved", place, item_voice, Position(items.noun, old + 1), item)
                if isinstance(item, Entry):
                    yield from self._entry(before[old], item, place)
                else:
                    yield from texts_between(before[old], item, place, voice)

    def _known_by(self, item: object) -> Entry | None:
        """What an item of a list is known by: a link by where it leads, as that is called now or was before."""
        if isinstance(item, About):
            subjects = (each for plan in reversed(self._plans) if plan for each in (*plan.aims, *plan.outcomes))
            return next(each for each in subjects if each.id == item.record)
        return item if isinstance(item, Objective | Measured | KnownProblem) else None


_STILL_TOLD = "still mentions them"


def _voice_of(field: Field, before: Entry, after: Entry) -> Voice:
    """Whose words a field holds; a passage is official if it says so on either side."""
    is_official = any(isinstance(each, Passage) and each.is_official for each in (before, after))
    return Voice.OFFICIAL if is_official and field.says.voice is Voice.PLAIN else field.says.voice


def _voice_of_item(item: object, otherwise: Voice) -> Voice:
    """Whose words an item holds: official words in a list are official."""
    is_official = (isinstance(item, Passage) and item.is_official) or (isinstance(item, Objective) and item.official)
    return Voice.OFFICIAL if is_official else otherwise


@dataclass(frozen=True, slots=True)
class _Items:
    """How the items of a list are counted and told from one another."""

    noun: str = "item"
    key: Callable[[Any], str] | None = None
    """What each is known by; None for its words."""
    keep_order: bool = True


_ITEMS: Mapping[type, _Items] = {
    EasyLine: _Items("line"),
    Passage: _Items("part"),
    Objective: _Items("place", lambda item: item.id),
    About: _Items(key=lambda item: item.record, keep_order=False),
    LeftOut: _Items(key=lambda item: item.what, keep_order=False),
    Measured: _Items(key=lambda item: str(item.when), keep_order=False),
    KnownProblem: _Items(key=lambda item: item.criterion, keep_order=False),
    Audit: _Items(key=lambda item: f"{item.who} {item.when}", keep_order=False),
}


def _bodies(before: Article, after: Article) -> Iterator[Difference]:
    """What changed in a hand-written page: its paragraphs, where its links lead, or only how it looks."""
    if before.body == after.body:
        return
    text, link = (_BODY,), (_LINK,)
    then, now = paragraphs_of(before.body), paragraphs_of(after.body)
    if then != now:
        yield from paragraphs_between(then, now, text, Voice.PLAIN, are_counted=False)
    old, new = (Counter(each.address for each in article.links) for article in (before, after))
    yield from (Difference("removed", link, Voice.LINK, before=address) for address in (old - new).elements())
    yield from (Difference("added", link, Voice.LINK, after=address) for address in (new - old).elements())
    if then == now and old == new:
        yield Difference("look", text, Voice.PLAIN)


def _not_repeated(each: Difference) -> Difference:
    """Somebody may not want to be named or quoted any longer: what stood there is counted at most."""
    if each.how == "reworded":
        pieces = tuple(replace(piece, words="…") if piece.kind == "old" else piece for piece in each.pieces)
        how: How = "hidden" if each.changes_meaning else "reworded"
        return replace(each, how=how, before=None, pieces=pieces)
    if each.how == "removed" or (each.how == "value" and each.before is not None):
        are_counted = each.how == "removed" and each.voice in WORDS
        count = len(words_in(worded(each.before, each.field))) if are_counted else 0
        return Difference("hidden", each.path, each.voice, after=each.after, taken_out=count)
    return each


def _names(before: Sequence[str], after: Sequence[str]) -> Iterator[Difference]:
    path = (Step(NAMES),)
    yield from (Difference("added", path, Voice.NOTE, after=name) for name in after if name not in set(before))
    if set(before) - set(after):
        yield Difference("hidden", path, Voice.NOTE)
