"""The facts about who stands behind a shop: name, form, address, contacts, numbers, host, mediator, country."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Any

from checks.facts import Evidence, Fact, Found
from sweep.extract.names.name_apart import is_parent
from sweep.extract.pages.placeholders import is_in_placeholder
from sweep.extract.shop_pages import ShopPages
from sweep.extract.trader import doubt_topics, doubts_who
from sweep.extract.trader.attribution import IDENTITY, Trader, spoken
from sweep.extract.trader.capital import share_capital
from sweep.extract.trader.directors import director
from sweep.extract.trader.doubt_shapes import form_words
from sweep.extract.trader.establishment import establishment
from sweep.extract.trader.further_operators import further_operators
from sweep.extract.trader.operator_contacts import country_stated, trader_address, trader_emails, trader_phones
from sweep.extract.trader.operator_numbers import registrations, trader_numbers, trader_vat
from sweep.extract.trader.party import Party
from sweep.extract.trader.payment_accounts import payment_accounts
from sweep.extract.trader.persons import owners
from sweep.extract.trader.third_parties import host, mediator
from sweep.extract.trader.trader import PageFinds, page_finds, shop_domain
from sweep.extract.trader.trader_names import NamePlace, weigh_names
from sweep.extract.words.legal_form_names import ALONE, UNREGISTERED
from sweep.extract.words.legal_forms import Form
from sweep.extract.words.name_words import Mention
from sweep.extract.words.needles import Sieve
from sweep.extract.words.operator_words import last_before

_MARKS = ("", "\n", "·", "|", "—", "–", "-", "(", ")")  # "": the beginning and the end of the text
_IS_REGISTERED = re.compile(r",? (?:immatricul|inscrit|enregistr|ingeschreven)")
# "édité par la Société ; laquelle est une ...", "the Company is a ...".
_SAID = re.compile(
    r"(?<!\w)(?:la societe|le vendeur|l'editeur|l'exploitant|the (?:company|seller))[;,]?(?: ;)? "
    r"(?:laquelle |qui |which )?(?:est une?|is an?) $"
)
_FORM_NEAR = 14  # characters that may stand between "entrepreneur individuel" and a name behind it ("pod firmą")
# A trader that calls itself so has a form, though none is named in full.
_ASSOCIATION = Sieve(r"(?<!\w)(?:notre|l'|cette) ?(?:association|asbl)(?!\w)")
_WITH_CAPITAL = re.compile(r",? (?:unipersonnelle )?au capital")
_BLOCK = 260  # characters between a name and the form below its address
_NUMBER_NEAR = 160  # characters between the word for a sole trader and a number
_SETTLING = ("legal_notice", "terms", "mediation")


def read(shop: ShopPages) -> dict[str, Fact[Any]]:
    """The facts about the operator, by their names in ShopFacts."""
    pages = page_finds(shop)
    trader = Trader(shop, pages, weigh_names(pages), shop_domain(shop))
    numbers = trader_numbers(trader)
    address = trader_address(trader)
    phones = trader_phones(trader)
    vat = trader_vat(trader, numbers)
    named, contact = host(pages, trader.domain)
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
        "host_name": named or spoken(trader, ("legal_notice", "terms"), doubt_topics.hosts(pages, trader.key)),
        "host_contact": contact
        or spoken(trader, ("legal_notice", "terms"), () if named else doubt_topics.hosts(pages, trader.key)),
        "mediator_name": settler or spoken(trader, _SETTLING, doubt_topics.mediators(pages, trader.domain, trader.key)),
        "mediator_site": site or spoken(trader, _SETTLING, _perhaps_mediators_sites(pages, trader)),
        "share_capital": share_capital(trader),
        "further_operators": further_operators(trader),
        "payment_accounts": payment_accounts(trader),
        "trader_country": establishment(address, country_stated(pages, address), numbers[0], phones),
    }


def _perhaps_mediators_sites(pages: Sequence[PageFinds], trader: Trader) -> Iterator[Evidence]:
    yield from doubt_topics.mediator_sites(pages, trader.domain)
    yield from doubt_topics.sites_below(pages, trader.domain)


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
    ways = (_form_of_firm, _form_beside, _form_alone, _form_below, _form_of_owner)
    for way in ways:
        for finds in trader.pages:
            if found := way(trader, finds):
                return found
    return spoken(trader, IDENTITY, _doubtful_forms(trader))


def _form_of_firm(trader: Trader, finds: PageFinds) -> Found[str] | None:
    """ "© Nebelkauf AG" below, or "Nebelkauf KG des Frieda Nebelung & Co."."""
    for name in finds.firms:
        same = name.key == trader.key or _begins_name(trader, finds, name)
        if same and name.form and trader.whose(finds, name.start) == "trader":
            return Found(name.form, finds.doc.quote(name.start, name.end))
    return None


def _form_beside(trader: Trader, finds: PageFinds) -> Found[str] | None:
    """Behind a label for it, or a few words behind the trader's name."""
    doc = finds.doc
    labels = doc.of("form_label")
    for form in doc.forms:
        if is_in_placeholder(doc, form.start) or _of_parent(finds, form.end):
            continue
        near = last_before(labels, form.start, 12) or (
            trader.names and (_behind_name(trader, finds, form) or _said_of_it(doc.flat, form.start))
        )
        if (near or form.short == UNREGISTERED) and trader.whose(finds, form.start) == "trader":
            return Found(form.short, doc.quote(form.start, form.end))
    return None


