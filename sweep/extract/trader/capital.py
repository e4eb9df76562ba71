"""The share capital of the trader, and the authority that oversees it, as its legal notice tells them."""

from __future__ import annotations

import re

from checks.facts import Fact, Found
from sweep.extract.pages.beside import says_beside
from sweep.extract.pages.statement_text import Span, StatementText
from sweep.extract.shop_pages import ShopPages
from sweep.extract.trader.attribution import IDENTITY, Trader, missing
from sweep.extract.visit.stated import clauses, merged, texts, unless_hinted
from sweep.extract.words.needles import Sieve

_CAPITAL = Sieve(
    r"(?<!\w)(?:au capital|capital social|capitale(?: (?:sociale|interamente|versato))|cap\. ?soc\.|"
    r"kapital\w* zakladow\w*|stammkapital|"
    r"grundkapital|maatschappelijk kapitaal|share capital|capital)(?!\w)[^\d\n]{0,40}"
    r"\d[\d .,']{0,14}(?:\s?(?:€|eur\w*|pln|zl|euro))?"
)
# "capital soleil : 30 €", "capital social fixe. Nuage SAS au capital de ...", "au capital de XXX euros".
_NO_CAPITAL = re.compile(r"[a-zà-ÿ]{3}\. [A-ZÀ-Þ]|(?i:xxx)")
_BARE = re.compile(
    r"capital(?:e|es)?[ :]{0,3}(?:(?:social|de|of|d'|en|fixe|variable|minimum|souscrit|libere|suscrito|versato|"
    r"is|est|eur|euros?|chf|"
    r"[:,=(€£$])[ :]{0,2}){0,4}\d"
)
_HINT = Sieve(r"(?<!\w)(?:capital|capitale|kapital\w*)(?!\w)")


def share_capital(trader: Trader) -> Fact[str]:
    """The trader's own capital; that of its host or bank is another's."""
    unclear = []
    for finds in trader.pages:
        for match in _CAPITAL.finditer(finds.doc.flat):
            quote = finds.doc.quote(match.start(), match.end())
            words = finds.doc.text[match.start() : match.end()]
            if not _is_capital(words, match[0]):
                continue
            if trader.whose(finds, match.start()) == "trader":
                return Found(words.strip(), quote)
            unclear.append(quote)
        if finds.page.role in IDENTITY:
            unclear += [finds.doc.quote(m.start(), m.end()) for m in _HINT.finditer(finds.doc.flat)]
    return missing(trader, IDENTITY, unclear)


def _is_capital(words: str, flat: str) -> bool:
    """Whether an amount is that of a capital: in one sentence with its word, and with no other word between."""
    if _NO_CAPITAL.search(words) or not any(c in "123456789" for c in words):
        return False
    return not flat.startswith("capital ") or flat.startswith("capital social") or bool(_BARE.match(flat))


def supervisory_authority(shop: ShopPages) -> Fact[str]:
    """A line of the legal notice or the terms that names an authority, a register or a chamber of a profession."""
    pages = list(texts(shop, "legal_notice", "about", "terms", "home", "contact"))
    found = clauses(pages, "contract.authority", _is_own)
    if found:
        return merged(found)
    return unless_hinted(shop.not_found("legal_notice", "terms", "about"), clauses(pages, "contract.authority"))


def _is_own(told: StatementText, clause: Span) -> bool:
    """Not the authority of a bank or of who handles the payments."""
    return not says_beside(told, clause, "contract", "authority")
