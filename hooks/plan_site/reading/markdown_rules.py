"""Finds what must not stand on a hand-written page: each rule is a generator of faults, and its name is the rule."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

from plan_site.english.link_words import fault_of_alt, fault_of_link_words, file_type, says_type_and_size
from plan_site.model.addresses import TRY_HTTPS, address_advice, address_fault
from plan_site.model.problems import Place, Problem
from plan_site.model.rules import Rules
from plan_site.reading.foreign_marks import BY_NAME, as_typed
from plan_site.reading.markdown import CONTENTS, HEADINGS, Written, noted_in, said
from plan_site.yaml.characters import odd_character

MOST_HEADINGS = 500
MOST_OF_A_RULE = 20
"""Problems of one kind in a page: whoever has so many has one cause."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in a line of a page, and what to do."""

    line: int
    what: str
    remedy: str
    is_advice: bool = False
    rule: str = ""


@dataclass(frozen=True)
class Sheet:
    """A page as its rules look at it."""

    written: Written
    shows_sources: bool = False

    def all(self, *tags: str) -> Iterator[tuple[int, Element]]:
        """The elements of these tags, each with its line."""
        return ((self.written.line_of(element), element) for element in self.written.all(*tags))

    @cached_property
    def headings(self) -> tuple[tuple[int, int, str], ...]:
        """The line, level and words of each."""
        return tuple((line, int(heading.tag[1]), said(heading)) for line, heading in self.all(*HEADINGS))


RULES = Rules[Sheet, Fault]()


def problems_of(sheet: Sheet, file: str) -> Iterator[Problem]:
    """Every fault of a page that its words alone show."""
    for rule in RULES.all:
        for fault in islice(rule(sheet), MOST_OF_A_RULE):
            yield Problem(Place(file, fault.line), fault.what, fault.remedy, is_advice=fault.is_advice, rule=fault.rule)


def _repeated(named: Iterable[tuple[int, str]]) -> Iterator[tuple[int, str, int]]:
    """What was there before: its line, the words, and the line where they stood first."""
    first: dict[str, int] = {}
    for line, words in named:
        if words.casefold() in first:
            yield line, words, first[words.casefold()]
        first.setdefault(words.casefold(), line)


# --- marks and letters ------------------------------------------------------------------------------------


@RULES.rule
def no_mark_is_shown_to_readers(sheet: Sheet) -> Iterator[Fault]:
    """Marks that mean something in another program are shown here as they are typed, and read out."""
    for name, element in noted_in(sheet.written):
        if mark := BY_NAME.get(name):
            line, typed = sheet.written.line_of(element), as_typed(element.text or "")
            yield Fault(line, f"Readers would see ‘{typed}’ as it is typed.", mark.remedy, mark.is_advice)


@RULES.rule
def text_is_what_it_looks_like(sheet: Sheet) -> Iterator[Fault]:
    # Characters that are spelt out, such as &#8203;, are looked at as readers get them.
    for element in sheet.written.root.iter():
        for text in (element.text, element.tail, *element.attrib.values()):
            if text and (called := odd_character(text)):
                what = f"This line spells out {called}."
                yield Fault(sheet.written.line_of(element), what, "Delete it, and type the words around it again.")


@RULES.rule
def every_code_ends(sheet: Sheet) -> Iterator[Fault]:
    """All below would be shown as code, marks and all."""
    for line in sheet.written.blocks.unclosed:
        what = "The code that begins on this line never ends, so that all below it is code."
        yield Fault(line, what, "Put a line with the same three marks below it, or take these away.")


@RULES.rule
def every_list_is_a_list(sheet: Sheet) -> Iterator[Fault]:
    for line, block in sheet.all("p", "li", "td"):
        if any(_TYPED_BULLET.match(text) for text in _lines(block)):
            what = "This line starts with a mark that only looks like a bullet."
            yield Fault(line, what, "Start each item of a list with a dash and a space: ‘- ’.")
    for line, words in _typed_numbers(sheet):
        what = f"‘{as_typed(words)}’ looks like an item of a list, but is a part of the paragraph."
        yield Fault(line, what, "Put an empty line above the list, and start it with ‘1. ’ or with ‘- ’.")


_TYPED_BULLET = re.compile(r"\s*[•‣◦·▪●○■□➢➤✓✔\uf0b7]\s*\S")
_TYPED_ITEM = re.compile(r"\s*(?:[-+*–—]|\d{1,2}[.)])\s+\S")


