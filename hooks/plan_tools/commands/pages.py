"""`plan pages`: write the whole site into a folder, with no generator."""

from __future__ import annotations

import argparse
import shutil
import sys
from dataclasses import replace
from pathlib import Path

from plan_site.publish import output, report
from plan_site.publish.project import prepare_to_publish
from plan_tools.cli.exit_codes import OK, PROBLEMS
from plan_tools.cli.project import project_in


def add_to(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("into", metavar="DIR", type=Path)
    parser.add_argument("--offline", action="store_true", help="a copy that opens by double-click, with no server")
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    staging = output.staging_for(options.into)  # first, for it puts right what a killed build has left
    try:
        return _written(options, staging)
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def _written(options: argparse.Namespace, staging: Path) -> int:
    project = project_in(options.folder)
    if options.offline:
        project = replace(project, site=replace(project.site, is_offline=True))
    prepared = prepare_to_publish(project)
    if prepared.has_errors:
        problems = report.for_terminal(prepared.problems, checked="the plan", with_advice=False)
        print(problems, "Nothing was written.", sep="", file=sys.stderr)
        return PROBLEMS
    if prepared.has_pdfs:
        print("Making the PDFs …", file=sys.stderr)
    output.write_site(project, prepared, staging, options.into)
    output.put_in_place(staging, options.into)
    print(f"Wrote {len(prepared.pages)} pages into {options.into}/.", *prepared.left_out, sep="\n")
    if options.offline:
        print(f"To look at them: open {options.into}/index.html by double-click.")
    return OK
