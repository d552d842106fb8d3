"""Reviews: written down by a command, shown on the page, and void as soon as what people saw has changed."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import html

from plan_site.html.render import render
from plan_site.publish.project import Prepared
from plan_tools import commands
from sites import EASY_WORDS, EXAMPLE, SMALL, TODAY, contents_of, copy_of, prepared, run

NOT_CHECKED = "Easier words. Not yet checked by people with learning disabilities."
WITH_LEARNING_DISABILITIES = ("--who", "The Saturday Readers", "--with-learning-disabilities")
LAPSED = "The words or pictures of this record are not those that were checked"


@pytest.fixture
def example_copy(tmp_path: Path) -> Path:
    return copy_of(EXAMPLE, tmp_path / "project")


@pytest.fixture(scope="module")
def reviewed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    project = copy_of(EXAMPLE, tmp_path_factory.mktemp("reviewed") / "project")
    review(project, "one-team-around-you")
    return project


@pytest.fixture
def reviewed_copy(reviewed: Path, tmp_path: Path) -> Path:
    """One aim has been checked by people with learning disabilities."""
    return Path(shutil.copytree(reviewed, tmp_path / "project"))


_READ: dict[frozenset[tuple[str, bytes]], Prepared] = {}


def read(project: Path) -> Prepared:
    """What the site makes of a project; the same words are read once, whichever test has them."""
    words = frozenset(contents_of(project).items())
    if words not in _READ:
        _READ[words] = prepared(project)
    return _READ[words]


def plan(project: Path, *words: str) -> tuple[int, str]:
    done = run("plan_tools.commands", *words, folder=project)
    assert "Traceback" not in done.stdout + done.stderr
    return done.returncode, done.stdout + done.stderr


def review(project: Path, record: str, *more: str) -> None:
    code, said = plan(project, "review", record, *(more or WITH_LEARNING_DISABILITIES))
    assert code == 0, said
    assert "Added the review to the end of " in said


def page_at(project: Path, address: str) -> html.HtmlElement:
    (page,) = [page for page in read(project).pages if page.address == address]
    return html.document_fromstring(render(page))


def label(project: Path, address: str) -> str:
    """What an Easy Read page says of who has checked it."""
    return str(page_at(project, address).xpath("normalize-space(//p[@class='easy-label'])"))


def lapsed(project: Path) -> set[str]:
    """The records of which the check says that people should look at them again."""
    return {problem.record for problem in read(project).problems if problem.what.startswith(LAPSED)}


def change(project: Path, file: str, old: str, new: str) -> None:
    path = project / file
    before = path.read_text(encoding="utf-8")
    assert old in before
    path.write_text(before.replace(old, new, 1), encoding="utf-8")


AIM = "plan_data/aims/one-team-around-you.yml"
EASY_AIM = "/easy-read/aims/one-team-around-you/"


def test_a_review_by_people_with_learning_disabilities_shows_on_the_page(example_copy: Path) -> None:
    assert label(example_copy, EASY_AIM) == NOT_CHECKED
    review(
        example_copy,
        "one-team-around-you",
        *WITH_LEARNING_DISABILITIES,
        *("--how-many", "6", "--when", "2026-11-20", "--changed", "We wrote: “team”, not 'multi-agency' # at all."),
    )
    assert (
        label(example_copy, EASY_AIM) == "Easy Read. Checked by The Saturday Readers (6 people), on 20 November 2026."
    )
    written = (example_copy / "plan_data/reviews.yml").read_text(encoding="utf-8")
    assert written.startswith((EXAMPLE / "plan_data/reviews.yml").read_text(encoding="utf-8").rstrip())
    plain = page_at(example_copy, "/aims/one-team-around-you/")
    assert plain.xpath("normalize-space(//*[@class='reading-switch'])") == "Easy Read"
    unchecked = page_at(example_copy, "/aims/growing-up-well/")
    assert unchecked.xpath("normalize-space(//*[@class='reading-switch'])") == "Easy Read (not yet checked)"
    found = read(example_copy).plan
    assert found is not None
    assert found.reviews[-1].what_changed == ("We wrote: “team”, not 'multi-agency' # at all.",)


def test_a_review_is_of_today_if_nobody_says_another_day(reviewed_copy: Path) -> None:
    assert label(reviewed_copy, EASY_AIM).endswith("Checked by The Saturday Readers, on 22 November 2026.")
    assert TODAY.isoformat() == "2026-11-22"


def test_a_hand_written_page_can_be_checked_too(example_copy: Path) -> None:
    assert label(example_copy, "/easy-read/about/") == NOT_CHECKED
    review(example_copy, "about")
    assert "Checked by The Saturday Readers" in label(example_copy, "/easy-read/about/")
    change(example_copy, "content/about.md", "Everything else is in our words.", "The rest is in our words.")
    assert label(example_copy, "/easy-read/about/") == NOT_CHECKED
    assert "page “About this site”" in lapsed(example_copy)


def test_a_page_of_several_records_is_checked_once_all_of_them_are(example_copy: Path) -> None:
    found = read(example_copy).plan
    assert found is not None
    *first, last = found.aims
    for aim in first:
        review(example_copy, aim.id)
    assert label(example_copy, "/easy-read/aims/") == NOT_CHECKED
    review(example_copy, last.id)
    assert label(example_copy, "/easy-read/aims/").startswith("Easy Read. Checked by The Saturday Readers")


def another_drawing(project: Path) -> None:
    change(project, "plan_data/pictures/team.svg", "<svg ", '<svg role="img" ')


def changing(file: str, old: str, new: str) -> Callable[[Path], None]:
    return lambda project: change(project, file, old, new)


CHANGES: dict[str, Callable[[Path], None]] = {
    "plain words": changing(AIM, "Young people and parent carers sit", "Parent carers and young people sit"),
    "plain words of an objective": changing(AIM, "the same one-page profile", "one and the same one-page profile"),
    "an easy sentence": changing(AIM, "They talk to each other.", "They talk together."),
    "an easy sentence of an objective": changing(AIM, "Each of them has a vote.", "Each person has a vote."),
    "the order of easy sentences": changing(
        AIM,
        "  - words: They talk to each other.\n    picture: talk\n  - words: Schools and health services plan with the "
        "council.\n    picture: plan\n",
        "  - words: Schools and health services plan with the council.\n    picture: plan\n  - words: They talk to "
        "each other.\n    picture: talk\n",
    ),
    "how much a number is": changing(AIM, "has 5 parts.\n", "has 5 parts.\n    about: That is a few.\n"),
    "the easy name": changing(AIM, "easy_title: One team around you", "easy_title: One team for you"),
    "which picture a sentence has": changing(
        AIM, "talk to each other.\n    picture: talk", "talk to each other.\n    picture: listen"
    ),
    "the drawing of a picture": another_drawing,
    "the alt text of a picture": changing("plan_data/pictures.yml", "alt: Two adults", "alt: Two people"),
    "the meaning of a hard word": changing("plan_data/words.yml", "An aim is something that we", "An aim is what we"),
    "the picture of a meaning": changing(
        "plan_data/words.yml", "that we want to do.\n      picture: done", "that we want to do.\n      picture: plan"
    ),
}


@pytest.mark.parametrize("what", CHANGES)
def test_a_review_lapses_if_what_people_saw_changes(what: str, reviewed_copy: Path) -> None:
    before = lapsed(EXAMPLE)
    assert lapsed(reviewed_copy) == before
    CHANGES[what](reviewed_copy)
    assert read(reviewed_copy).has_errors is False
    assert label(reviewed_copy, EASY_AIM) == NOT_CHECKED
    assert "aim “One team around you, not twelve teams around a table”" in lapsed(reviewed_copy) - before


def test_a_review_of_an_outcome_lapses_if_what_is_said_of_all_outcomes_changes(example_copy: Path) -> None:
    details = example_copy / "plan_data/plan.yml"
    without = details.read_text(encoding="utf-8").partition("\noutcomes_easy_read:")[0]
    told = "outcomes_easy_read:\n  - words: {}\n    picture: talk\n"
    details.write_text(f"{without}\n{told.format('Young people chose them.')}", encoding="utf-8")
    review(example_copy, "listened-to")
    assert label(example_copy, "/easy-read/outcomes/listened-to/").startswith("Easy Read. Checked by")
    details.write_text(f"{without}\n{told.format('Children chose them.')}", encoding="utf-8")
    assert "Children chose them." in page_at(example_copy, "/easy-read/outcomes/listened-to/").text_content()
    assert label(example_copy, "/easy-read/outcomes/listened-to/") == NOT_CHECKED


NO_CHANGES: dict[str, Callable[[Path], None]] = {
    "another record": changing(
        AIM.replace("one-team-around-you", "growing-up-well"), "easy_title: ", "easy_title: Now "
    ),
    "why something is left out": changing(AIM, "is hard to picture.", "is hard to see."),
    "the meaning of a word that is not there": changing(
        "plan_data/words.yml", "They may watch you", "They can watch you"
    ),
    "a meaning that the page does not show": changing(
        "plan_data/pictures.yml", "meaning: A cup of tea", "meaning: Tea"
    ),
    "how lines are broken": changing(AIM, "every service reads", "every\n      service reads"),
}


@pytest.mark.parametrize("what", NO_CHANGES)
def test_a_review_holds_if_something_else_changes(what: str, reviewed_copy: Path) -> None:
    before = lapsed(reviewed_copy)
    NO_CHANGES[what](reviewed_copy)
    assert read(reviewed_copy).has_errors is False
    assert label(reviewed_copy, EASY_AIM).startswith("Easy Read. Checked by The Saturday Readers")
    assert lapsed(reviewed_copy) == before


def test_a_review_holds_again_once_a_change_is_undone(reviewed_copy: Path) -> None:
    change(reviewed_copy, AIM, "They talk to each other.", "They talk together.")
    assert label(reviewed_copy, EASY_AIM) == NOT_CHECKED
    change(reviewed_copy, AIM, "They talk together.", "They talk to each other.")
    assert label(reviewed_copy, EASY_AIM).startswith("Easy Read.")


def test_check_says_which_review_has_lapsed_and_how_to_write_down_a_new_one(reviewed_copy: Path) -> None:
    change(reviewed_copy, AIM, "They talk to each other.", "They talk together.")
    code, said = plan(reviewed_copy, "check")
    assert code == 0
    line = (reviewed_copy / "plan_data/reviews.yml").read_text().splitlines().index("- record: one-team-around-you") + 1
    assert f"Advice: plan_data/reviews.yml, line {line}\n  In aim “One team around you" in said
    command = 'plan review one-team-around-you --who "…" --with-learning-disabilities'
    assert f"{LAPSED} on 22 November 2026, so the page does not say that they were.\n" in said
    assert f"What to do: When people have checked it again: {command}\n" in said
    assert plan(reviewed_copy, *command.replace('"', "").split()[1:])[0] == 0
    assert label(reviewed_copy, EASY_AIM).startswith("Easy Read. Checked by …")


# --- whose word counts ------------------------------------------------------------------------------------


def test_a_review_by_others_gives_no_badge(example_copy: Path) -> None:
    review(example_copy, "one-team-around-you", "--who", "The parish council", "--others")
    assert label(example_copy, EASY_AIM) == NOT_CHECKED
    assert "The parish council" not in page_at(example_copy, EASY_AIM).text_content()
    assert not any("One team" in record for record in lapsed(example_copy))


def test_a_review_of_the_plain_reading_gives_no_badge(example_copy: Path) -> None:
    review(example_copy, "one-team-around-you", *WITH_LEARNING_DISABILITIES, "--reading", "plain")
    assert label(example_copy, EASY_AIM) == NOT_CHECKED


def test_a_review_by_others_does_not_hide_that_the_one_that_counts_has_lapsed(reviewed_copy: Path) -> None:
    change(reviewed_copy, AIM, "They talk to each other.", "They talk together.")
    review(reviewed_copy, "one-team-around-you", "--who", "The parish council", "--others")
    assert label(reviewed_copy, EASY_AIM) == NOT_CHECKED
    assert any("One team" in record for record in lapsed(reviewed_copy))


def test_a_lapsed_review_is_forgotten_once_people_have_checked_again(example_copy: Path) -> None:
    review(example_copy, "one-team-around-you", *WITH_LEARNING_DISABILITIES, "--when", "2026-11-01")
    change(example_copy, AIM, "They talk to each other.", "They talk together.")
    review(example_copy, "one-team-around-you", "--who", "The Sunday Readers", "--with-learning-disabilities")
    assert label(example_copy, EASY_AIM) == "Easy Read. Checked by The Sunday Readers, on 22 November 2026."
    assert not any("One team" in record for record in lapsed(example_copy))


# --- the command ------------------------------------------------------------------------------------------


def test_a_first_review_starts_the_file_of_reviews(tmp_path: Path) -> None:
    project = copy_of(SMALL, tmp_path / "project")
    shutil.copytree(EASY_WORDS, project, dirs_exist_ok=True)
    assert label(project, "/easy-read/aims/being-heard/") == NOT_CHECKED
    review(project, "being-heard")
    assert "Checked by The Saturday Readers" in label(project, "/easy-read/aims/being-heard/")


def test_the_name_of_a_group_is_text(example_copy: Path) -> None:
    review(example_copy, "one-team-around-you", "--who", "Us: <b>&</b> 'them' # 1", "--with-learning-disabilities")
    assert "Checked by Us: <b>&</b> 'them' # 1, on 22 November 2026." in label(example_copy, EASY_AIM)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (
            ("one-team-aroundyou", *WITH_LEARNING_DISABILITIES),
            "There is no record with the id ‘one-team-aroundyou’.\nDid you mean ‘one-team-around-you’?",
        ),
        (("abuot", *WITH_LEARNING_DISABILITIES), "Did you mean ‘about’?"),
        (("swimming-pool", *WITH_LEARNING_DISABILITIES), "Use the id of the record that was checked."),
        (("one-team-around-you", *WITH_LEARNING_DISABILITIES, "--when", "2026-11-23"), "Say the day on which"),
        (("one-team-around-you", *WITH_LEARNING_DISABILITIES, "--when", "2026-11"), "year, month and day"),
        (("one-team-around-you", *WITH_LEARNING_DISABILITIES, "--when", "22/11/2026"), "--when 2026-11-22"),
        (("one-team-around-you", "--who", "Us"), "--with-learning-disabilities --others is required"),
        (("one-team-around-you", "--with-learning-disabilities"), "--who"),
        (("one-team-around-you", "--who", "Us", "--others", "--with-learning-disabilities"), "not allowed with"),
        (("one-team-around-you", "--who", " ", "--others"), "Say who checked it"),
        (("one-team-around-you", "--who", "Us", "--others", "--how-many", "0"), "as a number: --how-many 6"),
        (("one-team-around-you", "--who", "Us", "--others", "--how-many=-3"), "as a number: --how-many 6"),
        (("one-team-around-you", "--who", "Us", "--others", "--how-many", "six"), "as a number: --how-many 6"),
    ],
)
def test_a_wrong_usage_meets_a_plain_message_and_writes_nothing(
    words: tuple[str, ...], said: str, example_copy: Path
) -> None:
    before = (example_copy / "plan_data/reviews.yml").read_text(encoding="utf-8")
    code, output = plan(example_copy, "review", *words)
    assert code == 2
    assert said in output
    assert (example_copy / "plan_data/reviews.yml").read_text(encoding="utf-8") == before


def test_what_has_no_easy_words_cannot_have_been_checked_in_easy_words(small_copy: Path) -> None:
    code, said = plan(small_copy, "review", "being-heard", *WITH_LEARNING_DISABILITIES)
    assert code == 2
    assert said == "‘being-heard’ has no easy words that people could have checked.\n"
    assert not (small_copy / "plan_data/reviews.yml").exists()
    assert plan(small_copy, "review", "being-heard", *WITH_LEARNING_DISABILITIES, "--reading", "plain")[0] == 0


def test_a_plan_with_problems_cannot_be_reviewed(example_copy: Path) -> None:
    change(example_copy, AIM, "number: 3", "number: three")
    code, said = plan(example_copy, "review", "one-team-around-you", *WITH_LEARNING_DISABILITIES)
    assert code == 1
    assert "plan_data/aims/one-team-around-you.yml, line 2" in said
    assert said.endswith("Mend this first: a review is of words that can be published.\n")


@pytest.mark.parametrize("who", ["word " * 300, "a" + "\u0301" * 9])
def test_words_that_no_review_can_have_are_refused_and_not_written(
    who: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = copy_of(EXAMPLE, tmp_path / "project")
    before = (folder / "plan_data/reviews.yml").read_bytes()
    aim = sorted(folder.glob("plan_data/aims/*.yml"))[0].stem
    assert commands.main(["--folder", str(folder), "review", aim, "--others", "--who", who]) == 1
    assert "reviews.yml, line " in capsys.readouterr().out
    assert (folder / "plan_data/reviews.yml").read_bytes() == before
