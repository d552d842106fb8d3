"""Pictures of the pages that changed, before and after, on one page that opens by double-click."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import html
from playwright.sync_api import Page

import compare
import engines
import sites
from compare import Site, changes, notes
from sites import EXAMPLE, ROOT, SMALL, copy_of, environment

Tab = Callable[..., Page]


def git(folder: Path, *words: str) -> None:
    who = ("-c", "user.name=Somebody", "-c", "user.email=somebody@example.org")
    subprocess.run(["git", *who, *words], cwd=folder, check=True, capture_output=True)


def committed(project: Path, into: Path) -> Path:
    """A made-up plan that git keeps."""
    copy_of(project, into)
    git(into, "init", "--quiet", "--initial-branch=main")
    git(into, "add", "--all")
    git(into, "commit", "--quiet", "-m", "Begin")
    return into


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def run(project: Path, into: Path, base: str = "main", *more: str) -> subprocess.CompletedProcess[str]:
    command = [
        sys.executable,
        str(ROOT / "tests/browser/compare.py"),
        base,
        "--folder",
        str(project),
        "--into",
        str(into),
        *more,
    ]
    paths = ":".join(str(ROOT / folder) for folder in ("hooks", "tests/support", "tests/browser"))
    return subprocess.run(
        command, capture_output=True, text=True, cwd=into.parent, timeout=120, env=environment(PYTHONPATH=paths)
    )


def built(project: Path, into: Path) -> Site:
    """As `compare.built` does it, from a warm process."""
    done = sites.run("plan_tools.commands", "--folder", str(project), "pages", str(into))
    assert done.returncode == 0, done.stderr
    return Site.of(into)


def shown(into: Path) -> str:
    return " ".join(html.document_fromstring((into / "index.html").read_bytes()).text_content().split())


def files_of(into: Path) -> set[str]:
    return {path.name for path in into.iterdir()}


def test_a_changed_word_is_shown_before_and_after_in_two_widths(tmp_path: Path, tab: Tab) -> None:
    project = committed(SMALL, tmp_path / "project")
    change(project / "plan_data/aims/being-heard.yml", "Being heard", "Being listened to")
    done = run(project, tmp_path / "compared")
    assert done.returncode == 0, done.stderr
    assert "changed." in done.stdout
    assert done.stdout.endswith("index.html by double-click.\n")
    page = tab()
    page.goto((tmp_path / "compared/index.html").as_uri())
    section = page.locator("section").filter(has=page.locator("code", has_text="/aims/being-heard/")).first
    names = [image.get_attribute("alt") or "" for image in section.get_by_role("img").all()]
    assert [name.partition(", ")[2] for name in names] == [
        "before, 360 pixels wide",
        "after, 360 pixels wide",
        "before, 1280 pixels wide",
        "after, 1280 pixels wide",
    ]
    assert {name.partition(" – ")[0] for name in names} == {"Aim 1: Being listened to"}
    widths = page.evaluate("[...document.images].map(image => image.naturalWidth)")
    assert set(widths) == {360, 1280}
    assert engines.axe(page).violations == ()


def test_pages_beyond_the_most_are_counted(tmp_path: Path) -> None:
    project = committed(SMALL, tmp_path / "project")
    change(project / "plan_data/plan.yml", "Smallton", "Littleton")
    done = run(project, tmp_path / "compared", "main", "--most", "1")
    assert done.returncode == 0, done.stderr
    assert "Here are the 1 that changed most" in done.stdout
    assert "more are not shown." in done.stdout
    assert files_of(tmp_path / "compared") == {
        "index.html",
        *(f"01-{width}-{when}.png" for width in (360, 1280) for when in ("before", "after")),
    }


def test_a_change_that_no_page_shows_has_no_pictures(tmp_path: Path) -> None:
    project = committed(SMALL, tmp_path / "project")
    change(project / "plan_data/aims/being-heard.yml", "id: being-heard", "# a note\nid: being-heard")
    done = run(project, tmp_path / "compared")
    assert done.stdout.startswith("No page has changed.")
    assert files_of(tmp_path / "compared") == {"index.html"}


@pytest.mark.parametrize("base", ["nothing-of-this-name", "--output=x"])
def test_a_name_that_git_does_not_know_is_explained(base: str, tmp_path: Path) -> None:
    with pytest.raises(SystemExit) as stopped:
        compare.compare(base, committed(SMALL, tmp_path / "project"), tmp_path / "compared")
    assert stopped.value.code == f"git knows no ‘{base}’. Name a commit, for example: make compare BASE=main"


def test_a_plan_that_could_not_be_built_before_has_pictures_of_now_alone(tmp_path: Path) -> None:
    project = copy_of(SMALL, tmp_path / "project")
    change(project / "plan_data/aims/being-heard.yml", "summary:", "sumary:")
    git(project, "init", "--quiet", "--initial-branch=main")
    git(project, "add", "--all")
    git(project, "commit", "--quiet", "-m", "Begin")
    change(project / "plan_data/aims/being-heard.yml", "sumary:", "summary:")
    done = run(project, tmp_path / "compared", "main", "--most", "1")
    assert done.returncode == 0, done.stderr
    assert "The site as it was cannot be built any more" in done.stdout
    assert files_of(tmp_path / "compared") == {"index.html", "01-360-after.png", "01-1280-after.png"}


# --- words that were taken back ---------------------------------------------------------------------------


@pytest.fixture(scope="module")
def example_before(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return built(EXAMPLE, tmp_path_factory.mktemp("before") / "site")


_SPEAKER = "folake-adebayo"
_NAME = "Fọlákẹ́ Adébáyọ̀"


@pytest.mark.parametrize("how", ["withdrawn", "removed"])
def test_words_that_are_shown_no_more_are_on_no_picture_of_before(
    how: str, example_before: Site, tmp_path: Path
) -> None:
    project = copy_of(EXAMPLE, tmp_path / "project")
    quote = project / f"plan_data/quotes/{_SPEAKER}.yml"
    if how == "withdrawn":
        source = next(line for line in quote.read_text().splitlines() if line.startswith("source:"))
        consent = "consent: given\nconsent_on: 2025-01-01\n"
        quote.write_text(f"id: {_SPEAKER}\nwithdrawn: 2026-03-01\n{consent}{source}\n")
        after = built(project, tmp_path / "site")
    else:
        after = without(example_before, f"/voices/{_SPEAKER}/", tmp_path / "site")
    found = {change.address: change for change in changes(example_before, after)}
    own = found[f"/voices/{_SPEAKER}/"]
    assert not own.has_before
    assert own.has_after == (how == "withdrawn")
    assert own.what.endswith("It held somebody’s words that are shown no more, so there is no picture of how it was.")
    words = compare._quoted(example_before.pages[own.address])[0]
    for address, each in found.items():
        document = example_before.pages.get(address, "")
        assert not (each.has_before and any(told in document for told in (words, _NAME, f"voices/{_SPEAKER}/"))), (
            address
        )
    assert _NAME in example_before.pages[own.address]
    assert how == "withdrawn" or _NAME not in own.title


_SAID = "A fictional person said this."


def test_a_page_that_has_words_taken_back_or_their_address_alone_is_on_no_picture_of_before() -> None:
    quote = f"<title>Sam</title><main><blockquote><p>{_SAID}</p></blockquote></main>"
    told = {
        "/words/": f"<title>W</title><p>{_SAID}</p>",
        "/address/": '<title>A</title><a href="../voices/sam/">one</a>',
        "/place/": '<title>P</title><p id="quote-sam">one</p>',
        "/neither/": "<title>N</title><p>Somebody said something.</p>",
    }
    before = site({"/voices/sam/": quote, **told})
    found = changes(before, site(dict.fromkeys(told, "<title>Now</title><p>now</p>")))
    assert {each.address for each in found if each.has_before} == {"/neither/"}
    assert len(found) == 5


def test_an_answer_that_was_removed_is_on_no_picture_of_before(example_before: Site, tmp_path: Path) -> None:
    own = "/feedback/weekend-swimming/"
    title, *words = compare._answered(example_before.pages[own])
    assert len(words) >= 2
    project = copy_of(EXAMPLE, tmp_path / "project")
    (project / "plan_data/feedback/weekend-swimming.yml").unlink()
    change(project / "plan_data/plan.yml", "formerly:\n", f"formerly:\n  - {own}\n")
    after = built(project, tmp_path / "site")
    for now in (after, without(example_before, own, tmp_path / "without")):
        found = {each.address: each for each in changes(example_before, now)}
        assert not found[own].has_before
        assert title not in found[own].title
        for each in found.values():
            text = example_before.pages.get(each.address, "")
            assert not (each.has_before and any(told in text for told in (title, *words, own[1:]))), each.address


def test_an_answer_in_other_words_may_be_seen_as_it_was(example_before: Site) -> None:
    own = "/feedback/weekend-swimming/"
    title = compare._answered(example_before.pages[own])[0]
    pages = {**example_before.pages, own: example_before.pages[own].replace(title, "In other words")}
    (found,) = changes(example_before, Site(example_before.folder, pages, {}))
    assert found.has_before


def test_a_page_that_has_an_answer_that_was_removed_or_its_address_alone_is_on_no_picture_of_before() -> None:
    answer = f"<main><h1>Fares</h1><section><h2 id='you-said'>You said</h2><p>{_SAID}</p></section></main>"
    told = {
        "/words/": f"<title>W</title><p>{_SAID}</p>",
        "/address/": '<title>A</title><a href="../feedback/fares/">one</a>',
        "/neither/": "<title>N</title><p>Somebody said something.</p>",
    }
    before = site({"/feedback/fares/": answer, **told})
    found = changes(before, site(dict.fromkeys(told, "<title>Now</title><p>now</p>")))
    assert {each.address for each in found if each.has_before} == {"/neither/"}


def without(site: Site, address: str, into: Path) -> Site:
    """The site without a page."""
    shutil.copytree(site.folder, into)
    shutil.rmtree(into / address.strip("/"))
    return Site.of(into)


def test_words_that_moved_to_another_address_may_be_seen(example_before: Site) -> None:
    was, now = f"/voices/{_SPEAKER}/", "/voices/new-name/"
    moved = (
        f'<!doctype html><title>x</title><main class="page-moved"><p class="lead"><a href="../../{now[1:]}">x</a></p>'
    )
    pages = {**example_before.pages, was: moved, now: example_before.pages[was]}
    found = {each.address: each for each in changes(example_before, Site(example_before.folder, pages, {}))}
    assert found[was].has_before


def test_words_that_moved_and_were_taken_back_are_on_no_picture_of_before(example_before: Site, tmp_path: Path) -> None:
    project = copy_of(EXAMPLE, tmp_path / "project")
    quote = project / f"plan_data/quotes/{_SPEAKER}.yml"
    text = quote.read_text(encoding="utf-8").replace(f"id: {_SPEAKER}", f"id: a-voice\nformerly:\n  - {_SPEAKER}", 1)
    quote.with_name("a-voice.yml").write_text(f"{text}\nwithdrawn: 2026-03-01\n", encoding="utf-8")
    quote.unlink()
    after = built(project, tmp_path / "site")
    for each in changes(example_before, after):
        assert not (each.has_before and _NAME in example_before.pages[each.address]), each.address


def test_somebody_who_is_no_longer_named_is_on_no_picture_of_before(example_before: Site, tmp_path: Path) -> None:
    project = copy_of(EXAMPLE, tmp_path / "project")
    quote = project / f"plan_data/quotes/{_SPEAKER}.yml"
    lines = quote.read_text(encoding="utf-8").splitlines(keepends=True)
    quote.write_text("".join(line for line in lines if not line.startswith("speaker:")), encoding="utf-8")
    after = built(project, tmp_path / "site")
    found = changes(example_before, after)
    assert f"/voices/{_SPEAKER}/" in {each.address for each in found}
    for each in found:
        assert not (each.has_before and _NAME in example_before.pages[each.address]), each.address


# --- what counts as a change ------------------------------------------------------------------------------


def site(pages: dict[str, str], **files: bytes) -> Site:
    return Site(
        Path(), pages, {name.replace("__", "/").replace("_1", ".1a2b3c4d.css"): data for name, data in files.items()}
    )


def test_a_new_name_of_a_stylesheet_changes_no_page_but_is_noted() -> None:
    before = site({"/": '<link href="./assets/site.0a1b2c3d.css">'}, assets__site_1=b"a")
    after = site({"/": '<link href="./assets/site.ffffffff.css">'}, assets__site_1=b"b")
    assert changes(before, after) == []
    assert notes(before, after) == ["Every page may look or act otherwise: assets/site.css changed."]


def test_the_page_that_changed_most_comes_first() -> None:
    before = site({"/a/": "<title>A</title>\n1", "/b/": "<title>B</title>\n1\n2\n3", "/c/": "<title>C</title>"})
    after = site({"/a/": "<title>A</title>\n2", "/b/": "<title>B</title>\n4\n5\n6", "/d/": "<title>D</title>"})
    assert [(each.address, each.what) for each in changes(before, after)] == [
        ("/b/", "Changed."),
        ("/a/", "Changed."),
        ("/c/", "Gone."),
        ("/d/", "New."),
    ]
