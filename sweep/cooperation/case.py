"""A case: what a request for mutual assistance or an alert asks for, filled in as far as a sweep can know it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, TypedDict
from urllib.parse import urlsplit

from checks.catalogue import load, say
from checks.countries import EU
from checks.facts import Fact, Found, ShopFacts, Unknown
from checks.verdict import Outcome, Verdict
from sweep.cooperation.model import (
    OFFICIAL,
    Alert,
    Attachment,
    Case,
    CaseFinding,
    EarlierArchive,
    Entry,
    Official,
    Trader,
)
from sweep.cooperation.routes import all_annex_acts, annex_acts, route
from sweep.report.words import Words, words
from sweep.results import ShopResult, SweepInfo

_PRODUCTS = 5  # named as examples
_SEVERITIES = ("critical", "major", "minor", "info")


def build_case(
    info: SweepInfo,
    shop: ShopResult,
    *,
    language: str,
    today: date,
    reviews: bool,
    ips: Sequence[str],
    earlier: Sequence[EarlierArchive] = (),
) -> Case:
    """The case on one shop. With `reviews`, points to be reviewed come in as well, named as such.

    `earlier` are the archives of earlier visits from which findings quote.
    """
    w = words(language)
    wanted = (Outcome.FAIL, Outcome.REVIEW) if reviews else (Outcome.FAIL,)
    verdicts = sorted((v for v in shop.verdicts if v.outcome in wanted), key=_weight)
    trader = _trader(shop, ips, w)
    way = route(trader.country.value, shop.country)
    case = Case(
        reference=f"{info.name}/{shop.target.key}",
        created=today,
        language=language,
        authority=info.authority,
        contact=info.contact,
        route=way,
        way=w(f"case.way.{way}"),
        consumers_location=shop.country,
        member_states=_states(shop.country, trader.country.value),
        trader=trader,
        medium=w("case.medium"),
        products=_products(shop.facts),
        # Only a person's decision makes an infringement verified.
        infringement_status=w("case.suspicion"),
        alert=None,
        attachments=_attachments(shop, earlier, w),
        official=Official(),
        to_complete=tuple(w(f"case.official.{name}") for name in OFFICIAL),
        visit_started=shop.visit.started.isoformat(),
        visit_finished=shop.visit.finished.isoformat(),
        archive=shop.visit.archive,
        archive_sha256=shop.visit.archive_sha256,
        tool_version=info.tool_version,
        rules_version=info.rules_version,
        law_day=info.day,
        **_infringement(shop, trader, verdicts, way, w),
    )
    return replace(case, alert=_alert(case, w)) if case.cpc_annex else case


class _Infringement(TypedDict):
    """The fields of a case that tell what was found, and by which law."""

    request_type: str
    infringement_types: tuple[str, ...]
    summary: str
    findings: tuple[CaseFinding, ...]
    legal_basis: tuple[str, ...]
    cpc_annex: tuple[str, ...]
    without_cpc_basis: tuple[str, ...]
    proposed_measures: tuple[str, ...]


def _infringement(shop: ShopResult, trader: Trader, verdicts: Sequence[Verdict], way: str, w: Words) -> _Infringement:
    findings = tuple(_finding(n, v, w) for n, v in enumerate(verdicts, start=1))
    suspected = [f for f in findings if f.outcome == "fail"]
    fails = [v for v in verdicts if v.outcome is Outcome.FAIL]
    annex = all_annex_acts(fails)
    return {
        "request_type": w("case.enforcement") if way == "cpc_request" and annex else "",
        "infringement_types": _unique(w(f"groups.{v.check.split('.')[0]}") for v in fails),
        "summary": _summary(shop, trader, len(fails), len(verdicts) - len(fails), w),
        "findings": findings,
        "legal_basis": _unique(str(row) for v in fails for row in v.law),
        "cpc_annex": annex,
        "without_cpc_basis": tuple(f.title for f in suspected if not f.cpc_annex),
        "proposed_measures": _unique(f.remedy for f in suspected if f.remedy),
    }


def _alert(case: Case, w: Words) -> Alert:
    return Alert(
        description=case.summary,
        products=case.products,
        member_states=case.member_states,
        traders=(case.trader.name.value or w("case.nobody"),),
        legal_basis=case.legal_basis,
        cpc_annex=case.cpc_annex,
        infringement_types=case.infringement_types,
        infringement_status=case.infringement_status,
        authorities=(case.authority,),
        attachments=case.attachments,
    )


def _weight(verdict: Verdict) -> tuple[int, int, str]:
    """Suspected infringements go before points to be reviewed, and what weighs more goes first."""
    return -verdict.outcome, _SEVERITIES.index(verdict.severity), verdict.check


def _unique(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(texts))


def _states(consumers: str, trader: str) -> tuple[str, ...]:
    """Member States concerned, as far as one sweep can tell: the consumers' and the trader's."""
    return _unique(code for code in (consumers, trader) if code in EU)


def _entry(fact: Fact[Any], w: Words, text: str = "") -> Entry:
    match fact:
        case Found():
            return Entry(text or str(fact.value), fact.proof)
        case Unknown():
            kind = w.get(f"kinds.{fact.kind}", fact.kind)
            return Entry("", (), w("case.not_seen", reason=f"{kind}: {fact.detail}" if fact.detail else kind))
    return Entry("", fact.read, w.count("case.not_found", len(fact.read)))


def _trader(shop: ShopResult, ips: Sequence[str], w: Words) -> Trader:
    f = shop.facts
    address, vat, registrations = f.operator_address, f.operator_vat, f.operator_registrations
    return Trader(
        name=_entry(f.operator_name, w),
        legal_form=_entry(f.operator_legal_form, w),
        address=_entry(address, w, address.value.text if isinstance(address, Found) else ""),
        country=_entry(f.trader_country, w),
        directors=_entry(f.publication_director, w),
        emails=f.operator_emails.value if isinstance(f.operator_emails, Found) else (),
        phones=tuple(p.e164 for p in f.operator_phones.value) if isinstance(f.operator_phones, Found) else (),
        registrations=tuple(f"{r.kind} {r.number}" for r in registrations.value)
        if isinstance(registrations, Found)
        else (),
        vat=_entry(vat, w, vat.value.number if isinstance(vat, Found) else ""),
        websites=_websites(shop),
        ip_addresses=tuple(ips),
        host=_entry(f.host_name, w),
    )


def _websites(shop: ShopResult) -> tuple[str, ...]:
    urls = [shop.target.url, *(page.url for page in shop.visit.pages)]
    parts = [urlsplit(url) for url in urls]
    return _unique(f"{p.scheme}://{p.netloc}" for p in parts if p.netloc)


def _products(facts: ShopFacts) -> tuple[str, ...]:
    return _unique(o.value.title for o in facts.offers.value)[:_PRODUCTS] if isinstance(facts.offers, Found) else ()


def _attachments(shop: ShopResult, earlier: Sequence[EarlierArchive], w: Words) -> tuple[Attachment, ...]:
    archive = f"evidence/{Path(shop.visit.archive).name}"
    return (
        Attachment(archive, w("case.file.archive"), shop.visit.archive_sha256),
        Attachment("evidence/manifest.json", w("case.file.manifest")),
        Attachment("evidence/quotes.json", w("case.file.quotes")),
        *(Attachment(visit.name, w("case.file.earlier"), visit.sha256) for visit in earlier),
    )


def _finding(number: int, verdict: Verdict, w: Words) -> CaseFinding:
    card = load()[verdict.check].card
    remedy = card.remedy or {}
    return CaseFinding(
        number=number,
        check=verdict.check,
        title=card.title[w.language],
        kind=w(f"was.{verdict.outcome.label}"),
        outcome=verdict.outcome.label,
        severity=w(f"severity.{verdict.severity}"),
        reason=say(verdict, w.language),
        legal_basis=tuple(str(row) for row in verdict.law),
        cpc_annex=annex_acts(verdict),
        remedy=remedy.get(w.language, ""),
        evidence=verdict.evidence,
    )


def _summary(shop: ShopResult, trader: Trader, fails: int, reviews: int, w: Words) -> str:
    found = [w.count("case.fails", fails), *([w.count("case.reviews", reviews)] if reviews else [])]
    return w(
        "case.summary",
        url=shop.target.url,
        name=trader.name.value or w("case.nobody"),
        day=w.day(shop.visit.started.date()),
        found=", ".join(found),
    )
