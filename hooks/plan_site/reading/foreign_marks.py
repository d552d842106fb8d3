"""The marks of other tools that pages of this site do not read, so that readers would see them as they are typed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mark:
    """What a mark looks like where it was meant as one, and what to write instead.

    A pattern looks no further than a few hundred letters ahead, so that no page takes long.
    """

    name: str
    pattern: str
    remedy: str
    is_advice: bool = False


_TAKE_OUT = "Take it out"

MARKS = (
    Mark(
        "note_of_an_editor",
        r"<!--[\s\S]*?(?:-->|\Z)",
        f"{_TAKE_OUT}. Notes for editors have their place between the lines of dashes at the top, after a ‘#’.",
    ),
    Mark(
        "html",
        r"<(?P<tag>[A-Za-z][\w-]*)(?:\s[^<>]*)?>[^\n]{0,200}?</(?P=tag)>|</?[A-Za-z][^<>]*>",
        f"{_TAKE_OUT}: pages are written in Markdown alone. If readers shall see it, put a backtick (`) on both sides.",
    ),
    Mark("footnote", r"\[\^[^\]\s]+\]:?", "Say it in the sentence itself, or make a link of it: [words](address)."),
    Mark("wiki_link", r"!?\[\[[^\]\n]+\]\]", "Write a link as [words](/address/)."),
    Mark("template", r"\{\{[^\n]{0,200}?\}\}|\{%[^\n]{0,200}?%\}", f"{_TAKE_OUT}, and write what it stands for."),
    Mark("tracked_change", r"\{(?:\+\+|--|~~|==|>>)", f"{_TAKE_OUT}, and write the words as they should be."),
    Mark(
        "attributes",
        r"\{:[^{}\n]*\}|\{ {0,9}(?:[.#][\w-]|[\w-]{1,40}=)[^{}\n]*\}",
        f"{_TAKE_OUT}. A heading is called by its words.",
    ),
    Mark(
        "box",
        r"^(?:!!!|\?\?\?\+?|:::+) *\S[^\n]*|^:::+ *$",
        "Write it as a paragraph below a heading of its own, or as a quote: ‘> ’ before each line.",
    ),
    Mark("tab", r'^={3,}[!+]? *"[^\n]*', "Make a heading of it: ‘## ’ and the words."),
    Mark("snippet", r"(?<!-)-{1,9}8<-[^\n]*", f"{_TAKE_OUT}, and write the words here."),
    Mark("alert", r"\[!(?:NOTE|TIP|IMPORTANT|WARNING|CAUTION)\]", f"{_TAKE_OUT}, and write the word itself: ‘Note:’."),
    Mark("task", r"\A\[[ xX]\](?=\s|\Z)", "Write in words whether it is done."),
    Mark("abbreviation", r"^\*\[[^\]\n]+\]:[^\n]*", f"{_TAKE_OUT}. Hard words are explained in plan_data/words.yml."),
    Mark(
        "address_of_a_link",
        r"^\[[^\]\n]+\]:[^\n]*",
        "Put an empty line above it, and the whole address on the same line. Or write the link as [words](address).",
    ),
    Mark(
        "broken_link",
        r"\]\([^\s)]*|\] +\((?:/|#|https?:|mailto:)[^\s)]*\)?|\] ?\[[^\]\n]*\]",
        "Write a link in one piece, with no space in its middle: [words](address).",
    ),
    Mark(
        "row_of_a_table",
        r"^\|[^\n]*\|[ ]*$",
        "Below the first row of a table stands a row of dashes with as many cells: | --- | --- |.",
    ),
    Mark("definition", r"^: +\S[^\n]*", "Write it as a list: ‘- ’ before each line."),
    Mark("directive", r"^\.\. [\w-]+::[^\n]*", f"{_TAKE_OUT}, and write it in Markdown."),
    Mark("crossed_out", r"~~\S[^\n]{0,200}?~~|(?<![~\w])~[^~\s]+~(?![~\w])", "Take out words that no longer hold."),
    Mark("highlight", r"(?<![=\w])==[^\s=][^=\n]*==(?![=\w])", "Make it bold instead: **words**."),
    Mark("raised", r"\+\+[^\s+][^+\n]*\+\+|(?<!\w)\^[^\s^]+\^|(?<=\w)\^[^\s^]+\^", f"{_TAKE_OUT}, or say it in words."),
    Mark("icon", r"(?<![\w:]):[a-z][a-z0-9_+-]*:(?![\w:])", "Take it out, or type the picture itself."),
    Mark(
        "formula",
        r"\$\$[^$]+\$\$|\$(?=\S)[^$\n]{0,90}?[\\^_{}][^$\n]{0,90}(?<=\S)\$",
        "Say it in words, or type the numbers as they are.",
    ),
    Mark("hidden_note", r"%%[^\n]+?%%", f"{_TAKE_OUT}."),
    Mark("heading", r"\A#{1,6}(?=[^\W\d_])", "If it is a heading, put a space after the last ‘#’.", is_advice=True),
)
LEFT_OVER = (
    Mark(
        "lost_star",
        r"\*\*+|(?<!\w)__+(?=\w)|(?<=\w)__+(?!\w)|`+",
        "Put the same mark directly before and after the words that are meant, with no space between.",
        is_advice=True,
    ),
)
"""What is left where a mark of Markdown itself has lost its other half."""

BY_NAME = {mark.name: mark for mark in (*MARKS, *LEFT_OVER)}


def any_of(marks: Iterable[Mark]) -> str:
    """A pattern that finds the first of several marks, as a group of its name."""
    return "|".join(f"(?P<{mark.name}>{mark.pattern})" for mark in marks)


def as_typed(text: str, most: int = 40) -> str:
    """A mark as a message quotes it."""
    folded = re.sub(r"\s+", " ", text).strip()
    return folded if len(folded) <= most else f"{folded[: most - 1].rstrip()}…"
