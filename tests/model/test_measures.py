"""The values of a measure stand in the order of their dates, however they were added."""

from __future__ import annotations

from pathlib import Path

from lxml import html

from plan_site.html.render import render
from plan_site.publish.project import prepare
from plan_tools.cli.project import project_in
from sites import SMALL, copy_of

_ACTION = """\
id: count
title: Count the days off
owner: The head teacher
about:
  - record: being-heard
    reading: ours
status: on track
measure:
  what: Days off
  baseline: 20 days
  readings:
    - when: 2026-03
      value: 12 days
    - when: 2024
      value: 17 days
    - when: 2025-09-01
      value: 14 days
source: small-source
"""


def test_values_that_were_added_in_any_order_are_shown_in_the_order_of_their_dates(tmp_path: Path) -> None:
    project = copy_of(SMALL, tmp_path)
    (project / "plan_data/actions").mkdir()
    (project / "plan_data/actions/count.yml").write_text(_ACTION, encoding="utf-8")
    pages = prepare(project_in(project)).pages
    (page,) = [html.document_fromstring(render(page)) for page in pages if page.address == "/actions/count/"]
    rows = [row.text_content() for row in page.xpath("//table[@class='measure']/tbody/tr/th")]
    assert rows == ["At the start", "2024", "1 September 2025", "March 2026"]
