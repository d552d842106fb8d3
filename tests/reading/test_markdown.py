"""Hand-written pages are read as GitHub reads them, each fault in its line, and soon."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from lxml import html

from plan_site.checks.article_rules import links_around
from plan_site.html.render import render
from plan_site.publish.project import Project, prepare
from plan_site.reading.blocks import blocks_of
from plan_site.reading.markdown import html_of, written
from plan_site.reading.markdown_rules import Sheet, problems_of
from plan_site.site.page import Site
from sites import EXAMPLE, OURS, SMALL, prepared

# What cmark-gfm, GitHub's own reader, makes of it.
AS_ON_GITHUB = {
    "a\n- b\n- c": "p ul li li",
    "a\n1. b\n2. c": "p ol li li",
    "a\n2. b": "p",
    "- a\n  - b\n    - c": "ul li ul li ul li",
    "1. a\n   - b\n2. c": "ol li ul li li",
    "1) a\n2) b": "ol li li",
    "- a\n\n  b\n- c": "ul li p p li p",
    "- a\n* b": "ul li ul li",
    "a\n| b | c |\n| - | - |\n| 1 | 2 |": "p table thead tr th th tbody tr td td",
    "> a\nb\n> - c": "blockquote p ul li",
    "- ```\n  a\n  ```": "ul li pre code",
    "a\n# b": "p h1",
    "a\n---": "h2",
    "a\n\n---": "p hr",
    "    a": "pre code",
    "a\n    b": "p",
    "- - a": "ul li ul li",
}


@pytest.mark.parametrize("text", AS_ON_GITHUB)
def test_lists_tables_and_what_stands_below_words_are_what_github_makes_of_them(text: str) -> None:
    tags = [element.tag for element in blocks_of(text).root.iter()][1:]
    assert " ".join(tags) == AS_ON_GITHUB[text]


def test_each_link_and_heading_knows_its_line() -> None:
    page = written("## One\n\nWords [a](/a/),\n**[b](/b/)  \n[c\n](/c/)** and [d](/d/)\n\n- x\n  - [e](/e/)\n", 5)
    lines = {link.get("href"): page.line_of(link) for link in page.all("a")}
    assert lines == {"/a/": 7, "/b/": 8, "/c/": 9, "/d/": 10, "/e/": 13}


@pytest.mark.parametrize("typed", ["&lt;b&gt;", "`<b>`", "\\<b\\>", "    <b>"])
def test_what_is_spelt_out_is_text_and_said_once(typed: str) -> None:
    page = html_of(written(typed).root)
    assert "&lt;b&gt;" in page
    assert "&amp;lt;" not in page


def test_an_address_in_code_stays_as_it_is(small_copy: Path) -> None:
    words = 'Write `a href="/aims/"` for a link.\n\n     href="/aims/"\n'
    (small_copy / "content/page.md").write_text(f"---\ntitle: A page\ndescription: A page.\n---\n{words}")
    pages = prepare(Project(small_copy / "plan_data", small_copy / "content", Site())).pages
    (page,) = (render(page) for page in pages if page.address == "/page/")
    assert page.count(' href="/aims/"') == 2


LONG = [
    "## a\n",
    "[TOC]\n\n## b\n",
    "- a\n",
    "a\n\n",
    "|a|\n|-|\n",
    "**a ",
    "`",
    "{{",
    "<a>",
    "++a",
    "a.",
    "\\|",
    "---8<",
]


@pytest.mark.parametrize("piece", LONG)
def test_no_page_takes_long(piece: str) -> None:
    text = piece * (45_000 // len(piece)) if "[" not in piece else piece * 900
    start = time.process_time()
    for _ in problems_of(Sheet(written(text)), "page.md"):
        pass
    assert time.process_time() - start < 3


@pytest.mark.parametrize("project", [OURS, EXAMPLE, SMALL], ids=["ours", "example", "small"])
def test_the_links_around_an_article_are_known(project: Path) -> None:
    made = prepared(project)
    assert made.plan is not None
    for article in made.plan.articles:
        page = next(page for page in made.pages if page.address == article.address)
        document = html.document_fromstring(render(page, link_to=lambda address: address))
        own = {link.words.casefold() for link in article.links}
        found = {" ".join(link.text_content().split()).casefold() for link in document.xpath("//a[not(@class='word')]")}
        assert found - own <= {link.words.casefold() for link in links_around(page)}
