"""Offers of a shop, and the alerts that they match, side by side. Pure."""

from __future__ import annotations

from checks.facts import (
    Found,
)
from product_alerts.model import Alert, Match, Offer
from sweep.report.views import MatchRow, MatchView, OfferView
from sweep.report.words import Words


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
        alert_url=alert.url,
        status=alert.status.value,
        rows=match_rows(match, words),
        evidence=found.evidence,
    )
