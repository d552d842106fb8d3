"""Spoils real plans in many ways, and sees that every command says so plainly, in time, and harms nothing.

    fuzz.py [--minutes 30] [--seed N]

Each case is a copy of a plan with a few changes to its files. `faults_in` runs the real commands on it and knows what
has to hold whatever the changes are. A fault is made as small as is simple, and kept in fuzz_cases/, which
`test_fuzz.py` runs for ever. Exits with 1 where a fault was found.
"""

from __future__ import annotations

import argparse
import contextlib
import functools
import hashlib
import io
import json
import os
import random
import re
import signal
import subprocess
import sys
import tempfile
import time
import typing
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import FrameType
from typing import Any

import yaml

from cases import read_sections, unescaped
from odd_words import edits_of, kind_of_file, with_edits, with_markdown
from plan_site.model.entries import Entry
from plan_site.model.fields import fields_of
from plan_site.model.plan import KINDS
from plan_site.yaml.characters import composed, is_seen
from plan_site.yaml.tidy import tidied
from plan_tools.check_site import gate
from plan_tools.commands import main as plan
from plan_tools.commands import tidy
from sites import EASY_WORDS, EPOCH, EXAMPLE, OURS, ROOT, SMALL

CASES = ROOT / "tests/cases/fuzz"
LONGEST = 2.0  # seconds of CPU that a command may take
HANGS = 20.0  # seconds of CPU after which it is stopped; on a busy machine it may wait long for them
WAITS = 300.0  # seconds after which it is stopped though it does nothing
MOST_WORDS = 400_000  # characters that a command may say
LONGEST_MESSAGE = 2_500
BUILDS_A_SITE = 6.0  # seconds: hundreds of pages take longer than a look at their words

Files = dict[str, bytes]
"""The files of a project, by their paths."""


@functools.cache
def files_of(base: str) -> Files:
    """A plan that is sound. It has no PDFs, which take seconds."""
    layers = {"ours": (OURS,), "example": (EXAMPLE,), "small": (SMALL,), "easy": (SMALL, EASY_WORDS)}[base]
    files = {
        path.relative_to(layer).as_posix(): path.read_bytes()
        for layer in layers
        for path in (layer / "mkdocs.yml", *sorted(layer.glob("plan_data/**/*")), *sorted(layer.glob("content/**/*")))
        if path.is_file()
    }
    hook = str(ROOT / "hooks/mkdocs_adaptor.py").encode()
    settings = re.sub(rb"- \S*hooks/mkdocs_adaptor.py", b"- " + hook, files["mkdocs.yml"])
    return {**files, "mkdocs.yml": re.sub(rb"\n  pdf:.*", b"", settings)}


@dataclass(frozen=True)
class Case:
    """A plan, and the files that differ from it; None for one that is gone."""

    base: str
    changed: dict[str, bytes | None]

    @property
    def files(self) -> Files:
        files = {**files_of(self.base), **self.changed}
        return {path: data for path, data in files.items() if data is not None}

    def lay_out(self, folder: Path) -> None:
        for path, data in self.files.items():
            with contextlib.suppress(OSError, ValueError):  # names that no file can have, and files within files
                (folder / path).parent.mkdir(parents=True, exist_ok=True)
                (folder / path).write_bytes(data)


# --- spoiling ---------------------------------------------------------------------------------------------

Spoil = Callable[[random.Random, Files], Files]
"""Takes the files of a project, and gives those that it has changed; one that is to go holds _GONE."""

