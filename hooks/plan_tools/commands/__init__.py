"""The command `plan`: what an editor or a workflow asks of the plan in a folder."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

COMMANDS = {
    "check": ("check", "look for problems in plan_data/ and content/"),
    "tidy": ("tidy", "give every file of plan_data/ its one form, so that changes stay small"),
    "diff": ("diff", "say in plain English what changed, and draft the words for readers"),
    "edit": ("editing.edit", "open forms in a browser that change the plan in this folder"),
    "new": ("new", "start a new record"),
    "pictures": ("pictures", "find a picture for a word, and take it"),
    "review-kit": ("reviewing.review_kit", "make sheets on which a group checks Easy Read pages, and a form"),
    "review": ("reviewing.review", "write down that people have checked a record as it stands"),
    "register": ("register", "write down every address of the site, when you publish it"),
    "pages": ("pages", "write the whole site into a folder, with no generator"),
    "forms": ("editing.forms", "fetch what the forms of ‘plan edit’ and of /admin/ are made of"),
    "start": ("start", "make a new plan, for another council, in an empty folder"),
    "schema": ("schema", "write down anew what an editing program knows of each kind of record"),
}
"""The module of each, and what `--help` says of it: a module is imported when somebody asks for its command."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs a command and returns its exit code, one of those in `cli.exit_codes`."""
    options = _parser().parse_args(arguments)
    from plan_tools.cli.endings import exit_code_of  # `--help` has ended by now, and needs none of it

    return exit_code_of(options)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="plan", description="Works on the plan in this folder.")
    parser.add_argument("--folder", type=Path, default=Path(), help="the project's folder (default: this one)")
    commands = parser.add_subparsers(required=True, metavar="COMMAND", parser_class=_Command)
    for name, (module, what) in COMMANDS.items():
        commands.add_parser(name, help=what, module=module)
    return parser


class _Command(argparse.ArgumentParser):
    """A command, which learns what it takes from its module once it is asked for."""

    def __init__(self, *, module: str, **settings: Any) -> None:
        super().__init__(**settings)
        self.module = module

    def parse_known_args(  # type: ignore[override]  # as argparse itself calls it
        self, args: Sequence[str], namespace: None
    ) -> tuple[argparse.Namespace, list[str]]:
        import_module(f"{__name__}.{self.module}").add_to(self)
        return super().parse_known_args(args, namespace)
