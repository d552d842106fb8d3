"""One test for each record of Derby's plan and each page of each site, named after it."""

from __future__ import annotations

import base64
import hashlib
from collections import Counter
from itertools import pairwise

import pytest
from lxml import html

from plan_site.content import IDS_OF_EVERY_PAGE
from plan_site.model import Aim, Outcome, Progress, Quote
from plan_site.pages import address_of
from sites import DERBY, EXAMPLE, SMALL, BuiltSite, prepared, words_on
from weight import SCRIPT_IN_THE_PAGE

PREPARED = {"derby_site": prepared(DERBY), "example_site": prepared(EXAMPLE), "small_site": prepared(SMALL)}
_derby = PREPARED["derby_site"].plan
assert _derby is not None
DERBY_PLAN = _derby


def _named(records: tuple[Aim | Outcome | Quote | Progress, ...]) -> list[object]:
    return [pytest.param(record, id=record.title) for record in records]


@pytest.mark.parametrize("aim", _named(DERBY_PLAN.aims))
def test_every_aim_shows_its_objectives_or_why_it_has_none(aim: Aim, derby_site: BuiltSite) -> None:
    page = words_on(derby_site.pages[address_of(aim)])
    assert aim.objectives or aim.objectives_missing
    for objective in aim.objectives:
        assert (objective.official or objective.text or "") in page
    for paragraph in aim.objectives_missing or ():
        assert paragraph in page


@pytest.mark.parametrize("outcome", _named(DERBY_PLAN.outcomes))
def test_every_outcome_stands_on_home_and_on_its_page_word_for_word(outcome: Outcome, derby_site: BuiltSite) -> None:
    assert outcome.title in words_on(derby_site.pages["/"])
    assert outcome.title in derby_site.pages[address_of(outcome)].xpath("normalize-space(//h1)")


@pytest.mark.parametrize("quote", _named(DERBY_PLAN.quotes))
def test_every_quote_shows_all_its_words_its_speakers_role_and_its_source(quote: Quote, derby_site: BuiltSite) -> None:
    page = derby_site.pages[address_of(quote)]
    for paragraph in quote.words or ():
        assert paragraph in words_on(page)
    assert quote.role is not None
    assert quote.role in words_on(page)
    assert DERBY_PLAN.source(quote.source).address in page.xpath("//a/@href")


@pytest.mark.parametrize("progress", _named(DERBY_PLAN.progress))
def test_every_event_says_when_it_was_and_whether_it_is_part_of_the_plan(
    progress: Progress, derby_site: BuiltSite
) -> None:
    page = words_on(derby_site.pages[address_of(progress)])
    assert progress.when.words in page
    assert ("The source does not say." in page) == (progress.part_of_plan == "not stated")
    assert ("We worked this date out" in page) == (progress.when_is == "worked out")


PAGES = [
    pytest.param(site, page.address, id=f"{site.removesuffix('_site')} {page.address}")
    for site, prepared_site in PREPARED.items()
    for page in prepared_site.pages
]


@pytest.mark.parametrize(("site_name", "address"), PAGES)
def test_every_page_is_a_whole_page(site_name: str, address: str, request: pytest.FixtureRequest) -> None:
    site: BuiltSite = request.getfixturevalue(site_name)
    page = site.pages[address]
    assert len(page.findall(".//h1")) == 1
    assert page.get("lang") == "en-GB"
    assert len(page.findall(".//main")) == 1
    assert page.xpath("string(//meta[@name='description']/@content)").strip()
    assert page.xpath("//a[@class='skip-link'][@href='#main']")
    assert _levels_never_skip(page)
    ids: list[str] = page.xpath("//@id")
    repeated = [name for name, count in Counter(ids).items() if count > 1]
    assert not repeated


def _levels_never_skip(page: html.HtmlElement) -> bool:
    levels = [int(str(heading.tag)[1]) for heading in page.iter("h1", "h2", "h3", "h4", "h5", "h6")]
    return levels[0] == 1 and all(after <= before + 1 for before, after in pairwise(levels))


def test_every_page_allows_no_script_but_the_sites_own_and_no_request_elsewhere(any_site: BuiltSite) -> None:
    for page in any_site.pages.values():
        (policy,) = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
        assert policy.startswith("default-src 'self';")
        assert "unsafe" not in policy
        assert not page.xpath("//@style | //style")
        inline = [script for script in page.xpath("//script[not(@src)]") if script.get("type") != "application/ld+json"]
        assert len(inline) == 1
        assert _digest(inline[0].text) in policy
        assert len(inline[0].text.encode()) <= SCRIPT_IN_THE_PAGE