def _said_of_it(flat: str, start: int) -> bool:
    """Whether the form is said of the company by the word that the page has for it."""
    return bool(_SAID.search(flat, max(0, start - 45), start))


def _of_parent(finds: PageFinds, end: int) -> bool:
    """Whether a form ends the name of the firm to which the trader belongs."""
    index = bisect_left(finds.names, end, key=lambda m: m.end)
    return any(m.end == end and is_parent(finds.doc, m) for m in finds.names[index : index + 2])


def _form_of_owner(trader: Trader, finds: PageFinds) -> Found[str] | None:
    for start, end in owners(finds):
        if trader.whose(finds, start) == "trader":
            return Found("Einzelunternehmen", finds.doc.quote(start, end))
    return None


_FORM_SOON = 60  # behind the trader's name, whatever stands between: "Brumelle (BRUMELLE), (SAS)"


def _doubtful_forms(trader: Trader) -> Iterator[Evidence]:
    """Legal forms of which it cannot be told whose they are; all of nobody's, where no name was found.

    A form that begins its line is a field of the notice, whatever the name above it.
    """
    for finds in trader.pages:
        for form in finds.doc.forms if finds.page.role in (*IDENTITY, "home") else ():
            whose = trader.whose(finds, form.start)
            begins = finds.doc.lines[finds.doc.line_at(form.start)].start == form.start
            named = trader.key and trader.key in finds.doc.flat[max(0, form.start - _FORM_SOON) : form.start]
            doubtful = whose == "unclear" or (whose == "trader" and (begins or named or not trader.names))
            if doubtful and finds.counts(form.start):
                yield finds.doc.quote(form.start, form.end)
        for start, end in form_words(finds) if finds.page.role in (*IDENTITY, "privacy", "home") else ():
            if finds.counts(start) and trader.whose(finds, start) != "other":
                yield finds.doc.quote(start, end)
        for match in _ASSOCIATION.finditer(finds.doc.flat) if finds.page.role in IDENTITY else ():
            if trader.whose(finds, match.start()) == "trader":
                yield finds.doc.quote(match.start(), match.end())


