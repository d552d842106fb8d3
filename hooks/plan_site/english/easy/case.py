"""What the rules of easy sentences look at: a line, with what the plan has declared; and what they find."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import NamedTuple

from plan_site.english.sentences import ADDRESS, forms_of, may_have_address, parts_of, without_possessive, words_in
from plan_site.english.word_lists import WordLists
from plan_site.model.problems import listed
from plan_site.model.site_records import Word


@dataclass(frozen=True)
class Declared:
    """What the plan has declared: names that may stand anywhere, and words that it explains."""

    names: tuple[str, ...] = ()
    words: tuple[Word, ...] = ()

    @cached_property
    def any_name(self) -> re.Pattern[str]:
        """Any of the names, as they are written, perhaps with a possessive."""
        if not self.names:
            return _NEVER
        longest_first = sorted((name.replace("'", "’") for name in self.names), key=len, reverse=True)
        return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?:’s|’)?(?!\w)")

    @cached_property
    def explained(self) -> Phrases:
        """The words that the plan explains, and their other forms."""
        return Phrases(dict.fromkeys(self._forms, ""))

    @cached_property
    def explained_words(self) -> frozenset[str]:
        """Each word of them, as it is written."""
        return frozenset(word for form in self._forms for word in words_in(form))

    @cached_property
    def other_words(self) -> Phrases:
        """Other words for what the plan explains, each with the one that it explains."""
        return Phrases(
            {other: word.word for word in self.words for other in word.also if _is_another(word.word, other)}
        )

    @property
    def _forms(self) -> Iterator[str]:
        for word in self.words:
            yield from (word.word, *word.also)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that makes a line hard to read. Advice may be set aside; the rest is refused."""

    what: str
    remedy: str
    is_advice: bool = False
    rule: str = ""


@dataclass(frozen=True)
class Case:
    """What the rules look at: a line, what the plan has declared, and the word lists where they are installed."""

    text: str
    declared: Declared
    has_about: bool = False
    lists: WordLists | None = None

    @cached_property
    def words(self) -> tuple[str, ...]:
        return words_in(self.text)

    @cached_property
    def bare(self) -> str:
        """The text with blanks for names and addresses, which are written as they are written."""
        text = _STRAIGHT.sub("’", self.text) if "'" in self.text else self.text
        if may_have_address(text):
            text = blanked(ADDRESS, text)
        if _DIGIT.search(text):
            text = blanked(_POSTCODE, text)
        return blanked(self.declared.any_name, text)

    @cached_property
    def small(self) -> str:
        """The bare text in small letters."""
        return self.bare.lower()

    @cached_property
    def dates(self) -> tuple[re.Match[str], ...]:
        """The dates in the bare text that are not written in full."""
        return tuple(_DATE.finditer(self.bare)) if _MAY_BE_DATE.search(self.bare) else ()

    @cached_property
    def undated(self) -> str:
        """The bare text with blanks for these dates."""
        return blanked(_DATE, self.bare) if self.dates else self.bare

    @cached_property
    def has_a_negative(self) -> bool:
        return NEGATIVE.search(self.bare) is not None

    def quoted(self, found: re.Match[str], group: str | int = 0) -> str:
        """What was found in the bare text, with its names."""
        return self.text[found.start(group) : found.end(group)].strip()

    @cached_property
    def bare_words(self) -> tuple[str, ...]:
        return self.words if self.bare == self.text else words_in(self.bare)

    @cached_property
    def words_to_judge(self) -> tuple[str, ...]:
        """The words that are no names, no numbers, and not explained by the plan."""
        return tuple(without_possessive(word) for word in self.words_left if not word[0].isdigit() and word[0] != "£")

    @cached_property
    def words_left(self) -> tuple[str, ...]:
        """The words and numbers without those that the plan explains."""
        if not self._explained:
            return self.bare_words
        return tuple(word for place, word in enumerate(self.bare_words) if place not in self._explained)

    @cached_property
    def _explained(self) -> frozenset[int]:
        """Where among the bare words the words stand that the plan explains."""
        found = self.declared.explained.find_in(self.bare_words)
        return frozenset(place for each in found for place in each.at)

    def found_of(self, phrases: Phrases, *, even_explained: bool = False) -> Iterator[tuple[str, str]]:
        """The words of the line that a table has better ones for, and the better ones."""
        for found in phrases.find_in(self.bare_words):
            if even_explained or not self._explained & set(found.at):
                yield found.words, found.better


_BLANK = "\ufffc"
"""One for each letter, so that places in the bare text are places in the text. It is no part of a word."""
_NEVER = re.compile(r"(?!)")
_DIGIT = re.compile(r"\d")
_STRAIGHT = re.compile(r"(?<=\w)'(?=\w)")
_POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}\b")


