"""The pages about the site and its words: hand-written ones, hard words, search, files, and addresses of before."""

from __future__ import annotations

import html
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from operator import itemgetter

from plan_site.model.fields import texts_of
from plan_site.model.plan import Plan, RecordWithPage
from plan_site.model.problems import Place
from plan_site.model.records import Aim
from plan_site.model.site_records import Accessibility, Excuse, Word
from plan_site.site import views
from plan_site.site.easy_pages import START
from plan_site.site.feed import told
from plan_site.site.page import (
    ACCESSIBILITY,
    CHANGES,
    DOWNLOADS,
    EASY_READ,
    FEED,
    HOME,
    LISTS,
    NOT_FOUND,
    SEARCH,
    VOICES,
    WORDS,
    Download,
    Findable,
    Link,
    Page,
    Shell,
    Site,
    Twin,
    address_of,
    downloads_of,
    easy,
    easy_address_of,
)
from plan_site.site.views import Letter, ProblemGroup, TableOfData


def site_pages(shell: Shell, downloads: Sequence[Download], tables: Sequence[TableOfData]) -> Iterator[Page]:
    """All of them but search, which knows all other pages."""
    yield from _articles(shell)
    yield from _words(shell)
    yield _accessibility(shell)
    yield from _changes(shell)
    if downloads:
        yield _downloads(shell, downloads)
        yield _dictionary(shell, downloads, tables)
    yield from _moved(shell)
    yield from _gone(shell)
    yield Page(shell, NOT_FOUND, views.NotFound(), "We cannot find that page", "No page has this address.", found_as="")


def _articles(shell: Shell) -> Iterator[Page]:
    for article in shell.plan.articles:
        yield Page(
            shell,
            article.address,
            views.Article(article, shell.plan.sources if article.matter.shows == "sources" else ()),
            article.title,
            article.description,
            file=article.place.file,
            texts=paragraphs_of(article.body),
        )


def paragraphs_of(body: str) -> tuple[str, ...]:
    """The words of HTML made from Markdown, line by line."""
    lines = (" ".join(html.unescape(_TAG.sub("", line)).split()) for line in _END_OF_LINE.split(body))
    return tuple(line for line in lines if line)


_TAG = re.compile(r"<[^>]*>")
_END_OF_LINE = re.compile(r"</(?:p|li|h[2-6]|td|th|pre)>")


def _words(shell: Shell) -> Iterator[Page]:
    """What the hard words mean. The meanings are easy words already; on this page they stand close together."""
    plan = shell.plan
    if plan.words:
        yield Page(
            shell,
            WORDS.address,
            views.Words(shell.glossary.words),
            WORDS.words,
            "What hard words in the plan mean, in easy words.",
            sources=plan.sources_of(shell.glossary.words),
            file=plan.words[0].place.file,
            texts=tuple(text for word in plan.words for text in (word.word, *word.other_names, *_meaning(word))),
        )


def _meaning(word: Word) -> Iterator[str]:
    return (line.words for line in word.meaning)


def _changes(shell: Shell) -> Iterator[Page]:
    changes = told(shell.plan)
    if changes:
        yield Page(
            shell,
            CHANGES.address,
            views.Changes(changes, FEED),
            CHANGES.words,
            "What has changed in the plan and on this website, the newest first.",
            file=changes[0].change.place.file,
            texts=tuple(text for each in changes for text in (each.heading, *each.change.what)),
        )


# --- accessibility ----------------------------------------------------------------------------------------


def accessibility_title(plan: Plan) -> str:
    return (
        f"Accessibility statement for {plan.details.name}" if plan.details.adopted_by else "Accessibility of this site"
    )


def _accessibility(shell: Shell) -> Page:
    """The statement that the law asks of an adopter; for a plan not adopted the same facts without its claims."""
    known = shell.plan.accessibility
    return Page(
        shell,
        ACCESSIBILITY,
        _view_of(known or Accessibility(place=Place("accessibility.yml"), places={}), shell.plan),
        accessibility_title(shell.plan),
        "What is known of how well everyone can use this site, who tested it, and what does not work.",
        file=known.place.file if known else "",
        texts=tuple(texts_of(known)) if known else (),
    )


# The headings of the UK's model statement; its words are fixed.
_HEADINGS: dict[Excuse, str] = {
    "not compliant": "Non-compliance with the accessibility regulations",
    "disproportionate burden": "Disproportionate burden",
    "out of scope": "Content that’s not within the scope of the accessibility regulations",
}
_PLAIN_HEADINGS: dict[Excuse, str] = {
    "not compliant": "What does not work for everyone yet",
    "disproportionate burden": "What would cost too much to mend",
    "out of scope": "What the law leaves out",
}