def _form_alone(trader: Trader, finds: PageFinds) -> Found[str] | None:
    """A word for a sole trader that stands alone near a number: in its line, between marks ("KvK 48 · eenmanszaak")."""
    if finds.page.role not in IDENTITY:
        return None
    doc = finds.doc
    for form in doc.forms:
        if not (form.full and form.short in ALONE and trader.whose(finds, form.start) == "trader"):
            continue
        before, behind = (
            doc.text[max(0, form.start - 3) : form.start].rstrip(" ")[-1:],
            doc.text[form.end : form.end + 3].strip(" ")[:1],
        )
        first = bisect_left(finds.number_starts, form.start - _NUMBER_NEAR)
        numbered = first < len(finds.number_starts) and finds.number_starts[first] < form.end + _NUMBER_NEAR
        told = behind in _MARKS or _IS_REGISTERED.match(doc.flat, form.end)
        if numbered and (before in _MARKS or (before == ":" and told)) and told:
            return Found(form.short, doc.quote(form.start, form.end))
    return None


def _form_below(trader: Trader, finds: PageFinds) -> Found[str] | None:
    """A form with its capital at the beginning of a line some lines below the trader's name, no other firm between."""
    doc = finds.doc
    for form in doc.forms:
        begins = doc.lines[doc.line_at(form.start)].start == form.start
        if not begins or not _WITH_CAPITAL.match(doc.flat, form.end) or trader.whose(finds, form.start) != "trader":
            continue
        last = bisect_right(finds.names, form.start, key=lambda m: m.start)
        near = [m for m in finds.names[max(0, last - 4) : last] if m.end >= form.start - _BLOCK]
        headed = near and any(x.level for x in doc.lines[doc.line_at(near[0].start) + 1 : doc.line_at(form.start) + 1])
        if near and not headed and all(m.key == trader.key for m in near):
            return Found(form.short, doc.quote(form.start, form.end))
    return None


def _begins_name(trader: Trader, finds: PageFinds, firm: Mention) -> bool:
    """Whether the trader's name begins with that of a firm, at the same place."""
    best = trader.names[0] if trader.names else None
    return best is not None and best.finds is finds and firm.start == best.mention.start


def _behind_name(trader: Trader, finds: PageFinds, form: Form) -> bool:
    """Whether a form stands a few words behind the trader's name, or one written out right before it."""
    offset, reach = form.start, 160 if form.full else 60
    after = bisect_left(finds.names, offset, key=lambda m: m.start)
    near = finds.names[after : after + 2] if form.full else ()
    if any(m.key == trader.key and m.start <= form.end + _FORM_NEAR for m in near):
        return True
    last = bisect_right(finds.names, offset, key=lambda m: m.start)
    own = [m for m in finds.names[max(0, last - 4) : last] if m.key == trader.key]
    return any(m.end <= offset <= m.end + reach or _is_its_own(finds.doc.flat, m, form) for m in own)


# "Brumelle (BRUM, ci-après dénommée « Brume ») est une SAS"
_IS_A = re.compile(r" ?\([^()\n]{1,140}\),? est une? ")


def _is_its_own(flat: str, name: Mention, form: Form) -> bool:
    """Whether a form begins the trader's name, or is said of it behind what stands in brackets."""
    return name.start == form.start < name.end or bool(_IS_A.fullmatch(flat, name.end, form.start))


# --- words ---


def _vat_exemption(trader: Trader) -> Fact[str]:
    for finds in trader.pages:
        for word in finds.doc.of("vat_exempt"):
            # Where prices and payments are spoken of, it is the seller that charges no VAT.
            paid = finds.counts(word.start) and finds.parties.at(word.start).party is Party.PAYMENT
            if paid or trader.whose(finds, word.start) == "trader":
                return Found(finds.doc.text[word.start : word.end], finds.doc.quote(word.start, word.end))
    return spoken(trader, ("legal_notice", "terms"))


def _director(trader: Trader) -> Fact[str]:
    found, label = director(trader.pages)
    return found or spoken(
        trader, ("legal_notice", "terms"), chain([label] if label else (), doubt_topics.directors(trader.pages))
    )
