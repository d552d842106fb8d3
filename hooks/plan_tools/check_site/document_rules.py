"""Finds the barriers that a page's document alone shows: each rule is a generator of faults, and its name is the rule.

Parse a page with `base_url`, its address: without one, no rule can tell which links lead to the page itself.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from plan_site.english.link_words import (
    fault_of_link_words,
    file_type,
    is_name_of_a_file,
    says_size,
    says_that_it_is_a_picture,
    says_type,
)
from plan_tools.check_site.document import (
    Rule,
    all_of,
    called_by,
    folded,
    label_of,
    leads_to,
    links_of,
    name_of,
    repeated,
    tag_of,
    with_id,
    words_in,
)
from plan_tools.check_site.structure_rules import (
    a_list_holds_its_items_alone,
    a_list_is_marked_as_a_list,
    all_words_stand_in_a_landmark,
    each_great_landmark_stands_once,
    every_button_has_words_and_a_type,
    every_field_has_a_label,
    every_group_of_choices_has_a_legend,
    every_id_is_unique,
    every_landmark_is_named,
    every_reference_leads_to_an_id,
    every_table_has_a_caption,
    every_table_has_headers_with_a_scope,
    no_heading_is_empty,
    no_heading_is_repeated_under_the_same_heading,
    no_label_speaks_in_a_sentence,
    no_landmark_is_named_after_what_it_begins_with,
    no_level_of_heading_is_left_out,
    no_two_landmarks_of_a_role_share_a_name,
    no_words_are_hidden_from_screen_readers,
    the_link_to_this_page_says_so,
    there_is_one_main_heading,
    what_is_announced_can_be_read_again,
)


def faults_of(page: HtmlElement) -> Iterator[str]:
    """Every fault of a page, after the name of its rule."""
    for rule in DOCUMENT_RULES:
        yield from (f"{rule.__name__}: {fault}" for fault in rule(page))


# --- links ------------------------------------------------------------------------------------------------


def every_link_says_where_it_leads(page: HtmlElement) -> Iterator[str]:
    """WCAG 2.4.9, link purpose (link only). A hard word leads to its meaning, whatever the word is."""
    for link in (link for link in links_of(page) if "data-meaning" not in link.attrib):
        words = name_of(link)
        if fault := fault_of_link_words(words):
            yield f"link ‘{words}’ {fault}" if words else f"the link to {link.get('href')} {fault}"


def every_link_leads_somewhere(page: HtmlElement) -> Iterator[str]:
    """WCAG 4.1.2, name, role, value: what does something on this page is a button."""
    for link in all_of(page, "//a"):
        where = link.get("href", "").strip()
        if where in {"", "#"} or where.casefold().startswith("javascript:"):
            yield f"link {called_by(link)} leads nowhere"


def the_same_words_lead_to_the_same_place(page: HtmlElement) -> Iterator[str]:
    """WCAG 2.4.9, link purpose (link only). A hard word leads to its meaning, whatever else is called so."""
    places: defaultdict[str, set[str]] = defaultdict(set)
    for link in (link for link in links_of(page) if "data-meaning" not in link.attrib):
        places[name_of(link).casefold()].add(leads_to(link))
    for words, led_to in places.items():
        if len(led_to) > 1:
            yield f"links ‘{words}’ lead to different places: {', '.join(sorted(led_to))}"


def a_link_that_opens_a_window_says_so(page: HtmlElement) -> Iterator[str]:
    """WCAG 3.2.5, change on request."""
    for link in all_of(page, "//a[@target] | //form[@target] | //area[@target]"):
        opens = link.get("target", "").casefold() not in {"", "_self", "_parent", "_top"}
        if opens and not re.search(r"new (window|tab)", name_of(link), re.IGNORECASE):
            yield f"{called_by(link)} opens a window and does not say so"


def a_link_to_a_file_names_its_type_and_size(page: HtmlElement) -> Iterator[str]:
    """WCAG 2.4.9, link purpose (link only), G201 and the Government's own guidance."""
    for link in links_of(page):
        path, words = urlsplit(leads_to(link)).path, name_of(link)
        kind = file_type(path)
        if kind and not says_type(words, path):
            yield f"link {called_by(link)} does not say that it leads to a {kind} file"
        if kind and not says_size(words):
            yield f"link {called_by(link)} does not say how large the file is"


