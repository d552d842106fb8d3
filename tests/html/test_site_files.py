"""The shared files of the site: colours with enough contrast, and light pages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from plan_site.english.letters import FOR_PAPER, LATIN, MORE_LATIN, spans_of, with_whole_words
from plan_site.html.site_files import ASSETS, COLOURS, HERE, NOT_ON_HOME, declarations, stylesheet

TEXT = ["ink", "muted", *(f"aim-{number}" for number in range(1, 13))]
GRAPHICS = [f"strand-{number}" for number in range(1, 13)]


def colour(scheme: str, name: str) -> tuple[float, float, float]:
    found = re.findall(rf"--{name}: #([0-9a-f]+)", declarations("light") + declarations(scheme))
    assert found, f"{scheme} has no {name}"
    digits = found[-1] if len(found[-1]) == 6 else "".join(digit * 2 for digit in found[-1])
    red, green, blue = (int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4))
    return red, green, blue


def contrast(one: tuple[float, float, float], other: tuple[float, float, float]) -> float:
    """The contrast ratio of WCAG 2.2."""

    def luminance(rgb: tuple[float, float, float]) -> float:
        red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in rgb)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("scheme", COLOURS)
@pytest.mark.parametrize("name", TEXT)
@pytest.mark.parametrize("ground", ["paper", "card"])
def test_text_has_a_contrast_of_seven_to_one(scheme: str, name: str, ground: str) -> None:
    assert contrast(colour(scheme, name), colour(scheme, ground)) >= 7


@pytest.mark.parametrize("scheme", COLOURS)
@pytest.mark.parametrize("name", GRAPHICS)
@pytest.mark.parametrize("ground", ["paper", "card"])
def test_the_strands_have_a_contrast_of_three_to_one(scheme: str, name: str, ground: str) -> None:
    assert contrast(colour(scheme, name), colour(scheme, ground)) >= 3


@pytest.mark.parametrize("scheme", COLOURS)
def test_words_on_the_sun_have_a_contrast_of_seven_to_one(scheme: str) -> None:
    assert contrast(colour(scheme, "on-sun"), colour(scheme, "sun")) >= 7


@pytest.mark.parametrize("scheme", COLOURS)
@pytest.mark.parametrize("ground", ["paper", "card"])
def test_the_focus_has_a_contrast_of_three_to_one(scheme: str, ground: str) -> None:
    assert contrast(colour(scheme, "focus"), colour(scheme, ground)) >= 3


_YOUNGER_THAN_2019 = (
    "?.",
    "??",
    "||=",
    "&&=",
    ".at(",
    ".replaceAll(",
    ".flat(",
    "structuredClone(",
    "(?<=",
    "(?<!",
    "\\p{",
)


@pytest.mark.parametrize("path", sorted((ASSETS / "scripts").glob("*.js")), ids=lambda path: path.name)
def test_no_script_is_written_in_a_way_that_browsers_of_2019_cannot_read(path: Path) -> None:
    script = path.read_text(encoding="utf-8").replace(r"\\p{", "")  # in a string: search asks whether it can be read
    for young in (
        "?.",
        "??",
        "||=",
        "&&=",
        ".at(",
        "replaceAll(",
        "structuredClone(",
        "(?<=",
        "(?<!",
        r"\p{",
        "import(",
        "#private",
    ):
        assert young not in script


def test_every_component_that_home_does_without_is_there() -> None:
    assert {path.name for path in (HERE / "components").iterdir()} >= NOT_ON_HOME


# --- letters ----------------------------------------------------------------------------------------------

_LETTERS_OF = {"fonts/atkinson": (LATIN,), "fonts/atkinson-ext": (MORE_LATIN,), "paper-fonts/dejavu": (FOR_PAPER,)}


def letters_in(*ranges: str) -> set[int]:
    return {letter for each in ranges for first, last in spans_of(each) for letter in range(first, last + 1)}


@pytest.mark.parametrize("weight", [400, 700])
@pytest.mark.parametrize(("file", "ranges"), _LETTERS_OF.items())
def test_a_font_has_the_letters_that_the_code_says_it_has(file: str, ranges: tuple[str, ...], weight: int) -> None:
    font = TTFont(ASSETS / f"{file}-{weight}.woff2")
    has = set(font.getBestCmap())
    if file.endswith("ext"):
        has -= letters_in(LATIN)  # which pages have already
    assert has == letters_in(*ranges)


def test_the_further_letters_have_a_font_of_their_own_that_only_their_pages_fetch() -> None:
    faces = [face for face in stylesheet("site").split("@font-face") if "atkinson-ext" in face]
    assert len(faces) == 2
    assert all(f"unicode-range:{MORE_LATIN.replace(', ', ',')}" in face for face in faces)


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("Llŷr and Żaneta", "Llŷr and Żaneta"),
        ("Dr Fọlákẹ́ Adé", 'Dr <span class="one-font">Fọlákẹ́</span> Adé'),
        ("ọ́", '<span class="one-font">ọ́</span>'),
        ("زلیخا → Олена", "زلیخا → Олена"),
        (
            '<a href="/x" aria-label="Ọlá">Ọlá</a>',
            '<a href="/x" aria-label="Ọlá"><span class="one-font">Ọlá</span></a>',
        ),
        ("<script>Ọlá</script>", "<script>Ọlá</script>"),
    ],
)
def test_a_word_with_a_letter_that_the_font_lacks_is_set_whole_in_another(typed: str, shown: str) -> None:
    head = "<html><head><title>Ọlá</title></head>"
    assert with_whole_words(f"{head}<body>{typed}</body></html>") == f"{head}<body>{shown}</body></html>"
