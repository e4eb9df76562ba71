"""Within which time the trader promises to pay back after withdrawal."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.facts import Fact, Found, Period
from sweep.extract.pages.beside import says_beside
from sweep.extract.pages.statement_text import Hit, Span, StatementText
from sweep.extract.shop_pages import ShopPages
from sweep.extract.statements import essentials
from sweep.extract.statements.answers import refunds_told
from sweep.extract.statements.essentials import LAWFUL_DAYS
from sweep.extract.statements.meant import is_for_others
from sweep.extract.statements.returns import PAID_BACK, of_its_own
from sweep.extract.statements.topics import TO_WITHDRAW, topic
from sweep.extract.statements.withdrawal import COVERAGE, as_fact, plausible
from sweep.extract.visit.stated import TEXTS, merged, texts, unless_hinted
from sweep.extract.words import periods

_ABOVE = 2  # sentences over one in which it may stand what is paid back for
_BESIDE, _INSIDE = 12, 30  # characters before words and from their beginning in which a "not" belongs to them
# Not "no later than", in eight languages: that is a promise.
_NOT = re.compile(
    r"(?<!\w)(?:not(?! later| more than)|non(?! oltre| piu (?:di|tardi))|"
    r"no(?! later| more than| mas (?:de|tarde)| superior)|"
    r"nao(?! superior| mais (?:de|tarde))|nie(?! pozniej| dluzej)|niet(?! later| meer dan)|nicht(?! spater| mehr als)|"
    r"ne|n'|pas|aucun\w*|geen|kein\w*|(?:ness|ning|nenh)u[mn]\w*)(?!\w)"
)


# How long the consumer's bank takes, which is not the trader's time.
_OF_BANK = re.compile(
    r"(?<!\w)(?:banks?|banques?|bancos?|banca|banche|banku|banken|kartenherausgeber|card (?:issuer|company))(?!\w)"
    r"(?! (?:account|transfer|details|card|holiday))"
    r"|(?<!\w)(?:estratto conto|extracto|extrato|releve|kontoauszug|card statement|wyciag\w*)(?!\w)"
)
# "A full refund within 30 days of purchase" is a time for asking.
_OF_PURCHASE = re.compile(
    r" ?(?:of|from|after|nach|ab|na|de|d'|suivant|apres|desde|tras|dall'|dalla|dal|da|apos|od) ?"
    r"(?:the |your |dem |der |l'|votre |la |su |de |a |o )?(?:date (?:of|de) |data (?:di |da )?|daty )?(?:l')?"
    r"(?:purchase|order|kauf|kaufdatum|bestellung|achat|commande|aankoop|bestelling|compra|pedido|acquisto|ordine|zakupu)"
    r"(?!\w)"
)


def refund_period(shop: ShopPages) -> Fact[Period]:
    """Within which the trader promises to pay back; the shortest, where several are named.

    What is paid back for another reason than a return (goods that are out of stock, a deposit, taxes) is unclear, and
    so is a long period in words that are not the law's: whatever else is paid back late may be told so.
    """
    pages = list(texts(shop, *TEXTS))
    stated = [
        (told, clause, as_fact(told, clause, p))
        for told in pages
        for clause in dict.fromkeys(told.clause(h.start) for h in told.of("refund") if not _negated(told, h))
        if not told.says(clause, "denial", "reported")
        for p in of_its_own(told, clause)
        if topic(told, clause, p) == "refund" and plausible(p) and _is_of_trader(told, clause, p)
    ]
    found = [fact for told, clause, fact in stated if _is_of_return(told, clause) and not is_for_others(told, clause)]
    found += [fact for told in pages for fact in _after_return(told)]
    if found:
        return merged(sorted(found, key=lambda f: f.value.days))
    loose = [] if stated else refunds_told(texts(shop, *TEXTS), PAID_BACK)
    if lawful := [f for f in loose if f.value.days <= LAWFUL_DAYS]:
        return merged(sorted(lawful, key=lambda f: f.value.days))
    if (essential := essentials.refund_period(shop)) is not None:
        return essential
    unclear = (*(fact for _, _, fact in stated), *loose)
    return unless_hinted(shop.not_found(*COVERAGE), (Found(f.evidence.quote, f.evidence) for f in unclear))


_NEAR_EVENT = 60  # characters between a period and what it counts from
_TITLE_WORDS = 4


def _after_return(told: StatementText) -> Iterator[Found[Period]]:
    """Periods that begin when the trader has the goods again, in a sentence on money or below a title that is.

    "You get the price back within 14 days, once the return is here": whatever verb stands there.
    """
    for hit in told.of("return_event"):
        clause = told.clause(hit.start)
        if told.is_menu(clause) or told.says(clause, "denial", "reported", "faulty") or not _on_money(told, clause):
            continue
        for p in of_its_own(told, clause):
            near = max(p.start - hit.end, hit.start - p.end) <= _NEAR_EVENT
            # longer, it may be for something else: how long a voucher lasts, when a card is charged
            sure = p.days <= LAWFUL_DAYS or told.says(clause, "refund")
            if near and sure and plausible(p) and _is_of_trader(told, clause, p):
                yield as_fact(told, clause, p)


def _on_money(told: StatementText, clause: Span) -> bool:
    paid = PAID_BACK.search(told.flat, clause.start, clause.end)
    if paid is not None:
        return _NOT.search(told.flat, clause.start, paid.end()) is None
    above = [c for c in told.beside(clause, 2, 0)[:-1] if told.words(c) <= _TITLE_WORDS]
    return any(PAID_BACK.search(told.flat, c.start, c.end) for c in above)


def _is_of_return(told: StatementText, clause: Span) -> bool:
    """Not what is paid back for something else that this sentence or one of those above it names."""
    if told.says(clause, *TO_WITHDRAW):
        return True
    if says_beside(told, clause, "statements", "refund"):
        return False
    near = told.beside(clause, _ABOVE, 0)
    other = any(says_beside(told, c, "statements", "refund") for c in near)
    return not other or any(told.says(c, *TO_WITHDRAW) for c in near)


def _negated(told: StatementText, hit: Hit) -> bool:
    """ "Will not be paid back after 30 days" promises nothing."""
    return _NOT.search(told.flat, max(0, hit.start - _BESIDE), min(hit.end, hit.start + _INSIDE)) is not None


# "We give you a refund if you ask within 30 days": a time for asking, too.
_ASKED = re.compile(
    r"(?<!\w)(?:if|when|wenn|falls|sofern|si(?! (?:effettu|provved|proced|esegu|impegn|obblig))|s'il|lorsque|"
    r"als|indien|wanneer|cuando|quando|qualora|jesli|jezeli|"
    r"(?<!ogni )(?<!quier )(?<!quer )(?<!todo )(?<!qualsiasi )(?<!qualunque )caso|"
    r"gdy) [^.;\n]{0,40}$"
)
# "50 % if the refund takes place beyond 60 days" promises none; "no more than 14 days" does.
_BEYOND = re.compile(
    r"(?:au-dela d[eu] ?|plus tard que|(?<!no )(?<!not )more than|beyond|(?<!nicht )mehr als|uber|(?<!non )oltre|"
    r"(?<!no )mas de|(?<!nao )mais de|(?<!niet )meer dan|powyzej) ?$"
)
_JUST = 60  # characters before a period


# So may be "a full refund within 30 days of receipt", where no verb tells who does what.
_BARE = re.compile(r"(?<!\w)(?:within|in|binnen|innerhalb|sous|dans|en|entro|em|dentro de|w ciagu)$")
_OF_RECEIPT = re.compile(
    r" ?(?:of|from|after|nach|ab|na|vanaf|de|d'|suivant|apres|desde|tras|dall'|dalla|dal|dopo la|apos|od) ?"
    r"(?:the |your |der |dem |l'|votre |la |a |o )?(?:receipt|receiving|delivery|erhalt|empfang|lieferung|reception|"
    r"livraison|ontvangst|levering|recepcion|entrega|ricezione|ricevimento|consegna|rececao|recepcao|otrzymania|dostawy)"
    r"(?!\w)(?! (?:of|der|de la|du|des|van|del|della|da|do) )"
)


def _is_of_trader(told: StatementText, clause: Span, period: periods.Period) -> bool:
    if _OF_PURCHASE.match(told.flat, period.end) or _is_asked_for(told, clause, period):
        return False
    if period.days > LAWFUL_DAYS and _OF_RECEIPT.match(told.flat, period.end) and _is_bare(told, clause, period):
        return False
    if _BEYOND.search(told.flat, max(clause.start, period.start - _JUST), period.start):
        return False
    return period.days <= LAWFUL_DAYS or _OF_BANK.search(told.flat, clause.start, clause.end) is None


def _is_bare(told: StatementText, clause: Span, period: periods.Period) -> bool:
    if told.says(clause, *TO_WITHDRAW) or told.says(Span(period.end, period.end + _NEAR_EVENT), "return_event"):
        return False
    return all(_BARE.search(told.flat, h.start, h.end) for h in told.within(clause, "refund"))


def _is_asked_for(told: StatementText, clause: Span, period: periods.Period) -> bool:
    asked = _ASKED.search(told.flat, max(clause.start, period.start - _JUST), period.start)
    return asked is not None and told.says(Span(clause.start, asked.start()), "refund")
