"""Finds what of a hand-written page does not go with the rest of the site: where its links lead, and their words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from plan_site.model.plan import Article, WrittenLink
from plan_site.model.problems import Problem, did_you_mean
from plan_site.model.rules import Rules
from plan_site.reading.markdown_rules import is_of_this_site
from plan_site.site import views
from plan_site.site.page import Link, Page


@dataclass(frozen=True)
class Case:
    """The hand-written pages, and the site in which they stand."""

    articles: Sequence[Article]
    pages: Sequence[Page]
    pictures: frozenset[str]
    """The address of each picture beside the hand-written pages."""
    held_back: frozenset[str]
    """The addresses of pages and pictures that the settings hold back."""
    places_on: Callable[[str], frozenset[str]]
    """The names of the places on a page of an address."""

    @property
    def by_address(self) -> Mapping[str, Page]:
        return {page.address: page for page in self.pages}


RULES = Rules[Case, Problem]()


def _label(article: Article) -> str:
    return f"page “{article.title}”"


# --- links ------------------------------------------------------------------------------------------------


@RULES.rule
def every_link_leads_somewhere(case: Case) -> Iterator[Problem]:
    """To a page, a place on a page or a picture that the site has."""
    by_address = case.by_address
    for article in case.articles:
        for link in article.links:
            for what, remedy in _dead(link, article, case, by_address):
                yield Problem(link.place, what, remedy, _label(article))


def _dead(link: WrittenLink, article: Article, case: Case, pages: Mapping[str, Page]) -> Iterator[tuple[str, str]]:
    target, _, fragment = link.address.partition("#")
    if target in case.held_back:
        what = f"‘{target}’ is held back: it stands in ‘draft_docs’ or ‘exclude_docs’ of mkdocs.yml."
        yield what, "Take it out here until it is published, or take it out of the setting there."
    elif link.is_picture:
        if target not in case.pictures:
            near = did_you_mean(target, case.pictures)
            yield f"The picture ‘{target}’ is not in content/.", near or "Put the file there, or mend its name."
    elif not target and fragment not in article.ids:
        what = f"The link ‘{link.address}’ leads to no heading of this page."
        yield what, "A heading is called by its words in small letters, with hyphens for spaces."
    elif target in pages:
        if fragment and fragment not in case.places_on(target):
            what = f"The link ‘{link.address}’ leads to a place that the page {target} does not have."
            yield what, f"Take away the ‘#’ and what is after it: {target}."
    elif is_of_this_site(target) and target and target not in case.pictures:
        what = f"The link ‘{link.address}’ leads to no page of this site."
        yield what, "Use the address of a page of this site, with a slash at its end."


@RULES.rule
def the_same_words_lead_to_the_same_place(case: Case) -> Iterator[Problem]:
    """WCAG 2.4.9: who hears the links of a page, those of its menu too, takes the same words for the same link."""
    by_address = case.by_address
    for article in case.articles:
        page = by_address[article.address]
        around = {link.words.casefold(): link for link in links_around(page)}
        for link in article.links:
            other = around.get(link.words.casefold())
            if other is not None and other.address != _whole(link.address, article):
                what = f"The words of the link, “{link.words}”, lead to {other.address} elsewhere on the page."
                remedy = f"Give the link other words, or let it lead to {other.address} too."
                yield Problem(link.place, what, remedy, _label(article))


def _whole(address: str, article: Article) -> str:
    return article.address + address if address.startswith("#") else address


def links_around(page: Page) -> Iterator[Link]:
    """The links that the site itself puts on the page of an article."""
    details = page.shell.plan.details
    yield Link(f"{page.address}#main", "Skip to the main part of this page")
    yield Link(page.home.address, f"{details.title} for {details.area}")
    yield from (*page.navigation, *page.more, *page.trail)
    yield Link(details.official_address, "The council’s page of the plan")
    if isinstance(page.view, views.Article):
        yield from (Link(source.address, source.link_words) for source in page.view.all_sources)
    if page.shell.has_easy_read:
        checked = "" if page.is_checked else " (not yet checked)"
        yield Link(page.easy_address, f"Easy Read{checked}")
    if page.edit_address:
        yield Link(page.edit_address, "Suggest a change to this page")
