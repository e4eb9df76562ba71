"""In which countries a national number on a page may be meant: by its domain, its languages, the trader's register."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlsplit

from sweep.extract.numbers.identifiers import Number
from sweep.extract.page import Page
from sweep.extract.shop_pages import ShopPages
from sweep.extract.trader.party import Parties, Party

_BY_LANGUAGE = {
    "fr": ("FR", "BE", "LU", "CH"), "nl": ("NL", "BE"), "de": ("DE", "AT", "CH"), "en": ("IE", "GB"), "es": ("ES",),
    "it": ("IT",), "pt": ("PT",), "pl": ("PL",), "da": ("DK",), "sv": ("SE",), "fi": ("FI",), "cs": ("CZ",),
    "sk": ("SK",), "hu": ("HU",), "ro": ("RO",), "bg": ("BG",), "hr": ("HR",), "sl": ("SI",), "el": ("GR",),
    "et": ("EE",), "lv": ("LV",), "lt": ("LT",), "nb": ("NO",), "no": ("NO",),
}  # fmt: skip


def likely_countries(page: Page, shop: ShopPages) -> tuple[str, ...]:
    """Countries in which a national number on this page may be meant, the likeliest first."""
    by_domain = _by_domain(page)
    languages = dict.fromkeys((page.language, *shop.languages))
    spoken = [c for language in languages for c in _BY_LANGUAGE.get(language, ())]
    # The consumers' country leads among those that speak the language.
    spoken.sort(key=lambda c: c != shop.country)
    return tuple(dict.fromkeys((*by_domain, *spoken, *((shop.country,) if shop.country else ()))))


def _by_domain(page: Page) -> tuple[str, ...]:
    top = (urlsplit(page.url).hostname or "").rpartition(".")[2].upper()
    if len(top) != 2 or top in ("EU", "IO", "CO", "ME", "TV", "AI"):
        return ()
    return ("GB",) if top == "UK" else (top,)


def registered_in(page: Page, parties: Parties, numbers: Sequence[Number]) -> tuple[str, ...]:
    """The one country of the trader's numbers on a page whose domain names none: there its telephone rings, too."""
    own = [n for n in numbers if n.valid is not False and parties.at(n.start).party is Party.TRADER]
    countries = {n.kind[:2].upper() for n in own}
    sure = len(countries) == 1 and any(n.valid for n in own) and not _by_domain(page)
    return tuple(countries) if sure else ()
