"""What has changed is told on a page, in easy words, and in a feed."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest

from sites import EXAMPLE, BuiltSite, build, copy_of, words_on

ATOM = {"atom": "http://www.w3.org/2005/Atom"}


def entries_of(site: BuiltSite) -> list[ElementTree.Element]:
    return ElementTree.fromstring(site.files["changes/feed.xml"]).findall("atom:entry", ATOM)


def text_of(entry: ElementTree.Element, name: str) -> str:
    return entry.findtext(f"atom:{name}", "", ATOM)


def built(project: Path, into: Path) -> BuiltSite:
    done = build(project, into)
    assert done.returncode == 0, done.stderr
    return BuiltSite(into)


def test_changes_stand_on_their_page_newest_first(example_site: BuiltSite) -> None:
    page = example_site.pages["/changes/"]
    assert [heading.text_content() for heading in page.xpath("//main//h2")][:3] == [
        "13 October 2026",
        "15 July 2026",
        "20 March 2025",
    ]
    assert "The action about one app for home and school has been stopped." in words_on(page)
    easy = example_site.pages["/easy-read/changes/"]
    assert "We will not make a new app." in words_on(easy)


def test_a_draft_is_shown_nowhere(example_site: BuiltSite) -> None:
    assert [name for name, data in example_site.files.items() if b"was reworded" in data] == []


def test_the_feed_carries_each_change_with_the_address_of_its_place(example_site: BuiltSite) -> None:
    feed = ElementTree.fromstring(example_site.files["changes/feed.xml"])
    entries = entries_of(example_site)
    assert text_of(feed, "updated") == "2026-10-13T00:00:00Z"
    assert [text_of(entry, "updated")[:10] for entry in entries] == ["2026-10-13", "2026-07-15", "2025-03-20"]
    assert "No aim and no outcome has changed." in text_of(entries[1], "content")
    places = {f"change-{text_of(entry, 'updated')[:10]}" for entry in entries}
    assert places <= set(example_site.pages["/changes/"].xpath("//@id"))
    for entry, place in zip(entries, ("2026-10-13", "2026-07-15", "2025-03-20"), strict=True):
        link = entry.find("atom:link", ATOM)
        assert link is not None
        assert link.get("href") == f"https://plan.example.org/inclusion/changes/#change-{place}"
    ids = [text_of(entry, "id") for entry in (feed, *entries)]
    assert len(set(ids)) == len(ids)
    assert all(id_.startswith("urn:uuid:") for id_ in ids)
    (offered,) = example_site.pages["/changes/"].xpath("//head/link[@type='application/atom+xml']/@href")
    assert offered == "../changes/feed.xml"


@pytest.fixture
def example_copy(tmp_path: Path) -> Path:
    return copy_of(EXAMPLE, tmp_path / "project")


def test_a_second_change_of_the_day_leaves_the_first_its_name(example_copy: Path, tmp_path: Path) -> None:
    before = {text_of(entry, "id") for entry in entries_of(built(example_copy, tmp_path / "before"))}
    path = example_copy / "plan_data/changes.yml"
    new = "- date: 2026-10-13\n  what: We mended & moved a <date>.\n  easy_read:\n    - words: We mended a date.\n"
    path.write_text(f"{new}      picture: calendar\n\n{path.read_text(encoding='utf-8')}", encoding="utf-8")
    site = built(example_copy, tmp_path / "after")
    after = entries_of(site)
    assert before < {text_of(entry, "id") for entry in after}
    assert text_of(after[0], "content") == "We mended & moved a <date>."
    assert {"change-2026-10-13", "change-2026-10-13-2"} <= set(site.pages["/changes/"].xpath("//@id"))


def test_a_plan_without_changes_has_neither_page_nor_feed(small_site: BuiltSite) -> None:
    assert not [name for name in small_site.files if name.startswith("changes")]


def test_readers_are_told_by_when_a_record_is_checked_again(example_site: BuiltSite) -> None:
    assert "We will check this again by 1 March 2027." in words_on(example_site.pages["/actions/keyworkers/"])
    late = "We said we would check this by September 2026. We have not done that yet."
    address = "/progress/speech-and-language-waits/"
    assert late in words_on(example_site.pages[address])
    assert late in words_on(example_site.pages[f"/easy-read{address}"])
