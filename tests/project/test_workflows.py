"""Workflows run what anyone can run, may do no more than they must, and never trust a pull request."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from sites import ROOT, environment

GITHUB = ROOT / ".github"
WORKFLOWS = sorted((GITHUB / "workflows").glob("*.yml"))
FORMS = sorted(path for path in (GITHUB / "ISSUE_TEMPLATE").glob("*.yml") if path.stem != "config")
_SHELL_AROUND_MAKE = (
    re.compile(r'cat [\w./-]+ >> "\$GITHUB_STEP_SUMMARY"'),
    re.compile(r'echo "::error title=[^"$`\\]*"'),  # words alone
)
_BIN = Path(sys.executable).parent

each_workflow = pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)


def read(path: Path) -> dict[Any, Any]:
    loaded = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert isinstance(loaded, dict)
    return loaded


def events(path: Path) -> set[str]:
    return set(read(path)[True])  # YAML 1.1 takes `on` for yes


def jobs(path: Path) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = read(path)["jobs"]
    return found


def steps(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    for name, job in jobs(path).items():
        for step in job["steps"]:
            yield name, step


def may_write(job: dict[str, Any]) -> bool:
    return "write" in job["permissions"].values()


def code_of(job: dict[str, Any]) -> list[dict[str, Any]]:
    """The steps that fetch code."""
    return [step for step in job["steps"] if step.get("uses", "").startswith("actions/checkout@")]


def targets() -> set[str]:
    return set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))


def run(program: str, *words: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([_BIN / program, *words], capture_output=True, text=True, cwd=ROOT, env=environment())


# --- what programs find -----------------------------------------------------------------------------------


def test_zizmor_finds_nothing_that_a_stranger_could_misuse() -> None:
    done = run("zizmor", "--offline", "--persona=pedantic", "--strict-collection", "--no-ignores", GITHUB)
    assert done.returncode == 0, done.stdout
    assert "No findings to report" in done.stdout + done.stderr


def test_zizmor_notices_what_a_stranger_could_misuse(tmp_path: Path) -> None:
    bad = (GITHUB / "workflows/check.yml").read_text().replace("run: make check", "run: echo ${{ github.head_ref }}")
    (tmp_path / "bad.yml").write_text(bad)
    assert run("zizmor", "--offline", tmp_path / "bad.yml").returncode != 0


@pytest.mark.parametrize(
    ("schema", "files"),
    [
        ("vendor.github-workflows", WORKFLOWS),
        ("custom.github-workflows-require-timeout", WORKFLOWS),
        ("vendor.github-issue-forms", FORMS),
        ("vendor.github-issue-config", [GITHUB / "ISSUE_TEMPLATE/config.yml"]),
        ("vendor.dependabot", [GITHUB / "dependabot.yml"]),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_every_file_is_what_github_reads(schema: str, files: list[Path]) -> None:
    assert files
    done = run("check-jsonschema", "--builtin-schema", schema, *files)
    assert done.returncode == 0, done.stdout


def test_the_schema_notices_a_slip(tmp_path: Path) -> None:
    (tmp_path / "bad.yml").write_text((GITHUB / "workflows/check.yml").read_text().replace("runs-on:", "run-on:"))
    assert run("check-jsonschema", "--builtin-schema", "vendor.github-workflows", tmp_path / "bad.yml").returncode != 0


# --- what they run ----------------------------------------------------------------------------------------


@each_workflow
def test_every_step_is_a_make_target_that_anyone_can_run(path: Path) -> None:
    for _, step in steps(path):
        for line in step.get("run", "").splitlines():
            command, _, into = line.strip().partition(" >> ")
            if any(allowed.fullmatch(line.strip()) for allowed in _SHELL_AROUND_MAKE):
                continue
            assert into in {"", '"$GITHUB_STEP_SUMMARY"'}, line
            assert re.fullmatch(r"make [a-z-]+", command), line
            assert command.removeprefix("make ") in targets(), line


@each_workflow
def test_no_text_of_github_is_put_into_a_shell(path: Path) -> None:
    assert not [step for _, step in steps(path) if "${{" in step.get("run", "")]


@each_workflow
def test_every_action_is_githubs_own_and_named_by_its_commit(path: Path) -> None:
    used = re.findall(r"uses: (.*)", path.read_text(encoding="utf-8"))
    assert used
    for each in used:
        assert re.fullmatch(r"actions/[a-z-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", each), each


def test_an_action_is_the_same_everywhere() -> None:
    used = {use for path in WORKFLOWS for use in re.findall(r"uses: (.*)", path.read_text(encoding="utf-8"))}
    assert len(used) == len({use.partition("@")[0] for use in used})


# --- what they may ----------------------------------------------------------------------------------------


@each_workflow
def test_nothing_is_allowed_that_a_job_does_not_ask_for(path: Path) -> None:
    assert read(path)["permissions"] == {}
    assert all("permissions" in job and "timeout-minutes" in job for job in jobs(path).values())


@each_workflow
def test_no_workflow_gives_a_fork_more_than_the_right_to_read(path: Path) -> None:
    assert not events(path) & {"pull_request_target", "workflow_run", "issue_comment", "issues"}
    assert "secrets." not in path.read_text(encoding="utf-8")


@each_workflow
def test_no_right_of_a_job_is_left_where_the_code_could_find_it(path: Path) -> None:
    for job in jobs(path).values():
        assert all(step["with"]["persist-credentials"] is False for step in code_of(job))
    assert "actions/cache" not in path.read_text(encoding="utf-8")
    assert "cache:" not in path.read_text(encoding="utf-8")


@each_workflow
def test_a_job_that_may_write_runs_no_code_of_a_pull_request(path: Path) -> None:
    if "pull_request" not in events(path):
        return
    assert read(path)[True]["pull_request"]["branches"] == ["main"]  # else the base may be anybody's branch
    writing = [job for job in jobs(path).values() if may_write(job)]
    assert writing
    for job in writing:
        assert [step["with"]["ref"] for step in code_of(job)] == ["${{ github.event.pull_request.base.sha }}"]
        assert "head.repo.full_name == github.repository" in job["if"]
        assert job["permissions"] == {"contents": "read", "pull-requests": "write"}


def test_what_is_handed_to_a_job_that_may_write_is_kept_away_from_its_code() -> None:
    taken = [
        step["with"]["path"]
        for path in WORKFLOWS
        for _, step in steps(path)
        if step.get("uses", "").startswith("actions/download-artifact@")
    ]
    assert taken
    assert set(taken) == {".reports/"}


def test_each_right_to_write_stands_in_one_job() -> None:
    rights = [
        (path.stem, name, right)
        for path in WORKFLOWS
        for name, job in jobs(path).items()
        for right, level in job["permissions"].items()
        if level == "write"
    ]
    assert rights == [
        ("check", "comment", "pull-requests"),
        ("nightly", "issues", "issues"),
        ("publish", "deploy", "pages"),
        ("publish", "deploy", "id-token"),
        ("publish", "register", "contents"),
    ]


def test_the_site_is_published_only_when_all_is_well() -> None:
    publish = jobs(GITHUB / "workflows/publish.yml")
    assert [step.get("run") for step in publish["build"]["steps"] if "run" in step] == [
        "make check",
        "make test",
        "make build",
        "make check-site",
        "make sbom",
    ]
    assert not any("if" in step or "continue-on-error" in step for step in publish["build"]["steps"])
    assert publish["deploy"]["needs"] == "build"
    assert publish["deploy"]["if"] == "github.ref == 'refs/heads/main'"
    assert publish["register"]["needs"] == "deploy"


def test_two_sites_are_never_published_at_once() -> None:
    assert read(GITHUB / "workflows/publish.yml")["concurrency"] == {"group": "publish", "cancel-in-progress": False}


def test_the_checks_that_the_document_asks_to_require_have_these_names() -> None:
    text = (ROOT / "docs/on-github.md").read_text(encoding="utf-8")
    required = re.findall(r"\*\*(The plan|Tests)\*\*", text)
    assert required == [jobs(GITHUB / "workflows/check.yml")[job]["name"] for job in ("plan", "tests")]


# --- what people fill in ----------------------------------------------------------------------------------


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_a_form_asks_nobody_to_tell_who_a_child_is(path: Path) -> None:
    first = read(path)["body"][0]
    assert "do not write about a child in a way that others could tell who it is" in first["attributes"]["value"]


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_a_form_names_no_contact(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"[\w.]+@[\w.]+|https?://[\w.]|\d{5}", text)
