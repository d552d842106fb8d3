"""What keeps one line from being easy to read: each rule is a generator of findings; its name is the rule.

Every build asks every rule about every easy line, so a rule looks first, cheaply, whether it can have anything to say;
what is made of a word or of what the plan has declared is made once.

No rule can tell whether a line is understood: people can. Sources, as the rules' reasons name them: GOV.UK (accessible
formats), Photosymbols (Easy Read Standard 1.0, 2026), Inclusion Europe (Information for all), W3C (COGA), Norfolk
(County Council's guide), Patient Information Forum (poster, 2023), DIN (SPEC 33429).
"""

from __future__ import annotations

from plan_site.english.easy import shape, spelling, words
from plan_site.english.easy.case import Case, Declared, Finding
from plan_site.english.word_lists import WordLists


def findings(
    text: str, declared: Declared, lists: WordLists | None = None, *, has_about: bool = False
) -> tuple[Finding, ...]:
    """All that is to be said about a line, each thing once. Without word lists, some hard words go unseen."""
    case = Case(text, declared, has_about, lists)
    return tuple(dict.fromkeys(finding for rule in RULES for finding in rule(case)))


RULES = (*shape.RULES.all, *spelling.RULES.all, *words.RULES.all)
