"""The PDFs carry all that the pages do, and can be read by everyone."""

from __future__ import annotations

import io
import logging
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache, partial
from pathlib import Path
from typing import Any

import pymupdf
import pytest
from fontTools.ttLib import TTFont
from lxml import html
from outloud.findings import Result
from outloud.model import Document
from outloud.registry import run_rules
from pypdf import PdfReader

from generated_plan import SEED, write_project
from plan_site.english.letters import UNPRINTABLE, printable, with_whole_words
from plan_site.html.render import render
from plan_site.html.site_files import ASSETS, asset_files
from plan_site.model.problems import Problem
from plan_site.pdf import writer
from plan_site.pdf.cache import MOST, keeping
from plan_site.pdf.writer import pdf, pdfs_of
from plan_site.publish.output import shared_files
from plan_site.publish.project import Prepared, Project, prepare, prepare_to_publish
from plan_site.site.page import Download, Page, Site
from plan_tools.cli.project import project_in
from sites import EASY_WORDS, EXAMPLE, OURS, REAL_SIZE, SMALL, BuiltSite, build, copy_of, environment, plan_of

PLANS = {"ours": OURS, "example": EXAMPLE, "small": SMALL, "real size": REAL_SIZE}
_ADDRESS = "https://plan.example.org/send/"
_SHAPES = [(1, 0), (1, 1), (3, 6), (4, 5), (7, 12)]
_LARGEST_SHAPE = (12, 20)  # it takes as long as all others
_A4 = (595, 842)  # in points


_HTML_OF: dict[bytes, str] = {}


def _made(html: str, files: Mapping[str, bytes], home: str = "", fits: Sequence[float] = ()) -> tuple[bytes, int]:
    data, sheets = pdf(html, files, home, fits)
    _HTML_OF[data] = html
    return data, sheets


def pdfs(project: Project, prepared: Prepared) -> dict[Download, bytes]:
    made = tuple(pdfs_of(prepared.pages, shared_files(project, prepared.pages), _made))
    assert [each for each in made if isinstance(each, Problem)] == []
    return dict(each for each in made if not isinstance(each, Problem))


def at_an_address(project: Project) -> Project:
    """Where a site knows its address, its PDFs have links."""
    return replace(project, site=replace(project.site, address=project.site.address or _ADDRESS))


@cache
def of(plan: str) -> tuple[Prepared, dict[Download, bytes]]:
    """A plan, and its PDFs, made without an error."""
    project = at_an_address(project_in(PLANS[plan]))
    prepared = prepare(project)
    complaints: list[str] = []
    handler = logging.Handler(logging.ERROR)
    handler.emit = lambda record: complaints.append(record.getMessage())  # type: ignore[method-assign]
    logging.getLogger("weasyprint").addHandler(handler)
    made = pdfs(project, prepared)
    assert complaints == []
    return prepared, made


def data_of(plan: str, name: str) -> bytes:
    return next(data for download, data in of(plan)[1].items() if download.address == f"/pdf/{name}.pdf")


# --- everyone can read them -------------------------------------------------------------------------------


@cache
def told(plan: str, name: str) -> str:
    """What a screen reader is told by a PDF, in the order of its tags: its text, squashed."""
    document = document_of(data_of(plan, name))
    texts = (
        document.content(reference.page).mcid_text.get((reference.stream, reference.mcid), "")
        for element in document.elements
        for reference in element.mcrefs
    )
    text = squashed("".join(texts))
    return re.sub(r"\(page\d+\)|\(https?:[^()]*\)|\([^()@]+@[^()]+\)", "", text)  # what paper alone says


@cache
def document_of(data: bytes) -> Document:
    """A PDF as a checker reads it, which takes longer than to check it."""
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        file.write(data)
        file.flush()
        document = Document(file.name)
        document.fitz()
        for page in document.pages:
            document.content(page.index)
        return document


@cache
def reader_of(data: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(data))


def found_by_outloud(data: bytes) -> list[str]:
    result = Result(path="")
    run_rules(document_of(data), result)
    assert "crashed" not in {run.status for run in result.runs}
    return [str(each) for each in result.findings if each.severity == "error" or each.rule.startswith("TBL")]


