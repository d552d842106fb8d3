"""What `plan check` takes is never refused later: it builds, and the look at the built site finds nothing.

Odd words are written all over real plans, from a seed that a failure names; what check refuses of them is put back, and
all that is left is built. `SEED=7` makes the same plans again, `FUZZ=10` goes on for so many minutes.
"""

from __future__ import annotations

import os
import random
import re
import time
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from itertools import accumulate
from pathlib import Path
from typing import Any

import pytest

import fuzz
from odd_words import Edit, at, edits_of, page_of_pieces, with_edits
from plan_site.checks import easy_read, references, wording
from plan_site.checks.titles import every_name_leads_to_one_place
from plan_site.model.entries import Record
from plan_site.model.problems import Place, errors_among
from plan_site.publish.output import write_site
from plan_site.publish.project import Prepared, prepare
from plan_site.site.page import address_of
from plan_tools.check_site.document_rules import DOCUMENT_RULES
from plan_tools.check_site.gate import faults_of, names_in, read
from plan_tools.check_site.pages import PAGE_RULES
from plan_tools.check_site.site_rules import SITE_RULES
from plan_tools.cli.project import project_in
from sites import EPOCH, BuiltSite, folded, words_on
from tests.site.test_completeness import (
    test_every_aim_shows_its_objectives_or_why_it_has_none as an_aim_shows_its_objectives,
)
from tests.site.test_completeness import (
    test_every_event_says_when_it_was_and_whether_it_is_part_of_the_plan as an_event_says_when_it_was,
)
from tests.site.test_completeness import (
    test_every_outcome_stands_on_home_and_on_its_page_word_for_word as an_outcome_is_word_for_word,
)

# --- each rule of the gate, and who answers for it --------------------------------------------------------

TEMPLATES = "the templates and the code answer for it, whatever the words"
EMPTY = "a field in which nothing is to be seen is empty (reading)"
ADDRESSES = "reading.address_fault"
CONTENT = "the rules of content/"

_LINKS = wording.every_link_says_where_it_leads.__name__
_NAMES = every_name_leads_to_one_place.__name__
_LISTS = wording.every_list_is_a_list.__name__
_FILES = wording.every_link_to_a_file_says_so.__name__
_ALT = easy_read.alt_text_says_what_the_picture_adds.__name__
_ONE_ALT = easy_read.one_picture_has_one_meaning.__name__

