"""`plan check`: look for problems in the plan, and say why there is a rule."""

from __future__ import annotations

import argparse
import os
import sys
from dataclasses import replace

from plan_site.checks import completeness
from plan_site.english import word_lists
from plan_site.model.problems import did_you_mean
from plan_site.model.rules import REASONS
from plan_site.publish import report
from plan_site.publish.project import prepare
from plan_tools.cli.exit_codes import OK, PROBLEMS, USAGE
from plan_tools.cli.project import project_in


def add_to(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--format", choices=("text", "github"), help="how to say them (default: as fits)")
    parser.add_argument("--due", action="store_true", help="list only what was to be checked or mended by today")
    parser.add_argument("--why", metavar="RULE", help="say why there is a rule, and who says so")
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    if options.why is not None:
        return _why(options.why)
    if options.due:
        return _due(options)
    lists = word_lists.load()
    prepared = prepare(project_in(options.folder), lists)
    style = options.format or ("github" if os.environ.get("GITHUB_ACTIONS") == "true" else "text")
    if style == "github":
        print(report.for_github(prepared.problems), end="")
    else:
        # Advice would push what has to be mended out of sight.
        print(report.for_terminal(prepared.problems, checked="the plan", with_advice=not prepared.has_errors), end="")
    if lists is None:
        print(_NO_WORD_LISTS, file=sys.stderr)
    is_unfinished = lists is None and os.environ.get("CI") == "true"
    return PROBLEMS if prepared.has_errors or is_unfinished else OK


_OF_DAYS = frozenset(
    rule.__name__
    for rule in (
        completeness.what_was_to_be_checked_was_checked,
        completeness.the_accessibility_statement_is_read_again_each_year,
        completeness.every_day_to_mend_is_still_to_come,
    )
)


def _due(options: argparse.Namespace) -> int:
    """Lists what somebody said they would have done by today; an overdue plan is no plan with errors."""
    problems = prepare(project_in(options.folder)).problems
    due = [problem for problem in problems if problem.rule in _OF_DAYS]
    if not due:
        print("Nothing is overdue.")
        return OK
    print(report.for_terminal([replace(problem, is_advice=False) for problem in due], checked="the plan"), end="")
    return PROBLEMS


_NO_WORD_LISTS = "Hard words were not looked for: the word lists are not installed. ‘make check’ installs them."


def _why(name: str) -> int:
    """The reason for a rule, as its own words give it."""
    if name not in REASONS:
        print(f"There is no rule called ‘{name}’.", file=sys.stderr)
        print(did_you_mean(name, REASONS) or f"The rules are: {', '.join(sorted(REASONS))}.", file=sys.stderr)
        return USAGE
    print(f"{name.replace('_', ' ').capitalize()}.\n\n{REASONS[name]}")
    return OK
