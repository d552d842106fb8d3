"""Lets MkDocs build the site: each event hands over to `publish`.

A build writes into a folder beside `site/` that takes its place at the very end, so that nothing can leave
the published site half made. A preview never raises: MkDocs would stop answering (see docs/decisions/0003).
"""

from __future__ import annotations

import contextlib
import dataclasses
import functools
import io
import ipaddress
import logging
import os
import shutil
import sys
import time
import traceback
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from jinja2 import TemplateNotFound
from mkdocs import plugins
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files

from plan_site.model.problems import Place, Problem
from plan_site.model.rules import ReaderRule
from plan_site.publish import output, report
from plan_site.publish.project import Prepared, Project, look_for_garbage_rarely, prepare_to_publish, project_of
from plan_site.publish.settings import RULES, read_settings
from plan_site.yaml.values import Unreadable

if TYPE_CHECKING:
    from mkdocs.livereload import LiveReloadServer  # a build has no use for it, and it is slow to import

PROBLEMS_EXIT = 1
FAULT_OF_OURS_EXIT = 70

_T = TypeVar("_T")


class _Said(logging.Handler):
    """Keeps what strict mode counts; strict mode itself only speaks after the last event."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage())


@dataclasses.dataclass
class _Build:
    """What one build knows from event to event. Nothing is prepared where there are problems."""

    published: Path
    staging: Path
    started: float
    project: Project = dataclasses.field(init=False)
    prepared: Prepared | None = None


@dataclasses.dataclass
class _Run:
    """What a run knows: one build, or in a preview one after the other."""

    is_preview: bool = False
    may_stop: bool = False
    """Whether it builds a site, and may end before the first plugin acts; a preview must be there first."""
    build: _Build | None = None
    warnings: _Said = dataclasses.field(default_factory=_Said)
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
            _refuse((ReaderRule.no_fault_of_ours.broken(Place("hooks"), what, "See the terminal, and report it."),))
            return arguments[0] if arguments else None

    return guarded


def on_startup(*, command: str, dirty: bool) -> None:
    del dirty
    look_for_garbage_rarely()
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")  # a dash in a title must not stop a terminal that has none
    _run.is_preview = command == "serve"
    _run.may_stop = command in {"build", "gh-deploy"}


@plugins.event_priority(100)  # before other hooks, whose warnings strict mode counts too
@_guarded
def on_config(config: MkDocsConfig) -> None:
    """Refuses what cannot work before a plugin acts on it. Programs that only ask for the settings get them."""
    _listen()
    if _run.may_stop and (problems := _problems_in(Path(config.config_file_path))):
        _refuse(problems)
        raise SystemExit(PROBLEMS_EXIT)


def _listen() -> None:
    _logger.removeHandler(_run.warnings)
    _run.warnings = _Said()
    _logger.addHandler(_run.warnings)


@plugins.event_priority(100)
@_guarded
def on_pre_build(*, config: MkDocsConfig) -> None:
    """Reads and checks everything, and lets MkDocs build into a folder beside the site."""
    published = Path(config.site_dir)
    config.site_dir = str(published / output.MARK / "nowhere")  # MkDocs empties it even if we cannot write
    _run.build = _Build(published, Path(config.site_dir), time.monotonic())
    try:
        _run.build.staging = output.staging_for(published)
    except output.Unreplaceable as error:
        _say_why_not(error)
        return
    config.site_dir = str(_run.build.staging)
    if not _run.is_preview and _logger.level == logging.INFO:
        _logger.setLevel(logging.WARNING)  # our own summary says what there is to say
    _prepare(_run.build, Path(config.config_file_path))


def _prepare(build: _Build, settings: Path) -> None:
    try:
        build.project = project_of(read_settings(settings), settings.parent, is_preview=_run.is_preview)
    except Unreadable as unreadable:
        _refuse((unreadable.problem,))
        return
    prepared = prepare_to_publish(build.project)
    if prepared.has_errors:
        _refuse(prepared.problems)
    else:
        build.prepared = prepared
        _run.problems = ()


@plugins.event_priority(-100)  # until then, plugins look things up in the theme
@_guarded
def _without_a_theme(*, config: MkDocsConfig) -> None:
    """Nothing of the theme's own is used: without its folders MkDocs need not look through thousands of icons."""
    config.theme.static_templates.clear()
    config.theme.dirs.clear()
    config.nav = None


on_pre_build = plugins.CombinedEvent(on_pre_build, _without_a_theme)


def _refuse(problems: tuple[Problem, ...]) -> None:
    _run.problems = problems
    print(_as_text(problems), file=sys.stderr, end="")
    if not _run.is_preview:
        _discard()
        raise SystemExit(PROBLEMS_EXIT)
    if _run.build is not None:
        _run.build.prepared = None


def _as_text(problems: tuple[Problem, ...]) -> str:
    if os.environ.get("GITHUB_ACTIONS") == "true":
        return report.for_github(problem for problem in problems if not problem.is_advice)
    return report.for_terminal(problems, checked="the plan", with_advice=False) + _LAST_GOOD


def _say_why_not(error: output.Unreplaceable) -> None:
    """A site that cannot be written ends a build; a preview shows why, and goes on with the next change."""
    what = f"The site cannot be written: {error}"
    place = Place(str(_run.build.published) if _run.build else "")
    _run.problems = (ReaderRule.the_site_can_be_written.broken(place, what, "Then save a file again."),)
    _discard()
    print(what, file=sys.stderr)
    if not _run.is_preview:
        raise SystemExit(PROBLEMS_EXIT) from None


