"""Makes what a review group is given: Easy Read pages on paper with boxes to tick, and a form for what people say."""

from __future__ import annotations

import textwrap
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count

from plan_site.html.render import render
from plan_site.model.entries import EasyLine
from plan_site.model.plan import Article, Plan
from plan_site.model.records import Details
from plan_site.pdf.writer import links_for, pdf
from plan_site.site.easy_lines import LinesOfAPage, ShownLine
from plan_site.site.easy_pages import credits_of
from plan_site.site.page import EASY_READ, Page, View, easy, easy_address_of
from plan_site.site.reviews import Reviewable, reviewable, seen
from plan_site.site.views import EasyRead, Section
from plan_site.yaml.tidy import as_comment, as_field

TITLE = "Help to make this plan easy to read"


@dataclass(frozen=True, slots=True)
class Row:
    """A sentence that people check, with its number on the sheet."""

    number: int
    line: ShownLine
    heading: str = ""
    """Of the part of the page that starts here."""

    @property
    def sentence(self) -> str:
        return sentence_of(self.line)


def sentence_of(line: EasyLine | ShownLine) -> str:
    """A sentence with what it says of a big number."""
    return f"{line.words} {line.about}" if line.about else line.words


@dataclass(frozen=True, slots=True)
class PageToCheck:
    """All that Easy Read says of one record, as people are to check it."""

    record: str
    title: str
    seen: str
    """The check sum of what people see."""
    opening: tuple[str, ...]
    """What helps to understand the rest."""
    rows: tuple[Row, ...]


def pages_to_check(plan: Plan, pages: Sequence[Page], only: Collection[str] = ()) -> tuple[PageToCheck, ...]:
    """Each record with easy words, or only those of these ids, in the order of the site."""
    by_address = {page.address: page for page in pages}
    order = {address: number for number, address in enumerate(by_address)}
    chosen = [record for record in reviewable(plan).values() if record.easy_read and (not only or record.id in only)]
    chosen.sort(key=lambda record: order[_place_of(record)[0]])
    return tuple(_page_to_check(record, plan, by_address) for record in chosen)


def _place_of(record: Reviewable) -> tuple[str, str]:
    """The address of the Easy Read page that shows a record, and the record's place there if it shows others too."""
    if isinstance(record, Details):
        return EASY_READ.address, ""
    address = easy(record.address) if isinstance(record, Article) else easy_address_of(record)
    page, _, place = address.partition("#")
    return page, place


def _page_to_check(record: Reviewable, plan: Plan, pages: Mapping[str, Page]) -> PageToCheck:
    address, place = _place_of(record)
    page = pages[address]
    sections = [section for section in _sections_of(page) if not section.is_menu]
    title, opening = page.title, tuple[str, ...]()
    lines = LinesOfAPage(plan, page.shell.glossary)
    if place:  # among others on a page, which explains a word once for all of them
        opening = sections[0].notes
        own = next(section for section in sections if section.id == place)
        title = own.heading
        sections = [replace(own, heading="", lines=lines.under(own.heading, record.easy_read))]
    elif isinstance(record, Details) and plan.details.outcomes_easy_read:
        sections.append(Section("About the outcomes", lines=lines.of(plan.details.outcomes_easy_read)))
    return PageToCheck(record.id, title, seen(plan, page.shell.glossary, record), opening, tuple(_rows(sections)))


def _sections_of(page: Page) -> tuple[Section, ...]:
    return page.view.sections if isinstance(page.view, EasyRead) else ()


def _rows(sections: Iterable[Section]) -> Iterator[Row]:
    number = count(1)
    for section in sections:
        notes = tuple(ShownLine(words=note, about=None, picture=None, alt="", say=None) for note in section.notes)
        for position, line in enumerate((*notes, *section.lines)):
            # Where a sentence leads is no part of the check, and takes long to read.
            yield Row(next(number), replace(line, address=None), "" if position else section.heading)


# --- the sheets -------------------------------------------------------------------------------------------


_BOX = "/review-kit/box.svg"
_DRAWING_OF_A_BOX = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 20">'
    b'<rect x="1" y="1" width="18" height="18" rx="2" fill="#fff" stroke="#000" stroke-width="1.2"/></svg>'
)


class ReviewKit(View):
    checked: Sequence[PageToCheck]
    name_of_plan: str
    box_to_tick: str = _BOX


def sheets(checked: Sequence[PageToCheck], pages: Sequence[Page], files: Mapping[str, bytes]) -> tuple[bytes, int]:
    """A PDF in which each page to check starts a new sheet, and how many sheets it has.

    `files` are the site's pictures and shared files, by their addresses.
    """
    files = {**files, _BOX: _DRAWING_OF_A_BOX}
    return pdf(sheets_as_html(checked, pages, files), files)


def sheets_as_html(checked: Sequence[PageToCheck], pages: Sequence[Page], files: Mapping[str, bytes]) -> str:
    """The HTML of the sheets."""
    home = next(page for page in pages if page.address == EASY_READ.address)
    owed = credits_of(row.line.picture for page in checked for row in page.rows)
    kit = replace(home, view=ReviewKit(checked, home.title), title=TITLE, credits=owed)
    return render(kit, link_to=links_for(home, files))


# --- the form ---------------------------------------------------------------------------------------------

_TOP = """\
For what a review group said. Fill in what is empty; leave the other lines as they are.
If a text has a colon or a hash in it, put quotes round it.
Then run: plan review --results and the name of this file.
"""
_ABOUT = {
    "who": "The name of the group, as readers of the website should know it. Ask the group first. Do not name a person "
    "who does not want that.",
    "group": "Write ‘people with learning disabilities’ if that is who they are: only then may a page be called Easy "
    "Read. If not, write ‘other readers’.",
    "how_many": "How many people there were, in digits. You may leave this empty.",
    "when": "The day on which you met: year, month and day with hyphens, such as 2026-11-22.",
}
_ABOUT_A_PAGE = {
    "easy_to_understand": "What people ticked at the end of the page: yes or no. Empty if they did not check it.",
    "people_said": "What they said of the page as a whole. Below there is room for each sentence.",
    "what_changed": "If you changed this page before because of what people said: what you changed.",
}


def form(checked: Iterable[PageToCheck]) -> str:
    """The YAML of a results form that holds these pages."""
    lines = [*(f"# {line}" for line in _TOP.splitlines()), ""]
    for name, about in _ABOUT.items():
        lines += [*as_comment(about), f"{name}:", ""]
    lines += ["pages:"]
    for page in checked:
        lines += ["", *textwrap.indent("\n".join(_of_page(page)), "  ").splitlines()]
    return "\n".join(lines) + "\n"


def _of_page(page: PageToCheck) -> Iterator[str]:
    said = {"record": page.record, "page": page.title, "seen": page.seen}
    known = [line for name, words in said.items() for line in as_field(name, words)]
    yield from (f"{'  ' if number else '- '}{line}" for number, line in enumerate(known))
    for name, about in _ABOUT_A_PAGE.items():
        yield from (f"  {line}" for line in as_comment(about))
        yield f"  {name}:"
    yield "  sentences:"
    for row in page.rows:
        yield f"  - number: {row.number}"
        yield from (f"    {line}" for line in as_field("sentence", row.sentence))
        yield "    people_said:"
