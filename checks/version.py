"""Which rules these are: one digest over everything that can change a verdict."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

_ROOT = Path(__file__).resolve().parent


def _sources(folder: Path, path: str = "") -> Iterator[tuple[str, bytes]]:
    for entry in sorted(folder.iterdir(), key=lambda e: e.name):
        name = f"{path}/{entry.name}"
        if entry.name.endswith((".py", ".yaml")):
            yield name, entry.read_bytes()
        elif not entry.name.startswith("__") and entry.is_dir():
            yield from _sources(entry, name)


@cache
def rules_version() -> str:
    """16 hex digits over all cards, functions and the judge itself: equal versions give equal verdicts."""
    digest = hashlib.sha256()
    for name, content in _sources(_ROOT):
        digest.update(f"{name}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()[:16]
