"""Hashes of photos. They are made in `pictures` and compared in `print_index`."""

from __future__ import annotations

import importlib.util
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

METHOD = "dct256-colour32/1"  # hashes of another method cannot be compared
SHAPE, COLOUR = 32, 32  # bytes of the two parts of a hash
SHARED_BY = 5  # notices or offers: a picture that more of them show is a logo or stands for a missing one


@dataclass(frozen=True, slots=True)
class Print:
    """The hash of one variant of a picture: "whole", "mirrored" or "crop"; `shape` has 256 bits, `colour` 32 values."""

    variant: str
    shape: bytes
    colour: bytes


@dataclass(frozen=True, slots=True)
class Kept:
    """A notice's picture: where it is published, and its hashes."""

    alert_id: str
    url: str
    prints: tuple[Print, ...]


@dataclass(frozen=True, slots=True)
class Alike:
    """A notice's picture like the asked one: through which variant, and by how many of 256 bits it differs."""

    alert_id: str
    url: str
    variant: str
    bits: int


def missing() -> str:
    """What is not installed, and how it is; "" where pictures can be read."""
    if importlib.util.find_spec("PIL") is not None:
        return ""
    return "Pillow, which reads pictures, is not installed: pip install 'sweepday[images]'"


def own_kept(kept: Iterable[Kept]) -> list[Kept]:
    """Pictures without those that many notices show."""
    pictures = list(kept)
    holders: defaultdict[tuple[Print, ...], set[str]] = defaultdict(set)
    for one in pictures:
        holders[one.prints].add(one.alert_id)
    return [one for one in pictures if len(holders[one.prints]) <= SHARED_BY]


def own_prints(pictures: Sequence[tuple[Print, ...]]) -> frozenset[tuple[Print, ...]]:
    """The pictures of a shop's offers that few of them share."""
    return frozenset(marks for marks, number in Counter(pictures).items() if number <= SHARED_BY)