def _view_of(known: Accessibility, plan: Plan) -> views.Accessibility:
    is_statutory = bool(plan.details.adopted_by)
    problems = tuple(
        ProblemGroup(heading, problems)
        for excuse, heading in (_HEADINGS if is_statutory else _PLAIN_HEADINGS).items()
        if (problems := known.problems_that_are(excuse))
    )
    audits = tuple(sorted(known.audits, key=lambda audit: audit.when, reverse=True))
    contact = _words_for(known.contact or "")
    if is_statutory:
        return views.AccessibilityStatement(known, problems, audits, contact, _reasons(known))
    return views.Accessibility(known, problems, audits, contact)


def _words_for(contact: str) -> str:
    scheme, _, place = contact.partition(":")
    return {"mailto": f"write to {place}", "tel": f"call {place}"}.get(scheme, "use our contact page")


def _reasons(known: Accessibility) -> str:
    excuses = {problem.it_is for problem in known.known_problems}
    named = {"non-compliances": "not compliant" in excuses, "exemptions": bool(excuses - {"not compliant"})}
    return " and ".join(name for name, applies in named.items() if applies)


# --- search -----------------------------------------------------------------------------------------------

LARGE = 500
"""With more pages than this a plan is large: nobody is sent the words or the titles of all pages at once."""

_IN_FRONT = re.compile(r"^[^\w]*(?:(?:the|an?) )?[^\w]*", re.IGNORECASE)
"""What a title is not sorted by: marks, and an article."""
MOST_OF_A_LIST = 50
"""Of a large plan, a list with more pages stands from A to Z by its own name alone."""


def search_page(shell: Shell, pages: Iterable[Page]) -> Page:
    """Search needs script; without it this page still lists everything, or leads to the lists that a large plan has."""
    findable = [page for page in pages if page.is_findable]
    lists = _long_lists(findable)
    addresses = {link.address for link in lists}
    here = (page.findable for page in findable if page.section == page.address or page.section not in addresses)
    return Page(
        shell,
        SEARCH.address,
        views.Search(a_to_z(here), lists),
        "Search",
        "Look for words on this site, or choose from everything on it, from A to Z.",
        found_as="",
    )


def _long_lists(findable: Sequence[Page]) -> tuple[Link, ...]:
    """The lists of a large plan that have more pages than the list from A to Z has room for."""
    if len(findable) <= LARGE:
        return ()
    sizes = Counter(page.section for page in findable if page.section != page.address)
    return tuple(
        Link(page.address, f"{page.findable.title}: {sizes[page.address]:,} pages")
        for page in findable
        if sizes[page.address] > MOST_OF_A_LIST
    )


def a_to_z(pages: Iterable[Findable]) -> tuple[Letter, ...]:
    """The pages under the letters that their titles start with."""
    sorted_by = ((_sorted_by(page), page) for page in pages)
    in_order = sorted(((_letter(words), words, page) for words, page in sorted_by), key=itemgetter(0, 1))
    groups = groupby(in_order, key=itemgetter(0))
    return tuple(Letter(name, tuple(page for *_, page in group)) for name, group in groups)


def _sorted_by(page: Findable) -> str:
    title = _IN_FRONT.sub("", page.title)
    if title.isascii():
        return title.lower()
    plain = unicodedata.normalize("NFD", title)
    return "".join(letter for letter in plain if not unicodedata.combining(letter)).casefold()


def _letter(sorted_by: str) -> str:
    first = sorted_by[:1].upper()
    return first if first.isalpha() else "0–9"


# --- files to take away -----------------------------------------------------------------------------------

VERSION = 1
"""Counts up when a program that reads the files would break: then they get new addresses, and the old ones stay."""
NAME = "plan.json"
FOLDER = f"{DOWNLOADS.address}v{VERSION}/"
DICTIONARY = Link(f"{DOWNLOADS.address}dictionary/", "What each column means")


def _downloads(shell: Shell, downloads: Sequence[Download]) -> Page:
    return Page(
        shell,
        DOWNLOADS.address,
        views.Downloads(
            for_spreadsheets=tuple(each for each in downloads if each.file_type == "CSV"),
            for_programs=tuple(each for each in downloads if each.file_type == "JSON"),
            lines=_lines_of_python(shell.site),
            is_fetched=bool(_address(shell.site)),
            plan_file=NAME,
            dictionary=DICTIONARY,
        ),
        downloads_of(shell.plan).words,
        "Files to keep or to work with: all that this site says of the plan.",
    )


