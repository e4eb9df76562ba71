"""The archive of one visit: a WARC 1.1 file, written as the answers arrive and read back whole.

Bodies go in as received. Each record is a gzip member of its own; what a server has already compressed is only
stored. While a visit runs its file ends in ".part"; a visit that was killed leaves nothing else behind.
"""

from __future__ import annotations

import base64
import contextlib
import hashlib
import json
import os
import struct
import uuid
import zlib
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

from sweep.capture import Failure, Response, Screenshot
from sweep.errors import SweepError
from sweep.evidence.connection import CONNECTION, OVERRIDDEN, connection_data
from sweep.evidence.index import Indexed
from sweep.evidence.reading import read_capture
from sweep.workspace import FULL

__all__ = ["ORIGINAL", "ArchiveWriter", "read_capture"]

# Transfer coding is undone before a body is archived, so a header that describes it would mislead every reader.
ORIGINAL = "X-Archive-Orig-"
_COMPRESSED = ("gzip", "x-gzip", "br", "zstd", "deflate")


class ArchiveWriter:
    """Writes `path` (".warc.gz"); a context manager. Leaving it without an error gives the file its final name.

    `index` grows with the records; `sha256` is the digest (hex) of all that was written so far.

    Raises SweepError when the file exists or cannot be written; other archives and the records written so far
    stay as they are.
    """

    def __init__(self, path: Path, *, software: str, info: Mapping[str, str]) -> None:
        self._path = path
        self._part = path.with_name(path.name + ".part")
        if path.exists():
            raise SweepError(f"{path}: this archive exists already; an archive is never overwritten")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._file = self._part.open("wb", buffering=0)  # no record waits in a buffer for its death
        except OSError as error:
            raise _cannot_write(self._part, error) from error
        self._end = 0
        self._digest = hashlib.sha256()
        self._connections: dict[str, str] = {}  # what is known of a connection -> the record that says so
        self.index: list[Indexed] = []
        fields = {"software": software, "format": "WARC File Format 1.1", **info}
        block = "".join(f"{_line(k)}: {_line(v)}\r\n" for k, v in fields.items()).encode()
        headers = [("WARC-Filename", path.name), ("Content-Type", "application/warc-fields")]
        self._record("warcinfo", headers, block, datetime.now(UTC))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if kind is None:
            self.close()
        else:
            self._file.close()  # the ".part" file stays: what was seen is not thrown away, nor called complete

    def close(self) -> None:
        """Makes the file durable and gives it its name. A second call does nothing."""
        if self._file.closed:
            return
        try:
            os.fsync(self._file.fileno())
            self._file.close()
            self._part.replace(self._path)
            _sync_folder(self._path.parent)
        except OSError as error:
            raise _cannot_write(self._part, error) from error

    @property
    def sha256(self) -> str:
        return self._digest.hexdigest()

    def response(self, r: Response) -> Response:
        """Archives a request and its answer; returns `r` with `record_id` and `sha256` set.

        What a browser made of an answer becomes a conversion of that answer's record.
        """
        if r.rendered_from:
            return self._conversion(r)
        record_id, digest = _new_id(), hashlib.sha256(r.body).digest()
        common = [("WARC-Target-URI", r.url)] + ([("WARC-IP-Address", r.ip)] if r.ip else [])
        request_headers = [*common, ("WARC-Concurrent-To", record_id)]
        self._record("request", [*request_headers, _http_type("request")], _request_block(r), r.fetched_at)
        headers = [*common, *self._connection(r), ("WARC-Payload-Digest", _label("sha256", digest))]
        if r.overridden:
            headers.append((OVERRIDDEN, r.overridden))
        if r.truncated:
            headers.append(("WARC-Truncated", "unspecified"))
        level = 0 if r.header("content-encoding").strip().lower() in _COMPRESSED else 1
        block = _response_head(r) + r.body
        self._record("response", [*headers, _http_type("response")], block, r.fetched_at, record_id, level)
        self._describe(r.status, r.header("content-type"), digest.hex())
        return replace(r, record_id=record_id, sha256=digest.hex())

    def _conversion(self, r: Response) -> Response:
        record_id, digest = _new_id(), hashlib.sha256(r.body).digest()
        mime = r.header("content-type") or "text/html; charset=utf-8"
        headers = [
            ("WARC-Target-URI", r.url),
            ("WARC-Refers-To", r.rendered_from),
            ("WARC-Payload-Digest", _label("sha256", digest)),
            ("Content-Type", mime),
        ]
        self._record("conversion", headers, r.body, r.fetched_at, record_id, level=1)
        self._describe(r.status, mime, digest.hex())
        return replace(r, record_id=record_id, sha256=digest.hex())

    def _connection(self, r: Response) -> list[tuple[str, str]]:
        """Points to the record of what is known about the connection; it is written once, not with every answer."""
        data = connection_data(r)
        if not data:
            return []
        key = json.dumps(data, sort_keys=True)
        if key not in self._connections:
            self._connections[key] = _new_id()
            block = json.dumps({"sweepday": "connection", "data": data}).encode()
            headers = [("WARC-Target-URI", r.url), ("Content-Type", "application/json")]
            self._record("metadata", headers, block, r.fetched_at, self._connections[key], level=1)
        return [(CONNECTION, self._connections[key])]

    def screenshot(self, shot: Screenshot) -> str:
        """Archives a picture as a resource; returns its record id."""
        record_id, digest = _new_id(), hashlib.sha256(shot.png).digest()
        headers = [
            ("WARC-Target-URI", f"urn:fullPage:{shot.url}"),
            *([("WARC-Concurrent-To", shot.record_id)] if shot.record_id else []),
            ("WARC-Payload-Digest", _label("sha256", digest)),
            ("Content-Type", "image/png"),
        ]
        self._record("resource", headers, shot.png, shot.taken_at, record_id)
        self._describe(200, "image/png", digest.hex())
        return record_id

    def failure(self, f: Failure) -> None:
        """Archives that a request brought no answer, and why."""
        data = {"url": f.url, "kind": f.kind, "detail": f.detail, "transient": f.transient}
        self._metadata("failure", data, f.url)

    def note(self, name: str, data: object) -> None:
        """Archives a JSON document about the visit under `name`."""
        self._metadata(name, data, "")

    def _metadata(self, name: str, data: object, url: str) -> None:
        block = json.dumps({"sweepday": name, "data": data}, ensure_ascii=False, default=str).encode()
        headers = [("WARC-Target-URI", url)] if url else []
        self._record("metadata", [*headers, ("Content-Type", "application/json")], block, datetime.now(UTC))

    def _record(
        self,
        kind: str,
        headers: list[tuple[str, str]],
        block: bytes,
        when: datetime,
        record_id: str = "",
        level: int = 0,
    ) -> None:
        record_id = record_id or _new_id()
        date = when.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"
        fields = [
            ("WARC-Type", kind),
            ("WARC-Record-ID", record_id),
            ("WARC-Date", date),
            *headers,
            # Against damage only, and quick; what proves the body is its SHA-256, and the file's in the manifest.
            ("WARC-Block-Digest", _label("sha1", hashlib.sha1(block, usedforsecurity=False).digest())),
            ("Content-Length", str(len(block))),
        ]
        head = "WARC/1.1\r\n" + "".join(f"{k}: {_line(v)}\r\n" for k, v in fields) + "\r\n"
        member = _member(head.encode("utf-8", "replace") + block + b"\r\n\r\n", level)
        url = next((_line(v) for k, v in headers if k == "WARC-Target-URI"), "")
        place, digest = self._end, hashlib.sha256(member).hexdigest()
        self._append(member)
        self.index.append(Indexed(kind, record_id, url, date, 0, "", "", place, len(member), digest))

    def _describe(self, status: int, mime: str, payload: str) -> None:
        """Adds to the last entry of the index what is known of a record that holds a body."""
        kind = mime.partition(";")[0].strip().lower()
        self.index[-1] = replace(self.index[-1], status=status, mime=kind, payload=payload)

    def _append(self, member: bytes) -> None:
        left = memoryview(member)
        try:
            while left:
                left = left[self._file.write(left) :]
        except OSError as error:
            self._drop_torn_record()
            raise _cannot_write(self._part, error) from error
        self._end += len(member)
        self._digest.update(member)

    def _drop_torn_record(self) -> None:
        """Cuts off half a record and closes, so that what a full disk leaves behind can be read to its end."""
        # Should the cut fail as well, nothing is lost: the reader stops before a torn record.
        with contextlib.suppress(OSError):
            os.ftruncate(self._file.fileno(), self._end)
        self._file.close()


