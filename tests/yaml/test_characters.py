"""Which letters, ids and addresses a plan may have: good and bad examples of each."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path

import pytest

from plan_site.html.render import render
from plan_site.model.addresses import address_fault
from plan_site.model.problems import Problem, errors_among
from plan_site.publish.project import Project, prepare
from plan_site.site.page import Site
from plan_site.yaml.text_types import is_id
from plan_site.yaml.values import Scalar, Unreadable, parse_yaml, read_text
from sites import SMALL, copy_of

ENGLAND = "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f"
GOOD_TEXT = {
    "Welsh, Polish, Vietnamese": "Siân Ŵyn, Żaneta, Nguyễn Thị Hạnh",
    "Arabic and Urdu": "مرحبا، اردو میں",
    "Hebrew with its points": "שָׁלוֹם",
    "Persian with its joiner": "می\u200cخواهم",
    "Hindi and Punjabi": "हिन्दी, ਪੰਜਾਬੀ, क्\u200dष",
    "Chinese, Japanese, Korean": "中文, 日本語, 한국어",
    "a Japanese name in its own shape": "葛\U000e0100飾区",
    "Greek, Cyrillic, Georgian": "Ελλάδα, Україна, საქართველო",
    "curly quotes and dashes": "“It’s ‘ours’” – said she — twice…",
    "a non-breaking space": "5\u00a0km, 20\u202fEuro",
    "a family": "👩\u200d👧\u200d👦 and 🧑🏽\u200d🦽",
    "flags": f"🇬🇧 {ENGLAND} 🏳️\u200d🌈",
    "a heart and a key cap": "❤️ 1️⃣",
    "fractions, marks and coins": "½ × 3² ≤ 5 € £ ☎ ✓",
    "a Gothic letter beyond the BMP": "𐍈",
    "a Chinese letter that is newer than Python 3.11": "\U0002ebe1",
    "a word without an end": "Llanfair" * 12,
    "accents in phonetic script": "ɔ̃̀ e̞̽",
}
BAD_TEXT = {
    "turns the words round": "\u202e",
    "turns the words round for a while": "\u2067",
    "marks a direction": "\u200f",
    "has no width": "\u200b",
    "joins nothing": "\u200d",
    "is a byte-order mark within": "\ufeff",
    "is a soft hyphen": "\u00ad",
    "glues letters invisibly": "\u034f",
    "is a Korean letter that nobody sees": "\u3164",
    "is a NUL": "\0",
    "rings a bell": "\x07",
    "speaks to a terminal": "\x1b[31m",
    "is a control character of the second set": "\x85",
    "ends a line for some programs": "\u2028",
    "ends a paragraph for some": "\u2029",
    "is private": "\ue000",
    "is private beyond the BMP": "\U0010fffd",
    "is no character": "\ufdd0",
    "is no character either": "\U0001ffff",
    "spells a secret in tags": "\U000e0041",
    "spells a secret in shapes": "\ufe01\ufe02\ufe03",
    "spells a secret in more shapes": "\U000e0150",
    "is music that nobody hears": "\U0001d173",
    "stands for what was lost": "\ufffd",
    "was saved twice": "Ã©",
    "is a pile of accents": "a" + "\u0301" * 12,
}


def errors_of(folder: Path) -> tuple[Problem, ...]:
    return errors_among(prepare(Project(folder / "plan_data", folder / "content", Site())).problems)


@pytest.mark.parametrize("text", GOOD_TEXT.values(), ids=GOOD_TEXT.keys())
def test_every_language_is_shown_as_it_was_typed(text: str, small_copy: Path) -> None:
    plan = small_copy / "plan_data/plan.yml"
    lines = [line for line in plan.read_text(encoding="utf-8").splitlines() if not line.startswith("area:")]
    plan.write_text("\n".join([*lines, f"area: {json.dumps(text, ensure_ascii=False)}"]), encoding="utf-8")
    prepared = prepare(Project(small_copy / "plan_data", small_copy / "content", Site()))
    assert errors_among(prepared.problems) == ()
    assert unicodedata.normalize("NFC", text) in unicodedata.normalize("NFC", render(prepared.pages[0]))


@pytest.mark.parametrize("character", BAD_TEXT.values(), ids=BAD_TEXT.keys())
def test_what_is_not_what_it_looks_like_is_refused_also_where_it_is_spelt_out(character: str, small_copy: Path) -> None:
    plan = small_copy / "plan_data/plan.yml"
    before = plan.read_text(encoding="utf-8")
    for words in (f'"of the{character}town"', json.dumps(f"of the{character}town")):
        plan.write_text(f"{before}hub: {words}\n", encoding="utf-8")
        (problem,) = errors_of(small_copy)
        assert problem.place.line == before.count("\n") + 1
        is_half = "\\ud" in words  # as JSON spells it, and YAML must not
        assert problem.rule == ("no_text_has_a_stray_backslash" if is_half else "text_is_what_it_looks_like")
        assert character not in f"{problem.what}{problem.remedy}" or character in "\ufffdÃ©"


def test_half_a_character_spelt_out_is_refused() -> None:
    with pytest.raises(Unreadable):
        parse_yaml(r'a: "\ud83d words"', "plan.yml")


def test_accents_behind_their_letters_and_letters_with_them_are_the_same_text(tmp_path: Path) -> None:
    apart, whole = "Jose\u0301 Sia\u0302n Vie\u0323\u0302t", "José Siân Việt"
    assert parse_yaml(r'"Jose\u0301"', "x.yml") == parse_yaml('"José"', "x.yml")
    (tmp_path / "x.yml").write_text(apart, encoding="utf-8")
    assert read_text(tmp_path / "x.yml", "x.yml") == whole


def test_a_letter_of_another_shape_stays_as_typed() -> None:
    value = parse_yaml('"\uf900 \u212b"', "x.yml")  # NFC would put other letters in their places
    assert isinstance(value, Scalar)
    assert value.text == "\uf900 \u212b"


@pytest.mark.parametrize("name", ["being-heard", "a", "2025", "a-1-b", "x" * 60, "console", "com10", "nullable"])
def test_a_good_id(name: str) -> None:
    assert is_id(name)


BAD_IDS = (
    *("", "-", "-a", "a-", "a--b", "A", "a b", "a_b", "a.b", "../a", "a/b", "é", "ａ", "аim", "x" * 61, "con", "nul"),
    *("com1", "lpt9", "index", "a\n", "\u202ea", "a\u200b", "١", "%2e", "a:b", "~", "a\0"),
)


@pytest.mark.parametrize("name", BAD_IDS)
def test_a_bad_id(name: str) -> None:
    assert not is_id(name)


@pytest.mark.parametrize(
    "address",
    [
        "https://www.example.org",
        "https://www.example.org/a/b?c=d&e=%20f#g",
        "https://example.org:8443/",
        "http://example.org/",
        "https://sub.domain.fernleigh.gov.uk/a_(b)",
        "https://www.example.org/caf%C3%A9",
        "https://1and1.example.com/~x",
        "HTTPS://WWW.EXAMPLE.ORG/",
        "mailto:plan@example.org",
        "mailto:o'brien.ann+plan@mail.example.org",
        "tel:+441332123456",
        "tel:01332-123456",
        "tel:999",
    ],
)
def test_a_good_address(address: str) -> None:
    assert address_fault(address) is None


@pytest.mark.parametrize(
    "address",
    [
        "",
        "example.org",
        "//example.org/",
        "/aims/",
        "https:",
        "https://",
        "https:///a",
        "https://example",
        "https://exa mple.org",
        "https://user@example.org/",
        "https://user:word@example.org/",
        "https://example.org@evil.example.com/",
        "https://exаmple.org/",
        "https://xn--exmple-4nf.org/",
        "https://www.xn--exmple-4nf.org/",
        "https://example。org/",
        "https://ｅxample.org/",
        "https://127.0.0.1/",
        "https://2130706433/",
        "https://0x7f.1/",
        "https://[::1]/",
        "https://[::1/",
        "https://localhost/",
        "https://plan.local/",
        "https://printer.lan/",
        "https://intranet.corp/",
        "https://plan.invalid/",
        "https://plan.test/",
        "https://-a.org/",
        "https://a-.org/",
        "https://a..org/",
        "https://example.org./",
        "https://exa_mple.org/",
        f"https://{'a' * 64}.org/",
        f"https://{'a.' * 130}org/",
        "https://example.org:0/",
        "https://example.org:99999/",
        "https://example.org:x/",
        "https://example.org\\@evil.example.com/",
        "https://example.org/\u202egpj.exe",
        "https://example.org/a\nb",
        "https://example.org/a\tb",
        "https://example.org/%",
        "https://example.org/%zz",
        "https://example.org/%00",
        "https://example.org/%0d%0aSet-Cookie:a",
        "https://example.org/../a",
        'https://example.org/" onmouseover="alert(1)',
        "https://example.org/'><script>",
        f"https://example.org/{'a' * 2_000}",
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        " javascript:alert(1)",
        "java\tscript:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "vbscript:x",
        "file:///etc/passwd",
        "ftp://example.org/",
        "blob:https://example.org/1",
        "view-source:https://example.org/",
        "mailto:",
        "mailto:plan",
        "mailto:plan@localhost",
        "mailto:a..b@example.org",
        "mailto:.a@example.org",
        "mailto:a.@example.org",
        f"mailto:{'a' * 65}@example.org",
        "mailto:a@example.org?subject=x",
        "mailto:a%0Abcc@example.org",
        "mailto:a@example.org,b@example.org",
        "mailto:a@exаmple.org",
        "mailto:<a@example.org>",
        "tel:",
        "tel:+",
        "tel:12",
        "tel:01332 123456",
        "tel:1-800-FLOWERS",
        "tel:0" + "1" * 20,
        "tel:123;phone-context=x",
        "sms:123",
    ],
)
def test_a_bad_address(address: str) -> None:
    fault = address_fault(address)
    assert fault is not None
    assert fault[0].endswith(".")
    assert fault[1].endswith(".")


def test_our_own_examples_are_of_good_plans(tmp_path: Path) -> None:
    assert errors_of(copy_of(SMALL, tmp_path / "project")) == ()
