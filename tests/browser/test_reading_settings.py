"""A reader changes how the site looks; nothing is kept before they choose, and then only what they chose."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

import engines
import screen_rules
from looks import Look, View
from page_kinds import by_turns

Tab = Callable[..., Page]
KEY = "reading-settings"


def settings(page: Page) -> dict[str, str]:
    kept = page.evaluate("Object.entries(localStorage)")
    assert len(kept) <= 1
    assert page.context.cookies() == []
    assert page.evaluate("sessionStorage.length") == 0
    return dict(json.loads(kept[0][1])) if kept else {}


def opened(page: Page, address: str) -> Page:
    page.goto(address)
    page.get_by_role("button", name="Change how this looks").click()
    return page


def choose(page: Page, group: str, choice: str) -> None:
    page.get_by_role("group", name=group).get_by_label(choice, exact=True).check()


def style(page: Page, selector: str, name: str) -> str:
    return str(page.evaluate(f"getComputedStyle(document.querySelector('{selector}')).{name}"))


def test_nothing_is_kept_until_a_choice_is_made(tab: Tab, example: str) -> None:
    page = opened(tab(), f"{example}/")
    page.get_by_role("button", name="Change how this looks").click()
    page.goto(f"{example}/aims/")
    assert settings(page) == {}


CHOICES = [
    ("Size of the words", "Larger", "size", "larger"),
    ("Size of the words", "Largest", "size", "largest"),
    ("Space between words and lines", "More", "space", "more"),
    ("Length of the lines", "Short", "lines", "short"),
    ("Colours", "Light", "colours", "light"),
    ("Colours", "Dark", "colours", "dark"),
    ("Colours", "High contrast (white on black)", "colours", "high-contrast"),
    ("Colours", "Cream", "colours", "cream"),
    ("Pictures", "Hide", "pictures", "off"),
    ("Easy Read", "Always", "easy-read", "always"),
]


@pytest.mark.parametrize(("group", "choice", "name", "value"), CHOICES)
def test_a_choice_is_kept_alone_and_holds_on_the_next_page(
    group: str, choice: str, name: str, value: str, tab: Tab, example: str
) -> None:
    page = opened(tab(), f"{example}/")
    choose(page, group, choice)
    assert settings(page) == {name: value}
    opened(page, f"{example}/have-your-say/")
    assert page.evaluate(f"document.documentElement.getAttribute('data-{name}')") == value
    expect(page.get_by_role("group", name=group).get_by_label(choice, exact=True)).to_be_checked()


def test_going_back_to_usual_keeps_nothing(tab: Tab, example: str) -> None:
    page = opened(tab(), f"{example}/")
    choose(page, "Colours", "Dark")
    choose(page, "Colours", "The same as on this device")
    assert settings(page) == {}


def test_reset_forgets_everything_and_says_so(tab: Tab, example: str) -> None:
    page = opened(tab(), f"{example}/")
    before = style(page, "body", "backgroundColor"), style(page, "main p", "fontSize")
    choose(page, "Colours", "High contrast (white on black)")
    choose(page, "Size of the words", "Largest")
    page.get_by_role("button", name="Back to how it was").click()
    expect(page.locator("#reading-settings [aria-live]")).to_have_text("Everything looks as it did at first.")
    assert settings(page) == {}
    assert (style(page, "body", "backgroundColor"), style(page, "main p", "fontSize")) == before


def test_reset_on_a_phone_leaves_its_answer_on_the_screen(tab: Tab, example: str) -> None:
    page = opened(tab(360), f"{example}/aims/growing-up-well/")
    choose(page, "Size of the words", "Largest")
    choose(page, "Space between words and lines", "More")
    page.get_by_role("button", name="Back to how it was").click()
    expect(page.get_by_text("Everything looks as it did at first.")).to_be_in_viewport()


def test_done_closes_the_settings_and_leads_back_to_their_button(tab: Tab, example: str) -> None:
    page = opened(tab(360), f"{example}/")
    page.get_by_role("button", name="Done").click()
    expect(page.get_by_role("button", name="Change how this looks")).to_be_focused()
    expect(page.get_by_role("form", name="Change how this looks")).to_be_hidden()


def test_two_tabs_keep_each_others_choices(tab: Tab, example: str) -> None:
    first = opened(tab(), f"{example}/")
    second = first.context.new_page()
    opened(second, f"{example}/aims/")
    choose(first, "Colours", "Dark")
    expect(second.get_by_role("group", name="Colours").get_by_label("Dark", exact=True)).to_be_checked()
    choose(second, "Size of the words", "Larger")
    assert settings(first) == {"colours": "dark", "size": "larger"}
    assert style(second, "html", "backgroundColor") == "rgb(16, 20, 31)"


def test_a_reader_who_goes_back_sees_what_they_chose_last(tab: Tab, example: str) -> None:
    page = opened(tab(), f"{example}/")
    choose(page, "Colours", "Dark")
    opened(page, f"{example}/aims/")
    choose(page, "Colours", "Cream")
    page.go_back()
    if page.get_by_role("button", name="Change how this looks").get_attribute("aria-expanded") == "false":
        page.get_by_role("button", name="Change how this looks").click()
    expect(page.get_by_role("group", name="Colours").get_by_label("Cream", exact=True)).to_be_checked()
    assert style(page, "html", "backgroundColor") == "rgb(246, 232, 203)"


def test_each_choice_changes_what_a_reader_sees(tab: Tab, example: str) -> None:
    page = opened(tab(), f"{example}/aims/")
    usual = {name: style(page, "main p.lead", name) for name in ("fontSize", "letterSpacing", "width", "color")}
    choose(page, "Size of the words", "Largest")
    assert float(style(page, "main p.lead", "fontSize")[:-2]) == pytest.approx(1.5 * float(usual["fontSize"][:-2]))
    choose(page, "Size of the words", "Usual")
    choose(page, "Space between words and lines", "More")
    assert style(page, "main p.lead", "letterSpacing") != usual["letterSpacing"]
    choose(page, "Space between words and lines", "Usual")
    choose(page, "Length of the lines", "Short")
    assert float(style(page, "main p.lead", "width")[:-2]) < 0.75 * float(usual["width"][:-2])
    choose(page, "Colours", "Dark")
    assert style(page, "main p.lead", "color") != usual["color"]


def test_pictures_that_are_off_keep_their_words_for_screen_readers(tab: Tab, example: str) -> None:
    page = opened(tab(), f"{example}/about/")
    picture = page.locator("main img").first
    words = picture.get_attribute("alt")
    assert (picture.bounding_box() or {"width": 0})["width"] > 20
    choose(page, "Pictures", "Hide")
    assert (picture.bounding_box() or {"width": 0})["width"] <= 1
    assert words
    assert words in page.locator("main").aria_snapshot()


def test_who_asks_for_easy_read_always_gets_it_and_can_still_look_at_the_plain_words(tab: Tab, example: str) -> None:
    page = opened(tab(), f"{example}/aims/growing-up-well/")
    choose(page, "Easy Read", "Always")
    page.goto(f"{example}/aims/one-team-around-you/")
    page.wait_for_url("**/easy-read/aims/one-team-around-you/")
    page.get_by_role("link", name="In harder words").click()
    page.wait_for_url("**/inclusion/aims/one-team-around-you/#main")
    page.get_by_role("link", name="Outcomes").first.click()  # they go on in harder words …
    page.wait_for_timeout(200)
    assert page.url.endswith("/inclusion/outcomes/")
    page.get_by_role("link", name="Easy Read").first.click()  # … until they have been to Easy Read again
    page.wait_for_url("**/easy-read/outcomes/")
    page.goto(f"{example}/voices/")
    page.wait_for_url("**/easy-read/voices/")
    page.goto(f"{example}/privacy/")  # it has no twin
    page.wait_for_timeout(200)
    assert page.url.endswith("/inclusion/privacy/")


def test_a_quote_leads_to_its_place_in_easy_read(tab: Tab, example: str) -> None:
    page = tab()
    page.goto(f"{example}/voices/folake-adebayo/")
    page.get_by_role("link", name="Easy Read").click()
    expect(page.get_by_role("heading", name="Adébáyọ̀")).to_be_in_viewport()
    page.get_by_role("link", name="Read the real words").nth(1).click()
    assert "/voices/" in page.url


def test_a_plan_without_easy_words_offers_none(tab: Tab, small: str) -> None:
    page = opened(tab(), f"{small}/")
    expect(page.get_by_role("group", name="Colours")).to_be_visible()
    expect(page.get_by_role("group", name="Easy Read")).to_have_count(0)


def test_a_choice_is_there_before_the_first_paint(tab: Tab, example: str) -> None:
    """The script that is fetched would come too late: the page would be bright for a moment."""
    page = tab()
    page.goto(f"{example}/")
    page.evaluate(f"localStorage.setItem('{KEY}', '{{\"colours\": \"dark\"}}')")
    page.route("**/assets/site.*.js", lambda route: route.fulfill(body="", content_type="text/javascript"))
    page.goto(f"{example}/aims/")
    assert style(page, "html", "backgroundColor") == "rgb(16, 20, 31)"


@pytest.mark.parametrize("kept", ["no JSON", "[]", "7", "null", '{"size": "huge", "x": 1}'])
def test_what_stands_in_the_store_by_accident_breaks_nothing(kept: str, tab: Tab, example: str) -> None:
    page = tab()
    page.goto(f"{example}/")
    page.evaluate("([key, kept]) => localStorage.setItem(key, kept)", [KEY, kept])
    said: list[str] = []
    page.on("pageerror", lambda error: said.append(str(error)))
    opened(page, f"{example}/aims/")
    choose(page, "Size of the words", "Larger")
    assert settings(page) == {"size": "larger"}
    assert said == []


def test_a_browser_that_keeps_nothing_still_changes_the_page_and_says_so(tab: Tab, example: str) -> None:
    page = tab()
    page.add_init_script("Storage.prototype.setItem = () => { throw new Error('full') }")
    opened(page, f"{example}/")
    choose(page, "Colours", "Dark")
    assert style(page, "html", "backgroundColor") == "rgb(16, 20, 31)"
    expect(page.locator("#reading-settings [aria-live]")).to_have_text(
        "Your browser keeps no settings. This holds for this page only."
    )


# --- every setting is as usable as the usual look ---------------------------------------------------------

_LARGEST = (("size", "largest"), ("space", "more"), ("lines", "short"), ("pictures", "off"))
EXTREMES = [Look(1280, "cream", settings=_LARGEST), Look(360, "high-contrast", settings=_LARGEST)]


@pytest.mark.parametrize(("site", "address", "look"), by_turns(EXTREMES), ids=str)
def test_every_kind_of_page_has_no_barrier_with_every_setting_at_once(
    site: str,
    address: str,
    look: Look,
    view: Callable[[Look], View],
    request: pytest.FixtureRequest,
    *,
    is_everything: bool,
) -> None:
    page = view(look).open(request.getfixturevalue(site), address)
    rules = () if is_everything else engines.OF_LOOKS
    faults = [*engines.axe(page, rules).violations, *screen_rules.faults_of(page, by_keys=is_everything)]
    assert not faults, "\n".join(faults)
