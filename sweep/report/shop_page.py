"""Puts one shop into the words of its page: facts, verdicts, offers and matches, each with its proof. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from checks.facts import (
    Absent,
    Address,
    Evidence,
    Fact,
    Found,
    Guarantee,
    GuaranteeBox,
    LegalNotice,
    Period,
    Phone,
    Registration,
    ShopFacts,
    Unknown,
    WithdrawalFunction,
)
from checks.verdict import Outcome, Verdict
from product_alerts.model import Alert, Match, Offer
from sweep.evidence.prove import command
from sweep.report.background import Background
from sweep.report.overview import question_order, severity_rank
from sweep.report.proofs import Proofs
from sweep.report.texts import CheckTexts
from sweep.report.timeline import commands, timeline
from sweep.report.triage import triage_view
from sweep.report.views import (
    Card,
    FactView,
    MatchRow,
    MatchView,
    OfferView,
    ShopPage,
    ShopRow,
    VerdictView,
)
from sweep.report.words import Words
from sweep.results import Decided, EarlierFinding, PageVisited, ShopResult, SweepInfo
from sweep.review import words as reviewed

# Facts about goods have tables of their own; those about the trader stand on the operator card.
GOODS = frozenset(
    {
        "offers",
        "price_history",
        "alert_matches",
        "watchlist_hits",
        "price_claims",
        "sale_words",
        "baskets",
        "sector_goods",
        "safety_info",
    }
)
SHOWN_ELSEWHERE = GOODS | {"visited_on"}
_OPERATOR = ("operator_", "vat_", "publication_", "host_", "mediator_", "contact_", "legal_notice", "trader_")
_MENDED = (Outcome.FAIL, Outcome.REVIEW)


def value_lines(value: Any, words: Words) -> tuple[str, ...]:
    """A fact's value as lines of text."""
    match value:
        case str():
            return (words.get(f"values.{value}", value),)
        case tuple() | list():
            return tuple(line for item in value for line in value_lines(item, words))
        case Found():
            return value_lines(value.value, words)
        case Address():
            return (value.text, *((words("values.po_box"),) if value.po_box else ()))
        case Phone():
            return (f"{value.text} ({words('values.premium')})" if value.premium else value.text,)
        case Registration():
            check = {True: "values.valid", False: "values.invalid", None: "values.unchecked"}[value.valid]
            return (f"{registration_kind(value.kind, words)} {value.number} · {words(check)}",)
        case LegalNotice():
            marks = tuple(words("values.placeholder", text=text) for text in value.placeholders)
            way = () if value.clicks is None else (words.count("values.clicks", value.clicks),)
            return (value.url, *way, *marks)
        case Period():
            return (words.count(f"values.{value.unit}_days", value.days),)
        case WithdrawalFunction():
            login = (words("values.behind_login"),) if value.behind_login else ()
            return (words("values.label", text=value.label, grade=words(f"values.label_{value.grade}")), *login)
        case Guarantee():
            return (words("values.no_period") if value.months is None else words.count("values.months", value.months),)
        case GuaranteeBox():
            return (words("values.box_overlap", percent=words.percent(round(100 * value.overlap), 100)),)
    return (str(value),)


def registration_kind(kind: str, words: Words) -> str:
    """ "fr.siren" -> "SIREN", "de.vat" -> "VAT"; kinds without a word of their own keep their last part."""
    last = kind.rsplit(".", 1)[-1]
    known = words.get(f"registrations.{last}", last.upper())
    return words.get(f"registrations.{kind.replace('.', '_')}", known)


def unknown_reason(unknown: Unknown, words: Words) -> str:
    kind = words.get(f"kinds.{unknown.kind}", unknown.kind)
    return f"{kind}{words('format.colon')}{unknown.detail}" if unknown.detail else kind


def fact_label(name: str, words: Words) -> str:
    return words.get(f"facts.{name}", name.replace("_", " ").capitalize())


def fact_view(name: str, fact: Found[Any], words: Words) -> FactView:
    """One line of a card."""
    value = words.country(fact.value) if name == "trader_country" else fact.value
    return FactView(fact_label(name, words), value_lines(value, words), _quoted(fact.proof))


def card(facts: Iterable[tuple[str, Fact[Any]]], words: Words) -> Card:
    """The facts found, one by one; those not found and those that could not be seen gathered by why."""
    seen: list[FactView] = []
    absent: dict[tuple[Evidence, ...], list[str]] = {}
    unseen: dict[str, list[str]] = {}
    for name, fact in facts:
        match fact:
            case Found():
                seen.append(fact_view(name, fact, words))
            case Absent():
                absent.setdefault(fact.read, []).append(fact_label(name, words))
            case Unknown():
                unseen.setdefault(unknown_reason(fact, words), []).append(fact_label(name, words))
    return Card(
        tuple(seen),
        tuple((read, tuple(labels)) for read, labels in absent.items()),
        tuple((reason, tuple(labels)) for reason, labels in unseen.items()),
    )


