"""From a folder to a plan that is sound, or the problems that stand in its way."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

from plan_site import easy_read, rules
from plan_site.content import Article
from plan_site.model import Plan
from plan_site.problems import Problem, errors_among
from plan_site.reading import Gathered, read_plan
from plan_site.rules import picture_files_in
from plan_site.word_lists import WordLists

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
    return Plan(details=gathered.details, **vars(gathered.records)), problems


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
    yield from rules.problems_of(rules.Case(records, details, unread, pictures, folder.name, today, hand_written))
    if not unread.kinds & _NEEDED_TO_JUDGE_WORDS:  # else a word would be blamed for a glossary that nobody could read
        yield from easy_read.problems_of(easy_read.Case(records, details, articles, lists))
