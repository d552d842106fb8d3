"""A command adds a record to a list file and leaves every line of it as it is."""

from __future__ import annotations

import pytest

from plan_site.yaml.lists import added_to, has
from plan_site.yaml.values import Unreadable

ITEM = "- id: new\n  what: |\n    One.\n\n    Two.\n"


@pytest.mark.parametrize("text", ["", "\n", "[]\n", "[]"])
def test_an_item_is_the_first_of_an_empty_file(text: str) -> None:
    assert added_to(text, ITEM, "words.yml") == added_to(text, ITEM, "words.yml", at_the_top=True) == ITEM


@pytest.mark.parametrize("text", ["# A note: []\n", "# A note: []\n\n[]\n"])
def test_notes_stay_above_the_first_item(text: str) -> None:
    assert added_to(text, ITEM, "words.yml") == f"# A note: []\n\n{ITEM}"


def test_an_item_stands_under_the_others_or_above_them() -> None:
    text = "# - no item\n  - id: old\n    what: |\n      - a\n  # at the end\n"
    new = "  - id: new\n    what: |\n      One.\n\n      Two.\n"
    assert added_to(text, ITEM, "words.yml") == f"{text}\n{new}"
    assert added_to(text, ITEM, "words.yml", at_the_top=True) == text.replace("  - id: old", f"{new}\n  - id: old")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[{id: old}]\n", "The entries of words.yml stand in brackets."),
        ("[ ]\n", "The entries of words.yml stand in brackets."),
        ("id: old\n", "This file must be a list of records."),
        ("- id: [\n", "A square or curly bracket that opens here is not closed, or has text after it."),
    ],
)
def test_a_file_with_no_room_for_an_item_is_refused_in_plain_words(text: str, message: str) -> None:
    with pytest.raises(Unreadable) as refused:
        added_to(text, ITEM, "words.yml")
    assert refused.value.problem.what == message


def test_a_record_is_known_however_its_id_is_written() -> None:
    text = "# - id: noted\n- id: bare\n- {name: 'quoted'}\n- words: |\n    - id: said\n"
    assert [has(text, name, "words.yml") for name in ("bare", "quoted", "noted", "said")] == [True, True, False, False]
