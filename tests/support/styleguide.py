"""Shows every component in its states: each example of each examples.yml as a small page, and an index of them all.

Run as a program, it writes them into .styleguide/. They are no part of the published site.
"""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from plan_site.checks.loading import load_plan
from plan_site.html.metadata import security_policy
from plan_site.html.render import render_part
from plan_site.html.site_files import (
    SCRIPTS,
    STYLESHEETS,
    asset_files,
    first_script,
    script_address,
    stylesheet_address,
)
from plan_site.open_data.files import data_files
from plan_site.open_data.tables import tables
from plan_site.publish.output import write_site
from plan_site.publish.project import Prepared, Project
from plan_site.reading.articles import read_content
from plan_site.site.page import Page, Site
from plan_site.site.pages import build_pages
from sites import EXAMPLE, ROOT, SMALL, TODAY

COMPONENTS = ROOT / "hooks/plan_site/html/components"
TEMPLATES = Path(__file__).with_suffix("")
FOLDER = ROOT / ".styleguide"
PLANS = {"example": EXAMPLE, "small": SMALL}
"""The made-up plans whose pages the examples take their words from. Both are written beside, so that links lead on."""

_SITE = Site("https://plan.example.org/inclusion/", "https://plan.example.org/edit/")


@dataclass(frozen=True, kw_only=True)
class Example:
    """A component in one of its states."""

    component: str
    name: str
    page: str
    """The address of the page whose words it shows."""
    shows: str
    """A few lines of template: the component, and what has to stand around it."""
    plan: str = "example"
    note: str = ""
    """Why there is this example, where its name does not say so."""
    stands: str = "in main"
    """Where a landmark of its own stands: as header, above main, below main or as footer."""
    scripts: tuple[str, ...] = ()
    """The scripts of the site that it needs."""
    query: str = ""
    """What its address asks for, as in ?q=bus."""

    @property
    def title(self) -> str:
        return f"{self.component.replace('-', ' ').capitalize()}: {self.name}"

    @property
    def file(self) -> str:
        return f"{self.component}/{re.sub('[^a-z0-9]+', '-', self.name.lower()).strip('-')}/index.html"

    @property
    def address(self) -> str:
        return self.file + self.query

    @property
    def context(self) -> Page:
        return pages_of(self.plan)[self.page]

    def link_to(self, target: str) -> str:
        """What stands on the page itself, such as the link to where the reader is, has to lead to the small page."""
        return "index.html" if target == self.page else f"../../plans/{self.plan}{target}"

    @property
    def shown(self) -> Markup:
        return Markup(render_part(self.shows, self.context, self.link_to))  # noqa: S704 - what our template made


def components() -> list[str]:
    return sorted(path.name for path in COMPONENTS.iterdir() if path.is_dir())


@cache
def examples() -> tuple[Example, ...]:
    return tuple(example for component in components() for example in _examples_of(component))


def _examples_of(component: str) -> Iterator[Example]:
    file = COMPONENTS / component / "examples.yml"
    for fields in yaml.safe_load(file.read_text(encoding="utf-8")) if file.exists() else ():
        yield Example(component=component, **{**fields, "scripts": tuple(fields.get("scripts", ()))})


@cache
def project_of(plan: str) -> Project:
    folder = PLANS[plan]
    return Project(folder / "plan_data", folder / "content", _SITE)


def prepared_of(plan: str) -> Prepared:
    """A made-up plan as it is on the day of the tests."""
    project = project_of(plan)
    articles, _ = read_content(project.content, "content")
    loaded, problems = load_plan(project.plan_data, today=TODAY, articles=articles)
    assert loaded is not None, problems
    data = data_files(loaded, _SITE)
    downloads = [file.download for file in data]
    pages = build_pages(loaded, today=TODAY, site=_SITE, downloads=downloads, tables=tables())
    return Prepared(loaded, pages, (), data=data)


@cache
def pages_of(plan: str) -> Mapping[str, Page]:
    """The pages of a made-up plan by their addresses."""
    return {page.address: page for page in prepared_of(plan).pages}


def write(folder: Path) -> None:
    """Writes the styleguide, the files that its pages share, and the made-up plans."""
    for address, data in _files():
        path = folder / address.lstrip("/")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    for plan in PLANS:
        write_site(project_of(plan), prepared_of(plan), folder / "plans" / plan)


def _files() -> Iterator[tuple[str, bytes]]:
    templates = _environment()
    groups = [(component, list(_examples_of(component))) for component in components()]
    yield "index.html", templates.get_template("index.html").render(groups=groups, root="").encode()
    for example in examples():
        yield example.file, templates.get_template("example.html").render(example=example, root="../../").encode()
    yield "styleguide.css", (TEMPLATES / "styleguide.css").read_bytes()
    yield from asset_files()


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["stylesheets"] = [stylesheet_address(name)[1:] for name in STYLESHEETS]
    environment.globals["scripts"] = {name: script_address(name)[1:] for name in SCRIPTS}
    environment.globals["first_script"] = Markup(first_script())  # noqa: S704 - a file of ours
    environment.globals["security_policy"] = security_policy(first_script())
    return environment


if __name__ == "__main__":
    shutil.rmtree(FOLDER, ignore_errors=True)
    write(FOLDER)
    sys.stdout.write(f"{len(examples())} examples. Open {(FOLDER / 'index.html').as_uri()}\n")
