"""Who sells an article on a site where others sell, too, as its page names him: "Sold by Quorbel Ltd"."""

from __future__ import annotations

import re

from sweep.extract.amounts.price_page import PricePage
from sweep.extract.amounts.tiles import tile_at
from sweep.extract.pages.statement_text import Hit, StatementText
from sweep.extract.products.product_labels import Labelled
from sweep.extract.words.needles import Sieve
from sweep.extract.words.text import fold

_MOST = 100  # characters of a name
_TRIM = " :\n\t-–|·"
_STOP = re.compile(r"(?<=[^\W_]{4})\.$")  # ends a sentence; behind fewer letters it belongs to a legal form
# What follows a name in its line: who sends the parcel, an assessment, another word of the shop's.
_BEHIND = re.compile(
    r"\s+(?:(?:et|und|and|en|y|e|i|oraz|&)\s+)?(?:exp[ée]di|livr[ée]|versand|versend|verschick|geliefert|shipped|"
    r"dispatched|delivered|fulfilled|verzonden|geleverd|enviad|env[ií]a|entregad|spedit|consegnat|entregue|wysy[łl]|"
    r"dostarcz)"
    r"|\s*[|·•(★☆\n]|\s+[-–]\s|\s+\d{1,2}[.,]\d(?:\s?/|$)|[,;]\s",
    re.IGNORECASE,
)
_NAME = re.compile(r"(?:\d+\s?)?[A-ZÀ-ÖØ-ÞŁŚŻŹĆŃΑ-ΩА-Я]")  # "sold by the dozen" and "by 6 pieces" name nobody
# A label of its own: "Verkäufer" above a name, "Seller: ...".
_LABEL = Sieve(
    r"(?:^|(?<=\n))(?:verkaufer|vendeur|seller|vendedor|venditore|verkoper|sprzedawca|prodejce|predajca|elado|vanzator|"
    r"saljare|saelger|selger|myyja|prodavac|prodajalec|pardavejas|pardevejs|muuja|продавач|πωλητης) ?(?::\n?|\n| )"
)
# What is said of a seller there, not who it is: "Seller: private", "Seller: contact".
_NOBODY = re.compile(
    r"(?:privat|private|geschaft|gewerb|profes|partic|business|commercial|verif|zakelijk|particulier|kontakt|contact|"
    r"frage|ask|info|alle|all|andere|other|autres?|otros|prywatn|firma$|company$|pro$|top\b)",
    re.IGNORECASE,
)
_WORDS, _FAR = 6, 4_000  # of a name below a label; characters behind the title in which one stands


def seller_name(told: StatementText, hit: Hit) -> str:
    """The name behind the words `hit` ("sold by"), or below them on a line of its own; "" where none is one.

    Behind a colon a name may begin with a small letter, as that of an account does.
    """
    clause = told.clause(hit.start)
    rest = told.text[hit.end : max(hit.end, clause.end)]
    led = rest.lstrip().startswith(":")
    name = rest.strip(_TRIM)
    if not name and (below := told.below(clause, 8)) is not None:
        name = told.text[below.start : below.end].strip(_TRIM)
    name = _shortened(name)
    return name if _NAME.match(name) or (led and name[:1].isalpha() and " " not in name) else ""


def _shortened(name: str) -> str:
    return _STOP.sub("", _BEHIND.split(name, maxsplit=1)[0].strip(_TRIM))[:_MOST]


def labelled_seller(view: PricePage) -> Labelled | None:
    """The name behind or below a label that says but "seller", near the product's own name."""
    text, low = view.reading.text, view.title.start
    for match in _LABEL.finditer(view.folded[low : low + _FAR]):
        at = low + match.start()
        label = view.reading.piece(view.reading.piece_at(at))
        if match[0].endswith(" ") and fold(label).strip() != match[0].strip():
            continue  # "Verkäufer kontaktieren" is one text, "Verkäufer" and a name in elements of their own are two
        line = text[low + match.end() : low + match.end() + _MOST].strip(" ").split("\n", 1)[0]
        name = _shortened(line)
        if not _NAME.match(name) or _NOBODY.match(name) or len(name.split()) > _WORDS or name.endswith(("!", "?")):
            continue
        tile = tile_at(view, at)
        if not view.outside(at) and (tile is None or not tile.strong):
            return Labelled(name, line)
    return None
