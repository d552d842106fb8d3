"""Measures what a visit to a built site costs: bytes and requests over the line, and how far the page shifts."""

from __future__ import annotations

import functools
import gzip
import http.server
import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, CDPSession, Page

# The budgets of the design, in bytes.
FIRST_VISIT = 40_000
NEXT_PAGE = 10_000
OTHER_LETTERS = 15_000
"""Once for a site, beside the first page with letters such as ŷ or ż: both weights of the font that has them."""
SCRIPT = 8_000
SCRIPT_IN_THE_PAGE = 600
REQUESTS_BESIDE_PICTURES = 8
SEARCH = 200_000
"""On a plan of any size, for all that a search shows and is made with."""

_COMPRESSED = {".css", ".html", ".js", ".json", ".svg", ".txt", ".xml"}  # fonts and photographs are compressed already
_KEEP = "max-age=600"  # what GitHub Pages says of each file
_KINDS = {"Document": "document", "Stylesheet": "style", "Script": "script", "Font": "font", "Image": "picture"}
# Lighthouse's slow phone line: what comes late, comes visibly late.
_SLOW = {"offline": False, "latency": 150, "downloadThroughput": 204_800, "uploadThroughput": 93_750}

_FOUND = re.compile(r"\b(pages?|nothing)\b")

_INLINE = """() => {
  const bytes = text => new TextEncoder().encode(text).length;
  const scripts = [...document.querySelectorAll('script:not([src], [type="application/ld+json"])')];
  return scripts.reduce((sum, script) => sum + bytes(script.textContent), 0);
}"""

# Down the whole page and back, so that what loads late loads; buffered entries hold all shifts from the start.
_SHIFT = """async () => {
  const next = () => new Promise(done => setTimeout(done, 50));
  for (let y = 0; y < document.documentElement.scrollHeight; y += innerHeight) { scrollTo(0, y); await next(); }
  scrollTo(0, 0);
  const shifts = await new Promise(done => {
    let sum = 0;
    new PerformanceObserver(seen => {
      for (const shift of seen.getEntries()) if (!shift.hadRecentInput) sum += shift.value;
    }).observe({ type: 'layout-shift', buffered: true });
    setTimeout(() => done(sum), 200);
  });
  return Math.round(shifts * 1e6) / 1e6;
}"""


@dataclass(frozen=True)
class Fetched:
    """A file that came over the line."""

    kind: str
    """document, style, script, font, picture or other."""
    address: str
    size: int
    """In bytes: headers and all, compressed."""


@dataclass(frozen=True)
class Visit:
    """What a browser fetched for one page; what it had already is not in it."""

    fetched: tuple[Fetched, ...]
    inline_script: int
    """Bytes of script in the page itself."""

    @property
    def size(self) -> int:
        return sum(each.size for each in self.fetched)

    @property
    def size_for_each_page(self) -> int:
        """All but the letters that are fetched once, by the first page that has some of them."""
        return sum(each.size for each in self.fetched if "/atkinson-ext-" not in each.address)

    @property
    def requests_beside_pictures(self) -> int:
        return sum(each.kind != "picture" for each in self.fetched)

    def size_of(self, kind: str) -> int:
        return sum(each.size for each in self.fetched if each.kind == kind)


def first_visit(browser: Browser, address: str) -> Visit:
    """A visit with nothing in the cache."""
    return visits(browser, address)[0]


def visits(browser: Browser, *addresses: str) -> list[Visit]:
    """Visits one after the other, the first with nothing in the cache."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    line = _Line(context.new_cdp_session(page))
    seen = [_visit(page, line, address) for address in addresses]
    context.close()
    return seen


@dataclass(frozen=True)
class FirstResult:
    """What a search costs that is somebody's first visit, over a slow line, until there is something to see."""

    status: str
    """What is said of it."""
    seconds: float
    size: int
    """In bytes."""
    whole: int
    """The same until everything is there."""


def first_result(browser: Browser, address: str) -> FirstResult:
    """Looks for something, with nothing in the cache."""
    context = browser.new_context(viewport={"width": 360, "height": 900})
    page = context.new_page()
    session = context.new_cdp_session(page)
    line = _Line(session)
    session.send("Network.emulateNetworkConditions", _SLOW)
    started = time.perf_counter()
    page.goto(address, wait_until="commit")
    status = page.locator("#results-status", has_text=_FOUND)
    status.wait_for()
    seconds, size = time.perf_counter() - started, line.size
    page.wait_for_load_state("networkidle")
    result = FirstResult(status.inner_text(), seconds, size, line.size)
    context.close()
    return result


def layout_shift(browser: Browser, address: str, *, width: int) -> float:
    """How far things move while a page comes in over a slow line (CLS); 0 is not at all."""
    context = browser.new_context(viewport={"width": width, "height": 900})
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", _SLOW)
    page.goto(address, wait_until="networkidle")
    shift = float(page.evaluate(_SHIFT))
    context.close()
    return shift


@contextmanager
def served_compressed(folder: Path) -> Iterator[str]:
    """Serves a folder as a host of websites does: compressed, and with leave to keep files for a while."""
    handler = functools.partial(_Handler, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


class _Line:
    """Listens to what a page fetches."""

    def __init__(self, session: CDPSession) -> None:
        self.fetched: list[Fetched] = []
        self._answers: dict[str, tuple[str, str]] = {}
        session.on("Network.responseReceived", self._answered)
        session.on("Network.loadingFinished", self._finished)
        session.send("Network.enable")

    @property
    def size(self) -> int:
        return sum(each.size for each in self.fetched)

    def _answered(self, event: dict[str, Any]) -> None:
        self._answers[event["requestId"]] = (_KINDS.get(event["type"], "other"), event["response"]["url"])

    def _finished(self, event: dict[str, Any]) -> None:
        kind, address = self._answers.get(event["requestId"], ("other", ""))
        size = int(event["encodedDataLength"])
        if size and not address.startswith("data:"):  # nothing comes over the line for what is in the cache
            self.fetched.append(Fetched(kind, address, size))


def _visit(page: Page, line: _Line, address: str) -> Visit:
    line.fetched.clear()
    page.goto(address, wait_until="networkidle")
    return Visit(tuple(line.fetched), int(page.evaluate(_INLINE)))


class _Handler(http.server.SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            self.send_error(404)
            return
        zipped = path.suffix in _COMPRESSED and "gzip" in self.headers.get("Accept-Encoding", "")
        self._answer(path, zipped=zipped)

    def _answer(self, path: Path, *, zipped: bool) -> None:
        body = gzip.compress(path.read_bytes(), mtime=0) if zipped else path.read_bytes()
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", _KEEP)
        if zipped:
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass
