"""Every fault that spoiling plans has found stays mended; and what looks for faults sees them."""

from __future__ import annotations

import gc
import random
from pathlib import Path

import pytest

import fuzz
from fuzz import Case, a_case, faults_in, files_of, kept, read_case
from plan_site.publish import report
from plan_tools.check_site import gate
from plan_tools.commands import check
from plan_tools.commands import tidy as tidy_command
from sites import EPOCH

KEPT = sorted(fuzz.CASES.glob("*.txt"))


@pytest.fixture(scope="module", autouse=True)
def _nothing_is_left_of_other_tests() -> None:
    """What makes PDFs takes its folder away when it is thrown away itself, and that would be seen as a write."""
    gc.collect()


@pytest.fixture(autouse=True)
def _same_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)


@pytest.mark.parametrize("path", KEPT, ids=[path.stem for path in KEPT])
def test_a_fault_that_was_found_stays_mended(path: Path) -> None:
    assert list(faults_in(read_case(path), random.Random(1))) == []


@pytest.mark.parametrize("base", ["ours", "example", "small", "easy"])
def test_each_plan_that_is_spoilt_is_sound_before(base: str) -> None:
    assert list(faults_in(Case(base, {}), random.Random(1))) == []


def test_the_same_seed_spoils_the_same_plans() -> None:
    once, again = ([a_case(random.Random(f"7-{number}")) for number in range(20)] for _ in range(2))
    assert once == again
    assert len({tuple(case.changed) for case in once}) > 10


def test_a_case_is_read_as_it_was_kept(tmp_path: Path) -> None:
    changed: dict[str, bytes | None] = {
        "plan_data/aims/é.yml": b"a: \\x41 \xff\x00\r\n\n---- file b\n\nc: d",
        "plan_data/plan.yml": None,
        "content/empty.md": b"",
    }
    case = Case("small", changed)
    path = tmp_path / "case.txt"
    path.write_text(kept(case, "why it\nwas kept"), encoding="utf-8")
    assert read_case(path) == case


def faults_with(monkeypatch: pytest.MonkeyPatch, module: object, name: str, instead: object, case: Case) -> list[str]:
    monkeypatch.setattr(module, name, instead)
    return list(faults_in(case, random.Random(1)))


SOUND = Case("small", {})


def test_a_command_that_fails_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(*_: object) -> None:
        raise KeyError("title")

    assert "ends with 70" in faults_with(monkeypatch, check, "prepare", breaks, SOUND)[0]


def test_a_command_that_writes_elsewhere_is_seen(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def writes(*_: object) -> None:
        (tmp_path / "elsewhere").write_text("words", encoding="utf-8")

    assert "outside of the folder" in faults_with(monkeypatch, check, "prepare", writes, SOUND)[0]


def test_a_command_that_hangs_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    def hangs(*_: object) -> None:
        while True:
            pass

    monkeypatch.setattr(fuzz, "HANGS", 0.2)
    assert "hangs" in faults_with(monkeypatch, check, "prepare", hangs, SOUND)[0]


def test_a_command_that_takes_too_long_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    assert " s" in faults_with(monkeypatch, fuzz, "LONGEST", 0.0001, SOUND)[0]


def test_a_message_that_names_no_place_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    spoilt = Case("small", {"plan_data/plan.yml": b"title: ["})

    def says(*_: object, **__: object) -> str:
        return "Something is wrong.\n\n1 problem to mend in the plan.\n"

    assert "names no place" in faults_with(monkeypatch, report, "for_terminal", says, spoilt)[0]


def test_a_line_that_is_not_there_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    spoilt = Case("small", {"plan_data/plan.yml": b"title: ["})

    def says(*_: object, **__: object) -> str:
        return "plan_data/plan.yml, line 9\n  Wrong.\n  What to do: Mend it.\n\n1 problem to mend in the plan.\n"

    assert "a line that is not there" in faults_with(monkeypatch, report, "for_terminal", says, spoilt)[0]


def test_a_word_that_tidying_loses_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    def loses(text: str, *_: object) -> str:
        return f"{text.rstrip()}x\n" if not text.endswith("x\n") else text

    assert "changes the words of plan_data/" in faults_with(monkeypatch, tidy_command, "tidied", loses, SOUND)[0]


def test_a_site_with_a_fault_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gate, "faults_of", lambda _site: ["a fault of the site"])
    assert "a fault of the site" in next(faults_in(SOUND, random.Random(1)))


def test_a_case_is_made_small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only a line with ‘wrong’ matters, and only in one of two files."""
    big = Case("easy", {"plan_data/plan.yml": b"a\nb\nwrong\nc\n" * 3, "plan_data/sources.yml": b"x\n"})

    def faults(case: Case, _choice: object) -> list[str]:
        return ["a fault"] if b"wrong" in (case.changed.get("plan_data/plan.yml") or b"") else []

    monkeypatch.setattr(fuzz, "faults_in", faults)
    assert fuzz.smaller(big, "a fault", 1) == Case("small", {"plan_data/plan.yml": b"wrong"})


def test_every_way_to_spoil_a_plan_changes_it() -> None:
    for spoil in fuzz.SPOILS:
        changed = [spoil(random.Random(number), dict(files_of("example"))) for number in range(30)]
        assert any(files_of("example").get(path) != data for files in changed for path, data in files.items())
