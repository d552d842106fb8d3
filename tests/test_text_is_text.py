"""Any text in any field is shown as it was typed, or refused with its place; it never becomes markup."""

from __future__ import annotations

import functools
import json
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import html

from plan_site import build_pages, easy_read, load_plan, render
from plan_site.building import Prepared, Project, prepare
from plan_site.model import KINDS, Line, Prose
from plan_site.page import Page, Site
from plan_site.reading import fields_of
from plan_site.rules import PLACEHOLDER
from plan_site.skeleton import Setting, skeleton
from plan_site.source import is_seen
from sites import EASY_WORDS, SMALL, TODAY, copy_of, words_on

HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "'; alert(1) //",
    "{{ 7 * 7 }} {% raw %}",
    "[a link](javascript:alert(1)) **bold** `code`",
    "&lt;b&gt; &amp; &#x3C;i&#x3E;",
    "</title></style></textarea>",
    "<!-- not a note -->",
    "]]> <![CDATA[",
    "a: b # c",
    "“curly” ‘quotes’ – dashes — and … dots",
    "Żaneta, José, Siân, 中文, العربية, हिन्दी, emoji 👩‍👧",
    "no",
    "2025-13-45",
]
_KINDS = [kind for kind in KINDS if kind.noun in {"plan", "aim", "outcome", "quote", "progress", "action", "feedback"}]
FIELDS = [
    (kind.noun, field.name)
    for kind in _KINDS
    for field in fields_of(kind.type)
    if field.type in (Line, Prose)
    and (kind.noun, field.name) != ("outcome", "key_words")  # a part of the title
    and field.name != "easy_title"  # see below
]
EASY_FIELDS = [(kind.noun, name) for kind in _KINDS for name in ("easy_title", "easy_read", "about", "say", "left_out")]


# What a plan needs once a council has adopted it.
_STATEMENT = """compliance: partially
known_problems:
  - criterion: 1.2.2 Captions (Prerecorded)
    why: The film has no subtitles.
contact: mailto:plan@smallton.example.org
enforcement_body: EHRC
prepared: 2026-01-05
"""

_FOLDER = tempfile.TemporaryDirectory(prefix="plan-")


@functools.cache
def project() -> Path:
    """A plan with one new record of each kind, every text of it filled in."""
    folder = copy_of(SMALL, Path(_FOLDER.name) / "project")
    before = prepare(Project(folder / "plan_data", folder / "content", Site()))
    assert before.plan is not None
    (folder / "plan_data/accessibility.yml").write_text(_STATEMENT)
    for kind in _KINDS:
        if kind.is_folder:
            path = folder / "plan_data" / kind.home / f"new-{kind.noun}.yml"
            path.parent.mkdir(exist_ok=True)
            path.write_text(skeleton(kind, f"new-{kind.noun}", Setting(before.plan, TODAY)))
    return folder


def file_of(noun: str) -> Path:
    kind = next(kind for kind in KINDS if kind.noun == noun)
    return project() / "plan_data" / (f"{kind.home}/new-{noun}.yml" if kind.is_folder else kind.home)


def with_field(text: str, name: str, value: str) -> str:
    """The record with one field set to a value, as JSON strings are YAML strings too."""
    quoted = json.dumps(value, ensure_ascii=False)
    lines = [line for line in text.splitlines() if not line.startswith((f"{name}:", "we_could_not_because:"))]
    if name == "we_could_not_because":
        lines = [line for line in lines if not line.startswith("we_did:")]
    return "\n".join([*lines, f"{name}: {quoted}", ""])


def load(noun: str, name: str, value: str) -> Prepared:
    path = file_of(noun)
    before = path.read_text()
    try:
        path.write_text(with_field(before, name, value), encoding="utf-8")
        return prepare(Project(project() / "plan_data", project() / "content", Site()))
    finally:
        path.write_text(before)


def documents(pages: tuple[Page, ...]) -> list[html.HtmlElement]:
    return [html.document_fromstring(render(page)) for page in pages]