def found_by_pdfua(*data: bytes) -> str:
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder) / f"{number}.pdf" for number in range(len(data))]
        for file, each in zip(files, data, strict=True):
            file.write_bytes(each)
        pdfua = str(Path(sys.executable).with_name("pdfua"))
        command = [pdfua, "check", "--min-severity", "warning", *map(str, files)]
        done = subprocess.run(command, capture_output=True, text=True)
    return done.stdout + done.stderr if done.returncode else ""


@pytest.mark.parametrize("plan", PLANS)
def test_a_checker_of_accessible_pdfs_finds_no_error_and_no_fault_of_a_table(plan: str) -> None:
    for data in of(plan)[1].values():
        assert found_by_outloud(data) == []


@pytest.mark.parametrize("plan", PLANS)
def test_another_checker_of_accessible_pdfs_finds_nothing(plan: str, *, is_everything: bool) -> None:
    """The sheet is laid out in one of three ways; what else there is, the fictional plans have."""
    is_fictional = plan in {"example", "small"}
    made = list(of(plan)[1].values())
    assert found_by_pdfua(*made if is_fictional or is_everything else made[:1]) == ""


@pytest.mark.parametrize("plan", PLANS)
def test_a_pdf_says_its_language_and_its_title_and_that_it_is_tagged(plan: str) -> None:
    prepared, made = of(plan)
    assert prepared.plan
    for data in made.values():
        reader = reader_of(data)
        catalog = reader.root_object
        assert str(catalog["/Lang"]) == "en-GB"
        assert prepared.plan.details.name in str(reader.metadata and reader.metadata.title)
        assert "/StructTreeRoot" in catalog
        assert reader.xmp_metadata is not None
        assert b"pdfuaid:part" in reader.xmp_metadata.stream.get_data()


def test_bookmarks_lead_to_each_part_and_each_record_of_the_whole_plan() -> None:
    prepared, _ = of("example")
    assert prepared.plan
    reader = reader_of(data_of("example", "whole-site"))
    titles = {" ".join(title.split()) for title in _titles(reader.outline)}
    assert {"Aims", "Outcomes", "What people say", "Progress", "Actions", "Hard words"} <= titles
    assert {f"{aim.label} {aim.title}" for aim in prepared.plan.aims} <= titles
    assert {progress.title for progress in prepared.plan.progress} <= titles


def _titles(outline: object) -> Iterator[str]:
    for entry in outline if isinstance(outline, list) else []:
        if isinstance(entry, list):
            yield from _titles(entry)
        else:
            yield str(entry["/Title"])


def test_a_picture_is_told_only_where_it_says_something() -> None:
    prepared, _ = of("example")
    booklet = next(page for page in prepared.pages if page.kind == "easy-booklet")
    alts = {alt for alt in html.fromstring(render(booklet)).xpath("//main//img/@alt") if alt}
    assert alts
    figures = [
        element for element in document_of(data_of("example", "easy-booklet")).elements if element.type == "Figure"
    ]
    assert {figure.alt for figure in figures} == alts


# --- they carry all that the pages do ---------------------------------------------------------------------


_MARKS = re.compile(r"[\s\u00ad\ufe0e○▶▲❚■✔?]+")
"""White space, and the shapes that stand beside the words of a status."""


def squashed(text: str) -> str:
    """The letters of a text, for a PDF knows lines and not words."""
    return _MARKS.sub("", text).casefold()


_BLOCKS = " or ".join(f"self::{name}" for name in ("p", "li", "h1", "h2", "h3", "h4", "dt", "dd", "td", "th"))
_NOT_ON_PAPER = " or ".join(
    f"contains(concat(' ', @class, ' '), ' {name} ')"
    for name in (
        "reading-tools",
        "easy-print",
        "easy-more",
        "easy-choices",
        "listing",
        "provenance-edit",
        "next-pages",
        "meanings",
        "on-screen",
    )
)


