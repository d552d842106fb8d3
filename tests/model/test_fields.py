"""A field says all that is to be known of it, once."""

from dataclasses import dataclass
from typing import Annotated

import pytest

from plan_site.model.entries import Entry
from plan_site.model.field_types import FACT, Described, Line
from plan_site.model.fields import field_of, fields_of
from plan_site.model.records import Quote


@dataclass(frozen=True, kw_only=True)
class _Pupil(Entry):
    school: Annotated[Line, Described("The school.", FACT)]
    year: Annotated[Line, "The year."]


def test_a_field_that_does_not_say_whose_words_it_holds_does_not_load() -> None:
    with pytest.raises(TypeError, match=r"^_Pupil.year is not described: say what it is for, and whose words it holds"):
        fields_of(_Pupil)


def test_a_new_field_of_a_quote_is_its_speakers_own_and_not_published() -> None:
    @dataclass(frozen=True, kw_only=True)
    class QuoteWithSchool(Quote):
        school: Annotated[Line | None, Described("The school.", FACT)] = None

    school = field_of(QuoteWithSchool, "school")
    assert school.is_personal
    assert not school.is_for_readers
