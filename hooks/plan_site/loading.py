"""From a folder to a plan that is sound, or the problems that stand in its way."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from plan_site.easy_read import every_record_has_an_easy_reading
from plan_site.model import Plan
from plan_site.problems import Problem, errors_among
from plan_site.reading import read_plan
from plan_site.rules import Case, picture_files_in, problems_of


def load_plan(folder: Path, *, today: dt.date) -> tuple[Plan | None, tuple[Problem, ...]]:
    """The plan in a folder, and every problem found, in the order of the files.

    There is a plan exactly if no problem is an error.
    """
    gathered = read_plan(folder, folder.name)
    case = Case(gathered.records, gathered.details, gathered.unread, picture_files_in(folder), folder.name, today)
    problems = tuple(
        sorted(
            {
                *gathered.problems,
                *problems_of(case),
                *every_record_has_an_easy_reading(gathered.records, gathered.details),
            }
        )
    )
    if errors_among(problems) or gathered.details is None:
        return None, problems
    return Plan(details=gathered.details, **vars(gathered.records)), problems
