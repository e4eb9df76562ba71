"""Who the trader is, and what on the pages is the trader's: names weighed, finds attributed, doubts kept apart."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Literal
from urllib.parse import urlsplit

from checks.facts import Evidence
from sweep.extract.addresses.addresses import AddressPlace, find_addresses
from sweep.extract.names.name_apart import (
    in_care_of,
    in_its_cell,
    is_general_partner,
    is_parent,
    is_village,
    leads,
    over_open_name,
)
from sweep.extract.names.name_lines import name_in_sentence, name_line
from sweep.extract.names.name_titles import untitled
from sweep.extract.names.names import find_names
from sweep.extract.numbers.contacts import Email, suffixes
from sweep.extract.numbers.covered_emails import find_emails
from sweep.extract.numbers.identifiers import Number, find_numbers
from sweep.extract.numbers.phones import PhonePlace, find_phones
from sweep.extract.page import Page
from sweep.extract.pages.legal_text import LegalText, legal_text
from sweep.extract.pages.reading import reading
from sweep.extract.shop_pages import ShopPages
from sweep.extract.trader.beside import is_beside
from sweep.extract.trader.likely_countries import likely_countries, registered_in
from sweep.extract.trader.parties import find_parties
from sweep.extract.trader.party import Parties, Party
from sweep.extract.trader.party_phrases import is_account
from sweep.extract.trader.strangers import strangers
from sweep.extract.words.dummies import is_dummy_street
from sweep.extract.words.legal_form_names import ALONE
from sweep.extract.words.name_words import Mention, same_name

Whose = Literal["trader", "other", "unclear"]
_OWNER = re.compile(
    r"(?<!\w)(?:inh(?:aber(?:in)?)?|proprietaire|gerante?|owner|proprietor|eigena(?:ar|res)|titolare|titular|"
    r"wlasciciel(?:ka)?|proprietari[oa])(?!\w)"
)

# The pages that say who sells, the most trusted first, with the weight of a name on them.
ROLES = {
    "legal_notice": 2.0, "terms": 1.5, "contact": 1.0, "privacy": 0.5, "about": 0.0,
    "mediation": 0.0, "withdrawal": 0.0, "delivery": 0.0, "guarantee": 0.0, "home": 0.0,
}  # fmt: skip
_WHO = ("legal_notice", "contact", "about", "terms")  # without any of these, the whole home page says who sells
MAX_PAGES = 16
_PARTNER_NEAR = 160  # characters between the partner's name and its number in the register
_NUMBER_BEHIND = 40  # characters between an address in a sentence and the number of the same firm


@dataclass(frozen=True, eq=False)
class PageFinds:
    """Everything found on one page, whoever's it is. `first` is where the part that counts begins (a footer)."""

    page: Page
    doc: LegalText
    parties: Parties
    first: int
    names: tuple[Mention, ...]
    firms: tuple[Mention, ...]  # the names beside a legal form: they own the numbers that follow them
    numbers: tuple[Number, ...]
    emails: tuple[Email, ...]
    phones: tuple[PhonePlace, ...]
    addresses: tuple[AddressPlace, ...]
    number_starts: tuple[int, ...]
    address_starts: tuple[int, ...]
    strangers: frozenset[int]  # where names begin that the words before them give to another

    def counts(self, offset: int) -> bool:
        return offset >= self.first

    @cached_property
    def address_places(self) -> tuple[tuple[int, int], ...]:
        return tuple((a.start, a.end) for a in self.addresses)

    @cached_property
    def taken(self) -> bytes:
        """A mark for each character that belongs to something that was read."""
        taken = bytearray(len(self.doc.text) + 1)
        for part in (self.numbers, self.addresses, self.phones):
            for item in part:
                taken[item.start : item.end] = b"\x01" * (item.end - item.start)
        return bytes(taken)


def page_finds(shop: ShopPages) -> tuple[PageFinds, ...]:
    """The finds on the pages that say who sells, the most trusted first."""
    pages = [page for page in shop.of(*ROLES) if not page.problem][:MAX_PAGES]
    return tuple(_finds(page, shop) for page in pages)


