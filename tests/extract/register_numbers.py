"""Numbers that python-stdnum itself calls valid, in sentences; and sentences of digits that are no register number.

The numbers come from the examples in the documentation of the installed package, nothing is copied.
"""

from __future__ import annotations

import doctest
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module

# Kind -> (module of python-stdnum, label, language). `None` for the label: a VAT number with the prefix given.
REGISTERS = {
    "fr.siren": ("fr.siren", "SIREN", "fr"),
    "fr.siret": ("fr.siret", "SIRET", "fr"),
    "fr.rcs": ("fr.siren", "RCS Brestol", "fr"),
    "be.kbo": ("be.vat", "Ondernemingsnummer", "nl"),
    "at.fn": ("at.businessid", "Firmenbuchnummer", "de"),
    "ch.uid": ("ch.uid", "CHE-Nummer", "de"),
    "it.ri": ("it.iva", "Registro delle imprese", "it"),
    "it.cf": ("it.codicefiscale", "Codice fiscale", "it"),
    "es.nif": ("es.nif", "CIF", "es"),
    "pl.nip": ("pl.nip", "NIP", "pl"),
    "pl.regon": ("pl.regon", "REGON", "pl"),
    "pt.nif": ("pt.nif", "NIPC", "pt"),
    "dk.cvr": ("dk.cvr", "CVR", "en"),
    "no.orgnr": ("no.orgnr", "Org.nr", "en"),
    "fi.ytunnus": ("fi.ytunnus", "Y-tunnus", "en"),
    "is.kennitala": ("is_.kennitala", "Kennitala", "en"),
    "cz.ico": ("cz.dic", "IČO", "en"),
    "ro.cui": ("ro.cui", "CUI", "en"),
    "hr.oib": ("hr.oib", "OIB", "en"),
    "gr.afm": ("gr.vat", "AFM", "en"),
    "cn.uscc": ("cn.uscc", "Unified social credit code", "en"),
    "de.hr": ("de.handelsregisternummer", "Handelsregister", "de"),
}
VAT = {
    "FR": "fr.tva", "BE": "be.vat", "DE": "de.vat", "AT": "at.uid", "NL": "nl.btw", "IT": "it.iva", "ES": "es.nif",
    "PT": "pt.nif", "PL": "pl.nip", "LU": "lu.tva", "IE": "ie.vat", "BG": "bg.vat", "CY": "cy.vat", "CZ": "cz.dic",
    "DK": "dk.cvr", "EE": "ee.kmkr", "EL": "gr.vat", "FI": "fi.alv", "HR": "hr.oib", "HU": "hu.anum", "LT": "lt.pvm",
    "LV": "lv.pvn", "MT": "mt.vat", "RO": "ro.cf", "SE": "se.vat", "SI": "si.ddv", "SK": "sk.dph", "GB": "gb.vat",
    "CHE": "ch.vat",
}  # fmt: skip
_COUNTRY = {"EL": "gr", "CHE": "ch"}
# Examples of persons (birth numbers and the like) and of counting upwards, which are placeholders to us.
_PERSON = {"cz.dic": r"\d{9,10}", "lv.pvn": r"[0-3]\d{10}", "ro.cf": r"\d{13}", "ro.cui": r"\d{13}"}
_COUNTED = re.compile(r"1234567")
_SENTENCES = {
    "fr": ("Éditeur : Lune Verte, {label} {number}", "{label} : {number}.", "inscrite ({label} {number}) depuis 2011"),
    "de": ("Anbieter: Grüner Mond, {label} {number}", "{label}: {number}.", "eingetragen ({label} {number}) seit 2011"),
    "nl": ("Aanbieder: Groene Maan, {label} {number}", "{label}: {number}.", "ingeschreven ({label} {number}) in 2011"),
    "it": ("Venditore: Luna Verde, {label} {number}", "{label}: {number}.", "iscritta ({label} {number}) dal 2011"),
    "es": ("Titular: Luna Verde, {label} {number}", "{label}: {number}.", "inscrita ({label} {number}) desde 2011"),
    "pt": ("Titular: Lua Verde, {label} {number}", "{label}: {number}.", "registada ({label} {number}) desde 2011"),
    "pl": ("Sprzedawca: Zielony Mech, {label} {number}", "{label}: {number}.", "wpisana ({label} {number}) w 2011"),
    "en": ("Seller: Green Moss, {label} {number}", "{label}: {number}.", "registered ({label} {number}) since 2011"),
}


@dataclass(frozen=True)
class Case:
    """A sentence in `language` with one number; `digits` is the number without blanks and marks."""

    kind: str
    language: str
    text: str
    digits: str


