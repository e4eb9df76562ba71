"""The facts about who stands behind a shop: name, form, address, contacts, numbers, host, mediator, country.

What belongs to somebody else is never reported as the trader's; where it cannot be told whose it is,
the answer is Unknown, not Absent.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any, TypeVar

from checks.facts import Absent, Address, Evidence, Fact, Found, Phone, Registration, Unknown
from sweep.extract import doubts, doubts_who
from sweep.extract.addresses import AddressPlace
from sweep.extract.contacts import Email, conceals_email
from sweep.extract.establishment import establishment
from sweep.extract.identifiers import Number
from sweep.extract.legal_forms import find_forms
from sweep.extract.lexicon import languages
from sweep.extract.operator_words import last_before
from sweep.extract.placeholders import find_placeholders
from sweep.extract.shop_pages import ShopPages
from sweep.extract.third_parties import director, host, mediator
from sweep.extract.trader import (
    NamePlace,
    PageFinds,
    Whose,
    number_quote,
    page_finds,
    registrable,
    shop_domain,
    weigh_names,
    whose,
)

T = TypeVar("T")
_IDENTITY = ("legal_notice", "terms", "contact")
# National tax numbers that are the VAT number where no other is named.
_ALSO_VAT = ("es.nif", "pl.nip", "pt.nif", "it.cf", "it.ri")


@dataclass(frozen=True, eq=False)
class Trader:
    """The pages read, the names weighed, and the key of the best name."""

    shop: ShopPages
    pages: tuple[PageFinds, ...]
    names: tuple[NamePlace, ...]
    domain: str

    @property
    def key(self) -> str:
        return self.names[0].mention.key if self.names else ""

    def whose(self, finds: PageFinds, offset: int, reach: int = 300) -> Whose:
        return whose(finds, offset, self.key, reach, contact=reach < 300)


def read(shop: ShopPages) -> dict[str, Fact[Any]]:
    """The facts about the operator, by their names in ShopFacts."""
    pages = page_finds(shop)
    trader = Trader(shop, pages, weigh_names(pages), shop_domain(shop))
    numbers = _numbers(trader)
    address = _address(trader)
    phones = _phones(trader)
    vat = _vat(trader, numbers)
    named, contact = host(pages)
    settler, site = mediator(pages, trader.domain)
    return {
        "operator_name": _name(trader),
        "operator_legal_form": _legal_form(trader),
        "operator_address": address,
        "operator_phones": phones,
        "operator_emails": _emails(trader),
        "operator_registrations": _registrations(trader, numbers),
        "operator_vat": vat,
        "vat_exemption": _vat_exemption(trader),
        "publication_director": _director(trader),
        "host_name": named or _spoken(trader, ("legal_notice", "terms"), doubts_who.hosts(pages)),
        "host_contact": contact or _spoken(trader, ("legal_notice", "terms"), () if named else doubts_who.hosts(pages)),
        "mediator_name": settler or _spoken(trader, ("legal_notice", "terms", "mediation")),
        "mediator_site": site or _spoken(trader, ("legal_notice", "terms", "mediation")),
        "trader_country": establishment(address, _country_stated(pages, address), numbers[0], phones),
    }


# --- what to say of a thing that was not found ---


def _missing(trader: Trader, roles: Sequence[str], unclear: Iterable[Evidence] = ()) -> Absent | Unknown:
    """Absent only where the pages were read, nothing of doubtful ownership stands on them, and no template."""
    for finds in trader.pages:
        if finds.page.role in _IDENTITY and (places := _left_open(finds)):
            start, end = places[0]
            return Unknown("unfilled template", f"{finds.page.url}: {finds.doc.text[start:end]}")
    doubt = next(iter(unclear), None)
    if doubt is not None:
        return Unknown("unclear", f"{doubt.url}: {doubt.quote[:120]}")
    return trader.shop.not_found(*roles)


def _left_open(finds: PageFinds) -> Sequence[tuple[int, int]]:
    """Places where a template was left open. In terms, brackets may be the consumer's own form to fill in."""
    if finds.page.role == "terms":
        return [(w.start, w.end) for w in finds.doc.of("placeholder")]
    return find_placeholders(finds.doc)


def _spoken(trader: Trader, roles: Sequence[str], unclear: Iterable[Evidence] = ()) -> Absent | Unknown:
    """As `_missing`, for what is told by words: in a language without a lexicon nothing can be said."""
    spoken = {f.page.language for f in trader.pages if f.page.language}
    if spoken and not spoken & set(languages()):
        return Unknown("language", ", ".join(sorted(spoken)))
    return _missing(trader, roles, unclear)


# --- name and form ---


def _name(trader: Trader) -> Fact[str]:
    if not trader.names:
        return _spoken(trader, _IDENTITY, doubts_who.names(trader.pages, trader.domain))
    best = trader.names[0]
    more = [_quote(p) for p in trader.names[1:6] if p.mention.key != best.mention.key and p.score >= best.score - 1.5]
    return Found(" ".join(best.mention.name.split()), _quote(best), tuple(more))


