"""Two plans → what changed, from the records and not from lines of files, in the order in which readers meet them."""

from __future__ import annotations

import datetime as dt
import re
import typing
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from typing import Any, Literal

from plan_site.building import Prepared
from plan_site.changes import Addresses, Difference, EasyWords, Lapse, Level, Piece, RecordChange, Summary, Voice
from plan_site.content import Article
from plan_site.model import (
    KINDS,
    About,
    Accessibility,
    Action,
    Aim,
    Audit,
    Change,
    Consultation,
    Details,
    EasyLine,
    Entry,
    Feedback,
    Id,
    KnownProblem,
    LeftOut,
    Line,
    Measure,
    Measured,
    Objective,
    Outcome,
    Passage,
    Picture,
    Plan,
    Progress,
    Prose,
    Quote,
    Review,
    Source,
    Status,
    When,
    Word,
    YesNo,
)
from plan_site.page import Page
from plan_site.pages import paragraphs_of
from plan_site.reading import Field, easy_lines_of, fields_of
from plan_site.reviews import how_to_review, reviews_that_hold
from plan_site.sentences import sentences, words_in

# --- comparing --------------------------------------------------------------------------------------------

NOTHING = Prepared(None, (), (), ())
"""What stands for a plan that is not there yet."""


def changes_between(before: Prepared, after: Prepared, today: dt.date) -> Summary:
    """What changed from one plan to another, as seen on one day: a status that is late is late in both."""
    compare = _Comparison(_as_called_now(before.plan, after.plan), after.plan, today)
    records = tuple(compare.records(before.articles, after.articles))
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
        for record, review in reviews_that_hold(after.plan, after.articles)
        for name in (record.id, *_formerly(record))
    }
    there = {
        name: record
        for record in (*after.articles, *after.plan.with_pages, after.plan.details)
        for name in (*_formerly(record), record.id)
    }
    said: set[tuple[str, str, str]] = set()
    for record, review in reviews_that_hold(before.plan, before.articles):
        checked = (record.id, review.reading, review.group)
        if record.id in there and checked not in now and checked not in said:
            said.add(checked)
            yield Lapse(_name(there[record.id]), review, how_to_review(review, there[record.id].id))


def _formerly(record: object) -> tuple[str, ...]:
    names = record.matter.formerly if isinstance(record, Article) else getattr(record, "formerly", ())
    return tuple(names)


_Made = Entry | Article