def _typed_numbers(sheet: Sheet) -> Iterator[tuple[int, str]]:
    for _, parent in sheet.all("div", "li", "blockquote"):
        items = [
            (sheet.written.line_of(paragraph) + after, text)
            for paragraph in parent
            if paragraph.tag == "p"
            for after, text in enumerate(_lines(paragraph))
            if _TYPED_ITEM.match(text)
        ]
        if len(items) > 1:
            yield items[0]


def _lines(block: Element) -> list[str]:
    return _own_words(block).split("\n")


def _own_words(element: Element) -> str:
    if element.tag in {"ul", "ol", "pre", "table", "blockquote"}:
        return ""
    inner = ((_own_words(child) if child.tag != "p" else "") + (child.tail or "") for child in element)
    return (element.text or "") + "".join(inner)


# --- headings ---------------------------------------------------------------------------------------------


@RULES.rule
def the_list_of_headings_stands_once(sheet: Sheet) -> Iterator[Fault]:
    """Two lists of the same links are heard twice."""
    for line, paragraph in sheet.all("p"):
        if paragraph.text == CONTENTS:
            yield Fault(line, f"This page has a list of its headings, {CONTENTS}, already.", "Keep one of the two.")


@RULES.rule
def no_page_has_too_many_headings(sheet: Sheet) -> Iterator[Fault]:
    """Nobody finds anything in a list of so many."""
    for line, _, _ in sheet.headings[MOST_HEADINGS : MOST_HEADINGS + 1]:
        yield Fault(line, f"This page has more than {MOST_HEADINGS} headings.", "Make several pages of it.")


@RULES.rule
def no_heading_is_empty(sheet: Sheet) -> Iterator[Fault]:
    """Who hears the headings of a page one by one hears nothing there (WCAG 2.4.6)."""
    for line, _, words in sheet.headings:
        if not _has_words(words):
            yield Fault(line, "This heading has no words.", "Write some after the ‘#’, or delete the line.")


@RULES.rule
def headings_go_down_one_level_at_a_time(sheet: Sheet) -> Iterator[Fault]:
    """The title is the page's first heading."""
    before = 1
    for line, level, words in sheet.headings:
        if level == 1:
            what = f"The heading “{as_typed(words)}” stands as high as the page’s title."
            yield Fault(line, what, "Start headings with ##, and those below them with ###.")
        elif level > before + 1:
            what = f"The heading “{as_typed(words)}” skips a level."
            yield Fault(line, what, f"Start it with {'#' * (before + 1)}, as it stands below one with {'#' * before}.")
        before = level


@RULES.rule
def no_heading_is_repeated_under_the_same_heading(sheet: Sheet) -> Iterator[Fault]:
    """WCAG 2.4.6, headings and labels."""
    path: dict[int, str] = {}
    seen: dict[str, int] = {"2 sources": 0} if sheet.shows_sources else {}
    for line, level, words in sheet.headings:
        path = {above: name for above, name in path.items() if above < level} | {level: words.casefold()}
        outline = " ".join(f"{above} {name}" for above, name in path.items())
        if first := seen.get(outline):
            what = f"The heading “{as_typed(words)}” stands in line {first} too, below the same heading."
            yield Fault(line, what, "Give one of the two other words.")
        elif first == 0:
            what = "The heading “Sources” stands on this page already: the page shows the list of sources."
            yield Fault(line, what, "Give it other words, or take ‘shows: sources’ out of the lines at the top.")
        seen.setdefault(outline, line)


# --- tables -----------------------------------------------------------------------------------------------


@RULES.rule
def every_table_has_a_caption(sheet: Sheet) -> Iterator[Fault]:
    """Somebody who hears a table first hears what it is about."""
    for line, table in sheet.all("table"):
        caption = table.find("caption")
        if caption is None or not _has_words(said(caption)):
            remedy = "Write a line above it that starts with ‘Table: ’, and an empty line between the two."
            yield Fault(line, "This table does not say what it shows.", remedy)


@RULES.rule
def every_column_has_a_header(sheet: Sheet) -> Iterator[Fault]:
    """WCAG 1.3.1, info and relationships, H63."""
    for line, header in sheet.all("th"):
        if not _has_words(said(header)):
            what = "A column of this table has nothing in its first row."
            yield Fault(line, what, "Write there what the column holds, in a word or two.")
            return