def words_of(page: Page) -> list[str]:
    """What stands on a page that is printed, block by block and in order. The sources stand at the end of a plan."""
    main = html.fromstring(render(page)).xpath("//main")[0]
    if page.kind == "plan-on-a-page":
        (main,) = main.find_class("sheet")
    for hidden in main.xpath(f".//*[{_NOT_ON_PAPER}] | .//section[@class='provenance'] | .//script"):
        hidden.drop_tree()
    blocks = main.xpath(f".//*[{_BLOCKS}][not(.//*[{_BLOCKS}])]")
    return [printable(text) for block in blocks if (text := " ".join(block.text_content().split()))]


def missing(blocks: list[str], text: str) -> list[str]:
    """The blocks that a text does not have in this order, looking at each after the one before."""
    at, lost = 0, []
    for block in blocks:
        found = text.find(squashed(block), at)
        if found < 0:
            lost.append(block)
        else:
            at = found + len(squashed(block))
    return lost


@pytest.mark.parametrize("plan", PLANS)
@pytest.mark.parametrize(("kind", "name"), [("plan-on-a-page", "plan-on-a-page"), ("easy-booklet", "easy-booklet")])
def test_every_word_of_a_page_is_in_its_pdf_in_the_same_order(kind: str, name: str, plan: str) -> None:
    pages = [page for page in of(plan)[0].pages if page.kind == kind]
    for page in pages:
        assert missing(words_of(page), told(plan, name)) == []


@pytest.mark.parametrize("plan", PLANS)
def test_every_word_of_the_plain_pages_is_in_the_whole_plan(plan: str) -> None:
    prepared, text = of(plan)[0], told(plan, "whole-site")
    kinds = {"aim", "outcome", "quote", "progress", "action", "feedback", "article", "words"}
    chapters = [page for page in prepared.pages if page.kind in kinds or page.kind.startswith("all-")]
    chapters = [page for page in chapters if page.is_findable and not page.is_easy and page.address != "/privacy/"]
    assert {"aim", "all-aims"} <= {page.kind for page in chapters}
    assert {page.address: lost for page in chapters if (lost := missing(words_of(page), text))} == {}


# --- each letter is there, in a font of the site ------------------------------------------------------------

_NAMES = (
    "Llŷr and Siân in Tŷ Ŵyn, Żaneta Wójcik, Staś Ćwik, Ștefan Țurcanu, Ğülşen İnci, Jiří Dvořák, Zoë Ķemme",
    "Dr Fọlákẹ́ Adébáyọ̀, Ńgọ́zị́ Ọkọńjo, Nguyễn Thị Hạnh, Ɗan Ƙano, Séamus Ó Ṁurċú",
    "Ελένη Παπά, Олена Шевченко, Ђорђе",
    "5 × 3² ≤ 50 € → ✔ ▶ ■ ☎ ½ co‑operate",
)


def set_in_pdf(words: str) -> PdfReader:
    body = "".join(f"<p>{words} and <strong>{words}</strong></p>")
    html = f"<html lang=en-GB><head><title>Names</title></head><body>{body}</body></html>"
    data, _ = pdf(with_whole_words(html), dict(asset_files()))
    return reader_of(data)


@pytest.mark.parametrize("words", _NAMES)
def test_letters_beyond_english_are_read_from_a_pdf_as_they_were_typed(words: str) -> None:
    text = "".join(page.extract_text() for page in set_in_pdf(words).pages)
    assert f"{words} and {words}".replace(" ", "") in re.sub(r"\s", "", text)


def test_words_that_no_font_of_ours_can_show_are_said_to_be_on_the_website() -> None:
    text = " ".join("".join(page.extract_text() for page in set_in_pdf("Noor “زلیخا نور” हिन्दी!").pages).split())
    assert text.startswith(f"Noor “{UNPRINTABLE}” {UNPRINTABLE}! and Noor")


