"""Takes the pictures of the forms that CONTRIBUTING shows, on a copy of the example plan."""

from __future__ import annotations

import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from chromium import arguments, chromium
from forms_in_use import field, open_collection, open_record, opened, started
from sites import EXAMPLE, ROOT, copy_of

IMAGES = ROOT / "docs/images"


def take(page: Page, name: str) -> None:
    page.wait_for_timeout(600)  # until nothing moves
    page.screenshot(path=IMAGES / f"forms-{name}.png", animations="disabled", caret="hide")


def take_all(page: Page, address: str) -> None:
    """From the list of outcomes to one that is saved."""
    started(page, address)
    open_collection(page, "Outcomes")
    take(page, "list")
    open_record(page, "Outcomes", "I learn in a way")
    take(page, "outcome")
    summary = field(page, "Summary")
    summary.fill("A school or college fits the young person, and not the other way round.")
    summary.evaluate("element => element.scrollIntoView({ block: 'center' })")
    take(page, "change")
    page.get_by_role("button", name="Save", exact=True).click()
    take(page, "save")
    page.get_by_role("menuitem", name="Save now").click()
    page.get_by_text("Entry saved").wait_for()
    take(page, "saved")


if __name__ == "__main__":
    with (
        tempfile.TemporaryDirectory() as folder,
        opened(copy_of(EXAMPLE, Path(folder) / "project")) as address,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=chromium(), args=arguments())
        take_all(browser.new_context(viewport={"width": 960, "height": 540}).new_page(), address)
        browser.close()
