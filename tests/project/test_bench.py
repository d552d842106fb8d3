"""What `make bench` compares is of the size that it says."""

from __future__ import annotations

from pathlib import Path

import pytest

from build import MOST_PAGES_OFF
from generated_plan import SEED, write_project
from sites import prepared


@pytest.mark.parametrize("pages", [100, 500])
def test_a_generated_plan_has_about_as_many_pages_as_were_asked_for(pages: int, tmp_path: Path) -> None:
    write_project(tmp_path, SEED, pages)
    found = prepared(tmp_path)
    assert not found.has_errors
    assert abs(len(found.pages) - pages) <= MOST_PAGES_OFF
