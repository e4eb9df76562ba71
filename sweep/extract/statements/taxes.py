"""Whether the shop says that its prices include tax."""

from __future__ import annotations

import re
from itertools import chain
from typing import Literal

from checks.facts import Fact, Found
from sweep.extract.pages.sought import stands
from sweep.extract.pages.statement_text import Span, StatementText, find_phrases, statement_text
from sweep.extract.shop_pages import ShopPages
from sweep.extract.statements import essentials
from sweep.extract.visit.stated import TEXTS, clauses, merged, texts, unless_hinted
from sweep.extract.visit.touched import quoted, touching
from sweep.extract.words.needles import Sieve
from sweep.extract.words.text import fold

GOODS_PAGES = ("product", "listing", "basket", "checkout")
AMOUNT = Sieve(r"(?:€|£|\$|(?<!\w)(?:eur|pln|chf))\s?\d|\d[\d.,]{0,9}\s?(?:€|£|\$|(?:eur|euros?|zl|pln|chf)(?!\w))")
_TAX_LABEL = 6  # words of a line that is a label beside a price


def tax_notice(shop: ShopPages) -> Fact[Literal["included", "excluded"]]:
    """Whether prices are said to include tax. "excluded" only where no page says the contrary.

    Net prices for traders, for export or of a quotation are another matter; what is left open is unclear.
    """
    pages = list(texts(shop, *GOODS_PAGES, *TEXTS))
    included = clauses(pages, "tax_included", _includes)
    if included:
        best = merged(included)
        return Found("included", best.evidence, best.more)
    if (essential := essentials.tax_included(shop)) is not None:
        return essential
    excluded = clauses(pages, "tax_excluded", _all_prices_net)
    if excluded and not any(map(_is_freed, pages)):
        best = merged(excluded)
        return Found("excluded", best.evidence, best.more)
    hints = [f for key in ("tax_excluded", "tax_included", "tax_hint") for f in clauses(pages, key)]
    hints += _in_pictures(shop) if not hints else []
    asked = texts(shop, *GOODS_PAGES, "terms", "delivery")
    touched = (quoted(told, c) for told in asked for c in touching(told, "taxed") if not stands(told, _NOT, c))
    return unless_hinted(shop.not_found("product", "terms", "delivery"), chain(hints, touched))


_NOT = Sieve(r"(?<!\w)(?:nicht|kein\w{0,2}|not|no|non|pas|hors|niet|geen|sin|nao|sem|senza|nie|bez)(?!\w)")
# Where no tax is due, a price without it is what a consumer pays.
_TAX = r"(?:vat|tva|btw|iva|mwst|ust|umsatzsteuer|mehrwertsteuer|podat\w+)"
_FREED = (
    r"(?:exempt\w*|exoner\w*|exent\w*|exenc\w*|esent\w*|esenzion\w*|isen[tc]\w*|zwolni\w*|befrei\w*|steuerfrei|vrijgesteld\w*|"
    r"franchise|forfettari\w*|kleinunternehm\w*|kleineondernemers\w*|threshold|non applica\w*|no aplica\w*|not charged)"
)
_NO_TAX = Sieve(
    rf"(?<!\w){_FREED}(?!\w)[^\n]{{0,60}}(?<!\w){_TAX}(?!\w)|(?<!\w){_TAX}(?!\w)[^\n]{{0,60}}(?<!\w){_FREED}(?!\w)|"
    r"(?<!\w)293 ?b(?!\w)|§ ?19 ustg|l\. ?190/2014"
)
# "Exports are exempt from VAT" says nothing of what a consumer pays.
_ABROAD = re.compile(
    r"(?<!\w)(?:innergemein|intra-?\s?(?:eu|com|kom|union)|intracom|wewnatrz|export|esport|eksport|ausfuhr|uitvoer|drittl|"
    r"third countr|(?:outside|buiten|hors|fuera|fuori|fora|poza|ausserhalb) |non-eu|extra-?(?:ue|eu|com)|reverse|"
    r"unternehmen(?!er)|businesses|entreprises|bedrijven|empresas|aziende|imprese|firm)"
)


def _is_freed(told: StatementText) -> bool:
    """Whether a page says that no tax is due, of sales at home and to consumers."""
    sentences = (told.clause(match.start()) for match in _NO_TAX.finditer(told.flat))
    return any(_ABROAD.search(told.flat, c.start, c.end) is None for c in sentences)


def _in_pictures(shop: ShopPages) -> list[Found[str]]:
    """The words of pictures beside goods that tell of the tax."""
    found = []
    for page in shop.of(*GOODS_PAGES):
        for i in page.body.of("img"):
            words = page.body.attributes[i].get("alt") or ""
            if (
                words
                and words in page.html
                and "tax_included" in find_phrases(fold(words), statement_text(page).languages)
            ):
                found.append(Found(words, page.evidence(words)))
    return found


# "0.45 € incl. tax a minute": what a call costs is no price of the goods.
_CALLED = Sieve(r"(?:/|(?:par|pro|per|por|al|la|za|je) )\s?min|par appel|pro anruf|per call|a chiamata|por llamada")


def _includes(told: StatementText, clause: Span) -> bool:
    """Whether the words are not those of a call's price, nor all a part of others: "prices do not include VAT"."""
    net = told.within(clause, "tax_excluded")
    gross = (h for h in told.within(clause, "tax_included") if not any(n.start <= h.start < n.end for n in net))
    return next(gross, None) is not None and not stands(told, _CALLED, clause)


def _all_prices_net(told: StatementText, clause: Span) -> bool:
    priced = told.says(clause, "tax_prices") or stands(told, AMOUNT, clause)
    beside = told.page.role in GOODS_PAGES and told.words(clause) <= _TAX_LABEL
    return (priced or beside) and not told.says(clause, "tax_other")
