"""Any text in any field is shown as it was typed, or refused with its place; it never becomes markup."""

from __future__ import annotations

import functools
import json
import re
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from string import ascii_lowercase

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import html

from plan_site.checks import easy_read
from plan_site.checks.loading import load_plan
from plan_site.html.render import render
from plan_site.model.field_types import Line, Prose
from plan_site.model.fields import fields_of
from plan_site.model.plan import KINDS
from plan_site.model.problems import Problem, errors_among
from plan_site.publish.project import Prepared, Project, prepare
from plan_site.site.page import Page, Site
from plan_site.site.pages import build_pages
from plan_site.yaml.characters import composed, is_seen
from plan_site.yaml.text_types import PLACEHOLDER
from plan_tools.start.new_record import Setting, skeleton
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
EASY_FIELDS = [(kind.noun, name) for kind in _KINDS for name in ("easy_title", "easy_read", "about", "say")]
NOTES = [(kind.noun, "left_out") for kind in _KINDS]
"""Easy words that are for editors alone."""

Field = tuple[str, str]
"""A kind of record, and the name of one of its fields."""
Texts = dict[Field, str]
"""What is typed, each in its field, all in one plan."""


def squares_of(fields: list[Field]) -> list[Texts]:
    """Each hostile text in each field once, and never two times in one plan."""
    turns = range(len(HOSTILE))
    assert len(fields) <= len(HOSTILE)
    return [{field: HOSTILE[(turn + number) % len(HOSTILE)] for number, field in enumerate(fields)} for turn in turns]


def any_texts(fields: list[Field]) -> st.SearchStrategy[Texts]:
    typed = st.text(alphabet=st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60).filter(is_seen)
    texts = st.lists(typed, min_size=len(fields), max_size=len(fields), unique=True)
    return texts.map(lambda found: dict(zip(fields, found, strict=True)))


def plain(texts: Texts) -> Texts:
    """Plain words instead, no two alike, in as many lines."""
    return {
        field: _plain(typed, f"Plain words {letter}.")
        for letter, (field, typed) in zip(ascii_lowercase, texts.items(), strict=False)
    }


def _plain(typed: str, words: str) -> str:
    return "\n".join(words if line.strip() else line for line in typed.split("\n"))


def _in_halves(fields: list[Field]) -> pytest.MarkDecorator:
    """Of two fields of which a record has only one, which stand side by side, each half has one."""
    return pytest.mark.parametrize("fields", [fields[::2], fields[1::2]], ids=["one half", "the other half"])


IN_HALVES_OF_FIELDS, IN_HALVES_OF_EASY_FIELDS = _in_halves(FIELDS), _in_halves(EASY_FIELDS)
ANY_TEXT = settings(max_examples=12, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))


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


def with_fields(record: str, typed: dict[str, str]) -> str:
    """The record with fields set to these values."""
    return functools.reduce(lambda text, name: _with_field(text, name, typed[name]), typed, record)


def _with_field(text: str, name: str, value: str) -> str:
    lines = [line for line in text.split("\n") if not line.startswith((f"{name}:", "we_could_not_because:"))]
    if name == "we_could_not_because":
        lines = [line for line in lines if not line.startswith("we_did:")]
    return "\n".join([*lines, f"{name}: {quoted(value)}", ""])


def quoted(value: str) -> str:
    """JSON strings are YAML strings too."""
    return json.dumps(value, ensure_ascii=False)


@dataclass(frozen=True)
class Tried:
    """What was typed into a plan, what becomes of the plan, and which of it is refused, each in its line."""

    texts: Texts
    prepared: Prepared
    refused: frozenset[Field]

    @property
    def taken(self) -> Texts:
        return {field: typed for field, typed in self.texts.items() if field not in self.refused}


def load(texts: Texts) -> Tried:
    return _tried(project(), texts, with_fields)


def _tried(folder: Path, texts: Texts, written: Callable[[str, dict[str, str]], str]) -> Tried:
    records = {noun: folder / file_of(noun).relative_to(project()) for noun, _ in texts}
    before = {path: path.read_bytes() for path in records.values()}
    try:
        for noun, path in records.items():
            typed = {name: value for (kind, name), value in texts.items() if kind == noun}
            path.write_bytes(written(before[path].decode(), typed).encode())
        prepared = prepare(Project(folder / "plan_data", folder / "content", Site()))
        refused = [_spoken_of(problem, texts, folder) for problem in errors_among(prepared.problems)]
        return Tried(texts, prepared, frozenset(refused))
    finally:
        for path, data in before.items():
            path.write_bytes(data)


