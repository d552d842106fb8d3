"""Nobody has to remember that a new field of a quote is somebody's own: it is, until the model says otherwise."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from plan_site.model.fields import fields_of
from plan_site.model.records import Quote
from sites import EASY_WORDS, ROOT, SMALL, copy_of, run

NEW_FIELDS = """\
    school: Annotated[Line | None, Described("The school of the speaker.", FACT)] = None
    friends: Annotated[tuple[Line, ...], Described("Their friends.", FACT)] = ()
    born: Annotated[When | None, Described("When they were born.", FACT)] = None
    story: Annotated[Passage | None, Described("More that they told.", FACT)] = None
"""
PERSONAL = ("Elm Primary", "Kai Jones", "2014", "moved house", "Sam Smith", "Pupil of")
QUOTE = """\
id: sam
speaker: Sam Smith
role: Pupil of Elm Primary
school: Elm Primary
friends:
  - Kai Jones
  - Noor
born: 2014
story:
  text: She moved house twice that year.
  words: official
words: Nobody asked me before.
consent: published
source: small-source
easy_title: What Sam said
easy_read:
  - words: Nobody asked me before.
    picture: child
"""
KEPT = """\
id: sam
role: Young person
words: Nobody asked me before.
consent: published
source: small-source
easy_title: What a child said
easy_read:
  - words: Nobody asked me before.
    picture: child
"""
WITHDRAWN = "id: sam\nconsent: published\nwithdrawn: 2026-11-20\nsource: small-source\n"
PAGE = "---\ntitle: Thanks\ndescription: Whom we thank.\nplace_in: footer\n---\n"
MENTIONED = f"{PAGE}We were at Elm Primary with Kai Jones. She moved house twice that year.\n"


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The code with more fields of a quote, about which nothing but the model knows."""
    hooks = tmp_path_factory.mktemp("engine")
    shutil.copytree(ROOT / "hooks/plan_site", hooks / "plan_site", ignore=shutil.ignore_patterns("__pycache__"))
    model = hooks / "plan_site/model/records.py"
    before, after = model.read_text().split("class Quote(", 1)
    docstring, fields = after.split('"""\n\n', 1)
    model.write_text(f'{before}class Quote({docstring}"""\n\n{NEW_FIELDS}{fields}')
    return hooks


def with_the_quote(project: Path) -> Path:
    shutil.copytree(EASY_WORDS, copy_of(SMALL, project), dirs_exist_ok=True)
    (project / "plan_data/quotes").mkdir()
    (project / "plan_data/quotes/sam.yml").write_text(QUOTE)
    return project


def everything_said(engine: Path, before: Path, after: Path) -> str:
    """What every command says of the change, in every form, and what it would publish."""

    def plan(*words: str) -> str:
        done = run("plan_tools.commands", *words, folder=after, PYTHONPATH=str(engine))
        assert "Traceback" not in done.stderr, done.stderr
        return done.stdout + done.stderr

    said = [
        plan("diff", str(before), *form) for form in ([], ["--format", "markdown"], ["--format", "json"], ["--ask"])
    ]
    said += [plan("check"), plan("diff", str(before), "--draft"), plan("pages", "site")]
    assert "2 records changed" in said[0]
    return "\n".join([*said, everything_published(after / "site")])


def everything_published(site: Path) -> str:
    return "\n".join(path.read_text(errors="replace") for path in site.rglob("*") if path.is_file())


@pytest.mark.parametrize(
    "after",
    [KEPT, WITHDRAWN, f"{QUOTE}withdrawn: 2026-11-20\n", f"{QUOTE}withdrawn: 2026-11-20\n".replace("2014", "May 2014")],
    ids=["taken out", "withdrawn", "withdrawn, and still in the file", "withdrawn, with a slip in the file"],
)
def test_a_new_field_of_a_quote_is_told_nowhere_once_it_is_taken_back(after: str, engine: Path, tmp_path: Path) -> None:
    before, now = with_the_quote(tmp_path / "before"), tmp_path / "now"
    (before / "content/thanks.md").write_text(MENTIONED)
    shutil.copytree(before, now)
    (now / "plan_data/quotes/sam.yml").write_text(after)
    (now / "content/thanks.md").write_text(f"{PAGE}We thank everybody.\n")
    said = everything_said(engine, before, now)
    assert [words for words in PERSONAL if words in said] == []


def test_a_new_field_of_a_quote_is_published_nowhere_until_somebody_says_so(engine: Path, tmp_path: Path) -> None:
    project = with_the_quote(tmp_path / "project")
    done = run("plan_tools.commands", "pages", "site", folder=project, PYTHONPATH=str(engine))
    assert done.returncode == 0, done.stderr
    published = everything_published(project / "site")
    assert "Nobody asked me before." in published
    told = ("school", "friends", "Kai Jones", "Noor", "born", "2014", "story", "moved house")
    assert [words for words in told if words in published] == []


def test_what_stays_when_words_are_taken_back_says_nothing_of_a_person() -> None:
    of_the_record = {field.name for field in fields_of(Quote) if not field.is_personal}
    assert of_the_record == {"id", "formerly", "source", "review_by", "consent", "consent_on", "withdrawn"}
