"""The records of a WARC file, one after the other, each against its digest; they end where the file is torn."""

from __future__ import annotations

import gzip
import hashlib
import zipfile
import zlib
from base64 import b32decode
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import BinaryIO

from sweep.evidence.messages import Headers

MAX_LINE = 64_000
MAX_HEADERS = 1_000
MAX_RECORD = 64_000_000  # bytes of one record, decompressed: larger ones are passed over
_DAMAGE = (EOFError, zlib.error, gzip.BadGzipFile, zipfile.BadZipFile, ValueError, OSError)


@dataclass(frozen=True, slots=True)
class Record:
    """One record: its WARC-Type in small letters, its headers, and its block as written (b"" for one too large)."""

    kind: str
    headers: Headers
    block: bytes
    named: Mapping[str, str] = field(compare=False, repr=False)  # the first header of each name, in small letters

    def header(self, name: str) -> str:
        return self.named.get(name.lower(), "")


class TornError(Exception):
    """The archive ends or is damaged here."""


def records(stream: BinaryIO) -> Iterator[Record]:
    """Record after record. Raises TornError where the archive ends in the middle of one or is damaged."""
    while True:
        try:
            record = _next_record(stream)
        except _DAMAGE as error:
            raise TornError from error
        if record is None:
            return
        yield record


def _next_record(stream: BinaryIO) -> Record | None:
    line = b"\r\n"
    while line.strip(b"\r\n \t") == b"" and line:
        line = stream.readline(MAX_LINE)
    if not line:
        return None
    if not line.startswith(b"WARC/"):
        raise ValueError("no record begins here")
    headers = _header_lines(stream)
    named = {name.lower(): value for name, value in reversed(headers)}
    length = int(named.get("content-length", ""))
    if length < 0:
        raise ValueError("negative length")
    block = _block(stream, length)
    _check_digest(named.get("warc-block-digest", ""), block, length)
    return Record(named.get("warc-type", "").lower(), headers, block, named)


def _block(stream: BinaryIO, length: int) -> bytes:
    """The next `length` bytes and the line break after them; b"" for one too large to keep."""
    kept = stream.read(length) if length <= MAX_RECORD else b""
    if length <= MAX_RECORD and len(kept) < length:
        raise EOFError
    left = length - len(kept)
    while left:
        piece = stream.read(min(left, 1_000_000))
        if not piece:
            raise EOFError
        left -= len(piece)
    # The end of the member is read with its line break, and with it the checksum that proves it whole.
    stream.readline(MAX_LINE)
    stream.readline(MAX_LINE)
    return kept


def _header_lines(stream: BinaryIO) -> Headers:
    headers: list[tuple[str, str]] = []
    while len(headers) < MAX_HEADERS:
        line = stream.readline(MAX_LINE)
        if not line.endswith(b"\n"):
            raise EOFError
        if not line.strip():
            return tuple(headers)
        text = line.decode("utf-8", "replace").rstrip("\r\n")
        if text[:1] in " \t" and headers:
            headers[-1] = (headers[-1][0], f"{headers[-1][1]} {text.strip()}")
            continue
        name, _, value = text.partition(":")
        headers.append((name.strip(), value.strip()))
    raise ValueError("too many headers")


def _check_digest(label: str, block: bytes, length: int) -> None:
    """Raises ValueError where the block is not the one that was written. Unknown algorithms are passed over."""
    algorithm, _, value = label.partition(":")
    if algorithm.lower() not in ("sha1", "sha256") or len(block) != length:
        return
    digest = hashlib.new(algorithm.lower(), block).digest()
    if value.lower() != digest.hex() and _base32(value) != digest:
        raise ValueError("the block differs from its digest")


def _base32(value: str) -> bytes:
    try:
        return b32decode(value.upper() + "=" * (-len(value) % 8))
    except ValueError:
        return b""
