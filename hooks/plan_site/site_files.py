"""The files that pages share: one stylesheet, made from the tokens and the style of each component, and fonts."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

HERE = Path(__file__).parent
_FIRST_STYLES = ("tokens", "base")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_WHITE = re.compile(r"\s+")


@cache
def stylesheet() -> str:
    styles = [HERE / "assets" / f"{name}.css" for name in _FIRST_STYLES]
    styles += sorted((HERE / "components").glob("*/style.css"))
    css = "".join(style.read_text(encoding="utf-8") for style in styles)
    return _WHITE.sub(" ", _COMMENT.sub("", css)).strip() + "\n"


def stylesheet_address() -> str:
    """Changes with the style, so that no browser shows a page in an old one."""
    return f"/assets/site.{hashlib.sha256(stylesheet().encode()).hexdigest()[:8]}.css"


def asset_files() -> Iterator[tuple[str, bytes]]:
    """Each shared file: its address and what it holds."""
    yield stylesheet_address(), stylesheet().encode()
    for path in sorted((HERE / "assets").rglob("*")):
        if path.suffix in {".svg", ".woff2", ".txt", ".png"}:
            yield f"/assets/{path.relative_to(HERE / 'assets').as_posix()}", path.read_bytes()
