"""The list from A to Z, and the index that search looks through."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import pytest
from lxml import html

import generated_plan
from plan_site.html import search_index
from plan_site.html.render import render
from plan_site.html.search_index import A_PAGE, IN_TITLE, INDEX, LETTERS_IN_A_PIECE, index_files
from plan_site.html.synonyms import Group, shipped
from plan_site.model.field_types import Line
from plan_site.model.problems import Place
from plan_site.model.site_records import Word
from plan_site.site.page import SEARCH, Findable
from plan_site.site.site_pages import LARGE, a_to_z
from plan_tools.check_site.gate import faults_of, names_in, read
from plan_tools.check_site.pages import LEADS_ELSEWHERE
from sites import BuiltSite, prepared, words_on


def page(title: str, *texts: str) -> Findable:
    return Findable(f"/{title}/", title, "Page", texts)


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


def groups_of(*pages: Findable, synonyms: tuple[Group, ...]) -> list[list[str]]:
    index: dict[str, list[list[str]]] = json.loads(dict(index_files(pages, (), synonyms))[INDEX])
    return index["synonyms"]


def test_groups_of_synonyms_are_in_the_index_where_the_site_has_one_of_them() -> None:
    synonyms = (("tribunal", "appeal"), ("bus", "taxi"), ("AP", "alternative provision"), ("co-operative", "union"))
    pages = (page("Appeals", "A map of the city."), page("A cooperative", "Buses and alternative things"))
    assert groups_of(*pages, synonyms=synonyms) == [["tribunal", "appeal"], ["bus", "taxi"], ["co-operative", "union"]]
    assert groups_of(page("Provision"), page("Alternatives"), synonyms=synonyms) == [["AP", "alternative provision"]]


def test_the_shipped_synonyms_are_sound() -> None:
    groups = shipped()
    assert len(groups) > 60
    assert [group for group in groups if len(group) < 2 or len({*map(str.casefold, group)}) < len(group)] == []


def test_a_council_adds_words_of_its_own(example_site: BuiltSite) -> None:
    assert ["quiet swim", "calm pool"] in json.loads(example_site.files["search/index.json"])["synonyms"]


# --- a large plan -----------------------------------------------------------------------------------------


def files_of(pages: list[Findable], *words: Word) -> dict[str, Any]:
    return {address: json.loads(text) for address, text in index_files(pages, words)}


def many(*first: Findable) -> list[Findable]:
    """So many pages that the index is cut, and what is to be looked at among them."""
    return [*first, *(page(f"Page {number}", f"It is the one with word{number}.") for number in range(LARGE))]


def standings(files: dict[str, Any]) -> dict[str, list[int]]:
    """Each word of an index in pieces with its numbers."""
    index = files[INDEX]
    volumes = [files[f"{index['pieces']}words-{number}.json"] for number in range(len(index["words"]))]
    assert [next(iter(volume)) for volume in volumes] == index["words"]
    return {word: numbers for volume in volumes for word, numbers in volume.items()}


def test_only_the_index_of_a_large_plan_is_cut() -> None:
    assert list(files_of(many()[:LARGE])) == [INDEX]
    assert len(files_of(many(page("One more")))) > 100


def test_each_page_of_a_large_plan_is_in_one_piece_in_its_order() -> None:
    pages = many(page("Aims"))
    files = files_of(pages)
    index = files[INDEX]
    held = [
        shown
        for number in range(-(-len(pages) // index["pagesInAPiece"]))
        for shown in files[f"{index['pieces']}pages-{number}.json"]
    ]
    assert held == [[each.address, each.title, each.kind, "\n".join(each.texts)] for each in pages]


def test_each_word_is_said_to_stand_where_it_stands_and_how_well() -> None:
    found = standings(files_of(many(page("Buses", "The bus, the bus"), page("A bus", "bus " * 9), page("Bus"))))
    assert found["buses"] == [IN_TITLE]
    assert found["bus"] == [2, A_PAGE + IN_TITLE + 5, A_PAGE + IN_TITLE]
    assert found["word7"] == [10 * A_PAGE + 1]


def test_marks_and_capitals_make_no_other_word() -> None:
    found = standings(files_of(many(page("Élan", "elan’s ÉLAN"))))
    assert found["elan"] == [IN_TITLE + 1]
    assert found["elan's"] == [1]


def test_a_phrase_that_people_say_in_other_words_has_its_places() -> None:
    also = (Line("key worker"), Line("a worker"))
    keyworker = Word(place=Place(""), places={}, word=Line("keyworker"), meaning=(), also=also)
    texts = ("Key workers meet a key worker.", "The key of a worker.")
    found = standings(files_of(many(*(page(f"Text {number}", text) for number, text in enumerate(texts))), keyworker))
    assert found["+key worker"] == [2]
    assert found["+a worker"] == [A_PAGE + 1]


def test_no_piece_grows_with_the_plan_but_that_of_a_word_on_every_page() -> None:
    texts = [f"It is the one with {number:05} of them." for number in range(4000)]
    files = files_of([page(f"Page {number}", text) for number, text in enumerate(texts)])
    volumes = [file for address, file in files.items() if "words-" in address]
    assert len(volumes) > 5
    for volume in volumes:
        *others, _ = sorted((len(f"{word}{numbers}".replace(" ", "")) for word, numbers in volume.items()))
        assert sum(others) <= LETTERS_IN_A_PIECE


def test_a_change_of_the_plan_changes_the_address_of_every_piece() -> None:
    before, after = (set(files_of(many(page("Aims", text)))) for text in ("One", "Two"))
    assert before & after == {INDEX}


def test_a_large_plan_is_not_listed_whole_from_a_to_z_but_by_its_lists(tmp_path: Path) -> None:
    generated_plan.write_project(tmp_path, generated_plan.SEED, LARGE + 100)
    pages = prepared(tmp_path).pages
    (search,) = (each for each in pages if each.address == SEARCH.address)
    document = html.document_fromstring(render(search))
    shown = [(link.get("href").removeprefix(".."), link.text) for link in document.xpath("//ul[@class='a-to-z']//a")]
    lists = {address: int(words.split()[-2]) for address, words in shown if re.search(r": \d+ pages$", words)}
    assert list(lists) == ["/voices/", "/progress/", "/actions/", "/feedback/"]
    reached = {address for address, _ in shown}
    assert {"/aims/", "/aims/aim-1/", "/voices/", "/privacy/"} <= reached
    assert len(shown) < 50
    for address, number in lists.items():
        document = html.document_fromstring(render(next(each for each in pages if each.address == address)))
        listed = {urljoin(address, link) for link in document.xpath("//main//a/@href")}
        records = {each.address for each in pages if each.section == address != each.address}
        assert records <= listed
        assert len(records) == number
        reached |= records
    assert {each.address for each in pages if each.is_findable} == reached


@pytest.mark.parametrize("name", ["words-0", "vocabulary", "pages-0"])
def test_a_lost_piece_is_named_before_the_site_is_published(
    name: str, small_site: BuiltSite, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search_index, "LARGE", 0)
    folder = Path(shutil.copytree(small_site.folder, tmp_path / "site"))
    shown = json.loads((folder / "search/index.json").read_bytes())["pages"]
    for address, text in index_files(
        [Findable(address, title, kind, (text,)) for address, title, kind, text in shown], ()
    ):
        (folder / address[1:]).parent.mkdir(exist_ok=True)
        (folder / address[1:]).write_text(text, encoding="utf-8")
    assert faults_of(read(folder, names_in(folder))[0]) == []
    (piece,) = folder.glob(f"search/*/{name}.json")
    piece.unlink()
    (fault,) = faults_of(read(folder, names_in(folder))[0])
    assert fault.what == f"search needs {piece.relative_to(folder).as_posix()}, which is not there or cannot be read"