def cards(facts: ShopFacts, words: Words) -> tuple[Card, Card]:
    """The operator card and the card of the shop's other statements."""
    shown = [(name, fact) for name, fact in facts.items() if name not in SHOWN_ELSEWHERE]
    operator = card((item for item in shown if item[0].startswith(_OPERATOR)), words)
    return operator, card((item for item in shown if not item[0].startswith(_OPERATOR)), words)


def _quoted(evidence: Iterable[Evidence]) -> tuple[Evidence, ...]:
    return tuple(dict.fromkeys(e for e in evidence if e.quote))


def _earlier_text(key: str, found: EarlierFinding, words: Words) -> str:
    outcome = words.get(f"was.{found.outcome}", found.outcome)
    return words(f"shop.{key}", sweep=found.sweep, day=words.day(found.day), outcome=outcome)


def gone(shop: ShopResult, texts: CheckTexts, words: Words) -> tuple[tuple[str, str], ...]:
    """(title, text) of what an earlier sweep found and this one does not."""
    now = {v.check: v.outcome for v in shop.verdicts}
    found = []
    for earlier in shop.earlier:
        outcome = now.get(earlier.check, Outcome.NOT_MEASURABLE)
        if outcome not in _MENDED:
            said = words(f"was.{outcome.label}")
            text = f"{_earlier_text('gone', earlier, words)} {words('shop.now', outcome=said)}"
            found.append((texts.title(earlier.check, words.language), text))
    return tuple(found)


def verdict_view(
    verdict: Verdict,
    texts: CheckTexts,
    words: Words,
    earlier: EarlierFinding | None = None,
    decided: Decided | None = None,
    prove: str = "",
) -> VerdictView:
    language = words.language
    return VerdictView(
        check=verdict.check,
        title=texts.title(verdict.check, language),
        question=texts.question(verdict.check),
        outcome=verdict.outcome,
        severity=verdict.severity,
        reason=texts.reason(verdict, language),
        law=verdict.law,
        quotes=_quoted(verdict.evidence),
        read=tuple(e for e in verdict.evidence if not e.quote),
        remedy=texts.remedy(verdict.check, language) if verdict.outcome in _MENDED else "",
        earlier=_earlier_text("earlier", earlier, words) if earlier and verdict.outcome in _MENDED else "",
        decided=reviewed.decided_text(decided, language) if decided else "",
        prove=prove,
    )


def grouped(
    shop: ShopResult, sweep: str, texts: CheckTexts, words: Words
) -> tuple[tuple[Outcome, tuple[VerdictView, ...]], ...]:
    """The verdicts under their outcomes, the worst first; within one, by severity and question."""
    key = shop.target.key
    earlier = {found.check: found for found in shop.earlier}
    decided = {found.check: found for found in shop.decided}
    views = sorted(
        (
            verdict_view(
                v,
                texts,
                words,
                earlier.get(v.check),
                decided.get(v.check),
                command(sweep, key, v.check) if v.outcome in _MENDED else "",
            )
            for v in shop.verdicts
        ),
        key=lambda v: (severity_rank(v.severity), question_order(v.question), v.check),
    )
    order = (Outcome.FAIL, Outcome.REVIEW, Outcome.NOT_MEASURABLE, Outcome.PASS, Outcome.NOT_APPLICABLE)
    groups = ((outcome, tuple(v for v in views if v.outcome is outcome)) for outcome in order)
    return tuple((outcome, members) for outcome, members in groups if members)


def offer_view(found: Found[Offer], words: Words) -> OfferView:
    offer = found.value
    codes = (("GTIN", offer.gtin), ("MPN", offer.mpn), ("SKU", offer.sku))
    percent = words("format.percent", n=f"{offer.discount_percent:f}") if offer.discount_percent is not None else ""
    return OfferView(
        title=" · ".join(part for part in (offer.title, offer.variant) if part),
        url=offer.url,
        brand=offer.brand,
        codes=tuple(f"{name} {code}" for name, code in codes if code),
        price=words.money(offer.price, offer.currency),
        tax="" if offer.tax == "unstated" else words(f"values.{offer.tax}"),
        prior_price=words.money(offer.prior_price, offer.currency),
        prior_kind=words.get(f"prior.{offer.prior_price_kind}", "") if offer.prior_price is not None else "",
        discount=offer.discount_text or percent,
        availability=words.get(f"availability.{offer.availability.rsplit('/', 1)[-1].lower()}", offer.availability),
        evidence=found.evidence,
    )


