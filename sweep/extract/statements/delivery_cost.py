"""What the shop says of the cost of delivery."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

from checks.facts import Fact, Found
from sweep.extract.pages.beside import says_beside
from sweep.extract.pages.sought import finditer, search, stands
from sweep.extract.pages.statement_text import Hit, Span, StatementText, statement_text
from sweep.extract.shop_pages import ShopPages
from sweep.extract.statements.carriage import borne_by_shop, only_fetched, parcels
from sweep.extract.statements.taxes import AMOUNT, GOODS_PAGES
from sweep.extract.visit.stated import TEXTS, clauses, merged, texts, unless_hinted
from sweep.extract.visit.touched import quoted, touches, touching
from sweep.extract.words.needles import Sieve

_REACH = 90  # characters between "delivery" and its cost
# What is paid back, and the time of it, are not those of delivery.
REFUND = Sieve(r"rembours|reimburs|refund|erstatt|ruckzahl|terugbeta|reembols|rimbors|zwrot (?:pien|srodk|plat)")


def delivery_cost(shop: ShopPages) -> Fact[str]:
    """A sentence or line that names an amount for delivery, or says that it is free; first what is paid.

    "Free from 60 €" tells from when nothing is paid, not what is paid below.
    """
    pages = list(texts(shop, "delivery", *TEXTS, *GOODS_PAGES))
    found = clauses(pages, "delivery", _names_only_cost) + clauses(pages, "delivery_free")
    found += clauses(pages, "delivery", _names_cost)
    if found:
        return merged(found)
    hints = [*clauses(texts(shop, "delivery"), "delivery_gratis"), *clauses(pages, "delivery", _perhaps_cost)]
    hints += [Found(told.quote(c), told.evidence(c)) for told in on_delivery(shop) for c in _bare_sums(told)]
    hints += [fetched for told in on_delivery(shop) for fetched in only_fetched(told)]
    hints += [borne for told in on_delivery(shop) for borne in borne_by_shop(told)]
    hints += [amount for told in on_delivery(shop) for amount in _amounts(told)]
    hints += [parcel for told in pages for parcel in parcels(told)]
    hints += [row for told in texts(shop, *TEXTS) if told.page.role != "home" for row in _rows(told)]
    touched = (quoted(told, c) for told in on_delivery(shop) for c in _on_paying(told))
    return unless_hinted(shop.not_found("delivery", "terms", "product"), chain(hints, touched))


_MEANS = ("contract.pay_card", "contract.pay_transfer", "contract.pay_cash", "refund", "send_back", "tax_excluded")


def _on_paying(told: StatementText) -> Iterator[Span]:
    """Sentences on paying, on a page about delivery, that are not known to be on other payments."""
    for clause in touching(told, "paying", "stamped", "bearing"):
        weighty = touches(told, clause, "paying", "stamped") or touches(told, clause, "carried")
        if weighty and not told.says(clause, *_MEANS):
            yield clause


def on_delivery(shop: ShopPages) -> list[StatementText]:
    """The pages about delivery; where none is called so, those whose names tell nothing."""
    return list(texts(shop, "delivery")) or [statement_text(page) for page in shop.unnamed]


_ROWS = 12  # sentences below a title


def _rows(told: StatementText) -> Iterator[Found[str]]:
    """The lines with an amount below a title on delivery, on a page about something else: "Belgium | 4.95 €"."""
    titles = dict.fromkeys(told.clause(hit.start) for hit in told.of("delivery"))
    for title in (c for c in titles if told.quote(c) in told.page.headings):
        for row in told.beside(title, 0, _ROWS)[1:]:
            if told.quote(row) in told.page.headings:
                break
            if stands(told, AMOUNT, row):
                yield Found(told.quote(row), told.evidence(row))


_BARE_SUM = re.compile(r"(?<![\d.,])\d{1,3}[.,]\d{2}(?![.,]?\d|\s?(?:kg|g|cm|mm|m|l)(?!\w))")


def _bare_sums(told: StatementText) -> list[Span]:
    """The lines on a page about delivery with a sum as money is written, without its currency."""
    return list(dict.fromkeys(told.clause(m.start()) for m in _BARE_SUM.finditer(told.flat)))


def _names_only_cost(told: StatementText, clause: Span) -> bool:
    return not told.says(clause, "delivery_free") and _names_cost(told, clause)


_COST = Sieve(
    r"frais|cout|cost|charge|kosten|gastos|coste|portes|spese|costi|koszt|custos|cena przesyl|"
    r"prezzo della spedizion|precio del envio|preco do envio|tarif|postage|porto(?!\w)|versandpreis"
)


def _perhaps_cost(told: StatementText, clause: Span) -> bool:
    """Words on a cost that is told elsewhere ("will be shown before you order"), or paid back with its amount."""
    paid_back = stands(told, REFUND, clause)
    amount = stands(told, AMOUNT, clause)
    cost = stands(told, _COST, clause)
    later = cost and says_beside(told, clause, "contract", "later")
    return later or told.says(clause, "delivery_gratis") or (paid_back and amount)


def _amounts(told: StatementText) -> list[Found[str]]:
    """The lines with an amount on a page about delivery: a table may name its rows otherwise than we know."""
    lines = dict.fromkeys(told.clause(m.start()) for m in AMOUNT.finditer(told.flat))
    return [Found(told.quote(c), told.evidence(c)) for c in lines if not told.is_menu(c)]


def _names_cost(told: StatementText, clause: Span) -> bool:
    """An amount within reach of a word for delivery: not the price of a product in the same line, nor paid back.

    Nor the value up to which goods from afar come in without duty.
    """
    if stands(told, _IMPORTED, clause):
        return False
    return any(
        abs(amount.start() - hit.start) <= _REACH
        and search(told, REFUND, clause.start, hit.start) is None
        and not (amount.start() < hit.start and _is_extra(told, clause, hit))
        for amount in finditer(told, AMOUNT, clause)
        for hit in told.within(clause, "delivery")
    )


_IMPORTED = Sieve(r"(?<!\w)(?:ioss(?!\w)|sachwert|intrinsi|intrinsek)")
# "49.90 € plus delivery": the amount before is the price of the goods, and the cost is not told.
_PLUS = re.compile(
    r"(?:zzgl|zuzuglich|e(?:xk|xc)l\w{0,6}|plus|ohne|hors|sans|en sus|mas|piu|mais|senza|escluse?|sin|sem|"
    r"bez|nie zawiera|zonder)\.? ?(?:die |der |les )?"
    r"(?:(?:frais|costes|gastos|spese|custos|portes|koszt\w{0,2}) (?:d[ei] )?)?$"
)
_NOT_IN_IT = re.compile(
    r"[^\d.;]{0,25}(?:not included|non inclus|non compris|no inclui|escluse|nao inclui|niet inbegrepen|en sus)"
)


def _is_extra(told: StatementText, clause: Span, hit: Hit) -> bool:
    """Whether delivery is said to come on top of the price before it."""
    before = told.flat[max(clause.start, hit.start - 40) : hit.start]
    return bool(_PLUS.search(before) or _NOT_IN_IT.match(told.flat, hit.end, clause.end))
