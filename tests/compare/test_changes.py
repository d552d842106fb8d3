"""What a change means is said as a careful person would say it: kept word for word in tests/cases/changes/.

A case is a text file: a sentence that says what was done, then sections that start with `---- `:

- `before PATH`: a file that is there before and after
- `PATH`: a file as it is afterwards; `delete PATH`: a file that is gone afterwards
- `change PATH`: lines in pairs, `- words` that are replaced by `+ words`, where `\\n` starts a new line
- `says`: what `plan diff` says
- `readers`: what readers are told in the draft, or that they need not be told
- `markdown`, `json`: where they stand, what it says in these formats

All lies over a copy of tests/plans/required_fields_alone/. The sentence may end in marks: `(easy words)` puts
tests/plans/easy_words_alone/ over it, `(example plan)` takes tests/plans/example_plan/ instead.
"""

from __future__ import annotations

import html
import json
import re
import shutil
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from cases import lay, read_sections
from plan_site.english import word_lists
from plan_site.model.plan import KINDS
from plan_site.publish.project import Prepared, prepare
from plan_site.yaml.tidy import tidied
from plan_tools import commands
from plan_tools.cli.project import project_in
from plan_tools.compare.differences import Summary
from plan_tools.compare.draft import draft_of
from plan_tools.compare.plans import changes_between
from plan_tools.compare.reading_level import Level
from plan_tools.compare.report import MOST_IN_A_COMMENT, Sides, as_json, as_markdown, as_text, escaped
from plan_tools.compare.word_diff import pieces_between
from sites import EASY_WORDS, EPOCH, EXAMPLE, SMALL, TODAY, copy_of

CHANGES = Path(__file__).parents[1] / "cases/changes"
SIDES = Sides("before", "after")
FORMATS = {"says": as_text, "markdown": as_markdown, "json": as_json}
NOT_TOLD = "Readers need not be told.\n"


@pytest.fixture(autouse=True)
def _same_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)


# --- cases ------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Case:
    name: str
    sentence: str
    sections: tuple[tuple[str, str], ...]

    def section(self, name: str) -> str:
        return next(text for title, text in self.sections if title == name)

    def lay_out(self, folder: Path) -> tuple[Path, Path]:
        """The project before and after."""
        before, after = folder / "before", folder / "after"
        copy_of(EXAMPLE if "(example plan)" in self.sentence else SMALL, before)
        if "(easy words)" in self.sentence:
            shutil.copytree(EASY_WORDS, before, dirs_exist_ok=True)
        for title, text in self.sections:
            if title.startswith("before "):
                lay(before / title.removeprefix("before "), text)
        shutil.copytree(before, after)
        for title, text in self.sections:
            what, _, path = title.rpartition(" ")
            if what == "delete":
                (after / path).unlink()
            elif what == "change":
                _replace(after / path, text)
            elif not what and title not in FORMATS and title != "readers":
                lay(after / path, text)
        return before, after


def _replace(path: Path, pairs: str) -> None:
    text = path.read_text(encoding="utf-8")
    lines = pairs.splitlines()
    for old, new in zip(lines[::2], lines[1::2], strict=True):
        assert text.count(old[2:]) == 1, f"{old[2:]} stands {text.count(old[2:])} times in {path.name}"
        text = text.replace(old[2:], new[2:].replace(r"\n", "\n"))
    path.write_text(text, encoding="utf-8")


CASES = [Case(path.stem, *read_sections(path)) for path in sorted(CHANGES.glob("*.txt"))]
each_case = pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])


def sound(project: Path) -> Prepared:
    prepared = prepare(project_in(project))
    assert not prepared.has_errors, prepared.problems
    return prepared


def summary_of(before: Path, after: Path) -> Summary:
    return changes_between(sound(before), sound(after), TODAY)


