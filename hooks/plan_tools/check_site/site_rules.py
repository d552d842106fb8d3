"""Finds what is wrong with a built site beyond the barriers of its documents: a rule's name is the rule.

A page rule looks at one document. A site rule looks at what was read of all files, so that no document is kept.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any
from urllib.parse import SplitResult, unquote, urljoin, urlsplit

from lxml import etree
from lxml.html import HtmlElement

from plan_tools.check_site.document_rules import Rule, all_of, folded, name_of

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
_ATOM = "{http://www.w3.org/2005/Atom}"
_SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


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


def _quoted(text: str) -> str:
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
        yield f"a stylesheet stands in the page: {_quoted(style.text_content())}"


def no_frame_stands_in_a_page(page: HtmlElement) -> Iterator[str]:
    """What stands in a frame is not ours, and no reading settings reach it."""
    for frame in all_of(page, "//iframe | //frame | //object | //embed"):
        shown = frame.get("src", "") or frame.get("data", "")
        yield f"<{frame.tag!s}> shows something else within the page: {_quoted(shown)}"


def nothing_moves_the_links_of_a_page(page: HtmlElement) -> Iterator[str]:
    """One <base> would send every link elsewhere."""
    for base in all_of(page, "//base"):
        yield f"<base> leads every link of the page to {_quoted(base.get('href', ''))}"


def every_address_is_safe(page: HtmlElement) -> Iterator[str]:
    """Links lead to pages, to an e-mail or to a telephone; nothing is a script.

    A source may have no address with https, and is told all the same: `plan check` advises to try one.
    """
    for attribute in page.xpath("//@href | //@src | //@action | //@formaction"):
        address = re.sub(r"[\x00-\x20]", "", attribute)  # as browsers do
        parts = split(address)
        if parts is None:
            yield f"{_quoted(attribute)} is no address"
        elif parts.scheme == "javascript" and attribute.casefold().startswith("javascript:") and _is_link(attribute):
            continue  # every_link_leads_somewhere has said so
        elif parts.scheme not in {"", "https", "mailto", "tel"} and not (
            parts.scheme == "http" and _is_link(attribute)
        ):
            yield f"{_quoted(attribute)} is neither a web address nor an e-mail address nor a telephone number"


def _is_link(attribute: object) -> bool:
    parent = getattr(attribute, "getparent", lambda: None)()
    return parent is not None and (parent.tag == "a" or parent.get("rel") in {"canonical", "alternate"})


_DATA = "application/ld+json"


def _own_scripts(page: HtmlElement) -> list[str]:
    """The scripts that stand in a page itself; data is none."""
    return [str(script.text or "") for script in all_of(page, f"//script[not(@src)][not(@type='{_DATA}')]")]


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
            yield f"the security policy has {_quoted(' '.join([name, *said[name]]))}, as no page should"
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
            yield f"the security policy does not name the script in the page by its hash: {_quoted(script[:40])}"


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


# --- links and files --------------------------------------------------------------------------------------

_NEEDED = {
    HOME: "the site has no home page",
    LOST: "readers who follow an old link are told nothing",
    INDEX: "nothing can be found by search",
    HEADERS: "hosts are not told that nobody may show the site in a frame",
}


def every_file_that_a_site_needs_is_there(site: Site) -> Iterator[tuple[str, str]]:
    """Others are asked for by the pages that need them."""
    yield from ((name, f"the file is missing: {lost}") for name, lost in _NEEDED.items() if name not in site.files)


def every_link_leads_to_what_is_there(site: Site) -> Iterator[tuple[str, str]]:
    """Whoever follows a dead link is lost."""
    for page in site.pages:
        for link in page.links:
            target = site.target(page.file, link.to)
            if target is None or link.to.startswith("#"):  # of these, every_reference_leads_to_an_id speaks
                continue
            if target.file not in site.files:
                yield page.file, f"link {_quoted(link.words)} leads to {address_of(target.file)}, and nothing is there"
            elif not site.has(target):
                where = f"the place {_quoted(target.place)} of {address_of(target.file)}"
                yield page.file, f"link {_quoted(link.words)} leads to {where}, and there is no such place"


def everything_that_a_page_is_made_with_is_there(site: Site) -> Iterator[tuple[str, str]]:
    """Pictures, styles, scripts and fonts."""
    for file, part in _parts(site):
        target = site.target(file, part)
        if target and target.file not in site.files:
            yield file, f"it is made with {address_of(target.file)}, which is not there"


def nothing_is_asked_of_another_site(site: Site) -> Iterator[tuple[str, str]]:
    """Nobody else learns who reads which page, and the site works wherever others are blocked."""
    for file, part in _parts(site):
        if site.target(file, part) is None:
            yield file, f"it asks for {_quoted(part)}, which is no file of this site"


def _parts(site: Site) -> Iterator[tuple[str, str]]:
    for file in site.files.values():
        yield from ((file.name, part) for part in dict.fromkeys(file.parts))


def every_page_can_be_reached_from_home(site: Site) -> Iterator[tuple[str, str]]:
    """A page that no link leads to might as well not be there; but for those at addresses of old."""
    unread = [file for file in site.files.values() if is_page(file.name) and file.page is None]
    if unread or HOME not in site.files:
        return  # what could not be read may have led there
    reached, waiting = {HOME}, [HOME]
    while waiting:
        page = site.page(waiting.pop())
        targets = (site.target(page.file, link.to) for link in page.links) if page else ()
        new = {target.file for target in targets if target and site.page(target.file)} - reached
        reached |= new
        waiting += new
    for page in site.pages:
        if page.file not in reached | {LOST} and not page.leads_elsewhere and not page.is_withdrawn:
            yield page.file, "no way leads to this page from home"


# --- what pages have in common ----------------------------------------------------------------------------


def every_page_has_a_title_of_its_own(site: Site) -> Iterator[tuple[str, str]]:
    """WCAG 2.4.2, page titled; but for those that say what became of another, which nobody has open side by side."""
    titled: defaultdict[str, list[Page]] = defaultdict(list)
    for page in site.pages:
        if not (page.leads_elsewhere or page.is_withdrawn):
            titled[page.title].append(page)
    for title, pages in titled.items():
        if title and len(pages) > 1:
            yield from ((page.file, f"the title {_quoted(title)} is that of another page too") for page in pages)


def what_all_pages_share_is_the_same_on_each(site: Site) -> Iterator[tuple[str, str]]:
    """WCAG 3.2.3, consistent navigation; and one language, one look, one script."""
    said: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for page in site.pages:
        for what, value in page.shared.items():
            said[page.reading, what][value] += 1
    for page in site.pages:
        for what, value in page.shared.items():
            if value != _most(said[page.reading, what]):
                yield page.file, f"its {what} is not that of the other pages: {_quoted(value)}"


def _most(counted: Counter[str]) -> str:
    return counted.most_common(1)[0][0]


def the_headers_for_hosts_say_what_the_pages_say(site: Site) -> Iterator[tuple[str, str]]:
    """Only a header can forbid frames; one that says less than the pages do would be of no use."""
    if HEADERS not in site.files:
        return
    name, frames = "Content-Security-Policy:", "frame-ancestors 'none'"
    policies = [line.strip() for line in site.files[HEADERS].text.split("\n") if line.strip().startswith(name)]
    if not policies or not all(policy.endswith(frames) for policy in policies):
        yield HEADERS, f"it does not forbid frames: a line {name} … {frames}"


# --- search engines ---------------------------------------------------------------------------------------


def each_page_names_its_own_full_address(site: Site) -> Iterator[tuple[str, str]]:
    """Else a search engine shows the address of another page, or of a copy."""
    for page in site.pages if site.home else ():
        own = site.home + page.address[1:]
        if not page.canonical:
            yield page.file, 'the page does not name its full address: <link rel="canonical">'
        elif page.is_moved:
            target = site.target(page.file, page.canonical)
            if target is None or target.file == page.file or site.page(target.file) is None:
                yield page.file, f"the page has moved, and {_quoted(page.canonical)} is not where to"
        elif page.canonical != own:
            yield page.file, f"the page says that its address is {_quoted(page.canonical)}, and it is {own}"


def a_shared_link_shows_the_page_and_a_picture(site: Site) -> Iterator[tuple[str, str]]:
    """Messages and other sites show these beside a link to the page."""
    for page in site.pages if site.home else ():
        address, picture = page.card
        if address != page.canonical and page.canonical:
            yield page.file, f"a shared link would lead to {_quoted(address)}, not to the page (og:url)"
        target = site.target(page.file, picture) if picture else None
        if target is None or target.file not in site.files:
            yield page.file, f"the picture beside a shared link is not there: {_quoted(picture)} (og:image)"


def a_page_that_nobody_should_look_up_says_so(site: Site) -> Iterator[tuple[str, str]]:
    """A plan that no council has adopted yet, and the page for lost addresses."""
    others = [page for page in site.pages if page.file != LOST]
    is_whole_site_hidden = sum(page.is_hidden for page in others) > len(others) / 2
    for page in site.pages:
        if not page.is_hidden and (is_whole_site_hidden or page.file == LOST):
            yield page.file, "the page does not ask search engines to leave it out (noindex), as it should"


def the_sitemap_lists_what_search_engines_may_show(site: Site) -> Iterator[tuple[str, str]]:
    """It is how they find what is new."""
    home = site.page(HOME)
    if SITEMAP not in site.files:
        if home and site.home and not home.is_hidden:
            yield SITEMAP, "the file is missing, and search engines may show the site"
        return
    tree = _tree(site.files[SITEMAP].text)
    if tree is None:
        yield SITEMAP, "it is no XML that can be read"
        return
    listed = [folded(each.text) for each in tree.iter(f"{_SITEMAP}loc")]
    targets = {site.target(SITEMAP, address): address for address in listed}
    for target, address in targets.items():
        if target is None or target.file not in site.files:
            yield SITEMAP, f"it lists {_quoted(address)}, and there is no such page"
    files = {target.file for target in targets if target}
    for page in site.pages:
        is_shown = not page.is_hidden and not page.leads_elsewhere
        if is_shown and page.file not in files and page.file != LOST:
            yield page.file, "search engines may show the page, and sitemap.xml does not list it: which is right?"
        elif not is_shown and page.file in files:
            yield page.file, "search engines may not show the page (noindex), and sitemap.xml lists it: which is right?"


def what_a_page_tells_search_engines_is_true(site: Site) -> Iterator[tuple[str, str]]:
    """As schema.org has it: the page's address, and the way to it."""
    for page in site.pages if site.home else ():
        is_told = not (page.is_hidden or page.leads_elsewhere or page.file == SEARCH)
        if page.data or is_told:
            yield from ((page.file, fault) for fault in _faults_of_data(page, site))


