"""The last look at a site before it is published: built pages are damaged, and the page and the fault are named."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from functools import cache
from io import StringIO
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from plan_site.html.metadata import security_policy
from plan_site.html.site_files import first_script, stylesheet_address
from plan_tools.check_site import gate
from plan_tools.check_site.gate import MOST_BYTES, Fault, faults_of, in_words, looked_at, names_in, read, report
from plan_tools.check_site.pages import FEED, HOME, INDEX, LOST, PAGE_RULES, SEARCH, File, Site
from plan_tools.check_site.site_rules import SITE_RULES
from sites import BuiltSite, environment

HERE = "https://plan.example.org/inclusion"
AIM = "aims/growing-up-well/index.html"
EASY = "easy-read/aims/growing-up-well/index.html"
MOVED = "about-us/index.html"
TABLE = "about/index.html"
STYLE = stylesheet_address("site").lstrip("/")
SMALL_AIM = "aims/being-heard/index.html"


Change = Callable[[str], str]


@dataclass(frozen=True)
class Damage:
    """One change of one file of a real built site, and what must be said of that file, or of another."""

    name: str
    file: str
    change: Change
    says: str
    of: str = ""
    site: str = "example_site"
    most: int = 3
    """Messages that one damage may make."""


def put(old: str, new: str) -> Change:
    def changed(text: str) -> str:
        assert old in text, f"the file has no {old}"
        return text.replace(old, new, 1)

    return changed


def without(begins: str, ends: str = "") -> Change:
    """Takes out what begins so, up to where it ends."""

    def changed(text: str) -> str:
        start = text.index(begins)
        return text[:start] + text[text.index(ends, start + len(begins)) + len(ends) :]

    return changed


def cut_at(mark: str) -> Change:
    return lambda text: text[: text.index(mark)]


def made(text: str) -> Change:
    return lambda _: text


def both(*changes: Change) -> Change:
    def changed(text: str) -> str:
        for change in changes:
            text = change(text)
        return text

    return changed


def in_main(markup: str) -> Change:
    return put("</h1>", f"</h1>{markup}")


def in_head(markup: str) -> Change:
    return put("</title>", f"</title>{markup}")


def _another_script(page: str) -> str:
    """A script with its own hash in the policy: the page alone would pass."""
    old, new = first_script(), "alert(1)"
    assert old in page
    quote = "&#39;"
    return page.replace(old, new).replace(
        security_policy(old).replace("'", quote), security_policy(new).replace("'", quote)
    )


def _the_title_of_the_list(page: str) -> str:
    return re.sub("<title>.*?–", "<title>Aims –", page)


def _one_id(feed: str) -> str:
    _, first, second, *_ = re.findall("<id>(.*?)</id>", feed)
    return feed.replace(second, first)


_BOMB = '<!DOCTYPE svg [<!ENTITY a "lol"><!ENTITY b "&a;&a;">]><svg>&b;'
_STYLES = '<link rel="stylesheet"'
_SKIP = '<a class="skip-link" href="#main">Skip to the main part of this page</a>'
_PLAN = '<a class="header-name"'
_VOICES = 'href="../../voices/"'
_SUGGEST = ">Suggest a change to this page</a>"
_AIMS = '<li><a href="../../aims/" aria-current="true">Aims</a></li>'
_ITSELF = "/aims/growing-up-well/"
_MAIN = '<main id="main" class="page page-aim" tabindex="-1">'
_FOOTER = '<footer class="footer">'
_NO_HASH = "the security policy does not name the script in the page by its hash"
_CANONICAL = 'rel="canonical" href="'

DAMAGES = [
    # a page that is not whole
    Damage("a page of nothing", AIM, made(""), "the file is empty"),
    Damage("a page of white space", AIM, made(" \n"), "the file is empty"),
    Damage("a page of words alone", AIM, made("Aim 4"), "does not begin with <!doctype html>"),
    Damage("a page without a doctype", AIM, put("<!doctype html>\n", ""), "does not begin with <!doctype html>"),
    Damage("a page without a body", AIM, made("<!doctype html><title>Aim</title>"), "the page has no body"),
    Damage("a page that is not UTF-8", AIM, in_main("<p>Jos\udce9</p>"), "the file is not UTF-8: line "),
    Damage("a page with a NUL", AIM, in_main("<p>\0</p>"), "the file is no text: line "),
    Damage("a page cut off", AIM, cut_at("</main>"), "the page breaks off: the <main> in line "),
    Damage("a page cut off in a tag", AIM, cut_at(' class="skip-link"'), "the page breaks off: the tag that begins in"),
    Damage("a main part that never ends", AIM, put("</main>", ""), "the <main> in line "),
    Damage("a link that never ends", AIM, put("</a>", ""), "is not closed before the </"),
    Damage("an end without a beginning", AIM, put("</html>", "</html></p>"), "closes nothing"),
    Damage("a lost quote mark", AIM, put('lang="en-GB"', 'lang="en-GB'), "the page breaks off: the tag that begins"),
    Damage("an attribute twice", AIM, put('id="main"', 'id="main" ID="x"'), "has id twice"),
    Damage("a comment that never ends", AIM, in_main("<!-- "), "the comment that begins in line "),
    Damage("boxes in boxes", AIM, in_main("<div>" * 300 + "</div>" * 300), "is no HTML that can be read: Excessive"),
    # the page as a whole
    Damage("no language", AIM, put(' lang="en-GB"', ""), "the page does not say in which language it is"),
    Damage("another language", AIM, put("en-GB", "fr"), "its language is not that of the other pages: ‘fr’"),
    Damage("a language that is none", AIM, put("en-GB", "english"), "lang ‘english’ of <html> is no language"),
    Damage("no letters named", AIM, put('<meta charset="utf-8">', ""), "the page does not say that it is UTF-8"),
    Damage("no title", AIM, without("<title>", "</title>"), "the page has no title, an empty one, or several"),
    Damage("an empty title", AIM, without("Aim 4: ", "Belongs Plan"), "the page has no title, an empty one, or"),
    Damage("no description", AIM, put('name="description"', 'name="x"'), "the page has no description"),
    Damage("a viewport that forbids zoom", AIM, put("initial-scale=1", "user-scalable=no"), "forbids zoom"),
    Damage("no viewport", AIM, put('name="viewport"', 'name="view"'), "the page does not fit itself to the screen"),
    Damage("a page that reloads", AIM, in_head('<meta http-equiv="refresh" content="9">'), "reloads by itself: ‘9’"),
    Damage("a base", AIM, in_head('<base href="/x/">'), "<base> leads every link of the page to ‘/x/’"),
    # headings, landmarks, lists
    Damage("a lost main heading", AIM, without("<h1>", "</h1>"), "the page has 0 headings of level 1"),
    Damage("two main headings", AIM, in_main("<h1>Once more</h1>"), "the page has 2 headings of level 1"),
    Damage("a level left out", AIM, in_main("<h4>Deep</h4>"), "heading ‘Deep’ leaves out a level: 1, then 4"),
    Damage("an empty heading", AIM, in_main("<h2></h2>"), "a heading of level 2 is empty"),
    Damage("a heading twice", AIM, in_main("<h2>Objectives</h2>"), "heading ‘aim 4 "),
    Damage(
        "a lost main part",
        AIM,
        both(put(_MAIN, ""), put("</main>", "")),
        "0 landmarks for its main part (main)",
        most=40,
    ),
    Damage("a lost footer", AIM, without(_FOOTER, "</footer>"), "0 landmarks for its footer (contentinfo)"),
    Damage("words outside", AIM, put(_FOOTER, f"<p>Lost words</p>{_FOOTER}"), "‘Lost words’ stands in no landmark"),
    Damage("a nameless menu", AIM, put('<nav aria-label="Main">', "<nav>"), "a landmark navigation has no name"),
    Damage("a lost skip link", AIM, put(_SKIP, ""), "the first link of the page does not lead to its main part"),
    Damage("a skip link to nowhere", AIM, put('"#main"', '"#mian"'), "href leads to ‘mian’, which is not on the page"),
    Damage("an id twice", AIM, in_main('<p id="main">Again</p>'), "id ‘main’ stands more than once"),
    Damage("a label of nothing", AIM, in_main('<p aria-describedby="x">A</p>'), "aria-describedby leads to ‘x’"),
    Damage("a section's name", AIM, put("<section>", '<section aria-labelledby="objectives">'), "what is read next"),
    Damage("a status", AIM, in_main('<p role="status">Done</p>'), "<p> has the role status"),
    Damage("a hidden number", AIM, in_main('<p><b aria-hidden="true">1</b> Bus</p>'), "‘1’ is seen, and hidden"),
    Damage(
        "a label in a sentence",
        AIM,
        in_main('<p>See <a href="../" aria-label="Aims: all">Aims</a>.</p>'),
        "link ‘Aims: all’ has a label, and stands among other words",
    ),
    Damage("an item without a list", AIM, in_main("<li>Alone</li>"), "is out of place in or outside a list"),
    Damage("a list that is only typed", AIM, in_main("<p>• A bus</p><p>• A tram</p>"), "a list that is only typed"),
    # links
    Damage("a dead link", HOME, put("./outcomes/", "./outcome/"), "leads to /outcome/, and nothing is there"),
    Damage(
        "a dead anchor", AIM, put("#word-aim", "#word-aims"), "leads to the place ‘word-aims’ of /words/, and there"
    ),
    Damage("an empty link", AIM, put(_SUGGEST, "></a>"), "has no words"),
    Damage("a link that says here", AIM, put(_SUGGEST, ">here</a>"), "link ‘here’ says nothing of where it leads"),
    Damage("a link to nowhere", AIM, put(_VOICES, 'href="#"'), "link ‘What people say’ leads nowhere"),
    Damage(
        "a link that is a script", AIM, put(_VOICES, 'href="javascript:go()"'), "link ‘What people say’ leads nowhere"
    ),
    Damage(
        "a hidden script", AIM, put(_VOICES, 'href="java&#9;script:go()"'), "is neither a web address nor an e-mail"
    ),
    Damage(
        "a link that no browser follows",
        AIM,
        in_main('<p><a href="ftp://x.org/">Buses</a></p>'),
        "‘ftp://x.org/’ is neither",
    ),
    Damage("an address that is none", AIM, put(_VOICES, 'href="https://[x"'), "‘https://[x’ is no address"),
    Damage("a new window", AIM, in_main('<p><a href="../" target="_blank">Up</a></p>'), "opens a window and does not"),
    Damage("a file of no size", AIM, in_main('<p><a href="https://x.org/a.csv">CSV</a></p>'), "does not say how large"),
    Damage(
        "the same words twice",
        AIM,
        in_main('<p><a href="../">What people say</a></p>'),
        "links ‘what people say’ lead to different",
    ),
    Damage("a lie of where we are", AIM, put('current="true"', 'current="page"'), "‘Aims’ says that it is this page"),
    # the keyboard
    Damage("an order of its own", AIM, put(_PLAN, f'{_PLAN} tabindex="3"'), "has tabindex 3, which breaks the order"),
    Damage("a focus that is taken", AIM, put('name="q"', 'name="q" autofocus'), "takes the focus when the page opens"),
    Damage("a key that is taken", AIM, put(_PLAN, f'{_PLAN} accesskey="p"'), "takes the key ‘p’"),
    Damage("a tooltip", AIM, in_main('<p title="More">Words</p>'), "the title ‘More’ of ‘Words’ shows only under"),
    Damage(
        "a hidden stop", AIM, put(_PLAN, f'{_PLAN} aria-hidden="true"'), "is hidden from screen readers and can still"
    ),
    # pictures, tables, forms
    Damage("a picture without alt", EASY, put(' alt=""', ""), "has no words for those who cannot see it (alt)"),
    Damage("a file name for alt", EASY, put('alt=""', 'alt="IMG_20.jpg"'), "alt ‘IMG_20.jpg’ is the name of a file"),
    Damage("a picture of", EASY, put('alt=""', 'alt="picture of a bus"'), "says that it is a picture"),
    Damage("a lost picture", EASY, put("grow-up.svg", "grew.svg"), "it is made with /pictures/grew.svg, which is not"),
    Damage("a nameless drawing", AIM, in_main('<svg viewBox="0 0 1 1"></svg>'), "an svg is neither hidden"),
    Damage("a table without headers", AIM, in_main("<table><tr><td>1</td></tr></table>"), "has no headers"),
    Damage("a header without scope", TABLE, put('<th scope="col">', "<th>"), "of a table has no scope or no words"),
    Damage("a table without a caption", TABLE, without("<caption>", "</caption>"), "has no caption"),
    Damage("an unlabelled button", AIM, put(">Change how this looks</button>", "></button>"), "a button has no words"),
    Damage("a field without a label", AIM, without('<label for="q">', "</label>"), "the field ‘q’ has no label"),
    Damage("choices without a legend", AIM, put("<legend>Colours</legend>", ""), "stand in no fieldset with a legend"),
    Damage("a form to nowhere", AIM, put('action="../../search/"', 'action="../../find/"'), "leads to /find/, and"),
    # what runs
    Damage("an inline script", AIM, in_head("<script>alert(1)</script>"), "2 scripts stand in the page itself"),
    Damage("a lost script", AIM, without("<script>", "</script>"), "no scripts stand in the page itself, and one"),
    Damage("a changed script", AIM, put("has-script", "had-script"), f"{_NO_HASH}: ‘(function"),
    Damage("a changed hash", AIM, put("sha256-", "sha256-A"), f"{_NO_HASH}: ‘(function"),
    Damage("no policy", AIM, put("Content-Security-Policy", "X-Policy"), "the page has no security policies"),
    Damage("a policy with a hole", AIM, put("script-src ", "script-src https: "), "has ‘script-src https: 'self'"),
    Damage("a policy with a door", AIM, put("base-uri", "img-src *; base-uri"), "has ‘img-src *’, as no page should"),
    Damage("a policy without a line", AIM, without("base-uri", "; "), "the security policy says nothing of base-uri"),
    Damage("a policy too late", AIM, put("<title>", "<script></script><title>"), "a script stands before the security"),
    Damage("an inline event", AIM, in_main('<p onclick="go()">Words</p>'), "<p> has onclick, a script in an attribute"),
    Damage("an inline style", AIM, in_main('<p style="color: red">Words</p>'), "has a style of its own: ‘color: red’"),
    Damage("a stylesheet inside", AIM, in_head("<style>p { color: red }</style>"), "a stylesheet stands in the page"),
    Damage("a film that starts", AIM, in_main('<video src="../../fern.svg" autoplay></video>'), "moves or sounds by"),
    # what is asked of others
    Damage(
        "a strange script", AIM, in_head('<script src="https://x.org/a.js"></script>'), "asks for ‘https://x.org/a.js’"
    ),
    Damage("a strange style", AIM, in_head(f'{_STYLES} href="https://x.org/a.css">'), "asks for ‘https://x.org/a.css’"),
    Damage("a strange font", AIM, in_head('<link rel="preload" href="//x.org/a.woff2">'), "asks for ‘//x.org/a.woff2’"),
    Damage(
        "a strange picture", AIM, in_main('<img alt="" src="https://x.org/a.png">'), "asks for ‘https://x.org/a.png’"
    ),
    Damage("a picture by http", AIM, in_main('<img alt="" src="http://x.org/a.png">'), "asks for ‘http://x.org/a.png’"),
    Damage("a picture in a set", AIM, in_main('<img alt="" srcset="//x.org/b 2x">'), "asks for ‘//x.org/b’"),
    Damage(
        "a strange frame", AIM, in_main('<iframe title="A" src="https://x.org/"></iframe>'), "asks for ‘https://x.org/’"
    ),
    Damage("a frame", AIM, in_main('<iframe title="A" src="../"></iframe>'), "shows something else within the page"),
    Damage("a ping", AIM, put(_PLAN, f'{_PLAN} ping="https://x.org/"'), "asks for ‘https://x.org/’"),
    Damage(
        "a style with a strange font", STYLE, put("fonts/atkinson-400", "https://x.org/a"), "asks for ‘https://x.org/a"
    ),
    # files that pages are made with
    Damage("a lost font", STYLE, put("atkinson-400", "atkinson-401"), "/assets/fonts/atkinson-401.woff2, which is not"),
    Damage("a lost stylesheet", AIM, put("assets/site.", "assets/sight."), "it is made with /assets/sight."),
    Damage(
        "a page without style", AIM, both(without(_STYLES, "\n"), without(_STYLES, "\n")), "the page has no stylesheet"
    ),
    Damage(
        "a page with half its style",
        AIM,
        without(_STYLES, "\n"),
        "its set of stylesheets is not that of the other pages",
    ),
    Damage("an empty stylesheet", STYLE, made(""), "the file is empty"),
    Damage("a drawing that runs", "assets/mark.svg", put("</svg>", "<script/></svg>"), "more than a plain drawing"),
    Damage("a drawing cut off", "assets/mark.svg", put("</svg>", ""), "is no whole .svg picture"),
    Damage("a drawing of a bomb", "assets/mark.svg", made(_BOMB), "more than a plain drawing: <!DOCTYPE>"),
    Damage("a picture that is not there", "pictures/grow-up.svg", made(""), "is no whole .svg picture"),
    Damage("a share card of words", "assets/share-card.png", made("x"), "is no whole .png picture"),
    # what pages have in common
    Damage("a title of another page", AIM, _the_title_of_the_list, "is that of another page too"),
    Damage("a link fewer in the menu", AIM, put(_AIMS, ""), "its navigation is not that of the other pages"),
    Damage("a script of its own", AIM, _another_script, "its script in the page is not that of the other pages"),
    # what search engines read
    Damage("a wrong canonical", AIM, put(f"{_CANONICAL}{HERE}", f"{_CANONICAL}{HERE}/x"), "says that its address is"),
    Damage("no canonical", AIM, put('rel="canonical"', 'rel="x"'), "the page does not name its full address"),
    Damage("a move to nowhere", MOVED, put(f"{_CANONICAL}{HERE}/about", f"{_CANONICAL}{HERE}/x"), "is not where to"),
    Damage("a share elsewhere", AIM, put('og:url" content="', 'og:url" content="x'), "a shared link would lead to ‘x"),
    Damage(
        "a lost share card", AIM, put("share-card.png", "card.png"), "the picture beside a shared link is not there"
    ),
    Damage("broken JSON-LD", AIM, put('{"@context"', '{"@context'), "is no JSON that can be read"),
    Damage("no JSON-LD", AIM, without('<script type="application', "</script>"), "is no JSON that can be read"),
    Damage(
        "JSON-LD of another page", AIM, put('well/"}</script>', 'x/"}</script>'), "tells search engines that it is ‘"
    ),
    Damage(
        "a dead step in JSON-LD", AIM, put(f'"{HERE}/aims/"', f'"{HERE}/x/"'), "leads over ‘https://plan.example.org"
    ),
    Damage("a missing noindex", LOST, put("noindex", "all"), "does not ask search engines to leave it out (noindex)"),
    Damage("a noindex too many", AIM, in_head('<meta name="robots" content="noindex">'), "(noindex), and sitemap.xml"),
    Damage("noindex lost", SMALL_AIM, put("noindex", "all"), "does not ask search engines to leave", site="small_site"),
    Damage("a broken sitemap", "sitemap.xml", put("</urlset>", ""), "it is no XML that can be read"),
    Damage("a dead page in the sitemap", "sitemap.xml", put(_ITSELF, "/aims/x/"), "it lists ‘https://plan.example.org"),
    Damage("a page not in the sitemap", "sitemap.xml", put(_ITSELF, "/aims/"), "sitemap.xml does not list it", of=AIM),
    # what other programs read
    Damage("a broken feed", FEED, put("</feed>", ""), "it is no Atom feed that can be read"),
    Damage("a feed of nothing", FEED, without("<entry>", "</feed>"), "it is no Atom feed that can be read"),
    Damage(
        "a dead entry of the feed", FEED, put("#change-2026-07-15", "#change-2026"), "#change-2026’, and nothing is"
    ),
    Damage("an entry without a day", FEED, without("<updated>", "</updated>"), "it has no updated, or an entry of it"),
    Damage("two entries of an id", FEED, _one_id, "two entries have the id ‘urn:uuid:"),
    Damage("a broken index", INDEX, put('{"pages":[', '{"pages":'), "it is no search index that can be read"),
    Damage("a dead page in the index", INDEX, put(f'"{_ITSELF}"', '"/aims/x/"'), "search leads to /aims/x/, and there"),
    Damage("a page not in the index", INDEX, put(f'"{_ITSELF}"', '"/aims/"'), "search does not find it", of=AIM),
    Damage("an index elsewhere", SEARCH, put("../search/index.json", "../x.json"), "it is made with /x.json, which is"),
    Damage("hosts that allow frames", "_headers", put("frame-ancestors", "frame"), "it does not forbid frames"),
]


@dataclass(frozen=True, eq=False)
class Looked:
    """A built site that was looked through once, so that a damage costs a look at one file."""

    folder: Path
    files: dict[str, File]

    def said(self, changed: dict[str, bytes | None]) -> list[Fault]:
        """What is wrong when files hold something else, or are gone."""
        files, faults = dict(self.files), []
        for name, data in changed.items():
            if data is None:
                del files[name]
            else:
                files[name], of_itself = looked_at(name, data)
                faults += of_itself
        return [*faults, *faults_of(Site(files))]

    @cache  # noqa: B019 - there are two sites, and they stay
    def said_after(self, damage: Damage) -> list[Fault]:
        return self.said({damage.file: damaged(damage, self.folder)})


@pytest.fixture(scope="module", autouse=True)
def _each_file_is_looked_at_once() -> Iterator[None]:
    """However many folders hold the same."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(gate, "looked_at", cache(looked_at))
        yield


