"""Hard words: the first use of each on a page leads to its meaning, where a link can stand."""

from __future__ import annotations

import html as markup
from collections import Counter

import pytest
from lxml import html

from plan_site.english.glossary import Glossary
from plan_site.html.word_links import with_word_links
from plan_site.model.entries import EasyLine
from plan_site.model.field_types import Line
from plan_site.model.plan import Plan
from plan_site.model.problems import Place
from plan_site.model.site_records import Word
from sites import EXAMPLE, BuiltSite, prepared, words_on

NO_LINK_IN = frozenset({"a", "blockquote", "button", "dt", "form", "h1", "h2", "h3", "h4", "label", "nav"})
MEANINGS = {"/words/", "/easy-read/words/"}


def _plan() -> Plan:
    plan = prepared(EXAMPLE).plan
    assert plan is not None
    return plan


PLAN = _plan()


def linked(page: html.HtmlElement) -> list[html.HtmlElement]:
    return list(page.xpath("//a[contains(concat(' ', @class, ' '), ' word ')]"))


# --- on the pages of the fictional plan -------------------------------------------------------------------


def test_a_hard_word_leads_to_its_meaning_in_the_same_reading(example_site: BuiltSite) -> None:
    anchors = {word.anchor: word for word in PLAN.words}
    readings: Counter[str] = Counter()
    for address, page in example_site.pages.items():
        reading = "/easy-read/words/" if address.startswith("/easy-read/") else "/words/"
        meanings = example_site.pages[reading]
        for link in linked(page):
            target, _, anchor = _target(link.get("href", ""), address).partition("#")
            assert target == reading, f"{link.text_content()} on {address}"
            assert link.text_content().casefold() in {
                form.casefold() for form in (anchors[anchor].word, *anchors[anchor].also)
            }
            assert meanings.xpath("boolean(//main//*[@id = $anchor])", anchor=anchor)
            readings[reading] += 1
    assert set(readings) == MEANINGS


def _target(href: str, address: str) -> str:
    """The address of the site that a link on a page of it leads to."""
    if address == "/404.html":  # which any address may show, so that its links start at the root
        return href.removeprefix("/inclusion")
    up = href.count("../")
    parts = address.strip("/").split("/") if address.strip("/") else []
    return "/" + "".join(f"{part}/" for part in parts[: len(parts) - up]) + href.removeprefix("./").replace("../", "")


def test_a_link_from_a_hard_word_carries_its_meaning(example_site: BuiltSite) -> None:
    page = example_site.pages["/aims/one-team-around-you/"]
    anchors = {word.anchor: word for word in PLAN.words}
    assert linked(page)
    for link in linked(page):
        word = anchors[link.get("href", "").rpartition("#")[2]]
        assert link.get("data-meaning") == " ".join(line.words for line in word.meaning)


def test_a_hard_word_is_linked_once_a_page_and_where_it_is_used_first(example_site: BuiltSite) -> None:
    glossary = Glossary.of(PLAN.words)
    for address, page in example_site.pages.items():
        if address in MEANINGS:
            continue
        in_place = [link for link in linked(page) if not link.xpath("ancestor::*[@class='meanings']")]
        anchors = [link.get("href", "").rpartition("#")[2] for link in in_place]
        shown = words_on(page)
        explained = [word for word in PLAN.words if all(line.words in shown for line in word.meaning)]
        uses = (use.word for text in _texts_that_may_be_linked(page) for use in glossary.used_in(text))
        linked_once = [use.anchor for use in dict.fromkeys(uses) if use not in explained]
        assert anchors == linked_once, address


def _texts_that_may_be_linked(page: html.HtmlElement) -> list[str]:
    """The texts of the main part, those of links to meanings joined to what stands around them."""
    main = html.fromstring(html.tostring(page.get_element_by_id("main")))
    for link in linked(main):
        link.drop_tag()
    elsewhere = ("@data-no-links", "@class='meanings'", *(f"self::{tag}" for tag in NO_LINK_IN))
    for element in main.xpath(f"//*[{' or '.join(elsewhere)}]"):
        element.drop_tree()
    return [_without_names(str(text)) for text in main.xpath("//text()")]


def _without_names(text: str) -> str:
    """Names of which a hard word is a part, taken out."""
    for name in PLAN.names:
        if name not in {word.word for word in PLAN.words}:
            text = text.replace(name, "")
    return text


def test_no_link_from_a_hard_word_stands_in_a_heading_a_link_or_a_button(example_site: BuiltSite) -> None:
    for address, page in example_site.pages.items():
        for link in linked(page):
            around = {str(element.tag) for element in link.iterancestors()}
            assert "main" in around, address
            assert not around & NO_LINK_IN, address


