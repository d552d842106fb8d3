"""Everything that a build needs to know, from the files of a project: the plan, its articles and its pages."""

from __future__ import annotations

import datetime as dt
import gc
import os
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from pathlib import Path

from plan_site.checks import article_rules
from plan_site.checks.case import addresses_in
from plan_site.checks.loading import load_plan
from plan_site.checks.titles import every_name_leads_to_one_place
from plan_site.english.word_lists import WordLists
from plan_site.forms import online
from plan_site.forms.config import Setting
from plan_site.html.render import render
from plan_site.html.synonyms import Group, read_synonyms, shipped
from plan_site.model.addresses import TRY_HTTPS, address_fault
from plan_site.model.plan import Plan
from plan_site.model.problems import Place, Problem, errors_among, shown
from plan_site.model.rules import ReaderRule, advice, rule
from plan_site.open_data.files import DataFile, data_files
from plan_site.open_data.tables import tables
from plan_site.pdf.writer import the_plan_is_short_enough_to_print, the_system_can_make_pdfs
from plan_site.publish.register import every_published_address_leads_somewhere, read_register
from plan_site.publish.settings import RULES, Settings, held_back
from plan_site.reading.articles import held_back_addresses, names_of_pages, picture_addresses, read_content
from plan_site.reading.folder import read_plan
from plan_site.reading.records import label_of
from plan_site.site.page import Page, Site
from plan_site.site.pages import build_pages
from plan_site.site.reviews import a_review_holds_for_what_people_saw
from plan_site.yaml.values import Unreadable


@dataclass(frozen=True)
class Project:
    """Where the parts of a project are."""

    plan_data: Path
    content: Path
    site: Site
    folder: Path = Path()
    """The project's own folder, which holds the others."""
    settings: Settings = field(default_factory=Settings)

    @cached_property
    def is_held_back(self) -> Callable[[str], bool]:
        """Whether a file is no part of the site, by its path in content/."""
        return held_back(self.settings, is_preview=self.site.is_preview)

    def today(self) -> dt.date:
        """The day of the build; SOURCE_DATE_EPOCH sets it, so that a build can be repeated.

        Raises Unreadable where that is set to no number of seconds since 1970.
        """
        epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
        if not epoch:
            return dt.datetime.now(tz=dt.UTC).date()
        if not re.fullmatch(r"[0-9]{1,11}", epoch, re.ASCII):  # 11 digits reach to the year 5138
            what = f"SOURCE_DATE_EPOCH is ‘{shown(epoch)}’, and so it says no day."
            remedy = "Set it to a number of seconds since the start of 1970, or leave it out for a build as of today."
            raise Unreadable(ReaderRule.the_day_is_known.broken(Place("SOURCE_DATE_EPOCH"), what, remedy))
        return dt.datetime.fromtimestamp(int(epoch), tz=dt.UTC).date()


@dataclass(frozen=True)
class Prepared:
    """A plan that is ready to be written, or none, and the problems."""

    plan: Plan | None
    pages: tuple[Page, ...]
    problems: tuple[Problem, ...]
    forms: Setting | None = None
    """What the forms at /admin/ are for, if the site has them."""
    data: tuple[DataFile, ...] = ()
    """The files of open data."""
    synonyms: tuple[Group, ...] = ()
    """What search looks for besides what was asked."""
    left_out: tuple[str, ...] = ()
    """What a build does without, and how to have it."""
    has_pdfs: bool = False

    @property
    def has_errors(self) -> bool:
        return bool(errors_among(self.problems))


def look_for_garbage_rarely() -> None:
    """Python would go through all records and pages again and again, and they are needed to the end."""
    gc.set_threshold(200_000)


def prepare(project: Project, lists: WordLists | None = None) -> Prepared:
    """Loads and checks a project, and maps its pages if nothing is wrong. With word lists, hard words are wrong too."""
    try:
        today = project.today()
    except Unreadable as unreadable:
        return Prepared(None, (), (unreadable.problem,))
    articles, content_problems = read_content(project.content, project.content.name, project.is_held_back)
    plan, plan_problems = load_plan(
        project.plan_data,
        today=today,
        articles=articles,
        hand_written=names_of_pages(project.content),
        lists=lists,
    )
    published, register_problems = read_register(project.plan_data)
    synonyms, synonym_problems = read_synonyms(project.plan_data)
    of_files = (*plan_problems, *content_problems, *register_problems, *synonym_problems)
    no_forms = tuple(online.the_forms_are_fetched(project.site))
    problems = [*of_files, *_problems_of_settings(project), *no_forms]
    if plan is None or errors_among(problems):
        return Prepared(None, (), tuple(problems))
    problems += a_review_holds_for_what_people_saw(plan)
    data = data_files(plan, project.site)
    downloads = [file.download for file in data if not file.is_empty]
    pages = build_pages(plan, today=today, site=project.site, downloads=downloads, tables=tables())
    problems += _address_problems(project, plan, pages)
    problems += every_name_leads_to_one_place(plan, pages)
    problems += every_published_address_leads_somewhere(published, plan, pages)
    if errors_among(problems):
        return Prepared(None, (), tuple(problems))
    groups = (*synonyms, *shipped())
    return Prepared(
        plan,
        pages,
        tuple(problems),
        _forms_at_admin(project),
        data,
        groups,
        _told(no_forms),
        has_pdfs=project.site.has_pdfs,
    )


