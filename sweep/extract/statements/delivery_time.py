"""What the shop says of the time of delivery."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain

from checks.facts import Fact, Found
from sweep.extract.pages.sought import search, stands
from sweep.extract.pages.statement_text import Span, StatementText
from sweep.extract.shop_pages import ShopPages
from sweep.extract.statements.delivery_cost import REFUND, on_delivery
from sweep.extract.statements.taxes import GOODS_PAGES
from sweep.extract.visit.contents import menu_lines
from sweep.extract.visit.stated import TEXTS, clauses, merged, texts, unless_hinted
from sweep.extract.visit.touched import quoted, touches, touching
from sweep.extract.words.needles import Sieve
from sweep.extract.words.periods import Period, find_periods

_LEAD_UNITS = ("hour", "day", "business_day", "week")
_HOURS = (24, 36, 48, 72, 96, 120)  # others are times of the day
_TITLE_WORDS = 6
_REACH = 90  # characters between "delivery" and its time
_OTHER_PERIODS = ("withdraw_right", "withdraw_event", "withdraw_free", "refund", "guarantee_legal", "receipt")
_NO_LEAD = (*_OTHER_PERIODS[:-1], "send_back", "faulty", "withdraw_hint")


def delivery_time(shop: ShopPages) -> Fact[str]:
    """A sentence or line that says within what time goods are sent or arrive."""
    pages = [*texts(shop, "delivery", "product", *TEXTS, "basket", "checkout")]
    found = clauses(pages, "delivery_lead", _names_time) or [f for told in pages for f in _below_title(told)]
    if found:
        return merged(found)
    hints = [f for told in pages for f in _in_titles(told)]
    hints += clauses(pages, "delivery", _perhaps_time) + clauses(on_delivery(shop), "delivery_when")
    hints += clauses(texts(shop, "delivery", "terms"), "delivery_day")
    hints += [f for told in on_delivery(shop) for f in _times(told)]
    hints += [f for told in texts(shop, *GOODS_PAGES) for f in _times(told, _WORKING)]
    hints += clauses(texts(shop, "product"), "delivery_when", _in_its_midst)
    hints += [f for told in texts(shop, *TEXTS) if told.page.role != "withdrawal" for f in _sent(told)]
    touched = (
        quoted(told, c)
        for told in on_delivery(shop)
        for c in touching(told, "carried", "arriving")
        if _is_timed(told, c)
    )
    return unless_hinted(shop.not_found("delivery", "terms", "product"), chain(hints, touched))


def _is_timed(told: StatementText, clause: Span) -> bool:
    """A time beside what brings the goods; periods beside a word for delivery itself are judged above."""
    if told.says(clause, *_NO_LEAD):
        return False
    named = touches(told, clause, "arriving")
    return named or (bool(told.periods_in(clause)) and not told.says(clause, "delivery", "delivery_lead"))


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


_OF_ANOTHER = (REFUND, _EXCEPTION, _LATE, _BY_CONSUMER)


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
