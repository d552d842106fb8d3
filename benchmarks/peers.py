"""Writes the words of a generated plan as a folder for Eleventy, and as one for Hugo.

Each has one template with the parts that every page of ours has: head, header, a navigation that is the same on
every page, main part and footer. Nothing else is in it, so that what is measured is what the generator costs.
"""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Iterator
from pathlib import Path

from generated_plan import records, stock_pages, write

_TITLE = "Generated Inclusion Plan"
_LINKS = (("/", "The plan"), *((f"/{name}/", name.capitalize()) for name in ("aims", "outcomes", "voices", "progress")))
_NAVIGATION = "".join(f'<li><a href="{address}">{name}</a></li>\n' for address, name in _LINKS)

_TEMPLATE = f"""\
<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<title>TITLE – {_TITLE}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
</head>
<body>
<header>
<a href="/">{_TITLE}</a>
<nav aria-label="Main">
<ul>
{_NAVIGATION}</ul>
</nav>
</header>
<main>
WORDS
</main>
<footer>
<p>This plan is made up. It measures this website.</p>
</footer>
</body>
</html>
"""


def _template(title: str, words: str) -> str:
    return _TEMPLATE.replace("TITLE", title).replace("WORDS", words)


# --- Eleventy ---------------------------------------------------------------------------------------------

# The Markdown is Markdown alone, so that Eleventy need not look for a template in each page.
_ELEVENTY_SETTINGS = """\
export default function () {
  return { dir: { input: "content", output: "site" }, markdownTemplateEngine: false };
}
"""


def write_eleventy(folder: Path, seed: int, pages: int) -> None:
    """Writes a folder for Eleventy whose site has about so many pages."""
    _write_eleventy_settings(folder)
    for path, text in _markdown(seed, pages):
        write(folder / "content" / path, text)


def write_empty_eleventy(folder: Path) -> None:
    """Writes a folder of one page."""
    _write_eleventy_settings(folder)
    write(folder / "content/index.md", _ONE_PAGE)


def _write_eleventy_settings(folder: Path) -> None:
    write(folder / "eleventy.config.mjs", _ELEVENTY_SETTINGS)
    write(folder / "content/content.json", json.dumps({"layout": "page.njk"}))
    write(folder / "content/_includes/page.njk", _template("{{ title }}", "{{ content | safe }}"))


# --- Hugo -------------------------------------------------------------------------------------------------

_HUGO_SETTINGS = f"""\
title = "{_TITLE}"
locale = "en-GB"
publishDir = "site"
disableKinds = ["taxonomy", "term", "RSS", "sitemap"]
"""


def write_hugo(folder: Path, seed: int, pages: int) -> None:
    """Writes a folder for Hugo whose site has about so many pages."""
    _write_hugo_settings(folder)
    for path, text in _markdown(seed, pages):
        directory, name = posixpath.split(path)
        write(folder / "content" / directory / ("_index.md" if name == "index.md" else name), text)


def write_empty_hugo(folder: Path) -> None:
    """Writes a folder of one page."""
    _write_hugo_settings(folder)
    write(folder / "content/_index.md", _ONE_PAGE)


def _write_hugo_settings(folder: Path) -> None:
    write(folder / "hugo.toml", _HUGO_SETTINGS)
    write(folder / "layouts/all.html", _template("{{ .Title }}", "{{ .Content }}"))


# --- the pages of both ------------------------------------------------------------------------------------

_ONE_PAGE = "---\ntitle: The plan\n---\n# The plan\n"
_LINK = re.compile(r"\]\(([^):]+)\.md\)")


def _markdown(seed: int, pages: int) -> Iterator[tuple[str, str]]:
    """Each Markdown file: its path and its text, titled, with links that are addresses."""
    for path, text in stock_pages(seed, records(seed, pages)):
        folder = posixpath.dirname(path)
        linked = _LINK.sub(lambda link, folder=folder: f"]({_address(folder, link[1])})", text)  # type: ignore[misc]
        yield path, linked if linked.startswith("---\n") else _titled(linked)


def _address(folder: str, name: str) -> str:
    path = posixpath.normpath(posixpath.join("/", folder, name))
    return f"{path.removesuffix('index').rstrip('/')}/"


def _titled(text: str) -> str:
    title = text.partition("\n")[0].removeprefix("# ")
    return f"---\ntitle: {json.dumps(title)}\n---\n{text}"
