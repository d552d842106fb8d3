"""Runs a command, and ends as a program ends: with an exit code, and plain words for whatever stopped it."""

from __future__ import annotations

import argparse
import io
import os
import sys
import traceback
from pathlib import Path

from plan_site.model.problems import Place, brief, how_to_write, shown
from plan_site.model.rules import ReaderRule
from plan_site.publish import output, report
from plan_site.publish.project import look_for_garbage_rarely
from plan_site.yaml.values import Unreadable
from plan_tools.cli.exit_codes import FAULT_OF_OURS, INTERRUPTED, PROBLEMS


def exit_code_of(options: argparse.Namespace) -> int:
    """Runs the command that somebody asked for, and returns one of `exit_codes`."""
    look_for_garbage_rarely()
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")  # a curly quote must not stop a terminal that has none
    try:
        return int(options.run(options))
    except Unreadable as unreadable:
        print(report.for_terminal([unreadable.problem], checked=unreadable.problem.place.file), end="")
        return PROBLEMS
    except output.Unreplaceable as error:
        print(f"The site cannot be written: {error}", file=sys.stderr)
        return PROBLEMS
    except PermissionError as error:  # of a folder; files have messages of their own
        place = Place(shown(os.fsdecode(error.filename or ".")))
        what, remedy = "The computer may not look into this folder.", "See that you may read it, and what is in it."
        problem = ReaderRule.every_file_has_a_known_place.broken(place, what, remedy)
        print(report.for_terminal([problem], checked="the plan"), end="")
        return PROBLEMS
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:  # the reader of our output has gone, as with `plan check | head`
        sys.stderr.close()
        return PROBLEMS
    except Exception as fault:
        if (said := _of_the_machine(fault)) is not None:
            print(said, file=sys.stderr)
            return PROBLEMS
        print(report.FAULT_OF_OURS, file=sys.stderr)
        traceback.print_exc()
        return FAULT_OF_OURS


def _of_the_machine(fault: Exception) -> str | None:
    """What a person reads where a name that they gave, or their computer, stops us; None for a fault of ours."""
    if isinstance(fault, RuntimeError) and str(fault).startswith(_LOOP):  # of Path.resolve
        return f"‘{brief(str(fault).removeprefix(_LOOP).strip(chr(39)))}’ is a link that leads back to itself."
    if not isinstance(fault, OSError) or fault.errno is None:
        return None
    if remedy := how_to_write(fault, ""):
        return f"The computer cannot write ({fault.strerror}). {remedy}"
    name = os.fsdecode(fault.filename) if isinstance(fault.filename, str | bytes | os.PathLike) else ""
    if Path(name).is_relative_to(Path(__file__).parents[2]):
        return None
    named = f" ‘{brief(name)}’" if name else ""
    return f"The computer cannot use{named} ({fault.strerror}). Check the name, and that you may read and write there."


_LOOP = "Symlink loop from "
