"""Pictures to choose from: found by a word, and taken into a plan."""

from __future__ import annotations

import shutil
from importlib.machinery import ModuleSpec
from pathlib import Path

import pytest

from plan_site.html.render import render
from plan_site.reading.folder import read_plan
from plan_site.reading.picture_files import picture_fault
from plan_tools import commands, openmoji
from plan_tools.openmoji import picture, search
from sites import EASY_WORDS, prepared, run

HOME = ("--take", "1F3E0", "--as", "home", "--meaning", "A home")


def pictures(project: Path, *words: str) -> tuple[int, str]:
    done = run("plan_tools.commands", "pictures", *words, folder=project)
    assert "Traceback" not in done.stdout + done.stderr
    return done.returncode, done.stdout + done.stderr


# --- finding ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("word", "code"),
    [
        ("home", "1F3E0"),
        ("school", "1F3EB"),
        ("talk", "1F4AC"),
        ("talk", "E24A"),
        ("listen", "1F442"),
        ("doctor", "1F9D1-200D-2695-FE0F"),
        ("calendar", "1F4C5"),
        ("money", "1F4B0"),
        ("help", "E083"),
        ("friends", "1F9D1-200D-1F91D-200D-1F9D1"),
        ("bus", "1F68C"),
        ("bus stop", "1F68F"),
    ],
)
def test_a_word_finds_a_picture_of_it_among_the_first(word: str, code: str) -> None:
    assert code in [found.code for found in search(word)[:12]]


@pytest.mark.parametrize("word", ["school", "calendar", "bus", "ear", "house"])
def test_a_picture_of_that_very_name_comes_first(word: str) -> None:
    assert search(word)[0].annotation == word


def test_what_a_picture_is_called_counts_more_than_its_tags_and_a_beginning_least() -> None:
    order = [found.code for found in search("bus")]
    called, tagged, begins = order.index("1F68F"), order.index("1F690"), order.index("1F464")
    assert called < tagged < begins  # bus stop, minibus, bust


@pytest.mark.parametrize(("one", "many"), [("house", "houses"), ("bus", "buses"), ("family", "families")])
def test_a_plural_finds_what_its_singular_finds(one: str, many: str) -> None:
    assert {found.code for found in search(one)[:3]} <= {found.code for found in search(many)}


def test_letters_may_be_large_or_small() -> None:
    assert search("SCHOOL") == search("school")
    assert search("1f3e0") == search("1F3E0") == search("U+1F3E0")


@pytest.mark.parametrize("word", ["hand", "wave", "flag", "england", "person"])
def test_a_word_finds_no_skin_tones_and_no_flags_of_countries(word: str) -> None:
    for found in search(word):
        assert not any(f"-1F3F{tone}" in found.code for tone in "BCDEF")
        assert not found.annotation.startswith("flag:")


@pytest.mark.parametrize("code", ["1F44B-1F3FD", "1F1EC-1F1E7", "1FAF1-1F3FB-200D-1FAF2-1F3FF"])
def test_skin_tones_and_flags_are_found_by_their_code(code: str) -> None:
    (found,) = search(code)
    assert (found.code, found.path.stem) == (code, code)
    assert found.path.is_file()


def test_pictures_of_anyone_come_before_those_of_a_man_or_a_woman() -> None:
    order = [found.annotation for found in search("health worker")]
    assert order == ["health worker", "man health worker", "woman health worker"]


@pytest.mark.parametrize("word", ["", "  ", "!?", "../../pyproject", "1F3E0/../1F3E0", "wibblewobble"])
def test_what_is_no_word_of_the_set_finds_nothing(word: str) -> None:
    assert search(word) == ()
    assert picture(word) is None


def test_every_listed_picture_has_its_file_and_a_name() -> None:
    listed = [picture(code) for code in openmoji.codes()]
    assert len(listed) > 2000
    for found in listed:
        assert found is not None
        assert found.annotation
        assert found.path.is_file()


# --- the command ------------------------------------------------------------------------------------------


def test_the_command_lists_twelve_at_most_and_says_how_to_take_one(small_copy: Path) -> None:
    code, said = pictures(small_copy, "school")
    assert code == 0
    assert "1F3EB  school  (learning, public, teaching, education)\n" in said
    assert 'Take one, for example: plan pictures school --take 1F3EB --as school --meaning "What it stands for"' in said
    assert "openmoji/svg/1F3EB.svg" in said
    code, said = pictures(small_copy, "face")
    assert code == 0
    assert len(said.partition("These are the best 12 of ")[0].splitlines()) == 12


def test_the_command_takes_several_words(small_copy: Path) -> None:
    code, said = pictures(small_copy, "bus", "stop")
    assert code == 0
    assert said.startswith("1F68F  bus stop  (")


def test_a_word_without_a_picture_is_answered_with_a_better_one(small_copy: Path) -> None:
    assert pictures(small_copy, "calender") == (
        1,
        "OpenMoji has no picture for ‘calender’.\nDid you mean ‘calendar’?\n",
    )
    code, said = pictures(small_copy, "safeguarding partnership")
    assert code == 1
    assert "OpenMoji has no picture for ‘safeguarding partnership’.\nTry a simpler word" in said


