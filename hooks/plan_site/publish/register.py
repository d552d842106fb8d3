"""The register of every address that was ever published: what has had an address keeps one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from plan_site.model.plan import Plan, kind_of
from plan_site.model.problems import Place, Problem, listed
from plan_site.model.records import Details
from plan_site.model.rules import ReaderRule, rule
from plan_site.reading.folder import REGISTER
from plan_site.reading.records import label_of
from plan_site.site.page import EASY_READ, LISTS, NOT_FOUND, VOICES, Page, address_of
from plan_site.yaml.values import Unreadable, read_text

MOST_NAMED = 5

_OPENING = """\
# Every address that this site has ever had. A command writes this file when the site is published.
# Nobody takes a line away: links in letters and on posters go on working.
"""


@dataclass(frozen=True, slots=True)
class Published:
    """An address, and where the register has it."""

    address: str
    place: Place


def read_register(plan_data: Path) -> tuple[tuple[Published, ...], tuple[Problem, ...]]:
    """What was published so far, and why it cannot be read; nothing of both where there is no register."""
    path, name = plan_data / REGISTER, f"{plan_data.name}/{REGISTER}"
    if not path.exists() and not path.is_symlink():
        return (), ()
    try:
        lines = enumerate(read_text(path, name).split("\n"), start=1)
    except Unreadable as unreadable:
        return (), (unreadable.problem,)
    published = tuple(
        Published(line.strip(), Place(name, number))
        for number, line in lines
        if line.strip() and not line.startswith("#")
    )
    odd = next((each for each in published if not _ADDRESS.fullmatch(each.address)), None)
    if odd is not None:
        what = "This line is not the address of a page. A command writes this file, and nobody else has to."
        remedy = "Take the file as it was before, or delete the line if it was never in it."
        return (), (ReaderRule.every_line_of_the_register_is_an_address.broken(odd.place, what, remedy),)
    return published, ()


_ADDRESS = re.compile(r"/(?:[a-z0-9-]{1,80}/){0,6}", re.ASCII)


def taken_off(before: Iterable[Published], after: Iterable[Published]) -> tuple[str, ...]:
    """The addresses that a register had and has no longer, which must never be."""
    there = {each.address for each in after}
    return tuple(dict.fromkeys(each.address for each in before if each.address not in there))


def with_addresses_of(published: Iterable[Published], pages: Iterable[Page]) -> str:
    """The text of the register once the pages are published too."""
    addresses = {page.address for page in pages if page.address != NOT_FOUND} | {each.address for each in published}
    return _OPENING + "".join(f"{address}\n" for address in sorted(addresses))


@rule
def every_published_address_leads_somewhere(
    published: Sequence[Published], plan: Plan, pages: Iterable[Page]
) -> Iterator[Problem]:
    """Links in letters, on posters and on other sites go on working (W3C, Cool URIs don’t change)."""
    there = {page.address for page in pages}
    lost = {each.address for each in published if each.address not in there}
    known = frozenset(each.address for each in published)
    without_successor = []
    for address in sorted(lost):
        if address.startswith(EASY_READ.address) and address.replace(EASY_READ.address, "/", 1) in lost:
            continue  # the plain page's problem says what to do
        new = [*_new_records(plan, known, address), *_new_articles(plan, known, address)]
        if address.startswith(VOICES.address) and address != VOICES.address and not new:
            yield _lost_voice(address, plan.details)
        elif len(new) == 1:
            yield _lost(address, new[0], plan.details)
        else:
            without_successor.append(address)
    if without_successor:
        yield _lost_for_good(without_successor, plan.details)


@dataclass(frozen=True, slots=True)
class _Successor:
    """What may have taken the place of a page: of its kind, and never published under its own address."""

    noun: str
    label: str
    place: Place


def _new_records(plan: Plan, known: frozenset[str], address: str) -> Iterator[_Successor]:
    for record in plan.with_pages:
        if address.startswith(LISTS[type(record)].address) and address_of(record) not in known:
            yield _Successor(kind_of(record).noun, label_of(record), record.place_of("id"))


def _new_articles(plan: Plan, known: frozenset[str], address: str) -> Iterator[_Successor]:
    if address.count("/") == 2 and address not in {each.address for each in LISTS.values()}:
        for article in plan.articles:
            if article.address not in known:
                yield _Successor("page", f"page “{article.title}”", article.place)


def _lost(address: str, successor: _Successor, details: Details) -> Problem:
    old = address.strip("/").rpartition("/")[2]
    return Problem(
        successor.place,
        f"The page {address} was published, and no page has this address any more.",
        f"If this {successor.noun} took its place, add ‘formerly’ to it, with the item ‘{old}’. "
        f"If not, list {address} under ‘formerly’ in {details.place.file}.",
        successor.label,
    )


def _lost_voice(address: str, details: Details) -> Problem:
    old = address.strip("/").rpartition("/")[2]
    return Problem(
        details.place_of("formerly"),
        f"The quote ‘{old}’ was published, and its page {address} is no more.",
        f"If the speaker took the words back, make the file quotes/{old}.yml again, with ‘id’, ‘consent’, ‘source’ and "
        f"‘withdrawn’ alone. If not, put it back, or list {address} under ‘formerly’ in {details.place.file}.",
        label_of(details),
    )


def _lost_for_good(addresses: Sequence[str], details: Details) -> Problem:
    named, more = listed(addresses[:MOST_NAMED], joiner="and"), len(addresses) - MOST_NAMED
    named += f" and {more} more" if more > 0 else ""
    is_one = len(addresses) == 1
    return Problem(
        details.place_of("formerly"),
        f"The page {named} was published, and no page has this address any more."
        if is_one
        else f"The pages {named} were published, and no pages have these addresses any more.",
        "Put back what was there. If another record took its place, list the old id there under ‘formerly’. "
        f"If none did, list the whole address under ‘formerly’ in {details.place.file}.",
        label_of(details),
    )