def _dictionary(shell: Shell, downloads: Sequence[Download], tables: Sequence[TableOfData]) -> Page:
    addresses = {each.address for each in downloads}
    return Page(
        shell,
        DICTIONARY.address,
        views.DataDictionary(tuple(table for table in tables if FOLDER + table.file in addresses)),
        DICTIONARY.words,
        "The tables of the open data, and what stands in each of their columns.",
        trail=(HOME, downloads_of(shell.plan)),
    )


def _lines_of_python(site: Site) -> str:
    """Three lines that print the titles of the aims: from the site, or from the file where its address is unknown."""
    address = _address(site)
    if address:
        opening = ["import json, urllib.request", f'plan = json.load(urllib.request.urlopen("{address}"))']
    else:
        opening = ["import json", f'plan = json.load(open("{NAME}", encoding="utf-8"))']
    return "\n".join([*opening, 'print(*(aim["title"] for aim in plan["aims"]), sep="\\n")'])


def _address(site: Site) -> str:
    return site.full(FOLDER + NAME)


# --- addresses of before ----------------------------------------------------------------------------------


def _moved(shell: Shell) -> Iterator[Page]:
    """The old addresses of records and pages whose name has changed lead to the new ones."""
    for record in shell.plan.with_pages:
        now = Link(address_of(record), record.title)
        has_easy_page = shell.has_easy_read and easy_address_of(record) == easy(now.address)
        easy_title = (record.easy_title or record.title) if has_easy_page else ""
        for old in record.formerly:
            was = Link(f"{LISTS[type(record)].address}{old}/", old)
            yield from _moved_pages(shell, was, now, easy_title, _places_on(record))
    for article in shell.plan.articles:
        easy_title = article.easy_title if shell.has_easy_read and article.easy_read else ""
        for old in article.matter.formerly:
            yield from _moved_pages(shell, Link(f"/{old}/", old), Link(article.address, article.title), easy_title)


_Places = tuple[tuple[str, Link], ...]


def _places_on(record: RecordWithPage) -> _Places:
    """Each place that a page has, and that links may name."""
    objectives = record.objectives if isinstance(record, Aim) else ()
    return tuple(
        (place := f"objective-{objective.id}", Link(f"{address_of(record)}#{place}", f"Objective {number}"))
        for number, objective in enumerate(objectives, start=1)
    )


def _moved_pages(shell: Shell, was: Link, now: Link, easy_title: str, places: _Places = ()) -> Iterator[Page]:
    """The page that stands at an old address; with an easy title, the same in easy words."""
    moved = _moved_page(shell, was, now, places)
    easy_was, easy_now = Link(easy(was.address), was.words), Link(easy(now.address), easy_title)
    yield from _in_both_readings(moved, _moved_page(shell, easy_was, easy_now) if easy_title else None)


def _in_both_readings(plain: Page, in_easy_words: Page | None) -> Iterator[Page]:
    if in_easy_words is None:
        yield plain
        return
    yield replace(plain, twin=Twin(in_easy_words.address))
    yield replace(in_easy_words, is_easy=True, twin=Twin(f"{plain.address}#main"), trail=(START,))


_OF_VOICES = (VOICES.address, easy(VOICES.address))
"""Where an id may be the name of somebody who no longer wants to be named."""


def _moved_page(shell: Shell, was: Link, now: Link, places: _Places = ()) -> Page:
    is_of_voices = was.address.startswith(_OF_VOICES)
    return Page(
        shell,
        was.address,
        views.Moved(now, places),
        "This page of the voices has moved" if is_of_voices else f"This page has moved from ‘{was.words}’",
        f"This page is now called {now.words}",
        found_as="",
        canonical=now.address,
    )


def _gone(shell: Shell) -> Iterator[Page]:
    """The addresses of what was taken away lead to the list that it stood in."""
    for was in shell.plan.details.formerly:
        plain = _gone_page(shell, was, (*shell.navigation, *shell.more), HOME)
        has_twin = shell.has_easy_read and not was.startswith(EASY_READ.address)
        twin = _gone_page(shell, easy(was), shell.easy_navigation, EASY_READ) if has_twin else None
        yield from _in_both_readings(plain, twin)


def _gone_page(shell: Shell, was: str, lists: Iterable[Link], start: Link) -> Page:
    above = next((link for link in lists if link.address != start.address and was.startswith(link.address)), start)
    called = "of the voices" if was.startswith(_OF_VOICES) else f"‘{was.strip('/').rpartition('/')[2]}’"
    title = f"The page {called} has been taken away"
    description = "What stood at this address has been taken away."
    return Page(shell, was, views.Gone(above), title, description, found_as="")
