"""`plan review-kit`: sheets on which a group checks Easy Read pages, and a form for what they say."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from plan_site.model.problems import did_you_mean
from plan_site.pdf.writer import the_system_can_make_pdfs
from plan_site.publish import report
from plan_site.publish.output import shared_files
from plan_site.publish.project import prepare
from plan_site.site.reviews import reviewable
from plan_tools.cli.exit_codes import OK, PROBLEMS, usage
from plan_tools.cli.files import write, write_bytes
from plan_tools.cli.project import project_in
from plan_tools.reviews.kit import form, pages_to_check, sheets
from plan_tools.reviews.results import is_filled_in

FOLDER = ".review-kit"


def add_to(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("records", metavar="RECORD", nargs="*", help="the ids of records to check (default: all)")
    parser.add_argument("--into", metavar="DIR", type=Path, help=f"where to put the kit (default: {FOLDER})")
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    project = project_in(options.folder)
    prepared = prepare(project)
    if prepared.plan is None:
        print(report.for_terminal(prepared.problems, checked="the plan", with_advice=False), end="", file=sys.stderr)
        print("Mend this first: people check words that can be published.", file=sys.stderr)
        return PROBLEMS
    records = reviewable(prepared.plan)
    for record_id in options.records:
        if record_id not in records:
            question = did_you_mean(record_id, records) or "Use the id of a record, or the name of a page in content/."
            return usage(f"There is no record with the id ‘{record_id}’.", question)
        if not records[record_id].easy_read:
            return usage(f"‘{record_id}’ has no easy words that people could check.")
    checked = pages_to_check(prepared.plan, prepared.pages, options.records)
    if not checked:
        return usage("This plan has no easy words yet that people could check.")
    folder = options.into or project.folder / FOLDER
    path, paper = folder / "results.yml", folder / "sheets.pdf"
    if path.exists() and is_filled_in(path):
        return usage(
            f"The form {path} is filled in, and would be lost.",
            f"Take it in with: plan review --results {path}. Then delete it, or say --into and another folder.",
        )
    write(path, form(checked))
    print(f"Wrote the form for what people say: {path}")
    if missing := list(the_system_can_make_pdfs()):
        paper.unlink(missing_ok=True)  # else an older one would stand beside the new form
        print(f"{missing[0].what} {missing[0].remedy}", file=sys.stderr)
        return PROBLEMS
    print("Making the sheets …", file=sys.stderr)
    data, number = sheets(checked, prepared.pages, shared_files(project, prepared.pages))
    write_bytes(paper, data)
    print(f"Wrote {number} sheets for {len(checked)} {'page' if len(checked) == 1 else 'pages'}: {paper}")
    return OK
