"""Reads the text files of tests/cases/: a header, then sections that start with `---- title`."""

from __future__ import annotations

import re
from pathlib import Path


def read_sections(path: Path) -> tuple[str, tuple[tuple[str, str], ...]]:
    """The header, and each section's title and text."""
    header, *parts = re.split(r"^---- (.+)\n", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return header.strip(), tuple(zip(parts[::2], parts[1::2], strict=True))


def unescaped(text: str) -> bytes:
    """What a section holds where \\xNN stands for any byte."""
    return re.sub(rb"\\x([0-9a-fA-F]{2})", lambda found: bytes([int(found[1], 16)]), text.encode())


def lay(path: Path, data: bytes | str) -> None:
    """A file of a case, in its place."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data.encode() if isinstance(data, str) else data)
