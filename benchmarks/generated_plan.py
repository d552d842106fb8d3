"""Makes a plan of any size from a seed, and the same words as a plain MkDocs folder."""

from __future__ import annotations

import argparse
import random
import shutil
import textwrap
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent
SEED = 2026
AIMS, OUTCOMES = 3, 6
ARTICLES = ("about", "have-your-say", "privacy")
DOORS = ("young-people", "parents-and-carers", "people-who-work-with-children")
_KINDS = ("quotes", "progress", "actions", "feedback")
_ADDRESSES = {"quotes": "voices"}
_LISTS = ("aims", "outcomes", *_KINDS)
# Home, the plan on a page and the page for an address that is not there stand alone.
_FIXED_PAGES = 3 + len(DOORS) + len(ARTICLES) + len(_LISTS) + AIMS + OUTCOMES
FEWEST_PAGES = _FIXED_PAGES + len(_KINDS)
"""With fewer, a kind of record would have no page."""

_WORD_LIST = """
    able about access adult advice after agree aim already always ask autism bus calm care carer chance
    change child choice city clear clinic club college community council course daily day decide deserve
    different doctor draw each early education every explain fair family feel find first follow foster
    free friend future garden give good group grow guide happen health hear help holiday home hope
    hospital house idea include independent inclusion inside job join journey kind know language later
    learn leisure library life listen live local long make meet mentor money morning move music need
    neighbour new next nurse offer often open other parent park part path people person place plan play
    practice provision quiet ready record respect right room safe school sensory service share simple
    skill sleep small speak specialist sport start stay step still story street strong support swim talk
    teacher team therapy think time together town train travel trust try understand unit use visit voice
    wait walk want warm week welcome with work worker workshop year young youth
"""
_WORDS = _WORD_LIST.split()


@dataclass(frozen=True)
class Generated:
    """One record: its words, and the fields that are not words."""

    folder: str
    id: str
    title: str
    paragraphs: tuple[str, ...]
    facts: tuple[tuple[str, str], ...] = ()
    items: tuple[str, ...] = ()
    about: tuple[str, ...] = ()

    @property
    def section(self) -> str:
        return _ADDRESSES.get(self.folder, self.folder)


# --- words ------------------------------------------------------------------------------------------------


def _phrase(chance: random.Random, fewest: int, most: int) -> str:
    return " ".join(chance.choices(_WORDS, k=chance.randint(fewest, most))).capitalize()


def _paragraphs(chance: random.Random, most: int = 3) -> tuple[str, ...]:
    return tuple(
        " ".join(f"{_phrase(chance, 8, 20)}." for _ in range(chance.randint(2, 4)))
        for _ in range(chance.randint(1, most))
    )


def _chance(seed: int, name: str) -> random.Random:
    """A record's own words do not depend on how many records there are."""
    return random.Random(f"{seed} {name}")


# --- records ----------------------------------------------------------------------------------------------


def records(seed: int, pages: int) -> tuple[Generated, ...]:
    """The records of a plan whose site has so many pages."""
    if pages < FEWEST_PAGES:
        raise ValueError(f"a generated plan has at least {FEWEST_PAGES} pages")
    numbers = dict.fromkeys(_KINDS, 0)
    found = [
        *(_aim(seed, n) for n in range(1, AIMS + 1)),
        *(_outcome(seed, n) for n in range(1, OUTCOMES + 1)),
    ]
    for kind in islice(cycle(_KINDS), pages - _FIXED_PAGES):
        numbers[kind] += 1
        found.append(_MAKERS[kind](seed, numbers[kind]))
    return tuple(found)


def _aim(seed: int, number: int) -> Generated:
    chance = _chance(seed, f"aim {number}")
    objectives = tuple(f"{_phrase(chance, 8, 16)}." for _ in range(4))
    return Generated(
        "aims",
        f"aim-{number}",
        _phrase(chance, 6, 12),
        _paragraphs(chance, 1),
        (("number", str(number)),),
        objectives,
    )


def _outcome(seed: int, number: int) -> Generated:
    chance = _chance(seed, f"outcome {number}")
    return Generated(
        "outcomes",
        f"outcome-{number}",
        _phrase(chance, 5, 10),
        _paragraphs(chance, 1),
        (("number", str(number)),),
    )


def _subjects(chance: random.Random) -> tuple[str, ...]:
    """An aim, and for every other record an outcome too."""
    aim, outcome = f"aim-{chance.randint(1, AIMS)}", f"outcome-{chance.randint(1, OUTCOMES)}"
    return (aim, outcome) if chance.random() < 0.5 else (aim,)


