"""The files that pages share: two stylesheets, made of tokens, colours and the style of each component; scripts."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from plan_site.english.letters import MORE_LATIN

HERE = Path(__file__).parent
ASSETS = HERE / "assets"
COLOURS: dict[str, tuple[str, ...]] = {
    "light": ("light",),
    "dark": ("dark",),
    "high-contrast": ("dark", "high-contrast"),
    "cream": ("light", "cream"),
}
"""The colours that a reader can choose, and the files in assets/colours/ that make each, later over earlier."""

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_INDENT_OR_COMMENT = re.compile(r"^\s*(//.*\n)?", re.MULTILINE)
_WHITE = re.compile(r"\s+")
_AROUND_MARKS = re.compile(r"\s*([{};,])\s*")
_PUBLISHED_AS_THEY_ARE = frozenset({".svg", ".woff2", ".txt", ".png"})


NOT_ON_HOME = frozenset(
    {
        "a-to-z",
        "easy-label",
        "easy-lines",
        "easy-section",
        "known-problems",
        "listen",
        "neighbours",
        "objectives",
        "open-data",
        "plan-on-a-page",
        "results",
        "status",
        "subjects",
        "what-works",
    }
)
"""The components that home does not show: a first visit does without their style."""


_FONTS_FOR_PAPER = "paper-fonts"

STYLESHEETS = ("site", "pages")
SCRIPTS = ("site", "search", "listen")


@cache
def stylesheet(name: str) -> str:
    """What every page needs (site), or what all pages but home need besides (pages)."""
    components = sorted((HERE / "components").glob("*/style.css"))
    of_home = [file for file in components if file.parent.name not in NOT_ON_HOME]
    if name == "site":
        parts = map(_read, (ASSETS / "tokens.css", ASSETS / "base.css", *of_home))
        css = "".join(
            [*_colours(), *_faces("Atkinson Hyperlegible Next", "fonts/atkinson"), *_faces_for_some_pages(), *parts]
        )
    else:
        others = [file for file in components if file not in of_home]
        css = "".join(map(_read, (ASSETS / "pages.css", *others)))
    return (
        _AROUND_MARKS.sub(r"\1", _WHITE.sub(" ", _COMMENT.sub("", css))).replace(": ", ":").replace(";}", "}").strip()
        + "\n"
    )


def _faces_for_some_pages() -> Iterator[str]:
    """Nobody waits for letters that only some pages have, and only those pages fetch them."""
    more = f"font-display: fallback; unicode-range: {MORE_LATIN}"
    return _faces("Atkinson more letters", "fonts/atkinson-ext", more)


def faces_for_paper() -> str:
    """The font that PDFs have for all that the site's own has not."""
    return "".join(_faces("DejaVu Sans", f"{_FONTS_FOR_PAPER}/dejavu", ""))


def _faces(family: str, file: str, how: str = "font-display: optional") -> Iterator[str]:
    for weight in (400, 700):
        url = f'url("{file}-{weight}.woff2") format("woff2")'
        yield f'@font-face {{ font-family: "{family}"; src: {url}; font-weight: {weight}; {how} }}'


def _colours() -> Iterator[str]:
    """Paper is printed on in light colours; a screen follows the system until the reader chooses."""
    yield f":root {{ {declarations('light')} }}"
    yield f"@media screen and (prefers-color-scheme: dark) {{ :root {{ {declarations('dark')} }} }}"
    for name in COLOURS:
        yield f'@media screen {{ :root[data-colours="{name}"] {{ {declarations(name)} }} }}'


def declarations(colours: str) -> str:
    """The custom properties of one choice of colours, as CSS declarations."""
    return "".join(_read(ASSETS / "colours" / f"{name}.css") for name in COLOURS[colours])


@cache
def script(name: str) -> str:
    """A script in assets/scripts/, without its comments and indents."""
    return _INDENT_OR_COMMENT.sub("", _read(ASSETS / "scripts" / f"{name}.js"))


@cache
def first_script() -> str:
    """The one script that stands in each page, in one line."""
    return _WHITE.sub(" ", script("first")).strip()


def stylesheet_address(name: str) -> str:
    """Changes with the style, so that no browser shows a page in an old one."""
    return f"/assets/{name}.{_digest(stylesheet(name))}.css"


def script_address(name: str) -> str:
    """Changes with the script."""
    return f"/assets/{name}.{_digest(script(name))}.js"


def asset_files() -> Iterator[tuple[str, bytes]]:
    """Each shared file: its address and what it holds."""
    for name in STYLESHEETS:
        yield stylesheet_address(name), stylesheet(name).encode()
    for name in SCRIPTS:
        yield script_address(name), script(name).encode()
    for path in sorted(ASSETS.rglob("*")):
        if path.suffix in _PUBLISHED_AS_THEY_ARE and path.parent.name != _FONTS_FOR_PAPER:
            yield _address(path), path.read_bytes()


def files_for_paper() -> Iterator[tuple[str, bytes]]:
    """Each file that only PDFs are made of: its address and what it holds."""
    for path in sorted((ASSETS / _FONTS_FOR_PAPER).glob("*.woff2")):
        yield _address(path), path.read_bytes()


def _address(path: Path) -> str:
    return f"/assets/{path.relative_to(ASSETS).as_posix()}"


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:8]
