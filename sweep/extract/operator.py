"""The facts about who stands behind a shop: name, form, address, contacts, numbers, host, mediator, country."""

from __future__ import annotations

from bisect import bisect_right
from itertools import chain
from typing import Any

from checks.facts import Evidence, Fact, Found
from sweep.extract import doubt_topics, doubts_who
from sweep.extract.attribution import IDENTITY, Trader, spoken
from sweep.extract.capital import share_capital
from sweep.extract.establishment import establishment
from sweep.extract.operator_contacts import country_stated, trader_address, trader_emails, trader_phones
from sweep.extract.operator_numbers import registrations, trader_numbers, trader_vat
from sweep.extract.operator_words import last_before
from sweep.extract.persons import owners
from sweep.extract.shop_pages import ShopPages
from sweep.extract.third_parties import director, host, mediator
from sweep.extract.trader import NamePlace, PageFinds, page_finds, shop_domain, weigh_names

_SETTLING = ("legal_notice", "terms", "mediation")


def read(shop: ShopPages) -> dict[str, Fact[Any]]:
    """The facts about the operator, by their names in ShopFacts."""
    pages = page_finds(shop)
    trader = Trader(shop, pages, weigh_names(pages), shop_domain(shop))
    numbers = trader_numbers(trader)
    address = trader_address(trader)
    phones = trader_phones(trader)
    vat = trader_vat(trader, numbers)
    named, contact = host(pages)
    settler, site = mediator(pages, trader.domain)
    return {
        "operator_name": _name(trader),
        "operator_legal_form": _legal_form(trader),
        "operator_address": address,
        "operator_phones": phones,
        "operator_emails": trader_emails(trader),
        "operator_registrations": registrations(trader, numbers),
        "operator_vat": vat,
        "vat_exemption": _vat_exemption(trader),
        "publication_director": _director(trader),
        "host_name": named or spoken(trader, ("legal_notice", "terms"), doubt_topics.hosts(pages)),
        "host_contact": contact
        or spoken(trader, ("legal_notice", "terms"), () if named else doubt_topics.hosts(pages)),
        "mediator_name": settler or spoken(trader, _SETTLING, doubt_topics.mediators(pages, trader.domain, trader.key)),
        "mediator_site": site or spoken(trader, _SETTLING, doubt_topics.mediator_sites(pages, trader.domain)),
        "share_capital": share_capital(trader),
        "trader_country": establishment(address, country_stated(pages, address), numbers[0], phones),
    }


# --- name and form ---


def _name(trader: Trader) -> Fact[str]:
    if not trader.names:
        return spoken(trader, IDENTITY, doubts_who.names(trader.pages, trader.domain))
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
        for form in doc.forms:
            label = last_before(labels, form.start, 12)
            near = trader.names and _behind_name(trader, finds, form.start, form.full)
            if (label or near) and trader.whose(finds, form.start) == "trader":
                return Found(form.short, doc.quote(form.start, form.end))
    for finds in trader.pages:
        for start, end in owners(finds):
            if trader.whose(finds, start) == "trader":
                return Found("Einzelunternehmen", finds.doc.quote(start, end))
    return spoken(trader, IDENTITY)


def _behind_name(trader: Trader, finds: PageFinds, offset: int, full: bool) -> bool:
    """Whether a form stands a few words behind the trader's name."""
    reach = 160 if full else 60
    last = bisect_right(finds.names, offset, key=lambda m: m.start)
    return any(m.key == trader.key and m.end <= offset <= m.end + reach for m in finds.names[max(0, last - 4) : last])


# --- words ---


def _vat_exemption(trader: Trader) -> Fact[str]:
    for finds in trader.pages:
        for word in finds.doc.of("vat_exempt"):
            if trader.whose(finds, word.start) == "trader":
                return Found(finds.doc.text[word.start : word.end], finds.doc.quote(word.start, word.end))
    return spoken(trader, ("legal_notice", "terms"))


def _director(trader: Trader) -> Fact[str]:
    found, label = director(trader.pages)
    return found or spoken(
        trader, ("legal_notice", "terms"), chain([label] if label else (), doubt_topics.directors(trader.pages))
    )
