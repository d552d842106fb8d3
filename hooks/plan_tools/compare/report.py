"""Words what a change means: for a terminal, for a pull request and for programs.

Words of a plan stay words: in Markdown no sign of theirs is markup, and nothing is a mention, a link or a picture.
"""

from __future__ import annotations

import html
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from plan_site.model.field_types import Voice
from plan_tools.compare.differences import NAMES, Difference, Piece, RecordChange, Summary
from plan_tools.compare.reading_level import EasyWords, Level
from plan_tools.compare.wording import before_and_after, place_of

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
            follows = piece.kind == "new" and number > 0 and pieces[number - 1].kind == "old"
            if follows:
                shown[-1] += self.between + form
            else:
                shown.append(form)
        return " ".join(shown)


_KEPT = 8  # words on each side of a change


def _cut(words: str, *, is_first: bool, is_last: bool) -> str:
    every = words.split()
    if is_first:
        return words if len(every) <= _KEPT + 2 else f"… {' '.join(every[-_KEPT:])}"
    if is_last:
        return words if len(every) <= _KEPT + 2 else f"{' '.join(every[:_KEPT])} …"
    if len(every) <= 2 * _KEPT + 2:
        return words
    return f"{' '.join(every[:_KEPT])} … {' '.join(every[-_KEPT:])}"


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
            return place, f"the same words in {_counted(each.after, 'paragraph')}, before in {before}"
        case "look":
            return place, _LOOK[each.voice]
        case "hidden" if after:
            return place, f"{style.marked(each.pieces) or after} (what stood there is not repeated here)"
    some = "some were " if each.field is NAMES else ""
    count = f"{_counted(each.taken_out, 'word')}, " if each.taken_out else ""
    return place, f"{some}taken out ({count}not repeated here)"


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
        told = [f"{_counted(first[0], 'record')} {first[1]}", *(f"{count} {how}" for count, how in others)]
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
        what = f"{_counted(len(broken), 'address', 'addresses')} would break"
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


def _reading_level(before: Level, after: Level, *, of: str) -> str:
    """The reading level before and now, or nothing for words that are too few or as hard as before."""
    now, then = _index(after), _index(before)
    if not now or then == now or (not then and before.words):
        return ""
    if not then:
        return f"Reading level of {of}: {now}, with {after.words_a_sentence:.0f} words a sentence ({_INDEX})."
    long, was_long = (f"{level.words_a_sentence:.0f}" for level in (after, before))
    length = f", with {long} words a sentence and not {was_long}" if long != was_long else ""
    return f"Reading level of {of}: {then} before, {now} now{length} ({_INDEX})."


def _index(level: Level) -> str:
    if level.index is None:
        return ""
    return f"{level.index:.1f}" if level.index >= 1 else "below 1"


_INDEX = "Automated Readability Index; lower is easier"


def _easy_words(before: EasyWords, after: EasyWords) -> str:
    return (
        f"Easy words: {_counted(after.lines, 'line')}, before {before.lines}; "
        f"the longest line has {_counted(after.longest, 'word')}, before {before.longest}."
    )


def _measures(record: RecordChange) -> Iterator[str]:
    """What the change does to how easy the record is to read."""
    if record.level and (said := _reading_level(*record.level, of="its plain words")):
        yield said
    if record.easy_words:
        yield _easy_words(*record.easy_words)


def _counted(number: int, noun: str, plural: str = "") -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {plural or f'{noun}s'}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _whole(record: RecordChange) -> str:
    """A record that came or went."""
    note = ""
    if record.how == "removed" and record.noun in ("quote", "feedback"):
        note = " (its words are not repeated here)"
    if record.is_draft:
        note = " (still a draft)"
    return f"{record.name}{note}"


# --- text -------------------------------------------------------------------------------------------------

_PLAIN = _Style(str, "[-{}-]", "{{+{}+}}", "")


def as_text(summary: Summary, sides: Sides) -> str:
    """For a terminal: everything, the warnings first."""
    parts = [_headline(summary, sides)]
    for warning in _warnings(summary):
        what_to_do = [f"  What to do: {warning.what_to_do}"] if warning.what_to_do else []
        what = ": ".join(filter(None, (warning.what, warning.why)))
        parts.append("\n".join([what, *(f"  {item}" for item in warning.items), *what_to_do]))
    for how, heading in (("added", "Added"), ("removed", "Removed")):
        whole = [record for record in summary.records if record.how == how]
        if whole:
            parts.append("\n".join([f"{heading}:", *(f"  {_whole(record)}" for record in whole)]))
    parts += [_record_as_text(record) for record in summary.records if record.how == "changed"]
    parts += [
        "\n".join([f"{heading}:", *(f"  {item}" for item in items)]) for heading, items in _address_lines(summary)
    ]
    if level := _reading_level(*summary.level, of="the whole plan in plain words"):
        parts.append(level)
    return "\n\n".join(parts) + "\n"


def _record_as_text(record: RecordChange) -> str:
    lines = [record.name]
    if record.was:
        lines.append(f"  Renamed: ‘{record.was}’ is now ‘{record.id}’.")
    for each in record.differences:
        field, words = _said(each, _PLAIN)
        lines.append(f"  {_capital(field)}{': ' if field else ''}{words}")
    return "\n".join([*lines, *(f"  {said}" for said in _measures(record))])


