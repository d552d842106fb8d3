"""A copy of the site opens by double-click: no link of it needs a server."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from playwright.sync_api import Page, expect

from sites import EXAMPLE, OURS, ROOT, SMALL, BuiltSite, day_for, run

Tab = Callable[..., Page]


def copy_of_site(project: Path, into: Path) -> BuiltSite:
    done = run(
        "plan_tools.commands",
        "--folder",
        str(project),
        "pages",
        str(into),
        "--offline",
        folder=ROOT,
        **day_for(project),
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.endswith(f"open {into}/index.html by double-click.\n")
    return BuiltSite(into)


@pytest.fixture(scope="module")
def example_copy(tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    return copy_of_site(EXAMPLE, tmp_path_factory.mktemp("offline") / "copy")


def heard_by(page: Page) -> list[str]:
    heard: list[str] = []
    page.on("console", lambda message: heard.append(message.text))
    page.on("pageerror", lambda error: heard.append(str(error)))
    page.on("requestfailed", lambda request: heard.append(f"cannot load {request.url}"))
    return heard


@pytest.mark.parametrize("project", [OURS, EXAMPLE, SMALL], ids=["ours", "example", "small"])
def test_every_link_of_a_copy_leads_to_a_file_and_to_a_place_in_it(project: Path, tmp_path: Path) -> None:
    site = copy_of_site(project, tmp_path / "copy")
    ids = {name: set(page.xpath("//@id")) for name, page in site.pages.items()}
    lost = []
    for name, page in site.pages.items():
        file = f"{name}index.html" if name.endswith("/") else name
        for link in page.xpath("//@href | //@src | //@action | //@data-script | //@data-style"):
            target = urlsplit(urljoin(f"http://copy{file}", link))
            if target.netloc != "copy":
                continue
            path = unquote(target.path)
            if path[1:] not in site.files:
                lost.append(f"{file} → {link}")
            elif target.fragment and target.fragment not in ids[path.removesuffix("index.html")]:
                lost.append(f"{file} → {link} (no such place)")
    assert lost == []


def test_a_reader_goes_from_home_to_an_aim_and_to_its_easy_words_with_no_server(
    tab: Tab, example_copy: BuiltSite
) -> None:
    page = tab()
    heard = heard_by(page)
    page.goto((example_copy.folder / "index.html").as_uri())
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Aims", exact=True).click()
    page.locator("main h2 a").first.click()
    title = page.locator("h1").inner_text()
    page.locator("a[data-twin]").click()
    expect(page.locator(".easy-line").first).to_be_visible()
    assert page.url.startswith("file://")
    assert page.url.endswith("/index.html")
    assert title
    assert page.evaluate("document.fonts.check('400 1rem \"Atkinson Hyperlegible Next\"')")
    assert heard == []


def test_reading_settings_and_hard_words_work_in_a_copy(tab: Tab, example_copy: BuiltSite) -> None:
    page = tab()
    heard = heard_by(page)
    page.goto((example_copy.folder / "index.html").as_uri())
    page.get_by_role("button", name="Change how this looks").click()
    page.get_by_label("Cream").check()
    expect(page.locator("html")).to_have_attribute("data-colours", "cream")
    page.goto((example_copy.folder / "easy-read/index.html").as_uri())
    expect(page.locator("html")).to_have_attribute("data-colours", "cream")
    assert heard == []


def test_search_in_a_copy_says_plainly_that_it_needs_the_web(tab: Tab, example_copy: BuiltSite) -> None:
    page = tab()
    heard = heard_by(page)
    page.goto((example_copy.folder / "aims/index.html").as_uri())
    page.get_by_role("searchbox", name="Search this site").fill("bus")
    page.get_by_role("search").get_by_role("button", name="Search").click()
    expect(page.locator("#results-status")).to_have_text(
        "To look for words, open this site on the web. In these saved files, look in the list below: "
        "everything is there."
    )
    page.locator("#a-to-z ~ ul a").first.click()
    assert page.locator("h1").count() == 1
    assert heard == []
