"""Finds the barriers that a page's document alone shows: each rule is a generator of faults, and its name is the rule.

Parse a page with `base_url`, its address: without one, no rule can tell which links lead to the page itself.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise
from urllib.parse import urldefrag, urljoin, urlsplit

from lxml.html import HtmlElement

Rule = Callable[[HtmlElement], Iterator[str]]


def faults_of(page: HtmlElement) -> Iterator[str]:
    """Every fault of a page, after the name of its rule."""
    for rule in DOCUMENT_RULES:
        yield from (f"{rule.__name__}: {fault}" for fault in rule(page))


# --- how a page is read -----------------------------------------------------------------------------------


def all_of(page: HtmlElement, path: str) -> list[HtmlElement]:
    found: list[HtmlElement] = page.xpath(path)
    return found


def folded(text: str | None) -> str:
    return " ".join((text or "").split())


def _tag(element: HtmlElement) -> str:
    return f"<{element.tag!s}>"


def _with_id(page: HtmlElement, identifier: str) -> HtmlElement | None:
    found: list[HtmlElement] = page.xpath("//*[@id=$id]", id=identifier)
    return found[0] if found else None


def _is_hidden(element: HtmlElement) -> bool:
    return element.get("aria-hidden") == "true" or "hidden" in element.attrib


def _spoken(element: HtmlElement) -> str:
    """What an element adds to the name of that in which it stands."""
    if not isinstance(element.tag, str) or element.tag in {"script", "style", "template"} or _is_hidden(element):
        return ""
    if element.tag == "br":
        return " "
    return element.get("alt") or element.get("aria-label") or _words_in(element)


def _words_in(element: HtmlElement) -> str:
    return (element.text or "") + "".join(_spoken(child) + (child.tail or "") for child in element)


def label_of(element: HtmlElement) -> str:
    """The name that its attributes give an element."""
    named = (_with_id(element, each) for each in element.get("aria-labelledby", "").split())
    return folded(" ".join(_words_in(each) for each in named if each is not None) or element.get("aria-label"))


def name_of(element: HtmlElement) -> str:
    """What a screen reader calls a link, a button or a heading."""
    return label_of(element) or folded(_words_in(element))


def _called(element: HtmlElement) -> str:
    return f"‘{name_of(element) or element.get('id') or _tag(element)}’"


def _leads_to(link: HtmlElement) -> str:
    try:
        return urljoin(link.base_url or "", link.get("href", ""))
    except ValueError:  # it is no address
        return ""


def _links(page: HtmlElement) -> list[HtmlElement]:
    return all_of(page, "//a[@href]")


def _repeated(values: Iterable[str]) -> list[str]:
    return [value for value, count in Counter(values).items() if count > 1]


# --- links ------------------------------------------------------------------------------------------------

_VAGUE = re.compile(
    r"((click|go|look|see) )?here|((find out|learn|read|see) )?more( details| information)?"
    r"|(this |the )?(link|page|website|file|document)|click|continue|details|download|go|info|information|open"
    r"|read|read on|see|this|view"
)
_ADDRESS = re.compile(r"(https?://|www\.)\S+|[\w-]+(\.[\w-]{2,})+(/\S*)?", re.IGNORECASE)
_FILES = {
    ".pdf": ("pdf",),
    ".csv": ("csv",),
    ".json": ("json",),
    ".docx": ("word", "docx"),
    ".xlsx": ("excel", "xlsx"),
    ".zip": ("zip",),
    ".odt": ("opendocument", "odt"),
}
_SIZE = re.compile(r"\d\s?(bytes?|[kmg]i?b)\b", re.IGNORECASE)


def every_link_says_where_it_leads(page: HtmlElement) -> Iterator[str]:
    """WCAG 2.4.9, link purpose (link only). A hard word leads to its meaning, whatever the word is."""
    for link in (link for link in _links(page) if "data-meaning" not in link.attrib):
        words = name_of(link)
        if not words:
            yield f"the link to {link.get('href')} has no words"
        elif _VAGUE.fullmatch(re.sub(r"[^\w\s]", "", words).strip().casefold()):
            yield f"link ‘{words}’ says nothing of where it leads"
        elif _ADDRESS.fullmatch(words):
            yield f"link ‘{words}’ is a bare address"


def every_link_leads_somewhere(page: HtmlElement) -> Iterator[str]:
    """WCAG 4.1.2, name, role, value: what does something on this page is a button."""
    for link in all_of(page, "//a"):
        where = link.get("href", "").strip()
        if where in {"", "#"} or where.casefold().startswith("javascript:"):
            yield f"link {_called(link)} leads nowhere"


def the_same_words_lead_to_the_same_place(page: HtmlElement) -> Iterator[str]:
    """WCAG 2.4.9, link purpose (link only). A hard word leads to its meaning, whatever else is called so."""
    places: defaultdict[str, set[str]] = defaultdict(set)
    for link in (link for link in _links(page) if "data-meaning" not in link.attrib):
        places[name_of(link).casefold()].add(_leads_to(link))
    for words, led_to in places.items():
        if len(led_to) > 1:
            yield f"links ‘{words}’ lead to different places: {', '.join(sorted(led_to))}"


def a_link_that_opens_a_window_says_so(page: HtmlElement) -> Iterator[str]:
    """WCAG 3.2.5, change on request."""
    for link in all_of(page, "//a[@target] | //form[@target] | //area[@target]"):
        opens = link.get("target", "").casefold() not in {"", "_self", "_parent", "_top"}
        if opens and not re.search(r"new (window|tab)", name_of(link), re.IGNORECASE):
            yield f"{_called(link)} opens a window and does not say so"


def a_link_to_a_file_names_its_type_and_size(page: HtmlElement) -> Iterator[str]:
    """WCAG 2.4.9, link purpose (link only), G201 and the Government's own guidance."""
    for link in _links(page):
        path = urlsplit(_leads_to(link)).path.casefold()
        types = _FILES.get(path[path.rfind(".") :], ())
        words = name_of(link).casefold()
        if types and not any(word in words for word in types):
            yield f"link {_called(link)} does not say that it leads to a {types[0].upper()} file"
        if types and not _SIZE.search(words):
            yield f"link {_called(link)} does not say how large the file is"


