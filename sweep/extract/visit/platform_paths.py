"""Which platform runs a shop, and where the legal pages of that platform usually are."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from sweep.extract.lexicon import lexicon
from sweep.extract.page import Page
from sweep.extract.words.needles import Haystack

# What each platform leaves in the markup of every page. Facts about platforms; the first that fits wins.
_MARKS = {
    "shopify": r"cdn\.shopify\.com|Shopify\.theme|/cdn/shop/",
    "woocommerce": r"woocommerce|/wp-content/plugins/woo",
    "prestashop": r"var prestashop\s*=|content=\"PrestaShop\"|/modules/ps_|id_cms=",
    "shopware": r"/bundles/storefront|content=\"Shopware|window\.salesChannelId|is-ctl-",
    "magento": r"/static/version\d+/frontend/|Magento_|mage/cookies|data-mage-init",
    "opencart": r"index\.php\?route=|catalog/view/(?:theme|javascript)",
    "oscar": r"/static/oscar/|oscar\.(?:init|basket|common)|OSCAR",
}
_PLATFORMS = tuple((name, re.compile(marks)) for name, marks in _MARKS.items())
_HAYSTACK = Haystack(_MARKS)
_SAMPLE = 300_000  # characters of a page, in which its platform shows
_FIXED = {
    "shopify": (
        ("legal_notice", "/policies/legal-notice"),
        ("terms", "/policies/terms-of-sale"),
        ("terms", "/policies/terms-of-service"),
        ("withdrawal", "/policies/refund-policy"),
        ("privacy", "/policies/privacy-policy"),
        ("delivery", "/policies/shipping-policy"),
        ("contact", "/policies/contact-information"),
    ),
    "prestashop": (
        ("legal_notice", "/index.php?id_cms=2&controller=cms"),
        ("terms", "/index.php?id_cms=3&controller=cms"),
        ("delivery", "/index.php?id_cms=1&controller=cms"),
        ("contact", "/index.php?controller=contact"),
    ),
    "magento": (
        ("privacy", "/privacy-policy-cookie-restriction-mode"),
        ("contact", "/contact"),
    ),
    "opencart": (
        ("delivery", "/index.php?route=information/information&information_id=6"),
        ("privacy", "/index.php?route=information/information&information_id=3"),
        ("terms", "/index.php?route=information/information&information_id=5"),
        ("contact", "/index.php?route=information/contact"),
    ),
}
# These name their pages by what they are called.
_BY_NAME = {"woocommerce": "/{}/", "shopware": "/{}", "magento": "/{}", "oscar": "/{}/"}
_NAMES = 2  # tries of one role


def platform_of(page: Page) -> str:
    """ "shopify", "woocommerce", "prestashop", "shopware", "magento", "opencart", "oscar", or ""."""
    html = page.html[:_SAMPLE]
    possible = _HAYSTACK.possible(html)
    return next((name for name, marks in _PLATFORMS if name in possible and marks.search(html)), "")


def usual_paths(platform: str, role: str, language: str) -> tuple[str, ...]:
    """Paths at which this platform has its page of `role`, the likeliest first; () where it has no such habit."""
    fixed = tuple(path for of, path in _FIXED.get(platform, ()) if of == role)
    form = _BY_NAME.get(platform, "")
    named = tuple(form.format(name) for name in _slugs(role, language)) if form and not fixed else ()
    return (*fixed, *named)


def _slugs(role: str, language: str) -> Iterator[str]:
    """The first labels of a role as a part of an address: "mentions-legales"."""
    labels = lexicon(language)["links"].get(role, ()) if language else ()
    slugs = (_slug(label) for label in labels)
    yield from list(dict.fromkeys(s for s in slugs if s))[:_NAMES]


def _slug(label: str) -> str:
    plain = unicodedata.normalize("NFKD", label.replace("ß", "ss")).encode("ascii", "ignore").decode()
    # A language of other letters has its own way of writing them in addresses.
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-") if len(plain) >= len(label) / 2 else ""
