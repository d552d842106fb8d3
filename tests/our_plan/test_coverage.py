"""Holds coverage.yml, the list of what the sources say, against the plan of this repository."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from plan_site.model.entries import Record
from plan_site.model.plan import Plan
from plan_site.model.records import Aim, Outcome, Quote
from plan_site.site.page import address_of
from plan_site.yaml.values import Mapping, Scalar, Sequence, parse_yaml, read_text
from sites import OURS, BuiltSite, prepared, words_on


def _statements() -> list[tuple[str, dict[str, str]]]:
    coverage = parse_yaml(read_text(Path(__file__).with_name("coverage.yml"), "coverage.yml"), "coverage.yml")
    assert isinstance(coverage, Mapping)
    statements = []
    for source, listed in coverage.fields.items():
        assert isinstance(listed, Sequence)
        for item in listed.items:
            assert isinstance(item, Mapping)
            fields = {name: value.text for name, value in item.fields.items() if isinstance(value, Scalar)}
            statements.append((source, fields))
    return statements


STATEMENTS = _statements()


def _plan() -> Plan:
    plan = prepared(OURS).plan
    assert plan is not None
    return plan


PLAN = _plan()
RECORDS: dict[str, Record] = {record.id: record for record in (PLAN.details, *PLAN.with_pages)}


_PAGES_OF_THE_PLAN = ("/", "/for/parents-and-carers/", "/for/people-who-work-with-children/")


def _shown(record: Record, site: BuiltSite) -> str:
    """What readers of a record's page read."""
    addresses = _PAGES_OF_THE_PLAN if record is PLAN.details else [address_of(record)]
    return " ".join(words_on(site.pages[address]) for address in addresses)


@pytest.mark.parametrize(("source", "statement"), STATEMENTS, ids=[f"{s}: {f['says']}" for s, f in STATEMENTS])
def test_every_statement_is_carried_or_left_out_for_a_reason(
    source: str, statement: dict[str, str], our_site: BuiltSite
) -> None:
    assert source in {each.id for each in PLAN.sources}
    if "left_out" in statement:
        assert len(statement["left_out"].split()) >= 4, "say why"
        return
    record = RECORDS[statement["carried_by"]]
    assert "shows" in statement or "word_for_word" in statement
    if "shows" in statement:
        assert statement["shows"] in _shown(record, our_site)
    if "word_for_word" in statement:
        assert statement["word_for_word"] == hashlib.sha256(_official_words(record).encode()).hexdigest()


@pytest.mark.parametrize("quote", [pytest.param(quote, id=quote.id) for quote in PLAN.quotes])
def test_every_quote_names_its_speaker_with_the_role_as_given(quote: Quote) -> None:
    given = [statement["spoken_by"] for _, statement in STATEMENTS if statement.get("carried_by") == quote.id]
    assert given == [", ".join(filter(None, [quote.speaker, quote.role, quote.organisation]))]


def _official_words(record: Record) -> str:
    if isinstance(record, Aim | Outcome):
        return record.title
    assert isinstance(record, Quote)
    assert record.words is not None
    return "\n".join(record.words)


@pytest.mark.parametrize("record_id", RECORDS)
def test_every_record_carries_a_statement_of_a_source(record_id: str) -> None:
    assert record_id in {statement.get("carried_by") for _, statement in STATEMENTS}


@pytest.mark.parametrize("record_id", [record.id for record in PLAN.with_pages])
def test_every_record_credits_the_source_that_says_it(record_id: str) -> None:
    record = RECORDS[record_id]
    credited = {record.source, *(objective.source for objective in getattr(record, "objectives", ()))}
    assert credited >= {source for source, statement in STATEMENTS if statement.get("carried_by") == record_id}


@pytest.mark.parametrize("source", [source.id for source in PLAN.sources])
def test_every_source_has_its_statements_listed(source: str) -> None:
    assert source in {listed for listed, _ in STATEMENTS}