def _looked_through(site: BuiltSite) -> Looked:
    whole, faults = read(site.folder, names_in(site.folder))
    assert [*faults, *faults_of(whole)] == []
    return Looked(site.folder, dict(whole.files))


@pytest.fixture(scope="session")
def looked(example_site: BuiltSite, small_site: BuiltSite) -> dict[str, Looked]:
    return {"example_site": _looked_through(example_site), "small_site": _looked_through(small_site)}


def damaged(damage: Damage, folder: Path) -> bytes:
    """What the damage leaves of its file."""
    before = (folder / damage.file).read_bytes().decode("utf-8", "surrogateescape")
    after = damage.change(before)
    assert after != before
    return after.encode("utf-8", "surrogateescape")


def paragraphs_on(file: str, said: str) -> list[str]:
    """What is said of a file: a paragraph names its files, then what is wrong, then the rule."""
    return [each for each in said.split("\n\n") if re.search(rf"^\S* ?\(?{re.escape(file)}\)?$", each, re.MULTILINE)]


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.name)
def test_a_damage_is_named_with_its_page(damage: Damage, looked: dict[str, Looked]) -> None:
    site = looked[damage.site]
    faults = site.said_after(damage)
    said = report(faults, pages=1, folder="site")
    assert any(damage.says in each for each in paragraphs_on(damage.of or damage.file, said)), said
    assert len(faults) <= damage.most, said


