"""Looks at words that are heard alone, as those of a link or of a picture are, for what leaves a listener guessing."""

from __future__ import annotations

import re

_SAYS_NOTHING = re.compile(
    r"(?:(?:click|go|look|see) )?here|(?:(?:find out|learn|read|see) )?more(?: details| information)?"
    r"|(?:this |the )?(?:link|page|website|file|document)|click|continue|details|download|go|info|information|open"
    r"|read|read on|see|this|view"
)
_BARE_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|[\w-]+(?:\.[\w-]{2,})+(?:/\S*)?", re.IGNORECASE)
_FILES = {
    "pdf": ("PDF",),
    "csv": ("CSV",),
    "json": ("JSON",),
    "doc": ("Word", "DOC"),
    "docx": ("Word", "DOCX"),
    "odt": ("OpenDocument", "ODT"),
    "xls": ("Excel", "XLS"),
    "xlsx": ("Excel", "XLSX"),
    "ods": ("OpenDocument", "ODS"),
    "ppt": ("PowerPoint", "PPT"),
    "pptx": ("PowerPoint", "PPTX"),
    "rtf": ("RTF",),
    "zip": ("ZIP",),
}
_SIZE = re.compile(r"\d\s?(?:bytes?|[kmg]i?b)\b", re.IGNORECASE)
_NAME_OF_A_FILE = re.compile(
    r"\S+\.(?:png|jpe?g|gif|svg|webp|avif|heic|bmp|tiff?)|(?:img|dsc|image|picture|photo|screenshot)[-_ ]?\d+",
    re.IGNORECASE,
)
_IT_IS_A_PICTURE = re.compile(
    r"(?:an? |the )?(?:picture|photo(?:graph)?|image|drawing|icon|graphic|symbol|sign)s?"
    r"(?: (?:of|for|that shows)\b|$)\s*",
    re.IGNORECASE,
)


def folded(words: str) -> str:
    """Words as they are heard: with one space between them, large and small letters alike."""
    return " ".join(words.split()).casefold()


def fault_of_link_words(words: str) -> str | None:
    """What is wrong with the words of a link (or a title, which links repeat); None if nothing is."""
    heard = folded(words)
    if not heard:
        return "has no words"
    if _SAYS_NOTHING.fullmatch(re.sub(r"[^\w\s]", "", heard).strip()):
        return "says nothing of where it leads"
    if _BARE_ADDRESS.fullmatch(heard):
        return "is a bare address"
    return None


def file_type(path: str) -> str:
    """What people call the file that an address leads to, such as PDF; empty if it leads to a page."""
    return next(iter(_names_of_type(path)), "")


def says_type_and_size(words: str, path: str) -> bool:
    """Whether words say of what type, and how large, the file is that an address leads to."""
    return says_type(words, path) and says_size(words)


def says_type(words: str, path: str) -> bool:
    """Whether words say of what type the file is that an address leads to."""
    heard = words.casefold()
    return any(name.casefold() in heard for name in _names_of_type(path))


def says_size(words: str) -> bool:
    """Whether words say how large a file is."""
    return _SIZE.search(words) is not None


def _names_of_type(path: str) -> tuple[str, ...]:
    return _FILES.get(path.casefold().rpartition(".")[2], ())


def fault_of_alt(alt: str) -> tuple[str, str] | None:
    """What is wrong with the words for those who cannot see a picture, and what to do; None if nothing is."""
    words = " ".join(alt.split())
    if is_name_of_a_file(words):
        return f"The alt text “{words}” is the name of a file.", "Say what the picture shows, or delete the alt text."
    found = _IT_IS_A_PICTURE.match(words)
    if not words or found is None:
        return None
    shown = words[found.end() :].strip().capitalize()
    remedy = f"Say what it shows alone, for example: {shown}" if shown else "Say what the picture shows."
    return f"The alt text starts with “{found[0].strip()}”.", remedy


def is_name_of_a_file(words: str) -> bool:
    """Whether the words are those that a camera or a program has chosen."""
    return _NAME_OF_A_FILE.fullmatch(words) is not None


def says_that_it_is_a_picture(words: str) -> bool:
    """Whether the words of a picture begin with what a screen reader has said already."""
    return bool(words) and _IT_IS_A_PICTURE.match(words) is not None


_ITEM = re.compile(r"\s*(?:(?P<bullet>[•‣◦·*-])|\d{1,2}[.)])\s+\S")


def typed_bullet(paragraph: str) -> str:
    """The bullet with which a paragraph begins as if it were an item of a list; empty if it does not."""
    found = _ITEM.match(paragraph)
    return (found["bullet"] or "") if found else ""


def is_typed_item(paragraph: str) -> bool:
    """Whether a paragraph begins with a bullet or a number, as if it were an item of a list."""
    return _ITEM.match(paragraph) is not None
