"""Which readings people have checked as they stand now: a change of either reading makes a review lapse."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import replace

from plan_site.english.glossary import Glossary
from plan_site.model.field_types import When
from plan_site.model.fields import easy_lines_of, texts_of
from plan_site.model.plan import Article, Plan, RecordWithPage
from plan_site.model.problems import Problem
from plan_site.model.records import Details, Outcome
from plan_site.model.rules import advice
from plan_site.model.site_records import Review
from plan_site.reading.records import label_of
from plan_site.site.easy_lines import LinesOfAPage
from plan_site.yaml.text_types import EARLIEST_YEAR

Reviewable = Details | RecordWithPage | Article


def reviewable(plan: Plan) -> dict[str, Reviewable]:
    """Everything that people can check, by the id that a review gives."""
    return {record.id: record for record in (*plan.articles, *plan.with_pages, plan.details)}


_SAID_BY_THE_PAGE = ("when", "when_is", "part_of_plan", "due", "status")
"""Fields that an Easy Read page puts into words itself."""


def seen(plan: Plan, glossary: Glossary, record: Reviewable) -> str:
    """A check sum of a record in both readings, with its pictures and the meanings of its hard words."""
    lines = LinesOfAPage(plan, glossary)
    of_all = plan.details.outcomes_easy_read if isinstance(record, Outcome) else ()
    own = easy_lines_of(record.matter if isinstance(record, Article) else record)
    shown = lines.of((*own, *of_all))
    both = [
        [record.title, record.body] if isinstance(record, Article) else list(texts_of(record)),
        record.easy_title,
        [str(getattr(record, name)) for name in _SAID_BY_THE_PAGE if hasattr(record, name)],
        [[line.words, line.about, line.address, line.picture and [line.picture.digest, line.alt]] for line in shown],
    ]
    return hashlib.sha256(json.dumps(both, ensure_ascii=False).encode()).hexdigest()[:16]


_WHOSE_WORD_COUNTS = "people with learning disabilities"


def checks_of(plan: Plan, glossary: Glossary, records: Iterable[Reviewable]) -> tuple[Review, ...]:
    """The reviews of the easy reading by people with learning disabilities that hold for all of the records.

    None if one of the records lacks such a review.
    """
    by_group: dict[str, list[Review]] = {}
    for record in records:
        reviews = [review for review in _holding(plan, glossary, record) if review.group == _WHOSE_WORD_COUNTS]
        if not reviews:
            return ()
        latest = max(reviews, key=lambda review: review.when)
        by_group.setdefault(latest.who, []).append(latest)
    return tuple(_as_one(reviews) for reviews in by_group.values())


def _as_one(reviews: list[Review]) -> Review:
    """The last of a group's reviews, with how many they were only if that was always the same."""
    last = max(reviews, key=lambda review: review.when)
    is_same = len({review.how_many for review in reviews}) == 1
    return last if is_same else replace(last, how_many=None)


def _holding(plan: Plan, glossary: Glossary, record: Reviewable, reading: str = "easy") -> list[Review]:
    reviews = [review for review in plan.reviews_of(record.id) if review.reading == reading]
    if not reviews:
        return []
    now = seen(plan, glossary, record)
    return [review for review in reviews if review.seen == now]


@advice
def a_review_holds_for_what_people_saw(plan: Plan) -> Iterator[Problem]:
    """A page is called Easy Read only as people with learning disabilities have seen it (DIN SPEC 33429, Inclusion
    Europe)."""
    glossary = Glossary.of(plan.words)
    records = reviewable(plan)
    wanting: set[tuple[str, str, str]] = set()
    for review in reversed(plan.reviews):
        record, checked = records.get(review.record), (review.record, review.reading, review.group)
        if record is None or checked in wanting or (review.reading == "easy" and not record.easy_read):
            continue
        holding = _holding(plan, glossary, record, review.reading)
        if not any(each.group in (review.group, _WHOSE_WORD_COUNTS) for each in holding):
            wanting.add(checked)
            yield Problem(
                review.place,
                f"The words or pictures of this record are not those that were checked {review.when.phrase}"
                + (", so the page does not say that they were." if review.group == _WHOSE_WORD_COUNTS else "."),
                f"When people have checked it again: {how_to_review(review)}",
                f"page “{record.title}”" if isinstance(record, Article) else label_of(record),
                is_advice=True,
            )


def reviews_that_hold(plan: Plan) -> Iterator[tuple[Reviewable, Review]]:
    """Each review of what stands there still, with what it is of."""
    glossary = Glossary.of(plan.words)
    records = reviewable(plan)
    for record_id in dict.fromkeys(review.record for review in plan.reviews if review.record in records):
        record = records[record_id]
        for reading in ("easy", "plain"):
            yield from ((record, review) for review in _holding(plan, glossary, record, reading))


def can_be_the_day_of_a_check(when: When, today: dt.date) -> bool:
    """Whether people can have checked something then: a day that has been."""
    return bool(when.day) and when.year >= EARLIEST_YEAR and when.first_day <= today


def how_to_review(review: Review, record_id: str = "") -> str:
    """The command that writes such a review down again, of the record or of what it is called now."""
    by = "--with-learning-disabilities" if review.group == _WHOSE_WORD_COUNTS else "--others"
    reading = "" if review.reading == "easy" else f" --reading {review.reading}"
    return f'plan review {record_id or review.record} --who "…" {by}{reading}'
