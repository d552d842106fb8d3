"""The Nu checker finds nothing to say about the code of any page."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import engines
from sites import BuiltSite


@pytest.fixture(scope="module")
def said_of_all(
    our_site: BuiltSite, example_site: BuiltSite, small_site: BuiltSite, real_size_site: BuiltSite
) -> dict[Path, tuple[str, ...]]:
    """To start the checker takes as long as to check a site."""
    return engines.nu(*(site.folder for site in (our_site, example_site, small_site, real_size_site)))


def test_no_page_has_an_error_or_a_warning(any_site: BuiltSite, said_of_all: dict[Path, tuple[str, ...]]) -> None:
    found = said_of_all[any_site.folder]
    said = [line for line in found if not (_is_about_data(line, any_site) or _is_for_safari(line))]
    assert not said, "\n".join(said)


def _is_about_data(line: str, site: BuiltSite) -> bool:
    """Structured data is no script: browsers do not ask the policy about it, and the checker does."""
    file, number, what = line.split(":", 2)
    written = site.files[file].decode().splitlines()[int(number) - 1]
    return what.strip().startswith("Inline script violates") and 'type="application/ld+json"' in written


def _is_for_safari(line: str) -> bool:
    """Safari takes a list without marks for none: `every_list_without_marks_says_that_it_is_one` asks for its role."""
    return re.search("The “list” role is unnecessary for element “[uo]l”", line) is not None


def test_the_checker_sees_the_pages_that_it_is_given(small_site: BuiltSite, tmp_path: Path) -> None:
    home = small_site.files["index.html"].decode()
    (tmp_path / "index.html").write_text(home.replace("</main>", "</div>"), encoding="utf-8")
    assert engines.nu(tmp_path)[tmp_path]
