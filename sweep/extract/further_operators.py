"""Other firms that a legal notice names as traders beside the one that the facts are about, each with its number.

Several operators of one site stay several: their numbers are never mixed, and an investigator is told of all of them.
"""

from __future__ import annotations

from checks.facts import Evidence, Fact, Found
from sweep.extract.attribution import Trader, missing
from sweep.extract.name_words import Mention, same_name
from sweep.extract.party import Party
from sweep.extract.trader import PageFinds, firm_before, is_general_partner

_REACH = 200  # characters behind a firm's name in which its number stands
_MOST = 10


def further_operators(trader: Trader) -> Fact[tuple[str, ...]]:
    """Their names as written, each once. A host, an agency, a mediator or a general partner is none."""
    found: dict[str, tuple[str, Evidence]] = {}
    for finds in trader.pages:
        if finds.page.role == "legal_notice" and trader.key:
            for firm in _numbered(finds):
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
    return [f for f in held if finds.counts(f.start) and finds.parties.at(f.start).party is Party.TRADER]


def _is_known(firm: Mention, trader: str, found: dict[str, tuple[str, Evidence]]) -> bool:
    return any(same_name(firm.key, key) for key in (trader, *found)) or is_general_partner(firm.key, trader)
