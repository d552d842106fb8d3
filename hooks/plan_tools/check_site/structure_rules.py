"""Finds the barriers in how a page is put together: tables, landmarks, headings, lists, forms."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from urllib.parse import urldefrag

from lxml.html import HtmlElement

from plan_site.english.link_words import is_typed_item
from plan_tools.check_site.document import (
    all_of,
    called_by,
    folded,
    is_hidden,
    label_of,
    leads_to,
    name_of,
    repeated,
    tag_of,
    words_in,
)

# --- tables -----------------------------------------------------------------------------------------------

_SCOPES = {"row", "col", "rowgroup", "colgroup"}


def _tables(page: HtmlElement) -> list[HtmlElement]:
    return all_of(page, "//table[not(@role='presentation') and not(@role='none')]")


def every_table_has_a_caption(page: HtmlElement) -> Iterator[str]:
    """WCAG 1.3.1, info and relationships, H39."""
    for table in _tables(page):
        caption = table.find("caption")
        if caption is None or not name_of(caption):
            yield f"the table that begins ‘{folded(table.text_content())[:40]}’ has no caption"


def every_table_has_headers_with_a_scope(page: HtmlElement) -> Iterator[str]:
    """WCAG 1.3.1, info and relationships, H63."""
    for table in _tables(page):
        headers = all_of(table, ".//th")
        if not headers:
            yield f"the table that begins ‘{folded(table.text_content())[:40]}’ has no headers"
        for header in headers:
            if header.get("scope") not in _SCOPES or not name_of(header):
                yield f"the header ‘{name_of(header)}’ of a table has no scope or no words"


# --- landmarks --------------------------------------------------------------------------------------------

_ROLES = {"nav": "navigation", "main": "main", "aside": "complementary", "search": "search", "section": "region"}
_GREAT = {"header": "banner", "footer": "contentinfo"}
_LANDMARKS = {*_ROLES.values(), *_GREAT.values(), "form"}
_NEED_A_NAME = {"navigation", "complementary", "region", "form"}


def _role(element: HtmlElement) -> str:
    tag = str(element.tag)
    if tag == "section" and "role" not in element.attrib:
        return "region" if label_of(element) else ""
    if "role" in element.attrib or tag not in _GREAT:
        return element.get("role") or _ROLES.get(tag, "")
    inside = element.xpath("ancestor::*[self::article or self::aside or self::main or self::nav or self::section]")
    return "" if inside else _GREAT[tag]


def _landmarks(page: HtmlElement) -> list[tuple[str, HtmlElement]]:
    return [(role, element) for element in all_of(page, "//body//*") if (role := _role(element)) in _LANDMARKS]


def each_great_landmark_stands_once(page: HtmlElement) -> Iterator[str]:
    """WCAG 1.3.1, info and relationships, ARIA11."""
    found = Counter(role for role, _ in _landmarks(page))
    for role, part in (("banner", "header"), ("main", "main part"), ("contentinfo", "footer")):
        if found[role] != 1:
            yield f"the page has {found[role]} landmarks for its {part} ({role}), and needs one"


def every_landmark_is_named(page: HtmlElement) -> Iterator[str]:
    """WCAG 1.3.1, info and relationships, ARIA6. A section without a name is no landmark, and one search needs none."""
    for role, element in _landmarks(page):
        if role in _NEED_A_NAME and not label_of(element):
            yield f"a landmark {role} has no name: ‘{folded(element.text_content())[:40]}’"


def no_two_landmarks_of_a_role_share_a_name(page: HtmlElement) -> Iterator[str]:
    """WCAG 2.4.1, bypass blocks, and 1.3.1, info and relationships."""
    found = [(role, label_of(element).casefold()) for role, element in _landmarks(page)]
    for name in repeated(f"{role} ‘{name}’" for role, name in found if name or role == "search"):
        yield f"more than one landmark is {name}"


def all_words_stand_in_a_landmark(page: HtmlElement) -> Iterator[str]:
    """WCAG 1.3.1, info and relationships: who jumps from landmark to landmark misses nothing."""
    inside = {each for _, landmark in _landmarks(page) for each in landmark.iter()}
    inside |= {each for skip in all_of(page, "//a[starts-with(@href, '#')]") for each in skip.iter()}
    for element in all_of(page, "//body//*[text()[normalize-space()]][not(self::script or self::style)]"):
        if element not in inside:
            yield f"‘{folded(element.text_content())[:40]}’ stands in no landmark"


def no_landmark_is_named_after_what_it_begins_with(page: HtmlElement) -> Iterator[str]:
    """Heard: who comes into it is told the same words twice. A section needs no name, for its heading is found too."""
    for role, element in _landmarks(page):
        name, words = label_of(element).casefold(), folded(words_in(element)).casefold()
        if name and words.startswith(name):
            yield f"the landmark {role} ‘{name}’ is named after what is read next"


# --- what is heard ----------------------------------------------------------------------------------------

_LIVE_ROLES = ("status", "alert", "log", "marquee", "timer")
_BLOCKS = {"p", "li", "dd", "td", "blockquote", "figcaption", "caption", "h1", "h2", "h3", "h4", "h5", "h6"}


def no_words_are_hidden_from_screen_readers(page: HtmlElement) -> Iterator[str]:
    """WCAG 1.3.1, info and relationships: a number that is only seen is not told."""
    for element in all_of(page, "//body//*[@aria-hidden='true']"):
        words = folded(element.text_content())
        if any(letter.isalnum() for letter in words):
            yield f"‘{words[:40]}’ is seen, and hidden from screen readers"


def what_is_announced_can_be_read_again(page: HtmlElement) -> Iterator[str]:
    """WCAG 4.1.3, status messages. Heard: Orca reads an element of such a role as “statusbar”, without its words."""
    for element in all_of(page, "//body//*[@role]"):
        if element.get("role") in _LIVE_ROLES:
            yield f"{tag_of(element)} has the role {element.get('role')}: aria-live announces its words and leaves them"


def no_label_speaks_in_a_sentence(page: HtmlElement) -> Iterator[str]:
    """Heard: the label of a link is read in place of its words, in the middle of what somebody says."""
    for link in all_of(page, "//a[@href][@aria-label or @aria-labelledby]"):
        block = next((each for each in link.iterancestors() if each.tag in _BLOCKS), None)
        if block is not None and folded(block.text_content()) != folded(link.text_content()):
            yield f"link {called_by(link)} has a label, and stands among other words"


# --- headings ---------------------------------------------------------------------------------------------


def _headings(page: HtmlElement) -> list[tuple[int, str]]:
    return [(int(str(each.tag)[1]), name_of(each)) for each in page.iter("h1", "h2", "h3", "h4", "h5", "h6")]


def there_is_one_main_heading(page: HtmlElement) -> Iterator[str]:
    """WCAG 2.4.6, headings and labels, and 1.3.1, info and relationships."""
    levels = [level for level, _ in _headings(page)]
    if levels.count(1) != 1 or levels[0] != 1:
        yield f"the page has {levels.count(1)} headings of level 1, or another stands before it"


def no_heading_is_empty(page: HtmlElement) -> Iterator[str]:
    """WCAG 2.4.6, headings and labels."""
    for level, words in _headings(page):
        if not words:
            yield f"a heading of level {level} is empty"


def no_level_of_heading_is_left_out(page: HtmlElement) -> Iterator[str]:
    """WCAG 1.3.1, info and relationships, G141."""
    for (before, _), (after, words) in pairwise(_headings(page)):
        if after > before + 1:
            yield f"heading ‘{words}’ leaves out a level: {before}, then {after}"


def _outline(page: HtmlElement) -> Iterator[str]:
    """Each heading after those under which it stands."""
    path: dict[int, str] = {}
    for level, words in _headings(page):
        path = {above: name for above, name in path.items() if above < level} | {level: words.casefold()}
        yield " › ".join(path.values())


def no_heading_is_repeated_under_the_same_heading(page: HtmlElement) -> Iterator[str]:
    """WCAG 2.4.6, headings and labels."""
    for heading in repeated(_outline(page)):
        yield f"heading ‘{heading}’ stands more than once"


# --- references and lists ---------------------------------------------------------------------------------

_REFERENCES = ("aria-labelledby", "aria-describedby", "aria-controls", "aria-owns", "aria-details", "aria-errormessage")


def every_id_is_unique(page: HtmlElement) -> Iterator[str]:
    """WCAG 4.1.2, name, role, value, H93."""
    for identifier in repeated(page.xpath("//@id")):
        yield f"id ‘{identifier}’ stands more than once"


def _references(page: HtmlElement) -> Iterator[tuple[str, str]]:
    for name in (*_REFERENCES, "aria-activedescendant", "for", "form", "list", "headers"):
        for value in page.xpath(f"//@{name}"):
            yield from ((name, identifier) for identifier in value.split())
    for value in page.xpath("//@href[starts-with(., '#') and . != '#' and . != '#top']"):
        yield "href", value[1:]


def every_reference_leads_to_an_id(page: HtmlElement) -> Iterator[str]:
    """WCAG 1.3.1, info and relationships, and 4.1.2, name, role, value."""
    ids = set(page.xpath("//@id"))
    for name, identifier in _references(page):
        if identifier not in ids:
            yield f"{name} leads to ‘{identifier}’, which is not on the page"


def the_link_to_this_page_says_so(page: HtmlElement) -> Iterator[str]:
    """WCAG 1.3.1, info and relationships, and 2.4.8, location."""
    here = page.base_url
    assert here, "parse the page with base_url, its address"
    for link in all_of(page, "//nav//a[@href] | //*[@role='navigation']//a[@href]"):
        leads_here = leads_to(link) == urldefrag(here).url
        if leads_here and link.get("aria-current") != "page":
            yield f"link {called_by(link)} leads to this page and does not say so with aria-current"
        if not leads_here and link.get("aria-current") == "page":
            yield f"link {called_by(link)} says that it is this page, and leads to {leads_to(link)}"


def a_list_holds_its_items_alone(page: HtmlElement) -> Iterator[str]:
    """WCAG 1.3.1, info and relationships, H48."""
    wrong = (
        "//*[self::ul or self::ol or self::menu]/*[not(self::li or self::script or self::template)]",
        "//li[not(parent::ul or parent::ol or parent::menu)]",
        "//dl/*[not(self::dt or self::dd or self::div)]",
    )
    for element in all_of(page, " | ".join(wrong)):
        yield f"{tag_of(element)} {called_by(element)} is out of place in or outside a list"


def _lines_in(block: HtmlElement) -> Iterator[str]:
    """How each paragraph begins, and what follows each line break."""
    yield from (str(paragraph.text_content()) for paragraph in block.findall("p"))
    yield from (line.tail or "" for line in block.findall("p/br"))


def a_list_is_marked_as_a_list(page: HtmlElement) -> Iterator[str]:
    """WCAG 1.3.1, info and relationships, F2."""
    for block in all_of(page, "//*[p]"):
        items = [line for line in _lines_in(block) if is_typed_item(line)]
        if len(items) > 1:
            yield f"‘{folded(items[0])[:40]}’ is an item of a list that is only typed"


# --- forms ------------------------------------------------------------------------------------------------

_NOT_FILLED_IN = ("hidden", "submit", "button", "reset", "image")


def _fields(page: HtmlElement) -> list[HtmlElement]:
    fields = all_of(page, "//input | //select | //textarea")
    return [field for field in fields if field.get("type", "text").casefold() not in _NOT_FILLED_IN]


def _labels(field: HtmlElement) -> list[HtmlElement]:
    named: list[HtmlElement] = field.xpath("//label[@for=$id]", id=field.get("id", ""))
    return [*named, *all_of(field, "ancestor::label")]


def every_field_has_a_label(page: HtmlElement) -> Iterator[str]:
    """WCAG 3.3.2, labels or instructions: a label element, not an attribute, for it must be seen and pressed."""
    for field in _fields(page):
        if not any(name_of(label) and not is_hidden(label) for label in _labels(field)):
            yield f"the field ‘{field.get('name') or field.get('id') or tag_of(field)}’ has no label"


def every_group_of_choices_has_a_legend(page: HtmlElement) -> Iterator[str]:
    """WCAG 1.3.1, info and relationships, H71."""
    choices = [field for field in _fields(page) if field.get("type") in {"radio", "checkbox"}]
    groups = {field.get("name", "") for field in choices if field.get("type") == "radio"}
    for name in sorted(groups | set(repeated(field.get("name", "") for field in choices))):
        group = [field for field in choices if field.get("name", "") == name]
        if not all(field.xpath("ancestor::fieldset/legend[normalize-space()]") for field in group):
            yield f"the choices ‘{name}’ stand in no fieldset with a legend"


def every_button_has_words_and_a_type(page: HtmlElement) -> Iterator[str]:
    """WCAG 4.1.2, name, role, value, and 2.4.6, headings and labels."""
    for button in all_of(page, "//button"):
        if not name_of(button):
            yield "a button has no words"
        if button.get("type") not in {"submit", "button", "reset"}:
            yield f"button {called_by(button)} has no type"
    for button in all_of(page, "//input[@type='submit' or @type='button'][not(normalize-space(@value))]"):
        yield f"the button ‘{button.get('name', '')}’ has no words"
