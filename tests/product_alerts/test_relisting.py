"""Whether an offer is one that was seen before: by identifier, model with brand, or almost all words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from product_alerts.model import Offer
from product_alerts.relisting import Lookout

LAMP = Offer(
    "https://one.example/p/1",
    "Lumivole night lamp moon rabbit nursery LV-2210",
    brand="Lumivole",
    gtin="1412305678942",
    mpn="LV-2210",
)


def _by(offer: Offer, wanted: Offer = LAMP) -> str:
    return next((met.by for met in Lookout([wanted]).seen(offer)), "")


@pytest.mark.parametrize(
    ("offer", "by"),
    [
        (Offer("https://two.example/x", "Veilleuse lapin", gtin="1412305678942"), "gtin"),
        (Offer("https://two.example/x", "Veilleuse LV-2210", brand="Lumivole"), "model"),
        (Offer("https://two.example/x", "Night lamp moon rabbit nursery, Lumivole"), "text"),
        (Offer("https://two.example/x", "Veilleuse lapin", gtin="1412305678943"), ""),
        (Offer("https://two.example/x", "Veilleuse LV-2211", brand="Lumivole"), ""),
        (Offer("https://two.example/x", "Veilleuse LV-2210", brand="Zephirelle"), ""),
        (Offer("https://two.example/x", "Night lamp"), ""),
        (Offer("https://two.example/x", "Lumivole", brand="Lumivole"), ""),
    ],
)
def test_by_what_an_offer_is_told(offer: Offer, by: str) -> None:
    assert _by(offer) == by


def test_words_alone_yield_to_another_barcode_model_or_size() -> None:
    bare = replace(
        LAMP, url="https://two.example/x", gtin="", mpn="", title="Lumivole night lamp moon rabbit nursery 50 ml"
    )
    assert _by(bare, replace(bare, url="https://one.example/")) == "text"
    assert _by(replace(bare, title=bare.title.replace("50 ml", "500 ml")), bare) == ""
    assert _by(replace(bare, gtin="1412305678942"), replace(bare, gtin="1539876043211")) == ""
    assert _by(replace(bare, title=f"Case for {bare.title}"), bare) == ""


def test_each_wanted_offer_is_told_by_its_place() -> None:
    other = Offer("https://one.example/p/2", "Kettle", gtin="1539876043211")
    found = [met.wanted for met in Lookout([LAMP, other]).seen(Offer("", "Bouilloire", gtin="1539876043211"))]
    assert found == [1]
