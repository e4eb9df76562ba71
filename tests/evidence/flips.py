"""Flipped bits: how damage, or a hand that wants to change one letter, looks to a verifier."""

from __future__ import annotations

import random
from collections.abc import Iterator

from sweep.evidence.verify import verify_sweep
from sweep.workspace import SweepFolder


def flipped(folder: SweepFolder, count: int) -> Iterator[tuple[str, int, int]]:
    """Flips one bit at a time, every file in its turn, and yields (file, place, bit) where verify did not name it."""
    files = sorted(p for p in folder.path.rglob("*") if p.is_file() and p.stat().st_size)
    chance = random.Random(6962)
    for number in range(count):
        path = files[number % len(files)]
        data = path.read_bytes()
        place, bit = chance.randrange(len(data)), 1 << chance.randrange(8)
        path.write_bytes(data[:place] + bytes([data[place] ^ bit]) + data[place + 1 :])
        name = path.relative_to(folder.path).as_posix()
        found = [c for c in verify_sweep(folder) if c.kind == "problem"]
        path.write_bytes(data)
        if not any(name in c.place or name in c.text for c in found):
            yield name, place, bit
