"""Words what a change means: for a terminal, for a pull request and for programs.

Words of a plan stay words: in Markdown no sign of theirs is markup, and nothing is a mention, a link or a picture.
"""

from __future__ import annotations

import html
import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from plan_site.model.field_types import Voice
from plan_tools.compare.differences import NAMES, Difference, Piece, RecordChange, Summary
from plan_tools.compare.reading_level import Level
from plan_tools.compare.wording import before_and_after, capital, counted, place_of

MOST_NAMED = 10
"""How many things of a kind the first lines name; the rest is counted there, and stands below."""
MOST_IN_A_COMMENT = 60_000
"""GitHub takes comments of 65,536 characters; some are left for what a workflow adds."""


@dataclass(frozen=True, slots=True)
class Sides:
    """What a person calls the two plans: a revision, a folder."""

    before: str
    after: str


@dataclass(frozen=True, slots=True)
class _Style:
    """How words are shown: as they are or escaped, and with which marks."""

    text: Callable[[str], str]
    old: str
    new: str
    between: str

    def marked(self, pieces: Sequence[Piece]) -> str:
        """The words in order, those that were taken out and that came in marked; long stretches that stay are cut."""
        shown: list[str] = []
        for number, piece in enumerate(pieces):
            if piece.kind == "same":
                shown.append(self.text(_cut(piece.words, is_first=number == 0, is_last=number == len(pieces) - 1)))
                continue
            form = (self.old if piece.kind == "old" else self.new).format(self.text(piece.words))
            if piece.kind == "new" and number > 0 and pieces[number - 1].kind == "old":
                form = f"{shown.pop()}{self.between}{form}"
            shown.append(form)
        return " ".join(shown)


_KEPT = 8  # words on each side of a change


def _cut(words: str, *, is_first: bool, is_last: bool) -> str:
    every = words.split()
    before, after = 0 if is_first else _KEPT, 0 if is_last else _KEPT
    if len(every) <= before + after + 2:
        return words
    return " ".join([*every[:before], "…", *every[len(every) - after :]])


# --- sentences that all forms share -----------------------------------------------------------------------


def _said(each: Difference, style: _Style) -> tuple[str, str]:
    """What is different, and how: the name of the field, and the words after its colon."""
    place, (before, after) = place_of(each.path), map(style.text, before_and_after(each))
    match each.how:
        case "withdrawn":
            return "", "A person took their words back. They are not repeated here."
        case "reworded":
            return place, style.marked(each.pieces)
        case "value" if not after:
            return place, f"no longer stated, before {before}"
        case "value":
            return place, f"{after}, before {before}" if before else f"{after} (not stated before)"
        case "added":
            return f"{place}, added", after
        case "removed":
            return f"{place}, taken out", before
        case "moved":
            return f"{place}, moved{f' (it was {before})' if before else ''}", after
        case "paragraphs" if isinstance(each.after, int):
            return place, f"the same words in {counted(each.after, 'paragraph')}, before in {before}"
        case "look":
            return place, _LOOK[each.voice]
    return place, _hidden(each, style.marked(each.pieces) or after)


def _hidden(each: Difference, now: str) -> str:
    if now:
        return f"{now} (what stood there is not repeated here)"
    some = "some were " if each.field is NAMES else ""
    count = f"{counted(each.taken_out, 'word')}, " if each.taken_out else ""
    return f"{some}taken out ({count}not repeated here)"


_LOOK = {
    Voice.PLAIN: "the same words look different (headings, lists, tables or bold words)",
    Voice.PICTURE: "the picture was drawn anew",
}


def _headline(summary: Summary, sides: Sides) -> str:
    if not summary.records and not summary.changes_something_for_readers:
        return f"Nothing changed for readers between {sides.before} and {sides.after}."
    said = "no record changed."
    if summary.records:
        counts = Counter(record.how for record in summary.records)
        first, *others = ((counts[how], how) for how in sorted(counts))
        told = [f"{counted(first[0], 'record')} {first[1]}", *(f"{count} {how}" for count, how in others)]
        said = f"{', '.join(told)}."
        said += " There was no plan before." if summary.is_new else ""
        said += "" if summary.changes_something_for_readers else " Nothing changed for readers."
    return f"From {sides.before} to {sides.after}: {said}"


@dataclass(frozen=True, slots=True)
class _Warning:
    """What a reviewer must look at first."""

    what: str
    why: str
    items: tuple[str, ...]
    what_to_do: str = ""


