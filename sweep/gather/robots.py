"""What robots.txt says to us. RFC 9309: no file means no rules, a server in trouble means stay away."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from protego import Protego

from sweep.capture import Failure, Response
from sweep.extract.pages.decoding import decode_body

MAX_ROBOTS = 500_000  # bytes; what stands after them is not read


_UNANSWERED = frozenset({"dns", "connect", "tls", "refused", "timeout", "budget"})


@dataclass(frozen=True)
class Rules:
    """The rules of one origin. `closed` says why nothing there may be asked for (None normally)."""

    parsed: Protego | None = None
    closed: Failure | None = None
    text: str = field(default="", repr=False)

    def forbids(self, url: str, user_agent: str) -> Failure | None:
        """Why `url` is not to be asked for; None when it may."""
        if self.closed is not None:
            return replace(self.closed, url=url)
        if self.parsed is not None and not self.parsed.can_fetch(url, user_agent):
            return Failure(url, "robots", "robots.txt forbids it")
        return None

    def rule_against(self, url: str, user_agent: str) -> str:
        """The line that keeps `url` from us, as it is written ("Disallow: /private"); "" where nothing does."""
        problem = self.forbids(url, user_agent)
        if problem is None or problem.kind != "robots":
            return problem.detail if problem is not None else ""
        lines = [line for line in _disallowed(self.text, user_agent.lower()) if _stops(line, url)]
        return f"Disallow: {max(lines, key=len)}" if lines else "Disallow"

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
    return Rules(Protego.parse(text), text=text)


def _disallowed(text: str, user_agent: str) -> list[str]:
    """What the groups for `user_agent` (lower case) disallow; of the group for all where none names it."""
    groups: list[tuple[list[str], list[str]]] = []
    for line in text.splitlines():
        name, _, value = line.partition("#")[0].partition(":")
        name, value = name.strip().lower(), value.strip()
        if name == "user-agent":
            if not groups or groups[-1][1]:
                groups.append(([], []))
            groups[-1][0].append(value.lower())
        elif name in ("disallow", "allow") and groups:
            groups[-1][1].append(value if name == "disallow" else "")
    named = [rules for agents, rules in groups if any(a != "*" and a and a in user_agent for a in agents)]
    chosen = named or [rules for agents, rules in groups if "*" in agents]
    return [rule for rules in chosen for rule in rules if rule]


def _stops(rule: str, url: str) -> bool:
    return not Protego.parse(f"User-agent: *\nDisallow: {rule}").can_fetch(url, "any")
