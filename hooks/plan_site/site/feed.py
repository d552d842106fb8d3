"""What has changed, told to readers: in the order of its page, and as an Atom feed."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element, SubElement, tostring

from plan_site.model.plan import Plan
from plan_site.model.site_records import Change
from plan_site.site.page import CHANGES, FEED, Site


@dataclass(frozen=True, slots=True)
class Told:
    """A change that somebody has confirmed, and its place on the page."""

    change: Change
    anchor: str
    number: int = 1
    """Which of the changes of its date it is."""

    @property
    def heading(self) -> str:
        return self.change.date.words + (f", change {self.number}" if self.number > 1 else "")

    @property
    def address(self) -> str:
        return f"{CHANGES.address}#{self.anchor}"


def told(plan: Plan) -> tuple[Told, ...]:
    """The changes of a plan, newest first."""
    return tuple(reversed(list(_in_order(plan))))


def _in_order(plan: Plan) -> Iterator[Told]:
    """Oldest first, so that a new change of the same day leaves the others their names."""
    of_the_day: Counter[str] = Counter()
    as_added = tuple(reversed(plan.changes))  # the file has the newest first
    for change in sorted(as_added, key=lambda change: change.date):
        if not change.draft:
            day = str(change.date)
            of_the_day[day] += 1
            number = of_the_day[day]
            yield Told(change, f"change-{day}" + (f"-{number}" if number > 1 else ""), number)


_ATOM = "http://www.w3.org/2005/Atom"


def feed(plan: Plan, site: Site) -> bytes:
    """The changes as RFC 4287 has them. Ids come from the plan, so that they outlive a move of the site."""
    changes = told(plan)
    root = Element("feed", {"xmlns": _ATOM, "xml:lang": "en-GB"})
    _text(root, "id", _id(plan, ""))
    _text(root, "title", f"What has changed: {plan.details.name}")
    _text(root, "updated", _moment(changes[0].change))
    _text(SubElement(root, "author"), "name", plan.details.adopted_by or plan.details.name)
    SubElement(root, "link", {"rel": "alternate", "href": _address(site, CHANGES.address)})
    if site.full(FEED.address):
        SubElement(root, "link", {"rel": "self", "href": site.full(FEED.address)})
    for each in changes:
        entry = SubElement(root, "entry")
        _text(entry, "id", _id(plan, each.anchor))
        _text(entry, "title", f"What changed on {each.heading}" if each.change.date.day else each.heading)
        _text(entry, "updated", _moment(each.change))
        SubElement(entry, "link", {"rel": "alternate", "href": _address(site, each.address)})
        _text(entry, "content", "\n\n".join(each.change.what))
    return bytes(tostring(root, encoding="utf-8", xml_declaration=True)) + b"\n"


def _text(parent: Element, name: str, text: str) -> None:
    SubElement(parent, name).text = text


def _id(plan: Plan, name: str) -> str:
    return uuid.uuid5(uuid.NAMESPACE_URL, f"{plan.details.official_address}#{plan.details.id}/{name}").urn


def _moment(change: Change) -> str:
    return f"{change.date.first_day.isoformat()}T00:00:00Z"


def _address(site: Site, address: str) -> str:
    """In full where it is known where the site will stand, else as seen from the feed."""
    return site.full(address) or f"./{address.removeprefix(CHANGES.address)}"
