"""Which software a shop runs on: by what the software writes, never by words about it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from checks.facts import Fact, Found, Unknown
from sweep.capture import Capture
from sweep.extract.shop import read_shop
from tests.extract.shops import BASE, failure, shop
from tests.shared import shared

WELCOME = "Bienvenue dans notre boutique pour vous et pour tous."


def _system(body: str = "", head: str = "") -> Fact[str]:
    capture = shop("fr", {"home": WELCOME}, bodies={"home": body})
    home, *others = capture.responses
    told = replace(home, body=home.body.replace(b"</head>", head.encode() + b"</head>"))
    return read_shop(replace(capture, responses=(told, *others)), country="FR").shop_system


@pytest.mark.parametrize(
    ("body", "head", "name"),
    [
        ("", '<meta name="generator" content="PrestaShop">', "PrestaShop"),
        ("", '<META content="WooCommerce 9.4.2" NAME="Generator"><meta name=generator content="WordPress 6.7">',
         "WooCommerce"),
        ("<link href='/wp-content/plugins/woocommerce/assets/x.css'>", "", "WooCommerce"),
        ("<script>var prestashop = {};</script>", "", "PrestaShop"),
        ('<script type="text/x-magento-init">{}</script>', "", "Magento"),
        ('<script src="/bundles/storefront/x.js"></script>', "", "Shopware"),
        ('<img src="https://cdn.shopify.com/shopifycloud/x.png">',
         '<meta name="generator" content="Shopify">', "Shopify"),
        ('<link href="catalog/view/theme/default/x.css">', "", "OpenCart"),
    ],
)  # fmt: skip
def test_what_the_software_writes_names_it(body: str, head: str, name: str) -> None:
    fact = _system(body, head)
    assert isinstance(fact, Found)
    assert fact.value == name
    assert fact.evidence.quote in head + body


@pytest.mark.parametrize(
    ("body", "head", "why"),
    [
        ("<p>Nous réalisons des boutiques PrestaShop, WooCommerce et Shopify.</p>", "", "no sign"),
        ('<img src="https://cdn.shopify.com/s/files/1/photo.jpg">', "", "no sign"),
        ("", '<meta name="generator" content="Notre PrestaShop">', "no sign"),
        ("", '<meta name="generator" content="PrestaShopify">', "no sign"),
        ("", '<meta name="keywords" content="PrestaShop">', "no sign"),
        ("", '<meta name="generator" content="PrestaShop &amp; Co">', "no sign"),
        ("<script>var prestashop = {};</script>", '<meta name="generator" content="Magento">',
         "signs of Magento, PrestaShop"),
    ],
)  # fmt: skip
def test_words_about_software_and_signs_of_two_name_none(body: str, head: str, why: str) -> None:
    fact = _system(body, head)
    assert isinstance(fact, Unknown)
    assert fact.detail.startswith(why)


def test_a_shop_whose_home_page_is_missing_names_none() -> None:
    fact = read_shop(Capture(BASE + "/", (), (failure("/"),)), country="FR").shop_system
    assert isinstance(fact, Unknown)


def test_a_real_home_page_names_its_software() -> None:
    page = shared("shop_captures", "prestashop-de-checkout", "1-home.html").read_text(encoding="utf-8")
    capture = shop("de", {})
    home = replace(capture.responses[0], body=page.encode())
    fact = read_shop(replace(capture, responses=(home,)), country="DE").shop_system
    assert isinstance(fact, Found)
    assert fact.value == "PrestaShop"
