"""Commits the register of addresses where a build has changed it, and pushes it to the branch that was published.

    send_register.py BRANCH

GH_TOKEN is the right to push, where git has none of its own.
"""

from __future__ import annotations

import base64
import os
import subprocess
import sys

REGISTER = "plan_data/addresses.txt"
_MESSAGE = "Write down the addresses that were published"
_WHO = ("-c", "user.name=github-actions[bot]", "-c", "user.email=41898282+github-actions[bot]@users.noreply.github.com")
_REFUSED = """The register of addresses could not be pushed to ‘{branch}’. GitHub said:
{said}
The site itself is published. What to do: run ‘make register’ on your own machine and send {register} with the next
pull request. If ‘{branch}’ takes changes through pull requests alone, this will happen each time a page is new."""


def main(branch: str) -> str:
    """Commits and pushes; returns what was done."""
    if _git("diff", "--quiet", "HEAD", "--", REGISTER).returncode == 0 and not _is_new():
        return "No address is new."
    _done("add", "--", REGISTER)
    _done(*_WHO, "commit", "--quiet", "-m", _MESSAGE)
    # Somebody may have changed the branch since: once more on top of that.
    if _push(branch).returncode:
        _git("fetch", "--quiet", "origin", branch)
        _git(*_WHO, "rebase", "--quiet", "FETCH_HEAD")
        if (again := _push(branch)).returncode:
            sys.exit(_REFUSED.format(branch=branch, said=again.stderr.strip(), register=REGISTER))
    return "Wrote down the new addresses."


def _is_new() -> bool:
    return bool(_git("ls-files", "--others", "--", REGISTER).stdout.strip())


def _push(branch: str) -> subprocess.CompletedProcess[str]:
    return _git("push", "--quiet", "origin", f"HEAD:refs/heads/{branch}")


def _done(*words: str) -> None:
    if (done := _git(*words)).returncode:
        sys.exit(f"git {words[-1]}: {done.stderr.strip()}")


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
    if len(sys.argv) != 2:
        sys.exit("Which branch was published? make send-register BRANCH=main")
    print(main(sys.argv[1]))