def _faults_of_data(page: Page, site: Site) -> Iterator[str]:
    data = _json(page.data)
    if not isinstance(data, dict):
        yield f'what the page tells search engines is no JSON that can be read (<script type="{_DATA}">)'
        return
    if data.get("url") != page.canonical:
        yield f"the page tells search engines that it is {_quoted(str(data.get('url')))}"
    try:
        steps = [str(step["item"]) for step in data["breadcrumb"]["itemListElement"]]
    except (KeyError, TypeError):
        yield "the page does not tell search engines the way to it (breadcrumb)"
        return
    for step in steps:
        target = site.target(page.file, step)
        if target is None or not site.has(target):
            yield f"the page tells search engines that the way to it leads over {_quoted(step)}, and no page is there"


# --- what programs read -----------------------------------------------------------------------------------


def the_feed_leads_to_the_changes(site: Site) -> Iterator[tuple[str, str]]:
    """Who follows the plan in a feed reader sees nothing else."""
    if FEED not in site.files:
        return  # a plan to which nothing has happened has none; a page that offers one has a dead link
    tree = _tree(site.files[FEED].text)
    if tree is None or tree.tag != f"{_ATOM}feed":
        yield FEED, "it is no Atom feed that can be read"
        return
    entries = list(tree.iter(f"{_ATOM}entry"))
    if not entries:
        yield FEED, "it tells of no change"
    for entry in (tree, *entries):
        for name in ("id", "title", "updated"):
            if not folded(entry.findtext(f"{_ATOM}{name}")):
                yield FEED, f"it has no {name}, or an entry of it has none"
    ids = Counter(folded(entry.findtext(f"{_ATOM}id")) for entry in entries)
    yield from ((FEED, f"two entries have the id {_quoted(id_)}") for id_, count in ids.items() if id_ and count > 1)
    for link in tree.iter(f"{_ATOM}link"):
        target = site.target(FEED, link.get("href", ""))
        if target is None or not site.has(target):
            yield FEED, f"it leads to {_quoted(link.get('href', ''))}, and nothing is there"