_GONE = b"\0 this file is gone"
_YAML_MARKS = (*":-?#&*!|>'\"%@`[]{},", "---", "...", "<<: ", "? ", ": ", "- ", "|\n", ">-\n", "\t", "\\", "\n\n", "~")
_TEXTS = (
    "<script>alert(1)</script>", '" onmouseover="x', "{{7*7}}{% raw %}",
    "[x](javascript:alert(1))", "</title>", "<!--", "'", '"', "’", "\u202e", "\u200b", "\ufeff",
    "\x00", "\x07", "\x1b[31m", "\ufffe", "\ue000", "é", "e\u0301", "ﷺ", "👩‍👧‍👦", "🏴󠁧󠁢󠁥󠁮󠁧󠁿",
    "مرحبا", "中文", "x" * 600, "word " * 300, "0", "-1", "1e9", "no", "null", "2025-13-45",
    "0x_", "0b_", "2025-02-30", "9999-12-31", "0000", "https://", "https://a", "http://[::1",
    "mailto:", "tel:", "/", "//x", "..", "../..", "index", "con", "a" * 61, "-", "--", "a--b",
    "%", "%%", "${x}", "$x", "\\x", "\\u202e", "&amp;", "&#x202e;", "#", " #", "1" * 30, "１",
    "true", "<b>bold</b>", "**bold**", "[", "[" * 40, "![x](/x.png)", "[x]: /x", "# Heading",
    "## ", "~~~", "```", "Table: x", "| a | b |\n|---|---|\n| c | d |", "===", "    code",
    "[TOC]", "Write here", "=1+1", "@x", "+x", "ſ", "İ", "ß",
)  # fmt: skip


def _one_of(choice: random.Random, files: Files) -> str:
    """A file to spoil: mostly one of the plan's own."""
    paths = sorted(files)
    weights = [1 if not path.endswith((".yml", ".md")) else 4 if path.startswith("plan_data/") else 9 for path in paths]
    return choice.choices(paths, weights)[0]


def a_byte(choice: random.Random, files: Files) -> Files:
    path = _one_of(choice, files)
    data = bytearray(files[path])
    for _ in range(choice.randint(1, 3)):
        at = choice.randrange(len(data) + 1)
        data[at : at + choice.randint(0, 1)] = bytes([choice.randrange(256)])
    return {path: bytes(data)}


def some_bytes(choice: random.Random, files: Files) -> Files:
    """A piece goes, or stands twice, or stands elsewhere."""
    path = _one_of(choice, files)
    data = files[path]
    start = choice.randrange(len(data) + 1)
    piece = data[start : start + choice.randint(1, 80)]
    without = data[:start] + data[start + len(piece) :]
    at = choice.randrange(len(without) + 1)
    return {path: choice.choice([without, data[:start] + piece + data[start:], without[:at] + piece + without[at:]])}


def a_mark(choice: random.Random, files: Files) -> Files:
    path = _one_of(choice, files)
    data = files[path]
    at = choice.randrange(len(data) + 1)
    mark = choice.choice([*_YAML_MARKS, *_TEXTS]).encode()
    return {path: data[:at] + mark + data[at:]}


def a_line(choice: random.Random, files: Files) -> Files:
    path = _one_of(choice, files)
    lines = files[path].split(b"\n")
    at, to = choice.randrange(len(lines)), choice.randrange(len(lines))
    line = lines[at]
    way = choice.randrange(8)
    if way == 0:
        del lines[at]
    elif way == 1:
        lines.insert(to, line)
    elif way == 2:
        lines[at], lines[to] = lines[to], line
    elif way == 3:
        lines[at] = b" " * choice.randint(1, 4) + line
    elif way == 4:
        lines[at] = line.lstrip(b" ")
    elif way == 5:
        lines[at] = line[1:] if line[:1] == b" " else b"\t" + line
    elif way == 6:
        lines[at : at + 2] = [b" ".join(lines[at : at + 2])]
    else:
        lines[at:to] = []
    return {path: b"\n".join(lines)}


def _fields_of_one(choice: random.Random, files: Files) -> tuple[str, str, list[re.Match[str]]]:
    """A file to spoil, its text, and where its fields stand."""
    path = _one_of(choice, files)
    text = files[path].decode(errors="surrogateescape")
    return path, text, list(_FIELD.finditer(text))


def a_key(choice: random.Random, files: Files) -> Files:
    """The name of a field is misspelt, or is that of another."""
    path, text, found = _fields_of_one(choice, files)
    if not found:
        return a_mark(choice, files)
    field = choice.choice(found)
    name = field["name"]
    at = choice.randrange(len(name) + 1)
    new = choice.choice([name[:at] + name[at + 1 :], name.upper(), name[:at] + "x" + name[at:], choice.choice(_NAMES)])
    return {path: _bytes(text[: field.start("name")] + new + text[field.end("name") :])}


