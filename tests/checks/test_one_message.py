"""One cause meets one message: what cannot be read makes nothing else look wrong."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from plan_site.english import word_lists
from plan_site.model.plan import KINDS
from plan_site.model.problems import Problem, errors_among
from plan_site.publish.project import prepare
from plan_site.yaml.values import Unreadable
from plan_tools.cli.project import project_in
from sites import EPOCH, EXAMPLE, copy_of

Break = Callable[[bytes], bytes]


def a_bracket_that_never_closes(data: bytes) -> bytes:
    return b"more: [\n" + data


def another_encoding(data: bytes) -> bytes:
    return data.decode().encode("utf-16")


def an_old_encoding(data: bytes) -> bytes:
    return data + "# café\n".encode("cp1252")


def nothing(_: bytes) -> bytes:
    return b""


def a_word_file(_: bytes) -> bytes:
    return b"PK\x03\x04 words"


def another_shape(_: bytes) -> bytes:
    return b"just words\n"


def a_merge_that_is_half_done(data: bytes) -> bytes:
    return b"<<<<<<< HEAD\n" + data


def a_field_with_another_name(data: bytes) -> bytes:
    """The first that is required of its record, under a name that no field has."""
    for name in (b"id", b"word", b"name", b"record", b"date", b"title"):
        for start in (b"\n%b: ", b"- %b: "):
            here = start % name
            if here in b"\n" + data:
                return (b"\n" + data).replace(here, start % b"zzz", 1).removeprefix(b"\n")
    return data.replace(b"compliance: ", b"zzz: ", 1)


BREAKS: tuple[Break, ...] = (
    a_bracket_that_never_closes,
    another_encoding,
    an_old_encoding,
    nothing,
    a_word_file,
    another_shape,
    a_merge_that_is_half_done,
    a_field_with_another_name,
)
_OF_EVERY_FILE = (nothing, a_field_with_another_name)
"""The others spoil any file in the same way: in `make test`, each file meets a third of them in turn."""


def _breaks_of(file: str, *, is_everything: bool) -> tuple[Break, ...]:
    others = [each for each in BREAKS if each not in _OF_EVERY_FILE]
    return BREAKS if is_everything else (*_OF_EVERY_FILE, *others[FILES.index(file) % 3 :: 3])


def _first_of(folder: str) -> str:
    """The file of a folder that others speak of most."""
    files = sorted((EXAMPLE / "plan_data" / folder).glob("*.yml"))
    plan = "".join(path.read_text(encoding="utf-8") for path in EXAMPLE.glob("plan_data/**/*.yml"))
    return max(files, key=lambda path: plan.count(path.stem)).name


FILES = [
    *(
        f"plan_data/{kind.home}/{_first_of(kind.home)}" if kind.is_folder else f"plan_data/{kind.home}"
        for kind in KINDS
    ),
    "content/about.md",
]


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_of(EXAMPLE, tmp_path_factory.mktemp("example") / "project")


def errors_of(folder: Path) -> tuple[Problem, ...]:
    before = os.environ.get("SOURCE_DATE_EPOCH")
    os.environ["SOURCE_DATE_EPOCH"] = EPOCH
    try:
        return errors_among(prepare(project_in(folder), word_lists.load()).problems)
    except Unreadable as unreadable:
        return (unreadable.problem,)
    finally:
        os.environ.pop("SOURCE_DATE_EPOCH") if before is None else os.environ.update(SOURCE_DATE_EPOCH=before)


@pytest.mark.parametrize("file", FILES)
def test_a_file_that_is_broken_meets_one_message_whatever_speaks_of_it(
    file: str, example: Path, *, is_everything: bool
) -> None:
    path = example / file
    before = path.read_bytes()
    try:
        for spoil in _breaks_of(file, is_everything=is_everything):
            path.write_bytes(spoil(before))
            found = errors_of(example)
            assert [problem.place.file for problem in found] == [file], spoil.__name__
    finally:
        path.write_bytes(before)


@pytest.mark.parametrize("name", ["mkdocs.yml", "plan_data/addresses.txt", "plan_data/pictures/plan.svg"])
@pytest.mark.parametrize("spoil", [another_encoding, a_word_file])
def test_settings_register_and_pictures_that_are_broken_meet_one_message(
    name: str, spoil: Break, example: Path
) -> None:
    path = example / name
    before = path.read_bytes()
    try:
        path.write_bytes(spoil(before))
        (problem,) = errors_of(example)
        assert problem.place.file == ("plan_data/pictures.yml" if name.endswith(".svg") else name)
    finally:
        path.write_bytes(before)


GONE = {
    "plan_data": ["There is no folder that holds the plan."],
    "content": ["The folder that holds the hand-written pages is missing."],
    "plan_data/plan.yml": ["The file that describes the plan itself is missing."],
    "plan_data/sources.yml": ["The file that lists the sources is missing."],
    "plan_data/pictures.yml": ["There is no picture called"],
    "plan_data/pictures": ["There is no file called"],
    "plan_data/aims": ["This plan has no aims."],
    "plan_data/outcomes": ["There is no aim or outcome with the id"],
    "plan_data/reviews.yml": [],
}
"""What is said where a whole part of the plan is gone: how each message begins."""


@pytest.mark.parametrize("part", GONE)
def test_a_part_that_is_gone_meets_one_message(part: str, example: Path, tmp_path: Path) -> None:
    (example / part).rename(tmp_path / "away")
    try:
        found = errors_of(example)
    finally:
        (tmp_path / "away").rename(example / part)
    assert [problem.what[: len(begins)] for problem, begins in zip(found, GONE[part], strict=True)] == GONE[part]


def test_a_message_on_something_that_many_records_name_says_where_else_it_is_named(example: Path) -> None:
    path = example / f"plan_data/outcomes/{_first_of('outcomes')}"
    before = path.read_bytes()
    path.unlink()
    try:
        found = [problem for problem in errors_of(example) if problem.rule == "every_subject_is_an_aim_or_outcome"]
    finally:
        path.write_bytes(before)
    assert len(found) == 1
    assert f"There is no aim or outcome with the id ‘{path.stem}’. " in found[0].what
    assert "more like it: plan_data/" in found[0].what