def _spoken_of(problem: Problem, texts: Texts, folder: Path) -> Field:
    """The field in whose line an error is."""
    assert problem.what, problem
    assert problem.remedy, problem
    line = (folder / problem.place.file).read_bytes().decode().split("\n")[problem.place.line - 1]
    file = folder / problem.place.file
    found = [
        field
        for field, typed in texts.items()
        if file == folder / file_of(field[0]).relative_to(project()) and line.endswith(f": {quoted(typed)}")
    ]
    assert len(found) == 1, f"{problem} is in the line of none of {texts}"
    return found[0]


def what_is_taken(load: Callable[[Texts], Tried], texts: Texts) -> Tried:
    """The same without the texts that are refused."""
    tried = load(texts)
    while tried.prepared.has_errors:
        tried = load(tried.taken)
    return tried


def documents(pages: Iterable[Page]) -> list[html.HtmlElement]:
    return [html.document_fromstring(render(page)) for page in pages]


def tags(documents: Iterable[html.HtmlElement]) -> list[str]:
    """All but what sets letters in one font that the site's own font has not."""
    elements = (element for document in documents for element in document.iter())
    return [str(element.tag) for element in elements if element.get("class") != "one-font"]


def holds(tried: Tried) -> None:
    """The texts of a plan without errors are shown as typed, and change no markup."""
    built = _pages_and_lists(tried)
    shown = [words_on(document) for documents in built for document in documents]
    for (noun, name), typed in tried.texts.items():
        for paragraph in (" ".join(part.split()) for part in composed(typed).split("\n") if part.strip()):
            assert any(paragraph in words for words in shown), f"{paragraph!r} in {noun} {name} is on no page"
    assert not _changes_markup(tried.texts, built), [
        each for each in tried.texts.items() if _changes_markup(dict([each]), _pages_and_lists(load(dict([each]))))
    ]


# In the list from A to Z a page may stand under another letter, or under one of its own.
_TAGS_OF_THE_LIST = {"ul", "li", "a", "h3", "nav"}
_Built = tuple[list[html.HtmlElement], list[html.HtmlElement]]


def _pages_and_lists(tried: Tried) -> _Built:
    pages = tried.prepared.pages
    return documents(page for page in pages if page.kind != "search"), documents(
        page for page in pages if page.kind == "search"
    )


def _changes_markup(texts: Texts, built: _Built) -> bool:
    others, lists = built
    of_plain_words = _tags_of(tuple(plain(texts).items()))
    return tags(others) != of_plain_words or not set(tags(lists)) <= set(of_plain_words) | _TAGS_OF_THE_LIST


@functools.cache
def _tags_of(texts: tuple[tuple[Field, str], ...]) -> list[str]:
    return tags(_pages_and_lists(load(dict(texts)))[0])


@IN_HALVES_OF_FIELDS
def test_hostile_text_in_a_field_is_shown_as_typed_and_changes_no_markup(fields: list[Field]) -> None:
    for texts in squares_of(fields):
        tried = load(texts)
        assert not tried.refused, {field: texts[field] for field in tried.refused}
        holds(tried)


@IN_HALVES_OF_FIELDS
@ANY_TEXT
@given(data=st.data())
def test_any_text_in_a_field_is_shown_as_typed_or_refused_with_its_place(
    fields: list[Field], data: st.DataObject
) -> None:
    holds(what_is_taken(load, data.draw(any_texts(fields))))


# --- easy words -------------------------------------------------------------------------------------------


@functools.cache
def project_in_easy_words() -> Path:
    """The same plan with easy words, so that it has Easy Read pages."""
    folder = Path(shutil.copytree(project(), Path(_FOLDER.name) / "easy"))
    shutil.copytree(EASY_WORDS, folder, dirs_exist_ok=True)
    for kind in _KINDS:
        path = folder / file_of(kind.noun).relative_to(project())
        path.write_text(in_easy_words(path.read_text(encoding="utf-8"), {}), encoding="utf-8")
    return folder


