"""The geographical address of the trader: a street, a postcode that fits the country, and a town."""

from __future__ import annotations

import re

from checks.facts import Absent, Address, Known
from checks.verdict import Answer, failed, passed, review

# Forms of postcodes; a country that is not listed is not tested.
_POSTCODES = {
    **dict.fromkeys(("FR", "DE", "ES", "IT"), r"\d{5}"),
    **dict.fromkeys(("BE", "AT", "DK"), r"\d{4}"),
    "LU": r"(L-? ?)?\d{4}",
    "NL": r"\d{4} ?[A-Z]{2}",
    "PL": r"\d{2}-?\d{3}",
    "PT": r"\d{4}(-\d{3})?",
    **dict.fromkeys(("CZ", "SK", "SE", "GR"), r"\d{3} ?\d{2}"),
}


# Where many addresses have no postcode.
_WITHOUT_POSTCODE = frozenset(("IE", "HK", "MO", "AE", "QA"))


def _odd(address: Address, place: str) -> bool:
    form = _POSTCODES.get(place) if address.postcode else None
    if form is None:  # also where the country is no code at all
        return False
    bare = re.sub(rf"^{place}?[- ]+", "", address.postcode.strip().upper())  # "F-75011", "B-1000", "DE-10115"
    return re.fullmatch(form, bare) is None


def check(operator_address: Known[Address], country: str) -> Answer:
    if isinstance(operator_address, Absent):
        return failed("absent", operator_address)
    address = operator_address.value
    place = address.country or country
    if address.po_box:
        return failed("po_box_only", operator_address, address=address.text)
    whole = address.street and address.city and (address.postcode or place in _WITHOUT_POSTCODE)
    if not whole:
        return review("incomplete", operator_address, address=address.text)
    if _odd(address, place):
        return review("odd_postcode", operator_address, address=address.text, place=place)
    if place != country:
        return review("elsewhere", operator_address, address=address.text, place=place)
    return passed("given", operator_address, address=address.text)
