"""Two visits to invented shops, made for the tests of a comparison."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from checks.facts import Evidence, Found, Registration, ShopFacts
from checks.verdict import Outcome, Verdict
from sweep.results import EarlierFinding, PageVisited, ShopResult, SweepInfo, SweepResult, Visit
from sweep.targets import Funnel, Target

DAY = date(2026, 11, 21)
MOMENT = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
PAGE = "http://shop.example/terms"
FAIL, REVIEW, PASS = Outcome.FAIL, Outcome.REVIEW, Outcome.PASS
NA, UNKNOWN = Outcome.NOT_APPLICABLE, Outcome.NOT_MEASURABLE


def proof(quote: str, url: str = PAGE) -> Evidence:
    return Evidence(url, quote, "ab" * 32, "terms", "<urn:uuid:1>")


def verdict(
    outcome: Outcome, check: str = "adr.info", *quotes: str, message: str = "m", evidence: Sequence[Evidence] = ()
) -> Verdict:
    found = (*(proof(quote) for quote in quotes), *evidence)
    return Verdict(check, outcome, message, (), found, (), "FR", DAY, "major")


def shop(
    *verdicts: Verdict,
    key: str = "shop.example",
    days: int = 0,
    state: str = "measured",
    reason: str = "",
    pages: Sequence[str] = (PAGE,),
    name: str = "",
    number: str = "",
    earlier: Sequence[EarlierFinding] = (),
) -> ShopResult:
    """One visit, `days` after the first."""
    moment = MOMENT + timedelta(days=days)
    visited = tuple(PageVisited(url, "terms", 200, "ab" * 32) for url in pages)
    facts = ShopFacts()
    if name:
        facts = replace(facts, operator_name=Found(name, proof(name)))
    if number:
        registrations = (Registration("fr.siren", number, True),)
        facts = replace(facts, operator_registrations=Found(registrations, proof(number)))
    visit = Visit(f"v{days}", moment, moment, "a", "ab" * 32, visited)
    target = Target(key, f"http://{key}/")
    return ShopResult(target, "FR", state, reason, visit, facts, verdicts, tuple(earlier))  # type: ignore[arg-type]


def sweep(*shops: ShopResult, name: str = "now") -> SweepResult:
    info = SweepInfo(name, DAY, "Office", "FR", ("fr",), "", "", "0.0", "r", Funnel(), True)
    return SweepResult(info, shops)