@pytest.mark.parametrize("plan", PLANS)
def test_a_pdf_has_the_fonts_of_the_site_alone_and_no_hole(plan: str) -> None:
    for data in of(plan)[1].values():
        resources: Any = reader_of(data).pages[0]["/Resources"]  # all pages have the same
        fonts = [str(font.get_object()["/BaseFont"]) for font in resources["/Font"].values()]
        assert fonts
        assert [font for font in fonts if not re.match(r"/[A-Z]{6}\+(Atkinson-|DejaVu-Sans)", font)] == []


def test_a_pdf_is_the_same_whatever_fonts_the_machine_has(tmp_path: Path) -> None:
    font = TTFont(ASSETS / "paper-fonts/dejavu-400.woff2")
    font.flavor = None
    font.save(tmp_path / "sans.ttf")
    made = []
    for fonts in ("", f"<dir>{tmp_path}</dir>"):
        settings = tmp_path / "fonts.conf"
        settings.write_text(f"<fontconfig>{fonts}<cachedir>{tmp_path}/kept</cachedir></fontconfig>")
        command = [sys.executable, "-c", _MAKES_A_PDF]
        done = subprocess.run(command, capture_output=True, env=environment(FONTCONFIG_FILE=str(settings)))
        made.append(done.stdout)
    assert made[0].startswith(b"%PDF")
    assert made[0] == made[1]


_MAKES_A_PDF = """
import sys
from plan_site.pdf.writer import pdf
from plan_site.html.site_files import asset_files
html = "<html lang=en-GB><title>A plan</title><p style='font-family: sans-serif'>Llŷr <code>x</code> ✔"
sys.stdout.buffer.write(pdf(html, dict(asset_files()))[0])
"""


_A_WORD_IN_A_PICTURE = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 99 99" width="99" height="99"><text y="40">اردو</text></svg>'
)


