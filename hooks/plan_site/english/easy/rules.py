"""What keeps one line from being easy to read: each rule is a generator of findings; its name is the rule.

Every build asks every rule about every easy line, so a rule looks first, cheaply, whether it can have anything to say;
what is made of a word or of what the plan has declared is made once.

No rule can tell whether a line is understood: people can. Sources, as the rules' reasons name them: GOV.UK (accessible
formats), Photosymbols (Easy Read Standard 1.0, 2026), Inclusion Europe (Information for all), W3C (COGA), Norfolk
(County Council's guide), Patient Information Forum (poster, 2023), DIN (SPEC 33429).
"""

from __future__ import annotations

from plan_site.english.easy import shape, spelling, words
from plan_site.english.easy.case import Case, Declared, Finding, Rule
from plan_site.english.word_lists import WordLists


def findings(
    text: str, declared: Declared, lists: WordLists | None = None, *, has_about: bool = False
) -> tuple[Finding, ...]:
    """All that is to be said about a line, each thing once. Without word lists, some hard words go unseen."""
    case = Case(text, declared, has_about, lists)
    return tuple(dict.fromkeys(finding for rule in (*RULES, *WORD_LIST_RULES) for finding in rule(case)))


RULES: tuple[Rule, ...] = (
    shape.sentences_are_short,
    shape.one_sentence_a_line,
    shape.every_line_is_a_sentence,
    shape.one_idea_a_sentence,
    shape.active_voice,
    shape.no_double_negatives,
    shape.says_what_to_do,
    spelling.no_contractions,
    spelling.no_abbreviations,
    spelling.every_set_of_initials_is_explained,
    spelling.no_percentages,
    spelling.big_numbers_have_words,
    spelling.numbers_are_digits,
    spelling.dates_in_full,
    spelling.no_roman_numerals,
    spelling.no_brackets_or_signs,
    words.respectful_words,
    words.plain_words,
    words.short_words,
    words.no_metaphors,
    words.the_same_word_for_the_same_thing,
)
WORD_LIST_RULES: tuple[Rule, ...] = (words.common_words,)
