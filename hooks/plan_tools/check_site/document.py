"""How a document is read as people hear and see it: names, labels, links, words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from urllib.parse import urljoin

from lxml.html import HtmlElement

Rule = Callable[[HtmlElement], Iterator[str]]
"""Finds faults of a page; its name is the rule."""


def all_of(page: HtmlElement, path: str) -> list[HtmlElement]:
    found: list[HtmlElement] = page.xpath(path)
    return found


def folded(text: str | None) -> str:
    return " ".join((text or "").split())


def tag_of(element: HtmlElement) -> str:
    return f"<{element.tag!s}>"


def with_id(page: HtmlElement, identifier: str) -> HtmlElement | None:
    found: list[HtmlElement] = page.xpath("//*[@id=$id]", id=identifier)
    return found[0] if found else None


def is_hidden(element: HtmlElement) -> bool:
    return element.get("aria-hidden") == "true" or "hidden" in element.attrib


def _spoken(element: HtmlElement) -> str:
    """What an element adds to the name of that in which it stands."""
    if not isinstance(element.tag, str) or element.tag in {"script", "style", "template"} or is_hidden(element):
        return ""
    if element.tag == "br":
        return " "
    return element.get("alt") or element.get("aria-label") or words_in(element)


def words_in(element: HtmlElement) -> str:
    return (element.text or "") + "".join(_spoken(child) + (child.tail or "") for child in element)


def label_of(element: HtmlElement) -> str:
    """The name that its attributes give an element."""
    named = (with_id(element, each) for each in element.get("aria-labelledby", "").split())
    return folded(" ".join(words_in(each) for each in named if each is not None) or element.get("aria-label"))


def name_of(element: HtmlElement) -> str:
    """What a screen reader calls a link, a button or a heading."""
    return label_of(element) or folded(words_in(element))


def called_by(element: HtmlElement) -> str:
    return f"‘{name_of(element) or element.get('id') or tag_of(element)}’"


def leads_to(link: HtmlElement) -> str:
    try:
        return urljoin(link.base_url or "", link.get("href", ""))
    except ValueError:  # it is no address
        return ""


def links_of(page: HtmlElement) -> list[HtmlElement]:
    return all_of(page, "//a[@href]")


def repeated(values: Iterable[str]) -> list[str]:
    return [value for value, count in Counter(values).items() if count > 1]
