"""Lists folders in an order that changes with the seed in ORDER, as other disks do.

Python runs this file first where it is on the path.
"""

import os
import random
from collections.abc import Iterator
from typing import Any

_chance = random.Random(os.environ["ORDER"])
_listdir, _scandir = os.listdir, os.scandir


class _Entries:
    """What os.scandir gives."""

    def __init__(self, path: Any) -> None:
        with _scandir(path) as entries:
            self._entries = iter(_shuffled(list(entries)))

    def __iter__(self) -> Iterator[Any]:
        return self._entries

    def __next__(self) -> Any:
        return next(self._entries)

    def __enter__(self) -> "_Entries":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self._entries = iter(())


def _shuffled(names: list[Any]) -> list[Any]:
    _chance.shuffle(names)
    return names


os.listdir = lambda path=".": _shuffled(_listdir(path))
os.scandir = lambda path=".": _Entries(path)  # type: ignore[assignment]