@each_case
def test_what_changed_is_said_as_a_careful_person_would_say_it(case: Case, tmp_path: Path) -> None:
    before, after = case.lay_out(tmp_path)
    summary = summary_of(before, after)
    for name in FORMATS.keys() & dict(case.sections).keys():
        assert FORMATS[name](summary, SIDES) == case.section(name)
    plan = sound(after).plan
    assert plan is not None
    draft = draft_of(summary, plan, TODAY)
    assert ("\n\n".join(draft.what) + "\n" if draft else NOT_TOLD) == case.section("readers")


# --- what must never be repeated, and what must stay words ------------------------------------------------

WORDS_OF_A_PERSON = ("Nobody asked me", "Now they do", "Sam Smith", "Pupil of", "Smallton School", "What Sam said")
QUOTE = """
id: sam
speaker: Sam Smith
role: Pupil of Smallton School
words: Nobody asked me before. Now they do.
about:
  - record: being-heard
    reading: ours
    because: Now they do
consent: published
source: small-source
easy_title: What Sam said
easy_read:
  - words: Nobody asked me before.
    picture: child
"""
WITHDRAWN = "id: sam\nconsent: published\nwithdrawn: 2026-11-20\nsource: small-source\n"
WITHDRAWN_BUT_STILL_THERE = f"{QUOTE}withdrawn: 2026-11-20\n"
ANOTHER_ID = WITHDRAWN.replace("id: sam\n", "id: somebody\nformerly:\n  - sam\n")


@pytest.mark.parametrize(
    ("name", "after"),
    [
        ("sam", WITHDRAWN),
        ("sam", WITHDRAWN_BUT_STILL_THERE),
        ("somebody", ANOTHER_ID),
        ("sam", None),
    ],
    ids=["withdrawn", "withdrawn, and the words still in the file", "withdrawn and renamed", "removed"],
)
def test_words_that_a_person_took_back_are_in_no_form_and_in_no_draft(
    name: str, after: str | None, tmp_path: Path
) -> None:
    before, now = laid_out(tmp_path)
    lay(before / "plan_data/quotes/sam.yml", QUOTE)
    lay(before / "plan_data/plan.yml", (before / "plan_data/plan.yml").read_text() + "names: [Sam Smith, Smallton]\n")
    if after is not None:
        lay(now / f"plan_data/quotes/{name}.yml", after)
    lay(now / "plan_data/plan.yml", (now / "plan_data/plan.yml").read_text() + "names: [Smallton]\n")
    summary = summary_of(before, now)
    plan = sound(now).plan
    assert plan is not None
    draft = draft_of(summary, plan, TODAY)
    assert draft is not None
    said = [as_form(summary, SIDES) for as_form in FORMATS.values()] + [draft.as_item()]
    assert "sam" in said[0]
    for text in said:
        for words in WORDS_OF_A_PERSON:
            assert words not in text


def laid_out(folder: Path) -> tuple[Path, Path]:
    """The small plan with easy words, twice; without the names that it lists."""
    before, now = folder / "before", folder / "now"
    copy_of(SMALL, before)
    shutil.copytree(EASY_WORDS, before, dirs_exist_ok=True)
    plan = before / "plan_data/plan.yml"
    plan.write_text(plan.read_text().replace("names:\n  - Smallton\n", ""))
    shutil.copytree(before, now)
    return before, now


HOSTILE = (
    "@maria and @org/team, a.b@c.org, see #12, GH-7 and owner/repo#3",
    "https://evil.example/x www.evil.example mailto:a@b.com",
    "![x](https://e.x/p.png) [y](//e) <img src=x> <b>b</b> &lt; &#64;maria <!-- x --> </details>",
    "`code` *a* _b_ __c__ ~~d~~ **f** $x$ \\* \\@maria | a |",
    ":tada: c6612ac1e8ee5a31 deadbeef # h",
)


@pytest.mark.parametrize("text", HOSTILE)
def test_words_of_a_plan_are_never_markup_in_a_pull_request(text: str) -> None:
    shown = escaped(text)
    assert not re.search(r"(?<!\\)[`*_\[\]~|]", shown)
    assert not re.search(
        r"<(?!/?span>)|(?<!span)>(?!\$)|&(?!(?:#8203|amp|lt|gt);)", shown.replace("<span>$</span>", "")
    )
    assert not re.search(
        r"@[\w/]|#\d|GH-\d|://|www\.|mailto:\w|:tada:|c6612ac1e8ee5a31", shown.replace("&#8203;", "\u200b")
    )
    back = re.sub(r"\\(.)", r"\1", shown.replace("&#8203;", "").replace("<span>$</span>", "$"))
    assert html.unescape(back) == text


