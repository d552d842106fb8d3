"""The pages that the tests open: all of them, and one of each kind."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import cycle
from typing import TypeVar

from plan_site.site.page import Page
from sites import EXAMPLE, OURS, REAL_SIZE, SMALL, prepared

PAGES: dict[str, tuple[Page, ...]] = {
    "ours": prepared(OURS).pages,
    "example": prepared(EXAMPLE).pages,
    "small": prepared(SMALL).pages,
    "real_size": prepared(REAL_SIZE).pages,
}
"""The pages of each site, by the fixture that serves it."""

EVERY_PAGE = [(site, page.address) for site, pages in PAGES.items() for page in pages]

_FIRST = {page.kind: (site, page.address) for site in ("ours", "example") for page in reversed(PAGES[site])}
EVERY_KIND = list(_FIRST.items())
"""A page of each kind, from the fictional plan where it has one: it uses everything."""

TREE_PAGES = [
    (kind, *next((site, page.address) for site in ("example", "small") for page in PAGES[site] if page.kind == kind))
    for kind in dict.fromkeys(page.kind for site in ("example", "small") for page in PAGES[site])
]
"""The same from the fictional plans alone: kind, site, address."""

LONG_KINDS = [
    (page.kind, ("real_size", page.address))
    for page in {page.kind: page for page in reversed(PAGES["real_size"]) if not page.is_easy}.values()
]
"""A page of each kind in plain words that is as long as those of real plans."""

KIND_PAGES = [place for _, place in EVERY_KIND]

_FIRST_ON_ITS_SITE = {(site, page.kind): (site, page.address) for site in PAGES for page in reversed(PAGES[site])}
PAGES_TO_LOOK_AT = sorted({*_FIRST_ON_ITS_SITE.values(), *(place for place in EVERY_PAGE if place[0] == "ours")})
"""Every page of our own plan, and a page of each kind of the fictional ones."""


Choice = TypeVar("Choice")


def by_turns(choices: Sequence[Choice]) -> list[tuple[str, str, Choice]]:
    """A page of each kind, the first with the first choice, and so on: site, address, choice."""
    return [(*place, choice) for place, choice in zip(KIND_PAGES, cycle(choices), strict=False)]


def an_aim(site: str) -> str:
    """The address of a site's first aim."""
    return next(page.address for page in PAGES[site] if page.kind == "aim")
