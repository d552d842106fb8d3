"""Finds the hard words of a plan in a text, and knows where their meanings stand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from plan_site.model.site_records import Word


@dataclass(frozen=True, slots=True)
class Use:
    """A hard word in a text: from which character to which, and which word it is."""

    start: int
    end: int
    word: Word


@dataclass(frozen=True)
class Glossary:
    """The hard words that a plan explains."""

    words: tuple[Word, ...]

    @classmethod
    def of(cls, words: Iterable[Word]) -> Glossary:
        """The words in the order of the alphabet."""
        return cls(tuple(sorted(words, key=lambda word: word.word.casefold())))

    def used_in(self, text: str) -> Iterator[Use]:
        """Each use of a hard word, of another of its forms, or of one with an ending; the longest where two meet."""
        if self._pattern is None:
            return
        for found in self._pattern.finditer(text):
            form = " ".join(found["form"].replace("‑", "-").split())
            word = self._forms.get(form) or self._forms.get(form.casefold())
            if word is not None:
                yield Use(found.start(), found.end(), word)

    @cached_property
    def _forms(self) -> dict[str, Word]:
        """Initials as they are written, other words in any case."""
        forms: dict[str, Word] = {}
        for word in self.words:
            for form in (word.word, *word.also, *_plurals_in_ies(word)):
                forms.setdefault(form if form.isupper() else form.casefold(), word)
        return forms

    @cached_property
    def _pattern(self) -> re.Pattern[str] | None:
        if not self._forms:
            return None
        longest_first = sorted(self._forms, key=lambda form: (-len(form), form))
        either = "|".join(re.escape(form).replace(r"\ ", r"\s+").replace(r"\-", "[-‑]") for form in longest_first)
        return re.compile(rf"(?<![\w-])(?P<form>{either}){_ENDING}(?![\w-])", re.IGNORECASE)


_ENDING = "(?:s|es|d|ed|ing|ly)?"
"""The endings that English puts to a word, as `sentences.forms_of` takes them off."""


def _plurals_in_ies(word: Word) -> Iterator[str]:
    return (f"{form[:-1]}ie" for form in (word.word, *word.also) if form.endswith("y"))
