"""Reads a WARC, ours or another tool's, into a Capture. What comes after a torn record is not believed."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import BinaryIO, cast, get_args

from sweep.capture import Capture, Failure, FailureKind, Response
from sweep.errors import SweepError
from sweep.evidence.connection import CONNECTION, OVERRIDDEN, Connection, connection
from sweep.evidence.containers import main_page, opened, unpacked
from sweep.evidence.messages import Headers, split_http, status, undo_chunks
from sweep.evidence.warc import Record, TornError, records

MAX_CAPTURE = 1_000_000_000  # bytes of all bodies: a shop's visit is a small file
_ORIGINAL = "x-archive-orig-"
_Request = tuple[str, Headers, bytes]  # method, headers, body


def read_capture(path: Path) -> Capture:
    """The visit kept in `path` (.warc, .warc.gz or .wacz). Raises SweepError if it cannot be read or is none of them.

    A damaged tail gives what stands before it, with `truncated` set; revisit records are passed over.
    """
    reading = _Reading()
    try:
        with opened(path) as streams:
            for stream in streams:
                reading.take_all(stream, path)
        main = main_page(path)
    except OSError as error:
        raise SweepError(f"{path}: cannot be read ({error.strerror or error})") from error
    if not reading.records:
        raise SweepError(f"{path}: this is no WARC archive, or nothing of it can be read")
    return reading.capture(main)


def read_record(path: Path, offset: int, length: int) -> Response | None:
    """The answer in the record at a place of a .warc.gz, as its index gives it; None where it holds no answer.

    One that a browser rendered has status 200: the answer that it was made of stands elsewhere.
    Raises SweepError where the file cannot be read.
    """
    try:
        with path.open("rb") as file:
            file.seek(offset)
            data = file.read(length)
    except OSError as error:
        raise SweepError(f"{path}: cannot be read ({error.strerror or error})") from error
    reading = _Reading()
    reading.take_all(unpacked(BytesIO(data)), path)
    return next(iter(reading.capture("").responses), None)


class _Reading:
    """Gathers the records of one archive; requests find their answers at the end, whichever came first."""

    def __init__(self) -> None:
        self.records = 0
        self.truncated = False
        self._bytes = 0
        self._responses: list[tuple[Response, tuple[str, ...]]] = []
        self._requests: dict[str, _Request] = {}
        self._connections: dict[str, Connection] = {}  # by the id of the record that tells it
        self._on: dict[str, str] = {}  # which of them an answer came over
        self._failures: list[Failure] = []
        self._visit: dict[str, object] = {}
        self._started: datetime | None = None

    def take_all(self, stream: BinaryIO, path: Path) -> None:
        try:
            for record in records(stream):
                self.take(record, path)
        except TornError:
            self.truncated = True

    def take(self, record: Record, path: Path) -> None:
        self.records += 1
        self._bytes += len(record.block)
        if self._bytes > MAX_CAPTURE:
            raise SweepError(f"{path}: larger than {MAX_CAPTURE // 1_000_000} MB; one visit of one shop is expected")
        when = _date(record.header("warc-date"))
        self._started = self._started or when
        match record.kind:
            case "response" | "resource" | "conversion":
                self._take_response(record, when)
            case "request":
                self._take_request(record)
            case "metadata":
                self._take_metadata(record)

    def _take_response(self, record: Record, when: datetime | None) -> None:
        response = _response(record, when or self._started or datetime.fromtimestamp(0, UTC))
        if response is not None:
            links = tuple(v for k, v in record.headers if k.lower() == "warc-concurrent-to")
            self._responses.append((response, (response.record_id, *links)))
            self._on[response.record_id] = record.header(CONNECTION)

    def _take_request(self, record: Record) -> None:
        head, body = split_http(record.block)
        if head is None:
            return
        request = (head[0].split(" ")[0] or "GET", head[1], body)
        for name, value in record.headers:
            if name.lower() in ("warc-record-id", "warc-concurrent-to"):
                self._requests[value] = request

    def _take_metadata(self, record: Record) -> None:
        if not record.header("content-type").startswith("application/json"):
            return
        try:
            document = json.loads(record.block)
        except (ValueError, RecursionError):
            return
        if not isinstance(document, dict) or not isinstance(data := document.get("data"), dict):
            return
        if document.get("sweepday") == "failure" and (failure := _failure(data)):
            self._failures.append(failure)
        elif document.get("sweepday") == "connection":
            self._connections[record.header("warc-record-id")] = connection(data)
        elif document.get("sweepday") == "visit":
            self._visit = data

    def capture(self, main: str) -> Capture:
        """All of it as one visit. `main` is where it began, as far as the archive does not tell itself."""
        originals = {r.record_id: r for r, _ in self._responses}
        responses = tuple(self._whole(r, links, originals) for r, links in self._responses)
        url = self._visit.get("url")
        if not isinstance(url, str):
            url = main or (responses[0].url if responses else "")
        left_out, vantage = self._visit.get("not_followed"), self._visit.get("vantage")
        started = self._visit.get("started")
        return Capture(
            url=url,
            responses=responses,
            failures=tuple(self._failures),
            started=(_date(started) if isinstance(started, str) else None) or self._started,
            truncated=self.truncated,
            not_followed=tuple(u for u in left_out if isinstance(u, str)) if isinstance(left_out, list) else (),
            vantage=vantage if isinstance(vantage, str) else "",
        )

    def _whole(self, r: Response, links: tuple[str, ...], originals: dict[str, Response]) -> Response:
        """An answer with its request and its connection; what a browser made of one with that one's status."""
        if r.rendered_from:
            original = originals.get(r.rendered_from)
            return replace(r, status=original.status, reason=original.reason) if original else r
        known = self._connections.get(self._on[r.record_id])
        if known is not None:
            r = replace(r, dns=known.dns, tls=known.tls, via=known.via)
        return _with_request(r, links, self._requests)


