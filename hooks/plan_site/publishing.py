"""Writes a site into a folder beside the published one, and then lets it take its place in one step."""

from __future__ import annotations

import glob
import os
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

from plan_site import paper
from plan_site.building import Prepared, Project
from plan_site.content import picture_addresses
from plan_site.feed import feed, told
from plan_site.forms import online
from plan_site.metadata import headers, security_policy, sitemap
from plan_site.page import FEED, HOME, Page
from plan_site.render import render
from plan_site.search import INDEX, index
from plan_site.site_files import asset_files, first_script

MARK = ".plan-site"
"""A file in every site that this project has built: what has no such file is never replaced."""
_MARK_TEXT = b"This folder is made by a build. The next build replaces it.\n"


class Unreplaceable(Exception):
    """The site cannot stand where it should: something else is there, or nothing can be."""


def staging_for(folder: Path) -> Path:
    """An empty folder beside `folder`, of this process alone. Puts right what a killed build has left.

    Raises Unreplaceable, also where nothing can be written.
    """
    try:
        return _staging_for(folder.resolve())
    except OSError as error:
        raise Unreplaceable(f"{folder} cannot be made ({error.strerror}).") from None


def _staging_for(folder: Path) -> Path:
    _recover(folder)
    if folder.exists() and not (folder.is_dir() and ((folder / MARK).exists() or not any(folder.iterdir()))):
        raise Unreplaceable(f"{folder} holds files that no build has made. Choose another folder, or empty it.")
    staging = folder.with_name(f".{folder.name}-building-{os.getpid()}")
    shutil.rmtree(staging, ignore_errors=True)
    staging.mkdir(parents=True)
    return staging


def put_in_place(staging: Path, folder: Path) -> None:
    """The staged site takes the place of the one in `folder`. Raises Unreplaceable."""
    folder = folder.resolve()
    before = _before(folder)
    try:
        (staging / MARK).write_bytes(_MARK_TEXT)
        shutil.rmtree(before, ignore_errors=True)
        if folder.exists():
            folder.rename(before)
        staging.rename(folder)
    except OSError as error:
        raise Unreplaceable(f"{folder} cannot be replaced ({error.strerror}).") from None
    shutil.rmtree(before, ignore_errors=True)


def _before(folder: Path) -> Path:
    return folder.with_name(f".{folder.name}-before")


def _recover(folder: Path) -> None:
    if not folder.exists() and _before(folder).exists():
        _before(folder).rename(folder)
    for left in folder.parent.glob(f".{glob.escape(folder.name)}-building-*"):
        if not _is_alive(left.name.rpartition("-")[2]):
            shutil.rmtree(left, ignore_errors=True)


def _is_alive(process: str) -> bool:
    try:
        os.kill(int(process), 0)
    except (ValueError, ProcessLookupError):
        return False
    except PermissionError:
        return True
    return True


def write_site(project: Project, prepared: Prepared, folder: Path) -> None:
    """Renders each page to the file at its address, with the pictures, the shared files, and what is to take away.

    Raises Unreplaceable where something cannot be written.
    """
    pages = prepared.pages
    files = shared_files(project, pages)
    pdfs = dict(paper.pdfs_of(pages, files)) if prepared.has_pdfs else {}
    try:
        for page in paper.with_links_to(tuple(pdfs), pages):
            _write(folder, page.address, render(page).encode())
        for address, data in (
            *files.items(),
            *((download.address, data) for download, data in pdfs.items()),
            *((file.address, file.data) for file in prepared.data),
            *_for_machines(pages, has_forms=prepared.forms is not None),
            *(online.files(prepared.forms) if prepared.forms else ()),
        ):
            _write(folder, address, data)
    except OSError as error:
        raise Unreplaceable(f"{folder} cannot be written ({error.strerror or error}).") from None


def shared_files(project: Project, pages: Sequence[Page]) -> dict[str, bytes]:
    """The pictures, styles, scripts and fonts that pages use, by their addresses."""
    return dict((*_pictures_in(project.content), *_pictures_of(pages, project.plan_data), *asset_files()))


def _for_machines(pages: Sequence[Page], *, has_forms: bool) -> Iterator[tuple[str, bytes]]:
    """What search, search engines and hosts read."""
    plan, site = pages[0].shell.plan, pages[0].shell.site
    yield INDEX, index((page.findable for page in pages if page.is_findable), plan.words).encode()
    of_forms = {f"{online.ADDRESS}*": online.POLICY} if has_forms else {}
    yield "/_headers", headers(security_policy(first_script()), of_forms).encode()
    if told(plan):
        yield FEED.address, feed(plan, site)
    yield "/.nojekyll", b""  # else GitHub Pages runs the site through Jekyll
    if site.full(HOME.address) and plan.details.adopted_by:
        yield "/sitemap.xml", sitemap(pages).encode()


def _write(folder: Path, address: str, data: bytes) -> None:
    path = folder / address.lstrip("/")
    if address.endswith("/"):
        path = path / "index.html"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def _pictures_of(pages: Sequence[Page], plan_data: Path) -> Iterator[tuple[str, bytes]]:
    """The pictures of the plan that Easy Read pages show."""
    for picture in pages[0].shell.plan.pictures if pages[0].shell.has_easy_read else ():
        yield f"/pictures/{picture.file}", (plan_data / "pictures" / picture.file).read_bytes()


def _pictures_in(content: Path) -> Iterator[tuple[str, bytes]]:
    for address in picture_addresses(content):
        yield address, (content / address[1:]).read_bytes()
