"""Every kind of page fits a narrow screen and bears larger and wider text."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

import screen_rules
from looks import WIDTHS, Look, View
from page_kinds import KIND_PAGES, by_turns

Views = Callable[[Look], View]

# What larger text may change: a line holds fewer letters, never more, and the rest holds as before.
BORNE = tuple(
    rule for rule in screen_rules.SCREEN_RULES if rule.__name__ not in {"no_line_is_too_long", "lines_stand_well_apart"}
)


def faults(page: Page) -> str:
    return "\n".join(f"{rule.__name__}: {fault}" for rule in BORNE for fault in rule(page))


@pytest.mark.parametrize(("site", "address"), KIND_PAGES)
@pytest.mark.parametrize(("width", "size"), [(320, "100%"), (320, "200%"), (1280, "200%")])
def test_a_page_bears_a_narrow_screen_and_text_of_twice_the_size(
    site: str, address: str, width: int, size: str, view: Views, request: pytest.FixtureRequest
) -> None:
    """WCAG 1.4.10, 320 pixels being 1280 at 400 %; and 1.4.4."""
    page = view(Look(width)).open(request.getfixturevalue(site), address)
    page.evaluate(f"document.documentElement.style.fontSize = '{size}'")
    found = faults(page)
    assert not found, found


@pytest.mark.parametrize(("site", "address", "width"), by_turns(WIDTHS))
def test_a_page_bears_text_that_a_reader_has_spaced(
    site: str, address: str, width: int, view: Views, request: pytest.FixtureRequest
) -> None:
    """WCAG 1.4.12."""
    page = view(Look(width)).open(request.getfixturevalue(site), address)
    screen_rules.text_spacing(page)
    found = faults(page)
    assert not found, found


@pytest.mark.parametrize(("site", "address"), KIND_PAGES)
def test_nothing_moves_where_less_motion_is_asked_for(
    site: str, address: str, view: Views, request: pytest.FixtureRequest
) -> None:
    page = view(Look()).open(request.getfixturevalue(site), address)
    assert list(screen_rules.nothing_moves_where_less_motion_is_asked_for(page)) == []