_TAKEN_OFF = (
    "Addresses were taken off plan_data/addresses.txt",
    "put the lines back. Then ‘plan check’ says what to do.",
)
TAKEN_OFF = ": ".join(_TAKEN_OFF)


def _warnings(summary: Summary) -> Iterator[_Warning]:
    if summary.addresses.taken_off:
        yield _Warning(*_TAKEN_OFF, summary.addresses.taken_off)
    if official := dict.fromkeys(f"{record.name}: {place_of(each.path)}" for record, each in summary.official):
        why = "check them against the source. They must be word for word."
        yield _Warning("Official words changed", why, tuple(official))
    if withdrawn := tuple(f"Quote ‘{record.id}’" for record in summary.records if record.is_withdrawn):
        who = "A person" if len(withdrawn) == 1 else f"{len(withdrawn)} people"
        look = "Check whether other records still mention them."
        yield _Warning(f"{who} took their words back.", "", withdrawn, look)
    if broken := summary.addresses.broken:
        them = "it" if len(broken) == 1 else "them"
        what = f"{counted(len(broken), 'address', 'addresses')} would break"
        yield _Warning(what, f"a link to {them} finds no page.", broken, _BROKEN)
    if lapsed := summary.lapsed:
        what, pages = ("1 review by readers lapses", "its page")
        if len(lapsed) > 1:
            what, pages = f"{len(lapsed)} reviews by readers lapse", "their pages"
        items = tuple(
            f"{each.name}: checked by “{each.review.who}” {each.review.when.phrase}. "
            f"When it is checked again: {each.what_to_do}"
            for each in lapsed
        )
        yield _Warning(what, f"{pages} will say that the words were not checked yet.", items)


_BROKEN = (
    "List the old id under ‘formerly’ in the record that takes its place. "
    "Where none does, list the whole address under ‘formerly’ in plan_data/plan.yml."
)


def _address_lines(summary: Summary) -> Iterator[tuple[str, tuple[str, ...]]]:
    if summary.addresses.moved:
        yield "Old addresses that lead on", tuple(f"{old} → {new}" for old, new in summary.addresses.moved)
    if summary.addresses.gone:
        yield "Addresses that now say that their page is gone", summary.addresses.gone
    if summary.addresses.new and not summary.is_new:
        yield "New addresses", summary.addresses.new


def _reading_level(before: Level, after: Level, *, of: str) -> Iterator[str]:
    """The reading level before and now, or nothing for words that are too few or as hard as before."""
    now, then = _index(after), _index(before)
    if not now or then == now or (not then and before.words):
        return
    long, was_long = (f"{level.words_a_sentence:.0f}" for level in (after, before))
    length = f", with {long} words a sentence" if long != was_long else ""
    if then:
        now = f"{then} before, {now} now"
        length += f" and not {was_long}" if length else ""
    yield f"Reading level of {of}: {now}{length} (Automated Readability Index; lower is easier)."


def _index(level: Level) -> str:
    if level.index is None:
        return ""
    return f"{level.index:.1f}" if level.index >= 1 else "below 1"


def _measures(record: RecordChange) -> Iterator[str]:
    """What the change does to how easy the record is to read."""
    if record.level:
        yield from _reading_level(*record.level, of="its plain words")
    if record.easy_words:
        before, after = record.easy_words
        yield (
            f"Easy words: {counted(after.lines, 'line')}, before {before.lines}; "
            f"the longest line has {counted(after.longest, 'word')}, before {before.longest}."
        )


def _whole(record: RecordChange) -> str:
    """A record that came or went."""
    note = ""
    if record.how == "removed" and record.noun in ("quote", "feedback"):
        note = " (its words are not repeated here)"
    if record.is_draft:
        note = " (still a draft)"
    return f"{record.name}{note}"


def _kinds(summary: Summary) -> dict[str, tuple[str, ...]]:
    """The names of the records that came, went and changed."""
    headings = {"Added": "added", "Removed": "removed", "Changed": "changed"}
    names = {
        heading: tuple(_whole(record) for record in summary.records if record.how == how)
        for heading, how in headings.items()
    }
    return {heading: named for heading, named in names.items() if named}


# --- text -------------------------------------------------------------------------------------------------

_PLAIN = _Style(str, "[-{}-]", "{{+{}+}}", "")


