"""Variants that only the platform's own data names: believed where it also states the price that is shown."""

from __future__ import annotations

import json
from typing import Any

import pytest

from sweep.extract.products.variant_offers import variant_offers
from tests.extract.test_product_data import page_of

BLUE = {"id": 1, "title": "Blau", "public_title": "Blau", "sku": "QB-B", "price": 1990, "available": True}
RED = {"id": 2, "title": "Rot", "public_title": "Rot", "sku": "QB-R", "price": 2490, "available": False}
PRODUCT = {"id": 7, "title": "Quorbel Stehlampe 7", "handle": "quorbel", "vendor": "Halou", "variants": [BLUE, RED]}


def choices(block: str) -> list[tuple[str, str, str, str]]:
    """Number, variant, price and stock of every offer of a page that shows 19,90 €."""
    page = page_of(block)
    found = variant_offers(page)
    assert all(e.quote in page.text or e.quote in page.html for f in found for e in f.proof)
    return [(f.value.sku, f.value.variant, f"{f.value.price}", f.value.availability) for f in found]


def script(value: Any) -> str:
    return f'<script type="application/json">{json.dumps(value)}</script>'


SHOWN_ALONE = [("", "", "19.90", "")]
BOTH = [("QB-B", "Blau", "19.90", ""), ("QB-R", "Rot", "24.9", "OutOfStock")]


def meta(**changes: Any) -> str:
    names = ("Quorbel Stehlampe 7 - Blau", "Quorbel Stehlampe 7 - Rot")
    rows = [{**row, "name": name} for row, name in zip((BLUE, RED), names, strict=True)]
    return f"<script>var meta = {json.dumps({'product': {'vendor': 'Halou', 'variants': rows, **changes}})};</script>"


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        (script(PRODUCT), BOTH),
        (meta(), BOTH),
        (script({**PRODUCT, "title": "Quorbel Tischlampe 9"}), None),
        (script({k: v for k, v in PRODUCT.items() if k != "handle"}), None),  # of no known platform
        (meta(variants=[{**BLUE, "name": "Quorbel Tischlampe 9 - Blau"}, RED]), None),
        # no variant at the price that is shown: the data is not believed
        (script({**PRODUCT, "variants": [{**BLUE, "price": 2190}, RED]}), None),
        (script({**PRODUCT, "variants": [{**BLUE, "price": "19.90"}, RED]}), None),  # not in cents as all of it
        (script({**PRODUCT, "variants": []}), None),
        (script({**PRODUCT, "variants": ["Blau", "Rot"]}), None),
    ],
)
def test_shopify(block: str, expected: list[tuple[str, str, str, str]] | None) -> None:
    found = choices(block)
    if expected is None:
        assert len(found) == 1
        assert found[0][2] == "19.90"
    else:
        assert found == expected


OPTIONS = {
    "93": {"label": "Farbe", "options": [{"id": "1", "label": "Blau", "products": ["67"]},
                                          {"id": "2", "label": "Rot", "products": ["68"]}]},
    "94": {"label": "Höhe", "options": [{"id": "5", "label": "150 cm", "products": ["67", "68"]}]},
}  # fmt: skip
PRICES = {"67": {"oldPrice": {"amount": 29.9}, "finalPrice": {"amount": 19.9}}, "68": {"finalPrice": {"amount": 24.9}}}


def magento(*, product: str = "12", prices: Any = PRICES, options: Any = OPTIONS, form: str = "12") -> str:
    config = {"productId": product, "attributes": options, "optionPrices": prices}
    setup = {"[data-role=swatch-options]": {"Magento_Swatches/js/swatch-renderer": {"jsonConfig": config}}}
    field = f'<form id="product_addtocart_form"><input type="hidden" name="product" value="{form}"></form>'
    return f'{field}<script type="text/x-magento-init">{json.dumps(setup)}</script>'


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        (magento(), [("", "Blau 150 cm", "19.90", ""), ("", "Rot 150 cm", "24.9", "")]),
        (magento(form="13"), SHOWN_ALONE),  # another product's
        (magento(form=""), SHOWN_ALONE),
        (magento(prices={"67": {"finalPrice": {"amount": 21.9}}, "68": {"finalPrice": {"amount": 24.9}}}), SHOWN_ALONE),
        (magento(prices={"67": {"finalPrice": {"amount": 19.9}}, "68": {"finalPrice": {}}}), SHOWN_ALONE),
        (magento(prices=["19.9"]), SHOWN_ALONE),
        (magento(options={}), SHOWN_ALONE),  # nobody could tell them apart
        (magento(options={"93": {"options": [{"label": "Blau", "products": "67"}, 5]}}), SHOWN_ALONE),
    ],
)
def test_magento(block: str, expected: list[tuple[str, str, str, str]]) -> None:
    assert choices(block) == expected


def test_the_variant_that_is_shown_keeps_its_own_words() -> None:
    block = f"<p><del>29,90 €</del></p>{script(PRODUCT)}<p>Art.-Nr.: QB-B</p>"
    page = page_of(block)
    shown, other = (f.value for f in variant_offers(page))
    assert (shown.variant, f"{shown.prior_price}", shown.read_from) == ("Blau", "29.90", "visible")
    assert (other.variant, other.prior_price, other.read_from) == ("Rot", None, "state")
