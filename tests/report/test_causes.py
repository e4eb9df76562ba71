"""Every reason has its cause, and every cause a name and plain advice in every language of the report."""

from __future__ import annotations

import pytest

from sweep.gather.blocked import blocked
from sweep.paths import languages
from sweep.report.causes import CAUSES, cause_of
from sweep.report.words import words
from tests.gather.test_blocked import BLOCKED, CLOSED, EMPTY

REASONS = {
    "blocked: bot challenge (DataDome)": "bot_challenge",
    "blocked: bot challenge (Cloudflare challenge): https://vendolux.example/": "bot_challenge",
    "blocked: refuses us (status 403): https://vendolux.example/": "refused",
    "blocked: too many requests (status 429): https://vendolux.example/": "too_many",
    "blocked: asks for a name and password (status 401)": "login",
    "blocked: login wall": "login",
    "blocked: consent wall": "consent",
    "blocked: age gate": "age",
    "blocked: not available in our country": "country",
    "blocked: not available here for legal reasons (status 451)": "country",
    "closed: parked domain": "parked",
    "closed: maintenance": "maintenance",
    "closed: not open yet": "not_open",
    "closed: the shop asks for a password before it opens": "not_open",
    "closed: shop closed": "shop_closed",
    "scripts needed: the page is empty until a browser runs its scripts": "scripts",
    "unfilled template: https://vendolux.example/": "template",
    "robots: robots.txt forbids it": "robots",
    "not fetched: https://vendolux.example/: robots.txt forbids it": "robots",
    "not fetched: the page says that it does not exist (status 200)": "not_there",
    "unreachable: https://vendolux.example/ answered 404": "not_there",
    "unreachable: https://vendolux.example/ answered 502": "server",
    "refused: vendolux.example: 10.0.0.1 is no public address (private)": "internal",
    "dns: vendolux.example: Name or service not known": "name",
    "tls: certificate not accepted: certificate has expired": "tls",
    "unreachable: https://vendolux.example/: certificate not accepted: self-signed certificate": "tls",
    "redirects: leads to another site: https://klarovia.example/": "elsewhere",
    "unreachable: https://vendolux.example/: leads in a circle, to https://vendolux.example/ again": "elsewhere",
    "timeout: no complete answer within 30 s": "slow",
    "unreachable: https://vendolux.example/: no complete answer within 30 s": "slow",
    "timeout: 93.184.216.34 port 443: no connection within 10 s": "slow",
    "budget: the visit's 600 s are used up": "budget",
    "not parsed: https://vendolux.example/: larger than 8 MB": "too_large",
    "not parsed: https://vendolux.example/: page could not be parsed: nested too deep": "markup",
    "not parsed: https://vendolux.example/: not a web page (image/png)": "not_read",
    "language: https://vendolux.example/": "language",
    "fault: page could not be parsed: the reader died over this shop three times": "fault",
    "connect: 127.0.0.1 port 9: Connection refused": "no_answer",
    "nothing on its pages could be judged": "other",
}


@pytest.mark.parametrize("reason", REASONS)
def test_the_cause_of_a_reason(reason: str) -> None:
    assert cause_of(reason) == REASONS[reason]


@pytest.mark.parametrize("name", [*BLOCKED, *CLOSED, *EMPTY])
def test_every_wall_has_a_cause_of_its_own(name: str) -> None:
    wall = blocked(*{**BLOCKED, **CLOSED, **EMPTY}[name])
    assert wall is not None
    assert cause_of(wall.reason) not in ("other", "no_answer", "not_read")


def test_every_cause_is_reached() -> None:
    assert set(REASONS.values()) == set(CAUSES)


@pytest.mark.parametrize("language", languages())
def test_every_cause_has_a_name_and_advice(language: str) -> None:
    w = words(language)
    for cause in CAUSES:
        assert w(f"causes.{cause}.name")
        assert w(f"causes.{cause}.advice").endswith((".", "!"))
