"""Reads sitemaps for the addresses in them, within bounds. No XML parser: nothing there is worth an entity."""

from __future__ import annotations

import html
import re
import zlib
from dataclasses import dataclass

from sweep.capture import Response
from sweep.extract.pages.decoding import decode_body

MAX_BYTES = 12_000_000  # of one sitemap, decompressed
MAX_URLS = 50_000  # the format's own limit
_LOC = re.compile(rb"<loc>\s*(?:<!\[CDATA\[)?\s*([^<>\]\s]{1,2000})\s*(?:\]\]>)?\s*</loc>", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Sitemap:
    """`urls` are pages, or further sitemaps where `index` is set."""

    urls: tuple[str, ...] = ()
    index: bool = False


def read_sitemap(answer: Response) -> Sitemap:
    """The addresses of one sitemap, packed or not; none where it is something else."""
    if not 200 <= answer.status < 300:
        return Sitemap()
    data = _unpacked(answer)
    head = data[:4000].lower()
    index = b"<sitemapindex" in head
    if not index and b"<urlset" not in head:
        return Sitemap()
    found: dict[str, None] = {}
    for match in _LOC.finditer(data):
        found[html.unescape(match[1].decode("utf-8", "replace"))] = None
        if len(found) >= MAX_URLS:
            break
    return Sitemap(tuple(found), index)


def _unpacked(answer: Response) -> bytes:
    try:
        data = decode_body(answer)
    except ValueError:
        return b""
    if data[:2] != b"\x1f\x8b":
        return data[:MAX_BYTES]
    try:
        return zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(data, MAX_BYTES)
    except zlib.error:
        return b""
