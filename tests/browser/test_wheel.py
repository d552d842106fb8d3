"""The wheel holds its words at every width, and each can be tapped."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page

from sites import build, plan_of, served

Tab = Callable[..., Page]


@pytest.fixture(scope="module")
def six_outcomes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("six")
    assert build(plan_of(3, 6, folder / "project"), folder / "site").returncode == 0
    with served(folder / "site") as address:
        yield address


def test_the_outcomes_stand_round_a_wheel_on_a_wide_screen_and_in_a_list_on_a_phone(
    tab: Tab, six_outcomes: str
) -> None:
    def beads(width: int) -> list[tuple[float, float]]:
        page = tab(width)
        page.goto(f"{six_outcomes}/")
        boxes = [bead.bounding_box() for bead in page.locator(".wheel-bead").all()]
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
def test_words_in_the_wheel_never_touch_a_bead_or_the_hub(width: int, style: str, tab: Tab, ours: str) -> None:
    """WCAG 1.4.12, where the text is spaced."""
    page = tab(width, bypass_csp=True)
    page.goto(f"{ours}/")
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


@pytest.mark.parametrize("width", [360, 800, 1280])
def test_a_tap_on_the_words_of_an_outcome_opens_it(width: int, tab: Tab, ours: str) -> None:
    page = tab(width)
    page.goto(f"{ours}/")
    for number in range(page.locator(".wheel-words b").count()):
        page.goto(f"{ours}/")
        page.locator(".wheel-words b").nth(number).click(timeout=3000)
        assert page.url.startswith(f"{ours}/outcomes/")
