"""Help while typing: what an editing program is told is what the model says."""

from __future__ import annotations

import json
import re
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator  # type: ignore[import-untyped]
from ruamel.yaml import YAML

from plan_site.model.fields import fields_of
from plan_site.model.plan import KINDS, Kind
from plan_site.model.records import STATUS_RULES, Aim, Status
from plan_site.open_data.schema import schema_of
from plan_site.reading.folder import files_in
from sites import EASY_WORDS, EXAMPLE, OURS, ROOT, SMALL, run

NOUNS = {kind.noun: kind for kind in KINDS}
FOUND = [each for plan in (OURS, EXAMPLE, SMALL, EASY_WORDS) for each in files_in(plan / "plan_data")[0]]
FILES = [pytest.param(kind, path, id=path.relative_to(ROOT).as_posix()) for kind, path in FOUND]
SETTINGS = json.loads((ROOT / ".vscode/settings.json").read_text(encoding="utf-8"))


def as_an_editing_program_sees(text: str) -> Any:
    """YAML 1.2: numbers, true and false are what they look like; a date is text."""
    read = YAML(typ="safe", pure=True).load(text)
    return json.loads(json.dumps(read, default=str))


def faults(kind: Kind, text: str) -> list[str]:
    return [error.message for error in Draft7Validator(schema_of(kind)).iter_errors(as_an_editing_program_sees(text))]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.noun)
def test_the_schemas_are_those_of_the_model(kind: Kind) -> None:
    written = (ROOT / f".vscode/schemas/{kind.noun}.json").read_text(encoding="utf-8")
    assert json.loads(written) == schema_of(kind), "The model has changed. Run: make schemas"
    Draft7Validator.check_schema(schema_of(kind))


def test_the_command_writes_every_schema_as_it_is_kept(tmp_path: Path) -> None:
    done = run("plan_tools.commands", "schema", folder=tmp_path)
    assert (done.returncode, done.stdout) == (0, "Wrote the schemas of 13 kinds of record into .vscode/schemas/.\n")
    made, kept = tmp_path / ".vscode/schemas", ROOT / ".vscode/schemas"
    assert {path.name: path.read_bytes() for path in made.iterdir()} == {
        path.name: path.read_bytes() for path in kept.iterdir()
    }, "Run: make schemas"


@pytest.mark.parametrize(("kind", "path"), FILES)
def test_no_file_of_the_plans_is_told_off(kind: Kind, path: Path) -> None:
    assert not faults(kind, path.read_text(encoding="utf-8"))


@pytest.mark.parametrize(("kind", "path"), FILES)
def test_each_file_of_the_plans_has_the_help_of_its_kind_and_no_other(kind: Kind, path: Path) -> None:
    name = "/" + path.relative_to(ROOT).as_posix()
    helping = [schema for schema, globs in SETTINGS["yaml.schemas"].items() if any(fnmatch(name, g) for g in globs)]
    assert helping == [f"./.vscode/schemas/{kind.noun}.json"]
    assert (ROOT / helping[0]).is_file()


AIM = (SMALL / "plan_data/aims/being-heard.yml").read_text(encoding="utf-8")
ACTION = (EXAMPLE / "plan_data/actions/keyworkers.yml").read_text(encoding="utf-8")
SOURCES = (SMALL / "plan_data/sources.yml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("noun", "text", "slip", "fault"),
    [
        ("aim", AIM, ("summary:", "sumary:"), "'sumary' was unexpected"),
        ("aim", AIM, ("summary:", "sumary:"), "'summary' is a required property"),
        ("aim", AIM, ("number: 1", "number: one"), "'one' does not match"),
        ("aim", AIM, ("id: being-heard", "id: Being Heard"), "'Being Heard' does not match"),
        ("aim", AIM, ("source:", "easy_read: words\nsource:"), "'words' is not of type 'array', 'null'"),
        ("aim", AIM, ("source:", "easy_read:\n  - picture: ear\nsource:"), "'words' is a required property"),
        ("action", ACTION, ("status: on track", "status: on-track"), "'on-track' is not one of"),
        ("action", ACTION, ("status: on track", "status: late"), "'late' is not one of"),
        ("action", ACTION, ("reading: stated", "reading: theirs"), "'theirs' is not one of"),
        ("action", ACTION, ("due: 2026-07-31", "due: 2026-13"), "'2026-13' does not match"),
        ("action", ACTION, ("due: 2026-07-31", "due: 31 July 2026"), "'31 July 2026' does not match"),
        ("source", SOURCES, ("address: https", "address: htps"), "does not match"),
        ("source", SOURCES, ("- id:", "id:"), "is not of type 'array'"),
    ],
)
def test_a_slip_is_pointed_at_while_it_is_typed(noun: str, text: str, slip: tuple[str, str], fault: str) -> None:
    assert not faults(NOUNS[noun], text)
    assert slip[0] in text
    wrong = text.replace(*slip, 1)
    if slip[1] == "id:":
        wrong = re.sub(r"^  ", "", wrong, flags=re.MULTILINE)
    assert any(fault in found for found in faults(NOUNS[noun], wrong))


@pytest.mark.parametrize(
    ("noun", "text", "right"),
    [
        ("source", SOURCES, ("read_on: 2026-01-05", "read_on: 2026")),
        ("source", SOURCES, ("read_on: 2026-01-05", "read_on: 2026-01")),
        ("source", SOURCES, ("title: The small plan", "title: 2026")),
        ("source", SOURCES, ("title: The small plan", "title: true")),
        ("aim", AIM, ("source:", "picture:\nsource:")),
        ("aim", AIM, ("id: being-heard", "id: 2026")),
    ],
)
def test_what_reads_as_a_number_or_is_still_blank_is_not_told_off(noun: str, text: str, right: tuple[str, str]) -> None:
    assert right[0] in text
    assert not faults(NOUNS[noun], text.replace(*right, 1))


def test_each_field_and_each_status_explains_itself() -> None:
    properties = schema_of(NOUNS["aim"])["properties"]
    assert {name: held["description"] for name, held in properties.items()} == {
        field.name: field.about for field in fields_of(Aim)
    }
    status = schema_of(NOUNS["action"])["properties"]["status"]
    assert dict(zip(status["enum"], status["enumDescriptions"], strict=True)) == {
        word.value: STATUS_RULES[word] for word in Status if word.is_typed
    }


# --- the editing program itself ---------------------------------------------------------------------------


def test_the_editing_program_writes_what_the_plan_can_read() -> None:
    wanted = {
        "files.encoding": "utf8",
        "files.eol": "\n",
        "files.trimTrailingWhitespace": True,
        "editor.insertSpaces": True,
        "editor.tabSize": 2,
        "editor.detectIndentation": False,
        "yaml.format.enable": False,  # `plan tidy` has the one form
    }
    assert wanted.items() <= SETTINGS.items()


def test_the_container_needs_nothing_but_what_make_does() -> None:
    container = json.loads((ROOT / ".devcontainer/devcontainer.json").read_text(encoding="utf-8"))
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    named = set(re.findall(r"\bmake ([a-z-]+)", json.dumps(container)))
    assert {"build", "serve"} <= named <= targets
    assert re.fullmatch(r"mcr\.microsoft\.com/devcontainers/python:3\.1[1-9]-\w+", container["image"])
    assert container["portsAttributes"][str(container["forwardPorts"][0])]["label"]
    recommended = json.loads((ROOT / ".vscode/extensions.json").read_text(encoding="utf-8"))["recommendations"]
    assert container["customizations"]["vscode"]["extensions"] == recommended
    assert "secret" not in json.dumps(container).lower()
