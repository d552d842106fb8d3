"""The command `plan`: what an editor or a workflow asks of the plan in a folder."""

from __future__ import annotations

import argparse
import io
import os
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path

from plan_site import publishing, report
from plan_site.building import look_for_garbage_rarely
from plan_site.commands import (
    check,
    diff,
    edit,
    forms,
    new,
    pages,
    pictures,
    register,
    review,
    review_kit,
    schema,
    start,
    tidy,
)
from plan_site.commands.command import FAULT_OF_OURS, INTERRUPTED, PROBLEMS
from plan_site.problems import Place, Problem, how_to_write
from plan_site.reading import shown
from plan_site.source import Unreadable

COMMANDS = (
    check,
    tidy,
    diff,
    edit,
    new,
    pictures,
    review_kit,
    review,
    register,
    pages,
    forms,
    start,
    schema,
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs a command and returns its exit code, one of those in `command`."""
    options = _parser().parse_args(arguments)
    look_for_garbage_rarely()
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")  # a curly quote must not stop a terminal that has none
    try:
        return int(options.run(options))
    except Unreadable as unreadable:
        print(report.for_terminal([unreadable.problem], checked=unreadable.problem.place.file), end="")
        return PROBLEMS
    except publishing.Unreplaceable as error:
        print(f"The site cannot be written: {error}", file=sys.stderr)
        return PROBLEMS
    except PermissionError as error:  # of a folder; files have messages of their own
        place = Place(shown(os.fsdecode(error.filename or ".")))
        what, remedy = "The computer may not look into this folder.", "See that you may read it, and what is in it."
        problem = Problem(place, "every_file_has_a_known_place", what, remedy)
        print(report.for_terminal([problem], checked="the plan"), end="")
        return PROBLEMS
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:  # the reader of our output has gone, as with `plan check | head`
        sys.stderr.close()
        return PROBLEMS
    except Exception as fault:
        if isinstance(fault, OSError) and (remedy := how_to_write(fault, "")):
            print(f"The computer cannot write ({fault.strerror}). {remedy}", file=sys.stderr)
            return PROBLEMS
        print(report.FAULT_OF_OURS, file=sys.stderr)
        traceback.print_exc()
        return FAULT_OF_OURS


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="plan", description="Works on the plan in this folder.")
    parser.add_argument("--folder", type=Path, default=Path(), help="the project's folder (default: this one)")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for command in COMMANDS:
        command.add_to(commands)
    return parser
