"""One bounded request: the only door to the network. `sockets` holds the bounds, requests and urllib3 speak HTTP."""

from __future__ import annotations

import http.client
import ssl
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

import requests
from requests.cookies import RequestsCookieJar, extract_cookies_to_jar
from urllib3 import BaseHTTPResponse
from urllib3.exceptions import HTTPError

from sweep.capture import Failure, Response
from sweep.gather.connections import Connections
from sweep.gather.limits import Limits
from sweep.gather.sockets import Bounds, StoppedError
from sweep.gather.upstream import parse_upstream

_CHUNK = 65_536
_MAX_COOKIE = 4_096  # characters of one, as in browsers
_MAX_COOKIES = 16_000  # of all together: beyond, servers refuse the request


@dataclass(frozen=True, slots=True)
class Form:
    """What a POST carries: its body, and the headers that describe it."""

    body: bytes
    headers: tuple[tuple[str, str], ...]


class Transport:
    """Requests of one visit over connections that are kept; one request at a time. Close it when done."""

    def __init__(self, limits: Limits) -> None:
        self._bounds = Bounds(limits.allow_networks)
        self._upstream = parse_upstream(limits.proxy) if limits.proxy else None
        self._connections = Connections(self._bounds, self._upstream)
        self._session = requests.Session()
        self._session.trust_env = False
        self._session.headers.clear()
        self._session.headers.update(_identity(limits))

    def get(self, url: str, *, seconds: float, max_bytes: int) -> Response | Failure:
        """One GET, no redirect followed: the answer, or why there is none.

        `seconds` is the time from the name look-up to the last byte, `max_bytes` the size of the body as received.
        """
        self._bounds.begin(seconds, max_bytes)
        answer = self._try(url, max_bytes)
        if isinstance(answer, Failure) and answer.kind == "connect" and self._bounds.untouched:
            # A kept connection that the server has just given up says nothing about the page: RFC 9110 9.2.2 lets
            # a GET be sent again. Once, since this time it goes over a new connection.
            answer = self._try(url, max_bytes)
        return answer

    def post(self, url: str, form: Form, *, seconds: float, max_bytes: int) -> Response | Failure:
        """One POST, sent once and never again, over a connection of its own: a kept one may be given up just then."""
        self._bounds.begin(seconds, max_bytes)
        self._connections.close()
        return self._try(url, max_bytes, form)

    def _try(self, url: str, max_bytes: int, form: Form | None = None) -> Response | Failure:
        try:
            return self._ask(url, max_bytes, form)
        except StoppedError as stop:
            return Failure(url, stop.kind, stop.detail, stop.transient)
        except (requests.RequestException, HTTPError, http.client.HTTPException, OSError, ValueError) as error:
            return self._explained(url, error)

    def _ask(self, url: str, max_bytes: int, form: Form | None) -> Response:
        request = self._prepared(url, form)
        started = datetime.now(UTC)
        answer = self._connections.open(request)
        try:
            body = _body(answer, max_bytes)
        except BaseException:
            answer.close()  # half-read, the connection is of no further use
            raise
        if "set-cookie" in answer.headers or "set-cookie2" in answer.headers:
            self._take_cookies(request, answer)
        where = urlsplit(request.url or url)
        host = (where.hostname or "").rstrip(".")
        return Response(
            url=request.url or url,
            status=answer.status,
            reason=answer.reason or "",
            headers=tuple(answer.headers.iteritems()),
            body=body,
            fetched_at=started,
            ip=self._bounds.connected.get(host, ""),
            method="POST" if form else "GET",
            request_headers=(("Host", where.netloc), *_pairs(request.headers)),
            request_body=form.body if form else b"",
            dns=self._bounds.answers.get(host, ()),
            tls=self._bounds.sessions.get((host, where.port or 443)) if where.scheme == "https" else None,
            via=self._upstream.label if self._upstream is not None else "",
        )

    def _prepared(self, url: str, form: Form | None) -> requests.PreparedRequest:
        """The message. A GET has nothing of its own that would have to be merged with what the session sends."""
        if form is not None:
            message = requests.Request("POST", url, dict(form.headers), data=form.body)
            return self._session.prepare_request(message)
        request = requests.PreparedRequest()
        cookies = self._session.cookies.copy() if len(self._session.cookies) else None
        if cookies or "@" in url:
            request.prepare("GET", url, headers=self._session.headers, cookies=cookies)
            return request
        request.prepare_method("GET")
        request.prepare_url(url, None)
        request.prepare_headers(self._session.headers)
        return request

    def _take_cookies(self, request: requests.PreparedRequest, answer: BaseHTTPResponse) -> None:
        """Keeps cookies as browsers do: none that is too large, and no more than a server would take back."""
        jar, offered = self._session.cookies, RequestsCookieJar()
        extract_cookies_to_jar(offered, request, answer)  # type: ignore[no-untyped-call]
        for cookie in offered:
            if len(cookie.name) + len(cookie.value or "") <= _MAX_COOKIE:
                jar.set_cookie(cookie)
        if sum(len(c.name) + len(c.value or "") for c in jar) > _MAX_COOKIES:
            jar.clear()

    def cookies(self) -> list[dict[str, Any]]:
        """The session's cookies, for a browser that goes on with it."""
        return [
            {"name": c.name, "value": c.value or "", "domain": c.domain, "path": c.path, "secure": c.secure}
            for c in self._session.cookies
        ]

    def _explained(self, url: str, error: BaseException) -> Failure:
        chain = tuple(_chain(error))
        for stop in chain:
            if isinstance(stop, StoppedError):
                return Failure(url, stop.kind, stop.detail, stop.transient)
        if any(isinstance(e, TimeoutError) for e in chain) or time.monotonic() >= self._bounds.deadline:
            late = self._bounds.late()
            return Failure(url, late.kind, late.detail, late.transient)
        for e in chain:
            if isinstance(e, ssl.SSLError) and not isinstance(e, ssl.SSLEOFError):
                return Failure(url, "tls", _tls_reason(e))
            if isinstance(e, ConnectionError | ssl.SSLEOFError) and not isinstance(e, requests.RequestException):
                return Failure(url, "connect", f"the server cut the connection ({type(e).__name__})", True)
        cut_short = any(isinstance(e, http.client.IncompleteRead) for e in chain)
        return Failure(url, "protocol", _shorten(str(chain[-1]) or type(chain[-1]).__name__), cut_short)

    def close(self) -> None:
        self._connections.close()
        self._session.close()


