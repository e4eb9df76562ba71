"""One judged capture as the JSON object that `sweepday inspect --json` prints."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from decimal import Decimal
from typing import Any

from checks.catalogue import say
from checks.facts import Absent, Address, Evidence, Fact, Found, Phone, Registration, Unknown
from checks.triage import Triage, triage
from checks.verdict import Verdict
from product_alerts.model import Match, Offer
from product_alerts.watchlist import WatchlistHit
from sweep.counted import counted
from sweep.judging import Judged


def as_json(url: str, day: date, country: str, judged: Judged) -> dict[str, Any]:
    """Pages, facts, offers, verdicts and matches; amounts are strings in plain decimal."""
    facts = judged.facts
    return {
        "url": url,
        "day": day.isoformat(),
        "country": country,
        "state": judged.state,
        "reason": judged.reason,
        "pages": [{"url": p.url, "role": p.role, "status": p.status, "sha256": p.sha256} for p in judged.pages],
        "coverage": {role: {"read": read, "gap": gap} for role, (read, gap) in judged.coverage.items()},
        "facts": {name: _fact(name, fact) for name, fact in facts.items() if name not in _APART},
        "offers": [_offer(found) for found in facts.offers.value] if isinstance(facts.offers, Found) else [],
        "verdicts": [_verdict(verdict) for verdict in judged.verdicts],
        "triage": _triage(triage(judged.verdicts)),
        "matches": [_match(m.value) for m in facts.alert_matches.value]
        if isinstance(facts.alert_matches, Found)
        else [],
        "watchlist_hits": [_watchlist_hit(h.value) for h in facts.watchlist_hits.value]
        if isinstance(facts.watchlist_hits, Found)
        else [],
    }


_APART = {"offers", "alert_matches", "watchlist_hits", "price_history", "price_claims", "sale_words", "baskets"}


def _fact(name: str, fact: Fact[Any]) -> dict[str, Any]:
    match fact:
        case Found(value, evidence):
            shown = value.number if name == "operator_vat" else plain(value)
            return {"state": "found", "value": shown, "quote": evidence.quote, "url": evidence.url, "reason": ""}
        case Absent(read):
            reason = f"not found on the {counted(len(read), 'page')} read"
            return {"state": "absent", "value": None, "quote": "", "url": read[0].url if read else "", "reason": reason}
        case Unknown():
            return {"state": "unknown", "value": None, "quote": "", "url": "", "reason": fact.reason}


def plain(value: object) -> Any:
    """A fact's value in JSON: an address as its text, a phone as E.164, a registration as an object."""
    match value:
        case Found():
            return plain(value.value)
        case Address():
            return value.text
        case Phone():
            return value.e164
        case Registration():
            return {"kind": value.kind, "number": value.number, "valid": value.valid}
        case Decimal():
            return f"{value:f}"
        case date():
            return value.isoformat()
        case tuple() | list():
            return [plain(item) for item in value]
        case Mapping():
            return {str(k): plain(v) for k, v in value.items()}
        case None | bool() | int() | float() | str():
            return value
    return {k: plain(v) for k, v in asdict(value).items()}  # type: ignore[call-overload]


def _offer(found: Found[Offer]) -> dict[str, Any]:
    o = found.value
    shown = {
        "url": o.url,
        "title": o.title,
        "brand": o.brand,
        "gtin": o.gtin,
        "mpn": o.mpn,
        "sku": o.sku,
        "price": o.price,
        "currency": o.currency,
        "prior_price": o.prior_price,
        "prior_price_kind": o.prior_price_kind,
        "discount_text": o.discount_text,
        "availability": o.availability,
        "tax": o.tax,
        "disagreements": o.disagreements,
        "near": o.near,
        "rating": o.rating,
        "ratings": o.ratings,
        "per": o.per,
        "quote": found.evidence.quote,
        "sha256": found.evidence.sha256,
    }
    return {key: plain(value) if value != "" else None for key, value in shown.items()}


def _verdict(verdict: Verdict) -> dict[str, Any]:
    return {
        "check": verdict.check,
        "outcome": verdict.outcome.label,
        "reason": say(verdict, "en"),
        "law": [str(row) for row in verdict.law],
        "evidence": [_evidence(e) for e in verdict.evidence],
    }


def _triage(seen: Triage) -> dict[str, Any]:
    """The signals of fraud added up: for the order in which shops are looked at, no verdict."""
    return {
        "points": seen.points,
        "urgent": seen.urgent,
        "signals": [
            {
                "check": s.verdict.check,
                "points": s.points,
                "reason": say(s.verdict, "en"),
                "evidence": [_evidence(e) for e in s.verdict.evidence],
            }
            for s in seen.signals
        ],
        "unseen": list(seen.unseen),
    }


def _evidence(evidence: Evidence) -> dict[str, str]:
    return {"url": evidence.url, "quote": evidence.quote, "sha256": evidence.sha256, "record": evidence.record_id}


def _match(match: Match) -> dict[str, Any]:
    return {
        "offer": match.offer.url,
        "title": match.offer.title,
        "alert": match.alert.number,
        "source": match.alert.source,
        "alert_url": match.alert.url,
        "grade": str(match.grade),
        "reasons": [asdict(reason) for reason in match.reasons],
    }


def _watchlist_hit(hit: WatchlistHit) -> dict[str, Any]:
    said = asdict(hit.spotted)
    return {"offer": hit.offer.url, "title": hit.offer.title, **said, "law": list(hit.law), "authority": hit.authority}
