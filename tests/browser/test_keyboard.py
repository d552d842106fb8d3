"""Menu, settings and search work with the keyboard alone, on a phone's screen too."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from lxml import html
from playwright.sync_api import Page, expect

import engines
import screen_rules
from plan_tools.check_site import document_rules

Tab = Callable[..., Page]


def press_until(page: Page, words: str, most: int = 60) -> None:
    """Presses Tab until a control of these words has the focus."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if words in str(page.evaluate("document.activeElement.textContent || document.activeElement.id")):
            return
    pytest.fail(f"the keyboard never reaches ‘{words}’")


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.textContent")).strip()


def test_the_first_stop_skips_to_the_main_part(tab: Tab, example: str) -> None:
    page = tab()
    page.goto(f"{example}/aims/")
    page.keyboard.press("Tab")
    assert focused(page) == "Skip to the main part of this page"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_the_menu_of_a_phone_opens_leads_on_and_closes(tab: Tab, example: str) -> None:
    page = tab(360)
    page.goto(f"{example}/")
    expect(page.get_by_role("navigation", name="Main")).to_be_hidden()
    press_until(page, "Menu")
    page.keyboard.press("Enter")
    menu = page.get_by_role("button", name="Menu")
    expect(menu).to_have_attribute("aria-expanded", "true")
    expect(page.get_by_role("navigation", name="Main")).to_be_visible()
    press_until(page, "Outcomes")
    page.keyboard.press("Escape")
    expect(page.get_by_role("navigation", name="Main")).to_be_hidden()
    expect(menu).to_be_focused()
    page.keyboard.press("Space")
    press_until(page, "Outcomes")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{example}/outcomes/")


def test_a_wide_screen_needs_no_menu_button(tab: Tab, example: str) -> None:
    page = tab(1280)
    page.goto(f"{example}/")
    expect(page.get_by_role("button", name="Menu")).to_be_hidden()
    expect(page.get_by_role("navigation", name="Main")).to_be_visible()


@pytest.mark.parametrize("width", [1280, 360])
def test_a_setting_is_chosen_by_keyboard(width: int, tab: Tab, example: str) -> None:
    page = tab(width)
    page.goto(f"{example}/")
    press_until(page, "Change how this looks")
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.name") == "size"
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.documentElement.dataset.size") == "larger"
    page.keyboard.press("Escape")
    assert focused(page) == "Change how this looks"
    expect(page.get_by_role("form", name="Change how this looks")).to_be_hidden()


@pytest.mark.parametrize("width", [1280, 360])
def test_a_search_is_made_by_keyboard(width: int, tab: Tab, example: str) -> None:
    page = tab(width)
    page.goto(f"{example}/")
    if width < 640:
        press_until(page, "Menu")
        page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    for _ in range(10):
        if page.evaluate("document.activeElement.id") == "q":
            break
        page.keyboard.press("Tab")
    page.keyboard.type("keyworker")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{example}/search/?q=keyworker")
    expect(page.locator("#results-status").filter(has_text="keyworker")).to_be_visible()


@pytest.mark.parametrize(
    ("opened", "width"), [("Menu", 360), ("Change how this looks", 360), ("Change how this looks", 1280)]
)
def test_what_a_button_opens_has_no_barrier_either(opened: str, width: int, tab: Tab, example: str) -> None:
    page = tab(width, reduced_motion="reduce")
    page.goto(f"{example}/aims/")
    page.get_by_role("button", name=opened).click()
    page.evaluate("document.activeElement.blur()")
    faults = [
        *engines.axe(page).violations,
        *engines.ibm(page),
        *document_rules.faults_of(html.document_fromstring(page.content(), base_url=page.url)),
        *screen_rules.faults_of(page),
    ]
    assert not faults, "\n".join(faults)
