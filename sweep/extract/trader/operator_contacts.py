"""The trader's address, telephones and e-mail addresses among all those of the pages."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import chain

from checks.facts import Address, Fact, Found, Phone, Unknown
from sweep.extract.addresses.addresses import AddressPlace
from sweep.extract.names.name_keepers import LATER_WORDS
from sweep.extract.numbers.contacts import Email, conceals_email
from sweep.extract.trader import doubts, doubts_who
from sweep.extract.trader.attribution import IDENTITY, Trader, attributed, first_of_each, missing
from sweep.extract.trader.other_firms import is_anothers
from sweep.extract.trader.party import Party
from sweep.extract.trader.trader import PageFinds, registrable
from sweep.extract.words.name_words import Mention
from sweep.extract.words.operator_words import last_before

_CALLED = re.compile(rf"(?:{LATER_WORDS})[^\n“\"„«]{{0,30}}[“\"„«] ?([\w-]{{3,30}})")
_DEFINED_WITHIN = 500  # characters behind the name


def trader_address(trader: Trader) -> Fact[Address]:
    """The address of the trader, the one nearest to the name and the numbers where there are several."""
    own, unclear = attributed(trader, lambda f: f.addresses, lambda a: a.start)
    if not own:
        doubtful = (f.doc.quote(a.start, a.end) for f, a in (*unclear, *_credited(trader)))
        return missing(trader, IDENTITY, chain(doubtful, doubts.addresses(trader.pages)), "address")
    rank = {id(f): i for i, f in enumerate(trader.pages)}
    finds, place = max(own, key=lambda p: (_address_score(trader, *p), -rank[id(p[0])], -p[1].start))
    if place.address.po_box and (doubt := next(doubts.addresses(trader.pages), None)):
        return Unknown("unclear", f"{doubt.url}: {doubt.quote[:120]}")
    more = [f.doc.quote(a.start, a.end) for f, a in own if a is not place][:5]
    return Found(place.address, finds.doc.quote(place.start, place.end), tuple(more))


def _credited(trader: Trader) -> Iterator[tuple[PageFinds, AddressPlace]]:
    """Addresses of who built the site, where nobody else is named: it may be the trader."""
    named = (f for f in trader.pages if not trader.names and next(doubts_who.credited(f), None))
    for finds in named:
        yield from ((finds, a) for a in finds.addresses if finds.parties.at(a.start).party is Party.AGENCY)


def country_stated(pages: Sequence[PageFinds], fact: Fact[Address]) -> bool:
    """Whether an address tells its country itself, by name or by its form; else it was guessed from the language."""
    return isinstance(fact, Found) and any(a.sure and a.address == fact.value for f in pages for a in f.addresses)


def _address_score(trader: Trader, finds: PageFinds, place: AddressPlace) -> float:
    score = -5.0 if place.address.po_box else 0.0
    if last_before(finds.doc.words.get("seat", ()), place.start, 25):
        score += 2.0
    last = bisect_right(finds.names, place.start, key=lambda m: m.start)
    before = finds.names[max(0, last - 4) : last]
    own = [m.end for m in before if m.key == trader.key and m.end >= place.start - 330]
    if own:
        # The first address behind the name is the trader's; those that follow it may be branches.
        first_behind = bisect_left(finds.address_starts, place.start) == bisect_left(finds.address_starts, own[-1])
        score += 5.0 if first_behind else 3.0
    first = bisect_left(finds.number_starts, place.start - 300)
    if first < len(finds.number_starts) and finds.number_starts[first] < place.end + 250:
        score += 1.5
    return score + (1.0 if finds.page.role == "legal_notice" else 0.0)


# "le service client Relais Colis au 0970 ...": the number of who carries the goods.
_CARRIER = re.compile(
    r"(?:client\w{0,4}|contact\w{0,3}|joindre|appele[rz]|aupres|kundenservice|kundendienst|klantenservice|services?)"
    r"(?: (?:de|du|von|van|of))?(?: (?:la|le|l'|der))? ?(?:relais colis|mondial relay|chronopost|colissimo|la poste|"
    r"colis prive|dpd|gls|ups|fedex|dhl|tnt|geodis|pickup|postnl|bpost|hermes|inpost)(?!\w)[^.;:?!\n@]{0,30}$|"
    r"(?<!\w)(?:(?:numero|telephone|tel|telefon\w{0,4}|phone|telefono|nummer|zentrale|number)\.? (?:du|de la|de|"
    r"des|der|van|"
    r""
    r"of the|of our|del|della|do|da|dello) (?:notre |our |onze |unserer? )?)(?:transporteur|livreur|mediateur|"
    r"hebergeur|banque|"
    r"spediteurs?|versanddienst\w{0,12}|paketdienst\w{0,3}|bank|vervoerder|bezorger|carrier|courier|transportista|corriere|"
    r"transportadora|mensajeria|banco|banca)(?!\w)[^.;:?!\n@]{0,30}(?::\s?)?$"
)
_CARRIER_REACH = 80


def _is_carriers(finds: PageFinds, offset: int) -> bool:
    return bool(_CARRIER.search(finds.doc.flat, max(0, offset - _CARRIER_REACH), offset))


_OR = re.compile(r"[,)]?(?: [^\W\d_]{1,14}){0,4}[ ,:/|·]{1,3}")


def _beside_mail(trader: Trader, finds: PageFinds, offset: int) -> bool:
    """Whether a telephone follows an address at the shop's own domain in its sentence, whoever was spoken of before."""
    index = bisect_right(finds.emails, offset, key=lambda e: e.start) - 1
    if index < 0 or not finds.counts(offset):
        return False
    mail = finds.emails[index]
    same = finds.parties.at(mail.start) is finds.parties.at(offset)
    own = registrable(mail.address.rpartition("@")[2]) == trader.domain
    return same and own and offset - mail.end <= _MAIL_NEAR and bool(_OR.fullmatch(finds.doc.text, mail.end, offset))


