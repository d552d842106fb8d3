"""Makes PDFs that everyone can read, from pages as they are printed."""

from __future__ import annotations

import contextlib
import io
import logging
import os
import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any, Protocol
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree

from plan_site.english.letters import printable
from plan_site.html.render import LinkTo, render
from plan_site.html.site_files import ASSETS, STYLESHEETS, declarations, faces_for_paper, files_for_paper, stylesheet
from plan_site.model.problems import Place, Problem
from plan_site.model.rules import advice, rule
from plan_site.pdf.whole_plan import whole_plan
from plan_site.site import views
from plan_site.site.page import BOOKLET, DOWNLOADS, PLAN_ON_A_PAGE, Download, Link, Page

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_SHEET = Link("/pdf/plan-on-a-page.pdf", PLAN_ON_A_PAGE.words)
_WHOLE_SITE = Link("/pdf/whole-site.pdf", "This whole site in one document")
_BOOKLET = Link("/pdf/easy-booklet.pdf", "Everything on this site in easy words with pictures")
_SHOWN_ON = {
    PLAN_ON_A_PAGE.address: (_SHEET.address,),
    BOOKLET.address: (_BOOKLET.address,),
    DOWNLOADS.address: (_SHEET.address, _WHOLE_SITE.address, _BOOKLET.address),
}
_HOST = "https://plan.invalid"
"""What stands before the address of a file of the site while a PDF is made: nothing is fetched from anywhere."""
_SVG = "{http://www.w3.org/2000/svg}"
_COLOUR = re.compile(r"--([\w-]+): (#\w+)")
_ASKS_FOR_SPACE = re.compile(r"@(?:supports|container)[^{]*\{")
"""What WeasyPrint cannot ask: a sheet of paper is wide enough, and what it supports is known."""
_FITS = tuple(step / 20 for step in range(20, 41))
"""How many times larger than A4 a sheet may be before it is made small again, so that all words fit it."""
_FITS_OF_COLUMNS = (0.65, 0.75, 0.85, 1.0, 1.2, 1.4, 1.7, 2.0)
"""The same of a sheet without a wheel: its type may be larger too."""
MOST_PAGES = 600
"""A longer document takes minutes and gigabytes to make, and nobody prints it."""
_PRINT = 4  # the flag of an annotation that is printed too (ISO 32000-1, 12.5.3)

Pdf = tuple[Download, bytes]


class Unprintable(Exception):
    """Letters of a document that no font of the site has; its words name them."""


class Make(Protocol):
    """Makes a PDF as `pdf` does."""

    def __call__(
        self, html: str, files: Mapping[str, bytes], home: str = "", fits: Sequence[float] = ()
    ) -> tuple[bytes, int]: ...


@rule
def the_system_can_make_pdfs() -> Iterator[Problem]:
    """A site is published whole: only at home may it do without its PDFs."""
    if not _finds_pango():
        what = "The PDFs are left out, because Pango, which sets their letters, is not on this machine."
        remedy = "To install it on Debian or Ubuntu: apt-get install libpangoft2-1.0-0 libharfbuzz-subset0"
        is_at_home = os.environ.get("CI") != "true"
        yield Problem(Place("mkdocs.yml"), what, remedy, is_advice=is_at_home)


@advice
def the_plan_is_short_enough_to_print(pages: Sequence[Page]) -> Iterator[Problem]:
    """Large plans have the plan on a page alone."""
    if len(pages) > MOST_PAGES:
        what = f"The PDFs of the whole site are left out, because the site has {len(pages):,} pages."
        remedy = f"They are made for sites of up to {MOST_PAGES} pages; the plan on a page is there."
        yield Problem(Place("mkdocs.yml"), what, remedy)


def _finds_pango() -> bool:
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        try:
            import weasyprint  # noqa: F401 - slow, and only what is published has PDFs
        except (ImportError, OSError):
            return False
    return True


@rule
def every_letter_of_a_pdf_is_drawn(document: Link, letters: Unprintable) -> Iterator[Problem]:
    """A letter that no font has would be a hole in the words."""
    what = f"The PDF ‘{document.words}’ is left out, because the fonts of this site do not have {letters}."
    remedy = "Look for these letters in the words of a picture."
    is_at_home = os.environ.get("CI") != "true"
    yield Problem(Place("mkdocs.yml"), what, remedy, is_advice=is_at_home)


