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
from pathlib import Path

from plan_site.building import forms_of
from plan_site.commands.command import OK, PROBLEMS, Commands
from plan_site.commands.project import project_in
from plan_site.forms.config import Setting
from plan_site.forms.files import CONFIG, SERVER, config_file, fetch, form_files, policy_of
from plan_site.programs import Unavailable, node

HOST = "127.0.0.1"
PORT = 8001
_SECONDS_TO_START = 20


def add_to(commands: Commands) -> None:
    edit = commands.add_parser("edit", help="open forms in a browser that change the plan in this folder")
    edit.add_argument("--port", type=int, default=PORT, help=f"where the forms stand (default: {PORT})")
    edit.add_argument("--no-browser", action="store_true", help="only say the address")
    edit.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # whoever ends us ends decap's server too
    try:
        fetch()
        with _files_served(options.folder) as api, _forms(options.folder, options.port, api) as server:
            _say(server.address, opens=not options.no_browser)
            server.serve_forever()
    except Unavailable as missing:
        print(missing, file=sys.stderr)
        return PROBLEMS
    except KeyboardInterrupt:
        print("\nThe forms are closed.")
    return OK


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
def _files_served(folder: Path) -> Iterator[str]:
    """decap-server on a folder; gives the address that its forms talk to. Raises Unavailable."""
    port = _free_port()
    settings = {
        "MODE": "fs",
        "GIT_REPO_DIRECTORY": str(folder.resolve()),
        "BIND_HOST": HOST,
        "PORT": str(port),
        "LOG_LEVEL": "error",
    }
    command = [*node(), str(SERVER.resolve())]
    with subprocess.Popen(command, env={**os.environ, **settings}, cwd=SERVER.parent) as server:  # noqa: S603 - decap's
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

    def __init__(self, folder: Path, port: int, api: str) -> None:
        super().__init__((HOST, port), _Handler)
        self.address = f"http://{HOST}:{self.server_port}/"
        self.folder = folder
        self.api = api
        self.files = dict(form_files(self.setting, policy_of(api)))

    @property
    def setting(self) -> Setting:
        return forms_of(project_in(self.folder), {"name": "proxy", "proxy_url": self.api})

    def file(self, name: str) -> bytes | None:
        return config_file(self.setting) if name == CONFIG else self.files.get(name or "index.html")


class _Handler(http.server.BaseHTTPRequestHandler):
    server: _Forms

    def do_GET(self) -> None:
        name = self.path.partition("?")[0].lstrip("/")
        data = self.server.file(name)
        if data is None:
            self.send_error(404)
            return
        self.send_response(200)
        self.send_header("Content-Type", mimetypes.guess_type(name or "index.html")[0] or "application/octet-stream")
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Cache-Control", "no-cache")
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_: object) -> None:
        pass


def _forms(folder: Path, port: int, api: str) -> _Forms:
    try:
        return _Forms(folder, port, api)
    except OSError as error:
        what = f"Port {port} cannot be used ({error.strerror}): perhaps the forms are open already."
        raise Unavailable(f"{what}\nClose them, or choose another port: plan edit --port {port + 1}") from None
