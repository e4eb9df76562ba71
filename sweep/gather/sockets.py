"""Sockets that keep to the address list, the deadline and the byte budget of the request under way.

Every address is checked before it is connected to, and the connection goes to the checked address, so a name cannot
change its mind in between. Each single read gets what is left of the time of the whole request, so a server that drips
its headers, its handshake or its body gains nothing.
"""

from __future__ import annotations

import queue
import socket
import ssl
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sweep.capture import FailureKind, Tls
from sweep.gather.addresses import IP, literal, refusal

_HEADROOM = 300_000  # bytes for headers and framing, over and above the body
_CONNECT_SECONDS = 10.0  # for one address: a host that swallows packets must not hold a place for long
_MAX_ADDRESSES = 4


class StoppedError(Exception):
    """Ends a request from anywhere below; no OSError, so that no layer above takes it for one of its own."""

    def __init__(self, kind: FailureKind, detail: str, transient: bool = False) -> None:
        super().__init__(detail)
        self.kind, self.detail, self.transient = kind, detail, transient


@dataclass
class Bounds:
    """What is left for the request under way; one for all sockets of a session, as it asks for one thing at a time."""

    allow: tuple[str, ...]
    deadline: float = 0.0
    seconds: float = 0.0
    bytes_left: int = 0
    names: dict[str, tuple[IP, ...]] = field(default_factory=dict)
    answers: dict[str, tuple[str, ...]] = field(default_factory=dict)  # host -> all addresses that it resolved to
    connected: dict[str, str] = field(default_factory=dict)  # host -> the address its connection goes to
    sessions: dict[tuple[str, int], Tls] = field(default_factory=dict)  # host and port -> its TLS session
    untouched: bool = True  # no connection was opened for this request, and no byte of an answer came

    def begin(self, seconds: float, max_bytes: int) -> None:
        self.deadline, self.seconds = time.monotonic() + seconds, seconds
        self.bytes_left = max_bytes + _HEADROOM
        self.untouched = True

    def remaining(self) -> float:
        left = self.deadline - time.monotonic()
        if left <= 0:
            raise self.late()
        return left

    def late(self) -> StoppedError:
        return StoppedError("timeout", f"no complete answer within {self.seconds:.0f} s", True)

    def count(self, received: int) -> int:
        self.bytes_left -= received
        self.untouched = self.untouched and not received
        if self.bytes_left < 0:
            raise StoppedError("too large", "more bytes than the budget of one request")
        return received

    def addresses(self, host: str, port: int) -> tuple[IP, ...]:
        """The addresses of `host` that may be connected to; asked for once in a visit."""
        if host not in self.names:
            found = _lookup(host, port, self)
            if literal(host) is None:
                self.answers[host] = tuple(str(ip) for ip in found)
            self.names[host] = self._permitted(host, found)
        return self.names[host]

    def proxy_addresses(self, host: str, port: int) -> tuple[IP, ...]:
        """The addresses of the proxy that the plan names: it may well be on this machine."""
        key = f"proxy {host}"
        if key not in self.names:
            self.names[key] = _lookup(host, port, self)[:_MAX_ADDRESSES]
        return self.names[key]

    def _permitted(self, host: str, found: tuple[IP, ...]) -> tuple[IP, ...]:
        reasons = [refusal(ip, self.allow) for ip in found]
        good = tuple(ip for ip, reason in zip(found, reasons, strict=True) if not reason)
        if not good:
            raise StoppedError("refused", f"{host}: {next(iter(reasons), 'no address')}")
        return good[:_MAX_ADDRESSES]


def _lookup(host: str, port: int, bounds: Bounds) -> tuple[IP, ...]:
    """All addresses of `host`. The system's resolver cannot be interrupted, so it works beside us and may be left."""
    written = literal(host)
    if written is not None:
        return (written,)
    answers: queue.SimpleQueue[list[tuple[Any, ...]] | Exception] = queue.SimpleQueue()

    def ask() -> None:
        try:
            answers.put(socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))
        except (OSError, UnicodeError) as error:
            answers.put(error)

    threading.Thread(target=ask, daemon=True).start()
    try:
        answer = answers.get(timeout=bounds.remaining())
    except queue.Empty:
        raise bounds.late() from None
    if isinstance(answer, socket.gaierror):
        transient = answer.errno == socket.EAI_AGAIN
        raise StoppedError("dns", f"{host}: {answer.strerror or answer}", transient) from answer
    if isinstance(answer, Exception):
        raise StoppedError("dns", f"{host}: {answer}") from answer
    found = (literal(str(entry[4][0])) for entry in answer)
    return tuple(dict.fromkeys(ip for ip in found if ip is not None))


class _Socket(socket.socket):
    """A socket whose every operation gets what is left of its request's time and bytes."""

    bounds: Bounds

    def recv_into(self, buffer: Any, nbytes: int = 0, flags: int = 0) -> int:
        self.settimeout(self.bounds.remaining())
        return self.bounds.count(super().recv_into(buffer, nbytes, flags))

    def sendall(self, data: Any, flags: int = 0) -> None:
        self.settimeout(self.bounds.remaining())
        super().sendall(data, flags)


class TlsSocket(ssl.SSLSocket):
    """The same over TLS. Until the handshake is done it runs on the timeout that the plain socket had left."""

    bounds: Bounds | None = None

    def agreed(self) -> Tls:
        """Protocol, cipher, and the certificates as the server sent them."""
        if hasattr(self, "get_unverified_chain"):
            chain = tuple(self.get_unverified_chain())
        else:  # Python before 3.13
            sent = self._sslobj.get_unverified_chain() or ()  # type: ignore[attr-defined]
            chain = tuple(ssl.PEM_cert_to_DER_cert(certificate.public_bytes()) for certificate in sent)
        cipher = self.cipher()
        return Tls(self.version() or "", cipher[0] if cipher else "", chain)

    def recv_into(self, buffer: Any, nbytes: int | None = None, flags: int = 0) -> int:
        if self.bounds is None:
            return super().recv_into(buffer, nbytes, flags)
        self.settimeout(self.bounds.remaining())
        return self.bounds.count(super().recv_into(buffer, nbytes, flags))

    def sendall(self, data: Any, flags: int = 0) -> None:
        if self.bounds is not None:
            self.settimeout(self.bounds.remaining())
        super().sendall(data, flags)


def dial(addresses: Sequence[IP], port: int, bounds: Bounds) -> tuple[socket.socket, str]:
    """A connection to the first of `addresses` that takes it, and which that was. Raises StoppedError."""
    for number, ip in enumerate(addresses, 1):
        family = socket.AF_INET if ip.version == 4 else socket.AF_INET6
        sock = _Socket(family, socket.SOCK_STREAM)
        sock.bounds = bounds
        patience = min(bounds.remaining(), _CONNECT_SECONDS)
        sock.settimeout(patience)
        try:
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            sock.connect((str(ip), port))
        except OSError as error:
            sock.close()
            if number == len(addresses):
                raise _unconnected(error, f"{ip} port {port}", patience) from error
            continue
        sock.settimeout(bounds.remaining())
        return sock, str(ip)
    raise StoppedError("dns", "no address")


def _unconnected(error: OSError, where: str, patience: float) -> StoppedError:
    if isinstance(error, TimeoutError):
        return StoppedError("timeout", f"{where}: no connection within {patience:.0f} s", True)
    return StoppedError("connect", f"{where}: {error.strerror or error}", True)
