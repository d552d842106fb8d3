"""`plan tidy`: one form for every file, no word and no note lost."""

from __future__ import annotations

import re
import time
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, reject, settings
from hypothesis import strategies as some

from plan_site.model.plan import KINDS, Kind, Records
from plan_site.model.problems import Place
from plan_site.reading.folder import files_in
from plan_site.yaml.characters import odd_character
from plan_site.yaml.tidy import WIDTH, tidied
from plan_site.yaml.values import Mapping, Scalar, Sequence, Unreadable, Value, parse_yaml, read_text
from plan_tools.start.new_record import Setting, skeleton
from sites import EASY_WORDS, EXAMPLE, OURS, ROOT, SMALL, TODAY, copy_of, run

NOUNS = {kind.noun: kind for kind in KINDS}
FOUND = [each for plan in (OURS, EXAMPLE, SMALL, EASY_WORDS) for each in files_in(plan / "plan_data")[0]]
FILES = [pytest.param(kind, path, id=path.relative_to(ROOT).as_posix()) for kind, path in FOUND]


def tidy(text: str, noun: str = "aim") -> str:
    return tidied(text, NOUNS[noun], "file.yml")


def words_of(value: Value) -> object:
    """What an editor wrote, without its form: the order of fields and fields that are left blank do not count."""
    if isinstance(value, Scalar):
        return value.paragraphs
    if isinstance(value, Sequence):
        return [words_of(item) for item in value.items]
    return {name: words_of(inner) for name, inner in value.fields.items() if words_of(inner) not in ((), [])}


def notes_of(text: str) -> list[str]:
    return sorted(line.strip() for line in text.splitlines() if line.lstrip().startswith("#"))


# --- the files of the plans -------------------------------------------------------------------------------


