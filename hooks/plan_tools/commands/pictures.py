"""`plan pictures`: find a picture for a word, and take it."""

from __future__ import annotations

import argparse
import difflib
import sys

from plan_site.model.problems import did_you_mean
from plan_site.model.site_records import Picture
from plan_site.reading.folder import read_plan
from plan_site.yaml.lists import added_to, has
from plan_site.yaml.text_types import is_id
from plan_site.yaml.tidy import as_item
from plan_site.yaml.values import read_text
from plan_tools import openmoji
from plan_tools.cli.exit_codes import OK, PROBLEMS, usage
from plan_tools.cli.files import write
from plan_tools.cli.project import project_in


def add_to(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("word", metavar="WORD", nargs="+", help="what the picture should show, or its code")
    parser.add_argument("--take", metavar="CODE", help="the code of the picture to take, for example 1F3E0")
    parser.add_argument("--as", dest="name", metavar="NAME", help="the name that records use for it")
    parser.add_argument("--meaning", help="what it stands for, in a few words")
    parser.set_defaults(run=_run)


MOST_PICTURES = 12
MOST_TAGS = 4


def _run(options: argparse.Namespace) -> int:
    try:
        return _take(options) if _is_taking(options) else _list_pictures(" ".join(options.word))
    except openmoji.NotInstalled as missing:
        print(missing, file=sys.stderr)
        return PROBLEMS


def _is_taking(options: argparse.Namespace) -> bool:
    return any(given is not None for given in (options.take, options.name, options.meaning))


def _list_pictures(word: str) -> int:
    found = openmoji.search(word)
    if not found:
        print(f"OpenMoji has no picture for ‘{word}’.", file=sys.stderr)
        question = did_you_mean(word, openmoji.known_words())
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
        return usage("Say which picture to take: --take and its code, for example --take 1F3E0.")
    if not is_id(name):
        return usage("Say the picture's name too, in small letters, digits and hyphens: --as my-picture")
    if not meaning:
        return usage('Say what the picture stands for too, in a few words: --meaning "A home"')
    picture = openmoji.picture(options.take)
    if picture is None:
        return _no_such_picture(options)
    plan_data = project_in(options.folder).plan_data
    listed, file = plan_data / "pictures.yml", plan_data / "pictures" / f"{name}.svg"
    before = read_text(listed, listed.name) if listed.exists() else ""
    names = {known.name for known in read_plan(plan_data, plan_data.name).records.pictures}
    if name in names or has(before, name, listed.name):
        print(f"{listed} has a picture called {name} already. Choose another name.", file=sys.stderr)
        return PROBLEMS
    drawing = picture.path.read_text(encoding="utf-8")
    if file.exists() and file.read_bytes() != drawing.encode():  # the same one is there if this command was killed
        print(f"{file} is there already. Choose another name.", file=sys.stderr)
        return PROBLEMS
    write(file, drawing)
    licence = file.with_name(openmoji.LICENCE_FILE)
    if not licence.exists():
        write(licence, openmoji.LICENCE)
    write(listed, added_to(before, _picture_record(name, file.name, meaning), listed.name))
    print(f"Took ‘{picture.annotation}’ as {file}, and added it to the end of {listed}.")
    print(f"An easy sentence shows it with ‘picture: {name}’.")
    return OK


def _no_such_picture(options: argparse.Namespace) -> int:
    near = [found.code for found in openmoji.search(" ".join(options.word))]
    nearest = difflib.get_close_matches(options.take.upper(), [*near, *openmoji.codes()], n=1, cutoff=0.65)
    question = f"Did you mean ‘{nearest[0]}’?" if nearest else "Look for one with: plan pictures WORD"
    return usage(f"OpenMoji has no picture with the code ‘{options.take}’.", question)


def _picture_record(name: str, file: str, meaning: str) -> str:
    """A picture of the set, as an item of a list."""
    credited = {"credit": openmoji.CREDIT, "address": openmoji.ADDRESS}
    return as_item(Picture, {"name": name, "file": file, "meaning": meaning, **credited})
