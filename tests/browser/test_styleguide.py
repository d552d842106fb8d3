"""Every component is shown in its states, and none of them has a barrier that a program can find."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache

import pytest
from lxml import html
from playwright.sync_api import Page

import engines
import screen_rules
import styleguide
from explained import unexplained
from looks import Look, View
from plan_tools.check_site import document_rules
from sites import EXAMPLE, SMALL, BuiltSite, prepared, served
from styleguide import Example

EXAMPLES = pytest.mark.parametrize("example", styleguide.examples(), ids=lambda example: example.file)


@pytest.fixture(scope="session")
def guide(tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    folder = tmp_path_factory.mktemp("styleguide")
    styleguide.write(folder)
    return BuiltSite(folder)


@pytest.fixture(scope="session")
def guide_address(guide: BuiltSite) -> Iterator[str]:
    with served(guide.folder) as address:
        yield address


@pytest.mark.parametrize("component", styleguide.components())
def test_a_component_has_one_to_five_examples_of_different_names(component: str) -> None:
    files = [example.file for example in styleguide.examples() if example.component == component]
    assert 1 <= len(files) <= 5
    assert len(set(files)) == len(files)


@EXAMPLES
def test_an_example_shows_its_component(example: Example) -> None:
    """By its template or, where there is only a style, by a class that the style names."""
    folder = styleguide.COMPONENTS / example.component
    blocks = (styleguide.COMPONENTS.parent / "templates/blocks").glob("*.html")
    included = "".join(path.read_text() for path in blocks if f"blocks/{path.name}" in example.shows)
    if (folder / "template.html").exists():
        assert f"{example.component}/template.html" in example.shows + included
    else:
        assert f".page-{example.context.kind} " in (folder / "style.css").read_text()


@EXAMPLES
def test_an_example_names_no_other_plan(example: Example) -> None:
    others = _areas() - {example.context.shell.plan.details.area}
    assert len(others) == 1
    assert [name for name in others if name in example.shown] == []


@cache
def _areas() -> frozenset[str]:
    plans = (prepared(project).plan for project in (EXAMPLE, SMALL))
    return frozenset(plan.details.area for plan in plans if plan)


@EXAMPLES
def test_an_example_has_no_barrier_that_a_program_can_find(
    example: Example, view: Callable[[Look], View], guide_address: str, *, is_everything: bool
) -> None:
    """On a phone, which is harder; the pages show every component on a wide screen too."""
    shown = view(Look(360))
    page = shown.open(guide_address, f"/{example.address}")
    if example.query:
        page.wait_for_load_state("networkidle")
    found = engines.axe(page)
    faults = [
        *shown.heard,
        *found.violations,
        *unexplained(found.incomplete),
        *engines.ibm(page),
        *document_rules.faults_of(_document_of(page)),
        *screen_rules.faults_of(page, by_keys=is_everything),
    ]
    assert not faults, "\n".join(faults)


def _document_of(page: Page) -> html.HtmlElement:
    return html.document_fromstring(page.content(), base_url=page.url)


def test_the_index_shows_each_example_in_a_frame_that_names_it(
    guide_address: str, view: Callable[[Look], View]
) -> None:
    index = _document_of(view(Look()).open(guide_address, "/index.html"))
    framed = {frame.get("src"): frame.get("title") for frame in index.iter("iframe")}
    assert framed == {example.address: example.title for example in styleguide.examples()}
    assert [*document_rules.faults_of(index)] == []
