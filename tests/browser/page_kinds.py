"""The pages that the tests open: all of them, and one of each kind."""

from __future__ import annotations

from plan_site.page import Page
from sites import EXAMPLE, OURS, SMALL, prepared

PAGES: dict[str, tuple[Page, ...]] = {
    "ours": prepared(OURS).pages,
    "example": prepared(EXAMPLE).pages,
    "small": prepared(SMALL).pages,
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

KIND_PAGES = [place for _, place in EVERY_KIND]


def an_aim(site: str) -> str:
    """The address of a site's first aim."""
    return next(page.address for page in PAGES[site] if page.kind == "aim")