def _digest(script: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"


def test_every_page_has_a_title_of_its_own(any_site: BuiltSite) -> None:
    titles = Counter(page.findtext(".//title") for page in any_site.pages.values())
    assert [title for title, count in titles.items() if count > 1] == []


def test_the_navigation_is_the_same_on_every_page(any_site: BuiltSite) -> None:
    navigation = {
        tuple(link.text_content() for link in page.xpath("//header//nav//a")) for page in any_site.pages.values()
    }
    assert len(navigation) == 1


def test_every_page_but_home_says_where_it_is(any_site: BuiltSite) -> None:
    without = [
        address for address, page in any_site.pages.items() if not page.xpath("//nav[@aria-label='You are here']//a")
    ]
    assert without == ["/"]


def test_a_plan_not_yet_adopted_says_so_on_every_page_and_is_not_indexed(small_site: BuiltSite) -> None:
    for page in small_site.pages.values():
        assert "It is not yet the council’s own site" in words_on(page)
        assert page.xpath("//meta[@name='robots'][@content='noindex']")


def test_an_adopted_plan_is_indexed_and_has_no_banner_of_doubt(example_site: BuiltSite) -> None:
    """All but what nobody would look up: the 404 page, and words that were taken back."""
    assert not any("not yet the council’s own" in words_on(page) for page in example_site.pages.values())
    left_out = {address for address, page in example_site.pages.items() if page.xpath("//meta[@name='robots']")}
    expected = {"/404.html"} | {
        address for address, page in example_site.pages.items() if "took them back" in words_on(page)
    }
    assert left_out == expected


def test_the_fictional_plans_say_so_on_every_page_and_never_name_derby(
    example_site: BuiltSite, small_site: BuiltSite
) -> None:
    for site in (example_site, small_site):
        assert [address for address, page in site.pages.items() if "made up" not in words_on(page)] == []
        assert [name for name, data in site.files.items() if b"derby" in data.lower()] == []


def test_what_is_not_published_is_said_once_and_plainly(small_site: BuiltSite) -> None:
    words = "In the sources of this site we did not find:"
    saying_so = [address for address, page in small_site.pages.items() if words in words_on(page)]
    assert saying_so == ["/progress/"]
    assert "who will do what, and by when" in words_on(small_site.pages["/progress/"])


def test_a_page_suggests_a_change_of_its_own_file_where_a_repository_is_named(
    example_site: BuiltSite, small_site: BuiltSite
) -> None:
    plan = PREPARED["example_site"].plan
    assert plan is not None
    aim = plan.aims[0]
    links = example_site.pages[address_of(aim)].xpath("//a[contains(., 'Suggest a change')]/@href")
    assert links == [f"https://example.org/council/plan/edit/main/plan_data/aims/{aim.id}.yml"]
    assert not any("Suggest a change" in words_on(page) for page in small_site.pages.values())


def test_withdrawn_words_are_nowhere_and_their_address_still_leads_to_a_note(example_site: BuiltSite) -> None:
    plan = PREPARED["example_site"].plan
    assert plan is not None
    withdrawn = [quote for quote in plan.quotes if quote.is_withdrawn]
    assert withdrawn
    for quote in withdrawn:
        assert "They took them back" in words_on(example_site.pages[address_of(quote)])
        listed = example_site.pages["/voices/"].xpath("//main//a/@href")
        assert not any(quote.id in link for link in listed)


def test_the_old_address_of_a_renamed_record_leads_to_the_new_one(example_site: BuiltSite) -> None:
    plan = PREPARED["example_site"].plan
    assert plan is not None
    renamed = [(old, record) for record in plan.with_pages for old in record.formerly]
    assert renamed
    for old, record in renamed:
        section = address_of(record).rpartition(record.id)[0]
        page = example_site.pages[f"{section}{old}/"]
        assert f"../../{address_of(record)[1:]}" in page.xpath("//main//a/@href")


def test_an_action_past_its_due_date_is_shown_as_late(example_site: BuiltSite) -> None:
    late = example_site.pages["/actions/keyworkers/"].xpath("//main//*[contains(@class, 'status-late')]")
    assert [mark.text_content() for mark in late] == ["late"]
    assert "This is worked out from the date" in words_on(example_site.pages["/actions/"])


def test_no_heading_of_a_hand_written_page_can_take_the_name_of_a_part_of_every_page(small_site: BuiltSite) -> None:
    for article in PREPARED["small_site"].articles:
        page = small_site.pages[article.address]
        own = set(page.xpath("//main//h2/@id | //main//h3/@id"))
        assert set(page.xpath("//@id")) - own <= IDS_OF_EVERY_PAGE
