"""Every link of a site leads somewhere over http, as LinkChecker sees it; `site_rules` looks at the files."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from plan_tools import commands
from sites import EXAMPLE, BuiltSite, build, copy_of, environment, prepared, served

_CONFIGURATION = """
[checking]
maxrequestspersecond=1000
threads=4
[AnchorCheck]
[output]
warnings=1
"""


def link_checker(folder: Path, *addresses: str) -> subprocess.CompletedProcess[str]:
    configuration = folder / "linkcheckerrc"
    configuration.write_text(_CONFIGURATION)
    return subprocess.run(
        [Path(sys.executable).parent / "linkchecker", "--config", configuration, "--no-status", *addresses],
        capture_output=True,
        text=True,
        timeout=300,
        env=environment(),
        cwd=folder,
    )


@pytest.mark.parametrize("site", ["our_site", "small_site"])
def test_linkchecker_finds_nothing_at_the_root_of_a_host(
    site: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    with served(request.getfixturevalue(site).folder) as address:
        done = link_checker(tmp_path, f"{address}/")
    assert done.returncode == 0, done.stdout
    assert "0 warnings found. 0 errors found" in done.stdout


def test_linkchecker_finds_nothing_under_a_path_of_the_host(example_site: BuiltSite, tmp_path: Path) -> None:
    """Also from the page for an address that is not there, which knows its host's path."""
    path = example_site.folder.name
    assert path == "inclusion"
    with served(example_site.folder.parent) as address:
        done = link_checker(tmp_path, f"{address}/{path}/", f"{address}/{path}/404.html")
    assert done.returncode == 0, done.stdout
    assert "0 warnings found. 0 errors found" in done.stdout


def test_linkchecker_notices_a_dead_link(small_site: BuiltSite, tmp_path: Path) -> None:
    folder = copy_of_site(small_site, tmp_path / "site")
    home = folder / "index.html"
    home.write_text(home.read_text().replace('href="./aims/"', 'href="./aimless/"'))
    with served(folder) as address:
        done = link_checker(tmp_path, f"{address}/")
    assert done.returncode == 1
    assert "aimless" in done.stdout


def copy_of_site(site: BuiltSite, into: Path) -> Path:
    for name, data in site.files.items():
        path = into / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return into


@pytest.mark.parametrize("generator", ["mkdocs", "properdocs"])
def test_the_404_page_of_a_site_under_a_path_leads_back_into_it(tmp_path: Path, generator: str) -> None:
    assert build(EXAMPLE, tmp_path / "site", generator).returncode == 0
    links = BuiltSite(tmp_path / "site").pages["/404.html"].xpath("//main//a/@href")
    assert links
    assert all(link.startswith("/inclusion/") for link in links)


def test_an_old_link_to_an_objective_leads_on_to_it(example_site: BuiltSite) -> None:
    plan = prepared(EXAMPLE).plan
    assert plan is not None
    renamed = [(old, aim) for aim in plan.aims for old in aim.formerly if aim.objectives]
    assert renamed
    for old, aim in renamed:
        page = example_site.pages[f"/aims/{old}/"]
        for objective in aim.objectives:
            (link,) = page.xpath("//main//*[@id = $id]//a/@href", id=f"objective-{objective.id}")
            assert link == f"../../aims/{aim.id}/#objective-{objective.id}"


def test_an_old_link_to_a_place_in_easy_words_leads_to_it(example_site: BuiltSite) -> None:
    plan = prepared(EXAMPLE).plan
    assert plan is not None
    renamed = [(old, aim) for aim in plan.aims for old in aim.formerly]
    for old, aim in renamed:
        for address in ("/easy-read/aims/", "/easy-read/booklet/"):
            (heading,) = example_site.pages[address].xpath("//*[@id = $old]/parent::*", old=f"aim-{old}")
            assert heading.get("id") == f"aim-{aim.id}"


def test_check_advises_to_say_where_the_site_stands(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Else its 404 page does not lead back into a site under a path of its host."""
    project = copy_of(EXAMPLE, tmp_path)
    advice = "The settings do not say where the site will stand"
    assert commands.main(["--folder", str(project), "check"]) == 0
    assert advice not in capsys.readouterr().out
    settings = project / "mkdocs.yml"
    settings.write_text(re.sub(r"^site_url:.*\n", "", settings.read_text(encoding="utf-8"), flags=re.MULTILINE))
    assert commands.main(["--folder", str(project), "check"]) == 0
    assert advice in capsys.readouterr().out
