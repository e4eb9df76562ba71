"""Any shop the types allow: strategies made from the types, so that a new fact is covered without a line here."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any, get_args, get_origin, get_type_hints

from hypothesis import strategies as st

from checks.facts import UNKNOWN_KINDS, Absent, Evidence, Found, ShopFacts, Unknown
from product_alerts.model import Offer

_HINTS = get_type_hints(ShopFacts)

texts = st.text(max_size=20) | st.sampled_from(["{0}", "{name}", "%s", "<b>", "Maison Zéphirelle", "FR", "DE", "EUR"])
evidences = st.builds(
    Evidence,
    url=st.sampled_from(["https://a.example/", "https://a.example/cgv"]),
    quote=st.text(min_size=1, max_size=20),
    sha256=st.just("00" * 32),
    role=st.sampled_from(["home", "product", "listing", "terms"]),
)
pages = st.builds(Evidence, url=st.sampled_from(["https://a.example/", "https://a.example/x"]), quote=st.just(""),
                  sha256=st.just("11" * 32), role=st.just("home"))  # fmt: skip
absents = st.builds(Absent, read=st.lists(pages, max_size=3).map(tuple))
unknowns = st.builds(Unknown, kind=st.sampled_from(UNKNOWN_KINDS), detail=st.sampled_from(["", "/cgv {x}"]))
amounts = st.decimals(allow_nan=True, allow_infinity=True) | st.integers(1, 40).map(Decimal)
days = st.dates() | st.dates(date(2026, 10, 1), date(2026, 11, 21))

numbers = st.floats(allow_nan=False, allow_infinity=False)  # they are read from a few digits

for kind, strategy in ((str, texts), (Evidence, evidences), (Decimal, amounts), (date, days), (float, numbers)):
    st.register_type_strategy(kind, strategy)
# One article and few days, so that offers and observations meet.
st.register_type_strategy(
    Offer,
    st.builds(
        Offer,
        url=st.sampled_from(["https://a.example/p", "https://a.example/q"]),
        currency=st.sampled_from(["EUR", "PLN"]),
        sku=st.just(""),
        variant=st.just(""),
        images=st.just(()),
        discount_text=st.sampled_from(["", "-20 %", "jusqu'à -50 %"]),
        prior_price=st.none() | amounts,
        discount_percent=st.none() | amounts,
    ),
)


def values(hint: Any) -> st.SearchStrategy[Any]:
    """Any value of a type; tuples and Found are followed by hand, as generics need it."""
    if get_origin(hint) is Found:
        return st.builds(Found, values(get_args(hint)[0]), evidences)
    if get_origin(hint) is tuple:
        return st.lists(values(get_args(hint)[0]), max_size=4).map(tuple)
    return st.from_type(hint)


def facts(name: str) -> st.SearchStrategy[Any]:
    """Any fact of this name: Found with any value of its type, Absent or Unknown."""
    found = next(a for a in get_args(_HINTS[name]) if get_origin(a) is Found)
    return values(found) | absents | unknowns


def shops_with(names: set[str]) -> st.SearchStrategy[ShopFacts]:
    """A shop of which only the facts of these names are set; quicker where no other fact is looked at."""
    return st.builds(ShopFacts, **{name: facts(name) for name in sorted(names)})


shops = st.builds(ShopFacts, **{name: facts(name) for name in _HINTS})
countries = st.sampled_from(["FR", "BE", "DE", "AT", "CZ", "PL", "ES", "NL", "PT", "EL", "NO", "CH", "xx"])
law_days = st.dates(date(2000, 1, 1), date(2030, 1, 1)) | st.sampled_from([date(2026, 11, 21), date.min, date.max])
