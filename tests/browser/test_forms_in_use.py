"""The forms of `make edit` and of /admin/ in a real browser: what an editor changes changes, and nothing else."""

from __future__ import annotations

import base64
import difflib
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import Browser, Error, Page, Route, expect

from forms_in_use import (
    ask_to_save,
    choose,
    field,
    open_collection,
    open_item,
    open_record,
    opened,
    save,
    start_record,
    started,
)
from plan_site.model.plan import KINDS, Kind
from plan_site.reading.articles import read_content
from plan_site.yaml.tidy import tidied
from sites import EXAMPLE, OURS, build, copy_of, prepared, run, served

Tab = Callable[..., Page]
MOST_TIME = 15_000  # milliseconds
HEADER = 66  # pixels that decap's own bar covers


@pytest.fixture(scope="module")
def shared_project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_of(EXAMPLE, tmp_path_factory.mktemp("forms") / "project")


@pytest.fixture
def project(shared_project: Path) -> Iterator[Path]:
    """A copy of the example plan, as it was before each test."""
    before = texts_of(shared_project)
    yield shared_project
    for name in texts_of(shared_project).keys() - before.keys():
        (shared_project / name).unlink()
    for name, text in before.items():
        (shared_project / name).write_text(text, encoding="utf-8")


@pytest.fixture(scope="module")
def forms_that_stay_open(shared_project: Path, browser: Browser) -> Iterator[Page]:
    """Forms take some seconds to start."""
    with opened(shared_project) as address:
        page = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
        page.set_default_timeout(MOST_TIME)
        page.on("dialog", lambda dialog: dialog.accept())  # to leave a form that is not saved
        yield started(page, address)
        page.context.close()


@pytest.fixture
def forms(forms_that_stay_open: Page) -> Page:
    """The forms as an editor finds them."""
    page = forms_that_stay_open
    page.goto(f"{page.url.partition('#')[0]}#/")
    page.get_by_role("heading", name="Collections").wait_for()
    return page


@pytest.fixture
def silence(forms: Page) -> Iterator[None]:
    """Whatever the browser complains of is a failure. (decap itself complains of what it refuses to save.)"""
    complaints = complaints_of(forms)
    yield
    assert complaints == []


def complaints_of(page: Page) -> list[str]:
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    return said


def changed_lines(project: Path, before: dict[str, str]) -> list[str]:
    """What differs in the plan's files once they are tidy."""
    done = run("plan_tools.commands", "--folder", str(project), "tidy")
    assert done.returncode == 0, done.stderr
    after = texts_of(project)
    return [
        line
        for name in sorted(before | after)
        for line in difflib.unified_diff(before.get(name, "").split("\n"), after.get(name, "").split("\n"), n=0)
        if not line.startswith(("---", "+++", "@@"))
    ]


def texts_of(project: Path) -> dict[str, str]:
    files = (*project.rglob("*.yml"), *project.rglob("*.md"))
    return {path.relative_to(project).as_posix(): path.read_text(encoding="utf-8") for path in files}


# --- changing -----------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("silence")
def test_new_words_for_an_outcome_change_that_field_alone(project: Path, forms: Page) -> None:
    before = texts_of(project)
    open_record(forms, "Outcomes", "a life of my own")
    was = field(forms, "Summary").input_value()
    field(forms, "Summary").fill("New words: with a colon, & no quotes.")
    save(forms)
    *gone, new = changed_lines(project, before)
    assert new == '+summary: "New words: with a colon, & no quotes."'
    assert words_of(gone) == f"-summary: {' '.join(was.split())}"
    assert not prepared(project).has_errors


def words_of(gone: list[str]) -> str:
    """Lines that were taken away, as one text: what marks them as a block of prose left out."""
    first, *others = gone
    return " ".join(" ".join([first.rstrip(" |>"), *(line.removeprefix("-") for line in others)]).split())


@pytest.mark.usefixtures("silence")
def test_another_meaning_of_a_word_changes_one_line_of_the_list(project: Path, forms: Page) -> None:
    before = texts_of(project)
    open_record(forms, "Words", "Words")
    open_item(forms, "keyworker")
    open_item(forms, "A keyworker is one person who gets to know you.")
    field(forms, "Words").fill("A keyworker is there for you.")
    save(forms)
    was, now = changed_lines(project, before)
    assert was == "-    - words: A keyworker is one person who gets to know you."
    assert now == "+    - words: A keyworker is there for you."
    assert not prepared(project).has_errors


