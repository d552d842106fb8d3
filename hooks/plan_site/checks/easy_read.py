"""What keeps the easy reading of a plan from being easy, whole and true to the plain one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from plan_site.english.easy.case import Declared
from plan_site.english.easy.rules import findings
from plan_site.english.glossary import Glossary
from plan_site.english.link_words import fault_of_alt
from plan_site.english.word_lists import WordLists
from plan_site.model.entries import EasyLine, Entry
from plan_site.model.field_types import When
from plan_site.model.fields import easy_lines_of, texts_of
from plan_site.model.plan import Article, Records, RecordWithPage
from plan_site.model.problems import Place, Problem, did_you_mean
from plan_site.model.records import Action, Aim, Details, Quote
from plan_site.model.rules import Rules
from plan_site.model.site_records import Picture
from plan_site.reading.records import label_of

if TYPE_CHECKING:
    from plan_site.checks.untold import Untold


@dataclass(frozen=True)
class Case:
    """What the rules look at. `articles` are the hand-written pages."""

    records: Records
    details: Details | None
    articles: tuple[Article, ...] = ()
    lists: WordLists | None = None

    @property
    def told(self) -> Iterator[Details | RecordWithPage]:
        """What has an easy reading: all but the words that somebody has taken back."""
        if self.details is not None:
            yield self.details
        for record in self.records.with_pages:
            if not (isinstance(record, Quote) and record.is_withdrawn):
                yield record

    @property
    def is_in_easy_read(self) -> bool:
        """Whether anybody has begun to put the plan into easy words."""
        return any(entry.easy_read for entry in (*self.told, *self.articles))

    @property
    def declared(self) -> Declared:
        return Declared(self.details.names if self.details else (), self.records.words)


RULES = Rules[Case, Problem]()
"""Without word lists, what only they can tell goes unseen."""


# --- whole ------------------------------------------------------------------------------------------------


@RULES.rule
def every_record_has_an_easy_reading(case: Case) -> Iterator[Problem]:
    """Easy Read is for every part of the plan, not for a summary of it: a plan that has begun it has it whole.

    Source: NHS England and GOV.UK, accessible formats.
    """
    is_advice = not case.is_in_easy_read
    for record in case.told:
        label = label_of(record)
        if not record.easy_read:
            what = "This record has no easy words yet."
            remedy = "Add ‘easy_read’: one short sentence for each item."
            yield Problem(record.place, what, remedy, label, is_advice=is_advice)
        elif not record.easy_title:
            what = "This record has easy words, but no easy name."
            remedy = "Add ‘easy_title’: a few easy words, as the heading of its Easy Read page."
            yield Problem(record.place, what, remedy, label)
        for objective in record.objectives if isinstance(record, Aim) and not is_advice else ():
            if not objective.easy_read and not objective.left_out:
                what = f"The objective ‘{objective.id}’ has no easy words."
                remedy = "Add ‘easy_read’ to it, or say in ‘left_out’ why the easy words do without it."
                yield Problem(objective.place, what, remedy, label)
    for change in case.records.changes:
        if not (change.easy_read or change.draft or is_advice):
            what, remedy = "This change has no easy words yet.", "Add ‘easy_read’: one short sentence for each item."
            yield Problem(change.place, what, remedy, label_of(change))
    for article in case.articles:
        if article.easy_read and not article.matter.easy_title:
            what = "This page has easy words, but no easy name."
            remedy = "Add ‘easy_title’ above the line of dashes."
            yield Problem(article.place, what, remedy, _label_of_page(article))


MOST_PAGES = 24
LINES_ON_A_PAGE = 9  # of A4 in 16 point, with their pictures, headings and hard words; as the booklet prints


@RULES.advice
def the_booklet_is_short(case: Case) -> Iterator[Problem]:
    """Nobody reads a long booklet to its end: at most 24 pages. Source: GOV.UK, accessible formats."""
    if case.details is None or not case.is_in_easy_read:
        return
    entries: list[Entry] = [*case.told]
    entries += [article.matter for article in case.articles if article.place_in == "navigation"]
    lines = [line.words for entry in entries for line in easy_lines_of(entry)]
    glossary = Glossary.of(word for word in case.records.words if not word.people_know_this)
    explained = {use.word.word: use.word for line in lines for use in glossary.used_in(line)}
    meanings = sum(len(word.meaning) for word in explained.values())
    pages = -(-(len(lines) + meanings) // LINES_ON_A_PAGE)
    if pages > MOST_PAGES:
        what = f"The booklet has about {pages} pages; {MOST_PAGES} are the most."
        remedy = "Leave out what readers do not need, record by record."
        yield Problem(case.details.place_of("easy_read"), what, remedy, label_of(case.details))


@RULES.rule
def every_number_and_date_is_told(case: Case) -> Iterator[Problem]:
    """Who reads the easy words learns the same facts: each number and date of the plain words stands in them too.

    Source: GOV.UK, accessible formats (an Easy Read version carries the key facts).
    """
    if not case.is_in_easy_read:
        return
    from plan_site.checks.untold import (
        tells,  # slow, and of no use to a plan without easy words
        untold,
    )

    for record in case.told:
        if not record.easy_read:
            continue
        parts = [record, *(record.objectives if isinstance(record, Aim) else ())]
        plain = (_without_names(text, case) for text in _plain_texts(record))
        left_out = " ".join(each.what for part in parts for each in part.left_out)
        for each in untold(plain, [*_easy_texts(record), *_shown_by_itself(record)]):
            if not tells(left_out, each.figure):
                yield _untold(record, each)


def _without_names(text: str, case: Case) -> str:
    """A number in a name that the plan declares is none."""
    for name in case.declared.names:
        text = text.replace(name, "…")
    return text


def _untold(record: Details | RecordWithPage, found: Untold) -> Problem:
    what = f"The plain words say “{found.words}”, and the easy words "
    if not found.perhaps:
        what += "do not."
        remedy = "Say it in the easy words too, or say in ‘left_out’ why they are better without it."
    elif found.instead:
        what += f"say “{found.instead}”."
        remedy = "Look whether both mean the same. If not, mend the easy words."
    else:
        what += "perhaps do not."
        remedy = (
            "Look whether they do. If not, say it in the easy words too, or say in ‘left_out’ why they do without it."
        )
    return Problem(record.place_of("easy_read"), what, remedy, label_of(record), is_advice=found.perhaps)


@RULES.rule
def what_is_left_out_stands_in_the_plain_words(case: Case) -> Iterator[Problem]:
    """What nobody wrote cannot be left out: the note is a mistake, or the plain words have changed."""
    for record in case.told:
        parts = (record, *(record.objectives if isinstance(record, Aim) else ()))
        left_out = [each for part in parts for each in part.left_out]
        plain = _folded(" ".join(texts_of(record))) if left_out else ""
        for each in left_out:
            if _folded(each.what) not in plain:
                what = f"“{each.what}” is left out of the easy words, but the plain words do not have it either."
                remedy = "Copy what is left out from the plain words, or delete the item."
                yield Problem(each.place_of("what"), what, remedy, label_of(record))


def _folded(text: str) -> str:
    return " ".join(text.replace("’", "'").casefold().split())


_NOT_TOLD_TO_READERS = frozenset({"when_note", "role", "organisation", "speaker", "owner"})


def _plain_texts(record: Details | RecordWithPage) -> Iterator[str]:
    fields = [name for name in record.places if name not in _NOT_TOLD_TO_READERS]
    return texts_of(_with_the_latest_value(record), *fields)


def _with_the_latest_value(record: Details | RecordWithPage) -> Details | RecordWithPage:
    """A measure goes on for years: easy words tell how it began, how it stands, and what is to be reached."""
    if not isinstance(record, Action) or record.measure is None:
        return record
    return replace(record, measure=replace(record.measure, readings=record.measure.in_order[-1:]))


def _easy_texts(record: Details | RecordWithPage) -> Iterator[str]:
    yield record.easy_title or ""
    for line in easy_lines_of(record):
        yield f"{line.words} {line.about or ''}"


def _shown_by_itself(record: Details | RecordWithPage) -> Iterator[str]:
    """The dates and numbers that an Easy Read page shows of itself."""
    dates = [getattr(record, name, None) for name in ("when", "due")]
    yield from (date.words for date in dates if isinstance(date, When))


# --- easy -------------------------------------------------------------------------------------------------


@RULES.rule
def every_sentence_is_easy(case: Case) -> Iterator[Problem]:
    """What can be said against a sentence has a rule of its own: see `english.easy`."""
    declared = case.declared
    for label, place, words, has_about, is_name in _sentences(case):
        sentence = f"{words}." if is_name and not words.endswith((".", "?", "!")) else words
        for finding in findings(sentence, declared, case.lists, has_about=has_about):
            yield Problem(place, finding.what, finding.remedy, label, finding.is_advice, words, rule=finding.rule)


def _sentences(case: Case) -> Iterator[tuple[str, Place, str, bool, bool]]:
    """Everything in easy words: in which record, where, the words, whether how much a number is does not matter or is
    said, and whether they are a name, which needs no full stop."""
    for told in (*case.told, *case.records.words, *case.records.changes, *case.articles):
        entry = told.matter if isinstance(told, Article) else told
        title, lines = getattr(entry, "easy_title", None), tuple(easy_lines_of(entry))
        if not title and not lines:
            continue
        label = _label_of_page(told) if isinstance(told, Article) else label_of(told)
        if title:
            yield label, entry.place_of("easy_title"), title, True, True
        for line in lines:
            yield label, line.place_of("words"), line.words, line.about is not None, False
            if line.about is not None:
                yield label, line.place_of("about"), line.about, True, False


def _label_of_page(article: Article) -> str:
    return f"page “{article.title}”"


# --- pictures ---------------------------------------------------------------------------------------------


@RULES.rule
def every_easy_line_has_a_picture(case: Case) -> Iterator[Problem]:
    """A picture for each idea, to the left of its sentence; it is in pictures.yml.

    Source: Department of Health, basic guidelines; Patient Information Forum; W3C, COGA.
    """
    known = {picture.name for picture in case.records.pictures}
    entries: list[Entry] = list(case.told)
    if case.is_in_easy_read:
        entries += [*case.records.words, *case.records.changes]
    is_said = not known and any(line.picture for entry in entries for line in easy_lines_of(entry))
    for entry in entries:
        for line in easy_lines_of(entry):
            if line.picture is None:
                yield _no_picture(label_of(entry), line)
    for article in case.articles:
        for line in article.easy_read:
            if line.picture is None:
                yield _no_picture(_label_of_page(article), line)
            elif line.picture not in known and not is_said:  # where there are none at all, `rules` has said it once
                what = f"There is no picture called ‘{line.picture}’."
                remedy = did_you_mean(line.picture, known) or "Add it to pictures.yml, or use one of the names there."
                yield Problem(line.place_of("picture"), what, remedy, _label_of_page(article))


def _no_picture(label: str, line: EasyLine) -> Problem:
    remedy = "Add ‘picture’ with a name from pictures.yml. To look for one: plan pictures WORD"
    return Problem(line.place, f"“{line.words}” has no picture.", remedy, label)


@RULES.rule
def one_picture_has_one_meaning(case: Case) -> Iterator[Problem]:
    """A picture that means two things, or two pictures that mean the same, have to be learnt twice.

    Source: Inclusion Europe, Information for all; Photosymbols, Easy Read Standard 1.0.
    """
    for name, value_of in _ONCE:
        first: dict[str, Picture] = {}
        for picture in case.records.pictures:
            value = value_of(picture)
            other = first.setdefault(value.casefold(), picture)
            if other is not picture and other.name != picture.name:  # else the one picture is listed twice
                what = f"The picture ‘{other.name}’ has the same {name} (“{value}”)."
                remedy = f"Use ‘{other.name}’ where this one is used, or give this one {_A_DIFFERENT[name]}."
                yield Problem(picture.place_of(name), what, remedy, label_of(picture))


_ONCE: tuple[tuple[str, Callable[[Picture], str]], ...] = (
    ("file", lambda picture: picture.file),
    ("meaning", lambda picture: picture.meaning),
    ("alt", lambda picture: picture.alt or picture.name),
)
_A_DIFFERENT: Mapping[str, str] = {
    "file": "a drawing of its own",
    "meaning": "a meaning of its own",
    "alt": "words of its own",
}


@RULES.rule
def alt_text_says_what_the_picture_adds(case: Case) -> Iterator[Problem]:
    """A screen reader says already that it is a picture, and what a file is called says nothing.

    Source: W3C, Images tutorial; WCAG 2.2, 1.1.1 (non-text content).
    """
    for picture in case.records.pictures:
        if (fault := fault_of_alt(picture.alt or "")) is not None:
            what, remedy = fault
            place = picture.place_of("alt")
            yield Problem(place, what, remedy, label_of(picture))


@RULES.advice
def a_picture_beside_a_sentence_is_silent(case: Case) -> Iterator[Problem]:
    """Its alt text is read out between two sentences as if it were one. Heard with Orca and Firefox."""
    for picture in case.records.pictures:
        if picture.alt and fault_of_alt(picture.alt) is None:
            what = "Screen readers read out this alt text between two sentences, as if it were a sentence too."
            remedy = "If the sentence beside the picture says it all, delete ‘alt’."
            place = picture.place_of("alt")
            yield Problem(place, what, remedy, label_of(picture))