_LOST_PAGE = b"<!doctype html><html><body></body></html>"


def test_every_rule_for_sites_has_damage_that_it_notices(looked: dict[str, Looked]) -> None:
    noticed = {fault.rule for fault in looked["example_site"].said({LOST: None, "aims/new/index.html": _LOST_PAGE})}
    noticed |= {fault.rule for damage in DAMAGES for fault in looked[damage.site].said_after(damage)}
    assert {in_words(rule) for rule in (*PAGE_RULES, *SITE_RULES)} <= noticed


@pytest.mark.parametrize("name", [HOME, LOST, SEARCH, INDEX, "_headers", "sitemap.xml", FEED, STYLE, AIM, "fern.svg"])
def test_a_file_that_is_gone_is_named(name: str, looked: dict[str, Looked]) -> None:
    said = report(looked["example_site"].said({name: None}), pages=1, folder="site")
    assert paragraphs_on(name, said) or f"/{name.removesuffix('index.html')}, " in said


def test_a_page_that_nothing_leads_to_is_named(looked: dict[str, Looked]) -> None:
    site = looked["small_site"]
    said = {
        fault.what for fault in site.said({"aims/new/index.html": _LOST_PAGE}) if fault.file == "aims/new/index.html"
    }
    assert "no way leads to this page from home" in said


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7\n1 0 obj", b"root:x:0:0\n%%EOF", b"%PDF-1.7\n%%EOF\nroot:x:0:0"])
def test_a_pdf_is_known_by_how_it_begins_and_ends(data: bytes) -> None:
    _, (fault,) = looked_at("pdf/plan.pdf", data)
    assert "the file is no whole PDF" in fault.what


