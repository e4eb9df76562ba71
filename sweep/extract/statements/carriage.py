"""What the way to the consumer costs, where no word for delivery stands beside it: parcels, and who pays for them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.facts import Found
from sweep.extract.pages.statement_text import StatementText
from sweep.extract.words.needles import Sieve

# Who pays for the way, or that nobody asks anything for it.
_BORNE = Sieve(
    r"(?<!\w)(?:(?:zahl|bezahl|trag|ubernehm)\w* wir|wir (?:zahl|bezahl|trag|ubernehm)\w*|auf unsere rechnung|"
    r"geht auf uns|"
    r"betalen wij|wij betalen|op onze kosten|voor onze rekening|zonder (?:iets|er iets)|vragen wij niets|"
    r"on us|we pay|we bear|costs? (?:you )?nothing|at our expense|paga la casa|pagamos|corre de nuestra cuenta|"
    r"(?:paghiamo|offriamo) noi|a nostre spese|por nossa conta|pagamos nos|(?:bierzemy|bierze) na siebie|na nasz koszt|"
    r"(?:nous|on) (?:payons|paie|prenons)|a nos frais|pour nous|nous l'offrons|"
    r"sem cobrar|sin cobrar|sans rien (?:demander|facturer)|ohne (?:etwas|was) zu (?:verlangen|berechnen)|"
    r"senza chiedere|"
    r"nie pobieramy|"
    r"ohne (?:aufpreis|aufschlag|zuschlag)|sans supplement|zonder (?:toeslag|meerprijs)|(?:without|no) extra charge|"
    r"sin recargo|senza supplemento|sem acrescimo|bez doplaty|qui regale|"
    r"(?:ci )?pensiamo noi|(?:e |sao )?pag[oa]s? por nos|zahlt das haus|betaalt de winkel)(?!\w)"
)
# Goods that are only fetched have no cost of delivery.
_FETCHED = re.compile(
    r"(?<!\w)(?:ritir\w+|ophalen|afhalen|(?:selbst)?abhol\w*|retrait|retirer|collect\w*|pick-?up|recog\w+|levantamento|levantar|"
    r"odbior\w*)(?!\w)"
)
_ONLY = re.compile(
    r"(?<!\w)(?:solo|soltanto|solamente|nur|ausschliesslich|only|uniquement|seulement|alleen|enkel|tylko|wylacznie|apenas|niet|kein\w{0,2}|"
    r"nicht|no|not|pas|non|nie|nao)(?!\w)"
)


def only_fetched(told: StatementText) -> list[Found[str]]:
    """The sentences on a page about delivery that may say that goods are only fetched."""
    found = dict.fromkeys(told.clause(m.start()) for m in _FETCHED.finditer(told.flat))
    return [Found(told.quote(c), told.evidence(c)) for c in found if _ONLY.search(told.flat, c.start, c.end)]


# What is sent, and who brings it, where no word for delivery stands beside the amount.
_PARCEL = Sieve(
    r"(?<!\w)(?:brievenbus\w*|pakketpost|(?:pakket|pakje|postpakket)(?= ?(?:nederland|belgie|binnen|:|€))|porto|postnl|"
    r"lettre suivie|colis|colissimo|mondial relay|point relais|affranchissement|packchen|paket|briefpost|dhl|"
    r"parcel|postage|courier|paquete|correos|mensajer[ia]a?|pacco|corriere|raccomandata|poste italiane|"
    r"correio|registado|ctt|paczka|paczkomat\w*|kurier\w*)(?!\w)[^.;\n]{0,40}?(?:[€£]\s?\d|\d\s?(?:[€£]|zl(?!\w)))"
)


def parcels(told: StatementText) -> Iterator[Found[str]]:
    """ "Letter box € 4.40, parcel € 6.95": amounts behind words for what is sent. They may be a delivery's."""
    for match in _PARCEL.finditer(told.flat):
        clause = told.clause(match.start())
        yield Found(told.quote(clause, match.start()), told.evidence(clause, match.start()))


def borne_by_shop(told: StatementText) -> list[Found[str]]:
    """The sentences on a page about delivery that may say that the shop bears its cost."""
    found = dict.fromkeys(told.clause(m.start()) for m in _BORNE.finditer(told.flat))
    return [Found(told.quote(c), told.evidence(c)) for c in found if not told.says(c, "send_back")]
