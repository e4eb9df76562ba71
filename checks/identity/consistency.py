"""Whether the numbers that the pages give as the trader's are those of one trader."""

from __future__ import annotations

from collections import defaultdict

from checks.facts import Absent, Address, Fact, Found, Known, Registration
from checks.verdict import Answer, not_applicable, passed, review

# Numbers of which a company has one only, the VAT number that holds them, and how many of its last digits they are.
_CORE = {"fr.siren": ("fr.vat", 9), "be.kbo": ("be.vat", 10)}


def _doubled(numbers: tuple[Registration, ...]) -> tuple[str, str] | None:
    """Two different numbers of a kind of which a company has one."""
    by_kind: dict[str, list[str]] = defaultdict(list)
    for number in numbers:
        if number.kind in _CORE and number.number not in by_kind[number.kind]:
            by_kind[number.kind].append(number.number)
    return next(((seen[0], seen[1]) for seen in by_kind.values() if len(seen) > 1), None)


def _differing(numbers: tuple[Registration, ...], vat: Registration) -> tuple[str, str] | None:
    """A company number that is not the one inside the VAT number of the same country."""
    for number in numbers:
        kind, digits = _CORE.get(number.kind, ("", 0))
        if kind == vat.kind and number.number[-digits:] != vat.number[-digits:]:
            return number.number, vat.number
    return None


def _with_vat(
    registrations: Found[tuple[Registration, ...]], vat: Found[Registration], address: Fact[Address]
) -> Answer:
    if two := _differing(registrations.value, vat.value):
        return review("vat_differs", registrations, vat, one=two[0], other=two[1])
    state = vat.value.kind[:2].upper().replace("EL", "GR")
    if isinstance(address, Found) and address.value.country not in ("", state):
        return review("vat_abroad", address, vat, country=state, seat=address.value.country)
    return passed("agree", registrations, vat)


def check(
    operator_registrations: Known[tuple[Registration, ...]],
    operator_vat: Fact[Registration],
    operator_address: Fact[Address],
) -> Answer:
    if isinstance(operator_registrations, Absent):
        return not_applicable("nothing", operator_registrations)
    if two := _doubled(operator_registrations.value):
        return review("two_numbers", operator_registrations, one=two[0], other=two[1])
    if isinstance(operator_vat, Found):
        return _with_vat(operator_registrations, operator_vat, operator_address)
    return passed("agree", operator_registrations)