_FIELD = re.compile(r"^(?P<lead>[ -]*)(?P<name>[a-z_]+):(?P<value>(?: .*)?)$", re.MULTILINE)


def _names_in(held: Any) -> Iterator[str]:
    """The names of the fields of an entry, and of all within it."""
    if typing.get_origin(held) is tuple:
        yield from _names_in(typing.get_args(held)[0])
    elif isinstance(held, type) and issubclass(held, Entry):
        for field in fields_of(held):
            yield field.name
            yield from _names_in(field.type)


_NAMES = sorted({name for kind in KINDS for name in _names_in(kind.type)})


def _bytes(text: str) -> bytes:
    return text.encode(errors="surrogateescape")


def a_value(choice: random.Random, files: Files) -> Files:
    """What stands behind a name is something else: as it is, in quotes, or in another shape."""
    path, text, found = _fields_of_one(choice, files)
    if not found:
        return a_mark(choice, files)
    field, other = choice.choice(found), choice.choice(found)
    typed = choice.choice(_TEXTS)
    shapes = [typed, json.dumps(typed, ensure_ascii=choice.random() < 0.5), other["value"].strip(), "", "[]", "{}"]
    shapes += [f"[{typed}]", f"{{a: {typed}}}", "|\n  x\n\n  y", f"'{typed}"]
    value = choice.choices(shapes, [4, 8, 3, 2, 1, 1, 1, 1, 1, 1])[0]
    return {path: _bytes(f"{text[: field.start('value')]} {value}{text[field.end('value') :]}")}


def words_in_quotes(choice: random.Random, files: Files) -> Files:
    """Words that may be published: a plan that stays sound is built."""
    path, text, fields = _fields_of_one(choice, files)
    found = [field for field in fields if " " in field["value"].strip()]
    if not found:
        return a_value(choice, files)
    field = choice.choice(found)
    before = field["value"].strip().strip("\"'")
    at = choice.randrange(len(before) + 1)
    words = before[:at] + choice.choice(_TEXTS) + before[at:]
    return {path: _bytes(f"{text[: field.start('value')]} {json.dumps(words)}{text[field.end('value') :]}")}


def a_piece_of_another_file(choice: random.Random, files: Files) -> Files:
    path, other = _one_of(choice, files), _one_of(choice, files)
    lines, theirs = files[path].split(b"\n"), files[other].split(b"\n")
    at, start = choice.randrange(len(lines) + 1), choice.randrange(len(theirs))
    count = choice.randint(1, 12)
    lines[at : at + choice.choice([0, count])] = theirs[start : start + count]
    return {path: b"\n".join(lines)}


def a_whole_file(choice: random.Random, files: Files) -> Files:
    """Gone, empty, cut off, called otherwise, copied, or in the place of another."""
    path, other = _one_of(choice, files), _one_of(choice, files)
    data, folder = files[path], path.rpartition("/")[0]
    name = choice.choice(
        ["x.yml", "con.yml", "index.md", "X.yml", "a b.yml", "é.md", "..yml", "x.txt", "x.svg", "-.yml"]
    )
    moved = f"{choice.choice([folder, 'plan_data', 'plan_data/aims', 'plan_data/new', 'content', ''])}/{name}".lstrip(
        "/"
    )
    ways: list[Files] = [
        {path: _GONE},
        {path: b""},
        {path: data[: choice.randrange(len(data) + 1)]},
        {path: _GONE, moved: data},
        {moved: data},
        {path: files[other], other: data},
        {path: data + b"\n" + files[other]},
        {path: data.replace(b"\n", choice.choice([b"\r\n", b"\r", b"\n\n"]))},
        {
            path: data.decode(errors="ignore").encode(
                choice.choice(["utf-16", "cp1252", "utf-8-sig", "utf-32"]), "replace"
            )
        },
        {path: data * choice.choice([2, 20])},
    ]
    return choice.choice(ways)


