"""The checks that are no rules of our own are tried on broken pages too: engines, what a view hears, weights."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

import engines
from looks import Look, View, view_of
from sites import served
from weight import first_visit, layout_shift, served_compressed

GOOD = (Path(__file__).parent / "good_page.html").read_text(encoding="utf-8")


@pytest.fixture
def spoilt(tmp_path: Path, browser: Browser) -> Iterator[Callable[[str, str], View]]:
    """A view of the good page, served after a damage."""
    view = view_of(browser, Look())
    with served(tmp_path) as origin:

        def shown(old: str, new: str) -> View:
            assert old in GOOD
            (tmp_path / "index.html").write_text(GOOD.replace(old, new, 1), encoding="utf-8")
            view.open(origin, "/")
            view.page.wait_for_load_state("networkidle")
            return view

        yield shown
    view.page.context.close()


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ("</main>", '<img src="x.png"></main>', "image-alt"),
        ("</main>", '<p style="color: #666">Grey words</p></main>', "color-contrast-enhanced"),
        ("</main>", "<button></button></main>", "button-name"),
        ('lang="en-GB"', "", "html-has-lang"),
    ],
)
def test_axe_notices_a_damage(old: str, new: str, rule: str, spoilt: Callable[[str, str], View]) -> None:
    assert any(line.startswith(f"{rule}: ") for line in engines.axe(spoilt(old, new).page).violations)


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ("</main>", '<img src="x.png"></main>', "img_alt_valid"),
        ("<main", "<p>Words outside</p><main", "aria_content_in_landmark"),
    ],
)
def test_ibms_engine_notices_a_damage(old: str, new: str, rule: str, spoilt: Callable[[str, str], View]) -> None:
    assert any(line.startswith(f"{rule}: ") for line in engines.ibm(spoilt(old, new).page))


@pytest.mark.parametrize(
    ("new", "heard"),
    [
        ('<img src="https://www.example.org/x.png" alt="">', "asks another site: https://www.example.org/x.png"),
        ("<script>console.error('oh')</script>", "says: oh"),
        ("<script>throw Error('oh')</script>", "fails: oh"),
    ],
)
def test_a_view_hears_what_a_page_should_not_do(new: str, heard: str, spoilt: Callable[[str, str], View]) -> None:
    assert heard in "\n".join(spoilt("</main>", f"{new}</main>").heard)


def test_a_view_hears_that_the_security_policy_is_broken(spoilt: Callable[[str, str], View]) -> None:
    policy = '<meta http-equiv="Content-Security-Policy" content="script-src \'self\'">'
    view = spoilt("<title>", f"{policy}<script>let x</script><title>")
    assert "Content Security Policy" in "\n".join(view.heard)


@pytest.mark.parametrize(
    "keeps", ["localStorage.setItem('x', 1)", "sessionStorage.setItem('x', 1)", "document.cookie='x=1'"]
)
def test_a_view_notices_what_a_page_keeps_unasked(keeps: str, spoilt: Callable[[str, str], View]) -> None:
    assert spoilt("</main>", f"<script>{keeps}</script></main>").kept() == ["keeps x"]


def test_a_page_that_jumps_or_carries_script_is_noticed(tmp_path: Path, browser: Browser) -> None:
    jump = "setTimeout(() => document.body.style.paddingTop = '300px', 700)"
    (tmp_path / "index.html").write_text(
        f"<!doctype html><link rel=icon href=data:,><body><p>Words</p><script>{jump}</script>"
    )
    with served_compressed(tmp_path) as address:
        assert layout_shift(browser, f"{address}/", width=1280) > 0
        assert first_visit(browser, f"{address}/").inline_script == len(jump)