ANSWERED_BY = {
    "every_link_says_where_it_leads": (_LINKS, EMPTY, CONTENT),
    "every_link_leads_somewhere": (ADDRESSES, CONTENT),
    "the_same_words_lead_to_the_same_place": (_NAMES, CONTENT),
    "a_link_that_opens_a_window_says_so": (TEMPLATES,),
    "a_link_to_a_file_names_its_type_and_size": (_FILES, CONTENT),
    "a_name_holds_the_words_that_are_seen": (TEMPLATES,),
    "no_control_stands_in_another": (TEMPLATES, CONTENT),
    "nothing_hidden_can_be_reached": (TEMPLATES,),
    "every_picture_has_words_or_is_marked_as_decoration": (EMPTY, CONTENT),
    "every_drawing_has_a_name_or_is_hidden": (TEMPLATES,),
    "no_alt_is_the_name_of_a_file": (_ALT, CONTENT),
    "no_alt_says_that_it_is_a_picture": (_ALT, CONTENT),
    "no_alt_repeats_the_words_beside_it": (TEMPLATES, CONTENT),
    "no_two_pictures_have_the_same_alt": (_ONE_ALT, CONTENT),
    "the_title_names_the_page_and_then_the_site": (_NAMES, EMPTY),
    "no_words_are_kept_in_a_tooltip": (TEMPLATES, CONTENT),
    "every_frame_is_named": (TEMPLATES,),
    "the_language_is_named": (TEMPLATES,),
    "nothing_forbids_zoom": (TEMPLATES,),
    "nothing_reloads_by_itself": (TEMPLATES,),
    "nothing_moves_or_sounds_by_itself": (TEMPLATES,),
    "style_stands_in_the_stylesheet": (TEMPLATES, CONTENT),
    "no_attribute_runs": (TEMPLATES,),
    "the_keyboard_follows_the_order_of_the_page": (TEMPLATES,),
    "no_key_is_taken_for_a_shortcut": (TEMPLATES,),
    "nothing_takes_the_focus_by_itself": (TEMPLATES,),
    "the_first_link_skips_to_the_main_part": (TEMPLATES,),
    "every_box_that_takes_the_focus_has_a_role_and_a_name": (TEMPLATES,),
    "every_table_has_a_caption": (EMPTY, CONTENT),
    "every_table_has_headers_with_a_scope": (EMPTY, CONTENT),
    "each_great_landmark_stands_once": (TEMPLATES,),
    "every_landmark_is_named": (TEMPLATES,),
    "no_two_landmarks_of_a_role_share_a_name": ("feed.Told.heading tells the changes of one day apart",),
    "no_landmark_is_named_after_what_it_begins_with": (_NAMES,),
    "no_words_are_hidden_from_screen_readers": (TEMPLATES,),
    "what_is_announced_can_be_read_again": (TEMPLATES,),
    "no_label_speaks_in_a_sentence": (TEMPLATES,),
    "all_words_stand_in_a_landmark": (TEMPLATES,),
    "there_is_one_main_heading": (TEMPLATES, CONTENT),
    "no_heading_is_empty": (EMPTY, CONTENT),
    "no_level_of_heading_is_left_out": (TEMPLATES, CONTENT),
    "no_heading_is_repeated_under_the_same_heading": (_NAMES, "feed.Told.heading", CONTENT),
    "every_id_is_unique": (references.every_id_is_used_once.__name__, CONTENT),
    "every_reference_leads_to_an_id": (TEMPLATES, CONTENT),
    "the_link_to_this_page_says_so": (TEMPLATES,),
    "a_list_holds_its_items_alone": (TEMPLATES,),
    "a_list_is_marked_as_a_list": (_LISTS, CONTENT),
    "every_field_has_a_label": (TEMPLATES,),
    "every_group_of_choices_has_a_legend": (TEMPLATES,),
    "every_button_has_words_and_a_type": (TEMPLATES,),
    "every_page_says_what_it_is_about": (EMPTY,),
    "every_page_names_its_letters": (TEMPLATES,),
    "every_page_has_a_stylesheet": (TEMPLATES,),
    "no_stylesheet_stands_in_a_page": (TEMPLATES,),
    "no_frame_stands_in_a_page": (TEMPLATES,),
    "nothing_moves_the_links_of_a_page": (TEMPLATES,),
    "every_address_is_safe": (ADDRESSES, "http is let through by both, with advice"),
    "the_security_policy_allows_nothing_from_elsewhere": (TEMPLATES,),
    "the_one_script_in_a_page_is_named_in_its_policy": (TEMPLATES,),
    "every_file_that_a_site_needs_is_there": (TEMPLATES,),
    "every_link_leads_to_what_is_there": (references.every_subject_is_an_aim_or_outcome.__name__, CONTENT),
    "everything_that_a_page_is_made_with_is_there": (references.every_picture_is_listed.__name__, CONTENT),
    "nothing_is_asked_of_another_site": (TEMPLATES, CONTENT),
    "every_page_can_be_reached_from_home": (TEMPLATES,),
    "every_page_has_a_title_of_its_own": (_NAMES,),
    "what_all_pages_share_is_the_same_on_each": (TEMPLATES,),
    "the_headers_for_hosts_say_what_the_pages_say": (TEMPLATES,),
    "each_page_names_its_own_full_address": ("building checks the address in site_url",),
    "a_shared_link_shows_the_page_and_a_picture": (TEMPLATES,),
    "a_page_that_nobody_should_look_up_says_so": (TEMPLATES,),
    "the_sitemap_lists_what_search_engines_may_show": (TEMPLATES,),
    "what_a_page_tells_search_engines_is_true": (TEMPLATES,),
    "the_feed_leads_to_the_changes": (TEMPLATES,),
    "the_search_index_has_each_page_of_the_list": (TEMPLATES,),
}
"""Each rule of the gate, and what keeps words in plan_data/ or content/ from breaking it."""


def test_somebody_answers_for_each_rule_of_the_gate() -> None:
    of_the_gate = {rule.__name__ for rule in (*DOCUMENT_RULES, *PAGE_RULES, *SITE_RULES)}
    assert set(ANSWERED_BY) == of_the_gate


# --- what check takes, the gate takes ---------------------------------------------------------------------

SEED = int(os.environ.get("SEED") or random.SystemRandom().randrange(1_000_000))
MINUTES = float(os.environ.get("FUZZ") or 0)
MOST_LOOKS = 60


@pytest.fixture(autouse=True)
def _same_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)


