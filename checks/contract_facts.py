"""Facts on the contract: its terms, the return of goods, payment, subscriptions. Values only; `facts` holds them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Period:
    days: int
    unit: Literal["calendar", "business"] = "calendar"


@dataclass(frozen=True, slots=True)
class WithdrawalFunction:
    """The clickable element for withdrawing online (Directive 2011/83/EU, art. 11a)."""

    label: str
    grade: Literal["official", "equivalent", "ambiguous"]
    href: str
    behind_login: bool = False
    confirmation: str = ""  # the label of the second step, where it could be seen


@dataclass(frozen=True, slots=True)
class OutdatedReference:
    """A reference to a law that was replaced. `law` is one of the names of identity/outdated_law_reference.py."""

    law: str
    text: str


@dataclass(frozen=True, slots=True)
class TermsPage:
    """The terms of sale: how long their text is (characters), and its language (ISO 639-1, "" where not told)."""

    url: str
    chars: int
    language: str = ""


Unfair = Literal["court", "arbitration", "risk", "credit", "price", "faulty", "notice"]


@dataclass(frozen=True, slots=True)
class UnfairClause:
    """A clause that may be unfair: the trader's court, arbitration, risk in transit, credit for money, a new price.

    "faulty": the consumer pays for faulty goods' return; "notice": days in which a defect must be told. `alone` is
    credit for money where no text of the shop speaks of paying back otherwise.
    """

    kind: Unfair
    text: str
    alone: bool = False


@dataclass(frozen=True, slots=True)
class PaymentSurcharge:
    """A fee for a means of payment. "iban" is an account of one country only, which is no fee but the same harm."""

    means: Literal["card", "transfer", "iban", "other"]
    text: str


@dataclass(frozen=True, slots=True)
class OrderSummary:
    """What stands on the page of the order button: a total, and whether the article is named there."""

    total: str = ""
    names_goods: bool = False


@dataclass(frozen=True, slots=True)
class FormAddressee:
    """To whom the model withdrawal form is addressed, as it stands above its first sentence."""

    text: str
    placeholder: str = ""  # "[the trader inserts here ...]"
    email: bool = False
    address: bool = False  # a postcode, or a number beside a street


@dataclass(frozen=True, slots=True)
class ReturnCosts:
    """Who pays for sending goods back, "both" each in some cases; `far` where the words name an address in Asia."""

    payer: Literal["consumer", "trader", "both"]
    far: bool = False


@dataclass(frozen=True, slots=True)
class ReturnPeriod:
    """Within how many days goods must be sent back, and from when they count ("" where the words do not tell)."""

    days: int
    start: Literal["withdrawal", "receipt", ""] = ""
    business: bool = False


Condition = Literal["unopened", "tags", "tried", "authorisation", "letter", "phone", "reason", "reason_asked"]


@dataclass(frozen=True, slots=True)
class WithdrawalCondition:
    """A condition that the shop sets for withdrawing or sending back."""

    kind: Condition
    text: str


@dataclass(frozen=True, slots=True)
class WithdrawalExclusion:
    """Goods that the shop excludes from the right; "legal" where its words are those of an exception of the law."""

    kind: Literal["legal", "sale", "electronics", "worn"]
    text: str


@dataclass(frozen=True, slots=True)
class Circumstance:
    """What takes parts of consumer law out of play: firms only, no orders, a legal exception, files, used goods.

    "service": lessons and visits; "unscoped": plants, feed and antiques, of which the law on safety does not speak.
    `text` is the shop's sentence, or the words on the first article where all articles are of that kind.
    """

    kind: Literal["business_only", "no_orders", "excepted", "intangible", "used", "service", "unscoped"]
    text: str


@dataclass(frozen=True, slots=True)
class UnitPricing:
    """An article sold by measure: the quantity in its title, and the unit price beside it ("" where none was seen).

    `sure` is false where it may be a thing that only holds or makes such goods, or the price may stand in other words.
    """

    title: str
    quantity: str
    shown: str = ""
    sure: bool = True