def examples(module: str) -> list[str]:
    """The numbers that the documentation of a python-stdnum module gives as valid ones."""
    found = import_module(f"stdnum.{module}")
    shown = doctest.DocTestParser().get_examples(found.__doc__ or "")
    quoted = (re.search(r"""['"]([^'"]+)['"]""", e.source) for e in shown if e.exc_msg is None)
    numbers = (m[1].strip() for m in quoted if m)
    person = re.compile(_PERSON.get(module, r"(?!)"))
    return [
        n
        for n in dict.fromkeys(numbers)
        if found.is_valid(n) and not _COUNTED.search(n) and not person.fullmatch(_plain(n))
    ]


def _plain(number: str) -> str:
    return re.sub(r"[^0-9A-Za-z]", "", number).upper()


def known_numbers() -> Iterator[Case]:
    """Every number of the covered countries, as written and closed up, in each sentence of its language."""
    for kind, (module, label, language) in REGISTERS.items():
        for number in examples(module):
            for text in _sentences(language, label, _as_written(kind, number)):
                yield Case(kind, language, text, _plain(_as_written(kind, number)))
    for prefix, module in VAT.items():
        for number in examples(module):
            plain = re.sub(r"[\s.,()\-]", "", number).upper().removeprefix(prefix)
            plain = plain.zfill(12) if prefix == "NL" else plain  # python-stdnum fills it up itself
            for text in _sentences("en", "VAT", prefix + plain):
                yield Case(f"{_COUNTRY.get(prefix, prefix).lower()}.vat", "en", text, prefix + plain)


def _as_written(kind: str, number: str) -> str:
    """As a company of that register writes it: without the sign of VAT, the town or the number of a partner."""
    if kind in ("it.ri", "it.cf", "es.nif", "cz.ico", "hr.oib", "gr.afm", "dk.cvr", "be.kbo", "pl.nip", "ro.cui"):
        number = re.sub(r"^(?:IT|ES|CZ|HR|EL|DK|BE|PL|RO)[ -]?", "", number).strip()
        number = re.sub(r"[\s()]", "", number)
        return number.rjust(10, "0") if kind == "be.kbo" else number
    if kind == "ch.uid":
        return "CHE-" + number.removeprefix("CHE").lstrip("-")
    if kind in ("cn.uscc", "pt.nif"):
        return re.sub(r"\s", "", number).removeprefix("PT")
    return re.sub(r"^\D*(?=HR|GnR)", "", number) if kind == "de.hr" else number


def _sentences(language: str, label: str, number: str) -> Iterator[str]:
    for sentence in _SENTENCES[language]:
        yield sentence.format(label=label, number=number)


_OTHER = (
    "Commande n° {d9}, expédiée le 12/03/2025", "Réf. {d9}", "Référence client : {d14}", "Appelez le 0{d9}",
    "Tél. +33 {d9}", "suivi du colis {d14}", "Bestellnummer {d9}", "Rufen Sie uns an: 030 {d8}", "Artikelnr. {d8}",
    "Kundennummer {d10}", "Sendungsnummer {d14}", "bestelnummer {d10}", "Bel 020 {d7}", "Order {d8} was sent",
    "Call us on 020 {d8}", "Ticket {d10}", "Tracking number {d11}", "Pedido {d9}", "Teléfono 9{d8}",
    "Numero ordine {d11}",
    "Tel. 06 {d8}", "Numer zamówienia {d10}", "tel. 22 {d7}", "Encomenda {d9}", "Telefone 2{d8}", "EAN {d13}",
    "IBAN FR76 {d14}", "{d9}", "{d14} pièces", "{d8} Kunden", "plus de {d7} clients satisfaits", "n° {d10}",
    "capital de {g9} EUR", "Stammkapital {g8} EUR", "modèle {d8}-{d3}", "lot {d6}/{d4}",
    "le {d2}.{d2}.{d4} à {d2}h{d2}",
)  # fmt: skip


def other_sentences(count: int, seed: int = 1) -> list[str]:
    """`count` sentences with random digits that are the number of no register."""
    dice = random.Random(seed)  # reproducible digits, no secret
    return [_filled(dice, dice.choice(_OTHER)) for _ in range(count)]


def _filled(dice: random.Random, sentence: str) -> str:
    def digits(match: re.Match[str]) -> str:
        run = "".join(dice.choice("0123456789") for _ in range(int(match[2])))
        if match[1] == "g":
            return f"{int(run):,}".replace(",", dice.choice(". "))
        return " ".join(re.findall(r"..?.?", run)) if dice.random() < 0.3 else run

    return re.sub(r"\{([dg])(\d+)\}", digits, sentence)
