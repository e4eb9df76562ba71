"""Screenshots of the archive, copied beside the pages of the report, so that the report opens without the archive."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from sweep.errors import SweepError
from sweep.evidence.passages import Record, picture, picture_record

_MOST = 3  # of a shop
_LARGEST = 4_000_000  # bytes of one
_DAMAGE = (SweepError, OSError, ValueError)


@dataclass(frozen=True, slots=True)
class Shot:
    """A picture of a page in the folder of screenshots; its size in pixels."""

    file: str
    url: str
    width: int
    height: int


def write_shots(name: str, pages: Iterable[Record], folder: Path) -> Iterator[Shot]:
    """The pictures of the first pages that have one, written as `name` and a digest. Raises OSError."""
    seen: set[str] = set()
    for page in pages:
        if len(seen) == _MOST:
            return
        digest, data = _picture(page)
        width, height = size(data)
        if digest in seen or not width or not height:
            continue
        seen.add(digest)
        path = folder / f"{name}-{digest[:16]}.png"
        if not path.is_file() or path.stat().st_size != len(data):
            folder.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        yield Shot(path.name, page.index.url, width, height)


def _picture(page: Record) -> tuple[str, bytes]:
    """Digest of the record and bytes of the picture; none where there is none, or it is damaged or too large."""
    try:
        known = picture_record(page)
        return (known.sha256, picture(page)) if known and known.length <= _LARGEST else ("", b"")
    except _DAMAGE:
        return "", b""


def size(png: bytes) -> tuple[int, int]:
    """Width and height of a PNG image; (0, 0) where its header is damaged."""
    if len(png) < 24 or png[12:16] != b"IHDR":
        return 0, 0
    width, height = struct.unpack(">II", png[16:24])
    return width, height