@pytest.mark.usefixtures("silence")
def test_a_new_quote_is_a_file_with_what_was_typed_and_nothing_else(project: Path, forms: Page) -> None:
    before = texts_of(project)
    start_record(forms, "Quotes", "Quote")
    field(forms, "Id").fill("dev-on-buses")
    choose(forms, "Source", "plan-document")
    choose(forms, "Consent", "published")
    field(forms, "Role").fill("Young person")
    field(forms, "Words").fill("The bus came.\n\nIt waited for me.")
    save(forms)
    changed_lines(project, before)
    assert {name for name, text in texts_of(project).items() if before.get(name) != text} == {
        "plan_data/quotes/dev-on-buses.yml"
    }
    assert (project / "plan_data/quotes/dev-on-buses.yml").read_text(encoding="utf-8") == (
        "id: dev-on-buses\nrole: Young person\nwords: |\n  The bus came.\n\n  It waited for me.\n"
        "consent: published\nsource: plan-document\n"
    )


@pytest.mark.usefixtures("silence")
def test_new_words_on_a_hand_written_page_leave_its_head_alone(project: Path, forms: Page) -> None:
    before = texts_of(project)
    open_record(forms, "Pages", "Privacy")
    body = field(forms, "Words of the page")
    body.fill(f"{body.input_value().rstrip()}\n\nOne more paragraph.\n")
    save(forms)
    assert sorted(changed_lines(project, before)) == ["+", "+One more paragraph."]
    assert not prepared(project).has_errors


def test_a_form_says_what_is_wrong_and_saves_nothing(project: Path, forms: Page) -> None:
    before = texts_of(project)
    open_record(forms, "Sources", "Sources")
    forms.get_by_role("button", name="Add source").click()
    forms.get_by_label("Address").last.fill("www.example.org")
    ask_to_save(forms)
    expect(forms.get_by_text("starts with https://, mailto: or tel:").first).to_be_visible()
    expect(forms.get_by_text("is required").first).to_be_visible()
    assert texts_of(project) == before


def test_a_file_that_cannot_be_read_is_left_as_it_is(project: Path, forms: Page) -> None:
    broken = project / "plan_data/changes.yml"
    broken.write_text('- date: 2025-01-01\n  what: "a lost quote mark\n', encoding="utf-8")
    before = texts_of(project)
    open_record(forms, "Changes", "Changes")
    forms.get_by_role("button", name="Add change").click()
    field(forms, "Date").fill("2025-02")
    field(forms, "What").fill("Typed anew.")
    ask_to_save(forms)
    expect(forms.get_by_text("This file cannot be read.")).to_be_visible()
    assert texts_of(project) == before


def test_a_file_that_was_mended_meanwhile_is_left_as_it_is(project: Path, forms: Page) -> None:
    path = project / "plan_data/words.yml"
    open_record(forms, "Words", "Words")
    open_item(forms, "keyworker")
    field(forms, "Word").fill("key worker")
    mended = path.read_text(encoding="utf-8") + "- word: mended\n  meaning:\n    - words: It was mended elsewhere.\n"
    path.write_text(mended, encoding="utf-8")
    ask_to_save(forms)
    expect(
        forms.get_by_text("Not saved. This file has changed since you opened it. Reload the page.", exact=True)
    ).to_be_visible()
    assert path.read_text(encoding="utf-8") == mended
    expect(field(forms, "Word")).to_have_value("key worker")


@pytest.mark.usefixtures("silence")
def test_a_file_can_be_saved_more_than_once(project: Path, forms: Page) -> None:
    open_record(forms, "Outcomes", "a life of my own")
    for words in ("New words.", "Newer words."):
        field(forms, "Summary").fill(words)
        save(forms)
        assert f"\nsummary: {words}\n" in (project / "plan_data/outcomes/a-life-of-my-own.yml").read_text(
            encoding="utf-8"
        )


