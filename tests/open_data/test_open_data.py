"""The plan as open data: what is in the files, what never is, and that programs and spreadsheets can use them."""

from __future__ import annotations

import csv
import dataclasses
import io
import json
import subprocess
import sys
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path
from typing import Any
from urllib.request import urlretrieve

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]

from plan_site.html.render import render
from plan_site.model.entries import Entry
from plan_site.model.field_types import Line, Prose
from plan_site.model.fields import fields_of
from plan_site.model.plan import KINDS, Plan
from plan_site.open_data.files import data_files
from plan_site.open_data.plan_json import as_json, name_in_file, schema
from plan_site.open_data.published import as_published
from plan_site.open_data.spreadsheet import as_csv, safe
from plan_site.open_data.tables import tables
from plan_site.publish.project import Prepared
from plan_site.reading.folder import in_order
from plan_site.reading.records import read_entry
from plan_site.site.page import DOWNLOADS, Download, Site, downloads_of
from plan_site.site.pages import build_pages
from plan_site.site.site_pages import FOLDER, NAME, VERSION
from plan_site.yaml.values import Mapping, Sequence, parse_yaml
from sites import EPOCH, EXAMPLE, OURS, ROOT, SMALL, TODAY, BuiltSite, copy_of, plan_of, prepared, served, words_on

PREPARED = {"our": prepared(OURS), "example": prepared(EXAMPLE), "small": prepared(SMALL)}
EACH_PLAN = pytest.mark.parametrize("name", PREPARED)
ADDRESS = Site("https://plan.example.org/inclusion/")
KEPT = ROOT / "tests/cases/open_data" / f"version-{VERSION}.txt"


def plan_in(found: Prepared) -> Plan:
    assert found.plan is not None, found.problems
    return found.plan


def published(name: str) -> Plan:
    return as_published(plan_in(PREPARED[name]))


def files_of(found: Prepared, site: Site = ADDRESS) -> dict[str, str]:
    """The text of each file by its name."""
    return {file.name: file.data.decode() for file in data_files(plan_in(found), site)}


def rows(text: str) -> list[dict[str, str]]:
    """The rows of a table as a spreadsheet has them."""
    assert text.startswith("\ufeff"), "Excel takes a file without this mark for another encoding"
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""), strict=True))


EXAMPLE_FILES = files_of(PREPARED["example"])
EXAMPLE_ROWS = {name.removesuffix(".csv"): rows(text) for name, text in EXAMPLE_FILES.items() if name.endswith(".csv")}


# --- the whole plan, and back -----------------------------------------------------------------------------


def read_back(text: str) -> Plan:
    """The plan that a plan.json holds. JSON is YAML: one reader reads both."""
    value = parse_yaml(text, NAME)
    assert isinstance(value, Mapping)
    found: dict[str, list[Any]] = {kind.noun: [] for kind in KINDS}
    for kind in KINDS:
        held = value.fields.get(name_in_file(kind), Sequence(value.place, ()))
        for record in held.items if isinstance(held, Sequence) else (held,):
            entry, problems = read_entry(record, kind)
            assert entry is not None, problems
            assert not problems
            found[kind.noun].append(entry)
    (details,) = found.pop("plan")
    return Plan(details=details, **vars(in_order(found)))


@EACH_PLAN
def test_loading_the_file_gives_the_same_plan(name: str) -> None:
    plan = published(name)
    assert read_back(as_json(plan)) == plan


@pytest.mark.parametrize(("aims", "outcomes"), [(1, 0), (12, 20)])
def test_loading_the_file_gives_the_same_plan_whatever_its_size(aims: int, outcomes: int, tmp_path: Path) -> None:
    plan = as_published(plan_in(prepared(plan_of(aims, outcomes, tmp_path / "project"))))
    assert (len(plan.aims), len(plan.outcomes)) == (aims, outcomes)
    assert read_back(as_json(plan)) == plan


def test_a_blank_line_parts_paragraphs_and_what_is_not_filled_in_is_left_out() -> None:
    whole = json.loads(EXAMPLE_FILES[NAME])
    plan = published("example")
    assert [each["you_said"] for each in whole["feedback"]] == ["\n\n".join(each.you_said) for each in plan.feedback]
    assert any(len(each.you_said) > 1 for each in plan.feedback)
    for each, written in zip(plan.feedback, whole["feedback"], strict=True):
        assert ("we_did" in written) == (each.we_did is not None)