class _Comparison:
    """Compares two plans, record by record, in the order in which readers meet them."""

    def __init__(self, before: Plan | None, after: Plan | None, today: dt.date) -> None:
        self._plans = (before, after)
        self._today = today
        self._levels = [Level(), Level()]
        self._taken_back = _taken_back(before, after)

    @property
    def level(self) -> tuple[Level, Level]:
        """The reading level of all plain words before and now; known once all records are compared."""
        return self._levels[0], self._levels[1]

    def records(self, before_articles: Sequence[Article], after_articles: Sequence[Article]) -> Iterator[RecordChange]:
        for kind in KINDS:
            before, after = (_all_of(kind.attribute, plan) for plan in self._plans)
            yield from self._group(before, after, kind.noun)
        yield from self._group(before_articles, after_articles, "page")

    def _group(self, before: Sequence[_Made], after: Sequence[_Made], noun: str) -> Iterator[RecordChange]:
        then, now = _by_key(before), _by_key(after)
        gone = {key: record for key, record in then.items() if key not in now}
        for key, record in now.items():
            old = key if key in then else next((old for old in _formerly(record) if old in gone), None)
            if old is None:
                self._levels[1] += Level.of(_plain_texts(record))
                yield self._whole(record, noun, "added")
                continue
            gone.pop(old, None)
            if (changed := self._changed(then[old], record, noun)) is not None:
                yield changed
        for record in gone.values():
            self._levels[0] += Level.of(_plain_texts(record))
            yield self._whole(record, noun, "removed")

    def _whole(self, record: _Made, noun: str, how: Literal["added", "removed"]) -> RecordChange:
        is_gone = how == "removed" and (isinstance(record, Quote | Feedback) or self._tells(_title(record)))
        is_hidden = is_gone or _is_withdrawn(record)
        return RecordChange(
            how,
            noun,
            _id(record),
            f"{noun.capitalize()} ‘{_id(record)}’" if is_hidden else _name(record),
            "" if is_hidden else _title(record),
            picture=_picture(record),
            is_draft=isinstance(record, Change) and bool(record.draft),
        )

    def _changed(self, before: _Made, after: _Made, noun: str) -> RecordChange | None:
        level = Level.of(_plain_texts(after))
        self._levels[1] += level
        if before == after:
            self._levels[0] += level
            return None
        old_level = Level.of(_plain_texts(before))
        self._levels[0] += old_level
        differences = tuple(self._discreet(each) for each in self._between(before, after))
        was = _id(before) if _id(before) != _id(after) and noun != "change" else ""
        if not differences and not was:
            return None
        is_hidden = any(each.how == "withdrawn" for each in differences)
        old_easy, easy = _easy_words(before), _easy_words(after)
        return RecordChange(
            "changed",
            noun,
            _id(after),
            _name(after),
            _title(after),
            was,
            _picture(after),
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

    def _between(self, before: _Made, after: _Made) -> Iterator[Difference]:
        if isinstance(before, Article) and isinstance(after, Article):
            yield from self._entry(before.matter, after.matter)
            yield from _bodies(before, after)
        elif _is_withdrawn(after) and not _is_withdrawn(before):
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
        old, new = getattr(before, field.name), getattr(after, field.name)
        owner, voice = type(after), _voice(before, after, field)
        called = _joined(path, _called(owner, field.name))
        if owner is Quote and field.name in _PERSONAL and old:
            yield Difference("hidden", called, voice, after=new or "")
        elif owner is Details and field.name == "names":
            yield from _names(old, new)
        elif typing.get_origin(field.type) is tuple:
            yield from self._items(typing.get_args(field.type)[0], old, new, called, voice)
        elif isinstance(field.type, type) and issubclass(field.type, Entry):
            yield from self._part(old, new, called, voice)
        elif field.type is Prose and voice in _WORDS:
            yield from _paragraphs(old or (), new or (), called, voice)
        elif field.type is Line and voice in _WORDS:
            yield from _texts(old or "", new or "", called, voice)
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
            yield Difference("added", called, _voice_of(new, voice), after=self._said(new))
        elif old is not None:
            yield Difference("removed", called, _voice_of(old, voice), before=self._said(old))

    def _items(
        self, held: Any, before: Sequence[Any], after: Sequence[Any], called: str, voice: Voice
    ) -> Iterator[Difference]:
        """What happened to the items of a list: each is known by a name of its own, or by its words."""
        key = _KEYS.get(held)
        names = [[(key or self._said)(item) for item in items] for items in (before, after)]
        for old, new, is_moved in _aligned(*names, by_words=key is None):
            item = after[new] if new is not None else before[old or 0]
            place = self._place(held, called, item, (old or 0) if new is None else new)
            item_voice = _voice_of(item, voice)
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
                    yield from _texts(before[old], item, place, voice)

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
            return _WORD_FOR[("reading", item.reading)]
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
        return _WORD_FOR.get((field.name, value), str(value))


_STILL_TOLD = "still mentions them"


def _taken_back(before: Plan | None, after: Plan | None) -> re.Pattern[str] | None:
    """Finds what people no longer say here: their sentences, their names, a role that tells who they are."""
    if before is None or after is None:
        return None
    now = {name: quote for quote in after.quotes for name in (*quote.formerly, quote.id)}
    phrases: set[str] = set()
    for quote in before.quotes:
        still = now.get(quote.id)
        if still is None or still.is_withdrawn:
            texts = [*(quote.words or ()), *(line.words for line in quote.easy_read)]
            said = [*(sentence for text in texts for sentence in sentences(text)), *(a.because for a in quote.about)]
            phrases.update(words.rstrip(".?!…") for words in said if words and _is_telling(words))
        if quote.speaker and (still is None or still.speaker != quote.speaker):
            phrases.update(_parts_of_name(quote.speaker))
        if quote.role and (still is None or still.role != quote.role) and _is_telling(quote.role):
            phrases.add(quote.role)
    known = " ".join(
        [after.details.title, after.details.area or "", after.details.organisation or ""]
        + [f"{quote.speaker or ''} {quote.role or ''} {' '.join(quote.words or ())}" for quote in after.quotes]
    )
    found = [_anyhow(" ".join(phrase.split())) for phrase in sorted(phrases) if not _has_words(known, phrase)]
    return re.compile(rf"(?<!\w)(?:{'|'.join(found)})(?!\w)") if found else None


def _is_telling(words: str) -> bool:
    """Whether words are somebody's own: two words such as ‘young person’ are everybody's."""
    return len(words_in(words)) > _EVERYBODYS


_EVERYBODYS = 2


def _parts_of_name(name: str) -> Iterator[str]:
    """A name and each of its words, but for ‘of’ and ‘and’: people are called by one of them as well."""
    yield name
    parts = re.split(r"[\s(),]+", name)  # words_in would part the letters of some languages
    yield from (part for part in parts if len(part) > 1 and (part[0].isupper() or not part.isascii()))


def _anyhow(phrase: str) -> str:
    """A pattern: a name such as Hope is told from hope by its capital letter, and a sentence needs none."""
    return f"(?i:{re.escape(phrase)})" if " " in phrase else re.escape(phrase)


def _has_words(text: str, words: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(words)}(?!\w)", text) is not None


def _all_of(attribute: str, plan: Plan | None) -> Sequence[_Made]:
    if plan is None:
        return ()
    found = getattr(plan, attribute)
    return found if isinstance(found, tuple) else () if found is None else (found,)


def _by_key(records: Iterable[_Made]) -> dict[str, _Made]:
    """Each record by what it is known by; where several share that (two changes on a day), by which it is of them."""
    seen: Counter[str] = Counter()
    found: dict[str, _Made] = {}
    for record in records:
        key = _key(record)
        seen[key] += 1
        found[key if seen[key] == 1 else f"{key} ({seen[key]})"] = record
    return found


def _key(record: _Made) -> str:
    if isinstance(record, Details | Accessibility):
        return type(record).__name__
    if isinstance(record, Review):
        return f"{record.record} {record.reading} {record.who} {record.when}"
    return _id(record).casefold() if isinstance(record, Word) else _id(record)


def _id(record: _Made) -> str:
    """What editors know a record by."""
    for name in ("id", "word", "name", "date", "record"):
        if hasattr(record, name) and not (name == "name" and isinstance(record, Details)):
            return str(getattr(record, name))
    return "accessibility"


def _is_withdrawn(record: object) -> bool:
    return isinstance(record, Quote) and record.is_withdrawn


def _title(record: _Made) -> str:
    if isinstance(record, Quote):
        return record.speaker or ""
    return str(getattr(record, "title", getattr(record, "word", "")))


def _name(record: _Made) -> str:
    """What a person would call a record."""
    if isinstance(record, Details):
        return "The plan itself"
    if isinstance(record, Accessibility):
        return "The accessibility page"
    if isinstance(record, Review):
        return f"Review of ‘{record.record}’ by “{record.who}”, {record.when.words}"
    if isinstance(record, Change):
        return f"What changed, {record.date.words}"
    if isinstance(record, Quote):
        return f"Quote of {record.who}" if record.who else f"Quote ‘{record.id}’"
    if isinstance(record, Picture):
        return f"Picture ‘{record.name}’"
    label = record.label if isinstance(record, Aim | Outcome) else _NOUNS.get(type(record), type(record).__name__)
    return f"{label} “{_shortened(_title(record))}”"


def _shortened(title: str, most: int = 80) -> str:
    return title if len(title) <= most else f"{title[:most].rpartition(' ')[0]} …"


_NOUNS: Mapping[type, str] = {Article: "Page", Word: "Hard word"}


def _picture(record: _Made) -> str:
    """A picture that stands for a record, if it has one."""
    if isinstance(record, Picture):
        return record.name
    own = getattr(record, "picture", None)
    lines = easy_lines_of(record.matter if isinstance(record, Article) else record)
    return own or next((line.picture for line in lines if line.picture), "")


# --- words ------------------------------------------------------------------------------------------------


def _texts(old: str, new: str, called: str, voice: Voice) -> Iterator[Difference]:
    if old.split() == new.split():
        return
    if old and new:
        yield Difference("reworded", called, voice, old, new, pieces_between(old, new))
    elif new:
        yield Difference("added", called, voice, after=new)
    else:
        yield Difference("removed", called, voice, before=old)


def _paragraphs(
    before: Sequence[str], after: Sequence[str], called: str, voice: Voice, *, are_counted: bool = True
) -> Iterator[Difference]:
    if " ".join(before).split() == " ".join(after).split():
        yield Difference("paragraphs", called, voice, str(len(before)), str(len(after)))
        return
    if len(before) <= 1 and len(after) <= 1:
        yield from _texts("".join(before), "".join(after), called, voice)
        return
    for old, new, is_moved in _aligned(before, after, by_words=True):
        place = f"{called}, paragraph {((old or 0) if new is None else new) + 1}" if are_counted else called
        if is_moved and old is not None and new is not None:
            yield Difference("moved", place, voice, f"paragraph {old + 1}" if are_counted else "", after[new])
        yield from _texts(before[old] if old is not None else "", after[new] if new is not None else "", place, voice)


def _bodies(before: Article, after: Article) -> Iterator[Difference]:
    """What changed in a hand-written page: its paragraphs, where its links lead, or only how it looks."""
    if before.body == after.body:
        return
    then, now = paragraphs_of(before.body), paragraphs_of(after.body)
    if then != now:
        yield from _paragraphs(then, now, "text", Voice.PLAIN, are_counted=False)
    old, new = (Counter(link.address for link in article.links) for article in (before, after))
    yield from (Difference("removed", "link", Voice.LINK, before=address) for address in (old - new).elements())
    yield from (Difference("added", "link", Voice.LINK, after=address) for address in (new - old).elements())
    if then == now and old == new:
        yield Difference("look", "text", Voice.PLAIN)


def _names(before: Sequence[str], after: Sequence[str]) -> Iterator[Difference]:
    """A name that was taken out may be that of somebody who took their words back."""
    yield from (Difference("added", "names", Voice.NOTE, after=name) for name in after if name not in set(before))
    if set(before) - set(after):
        yield Difference("hidden", "names", Voice.NOTE)


def _aligned(
    before: Sequence[str], after: Sequence[str], *, by_words: bool
) -> Iterator[tuple[int | None, int | None, bool]]:
    """Pairs of positions before and after, in order, and whether the item moved; None where there is no such item.

    What has the same name (or words) is the same. With `by_words`, an item that is much like one in its place is it,
    reworded.
    """
    pairs: list[tuple[int | None, int | None, bool]] = []
    blocks: list[tuple[list[int], list[int]]] = []
    for _, a, b, c, d in SequenceMatcher(None, before, after).get_opcodes():
        if list(before[a:b]) == list(after[c:d]):
            pairs += zip(range(a, b), range(c, d), [False] * (b - a), strict=True)
        else:
            blocks.append((list(range(a, b)), list(range(c, d))))
    for old, new in _moved(before, after, blocks):
        pairs.append((old, new, True))
    for olds, news in blocks:
        for old, new in _alike(before, after, olds, news) if by_words else ():
            olds.remove(old)
            news.remove(new)
            pairs.append((old, new, False))
        pairs += [(old, None, False) for old in olds]
        pairs += [(None, new, False) for new in news]
    yield from sorted(pairs, key=lambda pair: (pair[1] if pair[1] is not None else pair[0] or 0, pair[1] is not None))


def _moved(
    before: Sequence[str], after: Sequence[str], blocks: Iterable[tuple[list[int], list[int]]]
) -> Iterator[tuple[int, int]]:
    """What left one block and came in another; takes it out of both."""
    left: dict[str, list[tuple[int, list[int]]]] = {}
    for olds, _ in blocks:
        for old in olds:
            left.setdefault(before[old], []).append((old, olds))
    for _, news in blocks:
        for new in tuple(news):
            if left.get(after[new]):
                old, olds = left[after[new]].pop(0)
                olds.remove(old)
                news.remove(new)
                yield old, new


MOST_COMPARED = 40
"""Items of one block that are compared with one another; more than that were replaced altogether."""


def _alike(
    before: Sequence[str], after: Sequence[str], olds: Sequence[int], news: Sequence[int]
) -> list[tuple[int, int]]:
    """Which of a few items were reworded into which: the first that shares half its words, in the same order."""
    if len(olds) == len(news):
        return list(zip(olds, news, strict=True))
    if max(len(olds), len(news)) > MOST_COMPARED:
        return []
    found: list[tuple[int, int]] = []
    rest = list(olds)
    for new in news:
        match = next((old for old in rest if _share_words(before[old], after[new])), None)
        if match is not None:
            found.append((match, new))
            rest = [old for old in rest if old > match]
    return found


def _share_words(one: str, other: str) -> bool:
    words, others = (Counter(word.casefold() for word in words_in(text)) for text in (one, other))
    return 2 * (words & others).total() >= max(words.total(), others.total(), 1)


def pieces_between(before: str, after: str) -> tuple[Piece, ...]:
    """The words of both texts in order: which stay, which are taken out, which come in. White space does not matter."""
    old, new = before.split(), after.split()
    is_long = max(len(old), len(new)) > 1000
    runs: list[tuple[list[str], list[str], bool]] = []
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=is_long).get_opcodes():
        runs.append((old[a:b], new[c:d], tag == "equal"))
    pieces: list[Piece] = []
    for out, come_in, is_same in _without_islands(runs):
        if is_same:
            pieces.append(Piece("same", " ".join(out)))
            continue
        pieces += [Piece("old", " ".join(out))] if out else []
        pieces += [Piece("new", " ".join(come_in))] if come_in else []
    return tuple(pieces)