def _with_request(r: Response, links: tuple[str, ...], requests: dict[str, _Request]) -> Response:
    none: _Request = (r.method, (), b"")
    method, headers, body = next((requests[link] for link in links if link in requests), none)
    return replace(r, method=method, request_headers=headers, request_body=body)


def _date(text: str) -> datetime | None:
    try:
        day = datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    return day.astimezone(UTC) if day.tzinfo else day.replace(tzinfo=UTC)


def _failure(data: dict[str, object]) -> Failure | None:
    url, kind, detail = data.get("url"), data.get("kind"), data.get("detail")
    if not isinstance(url, str) or not isinstance(detail, str) or kind not in get_args(FailureKind):
        return None
    return Failure(url, cast(FailureKind, kind), detail, data.get("transient") is True)


def _response(record: Record, when: datetime) -> Response | None:
    """The answer kept in a response record (or a resource: a file without headers); None where it is no HTTP."""
    url = record.header("warc-target-uri").strip("<>")
    if not url.lower().startswith(("http://", "https://")):
        return None
    original = record.header("warc-refers-to") if record.kind == "conversion" else ""
    if record.kind == "conversion" and not (original and record.header("content-type").startswith("text/html")):
        return None  # a text or picture that another tool made
    if record.kind != "response":
        headers: Headers = (("Content-Type", record.header("content-type")),)
        code, reason, body, torn = 200, "OK", record.block, False
    else:
        head, body = split_http(record.block)
        if head is None:
            return None
        code, reason = status(head[0])
        headers = head[1]
        if not code:
            return None
        body, torn = undo_chunks(headers, body)
        headers = tuple((_own_name(k), v) for k, v in headers)
    return Response(
        url=url,
        status=code,
        reason=reason,
        headers=headers,
        body=body,
        fetched_at=when,
        ip=record.header("warc-ip-address"),
        truncated=torn or bool(record.header("warc-truncated")),
        sha256=hashlib.sha256(body).hexdigest(),
        record_id=record.header("warc-record-id"),
        overridden=record.header(OVERRIDDEN),
        rendered_from=original,
    )


def _own_name(name: str) -> str:
    return name[len(_ORIGINAL) :] if name.lower().startswith(_ORIGINAL) else name
