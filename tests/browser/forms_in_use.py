"""The forms as an editor has them: `plan edit` on a folder, with decap-cms and its server."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Locator, Page

from plan_site.forms.files import are_fetched
from sites import ROOT, environment


@contextmanager
def opened(project: Path) -> Iterator[str]:
    """The address of the forms for the plan in a folder, for as long as they are open."""
    assert are_fetched(), "what the forms are made of is not there: `make forms` fetches it"
    command = [
        sys.executable,
        "-m",
        "plan_tools.commands",
        "--folder",
        str(project),
        "edit",
        "--no-browser",
        "--port=0",
    ]
    with subprocess.Popen(command, cwd=ROOT, env=environment(), stdout=subprocess.PIPE, text=True) as forms:
        try:
            assert forms.stdout is not None
            found = re.search(r"http://\S+", forms.stdout.readline())
            assert found is not None
            yield found[0]
        finally:
            forms.terminate()


def started(page: Page, address: str) -> Page:
    """The list of what can be changed."""
    page.goto(address)
    page.get_by_role("button", name="Start").click()
    page.get_by_role("heading", name="Collections").wait_for()
    return page


def open_collection(page: Page, name: str) -> None:
    page.get_by_role("link", name=name, exact=True).first.click()
    page.get_by_role("heading", name=name, exact=True, level=1).wait_for()


def open_record(page: Page, collection: str, title: str) -> None:
    """Opens the form of a record, by what an editor sees of it."""
    open_collection(page, collection)
    page.locator(f"a[href*='/entries/']:has-text('{title}')").click()
    page.get_by_text("Writing in").wait_for()


def open_item(page: Page, words: str) -> None:
    """Unfolds an item of a list, by the words that stand for it."""
    page.get_by_text(words, exact=True).filter(visible=True).locator(
        "xpath=preceding-sibling::div/button"
    ).first.click()


def start_record(page: Page, collection: str, noun: str) -> None:
    open_collection(page, collection)
    page.get_by_label(f"Create entry of type {noun}").click()
    page.get_by_text("Writing in").wait_for()


def field(page: Page, label: str) -> Locator:
    """The field that a label is for, whether it may be left empty or not."""
    return page.get_by_label(re.compile(rf"^{label}( \(optional\))?$")).filter(visible=True).first


def choose(page: Page, label: str, words: str) -> None:
    field(page, label).click()
    page.get_by_role("option", name=words).first.click()


def save(page: Page) -> None:
    ask_to_save(page)
    page.get_by_text("Nothing left to save", exact=True).wait_for()


def ask_to_save(page: Page) -> None:
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_role("menuitem", name="Save now").click()
