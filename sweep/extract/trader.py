"""Who the trader is, and what on the pages is the trader's: names weighed, finds attributed, doubts kept apart."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal
from urllib.parse import urlsplit

from checks.facts import Evidence
from sweep.extract.addresses import AddressPlace, find_addresses
from sweep.extract.contacts import Email, PhonePlace, find_emails, find_phones, suffixes
from sweep.extract.identifiers import Number, find_numbers
from sweep.extract.legal_text import LegalText, legal_text
from sweep.extract.names import Mention, find_names, name_line, same_name
from sweep.extract.operator_words import last_before
from sweep.extract.page import Page
from sweep.extract.parties import Parties, Party, find_parties
from sweep.extract.reading import reading
from sweep.extract.shop_pages import ShopPages

Whose = Literal["trader", "other", "unclear"]

# The pages that say who sells, the most trusted first, with the weight of a name on them.
ROLES = {
    "legal_notice": 2.0, "terms": 1.5, "contact": 1.0, "privacy": 0.5, "about": 0.0,
    "mediation": 0.0, "withdrawal": 0.0, "delivery": 0.0, "guarantee": 0.0, "home": 0.0,
}  # fmt: skip
_WHO = ("legal_notice", "contact", "about", "terms")  # without any of these, the whole home page says who sells
MAX_PAGES = 16
_BY_LANGUAGE = {
    "fr": ("FR", "BE", "LU", "CH"), "nl": ("NL", "BE"), "de": ("DE", "AT", "CH"), "en": ("IE", "GB"), "es": ("ES",),
    "it": ("IT",), "pt": ("PT",), "pl": ("PL",), "da": ("DK",), "sv": ("SE",), "fi": ("FI",), "cs": ("CZ",),
    "sk": ("SK",), "hu": ("HU",), "ro": ("RO",), "bg": ("BG",), "hr": ("HR",), "sl": ("SI",), "el": ("GR",),
    "et": ("EE",), "lv": ("LV",), "lt": ("LT",), "nb": ("NO",), "no": ("NO",),
}  # fmt: skip


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

    def counts(self, offset: int) -> bool:
        return offset >= self.first


def page_finds(shop: ShopPages) -> tuple[PageFinds, ...]:
    """The finds on the pages that say who sells, the most trusted first."""
    pages = [page for page in shop.of(*ROLES) if not page.problem][:MAX_PAGES]
    return tuple(_finds(page, shop) for page in pages)


def likely_countries(page: Page, shop: ShopPages) -> tuple[str, ...]:
    """Countries in which a national number on this page may be meant, the likeliest first."""
    top = (urlsplit(page.url).hostname or "").rpartition(".")[2].upper()
    by_domain = (top,) if len(top) == 2 and top not in ("EU", "IO", "CO", "ME", "TV", "AI") else ()
    by_domain = ("GB",) if by_domain == ("UK",) else by_domain
    languages = dict.fromkeys((page.language, *shop.languages))
    spoken = [c for language in languages for c in _BY_LANGUAGE.get(language, ())]
    # The consumers' country leads among those that speak the language.
    spoken.sort(key=lambda c: c != shop.country)
    return tuple(dict.fromkeys((*by_domain, *spoken, *((shop.country,) if shop.country else ()))))


def _finds(page: Page, shop: ShopPages) -> PageFinds:
    doc = legal_text(page)
    hints = likely_countries(page, shop)
    names = find_names(doc)
    firms = tuple(n for n in names if n.how == "form")
    addresses = find_addresses(doc, hints, tuple(n.end for n in firms))
    stated = tuple(dict.fromkeys(a.address.country for a in addresses if a.sure))
    numbers = find_numbers(doc, hints)
    blocked = bytearray(len(doc.text) + 1)
    for span in (*((n.start, n.end) for n in numbers), *((a.start, a.end) for a in addresses)):
        blocked[span[0] : span[1]] = b"\x01" * (span[1] - span[0])
    lines = [m for a in addresses if (m := name_line(doc, a.start))]
    phones = find_phones(doc, blocked, tuple(dict.fromkeys((*hints, *stated))))
    return PageFinds(
        page, doc, find_parties(doc), _footer(page) if page.role == "home" and shop.of(*_WHO) else 0,
        tuple(sorted((*names, *lines), key=lambda n: n.start)), firms, numbers, find_emails(doc), phones, addresses,
        tuple(n.start for n in numbers), tuple(a.start for a in addresses),
    )  # fmt: skip


def _footer(page: Page) -> int:
    """Where the footer of a home page begins; without one, its last lines."""
    read = reading(page)
    worded = [i for i in range(len(read.tags)) if read.has_words(i)]
    places = [read.span(i)[0] for i in worded if read.tags[i] == "footer"]
    places = places or [read.span(i)[0] for i in worded if "footer" in read.own_marks(i)]
    return min(places, default=max(0, len(page.text) - 1500))


@dataclass(frozen=True, slots=True)
class NamePlace:
    """A name the trader may bear, with the page, and how much speaks for it."""

    finds: PageFinds
    mention: Mention
    score: float


MIN_SCORE = 4.0
_CLAIMED_LINES = 2  # the line of the label, a name, an address
# Names of firms that keep other people's web sites: believed to be the trader's only where the page says so.
_KEEPS_SITES = re.compile(r"(?<!\w)(?:hebergement|web ?host\w*|hosting|cloud|data ?cent\w+|servers?)(?!\w)")


def weigh_names(pages: Sequence[PageFinds]) -> tuple[NamePlace, ...]:
    """The names that may be the trader's, the best first; variants of one name strengthen each other."""
    scored = [NamePlace(f, m, _score(f, m)) for f in pages for m in f.names if _may_name_trader(f, m)]
    best: dict[str, NamePlace] = {}
    count: dict[str, int] = {}
    for place in scored:
        key = place.mention.key
        count[key] = count.get(key, 0) + 1
        if key not in best or place.score > best[key].score:
            best[key] = place
    ranked = [NamePlace(p.finds, p.mention, p.score + 0.5 * min(count[k] - 1, 4) + _use(p)) for k, p in best.items()]
    ranked.sort(key=lambda p: -p.score)
    if ranked:
        best_place = ranked[0]
        ranked.sort(key=lambda p: not _spells_out(p, best_place))
    return tuple(p for p in ranked if p.score >= MIN_SCORE)


