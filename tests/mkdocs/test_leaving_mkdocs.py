"""The ways out of MkDocs and Material lead to the same site, with the packages taken away."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sites import EXAMPLE, ROOT, build, contents_of, copy_of, run

_DOCUMENT = (ROOT / "docs" / "leaving-mkdocs.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The fictional plan as MkDocs and Material build it."""
    folder = tmp_path_factory.mktemp("before") / "site"
    assert build(EXAMPLE, folder).returncode == 0
    return contents_of(folder)


def without(folder: Path, *packages: str) -> dict[str, str]:
    """An environment in which packages cannot be imported."""
    for package in packages:
        (folder / package).mkdir(parents=True)
        (folder / package / "__init__.py").write_text(f"raise ImportError('{package} has been taken away')\n")
    return {"PYTHONPATH": str(folder)}


@pytest.mark.parametrize("generator", ["mkdocs", "properdocs"])
def test_the_site_is_the_same_without_material(generator: str, before: dict[str, bytes], tmp_path: Path) -> None:
    project = copy_of(EXAMPLE, tmp_path / "project")
    settings = project / "mkdocs.yml"
    (instead,) = re.findall(r"```yaml\n(.*?)```", _DOCUMENT, re.DOTALL)
    text, changed = re.subn(r"^theme:\n(  .*\n)+", instead, settings.read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert changed == 1
    settings.write_text(text, encoding="utf-8")
    done = build(project, tmp_path / "site", generator, **without(tmp_path / "gone", "material"))
    assert done.returncode == 0, done.stderr
    assert contents_of(tmp_path / "site") == before


def test_the_site_is_the_same_without_any_generator(before: dict[str, bytes], tmp_path: Path) -> None:
    assert "\n.venv/bin/plan pages site\n" in _DOCUMENT
    gone = without(tmp_path / "gone", "material", "mkdocs", "properdocs")
    words = ("--folder", str(EXAMPLE), "pages", str(tmp_path / "site"))
    done = run("plan_tools.commands", *words, folder=ROOT, **gone)
    assert done.returncode == 0, done.stderr
    assert contents_of(tmp_path / "site") == before
