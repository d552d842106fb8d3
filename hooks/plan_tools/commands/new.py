"""`plan new`: start a record."""

from __future__ import annotations

import argparse
import sys

from plan_site.model.plan import KINDS, SINGLE_KINDS
from plan_site.model.problems import did_you_mean
from plan_site.reading.folder import read_plan
from plan_site.yaml.lists import added_to, has
from plan_site.yaml.text_types import is_id
from plan_site.yaml.values import read_text
from plan_tools.cli.exit_codes import OK, PROBLEMS, USAGE, usage
from plan_tools.cli.files import write
from plan_tools.cli.project import project_in
from plan_tools.start.new_record import Setting, skeleton


def add_to(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("kind", metavar="KIND", help=f"one of: {', '.join(kind.noun for kind in KINDS)}")
    parser.add_argument("id", metavar="ID", nargs="?", default="", help="its id, for example being-heard")
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    kind = next((kind for kind in KINDS if kind.noun == options.kind), None)
    if kind is None:
        return _no_such_kind(options.kind)
    record_id = options.id or ("" if kind.is_folder else f"new-{kind.noun}")
    if not is_id(record_id):
        print(
            f"Say the id of the new {kind.noun} too, in small letters, digits and hyphens: plan new {kind.noun} my-id",
            file=sys.stderr,
        )
        return USAGE
    project = project_in(options.folder)
    records = read_plan(project.plan_data, project.plan_data.name).records
    path = project.plan_data / (f"{kind.home}/{record_id}.yml" if kind.is_folder else kind.home)
    if path.exists() and (kind.is_folder or kind.noun in SINGLE_KINDS):
        print(f"{path} is there already. Open it, or choose another id.", file=sys.stderr)
        return PROBLEMS
    before = read_text(path, path.name) if path.exists() else ""
    if has(before, record_id, path.name):
        print(f"{path} has a {kind.noun} called {record_id} already. Choose another id.", file=sys.stderr)
        return PROBLEMS
    write(path, added_to(before, skeleton(kind, record_id, Setting(records, project.today())), path.name))
    print(f"Made {path}." if kind.is_folder else f"Added {kind.a_noun} to the end of {path}.")
    print("Open it and put your words where it says ‘Write here’. Then run: plan check")
    return OK


def _no_such_kind(name: str) -> int:
    nouns = [kind.noun for kind in KINDS]
    question = did_you_mean(name, nouns) or f"It is one of: {', '.join(nouns)}."
    return usage(f"There is no kind of record called ‘{name}’.", question)