def prepare_to_publish(project: Project) -> Prepared:
    """The same, and whether this machine has what a published site is made with."""
    prepared = prepare(project)
    if not project.site.has_pdfs or prepared.has_errors:
        return prepared
    no_pdfs = tuple(the_system_can_make_pdfs())
    found = (*no_pdfs, *the_plan_is_short_enough_to_print(prepared.pages))
    return replace(
        prepared,
        problems=(*prepared.problems, *found),
        left_out=(*prepared.left_out, *_told(found)),
        has_pdfs=not no_pdfs,
    )


def _told(problems: Iterable[Problem]) -> tuple[str, ...]:
    return tuple(f"{problem.what} {problem.remedy}" for problem in problems)


def _forms_at_admin(project: Project) -> Setting | None:
    site = project.site
    is_wanted = online.can_be_built(site)
    return forms_of(project, online.backend_of(site), under=online.folder_of(site)) if is_wanted else None


def forms_of(project: Project, backend: Mapping[str, object], *, under: str = "") -> Setting:
    """What forms for a project are for, as its files are now. `under` is where the backend has the project's folder."""
    gathered = read_plan(project.plan_data, project.plan_data.name)
    return Setting(
        plan_data=under + _within(project.plan_data, project),
        content=under + _within(project.content, project),
        backend=backend,
        records=gathered.records,
        details=gathered.details,
        pages=tuple(sorted(names_of_pages(project.content))),
        site=project.site.full("/"),
    )


def _within(folder: Path, project: Project) -> str:
    return Path(os.path.relpath(folder, project.folder)).as_posix()


def project_of(settings: Settings, folder: Path, *, is_preview: bool = False) -> Project:
    """The project in a folder, as its settings describe it. Raises Unreadable."""
    default = "docs" if settings.texts else "content"
    return Project(
        _folder(folder, settings, "extra", "plan_data", default="plan_data"),
        _folder(folder, settings, "docs_dir", default=default),
        Site.of(
            settings.text("site_url"),
            settings.text("repo_url"),
            settings.text("edit_uri"),
            settings.text("extra", "sign_in"),
            pdf=settings.text("extra", "pdf").lower() in {"true", "yes", "on"},
            is_preview=is_preview,
        ),
        folder,
        settings,
    )


def _folder(folder: Path, settings: Settings, *way: str, default: str) -> Path:
    """A folder of the project that the settings name: a command that writes must not write elsewhere."""
    text = settings.text(*way, default=default)
    named = folder / text
    is_name = text.isprintable() and named.name not in {"", ".."} and named != folder
    if not is_name or not (named.parent.resolve() / named.name).is_relative_to(folder.resolve()):
        what = f"‘{way[-1]}’ is no folder inside this one."
        remedy = "Write the name of a folder that stands beside this file."
        raise Unreadable(ReaderRule.every_part_is_in_the_folder.broken(settings.place_of(*way), what, remedy))
    return named


def _problems_of_settings(project: Project) -> Iterator[Problem]:
    yield from RULES.broken_by(project.settings)
    yield from _unsafe_addresses(project)
    yield from addresses_are_secure(project)
    yield from lost_readers_find_back(project)
    yield from _missing_folder(project)
    yield from online.editors_can_sign_in(project.site)


def _missing_folder(project: Project) -> Iterator[Problem]:
    """MkDocs builds nothing without the folder of its settings, even where no page is in it."""
    is_ours = project.content.is_relative_to(project.folder) and project.settings.path.is_file()
    if is_ours and not project.content.exists() and not project.content.is_symlink():
        what = "The folder that holds the hand-written pages is missing."
        remedy = "Make a folder of this name, if only with an empty file called .gitkeep in it."
        yield ReaderRule.every_file_has_a_known_place.broken(Place(project.content.name), what, remedy)


