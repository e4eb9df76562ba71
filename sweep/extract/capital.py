"""The share capital of the trader, and the authority that oversees it, as its legal notice tells them."""

from __future__ import annotations

from checks.facts import Fact, Found
from sweep.extract.attribution import IDENTITY, Trader, missing
from sweep.extract.beside import says_beside
from sweep.extract.needles import Sieve
from sweep.extract.shop_pages import ShopPages
from sweep.extract.stated import clauses, merged, texts, unless_hinted
from sweep.extract.statement_text import Span, StatementText

_CAPITAL = Sieve(
    r"(?<!\w)(?:au capital|capital social|capitale sociale|cap\. ?soc\.|kapital\w* zakladow\w*|stammkapital|"
    r"grundkapital|maatschappelijk kapitaal|share capital|capital)(?!\w)[^\d\n]{0,40}"
    r"\d[\d .,']{0,14}(?:\s?(?:€|eur\w*|pln|zl|euro))?"
)
_HINT = Sieve(r"(?<!\w)(?:capital|capitale|kapital\w*)(?!\w)")


def share_capital(trader: Trader) -> Fact[str]:
    """The trader's own capital; that of its host or bank is another's."""
    unclear = []
    for finds in trader.pages:
        for match in _CAPITAL.finditer(finds.doc.flat):
            quote = finds.doc.quote(match.start(), match.end())
            if trader.whose(finds, match.start()) == "trader":
                return Found(finds.doc.text[match.start() : match.end()].strip(), quote)
            unclear.append(quote)
        if finds.page.role in IDENTITY:
            unclear += [finds.doc.quote(m.start(), m.end()) for m in _HINT.finditer(finds.doc.flat)]
    return missing(trader, IDENTITY, unclear)


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
