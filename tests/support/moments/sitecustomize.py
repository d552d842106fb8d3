"""Kills a process just before it changes a file for the n-th time, or lets its disk be full from then on.

Each such change is a moment.

Python runs this file first where it is on the path. The environment says what to do:

    MOMENTS_IN      changes of files in this folder count
    KILLED_AT       the moment to be killed at, counted from 1; without it the process goes on to its end
    FULL_AT         the moment from which on nothing can be written; files can be taken away
    MOMENTS_FILE    what happens at each moment is written here, one to a line
    NO_EXCHANGE     the system is one in which two folders cannot take each other's place in one step
"""

import ctypes
import errno
import os
import signal
import sys

_FOLDER, _FILE = os.environ["MOMENTS_IN"], os.environ.get("MOMENTS_FILE")
_LAST, _FULL = (int(os.environ.get(name, "0")) for name in ("KILLED_AT", "FULL_AT"))
_CHANGES = frozenset({"open", "os.chmod", "os.mkdir", "os.remove", "os.rename", "os.rmdir"})
_seen: list[str] = []


def _is_change(event: str, arguments: tuple[object, ...]) -> bool:
    if event == "ctypes.dlsym":
        return arguments[1] == "renameat2"
    if event not in _CHANGES:
        return False
    if event == "open":
        flags = arguments[2]
        return _is_here(arguments[0]) and isinstance(flags, int) and bool(flags & (os.O_WRONLY | os.O_RDWR))
    is_within_a_folder = event in {"os.remove", "os.rmdir"} and arguments[-1] != -1  # as shutil.rmtree takes away
    return is_within_a_folder or _is_here(arguments[0])


def _is_here(path: object) -> bool:
    return isinstance(path, str | bytes | os.PathLike) and os.fsdecode(path).startswith(_FOLDER)


def _hook(event: str, arguments: tuple[object, ...]) -> None:
    if not _is_change(event, arguments):
        return
    _seen.append(event)
    if len(_seen) == _LAST:
        os.kill(os.getpid(), signal.SIGKILL)
    if 0 < _FULL <= len(_seen) and event not in {"os.remove", "os.rmdir"}:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    if _FILE and event != "open":
        _write_down()


def _write_down() -> None:
    handle = os.open(_FILE or "", os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    os.write(handle, "\n".join(_seen).encode())
    os.close(handle)


if os.environ.get("NO_EXCHANGE"):
    ctypes.CDLL = lambda *_: object()  # type: ignore[misc, assignment]
sys.addaudithook(_hook)