@advice
def lost_readers_find_back(project: Project) -> Iterator[Problem]:
    """The page for lost addresses may be shown at any address, so that it has to know where the site stands."""
    if project.settings.path.is_file() and not project.settings.text("site_url"):
        what = "The settings do not say where the site will stand: the page for lost addresses leads back to it only"
        remedy = "Write its address when you know it: site_url: https://www.example.org/our-plan/"
        yield Problem(project.settings.place_of("site_url"), f"{what} where the site has a host of its own.", remedy)


def _addresses_in(project: Project) -> Iterator[tuple[str, str, tuple[str, str] | None]]:
    """The addresses of the site and of its repository, which go into links on every page: the setting, and a fault."""
    home, repository = project.site.full("/"), project.site.edit_address
    fault = address_fault(home) if home else None
    if set(home) & set("?#"):
        fault = ("has a ‘?’ or a ‘#’ in it.", "Write the address of the home page alone.")
    yield "site_url", home, fault
    fault = address_fault(repository) if repository else None
    if home and repository.startswith(home):
        fault = ("is that of a page of the site itself.", "Write where the files of the project are kept.")
    yield "repo_url", repository, fault


def _unsafe_addresses(project: Project) -> Iterator[Problem]:
    for setting, _, fault in _addresses_in(project):
        if fault is not None:
            what, place = f"The address in ‘{setting}’ {fault[0]}", project.settings.place_of(setting)
            yield ReaderRule.every_address_is_safe.broken(place, what, fault[1])


@advice
def addresses_are_secure(project: Project) -> Iterator[Problem]:
    for setting, address, fault in _addresses_in(project):
        if fault is None and address.startswith("http:"):
            what = f"The address in ‘{setting}’ starts with http://, which is not secure."
            yield Problem(project.settings.place_of(setting), what, TRY_HTTPS)


def _address_problems(project: Project, plan: Plan, pages: tuple[Page, ...]) -> Iterator[Problem]:
    pictures = frozenset(picture_addresses(project.content, project.is_held_back))
    held = held_back_addresses(project.content, project.is_held_back)
    yield from every_link_leads_somewhere(plan, frozenset(page.address for page in pages), project.site)
    yield from article_rules.RULES.broken_by(
        article_rules.Case(plan.articles, pages, pictures, held, _places_on(pages))
    )
    yield from every_address_is_one_page(plan, pages)
    if project.site.has_forms:
        yield from the_forms_have_their_address(plan)


@rule
def every_address_is_one_page(plan: Plan, pages: tuple[Page, ...]) -> Iterator[Problem]:
    """Of two pages at one address, one would be lost."""
    addresses = Counter(page.address for page in pages)
    for article in plan.articles:
        if addresses[article.address] > 1:
            what = f"This page's address ({article.address}) belongs to another page of the site."
            yield Problem(article.place, what, "Give the file another name.")
    for address in plan.details.formerly:
        if addresses[address] > 1:
            what = f"The page {address} is said to be gone, but there is a page with this address."
            place = plan.details.place_of("formerly")
            yield Problem(place, what, "Take it out of ‘formerly’.", "the plan")


@rule
def every_link_leads_somewhere(plan: Plan, here: frozenset[str], site: Site) -> Iterator[Problem]:
    home = site.full("/")
    for record, entry, name, address in addresses_in(plan) if home else ():
        path = re.split(r"[?#]", address.removeprefix(home))[0]
        if address.startswith(home) and f"/{path}" not in here:
            what = f"The address in ‘{name}’ leads to no page of this site."
            remedy = "Copy it from your browser, with the page open."
            yield Problem(entry.place_of(name), what, remedy, label_of(record))


def _places_on(pages: Iterable[Page]) -> Callable[[str], frozenset[str]]:
    """Only the finished page tells; it is made where a link leads to a place on it."""
    by_address = {page.address: page for page in pages}
    return cache(lambda address: frozenset(re.findall(r' id="([^"]+)"', render(by_address[address]))))


@rule
def the_forms_have_their_address(plan: Plan) -> Iterator[Problem]:
    """A page at the address of the forms would be lost."""
    what, name = f"The address {online.ADDRESS} is that of the forms.", online.ADDRESS.strip("/")
    for article in plan.articles:
        if article.id == name:
            yield Problem(article.place, what, "Give the file another name.")
        elif name in article.matter.formerly:
            yield Problem(article.place, what, f"Take ‘{name}’ out of ‘formerly’.")
    if online.ADDRESS in plan.details.formerly:
        yield Problem(plan.details.place_of("formerly"), what, "Take it out of ‘formerly’.", "the plan")
