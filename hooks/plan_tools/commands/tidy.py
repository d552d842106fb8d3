"""`plan tidy`: give every file of the plan its one form."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from plan_site.model.plan import Kind
from plan_site.model.problems import shown
from plan_site.publish import report
from plan_site.reading.folder import files_in
from plan_site.yaml.tidy import tidied
from plan_site.yaml.values import Unreadable, read_text
from plan_tools.cli.exit_codes import OK, PROBLEMS
from plan_tools.cli.files import write
from plan_tools.cli.project import project_in


def add_to(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--check", action="store_true", help="change nothing; say which files are not tidy")
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    folder = project_in(options.folder).plan_data
    files, found = files_in(folder)
    problems, untidy = list(found), []
    for kind, path in files:
        name = shown(f"{folder.name}/{path.relative_to(folder).as_posix()}")
        try:
            if _tidy(path, kind, name, is_writing=not options.check):
                untidy.append(name)
        except Unreadable as unreadable:
            problems.append(unreadable.problem)
    if problems:
        print(report.for_terminal(sorted(problems), checked="the plan"), end="", file=sys.stderr)
    elif not untidy:
        print("Every file is tidy already.")
    return _said(untidy, is_checking=options.check) or (PROBLEMS if problems else OK)


def _tidy(path: Path, kind: Kind, name: str, *, is_writing: bool) -> bool:
    """Whether the file was not tidy; it is afterwards, if this is writing."""
    after = tidied(read_text(path, name), kind, name)
    if path.read_bytes() == after.encode():
        return False
    if is_writing:
        write(path, after, name)
    return True


def _said(untidy: list[str], *, is_checking: bool) -> int:
    """Says which files were not tidy."""
    if not untidy:
        return OK
    files, verb = ("1 file", "is") if len(untidy) == 1 else (f"{len(untidy)} files", "are")
    named = ", ".join(untidy)
    if is_checking:
        print(f"{files} {verb} not tidy: {named}.\nWhat to do: run ‘plan tidy’. It changes no words.", file=sys.stderr)
        return PROBLEMS
    print(f"Tidied {files}: {named}.")
    return OK
