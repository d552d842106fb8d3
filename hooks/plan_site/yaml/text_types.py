"""The types of text that a field may hold: how each is read, what it looks like, and what stands for it elsewhere."""

from __future__ import annotations

import calendar
import re
import typing
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cache
from pathlib import PurePosixPath
from typing import Any

from plan_site.model.addresses import ADDRESS_IN_A_BROWSER, address_fault
from plan_site.model.field_types import Address, FileName, Id, Line, PageAddress, Prose, When, YesNo
from plan_site.model.problems import did_you_mean, listed, shortened
from plan_site.model.records import STATUS_RULES, Status
from plan_site.model.rules import ReaderRule
from plan_site.yaml.values import Scalar

LONGEST_LINE = 500  # characters; a title or a sentence is shorter, a pasted document is not
LONGEST_PROSE = 10_000
EARLIEST_YEAR, LATEST_YEAR = 1900, 2100
PLACEHOLDER = "Write here"
"""How the words begin that `plan new` puts where an editor should write."""
PLACEHOLDER_ADDRESS = "https://www.example.org/"
"""The same for an address."""
Schema = dict[str, Any]
"""A part of a JSON Schema."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TextType:
    """All that is to be known of a type of text."""

    read: Callable[[Scalar], Any]
    """Raises Misread."""
    holds: str
    """What a cell of a table has, in words."""
    schema: Schema
    """What a schema says of it, for programs with which people edit: without quotes, 60 and true are text to us."""
    in_json: Schema = field(default_factory=dict)
    """What plan.json has, where that is no text."""
    pattern: str = ""
    """What it accepts, as a regular expression that a browser understands.

    The reader refuses a little more: 29 February in a year that has none.
    """
    otherwise: str = ""
    """What to do about words that do not fit the pattern."""
    example: str = PLACEHOLDER
    """What stands in a new record, with the {id} of the record or the day {today}."""
    choices: tuple[str, ...] = ()
    """The words that it takes, if it takes only some."""
    needs_no_quotes: bool = False
    """Whether it may be what other programs take for a number, a date or a truth value."""
    cell: Callable[[Any], str] = str
    """The text in a table for a value."""


class Misread(Exception):
    """A scalar that is not what its field takes."""

    def __init__(self, what: str, remedy: str, rule: ReaderRule = ReaderRule.every_field_has_its_shape) -> None:
        super().__init__(what)
        self.what, self.remedy, self.rule = what, remedy, rule


ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*", re.ASCII)
PAGE_ADDRESS = re.compile(rf"/(?:{ID.pattern}/)+", re.ASCII)
FILE_NAME = re.compile(r"[a-z0-9][a-z0-9._-]*\.(?:svg|png|jpg|jpeg|webp)", re.ASCII)
WHOLE_NUMBER = re.compile(r"0|[1-9][0-9]{0,5}", re.ASCII)
LONGEST_ID = 60
# Windows cannot make a folder of these names; "index" would take the place of a list.
RESERVED_IDS = frozenset(
    {"con", "prn", "aux", "nul", "index", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))}
)


def is_id(text: str) -> bool:
    """Whether a text can be an id."""
    return ID.fullmatch(text) is not None and len(text) <= LONGEST_ID and text not in RESERVED_IDS


def _id(value: Scalar) -> Id:
    text = value.text
    if is_id(text):
        return Id(text)
    rule = ReaderRule.every_id_fits_an_address
    if text in RESERVED_IDS:
        raise Misread(f"‘{text}’ is a name that computers keep for themselves.", "Choose another.", rule)
    if ID.fullmatch(text) is not None:
        what = f"it has {len(text)} characters, and {LONGEST_ID} are the most."
        raise Misread(f"‘{shortened(text)}’ cannot be used for ‘{{name}}’: {what}", "Make it shorter.", rule)
    plain = unicodedata.normalize("NFKD", text.lower()).encode("ascii", "ignore").decode()
    made = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:LONGEST_ID].strip("-")
    raise Misread(
        f"‘{shortened(text)}’ cannot be used for ‘{{name}}’: it becomes part of an address.",
        "Use small letters, digits and hyphens only" + (f", for example ‘{made}’." if made else "."),
        rule,
    )


def not_an_id(text: str) -> Misread:
    """For a field that refers to something: a file's name or an address often stands there."""
    alone = PurePosixPath(text.strip("/")).stem
    remedy = f"Write the id alone: ‘{alone}’." if is_id(alone) else "Copy the id of what is meant from its own record."
    return Misread(f"‘{shortened(text)}’ in ‘{{name}}’ is not an id.", remedy, ReaderRule.every_id_fits_an_address)


