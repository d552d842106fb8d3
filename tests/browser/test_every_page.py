"""No page has a barrier that a program can find: axe, IBM's engine and our own rules, in every colour."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from lxml import html

import document_rules
import engines
import screen_rules
from explained import unexplained
from looks import COLOURS, WIDTHS, Look, View
from page_kinds import EVERY_PAGE, PAGES_TO_LOOK_AT, by_turns

PLAIN = Look()
LOOKS = [Look(width, colours) for width in WIDTHS for colours in COLOURS]
HALVES = [LOOKS[0::2], LOOKS[1::2]]
"""Each has every colour once, some of them on a phone: the number of colours is odd."""


def cases(*, is_everything: bool) -> list[tuple[str, str, Look]]:
    """The pages in the plain look, and every kind of page in every colour; or every page in every look."""
    if is_everything:
        return [(site, address, look) for site, address in EVERY_PAGE for look in LOOKS]
    plain = [(site, address, PLAIN) for site, address in PAGES_TO_LOOK_AT]
    return plain + [(site, address, look) for site, address, half in by_turns(HALVES) for look in half if look != PLAIN]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "look" in metafunc.fixturenames:
        found = cases(is_everything=metafunc.config.getoption("--every-look"))
        ids = [f"{site} {address} {look}" for site, address, look in found]
        metafunc.parametrize(("site", "address", "look"), found, ids=ids)


def test_a_page_has_no_barrier_that_a_program_can_find(
    site: str, address: str, look: Look, view: Callable[[Look], View], request: pytest.FixtureRequest
) -> None:
    shown = view(look)
    page = shown.open(request.getfixturevalue(site), address)
    found = engines.axe(page)
    faults = [
        *shown.heard,
        *shown.kept(),
        *found.violations,
        *unexplained(found.incomplete),
        *screen_rules.faults_of(page),
    ]
    if look == PLAIN:  # these read the document, which is the same in every look
        faults += engines.ibm(page)
        faults += document_rules.faults_of(html.document_fromstring(page.content(), base_url=page.url))
    assert not faults, "\n".join(faults)
