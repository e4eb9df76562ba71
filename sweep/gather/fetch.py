"""Fetches pages politely: robots.txt, pace, budgets, redirects and second tries; everything goes into the archive."""

from __future__ import annotations

import contextlib
import math
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Protocol
from urllib.parse import urljoin, urlsplit

from sweep.capture import Failure, Response
from sweep.gather.addresses import literal, refusal
from sweep.gather.limits import Limits
from sweep.gather.robots import Rules, rules_of
from sweep.gather.transport import Transport
from sweep.gather.urls import normalise

_TRY_AGAIN = frozenset({429, 500, 502, 503, 504})
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_PATIENCE = 2.0  # seconds before a second try, where the server names no time


class Archive(Protocol):
    """What fetching needs of an archive."""

    def response(self, r: Response) -> Response: ...
    def failure(self, f: Failure) -> None: ...


@dataclass
class _Budget:
    """What is left of a visit."""

    limits: Limits
    clock: Callable[[], float]

    def __post_init__(self) -> None:
        self.end = self.clock() + self.limits.total_seconds
        self.bytes_left = self.limits.total_bytes
        self.pages_left = self.limits.pages

    @property
    def seconds_left(self) -> float:
        return self.end - self.clock()

    def spent(self) -> str:
        """Which budget is used up, or ""."""
        if self.pages_left <= 0:
            return f"the visit's {self.limits.pages} pages are used up"
        if self.bytes_left <= 0:
            return f"the visit's {self.limits.total_bytes} bytes are used up"
        if self.seconds_left <= 0:
            return f"the visit's {self.limits.total_seconds:.0f} s are used up"
        return ""


