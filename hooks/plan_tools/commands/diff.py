"""`plan diff`: say what a change means for readers, and draft what they are told of it."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

from plan_site.model.plan import Plan
from plan_site.model.problems import shown
from plan_site.model.site_records import Change
from plan_site.publish import report
from plan_site.publish.project import Prepared, prepare
from plan_site.publish.register import read_register, taken_off
from plan_site.yaml.lists import added_to
from plan_site.yaml.values import read_text
from plan_tools.cli.exit_codes import OK, PROBLEMS, USAGE, usage
from plan_tools.cli.files import write
from plan_tools.cli.project import project_in
from plan_tools.cli.revisions import GitFails, NoRevision, folder_of
from plan_tools.compare.differences import Summary
from plan_tools.compare.draft import Draft, draft_of
from plan_tools.compare.plans import NOTHING, changes_between
from plan_tools.compare.report import TAKEN_OFF, Sides, as_json, as_markdown, as_text

_ASK_HELP = "fail if readers should be told and changes.yml says nothing, or if a published address was lost"
_FORMATS = {"text": as_text, "markdown": as_markdown, "json": as_json}


def add_to(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("base", metavar="BASE", help="the plan before: a git revision (main) or a folder")
    parser.add_argument("head", metavar="HEAD", nargs="?", help="the plan now (default: the files as they are)")
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--format", choices=_FORMATS, default="text", help="how to say it (default: text)")
    what.add_argument("--draft", action="store_true", help="write a draft for readers into changes.yml")
    what.add_argument("--ask", action="store_true", help=_ASK_HELP)
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    if options.draft and options.head is not None:
        return usage("‘--draft’ writes into the files as they are. Leave HEAD out: plan diff BASE --draft")
    try:
        with ExitStack() as folders:
            before = folders.enter_context(folder_of(options.base, options.folder))
            after = options.folder
            if options.head is not None:
                after = folders.enter_context(folder_of(options.head, options.folder))
            return _compared(options, before, after)
    except NoRevision as missing:
        print(missing, file=sys.stderr)
        return USAGE
    except GitFails as failed:
        print(failed, file=sys.stderr)
        return PROBLEMS


def _compared(options: argparse.Namespace, before: Path, after: Path) -> int:
    sides = Sides(shown(options.base), shown(options.head) if options.head else "the files as they are")
    _say_that_it_takes_a_while(sides.before)
    then = _prepared(before, may_be_missing=True)
    _say_that_it_takes_a_while(sides.after)
    now = _prepared(after)
    problems = [_what_stops(side, name) for side, name in ((then, sides.before), (now, sides.after)) if side.has_errors]
    if problems or now.plan is None:
        print(*problems, sep="\n", file=sys.stderr)
        return PROBLEMS
    summary = _with_lost_addresses(changes_between(then, now, project_in(after).today()), before, after)
    if options.draft:
        return _draft(summary, now.plan, after)
    if options.ask:
        return _ask(summary, now.plan, after, sides)
    print(_FORMATS[options.format](summary, sides), end="")
    return OK


def _prepared(folder: Path, *, may_be_missing: bool = False) -> Prepared:
    project = project_in(folder)
    is_missing = not project.plan_data.exists() and not project.plan_data.is_symlink()
    return NOTHING if may_be_missing and is_missing else prepare(project)


def _with_lost_addresses(summary: Summary, before: Path, after: Path) -> Summary:
    """Nothing else notices a register that lost a line, or that was renamed together with the plan."""
    then, now = (read_register(project_in(folder).plan_data)[0] for folder in (before, after))
    return replace(summary, addresses=replace(summary.addresses, taken_off=taken_off(then, now)))


def _what_stops(side: Prepared, name: str) -> str:
    """The problems of one plan, and that they stand in the way."""
    found = report.for_terminal(side.problems, checked=f"the plan in {name}", with_advice=False)
    return f"{found}Nothing was compared: that needs two plans that can be built. ‘plan check’ looks for problems."


def _say_that_it_takes_a_while(name: str) -> None:
    if sys.stderr.isatty():
        print(f"Reading {name} …", file=sys.stderr)


# --- telling readers --------------------------------------------------------------------------------------

_CONFIRM = "Read the words, mend them, and delete the line ‘draft: true’."


def _draft(summary: Summary, plan: Plan, folder: Path) -> int:
    project = project_in(folder)
    draft = draft_of(summary, plan, project.today())
    if draft is None:
        print("Nothing changed that readers should be told. No draft was written.")
        return OK
    path = project.plan_data / "changes.yml"
    name = f"{project.plan_data.name}/{path.name}"
    if drafts := [change for change in plan.changes if change.draft and str(change.date) == str(draft.date)]:
        return _leave(drafts, draft, name)
    text = read_text(path, name) if path.exists() else ""
    write(path, added_to(text, draft.as_item(), name, at_the_top=True))
    print(f"Wrote a draft at the top of {path}:\n\n{draft.as_item()}\n{_CONFIRM}")
    return OK


def _leave(drafts: Sequence[Change], draft: Draft, name: str) -> int:
    """A draft of today may hold words of somebody by now, and is never written over."""
    for change in drafts:
        if not draft.is_told_by(change):
            print(
                f"There is a draft of today in line {change.place.line} of {name}. "
                "Mend it, or delete it and run this again."
            )
            return PROBLEMS
    print(f"The draft is there already, in line {drafts[0].place.line} of {name}. {_CONFIRM}")
    return OK


def _ask(summary: Summary, plan: Plan, folder: Path, sides: Sides) -> int:
    if lost := summary.addresses.taken_off:
        print(TAKEN_OFF, *(f"  {shown(address)}" for address in lost), sep="\n")
        return PROBLEMS
    draft = draft_of(summary, plan, project_in(folder).today())
    if draft is None:
        print("Nothing changed that readers should be told.")
        return OK
    if summary.tells_readers:
        print("plan_data/changes.yml tells readers what changed.")
        return OK
    names = [record.name for record in summary.to_tell]
    more = [f"  and {len(names) - _MOST_NAMED} more"] if len(names) > _MOST_NAMED else []
    print("Readers should be told what changed, and plan_data/changes.yml does not say it yet:")
    print(*(f"  {name}" for name in names[:_MOST_NAMED]), *more, sep="\n")
    if summary.has_draft:
        print(f"\nWhat to do: there is a draft in plan_data/changes.yml. {_CONFIRM}")
        return PROBLEMS
    print(f"\nWhat to do: run ‘plan diff {sides.before} --draft’. {_CONFIRM}")
    print("Or copy these words to the top of plan_data/changes.yml, and mend them there:\n")
    print(draft.as_item(is_draft=False), end="")
    return PROBLEMS


_MOST_NAMED = 10
