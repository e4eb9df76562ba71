"""What a note below the prices says of the former one: that what is struck through is the lowest of thirty days."""

from __future__ import annotations

from sweep.extract.needles import Sieve
from sweep.extract.price_lexicon import find
from sweep.extract.price_page import PricePage

# "The price struck through", in the languages that are read.
_STRUCK = Sieve(
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
_NEAR = 160  # characters behind the prices in which a note speaks of them
_KEY = frozenset({"lowest_30_days"})
_LONGEST = 300  # characters of a note


def is_lowest_by_note(view: PricePage, start: int, end: int) -> bool:
    """Whether the former price among the prices at `start`..`end` is told to be the lowest of thirty days.

    Anywhere on the page where a note names prices that are struck through; beside them where it names no amount and
    speaks of the time before the reduction. A line with an amount of its own names that one.
    """
    folded, at = view.folded, 0
    for _ in range(50):
        spot = view.spots.following(_KEY, at)
        if spot < 0:
            return False
        low = folded.rfind("\n", 0, spot) + 1
        high = folded.find("\n", spot)
        high = high if high >= 0 else len(folded)
        if (
            high - low <= _LONGEST
            and not view.within(low, high)
            and _says(view, folded[low:high], start <= low <= end + _NEAR)
        ):
            return True
        at = high + 1
    return False


def _says(view: PricePage, line: str, near: bool) -> bool:
    if not find("lowest_30_days", line, view.languages) or _DENIED.search(line):
        return False
    return bool(_STRUCK.search(line) or (near and _BEFORE.search(line)))
