"""`plan review`: write down that people have checked a record as it stands, or what a results form says of many."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

from plan_site.english.glossary import Glossary
from plan_site.model.field_types import When
from plan_site.model.plan import KINDS, Plan
from plan_site.model.problems import did_you_mean, errors_among
from plan_site.model.site_records import Review
from plan_site.publish import report
from plan_site.publish.project import Prepared, Project, prepare
from plan_site.reading.records import read_entry
from plan_site.site.reviews import Reviewable, can_be_the_day_of_a_check, reviewable, seen
from plan_site.yaml.lists import added_to
from plan_site.yaml.tidy import as_item
from plan_site.yaml.values import Unreadable, parse_yaml, read_text
from plan_tools.cli.exit_codes import OK, PROBLEMS, usage
from plan_tools.cli.files import write
from plan_tools.cli.project import project_in
from plan_tools.reviews.kit import pages_to_check
from plan_tools.reviews.results import Meaning, OnAPage, Results, ToChange, meaning_of, read_results


def add_to(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "record", metavar="RECORD", nargs="?", help="the id of the record, or the name of a page in content/"
    )
    parser.add_argument("--who", help="the group of people who checked it")
    group = parser.add_mutually_exclusive_group()
    group.add_argument(
        "--with-learning-disabilities",
        action="store_const",
        dest="group",
        const="people with learning disabilities",
        help="the people have learning disabilities: the page may then be called Easy Read",
    )
    group.add_argument("--others", action="store_const", dest="group", const="other readers", help="they are others")
    parser.add_argument("--how-many", metavar="N", help="how many people there were")
    parser.add_argument("--reading", choices=("easy", "plain"), help="which reading (default: easy)")
    parser.add_argument("--when", metavar="DATE", help="the day, for example 2026-11-22 (default: today)")
    parser.add_argument("--changed", metavar="WORDS", help="what changed because of what they said")
    parser.add_argument(
        "--results", metavar="FILE", type=Path, help="in place of all these: a form of ‘plan review-kit’, filled in"
    )
    parser.set_defaults(run=partial(_run, parser))


def _run(parser: argparse.ArgumentParser, options: argparse.Namespace) -> int:
    of_one_record = {name: getattr(options, name) for name in _OF_ONE_RECORD}
    if options.results and any(value is not None for value in of_one_record.values()):
        parser.error("--results says all of this itself: give it alone")
    if not options.results and (missing := [words for name, words in _NEEDED.items() if not of_one_record[name]]):
        parser.error(f"the following arguments are required: {', '.join(missing)}")
    if not options.results and not options.group:
        parser.error("one of the arguments --with-learning-disabilities --others is required")
    project = project_in(options.folder)
    prepared = prepare(project)
    if prepared.plan is None:
        print(report.for_terminal(prepared.problems, checked="the plan", with_advice=False), end="", file=sys.stderr)
        print("Mend this first: a review is of words that can be published.", file=sys.stderr)
        return PROBLEMS
    records = reviewable(prepared.plan)
    if options.results:
        return _take_in(options.results, project, prepared, prepared.plan, records)
    return _one(options, project, prepared.plan, records)


_OF_ONE_RECORD = ("record", "who", "group", "how_many", "reading", "when", "changed")
_NEEDED = {"record": "RECORD", "who": "--who"}


def _one(options: argparse.Namespace, project: Project, plan: Plan, records: Mapping[str, Reviewable]) -> int:
    """Adds a review with a check sum of what the people saw."""
    record, reading = records.get(options.record), options.reading or "easy"
    if record is None:
        question = did_you_mean(options.record, records) or "Use the id of the record that was checked."
        return usage(f"There is no record with the id ‘{options.record}’.", question)
    if reading == "easy" and not record.easy_read:
        return usage(f"‘{options.record}’ has no easy words that people could have checked.")
    when = When.parse(options.when) if options.when else None
    if options.when and (when is None or not can_be_the_day_of_a_check(when, project.today())):
        return usage("Say the day on which they checked it as year, month and day: --when 2026-11-22")
    who, how_many = " ".join(options.who.split()), options.how_many
    if not who.isprintable() or not who:
        return usage('Say who checked it, in a few words: --who "The Saturday Readers"')
    if how_many is not None and not re.fullmatch(r"[1-9][0-9]{0,4}", how_many, re.ASCII):
        return usage("Say how many people there were as a number: --how-many 6")
    fields = {
        "record": options.record,
        "reading": reading,
        "who": who,
        "group": options.group,
        "how_many": how_many,
        "when": str(when or project.today()),
        "what_changed": (options.changed or "").strip() or None,
        "seen": seen(plan, Glossary.of(plan.words), record),
    }
    path = _write_down([fields], project)
    print(f"Added the review to the end of {path}. It holds until a word or a picture changes, in either reading.")
    return OK


def _write_down(reviews: Sequence[Mapping[str, object]], project: Project) -> Path:
    """Adds reviews to the end of their file, all of them or none.

    Raises Unreadable for words that a review cannot have.
    """
    path = project.plan_data / "reviews.yml"
    text = read_text(path, path.name) if path.exists() else ""
    for fields in reviews:
        item = as_item(Review, dict(fields))
        _refuse_what_no_review_has(item, path.name)
        text = added_to(text, item, path.name)
    if reviews:
        write(path, text)
    return path


def _refuse_what_no_review_has(item: str, name: str) -> None:
    value = parse_yaml(item, name)
    kind = next(kind for kind in KINDS if kind.type is Review)
    problems = [problem for each in getattr(value, "items", ()) for problem in read_entry(each, kind)[1]]
    for problem in errors_among(problems):
        raise Unreadable(problem)


# --- a form -----------------------------------------------------------------------------------------------


def _take_in(form: Path, project: Project, prepared: Prepared, plan: Plan, records: Mapping[str, Reviewable]) -> int:
    """Adds a review of each page that people found easy, and lists what they want changed."""
    results, problems = read_results(form, records, project.today())
    if results is None:
        print(report.for_terminal(problems, checked="the form"), end="", file=sys.stderr)
        print("Nothing was written down.", file=sys.stderr)
        return PROBLEMS
    ids = {page.record for page in results.pages}
    meaning = meaning_of(results, records, plan, pages_to_check(plan, prepared.pages, ids))
    new = [page for page in meaning.easy if not _is_written_down(page, results, plan)]
    path = _write_down([_fields(page, results) for page in new], project)
    print("\n\n".join(_told(meaning, new, path)))
    return PROBLEMS if meaning.outdated else OK


def _fields(page: OnAPage, results: Results) -> dict[str, object]:
    return {
        "record": page.record,
        "reading": "easy",
        "who": results.who,
        "group": results.group,
        "how_many": results.how_many,
        "when": str(results.when),
        "what_changed": "\n\n".join(page.what_changed) if page.what_changed else None,
        "seen": page.seen,
    }


def _is_written_down(page: OnAPage, results: Results, plan: Plan) -> bool:
    """Whether the form was taken in before."""
    same = (results.who, results.when, page.seen, "easy")
    return any(same == (each.who, each.when, each.seen, each.reading) for each in plan.reviews_of(page.record))


def _told(meaning: Meaning, new: Sequence[OnAPage], path: Path) -> list[str]:
    before = [page for page in meaning.easy if page not in new]
    again = 'Then show people these pages as they are: make review-kit RECORDS="{}"'
    parts = [
        _list(f"Added to the end of {path}, as people found these pages easy:", new),
        _list("Written down already:", before),
        _list("Not written down, as people did not say that these pages are easy:", meaning.not_easy),
        _list(
            "Not written down, as words or pictures of these pages have changed since the kit was made, so that "
            "nobody has checked them as they are now:",
            meaning.outdated,
        ),
        _list("Not in this form, as the group did not check them:", meaning.unchecked),
    ]
    if meaning.to_change:
        parts.append("What people want changed:\n" + "\n".join(map(_wish, meaning.to_change)))
    to_show = dict.fromkeys(page.record for page in (*meaning.not_easy, *meaning.outdated))
    if to_show:
        parts.append(again.format(" ".join(to_show)))
    return [part for part in parts if part]


def _list(opening: str, pages: Sequence[OnAPage]) -> str:
    return "\n".join([opening, *(f"  {page.record}" for page in pages)]) if pages else ""


def _wish(wish: ToChange) -> str:
    about = f"“{wish.sentence}”" if wish.sentence else f"The whole page “{wish.page}”"
    gone = "" if wish.is_there or not wish.sentence else " (this sentence is no longer on the page)"
    said = "\n    ".join(wish.people_said)
    return f"  {wish.place.file}, line {wish.place.line}\n    {about}{gone}\n    People said: {said}"
