"""Prices that are asked under a condition only: with credit, by subscription, for several, to rent, after cashback.

All words are folded and of all languages read; what they lead to or follow is never taken for the price where another
stands beside it.
"""

from __future__ import annotations

import re

from sweep.extract.words.needles import Sieve

_PRICE = r"(?:preis|price|prix|tarif|prijs|precio|prezzo|preco|cena|pris)"
_ARTICLE = r"(?:(?:le|la|un|une|the|a|an|dem|der|een|el|il|o|um|w|en|em) )?"
_LEADS = Sieve(
    r"(?<!\w)(?:"
    # with credit, or by one way to pay or to fetch it only
    rf"finanzierungs-?preis|financ(?:e|ing) price|{_PRICE} (?:financiado|finanziato|finance|financiado|financado)|"
    rf"(?:{_PRICE} )?(?:bei|mit|with|avec|con|com|pri|s|z|met|van) {_ARTICLE}"
    r"(?:finanzierung|financ(?:e|ing|iering|ement|iacion|iamento|amento)|finanziamento|financovani\w?|finansowaniem?)|"
    r"(?:pri|s) vyuzit\w{1,3} (?:uveru|financovani)|cena (?:na|s) (?:uver\w{0,2}|splatky)|"
    rf"(?:{_PRICE} )?bei (?:(?:selbst)?abholung|vorkasse|vorauskasse|barzahlung)|(?:no|via|com|por) pix|"
    # by subscription
    r"(?:subscribe (?:&|and|\+) save|spar-?abo|im (?:spar-?)?abo|subscription price|with subscription|"
    r"abo-?preis|prix abonnement|abonnementsprijs|"
    r"(?:avec|met|con|com|mit) (?:un |een |una )?(?:abo|abonnement|suscripcion|subscricao|assinatura|abbonamento)|"
    r"suscribete y ahorra|abonnez-vous|in abbonamento|w subskrypcji)(?: \d{1,2} ?%)?|"
    # to rent
    r"(?:miet|leih)-?preis|huurprijs|mieten|leihen|rent(?:al)?(?: price)?|louer|prix de location|alquiler|alquilar|"
    r"noleggio|noleggia|aluguer|huren|wynajem"
    r")(?: (?:per|pro|par|por|al|za) (?:dag|tag|jour|day|giorno|dia|dzien|week|woche|sem(?:aine|ana)|settimana))?"
    r"(?: (?:ab|from|a partir de|des|desde|vanaf|od|da))?[^\S\n]{0,2}[:\-–]?\s{0,2}$"
    r"|(?<!\w)(?:abo|abonnement|subscription|suscripcion|abbonamento|assinatura|subskrypcja) ?:\s{0,2}$"
)
_COUNT = r"(?:[2-9]|[1-9]\d{1,3})"
_PIECES = (
    r"(?:opak\w{0,5}\.?|stuck|stk\.?|st\.?|stuks?|pieces?|pcs\.?|units?|unites?|unidades|uds\.?|pezzi|pz\.?|szt\.?|sztuk|ks|kusu|kusov|"
    r"kom|db|kpl|packs?|packungen|karton\w{0,2}|bottles|flaschen|items|articles|artikelen)"
)
# "2 for £40", "Any 3 for £60", "ab 3 Stück je", "Buy 2 for"
_SEVERAL = re.compile(
    rf"(?:(?:^|[\n:(|!])\s{{0,2}}|(?<!\w)(?:any|match|lot de|buy|choose|offer|deal|aktion|actie|promo|nimm|kaufe|koop|"
    rf"kies|achetez|prenez|compra|lleva|leva|kup|kob|kop)\W{{1,2}})"
    rf"{_COUNT} (?:x )?(?:{_PIECES} )?(?:for|fur|voor|pour|por|per|za|till|la)\W{{0,2}}$"
    # "Par 6 : 11,90 € la bouteille"
    rf"|(?:^|\n)(?:par|per|je|bij|por|za|po|ved|vid) {_COUNT}(?: {_PIECES})? ?:\s{{0,2}}$"
    rf"|(?<!\w)(?:ab|vanaf|from|desde|a partir de|des|od|da|fra|fran|kaufe|buy) {_COUNT}\+? {_PIECES}"
    r"(?: (?:je|nur|nog|a|each|for|voor|fur|pour))?"
    r"(?: (?:z|s|inkl?\.?|incl\.?|con|com|avec) (?:vat|dph|mwst\.?|btw|iva|tva)(?: \d{1,2} ?%)?)?[^\S\n]{0,2}:?\s{0,2}$"
    # The row of a table of steps: "Ab 5 | 12,90 €".
    rf"|(?:^|\n)(?:ab|vanaf|from|desde|a partir de|des|od|fra|fran) {_COUNT}\s{{1,2}}$"
)
_FOLLOWS = Sieve(
    r"^\s{0,2}(?:/|(?:per|pro|par|al|por|je) )\s?(?:tag|day|dag|jour|dia|giorno|den|dzien|woche|week|semaine|semana|"
    r"settimana)(?!\w)|"
    r"^\s{0,2}(?:(?:after|nach|apres|dopo|tras|na|po|depois (?:do|de)) (?:el |le |il |the )?"
    r"(?:cash-?back\w{0,2}|remboursement|odr|rebate|reembolso|rimborso)|"
    r"(?:with|mit|avec|met|con|com) (?:a |an |un |une |una |een )?"
    r"(?:subscription|abo|abonnement|suscripcion|abbonamento|assinatura|trade-?in|financing|finanzierung|financement))(?!\w)"
)
# With what a price is compared that nobody says was asked here.
_COMPARED = Sieve(
    r"(?<!\w)(?:(?:typical|median|market|average) price|elsewhere|(?:mittlerer|durchschnittlicher) preis|medianpreis|"
    r"marktpreis|prix (?:median|moyen|du marche)|prezzo (?:mediano|medio|di mercato)|precio (?:mediano|tipico|medio|"
    r"de mercado)|preco (?:mediano|tipico|medio|de mercado)|mediaanprijs|marktprijs|gemiddelde prijs)[^\S\n]?:?\s{0,2}$"
)
# What used goods cost when they were new.
_NEW = Sieve(
    r"(?<!\w)(?:neupreis|prix (?:du |a )?neuf|nieuwprijs|prezzo (?:del|da) nuovo|precio (?:de |del )?nuevo|"
    r"(?:cost|price) (?:when )?new|nypris|cena nowego)[^\S\n]?:?\s{0,2}$"
)
BY_SUBSCRIPTION = Sieve(
    r"(?<!\w)(?:subscri(?:be|ptions?)|(?:spar-?)?abos?|abonnements?|abonn(?:ez|ier\w{1,3}|eer\w{0,2})|"
    r"suscri(?:bete|bir\w{0,2}|pcion\w{0,2})|abbona(?:ti|ment[oi])|subscreva|assine|subskryb\w{1,3}|"
    r"assinaturas?|subskrypcj\w{1,2}|predplatne|prenumerat\w{1,3})(?!\w)"
)
# What buying earns towards another purchase.
EARNED = Sieve(r"(?<!\w)(?:\w{0,14}punkten?|points?|\w{0,14}punten|puntos|punti|pontos|punkt(?:ow|y))(?!\w)")
_LINE = 60


def on_terms(before: str, own: str, *, struck: bool) -> bool:
    """Whether an amount is asked under a condition, or for other goods, by the words `before` it and behind (`own`)."""
    if not struck and _NEW.search(before):
        return True
    return bool(_LEADS.search(before) or _SEVERAL.search(before[-_LINE:]) or _FOLLOWS.search(own))


def is_compared(before: str) -> bool:
    """Whether the words `before` an amount name it as one to compare with, such as the usual price elsewhere."""
    return _COMPARED.search(before) is not None
