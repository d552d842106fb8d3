"""The files of the forms: a page, our script and the config, and decap-cms and yaml as npm has fetched them."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

from plan_site.forms.config import Setting, config_of
from plan_site.forms.node import install, is_installed

HERE = Path(__file__).parent
FETCHED = Path(".tools/forms")
"""Where npm puts what package-lock.json names: beside the other tools of the folder in which a command runs."""
SERVER = FETCHED / "node_modules/decap-server/dist/index.js"
GUARD = HERE / "guard.cjs"
"""What Node loads before decap's server: it lets nobody else in."""
CONFIG = "config.json"
_LISTS_OF_NPM = ("package.json", "package-lock.json")
_DECAP = FETCHED / "node_modules/decap-cms/dist"
_OF_DECAP = ("decap-cms.js", "decap-cms.js.LICENSE.txt")  # the rest colours program code, which no plan has
_OURS = ("forms.js", "forms.css")
_YAML = FETCHED / "node_modules/yaml/browser/dist"


def fetch() -> None:
    """Fetches decap-cms, its server and yaml, at the versions of package-lock.json. Raises Unavailable."""
    FETCHED.mkdir(parents=True, exist_ok=True)
    for name in _LISTS_OF_NPM:
        shutil.copyfile(HERE / name, FETCHED / name)
    install(FETCHED)


def are_fetched() -> bool:
    """Whether what package-lock.json names is there."""
    copied = FETCHED / "package-lock.json"
    is_same = copied.exists() and copied.read_bytes() == (HERE / "package-lock.json").read_bytes()
    return is_same and is_installed(FETCHED)


def form_files(setting: Setting, policy: str) -> Iterator[tuple[str, bytes]]:
    """Each file of the forms: its name in their folder, and what it holds. They must have been fetched."""
    yield "index.html", _PAGE.format(policy=policy).encode()
    yield CONFIG, config_file(setting)
    for name in _OURS:
        yield name, (HERE / name).read_bytes()
    for name in _OF_DECAP:
        yield name, (_DECAP / name).read_bytes()
    for path in sorted(_YAML.rglob("*.js")):
        yield f"yaml/{path.relative_to(_YAML).as_posix()}", path.read_bytes()


def config_file(setting: Setting) -> bytes:
    """The config as the page fetches it."""
    return (json.dumps(config_of(setting), ensure_ascii=False, indent=1) + "\n").encode()


def policy_of(*connects_to: str, pictures_from: tuple[str, ...] = ()) -> str:
    """The Content-Security-Policy of the forms: their own files, and the service that keeps the plan's files.

    decap-cms compiles what checks its config ('unsafe-eval'), writes its own styles, and shows pictures as blobs.
    """
    return (
        "default-src 'none'; script-src 'self' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
        f"img-src {' '.join((_OWN, 'blob:', *pictures_from))}; connect-src {' '.join((_OWN, *connects_to))}; "
        "base-uri 'none'; form-action 'none'"
    )


_OWN = "'self'"
_PAGE = """<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="robots" content="noindex">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Change the plan</title>
<link rel="stylesheet" href="forms.css">
<script type="module" src="forms.js"></script>
</head>
<body>
<noscript>These forms need JavaScript. Without it you can change the files of the plan themselves.</noscript>
</body>
</html>
"""