def _member(data: bytes, level: int) -> bytes:
    """A gzip member. At level 0 it is put together here: setting up a compressor costs more than the whole record."""
    if level:
        packer = zlib.compressobj(level, zlib.DEFLATED, zlib.MAX_WBITS | 16)
        return packer.compress(data) + packer.flush()
    parts = [b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff"]
    for at in range(0, len(data), 0xFFFF):
        piece = data[at : at + 0xFFFF]
        last = at + 0xFFFF >= len(data)
        parts += [struct.pack("<BHH", last, len(piece), len(piece) ^ 0xFFFF), piece]
    parts.append(struct.pack("<II", zlib.crc32(data), len(data) & 0xFFFFFFFF))
    return b"".join(parts)


def _new_id() -> str:
    return f"<urn:uuid:{uuid.uuid4()}>"


def _label(algorithm: str, digest: bytes) -> str:
    return f"{algorithm}:" + base64.b32encode(digest).decode("ascii")


def _line(text: str) -> str:
    """`text` as one header line: a line break in it would begin a header of the sender's choice."""
    return text.replace("\r", " ").replace("\n", " ")


def _latin(text: str) -> bytes:
    return _line(text).encode("latin-1", "replace")


def _http_type(message: str) -> tuple[str, str]:
    return "Content-Type", f"application/http; msgtype={message}"


def _request_block(r: Response) -> bytes:
    parts = urlsplit(r.url)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    lines = [_latin(f"{r.method} {target} HTTP/1.1"), *(_latin(f"{k}: {v}") for k, v in r.request_headers)]
    return b"\r\n".join(lines) + b"\r\n\r\n" + r.request_body


def _response_head(r: Response) -> bytes:
    lines = [_latin(f"HTTP/1.1 {r.status} {r.reason}".rstrip())]
    lines += [_latin(f"{_kept_name(k, v, len(r.body))}: {v}") for k, v in r.headers]
    return b"\r\n".join(lines) + b"\r\n\r\n"


def _kept_name(name: str, value: str, length: int) -> str:
    lowered = name.lower()
    misleads = lowered == "transfer-encoding" or (lowered == "content-length" and value.strip() != str(length))
    return ORIGINAL + name if misleads else name


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _cannot_write(path: Path, error: OSError) -> SweepError:
    full = "the disk is full: " if error.errno in FULL else ""
    return SweepError(
        f"{path}: cannot write the archive ({full}{error.strerror or error}); "
        "free some space or choose another folder and run again: finished visits are kept"
    )