@pytest.mark.parametrize("text", HOSTILE)
def test_a_pull_request_shows_hostile_words_in_every_place_as_they_are(text: str, tmp_path: Path) -> None:
    before, now = tmp_path / "before", tmp_path / "now"
    copy_of(SMALL, before)
    copy_of(SMALL, now)
    quoted = json.dumps(text)
    _replace(
        now / "plan_data/aims/being-heard.yml",
        f"- Being heard\n+ {quoted}\n- Children and young people are heard.\n+ {quoted}",
    )
    said = as_markdown(summary_of(before, now), SIDES)
    without = re.sub(r"</?(?:details|summary|span)>", "", said).replace("&#8203;", "\u200b")
    assert not re.search(r"<[\w!]|@\w|://", without)
    assert not re.search(r"(?<!\\)\[", re.sub(r"<summary>.*?</summary>", "", said))  # a summary is HTML
    assert said.count("<details>") == said.count("</details>") == 1


def test_what_a_comment_cannot_hold_is_left_out_and_counted(tmp_path: Path) -> None:
    before, now = tmp_path / "before", tmp_path / "now"
    copy_of(SMALL, before)
    copy_of(SMALL, now)
    for number in range(400):
        record = f"id: thing-{number}\ntitle: Thing {number}\nsummary: {{}} {'words ' * 60}\nwhen: 2026\n"
        record += "status: happened\nsource: small-source\n"
        lay(before / f"plan_data/progress/thing-{number}.yml", record.format("Some"))
        lay(now / f"plan_data/progress/thing-{number}.yml", record.format("Some of the very many other things"))
    summary = summary_of(before, now)
    said = as_markdown(summary, SIDES)
    assert len(said) <= MOST_IN_A_COMMENT + 200
    shown = said.count("<details>")
    assert 100 < shown < 400
    assert f"{400 - shown} changed records left out here" in said
    assert as_text(summary, SIDES).count("Progress “Thing") == 400


# --- words and numbers ------------------------------------------------------------------------------------


def test_words_are_marked_and_not_letters() -> None:
    pieces = pieces_between("We listen to children now.", "We listened  to\nall children now.")
    assert [(piece.kind, piece.words) for piece in pieces] == [
        ("same", "We"),
        ("old", "listen"),
        ("new", "listened"),
        ("same", "to"),
        ("new", "all"),
        ("same", "children now."),
    ]


def test_the_reading_level_is_the_automated_readability_index() -> None:
    level = Level.of(["The cat sat on the mat. " * 10])
    assert (level.words, level.sentences, level.letters) == (60, 10, 170)
    assert level.index == pytest.approx(4.71 * 170 / 60 + 0.5 * 60 / 10 - 21.43)
    assert Level.of(["The cat sat on the mat."]).index is None


def test_a_thousand_reworded_records_do_not_wait_for_one_another(tmp_path: Path) -> None:
    before, now = tmp_path / "before", tmp_path / "now"
    for folder, said in ((before, "liked"), (now, "loved")):
        copy_of(SMALL, folder)
        for number in range(1000):
            record = (
                f"id: thing-{number}\ntitle: Thing {number}\nsummary: Many people {said} what they saw.\nwhen: 2026\n"
            )
            lay(folder / f"plan_data/progress/thing-{number}.yml", f"{record}status: happened\nsource: small-source\n")
    then, after = sound(before), sound(now)
    started = time.process_time()
    summary = changes_between(then, after, TODAY)
    assert len(summary.records) == 1000
    assert time.process_time() - started < 2  # seconds; it takes a fifth of one


# --- the command ------------------------------------------------------------------------------------------


