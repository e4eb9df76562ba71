"""Prices, reductions, baskets and the last step of an order, as pages state them. Values only; `facts` holds them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from product_alerts.model import Tax


@dataclass(frozen=True, slots=True)
class PricePoint:
    """A price observed at an earlier visit of the same shop, under `Offer.key`."""

    offer_key: str
    day: date
    price: Decimal
    currency: str
    prior_price: Decimal | None = None
    announced: bool = False  # a reduction was announced on that day, with or without a prior price
    available: bool | None = None  # whether it could be ordered; None where the page did not say
    tax: Tax = "unstated"
    audience: Literal["all", "member", "coupon"] = "all"  # whom the price was for
    new: bool = False  # on the day before, the shop itself said that it had no such product

    @property
    def on_offer(self) -> bool:
        return self.announced or self.prior_price is not None


Reference = Literal["struck", "lowest_30_days", "recommended", "competitor", "none"]


@dataclass(frozen=True, slots=True)
class PriceClaim:
    """A reduction as a page states it beside the price itself: in a banner, for a code, for members, in a basket.

    `reference` says from which price the shop counts; "none" where it names no other price. `plugin` names the
    Omnibus add-on whose marks stand round the claim, as a hint for the reader of a finding, never as proof.
    """

    kind: Literal["reduction", "coupon", "member", "banner", "lowest_30_days"]
    where: Literal["product", "tile", "banner", "basket"]
    reference: Reference
    text: str
    percent: Decimal | None = None
    amount: Decimal | None = None  # the reference price that the words name
    currency: str = ""
    code: str = ""  # of a coupon
    plugin: str = ""


@dataclass(frozen=True, slots=True)
class SaleWord:
    """A word for which the law has its own days: "soldes", or the name of a campaign ("Black Friday")."""

    word: Literal["soldes", "solden", "black_friday"]
    text: str  # the words round it, as they stand on the page


@dataclass(frozen=True, slots=True)
class ReductionPeriod:
    """The days from and until which a page says that a reduction holds, both included; None where it names none."""

    since: date | None
    until: date | None
    where: Literal["product", "banner"]
    text: str  # the words, as they stand on the page


@dataclass(frozen=True, slots=True)
class BasketFee:
    """A cost that the basket or checkout adds to the goods. `announced` is None where that could not be seen."""

    label: str
    amount: Decimal
    mandatory: bool | None = None
    announced: bool | None = None  # with its amount or how it is calculated, before the basket


@dataclass(frozen=True, slots=True)
class BasketTotal:
    """A basket of our own session as the shop adds it up. Amounts in `currency`, for the same pieces."""

    stage: Literal["basket", "checkout"]
    goods: Decimal  # the prices of the product pages, added up
    total: Decimal
    currency: str
    fees: tuple[BasketFee, ...] = ()


@dataclass(frozen=True, slots=True)
class OrderButton:
    """The element that places the order. Only the words on it count (CJEU C-249/21), and so only they are kept.

    `grade` sorts them: "good" names the duty to pay, "grey" may do so, "order" speaks of an order only, "next" not even
    of that. `final` tells that the platform itself names the element as the last step; else it was told by its form.
    """

    label: str
    grade: Literal["good", "grey", "order", "next", "other"]
    final: bool = False


@dataclass(frozen=True, slots=True)
class PaidExtra:
    """A box or choice that was ticked before the consumer touched it, and that costs `price`.

    `certain` where its own words name an extra (an insurance, a donation ...); else it may be part of the goods.
    """

    label: str
    price: Decimal
    currency: str
    stage: Literal["product", "basket", "checkout"]
    certain: bool = False
