"""Accounts of measuring and advertising services that a page reports to: what shops of one maker have in common.

Addresses of servers and certificates are left out: thousands of shops share one, and have nothing to do with each
other. A page that was copied whole, though, carries the account of the shop that it was copied from.
"""

from __future__ import annotations

import re

from checks.facts import Absent, Fact, Found
from sweep.extract.page import Page
from sweep.extract.pages.mentions import Mention
from sweep.extract.shop_pages import ShopPages

# Each begins with letters that are found at once; what stands before them is asked for behind them.
# What stands before the number is asked for where the number alone could be an article's.
_KINDS = (
    (Mention("ua-"), re.compile(r"(UA-(?<![\w-]UA-)\d{4,10})-\d{1,4}(?![\w-])")),
    (Mention("gtag", "googletagmanager"), re.compile(r"gtag/js\?id=(G-[A-Z0-9]{6,12})(?![\w-])")),
    (Mention("gtm-"), re.compile(r"(GTM-(?<![\w-]GTM-)[A-Z0-9]{5,9})(?![\w-])")),
    (Mention("ca-pub-"), re.compile(r"(ca-pub-(?<![\w-]ca-pub-)\d{14,18})(?!\d)")),
    (Mention("fbq("), re.compile(r"fbq\(\s{0,9}['\"]init['\"]\s{0,9},\s{0,9}['\"]?(\d{13,17})(?!\d)")),
    (Mention("mc.yandex"), re.compile(r"ym\((?<!\wym\()\s{0,9}(\d{6,10})\s{0,9},\s{0,9}['\"]init['\"]")),
    (Mention("hm.baidu"), re.compile(r"hm\.baidu\.com/hm\.js\?([0-9a-f]{32})(?![0-9a-f])")),
    (Mention("ttq.load"), re.compile(r"ttq\.load\(\s{0,9}['\"]([A-Z0-9]{18,24})['\"]")),
)
_MOST = 20  # accounts of one page; those of an honest shop are three or four
# Those that the services' own instructions show, and that are copied with them.
_EXAMPLES = re.compile(r"UA-(?:0+|12345\d*|X+)|GTM-X+|G-X+|.*?(\d)\1{7}\d*|ca-pub-(?:0|1234567890)\d*|1234567890\d*")


def accounts(shop: ShopPages) -> Fact[tuple[Found[str], ...]]:
    """The accounts that the home page reports to, each as it is written there ("UA-" without the site's number)."""
    home = next(iter(shop.of("home")), None)
    if home is None:
        return shop.not_found("home")
    found = _on(home)
    if found:
        return Found(found, found[0].evidence)
    return shop.gaps.get("home") or Absent((home.evidence(),))


def _on(page: Page) -> tuple[Found[str], ...]:
    found: dict[str, Found[str]] = {}
    for mention, shape in _KINDS:
        if not mention.on(page):
            continue
        for match in shape.finditer(page.html):
            if len(found) >= _MOST:
                break
            if not _EXAMPLES.fullmatch(match[1]):
                found.setdefault(match[1], Found(match[1], page.evidence(match[1])))
    return tuple(found.values())
