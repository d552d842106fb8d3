"""Two plans → what changed, from the records and not from lines of files, in the order in which readers meet them."""

from __future__ import annotations

import datetime as dt
import typing
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Literal

from plan_site.english.sentences import words_in
from plan_site.model.entries import About, EasyLine, Entry, LeftOut, Passage
from plan_site.model.field_types import Id, Line, Prose, Voice, When, YesNo
from plan_site.model.fields import Field, easy_lines_of, field_of, fields_of
from plan_site.model.plan import KINDS, Article, Plan
from plan_site.model.records import (
    Action,
    Aim,
    Consultation,
    Details,
    Feedback,
    Measure,
    Measured,
    Objective,
    Outcome,
    Quote,
    Status,
)
from plan_site.model.site_records import Audit, Change, KnownProblem, Picture
from plan_site.publish.project import Prepared
from plan_site.site.page import Page
from plan_site.site.pages import paragraphs_of
from plan_site.site.reviews import how_to_review, reviews_that_hold
from plan_tools.compare.differences import (
    Addresses,
    Difference,
    EasyWords,
    How,
    Lapse,
    Level,
    RecordChange,
    Summary,
)
from plan_tools.compare.record_names import (
    Made,
    by_key,
    formerly_of,
    id_of,
    is_withdrawn,
    name_of,
    picture_of,
    title_of,
)
from plan_tools.compare.voices import WORDS, plain_texts, voice_of_field, voice_of_item
from plan_tools.compare.withdrawn import words_taken_back
from plan_tools.compare.word_diff import aligned, paragraphs_between, texts_between

NOTHING = Prepared(None, (), ())
"""What stands for a plan that is not there yet."""


def changes_between(before: Prepared, after: Prepared, today: dt.date) -> Summary:
    """What changed from one plan to another, as seen on one day: a status that is late is late in both."""
    compare = _Comparison(_as_called_now(before.plan, after.plan), after.plan, today)
    records = tuple(compare.records())
    return Summary(
        records,
        _addresses(before.pages, after.pages),
        tuple(_lapsed(before, after)),
        compare.level,
        is_new=before.plan is None,
    )


def _as_called_now(before: Plan | None, after: Plan | None) -> Plan | None:
    """The plan before, with the ids of now in its references: to follow a record that was renamed changes nothing."""
    now = {old: record.id for record in after.with_pages for old in record.formerly} if after else {}
    if before is None or not now:
        return before

    def followed(abouts: Iterable[About]) -> tuple[About, ...]:
        return tuple(replace(about, record=Id(now.get(about.record, about.record))) for about in abouts)

    return replace(
        before,
        quotes=tuple(replace(quote, about=followed(quote.about)) for quote in before.quotes),
        progress=tuple(replace(progress, about=followed(progress.about)) for progress in before.progress),
        actions=tuple(replace(action, about=followed(action.about)) for action in before.actions),
        reviews=tuple(replace(review, record=Id(now.get(review.record, review.record))) for review in before.reviews),
    )


def _addresses(before: Iterable[Page], after: Iterable[Page]) -> Addresses:
    then, now = ({page.address: page for page in pages} for pages in (before, after))
    said = [page for page in now.values() if page.kind in _SAYS_WHERE and not _has(then, page)]
    led_to = {page.canonical for page in now.values() if page.kind == "moved"}
    new = (
        page.address
        for page in now.values()
        if page.address not in then and page.kind not in _SAYS_WHERE and page.address not in led_to
    )
    return Addresses(
        tuple(address for address in then if address not in now),
        tuple(new),
        tuple((page.address, page.canonical) for page in said if page.kind == "moved"),
        tuple(page.address for page in said if page.kind == "gone"),
    )


_SAYS_WHERE = frozenset({"moved", "gone"})


def _has(pages: Mapping[str, Page], page: Page) -> bool:
    """Whether a page of the same kind stood at its address."""
    return page.address in pages and pages[page.address].kind == page.kind


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


