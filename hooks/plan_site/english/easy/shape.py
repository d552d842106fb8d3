"""How an easy sentence is built: short, whole, one idea, said directly."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from plan_site.english import wordings
from plan_site.english.easy.case import NEGATIVE, Case, Finding, blanked
from plan_site.english.sentences import sentences, words_in
from plan_site.model.problems import listed
from plan_site.model.rules import Rules

MANY_WORDS, MOST_WORDS = 12, 15


RULES = Rules[Case, Finding]()


@RULES.rule
def sentences_are_short(case: Case) -> Iterator[Finding]:
    """Ten to fifteen words (GOV.UK), at most fifteen (Patient Information Forum)."""
    if len(case.words) <= MANY_WORDS:
        return
    for sentence in sentences(case.text):
        words = words_in(sentence)
        if len(words) > MANY_WORDS:
            is_advice = len(words) <= MOST_WORDS
            best = f"Best are {MANY_WORDS} or fewer" if is_advice else f"{MOST_WORDS} are the most"
            what = f"The sentence ‘{_start_of(sentence)}’ has {len(words)} words. {best}."
            yield Finding(what, f"{_where_to_cut(words)} Leave out what readers do not need.", is_advice=is_advice)


def _start_of(sentence: str) -> str:
    first = sentence.split()
    return sentence if len(first) <= 6 else f"{' '.join(first[:6])} …"


def _where_to_cut(words: Sequence[str]) -> str:
    middle = len(words) // 2
    places = [
        place
        for place in range(3, len(words) - 2)
        if words[place].lower() in wordings.JOINERS and words[place + 1].lower() in wordings.STARTERS
    ]
    if not places:
        return "Say it in two lines, each a sentence with one idea."
    place = min(places, key=lambda place: abs(place - middle))
    return f"Make two lines of it, for example at ‘{' '.join(words[place : place + 3])}’."


@RULES.rule
def one_sentence_a_line(case: Case) -> Iterator[Finding]:
    """Each sentence starts on a new line (Inclusion Europe, DIN)."""
    _, *more = sentences(case.text) or ("",)
    if more:
        what = f"A second sentence starts here: ‘{_start_of(more[0])}’."
        yield Finding(what, "Make a new line of it, with a picture of its own.")


@RULES.rule
def every_line_is_a_sentence(case: Case) -> Iterator[Finding]:
    """A line says something by itself; half a sentence has to be put together first (Inclusion Europe)."""
    text = case.text.strip().rstrip("\"”’')")
    if not text.endswith((".", "?", "!")) or text.endswith(".."):
        last = " ".join(case.text.split()[-3:])
        what = f"This line does not end like a sentence: ‘… {last}’."
        yield Finding(what, "Write a whole sentence. End it with a full stop or a question mark.")
    first = next(iter(case.words), "")
    if first[:1].islower() and case.bare.lstrip().startswith(first):
        what = f"This line starts with a small letter: ‘{_start_of(case.text.strip())}’."
        yield Finding(what, "Write a whole sentence. Start it with a capital letter.")


_THAT = re.compile(
    r"(?<!\bin)(?<!\bof)(?<!\bfor)(?<!\blike)(?<!\bat)(?<!\bon)(?<!\bto)(?<!\bwith)(?<!\babout)(?<!\bafter)"
    r"(?<!\bbefore)(?<!\bby)(?<!\bfrom)(?<!\bso)(?<!^) that(?! is\b| was\b|[.,?!])",
    re.IGNORECASE,
)
_COMMA = re.compile(r",(?!\d)")


@RULES.advice
def one_idea_a_sentence(case: Case) -> Iterator[Finding]:
    """One idea for each sentence (GOV.UK, Photosymbols): joining words and commas mark a second."""
    words = [word.lower() for word in case.words_left]
    joiners = [
        word
        for word, following in pairwise((*words, ""))
        if word in wordings.JOINERS and not (word == "so" and following in wordings.AFTER_SO)
    ]
    if " that" in case.small:
        joiners += ["that"] * len(_THAT.findall(case.bare))
    commas = len(_COMMA.findall(case.bare)) if "," in case.bare else 0
    if len(joiners) + commas < 2:
        return
    seen = ([listed(joiners, joiner="and")] if joiners else []) + (
        [f"{commas} commas" if commas > 1 else "a comma"] if commas else []
    )
    is_list = re.search(r", (?!and\b|or\b|but\b).*\b(?:and|or)\b", case.bare)
    what = f"There may be more than one idea here: the sentence has {' and '.join(seen)}."
    yield Finding(what, "Make a line for each thing." if is_list else "Make a line for each idea.")


_BE = r"(?:am|is|are|was|were|be|been|being|get|gets|got|getting)"
_BETWEEN = r"(?:not|also|often|always|never|being|been|now|still|all|both|then|only|just|already|soon|\w{2,}ly)"
_WHO = r"(?:you|they|we|it|he|she|I|people|(?:the|this|that|your|our|my|their) \w+)"
_PASSIVE = re.compile(
    rf"(?:^(?:is|are|was|were) {_WHO}|\b{_BE})(?: {_BETWEEN})* (?P<participle>(?-i:[a-z]+))\b(?: (?P<next>\w+))?",
    re.IGNORECASE,
)


@RULES.advice
def active_voice(case: Case) -> Iterator[Finding]:
    """Say who does what (GOV.UK, Patient Information Forum, Photosymbols, W3C)."""
    place = 0
    while found := _PASSIVE.search(case.bare, place):
        place = found.start("participle")
        if _is_passive(found["participle"].lower(), (found["next"] or "").lower()):
            words = case.text[found.start() : found.end("participle")].strip()
            by = re.match(r" by ((?:(?:the|a|an|your|our|their) )?[a-z]+)", case.bare[found.end("participle") :])
            who = f"Start with ‘{by[1]}’" if by else "Start with who does it"
            what = f"‘{words}’ does not start with who does it." if by else f"‘{words}’ does not say who does it."
            yield Finding(what, f"{who}, like ‘The council asks you’, not ‘You are asked’.")


def _is_passive(participle: str, following: str) -> bool:
    if participle == "made" and following in {"of", "up", "from"}:
        return False
    if participle in wordings.ADJECTIVES or participle in wordings.NO_PARTICIPLES:
        return False
    return participle in wordings.IRREGULAR_PARTICIPLES or (participle.endswith("ed") and len(participle) > 3)


_EASY_TO_MISS = re.compile(r"\b(?:no longer|not|never|cannot)\b", re.IGNORECASE)
"""Each is a negative, too."""
_NOT_UN = re.compile(
    r"\bnot (?:\w+ly |an? )?(?:un(?!der|ti|it|ion|iq|iver|less|cle)\w{3,}|in(?:accurate|accessible|appropriate|capable"
    r"|complete|correct|different|eligible|frequent|significant|visible)|im(?:possible|probable|proper)|dissimilar)\b",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"[,;:.!?]|\b(?:and|but|or|because|so|if|when|who|that|which|while)\b", re.IGNORECASE)
_SAY_NO = re.compile(r"\b(?:say|says|said|saying) no\b|\bno one\b|\byes or no\b|[\"“‘]no[\"”’]", re.IGNORECASE)


@RULES.rule
def no_double_negatives(case: Case) -> Iterator[Finding]:
    """Two negatives have to be worked out (Photosymbols, W3C)."""
    if not case.has_a_negative:
        return
    for found in _NOT_UN.finditer(case.bare):
        yield _double_negative(case.quoted(found))
    for clause in _CLAUSE.split(blanked(_SAY_NO, case.bare)):
        negatives = [found.group() for found in NEGATIVE.finditer(clause)]
        if len(negatives) > 1:
            yield _double_negative(*negatives)


def _double_negative(*words: str) -> Finding:
    what = f"Two negatives cancel each other: {listed(words, joiner='and')}."
    return Finding(what, "Say what is so: ‘You can go if you ask’, not ‘You cannot go unless you ask’.")


@RULES.advice
def says_what_to_do(case: Case) -> Iterator[Finding]:
    """Readers miss a “not” more easily than they follow a “do” (Photosymbols, W3C)."""
    found = _EASY_TO_MISS.search(case.bare) if case.has_a_negative else None
    if found:
        what = f"This line has a ‘{found.group().lower()}’, which is easy to miss."
        yield Finding(what, "Where you can, say what happens, or what to do. A warning may keep it.")
