"""Two texts, or two lists of them → what was reworded, moved, added and taken out, word by word."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher

from plan_site.english.sentences import words_in
from plan_site.model.field_types import Voice
from plan_tools.compare.differences import Difference, Path, Piece, Position, Step

Pair = tuple[int | None, int | None, bool]
Run = tuple[list[str], list[str], bool]
"""Words that are taken out, words that come in, and whether they are the same."""


def texts_between(old: str, new: str, path: Path, voice: Voice) -> Iterator[Difference]:
    """What happened to a text; nothing where only its white space is another."""
    if old.split() == new.split():
        return
    if old and new:
        yield Difference("reworded", path, voice, old, new, pieces_between(old, new))
    elif new:
        yield Difference("added", path, voice, after=new)
    else:
        yield Difference("removed", path, voice, before=old)


def paragraphs_between(
    before: Sequence[str], after: Sequence[str], path: Path, voice: Voice, *, are_counted: bool = True
) -> Iterator[Difference]:
    """What happened to a text, paragraph by paragraph; they have numbers if they `are_counted`."""
    if " ".join(before).split() == " ".join(after).split():
        yield Difference("paragraphs", path, voice, len(before), len(after))
        return
    if len(before) <= 1 and len(after) <= 1:
        yield from texts_between("".join(before), "".join(after), path, voice)
        return
    for old, new, is_moved in aligned(before, after, by_words=True):
        place = path
        if are_counted:
            position = Position("paragraph", ((old or 0) if new is None else new) + 1)
            place = (*path[:-1], Step(path[-1].field, position))
        if is_moved and old is not None and new is not None:
            was = Position("paragraph", old + 1) if are_counted else None
            yield Difference("moved", place, voice, was, after[new])
        yield from texts_between(
            before[old] if old is not None else "", after[new] if new is not None else "", place, voice
        )


def aligned(before: Sequence[str], after: Sequence[str], *, by_words: bool) -> Iterator[Pair]:
    """Pairs of positions before and after, in order, and whether the item moved; None where there is no such item.

    What has the same name (or words) is the same. With `by_words`, an item that is much like one in its place is it,
    reworded.
    """
    pairs: list[Pair] = []
    blocks: list[tuple[list[int], list[int]]] = []
    for _, a, b, c, d in SequenceMatcher(None, before, after).get_opcodes():
        if list(before[a:b]) == list(after[c:d]):
            pairs += zip(range(a, b), range(c, d), [False] * (b - a), strict=True)
        else:
            blocks.append((list(range(a, b)), list(range(c, d))))
    for old, new in _moved(before, after, blocks):
        pairs.append((old, new, True))
    for olds, news in blocks:
        for old, new in _alike(before, after, olds, news) if by_words else ():
            olds.remove(old)
            news.remove(new)
            pairs.append((old, new, False))
        pairs += [(old, None, False) for old in olds]
        pairs += [(None, new, False) for new in news]
    yield from sorted(pairs, key=lambda pair: (pair[1] if pair[1] is not None else pair[0] or 0, pair[1] is not None))


def _moved(
    before: Sequence[str], after: Sequence[str], blocks: Iterable[tuple[list[int], list[int]]]
) -> Iterator[tuple[int, int]]:
    """What left one block and came in another; takes it out of both."""
    left: dict[str, list[tuple[int, list[int]]]] = {}
    for olds, _ in blocks:
        for old in olds:
            left.setdefault(before[old], []).append((old, olds))
    for _, news in blocks:
        for new in tuple(news):
            if left.get(after[new]):
                old, olds = left[after[new]].pop(0)
                olds.remove(old)
                news.remove(new)
                yield old, new


MOST_COMPARED = 40
"""Items of one block that are compared with one another; more than that were replaced altogether."""


def _alike(
    before: Sequence[str], after: Sequence[str], olds: Sequence[int], news: Sequence[int]
) -> list[tuple[int, int]]:
    """Which of a few items were reworded into which: the first that shares half its words, in the same order."""
    if len(olds) == len(news):
        return list(zip(olds, news, strict=True))
    if max(len(olds), len(news)) > MOST_COMPARED:
        return []
    found: list[tuple[int, int]] = []
    rest = list(olds)
    for new in news:
        match = next((old for old in rest if _share_words(before[old], after[new])), None)
        if match is not None:
            found.append((match, new))
            rest = [old for old in rest if old > match]
    return found


def _share_words(one: str, other: str) -> bool:
    words, others = (Counter(word.casefold() for word in words_in(text)) for text in (one, other))
    return 2 * (words & others).total() >= max(words.total(), others.total(), 1)


def pieces_between(before: str, after: str) -> tuple[Piece, ...]:
    """The words of both texts in order: which stay, which are taken out, which come in. White space does not matter."""
    old, new = before.split(), after.split()
    is_long = max(len(old), len(new)) > 1000
    opcodes = SequenceMatcher(None, old, new, autojunk=is_long).get_opcodes()
    runs = [(old[a:b], new[c:d], tag == "equal") for tag, a, b, c, d in opcodes]
    pieces: list[Piece] = []
    for out, come_in, is_same in _without_islands(runs):
        if is_same:
            pieces.append(Piece("same", " ".join(out)))
            continue
        pieces += [Piece("old", " ".join(out))] if out else []
        pieces += [Piece("new", " ".join(come_in))] if come_in else []
    return tuple(pieces)


def _without_islands(runs: Sequence[Run]) -> list[Run]:
    """A word or two that happen to stay between words that change read better as part of the change."""
    joined: list[Run] = []
    for number, (out, come_in, is_same) in enumerate(runs):
        around = (joined[-1], runs[number + 1]) if joined and number + 1 < len(runs) else ()
        is_island = is_same and around and all(len(out) < max(len(o), len(n)) and not s for o, n, s in around)
        if joined and not joined[-1][2] and (is_island or not is_same):
            joined[-1] = (joined[-1][0] + out, joined[-1][1] + come_in, False)
        else:
            joined.append((out, come_in, is_same))
    return joined
