"""Which words an easy sentence does without."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from plan_site.english import wordings
from plan_site.english.easy.case import Case, Finding, Phrases, instead
from plan_site.english.easy.spelling import CALENDAR, in_full
from plan_site.english.sentences import forms_of, parts_of, without_possessive, words_in
from plan_site.english.word_lists import WordLists
from plan_site.model.rules import Rules

LONG_WORD, SHORT_WORD = 10, 6
"""In letters."""
COMMON, COMMON_IF_UNGRADED, COMMON_IF_SHORT = 5.0, 4.3, 4.0
"""As `WordLists.zipf` counts."""
LEVEL_A2, LEVEL_B1 = 2.0, 3.0

_PLAINER, _PLAINER_STILL = Phrases(wordings.PLAINER), Phrases(wordings.PLAINER_STILL)
_METAPHORS, _RESPECTFUL = Phrases(wordings.METAPHORS), Phrases(wordings.RESPECTFUL)


RULES = Rules[Case, Finding]()


@RULES.rule
def respectful_words(case: Case) -> Iterator[Finding]:
    """The words that people choose for themselves: “learning disability” (Photosymbols, GOV.UK's words to avoid)."""
    found = list(case.found_of(_RESPECTFUL, even_explained=True))
    found += [(match["words"], f"{match['group'].lower()} people") for match in _THE_GROUP.finditer(case.bare)]
    found += [(match.group().strip(), "!Name the person first.") for match in _A_CONDITION.finditer(case.bare)]
    for words, better in found:
        yield Finding(f"‘{words}’ can hurt people.", instead(better))


@RULES.rule
def plain_words(case: Case) -> Iterator[Finding]:
    """Councils have words of their own; other people have shorter ones (GOV.UK, Norfolk)."""
    for words, better in case.found_of(_PLAINER):
        yield Finding(
            f"‘{words}’ is a hard word." if " " not in words else f"‘{words}’ is hard to read.", instead(better)
        )
    for words, better in case.found_of(_PLAINER_STILL):
        is_hard = case.lists is not None and " " not in words and _is_hard(words, case.lists)
        what = f"There is an easier way to say ‘{words}’."
        yield Finding(what, instead(better), is_advice=not is_hard)


@RULES.advice
def short_words(case: Case) -> Iterator[Finding]:
    """Long words are hard to read, and mostly rare (W3C, COGA: common words). Measured: `make easy-read-report`."""
    if not any(map(_is_long, case.words_to_judge)):
        return
    for word in filter(_is_long, _words_not_spoken_of(case)):
        if case.lists is None or not _is_hard(word, case.lists):
            yield Finding(f"‘{word}’ is a long word.", "Is there a shorter one? If not, explain it in words.yml.")


@cache
def _is_long(word: str) -> bool:
    known = wordings.KNOWN_FROM_LIFE | CALENDAR
    return any(len(part) >= LONG_WORD and not forms_of(part) & known for part in parts_of(word))


@RULES.advice
def no_metaphors(case: Case) -> Iterator[Finding]:
    """Some readers take a “bridge” for a bridge (Inclusion Europe, W3C)."""
    for words, better in case.found_of(_METAPHORS):
        yield Finding(
            f"‘{words}’ may be taken for what it says.", f"{instead(better)} If you mean just what it says, leave it."
        )


_THE_GROUP = re.compile(
    r"\b(?P<words>the (?P<group>disabled|blind|deaf|elderly|autistic|mentally ill))"
    r"(?=[.,;?!]|$| (?:and|or|is|are|was|were|who|to|in|on|at|have|has|can|need|will|get|must|should|with|of|live)\b)",
    re.IGNORECASE,
)
_A_CONDITION = re.compile(
    r"\b(?:an? )?(?P<word>epileptics?|schizophrenics?|depressives?|autistics)(?=[.,;?!]|$| (?!people|person|child))",
    re.IGNORECASE,
)


@RULES.advice
def the_same_word_for_the_same_thing(case: Case) -> Iterator[Finding]:
    """Two words for one thing look like two things (Inclusion Europe, Photosymbols)."""
    for words, better in case.found_of(case.declared.other_words, even_explained=True):
        yield Finding(
            f"‘{words}’ is elsewhere called ‘{better}’.", f"Write ‘{better}’ here too, or the same word everywhere."
        )


@RULES.rule
def common_words(case: Case) -> Iterator[Finding]:
    """About the first 1,500 words that people learn (W3C): none that is both rare and met after level A2."""
    if case.lists is None:
        return
    hard = {word for word in case.words_to_judge if _is_hard(word, case.lists)}
    if not hard:
        return
    for word in _words_not_spoken_of(case):
        if word in hard:
            remedy = "Use an easier word, or explain it in words.yml."
            if word[0].isupper() and not case.text.lstrip("\"“‘'").startswith(word):
                remedy = "If it is a name, add it to ‘names’ in plan.yml. If not, use an easier word."
            yield Finding(f"‘{word}’ is a hard word.", remedy)


def _words_not_spoken_of(case: Case) -> Iterator[str]:
    """The words to judge, each once, of which no rule with a table of words speaks."""
    spoken_of = {
        without_possessive(word)
        for phrases in (_PLAINER, _PLAINER_STILL, _RESPECTFUL)
        for words, _ in case.found_of(phrases)
        for word in words_in(words)
    }
    for word in dict.fromkeys(case.words_to_judge):
        if word not in spoken_of and not _is_short_form(word):
            yield word


_CAPITALS = re.compile(r"[A-Z]{2,}s?")


@cache
def _is_short_form(word: str) -> bool:
    """Whether the rules of how words are written speak of it."""
    is_cut = word.lower() in wordings.ABBREVIATIONS or bool(in_full(word)) or "." in word
    return is_cut or _CAPITALS.fullmatch(word) is not None


@cache
def _is_hard(word: str, lists: WordLists) -> bool:
    return any(_is_hard_part(part, lists) for part in parts_of(word) if not forms_of(part) & CALENDAR)


def _is_hard_part(part: str, lists: WordLists) -> bool:
    """Whether every form that the word may be of is hard."""
    if part[0].isdigit() or part.lower() in wordings.NUMBERS:
        return False
    forms = forms_of(part)
    return not forms & wordings.KNOWN_FROM_LIFE and not any(_is_easy_form(form, lists) for form in forms)


def _is_easy_form(form: str, lists: WordLists) -> bool:
    """Common, or met by level A2. Short words may be of level B1: “scared”, “lift”, “loud”."""
    zipf, level = lists.zipf(form), lists.level(form)
    if level is None:
        return zipf >= COMMON_IF_UNGRADED
    is_short = len(form) <= SHORT_WORD and level <= LEVEL_B1 and zipf >= COMMON_IF_SHORT
    return zipf >= COMMON or level <= LEVEL_A2 or is_short
