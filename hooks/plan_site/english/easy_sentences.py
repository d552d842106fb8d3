"""What keeps one line from being easy to read: each rule is a generator of findings; its name is the rule.

Every build asks every rule about every easy line, so a rule looks first, cheaply, whether it can have anything to say;
what is made of a word or of what the plan has declared is made once.

No rule can tell whether a line is understood: people can. Sources, as the rules' reasons name them: GOV.UK (accessible
formats), Photosymbols (Easy Read Standard 1.0, 2026), Inclusion Europe (Information for all), W3C (COGA), Norfolk
(County Council's guide), Patient Information Forum (poster, 2023), DIN (SPEC 33429).
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import pairwise
from typing import NamedTuple

from plan_site.english import wordings
from plan_site.english.sentences import (
    ADDRESS,
    forms_of,
    may_have_address,
    parts_of,
    sentences,
    without_possessive,
    words_in,
)
from plan_site.english.word_lists import WordLists
from plan_site.model.problems import listed
from plan_site.model.site_records import Word

MANY_WORDS, MOST_WORDS = 12, 15
LONG_WORD, SHORT_WORD = 10, 6
"""In letters."""
COMMON, COMMON_IF_UNGRADED, COMMON_IF_SHORT = 5.0, 4.3, 4.0
"""As `WordLists.zipf` counts."""
LEVEL_A2, LEVEL_B1 = 2.0, 3.0


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
    def explained(self) -> _Phrases:
        """The words that the plan explains, and their other forms."""
        return _Phrases(dict.fromkeys(self._forms, ""))

    @cached_property
    def explained_words(self) -> frozenset[str]:
        """Each word of them, as it is written."""
        return frozenset(word for form in self._forms for word in words_in(form))

    @cached_property
    def other_words(self) -> _Phrases:
        """Other words for what the plan explains, each with the one that it explains."""
        return _Phrases(
            {other: word.word for word in self.words for other in word.also if _is_another(word.word, other)}
        )

    @property
    def _forms(self) -> Iterator[str]:
        for word in self.words:
            yield from (word.word, *word.also)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that makes a line hard to read. Advice may be set aside; the rest is refused."""

    rule: str
    what: str
    remedy: str
    is_advice: bool = False


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
            text = _blanked(ADDRESS, text)
        if _DIGIT.search(text):
            text = _blanked(_POSTCODE, text)
        return _blanked(self.declared.any_name, text)

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
        return _blanked(_DATE, self.bare) if self.dates else self.bare

    @cached_property
    def has_a_negative(self) -> bool:
        return _NEGATIVE.search(self.bare) is not None

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

    def found_of(self, phrases: _Phrases, *, even_explained: bool = False) -> Iterator[tuple[str, str]]:
        """The words of the line that a table has better ones for, and the better ones."""
        for found in phrases.find_in(self.bare_words):
            if even_explained or not self._explained & set(found.at):
                yield found.words, found.better

    @cached_property
    def words_not_spoken_of(self) -> tuple[str, ...]:
        """The words to judge, each once, of which no rule with a table of words speaks."""
        spoken_of = {
            without_possessive(word)
            for phrases in (_PLAINER, _PLAINER_STILL, _RESPECTFUL)
            for words, _ in self.found_of(phrases)
            for word in words_in(words)
        }
        words = dict.fromkeys(self.words_to_judge)
        return tuple(word for word in words if word not in spoken_of and not _is_short_form(word))


_BLANK = "\ufffc"
"""One for each letter, so that places in the bare text are places in the text. It is no part of a word."""
_NEVER = re.compile(r"(?!)")
_DIGIT = re.compile(r"\d")
_STRAIGHT = re.compile(r"(?<=\w)'(?=\w)")
_POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}\b")


def _blanked(pattern: re.Pattern[str], text: str) -> str:
    return pattern.sub(lambda found: _BLANK * len(found.group()), text)


class _Found(NamedTuple):
    words: str
    better: str
    at: range


class _Phrases:
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


_PLAINER, _PLAINER_STILL = _Phrases(wordings.PLAINER), _Phrases(wordings.PLAINER_STILL)
_METAPHORS, _RESPECTFUL = _Phrases(wordings.METAPHORS), _Phrases(wordings.RESPECTFUL)


