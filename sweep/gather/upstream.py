"""The way to a shop: straight, or through the proxy that the plan names (a local Tor, an office's gateway).

Deadline and byte budget hold through a proxy as they do without one, since its handshake is spoken over the same
bounded sockets. Where the proxy looks the name up ("socks5h", "http"), nobody here learns the address: names and
literal addresses that can only be internal are refused all the same, the rest is the proxy's to refuse.
"""

from __future__ import annotations

import base64
import re
import socket
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal, cast
from urllib.parse import unquote, urlsplit

from sweep.gather.addresses import literal, refusal
from sweep.gather.sockets import Bounds, StoppedError, dial

Scheme = Literal["socks5h", "socks5", "http"]
_PORTS = {"socks5h": 1080, "socks5": 1080, "http": 8080}
_MAX_HEAD = 8_192  # bytes of a proxy's answer to CONNECT
_INTERNAL = re.compile(r"(?:^|\.)(?:localhost|local|internal|lan|intranet|home\.arpa)$|^[^.]*$", re.IGNORECASE)
_REPLIES = {  # RFC 1928, section 6
    1: "general failure",
    2: "not allowed by its rules",
    3: "network unreachable",
    4: "host unreachable",
    5: "connection refused",
    6: "no answer in time",
    7: "cannot connect for others",
    8: "cannot do this kind of address",
}


