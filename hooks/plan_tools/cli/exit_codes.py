"""What every command shares: how it is added, and how it ends."""

from __future__ import annotations

import argparse
import sys
from typing import TypeAlias

Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"

OK, PROBLEMS, USAGE, FAULT_OF_OURS, INTERRUPTED = 0, 1, 2, 70, 130


def usage(*lines: str) -> int:
    """Says what is wrong with the words of a command."""
    print(*lines, sep="\n", file=sys.stderr)
    return USAGE
