"""Finds what people no longer say here, wherever else it stands, so that it is not repeated."""

from __future__ import annotations

import re
from collections.abc import Iterator

from plan_site.english.sentences import sentences, words_in
from plan_site.model.entries import Entry
from plan_site.model.fields import fields_of, texts_of
from plan_site.model.plan import Plan
from plan_site.model.records import Quote


def words_taken_back(before: Plan | None, after: Plan | None) -> re.Pattern[str] | None:
    """Finds what people no longer say here: their sentences, their names, a role that tells who they are."""
    if before is None or after is None:
        return None
    now = {name: quote for quote in after.quotes for name in (*quote.formerly, quote.id)}
    phrases = {phrase for quote in before.quotes for phrase in _no_longer_said(quote, now.get(quote.id))}
    details, quoted = after.details, (text for quote in after.quotes for text in texts_of(quote))
    known = " ".join([details.title, details.area, details.organisation, *quoted])
    found = [_anyhow(" ".join(phrase.split())) for phrase in sorted(phrases) if not _has_words(known, phrase)]
    return re.compile(rf"(?<!\w)(?:{'|'.join(found)})(?!\w)") if found else None


def _no_longer_said(quote: Quote, still: Quote | None) -> Iterator[str]:
    if quote == still:
        return
    kept = set(_said_in(still)) if still else set()
    yield from (phrase for phrase in _said_in(quote) if phrase not in kept and _is_telling(phrase))
    if quote.speaker and (still is None or still.speaker != quote.speaker):
        yield from _parts_of_name(quote.speaker)


def _said_in(quote: Quote) -> Iterator[str]:
    """Every sentence and name in what is somebody's own."""
    for field in fields_of(type(quote)):
        if field.is_personal:
            for text in _texts_in(getattr(quote, field.name)):
                yield from (sentence.rstrip(".?!…") for sentence in sentences(text))


def _texts_in(value: object) -> Iterator[str]:
    if isinstance(value, Entry):
        yield from texts_of(value)
    elif isinstance(value, tuple):
        yield from (text for each in value for text in _texts_in(each))
    elif isinstance(value, str):
        yield value


def _is_telling(words: str) -> bool:
    """Whether words are somebody's own: ‘young person’ is everybody's, ‘Elm School’ is not."""
    return len(words_in(words)) > _EVERYBODYS or any(word[0].isupper() for word in words.split()[1:])


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
