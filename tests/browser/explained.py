"""What axe cannot decide, and why it is no barrier here: a person has looked at each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

EXPLAINED: dict[tuple[str, str], str] = {
    ("color-contrast", "due to a pseudo element"): (
        "The rays of the wheel's sun lie behind its disc, and the words of the hub on the disc."
    ),
    ("color-contrast", "due to a background image"): (
        "In the narrow list of the wheel the thread runs behind the beads alone; the words stand to its right."
    ),
    ("identical-links-same-purpose", ""): (
        "A hard word is a link to its meaning, and a menu may have that word too: “aims”. A name of its own for the"
        " link would be read out in the middle of the sentence. Our own rule tells the links from each other that"
        " are no hard words (the_same_words_lead_to_the_same_place)."
    ),
    ("color-contrast", "because it is overlapped by another element"): (
        "The strands of the wheel are turned drawings, whose boxes reach far over what is drawn."
    ),
}
"""By rule and axe's reason. In each case axe sees a drawing near the words and gives up. Our own rule measures their
colours against their ground all the same (every_text_has_a_contrast_of_seven_to_one), and test_wheel.py that no words
touch what is drawn."""


def unexplained(incomplete: Iterable[str]) -> Iterator[str]:
    for line in incomplete:
        if not any(line.startswith(rule) and why in line for rule, why in EXPLAINED):
            yield f"undecided: {line}"