def test_whoever_saves_after_the_forms_were_closed_is_told(project: Path, browser: Browser) -> None:
    with opened(project) as address:
        page = started(browser.new_context().new_page(), address)
        open_record(page, "Outcomes", "a life of my own")
        field(page, "Summary").fill("New words.")
    ask_to_save(page)
    said = "Not saved. Is ‘make edit’ still running? Your words are still here."
    expect(page.get_by_text(said, exact=True)).to_be_visible()
    expect(field(page, "Summary")).to_have_value("New words.")
    page.context.close()


def test_what_is_wrong_is_shown_and_said_in_sentences(forms: Page) -> None:
    open_record(forms, "Sources", "Sources")
    forms.get_by_role("button", name="Add source").click()
    field(forms, "Id").fill("Not An Id")
    field(forms, "Address").fill("www.example.org")
    forms.mouse.move(640, 500)
    forms.mouse.wheel(0, 10_000)
    wrong = forms.get_by_text("Id: write small letters, digits and hyphens, for example being-heard.", exact=True)
    expect(wrong).not_to_be_in_viewport()
    ask_to_save(forms)
    expect(wrong).to_be_in_viewport()
    (top,) = wrong.evaluate_all("each => each.map(list => list.getBoundingClientRect().top)")
    assert top > HEADER
    assert wrong.evaluate("each => getComputedStyle(each).textTransform") == "none"
    assert forms.get_by_text("Publisher", exact=True).first.evaluate("e => getComputedStyle(e).textTransform") == "none"
    said = forms.get_by_role("alert").filter(has_text="Not saved: 5 fields have to be mended.")
    expect(said).to_be_in_viewport()
    expect(forms.get_by_text("something that must be there is still empty. It is marked in red.")).to_be_visible()


def test_a_new_record_is_not_said_to_be_saved(forms: Page) -> None:
    start_record(forms, "Quotes", "Quote")
    expect(forms.get_by_text("Nothing left to save", exact=True)).to_be_visible()
    expect(forms.get_by_text("Changes saved", exact=True)).to_have_count(0)


def test_no_preview_is_offered_where_there_is_none(forms: Page) -> None:
    open_record(forms, "Sources", "Sources")
    asks = forms.locator("[class*=PreviewButtonContainer]")
    expect(asks).to_have_count(1)
    expect(asks.locator("button")).to_be_hidden()


# --- what is there ------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("silence")
def test_every_kind_of_record_opens_and_nothing_is_asked_of_another_host(forms: Page) -> None:
    hosts: set[str | None] = set()
    forms.on("request", lambda request: hosts.add(urlsplit(request.url).hostname))
    for collection in forms.evaluate("async () => (await (await fetch('config.json')).json()).collections"):
        open_collection(forms, collection["label"])
        forms.locator("a[href*='/entries/']").first.click()
        first, *_ = collection.get("fields") or collection["files"][0]["fields"]
        expect(forms.locator("label", has_text=first["label"]).first).to_be_visible()
        forms.get_by_role("link", name="Writing in").click()
    assert hosts <= {"127.0.0.1", None}


@pytest.mark.usefixtures("silence")
def test_a_plan_can_begin_a_file_that_it_does_without(project: Path, forms: Page) -> None:
    (project / "plan_data/reviews.yml").unlink()
    open_record(forms, "Reviews", "Reviews")
    forms.get_by_role("button", name="Add review").click()
    choose(forms, "Record", "listened-to")
    choose(forms, "Reading", "plain")
    field(forms, "Who").fill("The Tuesday Checkers")
    field(forms, "When").fill("2026-01-10")
    save(forms)
    assert (project / "plan_data/reviews.yml").read_text(encoding="utf-8") == (
        "- record: listened-to\n  reading: plain\n  who: The Tuesday Checkers\n  when: 2026-01-10\n"
    )


_AS_THE_FORMS_WRITE_IT = """files => {
  const formats = window.CMS.getCustomFormatsFormatters();
  return files.map(([format, text]) => formats[format].toFile(formats[format].fromFile(text)));
}"""


