"""A built site as the rules know it, no document of which is kept; and what is wrong with one page of it."""

from __future__ import annotations

import base64
import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from urllib.parse import SplitResult, unquote, urljoin, urlsplit

from lxml.html import HtmlElement

from plan_tools.check_site.document import Rule, all_of, folded, name_of

HOME = "index.html"
LOST = "404.html"
INDEX = "search/index.json"
SEARCH = "search/index.html"
SITEMAP = "sitemap.xml"
FEED = "changes/feed.xml"
HEADERS = "_headers"
FORMS = "admin/"
"""For editors, who sign in: links may lead there, and none of its files is a page of the site."""
LEADS_ELSEWHERE = "//main[contains(@class, 'page-moved') or contains(@class, 'page-gone')]"
"""Where a page only says what became of another, as an XPath."""

_UNNAMED = "https://this-site.invalid/"
"""The address of a site that names none."""
_LONGEST_QUOTE = 80
IN_ATOM = "{http://www.w3.org/2005/Atom}"
IN_SITEMAPS = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


# --- what the rules know of a site ------------------------------------------------------------------------


@dataclass(frozen=True)
class Link:
    """Where a link leads to, as it is written, and its words."""

    to: str
    words: str


@dataclass(frozen=True)
class Page:
    """What other files have to know of a page."""

    file: str
    title: str
    ids: frozenset[str]
    links: tuple[Link, ...]
    canonical: str
    card: tuple[str, ...]
    """Its address and its picture, as others show them beside a link."""
    data: str
    """What it says of itself as schema.org has it, as JSON."""
    listed: tuple[str, ...]
    """Where the list from A to Z leads to."""
    is_hidden: bool
    """Whether search engines are asked not to show it."""
    is_moved: bool
    leads_elsewhere: bool
    is_withdrawn: bool
    shared: Mapping[str, str]
    """What is the same on every page of a reading."""

    @property
    def address(self) -> str:
        return address_of(self.file)

    @property
    def reading(self) -> str:
        return "Easy Read" if self.address.startswith("/easy-read/") else "plain"


@dataclass(frozen=True)
class File:
    """A file of a site: of a page its facts, of other files that are read their text."""

    name: str
    page: Page | None = None
    text: str = ""
    parts: tuple[str, ...] = ()
    """What a browser fetches with it, as it is written."""


@dataclass(frozen=True)
class Target:
    """Where a link leads to within the site: a file, which may not be there, and a place on its page."""

    file: str
    place: str


@dataclass(frozen=True)
class Site:
    """The files of a site, by their names with forward slashes."""

    files: Mapping[str, File]

    @cached_property
    def pages(self) -> tuple[Page, ...]:
        return tuple(file.page for file in self.files.values() if file.page)

    @cached_property
    def home(self) -> str:
        """The full address of home, as most pages give it to understand; empty where they name none."""
        homes = Counter(
            page.canonical.removesuffix(page.address[1:])
            for page in self.pages
            if page.canonical.endswith(page.address) and split(page.canonical)
        )
        return max(homes, key=lambda home: homes[home], default="")

    def page(self, file: str) -> Page | None:
        return self.files[file].page if file in self.files else None

    def target(self, file: str, link: str) -> Target | None:
        """Where a link of a file leads to; None where it leads out of the site, or is no address."""
        return _target(self.home or _UNNAMED, file, link)

    def has(self, target: Target) -> bool:
        """Whether file and place are there; of a page that could not be read, nobody knows the places."""
        page = self.page(target.file)
        is_place = not target.place or target.place == "top" or page is None or target.place in page.ids
        return target.file in self.files and is_place


PageRule = Rule
SiteRule = Callable[[Site], Iterator[tuple[str, str]]]
"""Yields the name of a file, and what is wrong with it."""


def is_page(file: str) -> bool:
    """Whether a file is a page of the site, by its name."""
    return file.endswith(".html") and not file.startswith(FORMS)


def address_of(file: str) -> str:
    """The address of a page within the site."""
    return f"/{file.removesuffix('index.html')}" if file == HOME or file.endswith("/index.html") else f"/{file}"


def split(address: str) -> SplitResult | None:
    """The parts of an address; None where it is none."""
    try:
        return urlsplit(address)
    except ValueError:
        return None


@lru_cache(maxsize=1 << 16)  # the same links stand on page after page
def _target(home: str, file: str, link: str) -> Target | None:
    try:
        root, led = urlsplit(home), urlsplit(urljoin(home + file, link))
    except ValueError:
        return None
    if (led.scheme, led.netloc) != (root.scheme, root.netloc):
        return None
    if urlsplit(link).netloc and not led.path.startswith(root.path):
        return None  # another part of the same host, such as the council's own pages
    name = unquote(led.path.removeprefix(root.path)) if led.path.startswith(root.path) else unquote(led.path)
    return Target(f"{name}index.html" if not name or name.endswith("/") else name, unquote(led.fragment))