# --- Markdown ---------------------------------------------------------------------------------------------

_SIGNS = re.compile(r"[\\`*_\[\]#~|!]")
_HTML = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "$": "<span>$</span>"}
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
    for pattern in _LEADS_AWAY:
        text = pattern.sub(_GAP, text)
    text = re.sub(r"[&<>$]", lambda found: _HTML[found[0]], _SIGNS.sub(_escaped_sign, text))
    return text.replace(_GAP, "&#8203;")


def _escaped_sign(found: re.Match[str]) -> str:
    return f"\\{found[0]}"


def _escaped_html(text: str) -> str:
    """Words for a place where GitHub reads HTML."""
    for pattern in _LEADS_AWAY:
        text = pattern.sub(_GAP, text)
    return html.escape(text, quote=False).replace("$", "<span>$</span>").replace(_GAP, "&#8203;")


_MARKDOWN = _Style(escaped, "~~{}~~", "**{}**", " ")


def as_markdown(summary: Summary, sides: Sides) -> str:
    """For a pull request: what a tired person needs to know first, and the rest folded away.

    What is too long for a comment is left out, and the last line says how much that is.
    """
    top = [f"### What this change means\n\n{escaped(_headline(summary, sides))}"]
    bullets = [_warning_as_markdown(warning) for warning in _warnings(summary)]
    for heading, items in (*_kinds(summary), *_address_lines(summary)):
        bullets.append(f"- {heading}: {_few(items, '; ')}")
    if level := _reading_level(*summary.level, of="the whole plan in plain words"):
        bullets.append(f"- {escaped(level)}")
    top += ["\n".join(bullets)] if bullets else []
    return _fitted(top, [_record_as_markdown(record) for record in summary.records if record.how == "changed"])


def _warning_as_markdown(warning: _Warning) -> str:
    said = f"**{escaped(warning.what)}:** {escaped(warning.why)}" if warning.why else f"**{escaped(warning.what)}**"
    items = [f"  - {escaped(item)}" for item in warning.items[:MOST_NAMED]]
    if (more := len(warning.items) - MOST_NAMED) > 0:
        items.append(f"  - and {more} more")
    return "\n".join([f"- {said}{' ' + escaped(warning.what_to_do) if warning.what_to_do else ''}", *items])


def _kinds(summary: Summary) -> Iterator[tuple[str, tuple[str, ...]]]:
    for how, heading in (("added", "Added"), ("removed", "Removed"), ("changed", "Changed")):
        names = tuple(_whole(record) for record in summary.records if record.how == how)
        if names:
            yield heading, names


def _few(items: Sequence[str], joiner: str) -> str:
    said = joiner.join(escaped(item) for item in items[:MOST_NAMED])
    more = len(items) - MOST_NAMED
    return f"{said}{joiner}and {more} more" if more > 0 else said


def _record_as_markdown(record: RecordChange) -> str:
    lines = [f"- Renamed: ‘{escaped(record.was)}’ is now ‘{escaped(record.id)}’."] if record.was else []
    for each in record.differences:
        field, words = _said(each, _MARKDOWN)
        lines.append(f"- *{escaped(_capital(field))}:* {words}" if field else f"- {words}")
    lines += [f"- {escaped(said)}" for said in _measures(record)]
    count = _counted(len(record.differences) + bool(record.was), "change")
    name = _escaped_html(record.name)
    return f"<details><summary>{name} ({count})</summary>\n\n" + "\n".join(lines) + "\n\n</details>"


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
            f"{_counted(left_out, 'changed record')} left out here: a comment holds no more. ‘plan diff’ shows all."
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
    addresses = summary.addresses
    told = {
        "before": sides.before,
        "after": sides.after,
        "is_new": summary.is_new,
        "changes_something_for_readers": summary.changes_something_for_readers,
        "asks_for_an_entry": bool(summary.to_tell),
        "records": [_record_as_data(record) for record in summary.records],
        "addresses": {
            "broken": addresses.broken,
            "new": addresses.new,
            "gone": addresses.gone,
            "taken_off": addresses.taken_off,
            "moved": [{"from": old, "to": new} for old, new in addresses.moved],
        },
        "reviews_that_lapse": [
            {
                "record": each.review.record,
                "reading": each.review.reading,
                "who": each.review.who,
                "when": str(each.review.when),
                "what_to_do": each.what_to_do,
            }
            for each in summary.lapsed
        ],
        "reading_level": _levels_as_data(*summary.level),
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
        data["reading_level"] = _levels_as_data(*record.level)
    if record.easy_words:
        data["easy_words"] = {
            side: {"lines": each.lines, "longest": each.longest}
            for side, each in zip(("before", "after"), record.easy_words, strict=True)
        }
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
        data["pieces"] = [{"kind": piece.kind, "words": piece.words} for piece in each.pieces]
    if each.taken_out:
        data["words_taken_out"] = each.taken_out
    return data


def _levels_as_data(before: Level, after: Level) -> dict[str, object]:
    return {
        side: {
            "index": None if level.index is None else round(level.index, 1),
            "words_a_sentence": round(level.words_a_sentence, 1),
        }
        for side, level in (("before", before), ("after", after))
    }