def a_name_holds_the_words_that_are_seen(page: HtmlElement) -> Iterator[str]:
    """WCAG 2.5.3, label in name."""
    for control in all_of(page, "//a[@href] | //button | //summary"):
        label, seen = label_of(control), folded(_words_in(control))
        if label and seen.casefold() not in label.casefold():
            yield f"‘{seen}’ is seen, but ‘{label}’ is said"


def no_control_stands_in_another(page: HtmlElement) -> Iterator[str]:
    """WCAG 4.1.2, name, role, value."""
    inner = "(self::a or self::button or self::input or self::select or self::textarea or self::summary)"
    for control in all_of(page, f"//*[self::a or self::button or self::summary]//*[{inner}]"):
        yield f"{_called(control)} stands inside another link or button"


def nothing_hidden_can_be_reached(page: HtmlElement) -> Iterator[str]:
    """WCAG 4.1.2, name, role, value: a stop of the keyboard that a screen reader cannot name."""
    reachable = "(@href or @tabindex or self::button or self::input or self::select or self::textarea)"
    path = f"//*[@aria-hidden='true']/descendant-or-self::*[{reachable} and not(@tabindex='-1') and not(self::use)]"
    for control in all_of(page, path):
        yield f"{_called(control)} is hidden from screen readers and can still be reached"


# --- pictures ---------------------------------------------------------------------------------------------

_FILE_NAME = re.compile(r"\S+\.(png|jpe?g|gif|svg|webp|avif)|(img|dsc|image|picture|photo)[-_ ]?\d+", re.IGNORECASE)
_PICTURE_OF = re.compile(r"(an? |the )?(image|picture|photo|photograph|icon|graphic)( of\b.*)?", re.IGNORECASE)


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
        if _FILE_NAME.fullmatch(alt):
            yield f"alt ‘{alt}’ is the name of a file"


def no_alt_says_that_it_is_a_picture(page: HtmlElement) -> Iterator[str]:
    """WCAG 1.1.1, non-text content: a screen reader has said so already."""
    for _, alt in _pictures_with_words(page):
        if _PICTURE_OF.fullmatch(alt):
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
    for alt in _repeated(alt.casefold() for _, alt in _pictures_with_words(page)):
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
        yield f"the title ‘{element.get('title')}’ of {_called(element)} shows only under a mouse"


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
            yield f"lang ‘{element.get('lang')}’ of {_tag(element)} is no language"


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
        yield f"{_tag(element)} moves or sounds by itself"


def style_stands_in_the_stylesheet(page: HtmlElement) -> Iterator[str]:
    """WCAG 1.4.12, text spacing: a reader's own style must win."""
    for element in all_of(page, "//*[@style]"):
        yield f"{_tag(element)} has a style of its own: ‘{element.get('style')}’"


def no_attribute_runs(page: HtmlElement) -> Iterator[str]:
    """WCAG 2.1.1, keyboard, F54: an event written into the page answers one device alone."""
    for element in all_of(page, "//*"):
        for name in element.attrib:
            if str(name).startswith("on"):
                yield f"{_tag(element)} has {name}, a script in an attribute"


# --- keyboard ---------------------------------------------------------------------------------------------


def the_keyboard_follows_the_order_of_the_page(page: HtmlElement) -> Iterator[str]:
    """WCAG 2.4.3, focus order."""
    for element in all_of(page, "//*[@tabindex]"):
        if element.get("tabindex") not in {"0", "-1"}:
            yield f"{_called(element)} has tabindex {element.get('tabindex')}, which breaks the order of the page"


def no_key_is_taken_for_a_shortcut(page: HtmlElement) -> Iterator[str]:
    """WCAG 2.1.4, character key shortcuts."""
    for element in all_of(page, "//*[@accesskey]"):
        yield f"{_called(element)} takes the key ‘{element.get('accesskey')}’"


