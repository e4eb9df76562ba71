"""Fetches pages politely: robots.txt, pace, budgets, redirects and second tries; everything goes into the archive."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Protocol
from urllib.parse import urlsplit

from checks.facts import Unknown
from sweep import turns
from sweep.capture import Failure, Response, Screenshot
from sweep.extract.page import Page
from sweep.gather.add_form import Submission, form_of
from sweep.gather.browser import Browser, Rendered, browser_note, document
from sweep.gather.budget import Budget
from sweep.gather.limits import Limits
from sweep.gather.pace import TRY_AGAIN, Pace, wait_before_retry
from sweep.gather.redirects import bad_hop, target_of
from sweep.gather.robots import Rules, rules_of
from sweep.gather.transport import Form, Transport
from sweep.gather.urls import shown

_BEARABLE = 10.0  # seconds between two requests: more would keep out an authority that may come in
_OVERRIDABLE = frozenset({"robots", "server"})
_PAGE_FACTOR = 4  # bytes of a page in the browser with all that it loads, in bodies of one request


class Archive(Protocol):
    """What fetching needs of an archive."""

    def response(self, r: Response) -> Response: ...
    def failure(self, f: Failure) -> None: ...
    def note(self, name: str, data: object) -> None: ...
    def screenshot(self, shot: Screenshot) -> str: ...


class Fetcher:
    """One visit's requests, one after the other. `responses` and `failures` hold what was archived, in order;
    `overridden` the rules of robots.txt that were set aside, with the addresses first asked for against them."""

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
        self.overridden: dict[str, str] = {}
        self._limits, self._archive, self._clock, self._sleep = limits, archive, clock, sleep
        self._transport = Transport(limits)
        self._budget = Budget(limits, clock)
        self._rules: dict[str, Rules] = {}
        self._pace = Pace(limits.delay)
        self._browser = Browser(limits) if limits.browser != "never" else None

    def close(self) -> None:
        self._transport.close()
        if self._browser is not None:
            self._browser.close()

    @property
    def pages_left(self) -> int:
        return self._budget.pages_left

    @property
    def seconds_left(self) -> float:
        return self._budget.seconds_left

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

    def submit(self, submission: Submission, *, inside: Callable[[str], bool]) -> Response | Failure:
        """The answer to a form, sent once; redirects from it are followed by GET. Archived with what was sent."""
        url = submission.url
        if submission.method == "GET":
            return self.get(url, inside=inside)
        result = self._forbidden(url) or self._once(url, form_of(submission))
        if isinstance(result, Failure):
            return self.failed(result)
        target = target_of(result)
        answer = self._keep(result, is_page=not target)
        if not target:
            return answer
        if result.status in (307, 308):
            return self.failed(Failure(url, "redirects", f"asks to send the form once more, to {shown(target)}"))
        problem = bad_hop(url, target, inside, (), self._limits)
        return self.failed(problem) if problem is not None else self._follow(target, inside, is_page=True)

    def wants_browser(self, page: Page, wall: Unknown | None) -> bool:
        """Whether the page is to be seen through a browser: by the plan for all, or because it is empty without one."""
        if self._browser is None or page.problem or page.media_type not in ("text/html", "application/xhtml+xml"):
            return False
        return (wall is None and self._limits.browser == "always") or (
            wall is not None and wall.kind == "scripts needed"
        )

    def rendered(self, answer: Response, *, inside: Callable[[str], bool]) -> Response | Failure:
        """What a browser makes of an archived answer: its document, archived with its picture and a note.

        A page that sends its visitor on to another one by script gives that one's answer instead, fetched as any
        other. A Failure says why there is none; without a browser it says what is missing.
        """
        if self._browser is None:
            return Failure(answer.url, "protocol", "scripts needed: the plan allows no browser")
        seconds = min(self._limits.render_seconds, self._budget.seconds_left)
        max_bytes = max(0, min(_PAGE_FACTOR * self._limits.request_bytes, self._budget.bytes_left))
        if problem := self._budget.drained():
            return self.failed(Failure(answer.url, "budget", problem))
        with turns.resting():
            seen = self._browser.render(
                answer,
                self._transport.cookies(),
                seconds=seconds,
                max_bytes=max_bytes,
                patience=self._budget.seconds_left / 2,
            )
        self._pace.wait_until(self._clock() + self._pace.delay)
        self._archive.note("browser", browser_note(answer, seen, self._browser))
        if isinstance(seen, Failure):
            return self.failed(seen)
        self._budget.bytes_left -= seen.received
        if seen.moved and seen.moved.partition("#")[0] != answer.url:
            stop = bad_hop(answer.url, seen.moved, inside, (), self._limits)
            return self.failed(stop) if stop is not None else self.get(seen.moved, inside=inside)
        return self._keep_rendered(answer, seen)

    def _keep_rendered(self, answer: Response, seen: Rendered) -> Response:
        kept = self._archive.response(document(answer, seen))
        self.responses.append(kept)
        if seen.picture:
            self._archive.screenshot(Screenshot(kept.url, seen.picture, kept.fetched_at, kept.record_id))
        return kept

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
            self._slow_down(origin, rules.crawl_delay(self._limits.user_agent))
        return self._rules[origin]

    def _slow_down(self, origin: str, seconds: float) -> None:
        """A pause that a shop asks for is kept; one that shuts us out is a rule like any other, to be overridden."""
        if self._limits.robots == "respect" or seconds <= _BEARABLE:
            self._pace.ask_for(seconds)
        else:
            self.overridden.setdefault(f"Crawl-delay: {seconds:g}", origin)

    def _follow(self, url: str, inside: Callable[[str], bool], *, is_page: bool) -> Response | Failure:
        seen: list[str] = []
        while True:
            seen.append(url)
            result = (self._forbidden(url) if is_page else None) or self._patiently(url)
            if isinstance(result, Failure):
                return self.failed(result)
            target = target_of(result)
            answer = self._keep(result, is_page=is_page and not target)
            if not target:
                return answer
            problem = bad_hop(url, target, inside, seen, self._limits)
            if problem is not None:
                return self.failed(problem)
            url = target

    def _forbidden(self, url: str) -> Failure | None:
        """Why robots.txt keeps us from asking. By order of the plan it does not, but what it said is noted."""
        rules = self.robots(url)
        problem = rules.forbids(url, self._limits.user_agent)
        if problem is None or self._limits.robots == "respect" or problem.kind not in _OVERRIDABLE:
            return problem
        self.overridden.setdefault(rules.rule_against(url, self._limits.user_agent), url)
        return None

    def _patiently(self, url: str) -> Response | Failure:
        """Asks until there is an answer that will not change by itself, or the tries are used up."""
        answer = self._once(url)
        for attempt in range(self._limits.retries):
            wait = wait_before_retry(answer, attempt)
            if wait is None or wait >= self._budget.seconds_left:
                break
            self._pace.wait_until(self._clock() + wait)
            answer = self._once(url)
        return answer

    def _once(self, url: str, form: Form | None = None) -> Response | Failure:
        with turns.resting():
            return self._asked(url, form)

    def _asked(self, url: str, form: Form | None) -> Response | Failure:
        problem = self._wait(url)
        if problem is not None:
            return problem
        seconds = min(self._limits.request_seconds, self._budget.seconds_left)
        max_bytes = min(self._limits.request_bytes, self._budget.bytes_left)
        if form is None:
            answer = self._transport.get(url, seconds=seconds, max_bytes=max_bytes)
        else:
            answer = self._transport.post(url, form, seconds=seconds, max_bytes=max_bytes)
        self._pace.answered(answer, self._clock())
        if isinstance(answer, Response):
            self._budget.bytes_left -= len(answer.body)
        elif answer.kind == "too large" and max_bytes < self._limits.request_bytes:
            self._budget.bytes_left = 0
            return Failure(url, "budget", self._budget.spent())
        return answer

    def _wait(self, url: str) -> Failure | None:
        """Waits for the shop's turn. A failure where the visit would be over before."""
        spent = self._budget.spent()
        if spent:
            return Failure(url, "budget", spent)
        wait = self._pace.ready - self._clock()
        if wait >= self._budget.seconds_left:
            return Failure(url, "budget", f"the shop asks to wait {wait:.0f} s, and the visit ends before")
        if wait > 0:
            self._sleep(wait)
        return None

    def _keep(self, answer: Response, *, is_page: bool) -> Response:
        if is_page:
            self._budget.pages_left -= 1
        if self._limits.robots == "override" and (rules := self._rules.get(_origin(answer.url))):
            answer = replace(answer, overridden=rules.rule_against(answer.url, self._limits.user_agent))
        kept = self._archive.response(answer)
        self.responses.append(kept)
        if kept.status in TRY_AGAIN:
            detail = f"status {kept.status} {kept.reason}".strip()
            self.failed(Failure(kept.url, "server", detail, transient=True))
        return kept

    def note(self, name: str, data: object) -> None:
        """Archives a JSON document about the visit under `name`."""
        self._archive.note(name, data)

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