@dataclass(frozen=True, slots=True)
class Upstream:
    """A proxy. With "socks5h" and "http" it looks names up itself, with "socks5" we do and hand it the address."""

    scheme: Scheme
    host: str
    port: int
    user: str = field(default="", repr=False)
    password: str = field(default="", repr=False)

    @property
    def label(self) -> str:
        """What may be written into archives: everything but the password."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}:{self.port}"


def parse_upstream(text: str) -> Upstream:
    """The proxy that `text` names. Raises ValueError saying what is wrong."""
    parts = urlsplit(text)
    if parts.scheme not in _PORTS or not parts.hostname:
        raise ValueError(f"{text!r} is no proxy: write socks5h://host:port, socks5://host:port or http://host:port")
    if parts.path not in ("", "/") or parts.query or parts.fragment:
        raise ValueError(f"{text!r}: nothing may follow the port of a proxy")
    port = parts.port or _PORTS[parts.scheme]
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    if max(len(user.encode()), len(password.encode())) > 255:
        raise ValueError("name and password of a proxy may have 255 bytes each")
    return Upstream(cast(Scheme, parts.scheme), parts.hostname, port, user, password)


def connect(host: str, port: int, bounds: Bounds, upstream: Upstream | None) -> socket.socket:
    """A connection to `host`, straight or through `upstream`. Raises StoppedError."""
    bounds.untouched = False
    if upstream is None:
        if host.lower().endswith(".onion"):  # RFC 7686: no resolver may be asked about such a name
            raise StoppedError("dns", f"{host}: an onion address; the plan needs a socks5h proxy (a local Tor)")
        sock, bounds.connected[host] = dial(bounds.addresses(host, port), port, bounds)
        return sock
    if upstream.scheme == "socks5":
        return _first_that_answers(host, port, bounds, upstream)
    _refuse_internal(host, bounds.allow)
    return _through(host, port, bounds, upstream)


def _first_that_answers(host: str, port: int, bounds: Bounds, upstream: Upstream) -> socket.socket:
    addresses = [str(ip) for ip in bounds.addresses(host, port)]
    for address in addresses:
        try:
            sock = _through(address, port, bounds, upstream)
        except StoppedError as stop:
            if stop.kind != "connect" or address == addresses[-1]:
                raise
            continue
        bounds.connected[host] = address
        return sock
    raise StoppedError("refused", f"{host}: no address")


def _refuse_internal(host: str, allow: Sequence[str]) -> None:
    written = literal(host)
    reason = refusal(written, allow) if written is not None else ""
    if written is None and _INTERNAL.search(host):
        reason = "a name of a network of its own"
    if reason:
        raise StoppedError("refused", f"{host}: {reason}")


def _through(host: str, port: int, bounds: Bounds, upstream: Upstream) -> socket.socket:
    try:
        sock, _ = dial(bounds.proxy_addresses(upstream.host, upstream.port), upstream.port, bounds)
    except StoppedError as stop:
        raise StoppedError(stop.kind, f"proxy {upstream.label}: {stop.detail}", stop.transient) from None
    try:
        ask = _ask_http if upstream.scheme == "http" else _ask_socks
        ask(sock, host, port, upstream)
    except OSError as error:
        sock.close()
        raise StoppedError("connect", f"proxy {upstream.label}: {error.strerror or error}", True) from error
    except BaseException:
        sock.close()
        raise
    return sock


# -- SOCKS 5 (RFC 1928, RFC 1929) ------------------------------------------------------------------------------


def _ask_socks(sock: socket.socket, host: str, port: int, upstream: Upstream) -> None:
    methods = b"\x00\x02" if upstream.user else b"\x00"
    sock.sendall(bytes((5, len(methods))) + methods)
    version, method = _exactly(sock, 2)
    if version != 5 or method not in methods:
        what = "wants a name and password" if method == 0xFF else "speaks no SOCKS 5"
        raise StoppedError("connect", f"proxy {upstream.label} {what}")
    if method == 2:
        _sign_in(sock, upstream)
    sock.sendall(b"\x05\x01\x00" + _socks_address(host) + port.to_bytes(2, "big"))
    _, reply, _, kind = _exactly(sock, 4)
    if reply:
        said = _REPLIES.get(reply, f"reply {reply}")
        raise StoppedError("connect", f"{host} port {port}: proxy {upstream.label} says: {said}", reply != 2)
    _exactly(sock, {1: 4, 4: 16}.get(kind) or _exactly(sock, 1)[0])
    _exactly(sock, 2)


def _sign_in(sock: socket.socket, upstream: Upstream) -> None:
    user, password = upstream.user.encode(), upstream.password.encode()
    sock.sendall(bytes((1, len(user))) + user + bytes((len(password),)) + password)
    if _exactly(sock, 2)[1]:
        raise StoppedError("connect", f"proxy {upstream.label} does not accept our name and password")


def _socks_address(host: str) -> bytes:
    written = literal(host)
    if written is not None:
        return (b"\x01" if written.version == 4 else b"\x04") + written.packed
    name = host.encode("idna") if not host.isascii() else host.encode()
    if len(name) > 255:
        raise StoppedError("dns", f"{host[:60]}...: too long for a name")
    return bytes((3, len(name))) + name


def _exactly(sock: socket.socket, size: int) -> bytes:
    buffer = bytearray(size)
    got = 0
    while got < size:
        count = sock.recv_into(memoryview(buffer)[got:])  # the bounded way to read
        if not count:
            raise ConnectionError("hung up in the middle of the handshake")
        got += count
    return bytes(buffer)


# -- HTTP CONNECT (RFC 9110, section 9.3.6) ---------------------------------------------------------------------


def _ask_http(sock: socket.socket, host: str, port: int, upstream: Upstream) -> None:
    """Asks for a tunnel, for http as for https: what a proxy says in its own name is then never taken for a shop's."""
    where = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    head = f"CONNECT {where} HTTP/1.1\r\nHost: {where}\r\n"
    if upstream.user:
        token = base64.b64encode(f"{upstream.user}:{upstream.password}".encode()).decode()
        head += f"Proxy-Authorization: Basic {token}\r\n"
    sock.sendall(f"{head}\r\n".encode())
    answer = bytearray()
    while not answer.endswith(b"\r\n\r\n"):  # byte by byte: what follows is the shop's
        if len(answer) >= _MAX_HEAD:
            raise StoppedError("connect", f"proxy {upstream.label}: no answer to CONNECT that makes sense")
        answer += _exactly(sock, 1)
    status = answer.split(b"\r\n", 1)[0].decode("latin-1")
    match = re.match(r"HTTP/1\.[01] (\d{3})", status)
    if match is None or not match[1].startswith("2"):
        transient = match is not None and match[1].startswith("5")
        raise StoppedError("connect", f"{where}: proxy {upstream.label} says: {status[:80]}", transient)