class _Comparison:
    """Compares two plans, record by record, in the order in which readers meet them."""

    def __init__(self, before: Plan | None, after: Plan | None, today: dt.date) -> None:
        self._plans = (before, after)
        self._today = today
        self._levels = [Level(), Level()]
        self._taken_back = words_taken_back(before, after)

    @property
    def level(self) -> tuple[Level, Level]:
        """The reading level of all plain words before and now; known once all records are compared."""
        return self._levels[0], self._levels[1]

    def records(self) -> Iterator[RecordChange]:
        for kind in KINDS:
            before, after = (_all_of(kind.attribute, plan) for plan in self._plans)
            yield from self._group(before, after, kind.noun)
        before, after = (plan.articles if plan else () for plan in self._plans)
        yield from self._group(before, after, "page")

    def _group(self, before: Sequence[Made], after: Sequence[Made], noun: str) -> Iterator[RecordChange]:
        then, now = by_key(before), by_key(after)
        gone = {key: record for key, record in then.items() if key not in now}
        for key, record in now.items():
            old = key if key in then else next((old for old in formerly_of(record) if old in gone), None)
            if old is None:
                self._levels[1] += Level.of(plain_texts(record))
                yield self._whole(record, noun, "added")
                continue
            gone.pop(old, None)
            if (changed := self._changed(then[old], record, noun)) is not None:
                yield changed
        for record in gone.values():
            self._levels[0] += Level.of(plain_texts(record))
            yield self._whole(record, noun, "removed")

    def _whole(self, record: Made, noun: str, how: Literal["added", "removed"]) -> RecordChange:
        is_gone = how == "removed" and (isinstance(record, Quote | Feedback) or self._tells(title_of(record)))
        is_hidden = is_gone or is_withdrawn(record)
        return RecordChange(
            how,
            noun,
            id_of(record),
            f"{noun.capitalize()} ‘{id_of(record)}’" if is_hidden else name_of(record),
            "" if is_hidden else title_of(record),
            picture=picture_of(record),
            is_draft=isinstance(record, Change) and bool(record.draft),
        )

    def _changed(self, before: Made, after: Made, noun: str) -> RecordChange | None:
        level = Level.of(plain_texts(after))
        self._levels[1] += level
        if before == after:
            self._levels[0] += level
            return None
        old_level = Level.of(plain_texts(before))
        self._levels[0] += old_level
        differences = tuple(self._discreet(each) for each in self._between(before, after))
        was = id_of(before) if id_of(before) != id_of(after) and noun != "change" else ""
        if not differences and not was:
            return None
        is_hidden = any(each.how == "withdrawn" for each in differences)
        old_easy, easy = _easy_words(before), _easy_words(after)
        return RecordChange(
            "changed",
            noun,
            id_of(after),
            name_of(after),
            title_of(after),
            was,
            picture_of(after),
            differences,
            (old_level, level) if any(each.voice is Voice.PLAIN for each in differences) else None,
            None if is_hidden or old_easy == easy else (old_easy, easy),
            isinstance(after, Change) and bool(after.draft),
        )

    def _tells(self, text: str) -> bool:
        """Whether a text holds words or a name that are on this site no more."""
        return self._taken_back is not None and self._taken_back.search(" ".join(text.split())) is not None

    def _discreet(self, each: Difference) -> Difference:
        """What mentioned somebody who took their words or name back is not repeated, in whatever record it stood."""
        if each.how not in ("reworded", "removed", "value") or not self._tells(each.before):
            return each
        after = _STILL_TOLD if self._tells(each.after) else each.after
        return Difference("hidden", each.field, each.voice, after=after)

    def _between(self, before: Made, after: Made) -> Iterator[Difference]:
        if isinstance(before, Article) and isinstance(after, Article):
            yield from self._entry(before.matter, after.matter)
            yield from _bodies(before, after)
        elif is_withdrawn(after) and not is_withdrawn(before):
            yield Difference("withdrawn", "words", Voice.FACT)
        elif isinstance(before, Entry) and isinstance(after, Entry):
            yield from self._entry(before, after)
        if isinstance(before, Picture) and isinstance(after, Picture) and before.digest != after.digest:
            yield Difference("look", "drawing", Voice.PICTURE)

    def _entry(self, before: Entry, after: Entry, path: str = "") -> Iterator[Difference]:
        for field in fields_of(type(after)):
            if field.name in ("id", "formerly"):  # an address that goes on working is told among the addresses
                continue
            if getattr(before, field.name) != getattr(after, field.name) or field.name == "status":
                yield from self._field(field, before, after, path)

    def _field(self, field: Field, before: Entry, after: Entry, path: str) -> Iterator[Difference]:
        for each in self._of_field(field, before, after, path):
            if not field.is_personal:
                yield each
            else:
                yield _not_repeated(self._discreet(each) if self._tells(each.after) else each)

    def _of_field(self, field: Field, before: Entry, after: Entry, path: str) -> Iterator[Difference]:
        old, new = getattr(before, field.name), getattr(after, field.name)
        voice = voice_of_field(before, after, field)
        called = _joined(path, field.called)
        if isinstance(after, Details) and field.name == "names":
            yield from _names(old, new)
        elif typing.get_origin(field.type) is tuple:
            yield from self._items(typing.get_args(field.type)[0], old, new, called, voice)
        elif isinstance(field.type, type) and issubclass(field.type, Entry):
            yield from self._part(old, new, called, voice)
        elif field.type is Prose and voice in WORDS:
            yield from paragraphs_between(old or (), new or (), called, voice)
        elif field.type is Line and voice in WORDS:
            yield from texts_between(old or "", new or "", called, voice)
        else:
            then, now = (
                self._value(each, field, getattr(each, field.name), plan)
                for each, plan in zip((before, after), self._plans, strict=True)
            )
            if then != now:
                yield Difference("value", called, voice, then, now)

    def _part(self, old: Entry | None, new: Entry | None, called: str, voice: Voice) -> Iterator[Difference]:
        if old is not None and new is not None:
            yield from self._entry(old, new, called)
        elif new is not None:
            yield Difference("added", called, voice_of_item(new, voice), after=self._said(new))
        elif old is not None:
            yield Difference("removed", called, voice_of_item(old, voice), before=self._said(old))

    def _items(
        self, held: Any, before: Sequence[Any], after: Sequence[Any], called: str, voice: Voice
    ) -> Iterator[Difference]:
        """What happened to the items of a list: each is known by a name of its own, or by its words."""
        key = _KEYS.get(held)
        names = [[(key or self._said)(item) for item in items] for items in (before, after)]
        for old, new, is_moved in aligned(*names, by_words=key is None):
            item = after[new] if new is not None else before[old or 0]
            place = self._place(held, called, item, (old or 0) if new is None else new)
            item_voice = voice_of_item(item, voice)
            if new is None:
                yield Difference("removed", place, item_voice, before=self._said(item))
            elif old is None:
                yield Difference("added", place, item_voice, after=self._said(item))
            else:
                if is_moved and held not in _WITHOUT_ORDER:
                    was = f"{_ITEM.get(held, 'item')} {old + 1}"
                    yield Difference("moved", place, item_voice, before=was, after=self._said(item))
                if isinstance(item, Entry):
                    yield from self._entry(before[old], item, place)
                elif before[old] != item:
                    yield from texts_between(before[old], item, place, voice)

    def _place(self, held: Any, called: str, item: Any, position: int) -> str:
        if isinstance(item, About):
            return f"link to {self._subject(item)}"
        if isinstance(item, Objective):
            return f"objective ‘{item.id}’"
        if isinstance(item, Measured):
            return f"{called}, {item.when.words}"
        if isinstance(item, KnownProblem):
            return f"known problem “{item.criterion}”"
        return f"{called}, {_ITEM.get(held, 'item')} {position + 1}"

    def _subject(self, about: About) -> str:
        """The aim or outcome that a link leads to, as it is called now or was before."""
        for plan in reversed(self._plans):
            subjects: list[Aim | Outcome] = [*plan.aims, *plan.outcomes] if plan else []
            for subject in subjects:
                if subject.id == about.record:
                    return f"{subject.label.lower()} “{subject.title}”"
        return f"‘{about.record}’"

    def _said(self, item: Any) -> str:
        """The words of an item of a list, as short as they can be quoted."""
        if isinstance(item, About):
            return field_of(About, "reading").says.choices[item.reading]
        if isinstance(item, Objective):
            return item.official or item.text or ""
        if isinstance(item, Passage):
            return " ".join(item.text)
        if isinstance(item, EasyLine):
            return item.words
        if isinstance(item, Measured):
            return item.value
        if isinstance(item, Measure | LeftOut):
            return item.what
        if isinstance(item, Consultation):
            return item.how_many
        if isinstance(item, Audit):
            return f"{item.who}, {item.when.words}: {item.what}"
        if isinstance(item, KnownProblem):
            return " ".join(item.why)
        return str(item)

    def _value(self, owner: Entry, field: Field, value: Any, plan: Plan | None) -> str:
        """A value in the words of a person; empty for none."""
        if isinstance(owner, Action) and isinstance(value, Status):
            late = owner.status_on(self._today) is Status.LATE
            return f"late ({value}, but the due date has passed)" if late else str(value)
        if value is None:
            return ""
        if isinstance(value, When):
            return value.words
        if field.type is YesNo:
            return "yes" if value else "no"
        if field.type is Id and field.name == "source" and plan is not None:
            return f"“{plan.source(value).title}”"
        if field.type is Prose:
            return " ".join(value)
        return field.says.choices.get(value, str(value))


