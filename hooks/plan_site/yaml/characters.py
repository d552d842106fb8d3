"""Characters as readers meet them: those that nobody sees, those that look alike, and those that come joined."""

from __future__ import annotations

import re
import unicodedata


def composed(text: str) -> str:
    """Each letter as most have it, whatever program it comes from: they look the same, and search finds them.

    A letter and the accent behind it become one letter. Letters that PDFs and other programs join, widen or embolden
    are written apart and plainly; what only looks alike (², ½, ™) stays.
    """
    if text.isascii():
        return text
    text = _APART.sub(lambda found: unicodedata.normalize("NFC", found[0]), text)
    return _JOINED.sub(lambda found: unicodedata.normalize("NFKC", found[0]), text)


_APART = re.compile("[^\\W\\d_][\u0300-\u036f]+")
_JOINED = re.compile(
    "[\u0132\u0133\u0149\u01c4-\u01cc\u01f1-\u01f3"  # ĳ ŉ ǆ ǉ ǌ ǳ
    "\u2160-\u217f"  # Roman numerals
    "\ufb00-\ufb06\ufb13-\ufb17\ufb20-\ufb4f"  # ﬁ, and such of Armenian and Hebrew
    "\ufb50-\ufdef\ufe70-\ufefc"  # Arabic as it stands in PDFs
    "\uff21-\uff3a\uff41-\uff5a\U0001d400-\U0001d7cb]+"  # ｆｕｌｌ width, 𝐛𝐨𝐥𝐝 and 𝑖𝑡𝑎𝑙𝑖𝑐
)


def is_seen(text: str) -> bool:
    """Whether there is anything to see in a text: some letters, and all blanks, show nothing."""
    return any(_is_drawn(sign) for sign in text)


def _is_drawn(sign: str) -> bool:
    kind = unicodedata.category(sign)
    is_newer = kind == "Cn"  # a letter that Unicode has taken up since this Python was made
    return (kind[0] not in "CMZ" or is_newer) and sign not in _BLANKS


_BLANKS = frozenset("\u115f\u1160\u2800\u3164\uffa0\U0001d159")
"""Letters and signs that are drawn as nothing."""


# --- what must not be there -------------------------------------------------------------------------------

_CONTROL = "\x00-\x08\x0b-\x1f\x7f-\x9f"
_INVISIBLE = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u2028\u2029\u2060-\u2065\u206a-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb"
    "\U0001d173-\U0001d17a\U000e0000-\U000e007f"
)
_TURNING = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
"""These turn the direction of the words round."""
_PRIVATE = "\ud800-\udfff\ue000-\uf8ff\U000f0000-\U0010ffff"
"""For these there is nothing to show."""
_NO_CHARACTERS = "\ufdd0-\ufdef" + "".join(chr(plane << 16 | end) for plane in range(15) for end in (0xFFFE, 0xFFFF))
_HIDDEN = re.compile(
    f"[{_CONTROL}{_INVISIBLE}{_TURNING}{_PRIVATE}{_NO_CHARACTERS}]"
    # A joiner is part of Persian, Indic and emoji spelling; between Latin letters it only hides.
    "|(?:^|(?<=[\x00-\u02ff]))[\u200c\u200d]"
    # What chooses a shape stands once, behind an emoji or a Chinese letter; elsewhere it can spell hidden words.
    "|(?:^|(?<=[A-Za-z\\s]))[\ufe00-\ufe0f]|[\ufe00-\ufe0f\U000e0100-\U000e01ef]{2,}"
    "|(?:^|(?<![\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]))[\U000e0100-\U000e01ef]"
)
_PILE = re.compile("[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]{5,}")
# England, Scotland and Wales: the only flags that are spelt with invisible letters.
_FLAGS = re.compile(
    "\U0001f3f4\U000e0067\U000e0062(?:\U000e0065\U000e006e\U000e0067|\U000e0073\U000e0063\U000e0074"
    "|\U000e0077\U000e006c\U000e0073)\U000e007f"
)
_GARBLED = re.compile("\ufffd|[ÃÂ][\u0080-\u00bf]|â€|ï»¿")
_DIRECTION = re.compile(f"[{_TURNING}]")


def problem_character(text: str) -> tuple[int, str] | None:
    """Where in the text the first character stands that must not be there, and what to call it."""
    if text.isascii() and text.replace("\n", "").isprintable():
        return None
    text = _FLAGS.sub(lambda flag: " " * len(flag[0]), text)
    if found := _HIDDEN.search(text):
        character = found[0]
        code = f"U+{ord(character):04X}"
        if _DIRECTION.fullmatch(character):
            return (
                found.start(),
                f"an invisible character that turns the direction of the words round ({code})",
            )
        if ord(character) < 0xA0:
            return found.start(), f"a control character ({code})"
        return found.start(), f"an invisible character ({code})"
    if found := _PILE.search(text):
        return found.start(), "a pile of accents, more than the letters of any language have"
    if found := _GARBLED.search(text):
        return found.start(), f"garbled letters (‘{found[0]}’)"
    return None


def odd_character(text: str) -> str:
    """What to call the first character of a text that must not be there; empty if there is none."""
    odd = problem_character(text)
    return odd[1] if odd else ""
