"""Rows of text → a CSV file that a spreadsheet opens as it is meant, and that runs nothing."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

_STARTS_A_FORMULA = frozenset("=+-@")
_STARTS_A_CELL = frozenset("\t\r")


def as_csv(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A CSV file as RFC 4180 has it, with the byte-order mark by which Excel knows UTF-8."""
    lines = [header, *([safe(cell) for cell in row] for row in rows)]
    return "\ufeff" + "".join(f"{','.join(map(_quoted, line))}\r\n" for line in lines)


def _quoted(cell: str) -> str:
    """The cell, in quote marks where a spreadsheet of some country or other would part it in two."""
    escaped = cell.replace('"', '""')
    return f'"{escaped}"' if _PARTS_CELLS.search(cell) else cell


_PARTS_CELLS = re.compile(r"""[,;\t"\r\n\v\f\x1c-\x1e\x85\u2028\u2029]|^\s|\s$""")


def safe(cell: str) -> str:
    """The cell, with an apostrophe before it where a spreadsheet would take it for a formula (OWASP, CSV injection).

    A cell that has the apostrophe already gets another, so that taking one away gives back every cell.
    """
    bare = cell.lstrip("'")
    first = unicodedata.normalize("NFKC", bare.lstrip()[:1])
    return f"'{cell}" if first[:1] in _STARTS_A_FORMULA or bare[:1] in _STARTS_A_CELL else cell
