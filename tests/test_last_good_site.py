"""The last good site stays: killed at any moment, on a full disk or in a folder that may only be read."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from plan_site.publishing import _exchanged
from sites import build, contents_of, environment, run

SEED = int(os.environ.get("SEED", "20261122"))
"""`SEED=7 make test PYTEST="-k killed"` tries other moments."""
KILLS_BY_THE_CLOCK, KILLS_AT_A_CHANGE = 25, 25
KILLS_ROUND_THE_SWAP = 9
MOMENTS = Path(__file__).parent / "moments"

Files = dict[str, bytes]
"""What is in each file of a folder, by its path there."""


# --- a project whose words change from build to build -----------------------------------------------------


@dataclass(frozen=True)
class Words:
    """The same plan in two wordings, and the site that each makes."""

    project: Path
    folder: Path
    sites: tuple[Files, Files]

    def become(self, number: int) -> None:
        """The plan has the one or the other wording from now on."""
        _say(self.project, number)

    def build_command(self, generator: str) -> list[str]:
        settings = str(self.project / "mkdocs.yml")
        if generator == "plan pages":
            return ["plan_site.commands", "--folder", str(self.project), "pages", str(self.folder)]
        return [generator, "build", "-q", "-f", settings, "-d", str(self.folder)]


def _say(project: Path, number: int) -> None:
    aim = project / "plan_data/aims/being-heard.yml"
    lines = aim.read_text().splitlines()
    words = [f"summary: Wording number {number}." if line.startswith("summary:") else line for line in lines]
    aim.write_text("\n".join(words) + "\n")


@pytest.fixture
def words(small_copy: Path, tmp_path: Path) -> Words:
    def site(number: int) -> Files:
        _say(small_copy, number)
        assert build(small_copy, tmp_path / f"site-{number}").returncode == 0
        return contents_of(tmp_path / f"site-{number}")

    first, second = site(0), site(1)
    assert first != second
    _say(small_copy, 0)
    folder = tmp_path / "published/site"
    assert build(small_copy, folder).returncode == 0
    return Words(small_copy, folder, (first, second))


def started(command: list[str], **more: str) -> subprocess.Popen[bytes]:
    silent = subprocess.DEVNULL
    return subprocess.Popen([sys.executable, "-m", *command], stdout=silent, stderr=silent, env=environment(**more))


def killed_at(moment: int, command: list[str], within: Path, **more: str) -> bool:
    """Runs a command until it is killed at a moment; whether there was such a moment."""
    with started(command, **with_moments(within, KILLED_AT=str(moment), **more)) as process:
        return process.wait(timeout=120) == -signal.SIGKILL


def moments_of(command: list[str], within: Path, notes: Path, **more: str) -> list[str]:
    """What a command does at each moment at which it changes a file in a folder."""
    with started(command, **with_moments(within, MOMENTS_FILE=str(notes), **more)) as process:
        assert process.wait(timeout=120) == 0
    return notes.read_text().splitlines()


def with_moments(within: Path, **more: str) -> dict[str, str]:
    path = os.pathsep.join((str(MOMENTS), os.environ.get("PYTHONPATH", "")))
    return {"PYTHONPATH": path, "MOMENTS_IN": str(within), **more}


# --- killed -----------------------------------------------------------------------------------------------


def test_killed_at_fifty_moments_the_site_is_the_old_one_or_the_new_one(words: Words, tmp_path: Path) -> None:
    chance = random.Random(SEED)
    two = (tmp_path / "one", tmp_path / "other")
    for each in two:
        each.mkdir()
    in_one_step = _exchanged(*two)
    now, seen = 0, []
    for generator, moment in _moments(words, tmp_path, chance):
        words.become(1 - now)
        command = words.build_command(generator)
        if isinstance(moment, int):
            assert killed_at(moment, command, words.folder.parent)
        else:
            _killed_after(moment, command)
        if not in_one_step and contents_of(words.folder) not in words.sites:
            assert run(*command).returncode == 0
        found = contents_of(words.folder)
        assert found in words.sites, f"SEED={SEED}: {generator}, killed at {moment}"
        seen.append(words.sites.index(found) != now)
        now = words.sites.index(found)
    assert len(seen) == KILLS_BY_THE_CLOCK + KILLS_AT_A_CHANGE
    assert {True, False} <= set(seen), "the kills were all too early, or all too late"
    assert run(*words.build_command("mkdocs")).returncode == 0
    assert [path.name for path in words.folder.parent.iterdir()] == ["site"]


def _moments(words: Words, tmp_path: Path, chance: random.Random) -> Iterator[tuple[str, int | float]]:
    """Seconds from the start of a build, and moments at which it changes files: most of them round the swap."""
    for generator in ("mkdocs", "plan pages"):
        began = time.monotonic()
        with started(words.build_command(generator)) as process:
            assert process.wait(timeout=120) == 0
        taken = time.monotonic() - began
        for _ in range(KILLS_BY_THE_CLOCK // 2 + (generator == "mkdocs")):
            yield generator, chance.uniform(0, taken)
    changes = moments_of(words.build_command("mkdocs"), words.folder.parent, tmp_path / "moments.txt")
    swap = changes.index("ctypes.dlsym") + 1
    near = range(swap - KILLS_ROUND_THE_SWAP // 2, swap + KILLS_ROUND_THE_SWAP // 2 + 1)
    for moment in (*near, *chance.sample(range(1, len(changes)), KILLS_AT_A_CHANGE - len(near))):
        yield "mkdocs", moment


def _killed_after(seconds: float, command: list[str]) -> None:
    with started(command) as process:
        time.sleep(seconds)
        process.kill()


def test_where_folders_cannot_be_exchanged_the_next_command_puts_back_the_site(words: Words, tmp_path: Path) -> None:
    command = words.build_command("plan pages")
    changes = moments_of(command, words.folder.parent, tmp_path / "moments.txt", NO_EXCHANGE="1")
    renamed = changes.index("os.rename") + 1
    was_gone = False
    for moment in range(renamed, renamed + 5):
        words.become(1)
        assert killed_at(moment, command, words.folder.parent, NO_EXCHANGE="1")
        was_gone = was_gone or not words.folder.exists()
        aim = words.project / "plan_data/aims/being-heard.yml"
        good = aim.read_text()
        aim.write_text("")
        assert run(*command).returncode == 1, "its words are wrong, and the old site is put back all the same"
        assert contents_of(words.folder) in words.sites
        aim.write_text(good)
        words.become(0)
        assert run(*command).returncode == 0
        assert contents_of(words.folder) == words.sites[0]
        assert [path.name for path in words.folder.parent.iterdir()] == ["site"]
    assert was_gone


def test_half_of_an_old_site_is_never_put_back(words: Words) -> None:
    old = words.folder.with_name(".site-before")
    words.folder.rename(old)
    (old / ".plan-site").unlink()  # what goes first, when an old site is taken away
    (words.project / "plan_data/aims/being-heard.yml").write_text("")
    assert run(*words.build_command("mkdocs")).returncode == 1
    assert list(words.folder.parent.iterdir()) == []