def _month(chance: random.Random, first: int, last: int) -> str:
    return f"{chance.randint(first, last)}-{chance.randint(1, 12):02}"


def _quote(seed: int, number: int) -> Generated:
    chance = _chance(seed, f"quote {number}")
    facts = (
        ("speaker", _phrase(chance, 2, 3).title()),
        ("role", _phrase(chance, 2, 5)),
        ("consent", "published"),
    )
    return Generated("quotes", f"quote-{number:04}", facts[0][1], _paragraphs(chance), facts, about=_subjects(chance))


def _progress(seed: int, number: int) -> Generated:
    chance = _chance(seed, f"progress {number}")
    facts = (("when", _month(chance, 2021, 2025)), ("status", "announced" if number % 5 == 0 else "happened"))
    return Generated(
        "progress",
        f"progress-{number:04}",
        _phrase(chance, 5, 10),
        _paragraphs(chance),
        facts,
        about=_subjects(chance),
    )


def _action(seed: int, number: int) -> Generated:
    chance = _chance(seed, f"action {number}")
    facts = (
        ("owner", _phrase(chance, 2, 5)),
        ("status", chance.choice(("not started", "on track", "paused", "done"))),
        ("due", _month(chance, 2025, 2029)),
    )
    return Generated(
        "actions",
        f"action-{number:04}",
        _phrase(chance, 5, 12),
        _paragraphs(chance, 2),
        facts,
        about=_subjects(chance),
    )


def _feedback(seed: int, number: int) -> Generated:
    chance = _chance(seed, f"feedback {number}")
    you_said = _paragraphs(chance, 2)
    title = " ".join(you_said[0].split()[:9])
    facts = (("when", _month(chance, 2021, 2025)),)
    return Generated("feedback", f"feedback-{number:04}", title, you_said, facts, items=_paragraphs(chance, 2))


_MAKERS: dict[str, Callable[[int, int], Generated]] = {
    "quotes": _quote,
    "progress": _progress,
    "actions": _action,
    "feedback": _feedback,
}


# --- as a project of ours ---------------------------------------------------------------------------------

_SMALL_PLAN = REPOSITORY / "tests/plans/required_fields_alone"

_PLAN = """\
id: generated-plan
source: generated-source
title: Inclusion Plan
area: Generated
organisation: Generated Council
ages: 0 to 25
audience: Children and young people. This plan is made up.
official_address: https://www.example.org/plan
hub: My best life
notice: This plan is made up. It measures this website.
"""

_SOURCE = """\
- id: generated-source
  title: The generated plan
  publisher: Generated Council
  address: https://www.example.org/plan
  read_on: 2026-01-05
"""


def write_project(folder: Path, seed: int, pages: int) -> None:
    """Writes a plan of ours whose site has so many pages."""
    write_configuration(folder)
    write(folder / "plan_data/plan.yml", _PLAN)
    write(folder / "plan_data/sources.yml", _SOURCE)
    for record in records(seed, pages):
        write(folder / f"plan_data/{record.folder}/{record.id}.yml", _as_yaml(record))
    for name in ARTICLES:
        write(folder / f"content/{name}.md", _article(seed, name, place_in="footer"))


def write_empty_project(folder: Path) -> None:
    """Writes a plan of required fields alone: what every build must spend."""
    write_configuration(folder)
    shutil.copytree(_SMALL_PLAN / "plan_data", folder / "plan_data")
    (folder / "content").mkdir()


def write_configuration(folder: Path) -> None:
    """Writes settings under which this repository builds the folder."""
    settings = (_SMALL_PLAN / "mkdocs.yml").read_text(encoding="utf-8")
    write(folder / "mkdocs.yml", settings.replace("../..", str(REPOSITORY)))


def _as_yaml(record: Generated) -> str:
    lines = [f"id: {record.id}", *(f"{name}: {value}" for name, value in record.facts)]
    if record.folder not in {"quotes", "feedback"}:
        lines.append(f"title: {record.title}")
    lines += _YAML_OF[record.folder](record)
    if record.about:
        lines.append("about:")
        lines += [f"  - record: {subject}\n    reading: ours" for subject in record.about]
    return "\n".join([*lines, "source: generated-source\n"])


def _folded(name: str, paragraphs: Sequence[str]) -> str:
    """A field as an editor writes it: short lines, and a blank one between paragraphs."""
    return f"{name}: >\n" + "\n\n".join(textwrap.indent(textwrap.fill(each, 108), "  ") for each in paragraphs)