@pytest.mark.parametrize("ci", ["true", ""])
def test_a_letter_that_a_picture_draws_and_no_font_has_leaves_a_pdf_out_and_stops_ci(
    ci: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CI", ci)
    page = (
        "<html lang=en-GB><title>A plan</title><body><img src='https://plan.invalid/a.svg' alt='Words'></body></html>"
    )

    def make(html: str, files: Mapping[str, bytes], home: str = "", fits: Sequence[float] = ()) -> tuple[bytes, int]:
        assert "sheet" in html
        return pdf(page, {**files, "/a.svg": _A_WORD_IN_A_PICTURE.encode()}, home, fits)

    problem = next(pdfs_of(of("small")[0].pages, {}, make))
    assert isinstance(problem, Problem)
    assert problem.is_advice == (not ci)
    assert problem.what.startswith(
        "The PDF ‘The plan on a page’ is left out, because the fonts of this site do not have"
    )
    assert "(U+0627)" in problem.what


# --- they fit their paper ---------------------------------------------------------------------------------


def is_a4(reader: PdfReader) -> bool:
    return all((round(sheet.mediabox.width), round(sheet.mediabox.height)) == _A4 for sheet in reader.pages)


@pytest.mark.parametrize("plan", PLANS)
def test_every_sheet_is_a4_and_as_many_as_the_link_says(plan: str) -> None:
    for download, data in of(plan)[1].items():
        reader = reader_of(data)
        assert is_a4(reader)
        assert (len(reader.pages), len(data)) == (download.sheets, download.weigh())


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "outcomes" in metafunc.fixturenames:
        is_everything = metafunc.config.getoption("--every-look")
        metafunc.parametrize(("aims", "outcomes"), [*_SHAPES, _LARGEST_SHAPE] if is_everything else _SHAPES)


def test_the_plan_on_a_page_is_one_sheet_whatever_the_plan(aims: int, outcomes: int, tmp_path: Path) -> None:
    project = at_an_address(project_in(plan_of(aims, outcomes, tmp_path)))
    prepared = prepare(project)
    made = next(pdfs_of(prepared.pages, shared_files(project, prepared.pages), _made))
    assert not isinstance(made, Problem)
    download, data = made
    assert (download.address, download.sheets) == ("/pdf/plan-on-a-page.pdf", 1)
    assert is_a4(reader_of(data))
    assert cut_words(data) == []


_opened: Callable[..., Any] = partial(pymupdf.open, None)  # half of it is typed


def pages_in(data: bytes) -> list[str]:
    """The text of each page of a PDF."""
    return [str(page.get_text()) for page in _opened(data)]


_BETWEEN_WORDS = re.compile(r"[^\w’]+")  # where a line may end within what stands between two spaces


def cut_words(data: bytes) -> list[str]:
    """What stands in a PDF between two spaces or ends of lines, and is no word of what it was made of."""
    texts = html.fromstring(_HTML_OF[data]).xpath("//body//text()|//@href|//@data-on-paper")
    known = {word.casefold() for text in texts for word in _BETWEEN_WORDS.split(printable(str(text)))}
    shown = (
        word for page in _opened(data) for each in page.get_text("words") for word in _BETWEEN_WORDS.split(each[4])
    )
    return [word for word in shown if word.casefold() not in known and not word.isdigit()]


@pytest.mark.parametrize("plan", PLANS)
def test_no_word_is_cut(plan: str) -> None:
    for data in of(plan)[1].values():
        assert cut_words(data) == []


@pytest.mark.parametrize("plan", PLANS)
def test_the_whole_plan_has_a_first_page_of_its_own_and_its_contents_on_two_at_most(plan: str) -> None:
    prepared, _ = of(plan)
    assert prepared.plan
    cover, *inside = pages_in(data_of(plan, "whole-site"))
    words = " ".join(cover.split())
    assert prepared.plan.details.name in words
    assert f"As the website was {prepared.pages[0].shell.day.phrase}." in words
    assert "What is in this document" not in words
    assert inside[0].startswith("What is in this document")
    assert any(text.startswith("What the plan is") for text in inside[1:3])


_ABOUT_THE_SITE = """---
title: Have your say
description: How to say what you think.
place_in: navigation
easy_title: Say what you think
easy_read:
  - words: Tell us.
    picture: child
  - words: Press “Listen” to hear a page.
    picture: child
---
- Large print: choose “Change how this looks” at the top.
- Paper: print it. A child said: “Listen” is all I ask.
"""
_ABOUT_COOKIES = "---\ntitle: Privacy\ndescription: What is kept.\n---\nThis site sets no cookies.\n"


def test_what_a_screen_alone_can_do_is_not_on_paper(tmp_path: Path) -> None:
    project = copy_of(SMALL, tmp_path)
    shutil.copytree(EASY_WORDS, project, dirs_exist_ok=True)
    (project / "content/have-your-say.md").write_text(_ABOUT_THE_SITE, encoding="utf-8")
    (project / "content/privacy.md").write_text(_ABOUT_COOKIES, encoding="utf-8")
    opened = project_in(project)
    _, whole, booklet = (" ".join("".join(pages_in(data)).split()) for data in pdfs(opened, prepare(opened)).values())
    assert "Large print" not in whole
    assert "A child said: “Listen” is all I ask." in whole
    assert "cookies" not in whole
    assert "Tell us." in booklet
    assert "Press “Listen”" not in booklet


def test_a_plan_that_is_too_long_to_print_has_the_plan_on_a_page_alone_and_a_build_says_so(tmp_path: Path) -> None:
    write_project(tmp_path, SEED, writer.MOST_PAGES + 10)
    settings = tmp_path / "mkdocs.yml"
    settings.write_text(settings.read_text().replace("extra:\n", "extra:\n  pdf: true\n"))
    prepared = prepare_to_publish(project_in(tmp_path))
    made = pdfs_of(prepared.pages, {}, lambda *_: (b"", 1))
    (only,) = (each for each in made if not isinstance(each, Problem))
    assert only[0].address == "/pdf/plan-on-a-page.pdf"
    assert "The PDFs of the whole site are left out, because the site has 61" in "".join(prepared.left_out)
    assert not prepared.has_errors


# --- where they are, and where they are not ---------------------------------------------------------------


def test_readers_are_told_type_size_and_number_of_pages(real_size_site: BuiltSite) -> None:
    for page, name in (("/plan-on-a-page/", "plan-on-a-page"), ("/easy-read/booklet/", "easy-booklet")):
        (link,) = real_size_site.pages[page].xpath(f"//main//a[contains(@href, '/pdf/{name}.pdf')]")
        data = real_size_site.files[f"pdf/{name}.pdf"]
        sheets = len(reader_of(data).pages)
        told = re.search(r"\(PDF, ([\d,]+) KB, (\d+) pages?\)", link.text_content())
        assert told, link.text_content()
        assert int(told[1].replace(",", "")) == round(len(data) / 1000)
        assert int(told[2]) == sheets


def test_the_page_of_files_says_which_pdf_is_left_out_and_why(tmp_path: Path) -> None:
    project = with_pdfs(tmp_path / "project")
    (project / "content/words.svg").write_text(_A_WORD_IN_A_PICTURE)
    (project / "content/words.md").write_text(
        "---\ntitle: Our words\ndescription: A picture of them.\n---\n![What we call it](/words.svg)\n"
    )
    done = build(project, tmp_path / "site", CI="")
    assert done.returncode == 0, done.stderr
    (section,) = BuiltSite(tmp_path / "site").pages["/data/"].xpath("//section[h2='To print or to keep']")
    assert [link.text_content().partition(" (")[0] for link in section.xpath(".//a")] == ["The plan on a page"]
    (said,) = section.xpath("./p")
    assert said.text_content().startswith(
        "The PDF ‘This whole site in one document’ is left out, because the fonts of this site do not have "
    )


def test_a_preview_has_no_pdfs() -> None:
    assert Site.of("", "", "", pdf=True).has_pdfs
    assert not Site.of("", "", "", pdf=True, is_preview=True).has_pdfs


def without_pango(folder: Path) -> dict[str, str]:
    """An environment whose WeasyPrint finds no Pango, as on a machine that has none."""
    (folder / "weasyprint").mkdir(parents=True)
    (folder / "weasyprint" / "__init__.py").write_text("raise OSError('cannot load library libpango-1.0-0')\n")
    return {"PYTHONPATH": str(folder)}


def with_pdfs(into: Path) -> Path:
    """The smallest plan, with PDFs."""
    project = copy_of(SMALL, into)
    settings = project / "mkdocs.yml"
    settings.write_text(settings.read_text(encoding="utf-8").replace("extra:\n", "extra:\n  pdf: true\n"))
    return project


def test_without_pango_a_build_says_so_in_one_line_and_leaves_the_links_out(tmp_path: Path) -> None:
    machine = without_pango(tmp_path / "machine")
    done = build(with_pdfs(tmp_path / "project"), tmp_path / "site", CI="", **machine)
    assert done.returncode == 0, done.stderr
    (line,) = [line for line in done.stdout.splitlines() if "Pango" in line]
    assert line.startswith("The PDFs are left out")
    assert "apt-get install" in line
    site = BuiltSite(tmp_path / "site")
    assert not [name for name in site.files if name.endswith(".pdf")]
    assert not [page for page, tree in site.pages.items() if tree.xpath("//a[contains(@href, '.pdf')]")]


def test_without_pango_ci_builds_nothing(tmp_path: Path) -> None:
    machine = without_pango(tmp_path / "machine")
    done = build(with_pdfs(tmp_path / "project"), tmp_path / "site", CI="true", **machine)
    assert done.returncode == 1
    assert "The PDFs are left out" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "site").exists()