def a_folder(choice: random.Random, files: Files) -> Files:
    """Gone, or called otherwise."""
    folders = sorted({path.rpartition("/")[0] for path in files} - {""})
    folder = choice.choice(folders)
    new = choice.choice(["", "plan_data/aim", "plan_data/Aims", "content/more", "plan_data/pictures", "plan_data"])
    within = [path for path in files if path.startswith(f"{folder}/")]
    moved = {f"{new}/{path.removeprefix(f'{folder}/')}": files[path] for path in within} if new else {}
    return {**dict.fromkeys(within, _GONE), **moved}


def odd_words(choice: random.Random, files: Files) -> Files:
    """Words that sites stumble over, in a few texts of a record."""
    path = choice.choice([path for path in sorted(files) if kind_of_file(path)] or [_one_of(choice, files)])
    try:
        edits = edits_of(choice, {path: files[path]})
        return with_edits(files, edits[: choice.randint(1, 3)])
    except (yaml.YAMLError, UnicodeDecodeError, AttributeError, TypeError, AssertionError):
        return a_mark(choice, files)  # another change has spoilt it already


def odd_markdown(choice: random.Random, files: Files) -> Files:
    """Links, headings, tables, pictures and habits of other programs in a page."""
    path = choice.choice([path for path in sorted(files) if path.endswith(".md")] or [_one_of(choice, files)])
    return {path: with_markdown(choice, files[path])}


SPOILS: dict[Spoil, int] = {
    a_byte: 3,
    some_bytes: 3,
    a_mark: 6,
    a_line: 6,
    a_key: 4,
    a_value: 8,
    words_in_quotes: 10,
    odd_words: 8,
    odd_markdown: 4,
    a_piece_of_another_file: 4,
    a_whole_file: 3,
    a_folder: 1,
}
"""How to spoil a plan, and how often."""


def a_case(choice: random.Random) -> Case:
    base = choice.choices(["ours", "example", "small", "easy"], [2, 4, 2, 4])[0]
    before = files_of(base)
    files = dict(before)
    kinds = [words_in_quotes] if choice.random() < 0.2 else list(SPOILS)
    for _ in range(choice.choice([1, 1, 1, 2, 2, 3, 5])):
        files |= choice.choices(kinds, [SPOILS[kind] for kind in kinds])[0](choice, files)
        files = {path: data for path, data in files.items() if data != _GONE} or {"mkdocs.yml": b""}
    changed: dict[str, bytes | None] = {path: data for path, data in files.items() if before.get(path) != data}
    return Case(base, changed | dict.fromkeys(set(before) - set(files)))


# --- running ----------------------------------------------------------------------------------------------


class Fault(Exception):
    """What must hold did not."""


class _Hangs(BaseException):
    """Stops a command; no command can take it for a fault of its own."""


@dataclass(frozen=True)
class Done:
    """How a command ended."""

    words: tuple[str, ...]
    code: int
    out: str
    err: str
    seconds: float


def _timers() -> Iterator[tuple[signal.Signals, int, float]]:
    yield signal.SIGPROF, signal.ITIMER_PROF, HANGS
    yield signal.SIGALRM, signal.ITIMER_REAL, WAITS


def _stop(_signal: int, _frame: FrameType | None) -> None:
    raise _Hangs


def run(folder: Path, *words: str) -> Done:
    """Runs the command `plan` in this process."""
    out, err, started = io.StringIO(), io.StringIO(), time.process_time()
    for bell, timer, after in _timers():
        signal.signal(bell, _stop)
        signal.setitimer(timer, after)
    try:
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err), _kept_inside(folder.parent):
            code = plan(["--folder", str(folder), *words])
    except SystemExit as wrong_words:
        code = int(wrong_words.code or 0)
    except _Hangs:
        raise Fault(f"plan {' '.join(words)} hangs") from None
    finally:
        for _, timer, _ in _timers():
            signal.setitimer(timer, 0)
    return Done(words, code, out.getvalue(), err.getvalue(), time.process_time() - started)


_writable: Path | None = None


@contextlib.contextmanager
def _kept_inside(folder: Path) -> Iterator[None]:
    """Nothing may be written but in this folder."""
    global _writable  # an audit hook is for the whole process, and stays
    _watch()
    _writable = folder
    try:
        yield
    finally:
        _writable = None


