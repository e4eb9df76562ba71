"""Goods that are sold by weight or volume: by their names, packed by weight, or with a list of ingredients.

What only holds, makes or cuts them has the same words in its title: the wine glass, the tea tin, the cup in cream.
"""

from __future__ import annotations

import re
from typing import Literal

from sweep.extract.page import Page
from sweep.extract.words.needles import Sieve

Sold = Literal["surely", "perhaps", "no"]

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
# Sold by the piece, though what they are made of stands beside them.
_CANDLE = re.compile(r"(?<!\w)(?:bougies?|candles?|kaars(?:en)?|velas?|candel[ae]|swiec\w?)(?!\w)|kerze")
_SMALL = 50  # g or ml, up to which some states ask for no unit price
# Told of what is eaten, drunk or used up.
_USED_UP = Sieve(
    r"\d ?kcal(?!\w)|\d ?% ?vol(?!\w)|(?<!\w)(?:best before|mindestens haltbar|ten minste houdbaar|"
    r"a consommer de preference|consumir preferentemente|da consumarsi preferibilmente|"
    r"consumir de preferencia|najlepiej spozyc)(?!\w)"
)
# A word of packing by weight of which no thing of its own is called: "lentils, bag of 500 g", no "sleeping bag 1.2 kg".
_OF_SO_MUCH = re.compile(r"[,(|–] ?\w{2,12} (?:de |van |of |da |di |a |zu |with |mit )?[\d.,]{1,6} ?\w{1,2}\b|"
                         r"\w (?:de|van|of|da|di|a|zu|mit) [\d.,]{1,6} ?\w{1,2}\b")  # fmt: skip
_LEADING = frozenset(
    "le la les l el il lo o a os as notre nos nuestro nuestra bio veritable pur pure puro pura".split()
)
_ABOUT = re.compile(r"(?:from|of|with|without|aus|von|mit|ohne|vom|van|uit|met|zonder)(?!\w)|[,(|–-]?$")
# Paintings, and titles of books: "Huile sur toile", "Vino e cucina".
_NO_GOODS = re.compile(r"(?:sur|su|sul|sobre|et|y|e|em|i)(?!\w)")
_BOOK = Sieve(
    r"(?<!\w)(?:isbn|\d{2,4} (?:pages|seiten|pagina's|bladzijden|paginas|pagine|stron)|hardback|paperback|"
    r"hardcover|taschenbuch|"
    r"gebonden|rustica|brossura|oprawa (?:twarda|miekka)|sur toile|on canvas|auf leinwand|su tela|sobre lienzo|op doek|"
    r"sobre tela|na plotnie)(?!\w)"
)
_MEANT_FOR = re.compile(
    r"(?<!\w)(?:(?:a|de|di|da|do|dos|das|del|della|dello|per|pour|para|na|for|of|fur|voor|zu|zum|von|van|with|mit|con|"
    r"com|avec)\s(?:(?:il|la|le|lo|o|el|the|de|den|das|die)\s)?|d'|l'|all'|dell')$"
)
_COLOUR = ("cre", "crea", "choco", "cioccolat", "czekolad", "schokolade")  # what is sold, and a colour of other things
_HEAD_FIRST = ("fr", "es", "it", "pt", "pl", "ro")
_LIQUID = re.compile(
    r"huile|vin|bier|jus|sirop|vinaigre|lait|parfum|eau|shampo|champ|lessive|peinture|savon|gel|serum|olie|olij|"
    r"oliw|olej|ol(?!\w)|oil|olio|oleo|azeite|aceite|wijn|wein|wine|sap|saft|siroop|sirup|syrup|azijn|essig|vinegar|melk|milch|"
    r"milk|zeep|seife|soap|verf|farbe|lack|paint|douche|dusch|shower|lotion|wasmiddel|waschm|detergent|detersivo|"
    r"beer|juice|cerve|zumo|leche|vinag|jara|birra|succo|latte|sapone|sciropp|aceto|profum|vernic|vino|vinho|sumo|xarop|leite|"
    r"perfum|tinta|sabon|szamp|mydl|piw|sok|ocet|mlek|wino|syrop|farb|cre|krem|crem|mest|dunger|engrais|concime|abono|adubo|"
    r"nawoz|fertili"
)


def sold_by_measure(page: Page, title: str, quantity: str, named: re.Match[str] | None) -> Sold:
    """Whether an article of this title (folded), with this quantity in it, is goods of which a measure is sold.

    `named` is the word for such goods in the title. Surely, where it is what the title speaks of, where the page tells
    of something that is used up, or where the title says in what so much of it is packed.
    """
    apart = _PIECES.search(title) is not None or _is_small(quantity)
    packed = not apart and _PACKED.search(title) is not None
    listed = not apart and _CANDLE.search(title) is None and _INGREDIENTS.search(page.folded) is not None
    if listed or (packed and _OF_SO_MUCH.search(title)):
        return "surely"
    if named is None:
        return "perhaps" if packed else "no"
    if _BOOK.search(page.folded):
        return "perhaps"
    if _USED_UP.search(page.folded) or _is_head(page.language, title, quantity, named):
        return "surely"
    return "perhaps"


def _is_head(language: str, title: str, quantity: str, named: re.Match[str]) -> bool:
    """Whether the word for goods is what a title speaks of, and no purpose, contents or colour of another thing.

    It comes first in some languages ("huile de noix"), last in others ("walnut oil"), before what is said of it.
    """
    before, after = title[: named.start()], title[named.end() :].partition(quantity)[0].strip()
    first = _LEADING.issuperset(before.replace("'", " ").split())
    if _MEANT_FOR.search(before) or (named[0].startswith(_COLOUR) and not first):
        return False
    if quantity.endswith("l") and _LIQUID.match(named[0]) is None:
        return False  # solid goods are sold by weight; what has a volume holds them
    if language in _HEAD_FIRST:
        return first and _NO_GOODS.match(after) is None
    return _ABOUT.match(after) is not None


def _is_small(quantity: str) -> bool:
    number = re.match(r"[\d.,]+", quantity)
    if number is None or not quantity.endswith(("g", "gr", "ml")) or quantity.endswith("kg"):
        return False
    return float(number[0].replace(",", ".")) <= _SMALL
