"""What the shop says of the cost of delivery and of its time."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from checks.facts import Fact, Found
from sweep.extract.pages.beside import says_beside
from sweep.extract.pages.sought import finditer, search, stands
from sweep.extract.pages.statement_text import Hit, Span, StatementText, statement_text
from sweep.extract.shop_pages import ShopPages
from sweep.extract.statements.carriage import borne_by_shop, only_fetched, parcels
from sweep.extract.statements.taxes import AMOUNT, GOODS_PAGES
from sweep.extract.visit.contents import menu_lines
from sweep.extract.visit.stated import TEXTS, clauses, merged, texts, unless_hinted
from sweep.extract.words.needles import Sieve
from sweep.extract.words.periods import Period, find_periods

_LEAD_UNITS = ("hour", "day", "business_day", "week")
_HOURS = (24, 36, 48, 72, 96, 120)  # others are times of the day
_TITLE_WORDS = 6
_REACH = 90  # characters between "delivery" and its time
_OTHER_PERIODS = ("withdraw_right", "withdraw_event", "withdraw_free", "refund", "guarantee_legal", "receipt")
_NO_LEAD = (*_OTHER_PERIODS[:-1], "send_back", "faulty", "withdraw_hint")


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
    hints += [Found(told.quote(c), told.evidence(c)) for told in _on_delivery(shop) for c in _bare_sums(told)]
    hints += [fetched for told in _on_delivery(shop) for fetched in only_fetched(told)]
    hints += [borne for told in _on_delivery(shop) for borne in borne_by_shop(told)]
    hints += [amount for told in _on_delivery(shop) for amount in _amounts(told)]
    hints += [parcel for told in pages for parcel in parcels(told)]
    hints += [row for told in texts(shop, *TEXTS) if told.page.role != "home" for row in _rows(told)]
    return unless_hinted(shop.not_found("delivery", "terms", "product"), hints)


def _on_delivery(shop: ShopPages) -> list[StatementText]:
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
    paid_back = stands(told, _REFUND, clause)
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
        and search(told, _REFUND, clause.start, hit.start) is None
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


def delivery_time(shop: ShopPages) -> Fact[str]:
    """A sentence or line that says within what time goods are sent or arrive."""
    pages = [*texts(shop, "delivery", "product", *TEXTS, "basket", "checkout")]
    found = clauses(pages, "delivery_lead", _names_time) or [f for told in pages for f in _below_title(told)]
    if found:
        return merged(found)
    hints = [f for told in pages for f in _in_titles(told)]
    hints += clauses(pages, "delivery", _perhaps_time) + clauses(_on_delivery(shop), "delivery_when")
    hints += clauses(texts(shop, "delivery", "terms"), "delivery_day")
    hints += [f for told in _on_delivery(shop) for f in _times(told)]
    hints += [f for told in texts(shop, *GOODS_PAGES) for f in _times(told, _WORKING)]
    hints += clauses(texts(shop, "product"), "delivery_when", _in_its_midst)
    hints += [f for told in texts(shop, *TEXTS) if told.page.role != "withdrawal" for f in _sent(told)]
    return unless_hinted(shop.not_found("delivery", "terms", "product"), hints)


def _in_titles(told: StatementText) -> Iterator[Found[str]]:
    """A time in a heading, on a button or in the label of a link: "Delivery in 2 to 4 working days"."""
    for clause in dict.fromkeys(told.clause(hit.start) for hit in told.of("delivery_lead")):
        timed = any(map(_lead_unit, told.periods_in(clause))) and not told.says(clause, *_OTHER_PERIODS, "send_back")
        if timed and told.is_menu(clause):
            yield Found(told.quote(clause), told.evidence(clause))


def _in_its_midst(told: StatementText, clause: Span) -> bool:
    """Not the opening hours in a footer."""
    return told.quote(clause) not in menu_lines(told.page)


def _below_title(told: StatementText) -> Iterator[Found[str]]:
    """The line below "Delivery" as a title that names a time: "24 to 72 hours on the mainland"."""
    for hit in told.of("delivery_lead"):
        below = told.below(told.clause(hit.start), _TITLE_WORDS)
        if below is None or not any(_lead_unit(p) for p in told.periods_in(below)):
            continue
        other = told.says(below, *_OTHER_PERIODS, "send_back", "withdraw_hint") or _is_of_another(told, below)
        if not other and not told.is_menu(below):
            yield Found(told.quote(below), told.evidence(below))


def _perhaps_time(told: StatementText, clause: Span) -> bool:
    """A sentence on delivery with a day or a period that may be its time."""
    if told.says(clause, *_OTHER_PERIODS, "send_back"):
        return False
    timed = any(_lead_unit(p) for p in told.periods_in(clause))
    return timed or told.says(clause, "delivery_when") or _goes_on_below(told, clause)


def _goes_on_below(told: StatementText, clause: Span) -> bool:
    """Whether a line ends amid its time: "delivered within 3 to 5", and below "working days"."""
    if not told.flat[clause.start : clause.end].rstrip().endswith(tuple("0123456789")):
        return False
    words = told.flat[max(clause.start, clause.end - 12) : clause.end + 20].replace("\n", " ")
    return any(map(_lead_unit, find_periods(words, told.languages)))


_WORKING = ("hour", "business_day")  # beside goods, in these nothing but their delivery is counted


def _times(told: StatementText, units: Sequence[str] = _LEAD_UNITS) -> list[Found[str]]:
    """The lines with a short period on a page about delivery, or in such units on one of goods."""
    lines = dict.fromkeys(told.clause(p.start) for p in told.periods if _lead_unit(p) and p.unit in units)
    return [
        Found(told.quote(c), told.evidence(c))
        for c in lines
        if not told.is_menu(c) and not told.says(c, *_OTHER_PERIODS, "send_back")
    ]


# That an order goes out, in verbs of any kind; a mail with its confirmation is no order.
_SENDS = Sieve(
    r"(?<!\w)(?:verzend\w*|verstu\w+|bezorg\w*|lever\w*|versend\w*|verschick\w*|schick\w*|liefer\w*|expedi\w+|envo[iy]\w+|"
    r"livr\w+|send|sent|post|posted|dispatch\w*|despatch\w*|ship\w*|deliver\w*|envi\w+|mand(?:amos|ar)|entreg\w+|"
    r"despach\w+|spedi\w+|invi\w+|consegn\w+|recapit\w+|exped\w+|wysl\w+|wysyl\w+|nada(?:jemy|my|wan\w+)|realiz\w+|"
    r"dostarcz\w+)(?!\w)"
)
_ORDERS = Sieve(
    r"(?<!\w)(?:bestelling\w*|pakket\w*|pakje\w*|bestellung\w*|paket\w*|packchen|sendung\w*|commandes?|colis|orders?|parcels?|"
    r"packages?|pedidos?|paquetes?|ordin[ei]|pacc\w+|encomendas?|zamowieni\w*|paczk\w+|przesylk\w+)(?!\w)"
)
_MAILS = Sieve(
    r"e-?mail|confirm|bestatig|bevestig|conferm|potwierdz|antwort|repl(?:y|ies)|reponse|rispost|respuest|respost|odpowie|"
    r"rechnung|invoice|fac?tu|faktur|label|etiq|etik|etich|annul|cancel|stornier"
)


def _sent(told: StatementText) -> Iterator[Found[str]]:
    """Sentences by which an order goes out within a short time: "We aim to send orders within 3 working days"."""
    for clause in dict.fromkeys(told.clause(p.start) for p in told.periods if _lead_unit(p)):
        sends = stands(told, _SENDS, clause) and stands(told, _ORDERS, clause) and not stands(told, _MAILS, clause)
        if sends and not _is_of_other(told, clause) and not told.is_menu(clause) and not _is_of_another(told, clause):
            yield Found(told.quote(clause), told.evidence(clause))


# "Within 3 days of receipt of your payment": what was received is money.
_PAYMENT = re.compile(r"[^.;\n]{0,24}(?:paiement|betaling|zahlung|payment|pago(?!\w)|pagamento|platnosc|wplaty)")


def _is_of_other(told: StatementText, clause: Span) -> bool:
    """Whether a sentence is about another time: of returns, faults, or one that counts from the receipt of goods."""
    if told.says(clause, *_NO_LEAD):
        return True
    return any(_PAYMENT.match(told.flat, hit.end) is None for hit in told.within(clause, "receipt"))


# A sentence on paying back or withdrawing that also speaks of delivery may mean another time: that leaves it open.
_REFUND = Sieve(r"rembours|reimburs|refund|erstatt|ruckzahl|terugbeta|reembols|rimbors|zwrot (?:pien|srodk|plat)")


# "Wine that can only be delivered after 30 days, at a price that depends on the market" is an exception of the law.
_EXCEPTION = Sieve(r"(?<!\w)(?:fluctu|fluktu|schwank|schommel|fluttua|waha[nc]|flutua|oscila)")
# "If it has not been delivered within 7 days, ...": what follows from a breach promises no time.
_LATE = Sieve(
    r"(?<!\w)(?:manquement|(?:defaut|retard) de livraison|n'(?:est|a|ait) pas (?:ete )?(?:livre|expedie|recu)|"
    r"not (?:been |be )?(?:delivered|received|arrived)|nicht [^.;\n]{0,40}(?:geliefert|zugestellt)|"
    r"niet [^.;\n]{0,40}(?:geleverd|bezorgd|ontvangen)|"
    r"no (?:se )?(?:ha|haya|han|fuera|sea)(?!\w)[^.;\n]{0,20} entregad|"
    r"non [^.;\n]{0,30}(?:consegnat|recapitat)|nie (?:zostal\w* |zostanie )?(?:dostarcz|doreczon)|"
    r"nao [^.;\n]{0,30}(?:entregue|recebid))"
)
# What the consumer must hand over or send in time is no delivery.
_BY_CONSUMER = Sieve(
    r"(?<!\w)(?:usuario|cliente|comprador|utente|acquirente|client|acheteur|utilisateur|kunde|kaufer|customer|buyer|you|sie|"
    r"klient|kupujacy) (?:\w+ )?(?:debera|debe|deve|dovra|doit|devra|muss|mussen|must|musi) (?:\w+ )?"
    r"(?:entregar|enviar|depositar|consegnare|spedire|expedier|envoyer|remettre|ship|send|versenden|wyslac|dostarczyc)"
)
_LASTS = Sieve(r"(?<!\w)(?:durante|pendant|wahrend|gedurende|przez okres)(?!\w)")  # a time that something goes on


_OF_ANOTHER = (_REFUND, _EXCEPTION, _LATE, _BY_CONSUMER)


def _names_time(told: StatementText, clause: Span) -> bool:
    if _is_of_other(told, clause) or _is_of_another(told, clause):
        return False
    return any(_is_lead_time(told, clause, p) for p in told.periods_in(clause))


def _is_of_another(told: StatementText, clause: Span) -> bool:
    return any(stands(told, words, clause) for words in _OF_ANOTHER)


def _lead_unit(period: Period) -> bool:
    return period.unit in _LEAD_UNITS and (period.unit != "hour" or period.count in _HOURS)


def _is_lead_time(told: StatementText, clause: Span, period: Period) -> bool:
    if not _lead_unit(period):
        return False
    words = told.within(clause, "delivery_lead")
    return any(
        (-40 <= period.start - hit.end <= _REACH and search(told, _LASTS, hit.end, period.start) is None)
        or 0 <= hit.start - period.end <= 40
        for hit in words
    )
