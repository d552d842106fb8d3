"""The command `plan`, run as people run it."""

from __future__ import annotations

import errno
import re
import shutil
from pathlib import Path

import pytest

from plan_site.english import word_lists
from plan_site.model.entries import RecordOnAPage
from plan_site.model.plan import KINDS
from plan_site.model.rules import REASONS
from plan_tools import commands
from sites import EASY_WORDS, EXAMPLE, OURS, copy_of, day_for, prepared, run


def plan(project: Path, *words: str, **more: str) -> tuple[int, str]:
    done = run("plan_tools.commands", *words, folder=project, **more)
    assert "Traceback" not in done.stdout + done.stderr
    return done.returncode, done.stdout + done.stderr


def test_check_finds_no_problem_in_the_plan_of_this_repository() -> None:
    code, said = plan(OURS, "check", **day_for(OURS))
    assert code == 0
    assert said.endswith("No problems in the plan.\n")


def test_check_counts_all_problems_at_once_and_exits_with_1(small_copy: Path) -> None:
    aim = small_copy / "plan_data/aims/being-heard.yml"
    aim.write_text(aim.read_text().replace("small-source", "smal-source").replace("summary", "sumary"))
    sources = small_copy / "plan_data/sources.yml"
    sources.write_text(sources.read_text().replace("2026-01-05", "5 January"))
    code, said = plan(small_copy, "check")
    assert code == 1
    assert "plan_data/aims/being-heard.yml, line 4" in said
    assert "plan_data/sources.yml, line 5" in said
    assert said.endswith("2 problems to mend in the plan.\n")


def test_check_speaks_to_github_in_a_workflow(small_copy: Path) -> None:
    (small_copy / "plan_data/aims/being-heard.yml").write_text("")
    code, said = plan(small_copy, "check", GITHUB_ACTIONS="true")
    assert code == 1
    assert "::error file=plan_data/aims/being-heard.yml,line=1," in said
    assert "::notice file=plan_data/plan.yml,line=1,title=the plan::This record has no easy words yet." in said


@pytest.mark.parametrize("noun", [kind.noun for kind in KINDS if kind.noun not in {"plan", "picture"}])
def test_new_makes_a_valid_record_whose_fields_are_explained(noun: str, small_copy: Path) -> None:
    before = prepared(small_copy)
    code, said = plan(small_copy, "new", noun, "brand-new")
    assert code == 0, said
    assert prepared(small_copy).has_errors is False
    kind = next(kind for kind in KINDS if kind.noun == noun)
    path = small_copy / "plan_data" / (f"{kind.home}/brand-new.yml" if kind.is_folder else kind.home)
    text = path.read_text()
    assert text.count("# ") >= 4
    assert (kind.type.__doc__ or "").split("\n")[0] in text
    assert before.plan is not None
    after = prepared(small_copy).plan
    assert after is not None
    assert getattr(after, kind.attribute) != getattr(before.plan, kind.attribute)


@pytest.mark.parametrize("noun", [kind.noun for kind in KINDS if kind.noun not in {"plan", "picture", "accessibility"}])
def test_new_makes_a_valid_record_in_a_plan_with_easy_words_too(noun: str, tmp_path: Path) -> None:
    project = copy_of(EXAMPLE, tmp_path / "project")
    code, said = plan(project, "new", noun, "brand-new")
    assert code == 0, said
    code, said = plan(project, "check")
    assert code == 0, said
    assert "The words that came with the new record are still in" in said
    kind = next(kind for kind in KINDS if kind.noun == noun)
    if issubclass(kind.type, RecordOnAPage):
        assert any("Write here." in page.texts for page in prepared(project).pages if page.is_easy)


def test_new_plan_starts_a_plan_in_an_empty_folder(tmp_path: Path) -> None:
    for words in (["source", "first-source"], ["plan"], ["aim", "first-aim"]):
        assert plan(tmp_path, "new", *words)[0] == 0
    plan_file = tmp_path / "plan_data/plan.yml"
    assert "\nsource: first-source\n" in plan_file.read_text()
    assert prepared(tmp_path).has_errors is False


def test_new_picture_asks_for_its_file(small_copy: Path) -> None:
    assert plan(small_copy, "new", "picture", "sun")[0] == 0
    assert "There is no file called ‘sun.svg’" in plan(small_copy, "check")[1]


def test_new_never_writes_over_a_record(small_copy: Path) -> None:
    before = (small_copy / "plan_data/aims/being-heard.yml").read_text()
    code, said = plan(small_copy, "new", "aim", "being-heard")
    assert code == 1
    assert "is there already" in said
    assert (small_copy / "plan_data/aims/being-heard.yml").read_text() == before


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["quot", "x"], "Did you mean ‘quote’?"),
        (["quote"], "plan new quote my-id"),
        (["quote", "My Quote"], "small letters, digits and hyphens"),
        (["quote", "../../x"], "small letters, digits and hyphens"),
    ],
)
def test_new_explains_what_it_needs(words: list[str], said: str, small_copy: Path) -> None:
    code, output = plan(small_copy, "new", *words)
    assert code == 2
    assert said in output


