"""What robots.txt says to us. RFC 9309: no file means no rules, a server in trouble means stay away."""

from __future__ import annotations

from dataclasses import dataclass, replace

from protego import Protego

from sweep.capture import Failure, Response
from sweep.extract.page import decode_body

MAX_ROBOTS = 500_000  # bytes; what stands after them is not read


_UNANSWERED = frozenset({"dns", "connect", "tls", "refused", "timeout", "budget"})


@dataclass(frozen=True)
class Rules:
    """The rules of one origin. `closed` says why nothing there may be asked for (None normally)."""

    parsed: Protego | None = None
    closed: Failure | None = None

    def forbids(self, url: str, user_agent: str) -> Failure | None:
        """Why `url` is not to be asked for; None when it may."""
        if self.closed is not None:
            return replace(self.closed, url=url)
        if self.parsed is not None and not self.parsed.can_fetch(url, user_agent):
            return Failure(url, "robots", "robots.txt forbids it")
        return None

    def crawl_delay(self, user_agent: str) -> float:
        """Seconds that the shop wants between requests; 0.0 where it asks for nothing."""
        delay = self.parsed.crawl_delay(user_agent) if self.parsed is not None else None
        return max(0.0, float(delay)) if delay is not None else 0.0

    def sitemaps(self) -> tuple[str, ...]:
        return tuple(self.parsed.sitemaps) if self.parsed is not None else ()


def rules_of(answer: Response | Failure) -> Rules:
    """The rules that follow from what came back for /robots.txt."""
    if isinstance(answer, Failure):
        # Where nothing answers, or not in time, the page would fare no better; anything else is as good as no file.
        if answer.kind not in _UNANSWERED:
            return Rules()
        return Rules(closed=replace(answer, detail=f"robots.txt: {answer.detail}"))
    if answer.status >= 500 or answer.status == 429:
        return Rules(closed=Failure(answer.url, "server", f"robots.txt: status {answer.status}", transient=True))
    if not 200 <= answer.status < 300:
        return Rules()
    try:
        text = decode_body(answer)[:MAX_ROBOTS].decode("utf-8", "replace").lstrip("\ufeff")
    except ValueError:
        return Rules()
    if "<html" in text[:2000].lower():
        return Rules()  # a shop that answers every address with a page has no rules
    return Rules(Protego.parse(text))
