"""The last good site stays: killed at any moment, on a full disk or in a folder that may only be read."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from jinja2 import DictLoader, Environment

from plan_site.html.render import _Kept
from plan_site.publish.output import _exchanged
from sites import SMALL, bound_by_permissions, build, contents_of, copy_of, environment, run

SEED = int(os.environ.get("SEED", "20261122"))
"""`SEED=7 make test PYTEST="-k killed"` tries other moments."""
KILLS, FEWER_KILLS = (25, 25), (7, 13)
"""How many by the clock, and how many at the change of a file; the fewer are those of `make test`."""
KILLS_ROUND_THE_SWAP = 9
MOMENTS = Path(__file__).parents[1] / "support/moments"

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
            return ["plan_tools.commands", "--folder", str(self.project), "pages", str(self.folder)]
        return [generator, "build", "-q", "-f", settings, "-d", str(self.folder)]


def _say(project: Path, number: int) -> None:
    aim = project / "plan_data/aims/being-heard.yml"
    lines = aim.read_text().splitlines()
    words = [f"summary: Wording number {number}." if line.startswith("summary:") else line for line in lines]
    aim.write_text("\n".join(words) + "\n")


@pytest.fixture(scope="module")
def two_sites(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The folders of the sites that the two wordings make."""
    folder = tmp_path_factory.mktemp("wordings")
    project = copy_of(SMALL, folder / "project")
    for number in (0, 1):
        _say(project, number)
        assert build(project, folder / str(number)).returncode == 0
    return folder / "0", folder / "1"


@pytest.fixture
def words(small_copy: Path, tmp_path: Path, two_sites: tuple[Path, Path]) -> Words:
    """The first wording, published."""
    _say(small_copy, 0)
    folder = tmp_path / "published/site"
    shutil.copytree(two_sites[0], folder)
    first, second = map(contents_of, two_sites)
    assert first != second
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


def test_killed_at_any_moment_the_site_is_the_old_one_or_the_new_one(
    words: Words, tmp_path: Path, *, is_everything: bool
) -> None:
    by_the_clock, at_a_change = KILLS if is_everything else FEWER_KILLS
    chance = random.Random(SEED)
    two = (tmp_path / "one", tmp_path / "other")
    for each in two:
        each.mkdir()
    in_one_step = _exchanged(*two)
    now, seen = 0, []
    for generator, moment in _moments(words, tmp_path, chance, by_the_clock, at_a_change):
        words.become(1 - now)
        command = words.build_command(generator)
        if isinstance(moment, int):
            clear_beside(words.folder)  # else taking away what the last one left would come first, and be counted
            assert killed_at(moment, command, words.folder.parent)
        else:
            _killed_after(moment, command)
        if not in_one_step and contents_of(words.folder) not in words.sites:
            assert run(*command).returncode == 0
        found = contents_of(words.folder)
        assert found in words.sites, f"SEED={SEED}: {generator}, killed at {moment}"
        seen.append(words.sites.index(found) != now)
        now = words.sites.index(found)
    assert len(seen) == by_the_clock + at_a_change
    assert {True, False} <= set(seen), "the kills were all too early, or all too late"
    assert run(*words.build_command("mkdocs")).returncode == 0
    assert [path.name for path in words.folder.parent.iterdir()] == ["site"]


