"""Puts the families of facts together: a capture becomes the pages of a shop, and these become its facts."""

from __future__ import annotations

from checks.facts import ShopFacts
from sweep.capture import Capture
from sweep.extract.checkout import read as read_checkout
from sweep.extract.circumstances import circumstances
from sweep.extract.contract import read as read_contract
from sweep.extract.directed_to import directed_to
from sweep.extract.fraud_signs import read as read_fraud_signs
from sweep.extract.green import read as read_green
from sweep.extract.market import read as read_market
from sweep.extract.notices import read as read_notices
from sweep.extract.offers import read as read_offers
from sweep.extract.operator import read as read_operator
from sweep.extract.pledges import read as read_pledges
from sweep.extract.price_claims import read as read_price_claims
from sweep.extract.reduction_periods import read as read_reduction_periods
from sweep.extract.reviews import read as read_reviews
from sweep.extract.safety_info import recall_page, safety_info
from sweep.extract.sale_words import read as read_sale_words
from sweep.extract.sales_claims import read as read_sales_claims
from sweep.extract.sector_goods import sector_goods
from sweep.extract.sector_notices import read as read_sector_notices
from sweep.extract.shop_pages import ShopPages
from sweep.extract.shop_system import shop_system
from sweep.extract.social_accounts import social_accounts
from sweep.extract.urgency import read as read_urgency
from sweep.extract.visit.visits import shop_pages_of
from sweep.gather.blocked import blocked


def shop_pages(capture: Capture, country: str) -> ShopPages:
    """The readable pages of a visit by role, with what could not be read. `country` is ISO 3166-1 alpha-2 or ""."""
    return shop_pages_of(capture, country, lambda page, response: blocked(page, response.headers))


def read_pages(shop: ShopPages) -> ShopFacts:
    """All facts that one visit can tell; price history and alert matches stay "not read"."""
    claims = {**read_offers(shop), **read_price_claims(shop), **read_sale_words(shop), **read_checkout(shop)}
    claims |= {**read_pledges(shop), **read_green(shop), **read_reviews(shop), **read_market(shop)}
    claims |= {**read_sales_claims(shop), **read_urgency(shop), **read_reduction_periods(shop)}
    claims |= read_contract(shop, claims)
    offers, notices = claims["offers"], read_notices(shop)
    claims["circumstances"] = circumstances(shop, offers, notices["withdrawal_right"])
    claims |= {**read_sector_notices(shop), **read_fraud_signs(shop, offers), "recall_page": recall_page(shop)}
    claims |= {"sector_goods": sector_goods(shop, offers), "safety_info": safety_info(shop, offers)}
    claims |= {"shop_system": shop_system(shop), "social_accounts": social_accounts(shop)}
    operator = read_operator(shop)
    claims["directed_to"] = directed_to(shop, offers, claims["delivery_area"], operator["operator_phones"])
    return ShopFacts(**operator, **notices, **claims)


def read_shop(capture: Capture, *, country: str) -> ShopFacts:
    """The facts of one capture, for the consumers of `country` (ISO 3166-1 alpha-2). Pure: no network, no clock."""
    return read_pages(shop_pages(capture, country))
