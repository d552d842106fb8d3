"""What a field accepts, as a regular expression that a browser understands, and what to say where it does not fit."""

from __future__ import annotations

from typing import Any

from plan_site.model.addresses import BADLY_SPELT, HOST, MAIL, TELEPHONE
from plan_site.model.field_types import Address, FileName, Id, Line, PageAddress, Prose, When
from plan_site.yaml.text_types import FILE_NAME, ID, LONGEST_ID, LONGEST_LINE, LONGEST_PROSE, PAGE_ADDRESS, RESERVED_IDS

_YEAR = "(?:19[0-9]{2}|20[0-9]{2}|2100)"
_MONTHS_AND_THEIR_DAYS = (
    "(?:(?:0[13578]|1[02])(?:-(?:0[1-9]|[12][0-9]|3[01]))?"
    "|(?:0[469]|11)(?:-(?:0[1-9]|[12][0-9]|30))?"
    "|02(?:-(?:0[1-9]|[12][0-9]))?)"
)
_ID = rf"(?!(?:{'|'.join(sorted(RESERVED_IDS))})\s*$)(?=\S{{1,{LONGEST_ID}}}\s*$){ID.pattern}"
_ANY_HOST = HOST.pattern.replace("xn--", "[Xx][Nn]--").replace("a-z", "A-Za-z")
_NO_DOTS_BETWEEN_SLASHES = r"(?![^?#\s]*/\.{1,2}(?:[/?#]|\s*$))"
_WEB = rf"{_NO_DOTS_BETWEEN_SLASHES}[Hh][Tt][Tt][Pp][Ss]?://{_ANY_HOST}(?::(?!0+(?:\D|$))[0-9]{{0,5}})?"
_REST = rf"""(?:[/?#](?:(?!{BADLY_SPELT.pattern})[!#-&(-;=?-\[\]_a-z~])*)?"""
_ADDRESS = f"(?:{_WEB}{_REST}|mailto:{MAIL.pattern.partition('@')[0]}@{_ANY_HOST}|tel:{TELEPHONE.pattern})"

_PATTERNS: dict[Any, tuple[str, str]] = {
    Id: (_ID, "write small letters, digits and hyphens, for example being-heard"),
    Line: (rf"[\s\S]{{0,{LONGEST_LINE}}}", f"write at most {LONGEST_LINE} characters"),
    Prose: (rf"[\s\S]{{0,{LONGEST_PROSE}}}", f"write at most {LONGEST_PROSE} characters"),
    Address: (_ADDRESS, "write an address that starts with https://, mailto: or tel:"),
    FileName: (FILE_NAME.pattern, "write the name of a picture file, for example listen.svg"),
    PageAddress: (
        PAGE_ADDRESS.pattern,
        "write an address with a slash at both ends, for example /progress/first-meeting/",
    ),
    When: (f"{_YEAR}(?:-{_MONTHS_AND_THEIR_DAYS})?", "write a day (2025-06-14), a month (2025-06) or a year (2025)"),
}


def pattern_of(held: Any) -> tuple[str, str] | None:
    """What a field of a type accepts, spaces around it or not, and what to do about other words.

    The reader refuses a little more: 29 February in a year that has none.
    """
    if held not in _PATTERNS:
        return None
    pattern, words = _PATTERNS[held]
    return rf"^\s*(?:{pattern})\s*$", words