@pytest.mark.parametrize(("kind", "path"), FILES)
def test_every_file_of_the_plans_is_tidy(kind: Kind, path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert tidied(text, kind, path.name) == text, "run: make tidy (or plan --folder tests/… tidy)"


WITHOUT_NOTES = [
    pytest.param(kind, path, id=path.relative_to(ROOT).as_posix())
    for kind, path in FOUND
    if not notes_of(path.read_text(encoding="utf-8"))
]
"""Notes are lost when another program writes a file."""


def as_another_program_writes(path: Path, **style: Any) -> str:
    read = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 - every word stays text
    return str(yaml.dump(read, allow_unicode=True, sort_keys=False, **style))


@pytest.mark.parametrize(("kind", "path"), WITHOUT_NOTES)
@pytest.mark.parametrize(
    "style",
    [{"width": 80}, {"default_style": '"'}, {"default_style": "'", "width": 200}, {"default_flow_style": True}],
    ids=["folded", "quoted", "quoted-once", "in-brackets"],
)
def test_what_another_program_writes_becomes_the_same_file(kind: Kind, path: Path, style: dict[str, Any]) -> None:
    assert tidied(as_another_program_writes(path, **style), kind, path.name) == path.read_text(encoding="utf-8")


# --- one form ---------------------------------------------------------------------------------------------


def test_fields_stand_in_the_order_of_the_model_and_unknown_ones_behind_them() -> None:
    assert tidy("colour: red\nsource: s\ntitle: T\nid: a\n") == "id: a\ntitle: T\nsource: s\ncolour: red\n"


def test_the_fields_of_an_item_stand_in_order_too() -> None:
    text = "objectives:\n- easy_read:\n  - picture: p\n    words: W.\n  id: x\n"
    assert tidy(text) == "objectives:\n  - id: x\n    easy_read:\n      - words: W.\n        picture: p\n"


def test_one_blank_line_keeps_the_records_of_a_file_apart() -> None:
    assert tidy("- {id: a}\n\n\n- id: b\n- id: c\n", "source") == "- id: a\n\n- id: b\n\n- id: c\n"


@pytest.mark.parametrize("text", ["yes", "No", "true", "null", "~", "60", "1e3", "0x1F", "0o17", "2025", "2025-06-14"])
def test_text_that_another_program_takes_for_something_else_has_quotes(text: str) -> None:
    assert tidy(f"title: '{text}'\n") == f'title: "{text}"\n'
    assert yaml.safe_load(tidy(f"title: '{text}'\n")) == {"title": text}


@pytest.mark.parametrize(
    ("noun", "field"),
    [("aim", "number: 3"), ("progress", "when: 2025"), ("progress", "when: 2025-06-14"), ("change", "draft: true")],
)
def test_a_number_a_date_and_true_have_no_quotes(noun: str, field: str) -> None:
    name, value = field.split(": ")
    is_list = noun == "change"
    assert tidy(f"{'- ' * is_list}{name}: '{value}'\n", noun) == f"{'- ' * is_list}{field}\n"


@pytest.mark.parametrize(
    "text",
    ["a: b", "ends:", "a #b", "- dash", "[x]", "'tis", "@us", "%", "“curly”: yes", 'back\\slash and "quotes": both'],
)
def test_text_with_a_mark_has_double_quotes(text: str) -> None:
    quoted = text.replace("\\", "\\\\").replace('"', '\\"')
    assert tidy(f'title: "{quoted}"\n') == f'title: "{quoted}"\n'


@pytest.mark.parametrize("text", ["Me & my people", "it's", "a:b", "C#", "“curly”", "a - b", "What? Yes!"])
def test_text_that_needs_no_quotes_has_none(text: str) -> None:
    assert tidy(f'title: "{text}"\n') == f"title: {text}\n"


def test_long_prose_is_folded_and_a_long_title_stays_on_its_line() -> None:
    words = "word " * 40 + "end"
    title, summary, *lines = tidy(f"title: {words}\nsummary: {words}\n").splitlines()
    assert title == f"title: {words}"
    assert summary == "summary: >"
    assert " ".join(line.strip() for line in lines) == words
    assert WIDTH - 5 < len(lines[0]) <= WIDTH


def test_paragraphs_stand_under_a_bar_each_on_one_line() -> None:
    text = tidy("summary: >\n  one\n  two\n\n\n  # three\n")
    assert text == "summary: |\n  one two\n\n  # three\n"


def test_a_blank_field_that_may_be_left_out_goes_and_one_that_is_needed_stays() -> None:
    assert tidy('id: a\ntitle:\npicture: ""\nobjectives: []\n') == "id: a\ntitle:\n"


# --- notes ------------------------------------------------------------------------------------------------


def test_a_note_stays_with_the_field_that_it_stands_in_front_of() -> None:
    text = "# The whole file.\n\n# Of the title.\ntitle: T\n# Of the id.\nid: a\n# The end.\n"
    assert tidy(text) == "# The whole file.\n\n# Of the id.\nid: a\n# Of the title.\ntitle: T\n# The end.\n"


def test_a_note_on_top_stays_on_top() -> None:
    assert tidy("# yaml-language-server: x\ntitle: T\nid: a\n") == "# yaml-language-server: x\nid: a\ntitle: T\n"


def test_a_note_behind_a_text_moves_to_its_own_line_above() -> None:
    assert tidy('id: a\ntitle: "T"  # ours\nsummary: S\n') == "id: a\n# ours\ntitle: T\nsummary: S\n"
    assert tidy('id: a\ntitle: "T\n  t" # ours\nsummary: S\n') == "id: a\n# ours\ntitle: T t\nsummary: S\n"


def test_a_note_behind_a_text_does_not_move_above_the_block_before_it() -> None:
    text = 'title: "T"\nsummary: |\n  one\n\n  two\nsource: "s" # where from\n'
    assert tidy(text) == "title: T\nsummary: |\n  one\n\n  two\n# where from\nsource: s\n"


def test_a_long_file_with_many_notes_is_tidied_soon() -> None:
    text = "".join(f'# note\n- word: "w{n}"  # behind\n  also: [a{n}, b{n}]\n' for n in range(3000))
    before = time.process_time()
    assert tidy(text, "word").count("# behind") == 3000
    assert time.process_time() - before < 10  # seconds; walking the file for every note would take many times as long


def test_a_note_inside_a_list_stays_inside_it() -> None:
    text = "names: # all\n  # the first\n  - A\n\n  # - B\ntitle: T\n"
    assert tidy(text, "plan") == "title: T\n# all\nnames:\n  # the first\n  - A\n\n  # - B\n"


def test_a_note_at_the_end_of_a_record_stays_in_it() -> None:
    text = "- id: a\n\n  # You may leave this out.\n  # published: 2025\n\n- id: b\n"
    assert tidy(text, "source") == text


def test_a_note_in_brackets_is_kept() -> None:
    assert tidy("id: a\nformerly: [ # old\n  b, # older\n  # oldest\n  c\n  ] # gone\n") == (
        "id: a\n# old\nformerly:\n  # older\n  - b\n  # oldest\n  - c\n# gone\n"
    )


def test_what_looks_like_a_note_inside_a_text_stays_text() -> None:
    text = 'title: "a\n  # b"\nsummary: |\n  one\n\n  # two\n'
    assert tidy(text) == 'title: "a # b"\nsummary: |\n  one\n\n  # two\n'


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.noun)
def test_a_new_record_keeps_every_note(kind: Kind) -> None:
    text = skeleton(kind, "brand-new", Setting(Records(), TODAY))
    assert notes_of(tidied(text, kind, "new.yml")) == notes_of(text)
    assert tidied(text, kind, "new.yml") == text


