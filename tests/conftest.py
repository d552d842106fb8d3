"""Sites that are built once for all tests that only look at them."""

from __future__ import annotations

from pathlib import Path

import pytest

from sites import DERBY, EXAMPLE, SMALL, BuiltSite, build, copy_of


def _built(project: Path, tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    folder = tmp_path_factory.mktemp(project.name) / "site"
    done = build(project, folder)
    assert done.returncode == 0, done.stderr
    return BuiltSite(folder)


@pytest.fixture(scope="session")
def derby_site(tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    return _built(DERBY, tmp_path_factory)


@pytest.fixture(scope="session")
def example_site(tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    return _built(EXAMPLE, tmp_path_factory)


@pytest.fixture(scope="session")
def small_site(tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    return _built(SMALL, tmp_path_factory)


@pytest.fixture(params=["derby_site", "example_site", "small_site"])
def any_site(request: pytest.FixtureRequest) -> BuiltSite:
    site = request.getfixturevalue(request.param)
    assert isinstance(site, BuiltSite)
    return site


@pytest.fixture
def small_copy(tmp_path: Path) -> Path:
    """A copy of the smallest plan, to spoil."""
    return copy_of(SMALL, tmp_path / "project")
