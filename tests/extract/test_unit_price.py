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
        ("nl", "Het is van ons."),
    ],
)
def test_what_is_in_it_is_no_price(language: str, words: str) -> None:
    assert not any(shown(language, words))