def _aim_yaml(aim: Generated) -> list[str]:
    objectives = [f"  - id: objective-{n}\n    text: {text}" for n, text in enumerate(aim.items, start=1)]
    return [_folded("summary", aim.paragraphs), "objectives:", *objectives]


def _summary_yaml(record: Generated) -> list[str]:
    return [_folded("summary", record.paragraphs)]


def _quote_yaml(quote: Generated) -> list[str]:
    return [_folded("words", quote.paragraphs)]


def _action_yaml(action: Generated) -> list[str]:
    return [_folded("status_reason", action.paragraphs)]


def _feedback_yaml(feedback: Generated) -> list[str]:
    return [_folded("you_said", feedback.paragraphs), _folded("we_did", feedback.items)]


_YAML_OF: dict[str, Callable[[Generated], list[str]]] = {
    "aims": _aim_yaml,
    "outcomes": _summary_yaml,
    "quotes": _quote_yaml,
    "progress": _summary_yaml,
    "actions": _action_yaml,
    "feedback": _feedback_yaml,
}


def _article(seed: int, name: str, **front_matter: str) -> str:
    chance = _chance(seed, name)
    title, paragraphs = _phrase(chance, 2, 4), _paragraphs(chance)
    matter = {"title": title, "description": _phrase(chance, 8, 14), **front_matter}
    head = "\n".join(f"{field}: {value}" for field, value in matter.items())
    return f"---\n{head}\n---\n" + "\n\n".join(paragraphs) + "\n"


# --- as a stock folder ------------------------------------------------------------------------------------

_STOCK_CONFIGURATION = """\
site_name: Generated Inclusion Plan
theme:
  name: material
"""


def write_stock(folder: Path, seed: int, pages: int) -> None:
    """Writes the same words as Markdown files, for MkDocs and Material as they come."""
    found = records(seed, pages)
    write_stock_configuration(folder)
    for path, text in stock_pages(seed, found):
        write(folder / "docs" / path, text)


def write_empty_stock(folder: Path) -> None:
    """Writes a folder of one page."""
    write_stock_configuration(folder)
    write(folder / "docs/index.md", "# The plan\n")


def write_stock_configuration(folder: Path) -> None:
    """Writes settings under which MkDocs and Material, as they come, build the folder."""
    write(folder / "mkdocs.yml", _STOCK_CONFIGURATION)


def stock_pages(seed: int, found: Sequence[Generated]) -> Iterator[tuple[str, str]]:
    """Each Markdown file: its path and its text. MkDocs adds the page for an address that is not there."""
    by_id = {record.id: record for record in found}
    yield "index.md", f"# The plan at a glance\n\n{_glance(found)}"
    yield "plan-on-a-page.md", f"# The plan on a page\n\n{_glance(found)}"
    for door in DOORS:
        yield f"for/{door}.md", f"# For {door}\n\n{_glance(found, up='../')}"
    for name in ARTICLES:
        yield f"{name}.md", _article(seed, name)
    for folder in _LISTS:
        section = [record for record in found if record.folder == folder]
        yield f"{section[0].section}/index.md", f"# {folder.capitalize()}\n\n{_list(section)}\n"
    for record in found:
        yield f"{record.section}/{record.id}.md", _as_markdown(record, by_id)


def _glance(found: Sequence[Generated], up: str = "") -> str:
    """The first few records of every kind."""
    few = [record for folder in _LISTS for record in islice((r for r in found if r.folder == folder), 6)]
    return "".join(f"- [{record.title}]({up}{record.section}/{record.id}.md)\n" for record in few)


def _list(section: Sequence[Generated]) -> str:
    return "\n\n".join(f"## [{each.title}]({each.id}.md)\n\n{each.paragraphs[0]}" for each in section)


def _as_markdown(record: Generated, by_id: dict[str, Generated]) -> str:
    parts = [f"# {record.title}", *record.paragraphs, *record.items]
    parts.append("\n".join(f"- {name}: {value}" for name, value in record.facts))
    if record.about:
        subjects = (by_id[subject] for subject in record.about)
        links = "\n".join(f"- [{each.title}](../{each.section}/{each.id}.md)" for each in subjects)
        parts += ["## Which part of the plan this is about", links]
    parts += ["## Where this comes from", "[The generated plan](https://www.example.org/plan)"]
    return "\n\n".join(parts) + "\n"


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def main() -> None:
    """Writes a project of ours, or a stock one, into a folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("pages", type=int)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--stock", action="store_true", help="write a plain MkDocs folder instead")
    options = parser.parse_args()
    (write_stock if options.stock else write_project)(options.folder, options.seed, options.pages)


if __name__ == "__main__":
    main()
