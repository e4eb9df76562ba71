"""What an offer announces as a reduction, and what may be calculated from its own figures."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Literal

from checks.facts import Absent, Found, Known
from product_alerts.model import Offer

POINT = Decimal(1)  # percentages are rounded to whole points
CENT = Decimal("0.01")
_SHORT = 6  # words of "You save 10 €" and the like
_PLAIN = 2  # words beside a sum in "You save 10 €"; "Subscribe and save 10 €" has more
_LETTERS = re.compile(r"[^\W\d_]{2,}")
_MONEY = re.compile(r"\b(?:eur|euros?|pln|chf|kr|zł|kč|ft|lei|ron|sek|dkk|nok|czk|huf|gbp|bgn|лв)\b", re.IGNORECASE)

# "Up to -50 %", "an extra 10 %": the figure is not the reduction of this one price.
_NOT_THIS_PRICE = re.compile(
    r"\b(jusqu|up to|bis zu|tot|hasta|fino a|até|do\s*-?\d|extra|suppl[ée]mentaire|zusätzlich|adicional|aggiuntiv|"
    r"dodatkow|2nd|2e|deuxi[èe]me|second)",
    re.IGNORECASE,
)

# "Save 10 € from 3 pieces": the figure is for those who buy more.
_FROM_SO_MANY = re.compile(
    r"\b(?:ab|from|dès|à partir de|vanaf|od|da|desde|a partir de|fra|från|από|от|alates|nuo|no)\s+\d", re.IGNORECASE
)


def usable(amount: Decimal | None) -> Decimal | None:
    """The amount where it is a positive number, else None."""
    return amount if amount is not None and amount.is_finite() and amount > 0 else None


def announced(offer: Offer) -> bool:
    return bool(offer.discount_text) or usable(offer.discount_percent) is not None or offer.prior_price is not None


def reduced(offers: Known[tuple[Found[Offer], ...]]) -> tuple[Found[Offer], ...]:
    """The offers that announce a reduction."""
    return () if isinstance(offers, Absent) else tuple(o for o in offers.value if announced(o.value))


def percent(offer: Offer) -> Decimal | None:
    """The percentage announced for this very price, None where there is none or it speaks of something else."""
    return None if _NOT_THIS_PRICE.search(offer.discount_text) else usable(offer.discount_percent)


def is_conditional(offer: Offer) -> bool:
    """Whether the words that announce the reduction say more than by how much: for whom, from how many, up to where.

    Such a reduction may not be one of this price, which then needs no prior price.
    """
    text = offer.discount_text
    if "%" in text and percent(offer) is None:
        return True
    if "%" not in text and len(_LETTERS.findall(_MONEY.sub(" ", text))) > _PLAIN:
        return True
    return len(text.split()) > _SHORT or _FROM_SO_MANY.search(text) is not None


# Words of categories and titles for what spoils quickly (Directive 98/6/EC, art. 6a(3)); "perishable" is also what an
# officer writes into a list. Whole words only: "fresh" alone is the name of half the world's cosmetics.
_PERISHABLE = re.compile(
    r"\b(perishable|boucherie|poissonnerie|produits frais|cr[ée]merie|fruits et l[ée]gumes|fleurs coup[ée]es|"
    r"fresh (?:food|fish|meat|fruit|produce|flowers)|butchery|cut flowers|vers vlees|verse vis|groenten|snijbloemen|"
    r"frischfleisch|frischfisch|obst und gemüse|schnittblumen|short date|date courte|korte houdbaarheid|kurzes mhd)\b",
    re.IGNORECASE,
)


def perishable(offer: Offer) -> Literal["no", "looks so", "listed"]:
    """Whether the goods may spoil quickly: by words of the shop, or because the list of products says so."""
    if offer.category == "perishable":
        return "listed"
    return "looks so" if _PERISHABLE.search(f"{offer.category}\n{offer.title}") else "no"


def percent_off(reference: Decimal, now: Decimal) -> Decimal:
    """By how many percent `now` lies below `reference` (both above zero)."""
    return 100 * (1 - now / reference)


def money(amount: Decimal, offer: Offer) -> str:
    return f"{amount:f} {offer.currency}".strip()
