"""Says a thing in one place on GitHub: a comment or an issue that is brought up to date instead of said again.

    say_once.py comment NUMBER FILE     what a pull request means, under it
    say_once.py issue TITLE FILE        what is to be mended; an empty file closes the issue

It needs `gh`, signed in or with GH_TOKEN, and nothing else: the jobs that may write to GitHub run this alone.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

MOST = 60_000
"""Letters in one comment or issue; GitHub takes 65,536."""
_CUT = "\n\n…\n\nThere is more: see the summary of the run.\n"
_HERE = "repos/{owner}/{repo}/issues"  # gh fills the braces in
_WELL = "All is well again."


@dataclass(frozen=True)
class Said:
    """A comment or an issue that is there already."""

    number: int
    body: str
    login: str


def mark(name: str) -> str:
    """By what a comment or an issue is known again; readers do not see it."""
    return f"<!-- plan-site: {name} -->"


def body(name: str, text: str, run: str = "") -> str:
    """What is said: the mark, and a text that is not too long and calls nobody by @name."""
    calm = re.sub(r"(?<![\w/])@(?=\w)", "@\u200b", text.strip())
    if len(calm) > MOST:
        calm = calm[:MOST].rpartition("\n")[0] + _CUT
    whole = f"{mark(name)}\n{calm}\n"
    return f"{whole}\n[The run, with its pictures and the built site]({run})\n" if run else whole


def ours(said: Iterable[Said], name: str, login: str) -> Said | None:
    """The one that we have said: a stranger may copy a mark."""
    return next((each for each in said if each.login == login and each.body.startswith(mark(name))), None)


def comment(number: int, text: str) -> str:
    """Comments on a pull request, or brings our comment up to date; returns what was done."""
    wanted = body("changes", text, _run())
    found = ours(_all(f"{_HERE}/{number}/comments"), "changes", _login())
    if found is None:
        _send("POST", f"{_HERE}/{number}/comments", body=wanted)
        return "Commented."
    if found.body.strip() == wanted.strip():
        return "The comment is there, and says the same."
    _send("PATCH", f"{_HERE}/comments/{found.number}", body=wanted)
    return "Brought the comment up to date."


def issue(title: str, text: str) -> str:
    """Opens an issue, brings it up to date, or closes it where there is nothing to say; returns what was done."""
    found = ours(_all(f"{_HERE}?state=open&per_page=100"), title, _login())
    wanted = body(title, text)
    if not text.strip():
        return _close(found) if found else "Nothing to say, and no issue is open."
    if found is None:
        _send("POST", _HERE, title=title, body=wanted)
        return "Opened an issue."
    if found.body.strip() == wanted.strip():
        return f"Issue {found.number} is open, and says the same."
    _send("PATCH", f"{_HERE}/{found.number}", body=wanted)
    return f"Brought issue {found.number} up to date."


def _close(found: Said) -> str:
    _send("POST", f"{_HERE}/{found.number}/comments", body=_WELL)
    _send("PATCH", f"{_HERE}/{found.number}", state="closed")
    return f"Closed issue {found.number}: {_WELL}"


def _all(address: str) -> list[Said]:
    # One line each: whole answers of several pages are no JSON together.
    fields = '.[] | {number: (.number // .id), body: (.body // ""), login: .user.login}'
    lines = _gh("api", "--paginate", address, "--jq", fields).splitlines()
    return [Said(**json.loads(line)) for line in lines]


def _login() -> str:
    """In a workflow we are GitHub Actions; else whoever is signed in."""
    in_a_workflow = os.environ.get("GITHUB_ACTIONS") == "true"
    return "github-actions[bot]" if in_a_workflow else _gh("api", "user", "--jq", ".login").strip()


def _run() -> str:
    """The address of the run of the workflow, if there is one."""
    server, repository, number = (os.environ.get(f"GITHUB_{name}") for name in ("SERVER_URL", "REPOSITORY", "RUN_ID"))
    return f"{server}/{repository}/actions/runs/{number}" if server and repository and number else ""


def _send(method: str, address: str, **fields: str) -> None:
    _gh("api", "--method", method, address, "--input", "-", "--silent", given=json.dumps(fields))


def _gh(*words: str, given: str = "") -> str:
    try:
        done = subprocess.run(["gh", *words], input=given, check=False, capture_output=True, text=True)
    except FileNotFoundError:
        sys.exit("This needs gh, GitHub's own program: https://cli.github.com/")
    if done.returncode:
        sys.exit(f"GitHub did not take it. It said:\n{done.stderr.strip()}")
    return done.stdout


def main(words: list[str]) -> str:
    """Does what the command says, and returns what was done."""
    match words:
        case ["comment", number, file] if number.isdecimal():
            return comment(int(number), Path(file).read_text(encoding="utf-8"))
        case ["issue", title, file] if title:
            if not Path(file).exists():
                return (
                    f"There is no {file}: nobody knows whether there is anything to mend, so the issue stays as it is."
                )
            return issue(title, Path(file).read_text(encoding="utf-8"))
    return sys.exit(f"What to say, and where:{(__doc__ or '').split(':', 1)[1]}")


if __name__ == "__main__":
    print(main(sys.argv[1:]))
