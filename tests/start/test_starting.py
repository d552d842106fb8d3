"""Another council starts its own plan: what it gets, and each step of docs/starting-your-own.md."""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from lxml import html

from plan_site.model.records import Details
from plan_tools import commands
from plan_tools.start import new_council
from plan_tools.start.new_council import files_of, files_taken
from sites import ROOT, TODAY, BuiltSite, environment, prepared, run, words_on

WORDS = ("--area", "Otterbank & Wells: both", "--organisation", "Otterbank Council", "--title", '‘Plan’ #1: "our"')
ADDRESS = ("--address", "https://www.otterbank.example/plan")


def start(into: Path, *words: str) -> tuple[int, str]:
    done = run("plan_tools.commands", "start", str(into), *words)
    assert "Traceback" not in done.stderr
    return done.returncode, done.stdout + done.stderr


@pytest.fixture(scope="module")
def new_project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    into = tmp_path_factory.mktemp("councils") / "our-plan"
    code, said = start(into, *WORDS, *ADDRESS)
    assert code == 0, said
    assert said.startswith(f"Made a new plan in {into}/: 9 files of its own")
    return into


def in_new_project(folder: Path, *command: str) -> subprocess.CompletedProcess[str]:
    """Run there, with the code that was taken along."""
    return run(*command, folder=folder, PYTHONPATH=str(folder / "hooks"))


def details_of(project: Path) -> Details:
    plan = prepared(project).plan
    assert plan is not None
    return plan.details


def test_a_new_plan_has_what_was_said_of_it_and_nothing_else(new_project: Path) -> None:
    files = sorted(path.relative_to(new_project).as_posix() for path in (new_project / "plan_data").rglob("*.*"))
    assert files == ["plan_data/aims/first-aim.yml", "plan_data/plan.yml", "plan_data/sources.yml"]
    details = details_of(new_project)
    assert details.area == "Otterbank & Wells: both"
    assert details.organisation == "Otterbank Council"
    assert details.title == '‘Plan’ #1: "our"'
    assert details.official_address == "https://www.otterbank.example/plan"
    assert details.notice is None
    assert details.adopted_by is None


def test_a_new_project_has_every_file_that_councils_share_as_it_is_here(new_project: Path) -> None:
    taken = files_taken(ROOT)
    assert {
        "Makefile",
        "uv.lock",
        ".ci/run",
        "hooks/plan_tools/start/new_council.py",
        "tests/start/test_starting.py",
    } <= set(taken)
    assert not {path for path in taken if path.startswith(("plan_data/", "content/", ".git/", ".venv/", "site/"))}
    for path in taken:
        assert (new_project / path).read_bytes() == (ROOT / path).read_bytes(), path
    assert os.access(new_project / ".ci/run", os.X_OK)
    own = new_council.new_plan(new_council.Beginning(), TODAY)
    assert set(files_of(new_project)) == {*taken, *own}


def test_check_finds_no_problem_and_says_what_is_still_to_be_written(new_project: Path) -> None:
    done = in_new_project(new_project, "plan_tools.commands", "check")
    assert done.returncode == 0, done.stdout
    assert done.stdout.endswith("No problems in the plan.\n")
    for file in ("content/about.md", "content/have-your-say.md", "content/privacy.md", "plan_data/plan.yml, line"):
        assert f"Advice: {file}" in done.stdout
    assert "are still in ‘ages’ and ‘audience’." in done.stdout
    assert "are still in ‘title’, ‘summary’ and ‘objectives_missing’." in done.stdout


def test_the_files_of_a_new_plan_have_their_one_form(new_project: Path) -> None:
    done = in_new_project(new_project, "plan_tools.commands", "tidy", "--check")
    assert done.returncode == 0, done.stdout


def test_what_was_not_said_is_pointed_at_until_it_is_written(tmp_path: Path) -> None:
    code, said = start(tmp_path)
    assert code == 0, said
    said = in_new_project(tmp_path, "plan_tools.commands", "check").stdout
    assert "are still in ‘title’, ‘area’, ‘organisation’, ‘ages’, ‘audience’ and ‘official_address’." in said
    assert "site_name: Write here the name of the plan\n" in (tmp_path / "mkdocs.yml").read_text(encoding="utf-8")


def test_a_new_plan_makes_a_whole_site_that_does_not_speak_for_the_council(new_project: Path, tmp_path: Path) -> None:
    done = in_new_project(new_project, "plan_tools.commands", "pages", str(tmp_path / "site"))
    assert done.returncode == 0, done.stderr
    site = BuiltSite(tmp_path / "site")
    assert {"/", "/about/", "/have-your-say/", "/privacy/", "/aims/first-aim/"} <= site.pages.keys()
    for page in site.pages.values():
        assert "It is not yet the council’s own site" in words_on(page)
    assert "Otterbank & Wells: both" in words_on(site.pages["/"])


# --- where and how ----------------------------------------------------------------------------------------


