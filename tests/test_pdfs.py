"""The PDFs carry all that the pages do, and can be read by everyone."""

from __future__ import annotations

import io
import logging
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

import pytest
from lxml import html
from outloud import check
from outloud.model import Document
from pypdf import PdfReader

from generated_plan import SEED, write_project
from plan_site import paper
from plan_site.building import Prepared, Project, prepare, prepare_to_publish
from plan_site.commands.project import project_in
from plan_site.kept_pdfs import keeping
from plan_site.page import Download, Page, Site
from plan_site.paper import pdf, pdfs_of
from plan_site.publishing import shared_files
from plan_site.render import render
from sites import EXAMPLE, OURS, REAL_SIZE, SMALL, BuiltSite, build, copy_of, plan_of

PLANS = {"ours": OURS, "example": EXAMPLE, "small": SMALL, "real size": REAL_SIZE}
_SHAPES = [(1, 0), (1, 1), (3, 6), (4, 5), (7, 12), (12, 20)]
_A4 = (595, 842)  # in points


def pdfs(project: Project, prepared: Prepared) -> dict[Download, bytes]:
    return dict(pdfs_of(prepared.pages, shared_files(project, prepared.pages)))


@cache
def of(plan: str) -> tuple[Prepared, dict[Download, bytes]]:
    """A plan, and its PDFs, made without a complaint."""
    project = project_in(PLANS[plan])
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


def document_of(data: bytes) -> Document:
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        file.write(data)
        file.flush()
        document = Document(file.name)
        for page in document.pages:
            document.content(page.index)
        return document


@pytest.mark.parametrize("plan", PLANS)
def test_checkers_of_accessible_pdfs_find_no_error_and_no_fault_of_a_table(plan: str, tmp_path: Path) -> None:
    for download, data in of(plan)[1].items():
        path = tmp_path / Path(download.address).name
        path.write_bytes(data)
        result = check(str(path))
        assert result.error is None
        findings = [str(each) for each in result.findings if each.severity == "error" or each.rule.startswith("TBL")]
        assert findings == []
    pdfua = str(Path(sys.executable).with_name("pdfua"))
    command = [pdfua, "check", "--min-severity", "warning", *map(str, tmp_path.iterdir())]
    second = subprocess.run(command, capture_output=True, text=True)
    assert second.returncode == 0, second.stdout


@pytest.mark.parametrize("plan", PLANS)
def test_a_pdf_says_its_language_and_its_title_and_that_it_is_tagged(plan: str) -> None:
    prepared, made = of(plan)
    assert prepared.plan
    for data in made.values():
        reader = PdfReader(io.BytesIO(data))
        catalog = reader.root_object
        assert str(catalog["/Lang"]) == "en-GB"
        assert prepared.plan.details.name in str(reader.metadata and reader.metadata.title)
        assert "/StructTreeRoot" in catalog
        assert reader.xmp_metadata is not None
        assert b"pdfuaid:part" in reader.xmp_metadata.stream.get_data()


def test_bookmarks_lead_to_each_part_and_each_record_of_the_whole_plan() -> None:
    prepared, _ = of("example")
    assert prepared.plan
    reader = PdfReader(io.BytesIO(data_of("example", "whole-plan")))
    titles = {" ".join(title.split()) for title in _titles(reader.outline)}
    assert {"Aims", "Outcomes", "Voices", "Progress", "Actions", "Hard words"} <= titles
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


_WRITTEN_FROM_THE_RIGHT = re.compile(r"[\u0590-\u08ff][\u0590-\u08ff\s]*")
_MARKS = re.compile(r"[\s\u00ad\ufe0e○▶▲❚■✔?]+")
"""White space, for a PDF knows lines and not words, and the shapes that stand beside the words of a status."""


def squashed(text: str) -> str:
    """The letters of a text. Those from the right are put in order, for a PDF has them as they are painted."""
    text = _WRITTEN_FROM_THE_RIGHT.sub(lambda word: "".join(sorted(word[0].strip())), text)
    return _MARKS.sub("", text).casefold()


_BLOCKS = " or ".join(f"self::{name}" for name in ("p", "li", "h1", "h2", "h3", "h4", "dt", "dd", "td", "th"))
_NOT_ON_PAPER = " or ".join(
    f"contains(concat(' ', @class, ' '), ' {name} ')"
    for name in ("reading-tools", "easy-print", "easy-more", "easy-choices", "listing", "provenance-edit", "next-pages")
)