def _without_islands(runs: Sequence[tuple[list[str], list[str], bool]]) -> list[tuple[list[str], list[str], bool]]:
    """A word or two that happen to stay between words that change read better as part of the change."""
    joined: list[tuple[list[str], list[str], bool]] = []
    for number, (out, come_in, is_same) in enumerate(runs):
        around = (joined[-1], runs[number + 1]) if joined and number + 1 < len(runs) else ()
        is_island = is_same and around and all(len(out) < max(len(o), len(n)) and not s for o, n, s in around)
        if joined and not joined[-1][2] and (is_island or not is_same):
            joined[-1] = (joined[-1][0] + out, joined[-1][1] + come_in, False)
        else:
            joined.append((out, come_in, is_same))
    return joined


def _plain_texts(record: _Made) -> Iterator[str]:
    """What the site says in its own plain words."""
    if isinstance(record, Article):
        yield from (text for text in paragraphs_of(record.body) if text.endswith((".", "?", "!", "”", "’", ")")))
    elif isinstance(record, Details | Aim | Outcome | Progress | Action | Feedback):
        yield from _plain_texts_in(record)


def _plain_texts_in(entry: Entry) -> Iterator[str]:
    for field in fields_of(type(entry)):
        value = getattr(entry, field.name)
        if value is None or _voice(entry, entry, field) is not Voice.PLAIN:
            continue
        if field.type is Prose:
            yield from value
        elif isinstance(entry, Objective) and field.name == "text":
            yield value
        else:
            within = value if isinstance(value, tuple) else (value,)
            yield from (text for each in within if isinstance(each, Entry) for text in _plain_texts_in(each))


