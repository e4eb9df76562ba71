"""Marketplaces' own numbers for a listing, read from a notice's free text or from the address of an offer."""

from __future__ import annotations

import re
from urllib.parse import unquote, urlsplit

from product_alerts.model import ItemId
from product_alerts.text import fold

# Marketplace -> the labels of a host name that mean it, the shape of its item number, and where its addresses carry it.
_MARKETS: dict[str, tuple[str, str, str]] = {
    "amazon": ("amazon", r"B0[0-9A-Z]{8}", r"/(?:dp|gp/product|gp/aw/d|d)/(B0[0-9A-Z]{8})(?![0-9A-Z])"),
    "aliexpress": ("aliexpress", r"\d{10,17}", r"/(?:item|i)/(?:[^/]+/)?(\d{10,17})(?:\.html|$|/)"),
    "temu": ("temu", r"60\d{12,14}", r"(?:-g-|[?&]goods_id=)(60\d{12,14})(?!\d)"),
    "shein": ("shein", r"(?:s[a-z]\d{14,18}|\d{6,12})", r"-p-(\d{6,12})(?:-cat-\d+)?\.html"),
    "kaufland": ("kaufland", r"\d{6,12}", r"/product/(\d{6,12})(?!\d)"),
    "ebay": ("ebay", r"\d{12}", r"/itm/(?:[^/]+/)?(\d{12})(?!\d)"),
    "etsy": ("etsy", r"\d{8,11}", r"/listing/(\d{8,11})(?!\d)"),
    "allegro": ("allegro", r"\d{10,12}", r"/oferta/(?:[^/]*-)?(\d{10,12})(?!\d)"),
    "cdiscount": ("cdiscount", r"[a-z0-9]{6,20}", r"/f-\d+-([a-z0-9]{6,20})\.html"),
    "joom": ("joom", r"[0-9a-f]{24}", r"/products/([0-9a-f]{24})(?![0-9a-f])"),
    "wish": ("wish", r"[0-9a-f]{24}", r"/(?:c|product)/(?:[^/]+/)?([0-9a-f]{24})(?![0-9a-f])"),
    "alibaba": ("alibaba", r"\d{10,15}", r"_(\d{10,15})\.html"),
    "bol": ("bol", r"\d{16}", r"/p/[^/]+/(\d{16})(?!\d)"),
    "fruugo": ("fruugo", r"\d{6,12}-\d{6,12}", r"/p-(\d{6,12}-\d{6,12})(?!\d)"),
    "tiktok": ("tiktok", r"\d{19}", r"/product/(?:[^/]+/)?(\d{19})(?!\d)"),
}
_IN_URL = {name: re.compile(path, re.IGNORECASE) for name, (_, _, path) in _MARKETS.items()}
_NUMBER = {
    name: re.compile(rf"(?<![0-9A-Za-z]){shape}(?![0-9A-Za-z])", re.IGNORECASE)
    for name, (_, shape, _) in _MARKETS.items()
}
_ASIN = re.compile(r"(?<![0-9A-Za-z])B(?:0(?=[0-9A-Z]{0,7}\d)|O(?=\d))[0-9A-Z]{8}(?![0-9A-Za-z])")
_LABELLED_ASIN = re.compile(r"\bASIN\b[\s:.\-n°]*([0-9A-Z]{10})(?![0-9A-Za-z])", re.IGNORECASE)
_ALIEXPRESS = re.compile(r"(?<!\d)100[0-9]\d{12}(?!\d)")
_TEMU = re.compile(r"(?<!\d)601\d{12}(?!\d)")
_URL = re.compile(r"https?://[^\s<>\"')]+", re.IGNORECASE)
_HOST = re.compile(
    r"(?<![\w@.-])(?:https?://)?((?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,18})(?![\w@])", re.IGNORECASE
)


def marketplace(host: str) -> str:
    """The marketplace a host name or a trader's name belongs to ("fr.shein.com", "Ali Express"), or ""."""
    labels = set(fold(host).split(".")) | {re.sub(r"[^a-z0-9]", "", fold(host))}
    return next((name for name, (label, _, _) in _MARKETS.items() if label in labels), "")


def _canonical(market: str, number: str) -> ItemId:
    return ItemId(market, number.upper() if market == "amazon" else number.lower())


def item_of_url(url: str) -> ItemId | None:
    """The marketplace item an address leads to, or None. The host must be the marketplace's own."""
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return None
    market = marketplace(host)
    found = _IN_URL[market].search(unquote(url)) if market else None
    return _canonical(market, found[1]) if found else None


def items_of_text(text: str, trader: str = "") -> tuple[ItemId, ...]:
    """Every marketplace item named in `text`: addresses, ASINs, bare numbers of a marketplace's own shape.

    `trader` is the marketplace the notice names beside the number; numbers without a shape of their own
    (eBay's, Kaufland's, Shein's) count only with it or with the marketplace's name in the text. An ASIN
    whose zero was typed as the letter O ("BO71XZ8ZMV") is mended: no ASIN begins with "BO".
    """
    found = [item for url in _URL.findall(text) if (item := item_of_url(url))]
    rest = _URL.sub(" ", text)
    found += [_canonical("amazon", m[0][0] + "0" + m[0][2:]) for m in _ASIN.finditer(rest)]
    found += [
        _canonical("amazon", m[1])
        for m in _LABELLED_ASIN.finditer(rest)
        if re.search(r"\d", m[1]) and m[1][0] in "0123456789B"
    ]
    found += [_canonical("aliexpress", m[0]) for m in _ALIEXPRESS.finditer(rest)]
    found += [_canonical("temu", m[0]) for m in _TEMU.finditer(rest)]
    market = marketplace(trader) or _named(rest)
    if market and market not in ("amazon", "cdiscount"):
        found += [_canonical(market, m[0]) for m in _NUMBER[market].finditer(rest)]
    return tuple(dict.fromkeys(_mend(item) for item in found))


def _mend(item: ItemId) -> ItemId:
    if item.marketplace == "amazon" and item.number.startswith("BO"):
        return ItemId("amazon", "B0" + item.number[2:])
    return item


def _named(text: str) -> str:
    words = re.findall(r"[a-z]+", fold(text))
    return next((name for name, (label, _, _) in _MARKETS.items() if label in words and name != "bol"), "")


def host_of(text: str) -> str:
    """The first host name in `text` without "www." ("https://www.alza.example/x" -> "alza.example"), or ""."""
    found = _HOST.search(text)
    return found[1].lower().removeprefix("www.") if found else ""