# --- no word is ever changed ------------------------------------------------------------------------------

HERE = Place("file.yml")
_GARBLED = "ÂÃâï\ufffd"  # letters that start what the reader takes for garbled words
_LETTERS = some.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs"), exclude_characters=_GARBLED)
_WORDS = some.text(_LETTERS, max_size=90).filter(lambda text: not odd_character(text))
_NAMES = some.sampled_from(["id", "title", "summary", "picture", "objectives", "yes", "a b", "x: y", "# n", "2025"])


def quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


_TEXTS = some.lists(_WORDS, max_size=3).map("\n\n".join).map(quoted)
_VALUES = some.recursive(
    _TEXTS,
    lambda inner: (
        some.lists(inner, max_size=3).map(lambda items: f"[{', '.join(items)}]")
        | some.dictionaries(_NAMES.map(quoted), inner, max_size=3).map(
            lambda fields: "{" + ", ".join(f"{name}: {value}" for name, value in fields.items()) + "}"
        )
    ),
    max_leaves=8,
)
_FILES = some.dictionaries(_NAMES, _VALUES, min_size=1).map(
    lambda fields: "".join(f"# {name}\n{quoted(name)}: {value} # behind\n" for name, value in fields.items())
)


@given(_FILES)
def test_tidying_changes_no_word_loses_no_note_and_has_nothing_to_do_twice(text: str) -> None:
    once = tidy(text)
    assert words_of(parse_yaml(once, "file.yml")) == words_of(parse_yaml(text, "file.yml"))
    assert tidy(once) == once
    assert len(re.findall(r"^# behind$", once, re.MULTILINE)) == text.count(" # behind\n")


_NOTES = some.lists(
    some.tuples(some.integers(0, 60), some.sampled_from(["#note", "  #note", "    #note", "      #note", ""])),
    min_size=1,
    max_size=5,
)


@settings(deadline=None)  # the largest file takes longer on a busy machine
@given(some.sampled_from(FOUND), _NOTES)
def test_a_note_anywhere_in_a_file_of_the_plans_is_kept(file: tuple[Kind, Path], notes: list[tuple[int, str]]) -> None:
    kind, path = file
    lines = path.read_text(encoding="utf-8").splitlines()
    for number, note in notes:
        lines.insert(number, note)
    text = "\n".join(lines) + "\n"
    try:
        before = parse_yaml(text, path.name)
    except Unreadable:
        reject()  # the note stands where it would be taken for words
    once = tidied(text, kind, path.name)
    assert words_of(parse_yaml(once, path.name)) == words_of(before)
    assert len(re.findall("#note", once)) == len(re.findall("#note", text))
    assert tidied(once, kind, path.name) == once


# --- the command ------------------------------------------------------------------------------------------


def plan(project: Path, *words: str) -> tuple[int, str]:
    done = run("plan_tools.commands", *words, folder=project)
    assert "Traceback" not in done.stdout + done.stderr
    return done.returncode, done.stdout + done.stderr


AIM = "plan_data/aims/being-heard.yml"


@pytest.fixture
def untidy(small_copy: Path) -> Path:
    """A copy of the smallest plan whose aim was saved by a program on Windows."""
    aim = small_copy / AIM
    aim.write_bytes(b"\xef\xbb\xbf" + as_another_program_writes(aim, default_style='"').replace("\n", "\r\n").encode())
    return small_copy


def test_the_command_tidies_what_is_untidy_and_says_so(untidy: Path) -> None:
    assert plan(untidy, "tidy") == (0, f"Tidied 1 file: {AIM}.\n")
    assert (untidy / AIM).read_bytes() == (SMALL / AIM).read_bytes()
    assert [path.name for path in (untidy / "plan_data/aims").iterdir()] == ["being-heard.yml"]
    assert plan(untidy, "tidy") == (0, "Every file is tidy already.\n")