def _quote(place: NamePlace) -> Evidence:
    return place.finds.doc.quote(place.mention.start, place.mention.end)


def _legal_form(trader: Trader) -> Fact[str]:
    for place in trader.names:
        if place.mention.key == trader.key and place.mention.form:
            return Found(place.mention.form, _quote(place))
    for finds in trader.pages:
        doc = finds.doc
        labels = doc.of("form_label")
        for form in find_forms(doc.text, doc.flat):
            label = last_before(labels, form.start, 12)
            near = trader.names and _behind_name(trader, finds, form.start, form.full)
            if (label or near) and trader.whose(finds, form.start) == "trader":
                return Found(form.short, doc.quote(form.start, form.end))
    return _spoken(trader, _IDENTITY)


def _behind_name(trader: Trader, finds: PageFinds, offset: int, full: bool) -> bool:
    """Whether a form stands a few words behind the trader's name."""
    reach = 160 if full else 60
    last = bisect_right(finds.names, offset, key=lambda m: m.start)
    return any(m.key == trader.key and m.end <= offset <= m.end + reach for m in finds.names[max(0, last - 4) : last])


# --- finds of every kind, attributed ---


def _attributed(
    trader: Trader, items: Callable[[PageFinds], Sequence[T]], start: Callable[[T], int], reach: int = 300
) -> tuple[list[tuple[PageFinds, T]], list[tuple[PageFinds, T]]]:
    """The finds of one kind that are the trader's, and those of which it cannot be told."""
    own: list[tuple[PageFinds, T]] = []
    unclear: list[tuple[PageFinds, T]] = []
    for finds in trader.pages:
        for item in items(finds):
            match trader.whose(finds, start(item), reach):
                case "trader":
                    own.append((finds, item))
                case "unclear" if finds.counts(start(item)):
                    unclear.append((finds, item))
    return own, unclear


def _first_of_each(pairs: list[tuple[PageFinds, T]], key: Callable[[T], object]) -> list[tuple[PageFinds, T]]:
    """The first find of each value, in order."""
    first: dict[object, tuple[PageFinds, T]] = {}
    for finds, item in pairs:
        first.setdefault(key(item), (finds, item))
    return list(first.values())


Numbers = tuple[list[tuple[PageFinds, Number]], list[tuple[PageFinds, Number]]]


def _numbers(trader: Trader) -> Numbers:
    own, unclear = _attributed(trader, lambda f: f.numbers, lambda n: n.start)
    # A number that repeats one of the trader's is the trader's wherever it stands (a SIREN in a mediator's form).
    known = {n.digits[-9:] for _, n in own if n.kind in ("fr.siren", "fr.rcs")} | {n.digits for _, n in own}
    mine = {id(n) for _, n in own}
    again = [(f, n) for f in trader.pages for n in f.numbers if _core(n) in known and id(n) not in mine]
    repeated = {id(n) for _, n in again}
    return own + again, [(f, n) for f, n in unclear if id(n) not in repeated]


def _core(number: Number) -> str:
    return number.digits[:9] if number.kind == "fr.siret" else number.digits


def _registrations(trader: Trader, numbers: Numbers) -> Fact[tuple[Registration, ...]]:
    own, unclear = ([(f, n) for f, n in part if not n.kind.endswith(".vat")] for part in numbers)
    if not own:
        doubtful = (f.doc.quote(n.start, n.end) for f, n in unclear)
        return _missing(trader, _IDENTITY, chain(doubtful, doubts_who.registrations(trader.pages)))
    chosen = _first_of_each(own, lambda n: (n.kind, n.digits))
    proofs = [number_quote(f, n) for f, n in chosen]
    return Found(tuple(_registration(n) for _, n in chosen), proofs[0], tuple(dict.fromkeys(proofs[1:])))


def _registration(number: Number) -> Registration:
    return Registration(number.kind, number.digits, number.valid)


def _vat(trader: Trader, numbers: Numbers) -> Fact[Registration]:
    own, unclear = numbers
    named = [(f, n) for f, n in own if n.kind.endswith(".vat")]
    named += [(f, n) for f, n in own if n.kind in _ALSO_VAT and n.valid]
    if named:
        finds, number = named[0]
        return Found(replace(_registration(number), kind=f"{number.kind[:2]}.vat"), number_quote(finds, number))
    doubtful = (f.doc.quote(n.start, n.end) for f, n in unclear if n.kind.endswith(".vat"))
    return _missing(trader, _IDENTITY, chain(doubtful, doubts_who.vat(trader.pages)))


# --- address, telephone, e-mail ---