def findings(
    text: str, declared: Declared, lists: WordLists | None = None, *, has_about: bool = False
) -> tuple[Finding, ...]:
    """All that is to be said about a line, each thing once. Without word lists, some hard words go unseen."""
    case = Case(text, declared, has_about, lists)
    return tuple(dict.fromkeys(finding for rule in (*RULES, *WORD_LIST_RULES) for finding in rule(case)))


def _finding(rule: Callable[[Case], Iterator[Finding]], what: str, remedy: str, *, is_advice: bool = False) -> Finding:
    return Finding(rule.__name__, what, remedy, is_advice)


def _instead(better: str) -> str:
    """What to do, from an entry of `wordings`."""
    return better[1:] if better.startswith("!") else f"Write {listed(better.split(' | '))}."


# --- the sentence -----------------------------------------------------------------------------------------


def sentences_are_short(case: Case) -> Iterator[Finding]:
    """Ten to fifteen words (GOV.UK), at most fifteen (Patient Information Forum)."""
    if len(case.words) <= MANY_WORDS:
        return
    for sentence in sentences(case.text):
        words = words_in(sentence)
        if len(words) > MANY_WORDS:
            is_advice = len(words) <= MOST_WORDS
            best = f"Best are {MANY_WORDS} or fewer" if is_advice else f"{MOST_WORDS} are the most"
            yield _finding(
                sentences_are_short,
                f"The sentence ‘{_start_of(sentence)}’ has {len(words)} words. {best}.",
                f"{_where_to_cut(words)} Leave out what readers do not need.",
                is_advice=is_advice,
            )


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


def one_sentence_a_line(case: Case) -> Iterator[Finding]:
    """Each sentence starts on a new line (Inclusion Europe, DIN)."""
    _, *more = sentences(case.text) or ("",)
    if more:
        yield _finding(
            one_sentence_a_line,
            f"A second sentence starts here: ‘{_start_of(more[0])}’.",
            "Make a new line of it, with a picture of its own.",
        )


def every_line_is_a_sentence(case: Case) -> Iterator[Finding]:
    """A line says something by itself; half a sentence has to be put together first (Inclusion Europe)."""
    text = case.text.strip().rstrip("\"”’')")
    if not text.endswith((".", "?", "!")) or text.endswith(".."):
        last = " ".join(case.text.split()[-3:])
        yield _finding(
            every_line_is_a_sentence,
            f"This line does not end like a sentence: ‘… {last}’.",
            "Write a whole sentence. End it with a full stop or a question mark.",
        )
    first = next(iter(case.words), "")
    if first[:1].islower() and case.bare.lstrip().startswith(first):
        yield _finding(
            every_line_is_a_sentence,
            f"This line starts with a small letter: ‘{_start_of(case.text.strip())}’.",
            "Write a whole sentence. Start it with a capital letter.",
        )


_THAT = re.compile(
    r"(?<!\bin)(?<!\bof)(?<!\bfor)(?<!\blike)(?<!\bat)(?<!\bon)(?<!\bto)(?<!\bwith)(?<!\babout)(?<!\bafter)"
    r"(?<!\bbefore)(?<!\bby)(?<!\bfrom)(?<!\bso)(?<!^) that(?! is\b| was\b|[.,?!])",
    re.IGNORECASE,
)
_COMMA = re.compile(r",(?!\d)")


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
    yield _finding(
        one_idea_a_sentence,
        f"There may be more than one idea here: the sentence has {' and '.join(seen)}.",
        "Make a line for each thing." if is_list else "Make a line for each idea.",
        is_advice=True,
    )


_BE = r"(?:am|is|are|was|were|be|been|being|get|gets|got|getting)"
_BETWEEN = r"(?:not|also|often|always|never|being|been|now|still|all|both|then|only|just|already|soon|\w{2,}ly)"
_WHO = r"(?:you|they|we|it|he|she|I|people|(?:the|this|that|your|our|my|their) \w+)"
_PASSIVE = re.compile(
    rf"(?:^(?:is|are|was|were) {_WHO}|\b{_BE})(?: {_BETWEEN})* (?P<participle>(?-i:[a-z]+))\b(?: (?P<next>\w+))?",
    re.IGNORECASE,
)