def _identity(limits: Limits) -> dict[str, str]:
    """Who asks, and what is understood. Bodies are kept as received: only the coding all tools read is asked for."""
    headers = {
        "User-Agent": limits.user_agent,
        "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
        "Accept-Encoding": "gzip",
    }
    if limits.languages:
        wanted = [f"{tag};q={max(1, 10 - n) / 10}" if n else tag for n, tag in enumerate(limits.languages)]
        headers["Accept-Language"] = ", ".join(wanted)
    if "@" in limits.contact:
        headers["From"] = limits.contact
    return headers


def _pairs(headers: Any) -> Iterator[tuple[str, str]]:
    for name, value in headers.items():
        yield str(name), value.decode("latin-1") if isinstance(value, bytes) else str(value)


def _body(raw: Any, max_bytes: int) -> bytes:
    """The body as received, its transfer coding undone."""
    parts: list[bytes] = []
    size = 0
    while piece := raw.read1(_CHUNK, decode_content=False):
        size += len(piece)
        if size > max_bytes:
            raise StoppedError("too large", f"a body of more than {max_bytes} bytes")
        parts.append(piece)
    raw.release_conn()
    return b"".join(parts)


def _chain(error: BaseException) -> Iterator[BaseException]:
    """`error` and everything it wraps: libraries put the cause into the arguments, an attribute or the context."""
    seen: set[int] = set()
    waiting: list[object] = [error]
    while waiting:
        e = waiting.pop(0)
        if not isinstance(e, BaseException) or id(e) in seen:
            continue
        seen.add(id(e))
        yield e
        waiting += [*e.args, getattr(e, "reason", None), e.__cause__, e.__context__]


def _tls_reason(error: ssl.SSLError) -> str:
    if isinstance(error, ssl.SSLCertVerificationError):
        return _shorten(f"certificate not accepted: {error.verify_message}")
    return _shorten(f"TLS handshake failed: {error.reason or error}")


def _shorten(text: str) -> str:
    return "".join(c if c.isprintable() else " " for c in " ".join(text.split()))[:200]
