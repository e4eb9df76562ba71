"""Fees for paying: those that a shop asks for cards, transfers and other means, and accounts of one country only."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from checks.contract_facts import PaymentSurcharge
from checks.facts import Fact, Found
from sweep.extract.pages.reported import is_reported
from sweep.extract.pages.statement_text import Span, StatementText
from sweep.extract.shop_pages import ShopPages
from sweep.extract.statements.meant import is_for_others
from sweep.extract.visit.stated import TEXTS, clauses, texts, to_traders
from sweep.extract.words.needles import Sieve

_NUMBER = re.compile(r"\d[\d.,]{0,6}\s?(?:%|€|£|eur(?:os?)?(?!\w)|zl(?!\w))|(?:€|£)\s?\d")
_OTHER_BRAND = re.compile(r"paypal|klarna|american express|amex|apple ?pay|google ?pay|bancontact")
_PAUSE = re.compile(r"[,;](?= )")
_CARD_BRAND = re.compile(r"(?<!\w)(?:visa|mastercard)(?!\w)")


def payment_surcharges(shop: ShopPages) -> Fact[tuple[Found[PaymentSurcharge], ...]]:
    """Sentences that ask a fee, with its amount, for a means of payment, or accept one country's IBAN only."""
    pages = list(texts(shop, *TEXTS, "basket", "checkout"))
    found = [Found(PaymentSurcharge("iban", f.value), f.evidence) for f in clauses(pages, "contract.iban", _is_of_all)]
    found += [f for told in pages for f in (*_bracketed(told), *_fees(told))]
    return Found(tuple(found), found[0].evidence) if found else shop.not_found("terms", "delivery")


def _is_of_all(told: StatementText, clause: Span) -> bool:
    """Whether all who pay need an account of one country: not those who buy on credit, nor firms."""
    credit = told.says(clause, "contract.pay_later", "contract.no")
    return not credit and not to_traders(told, clause) and not is_for_others(told, clause)


def _fees(told: StatementText) -> Iterator[Found[PaymentSurcharge]]:
    for said in clauses([told], "contract.surcharge", _is_fee):
        clause = _up_to_the_fee(told, told.clause(told.text.find(said.value)))
        words = told.flat[clause.start : clause.end]
        card = told.says(clause, "contract.pay_card") or _CARD_BRAND.search(words) is not None
        if _OTHER_BRAND.search(words):
            yield Found(PaymentSurcharge("other", said.value), said.evidence)
        elif card or told.says(clause, "contract.pay_transfer"):
            means: Literal["card", "transfer"] = "card" if card else "transfer"
            yield Found(PaymentSurcharge("other" if _is_for_goods(told, clause) else means, said.value), said.evidence)


# "Visa (+ 2 %), PayPal (plus 3 %)": what is added, and with it at most the word for a fee.
_ADDED = Sieve(
    r"\((?:\+|plus|zzgl\.?|zuzuglich|mas|piu|mais|meerprijs|wij rekenen|we add|wir berechnen) ?"
    r"(?P<amount>(?:€ ?)?\d{1,2}(?:[.,]\d{1,2})? ?(?:%|€|eur(?:os?)?|zl)?)"
    r"(?: (?:de|di|for|fur|voor|extra|the|frais|supplement|commission|gebuhr|aufschlag|fee|surcharge|charge|kosten|"
    r"toeslag|recargo|comision|commissioni?|supplemento|taxa|comissao|oplaty|doplaty|prowizji|credit|debit|cards?)){0,4}\)"
)
_BANK_CARD = re.compile(r"(?<!\w)(?:visa|mastercard|(?:bank|kredit)karte)(?!\w)")
# A card without more may be one of good wishes: "Wrapping (+ 3 €), card (+ 2 €)".
_BARE_CARD = re.compile(r"karte|kart[ay]|carte|cards?|kaart|carta|tarjeta|cartao")
_PAID = Sieve(
    r"(?<!\w)(?:pay|paid|paie|pago|pagar|pague|pagament|pagate|si paga|regle|regla|reglez|zahl|bezahl|betaal|betal|"
    r"plac|platn|zaplac|checkout|przelew|virement|transfer|bonifico|uberweis|vorkasse|transferencia|overschrijv)"
    r"|(?<!\w)(?:bitcoin|blik|ideal|bizum|cash|cheque|especes|contant)(?!\w)"
)
_TITLE_WORDS = 4
_ITEM = 60  # characters of a means of payment in a list
_ITEM_STARTS = re.compile(r"[,;:()]|(?<!\w)(?:und|oder|and|or|et|ou|en|of|e|o|oppure|y|i|lub|albo)(?!\w)")


