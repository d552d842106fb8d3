"""The command `plan`: check the plan, start a new record, write the site without a generator."""

from __future__ import annotations

import argparse
import io
import os
import re
import shutil
import sys
import textwrap
import traceback
from collections.abc import Sequence
from pathlib import Path

import yaml

from plan_site import publishing, report
from plan_site.building import Project, prepare
from plan_site.model import KINDS, SINGLE_KINDS
from plan_site.pages import Site
from plan_site.problems import Place, Problem, did_you_mean
from plan_site.reading import is_id, read_plan
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
    check.set_defaults(run=_check)

    new = commands.add_parser("new", help="start a new record")
    new.add_argument("kind", metavar="KIND", help=f"one of: {', '.join(kind.noun for kind in KINDS)}")
    new.add_argument("id", metavar="ID", nargs="?", default="", help="its id, for example being-heard")
    new.set_defaults(run=_new)

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
    prepared = prepare(_project(options.folder))
    style = options.format or ("github" if os.environ.get("GITHUB_ACTIONS") == "true" else "text")
    if style == "github":
        print(report.for_github(prepared.problems), end="")
    else:
        print(report.for_terminal(prepared.problems, checked="the plan"), end="")
    return PROBLEMS if prepared.has_errors else OK


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
    if re.search(rf"^ *- +(?:id|name): *{re.escape(record_id)} *$", before, re.MULTILINE):
        print(f"{path} has a {kind.noun} called {record_id} already. Choose another id.", file=sys.stderr)
        return PROBLEMS
    _write(path, _added_to(before, skeleton(kind, record_id, Setting(records, project.today()))))
    print(f"Made {path}." if kind.is_folder else f"Added {kind.a_noun} to the end of {path}.")
    print("Open it and put your words where it says ‘Write here’. Then run: plan check")
    return OK


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
        publishing.write_site(prepared.pages, project.content, staging)
        publishing.put_in_place(staging, options.into)
    finally:
        shutil.rmtree(staging, ignore_errors=True)
    print(f"Wrote {len(prepared.pages)} pages into {options.into}/.")
    return OK


if __name__ == "__main__":
    sys.exit(main())
