"""Makes the project of another council: the code and tests of this one, with a plan of its own.

What is this project's alone stays behind (`LEFT_BEHIND`). In its place come the files of `new_plan/`, the same for
every council, and three records that `new_record` writes.
"""

from __future__ import annotations

import datetime as dt
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from string import Template
from tempfile import TemporaryDirectory

from plan_site.model.plan import KINDS, Records
from plan_site.yaml.text_types import PLACEHOLDER
from plan_site.yaml.tidy import as_field, tidied
from plan_site.yaml.values import Unreadable, traps_in
from plan_tools.start.new_record import Setting, skeleton

THIS_PROJECT = Path(__file__).parents[3]
_NEW_PLAN = Path(__file__).with_name("new_plan")

LEFT_BEHIND = (
    "plan_data/",
    "content/",
    "mkdocs.yml",
    "README.md",
    "CHANGELOG.md",
    "docs/images/home.png",
    "tests/our_plan/",
)
"""What speaks of the plan of this project or of its past; a folder ends in a slash."""


@dataclass(frozen=True)
class Beginning:
    """What a council says of its plan at the start; what is empty, it writes later."""

    area: str = ""
    organisation: str = ""
    title: str = ""
    official_address: str = ""

    @property
    def name(self) -> str:
        return f"{self.area} {self.title}" if self.area and self.title else f"{PLACEHOLDER} the name of the plan"


def files_of(project: Path) -> list[str]:
    """The paths of a project's plain files, without what .gitignore names, whether or not git keeps the project.

    Raises FileNotFoundError if git is not installed.
    """
    with TemporaryDirectory() as nothing_known:
        _git("init", "--quiet", "--bare", nothing_known, folder=project)
        listed = _git(f"--git-dir={nothing_known}", "--work-tree=.", *_NOT_IGNORED, folder=project)
    return sorted(
        path for path in listed.split("\0") if (project / path).is_file() and not (project / path).is_symlink()
    )


_NOT_IGNORED = ("ls-files", "--others", "--exclude-standard", "-z")


def _git(*words: str, folder: Path) -> str:
    done = subprocess.run(["git", *words], cwd=folder, check=True, capture_output=True, encoding="utf-8")  # noqa: S603, S607
    return done.stdout


def files_taken(project: Path) -> list[str]:
    """The files of a project that are the same for every council."""
    return [path for path in files_of(project) if not path.startswith(LEFT_BEHIND)]


def new_plan(beginning: Beginning, today: dt.date) -> Mapping[str, str]:
    """The text of each file that is the new council's own, by its path.

    Raises Unreadable for words that no file may hold.
    """
    for said in vars(beginning).values():
        for problem in traps_in(said, "plan.yml"):
            raise Unreadable(problem)
    words = {"site_name": "\n".join(as_field("site_name", beginning.name)), "today": today.isoformat()}
    written = {
        path.relative_to(_NEW_PLAN).as_posix(): Template(path.read_text(encoding="utf-8")).substitute(words)
        for path in sorted(_NEW_PLAN.rglob("*"))
        if path.is_file()
    }
    return {**written, **dict(_records(beginning, today))}


def _records(beginning: Beginning, today: dt.date) -> Iterator[tuple[str, str]]:
    """One source, the plan itself and one aim, as `plan new` makes them."""
    details = vars(beginning)
    source = {"publisher": beginning.organisation, "address": beginning.official_address}
    yield "plan_data/sources.yml", _record("source", _SOURCE, source, today)
    yield "plan_data/plan.yml", _record("plan", "inclusion-plan", {**details, "source": _SOURCE}, today)
    yield "plan_data/aims/first-aim.yml", _record("aim", "first-aim", {"source": _SOURCE}, today)


_SOURCE = "plan-page"


def _record(noun: str, record_id: str, given: Mapping[str, str], today: dt.date) -> str:
    kind = next(kind for kind in KINDS if kind.noun == noun)
    known = {name: value for name, value in given.items() if value}
    return tidied(skeleton(kind, record_id, Setting(Records(), today, known)), kind, kind.home)