@RULES.rule
def every_row_fits_its_table(sheet: Sheet) -> Iterator[Fault]:
    """What stands in a cell too many is on no page."""
    for line in sheet.written.blocks.crowded:
        what = "This row has more cells than its table has columns: readers would not see the last ones."
        yield Fault(line, what, "Take cells away, or add a column. A bar within words is written as \\|.")
    for line in sheet.written.blocks.barless:
        what = "This line stands right below a table, and so it becomes a row of it."
        yield Fault(line, what, "Put an empty line above it.")


# --- links ------------------------------------------------------------------------------------------------


@RULES.rule
def every_link_says_where_it_leads(sheet: Sheet) -> Iterator[Fault]:
    for line, link in sheet.all("a"):
        words, address = said(link), link.get("href", "")
        fault = fault_of_link_words(words) if _has_words(words) else "has no words"
        if fault == "has no words":
            remedy = "Write in its square brackets what it leads to."
            yield Fault(line, f"The link to ‘{as_typed(address)}’ has no words.", remedy)
        elif fault == "is a bare address":
            yield Fault(line, *_bare(words, address))
        elif fault:
            what = f"The link “{as_typed(words)}” {fault}."
            yield Fault(line, what, "Name what is there: many people hear links without the words around them.")
    for name, element in noted_in(sheet.written):
        if name == "bare_address":
            typed = element.text or ""
            address = typed if typed.startswith("http") else f"https://{typed}"
            yield Fault(sheet.written.line_of(element), *_bare(typed, address), is_advice=typed.startswith("www."))


def _bare(words: str, address: str) -> tuple[str, str]:
    what = f"The address ‘{as_typed(words)}’ stands there without words that say where it leads."
    return what, f"Write what is there, then the address: [words]({as_typed(address)})."


@RULES.rule
def every_link_leads_somewhere(sheet: Sheet) -> Iterator[Fault]:
    # Whether its page is there is asked later, of the whole site.
    for line, link in sheet.all("a"):
        if link.get("href", "") in {"", "#"}:
            what = f"The link “{as_typed(said(link))}” has no address."
            yield Fault(line, what, "Write it in the round brackets, for example (/aims/).")


@RULES.rule
def the_same_words_lead_to_the_same_place(sheet: Sheet) -> Iterator[Fault]:
    first: dict[str, tuple[str, int]] = {}
    for line, link in sheet.all("a"):
        words, address = said(link), link.get("href", "")
        led_to, before = first.setdefault(words.casefold(), (address, line))
        if led_to != address and words:
            what = f"The words “{as_typed(words)}” lead to another page than in line {before}."
            yield Fault(line, what, "Give each of the two links words of its own.")


@RULES.rule
def a_link_to_a_file_names_its_type_and_size(sheet: Sheet) -> Iterator[Fault]:
    """WCAG 2.4.9, link purpose (link only), G201 and the Government's own guidance."""
    for line, link in sheet.all("a"):
        words, path = said(link), _path_of(link.get("href", ""))
        if (name := file_type(path)) and not says_type_and_size(words, path):
            what = f"The link “{as_typed(words)}” leads to a file, and does not say of which type or how large."
            yield Fault(line, what, f"Put both at the end of its words, for example ({name}, 2 MB).")


def _path_of(address: str) -> str:
    try:
        return urlsplit(address).path
    except ValueError:
        return ""


@RULES.rule
def no_words_are_kept_in_a_tooltip(sheet: Sheet) -> Iterator[Fault]:
    """WCAG 1.4.13, content on hover or focus: no key or finger shows them."""
    for line, element in sheet.all("a", "img"):
        if "title" in element.attrib:
            what = f"The words “{as_typed(element.get('title', ''))}” after the address show only under a mouse."
            yield Fault(line, what, "Write them into the page, or take them out.")


# --- addresses --------------------------------------------------------------------------------------------


def is_of_this_site(address: str) -> bool:
    return address.startswith(("/", "#")) and not address.startswith("//")


@RULES.rule
def every_address_is_safe(sheet: Sheet) -> Iterator[Fault]:
    for line, link in sheet.all("a"):
        address = link.get("href", "")
        if not address or is_of_this_site(address) or (fault := address_fault(address)) is None:
            continue
        what, remedy = fault
        if name := _OTHER_PAGE.fullmatch(address):
            remedy = f"Write the address of a page of this site with a slash at both ends: /{name[1]}/."
        elif "://" not in address and not address.startswith(("mailto:", "tel:")) and "@" not in address:
            remedy = "A page of this site starts with a slash, for example /aims/."
        yield Fault(line, f"The link ‘{as_typed(address, 100)}’ {what}", remedy)


