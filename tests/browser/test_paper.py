"""The plan on a page, printed, is one sheet of A4."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from pypdf import PdfReader

from sites import EXAMPLE, OURS, SMALL, BuiltSite, build, plan_of, served

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


@pytest.mark.parametrize("project", [OURS, EXAMPLE, SMALL], ids=["ours", "example", "small"])
def test_the_plan_on_a_page_of_each_plan_prints_on_one_sheet(project: Path, browser: Browser, tmp_path: Path) -> None:
    assert build(project, tmp_path / "site").returncode == 0
    assert sheets(browser, tmp_path / "site") == 1


def test_what_a_reader_has_chosen_for_the_screen_does_not_change_the_paper(
    browser: Browser, our_site: BuiltSite
) -> None:
    chosen = '{"size": "largest", "space": "more", "lines": "short", "colours": "high-contrast"}'
    assert sheets(browser, our_site.folder, chosen) == 1
