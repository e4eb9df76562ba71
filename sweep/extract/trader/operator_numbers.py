"""The trader's registration and VAT numbers among all numbers of the pages."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain

from checks.facts import Fact, Found, Registration
from sweep.extract.numbers.identifiers import Number
from sweep.extract.trader import doubts_who
from sweep.extract.trader.attribution import IDENTITY, Trader, attributed, first_of_each, missing
from sweep.extract.trader.number_owners import of_servants, second_ones
from sweep.extract.trader.trader import PageFinds, is_partners, number_quote
from sweep.extract.words.name_words import same_name

# National tax numbers that are the VAT number where no other is named.
_ALSO_VAT = ("es.nif", "pl.nip", "pt.nif", "it.cf", "it.ri")

# These become one by letters before them, which a page may leave out.
_PERHAPS_VAT = ("gr.afm", "hu.adoszam", "is.vsk")

# In these countries a firm's VAT number is its number in the register with letters before it: kind, and digits kept.
# In Czechia a longer one is that of a person; a Swedish one has two further digits.
_COMPANY_IN_VAT = {
    "be.vat": ("be.kbo", 10),
    "se.vat": ("se.orgnr", 10),
    "dk.vat": ("dk.cvr", 8),
    "fi.vat": ("fi.ytunnus", 8),
    "cz.vat": ("cz.ico", 8),
    "lv.vat": ("lv.reg", 11),
    "bg.vat": ("bg.eik", 9),
    "it.vat": ("it.ri", 11),
}

_COMPANIES = frozenset("SARL SAS SASU EURL SA SNC SCOP SCEA EARL".split())

Numbers = tuple[list[tuple[PageFinds, Number]], list[tuple[PageFinds, Number]]]


def trader_numbers(trader: Trader) -> Numbers:
    """All numbers that are the trader's, and those of which it cannot be told."""
    own, unclear = attributed(trader, lambda f: f.numbers, lambda n: n.start)
    others = {id(n) for f, n in own if (n.kind == "de.hr" and is_partners(f, n.start)) or of_servants(f, n)}
    if trader.names and trader.names[0].mention.form in _COMPANIES:
        others |= {id(n) for _, n in own if n.kind == "fr.rna"}  # of an association that a company speaks of
    others |= second_ones([(f, n) for f, n in own if id(n) not in others], lambda key: same_name(key, trader.key))
    unclear += [(f, n) for f, n in own if id(n) in others]
    own = [(f, n) for f, n in own if id(n) not in others]
    # A number that repeats one of the trader's is the trader's wherever it stands (a SIREN in a mediator's form).
    known = {n.digits[-9:] for _, n in own if n.kind in ("fr.siren", "fr.rcs")} | {n.digits for _, n in own}
    mine = {id(n) for _, n in own}
    again = [(f, n) for f in trader.pages for n in f.numbers if _core(n) in known and id(n) not in mine]
    repeated = {id(n) for _, n in again}
    return own + again, [(f, n) for f, n in unclear if id(n) not in repeated]


def _core(number: Number) -> str:
    return number.digits[:9] if number.kind == "fr.siret" else number.digits


def registrations(trader: Trader, numbers: Numbers) -> Fact[tuple[Registration, ...]]:
    """The trader's company numbers, each once."""
    own, unclear = ([(f, n) for f, n in part if not n.kind.endswith(".vat")] for part in numbers)
    own = own or [(f, company) for f, n in numbers[0] if (company := _company_in(n)) is not None]
    if not own:
        doubtful = (f.doc.quote(n.start, n.end) for f, n in unclear)
        return missing(trader, IDENTITY, chain(doubtful, doubts_who.registrations(trader.pages)))
    chosen = first_of_each(own, lambda n: (n.kind, n.digits))
    proofs = [number_quote(f, n) for f, n in chosen]
    return Found(tuple(_registration(n) for _, n in chosen), proofs[0], tuple(dict.fromkeys(proofs[1:])))


def _company_in(vat: Number) -> Number | None:
    """The number of the register that a VAT number is made of, in countries where it is."""
    kind, length = _COMPANY_IN_VAT.get(vat.kind, ("", 0))
    digits = "".join(c for c in vat.digits if c.isdigit())
    fits = len(digits) == length + (2 if vat.kind == "se.vat" else 0)
    return replace(vat, kind=kind, digits=digits[:length]) if kind and fits else None


def _registration(number: Number) -> Registration:
    return Registration(number.kind, number.digits, number.valid)


def trader_vat(trader: Trader, numbers: Numbers) -> Fact[Registration]:
    """The trader's VAT number, or the tax number that serves as one."""
    own, unclear = numbers
    named = [(f, n) for f, n in own if n.kind.endswith(".vat")]
    # The tax code of an Italian natural person, with letters, is none.
    named += [(f, n) for f, n in own if n.kind in _ALSO_VAT and n.valid and (n.kind != "it.cf" or n.digits.isdigit())]
    if named:
        finds, number = named[0]
        return Found(replace(_registration(number), kind=f"{number.kind[:2]}.vat"), number_quote(finds, number))
    perhaps = ((f, n) for f, n in own if n.kind in _PERHAPS_VAT)
    doubtful = (
        f.doc.quote(n.start, n.end) for f, n in chain((p for p in unclear if p[1].kind.endswith(".vat")), perhaps)
    )
    return missing(trader, IDENTITY, chain(doubtful, doubts_who.vat(trader.pages)))