def plan(*words: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    code = commands.main(["--folder", str(folder), *words])
    said = capsys.readouterr()
    return code, said.out + said.err


def git(folder: Path, *words: str) -> str:
    who = ["-c", "user.name=Ana", "-c", "user.email=ana@example.org", "-c", "commit.gpgsign=false"]
    return subprocess.run(["git", *who, *words], cwd=folder, capture_output=True, text=True, check=True).stdout


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A project in a folder of a repository, with one commit on main."""
    project = copy_of(SMALL, tmp_path / "repository" / "sites" / "smallton")
    git(tmp_path / "repository", "init", "--quiet", "--initial-branch=main")
    git(tmp_path / "repository", "add", "--all")
    git(tmp_path / "repository", "commit", "--quiet", "--message", "Begin")
    return project


AIM = "plan_data/aims/being-heard.yml"
ASKED = "- are heard.\n+ are asked each year.\n"


def test_a_revision_is_compared_with_the_files_as_they_are(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _replace(repository / AIM, ASKED)
    before = git(repository, "status", "--porcelain")
    code, said = plan("diff", "main", folder=repository, capsys=capsys)
    assert code == 0
    assert said == (
        "From main to the files as they are: 1 record changed.\n\nAim 1 “Being heard”\n"
        "  Summary: Children and young people are [-heard.-]{+asked each year.+}\n"
    )
    assert git(repository, "status", "--porcelain") == before


def test_two_revisions_are_compared_and_no_hook_runs(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    hook = repository.parents[1] / ".git/hooks/post-checkout"
    lay(hook, "#!/bin/sh\ntouch ran\n")
    hook.chmod(0o755)
    _replace(repository / AIM, ASKED)
    git(repository, "commit", "--quiet", "--all", "--message", "Say more")
    (repository / AIM).write_text("spoilt")
    code, said = plan("diff", "main~1", "main", folder=repository, capsys=capsys)
    assert code == 0
    assert "{+asked each year.+}" in said
    assert not list(repository.parents[1].rglob("ran"))


def test_a_revision_that_there_is_not_is_named_with_the_one_that_was_meant(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, said = plan("diff", "mian", folder=repository, capsys=capsys)
    assert code == 2
    assert said == "There is no revision and no folder with a plan called ‘mian’.\nDid you mean ‘main’?\n"
    assert plan("diff", "--", "--output=x", folder=repository, capsys=capsys)[0] == 2


def test_a_folder_with_the_name_of_a_revision_never_stands_for_it(
    repository: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    _replace(repository / AIM, ASKED)
    git(repository, "commit", "--quiet", "--all", "--message", "Say more")
    shutil.copytree(repository / "plan_data", repository / "HEAD^1/plan_data")
    monkeypatch.chdir(repository)
    code, said = plan("diff", "HEAD^1", folder=repository, capsys=capsys)
    assert code == 0
    assert "{+asked each year.+}" in said


def test_a_folder_is_compared_only_if_it_holds_a_plan(
    repository: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "empty").mkdir()
    for words in (("diff", str(tmp_path / "empty")), ("diff", "main", str(tmp_path / "empty"))):
        code, said = plan(*words, folder=repository, capsys=capsys)
        assert code == 2
        assert said.endswith(
            "/empty’ holds no plan: neither plan_data/ nor mkdocs.yml is in it, and no revision has this name.\n"
        )
    for words in (("diff", ""), ("diff", "main", "")):
        code, said = plan(*words, folder=repository, capsys=capsys)
        assert code == 2
        assert said == "Which plan? Name a revision, such as main, or a folder that holds a plan.\n"


def test_outside_a_repository_and_without_git_it_says_so(
    small_copy: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(small_copy.parent))
    code, said = plan("diff", "main", folder=small_copy, capsys=capsys)
    assert code == 2
    assert "in no git repository" in said
    monkeypatch.setenv("PATH", "")
    code, said = plan("diff", "main", folder=small_copy, capsys=capsys)
    assert code == 2
    assert said.startswith("Git is not installed on this computer")


@pytest.mark.parametrize("name", ["^HEAD", "main..HEAD", "HEAD^!", "main^{tree}", "--all", "HEAD:plan_data", "@{u}"])
def test_what_names_no_single_commit_is_no_plan_before(
    name: str, repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for form in ([], ["--ask"]):
        code, said = plan("diff", *form, "--", name, folder=repository, capsys=capsys)
        assert (code, said.partition("\n")[0]) == (
            2,
            f"There is no revision and no folder with a plan called ‘{name}’.",
        )


def objects(repository: Path, name: str) -> Path:
    """Where git keeps something of the last commit."""
    found = git(repository, "rev-parse", name).strip()
    return repository.parents[1] / ".git/objects" / found[:2] / found[2:]


@pytest.mark.parametrize("name", ["HEAD^{tree}", f"HEAD:./{AIM}", "HEAD:./plan_data", "HEAD:sites"])
@pytest.mark.parametrize("is_cut", [True, False], ids=["cut off", "gone"])
def test_what_git_cannot_read_is_told_as_git_says_it(
    name: str,
    is_cut: bool,  # noqa: FBT001
    repository: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    lost = objects(repository, name)
    lost.chmod(0o644)
    lost.write_bytes(b"") if is_cut else lost.unlink()
    for form in ([], ["--ask"]):
        code, said = plan("diff", "main", *form, folder=repository, capsys=capsys)
        assert code == 1
        assert said.startswith("Nothing was compared, because git cannot read ")


def test_a_folder_never_stands_for_a_revision_that_git_cannot_read(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(repository, repository.parents[1] / "main")
    (repository.parents[1] / ".git/config").write_text("[core\n")
    code, said = plan("diff", str(repository.parents[1] / "main"), folder=repository, capsys=capsys)
    assert code == 1
    assert "It says: fatal: bad config line 1" in said


def test_a_clone_without_its_history_says_that_a_revision_has_to_be_fetched(
    repository: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    git(repository, "commit", "--quiet", "--allow-empty", "--message", "Say more")
    git(tmp_path, "clone", "--quiet", "--depth=1", f"file://{repository.parents[1]}", "shallow")
    code, said = plan("diff", "HEAD~1", folder=tmp_path / "shallow/sites/smallton", capsys=capsys)
    assert code == 2
    assert "one that is missing may have to be fetched" in said


def test_a_plan_that_was_not_there_before_is_new(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    git(repository, "rm", "-r", "--quiet", "--cached", "plan_data")
    git(repository, "commit", "--quiet", "--message", "Without a plan")
    code, said = plan("diff", "main", folder=repository, capsys=capsys)
    assert code == 0
    assert said == (
        "From main to the files as they are: 3 records added. There was no plan before.\n\n"
        "Added:\n  The plan itself\n  Source “The small plan”\n  Aim 1 “Being heard”\n"
    )


def test_a_plan_with_problems_is_not_compared(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (repository / AIM).write_text("id: being-heard\n")
    code, said = plan("diff", "main", folder=repository, capsys=capsys)
    assert code == 1
    assert said.startswith("plan_data/aims/being-heard.yml, line 1\n")
    assert said.endswith(
        "\n\n4 problems to mend in the plan in the files as they are.\n"
        "Nothing was compared: that needs two plans that can be built. ‘plan check’ looks for problems.\n"
    )


def test_a_link_in_a_revision_is_refused_and_leads_nowhere(
    repository: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    secret = tmp_path / "secret.yml"
    shutil.copy(repository / AIM, secret)
    (repository / AIM).unlink()
    (repository / AIM).symlink_to(secret)
    git(repository, "commit", "--quiet", "--all", "--message", "Link")
    (repository / AIM).unlink()
    shutil.copy(secret, repository / AIM)
    code, said = plan("diff", "main", folder=repository, capsys=capsys)
    assert code == 1
    assert "This is a link to another file." in said
    assert "1 problem to mend in the plan in main.\n" in said


# --- the register of addresses ----------------------------------------------------------------------------

REGISTER = "plan_data/addresses.txt"
TAKEN_OFF = "Addresses were taken off plan_data/addresses.txt: put the lines back. Then ‘plan check’ says what to do.\n"


@pytest.fixture
def published(repository: Path) -> Path:
    """The project with its addresses written down, all in one commit."""
    assert commands.main(["--folder", str(repository), "register"]) == 0
    git(repository, "add", "--all")
    git(repository, "commit", "--quiet", "--message", "Publish")
    return repository


def replace_in_all_files(project: Path, old: str, new: str) -> None:
    for path in (project / "plan_data").rglob("*"):
        if path.is_file():
            path.write_text(path.read_text().replace(old, new))
            path.rename(path.with_name(path.name.replace(old, new)))


def test_an_id_that_was_renamed_in_all_files_has_lost_its_address(
    published: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    replace_in_all_files(published, "being-heard", "being-listened-to")
    assert plan("check", folder=published, capsys=capsys)[0] == 0
    lost = f"{TAKEN_OFF}  /aims/being-heard/\n"
    code, said = plan("diff", "main", folder=published, capsys=capsys)
    assert code == 0
    assert said.split("\n\n")[1] + "\n" == lost
    top, bullet, *_ = plan("diff", "main", "--format", "markdown", folder=published, capsys=capsys)[1].split("\n\n")[1:]
    assert top.startswith("From main")
    assert bullet.startswith("- **Addresses were taken off plan\\_data/addresses.txt:** put the lines back.")
    data = json.loads(plan("diff", "main", "--format", "json", folder=published, capsys=capsys)[1])
    assert data["addresses"]["taken_off"] == ["/aims/being-heard/"]
    assert plan("diff", "main", "--draft", folder=published, capsys=capsys)[0] == 0
    _replace(published / "plan_data/changes.yml", "-   draft: true\n+   # read\n")
    assert plan("diff", "main", "--ask", folder=published, capsys=capsys) == (1, lost)


def test_a_register_that_was_deleted_is_missed(published: Path, capsys: pytest.CaptureFixture[str]) -> None:
    addresses = [line for line in (published / REGISTER).read_text().splitlines() if not line.startswith("#")]
    (published / REGISTER).unlink()
    lost = TAKEN_OFF + "".join(f"  {address}\n" for address in addresses)
    assert "  /aims/being-heard/\n" in lost
    said = f"From main to the files as they are: no record changed.\n\n{lost}"
    assert plan("diff", "main", folder=published, capsys=capsys) == (0, said)
    assert plan("diff", "main", "--ask", folder=published, capsys=capsys) == (1, lost)


def test_a_plan_that_had_no_register_has_lost_no_address(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for write_it in (False, True):
        if write_it:
            assert plan("register", folder=repository, capsys=capsys)[0] == 0
        assert plan("diff", "main", "--ask", folder=repository, capsys=capsys)[0] == 0
        assert "taken off" not in plan("diff", "main", folder=repository, capsys=capsys)[1]


# --- telling readers --------------------------------------------------------------------------------------


def test_a_draft_is_written_once_a_day_and_asks_to_be_read(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    changes = repository / "plan_data/changes.yml"
    lay(changes, "# Newest first.\n- date: 2026-10-13\n  what: We began.\n")
    git(repository, "add", "--all")
    git(repository, "commit", "--quiet", "--message", "Tell")
    _replace(repository / AIM, ASKED)
    code, said = plan("diff", "main", "--ask", folder=repository, capsys=capsys)
    assert code == 1
    assert said == (
        "Readers should be told what changed, and plan_data/changes.yml does not say it yet:\n"
        "  Aim 1 “Being heard”\n\n"
        "What to do: run ‘plan diff main --draft’. Read the words, mend them, and delete the line ‘draft: true’.\n"
        "Or copy these words to the top of plan_data/changes.yml, and mend them there:\n\n"
        "- date: 2026-11-22\n  what: The aim “Being heard” was reworded.\n"
    )
    for says in ("Wrote a draft at the top of ", "The draft is there already, in line 2 of plan_data/changes.yml. "):
        code, said = plan("diff", "main", "--draft", folder=repository, capsys=capsys)
        assert code == 0
        assert said.startswith(says)
        assert said.endswith("Read the words, mend them, and delete the line ‘draft: true’.\n")
        assert changes.read_text() == (
            "# Newest first.\n- date: 2026-11-22\n  draft: true\n  what: The aim “Being heard” was reworded.\n\n"
            "- date: 2026-10-13\n  what: We began.\n"
        )
    code, said = plan("diff", "main", "--ask", folder=repository, capsys=capsys)
    assert code == 1
    assert "there is a draft in plan_data/changes.yml" in said
    _replace(changes, "-   draft: true\n+   # read\n")
    assert plan("diff", "main", "--ask", folder=repository, capsys=capsys) == (
        0,
        "plan_data/changes.yml tells readers what changed.\n",
    )


def test_an_entry_of_that_day_that_was_confirmed_is_left_as_it_is(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    changes = repository / "plan_data/changes.yml"
    lay(changes, "  - date: 2026-11-22\n    what: We began.\n")
    _replace(repository / AIM, ASKED)
    assert plan("diff", "main", "--draft", folder=repository, capsys=capsys)[0] == 0
    assert changes.read_text() == (
        "  - date: 2026-11-22\n    draft: true\n    what: The aim “Being heard” was reworded.\n\n"
        "  - date: 2026-11-22\n    what: We began.\n"
    )


DRAFT = "- date: 2026-11-22\n  draft: true\n  what: The aim “Being heard” was reworded.\n"


@pytest.mark.parametrize(
    "mended",
    [
        DRAFT.replace("was reworded", "is clearer now"),
        f"{DRAFT}\n{DRAFT.replace('was reworded', 'is clearer now')}",
    ],
    ids=["other words", "the same draft and another"],
)
def test_a_draft_of_today_that_somebody_mended_is_never_written_over(
    mended: str, repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    changes = repository / "plan_data/changes.yml"
    lay(changes, f"# Newest first.\n{mended}\n- date: 2026-10-13\n  what: We began.\n")
    before = changes.read_text()
    _replace(repository / AIM, ASKED)
    line = 6 if mended.count("date") == 2 else 2
    said = f"There is a draft of today in line {line} of plan_data/changes.yml. "
    said += "Mend it, or delete it and run this again.\n"
    assert plan("diff", "main", "--draft", folder=repository, capsys=capsys) == (1, said)
    assert changes.read_text() == before


def test_a_draft_of_today_whose_easy_words_somebody_mended_is_never_written_over(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(EASY_WORDS, repository, dirs_exist_ok=True)
    git(repository, "add", "--all")
    git(repository, "commit", "--quiet", "--message", "Easy words")
    _replace(repository / AIM, ASKED)
    assert plan("diff", "main", "--draft", folder=repository, capsys=capsys)[0] == 0
    assert plan("diff", "main", "--draft", folder=repository, capsys=capsys)[0] == 0
    _replace(repository / "plan_data/changes.yml", "- words: We\n+ words: Today we\n")
    code, said = plan("diff", "main", "--draft", folder=repository, capsys=capsys)
    assert code == 1
    assert said.startswith("There is a draft of today in line 1")


def test_a_draft_of_another_day_is_left_alone(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    changes, earlier = repository / "plan_data/changes.yml", DRAFT.replace("2026-11-22", "2026-11-21")
    lay(changes, f"# Mind this one.\n{earlier}")
    _replace(repository / AIM, ASKED)
    assert plan("diff", "main", "--draft", folder=repository, capsys=capsys)[0] == 0
    assert changes.read_text() == f"# Mind this one.\n{DRAFT}\n{earlier}"


@pytest.mark.parametrize("text", ["[{date: 2026-10-13, what: We began.}]\n", "[ ]\n"], ids=["an entry", "none"])
def test_a_list_in_brackets_is_to_be_tidied_first(
    text: str, repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    changes = repository / "plan_data/changes.yml"
    lay(changes, text)
    _replace(repository / AIM, ASKED)
    code, said = plan("diff", "main", "--draft", folder=repository, capsys=capsys)
    assert (code, changes.read_text()) == (1, text)
    assert "What to do: Run ‘plan tidy’ first.\n" in said
    assert plan("tidy", folder=repository, capsys=capsys)[0] == 0
    assert plan("diff", "main", "--draft", folder=repository, capsys=capsys)[0] == 0
    assert DRAFT.strip() in changes.read_text()


def test_an_old_entry_that_was_spelt_better_is_no_news(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    changes = repository / "plan_data/changes.yml"
    lay(changes, "- date: 2026-10-13\n  what: We begann.\n")
    git(repository, "add", "--all")
    git(repository, "commit", "--quiet", "--message", "Tell")
    _replace(changes, "- begann\n+ began\n")
    _replace(repository / AIM, ASKED)
    assert plan("diff", "main", "--ask", folder=repository, capsys=capsys)[0] == 1


def test_an_old_entry_that_no_longer_names_a_person_is_no_news(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    changes, quote = repository / "plan_data/changes.yml", repository / "plan_data/quotes/sam.yml"
    lay(changes, "- date: 2026-10-13\n  what: We added what Sam Smith said.\n")
    lay(quote, QUOTE.partition("about:")[0] + "consent: published\nsource: small-source\n")
    git(repository, "add", "--all")
    git(repository, "commit", "--quiet", "--message", "Tell")
    _replace(changes, "- what Sam Smith said\n+ somebody’s words, and we thank them\n")
    lay(quote, WITHDRAWN)
    code, said = plan("diff", "main", "--ask", folder=repository, capsys=capsys)
    assert code == 1
    assert "Sam Smith" not in said + plan("diff", "main", folder=repository, capsys=capsys)[1]


def test_nothing_is_asked_or_drafted_where_nothing_changed_for_readers(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert plan("diff", "main", "--ask", folder=repository, capsys=capsys) == (
        0,
        "Nothing changed that readers should be told.\n",
    )
    code, said = plan("diff", "main", "--draft", folder=repository, capsys=capsys)
    assert code == 0
    assert "No draft was written" in said
    assert not (repository / "plan_data/changes.yml").exists()


def test_the_draft_of_a_plan_in_easy_read_passes_the_gate_and_names_five_things_at_most(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before, now = copy_of(EXAMPLE, tmp_path / "before"), copy_of(EXAMPLE, tmp_path / "now")
    for action in (now / "plan_data/actions").iterdir():
        action.write_text(re.sub("^owner: .*", "owner: Somebody else", action.read_text(), flags=re.MULTILINE))
    (now / "plan_data/progress/rory-house.yml").unlink()
    _replace(now / "plan_data/plan.yml", "- formerly:\n+ formerly:\\n  - /progress/rory-house/\n")
    shutil.copy(before / "plan_data/progress/rory-house.yml", now / "plan_data/progress/the-house.yml")
    _replace(now / "plan_data/progress/the-house.yml", "- id: rory-house\n+ id: the-house\n")
    assert plan("diff", str(before), "--draft", folder=now, capsys=capsys)[0] == 0
    found = prepare(project_in(now), word_lists.load())
    assert not found.has_errors, found.problems
    assert found.plan is not None
    entry = found.plan.changes[0]
    assert entry.draft
    assert len(entry.what) == 6
    assert entry.what[-1] == "And 5 more things changed."
    assert [line.words for line in entry.easy_read] == [
        "We added something new.",
        "We changed some facts.",
        "We took something away.",
    ]
    changes = (now / "plan_data/changes.yml").read_text()
    assert tidied(changes, next(kind for kind in KINDS if kind.noun == "change"), "changes.yml") == changes
    own = range(1, found.plan.changes[1].place.line)
    said = {
        each.rule for each in found.problems if each.place.file == "plan_data/changes.yml" and each.place.line in own
    }
    assert said == {"every_draft_is_read_by_a_person"}


def test_a_draft_is_for_the_files_as_they_are(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, said = plan("diff", "main", "main", "--draft", folder=repository, capsys=capsys)
    assert code == 2
    assert "Leave HEAD out" in said