@functools.cache
def _watch() -> None:
    sys.addaudithook(_sees)


_CHANGES = frozenset(
    {"os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.symlink", "os.link", "os.truncate", "os.chmod"}
)


def _sees(event: str, arguments: tuple[object, ...]) -> None:
    if _writable is None:
        return
    if event == "open":
        path, _mode, flags = arguments
        if isinstance(flags, int) and flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
            _must_be_inside(path)
    elif event in _CHANGES:
        folder = arguments[-1] if isinstance(arguments[-1], int) and event in _WITHIN_A_FOLDER else -1
        _must_be_inside(arguments[0], folder)
        if event in {"os.rename", "os.link", "os.symlink"}:
            _must_be_inside(arguments[1], folder)
    elif event in {"socket.connect", "os.system"}:
        raise Fault(f"{event} {arguments}")


_WITHIN_A_FOLDER = _CHANGES - {"os.truncate", "os.chmod"}
"""What may be told its folder as an open file, the last of its arguments."""


def _must_be_inside(path: object, folder: int = -1) -> None:
    if isinstance(path, str | bytes | os.PathLike) and _writable is not None:
        start = f"/proc/self/fd/{folder}" if folder >= 0 else ""
        whole = os.path.realpath(os.path.join(start, os.fsdecode(path)))  # noqa: PTH118 - bytes too
        is_compiled = "__pycache__" in Path(whole).parts and whole.startswith(str(ROOT))
        if not is_compiled and not whole.startswith((f"{os.path.realpath(_writable)}/", "/dev/null")):
            raise Fault(f"something is written outside of the folder: {whole}")


# --- what must hold ---------------------------------------------------------------------------------------

_CONTROL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b\u202a-\u202e\u2066-\u2069]")
_PLACE = re.compile(r"(?P<file>.+), line (?P<line>[0-9]+)")
_COUNT = re.compile(r"(?:No problems|[0-9]+ problems? to mend) in .+\.")


def faults_in(case: Case, choice: random.Random, *, thoroughly: bool = True) -> Iterator[str]:
    """What went wrong with a case, in a few words; nothing if all is as it must be."""
    with tempfile.TemporaryDirectory(prefix="fuzz-") as root, _own_temporary_folder(Path(root)):
        folder = Path(root) / "project"
        folder.mkdir()
        case.lay_out(folder)
        try:
            _see(case, folder, choice, thoroughly=thoroughly)
        except Fault as fault:
            yield str(fault)


@contextlib.contextmanager
def _own_temporary_folder(root: Path) -> Iterator[None]:
    before, tempfile.tempdir = tempfile.tempdir, str(root)
    try:
        yield
    finally:
        tempfile.tempdir = before


def _see(case: Case, folder: Path, choice: random.Random, *, thoroughly: bool) -> None:
    """All of it, or each part now and then; `plan check` always."""

    def now_and_then(share: float) -> bool:
        return thoroughly or choice.random() < share

    checked = _checked(folder)
    if now_and_then(0.1):
        _holds(run(folder, "check", "--format", "github"))
    if checked.code == 0 and now_and_then(0.6):
        _builds(folder)
    if now_and_then(0.1):
        _compares(case, folder, choice)
    if now_and_then(0.02):
        _as_a_process(folder, checked)
    if now_and_then(0.6):
        _tidies(folder, checked)
    if now_and_then(0.1):
        _writes(folder, checked, choice)


def _holds(done: Done, longest: float = LONGEST) -> Done:
    """What is so of every command."""
    called = f"plan {' '.join(done.words)}"
    said = done.out + done.err
    if done.code not in {0, 1, 2} or "Traceback" in said:
        raise Fault(f"{called} ends with {done.code}: {done.err.strip()[-600:]}")
    if done.seconds > longest:
        raise Fault(f"{called} takes {done.seconds:.1f} s")
    if len(said) > MOST_WORDS:
        raise Fault(f"{called} says {len(said)} characters")
    if found := _CONTROL.search(said):
        raise Fault(f"{called} says a control character: {said[max(0, found.start() - 60) : found.end()]!r}")
    try:
        said.encode()
    except UnicodeEncodeError:
        raise Fault(f"{called} says what cannot be printed") from None
    if done.code and not said.strip():
        raise Fault(f"{called} ends with {done.code} and says nothing")
    return done