_STILL_TOLD = "still mentions them"


def _all_of(attribute: str, plan: Plan | None) -> Sequence[Made]:
    if plan is None:
        return ()
    found = getattr(plan, attribute)
    return found if isinstance(found, tuple) else () if found is None else (found,)


def _bodies(before: Article, after: Article) -> Iterator[Difference]:
    """What changed in a hand-written page: its paragraphs, where its links lead, or only how it looks."""
    if before.body == after.body:
        return
    then, now = paragraphs_of(before.body), paragraphs_of(after.body)
    if then != now:
        yield from paragraphs_between(then, now, "text", Voice.PLAIN, are_counted=False)
    old, new = (Counter(link.address for link in article.links) for article in (before, after))
    yield from (Difference("removed", "link", Voice.LINK, before=address) for address in (old - new).elements())
    yield from (Difference("added", "link", Voice.LINK, after=address) for address in (new - old).elements())
    if then == now and old == new:
        yield Difference("look", "text", Voice.PLAIN)


def _not_repeated(each: Difference) -> Difference:
    """Somebody may not want to be named or quoted any longer: what stood there is counted at most."""
    if each.how == "reworded":
        pieces = tuple(replace(piece, words="…") if piece.kind == "old" else piece for piece in each.pieces)
        how: How = "hidden" if each.changes_meaning else "reworded"
        return Difference(how, each.field, each.voice, after=each.after, pieces=pieces)
    if each.how == "removed" or (each.how == "value" and each.before):
        count = len(words_in(each.before)) if each.how == "removed" and each.voice in WORDS else 0
        return Difference("hidden", each.field, each.voice, after=each.after, taken_out=count)
    return each


def _names(before: Sequence[str], after: Sequence[str]) -> Iterator[Difference]:
    """A name that was taken out may be that of somebody who took their words back."""
    yield from (Difference("added", "names", Voice.NOTE, after=name) for name in after if name not in set(before))
    if set(before) - set(after):
        yield Difference("hidden", "names", Voice.NOTE)


def _easy_words(record: Made) -> EasyWords:
    lines = [line.words for line in easy_lines_of(record.matter if isinstance(record, Article) else record)]
    return EasyWords(len(lines), max((len(words_in(line)) for line in lines), default=0))


_KEYS: Mapping[Any, Callable[[Any], str]] = {
    Objective: lambda item: item.id,
    About: lambda item: item.record,
    LeftOut: lambda item: item.what,
    Measured: lambda item: str(item.when),
    KnownProblem: lambda item: item.criterion,
    Audit: lambda item: f"{item.who} {item.when}",
}
_WITHOUT_ORDER = frozenset({About, LeftOut, Measured, KnownProblem, Audit, Id})
_ITEM: Mapping[Any, str] = {EasyLine: "line", Passage: "part", Objective: "place"}


def _joined(path: str, called: str) -> str:
    return ", ".join(part for part in (path, called) if part)
