"""The browser's only way to the network: a proxy of our own, on the loopback, that sees every connection.

A browser's own hooks never see the hops of a redirect, and a page may open connections in a dozen other ways. So the
addresses are judged here, where all of them must pass: no internal address in any notation, by no name, over no
redirect, WebSocket or frame; a byte budget and a deadline over all connections together. What goes through a tunnel
(https) is judged by its address and counted, not read; plain http is read, and only GET, HEAD and OPTIONS go through.
(Over https that rule is kept in the browser, see `rendering`.) POST is refused although some shops read their goods
with it: nobody can tell from outside a POST that reads from one that orders, and a page that lacks something for it is
called incomplete. A page that pulls in resources is loaded as any browser would; robots.txt is asked for pages.
"""

from __future__ import annotations

import contextlib
import re
import selectors
import socket
import threading
import time
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from sweep.gather.limits import Limits
from sweep.gather.sockets import Bounds, StoppedError
from sweep.gather.upstream import connect, parse_upstream

READING = frozenset({"GET", "HEAD", "OPTIONS"})

_MAX_HEAD = 64_000  # bytes of a request's head
_MAX_CONNECTIONS = 64  # at the same time; a browser opens 32 to a proxy
_MAX_REFUSALS = 200  # kept, between two questions for them
_CONNECT_SECONDS = 20.0
_CHUNK = 65_536
# What a browser asks for on its own account: its updates, accounts and lists. No business of a visit.
_OF_THE_BROWSER = re.compile(
    r"(?:^|\.)(?:(?:update|optimizationguide-pa|content-autofill|safebrowsing|chromewebstore|clientservices)"
    r"\.googleapis\.com|(?:accounts|clients\d?|android\.clients|redirector|tools)\.google\.com|gvt1\.com)$"
)
_FORBIDDEN = b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
_HOP_BY_HOP = frozenset("connection keep-alive proxy-connection proxy-authorization te upgrade".split())
_BODY = frozenset({"content-length", "transfer-encoding"})  # what may pass has no body


@dataclass(frozen=True, slots=True)
class Refusal:
    """Something that the browser wanted and did not get."""

    what: str  # "CONNECT 127.0.0.2:443", "POST http://shop.example/graphql"
    reason: str


@dataclass
class _Purse:
    """What is left for all connections together. Shared by their threads."""

    deadline: float = 0.0
    bytes_left: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def seconds_left(self) -> float:
        return self.deadline - time.monotonic()

    def spend(self, received: int) -> bool:
        """Counts; False once nothing is left."""
        with self.lock:
            self.bytes_left -= received
            return self.bytes_left >= 0