def worded_anew(entry: Any, words: Iterator[str]) -> Any:
    """The same entry, with other words in each text of it and of its parts."""
    changed: dict[str, Any] = {}
    for field in fields_of(type(entry)):
        value = getattr(entry, field.name)
        if field.type is Line and value is not None:
            changed[field.name] = next(words)
        elif field.type is Prose and value is not None:
            changed[field.name] = (next(words), next(words))
        elif field.type == tuple[Line, ...]:
            changed[field.name] = tuple(next(words) for _ in value)
        elif isinstance(value, Entry):
            changed[field.name] = worded_anew(value, words)
        elif isinstance(value, tuple):
            changed[field.name] = tuple(worded_anew(each, words) if isinstance(each, Entry) else each for each in value)
    return dataclasses.replace(entry, **changed)


def plan_worded_anew(plan: Plan, words: Iterator[str]) -> Plan:
    groups: dict[str, Any] = {}
    for each in dataclasses.fields(Plan):
        group = getattr(plan, each.name)
        if each.name == "articles":  # which are in none of the files
            continue
        is_many = isinstance(group, tuple)
        groups[each.name] = tuple(worded_anew(one, words) for one in group) if is_many else worded_anew(group, words)
    return Plan(**groups)


_TEXT = (
    st.text(alphabet="abc é中👩 '\"\\,;:#-=+@&*!|>%{}[]<?~`\u00a0012.", min_size=1, max_size=40)
    .map(lambda text: " ".join(part for part in text.split(" ") if part))
    .filter(str.strip)
)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(texts=st.lists(_TEXT, min_size=1, max_size=30))
def test_loading_the_file_gives_the_same_plan_whatever_its_words(texts: list[str]) -> None:
    plan = plan_worded_anew(published("example"), cycle(texts))
    text = as_json(plan)
    assert read_back(text) == plan
    assert not list(Draft202012Validator(schema()).iter_errors(json.loads(text)))


# --- the schema -------------------------------------------------------------------------------------------


@EACH_PLAN
def test_the_file_is_what_its_schema_says(name: str) -> None:
    files = files_of(PREPARED[name])
    said = json.loads(files["plan.schema.json"])
    Draft202012Validator.check_schema(said)
    assert [error.message for error in Draft202012Validator(said).iter_errors(json.loads(files[NAME]))] == []
    assert json.loads(files[NAME])["$schema"] == "plan.schema.json"
    assert json.loads(files[NAME])["version"] == VERSION


@pytest.mark.parametrize(
    ("path", "wrong"),
    [
        (("plan", "title"), ""),
        (("plan", "official_address"), "javascript:alert(1)"),
        (("aims", 0, "number"), "1"),
        (("aims", 0, "id"), "Being Heard"),
        (("aims", 0, "objectives"), "none"),
        (("progress", 0, "when"), "soon"),
        (("progress", 0, "status"), "planned"),
        (("words", 0, "people_know_this"), "yes"),
        (("version",), 2),
    ],
)
def test_the_schema_refuses_what_no_plan_has(path: tuple[Any, ...], wrong: object) -> None:
    plan: Any = json.loads(EXAMPLE_FILES[NAME])
    within = plan
    for step in path[:-1]:
        within = within[step]
    within[path[-1]] = wrong
    (error,) = Draft202012Validator(schema()).iter_errors(plan)
    assert tuple(error.absolute_path) == path
    del within[path[-1]]
    assert bool(list(Draft202012Validator(schema()).iter_errors(plan))) == (path[-1] != "objectives")


def _shape(field: dict[str, Any]) -> str:
    return json.dumps({name: said for name, said in field.items() if name != "description"}, sort_keys=True)


def form_of_the_data() -> list[str]:
    """What a program may rely on, a line each: every field with its shape, every column of every table."""
    whole = schema()
    parts = {"plan.json": whole, **whole["$defs"]}
    fields = [
        f"{part} {name} {_shape(shape)}" + (" always" if name in held["required"] else "")
        for part, held in parts.items()
        for name, shape in held["properties"].items()
    ]
    return sorted([*fields, *(f"{table.file} {column.name}" for table in tables() for column in table.columns)])


def test_no_program_that_reads_this_version_breaks() -> None:
    lost = set(KEPT.read_text(encoding="utf-8").splitlines()) - set(form_of_the_data())
    assert not lost, "Programs rely on this. Put it back, or publish another version beside this one."


def test_what_was_added_to_this_version_is_written_down() -> None:
    new = set(form_of_the_data()) - set(KEPT.read_text(encoding="utf-8").splitlines())
    assert not new, f"From now on programs may rely on this too. Add these lines to {KEPT.relative_to(ROOT)}."


