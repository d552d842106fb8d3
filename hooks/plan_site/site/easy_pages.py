"""The Easy Read pages: the plan once more, each promise in short sentences with pictures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count
from typing import Literal, TypeVar

from plan_site.model.entries import EasyRead, Entry
from plan_site.model.plan import Article, Plan, RecordWithPage, citing
from plan_site.model.records import Action, Aim, Feedback, Outcome, Progress, Quote, Status
from plan_site.model.site_records import Picture, Word
from plan_site.site import views
from plan_site.site.easy_lines import LinesOfAPage, ShownLine
from plan_site.site.feed import told
from plan_site.site.page import (
    ACTIONS,
    AIMS,
    BOOKLET,
    CHANGES,
    EASY_READ,
    FEEDBACK,
    OUTCOMES,
    PLAN_ON_A_PAGE,
    PROGRESS,
    SPOKEN,
    VOICES,
    WORDS,
    Link,
    Page,
    Shell,
    Twin,
    address_of,
    booklet_of,
    easy,
    easy_address_of,
    easy_place_of,
    former_places_of,
)
from plan_site.site.reviews import Reviewable, checks_of
from plan_site.site.views import Choice, Section


@dataclass(frozen=True, slots=True)
class EasyList:
    """A list of records in Easy Read: all that it says of them, their own sentences, or links to choose from."""

    of: Link
    title: str
    noun: str
    """The word whose meaning opens the list, if the plan explains it."""
    shows: Literal["everything", "own sentences", "choices"]
    notes: tuple[str, ...] = ()

    @property
    def link(self) -> Link:
        return Link(easy(self.of.address), self.title)

    @property
    def has_pages(self) -> bool:
        """Whether each record has an Easy Read page of its own."""
        return self.shows != "everything"


_AIMS = EasyList(AIMS, "The aims", "aim", "own sentences")
_OUTCOMES = EasyList(OUTCOMES, "The outcomes", "outcome", "own sentences")
_VOICES = EasyList(
    VOICES,
    VOICES.words,
    "voice",
    "everything",
    notes=(
        "We put what they said in easy words.",
        "You can read their real words on this website too.",
        "Below, “we” is the speaker and the people they work with.",
    ),
)
_PROGRESS = EasyList(PROGRESS, "What has happened", "progress", "choices")
_ACTIONS = EasyList(ACTIONS, "Who will do what", "action", "choices")
_FEEDBACK = EasyList(FEEDBACK, "What you said, and what we did", "feedback", "everything")
START = Link(EASY_READ.address, "Start")
ABOUT = Link(f"{EASY_READ.address}#about-the-plan", "About the plan")
BACK = Link(EASY_READ.address, "Back to the start")
EASY_WORDS = Link(easy(WORDS.address), "What hard words mean")
EASY_CHANGES = Link(easy(CHANGES.address), "What is new")


_WithPicture = TypeVar("_WithPicture", ShownLine, Choice)


def easy_navigation(plan: Plan) -> tuple[Link, ...]:
    """The menu of the Easy Read pages; empty for a plan that has none."""
    if not plan.details.easy_read:
        return ()
    placed = [article for article in plan.articles if article.place_in == "navigation"]
    return (START, *(each.link for each in _lists_of(plan)), *_links_to(placed))


def _lists_of(plan: Plan) -> Iterator[EasyList]:
    there = (
        (_AIMS, True),
        (_OUTCOMES, bool(plan.outcomes)),
        (
            replace(_VOICES, title=SPOKEN[plan.speakers].in_easy_words),
            bool(plan.quotes),
        ),  # also where all words were taken back: an address stays
        (_PROGRESS, True),
        (_ACTIONS, bool(plan.actions)),
        (_FEEDBACK, bool(plan.feedback)),
    )
    return (each for each, is_there in there if is_there)


def easy_link(article: Article) -> Link | None:
    """The link to the Easy Read twin of a hand-written page, if it has one."""
    return Link(easy(article.address), article.easy_title) if article.easy_read else None


def _links_to(articles: Iterable[Article]) -> Iterator[Link]:
    return (link for article in articles if (link := easy_link(article)) is not None)


def easy_pages(shell: Shell, statuses: Mapping[str, Status], not_found: Iterable[str]) -> tuple[Page, ...]:
    """Every Easy Read page, home first; none for a plan without easy words.

    `statuses` says how far each action has come on the day, by its id; `not_found` in easy words what a reader
    would expect and no source says.
    """
    if not shell.has_easy_read:
        return ()
    easy_articles = sorted(
        (article for article in shell.plan.articles if article.easy_read),
        key=lambda article: article.place_in == "footer",
    )
    return tuple(_EasyPages(shell, easy_articles, statuses, tuple(not_found)).all())


def twins_of(pages: Iterable[Page], plan: Plan) -> dict[str, Twin]:
    """The easy twin of each plain page that has one, by the address of the plain page."""
    twins = {page.twin.address.partition("#")[0]: Twin(page.address, page.twin.checks) for page in pages if page.twin}
    for records in (plan.quotes, plan.feedback):
        for record in records:
            of_its_list = twins.get(address_of(record).removesuffix(f"{record.id}/"))
            if of_its_list is not None and not (isinstance(record, Quote) and record.is_withdrawn):
                twins[address_of(record)] = replace(of_its_list, address=easy_address_of(record))
    return twins


class _EasyPages:
    """Makes the pages of one plan."""

    def __init__(
        self, shell: Shell, articles: Sequence[Article], statuses: Mapping[str, Status], not_found: tuple[str, ...]
    ) -> None:
        self.shell = shell
        self.plan = shell.plan
        self.articles = articles
        self.statuses = statuses
        self.not_found = not_found

    def all(self) -> Iterator[Page]:
        yield self._home()
        for each in _lists_of(self.plan):
            yield self._list(each)
            if each.has_pages:
                yield from self._pages_of(each)
        for article in self.articles:
            sections = [Section(lines=self._lines().under(article.easy_title, article.easy_read))]
            yield self._page(article.address, article.easy_title, sections, [article], file=article.place.file)
        if self.plan.words:
            yield self._words()
        if told(self.plan):
            yield self._changes()
        yield self._booklet()

    def _records(self, each: EasyList) -> Sequence[RecordWithPage]:
        if each.of is VOICES:
            return [quote for quote in self.plan.quotes if not quote.is_withdrawn]
        if each is _PROGRESS:  # what was announced first, then what was going on, and the newest of each
            newest_first = self.plan.progress[::-1]
            return sorted(newest_first, key=lambda progress: (not progress.is_announced, not progress.under_way))
        if each is _FEEDBACK:
            return self.plan.feedback[::-1]
        if each is _ACTIONS:
            return self.plan.actions
        return self.plan.aims if each is _AIMS else self.plan.outcomes

    def _lines(self) -> LinesOfAPage:
        return LinesOfAPage(self.plan, self.shell.glossary)

    def _page(
        self,
        of: str,
        title: str,
        sections: Iterable[Section],
        checked: Iterable[Reviewable],
        *,
        file: str = "",
        view: type[views.EasyRead] = views.EasyRead,
    ) -> Page:
        """A page in easy words. `of` is the plain page that it is the twin of; `checked` is what people can check."""
        shown = tuple(section for section in sections if section != Section())
        if of != "/":
            shown += (Section(choices=(Choice(BACK, self._picture(self.plan.details)),), is_menu=True),)
        shown = tuple(_first_seen(shown))
        reviewed = tuple(checked)
        lines = [line for section in shown for line in section.lines]
        pictures = [line.picture for line in lines] + [
            choice.picture for section in shown for choice in section.choices
        ]
        return Page(
            self.shell,
            easy(of),
            view(shown),
            title,
            lines[0].words if lines else f"{title}, in easy words.",
            trail=(START,),
            sources=self.plan.sources_of(
                part for record in reviewed if isinstance(record, Entry) for part in citing(record)
            ),
            file=file,
            is_easy=True,
            # With a place in the page, so that a wish to read easy words always does not lead back from there.
            twin=Twin(f"{of}#main", checks_of(self.plan, self.shell.glossary, reviewed)),
            found_as="Easy words",
            texts=tuple(_texts(shown)),
            explained=frozenset(line.means for line in lines if line.means),
            credits=credits_of(pictures),
        )

    def _picture(self, *shown: object) -> Picture | None:
        return next(self._pictures(shown), None)

    def _pictures(self, shown: Iterable[object]) -> Iterator[Picture]:
        """The pictures of records, words and sentences, a record's own first."""
        for each in shown:
            if isinstance(each, ShownLine):
                yield from filter(None, [each.picture])
                continue
            lines: EasyRead = each.meaning if isinstance(each, Word) else getattr(each, "easy_read", ())
            names = (getattr(each, "picture", None), *(line.picture for line in lines))
            yield from (self.plan.picture(name) for name in names if name)

    # --- the pages that show no list ----------------------------------------------------------------------

    def _home(self) -> Page:
        details = self.plan.details
        tiles: list[tuple[Link, str, Sequence[object]]] = [(ABOUT, "", [details])]
        for each in _lists_of(self.plan):
            meaning = self._lines().meaning_of(each.noun)
            note = meaning[0].words if meaning else ""
            tiles.append((each.link, note, [*meaning, *self._records(each)]))
        links = zip(_links_to(self.articles), self.articles, strict=True)
        tiles += [(link, "", [article]) for link, article in links]
        if self.plan.words:
            tiles.append((EASY_WORDS, "", [details]))
        tiles.append((booklet_of(self.plan), "", [*self.shell.glossary.words, details]))
        sections = [
            Section("Choose what to read", "choose", choices=tuple(self._choices(tiles)), is_menu=True),
            Section(
                "About the plan", "about-the-plan", lines=self._lines().under(self._title_of_plan, details.easy_read)
            ),
        ]
        page = self._page("/", self._title_of_plan, sections, [details], file=details.place.file)
        return replace(page, trail=())

    def _choices(self, tiles: Iterable[tuple[Link, str, Sequence[object]]]) -> Iterator[Choice]:
        """Each with the first picture of what it leads to that no other has."""
        taken: set[Picture] = set()
        for link, note, shown in tiles:
            picture = next((picture for picture in self._pictures(shown) if picture not in taken), None)
            if picture is not None:
                taken.add(picture)
            yield Choice(link, picture, note)

    @property
    def _title_of_plan(self) -> str:
        return self.plan.details.easy_title or self.plan.details.name

    def _words(self) -> Page:
        lines = self._lines()
        sections = [
            Section(word.word, word.anchor, lines=lines.unexplained(word.meaning)) for word in self.shell.glossary.words
        ]
        return self._page(WORDS.address, EASY_WORDS.words, sections, [], file=self.plan.words[0].place.file)

    def _changes(self) -> Page:
        lines, changes = self._lines(), told(self.plan)
        sections = [Section(each.heading, each.anchor, lines=lines.of(each.change.easy_read)) for each in changes]
        return self._page(CHANGES.address, EASY_CHANGES.words, sections, [], file=changes[0].change.place.file)

    def _booklet(self) -> Page:
        """All of Easy Read from the first line to the last, to print or to listen to."""
        details, lines = self.plan.details, self._lines()
        sections = [Section(self._title_of_plan, "part-plan", lines=lines.of(details.easy_read), is_part=True)]
        checked: list[Reviewable] = [details]
        for each in _lists_of(self.plan):
            records = self._records(each)
            opening = Section(
                each.title,
                f"part-{each.of.address.strip('/')}",
                notes=self._opening_notes(each),
                lines=self._opening(each, lines),
                is_part=True,
            )
            sections += [opening, *(self._whole(record, lines) for record in records)]
            if each is _PROGRESS and self.not_found:
                sections.append(Section(_NOT_FOUND, "not-found", notes=self.not_found))
            checked += records
        for article in (article for article in self.articles if article.place_in == "navigation"):
            heading = article.easy_title
            sections.append(Section(heading, f"page-{article.id}", lines=lines.of(article.easy_read), is_part=True))
            checked.append(article)
        number = count(1)
        sections = [
            replace(each, heading=f"Part {next(number)}: {each.heading}") if each.is_part else each for each in sections
        ]
        page = self._page(
            PLAN_ON_A_PAGE.address, booklet_of(self.plan).words, sections, checked, view=views.EasyBooklet
        )
        return replace(page, address=BOOKLET.address, texts=())

    # --- lists of records, and a page for each ------------------------------------------------------------

    def _list(self, each: EasyList) -> Page:
        lines, records = self._lines(), self._records(each)
        sections = [Section(notes=self._opening_notes(each), lines=self._opening(each, lines))]
        if each.shows == "everything":
            sections += [self._whole(record, lines) for record in records]
        elif each.shows == "own sentences":
            sections += [
                Section(
                    name_in_easy_words(record),
                    easy_place_of(record),
                    easy_address_of(record),
                    lines=lines.under(name_in_easy_words(record), record.easy_read),
                    former_ids=former_places_of(record),
                )
                for record in records
            ]
        else:
            choices = (
                Choice(
                    Link(easy_address_of(record), name_in_easy_words(record)),
                    self._picture(record),
                    self._notes(record)[0],
                )
                for record in records
            )
            sections.append(Section(choices=tuple(choices)))
        if each is _PROGRESS and self.not_found:
            sections.append(Section(_NOT_FOUND, "not-found", notes=self.not_found))
        return self._page(each.of.address, each.title, sections, records)

    def _pages_of(self, each: EasyList) -> Iterator[Page]:
        records = self._records(each)
        links = [_link_to(record) for record in records]
        for record, previous, following in zip(records, [None, *links], [*links[1:], None], strict=False):
            lines = self._lines()
            told = lines.under(name_in_easy_words(record), record.easy_read)
            sections = [Section(notes=self._notes(record), lines=told)]
            if isinstance(record, Outcome) and self.plan.details.outcomes_easy_read:
                of_all = lines.of(self.plan.details.outcomes_easy_read)
                sections.append(Section("About the outcomes", "about-the-outcomes", lines=of_all))
            if isinstance(record, Aim):
                sections.append(
                    Section(f"The parts of {record.label.lower()}", "objectives", lines=_objectives(record, lines))
                )
            page = self._page(
                address_of(record), name_in_easy_words(record), sections, [record], file=record.place.file
            )
            yield replace(page, trail=(START, each.link), previous=previous, following=following)

    def _whole(self, record: RecordWithPage, lines: LinesOfAPage) -> Section:
        """All that Easy Read says of a record, under one heading."""
        told = lines.under(name_in_easy_words(record), record.easy_read)
        if isinstance(record, Aim):
            told += _objectives(record, lines)
        more = Link(f"{address_of(record)}#main", _MORE[type(record)]) if type(record) in _MORE else None
        notes = tuple(note for note in self._notes(record) if note != _MAYBE_NOT_PART)  # the list says it once
        return Section(
            name_in_easy_words(record),
            easy_place_of(record),
            notes=notes,
            lines=told,
            more=more,
            former_ids=former_places_of(record),
        )

    def _opening(self, each: EasyList, lines: LinesOfAPage) -> tuple[ShownLine, ...]:
        """What the things on a list are."""
        own = lines.of(self.plan.details.outcomes_easy_read) if each is _OUTCOMES else ()
        return lines.meaning_of(each.noun) + own

    def _opening_notes(self, each: EasyList) -> tuple[str, ...]:
        if each is _PROGRESS and any(progress.part_of_plan != "yes" for progress in self.plan.progress):
            return ("Some of these things may not be part of the plan.",)
        if each.of is VOICES and not self._records(each):
            return ("These people took back their words.", "So we do not show their words any more.")
        return each.notes

    def _notes(self, record: RecordWithPage) -> tuple[str, ...]:
        """What the fields of a record say that are no sentences: its date, its status, the role of a speaker."""
        return (*self._notes_on_its_kind(record), *self._notes_on_its_age(record))

    def _notes_on_its_age(self, record: RecordWithPage) -> Iterator[str]:
        if record.review_by is not None and record.id in self.shell.overdue:
            yield f"We said we would check this by {record.review_by.words}. We have not done that yet."

    def _notes_on_its_kind(self, record: RecordWithPage) -> tuple[str, ...]:
        if isinstance(record, Progress):
            return tuple(self._notes_on_progress(record))
        if isinstance(record, Action):
            status = self.statuses[record.id]
            due = f"It should be done by {record.due.words}." if record.due else "We do not know by when."
            notes = (f"How far it has come: {status.value}.", due, f"Who answers for it: {record.owner}.")
            return notes if status.is_open else (notes[0], notes[2])
        if isinstance(record, Quote):
            role = ", ".join(filter(None, (record.role, record.organisation)))
            when = self.plan.said(record)
            said = f"These words are from {when.words}." if when else ""
            return tuple(filter(None, ((record.speaker and f"{record.speaker}: {role}") or role, said)))
        return ()

    def _notes_on_progress(self, progress: Progress) -> Iterator[str]:
        when = f"{'on' if progress.when.day else 'in'} {progress.when.words}"
        who = self.plan.details.organisation
        if progress.under_way and self.plan.details.adopted_by:
            yield f"This was going on {when}."
        elif progress.under_way:
            yield f"{who} said {when} that this was going on."
        elif progress.is_announced:
            yield f"{who} told people about this {when}."
        elif self.plan.details.adopted_by:
            yield f"This happened {when}."
        else:
            yield f"{who} says that this happened {when}."
        if progress.when_is == "worked out":
            yield "We worked out this date."
        if progress.part_of_plan == "not stated":
            yield _MAYBE_NOT_PART


