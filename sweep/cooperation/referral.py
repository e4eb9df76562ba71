"""The referral of products to the market surveillance authority: Regulation (EU) 2023/988, articles 22, 25 and 26."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from checks.facts import Found
from product_alerts.model import Match
from sweep.cooperation.form import Condition, Item, Point, Section
from sweep.cooperation.material import Material, item
from sweep.cooperation.parties import section
from sweep.cooperation.requests import condition, looked
from sweep.cooperation.selection import Selected
from sweep.report.plain import decimal

_GROUPS = ("gpsr", "sector")  # of checks that belong to product safety


def of_safety(selected: Sequence[Selected]) -> tuple[Selected, ...]:
    """What the market surveillance authority is told: the rest is not for it to know."""
    return tuple(one for one in selected if one.verdict.check.split(".")[0] in _GROUPS)


def addressee(m: Material) -> Section:
    return section(m, "addressee", item(m, "safety_authority", blank="official"))


def products(m: Material) -> Section:
    """Each product that met an alert, with what agreed and what contradicted; then what only people know."""
    lines = tuple(line for match in _matches(m) for line in match)
    return section(
        m,
        "products",
        *lines,
        item(m, "risk_level", blank="safety"),
        item(m, "measures_taken", blank="safety"),
        item(m, "supply_chain", blank="safety"),
    )


def _matches(m: Material) -> Iterator[tuple[Item, ...]]:
    """The matches of those shops whose alert finding goes in."""
    wanted = {one.shop.target.key for one in m.selected if one.verdict.check == "gpsr.alert_match"}
    for shop in m.shops:
        matches = shop.facts.alert_matches
        if shop.target.key in wanted and isinstance(matches, Found):
            for number, found in enumerate(matches.value, start=1):
                yield _match(m, f"{shop.target.key}.{number}", found)


def _match(m: Material, name: str, found: Found[Match]) -> tuple[Item, ...]:
    offer, alert = found.value.offer, found.value.alert
    price = f"{decimal(offer.price)} {offer.currency}".strip() if offer.price is not None else ""
    codes = (f"GTIN {offer.gtin}" if offer.gtin else "", f"MPN {offer.mpn}" if offer.mpn else "")
    said = (offer.title, offer.brand, *codes, price, offer.url)
    agree = [
        f"{'+' if reason.agrees else '−'} {m.w.of(f'features.{reason.feature}')}: "
        f"{reason.offer_value} / {reason.alert_value}"
        for reason in found.value.reasons
    ]
    grade = m.w.of(f"grade.{found.value.grade.value}")
    proof = m.statements(found.proof)
    return (
        Item(f"offer.{name}", m.w("item.offer"), tuple(v for v in said if v), proof=proof),
        item(m, f"alert.{name}", alert.number, alert.name or alert.product, alert.url, label=m.w("item.alert")),
        item(m, f"agreement.{name}", grade, *agree, label=m.w("item.agreement")),
        item(m, f"risk.{name}", *alert.risks, alert.danger, alert.level, blank="safety", label=m.w("item.risk")),
    )


def checklist(m: Material, points: tuple[Point, ...]) -> tuple[Condition, ...]:
    return (
        looked(m, points),
        condition(m, "same_product", "to_decide"),
        condition(m, "serious", "to_decide"),
        condition(m, "listing", "to_decide"),
    )
