"""Pages are light, ask for little and do not jump: the budgets of the design, measured in a browser."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page

import weight
from page_kinds import an_aim
from sites import BuiltSite

SITES = ["ours", "example"]


@pytest.fixture(scope="module")
def compressed(our_site: BuiltSite, example_site: BuiltSite) -> Iterator[dict[str, str]]:
    """Where each site stands, served as a host of websites does."""
    with (
        weight.served_compressed(our_site.folder) as ours,
        weight.served_compressed(example_site.folder.parent) as example,
    ):
        yield {"ours": ours, "example": f"{example}/{example_site.folder.name}"}


@pytest.mark.parametrize("site", SITES)
def test_a_first_visit_and_the_next_page_are_light(site: str, browser: Browser, compressed: dict[str, str]) -> None:
    first, following = weight.visits(browser, f"{compressed[site]}/", compressed[site] + an_aim(site))
    assert first.size <= weight.FIRST_VISIT
    assert first.requests_beside_pictures <= weight.REQUESTS_BESIDE_PICTURES
    assert first.size_of("script") <= weight.SCRIPT
    assert first.inline_script <= weight.SCRIPT_IN_THE_PAGE
    assert following.size_for_each_page <= weight.NEXT_PAGE
    assert following.size - following.size_for_each_page <= weight.OTHER_LETTERS


@pytest.mark.parametrize("site", SITES)
def test_search_needs_no_more_script_than_the_budget(site: str, browser: Browser, compressed: dict[str, str]) -> None:
    visit = weight.first_visit(browser, f"{compressed[site]}/search/?q=help")
    assert visit.size_of("script") <= weight.SCRIPT


@pytest.mark.parametrize("site", SITES)
@pytest.mark.parametrize("width", [1280, 360])
def test_nothing_jumps_while_a_page_loads(site: str, width: int, browser: Browser, compressed: dict[str, str]) -> None:
    for address in ("/", an_aim(site)):
        assert weight.layout_shift(browser, compressed[site] + address, width=width) == 0


def test_a_welsh_name_is_set_in_the_fonts_of_the_site_and_only_its_pages_fetch_the_second(
    example: str, tab: Callable[..., Page]
) -> None:
    page, fetched = tab(), list[str]()
    page.on("request", lambda request: fetched.append(request.url))
    page.goto(f"{example}/aims/one-team-around-you/", wait_until="networkidle")
    assert [url for url in fetched if "/atkinson-400" in url]
    assert [url for url in fetched if "/atkinson-ext" in url] == []
    page.goto(f"{example}/voices/llyr-gwynfor/", wait_until="networkidle")
    assert "ŷ" in page.locator("h1").inner_text()
    assert [url for url in fetched if "/atkinson-ext" in url]
    fonts = fonts_of(page, "h1")
    assert fonts
    assert all(name.startswith("Atkinson Hyperlegible Next") for name in fonts), fonts


def fonts_of(page: Page, selector: str) -> set[str]:
    """The names of the fonts in which the letters of an element are drawn."""
    session = page.context.new_cdp_session(page)
    session.send("DOM.enable")
    session.send("CSS.enable")
    root = session.send("DOM.getDocument")["root"]["nodeId"]
    node = session.send("DOM.querySelector", {"nodeId": root, "selector": selector})["nodeId"]
    drawn = session.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]
    assert all(font["isCustomFont"] for font in drawn)
    return {font["familyName"] for font in drawn}


_RULES_THAT_FIT = """async (address) => {
  const sheet = await new CSSStyleSheet().replace(await (await fetch(address)).text());
  const selectors = (rules) => [...rules].flatMap((rule) =>
    rule.selectorText ? [rule.selectorText] : rule.cssRules ? selectors(rule.cssRules) : []);
  const passing = /::?(hover|focus-visible|focus|target|before|after|highlight\\(listen\\))/g;
  const lasting = (selector) => selector.replace(passing, "") || "nothing";
  return selectors(sheet.cssRules).filter((selector) => document.querySelector(lasting(selector)));
}"""


@pytest.mark.parametrize("site", ["ours", "example", "small"])
def test_home_does_without_the_style_of_the_other_pages(site: str, request: pytest.FixtureRequest) -> None:
    """Nothing on it would look different: what home shows has its style in the first stylesheet."""
    address: str = request.getfixturevalue(site)
    page = request.getfixturevalue("tab")(bypass_csp=True)
    page.goto(f"{address}/search/")
    pages = page.locator("link[rel=stylesheet]").nth(1).evaluate("(link) => link.href")
    assert page.evaluate(_RULES_THAT_FIT, pages)
    page.goto(f"{address}/")
    assert page.evaluate(_RULES_THAT_FIT, pages) == []
