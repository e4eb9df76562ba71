"""Servers of our own on the loopback, well-behaved and hostile, on free ports. Nothing here looks further.

    with serve({"/": page("<h1>Vendolux</h1>")}) as shop:
        ... shop.url("/") ... shop.requests ...

A route is the bytes of a whole answer, or a function that gets the connection and the request's path and says what it
likes on it. Limits.allow_networks must except "127.0.0.0/8" to reach it.
"""

from __future__ import annotations

import contextlib
import socket
import ssl
import struct
import threading
import time
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache

Say = Callable[[socket.socket, str], None]
Route = bytes | Say


@dataclass
class Server:
    """A running server. `requests` are the paths asked for, in order; `heads` the requests as received."""

    host: str
    port: int
    scheme: str = "http"
    requests: list[str] = field(default_factory=list)
    heads: list[bytes] = field(default_factory=list)
    connections: int = 0

    def url(self, path: str = "/") -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}:{self.port}{path}"


def page(body: str | bytes, *, status: str = "200 OK", headers: Mapping[str, str] | None = None) -> bytes:
    """A whole answer of HTML with its right length."""
    data = body.encode() if isinstance(body, str) else body
    lines = {"Content-Type": "text/html; charset=utf-8", **(headers or {}), "Content-Length": str(len(data))}
    head = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
    return f"HTTP/1.1 {status}\r\n{head}\r\n".encode() + data


def redirect(location: str, status: str = "302 Found") -> bytes:
    return page("", status=status, headers={"Location": location})


NOT_FOUND = page("<h1>Nothing here</h1>", status="404 Not Found")


