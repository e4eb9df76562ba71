"""Proxies of our own on the loopback: SOCKS 5 and HTTP CONNECT, with what they are asked for written down.

    with proxy("socks5", names={"vendolux.example": shop.port}) as way:
        ... way.url ... way.asked ...

Names are looked up in `names`, never elsewhere; addresses are connected to only where a test server listens.
"""

from __future__ import annotations

import base64
import contextlib
import ipaddress
import socket
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

Serve = Callable[["Proxy", socket.socket], socket.socket | None]


@dataclass
class Proxy:
    """A running proxy. `asked` are the places it was asked for: ("name", "vendolux.example", 443)."""

    port: int
    names: Mapping[str, int]
    login: str = ""  # "user:password"
    asked: list[tuple[str, str, int]] = field(default_factory=list)

    def url(self, scheme: str, login: str = "") -> str:
        return f"{scheme}://{login + '@' if login else ''}127.0.0.1:{self.port}"

    def connect(self, kind: str, host: str, port: int) -> socket.socket:
        self.asked.append((kind, host, port))
        if kind == "name":
            return socket.create_connection(("127.0.0.1", self.names[host]))
        return socket.create_connection((host, port))


@contextlib.contextmanager
def proxy(kind: str | Serve, *, names: Mapping[str, int] | None = None, login: str = "") -> Iterator[Proxy]:
    """Runs a "socks5" or "http" proxy, or one that behaves as a function of its own says, until the block ends."""
    serve = {"socks5": _socks5, "http": _connect}[kind] if isinstance(kind, str) else kind
    listener = socket.create_server(("127.0.0.1", 0))
    way = Proxy(listener.getsockname()[1], names or {}, login)

    def accept() -> None:
        while True:
            try:
                client, _ = listener.accept()
            except OSError:
                return
            threading.Thread(target=_one, args=(way, serve, client), daemon=True).start()

    threading.Thread(target=accept, daemon=True).start()
    try:
        yield way
    finally:
        with contextlib.suppress(OSError):
            listener.shutdown(socket.SHUT_RDWR)
        listener.close()


def _one(way: Proxy, serve: Serve, client: socket.socket) -> None:
    with contextlib.suppress(OSError, ValueError, KeyError), client:
        target = serve(way, client)
        if target is None:
            return
        with target:
            back = threading.Thread(target=_pour, args=(target, client), daemon=True)
            back.start()
            _pour(client, target)
            back.join()


def _pour(source: socket.socket, target: socket.socket) -> None:
    with contextlib.suppress(OSError):
        while data := source.recv(65_536):
            target.sendall(data)
    for end in (source, target):
        with contextlib.suppress(OSError):
            end.shutdown(socket.SHUT_RDWR)


def _read(client: socket.socket, size: int) -> bytes:
    data = b""
    while len(data) < size:
        piece = client.recv(size - len(data))
        if not piece:
            raise OSError("hung up")
        data += piece
    return data


def _socks5(way: Proxy, client: socket.socket) -> socket.socket | None:
    methods = _read(client, _read(client, 2)[1])
    wanted = 2 if way.login else 0
    if wanted not in methods:
        client.sendall(b"\x05\xff")
        return None
    client.sendall(bytes((5, wanted)))
    if way.login:
        user = _read(client, _read(client, 2)[1])
        password = _read(client, _read(client, 1)[0])
        right = f"{user.decode()}:{password.decode()}" == way.login
        client.sendall(b"\x01\x00" if right else b"\x01\x01")
        if not right:
            return None
    kind = _read(client, 4)[3]
    if kind == 3:
        host, what = _read(client, _read(client, 1)[0]).decode(), "name"
    else:
        host, what = str(ipaddress.ip_address(_read(client, 4 if kind == 1 else 16))), "address"
    port = int.from_bytes(_read(client, 2), "big")
    try:
        target = way.connect(what, host, port)
    except KeyError:
        client.sendall(b"\x05\x04\x00\x01" + bytes(6))
        return None
    except OSError:
        client.sendall(b"\x05\x05\x00\x01" + bytes(6))
        return None
    client.sendall(b"\x05\x00\x00\x03\x05bound\x00\x00")  # an answer may name the place by a name, too
    return target


def _connect(way: Proxy, client: socket.socket) -> socket.socket | None:
    head = b""
    while b"\r\n\r\n" not in head:
        head += _read(client, 1)
    lines = head.decode().split("\r\n")
    method, where, _ = lines[0].split(" ")
    token = base64.b64encode(way.login.encode()).decode()
    if way.login and f"Proxy-Authorization: Basic {token}" not in lines:
        client.sendall(b"HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n")
        return None
    host, _, port = where.rpartition(":")
    name = host.strip("[]")
    try:
        kind = "name" if name in way.names else "address"
        assert method == "CONNECT"
        target = way.connect(kind, name, int(port))
    except OSError:
        client.sendall(b"HTTP/1.1 502 Bad Gateway\r\n\r\n")
        return None
    client.sendall(b"HTTP/1.1 200 Connected\r\nVia: test\r\n\r\n")
    return target
