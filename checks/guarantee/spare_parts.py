"""How long spare parts of appliances and furniture can be had: French law wants it shown before the sale."""

from __future__ import annotations

import re

from checks.facts import Absent, Found, Known
from checks.verdict import Answer, not_applicable, passed, review
from product_alerts.model import Offer

_CONCERNED = re.compile(
    r"\b(?:aspirateurs?|lave-linge|lave-vaisselle|réfrigérateurs?|congélateurs?|fours? (?:à|électrique|encastrable)|"
    r"téléviseurs?|ordinateurs?|imprimantes?|smartphones?|perceuses?|visseuses?|cafetières?|bouilloires?|"
    r"grille-pain|fer à repasser|sèche-cheveux|ventilateurs?|canapés?|armoires?|commodes?|étagères?|"
    r"vacuum cleaners?|washing machines?|dishwashers?|laptops?|televisions?|sofas?|wardrobes?)\b",
    re.IGNORECASE,
)
_PART = re.compile(
    r"\b(?:housse|pièces?|sacs? (?:pour|d')|filtre|accessoire|jouet|miniature|coque|câble)\b", re.IGNORECASE
)


def _concerned(offers: Known[tuple[Found[Offer], ...]]) -> Found[Offer] | None:
    found = offers.value if isinstance(offers, Found) else ()
    return next((o for o in found if _CONCERNED.search(o.value.title) and not _PART.search(o.value.title)), None)


def check(spare_parts: Known[str], offers: Known[tuple[Found[Offer], ...]]) -> Answer:
    first = _concerned(offers)
    if first is None:
        return not_applicable("other_goods", offers)
    if isinstance(spare_parts, Absent):
        return review("silent", first, spare_parts, title=first.value.title)
    return passed("stated", spare_parts, quote=spare_parts.evidence.quote)
