"""Whatever an editor types, nothing runs, even with no security policy."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import quote

from playwright.sync_api import Browser, Dialog

from sites import BuiltSite, build, served
from test_text_is_text import FIELDS, HOSTILE, file_of, project, with_field


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
            _nothing_runs(browser, tmp_path / f"site-{number}", typed)
    finally:
        for noun, text in originals.items():
            file_of(noun).write_text(text)


def _nothing_runs(browser: Browser, folder: Path, typed: str) -> None:
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
            assert page.locator("script:not([src*='/assets/'])").count() <= 1  # the site's own, in the head
        page.goto(f"{address}/search/?q={quote(typed)}")
        page.locator("#results-status", has_text=re.compile("page|nothing")).wait_for()
        assert page.locator("#results script, #results img").count() == 0
    context.close()
    assert happened == []