def test_what_many_pages_share_is_said_once(looked: dict[str, Looked]) -> None:
    said = report(looked["example_site"].said({STYLE: None}), pages=1, folder="site")
    assert said.count(f"it is made with /{STYLE}, which is not there") == 1
    assert "/404.html (404.html)\n/ (index.html)\n" in said
    assert "more\n  it is made with" in said


# --- the command ------------------------------------------------------------------------------------------


def check(folder: Path | str) -> tuple[int, str]:
    """Looks through a folder as `make check-site` does."""
    with redirect_stdout(StringIO()) as said, redirect_stderr(StringIO()) as told:
        code = gate.main([str(folder)])
    return code, said.getvalue() + told.getvalue()


@pytest.fixture
def small_folder(small_site: BuiltSite, tmp_path: Path) -> Path:
    """A copy of the built site of the smallest plan, to damage."""
    return Path(shutil.copytree(small_site.folder, tmp_path / "site"))


def test_a_good_site_passes(any_site: BuiltSite) -> None:
    code, said = check(any_site.folder)
    assert (code, said.count("\n")) == (0, 2)
    assert f"{len(any_site.pages)} pages in {any_site.folder}: nothing is wrong." in said


@pytest.mark.parametrize("damage", DAMAGES[10::40], ids=lambda damage: damage.name)
def test_the_command_names_a_damaged_page_and_the_fault(
    damage: Damage, example_site: BuiltSite, tmp_path: Path
) -> None:
    folder = Path(shutil.copytree(example_site.folder, tmp_path / "site"))
    (folder / damage.file).write_bytes(damaged(damage, folder))
    code, said = check(folder)
    assert code == 1
    assert any(damage.says in each for each in paragraphs_on(damage.of or damage.file, said)), said
    assert "What to do: publish nothing of it, and build the site again (make build)" in said


