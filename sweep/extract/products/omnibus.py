"""Add-ons of shop platforms that show the lowest price of 30 days: how they are known, and what they get wrong.

A hint for the person who reads a finding: a shop that installed such an add-on meant to comply, and a wrong price may
be the add-on's. Never proof of anything. Defects as reported in the add-ons' own public issue lists.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from sweep.extract.page import Page
from sweep.extract.pages.mentions import Mention


@dataclass(frozen=True, slots=True)
class Plugin:
    """`mark` is what the add-on writes into the HTML; `defects` name what it is known to get wrong."""

    name: str
    mark: re.Pattern[str]
    defects: tuple[str, ...]


# What each is called; the words for people are those of the report, under "watch.defects".
_INCLUDES_NOW = "includes_now"  # the lowest price may include the present promotion
_FROM_INSTALL = "from_install"  # without history before its installation the promotion itself is the lowest price
_PARENT = "parent"  # of a product with variants the lowest price of any variant may be shown
_ZONE = "zone"  # days may be counted in another time zone
_BYPASS = "bypass"  # prices set by another discount add-on may be missing from its record

PLUGINS = (
    Plugin(
        "Omnibus (WooCommerce, iworks)",
        re.compile(
            r"iworks[-_]omnibus|_iwo_price_lowest|class=[\"'][^\"']*\bomnibus[-_]price[-_]message", re.IGNORECASE
        ),
        (_INCLUDES_NOW, _PARENT, _BYPASS),
    ),
    Plugin(
        "WC Price History (WooCommerce)",
        re.compile(r"wc-price-history", re.IGNORECASE),
        (_INCLUDES_NOW, _FROM_INSTALL, _ZONE, _PARENT),
    ),
    Plugin(
        "Omnibus module (PrestaShop)",
        re.compile(r"/modules/[a-z0-9_]*omnibus|class=[\"'][^\"']*\b(?:x13|ps)[-_]?omnibus", re.IGNORECASE),
        (_INCLUDES_NOW, _FROM_INSTALL),
    ),
    Plugin(
        "Omnibus app (Shopify)",
        re.compile(r"cdn\.shopify\.com[^\"'\s]*omnibus|shopify[-_](?:block|section)[^\"'>]*omnibus", re.IGNORECASE),
        (_FROM_INSTALL, _PARENT),
    ),
    Plugin(
        "Omnibus extension (Magento)",
        re.compile(r"[A-Z][A-Za-z0-9]*_Omnibus(?:Price)?/|data-role=[\"']omnibus", re.IGNORECASE),
        (_INCLUDES_NOW, _ZONE),
    ),
)  # fmt: skip


_MARKS = Mention("omnibus", "price-history", "_iwo_")


def plugin(page: Page) -> Plugin | None:
    """The add-on whose marks stand in the page's HTML."""
    if not _MARKS.on(page):
        return None
    return next((known for known in PLUGINS if known.mark.search(page.html)), None)


def defects(name: str) -> tuple[str, ...]:
    """What the add-on called `name` is known to get wrong, () for any other name."""
    return next((known.defects for known in PLUGINS if known.name == name), ())