def as_text(summary: Summary, sides: Sides) -> str:
    """For a terminal: everything, the warnings first."""
    parts = [_headline(summary, sides)]
    for warning in _warnings(summary):
        what_to_do = [f"What to do: {warning.what_to_do}"] if warning.what_to_do else []
        what = f"{warning.what}: {warning.why}" if warning.why else warning.what
        parts.append(_block(what, [*warning.items, *what_to_do]))
    whole = _kinds(summary)
    whole.pop("Changed", None)
    parts += [_block(f"{heading}:", names) for heading, names in whole.items()]
    parts += [_record_as_text(record) for record in summary.records if record.how == "changed"]
    parts += [_block(f"{heading}:", items) for heading, items in _address_lines(summary)]
    parts += _reading_level(*summary.level, of="the whole plan in plain words")
    return "\n\n".join(parts) + "\n"


def _block(heading: str, lines: Iterable[str]) -> str:
    return "\n  ".join([heading, *lines])


def _record_as_text(record: RecordChange) -> str:
    lines = [f"Renamed: ‘{record.was}’ is now ‘{record.id}’."] if record.was else []
    for place, words in (_said(each, _PLAIN) for each in record.differences):
        lines.append(f"{capital(place)}: {words}" if place else words)
    return _block(record.name, [*lines, *_measures(record)])


# --- Markdown ---------------------------------------------------------------------------------------------

_SIGNS = re.compile(r"[\\`*_\[\]#~|!]")
_GAP = "\N{ZERO WIDTH SPACE}"  # no text of a plan has one
_LEADS_AWAY = (
    re.compile(r"(?<=@)(?=\S)"),  # somebody's name; an e-mail address
    re.compile(r"(?<=#)(?=\d)"),  # an issue
    re.compile(r"(?<=\bGH-)(?=\d)", re.IGNORECASE),
    re.compile(r"(?<=:)(?=//)|(?<=\bwww)(?=\.)|(?<=\bmailto:)|(?<=\bxmpp:)", re.IGNORECASE),
    re.compile(r"(?<=:)(?=[\w+-]+:)"),  # a sign that is spelt out
    re.compile(r"(?<=\b[0-9a-f])(?=[0-9a-f]{6,39}\b)"),  # a commit
)


def escaped(text: str) -> str:
    """Words for Markdown on GitHub that show as they are, whatever they look like."""
    return _escaped_html(text, _SIGNS)


def _escaped_html(text: str, signs: re.Pattern[str] = re.compile(r"(?!)")) -> str:
    """Words for a place where GitHub reads HTML, and no sign but those of HTML means anything."""
    for pattern in _LEADS_AWAY:
        text = pattern.sub(_GAP, text)
    text = html.escape(signs.sub(r"\\\g<0>", text), quote=False)
    return text.replace("$", "<span>$</span>").replace(_GAP, "&#8203;")


_MARKDOWN = _Style(escaped, "~~{}~~", "**{}**", " ")


def as_markdown(summary: Summary, sides: Sides) -> str:
    """For a pull request: what a tired person needs to know first, and the rest folded away.

    What is too long for a comment is left out, and the last line says how much that is.
    """
    bullets = [_warning_as_markdown(warning) for warning in _warnings(summary)]
    for heading, items in (*_kinds(summary).items(), *_address_lines(summary)):
        bullets.append(f"- {heading}: {'; '.join(_few(items))}")
    bullets += [f"- {escaped(said)}" for said in _reading_level(*summary.level, of="the whole plan in plain words")]
    top = [f"### What this change means\n\n{escaped(_headline(summary, sides))}", "\n".join(bullets)]
    changed = [_record_as_markdown(record) for record in summary.records if record.how == "changed"]
    return _fitted([part for part in top if part], changed)


def _warning_as_markdown(warning: _Warning) -> str:
    said = f"**{escaped(warning.what)}:** {escaped(warning.why)}" if warning.why else f"**{escaped(warning.what)}**"
    what_to_do = f" {escaped(warning.what_to_do)}" if warning.what_to_do else ""
    return "\n".join([f"- {said}{what_to_do}", *(f"  - {item}" for item in _few(warning.items))])


def _few(items: Sequence[str]) -> Iterator[str]:
    yield from map(escaped, items[:MOST_NAMED])
    if (more := len(items) - MOST_NAMED) > 0:
        yield f"and {more} more"


