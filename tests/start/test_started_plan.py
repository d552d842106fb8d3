"""A plan that was started here passes its own tests, empty and of real size. What needs no browser runs each time."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from started import STATES, started

_SUITE = (
    "test_accessibility_page.py",
    "test_check_site.py",
    "test_commands.py",
    "test_completeness.py",
    "test_metadata.py",
    "test_open_data.py",
    "test_search_index.py",
)
_ONCE = {"empty": ("test_build.py", "test_fuzz.py", "test_pdfs.py"), "filled": ("test_links.py",)}
"""What takes long. test_pdfs.py looks at the PDFs of a plan of real size anyway."""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return started(tmp_path_factory.mktemp("councils") / "our-plan")


def without_pdfs(settings: Path) -> None:
    """The other tests look at the PDFs of a plan of real size anyway."""
    words = settings.read_text(encoding="utf-8")
    settings.write_text(words.replace("\n  pdf: true", "\n  pdf: false"), encoding="utf-8")


@pytest.mark.parametrize("state", STATES)
def test_a_plan_that_was_started_passes_its_own_tests(state: str, project: Path, *, is_everything: bool) -> None:
    STATES[state](project)
    if state != "empty" and not is_everything:
        without_pdfs(project / "mkdocs.yml")
    files = (*_SUITE, *_ONCE.get(state, ()))
    tests = [str(path) for name in files for path in (project / "tests").rglob(name)]
    assert len(tests) == len(files)
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:xdist", "-p", "no:cacheprovider", "--our-plan", *tests],
        cwd=project,
        env={**os.environ, "PYTHONPATH": str(project / "hooks")},
        capture_output=True,
        text=True,
        timeout=600,
    )
    assert done.returncode == 0, done.stdout[-5000:]
