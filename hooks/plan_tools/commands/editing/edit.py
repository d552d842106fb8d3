"""`plan edit`: open forms in a browser that change the plan in this folder."""

from __future__ import annotations

import argparse
import contextlib
import http.server
import mimetypes
import os
import signal
import socket
import subprocess
import sys
import time
import webbrowser
from collections.abc import Iterator
from http import HTTPStatus
from pathlib import Path

from plan_site.forms.config import Setting
from plan_site.forms.files import CONFIG, GUARD, SERVER, config_file, fetch, form_files, policy_of
from plan_site.forms.node import Unavailable, node
from plan_site.model.problems import Problem
from plan_site.publish.project import Project, forms_of
from plan_site.yaml.values import Unreadable
from plan_tools.cli.exit_codes import OK, PROBLEMS
from plan_tools.cli.project import project_in

HOST = "127.0.0.1"
PORT = 8001
_SECONDS_TO_START = 20


def add_to(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--port", type=int, default=PORT, help=f"where the forms stand (default: {PORT})")
    parser.add_argument("--no-browser", action="store_true", help="only say the address")
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    _end_as_told()
    try:
        project = _project(options.folder)
        fetch()
        with _forms(options.folder, options.port) as server, _files_served(project, server.origin) as api:
            server.open(api)
            _say(server.address, opens=not options.no_browser)
            server.serve_forever()
    except Unavailable as missing:
        print(missing, file=sys.stderr)
        return PROBLEMS
    except KeyboardInterrupt:
        with contextlib.suppress(OSError):  # the terminal may be closed
            print("\nThe forms are closed.", flush=True)
    return OK


def _end_as_told() -> None:
    """Whoever ends us ends decap's server too; what nohup keeps running goes on when the terminal closes."""
    for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        if each != signal.SIGHUP or signal.getsignal(each) != signal.SIG_IGN:
            signal.signal(each, signal.default_int_handler)


def _project(folder: Path) -> Project:
    project = project_in(folder)
    if not project.plan_data.is_dir():
        what = f"There is no plan here to change: {folder} has no folder {project.plan_data.name}."
        raise Unavailable(f"{what}\nGo to the folder of your plan, or name it: plan --folder FOLDER edit")
    return project


def _say(address: str, *, opens: bool) -> None:
    print(f"The forms are at {address} – Ctrl+C closes them.")
    print(
        "Every time you save, the file in this folder changes. When you have done: make tidy, then make check.",
        flush=True,
    )
    has_screen = sys.platform == "darwin" or os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    if opens and has_screen:
        webbrowser.open(address)


# --- decap's server, which reads and writes the files -------------------------------------------------------


@contextlib.contextmanager
def _files_served(project: Project, origin: str) -> Iterator[str]:
    """decap-server on a project, for forms that stand at an origin; gives the address that they talk to.

    Raises Unavailable.
    """
    port = _free_port()
    settings = {
        "MODE": "fs",
        "GIT_REPO_DIRECTORY": str(project.folder.resolve()),
        "FOLDERS": os.pathsep.join(str(folder.resolve()) for folder in (project.plan_data, project.content)),
        "ORIGIN": origin,
        "BIND_HOST": HOST,
        "PORT": str(port),
        "LOG_LEVEL": "error",
    }
    command = [*node(), "--require", str(GUARD.resolve()), str(SERVER.resolve())]
    environment = {**os.environ, **settings}
    with subprocess.Popen(command, env=environment, cwd=SERVER.parent, stdin=subprocess.PIPE) as server:  # noqa: S603 - decap's
        try:
            _wait_for(server, port)
            yield f"http://{HOST}:{port}/api/v1"
        finally:
            server.terminate()


def _free_port() -> int:
    with socket.create_server((HOST, 0)) as listening:
        return int(listening.getsockname()[1])


def _wait_for(server: subprocess.Popen[bytes], port: int) -> None:
    until = time.monotonic() + _SECONDS_TO_START
    while time.monotonic() < until and server.poll() is None:
        with contextlib.suppress(OSError), socket.create_connection((HOST, port), timeout=1):
            return
        time.sleep(0.05)
    raise Unavailable("The server that saves what you change did not start. Try again; if it goes on, report it.")


# --- our server, which hands out the forms --------------------------------------------------------------------


class _Forms(http.server.ThreadingHTTPServer):
    """Hands out the files of the forms; the config is made anew each time, so that new records can be chosen."""

    daemon_threads = True

    def __init__(self, folder: Path, port: int) -> None:
        super().__init__((HOST, port), _Handler)
        self.origin = f"http://{HOST}:{self.server_port}"
        self.address = f"{self.origin}/"
        self.folder = folder

    def open(self, api: str) -> None:
        """From now on the forms talk to decap's server at an address."""
        self.api = api
        self.files = dict(form_files(self.setting, policy_of(api)))

    @property
    def setting(self) -> Setting:
        return forms_of(project_in(self.folder), {"name": "proxy", "proxy_url": self.api})

    def file(self, name: str) -> bytes | None:
        return config_file(self.setting) if name == CONFIG else self.files.get(name or "index.html")

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that goes away before it has everything is no fault."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


class _Handler(http.server.BaseHTTPRequestHandler):
    server: _Forms

    def do_GET(self) -> None:
        name = self.path.partition("?")[0].lstrip("/")
        if not self._is_for_us():
            self._say(HTTPStatus.FORBIDDEN, f"The forms are at {self.server.address}")
            return
        try:
            data = self.server.file(name)
        except Unreadable as unreadable:
            self._say(HTTPStatus.INTERNAL_SERVER_ERROR, _in_words(unreadable.problem))
            return
        if data is None:
            self._say(HTTPStatus.NOT_FOUND, "There is no such page.")
        else:
            self._send(HTTPStatus.OK, mimetypes.guess_type(name or "index.html")[0] or "application/octet-stream", data)

    def _is_for_us(self) -> bool:
        """A page elsewhere may give its own name our address: what the browser asked for tells it from ours."""
        asked, page = self.headers["Host"], self.headers["Origin"]
        return asked == self.server.origin.removeprefix("http://") and page in {None, self.server.origin}

    def _say(self, status: HTTPStatus, words: str) -> None:
        self._send(status, "text/plain; charset=utf-8", f"{words}\n".encode())

    def _send(self, status: HTTPStatus, kind: str, data: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Cache-Control", "no-cache")
        self.send_header("Content-Security-Policy", "frame-ancestors 'none'")
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_: object) -> None:
        pass


def _in_words(problem: Problem) -> str:
    return f"{problem.place.file}: {problem.what} {problem.remedy}"


def _forms(folder: Path, port: int) -> _Forms:
    try:
        return _Forms(folder, port)
    except OverflowError:
        raise Unavailable(
            f"There is no port {port}: the last is 65535. The usual one is plan edit --port {PORT}"
        ) from None
    except OSError as error:
        what = f"Port {port} cannot be used ({error.strerror}): perhaps the forms are open already."
        raise Unavailable(f"{what}\nClose them, or choose another port: plan edit --port {port + 1}") from None
