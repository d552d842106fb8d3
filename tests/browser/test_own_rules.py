"""The rules are tried on a good page, and on the same page broken on purpose in one place after another."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

import pytest
from lxml import html
from playwright.sync_api import Browser, Page

import screen_rules as seen
from plan_tools.check_site import document_rules as document
from plan_tools.check_site import structure_rules as structure
from plan_tools.check_site.document import Rule as DocumentRule

GOOD = (Path(__file__).parent / "good_page.html").read_text(encoding="utf-8")
_PICTURE = 'alt="The driver waves"'
_SUNDAYS = "<h3>On Sundays</h3>"

Rule = TypeVar("Rule")


@dataclass(frozen=True)
class Damage(Generic[Rule]):
    """One change that makes the good page worse, and the rule that must notice."""

    name: str
    old: str
    new: str
    rule: Rule
    width: int = 1280

    @property
    def page(self) -> str:
        assert GOOD.count(self.old) >= 1, f"the good page has no {self.old}"
        return GOOD.replace(self.old, self.new, 1)


def _in_style(name: str, style: str, rule: seen.ScreenRule, width: int = 1280) -> Damage[seen.ScreenRule]:
    return Damage(name, "</style>", f"{style}</style>", rule, width)


def _after_heading(name: str, markup: str, rule: DocumentRule) -> Damage[DocumentRule]:
    return Damage(name, "</h1>", f"</h1>{markup}", rule)


def _parsed(page: str) -> html.HtmlElement:
    return html.document_fromstring(page, base_url="/bus/")


DOCUMENT_DAMAGES: list[Damage[DocumentRule]] = [
    Damage("a link without words", ">The tram</a>", "></a>", document.every_link_says_where_it_leads),
    Damage("a link that says here", ">names of the drivers<", ">here<", document.every_link_says_where_it_leads),
    Damage(
        "a link that says Read more", ">names of the drivers<", ">Read more…<", document.every_link_says_where_it_leads
    ),
    Damage("an address for words", ">The tram<", ">www.example.org/tram<", document.every_link_says_where_it_leads),
    Damage("a domain for words", ">The tram<", ">example.org<", document.every_link_says_where_it_leads),
    Damage(
        "a link of a hidden picture", ">The tram<", '><img alt="" src="/t"><', document.every_link_says_where_it_leads
    ),
    Damage("a link to nowhere", 'href="/tram/"', 'href="#"', document.every_link_leads_somewhere),
    Damage("a link that is a script", 'href="/tram/"', 'href="javascript:go()"', document.every_link_leads_somewhere),
    Damage("one text, two places", ">The tram<", ">The bus<", document.the_same_words_lead_to_the_same_place),
    Damage(
        "one name, two places",
        'href="/tram/">The tram',
        'href="/tram/" aria-label="Privacy">Privacy',
        document.the_same_words_lead_to_the_same_place,
    ),
    Damage("a silent window", " (opens in a new window)", "", document.a_link_that_opens_a_window_says_so),
    Damage("a file without a type", "(PDF, 40 kB)", "(40 kB)", document.a_link_to_a_file_names_its_type_and_size),
    Damage("a file without a size", "(PDF, 40 kB)", "(PDF)", document.a_link_to_a_file_names_its_type_and_size),
    Damage("another name", '"Clear the form"', '"Empty it"', document.a_name_holds_the_words_that_are_seen),
    Damage(
        "a button in a link",
        ">The tram<",
        '>The tram <button type="button">Go</button><',
        document.no_control_stands_in_another,
    ),
    Damage(
        "a hidden stop",
        'href="/privacy/"',
        'href="/privacy/" aria-hidden="true"',
        document.nothing_hidden_can_be_reached,
    ),
    Damage("no alt", _PICTURE, "", document.every_picture_has_words_or_is_marked_as_decoration),
    Damage("an alt of a space", _PICTURE, 'alt=" "', document.every_picture_has_words_or_is_marked_as_decoration),
    Damage("a nameless drawing", 'height="20" aria-hidden="true"', "", document.every_drawing_has_a_name_or_is_hidden),
    Damage("a file name for alt", _PICTURE, 'alt="driver-2.jpg"', document.no_alt_is_the_name_of_a_file),
    Damage("a camera's name for alt", _PICTURE, 'alt="DSC_0042"', document.no_alt_is_the_name_of_a_file),
    Damage("an image of", _PICTURE, 'alt="Image of a driver"', document.no_alt_says_that_it_is_a_picture),
    Damage("a photo", _PICTURE, 'alt="Photo"', document.no_alt_says_that_it_is_a_picture),
    Damage(
        "an alt as the caption",
        "A red bus at a stop",
        "The new bus on its first day",
        document.no_alt_repeats_the_words_beside_it,
    ),
    Damage(
        "an alt as its link",
        ">The tram<",
        '><img src="/t" alt="The tram"> The tram<',
        document.no_alt_repeats_the_words_beside_it,
    ),
    Damage("the same alt", _PICTURE, 'alt="A red bus at a stop"', document.no_two_pictures_have_the_same_alt),
    Damage(
        "an empty title", "How the bus runs – Town transport", "", document.the_title_names_the_page_and_then_the_site
    ),
    Damage(
        "a short title",
        "How the bus runs – Town transport",
        "Bus – A",
        document.the_title_names_the_page_and_then_the_site,
    ),
    Damage("the site's name alone", "How the bus runs – ", "", document.the_title_names_the_page_and_then_the_site),
    Damage(
        "the site's name twice",
        "How the bus runs –",
        "Town transport –",
        document.the_title_names_the_page_and_then_the_site,
    ),
    Damage(
        "a tooltip", '<a href="/tram/"', '<a title="Go by tram" href="/tram/"', document.no_words_are_kept_in_a_tooltip
    ),
    _after_heading("a nameless frame", '<iframe src="/map/"></iframe>', document.every_frame_is_named),
    Damage("no language", ' lang="en-GB"', "", document.the_language_is_named),
    Damage("no known language", 'lang="en-GB"', 'lang="english_GB"', document.the_language_is_named),
    Damage("no zoom", "initial-scale=1", "user-scalable=no", document.nothing_forbids_zoom),
    Damage("little zoom", "initial-scale=1", "maximum-scale=1", document.nothing_forbids_zoom),
    Damage("no viewport", 'name="viewport"', 'name="view"', document.nothing_forbids_zoom),
    Damage(
        "a refresh", "<title>", '<meta http-equiv="Refresh" content="5"><title>', document.nothing_reloads_by_itself
    ),
    _after_heading("a marquee", "<marquee>News</marquee>", document.nothing_moves_or_sounds_by_itself),
    _after_heading(
        "a film that starts", '<video autoplay src="/f"></video>', document.nothing_moves_or_sounds_by_itself
    ),
    Damage(
        "a style attribute", "<ul>\n<li>It", '<ul style="color: red">\n<li>It', document.style_stands_in_the_stylesheet
    ),
    Damage("an event", "<h1>", '<h1 onclick="go()">', document.no_attribute_runs),
    Damage(
        "a positive tabindex",
        'href="/tram/"',
        'href="/tram/" tabindex="2"',
        document.the_keyboard_follows_the_order_of_the_page,
    ),
    Damage("an access key", 'href="/tram/"', 'href="/tram/" accesskey="t"', document.no_key_is_taken_for_a_shortcut),
    Damage("an early focus", 'type="search"', 'type="search" autofocus', document.nothing_takes_the_focus_by_itself),
    Damage(
        "a link before the skip link",
        "<body>",
        '<body><a href="/">Start</a>',
        document.the_first_link_skips_to_the_main_part,
    ),
    Damage("a skip link to a heading", '"#main"', '"#times"', document.the_first_link_skips_to_the_main_part),
    Damage(
        "a main part without focus",
        'id="main" tabindex="-1"',
        'id="main"',
        document.the_first_link_skips_to_the_main_part,
    ),
    Damage(
        "a nameless scroller",
        'aria-label="Table of times" ',
        "",
        document.every_box_that_takes_the_focus_has_a_role_and_a_name,
    ),
    Damage(
        "a scroller without a role",
        'class="scroller" role="region"',
        'class="scroller"',
        document.every_box_that_takes_the_focus_has_a_role_and_a_name,
    ),
    Damage("no caption", "<caption>When the bus leaves</caption>", "", structure.every_table_has_a_caption),
    Damage("no scope", '<th scope="row">', "<th>", structure.every_table_has_headers_with_a_scope),
    Damage("an empty header", '"col">Stop<', '"col"><', structure.every_table_has_headers_with_a_scope),
    Damage("two footers", "</body>", "<footer><p>More.</p></footer></body>", structure.each_great_landmark_stands_once),
    Damage("no banner", "<header>", '<header role="group">', structure.each_great_landmark_stands_once),
    Damage("a nameless navigation", '<nav aria-label="Main">', "<nav>", structure.every_landmark_is_named),
    Damage("a nameless region", "<section>", '<section role="region">', structure.every_landmark_is_named),
    _after_heading("two of a name", '<nav aria-label="Main"></nav>', structure.no_two_landmarks_of_a_role_share_a_name),
    Damage(
        "two searches", "</header>", "<search></search></header>", structure.no_two_landmarks_of_a_role_share_a_name
    ),
    Damage(
        "a section named after its heading",
        "<section>",
        '<section aria-labelledby="times">',
        structure.no_landmark_is_named_after_what_it_begins_with,
    ),
    Damage(
        "a menu named after its heading",
        '<nav aria-label="Main">',
        '<nav aria-label="The menu"><h2>The menu</h2>',
        structure.no_landmark_is_named_after_what_it_begins_with,
    ),
    Damage(
        "a number that is only seen",
        "<li>It runs",
        '<li><span aria-hidden="true">1</span> It runs',
        structure.no_words_are_hidden_from_screen_readers,
    ),
    Damage(
        "words in a drawing that is hidden",
        '<circle cx="10" cy="10" r="9"></circle>',
        "<text>Bus</text>",
        structure.no_words_are_hidden_from_screen_readers,
    ),
    _after_heading("a status", '<p role="status"></p>', structure.what_is_announced_can_be_read_again),
    _after_heading("an alert", '<p role="alert">Late</p>', structure.what_is_announced_can_be_read_again),
    Damage(
        "a label in a sentence",
        '<a href="/drivers/">names of the drivers',
        '<a href="/drivers/" aria-label="names of the drivers: who they are">names of the drivers',
        structure.no_label_speaks_in_a_sentence,
    ),
    Damage("words outside", "<footer>", "<p>Lost words.</p><footer>", structure.all_words_stand_in_a_landmark),
    Damage("two main headings", _SUNDAYS, "<h1>On Sundays</h1>", structure.there_is_one_main_heading),
    Damage("an empty heading", "On Sundays", '<span aria-hidden="true">Now</span>', structure.no_heading_is_empty),
    Damage("a level left out", _SUNDAYS, "<h4>On Sundays</h4>", structure.no_level_of_heading_is_left_out),
    Damage("a heading twice", _SUNDAYS, _SUNDAYS * 2, structure.no_heading_is_repeated_under_the_same_heading),
    Damage("an id twice", 'id="ask"', 'id="times"', structure.every_id_is_unique),
    Damage(
        "a broken description", 'describedby="length"', 'describedby="size"', structure.every_reference_leads_to_an_id
    ),
    Damage("a broken link within", 'href="/tram/"', 'href="#tram"', structure.every_reference_leads_to_an_id),
    Damage("a silent link to this page", ' aria-current="page"', "", structure.the_link_to_this_page_says_so),
    Damage("a link that lies", 'href="/bus/"', 'href="/train/"', structure.the_link_to_this_page_says_so),
    Damage(
        "a paragraph in a list",
        "<li>It stops at the school.</li>",
        "<p>It stops.</p>",
        structure.a_list_holds_its_items_alone,
    ),
    Damage("an item without a list", "<figure>", "<li>Alone</li><figure>", structure.a_list_holds_its_items_alone),
    _after_heading("a typed list", "<p>• One bus</p><p>• Two buses</p>", structure.a_list_is_marked_as_a_list),
    _after_heading("a list of broken lines", "<p>1. One bus<br>2. Two buses</p>", structure.a_list_is_marked_as_a_list),
    Damage("a label for nothing", 'for="words"', 'for="call"', structure.every_field_has_a_label),
    Damage("an attribute for a label", '<label for="words">Search for</label>', "", structure.every_field_has_a_label),
    Damage("no legend", "<legend>How shall we answer?</legend>", "", structure.every_group_of_choices_has_a_legend),
    Damage(
        "a button without a type", '<button type="submit">', "<button>", structure.every_button_has_words_and_a_type
    ),
    Damage(
        "a button without words",
        ">Search this site</button>",
        "></button>",
        structure.every_button_has_words_and_a_type,
    ),
]

_TRAP = """<script>document.querySelector('#words').addEventListener('keydown', event => {
  if (event.key === 'Tab') event.preventDefault() })</script></body>"""
_LONG = "p { max-width: none } body { max-width: none }"
_COVER = "footer::after { content: 'A banner'; position: fixed; inset: auto 0 0; height: 60vh; background: #fff }"

SCREEN_DAMAGES: list[Damage[seen.ScreenRule]] = [
    Damage(
        "a positive tabindex",
        'href="/tram/"',
        'href="/tram/" tabindex="2"',
        seen.every_control_is_reached_once_and_in_order,
    ),
    Damage("a trap", "</body>", _TRAP, seen.the_keyboard_is_never_trapped),
    Damage("stops after a trap", "</body>", _TRAP, seen.every_control_is_reached_once_and_in_order),
    _in_style(
        "a stop off the screen",
        'a[href="/tram/"] { position: absolute; left: -99px }',
        seen.what_has_the_focus_is_on_the_screen,
    ),
    _in_style(
        "a skip link that never shows",
        ".skip-link:focus { transform: translateY(-200%) }",
        seen.what_has_the_focus_is_on_the_screen,
    ),
    _in_style(
        "a stop without size",
        "nav a { display: block; height: 0; padding: 0; overflow: hidden }",
        seen.what_has_the_focus_is_on_the_screen,
    ),
    _in_style("no outline", ":focus-visible { outline: none }", seen.everybody_sees_where_the_focus_is),
    _in_style("a thin outline", ":focus-visible { outline-width: 1px }", seen.everybody_sees_where_the_focus_is),
    _in_style("a pale outline", ":focus-visible { outline-color: #ccc }", seen.everybody_sees_where_the_focus_is),
    _in_style(
        "a clear outline", ":focus-visible { outline-color: transparent }", seen.everybody_sees_where_the_focus_is
    ),
    _in_style(
        "an outline at all times",
        "a { outline: 3px solid #222; outline-offset: 2px }",
        seen.everybody_sees_where_the_focus_is,
    ),
    _in_style(
        "a pale halo",
        ":focus-visible { outline: none; box-shadow: 0 0 0 4px #ddd }",
        seen.everybody_sees_where_the_focus_is,
    ),
    _in_style("an outline round nothing", "input[type=radio] { opacity: 0 }", seen.everybody_sees_where_the_focus_is),
    _in_style("a banner over the page", _COVER, seen.nothing_covers_what_has_the_focus),
    _in_style(
        "a cloth over the page",
        "body::after { content: ''; position: fixed; inset: 0 }",
        seen.nothing_covers_what_has_the_focus,
    ),
    _in_style("a low link", "nav a { padding: 0 }", seen.every_target_is_large_enough),
    _in_style("a low label", "input[type=radio] + label { padding: 0 }", seen.every_target_is_large_enough),
    _in_style("a low button", "button { min-height: 0; padding: 0 }", seen.every_target_is_large_enough),
    _in_style("a page too wide", "h1 { width: 500px }", seen.nothing_scrolls_sideways, 360),
    Damage("a scroller without focus", ' tabindex="0"', "", seen.whatever_scrolls_can_be_reached_and_is_named, 360),
    Damage(
        "a nameless scroller",
        'aria-label="Table of times" ',
        "",
        seen.whatever_scrolls_can_be_reached_and_is_named,
        360,
    ),
    _in_style("links without a line", "a { text-decoration: none }", seen.links_in_text_are_told_without_colour),
    _in_style(
        "links with a clear line",
        "a { text-decoration-color: transparent }",
        seen.links_in_text_are_told_without_colour,
    ),
    _in_style("an unseen label", "label { position: absolute; clip-path: inset(50%) }", seen.every_label_is_seen),
    _in_style("a label gone", "label { display: none }", seen.every_label_is_seen),
    _in_style("a list without marks", "ul, ol { list-style: none }", seen.every_list_without_marks_says_that_it_is_one),
    _in_style("small text", "footer { font-size: 14px }", seen.no_text_is_small),
    _in_style("a small field", "input { font-size: 13px }", seen.no_text_is_small),
    _in_style("grey text", "p { color: #666 }", seen.every_text_has_a_contrast_of_seven_to_one),
    _in_style("a grey ground", "main { background: #aaa }", seen.every_text_has_a_contrast_of_seven_to_one),
    _in_style("large grey text", "h1 { color: #777 }", seen.every_text_has_a_contrast_of_seven_to_one),
    _in_style("justified text", "p { text-align: justify }", seen.no_text_is_justified),
    _in_style("tight lines", "p { line-height: 1.3 }", seen.lines_stand_well_apart),
    _in_style("lines as the browser sets them", "p { line-height: normal }", seen.lines_stand_well_apart),
    _in_style("long lines", _LONG, seen.no_line_is_too_long),
    _in_style("cut lines", "figcaption { height: 10px; overflow: hidden }", seen.no_text_is_cut_off),
    _in_style(
        "words cut with dots", "h1 { width: 3em; overflow: hidden; white-space: nowrap }", seen.no_text_is_cut_off
    ),
    _in_style("a transition for all", "a { transition: color .2s }", seen.nothing_moves_where_less_motion_is_asked_for),
    _in_style(
        "an animation for all",
        "@keyframes k { to { opacity: 0 } } h1 { animation: k 9s }",
        seen.nothing_moves_where_less_motion_is_asked_for,
    ),
    _in_style(
        "a smooth scroll for all", "html { scroll-behavior: smooth }", seen.nothing_moves_where_less_motion_is_asked_for
    ),
]


HARMLESS = {
    "a halo for an outline": ":focus-visible { outline: none; box-shadow: 0 0 0 4px #222 }",
    "a border for an underline": "p a { text-decoration: none; border-bottom: 1px solid }",
    "a target larger than its words": """nav li { padding: 1rem 0 } nav a { padding: 0; position: relative }
        nav a::after { content: ''; position: absolute; inset: -.75rem 0 }""",
    "a bright outline on a dark page": """html, .skip-link { color: #eee; background: #111 } a { color: #eef }
        :focus-visible { outline-color: #fd0 }""",
    "a header that stays": "header { position: sticky; top: 0 } html { scroll-padding-top: 25rem }",
    "a link that fills its line": "p { max-width: 11rem }",
    "a choice that is drawn anew": """input[type=radio] { opacity: 0; position: absolute }
        input[type=radio]:focus-visible + label { outline: 3px solid #222 }""",
}


@pytest.fixture(scope="session")
def screen(browser: Browser) -> Iterator[Page]:
    page = browser.new_page(reduced_motion="reduce")
    yield page
    page.close()


def _shown(screen: Page, page: str, width: int) -> Page:
    screen.set_viewport_size({"width": width, "height": 800})
    screen.goto("about:blank")  # a page that is only overwritten keeps the stylesheets that a test gave it
    screen.set_content(page)
    return screen


def test_a_good_page_breaks_no_rule_of_documents() -> None:
    assert list(document.faults_of(_parsed(GOOD))) == []


@pytest.mark.parametrize("damage", DOCUMENT_DAMAGES, ids=lambda damage: damage.name)
def test_a_rule_of_documents_notices_its_damage(damage: Damage[DocumentRule]) -> None:
    assert list(damage.rule(_parsed(damage.page))) != []


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("spacing", [lambda _: None, seen.text_spacing], ids=["plain", "spaced"])
def test_a_good_page_breaks_no_rule_of_screens(width: int, spacing: Callable[[Page], None], screen: Page) -> None:
    page = _shown(screen, GOOD, width)
    spacing(page)
    assert seen.faults_of(page) == []
    assert seen.faults_of(page, by_keys=False) == []


@pytest.mark.parametrize("style", HARMLESS.values(), ids=HARMLESS)
def test_a_good_page_may_be_made_in_other_ways(style: str, screen: Page) -> None:
    page = _shown(screen, GOOD.replace("</style>", f"{style}</style>"), 1280)
    assert seen.faults_of(page) == []


@pytest.mark.parametrize("damage", SCREEN_DAMAGES, ids=lambda damage: damage.name)
def test_a_rule_of_screens_notices_its_damage(damage: Damage[seen.ScreenRule], screen: Page) -> None:
    page = _shown(screen, damage.page, damage.width)
    assert seen.faults_of(page, [damage.rule]) != []


@pytest.mark.parametrize(
    "damage", [each for each in SCREEN_DAMAGES if each.rule in seen.RULES_OF_THE_FOCUS], ids=lambda damage: damage.name
)
def test_a_walk_by_script_notices_damage_to_the_focus_too(damage: Damage[seen.ScreenRule], screen: Page) -> None:
    page = _shown(screen, damage.page, damage.width)
    assert seen.faults_of(page, [damage.rule], by_keys=False) != []


def test_text_that_the_reader_spaces_shows_what_does_not_fit(screen: Page) -> None:
    page = _shown(
        screen, GOOD.replace("</style>", "h1 { width: 9em; overflow: hidden; white-space: nowrap }</style>"), 1280
    )
    assert seen.faults_of(page, [seen.no_text_is_cut_off]) == []
    seen.text_spacing(page)
    assert seen.faults_of(page, [seen.no_text_is_cut_off]) != []


def test_every_rule_has_damage_of_its_own() -> None:
    rules = {*document.DOCUMENT_RULES, *seen.SCREEN_RULES}
    damaged = {damage.rule for damage in DOCUMENT_DAMAGES} | {damage.rule for damage in SCREEN_DAMAGES}
    assert {rule.__name__ for rule in rules} == {rule.__name__ for rule in damaged}