def test_pages_that_say_what_words_mean_have_no_links_to_meanings(example_site: BuiltSite) -> None:
    for address in MEANINGS:
        assert linked(example_site.pages[address]) == []


def test_links_from_hard_words_change_nothing_that_is_read(example_site: BuiltSite) -> None:
    pages = [example_site.pages[f"/aims/{aim.id}/"] for aim in PLAN.aims]
    assert any(linked(page) for page in pages)
    for aim, page in zip(PLAN.aims, pages, strict=True):
        for text in (*aim.summary, *(objective.text or objective.official or "" for objective in aim.objectives)):
            assert text in words_on(page)


def test_the_page_of_hard_words_says_what_each_means_and_what_else_it_is_called(example_site: BuiltSite) -> None:
    for address in sorted(MEANINGS):
        page = example_site.pages[address]
        for word in PLAN.words:
            assert page.xpath("boolean(//main//*[@id = $anchor])", anchor=word.anchor)
            for line in word.meaning:
                assert line.words in words_on(page)
    for word in PLAN.words:
        for other in word.other_names:
            assert other in words_on(example_site.pages["/words/"])


# --- in documents made for it -----------------------------------------------------------------------------


def word(form: str, *also: str, meaning: str = "It is a word.") -> Word:
    line = EasyLine(place=Place(""), places={}, words=Line(meaning))
    return Word(place=Place(""), places={}, word=Line(form), meaning=(line,), also=tuple(map(Line, also)))


def with_links(main: str, *words: Word) -> str:
    document = f"<body><nav>SEND</nav><main id='main'>{main}</main><footer>SEND</footer></body>"
    linked_document = with_word_links(document, Glossary.of(words), lambda each: f"/words/#{each.anchor}")
    return linked_document.partition("<main id='main'>")[2].partition("</main>")[0]


def uses(main: str, *words: Word) -> list[str]:
    """The words that are linked, as the page has them."""
    return [link.text_content() for link in linked(html.fragment_fromstring(with_links(main, *words), "div"))]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Children with SEND can come.", ["SEND"]),
        ("Please send it to us.", []),
        ("Please Send it to us.", []),
        ("Resend SENDs or aSEND.", ["SENDs"]),
        ("(SEND) is “SEND”.", ["SEND"]),
        ("Co-production is co-production.", ["Co-production"]),
        ("Our co-productions and un-co-production.", ["co-productions"]),
        ("This is a co-production-like thing.", []),
        ("An EHC plan is a plan.", ["EHC plan", "plan"]),
        ("The Plan is an EHCP.", ["Plan", "EHCP"]),
        ("We PLAN ahead.", ["PLAN"]),
        ("A plan on a page is a plan.", ["plan on a page", "plan"]),
        ("A plane and planning.", []),
        ("EHC<br>plan", ["plan"]),
        ("An EHC\nplan, a co‑production.", ["EHC\nplan", "co‑production"]),
    ],
)
def test_a_use_is_a_whole_word_and_the_longest_wins(text: str, found: list[str]) -> None:
    known = (word("SEND"), word("co-production"), word("plan"), word("EHC plan", "EHCP"), word("plan on a page"))
    assert uses(f"<p>{text}</p>", *known) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The Oakford Promise aims to help. An aim is new.", ["aim"]),
        ("Schools aim to help.", []),
        ("We aim high, and they plan.", []),
        ("Those who plan to come have plans.", ["plans"]),
        ("Our aims to reach.", ["aims"]),
        ("Oakford’s two aims to reach.", ["aims"]),
        ("The aim to reach. The main plan to come.", ["aim", "plan"]),
        ("The council says what it wants: aims to reach.", ["aims"]),
        ("Aims to be met.", ["Aims"]),
    ],
)
def test_a_verb_is_no_use_of_a_noun(text: str, found: list[str]) -> None:
    assert uses(f"<p>{text}</p>", word("aim", "aims"), word("plan")) == found


def test_another_form_of_a_word_that_was_linked_is_left_alone() -> None:
    assert uses("<p>EHC plan</p><p>EHCP and plan</p>", word("EHC plan", "EHCP"), word("plan")) == ["EHC plan", "plan"]


@pytest.mark.parametrize("tag", ["h1", "h2", "h3", "h4", "a", "button", "label", "form", "nav", "dt"])
def test_where_a_link_cannot_stand_a_hard_word_is_left_and_its_next_use_is_linked(tag: str) -> None:
    before = f"<{tag}>SEND <span>SEND</span></{tag}><p>First.</p>"
    assert with_links(before, word("SEND")) == before
    assert with_links(f"{before}<p>SEND</p>", word("SEND")).startswith(f"{before}<p><a class=")