_NOT_FOUND = "What we did not find"
_MAYBE_NOT_PART = "We do not know if this is part of the plan."
_MORE: dict[type[RecordWithPage], str] = {Quote: "Read the real words", Feedback: "Read more about this"}


def name_in_easy_words(record: RecordWithPage) -> str:
    """What Easy Read pages call a record, in headings and links."""
    title = record.easy_title or record.title
    return f"{record.label}: {title}" if isinstance(record, Aim | Outcome) else title


def _link_to(record: RecordWithPage) -> Link:
    return Link(easy_address_of(record), name_in_easy_words(record))


_FIRST_SEEN = 3
"""How many pictures of a page a large screen shows before somebody scrolls."""


def _first_seen(sections: Iterable[Section]) -> Iterator[Section]:
    """The sections, the first pictures of the page marked."""
    number = count(1)

    def marked(each: _WithPicture) -> _WithPicture:
        return replace(each, is_first_seen=each.picture is not None and next(number) <= _FIRST_SEEN)

    for section in sections:
        lines, choices = tuple(map(marked, section.lines)), tuple(map(marked, section.choices))
        yield replace(section, lines=lines, choices=choices)


def _objectives(aim: Aim, lines: LinesOfAPage) -> tuple[ShownLine, ...]:
    objectives = (line for objective in aim.objectives for line in objective.easy_read)
    return lines.of((*objectives, *aim.objectives_missing_easy_read))


def _texts(sections: Iterable[Section]) -> Iterator[str]:
    """What search looks through."""
    for section in sections:
        yield from filter(None, (section.heading, *section.notes))
        for line in section.lines:
            if not line.is_meaning:
                yield f"{line.words} {line.about}" if line.about else line.words


def credits_of(pictures: Iterable[Picture | None]) -> tuple[Picture, ...]:
    """One picture for each credit that the page owes."""
    return tuple({picture.credit: picture for picture in pictures if picture is not None}.values())
