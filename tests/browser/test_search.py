"""A reader types a word, also one that the plan spells otherwise, and finds the page."""

from __future__ import annotations

import random
import re
import shutil
from collections.abc import Callable
from itertools import accumulate
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest
from lxml import html
from playwright.sync_api import Browser, Page, Route, expect

import engines
import screen_rules
import weight
from page_kinds import PAGES
from plan_site.html import search_index
from plan_site.html.search_index import index_files
from plan_site.html.synonyms import shipped
from plan_site.site.page import Findable
from plan_tools.check_site import document_rules
from sites import BuiltSite

Tab = Callable[..., Page]


def results(page: Page) -> list[str]:
    return [text.strip() for text in page.locator(".results-list h3").all_text_contents()]


def search(page: Page, site: str, words: str) -> Page:
    page.goto(f"{site}/")
    page.get_by_role("searchbox", name="Search this site").fill(words)
    page.get_by_role("search").get_by_role("button", name="Search").click()
    expect(page.locator("#results-status")).to_contain_text(re.compile("page|nothing"))
    return page


def test_a_result_says_what_it_is_shows_the_words_and_leads_to_its_page(tab: Tab, example: str) -> None:
    page = search(tab(), example, "supported internship")
    first = page.locator(".results-list li").first
    assert page.locator(".results-list b").count() >= 1
    expect(first.locator(".results-kind")).to_have_text("Action")
    words = first.get_by_role("link").text_content() or ""
    first.get_by_role("link").click()
    assert page.url.startswith(f"{example}/actions/")
    assert words in (page.locator("h1").text_content() or "")


def test_the_number_of_results_is_announced_and_stands_in_the_title(tab: Tab, example: str) -> None:
    page = search(tab(), example, "keyworker")
    count = len(results(page))
    assert count > 1
    expect(page.locator("#results-status").filter(has_text="keyworker")).to_have_text(
        f"We found {count} pages for “keyworker”."
    )
    assert page.title().startswith(f"keyworker: {count} found – ")
    expect(page.get_by_role("searchbox")).to_have_value("keyworker")


@pytest.mark.parametrize(
    ("typed", "finds"),
    [
        ("EHCP", "EHC plan"),  # another word for the same thing, from words.yml
        ("key worker", "keyworker"),
        ("FRIENDS", "friends"),  # capitals do not matter
        ("belonging", "belong"),  # another form of the word
        ("jobs", "job"),
        ("the friends", "friends"),  # idle words are left out
        ("“friends”", "friends"),  # marks do not matter
        ("«friends»،", "friends"),
    ],
)
def test_a_word_is_found_however_a_reader_writes_it(typed: str, finds: str, tab: Tab, example: str) -> None:
    page = search(tab(), example, typed)
    found = page.locator(".results-list").text_content() or ""
    assert finds.lower() in found.lower()


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("freinds", "friends"),  # two letters swapped
        ("keywroker", "keyworker"),
        ("dissability", "disability"),
        ("scool", "school"),
    ],
)
def test_what_may_be_a_slip_is_kept_and_the_word_that_it_may_be_is_offered(
    typed: str, meant: str, tab: Tab, example: str
) -> None:
    page = search(tab(), example, typed)
    expect(page.locator("#results-status")).to_contain_text(f"We found nothing for “{typed}”.")
    assert not results(page)
    page.get_by_role("link", name=f"Did you mean “{meant}”?").click()
    expect(page.locator("#results-status")).to_contain_text(f"for “{meant}”.")
    assert results(page)


@pytest.mark.parametrize(
    ("asked", "near"), [("exclusion", "inclusion"), ("charge", "change"), ("bullying", "building"), ("best", "test")]
)
def test_a_word_never_shows_the_pages_of_one_that_is_written_nearly_so(
    asked: str, near: str, tab: Tab, example: str
) -> None:
    page = tab()
    index = {"pages": [["/aims/", "Aims", "Page", f"What is meant by {near}?"]], "also": [], "synonyms": []}
    page.route("**/index.json", lambda route: route.fulfill(json=index))
    page.goto(f"{example}/search/?q={asked}")
    expect(page.locator("#results-status")).to_contain_text(f"We found nothing for “{asked}”.")
    assert not results(page)


