"""Takes the picture of home that README opens with."""

from __future__ import annotations

from playwright.sync_api import sync_playwright

from chromium import arguments, chromium
from sites import ROOT, served

if __name__ == "__main__":
    with sync_playwright() as playwright, served(ROOT / "site") as address:
        browser = playwright.chromium.launch(executable_path=chromium(), args=arguments())
        page = browser.new_context(viewport={"width": 1280, "height": 1130}).new_page()
        page.goto(f"{address}/")
        page.evaluate("document.fonts.ready")
        page.screenshot(path=ROOT / "docs/images/home.png")
        browser.close()