def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("Dear reader")
    code, said = start(tmp_path)
    assert code == 1
    assert said == f"{tmp_path} is not empty. Choose an empty folder, or the name of a new one.\n"
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def test_a_file_is_left_alone_too(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("Dear reader")
    code, said = start(tmp_path / "letter.txt")
    assert code == 1
    assert said.endswith("letter.txt is a file. Choose the name of a new folder.\n")


def test_a_new_plan_is_never_made_inside_this_project() -> None:
    code, said = start(ROOT / "our-plan")
    assert code == 1
    assert "is inside this project" in said
    assert not (ROOT / "our-plan").exists()


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("--address", "www.otterbank.example"), 2, "The address ‘www.otterbank.example’ does not start with https://"),
        (("--area", "Otter\n\nbank"), 1, "In the plan: The field ‘area’"),
        (("--area", "Otter\x1bbank"), 1, "This line has a control character (U+001B)."),
    ],
)
def test_words_that_no_plan_may_hold_are_refused_before_anything_is_written(
    words: tuple[str, ...], code: int, said: str, tmp_path: Path
) -> None:
    found, output = start(tmp_path / "our-plan", *words)
    assert found == code
    assert said in output
    assert not (tmp_path / "our-plan").exists()


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_somebody_at_a_terminal_is_asked_for_what_was_not_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", _Terminal("Otterbank\n\nInclusion Plan\n"))
    assert commands.main(["start", str(tmp_path), *ADDRESS]) == 0
    asked = capsys.readouterr().out
    assert asked.startswith("What is your area called? For example: Fernleigh\n(Leave this empty to write it later.)\n")
    assert "What is the web address" not in asked
    details = details_of(tmp_path)
    assert (details.area, details.organisation, details.title) == ("Otterbank", "Write here", "Inclusion Plan")


def test_somebody_who_makes_a_slip_is_asked_again_and_loses_no_answer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    slips = ["Otter\u200bbank", "www.otterbank.example/plan"]
    answers = [slips[0], "Otterbank", "", "Inclusion Plan", slips[1], "https://www.otterbank.gov.uk/plan"]
    monkeypatch.setattr(sys, "stdin", _Terminal("\n".join(answers) + "\n"))
    assert commands.main(["start", str(tmp_path)]) == 0
    asked = capsys.readouterr().out
    assert "This line has an invisible character (U+200B)." in asked
    assert "The address ‘www.otterbank.example/plan’ does not start with https://" in asked
    assert asked.count("Please answer again.") == len(slips)
    details = details_of(tmp_path)
    assert (details.area, details.title) == ("Otterbank", "Inclusion Plan")
    assert details.official_address == "https://www.otterbank.gov.uk/plan"


def test_answers_that_are_piped_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("Otterbank\n\nInclusion Plan\n"))
    assert commands.main(["start", str(tmp_path)]) == 0
    details = details_of(tmp_path)
    assert (details.area, details.organisation, details.title) == ("Otterbank", "Write here", "Inclusion Plan")


# --- step by step -----------------------------------------------------------------------------------------

DOCUMENT = (ROOT / "docs/starting-your-own.md").read_text(encoding="utf-8")
INTO, LOOK, PUBLISH = re.findall(r"^```\n(.*?)^```", DOCUMENT, re.DOTALL | re.MULTILINE)
(SITE_URL,) = re.findall(r"^```yaml\n(.*?)^```", DOCUMENT, re.DOTALL | re.MULTILINE)


def pasted(block: str, folder: Path) -> str:
    """What a terminal shows in which the lines of a block are pasted; no line may fail."""
    uv = f"{ROOT}/.tools/bin{os.pathsep}{Path(sys.executable).parents[2]}/.tools/bin"
    inherited = {name: value for name, value in environment().items() if name not in {"PYTHONPATH", "MAKEFLAGS"}}
    somebody = {
        f"GIT_{who}_{what}": value
        for who in ("AUTHOR", "COMMITTER")
        for what, value in (("NAME", "Somebody"), ("EMAIL", "somebody@example.org"))
    }
    done = subprocess.run(
        ["bash", "-e", "-c", block],
        cwd=folder,
        env={**inherited, **somebody, "PATH": f"{uv}{os.pathsep}{inherited['PATH']}"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture
def this_project_at_github(tmp_path: Path) -> str:
    for path in files_of(ROOT):
        (tmp_path / "project" / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / path, tmp_path / "project" / path)
    pasted("git init --quiet -b main && git add --all && git commit --quiet -m All", tmp_path / "project")
    return (tmp_path / "project").as_uri()


@pytest.fixture
def our_repository(tmp_path: Path) -> Path:
    """As GitHub makes one, with README alone, and a copy of it in a codespace."""
    (tmp_path / "workspaces").mkdir()
    made = "git init --quiet --bare -b main ../github.git && git clone --quiet ../github.git our-plan 2>/dev/null"
    readme = "cd our-plan && git checkout -q -b main && echo '# our-plan' > README.md && git add README.md"
    pasted(f"{made}\n{readme}\ngit commit -qm 'Initial commit'\ngit push -qu origin main", tmp_path / "workspaces")
    return tmp_path / "workspaces/our-plan"


def test_each_step_of_starting_your_own_does_what_the_document_says(
    this_project_at_github: str, our_repository: Path
) -> None:
    assert "ADDRESS-OF-THIS-PROJECT" in INTO
    pasted(INTO.replace("ADDRESS-OF-THIS-PROJECT", this_project_at_github), our_repository)
    assert details_of(our_repository).area == "Write here"

    shown = pasted(LOOK, our_repository)
    assert "Built the Write here Write here: " in shown
    assert (our_repository / "site/index.html").is_file()
    assert "still in" in shown
    assert "No problems in the plan." in shown

    pasted(PUBLISH, our_repository)
    listed = pasted("git ls-tree -r --name-only main", our_repository.parents[1] / "github.git").splitlines()
    assert sorted(listed) == files_of(our_repository)

    settings = our_repository / "mkdocs.yml"
    before = settings.read_text(encoding="utf-8")
    assert before.count("# site_url:\n") == 1
    settings.write_text(before.replace("# site_url:\n", SITE_URL), encoding="utf-8")
    pasted("make build", our_repository)
    home = html.document_fromstring((our_repository / "site/index.html").read_bytes())
    assert home.xpath("//link[@rel='canonical']/@href") == ["https://your-council.github.io/our-plan/"]
