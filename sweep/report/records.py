"""A sweep as records for machines: shops, findings, offers and matches. Their shape is in schema/*.schema.json."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any

from checks.facts import Absent, Evidence, Fact, Found, Unknown
from checks.verdict import Outcome, Verdict
from product_alerts.model import Offer
from sweep.report.fact_cards import GOODS
from sweep.report.plain import plain
from sweep.report.texts import CheckTexts
from sweep.results import ShopResult, SweepResult
from sweep.store.rows import fingerprint

Record = dict[str, Any]


def fact_record(fact: Fact[Any], *, value: bool = True) -> Record:
    """A fact as data: state, value, and the proof or the reason. `value` False leaves the value out (null)."""
    match fact:
        case Found():
            proof = fact.evidence
            return {
                "state": "found",
                "value": plain(_unwrapped(fact.value)) if value else None,
                "quote": proof.quote,
                "url": proof.url,
                "sha256": proof.sha256,
                "record_id": proof.record_id,
                "reason": "",
                "read": [],
            }
        case Absent():
            return _empty_fact("absent", read=[e.url for e in fact.read])
        case Unknown():
            return _empty_fact("unknown", reason=fact.reason)


def _empty_fact(state: str, reason: str = "", read: list[str] | None = None) -> Record:
    empty = {"value": None, "quote": "", "url": "", "sha256": "", "record_id": ""}
    return {"state": state, **empty, "reason": reason, "read": read or []}


def _unwrapped(value: Any) -> Any:
    return [item.value if isinstance(item, Found) else item for item in value] if isinstance(value, tuple) else value


def shop_records(sweep: SweepResult) -> Iterator[Record]:
    """One record a shop, measured or not, with its visit and all facts."""
    info = sweep.info
    heading = {
        "name": info.name,
        "day": info.day,
        "authority": info.authority,
        "tool_version": info.tool_version,
        "rules_version": info.rules_version,
    }
    for shop in sweep.shops:
        target, visit = shop.target, shop.visit
        yield {
            "sweep": heading,
            "shop": target.key,
            "url": target.url,
            "country": shop.country,
            "sector": target.sector,
            "complaints": target.complaints,
            "note": target.note,
            "columns": dict(target.columns),
            "source": target.source,
            "state": shop.state,
            "reason": shop.reason,
            "outcomes": {o.label: sum(v.outcome is o for v in shop.verdicts) for o in Outcome},
            "visit": {
                "id": visit.id,
                "started": visit.started,
                "finished": visit.finished,
                "archive": visit.archive,
                "archive_sha256": visit.archive_sha256,
                "pages": list(visit.pages),
                "failures": list(visit.failures),
                "not_followed": list(visit.not_followed),
            },
            "second_try": asdict(shop.second_try) if shop.second_try is not None else None,
            "facts": {name: fact_record(fact, value=name not in GOODS) for name, fact in shop.facts.items()},
        }


def _evidence(proof: Evidence) -> Record:
    return {
        "url": proof.url,
        "role": proof.role,
        "quote": proof.quote,
        "sha256": proof.sha256,
        "record_id": proof.record_id,
    }


def _law(verdict: Verdict) -> list[Record]:
    return [
        {
            "country": row.country,
            "act": row.act,
            "article": row.article,
            "url": row.url,
            "fine": row.fine,
            "confirmed": row.confirmed,
        }
        for row in verdict.law
    ]


def finding_record(
    shop: ShopResult, verdict: Verdict, info_name: str, texts: CheckTexts, languages: Sequence[str]
) -> Record:
    """One verdict; `id` is stable over sweeps. Title and reason stand in English and in `languages`."""
    spoken = dict.fromkeys(("en", *languages))
    decided = (d for d in shop.decided if d.check == verdict.check)
    return {
        "id": fingerprint(shop.target.key, verdict.check),
        "sweep": info_name,
        "shop": shop.target.key,
        "url": shop.target.url,
        "visit": shop.visit.id,
        "check": verdict.check,
        "question": texts.question(verdict.check),
        "title": {language: texts.title(verdict.check, language) for language in spoken},
        "outcome": verdict.outcome.label,
        "severity": verdict.severity,
        "message": verdict.message,
        "params": dict(verdict.params),
        "reason": {language: texts.reason(verdict, language) for language in spoken},
        "country": verdict.country,
        "day": verdict.day,
        "law": _law(verdict),
        "evidence": [_evidence(e) for e in verdict.evidence if e.quote],
        "pages_read": [{"url": e.url, "sha256": e.sha256} for e in verdict.evidence if not e.quote],
        "decision": next(({"state": d.state, "reason": d.reason, "on": d.on} for d in decided), None),
    }


def finding_records(sweep: SweepResult, texts: CheckTexts, languages: Sequence[str]) -> Iterator[Record]:
    """One record a verdict, all outcomes: the denominators can be counted again from them."""
    for shop in sweep.shops:
        for verdict in shop.verdicts:
            yield finding_record(shop, verdict, sweep.info.name, texts, languages)


def offer_records(sweep: SweepResult) -> Iterator[Record]:
    """One record an offer that was read, with the watchlists that it agrees with."""
    for shop in sweep.shops:
        if isinstance(shop.facts.offers, Found):
            listed = _watchlists(shop)
            for found in shop.facts.offers.value:
                offer = plain(found.value)
                yield {
                    "sweep": sweep.info.name,
                    "shop": shop.target.key,
                    "visit": shop.visit.id,
                    "key": found.value.key,
                    **offer,
                    "watchlists": listed.get(found.value, []),
                    "evidence": _evidence(found.evidence),
                }


def _watchlists(shop: ShopResult) -> dict[Offer, list[Record]]:
    """The watchlists of each offer, with the words that agree, the law and whom to tell ("" = no authority named)."""
    found: dict[Offer, list[Record]] = {}
    fact = shop.facts.watchlist_hits
    for one in fact.value if isinstance(fact, Found) else ():
        hit = one.value
        record = {**asdict(hit.spotted), "law": list(hit.law), "authority": hit.authority, "refer_to": hit.refer_to}
        found.setdefault(hit.offer, []).append(record)
    return found


def match_records(sweep: SweepResult) -> Iterator[Record]:
    """One record for each offer and alert that were put together, with what agreed and what contradicted."""
    for shop in sweep.shops:
        if isinstance(shop.facts.alert_matches, Found):
            for found in shop.facts.alert_matches.value:
                match = found.value
                yield {
                    "sweep": sweep.info.name,
                    "shop": shop.target.key,
                    "visit": shop.visit.id,
                    "grade": match.grade.value,
                    "score": round(match.score, 4),
                    "offer_key": match.offer.key,
                    "offer": plain(match.offer),
                    "alert_id": match.alert.id,
                    "alert": plain(match.alert),
                    "reasons": plain(match.reasons),
                    "evidence": _evidence(found.evidence),
                }