def _line(value: Scalar) -> Line:
    if len(value.paragraphs) > 1:
        if value.is_parted_by_escapes:
            raise Misread(
                "In double quotes, \\n starts a new paragraph, and the field ‘{name}’ holds one only.",
                "Take the \\n out. If you mean a backslash, put single quotes round the text.",
            )
        raise Misread(
            "The field ‘{name}’ holds one paragraph only.",
            "Take the blank line out, so that the words run on.",
        )
    if len(value.text) > LONGEST_LINE:
        raise Misread(
            f"The field ‘{{name}}’ holds at most {LONGEST_LINE} characters; these are {len(value.text)}.",
            "Say it more shortly.",
        )
    return Line(value.text)


def _prose(value: Scalar) -> Prose:
    if len(value.text) > LONGEST_PROSE:
        raise Misread(
            f"The field ‘{{name}}’ holds at most {LONGEST_PROSE} characters; these are {len(value.text)}.",
            "Say it more shortly, or make several records.",
        )
    return Prose(value.paragraphs)


def _address(value: Scalar) -> Address:
    fault = address_fault(value.text)
    if fault is not None:
        what, remedy = fault
        raise Misread(f"The address in ‘{{name}}’ {what}", remedy, ReaderRule.every_address_is_safe)
    return Address(value.text)


def _page_address(value: Scalar) -> PageAddress:
    if PAGE_ADDRESS.fullmatch(value.text) is None:
        raise Misread(
            "The field ‘{name}’ is not the address of a page of this site.",
            "Write it with a slash at both ends, for example /progress/first-meeting/.",
        )
    return PageAddress(value.text)


def _file_name(value: Scalar) -> FileName:
    if FILE_NAME.fullmatch(value.text) is None:
        raise Misread(
            "The field ‘{name}’ is not the name of a picture file.",
            "Use small letters, digits and hyphens, ending in .svg, .png, .jpg or .webp.",
        )
    return FileName(value.text)


_DAY = re.compile(r"([12][0-9]{3})-(0[1-9]|1[0-2])-([0-9]{2})", re.ASCII)


def _when(value: Scalar) -> When:
    when = When.parse(value.text)
    if when is None or not EARLIEST_YEAR <= when.year <= LATEST_YEAR:
        if when is None and (day := _DAY.fullmatch(value.text)):
            month = calendar.month_name[int(day[2])]
            what = f"The date in ‘{{name}}’ is none: {month} {day[1]} has no day {int(day[3])}."
            raise Misread(what, "Mend the day.", ReaderRule.every_date_is_a_date)
        raise Misread(
            "The field ‘{name}’ is not a date.",
            "Write year, month and day with hyphens: 2025-06-14. A month (2025-06) or a year (2025) will do.",
            ReaderRule.every_date_is_a_date,
        )
    return when


def _whole_number(value: Scalar) -> int:
    if WHOLE_NUMBER.fullmatch(value.text) is None:
        raise Misread("The field ‘{name}’ is not a whole number.", _plain_number(value.text))
    return int(value.text)


def _plain_number(text: str) -> str:
    """What to do about a number that some programs read as one number and some as another: 010, 1_000, ３."""
    meant = re.fullmatch(r"\+?0*(\d{1,6}(?:[,_ ]\d{3})?)", text)
    number = re.sub(r"\D", "", meant[1]) if meant else ""
    plain = str(int(number)) if number and len(number) <= _MOST_DIGITS else ""
    return f"Write it in digits alone: {plain}." if plain else "Write it in digits, for example 3."


_MOST_DIGITS = 6


def _yes_no(value: Scalar) -> YesNo:
    if value.text.lower() not in {"true", "false", "yes", "no"}:
        raise Misread("The field ‘{name}’ is neither true nor false.", "Write true or false.")
    return YesNo(value.text.lower() in {"true", "yes"})


def _choice_of(words: Iterable[str], make: Callable[[str], Any] = str, **schema: Any) -> TextType:
    known = tuple(words)

    def read(value: Scalar) -> Any:
        if value.text in known:
            return make(value.text)
        if make is Status and value.text == Status.LATE.value:
            what, remedy = (
                "‘late’ is worked out from the due date; it is not typed.",
                "Say how far the work has come, and when it is due.",
            )
        else:
            what = "The field ‘{name}’ has a word that is not on its list."
            remedy = did_you_mean(value.text, known) or f"Write one of {listed(known)}."
        raise Misread(what, remedy, ReaderRule.every_choice_is_on_its_list)

    holds = f"one of: {', '.join(known)}"
    return TextType(read=read, holds=holds, schema={"enum": [*known], **schema}, example=known[0], choices=known)


# --- all of them -------------------------------------------------------------------------------------------


def _shaped(pattern: str, otherwise: str, or_else: str = "", **more: Any) -> Schema:
    """A text of a shape, with what to say about another; bare, it may be a number to other programs."""
    types = ["string", or_else] if or_else else "string"
    return {"type": types, "pattern": f"^(?:{pattern})$", "patternErrorMessage": otherwise, **more}