def test_new_records_are_told_apart_before_their_words_are_written(small_copy: Path) -> None:
    for noun in ("aim", "quote", "feedback", "source"):
        for record_id in (f"first-{noun}", f"second-{noun}"):
            assert plan(small_copy, "new", noun, record_id)[0] == 0
    code, said = plan(small_copy, "check")
    assert code == 0, said


def test_new_fits_under_the_bullets_of_a_list_and_refuses_an_id_that_is_taken(small_copy: Path) -> None:
    sources = small_copy / "plan_data/sources.yml"
    sources.write_text("".join(f"  {line}\n" for line in sources.read_text().splitlines()))
    assert plan(small_copy, "new", "source", "another")[0] == 0
    assert prepared(small_copy).has_errors is False
    code, said = plan(small_copy, "new", "source", "small-source")
    assert code == 1
    assert "already" in said


def test_settings_with_marks_of_their_own_are_no_trouble(small_copy: Path) -> None:
    with (small_copy / "mkdocs.yml").open("a") as settings:
        settings.write("copyright: Us  # who\nsite_url: !ENV [ADDRESS, 'https://example.org/']\n")
    assert plan(small_copy, "check")[0] == 0
    assert plan(small_copy, "pages", "out")[0] == 0


def test_the_words_of_a_new_record_are_pointed_at_until_they_are_replaced(small_copy: Path) -> None:
    plan(small_copy, "new", "aim", "brand-new")
    code, said = plan(small_copy, "check")
    assert code == 0
    assert "The words that came with the new record are still in ‘title’, ‘summary’ and ‘objectives_missing’." in said


def test_pages_refuses_a_folder_that_it_has_not_made(small_copy: Path) -> None:
    code, said = plan(small_copy, "pages", ".")
    assert code == 1
    assert "Choose another folder" in said


def test_a_fault_of_ours_says_so_and_exits_with_70(small_copy: Path) -> None:
    broken = (
        "import sys, plan_tools.commands as commands, plan_tools.commands.check as check\n"
        "check.prepare = lambda *_: 1 / 0\n"
        "sys.exit(commands.main(['check']))\n"
    )
    (small_copy / "broken.py").write_text(broken)
    done = run("broken", folder=small_copy)
    assert done.returncode == 70
    assert "fault of the site's own code" in done.stderr


@pytest.mark.parametrize("place", ["/", ".", "..", "mkdocs.yml", "/proc/site"])
def test_pages_never_writes_where_it_should_not(place: str, small_copy: Path) -> None:
    before = sorted(small_copy.rglob("*"))
    code, said = plan(small_copy, "pages", place)
    assert code == 1
    assert "cannot be" in said
    assert sorted(small_copy.rglob("*")) == before


def test_settings_that_cannot_be_read_are_a_problem_and_not_a_fault(small_copy: Path) -> None:
    (small_copy / "mkdocs.yml").write_text("site_url: [\n")
    code, said = plan(small_copy, "pages", "out")
    assert code == 1
    assert "mkdocs.yml, line 1" in said
    assert plan(small_copy, "check")[0] == 1


def test_a_terminal_without_curly_quotes_is_spoken_to_all_the_same(small_copy: Path) -> None:
    (small_copy / "plan_data/aims/being-heard.yml").write_text("")
    code, said = plan(small_copy, "check", PYTHONIOENCODING="ascii")
    assert code == 1
    assert "This file is empty." in said


def test_an_address_of_the_repository_that_is_none_is_a_problem(small_copy: Path) -> None:
    with (small_copy / "mkdocs.yml").open("a") as settings:
        settings.write("repo_url: javascript:alert(1)\nedit_uri: edit/main/\n")
    code, said = plan(small_copy, "pages", "out")
    assert code == 1
    assert "The address in ‘repo_url’ does not start with https://" in said


# --- why, and without word lists --------------------------------------------------------------------------


def test_check_says_why_there_is_a_rule_and_who_says_so(small_copy: Path) -> None:
    code, said = plan(small_copy, "check", "--why", "sentences_are_short")
    assert code == 0
    assert said == (
        "Sentences are short.\n\nTen to fifteen words (GOV.UK), at most fifteen (Patient Information Forum).\n"
    )


def test_check_asks_whether_another_rule_was_meant(small_copy: Path) -> None:
    code, said = plan(small_copy, "check", "--why", "sentence_is_short")
    assert code == 2
    assert said == "There is no rule called ‘sentence_is_short’.\nDid you mean ‘sentences_are_short’?\n"
    code, said = plan(small_copy, "check", "--why", "xyzzy")
    assert code == 2
    assert said.startswith("There is no rule called ‘xyzzy’.\nThe rules are: a_")


