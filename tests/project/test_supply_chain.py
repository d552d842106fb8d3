"""Nothing is installed that is not named with its check sum, and what a site is built with can be listed."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from sites import ROOT, environment

LOCKS = sorted(
    path for path in ROOT.rglob("package-lock.json") if "node_modules" not in path.parts and ".tools" not in path.parts
)


def test_every_python_package_has_a_check_sum() -> None:
    packages = tomllib.loads((ROOT / "uv.lock").read_text(encoding="utf-8"))["package"]
    fetched = [package for package in packages if "registry" in package["source"]]
    assert len(fetched) == len(packages) - 1  # the other one is this project
    files = [file for package in fetched for file in [*package.get("wheels", ()), package.get("sdist")] if file]
    assert [file["url"] for file in files if not re.fullmatch(r"sha256:[0-9a-f]{64}", file.get("hash", ""))] == []


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.parent.name)
def test_every_package_from_npm_has_a_check_sum(lock: Path) -> None:
    packages = json.loads(lock.read_text(encoding="utf-8"))["packages"]
    fetched = {name: package for name, package in packages.items() if name and "version" in package}
    assert fetched
    assert [name for name, package in fetched.items() if not package["integrity"].startswith("sha512-")] == []


def test_uv_itself_is_fetched_by_its_check_sums() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    (install,) = re.findall(r"pip install .*", makefile)
    assert "--require-hashes" in install
    assert "-r .ci/uv.txt" in install
    named = (ROOT / ".ci" / "uv.txt").read_text(encoding="utf-8")
    assert re.match(r"uv==[\d.]+ \\\n    --hash=sha256:[0-9a-f]{64}", named)


def test_what_installs_this_project_is_a_part_of_uv_and_not_fetched() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    (needed,) = map(Requirement, project["build-system"]["requires"])
    (version,) = re.findall(r"uv==([\d.]+)", (ROOT / ".ci" / "uv.txt").read_text(encoding="utf-8"))
    assert needed.name == "uv_build"
    assert version in needed.specifier


def test_what_a_site_is_built_with_is_listed_with_check_sums(tmp_path: Path) -> None:
    uv = shutil.which("uv") or str(ROOT / ".tools/bin/uv")
    listed = tmp_path / "list.json"
    done = subprocess.run(
        ["make", "sbom", f"UV={uv}", f"SBOM={listed}"], cwd=ROOT, env=environment(), capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    found = json.loads(listed.read_text(encoding="utf-8"))
    assert found["bomFormat"] == "CycloneDX"
    names = {component["name"]: component for component in found["components"]}
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    for wanted in project["dependencies"]:
        name, _, version = wanted.partition("==")
        assert names[name]["version"] == version
        assert all(reference["hashes"] for reference in names[name]["externalReferences"])
    assert "pytest" not in names