_ANY_TEXT: Schema = {"type": ["string", "number", "boolean"]}
_ID_IN_A_BROWSER = rf"(?!(?:{'|'.join(sorted(RESERVED_IDS))})\s*$)(?=\S{{1,{LONGEST_ID}}}\s*$){ID.pattern}"
_DATE = r"[0-9]{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12][0-9]|3[01]))?)?"
_YEAR_IN_A_BROWSER = "(?:19[0-9]{2}|20[0-9]{2}|2100)"
_MONTHS_AND_THEIR_DAYS = (
    "(?:(?:0[13578]|1[02])(?:-(?:0[1-9]|[12][0-9]|3[01]))?"
    "|(?:0[469]|11)(?:-(?:0[1-9]|[12][0-9]|30))?"
    "|02(?:-(?:0[1-9]|[12][0-9]))?)"
)

_TYPES: dict[Any, TextType] = {
    Id: TextType(
        read=_id,
        holds="an id",
        schema=_shaped(ID.pattern, "Use small letters, digits and hyphens only.", "integer", maxLength=LONGEST_ID),
        pattern=_ID_IN_A_BROWSER,
        otherwise="write small letters, digits and hyphens, for example being-heard",
        example="{id}",
    ),
    Line: TextType(
        read=_line,
        holds="text",
        schema=_ANY_TEXT,
        pattern=rf"[\s\S]{{0,{LONGEST_LINE}}}",
        otherwise=f"write at most {LONGEST_LINE} characters",
    ),
    Prose: TextType(
        read=_prose,
        holds="text; a blank line starts a new paragraph",
        schema=_ANY_TEXT,
        pattern=rf"[\s\S]{{0,{LONGEST_PROSE}}}",
        otherwise=f"write at most {LONGEST_PROSE} characters",
        cell="\n\n".join,
    ),
    Address: TextType(
        read=_address,
        holds="an address",
        schema=_shaped(
            "(?:https?://|mailto:|tel:).+",
            "An address starts with https://, mailto: or tel:.",
            examples=["https://www.example.org/page", "mailto:name@example.org", "tel:01632960123"],
        ),
        pattern=ADDRESS_IN_A_BROWSER,
        otherwise="write an address that starts with https://, mailto: or tel:",
        example=PLACEHOLDER_ADDRESS,
    ),
    FileName: TextType(
        read=_file_name,
        holds="the name of a file",
        schema=_shaped(
            FILE_NAME.pattern,
            "Use small letters, digits and hyphens, ending in .svg, .png, .jpg or .webp.",
            examples=["my-picture.svg"],
        ),
        pattern=FILE_NAME.pattern,
        otherwise="write the name of a picture file, for example listen.svg",
        example="{id}.svg",
    ),
    PageAddress: TextType(
        read=_page_address,
        holds="an address of this website",
        schema=_shaped(
            PAGE_ADDRESS.pattern,
            "Write the address with a slash at both ends, for example /progress/first-meeting/.",
            examples=["/progress/first-meeting/"],
        ),
        pattern=PAGE_ADDRESS.pattern,
        otherwise="write an address with a slash at both ends, for example /progress/first-meeting/",
        example="/progress/an-old-id/",
    ),
    When: TextType(
        read=_when,
        holds="a day, a month or a year: 2025-06-14, 2025-06 or 2025",
        schema=_shaped(
            _DATE,
            "Write a day as 2025-06-14, a month as 2025-06 or a year as 2025.",
            "integer",
            minimum=EARLIEST_YEAR,
            maximum=LATEST_YEAR,
            examples=["2025-06-14", "2025-06", 2025],
        ),
        pattern=f"{_YEAR_IN_A_BROWSER}(?:-{_MONTHS_AND_THEIR_DAYS})?",
        otherwise="write a day (2025-06-14), a month (2025-06) or a year (2025)",
        example="{today}",
        needs_no_quotes=True,
    ),
    int: TextType(
        read=_whole_number,
        holds="a whole number",
        schema=_shaped(WHOLE_NUMBER.pattern, "Write a whole number in digits, for example 3.", "integer", minimum=0),
        in_json={"type": "integer", "minimum": 0},
        example="1",
        needs_no_quotes=True,
    ),
    YesNo: TextType(
        read=_yes_no,
        holds="yes or no",
        schema={"enum": [True, False, "yes", "no"]},
        in_json={"type": "boolean"},
        example="true",
        needs_no_quotes=True,
        cell=lambda value: "yes" if value else "no",
    ),
    Status: _choice_of(
        _TYPED := tuple(status.value for status in Status if status.is_typed),
        Status,
        enumDescriptions=[STATUS_RULES[Status(word)] for word in _TYPED],
    ),
}


@cache
def text_type_of(held: Any) -> TextType:
    """The type of text that a field holds, or an item of its list."""
    return _choice_of(typing.get_args(held)) if typing.get_origin(held) is typing.Literal else _TYPES[held]


def needs_no_quotes(held: Any) -> bool:
    """Whether what a field holds may be bare though other programs take it for a number, a date or a truth value."""
    return held in _TYPES and _TYPES[held].needs_no_quotes