@pytest.mark.parametrize("rule", REASONS)
def test_every_rule_says_why_there_is_one(rule: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert REASONS[rule].strip().rstrip(")").endswith("."), REASONS[rule]
    assert commands.main(["check", "--why", rule]) == 0
    title, _, reason = capsys.readouterr().out.partition("\n\n")
    assert title == f"{rule.replace('_', ' ').capitalize()}."
    assert len(reason.split()) >= 4
    assert "    " not in reason  # the margin of the code


def test_every_rule_that_a_message_sends_to_has_a_reason(small_copy: Path) -> None:
    shutil.copytree(EASY_WORDS, small_copy, dirs_exist_ok=True)
    aim = small_copy / "plan_data/aims/being-heard.yml"
    aim.write_text(aim.read_text().replace("We listen to you.", "We don’t listen to sporadic talks."))
    said = plan(small_copy, "check")[1]
    named = re.findall(r"Why: plan check --why (\w+)", said)
    assert {"no_contractions", "common_words"} <= set(named)
    for name in named:
        assert plan(small_copy, "check", "--why", name)[0] == 0


NO_WORD_LISTS = "Hard words were not looked for: the word lists are not installed. ‘make check’ installs them.\n"


@pytest.mark.parametrize(("in_ci", "code"), [("true", 1), ("", 0)])
def test_without_word_lists_one_line_says_so_and_a_workflow_fails(
    in_ci: str, code: int, small_copy: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(word_lists, "load", lambda: None)
    monkeypatch.setenv("CI", in_ci)
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    assert commands.main(["--folder", str(small_copy), "check"]) == code
    said = capsys.readouterr()
    assert said.err == NO_WORD_LISTS
    assert said.out.endswith("No problems in the plan.\n")


def test_with_word_lists_hard_words_are_looked_for_and_a_workflow_is_content(small_copy: Path) -> None:
    shutil.copytree(EASY_WORDS, small_copy, dirs_exist_ok=True)
    code, said = plan(small_copy, "check", CI="true")
    assert code == 0
    assert "word lists" not in said
    aim = small_copy / "plan_data/aims/being-heard.yml"
    aim.write_text(aim.read_text().replace("We listen to you.", "We listen to sporadic talks."))
    code, said = plan(small_copy, "check")
    assert code == 1
    assert "‘sporadic’ is a hard word." in said


def test_a_build_needs_no_word_lists_and_publishes_what_only_they_would_refuse(small_copy: Path) -> None:
    shutil.copytree(EASY_WORDS, small_copy, dirs_exist_ok=True)
    aim = small_copy / "plan_data/aims/being-heard.yml"
    aim.write_text(aim.read_text().replace("We listen to you.", "We listen to sporadic talks."))
    without = (
        "import sys, plan_site.english.word_lists as w\nw.load = w.is_there = lambda: 1 / 0\n"
        "import plan_tools.commands as c\n"
    )
    (small_copy / "without.py").write_text(f"{without}sys.exit(c.main(['pages', 'out']))\n")
    done = run("without", folder=small_copy)
    assert done.returncode == 0, done.stderr
    assert "sporadic" in (small_copy / "out/easy-read/aims/being-heard/index.html").read_text(encoding="utf-8")


def test_what_is_overdue_can_be_listed_alone(small_copy: Path) -> None:
    assert plan(small_copy, "check", "--due") == (0, "Nothing is overdue.\n")
    aim = small_copy / "plan_data/aims/being-heard.yml"
    aim.write_text(aim.read_text(encoding="utf-8") + "\nreview_by: 2026-06-30\n", encoding="utf-8")
    code, said = plan(small_copy, "check", "--due")
    assert code == 1
    assert "You said you would check this by 30 June 2026." in said
    assert said.endswith("1 problem to mend in the plan.\n")
    assert plan(small_copy, "check")[0] == 0


def test_a_folder_that_may_not_be_read_is_a_problem_and_not_a_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def iterdir(path: Path) -> None:  # whoever runs tests as root may read every folder
        raise PermissionError(errno.EACCES, "Permission denied", str(path))

    folder = copy_of(EXAMPLE, tmp_path / "project")
    monkeypatch.setattr(Path, "iterdir", iterdir)
    assert commands.main(["--folder", str(folder), "check"]) == 1
    said = capsys.readouterr()
    assert "project/content, line 1\n" in said.out
    assert "  The computer may not look into this folder." in said.out
    assert said.err == ""


def test_the_parser_that_pyyaml_has_without_libyaml_does_too(small_copy: Path, tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text("import yaml\ndel yaml.CSafeLoader, yaml.CLoader, yaml.CParser\n")
    path = small_copy / "plan_data/plan.yml"
    path.write_text(f"{path.read_text()}# a note\n")
    for command in ("check", "tidy", "schema"):
        code, said = plan(small_copy, command, PYTHONPATH=str(tmp_path))
        assert code == 0, said
    assert path.read_text().endswith("# a note\n")
