"""Takes pictures of the pages that a change has changed, before and after, and puts them side by side in .compare/.

    compare.py BASE     any name of a commit that git knows, such as main

Words that were taken back, or removed, are on no picture of how a page was before.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from lxml import html
from playwright.sync_api import Browser, sync_playwright

from chromium import arguments, chromium
from sites import ROOT, served

WIDTHS = (360, 1280)
MOST = 12
TEMPLATES = Path(__file__).with_suffix("")
_CODE = ROOT / "hooks"
_HASHES = re.compile(r"(?<=/assets/)(\w+)\.[0-9a-f]{8}(?=\.(?:css|js))|sha256-[\w+/=]+")
"""They change with a stylesheet or a script, on every page."""
_VOICE = re.compile(r"/voices/([^/]+)/")
_ANSWER = re.compile(r"/feedback/([^/]+)/")


@dataclass(frozen=True)
class Site:
    """A built site: its HTML by address, and its other files."""

    folder: Path
    pages: Mapping[str, str]
    files: Mapping[str, bytes]

    @classmethod
    def of(cls, folder: Path) -> Site:
        """What stands in a folder; the forms at /admin/ are no pages of the site."""
        found = {path.relative_to(folder).as_posix(): path for path in sorted(folder.rglob("*")) if path.is_file()}
        public = {name: path for name, path in found.items() if not name.startswith("admin/")}
        pages = {
            f"/{name.removesuffix('index.html')}": path.read_text(encoding="utf-8")
            for name, path in public.items()
            if name.endswith(".html")
        }
        files = {name: path.read_bytes() for name, path in public.items() if not name.endswith(".html")}
        return cls(folder, pages, files)


@dataclass(frozen=True)
class Picture:
    """A picture in .compare/, and whether it was taken before or after."""

    when: str
    file: str


@dataclass(frozen=True)
class Change:
    """A page that differs, and what may be shown of it."""

    address: str
    title: str
    what: str
    has_before: bool
    has_after: bool
    pictures: tuple[tuple[int, tuple[Picture, ...]], ...] = ()


# --- what has changed -------------------------------------------------------------------------------------


def changes(before: Site, after: Site) -> list[Change]:
    """The pages that differ, those that differ most first."""
    gone = _taken_back(before, after)
    differing = [
        address for address in {**before.pages, **after.pages} if _lines(before, address) != _lines(after, address)
    ]
    differing.sort(key=lambda address: (-len(_lines(before, address) ^ _lines(after, address)), address))
    return [_change(address, before, after, gone) for address in differing]


def _change(address: str, before: Site, after: Site, gone: Sequence[str]) -> Change:
    was, stands = address in before.pages, address in after.pages
    is_withheld = was and any(_tells(before.pages[address], words) for words in gone)
    what = "Changed." if was and stands else "New." if stands else "Gone."
    if is_withheld:
        what += " It held somebody’s words that are shown no more, so there is no picture of how it was."
    title = _title((after if stands else before).pages[address]) if stands or not is_withheld else "A page that is gone"
    return Change(address, title, what, was and not is_withheld, stands)


def _lines(site: Site, address: str) -> frozenset[str]:
    return frozenset(_HASHES.sub(r"\1", site.pages.get(address, "")).splitlines())


def _taken_back(before: Site, after: Site) -> tuple[str, ...]:
    """The words, speakers and addresses of the quotes that were shown before and are not now; speakers who were named
    before and are not now; and the words and addresses of answers, which may repeat what somebody said."""
    found: list[str] = []
    for address, document in before.pages.items():
        answer = _ANSWER.fullmatch(address)
        if answer and not _answered(_where_it_went(address, after)):
            found += [f"feedback/{answer[1]}/", f"feedback-{answer[1]}", *_answered(document)]
        voice = _VOICE.fullmatch(address)
        if not voice or not _quoted(document):
            continue
        now = _where_it_went(address, after)
        if not _quoted(now):
            found += [f"voices/{voice[1]}/", f"quote-{voice[1]}", *_quoted(document), *_speaker(document)]
        else:
            found += [name for name in _speaker(document) if name not in _speaker(now)]
    return tuple(found)


def _where_it_went(address: str, site: Site) -> str:
    """The page at an address, or the one that it leads on to."""
    document = site.pages.get(address, "")
    if "page-moved" not in document:
        return document
    (link,) = html.document_fromstring(document).xpath("//main/p[@class='lead']/a/@href")
    return site.pages.get(urlsplit(urljoin(f"http://site{address}", link)).path, "")


def _quoted(document: str) -> list[str]:
    """The paragraphs of the quote that a page is about."""
    return _texts(document, "//main//blockquote//p")


def _answered(document: str) -> list[str]:
    """The title and the paragraphs of an answer to what people said."""
    words = "//main[.//h2[@id='you-said']]"
    return _texts(document, f"{words}//h1 | {words}//section//p[not(@class)]")


def _speaker(document: str) -> list[str]:
    """The name of the speaker, where one is given."""
    return _texts(document, "//main//*[@class='quote-speaker']/strong")


def _texts(document: str, path: str) -> list[str]:
    found = html.document_fromstring(document).xpath(path) if document else []
    return [" ".join(element.text_content().split()) for element in found]


def _tells(document: str, words: str) -> bool:
    """Whether a page has words on it, or an address or a place in its code."""
    text = f"{document}\n{' '.join(html.document_fromstring(document).text_content().split())}"
    return re.search(rf"(?<!\w){re.escape(words)}(?!\w)", text) is not None


def _title(document: str) -> str:
    return " ".join(html.document_fromstring(document).xpath("string(//title)").split())


def notes(before: Site, after: Site) -> list[str]:
    """What no page's words show: a stylesheet, a script or a picture that is another."""
    found = []
    names = [
        {_HASHES.sub(r"\1", f"/{name}")[1:]: data for name, data in site.files.items()} for site in (before, after)
    ]
    differing = sorted(name for name in {**names[0], **names[1]} if names[0].get(name) != names[1].get(name))
    if looks := [name for name in differing if name.endswith((".css", ".js"))]:
        found.append(f"Every page may look or act otherwise: {', '.join(looks)} changed.")
    if pictures := [name for name in differing if name.endswith((".svg", ".png", ".jpg", ".jpeg", ".webp"))]:
        found.append(f"Pictures that changed: {', '.join(pictures)}.")
    return found


