"""`plan schema`: write down what an editing program needs to help while somebody types."""

from __future__ import annotations

import argparse
import json

from plan_site.model.plan import KINDS
from plan_site.open_data.schema import schema_of
from plan_tools.cli.exit_codes import OK
from plan_tools.cli.files import write

FOLDER = ".vscode/schemas"


def add_to(parser: argparse.ArgumentParser) -> None:
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    folder = options.folder / FOLDER
    for kind in KINDS:
        write(folder / f"{kind.noun}.json", json.dumps(schema_of(kind), indent=2, ensure_ascii=False) + "\n")
    print(f"Wrote the schemas of {len(KINDS)} kinds of record into {folder}/.")
    return OK
