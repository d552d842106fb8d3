"""The built site in a real browser: on paper, on a narrow screen, by keyboard, and against hostile words."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Dialog, Page, sync_playwright
from pypdf import PdfReader

from chromium import arguments, chromium
from sites import DERBY, EXAMPLE, SMALL, BuiltSite, build, plan_of, served
from test_text_is_text import FIELDS, HOSTILE, file_of, project, with_field

_KINDS_OF_PAGE = (
    "/",
    "/aims/",
    "/aims/right-time-and-place/",
    "/outcomes/",
    "/outcomes/real-life-experiences/",
    "/voices/",
    "/voices/paul-hezelgrave-on-the-plan/",
    "/progress/",
    "/progress/neuro-development-pathway/",
    "/for/young-people/",
    "/for/people-who-work-with-children/",
    "/plan-on-a-page/",
    "/about/",
    "/have-your-say/",
    "/404.html",
)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    found = chromium()
    assert found is not None, "no Chromium: `make test` fetches one"
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=found, args=arguments())
        yield launched
        launched.close()


@pytest.fixture(scope="session")
def derby(derby_site: BuiltSite) -> Iterator[str]:
    with served(derby_site.folder) as address:
        yield address


def view(browser: Browser, width: int = 1280) -> Page:
    return browser.new_context(viewport={"width": width, "height": 900}).new_page()


# --- paper ------------------------------------------------------------------------------------------------

_SHAPES = [(1, 0), (1, 1), (3, 6), (4, 5), (7, 12), (12, 20)]


def sheets(browser: Browser, folder: Path) -> int:
    with served(folder) as address:
        page = view(browser)
        page.goto(f"{address}/plan-on-a-page/")
        printed = page.pdf(format="A4", prefer_css_page_size=True)
        page.context.close()
    return len(PdfReader(io.BytesIO(printed)).pages)


@pytest.mark.parametrize(("aims", "outcomes"), _SHAPES)
def test_the_plan_on_a_page_prints_on_one_sheet(aims: int, outcomes: int, browser: Browser, tmp_path: Path) -> None:
    assert build(plan_of(aims, outcomes, tmp_path / "project"), tmp_path / "site").returncode == 0
    assert sheets(browser, tmp_path / "site") == 1


@pytest.mark.parametrize("project", [DERBY, EXAMPLE, SMALL], ids=["derby", "example", "small"])
def test_the_plan_on_a_page_of_each_plan_prints_on_one_sheet(project: Path, browser: Browser, tmp_path: Path) -> None:
    assert build(project, tmp_path / "site").returncode == 0
    assert sheets(browser, tmp_path / "site") == 1


# --- screens ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("address", _KINDS_OF_PAGE)
def test_a_page_asks_nothing_of_anyone_else_and_breaks_none_of_its_own_rules(
    address: str, browser: Browser, derby: str
) -> None:
    page = view(browser)
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.goto(derby + address)
    assert [url for url in asked if not url.startswith((derby, "data:"))] == []
    assert said == []
    assert page.context.cookies() == []
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0
    page.context.close()


@pytest.mark.parametrize("address", _KINDS_OF_PAGE)
@pytest.mark.parametrize("size", ["100%", "200%"])
def test_a_page_fits_a_screen_320_pixels_wide(address: str, size: str, browser: Browser, derby: str) -> None:
    page = view(browser, width=320)
    page.goto(derby + address)
    page.evaluate(f"document.documentElement.style.fontSize = 'calc({size} * 1.1875)'")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.context.close()


def test_the_outcomes_stand_round_a_wheel_on_a_wide_screen_and_in_a_list_on_a_phone(
    browser: Browser, derby: str
) -> None:
    def beads(width: int) -> list[tuple[float, float]]:
        page = view(browser, width)
        page.goto(f"{derby}/")
        boxes = [bead.bounding_box() for bead in page.locator(".wheel-bead").all()]
        page.context.close()
        return [(box["x"], box["y"]) for box in boxes if box is not None]

    phone, wide = beads(360), beads(1280)
    assert len(phone) == len(wide) == 6
    assert len({x for x, _ in phone}) == 1
    assert [y for _, y in phone] == sorted(y for _, y in phone)
    top, upper_right, lower_right, bottom, lower_left, upper_left = wide
    assert top[1] < upper_right[1] < lower_right[1] < bottom[1]
    assert upper_left[0] < top[0] < upper_right[0]
    assert abs(upper_right[0] - lower_right[0]) < 2
    assert abs(lower_left[0] - upper_left[0]) < 2


_SPACING = "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; }"


@pytest.mark.parametrize("width", [640, 700, 800, 960, 1104, 1180, 1280, 1600])
@pytest.mark.parametrize("style", ["", _SPACING], ids=["plain", "spaced"])
def test_words_in_the_wheel_never_touch_a_bead_or_the_hub(width: int, style: str, browser: Browser, derby: str) -> None:
    """WCAG 1.4.12, where the text is spaced."""
    page = browser.new_context(viewport={"width": width, "height": 900}, bypass_csp=True).new_page()
    page.goto(f"{derby}/")
    page.add_style_tag(content=f"{style} ")
    words = [box for each in page.locator(".wheel-words").all() if (box := each.bounding_box())]
    marks = [box for each in page.locator(".wheel-bead, .wheel-hub").all() if (box := each.bounding_box())]
    touching = [
        (word, mark)
        for word in words
        for mark in marks
        if word["x"] < mark["x"] + mark["width"] - 6
        and mark["x"] < word["x"] + word["width"] - 6
        and word["y"] < mark["y"] + mark["height"] - 6
        and mark["y"] < word["y"] + word["height"] - 6
    ]
    assert touching == []
    page.context.close()


@pytest.mark.parametrize("width", [360, 800, 1280])
def test_a_tap_on_the_words_of_an_outcome_opens_it(width: int, browser: Browser, derby: str) -> None:
    page = view(browser, width)
    for number in range(6):
        page.goto(f"{derby}/")
        page.locator(".wheel-words strong").nth(number).click(timeout=3000)
        assert page.url.startswith(f"{derby}/outcomes/")
    page.context.close()


# --- keyboard ---------------------------------------------------------------------------------------------


def test_the_first_stop_of_the_keyboard_skips_to_the_main_part(browser: Browser, derby: str) -> None:
    page = view(browser)
    page.goto(f"{derby}/aims/")
    page.keyboard.press("Tab")
    focused = page.locator(":focus")
    assert focused.text_content() == "Skip to the main part of this page"
    box = focused.bounding_box()
    assert box is not None
    assert box["y"] >= 0
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.context.close()


@pytest.mark.parametrize("width", [1280, 360])
def test_every_link_can_be_reached_by_keyboard_and_shows_that_it_is(width: int, browser: Browser, derby: str) -> None:
    page = view(browser, width)
    page.goto(f"{derby}/")
    links = page.locator("a").count()
    reached = 0
    for _ in range(links):
        page.keyboard.press("Tab")
        outline = page.evaluate(
            "(() => { const style = getComputedStyle(document.activeElement);"
            " const box = document.activeElement.getBoundingClientRect();"
            " return [style.outlineStyle, parseFloat(style.outlineWidth), box.left >= 0, box.width > 0]; })()"
        )
        assert outline[0] == "solid"
        assert outline[1] >= 3
        assert outline[2:] == [True, True]
        reached += 1
    assert reached == links
    page.context.close()


# --- hostile words ----------------------------------------------------------------------------------------


def test_nothing_that_an_editor_types_runs_even_without_the_security_policy(browser: Browser, tmp_path: Path) -> None:
    """Every text field of every kind holds each hostile text in turn, all fields at once."""
    originals = {noun: file_of(noun).read_text() for noun, _ in FIELDS}
    try:
        for number, typed in enumerate(HOSTILE[:9]):
            for noun, text in originals.items():
                for field in [name for kind, name in FIELDS if kind == noun and name != "we_could_not_because"]:
                    text = with_field(text, field, f"{typed} {number}")
                file_of(noun).write_text(text)
            done = build(project(), tmp_path / f"site-{number}")
            assert done.returncode == 0, done.stderr
            _nothing_runs(browser, tmp_path / f"site-{number}")
    finally:
        for noun, text in originals.items():
            file_of(noun).write_text(text)


def _nothing_runs(browser: Browser, folder: Path) -> None:
    context = browser.new_context(bypass_csp=True)
    page = context.new_page()
    happened: list[str] = []

    def dialog_opened(dialog: Dialog) -> None:
        happened.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", dialog_opened)
    page.on("request", lambda request: happened.append(request.url) if "/x" in request.url else None)
    with served(folder) as address:
        for each in BuiltSite(folder).pages:
            page.goto(address + each)
            assert page.url == address + each
            assert page.locator("script").count() == 0
    context.close()
    assert happened == []
