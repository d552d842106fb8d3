"""The site map: from a plan to the pages that show it, each with everything that its template places."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from plan_site.english.glossary import Glossary
from plan_site.model.field_types import When
from plan_site.model.fields import texts_of
from plan_site.model.plan import Article, Plan, citing
from plan_site.model.records import Status
from plan_site.site import views
from plan_site.site.easy_pages import EASY_CHANGES, EASY_WORDS, easy_link, easy_navigation, easy_pages, twins_of
from plan_site.site.feed import told
from plan_site.site.page import (
    ACCESSIBILITY,
    ACTIONS,
    AIMS,
    CHANGES,
    FEEDBACK,
    HOME,
    OUTCOMES,
    PLAN_ON_A_PAGE,
    SEARCH,
    WORDS,
    Download,
    Link,
    Page,
    Shell,
    Site,
    booklet_of,
    downloads_of,
    progress_of,
    voices_of,
)
from plan_site.site.record_pages import (
    caution_about,
    has_happened,
    not_published,
    not_withdrawn,
    quotes_on_a_page,
    record_pages,
)
from plan_site.site.site_pages import accessibility_title, search_page, site_pages
from plan_site.site.views import News, TableOfData

MOST_ON_HOME = 3
# How many letters of titles fit one A4 sheet in large type, and with the wheel at all.
MOST_LETTERS_IN_LARGE_TYPE = 620
MOST_LETTERS_BESIDE_A_WHEEL = 1000


# --- the site map -----------------------------------------------------------------------------------------


def build_pages(
    plan: Plan,
    *,
    today: dt.date,
    site: Site | None = None,
    downloads: Sequence[Download] = (),
    tables: Sequence[TableOfData] = (),
) -> tuple[Page, ...]:
    """Every page of a plan's site, home first.

    `downloads` are the files that readers can take away, `tables` what the columns of the data mean.
    """
    shell = _shell(plan, site or Site(), today, has_downloads=bool(downloads))
    statuses: dict[str, Status] = {action.id: action.status_on(today) for action in plan.actions}
    easy_read = easy_pages(shell, statuses, (easy for _, easy in not_published(plan)))
    twins = twins_of(easy_read, plan)
    plain = tuple(
        replace(page, twin=twins[page.address]) if page.twin is None and page.address in twins else page
        for page in _plain_pages(shell, statuses, downloads, tables)
    )
    pages = (*plain, *easy_read)
    return (*pages, search_page(shell, pages))


def _plain_pages(
    shell: Shell, statuses: Mapping[str, Status], downloads: Sequence[Download], tables: Sequence[TableOfData]
) -> Iterator[Page]:
    yield _home(shell)
    yield from record_pages(shell, statuses)
    yield _plan_on_a_page(shell)
    yield from _doors(shell)
    yield from site_pages(shell, downloads, tables)


def _shell(plan: Plan, site: Site, today: dt.date, *, has_downloads: bool) -> Shell:
    in_menu, in_footer = (
        [article for article in plan.articles if article.place_in == place] for place in ("navigation", "footer")
    )
    lists = _there((AIMS, True), (OUTCOMES, plan.outcomes), (voices_of(plan), plan.quotes), (progress_of(plan), True))
    smaller_lists = _there((ACTIONS, plan.actions), (FEEDBACK, plan.feedback))
    changes = told(plan)
    title = "Accessibility statement" if plan.details.adopted_by else accessibility_title(plan)
    accessibility = Link(ACCESSIBILITY, title)
    return Shell(
        plan,
        site,
        navigation=(HOME, *lists, *map(_link_to, in_menu)),
        doors=tuple(Link(door.address, door.title) for door in DOORS),
        more=(
            *_there((PLAN_ON_A_PAGE, True), (downloads_of(plan), has_downloads), (SEARCH, True), (WORDS, plan.words)),
            *smaller_lists,
            *_there((CHANGES, changes)),
            *map(_link_to, in_footer),
            accessibility,
        ),
        easy_more=(
            *_there((booklet_of(plan), True), (EASY_WORDS, plan.words), (EASY_CHANGES, changes), (SEARCH, True)),
            *(easy_link(article) or _link_to(article) for article in in_footer),
            accessibility,
        ),
        next_pages=(*smaller_lists, *map(_link_to, in_menu)),
        easy_navigation=easy_navigation(plan),
        search=SEARCH,
        glossary=Glossary.of(plan.words),
        day=When(today.year, today.month, today.day),
        overdue=frozenset(
            record.id
            for record in (plan.details, *plan.with_pages)
            if record.review_by is not None and record.review_by.has_passed_on(today)
        ),
    )


def _there(*links: tuple[Link, object]) -> tuple[Link, ...]:
    """Those that lead to something."""
    return tuple(link for link, shown in links if shown)


def _link_to(article: Article) -> Link:
    return Link(article.address, article.title)


def _news(plan: Plan) -> News:
    happened = list(filter(has_happened, plan.progress))
    happened = [progress for progress in happened if progress.concerns_the_plan] or happened
    under_way = [progress for progress in plan.progress if progress.under_way]
    announced = [progress for progress in plan.progress if progress.is_announced]
    news = News(
        latest=tuple(reversed(happened[-MOST_ON_HOME:])),
        not_over=(*announced[-MOST_ON_HOME:], *reversed(under_way[-MOST_ON_HOME:])),
    )
    return replace(news, caution=caution_about(plan, news.all))


def _home(shell: Shell) -> Page:
    plan, details = shell.plan, shell.plan.details
    news, quotes = _news(plan), not_withdrawn(plan.quotes)[:MOST_ON_HOME]
    return Page(
        shell,
        HOME.address,
        views.Home(news, quotes_on_a_page(plan, quotes), voices_of(plan)),
        details.name,
        f"{details.name}: aims and outcomes.",
        trail=(),
        sources=plan.sources_of([*citing(details), *plan.aims, *plan.outcomes, *quotes, *news.all]),
        file=details.place.file,
        as_at=details.as_at,
        texts=tuple(texts_of(details, *_SHOWN_IN["home"])),
    )


def _plan_on_a_page(shell: Shell) -> Page:
    plan = shell.plan
    return Page(
        shell,
        PLAN_ON_A_PAGE.address,
        views.PlanOnAPage(_type_size(plan)),
        PLAN_ON_A_PAGE.words,
        f"{plan.details.name} on one sheet of A4, to print.",
        sources=plan.sources_of(citing(plan.details)),
        file=plan.details.place.file,
    )


def _type_size(plan: Plan) -> str:
    """How large the type of the one sheet can be: large, small, or small without the wheel's ring (dense)."""
    titles = [aim.title for aim in plan.aims] + [outcome.title for outcome in plan.outcomes]
    letters = sum(map(len, titles))
    if len(plan.outcomes) > 6 or len(plan.aims) > 6 or letters > MOST_LETTERS_BESIDE_A_WHEEL:
        return "dense"
    return "small" if letters > MOST_LETTERS_IN_LARGE_TYPE or len(plan.aims) > 3 else "large"


