"""Names of pages and words of links: each is that of one page, and none is taken by a part that every page has.

It looks at the pages as they are made, and says what it finds where an editor wrote the words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from plan_site.english.link_words import folded
from plan_site.model.entries import EasyLine, Entry
from plan_site.model.fields import easy_lines_of, name_of_the_naming_field
from plan_site.model.plan import Plan, RecordWithPage
from plan_site.model.problems import Place, Problem
from plan_site.model.records import Quote
from plan_site.model.rules import rule
from plan_site.reading.records import label_of
from plan_site.site import views
from plan_site.site.easy_pages import ABOUT, BACK, name_in_easy_words
from plan_site.site.page import SPOKEN, Page, address_of, easy, easy_address_of

SAID_BY_TEMPLATES = (
    "0–9",
    "In harder words",
    "All quotes",
    "See all in Actions",
    "See all in Progress",
    "See all in What has happened",
    *(f"See all in {spoken.called}" for spoken in SPOKEN.values()),
    "All news",
    "See the actions: who has promised to do what",
    "See what was changed because of what people said",
    "Skip to the main part of this page",
    "Suggest a change to this page",
)
"""Words that lead somewhere on pages of any plan, beside those of the menus."""
OF_THE_COUNCIL = ("The council’s page of the plan", "Look at the council’s page of the plan")
"""The same, where they lead to the plan's own page."""
HEADINGS_OF_TEMPLATES = frozenset(
    {
        "about the outcomes",
        "about the plan",
        "choose what to read",
        "what is in this booklet",
        "what the words mean",
        "what we did not find",
        "where this comes from",
    }
)
"""Headings that stand beside the names of records, or of hard words, on pages of any plan."""
_NAME_OF_THE_BANNER = "about this site"
SHORTEST_TITLE = 10
"""Letters in the title of a document, which has the name of the plan in it."""


_SHORTEST_NAME = 2
"""A letter alone leads to a part of the list from A to Z."""


@dataclass(frozen=True, slots=True)
class _Name:
    """Words that lead to an address; where an editor wrote them, the place and what to call what is there."""

    words: str
    address: str
    place: Place | None = None
    owner: Entry | str = ""
    is_as_said: bool = False
    """Whether these are a speaker's words, which nobody may change."""

    @property
    def label(self) -> str:
        return self.owner if isinstance(self.owner, str) else label_of(self.owner)


_Written: TypeAlias = dict[str, tuple[Place, Entry | str]]
"""Where the name of each page stands that an editor has named, and whose it is, by the page's address."""


@rule
def every_name_leads_to_one_place(plan: Plan, pages: Sequence[Page]) -> Iterator[Problem]:
    """Whoever hears the links of a page one by one, or sees the titles of two open pages, can tell them apart.

    Source: WCAG 2.2, 2.4.2 (page titled), 2.4.6 (headings and labels) and 2.4.9 (link purpose, link only).
    """
    written = dict(_written(plan))
    said: set[Place] = set()
    for problem in (
        *_two_places(_names_in_plain_words(plan, pages, written)),
        *_two_places(_names_in_easy_words(plan, pages, written)),
        *_taken_by_a_part_of_a_page(plan, pages, written),
    ):
        if problem.place not in said:
            said.add(problem.place)
            yield problem


def _problem(name: _Name, what: str, remedy: str) -> Problem:
    return Problem(name.place or Place(""), what, remedy, name.label)


def _two_places(names: Iterable[_Name]) -> Iterator[Problem]:
    first: dict[str, _Name] = {}
    # The site's own words stand before those of editors, who can change theirs.
    for name in sorted(names, key=lambda each: each.place is not None):
        other = first.setdefault(folded(name.words), name)
        if other.address == name.address or name.place is None:
            continue
        also = f"of {other.label}" if other.label else "of another page or link of this site"
        at = f" ({other.place.file}, line {other.place.line})" if other.place else ""
        yield _problem(
            name,
            f"“{_shown(name.words)}” is the name {also}{at} too, and a link says no more than that.",
            _OF_WORDS_AS_SAID if name.is_as_said else _OF_OUR_WORDS,
        )


_OF_OUR_WORDS = "Add or change a word in one of the two, so that readers can tell them apart."
_OF_WORDS_AS_SAID = "Make one quote of the two, or begin one of them at another sentence of the speaker."


def _shown(words: str) -> str:
    return words if len(words) <= _LONGEST_SHOWN else f"{words[:_LONGEST_SHOWN].rstrip()}…"


_LONGEST_SHOWN = 80


# --- what leads where -------------------------------------------------------------------------------------


def _names_in_plain_words(plan: Plan, pages: Sequence[Page], written: _Written) -> Iterator[_Name]:
    """The links that can stand beside one another on plain pages: all of them stand in the list from A to Z."""
    shell = pages[0].shell
    for link in (*shell.navigation, *shell.doors, *shell.more):
        yield _Name(link.words, link.address, *written.get(link.address, ()))
    yield from _names_of_templates(plan)
    for page in pages:  # home is called as the whole site, which another rule looks at
        if page.kind not in {"moved", "gone", "home"} and not _is_withdrawn(page):
            for words in _called(page):
                place, owner = written.get(page.address, (None, ""))
                yield _Name(words, page.address, place, owner, is_as_said=page.kind == "quote")
    yield from _names_of_sources(plan)
    for quote in plan.quotes:
        if not quote.is_withdrawn:  # a page tells the quotes of one speaker apart
            yield _Name(quote.who, f"quotes of {quote.who}", *_at(quote, "speaker" if quote.speaker else "role"))