def blanked(pattern: re.Pattern[str], text: str) -> str:
    return pattern.sub(lambda found: _BLANK * len(found.group()), text)


class _Found(NamedTuple):
    words: str
    better: str
    at: range


class Phrases:
    """Finds the phrases of a table whatever form their words have: “sets out” by “set out”."""

    def __init__(self, table: Mapping[str, str]) -> None:
        self._better: dict[tuple[str, ...], str] = {}
        self._by_first_word: dict[str, list[tuple[str, ...]]] = {}
        for entry, better in table.items():
            phrase = tuple(word.lower() for word in words_in(entry.replace("'", "’")))
            if phrase and phrase not in self._better:
                self._by_first_word.setdefault(phrase[0], []).append(phrase)
            self._better[phrase] = better
        self._starting_with = cache(self._starting_with_any_form)

    def _starting_with_any_form(self, word: str) -> tuple[tuple[str, ...], ...]:
        return tuple(phrase for form in forms_of(word) for phrase in self._by_first_word.get(form, ()))

    def find_in(self, words: Sequence[str]) -> Iterator[_Found]:
        """The longest phrase at each place; no word is in two."""
        free_from = 0
        for place, phrases in enumerate(map(self._starting_with, words)):
            if not phrases or place < free_from:
                continue
            fits = [phrase for phrase in phrases if _goes_on(phrase, words, place)]
            if fits:
                longest = max(fits, key=lambda phrase: (len(phrase), words[place].lower() == phrase[0]))
                free_from = place + len(longest)
                yield _Found(" ".join(words[place:free_from]), self._better[longest], range(place, free_from))


def _goes_on(phrase: Sequence[str], words: Sequence[str], place: int) -> bool:
    """Whether all of a phrase is there, where its first word is."""
    return place + len(phrase) <= len(words) and all(
        word in forms_of(words[at]) for at, word in enumerate(phrase[1:], start=place + 1)
    )


def instead(better: str) -> str:
    """What to do, from an entry of `wordings`."""
    return better[1:] if better.startswith("!") else f"Write {listed(better.split(' | '))}."


NEGATIVE = re.compile(
    r"\b(?:not|no|never|nobody|nothing|none|neither|nor|nowhere|cannot|without|unless|hardly|fail(?:s|ed)? to"
    r"|\w+n’t)\b",
    re.IGNORECASE,
)
_SHORT_MONTH = "Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec"
_MONTH_CUT_SHORT, _DAY_CUT_SHORT = "Feb|Sept|Oct|Nov|Dec", "Mon|Tues?|Weds|Thu|Thurs?|Fri"
_DATE = re.compile(
    rf"""
    \b\d{{1,2}}[/.-]\d{{1,2}}[/.-](?:\d{{4}}|\d{{2}})\b | \b(?:19|20)\d\d[-/](?:\d\d(?:[-/]\d\d)?|(?:19|20)\d\d)\b
    | \b\d{{1,2}}(?:st|nd|rd|th)?[ -](?:{_SHORT_MONTH})\b(?:\.?[ -]\d{{2,4}}\b)?
    | \b(?:{_SHORT_MONTH})\.?[ ]\d{{1,4}}(?:st|nd|rd|th)?\b | \b(?:{_MONTH_CUT_SHORT})\b
    | \b(?:{_DAY_CUT_SHORT})\b(?!’) | \b(?:Sat|Sun)[ ](?=\d)
    | (?<!\w)[‘’']\d\d\b | \b(?:Q[1-4]|H[12]|FY ?\d\d+)\b | \b\d{{1,2}}/\d{{1,2}}\b
    """,
    re.VERBOSE,
)
_MAY_BE_DATE = re.compile(rf"\d|{_MONTH_CUT_SHORT}|{_DAY_CUT_SHORT}")


def _is_another(word: str, other: str) -> bool:
    """Whether it is another word, and no other form of this one, nor its initials."""
    one, two = (re.sub(r"[\W_]", "", each).lower() for each in (word, other))
    alike = max(3, min(4, len(one), len(two)))
    return one[:alike] != two[:alike] and not _are_initials(word, other) and not _are_initials(other, word)


def _are_initials(short: str, full: str) -> bool:
    letters = [part[0].lower() for word in words_in(full) for part in parts_of(word)]
    small = {"and", "of", "the", "for", "to", "in"}
    main = [part[0].lower() for word in words_in(full) for part in parts_of(word) if part.lower() not in small]
    return short.lower().removesuffix("s") in {"".join(letters), "".join(main)}
