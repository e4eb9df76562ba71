"""The connections of one session: urllib3's pools, whose sockets keep our bounds and take our way out."""

from __future__ import annotations

import socket
import ssl
from functools import cache
from typing import Any
from urllib.parse import urlsplit

import certifi
import requests
from urllib3 import BaseHTTPResponse, HTTPConnectionPool, HTTPSConnectionPool, PoolManager, Retry, Timeout
from urllib3.connection import HTTPConnection, HTTPSConnection

from sweep.gather.sockets import Bounds, TlsSocket
from sweep.gather.upstream import Upstream, connect

_ONCE = Retry(0, read=False)
_NO_TIMEOUT = Timeout(connect=None, read=None)  # the sockets have their own (`sockets.Bounds`)


def _host(connection: HTTPConnection) -> str:
    return connection.host.strip("[]").rstrip(".")


class _Http(HTTPConnection):
    bounds: Bounds
    upstream: Upstream | None

    def _new_conn(self) -> socket.socket:
        return connect(_host(self), self.port or 80, self.bounds, self.upstream)


class _Https(HTTPSConnection):
    bounds: Bounds
    upstream: Upstream | None

    def _new_conn(self) -> socket.socket:
        return connect(_host(self), self.port or 443, self.bounds, self.upstream)

    def connect(self) -> None:
        super().connect()
        if isinstance(self.sock, TlsSocket):
            self.bounds.sessions[_host(self), self.port or 443] = self.sock.agreed()
            self.sock.bounds = self.bounds


class _Pools(PoolManager):
    """Pools whose connections know the bounds of their session and the way out."""

    def __init__(self, bounds: Bounds, upstream: Upstream | None, **settings: Any) -> None:
        super().__init__(**settings)
        known = {"bounds": bounds, "upstream": upstream}
        # A class a session, because a pool makes its connections itself and passes nothing of ours on to them.
        plain = type("_BoundHttp", (_Http,), known)
        secure = type("_BoundHttps", (_Https,), known)
        self.pool_classes_by_scheme = {
            "http": type("_HttpPool", (HTTPConnectionPool,), {"ConnectionCls": plain}),
            "https": type("_HttpsPool", (HTTPSConnectionPool,), {"ConnectionCls": secure}),
        }


@cache
def tls_context() -> ssl.SSLContext:
    """One for all sessions: reading the certificate authorities takes longer than a request."""
    context = ssl.create_default_context(cafile=certifi.where())
    # Python 3.13 asks certificates to follow RFC 5280 to the letter. Browsers do not, and consumers reach such a shop.
    context.verify_flags &= ~ssl.VERIFY_X509_STRICT
    context.sslsocket_class = TlsSocket
    return context


class Connections:
    """Connections of one session, kept in our own pools; the certificate authorities come with the context."""

    def __init__(self, bounds: Bounds, upstream: Upstream | None) -> None:
        self._pools = _Pools(bounds, upstream, num_pools=8, maxsize=1, block=False, ssl_context=tls_context())
        self._last: tuple[tuple[str, str], HTTPConnectionPool] | None = None

    def open(self, request: requests.PreparedRequest) -> BaseHTTPResponse:
        """The answer up to its body; its errors are urllib3's own."""
        url = request.url or ""
        return self._pool(url).urlopen(
            request.method or "GET",
            request.path_url,
            body=request.body,
            headers=dict(request.headers),
            redirect=False,
            assert_same_host=False,
            preload_content=False,
            decode_content=False,
            retries=_ONCE,
            timeout=_NO_TIMEOUT,
        )

    def _pool(self, url: str) -> HTTPConnectionPool:
        """The pool for `url`; that of the request before is known, as most go to the same server."""
        parts = urlsplit(url)
        origin = parts.scheme, parts.netloc
        if self._last is None or self._last[0] != origin:
            self._last = origin, self._pools.connection_from_url(url)
        return self._last[1]

    def close(self) -> None:
        self._last = None
        self._pools.clear()
