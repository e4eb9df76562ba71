"""The behaviours of hostile servers as data: what is said on a page, and the reason with which that has to end.

Each is tried twice: as the home page of a shop, and as the legal notice and the terms of a shop that is in order
otherwise. `REFUSED` must end with the reason ("": any), and accuse nobody. `READ` stand round the words of the page
itself: they do no harm, the page is read all the same, and again nobody is accused.
"""

from __future__ import annotations

import gzip
import sys
from collections.abc import Callable

import brotli

from tests import servers
from tests.hostile import routes as r
from tests.servers import Route, _bomb, chunked, page, redirect

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

LARGE = 7_900_000  # bytes: what a page may be at most, unpacked
TEXT = "<p>Bienvenue dans notre boutique en ligne, nous vendons des lampes et des tables pour la maison.</p>"
PARSED = "page could not be parsed: "


def _brotli_bomb() -> bytes:
    packed: bytes = brotli.compress(bytes(100_000_000), quality=5)  # type: ignore[no-untyped-call]
    return packed


REFUSED: dict[str, tuple[Route, str]] = {
    # Time
    "drip, headers": (servers.slow_head, "timeout: no complete answer within"),
    "drip, body": (servers.slow_body, "timeout: no complete answer within"),
    "drip, size of a chunk": (r.dripping_chunk_size, "too large|protocol|timeout"),
    "silence": (servers.silent, "timeout: no complete answer within"),
    # Size
    "endless body": (servers.endless_body, "too large"),
    "endless chunks": (servers.endless_chunks, "too large"),
    "endless trailers": (r.endless_trailers, "too large|protocol"),
    "endless header line": (servers.long_header, "protocol"),
    "endless headers": (servers.header_flood, "protocol"),
    "endless 100 Continue": (servers.continues, "too large|timeout"),
    "endless 103 Early Hints": (
        r.speak(again=b"HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n"),
        "answered 103|too large|protocol",
    ),
    # Compression
    "gzip bomb": (servers.gzip_bomb, "larger than 8 MB"),
    "gzip bomb in a gzip": (
        r.made(lambda: gzip.compress(_bomb()), "Content-Type: text/html", "Content-Encoding: gzip, gzip"),
        "larger than 8 MB",
    ),
    "deflate bomb": (
        r.made(r.deflate_bomb, "Content-Type: text/html", "Content-Encoding: deflate"),
        "larger than 8 MB",
    ),
    "raw deflate bomb": (
        r.made(lambda: r.deflate_bomb(-15), "Content-Type: text/html", "Content-Encoding: deflate"),
        "larger than 8 MB",
    ),
    "brotli bomb": (
        r.made(_brotli_bomb, "Content-Type: text/html", "Content-Encoding: br"),
        "larger than 8 MB",
    ),
    "zstandard bomb": (
        r.made(lambda: zstd.compress(bytes(100_000_000)), "Content-Type: text/html", "Content-Encoding: zstd"),
        "larger than 8 MB",
    ),
    "a coding of twenty layers": (
        r.answer(TEXT.encode(), "Content-Type: text/html", f"Content-Encoding: {', '.join(['gzip'] * 20)}"),
        "coding",
    ),
    "broken gzip": (
        r.answer(b"\x1f\x8b\x08\x00" + b"\xff" * 500, "Content-Type: text/html", "Content-Encoding: gzip"),
        "broken compression",
    ),
    "half a gzip": (
        r.answer(gzip.compress(TEXT.encode() * 99)[:100], "Content-Type: text/html", "Content-Encoding: gzip"),
        "its compressed form ends early",
    ),
    # Framing
    "length, more than sent": (servers.too_short, "protocol"),
    "length, astronomical": (
        r.answer(TEXT.encode(), "Content-Length: 99999999999999999999999", length=False),
        "protocol|too large|timeout",
    ),
    "length, two that differ": (
        r.answer(TEXT.encode(), "Content-Length: 10", "Content-Length: 99", length=False),
        "multiple unmatching values",
    ),
    "chunks, torn": (servers.torn_chunks, "protocol"),
    "chunks, size is no number": (
        r.speak(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n<p>\r\n0\r\n\r\n"),
        "protocol",
    ),
    "chunks, negative size": (
        r.speak(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-4\r\n<p>a\r\n0\r\n\r\n"),
        "protocol",
    ),
    "chunks, astronomical size": (
        r.speak(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffffff\r\n<p>a"),
        "protocol|too large",
    ),
    "no HTTP at all": (servers.garbage, "protocol"),
    "HTTP/0.9": (r.speak(TEXT.encode()), "protocol"),
    "a status of seven digits": (r.answer(b"x", status="2000000 OK"), "protocol"),
    "a status of zero": (r.answer(b"x", status="000 Zero"), "protocol|status 0|unreachable"),
    "a status nobody knows": (r.answer(TEXT.encode(), status="799 Whatever"), "unreachable|799"),
    "reset": (servers.reset, "connect"),
    "hang up": (servers.hang_up, "connect"),
    # Redirects
    "redirect to itself": (redirect("?"), "redirects: leads in a circle|redirects: more than"),
    "redirects without an end": (r.onwards, "redirects: more than"),
    "redirect to a file": (redirect("file:///etc/passwd"), "redirects: .*no web address"),
    "redirect to a script": (redirect("javascript:alert(1)"), "redirects: .*no web address"),
    "redirect to data": (redirect("data:text/html,<p>x"), "redirects: .*no web address"),
    "redirect of 60 kB": (redirect("/" + "a" * 60_000), "redirects|protocol|too large|answered 404"),
    "redirect with control characters": (
        r.answer(b"", "Location: http://evil.example/\x1b[2J\x07\x00x", status="302 Found"),
        "redirects|protocol",
    ),
    "redirect to brackets": (redirect("http://[::1"), "redirects: .*no web address"),
    "refresh without an end": (page('<meta http-equiv="refresh" content="0; url=?"><p>...</p>'), ""),
    # What is no page
    "noise as a page": (r.made(lambda: r.noise(150_000), "Content-Type: text/html"), ""),
    "a picture as a page": (r.made(lambda: b"\xff\xd8\xff\xe0" + r.noise(150_000), "Content-Type: text/html"), ""),
    "a frame set of itself": (page('<frameset cols="50%,50%"><frame src=""><frame src="?x"></frameset>'), ""),
    "nothing at all": (r.answer(b"", "Content-Type: text/html"), ""),
    "a page without words": (r.packed(lambda: b"<html><body>" + b"<!-- nothing -->" * 400_000), ""),
    "a page as a picture": (r.answer(TEXT.encode(), "Content-Type: image/png"), "not a web page"),
    "NUL bytes by the million": (r.packed(lambda: bytes(LARGE)), PARSED + "too much text"),
    # Parser bombs
    "divs in divs": (r.packed(r.times(b"<div>", 400_000)), PARSED + "nested too deep"),
    "formatting never closed": (r.packed(r.times(b"<b i>", 400_000)), PARSED + "formatting never closed"),
    "64,000 options": (r.packed(lambda: b"<select>" + b"<option>a" * 64_000), PARSED + "too many options"),
    "paragraphs by the million": (r.packed(r.times(b"<p>", LARGE)), PARSED + "too many elements"),
    "cells by the million": (r.packed(lambda: b"<table><tr>" + b"<td>" * 1_900_000), PARSED + "too many elements"),
    "scripts by the million": (r.packed(r.times(b"<script></script>", LARGE)), PARSED + "too many elements"),
    "attributes by the million": (
        r.packed(lambda: b"<p " + b" ".join(b"a%x" % n for n in range(900_000)) + b">"),
        PARSED + "too many attributes",
    ),
    "99,000 links": (
        r.packed(lambda: TEXT.encode() + b"".join(b'<a href="/l%d">l%d</a>' % (n, n) for n in range(99_000))),
        "more than 6000 links",
    ),
    "99,000 paragraphs": (r.packed(lambda: TEXT.encode() + b"".join(b"<p>m%d" % n for n in range(99_000))), ""),
    "45,000 prices": (r.packed(lambda: TEXT.encode() + b"".join(b"<p>%d,50 EUR" % n for n in range(45_000))), ""),
    "8 MB of words": (r.packed(r.times(b"1 ", LARGE)), PARSED + "too much text"),
    "8 MB in one word": (r.packed(r.times(b"x", LARGE)), PARSED + "too much text"),
    # Structured data
    "50 MB of JSON-LD": (r.packed(r.json_of(b'{"@type":"Product","name":"x"}', 50_000_000)), "larger than 8 MB"),
    # PDFs
    "a PDF that is none": (
        r.made(lambda: b"%PDF-1.7\n" + r.noise(500_000), "Content-Type: application/pdf"),
        "PDF|not a web page",
    ),
    "a PDF that is cut off": (
        r.answer(b"%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n", "Content-Type: application/pdf"),
        "PDF|not a web page",
    ),
}

Page = Callable[[bytes], Route]  # the HTML of a page of the shop -> the answer in its place
HTML = "Content-Type: text/html; charset=utf-8"

READ: dict[str, Page] = {
    "length, negative": lambda html: r.answer(html, HTML, "Content-Length: -5", length=False),
    "length, no number": lambda html: r.answer(html, HTML, "Content-Length: 0x20", length=False),
    "length and chunks": lambda html: r.speak(
        chunked(html, headers=f"{HTML}\r\nContent-Length: 7\r\n"),
    ),
    "a frame of itself": lambda html: page(html + b'<iframe src="?" width=900 height=900></iframe>'),
    "frames of frames": lambda html: page(html + b"".join(b'<iframe src="?f%d"></iframe>' % n for n in range(500))),
    "a base elsewhere": lambda html: page(html.replace(b"<head>", b'<head><base href="http://127.0.0.2:9/">')),
    # Headers
    "cookie bomb": lambda html: r.answer(html, HTML, *(f"Set-Cookie: c{n}={'x' * 2900}" for n in range(90))),
    "one huge cookie": lambda html: r.answer(html, HTML, f"Set-Cookie: c={'x' * 60_000}"),
    "header that begins a record": lambda html: r.answer(
        html,
        HTML,
        "X-One: a\rWARC/1.1\rWARC-Type: response\rContent-Length: 0\r\r",
        "X-Two: WARC/1.1 \x85\x0b\x0c",
    ),
    "header with NUL and escapes": lambda html: r.answer(html, HTML, "X-\x01\x1b[2J: \x00\x07", ": nameless"),
    "body that holds a record": lambda html: r.answer(
        html + b"\r\n\r\nWARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: http://forged.example/\r\n"
        b"Content-Length: 40\r\n\r\nHTTP/1.1 200 OK\r\n\r\n<h1>Forged</h1>\r\n\r\n",
        HTML,
    ),
    "a type of 50 kB": lambda html: r.answer(html, f"{HTML}; x={'y' * 50_000}"),
    # Charsets
    **{
        f"charset {name}": lambda html, name=name: r.answer(  # type: ignore[misc]
            html + b"\xe9\xff", f"Content-Type: text/html; charset={name}"
        )
        for name in ("idna", "punycode", "undefined", "utf-7", "zlib_codec", "x" * 30)
    },
    "charset that lies": lambda html: r.answer(html, "Content-Type: text/html; charset=utf-16"),
    # What stands in the page
    "NUL bytes": lambda html: r.packed(lambda: html + bytes(500_000) + b"<p>x</p>"),
    "control characters": lambda html: page(
        html.replace(b"<title>", "<title>\x1b]0;x\x07\x00\u202e".encode()) + "\x1b[2J\u2066&#xD800;&#0;".encode()
    ),
    "noise behind the page": lambda html: r.made(lambda: html + r.noise(150_000)),
    "300,000 digits": lambda html: r.packed(lambda: html + b"0123456789" * 30_000),
    "20,000 prices": lambda html: r.packed(lambda: html + "<p>9,99 €".encode() * 20_000),
    "300,000 dashes": lambda html: r.packed(lambda: html + b"-" * 300_000),
    "a title of 400 kB": lambda html: r.packed(lambda: html.replace(b"<title>", b"<title>" + b"x " * 200_000)),
    "comments by the million": lambda html: r.packed(lambda: html + b"<!-- >" + b"<!-- -->" * 390_000),
    # Structured data
    "8 MB of JSON-LD": lambda html: r.packed(lambda: html + r.json_of(b'{"@type":"Thing","name":"x"}', LARGE - 9999)()),
    "8 MB of empty lists": lambda html: r.packed(lambda: html + r.json_of(b"[]", LARGE - 9999)()),
    "8 MB of empty objects": lambda html: r.packed(lambda: html + r.json_of(b"{}", LARGE - 9999)()),
    "JSON 300,000 deep": lambda html: r.packed(lambda: html + r.deep_json()),
    "a number of a million digits": lambda html: r.packed(
        lambda: html + r.json_of(b'{"@type":"Thing","price":' + b"9" * 1_000_000 + b"}", 1_000_100)()
    ),
}


def internal(port: int) -> dict[str, str]:
    """Addresses of a server on 127.0.0.2 in the notations that browsers and resolvers understand."""
    hosts = {
        "dotted": "127.0.0.2",
        "short": "127.2",
        "hexadecimal": "0x7f.0x0.0x0.0x2",
        "one number": "2130706434",
        "one hexadecimal number": "0x7f000002",
        "octal": "0177.0.0.02",
        "mapped": "[::ffff:127.0.0.2]",
        "mapped, hexadecimal": "[::ffff:7f00:2]",
        "translated": "[64:ff9b::7f00:2]",
        "with a dot": "127.0.0.2.",
        "with a user": "visitor@127.0.0.2",
        "full width": "１２７.０.０.２",
        "ideographic dots": "127。0。0。2",
        "circled": "①②⑦.⓪.⓪.②",
        "escaped": "%31%32%37.0.0.2",
    }
    return {name: f"http://{host}:{port}/" for name, host in hosts.items()}