NAMES = ("Fernleigh Local Offer Team", "Local Offer")
LOCAL_OFFER, TEAM = word("Local Offer"), word("team")


def with_names(main: str, *explained: str) -> list[str]:
    """The words that are linked in a plan that has the names."""
    document = f"<main>{main}</main>"
    glossary = Glossary.of([LOCAL_OFFER, TEAM])
    page = with_word_links(document, glossary, lambda each: f"#{each.anchor}", explained=explained, names=NAMES)
    return [link.text_content() for link in linked(html.document_fromstring(page))]


def test_a_link_says_the_word_and_nothing_else() -> None:
    (link,) = linked(html.fragment_fromstring(with_links("<p>SEND</p>", word("SEND")), "div"))
    assert set(link.attrib) == {"class", "href", "data-meaning"}
    assert link.text_content() == "SEND"


@pytest.mark.parametrize(
    ("main", "found"),
    [
        ("<p>The Fernleigh Local Offer Team has a Local Offer.</p>", ["Local Offer"]),
        ("<p>The Fernleigh Local Offer Teams.</p>", ["Local Offer", "Teams"]),
        ("<p>Our team.</p>", ["team"]),
        ("<p>Who answers: <span data-no-links>Team <b>of the</b> Local Offer</span>, a team</p>", ["team"]),
        ("<ul><li data-no-links>Team</li><li>Team</li></ul>", ["Team"]),
    ],
)
def test_no_part_of_a_name_is_a_link(main: str, found: list[str]) -> None:
    assert with_names(main) == found


def test_a_word_that_the_page_explains_itself_is_no_link() -> None:
    assert with_names("<p>A team has a Local Offer.</p>", "team") == ["Local Offer"]


def test_words_of_a_quote_are_as_they_were_said_and_their_meanings_stand_after_who_said_them() -> None:
    quote = "<div><blockquote><p>A <b>team</b>, a team.</p><p>SEND</p></blockquote><p>Ann <img alt=''></p></div>"
    page = html.fragment_fromstring(with_links(f"{quote}<p>Our team</p>", word("SEND"), word("team")), "div")
    (quoted,) = page.xpath("div/blockquote")
    assert html.tostring(quoted).decode() == "<blockquote><p>A <b>team</b>, a team.</p><p>SEND</p></blockquote>"
    assert [part.text_content().strip() for part in quoted.itersiblings()] == ["Ann", "Hard words: team, SEND"]
    assert len(linked(page)) == 2


def test_quotes_of_one_part_share_their_hard_words() -> None:
    quote = "<blockquote><p>A team.</p></blockquote>"
    main = f"<section>{quote}<p>Between.</p><blockquote>SEND</blockquote><h2>A</h2></section><p>After.</p>"
    page = with_links(main, word("SEND"), word("team"))
    assert page.count("meanings") == 1
    assert page.index("<h2>") < page.index("meanings") < page.index("</section>")


def test_what_is_around_the_main_part_of_a_page_has_no_links() -> None:
    document = with_word_links("<nav>SEND</nav><p>SEND</p>", Glossary.of([word("SEND")]), lambda _: "/")
    assert document == "<nav>SEND</nav><p>SEND</p>"


def test_attributes_and_scripts_are_no_text() -> None:
    main = '<img alt="SEND" title="SEND"><script>SEND</script><svg><text>SEND</text></svg><p data-say="SEND">x</p>'
    assert with_links(main, word("SEND")) == main


@pytest.mark.parametrize("form", ["Q&A", "<b>", "x > y", "Bob's “club”", 'the "gap"', "A&E; <script>alert(1)</script>"])
def test_words_of_any_letters_stay_text(form: str) -> None:
    known = word(form, meaning=f'"{form}" is <i>a word</i> & more.')
    main = f"<p>Before &lt;i&gt; &amp; {markup.escape(form)} &amp; &lt;b&gt; after.</p>"
    fragment = html.fragment_fromstring(with_links(main, known), "div")
    assert [str(element.tag) for element in fragment.iter()] == ["div", "p", "a"]
    (link,) = linked(fragment)
    assert link.text_content() == form
    assert link.get("data-meaning") == f'"{form}" is <i>a word</i> & more.'
    assert fragment.text_content() == f"Before <i> & {form} & <b> after."


def test_a_text_without_hard_words_is_kept_letter_for_letter() -> None:
    main = "<p>Tom&#39;s &quot;plan&quot; &amp; ours&nbsp;&#x2013; <em>so</em></p>\n<!-- SEND -->"
    assert with_links(main, word("mediation")) == main


def test_a_plan_without_hard_words_has_no_links(small_site: BuiltSite) -> None:
    for page in small_site.pages.values():
        assert linked(page) == []
    assert "/words/" not in small_site.pages
