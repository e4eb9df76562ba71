"""A large sweep, generated: `shops` shops with a finding of each of `findings` checks of the catalogue."""

from __future__ import annotations

from dataclasses import replace

from checks.card import placeholders
from checks.catalogue import Check, load
from checks.verdict import LawRow, Outcome, Verdict
from sweep.results import ShopResult, SweepResult
from sweep.store.shared import Sharing
from sweep.targets import Funnel
from tests.report.samples import DAY, sample, seen, shop

_PLACES = (("FR", "toys"), ("BE", "decoration"), ("DE", "shoes"), ("NL", "garden tools"), ("PL", "cosmetics"))
_NAMES = ("Vesperine", "Mirabelline & Fils", "Brumelot", "Zonnebries BV", "Kwaakwinkel BV", "Lampadelle", "Holmglimt")


def _verdict(check: Check, place: int, home: str) -> Verdict:
    message = next(iter(check.card.messages))
    names = placeholders(check.card.messages[message]["en"])
    rows = check.card.legal_basis[:2]
    return Verdict(
        check=check.card.id,
        outcome=Outcome.FAIL if place % 3 else Outcome.REVIEW,
        message=message,
        params=tuple((name, f"{name} {place}") for name in sorted(names)),
        evidence=(seen(f"{home}page/{place % 14}", f"What {home} says about this, in a sentence or two ({place})."),),
        law=tuple(LawRow(b.country, b.act, b.article, b.url, b.fine, b.confirmed) for b in rows),
        country="FR",
        day=DAY,
        severity=check.card.severity,
    )


def _shop(number: int, checks: list[Check], findings: int) -> ShopResult:
    key = f"shop-{number:06d}.example"
    home = f"https://{key}/"
    country, sector = _PLACES[number % len(_PLACES)]
    made = shop(key, "p" * 13, name=f"{_NAMES[number % len(_NAMES)]} {number}", country=country, sector=sector)
    verdicts = tuple(_verdict(check, place, home) for place, check in enumerate(checks[:findings]))
    return replace(made, verdicts=verdicts)


def many(shops: int, findings: int = 60) -> SweepResult:
    """The sweep; every shop is measured."""
    checks = list(load().values())
    sharing = Sharing()  # as the store hands them on
    made = tuple(sharing.result(_shop(number, checks, findings)) for number in range(shops))
    funnel = Funnel(shops + shops // 20, shops + shops // 40, shops, shops, shops)
    return SweepResult(replace(sample().info, languages=("en",), funnel=funnel), made)
