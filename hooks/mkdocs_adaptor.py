"""What MkDocs loads: each event hands over to `plan_site.mkdocs`."""

from plan_site.mkdocs.events import (
    on_build_error,
    on_config,
    on_files,
    on_post_build,
    on_pre_build,
    on_serve,
    on_startup,
)

__all__ = [
    "on_build_error",
    "on_config",
    "on_files",
    "on_post_build",
    "on_pre_build",
    "on_serve",
    "on_startup",
]