def _easy_words(record: _Made) -> EasyWords:
    lines = [line.words for line in easy_lines_of(record.matter if isinstance(record, Article) else record)]
    return EasyWords(len(lines), max((len(words_in(line)) for line in lines), default=0))


# --- what fields are --------------------------------------------------------------------------------------

_WORDS = frozenset({Voice.OFFICIAL, Voice.PLAIN, Voice.EASY})
_PERSONAL = frozenset({"speaker", "role", "organisation"})
"""Fields of a quote whose earlier words are never repeated: somebody may not want to be named any longer."""

_OFFICIAL: frozenset[tuple[type, str]] = frozenset(
    {(Details, "title"), (Aim, "title"), (Outcome, "title"), (Objective, "official"), (Quote, "words")}
)
_FACTS = frozenset(
    {
        "adopted_by", "ages", "also", "answer_within", "area", "baseline", "criterion", "file_is", "hub", "how_many",
        "key_words", "organisation", "owner", "publisher", "role", "speaker", "target", "value",
    }
)  # fmt: skip
_NOTES = frozenset({"say", "read_on", "left_out", "names", "formerly", "credit", "seen", "draft"})


def _voice(before: Entry, after: Entry, field: Field) -> Voice:
    """What a field holds; a passage is official if it says so on either side."""
    owner, name = type(after), field.name
    if owner is Passage and name == "text":
        is_official = "official" in (getattr(before, "words", ""), getattr(after, "words", ""))
        return Voice.OFFICIAL if is_official else Voice.PLAIN
    if owner is Passage and name == "words":
        return Voice.OFFICIAL
    if (owner, name) in _OFFICIAL:
        return Voice.OFFICIAL
    if name in _NOTES or owner is LeftOut:
        return Voice.NOTE
    if name == "picture" or owner is Picture:
        return Voice.PICTURE
    if owner is EasyLine:
        return Voice.LINK if name == "address" else Voice.EASY
    if name == "easy_title" or "easy_read" in name or name == "meaning":
        return Voice.EASY
    if name in _FACTS or owner is Source:
        return Voice.LINK if name == "address" else Voice.FACT
    if name in ("source", "about", "because") or name.endswith("address"):
        return Voice.LINK
    is_words = field.type in (Line, Prose) or typing.get_origin(field.type) is tuple
    return Voice.PLAIN if is_words or (isinstance(field.type, type) and issubclass(field.type, Entry)) else Voice.FACT


