"""The accessibility page: the law's fixed words for an adopted plan, and no claim for any other."""

from __future__ import annotations

from pathlib import Path

import pytest

from plan_site.html.render import render
from plan_site.publish.project import Project, prepare
from plan_site.site.page import Site
from sites import EXAMPLE, SMALL, BuiltSite, copy_of, prepared, words_on
from tests.html.test_text_is_text import documents

REGULATIONS = "the Public Sector Bodies (Websites and Mobile Applications) (No. 2) Accessibility Regulations 2018"
STANDARD = "the Web Content Accessibility Guidelines version 2.2 AA standard"
FIXED = [
    "This accessibility statement applies to https://plan.example.org/inclusion/.",
    f"Fernleigh Borough Council is committed to making its website accessible, in accordance with {REGULATIONS}.",
    f"This website is partially compliant with {STANDARD}, due to the non-compliances and exemptions listed below.",
    "The content listed below is non-accessible for the following reasons.",
    f"The Equality and Human Rights Commission (EHRC) is responsible for enforcing {REGULATIONS} (the ‘accessibility",
    "If you’re not happy with how we respond to your complaint, contact the Equality Advisory and Support Service",
    "This statement was prepared on 20 March 2025. It was last reviewed on 5 November 2026.",
    "This website was last tested on 4 November 2026. The test was carried out by Fernleigh’s digital team.",
]
HEADINGS = [
    "Accessibility statement for Fernleigh Everyone Belongs Plan",
    "How accessible this website is",
    "Feedback and contact information",
    "Enforcement procedure",
    "Technical information about this website’s accessibility",
    "Compliance status",
    "Non-accessible content",
    "Non-compliance with the accessibility regulations",
    "Disproportionate burden",
    "Content that’s not within the scope of the accessibility regulations",
    "What we’re doing to improve accessibility",
    "Preparation of this accessibility statement",
]


@pytest.mark.parametrize("words", FIXED)
def test_the_statement_of_an_adopted_plan_has_the_laws_own_words(words: str, example_site: BuiltSite) -> None:
    assert words in words_on(example_site.pages["/accessibility/"])


def test_the_statement_of_an_adopted_plan_has_every_part_in_order(example_site: BuiltSite) -> None:
    page = example_site.pages["/accessibility/"]
    assert [heading.text_content() for heading in page.xpath("//main//h1 | //main//h2 | //main//h3")] == HEADINGS


def statement(tmp_path: Path, old: str, new: str) -> str:
    """The fictional plan's statement after an edit of what is known."""
    project = copy_of(EXAMPLE, tmp_path)
    known = project / "plan_data/accessibility.yml"
    before = known.read_text()
    assert old in before
    known.write_text(before.replace(old, new))
    found = prepare(Project(project / "plan_data", project / "content", Site()))
    (page,) = [page for page in found.pages if page.address == "/accessibility/"]
    return words_on(documents((page,))[0])


def test_a_site_in_northern_ireland_names_its_own_commission(tmp_path: Path) -> None:
    said = statement(tmp_path, "enforcement_body: EHRC", "enforcement_body: ECNI")
    assert "The Equality Commission for Northern Ireland (ECNI) is responsible for enforcing" in said
    assert "EHRC" not in said


def test_problems_that_are_all_exempt_are_called_exemptions(tmp_path: Path) -> None:
    old = "    fix_by: 2027-02-28\n"
    assert "due to the exemptions listed below" in statement(tmp_path, old, f"{old}    it_is: out of scope\n")


def test_a_site_that_does_not_comply_says_so(tmp_path: Path) -> None:
    said = statement(tmp_path, "compliance: partially", "compliance: not")
    assert (
        "This website is not compliant with the Web Content Accessibility Guidelines version 2.2 AA standard." in said
    )
    assert "The non-compliances and exemptions are listed below." in said


def test_a_plan_not_adopted_makes_no_claim_in_the_laws_name(small_site: BuiltSite) -> None:
    said = words_on(small_site.pages["/accessibility/"])
    assert "Accessibility of this site" in said
    assert "We do not claim that this site meets any standard." in said
    for claim in ("compliant", "Regulations", "committed"):
        assert claim not in said


def test_every_accessibility_page_says_what_machines_tested_and_that_people_must_test_the_rest(
    any_site: BuiltSite,
) -> None:
    said = words_on(any_site.pages["/accessibility/"])
    assert "axe-core" in said
    assert "Programs find only some barriers. People have to find the rest." in said


def test_a_site_that_no_person_has_tested_says_so(small_site: BuiltSite, example_site: BuiltSite) -> None:
    untested = "No check by people is recorded yet."
    assert untested in words_on(small_site.pages["/accessibility/"])
    assert untested not in words_on(example_site.pages["/accessibility/"])
    assert "NVDA" in words_on(example_site.pages["/accessibility/"])


@pytest.mark.parametrize(
    ("contact", "words"),
    [
        ("mailto:everyone-belongs@fernleigh.example.org", "write to everyone-belongs@fernleigh.example.org"),
        ("tel:+441632960147", "call +441632960147"),
        ("https://www.example.org/contact", "use our contact page"),
    ],
)
def test_the_link_to_the_contact_says_what_one_can_do_there(contact: str, words: str, tmp_path: Path) -> None:
    assert words in statement(tmp_path, "mailto:everyone-belongs@fernleigh.example.org", contact)


def test_a_review_that_nobody_recorded_is_not_claimed(tmp_path: Path) -> None:
    assert "last reviewed" not in statement(tmp_path, "reviewed: 2026-11-05\n", "")


def test_every_page_leads_to_the_accessibility_page(any_site: BuiltSite) -> None:
    for address, page in any_site.pages.items():
        links = page.xpath("//footer//a[contains(., 'ccessibility')]/@href")
        assert links, address


def test_render_is_given_a_statement_for_every_plan() -> None:
    """Also one with no accessibility.yml at all."""
    (page,) = [page for page in prepared(SMALL).pages if page.address == "/accessibility/"]
    assert "No problem is recorded." in render(page)
