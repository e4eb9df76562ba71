"""Marketplace numbers in the forms in which notices publish them."""

from __future__ import annotations

import pytest

from product_alerts.item_ids import host_of, item_of_url, items_of_text, marketplace
from product_alerts.model import ItemId


@pytest.mark.parametrize(
    ("text", "trader", "expected"),
    [
        ("B0TESTQ7Z9", "", ("amazon", "B0TESTQ7Z9")),
        ("l'ASIN B0TESTQ7Z9", "", ("amazon", "B0TESTQ7Z9")),
        ("ASIN: BO71TESTQZ", "", ("amazon", "B071TESTQZ")),
        ("1005990000000001", "", ("aliexpress", "1005990000000001")),
        ("TEMU Goods ID : 601990000000001", "", ("temu", "601990000000001")),
        ("TEMU (601990000000001)", "", ("temu", "601990000000001")),
        ("SHEIN sl25990000000000001", "", ("shein", "sl25990000000000001")),
        ("https://www.kaufland.de/product/533000111/", "", ("kaufland", "533000111")),
        ("199000000001", "eBay", ("ebay", "199000000001")),
    ],
)
def test_forms(text: str, trader: str, expected: tuple[str, str]) -> None:
    assert items_of_text(text, trader) == (ItemId(*expected),)


@pytest.mark.parametrize(
    "text",
    [
        "www.shop.example",
        "Product sold online, via various marketplaces.",
        "199000000001",
        "B0TESTQ7",
        "BOONBOX3AB",
        "SHEIN",
    ],
)
def test_what_names_no_item(text: str) -> None:
    assert items_of_text(text) == ()


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://www.amazon.co.uk/Some-Name/dp/B0TESTQ7Z9/ref=x?th=1", ItemId("amazon", "B0TESTQ7Z9")),
        ("https://fr.aliexpress.com/item/1005990000000001.html", ItemId("aliexpress", "1005990000000001")),
        ("https://www.temu.com/de/a-b-g-601990000000001.html", ItemId("temu", "601990000000001")),
        ("https://fr.shein.com/Some-p-19900001-cat-1.html", ItemId("shein", "19900001")),
        ("https://www.ebay.fr/itm/199000000001?hash=1", ItemId("ebay", "199000000001")),
        ("https://amazon.trap.example/other/B0TESTQ7Z9", None),
        ("https://shop.example/dp/B0TESTQ7Z9", None),
        ("http://[broken", None),
    ],
)
def test_addresses(url: str, expected: ItemId | None) -> None:
    assert item_of_url(url) == expected


def test_hosts_and_names() -> None:
    assert host_of("see https://www.Lumora.example/x?y") == "lumora.example"
    assert host_of("no host here") == ""
    assert marketplace("Ali Express") == "aliexpress"
    assert marketplace("notamazon.example") == ""
