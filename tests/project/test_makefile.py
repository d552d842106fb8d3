"""The Makefile works in a folder of any name, runs nothing that a caller writes, and says plainly what is missing."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from plan_site.forms import node
from sites import ROOT, environment

MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
CALLERS = re.findall(r"^CALLERS := (.*)", MAKEFILE, re.MULTILINE)[0].split()
_TARGETS = re.findall(r"^([a-z-]+):.*##", MAKEFILE, re.MULTILINE)
_SHOWS_ITS_WORDS = '#!/bin/sh\nprintf "<%s>" "$@" "$PYTEST_ADDOPTS"; echo\n'
_FETCHES_UV = {
    "programs/python3": "#!/bin/sh\nmkdir -p .tools/bin && cp made/python .tools/bin/python\n",
    "made/python": "#!/bin/sh\ncp made/uv .tools/bin/uv\n",
    "made/uv": "#!/bin/sh\nexit 0\n",
}
_TOOLS = ("sh", "make", "sed", "mkdir", "mktemp", "rm", "grep", "cat", "cp", "touch", "id", "expand")


def laid_out(folder: Path) -> Path:
    """The Makefile with programs that only show what they are asked for."""
    for path in ("Makefile", "pyproject.toml", "uv.lock", ".ci/fetch", ".ci/uv.txt"):
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / path, folder / path)
    for name in (".venv/bin/python", ".venv/bin/ruff", "programs/uv", "programs/python3"):
        program(folder / name, _SHOWS_ITS_WORDS)
    for name in (".built", ".checked", ".tested", ".paper"):
        (folder / ".venv" / name).touch()
    return folder


def program(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    path.chmod(0o755)


def make(folder: Path, *words: str, others: str | None = None, **more: str) -> subprocess.CompletedProcess[str]:
    path = os.pathsep.join((f"{folder}/programs", os.environ["PATH"] if others is None else others))
    return subprocess.run(
        ["make", "--no-print-directory", *words],
        cwd=folder,
        env=environment(PATH=path, **more),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=120,
    )


_RUNS = """$(shell touch run)`touch run`"; touch run; "'; touch run; '$$(touch run)$(touch run)"""


@pytest.mark.parametrize("target", [target for target in _TARGETS if target not in {"clean", "help"}])
def test_no_target_runs_what_a_caller_says(target: str, tmp_path: Path) -> None:
    folder = laid_out(tmp_path)
    make(folder, target, *(f"{name}={_RUNS}" for name in CALLERS if name != "UV"))
    make(folder, target, **dict.fromkeys((name for name in CALLERS if name != "UV"), _RUNS))
    assert not (folder / "run").exists()


@pytest.mark.parametrize(
    ("target", "name"),
    [
        *[("diff", "BASE"), ("ask", "BASE"), ("start", "DIR"), ("check-site", "DIR"), ("fuzz", "SEED")],
        *[("fuzz", "MINUTES"), ("sbom", "SBOM"), ("test", "PYTEST"), ("send-register", "BRANCH"), ("issue", "TITLE")],
    ],
)
def test_what_a_caller_says_arrives_as_it_is(target: str, name: str, tmp_path: Path) -> None:
    folder = laid_out(tmp_path)
    (folder / ".reports").mkdir()
    said = make(folder, target, f"{name}={_RUNS}").stdout + make(folder, target, **{name: _RUNS}).stdout
    assert said.count(f"<{_RUNS}>") == 2 or target in {"ask", "sbom"}, said


def test_records_and_sizes_are_several_words(tmp_path: Path) -> None:
    folder = laid_out(tmp_path)
    assert "<review-kit><being-heard><*>" in make(folder, "review-kit", "RECORDS=being-heard *").stdout
    assert "<100><500>" in make(folder, "bench", "SIZES=100 500").stdout


def test_each_variable_that_a_recipe_reads_from_the_shell_is_a_callers() -> None:
    read = {name for found in re.findall(r"\$\$(?:\{([A-Z]+)|([A-Z]+))", MAKEFILE) for name in found if name}
    assert read == set(CALLERS)
    assert not re.findall(rf"\$\((?:{'|'.join(CALLERS)})\)", MAKEFILE)


NAMES = ("our plan", "it’s ours", "it's ours", 'a "b" c', "a $HOME `id` c", "a;b & c")


@pytest.mark.parametrize("name", NAMES)
def test_a_folder_may_have_any_name(name: str, tmp_path: Path) -> None:
    folder = laid_out(tmp_path / name)
    assert make(folder, "check").stdout == "<-m><plan_tools.commands><check><>\n"


@pytest.mark.parametrize("name", NAMES)
def test_uv_is_fetched_in_a_folder_of_any_name(name: str, tmp_path: Path) -> None:
    """On a machine that has none."""
    folder = laid_out(tmp_path / name)
    (folder / ".venv/.checked").unlink()
    (folder / "programs/uv").unlink()
    for path, text in _FETCHES_UV.items():
        program(folder / path, text)
    for tool in _TOOLS:
        (folder / "programs" / tool).symlink_to(shutil.which(tool) or "")
    done = make(folder, "check", others="")
    assert done.stdout == "<-m><plan_tools.commands><check><>\n", done.stderr


_NO_NETWORK = (
    "This computer cannot reach pypi.org, from where everything is fetched. Go online, or see that HTTPS_PROXY "
    "names the proxy of your network; then give the same command again."
)


@pytest.mark.parametrize("target", ["build", "check", "test", "forms"])
def test_without_a_network_one_sentence_says_so(target: str, tmp_path: Path) -> None:
    folder = laid_out(tmp_path)
    shutil.rmtree(folder / ".venv")
    (folder / "programs/uv").write_text(
        "#!/bin/sh\necho 'error: Failed to fetch: `https://pypi.org/simple/pip/`\n"
        "  Caused by: error sending request for url' >&2\nexit 2\n"
    )
    done = make(folder, target)
    assert done.returncode == 2
    said = [line for line in done.stderr.splitlines() if not line.startswith(("make", "Setting up"))]
    assert said == [_NO_NETWORK]


@pytest.mark.parametrize("proxy", ["http://127.0.0.1:9", "http://no.such.host.invalid:3128"])
def test_behind_a_dead_proxy_pip_is_not_heard(proxy: str, tmp_path: Path) -> None:
    """The real one, as the first command on a new machine starts it; with no settings of this machine."""
    subprocess.run(["python3", "-m", "venv", tmp_path], check=True)
    settings = {"PIP_CONFIG_FILE": os.devnull, "PIP_RETRIES": "0", "PIP_INDEX_URL": "https://pypi.org/simple"}
    done = subprocess.run(
        ["sh", ROOT / ".ci/fetch", tmp_path / "bin/python", "-m", "pip", "install", "-q", "-r", ROOT / ".ci/uv.txt"],
        env=environment(HTTPS_PROXY=proxy, https_proxy=proxy, NO_PROXY="", no_proxy="", **settings),
        capture_output=True,
        text=True,
    )
    assert done.returncode == 1
    assert done.stderr == f"{_NO_NETWORK}\n"


def test_without_a_network_npm_is_not_heard(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("npm_config_registry", "http://127.0.0.1:9")
    monkeypatch.setenv("npm_config_fetch_retries", "0")
    monkeypatch.setenv("npm_config_cache", str(tmp_path / "kept"))
    for name in ("package.json", "package-lock.json"):
        words = (ROOT / "tests/browser" / name).read_text().replace("https://registry.npmjs.org", "http://127.0.0.1:9")
        (tmp_path / name).write_text(words)
    with pytest.raises(node.Unavailable, match=r"^This computer cannot reach registry\.npmjs\.org, from where npm"):
        node.install(tmp_path)


def test_what_is_wrong_otherwise_is_said_as_it_is(tmp_path: Path) -> None:
    folder = laid_out(tmp_path)
    shutil.rmtree(folder / ".venv")
    (folder / "programs/uv").write_text("#!/bin/sh\necho 'error: the lockfile is out of date' >&2\nexit 2\n")
    assert "error: the lockfile is out of date\n" in make(folder, "build").stderr