def _voice_of(item: object, otherwise: Voice) -> Voice:
    """What an item of a list holds: official words in a list are official."""
    if (isinstance(item, Passage) and item.words == "official") or (isinstance(item, Objective) and item.official):
        return Voice.OFFICIAL
    if isinstance(item, Measured):
        return Voice.FACT
    return otherwise


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

_CALLED: Mapping[tuple[type | None, str], str] = {
    (None, "about"): "links",
    (None, "adopted_by"): "adopted by",
    (None, "alt"): "what the picture shows",
    (None, "as_at"): "facts as they were",
    (None, "audience"): "who it is for",
    (None, "because"): "words that carry the link",
    (None, "baseline"): "value at the start",
    (None, "consent_on"): "day of the consent",
    (None, "consultation"): "who was asked",
    (None, "easy_read"): "easy words",
    (None, "formerly"): "earlier addresses",
    (None, "how_many"): "how many",
    (None, "left_out"): "left out of the easy words",
    (None, "names"): "names",
    (None, "objectives_missing"): "why objectives are missing",
    (None, "objectives_missing_easy_read"): "easy words on missing objectives",
    (None, "official"): "official words",
    (None, "official_address"): "the council’s own page",
    (None, "outcomes_are"): "what the outcomes are",
    (None, "outcomes_easy_read"): "easy words on the outcomes",
    (None, "part_of_plan"): "said to be part of the plan",
    (None, "people_know_this"): "people know this",
    (None, "place_in"): "place of its link",
    (None, "read_on"): "day on which it was read",
    (None, "readings"): "value",
    (None, "review_by"): "to be checked again by",
    (None, "say"): "how a voice says it",
    (None, "status_reason"): "reason for the status",
    (None, "when_is"): "the date is",
    (None, "when_note"): "note on the date",
    (Details, "hub"): "middle of the wheel",
    (EasyLine, "about"): "how much it is",
    (EasyLine, "words"): "",
    (Measure, "what"): "what is measured",
    (Objective, "text"): "plain words",
    (Passage, "text"): "",
    (Passage, "words"): "whose words",
    (Word, "also"): "other forms",
    (About, "reading"): "who says so",
}  # fmt: skip


def _called(owner: type, name: str) -> str:
    """What a person would call a field."""
    return _CALLED.get((owner, name), _CALLED.get((None, name), name.replace("_", " ")))


def _joined(path: str, called: str) -> str:
    return ", ".join(part for part in (path, called) if part)


_WORD_FOR: Mapping[tuple[str, Any], str] = {
    ("reading", "ours"): "our own reading",
    ("reading", "stated"): "the source says so",
    ("words", "official"): "official, word for word",
    ("words", "ours"): "ours",
    ("consent", "given"): "given to this site",
    ("consent", "published"): "published by the source",
    ("when_is", "stated"): "stated by the source",
    ("when_is", "worked out"): "worked out by us",
}
