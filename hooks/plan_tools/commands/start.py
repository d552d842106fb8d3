"""`plan start`: make the project of another council, in a folder of its own."""

from __future__ import annotations

import argparse
import datetime as dt
import sys
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from plan_site.model.addresses import address_fault
from plan_site.model.problems import errors_among
from plan_site.publish import report
from plan_site.publish.project import Prepared, prepare
from plan_site.yaml.text_types import PLACEHOLDER
from plan_site.yaml.values import Unreadable
from plan_tools.cli.exit_codes import OK, PROBLEMS, usage
from plan_tools.cli.files import copy, write
from plan_tools.cli.project import project_in
from plan_tools.start import new_council
from plan_tools.start.new_council import THIS_PROJECT, Beginning

QUESTIONS = {
    "area": "What is your area called? For example: Fernleigh",
    "organisation": "What is your council called? For example: Fernleigh Council",
    "title": "What is the plan called? For example: Local Area Inclusion Plan",
    "address": "What is the web address of the council’s own page of the plan? It starts with https://",
}


def add_to(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("into", metavar="DIR", type=Path, help="the folder, for example ../our-plan")
    for name, question in QUESTIONS.items():
        parser.add_argument(f"--{name}", metavar="WORDS", help=question)
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    if (why_not := _why_not(options.into)) is not None:
        print(why_not, file=sys.stderr)
        return PROBLEMS
    today = project_in(THIS_PROJECT).today()
    said = {name: _answer(name, getattr(options, name), today) for name in QUESTIONS}
    if (fault := _fault_of_address(said["address"])) is not None:
        return usage(*fault)
    new = new_council.new_plan(_beginning(said), today)
    if problems := _problems_in(new):
        print(problems, end="", file=sys.stderr)
        return PROBLEMS
    taken = new_council.files_taken(THIS_PROJECT)
    for path in taken:
        copy(THIS_PROJECT / path, options.into / path)
    for path, text in new.items():
        write(options.into / path, text)
    print(f"Made a new plan in {options.into}/: {len(new)} files of its own, and {len(taken)} that every plan shares.")
    print(f"What still has to be written says ‘{PLACEHOLDER}’. In that folder, ‘make build’ makes the website,")
    print("‘make check’ lists what is left to write, and docs/starting-your-own.md says how to publish it.")
    return OK


def _why_not(into: Path) -> str | None:
    if not (THIS_PROJECT / "pyproject.toml").is_file():
        return "A new plan is made from a whole copy of the project. Fetch one with git, and run this command there."
    if into.resolve().is_relative_to(THIS_PROJECT):
        return f"{into} is inside this project. Choose a folder outside of it, for example ../our-plan."
    if into.exists() and not into.is_dir():
        return f"{into} is a file. Choose the name of a new folder."
    if into.is_dir() and {path.name for path in into.iterdir()} - {".git"}:
        return f"{into} is not empty. Choose an empty folder, or the name of a new one."
    return None


def _answer(name: str, given: str | None, today: dt.date) -> str:
    """What was given as an option; else what somebody answers who sits before the terminal, or the next piped line."""
    if given is not None:
        return given.strip()
    if not _is_a_terminal():
        return _next_line()
    print(f"{QUESTIONS[name]}\n(Leave this empty to write it later.)")
    answer = _typed()
    while (fault := _fault_of(name, answer, today)) is not None:  # what was answered before is not lost
        print(*fault, "Please answer again.", sep="\n")
        answer = _typed()
    return answer


def _is_a_terminal() -> bool:
    return sys.stdin is not None and not sys.stdin.closed and sys.stdin.isatty()


def _typed() -> str:
    try:
        return input("> ").strip()
    except EOFError:
        return ""


def _next_line() -> str:
    try:
        return sys.stdin.readline().strip() if sys.stdin is not None else ""
    except (OSError, ValueError):  # it is closed, or nobody may read it
        return ""


def _fault_of(name: str, answer: str, today: dt.date) -> tuple[str, str] | None:
    """What keeps an answer from standing in a plan, and what to do; None if nothing does."""
    if name == "address":
        return _fault_of_address(answer)
    try:
        problems = errors_among(_prepared(new_council.new_plan(_beginning({name: answer}), today)).problems)
    except Unreadable as unreadable:
        problems = (unreadable.problem,)
    return next(((problem.what, problem.remedy) for problem in problems), None)


def _fault_of_address(answer: str) -> tuple[str, str] | None:
    fault = address_fault(answer) if answer else None
    return (f"The address ‘{answer}’ {fault[0]}", fault[1]) if fault is not None else None


def _beginning(said: Mapping[str, str]) -> Beginning:
    return Beginning(*(said.get(name, "") for name in QUESTIONS))


def _problems_in(new: Mapping[str, str]) -> str:
    """What would be wrong with the new plan, for words that no plan may hold."""
    prepared = _prepared(new)
    if not prepared.has_errors:
        return ""
    return report.for_terminal(prepared.problems, checked="the words for the new plan", with_advice=False)


def _prepared(new: Mapping[str, str]) -> Prepared:
    with TemporaryDirectory() as folder:
        for path, text in new.items():
            write(Path(folder) / path, text)
        return prepare(project_in(Path(folder)))
