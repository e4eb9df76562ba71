"""What a visit brought home, as it is kept in the archive: responses as received, and what could not be had.

`gather` writes these, `evidence.archive` stores and reads them, `extract` judges nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

FailureKind = Literal[
    "dns",  # the name does not resolve
    "refused",  # an internal or forbidden address, refused by the transport
    "connect",  # no connection
    "tls",  # the certificate or handshake failed
    "timeout",  # not within the deadline
    "protocol",  # not HTTP, broken framing, too many or too large headers
    "too large",  # over the byte budget
    "redirects",  # too many, in a loop, or to a forbidden place
    "robots",  # robots.txt forbids it and the plan respects it
    "budget",  # the shop's page, byte or time budget was used up
    "server",  # 5xx or 429 after the retries
]


@dataclass(frozen=True, slots=True)
class Tls:
    """The TLS session that an answer came over. `chain` is what the server sent, in DER, its own certificate first."""

    protocol: str  # "TLSv1.3"
    cipher: str  # "TLS_AES_256_GCM_SHA384"
    chain: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class Response:
    """One HTTP answer. `body` is the entity as received (content coding not undone, transfer coding undone).

    With `rendered_from` it is no answer of the server, but what a browser made of one: the document as it stood after
    its scripts had run, in UTF-8. It is archived as a conversion of the record that `rendered_from` names.
    """

    url: str
    status: int
    reason: str
    headers: tuple[tuple[str, str], ...]
    body: bytes
    fetched_at: datetime  # UTC
    ip: str = ""
    method: str = "GET"
    request_headers: tuple[tuple[str, str], ...] = ()
    request_body: bytes = b""  # of a POST: the one form that a visit may send, to add to its own basket
    truncated: bool = False
    sha256: str = ""  # hex, of `body`; filled by whoever made the response
    record_id: str = ""  # WARC-Record-ID once archived
    dns: tuple[str, ...] = ()  # all addresses that the name resolved to; none where no name was asked about
    tls: Tls | None = None
    via: str = ""  # the proxy it came through ("socks5h://127.0.0.1:9050"), which then knows the address, not we
    overridden: str = ""  # the rule of robots.txt against which it was asked for, by order of the plan
    rendered_from: str = ""  # WARC-Record-ID of the answer of which a browser made this document

    def header(self, name: str) -> str:
        """The first header of that name (any case), or ""."""
        wanted = name.lower()
        return next((value for key, value in self.headers if key.lower() == wanted), "")


@dataclass(frozen=True, slots=True)
class Failure:
    """A request that brought no answer. `transient` failures may pass and are tried again."""

    url: str
    kind: FailureKind
    detail: str
    transient: bool = False


@dataclass(frozen=True, slots=True)
class Screenshot:
    """What a browser showed, as a PNG image. Archived as a resource (urn:fullPage:URL)."""

    url: str
    png: bytes
    taken_at: datetime  # UTC
    record_id: str = ""  # WARC-Record-ID of the rendered document that it shows


@dataclass(frozen=True, slots=True)
class Capture:
    """One dated visit of one shop."""

    url: str  # the address on the list, or of the first response
    responses: tuple[Response, ...]  # in the order received, redirects included
    failures: tuple[Failure, ...] = ()
    started: datetime | None = None
    truncated: bool = False  # the archive ended in the middle of a record
    not_followed: tuple[str, ...] = ()  # pages that were found and left out (budget)
    vantage: str = ""  # where the visit looked from, in the plan's words
