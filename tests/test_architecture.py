"""Data flows one way: each module imports only from those above it, and only the adaptor knows MkDocs."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from sites import ROOT

# As in HACKING.md, from the top to the bottom.
STAGES = (
    "programs",
    "problems",
    "letters",
    "slips",
    "link_words",
    "source",
    "model",
    "reading",
    "schema",
    "notes",
    "tidy",
    "rules",
    "drawings",
    "picture_files",
    "settings",
    "blocks",
    "foreign_marks",
    "markdown",
    "content_rules",
    "content",
    "sentences",
    "word_lists",
    "wordings",
    "easy_sentences",
    "glossary",
    "number_words",
    "figures",
    "untold",
    "easy_read",
    "loading",
    "accessibility",
    "search",
    "synonyms",
    "search_index",
    "easy_lines",
    "reviews",
    "page",
    "feed",
    "exports",
    "download_pages",
    "easy_pages",
    "pages",
    "titles",
    "register",
    "wheel",
    "word_links",
    "site_files",
    "metadata",
    "forms",
    "render",
    "whole_plan",
    "paper",
    "kept_pdfs",
    "content_on_site",
    "building",
    "publishing",
    "changes",
    "word_pieces",
    "record_names",
    "voices",
    "taken_back",
    "comparing",
    "change_draft",
    "change_report",
    "report",
    "picture_set",
    "skeleton",
    "starting",
    "review_kit",
    "review_results",
    "commands",
)
HOOKS = ROOT / "hooks"
PACKAGE = HOOKS / "plan_site"
MODULES = sorted(PACKAGE.rglob("*.py"))


def imported(path: Path) -> set[str]:
    """The modules that a file imports, by their full names."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            module = node.module or ""
            names |= {f"{module}.{alias.name}" if module == "plan_site" else module for alias in node.names}
    return names


def stage_of(path: Path) -> str:
    """The module, or the folder of modules, that a file belongs to."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def name_of(path: Path) -> str:
    return path.relative_to(HOOKS).with_suffix("").as_posix()


def test_every_module_is_a_stage() -> None:
    assert {stage_of(path) for path in MODULES} == {"__init__", *STAGES}


@pytest.mark.parametrize("path", [path for path in MODULES if stage_of(path) in STAGES], ids=name_of)
def test_a_stage_imports_only_from_the_stages_above_it(path: Path) -> None:
    above = STAGES[: STAGES.index(stage_of(path))]
    from_us = {name.split(".")[1] for name in imported(path) if name.startswith("plan_site.")}
    assert from_us <= {*above, *({stage_of(path)} if path.parent != PACKAGE else ())}


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_only_the_adaptor_imports_mkdocs(path: Path) -> None:
    assert not {name for name in imported(path) if name.partition(".")[0] in {"mkdocs", "properdocs", "material"}}


@pytest.mark.parametrize("path", [*MODULES, HOOKS / "mkdocs_adaptor.py"], ids=name_of)
def test_every_module_opens_with_one_plain_sentence(path: Path) -> None:
    opening = (ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or "").split("\n\n")[0]
    assert opening.endswith(".")
    assert len(opening) < 200


@pytest.mark.parametrize("template", sorted((HOOKS / "plan_site").rglob("*.html")), ids=lambda path: path.stem)
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
    writing = {path.stem for path in (PACKAGE / "commands").glob("*.py") if ways.search(path.read_text("utf-8"))}
    assert writing == {"files", "revisions"}, "revisions are laid out in a folder that goes again"
