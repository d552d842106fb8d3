"""How a page is looked at: how wide, in which colours, with script or without."""

from __future__ import annotations

import json
from dataclasses import dataclass, field

from playwright.sync_api import Browser, Page, Request

CHOSEN_COLOURS = ("high-contrast", "cream")
"""Colours that no system asks for: a reader chooses them."""
COLOURS = ("light", "dark", *CHOSEN_COLOURS, "forced")
WIDTHS = (1280, 360)


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
    heard: list[str] = field(default_factory=list)
    _origin: str = ""

    def open(self, origin: str, address: str) -> Page:
        self.heard.clear()
        self._origin = origin
        self.page.goto(origin + address)
        return self.page

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
        context.add_init_script(f"localStorage.setItem('reading-settings', '{json.dumps(look.kept)}')")
    view = View(context.new_page())
    view.page.on("console", lambda message: view.heard.append(f"says: {message.text}"))
    view.page.on("pageerror", lambda error: view.heard.append(f"fails: {error}"))
    view.page.on("request", view.hear)
    return view
