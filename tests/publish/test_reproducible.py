"""The same words make the same site, byte for byte, wherever, by whom and in whatever order they are read."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from sites import EASY_WORDS, EXAMPLE, ROOT, SMALL, build, contents_of, copy_of, environment

ANY_ORDER = Path(__file__).parents[1] / "support/any_order"


def with_pdfs(into: Path) -> Path:
    """The smallest plan with easy words, and what of it can be printed."""
    project = copy_of(SMALL, into)
    shutil.copytree(EASY_WORDS, project, dirs_exist_ok=True)
    with (project / "mkdocs.yml").open("a") as settings:
        settings.write("\n  pdf: true\n")
    return project


def elsewhere(project: Path, into: Path, order: str) -> Path:
    """Copies of a project and of the code, without what was compiled, all times being those of the copy."""
    shutil.copytree(ROOT / "hooks", into / "hooks", ignore=shutil.ignore_patterns("__pycache__"), copy_function=_copy)
    shutil.copytree(project, into / "project", copy_function=_copy)
    settings = into / "project/mkdocs.yml"
    adaptor = "hooks/mkdocs_adaptor.py"
    settings.write_text(settings.read_text().replace(str(ROOT / adaptor), str(into / adaptor)))
    assert str(into / adaptor) in settings.read_text()
    for number, path in enumerate(sorted(into.rglob("*"), reverse=order > "1")):
        os.utime(path, (number, number))
    return into


def _copy(path: str, into: str) -> None:
    Path(into).write_bytes(Path(path).read_bytes())


def built_in(folder: Path, umask: int, order: str, **more: str) -> Path:
    """The site of `folder`/project, by the code of `folder`/hooks, folders being listed in some order."""
    path = os.pathsep.join((str(ANY_ORDER), str(folder / "hooks")))
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build"],
        cwd=folder / "project",
        env=environment(PYTHONPATH=path, ORDER=order, **more),
        umask=umask,
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    return folder / "project/site"


@pytest.mark.parametrize("plan", ["with everything", "with PDFs"])
def test_two_builds_differ_in_no_byte(plan: str, tmp_path: Path) -> None:
    project = copy_of(EXAMPLE, tmp_path / "of") if plan == "with everything" else with_pdfs(tmp_path / "of")
    here = elsewhere(project, tmp_path / "here", "1")
    there = elsewhere(project, tmp_path / "there, où l’on est à l’étranger" / "and deeper", "2")
    one = built_in(here, 0o022, "1", TZ="UTC", LC_ALL="C", LANG="C", LANGUAGE="en", PYTHONHASHSEED="0")
    other = built_in(
        there,
        0o077,
        "2",
        TZ="Pacific/Kiritimati",
        LC_ALL="tr_TR.UTF-8",
        LANG="de_DE.ISO-8859-1",
        LANGUAGE="de",
        PYTHONHASHSEED="4242",
    )
    found, expected = contents_of(other), contents_of(one)
    assert list(found) == list(expected)
    assert [name for name in found if found[name] != expected[name]] == []
    assert modes_of(one) == modes_of(other)
    assert ("pdf/whole-site.pdf" in found) == (plan == "with PDFs")


def modes_of(site: Path) -> dict[str, int]:
    return {path.relative_to(site).as_posix(): path.stat().st_mode for path in site.rglob("*")}


# --- the day of a build -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("project", "day"), [(EXAMPLE, "0"), (SMALL, "0"), (SMALL, "315532800"), (SMALL, "99999999999")]
)
def test_a_build_as_of_any_day_makes_a_whole_site(project: Path, day: str, tmp_path: Path) -> None:
    """Builds that are to be repeated are often told 1970, or 1980, and mean no day at all."""
    done = build(project, tmp_path / "site", SOURCE_DATE_EPOCH=day)
    assert done.returncode == 0, done.stderr
    today = tmp_path / "as-of-its-own-day"
    assert build(project, today).returncode == 0
    assert contents_of(tmp_path / "site").keys() == contents_of(today).keys()


def test_an_empty_day_is_today(tmp_path: Path) -> None:
    done = build(SMALL, tmp_path / "site", SOURCE_DATE_EPOCH="")
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("day", ["-1", "1.5", " 5", "soon", "2026-11-22", "999999999999", "\u0661", "1\x1b[31m"])
def test_a_day_that_is_no_number_of_seconds_is_named(day: str, tmp_path: Path) -> None:
    done = build(SMALL, tmp_path / "site", SOURCE_DATE_EPOCH=day)
    assert done.returncode == 1
    assert f"SOURCE_DATE_EPOCH is ‘{day.replace(chr(27), '?')}’, and so it says no day." in done.stderr
    assert "Set it to a number of seconds since the start of 1970, or leave it out" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "site").exists()


def test_a_date_still_to_come_is_named_as_of_any_day_that_a_plan_could_have(tmp_path: Path) -> None:
    done = build(SMALL, tmp_path / "site", SOURCE_DATE_EPOCH="946684800")  # the first day of 2000
    assert done.returncode == 1
    assert "is still to come, but what it dates has happened." in done.stderr
