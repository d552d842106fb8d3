"""Keeps PDFs, so that one is not made again whose words, pictures and style are as they were."""

from __future__ import annotations

import hashlib
import importlib.metadata
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from plan_site import paper
from plan_site.site_files import files_for_paper

MOST = 20
"""How many are kept: those of a plan in a few of its states."""


def keeping(folder: Path) -> paper.Make:
    """Makes PDFs as `paper.pdf` does, or takes them from a folder where it can."""

    def make(html: str, files: Mapping[str, bytes], home: str = "", fits: Sequence[float] = ()) -> tuple[bytes, int]:
        name = _digest(html, files, home, fits)
        for kept in folder.glob(f"{name}-*.pdf"):
            with suppress(OSError):
                kept.touch()
                return kept.read_bytes(), int(kept.stem.rpartition("-")[2])
        data, sheets = paper.pdf(html, files, home, fits)
        with suppress(OSError):  # what cannot be kept is made again
            _keep(folder / f"{name}-{sheets}.pdf", data)
        return data, sheets

    return make


def _digest(html: str, files: Mapping[str, bytes], home: str, fits: Sequence[float]) -> str:
    """Changes with everything that a PDF is made of."""
    made_of = hashlib.sha256()
    for part in _parts(html, files, home, fits):
        made_of.update(len(part).to_bytes(8, "big") + part)
    return made_of.hexdigest()[:32]


def _parts(html: str, files: Mapping[str, bytes], home: str, fits: Sequence[float]) -> Iterator[bytes]:
    yield Path(paper.__file__).read_bytes()
    yield importlib.metadata.version("weasyprint").encode()
    yield paper.style().encode()
    yield from (html.encode(), home.encode(), repr(fits).encode())
    for address, data in sorted((*files.items(), *files_for_paper())):
        yield from (address.encode(), data)


def _keep(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}-{os.getpid()}")
    beside.write_bytes(data)
    beside.replace(path)
    for old in sorted(path.parent.glob("*.pdf"), key=lambda kept: kept.stat().st_mtime, reverse=True)[MOST:]:
        old.unlink(missing_ok=True)
