"""How a page is looked at: how wide, in which colours, with script or without."""

from __future__ import annotations

import json
from dataclasses import dataclass, field

from playwright.sync_api import Browser, ConsoleMessage, Page, Request

CHOSEN_COLOURS = ("high-contrast", "cream")
"""Colours that no system asks for: a reader chooses them."""
COLOURS = ("light", "dark", *CHOSEN_COLOURS, "forced")
WIDTHS = (1280, 360)
STORE = "reading-settings"
"""The one name under which a reader's choices are kept."""


@dataclass(frozen=True)
class Look:
    width: int = 1280
    colours: str = "light"
    has_script: bool = True
    settings: tuple[tuple[str, str], ...] = ()
    """What a reader has chosen, beside colours."""

    def __str__(self) -> str:
        return f"{self.width} {self.colours}{'' if self.has_script else ' without script'}"

    @property
    def kept(self) -> dict[str, str]:
        """What stands in the store of a reader who has chosen this look."""
        colours = {"colours": self.colours} if self.colours in CHOSEN_COLOURS else {}
        return {**colours, **dict(self.settings)}


@dataclass
class View:
    """A tab that shows page after page in one look, and notes what each does that it should not."""

    page: Page
    look: Look
    heard: list[str] = field(default_factory=list)
    _origin: str = ""

    def open(self, origin: str, address: str) -> Page:
        self.heard.clear()
        self._origin = origin
        self.page.goto(origin + address)
        return self.page

    def kept(self) -> list[str]:
        """What the page has put on the reader's device unasked."""
        stored = self.page.evaluate("[...Object.keys(localStorage), ...Object.keys(sessionStorage)]")
        cookies = [cookie.get("name", "") for cookie in self.page.context.cookies()]
        return [f"keeps {name}" for name in [*stored, *cookies] if not (name == STORE and self.look.kept)]

    def listen(self, message: ConsoleMessage) -> None:
        """What a browser says of a page, but for what it says of a slow machine: that a font waited for its words."""
        if "was preloaded using link preload but not used" not in message.text:
            self.heard.append(f"says: {message.text}")

    def hear(self, request: Request) -> None:
        if not request.url.startswith((f"{self._origin}/", "data:")):
            self.heard.append(f"asks another site: {request.url}")


def view_of(browser: Browser, look: Look) -> View:
    context = browser.new_context(
        viewport={"width": look.width, "height": 900},
        color_scheme="dark" if look.colours == "dark" else "light",
        forced_colors="active" if look.colours == "forced" else "none",
        reduced_motion="reduce",
        java_script_enabled=look.has_script,
    )
    if look.kept:
        context.add_init_script(f"localStorage.setItem('{STORE}', '{json.dumps(look.kept)}')")
    view = View(context.new_page(), look)
    view.page.on("console", view.listen)
    view.page.on("pageerror", lambda error: view.heard.append(f"fails: {error}"))
    view.page.on("request", view.hear)
    return view
