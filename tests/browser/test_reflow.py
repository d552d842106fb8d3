"""Every kind of page fits a narrow screen and bears larger and wider text."""

from __future__ import annotations

from collections.abc import Callable

import pytest

import screen_rules
from looks import Look, View
from page_kinds import KIND_PAGES, LONG_KINDS

Views = Callable[[Look], View]

# What larger text may change: a line holds fewer letters, never more, and the rest holds as before.
BORNE = tuple(
    rule for rule in screen_rules.SCREEN_RULES if rule.__name__ not in {"no_line_is_too_long", "lines_stand_well_apart"}
)


CASES = [(*place, width) for width in (320, 1280) for place in KIND_PAGES]
CASES += [(*place, 320) for _, place in LONG_KINDS]


@pytest.mark.parametrize(("site", "address", "width"), CASES)
def test_a_page_bears_a_narrow_screen_and_larger_and_wider_text(
    site: str, address: str, width: int, view: Views, request: pytest.FixtureRequest, *, is_everything: bool
) -> None:
    """WCAG 1.4.10, 320 pixels being 1280 at 400 %; 1.4.4, twice the size; and 1.4.12, text that a reader has spaced."""
    page = view(Look(width)).open(request.getfixturevalue(site), address)

    def faults(how: str) -> list[str]:
        return [f"{how}: {fault}" for fault in screen_rules.faults_of(page, BORNE, by_keys=is_everything)]

    found = faults("narrow") if width == 320 else []
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    found += faults("twice as large")
    page.evaluate("document.documentElement.style.fontSize = ''")
    screen_rules.text_spacing(page)
    found += faults("spaced")
    assert not found, "\n".join(found)
