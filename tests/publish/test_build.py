"""Builds with the real generators: what comes out, and what a failing build leaves alone."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from plan_site.html.wheel import braid
from sites import EXAMPLE, OURS, ROOT, SMALL, BuiltSite, build, contents_of, copy_of, day_for, plan_of, run, words_on

_PROJECTS = [pytest.param(OURS, id="ours"), pytest.param(EXAMPLE, id="example"), pytest.param(SMALL, id="small")]


@pytest.mark.parametrize("project", _PROJECTS)
def test_properdocs_and_plan_pages_build_the_same_site_as_mkdocs(project: Path, tmp_path: Path) -> None:
    done = build(project, tmp_path / "mkdocs")
    assert done.returncode == 0, done.stderr
    assert build(project, tmp_path / "properdocs", "properdocs").returncode == 0
    pages = run(
        "plan_tools.commands",
        "--folder",
        str(project),
        "pages",
        str(tmp_path / "pages"),
        folder=ROOT,
        **day_for(project),
    )
    assert pages.returncode == 0, pages.stderr
    by_mkdocs = contents_of(tmp_path / "mkdocs")
    assert by_mkdocs == contents_of(tmp_path / "properdocs")
    assert by_mkdocs == contents_of(tmp_path / "pages")
    assert ("fern.svg" in by_mkdocs) == (project == EXAMPLE)


def test_a_build_prints_its_own_summary_and_nothing_else(tmp_path: Path) -> None:
    done = build(SMALL, tmp_path / "site")
    first, second, third = done.stdout.splitlines()
    assert re.fullmatch(r"Built the Smallton Small Plan: \d+ pages in \S+/ \(\d+\.\d s\)\.", first)
    assert second.startswith("To look at it: make serve")
    assert third.startswith("Advice on how to make the plan better: ")
    assert done.stderr == ""


def test_a_refused_edit_leaves_the_published_site_byte_for_byte_as_it_was(small_copy: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    assert build(small_copy, site).returncode == 0
    before = contents_of(site)
    aim = small_copy / "plan_data/aims/being-heard.yml"
    aim.write_text(aim.read_text().replace("summary:", "sumary:"))
    done = build(small_copy, site)
    assert done.returncode == 1
    assert "Did you mean ‘summary’?" in done.stderr
    assert "Traceback" not in done.stderr
    assert contents_of(site) == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["project", "site"]


def test_a_warning_in_strict_mode_leaves_the_published_site_as_it_was(small_copy: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    assert build(small_copy, site).returncode == 0
    before = contents_of(site)
    settings = small_copy / "mkdocs.yml"
    hook = tmp_path / "warns.py"
    hook.write_text("import logging\ndef on_pre_build(**_): logging.getLogger('mkdocs.plugins').warning('a warning')\n")
    settings.write_text(settings.read_text().replace("plugins: []", f"  - {hook}\nplugins: []"))
    done = build(small_copy, site)
    assert done.returncode == 1
    assert "strict mode" in done.stdout
    assert contents_of(site) == before


def test_a_fault_of_ours_says_so_exits_with_another_code_and_leaves_the_site(small_copy: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    assert build(small_copy, site).returncode == 0
    before = contents_of(site)
    settings = small_copy / "mkdocs.yml"
    hook = tmp_path / "broken.py"
    hook.write_text(
        "import plan_site.publish.output\n"
        "def broken(*_): raise RuntimeError('a fault')\n"
        "plan_site.publish.output.write_site = broken\n"
    )
    settings.write_text(settings.read_text().replace("plugins: []", f"  - {hook}\nplugins: []"))
    done = build(small_copy, site)
    assert done.returncode == 70
    assert "fault of the site's own code" in done.stderr
    assert contents_of(site) == before


def test_errors_become_annotations_in_a_github_workflow(small_copy: Path, tmp_path: Path) -> None:
    aim = small_copy / "plan_data/aims/being-heard.yml"
    aim.write_text(aim.read_text().replace("number: 1", "number: one"))
    done = build(small_copy, tmp_path / "site", GITHUB_ACTIONS="true")
    assert done.returncode == 1
    assert done.stderr.startswith(
        "::error file=plan_data/aims/being-heard.yml,line=2,title=aim “Being heard”::The field ‘number’"
    )


def test_a_folder_that_no_build_has_made_is_never_replaced(small_copy: Path, tmp_path: Path) -> None:
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "letter.txt").write_text("Dear reader")
    done = build(small_copy, mine)
    assert done.returncode == 1
    assert "Choose another folder" in done.stderr
    assert (mine / "letter.txt").read_text() == "Dear reader"


def test_what_a_killed_build_has_left_is_put_right_by_the_next(small_copy: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    assert build(small_copy, site).returncode == 0
    site.rename(tmp_path / ".site-before")  # killed between the two renames
    (tmp_path / ".site-building-999999999").mkdir()  # killed while it wrote
    aim = small_copy / "plan_data/aims/being-heard.yml"
    aim.write_text("")
    assert build(small_copy, site).returncode == 1
    assert (site / "index.html").exists()
    assert not list(tmp_path.glob(".site-*"))


def test_the_folder_of_the_site_can_be_read_by_a_web_server(small_site: BuiltSite) -> None:
    assert small_site.folder.stat().st_mode & 0o055 == 0o055


# --- plans of every shape ---------------------------------------------------------------------------------


@pytest.mark.parametrize(("aims", "outcomes"), [(1, 0), (7, 12), (12, 20), (2, 1), (4, 5)])
@pytest.mark.parametrize("generator", ["mkdocs", "properdocs"])
def test_a_plan_of_any_shape_builds_to_a_whole_site(aims: int, outcomes: int, generator: str, tmp_path: Path) -> None:
    done = build(plan_of(aims, outcomes, tmp_path / "project"), tmp_path / "site", generator)
    assert done.returncode == 0, done.stderr
    site = BuiltSite(tmp_path / "site")
    assert len([address for address in site.pages if address.startswith("/aims/")]) == aims + 1
    assert ("/outcomes/" in site.pages) == (outcomes > 0)
    home = words_on(site.pages["/"])
    assert all(f"outcome number {number}," in home for number in range(1, outcomes + 1))
    ring = site.pages["/"].xpath("count(//svg//use[contains(@class, 'wheel-strand')])")
    assert ring == (aims * 2 if outcomes else 0)


def test_a_page_does_not_grow_with_the_plan(tmp_path: Path) -> None:
    def size(records: int) -> int:
        project = copy_of(SMALL, tmp_path / f"project-{records}")
        folder = project / "plan_data/progress"
        folder.mkdir()
        for number in range(10, 10 + records):
            (folder / f"event-{number}.yml").write_text(
                f"id: event-{number}\ntitle: Event {number}\nsummary: It was.\nwhen: 2025-01\nstatus: happened\n"
                "source: small-source\nabout:\n  - record: being-heard\n    reading: ours\n"
            )
        assert build(project, tmp_path / f"site-{records}").returncode == 0
        return len(contents_of(tmp_path / f"site-{records}")["aims/being-heard/index.html"])

    assert abs(size(80) - size(20)) <= len("80")


@pytest.mark.parametrize("strands", range(1, 13))
def test_every_strand_of_the_braid_goes_over_as_often_as_under(strands: int) -> None:
    crossings = strands - 1  # of one strand with the others in one swing; it goes under as often
    assert braid(strands).over.count("M") == crossings
