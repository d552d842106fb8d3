"""Turns a page into its whole HTML document. Every link goes through one function."""

from __future__ import annotations

import hashlib
import os
import pickle
import sys
from collections.abc import Callable, MutableMapping
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

import jinja2
from jinja2 import Environment, FileSystemBytecodeCache, FileSystemLoader, StrictUndefined, Template
from jinja2.bccache import Bucket
from markupsafe import Markup

from plan_site.english.letters import with_whole_words
from plan_site.html.metadata import (
    REFERRER_POLICY,
    SHARE_CARD,
    SHARE_CARD_SIZE,
    security_policy,
    short_title,
    structured_data,
    summary,
)
from plan_site.html.search_index import INDEX
from plan_site.html.site_files import SCRIPTS, STYLESHEETS, first_script, script_address, stylesheet_address
from plan_site.html.wheel import ROUND_WHEELS, braid
from plan_site.html.word_links import with_word_links
from plan_site.model.addresses import address_fault
from plan_site.reading.markdown import placed
from plan_site.site.page import NOT_FOUND, Page, Site, address_of

LinkTo = Callable[[str], str]

HERE = Path(__file__).parent


def render(page: Page, *, link_to: LinkTo | None = None, layout: str = "shell.html") -> str:
    """The HTML document of a page.

    `link_to` turns an address of the site into what stands in an href; by default relative to the page, so
    that the site works under any path, or from the root of the site for a page that any address may show.
    `layout` is the template round that of the page's kind.
    """
    link_to = link_to or default_links(page)
    document = _environment().get_template(f"{page.kind}.html").render(_placed(page, link_to), layout=layout)
    if not page.explains_words:
        place = page.place_of_meanings
        document = with_word_links(
            document,
            page.shell.glossary,
            lambda word: link_to(f"{place}#{word.anchor}"),
            explained=page.explained,
            names=page.shell.plan.names,
        )
    return with_whole_words(document)


def render_part(source: str, page: Page, link_to: LinkTo) -> str:
    """The HTML of a few lines of template, with all that the page's own template has to place."""
    return _environment().from_string(source).render(_placed(page, link_to))


def _placed(page: Page, link_to: LinkTo) -> dict[str, object]:
    """What a page's template places, by name."""
    return {
        "page": page,
        "plan": page.shell.plan,
        "details": page.shell.plan.details,
        "shell": page.shell,
        "link_to": _safe(link_to),
        **vars(page.view),
    }


def default_links(page: Page) -> LinkTo:
    if page.shell.site.is_offline:
        return offline_links(page.address)
    return rooted_links(page.shell.site) if page.address == NOT_FOUND else relative_links(page.address)


def relative_links(address: str) -> LinkTo:
    """Links from one address of the site to another, such as ../../aims/."""
    up = "../" * (address.count("/") - 1) or "./"

    def link_to(target: str) -> str:
        return target[len(address) :] if target.startswith(f"{address}#") else up + target[1:]

    return link_to


def offline_links(address: str) -> LinkTo:
    """Links from one file of the site to another, such as ../../aims/index.html, that need no server."""
    link_to = relative_links(address)

    def to_file(target: str) -> str:
        place, mark, fragment = link_to(target).partition("#")
        return f"{place}index.html{mark}{fragment}" if place.endswith("/") else place + mark + fragment

    return to_file


def rooted_links(site: Site) -> LinkTo:
    """Links from the root of the site's host."""
    base = urlsplit(site.address).path.rstrip("/")
    return lambda target: base + target


def _safe(link_to: LinkTo) -> LinkTo:
    """Links within the site as `link_to` says; links out of it only where a reader can follow them safely."""

    def safe(target: str) -> str:
        if target.startswith("/"):
            return link_to(target)
        if (fault := address_fault(target)) is not None:
            raise ValueError(f"an address reached a template that {fault[0]} {target!r}")
        return target

    return safe


class _Kept(FileSystemBytecodeCache):
    """Compiled templates. One that is damaged is compiled again, and where the disk is full none is kept."""

    def load_bytecode(self, bucket: Bucket) -> None:
        try:
            super().load_bytecode(bucket)
        except (EOFError, ValueError, pickle.UnpicklingError):
            bucket.reset()

    def dump_bytecode(self, bucket: Bucket) -> None:
        with suppress(OSError):
            super().dump_bytecode(bucket)


def _compiled_templates() -> FileSystemBytecodeCache | None:
    """Keeps compiled templates beside them, as Python keeps its modules: compiling costs more than 100 pages."""
    # What is kept depends on Jinja and on the settings below, neither of which Jinja looks at.
    made_by = hashlib.sha256(Path(__file__).read_bytes() + jinja2.__version__.encode()).hexdigest()[:16]
    folder = HERE / "templates" / "__pycache__" / made_by
    try:
        if not sys.dont_write_bytecode:
            folder.mkdir(parents=True, exist_ok=True)
            return _Kept(str(folder)) if os.access(folder, os.W_OK) else None
    except OSError:
        pass
    return None


class _Environment(Environment):
    """Jinja's, which has at hand what Jinja would look up anew for each part of each page."""

    @cache  # noqa: B019 - there is one environment, and it stays
    def get_template(
        self,
        name: str | Template,
        parent: str | None = None,
        globals: MutableMapping[str, Any] | None = None,  # noqa: A002 - its name
    ) -> Template:
        return super().get_template(name, parent, globals)

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        return {**self.globals, **(d or {})}


@cache
def _environment() -> Environment:
    environment = _Environment(
        bytecode_cache=_compiled_templates(),
        loader=FileSystemLoader([HERE / "templates", HERE / "components"]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.filters["address"] = address_of
    environment.globals["braid"] = braid
    environment.globals["round_wheels"] = ROUND_WHEELS
    environment.globals["article_html"] = _article_html
    environment.globals["stylesheets"] = {name: stylesheet_address(name) for name in STYLESHEETS}
    environment.globals["scripts"] = {name: script_address(name) for name in SCRIPTS}
    environment.globals["first_script"] = Markup(first_script())  # noqa: S704 - a file of ours
    environment.globals["security_policy"] = security_policy(first_script())
    environment.globals["referrer_policy"] = REFERRER_POLICY
    environment.globals["search_index"] = INDEX
    environment.globals["share_card"] = SHARE_CARD
    environment.globals["share_card_size"] = SHARE_CARD_SIZE
    environment.globals["short_title"] = short_title
    environment.globals["summary"] = summary
    environment.globals["structured_data"] = structured_data
    return environment


def _article_html(written: Element, link_to: LinkTo) -> Markup:
    return Markup(placed(written, link_to))  # noqa: S704 - made from Markdown whose HTML is text
