"""Makes the first use of each hard word on a page a link to its meaning."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Collection, Iterator
from functools import cache

from markupsafe import Markup, escape

from plan_site.english.glossary import Glossary, Use
from plan_site.model.site_records import Word

_MAIN = re.compile(r"(<main\b[^>]*>)(.*)(</main>)", re.DOTALL)
_TAG = re.compile(r"(<[^>]*>)")
_NAME = re.compile(r"</?([a-z0-9]+)")
# Where a link cannot stand, or would be read as part of a name: a link in a link, a heading, a control.
_NO_LINK_IN = frozenset(
    {"a", "button", "code", "dt", "form", "h1", "h2", "h3", "h4", "h5", "h6", "label", "nav", "pre", "script", "svg"}
)
_NO_LINK_WHERE = " data-no-links"
"""Stands in the tag of what holds a name, a role or a few words of a source, which a link would break up."""
_WORD_FOR_WORD = "blockquote"
"""What somebody said is read as it was said. The links stand at the end of what it is a part of."""
_HAS_NO_END = frozenset({"br", "hr", "img", "input", "wbr"})


LinkToWord = Callable[[Word], str]
Names = tuple[str, ...]


def with_word_links(
    document: str, glossary: Glossary, link_to: LinkToWord, *, explained: Collection[str] = (), names: Names = ()
) -> str:
    """An HTML document whose main part leads from hard words to their meanings.

    A link carries the meaning too, in `data-meaning`, for scripts to show in place. No link leads from the words
    that the document explains itself, nor from a part of a longer name.
    """
    found = _MAIN.search(document)
    if found is None or not glossary.words:
        return document
    linked = "".join(_WordLinks(glossary, link_to, explained, names).put_into(found[2]))
    return f"{document[: found.start(2)]}{linked}{document[found.end(2) :]}"


class _WordLinks:
    """The links of one page, in the order in which it is read."""

    def __init__(self, glossary: Glossary, link_to: LinkToWord, explained: Collection[str], names: Names) -> None:
        self._glossary = glossary
        self._link_to = link_to
        self._seen = set(explained)
        self._names = _pattern_of(names)

    def put_into(self, main: str) -> Iterator[str]:
        within, depth = "", 0
        around = 0  # how many parts have begun since the quote ended
        quoted: list[Word] = []
        for piece in _TAG.split(main):
            if not piece.startswith("<"):
                if within == _WORD_FOR_WORD:
                    quoted += [use.word for use in self._new_in(html.unescape(piece))]
                yield piece if within or not piece.strip() else self._in_text(piece)
                continue
            name = _name_of(piece)
            step = 0 if name in _HAS_NO_END or piece.endswith("/>") else -1 if piece.startswith("</") else 1
            if quoted and not within:
                around += step
                if around < 0:
                    yield self._after_a_quote(quoted)
                    quoted, around = [], 0
            yield piece
            if within:
                depth += step if name == within else 0
                within = within if depth else ""
            elif name in _NO_LINK_IN or name == _WORD_FOR_WORD or _NO_LINK_WHERE in piece:
                within, depth, around = name, 1, around - bool(quoted)

    def _after_a_quote(self, words: list[Word]) -> Markup:
        links = Markup(", ").join(self._link(word, word.word) for word in words)
        return Markup('<p class="meanings" data-silent>Hard word{}: {}</p>\n').format("s" * (len(words) > 1), links)

    def _in_text(self, as_html: str) -> str:
        text = html.unescape(as_html)
        uses = self._new_in(text)
        if not uses:
            return as_html
        linked, at = Markup(), 0
        for use in uses:
            linked += escape(text[at : use.start]) + self._link(use.word, text[use.start : use.end])
            at = use.end
        return linked + escape(text[at:])

    def _link(self, word: Word, words: str) -> Markup:
        meaning = " ".join(line.words for line in word.meaning)
        link = Markup('<a class="word" href="{}" data-meaning="{}">{}</a>')
        return link.format(self._link_to(word), meaning, words)

    def _new_in(self, text: str) -> list[Use]:
        """The first use of each word that the page has not had."""
        found = [use for use in self._glossary.used_in(text) if use.word.word not in self._seen]
        if not found:
            return []
        names = [name.span() for name in self._names.finditer(text)]
        uses = [
            use
            for use in found
            if not any(_is_a_part_of(use, *name) for name in names) and not _is_surely_a_verb(use, text)
        ]
        first = {use.word.word: use for use in reversed(uses)}
        self._seen.update(first)
        return sorted(first.values(), key=lambda use: use.start)


def _name_of(tag: str) -> str:
    found = _NAME.match(tag)
    return found[1] if found else ""


def _is_a_part_of(use: Use, start: int, end: int) -> bool:
    """Whether a name has more words than the hard one: Local Offer Team."""
    return start <= use.start and use.end <= end and end - start > use.end - use.start


def _is_surely_a_verb(use: Use, text: str) -> bool:
    """Whether a council aims to do something, which the meaning of an aim does not explain."""
    if _FORMS_OF_VERBS.fullmatch(text, use.start, use.end) is None:
        return False
    before = text[: use.start].split()[-1:]
    return before != [] and (
        before[0].casefold() in _DOERS
        or (_TO_DO.match(text, use.end) is not None and _BEFORE_A_NOUN.fullmatch(before[0]) is None)
    )


_FORMS_OF_VERBS = re.compile("(?:aim|plan|promise|pledge|need)s?")
"""Nouns of such plans that are verbs as well."""
_DOERS = frozenset({"i", "we", "they", "he", "she", "who"})
_TO_DO = re.compile(r"\s+to\s+(?!be\b)[a-z]+\b")
_BEFORE_A_NOUN = re.compile(
    r".*(?:['’]s?|[^\w’])|\d+|an?|the|this|that|these|those|my|our|your|their|his|her|its|whose|no|any|some|all|both|each"
    r"|every|few|many|more|new|other|one|two|three|four|five|six|seven|eight|nine|ten|first|second|third|last|next"
    r"|main|key|overall|shared|joint|common|strategic|clear|long-term|and|or|of|with|for|has|have|had|are|is|was|were",
    re.IGNORECASE,
)


@cache
def _pattern_of(names: Names) -> re.Pattern[str]:
    """The names, the longest first."""
    either = "|".join(map(re.escape, names))
    return re.compile(rf"(?<!\w)(?:{either})(?!\w)" if names else r"(?!)")