@EACH_PLAN
def test_every_file_has_its_permanent_address_whatever_the_plan_has(name: str, request: pytest.FixtureRequest) -> None:
    site: BuiltSite = request.getfixturevalue(f"{name}_site")
    kinds = "plan sources aims outcomes quotes progress actions feedback words pictures reviews changes accessibility"
    lists = "objectives links values approach easy_lines audits known_problems"
    assert {file for file in site.files if file.startswith("data/v")} == {
        "data/v1/plan.json",
        "data/v1/plan.schema.json",
        "data/v1/dictionary.csv",
        *(f"data/v1/{each}.csv" for each in (*kinds.split(), *lists.split())),
    }


# --- tables -----------------------------------------------------------------------------------------------


def test_a_table_has_a_row_for_each_record() -> None:
    plan = published("example")
    for name in ("sources", "aims", "outcomes", "quotes", "progress", "actions", "feedback", "words", "changes"):
        assert len(EXAMPLE_ROWS[name]) == len(getattr(plan, name)) > 0, name
    assert len(EXAMPLE_ROWS["plan"]) == len(EXAMPLE_ROWS["accessibility"]) == 1
    assert len(EXAMPLE_ROWS["objectives"]) == sum(len(aim.objectives) for aim in plan.aims)
    assert len(EXAMPLE_ROWS["easy_lines"]) == EXAMPLE_FILES[NAME].count('"words": "') - sum(
        1 for quote in plan.quotes if quote.words
    ) - 1 - len(plan.details.approach)


def test_a_row_has_what_the_record_has() -> None:
    plan = published("example")
    for aim, row in zip(plan.aims, EXAMPLE_ROWS["aims"], strict=True):
        assert (row["id"], row["number"], row["title"]) == (aim.id, str(aim.number), aim.title)
        assert row["summary"] == "\n\n".join(aim.summary)
        assert row["formerly"] == "\n".join(aim.formerly)
        assert row["page"] == f"https://plan.example.org/inclusion/aims/{aim.id}/"
    (action,) = [row for row in EXAMPLE_ROWS["actions"] if row["id"] == "one-phone-line"]
    assert action["measure_target"] == "90 in 100"
    values = [row for row in EXAMPLE_ROWS["values"] if row["action"] == "one-phone-line"]
    assert [(row["number"], row["when"]) for row in values] == [("1", "2025-12"), ("2", "2026-06-30")]


def test_every_part_can_be_joined_to_its_record() -> None:
    names = {
        "plan": {row["id"] for row in EXAMPLE_ROWS["plan"]},
        "word": {row["word"] for row in EXAMPLE_ROWS["words"]},
        "change": {row["page"].rpartition("#change-")[2] for row in EXAMPLE_ROWS["changes"]},
        **{
            noun: {row["id"] for row in EXAMPLE_ROWS[table]}
            for noun, table in (
                ("aim", "aims"),
                ("outcome", "outcomes"),
                ("quote", "quotes"),
                ("progress", "progress"),
                ("action", "actions"),
                ("feedback", "feedback"),
            )
        },
    }
    pictures = {row["name"] for row in EXAMPLE_ROWS["pictures"]}
    objectives = {row["id"] for row in EXAMPLE_ROWS["objectives"]}
    for row in (*EXAMPLE_ROWS["easy_lines"], *EXAMPLE_ROWS["links"]):
        assert row["record"] in names[row["kind"]], row
    assert {row["kind"] for row in EXAMPLE_ROWS["easy_lines"]} == names.keys()
    for row in EXAMPLE_ROWS["easy_lines"]:
        assert row["picture"] in pictures
        assert not row["objective"] or row["objective"] in objectives
    assert {row["aim_or_outcome"] for row in EXAMPLE_ROWS["links"]} <= names["aim"] | names["outcome"]
    assert {row["aim"] for row in EXAMPLE_ROWS["objectives"]} <= names["aim"]


def test_every_page_in_a_table_is_a_page_of_the_site(example_site: BuiltSite) -> None:
    found = {row["page"] for table in EXAMPLE_ROWS.values() for row in table if "page" in row}
    assert len(found) > 40
    for page in found:
        address, _, anchor = page.removeprefix("https://plan.example.org/inclusion").partition("#")
        assert not anchor or example_site.pages[address].get_element_by_id(anchor) is not None
        assert address in example_site.pages


