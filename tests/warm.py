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
import runpy
import select
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO

from plan_site import word_lists

MODULES = ("plan_site.commands", "mkdocs")
"""What can be run so."""
_IMPORTED = ("plan_site.commands", "plan_site.paper", "mkdocs.config.defaults", "mkdocs.commands.build", "weasyprint")


def run_warm(
    command: Sequence[str], folder: Path, environment: Mapping[str, str], timeout: float
) -> subprocess.CompletedProcess[str]:
    """As `subprocess.run` does it, with no input."""
    with TemporaryDirectory() as output:
        files = [Path(output) / name for name in ("stdout", "stderr")]
        asked = _Asked(command, str(folder), dict(environment), [str(file) for file in files])
        code = _exit_code(*_process(), asked, timeout)
        said, told = (file.read_text(encoding="utf-8") for file in files)
    return subprocess.CompletedProcess(command, code, said, told)


@dataclass(frozen=True)
class _Asked:
    command: Sequence[str]
    folder: str
    environment: dict[str, str]
    output: list[str]


@functools.cache
def _process() -> tuple[IO[str], IO[str]]:
    """What a process that forks is asked by, and answers by; there is one for each process of tests."""
    words = [sys.executable, __file__]
    process = subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdin
    assert process.stdout
    atexit.register(process.communicate)
    return process.stdin, process.stdout


def _exit_code(ask: IO[str], answer: IO[str], asked: _Asked, timeout: float) -> int:
    print(json.dumps(vars(asked)), file=ask, flush=True)
    fork = int(answer.readline())
    if not select.select([answer], [], [], timeout)[0]:
        os.kill(fork, 9)
        answer.readline()
        raise subprocess.TimeoutExpired(asked.command, timeout)
    return int(answer.readline())


# --- in the process that forks ----------------------------------------------------------------------------


def _asked_in_a_fork() -> _Asked:
    """What a fork is asked for. The process that forks says its number and its exit code, and stays in here."""
    for line in sys.stdin:
        fork = os.fork()
        if not fork:
            return _Asked(**json.loads(line))
        print(fork, flush=True)
        _, status = os.waitpid(fork, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)
    sys.exit()


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


if __name__ == "__main__":
    for module in _IMPORTED:
        with contextlib.suppress(OSError):  # where there is no Pango
            importlib.import_module(module)
    if lists := word_lists.load():  # their first answer loads them
        lists.zipf("school"), lists.level("school")
    gc.freeze()
    request = _asked_in_a_fork()
    _become(request)
    runpy.run_module(request.command[0], run_name="__main__", alter_sys=True)