def pdfs_of(pages: Sequence[Page], files: Mapping[str, bytes], make: Make | None = None) -> Iterator[Pdf | Problem]:
    """The plan on a page, the whole plan if it can be printed, and the booklet in easy words if there is one; or why
    one of them cannot be made.

    `files` are the site's pictures and shared files, by their addresses. `make` is used in place of `pdf`.
    """
    make = make or pdf
    home = pages[0].shell.site.full("/")
    for document, html, fits in _documents(pages, links_for(pages[0], files)):
        try:
            yield _download(document, *make(html, files, home, fits))
        except Unprintable as letters:
            yield from every_letter_of_a_pdf_is_drawn(document, letters)


def _documents(pages: Sequence[Page], link_to: LinkTo) -> Iterator[tuple[Link, str, Sequence[float]]]:
    """What is made a PDF: the file and what it is called, the HTML, and the scales of which the first that fits is
    taken."""
    by_address = {page.address: page for page in pages}
    sheet = by_address[PLAN_ON_A_PAGE.address]
    is_dense = isinstance(sheet.view, views.PlanOnAPage) and sheet.view.type_size == "dense"
    fits = _FITS_OF_COLUMNS if is_dense else _FITS
    yield _SHEET, render(sheet, link_to=link_to), fits
    if len(pages) > MOST_PAGES:
        return
    is_the_plan = pages[0].shell.plan.details.adopted_by
    yield replace(_WHOLE_SITE, words="The whole plan") if is_the_plan else _WHOLE_SITE, whole_plan(pages, link_to), ()
    if booklet := by_address.get(BOOKLET.address):
        in_easy_words = "The whole plan in easy words with pictures"
        yield replace(_BOOKLET, words=in_easy_words) if is_the_plan else _BOOKLET, render(booklet, link_to=link_to), ()


def _download(link: Link, data: bytes, sheets: int) -> Pdf:
    return Download(link.address, link.words, "PDF", lambda: len(data), sheets), data


def with_links_to(pdfs: Sequence[Download], pages: Sequence[Page], left_out: Sequence[Problem] = ()) -> Iterator[Page]:
    """The same pages, those that lead to PDFs with links to them; the one that leads to all says which are left out."""
    for page in pages:
        shown = tuple(pdf for pdf in pdfs if pdf.address in _SHOWN_ON.get(page.address, ()))
        reasons = tuple(problem.what for problem in left_out) if page.address == DOWNLOADS.address else ()
        yield replace(page, pdfs=shown, left_out=reasons) if shown or reasons else page


def links_for(page: Page, files: Mapping[str, bytes]) -> LinkTo:
    """Pages by their full addresses, where these are known; files from where the PDF is made."""
    return lambda target: _HOST + target if target in files else page.shell.site.full(target)


def pdf(html: str, files: Mapping[str, bytes], home: str = "", fits: Sequence[float] = ()) -> tuple[bytes, int]:
    """A PDF of a document that is rendered with `links_for`, and how many sheets it has.

    `home` is the site's full address, if known. With `fits`, the first of these scales at which it is one sheet.
    Raises Unprintable.
    """
    with _no_letter_lost():
        return _pdf(html, files, home, fits or (1.0,))


def _pdf(html: str, files: Mapping[str, bytes], home: str, fits: Sequence[float]) -> tuple[bytes, int]:
    from weasyprint import CSS, HTML

    fetch, fonts = _fetcher(files), _fonts_of_the_site()
    document = HTML(string=html, base_url=_HOST, url_fetcher=fetch)
    _make_readable(document.etree_element, fetch.files, home)
    sheets = CSS(string=style(), base_url=f"{_HOST}/assets/", url_fetcher=fetch, font_config=fonts)

    @cache
    def rendered_at(scale: float) -> Any:
        paper = CSS(string=f"@page sheet {{ size: {210 * scale}mm {297 * scale}mm }}")
        return document.render(stylesheets=[sheets, paper], font_config=fonts, pdf_variant="pdf/ua-1")

    def is_one_sheet(scale: float) -> bool:
        return len(rendered_at(scale).pages) == 1

    scale = fits[0] if is_one_sheet(fits[0]) else fits[bisect_left(fits[:-1], True, key=is_one_sheet)]  # noqa: FBT003
    rendered = rendered_at(scale)
    rendered.fonts = _Fonts()
    data = rendered.write_pdf(zoom=1 / scale, pdf_variant="pdf/ua-1", finisher=_finish)
    return data, len(rendered.pages)