@pytest.mark.parametrize("plan", [EXAMPLE, OURS], ids=["example", "ours"])
def test_a_form_that_changes_nothing_writes_the_same_words(plan: Path, forms: Page, tmp_path: Path) -> None:
    records = [
        (kind, path)
        for kind in KINDS
        for path in sorted((plan / "plan_data").glob(f"{kind.home}/*.yml" if kind.is_folder else kind.home))
    ]
    assert records
    for (kind, path), again in zip(
        records, written_by(forms, [(f"plan-{kind.noun}", path) for kind, path in records]), strict=True
    ):
        assert words_in(again, kind, path) == words_in(path.read_text(encoding="utf-8"), kind, path)
    pages = sorted((plan / "content").glob("*.md"))
    for path, again in zip(pages, written_by(forms, [("plan-page", path) for path in pages]), strict=True):
        (tmp_path / path.name).write_text(again, encoding="utf-8")
    assert articles_in(tmp_path) == articles_in(plan / "content")


def words_in(text: str, kind: Kind, path: Path) -> list[str]:
    """The lines of a file in its one form, without its notes, which forms do not keep (decision 0011)."""
    lines = tidied(text, kind, path.name).splitlines()
    return [line for line in lines if line and not line.lstrip().startswith("#")]


# As people type: lines that are broken anywhere, quotes or none, words that other programs take for more than text.
_TYPED = """
id: typed
speaker: 'no'
role: "~"
organisation: 010
words: |
  A line that goes on
  here.

  A second paragraph.
about:
- {record: listened-to, reading: ours, because: 12:30}
- record: growing-up-well
  reading: stated
  because: >
    One line
    that is long.
consent: given
consent_on: 2026-01-10
source: plan-document
as_at:
easy_read: []
left_out:
  - what: 1,412
    because: "With a colon: and a # too"
"""
_TYPED_PROSE = """
id: typed
you_said: >
  First
  paragraph.

  Second.
we_did: Words that
  go on.
when: 2026-01
source: plan-document
"""
_TYPED_WORD = (
    "- word: SEND\n  meaning:\n    - words: It is help.\n  people_know_this: Yes\n  also: [a, 'yes', null-ish]\n"
)


@pytest.mark.parametrize(
    ("noun", "text"),
    [
        pytest.param("quote", _TYPED, id="quote"),
        pytest.param("feedback", _TYPED_PROSE, id="feedback"),
        pytest.param("word", _TYPED_WORD, id="word"),
    ],
)
def test_whatever_way_words_are_typed_a_form_reads_the_same(noun: str, text: str, forms: Page) -> None:
    kind = next(kind for kind in KINDS if kind.noun == noun)
    (again,) = forms.evaluate(_AS_THE_FORMS_WRITE_IT, [[f"plan-{noun}", text]])
    expected = tidied(text, kind, "typed.yml").replace("people_know_this: Yes", "people_know_this: true")
    assert tidied(again, kind, "typed.yml") == expected


@pytest.mark.parametrize(
    ("form", "text"),
    [
        pytest.param("plan-word", "word: SEND\nmeaning: Help.\n", id="a list without dashes"),
        pytest.param("plan-word", "- word: SEND\n- keyworker\n", id="a list with an item of words alone"),
        pytest.param("plan-aim", "just some words\n", id="words alone"),
        pytest.param("plan-aim", "- id: a\n  title: A\n", id="a record with a dash"),
        pytest.param("plan-aim", "id: a\ntitle: &a Hello\n", id="an anchor"),
        pytest.param("plan-aim", "title: &a Hello\neasy_title: *a\n", id="an alias"),
        pytest.param("plan-aim", "title: !!binary aGVsbG8=\n", id="a tag"),
        pytest.param("plan-aim", "title: !own Hello\n", id="a tag of somebody's own"),
        pytest.param("plan-aim", "? [a, b]\n: c\n", id="a name that is a list"),
        pytest.param("plan-aim", "title: A\ntitle: B\n", id="a field that stands twice"),
        pytest.param("plan-aim", "title: [A, B]\n", id="a list where words belong"),
        pytest.param("plan-aim", "easy_read: A\n", id="words where a list belongs"),
        pytest.param("plan-word", "- word: SEND\n  people_know_this: maybe\n", id="neither true nor false"),
        pytest.param("plan-page", "---\n- title\n---\nWords.\n", id="front matter that is a list"),
    ],
)
def test_what_a_form_could_not_read_it_does_not_write_over(form: str, text: str, forms: Page) -> None:
    with pytest.raises(Error, match="This file cannot be read"):
        forms.evaluate(_AS_THE_FORMS_WRITE_IT, [[form, text]])


