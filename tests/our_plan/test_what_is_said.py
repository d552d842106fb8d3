"""What readers are told of the plan of this repository, and where else it is not named."""

from __future__ import annotations

import io

import pytest
import yaml
from playwright.sync_api import Browser
from pypdf import PdfReader

from plan_tools.start.new_council import Beginning, files_taken, new_plan
from sites import OURS, ROOT, TODAY, BuiltSite, prepared, register_of, words_on

NAMES = ("derby", "hezelgrave", "buckby", "friar gate")


def test_each_easy_page_says_that_it_is_not_yet_checked(our_site: BuiltSite) -> None:
    easy = {address: page for address, page in our_site.pages.items() if address.startswith("/easy-read/")}
    assert easy
    for address, page in easy.items():
        label = page.xpath("normalize-space(//main//*[@class='easy-label'])")
        assert label == "Easier words. Not yet checked by people with learning disabilities.", address


def test_the_booklet_has_at_most_24_pages(browser: Browser, ours: str) -> None:
    """GOV.UK says so of any Easy Read document."""
    page = browser.new_page()
    page.goto(f"{ours}/easy-read/booklet/")
    printed = page.pdf(format="A4", prefer_css_page_size=True)
    page.close()
    assert len(PdfReader(io.BytesIO(printed)).pages) <= 24


def test_what_the_council_says_of_itself_is_told_as_its_claim(our_site: BuiltSite) -> None:
    assert "says that this happened in" in words_on(our_site.pages["/easy-read/progress/"])


def test_the_fictional_plans_never_name_it(example_site: BuiltSite, small_site: BuiltSite) -> None:
    for site in (example_site, small_site):
        assert [name for name, data in site.files.items() if b"derby" in data.lower()] == []


@pytest.mark.parametrize("name", NAMES)
def test_nothing_that_another_council_takes_names_it(name: str) -> None:
    taken = files_taken(ROOT)
    assert len(taken) > 300
    naming = [path for path in taken if name in f"{path} {_text_of(path)}".lower()]
    assert naming == []


def _text_of(path: str) -> str:
    return (ROOT / path).read_bytes().decode(errors="replace")


def test_the_register_has_every_address_of_the_site() -> None:
    addresses = {page.address for page in prepared(OURS).pages} - {"/404.html"}
    assert addresses == set(register_of(OURS)), "make register"


def test_readme_opens_with_a_picture_and_two_commands() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    picture, commands = readme.index("![The home page"), readme.index("```\nmake build\nmake test\n```")
    assert picture < 100
    assert commands < 1200


def test_the_settings_of_a_new_plan_are_these() -> None:
    personal = {"site_name", "site_url", "repo_url", "edit_uri"}
    ours, new = (
        {name: value for name, value in yaml.safe_load(text).items() if name not in personal}
        for text in ((ROOT / "mkdocs.yml").read_text(encoding="utf-8"), new_plan(Beginning(), TODAY)["mkdocs.yml"])
    )
    assert ours == new