class Fetcher:
    """One visit's requests, one after the other. `responses` and `failures` hold what was archived, in order."""

    def __init__(
        self,
        limits: Limits,
        archive: Archive,
        *,
        clock: Callable[[], float],
        sleep: Callable[[float], None],
    ) -> None:
        self.responses: list[Response] = []
        self.failures: list[Failure] = []
        self._limits, self._archive, self._clock, self._sleep = limits, archive, clock, sleep
        self._transport = Transport(limits)
        self._budget = _Budget(limits, clock)
        self._rules: dict[str, Rules] = {}
        self._ready = -math.inf  # when the shop may be asked again
        self._delay = limits.delay

    def close(self) -> None:
        self._transport.close()

    @property
    def pages_left(self) -> int:
        return self._budget.pages_left

    def spent(self) -> str:
        """Which budget of the visit is used up, or ""."""
        return self._budget.spent()

    def get(self, url: str, *, inside: Callable[[str], bool]) -> Response | Failure:
        """The answer at the end of the redirects from `url`, or why there is none. Both are archived, hops included.

        A redirect to an address that is not `inside` is not followed.
        """
        return self._follow(url, inside, is_page=True)

    def aside(self, url: str, *, inside: Callable[[str], bool]) -> Response | Failure:
        """The same for a file that is no page of the shop, a sitemap: no page of the budget is used up."""
        return self._forbidden(url) or self._follow(url, inside, is_page=False)

    def robots(self, url: str) -> Rules:
        """The rules for the origin of `url`, fetched once."""
        origin = _origin(url)
        if origin not in self._rules:
            self._rules[origin] = Rules()  # while its own redirects are followed
            answer = self._follow(f"{origin}/robots.txt", _anywhere, is_page=False)
            rules = rules_of(answer)
            self._rules[origin] = rules
            if isinstance(answer, Response) and urlsplit(answer.url).path == "/robots.txt":
                self._rules.setdefault(_origin(answer.url), rules)
            if self._limits.robots == "respect":
                self._delay = max(self._delay, rules.crawl_delay(self._limits.user_agent))
        return self._rules[origin]

    def _follow(self, url: str, inside: Callable[[str], bool], *, is_page: bool) -> Response | Failure:
        seen: set[str] = set()
        while True:
            seen.add(url)
            result = (self._forbidden(url) if is_page else None) or self._patiently(url)
            if isinstance(result, Failure):
                return self.failed(result)
            target = _target(result)
            answer = self._keep(result, is_page=is_page and not target)
            if not target:
                return answer
            problem = self._bad_hop(url, target, len(seen), inside, seen)
            if problem is not None:
                return self.failed(problem)
            url = target

    def _forbidden(self, url: str) -> Failure | None:
        if self._limits.robots != "respect":
            return None
        return self.robots(url).forbids(url, self._limits.user_agent)

    def _bad_hop(
        self, url: str, target: str, hops: int, inside: Callable[[str], bool], seen: set[str]
    ) -> Failure | None:
        if not normalise(target):
            return Failure(url, "redirects", f"leads to {target[:200]!r}, which is no web address")
        host = urlsplit(target).hostname or ""
        written = literal(host)
        if written is not None and (reason := refusal(written, self._limits.allow_networks)):
            return Failure(url, "refused", f"leads to {host}: {reason}")
        if not inside(target):
            return Failure(url, "redirects", f"leads to another site: {target[:200]}")
        if target in seen:
            return Failure(url, "redirects", f"leads in a circle, to {target[:200]} again")
        if hops > self._limits.redirects:
            return Failure(url, "redirects", f"more than {self._limits.redirects} redirects")
        return None

    def _patiently(self, url: str) -> Response | Failure:
        """Asks until there is an answer that will not change by itself, or the tries are used up."""
        answer = self._once(url)
        for attempt in range(self._limits.retries):
            wait = _wait_before_retry(answer, attempt)
            if wait is None or wait >= self._budget.seconds_left:
                break
            self._ready = max(self._ready, self._clock() + wait)
            answer = self._once(url)
        return answer

    def _once(self, url: str) -> Response | Failure:
        problem = self._pace(url)
        if problem is not None:
            return problem
        seconds = min(self._limits.request_seconds, self._budget.seconds_left)
        max_bytes = min(self._limits.request_bytes, self._budget.bytes_left)
        answer = self._transport.get(url, seconds=seconds, max_bytes=max_bytes)
        self._ready = self._clock() + self._delay
        if isinstance(answer, Response):
            self._budget.bytes_left -= len(answer.body)
        elif answer.kind == "too large" and max_bytes < self._limits.request_bytes:
            self._budget.bytes_left = 0
            return Failure(url, "budget", self._budget.spent())
        return answer

    def _pace(self, url: str) -> Failure | None:
        """Waits for the shop's turn. A failure where the visit would be over before."""
        spent = self._budget.spent()
        if spent:
            return Failure(url, "budget", spent)
        wait = self._ready - self._clock()
        if wait >= self._budget.seconds_left:
            return Failure(url, "budget", f"the shop asks to wait {wait:.0f} s, and the visit ends before")
        if wait > 0:
            self._sleep(wait)
        return None

    def _keep(self, answer: Response, *, is_page: bool) -> Response:
        if is_page:
            self._budget.pages_left -= 1
        kept = self._archive.response(answer)
        self.responses.append(kept)
        if kept.status in _TRY_AGAIN:
            detail = f"status {kept.status} {kept.reason}".strip()
            self.failed(Failure(kept.url, "server", detail, transient=True))
        return kept

    def failed(self, failure: Failure) -> Failure:
        """Archives a failure."""
        self._archive.failure(failure)
        self.failures.append(failure)
        return failure


def _anywhere(url: str) -> bool:
    return True


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def _target(answer: Response) -> str:
    """Where a redirect leads, absolute; "" for any other answer."""
    location = answer.header("location").strip() if answer.status in _REDIRECTS else ""
    if not location:
        return ""
    # Headers are read as Latin-1; addresses in them are UTF-8 in practice.
    with contextlib.suppress(UnicodeError):
        location = location.encode("latin-1").decode("utf-8")
    try:
        target = urljoin(answer.url, location)
    except ValueError:
        return location
    return target.partition("#")[0]


def _wait_before_retry(answer: Response | Failure, attempt: int) -> float | None:
    """Seconds to wait before asking again; None where asking again would not help."""
    if isinstance(answer, Failure):
        return _PATIENCE * 2**attempt if answer.transient else None
    if answer.status not in _TRY_AGAIN:
        return None
    asked = _retry_after(answer)
    return _PATIENCE * 2**attempt if asked is None else asked


def _retry_after(answer: Response) -> float | None:
    """What the server asks to wait, in seconds: a number, or a date counted from when it answered."""
    text = answer.header("retry-after").strip()
    if text.isascii() and text.isdigit():
        return float(text[:9])
    try:
        when = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError):
        return None
    if when.tzinfo is None:
        when = when.replace(tzinfo=UTC)
    return max(0.0, (when - datetime.now(UTC)).total_seconds())
