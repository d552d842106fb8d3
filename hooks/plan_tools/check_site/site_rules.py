"""Finds what is wrong with a site as a whole, from what was read of all its files: a rule's name is the rule."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Any

from lxml import etree

from plan_tools.check_site.document import folded
from plan_tools.check_site.pages import (
    DATA,
    FEED,
    HEADERS,
    HOME,
    IN_ATOM,
    IN_SITEMAPS,
    INDEX,
    LOST,
    SEARCH,
    SITEMAP,
    Page,
    Site,
    SiteRule,
    address_of,
    is_page,
    quoted,
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
                yield page.file, f"link {quoted(link.words)} leads to {address_of(target.file)}, and nothing is there"
            elif not site.has(target):
                where = f"the place {quoted(target.place)} of {address_of(target.file)}"
                yield page.file, f"link {quoted(link.words)} leads to {where}, and there is no such place"


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
            yield file, f"it asks for {quoted(part)}, which is no file of this site"


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
            yield from ((page.file, f"the title {quoted(title)} is that of another page too") for page in pages)


def what_all_pages_share_is_the_same_on_each(site: Site) -> Iterator[tuple[str, str]]:
    """WCAG 3.2.3, consistent navigation; and one language, one look, one script."""
    said: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for page in site.pages:
        for what, value in page.shared.items():
            said[page.reading, what][value] += 1
    for page in site.pages:
        for what, value in page.shared.items():
            if value != _most(said[page.reading, what]):
                yield page.file, f"its {what} is not that of the other pages: {quoted(value)}"


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
                yield page.file, f"the page has moved, and {quoted(page.canonical)} is not where to"
        elif page.canonical != own:
            yield page.file, f"the page says that its address is {quoted(page.canonical)}, and it is {own}"


def a_shared_link_shows_the_page_and_a_picture(site: Site) -> Iterator[tuple[str, str]]:
    """Messages and other sites show these beside a link to the page."""
    for page in site.pages if site.home else ():
        address, picture = page.card
        if address != page.canonical and page.canonical:
            yield page.file, f"a shared link would lead to {quoted(address)}, not to the page (og:url)"
        target = site.target(page.file, picture) if picture else None
        if target is None or target.file not in site.files:
            yield page.file, f"the picture beside a shared link is not there: {quoted(picture)} (og:image)"


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
    listed = [folded(each.text) for each in tree.iter(f"{IN_SITEMAPS}loc")]
    targets = {site.target(SITEMAP, address): address for address in listed}
    for target, address in targets.items():
        if target is None or target.file not in site.files:
            yield SITEMAP, f"it lists {quoted(address)}, and there is no such page"
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
        yield f'what the page tells search engines is no JSON that can be read (<script type="{DATA}">)'
        return
    if data.get("url") != page.canonical:
        yield f"the page tells search engines that it is {quoted(str(data.get('url')))}"
    try:
        steps = [str(step["item"]) for step in data["breadcrumb"]["itemListElement"]]
    except (KeyError, TypeError):
        yield "the page does not tell search engines the way to it (breadcrumb)"
        return
    for step in steps:
        target = site.target(page.file, step)
        if target is None or not site.has(target):
            yield f"the page tells search engines that the way to it leads over {quoted(step)}, and no page is there"


# --- what programs read -----------------------------------------------------------------------------------


def the_feed_leads_to_the_changes(site: Site) -> Iterator[tuple[str, str]]:
    """Who follows the plan in a feed reader sees nothing else."""
    if FEED not in site.files:
        return  # a plan to which nothing has happened has none; a page that offers one has a dead link
    tree = _tree(site.files[FEED].text)
    if tree is None or tree.tag != f"{IN_ATOM}feed":
        yield FEED, "it is no Atom feed that can be read"
        return
    entries = list(tree.iter(f"{IN_ATOM}entry"))
    if not entries:
        yield FEED, "it tells of no change"
    for entry in (tree, *entries):
        for name in ("id", "title", "updated"):
            if not folded(entry.findtext(f"{IN_ATOM}{name}")):
                yield FEED, f"it has no {name}, or an entry of it has none"
    ids = Counter(folded(entry.findtext(f"{IN_ATOM}id")) for entry in entries)
    yield from ((FEED, f"two entries have the id {quoted(id_)}") for id_, count in ids.items() if id_ and count > 1)
    for link in tree.iter(f"{IN_ATOM}link"):
        target = site.target(FEED, link.get("href", ""))
        if target is None or not site.has(target):
            yield FEED, f"it leads to {quoted(link.get('href', ''))}, and nothing is there"


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