def a_name_holds_the_words_that_are_seen(page: HtmlElement) -> Iterator[str]:
    """WCAG 2.5.3, label in name."""
    for control in all_of(page, "//a[@href] | //button | //summary"):
        label, seen = label_of(control), folded(words_in(control))
        if label and seen.casefold() not in label.casefold():
            yield f"‘{seen}’ is seen, but ‘{label}’ is said"


def no_control_stands_in_another(page: HtmlElement) -> Iterator[str]:
    """WCAG 4.1.2, name, role, value."""
    inner = "(self::a or self::button or self::input or self::select or self::textarea or self::summary)"
    for control in all_of(page, f"//*[self::a or self::button or self::summary]//*[{inner}]"):
        yield f"{called_by(control)} stands inside another link or button"


def nothing_hidden_can_be_reached(page: HtmlElement) -> Iterator[str]:
    """WCAG 4.1.2, name, role, value: a stop of the keyboard that a screen reader cannot name."""
    reachable = "(@href or @tabindex or self::button or self::input or self::select or self::textarea)"
    path = f"//*[@aria-hidden='true']/descendant-or-self::*[{reachable} and not(@tabindex='-1') and not(self::use)]"
    for control in all_of(page, path):
        yield f"{called_by(control)} is hidden from screen readers and can still be reached"


# --- pictures ---------------------------------------------------------------------------------------------


def _pictures_with_words(page: HtmlElement) -> list[tuple[HtmlElement, str]]:
    return [(image, folded(image.get("alt"))) for image in all_of(page, "//img[normalize-space(@alt)]")]


def every_picture_has_words_or_is_marked_as_decoration(page: HtmlElement) -> Iterator[str]:
    """WCAG 1.1.1, non-text content."""
    for image in all_of(page, "//img[not(@alt)] | //area[not(@alt)] | //input[@type='image'][not(@alt)]"):
        yield f"the picture {image.get('src', '')[:60]} has no words for those who cannot see it (alt)"
    for image in all_of(page, "//img[@alt and @alt != '' and normalize-space(@alt) = '']"):
        yield f"the alt of {image.get('src', '')[:60]} is only spaces"


def every_drawing_has_a_name_or_is_hidden(page: HtmlElement) -> Iterator[str]:
    """WCAG 1.1.1, non-text content."""
    for drawing in all_of(page, "//svg[not(ancestor-or-self::*[@aria-hidden='true'])]"):
        title = folded(drawing.findtext("title"))
        if drawing.get("role") != "img" or not (label_of(drawing) or title):
            yield "an svg is neither hidden from screen readers nor an img with a name"


def no_alt_is_the_name_of_a_file(page: HtmlElement) -> Iterator[str]:
    """WCAG 1.1.1, non-text content, F30."""
    for _, alt in _pictures_with_words(page):
        if is_name_of_a_file(alt):
            yield f"alt ‘{alt}’ is the name of a file"


def no_alt_says_that_it_is_a_picture(page: HtmlElement) -> Iterator[str]:
    """WCAG 1.1.1, non-text content: a screen reader has said so already."""
    for _, alt in _pictures_with_words(page):
        if says_that_it_is_a_picture(alt):
            yield f"alt ‘{alt}’ says that it is a picture"


def _words_beside(image: HtmlElement) -> Iterator[str]:
    figures = all_of(image, "ancestor::figure[1]/figcaption")
    around = all_of(image, "ancestor::*[self::a or self::button][1] | parent::* | following-sibling::*[1]")
    for each in [*figures, *around, *all_of(image, "preceding-sibling::*[1]")]:
        yield folded("".join(each.xpath(".//text()")))


def no_alt_repeats_the_words_beside_it(page: HtmlElement) -> Iterator[str]:
    """WCAG 1.1.1, non-text content, H2: else a screen reader says it twice."""
    for image, alt in _pictures_with_words(page):
        if alt.casefold() in (words.casefold() for words in _words_beside(image)):
            yield f"alt ‘{alt}’ repeats the words beside it"


def no_two_pictures_have_the_same_alt(page: HtmlElement) -> Iterator[str]:
    """WCAG 1.1.1, non-text content."""
    for alt in repeated(alt.casefold() for _, alt in _pictures_with_words(page)):
        yield f"alt ‘{alt}’ stands on the page more than once"