@contextlib.contextmanager
def serve(
    routes: Mapping[str, Route] | Say, *, host: str = "127.0.0.1", tls: ssl.SSLContext | Say | None = None
) -> Iterator[Server]:
    """Runs a server until the block ends; a path without a route is answered with 404.

    In place of a TLS context a function may speak, from the first byte on.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.create_server((host, 0), family=family)
    server = Server(host, listener.getsockname()[1], "https" if tls else "http")
    open_connections: set[socket.socket] = set()
    threading.Thread(target=_accept, args=(listener, server, routes, tls, open_connections), daemon=True).start()
    try:
        yield server
    finally:
        with contextlib.suppress(OSError):
            listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        for connection in tuple(open_connections):
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)


def _accept(
    listener: socket.socket,
    server: Server,
    routes: Mapping[str, Route] | Say,
    tls: ssl.SSLContext | Say | None,
    open_connections: set[socket.socket],
) -> None:
    while True:
        try:
            connection, _ = listener.accept()
        except OSError:
            return
        server.connections += 1
        open_connections.add(connection)
        arguments = (connection, server, routes, tls, open_connections)
        threading.Thread(target=_converse, args=arguments, daemon=True).start()


def _converse(
    connection: socket.socket,
    server: Server,
    routes: Mapping[str, Route] | Say,
    tls: ssl.SSLContext | Say | None,
    open_connections: set[socket.socket],
) -> None:
    # A client that hangs up, as it should on most of these answers, is no error here.
    with contextlib.suppress(OSError, ValueError), contextlib.ExitStack() as stack:
        stack.callback(open_connections.discard, connection)
        stack.callback(connection.close)
        if tls is not None and not isinstance(tls, ssl.SSLContext):
            tls(connection, "")
            return
        if tls is not None:
            connection = tls.wrap_socket(connection, server_side=True)
            stack.callback(connection.close)
        while head := _request(connection):
            path = head.split(b" ", 2)[1].decode("latin-1")
            server.requests.append(path)
            server.heads.append(head)
            route = routes if callable(routes) else routes.get(path, NOT_FOUND)
            if callable(route):
                route(connection, path)
                return
            connection.sendall(route)


def _request(connection: socket.socket) -> bytes:
    head = b""
    while b"\r\n\r\n" not in head:
        piece = connection.recv(4096)
        if not piece or len(head) > 100_000:
            return b""
        head += piece
    return head


def _slowly(connection: socket.socket, data: bytes, pause: float = 0.05) -> None:
    for byte in data:
        connection.sendall(bytes([byte]))
        time.sleep(pause)


def slow_head(connection: socket.socket, path: str) -> None:
    """Drips its headers, byte by byte, for hours."""
    connection.sendall(b"HTTP/1.1 200 OK\r\nX-Slow: ")
    _slowly(connection, b"z" * 100_000)


def slow_body(connection: socket.socket, path: str) -> None:
    """Drips its body, byte by byte, for hours."""
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\nContent-Type: text/html\r\n\r\n")
    _slowly(connection, b"z" * 100_000)


def silent(connection: socket.socket, path: str) -> None:
    """Takes the request and never says a word."""
    connection.recv(1)


def endless_body(connection: socket.socket, path: str) -> None:
    """A body without an end."""
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
    while True:
        connection.sendall(b"<p>more</p>" * 6000)


def endless_chunks(connection: socket.socket, path: str) -> None:
    """A chunked body without an end."""
    connection.sendall(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
    while True:
        connection.sendall(b"8000\r\n" + b"z" * 0x8000 + b"\r\n")


def gzip_bomb(connection: socket.socket, path: str) -> None:
    """100 kB that want to be 100 MB."""
    connection.sendall(page(_bomb(), headers={"Content-Encoding": "gzip"}))


@cache
def _bomb(megabytes: int = 100) -> bytes:
    # One flushed megabyte, many times over: to pack all of them would take longer than the tests have patience.
    zeros = bytes(1_000_000)
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    piece = packer.compress(zeros) + packer.flush(zlib.Z_FULL_FLUSH)
    checksum = 0
    for _ in range(megabytes):
        checksum = zlib.crc32(zeros, checksum)
    head, end = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff", b"\x03\x00"
    return head + piece * megabytes + end + struct.pack("<II", checksum, megabytes * len(zeros))


def header_flood(connection: socket.socket, path: str) -> None:
    """Headers without an end."""
    connection.sendall(b"HTTP/1.1 200 OK\r\n")
    while True:
        connection.sendall(b"".join(b"X-Flood-%d: yes\r\n" % n for n in range(500)))


def long_header(connection: socket.socket, path: str) -> None:
    """One header line without an end."""
    connection.sendall(b"HTTP/1.1 200 OK\r\nX-Long: ")
    while True:
        connection.sendall(b"z" * 60_000)


def continues(connection: socket.socket, path: str) -> None:
    """Says "go on" for ever."""
    while True:
        connection.sendall(b"HTTP/1.1 100 Continue\r\n\r\n" * 100)


def reset(connection: socket.socket, path: str) -> None:
    """Cuts the connection with a reset."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.close()


def hang_up(connection: socket.socket, path: str) -> None:
    """Closes without an answer."""
    connection.close()


def garbage(connection: socket.socket, path: str) -> None:
    """Anything but HTTP."""
    connection.sendall(b"\x00\xff\x13SSH-2.0-hello\r\n\r\n" * 20)
    connection.close()


def too_short(connection: socket.socket, path: str) -> None:
    """Announces more than it sends."""
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 5000\r\n\r\n<p>half")
    connection.close()


def torn_chunks(connection: socket.socket, path: str) -> None:
    """A chunked body that stops in the middle of a chunk."""
    connection.sendall(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n20\r\n<p>half")
    connection.close()


def chunked(*pieces: bytes, headers: str = "Content-Type: text/html\r\n") -> bytes:
    """A whole chunked answer."""
    body = b"".join(b"%x\r\n%b\r\n" % (len(piece), piece) for piece in pieces) + b"0\r\n\r\n"
    return f"HTTP/1.1 200 OK\r\n{headers}Transfer-Encoding: chunked\r\n\r\n".encode() + body