def _record_as_markdown(record: RecordChange) -> str:
    lines = [f"- Renamed: ‘{escaped(record.was)}’ is now ‘{escaped(record.id)}’."] if record.was else []
    for place, words in (_said(each, _MARKDOWN) for each in record.differences):
        lines.append(f"- *{escaped(capital(place))}:* {words}" if place else f"- {words}")
    count = counted(len(lines), "change")
    lines += [f"- {escaped(said)}" for said in _measures(record)]
    summary = f"<summary>{_escaped_html(record.name)} ({count})</summary>"
    return f"<details>{summary}\n\n" + "\n".join(lines) + "\n\n</details>"


def _fitted(top: Sequence[str], blocks: Sequence[str]) -> str:
    """As much as a comment holds; what is left out is counted."""
    parts, left_out = list(top), 0
    length = sum(len(part) + 2 for part in parts)
    for block in blocks:
        if length + len(block) > MOST_IN_A_COMMENT:
            left_out += 1
            continue
        parts.append(block)
        length += len(block) + 2
    if left_out:
        parts.append(
            f"{counted(left_out, 'changed record')} left out here: a comment holds no more. ‘plan diff’ shows all."
        )
    return "\n\n".join(parts) + "\n"


# --- JSON -------------------------------------------------------------------------------------------------


def as_json(summary: Summary, sides: Sides) -> str:
    """For programs, in keys that stay:

    - `before`, `after`: what the two plans are called
    - `is_new`: whether there was no plan before; `changes_something_for_readers`, `asks_for_an_entry`: true or false
    - `records`: a list of `how` (added, removed, changed), `kind`, `id`, `name`, `was` (its id before, or null),
      `differences` and, where it changed, `reading_level` and `easy_words`
      - `differences`: a list of `how` (reworded, value, added, removed, moved, paragraphs, look, hidden, withdrawn),
        `field`, `voice` (official, plain, easy, fact, link, picture, note), `before`, `after`, for what was reworded
        `pieces`: a list of `kind` (same, old, new) and `words`, and `words_taken_out`, a number, where it is known
      - `reading_level`: `before` and `after`, each with `index` (a number, or null for too few words) and
        `words_a_sentence`
      - `easy_words`: `before` and `after`, each with `lines` and `longest` (in words)
    - `addresses`: lists `broken`, `new`, `gone` (whose page says so) and `taken_off` (the register of all published
      addresses), and `moved`, a list of `from` and `to`
    - `reviews_that_lapse`: a list of `record`, `reading`, `who`, `when` and `what_to_do`
    - `reading_level`: of the plain words of the whole plan, as in `records`

    What a person took back, what a quote had and has no longer, and the words of an answer that was removed, are in
    none of them.
    """
    told = {
        "before": sides.before,
        "after": sides.after,
        "is_new": summary.is_new,
        "changes_something_for_readers": summary.changes_something_for_readers,
        "asks_for_an_entry": bool(summary.to_tell),
        "records": [_record_as_data(record) for record in summary.records],
        "addresses": asdict(summary.addresses)
        | {"moved": [{"from": old, "to": new} for old, new in summary.addresses.moved]},
        "reviews_that_lapse": [
            {
                **{name: str(getattr(each.review, name)) for name in ("record", "reading", "who", "when")},
                "what_to_do": each.what_to_do,
            }
            for each in summary.lapsed
        ],
        "reading_level": _both(summary.level, _level_as_data),
    }
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def _record_as_data(record: RecordChange) -> dict[str, object]:
    data: dict[str, object] = {
        "how": record.how,
        "kind": record.noun,
        "id": record.id,
        "name": record.name,
        "was": record.was or None,
        "differences": [_difference_as_data(each) for each in record.differences],
    }
    if record.level:
        data["reading_level"] = _both(record.level, _level_as_data)
    if record.easy_words:
        data["easy_words"] = _both(record.easy_words, asdict)
    return data


def _difference_as_data(each: Difference) -> dict[str, object]:
    before, after = before_and_after(each)
    data: dict[str, object] = {
        "how": each.how,
        "field": place_of(each.path),
        "voice": each.voice.value,
        "before": before or None,
        "after": after or None,
    }
    if each.pieces:
        data["pieces"] = [asdict(piece) for piece in each.pieces]
    if each.taken_out:
        data["words_taken_out"] = each.taken_out
    return data


def _both(sides: tuple[Any, Any], as_data: Callable[[Any], dict[str, object]]) -> dict[str, object]:
    return {"before": as_data(sides[0]), "after": as_data(sides[1])}


def _level_as_data(level: Level) -> dict[str, object]:
    index = None if level.index is None else round(level.index, 1)
    return {"index": index, "words_a_sentence": round(level.words_a_sentence, 1)}