def active_voice(case: Case) -> Iterator[Finding]:
    """Say who does what (GOV.UK, Patient Information Forum, Photosymbols, W3C)."""
    place = 0
    while found := _PASSIVE.search(case.bare, place):
        place = found.start("participle")
        if _is_passive(found["participle"].lower(), (found["next"] or "").lower()):
            words = case.text[found.start() : found.end("participle")].strip()
            by = re.match(r" by ((?:(?:the|a|an|your|our|their) )?[a-z]+)", case.bare[found.end("participle") :])
            who = f"Start with ‘{by[1]}’" if by else "Start with who does it"
            yield _finding(
                active_voice,
                f"‘{words}’ does not start with who does it." if by else f"‘{words}’ does not say who does it.",
                f"{who}, like ‘The council asks you’, not ‘You are asked’.",
                is_advice=True,
            )


def _is_passive(participle: str, following: str) -> bool:
    if participle == "made" and following in {"of", "up", "from"}:
        return False
    if participle in wordings.ADJECTIVES or participle in wordings.NO_PARTICIPLES:
        return False
    return participle in wordings.IRREGULAR_PARTICIPLES or (participle.endswith("ed") and len(participle) > 3)


_NEGATIVE = re.compile(
    r"\b(?:not|no|never|nobody|nothing|none|neither|nor|nowhere|cannot|without|unless|hardly|fail(?:s|ed)? to"
    r"|\w+n’t)\b",
    re.IGNORECASE,
)
_EASY_TO_MISS = re.compile(r"\b(?:no longer|not|never|cannot)\b", re.IGNORECASE)
"""Each is a negative, too."""
_NOT_UN = re.compile(
    r"\bnot (?:\w+ly |an? )?(?:un(?!der|ti|it|ion|iq|iver|less|cle)\w{3,}|in(?:accurate|accessible|appropriate|capable"
    r"|complete|correct|different|eligible|frequent|significant|visible)|im(?:possible|probable|proper)|dissimilar)\b",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"[,;:.!?]|\b(?:and|but|or|because|so|if|when|who|that|which|while)\b", re.IGNORECASE)
_SAY_NO = re.compile(r"\b(?:say|says|said|saying) no\b|\bno one\b|\byes or no\b|[\"“‘]no[\"”’]", re.IGNORECASE)


def no_double_negatives(case: Case) -> Iterator[Finding]:
    """Two negatives have to be worked out (Photosymbols, W3C)."""
    if not case.has_a_negative:
        return
    for found in _NOT_UN.finditer(case.bare):
        yield _double_negative(case.quoted(found))
    for clause in _CLAUSE.split(_blanked(_SAY_NO, case.bare)):
        negatives = [found.group() for found in _NEGATIVE.finditer(clause)]
        if len(negatives) > 1:
            yield _double_negative(*negatives)


def _double_negative(*words: str) -> Finding:
    return _finding(
        no_double_negatives,
        f"Two negatives cancel each other: {listed(words, joiner='and')}.",
        "Say what is so: ‘You can go if you ask’, not ‘You cannot go unless you ask’.",
    )


def says_what_to_do(case: Case) -> Iterator[Finding]:
    """Readers miss a “not” more easily than they follow a “do” (Photosymbols, W3C)."""
    found = _EASY_TO_MISS.search(case.bare) if case.has_a_negative else None
    if found:
        yield _finding(
            says_what_to_do,
            f"This line has a ‘{found.group().lower()}’, which is easy to miss.",
            "Where you can, say what happens, or what to do. A warning may keep it.",
            is_advice=True,
        )


# --- how words are written --------------------------------------------------------------------------------

_ENDINGS = {"n’t": "not", "’re": "are", "’ve": "have", "’ll": "will", "’m": "am", "’d": "would | had"}
_IS = re.compile(r"(?:it|he|she|that|what|there|here|who|where|how|when|this|everything|everyone)’s", re.IGNORECASE)
_WHOLE = {"can’t": "cannot", "won’t": "will not", "shan’t": "will not", "let’s": "let us"}


def no_contractions(case: Case) -> Iterator[Finding]:
    """“Cannot” is read more surely than “can’t” (Norfolk)."""
    for word in case.bare_words:
        full = _in_full(word)
        if full:
            yield _finding(no_contractions, f"‘{word}’ is cut short.", f"Write {listed(full)}.")


