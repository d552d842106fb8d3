"""`plan forms`: fetch what the forms are made of."""

from __future__ import annotations

import argparse
import sys

from plan_site.forms.files import FETCHED, fetch
from plan_site.forms.node import Unavailable
from plan_tools.cli.exit_codes import OK, PROBLEMS


def add_to(parser: argparse.ArgumentParser) -> None:
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    del options
    try:
        fetch()
    except Unavailable as missing:
        print(missing, file=sys.stderr)
        return PROBLEMS
    print(f"What the forms are made of is in {FETCHED}/.")
    return OK