def found(page: Page, site: str, text: str, asked: str, synonyms: list[list[str]] | None = None) -> Page:
    """What a search finds on a site that has this text alone."""
    index = {"pages": [["/aims/", "Aims", "Page", text]], "also": [["EHC plan", "EHCP"]], "synonyms": synonyms or []}
    page.route("**/index.json", lambda route: route.fulfill(json=index))
    page.goto(f"{site}/search/?q={quote(asked)}")
    expect(page.locator("#results-status")).to_contain_text(re.compile("page|nothing"))
    return page


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("We heard 2,000 people.", "2000"),
        ("We heard 2000 people.", "2,000"),
        ("We heard 2\u202f000 people.", "2000"),
        ("We are a co-operative school.", "cooperative"),
        ("A cooperative school.", "co-operative"),
        ("A co‑operative school.", "co-operative school"),
        ("Parent carer forums.", "parent-carer forum"),
        ("One-to-one support.", "one-to-one"),
        ("Łukasz", "lukasz"),
        ("Søren", "Soren"),
        ("Soren", "Søren"),
        ("Đorđe", "dorde"),
        ("Straße", "strasse"),
        ("Æther", "aether"),
        ("Œuvre", "oeuvre"),
        ("Işık", "isik"),
        ("Guðrún Þór", "gudrun thor"),
        ("یہ مدد۔", "مدد"),
        ("مدرسة، بيت؟", "مدرسة"),
        ("यह मदद। और", "मदद"),
        ("¿Qué es «ayuda»?", "que ayuda"),
        ("مَدْرَسَة", "مدرسة"),
    ],
)
def test_a_word_is_found_in_other_signs_of_its_script_too(text: str, asked: str, tab: Tab, example: str) -> None:
    page = found(tab(), example, text, asked)
    expect(page.locator("#results-status")).to_have_text(f"We found 1 page for “{asked}”.")
    assert page.locator(".results-list b").count()


def test_what_people_call_it_is_found_and_said(tab: Tab, example: str) -> None:
    synonyms = [["tribunal", "appeal", "mediation"], ["EHCP", "statement of needs"], ["bus", "taxi"]]
    page = found(tab(), example, "You can appeal. Mediation is free.", "tribunals", synonyms)
    expect(page.locator("#results-status")).to_have_text(
        "We found 1 page for “tribunals”. We also looked for “appeal” and “mediation”."
    )
    assert set(page.locator(".results-list b").all_text_contents()) == {"appeal", "Mediation"}
    found(page, example, "A statement of needs. A bus.", "EHC plan taxi", synonyms)
    expect(page.locator("#results-status")).to_have_text(
        "We found 1 page for “EHC plan taxi”. We also looked for “statement of needs” and “bus”."
    )
    found(page, example, "You can appeal.", "appeal", synonyms)
    expect(page.locator("#results-status")).to_have_text("We found 1 page for “appeal”.")


def test_what_was_asked_comes_before_what_means_the_same(tab: Tab, example: str) -> None:
    page = tab()
    pages = [["/a/", "The taxi", "Page", "taxi taxi taxi"], ["/b/", "Go", "Page", "By bus."]]
    index = {"pages": pages, "also": [], "synonyms": [["bus", "taxi"]]}
    page.route("**/index.json", lambda route: route.fulfill(json=index))
    page.goto(f"{example}/search/?q=bus")
    expect(page.locator(".results-list h3")).to_have_text(["Go", "The taxi"])


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("tribunal", "You can appeal."),
        ("ADHD", "A waiting list for attention deficit."),
        ("autism", "Autistic children"),
        ("ASD", "Support for autism"),
        ("AP", "Alternative Provision"),
        ("SALT", "Speech and language therapy"),
        ("EHCPs", "Education, Health and Care Plan"),
        ("transport", "The taxi came late."),
        ("complaint", "How to complain"),
        ("CAMHS", "Mental health"),
        ("respite", "A short break: short breaks"),
        ("excluded from school", "Suspensions from school"),
        ("school refusal", "Children with EBSA"),
        ("not going to school", "Children with EBSA"),
        ("PfA", "Preparing for adulthood"),
        ("money", "The budget"),
    ],
)
def test_words_of_the_field_find_what_a_plan_calls_otherwise(typed: str, text: str, tab: Tab, example: str) -> None:
    page = found(tab(), example, text, typed, [list(group) for group in shipped()])
    expect(page.locator("#results-status")).to_contain_text(f"We found 1 page for “{typed}”. We also looked for “")
    assert page.locator(".results-list b").count()