def tags(documents: list[html.HtmlElement]) -> list[str]:
    """All but what sets letters in one font that the site's own font has not."""
    elements = (element for document in documents for element in document.iter())
    return [str(element.tag) for element in elements if element.get("class") != "one-font"]


@functools.cache
def tags_of_plain_words(noun: str, name: str) -> list[str]:
    return tags(_without_list(load(noun, name, "Plain words")))


def holds(noun: str, name: str, typed: str, *, is_taken: bool = False) -> None:
    prepared = load(noun, name, typed)
    assert not (is_taken and prepared.has_errors)
    errors = [problem for problem in prepared.problems if not problem.is_advice]
    if errors:
        assert {problem.place.file for problem in errors} == {
            f"plan_data/{file_of(noun).relative_to(project() / 'plan_data').as_posix()}"
        }
        assert all(problem.place.line >= 1 and problem.what and problem.remedy for problem in errors)
        return
    others, lists = _without_list(prepared), documents(tuple(page for page in prepared.pages if page.kind == "search"))
    paragraphs = [" ".join(part.split()) for part in typed.split("\n") if part.strip()]
    shown = [words_on(document) for document in (*others, *lists)]
    for paragraph in paragraphs:
        assert any(paragraph in words for words in shown), f"{paragraph!r} is on no page"
    if len(paragraphs) == 1:
        assert tags(others) == tags_of_plain_words(noun, name)
        assert set(tags(lists)) <= set(tags_of_plain_words(noun, name)) | _TAGS_OF_THE_LIST


# In the list from A to Z a page may stand under another letter, or under one of its own.
_TAGS_OF_THE_LIST = {"ul", "li", "a", "h3", "nav"}


def _without_list(prepared: Prepared) -> list[html.HtmlElement]:
    return documents(tuple(page for page in prepared.pages if page.kind != "search"))


@pytest.mark.parametrize(("noun", "name"), FIELDS)
def test_hostile_text_in_a_field_is_shown_as_typed_and_changes_no_markup(noun: str, name: str) -> None:
    for typed in HOSTILE:
        holds(noun, name, typed, is_taken=True)


@pytest.mark.parametrize(("noun", "name"), FIELDS)
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], derandomize=True)
@given(typed=st.text(alphabet=st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60).filter(is_seen))
def test_any_text_in_a_field_is_shown_as_typed_or_refused_with_its_place(noun: str, name: str, typed: str) -> None:
    holds(noun, name, typed)


# --- easy words -------------------------------------------------------------------------------------------


@functools.cache
def project_in_easy_words() -> Path:
    """The same plan with easy words, so that it has Easy Read pages."""
    folder = Path(shutil.copytree(project(), Path(_FOLDER.name) / "easy"))
    shutil.copytree(EASY_WORDS, folder, dirs_exist_ok=True)
    for kind in _KINDS:
        path = folder / file_of(kind.noun).relative_to(project())
        path.write_text(in_easy_words(path.read_text(encoding="utf-8")), encoding="utf-8")
    return folder


_EASY_THINGS = ("bus", "school", "home", "friends", "work", "food", "town", "day", "play", "help", "family", "dog")


def in_easy_words(record: str, name: str = "", typed: str = "") -> str:
    """The record with easy words, one place of them as typed; JSON is YAML too."""
    ages = {"words": "You may be 0 to 25 years old.", "picture": "child"}  # as the plain words of the plan say
    line = {"words": "We listen to you.", "picture": "ear", "about": "That is a lot.", "say": "We listen."}
    in_line = {"easy_read": "words", "about": "about", "say": "say"}.get(name)
    if in_line:
        line[in_line] = typed
    own = re.search(r"^id: new-(.+)$", record, re.MULTILINE)  # no two records share their easy title
    things = dict(zip((kind.noun for kind in _KINDS if kind.is_folder), _EASY_THINGS, strict=False))
    title = f"We listen to your {things[own[1]]}" if own else "We listen"
    fields: dict[str, object] = {"easy_title": typed if name == "easy_title" else title}
    fields["easy_read"] = [ages, line]
    if name == "left_out":
        fields["left_out"] = [{"what": PLACEHOLDER if PLACEHOLDER in record else "made up", "because": typed}]
    before = record.partition("\neasy_title:")[0].rstrip()
    written = (f"{field}: {json.dumps(value, ensure_ascii=False)}" for field, value in fields.items())
    return "\n".join([before, *written, ""])


