"""Lets MkDocs build the site: each event hands over to plan_site. The only file that imports mkdocs.

A build writes into a folder beside `site/` that takes its place at the very end, so that nothing can leave
the published site half made. A preview never raises: MkDocs would stop answering (see docs/decisions/0003).
"""

from __future__ import annotations

import contextlib
import dataclasses
import functools
import io
import logging
import os
import shutil
import sys
import time
import traceback
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from mkdocs import plugins
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files

from plan_site import publishing, report
from plan_site.building import Prepared, Project, look_for_garbage_rarely, prepare_to_publish
from plan_site.page import Site
from plan_site.problems import Place, Problem

if TYPE_CHECKING:
    from mkdocs.livereload import LiveReloadServer  # a build has no use for it, and it is slow to import

PROBLEMS_EXIT = 1
FAULT_OF_OURS_EXIT = 70

_T = TypeVar("_T")


class _Warnings(logging.Handler):
    """Counts what strict mode counts; strict mode itself only speaks after the last event."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.count = 0

    def emit(self, record: logging.LogRecord) -> None:
        del record
        self.count += 1


@dataclasses.dataclass
class _Build:
    """What one build knows from event to event. Nothing is prepared where there are problems."""

    published: Path
    staging: Path
    warnings: _Warnings
    started: float
    project: Project | None = None
    prepared: Prepared | None = None


@dataclasses.dataclass
class _Run:
    """What a run knows: one build, or in a preview one after the other."""

    is_preview: bool = False
    build: _Build = dataclasses.field(init=False)
    problems: tuple[Problem, ...] = ()
    """Why the last change is not shown; only in a preview."""


_run = _Run()
_logger = logging.getLogger(plugins.__name__.partition(".")[0])


def _guarded(event: Callable[..., _T]) -> Callable[..., _T]:
    """A fault of ours ends a build with its own exit code; a preview shows it and goes on."""

    @functools.wraps(event)
    def guarded(*arguments: Any, **named: Any) -> Any:
        try:
            return event(*arguments, **named)
        except Exception as fault:
            print(report.FAULT_OF_OURS, file=sys.stderr)
            traceback.print_exc()
            if not _run.is_preview:
                _discard()
                raise SystemExit(FAULT_OF_OURS_EXIT) from None
            what = f"The site's own code has a fault ({type(fault).__name__}: {fault})."
            _refuse((Problem(Place("hooks"), "no_fault_of_ours", what, "See the terminal, and report it."),))
            return arguments[0] if arguments else None

    return guarded


def on_startup(*, command: str, dirty: bool) -> None:
    del dirty
    look_for_garbage_rarely()
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")  # a dash in a title must not stop a terminal that has none
    _run.is_preview = command == "serve"


@plugins.event_priority(100)  # before other hooks, whose warnings strict mode counts too
@_guarded
def on_config(config: MkDocsConfig) -> MkDocsConfig:
    config.theme.static_templates.clear()
    # Nothing of the theme's own is used: without its folders MkDocs need not look through thousands of icons.
    config.theme.dirs.clear()
    published = Path(config.site_dir)
    config.site_dir = str(published / publishing.MARK / "nowhere")  # MkDocs empties it even if we cannot write
    _run.build = _Build(published, Path(config.site_dir), _Warnings(), time.monotonic())
    try:
        _run.build.staging = publishing.staging_for(published)
    except publishing.Unreplaceable as error:
        _say_why_not(error)
        return config
    config.site_dir = str(_run.build.staging)
    _logger.addHandler(_run.build.warnings)
    if not _run.is_preview and _logger.level == logging.INFO:
        _logger.setLevel(logging.WARNING)  # our own summary says what there is to say
    _run.build.project = _project(config)
    prepared = prepare_to_publish(_run.build.project)
    if prepared.has_errors:
        _refuse(prepared.problems)
    else:
        _run.build.prepared = prepared
        _run.problems = ()
    return config


def _project(config: MkDocsConfig) -> Project:
    root = Path(config.config_file_path).parent
    places = (config.site_url or "", config.repo_url or "", config.edit_uri or "")
    return Project(
        plan_data=root / str(config.extra.get("plan_data") or "plan_data"),
        content=Path(config.docs_dir),
        site=Site.of(
            *places,
            str(config.extra.get("sign_in") or ""),
            pdf=config.extra.get("pdf") is True,
            is_preview=_run.is_preview,
        ),
        folder=root,
    )


def _refuse(problems: tuple[Problem, ...]) -> None:
    print(_as_text(problems), file=sys.stderr, end="")
    if not _run.is_preview:
        _discard()
        raise SystemExit(PROBLEMS_EXIT)
    _run.problems = problems
    _run.build.prepared = None


def _as_text(problems: tuple[Problem, ...]) -> str:
    if os.environ.get("GITHUB_ACTIONS") == "true":
        return report.for_github(problem for problem in problems if not problem.is_advice)
    return report.for_terminal(problems, checked="the plan", with_advice=False) + _LAST_GOOD


def _say_why_not(error: publishing.Unreplaceable) -> None:
    """A site that cannot be written ends a build; a preview shows why, and goes on with the next change."""
    what = f"The site cannot be written: {error}"
    _discard()
    print(what, file=sys.stderr)
    if not _run.is_preview:
        raise SystemExit(PROBLEMS_EXIT) from None
    place = Place(str(_run.build.published))
    _run.problems = (Problem(place, "the_site_can_be_written", what, "Then save a file again."),)


_LAST_GOOD = "Nothing was built: the site is as it was.\n"


def _discard() -> None:
    _logger.removeHandler(_run.build.warnings)
    shutil.rmtree(_run.build.staging, ignore_errors=True)


@_guarded
def on_files(files: Files, *, config: MkDocsConfig) -> Files:
    """MkDocs gets nothing to build: every page is made from the plan and its articles in one way."""
    del files, config
    return Files([])


@plugins.event_priority(-100)
@_guarded
def on_post_build(*, config: MkDocsConfig) -> None:
    """Writes the pages, and lets the new site take the old one's place."""
    prepared, project = _run.build.prepared, _run.build.project
    if prepared is None or project is None or (config.strict and _run.build.warnings.count):
        _discard()
        return
    try:
        _publish(project, prepared)
    except publishing.Unreplaceable as error:
        _say_why_not(error)
        return
    _discard()
    config.site_dir = str(_run.build.published)  # for what comes after the build, such as gh-deploy
    if not _run.is_preview:
        with contextlib.suppress(OSError):  # the site is published, whoever hears of it
            print(_summary(prepared), end="", flush=True)


