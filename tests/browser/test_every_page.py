"""No page has a barrier that a program can find: axe, IBM's engine and our own rules, in every colour.

What the document says is asked of every page without a browser (test_check_site), and the rest of a page of each kind,
with all engines and real keys. Another page of our plan shows other words in the same layout: our own rules look at it,
with a script in place of keys.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import pytest
from lxml import html
from playwright.sync_api import Page

import engines
import screen_rules
from explained import unexplained
from looks import COLOURS, WIDTHS, Look, View
from page_kinds import EVERY_PAGE, KIND_PAGES, PAGES_TO_LOOK_AT, by_turns
from plan_tools.check_site import document_rules

PLAIN = Look()
PHONE = Look(WIDTHS[1])
LOOKS = [Look(width, colours) for width in WIDTHS for colours in COLOURS]
HALVES = [LOOKS[0::2], LOOKS[1::2]]
"""Each has every colour once, some of them on a phone: the number of colours is odd."""

Case = tuple[str, str, Look]


def cases(*, is_everything: bool) -> list[Case]:
    """Every page of ours in the plain look, and every kind of page on a phone and in every colour; or all in all."""
    if is_everything:
        return [(site, address, look) for site, address in EVERY_PAGE for look in LOOKS]
    plain = [(site, address, PLAIN) for site, address in PAGES_TO_LOOK_AT]
    phone = [(site, address, PHONE) for site, address in KIND_PAGES]
    coloured = [(site, address, look) for site, address, half in by_turns(HALVES) for look in half]
    return list(dict.fromkeys([*plain, *phone, *coloured]))


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "look" in metafunc.fixturenames:
        found = cases(is_everything=metafunc.config.getoption("--every-look"))
        ids = [f"{site} {address} {look}" for site, address, look in found]
        metafunc.parametrize(("site", "address", "look"), found, ids=ids)


def test_a_page_has_no_barrier_that_a_program_can_find(
    site: str,
    address: str,
    look: Look,
    view: Callable[[Look], View],
    request: pytest.FixtureRequest,
    *,
    is_everything: bool,
) -> None:
    shown = view(look)
    page = shown.open(request.getfixturevalue(site), address)
    is_of_a_kind = is_everything or (site, address) in KIND_PAGES
    by_keys = is_everything or (is_of_a_kind and look in (PLAIN, PHONE))
    faults = [*shown.heard, *shown.kept(), *screen_rules.faults_of(page, by_keys=by_keys)]
    if is_of_a_kind:
        faults += _found_by_engines(page, () if is_everything or look == PLAIN else engines.OF_LOOKS)
    if is_of_a_kind and look == PLAIN:  # these read the document as scripts have made it, which is one in every look
        faults += engines.ibm(page)
        faults += document_rules.faults_of(html.document_fromstring(page.content(), base_url=page.url))
    assert not faults, "\n".join(faults)


def _found_by_engines(page: Page, rules: Sequence[str]) -> Iterator[str]:
    found = engines.axe(page, rules)
    yield from found.violations
    yield from unexplained(found.incomplete)
