"""Writes a site into a folder beside the published one, and then lets it take its place in one step."""

from __future__ import annotations

import glob
import os
import shutil
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from plan_site.forms import online
from plan_site.html.metadata import headers, security_policy, sitemap
from plan_site.html.render import render
from plan_site.html.search_index import index_files
from plan_site.html.site_files import asset_files, first_script
from plan_site.html.synonyms import Group
from plan_site.model.problems import Problem, how_to_write
from plan_site.pdf import writer
from plan_site.pdf.cache import keeping
from plan_site.publish.project import Prepared, Project
from plan_site.reading.articles import picture_addresses
from plan_site.site.feed import feed, told
from plan_site.site.page import FEED, HOME, Page

MARK = ".plan-site"
"""A file in every site that this project has built: what has no such file is never replaced."""
_MARK_TEXT = b"This folder is made by a build. The next build replaces it.\n"


class Unreplaceable(Exception):
    """The site cannot stand where it should: something else is there, or nothing can be. It is as it was."""


def staging_for(folder: Path) -> Path:
    """An empty folder beside `folder`, of this process alone. Puts right what a killed build has left.

    Raises Unreplaceable, also where nothing can be written.
    """
    with _naming(folder, "made"), _for_all_to_read():
        return _staging_for(folder.resolve())


def _staging_for(folder: Path) -> Path:
    if folder.exists() and not (folder.is_dir() and ((folder / MARK).exists() or not any(folder.iterdir()))):
        raise Unreplaceable(f"{folder} holds files that no build has made. Choose another folder, or empty it.")
    if folder.exists() and not os.access(folder, os.W_OK):  # it could be renamed all the same
        raise Unreplaceable(f"{folder} may only be read. Choose another folder, or let yourself write there.")
    _recover(folder)
    staging = folder.with_name(f".{folder.name}-building-{os.getpid()}")
    shutil.rmtree(staging, ignore_errors=True)
    staging.mkdir(parents=True)
    return staging


def put_in_place(staging: Path, folder: Path) -> None:
    """The staged site takes the place of the one in `folder`, which is then in `staging`. Raises Unreplaceable."""
    target = folder.resolve()
    with _naming(folder, "replaced"), _for_all_to_read():
        (staging / MARK).write_bytes(_MARK_TEXT)
        if not target.exists():
            staging.rename(target)
        elif not _exchanged(staging, target):
            _exchange_by_renaming(staging, target)


@contextmanager
def _naming(folder: Path, what: str) -> Iterator[None]:
    """Says of an error which folder it is about, as the editor knows it."""
    try:
        yield
    except RuntimeError:  # of Path.resolve, where links go round in a circle
        raise Unreplaceable(f"{folder} is a link that leads back to itself. Choose another folder.") from None
    except OSError as error:
        remedy = how_to_write(error, "Check that you may write there, and in the folder that holds it.")
        raise Unreplaceable(f"{folder} cannot be {what} ({error.strerror or error}). {remedy}") from None


@contextmanager
def _for_all_to_read() -> Iterator[None]:
    """Whoever builds may keep their own files to themselves; those of a site are for the web server, and for all."""
    own = os.umask(0o022)
    os.umask(own & 0o022)
    try:
        yield
    finally:
        os.umask(own)


_HERE, _EXCHANGE = -100, 2  # AT_FDCWD and RENAME_EXCHANGE, see renameat2(2)


def _exchanged(one: Path, other: Path) -> bool:
    """Two folders take each other's place in one step, where the system has such a step: Linux has."""
    import ctypes  # slow, and only a swap needs it

    rename = getattr(ctypes.CDLL(None), "renameat2", None)
    return rename is not None and rename(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE) == 0


def _exchange_by_renaming(staging: Path, folder: Path) -> None:
    """The same in three steps. After the first there is no site; `_recover` mends that if it was the last."""
    before = _before(folder)
    folder.rename(before)
    try:
        staging.rename(folder)
    except OSError:
        before.rename(folder)
        raise
    before.rename(staging)


def _before(folder: Path) -> Path:
    return folder.with_name(f".{folder.name}-before")


def _recover(folder: Path) -> None:
    before = _before(folder)
    if not folder.exists() and (before / MARK).exists():
        before.rename(folder)
    (before / MARK).unlink(missing_ok=True)  # from now on it may be half there, and is no site
    left = folder.parent.glob(f".{glob.escape(folder.name)}-building-*")
    for folder_left in (before, *(each for each in left if not _is_alive(each.name.rpartition("-")[2]))):
        shutil.rmtree(folder_left, ignore_errors=True)


def _is_alive(process: str) -> bool:
    try:
        os.kill(int(process), 0)
    except (ValueError, ProcessLookupError):
        return False
    except PermissionError:
        return True
    return True