def quoted(text: str) -> str:
    shown = folded(text)
    return f"‘{shown}’" if len(shown) <= _LONGEST_QUOTE else f"‘{shown[:_LONGEST_QUOTE]}…’"


# --- what is read of a page -------------------------------------------------------------------------------


def page_of(file: str, document: HtmlElement) -> Page:
    """The facts of a page."""

    def first(path: str) -> str:
        return folded(next(iter(document.xpath(path)), ""))

    return Page(
        file=file,
        title=first("/html/head/title/text()"),
        ids=frozenset(document.xpath("//@id")),
        links=tuple(_links(document)),
        canonical=first("//link[@rel='canonical']/@href"),
        card=(first("//meta[@property='og:url']/@content"), first("//meta[@property='og:image']/@content")),
        data=first("//script[@type='application/ld+json']/text()"),
        listed=tuple(document.xpath("//ul[@class='a-to-z']//a/@href")),
        is_hidden="noindex" in first("//meta[@name='robots']/@content"),
        is_moved=bool(document.xpath("//main[contains(@class, 'page-moved')]")),
        leads_elsewhere=bool(document.xpath(LEADS_ELSEWHERE)),
        is_withdrawn=bool(document.xpath("//main/p[@class='lead'][contains(., 'They took them back')]")),
        shared=_shared(document, file),
    )


def _links(document: HtmlElement) -> Iterator[Link]:
    for link in all_of(document, "//a[@href] | //area[@href]"):
        yield Link(link.get("href", ""), name_of(link))
    for form in all_of(document, "//form[@action] | //*[@formaction]"):
        yield Link(form.get("action", "") or form.get("formaction", ""), name_of(form)[:40])
    for other in all_of(document, "//link[@rel='alternate']"):
        yield Link(other.get("href", ""), other.get("title", ""))


def parts_of_page(document: HtmlElement) -> Iterator[str]:
    """What a browser fetches to show a page, or would fetch for it later."""
    yield from document.xpath(
        "//@src | //@poster | //object/@data | //@background | //@data-script | //@data-style | //@data-index"
    )
    yield from document.xpath("//link[not(@rel='canonical' or @rel='alternate')]/@href | //@ping")
    yield from document.xpath("//*[self::use or self::image or self::feimage]/@*[name()='href' or name()='xlink:href']")
    for several in document.xpath("//@srcset | //@imagesrcset"):
        yield from (each.split()[0] for each in several.split(",") if each.split())


_URL = re.compile(r"""url\(\s*["']?([^"')]*)|@import\s+["']([^"']*)""", re.IGNORECASE)


def parts_of_style(css: str) -> Iterator[str]:
    """The fonts, pictures and further styles of a stylesheet; what stands in it as data is fetched from nowhere."""
    for found in _URL.finditer(css):
        part = found[1] or found[2] or ""
        if not part.startswith(("data:", "#")):
            yield part


def _shared(document: HtmlElement, file: str) -> dict[str, str]:
    styles = document.xpath("//link[@rel='stylesheet']/@href")
    navigation = document.xpath("//header//nav//a")
    shared = {
        "language": document.get("lang", ""),
        "navigation": ", ".join(name_of(link) for link in navigation),
        "script in the page": " ".join(_own_scripts(document)) if not list(_faults_of_policy(document)) else "",
        "set of stylesheets": ", ".join(style.rpartition("/")[2] for style in styles) if file != HOME else "",
    }
    return {what: said for what, said in shared.items() if said}


# --- pages ------------------------------------------------------------------------------------------------


def every_page_says_what_it_is_about(page: HtmlElement) -> Iterator[str]:
    """Search engines and shared links show these words."""
    if not page.xpath("//head/meta[@name='description'][normalize-space(@content)]"):
        yield 'the page has no description: <meta name="description">'


def every_page_names_its_letters(page: HtmlElement) -> Iterator[str]:
    """Else a browser guesses, and “é” may become something else."""
    if [each.casefold() for each in page.xpath("//head/meta/@charset")] != ["utf-8"]:
        yield 'the page does not say that it is UTF-8: <meta charset="utf-8">'


def every_page_has_a_stylesheet(page: HtmlElement) -> Iterator[str]:
    """Without it, nobody sees where the focus is, and nothing is large enough to press."""
    if not page.xpath("//head/link[@rel='stylesheet']/@href"):
        yield "the page has no stylesheet"


def no_stylesheet_stands_in_a_page(page: HtmlElement) -> Iterator[str]:
    """The security policy drops it, and a reader's own colours could not win."""
    for style in all_of(page, "//style"):
        yield f"a stylesheet stands in the page: {quoted(style.text_content())}"


