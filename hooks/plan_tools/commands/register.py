"""`plan register`: write down the addresses that the site has, when it is published."""

from __future__ import annotations

import argparse
import sys

from plan_site.publish import report
from plan_site.publish.project import prepare
from plan_site.publish.register import read_register, with_addresses_of
from plan_site.reading.folder import REGISTER
from plan_tools.cli.exit_codes import OK, PROBLEMS
from plan_tools.cli.files import write
from plan_tools.cli.project import project_in


def add_to(parser: argparse.ArgumentParser) -> None:
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    project = project_in(options.folder)
    prepared = prepare(project)
    if prepared.has_errors:
        text = report.for_terminal(prepared.problems, checked="the plan", with_advice=False)
        print(text, end="", file=sys.stderr)
        return PROBLEMS
    published, _ = read_register(project.plan_data)
    known = {each.address for each in published}
    path = project.plan_data / REGISTER
    write(path, with_addresses_of(published, prepared.pages))
    after, _ = read_register(project.plan_data)
    new = [each.address for each in after if each.address not in known]
    print(f"{path} has {len(after)} addresses, {len(new)} of them new.")
    return OK
