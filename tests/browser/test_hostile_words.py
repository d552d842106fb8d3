"""A plan whose every text, of every field that the model has, is an attack: nothing runs, and each is shown as typed.

The fields are found by walking the model, so that a new one is attacked by itself; it is shown, or stands in UNSEEN.
"""

from __future__ import annotations

import csv
import dataclasses
import io
import json
import re
import typing
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
import yaml
from lxml import etree
from playwright.sync_api import Browser, Page

from plan_site.checks import easy_read
from plan_site.model.entries import Entry
from plan_site.model.field_types import Line, Prose
from plan_site.model.fields import fields_of
from plan_site.model.plan import KINDS, SINGLE_KINDS
from plan_site.model.site_records import FrontMatter
from plan_site.pdf import writer
from plan_site.publish.output import write_site
from plan_site.publish.project import Prepared, Project, prepare
from plan_site.site.page import Site
from sites import EPOCH, EXAMPLE, BuiltSite, copy_of, served

ATTACK = (
    "=cmd|'{n}' \"'><script>hit({n})</script><img src=//x.invalid/{n} onerror=hit({n})> \" onmouseover=\"hit({n})\" x='"
    "</title></style></textarea></script><!-- {{{{7*7}}}}{{% raw %}}{{# x #}} [x](javascript:hit({n})) "
    "![x](//x.invalid/{n}) javascript:hit({n}) @import url(//x.invalid/{n}); ]]> &lt;b&gt; &#106; \\u003c ${{7*7}} "
    "`c` end{n}"
)
UNSEEN = frozenset(
    {
        ("Details", "names"),  # names that easy words may have
        ("LeftOut", "what"),  # notes for editors
        ("LeftOut", "because"),
        ("Review", "seen"),  # a check sum
        ("Review", "what_changed"),  # shown where the review holds
        ("Review", "who"),
        ("Picture", "meaning"),  # for editors who choose a picture
        ("FrontMatter", "description"),  # for search engines, which are told its beginning
        ("Word", "say"),  # for a computer voice, and spelt as JSON
    }
)
AS_THEY_ARE = frozenset(
    {
        ("Source", "file_is"),  # has to name a size
        ("LeftOut", "what"),  # has to stand in the plain words
        ("Outcome", "key_words"),  # has to stand in the title
        ("Review", "seen"),
    }
)


@dataclasses.dataclass
class Attacks:
    """What was written where: the attack on each field, by its number."""

    fields: dict[int, tuple[str, str]] = dataclasses.field(default_factory=dict)

    def on(self, record: str, field: str) -> str:
        number = 1000 + len(self.fields)
        self.fields[number] = (record, field)
        return ATTACK.format(n=number)

    def spoilt(self, value: Any, held: Any, record: str, field: str) -> Any:
        """The value with every text in it replaced, whatever the model calls a text."""
        if (record, field) in AS_THEY_ARE or value is None:
            return value
        if held in (Line, Prose):
            return self.on(record, field)
        if typing.get_origin(held) is tuple and isinstance(value, list):
            inner = typing.get_args(held)[0]
            return [self.spoilt(each, inner, record, field) for each in value]
        if isinstance(held, type) and issubclass(held, Entry):
            return self.entry(value, held)
        return value

    def entry(self, fields: dict[str, Any], held: type[Entry]) -> dict[str, Any]:
        known = {field.name: field for field in fields_of(held)}
        spoilt = {name: self.spoilt(value, known[name].type, held.__name__, name) for name, value in fields.items()}
        if "key_words" in spoilt:
            spoilt["title"] = f"{spoilt['title']} {spoilt['key_words']}"
        return spoilt