def _checked(folder: Path) -> Done:
    """`plan check`: each problem names its file and a line that the file has."""
    done = _holds(run(folder, "check", "--format", "text"))
    *parts, count = [part for part in done.out.split("\n\n") if part.strip()]
    if not _COUNT.fullmatch(count.strip()):
        raise Fault(f"plan check does not count: {count[:200]!r}")
    for part in parts:
        if part.startswith("Advice for"):
            continue
        if len(part) > LONGEST_MESSAGE:
            raise Fault(f"plan check says a message of {len(part)} characters: {part[:200]!r}")
        found = _PLACE.fullmatch(part.strip("\n").split("\n")[0].removeprefix("Advice: "))
        if found is None or "What to do: " not in part:
            raise Fault(f"plan check names no place, or no remedy: {part[:300]!r}")
        path = folder / found["file"]
        if path.is_file():
            lines = len(re.split(rb"\r\n|\r|\n", path.read_bytes()))
            if not 1 <= int(found["line"]) <= lines:
                raise Fault(f"plan check names a line that is not there: {part[:300]!r}")
    return done


def _builds(folder: Path) -> None:
    """A plan that is right makes a site that is right."""
    into = folder.parent / "site"
    done = _holds(run(folder, "pages", str(into)), BUILDS_A_SITE)
    if done.code:
        raise Fault(f"plan check finds nothing, and plan pages ends with {done.code}: {(done.err + done.out)[:600]}")
    site, faults = gate.read(into, list(gate.names_in(into)))
    found = [*faults, *gate.faults_of(site)]
    if found:
        raise Fault(f"plan check finds nothing, and check_site: {found[0]}")


def _compares(case: Case, folder: Path, choice: random.Random) -> None:
    """With the plan as it was before."""
    before = folder.parent / "before"
    before.mkdir()
    Case(case.base, {}).lay_out(before)
    for how in (["--format", choice.choice(["text", "markdown", "json"])], ["--ask"]):
        _holds(run(folder, "diff", str(before), *how), 2 * LONGEST)
    _holds(run(folder, "diff", str(folder), str(before)), 2 * LONGEST)


def _as_a_process(folder: Path, checked: Done) -> None:
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8:strict", "NO_MKDOCS_2_WARNING": "1", "GITHUB_ACTIONS": ""}
    words = [sys.executable, "-m", "plan_tools.commands", "--folder", str(folder), "check", "--format", "text"]
    done = subprocess.run(words, capture_output=True, env=environment, timeout=WAITS, check=False)
    if (done.returncode, done.stdout.decode()) != (checked.code, checked.out):
        raise Fault(f"plan check ends otherwise as a process: {done.returncode}, {done.stderr[-600:].decode()}")
    settings = folder / "mkdocs.yml"
    known = {files_of(base)["mkdocs.yml"] for base in ("ours", "example", "small")}
    if not settings.is_file() or settings.read_bytes() not in known:
        return  # MkDocs has its own say on its settings
    into = folder.parent / "built"
    words = [sys.executable, "-m", "mkdocs", "build", "-f", str(folder / "mkdocs.yml"), "-d", str(into)]
    done = subprocess.run(words, capture_output=True, env=environment, timeout=WAITS, check=False)
    if done.returncode not in ({0} if checked.code == 0 else {0, 1}) or b"Traceback" in done.stderr:
        raise Fault(f"mkdocs build ends with {done.returncode}: {(done.stdout + done.stderr)[-600:].decode()}")


def _tidies(folder: Path, checked: Done) -> None:
    """To tidy loses no word and no note, is done once, and changes nothing of what is right and wrong."""
    before = {path: path.read_bytes() for path in sorted(folder.glob("plan_data/**/*.yml")) if path.is_file()}
    _holds(run(folder, "tidy"))
    for path, data in before.items():
        after = path.read_bytes()
        if after != data:
            _loses_nothing(path.relative_to(folder).as_posix(), data, after)
    again = _holds(run(folder, "tidy"))
    if "Tidied" in again.out:
        raise Fault(f"plan tidy is not done at once: {again.out[:200]}")
    if _checked(folder).code != checked.code:
        raise Fault(f"plan check ends with {checked.code}, and after plan tidy otherwise")


