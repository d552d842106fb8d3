"""Words problems for a terminal, for GitHub and for a web page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from markupsafe import Markup

from plan_site.model.problems import Problem, errors_among

MOST_FILES_NAMED = 3


def for_terminal(problems: Sequence[Problem], *, checked: str, with_advice: bool = True) -> str:
    """Every error in full, advice of one kind in one paragraph, and the count."""
    errors = errors_among(problems)
    parts = [_in_full(problem) for problem in errors]
    if with_advice:
        parts += list(_advice(problems))
    if errors:
        parts.append(f"{_counted(len(errors), 'problem')} to mend in {checked}.")
    else:
        parts.append(f"No problems in {checked}.")
    return "\n\n".join(parts) + "\n"


def _in_full(problem: Problem) -> str:
    record = f"In {problem.record}: " if problem.record else ""
    lines = [f"{problem.place.file}, line {problem.place.line}"]
    if problem.sentence:
        lines.append(f"  “{problem.sentence}”")
    lines += [f"  {record}{problem.what}", f"  What to do: {problem.remedy}"]
    if problem.sentence:
        lines.append(_why(problem))
    return "\n".join(lines)


def _why(problem: Problem) -> str:
    """Why a sentence is not easy is less plain than why a date is none."""
    return f"  Why: plan check --why {problem.rule}"


def _advice(problems: Iterable[Problem]) -> Iterator[str]:
    advice = [problem for problem in problems if problem.is_advice]
    yield from _advice_on_records(problem for problem in advice if not problem.sentence)
    yield from _advice_on_sentences(problem for problem in advice if problem.sentence)


def _advice_on_records(advice: Iterable[Problem]) -> Iterator[str]:
    def alike(problem: Problem) -> tuple[str, str, str]:
        return problem.rule, problem.what, problem.remedy

    for _, group in groupby(sorted(advice, key=lambda each: (alike(each), each.place)), key=alike):
        same = list(group)
        if len(same) <= MOST_FILES_NAMED:
            yield "\n\n".join(f"Advice: {_in_full(problem)}" for problem in same)
        else:
            folders = Counter(problem.place.file.rpartition("/")[0] for problem in same)
            where = ", ".join(f"{folder}/ ({count})" for folder, count in folders.items())
            first = same[0]
            yield f"Advice for {len(same)} records: {first.what}\n  Where: {where}\n  What to do: {first.remedy}"


def _advice_on_sentences(advice: Iterable[Problem]) -> Iterator[str]:
    """One paragraph a rule, with each sentence at its place."""

    def rule(problem: Problem) -> str:
        return problem.rule

    for _, group in groupby(sorted(advice, key=lambda each: (rule(each), each.place)), key=rule):
        same = list(group)
        lines = [f"Advice for {_counted(len(same), 'sentence')}"]
        for problem in same:
            lines.append(f"  {problem.place.file}, line {problem.place.line}: “{problem.sentence}”")
            lines.append(f"    {problem.what} {problem.remedy}")
        yield "\n".join([*lines, _why(same[0])])


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def for_github(problems: Iterable[Problem]) -> str:
    """One workflow command a problem, so that it shows beside its line in a pull request."""
    return "".join(
        f"::{'notice' if problem.is_advice else 'error'} file={_property(problem.place.file)},"
        f"line={problem.place.line},title={_property(problem.record or 'The plan')}::"
        f"{_data(f'{_quoted(problem)}{problem.what} What to do: {problem.remedy}')}\n"
        for problem in problems
    )


def _quoted(problem: Problem) -> str:
    return f"“{problem.sentence}” " if problem.sentence else ""


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def for_web_page(problems: Iterable[Problem]) -> str:
    """A block to stand at the top of the last good page."""
    items = Markup().join(
        Markup("<li><p><strong>{}, line {}</strong></p><p>{}{}</p><p>What to do: {}</p></li>").format(
            problem.place.file,
            problem.place.line,
            f"In {problem.record}: " if problem.record else "",
            f"{_quoted(problem)}{problem.what}",
            problem.remedy,
        )
        for problem in errors_among(problems)
    )
    count = len(errors_among(problems))
    return _PANEL.format(
        heading=f"Your last change is not shown yet: {_counted(count, 'problem')} to mend", items=items
    )


_PANEL = Markup(
    '<section role="alert" aria-labelledby="problems" style="font:1.1rem/1.5 sans-serif;color:#14213d;background:#fff;'
    'border:6px solid #8e0f1f;padding:1rem 1.5rem;max-height:60vh;overflow:auto" tabindex="0">'
    '<h2 id="problems" style="margin:0">{heading}</h2><p>Below is the site as it last was. '
    "This page comes back by itself when the problems are mended.</p><ol>{items}</ol></section>"
)
FAULT_OF_OURS = (
    "This is a fault of the site's own code, not of your words. Nothing was published, and the last good site is\n"
    "as it was. Please report it, with everything that stands below."
)
