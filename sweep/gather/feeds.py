"""Fetching from the sources of alerts: the same bounded, polite network, without an archive."""

from __future__ import annotations

import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from urllib.parse import urlsplit

from product_alerts.feeds import FETCHED
from product_alerts.feeds.base import MAX_BYTES, Ask
from sweep.capture import Failure, Response, Screenshot
from sweep.gather.fetch import Fetcher
from sweep.gather.limits import Limits
from sweep.gather.pace import Pace, wait_before_retry
from sweep.gather.transport import Form, Transport

_OK = 200
_JSON = (("Content-Type", "application/json"), ("Accept", "application/json"))


class _NoArchive:
    """Alert reports are kept by the store, not in a WARC."""

    def response(self, r: Response) -> Response:
        return r

    def failure(self, f: Failure) -> None:
        """Told by the fetcher's answer."""

    def note(self, name: str, data: object) -> None:
        """Reports leave no notes."""

    def screenshot(self, shot: Screenshot) -> str:
        return ""


class _Network:
    """One fetcher a host, so that a slow source does not slow the others."""

    def __init__(self, limits: Limits, sleep: Callable[[float], None]) -> None:
        self._limits, self._sleep = limits, sleep
        self._fetchers: dict[tuple[str, bool], Fetcher] = {}
        self._transport = Transport(limits)
        self._pace = Pace(limits.delay)

    def __call__(self, url: str, body: bytes | None = None) -> bytes:
        answer = self._get(url) if body is None else self._post(url, body)
        if isinstance(answer, Failure):
            raise OSError(f"{answer.kind}: {answer.detail}")
        if answer.status != _OK:
            raise OSError(f"the server answered {answer.status} {answer.reason}".rstrip())
        if answer.truncated:
            raise OSError("the answer was cut off")
        return _unpacked(answer)

    def _get(self, url: str) -> Response | Failure:
        host = urlsplit(url).hostname or ""
        # A data interface is offered to programs; robots.txt is for those that walk from page to page.
        interface = any(url.startswith(feed.ADDRESS) for feed in FETCHED.values())
        key = (host, interface)
        if key not in self._fetchers:
            limits = replace(self._limits, robots="override" if interface else "respect")
            self._fetchers[key] = Fetcher(limits, _NoArchive(), clock=time.monotonic, sleep=self._sleep)
        fetcher = self._fetchers[key]
        answer = fetcher.get(url, inside=lambda target: urlsplit(target).hostname == host)
        fetcher.responses.clear()  # thousands of reports would stay in memory
        fetcher.failures.clear()
        return answer

    def _post(self, url: str, body: bytes) -> Response | Failure:
        """Asks a search interface; it changes nothing there, so it may be asked again."""
        for attempt in range(self._limits.retries + 1):
            pause = self._pace.ready - time.monotonic()
            if pause > 0:
                self._sleep(pause)
            answer = self._transport.post(
                url, Form(body, _JSON), seconds=self._limits.request_seconds, max_bytes=self._limits.request_bytes
            )
            self._pace.answered(answer, time.monotonic())
            wait = wait_before_retry(answer, attempt)
            if wait is None:
                break
            self._pace.wait_until(time.monotonic() + wait)
        return answer

    def close(self) -> None:
        self._transport.close()
        for fetcher in self._fetchers.values():
            fetcher.close()


def _unpacked(answer: Response) -> bytes:
    """The body with its content coding undone, at most MAX_BYTES. Raises OSError with the reason."""
    coding = answer.header("content-encoding").strip().lower()
    if coding in ("", "identity"):
        return answer.body
    if coding not in ("gzip", "x-gzip"):
        raise OSError(f"content coding {coding!r} is not supported")
    unpacker = zlib.decompressobj(zlib.MAX_WBITS | 32)
    try:
        data = unpacker.decompress(answer.body, MAX_BYTES + 1)
    except zlib.error:
        raise OSError("broken compression") from None
    if len(data) > MAX_BYTES:
        raise OSError(f"unpacks to more than {MAX_BYTES // 1_000_000} MB")
    if not unpacker.eof:
        raise OSError("the compressed answer was cut off")
    return data


@contextmanager
def network(limits: Limits, sleep: Callable[[float], None] = time.sleep, *, most: int = MAX_BYTES) -> Iterator[Ask]:
    """Asks over the bounded, polite transport; OSError with the reason for anything but a whole answer 200.

    A refusal for the moment (429, 503) is waited out as the server asks, `sleep` being how. `most` is the size of one
    body in bytes, as received.
    """
    wide = replace(
        limits,
        pages=20_000,
        total_bytes=8_000_000_000,
        total_seconds=24 * 3600.0,
        request_bytes=most,
        browser="never",
    )
    asking = _Network(wide, sleep)
    try:
        yield asking
    finally:
        asking.close()
