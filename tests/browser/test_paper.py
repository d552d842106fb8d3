"""What is printed of each kind of page is meant for paper; the plan on a page is one sheet of A4."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from typing import Any

import pymupdf
import pytest
from playwright.sync_api import Browser, Page
from pypdf import PdfReader

from page_kinds import EVERY_KIND, LONG_KINDS, PAGES
from sites import EXAMPLE, OURS, REAL_SIZE, SMALL, BuiltSite, build, plan_of, served

_SHAPES = [(1, 0), (1, 1), (3, 6), (4, 5), (7, 12), (12, 20)]


def sheets(browser: Browser, folder: Path, settings: str = "") -> int:
    with served(folder) as address:
        page = browser.new_page()
        if settings:
            page.add_init_script(f"localStorage.setItem('reading-settings', '{settings}')")
        page.goto(f"{address}/plan-on-a-page/")
        printed = page.pdf(format="A4", prefer_css_page_size=True)
        page.close()
    return len(PdfReader(io.BytesIO(printed)).pages)


@pytest.mark.parametrize(("aims", "outcomes"), _SHAPES)
def test_the_plan_on_a_page_prints_on_one_sheet(aims: int, outcomes: int, browser: Browser, tmp_path: Path) -> None:
    assert build(plan_of(aims, outcomes, tmp_path / "project"), tmp_path / "site").returncode == 0
    assert sheets(browser, tmp_path / "site") == 1


@pytest.mark.parametrize("project", [OURS, EXAMPLE, SMALL, REAL_SIZE], ids=["ours", "example", "small", "real size"])
def test_the_plan_on_a_page_of_each_plan_prints_on_one_sheet(project: Path, browser: Browser, tmp_path: Path) -> None:
    assert build(project, tmp_path / "site").returncode == 0
    assert sheets(browser, tmp_path / "site") == 1


def test_what_a_reader_has_chosen_for_the_screen_does_not_change_the_paper(
    browser: Browser, our_site: BuiltSite
) -> None:
    chosen = '{"size": "largest", "space": "more", "lines": "short", "colours": "high-contrast"}'
    assert sheets(browser, our_site.folder, chosen) == 1


# --- every kind of page -----------------------------------------------------------------------------------

_CHOSEN = """localStorage.setItem("reading-settings", JSON.stringify(
    { size: "largest", space: "more", lines: "short", colours: "high-contrast", pictures: "off" }))"""

# What a printer's eye sees of a page that is laid out for paper. Pictures that are still to come are fetched first.
_ON_PAPER = """async () => {
  const all = (selector) => [...document.querySelectorAll(selector)];
  const isSeen = (element) => element.checkVisibility() && element.getBoundingClientRect().width > 1;
  const seen = (selector) => all(selector).filter(isSeen);
  const named = (element) => element.outerHTML.split(">")[0] + ">";
  const style = (element) => getComputedStyle(element);
  const isOfMenu = (picture) => picture.closest(".easy-menu");
  const isLost = (picture) => !isSeen(picture) || !picture.naturalWidth;
  for (const picture of document.images) picture.loading = "eager";
  await Promise.all([...document.images].filter(isSeen).map((picture) => picture.decode().catch(() => {})));
  const whole = "li, dd, tr, figure, blockquote, .missing, .easy-line, .wheel, h1, h2, h3, h4, .footer";
  return {
    ways: seen("nav:not(.contents), form, button, input, .skip-link, [aria-expanded]").map(named),
    outward: seen("a[href^='http']").map((link) => link.getAttribute("href")),
    pictures: document.images.length,
    lost: all("main img").filter((picture) => !isOfMenu(picture) && isLost(picture)).map(named),
    cut: seen(whole).filter((each) => style(each).breakInside !== "avoid").map(named),
    alone: seen("h1, h2, h3, h4, dt").filter((each) => style(each).breakAfter !== "avoid").map(named),
    words: seen("main p").map((each) => [style(each).orphans, style(each).widows].join()),
    ink: style(document.body).color,
    paper: style(document.documentElement).backgroundColor,
  };
}"""


@dataclass(frozen=True)
class Printed:
    """A page on paper."""

    kind: str
    address: str
    looks: dict[str, Any]
    """What _ON_PAPER found."""
    pdf: bytes

    @cached_property
    def sizes(self) -> set[tuple[int, int]]:
        """Those of its sheets, in points."""
        return {(round(page.rect.width), round(page.rect.height)) for page in _opened(self.pdf)}

    @cached_property
    def sheets(self) -> list[str]:
        """The text of each sheet, with no white space: lines break anywhere."""
        return ["".join(page.get_text().split()) for page in _opened(self.pdf)]

    def says(self, words: str) -> bool:
        return any(words in sheet for sheet in self.sheets)


_opened: Callable[..., Any] = partial(pymupdf.open, None)  # half of it is typed


def printed_by(page: Page, address: str, kind: str) -> Printed:
    page.goto(address)
    return Printed(kind, address, page.evaluate(_ON_PAPER), page.pdf(prefer_css_page_size=True))


@pytest.fixture(scope="module")
def printed(browser: Browser, ours: str, example: str, real_size: str) -> Iterator[list[Printed]]:
    """A page of each kind, as it is printed for a reader whose screen looks as different as can be."""
    context = browser.new_context(color_scheme="dark")
    context.add_init_script(_CHOSEN)
    page = context.new_page()
    page.emulate_media(media="print")
    homes = {"ours": ours, "example": example, "real_size": real_size}
    kinds = [*EVERY_KIND, *((f"long {kind}", place) for kind, place in LONG_KINDS)]
    yield [printed_by(page, homes[site] + address, kind) for kind, (site, address) in kinds]
    context.close()


def test_no_menu_form_or_button_is_printed(printed: list[Printed]) -> None:
    assert {each.kind: each.looks["ways"] for each in printed if each.looks["ways"]} == {}


def test_where_links_lead_out_of_the_site_is_written_out(printed: list[Printed]) -> None:
    assert any(each.looks["outward"] for each in printed)
    for each in printed:
        assert [address for address in each.looks["outward"] if not each.says(address)] == [], each.kind


def test_links_within_the_site_are_not_written_out_but_each_page_says_where_it_is(printed: list[Printed]) -> None:
    for each in printed:
        if "/inclusion/" not in each.address or each.kind in {"plan-on-a-page", "easy-booklet"}:
            continue
        written = "".join(each.sheets).count("https://plan.example.org/inclusion/")
        assert written == (2 if each.kind in {"accessibility-statement", "downloads"} else 1), each.kind


def test_pictures_are_printed_whatever_the_screen_shows(printed: list[Printed]) -> None:
    assert sum(each.looks["pictures"] for each in printed) > len(printed)
    assert {each.kind: each.looks["lost"] for each in printed if each.looks["lost"]} == {}


def test_no_card_quote_or_row_is_cut_by_the_end_of_a_sheet(printed: list[Printed]) -> None:
    assert {each.kind: each.looks["cut"] for each in printed if each.looks["cut"]} == {}


def test_no_heading_and_no_single_line_stands_alone(printed: list[Printed]) -> None:
    for each in printed:
        assert each.looks["alone"] == [], each.kind
        assert set(each.looks["words"]) <= {"3,3"}, each.kind


def test_paper_is_white_and_its_ink_dark_whatever_the_reader_chose(printed: list[Printed]) -> None:
    assert {(each.looks["paper"], each.looks["ink"]) for each in printed} == {("rgb(255, 255, 255)", "rgb(20, 33, 61)")}


def test_each_sheet_is_a4_and_says_which_of_how_many_it_is(printed: list[Printed]) -> None:
    for each in printed:
        assert each.sizes == {(595, 842)}
        if each.kind not in {"plan-on-a-page", "long plan-on-a-page", "easy-booklet"}:
            assert all(f"{number}of{len(each.sheets)}" in text for number, text in enumerate(each.sheets, start=1)), (
                each.kind
            )


def test_the_first_sheet_of_home_has_all_outcomes(printed: list[Printed]) -> None:
    (home,) = (each for each in printed if each.kind == "home")
    words = [outcome.title for outcome in PAGES["example"][0].shell.plan.outcomes]
    assert words
    assert [title for title in words if "".join(title.split()) not in home.sheets[0]] == []


_ARTICLE = """---
title: What comes
description: A long table.
---
Table: What comes when

| When | What |
| ---- | ---- |
{rows}

[Write to us](mailto:plan@example.org), or ring [01632 960 000](tel:01632960000).
"""


def test_a_long_table_has_its_headers_on_each_sheet_and_an_address_is_written_where_words_hide_it(
    small_copy: Path, tmp_path: Path, browser: Browser
) -> None:
    rows = "\n".join(f"| Day {number} | Something |" for number in range(90))
    (small_copy / "content").mkdir(exist_ok=True)
    (small_copy / "content/dates.md").write_text(_ARTICLE.format(rows=rows), encoding="utf-8")
    assert build(small_copy, tmp_path / "site").returncode == 0
    with served(tmp_path / "site") as address:
        page = browser.new_page()
        dates = printed_by(page, f"{address}/dates/", "article")
        page.close()
    with_rows = [sheet for sheet in dates.sheets if "Something" in sheet]
    assert len(with_rows) > 2
    assert all("WhenWhat" in sheet for sheet in with_rows)
    assert "Writetous(plan@example.org),orring01632960000." in "".join(dates.sheets)
