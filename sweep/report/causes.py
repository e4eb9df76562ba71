"""Why a shop could not be measured, and what can be done about it: a cause for each reason. Pure.

Each cause has its name and its advice in the words of every language (`causes.<cause>.name`, `.advice`).
"""

from __future__ import annotations

import re

# Of a reason the first that fits counts.
_CAUSES: tuple[tuple[str, str], ...] = (
    ("fault", r"fault"),
    ("bot_challenge", r"blocked: bot challenge"),
    ("login", r"blocked: (?:login wall|asks for a (?:name|proxy))"),
    ("consent", r"blocked: consent wall"),
    ("age", r"blocked: age gate"),
    ("country", r"blocked: not available (?:in our country|here for legal reasons)"),
    ("too_many", r"blocked: too many requests|server: .*status 429|.*the shop asks to wait"),
    ("refused", r"blocked"),
    ("parked", r"closed: parked"),
    ("maintenance", r"closed: maintenance"),
    ("not_open", r"closed: (?:not open yet|the shop asks for a password)"),
    ("shop_closed", r"closed"),
    ("scripts", r"scripts needed"),
    ("template", r"unfilled template"),
    ("robots", r".*robots\.txt forbids it"),
    ("not_there", r"not fetched: the page (?:does not exist|says that it does not exist)|.*answered (?:404|410)"),
    ("internal", r"refused|.*is no public address"),
    ("name", r"dns"),
    ("tls", r"tls|.*(?:certificate not accepted|TLS handshake failed)"),
    ("elsewhere", r"redirects|.*leads (?:to|in a circle)|.*redirects"),
    ("slow", r"timeout|.*(?:no complete answer within|no connection within)"),
    ("server", r"server|.*(?:status 5\d\d|answered 5\d\d)"),
    ("budget", r"budget|.*(?:are used up|the visit ends before)"),
    ("too_large", r"too large|.*(?:larger than|more than \d+ bytes|more bytes than)"),
    ("markup", r".*page could not be parsed"),
    ("language", r"language"),
    ("no_answer", r"connect|protocol|unreachable|no answer"),
    ("not_read", r"not parsed"),
)
CAUSES = (*(name for name, _ in _CAUSES), "other")
_PATTERNS = tuple((name, re.compile(pattern)) for name, pattern in _CAUSES)


def cause_of(reason: str) -> str:
    """The cause of a shop's reason: one of CAUSES."""
    return next((name for name, pattern in _PATTERNS if pattern.match(reason)), "other")