# --- they are made once -----------------------------------------------------------------------------------


def test_a_pdf_is_made_again_only_when_something_in_it_has_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[str] = []

    def counted(html: str, files: Mapping[str, bytes], home: str = "", fits: Sequence[float] = ()) -> tuple[bytes, int]:
        made.append(html)
        return pdf(html, files, home, fits)

    monkeypatch.setattr(writer, "pdf", counted)
    make, picture = keeping(tmp_path / "kept"), b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'
    html = "<html lang=en-GB><title>A plan</title><body><p>A promise</p></body></html>"
    first = make(html, {"/a.svg": picture})
    assert make(html, {"/a.svg": picture}) == first
    assert len(made) == 1
    make(html.replace("promise", "hope"), {"/a.svg": picture})
    make(html, {"/a.svg": picture.replace(b"9", b"8")})
    assert len(made) == 3


PROMISE = "<html lang=en-GB><title>A plan</title><body><p>A promise</p></body></html>"


def another_file(kept: Path) -> None:
    other = kept.parent.parent / "other.txt"
    other.write_text("A word of somebody else.")
    kept.unlink()
    kept.symlink_to(other)


def a_folder(kept: Path) -> None:
    kept.unlink()
    kept.mkdir()


def a_link_to_nothing(kept: Path) -> None:
    kept.unlink()
    kept.symlink_to("nowhere")