def _fonts_of_the_site() -> Any:
    """Fonts as the style sheets name them, and none of the machine's: a PDF is the same wherever it is made."""
    from weasyprint.text.fonts import FontConfiguration

    name = "FONTCONFIG_FILE"
    before = os.environ.get(name)
    os.environ[name] = str(ASSETS / "paper-fonts" / "fonts.conf")
    try:
        return FontConfiguration()
    finally:
        os.environ.pop(name)
        os.environ.update({name: before} if before is not None else {})


class _Fonts(dict[object, Any]):
    """The fonts of a document. WeasyPrint would have each accent read as the first letter that it stands on."""

    def __setitem__(self, key: object, font: Any) -> None:
        font.to_unicode = _Letters(font.file_content)
        super().__setitem__(key, font)


class _Letters(dict[int, str]):
    """What each shape of a font is read as: where a letter is drawn in several shapes, each is read as itself."""

    def __init__(self, file: bytes) -> None:
        from fontTools.ttLib import TTFont

        super().__init__()
        font = TTFont(io.BytesIO(file))
        self._own = {font.getGlyphID(name): chr(letter) for letter, name in font.getBestCmap().items()}

    def __setitem__(self, shape: int, letters: str) -> None:
        super().__setitem__(shape, letters if len(letters) == 1 else self._own.get(shape, letters))


@contextlib.contextmanager
def _no_letter_lost() -> Iterator[None]:
    """Raises Unprintable where WeasyPrint drew a letter that no font has. It warns of it, as of much else."""
    from weasyprint import LOGGER

    lost: list[str] = []

    def keep(record: logging.LogRecord) -> bool:
        if "notdef" in record.msg:
            lost.append(record.getMessage().rpartition(": ")[2])
        return record.levelno >= logging.ERROR

    LOGGER.addFilter(keep)
    try:
        yield
    finally:
        LOGGER.removeFilter(keep)
    if lost:
        raise Unprintable(", ".join(dict.fromkeys(lost)))


def style() -> str:
    """The style sheets of the site as paper has them, and what PDFs need besides."""
    paper = (ASSETS / "paper.css").read_text(encoding="utf-8")
    return _ASKS_FOR_SPACE.sub("@media all{", "".join(map(stylesheet, STYLESHEETS))) + faces_for_paper() + paper