def test_it_is_a_program(small_site: BuiltSite, tmp_path: Path) -> None:
    for folder, code in ((small_site.folder, 0), (tmp_path, 1), (tmp_path / "nowhere", 2)):
        done = subprocess.run(
            [sys.executable, "-m", "plan_tools.check_site", folder], capture_output=True, timeout=60, env=environment()
        )
        assert done.returncode == code
        assert b"Traceback" not in done.stderr


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("words")
    (tmp_path / "loop").symlink_to("loop")
    for folder in (*(tmp_path / name for name in ("nowhere", "file", "loop")), Path("x" * 5000)):
        code, said = check(folder)
        assert (code, said) == (2, f"There is no folder {folder}. Build the site first: make build\n")


def test_a_folder_without_a_site_is_no_good_site(tmp_path: Path) -> None:
    code, said = check(tmp_path)
    assert code == 1
    assert "/ (index.html)\n  the file is missing: the site has no home page\n" in said


def test_what_is_no_ordinary_file_is_named_and_not_followed(small_folder: Path) -> None:
    (small_folder / "round").symlink_to(small_folder)
    (small_folder / "round.html").symlink_to("round.html")
    (small_folder / "lost.css").symlink_to("/nowhere")
    os.mkfifo(small_folder / "pipe.txt")
    (small_folder / "folder.html").mkdir()
    code, said = check(small_folder)
    assert code == 1
    for name in ("round", "round.html", "lost.css", "pipe.txt"):
        assert any("it is no ordinary file" in each for each in paragraphs_on(name, said)), name
    assert "/round/" not in said


