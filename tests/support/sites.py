"""The projects that the tests build, and what a built site holds."""

from __future__ import annotations

import ctypes
import datetime as dt
import functools
import http.server
import os
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from urllib.parse import urlsplit

from lxml import html

import warm
from plan_site.publish.project import Prepared, Project, prepare
from plan_site.reading.folder import REGISTER
from plan_site.site.page import Site
from plan_tools.cli.project import project_in

ROOT = Path(__file__).parents[2]
OURS = ROOT
"""The plan of this repository, whatever it is: what holds for this one alone is in tests/our_plan/."""
EXAMPLE = ROOT / "tests/plans/example_plan"
SMALL = ROOT / "tests/plans/required_fields_alone"
EASY_WORDS = ROOT / "tests/plans/easy_words_alone"
"""What lies over a copy of SMALL for a plan with Easy Read pages."""
REAL_SIZE = ROOT / "tests/plans/real_size_plan"
"""As long as the plans of real councils are, with Easy Read."""
TODAY = dt.date(2026, 11, 22)
EPOCH = str(int(dt.datetime(2026, 11, 22, tzinfo=dt.UTC).timestamp()))


def copy_of(project: Path, into: Path) -> Path:
    """A copy of a project that may be spoilt; its settings lead back to this repository's code."""
    into.mkdir(parents=True, exist_ok=True)
    for part in ("plan_data", "content"):
        shutil.copytree(project / part, into / part)
    settings = (project / "mkdocs.yml").read_text(encoding="utf-8")
    settings = re.sub(r"- \S*hooks/mkdocs_adaptor.py", f"- {ROOT / 'hooks/mkdocs_adaptor.py'}", settings)
    (into / "mkdocs.yml").write_text(settings, encoding="utf-8")
    return into


def without_easy_read(project: Path, into: Path) -> Path:
    """A copy of a project that has no easy words but the meanings of hard words."""
    copy = copy_of(project, into)
    for path in (*copy.rglob("*.yml"), *copy.rglob("*.md")):
        path.write_text(_EASY_FIELD.sub("", path.read_text(encoding="utf-8")), encoding="utf-8")
    return copy


_EASY_FIELD = re.compile(
    r"^( *)(?:easy_title|easy_read|outcomes_easy_read|left_out|names|picture):.*\n(?:\1 .*\n)*", re.MULTILINE
)


def day_for(project: Path) -> dict[str, str]:
    """Our plan is built as of today, for people add what has happened since; a plan that is made up has its day."""
    today = dt.datetime.now(tz=dt.UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    return {"SOURCE_DATE_EPOCH": str(int(today.timestamp()))} if project == OURS else {}


_OF_THIS_RUN = {"GITHUB_ACTIONS", "PYTEST", "PYTEST_ADDOPTS"}
"""What tests are run with; the last has to reach pytest's own workers."""


def environment(**more: str) -> dict[str, str]:
    inherited = {name: value for name, value in os.environ.items() if name not in _OF_THIS_RUN}
    return {**inherited, "NO_MKDOCS_2_WARNING": "1", "SOURCE_DATE_EPOCH": EPOCH, **more}


def run(*command: str, folder: Path = ROOT, **more: str) -> subprocess.CompletedProcess[str]:
    """Runs `python -m` with these words: from a warm process, unless Python itself is asked for something."""
    settings, longest_wait = environment(**more), 120
    if command[0] in warm.MODULES and not any(name.startswith("PYTHON") for name in more):
        return warm.run_warm(command, folder, settings, longest_wait)
    words = [sys.executable, "-m", *command]
    return subprocess.run(words, cwd=folder, env=settings, capture_output=True, text=True, timeout=longest_wait)


def bound_by_permissions() -> None:
    """Root may write into any folder. A program that is started after this, in this process, may not."""
    if os.getuid() == 0:
        drop_from_the_bounding_set, dac_override = 24, 1  # see prctl(2) and capabilities(7)
        assert ctypes.CDLL(None).prctl(drop_from_the_bounding_set, dac_override, 0, 0, 0) == 0


def build(project: Path, into: Path, generator: str = "mkdocs", **more: str) -> subprocess.CompletedProcess[str]:
    """Builds with the real generator, as `make build` does."""
    words = ("build", "-f", str(project / "mkdocs.yml"), "-d", str(into))
    return run(generator, *words, folder=ROOT, **{**day_for(project), **more})


def prepared(project: Path) -> Prepared:
    return prepare(Project(project / "plan_data", project / "content", Site()))


def register_of(project: Path) -> list[str]:
    """The addresses that a plan's register lists."""
    lines = (project / "plan_data" / REGISTER).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if not line.startswith("#")]


def path_of(project: Path) -> str:
    """The path of its host that a site stands under, as its settings say; empty if it stands at the root."""
    return urlsplit(project_in(project).site.address).path.strip("/")


@dataclass(frozen=True)
class BuiltSite:
    """The files of a built site."""

    folder: Path

    @cached_property
    def pages(self) -> dict[str, html.HtmlElement]:
        """Each page by its address."""
        return {
            f"/{path.relative_to(self.folder).as_posix().removesuffix('index.html')}": html.document_fromstring(
                path.read_bytes()
            )
            for path in sorted(self.folder.rglob("*.html"))
        }

    @cached_property
    def files(self) -> dict[str, bytes]:
        return {
            path.relative_to(self.folder).as_posix(): path.read_bytes()
            for path in sorted(self.folder.rglob("*"))
            if path.is_file()
        }


def words_on(page: html.HtmlElement) -> str:
    """What a reader reads, white space folded."""
    return folded("".join(page.xpath("//body//text()")))


def folded(text: str) -> str:
    """A text with one plain space for each run of blanks, whatever blanks an editor has typed."""
    return " ".join(text.split())


def contents_of(folder: Path) -> dict[str, bytes]:
    return BuiltSite(folder).files


class _Handler(http.server.SimpleHTTPRequestHandler):
    def end_headers(self) -> None:
        self.send_header("LinkChecker", "yes")  # else it waits between requests, as it would with a stranger
        super().end_headers()

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def served(folder: Path) -> Iterator[str]:
    handler = functools.partial(_Handler, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


_AIM = """
id: aim-{n}
number: {n}
title: Aim number {n} has a title that is about as long as such titles are
summary: What it means.
objectives_missing: This plan is made up.
source: small-source
"""
_OUTCOME = """
id: outcome-{n}
number: {n}
title: I have outcome number {n}, which is worded as a young person would word it
key_words: outcome number {n}
summary: What it means.
source: small-source
"""


def plan_of(aims: int, outcomes: int, into: Path) -> Path:
    """A plan with so many aims and outcomes."""
    project = copy_of(SMALL, into)
    (project / "plan_data/aims/being-heard.yml").unlink()
    (project / "plan_data/outcomes").mkdir()
    for number in range(1, aims + 1):
        (project / f"plan_data/aims/aim-{number}.yml").write_text(_AIM.format(n=number))
    for number in range(1, outcomes + 1):
        (project / f"plan_data/outcomes/outcome-{number}.yml").write_text(_OUTCOME.format(n=number))
    return project