def _fetcher(files: Mapping[str, bytes]) -> Any:
    """Fetches from `files` and the fonts of paper alone."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class Files(URLFetcher):  # type: ignore[misc]
        def __init__(self) -> None:
            super().__init__(allowed_protocols=())
            self.files = {**files, **{address: _unpacked(data) for address, data in files_for_paper()}}

        def fetch(self, url: str, headers: object = None) -> object:
            del headers
            address = unquote(urlsplit(url).path)
            if not url.startswith(f"{_HOST}/") or address not in self.files:  # such as a font of this machine's own
                raise ValueError(f"{url} is not of the site")
            return URLFetcherResponse(url, self.files[address])

    return Files()


@cache
def _unpacked(font: bytes) -> bytes:
    """As WeasyPrint would unpack it anew for each PDF, which takes as long as a page."""
    from fontTools.ttLib import woff2

    unpacked = io.BytesIO()
    woff2.decompress(io.BytesIO(font), unpacked)
    return unpacked.getvalue()


# --- what a PDF tells -------------------------------------------------------------------------------------


def _make_readable(root: Element, drawings: dict[str, bytes], home: str) -> None:
    """Leaves in a document what a PDF should tell, in the one way in which it can: all that stands in a link would be
    a link once more, and every picture would be told.

    Pictures that say nothing become backgrounds; the drawings among them are added to `drawings`. Words that no font
    of ours can show become words that say so.
    """
    for element in (*root.iter("a"), *root.iter("b"), *root.iter("strong")):
        _set_in_one_font(element)
    for element in root.iter():
        element.text, element.tail = printable(element.text or ""), printable(element.tail or "")
    for parent in root.iter():
        for child in list(parent):
            if child.tag in {"a", "b", "strong"}:
                _let_lines_end_before(child, parent)
            if child.tag == "img" and not child.get("alt"):
                _as_background(child, child.get("src", ""))
            elif child.tag == f"{_SVG}svg" and child.get("aria-hidden") == "true":
                _draw_behind(child, drawings)
            elif child.tag == "link":
                child.attrib.clear()  # the style is given once, for all
            elif child.tag == "th" and child.get("scope") == "row":
                child.tag, child.attrib["class"] = "td", "row-heading"  # else a table of two columns is all headings
            elif child.tag == "a":
                _as_link(child, parent, home)


def _set_in_one_font(words: Element) -> None:
    """A link or strong words with a name in another font are set in it from first to last, and stay one link."""
    if len(words) and all(child.get("class") == "one-font" for child in words):
        words.text = "".join(words.itertext())
        words.set("class", f"{words.get('class', '')} one-font")
        for child in list(words):
            words.remove(child)


def _let_lines_end_before(child: Element, parent: Element) -> None:
    """A line that has room for all but its last space is broken after its first word, unless that space is apart."""
    place = list(parent).index(child)
    before = parent[place - 1] if place else None
    text = (parent.text if before is None else before.tail) or ""
    if not text.endswith(" ") or not text.strip():
        return
    if before is None:
        parent.text = text[:-1]
    else:
        before.tail = text[:-1]
    space = ElementTree.Element("span")
    space.text = " "
    parent.insert(place, space)


def _as_link(link: Element, parent: Element, home: str) -> None:
    address = link.get("href", "")
    if not address:
        link.tag = "span"
    elif len(link):
        _on_its_words(link)
    elif address.startswith("#"):
        parent.insert(list(parent).index(link) + 1, _number_of_page(link))
    elif not (home and address.startswith(home)):
        _write_out(link, address)


def _write_out(link: Element, address: str) -> None:
    """What paper has in place of a click, for what is not of the site."""
    place = address.removeprefix("mailto:").removeprefix("tel:")
    words = link.text or ""
    if place not in "".join(words.split()):
        link.text = f"{words} ({place})"


def _draw_behind(svg: Element, drawings: dict[str, bytes]) -> None:
    address, after = f"/drawings/{len(drawings)}.svg", svg.tail
    svg.tail = None
    drawings[address] = _drawing(svg)
    svg.clear()
    svg.tail = after
    _as_background(svg, _HOST + address)


def _as_background(picture: Element, address: str) -> None:
    picture.tag = "span"
    picture.set("class", "drawing")
    picture.set("style", f'background-image: url("{address}")')


def _number_of_page(link: Element) -> Element:
    """What paper has in place of a click; beside the link, as all in it would be a link of its own."""
    number = ElementTree.Element("span", {"class": "on-page", "data-to": link.attrib["href"]})
    number.tail, link.tail = link.tail, None
    return number


def _on_its_words(link: Element) -> None:
    """A link would be told again for each part in it, so it stays on its bold words, or on its last ones."""
    address = link.attrib.pop("href")
    link.tag = "span"
    link.set("class", f"{link.get('class', '')} has-link")
    last = link[-1]
    strong = next(link.iter("b"), last if not (last.tail or "").strip() else None)
    if strong is not None:
        strong.tag = "a"
        strong.attrib.update({"href": address, "class": f"strong {strong.get('class', '')}"})
    else:
        words = ElementTree.SubElement(link, "a", {"href": address})
        words.text, last.tail = last.tail, None


def _drawing(svg: Element) -> bytes:
    """An SVG file by itself, with the colours that the style sheets give it."""
    colours = dict(_COLOUR.findall(declarations("light")))
    svg.set("color", colours["ink"])
    for element in svg.iter():
        names = element.get("class", "").split()
        number = next((name.removeprefix("aim-colour-") for name in names if name.startswith("aim-colour-")), "")
        if "wheel-strand" in names:
            element.set("stroke", colours[f"strand-{number}"])
        elif "wheel-gap" in names:
            element.set("stroke", colours["card"])
    return ElementTree.tostring(svg)


def _finish(_document: object, pdf: Any) -> None:
    """Adds what WeasyPrint does not say: which way a heading of a table heads, and that links are for paper too."""
    for thing in (thing for thing in pdf.objects if isinstance(thing, dict)):
        if thing.get("Type") == "/Annot":
            thing["F"] = _PRINT
        elif thing.get("S") == "/TH":
            thing["A"]["Scope"] = "/Column"