def _bracketed(told: StatementText) -> Iterator[Found[PaymentSurcharge]]:
    """What is added to a means of payment in brackets behind its name, in a list of such means."""
    for match in _ADDED.finditer(told.flat):
        clause = told.clause(match.start())
        nearest = max(clause.start, match.start() - _ITEM)
        begins = max((m.end() for m in _ITEM_STARTS.finditer(told.flat, nearest, match.start())), default=nearest)
        item = Span(begins, match.start())
        words = told.flat[item.start : item.end]
        card = told.says(item, "contract.pay_card") or _BANK_CARD.search(words) is not None
        bare = not card and _BARE_CARD.fullmatch(words.strip(" -\u2022*")) is not None
        if not (card or bare or told.says(item, "contract.pay_transfer")) or _OTHER_BRAND.search(words) is not None:
            continue
        if match["amount"].strip("€ 0.,%eurszl") and _is_asked_of_all(told, clause, item):
            means: Literal["card", "transfer", "other"] = "card" if card or bare else "transfer"
            if bare and "%" not in match["amount"] and not _is_on_paying(told, clause):
                means = "other"
            yield Found(PaymentSurcharge(means, told.quote(clause)), told.evidence(clause, match.start()))


def _is_on_paying(told: StatementText, clause: Span) -> bool:
    """Whether a list, or the title above it, tells how one pays."""
    above = (c for c in told.beside(clause, 1, 0)[:-1] if told.words(c) <= _TITLE_WORDS)
    near = [told.flat[c.start : c.end] for c in (clause, *above)]
    return any(_PAID.search(words) is not None or _OTHER_BRAND.search(words) is not None for words in near)


def _is_asked_of_all(told: StatementText, clause: Span, item: Span) -> bool:
    if told.says(item, "contract.pay_later", "contract.pay_cash", "delivery") or to_traders(told, clause):
        return False
    other = _OF_OTHERS.search(told.flat[clause.start : clause.end]) or _ONCE.search(told.flat, clause.start, clause.end)
    return other is None and not is_reported(told, clause) and not is_for_others(told, clause)


# "An extra charge of 2 € for the gold rim, taken from your card": for what it is stands right behind it.
_FOR = re.compile(r"[^.;,\n]{0,25}?(?<!\w)(?:fur|for|pour|voor|para|za)(?!\w)(?P<what>[^.;,\n]{1,25})")
_OF_PAYING = re.compile(
    r"(?<!\w)(?:\w*zahl|kredit|karte|credit|debit|card|carte|tarjeta|cart|kart|pay|paie|regl|betal|pag|plac|plat|"
    r"transa|"
    r"uberweis|virement|transfer|bonific|przelew|overschrij|order|bestell|command|pedid|jede|each|every|chaque|elke|"
    r"cada|die nutzung|the use|visa|master)"
)


def _is_for_goods(told: StatementText, clause: Span) -> bool:
    hits = told.within(clause, "contract.surcharge")
    meant = _FOR.match(told.flat, hits[-1].end, clause.end) if hits else None
    return meant is not None and _OF_PAYING.search(meant["what"]) is None


def _up_to_the_fee(told: StatementText, clause: Span) -> Span:
    """Without what follows the fee behind a comma: "a fee of 3 € for islands, payable by card" is none for the card."""
    hits = told.within(clause, "contract.surcharge")
    begin = told.flat.rfind(";", clause.start, hits[0].start) if hits else -1  # "PayPal is free; cards cost 2 % extra"
    clause = Span(max(clause.start, begin + 1), clause.end)
    end = _PAUSE.search(told.flat, hits[-1].end, clause.end) if hits else None
    return Span(clause.start, end.start()) if end else clause


