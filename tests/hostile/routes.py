"""What hostile servers say: each a route for `tests.servers.serve`, the bytes of an answer or a way of speaking."""

from __future__ import annotations

import gzip
import random
import socket
import time
import zlib
from collections.abc import Callable, Mapping
from functools import cache

from tests.servers import NOT_FOUND, Route, Say, _bomb, page

Body = Callable[[], bytes]
_BODIES: list[Body] = []


def prepare() -> None:
    """Makes all bodies, so that no server is slow for another reason than its own."""
    for body in _BODIES:
        body()
    _bomb()


def speak(*pieces: bytes, again: bytes = b"") -> Say:
    """Says `pieces` as they stand, then `again` for as long as anyone listens."""

    def say(connection: socket.socket, path: str) -> None:
        for piece in pieces:
            connection.sendall(piece)
        while again:
            connection.sendall(again)
        connection.close()

    return say


def answer(body: bytes, *heads: str, status: str = "200 OK", length: bool = True) -> Say:
    """A whole answer whose header lines are written as they are given."""
    lines = [*heads, *([f"Content-Length: {len(body)}"] if length else [])]
    head = "".join(f"{line}\r\n" for line in lines)
    return speak(f"HTTP/1.1 {status}\r\n{head}\r\n".encode("latin-1") + body)


def made(body: Body, *heads: str) -> Say:
    """The same with a body that is made, once, when it is first asked for."""
    once = cache(body)
    _BODIES.append(once)

    def say(connection: socket.socket, path: str) -> None:
        answer(once(), *(heads or ("Content-Type: text/html",)))(connection, path)

    return say


def packed(body: Body, *heads: str) -> Say:
    """A body that is small on the wire."""
    return made(lambda: gzip.compress(body(), 1), "Content-Encoding: gzip", *(heads or ("Content-Type: text/html",)))


def times(piece: bytes, size: int) -> Body:
    return lambda: piece * (size // len(piece))


def dripping_chunk_size(connection: socket.socket, path: str) -> None:
    """A chunk whose size line never ends."""
    connection.sendall(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4;")
    while True:
        connection.sendall(b"x" * 60_000)


def endless_trailers(connection: socket.socket, path: str) -> None:
    """The body ends, what comes after it does not."""
    connection.sendall(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\n<p>a\r\n0\r\n")
    while True:
        connection.sendall(b"X-After: yes\r\n" * 4000)


def slow_handshake(connection: socket.socket, path: str) -> None:
    """Never comes to the end of a TLS handshake; used below TLS, where no request has been read."""
    connection.sendall(b"\x16\x03\x03\x40\x00")
    while True:
        connection.sendall(b"\x02")
        time.sleep(0.05)


def other_each_time(connection: socket.socket, path: str) -> None:
    """Every page leads to thirty pages that nobody has seen, for ever: a calendar."""
    here = random.Random(path)
    links = "".join(f'<a href="/day/{here.randrange(10**9)}">Mentions légales {n}</a> ' for n in range(30))
    connection.sendall(page(f"<html lang=fr><h1>Calendrier</h1><p>Nos événements du mois.</p>{links}"))
    connection.close()


def onwards(connection: socket.socket, path: str) -> None:
    """Redirects to itself under another name, for ever."""
    here, _, number = path.partition("?")
    connection.sendall(page("", status="302 Found", headers={"Location": f"{here}?{int(number or 0) + 1}"}))
    connection.close()


@cache
def deflate_bomb(wbits: int = zlib.MAX_WBITS) -> bytes:
    """100 kB that want to be 100 MB."""
    packer = zlib.compressobj(9, zlib.DEFLATED, wbits)
    return b"".join(packer.compress(bytes(1_000_000)) for _ in range(100)) + packer.flush()


@cache
def noise(size: int) -> bytes:
    return random.Random(size).randbytes(size)


def deep_json() -> bytes:
    return b'<script type="application/ld+json">' + b'{"a":[' * 300_000 + b"</script><p>x</p>"


def json_of(entry: bytes, size: int) -> Body:
    return lambda: (
        b'<script type="application/ld+json">['
        + b",".join([entry] * (size // (len(entry) + 1)))
        + b"]</script><p>x</p>"
    )


def by_path(routes: Mapping[str, Route]) -> Say:
    """Routes whose addresses may have any query."""

    def say(connection: socket.socket, path: str) -> None:
        route = routes.get(path.partition("?")[0], NOT_FOUND)
        (route if callable(route) else speak(route))(connection, path)

    return say


def everywhere(route: Route) -> Say:
    """The same answer on every page; the files for machines are not there."""

    def say(connection: socket.socket, path: str) -> None:
        here = NOT_FOUND if path in ("/robots.txt", "/sitemap.xml") else route
        (here if callable(here) else speak(here))(connection, path)

    return say
