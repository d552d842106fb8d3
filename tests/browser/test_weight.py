"""Pages are light, ask for little and do not jump: the budgets of the design, measured in a browser."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from sites import BuiltSite
from weight import layout_shift, served_compressed, visits

AIMS = {"derby": "/aims/right-time-and-place/", "example": "/inclusion/aims/growing-up-well/"}


@pytest.fixture(scope="module")
def compressed(derby_site: BuiltSite, example_site: BuiltSite) -> Iterator[dict[str, str]]:
    with served_compressed(derby_site.folder) as derby, served_compressed(example_site.folder.parent) as example:
        yield {"derby": derby, "example": example}


@pytest.mark.parametrize("site", ["derby", "example"])
def test_a_first_visit_and_the_next_page_are_light(site: str, browser: Browser, compressed: dict[str, str]) -> None:
    home = "/" if site == "derby" else "/inclusion/"
    first, following = visits(browser, compressed[site] + home, compressed[site] + AIMS[site])
    assert first.size <= 40_000
    assert first.requests_beside_pictures <= 8
    assert first.size_of("script") <= 8_000
    assert first.inline_script <= 600
    assert following.size <= 10_000


@pytest.mark.parametrize("site", ["derby", "example"])
@pytest.mark.parametrize("width", [1280, 360])
def test_nothing_jumps_while_a_page_loads(site: str, width: int, browser: Browser, compressed: dict[str, str]) -> None:
    for address in ("/" if site == "derby" else "/inclusion/", AIMS[site]):
        assert layout_shift(browser, compressed[site] + address, width=width) == 0
