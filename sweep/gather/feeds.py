"""Fetching the reports of an alert source: the same bounded, polite network, without an archive."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from urllib.parse import urlsplit

from product_alerts.feeds.base import Get
from sweep.capture import Failure, Response, Screenshot
from sweep.extract.page import decode_body
from sweep.gather.fetch import Fetcher
from sweep.gather.limits import Limits

_OK = 200


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


@contextmanager
def network_get(limits: Limits) -> Iterator[Get]:
    """A `get(url)` over the bounded, polite transport; OSError with the reason for anything but a whole 200."""
    wide = replace(limits, pages=5_000, total_bytes=4_000_000_000, total_seconds=8 * 3600.0, request_bytes=20_000_000)
    fetcher = Fetcher(wide, _NoArchive(), clock=time.monotonic, sleep=time.sleep)

    def get(url: str) -> bytes:
        host = urlsplit(url).hostname
        answer = fetcher.get(url, inside=lambda target: urlsplit(target).hostname == host)
        if isinstance(answer, Failure):
            raise OSError(f"{answer.kind}: {answer.detail}")
        if answer.status != _OK:
            raise OSError(f"the server answered {answer.status} {answer.reason}")
        if answer.truncated:
            raise OSError("the answer was cut off")
        try:
            return decode_body(answer)
        except ValueError as error:
            raise OSError(str(error)) from None

    try:
        yield get
    finally:
        fetcher.close()