def test_pages_are_told_from_the_root_of_the_site_where_its_address_is_not_known() -> None:
    text = files_of(PREPARED["small"], Site())["aims.csv"]
    assert [row["page"] for row in rows(text)] == ["/aims/being-heard/"]


def test_every_column_of_every_table_is_explained_once() -> None:
    explained = {(row["file"], row["column"]): row for row in EXAMPLE_ROWS["dictionary"]}
    assert len(explained) == len(EXAMPLE_ROWS["dictionary"])
    found = set()
    for name, text in EXAMPLE_FILES.items():
        if name.endswith(".csv") and name != "dictionary.csv":
            header = next(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))
            assert len(set(header)) == len(header)
            found |= {(name, column) for column in header}
    assert found == explained.keys()
    assert all(" " in row["meaning"] and row["what_cells_look_like"] for row in explained.values())


def test_a_column_that_is_always_filled_has_no_empty_cell() -> None:
    for row in EXAMPLE_ROWS["dictionary"]:
        if row["always_filled"] == "yes":
            cells = [each[row["column"]] for each in EXAMPLE_ROWS[row["file"].removesuffix(".csv")]]
            assert all(cells), (row["file"], row["column"])


def fields_in(part: dict[str, Any], parts: dict[str, Any], path: str) -> Iterator[tuple[str, str]]:
    """Where plan.json has each field that holds no others, and what it means."""
    for name, held in part["properties"].items():
        inner = held.get("items", held)
        below = f"{path}.{name}".lstrip(".")
        if "$ref" in inner:
            yield from fields_in(parts[inner["$ref"].rpartition("/")[2]], parts, below)
        else:
            yield below, held["description"]


def test_the_tables_have_every_field_of_the_whole_plan_with_the_same_meaning() -> None:
    whole = schema()
    in_json = dict(fields_in(whole, whole["$defs"], ""))
    del in_json["$schema"], in_json["version"]
    in_tables = {
        path: row["meaning"] for row in EXAMPLE_ROWS["dictionary"] for path in row["in_plan_json"].split("\n") if path
    }
    assert in_tables == in_json


def test_a_cell_holds_commas_quote_marks_and_line_ends_as_they_are() -> None:
    cell = 'One, "two"; three\nfour\n\nfive, ’six’ \U0001f469'
    (row,) = rows(as_csv(["first", "second"], [[cell, ""]]))
    assert row == {"first": cell, "second": ""}


@pytest.mark.parametrize("sign", [",", ";", "\t", "\r", "\n", "\r\n", '"', "\u2028", "\x85"])
def test_a_cell_that_some_spreadsheet_would_part_in_two_stands_in_quote_marks(sign: str) -> None:
    cell = f"one{sign}two"
    quoted = cell.replace('"', '""')
    assert as_csv(["a", "b"], [[cell, "three"]]) == f'\ufeffa,b\r\n"{quoted}",three\r\n'


FORMULAS = [
    '=HYPERLINK("https://evil.example","Click")',
    "+1234",
    "-2+3",
    "@SUM(A1)",
    "\tx",
    "\rx",
    "  =1+1",
    "\n=1+1",
    "\u00a0=1+1",
    "＝1+1",
    "＋1",
    "－1",
    "＠x",
    "﹦1",
    "\u3000＝1",
    "'=1+1",
]
HARMLESS = ["", "2025-06", "a=b", "'quoted'", "’twas", "1 – 2", "https://example.org/?a=-1", "–5", " ", "中"]


