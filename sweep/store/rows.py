"""What of a shop's result has rows of its own: findings, matches with alerts, prices."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal

from sqlalchemy import Connection, insert

from checks.facts import Evidence, Found, PricePoint, ShopFacts
from checks.verdict import Outcome, Verdict
from sweep.results import ShopResult
from sweep.store import schema as s


def fingerprint(shop: str, check: str) -> str:
    """The name of a finding over all sweeps, 16 hex digits: the same shop and check, whatever the page says."""
    return hashlib.sha256(f"{shop}\n{check}".encode()).hexdigest()[:16]


def evidence_digest(verdict: Verdict) -> str:
    """Changes when what proves the finding changes: the outcome, the message, the quotes and their pages."""
    parts = [verdict.outcome.label, verdict.message, *sorted(f"{e.url}\n{e.quote}" for e in verdict.evidence)]
    return hashlib.sha256("\n\n".join(parts).encode()).hexdigest()[:16]


def naive(moment: datetime) -> datetime:
    """SQLite keeps no time zones: all moments in the database are UTC."""
    return moment.astimezone(UTC).replace(tzinfo=None)


def save_findings(connection: Connection, judgement: int, result: ShopResult) -> None:
    """A row for each verdict that somebody has to look at."""
    rows = [
        {
            "judgement": judgement,
            "fingerprint": fingerprint(result.target.key, verdict.check),
            "shop": result.target.key,
            "check_id": verdict.check,
            "outcome": verdict.outcome.label,
            "country": verdict.country,
            "day": verdict.day.isoformat(),
            "evidence_digest": evidence_digest(verdict),
        }
        for verdict in result.verdicts
        if verdict.outcome >= Outcome.REVIEW
    ]
    if rows:
        connection.execute(insert(s.findings), rows)


def save_matches(connection: Connection, judgement: int, facts: ShopFacts) -> None:
    """A row for each offer and the alert it was matched with."""
    if not isinstance(facts.alert_matches, Found):
        return
    rows = {
        (m.value.offer.key, m.value.alert.id): {
            "judgement": judgement,
            "offer_key": m.value.offer.key,
            "alert": m.value.alert.id,
            "grade": str(m.value.grade),
        }
        for m in facts.alert_matches.value
    }
    if rows:
        connection.execute(insert(s.matches), list(rows.values()))


def price_rows(result: ShopResult) -> Iterator[dict[str, object]]:
    """A row of `schema.prices` for each offer whose price was read, once each."""
    offers = result.facts.offers
    if not isinstance(offers, Found):
        return
    seen = set()
    for found in offers.value:
        offer = found.value
        if offer.price is None or not offer.currency or offer.key in seen:
            continue
        seen.add(offer.key)
        yield {
            "shop": result.target.key,
            "offer_key": offer.key,
            "visit": result.visit.id,
            "observed": naive(result.visit.started),
            "price": f"{offer.price:f}",
            "currency": offer.currency,
            "prior_price": "" if offer.prior_price is None else f"{offer.prior_price:f}",
            "announced": bool(offer.discount_text) or offer.discount_percent is not None,
            "url": found.evidence.url,
            "quote": found.evidence.quote,
            "sha256": found.evidence.sha256,
            "record_id": found.evidence.record_id,
        }


def price_point(row: object) -> Found[PricePoint]:
    """What such a row says, with its proof."""
    r = row._mapping  # type: ignore[attr-defined]
    point = PricePoint(
        offer_key=r["offer_key"],
        day=r["observed"].date(),
        price=Decimal(r["price"]),
        currency=r["currency"],
        prior_price=Decimal(r["prior_price"]) if r["prior_price"] else None,
        announced=r["announced"],
    )
    return Found(point, Evidence(r["url"], r["quote"], r["sha256"], "product", r["record_id"]))