def write_site(project: Project, prepared: Prepared, folder: Path, name: Path | None = None) -> None:
    """Renders each page to the file at its address, with the pictures, the shared files, and what is to take away.

    `name` is how the editor knows the folder, where that is not its path. Raises Unreplaceable where something
    cannot be written.
    """
    folders: set[Path] = set()
    with _for_all_to_read():
        for address, data in _files_of(project, prepared):
            with _naming(name or folder, "written"):
                _write_file(_path(folder, address), data, folders)


def write_changes(project: Project, prepared: Prepared, folder: Path) -> None:
    """Makes the site in a folder what `write_site` would write. Only its editor looks at it, and most files stay.

    Raises Unreplaceable where something cannot be written.
    """
    files = {_path(folder, address): data for address, data in _files_of(project, prepared)}
    files[folder / MARK] = _MARK_TEXT
    there = {path for path in folder.rglob("*") if path.is_file()}
    folders: set[Path] = set()
    with _naming(folder, "written"):
        for path, data in files.items():
            if path not in there or path.read_bytes() != data:
                _write_file(path, data, folders)
        for path in there - files.keys():
            path.unlink()


def _files_of(project: Project, prepared: Prepared) -> Iterator[tuple[str, bytes]]:
    """All files of a site, each made when its turn comes."""
    pages = prepared.pages
    files = shared_files(project, pages)
    make = keeping(project.folder / ".cache" / "pdfs")
    made = tuple(_made_or_told(writer.pdfs_of(pages, files, make))) if prepared.has_pdfs else ()
    pdfs = dict(each for each in made if not isinstance(each, Problem))
    too_long = writer.the_plan_is_short_enough_to_print(pages) if prepared.has_pdfs else ()
    left_out = [*too_long, *(each for each in made if isinstance(each, Problem))]
    for page in writer.with_links_to(tuple(pdfs), pages, left_out):
        yield page.address, render(page).encode()
    yield from files.items()
    yield from ((download.address, data) for download, data in pdfs.items())
    yield from ((file.address, file.data) for file in prepared.data)
    yield from _for_machines(pages, has_forms=prepared.forms is not None, synonyms=prepared.synonyms)
    yield from online.files(prepared.forms) if prepared.forms else ()


def _made_or_told(made: Iterable[writer.Pdf | Problem]) -> Iterator[writer.Pdf | Problem]:
    """A site is published whole: only at home may it do without a PDF, and says so."""
    for each in made:
        if isinstance(each, Problem) and not each.is_advice:
            raise Unreplaceable(f"{each.what} {each.remedy}")
        if isinstance(each, Problem):
            sys.stderr.write(f"{each.what} {each.remedy}\n")
        yield each


def shared_files(project: Project, pages: Sequence[Page]) -> dict[str, bytes]:
    """The pictures, styles, scripts and fonts that pages use, by their addresses."""
    return dict((*_pictures_in(project), *_pictures_of(pages, project.plan_data), *asset_files()))


def _for_machines(pages: Sequence[Page], *, has_forms: bool, synonyms: Sequence[Group]) -> Iterator[tuple[str, bytes]]:
    """What search, search engines and hosts read."""
    plan, site = pages[0].shell.plan, pages[0].shell.site
    findable = [page.findable for page in pages if page.is_findable]
    yield from ((address, text.encode()) for address, text in index_files(findable, plan.words, synonyms))
    of_forms = {f"{online.ADDRESS}*": online.POLICY} if has_forms else {}
    yield "/_headers", headers(security_policy(first_script()), of_forms).encode()
    if told(plan):
        yield FEED.address, feed(plan, site)
    yield "/.nojekyll", b""  # else GitHub Pages runs the site through Jekyll
    if site.full(HOME.address) and plan.details.adopted_by:
        yield "/sitemap.xml", sitemap(pages).encode()


def _path(folder: Path, address: str) -> Path:
    path = folder / address.lstrip("/")
    return path / "index.html" if address.endswith("/") else path


def _write_file(path: Path, data: bytes, folders: set[Path]) -> None:
    """`folders` are those that are there: to ask the system for each file would take as long as to write some."""
    if path.parent not in folders:
        path.parent.mkdir(parents=True, exist_ok=True)
        folders.add(path.parent)
    path.write_bytes(data)


def _pictures_of(pages: Sequence[Page], plan_data: Path) -> Iterator[tuple[str, bytes]]:
    """The pictures of the plan that Easy Read pages show."""
    for picture in pages[0].shell.plan.pictures if pages[0].shell.has_easy_read else ():
        yield f"/pictures/{picture.file}", (plan_data / "pictures" / picture.file).read_bytes()


def _pictures_in(project: Project) -> Iterator[tuple[str, bytes]]:
    for address in picture_addresses(project.content, project.is_held_back):
        yield address, (project.content / address[1:]).read_bytes()
