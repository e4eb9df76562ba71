"""The accounts in social networks that a shop's home page leads to; what shares a page there is none."""

from __future__ import annotations

import re

from checks.facts import Absent, Evidence, Fact, Found
from sweep.extract.page import Page
from sweep.extract.shop_pages import ShopPages

_ACCOUNT = re.compile(
    r"https?://(?:[a-z-]{1,6}\.)?(?P<host>facebook\.com|fb\.com|instagram\.com|tiktok\.com|twitter\.com|x\.com|"
    r"youtube\.com|linkedin\.com|snapchat\.com|threads\.(?:net|com)|t\.me|vk\.com|pinterest\.[a-z]{2,3}(?:\.[a-z]{2})?)"
    r"/(?P<path>(?:@|(?:channel|c|user|company|in|showcase|add|pages|people)/)?[\w.%-]{2,80}(?:/\d{6,20})?)/?(?:[?#].*)?",
    re.IGNORECASE,
)
# Pages of the networks themselves, single posts, and the way to share a page.
_NO_ACCOUNT = frozenset(
    "sharer sharer.php share share.php sharearticle dialog intent home login signup hashtag search explore watch embed "
    "plugins tr p reel reels shorts playlist pin policies policy legal privacy about help terms settings ads business "
    "profile.php groups events add company channel user in".split()
)
# Accounts of the makers of shop systems, to which their templates lead.
_MAKERS = frozenset(
    "shopify prestashop wix woocommerce wordpress squarespace shopware magento bigcommerce jimdo".split()
)
_MOST = 20


def social_accounts(shop: ShopPages) -> Fact[tuple[str, ...]]:
    """Each as "network/account", in the order of the page."""
    home = next(iter(shop.of("home")), None)
    if home is None:
        return shop.not_found("home")
    found = _on(home)
    if found:
        proofs = tuple(found.values())
        return Found(tuple(found), proofs[0], proofs[1:])
    return shop.gaps.get("home") or Absent((home.evidence(),))


def _on(page: Page) -> dict[str, Evidence]:
    found: dict[str, Evidence] = {}
    for link in page.links:
        match = _ACCOUNT.fullmatch(link.url) if link.kind == "a" else None
        if match is None or len(found) >= _MOST:
            continue
        path = match["path"]
        name = path.rpartition("/")[2].lstrip("@").lower()
        if path.lower() in _NO_ACCOUNT or path.split("/")[0].lower() == "p" or name in (*_NO_ACCOUNT, *_MAKERS):
            continue
        quote = f"{match['host']}/{path}"
        if quote in page.html:
            found.setdefault(quote.lower() if "/channel/" not in quote else quote, page.evidence(quote))
    return found
