"""Says in time that GitHub is about to stop what it does every night: 60 days after the last commit.

Writes .reports/quiet.md: an empty file as long as there is time.
"""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
from pathlib import Path

REPORT = Path(".reports/quiet.md")
STOPS_AFTER = dt.timedelta(days=60)
SAID_AFTER = dt.timedelta(days=45)


def report(last_commit: dt.date, today: dt.date) -> str:
    """What to say, as Markdown; nothing as long as there is time."""
    if today - last_commit < SAID_AFTER:
        return ""
    stops = last_commit + STOPS_AFTER
    return f"""\
Nothing was committed here since {_words(last_commit)}. GitHub stops the workflows of a quiet public repository after
{STOPS_AFTER.days} days: on {_words(stops)} the nightly build and the nightly checks end. The website stays as it is
then, so that actions which become late after that day are not shown as late.

What to do: look through the plan (`make due` lists what was to be checked by now), and commit what has changed, if only
a later `review_by`. If the nights have ended already: open **Actions**, choose **Nightly** and then **Publish**, and
press **Enable workflow** at each.
"""


def _words(day: dt.date) -> str:
    return f"{day.day} {day:%B %Y}"


def last_commit(folder: Path = Path()) -> dt.date | None:
    """The day of the last commit of the branch that is checked out; None where there is none yet."""
    words = ["git", "log", "-1", "--format=%cs"]
    told = subprocess.run(words, cwd=folder, check=False, capture_output=True, text=True).stdout.strip()
    return dt.date.fromisoformat(told) if told else None


def main(last: dt.date, today: dt.date, place: Path = REPORT) -> int:
    """Prints the report and writes it down."""
    text = report(last, today)
    print(text or "There is time: GitHub goes on every night.")
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    now = dt.datetime.now(tz=dt.UTC).date()
    sys.exit(main(last_commit() or now, now))
