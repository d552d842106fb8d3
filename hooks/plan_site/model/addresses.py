"""Which web, e-mail and telephone addresses a reader can follow safely, and which are hardly those that were meant."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from urllib.parse import parse_qs, unquote, urlsplit

TRY_HTTPS = "Try it with https://. If the page has no such address, leave it as it is."
_OF_NO_SITE = "corp|home|internal|intranet|invalid|lan|local|localhost|test"
"""How names end that lead somewhere only inside one house, or nowhere (RFC 2606, 6761, 6762, 8244)."""
HOST = re.compile(rf"(?:(?!xn--)[a-z0-9](?:[a-z0-9-]{{0,61}}[a-z0-9])?\.)+(?!(?:{_OF_NO_SITE})\b)[a-z]{{2,}}", re.ASCII)
MAIL = re.compile(r"[A-Za-z0-9_'+-]+(?:\.[A-Za-z0-9_'+-]+)*@([A-Za-z0-9.-]+)", re.ASCII)
TELEPHONE = re.compile(r"\+?[0-9](?:-?[0-9]){2,17}", re.ASCII)
LONGEST_ADDRESS = 2_000  # characters; some programs take no more
LONGEST_HOST = 253
LONGEST_NAME_OF_A_MAILBOX = 64
BADLY_SPELT = re.compile(r"%(?![0-9A-Fa-f]{2})|%[01][0-9A-Fa-f]|%7[Ff]", re.ASCII)
"""A percent sign that spells no character, or one that no address has."""
_ANY_HOST = HOST.pattern.replace("xn--", "[Xx][Nn]--").replace("a-z", "A-Za-z")
_NO_DOTS_BETWEEN_SLASHES = r"(?![^?#\s]*/\.{1,2}(?:[/?#]|\s*$))"
_WEB = rf"{_NO_DOTS_BETWEEN_SLASHES}[Hh][Tt][Tt][Pp][Ss]?://{_ANY_HOST}(?::(?!0+(?:\D|$))[0-9]{{0,5}})?"
_REST = rf"""(?:[/?#](?:(?!{BADLY_SPELT.pattern})[!#-&(-;=?-\[\]_a-z~])*)?"""
ADDRESS_IN_A_BROWSER = f"(?:{_WEB}{_REST}|mailto:{MAIL.pattern.partition('@')[0]}@{_ANY_HOST}|tel:{TELEPHONE.pattern})"
"""An address that nothing keeps a reader from following, as a regular expression that a browser understands."""


def _is_host(name: str) -> bool:
    """Whether a name can be that of a web site which everyone reaches."""
    return HOST.fullmatch(name) is not None and len(name) <= LONGEST_HOST


@lru_cache(maxsize=1000)  # every page has links to the same few
def address_fault(text: str) -> tuple[str, str] | None:
    """What keeps a reader from following an address safely, and what to do; None if nothing does."""
    example = "Copy the address from your browser; it looks like https://www.example.org/page."
    if text.startswith("tel:"):
        if TELEPHONE.fullmatch(text.removeprefix("tel:")) is None:
            return "is not a telephone number.", "Write tel: and the digits of the number, without spaces."
        return None
    if text.startswith("mailto:"):
        found = MAIL.fullmatch(text.removeprefix("mailto:"))
        is_long = found is not None and found.start(1) > LONGEST_NAME_OF_A_MAILBOX + 1
        if found is None or is_long or not _is_host(found[1].lower()):
            return "is not an e-mail address.", "Write mailto: and the e-mail address, with nothing after it."
        return None
    if MAIL.fullmatch(text):
        return "does not start with https://, mailto: or tel:.", f"Write mailto: in front of it: mailto:{text}."
    if re.search(r"[\s\\<>\"'`{}|^]|[^\x21-\x7e]", text):
        return "has a character that addresses do not have (a space, a quote mark, a letter with an accent …).", example
    if len(text) > LONGEST_ADDRESS:
        return f"has {len(text):,} characters, and {LONGEST_ADDRESS:,} are the most.", example
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        return "is not a web address.", example
    if parts.scheme not in {"https", "http"}:
        return "does not start with https://, mailto: or tel:.", example
    if "@" in parts.netloc or not _is_host((parts.hostname or "").lower()) or port == 0:
        return "does not lead to a plain web site name.", example
    if any(part in {".", ".."} for part in parts.path.split("/")):
        return "has dots between its slashes.", example
    if BADLY_SPELT.search(text):
        return "has a percent sign that spells no character of an address.", example
    return None


_WRAPPINGS = (
    (re.compile(r"[a-z0-9.-]*safelinks\.(?:protection\.)?(?:outlook|office)\.(?:com|net)", re.ASCII), ("url",)),
    (re.compile(r"statics\.teams\.(?:cdn\.office\.net|microsoft\.com)", re.ASCII), ("url",)),
    (re.compile(r"urldefense(?:\.proofpoint)?\.com", re.ASCII), ("u",)),
    (re.compile(r"linkprotect\.cudasvc\.com", re.ASCII), ("a",)),
    (re.compile(r"(?:[a-z0-9-]+\.)*(?:google\.[a-z.]+|facebook\.com|linkedin\.com)", re.ASCII), ("url", "q", "u")),
    (re.compile(r"(?:[a-z0-9-]+\.)*mimecast(?:protect)?\.com", re.ASCII), ()),
)
"""Hosts that stand before the address that somebody meant, and the fields that hold it, where any does."""
_FILE_STORE = re.compile(
    r"(?:[a-z0-9-]+\.)*(?:sharepoint\.com|teams\.microsoft\.com|onedrive\.live\.com|1drv\.ms"
    r"|(?:docs|drive)\.google\.com|dropbox\.com)",
    re.ASCII,
)
_DEFENDED = re.compile(r"/v3/__(https?://?.*?)__;")


@lru_cache(maxsize=1000)
def address_advice(text: str) -> tuple[str, str] | None:
    """What makes one doubt that a safe address is the one that was meant, and what to do; None if nothing does."""
    parts = urlsplit(text)
    host = parts.hostname or ""
    wrapping = next((fields for pattern, fields in _WRAPPINGS if pattern.fullmatch(host)), None)
    inner = _wrapped_in(text, wrapping or ())
    if inner or (wrapping == () and parts.path.startswith("/s/")):
        what = "goes through a service that looks at links in messages, and may know who opens it."
        return what, f"Write the address itself: {inner}." if inner else "Open it, and copy the address of its page."
    if _FILE_STORE.fullmatch(host):
        what = "leads to a place where people keep files, and readers may have to sign in."
        return what, "Open it in a private window of your browser. If it asks for a password, link to a public page."
    if text[-1:] in set(".,;:!'"):
        return (
            f"ends with ‘{text[-1]}’, which may belong to the sentence.",
            "Take it away if the page opens without.",
        )
    return None


def _wrapped_in(text: str, names: Iterable[str]) -> str:
    """The address that an address of a service holds; empty if there is none."""
    if not names:
        return ""
    if defended := _DEFENDED.search(text):
        return re.sub(r"^(https?:)/+", r"\1//", defended[1])
    fields = parse_qs(urlsplit(text).query)
    for value in (fields[name][0] for name in names if name in fields):
        # One service writes % as - and / as _.
        address = unquote(value.replace("-", "%").replace("_", "/")) if "proofpoint" in text else value
        if address.startswith(("https://", "http://")):
            return address
    return ""