def _alert_side(alert: Alert) -> dict[str, tuple[str, ...]]:
    return {
        "name": (alert.name or alert.product,),
        "brand": alert.brands,
        "model": alert.models,
        "gtin": (*alert.gtins, *alert.other_codes),
        "category": (alert.category,),
        "seller": (alert.online_trader,),
        "description": (alert.description,),
    }


def _offer_side(offer: Offer) -> dict[str, tuple[str, ...]]:
    return {
        "name": (offer.title,),
        "brand": (offer.brand,),
        "model": (offer.mpn, offer.sku),
        "gtin": (offer.gtin,),
        "category": (offer.category,),
        "seller": (offer.seller,),
        "description": (offer.description,),
    }


def _shortened(text: str, limit: int = 300) -> str:
    return text if len(text) <= limit else f"{text[:limit].rsplit(' ', 1)[0]} …"


def match_rows(match: Match, words: Words) -> tuple[MatchRow, ...]:
    """The features that were compared, then the properties of both sides, then what only the alert says."""
    compared = tuple(
        MatchRow(
            words.get(f"features.{r.feature}", r.feature.replace("_", " ")), r.offer_value, r.alert_value, r.agrees
        )
        for r in sorted(match.reasons, key=lambda reason: not reason.agrees)
    )
    offer, alert = _offer_side(match.offer), _alert_side(match.alert)
    told = {(row.offer, row.alert) for row in compared}
    sides = tuple(
        MatchRow(
            words(f"match.{name}"),
            _shortened(", ".join(filter(None, offer[name]))),
            _shortened(", ".join(filter(None, alert[name]))),
            None,
        )
        for name in offer
    )
    only = (
        ("risks", ", ".join(match.alert.risks)),
        ("danger", match.alert.danger),
        ("measures", "; ".join(map(str, match.alert.measures))),
    )
    return (
        *compared,
        *(row for row in sides if (row.offer or row.alert) and (row.offer, row.alert) not in told),
        *(MatchRow(words(f"match.{name}"), "", _shortened(text), None) for name, text in only if text),
    )


def match_view(found: Found[Match], words: Words) -> MatchView:
    match = found.value
    alert = match.alert
    day = f" · {words.day(alert.published)}" if alert.published else ""
    return MatchView(
        grade=match.grade.value,
        score=f"{match.score:.2f}".replace(".", words("format.decimal")),
        offer_title=match.offer.title,
        offer_url=match.offer.url,
        alert_id=f"{words.get(f'sources.{alert.source}', alert.source)} {alert.number}{day}",
        alert_title=alert.name or alert.product,
        alert_url=alert.url,
        status=alert.status.value,
        rows=match_rows(match, words),
        evidence=found.evidence,
    )


def anchored(pages: Iterable[PageVisited]) -> tuple[tuple[str, PageVisited], ...]:
    """Each page with an anchor made of its digest, so that a quote can point to it."""
    seen: set[str] = set()
    found = []
    for page in pages:
        anchor = f"p-{page.sha256[:12]}" if page.sha256 and page.sha256 not in seen else ""
        seen.add(page.sha256)
        found.append((anchor, page))
    return tuple(found)


def shop_page(
    shop: ShopResult,
    row: ShopRow,
    info: SweepInfo,
    texts: CheckTexts,
    words: Words,
    told: Background | None = None,
    proofs: Proofs | None = None,
) -> ShopPage:
    """The page of one shop, in the language of `words`; `proofs` is what was gathered of it (`proofs.gather`)."""
    told, proofs = told or Background(), proofs or Proofs()
    offers, matches = shop.facts.offers, shop.facts.alert_matches
    operator, statements = cards(shop.facts, words)
    return ShopPage(
        info=info,
        row=row,
        target=shop.target,
        country=shop.country,
        visit=shop.visit,
        operator=operator,
        statements=statements,
        verdicts=grouped(shop, info.name, texts, words),
        gone=gone(shop, texts, words),
        pages=anchored(shop.visit.pages),
        offers=tuple(offer_view(found, words) for found in offers.value) if isinstance(offers, Found) else (),
        offers_note=unknown_reason(offers, words) if isinstance(offers, Unknown) else "",
        matches=tuple(match_view(found, words) for found in matches.value) if isinstance(matches, Found) else (),
        triage=triage_view(shop.verdicts, texts, words),
        proofs=proofs,
        timeline=timeline(shop, told, proofs, texts, words),
        commands=commands(info.name, shop),
    )
