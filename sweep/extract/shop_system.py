"""Which software a shop runs on, as its own home page tells: no rule asks for it, the report counts by it.

Only what the software itself writes counts: its name as the page's generator, or the paths of its own files. A shop
that shows neither, or those of two systems, is counted as not recognised.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from checks.facts import Fact, Found, Unknown
from sweep.extract.page import Page
from sweep.extract.pages.mentions import Mention
from sweep.extract.shop_pages import ShopPages

# As they stand in the source, to the letter: they are the proof.
_FILES: Mapping[str, tuple[str, ...]] = {
    "BigCommerce": ("cdn11.bigcommerce.com/s-",),
    "Ecwid": ("app.ecwid.com/script.js",),
    "JTL-Shop": ("/templates/NOVA/", 'name="jtl_token"'),
    "Lightspeed": ("cdn.webshopapp.com/shops/",),
    "Magento": ("text/x-magento-init", "data-mage-init=", "/skin/frontend/"),
    "OpenCart": ("catalog/view/theme/", "catalog/view/javascript/"),
    "PrestaShop": ("var prestashop = {", "/modules/ps_shoppingcart/", "/modules/blockcart/"),
    "Salesforce Commerce Cloud": ("/on/demandware.static/", "/on/demandware.store/"),
    "Shopify": ("cdn.shopify.com/shopifycloud/", "Shopify.shop = "),
    "Shoptet": ("cdn.myshoptet.com/",),
    "Shopware": ("/bundles/storefront/", "/themes/Frontend/Responsive/"),
    "Squarespace": ("<!-- This is Squarespace. -->",),
    "WooCommerce": ("/plugins/woocommerce/",),
    "Wix": ("static.parastorage.com/services/wix-",),
}
_MENTIONS = {name: Mention(*signs) for name, signs in _FILES.items()}
_GENERATOR = re.compile(
    r"(BigCommerce|Ecwid|JTL-Shop|Magento|OpenCart|PrestaShop|Shopify|Shopware|Squarespace|WooCommerce|Wix)\b"
)


def shop_system(shop: ShopPages) -> Fact[str]:
    """The name of the software, with the words of the source that tell it; Unknown where none or several do."""
    home = next(iter(shop.of("home")), None)
    if home is None:
        return shop.gaps.get("home") or Unknown("not fetched", "no home page could be read")
    found = dict(_told(home))
    if len(found) == 1:
        name, words = found.popitem()
        return Found(name, home.evidence(words))
    return Unknown("unclear", "no sign of a known shop system" if not found else f"signs of {', '.join(sorted(found))}")


def _told(page: Page) -> Iterator[tuple[str, str]]:
    """(name, words of the source) for every system of which there is a sign."""
    for name, signs in _FILES.items():
        if _MENTIONS[name].on(page) and (sign := next((sign for sign in signs if sign in page.html), "")):
            yield name, sign
    for meta in page.head.of("meta"):
        attributes = page.head.attributes[meta]
        said = attributes.get("content") or ""
        if (attributes.get("name") or "").lower() == "generator" and (named := _GENERATOR.match(said)):
            yield from [(named[1], said)] if said in page.html else []
