"""Goods that are sold by weight or volume whatever they are called: packed by weight, or with a list of ingredients."""

from __future__ import annotations

import re

from sweep.extract.page import Page
from sweep.extract.words.needles import Sieve

# What holds so much of something: "lentils, bag of 500 g". Never by volume, which may be how much an empty one holds.
_PACKED = re.compile(
    r"\w[ ,()|–-]{1,4}(?:sachet|pot|bocal|boite|paquet|sac|pelote|echeveau|tube|barquette|seau|tablette|"
    r"beutel|dose|glas|packung|sack|knauel|strang|eimer|tute|tafel|tiegel|zak|zakje|blik|blikje|bol|streng|pak|emmer|reep|"
    r"bag|jar|tin|pack|ball|skein|tub|bar|pouch|bolsa|tarro|lata|bote|paquete|saco|ovillo|tubo|tableta|"
    r"sacchetto|busta|vasetto|barattolo|lattina|latta|sacco|gomitolo|matassa|tavoletta|frasco|pacote|novelo|tablete|boiao|"
    r"sloik|puszka|opakowanie|worek|torebka|motek|tubka|wiadro|tabliczka)"
    r" (?:de |van |of |da |di |à |a |zu |with |mit )?[\d.,]{1,6} ?(?:kg|gr?)(?!\w)"
)
# The label of a list of ingredients: food, cosmetics, detergents. Things to keep and to use have none.
_INGREDIENTS = Sieve(
    r"(?<!\w)(?:ingredients?|ingredientes?|ingredient[ie]|ingredienten|inhaltsstoffe|zutaten|skladniki|inci) ?:"
)
# Several different things, or so many pieces: their measure says little of what they cost.
_PIECES = re.compile(
    r"(?<!\w)(?:set|sets|kit|kits|coffret\w*|assort\w*|geschenk\w*|gift|cadeau\w*|surtido|lote|cesta|box|zestaw\w*|misto|"
    r"mix|kapsel\w*|capsul\w*|gelul\w*|cialde|dosett\w*|pads?|tabletten|tablets|comprim\w*|compress\w*|tabletk\w*|"
    r"stuck|st|pieces|pcs|pezzi|unidades|piezas|sztuk\w*|szt|stuks)(?!\w)|\d ?[x×] ?\d|(?<!\w)[x×] ?\d"
)
_SMALL = 50  # g or ml, up to which some states ask for no unit price


def is_consumed(page: Page, title: str, quantity: str) -> bool:
    """Whether an article of this title (folded), with this quantity in it, is goods of which a measure is sold."""
    if _PIECES.search(title) or _is_small(quantity):
        return False
    return _PACKED.search(title) is not None or _INGREDIENTS.search(page.folded) is not None


def _is_small(quantity: str) -> bool:
    number = re.match(r"[\d.,]+", quantity)
    if number is None or not quantity.endswith(("g", "gr", "ml")) or quantity.endswith("kg"):
        return False
    return float(number[0].replace(",", ".")) <= _SMALL