@pytest.mark.parametrize("cell", FORMULAS)
def test_a_cell_that_a_spreadsheet_would_run_stands_behind_an_apostrophe(cell: str) -> None:
    assert safe(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", HARMLESS)
def test_every_other_cell_is_as_it_was_written(cell: str) -> None:
    assert safe(cell) == cell


@settings(max_examples=300, deadline=None, derandomize=True)
@given(one=st.text(alphabet="'= \t＝a", max_size=6), other=st.text(alphabet="'= \t＝a", max_size=6))
def test_no_two_cells_become_the_same(one: str, other: str) -> None:
    assert (safe(one) == safe(other)) == (one == other)


def test_no_words_of_a_plan_reach_a_spreadsheet_as_a_formula() -> None:
    plan = plan_worded_anew(plan_in(PREPARED["example"]), cycle(['=cmd|"/c calc"!A1', "+1", "-1", "@x", "＝1", "a, b"]))
    files = [file for file in data_files(plan, ADDRESS) if file.name.endswith(".csv")]
    cells = [cell for file in files for row in rows(file.data.decode()) for cell in row.values()]
    assert len([cell for cell in cells if cell.startswith("'")]) > 300
    assert not [cell for cell in cells if cell.strip().startswith(("=", "+", "-", "@", "＝", "\t", "\r"))]


def test_a_table_of_which_the_plan_has_nothing_has_the_names_of_its_columns() -> None:
    text = files_of(PREPARED["small"])["actions.csv"]
    assert rows(text) == []
    assert text.removeprefix("\ufeff").split(",")[0] == "id"


# --- what is in none of it --------------------------------------------------------------------------------


def test_a_quote_that_was_taken_back_is_in_no_file(tmp_path: Path) -> None:
    project = copy_of(EXAMPLE, tmp_path / "project")
    spoken = [quote for quote in plan_in(PREPARED["example"]).quotes if not quote.is_withdrawn]
    for quote in spoken:
        path = project / "plan_data/quotes" / f"{quote.id}.yml"
        text = path.read_text(encoding="utf-8")
        path.write_text(f"{text}\nwithdrawn: 2026-11-20\n", encoding="utf-8")
    settings_of_plan = project / "plan_data/plan.yml"
    named = settings_of_plan.read_text(encoding="utf-8").replace("names:\n", "names:\n  - Xanthippe Quill\n", 1)
    assert "Xanthippe" in named
    settings_of_plan.write_text(named, encoding="utf-8")
    reviews = project / "plan_data/reviews.yml"
    review = f"\n- record: {spoken[0].id}\n  reading: plain\n  who: Somebody\n  when: 2026-11-01\n"
    reviews.write_text(reviews.read_text(encoding="utf-8") + review, encoding="utf-8")
    files = files_of(prepared(project))
    whole = " ".join(files.values())
    assert "Xanthippe" not in whole
    for quote in spoken:
        assert quote.id not in whole
        assert all(paragraph[:30] not in whole for paragraph in quote.words or ())
        assert all(about.because is None or about.because not in whole for about in quote.about)
    assert rows(files["quotes.csv"]) == []
    assert "quote" not in {row["kind"] for row in (*rows(files["links.csv"]), *rows(files["easy_lines.csv"]))}


def test_a_withdrawn_quote_of_the_plan_is_in_no_file_while_its_page_says_so(example_site: BuiltSite) -> None:
    (gone,) = [quote for quote in plan_in(PREPARED["example"]).quotes if quote.is_withdrawn]
    assert f"/voices/{gone.id}/" in example_site.pages
    assert all(gone.id not in text for text in EXAMPLE_FILES.values())


def test_drafts_and_notes_of_editors_are_in_no_file() -> None:
    plan = plan_in(PREPARED["example"])
    whole = " ".join(EXAMPLE_FILES.values())
    (draft,) = [change for change in plan.changes if change.draft]
    assert draft.what[0] not in whole
    notes = [each.because for record in plan.with_pages for each in record.left_out]
    assert notes
    assert [note for note in notes if note in whole] == []
    seen = [review.seen for review in plan.reviews if review.seen]
    digests = [picture.digest for picture in plan.pictures]
    assert [mark for mark in (*seen, *digests) if mark in whole] == []


def test_a_review_is_in_the_files_as_long_as_it_holds() -> None:
    plan = plan_in(PREPARED["example"])
    assert len(plan.reviews) > 1
    assert [row["record"] for row in EXAMPLE_ROWS["reviews"]] == [plan.details.id]


@EACH_PLAN
def test_nothing_of_the_machine_is_in_the_files(name: str) -> None:
    whole = " ".join(files_of(PREPARED[name]).values())
    for mark in (str(ROOT), "plan_data", ".yml"):
        assert mark not in whole, mark


def test_the_files_are_the_same_on_every_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)
    first = prepared(EXAMPLE)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(EPOCH) + 40 * 86_400))
    later = prepared(EXAMPLE)
    assert files_of(first) == files_of(later)
    assert len(files_of(first)) > 20


# --- the page ---------------------------------------------------------------------------------------------


@EACH_PLAN
def test_the_page_leads_to_each_file_that_holds_something_with_its_type_and_size(
    name: str, request: pytest.FixtureRequest
) -> None:
    site: BuiltSite = request.getfixturevalue(f"{name}_site")
    links = {
        link.get("href").removeprefix("../data/v1/"): link.text_content()
        for link in site.pages[DOWNLOADS.address].xpath("//main//a[contains(@href, '/v1/')]")
    }
    held = {file.name: file for file in PREPARED[name].data if not file.is_empty}
    assert links.keys() == held.keys()
    for file, words in links.items():
        size = max(1, round(len(site.files[f"data/v1/{file}"]) / 1000))
        assert words.endswith(f"({file.rpartition('.')[2].upper()}, {size} KB)"), file


