"""What structured data states otherwise than the page shows is told beside the offer; what is shown is taken."""

from __future__ import annotations

from dataclasses import replace

import pytest

from product_alerts.model import Disagreement, Offer
from sweep.extract.offers import page_offers
from tests.extract.test_product_data import page_of


def offer(block: str) -> Offer:
    page = page_of(block)
    (found,) = page_offers(page)
    assert all(e.quote in page.text or e.quote in page.html for e in found.proof)
    assert all(any(d.stated in e.quote for e in found.proof) for d in found.value.disagreements)
    return found.value


def ld(price: str, *, currency: str = "EUR", stock: str = "InStock", more: str = "") -> str:
    return (
        '<script type="application/ld+json">{"@type":"Product","name":"Quorbel Stehlampe 7","offers":{"@type":"Offer",'
        f'"price":"{price}","priceCurrency":"{currency}","availability":"https://schema.org/{stock}"{more}}}}}</script>'
    )


@pytest.mark.parametrize(
    ("data", "stated"),
    [
        (ld("19.90"), ""),
        (ld("29.90"), "29.90"),  # the price before the reduction
        (ld("9.90"), "9.90"),
        (ld("16.72"), ""),  # the same without tax
        (ld("29.90", currency="USD"), ""),
        (ld("1.990"), ""),  # can be read in two ways
        (ld("15.00", more=',"lowPrice":"15.00","highPrice":"25.00"'), ""),
        ('<meta property="product:price:amount" content="29.90">', "29.90"),
        ('<p itemscope itemtype="http://schema.org/Product"><b itemprop="name">Quorbel Stehlampe 7</b>'
         '<i itemprop="offers" itemscope><meta itemprop="price" content="29.90"></i></p>', "29.90"),
    ],
)  # fmt: skip
def test_a_price(data: str, stated: str) -> None:
    found = offer(f'{data}<p class="price">19,90 €</p><button>In den Warenkorb</button>')
    assert f"{found.price}" == "19.90"
    assert [d.stated for d in found.disagreements if d.field == "price"] == ([stated] if stated else [])


@pytest.mark.parametrize(
    ("stock", "seen", "told"),
    [
        ("InStock", "Auf Lager", ""),
        ("OutOfStock", "Ausverkauft", ""),
        ("OutOfStock", "Auf Lager", "OutOfStock"),
        ("PreOrder", "Auf Lager", ""),
    ],
)
def test_stock(stock: str, seen: str, told: str) -> None:
    found = offer(f"{ld('19.90', stock=stock)}<p>{seen}</p>")
    wanted = (Disagreement("availability", found.availability, told, "json-ld"),) if told else ()
    assert found.disagreements == wanted


@pytest.mark.parametrize(
    ("state", "price"),
    [
        ('{"name":"Quorbel Stehlampe 7","price":"24.90","currency":"EUR"}', "24.90 EUR state"),
        ('{"name":"Quorbel Stehlampe 7","price":24.9,"currency":"eur"}', "24.9 EUR state"),
        ('{"name":"Quorbel Stehlampe 7","price":2490,"currency":"EUR"}', ""),  # cents, or euros
        ('{"name":"Quorbel Stehlampe 7","price":"24.900"}', ""),
        ('{"name":"Quorbel Stehlampe 7","price":-24.9}', ""),
        ('{"name":"Quorbel Tischlampe 9","price":24.9}', ""),
    ],
)
def test_a_price_that_only_platform_state_has(state: str, price: str) -> None:
    page = page_of(f'<script type="application/json">{state}</script>')
    page = replace(page, html=page.html.replace("19,90 €", ""), utf8=False)
    (found,) = page_offers(page)
    shown = found.value
    told = " ".join(filter(None, (f"{shown.price}", shown.currency, shown.read_from))) if shown.price else ""
    assert told == price


def test_state_never_stands_against_what_is_shown() -> None:
    found = offer('<script type="application/json">{"name":"Quorbel Stehlampe 7","price":24.9}</script>')
    assert (f"{found.price}", found.read_from, found.disagreements) == ("19.90", "visible", ())