# --- titles and the page as a whole -----------------------------------------------------------------------

_SHORTEST_TITLE = 10
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")


def the_title_names_the_page_and_then_the_site(page: HtmlElement) -> Iterator[str]:
    """WCAG 2.4.2, page titled."""
    titles = [folded(title.text) for title in all_of(page, "/html/head/title")]
    if len(titles) != 1 or not titles[0]:
        yield "the page has no title, an empty one, or several"
        return
    names = [name.casefold() for name in re.split(r"\s+[–—|·-]\s+", titles[0])]
    if len(titles[0]) < _SHORTEST_TITLE:
        yield f"title ‘{titles[0]}’ is too short to say what the page is about"
    if len(set(names)) < 2:
        yield f"title ‘{titles[0]}’ names only the site, or only the page"


def no_words_are_kept_in_a_tooltip(page: HtmlElement) -> Iterator[str]:
    """WCAG 1.4.13, content on hover or focus, and 2.1.1, keyboard: no key or finger shows a title attribute."""
    for element in all_of(page, "//*[@title][not(self::iframe)]"):
        yield f"the title ‘{element.get('title')}’ of {called_by(element)} shows only under a mouse"


def every_frame_is_named(page: HtmlElement) -> Iterator[str]:
    """WCAG 4.1.2, name, role, value."""
    for frame in all_of(page, "//iframe[not(normalize-space(@title)) and not(normalize-space(@aria-label))]"):
        yield f"the frame {frame.get('src', '')} has no name"


def the_language_is_named(page: HtmlElement) -> Iterator[str]:
    """WCAG 3.1.1, language of page, and 3.1.2, language of parts."""
    if "lang" not in page.attrib:
        yield "the page does not say in which language it is: <html> has no lang"
    for element in all_of(page, "//*[@lang]"):
        if not _LANGUAGE.fullmatch(element.get("lang", "")):
            yield f"lang ‘{element.get('lang')}’ of {tag_of(element)} is no language"


def nothing_forbids_zoom(page: HtmlElement) -> Iterator[str]:
    """WCAG 1.4.4, resize text."""
    viewports = [meta.get("content", "") for meta in all_of(page, "//meta[@name='viewport']")]
    if len(viewports) != 1 or "width=device-width" not in viewports[0]:
        yield "the page does not fit itself to the screen: it needs one viewport of width=device-width"
    for viewport in viewports:
        if re.search(r"user-scalable\s*=\s*(no|0)|maximum-scale", viewport):
            yield f"viewport ‘{viewport}’ forbids zoom"


def nothing_reloads_by_itself(page: HtmlElement) -> Iterator[str]:
    """WCAG 2.2.1, timing adjustable, and 3.2.5, change on request."""
    for meta in all_of(page, "//meta[@http-equiv]"):
        if meta.get("http-equiv", "").casefold() == "refresh":
            yield f"the page reloads by itself: ‘{meta.get('content')}’"


def nothing_moves_or_sounds_by_itself(page: HtmlElement) -> Iterator[str]:
    """WCAG 1.4.2, audio control, and 2.2.2, pause, stop, hide."""
    for element in all_of(page, "//marquee | //blink | //audio[@autoplay] | //video[@autoplay]"):
        yield f"{tag_of(element)} moves or sounds by itself"


def style_stands_in_the_stylesheet(page: HtmlElement) -> Iterator[str]:
    """WCAG 1.4.12, text spacing: a reader's own style must win."""
    for element in all_of(page, "//*[@style]"):
        yield f"{tag_of(element)} has a style of its own: ‘{element.get('style')}’"


def no_attribute_runs(page: HtmlElement) -> Iterator[str]:
    """WCAG 2.1.1, keyboard, F54: an event written into the page answers one device alone."""
    for element in all_of(page, "//*"):
        for name in element.attrib:
            if str(name).startswith("on"):
                yield f"{tag_of(element)} has {name}, a script in an attribute"


# --- keyboard ---------------------------------------------------------------------------------------------


