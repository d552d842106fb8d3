"""The page is read aloud, line by line, by a voice of the reader's device. The voice of these tests is made up."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

import screen_rules
from plan_site.html.site_files import script
from styleguide import examples

Tab = Callable[..., Page]

_BRITISH = {"name": "Daniel", "lang": "en-GB", "localService": True}

# As browsers do, it tells an utterance that was cancelled so a little later, when another is speaking.
_FAKE = """(() => {
  const wait = setTimeout;
  window.setTimeout = (does, time) => time < 10000 ? wait(does, Math.min(time, 10)) : ((fake.clock = does), 0);
  const fake = {
    voices: %s, said: [], now: null, cancelled: 0,
    getVoices() { return this.voices.slice(); },
    speak(utterance) {
      if (!utterance.text) return;
      this.said.push(utterance);
      this.now = utterance;
    },
    cancel() {
      const { now } = this;
      this.now = null;
      this.cancelled++;
      wait(() => {
        if (now) now.onerror({ error: 'canceled' });
        if (now) now.onend();
      }, 30);
    },
    resume() {},
    finish() {
      const { now } = this;
      this.now = null;
      now.onend();
    },
    fail(error) {
      const { now } = this;
      this.now = null;
      now.onerror({ error });
    },
  };
  window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
  Object.defineProperty(window, 'speechSynthesis', { value: fake });
})()"""

_LINES = """
<h1>A heading</h1>
<p>The first sentence. The second one! <a href="#main">A link</a> in the third?</p>
<ul><li>An item</li><li>Another <strong>item</strong></li></ul>
<p>The end.</p>"""
_READ = [
    "A heading",
    "The first sentence.",
    "The second one!",
    "A link in the third?",
    "An item",
    "Another item",
    "The end.",
]


def voiced(page: Page, *voices: dict[str, object]) -> Page:
    """A tab whose device has these voices."""
    page.add_init_script(_FAKE % repr(list(voices)).replace("True", "true").replace("False", "false"))
    return page


def opened(page: Page, site: str, main: str = _LINES) -> Page:
    """A page whose main part has the button, and then this."""
    voiced(page, _BRITISH).goto(f"{site}/")
    page.evaluate(
        """html => {
          const main = document.getElementById('main'), tools = main.querySelector('.listen').closest('main > *');
          main.innerHTML = html;
          main.prepend(tools);
        }""",
        main,
    )
    return page


def listening(page: Page, site: str, main: str = _LINES) -> Page:
    """The same, once the first line is spoken."""
    press(opened(page, site, main), "Listen")
    spoken(page)
    return page


def press(page: Page, words: str) -> None:
    page.get_by_role("button", name=words, exact=True).click()


def spoken(page: Page) -> str:
    """What the voice speaks now or begins to speak."""
    return str(
        page.evaluate(
            """async () => {
              while (!speechSynthesis.now) await new Promise(requestAnimationFrame);
              return speechSynthesis.now.text;
            }"""
        )
    )


def finish(page: Page) -> None:
    """The voice comes to the end of its line."""
    page.evaluate("speechSynthesis.finish()")


def is_silent(page: Page) -> bool:
    """Whether nothing is spoken, and nothing begins to be."""
    page.wait_for_timeout(100)
    return page.evaluate("speechSynthesis.now") is None


def read(page: Page) -> list[str]:
    """All lines, each once it is spoken, to the end."""
    lines: list[str] = page.evaluate(
        """async () => {
          const lines = [];
          while (document.querySelector('.listen-bar') || !lines.length) {
            while (!speechSynthesis.now) await new Promise(requestAnimationFrame);
            lines.push(speechSynthesis.now.text);
            speechSynthesis.finish();
          }
          return lines;
        }"""
    )
    return lines


def bar(page: Page) -> Locator:
    return page.get_by_role("region", name="Listen to this page")


def marked(page: Page) -> str:
    return str(page.evaluate("String([...CSS.highlights.get('listen') || ['']][0])"))


def rate(page: Page) -> float:
    spoken(page)
    return float(page.evaluate("speechSynthesis.now.rate"))


# --- the button -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("voices", [(), ({"name": "Anna", "lang": "de-DE", "localService": True},)])
def test_there_is_no_button_without_a_voice_for_english(
    voices: tuple[dict[str, object], ...], tab: Tab, example: str
) -> None:
    page = voiced(tab(), *voices)
    page.goto(f"{example}/")
    expect(page.locator("#listen")).to_be_hidden()


def test_there_is_no_button_in_a_browser_that_cannot_speak(tab: Tab, example: str) -> None:
    page = tab()
    page.add_init_script("Object.defineProperty(window, 'speechSynthesis', { value: undefined })")
    said: list[str] = []
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(f"{example}/")
    expect(page.locator("#listen")).to_be_hidden()
    assert said == []


def test_there_is_no_button_without_script(tab: Tab, example: str) -> None:
    page = tab(java_script_enabled=False)
    page.goto(f"{example}/")
    expect(page.locator(".listen")).to_be_hidden()


@pytest.mark.parametrize("lang", ["en-GB", "en_GB", "en-US", "en"])
def test_the_button_is_there_with_a_voice_for_english(lang: str, tab: Tab, example: str) -> None:
    page = voiced(tab(), {"name": "Daniel", "lang": lang, "localService": False})
    page.goto(f"{example}/")
    expect(page.get_by_role("button", name="Listen", exact=True)).to_be_visible()


def test_a_voice_that_comes_late_brings_the_button_and_nothing_jumps(tab: Tab, example: str) -> None:
    page = voiced(tab(360))
    page.goto(f"{example}/")
    before = page.locator("h1").bounding_box()
    page.evaluate("speechSynthesis.voices = [{ lang: 'en-GB' }]; speechSynthesis.onvoiceschanged()")
    expect(page.get_by_role("button", name="Listen", exact=True)).to_be_visible()
    assert page.locator("h1").bounding_box() == before


def test_a_voice_that_comes_late_without_a_word_brings_the_button_too(tab: Tab, example: str) -> None:
    page = tab()
    page.add_init_script(
        (_FAKE % "[]").replace("const wait = setTimeout;", "const wait = setTimeout; window.plainly = setTimeout;")
        + "; window.setTimeout = window.plainly"
    )
    page.goto(f"{example}/")
    expect(page.locator("#listen")).to_be_hidden()
    page.evaluate("speechSynthesis.voices = [{ lang: 'en-GB' }]")
    expect(page.get_by_role("button", name="Listen", exact=True)).to_be_visible()


def test_the_player_is_fetched_only_when_the_button_is_pressed(tab: Tab, example: str) -> None:
    page = opened(tab(), example)
    fetched: list[str] = []
    page.on("request", lambda request: fetched.append(request.url) if request.resource_type == "script" else None)
    assert page.locator("script[src*='listen.']").count() == 0
    press(page, "Listen")
    spoken(page)
    press(page, "Stop")
    press(page, "Listen")
    spoken(page)
    assert len(fetched) == 1
    assert re.search(r"/assets/listen\.\w+\.js$", fetched[0])


def test_the_voice_is_woken_by_the_press_itself_or_apples_browsers_stay_silent(tab: Tab, example: str) -> None:
    page = opened(tab(), example)
    page.evaluate("() => { speechSynthesis.speak = utterance => (window.woken = utterance.text); }")
    page.route("**/assets/listen.*.js", lambda _: None)
    press(page, "Listen")
    assert page.evaluate("window.woken") == ""


def test_a_player_that_is_lost_leaves_no_dead_button(tab: Tab, example: str) -> None:
    page = opened(tab(), example)
    page.route("**/assets/listen.*.js", lambda route: route.abort())
    press(page, "Listen")
    expect(page.locator(".listen")).to_be_hidden()


def test_the_player_is_small() -> None:
    assert len(gzip.compress(script("listen").encode(), mtime=0)) <= 3000


# --- what is read -----------------------------------------------------------------------------------------


def test_the_main_part_is_read_line_by_line_from_top_to_bottom(tab: Tab, example: str) -> None:
    assert read(listening(tab(), example)) == _READ


@pytest.mark.parametrize("address", ["/", "/aims/", "/plan-on-a-page/", "/accessibility/"])
def test_a_page_of_the_site_is_read_from_its_main_heading_on(address: str, tab: Tab, example: str) -> None:
    page = voiced(tab(), _BRITISH)
    page.goto(example + address)
    press(page, "Listen")
    lines = read(page)
    heading = " ".join(page.locator("h1").inner_text().split())
    assert any(heading.startswith(line) for line in lines[:2])
    assert len(lines) > 5
    assert all(line == " ".join(line.split()) and len(line) <= 200 for line in lines)
    assert "Listen" not in lines


def test_what_is_hidden_or_no_text_is_not_read(tab: Tab, example: str) -> None:
    page = listening(
        tab(),
        example,
        """
        <p>Read <span class="visually-hidden">not this</span> <span hidden>nor this</span>me.</p>
        <p hidden>Hidden</p><p style="visibility: hidden">Not seen</p><p aria-hidden="true">Decoration</p>
        <p class="visually-hidden">For screen readers alone</p><div data-silent><p>Silent</p></div>
        <form><label>A field <input></label></form><p><button type="button">A button</button></p>
        <svg><text>A drawing</text></svg><p> – </p><script type="text/plain">A script</script>
        <details><summary>A summary</summary><p>Closed</p></details>
        <details open><summary>Another</summary><p>Open</p></details>
        <img src="x.png" alt="A picture">""",
    )
    page.locator("[style]").evaluate_all("all => all.forEach(each => (each.style.visibility = 'hidden'))")
    press(page, "Stop")
    press(page, "Listen")
    assert read(page) == ["Read me.", "A summary", "Another", "Open"]


def test_tables_and_lists_of_facts_are_read_cell_by_cell(tab: Tab, example: str) -> None:
    page = listening(
        tab(),
        example,
        """
        <table><caption>Waiting</caption><tr><th scope="col">Year</th><th scope="col">Weeks</th></tr>
        <tr><td>2026</td><td>12</td></tr></table>
        <dl><dt>Who</dt><dd>The council</dd></dl><blockquote><p>“We listened.”</p></blockquote>""",
    )
    assert read(page) == ["Waiting", "Year", "Weeks", "2026", "12", "Who", "The council", "“We listened.”"]


@pytest.mark.parametrize(
    ("words", "lines"),
    [
        ("Dr. Shaw came. So did Mrs. J. Khan.", ["Dr. Shaw came.", "So did Mrs. J. Khan."]),
        ("It is 0.5 km, i.e. near. Go!", ["It is 0.5 km, i.e. near.", "Go!"]),
        ("Some help, e.g. Braille. Why?", ["Some help, e.g. Braille.", "Why?"]),
        ("“We listened.” She said so… 10 came.", ["“We listened.”", "She said so…", "10 came."]),
        ("Ask at help@example.org. Or ring.", ["Ask at help@example.org.", "Or ring."]),
        ("One line <br>of a heading", ["One line of a heading"]),
        ("Half\n   a    line", ["Half a line"]),
    ],
)
def test_a_line_is_a_sentence(words: str, lines: list[str], tab: Tab, example: str) -> None:
    assert read(listening(tab(), example, f"<p>{words}</p>")) == lines


def test_a_line_of_easy_words_is_one_line(tab: Tab, example: str) -> None:
    main = '<div class="easy-line"><p>This is easy. Is it not?</p></div><div class="easy-line"><p>Yes.</p></div>'
    assert read(listening(tab(), example, main)) == ["This is easy. Is it not?", "Yes."]


def test_a_long_sentence_is_cut_after_a_comma_or_a_word(tab: Tab, example: str) -> None:
    part = "the council and its partners said that they would help"
    with_commas = f"{part}, {part}, {part}, {part}."
    page = listening(tab(), example, f"<p>{with_commas}</p><p>{'word ' * 60}</p><p>{'x' * 200}</p>")
    lines = read(page)
    assert all(len(line) <= 150 for line in lines)
    assert lines[:2] == [f"{part}, {part},", f"{part}, {part}."]
    assert "".join(lines[2:]).replace(" ", "") == "word" * 60 + "x" * 200


@pytest.mark.parametrize("words", ["نحن نستمع إليكم", "हम सुनते हैं", "我们在听", "Слухаємо вас", "Ελάτε", "Łódź", "é"])
def test_words_of_every_script_are_read(words: str, tab: Tab, example: str) -> None:
    assert read(listening(tab(), example, f"<p>{words}</p><p> – </p><p>«»</p>")) == [words]


def test_a_sentence_may_begin_with_any_capital_letter(tab: Tab, example: str) -> None:
    main = "<p>So it is. École is open. Łukasz came. É. Dupont too. क्या? हाँ।</p>"
    lines = ["So it is.", "École is open.", "Łukasz came.", "É. Dupont too.", "क्या?", "हाँ।"]
    assert read(listening(tab(), example, main)) == lines


def test_what_a_voice_may_not_read_is_said(tab: Tab, example: str) -> None:
    page = listening(tab(), example, "<p>Слухаємо вас</p>")
    expect(bar(page)).to_contain_text("The voice may not read these letters.")


def test_pieces_are_the_shorter_the_slower_they_are_read(tab: Tab, example: str) -> None:
    page = listening(tab(), example, f"<p>Before.</p><p>{'word ' * 60}</p><p>After.</p>")
    finish(page)
    before = spoken(page)
    press(page, "Slower")
    press(page, "Slower")
    assert 60 < len(spoken(page)) <= 90 < len(before)
    lines = read(page)
    assert "".join(lines).replace(" ", "") == "word" * 60 + "After."


# --- how it is said ---------------------------------------------------------------------------------------


def test_words_of_the_glossary_are_spoken_as_it_says(tab: Tab, example: str) -> None:
    page = opened(
        tab(),
        example,
        "<p>SEND and SENDs, send, SENDER.</p><p>An EHC plan, two ehc plans, an <b>EHC</b> plan</p>"
        "<p>The plan of A+B</p><p>L’école, École, bécole</p>",
    )
    assert ["SEND", "send"] in page.evaluate("JSON.parse(document.getElementById('listen').dataset.say)")
    ways = [["SEND", "s end"], ["plan", "PLAN"], ["EHC plan", "E H C plan"], ["A+B", 'A $& "B"'], ["école", "ay coal"]]
    page.evaluate("ways => (document.getElementById('listen').dataset.say = JSON.stringify(ways))", ways)
    press(page, "Listen")
    assert read(page) == [
        "s end and s ends, send, SENDER.",
        "An E H C plan, two E H C plans, an E H C plan",
        'The PLAN of A $& "B"',
        "L’ay coal, ay coal, bécole",
    ]


def test_an_element_with_words_of_its_own_for_the_voice_speaks_those(tab: Tab, example: str) -> None:
    page = listening(
        tab(),
        example,
        '<p data-say="From 0 to 25 years">0–25</p><p>Help <span data-say="twenty four seven">24/7</span> here.</p>',
    )
    assert spoken(page) == "From 0 to 25 years"
    assert marked(page) == "0–25"
    finish(page)
    assert spoken(page) == "Help twenty four seven here."
    assert marked(page) == "Help 24/7 here."


@pytest.mark.parametrize("best", range(4))
def test_a_british_voice_of_the_device_is_preferred(best: int, tab: Tab, example: str) -> None:
    ranked: list[dict[str, object]] = [
        {"name": "0", "lang": "en_GB", "localService": True},
        {"name": "1", "lang": "en-GB", "localService": False},
        {"name": "2", "lang": "en-US", "localService": True},
        {"name": "3", "lang": "en-AU", "localService": False},
    ]
    page = voiced(tab(), {"name": "Anna", "lang": "de-DE", "localService": True}, *reversed(ranked[best:]))
    page.goto(f"{example}/")
    press(page, "Listen")
    spoken(page)
    assert page.evaluate("speechSynthesis.now.voice.name") == str(best)
    assert page.evaluate("speechSynthesis.now.lang") == "en-GB"


# --- what is marked ---------------------------------------------------------------------------------------


def test_the_line_that_is_spoken_is_marked_and_on_the_screen(tab: Tab, example: str) -> None:
    page = tab(360, reduced_motion="reduce")
    page.set_viewport_size({"width": 360, "height": 640})
    lines = [f"This is sentence number {number}." for number in range(40)]
    page = listening(page, example, f"<h1>Many</h1><p>{' '.join(lines[:20])}</p><p>{' '.join(lines[20:])}</p>")
    finish(page)
    for line in lines:
        assert spoken(page) == line
        assert marked(page) == line
        assert page.evaluate(
            """() => {
              const line = [...CSS.highlights.get('listen')][0].getBoundingClientRect();
              return line.top >= 0 && line.bottom <= document.querySelector('.listen-bar').getBoundingClientRect().top;
            }"""
        )
        finish(page)
    expect(bar(page)).to_be_hidden()
    assert marked(page) == ""


def test_the_page_does_not_move_while_the_line_is_on_the_screen(tab: Tab, example: str) -> None:
    page = listening(tab(), example)
    finish(page)
    spoken(page)
    assert page.evaluate("scrollY") == 0


def test_a_browser_without_highlights_marks_the_block(tab: Tab, example: str) -> None:
    page = tab()
    page.add_init_script("delete window.Highlight")
    listening(page, example)
    for block in ("A heading", "The first sentence. The second one! A link in the third?"):
        expect(page.locator(".listen-line")).to_have_text([block])
        finish(page)
        spoken(page)
    press(page, "Stop")
    expect(page.locator(".listen-line")).to_have_count(0)


# --- the bar ----------------------------------------------------------------------------------------------


def test_pause_and_go_on_start_the_line_again(tab: Tab, example: str) -> None:
    page = listening(tab(), example)
    finish(page)
    assert spoken(page) == _READ[1]
    press(page, "Pause")
    assert is_silent(page)
    assert marked(page) == _READ[1]
    press(page, "Go on")
    assert spoken(page) == _READ[1]
    expect(page.get_by_role("button", name="Pause")).to_be_focused()


def test_next_and_previous_go_to_their_lines(tab: Tab, example: str) -> None:
    page = listening(tab(), example)
    press(page, "Previous line")
    assert spoken(page) == _READ[0]
    press(page, "Next line")
    press(page, "Next line")
    assert spoken(page) == _READ[2]
    press(page, "Previous line")
    assert spoken(page) == _READ[1]
    assert marked(page) == _READ[1]
    page.wait_for_timeout(100)  # what is told of the lines that were cancelled changes nothing
    assert spoken(page) == _READ[1]


def test_next_and_previous_while_paused_move_the_mark_and_stay_silent(tab: Tab, example: str) -> None:
    page = listening(tab(), example)
    press(page, "Pause")
    press(page, "Next line")
    press(page, "Next line")
    press(page, "Previous line")
    assert marked(page) == _READ[1]
    assert is_silent(page)
    press(page, "Go on")
    assert spoken(page) == _READ[1]


def test_next_in_the_last_line_ends_it(tab: Tab, example: str) -> None:
    page = listening(tab(), example, "<p>Alone</p>")
    press(page, "Next line")
    expect(bar(page)).to_be_hidden()
    assert is_silent(page)


def test_slower_and_faster_say_the_speed_and_nothing_else_is_said_to_screen_readers(tab: Tab, example: str) -> None:
    page = listening(tab(), example)
    status = bar(page).locator("[aria-live]")
    expect(status).to_have_text("")
    assert rate(page) == 1
    for words, speed, said in [
        ("Slower", 0.8, "Speed: slow"),
        ("Slower", 0.6, "Speed: the slowest"),
        ("Slower", 0.6, "Speed: the slowest"),
        ("Faster", 0.8, "Speed: slow"),
        ("Faster", 1, "Speed: usual"),
        ("Faster", 1.3, "Speed: fast"),
        ("Faster", 1.6, "Speed: the fastest"),
        ("Faster", 1.6, "Speed: the fastest"),
    ]:
        press(page, words)
        expect(status).to_have_text(said)
        assert rate(page) == speed
        assert spoken(page) == _READ[0]
    finish(page)
    assert rate(page) == 1.6
    expect(status).to_have_text("Speed: the fastest")


def test_the_speed_holds_for_the_page_alone_and_nothing_is_kept(tab: Tab, example: str) -> None:
    page = listening(tab(), example)
    press(page, "Faster")
    press(page, "Stop")
    press(page, "Listen")
    assert rate(page) == 1.3
    assert page.evaluate("[...Object.keys(localStorage), ...Object.keys(sessionStorage)]") == []
    assert page.context.cookies() == []
    page.reload()
    press(page, "Listen")
    assert rate(page) == 1


def test_stop_ends_it_where_the_reader_is(tab: Tab, example: str) -> None:
    page = listening(tab(reduced_motion="reduce"), example, "<p>A line.</p>" * 60)
    page.evaluate("scrollTo(0, 600)")
    for words in ("Pause", "Slower", "Stop"):
        press(page, words)
    assert is_silent(page)
    expect(bar(page)).to_be_hidden()
    expect(page.get_by_role("button", name="Listen", exact=True)).to_be_focused()
    assert marked(page) == ""
    assert page.evaluate("scrollY") == 600


def test_the_end_of_the_page_ends_it_and_leads_back_to_the_button(tab: Tab, example: str) -> None:
    page = listening(tab(), example)
    read(page)
    expect(bar(page)).to_be_hidden()
    expect(page.get_by_role("button", name="Listen", exact=True)).to_be_focused()
    assert is_silent(page)


def test_the_end_takes_the_focus_from_nobody_who_reads_on(tab: Tab, example: str) -> None:
    page = listening(tab(), example)
    page.get_by_role("link", name="A link").focus()
    read(page)
    expect(page.get_by_role("link", name="A link")).to_be_focused()


def test_the_button_pressed_again_starts_again(tab: Tab, example: str) -> None:
    page = listening(tab(), example)
    finish(page)
    assert spoken(page) == _READ[1]
    press(page, "Listen")
    assert spoken(page) == _READ[0]
    expect(bar(page)).to_have_count(1)


@pytest.mark.parametrize("error", ["interrupted", "canceled", "network", "synthesis-failed", "not-allowed"])
def test_a_voice_that_fails_is_waited_for(error: str, tab: Tab, example: str) -> None:
    page = listening(tab(), example)
    page.evaluate("error => speechSynthesis.fail(error)", error)
    assert is_silent(page)
    expect(bar(page).locator("[aria-live]")).to_have_text("The voice stopped.")
    assert page.evaluate("speechSynthesis.said.length") == 1
    press(page, "Go on")
    assert spoken(page) == _READ[0]


def test_a_voice_that_never_begins_or_never_ends_is_said_to_have_stopped(tab: Tab, example: str) -> None:
    page = listening(tab(), example)
    finish(page)
    assert spoken(page) == _READ[1]
    page.evaluate("speechSynthesis.clock()")
    expect(bar(page)).to_contain_text("The voice stopped.")
    assert is_silent(page)
    press(page, "Go on")
    assert spoken(page) == _READ[1]


def test_leaving_the_page_silences_it(tab: Tab, example: str) -> None:
    page = listening(tab(), example)
    page.evaluate("speechSynthesis.cancelled = 0; dispatchEvent(new PageTransitionEvent('pagehide'))")
    assert page.evaluate("speechSynthesis.cancelled") == 1
    assert is_silent(page)
    expect(bar(page)).to_be_hidden()


# --- without a mouse, on a small screen, on paper ---------------------------------------------------------


def test_all_is_done_with_the_keyboard(tab: Tab, example: str) -> None:
    page = opened(tab(360), example)
    page.get_by_role("button", name="Listen", exact=True).focus()
    page.keyboard.press("Enter")
    assert spoken(page) == _READ[0]
    expect(page.get_by_role("button", name="Pause")).to_be_focused()
    page.keyboard.press("Space")
    expect(page.get_by_role("button", name="Go on")).to_be_focused()
    for words in ("Previous line", "Next line", "Slower", "Faster", "Stop"):
        page.keyboard.press("Tab")
        expect(page.get_by_role("button", name=words)).to_be_focused()
        assert page.evaluate("scrollY") == 0
    page.keyboard.press("Enter")
    expect(bar(page)).to_be_hidden()
    expect(page.get_by_role("button", name="Listen", exact=True)).to_be_focused()


def test_escape_stops_it(tab: Tab, example: str) -> None:
    page = listening(tab(), example, "<p>A line.</p>" * 60)
    page.evaluate("scrollTo(0, 600)")
    page.keyboard.press("Escape")
    assert is_silent(page)
    expect(bar(page)).to_be_hidden()
    expect(page.get_by_role("button", name="Listen", exact=True)).to_be_focused()
    expect(page.get_by_role("button", name="Listen", exact=True)).to_be_in_viewport()
    page.get_by_role("link").first.focus()
    page.keyboard.press("Escape")
    expect(page.get_by_role("link").first).to_be_focused()


@pytest.mark.parametrize(("width", "most"), [(320, 170), (360, 160), (1280, 100)])
def test_the_bar_leaves_the_screen_to_the_page(width: int, most: int, tab: Tab, example: str) -> None:
    page = tab(width)
    page.set_viewport_size({"width": width, "height": 640})
    listening(page, example, "<p>A line.</p>" * 60)
    press(page, "Slower")
    box = bar(page).bounding_box()
    assert box
    assert box["height"] <= most
    assert box["y"] + box["height"] == pytest.approx(640)
    page.evaluate("scrollTo({ top: document.documentElement.scrollHeight, behavior: 'instant' })")
    last = page.locator("footer").last.bounding_box()
    assert last
    assert last["y"] + last["height"] <= box["y"]


@pytest.mark.parametrize("width", [1280, 320])
def test_the_bar_stands_in_nobodys_way(width: int, tab: Tab, example: str) -> None:
    page = voiced(tab(width, reduced_motion="reduce"), _BRITISH)
    page.goto(f"{example}/aims/")
    press(page, "Listen")
    spoken(page)
    press(page, "Pause")
    page.evaluate("document.activeElement.blur()")
    assert [*screen_rules.faults_of(page)] == []


def test_nothing_of_it_is_on_paper(tab: Tab, example: str) -> None:
    page = listening(tab(), example)
    page.emulate_media(media="print")
    expect(page.locator(".listen")).to_be_hidden()
    expect(page.locator(".listen-bar")).to_be_hidden()


def test_the_styleguide_shows_the_bar_as_the_script_makes_it(tab: Tab, example: str) -> None:
    page = listening(tab(), example)
    press(page, "Slower")
    made = page.locator(".listen-bar").evaluate("bar => bar.outerHTML")
    assert any(made in each.shown for each in examples())
