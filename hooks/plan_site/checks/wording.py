"""Words of records as readers and listeners meet them: links, lists, titles, and what should not be left in them.

A rule never blames a record for what could not be read elsewhere: see `Unread`.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from urllib.parse import urlsplit

from plan_site.checks.case import Case, addresses_among, problem_in
from plan_site.english.letters import letter_fault
from plan_site.english.link_words import fault_of_link_words, file_type, is_typed_item, says_type_and_size, typed_bullet
from plan_site.model.addresses import TRY_HTTPS, address_advice
from plan_site.model.entries import EasyLine, Entry, RecordInBothReadings
from plan_site.model.field_types import Prose
from plan_site.model.fields import fields_of
from plan_site.model.problems import Problem, listed
from plan_site.model.records import Action, Aim, Details, Outcome, Progress, Quote, Source
from plan_site.model.rules import Rules
from plan_site.model.site_records import Accessibility, FrontMatter, Picture
from plan_site.yaml.characters import is_seen
from plan_site.yaml.text_types import PLACEHOLDER, PLACEHOLDER_ADDRESS

RULES = Rules[Case, Problem]()


@RULES.rule
def every_link_to_a_file_says_so(case: Case) -> Iterator[Problem]:
    """A reader on a small phone wants to know before they follow a link (GOV.UK, content design)."""
    for record, entry in case.entries:
        for field, words, remedy in _links_of(entry):
            path = urlsplit(str(getattr(entry, field))).path
            if file_type(path) and not says_type_and_size(words, path):
                ending = path.lower().rpartition(".")[2]
                what = f"This is the address of a file (.{ending}), and readers are not told its type and size."
                yield problem_in(record, entry.place_of(field), what, remedy.format(example=f"{file_type(path)}, 2 MB"))


def _links_of(entry: Entry) -> Iterator[tuple[str, str, str]]:
    """Each field of an entry that holds an address, the words of the link to it, and what to do where it is a file."""
    if isinstance(entry, Source):
        yield "address", entry.link_words, "Say both in ‘file_is’, for example: {example}"
    elif isinstance(entry, EasyLine) and entry.address:
        yield "address", entry.words, "Lead to the page that the file stands on, or say both at the end: ({example})."
    elif isinstance(entry, Picture) and entry.address:
        yield "address", entry.credit, "Write the address of the page that tells of the picture, not of its file."
    elif isinstance(entry, Details):
        remedy = "Write the address of the page on which the council has the plan. The file is a source in sources.yml."
        yield "official_address", "", remedy
    elif isinstance(entry, Accessibility) and entry.contact:
        yield "contact", "", "Write the address of a page with a form, or an e-mail address after mailto:"


# --- words that are heard alone ---------------------------------------------------------------------------


@RULES.rule
def every_link_says_where_it_leads(case: Case) -> Iterator[Problem]:
    """Links lead to a record by its title, and somebody who hears a list of links hears nothing else.

    Source: WCAG 2.2, 2.4.9 (link purpose, link only).
    """
    for record, entry in case.entries:
        for field, words in _words_of_links(entry):
            if (fault := fault_of_link_words(words)) is not None:
                what = f"Links have these words, and “{words}” {fault}."
                yield problem_in(record, entry.place_of(field), what, "Say in a few words what readers find there.")


def _words_of_links(entry: Entry) -> Iterator[tuple[str, str]]:
    """The fields of an entry that become the words of a link."""
    if isinstance(entry, Source | Aim | Outcome | Progress | Action | FrontMatter):
        yield "title", entry.title
    if isinstance(entry, Quote) and entry.who:
        yield ("speaker" if entry.speaker else "role"), entry.who
    if isinstance(entry, RecordInBothReadings | FrontMatter) and entry.easy_title:
        yield "easy_title", entry.easy_title
    if isinstance(entry, EasyLine) and entry.address:
        yield "words", entry.words
    if isinstance(entry, Picture) and entry.address:
        yield "credit", entry.credit


@RULES.rule
def every_list_is_a_list(case: Case) -> Iterator[Problem]:
    """Typed bullets and numbers are no list to somebody who hears it: it is not said how many there are.

    Source: WCAG 2.2, 1.3.1 (info and relationships).
    """
    items: dict[int, list[tuple[Entry, Entry, str, str]]] = {}
    for record, entry in case.entries:
        for field, paragraph in _paragraphs(entry):
            if is_typed_item(paragraph):
                items.setdefault(id(record), []).append((record, entry, field, paragraph))
    for found in items.values():
        bullets = [item for item in found if typed_bullet(item[-1])]
        if not bullets and len(found) < 2:
            continue
        record, entry, field, paragraph = (bullets or found)[0]
        what = f"“{_begins(paragraph)}” is an item of a list that is only typed, and these texts have no lists."
        remedy = "Write sentences in its place: take the bullets or numbers away, and join what belongs together."
        yield problem_in(record, entry.place_of(field), what, remedy)


def _begins(text: str, most: int = 40) -> str:
    return text if len(text) <= most else f"{text[:most].rstrip()}…"


def _paragraphs(entry: Entry) -> Iterator[tuple[str, str]]:
    """What readers see as paragraphs, each with the name of its field."""
    for field in fields_of(type(entry)):
        if field.type is Prose:
            yield from ((field.name, paragraph) for paragraph in getattr(entry, field.name) or ())
    if isinstance(entry, EasyLine):
        yield from ((name, text) for name in ("words", "about") if (text := getattr(entry, name)) is not None)


# --- advice -----------------------------------------------------------------------------------------------


@RULES.advice
def addresses_are_secure(case: Case) -> Iterator[Problem]:
    """http: sends what a reader does in the open."""
    for record, entry, name, address in addresses_among(case.entries):
        if address.startswith("http:"):
            what = "This address starts with http://, which is not secure."
            yield problem_in(record, entry.place_of(name), what, TRY_HTTPS)


@RULES.advice
def addresses_are_as_they_were_meant(case: Case) -> Iterator[Problem]:
    """A program for e-mails may have wrapped them, or a full stop may belong to the sentence."""
    for record, entry, name, address in addresses_among(case.entries):
        if address.startswith("http") and (advice := address_advice(address)):
            what = f"This address {advice[0]}"
            place = entry.place_of(name)
            yield problem_in(record, place, what, advice[1])


@RULES.advice
def placeholders_are_replaced(case: Case) -> Iterator[Problem]:
    """`plan new` writes words for an editor to replace; readers should never meet them."""
    for record, entry in case.entries:
        left = [name for name in entry.places if _starts_with_placeholder(getattr(entry, name))]
        if left:
            what = f"The words that came with the new record are still in {listed(left, joiner='and')}."
            yield problem_in(record, entry.place_of(left[0]), what, "Write your own words in their place.")


def _starts_with_placeholder(value: object) -> bool:
    first = value[0] if isinstance(value, tuple) and value else value
    return isinstance(first, str) and (first.startswith(PLACEHOLDER) or first == PLACEHOLDER_ADDRESS)


@RULES.advice
def nothing_is_left_to_write(case: Case) -> Iterator[Problem]:
    """Notes to oneself, such as TBC, tell readers nothing, and are easily forgotten."""
    for record, entry, name, found in _first_of_each(case, _UNFINISHED, _SIGNS_OF_A_NOTE):
        what = f"“{found}” looks like a note of something that is still to be written, and readers would see it."
        remedy = "Write the words themselves, or leave the field out until you know."
        yield problem_in(record, entry.place_of(name), what, remedy)


_UNFINISHED = re.compile(
    r"\b(?:TODO|FIXME)\b|\b(?i:TBC|TBD|TBA)\b|\b[Xx]{2,}\b|\?{3,}|_{4,}|\b(?i:lorem ipsum)\b"
    r"|\[(?i:insert|add|name|date|number|your)\b[^\[\]]{0,60}\]"
)


_SIGNS_OF_A_NOTE = ("todo", "fixme", "tb", "xx", "???", "____", "lorem", "[")


@RULES.advice
def titles_are_quickly_read(case: Case) -> Iterator[Problem]:
    """Words in capitals lose their shape, and some voices spell them; nobody keeps a very long title in mind.

    Source: GOV.UK, content design; British Dyslexia Association, style guide.
    """
    for record, entry in case.entries:
        for field, words in _words_of_links(entry):
            if words.isupper() and len(words.split()) >= _WORDS_IN_CAPITALS:
                what = f"“{_begins(words)}” is in capitals, which are slow to read."
                remedy = "Write it with a capital at its start, and in names."
            elif len(words) > LONGEST_TITLE:
                what = f"“{_begins(words)}” has {len(words)} letters, and links and lists repeat it whole."
                remedy = f"Say it in at most {LONGEST_TITLE} letters, unless these are its official words."
            else:
                continue
            yield problem_in(record, entry.place_of(field), what, remedy)


LONGEST_TITLE = 160


_WORDS_IN_CAPITALS = 3
"""Fewer are often initials."""


@RULES.advice
def text_has_no_markup(case: Case) -> Iterator[Problem]:
    """Text is shown as it is typed, so that stars and tags would be read out as stars and tags."""
    for record, entry, name, found in _first_of_each(case, _MARKUP, _SIGNS_OF_MARKUP):
        sign = html.unescape(found)
        remedy = "Take the marks out, and leave the words."
        if found.startswith("&"):
            remedy = (
                f"Write the sign itself: {sign}" if sign.strip() and is_seen(sign) else "Write a space in its place."
            )
        what = f"Readers would see ‘{found}’ as it stands: these files have no bold, no links and no HTML."
        yield problem_in(record, entry.place_of(name), what, remedy)


def _first_of_each(
    case: Case, pattern: re.Pattern[str], signs: Sequence[str]
) -> Iterator[tuple[Entry, Entry, str, str]]:
    """Each field in which a pattern is found: the record, the entry within it, the field's name, and the words.

    Only texts with one of its signs are read by the pattern, which is slow.
    """
    for record, entry, name, text in case.texts:
        small = text.casefold()
        for sign in signs:
            if sign in small:
                if found := pattern.search(text):
                    yield record, entry, name, found[0].strip()
                break


_TAGS = (
    "a|b|blockquote|br|center|code|del|div|em|font|h[1-6]|hr|i|img|li|mark|ol|p|s|small|span|strong|sub|sup|table|u|ul"
)


_MARKUP = re.compile(
    r"\*\*(?=\S)[^*]{1,40}\*\*"
    r"|(?<!\w)__(?=\w)[^_]{1,40}__(?!\w)"
    r"|(?<![\w*])\*(?=\w)[^*]{0,40}\w\*(?![\w*])"
    r"|~~(?=\S)[^~]{1,40}~~"
    r"|(?<!`)`[^`]{1,40}`"
    rf"|</?(?:{_TAGS})(?: [^<>]{{1,80}})?/?>|<!--"
    r"|\[[^\[\]]{1,60}\]\([^()\s]{1,80}\)"
    r"|&(?:[A-Za-z][A-Za-z0-9]{1,30}|#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6});"
    r"|^(?:#{1,6}|[-*+•>]) (?=\S)",
    re.IGNORECASE | re.MULTILINE,
)


_SIGNS_OF_MARKUP = ("*", "__", "~~", "`", "<", "[", "&", "# ", "- ", "+ ", "• ", "> ")


@RULES.advice
def every_letter_is_in_the_fonts(case: Case) -> Iterator[Problem]:
    """PDFs have the fonts of the site alone, so that they are the same wherever they are made."""
    for record, entry, name, text in case.texts:
        if not text.isascii() and (fault := letter_fault(text)) is not None:
            yield problem_in(record, entry.place_of(name), *fault)