def test_pages_with_all_the_words_come_alone_and_else_those_with_some(tab: Tab, example: str) -> None:
    both = results(search(tab(), example, "bus crews"))
    assert both
    page = search(tab(), example, "bus zebra")
    expect(page.locator("#results-status")).to_contain_text("No page has all your words.")
    assert results(page)


def test_a_slip_beside_a_word_that_is_there_is_told(tab: Tab, example: str) -> None:
    for typed, meant in (("freinds bus", "friends bus"), ("co-prodction", "coproduction")):
        page = search(tab(), example, typed)
        expect(page.locator("#results-status")).to_contain_text("No page has all your words.")
        expect(page.get_by_role("link", name=f"Did you mean “{meant}”?")).to_be_visible()


def test_a_short_word_is_not_cut_down_to_another(tab: Tab, example: str) -> None:
    page = search(tab(), example, "using")
    marks = {mark.lower() for mark in page.locator(".results-list b").all_text_contents()}
    assert not marks & {"us", "u"}


def test_another_word_that_is_only_a_mark_breaks_nothing(tab: Tab, example: str) -> None:
    page = tab()
    also = [["tick", "✔", "ticks"], ["✘"]]
    index = {"pages": [["/aims/", "Aims", "Page", "A tick is good."]], "also": also, "synonyms": []}
    page.route("**/index.json", lambda route: route.fulfill(json=index))
    page.goto(f"{example}/search/?q=tick")
    expect(page.locator("#results-status")).to_have_text("We found 1 page for “tick”.")


def test_an_empty_search_says_what_to_do(tab: Tab, example: str) -> None:
    page = tab()
    page.goto(f"{example}/search/?q=+")
    expect(page.locator("#results-status")).to_contain_text("Type a word to look for")


def test_a_short_word_does_not_find_every_word_that_begins_with_it(tab: Tab, example: str) -> None:
    page = search(tab(), example, "day")
    assert {mark.lower() for mark in page.locator(".results-list b").all_text_contents()} <= {"day", "days"}


def test_an_excerpt_does_not_repeat_the_title(tab: Tab, example: str) -> None:
    page = search(tab(), example, "school")
    for item in page.locator(".results-list li").all():
        title = (item.locator("h3").text_content() or "").strip()
        assert (item.locator("p").last.text_content() or "").strip() != title


def test_nothing_found_says_so_and_everything_is_below(tab: Tab, example: str) -> None:
    page = search(tab(), example, "xylophone")
    expect(page.locator("#results-status")).to_have_text(
        "We found nothing for “xylophone”. Try another word, or choose from everything below."
    )
    expect(page.get_by_role("heading", name="Everything from A to Z")).to_be_visible()


def test_the_index_is_fetched_on_use_only(tab: Tab, example: str) -> None:
    page = tab()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{example}/")
    page.goto(f"{example}/search/")
    assert not [url for url in asked if "index.json" in url]
    page.goto(f"{example}/search/?q=bus")
    page.locator(".results-list").wait_for()
    assert [url for url in asked if "index.json" in url] == [f"{example}/search/index.json"]


def test_a_search_that_fails_says_so_and_leaves_the_list(tab: Tab, example: str) -> None:
    page = tab()
    page.route("**/index.json", lambda route: route.abort())
    page.goto(f"{example}/search/?q=bus")
    expect(page.locator("#results-status")).to_have_text(
        "The search did not work. Everything on this site is in the list below."
    )


def test_words_that_were_taken_back_and_old_addresses_are_never_found(tab: Tab, example: str) -> None:
    index = tab().request.get(f"{example}/search/index.json").json()
    addresses = {address for address, *_ in index["pages"]}
    assert "/voices/words-that-were-taken-back/" not in addresses
    assert not any("taken back" in title for _, title, *_ in index["pages"])
    assert "/404.html" not in addresses
    assert "/search/" not in addresses


# --- a large plan -----------------------------------------------------------------------------------------

