"""What one page in the browser may have, and what it may lack for what it did not get."""

from __future__ import annotations

import base64
import contextlib
import re
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Error, Frame, Page, Request, Route, WebSocketRoute

from sweep.gather.addresses import literal
from sweep.gather.proxy import READING

_MAX_LOG = 300  # requests of a page that are listed
_MAX_LACKS = 20
_CONTENT = frozenset({"script", "xhr", "fetch", "document"})  # a page is not at rest while one of these is under way
_READ = frozenset({"script", "xhr", "fetch"})
# Addresses that are read with POST: without them a page lacks words. Most other POSTs to other hosts are measurements.
_ASKS_FOR_WORDS = re.compile(r"graphql|/api/|/search|/quer(?:y|ies)\b|/indexes/", re.IGNORECASE)


@dataclass
class Watch:
    """One page under way: what it asked for, what it was not given, and what it therefore may lack."""

    page: Page
    job: dict[str, Any]
    served: str = ""  # the address of the page itself, as the browser writes it, once it was given
    moved: str = ""
    requests: list[list[str]] = field(default_factory=list)
    refused: list[list[str]] = field(default_factory=list)
    lacks: list[str] = field(default_factory=list)
    running: int = 0

    def route(self, route: Route, request: Request) -> None:
        """Decides on every request of the page that is not a hop of a redirect."""
        with contextlib.suppress(Error):  # the page may be gone before its request is decided upon
            self._decide(route, request)

    def _decide(self, route: Route, request: Request) -> None:
        frame = _frame(request) if request.is_navigation_request() else self.page.main_frame
        if request.is_navigation_request() and (frame is None or frame.parent_frame is None):
            self._whole_page(route, request, ours=frame == self.page.main_frame)
        elif request.method not in READING:
            self._refuse(request)
            route.abort("blockedbyclient")
        elif request.resource_type in ("media", "eventsource"):
            route.abort("blockedbyclient")
        else:
            route.continue_()

    def _whole_page(self, route: Route, request: Request, *, ours: bool) -> None:
        """The first one is the page itself; where it sends its visitor on to is the visit's to follow."""
        if ours and not self.served:
            self.served = request.url
            route.fulfill(
                status=self.job["status"], headers=self.job["headers"], body=base64.b64decode(self.job["body"])
            )
            return
        if ours and request.method == "GET" and _plain(request.url) != _plain(self.served):
            self.moved = self.moved or request.url
        route.abort("aborted")

    def _refuse(self, request: Request) -> None:
        self._refused(request.method, request.url)
        own = _same_site(request.url, self.job["url"])
        if request.resource_type in ("xhr", "fetch") and (own or _ASKS_FOR_WORDS.search(request.url)):
            self.lack(f"{request.method} {request.url[:200]} was not sent")

    def _refused(self, method: str, url: str) -> None:
        if len(self.refused) < _MAX_LOG:
            self.refused.append([f"{method} {url[:400]}", "only what reads is sent (GET, HEAD, OPTIONS)"])

    def no_socket(self, socket: WebSocketRoute) -> None:
        """Nobody can tell whether what is said over a socket only reads."""
        self._refused("WebSocket", socket.url)
        socket.close()

    def started(self, request: Request) -> None:
        self.running += request.resource_type in _CONTENT

    def finished(self, request: Request) -> None:
        self.running -= request.resource_type in _CONTENT
        response = request.response()
        status = response.status if response is not None else 0
        self._log(request, str(status))
        if status >= 500 or status == 429:
            self._unhad(request, f"status {status}")

    def failed(self, request: Request) -> None:
        self.running -= request.resource_type in _CONTENT
        self._log(request, request.failure or "failed")
        if request.method in READING and "ERR_ABORTED" not in (request.failure or ""):
            self._unhad(request, request.failure or "failed")

    def _log(self, request: Request, outcome: str) -> None:
        if len(self.requests) < _MAX_LOG:
            self.requests.append([request.method, request.url[:400], request.resource_type, outcome])

    def _unhad(self, request: Request, why: str) -> None:
        """What a page reads or runs may hold its words, on whosever host; what it seeks inside our network does not."""
        host = urlsplit(request.url).hostname or ""
        inside = host == "localhost" or literal(host) is not None
        if request.resource_type in _READ and (not inside or _same_site(request.url, self.job["url"])):
            self.lack(f"{request.url[:200]}: {why}")

    def lack(self, why: str) -> None:
        """The page may lack something, and why."""
        if len(self.lacks) < _MAX_LACKS:
            self.lacks.append(why)


def _frame(request: Request) -> Frame | None:
    """The frame that a request is for; None for a window of its own that is only just being opened."""
    try:
        return request.frame
    except Error:
        return None


def _plain(url: str) -> str:
    return url.partition("#")[0]


def _same_site(url: str, other: str) -> bool:
    """Whether the hosts are the same, or one is below the last two labels of the other."""
    one, two = ((urlsplit(u).hostname or "").split(".")[-2:] for u in (url, other))
    return one == two
