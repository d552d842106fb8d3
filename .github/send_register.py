"""Adds the addresses that a build wrote into the register to the branch that was published, in a commit of their own.

    send_register.py BRANCH [REGISTER]

REGISTER is plan_data/addresses.txt where nothing else is said. GH_TOKEN is the right to push, where git has none of
its own. Your own files and commits stay as they are, and none of them is sent.
"""

from __future__ import annotations

import base64
import os
import subprocess
import sys
import tempfile
from pathlib import Path

REGISTER = "plan_data/addresses.txt"
TRIES = 5
_MESSAGE = "Write down the addresses that were published"
_WHO = ("-c", "user.name=github-actions[bot]", "-c", "user.email=41898282+github-actions[bot]@users.noreply.github.com")
_MISSING = "There is no {register} here. What to do: run ‘make register’, which writes it."
_REFUSED = """The register of addresses could not be pushed to ‘{branch}’. GitHub said:
{said}
The site itself is published. What to do: run ‘make register’ on your own machine and send {register} with the next
pull request. If ‘{branch}’ takes changes through pull requests alone, this will happen each time a page is new."""


def main(branch: str, register: str = REGISTER) -> str:
    """Commits and pushes what is new; returns what was done."""
    ours = _text(Path(register))
    if not ours:
        sys.exit(_MISSING.format(register=register))
    said, tip = "", ""
    for _ in range(TRIES):
        before, tip = tip, _tip(branch)
        if tip == before:  # nobody was faster: the branch does not take it
            break
        pushed = _sent(ours, tip, branch, register)
        if pushed is None:
            return "No address is new."
        if pushed.returncode == 0:
            return "Wrote down the new addresses."
        said = pushed.stderr.strip()
    return sys.exit(_REFUSED.format(branch=branch, said=said, register=register))


def together(ours: str, theirs: str) -> str:
    """Every address of both, below the notes with which the register opens."""
    lines = [line.strip() for line in f"{ours}\n{theirs}".splitlines() if line.strip()]
    notes = dict.fromkeys(line for line in lines if line.startswith("#"))
    addresses = {line for line in lines if not line.startswith("#")}
    return "".join(f"{line}\n" for line in [*notes, *sorted(addresses)])


def _sent(ours: str, tip: str, branch: str, register: str) -> subprocess.CompletedProcess[str] | None:
    """What git says of a push that puts our addresses on top of a commit; None where it has all of them."""
    with tempfile.TemporaryDirectory() as folder:
        beside = Path(folder, "beside")
        _done("worktree", "add", "--quiet", "--detach", str(beside), tip)
        try:
            place = beside / _done("rev-parse", "--show-prefix") / register
            theirs = _text(place)
            if (both := together(ours, theirs)) == theirs:
                return None
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(both, encoding="utf-8")
            _done("-C", str(beside), "add", "--", str(place))
            _done("-C", str(beside), *_WHO, "commit", "--quiet", "-m", _MESSAGE)
            return _git("-C", str(beside), "push", "--quiet", "origin", f"HEAD:refs/heads/{branch}")
        finally:
            _git("worktree", "remove", "--force", str(beside))


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.is_file() else ""


def _tip(branch: str) -> str:
    """The newest commit of a branch, fetched."""
    _done("fetch", "--quiet", "origin", branch)
    return _done("rev-parse", "FETCH_HEAD")


def _done(*words: str) -> str:
    """What git says of what must not fail."""
    if (done := _git(*words)).returncode:
        sys.exit(f"git {' '.join(words)}: {done.stderr.strip()}")
    return done.stdout.strip()


def _git(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["git", *words], check=False, capture_output=True, text=True, env={**os.environ, **_right()})


def _right() -> dict[str, str]:
    """The token for git alone: no other program sees it among its words, and it is written nowhere."""
    token = os.environ.get("GH_TOKEN")
    if not token:
        return {}
    secret = base64.b64encode(f"x-access-token:{token}".encode()).decode()
    server = os.environ.get("GITHUB_SERVER_URL", "https://github.com")
    return {
        "GIT_CONFIG_COUNT": "1",
        "GIT_CONFIG_KEY_0": f"http.{server}/.extraheader",
        "GIT_CONFIG_VALUE_0": f"Authorization: basic {secret}",
    }


if __name__ == "__main__":
    if len(sys.argv) not in {2, 3} or not all(sys.argv):
        sys.exit("Which branch was published? make send-register BRANCH=main")
    print(main(*sys.argv[1:]))
