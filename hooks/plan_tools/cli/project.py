"""The project in a folder, as its mkdocs.yml describes it."""

from __future__ import annotations

from pathlib import Path

from plan_site.publish.project import Project, project_of
from plan_site.publish.settings import FILES, Settings, read_settings


def project_in(folder: Path) -> Project:
    """The project in a folder. Raises Unreadable."""
    paths = (folder / name for name in FILES)
    there = next((path for path in paths if path.exists() or path.is_symlink()), None)
    return project_of(read_settings(there) if there else Settings(), folder)