def words_of(page: Page) -> list[str]:
    """What stands on a page that is printed, block by block and in order. The sources stand at the end of a plan."""
    main = html.fromstring(render(page)).xpath("//main")[0]
    if page.kind == "plan-on-a-page":
        (main,) = main.find_class("sheet")
    for hidden in main.xpath(f".//*[{_NOT_ON_PAPER}] | .//section[@class='provenance'] | .//script"):
        hidden.drop_tree()
    blocks = main.xpath(f".//*[{_BLOCKS}][not(.//*[{_BLOCKS}])]")
    return [text for block in blocks if (text := " ".join(block.text_content().split()))]


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
    prepared, text = of(plan)[0], told(plan, "whole-plan")
    kinds = {"aim", "outcome", "quote", "progress", "action", "feedback", "article", "words"}
    chapters = [page for page in prepared.pages if page.kind in kinds or page.kind.startswith("all-")]
    chapters = [page for page in chapters if page.is_findable and not page.is_easy]
    assert len(chapters) > 5 or plan == "small"
    assert {page.address: lost for page in chapters if (lost := missing(words_of(page), text))} == {}


# --- they fit their paper ---------------------------------------------------------------------------------


def is_a4(reader: PdfReader) -> bool:
    return all((round(sheet.mediabox.width), round(sheet.mediabox.height)) == _A4 for sheet in reader.pages)


@pytest.mark.parametrize("plan", PLANS)
def test_every_sheet_is_a4_and_as_many_as_the_link_says(plan: str) -> None:
    for download, data in of(plan)[1].items():
        reader = PdfReader(io.BytesIO(data))
        assert is_a4(reader)
        assert (len(reader.pages), len(data)) == (download.sheets, download.weigh())


@pytest.mark.parametrize(("aims", "outcomes"), _SHAPES)
def test_the_plan_on_a_page_is_one_sheet_whatever_the_plan(aims: int, outcomes: int, tmp_path: Path) -> None:
    project = project_in(plan_of(aims, outcomes, tmp_path))
    download, data = next(iter(pdfs(project, prepare(project)).items()))
    assert (download.address, download.sheets) == ("/pdf/plan-on-a-page.pdf", 1)
    assert is_a4(PdfReader(io.BytesIO(data)))


def test_a_plan_that_is_too_long_to_print_has_the_plan_on_a_page_alone_and_a_build_says_so(tmp_path: Path) -> None:
    write_project(tmp_path, SEED, paper.MOST_PAGES + 10)
    settings = tmp_path / "mkdocs.yml"
    settings.write_text(settings.read_text().replace("extra:\n", "extra:\n  pdf: true\n"))
    prepared = prepare_to_publish(project_in(tmp_path))
    made = pdfs_of(prepared.pages, {}, lambda *_: (b"", 1))
    assert [download.address for download, _ in made] == ["/pdf/plan-on-a-page.pdf"]
    assert "The PDFs of the whole plan are left out, because the site has 61" in "".join(prepared.left_out)
    assert not prepared.has_errors


# --- where they are, and where they are not ---------------------------------------------------------------


def test_readers_are_told_type_size_and_number_of_pages(our_site: BuiltSite) -> None:
    for page, name in (("/plan-on-a-page/", "plan-on-a-page"), ("/easy-read/booklet/", "easy-booklet")):
        (link,) = our_site.pages[page].xpath(f"//main//a[contains(@href, '/pdf/{name}.pdf')]")
        data = our_site.files[f"pdf/{name}.pdf"]
        sheets = len(PdfReader(io.BytesIO(data)).pages)
        told = re.search(r"\(PDF, ([\d,]+) KB, (\d+) pages?\)", link.text_content())
        assert told, link.text_content()
        assert int(told[1].replace(",", "")) == round(len(data) / 1000)
        assert int(told[2]) == sheets


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

    monkeypatch.setattr(paper, "pdf", counted)
    make, picture = keeping(tmp_path / "kept"), b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'
    html = "<html lang=en-GB><title>A plan</title><body><p>A promise</p></body></html>"
    first = make(html, {"/a.svg": picture})
    assert make(html, {"/a.svg": picture}) == first
    assert len(made) == 1
    make(html.replace("promise", "hope"), {"/a.svg": picture})
    make(html, {"/a.svg": picture.replace(b"9", b"8")})
    assert len(made) == 3


def test_where_nothing_can_be_kept_a_pdf_is_made_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "kept").write_text("no folder")
    html = "<html lang=en-GB><title>A plan</title><body><p>A promise</p></body></html>"
    data, sheets = keeping(tmp_path / "kept")(html, {})
    assert data.startswith(b"%PDF")
    assert sheets == 1
