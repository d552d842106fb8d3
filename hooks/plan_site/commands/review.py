"""`plan review`: write down that people have checked a record as it stands."""

from __future__ import annotations

import argparse
import re
import sys

from plan_site import report
from plan_site.building import prepare
from plan_site.commands.command import OK, PROBLEMS, Commands, usage
from plan_site.commands.files import added_to, as_item, write
from plan_site.commands.project import project_in
from plan_site.glossary import Glossary
from plan_site.model import Review, When
from plan_site.problems import did_you_mean
from plan_site.reviews import reviewable, seen
from plan_site.source import read_text


def add_to(commands: Commands) -> None:
    review = commands.add_parser("review", help="write down that people have checked a record as it stands")
    review.add_argument("record", metavar="RECORD", help="the id of the record, or the name of a page in content/")
    review.add_argument("--who", required=True, help="the group of people who checked it")
    group = review.add_mutually_exclusive_group(required=True)
    group.add_argument(
        "--with-learning-disabilities",
        action="store_const",
        dest="group",
        const="people with learning disabilities",
        help="the people have learning disabilities: the page may then be called Easy Read",
    )
    group.add_argument("--others", action="store_const", dest="group", const="other readers", help="they are others")
    review.add_argument("--how-many", metavar="N", help="how many people there were")
    review.add_argument("--reading", choices=("easy", "plain"), default="easy", help="which reading (default: easy)")
    review.add_argument("--when", metavar="DATE", help="the day, for example 2026-11-22 (default: today)")
    review.add_argument("--changed", metavar="WORDS", help="what changed because of what they said")
    review.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    """Adds a review with a check sum of what the people saw."""
    project = project_in(options.folder)
    prepared = prepare(project)
    if prepared.plan is None:
        print(report.for_terminal(prepared.problems, checked="the plan", with_advice=False), end="", file=sys.stderr)
        print("Mend this first: a review is of words that can be published.", file=sys.stderr)
        return PROBLEMS
    records = reviewable(prepared.plan, prepared.articles)
    record = records.get(options.record)
    if record is None:
        question = did_you_mean(options.record, records) or "Use the id of the record that was checked."
        return usage(f"There is no record with the id ‘{options.record}’.", question)
    if options.reading == "easy" and not record.easy_read:
        return usage(f"‘{options.record}’ has no easy words that people could have checked.")
    when = When.parse(options.when) if options.when else None
    if options.when and (when is None or not when.day or when.year < 1900 or when.first_day > project.today()):
        return usage("Say the day on which they checked it as year, month and day: --when 2026-11-22")
    who, how_many = " ".join(options.who.split()), options.how_many
    if not who.isprintable() or not who:
        return usage('Say who checked it, in a few words: --who "The Saturday Readers"')
    if how_many is not None and not re.fullmatch(r"[1-9][0-9]{0,4}", how_many, re.ASCII):
        return usage("Say how many people there were as a number: --how-many 6")
    fields = {
        "record": options.record,
        "reading": options.reading,
        "who": who,
        "group": options.group,
        "how_many": how_many,
        "when": str(when or project.today()),
        "what_changed": (options.changed or "").strip() or None,
        "seen": seen(prepared.plan, Glossary.of(prepared.plan.words), record),
    }
    path = project.plan_data / "reviews.yml"
    write(path, added_to(read_text(path, path.name) if path.exists() else "", as_item(Review, fields)))
    print(f"Added the review to the end of {path}. It holds until a word or a picture changes, in either reading.")
    return OK