_EASY_THINGS = ("bus", "school", "home", "friends", "work", "food", "town", "day", "play", "help", "family", "dog")


def in_easy_words(record: str, typed: dict[str, str]) -> str:
    """The record with easy words, some of them as typed."""
    own = re.search(r"^id: new-(.+)$", record, re.MULTILINE)  # no two records share their easy title
    things = dict(zip((kind.noun for kind in _KINDS if kind.is_folder), _EASY_THINGS, strict=False))
    words = {
        "easy_title": f"We listen to your {things[own[1]]}" if own else "We listen",
        "easy_read": "We listen to you.",
        "about": "That is a lot.",
        "say": "We listen.",
        "left_out": "",
    }
    said = {name: quoted(value) for name, value in (words | typed).items()}
    lines = [
        record.partition("\neasy_title:")[0].rstrip(),
        f"easy_title: {said['easy_title']}",
        "easy_read:",
        "  - words: You may be 0 to 25 years old.",  # as the plain words of the plan say
        "    picture: child",
        f"  - words: {said['easy_read']}",
        "    picture: ear",
        f"    about: {said['about']}",
        f"    say: {said['say']}",
    ]
    if "left_out" in typed:
        what = PLACEHOLDER if PLACEHOLDER in record else "made up"
        lines += ["left_out:", f"  - what: {what}", f"    because: {said['left_out']}"]
    return "\n".join([*lines, ""])


def load_in_easy_words(texts: Texts) -> Tried:
    return _tried(project_in_easy_words(), texts, in_easy_words)


@functools.cache
def _easy_pages_of(texts: tuple[tuple[Field, str], ...]) -> list[str]:
    with any_sentence_is_easy():
        return easy_pages_of(load_in_easy_words(dict(texts)))


def easy_pages_of(tried: Tried) -> list[str]:
    assert not tried.refused, {field: tried.texts[field] for field in tried.refused}
    return [render(page) for page in tried.prepared.pages if page.address.startswith("/easy-read/")]


@contextmanager
def any_sentence_is_easy() -> Iterator[None]:
    """So that words that no editor could publish reach the pages all the same."""
    others = [rule for rule in easy_read.RULES.all if rule is not easy_read.every_sentence_is_easy]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(easy_read.RULES, "all", others)
        yield


def holds_in_easy_words(tried: Tried) -> None:
    """The texts of a plan without errors are shown or said as typed, and change no markup."""
    built = [html.document_fromstring(page) for page in easy_pages_of(tried)]
    shown = [words_on(page) for page in built]
    spoken = [" ".join(said.split()) for page in built for said in page.xpath("//main//@data-say")]
    for (noun, name), typed in tried.texts.items():
        words = " ".join(composed(typed).split())
        assert any(words in each for each in (spoken if name == "say" else shown)), f"{words!r} in {noun} {name}"
    assert tags(built) == _easy_tags_of(tried.texts), tried.texts


def _easy_tags_of(texts: Texts) -> list[str]:
    of_plain_words = _easy_pages_of(tuple(plain(texts).items()))
    return tags(map(html.document_fromstring, of_plain_words))


@IN_HALVES_OF_EASY_FIELDS
def test_hostile_text_in_easy_words_is_shown_as_typed_and_changes_no_markup(fields: list[Field]) -> None:
    with any_sentence_is_easy():
        for texts in squares_of(fields):
            holds_in_easy_words(load_in_easy_words(texts))


@IN_HALVES_OF_EASY_FIELDS
@ANY_TEXT
@given(data=st.data())
def test_any_text_in_easy_words_is_shown_as_typed_or_refused_with_its_place(
    fields: list[Field], data: st.DataObject
) -> None:
    holds_in_easy_words(what_is_taken(load_in_easy_words, data.draw(any_texts(fields))))


def test_hostile_text_in_a_note_for_editors_is_on_no_page() -> None:
    for texts in squares_of(NOTES):
        assert easy_pages_of(load_in_easy_words(texts)) == _easy_pages_of(()), texts


@ANY_TEXT
@given(texts=any_texts(NOTES))
def test_any_text_in_a_note_for_editors_is_on_no_page_or_refused_with_its_place(texts: Texts) -> None:
    assert easy_pages_of(what_is_taken(load_in_easy_words, texts)) == _easy_pages_of(())


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
