"""What the addresses and the markup of common shop platforms say about a page: facts about platforms, no words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from urllib.parse import unquote, urlsplit

from sweep.extract.page import Page, PerPage
from sweep.extract.pages.mentions import STATED_TYPE

# Shopify, WooCommerce, PrestaShop, Magento, Shopware, OpenCart, Oscar; the first that fits wins.
_ADDRESSES = {
    "legal_notice": [r"/policies/legal-notice/?$"],
    "terms": [r"/policies/terms-of-(?:service|sale)/?$"],
    "privacy": [r"/policies/privacy-policy/?$"],
    "withdrawal": [r"/policies/(?:refund|cancellation)-policy/?$"],
    "delivery": [r"/policies/shipping-policy/?$"],
    "contact": [
        r"/policies/contact-information/?$",
        r"/contact(?:-us)?/?(?:index/?)?$",
        r"route=information/contact(?:&|$)",
    ],
    "login": [
        r"/accounts?/(?:login|register)",
        r"/customer/account",
        r"/(?:my-)?account/?$",
        r"/wp-login",
        r"route=account/",
        r"controller=(?:authentication|my-account|registration)",
    ],
    "basket": [r"/(?:checkout/)?(?:cart|basket)/?(?:\?|$)", r"controller=cart(?:&|$)", r"route=checkout/cart"],
    "checkout": [
        r"/checkout(?:/(?:register|confirm|onepage|index))?/?(?:\?|$)",
        r"controller=order(?:&|$)",
        r"route=checkout/checkout",
    ],
    "product": [
        r"/(?:products?|produits?|producto|prodotto|produto|produkt|termek|tuote|izdelek)/[^/?]+/?(?:\?|$)",
        r"/catalog/product/view",
        r"/detail/[0-9a-f]{32}",
        r"route=product/product(?:&|$)",
        r"controller=product(?:&|$)",
        r"/catalogue/[^/?]+_\d+/?(?:\?|$)",
        r"/\d+(?:-\d+)?-[^/?]+\.html(?:\?|$)",
    ],
    "listing": [
        r"/collections?/[^/?]+/?(?:\?|$)",
        r"/(?:product-category|product-categorie|categorie-produit|categoria-producto|categoria-prodotto)/",
        r"/(?:produkt-kategorie|kategoria-produktu)/",
        r"/catalog/category/view",
        r"/navigation/[0-9a-f]{32}",
        r"route=product/category",
        r"controller=category(?:&|$)",
        r"/catalogue/category/",
    ],
}
_PATHS = tuple((role, re.compile("|".join(ways))) for role, ways in _ADDRESSES.items())

# What PrestaShop writes as the body's id; plain words, so they count in that place only.
_BODY_IDS = {
    "index": "home",
    **dict.fromkeys(("product",), "product"),
    **dict.fromkeys("category prices-drop new-products best-sales manufacturer supplier search".split(), "listing"),
    **dict.fromkeys("authentication registration password my-account guest-tracking".split(), "login"),
    "cart": "basket",
    "checkout": "checkout",
    "order": "checkout",
    "contact": "contact",
}
# What WooCommerce, Magento, Shopware, OpenCart and Shopify write among the body's classes.
_BODY_CLASSES = {
    **dict.fromkeys("cms-index-index cms-home common-home template-index".split(), "home"),
    **dict.fromkeys(
        "single-product catalog-product-view is-ctl-product product-product template-product".split(), "product"
    ),
    **dict.fromkeys(
        "tax-product_cat post-type-archive-product catalog-category-view product-category template-collection".split(),
        "listing",
    ),
    **dict.fromkeys("woocommerce-cart checkout-cart-index is-ctl-cart checkout-cart template-cart".split(), "basket"),
    **dict.fromkeys("woocommerce-checkout checkout-index-index is-ctl-checkout checkout-checkout".split(), "checkout"),
    **dict.fromkeys("contact-index-index information-contact".split(), "contact"),
    **dict.fromkeys(
        "woocommerce-account customer-account-login customer-account-create account-login".split(), "login"
    ),
}

_TILES = (
    ".product-miniature, li.product, .product-card, .grid-product, .product-item, .product-box, .product-thumb, "
    ".product_pod, .product-tile"
)
_JSON_PRODUCT = re.compile(rb'"@type"\s{0,9}:\s{0,9}\[?\s{0,9}"(?:https?://schema\.org/)?Product(?:Group)?"')
_JSON_LIST = re.compile(rb'"@type"\s{0,9}:\s{0,9}\[?\s{0,9}"(?:ItemList|OfferCatalog|CollectionPage)"')
MANY = 3  # tiles that make a page a listing


@lru_cache(maxsize=20_000)
def path_role(url: str) -> str:
    """The role that an address has on a common shop platform, or ""; "login" for accounts."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    address = unquote(parts.path).lower() + (f"?{parts.query.lower()}" if parts.query else "")
    return next((role for role, pattern in _PATHS if pattern.search(address)), "")


def body_role(page: Page) -> str:
    """The role that the platform writes on the body element, or ""."""
    body = page.tree.body
    if body is None:
        return ""
    attributes = body.attributes
    name = (attributes.get("id") or "").lower()
    classes = (attributes.get("class") or "").lower().split()
    # Other platforms use the same words for other pages; PrestaShop has the language or the page among the classes.
    prestashop = any(c == name or c.startswith(("lang", "page-")) for c in classes)
    by_id = _BODY_IDS.get(name, "") if prestashop else ""
    return by_id or next((_BODY_CLASSES[name] for name in classes if name in _BODY_CLASSES), "")


def _stated_kinds(page: Page) -> Iterator[str]:
    """What a page says in its head, or by mistake in its body, that it is, by the Open Graph protocol."""
    for part in (page.head, page.body):
        metas = (part.attributes[i] for i in part.of("meta"))
        yield from (meta.get("content") or "" for meta in metas if meta.get("property") == "og:type")


def goods_role(page: Page) -> str:
    """ "product" or "listing" by the markup of goods on the page, or ""; asked on the visit and when reading."""
    if page not in _GOODS_ROLES:
        _GOODS_ROLES[page] = _goods_role(page)
    return _GOODS_ROLES[page]


_GOODS_ROLES: PerPage[str] = PerPage()


def _goods_role(page: Page) -> str:
    if any(kind in ("product", "og:product") for kind in _stated_kinds(page)):
        return "product"
    types = [at - 1 for at in STATED_TYPE.places(page) if at]
    products = sum(1 for at in types if _JSON_PRODUCT.match(page.raw, at))
    listed = any(_JSON_LIST.match(page.raw, at) for at in types)
    micro = len(page.tree.css('[itemtype*="schema.org/Product"]'))
    if (products == 1 and not listed) or (products == 0 and micro == 1):
        return "product"
    if products >= MANY or micro >= MANY or len(page.tree.css(_TILES)) >= MANY:
        return "listing"
    return ""
