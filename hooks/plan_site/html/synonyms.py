"""Lists of words that mean the same to somebody who searches: the shipped one, and the one that a council may add."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from plan_site.model.problems import Place, Problem
from plan_site.model.rules import ReaderRule
from plan_site.reading.folder import SYNONYMS
from plan_site.yaml.values import Unreadable, read_text

Group = tuple[str, ...]

LONGEST = 60
"""Letters; more are a sentence, and nobody searches for one."""


def shipped() -> tuple[Group, ...]:
    """The words of the field, as people say and write them."""
    text = Path(__file__).with_name(SYNONYMS).read_text(encoding="utf-8")
    return tuple(group for _, group in _groups_in(text))


def read_synonyms(plan_data: Path) -> tuple[tuple[Group, ...], tuple[Problem, ...]]:
    """The council's own groups, none where it has no such file; and what is wrong with them."""
    path, name = plan_data / SYNONYMS, f"{plan_data.name}/{SYNONYMS}"
    if not path.exists() and not path.is_symlink():
        return (), ()
    try:
        groups = tuple(_groups_in(read_text(path, name)))
    except Unreadable as unreadable:
        return (), (unreadable.problem,)
    return tuple(group for _, group in groups), tuple(_problems_of(groups, name))


def _groups_in(text: str) -> Iterator[tuple[int, Group]]:
    for number, line in enumerate(text.split("\n"), start=1):
        words = line.partition("#")[0]
        if words.strip():
            yield number, tuple(word.strip() for word in words.split(",") if word.strip())


def _problems_of(groups: tuple[tuple[int, Group], ...], name: str) -> Iterator[Problem]:
    """A line that is no group finds nothing, and nobody would notice."""
    for number, group in groups:
        twice = next((word for word in group if [each.casefold() for each in group].count(word.casefold()) > 1), None)
        if len(group) < 2:
            what = "This line has one word alone, and so a search has nothing else to look for."
            remedy = "Write the words that mean the same on one line, with commas between: tribunal, appeal"
        elif twice is not None:
            what, remedy = f"“{twice}” stands twice in this line.", "Delete one of the two."
        elif max(map(len, group)) > LONGEST:
            what = f"“{max(group, key=len)}” is longer than anybody searches for."
            remedy = f"Write single words or short names, each of {LONGEST} letters at most, with commas between."
        else:
            continue
        yield ReaderRule.every_line_of_synonyms_is_a_group.broken(Place(name, number), what, remedy)
