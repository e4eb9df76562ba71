"""What every worker reads once and no sweep changes: the law, the words, the watchlists, the readers' patterns."""

from __future__ import annotations

from datetime import UTC, date, datetime

from checks.catalogue import load, rules_version
from sweep.capture import Capture, Response
from sweep.extract.lexicon import languages
from sweep.gather.connections import tls_context
from sweep.gather.urls import site
from sweep.judging import judge_capture
from sweep.store.store import result_codec

_URL = "https://shop.example/"
_PAGE = (
    b"<html lang=en><title>Vendolux</title><h1>Vendolux, lamps and tables</h1><p>Lamp 12.50 EUR, in stock</p>"
    b"<button>Add to basket</button><footer><a href=/terms>Terms and conditions</a></footer></html>"
)


def warm_up() -> None:
    """Reads all of it, and one small page, so that the processes forked from this one need not. Takes a second."""
    for read in (rules_version, languages, tls_context, result_codec):
        read()
    site(_URL)
    headers = (("Content-Type", "text/html; charset=utf-8"),)
    page = Response(_URL, 200, "OK", headers, _PAGE, datetime(2026, 1, 1, tzinfo=UTC), sha256="0" * 64, record_id="1")
    judge_capture(Capture(_URL, (page,)), country="FR", day=date(2026, 1, 1), checks=[*load().values()], matcher=None)
