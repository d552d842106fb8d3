"""Before GitHub stops what it does every night, an issue says so."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
from pathlib import Path

import pytest

import quiet

LAST = dt.date(2026, 9, 1)


@pytest.mark.parametrize("days", [0, 44])
def test_as_long_as_there_is_time_the_report_is_an_empty_file(days: int, tmp_path: Path) -> None:
    assert quiet.main(LAST, LAST + dt.timedelta(days=days), tmp_path / "reports/quiet.md") == 0
    assert (tmp_path / "reports/quiet.md").read_text() == ""


@pytest.mark.parametrize("days", [45, 59, 400])
def test_after_that_it_says_which_day_the_nights_end_and_what_to_do(days: int) -> None:
    said = quiet.report(LAST, LAST + dt.timedelta(days=days))
    assert "on 31 October 2026 the nightly build and the nightly checks end" in said
    assert "Enable workflow" in said


def test_the_day_of_the_last_commit_is_known(tmp_path: Path) -> None:
    subprocess.run(["git", "init", "--quiet"], cwd=tmp_path, check=True)
    assert quiet.last_commit(tmp_path) is None
    commit = [
        "git",
        "-c",
        "user.name=A",
        "-c",
        "user.email=a@example.org",
        "commit",
        "--quiet",
        "--allow-empty",
        "-m",
        "A",
    ]
    day = {**os.environ, "GIT_COMMITTER_DATE": "2026-09-01T12:00:00Z"}
    subprocess.run(commit, cwd=tmp_path, check=True, env=day)
    assert quiet.last_commit(tmp_path) == LAST
