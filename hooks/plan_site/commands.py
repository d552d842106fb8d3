"""The command `plan`: check the plan, start records, find pictures, write down reviews, write the site."""

from __future__ import annotations

import argparse
import difflib
import inspect
import io
import os
import re
import shutil
import sys
import textwrap
import traceback
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import yaml

from plan_site import easy_read, easy_sentences, picture_set, publishing, report, rules, word_lists
from plan_site.building import Project, prepare
from plan_site.glossary import Glossary
from plan_site.model import KINDS, SINGLE_KINDS, When
from plan_site.page import Site
from plan_site.problems import Place, Problem, did_you_mean
from plan_site.reading import is_id, read_plan
from plan_site.reviews import a_review_holds_for_what_people_saw, reviewable, seen
from plan_site.skeleton import Setting, skeleton
from plan_site.source import Unreadable, read_text

OK, PROBLEMS, USAGE, FAULT_OF_OURS, INTERRUPTED = 0, 1, 2, 70, 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs a command and returns its exit code: 0 done, 1 problems, 2 wrong words, 70 a fault of ours."""
    options = _parser().parse_args(arguments)
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
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:  # the reader of our output has gone, as with `plan check | head`
        sys.stderr.close()
        return PROBLEMS
    except Exception:
        print(report.FAULT_OF_OURS, file=sys.stderr)
        traceback.print_exc()
        return FAULT_OF_OURS


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="plan", description="Works on the plan in this folder.")
    parser.add_argument("--folder", type=Path, default=Path(), help="the project's folder (default: this one)")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    check = commands.add_parser("check", help="look for problems in plan_data/ and content/")
    check.add_argument("--format", choices=("text", "github"), help="how to say them (default: as fits)")
    check.add_argument("--why", metavar="RULE", help="say why there is a rule, and who says so")
    check.set_defaults(run=_check)

    new = commands.add_parser("new", help="start a new record")
    new.add_argument("kind", metavar="KIND", help=f"one of: {', '.join(kind.noun for kind in KINDS)}")
    new.add_argument("id", metavar="ID", nargs="?", default="", help="its id, for example being-heard")
    new.set_defaults(run=_new)

    pictures = commands.add_parser("pictures", help="find a picture for a word, and take it")
    pictures.add_argument("word", metavar="WORD", nargs="+", help="what the picture should show, or its code")
    pictures.add_argument("--take", metavar="CODE", help="the code of the picture to take, for example 1F3E0")
    pictures.add_argument("--as", dest="name", metavar="NAME", help="the name that records use for it")
    pictures.add_argument("--meaning", help="what it stands for, in a few words")
    pictures.set_defaults(run=_pictures)

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
    review.set_defaults(run=_review)

    pages = commands.add_parser("pages", help="write the whole site into a folder, with no generator")
    pages.add_argument("into", metavar="DIR", type=Path)
    pages.set_defaults(run=_pages)
    return parser


class _Settings(yaml.SafeLoader):
    """Reads mkdocs.yml, whose tags only MkDocs understands; what they stand for is left out."""


_Settings.add_multi_constructor("", lambda _loader, _tag, _node: None)


def _project(folder: Path) -> Project:
    """The project in a folder, as its mkdocs.yml describes it."""
    path = folder / "mkdocs.yml"
    try:
        read = yaml.load(read_text(path, path.name), Loader=_Settings) if path.is_file() else {}  # noqa: S506 - safe
    except yaml.YAMLError:
        remedy = "Compare it with an earlier version of the file."
        raise Unreadable(Problem(Place(path.name), "the_file_is_yaml", "MkDocs cannot read this.", remedy)) from None
    settings = read if isinstance(read, dict) else {}
    extra = settings.get("extra")

    def setting(name: str, default: str = "") -> str:
        return str(settings.get(name) or default)

    return Project(
        folder / str((extra.get("plan_data") if isinstance(extra, dict) else None) or "plan_data"),
        folder / setting("docs_dir", "content"),
        Site.of(setting("site_url"), setting("repo_url"), setting("edit_uri")),
    )


# --- check ------------------------------------------------------------------------------------------------


def _check(options: argparse.Namespace) -> int:
    if options.why is not None:
        return _why(options.why)
    lists = word_lists.load()
    prepared = prepare(_project(options.folder), lists)
    style = options.format or ("github" if os.environ.get("GITHUB_ACTIONS") == "true" else "text")
    if style == "github":
        print(report.for_github(prepared.problems), end="")
    else:
        print(report.for_terminal(prepared.problems, checked="the plan"), end="")
    if lists is None:
        print(_NO_WORD_LISTS, file=sys.stderr)
    is_unfinished = lists is None and os.environ.get("CI") == "true"
    return PROBLEMS if prepared.has_errors or is_unfinished else OK


_NO_WORD_LISTS = "Hard words were not looked for: the word lists are not installed. ‘make check’ installs them."


def _why(name: str) -> int:
    """The reason for a rule, as its own words give it."""
    reasons = {rule.__name__: inspect.getdoc(rule) or "" for rule in _RULES}
    if name not in reasons:
        print(f"There is no rule called ‘{name}’.", file=sys.stderr)
        print(did_you_mean(name, reasons) or f"The rules are: {', '.join(sorted(reasons))}.", file=sys.stderr)
        return USAGE
    print(f"{name.replace('_', ' ').capitalize()}.\n\n{reasons[name]}")
    return OK


_RULES: tuple[Callable[..., object], ...] = (
    *rules.RULES,
    *easy_read.RULES,
    *easy_sentences.RULES,
    *easy_sentences.WORD_LIST_RULES,
    a_review_holds_for_what_people_saw,
)


# --- review -----------------------------------------------------------------------------------------------


def _review(options: argparse.Namespace) -> int:
    """Adds a review with a check sum of what the people saw."""
    project = _project(options.folder)
    prepared = prepare(project)
    if prepared.plan is None:
        print(report.for_terminal(prepared.problems, checked="the plan", with_advice=False), end="", file=sys.stderr)
        print("Mend this first: a review is of words that can be published.", file=sys.stderr)
        return PROBLEMS
    records = reviewable(prepared.plan, prepared.articles)
    record = records.get(options.record)
    if record is None:
        question = did_you_mean(options.record, records) or "Use the id of the record that was checked."
        return _usage(f"There is no record with the id ‘{options.record}’.", question)
    if options.reading == "easy" and not record.easy_read:
        return _usage(f"‘{options.record}’ has no easy words that people could have checked.")
    when = When.parse(options.when) if options.when else None
    if options.when and (when is None or not when.day or when.year < 1900 or when.first_day > project.today()):
        return _usage("Say the day on which they checked it as year, month and day: --when 2026-11-22")
    who, how_many = " ".join(options.who.split()), options.how_many
    if not who.isprintable() or not who:
        return _usage('Say who checked it, in a few words: --who "The Saturday Readers"')
    if how_many is not None and not re.fullmatch(r"[1-9][0-9]{0,4}", how_many, re.ASCII):
        return _usage("Say how many people there were as a number: --how-many 6")
    fields = {
        "record": options.record,
        "reading": options.reading,
        "who": who,
        "group": options.group,
        "how_many": how_many and int(how_many),
        "when": str(when or project.today()),
        "what_changed": (options.changed or "").strip() or None,
        "seen": seen(prepared.plan, Glossary.of(prepared.plan.words), record),
    }
    path = project.plan_data / "reviews.yml"
    _write(path, _added_to(read_text(path, path.name) if path.exists() else "", _as_item(fields)))
    print(f"Added the review to the end of {path}. It holds until a word or a picture changes, in either reading.")
    return OK


# --- new --------------------------------------------------------------------------------------------------


def _new(options: argparse.Namespace) -> int:
    kind = next((kind for kind in KINDS if kind.noun == options.kind), None)
    if kind is None:
        nouns = [kind.noun for kind in KINDS]
        print(f"There is no kind of record called ‘{options.kind}’.", file=sys.stderr)
        print(did_you_mean(options.kind, nouns) or f"It is one of: {', '.join(nouns)}.", file=sys.stderr)
        return USAGE
    record_id = options.id or ("" if kind.is_folder else f"new-{kind.noun}")
    if not is_id(record_id):
        print(
            f"Say the id of the new {kind.noun} too, in small letters, digits and hyphens: plan new {kind.noun} my-id",
            file=sys.stderr,
        )
        return USAGE
    project = _project(options.folder)
    records = read_plan(project.plan_data, project.plan_data.name).records
    path = project.plan_data / (f"{kind.home}/{record_id}.yml" if kind.is_folder else kind.home)
    if path.exists() and (kind.is_folder or kind.noun in SINGLE_KINDS):
        print(f"{path} is there already. Open it, or choose another id.", file=sys.stderr)
        return PROBLEMS
    before = read_text(path, path.name) if path.exists() else ""
    if _lists(before, record_id):
        print(f"{path} has a {kind.noun} called {record_id} already. Choose another id.", file=sys.stderr)
        return PROBLEMS
    _write(path, _added_to(before, skeleton(kind, record_id, Setting(records, project.today()))))
    print(f"Made {path}." if kind.is_folder else f"Added {kind.a_noun} to the end of {path}.")
    print("Open it and put your words where it says ‘Write here’. Then run: plan check")
    return OK


def _lists(text: str, record_id: str) -> bool:
    """Whether a list file has a record of this id or name."""
    return re.search(rf"^ *- +(?:id|name): *{re.escape(record_id)} *$", text, re.MULTILINE) is not None


def _added_to(before: str, new: str) -> str:
    """A list with a new item at its end, its dash under the others."""
    if before.strip() in {"", "[]"}:
        return new
    first = re.search(r"^( *)- ", before, re.MULTILINE)
    return before.rstrip() + "\n\n" + textwrap.indent(new, first[1] if first else "")


def _write(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        what = f"The computer cannot write this file ({error.strerror})."
        remedy = "Check that it is not a folder, and that you may write there."
        raise Unreadable(Problem(Place(str(path)), "every_file_is_a_plain_file", what, remedy)) from None


# --- pictures ---------------------------------------------------------------------------------------------

MOST_PICTURES = 12
MOST_TAGS = 4


def _pictures(options: argparse.Namespace) -> int:
    try:
        return _take(options) if _is_taking(options) else _list_pictures(" ".join(options.word))
    except picture_set.NotInstalled as missing:
        print(missing, file=sys.stderr)
        return PROBLEMS


def _is_taking(options: argparse.Namespace) -> bool:
    return any(given is not None for given in (options.take, options.name, options.meaning))


def _list_pictures(word: str) -> int:
    found = picture_set.search(word)
    if not found:
        print(f"OpenMoji has no picture for ‘{word}’.", file=sys.stderr)
        question = did_you_mean(word, picture_set.known_words())
        print(question or "Try a simpler word, or something that one can see: ‘ear’ for listening.", file=sys.stderr)
        return PROBLEMS
    listed = found[:MOST_PICTURES]
    width = max(len(picture.code) for picture in listed)
    for picture in listed:
        tags = [tag for tag in picture.tags if tag.lower() != picture.annotation][:MOST_TAGS]
        print(f"{picture.code:{width}}  {picture.annotation}" + (f"  ({', '.join(tags)})" if tags else ""))
    if len(found) > len(listed):
        print(f"These are the best {len(listed)} of {len(found)}. A second word makes them fewer.")
    best = found[0]
    name = word.lower() if is_id(word.lower()) and word.upper() != best.code else "my-picture"
    print(f"\nLook at one in a browser, for example: {best.path.as_uri()}")
    print(f'Take one, for example: plan pictures {word} --take {best.code} --as {name} --meaning "What it stands for"')
    return OK


def _take(options: argparse.Namespace) -> int:
    """Copies a picture into the plan and lists it."""
    name, meaning = options.name or "", " ".join((options.meaning or "").split())
    if options.take is None:
        return _usage("Say which picture to take: --take and its code, for example --take 1F3E0.")
    if not is_id(name):
        return _usage("Say the picture's name too, in small letters, digits and hyphens: --as my-picture")
    if not meaning:
        return _usage('Say what the picture stands for too, in a few words: --meaning "A home"')
    picture = picture_set.picture(options.take)
    if picture is None:
        near = [found.code for found in picture_set.search(" ".join(options.word))]
        nearest = difflib.get_close_matches(options.take.upper(), [*near, *picture_set.codes()], n=1, cutoff=0.65)
        question = f"Did you mean ‘{nearest[0]}’?" if nearest else "Look for one with: plan pictures WORD"
        return _usage(f"OpenMoji has no picture with the code ‘{options.take}’.", question)
    plan_data = _project(options.folder).plan_data
    listed, file = plan_data / "pictures.yml", plan_data / "pictures" / f"{name}.svg"
    before = read_text(listed, listed.name) if listed.exists() else ""
    names = {known.name for known in read_plan(plan_data, plan_data.name).records.pictures}
    if name in names or _lists(before, name):
        print(f"{listed} has a picture called {name} already. Choose another name.", file=sys.stderr)
        return PROBLEMS
    if file.exists():
        print(f"{file} is there already. Choose another name.", file=sys.stderr)
        return PROBLEMS
    _write(file, picture_set.made_smaller(picture.path.read_text(encoding="utf-8")))
    licence = file.with_name(picture_set.LICENCE_FILE)
    if not licence.exists():
        _write(licence, picture_set.LICENCE)
    _write(listed, _added_to(before, _picture_record(name, file.name, meaning)))
    print(f"Took ‘{picture.annotation}’ as {file}, and added it to the end of {listed}.")
    print(f"An easy sentence shows it with ‘picture: {name}’.")
    return OK


def _picture_record(name: str, file: str, meaning: str) -> str:
    """A picture of the set, as an item of a list."""
    credited = {"credit": picture_set.CREDIT, "address": picture_set.ADDRESS}
    return _as_item({"name": name, "file": file, "meaning": meaning, **credited})


def _as_item(fields: Mapping[str, object]) -> str:
    """A record as an item of a list, without the fields that have nothing to say."""
    given = {name: value for name, value in fields.items() if value is not None}
    text = yaml.safe_dump(given, sort_keys=False, allow_unicode=True, width=sys.maxsize)
    return "- " + textwrap.indent(text, "  ").lstrip()


def _usage(*lines: str) -> int:
    print(*lines, sep="\n", file=sys.stderr)
    return USAGE


# --- pages ------------------------------------------------------------------------------------------------


def _pages(options: argparse.Namespace) -> int:
    project = _project(options.folder)
    prepared = prepare(project)
    if prepared.has_errors:
        print(
            report.for_terminal(prepared.problems, checked="the plan", with_advice=False),
            end="",
            file=sys.stderr,
        )
        print("Nothing was written.", file=sys.stderr)
        return PROBLEMS
    staging = publishing.staging_for(options.into)
    try:
        publishing.write_site(prepared.pages, project.plan_data, project.content, staging)
        publishing.put_in_place(staging, options.into)
    finally:
        shutil.rmtree(staging, ignore_errors=True)
    print(f"Wrote {len(prepared.pages)} pages into {options.into}/.")
    return OK


if __name__ == "__main__":
    sys.exit(main())
