"""Sums that stand beside a price and are none of the product's: rates, what is taken off, what a gift is worth."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sweep.extract.needles import Sieve
from sweep.extract.prices import Amount

BY_MONTH = re.compile(
    r"\s?/ ?(?:month|mo|mth|monat|mtl|mois|mes|mese|maand|mnd|mies|mesic|mesiac|ho|honap|luna|man|manad|maned|md|kk|"
    r"kuu|месец|μηνα|mjesec|mesec|men|menesi)(?!\w)"
)
OFF = re.compile(
    r"\s?(?:off|de (?:reduction|remise|descuento|desconto)|di sconto|rabatt|rabatu|korting|znizki|popusta|slevy|slevu|"
    r"zlavy|zlavu|kedvezmeny|reducere|alennusta|отстъпка)(?!\w)(?! ?-?(?:price|preis|prix|prijs))(?![\s:]{0,3}[-–−]?\d)"
)
WORTH = Sieve(
    r"(?<!\w)(?:worth(?: of)?|valued at|value of|im wert von|wert:?|d'une valeur de|valeur:?|ter waarde van|t\.w\.v\.|"
    r"por valor de|del valore di|valore:?|no valor de|wartosc:?|o wartosci|v hodnote|erteku|ertekben|till ett varde av|"
    r"(?:til )?en (?:vaerdi|verdi) (?:af|av|pa)|verdi|vaerdi|arvo|in valoare de|на стойност|u vrijednosti od) ?$"
)
_FELL_FROM = re.compile(r"(?<!\w)(?:de|van|da|von|from|z|ze|fra|fran|din|od|от)\s$")
_FELL_TO = re.compile(
    r",?\s(?:por|voor|a|auf|to|for|na|till|til|para|la|за|now|jetzt|nu|nur)\s(?:solo |so |nur |only |just )?"
)


def has_fallen(folded: str, amounts: Sequence[Amount], i: int) -> bool:
    """Whether an amount is the former one of two: "de 99,95 € por 69,95 €", "von 99 € auf 69 €"."""
    amount, following = amounts[i], amounts[i + 1] if i + 1 < len(amounts) else None
    if following is None or not following.value < amount.value:
        return False
    led = _FELL_FROM.search(folded, max(0, amount.start - 12), amount.start)
    return bool(led and _FELL_TO.fullmatch(folded, amount.end, following.start))
