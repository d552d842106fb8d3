"""What a screen reader is told of each kind of page, kept as text that a reviewer can compare.

`make snapshots` writes the files in trees/ anew. They are of the fictional plans alone, so that no editor's words
break a test.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from looks import Look, View
from page_kinds import TREE_PAGES

TREES = Path(__file__).parent / "trees"


@pytest.mark.parametrize(("kind", "site", "address"), TREE_PAGES)
def test_the_accessibility_tree_of_a_kind_of_page_is_as_it_was(
    kind: str, site: str, address: str, view: Callable[[Look], View], request: pytest.FixtureRequest
) -> None:
    page = view(Look()).open(request.getfixturevalue(site), address)
    tree = page.locator("body").aria_snapshot().replace(request.getfixturevalue(site), "") + "\n"
    kept = TREES / f"{kind}.yml"
    if request.config.getoption("--write-trees"):
        TREES.mkdir(exist_ok=True)
        kept.write_text(tree, encoding="utf-8")
    assert tree == kept.read_text(encoding="utf-8"), "if this is as it should be: make snapshots"


def test_every_tree_is_of_a_kind_of_page_that_there_is() -> None:
    assert {path.stem for path in TREES.glob("*.yml")} == {kind for kind, _, _ in TREE_PAGES}
