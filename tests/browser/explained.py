"""What axe cannot decide, and why it is no barrier here: a person has looked at each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

EXPLAINED: dict[tuple[str, str, str], str] = {
    ("color-contrast", ".wheel-hub", "a pseudo element"): (
        "The rays of the sun lie behind the disc, and the words of the hub on the disc. test_site_files.py measures "
        "those two colours, and test_wheel.py that no other words come near."
    ),
    ("color-contrast", "", "a background image"): (
        "In the narrow list of the wheel the thread runs behind the beads alone; the words stand to its right, on "
        "paper. No other component has a picture behind words."
    ),
    ("color-contrast", "", "overlapped by another element"): (
        "The drawing of the ring is as large as the whole wheel, and transparent but for its rim. test_wheel.py "
        "measures that no words touch the rim's beads or the hub, so that all lie on paper."
    ),
}
"""By rule, a part of the element's address, and axe's reason."""


def unexplained(incomplete: Iterable[str]) -> Iterator[str]:
    for line in incomplete:
        if not any(line.startswith(rule) and part in line and why in line for rule, part, why in EXPLAINED):
            yield f"undecided: {line}"