def _loses_nothing(name: str, before: bytes, after: bytes) -> None:
    """As PyYAML reads the two, which knows nothing of our own reader; and word by word, for the notes."""
    then, now = (yaml.load(data, Loader=yaml.CBaseLoader) for data in (before, after))  # noqa: S506 - text alone
    if _texts(then) != _texts(now):
        differ = (_texts(then) - _texts(now)) + (_texts(now) - _texts(then))
        raise Fault(f"plan tidy changes the words of {name}: {sorted(differ)[:5]}")
    if b"\\" not in before:
        lost = _words(before) - _words(after)
        kept = {word: count for word, count in lost.items() if word not in {*_NAMES, "null", "Null", "NULL"}}
        if kept:
            raise Fault(f"plan tidy loses words of {name}: {kept}")


def _texts(value: object) -> Counter[str]:
    if isinstance(value, dict):
        return sum((_texts(inner) for inner in value.values()), Counter())
    if isinstance(value, list):
        return sum((_texts(inner) for inner in value), Counter())
    text = composed(" ".join(re.split(r"[ \t\n]+", str(value))).strip())  # a paragraph of blanks alone is none
    return Counter() if not is_seen(text) or text in {"", "~", "null", "Null", "NULL", "None"} else Counter([text])


def _words(data: bytes) -> Counter[str]:
    return Counter(re.findall(r"\w+", composed(data.decode("utf-8-sig"))))


def _writes(folder: Path, checked: Done, choice: random.Random) -> None:
    """What writes into the files leaves a plan that can be read as before."""
    words = choice.choice([text for text in _TEXTS if "\0" not in text and not text.startswith("-")])
    records = sorted(path.stem for path in folder.glob("plan_data/*/*.yml")) or ["x"]
    commands = [
        ("new", choice.choice([kind.noun for kind in KINDS]), choice.choice(["my-record", "x", words])),
        ("review", choice.choice(records), "--others", "--who", words, "--reading", choice.choice(["easy", "plain"])),
        ("diff", str(folder.parent / "before"), "--draft"),
        ("register",),
        ("start", str(folder.parent / "started"), "--area", words, "--title", words),
    ]
    for words_of_command in choice.sample(commands, 2):
        done = _holds(run(folder, *words_of_command), 3 * LONGEST)
        after = _checked(folder)
        if checked.code == 0 and done.code == 0 and after.code and words_of_command[0] not in {"new", "diff"}:
            raise Fault(f"after plan {' '.join(words_of_command)}, plan check finds: {after.out[:400]}")


# --- keeping ----------------------------------------------------------------------------------------------


def kept(case: Case, why: str) -> str:
    """The text of a case: why it was kept, its plan, and each changed file, with what is not plain as \\xNN."""
    parts = [f"{' '.join(why.split())[:300]}\n---- base {case.base}\n"]
    for path, data in sorted(case.changed.items()):
        parts.append(f"---- delete {_escaped(path.encode())}\n" if data is None else "")
        if data is not None:
            parts.append(f"---- file {_escaped(path.encode())}\n{_escaped(data)}\n")
    return "".join(parts)


def _escaped(data: bytes) -> str:
    """Each byte that is not plain ASCII, and each backslash, as \\xNN."""
    text = "".join(chr(byte) if byte == 10 or (32 <= byte < 127 and byte != 92) else f"\\x{byte:02x}" for byte in data)
    return re.sub("^-(?=--- )", r"\\x2d", text, flags=re.MULTILINE)  # else it would start another file


def read_case(path: Path) -> Case:
    """A case that was kept."""
    base, changed = "small", dict[str, bytes | None]()
    for said, content in read_sections(path)[1]:
        what, _, name = said.partition(" ")
        if what == "base":
            base = name
        else:
            changed[unescaped(name).decode()] = None if what == "delete" else unescaped(content.removesuffix("\n"))
    return Case(base, changed)