def the_keyboard_follows_the_order_of_the_page(page: HtmlElement) -> Iterator[str]:
    """WCAG 2.4.3, focus order."""
    for element in all_of(page, "//*[@tabindex]"):
        if element.get("tabindex") not in {"0", "-1"}:
            yield f"{called_by(element)} has tabindex {element.get('tabindex')}, which breaks the order of the page"


def no_key_is_taken_for_a_shortcut(page: HtmlElement) -> Iterator[str]:
    """WCAG 2.1.4, character key shortcuts."""
    for element in all_of(page, "//*[@accesskey]"):
        yield f"{called_by(element)} takes the key ‘{element.get('accesskey')}’"


def nothing_takes_the_focus_by_itself(page: HtmlElement) -> Iterator[str]:
    """WCAG 3.2.1, on focus, and 2.4.3, focus order."""
    for element in all_of(page, "//*[@autofocus]"):
        yield f"{called_by(element)} takes the focus when the page opens"


def the_first_link_skips_to_the_main_part(page: HtmlElement) -> Iterator[str]:
    """WCAG 2.4.1, bypass blocks."""
    first = next(iter(all_of(page, "//body//*[self::a[@href] or self::button or self::input]")), None)
    where = first.get("href", "") if first is not None else ""
    main = with_id(page, where[1:]) if where.startswith("#") else None
    if main is None or (main.tag != "main" and main.get("role") != "main"):
        yield "the first link of the page does not lead to its main part"
    elif main.get("tabindex") != "-1":
        yield "the main part cannot take the focus: it has no tabindex of -1"


def every_box_that_takes_the_focus_has_a_role_and_a_name(page: HtmlElement) -> Iterator[str]:
    """WCAG 4.1.2, name, role, value."""
    controls = "self::a[@href] or self::button or self::input or self::select or self::textarea or self::summary"
    for box in all_of(page, f"//*[@tabindex='0'][not({controls})]"):
        named = label_of(box) or (box.tag == "table" and box.find("caption") is not None)
        if not named or not (box.get("role") or box.tag in {"section", "nav", "table"}):
            yield f"{tag_of(box)} takes the focus and has no role or no name"


DOCUMENT_RULES: tuple[Rule, ...] = (
    every_link_says_where_it_leads,
    every_link_leads_somewhere,
    the_same_words_lead_to_the_same_place,
    a_link_that_opens_a_window_says_so,
    a_link_to_a_file_names_its_type_and_size,
    a_name_holds_the_words_that_are_seen,
    no_control_stands_in_another,
    nothing_hidden_can_be_reached,
    every_picture_has_words_or_is_marked_as_decoration,
    every_drawing_has_a_name_or_is_hidden,
    no_alt_is_the_name_of_a_file,
    no_alt_says_that_it_is_a_picture,
    no_alt_repeats_the_words_beside_it,
    no_two_pictures_have_the_same_alt,
    the_title_names_the_page_and_then_the_site,
    no_words_are_kept_in_a_tooltip,
    every_frame_is_named,
    the_language_is_named,
    nothing_forbids_zoom,
    nothing_reloads_by_itself,
    nothing_moves_or_sounds_by_itself,
    style_stands_in_the_stylesheet,
    no_attribute_runs,
    the_keyboard_follows_the_order_of_the_page,
    no_key_is_taken_for_a_shortcut,
    nothing_takes_the_focus_by_itself,
    the_first_link_skips_to_the_main_part,
    every_box_that_takes_the_focus_has_a_role_and_a_name,
    every_table_has_a_caption,
    every_table_has_headers_with_a_scope,
    each_great_landmark_stands_once,
    every_landmark_is_named,
    no_two_landmarks_of_a_role_share_a_name,
    no_landmark_is_named_after_what_it_begins_with,
    all_words_stand_in_a_landmark,
    no_words_are_hidden_from_screen_readers,
    what_is_announced_can_be_read_again,
    no_label_speaks_in_a_sentence,
    there_is_one_main_heading,
    no_heading_is_empty,
    no_level_of_heading_is_left_out,
    no_heading_is_repeated_under_the_same_heading,
    every_id_is_unique,
    every_reference_leads_to_an_id,
    the_link_to_this_page_says_so,
    a_list_holds_its_items_alone,
    a_list_is_marked_as_a_list,
    every_field_has_a_label,
    every_group_of_choices_has_a_legend,
    every_button_has_words_and_a_type,
)