@EACH_PLAN
def test_every_page_leads_to_the_downloads(name: str, request: pytest.FixtureRequest) -> None:
    site: BuiltSite = request.getfixturevalue(f"{name}_site")
    for address, page in site.pages.items():
        if not address.startswith("/easy-read/"):
            assert downloads_of(plan_in(PREPARED[name])).words in page.xpath("//footer//a/text()"), address


def test_the_page_says_on_what_terms_or_that_nobody_has_said(example_site: BuiltSite, small_site: BuiltSite) -> None:
    terms = plan_in(PREPARED["example"]).details.reuse_terms or ()
    assert terms
    for paragraph in terms:
        assert paragraph in example_site.pages[DOWNLOADS.address].xpath("string(//main)")
    said = small_site.pages[DOWNLOADS.address].xpath("string(//main)")
    assert "The publications that we read do not say how others may use them." in said


def lines_of_python(site: BuiltSite) -> str:
    (code,) = site.pages[DOWNLOADS.address].xpath("//main//pre/code")
    text = str(code.text_content())
    assert len(text.splitlines()) == 3
    return text


def run_lines(lines: str, folder: Path) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-I", "-X", "utf8", "-c", lines],
        cwd=folder,
        capture_output=True,
        encoding="utf-8",
        check=True,
        timeout=60,
    )
    return done.stdout.splitlines()


def test_the_three_lines_print_the_aims_from_the_site(example_site: BuiltSite, tmp_path: Path) -> None:
    lines = lines_of_python(example_site)
    assert '"https://plan.example.org/inclusion/data/v1/plan.json"' in lines
    with served(example_site.folder.parent) as address:
        printed = run_lines(lines.replace("https://plan.example.org", address), tmp_path)
    assert printed == [aim.title for aim in plan_in(PREPARED["example"]).aims]


def test_the_three_lines_print_the_aims_from_the_file_where_the_address_is_not_known(
    small_site: BuiltSite, tmp_path: Path
) -> None:
    assert "Download plan.json first" in words_on(small_site.pages[DOWNLOADS.address])
    with served(small_site.folder) as address:
        urlretrieve(f"{address}{FOLDER}{NAME}", tmp_path / "plan.json")
    printed = run_lines(lines_of_python(small_site), tmp_path)
    assert printed == [aim.title for aim in plan_in(PREPARED["small"]).aims]


def test_what_is_to_be_printed_stands_first_and_only_where_there_is_some() -> None:
    (page,) = [page for page in PREPARED["small"].pages if page.address == DOWNLOADS.address]
    paper = Download("/paper/plan.pdf", "The whole plan on paper", "PDF", lambda: 120_000, 24)
    assert "To print or to keep" not in render(page)
    both = render(dataclasses.replace(page, pdfs=(paper,)))
    assert "The whole plan on paper (PDF, 120 KB, 24 pages)</a>" in both
    assert both.index("To print or to keep") < both.index("Open data</h2>")


def test_a_site_without_downloads_has_no_page_and_no_link_for_them() -> None:
    pages = build_pages(plan_in(PREPARED["small"]), today=TODAY)
    assert not [page.address for page in pages if page.address.startswith(DOWNLOADS.address)]
    assert DOWNLOADS.words not in render(pages[0])


@EACH_PLAN
def test_the_page_of_columns_explains_each_column_of_each_file_that_holds_something(
    name: str, request: pytest.FixtureRequest
) -> None:
    page = request.getfixturevalue(f"{name}_site").pages["/data/dictionary/"]
    held = {file.name for file in PREPARED[name].data if not file.is_empty}
    shown_tables = [table for table in tables() if table.file in held]
    assert len(page.xpath("//table")) == len(shown_tables) >= 3
    for table in shown_tables:
        (shown,) = page.xpath("//table[caption = $caption]", caption=f"The columns of {table.file}")
        names = [str(each) for each in shown.xpath(".//th[@scope='row']/code/text()")]
        assert names == [column.name for column in table.columns]
        for column, cell in zip(table.columns, shown.xpath(".//td"), strict=True):
            assert column.meaning in words_of(cell)
            assert column.holds in words_of(cell)


def words_of(element: Any) -> str:
    return " ".join(str(element.text_content()).split())