def test_an_empty_file_can_be_begun(forms: Page) -> None:
    files = [["plan-word", text] for text in ("", "# Words\n", "[]\n", "~\n")]
    assert forms.evaluate(_AS_THE_FORMS_WRITE_IT, files) == ["[]\n"] * 4


@pytest.mark.parametrize("typed", ["\ufeff{}", "{}"], ids=["with a mark", "without"])
@pytest.mark.parametrize("line_end", ["\r\n", "\r", "\n"], ids=["CRLF", "CR", "LF"])
def test_the_line_ends_of_other_systems_lose_nothing(typed: str, line_end: str, forms: Page) -> None:
    page, record = "---\ntitle: A page\n---\nOne.\n\nTwo.\n", "id: a\ntitle: Being heard\n"
    texts = [typed.format(text.replace("\n", line_end)) for text in (page, record)]
    again = forms.evaluate(_AS_THE_FORMS_WRITE_IT, [["plan-page", texts[0]], ["plan-aim", texts[1]]])
    assert again == [page, record]


def written_by(forms: Page, files: list[tuple[str, Path]]) -> list[str]:
    """What the forms write for each file, by its format, after they have read it."""
    asked = [[form, path.read_text(encoding="utf-8")] for form, path in files]
    return list(forms.evaluate(_AS_THE_FORMS_WRITE_IT, asked))


def articles_in(folder: Path) -> list[tuple[object, str]]:
    return [(article.matter, article.body) for article in read_content(folder, "content")[0]]


# --- at /admin/ ---------------------------------------------------------------------------------------------

_SIGN_IN = "https://sign-in.example.org"
_SIGNED_IN = """<script>
  onmessage = () => opener.postMessage('authorization:github:success:{"token":"x","provider":"github"}', '*');
  opener.postMessage('authorizing:github', '*');
</script>"""


def test_editors_sign_in_at_admin_and_its_policy_lets_them_work(tmp_path: Path, tab: Tab) -> None:
    project = copy_of(EXAMPLE, tmp_path / "project")
    settings = project / "mkdocs.yml"
    text = settings.read_text(encoding="utf-8").replace("example.org/council/plan", "github.com/council/plan")
    settings.write_text(f"{text}  sign_in: {_SIGN_IN}/github\n", encoding="utf-8")
    done = build(project, tmp_path / "site")
    assert done.returncode == 0, done.stderr
    page = tab()
    page.set_default_timeout(MOST_TIME)
    complaints = complaints_of(page)
    asked: list[str] = []
    page.context.route(f"{_SIGN_IN}/**", lambda route: _sign_in(route, asked))
    page.context.route("https://api.github.com/**", lambda route: _github(route, project, asked))
    with served(tmp_path / "site") as address:
        page.goto(f"{address}/admin/")
        page.get_by_role("button", name="Login with GitHub").click()
        open_collection(page, "Outcomes")
        expect(page.get_by_text("I’m listened to")).to_be_visible()
    assert asked[0].startswith(f"{_SIGN_IN}/github?provider=github")
    assert any("/repos/council/plan/git/trees/main:plan_data" in each for each in asked)
    assert [each for each in complaints if "githubstatus" not in each] == []


def _sign_in(route: Route, asked: list[str]) -> None:
    asked.append(route.request.url)
    route.fulfill(content_type="text/html", body=_SIGNED_IN)


def _github(route: Route, project: Path, asked: list[str]) -> None:
    """As much of GitHub as it takes to list a folder; every other list is empty."""
    asked.append(route.request.url)
    path = unquote(urlsplit(route.request.url).path)
    _, _, folder = path.partition("/git/trees/main:")
    _, _, file = path.partition("/git/blobs/")
    answers: dict[str, object] = {
        "/user": {"login": "editor", "name": "An editor"},
        "/repos/council/plan": {"owner": {"login": "council"}, "permissions": {"push": True}},
    }
    if folder:
        files = sorted((project / folder).glob("*.yml"))
        tree = [{"type": "blob", "path": each.name, "sha": f"{folder}/{each.name}", "size": 1} for each in files]
        answers[path] = {"tree": tree}
    if file:
        answers[path] = {"content": base64.b64encode((project / file).read_bytes()).decode()}
    route.fulfill(json=answers.get(path, []), headers={"access-control-allow-origin": "*"})