def taken(edits: list[Edit], base: str, folder: Path, choice: random.Random) -> tuple[list[Edit], Prepared]:
    """The edits that `plan check` takes, and what it makes of them; those that a problem speaks of are put back."""
    files = fuzz.files_of(base)
    for _ in range(MOST_LOOKS):
        changed = with_edits(files, edits)
        fuzz.Case(base, dict(changed)).lay_out(folder)
        prepared = prepare(project_in(folder))
        if not prepared.has_errors:
            return edits, prepared
        back = {
            edit for problem in errors_among(prepared.problems) for edit in _spoken_of(problem.place, changed, edits)
        }
        left = [edit for edit in edits if edit not in (back or choice.sample(edits, (len(edits) + 7) // 8))]
        for path in changed.keys() - {edit.path for edit in left}:
            (folder / path).write_bytes(files[path])
        edits = left
    raise AssertionError("check does not come to an end")


def _spoken_of(place: Place, changed: dict[str, bytes], edits: list[Edit]) -> list[Edit]:
    in_file = [edit for edit in edits if edit.path == place.file]
    return at(place.line, changed[place.file], in_file) if in_file else []


def refused_later(prepared: Prepared, project: Path, into: Path) -> Iterator[str]:
    """What the look at the built site says against a plan that check takes, and what readers would miss."""
    write_site(project_in(project), prepared, into)
    site, faults = read(into, list(names_in(into)))
    yield from (f"{fault.file}: {fault.what}" for fault in (*faults, *faults_of(site)))
    yield from _missed(prepared, BuiltSite(into))


def _missed(prepared: Prepared, site: BuiltSite) -> Iterator[str]:
    """What the tests find that words can break and that need no browser."""
    plan = prepared.plan
    assert plan is not None
    yield from _failures(an_aim_shows_its_objectives, plan.aims, site)
    yield from _failures(an_outcome_is_word_for_word, plan.outcomes, site)
    yield from _failures(an_event_says_when_it_was, plan.progress, site)
    for quote in plan.quotes:
        said = words_on(site.pages[address_of(quote)])
        yield from (f"{quote.id}: {words}" for words in quote.words or () if folded(words) not in said)


def _failures(tried: Callable[[Any, BuiltSite], None], records: Iterable[Record], site: BuiltSite) -> Iterator[str]:
    for record in records:
        try:
            tried(record, site)
        except AssertionError as error:
            yield f"{record.id}: {str(error)[:300]}"


@pytest.mark.parametrize("base", ["example", "ours", "easy", "small"])
def test_what_check_takes_passes_the_gate(base: str, tmp_path: Path) -> None:
    until, number = time.monotonic() + 60 * MINUTES, 0
    while number == 0 or time.monotonic() < until:
        seed = f"{SEED}-{base}-{number}"
        choice, folder = random.Random(seed), tmp_path / str(number)
        edits, prepared = taken(edits_of(choice, fuzz.files_of(base)), base, folder / "plan", choice)
        assert list(refused_later(prepared, folder / "plan", folder / "site")) == [], f"SEED={SEED}, {seed}: {edits}"
        number += 1


# --- pages written by hand --------------------------------------------------------------------------------

_DRAWING = b'<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0h1v1z"/></svg>'
_PAGES = 40
_PICTURE = re.compile("^- name: (.+)", re.MULTILINE)


def pages_taken(base: str, folder: Path, choice: random.Random) -> tuple[dict[str, list[str]], Prepared]:
    """Pages of odd pieces, without those that a problem of `plan check` speaks of, and what it makes of them."""
    names = [f"page-{number}" for number in range(_PAGES)]
    picture = _PICTURE.search(fuzz.files_of(base).get("plan_data/pictures.yml", b"").decode())
    pages = {f"content/{name}.md": page_of_pieces(choice, name, names, picture[1] if picture else "") for name in names}
    fuzz.Case(base, {"content/bus.svg": _DRAWING}).lay_out(folder)
    while True:
        for path, parts in pages.items():
            (folder / path).write_text("\n\n".join([*parts, ""]), encoding="utf-8")
        prepared = prepare(project_in(folder))
        if not prepared.has_errors:
            return pages, prepared
        faults = [problem.place for problem in errors_among(prepared.problems) if problem.place.file in pages]
        for path in {place.file for place in faults} or choice.sample(sorted(pages), (len(pages) + 7) // 8):
            pages[path] = _without(pages[path], {place.line for place in faults if place.file == path})
            if not pages[path]:
                del pages[path]
                (folder / path).unlink()


def _without(parts: list[str], lines: set[int]) -> list[str]:
    """The pieces of a page that none of these lines stands in; nothing where it cannot do without them."""
    ends = list(accumulate(part.count("\n") + 2 for part in parts))
    at_fault = {bisect_left(ends, line) for line in lines}
    left = [part for number, part in enumerate(parts) if number not in at_fault]
    return left if 0 not in at_fault and len(left) < len(parts) else []


@pytest.mark.parametrize("base", ["example", "ours", "easy", "small"])
def test_pages_that_check_takes_pass_the_gate(base: str, tmp_path: Path) -> None:
    until, number = time.monotonic() + 60 * MINUTES, 0
    while number == 0 or time.monotonic() < until:
        seed = f"{SEED}-pages-{base}-{number}"
        folder = tmp_path / str(number)
        pages, prepared = pages_taken(base, folder / "plan", random.Random(seed))
        assert pages
        assert list(refused_later(prepared, folder / "plan", folder / "site")) == [], f"SEED={SEED}, {seed}: {pages}"
        number += 1


# --- shapes that single words do not make -----------------------------------------------------------------

_QUOTE = "id: {id}\nrole: Parent\nconsent: published\nsource: small-source\n"
_PLAN = "plan_data/plan.yml"
_EASY = "  easy_read:\n    - words: We listen to you.\n      picture: ear\n"
_SHAPES: dict[str, tuple[str, dict[str, str]]] = {
    "two quotes that were taken back": (
        "small",
        {f"plan_data/quotes/{each}.yml": _QUOTE.format(id=each) + "withdrawn: 2026-01-02\n" for each in ("a", "b")},
    ),
    "two quotes with a new id": (
        "small",
        {
            f"plan_data/quotes/{each}.yml": _QUOTE.format(id=each) + f"words: We said {each}.\nformerly: [old-{each}]\n"
            for each in ("a", "b")
        },
    ),
    "pages of one name that are gone": (
        "small",
        {_PLAN: "+formerly: [/voices/a/, /voices/b/, /aims/x/, /progress/x/]\n"},
    ),
    "three changes on one day": (
        "easy",
        {"plan_data/changes.yml": "".join(f"- date: 2026-01-02\n  what: Change {n}.\n{_EASY}" for n in "abc")},
    ),
}


@pytest.mark.parametrize("shape", _SHAPES)
def test_shapes_that_check_takes_pass_the_gate(shape: str, tmp_path: Path) -> None:
    base, files = _SHAPES[shape]
    before = fuzz.files_of(base)
    changed = {
        path: before[path] + text[1:].encode() if text.startswith("+") else text.encode()
        for path, text in files.items()
    }
    fuzz.Case(base, dict(changed)).lay_out(tmp_path / "plan")
    prepared = prepare(project_in(tmp_path / "plan"))
    assert errors_among(prepared.problems) == ()
    assert list(refused_later(prepared, tmp_path / "plan", tmp_path / "site")) == []


# --- settings and addresses -------------------------------------------------------------------------------


def _example_with(folder: Path, path: str, before: str, after: str) -> Prepared:
    text = fuzz.files_of("example")[path].decode()
    assert text.count(before) == 1
    fuzz.Case("example", {path: text.replace(before, after).encode()}).lay_out(folder)
    return prepare(project_in(folder))


_SITE_URL = "site_url: https://plan.example.org/inclusion/"


@pytest.mark.parametrize(
    "address", ["http://example.org/inclusion/", "https://EXAMPLE.org/Plan", "https://example.org:8443/a,b/"]
)
def test_an_address_of_the_site_that_check_takes_passes_the_gate(address: str, tmp_path: Path) -> None:
    prepared = _example_with(tmp_path / "plan", "mkdocs.yml", _SITE_URL, f"site_url: {address}")
    assert errors_among(prepared.problems) == ()
    assert list(refused_later(prepared, tmp_path / "plan", tmp_path / "site")) == []


def test_what_the_plan_leads_to_on_the_site_itself_is_there(tmp_path: Path) -> None:
    """But for other pages of the same host, which the council has."""
    text = fuzz.files_of("example")["plan_data/plan.yml"].decode()
    official = next(line for line in text.splitlines() if line.startswith("official_address:"))
    for path, is_there in (("inclusion/aims/", True), ("council/plan/", True), ("inclusion/aimless/", False)):
        address = f"official_address: https://plan.example.org/{path}"
        prepared = _example_with(tmp_path / path, "plan_data/plan.yml", official, address)
        said = [problem.what for problem in errors_among(prepared.problems)]
        assert said == ([] if is_there else ["The address in ‘official_address’ leads to no page of this site."])
        if is_there:
            assert list(refused_later(prepared, tmp_path / path, tmp_path / "site" / path)) == []


def test_a_repository_inside_the_site_is_refused(tmp_path: Path) -> None:
    prepared = _example_with(tmp_path, "mkdocs.yml", _SITE_URL, "site_url: https://example.org/")
    said = [problem.what for problem in errors_among(prepared.problems)]
    assert said == ["The address in ‘repo_url’ is that of a page of the site itself."]
