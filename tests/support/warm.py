"""Runs `python -m …` in forks of one process that has imported it all, so that a test does not wait for imports.

Each fork has its own folder, environment, output and exit code, and ends as a program ends.
"""

from __future__ import annotations

import atexit
import contextlib
import functools
import gc
import importlib
import json
import os
import resource
import runpy
import select
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, NoReturn

from plan_site.english import word_lists
from plan_site.html.render import render
from plan_site.publish.project import prepare
from plan_tools.cli.project import project_in
from plan_tools.commands import COMMANDS

MODULES = ("plan_tools.commands", "mkdocs")
"""What can be run so."""
_IMPORTED = (
    *(f"plan_tools.commands.{module}" for module, _ in COMMANDS.values()),
    *(
        "plan_tools.cli.endings",
        "plan_site.pdf.writer",
        "mkdocs.config.defaults",
        "mkdocs.commands.build",
        "weasyprint",
    ),
    *(f"markdown.extensions.{name}" for name in ("attr_list", "codehilite", "fenced_code", "tables")),
)
_EXAMPLE = Path(__file__).parent / "example_plan"


def run_warm(
    command: Sequence[str], folder: Path, environment: Mapping[str, str], timeout: float
) -> subprocess.CompletedProcess[str]:
    """As `subprocess.run` does it, with no input."""
    return weigh_warm(command, folder, environment, timeout).done


@dataclass(frozen=True)
class Weighed:
    """What a program said, and what it took beyond what the process had from the start."""

    done: subprocess.CompletedProcess[str]
    seconds: float
    """Of a processor."""
    megabytes: float


def weigh_warm(command: Sequence[str], folder: Path, environment: Mapping[str, str], timeout: float) -> Weighed:
    with TemporaryDirectory() as output:
        files = [Path(output) / name for name in ("stdout", "stderr")]
        asked = _Asked(command, str(folder), dict(environment), [str(file) for file in files])
        code, seconds, megabytes = _ended(*_process(), asked, timeout)
        said, told = (file.read_text(encoding="utf-8") for file in files)
    return Weighed(subprocess.CompletedProcess(command, code, said, told), seconds, megabytes)


@dataclass(frozen=True)
class _Asked:
    command: Sequence[str]
    folder: str
    environment: dict[str, str]
    output: list[str]


@functools.cache
def _process() -> tuple[IO[bytes], IO[bytes]]:
    """What a process that forks is asked by, and answers by; there is one for each process of tests.

    Nothing is read ahead, so that whoever waits for an answer does not wait for one that has been read.
    """
    words = [sys.executable, __file__]
    process = subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0)
    assert process.stdin
    assert process.stdout
    atexit.register(process.communicate)
    return process.stdin, process.stdout


def _ended(ask: IO[bytes], answer: IO[bytes], asked: _Asked, timeout: float) -> tuple[int, float, float]:
    """The exit code, the seconds and the megabytes of a fork."""
    request = memoryview(f"{json.dumps(vars(asked))}\n".encode())
    while request:
        request = request[ask.write(request) :]
    fork, held = map(int, answer.readline().split())
    if not select.select([answer], [], [], timeout)[0]:
        with contextlib.suppress(ProcessLookupError):  # it has ended just now
            os.kill(fork, 9)
        answer.readline()
        raise subprocess.TimeoutExpired(asked.command, timeout)
    code, seconds, kilobytes = answer.readline().split()
    return int(code), float(seconds), (int(kilobytes) - held) / 1024


# --- in the process that forks ----------------------------------------------------------------------------


def _asked_in_a_fork() -> _Asked:
    """What a fork is asked for. The process that forks says how each has ended, and stays in here."""
    for line in sys.stdin:
        fork = os.fork()
        if not fork:
            print(os.getpid(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, flush=True)
            return _Asked(**json.loads(line))
        _, status, took = os.wait4(fork, 0)
        print(os.waitstatus_to_exitcode(status), took.ru_utime + took.ru_stime, took.ru_maxrss, flush=True)
    sys.exit()


def _work_once() -> None:
    """Once a plan that uses everything has been checked and its pages are made, every fork has all that this took."""
    for page in prepare(project_in(_EXAMPLE), word_lists.load()).pages:
        render(page)


def _become(asked: _Asked) -> None:
    os.chdir(asked.folder)
    os.environ.clear()
    os.environ.update(asked.environment)
    time.tzset()
    for number, path in enumerate((os.devnull, *asked.output)):
        file = os.open(path, os.O_RDONLY if number == 0 else os.O_WRONLY | os.O_CREAT)
        os.dup2(file, number)
        os.close(file)
    sys.argv[1:] = asked.command[1:]
    sys.path[0] = asked.folder


def _code_of(module: str) -> int:
    try:
        runpy.run_module(module, run_name="__main__", alter_sys=True)
    except SystemExit as ended:
        if ended.code is None or isinstance(ended.code, int):
            return ended.code or 0
        print(ended.code, file=sys.stderr)
        return 1
    return 0


def _leave(code: int) -> NoReturn:
    """As Python does it, but that nothing is taken apart: all that the fork was born with would be copied for it."""
    atexit._run_exitfuncs()
    for stream in (sys.stdout, sys.stderr):
        stream.flush()
    os._exit(code)


if __name__ == "__main__":
    for module in _IMPORTED:
        with contextlib.suppress(OSError):  # where there is no Pango
            importlib.import_module(module)
    _work_once()
    gc.freeze()
    request = _asked_in_a_fork()
    _become(request)
    _leave(_code_of(request.command[0]))
