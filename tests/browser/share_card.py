"""Takes the picture that other sites show beside a link to ours: the plan's sign, with no words."""

from __future__ import annotations

import tempfile
from pathlib import Path

from playwright.sync_api import Browser, ViewportSize, sync_playwright

from chromium import arguments, chromium
from plan_site.html.metadata import SHARE_CARD_SIZE
from plan_site.html.site_files import ASSETS, declarations
from plan_site.html.wheel import Braid, braid
from sites import served

CARD = ASSETS / "share-card.png"
SIZE: ViewportSize = {"width": SHARE_CARD_SIZE[0], "height": SHARE_CARD_SIZE[1]}
STRANDS = 3


def drawing() -> str:
    """The wheel's ring and its sun, on the paper of the light colours."""
    drawn = braid(STRANDS)
    strands = "".join(
        f'<g transform="rotate({turn})">'
        f'<g stroke="var(--paper)" stroke-width="{drawn.gap_width}">{_swings(below, drawn)}</g>'
        f'<g stroke="var(--strand-{number})" stroke-width="{drawn.width}">{_swings(above, drawn)}</g></g>'
        for below, above in ((drawn.strand, drawn.strand), (drawn.gap, drawn.over))
        for number, turn in enumerate(drawn.turns, start=1)
    )
    return f"""<!doctype html><style>:root {{ {declarations("light")} }}
        body {{ margin: 0; height: {SIZE["height"]}px; display: grid; place-items: center; background: var(--paper) }}
        svg {{ width: 570px; grid-area: 1 / 1 }} img {{ width: 300px; grid-area: 1 / 1 }}
        circle {{ fill: var(--sun); stroke: var(--on-sun); stroke-width: 2px }}</style>
        <svg viewBox="-101 -101 202 202" fill="none">{strands}</svg><img src="rays.svg" alt="">
        <svg viewBox="-101 -101 202 202"><circle r="34"/></svg>"""


def _swings(path: str, drawn: Braid) -> str:
    return "".join(f'<path d="{path}" transform="rotate({turn})"/>' for turn in drawn.swings)


def picture(browser: Browser) -> bytes:
    """The drawing as PNG."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "index.html").write_text(drawing(), encoding="utf-8")
        (Path(folder) / "rays.svg").write_bytes((ASSETS / "rays.svg").read_bytes())
        context = browser.new_context(viewport=SIZE)
        with served(Path(folder)) as address:
            page = context.new_page()
            page.goto(f"{address}/")
            taken = page.screenshot()
        context.close()
    return taken


if __name__ == "__main__":
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium(), args=arguments())
        CARD.write_bytes(picture(launched))
        launched.close()