def _publish(project: Project, prepared: Prepared) -> None:
    if _run.is_preview:  # whose folder is its own, and thrown away in the end
        publishing.write_changes(project, prepared, _run.build.published)
        return
    if prepared.has_pdfs:
        print("Making the PDFs …", file=sys.stderr)
    publishing.write_site(project, prepared, _run.build.staging, _run.build.published)
    publishing.put_in_place(_run.build.staging, _run.build.published)


def on_build_error(error: Exception) -> None:
    del error
    _discard()


def _summary(prepared: Prepared) -> str:
    plan = prepared.plan
    name = plan.details.name if plan else ""
    folder = os.path.relpath(_run.build.published)
    lines = [
        f"Built the {name}: {len(prepared.pages)} pages in {folder}/ ({time.monotonic() - _run.build.started:.1f} s).",
        "To look at it: make serve, then open http://127.0.0.1:8000/ in a browser.",
    ]
    lines += prepared.left_out
    if advice := len(prepared.problems) - len(prepared.left_out):
        lines.append(f"Advice on how to make the plan better: {advice}. ‘plan check’ lists it.")
    return "\n".join(lines) + "\n"


def on_serve(server: LiveReloadServer, **_: object) -> LiveReloadServer:
    """Shows the problems of the last change above the last good page."""
    serve_page: Callable[..., Iterable[bytes]] = server.serve_request

    def with_problems(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        started: list[Any] = []
        body = serve_page(environ, lambda status, headers: started.extend((status, headers)))
        status, headers = started
        if not _run.problems or "text/html" not in dict(headers).get("Content-Type", ""):
            start_response(status, headers)
            return body
        page = _above(report.for_web_page(_run.problems), b"".join(body))
        kept = [(name, value) for name, value in headers if name != "Content-Length"]
        start_response(status, [*kept, ("Content-Length", str(len(page)))])
        return [page]

    server.set_app(with_problems)
    return server


def _above(panel: str, page: bytes) -> bytes:
    head, body, rest = page.partition(b"<body>")
    if not body:
        return f"{_NO_PAGE_YET}{panel}".encode()
    return head + body + panel.encode() + rest


# There is no page yet whose script could ask for the next one.
_NO_PAGE_YET = "<!doctype html><meta charset=utf-8><meta http-equiv=refresh content=3><title>Problems</title><body>"