# --- how it was, and how it is ----------------------------------------------------------------------------


def checked_out(base: str, project: Path, into: Path) -> Path:
    """The project as it was in a commit."""
    commit = _git(project, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{base}^{{commit}}")
    if commit.returncode:
        sys.exit(f"git knows no ‘{base}’. Name a commit, for example: make compare BASE=main")
    # With an index of its own: nothing of the project's own checkout changes. A link is a plain file here.
    index = {"GIT_INDEX_FILE": str(into.with_suffix(".index"))}
    _git(project, "read-tree", commit.stdout.strip(), **index)
    _git(project, "-c", "core.symlinks=false", "checkout-index", "--all", f"--prefix={into}/", **index)
    return into


def built(project: Path, into: Path) -> Site | None:
    """The site of a project, built with the project's own code; None, and said why, where it cannot be built."""
    code = project / "hooks" if (project / "hooks").is_dir() else _CODE
    commands = (
        "plan_tools.commands" if (code / "plan_tools").is_dir() else "plan_site.commands"
    )  # as it was once called
    done = subprocess.run(
        [sys.executable, "-m", commands, "--folder", project, "pages", into],
        check=False,
        capture_output=True,
        text=True,
        env={"SOURCE_DATE_EPOCH": str(int(time.time())), **os.environ, "PYTHONPATH": str(code)},
    )
    if done.returncode:
        print(done.stderr, end="", file=sys.stderr)
        return None
    return Site.of(into)


def _git(project: Path, *words: str, **more: str) -> subprocess.CompletedProcess[str]:
    words = ("git", *words)
    return subprocess.run(words, cwd=project, env={**os.environ, **more}, check=False, capture_output=True, text=True)


# --- pictures ---------------------------------------------------------------------------------------------


def taken(found: Sequence[Change], before: Site, after: Site, into: Path) -> Iterator[Change]:
    """The same changes with their pictures, which are written into a folder."""
    with sync_playwright() as playwright, served(before.folder) as was, served(after.folder) as now:
        browser = playwright.chromium.launch(executable_path=chromium(), args=arguments())
        for number, change in enumerate(found, start=1):
            _tell(f"  {change.address}")
            sides = [(was, "Before")] * change.has_before + [(now, "After")] * change.has_after
            pictures = tuple(
                (width, tuple(_picture(browser, origin, change, when, width, number, into) for origin, when in sides))
                for width in (WIDTHS if sides else ())
            )
            yield Change(change.address, change.title, change.what, change.has_before, change.has_after, pictures)
        browser.close()


def _picture(browser: Browser, origin: str, change: Change, when: str, width: int, number: int, into: Path) -> Picture:
    file = f"{number:02}-{width}-{when.lower()}.png"
    page = browser.new_page(viewport={"width": width, "height": 900}, reduced_motion="reduce")
    page.goto(origin + change.address)
    page.evaluate("document.fonts.ready")
    page.screenshot(path=into / file, full_page=True)
    page.close()
    return Picture(when, file)


def page_of(name: str, found: Sequence[Change], shown: Sequence[Change], said: Sequence[str]) -> str:
    """The page that shows them side by side."""
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("index.html").render(
        name=name, count=counted(found, shown), notes=said, pages=shown
    )


def counted(found: Sequence[Change], shown: Sequence[Change]) -> str:
    """How many pages differ, and of how many there are no pictures."""
    if not found:
        return "No page has changed."
    words = f"{len(found)} {'page has' if len(found) == 1 else 'pages have'} changed."
    more = len(found) - len(shown)
    return f"{words} Here are the {len(shown)} that changed most; {more} more are not shown." if more else words


def compare(base: str, project: Path, into: Path, most: int = MOST) -> str:
    """Writes the page and its pictures; returns what was found, in one sentence or two."""
    with tempfile.TemporaryDirectory() as folder:
        _tell("Building the site as it was, and as it is …")
        was = checked_out(base, project, Path(folder, "project"))
        after, before = built(project, Path(folder, "after")), built(was, Path(folder, "before"))
        if after is None:
            sys.exit("The site cannot be built, so there is nothing to take pictures of.")
        said = []
        if before is None:
            before = Site(after.folder, {}, after.files)
            said = ["The site as it was cannot be built any more, so there are no pictures of it."]
        found = changes(before, after)
        shutil.rmtree(into, ignore_errors=True)
        into.mkdir(parents=True)
        _tell(f"Taking pictures of {min(len(found), most)} pages …")
        shown = list(taken(found[:most], before, after, into)) if found else []
    said += notes(before, after)
    name = f"what changed since {base}"
    (into / "index.html").write_text(page_of(name, found, shown, said), encoding="utf-8")
    return " ".join([counted(found, shown), *said])


def _tell(words: str) -> None:
    print(words, file=sys.stderr, flush=True)


def main() -> None:
    """Compares, and says where to look."""
    parser = argparse.ArgumentParser(description="Takes pictures of the pages that differ, before and after.")
    parser.add_argument("base", help="what to compare with: any name of a commit that git knows")
    parser.add_argument("--folder", type=Path, default=ROOT, help="the project")
    parser.add_argument("--into", type=Path, default=Path(".compare"))
    parser.add_argument("--most", type=int, default=MOST, help="pages of which pictures are taken")
    options = parser.parse_args()
    print(compare(options.base, options.folder.resolve(), options.into, options.most))
    print(f"To look at them: open {options.into}/index.html by double-click.")


if __name__ == "__main__":
    main()
