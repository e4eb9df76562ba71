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
# Sums beside a price that are no price themselves: deposits, what recycling costs, what is paid at once, what an old
# one is taken in for, bids, what is missing for free delivery, vouchers. Words in front, in the sum's own line ...
_ASIDE = Sieve(
    r"(?<!\w)(?:(?:einweg|mehrweg)?pfand|statiegeld|consigne|kaucja|kaution|vratna zaloha|bottle deposit|"
    r"eco-?part(?:icipation)?|eco ?tax[ae]?|ecotasa|contributo raee|recupel|recycling ?(?:fee|beitrag|bijdrage)|"
    r"recyklacni poplatek|timbru verde|anzahlung|acompte|aanbetaling|acconto|zaliczka|zadatek|handpenning|"
    r"down ?payment|inzahlungnahme|altgerate?-?(?:bonus|pramie)|trade-?in(?: value)?|inruil(?:waarde)?|"
    r"reprise de votre ancien \w{3,15}|"
    r"(?:current|starting|opening) bid|(?:aktuelles|hochstes) gebot|startgebot|enchere actuelle|huidig bod)"
    r"(?:\W{1,2}(?:bis zu|up to|jusqu.a|tot|fino a|hasta))?\W{0,4}$"
)
# ... or behind it.
_ASIDE_TOO = Sieve(
    r"^\s{0,2}(?:(?:einweg|mehrweg)?pfand|statiegeld|de consigne|kaucji|d'eco-?part(?:icipation)?|d'eco-?taxe|"
    r"anzahlung|d'acompte|aanbetaling|di acconto|(?:\w{1,20}-?)?gutschein|voucher|gift card|(?:en|de) bon d'achat|"
    r"(?:in )?buon[io] (?:sconto|acquisto)|tegoed|cashback|"
    r"bis (?:zum|zur) (?:gratis|kostenlos|versandkostenfrei)\w{0,10}|more (?:for|to get|to qualify for) free|"
    r"away from free|tot gratis|per (?:avere )?la spedizione gratuita|para (?:el |los )?(?:envio|portes) gratis)(?!\w)"
)
_ADDED = re.compile(r"(?:^|[\w)\s])\+\s?$")  # "2-year cover +£49.00"


def is_aside(line: str, own: str) -> bool:
    """Whether a sum is none that the product costs, by the words of its line in front (`line`) and behind (`own`)."""
    return bool(_ADDED.search(line, max(0, len(line) - 4)) or _ASIDE.search(line) or _ASIDE_TOO.search(own))


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
