"""Who sells on a marketplace."""

from __future__ import annotations

from checks.claims import SellerIdentity
from checks.facts import Absent, Fact, Found, Known
from checks.verdict import Answer, not_applicable, not_measurable, passed, review


def check(marketplace: Known[str], seller_identity: Fact[SellerIdentity]) -> Answer:
    if isinstance(marketplace, Absent):
        return not_applicable("not_platform", marketplace)
    match seller_identity:
        case Found(value=seller) if "address" in seller.told and {"phone", "email"} & set(seller.told):
            return passed("told", seller_identity, quote=seller_identity.evidence.quote)
        case Found(value=seller):
            return review("bare", seller_identity, name=seller.name)
        case Absent():
            return review("absent", seller_identity, marketplace)
    return not_measurable("cannot_tell", marketplace)
