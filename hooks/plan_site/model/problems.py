"""A problem is data: where it is, which rule it breaks, what is wrong and what to do."""

from __future__ import annotations

import difflib
import errno
from collections.abc import Iterable
from dataclasses import dataclass, field, replace


@dataclass(frozen=True, order=True, slots=True)
class Place:
    """A line (counted from 1) of a file (as a path that the editor knows, with forward slashes)."""

    file: str
    line: int = 1


@dataclass(frozen=True, order=True, slots=True)
class Problem:
    """One thing to mend. Errors stop a build; advice never does."""

    place: Place
    rule: str = field(default="", kw_only=True)
    """Its name; the catalogue of rules adds it."""
    what: str
    remedy: str
    record: str = ""
    is_advice: bool = False
    sentence: str = ""
    """The sentence that it is about, where it is about one."""

    def in_record(self, record: str) -> Problem:
        """The same problem, saying which record it is in (unless it says so already)."""
        return self if self.record else replace(self, record=record)


def errors_among(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The problems that stop a build."""
    return tuple(problem for problem in problems if not problem.is_advice)


def did_you_mean(word: str, candidates: Iterable[str]) -> str:
    """A question naming the candidate that looks most like the word, or nothing."""
    nearest = difflib.get_close_matches(word.lower(), sorted(candidates), n=1, cutoff=0.65)
    return f"Did you mean ‘{nearest[0]}’?" if nearest else ""


def listed(words: Iterable[str], *, joiner: str = "or") -> str:
    """The words as a phrase: ‘a’, ‘b’ or ‘c’."""
    quoted = [f"‘{word}’" for word in words]
    if len(quoted) < 2:
        return "".join(quoted)
    return f"{', '.join(quoted[:-1])} {joiner} {quoted[-1]}"


def how_to_write(error: OSError, otherwise: str) -> str:
    """What to do where the computer cannot write: make room on a full disk, or `otherwise`."""
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return "The disk is full: make room on it, and do this again."
    return otherwise


def shortened(text: str, most: int = 60) -> str:
    """The first words of a text, on one line."""
    text = text.replace("\n", " ")
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def shown(name: str) -> str:
    """A file name that is safe to print, whatever bytes it is made of."""
    return name if name.isprintable() else "".join(each if each.isprintable() else "?" for each in name)


def brief(name: str) -> str:
    """The same of a name that may go on for ever, as on a command line."""
    return shortened(shown(name), 200)
