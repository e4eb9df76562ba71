"""Sentences that sell goods without the legal guarantee: those that surely do, and those that a person must read."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Literal

from checks.facts import Fact, Found
from sweep.extract.pages.reported import is_reported
from sweep.extract.pages.statement_text import Span, StatementText
from sweep.extract.shop_pages import ShopPages
from sweep.extract.statements.meant import is_for_others
from sweep.extract.visit.stated import TEXTS, clauses, merged, texts, to_traders, unless_hinted
from sweep.extract.words.needles import Sieve

COVERAGE = ("guarantee", "terms")
# Words that exclude every guarantee or the law's; and "no guarantee on ...", which may mean some goods only.
STRONG, WEAK = "guarantee_denial", "guarantee_weak"
# The producer's guarantee, wear and misuse, what is promised beyond the law, words on the site, an exclusion that is
# itself excluded.
_RESERVES = ("guarantee_other", "guarantee_kept", "not_goods", "unaffected", "exempt", "from_private")
_AROUND = ("guarantee_kept", "unaffected")  # in the sentence before or behind it: the law's guarantee stays
_OF_SALE = ("terms", "withdrawal", "guarantee", "delivery")  # pages on which a sentence without goods may mean them
# That something is sold: what a sentence of denial on a page on sales is about, where it names no goods.
_SELLS = Sieve(
    r"(?<!\w)(?<!not )(?<!never )(?<!nicht )(?<!nie )(?<!pas )(?<!jamais )(?<!niet )(?<!nooit )(?<!nunca )(?<!mai )"
    r"(?:vend(?:us?|ues?|ons|ent|id[oa]s?|emos|ut[oaie]|iamo|ono|e-se)|verkauf(?:t|en)|verkocht|verkopen|sold|sell|"
    r"sprzeda(?:jemy|wan\w|ny|ne|je)|(?:der|jeder) verkauf (?:erfolgt|geschieht)(?! durch)|sprzedaz odbywa sie|"
    r"la vente (?:est faite|se fait)|la venta se (?:realiza|hace|efectua)|la vendita (?:avviene|e effettuata)|"
    r"a venda (?:e feita|faz-se|realiza-se)|(?:de|iedere|elke) verkoop (?:geschiedt|gebeurt)|"
    r"(?:all|every) sales? (?:is|are) made)(?!\w)"
)
# "Nothing is sold as seen" denies no guarantee.
_NOTHING = re.compile(r"(?<!\w)(?:nothing|nichts|rien|niets|nada|nulla|niente|nic)(?: [\w']{1,12}){0,3} $")
_FIRST = 3  # words of denial in a sentence
_BEFORE = 8  # sentences in which it may be told for whom the next ones are


def guarantee_denial(shop: ShopPages) -> Fact[str]:
    """A sentence that sells goods without the guarantee. Disclaimers about the site itself are none."""
    pages = list(texts(shop, *TEXTS))
    found = sure(pages)
    return merged(found) if found else unless_hinted(shop.not_found(*COVERAGE), _unsure(pages))


def sure(pages: Iterable[StatementText]) -> list[Found[str]]:
    return _all(pages, lambda told, clause: _denies(told, clause) == "surely")


def _unsure(pages: Iterable[StatementText]) -> list[Found[str]]:
    return _all(pages, lambda told, clause: _denies(told, clause) == "perhaps")


def _all(pages: Iterable[StatementText], holds: Callable[[StatementText, Span], bool]) -> list[Found[str]]:
    told = list(pages)
    return clauses(told, STRONG, holds) + clauses(told, WEAK, holds)


def _denies(told: StatementText, clause: Span) -> Literal["surely", "perhaps", ""]:
    """What a sentence with words of denial says: of goods, or of what is not told, on a page on sales."""
    if to_traders(told, clause) or _reserved(told, clause) or is_reported(told, clause, STRONG, WEAK):
        return ""
    if any(_NOTHING.search(told.flat, clause.start, hit.start) for hit in told.within(clause, STRONG)[:_FIRST]):
        return ""
    beside = [c for c in told.beside(clause, 1, 1) if c != clause]
    if any(told.says(c, *_AROUND) for c in beside):
        return ""
    if (
        is_for_others(told, clause)
        or any(to_traders(told, c) for c in told.beside(clause, _BEFORE, 0)[:-1])
        or told.says(clause, "presumption")
    ):
        return "perhaps"  # of used goods the law lets agree on more
    named = (
        told.says(clause, "goods", "guarantee_legal")
        or any(_of_goods(told, c) for c in _same_line(told, clause))
        or (told.page.role in _OF_SALE and _is_of_a_sale(told, clause))
    )
    if named and told.says(clause, STRONG, "denial_scope"):
        return "surely"
    return "perhaps" if named or told.page.role in _OF_SALE else ""


def _is_of_a_sale(told: StatementText, clause: Span) -> bool:
    return _SELLS.search(told.flat[clause.start : clause.end]) is not None


def _reserved(told: StatementText, clause: Span) -> bool:
    """Whether a sentence denies something else, or on a condition; "provided without any warranty" sets none."""
    denials = told.within(clause, STRONG, WEAK)
    on = (h for h in told.within(clause, "condition") if not any(d.start <= h.start < d.end for d in denials))
    return told.says(clause, *_RESERVES) or next(on, None) is not None


def _same_line(told: StatementText, clause: Span) -> Iterator[Span]:
    """The sentence before one, where it stands in the same line."""
    before = told.beside(clause, 1, 0)[:-1]
    return (c for c in before if "\n" not in told.text[c.start : c.end])


def _of_goods(told: StatementText, clause: Span) -> bool:
    return told.says(clause, "goods") and not _reserved(told, clause)
