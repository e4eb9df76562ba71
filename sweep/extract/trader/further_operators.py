"""Other firms that a legal notice names as traders beside the one that the facts are about, each with its number.

Several operators of one site stay several: their numbers are never mixed, and an investigator is told of all of them.
"""

from __future__ import annotations

import re
from bisect import bisect_left

from checks.facts import Evidence, Fact, Found
from sweep.extract.names.name_apart import is_general_partner
from sweep.extract.trader.attribution import Trader, missing
from sweep.extract.trader.party import Party
from sweep.extract.trader.trader import PageFinds, firm_before
from sweep.extract.words.name_words import Mention, same_name
from sweep.extract.words.text import fold

_REACH = 200  # characters behind a firm's name in which its number stands
_ADDRESS_REACH = 60
# "Orders from Austria: ...", "the seller is ...", "und" in a line between two: another firm sells here, too.
_ALSO_SELLS = re.compile(
    r"(?:\n(?:und|sowie|et|and|en|ed?|y|i|oraz|&)\n|"
    r"(?<!\w)(?:bestellungen|orders?|commandes?|pedidos?|ordini|zamowienia|bestellingen|encomendas|kunden|customers|"
    r"clients?|klanten|clientes|clienti|klienci)(?!\w)[^.;:\n]{0,60}: ?|"
    r"(?<!\w)(?:seller|vendeur|verkaufer|anbieter|verkoper|vendedora?|venditore|sprzedawca)"
    r" (?:for|per|pour|fur|voor|para|dla) [^.;:\n]{2,40}: ?|"
    r"(?<!\w)(?:is|est|ist|es|e) (?:the|le|der|die|de|el|il|o) (?:seller|vendeur|verkaufer|anbieter|verkoper|vendedor|"
    r"venditore) |"
    r"(?<!\w)(?:seller|vendeur|verkaufer|anbieter|verkoper|vendedora?|venditore|sprzedawca)"
    r" (?:is|est|ist|es|e|jest|to)(?: (?:the|la|die|der|de|societe|firm[ae]|company)){0,2} )$"
)
_SAID_REACH = 110
_MOST = 10


def further_operators(trader: Trader) -> Fact[tuple[str, ...]]:
    """Their names as written, each once. A host, an agency, a mediator or a general partner is none."""
    found: dict[str, tuple[str, Evidence]] = {}
    for finds in trader.pages:
        if finds.page.role == "legal_notice" and trader.key:
            for firm in (*_numbered(finds), *_beside(finds)):
                if not _is_known(firm, trader.key, found):
                    name = " ".join(firm.name.split())
                    found[firm.key] = name, finds.doc.quote(firm.start, firm.end)
    if not found:
        return missing(trader, ("legal_notice",))
    names, proofs = zip(*list(found.values())[:_MOST], strict=True)
    return Found(names, proofs[0], proofs[1:])


def _numbered(finds: PageFinds) -> list[Mention]:
    """The firms in passages on the trader whom a number of a register or of VAT follows."""
    held = [
        firm
        for number in finds.numbers
        if number.valid is not False and (firm := firm_before(finds, number.start, _REACH)) is not None
    ]
    told = (f for f in held if f.start not in finds.strangers)
    return [f for f in told if finds.counts(f.start) and finds.parties.at(f.start).party is Party.TRADER]


def _beside(finds: PageFinds) -> list[Mention]:
    """The firms with an address of which the words before them say that they sell, too."""
    doc = finds.doc
    return [
        f
        for f in finds.firms
        if _ALSO_SELLS.search(fold(doc.text[max(0, f.start - _SAID_REACH) : f.start]))
        and finds.counts(f.start)
        and finds.parties.at(f.start).party is Party.TRADER
        and _is_near(finds, f)
    ]


def _is_near(finds: PageFinds, firm: Mention) -> bool:
    index = bisect_left(finds.address_starts, firm.end)
    return index < len(finds.address_starts) and finds.address_starts[index] <= firm.end + _ADDRESS_REACH


def _is_known(firm: Mention, trader: str, found: dict[str, tuple[str, Evidence]]) -> bool:
    return any(same_name(firm.key, key) for key in (trader, *found)) or is_general_partner(firm.key, trader)
