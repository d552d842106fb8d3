"""Puts the pages of a plan together into one document, to be read on paper from first to last."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup

from plan_site.html.render import LinkTo, render
from plan_site.site import views
from plan_site.site.page import ACTIONS, AIMS, FEEDBACK, OUTCOMES, PROGRESS, VOICES, WORDS, Page, View

_LISTS = (AIMS.address, OUTCOMES.address, VOICES.address, PROGRESS.address, ACTIONS.address, FEEDBACK.address)
_OF_THE_WEBSITE_ALONE = "/privacy/"
_WHAT_IT_IS = ("vision", "approach", "who-was-asked")
_PLACE = re.compile(r'(<(?!path|g)\w+\b[^>]*?) id="')  # a drawing keeps the names of its parts
_HEADING = re.compile(r"(</?h)([1-6])\b")
_MOST_LEVELS = 6


@dataclass(frozen=True, slots=True)
class Chapter:
    """A page as a part of the document, with the pages that belong under it."""

    title: str
    place: str
    body: Markup
    parts: tuple[Chapter, ...] = ()


class WholePlan(View):
    chapters: tuple[Chapter, ...]


def whole_plan(pages: Sequence[Page], link_to: LinkTo) -> str:
    """The HTML of the document: what the plan is, each list with its records, then the rest.

    `link_to` says what stands in an href for what is not in the document.
    """
    home = pages[0]
    groups = [[_what_it_is(home)], *_groups(pages)]
    chosen = [page for group in groups for page in group]
    places = {page.address: _place_of(page) for page in chosen}

    def within(target: str) -> str:
        page, _, place = target.partition("#")
        if page not in places:
            return link_to(target)
        return f"#{places[page]}-{place}" if place else f"#{places[page]}"

    page = replace(
        home,
        title=home.shell.plan.details.name,
        view=WholePlan(tuple(_chapters(groups, within))),
        sources=tuple(dict.fromkeys(source for page in chosen for source in page.sources)),
        twin=None,
        file="",
    )
    return render(page, link_to=within)


def _what_it_is(home: Page) -> Page:
    details = home.shell.plan.details
    lead = f"{details.organisation}’s {details.title}, for ages {details.ages}."
    view = views.Door(_WHAT_IT_IS, views.News())
    return replace(home, address="/plan/", view=view, title="What the plan is", description=lead, sources=(), twin=None)


def _groups(pages: Sequence[Page]) -> Iterator[list[Page]]:
    """Each list and its records, then what is written by hand, then what hard words mean."""
    plain = [page for page in pages if page.is_findable and not page.is_easy]
    for address in _LISTS:
        if group := [page for page in plain if page.section == address]:
            yield group
    yield from ([page] for page in plain if page.kind == "article" and page.address != _OF_THE_WEBSITE_ALONE)
    yield from ([page] for page in plain if page.address == WORDS.address)


def _chapters(groups: Sequence[Sequence[Page]], link_to: LinkTo) -> Iterator[Chapter]:
    for first, *others in groups:
        yield replace(_chapter(first, link_to, 1), parts=tuple(_chapter(page, link_to, 2) for page in others))


def _chapter(page: Page, link_to: LinkTo, level: int) -> Chapter:
    """`level` is how much deeper its headings stand than on the page itself."""
    place = _place_of(page)
    body = render(page, link_to=link_to, layout="chapter.html")
    body = _PLACE.sub(rf'\1 id="{place}-', body)
    return Chapter(page.title, place, Markup(_HEADING.sub(lambda tag: _deeper(tag, level), body)))  # noqa: S704 - ours


def _deeper(heading: re.Match[str], levels: int) -> str:
    return f"{heading[1]}{min(_MOST_LEVELS, int(heading[2]) + levels)}"


def _place_of(page: Page) -> str:
    return page.address.strip("/").replace("/", "-")
