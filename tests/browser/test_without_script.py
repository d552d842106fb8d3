"""Without script the site is whole: nothing is hidden, and nothing that needs script is there."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, Route, expect

from looks import Look, View
from page_kinds import KIND_PAGES

Tab = Callable[..., Page]
WITHOUT = [Look(width, has_script=False) for width in (1280, 360)]


@pytest.mark.parametrize(("site", "address"), KIND_PAGES)
@pytest.mark.parametrize("look", WITHOUT, ids=str)
def test_every_kind_of_page_shows_its_whole_menu_and_no_dead_button(
    site: str, address: str, look: Look, view: Callable[[Look], View], request: pytest.FixtureRequest
) -> None:
    shown = view(look)
    page = shown.open(request.getfixturevalue(site), address)
    expect(page.get_by_role("navigation", name="Main").get_by_role("link").last).to_be_visible()
    expect(page.get_by_role("search")).to_be_visible()
    assert page.locator("button:visible").all_text_contents() == ["Search"]
    expect(page.locator("#reading-settings")).to_be_hidden()
    assert shown.heard == []


def test_every_page_is_reached_from_home_by_links_that_are_seen(view: Callable[[Look], View], ours: str) -> None:
    shown = view(WITHOUT[1])
    reached, waiting = {"/"}, ["/"]
    while waiting:
        page = shown.open(ours, waiting.pop())
        for address in page.locator("a:visible").evaluate_all("links => links.map(link => link.href)"):
            target = urlsplit(address)
            path = target.path.removeprefix(urlsplit(ours).path)
            is_page = target.netloc == urlsplit(ours).netloc and path.endswith("/")  # and no file, such as the feed
            if is_page and path not in reached:
                reached.add(path)
                waiting.append(path)
    assert reached == _addresses(ours, shown)


def _addresses(ours: str, shown: View) -> set[str]:
    """Home, and everything in the list from A to Z, which lists every page but itself."""
    page = shown.open(ours, "/search/")
    links = page.locator(".a-to-z a").evaluate_all("links => links.map(link => link.href)")
    return {urlsplit(link).path.removeprefix(urlsplit(ours).path) for link in links} | {"/search/"}


def test_search_falls_back_on_the_list_from_a_to_z(view: Callable[[Look], View], example: str) -> None:
    page = view(WITHOUT[1]).open(example, "/search/?q=keyworker")
    expect(page.get_by_text("this page needs JavaScript")).to_be_visible()
    expect(page.get_by_role("heading", name="Everything from A to Z")).to_be_visible()
    page.get_by_role("link", name="About this site").first.click()
    assert page.url == f"{example}/about/"


@pytest.mark.parametrize("trouble", ["lost", "broken"])
def test_a_script_that_is_lost_or_breaks_leaves_the_page_as_it_is_without_script(
    trouble: str, tab: Tab, example: str
) -> None:
    def answer(route: Route) -> None:
        if trouble == "lost":
            route.abort()
        else:
            route.fulfill(body="this is no script", content_type="text/javascript")

    page = tab(360)
    page.route("**/assets/site.*.js", answer)
    page.goto(f"{example}/")
    expect(page.get_by_role("navigation", name="Main")).to_be_visible()
    expect(page.get_by_role("button", name="Menu")).to_be_hidden()
