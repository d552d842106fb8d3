"""What a template places is what the view of its kind of page has, and a component says what it is given."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from jinja2 import nodes
from jinja2.meta import find_undeclared_variables

from plan_site.html.render import HERE, _environment
from plan_site.pdf.whole_plan import WholePlan
from plan_site.site import views
from plan_site.site.page import View
from plan_site.site.pages import DOORS
from plan_tools.reviews.kit import ReviewKit

VIEWS: list[type[View]] = [
    *(each for each in vars(views).values() if isinstance(each, type) and issubclass(each, View)),
    WholePlan,
    ReviewKit,
]
OF_WHICH_OTHERS_ARE_MADE: set[type[View]] = {View, views.OfARecord, views.OfASubject}
KINDS = {view.kind: view for view in VIEWS if view not in OF_WHICH_OTHERS_ARE_MADE}
LAYOUTS = {"shell", "chapter"}
IN_EVERY_TEMPLATE = {"page", "plan", "details", "shell", "link_to", "layout"}
COMPONENTS = sorted((HERE / "components").glob("*/*.html"))
_OPENING = re.compile(r"\{#(.*?)#\}", re.DOTALL)
_ARGUMENT = re.compile(r"^(\w+): \S", re.MULTILINE)
_TAKEN = re.compile(r"\b(?:page|shell|details)(?:\.\w+|(?=,))")


def parsed(name: str) -> nodes.Template:
    environment = _environment()
    assert environment.loader
    return environment.parse(environment.loader.get_source(environment, name)[0])


def names_in(name: str) -> set[str]:
    """What a template and those that it is put together from have to be given."""
    template = parsed(name)
    names = find_undeclared_variables(template) - set(_environment().globals) - set(set_by(template))
    return names.union(*(names_in(other) for found in others_in(template) for other in names_of(found)))


def set_by(template: nodes.Template) -> Iterator[str]:
    """The names that a template imports or sets for all its blocks."""
    for node in template.body:
        if isinstance(node, nodes.FromImport):
            yield from (each for each in node.names if isinstance(each, str))
        elif isinstance(node, nodes.Assign) and isinstance(node.target, nodes.Name):
            yield node.target.name


def others_in(template: nodes.Template) -> Iterator[nodes.Expr]:
    for node in template.find_all(nodes.Stmt):
        if isinstance(node, nodes.Extends | nodes.Include | nodes.FromImport):
            yield node.template


def names_of(template: nodes.Expr) -> Iterator[str]:
    """The layout round a page has no name of its own, nor have the parts on the page for a reader."""
    if isinstance(template, nodes.Const):
        yield template.value
    elif isinstance(template, nodes.Name):
        yield "shell.html"
    else:
        yield from {f"blocks/{block}.html" for door in DOORS for block in door.blocks}


def test_every_kind_of_page_has_a_template_and_no_template_is_left_over() -> None:
    templates = {path.stem for path in (HERE / "templates").glob("*.html")} - LAYOUTS
    assert templates == set(KINDS)


@pytest.mark.parametrize("kind", KINDS)
def test_a_template_places_all_that_its_view_has_and_nothing_else(kind: str) -> None:
    assert names_in(f"{kind}.html") - IN_EVERY_TEMPLATE == set(inspect.signature(KINDS[kind]).parameters)


# --- components -------------------------------------------------------------------------------------------


def given_to(template: nodes.Template) -> set[str]:
    """What stands in the brackets of macros; where there are none, what a component takes from the page around it."""
    macros = list(template.find_all(nodes.Macro))
    if macros:
        return {argument.name for macro in macros for argument in macro.args} - {"link_to"}
    around = find_undeclared_variables(template) - {*_environment().globals, *set_by(template), "link_to"}
    parts = [each for each in template.find_all(nodes.Getattr) if isinstance(each.node, nodes.Name)]
    of_a_part = [each.node for each in parts]
    whole = [each for each in template.find_all(nodes.Name) if not any(each is other for other in of_a_part)]
    found = {f"{each.node.name}.{each.attr}" for each in parts if isinstance(each.node, nodes.Name)}
    return {each for each in found | {name.name for name in whole} if each.partition(".")[0] in around}


@pytest.mark.parametrize("component", COMPONENTS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_a_component_opens_with_what_it_is_given(component: Path) -> None:
    """But for `link_to`, which all of them have."""
    opening = _OPENING.match(component.read_text(encoding="utf-8"))
    said = _ARGUMENT.findall(opening[1]) or _TAKEN.findall(opening[1]) if opening else []
    assert sorted(said) == sorted(given_to(parsed(f"{component.parent.name}/{component.name}")))