def load_in_easy_words(noun: str, name: str, typed: str) -> Prepared:
    path = project_in_easy_words() / file_of(noun).relative_to(project())
    before = path.read_text(encoding="utf-8")
    try:
        path.write_text(in_easy_words(before, name, typed), encoding="utf-8")
        return prepare(Project(project_in_easy_words() / "plan_data", project_in_easy_words() / "content", Site()))
    finally:
        path.write_text(before, encoding="utf-8")


def easy_pages_of(prepared: Prepared) -> list[str]:
    return [render(page) for page in prepared.pages if page.address.startswith("/easy-read/")]


@functools.cache
def easy_pages_of_plain_words(noun: str, name: str) -> tuple[str, ...]:
    with any_sentence_is_easy():
        return tuple(easy_pages_of(load_in_easy_words(noun, name, "Plain words.")))


@contextmanager
def any_sentence_is_easy() -> Iterator[None]:
    """So that words that no editor could publish reach the pages all the same."""
    others = tuple(rule for rule in easy_read.RULES if rule is not easy_read.every_sentence_is_easy)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(easy_read, "RULES", others)
        yield


def holds_in_easy_words(noun: str, name: str, typed: str) -> None:
    prepared = load_in_easy_words(noun, name, typed)
    errors = [problem for problem in prepared.problems if not problem.is_advice]
    if errors:
        path = file_of(noun).relative_to(project()).as_posix()
        assert {problem.place.file for problem in errors} == {path}
        assert all(problem.place.line >= 1 and problem.what and problem.remedy for problem in errors)
        return
    pages = easy_pages_of(prepared)
    if name == "left_out":  # a note for editors, which no page shows
        assert tuple(pages) == easy_pages_of_plain_words(noun, name)
        return
    built = [html.document_fromstring(page) for page in pages]
    words = " ".join(typed.split())
    shown = [" ".join(said.split()) for page in built for said in page.xpath("//main//@data-say")]
    assert any(words in each for each in (shown if name == "say" else map(words_on, built))), f"{words!r} is nowhere"
    assert tags(built) == tags([html.document_fromstring(page) for page in easy_pages_of_plain_words(noun, name)])


@pytest.mark.parametrize(("noun", "name"), EASY_FIELDS)
def test_hostile_text_in_easy_words_is_shown_as_typed_and_changes_no_markup(noun: str, name: str) -> None:
    with any_sentence_is_easy():
        for typed in HOSTILE:
            assert not load_in_easy_words(noun, name, typed).has_errors
            holds_in_easy_words(noun, name, typed)


@pytest.mark.parametrize(("noun", "name"), EASY_FIELDS)
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], derandomize=True)
@given(typed=st.text(alphabet=st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60).filter(is_seen))
def test_any_text_in_easy_words_is_shown_as_typed_or_refused_with_its_place(noun: str, name: str, typed: str) -> None:
    holds_in_easy_words(noun, name, typed)


@settings(max_examples=150, deadline=None, derandomize=True)
@given(data=st.binary(max_size=200))
def test_any_bytes_in_a_file_are_read_or_refused_without_a_traceback(data: bytes) -> None:
    path = file_of("aim")
    before = path.read_bytes()
    try:
        path.write_bytes(data)
        plan, problems = load_plan(project() / "plan_data", today=TODAY)
    finally:
        path.write_bytes(before)
    assert plan is None
    assert any(problem.place.file == "plan_data/aims/new-aim.yml" for problem in problems)


def test_the_pages_of_a_plan_can_be_built_without_any_file_of_the_generator() -> None:
    plan, _ = load_plan(SMALL / "plan_data", today=TODAY)
    assert plan is not None
    home = build_pages(plan, today=TODAY)[0]
    assert "Smallton" in render(home, link_to=lambda address: f"https://www.example.org{address}")
