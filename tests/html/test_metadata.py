"""What pages say to search engines, share cards and hosts is true, and says no more than the page."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree

from lxml import html

from plan_tools.check_site.pages import LEADS_ELSEWHERE
from sites import BuiltSite, build, words_on

HERE = "https://plan.example.org/inclusion"


def parts_of(title: str) -> list[str]:
    """The title of a quote is its speaker and its opening words."""
    return [part.strip("“”…") for part in title.split(": ")]


def shared(page: html.HtmlElement) -> dict[str, str]:
    """What a page tells other sites of itself in Open Graph, by name."""
    return {meta.get("property"): meta.get("content") for meta in page.xpath("//meta[starts-with(@property, 'og:')]")}


def test_structured_data_says_what_the_page_shows(example_site: BuiltSite) -> None:
    for address, page in example_site.pages.items():
        written = page.xpath("//script[@type='application/ld+json']/text()")
        is_hidden = page.xpath(f"//meta[@name='robots'] | {LEADS_ELSEWHERE}")
        assert bool(written) != bool(is_hidden or address == "/search/")
        if not written:
            continue
        data = json.loads(written[0])
        heading = " ".join(page.xpath("string(//h1)").split())
        trail = [link.text_content() for link in page.xpath("//nav[@aria-label='You are here']//a")]
        steps = [step["name"] for step in data["breadcrumb"]["itemListElement"]]
        assert steps[:-1] == trail
        assert data["name"] == steps[-1]
        assert data["name"] == heading or all(part in words_on(page) for part in parts_of(data["name"])), address
        assert data["url"].startswith(f"{HERE}/")


def test_each_page_names_its_own_full_address_and_an_old_one_the_new(example_site: BuiltSite) -> None:
    for address, page in example_site.pages.items():
        (canonical,) = page.xpath("//link[@rel='canonical']/@href")
        if page.xpath("//main[contains(@class, 'page-moved')]"):
            assert canonical.removeprefix(HERE) in example_site.pages
            assert canonical.removeprefix(HERE) != address
        else:
            assert canonical == HERE + address
        assert page.xpath("string(//meta[@property='og:url']/@content)") == canonical


def test_each_page_has_a_share_card_that_is_there(example_site: BuiltSite) -> None:
    for page in example_site.pages.values():
        card = shared(page)
        assert card["og:image"].removeprefix(f"{HERE}/") in example_site.files
        assert card["og:image:alt"]
        assert card["og:image:type"] == "image/png"
        assert (card["og:image:width"], card["og:image:height"]) == ("1200", "630")
        assert page.xpath("string(//meta[@name='twitter:card']/@content)") == "summary_large_image"


def test_what_other_sites_say_of_each_page_is_there_and_short_enough_to_be_shown(any_site: BuiltSite) -> None:
    for address, page in any_site.pages.items():
        card = shared(page)
        assert 0 < len(card["og:title"]) <= 120, address
        assert 0 < len(card["og:description"]) <= 200, address
        assert page.xpath("string(//meta[@name='description']/@content)") == card["og:description"]
        assert card["og:site_name"] in page.xpath("string(//title)")
        assert (card["og:type"], card["og:locale"]) == ("website", "en_GB")


def test_all_addresses_that_other_sites_are_told_are_whole(any_site: BuiltSite) -> None:
    """Where nobody knows yet where the site will stand, they are told none."""
    for page in any_site.pages.values():
        told = {name: said for name, said in shared(page).items() if name in {"og:url", "og:image"}}
        is_known = bool(page.xpath("//link[@rel='canonical']"))
        assert set(told) == ({"og:url", "og:image"} if is_known else set())
        assert all(address.startswith("https://") for address in told.values())
        assert bool(page.xpath("//meta[@name='twitter:card']")) == is_known


def test_a_long_title_is_cut_between_words(example_site: BuiltSite) -> None:
    said = shared(example_site.pages["/aims/growing-up-well/"])["og:title"]
    title = " ".join(example_site.pages["/aims/growing-up-well/"].xpath("string(//h1)").split())
    assert said.endswith(" …")
    assert said.removesuffix(" …") + " " in title


def test_the_sitemap_lists_what_search_engines_may_show(example_site: BuiltSite) -> None:
    tree = ElementTree.fromstring(example_site.files["sitemap.xml"])
    listed = [location.text for location in tree.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]
    left_out = f"//meta[@name='robots'] | {LEADS_ELSEWHERE}"
    shown = [HERE + address for address, page in example_site.pages.items() if not page.xpath(left_out)]
    assert sorted(map(str, listed)) == sorted(shown)


def test_a_plan_not_adopted_has_no_sitemap_and_names_no_address(small_site: BuiltSite) -> None:
    assert "sitemap.xml" not in small_site.files
    for page in small_site.pages.values():
        assert not page.xpath("//link[@rel='canonical'] | //meta[@property='og:url'] | //script[@type]")


def test_the_headers_for_hosts_say_what_each_page_says_and_forbid_frames(any_site: BuiltSite) -> None:
    headers = any_site.files["_headers"].decode()
    (policy,) = {
        page.xpath("string(//meta[@http-equiv='Content-Security-Policy']/@content)") for page in any_site.pages.values()
    }
    assert f"  Content-Security-Policy: {policy}; frame-ancestors 'none'\n" in headers
    assert "Referrer-Policy: strict-origin-when-cross-origin" in headers
    assert headers.startswith("/*\n")


def test_an_address_of_the_site_that_is_none_is_refused_in_plain_words(small_copy: Path, tmp_path: Path) -> None:
    settings = small_copy / "mkdocs.yml"
    settings.write_text(settings.read_text() + "\nsite_url: https://user:secret@plan.example.org/\n")
    done = build(small_copy, tmp_path / "site")
    assert done.returncode == 1
    assert "The address in ‘site_url’" in done.stderr
    assert not (tmp_path / "site").exists()