def _finds(page: Page, shop: ShopPages) -> PageFinds:
    doc = legal_text(page)
    hints = likely_countries(page, shop)
    names = find_names(doc)
    firms = tuple(n for n in names if n.how == "form")
    addresses = tuple(
        a for a in find_addresses(doc, hints, tuple(n.end for n in firms)) if not is_dummy_street(a.address.street)
    )
    numbers = find_numbers(doc, hints)
    calls = {word.start for word in doc.of("phone_label")}  # "T. 6430 0118" is no street
    addresses = tuple(a for a in addresses if a.start not in calls and not _overlaps(a, numbers))
    stated = tuple(dict.fromkeys(a.address.country for a in addresses if a.sure))
    blocked = bytearray(len(doc.text) + 1)
    for span in (*((n.start, n.end) for n in numbers), *((a.start, a.end) for a in addresses)):
        blocked[span[0] : span[1]] = b"\x01" * (span[1] - span[0])
    lines = [m for a in addresses if (m := _name_of(doc, a, numbers))]
    parties = find_parties(doc)
    phones = find_phones(doc, blocked, tuple(dict.fromkeys((*registered_in(page, parties, numbers), *hints, *stated))))
    named = tuple(sorted((*names, *lines), key=lambda n: n.start))
    return PageFinds(
        page, doc, parties, _footer(page) if page.role == "home" and shop.of(*_WHO) else 0, named, firms,
        numbers, find_emails(doc), phones, addresses, tuple(n.start for n in numbers),
        tuple(a.start for a in addresses),
        strangers(doc, named, tuple(n.start for n in numbers), tuple(a.start for a in addresses)),
    )  # fmt: skip


def _overlaps(address: AddressPlace, numbers: Sequence[Number]) -> bool:
    """Whether what looks like an address begins in a number: "ATU 000 000 24" above "Rechtsform"."""
    index = bisect_right(numbers, address.start, key=lambda n: n.start) - 1
    return index >= 0 and address.start < numbers[index].end


def _name_of(doc: LegalText, address: AddressPlace, numbers: Sequence[Number]) -> Mention | None:
    """The name above an address, or before it in its sentence."""
    name = name_line(doc, address.start) or _in_sentence(doc, address, numbers)
    if name is None or is_village(name, address) or over_open_name(doc, name):
        return None
    own = in_its_cell(doc, name)
    return untitled(doc, own) if own else None


def _in_sentence(doc: LegalText, address: AddressPlace, numbers: Sequence[Number]) -> Mention | None:
    """A name before an address with a number behind it: "alle bestellingen bij Nevelwol, Kade 1, 9999 ZZ Mist, KvK"."""
    index = bisect_left(numbers, address.end, key=lambda n: n.start)
    if index == len(numbers) or numbers[index].start > address.end + _NUMBER_BEHIND:
        return None
    if "\n" in doc.text[address.end : numbers[index].start]:
        return None
    return name_in_sentence(doc, address.start)


def _footer(page: Page) -> int:
    """Where the footer of a home page begins; without one, its last lines."""
    read = reading(page)
    worded = [i for i in range(len(read.tags)) if read.has_words(i)]
    places = [read.span(i)[0] for i in worded if read.tags[i] == "footer"]
    places = places or [read.span(i)[0] for i in worded if "footer" in read.own_marks(i)]
    return min(places, default=max(0, len(page.text) - 1500))


_OWN_LINES = 600  # characters of the lines below the trader's name, with its address and numbers
_MARKS_AROUND = 8
_HOST_NEAR = 60  # characters between the word for hosting and the host
_CLAIMED_LINES = 2  # the line of the label, a name, an address


def whose(finds: PageFinds, offset: int, trader: str, reach: int = 300, *, contact: bool = False) -> Whose:
    """Whose a find at `offset` is. `trader` is the key of the trader's name, "" where it is not known.

    A `contact` (telephone, e-mail) in a passage on returns is the trader's; an address there may be a warehouse.
    """
    if not finds.counts(offset):
        return "unclear"
    passage = finds.parties.at(offset)
    if passage.party is Party.RETURNS and not contact:
        return "unclear"  # a warehouse, or the very shop where the trader lives
    if passage.party not in (Party.TRADER, Party.RETURNS):
        if _named_again(finds, offset, trader):
            return "trader"
        return "other" if passage.party is not Party.UNCLEAR and claimed(finds, offset) else "unclear"
    if is_beside(finds.doc, finds.address_places, offset, trader):
        return "unclear"
    firm = firm_before(finds, offset, reach)
    if firm and (in_care_of(finds.doc, firm) or is_parent(finds.doc, firm)):
        firm = firm_before(finds, firm.start - 1, reach)
    if firm and trader and is_general_partner(firm.key, trader):
        return "unclear" if finds.doc.line_at(firm.end) == finds.doc.line_at(offset) else "trader"
    if firm is None or (trader and (same_name(firm.key, trader) or _is_trade_of(finds, firm, trader))):
        return "trader"
    return "unclear" if trader or _strangers_own(finds, firm, offset) else "trader"


def _strangers_own(finds: PageFinds, firm: Mention, offset: int) -> bool:
    """Whether what stands at `offset` belongs to a stranger: in its line, or in those below one that ends its own."""
    if firm.start not in finds.strangers:
        return False
    at, line = finds.doc.line_at(offset), finds.doc.line_at(firm.end)
    ends = not finds.doc.text[firm.end : finds.doc.lines[line].end].strip(" ,:")
    return at == line or (ends and at - line <= _CLAIMED_LINES)