def test_the_command_does_not_touch_a_tidy_file(untidy: Path) -> None:
    before = {path: path.stat() for path in untidy.rglob("*.yml")}
    plan(untidy, "tidy")
    assert [path.name for path, stat in before.items() if path.stat().st_ino != stat.st_ino] == ["being-heard.yml"]
    assert [path.name for path, stat in before.items() if path.stat().st_mtime_ns != stat.st_mtime_ns] == [
        "being-heard.yml"
    ]


def test_checking_changes_nothing_and_says_what_to_do(untidy: Path) -> None:
    before = (untidy / AIM).read_bytes()
    assert plan(untidy, "tidy", "--check") == (
        1,
        f"1 file is not tidy: {AIM}.\nWhat to do: run ‘plan tidy’. It changes no words.\n",
    )
    assert (untidy / AIM).read_bytes() == before
    plan(untidy, "tidy")
    assert plan(untidy, "tidy", "--check") == (0, "Every file is tidy already.\n")


def test_what_cannot_be_read_stays_and_the_other_files_are_tidied(untidy: Path) -> None:
    sources = untidy / "plan_data/sources.yml"
    sources.write_text('- id: "small-source\n', encoding="utf-8")
    code, said = plan(untidy, "tidy")
    assert code == 1
    assert "plan_data/sources.yml, line 1\n  A quote mark that opens on this line is never closed." in said
    assert f"Tidied 1 file: {AIM}." in said
    assert sources.read_text(encoding="utf-8") == '- id: "small-source\n'


def test_a_file_that_may_only_be_read_stays_as_it_is(untidy: Path) -> None:
    aim = untidy / AIM
    before = aim.read_bytes()
    aim.chmod(0o444)
    code, said = plan(untidy, "tidy")
    assert code == 1
    assert f"{AIM}, line 1\n  The computer cannot write this file (it may only be read)." in said
    assert aim.read_bytes() == before


@pytest.mark.parametrize("name", [AIM, "plan_data/sources.yml"])
def test_a_link_to_another_file_is_not_followed(name: str, untidy: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere.yml"
    elsewhere.write_text("b: 1\n\n\na: 2\n", encoding="utf-8")
    (untidy / name).unlink()
    (untidy / name).symlink_to(elsewhere)
    code, said = plan(untidy, "tidy")
    assert code == 1
    assert f"{name}, line 1\n  This is a link to another" in said
    assert elsewhere.read_text(encoding="utf-8") == "b: 1\n\n\na: 2\n"
    assert (untidy / name).is_symlink()


def test_a_file_keeps_who_may_read_it(untidy: Path) -> None:
    (untidy / AIM).chmod(0o640)
    plan(untidy, "tidy")
    assert (untidy / AIM).stat().st_mode & 0o777 == 0o640


def test_what_a_command_adds_is_tidy_already(tmp_path: Path) -> None:
    project = copy_of(EXAMPLE, tmp_path / "project")
    changed = "It's shorter: “no” is gone. " * 6
    review = ["review", "bus-crews", "--who", "Yes: #1", "--others", "--how-many", "6", "--changed", changed]
    assert plan(project, *review)[0] == 0
    assert plan(project, "pictures", "house", "--take", "1F3E0", "--as", "my-home", "--meaning", "No")[0] == 0
    assert plan(project, "tidy", "--check") == (0, "Every file is tidy already.\n")


# --- letters ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("We ﬁnd ﬀ and ﬄ", "We find ff and ffl"),
        ("ｆｕｌｌ Ｗｉｄｔｈ", "full Width"),
        ("𝐛𝐨𝐥𝐝 𝑖𝑡𝑎𝑙𝑖𝑐", "bold italic"),
        ("cafe\u0301", "café"),
        ("10 m², ½, 5 µg, ™ … ﷺ", "10 m², ½, 5 µg, ™ … ﷺ"),
    ],
)
def test_letters_that_programs_join_or_widen_are_read_as_plain_ones(typed: str, read: str, tmp_path: Path) -> None:
    """In plan_data/ and in content/ alike, for both are read by the same function."""
    (tmp_path / "words").write_text(f"title: {typed}\n", encoding="utf-8")
    text = read_text(tmp_path / "words", "words")
    assert text == f"title: {read}\n"
    value = parse_yaml(f'title: "{typed}"', "words")
    assert isinstance(value, Mapping)
    assert isinstance(title := value.fields["title"], Scalar)
    assert title.text == read