# What a payment costs that failed or came late is no price of the means of payment.
_FAILED = re.compile(
    r"(?<!\w)(?:ruck(?:last|buch)\w*|zuruckgebuch\w*|zuruckgegebene\w* lastschrift\w*|platzt|geplatzt\w*|"
    r"mangels deckung|nicht gedeckt|nicht eingelost|mahn\w*|verzug\w*|storn\w*|bounc\w*|dishonou?red|charge-?backs?|"
    r"reminder|pay late|late payment\w*|overdue|unpaid|insufficient|impaye\w*|rejet\w*|retard\w*|relance|"
    r"sans provision|aanmaning\w*|wanbetaling|gestorneerd|te laat|devuelt\w*|impagad\w*|recordatorio|insolut\w*|"
    r"ritardo|sollecit\w*|sem provisao|atraso|devolvid\w*|opoznien\w*|wezwan\w*|upomn\w*)(?!\w)"
)


# What the consumer's own bank asks, and cards of firms, for which the law allows a fee.
_OF_OTHERS = Sieve(
    r"(?<!\w)(?:(?:ihre|deine|eure|die eigene|der eigenen|ihrer|deiner) (?:haus)?bank|zwischenbank\w*|"
    r"(?:firmen|geschafts|business|corporate)-?(?:kredit)?karten?|"
    r"(?:sending|remitting|issuing|payer's) bank|auftraggeberbank|bank des (?:zahlers|auftraggebers)|"
    r"banque (?:de l'emetteur|du payeur)|banco (?:de origem|ordenante|emis+or|del ordenante)|"
    r"banca (?:dell'ordinante|del pagatore|emittente)|bank van de (?:betaler|opdrachtgever)|bank (?:nadawcy|"
    r"zleceniodawcy)|"
    r"your (?:own )?bank|(?:company|corporate|commercial|business) (?:\w+ )?cards?|"
    r"(?:votre|leur|sa) (?:propre )?banque|banque (?:emettrice|intermediaire)|"
    r"cartes? (?:\w+ )?(?:d'entreprise|d'affaires|professionnelles?|corporate|business)|"
    r"(?:uw|je|jouw) (?:eigen )?bank|zakelijke (?:\w+)?(?:kaart|card)\w*|"
    r"(?:su|tu) (?:propio )?banco|tarjetas? (?:\w+ )?(?:de empresas?|corporativas?)|"
    r"(?:sua|tua|vostra) banca|carte (?:\w+ )?aziendali|(?:seu|teu) (?:proprio )?banco|"
    r"cart(?:oes|ao) (?:\w+ )?(?:empresaria\w+|corporativos?)|"
    r"(?:twoj|panstwa|wlasny|swoj) bank|bank (?:klienta|kupujacego)|kart\w* (?:\w+ )?firmow\w+)(?!\w)"
)


# "Until 2018 we asked for 2 %".
_ONCE = re.compile(
    r"(?<!\w)(?:bis|until|till|jusqu'en|hasta|fino al|ate|tot|do) (?:ende |end of |fin |finales de |eind |konca )?"
    r"(?:19|20)\d\d(?!\d)|(?<!\w)(?:used to (?:add|charge|ask)|fruher|autrefois|vroeger|antes|un tempo|dawniej)(?!\w)"
)


# What is added may be the customer's: "we add 2 € of discount".
_GIVEN = re.compile(
    r"(?<!\w)(?:de (?:remise|reduction|descuento|desconto)|di (?:sconto|credito)|(?:of )?(?:discount|cashback)|bonus|"
    r"(?:treue)?punkte|points|punti|puntos|pontos|punkt\w+|skonto|rabatt|korting|rabatu)(?!\w)"
)


def _is_fee(told: StatementText, clause: Span) -> bool:
    """A fee with its amount that nothing in the sentence takes back, and that is not for credit, cash or firms."""
    if told.says(
        clause, "contract.no", "contract.on_trader", "contract.pay_cash", "contract.pay_later", "refund", "send_back"
    ):
        return False
    if _OF_OTHERS.search(told.flat[clause.start : clause.end]) is not None or to_traders(told, clause):
        return False
    amounts = (match[0] for match in _NUMBER.finditer(told.flat, clause.start, clause.end))
    fee = any(amount.strip("0., %€£") != "" for amount in amounts)
    failed = fee and _FAILED.search(told.flat, clause.start, clause.end) is not None
    failed = failed or _ONCE.search(told.flat, clause.start, clause.end) is not None
    failed = failed or _GIVEN.search(told.flat, clause.start, clause.end) is not None
    own = fee and not failed and not is_reported(told, clause, "contract.surcharge")
    return own and not is_for_others(told, clause)