@cache
def _in_full(word: str) -> tuple[str, ...]:
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


def no_abbreviations(case: Case) -> Iterator[Finding]:
    """Full words, so that readers need not know a short form (Norfolk)."""
    for found in _DOTTED.finditer(case.bare) if _MAY_BE_DOTTED.search(case.bare) else ():
        full = _DOTTED_IN_FULL.get(found.group().lower().rstrip("."), "with")
        yield _finding(no_abbreviations, f"‘{found.group()}’ is a short form.", f"Write ‘{full}’.")
    for word in case.words_to_judge:
        in_full = wordings.ABBREVIATIONS.get(word.lower())
        if in_full and not (word.isupper() and len(word) > 1):
            yield _finding(no_abbreviations, f"‘{word}’ is a short form.", _instead(in_full))


_KNOWN_INITIALS = frozenset({"TV", "OK", "UK"})
"""Words of their own by now."""


def every_set_of_initials_is_explained(case: Case) -> Iterator[Finding]:
    """Full words or an explanation (GOV.UK, Inclusion Europe); fine where people know them better (Photosymbols)."""
    declared = case.declared.explained_words
    for word in case.bare_words:
        for part, initials in _initials_in(word):
            if part not in declared and initials not in declared:
                yield _finding(
                    every_set_of_initials_is_explained,
                    f"Readers may not know ‘{part}’: the plan does not explain it.",
                    "Write the full words, or add it to words.yml with its meaning.",
                )


_INITIALS = re.compile(r"([A-Z]{2,}\d*|[A-Z][a-z][A-Z]+)s?|(?:[A-Z]\.){2,}")


@cache
def _initials_in(word: str) -> tuple[tuple[str, str], ...]:
    """The initials in a word, as they are written and without a plural’s -s."""
    found = [match for part in parts_of(without_possessive(word)) if (match := _INITIALS.fullmatch(part))]
    both = [(match[0], match[1] or match[0]) for match in found]
    return tuple((part, initials) for part, initials in both if initials not in _KNOWN_INITIALS and not _is_roman(part))


_PERCENTAGE = re.compile(r"(\d[\d,.]*)?\s?(?:%|\bper ?cent\b|\bpercentages?\b)", re.IGNORECASE)