def _called(page: Page) -> Iterator[str]:
    """What links and browsers call a page."""
    yield page.findable.title
    if label := _label(page):
        yield from (f"{label} {page.title}", f"{label}: {page.title}")


def _label(page: Page) -> str:
    """What stands before the title of an aim or an outcome."""
    if isinstance(page.view, views.Aim):
        return page.view.aim.label
    return page.view.outcome.label if isinstance(page.view, views.Outcome) else ""


def _names_in_easy_words(plan: Plan, pages: Sequence[Page], written: _Written) -> Iterator[_Name]:
    shell = pages[0].shell
    if not shell.has_easy_read:
        return
    for link in (*shell.easy_navigation, *shell.easy_more, ABOUT, BACK):
        yield _Name(link.words, link.address, *written.get(link.address, ()))
    yield from _names_of_templates(plan)
    for record in _told(plan):
        yield _Name(name_in_easy_words(record), easy_address_of(record), *_at(record, "easy_title"))
    yield from _names_of_sources(plan)
    for owner, line in _easy_lines(plan):
        if line.address:
            yield _Name(line.words, line.address, line.place_of("words"), owner)
    for picture in plan.pictures:
        if picture.address:
            yield _Name(picture.credit, picture.credit, *_at(picture, "credit"))  # a page has each credit once


def _names_of_templates(plan: Plan) -> Iterator[_Name]:
    yield from (_Name(words, "") for words in SAID_BY_TEMPLATES)
    yield from (_Name(words, plan.details.official_address) for words in OF_THE_COUNCIL)


def _names_of_sources(plan: Plan) -> Iterator[_Name]:
    for source in plan.sources:
        yield _Name(source.link_words, source.address, *_at(source, "title"))


def _told(plan: Plan) -> Iterator[RecordWithPage]:
    return (record for record in plan.with_pages if not (isinstance(record, Quote) and record.is_withdrawn))


def _is_withdrawn(page: Page) -> bool:
    return isinstance(page.view, views.Quote) and page.view.quote.is_withdrawn


def _easy_lines(plan: Plan) -> Iterator[tuple[Entry | str, EasyLine]]:
    for entry in (plan.details, *plan.with_pages, *plan.words, *plan.changes):
        yield from ((entry, line) for line in easy_lines_of(entry))
    for article in plan.articles:
        yield from ((f"page “{article.title}”", line) for line in article.easy_read)


def _written(plan: Plan) -> Iterator[tuple[str, tuple[Place, Entry | str]]]:
    for record in plan.with_pages:
        yield address_of(record), _at(record, name_of_the_naming_field(type(record)))
        yield easy(address_of(record)), _at(record, "easy_title")
    for article in plan.articles:
        yield article.address, (article.matter.place_of("title"), f"page “{article.title}”")
        yield easy(article.address), (article.matter.place_of("easy_title"), f"page “{article.title}”")


def _at(entry: Entry, field: str) -> tuple[Place, Entry]:
    return entry.place_of(field), entry


# --- what pages say themselves ----------------------------------------------------------------------------


def _taken_by_a_part_of_a_page(plan: Plan, pages: Sequence[Page], written: _Written) -> Iterator[Problem]:
    for page in pages:
        if (at := written.get(page.address)) is not None:
            yield from _faults_of_document_title(page, _Name(page.title, page.address, *at))
    if folded(plan.details.notice or "").startswith(_NAME_OF_THE_BANNER):
        name = _Name(plan.details.notice or "", "", *_at(plan.details, "notice"))
        what = "The notice begins with “About this site”, which a screen reader says before it already."
        yield _problem(name, what, "Begin with what it is about.")
    for word in plan.words:
        yield from _is_a_heading(_Name(word.word, "", *_at(word, "word")))
    for record in _told(plan):
        yield from _is_a_heading(_Name(record.title, "", *_at(record, "title")))
        yield from _is_a_heading(_Name(name_in_easy_words(record), "", *_at(record, "easy_title")))


def _is_a_heading(name: _Name) -> Iterator[Problem]:
    if folded(name.words) in HEADINGS_OF_TEMPLATES:
        what = f"“{name.words}” is a heading that pages of this site have already."
        yield _problem(name, what, "Choose other words.")


def _faults_of_document_title(page: Page, name: _Name) -> Iterator[Problem]:
    title = document_title(page)
    if len({folded(part) for part in _BETWEEN_NAMES.split(title)}) < 2:
        what = f"“{_shown(name.words)}” is the name of the whole site."
        yield _problem(name, what, "Say what this page alone is about.")
    elif len(title) < SHORTEST_TITLE or len(folded(name.words)) < _SHORTEST_NAME:
        yield _problem(name, f"“{name.words}” is too short to say what a page is about.", "Add a word or two.")


def document_title(page: Page) -> str:
    """The title of a page's document, as browsers show it."""
    return f"{list(_called(page))[-1]} – {page.shell.plan.details.name}"


_BETWEEN_NAMES = re.compile(r"\s+[–—|·-]\s+")
