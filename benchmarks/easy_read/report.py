"""How well the rules of one line tell easy sentences from council sentences: `make easy-read-report`.

The rules may be tuned on tuning.yml. set_aside.yml is for the figures alone: nobody who writes rules reads it, and so
this program never shows its sentences.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from plan_site.english.easy.case import Declared, Finding
from plan_site.english.easy.rules import findings
from plan_site.english.word_lists import WordLists, load
from plan_site.model.field_types import Line, YesNo
from plan_site.model.problems import Place
from plan_site.model.site_records import Word

HERE = Path(__file__).parent
LEAST_FOUND, MOST_REFUSED = 0.95, 0.05


@dataclass(frozen=True)
class Judged:
    """A labelled sentence, and what the rules say of it."""

    text: str
    is_easy: bool
    edge: str
    findings: tuple[Finding, ...]

    @property
    def is_refused(self) -> bool:
        return any(not finding.is_advice for finding in self.findings)

    @property
    def has_a_finding(self) -> bool:
        return bool(self.findings)


def judged(half: str, lists: WordLists) -> tuple[Judged, ...]:
    """The sentences of one half of the set: tuning or set_aside."""
    declared, entries = _read(half)
    return tuple(
        Judged(
            entry["text"],
            entry["kind"] == "easy",
            entry.get("edge", "none"),
            findings(entry["text"], declared, lists),
        )
        for entry in entries
    )


def milliseconds(half: str, lists: WordLists | None, *, rounds: int = 10) -> float:
    """What a sentence costs, in time of the processor: every build asks about every easy sentence."""
    declared, entries = _read(half)
    took = []
    for _ in range(rounds):
        start = time.process_time()
        for entry in entries:
            findings(entry["text"], declared, lists)
        took.append(time.process_time() - start)
    return 1000 * min(took) / len(entries)


def _read(half: str) -> tuple[Declared, list[Any]]:
    content: Any = yaml.safe_load((HERE / f"{half}.yml").read_text(encoding="utf-8"))
    return Declared(tuple(content["names"]), tuple(map(_word, content["words"]))), content["sentences"]


def _word(entry: Any) -> Word:
    return Word(
        place=Place(""),
        places={},
        word=Line(entry["word"]),
        meaning=(),
        also=tuple(map(Line, entry.get("also", ()))),
        people_know_this=YesNo(entry.get("people_know_this", False)),
    )


@dataclass(frozen=True)
class Figures:
    """What is counted of some sentences."""

    council: int
    easy: int
    council_found: int
    council_refused: int
    easy_found: int
    easy_refused: int

    @classmethod
    def of(cls, sentences: Sequence[Judged]) -> Figures:
        council = [each for each in sentences if not each.is_easy]
        easy = [each for each in sentences if each.is_easy]
        return cls(
            council=len(council),
            easy=len(easy),
            council_found=sum(each.has_a_finding for each in council),
            council_refused=sum(each.is_refused for each in council),
            easy_found=sum(each.has_a_finding for each in easy),
            easy_refused=sum(each.is_refused for each in easy),
        )

    @property
    def meets_the_target(self) -> bool:
        return (
            self.council_found >= LEAST_FOUND * self.council and self.easy_refused <= MOST_REFUSED * self.easy
        )  # without a division: an edge may have no sentences of a kind


def table(sentences: Sequence[Judged]) -> Iterator[str]:
    """The figures of one half, as lines."""
    whole = Figures.of(sentences)
    yield f"  council sentences with a finding (recall)    {_share(whole.council_found, whole.council)}"
    yield f"  council sentences refused (recall)           {_share(whole.council_refused, whole.council)}"
    yield f"  easy sentences refused                       {_share(whole.easy_refused, whole.easy)}"
    yield f"  easy sentences with a finding, advice too    {_share(whole.easy_found, whole.easy)}"
    found, refused = whole.council_found + whole.easy_found, whole.council_refused + whole.easy_refused
    yield f"  precision of any finding                     {_share(whole.council_found, found)}"
    yield f"  precision of a refusal                       {_share(whole.council_refused, refused)}"
    yield ""
    yield f"  {'edge':<12}{'council found':>18}{'council refused':>18}{'easy refused':>18}{'easy found':>18}"
    for edge in sorted({each.edge for each in sentences}):
        part = Figures.of([each for each in sentences if each.edge == edge])
        cells = (
            _share(part.council_found, part.council),
            _share(part.council_refused, part.council),
            _share(part.easy_refused, part.easy),
            _share(part.easy_found, part.easy),
        )
        yield f"  {edge:<12}{''.join(f'{cell:>18}' for cell in cells)}"


def _share(part: int, whole: int) -> str:
    return f"{part:>3}/{whole:<3} {part / whole:>6.1%}" if whole else "–"


def wrongly_judged(sentences: Iterable[Judged]) -> Iterator[str]:
    """Sentences on the wrong side, and easy ones with advice, each with the rules that spoke."""
    for each in sentences:
        if each.is_easy and each.has_a_finding:
            yield f"  {'easy, refused' if each.is_refused else 'easy, advice'}: {each.text}"
        elif not each.is_easy and not each.is_refused:
            yield f"  {'council, advice only' if each.has_a_finding else 'council, missed'}: {each.text}"
        else:
            continue
        yield from (f"    {finding.rule}: {finding.what}" for finding in each.findings)


def main() -> int:
    lists = load()
    if lists is None:
        print("The word lists are missing: run ‘make easy-read-report’, which installs them.")
        return 2
    tuning, set_aside = judged("tuning", lists), judged("set_aside", lists)
    print(f"The half that the rules were tuned on ({len(tuning)} sentences)\n")
    print("\n".join(table(tuning)))
    print("\nOf these, wrongly judged:\n")
    print("\n".join(wrongly_judged(tuning)))
    print(f"\nThe half set aside ({len(set_aside)} sentences)\n")
    print("\n".join(table(set_aside)))
    print(
        f"\nA sentence takes {milliseconds('tuning', None):.3f} milliseconds in a build, "
        f"and {milliseconds('tuning', lists):.3f} with word lists."
    )
    is_met = Figures.of(set_aside).meets_the_target
    print(
        f"\nTarget on the half set aside: {LEAST_FOUND:.0%} of council sentences found, at most {MOST_REFUSED:.0%} of "
        f"easy ones refused. {'Met.' if is_met else 'Missed.'}"
    )
    return 0 if is_met else 1


if __name__ == "__main__":
    sys.exit(main())
