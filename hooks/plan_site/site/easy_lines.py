"""Easy sentences as a page shows them: each with its picture, and a hard word explained in the very next line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from plan_site.english.glossary import Glossary
from plan_site.model.entries import EasyLine, EasyRead
from plan_site.model.plan import Plan
from plan_site.model.site_records import Picture
from plan_site.reading.markdown import NAMES_A_BUTTON


@dataclass(frozen=True, slots=True)
class ShownLine:
    """A sentence and what stands with it."""

    words: str
    about: str | None
    """How much a big number is."""
    picture: Picture | None
    alt: str
    """What the picture adds to the words; empty if it adds nothing, or the page has said it before."""
    say: str | None
    address: str | None = None
    means: str = ""
    """The hard word that this explains."""
    is_meaning: bool = False
    """Whether that word stands in the line before."""
    explains: str = ""
    """That word, where its meaning starts."""
    is_first_seen: bool = False
    """Whether its picture is seen as soon as the page opens, so that no browser may wait with it."""

    @property
    def is_for_screens(self) -> bool:
        """Whether it names a button, which paper has not."""
        return bool(NAMES_A_BUTTON.search(self.words))


class LinesOfAPage:
    """Shows the sentences of one page in order, and so knows what the page has explained and described already."""

    def __init__(self, plan: Plan, glossary: Glossary) -> None:
        self._plan = plan
        self._glossary = glossary
        self._explained: set[str] = set()
        self._described: set[str] = set()

    def of(self, lines: Iterable[EasyLine]) -> tuple[ShownLine, ...]:
        """The sentences, each hard word explained after its first use."""
        return tuple(shown for line in lines for shown in self._with_meanings(line))

    def under(self, title: str, lines: Iterable[EasyLine]) -> tuple[ShownLine, ...]:
        """The sentences under a heading, whose own hard words are explained first."""
        return (*self._meanings_in(title), *self.of(lines))

    def unexplained(self, lines: EasyRead) -> tuple[ShownLine, ...]:
        """The sentences alone."""
        return tuple(self._shown(line) for line in lines)

    def meaning_of(self, word: str) -> tuple[ShownLine, ...]:
        """What a word means, if the plan explains it; later lines of the page do not explain it again."""
        uses = list(self._glossary.used_in(word))
        if not uses or uses[0].word.word in self._explained:
            return ()
        self._explained.add(uses[0].word.word)
        return tuple(replace(self._shown(line), means=uses[0].word.word) for line in uses[0].word.meaning)

    def _with_meanings(self, line: EasyLine) -> Iterator[ShownLine]:
        yield self._shown(line)
        yield from self._meanings_in(f"{line.words} {line.about or ''}")

    def _meanings_in(self, text: str) -> Iterator[ShownLine]:
        for use in self._glossary.used_in(text):
            if use.word.word not in self._explained and not use.word.people_know_this:
                self._explained.add(use.word.word)
                for number, meaning in enumerate(use.word.meaning):
                    explains = "" if number else use.word.word
                    yield replace(self._shown(meaning), means=use.word.word, is_meaning=True, explains=explains)

    def _shown(self, line: EasyLine) -> ShownLine:
        picture = self._plan.picture(line.picture) if line.picture else None
        return ShownLine(line.words, line.about, picture, self._alt(picture), line.say, line.address)

    def _alt(self, picture: Picture | None) -> str:
        if picture is None or picture.alt is None or picture.name in self._described:
            return ""
        self._described.add(picture.name)
        return picture.alt
