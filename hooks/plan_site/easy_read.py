"""What the easy reading of a plan still lacks. For now that is advice: it stops no build."""

from __future__ import annotations

from collections.abc import Iterator

from plan_site.model import Details, Records
from plan_site.problems import Problem
from plan_site.rules import label_of


def every_record_has_an_easy_reading(records: Records, details: Details | None) -> Iterator[Problem]:
    """Easy Read is for every part of the plan, not for a summary of it (NHS England, GOV.UK)."""
    for record in (*((details,) if details else ()), *records.aims, *records.outcomes, *records.progress):
        if not record.easy_read:
            yield Problem(
                record.place,
                every_record_has_an_easy_reading.__name__,
                "This record has no easy words yet.",
                "Add ‘easy_read’: one short sentence for each item.",
                label_of(record),
                is_advice=True,
            )
