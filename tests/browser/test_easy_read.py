"""Easy Read looks and works as good printed Easy Read does: pictures on the left, large words, meanings at hand."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from looks import COLOURS, WIDTHS, Look, View

Views = Callable[[Look], View]
Tab = Callable[..., Page]

SIXTEEN_POINT = 16 * 96 / 72
_ROWS = """[...document.querySelectorAll(".easy-line")].map((row) => {
  const box = (element) => element.getBoundingClientRect();
  const picture = row.querySelector(".easy-picture"), words = row.querySelector(".easy-says");
  const style = getComputedStyle(picture), image = picture.querySelector("img");
  return {
    words: words.innerText,
    isLeft: box(picture).right <= box(words).left && box(words).top < box(picture).bottom,
    isFirst: !!(picture.compareDocumentPosition(words) & Node.DOCUMENT_POSITION_FOLLOWING),
    tile: style.backgroundColor,
    edge: style.borderTopColor,
    paper: getComputedStyle(document.documentElement).backgroundColor,
    type: Math.min(...[...words.querySelectorAll("p:not(.easy-hard-word)")].map(
      (p) => parseFloat(getComputedStyle(p).fontSize))),
    image: box(image).width,
  };
})"""


def _luminance(colour: str) -> float:
    parts = [int(part) / 255 for part in colour.removeprefix("rgb(").removesuffix(")").split(",")]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, other: str) -> float:
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("colours", COLOURS)
def test_a_picture_stands_left_of_its_large_words_on_a_white_tile_that_can_be_seen(
    colours: str, width: int, view: Views, example: str
) -> None:
    page = view(Look(width, colours)).open(example, "/easy-read/aims/one-team-around-you/")
    rows = page.evaluate(_ROWS)
    assert len(rows) > 10
    for row in rows:
        assert row["isLeft"], row["words"]
        assert row["isFirst"], row["words"]
        assert row["tile"] == "rgb(255, 255, 255)"
        assert _contrast(row["edge"], row["paper"]) >= 3
        assert row["type"] >= SIXTEEN_POINT
        assert row["image"] >= 64


def test_every_picture_of_the_booklet_is_there(tab: Tab, example: str) -> None:
    page = tab(bypass_csp=True)
    page.goto(f"{example}/easy-read/booklet/")
    page.emulate_media(media="print")
    page.evaluate("document.querySelectorAll('img').forEach((image) => (image.loading = 'eager'))")
    page.wait_for_function("[...document.images].every((image) => image.complete)")
    assert page.evaluate("[...document.images].filter((image) => !image.naturalWidth).length") == 0
    smallest = page.evaluate(
        "Math.min(...[...document.querySelectorAll('.easy-says p:not(.easy-hard-word)')]"
        ".map((p) => parseFloat(getComputedStyle(p).fontSize)))"
    )
    assert smallest >= SIXTEEN_POINT - 0.01


# --- the meanings of hard words ---------------------------------------------------------------------------


def test_a_hard_word_shows_its_meaning_in_place_and_escape_leads_back(tab: Tab, example: str) -> None:
    page = tab()
    page.goto(f"{example}/")
    word = page.locator("a.word").first
    name, meaning = word.inner_text(), word.get_attribute("data-meaning") or ""
    assert word.get_attribute("aria-haspopup") == "dialog"
    word.focus()
    page.keyboard.press("Enter")
    shown = page.get_by_role("dialog")
    expect(page.get_by_role("dialog", name=f"Hard word: {name}", exact=True)).to_be_focused()
    expect(shown).to_contain_text(meaning)
    expect(shown).to_be_in_viewport(ratio=1)
    assert page.url == f"{example}/"
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="All hard words")).to_be_focused()
    page.keyboard.press("Escape")
    expect(shown).to_be_hidden()
    expect(word).to_be_focused()


def test_from_the_meaning_a_reader_gets_to_all_hard_words(tab: Tab, example: str) -> None:
    page = tab(360)
    page.goto(f"{example}/easy-read/")
    word = page.locator("a.word").first
    name = word.inner_text()
    word.click()
    page.get_by_role("link", name="All hard words").click()
    page.wait_for_url("**/easy-read/words/#word-*")
    expect(page.get_by_role("heading", name=name)).to_be_in_viewport()


def test_a_click_elsewhere_or_on_close_hides_the_meaning(tab: Tab, example: str) -> None:
    page = tab()
    page.goto(f"{example}/")
    shown = page.get_by_role("dialog")
    page.locator("a.word").first.click()
    page.get_by_role("button", name="Close").click()
    expect(shown).to_be_hidden()
    page.locator("a.word").nth(1).click()
    expect(shown).to_be_visible()
    page.mouse.click(5, 5)
    expect(shown).to_be_hidden()


@pytest.mark.parametrize("options", [{}, {"java_script_enabled": False}], ids=["no popovers", "no script"])
def test_without_popovers_or_script_a_hard_word_is_a_link_to_its_meaning(
    options: dict[str, bool], tab: Tab, example: str
) -> None:
    page = tab(**options)
    page.add_init_script("delete HTMLElement.prototype.popover")
    page.goto(f"{example}/")
    word = page.locator("a.word").first
    name = word.inner_text()
    assert word.get_attribute("aria-haspopup") is None
    word.click()
    page.wait_for_url("**/inclusion/words/#word-*")
    expect(page.locator("dt:target")).to_contain_text(name, ignore_case=True)