def test_the_forms_at_admin_are_no_pages_of_the_site_and_links_may_lead_there(small_folder: Path) -> None:
    (small_folder / "admin").mkdir()
    (small_folder / "admin/index.html").write_text("<!doctype html><script>edit()</script>")
    page = small_folder / SMALL_AIM
    page.write_text(page.read_text().replace("</h1>", '</h1><p><a href="../../admin/">Change it</a></p>'))
    assert check(small_folder)[0] == 0


def test_a_huge_file_is_not_read(small_folder: Path) -> None:
    with (small_folder / SMALL_AIM).open("ab") as page:
        page.truncate(1_000_000_000_000)  # it has holes: the disk holds next to nothing of it
    (said,) = paragraphs_on(SMALL_AIM, check(small_folder)[1])
    assert f"the file has 1,000,000,000,000 bytes: nobody could wait for more than {MOST_BYTES:,}" in said


def test_names_and_words_of_a_damaged_site_do_nothing_to_a_terminal(small_folder: Path) -> None:
    (small_folder / os.fsdecode(b"\x1b[31m\xff.html")).write_bytes(b"<!doctype html><p title='\x1b[2J'>\xe9")
    page = small_folder / SMALL_AIM
    page.write_text(page.read_text().replace("</h1>", '</h1><p title="\x9b2J\u202e">Words</p>'), encoding="utf-8")
    code, said = check(small_folder)
    assert code == 1
    assert all(sign.isprintable() or sign == "\n" for sign in said)
    assert "the title ‘?2J?’ of ‘Words’" in said