def _spells_out(place: NamePlace, best: NamePlace) -> bool:
    """Whether a name nearly as well supported as the best contains it: the best was its short form."""
    words, inner = f" {place.mention.key} ", f" {best.mention.key} "
    return place.score >= best.score - 1.0 and inner in words and words != inner


def _use(place: NamePlace) -> float:
    """How often a page speaks of the name, in small change: a partner is named once, the trader again and again."""
    short = place.mention.key.split()[0]
    return 0.1 * min(place.finds.doc.flat.count(short), 15) if len(short) >= 3 else 0.0


def _may_name_trader(finds: PageFinds, mention: Mention) -> bool:
    if not finds.counts(mention.start) or mention.label in ("host", "host_label"):
        return False
    return finds.parties.at(mention.start).party is Party.TRADER


def _score(finds: PageFinds, mention: Mention) -> float:
    doc = finds.doc
    score = ROLES.get(finds.page.role, 0.0)
    score += {"form": 3.0, "line": 3.0, "label": 0.0}[mention.how]
    score += _label_score(doc, mention)
    if _KEEPS_SITES.search(mention.key):
        score -= 4.0
    behind = doc.flat[mention.end : mention.end + 260]
    score += (
        min(3.0, 1.0 + _count(finds.number_starts, mention.end, 320))
        if _follows(finds.number_starts, mention.end, 260)
        else 0.0
    )
    if _follows(finds.address_starts, mention.end, 200):
        score += 2.0
    if any(
        word in behind[:160] for word in ("capital", "ci-apres", "nachfolgend", "en adelante", "hierna", "hereinafter")
    ):
        score += 1.0
    return score


def _follows(starts: Sequence[int], offset: int, reach: int) -> bool:
    index = bisect_left(starts, offset)
    return index < len(starts) and starts[index] <= offset + reach


def _count(starts: Sequence[int], offset: int, reach: int) -> int:
    return bisect_right(starts, offset + reach) - bisect_left(starts, offset)


def _label_score(doc: LegalText, mention: Mention) -> float:
    """How clearly the words before a name say that it is the trader's."""
    if "c/o" in doc.flat[max(0, mention.start - 6) : mention.start]:
        return -5.0
    if mention.label == "editor":
        return 5.0
    if mention.label == "editor_section":
        return 3.0
    left = doc.flat[max(0, mention.start - 45) : mention.start]
    editor = last_before(doc.words.get("editor", ()), mention.start, 45)
    section = last_before(doc.words.get("editor_section", ()), mention.start, 45)
    editor = max(filter(None, (editor, section)), key=lambda w: w.end, default=None)
    if editor and not any(c in doc.flat[editor.end : mention.start] for c in ".;"):
        return 5.0
    if mention.label == "name_label":
        return 3.0 if ":" in left[-4:] or "\n" in doc.text[max(0, mention.start - 2) : mention.start] else 1.5
    return 0.0


def whose(finds: PageFinds, offset: int, trader: str, reach: int = 300, *, contact: bool = False) -> Whose:
    """Whose a find at `offset` is. `trader` is the key of the trader's name, "" where it is not known.

    A `contact` (telephone, e-mail) in a passage on returns is the trader's; an address there may be a warehouse.
    """
    if not finds.counts(offset):
        return "unclear"
    passage = finds.parties.at(offset)
    if passage.party is Party.UNCLEAR:
        return "unclear"
    if passage.party is Party.RETURNS and not contact:
        return "unclear"  # a warehouse, or the very shop where the trader lives
    if passage.party not in (Party.TRADER, Party.RETURNS):
        return "other" if claimed(finds, offset) else "unclear"
    firm = _firm_before(finds, offset, reach)
    if firm and trader and _is_general_partner(firm.key, trader):
        return "unclear" if finds.doc.line_at(firm.end) == finds.doc.line_at(offset) else "trader"
    if firm is None or not trader or same_name(firm.key, trader):
        return "trader"
    return "unclear"


# "Frostkante Verwaltungs GmbH" is the partner that runs "Frostkante GmbH & Co. KG": another firm, with a number.
_PARTNER = re.compile(r"(?<!\w)(?:verwaltungs?|beteiligungs|komplementar|geschaftsfuhrungs?|management)(?!\w)")


def _is_general_partner(firm: str, trader: str) -> bool:
    return bool(_PARTNER.search(firm)) and not _PARTNER.search(trader)


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
    lines = finds.doc.line_at(offset) - finds.doc.line_at(passage.cue)
    if passage.party in (Party.AGENCY, Party.PAYMENT) and lines > _CLAIMED_LINES:
        return False
    first = bisect_left(finds.firms, passage.cue, key=lambda m: m.start)
    last = bisect_right(finds.firms, offset, key=lambda m: m.start) - 1
    if last > first and not same_name(finds.firms[first].key, finds.firms[last].key):
        return False
    second = bisect_left(finds.address_starts, passage.cue) + 1
    return second >= len(finds.address_starts) or offset < finds.address_starts[second]


def _firm_before(finds: PageFinds, offset: int, reach: int) -> Mention | None:
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


def distinct(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))
