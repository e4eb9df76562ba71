"""What the shop tells consumers: withdrawal, delivery, tax, guarantee, disputes, and where it names itself."""

from __future__ import annotations

from typing import Any

from checks.facts import Fact
from sweep.extract.shop_pages import ShopPages
from sweep.extract.statements import (
    delivery_cost,
    delivery_time,
    disputes,
    guarantee,
    guarantee_denial,
    model_form,
    refunds,
    taxes,
    withdrawal,
)
from sweep.extract.statements.withdrawal_function import withdrawal_function
from sweep.extract.trader import legal_notice

_READERS = {
    "legal_notice": legal_notice.legal_notice,
    "contact_form": legal_notice.contact_form,
    "withdrawal_right": withdrawal.withdrawal_right,
    "withdrawal_period": withdrawal.withdrawal_period,
    "withdrawal_denial": withdrawal.withdrawal_denial,
    "withdrawal_model_form": model_form.model_form,
    "refund_period": refunds.refund_period,
    "withdrawal_function": withdrawal_function,
    "tax_notice": taxes.tax_notice,
    "delivery_cost": delivery_cost.delivery_cost,
    "delivery_time": delivery_time.delivery_time,
    "legal_guarantee": guarantee.legal_guarantee,
    "guarantee_denial": guarantee_denial.guarantee_denial,
    "fr_guarantee_box": guarantee.fr_guarantee_box,
    "adr_statement": disputes.adr_statement,
    "odr_link": disputes.odr_link,
}


def read(shop: ShopPages) -> dict[str, Fact[Any]]:
    """The facts of this family, by field of `ShopFacts`. Pure; the order of the pages does not matter."""
    return {name: reader(shop) for name, reader in _READERS.items()}