def test_a_picture_that_was_taken_can_be_shown_and_the_plan_passes_its_check(small_copy: Path) -> None:
    shutil.copytree(EASY_WORDS, small_copy, dirs_exist_ok=True)
    code, said = pictures(small_copy, "home", *HOME)
    assert code == 0, said
    assert "picture: home" in said
    assert prepared(small_copy).has_errors is False  # nothing uses it yet
    aim = small_copy / "plan_data/aims/being-heard.yml"
    aim.write_text(f"{aim.read_text().rstrip()}\n  - words: This is a home.\n    picture: home\n")
    (page,) = [page for page in prepared(small_copy).pages if page.address == "/easy-read/aims/being-heard/"]
    assert '/pictures/home.svg"' in render(page)
    taken = read_plan(small_copy / "plan_data", "plan_data").records.pictures[-1]
    assert (taken.name, taken.file, taken.meaning) == ("home", "home.svg", "A home")
    assert taken.credit == "OpenMoji 17, CC BY-SA 4.0"
    assert taken.address == "https://openmoji.org/"
    licence = (small_copy / "plan_data/pictures/LICENCE-openmoji.txt").read_text()
    assert "https://creativecommons.org/licenses/by-sa/4.0/" in licence


def test_a_second_picture_joins_the_list_and_a_licence_that_is_there_is_kept(small_copy: Path) -> None:
    licence = small_copy / "plan_data/pictures/LICENCE-openmoji.txt"
    licence.parent.mkdir()
    licence.write_text("Ours.")
    listed = small_copy / "plan_data/pictures.yml"
    listed.write_text("  # Ours.\n  - name: sun\n    file: sun.svg\n    meaning: The sun\n    credit: Us\n")
    (licence.parent / "sun.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"/>')
    assert pictures(small_copy, "home", *HOME)[0] == 0
    assert pictures(small_copy, "bus", "--take", "1f68d", "--as", "bus", "--meaning", "Yes: a 'bus' # 1")[0] == 0
    assert prepared(small_copy).has_errors is False
    read = read_plan(small_copy / "plan_data", "plan_data").records.pictures
    assert [taken.name for taken in read] == ["sun", "home", "bus"]
    assert read[2].meaning == "Yes: a 'bus' # 1"
    assert listed.read_text().startswith("  # Ours.\n  - name: sun\n")
    assert licence.read_text() == "Ours."


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--as", "home", "--meaning", "A home"], "Say which picture to take: --take and its code"),
        (
            ["--take", "1F3E0", "--meaning", "A home"],
            "Say the picture's name too, in small letters, digits and hyphens",
        ),
        (["--take", "1F3E0", "--as", "My Home", "--meaning", "A home"], "small letters, digits and hyphens"),
        (["--take", "1F3E0", "--as", "../../x", "--meaning", "A home"], "small letters, digits and hyphens"),
        (
            ["--take", "1F3E0", "--as", "home"],
            'Say what the picture stands for too, in a few words: --meaning "A home"',
        ),
        (["--take", "1F3E0", "--as", "home", "--meaning", " "], "Say what the picture stands for too"),
        (
            ["--take", "1F3E00", "--as", "home", "--meaning", "A home"],
            "OpenMoji has no picture with the code ‘1F3E00’.\nDid you mean ‘1F3E0’?",
        ),
        (["--take", "house", "--as", "home", "--meaning", "A home"], "Look for one with: plan pictures WORD"),
        (["--take", "../1F3E0", "--as", "home", "--meaning", "A home"], "no picture with the code ‘../1F3E0’"),
    ],
)
def test_the_command_says_what_it_needs_to_take_a_picture(words: list[str], said: str, small_copy: Path) -> None:
    code, output = pictures(small_copy, "home", *words)
    assert code == 2
    assert said in output
    assert not (small_copy / "plan_data/pictures.yml").exists()
    assert not (small_copy / "plan_data/pictures").exists()


@pytest.mark.parametrize("before", ["- name: home\n", "- name: 'home'\n", "- file: h.svg\n  name: home\n"])
def test_a_name_is_never_taken_twice(before: str, small_copy: Path) -> None:
    rest = "  meaning: Ours\n  credit: Us\n" + ("" if "file:" in before else "  file: h.svg\n")
    listed = small_copy / "plan_data/pictures.yml"
    listed.write_text(before + rest)
    code, said = pictures(small_copy, "home", *HOME)
    assert code == 1
    assert "has a picture called home already. Choose another name." in said
    assert listed.read_text() == before + rest


def test_a_file_is_never_written_over(small_copy: Path) -> None:
    file = small_copy / "plan_data/pictures/home.svg"
    file.parent.mkdir()
    file.write_text("ours")
    code, said = pictures(small_copy, "home", *HOME)
    assert code == 1
    assert "home.svg is there already. Choose another name." in said
    assert file.read_text() == "ours"
    assert not (small_copy / "plan_data/pictures.yml").exists()


def test_without_the_package_one_line_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def finds_nothing(_: str) -> ModuleSpec | None:
        return None

    monkeypatch.setattr(openmoji, "find_spec", finds_nothing)
    openmoji.folder_of_the_set.cache_clear()
    for words in (["home"], ["home", *HOME]):
        assert commands.main(["pictures", *words]) == 1
        assert capsys.readouterr().err == "OpenMoji's pictures are not installed. Install them with: make check\n"


def test_every_picture_of_the_set_is_a_plain_drawing() -> None:
    for code in openmoji.codes():
        found = picture(code)
        assert found is not None
        assert picture_fault(found.path.read_bytes(), ".svg") is None, code