def _moments(
    words: Words, tmp_path: Path, chance: random.Random, by_the_clock: int, at_a_change: int
) -> Iterator[tuple[str, int | float]]:
    """Seconds from the start of a build, and moments at which it changes files: most of them round the swap."""
    for generator in ("mkdocs", "plan pages"):
        began = time.monotonic()
        with started(words.build_command(generator)) as process:
            assert process.wait(timeout=120) == 0
        taken = time.monotonic() - began
        for _ in range(by_the_clock // 2 + (generator == "mkdocs")):
            yield generator, chance.uniform(0, taken)
    clear_beside(words.folder)
    changes = moments_of(words.build_command("mkdocs"), words.folder.parent, tmp_path / "moments.txt")
    swap = changes.index("ctypes.dlsym") + 1
    near = range(swap - KILLS_ROUND_THE_SWAP // 2, swap + KILLS_ROUND_THE_SWAP // 2 + 1)
    for moment in (*near, *chance.sample(range(1, len(changes)), at_a_change - len(near))):
        yield "mkdocs", moment


def clear_beside(folder: Path) -> None:
    for left in folder.parent.glob(".*"):
        shutil.rmtree(left)


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


# --- a full disk, and folders that may only be read -------------------------------------------------------


def refused(words: Words, generator: str, **more: str) -> str:
    """What a build says that cannot write. The site is as it was, byte for byte, and nothing lies beside it."""
    words.become(1)
    return _refused(words, words.build_command(generator), **more)


def _refused(words: Words, command: list[str], **more: str) -> str:
    done = subprocess.run(
        command if command[0] == "sh" else [sys.executable, "-m", *command],
        env=environment(**more),
        capture_output=True,
        text=True,
        timeout=120,
        preexec_fn=bound_by_permissions,
    )
    assert done.returncode == 1, done.stderr
    assert "Traceback" not in done.stderr
    assert contents_of(words.folder) == words.sites[0]
    assert [path.name for path in words.folder.parent.iterdir()] == ["site"]
    return done.stderr


@pytest.mark.parametrize("generator", ["mkdocs", "plan pages"])
def test_on_a_full_disk_a_build_says_so_and_the_site_stays(words: Words, generator: str, tmp_path: Path) -> None:
    words.become(1)
    changes = moments_of(words.build_command(generator), words.folder.parent, tmp_path / "moments.txt")
    words.become(0)
    assert run(*words.build_command(generator)).returncode == 0
    swap = changes.index("ctypes.dlsym") + 1
    for moment, what in ((1, "made"), (3, "written"), (swap // 2, "written"), (swap - 1, "replaced")):
        full = with_moments(words.folder.parent, FULL_AT=str(moment))
        assert refused(words, generator, **full) == (
            f"The site cannot be written: {words.folder} cannot be {what} (No space left on device). "
            "The disk is full: make room on it, and do this again.\n"
        )


def test_a_file_that_can_only_be_half_written_is_not_published(words: Words) -> None:
    words.become(1)
    shell = ["sh", "-c", 'ulimit -f 16; exec "$0" -m "$@"', sys.executable, *words.build_command("mkdocs")]
    said = _refused(words, shell)
    assert f"{words.folder} cannot be written (File too large)." in said


@pytest.mark.parametrize("generator", ["mkdocs", "plan pages"])
@pytest.mark.parametrize("is_the_site_itself", [True, False], ids=["the site", "the folder that holds it"])
def test_a_folder_that_may_only_be_read_is_named(words: Words, generator: str, *, is_the_site_itself: bool) -> None:
    folder = words.folder if is_the_site_itself else words.folder.parent
    folder.chmod(0o555)
    try:
        said = refused(words, generator)
    finally:
        folder.chmod(0o755)
    why = "may only be read" if is_the_site_itself else "cannot be made (Permission denied). Check that you may write"
    assert said.startswith(f"The site cannot be written: {words.folder} {why}")


# --- the words of the plan, and what is kept for the next build -------------------------------------------

# All commands write in the same way. These two write most, and least.
_COMMANDS = {
    "pictures": ["pictures", "home", "--take", "1F3E0", "--as", "home", "--meaning", "A home"],
    "review": ["review", "being-heard", "--reading", "plain", "--others", "--who", "The readers"],
}


@pytest.mark.parametrize("words", _COMMANDS.values(), ids=_COMMANDS)
def test_a_killed_command_leaves_each_file_of_the_plan_as_it_was_or_as_it_was_to_be(
    words: list[str], small_copy: Path, tmp_path: Path
) -> None:
    aim = small_copy / "plan_data/aims/being-heard.yml"
    aim.write_text(aim.read_text().replace("number: 1", "number:   1"))
    (small_copy / "plan_data/addresses.txt").write_text("/\n")
    before = files_of_plan(small_copy)
    done = copy_of(small_copy, tmp_path / "done")
    notes = tmp_path / "moments.txt"
    command = ["plan_tools.commands", "--folder"]
    changes = moments_of([*command, str(done), *words], done, notes)
    after = files_of_plan(done)
    assert before != after
    for moment in range(changes.index("open") + 1, len(changes) + 1):
        project = copy_of(small_copy, tmp_path / f"killed-{moment}")
        assert killed_at(moment, [*command, str(project), *words], project)
        found = files_of_plan(project)
        assert all(data in (before.get(name), after.get(name)) for name, data in found.items())
        assert before.keys() <= found.keys()
        if found != after:
            assert run(*command, str(project), *words).returncode == 0, "the same command can be given again"
            assert files_of_plan(project) == after


def files_of_plan(project: Path) -> Files:
    """The files that a plan is read from; those that begin with a dot are none."""
    found = contents_of(project / "plan_data")
    return {name: data for name, data in found.items() if not Path(name).name.startswith(".")}


@pytest.mark.parametrize("words", _COMMANDS.values(), ids=_COMMANDS)
def test_on_a_full_disk_a_command_says_which_file_it_could_not_write(words: list[str], small_copy: Path) -> None:
    aim = small_copy / "plan_data/aims/being-heard.yml"
    aim.write_text(aim.read_text().replace("number: 1", "number:   1"))
    before = contents_of(small_copy)
    full = with_moments(small_copy, FULL_AT="1")
    done = run("plan_tools.commands", "--folder", str(small_copy), *words, folder=small_copy, **full)
    assert done.returncode == 1
    assert "(No space left on device).\n  What to do: The disk is full: make room on it" in done.stdout + done.stderr
    assert contents_of(small_copy) == before


def test_a_compiled_template_of_which_half_is_there_is_compiled_again(tmp_path: Path, *, is_everything: bool) -> None:
    def rendered() -> str:
        letter = DictLoader({"page": "Dear {{ reader }}"})
        kept = Environment(loader=letter, bytecode_cache=_Kept(str(tmp_path)), autoescape=True)
        return kept.get_template("page").render(reader="Sam")

    rendered()
    (file,) = tmp_path.iterdir()
    whole = file.read_bytes()
    for length in range(0, len(whole), 1 if is_everything else 7):
        file.write_bytes(whole[:length])
        assert rendered() == "Dear Sam"
    assert file.read_bytes() == whole


def test_templates_that_cannot_be_kept_are_compiled_for_each_build(tmp_path: Path) -> None:
    nowhere = _Kept(str(tmp_path / "gone"))
    kept = Environment(loader=DictLoader({"page": "Dear reader"}), bytecode_cache=nowhere, autoescape=True)
    assert kept.get_template("page").render() == "Dear reader"


def test_a_site_can_be_read_by_a_web_server_whoever_built_it(small_copy: Path, tmp_path: Path) -> None:
    shell = 'umask 077; exec "$0" -m "$@"'
    command = ["plan_tools.commands", "--folder", str(small_copy), "pages", str(tmp_path / "site")]
    subprocess.run(["sh", "-c", shell, sys.executable, *command], env=environment(), check=True)
    for path in (tmp_path / "site", *(tmp_path / "site").rglob("*")):
        assert path.stat().st_mode & 0o777 == (0o755 if path.is_dir() else 0o644), path


def test_where_nobody_can_be_told_the_site_is_published_all_the_same(words: Words) -> None:
    words.become(1)
    with Path("/dev/full").open("w") as full:
        command = [sys.executable, "-m", *words.build_command("mkdocs")]
        done = subprocess.run(command, env=environment(), stdout=full, stderr=subprocess.PIPE, text=True)
    assert "fault" not in done.stderr
    assert contents_of(words.folder) == words.sites[1]


@pytest.mark.parametrize("generator", ["mkdocs", "plan pages"])
def test_a_link_that_leads_back_to_itself_is_no_place_for_a_site(words: Words, generator: str, tmp_path: Path) -> None:
    circle = tmp_path / "circle"
    circle.symlink_to(circle)
    done = run(*Words(words.project, circle, words.sites).build_command(generator))
    assert done.returncode == 1
    assert done.stderr.endswith("circle is a link that leads back to itself. Choose another folder.\n")