def _named_again(finds: PageFinds, offset: int, trader: str) -> bool:
    """Whether the trader stands last before `offset` in a passage on another: alone in its line, or as its own host."""
    passage, firm = finds.parties.at(offset), firm_before(finds, offset, _OWN_LINES)
    if firm is None or firm.key != trader or not 0 <= passage.cue < firm.start:
        return False
    line = finds.doc.lines[finds.doc.line_at(firm.start)]
    around = finds.doc.text[line.start : firm.start] + finds.doc.text[firm.end : line.end]
    alone = len(around) < _MARKS_AROUND and not around.strip(" ,:*•–-")
    hosts = passage.party is Party.HOST and passage.cue >= line.start and firm.start - passage.cue <= _HOST_NEAR
    return alone or hosts


def _is_trade_of(finds: PageFinds, firm: Mention, trader: str) -> bool:
    """Whether a firm that a person keeps alone stands in the line below the trader's name, a person's."""
    if firm.form not in ALONE:
        return False
    line = finds.doc.line_at(firm.start)
    index = bisect_left(finds.names, firm.start, key=lambda m: m.start)
    return any(
        m.key == trader and (line - finds.doc.line_at(m.start) == 1 or leads(finds.doc, m, firm))
        for m in finds.names[max(0, index - 4) : index]
    )


# "Komplementärin: Frostkante Verwaltungs GmbH": before the partner that runs the trader's firm.
# "Vertreten durch die Nebelkraft Verwaltungs GmbH": the firm that represents the trader.
REPRESENTS = re.compile(
    r"(?:vertreten durch|haftende\w? gesellschafter\w{0,4}|komplementar\w{0,4})(?: ist)?(?: die)? ?:? ?$"
)


def is_partners(finds: PageFinds, offset: int) -> bool:
    """Whether a number stands behind the firm that is named as the partner that runs the trader's."""
    firm = firm_before(finds, offset, _PARTNER_NEAR)
    return firm is not None and bool(REPRESENTS.search(finds.doc.flat, max(0, firm.start - 60), firm.start))


def claimed(finds: PageFinds, offset: int) -> bool:
    """Whether what stands at `offset` belongs to the other party of whom its passage speaks.

    A party has one firm's name and one address: what stands with a second one may be the trader's again. Words
    for payment or design ("Paiement :") say nothing of what follows some lines below.
    """
    passage = finds.parties.at(offset)
    if passage.party in (Party.TRADER, Party.UNCLEAR, Party.RETURNS):
        return False
    if passage.cue < 0:
        return True
    if passage.party is Party.AUTHORITY and _OWNER.search(finds.doc.flat[passage.cue : offset].rpartition("\n")[2]):
        return False  # "Bäckerei X, Handwerkskammer zu Y, Inhaberin Z, Teegasse 14": no chamber has an owner
    if passage.party is Party.PAYMENT and is_account(finds.doc.flat, passage.cue):
        return False  # where the trader's account is kept says nothing of what follows
    lines = finds.doc.line_at(offset) - finds.doc.line_at(passage.cue)
    if passage.party in (Party.AGENCY, Party.PAYMENT) and lines > _CLAIMED_LINES:
        return False
    first = bisect_left(finds.firms, passage.cue, key=lambda m: m.start)
    last = bisect_right(finds.firms, offset, key=lambda m: m.start) - 1
    if last > first and not same_name(finds.firms[first].key, finds.firms[last].key):
        return False
    second = bisect_left(finds.address_starts, passage.cue) + 1
    return second >= len(finds.address_starts) or offset < finds.address_starts[second]


def firm_before(finds: PageFinds, offset: int, reach: int) -> Mention | None:
    """The firm named last before `offset` in the same section: what follows a firm's name is that firm's."""
    index = bisect_right(finds.firms, offset, key=lambda m: m.start) - 1
    if index < 0 or finds.firms[index].end < offset - reach:
        return None
    firm = finds.firms[index]
    first, last = finds.doc.line_at(firm.start), finds.doc.line_at(offset)
    headed = any(line.level for line in finds.doc.lines[first + 1 : last + 1])
    return None if headed else firm


def number_quote(finds: PageFinds, number: Number) -> Evidence:
    """The proof of a number, with its label."""
    return finds.doc.quote(min(number.label, number.start) if number.label >= 0 else number.start, number.end)


def shop_domain(shop: ShopPages) -> str:
    """The registrable domain of the shop ("shop.example"), or its host name."""
    host = (urlsplit(shop.capture.url).hostname or "").lower()
    return registrable(host)


@lru_cache(maxsize=10_000)
def registrable(host: str) -> str:
    if host.endswith(".example"):
        return ".".join(host.split(".")[-2:])
    return suffixes().privatesuffix(host) or host