_MAIL_NEAR = 40  # characters between an address and a telephone


def trader_phones(trader: Trader) -> Fact[tuple[Phone, ...]]:
    """The trader's telephones, each once, in the order of the pages."""
    own, unclear = attributed(trader, lambda f: f.phones, lambda p: p.start, 150)
    own = [(f, p) for f, p in own if not _is_carriers(f, p.start)]
    own += [(f, p) for f in trader.pages for p in f.phones if (f, p) not in own and _beside_mail(trader, f, p.start)]
    if not own:
        doubtful = (f.doc.quote(p.start, p.end) for f, p in unclear)
        return missing(trader, IDENTITY, chain(doubtful, doubts.phones(trader.pages)), "phone")
    chosen = first_of_each(own, lambda p: p.phone.e164)
    proofs = [f.page.evidence(p.raw) if p.raw else f.doc.quote(p.start, p.end) for f, p in chosen]
    return Found(tuple(p.phone for _, p in chosen), proofs[0], tuple(proofs[1:]))


def trader_emails(trader: Trader) -> Fact[tuple[str, ...]]:
    """The trader's e-mail addresses, each once; Unknown where only a browser could show one."""
    own, unclear = attributed(trader, lambda f: f.emails, lambda e: e.start, 150)
    placed = {id(e) for _, e in own}
    called = {name for f in trader.pages for name in _short_names(f, trader)}
    others = {id(f): {m.key.split()[0] for m in _others(f) if m.key != trader.key} - called for f in trader.pages}
    mine = [
        (f, e)
        for f in trader.pages
        for e in f.emails
        if f.counts(e.start) and _is_own(trader, e, id(e) in placed, others[id(f)])
    ]
    if not mine:
        for finds in trader.pages:
            if (place := conceals_email(finds.doc)) and finds.counts(place[0]):
                return Unknown("scripts needed", f"{finds.page.url}: {finds.doc.text[slice(*place)]}")
        if proof := doubts.scripted_email(trader.pages):
            return Unknown("scripts needed", f"{proof.url}: {proof.quote[:120]}")
        # Also one of the trader's that another firm's name gives away: that firm may be the trader's own.
        doubtful = (f.doc.quote(e.start, e.end) for f, e in (*unclear, *own) if f.counts(e.start))
        return missing(trader, IDENTITY, chain(doubtful, doubts.emails(trader.pages)), "email")
    chosen = first_of_each(mine, lambda e: e.address)
    proofs = [f.page.evidence(e.raw) if e.raw else f.doc.quote(e.start, e.end) for f, e in chosen]
    return Found(tuple(e.address for _, e in chosen), proofs[0], tuple(proofs[1:]))


def _short_names(finds: PageFinds, trader: Trader) -> Iterator[str]:
    """What the trader is called from its definition on: 'Quorbel Retail SL, ... (en adelante, "Quorbel")'."""
    for mention in finds.names:
        if mention.key == trader.key:
            yield from (m[1] for m in _CALLED.finditer(finds.doc.flat, mention.end, mention.end + _DEFINED_WITHIN))


def _others(finds: PageFinds) -> list[Mention]:
    """The firms of a page, and the names of those that work for the trader."""
    return [*finds.firms, *(m for m in finds.names if is_anothers(finds.page.url, finds.doc, m.key, m.start))]


def _is_own(trader: Trader, email: Email, attributed: bool, others: set[str]) -> bool:
    """An address at the shop's domain is the trader's anywhere; another's firm in its domain gives it away."""
    domain = registrable(email.address.rpartition("@")[2])
    if domain == trader.domain:
        return True
    own = trader.key.split()[0] if trader.key else ""
    return attributed and domain.split(".")[0].replace("-", "") not in others - {own}