def the_search_index_has_each_page_of_the_list(site: Site) -> Iterator[tuple[str, str]]:
    """What search finds has to be there, and what is there has to be found."""
    if INDEX not in site.files:
        return
    index = _json(site.files[INDEX].text)
    try:
        pieces = _pieces(site, index)
        found = {str(address) for name, pages in pieces.items() if "pages" in name for address, *_ in pages}
    except _Lost as lost:
        yield INDEX, f"search needs {lost}, which is not there or cannot be read"
        return
    except (KeyError, TypeError, ValueError):
        yield INDEX, "it is no search index that can be read"
        return
    for address in sorted(found - {page.address for page in site.pages}):
        if not site.files.get(f"{address[1:]}index.html"):  # a page that cannot be read is there all the same
            yield INDEX, f"search leads to {address}, and there is no such page"
    search = site.page(SEARCH)
    targets = [site.target(SEARCH, link) for link in search.listed] if search else []
    for file in (target.file for target in targets if target and target.file in site.files):
        if address_of(file) not in found:
            yield file, "the page stands in the list from A to Z, and search does not find it"


class _Lost(Exception):
    """A piece of a search index without which searches fail."""


def _pieces(site: Site, index: Any) -> dict[str, Any]:
    """What search fetches: of a small plan the pages alone. Raises _Lost, and others where it is no index."""
    if "pieces" not in index:
        return {"pages": index["pages"]}
    folder = index["pieces"].lstrip("/")
    of_pages = sum(name.startswith(f"{folder}pages-") for name in site.files)
    names = [f"pages-{number}" for number in range(of_pages)]
    names += ["vocabulary", *(f"words-{number}" for number in range(len(index["words"])))]
    return {name: _piece(site, f"{folder}{name}.json") for name in names}


def _piece(site: Site, name: str) -> Any:
    piece = _json(site.files[name].text) if name in site.files else None
    if not piece:
        raise _Lost(name)
    return piece


def _json(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _tree(text: str) -> etree._Element | None:
    """A document of XML, of which nothing is fetched or filled in; None where it is none."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    try:
        return etree.fromstring(text.encode(), parser)
    except etree.XMLSyntaxError:
        return None


SITE_RULES: tuple[SiteRule, ...] = (
    every_file_that_a_site_needs_is_there,
    every_link_leads_to_what_is_there,
    everything_that_a_page_is_made_with_is_there,
    nothing_is_asked_of_another_site,
    every_page_can_be_reached_from_home,
    every_page_has_a_title_of_its_own,
    what_all_pages_share_is_the_same_on_each,
    the_headers_for_hosts_say_what_the_pages_say,
    each_page_names_its_own_full_address,
    a_shared_link_shows_the_page_and_a_picture,
    a_page_that_nobody_should_look_up_says_so,
    the_sitemap_lists_what_search_engines_may_show,
    what_a_page_tells_search_engines_is_true,
    the_feed_leads_to_the_changes,
    the_search_index_has_each_page_of_the_list,
)
