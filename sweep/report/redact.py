"""Results without the personal data of sole traders, for exports that are shared.

A trader counts as a natural person unless a company's legal form was read. Of a person the name, address, telephone,
e-mail and numbers go, wherever they stand, in quotations too; of everybody the director's name goes. So do address and
mailbox of a maker of goods without a company's form, and the name if it is a person's and no brand of the shop.
The address of the shop on the web stays: without it nothing could be looked up again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from typing import Any

from checks.facts import Address, Found, Phone, Registration, ShopFacts
from sweep.extract.trader.persons import PERSON
from sweep.extract.words.legal_forms import canonical
from sweep.extract.words.text import fold
from sweep.results import ShopResult, SweepResult

MASK = "[redacted]"
# As `sweep.extract.words.legal_forms` names them: forms behind which natural persons stand, alone or as partners.
PERSONS = frozenset(
    {
        "EI",
        "EIRL",
        "eK",
        "eU",
        "Einzelunternehmen",
        "sole trader",
        "autónomo",
        "ditta individuale",
        "eenmanszaak",
        "empresário em nome individual",
        "jednoosobowa działalność gospodarcza",
        "działalność nierejestrowana",
        "enskild firma",
        "enkeltmandsvirksomhed",
        "OSVČ",
        "PFA",
        "întreprindere individuală",
        "GbR",
        "I/S",
        "OE",
        "PartG",
        "s.p.",
        "ET",
        "FIE",
        "slf.",
        "ENK",
        "Tmi",
        "s.c.",
        "comunidad de bienes",
        "egyéni vállalkozó",
        "obrt",
        "ατομική επιχείρηση",
        "studio associato",
        "sociedad civil",
        "Z/S",
        "IK",
        "OPG",
    }
)
_PERSONAL = (
    "operator_name", "operator_address", "operator_phones", "operator_emails", "operator_registrations", "operator_vat",
    "further_operators", "payment_accounts", "social_accounts",
)  # fmt: skip
_IBAN = re.compile(r"[A-Z]{2}\d{2}[A-Z0-9]{11,30}")
_NUMBER = 7  # figures that make a word a number
_SHORTEST = 4  # letters of something worth hiding: shorter ones would hide half of a text


def redacted(sweep: SweepResult) -> SweepResult:
    """The same results, without the data of natural persons."""
    return replace(sweep, shops=tuple(_shop(shop) for shop in sweep.shops))


def is_person(facts: ShopFacts) -> bool:
    """Whether the trader may be a natural person."""
    form = facts.operator_legal_form
    return not isinstance(form, Found) or form.value in PERSONS


def _shop(shop: ShopResult) -> ShopResult:
    names = ("publication_director", *(_PERSONAL if is_person(shop.facts) else ()))
    secrets = {text for name in names for text in _texts(getattr(shop.facts, name))} | set(_makers(shop.facts))
    secrets = {text for text in secrets if len(text) >= _SHORTEST}
    note = _columns(shop) if is_person(shop.facts) else shop
    if not secrets:
        return note
    parts = sorted(secrets, key=len, reverse=True)
    pattern = re.compile("|".join(map(_spelled, parts)), re.IGNORECASE)
    hidden: ShopResult = _masked(note, pattern)
    # Where it was kept and what it is called is no text of the shop.
    kept = replace(shop.visit, pages=hidden.visit.pages, failures=hidden.visit.failures)
    return replace(hidden, visit=kept, target=note.target)


def _spelled(part: str) -> str:
    """A pattern for a wording with any blanks in it, and for a number with any grouping of its figures."""
    if " " not in part and sum(c.isdigit() for c in part) >= _NUMBER:
        return r"[\s.-]?".join(map(re.escape, part))
    return r"\s+".join(map(re.escape, part.split()))


def _columns(shop: ShopResult) -> ShopResult:
    """The list's own columns may hold anything about a person."""
    return replace(shop, target=replace(shop.target, note="", columns=()))


def _makers(facts: ShopFacts) -> Iterator[str]:
    """What tells who and where a maker is behind whom no company is known to stand."""
    if not isinstance(facts.safety_info, Found):
        return
    brands = {fold(offer.value.brand) for offer in facts.offers.value} if isinstance(facts.offers, Found) else set()
    for info in facts.safety_info.value:
        for party in (info.value.manufacturer, info.value.responsible_person):
            if party is not None and canonical(party.name) in PERSONS | {""}:
                yield from (party.address, *party.electronic)
                if PERSON.search(party.name) and fold(party.name) not in brands:
                    yield party.name


def _texts(fact: Any) -> Iterator[str]:
    """Every wording of a fact, and the quotations it was read from."""
    if not isinstance(fact, Found):
        return
    yield from (proof.quote for proof in fact.proof)
    for value in fact.value if isinstance(fact.value, tuple) else (fact.value,):
        match value:
            case Address():
                yield from (value.text, value.street)
            case Phone():
                yield from (value.e164, value.text)
            case Registration():
                yield value.number
            case str():
                yield value
                if _IBAN.fullmatch(value):  # the number as its country writes it is a part of its IBAN
                    yield from (value[2:], value[4:])


def _masked(value: Any, pattern: re.Pattern[str]) -> Any:
    """The same data with everything that the pattern finds masked; addresses and digests of pages stay."""
    match value:
        case Enum():
            return value
        case str():
            return pattern.sub(MASK, value)
        case tuple() | list():
            return type(value)(_masked(item, pattern) for item in value)
        case Mapping():
            return {key: _masked(item, pattern) for key, item in value.items()}
    if is_dataclass(value) and not isinstance(value, type):
        kept = ("url", "sha256", "record_id", "check", "key", "id")
        changed = {
            f.name: _masked(getattr(value, f.name), pattern) for f in fields(value) if f.init and f.name not in kept
        }
        return replace(value, **changed)
    return value
