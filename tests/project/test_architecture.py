"""Data flows one way: each folder imports only from those above it, and only one of them knows MkDocs."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

from sites import ROOT

# As in HACKING.md, from the top to the bottom.
STAGES = (
    "model",
    "yaml",
    "english",
    "reading",
    "site",
    "checks",
    "html",
    "pdf",
    "open_data",
    "forms",
    "publish",
    "mkdocs",
)
MOST_MODULES = 9
"""In a folder: more than that is a list to look things up in."""
HOOKS = ROOT / "hooks"
PACKAGE, TOOLS = HOOKS / "plan_site", HOOKS / "plan_tools"
MODULES = sorted([*PACKAGE.rglob("*.py"), *TOOLS.rglob("*.py")])
FOLDERS = sorted({path.parent for path in MODULES})


def imported(path: Path) -> set[str]:
    """What a file imports, by its full name: a module, or a name that one has."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def name_of(path: Path) -> str:
    return path.relative_to(HOOKS).with_suffix("").as_posix()


def stage_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0]


STAGED = [path for path in MODULES if path.is_relative_to(PACKAGE) and path.parent != PACKAGE]


def test_every_folder_is_a_stage_and_no_module_stands_outside() -> None:
    assert {stage_of(path) for path in STAGED} == set(STAGES)
    assert [path.name for path in PACKAGE.glob("*.py")] == ["__init__.py"]


@pytest.mark.parametrize("path", STAGED, ids=name_of)
def test_a_stage_imports_only_from_itself_and_the_stages_above_it(path: Path) -> None:
    above = STAGES[: STAGES.index(stage_of(path)) + 1]
    ours = [name.split(".") for name in imported(path) if name.startswith(("plan_site", "plan_tools"))]
    assert {(package, stage) for package, stage, *_ in ours} <= {("plan_site", stage) for stage in above}


def test_no_module_imports_itself_by_way_of_others() -> None:
    names = {name_of(path).replace("/", ".").removesuffix(".__init__"): path for path in MODULES}
    needs = {
        name: {each if each in names else each.rpartition(".")[0] for each in imported(path)} & set(names) - {name}
        for name, path in names.items()
    }
    assert [*TopologicalSorter(needs).static_order()]


@pytest.mark.parametrize("folder", FOLDERS, ids=name_of)
def test_a_folder_has_few_modules(folder: Path) -> None:
    assert len([path for path in folder.glob("*.py") if not path.name.startswith("__")]) <= MOST_MODULES


@pytest.mark.parametrize("path", [path for path in MODULES if path.parent != PACKAGE / "mkdocs"], ids=name_of)
def test_only_one_folder_imports_mkdocs(path: Path) -> None:
    assert not {name for name in imported(path) if name.partition(".")[0] in {"mkdocs", "properdocs", "material"}}


def loaded_by(program: str) -> set[str]:
    told = "import atexit, sys; atexit.register(lambda: print(*sys.modules, file=sys.stderr))\n"
    done = subprocess.run([sys.executable, "-c", told + program], capture_output=True, text=True, check=True)
    return {*done.stderr.split()}


def test_the_model_is_there_without_the_libraries_that_make_pages() -> None:
    modules = ", ".join(f"plan_site.model.{path.stem}" for path in (PACKAGE / "model").glob("[!_]*.py"))
    assert not {"jinja2", "markdown", "mkdocs", "yaml"} & loaded_by(f"import {modules}")


def test_help_loads_nothing_of_the_engine() -> None:
    assert "plan_site" not in loaded_by("from plan_tools.commands import main; main(['--help'])")


def test_a_command_loads_what_it_needs() -> None:
    loaded = loaded_by("from plan_tools.commands import main; main(['schema', '--help'])")
    assert "plan_site.open_data.schema" in loaded
    assert not {"jinja2", "markdown", "mkdocs"} & loaded


@pytest.mark.parametrize("path", [*MODULES, HOOKS / "mkdocs_adaptor.py"], ids=name_of)
def test_every_module_opens_with_one_plain_sentence(path: Path) -> None:
    opening = (ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or "").split("\n\n")[0]
    assert opening.endswith(".")
    assert len(opening) < 200


@pytest.mark.parametrize("template", sorted(PACKAGE.rglob("*.html")), ids=lambda path: path.stem)
def test_every_link_in_a_template_goes_through_one_function(template: Path) -> None:
    text = template.read_text(encoding="utf-8")
    for attribute in ('href="', 'src="', 'data-script="', 'data-style="'):
        for piece in text.split(attribute)[1:]:
            assert piece.startswith(("{{ link_to(", "#")), piece[:60]
    assert not re.search(r"(?<![\w-])style=", text)  # the Content-Security-Policy would drop it
    assert "|safe" not in text.replace(" ", "")


def test_commands_write_files_in_one_way_alone() -> None:
    """So that a command that is killed, or meets a full disk, leaves no file half written."""
    ways = re.compile(r"\.(?:write_text|write_bytes|touch)\(|\bopen\([^)]*['\"][wax]|shutil\.(?:copy|move)")
    modules = [*(TOOLS / "commands").rglob("*.py"), *(TOOLS / "cli").glob("*.py")]
    writing = {path.stem for path in modules if ways.search(path.read_text("utf-8"))}
    assert writing == {"files", "revisions"}, "revisions are laid out in a folder that goes again"