@dataclass(frozen=True, slots=True)
class Door:
    """A way in for one kind of reader: which parts of the plan they meet, in which order."""

    address: str
    title: str
    lead: str
    blocks: tuple[str, ...]


DOORS = (
    Door(
        "/for/young-people/",
        "For young people",
        "Here is what the plan hopes for, its outcomes, and who was asked.",
        ("vision", "wheel", "who-was-asked", "progress"),
    ),
    Door(
        "/for/parents-and-carers/",
        "For parents and carers",
        "Here is what the plan hopes for and sets out to do, and who was asked.",
        ("vision", "aims", "approach", "outcomes", "who-was-asked", "progress"),
    ),
    Door(
        "/for/people-who-work-with-children/",
        "For people who work with children",
        "Here are the plan’s aims, the objectives that we know of, and how it goes about them.",
        ("vision", "approach", "objectives", "outcomes", "progress"),
    ),
)


# Which of the plan's own fields each part of a page shows.
_SHOWN_IN = {
    "home": ("hub", "outcomes_are", "vision", "audience", "consultation"),
    "vision": ("vision",),
    "approach": ("approach",),
    "who-was-asked": ("consultation",),
    "wheel": ("hub", "outcomes_are"),
    "outcomes": ("outcomes_are",),
}


def _doors(shell: Shell) -> Iterator[Page]:
    plan, news = shell.plan, _news(shell.plan)
    for door in DOORS:
        yield Page(
            shell,
            door.address,
            views.Door(door.blocks, news),
            door.title,
            door.lead,
            sources=plan.sources_of([*citing(plan.details), *plan.aims, *plan.outcomes, *news.all]),
            file=plan.details.place.file,
            texts=(door.lead, *texts_of(plan.details, "audience", *_shown_in(door))),
        )


def _shown_in(door: Door) -> Iterator[str]:
    return chain.from_iterable(_SHOWN_IN.get(block, ()) for block in door.blocks)