_SEARCHES = (
    "school",
    "bus",
    "the",
    "EHCP",  # phrases in place of a word
    "key worker",
    "keyworkers",
    "supported internship",
    "freinds",
    "keywroker",
    "dissability",
    "freinds zebra",
    "co-production",
    "coproduction",
    "1,200",
    "tribunal",
    "transport complaint",
    "bus zebra",
    "xylophone",
    "‘friends’ and bus",
    "2026",
    "a",
    "constructor",
)


def answer(page: Page, site: str, words: str) -> list[str]:
    """All that a search shows."""
    page.goto(f"{site}/search/?q={quote(words)}")
    expect(page.locator("#results-status")).to_contain_text(re.compile("page|nothing"))
    said = page.locator("#results-status").inner_text()
    found = re.search(r"(\d+) page", said)
    expect(page.locator(".results-list > li")).to_have_count(min(int(found[1]), 50) if found else 0)
    return [said, page.title(), page.locator("#results").inner_html()]


def test_an_index_in_pieces_finds_the_same_as_one_in_one_file(
    tab: Tab, example: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search_index, "LARGE", 0)
    findable = [page.findable for page in PAGES["example"] if page.is_findable]
    files = dict(index_files(findable, PAGES["example"][0].shell.plan.words, shipped()))
    fetched: list[str] = []

    def from_pieces(route: Route) -> None:
        address = urlsplit(route.request.url).path.removeprefix(urlsplit(example).path)
        fetched.append(address)
        route.fulfill(body=files[address], content_type="application/json")

    in_one, in_pieces = tab(), tab()
    in_pieces.route("**/search/**/*.json", from_pieces)
    for words in _SEARCHES:
        assert answer(in_pieces, example, words) == answer(in_one, example, words), words
    assert len(set(fetched)) > 10


@pytest.fixture(scope="module")
def large(small_site: BuiltSite, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The smallest site with the index of 5,000 pages, whose words are as often and as many as those of real texts."""
    chance = random.Random(2026)
    words = ["".join(chance.choices("abcdefghijklmnoprstuwy", k=chance.randint(3, 10))) for _ in range(15_000)]
    words[5:5] = ["school", "friends", "transport"]
    shares = list(accumulate(1 / (rank + 3) for rank in range(len(words))))

    def some(number: int) -> str:
        return " ".join(chance.choices(words, cum_weights=shares, k=number))

    pages = [Findable(f"/progress/{number}/", some(6), "Progress", (some(90),)) for number in range(5000)]
    folder = Path(shutil.copytree(small_site.folder, tmp_path_factory.mktemp("large") / "site"))
    for address, text in index_files(pages, ()):
        (folder / address[1:]).parent.mkdir(exist_ok=True)
        (folder / address[1:]).write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("school", "pages for “school”. These are the first 50."),
        ("friends school transport", "pages for “friends school transport”."),
        ("shcool", "We found nothing for “shcool”."),
        ("an xylophone", "We found nothing for “an xylophone”."),
    ],
)
def test_a_search_of_5000_pages_is_light(typed: str, said: str, browser: Browser, large: Path) -> None:
    with weight.served_compressed(large) as site:
        found = weight.first_result(browser, f"{site}/search/?q={quote(typed)}")
    assert said in found.status
    assert found.size <= found.whole <= weight.SEARCH


def test_results_of_a_large_plan_come_all_though_not_at_once(tab: Tab, large: Path) -> None:
    page = tab()
    with weight.served_compressed(large) as site:
        page.goto(f"{site}/search/?q=school")
        expect(page.locator(".results-list li")).to_have_count(50)
        assert page.locator(".results-list li:not(:has(b))").count() == 0
        page.route("**/words-*.json", lambda route: route.abort())
        page.goto(f"{site}/search/?q=friends")
        expect(page.locator("#results-status")).to_contain_text("The search did not work.")


@pytest.mark.parametrize("width", [1280, 360])
def test_results_have_no_barrier_that_a_program_can_find(width: int, tab: Tab, example: str) -> None:
    page = search(tab(1280, reduced_motion="reduce"), example, "school")
    page.set_viewport_size({"width": width, "height": 900})
    faults = [
        *engines.axe(page).violations,
        *engines.ibm(page),
        *document_rules.faults_of(html.document_fromstring(page.content(), base_url=f"{example}/search/")),
        *screen_rules.faults_of(page),
    ]
    assert not faults, "\n".join(faults)
