"""What a note below the prices says of the former one: that what is struck through is the lowest of thirty days."""

from __future__ import annotations

import re
from itertools import islice

from sweep.extract.amounts.price_lexicon import find
from sweep.extract.amounts.price_page import PricePage
from sweep.extract.words.needles import Sieve

# "The price struck through", "the former price", in the languages that are read.
_STRUCK = Sieve(
    r"predchadzajuc\w{1,2} cen|predch(?:ozi|azejici) cen|prior price|previous price|vorheriger? preis|prix anterieur|"
    r"struck|crossed[ -]out|strike-?through|durchgestrichen|streichpreis|barres?(?!\w)|prix de reference|overstruk|"
    r"overstreget|overstrok|doorgestreept|doorstreept|tachad|barrat|riscad|przekreslon|skreslon|preskrtnut|precrtan|"
    r"preciarknut|athuzott|taiat|yliviivat|reference price|referenzpreis|referenspris|зачертн|зачеркнут|διαγραμμεν"
)
# "Before the reduction" cannot be said of the price now.
_BEFORE = Sieve(
    r"before (?:the |this )?(?:discount|reduction|promotion|sale)|avant (?:la |cette )?(?:reduction|remise|promotion)|"
    r"vor (?:der |dieser )?(?:preis)?(?:senkung|ermassigung|reduzierung|aktion)|przed (?:obnizka|promocja)|"
    r"inainte de (?:reducere|promotie)|prima (?:dello sconto|della (?:riduzione|promozione))|"
    r"antes (?:del descuento|de la (?:rebaja|promocion)|da (?:reducao|promocao)|do desconto)|"
    r"voor (?:de )?(?:korting|aanbieding|actie)|pred (?:slevou|zlevnenim|zlavou|snizenim)|"
    r"(?:arengedmeny|akcio|kedvezmeny) elott|fore (?:rabatten|prissankningen|sankningen)|"
    r"for (?:rabatten|prisnedsaettelsen|nedsaettelsen|prisreduksjonen)|ennen (?:alennusta|tarjousta)|"
    r"prije (?:snizenja|akcije)"
)
_DENIED = Sieve(r"(?<!\w)(?:not|no|nicht|kein\w{0,2}|pas|niet|geen|non|ni|nie|neni|inte|ikke|ei|nem|nu)(?!\w)")
# As a sentence has it: "the lowest price at which the goods were sold in the 30 days before".
_LOWEST = Sieve(
    r"(?:najnizs\w{1,3}|nejnizs\w{1,3}|lowest|niedrigste\w?|le plus bas|mas bajo|piu basso|mais baixo|laagste|lagsta|"
    r"laveste|legalacsonyabb|cel mai mic|najniz\w{1,2}|най-ниск\w{1,3})[^\n]{0,160}?(?<!\d)30 "
    r"(?:dn|da[gy]|tag|jour|dia|giorn|nap|zile|дни)"
)
_NEAR = 160  # characters behind the prices in which a note speaks of them
_KEY = frozenset({"lowest_30_days"})
_LONGEST = 400  # characters of a sentence
_ENDS = re.compile(r"\n|[.!?] ")
_MANY = 50  # sentences looked at


def is_lowest_by_note(view: PricePage, start: int, end: int) -> bool:
    """Whether the former price among the prices at `start`..`end` is told to be the lowest of thirty days.

    Anywhere on the page where a note names prices that are struck through; beside them where it names no amount and
    speaks of the time before the reduction. A line with an amount of its own names that one.
    """
    folded, at = view.folded, 0
    for _ in range(_MANY):
        spot = view.spots.following(_KEY, at)
        if spot < 0:
            break
        low, high = _sentence(folded, spot)
        if _says(view, low, high, start <= low <= end + _NEAR):
            return True
        at = high + 1
    named = (_sentence(folded, match.start()) for match in islice(_LOWEST.finditer(folded), _MANY))
    return any(_says(view, low, high, False) for low, high in named)


def _sentence(folded: str, spot: int) -> tuple[int, int]:
    """Start and end of the sentence round `spot`, as far as it is a short one."""
    low = max(0, spot - _LONGEST)
    for match in _ENDS.finditer(folded, low, spot):
        low = match.end()
    last = _ENDS.search(folded, spot, spot + _LONGEST)
    return low, last.start() if last else min(len(folded), spot + _LONGEST)


def _says(view: PricePage, low: int, high: int, near: bool) -> bool:
    """Whether a sentence without an amount of its own says so of what is struck, or, beside the prices, of before."""
    words = view.folded[low:high]
    if view.within(low, high) or _DENIED.search(words):
        return False
    if not (find("lowest_30_days", words, view.languages) or _LOWEST.search(words)):
        return False
    return bool(_STRUCK.search(words) or (near and _BEFORE.search(words)))
