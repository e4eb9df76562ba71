"""Labels that stand below their amounts, or behind them: "8,00 €" / "Regular price" / "6,40 €" / "Sale price"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from sweep.extract.amounts.price_words import Priced
from sweep.extract.words.needles import Sieve

# What a sale price is called.
_NOW = Sieve(
    r"^\s{0,2}(?:sale price|now price|price now|prezzo (?:scontato|promozionale|in offerta)|prix (?:promotionnel|solde|"
    r"reduit|remise)|(?:sale|angebots|aktions|sonder)-?preis|precio (?:de (?:oferta|rebaja|promocion)|rebajado)|"
    r"preco (?:promocional|de saldo|com desconto)|(?:sale|actie|aanbiedings)-?prijs|kortingsprijs|"
    r"cena (?:promocyjna|wyprzedazowa|sprzedazy)|(?:rea|kampanj|udsalgs|tilbuds|salgs)pris)[ .]{0,2}(?:\n|$)"
)
_BETWEEN = re.compile(r"[^\d]{1,60}")


def with_labels_below(folded: str, priced: Sequence[Priced]) -> tuple[Priced, ...]:
    """`priced` with the two set right of which words call the lower one former, where they belong to the one above.

    A former price is higher than the one now: "regular price" between 8,00 € and 6,40 €, and "sale price" behind the
    second, are said of the amounts before them.
    """
    found = list(priced)
    for i in range(len(found) - 1):
        high, low = found[i], found[i + 1]
        if high.kind != "price" or low.kind != "struck" or low.start == low.amount.start:
            continue
        lower = low.amount.value < high.amount.value and low.amount.currency == high.amount.currency
        between = _BETWEEN.fullmatch(folded, high.amount.end, low.amount.start)
        if lower and between and _NOW.search(folded[low.amount.end : low.amount.end + 40]):
            found[i] = replace(high, kind="struck", end=low.amount.start - 1)
            found[i + 1] = replace(low, kind="price", start=low.amount.start)
    return tuple(found)
