"""The proof of a finding as it lies in the archive: the quote in the page's text, the screenshot, the digests."""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from sweep.evidence.index import Indexed, digest_at, index_path, indexed, read_index
from sweep.evidence.reading import read_record
from sweep.extract.page import parse_page

_LARGEST_PICTURE = 30_000_000  # bytes
_PNG = b"\x89PNG\r\n\x1a\n"
_SCREENSHOT = "urn:fullPage:"


@dataclass(frozen=True, slots=True)
class Record:
    """A record of an archive: where it lies, in which sweep, and what its index says of it."""

    archive: Path
    sweep: str
    index: Indexed

    @property
    def intact(self) -> bool:
        """Whether it is, byte for byte, the one that was received. Raises OSError where it cannot be read."""
        return digest_at(self.archive, self.index) == self.index.sha256


def locate(text: str, quote: str) -> tuple[int, int] | None:
    """Where the quote stands in the text: exactly, else with other white space between its words."""
    at = text.find(quote)
    if at >= 0:
        return at, at + len(quote)
    words = quote.split()
    if not words or len(words) > 400:
        return None
    found = re.search(r"\s+".join(map(re.escape, words)), text)
    return found.span() if found else None


@lru_cache(maxsize=16)
def texts(record: Record) -> tuple[str, str]:
    """Text and source of an archived page; both empty for what is no page. Raises SweepError."""
    response = read_record(record.archive, record.index.offset, record.index.length)
    if response is None:
        return "", ""
    page = parse_page(response)
    return page.text, page.html


@lru_cache(maxsize=64)
def _index(archive: Path, _changed: int) -> dict[str, Indexed]:
    return {record.id: record for record in map(indexed, read_index(index_path(archive)))}


def records(archive: Path) -> dict[str, Indexed]:
    """The records of an archive by their ids; none where it has no index. Raises CaptureError, ValueError."""
    path = index_path(archive)
    return _index(archive, path.stat().st_mtime_ns) if path.is_file() else {}


def record_in(archive: Path, sweep: str, record_id: str) -> Record | None:
    """The record of that id in an archive; None where it is not there, or the archive is gone."""
    found = records(archive).get(record_id) if archive.is_file() else None
    return Record(archive, sweep, found) if found else None


def picture_record(record: Record) -> Indexed | None:
    """The screenshot of the page in `record`, where one was taken."""
    wanted = f"{_SCREENSHOT}{record.index.url}"
    return next((r for r in records(record.archive).values() if r.url == wanted and r.mime == "image/png"), None)


def picture(record: Record) -> bytes:
    """The screenshot of the page in `record`, a PNG image; b"" where there is none or it is damaged."""
    found = picture_record(record)
    if found is None or found.length > _LARGEST_PICTURE or digest_at(record.archive, found) != found.sha256:
        return b""
    with record.archive.open("rb") as file:
        file.seek(found.offset)
        data = file.read(found.length)
    unpacker = zlib.decompressobj(zlib.MAX_WBITS | 16)
    try:
        block = unpacker.decompress(data, _LARGEST_PICTURE).partition(b"\r\n\r\n")[2].removesuffix(b"\r\n\r\n")
    except zlib.error:
        return b""
    return block if block.startswith(_PNG) else b""
