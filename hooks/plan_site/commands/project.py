"""The project in a folder, as its mkdocs.yml describes it."""

from __future__ import annotations

from pathlib import Path

import yaml

from plan_site.building import Project
from plan_site.page import Site
from plan_site.problems import Place, Problem
from plan_site.source import Unreadable, read_text


class _Settings(yaml.SafeLoader):
    """Reads mkdocs.yml, whose tags only MkDocs understands; what they stand for is left out."""


_Settings.add_multi_constructor("", lambda _loader, _tag, _node: None)


def project_in(folder: Path) -> Project:
    """The project in a folder, as its mkdocs.yml describes it."""
    path = folder / "mkdocs.yml"
    try:
        read = yaml.load(read_text(path, path.name), Loader=_Settings) if path.is_file() else {}  # noqa: S506 - safe
    except yaml.YAMLError:
        remedy = "Compare it with an earlier version of the file."
        raise Unreadable(Problem(Place(path.name), "the_file_is_yaml", "MkDocs cannot read this.", remedy)) from None
    settings = read if isinstance(read, dict) else {}
    extra = settings.get("extra")

    def setting(name: str, default: str = "", within: object = settings) -> str:
        return str((within.get(name) if isinstance(within, dict) else None) or default)

    return Project(
        folder / setting("plan_data", "plan_data", extra),
        folder / setting("docs_dir", "content"),
        Site.of(
            setting("site_url"),
            setting("repo_url"),
            setting("edit_uri"),
            setting("sign_in", within=extra),
            pdf=setting("pdf", within=extra) == "True",
        ),
        folder,
    )