_OTHER_PAGE = re.compile(r"(?:\.{1,2}/)*((?:[a-z0-9-]+/)*?[a-z0-9-]+?)(?:/index\.md|\.md|/)?(?:#\S*)?")


@RULES.advice
def addresses_are_as_they_were_meant(sheet: Sheet) -> Iterator[Fault]:
    for line, link in sheet.all("a"):
        address = link.get("href", "")
        if address.startswith("http") and (advice := address_advice(address)) and address_fault(address) is None:
            yield Fault(line, f"The link ‘{as_typed(address)}’ {advice[0]}", advice[1])


@RULES.advice
def addresses_are_secure(sheet: Sheet) -> Iterator[Fault]:
    """http: sends what a reader does in the open."""
    for line, link in sheet.all("a"):
        if link.get("href", "").casefold().startswith("http:"):
            what = f"The link ‘{as_typed(link.get('href', ''))}’ starts with http://, which is not secure."
            yield Fault(line, what, TRY_HTTPS)


@RULES.rule
def every_picture_is_our_own(sheet: Sheet) -> Iterator[Fault]:
    """Another site would learn who reads the page."""
    for line, picture in sheet.all("img"):
        address = picture.get("src", "")
        if is_of_this_site(address):
            continue
        name = re.sub(r"^(?:\.{1,2}/)+", "", address)
        if not address:
            yield Fault(line, "This picture has no address.", "Write it in the round brackets, for example (/bus.png).")
        elif "//" in address or ":" in address:
            what = f"The picture ‘{as_typed(address, 100)}’ is on another site."
            yield Fault(
                line, what, f"Put the picture into content/, and write its address as /{name.rpartition('/')[2]}."
            )
        else:
            what = f"The address of the picture, ‘{as_typed(address, 100)}’, does not start with a slash."
            yield Fault(line, what, f"Write it as it stands in content/, with a slash before it: /{name}.")


# --- pictures ---------------------------------------------------------------------------------------------


@RULES.rule
def every_picture_is_told_in_words(sheet: Sheet) -> Iterator[Fault]:
    """WCAG 1.1.1, non-text content."""
    for line, picture in sheet.all("img"):
        alt = picture.get("alt", "")
        if fault := fault_of_alt(alt):
            yield Fault(
                line, fault[0].replace("alt text", "text for the picture"), fault[1].replace("the alt text", "it")
            )
        elif not _has_words(alt):
            what = "This picture has no words, so that nobody hears of it who cannot see it."
            remedy = "If it says something, write in the square brackets what it shows."
            yield Fault(line, what, remedy, is_advice=True)


@RULES.rule
def no_alt_repeats_the_words_beside_it(sheet: Sheet) -> Iterator[Fault]:
    """WCAG 1.1.1, non-text content, H2: else a screen reader says it twice."""
    for parent in sheet.written.root.iter():
        for picture in parent.findall("img"):
            alt = picture.get("alt", "")
            if alt and alt.casefold() in {words.casefold() for words in _words_beside(picture, parent, sheet)}:
                what = f"The words for the picture, “{as_typed(alt)}”, stand beside it too, and are heard twice."
                yield Fault(
                    sheet.written.line_of(picture), what, "Say what only the picture shows, or leave them empty."
                )


def _words_beside(picture: Element, parent: Element, sheet: Sheet) -> Iterator[str]:
    at = list(parent).index(picture)
    links = [link for link in sheet.written.all("a") if any(each is picture for each in link.iter("img"))]
    for each in (parent, *links, *parent[max(0, at - 1) : at], *parent[at + 1 : at + 2]):
        yield " ".join("".join(each.itertext()).split())


@RULES.rule
def no_two_pictures_have_the_same_words(sheet: Sheet) -> Iterator[Fault]:
    """WCAG 1.1.1, non-text content."""
    for line, alt, first in _repeated((line, picture.get("alt", "")) for line, picture in sheet.all("img")):
        if alt:
            what = f"The words for the picture, “{as_typed(alt)}”, are those of the picture in line {first}."
            yield Fault(line, what, "Say what only this picture shows.")


def _has_words(text: str) -> bool:
    return any(sign.isprintable() and not sign.isspace() and sign != "\u2800" for sign in text)
