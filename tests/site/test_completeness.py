"""One test for each record of each plan and each page of each site, named after it."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace
from html import unescape
from pathlib import Path
from urllib.parse import urljoin

import pytest
from lxml import html

from plan_site.english.glossary import Glossary
from plan_site.html.render import render
from plan_site.model.entries import EasyLine
from plan_site.model.plan import Plan, RecordWithPage
from plan_site.model.records import Aim, Feedback, Group, Outcome, Progress, Quote
from plan_site.reading.markdown import IDS_OF_EVERY_PAGE
from plan_site.site.page import NOT_FOUND, address_of, easy_address_of
from plan_site.site.pages import build_pages
from plan_site.site.site_pages import DICTIONARY
from plan_tools.check_site.pages import LEADS_ELSEWHERE
from sites import EXAMPLE, OURS, REAL_SIZE, SMALL, BuiltSite, build, copy_of, folded, path_of, prepared, words_on
from weight import SCRIPT_IN_THE_PAGE

PREPARED = {
    "our_site": prepared(OURS),
    "example_site": prepared(EXAMPLE),
    "small_site": prepared(SMALL),
    "real_size_site": prepared(REAL_SIZE),
}
BASES = {f"/{path_of(project)}" for project in (OURS, EXAMPLE) if path_of(project)}
"""The paths that the sites stand under, on their hosts."""


def plan_shown_on(site_name: str) -> Plan:
    plan = PREPARED[site_name].plan
    assert plan is not None
    return plan


def _each(records: Callable[[Plan], Iterable[Aim | Outcome | Quote | Progress]]) -> pytest.MarkDecorator:
    """A case for each record of a kind, on each site."""
    found = [
        pytest.param(site_name, record, id=f"{site_name.removesuffix('_site')}: {record.title}")
        for site_name in PREPARED
        for record in records(plan_shown_on(site_name))
    ]
    return pytest.mark.parametrize(("site_name", "record"), found)


@pytest.fixture
def site(site_name: str, request: pytest.FixtureRequest) -> BuiltSite:
    built = request.getfixturevalue(site_name)
    assert isinstance(built, BuiltSite)
    return built


@_each(lambda plan: plan.aims)
def test_every_aim_shows_its_objectives_or_why_it_has_none(record: Aim, site: BuiltSite) -> None:
    page = words_on(site.pages[address_of(record)])
    assert record.objectives or record.objectives_missing
    for objective in record.objectives:
        assert folded(objective.official or objective.text or "") in page
    for paragraph in record.objectives_missing or ():
        assert folded(paragraph) in page


@_each(lambda plan: plan.outcomes)
def test_every_outcome_stands_on_home_and_on_its_page_word_for_word(record: Outcome, site: BuiltSite) -> None:
    assert folded(record.title) in words_on(site.pages["/"])
    assert folded(record.title) in folded(site.pages[address_of(record)].xpath("string(//h1)"))


@_each(lambda plan: (quote for quote in plan.quotes if not quote.is_withdrawn))
def test_every_quote_shows_all_its_words_its_speakers_role_and_its_source(
    record: Quote, site_name: str, site: BuiltSite
) -> None:
    page = site.pages[address_of(record)]
    for paragraph in record.words or ():
        assert folded(paragraph) in words_on(page)
    assert record.role is not None
    assert folded(record.role) in words_on(page)
    when = plan_shown_on(site_name).said(record)
    assert when is None or when.words in page.xpath("string(//main//p[@class='quote-speaker'])")
    assert plan_shown_on(site_name).source(record.source).address in page.xpath("//a/@href")


def test_a_link_to_a_quote_is_its_speaker_and_where_one_speaks_often_a_number_tells_them_apart(
    any_site: BuiltSite,
) -> None:
    for address in ("/", "/voices/"):
        cards = any_site.pages[address].find_class("quote-card") if address in any_site.pages else []
        speakers = Counter(card.xpath("string(.//a[1]/b)") for card in cards)
        met: Counter[str] = Counter()
        for card in cards:
            who = card.xpath("string(.//a[1]/b)")
            met[who] += 1
            apart = f", quote {met[who]} of {speakers[who]}" if speakers[who] > 1 else ""
            assert card.xpath("string(.//a[1])") == who + apart


@pytest.mark.parametrize(
    ("groups", "called"),
    [
        (("leaders",), ("What leaders say", "What the people in charge said")),
        (("leaders", "parents and carers"), ("What people say", "What people said")),
        ((None, "parents and carers"), ("What people say", "What people said")),
        (("leaders", None), ("Voices", "What was said")),
        ((None,), ("Voices", "What was said")),
    ],
)
def test_quotes_are_called_what_people_say_only_where_others_than_leaders_speak(
    groups: tuple[Group | None, ...], called: tuple[str, str]
) -> None:
    plan = plan_shown_on("example_site")
    spoken = [quote for quote in plan.quotes if not quote.is_withdrawn][: len(groups)]
    withdrawn = [quote for quote in plan.quotes if quote.is_withdrawn]
    quotes = (*(replace(quote, group=group) for quote, group in zip(spoken, groups, strict=True)), *withdrawn)
    pages = build_pages(replace(plan, quotes=quotes), today=dt.date(2026, 11, 20))
    by_address = {page.address: page for page in pages}
    assert (by_address["/voices/"].title, by_address["/easy-read/voices/"].title) == called
    assert f'<h2 id="voices">{called[0]}</h2>' in render(by_address["/"])


def test_progress_is_what_was_promised_or_what_its_sources_call_a_part_of_the_plan() -> None:
    plan = replace(plan_shown_on("example_site"), actions=())
    stated = tuple(replace(each, part_of_plan="yes") for each in plan.progress)
    told = {
        "Progress": replace(plan, progress=stated),
        "What has happened": replace(plan, progress=(replace(stated[0], part_of_plan="not stated"), *stated[1:])),
    }
    for name, shown in told.items():
        pages = build_pages(shown, today=dt.date(2026, 11, 20))
        assert [page.title for page in pages if page.address == "/progress/"] == [name]
        assert name in [link.words for link in pages[0].navigation]
        cautions = [page.address for page in pages if "part of the plan." in render(page) and not page.is_easy]
        assert ("/progress/" in cautions) == (name == "What has happened")
    empty = build_pages(replace(plan, progress=()), today=dt.date(2026, 11, 20))
    assert "What has happened" in [link.words for link in empty[0].navigation]


def test_where_news_are_not_said_to_be_part_of_the_plan_each_page_that_tells_them_says_so(any_site: BuiltSite) -> None:
    for address, page in plain_pages(any_site).items():
        items = page.xpath("//main//*[@class='progress-items']//*[self::h3 or self::h4]/a/@href")
        told = {f"/progress/{link.rstrip('/').rpartition('/')[2]}/" for link in items}
        unstated = [each for each in told if "part of the plan." in any_site.pages[each].xpath("string(//main)")]
        if unstated:
            assert "part of the plan." in page.xpath("string(//main)"), address


def test_only_a_council_that_stands_for_the_site_calls_it_the_whole_plan(any_site: BuiltSite) -> None:
    is_adopted = any_site.folder.name == "inclusion"
    named = [
        address
        for address, page in any_site.pages.items()
        if re.search("(the|this) whole plan(?! in plain words)", page.xpath("string(//body)"), re.IGNORECASE)
        and "We have not read the whole plan" not in words_on(page)
    ]
    assert bool(named) == is_adopted


def test_of_what_was_going_on_nothing_says_that_it_happened(our_site: BuiltSite, example_site: BuiltSite) -> None:
    council = plan_shown_on("our_site").details.organisation
    for site_name, site in (("our_site", our_site), ("example_site", example_site)):
        for event in (each for each in plan_shown_on(site_name).progress if each.under_way):
            easy = site.pages[easy_address_of(event)].xpath("string(//main)")
            adopted = f"This was going on in {event.when.words}."
            said = f"{council} said in {event.when.words} that this was going on."
            assert (adopted if site is example_site else said) in easy
            (heading,) = site.pages["/progress/"].xpath("//h2[@id='under-way']")
            assert event.title in heading.getparent().text_content()


@_each(lambda plan: (quote for quote in plan.quotes if not quote.is_withdrawn))
def test_every_quote_has_its_month_wherever_it_stands(record: Quote, site_name: str, site: BuiltSite) -> None:
    when = plan_shown_on(site_name).said(record)
    if when is None:
        return
    for address in ("/", "/voices/"):
        for card in site.pages[address].find_class("quote-card"):
            if record.id in card.xpath("string(.//a[1]/@href)"):
                assert when.words in card.text_content()
    for page in site.pages.values():
        for link in page.xpath(f"//*[@class='related']//a[contains(@href, '/voices/{record.id}/')]"):
            assert when.words in link.getparent().text_content()
    if EASY_READ in site.pages:
        (heading,) = site.pages["/easy-read/voices/"].xpath("//*[@id=$place]", place=f"quote-{record.id}")
        assert f"These words are from {when.words}." in heading.getparent().text_content()


@_each(lambda plan: plan.progress)
def test_every_event_says_when_it_was_and_whether_it_is_part_of_the_plan(record: Progress, site: BuiltSite) -> None:
    page = words_on(site.pages[address_of(record)])
    assert record.when.words in page
    said = site.pages[address_of(record)].xpath("string(//main)")
    assert ("part of the plan." in said.replace("the plan’s own", "")) == (record.part_of_plan == "not stated")
    assert (f"Under way {record.when.phrase}" in page) == record.under_way
    assert ("We worked this date out" in page) == (record.when_is == "worked out")


EASY_READ = "/easy-read/"
BOOKLET = "/easy-read/booklet/"


def easy_pages(site: BuiltSite) -> dict[str, html.HtmlElement]:
    """The Easy Read pages, but for those that only lead to a new address."""
    return {
        address: page
        for address, page in site.pages.items()
        if address.startswith(EASY_READ) and not page.xpath(LEADS_ELSEWHERE)
    }


def plain_pages(site: BuiltSite) -> dict[str, html.HtmlElement]:
    return {address: page for address, page in site.pages.items() if not address.startswith(EASY_READ)}


def _lead(link: html.HtmlElement, address: str) -> str:
    """Where a link on the page of an address leads to within the site, or its whole address."""
    target = urljoin(f"https://site.example{address}", link.get("href") or link.get("src") or "")
    target = target.removeprefix("https://site.example")
    base = next((base for base in BASES if target.startswith(f"{base}/")), "") if address == NOT_FOUND else ""
    return target.removeprefix(base)


PAGES = [
    pytest.param(site, page.address, id=f"{site.removesuffix('_site')} {page.address}")
    for site, prepared_site in PREPARED.items()
    for page in prepared_site.pages
]


@pytest.mark.parametrize(("site_name", "address"), PAGES)
def test_every_page_is_there_in_plain_english(address: str, site: BuiltSite) -> None:
    assert site.pages[address].get("lang") == "en-GB"


def test_the_script_that_stands_in_each_page_is_small(any_site: BuiltSite) -> None:
    for page in any_site.pages.values():
        (script,) = page.xpath("//script[not(@src)][not(@type)]/text()")
        assert len(script.encode()) <= SCRIPT_IN_THE_PAGE


def test_the_navigation_is_the_same_on_every_page_of_a_reading(any_site: BuiltSite) -> None:
    for pages in (plain_pages(any_site), easy_pages(any_site)):
        navigation = {
            tuple((link.text_content(), _lead(link, address)) for link in page.xpath("//header//nav//a"))
            for address, page in pages.items()
        }
        assert len(navigation) == bool(pages)


def test_every_page_but_the_two_homes_says_where_it_is(any_site: BuiltSite) -> None:
    without = [
        address for address, page in any_site.pages.items() if not page.xpath("//nav[@aria-label='You are here']//a")
    ]
    assert sorted(without) == [address for address in ("/", EASY_READ) if address in any_site.pages]


def test_an_easy_read_page_says_that_it_is_a_part_of_easy_read(easy_site: BuiltSite) -> None:
    for address, page in easy_pages(easy_site).items():
        trail = [_lead(link, address) for link in page.xpath("//nav[@aria-label='You are here']//a")]
        assert trail[:1] == [EASY_READ][: address != EASY_READ]
        assert len(trail) <= 2
        assert all(each.startswith(EASY_READ) and each in easy_site.pages for each in trail)


def test_a_plan_not_yet_adopted_says_so_on_every_page_and_is_not_indexed(small_site: BuiltSite) -> None:
    for page in small_site.pages.values():
        assert "It is not yet the council’s own site" in words_on(page)
        assert page.xpath("//meta[@name='robots'][@content='noindex']")


def test_an_adopted_plan_is_indexed_and_has_no_banner_of_doubt(example_site: BuiltSite) -> None:
    """All but what nobody would look up: the 404 page, and what was taken back or away."""
    assert not any("not yet the council’s own" in words_on(page) for page in example_site.pages.values())
    left_out = {address for address, page in example_site.pages.items() if page.xpath("//meta[@name='robots']")}
    expected = {"/404.html"} | {
        address
        for address, page in example_site.pages.items()
        if "took them back" in words_on(page) or "has been taken away" in words_on(page)
    }
    assert left_out == expected


def test_the_fictional_plans_say_so_on_every_page(
    example_site: BuiltSite, small_site: BuiltSite, real_size_site: BuiltSite
) -> None:
    for site in (example_site, small_site, real_size_site):
        assert [address for address, page in site.pages.items() if "made up" not in words_on(page)] == []


def test_what_is_not_published_is_said_once_and_plainly(small_site: BuiltSite) -> None:
    words = "In the sources of this site we did not find:"
    saying_so = [address for address, page in small_site.pages.items() if words in words_on(page)]
    assert saying_so == ["/progress/"]
    assert "who will do what, and by when" in words_on(small_site.pages["/progress/"])


def test_a_page_suggests_a_change_of_its_own_file_where_a_repository_is_named(
    example_site: BuiltSite, small_site: BuiltSite
) -> None:
    plan = plan_shown_on("example_site")
    aim = plan.aims[0]
    links = example_site.pages[address_of(aim)].xpath("//a[contains(., 'Suggest a change')]/@href")
    assert links == [f"https://example.org/council/plan/edit/main/plan_data/aims/{aim.id}.yml"]
    assert not any("Suggest a change" in words_on(page) for page in small_site.pages.values())


def test_withdrawn_words_are_nowhere_and_their_address_still_leads_to_a_note(example_site: BuiltSite) -> None:
    plan = plan_shown_on("example_site")
    withdrawn = [quote for quote in plan.quotes if quote.is_withdrawn]
    assert withdrawn
    for quote in withdrawn:
        assert "They took them back" in words_on(example_site.pages[address_of(quote)])
        listed = example_site.pages["/voices/"].xpath("//main//a/@href")
        assert not any(quote.id in link for link in listed)


def test_words_that_are_taken_back_leave_every_file_of_the_site_at_once(tmp_path: Path) -> None:
    """Pages in both readings, search, the feed: also while the words still stand in the record."""
    project = copy_of(EXAMPLE, tmp_path / "project")
    plan = PREPARED["example_site"].plan
    assert plan is not None
    spoken = [quote for quote in plan.quotes if not quote.is_withdrawn]
    for quote in spoken:
        path = project / "plan_data/quotes" / f"{quote.id}.yml"
        path.write_text(f"{path.read_text(encoding='utf-8')}\nwithdrawn: 2026-11-20\n", encoding="utf-8")
    assert build(project, tmp_path / "site").returncode == 0
    written = " ".join(unescape(data.decode(errors="replace")) for data in BuiltSite(tmp_path / "site").files.values())
    for quote in spoken:
        for paragraph in quote.words or ():
            assert paragraph[:30] not in written
        for line in quote.easy_read:
            assert line.words not in written or len(line.words) < 20
        if quote.speaker and quote.speaker not in {source.publisher for source in plan.sources}:
            assert quote.speaker not in written


def test_the_old_address_of_a_renamed_record_leads_to_the_new_one(example_site: BuiltSite) -> None:
    plan = plan_shown_on("example_site")
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
    for article in plan_shown_on("small_site").articles:
        page = small_site.pages[article.address]
        own = set(page.xpath("//main//h2/@id | //main//h3/@id"))
        assert set(page.xpath("//@id")) - own <= IDS_OF_EVERY_PAGE


# --- the two readings -------------------------------------------------------------------------------------

NOT_CHECKED = "Easier words. Not yet checked by people with learning disabilities."


@pytest.fixture(params=[name for name in PREPARED if any(page.is_easy for page in PREPARED[name].pages)])
def easy_site(request: pytest.FixtureRequest) -> BuiltSite:
    """A site of a plan with easy words."""
    site = request.getfixturevalue(request.param)
    assert isinstance(site, BuiltSite)
    return site


@pytest.fixture
def easy_plan(request: pytest.FixtureRequest) -> Plan:
    """The plan of that site."""
    return plan_shown_on(request.node.callspec.params["easy_site"])


def _told(plan: Plan) -> list[RecordWithPage]:
    """The records whose words nobody has taken back."""
    return [record for record in plan.with_pages if not (isinstance(record, Quote) and record.is_withdrawn)]


def _twin_of(record: RecordWithPage) -> tuple[str, str]:
    """The Easy Read page that tells of a record, and its place there: quotes and feedback share a page."""
    address = EASY_READ + address_of(record)[1:]
    shares_a_page = isinstance(record, Quote | Feedback)
    place = easy_address_of(record).partition("#")[2]
    assert bool(place) == shares_a_page
    return (address.removesuffix(f"{record.id}/") if shares_a_page else address), place


def _shown_lines(within: html.HtmlElement, *, meanings: bool = False) -> list[tuple[str, str]]:
    """The file of the picture and the words of each easy sentence, in order."""
    lines = within.xpath(".//div[contains(concat(' ', @class, ' '), ' easy-line ')]")
    return [
        (
            line.xpath("string(.//img/@src)").rpartition("/")[2],
            line.xpath("normalize-space(.//p[not(contains(@class, 'easy-hard-word'))])"),
        )
        for line in lines
        if meanings or "easy-meaning" not in line.get("class", "")
    ]


def _written_lines(plan: Plan, record: RecordWithPage) -> list[tuple[str, str]]:
    def of(lines: tuple[EasyLine, ...]) -> list[tuple[str, str]]:
        return [(plan.picture(line.picture or "").file, line.words) for line in lines]

    objectives = record.objectives if isinstance(record, Aim) else ()
    return [*of(record.easy_read), *(shown for objective in objectives for shown in of(objective.easy_read))]


def _place(page: html.HtmlElement, place: str) -> html.HtmlElement:
    """The part of a page that its heading of this id is above."""
    heading = page.get_element_by_id(place)
    section = heading.getparent()
    assert section is not None
    assert section.xpath("*[1]/@id") == [place]
    return section


def test_every_record_has_its_easy_twin_or_its_place_on_the_twin_of_its_list(
    easy_site: BuiltSite, easy_plan: Plan
) -> None:
    for record in _told(easy_plan):
        address, place = _twin_of(record)
        assert address in easy_site.pages
        assert not place or easy_site.pages[address].xpath("boolean(//main//*[@id = $place])", place=place)
    for record in easy_plan.quotes:
        if record.is_withdrawn:
            place = easy_address_of(record).partition("#")[2]
            assert not any(page.xpath("//*[@id = $id]", id=place) for page in easy_pages(easy_site).values())


def test_a_plain_page_and_its_easy_twin_lead_to_each_other(easy_site: BuiltSite, easy_plan: Plan) -> None:
    twins = {address_of(record): "#".join(filter(None, _twin_of(record))) for record in _told(easy_plan)}
    assert twins
    for address, twin in twins.items():
        (link,) = easy_site.pages[address].xpath("//main//*[@class='reading-switch']//a[@data-twin]")
        assert _lead(link, address) == twin
    linked_back = {
        easy_address: _plain_twin(page, easy_address) for easy_address, page in easy_pages(easy_site).items()
    }
    for easy_address, plain in linked_back.items():
        target, _, place = plain.partition("#")
        assert target in plain_pages(easy_site), easy_address
        assert place == "main", easy_address
        (link,) = easy_site.pages[target].xpath("//*[@class='reading-switch']//a[@data-twin]")
        assert _lead(link, target) == easy_address
    for record in _told(easy_plan):
        easy_address, place = _twin_of(record)
        plain = address_of(record).removesuffix(f"{record.id}/") if place else address_of(record)
        assert linked_back[easy_address] == f"{plain}#main"


def _plain_twin(page: html.HtmlElement, address: str) -> str:
    (link,) = page.xpath("//*[@class='reading-switch']//a")
    return _lead(link, address)


def test_a_page_without_a_twin_leads_to_where_easy_read_starts(easy_site: BuiltSite) -> None:
    for address, page in plain_pages(easy_site).items():
        (link,) = page.xpath("//*[@class='reading-switch']//a")
        if link.get("data-twin") is None:
            assert _lead(link, address) == EASY_READ


def test_the_way_to_the_other_reading_stands_at_the_same_place_of_every_page(easy_site: BuiltSite) -> None:
    for address, page in easy_site.pages.items():
        (switch,) = page.xpath("//*[@class='reading-switch']")
        around = [str(element.tag) for element in switch.iterancestors()]
        assert around == ["div", "main", "body", "html"], address
        assert switch.getparent() is page.xpath("//main/*")[0], address
        assert switch is switch.getparent()[0], address


def test_every_easy_sentence_stands_on_its_twin_in_order_with_its_picture(
    easy_site: BuiltSite, easy_plan: Plan
) -> None:
    for record in _told(easy_plan):
        address, place = _twin_of(record)
        page = easy_site.pages[address]
        written = _written_lines(easy_plan, record)
        assert written, record.id
        shown = _shown_lines(_place(page, place) if place else page)
        at = 0
        for line in written:  # in between may stand what holds for all outcomes
            assert line in shown[at:], f"{line} is not on {address}, or too early"
            at += shown[at:].index(line) + 1


def test_every_easy_sentence_stands_in_the_booklet(easy_site: BuiltSite, easy_plan: Plan) -> None:
    shown = _shown_lines(easy_site.pages[BOOKLET])
    for record in _told(easy_plan):
        written = _written_lines(easy_plan, record)
        starts = [at for at in range(len(shown)) if shown[at : at + len(written)] == written]
        assert starts, f"the booklet does not tell of {record.id}, or tells it in another order"
    details = [(easy_plan.picture(line.picture or "").file, line.words) for line in easy_plan.details.easy_read]
    assert [line for line in shown if line in details][: len(details)] == details


def test_a_hand_written_page_in_easy_words_has_its_twin(easy_site: BuiltSite, request: pytest.FixtureRequest) -> None:
    articles = plan_shown_on(request.node.callspec.params["easy_site"]).articles
    for article in articles:
        address = EASY_READ + article.address[1:]
        assert (address in easy_site.pages) == bool(article.easy_read)
        if article.easy_read:
            words = [line.words for line in article.easy_read]
            assert [said for _, said in _shown_lines(easy_site.pages[address])] == words


def test_the_first_pictures_of_a_page_are_fetched_with_it_and_the_others_when_they_are_near(
    easy_site: BuiltSite,
) -> None:
    for address, page in easy_pages(easy_site).items():
        waits = [image.get("loading") == "lazy" for image in page.xpath("//main//img")]
        assert waits == [number > 3 for number in range(1, len(waits) + 1)], address


def test_a_picture_comes_before_the_words_that_it_stands_for(easy_site: BuiltSite) -> None:
    found = 0
    for address, page in easy_pages(easy_site).items():
        for line in page.xpath("//div[contains(concat(' ', @class, ' '), ' easy-line ')]"):
            order = [str(element.tag) for element in line.iter("img", "p")]
            assert order[0] == "img", f"{words_on(page)[:80]} on {address}"
            assert order.count("img") == 1
            found += 1
    assert found > 50


def test_a_hard_word_is_explained_in_the_line_after_its_first_use(easy_site: BuiltSite, easy_plan: Plan) -> None:
    glossary = Glossary.of(easy_plan.words)
    explained_somewhere = 0
    for address, page in easy_pages(easy_site).items():
        if address == f"{EASY_READ}words/":
            continue
        lines = page.xpath("//div[contains(concat(' ', @class, ' '), ' easy-line ')]")
        texts = [
            " ".join(p.text_content() for p in line.xpath(".//p[not(contains(@class, 'hard-word'))]")) for line in lines
        ]
        explained: set[str] = set()
        for at, text in enumerate(texts):
            if "easy-meaning" in lines[at].get("class", ""):  # of a line before, or of a word in the heading
                explained.update(
                    label.text_content().removeprefix("Hard word: ")
                    for label in lines[at].xpath(".//p[@class='easy-hard-word']")
                )
                continue
            after = iter(texts[at + 1 :])
            for use in glossary.used_in(text):
                meaning = [line.words for line in use.word.meaning]
                if text in meaning:  # the list opens with what its things are
                    explained.add(use.word.word)
                if use.word.people_know_this or use.word.word in explained:
                    continue
                assert [next(after, "") for _ in meaning] == meaning, f"{use.word.word} in ‘{text}’ on {address}"
                explained.add(use.word.word)
                explained_somewhere += 1
    assert explained_somewhere


def test_no_alternative_text_says_that_it_is_a_picture_or_stands_twice_on_a_page(any_site: BuiltSite) -> None:
    for address, page in any_site.pages.items():
        alts = [image.get("alt") for image in page.iter("img")]
        assert None not in alts, address
        told = Counter(alt.casefold() for alt in alts if alt)
        assert [alt for alt, count in told.items() if count > 1] == [], address
        for alt in told:
            assert not re.match(r"(?:an? |the )?(?:picture|photo|image|drawing|icon|symbol|sign)\b", alt), address


def test_every_picture_on_a_page_is_a_file_and_no_other_file_lies_beside_them(any_site: BuiltSite) -> None:
    shown = {
        _lead(image, address).lstrip("/") for address, page in any_site.pages.items() for image in page.iter("img")
    }
    assert shown - any_site.files.keys() == set()
    assert {name for name in any_site.files if name.startswith("pictures/")} == {
        name for name in shown if name.startswith("pictures/")
    }


def test_a_plan_without_easy_words_has_no_easy_read_page_and_no_link_to_one(small_site: BuiltSite) -> None:
    assert easy_pages(small_site) == {}
    for address, page in small_site.pages.items():
        assert not any("easy-read" in link for link in page.xpath("//a/@href")), address
        if address != DICTIONARY.address:  # it explains what a plan can have
            assert "Easy Read" not in words_on(page), address
    assert not any(name.startswith(("easy-read", "pictures/")) for name in small_site.files)


def test_an_easy_read_page_says_whether_people_with_learning_disabilities_have_checked_it(
    example_site: BuiltSite,
) -> None:
    labels = {
        address: page.xpath("normalize-space(//main//*[@class='easy-label'])")
        for address, page in easy_pages(example_site).items()
    }
    assert labels.pop(EASY_READ).startswith(
        "Easy Read. Checked by The Tuesday Checkers, adults with learning disabilities"
    )
    assert set(labels.values()) == {NOT_CHECKED}
    assert f"{EASY_READ}aims/growing-up-well/" in labels  # people checked it, and then its words changed


def test_a_link_to_easy_read_says_whether_the_page_has_been_checked(example_site: BuiltSite) -> None:
    words = {
        address: page.xpath("normalize-space(//*[@class='reading-switch'])")
        for address, page in plain_pages(example_site).items()
    }
    assert words.pop("/") == "Easy Read: easy words and pictures"
    assert words["/aims/"] == words["/aims/growing-up-well/"] == "Easy Read (not yet checked)"


def test_an_old_address_goes_on_working_in_easy_read_too(example_site: BuiltSite) -> None:
    page = example_site.pages["/easy-read/aims/early-help/"]
    assert "This page has moved" in words_on(page)
    (link,) = page.xpath("//main//p[@class='lead']/a")
    assert _lead(link, "/easy-read/aims/early-help/") == "/easy-read/aims/help-early-and-close/"


def test_what_is_done_or_stopped_is_not_said_to_be_due(example_site: BuiltSite) -> None:
    for action, is_due in (("one-phone-line", False), ("one-app", False), ("lift-at-otterbank", True)):
        said = words_on(example_site.pages[f"/easy-read/actions/{action}/"])
        assert "How far it has come:" in said
        assert ("It should be done by" in said) == is_due, action


def test_a_fact_of_a_plan_that_a_council_has_adopted_is_told_as_one(example_site: BuiltSite) -> None:
    told = words_on(example_site.pages["/easy-read/progress/"])
    assert "This happened" in told
    assert "says that this happened" not in told