def nothing_takes_the_focus_by_itself(page: HtmlElement) -> Iterator[str]:
    """WCAG 3.2.1, on focus, and 2.4.3, focus order."""
    for element in all_of(page, "//*[@autofocus]"):
        yield f"{_called(element)} takes the focus when the page opens"


def the_first_link_skips_to_the_main_part(page: HtmlElement) -> Iterator[str]:
    """WCAG 2.4.1, bypass blocks."""
    first = next(iter(all_of(page, "//body//*[self::a[@href] or self::button or self::input]")), None)
    where = first.get("href", "") if first is not None else ""
    main = _with_id(page, where[1:]) if where.startswith("#") else None
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
            yield f"{_tag(box)} takes the focus and has no role or no name"


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
    for name in _repeated(f"{role} ‘{name}’" for role, name in found if name or role == "search"):
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
        name, words = label_of(element).casefold(), folded(_words_in(element)).casefold()
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
            yield f"{_tag(element)} has the role {element.get('role')}: aria-live announces its words and leaves them"


def no_label_speaks_in_a_sentence(page: HtmlElement) -> Iterator[str]:
    """Heard: the label of a link is read in place of its words, in the middle of what somebody says."""
    for link in all_of(page, "//a[@href][@aria-label or @aria-labelledby]"):
        block = next((each for each in link.iterancestors() if each.tag in _BLOCKS), None)
        if block is not None and folded(block.text_content()) != folded(link.text_content()):
            yield f"link {_called(link)} has a label, and stands among other words"


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
    for heading in _repeated(_outline(page)):
        yield f"heading ‘{heading}’ stands more than once"


# --- references and lists ---------------------------------------------------------------------------------

_REFERENCES = ("aria-labelledby", "aria-describedby", "aria-controls", "aria-owns", "aria-details", "aria-errormessage")


def every_id_is_unique(page: HtmlElement) -> Iterator[str]:
    """WCAG 4.1.2, name, role, value, H93."""
    for identifier in _repeated(page.xpath("//@id")):
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
        leads_here = _leads_to(link) == urldefrag(here).url
        if leads_here and link.get("aria-current") != "page":
            yield f"link {_called(link)} leads to this page and does not say so with aria-current"
        if not leads_here and link.get("aria-current") == "page":
            yield f"link {_called(link)} says that it is this page, and leads to {_leads_to(link)}"


def a_list_holds_its_items_alone(page: HtmlElement) -> Iterator[str]:
    """WCAG 1.3.1, info and relationships, H48."""
    wrong = (
        "//*[self::ul or self::ol or self::menu]/*[not(self::li or self::script or self::template)]",
        "//li[not(parent::ul or parent::ol or parent::menu)]",
        "//dl/*[not(self::dt or self::dd or self::div)]",
    )
    for element in all_of(page, " | ".join(wrong)):
        yield f"{_tag(element)} {_called(element)} is out of place in or outside a list"


_ITEM = re.compile(r"\s*([•‣◦·*-]|\d{1,2}[.)])\s+\S")


def _lines_in(block: HtmlElement) -> Iterator[str]:
    """How each paragraph begins, and what follows each line break."""
    yield from (str(paragraph.text_content()) for paragraph in block.findall("p"))
    yield from (line.tail or "" for line in block.findall("p/br"))


def a_list_is_marked_as_a_list(page: HtmlElement) -> Iterator[str]:
    """WCAG 1.3.1, info and relationships, F2."""
    for block in all_of(page, "//*[p]"):
        items = [line for line in _lines_in(block) if _ITEM.match(line)]
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
        if not any(name_of(label) and not _is_hidden(label) for label in _labels(field)):
            yield f"the field ‘{field.get('name') or field.get('id') or _tag(field)}’ has no label"


def every_group_of_choices_has_a_legend(page: HtmlElement) -> Iterator[str]:
    """WCAG 1.3.1, info and relationships, H71."""
    choices = [field for field in _fields(page) if field.get("type") in {"radio", "checkbox"}]
    groups = {field.get("name", "") for field in choices if field.get("type") == "radio"}
    for name in sorted(groups | set(_repeated(field.get("name", "") for field in choices))):
        group = [field for field in choices if field.get("name", "") == name]
        if not all(field.xpath("ancestor::fieldset/legend[normalize-space()]") for field in group):
            yield f"the choices ‘{name}’ stand in no fieldset with a legend"


def every_button_has_words_and_a_type(page: HtmlElement) -> Iterator[str]:
    """WCAG 4.1.2, name, role, value, and 2.4.6, headings and labels."""
    for button in all_of(page, "//button"):
        if not name_of(button):
            yield "a button has no words"
        if button.get("type") not in {"submit", "button", "reset"}:
            yield f"button {_called(button)} has no type"
    for button in all_of(page, "//input[@type='submit' or @type='button'][not(normalize-space(@value))]"):
        yield f"the button ‘{button.get('name', '')}’ has no words"


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
