"""Makes the first use of each hard word on a page a link to its meaning."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator

from markupsafe import Markup, escape

from plan_site.glossary import Glossary
from plan_site.model import Word

_MAIN = re.compile(r"(<main\b[^>]*>)(.*)(</main>)", re.DOTALL)
_TAG = re.compile(r"(<[^>]*>)")
_NAME = re.compile(r"</?([a-z0-9]+)")
# Where a link cannot stand, or would be read as part of a name: a link in a link, a heading, a control.
_NO_LINK_IN = frozenset({"a", "button", "dt", "form", "h1", "h2", "h3", "h4", "label", "nav", "pre", "script", "svg"})


def with_word_links(document: str, glossary: Glossary, link_to: Callable[[Word], str]) -> str:
    """An HTML document whose main part leads from hard words to their meanings.

    A link carries the meaning too, in `data-meaning`, for scripts to show in place.
    """
    found = _MAIN.search(document)
    if found is None or not glossary.words:
        return document
    linked = "".join(_linked(found[2], glossary, link_to))
    return f"{document[: found.start(2)]}{linked}{document[found.end(2) :]}"


def _linked(main: str, glossary: Glossary, link_to: Callable[[Word], str]) -> Iterator[str]:
    seen: set[str] = set()
    within = 0
    for piece in _TAG.split(main):
        if piece.startswith("<"):
            name = _NAME.match(piece)
            if name is not None and name[1] in _NO_LINK_IN:
                within += -1 if piece.startswith("</") else 1
            yield piece
        elif within or not piece.strip():
            yield piece
        else:
            yield from _in_text(html.unescape(piece), piece, glossary, link_to, seen)


def _in_text(
    text: str, as_html: str, glossary: Glossary, link_to: Callable[[Word], str], seen: set[str]
) -> Iterator[str]:
    first = [use for use in glossary.used_in(text) if _is_new(use.word.word, seen)]
    if not first:
        yield as_html
        return
    at = 0
    for use in first:
        yield escape(text[at : use.start])
        meaning = " ".join(line.words for line in use.word.meaning)
        word = text[use.start : use.end]
        yield Markup('<a class="word" href="{}" aria-label="{}: what it means" data-meaning="{}">{}</a>').format(
            link_to(use.word), word, meaning, word
        )
        at = use.end
    yield escape(text[at:])


def _is_new(word: str, seen: set[str]) -> bool:
    if word in seen:
        return False
    seen.add(word)
    return True
