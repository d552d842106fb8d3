"""The list from A to Z, and the index that search looks through."""

from __future__ import annotations

import json

import pytest

from plan_site.search import Findable, a_to_z
from site_rules import LEADS_ELSEWHERE
from sites import BuiltSite, words_on


def page(title: str) -> Findable:
    return Findable(f"/{title}/", title, "Page", ())


def test_pages_stand_under_the_letters_of_their_titles() -> None:
    letters = a_to_z([page("Voices"), page("aims"), page("An app"), page("The plan"), page("“Ask us”"), page("7 days")])
    assert [(letter.name, [each.title for each in letter.pages]) for letter in letters] == [
        ("0–9", ["7 days"]),
        ("A", ["aims", "An app", "“Ask us”"]),
        ("P", ["The plan"]),
        ("V", ["Voices"]),
    ]


@pytest.mark.parametrize(("title", "letter"), [("Éire", "E"), ("Żaneta", "Z"), ("…and so on", "A"), ("中文", "中")])
def test_letters_with_marks_stand_with_those_without(title: str, letter: str) -> None:
    assert [each.name for each in a_to_z([page(title)])] == [letter]


def test_the_list_from_a_to_z_leads_to_every_page_that_a_reader_would_look_up(any_site: BuiltSite) -> None:
    listed = {link.removeprefix("..") for link in any_site.pages["/search/"].xpath("//ul[@class='a-to-z']//a/@href")}
    moved = {address for address, each in any_site.pages.items() if each.xpath(LEADS_ELSEWHERE)}
    withdrawn = {address for address, each in any_site.pages.items() if "took them back" in words_on(each)}
    assert listed == set(any_site.pages) - moved - withdrawn - {"/404.html", "/search/"}


def test_the_index_holds_the_words_of_every_page_in_the_list(any_site: BuiltSite) -> None:
    index = json.loads(any_site.files["search/index.json"])
    listed = {link.removeprefix("..") for link in any_site.pages["/search/"].xpath("//ul[@class='a-to-z']//a/@href")}
    assert {address for address, *_ in index["pages"]} == listed
    for address, title, kind, text in index["pages"]:
        assert title
        assert kind
        on_the_page = words_on(any_site.pages[address])
        description = any_site.pages[address].xpath("string(//meta[@name='description']/@content)")
        assert [line for line in text.split("\n") if line not in on_the_page and line != description] == [], address


def test_the_index_holds_the_other_words_that_people_use(example_site: BuiltSite) -> None:
    index = json.loads(example_site.files["search/index.json"])
    assert ["keyworker", "key worker", "keyworkers"] in index["also"]


def test_words_that_were_taken_back_are_not_in_the_index(example_site: BuiltSite) -> None:
    assert b"taken back" not in example_site.files["search/index.json"]