def _address(trader: Trader) -> Fact[Address]:
    own, unclear = _attributed(trader, lambda f: f.addresses, lambda a: a.start)
    if not own:
        doubtful = (f.doc.quote(a.start, a.end) for f, a in unclear)
        return _missing(trader, _IDENTITY, chain(doubtful, doubts.addresses(trader.pages)))
    rank = {id(f): i for i, f in enumerate(trader.pages)}
    finds, place = max(own, key=lambda p: (_address_score(trader, *p), -rank[id(p[0])], -p[1].start))
    if place.address.po_box and (doubt := next(doubts.addresses(trader.pages), None)):
        return Unknown("unclear", f"{doubt.url}: {doubt.quote[:120]}")
    more = [f.doc.quote(a.start, a.end) for f, a in own if a is not place][:5]
    return Found(place.address, finds.doc.quote(place.start, place.end), tuple(more))


def _country_stated(pages: Sequence[PageFinds], fact: Fact[Address]) -> bool:
    """Whether an address tells its country itself, by name or by its form; else it was guessed from the language."""
    return isinstance(fact, Found) and any(a.sure and a.address == fact.value for f in pages for a in f.addresses)


def _address_score(trader: Trader, finds: PageFinds, place: AddressPlace) -> float:
    score = -5.0 if place.address.po_box else 0.0
    if last_before(finds.doc.words.get("seat", ()), place.start, 25):
        score += 2.0
    last = bisect_right(finds.names, place.start, key=lambda m: m.start)
    before = finds.names[max(0, last - 4) : last]
    if any(m.key == trader.key and m.end >= place.start - 330 for m in before):
        score += 3.0
    first = bisect_left(finds.number_starts, place.start - 300)
    if first < len(finds.number_starts) and finds.number_starts[first] < place.end + 250:
        score += 1.5
    return score + (1.0 if finds.page.role == "legal_notice" else 0.0)


def _phones(trader: Trader) -> Fact[tuple[Phone, ...]]:
    own, unclear = _attributed(trader, lambda f: f.phones, lambda p: p.start, 150)
    if not own:
        doubtful = (f.doc.quote(p.start, p.end) for f, p in unclear)
        return _missing(trader, _IDENTITY, chain(doubtful, doubts.phones(trader.pages)))
    chosen = _first_of_each(own, lambda p: p.phone.e164)
    proofs = [f.page.evidence(p.raw) if p.raw else f.doc.quote(p.start, p.end) for f, p in chosen]
    return Found(tuple(p.phone for _, p in chosen), proofs[0], tuple(proofs[1:]))


def _emails(trader: Trader) -> Fact[tuple[str, ...]]:
    own, unclear = _attributed(trader, lambda f: f.emails, lambda e: e.start, 150)
    attributed = {id(e) for _, e in own}
    others = {id(f): {m.key.split()[0] for m in f.firms if m.key != trader.key} for f in trader.pages}
    mine = [
        (f, e)
        for f in trader.pages
        for e in f.emails
        if f.counts(e.start) and _is_own(trader, e, id(e) in attributed, others[id(f)])
    ]
    if not mine:
        for finds in trader.pages:
            if (place := conceals_email(finds.doc)) and finds.counts(place[0]):
                return Unknown("scripts needed", f"{finds.page.url}: {finds.doc.text[slice(*place)]}")
        if proof := doubts.scripted_email(trader.pages):
            return Unknown("scripts needed", f"{proof.url}: {proof.quote[:120]}")
        doubtful = (f.doc.quote(e.start, e.end) for f, e in unclear)
        return _missing(trader, _IDENTITY, chain(doubtful, doubts.emails(trader.pages)))
    chosen = _first_of_each(mine, lambda e: e.address)
    proofs = [f.page.evidence(e.raw) if e.raw else f.doc.quote(e.start, e.end) for f, e in chosen]
    return Found(tuple(e.address for _, e in chosen), proofs[0], tuple(proofs[1:]))


def _is_own(trader: Trader, email: Email, attributed: bool, others: set[str]) -> bool:
    """An address at the shop's domain is the trader's anywhere; another's firm in its domain gives it away."""
    domain = registrable(email.address.rpartition("@")[2])
    if domain == trader.domain:
        return True
    own = trader.key.split()[0] if trader.key else ""
    return attributed and domain.split(".")[0].replace("-", "") not in others - {own}


# --- words ---


def _vat_exemption(trader: Trader) -> Fact[str]:
    for finds in trader.pages:
        for word in finds.doc.of("vat_exempt"):
            if trader.whose(finds, word.start) == "trader":
                return Found(finds.doc.text[word.start : word.end], finds.doc.quote(word.start, word.end))
    return _spoken(trader, ("legal_notice", "terms"))


def _director(trader: Trader) -> Fact[str]:
    found, label = director(trader.pages)
    return found or _spoken(
        trader, ("legal_notice", "terms"), chain([label] if label else (), doubts_who.directors(trader.pages))
    )
