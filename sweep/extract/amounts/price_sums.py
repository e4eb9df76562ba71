"""Sums that stand beside a price and are none of the product's: rates, what is taken off, what a gift is worth."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from sweep.extract.amounts.price_lexicon import find
from sweep.extract.prices import Amount
from sweep.extract.words.needles import Sieve

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
    r"(?:til )?en (?:vardi|verdi) (?:af|av|pa)|verdi|vardi|arvo|in valoare de|на стойност|u vrijednosti od) ?$"
)
# Sums beside a price that are no price themselves: deposits, what recycling costs, what is paid at once, what an old
# one is taken in for, bids, what is missing for free delivery, vouchers. Words in front, in the sum's own line ...
_ASIDE = Sieve(
    r"(?<!\w)(?:(?:einweg|mehrweg)?pfand|statiegeld|consigne|kaucja|kaution|vratna zaloha|bottle deposit|"
    r"waarborg(?:som)?|borgsom|^borg|^caution|cauzione|fianza|caucao|"
    r"(?:refundable|security) deposit|^deposit|depositum|"
    r"eco-?part(?:icipation)?|eco ?tax[ae]?|ecotasa|contributo raee|recupel(?:/\w{1,15})?|valumat|"
    r"recycling ?(?:fee|beitrag|bijdrage)|"
    r"recyklacni poplatek|timbru verde|anzahlung|acompte|aanbetaling|acconto|zaliczka|zadatek|handpenning|"
    r"down ?payment|inzahlungnahme|altgerate?-?(?:bonus|pramie)|trade-?in(?: value)?|inruil(?:waarde)?|"
    r"reprise de votre ancien \w{3,15}|"
    r"(?:current|starting|opening) bid|(?:aktuelles|hochstes) gebot|startgebot|enchere actuelle|huidig bod|"
    r"base d'asta|puja actual|precio de salida|lance (?:atual|minimo)|licitacao atual|utropspris|"
    r"(?:ledande|hogsta) bud|hojeste bud|cena wywolawcza|"
    r"schatz(?:preis|wert)|limitpreis|ausrufpreis|estimate|estimated value|estimation|mise a prix|"
    r"earn|get back|claim back|sie sammeln|sammeln sie|sammle|cagnottez|gagnez|recuperez|ganas|acumulas?|guadagni|"
    r"accumuli|je spaart)"
    r"(?:\W{1,2}(?:bis zu|up to|jusqu.a|tot|fino a|hasta))?\W{0,4}$"
    # a limit, as of what is insured
    r"|(?<!\w)(?:up to|bis zu|jusqu.a|fino a|hasta|tot wel|upp till|op til|opp til|nawet do|az do)\s{0,2}$"
)
# ... or behind it.
_ASIDE_TOO = Sieve(
    r"^\s{0,2}(?:(?:einweg|mehrweg)?pfand|statiegeld|de consigne|kaucji|d'eco-?part(?:icipation)?|d'eco-?taxe|"
    r"anzahlung|d'acompte|aanbetaling|di acconto|(?:\w{1,20}-?)?gutschein|voucher|gift card|(?:en|de) bon d'achat|"
    r"(?:in )?buon[io] (?:sconto|acquisto)|tegoed|cashback|back (?:in|on your|with|when)(?! stock)|"
    r"(?:in|als|as) (?:bonus|punten|punti|points|reward)\w{0,10}|(?:treue)?bonus(?:guthaben)?|"
    r"(?:sur|auf|on|op|en|sul) (?:votre|ta|ihr(?:e|em|er)?|dein(?:e|em|er)?|your|je|uw|tu|la tua|il tuo) "
    r"(?:cagnotte|carte|kundenkarte|konto|kundenkonto|card|account|kaart|rekening|tarjeta|cuenta|carta|conto)|"
    r"bis (?:zum|zur) (?:gratis|kostenlos|versandkostenfrei)\w{0,10}|more (?:for|to get|to qualify for) free|"
    r"away from free|tot gratis|per (?:avere )?la spedizione gratuita|para (?:el |los )?(?:envio|portes) gratis)(?!\w)"
)
_GET = re.compile(r"(?<!\w)(?:get|claim|receive)(?: up to)?\s?$")
_ADDED = re.compile(r"(?:^|[\w)\s])\+\s?$")  # "2-year cover +£49.00"


def is_aside(line: str, own: str) -> bool:
    """Whether a sum is none that the product costs, by the words of its line in front (`line`) and behind (`own`)."""
    added = _ADDED.search(line, max(0, len(line) - 4)) or (_GET.search(line) and own.startswith(" back"))
    return bool(added or _ASIDE.search(line) or _ASIDE_TOO.search(own))


_FELL_FROM = re.compile(r"(?<!\w)(?:de|van|da|von|from|z|ze|fra|fran|din|od|от)\s$")
_FELL_TO = re.compile(
    r",?\s(?:por|voor|a|auf|to|for|na|till|til|para|la|за|now|jetzt|nu|nur)\s(?:solo |so |nur |only |just )?"
)
# "al kg 12,80 €", "Price per 100 ml: £3.98": the unit stands before the amount.
UNIT_BEFORE = re.compile(
    r"(?<!\w)(?:per|pro|par|je|al|le|la|il|za|por|a|/) ?(?:1|10|100|500|1 ?000)? ?"
    r"(?:kg|kilo|kilogramm?|g|gr|gramm?|ml|cl|dl|l|lt|liter|litre|litro|litr|m2|m²|qm|mq|m3|m³|metre|meter|metro|metr)"
    r"\)? ?[:=]? ?$"
)
# "statt 99 € UVP nur 79 €": the word speaks of the amount before it.
OF_FORMER = re.compile(
    r"\s?\(?(?:uvp|unverbindliche preisempfehlung|rrp|msrp|adviesprijs|pvc|prix conseille|pvpr|prezzo consigliato|"
    r"cena katalogowa)\)?[ ,:–-]{1,3}(?:nur|jetzt|now|only|maintenant|seulement|ahora|ora|solo|nu|voor|teraz|"
    r"tylko|agora)"
    r"(?!\w)"
)


# "15 990 Ft helyett": in these languages "instead of" stands behind the former price.
INSTEAD_OF = re.compile(r"\s?(?:helyett|asemel)(?!\w)")


def has_fallen(folded: str, amounts: Sequence[Amount], i: int) -> bool:
    """Whether an amount is the former one of two: "de 99,95 € por 69,95 €", "von 99 € auf 69 €"."""
    amount, following = amounts[i], amounts[i + 1] if i + 1 < len(amounts) else None
    if following is None or not following.value < amount.value:
        return False
    led = _FELL_FROM.search(folded, max(0, amount.start - 12), amount.start)
    return bool(led and _FELL_TO.fullmatch(folded, amount.end, following.start))


def compared(
    words: str, near: str, lead: str, own: str, after: str, behind: bool, wanted: tuple[str, ...], among: frozenset[str]
) -> Literal["lowest_30_days", "recommended"] | None:
    """Prices that others set or that were: the lowest of thirty days, the recommended one."""
    if find("lowest_30_days", words, wanted, among):
        return "lowest_30_days"
    if OF_FORMER.match(after):
        return "recommended"
    if behind and OF_FORMER.match(lead):
        return None
    named = find("recommended", near[-40:], wanted, among) or find("recommended", own[:40], wanted, among)
    return "recommended" if named else None