class FilteringProxy:
    """A running proxy on a free port of 127.0.0.1. Close it when done: all its connections end."""

    def __init__(self, limits: Limits) -> None:
        self._allow = limits.allow_networks
        self._upstream = parse_upstream(limits.proxy) if limits.proxy else None
        self._names = Bounds(self._allow).names  # looked up once in a visit, shared by all connections
        self._purse = _Purse()
        self._refusals: list[Refusal] = []
        self._open: set[socket.socket] = set()
        self._lock = threading.Lock()
        self._listener = socket.create_server(("127.0.0.1", 0))
        threading.Thread(target=self._accept, daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._listener.getsockname()[1]}"

    def begin(self, seconds: float, max_bytes: int) -> None:
        """From now on all connections together have so much."""
        with self._purse.lock:
            self._purse.deadline = time.monotonic() + seconds
            self._purse.bytes_left = max_bytes

    @property
    def bytes_left(self) -> int:
        return self._purse.bytes_left

    def refusals(self) -> tuple[Refusal, ...]:
        """What was refused since this was asked last, each once."""
        with self._lock:
            taken, self._refusals = tuple(dict.fromkeys(self._refusals)), []
        return taken

    def close(self) -> None:
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._purse.deadline = 0.0
        with self._lock:
            connections = tuple(self._open)
        for connection in connections:
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)

    # One connection of the browser

    def _accept(self) -> None:
        while True:
            try:
                browser, _ = self._listener.accept()
            except OSError:
                return
            with self._lock:
                full = len(self._open) >= _MAX_CONNECTIONS
                if not full:
                    self._open.add(browser)
            if full:
                browser.close()
                continue
            threading.Thread(target=self._serve, args=(browser,), daemon=True).start()

    def _serve(self, browser: socket.socket) -> None:
        with browser:
            try:
                browser.settimeout(max(0.1, self._purse.seconds_left()))
                self._answer(browser, _head(browser))
            except (OSError, ValueError):
                pass  # either side hung up, or the browser spoke no HTTP: it sees the connection end
            finally:
                with self._lock:
                    self._open.discard(browser)

    def _answer(self, browser: socket.socket, head: bytes) -> None:
        if not head:
            return
        lines = head.decode("latin-1").split("\r\n")
        method, target, _ = lines[0].split(" ", 2)
        tunnel = method == "CONNECT"
        parts = urlsplit(f"//{target}" if tunnel else target)
        if not parts.hostname or (not tunnel and parts.scheme != "http"):
            raise ValueError("no request for a proxy")
        if _OF_THE_BROWSER.search(parts.hostname):  # not worth a note: it is not the shop that asked
            browser.sendall(_FORBIDDEN)
            return
        if not tunnel and method not in READING:
            self._refuse(browser, f"{method} {target}", "only what reads is sent (GET, HEAD, OPTIONS)")
            return
        try:
            shop = self._connect(parts.hostname, parts.port or (443 if tunnel else 80))
        except StoppedError as stop:
            self._refuse(browser, f"{method} {target}", stop.detail)
            return
        with shop:
            if tunnel:
                browser.sendall(b"HTTP/1.1 200 Connected\r\n\r\n")
            else:
                shop.sendall(_forwarded(method, parts.path or "/", parts.query, lines[1:]))
            self._relay(browser, shop, both_ways=tunnel)

    def _connect(self, host: str, port: int) -> socket.socket:
        seconds = min(self._purse.seconds_left(), _CONNECT_SECONDS)
        if seconds <= 0 or not self._purse.spend(0):
            raise StoppedError("budget", "time or bytes of this page are used up")
        bounds = Bounds(self._allow, names=self._names)
        bounds.begin(seconds, 0)
        return connect(host, port, bounds, self._upstream)

    def _refuse(self, browser: socket.socket, what: str, reason: str) -> None:
        with self._lock:
            if len(self._refusals) < _MAX_REFUSALS:
                self._refusals.append(Refusal(what[:500], reason))
        browser.sendall(_FORBIDDEN)

    def _relay(self, browser: socket.socket, shop: socket.socket, *, both_ways: bool) -> None:
        """Passes bytes on until either side ends, or nothing is left. Without `both_ways` only the shop's: a browser
        that would use the connection for another request opens a new one, which is judged anew."""
        with selectors.DefaultSelector() as waiting:
            waiting.register(browser, selectors.EVENT_READ, shop)
            waiting.register(shop, selectors.EVENT_READ, browser)
            while (left := self._purse.seconds_left()) > 0:
                for key, _ in waiting.select(min(left, 1.0)):
                    source, target = key.fileobj, key.data
                    assert isinstance(source, socket.socket)
                    data = socket.socket.recv(source, _CHUNK)
                    if not data or (source is browser and not both_ways):
                        return
                    if source is shop and not self._purse.spend(len(data)):
                        return
                    target.settimeout(max(0.1, left))
                    socket.socket.sendall(target, data)


def _head(browser: socket.socket) -> bytes:
    """The head of a request, without what stands behind it; b"" where none comes or it is too long."""
    said = b""
    while b"\r\n\r\n" not in said:
        piece = browser.recv(_CHUNK) if len(said) <= _MAX_HEAD else b""
        if not piece:
            return b""
        said += piece
    head = said.partition(b"\r\n\r\n")[0]
    return head if len(head) <= _MAX_HEAD else b""  # it may have grown with the piece in which it ends


def _forwarded(method: str, path: str, query: str, headers: list[str]) -> bytes:
    """The request as the shop gets it, in origin form, for this one answer only (RFC 9112, sections 3.2.1 and 9.6)."""
    kept = [line for line in headers if line.partition(":")[0].strip().lower() not in _HOP_BY_HOP | _BODY]
    target = path + (f"?{query}" if query else "")
    return "\r\n".join([f"{method} {target} HTTP/1.1", *kept, "Connection: close", "", ""]).encode("latin-1")
