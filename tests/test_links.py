"""Every link of a site leads somewhere: a fast look at the files, and LinkChecker over http."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest

from sites import EXAMPLE, LEADS_ELSEWHERE, BuiltSite, build, copy_of, environment, served


def dead_links(site: BuiltSite) -> list[str]:
    """Each link within the site that leads to no file or to no fragment."""
    dead = []
    ids = {address: set(page.xpath("//@id")) for address, page in site.pages.items()}
    for address, page in site.pages.items():
        if address == "/404.html":  # its links start at the root of the host, not of the site
            continue
        for link in page.xpath("//a/@href | //link/@href | //img/@src"):
            target = urlsplit(urljoin(f"http://site{address}", link))
            if target.netloc != "site":
                continue
            if target.path not in ids and target.path.lstrip("/") not in site.files:
                dead.append(f"{address} → {link}")
            elif target.fragment and target.fragment not in ids.get(target.path, set()):
                dead.append(f"{address} → {link} (no such place)")
    return dead


def test_every_link_and_fragment_leads_somewhere(any_site: BuiltSite) -> None:
    assert dead_links(any_site) == []


def test_the_fast_check_notices_a_dead_link_and_a_dead_fragment(small_copy: Path, tmp_path: Path) -> None:
    folder = tmp_path / "site"
    assert build(small_copy, folder).returncode == 0
    home = folder / "index.html"
    home.write_text(home.read_text().replace('href="./aims/"', 'href="./aimless/"').replace("#main", "#nowhere"))
    assert dead_links(BuiltSite(folder)) == ["/ → #nowhere (no such place)", "/ → ./aimless/"]


def test_every_page_can_be_reached_from_home(any_site: BuiltSite) -> None:
    reached, waiting = {"/"}, ["/"]
    while waiting:
        address = waiting.pop()
        for link in any_site.pages[address].xpath("//a/@href"):
            target = urlsplit(urljoin(f"http://site{address}", link))
            if target.netloc == "site" and target.path in any_site.pages and target.path not in reached:
                reached.add(target.path)
                waiting.append(target.path)
    moved = {address for address, page in any_site.pages.items() if page.xpath(LEADS_ELSEWHERE)}
    withdrawn = {address for address, page in any_site.pages.items() if "took them back" in page.text_content()}
    assert set(any_site.pages) - reached - moved - withdrawn == {"/404.html"}


def test_links_out_of_the_site_are_https_mail_or_telephone(any_site: BuiltSite) -> None:
    schemes = {urlsplit(link).scheme for page in any_site.pages.values() for link in page.xpath("//@href | //@src")}
    assert schemes <= {"", "https", "mailto", "tel"}


# --- LinkChecker ------------------------------------------------------------------------------------------


_CONFIGURATION = """
[checking]
maxrequestspersecond=1000
threads=4
[AnchorCheck]
[output]
warnings=1
"""


def link_checker(address: str, folder: Path) -> subprocess.CompletedProcess[str]:
    configuration = folder / "linkcheckerrc"
    configuration.write_text(_CONFIGURATION)
    return subprocess.run(
        [Path(sys.executable).parent / "linkchecker", "--config", configuration, "--no-status", address],
        capture_output=True,
        text=True,
        timeout=300,
        env=environment(),
        cwd=folder,
    )


def test_linkchecker_finds_nothing_on_any_site(any_site: BuiltSite, tmp_path: Path) -> None:
    with served(any_site.folder) as address:
        done = link_checker(f"{address}/", tmp_path)
    assert done.returncode == 0, done.stdout
    assert "0 warnings found. 0 errors found" in done.stdout


def test_linkchecker_finds_nothing_under_a_path_of_the_host(tmp_path: Path) -> None:
    assert build(copy_of(EXAMPLE, tmp_path / "project"), tmp_path / "host" / "inclusion").returncode == 0
    with served(tmp_path / "host") as address:
        done = link_checker(f"{address}/inclusion/", tmp_path)
        lost = link_checker(f"{address}/inclusion/404.html", tmp_path)
    assert "0 errors found" in done.stdout
    assert done.returncode == 0, done.stdout
    assert lost.returncode == 0, lost.stdout


def test_linkchecker_notices_a_dead_link(small_site: BuiltSite, tmp_path: Path) -> None:
    folder = copy_of_site(small_site, tmp_path / "site")
    home = folder / "index.html"
    home.write_text(home.read_text().replace('href="./aims/"', 'href="./aimless/"'))
    with served(folder) as address:
        done = link_checker(f"{address}/", tmp_path)
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
