"""The catalogue of rules: the name of each, why there is one and who says so, and what bears its name.

A rule is a function that finds what breaks it, under `rule` or `advice`; or it is one of `ReaderRule`, which whoever
reads a file finds broken on the way. Several functions may look for one rule in different things: one of them says
why there is one.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from dataclasses import replace
from enum import Enum, unique
from functools import wraps
from typing import Any, ClassVar, Generic, ParamSpec, Protocol, TypeVar

from plan_site.model.problems import Place, Problem

REASONS: dict[str, str] = {}
"""Why there is a rule, by its name."""


class Found(Protocol):
    """What breaks a rule: a dataclass that says which rule it is, and whether that is advice."""

    __dataclass_fields__: ClassVar[dict[str, Any]]

    @property
    def rule(self) -> str: ...

    @property
    def is_advice(self) -> bool: ...


P = ParamSpec("P")
F = TypeVar("F", bound=Found)
Judged = TypeVar("Judged")


def _register(name: str, reason: str) -> None:
    if reason and REASONS.setdefault(name, reason) != reason:
        raise TypeError(f"there are two reasons for the rule {name}")


def rule(function: Callable[P, Iterator[F]]) -> Callable[P, Iterator[F]]:
    """Takes a rule into the catalogue by its name and docstring; what it finds bears its name."""
    return _named(function)


def advice(function: Callable[P, Iterator[F]]) -> Callable[P, Iterator[F]]:
    """The same of a rule that never stops a build."""
    return _named(function, is_advice=True)


def _named(function: Callable[P, Iterator[F]], **also: bool) -> Callable[P, Iterator[F]]:
    name = function.__name__
    _register(name, inspect.getdoc(function) or "")

    @wraps(function)
    def named(*arguments: P.args, **options: P.kwargs) -> Iterator[F]:
        for found in function(*arguments, **options):
            yield replace(found, rule=found.rule or name, **also)

    return named


class Rules(Generic[Judged, F]):
    """Rules that look at one and the same thing, each taken in by its decorator."""

    def __init__(self) -> None:
        self.all: list[Callable[[Judged], Iterator[F]]] = []

    def rule(self, function: Callable[[Judged], Iterator[F]]) -> Callable[[Judged], Iterator[F]]:
        self.all.append(rule(function))
        return self.all[-1]

    def advice(self, function: Callable[[Judged], Iterator[F]]) -> Callable[[Judged], Iterator[F]]:
        self.all.append(advice(function))
        return self.all[-1]

    def broken_by(self, judged: Judged) -> Iterator[F]:
        """All that breaks one of the rules."""
        for each in self.all:
            yield from each(judged)


@unique
class ReaderRule(Enum):
    """The rules that whoever reads a file finds broken on the way, each with its reason."""

    # files
    every_file_has_a_known_place = "What stands where nobody looks for it would be missing from the site unnoticed."
    every_file_is_a_plain_file = "A link can lead out of the plan, and only plain text can be read and compared."
    every_file_is_utf_8 = "In any other encoding, letters with accents and curly quotes become other signs."
    every_file_is_named_after_its_id = "The name of the file is how editors find a record, and its id how readers do."
    every_id_fits_an_address = "An id or a file's name becomes part of an address, which people must be able to type."
    every_picture_can_be_shown = "A picture that is not whole would be a hole in the page."
    every_drawing_is_plain = "A drawing may hold a program, which would run for whoever opens it by itself."
    no_file_is_huge = "What is too large for a record, a page or a phone was mostly saved in the wrong place."
    no_file_is_empty = "A file without words is a record that somebody forgot to write."
    no_file_is_full_of_problems = "So many problems have one cause, and nobody reads a list of them all."
    no_merge_is_half_done = "The words of two people stand there side by side, and only they know which are right."
    no_picture_moves = "Movement that nobody can stop keeps people from reading (WCAG 2.2, 2.2.2)."
    no_picture_tells_where_it_was_made = "Whoever fetches a photograph could read where a child was, and when."
    text_is_what_it_looks_like = "Characters that nobody sees can hide words, turn them round, or break a search."
    # YAML
    every_field_stands_once = "Of two fields of one name, a reader would see only the last."
    every_field_has_a_plain_name = "A field is found by its name, which is a word."
    every_field_has_a_colon = "The colon and the space after it part the name of a field from its words."
    every_bracket_is_closed = "YAML reads a bracket at the start of words as the start of a list."
    every_bullet_has_a_space = "The dash and the space after it show where each item of a list begins."
    every_quote_mark_is_closed = "YAML reads on to the next quote mark, whatever stands between the two."
    text_with_a_colon_has_quotes = "YAML reads a colon and a space as the start of a new field."
    lines_line_up = "The spaces before a line say to which field or item it belongs."
    no_line_starts_with_a_tab = "How wide a tab is differs from program to program, so that YAML takes none."
    no_text_has_a_stray_backslash = "In double quotes, YAML reads a backslash and the sign after it as another sign."
    no_text_starts_with_a_yaml_mark = "Some signs at the start of words mean something else in YAML."
    no_words_are_lost_behind_a_hash = "YAML reads a # after a space as the start of a comment, which no reader sees."
    nothing_is_nested_deeply = "No record needs it, and a file that does it can stop the program that reads it."
    one_file_is_one_document = "What stands behind a line of dashes would be a second document, which nobody reads."
    # records
    every_plan_is_described = "Each page says which plan it is of, and each fact where it was published."
    every_field_is_known = "The words of a field that no page asks for would be missing from the site unnoticed."
    every_field_has_its_shape = "A page can only place what it expects: words, a number, a list, or fields."
    every_required_field_is_there = "Pages count on some fields: without them, a reader would meet a gap."
    every_choice_is_on_its_list = "Pages put each word of such a list into a sentence, and know no others."
    every_date_is_a_date = "Dates are put into order and into words, and are compared with today."
    every_address_is_safe = "A link must lead everybody to a plain web page, an e-mail or a call, and run nothing."
    # pages
    every_page_has_front_matter = "The title stands in menus and tabs, and the description in search results."
    no_page_is_a_maze = "Such a page takes very long to read, for people and for programs."
    # the settings, and files of a plan that are no records
    every_part_is_in_the_folder = "A command that writes must not write outside the project."
    every_line_of_synonyms_is_a_group = "A line that is no group finds nothing, and nobody would notice."
    every_line_of_the_register_is_an_address = "What is no address cannot go on leading somewhere."
    the_day_is_known = "What is late, and what is still to come, depends on the day of the build."
    the_file_is_yaml = "MkDocs stops at settings that are not YAML, and so would every build."
    the_settings_can_be_read = "A setting that nobody can read would have no effect, and nobody would notice."
    # the form of a review
    every_form_is_filled_in = "A form that says nothing of any page is no review."
    every_page_stands_once = "Two answers about one page contradict each other."
    # builds
    mkdocs_can_build = "Where MkDocs or a plugin stops, no page can be shown."
    no_fault_of_ours = "A fault of the site's own code can only be mended there."
    the_site_can_be_written = "A site is written into a folder beside the published one, and then takes its place."

    def __init__(self, reason: str) -> None:
        _register(self.name, reason)

    def broken(self, place: Place, what: str, remedy: str, record: str = "", *, is_advice: bool = False) -> Problem:
        """The problem of whatever breaks it."""
        return Problem(place, what, remedy, record, is_advice, rule=self.name)
