"""The price by measure on an article's own page: how shops write it, and what only looks like one."""

from __future__ import annotations

import pytest

from checks.facts import Found
from sweep.capture import Capture
from sweep.extract.shop import read_shop
from tests.extract.shops import BASE, page, response

TITLE = {"fr": "Miel de sapin 500 g", "nl": "Honing van den 500 g", "es": "Miel de pino 500 g",
         "it": "Miele di pino 500 g", "pt": "Mel de pinheiro 500 g", "de": "Honig von Tannen 500 g",
         "en": "Pine honey 500 g"}  # fmt: skip
BUY = {"fr": "Ajouter au panier", "nl": "In winkelwagen", "es": "Añadir al carrito", "it": "Aggiungi al carrello",
       "pt": "Adicionar ao carrinho", "de": "In den Warenkorb", "en": "Add to basket"}  # fmt: skip


def shown(language: str, words: str) -> list[str]:
    title = TITLE[language]
    body = f"<p>8,00 €</p><p>{words}</p><form method=post action=/cart><button>{BUY[language]}</button></form>"
    pages = (response("/", page(language, "Vasenia", title, {"/a": title})),
             response("/a", page(language, title, "", {"/": "Vasenia"}, body)))  # fmt: skip
    read = read_shop(Capture(f"{BASE}/", pages), country="").unit_pricing
    assert isinstance(read, Found), read
    return [one.value.shown for one in read.value]


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("fr", "16,00 €/kg"),
        ("fr", "soit 16,00 € le kilo"),
        ("en", "160p per 100g"),
        ("en", "160 c / 100 g"),
        ("de", "160 ct pro 100 g"),
        ("fr", "Prix au kg : 16,00 €"),
        ("fr", "Le kilo : 16,00 €"),
        ("nl", "Kiloprijs € 16,00"),
        ("nl", "€ 16,00 per kilo"),
        ("es", "Precio por kilo: 16,00 €"),
        ("es", "16,00 € el kilo"),
        ("it", "16,00 € al chilo"),
        ("it", "Prezzo al kg € 16,00"),
        ("pt", "Preço por quilo: 16,00 €"),
        ("pt", "16,00 € o quilo"),
        ("de", "1 kg = 16,00 €"),
        ("de", "Kilopreis: 16,00 €"),
        ("en", "Price per kg: €16.00"),
    ],
)
def test_a_price_by_measure_is_seen(language: str, words: str) -> None:
    assert all(shown(language, words))


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("es", "Valor nutricional por 100 g: 1375 kJ / 323 kcal"),
        ("fr", "Énergie : 1375 kJ/100 g, 323 kcal / 100 g"),
        ("fr", "8,00 € l'unité, de l'année 2026"),
        ("it", "Valori per 100 g: 1375 kJ"),
        ("en", "12 g per 100 g of honey is water"),
        ("nl", "Het is van ons."),
    ],
)
def test_what_is_in_it_is_no_price(language: str, words: str) -> None:
    assert not any(shown(language, words))


_BASKET = "<form method=post action=/cart><button>Add to basket</button></form>"


def by_measure(title: str, words: str = "") -> bool:
    body = f"<p>€8.00</p><p>{words}</p>{_BASKET}"
    home = response("/", page("en", "Vasenia", title, {"/a": title}))
    pages = (home, response("/a", page("en", title, "", {"/": "Vasenia"}, body)))
    return isinstance(read_shop(Capture(f"{BASE}/", pages), country="").unit_pricing, Found)


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("Green lentils, bag of 500 g", ""),
        ("Carded wool, ball of 250 g", ""),
        ("Sea-salt bar, 120 g", "Ingredients: Sodium Cocoate, Sodium Chloride, Aqua."),
        ("Evening infusion, 75 g", "Ingredients: mint, elder."),
    ],
)
def test_goods_packed_by_weight_and_goods_with_ingredients_are_sold_by_measure(title: str, words: str) -> None:
    assert by_measure(title, words)


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("Cast-iron teapot, 800 ml", "Holds four cups. Ingredients for tea are not supplied."),
        ("Dumbbell, 5 kg", "Net weight 5 kg."),
        ("Storage jar, 750 ml", "With a lid."),
        ("Tasting set, bag of 500 g", "Ingredients: mint, elder."),
        ("Vitamin capsules, 90 g", "Ingredients: gelatine."),
        ("Lip balm, 15 ml", "Ingredients: Cera Alba."),
        ("Green lentils, bag of 1 kg", ""),  # its price is the price per kilogram
    ],
)
def test_what_has_a_weight_is_not_all_sold_by_it(title: str, words: str) -> None:
    assert not by_measure(title, words)
