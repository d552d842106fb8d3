"""What the accessibility page says, worked out from what is recorded about the site's accessibility."""

from __future__ import annotations

from dataclasses import dataclass

from plan_site.model.problems import Place
from plan_site.model.site_records import Accessibility, Audit, Excuse, KnownProblem

# The headings of the UK's model statement; its words are fixed.
_HEADINGS: dict[Excuse, str] = {
    "not compliant": "Non-compliance with the accessibility regulations",
    "disproportionate burden": "Disproportionate burden",
    "out of scope": "Content that’s not within the scope of the accessibility regulations",
}
_PLAIN_HEADINGS: dict[Excuse, str] = {
    "not compliant": "What does not work for everyone yet",
    "disproportionate burden": "What would cost too much to mend",
    "out of scope": "What the law leaves out",
}


@dataclass(frozen=True, slots=True)
class ProblemGroup:
    """The known problems that the law calls the same thing."""

    heading: str
    problems: tuple[KnownProblem, ...]


@dataclass(frozen=True, slots=True)
class Statement:
    """What is recorded about the site's accessibility, and what follows from it."""

    known: Accessibility
    problem_groups: tuple[ProblemGroup, ...]
    audits: tuple[Audit, ...]
    """Newest first."""
    reasons: str
    """What a claim of compliance is limited by, in the words of the model statement."""
    contact_words: str
    """What a reader can do there, as the words of a link: write to …, call …, or use our contact page."""

    @property
    def last_audit(self) -> Audit | None:
        return self.audits[0] if self.audits else None


def statement_of(known: Accessibility | None, *, is_statutory: bool) -> Statement:
    """The statement; without a record, one that says that nothing is known."""
    known = known or Accessibility(place=Place("accessibility.yml"), places={})
    headings = _HEADINGS if is_statutory else _PLAIN_HEADINGS
    return Statement(
        known=known,
        problem_groups=tuple(
            ProblemGroup(heading, problems)
            for excuse, heading in headings.items()
            if (problems := known.problems_that_are(excuse))
        ),
        audits=tuple(sorted(known.audits, key=lambda audit: audit.when, reverse=True)),
        reasons=_reasons(known),
        contact_words=_words_for(known.contact or ""),
    )


def _words_for(contact: str) -> str:
    scheme, _, place = contact.partition(":")
    return {"mailto": f"write to {place}", "tel": f"call {place}"}.get(scheme, "use our contact page")


def _reasons(known: Accessibility) -> str:
    excuses = {problem.it_is for problem in known.known_problems}
    named = [
        name
        for name, applies in (
            ("non-compliances", "not compliant" in excuses),
            ("exemptions", bool(excuses - {"not compliant"})),
        )
        if applies
    ]
    return " and ".join(named)
