"""Which products are to be seen again between two rounds, and when: behind the end of a countdown on their page.

Every round of the plan begins this list anew, and a second look itself adds nothing to it, so that a countdown that
never ends asks no more of its shop than one look a round.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from pathlib import Path

from sweep.workspace import SweepFolder, write_atomically

_NAME = "looks.json"


def note(folder: SweepFolder, wanted: Mapping[int, int], taken: Collection[int] | None) -> None:
    """Notes what a round asks for, product -> seconds since 1970; of a second look (`taken`) only that it was taken."""
    left = wanted if taken is None else {n: at for n, at in _read(folder).items() if n not in taken}
    path = folder.path / _NAME
    if left or path.exists():
        write_atomically(path, json.dumps({str(n): at for n, at in left.items()}) + "\n")


def due(folder: SweepFolder, now: float) -> frozenset[int]:
    """The products whose time has come."""
    return frozenset(n for n, at in _read(folder).items() if at <= now)


def next_look(folder: SweepFolder) -> int | None:
    """The moment of the next one, seconds since 1970."""
    return min(_read(folder).values(), default=None)


def _read(folder: SweepFolder) -> dict[int, int]:
    path: Path = folder.path / _NAME
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        return {int(number): int(at) for number, at in data.items()}
    except (OSError, ValueError, AttributeError, TypeError):
        return {}  # nothing was noted, or it was lost: the next round notes it anew
