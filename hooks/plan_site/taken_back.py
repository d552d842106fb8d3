"""Finds what people no longer say here, wherever else it stands, so that it is not repeated."""

from __future__ import annotations

import re
from collections.abc import Iterator

from plan_site.model import Plan
from plan_site.sentences import sentences, words_in


def words_taken_back(before: Plan | None, after: Plan | None) -> re.Pattern[str] | None:
    """Finds what people no longer say here: their sentences, their names, a role that tells who they are."""
    if before is None or after is None:
        return None
    now = {name: quote for quote in after.quotes for name in (*quote.formerly, quote.id)}
    phrases: set[str] = set()
    for quote in before.quotes:
        still = now.get(quote.id)
        if still is None or still.is_withdrawn:
            texts = [*(quote.words or ()), *(line.words for line in quote.easy_read)]
            said = [*(sentence for text in texts for sentence in sentences(text)), *(a.because for a in quote.about)]
            phrases.update(words.rstrip(".?!…") for words in said if words and _is_telling(words))
        if quote.speaker and (still is None or still.speaker != quote.speaker):
            phrases.update(_parts_of_name(quote.speaker))
        if quote.role and (still is None or still.role != quote.role) and _is_telling(quote.role):
            phrases.add(quote.role)
    known = " ".join(
        [after.details.title, after.details.area or "", after.details.organisation or ""]
        + [f"{quote.speaker or ''} {quote.role or ''} {' '.join(quote.words or ())}" for quote in after.quotes]
    )
    found = [_anyhow(" ".join(phrase.split())) for phrase in sorted(phrases) if not _has_words(known, phrase)]
    return re.compile(rf"(?<!\w)(?:{'|'.join(found)})(?!\w)") if found else None


def _is_telling(words: str) -> bool:
    """Whether words are somebody's own: two words such as ‘young person’ are everybody's."""
    return len(words_in(words)) > _EVERYBODYS


_EVERYBODYS = 2


def _parts_of_name(name: str) -> Iterator[str]:
    """A name and each of its words, but for ‘of’ and ‘and’: people are called by one of them as well."""
    yield name
    parts = re.split(r"[\s(),]+", name)  # words_in would part the letters of some languages
    yield from (part for part in parts if len(part) > 1 and (part[0].isupper() or not part.isascii()))


def _anyhow(phrase: str) -> str:
    """A pattern: a name such as Hope is told from hope by its capital letter, and a sentence needs none."""
    return f"(?i:{re.escape(phrase)})" if " " in phrase else re.escape(phrase)


def _has_words(text: str, words: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(words)}(?!\w)", text) is not None
