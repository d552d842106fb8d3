"""Makes all machines alike for the tests: the site's fonts alone, and the usual umask, signals, language, zone and git.

Nothing of this is for the site: it bears a machine of any kind, and tests that are about one make it themselves.
"""

from __future__ import annotations

import os
import signal
from pathlib import Path

from fontTools.ttLib import TTFont

FONTS = Path(__file__).parents[2] / "hooks/plan_site/html/assets/fonts"
_OF_THE_CALLER = ("PYTHON", "GIT_", "LC_", "LANGUAGE", "MAKE", "MFLAGS", "GITHUB_", "DISPLAY", "WAYLAND_", "BROWSER")
_COLOURS_AND_WIDTH = ("NO_COLOR", "FORCE_COLOR", "CLICOLOR", "COLUMNS", "LINES")
_OF_A_BUILD = ("CI", "SOURCE_DATE_EPOCH", "BASE", "REGISTER", "DIR", "RECORDS")
"""Beginnings of names in the environment that change what a program does or says; a test that needs one sets it."""


def make_alike(folder: Path) -> None:
    """For this process and all that it starts. The folder holds the fonts until the tests are over."""
    os.umask(0o022)
    _hear_every_signal()
    beginnings = (*_OF_THE_CALLER, *_COLOURS_AND_WIDTH)
    for name in [name for name in os.environ if name.startswith(beginnings) or name in _OF_A_BUILD]:
        del os.environ[name]
    os.environ |= {
        "LANG": "C.UTF-8",
        "TZ": "UTC",
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_CONFIG_GLOBAL": os.devnull,
        "FONTCONFIG_FILE": str(_with_the_fonts_of_the_site_alone(folder)),
    }


def _hear_every_signal() -> None:
    """What a launcher ignores (nohup, a shell's &), all programs that it starts ignore too."""
    for each in (signal.SIGHUP, signal.SIGTERM):
        signal.signal(each, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.pthread_sigmask(signal.SIG_SETMASK, [])


def _with_the_fonts_of_the_site_alone(folder: Path) -> Path:
    """Whatever family is asked for, as fontconfig reads it; no browser takes a web font from a folder."""
    for path in FONTS.glob("*.woff2"):
        font = TTFont(path)
        font.flavor = None
        font.save(folder / f"{path.stem}.ttf")
    settings = folder / "fonts.conf"
    settings.write_text(
        f"<fontconfig><dir>{folder}</dir><cachedir>{folder}/kept</cachedir></fontconfig>", encoding="utf-8"
    )
    return settings