def no_frame_stands_in_a_page(page: HtmlElement) -> Iterator[str]:
    """What stands in a frame is not ours, and no reading settings reach it."""
    for frame in all_of(page, "//iframe | //frame | //object | //embed"):
        shown = frame.get("src", "") or frame.get("data", "")
        yield f"<{frame.tag!s}> shows something else within the page: {quoted(shown)}"


def nothing_moves_the_links_of_a_page(page: HtmlElement) -> Iterator[str]:
    """One <base> would send every link elsewhere."""
    for base in all_of(page, "//base"):
        yield f"<base> leads every link of the page to {quoted(base.get('href', ''))}"


def every_address_is_safe(page: HtmlElement) -> Iterator[str]:
    """Links lead to pages, to an e-mail or to a telephone; nothing is a script.

    A source may have no address with https, and is told all the same: `plan check` advises to try one.
    """
    for attribute in page.xpath("//@href | //@src | //@action | //@formaction"):
        address = re.sub(r"[\x00-\x20]", "", attribute)  # as browsers do
        parts = split(address)
        if parts is None:
            yield f"{quoted(attribute)} is no address"
        elif parts.scheme == "javascript" and attribute.casefold().startswith("javascript:") and _is_link(attribute):
            continue  # every_link_leads_somewhere has said so
        elif parts.scheme not in {"", "https", "mailto", "tel"} and not (
            parts.scheme == "http" and _is_link(attribute)
        ):
            yield f"{quoted(attribute)} is neither a web address nor an e-mail address nor a telephone number"


def _is_link(attribute: object) -> bool:
    parent = getattr(attribute, "getparent", lambda: None)()
    return parent is not None and (parent.tag == "a" or parent.get("rel") in {"canonical", "alternate"})


DATA = "application/ld+json"


def _own_scripts(page: HtmlElement) -> list[str]:
    """The scripts that stand in a page itself; data is none."""
    return [str(script.text or "") for script in all_of(page, f"//script[not(@src)][not(@type='{DATA}')]")]


def _policies(page: HtmlElement) -> list[str]:
    policy = "content-security-policy"
    return [
        meta.get("content", "")
        for meta in all_of(page, "//meta[@http-equiv]")
        if meta.get("http-equiv", "").casefold() == policy
    ]


_POLICY = {
    "default-src": {"'self'"},
    "script-src": {"'self'"},
    "base-uri": {"'none'"},
    "form-action": {"'self'"},
    "object-src": {"'none'"},
}
_DIGEST = re.compile(r"'sha256-[\w+/]+=*'")


def the_security_policy_allows_nothing_from_elsewhere(page: HtmlElement) -> Iterator[str]:
    """It is what keeps a slip in some text from running in somebody's browser."""
    policies = _policies(page)
    if len(policies) != 1:
        yield f"the page has {len(policies) or 'no'} security policies (Content-Security-Policy), and needs one"
        return
    said = {name: values for name, *values in map(str.split, filter(str.strip, policies[0].split(";")))}
    for name in sorted({*said, *_POLICY}):
        values = {each for each in said.get(name, ()) if name != "script-src" or not _DIGEST.fullmatch(each)}
        if name not in said:
            yield f"the security policy says nothing of {name}"
        elif values != _POLICY.get(name):
            yield f"the security policy has {quoted(' '.join([name, *said[name]]))}, as no page should"
    if page.xpath("//meta[@http-equiv='Content-Security-Policy'][preceding::script]"):
        yield "a script stands before the security policy, which does not hold for it"


def the_one_script_in_a_page_is_named_in_its_policy(page: HtmlElement) -> Iterator[str]:
    """Browsers run no other; all that a page does stands in files of the site."""
    scripts, policies = _own_scripts(page), _policies(page)
    if len(scripts) != 1:
        yield f"{len(scripts) or 'no'} scripts stand in the page itself, and one should"
    named = set(_DIGEST.findall(" ".join(policies)))
    for script in scripts[:1]:
        digest = f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"
        if policies and named != {digest}:
            yield f"the security policy does not name the script in the page by its hash: {quoted(script[:40])}"


def _faults_of_policy(page: HtmlElement) -> Iterator[str]:
    yield from the_security_policy_allows_nothing_from_elsewhere(page)
    yield from the_one_script_in_a_page_is_named_in_its_policy(page)


PAGE_RULES: tuple[PageRule, ...] = (
    every_page_says_what_it_is_about,
    every_page_names_its_letters,
    every_page_has_a_stylesheet,
    no_stylesheet_stands_in_a_page,
    no_frame_stands_in_a_page,
    nothing_moves_the_links_of_a_page,
    every_address_is_safe,
    the_security_policy_allows_nothing_from_elsewhere,
    the_one_script_in_a_page_is_named_in_its_policy,
)
