"""In which country the trader is established, from its address and its numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from checks.facts import Address, Evidence, Fact, Found, Phone, Unknown
from sweep.extract.numbers.identifiers import Number
from sweep.extract.trader.trader import PageFinds, number_quote

MIN_WEIGHT = 2  # a country guessed from the language or a telephone number alone is too little


def establishment(
    address: Fact[Address],
    stated: bool,
    numbers: Sequence[tuple[PageFinds, Number]],
    phones: Fact[tuple[Phone, ...]],
) -> Fact[str]:
    """Where the trader is established: Found when the signs agree or a strong one stands alone.

    `stated` says that the address itself tells its country. A VAT number weighs less than an entry in a register:
    traders may be registered for VAT abroad.
    """
    weights: Counter[str] = Counter()
    proofs: dict[str, list[Evidence]] = {}
    for finds, number in numbers:
        if number.valid is not False:
            country = number.kind[:2].upper()
            weights[country] += 2 if number.kind.endswith(".vat") else 3
            proofs.setdefault(country, []).append(number_quote(finds, number))
    if isinstance(address, Found) and address.value.country:
        weights[address.value.country] += 3 if stated else 1
        proofs.setdefault(address.value.country, []).insert(0, address.evidence)
    if isinstance(phones, Found):
        for country in {p.country for p in phones.value if p.country in weights}:
            weights[country] += 1
    return _decided(weights, proofs)


def _decided(weights: Counter[str], proofs: dict[str, list[Evidence]]) -> Fact[str]:
    if not weights:
        return Unknown("establishment unknown", "neither address nor number")
    (country, weight), *others = weights.most_common()
    if others and others[0][1] * 2 > weight:
        return Unknown("establishment unknown", f"signs of {country} and of {others[0][0]}")
    if weight < MIN_WEIGHT:
        return Unknown("establishment unknown", f"only a guess: {country}")
    proof = list(dict.fromkeys(proofs[country]))
    return Found(country, proof[0], tuple(proof[1:4]))
