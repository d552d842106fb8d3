"""The project in a folder, as its mkdocs.yml describes it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from plan_site.building import Project
from plan_site.page import Site
from plan_site.problems import Place, Problem
from plan_site.source import EVENTS_OF, Unreadable, line_of, read_text

_FILE = "mkdocs.yml"
_DEEPEST = 30


@dataclass(frozen=True)
class _Settings:
    """The plain texts of mkdocs.yml and of its `extra`, by their names, each with its line."""

    texts: dict[tuple[str, ...], str] = field(default_factory=dict)
    lines: dict[tuple[str, ...], int] = field(default_factory=dict)

    def text(self, *way: str, default: str = "") -> str:
        text = self.texts.get(way, "")
        return default if text in {"", "~", "null"} else text


def project_in(folder: Path) -> Project:
    """The project in a folder. Raises Unreadable."""
    settings = _settings_in(folder)
    return Project(
        _folder(folder, settings, "extra", "plan_data", default="plan_data"),
        _folder(folder, settings, "docs_dir", default="content"),
        Site.of(
            settings.text("site_url"),
            settings.text("repo_url"),
            settings.text("edit_uri"),
            settings.text("extra", "sign_in"),
            pdf=settings.text("extra", "pdf").lower() in {"true", "yes", "on"},
        ),
        folder,
    )


def _settings_in(folder: Path) -> _Settings:
    path = folder / _FILE
    if not path.exists() and not path.is_symlink():
        return _Settings()
    settings, written = _Settings(), read_text(path, _FILE)
    try:
        for way, text, line in _texts_of(yaml.parse(written, Loader=EVENTS_OF)):
            settings.texts[way], settings.lines[way] = text, line
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        last = written.rstrip("\n").count("\n") + 1
        place = Place(_FILE, min(mark.line + 1, last) if mark else 1)
        remedy = "Compare it with an earlier version of the file."
        raise Unreadable(Problem(place, "the_file_is_yaml", "MkDocs cannot read this.", remedy)) from None
    return settings


def _texts_of(events: Iterator[yaml.Event]) -> Iterator[tuple[tuple[str, ...], str, int]]:
    """The texts at most two names deep. Nothing is made of what a file holds besides, however deep or large it is."""
    names: list[str | None] = []  # of each collection that is open, the name that is read; None between its fields
    depth_of_lists = 0
    for event in events:
        if isinstance(event, yaml.CollectionEndEvent):
            depth_of_lists -= isinstance(event, yaml.SequenceEndEvent)
            names.pop()
        if isinstance(event, yaml.ScalarEvent) and names and names[-1] is None and not depth_of_lists:
            names[-1] = event.value
            continue
        if isinstance(event, yaml.ScalarEvent) and names and len(names) <= 2 and not depth_of_lists and not event.tag:
            yield tuple(str(name) for name in names), event.value, line_of(event)
        if isinstance(event, yaml.CollectionStartEvent):
            depth_of_lists += isinstance(event, yaml.SequenceStartEvent)
            names.append(None)
            if len(names) > _DEEPEST:
                what, remedy = "There are too many lists or fields inside one another here.", "Take the inner ones out."
                raise Unreadable(Problem(Place(_FILE, line_of(event)), "nothing_is_nested_deeply", what, remedy))
        elif names and isinstance(event, yaml.ScalarEvent | yaml.AliasEvent | yaml.CollectionEndEvent):
            names[-1] = None


def _folder(folder: Path, settings: _Settings, *way: str, default: str) -> Path:
    """A folder of the project that the settings name: a command that writes must not write elsewhere."""
    text = settings.text(*way, default=default)
    named = folder / text
    is_name = text.isprintable() and named.name not in {"", ".."} and named != folder
    if not is_name or not (named.parent.resolve() / named.name).is_relative_to(folder.resolve()):
        what, remedy = f"‘{way[-1]}’ is no folder inside this one.", f"Write the name of a folder here: {default}."
        place = Place(_FILE, settings.lines.get(way, 1))
        raise Unreadable(Problem(place, "every_part_is_in_the_folder", what, remedy))
    return named