def smaller(case: Case, fault: str, seed: int) -> Case:
    """A case with the same fault and less in it, as far as that is simple."""

    until = time.monotonic() + 60

    def still(other: Case) -> bool:
        return time.monotonic() < until and any(
            _kind_of(found) == _kind_of(fault) for found in faults_in(other, random.Random(seed))
        )

    for base in ("small", "easy", "example"):
        other = replace(case, base=base)
        if other.base != case.base and still(other):
            case = other
            break
    for path in list(case.changed):
        other = replace(case, changed={name: data for name, data in case.changed.items() if name != path})
        case = other if other.changed and still(other) else case
    for path, data in case.changed.items():
        if data is not None and path.endswith((".yml", ".md")) and len(data) < 100_000:
            case = _with_fewer_lines(case, path, data, still)
    return case


def _kind_of(fault: str) -> str:
    """The same fault in other words: without numbers and quoted texts."""
    last = fault.strip().splitlines()[-1] if "Traceback" in fault else fault
    return re.sub(r"[0-9]+|‘.*?’|“.*?”|'.*?'|\".*?\"", "", last)[:60]


def _with_fewer_lines(case: Case, path: str, data: bytes, still: Callable[[Case], bool], most: int = 60) -> Case:
    """Pieces of a file taken away, large ones first."""
    lines, tries = data.split(b"\n"), 0
    size = max(1, len(lines) // 2)
    while size and tries < most:
        at = 0
        while at < len(lines) and tries < most:
            fewer = lines[:at] + lines[at + size :]
            other = replace(case, changed={**case.changed, path: b"\n".join(fewer)})
            tries += 1
            if still(other):
                case, lines = other, fewer
            else:
                at += size
        size //= 2
    return case


# --- the program ------------------------------------------------------------------------------------------


def main(words: Sequence[str] | None = None) -> int:
    """Spoils plans for so many minutes; 1 if a fault was found."""
    parser = argparse.ArgumentParser(description="Spoils real plans, and sees what the commands say.")
    parser.add_argument("--minutes", type=float, default=30, help="for how long (default: 30)")
    parser.add_argument("--seed", type=int, default=None, help="the number that a run printed, to have it again")
    options = parser.parse_args(words)
    seed = options.seed if options.seed is not None else random.SystemRandom().randrange(1_000_000)
    os.environ["SOURCE_DATE_EPOCH"] = EPOCH
    os.environ.pop("GITHUB_ACTIONS", None)
    _remember_what_is_tidy()
    print(f"Spoiling plans for {options.minutes:g} minutes, from the seed {seed} …", flush=True)
    faults = _search(seed, options.minutes * 60)
    print(f"{len(faults)} faults. Seed {seed}.", *(f"  {path}" for path in faults), sep="\n")
    return 1 if faults else 0


def _remember_what_is_tidy() -> None:
    """Most files of a case are those of the case before, and to tidy them again takes most of the time."""
    vars(tidy)["tidied"] = functools.lru_cache(maxsize=1000)(tidied)


def _search(seed: int, seconds: float) -> list[Path]:
    began = said = time.monotonic()
    found: dict[str, Path] = {}
    number = 0
    while time.monotonic() - began < seconds:
        number += 1
        choice = random.Random(f"{seed}-{number}")
        case = a_case(choice)
        for fault in faults_in(case, random.Random(number), thoroughly=number % 10 == 0):
            if _kind_of(fault) not in found:
                print(f"Case {number}: {fault}", flush=True)
                found[_kind_of(fault)] = _keep(case, fault, number)
        if time.monotonic() - said > 15:
            said = time.monotonic()
            print(f"{number} cases, {len(found)} faults, {(said - began) / 60:.1f} minutes", flush=True)
    print(f"{number} cases in {(time.monotonic() - began) / 60:.1f} minutes.", flush=True)
    return list(found.values())


def _keep(case: Case, fault: str, seed: int) -> Path:
    text = kept(smaller(case, fault, seed), fault)
    path = CASES / f"{hashlib.sha256(text.encode()).hexdigest()[:12]}.txt"
    CASES.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    print(f"  kept as {path}", flush=True)
    return path


if __name__ == "__main__":
    sys.exit(main())
