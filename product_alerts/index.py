"""Notices ready to be looked up: made from alerts, or read from the bytes of a file without being taken apart.

The bytes are a header in JSON and flat arrays one after the other, so that worker processes share one copy of them.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from product_alerts.asked import Asked
from product_alerts.build import build
from product_alerts.codec import from_json, to_json
from product_alerts.model import Alert
from product_alerts.prepare import Subject, of_alert
from product_alerts.segment import ARRAYS, Arrays, Hits, Segment
from product_alerts.terms import terms_of_notice

_MAGIC = b"sweepday notices 3\n"
_ALIGNED = 64  # bytes
_MOST_READ = 10_000  # notices that are kept as read: about 120 MB


class IndexDamagedError(Exception):
    """The bytes are not an index of this version."""


@dataclass(frozen=True, slots=True)
class Index:
    """The terms of all notices, how many notices use a word, and the notices themselves as JSON."""

    arrays: Arrays
    uses: Mapping[str, int]
    ids: tuple[str, ...]  # of the alerts, in order
    starts: npt.NDArray[np.uint64]  # of each alert in `texts`, and the end
    texts: memoryview
    stamp: str = ""  # what state of the store this is, in the words of whoever keeps the file

    @classmethod
    def of(cls, alerts: Iterable[Alert]) -> Index:
        """The index of these alerts."""
        uses: Counter[str] = Counter()
        rows, ids, texts = [], [], []
        for alert in alerts:
            subject = of_alert(alert)
            uses.update(subject.all_words | subject.name_words)
            rows.append(terms_of_notice(subject))
            ids.append(alert.id)
            texts.append(f"{alert.batch_id}\n{to_json(alert)}".encode())
        starts = np.concatenate([[0], np.cumsum([len(text) for text in texts])]).astype(np.uint64)
        return cls(build(rows), uses, tuple(ids), starts, memoryview(b"".join(texts)))

    def to_bytes(self, stamp: str) -> bytes:
        """The whole index, to be kept in a file."""
        pieces: dict[str, bytes] = {
            "words": "\n".join(self.uses).encode(),
            "ids": "\n".join(self.ids).encode(),
            "uses": np.fromiter(self.uses.values(), dtype=np.uint32, count=len(self.uses)).tobytes(),
            "starts": self.starts.tobytes(),
            "texts": bytes(self.texts),
        }
        pieces |= {f"array {name}": getattr(self.arrays, name).tobytes() for name in ARRAYS}
        places, at = {}, 0
        for name, piece in pieces.items():
            places[name] = (at, len(piece))
            at += -(-len(piece) // _ALIGNED) * _ALIGNED
        head = json.dumps({"stamp": stamp, "places": places, "length": at}).encode()
        body = b"".join(piece.ljust(-(-len(piece) // _ALIGNED) * _ALIGNED, b"\0") for piece in pieces.values())
        front = _MAGIC + f"{len(head):12}\n".encode() + head
        return front.ljust(-(-len(front) // _ALIGNED) * _ALIGNED, b"\0") + body

    @classmethod
    def from_bytes(cls, data: memoryview) -> Index:
        """The index in `data`, which must stay as it is. Raises IndexDamagedError."""
        begin = len(_MAGIC) + 13
        if bytes(data[: len(_MAGIC)]) != _MAGIC:
            raise IndexDamagedError("not an index of notices of this version")
        try:
            size = int(bytes(data[len(_MAGIC) : begin]))
            head = json.loads(bytes(data[begin : begin + size]))
            base = -(-(begin + size) // _ALIGNED) * _ALIGNED
            if len(data) != base + head["length"]:
                raise IndexDamagedError("the index of notices was cut off")
            piece = {name: data[base + at : base + at + length] for name, (at, length) in head["places"].items()}
            return cls._of_pieces(piece, str(head["stamp"]))
        except (ValueError, KeyError, TypeError) as error:
            raise IndexDamagedError(f"the index of notices cannot be read: {error}") from None

    @classmethod
    def _of_pieces(cls, piece: Mapping[str, memoryview], stamp: str) -> Index:
        arrays = Arrays(**{name: np.frombuffer(piece[f"array {name}"], dtype=_KINDS[name]) for name in ARRAYS})
        counts = np.frombuffer(piece["uses"], dtype=np.uint32).tolist()
        return cls(
            arrays,
            dict(zip(_lines(piece["words"]), counts, strict=True)),
            tuple(_lines(piece["ids"])),
            np.frombuffer(piece["starts"], dtype=np.uint64),
            piece["texts"],
            stamp,
        )


_KINDS = dict.fromkeys(ARRAYS, np.uint32) | {
    "hashes": np.uint64,
    "codes": np.uint64,
    "pairs": np.uint64,
    "whats": np.uint8,
    "post_whats": np.uint8,
    "branded": np.bool_,
}


def _lines(piece: memoryview) -> list[str]:
    text = bytes(piece).decode()
    return text.split("\n") if text else []


class Notices:
    """An index in use: notices are taken apart when an offer first needs them."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._segment = Segment(index.arrays)
        self._subjects: dict[int, Subject] = {}
        self._gone: set[int] = set()
        self._places: dict[str, int] | None = None  # made when somebody first asks for a notice by its id
        self.uses = index.uses
        self.branded = index.arrays.branded

    def __len__(self) -> int:
        return len(self._index.ids) - len(self._gone)

    def search(self, asked: Asked, most: int, *, mend: bool = True) -> Hits:
        """For each offer the `most` likely notices; see `Segment.search`."""
        return self._segment.search(asked, most, mend=mend)

    def forget(self, ids: Iterable[str]) -> None:
        """Leaves aside the notices of these ids."""
        known = frozenset(ids)
        self._gone |= {at for at, id_ in enumerate(self._index.ids) if id_ in known}

    def gone(self, at: int) -> bool:
        return at in self._gone

    def place(self, alert_id: str) -> int | None:
        """The place of a notice in the index; None where it is not there."""
        if self._places is None:
            self._places = {known: at for at, known in enumerate(self._index.ids)}
        return self._places.get(alert_id)

    def alert(self, at: int) -> Alert:
        """The notice at a place of the index."""
        first, last = int(self._index.starts[at]), int(self._index.starts[at + 1])
        batch, _, text = bytes(self._index.texts[first:last]).decode().partition("\n")
        return from_json(text, batch)

    def subject(self, at: int) -> Subject:
        """What is compared of it."""
        known = self._subjects.get(at)
        if known is None:
            if len(self._subjects) >= _MOST_READ:
                self._subjects.clear()
            known = self._subjects[at] = of_alert(self.alert(at))
        return known
