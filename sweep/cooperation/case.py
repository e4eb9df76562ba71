"""A case: what a request for mutual assistance or an alert asks for, filled in as far as a sweep can know it.

Fields follow the inventory of Commission Decision 2007/76/EC, annex, chapters 1 and 3, and articles 11 to 13 and 26
of Regulation (EU) 2017/2394. What only an official can know stays empty and is listed in `to_complete`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from checks.catalogue import load, say
from checks.facts import Evidence, Fact, Found, ShopFacts, Unknown
from checks.verdict import Outcome, Verdict
from sweep.cooperation.routes import Route, all_annex_acts, annex_acts, route
from sweep.results import ShopResult, SweepInfo

TO_COMPLETE = (
    "single liaison office",
    "competent official",
    "COICOP code of the product or service",
    "estimated number of consumers harmed and financial detriment",
    "information or measures requested",
    "what has already been done nationally (dates, letters, answers)",
    "time-table for a response",
    "confidentiality and special handling",
    "language of the request and translation",
    "whether officials shall accompany the investigation",
)


@dataclass(frozen=True, slots=True)
class Entry:
    """A value with the proof it rests on; `value` is "" where it was not found, `note` then says why."""

    value: str
    proof: tuple[Evidence, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Trader:
    name: Entry
    legal_form: Entry
    address: Entry
    country: Entry
    emails: tuple[str, ...]
    phones: tuple[str, ...]
    registrations: tuple[str, ...]
    vat: Entry
    websites: tuple[str, ...]
    ip_addresses: tuple[str, ...]
    host: Entry


@dataclass(frozen=True, slots=True)
class CaseFinding:
    """One suspected infringement, or a point a person has to look at first."""

    number: int
    check: str
    title: str
    outcome: str  # "suspected infringement" or "to be reviewed"
    severity: str
    reason: str
    legal_basis: tuple[str, ...]
    cpc_annex: tuple[str, ...]
    remedy: str
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Case:
    reference: str
    created: date
    language: str
    authority: str
    contact: str
    route: Route
    request_type: str
    consumers_location: str
    trader: Trader
    medium: str
    products: tuple[str, ...]
    infringement_status: str
    summary: str
    findings: tuple[CaseFinding, ...]
    cpc_annex: tuple[str, ...]
    without_cpc_basis: tuple[str, ...]
    visit_started: str
    visit_finished: str
    archive: str
    archive_sha256: str
    tool_version: str
    rules_version: str
    law_day: date
    to_complete: tuple[str, ...] = field(default=TO_COMPLETE)


def build_case(
    info: SweepInfo, shop: ShopResult, *, language: str, today: date, reviews: bool, ips: Sequence[str]
) -> Case:
    """The case on one shop. With `reviews`, points to be reviewed come in as well, named as such."""
    trader = _trader(shop, ips)
    wanted = (Outcome.FAIL, Outcome.REVIEW) if reviews else (Outcome.FAIL,)
    verdicts = sorted((v for v in shop.verdicts if v.outcome in wanted), key=lambda v: (-v.outcome, v.check))
    findings = tuple(_finding(n, v, language) for n, v in enumerate(verdicts, start=1))
    way = route(trader.country.value, shop.country)
    fails = [v for v in verdicts if v.outcome is Outcome.FAIL]
    return Case(
        reference=f"{info.name}/{shop.target.key}",
        created=today,
        language=language,
        authority=info.authority,
        contact=info.contact,
        route=way,
        request_type="enforcement (article 12)" if way == "cpc_request" else "",
        consumers_location=shop.country,
        trader=trader,
        medium="internet",
        products=_products(shop.facts),
        # Only a person's decision makes an infringement verified.
        infringement_status="reasonable suspicion",
        summary=_summary(shop, trader, len(fails), len(verdicts) - len(fails)),
        findings=findings,
        cpc_annex=all_annex_acts(fails),
        without_cpc_basis=tuple(v.check for v in fails if not annex_acts(v)),
        visit_started=shop.visit.started.isoformat(),
        visit_finished=shop.visit.finished.isoformat(),
        archive=shop.visit.archive,
        archive_sha256=shop.visit.archive_sha256,
        tool_version=info.tool_version,
        rules_version=info.rules_version,
        law_day=info.day,
    )


def _entry(fact: Fact[Any], text: str = "") -> Entry:
    match fact:
        case Found():
            return Entry(text or str(fact.value), fact.proof)
        case Unknown():
            return Entry("", (), f"could not be seen: {fact.reason}")
    return Entry("", fact.read, f"not found on the {len(fact.read)} pages read")


def _trader(shop: ShopResult, ips: Sequence[str]) -> Trader:
    f = shop.facts
    address = f.operator_address
    vat = f.operator_vat
    registrations = f.operator_registrations
    return Trader(
        name=_entry(f.operator_name),
        legal_form=_entry(f.operator_legal_form),
        address=_entry(address, address.value.text if isinstance(address, Found) else ""),
        country=_entry(f.trader_country),
        emails=f.operator_emails.value if isinstance(f.operator_emails, Found) else (),
        phones=tuple(p.e164 for p in f.operator_phones.value) if isinstance(f.operator_phones, Found) else (),
        registrations=tuple(f"{r.kind} {r.number}" for r in registrations.value)
        if isinstance(registrations, Found)
        else (),
        vat=_entry(vat, vat.value.number if isinstance(vat, Found) else ""),
        websites=_websites(shop),
        ip_addresses=tuple(ips),
        host=_entry(f.host_name),
    )


def _websites(shop: ShopResult) -> tuple[str, ...]:
    urls = [shop.target.url, *(page.url for page in shop.visit.pages)]
    parts = [urlsplit(url) for url in urls]
    return tuple(dict.fromkeys(f"{p.scheme}://{p.netloc}" for p in parts if p.netloc))


def _products(facts: ShopFacts, most: int = 5) -> tuple[str, ...]:
    return tuple(o.value.title for o in facts.offers.value[:most]) if isinstance(facts.offers, Found) else ()


def _finding(number: int, verdict: Verdict, language: str) -> CaseFinding:
    card = load()[verdict.check].card
    remedy = card.remedy or {}
    return CaseFinding(
        number=number,
        check=verdict.check,
        title=card.title[language],
        outcome="suspected infringement" if verdict.outcome is Outcome.FAIL else "to be reviewed",
        severity=verdict.severity,
        reason=say(verdict, language),
        legal_basis=tuple(str(row) for row in verdict.law),
        cpc_annex=annex_acts(verdict),
        remedy=remedy.get(language, ""),
        evidence=verdict.evidence,
    )


def _summary(shop: ShopResult, trader: Trader, fails: int, reviews: int) -> str:
    name = trader.name.value or "an operator who could not be identified"
    seen = f"{shop.visit.started:%d %B %Y}"
    points = f", {reviews} further points to be reviewed" if reviews else ""
    return (
        f"The online shop {shop.target.url} ({name}) was visited on {seen}: "
        f"{fails} suspected infringements{points}, each with the quotation and the archived page it rests on."
    )
