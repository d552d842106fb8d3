"""How a command ends."""

from __future__ import annotations

import sys

OK, PROBLEMS, USAGE, FAULT_OF_OURS, INTERRUPTED = 0, 1, 2, 70, 130
"""Done; something to mend, in the words or on this machine; wrong usage; a fault of the code; stopped by Ctrl and C."""


def usage(*lines: str) -> int:
    """Says what is wrong with the words of a command."""
    print(*lines, sep="\n", file=sys.stderr)
    return USAGE