_LAST_GOOD = "Nothing was built: the site is as it was.\n"


def _discard() -> None:
    _logger.removeHandler(_run.warnings)
    if _run.build is not None:
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
    build = _run.build
    if build is None or build.prepared is None or (config.strict and _run.warnings.lines):
        _discard()
        return
    try:
        _publish(build, build.prepared)
    except output.Unreplaceable as error:
        _say_why_not(error)
        return
    _discard()
    config.site_dir = str(build.published)  # for what comes after the build, such as gh-deploy
    if not _run.is_preview and not _is_quiet():
        with contextlib.suppress(OSError):  # the site is published, whoever hears of it
            print(_summary(build, build.prepared), end="", flush=True)


def _is_quiet() -> bool:
    return _logger.level >= logging.ERROR


def _publish(build: _Build, prepared: Prepared) -> None:
    if _run.is_preview:  # whose folder is its own, and thrown away in the end
        output.write_changes(build.project, prepared, build.published)
        return
    if prepared.has_pdfs and not _is_quiet():
        print("Making the PDFs …", file=sys.stderr)
    output.write_site(build.project, prepared, build.staging, build.published)
    output.put_in_place(build.staging, build.published)


def on_build_error(error: Exception) -> None:
    """What failed is MkDocs' or another plugin's to tell, unless it misses what we have taken away."""
    _discard()
    if isinstance(error, TemplateNotFound) and not _run.problems:
        what = f"A plugin or a hook asks for ‘{error.name}’ of the theme, and this site takes nothing from a theme."
        remedy = "Take the one that came last out of ‘plugins’ or ‘hooks’."
        _refuse((ReaderRule.mkdocs_can_build.broken(Place("mkdocs.yml"), what, remedy),))


def _summary(build: _Build, prepared: Prepared) -> str:
    plan = prepared.plan
    name = plan.details.name if plan else ""
    folder = os.path.relpath(build.published)
    lines = [
        f"Built the {name}: {len(prepared.pages)} pages in {folder}/ ({time.monotonic() - build.started:.1f} s).",
        "To look at it: make serve, then open http://127.0.0.1:8000/ in a browser.",
    ]
    lines += prepared.left_out
    if advice := len(prepared.problems) - len(prepared.left_out):
        lines.append(f"Advice on how to make the plan better: {advice}. ‘plan check’ lists it.")
    return "\n".join(lines) + "\n"


def on_serve(server: LiveReloadServer, *, config: MkDocsConfig, **_: object) -> LiveReloadServer:
    """Shows whoever asked for this computer the problems of the last change, above the last good page."""
    _run.may_stop = True
    server.builder = _never_raising(server.builder, Path(config.config_file_path))
    serve_page: Callable[..., Iterable[bytes]] = server.serve_request

    def with_problems(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        if not _is_for_us(environ.get("HTTP_HOST", ""), config.dev_addr.host):
            start_response("403 Forbidden", [("Content-Type", "text/plain; charset=utf-8")])
            return [f"The preview is at http://{config.dev_addr}/\n".encode()]
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


def _is_for_us(asked: str, ours: str) -> bool:
    """A page elsewhere may give its own name our address: what the browser asked for tells it from ours.

    An address in numbers is nobody's name; a preview that is open to a whole network is asked for by one.
    """
    host = asked.rpartition(":")[0] if asked.rpartition(":")[2].isdigit() else asked
    host = host.strip("[]").casefold()
    with contextlib.suppress(ValueError):
        return bool(ipaddress.ip_address(host))
    return host in {"localhost", ours.casefold()}


def _never_raising(rebuild: Callable[[], None], settings: Path) -> Callable[[], None]:
    """MkDocs answers no request any more once a setting or another plugin has stopped a build."""

    def rebuilt() -> None:
        _run.problems = ()
        _listen()
        try:
            rebuild()
        except (Exception, SystemExit) as stopped:
            _run.problems = _run.problems or _problems_in(settings) or (_problem_of_others(stopped),)

    return rebuilt


def _problems_in(settings: Path) -> tuple[Problem, ...]:
    try:
        return tuple(RULES.broken_by(read_settings(settings)))
    except Unreadable as unreadable:
        return (unreadable.problem,)


def _problem_of_others(stopped: BaseException) -> Problem:
    if not isinstance(stopped, SystemExit):
        traceback.print_exception(stopped)
    said = " ".join(_run.warnings.lines) or f"{type(stopped).__name__}: {stopped}"
    remedy = "Undo what you changed in mkdocs.yml, or in what it names. The terminal may say more."
    return ReaderRule.mkdocs_can_build.broken(
        Place("mkdocs.yml"), f"MkDocs or one of its plugins stopped: {said}", remedy
    )


def _above(panel: str, page: bytes) -> bytes:
    head, body, rest = page.partition(b"<body>")
    if not body:
        return f"{_NO_PAGE_YET}{panel}".encode()
    return head + body + panel.encode() + rest


# There is no page yet whose script could ask for the next one.
_NO_PAGE_YET = "<!doctype html><meta charset=utf-8><meta http-equiv=refresh content=3><title>Problems</title><body>"