def a_pipe(kept: Path) -> None:
    kept.unlink()
    os.mkfifo(kept)


SPOILT: dict[str, Callable[[Path], object]] = {
    "empty": lambda kept: kept.write_bytes(b""),
    "cut off": lambda kept: kept.write_bytes(kept.read_bytes()[:-9]),
    "another PDF": lambda kept: kept.write_bytes(b"%PDF-1.7\n%%EOF\n"),
    "a link to another file": another_file,
    "a link to nothing": a_link_to_nothing,
    "a folder": a_folder,
    "a pipe": a_pipe,
    "a name that says nothing": lambda kept: kept.rename(kept.with_name(f"{kept.name.partition('-')[0]}-x.pdf")),
}


@pytest.mark.parametrize("how", SPOILT)
def test_a_kept_pdf_that_is_not_what_was_written_is_made_anew(how: str, tmp_path: Path) -> None:
    keeping(tmp_path / "kept")(PROMISE, {})
    (kept,) = (tmp_path / "kept").glob("*.pdf")
    SPOILT[how](kept)
    data, sheets = keeping(tmp_path / "kept")(PROMISE, {})
    assert (data[:5], data.rstrip()[-5:], sheets) == (b"%PDF-", b"%%EOF", 1)


def test_what_was_left_half_written_is_written_anew_and_no_link_is_followed(tmp_path: Path) -> None:
    keeping(tmp_path / "kept")(PROMISE, {})
    (kept,) = (tmp_path / "kept").glob("*.pdf")
    name = kept.name
    kept.unlink()
    (tmp_path / "other.txt").write_text("A word of somebody else.")
    kept.with_name(f".{name}-{os.getpid()}").symlink_to(tmp_path / "other.txt")
    keeping(tmp_path / "kept")(PROMISE, {})
    assert (tmp_path / "other.txt").read_text() == "A word of somebody else."


def test_a_folder_that_is_a_link_keeps_nothing_and_loses_nothing(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    for number in range(MOST + 1):
        (tmp_path / f"mine/{number}.pdf").write_bytes(b"%PDF")
    (tmp_path / "kept").symlink_to("mine")
    keeping(tmp_path / "kept")(PROMISE, {})
    assert len(list((tmp_path / "mine").iterdir())) == MOST + 1


@pytest.mark.parametrize("is_tracked", [True, False])
def test_a_pdf_that_came_with_a_commit_is_never_taken(
    is_tracked: bool,  # noqa: FBT001
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def pdf_of(*_: object, **__: object) -> tuple[bytes, int]:
        return b"%PDF another %%EOF", 7

    folder = tmp_path / ".cache/pdfs"
    first = keeping(folder)(PROMISE, {})
    for words in (["init", "--quiet"], ["add", "--all"] if is_tracked else ["status"]):
        subprocess.run(["git", "-C", str(tmp_path), *words], check=True, capture_output=True)
    monkeypatch.setenv("CI", "true")
    monkeypatch.setattr(writer, "pdf", pdf_of)
    assert keeping(folder)(PROMISE, {}) == (pdf_of() if is_tracked else first)


def test_where_nothing_can_be_kept_a_pdf_is_made_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "kept").write_text("no folder")
    html = "<html lang=en-GB><title>A plan</title><body><p>A promise</p></body></html>"
    data, sheets = keeping(tmp_path / "kept")(html, {})
    assert data.startswith(b"%PDF")
    assert sheets == 1