def no_percentages(case: Case) -> Iterator[Finding]:
    """“1 in 4 people” says what 25% means (Inclusion Europe, W3C)."""
    if "%" not in case.bare and "per" not in case.small:
        return
    for found in _PERCENTAGE.finditer(case.bare):
        yield _finding(
            no_percentages,
            f"‘{found.group().strip()}’ is a percentage.",
            f"Write how many people of a few, {_as_a_share(found[1])}",
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


def big_numbers_have_words(case: Case) -> Iterator[Finding]:
    """A number is backed by words that say how much it is (W3C); big ones mean little by themselves."""
    if case.has_about or not _MAY_BE_BIG.search(case.bare):
        return
    for found in _BIG.finditer(case.undated):
        if not found["phone"] and not re.fullmatch(r"(?:19|20)\d\d", found.group()):
            yield _finding(
                big_numbers_have_words,
                f"‘{found.group()}’ is a big number.",
                "Say in ‘about’ how much it is, for example ‘That is a lot of people.’, or write ‘many’.",
            )


def numbers_are_digits(case: Case) -> Iterator[Finding]:
    """Digits are read faster than number words, also small ones (Inclusion Europe, W3C)."""
    for word in case.words_to_judge:
        number = _number_of(word)
        if number is not None:
            yield _finding(
                numbers_are_digits, f"‘{word}’ is a number in letters.", f"Write ‘{number}’.", is_advice=True
            )


@cache
def _number_of(word: str) -> int | None:
    """What a number word counts; “one” alone is mostly no number."""
    tens, *ones = parts_of(word.lower())
    if tens not in wordings.NUMBERS or not all(one in wordings.NUMBERS or one == "one" for one in ones):
        return None
    return int(wordings.NUMBERS[tens]) + sum(int(wordings.NUMBERS.get(one, "1")) for one in ones)


_CALENDAR = frozenset(name.lower() for name in (*calendar.month_name[1:], *calendar.day_name))
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


def dates_in_full(case: Case) -> Iterator[Finding]:
    """12/11 is a day in December to some; months have names (Inclusion Europe, W3C)."""
    for found in case.dates:
        yield _finding(
            dates_in_full,
            f"‘{found.group().strip()}’ is not a date in full.",
            "Write the day, the month and the year in full, for example ‘14 June 2025’.",
        )


_MAY_BE_ROMAN = re.compile(r"[IVX]")
_ROMAN = re.compile(r"\b[IVX]{2,}\b")
_ROMAN_ALONE = re.compile(r"\b(?:Phase|Stage|Chapter|Section|Volume|Level|Part|Tier) ([IVX])\b")
_VALUES = {"I": 1, "V": 5, "X": 10}


def no_roman_numerals(case: Case) -> Iterator[Finding]:
    """Readers take “IV” for letters (Inclusion Europe, W3C)."""
    if not _MAY_BE_ROMAN.search(case.bare):
        return
    found = [numeral for numeral in _ROMAN.findall(case.bare) if _is_roman(numeral)]
    for numeral in (*found, *_ROMAN_ALONE.findall(case.bare)):
        yield _finding(no_roman_numerals, f"‘{numeral}’ is a Roman number.", f"Write ‘{_value(numeral)}’.")


def _is_roman(word: str) -> bool:
    return re.fullmatch(r"(?=[IVX]{2})X{0,3}(?:IX|IV|V?I{0,3})", word) is not None


def _value(numeral: str) -> int:
    values = [_VALUES[letter] for letter in numeral]
    return sum(-each if each < after else each for each, after in zip(values, [*values[1:], 0], strict=True))


_SIGNS = {
    "&": "and",
    "+": "and | more than",
    "=": "is",
    "<": "less than",
    ">": "more than",
    "~": "about",
    "@": "at",
}
_SIGN = re.compile(
    r"(?P<bracket>[(\[{][^)\]}]*[)\]}]?)|(?P<semicolon>\w+;)|(?P<slash>\w+ ?/ ?\w+)|(?P<range>\b\d+ ?[-–—] ?\d+\b)"
    r"|(?P<sign>[&+=<>~@])|(?P<mark>[*#§†•|\\^_→])|(?P<dash>\w* ?—|\w+ [–-](?= ))|(?P<colon>\w+:(?!\d)(?! ?[\"“‘]))"
)
_MAY_BE_SIGN = re.compile(r"[(\[{;/&+=<>~@*#§†•|\\^_→:–—-]")


def no_brackets_or_signs(case: Case) -> Iterator[Finding]:
    """Signs are hard to read and are left out or misread when read aloud (Inclusion Europe)."""
    if not _MAY_BE_SIGN.search(case.bare):
        return
    for found in _SIGN.finditer(case.undated):
        words, kind = case.quoted(found), found.lastgroup
        if kind == "range" and (words.startswith("0") and len(words) > 5):
            continue  # a phone number
        what, remedy = _about_sign(kind or "", words)
        yield _finding(no_brackets_or_signs, what, remedy, is_advice=kind in {"colon", "dash"})


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
            return f"‘{words}’ is a sign for a word.", _instead(_SIGNS[words])
        case "dash":
            return f"There is a dash: ‘{words}’.", "Put a full stop there, and start a new line."
        case "colon":
            return f"There is a colon: ‘{words}’.", "Make a full stop of it, and a new line of what follows."
    return f"‘{words}’ is a sign that readers may not know.", "Leave it out."


# --- which words ------------------------------------------------------------------------------------------


def plain_words(case: Case) -> Iterator[Finding]:
    """Councils have words of their own; other people have shorter ones (GOV.UK, Norfolk)."""
    for words, better in case.found_of(_PLAINER):
        yield _finding(
            plain_words,
            f"‘{words}’ is a hard word." if " " not in words else f"‘{words}’ is hard to read.",
            _instead(better),
        )
    for words, better in case.found_of(_PLAINER_STILL):
        is_hard = case.lists is not None and " " not in words and _is_hard(words, case.lists)
        what = f"There is an easier way to say ‘{words}’."
        yield _finding(plain_words, what, _instead(better), is_advice=not is_hard)


def short_words(case: Case) -> Iterator[Finding]:
    """Long words are hard to read, and mostly rare (W3C, COGA: common words). Measured: `make easy-read-report`."""
    if not any(map(_is_long, case.words_to_judge)):
        return
    for word in filter(_is_long, case.words_not_spoken_of):
        if case.lists is None or not _is_hard(word, case.lists):
            yield _finding(
                short_words,
                f"‘{word}’ is a long word.",
                "Is there a shorter one? If not, explain it in words.yml.",
                is_advice=True,
            )


@cache
def _is_long(word: str) -> bool:
    known = wordings.KNOWN_FROM_LIFE | _CALENDAR
    return any(len(part) >= LONG_WORD and not forms_of(part) & known for part in parts_of(word))


def no_metaphors(case: Case) -> Iterator[Finding]:
    """Some readers take a “bridge” for a bridge (Inclusion Europe, W3C)."""
    for words, better in case.found_of(_METAPHORS):
        yield _finding(
            no_metaphors,
            f"‘{words}’ may be taken for what it says.",
            f"{_instead(better)} If you mean just what it says, leave it.",
            is_advice=True,
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


def respectful_words(case: Case) -> Iterator[Finding]:
    """The words that people choose for themselves: “learning disability” (Photosymbols, GOV.UK's words to avoid)."""
    found = list(case.found_of(_RESPECTFUL, even_explained=True))
    found += [(match["words"], f"{match['group'].lower()} people") for match in _THE_GROUP.finditer(case.bare)]
    found += [(match.group().strip(), "!Name the person first.") for match in _A_CONDITION.finditer(case.bare)]
    for words, better in found:
        yield _finding(respectful_words, f"‘{words}’ can hurt people.", _instead(better))


def the_same_word_for_the_same_thing(case: Case) -> Iterator[Finding]:
    """Two words for one thing look like two things (Inclusion Europe, Photosymbols)."""
    for words, better in case.found_of(case.declared.other_words, even_explained=True):
        yield _finding(
            the_same_word_for_the_same_thing,
            f"‘{words}’ is elsewhere called ‘{better}’.",
            f"Write ‘{better}’ here too, or the same word everywhere.",
            is_advice=True,
        )


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


# --- with word lists --------------------------------------------------------------------------------------


def common_words(case: Case) -> Iterator[Finding]:
    """About the first 1,500 words that people learn (W3C): none that is both rare and met after level A2."""
    if case.lists is None:
        return
    hard = {word for word in case.words_to_judge if _is_hard(word, case.lists)}
    if not hard:
        return
    for word in case.words_not_spoken_of:
        if word in hard:
            remedy = "Use an easier word, or explain it in words.yml."
            if word[0].isupper() and not case.text.lstrip("\"“‘'").startswith(word):
                remedy = "If it is a name, add it to ‘names’ in plan.yml. If not, use an easier word."
            yield _finding(common_words, f"‘{word}’ is a hard word.", remedy)


_CAPITALS = re.compile(r"[A-Z]{2,}s?")


@cache
def _is_short_form(word: str) -> bool:
    """Whether the rules of how words are written speak of it."""
    is_cut = word.lower() in wordings.ABBREVIATIONS or bool(_in_full(word)) or "." in word
    return is_cut or _CAPITALS.fullmatch(word) is not None


@cache
def _is_hard(word: str, lists: WordLists) -> bool:
    return any(_is_hard_part(part, lists) for part in parts_of(word) if not forms_of(part) & _CALENDAR)


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


Rule = Callable[[Case], Iterator[Finding]]
RULES: tuple[Rule, ...] = (
    sentences_are_short,
    one_sentence_a_line,
    every_line_is_a_sentence,
    one_idea_a_sentence,
    active_voice,
    no_double_negatives,
    says_what_to_do,
    no_contractions,
    no_abbreviations,
    every_set_of_initials_is_explained,
    no_percentages,
    big_numbers_have_words,
    numbers_are_digits,
    dates_in_full,
    no_roman_numerals,
    no_brackets_or_signs,
    respectful_words,
    plain_words,
    short_words,
    no_metaphors,
    the_same_word_for_the_same_thing,
)
WORD_LIST_RULES: tuple[Rule, ...] = (common_words,)
