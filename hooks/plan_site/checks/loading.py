"""From a folder to a plan that is sound, or the problems that stand in its way."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from plan_site.checks import completeness, easy_read, references, wording
from plan_site.checks.case import Case, picture_files_in
from plan_site.english.word_lists import WordLists
from plan_site.model.plan import Article, Plan
from plan_site.model.problems import Problem, errors_among
from plan_site.model.site_records import Picture
from plan_site.reading.folder import Gathered, read_plan
from plan_site.reading.picture_files import picture_problem
from plan_site.reading.records import label_of

_NEEDED_TO_JUDGE_WORDS = frozenset({"plan", "word", "picture"})


def load_plan(
    folder: Path,
    *,
    today: dt.date,
    articles: tuple[Article, ...] = (),
    hand_written: frozenset[str] = frozenset(),
    lists: WordLists | None = None,
) -> tuple[Plan | None, tuple[Problem, ...]]:
    """The plan in a folder, and every problem found, in the order of the files.

    There is a plan exactly if no problem is an error. `articles` are the hand-written pages that could be read,
    `hand_written` the names of all; with word lists, hard words are problems too.
    """
    gathered = read_plan(folder, folder.name)
    problems = tuple(
        sorted({*gathered.problems, *_problems_of(gathered, folder, today, articles, hand_written, lists)})
    )
    if errors_among(problems) or gathered.details is None:
        return None, problems
    records = replace(
        gathered.records, pictures=tuple(_with_digest(each, folder) for each in gathered.records.pictures)
    )
    return Plan(details=gathered.details, articles=articles, **vars(records)), problems


def _with_digest(picture: Picture, folder: Path) -> Picture:
    """So that a review lapses where the same file holds another drawing."""
    drawing = (folder / "pictures" / picture.file).read_bytes()
    return replace(picture, digest=hashlib.sha256(drawing).hexdigest()[:16])


def _problems_of(
    gathered: Gathered,
    folder: Path,
    today: dt.date,
    articles: tuple[Article, ...],
    hand_written: frozenset[str],
    lists: WordLists | None,
) -> Iterator[Problem]:
    records, details, unread = gathered.records, gathered.details, gathered.unread
    pictures = picture_files_in(folder)
    matter = tuple(article.matter for article in articles)
    case = Case(records, details, unread, pictures, folder.name, today, hand_written, matter)
    yield from _problems_of_records(case)
    yield from _faults_of(records.pictures, folder)
    if not unread.kinds & _NEEDED_TO_JUDGE_WORDS:  # else a word would be blamed for a glossary that nobody could read
        yield from easy_read.RULES.broken_by(easy_read.Case(records, details, articles, lists))


MOST_ERRORS = 200
"""That one rule finds. To look for more, and for what each might have meant, takes longer than anybody waits."""


def _problems_of_records(case: Case) -> Iterator[Problem]:
    for rule in (*references.RULES.all, *completeness.RULES.all, *wording.RULES.all):
        errors = 0
        for problem in rule(case):
            errors += not problem.is_advice
            if errors > MOST_ERRORS:
                what = f"There are more than {MOST_ERRORS} problems of this kind: {problem.what}"
                yield replace(problem, what=what, remedy="Mend those above first, and look again.")
                break
            yield problem


def _faults_of(pictures: Iterable[Picture], folder: Path) -> Iterator[Problem]:
    """What is wrong with the files of pictures, each said where the picture is listed."""
    for picture in pictures:
        path = folder / "pictures" / picture.file
        problem = picture_problem(path, path.name) if path.is_file() else None  # what is missing is said elsewhere
        if problem is not None:
            yield replace(problem, place=picture.place_of("file"), record=label_of(picture))
