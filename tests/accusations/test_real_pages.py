"""A single real page is no whole shop: nothing may be called missing because of it."""

from __future__ import annotations

import gzip
import hashlib
from html import escape

import pytest

from checks.verdict import Outcome
from sweep.capture import Capture, Response
from tests.accusations.site import judged
from tests.extract.shops import NOW
from tests.shared import shared


def single(url: str, body: bytes) -> Capture:
    headers = (("Content-Type", "text/html; charset=utf-8"),)
    return Capture(url, (Response(url, 200, "OK", headers, body, NOW, sha256=hashlib.sha256(body).hexdigest()),))


def missed(capture: Capture, country: str) -> list[str]:
    """The checks that fail without a word of the page as proof."""
    found = judged(capture, country).items()
    return [name for name, v in found if v.outcome is Outcome.FAIL and not any(e.quote for e in v.evidence)]


@pytest.mark.parametrize("number", range(1, 72, 7))
def test_a_product_page_alone(number: int) -> None:
    file = shared("product_pages") / f"{number:03}.html.gz"
    body = gzip.decompress(file.read_bytes())
    assert missed(single("https://shop.example/p/4711", body), "FR") == []


@pytest.mark.parametrize("number", range(1, 26, 4))
@pytest.mark.parametrize("path", ["", "cgv"])
def test_a_legal_text_alone(number: int, path: str) -> None:
    text = (shared("terms_pages") / f"{number:03}.md").read_text(encoding="utf-8")
    lines = "".join(f"<p>{escape(line)}</p>" for line in text.split("\n"))
    assert missed(single(f"https://shop.example/{path}", f"<html><body>{lines}</body></html>".encode()), "FR") == []
