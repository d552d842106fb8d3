"""Every address that was ever published goes on leading somewhere."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from plan_site.reading.folder import REGISTER
from sites import EXAMPLE, BuiltSite, copy_of, prepared, register_of, run, words_on


def plan(project: Path, *words: str) -> tuple[int, str]:
    done = run("plan_tools.commands", *words, folder=project)
    assert "Traceback" not in done.stderr
    return done.returncode, done.stdout + done.stderr


@pytest.fixture
def example_copy(tmp_path: Path) -> Path:
    return copy_of(EXAMPLE, tmp_path / "project")


def test_the_register_has_every_address_of_the_site() -> None:
    addresses = {page.address for page in prepared(EXAMPLE).pages} - {"/404.html"}
    assert addresses == set(register_of(EXAMPLE)), "plan register"


def test_publishing_writes_down_what_is_new_and_takes_nothing_away(small_copy: Path) -> None:
    code, said = plan(small_copy, "register")
    assert code == 0
    before = register_of(small_copy)
    assert f"has {len(before)} addresses, {len(before)} of them new" in said
    aim = (small_copy / "plan_data/aims/being-heard.yml").read_text(encoding="utf-8")
    more = (
        aim.replace("id: being-heard", "id: seen")
        .replace("number: 1", "number: 2")
        .replace("Being heard", "Being seen")
    )
    (small_copy / "plan_data/aims/seen.yml").write_text(more, encoding="utf-8")
    code, said = plan(small_copy, "register")
    assert "1 of them new" in said
    assert set(register_of(small_copy)) - set(before) == {"/aims/seen/"}
    assert plan(small_copy, "register")[1].endswith("0 of them new.\n")


def test_a_site_that_would_lose_an_address_is_not_built_and_not_written_down(small_copy: Path) -> None:
    plan(small_copy, "register")
    aims = small_copy / "plan_data/aims"
    text = (aims / "being-heard.yml").read_text(encoding="utf-8").replace("id: being-heard", "id: listened-to")
    (aims / "being-heard.yml").unlink()
    (aims / "listened-to.yml").write_text(text, encoding="utf-8")
    before = register_of(small_copy)
    for command in (("check",), ("register",), ("pages", "out")):
        code, said = plan(small_copy, *command)
        assert code == 1
        assert "The page /aims/being-heard/ was published" in said
        assert "add ‘formerly’ to it, with the item ‘being-heard’" in said
    assert register_of(small_copy) == before
    (aims / "listened-to.yml").write_text(f"{text}\nformerly:\n  - being-heard\n", encoding="utf-8")
    assert plan(small_copy, "pages", "out")[0] == 0
    moved = BuiltSite(small_copy / "out").pages["/aims/being-heard/"]
    assert "This page has moved" in words_on(moved)
    assert moved.xpath("//main//a/@href") == ["../../aims/listened-to/"]


def test_what_is_said_to_be_gone_has_a_page_that_says_so_in_both_readings(example_site: BuiltSite) -> None:
    for address, above in (
        ("/progress/the-old-strategy/", "../../progress/"),
        ("/easy-read/progress/the-old-strategy/", "../../../easy-read/progress/"),
    ):
        page = example_site.pages[address]
        assert "This page has been taken away" in words_on(page)
        assert page.xpath("//main//a[not(contains(@class, 'switch'))]/@href")[-1] == above


def test_a_hand_written_page_that_was_renamed_is_found_under_its_old_name(example_site: BuiltSite) -> None:
    assert "../about/" in example_site.pages["/about-us/"].xpath("//main//a/@href")
    assert "../../easy-read/about/" in example_site.pages["/easy-read/about-us/"].xpath("//main//a/@href")


def test_giving_up_easy_read_would_lose_its_addresses_and_is_refused_in_one_message(example_copy: Path) -> None:
    text = (example_copy / "plan_data/feedback/one-form.yml").read_text(encoding="utf-8")
    shutil.rmtree(example_copy / "plan_data/feedback")
    code, said = plan(example_copy, "check")
    assert text
    assert code == 1
    assert said.count("was published") + said.count("were published") == 1
    assert "The pages ‘/feedback/’, ‘/feedback/" in said


def test_a_register_that_nobody_can_read_is_a_problem_with_a_remedy(small_copy: Path) -> None:
    (small_copy / "plan_data" / REGISTER).write_bytes(b"/caf\xe9/\n")
    code, said = plan(small_copy, "check")
    assert code == 1
    assert f"plan_data/{REGISTER}, line 1" in said
    assert "not saved as UTF-8" in said
