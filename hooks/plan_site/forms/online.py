"""The forms at /admin/ of a published site, where editors sign in with GitHub and each change is a pull request."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from plan_site.forms.config import Setting
from plan_site.forms.files import are_fetched, form_files, policy_of
from plan_site.model.addresses import address_fault
from plan_site.model.problems import Place, Problem
from plan_site.model.rules import rule
from plan_site.site.page import Site

ADDRESS = "/admin/"
POLICY = policy_of("https://api.github.com", pictures_from=("https://avatars.githubusercontent.com",))
_REPOSITORY = re.compile(r"https://github\.com/([\w.-]+/[\w.-]+?)(?:\.git)?", re.ASCII)
_SETTINGS = Place("mkdocs.yml")


@rule
def editors_can_sign_in(site: Site) -> Iterator[Problem]:
    """The forms send editors to a service, and write to a repository: both must be what they seem."""
    if not site.has_forms:
        return
    fault = address_fault(site.sign_in)
    if fault is None and not site.sign_in.startswith("https://"):
        fault = "does not start with https://.", "Write the address of your sign-in service with https://."
    if fault is None and set(site.sign_in) & set("?#"):
        fault = "has a ‘?’ or a ‘#’ in it.", "Write the address of your sign-in service alone."
    if fault is not None:
        yield Problem(_SETTINGS, f"The address in ‘sign_in’ {fault[0]}", fault[1])
    if _REPOSITORY.fullmatch(site.repository) is None:
        what = "‘sign_in’ is for forms that write to a repository on GitHub, and ‘repo_url’ names none."
        remedy = "Write repo_url: https://github.com/ and the names of the owner and the repository."
        yield Problem(_SETTINGS, what, remedy)
    elif _parts_of_edit_uri(site)[:1] != ("edit",) or len(_parts_of_edit_uri(site)) == 1:
        what = "‘sign_in’ is for forms that write to a branch, and ‘edit_uri’ does not say to which."
        remedy = "Write edit_uri: edit/main/ with the name of your branch, then the plan's folder if it has one."
        yield Problem(_SETTINGS, what, remedy)


@rule
def the_forms_are_fetched(site: Site) -> Iterator[Problem]:
    """A site is published whole: only at home may it do without its forms."""
    if site.has_forms and not are_fetched():
        what = "The forms at /admin/ are left out, because what they are made of is not on this machine yet."
        is_at_home = os.environ.get("CI") != "true"
        yield Problem(_SETTINGS, what, "To fetch it: make forms", is_advice=is_at_home)


def can_be_built(site: Site) -> bool:
    return site.has_forms and are_fetched()


def backend_of(site: Site) -> dict[str, object]:
    """The backend of decap's config for the site's repository on GitHub; the site's settings must be sound."""
    found = _REPOSITORY.fullmatch(site.repository)
    sign_in = urlsplit(site.sign_in)
    return {
        "name": "github",
        "repo": found[1] if found else "",
        "branch": _branch(site),
        "base_url": f"{sign_in.scheme}://{sign_in.netloc}",
        **({"auth_endpoint": sign_in.path.strip("/")} if sign_in.path.strip("/") else {}),
    }


def folder_of(site: Site) -> str:
    """The project's folder in the repository, as edit_uri has it; empty if it is the whole of it."""
    return "".join(f"{part}/" for part in _parts_of_edit_uri(site)[2:])


def _branch(site: Site) -> str:
    """The branch that edit_uri names: the one that the site is built from."""
    return _parts_of_edit_uri(site)[1]


def _parts_of_edit_uri(site: Site) -> tuple[str, ...]:
    """edit, the branch, and the folders of the project."""
    return tuple(filter(None, site.edit_address.removeprefix(site.repository).split("/")))


def files(setting: Setting) -> Iterator[tuple[str, bytes]]:
    """Each file of the forms: its address and what it holds."""
    for name, data in form_files(setting, POLICY):
        yield f"{ADDRESS}{name}", data
