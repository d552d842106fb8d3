"""How words, numbers, dates and signs are written in an easy sentence."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from functools import cache

from plan_site.english import wordings
from plan_site.english.easy.case import Case, Finding, instead
from plan_site.english.sentences import parts_of, without_possessive
from plan_site.model.problems import listed
from plan_site.model.rules import Rules

_ENDINGS = {"n’t": "not", "’re": "are", "’ve": "have", "’ll": "will", "’m": "am", "’d": "would | had"}
_IS = re.compile(r"(?:it|he|she|that|what|there|here|who|where|how|when|this|everything|everyone)’s", re.IGNORECASE)
_WHOLE = {"can’t": "cannot", "won’t": "will not", "shan’t": "will not", "let’s": "let us"}


RULES = Rules[Case, Finding]()


@RULES.rule
def no_contractions(case: Case) -> Iterator[Finding]:
    """“Cannot” is read more surely than “can’t” (Norfolk)."""
    for word in case.bare_words:
        full = in_full(word)
        if full:
            yield Finding(f"‘{word}’ is cut short.", f"Write {listed(full)}.")


@cache
def in_full(word: str) -> tuple[str, ...]:
    """What a contraction may stand for; nothing if it is none."""
    small = word.lower()
    if small in _WHOLE:
        return (_WHOLE[small],)
    if small in wordings.WITHOUT_APOSTROPHE:
        return (wordings.WITHOUT_APOSTROPHE[small],)
    if _IS.fullmatch(small):
        return (f"{small[:-2]} is",)
    for ending, full in _ENDINGS.items():
        if small.endswith(ending) and small != ending:
            return tuple(f"{small.removesuffix(ending)} {each}" for each in full.split(" | "))
    return ()


_DOTTED = re.compile(r"\b(?:e\.g|i\.e)\b\.?|\bw/c?\b|\bc/o\b|\bno\.(?= ?\d)", re.IGNORECASE)
_MAY_BE_DOTTED = re.compile(r"/|\.[ \w]")
_DOTTED_IN_FULL = {"e.g": "for example", "i.e": "that is", "w/c": "the week that starts on", "no": "number"}


@RULES.rule
def no_abbreviations(case: Case) -> Iterator[Finding]:
    """Full words, so that readers need not know a short form (Norfolk)."""
    for found in _DOTTED.finditer(case.bare) if _MAY_BE_DOTTED.search(case.bare) else ():
        full = _DOTTED_IN_FULL.get(found.group().lower().rstrip("."), "with")
        yield Finding(f"‘{found.group()}’ is a short form.", f"Write ‘{full}’.")
    for word in case.words_to_judge:
        in_full = wordings.ABBREVIATIONS.get(word.lower())
        if in_full and not (word.isupper() and len(word) > 1):
            yield Finding(f"‘{word}’ is a short form.", instead(in_full))


_KNOWN_INITIALS = frozenset({"TV", "OK", "UK"})
"""Words of their own by now."""


@RULES.rule
def every_set_of_initials_is_explained(case: Case) -> Iterator[Finding]:
    """Full words or an explanation (GOV.UK, Inclusion Europe); fine where people know them better (Photosymbols)."""
    declared = case.declared.explained_words
    for word in case.bare_words:
        for part, initials in _initials_in(word):
            if part not in declared and initials not in declared:
                what = f"Readers may not know ‘{part}’: the plan does not explain it."
                yield Finding(what, "Write the full words, or add it to words.yml with its meaning.")


_INITIALS = re.compile(r"([A-Z]{2,}\d*|[A-Z][a-z][A-Z]+)s?|(?:[A-Z]\.){2,}")


@cache
def _initials_in(word: str) -> tuple[tuple[str, str], ...]:
    """The initials in a word, as they are written and without a plural’s -s."""
    found = [match for part in parts_of(without_possessive(word)) if (match := _INITIALS.fullmatch(part))]
    both = [(match[0], match[1] or match[0]) for match in found]
    return tuple((part, initials) for part, initials in both if initials not in _KNOWN_INITIALS and not _is_roman(part))


_PERCENTAGE = re.compile(r"(\d[\d,.]*)?\s?(?:%|\bper ?cent\b|\bpercentages?\b)", re.IGNORECASE)


@RULES.rule
def no_percentages(case: Case) -> Iterator[Finding]:
    """“1 in 4 people” says what 25% means (Inclusion Europe, W3C)."""
    if "%" not in case.bare and "per" not in case.small:
        return
    for found in _PERCENTAGE.finditer(case.bare):
        yield Finding(
            f"‘{found.group().strip()}’ is a percentage.", f"Write how many people of a few, {_as_a_share(found[1])}"
        )


def _as_a_share(figure: str | None) -> str:
    try:
        share = float((figure or "").replace(",", "").rstrip(".")) / 100
    except ValueError:
        share = -1
    if not 0.05 <= share <= 0.95:
        return "for example ‘1 in 4’, or ‘nearly everyone’."
    parts, whole = min(
        ((p, w) for w in (2, 3, 4, 5, 10) for p in range(1, w)), key=lambda pw: abs(pw[0] / pw[1] - share)
    )
    about = "" if abs(parts / whole - share) < 0.001 else "about "
    return f"here ‘{about}{parts} in {whole}’."


_BIG = re.compile(
    r"(?P<phone>\b(?:call|phone|ring|text|dial)(?: \w+){0,4} \d[\d ]*|\+?\b0\d[\d ]*)"
    r"|(?<![\d./-])£?\d+(?:,\d{3})+(?:\.\d+)?|(?<![\d.,/-])£?\d{4,}(?:\.\d+)?"
    r"|(?:£?\d[\d.,]* )?\b(?:thousands?|millions?|billions?)\b|£\d[\d.]*[mk]\b",
    re.IGNORECASE,
)
_MAY_BE_BIG = re.compile(r"\d|thousand|[mb]illion", re.IGNORECASE)


@RULES.rule
def big_numbers_have_words(case: Case) -> Iterator[Finding]:
    """A number is backed by words that say how much it is (W3C); big ones mean little by themselves."""
    if case.has_about or not _MAY_BE_BIG.search(case.bare):
        return
    for found in _BIG.finditer(case.undated):
        if not found["phone"] and not re.fullmatch(r"(?:19|20)\d\d", found.group()):
            remedy = "Say in ‘about’ how much it is, for example ‘That is a lot of people.’, or write ‘many’."
            yield Finding(f"‘{found.group()}’ is a big number.", remedy)


@RULES.advice
def numbers_are_digits(case: Case) -> Iterator[Finding]:
    """Digits are read faster than number words, also small ones (Inclusion Europe, W3C)."""
    for word in case.words_to_judge:
        number = _number_of(word)
        if number is not None:
            yield Finding(f"‘{word}’ is a number in letters.", f"Write ‘{number}’.")


@cache
def _number_of(word: str) -> int | None:
    """What a number word counts; “one” alone is mostly no number."""
    tens, *ones = parts_of(word.lower())
    if tens not in wordings.NUMBERS or not all(one in wordings.NUMBERS or one == "one" for one in ones):
        return None
    return int(wordings.NUMBERS[tens]) + sum(int(wordings.NUMBERS.get(one, "1")) for one in ones)


CALENDAR = frozenset(name.lower() for name in (*calendar.month_name[1:], *calendar.day_name))


@RULES.rule
def dates_in_full(case: Case) -> Iterator[Finding]:
    """12/11 is a day in December to some; months have names (Inclusion Europe, W3C)."""
    for found in case.dates:
        what = f"‘{found.group().strip()}’ is not a date in full."
        yield Finding(what, "Write the day, the month and the year in full, for example ‘14 June 2025’.")


_MAY_BE_ROMAN = re.compile(r"[IVX]")
_ROMAN = re.compile(r"\b[IVX]{2,}\b")
_ROMAN_ALONE = re.compile(r"\b(?:Phase|Stage|Chapter|Section|Volume|Level|Part|Tier) ([IVX])\b")
_VALUES = {"I": 1, "V": 5, "X": 10}


@RULES.rule
def no_roman_numerals(case: Case) -> Iterator[Finding]:
    """Readers take “IV” for letters (Inclusion Europe, W3C)."""
    if not _MAY_BE_ROMAN.search(case.bare):
        return
    found = [numeral for numeral in _ROMAN.findall(case.bare) if _is_roman(numeral)]
    for numeral in (*found, *_ROMAN_ALONE.findall(case.bare)):
        yield Finding(f"‘{numeral}’ is a Roman number.", f"Write ‘{_value(numeral)}’.")


def _is_roman(word: str) -> bool:
    return re.fullmatch(r"(?=[IVX]{2})X{0,3}(?:IX|IV|V?I{0,3})", word) is not None


def _value(numeral: str) -> int:
    values = [_VALUES[letter] for letter in numeral]
    return sum(-each if each < after else each for each, after in zip(values, [*values[1:], 0], strict=True))


_SIGNS = {"&": "and", "+": "and | more than", "=": "is", "<": "less than", ">": "more than", "~": "about", "@": "at"}
_SIGN = re.compile(
    r"(?P<bracket>[(\[{][^)\]}]*[)\]}]?)|(?P<semicolon>\w+;)|(?P<slash>\w+ ?/ ?\w+)|(?P<range>\b\d+ ?[-–—] ?\d+\b)"
    r"|(?P<sign>[&+=<>~@])|(?P<mark>[*#§†•|\\^_→])|(?P<dash>\w* ?—|\w+ [–-](?= ))|(?P<colon>\w+:(?!\d)(?! ?[\"“‘]))"
)
_MAY_BE_SIGN = re.compile(r"[(\[{;/&+=<>~@*#§†•|\\^_→:–—-]")


@RULES.rule
def no_brackets_or_signs(case: Case) -> Iterator[Finding]:
    """Signs are hard to read and are left out or misread when read aloud (Inclusion Europe)."""
    if not _MAY_BE_SIGN.search(case.bare):
        return
    for found in _SIGN.finditer(case.undated):
        words, kind = case.quoted(found), found.lastgroup
        if kind == "range" and (words.startswith("0") and len(words) > 5):
            continue  # a phone number
        what, remedy = _about_sign(kind or "", words)
        yield Finding(what, remedy, is_advice=kind in {"colon", "dash"})


def _about_sign(kind: str, words: str) -> tuple[str, str]:
    match kind:
        case "bracket":
            return f"‘{words}’ is in brackets.", "Leave it out, or make a line of its own of it."
        case "semicolon":
            return f"There is a semicolon after ‘{words[:-1]}’.", "Put a full stop there, and start a new line."
        case "slash":
            first, second = (part.strip() for part in words.split("/"))
            both = {first.lower(), second.lower()} == {"and", "or"}
            return f"‘{words}’ has a slash.", "Write ‘or’." if both else f"Write ‘{first} or {second}’."
        case "range":
            first, second = re.split(r"\s?[-–—]\s?", words)
            return f"‘{words}’ has a dash for a word.", f"Write ‘{first} to {second}’."
        case "sign":
            return f"‘{words}’ is a sign for a word.", instead(_SIGNS[words])
        case "dash":
            return f"There is a dash: ‘{words}’.", "Put a full stop there, and start a new line."
        case "colon":
            return f"There is a colon: ‘{words}’.", "Make a full stop of it, and a new line of what follows."
    return f"‘{words}’ is a sign that readers may not know.", "Leave it out."
