"""Reads a project as it was in a revision of git, without touching the working files."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from plan_site.model.problems import brief, did_you_mean, shown
from plan_tools.cli.project import project_in


class NoRevision(Exception):
    """There is nothing to compare with; says why, and what to do."""


class GitFails(Exception):
    """There may be something to compare with, and git cannot say; has what it said."""

    def __init__(self, name: str, said: bytes) -> None:
        lines = said.decode(errors="replace").strip().splitlines()
        what = shown(lines[0]) if lines else "it does not say why"
        super().__init__(f"Nothing was compared, because git cannot read {name}. It says: {what}")


def holds_a_project(folder: Path) -> bool:
    return (folder / "mkdocs.yml").is_file() or (folder / "plan_data").is_dir()


@contextmanager
def folder_of(name: str, folder: Path) -> Iterator[Path]:
    """The folder of a project: a revision of the repository of `folder`, laid out elsewhere, or else a folder's name.

    A revision comes first, so that no folder in a pull request can stand for what it is compared with.
    Raises NoRevision, and GitFails.
    """
    if not name:
        raise NoRevision("Which plan? Name a revision, such as main, or a folder that holds a plan.")
    try:
        commit = _commit(name, folder)
    except NoRevision:
        if not Path(name).is_dir():
            raise
        yield _project(Path(name))
        return
    with TemporaryDirectory(prefix="plan-diff-") as laid_out:
        _lay_out(commit, folder, Path(laid_out))
        yield Path(laid_out)


def _project(named: Path) -> Path:
    if not holds_a_project(named):
        raise NoRevision(
            f"The folder ‘{brief(str(named))}’ holds no plan: neither plan_data/ nor mkdocs.yml is in it, "
            "and no revision has this name."
        )
    return named


def _commit(name: str, folder: Path) -> str:
    """The revision's own name for itself."""
    inside = _git(folder, "rev-parse", "--is-inside-work-tree")
    if b"not a git repository" in inside.stderr:
        here = brief(str(folder))
        raise NoRevision(f"There is no folder ‘{brief(name)}’ with a plan, and ‘{here}’ is in no git repository.")
    if inside.returncode:
        raise GitFails(brief(str(folder)), inside.stderr)
    found = _git(folder, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
    commit = found.stdout.decode(errors="replace").strip()
    if found.returncode or not _COMMIT.fullmatch(commit):  # ^main says what is not in main
        refs = _git(folder, "for-each-ref", "--format=%(refname:short)", "refs/heads", "refs/tags", "refs/remotes")
        question = did_you_mean(name, refs.stdout.decode(errors="replace").split())
        remedy = question or "Look at the names with ‘git branch --all’; one that is missing may have to be fetched."
        raise NoRevision(f"There is no revision and no folder with a plan called ‘{brief(name)}’.\n{remedy}")
    return commit


_COMMIT = re.compile(r"[0-9a-f]{40,64}")


@dataclass(frozen=True, slots=True)
class _Blob:
    mode: str
    name: str
    path: PurePosixPath


def _lay_out(commit: str, folder: Path, into: Path) -> None:
    """Writes the project's files of a revision into a folder, as git keeps them: no filter and no hook runs."""
    tree = _tree(commit, folder)
    if tree is None:
        return  # the folder was not there yet
    listing = _told(folder, "ls-tree", "-r", "-z", "--full-tree", tree)
    blobs = [blob for blob in _blobs(listing) if _is_safe(blob.path)]
    _write(folder, [blob for blob in blobs if len(blob.path.parts) == 1], into)
    project = project_in(into)  # whose settings say where the rest is
    homes = [Path(os.path.relpath(home, into)).parts for home in (project.plan_data, project.content)]
    _write(folder, [blob for blob in blobs if _is_within(blob.path, homes)], into)


def _tree(commit: str, folder: Path) -> str | None:
    """The name of the folder as it was in a commit; None where it was not there."""
    prefix = os.fsdecode(_told(folder, "rev-parse", "--show-prefix")).removesuffix("\n").removesuffix("/")
    if not prefix:
        return f"{commit}^{{tree}}"
    entry = _told(folder, "--literal-pathspecs", "ls-tree", "-z", "--full-tree", commit, "--", prefix)
    _, kind, name = entry.partition(b"\t")[0].decode().split() if entry else ("", "", "")
    return name if kind == "tree" else None


def _is_safe(path: PurePosixPath) -> bool:
    return not path.is_absolute() and ".." not in path.parts


def _is_within(path: PurePosixPath, homes: Iterable[tuple[str, ...]]) -> bool:
    return len(path.parts) > 1 and any(path.parts[: len(home)] == home for home in homes)


def _write(folder: Path, blobs: Sequence[_Blob], into: Path) -> None:
    for blob, data in zip(blobs, _contents(folder, blobs), strict=True):
        path = into / blob.path
        path.parent.mkdir(parents=True, exist_ok=True)
        if blob.mode == _LINK:
            path.symlink_to(_NOWHERE)  # so that the reader refuses it, and it leads to nothing
        else:
            path.write_bytes(data)


_LINK, _MODULE = "120000", "160000"
_NOWHERE = "a-link-of-another-revision"


def _blobs(listing: bytes) -> Iterator[_Blob]:
    for line in listing.split(b"\0"):
        facts, _, path = line.partition(b"\t")
        if path:
            mode, _, name = facts.decode().split()
            if mode != _MODULE:
                yield _Blob(mode, name, PurePosixPath(os.fsdecode(path)))


def _contents(folder: Path, blobs: Iterable[_Blob]) -> Iterator[bytes]:
    """What is in each file."""
    names = "".join(f"{blob.name}\n" for blob in blobs).encode()
    given = _told(folder, "cat-file", "--batch", words=names)
    start = 0
    while start < len(given):
        end = given.index(b"\n", start)
        about = given[start:end]
        if not about[-1:].isdigit():  # “missing”, where a clone has not fetched all
            raise GitFails(brief(str(folder)), about)
        size = int(about.split()[2])
        start = end + 1
        yield given[start : start + size]
        start += size + 1


def _told(folder: Path, *arguments: str, words: bytes = b"") -> bytes:
    """What git says. Raises GitFails where it can say nothing."""
    done = _git(folder, *arguments, words=words)
    if done.returncode:
        raise GitFails(brief(str(folder)), done.stderr)
    return done.stdout


def _git(folder: Path, *arguments: str, words: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """What git says, in English and without asking anybody anything."""
    environment = {**os.environ, "LC_ALL": "C", "GIT_TERMINAL_PROMPT": "0", "GIT_OPTIONAL_LOCKS": "0"}
    try:
        return subprocess.run(  # noqa: S603 - the words are arguments, and no shell reads them
            ["git", "-C", str(folder), *arguments],  # noqa: S607 - the git that people use
            input=words,
            capture_output=True,
            env=environment,
            check=False,
        )
    except FileNotFoundError:
        raise NoRevision(
            "Git is not installed on this computer, so that earlier revisions cannot be read.\n"
            "Install git, or name a folder that holds the earlier plan: plan diff FOLDER"
        ) from None
