"""The facts on the contract, of all its families; each looks only where words of its own stand."""

from __future__ import annotations

from typing import Any

from checks.facts import Fact
from sweep.extract.products import price_details
from sweep.extract.shop_pages import ShopPages
from sweep.extract.statements import (
    contract_terms,
    exclusions,
    fees,
    form_addressee,
    payment,
    return_costs,
    returns,
    subscriptions,
    withdrawal_function,
)
from sweep.extract.trader import capital

_READERS = {
    "supervisory_authority": capital.supervisory_authority,
    "outdated_references": contract_terms.outdated_references,
    "terms_page": contract_terms.terms_page,
    "complaints": contract_terms.complaints,
    "complaints_book": contract_terms.complaints_book,
    "unfair_clauses": contract_terms.unfair_clauses,
    "payment_means": payment.payment_means,
    "delivery_area": payment.delivery_area,
    "payment_surcharges": fees.payment_surcharges,
    "call_cost": payment.call_cost,
    "personalised_price": price_details.personalised_price,
    "free_trial": subscriptions.free_trial,
    "subscription_offer": subscriptions.subscription_offer,
    "cancel_function": subscriptions.cancel_function,
    "form_addressee": form_addressee.form_addressee,
    "return_costs": return_costs.return_costs,
    "return_period": returns.return_period,
    "withdrawal_conditions": returns.withdrawal_conditions,
    "withdrawal_exclusions": exclusions.withdrawal_exclusions,
    "withdrawal_function_info": withdrawal_function.withdrawal_function_info,
    "import_costs": price_details.import_costs,
    "geo_refusal": price_details.geo_refusal,
}


def read(shop: ShopPages, known: dict[str, Fact[Any]]) -> dict[str, Fact[Any]]:
    """The facts of these families. `known` holds what was read before: `offers` and `order_button`."""
    facts: dict[str, Fact[Any]] = {name: reader(shop) for name, reader in _READERS.items()}
    offers, button = known["offers"], known["order_button"]
    facts["unit_pricing"] = price_details.unit_pricing(shop, offers)
    facts["order_summary"] = price_details.order_summary(shop, button, offers)
    return facts