# --- whatever the bytes -----------------------------------------------------------------------------------

_MARKUP = st.sampled_from(["<", ">", "</", "<!--", "<p>", "<a href=", '"', "'", "\0", "&#0;", "//[", "<svg>", "\ud800"])
_SPOILT = st.lists(st.one_of(_MARKUP, st.text(max_size=5)), max_size=8).map("".join)


@settings(deadline=None, max_examples=60)
@given(
    start=st.integers(0, 8000),
    length=st.integers(0, 3000),
    new=_SPOILT,
    name=st.sampled_from([AIM, STYLE, FEED, INDEX]),
)
@example(start=0, length=9000, new="<!doctype html><h1>" + "<b>" * 200 + "deep" + "</b>" * 200 + "</h1>", name=AIM)
@example(start=0, length=0, new="\ufeff", name=AIM)
def test_no_damage_whatever_stops_the_command(
    start: int, length: int, new: str, name: str, looked: dict[str, Looked]
) -> None:
    site = looked["example_site"]
    text = (site.folder / name).read_text(encoding="utf-8")
    data = (text[:start] + new + text[start + length :]).encode("utf-8", "surrogatepass")
    assert report(site.said({name: data}), pages=1, folder="site").endswith("\n")


@settings(deadline=None, max_examples=60)
@given(
    data=st.binary(max_size=300),
    name=st.sampled_from(["x.html", "x.svg", "x.css", FEED, INDEX, "sitemap.xml", "_headers"]),
)
def test_no_bytes_whatever_stop_the_command(data: bytes, name: str, looked: dict[str, Looked]) -> None:
    site = looked["small_site"]
    for each in (data, b"<!doctype html><html><body>" + data + b"</body></html>", b"{" + data):
        assert report(site.said({name: each}), pages=1, folder="site").endswith("\n")


@pytest.mark.parametrize(
    "again", ["<!--", "<a ", "<div>", "<", "</", '<a b="', "<?", "&", "<h1>", "<script>", "<p a a>", "<![CDATA["]
)
def test_no_page_of_the_same_again_and_again_takes_long(again: str) -> None:
    looked_at("x.html", f"<!doctype html><html><body>{again * (1_000_000 // len(again))}".encode())
