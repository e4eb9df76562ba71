"""The index of an archive: one line a record, with its place and digest. Its lines are the leaves of a hash tree.

It is made while the archive is written, so that the digests are those of what was received, not of what lies there
years later. A record is a gzip member: `offset` and `length` cut it out of the file as a small archive of its own.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import BinaryIO

from sweep.errors import CaptureError
from sweep.evidence import tree
from sweep.workspace import write_atomically

SUFFIX = ".records.jsonl"
_HEAD = 65_536  # bytes of a record in which its headers are looked for
_PIECE = 1 << 16


@dataclass(frozen=True, slots=True)
class Indexed:
    """One record. `sha256` is of its bytes in the file; `payload` of the body it holds, "" where it holds none."""

    type: str
    id: str
    url: str
    date: str
    status: int
    mime: str
    payload: str
    offset: int
    length: int
    sha256: str

    @property
    def line(self) -> bytes:
        return json.dumps(asdict(self), separators=(",", ":"), sort_keys=True).encode()


def index_path(archive: Path) -> Path:
    """Where the index of an archive lies: `x.warc.gz` -> `x.records.jsonl`."""
    return archive.with_name(archive.name.split(".")[0] + SUFFIX)


def write_index(path: Path, records: Iterable[Indexed]) -> tuple[int, str]:
    """Writes an index; returns how many records it has and the root of their tree, hex."""
    lines = [record.line for record in records]
    write_atomically(path, b"".join(line + b"\n" for line in lines).decode())
    return len(lines), tree.root(lines)


def read_index(path: Path) -> tuple[bytes, ...]:
    """The lines of an index, as they are hashed. Raises CaptureError where it cannot be read."""
    try:
        return tuple(path.read_bytes().splitlines())
    except OSError as error:
        raise CaptureError(f"{path}: cannot be read ({error.strerror or error})") from None


def indexed(line: bytes) -> Indexed:
    """A line of an index. Raises ValueError where it is none."""
    try:
        return Indexed(**json.loads(line))
    except (TypeError, RecursionError) as error:
        raise ValueError(str(error)) from None


def scan(path: Path, start: int = 0, size: int | None = None) -> Iterator[Indexed]:
    """The records of an archive that another tool has written, as far as it can be read.

    `start` and `size` bound it inside a larger file (a WACZ holds archives as they are). An archive that is not
    compressed record by record is one entry, which is proved as a whole.
    """
    with path.open("rb") as file:
        end = path.stat().st_size if size is None else start + size
        file.seek(start)
        pieces = _members if file.read(2) == b"\x1f\x8b" else _plain
        for offset, length, head, digest in pieces(file, start, end):
            fields = _fields(head)
            yield Indexed(
                type=fields.get("warc-type", "unknown"),
                id=fields.get("warc-record-id", ""),
                url=fields.get("warc-target-uri", "").strip("<>"),
                date=fields.get("warc-date", ""),
                status=_status(head),
                mime=_mime(head),
                payload="",
                offset=offset,
                length=length,
                sha256=digest,
            )


def _members(file: BinaryIO, start: int, end: int) -> Iterator[tuple[int, int, bytes, str]]:
    """Offset, length, first bytes (unpacked) and SHA-256 of each gzip member between two places of a file."""
    at = start
    while at < end:
        file.seek(at)
        unpacker, head, digest, length = zlib.decompressobj(zlib.MAX_WBITS | 16), b"", hashlib.sha256(), 0
        while not unpacker.eof and at + length < end:
            piece = file.read(min(_PIECE, end - at - length))
            try:
                data = unpacker.decompress(piece, _HEAD)
                while unpacker.unconsumed_tail and not unpacker.eof:
                    head = (head + data)[:_HEAD]
                    data = unpacker.decompress(unpacker.unconsumed_tail, _HEAD)
            except zlib.error:
                # No gzip from here on: the rest is one piece.
                yield at, end - at, b"", _digest(file, at, end - at)
                return
            head = (head + data)[:_HEAD]
            used = len(piece) - len(unpacker.unused_data)
            digest.update(piece[:used])
            length += used
        yield at, length, head, digest.hexdigest()
        at += length


def _plain(file: BinaryIO, start: int, end: int) -> Iterator[tuple[int, int, bytes, str]]:
    """The same of records that are not compressed."""
    at = start
    while at < end:
        file.seek(at)
        head = file.read(min(_HEAD, end - at))
        header, blank, _ = head.partition(b"\r\n\r\n")
        size = _fields(head).get("content-length", "")
        whole = len(header) + len(blank) + int(size) + 4 if size.isdigit() and len(size) < 13 and blank else 0
        length = min(whole, end - at) if whole and head.startswith(b"WARC/") else end - at
        yield at, length, head, _digest(file, at, length)
        at += length


def _digest(file: BinaryIO, offset: int, length: int) -> str:
    digest = hashlib.sha256()
    file.seek(offset)
    while length and (piece := file.read(min(_PIECE, length))):
        digest.update(piece)
        length -= len(piece)
    return digest.hexdigest()


def digest_at(path: Path, record: Indexed) -> str:
    """SHA-256 of the bytes at a record's place, hex. Raises OSError where the file cannot be read."""
    with path.open("rb") as file:
        return _digest(file, record.offset, record.length)


def _fields(head: bytes) -> dict[str, str]:
    lines = head.partition(b"\r\n\r\n")[0].decode("utf-8", "replace").split("\r\n")[1:]
    pairs = (line.partition(":") for line in lines if ":" in line)
    return {name.strip().lower(): value.strip() for name, _, value in pairs}


def _status(head: bytes) -> int:
    words = head.partition(b"\r\n\r\n")[2][:20].split(b" ")
    return int(words[1]) if words[0].startswith(b"HTTP/") and len(words) > 1 and words[1].isdigit() else 0


def _mime(head: bytes) -> str:
    """The media type that an answer names; that of the record where it holds no answer."""
    fields = _fields(head)
    if fields.get("warc-type") == "response":
        fields = _fields(head.partition(b"\r\n\r\n")[2])
    return fields.get("content-type", "").partition(";")[0].strip().lower()
