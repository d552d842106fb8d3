"""Keeps PDFs, so that one is not made again whose words, pictures and style are as they were."""

from __future__ import annotations

import hashlib
import importlib.metadata
import os
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from plan_site.html.site_files import files_for_paper
from plan_site.pdf import writer
from plan_site.yaml.values import Unreadable, bytes_of

MOST = 20
"""How many are kept: those of a plan in a few of its states."""


def keeping(folder: Path) -> writer.Make:
    """Makes PDFs as `paper.pdf` does, or takes them from a folder where it can."""
    is_trusted = _is_our_own(folder)

    def make(html: str, files: Mapping[str, bytes], home: str = "", fits: Sequence[float] = ()) -> tuple[bytes, int]:
        name = _digest(html, files, home, fits)
        for kept in folder.glob(f"{name}-*.pdf") if is_trusted else ():
            if (data := _whole(kept)) is not None:
                return data, int(kept.stem.split("-")[1])
        data, sheets = writer.pdf(html, files, home, fits)
        if is_trusted:
            with suppress(OSError):  # what cannot be kept is made again
                _keep(folder / f"{name}-{sheets}-{_sum_of(data)}.pdf", data)
        return data, sheets

    return make


def _is_our_own(folder: Path) -> bool:
    """Whether what is kept comes from this machine: not from elsewhere by a link, and not with a commit."""
    if folder.is_symlink() or folder.parent.is_symlink():
        return False
    command = [
        "git",
        "-c",
        "core.fsmonitor=false",
        "-C",
        str(folder.parent.parent),
        "ls-files",
        "-z",
        "--",
        str(folder),
    ]
    english = {**os.environ, "LC_ALL": "C"}
    try:
        said = subprocess.run(command, capture_output=True, check=False, env=english)  # noqa: S603 - no shell
    except OSError:  # no git, so that nobody knows
        return os.environ.get("CI") != "true"
    is_known = said.returncode == 0 or b"not a git repository" in said.stderr
    return not said.stdout and (is_known or os.environ.get("CI") != "true")


def _whole(kept: Path) -> bytes | None:
    """What is kept, if it is what was written; else it is thrown away."""
    with suppress(OSError, Unreadable):
        data = bytes_of(kept, kept.name, _LARGEST)
        if kept.stem.split("-")[2:] == [_sum_of(data)]:
            kept.touch()
            return data
    with suppress(OSError):
        kept.unlink()
    return None


def _sum_of(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:32]


_LARGEST = 200_000_000  # bytes


def _digest(html: str, files: Mapping[str, bytes], home: str, fits: Sequence[float]) -> str:
    """Changes with everything that a PDF is made of."""
    made_of = hashlib.sha256()
    for part in _parts(html, files, home, fits):
        made_of.update(len(part).to_bytes(8, "big") + part)
    return made_of.hexdigest()[:32]


def _parts(html: str, files: Mapping[str, bytes], home: str, fits: Sequence[float]) -> Iterator[bytes]:
    yield Path(writer.__file__).read_bytes()
    yield importlib.metadata.version("weasyprint").encode()
    yield writer.style().encode()
    yield from (html.encode(), home.encode(), repr(fits).encode())
    for address, data in sorted((*files.items(), *files_for_paper())):
        yield from (address.encode(), data)


def _keep(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}-{os.getpid()}")
    beside.unlink(missing_ok=True)
    with beside.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)
    for old in sorted(path.parent.glob("*.pdf"), key=lambda kept: kept.lstat().st_mtime, reverse=True)[MOST:]:
        old.unlink(missing_ok=True)
