"""Words for which the law has its own days: "soldes", "solden", and the names of campaigns such as Black Friday.

Only words that announce a reduction count: with a percentage, an amount or a last day in the same line, on a page with
goods. A link in a menu, a clause of the terms, and the announcement of a sale to come are everyday and none of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Literal

from checks.facts import Fact, Found, SaleWord
from sweep.extract.page import Page
from sweep.extract.shop_pages import ShopPages

_ANY = re.compile(r"sold(?:es|en)\b|black[\s-]?(?:friday|week)|cyber[\s-]?(?:monday|week)", re.IGNORECASE)
_STEMS = ("sold", "black", "cyber")
_RESERVED = re.compile(r"(?<!\w)(soldes|solden)\b", re.IGNORECASE)
# By how much, or until which day of these: both announce a sale that goes on.
_FIGURE = re.compile(
    r"\d\s?%|%\s?\d|\d\s?(?:€|EUR\b)|€\s?\d"
    r"|\b(?:jusqu['’](?:à|au) (?:ce )?(?:soir|minuit|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)"
    r"|tot (?:en met )?(?:vanavond|middernacht|maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag))\b",
    re.IGNORECASE,
)
# The word as a cry of its own, with what it means for the whole shop: "Soldes : tout à prix cassés".
_CRIED = re.compile(
    r"^\W*(?:soldes|solden)\s?[:!–—-].{0,40}\b(?:prix (?:cass[ée]s|r[ée]duits|sacrifi[ée]s|fous)|"
    r"tout doit (?:dispara[îi]tre|partir)|alles moet (?:weg|eruit))",
    re.IGNORECASE,
)
_OTHERWISE = re.compile(
    r"\b(?:hors|pendant|durant|sauf|avant|après|périodes?|lors|buiten|tijdens|behalve|na|voor)\b.{0,12}\bsold(?:es|en)\b"
    r"|[«“\"][^»”\"\d%]{0,60}\bsold(?:es|en)\b[^»”\"\d%]{4,60}[»”\"]"  # the title of a book
    r"|\bsoldes?\s+(?:de|du|restant|bancaire|comptable|créditeur|débiteur)\b"
    r"|\b(?:dès le|à partir d[ue]|bientôt|prochaine?s?|à venir|vanaf|binnenkort|l\.? ?310)\b"
    # nothing is announced where there is none, where it is over, or where it is what a voucher may be used on
    r"|\b(?:pas|aucune?s?|jamais|sans|m[êe]me|cumul\w*|geen|niet|nooit|zonder|ook|zelfs|cumuleerb\w*)\b.{0,30}\bsold(?:es|en)\b"
    r"|\bsold(?:es|en)\b.{0,60}\b(?:termin\w+|finie?s?|pass[ée]e?s|expir\w+|afgelopen|voorbij|gedaan)\b"
    r"|\b\d{1,2}(?:er)?\s+(?:janvier|février|juin|juillet|août|januari|februari|juni|juli|augustus)\b|\d{1,2}/\d{1,2}",
    re.IGNORECASE,
)
_LINE = 100  # characters: longer lines are sentences about sales, not announcements of one
_ROLES = ("product", "listing", "home")

Word = Literal["soldes", "solden", "black_friday"]


def sale_words(page: Page) -> tuple[Found[SaleWord], ...]:
    """Every different announcement of one page that uses such a word, each once, quoted line by line."""
    if page.problem or not any(stem in page.folded for stem in _STEMS):
        return ()
    found = {(word, line): None for line in page.text.split("\n") if len(line) <= _LINE for word in _words(line)}
    return tuple(Found(SaleWord(word, line), page.evidence(line)) for word, line in found)


def _words(line: str) -> Iterator[Word]:
    if not _ANY.search(line):
        return
    reserved = _RESERVED.search(line)
    if reserved and (_FIGURE.search(line) or _CRIED.search(line)) and not _OTHERWISE.search(line):
        yield "solden" if reserved[1].lower() == "solden" else "soldes"
    if not reserved:
        yield "black_friday"


def read(shop: ShopPages) -> dict[str, Fact[Any]]:
    """The words of the visit under "sale_words"."""
    found = tuple(word for page in shop.of(*_ROLES) for word in sale_words(page))
    if found:
        return {"sale_words": Found(found, found[0].evidence, tuple(f.evidence for f in found[1:]))}
    return {"sale_words": shop.not_found("product", "listing")}