def attacked(folder: Path) -> Attacks:
    """Puts an attack into each text of a project."""
    attacks = Attacks()
    for kind in KINDS:
        paths = sorted((folder / "plan_data" / kind.home).glob("*.yml")) if kind.is_folder else []
        for path in paths or [folder / "plan_data" / kind.home]:
            value = yaml.load(path.read_bytes(), Loader=yaml.CBaseLoader)  # noqa: S506 - texts alone
            is_one = kind.is_folder or kind.noun in SINGLE_KINDS
            spoilt = attacks.entry(value, kind.type) if is_one else [attacks.entry(each, kind.type) for each in value]
            path.write_text(json.dumps(spoilt, ensure_ascii=False), encoding="utf-8")
    for path in sorted(folder.glob("content/*.md")):
        _, matter, body = path.read_text(encoding="utf-8").split("---\n", 2)
        spoilt = attacks.entry(yaml.load(matter, Loader=yaml.CBaseLoader), FrontMatter)  # noqa: S506
        written = json.dumps(spoilt, ensure_ascii=False)
        path.write_text(f"---\n{written}\n---\n{body}\n{_attack_on_markdown(attacks)}", encoding="utf-8")
    return attacks


def _attack_on_markdown(attacks: Attacks) -> str:
    """With a backslash before each mark, as an editor writes who wants it to be read as it is."""
    typed = [re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", attacks.on("body", f"{n}")) for n in range(4)]
    return f"\n{typed[0]}\n\n## {typed[1]}\n\n- {typed[2]}\n\n> {typed[3]}\n"


@dataclasses.dataclass(frozen=True)
class Hostile:
    site: BuiltSite
    attacks: Attacks
    prepared: Prepared


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hostile]:
    folder = copy_of(EXAMPLE, tmp_path_factory.mktemp("hostile") / "project")
    attacks = attacked(folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", EPOCH)
        patch.setattr(easy_read.RULES, "all", [])  # no editor could publish such easy words
        site = Site.of("https://plan.example.org/inclusion/", "https://example.org/council/plan", "edit/main/")
        project = Project(folder / "plan_data", folder / "content", site, folder)
        prepared = prepare(project)
        assert not prepared.has_errors, [problem for problem in prepared.problems if not problem.is_advice][:5]
        write_site(project, prepared, folder / "site")
        yield Hostile(BuiltSite(folder / "site"), attacks, prepared)


def squeezed(text: str) -> str:
    return " ".join(text.split())


def as_typed(number: int) -> str:
    return squeezed(ATTACK.format(n=number))


def test_every_text_is_shown_as_it_was_typed(hostile: Hostile) -> None:
    shown = "\n".join(
        squeezed(" ".join([*page.xpath("//text()[not(ancestor::script)]"), *page.xpath("//@*")]))
        for page in hostile.site.pages.values()
    ).replace(" ", "")
    seen = {place for number, place in hostile.attacks.fields.items() if as_typed(number).replace(" ", "") in shown}
    assert {place for place in hostile.attacks.fields.values() if place[0] != "body"} - seen - UNSEEN == set()
    for number, place in hostile.attacks.fields.items():
        assert place[0] != "body" or f"<script>hit({number})</script><imgsrc=//x.invalid/{number}" in shown
    assert "{{7*7}}" in shown
    assert "49 " not in shown


def test_the_attacks_are_on_every_text_that_the_model_has(hostile: Hostile) -> None:
    def texts(held: Any, record: str, field: str) -> Iterator[tuple[str, str]]:
        if held in (Line, Prose):
            yield record, field
        elif typing.get_origin(held) is tuple:
            yield from texts(typing.get_args(held)[0], record, field)
        elif isinstance(held, type) and issubclass(held, Entry):
            for inner in fields_of(held):
                yield from texts(inner.type, held.__name__, inner.name)

    everything = {text for held in (*(kind.type for kind in KINDS), FrontMatter) for text in texts(held, "", "")}
    assert len(everything) > 60
    assert everything - set(hostile.attacks.fields.values()) - AS_THEY_ARE == set()


_OURS = """() => [...document.querySelectorAll('*')].flatMap(element => [...element.attributes]
    .filter(each => each.name.startsWith('on') || /^\\s*javascript:/i.test(each.value))
    .map(each => `${element.tagName} ${each.name}`))
    .concat([...document.querySelectorAll('iframe, object, embed, base, script:not([src]):not([type])')].slice(1)
    .map(each => each.outerHTML.slice(0, 80)))"""
_PROVOKE = """() => document.querySelectorAll('main *').forEach(element => {
    for (const kind of ['mouseover', 'focus', 'mouseenter', 'pointerdown'])
        element.dispatchEvent(new Event(kind, {bubbles: true}))})"""


def test_nothing_runs_navigates_or_calls_out_without_the_security_policy(browser: Browser, hostile: Hostile) -> None:
    context = browser.new_context(bypass_csp=True, viewport={"width": 320, "height": 800})
    context.add_init_script("window.hits = []; window.hit = number => hits.push(number)")
    page, happened = context.new_page(), list[str]()
    page.on("dialog", lambda dialog: happened.append(dialog.message))
    page.on("pageerror", lambda error: happened.append(str(error)))
    with served(hostile.site.folder) as address:
        page.on("request", lambda sent: happened.append(sent.url) if not sent.url.startswith(address) else None)
        for each in hostile.site.pages:
            page.goto(address + each, wait_until="load")
            page.evaluate(_PROVOKE)
            assert page.url == address + each
            assert page.evaluate(_OURS) == [], each
            assert page.evaluate("window.hits") == [], each
            assert page.evaluate("document.documentElement.scrollWidth") <= 320, f"{each} runs out of its side"
        _search(page, address)
        _meanings(page, address, hostile)
        _listen(page, address)
        assert page.evaluate("window.hits") == []
    context.close()
    assert happened == []


def test_an_attack_that_is_not_shown_as_text_is_seen(browser: Browser) -> None:
    """What the test above looks for does happen where markup is not made harmless."""
    page, asked = browser.new_page(), list[str]()
    page.add_init_script("window.hits = []; window.hit = number => hits.push(number)")
    page.goto("about:blank")
    page.on("request", lambda sent: asked.append(sent.url))
    page.route("**/*", lambda route: route.abort())
    page.set_content(f"<!doctype html><base href='https://plan.invalid/'><main>{ATTACK.format(n=7)}")
    page.evaluate(_PROVOKE)
    assert 7 in page.evaluate("window.hits")
    assert "https://x.invalid/7" in asked
    assert page.evaluate(_OURS) != []
    page.close()


def _search(page: Page, address: str) -> None:
    for words in ("<script>hit(1)</script>", '"><img src=x onerror=hit(1)>', "script onerror", "{{7*7}}"):
        page.goto(f"{address}/search/?q={quote(words)}")
        page.locator("#results-status", has_text=re.compile("page|nothing", re.IGNORECASE)).wait_for()
        assert page.locator("#results script, #results img, #results [onerror], #results [onmouseover]").count() == 0
        assert page.evaluate(_OURS) == []
        assert page.evaluate("window.hits") == []


def _meanings(page: Page, address: str, hostile: Hostile) -> None:
    """The box that says what a hard word means holds text alone."""
    for each, document in hostile.site.pages.items():
        if document.xpath("//a[@data-meaning]"):
            page.goto(address + each)
            link = page.locator("a[data-meaning]").first
            link.evaluate("element => element.click()")
            box = page.locator(".meaning")
            assert box.locator("script, img, [onerror]").count() == 0
            assert squeezed(link.get_attribute("data-meaning") or "?") in squeezed(box.text_content() or "")
            return


def _listen(page: Page, address: str) -> None:
    page.goto(f"{address}/easy-read/")
    page.evaluate("document.querySelector('[data-script]')?.click()")
    page.wait_for_load_state("networkidle")
    assert page.evaluate(_OURS) == []


def test_the_feed_the_index_and_the_facts_for_search_engines_hold_text_alone(hostile: Hostile) -> None:
    files = hostile.site.files
    feed = etree.fromstring(files["changes/feed.xml"])
    names = {etree.QName(element).localname for element in feed.iter() if isinstance(element.tag, str)}
    assert names <= {
        "feed",
        "title",
        "subtitle",
        "id",
        "link",
        "updated",
        "author",
        "name",
        "entry",
        "content",
        "summary",
    }
    assert "<script>hit(" in "".join(feed.itertext())
    for name in (each for each in files if each.endswith(".json")):
        json.loads(files[name])
    for page in hostile.site.pages.values():
        for facts in page.xpath("//script[@type='application/ld+json']/text()"):
            json.loads(facts)


def test_no_cell_of_a_spreadsheet_is_a_formula(hostile: Hostile) -> None:
    tables = [name for name in hostile.site.files if name.endswith(".csv")]
    for name in tables:
        for row in csv.reader(io.StringIO(hostile.site.files[name].decode("utf-8-sig"))):
            assert [cell for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r"))] == [], name
    assert tables


HOSTILE_SETTINGS = [
    'https://plan.example.org/"><script>alert(1)</script>',
    "javascript:alert(1)//",
    "https://plan.example.org/' onmouseover='alert(1)",
    "https://user@plan.example.org/",
    "//evil.example.org",
    "https://plan.example.org/{{7*7}}",
    "data:text/html,x",
]


@pytest.mark.parametrize("address", HOSTILE_SETTINGS)
def test_an_address_in_the_settings_that_is_an_attack_is_refused(address: str) -> None:
    for site in (Site.of(address, "", ""), Site.of("", address, "edit/main"), Site.of("", "https://a.org", address)):
        problems = prepare(Project(EXAMPLE / "plan_data", EXAMPLE / "content", site)).problems
        found = [problem for problem in problems if problem.place.file == "mkdocs.yml"]
        is_harmless = site.edit_address.startswith("https://a.org/") and not re.search(r"[\"'<>{} ]", address)
        assert found or is_harmless


def test_what_a_pdf_is_made_of_comes_from_the_site_alone() -> None:
    fetch = writer._fetcher({"/a.svg": b"<svg/>"})
    for address in (
        "https://x.invalid/1",
        "file:///etc/passwd",
        "data:text/css,x",
        "//x.invalid/1",
        "https://plan.invalid/b",
    ):
        with pytest.raises(ValueError, match="is not of the site"):
            fetch.fetch(address)


_ORDER = """() => {
    const text = [...document.querySelectorAll('h1')].map(each => each.firstChild).find(each => each.data);
    const left = number => {
        const range = document.createRange();
        range.setStart(text, number);
        range.setEnd(text, number + 1);
        return range.getBoundingClientRect().left;
    };
    return [...text.data.trim()].map((_, number) => left(number + text.data.search(/\\S/)));
}"""


def test_a_name_from_right_to_left_reads_right_among_english_words(tab: Callable[..., Page], small_copy: Path) -> None:
    """عمر runs from right to left, and the English words behind it go on at its right."""
    aim = small_copy / "plan_data/aims/being-heard.yml"
    lines = [line for line in aim.read_text(encoding="utf-8").splitlines() if not line.startswith("title:")]
    aim.write_text("\n".join([*lines, "title: Ask عمر, says Ann"]), encoding="utf-8")
    project = Project(small_copy / "plan_data", small_copy / "content", Site())
    write_site(project, prepare(project), small_copy / "site")
    with served(small_copy / "site") as address:
        page = tab()
        page.goto(f"{address}/aims/being-heard/")
        title = "Ask عمر, says Ann"
        words = page.locator("h1").evaluate("heading => heading.textContent")
        assert title in words
        places = page.evaluate(_ORDER.replace("each.firstChild", "[...each.childNodes].pop()"))
        start = title.index("عمر")
        offset = len(places) - len(title)
        name = places[offset + start : offset + start + 3]
    assert name == sorted(name, reverse=True)
    assert places[offset] < name[-1] < name[0] < places[offset + start + 5] < places[-1]
