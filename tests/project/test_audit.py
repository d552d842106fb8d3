"""Known faults in what the project is built with: a list that could not be reached is not an empty one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import audit
from audit import Audited, npm_audited

WELL = Audited("uv.lock")
FAULTY = Audited("a/package-lock.json", "leftpad (high) <2")
UNKNOWN = Audited("b/package-lock.json", is_known=False)


def test_when_all_is_well_the_report_is_an_empty_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert audit.main([WELL], tmp_path / "reports/audit.md") == 0
    assert (tmp_path / "reports/audit.md").read_text() == ""
    assert "`uv.lock`: no fault is known." in capsys.readouterr().out


def test_a_fault_is_named_and_written_down(tmp_path: Path) -> None:
    assert audit.main([WELL, FAULTY, UNKNOWN], tmp_path / "audit.md") == 1
    assert "```\nleftpad (high) <2\n```" in (tmp_path / "audit.md").read_text()


def test_what_could_not_be_found_out_is_said_and_leaves_no_report(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "audit.md").write_text("of yesterday")
    assert audit.main([WELL, UNKNOWN], tmp_path / "audit.md") == 1
    assert not (tmp_path / "audit.md").exists()
    assert "`b/package-lock.json`: not known. The list of faults could not be reached" in capsys.readouterr().out


def test_npms_answer_is_read() -> None:
    fault = {"severity": "high", "range": "<2"}
    assert npm_audited("lock", json.dumps({"vulnerabilities": {"leftpad": fault}})).faults == "leftpad (high) <2"
    assert npm_audited("lock", json.dumps({"vulnerabilities": {}})) == Audited("lock")


@pytest.mark.parametrize("answer", ["", "no JSON", "[]", '{"message": "405 Method Not Allowed", "error": {}}'])
def test_an_answer_that_is_none_is_not_taken_for_a_good_one(answer: str) -> None:
    assert npm_audited("lock", answer).is_known is False


@pytest.mark.parametrize(
    ("code", "expected"), [(0, WELL), (1, Audited("uv.lock", "leftpad 1.0")), (2, Audited("uv.lock", is_known=False))]
)
def test_uvs_exit_code_tells_faults_from_a_list_that_was_not_reached(
    code: int, expected: Audited, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "uv"
    program.write_text(f"#!/bin/sh\ntest {code} = 1 && echo leftpad 1.0\nexit {code}\n")
    program.chmod(0o755)
    monkeypatch.setenv("UV", str(program))
    assert audit.python_packages() == expected
