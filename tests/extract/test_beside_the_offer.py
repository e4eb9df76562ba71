"""Words on product pages that only look like a statement of the shop, beside those that are one."""

from __future__ import annotations

import json
from typing import Any

import pytest

from checks.facts import Fact, Found
from sweep.extract.shop import read_shop
from tests.extract.shops import FILLER, page, response, shop


def read(language: str, body: str, name: str, title: str = "Lamp 4711") -> Fact[Any]:
    """One fact of a shop whose product page holds `body`."""
    data = json.dumps({"@type": "Product", "name": title, "offers": {"price": "19.90", "priceCurrency": "EUR"}})
    script = f'<script type="application/ld+json">{data}</script>'
    sold = response("/product/lamp", page(language, title, FILLER[language], {}, f"{script}<p>19,90 €</p>{body}"))
    fact: Fact[Any] = getattr(read_shop(shop(language, {}, extra=(sold,)), country="IE"), name)
    return fact


def _found(language: str, body: str, name: str) -> bool:
    return isinstance(read(language, body, name), Found)


_REVIEW = '<div class="customer-review"><p>{}</p></div>'


@pytest.mark.parametrize(
    ("language", "text", "name"),
    [
        ("en", "My lamp was delivered within 3 days, a week before the vase.", "delivery_time"),
        ("de", "Die Lampe wurde innerhalb von 2 Werktagen verschickt, alles gut.", "delivery_time"),
        ("fr", "Ma lampe a été livrée sous 3 jours, avec un vase.", "delivery_time"),
        ("nl", "Mijn lamp werd binnen 2 werkdagen geleverd, heel mooi.", "delivery_time"),
        ("en", "You cannot return it after 30 days, says their support.", "return_period"),
    ],
)
def test_what_a_consumer_writes_is_none_of_the_shops_statements(language: str, text: str, name: str) -> None:
    assert not _found(language, _REVIEW.format(text), name)


@pytest.mark.parametrize(
    ("language", "body"),
    [
        ("en", "<p>Delivered within 3 days to your door.</p>"),
        ("en", "<blockquote><p>Delivered within 3 days to your door.</p></blockquote>"),
        ("en", '<div class="has-reviews"><h1>Lamp</h1><p>Delivered within 3 days to your door.</p></div>'),
        ("de", "<p>Wird innerhalb von 2 Werktagen verschickt.</p>"),
    ],
)
def test_the_shops_own_words_stay_its_own(language: str, body: str) -> None:
    assert _found(language, body, "delivery_time")


@pytest.mark.parametrize(
    ("language", "text", "means"),
    [
        ("en", "An ideal lamp for your desk.", None),
        ("nl", "Alle lampen in één blik, ideaal of ideal voor thuis.", None),
        ("it", "Un vero maestro della luce.", None),
        ("en", "In the box: lamp, warranty card and screws.", None),
        ("es", "Con ranura para tarjeta de memoria.", None),
        ("it", "Scatola con carta da parati.", None),
        ("pt", "Candeeiro com cartão de oferta.", None),
        ("pl", "Karta podarunkowa do lampy.", None),
        ("de", "Lampe mit Karte der Sterne.", None),
        ("nl", "Lamp met kaart van de sterren.", None),
        ("nl", "U betaalt met ideal.", ("ideal",)),
        ("nl", "iDEAL", ("iDEAL",)),
        ("pl", "BLIK", ("BLIK",)),
        ("en", "Visa, Maestro", ("Visa", "Maestro")),
        ("en", "We take cards and PayPal.", ("PayPal", "cards and PayPal")),
        ("es", "Puede pagar con tarjeta.", ("pagar con tarjeta",)),
        ("it", "Si paga con carta.", ("paga con carta",)),
        ("pt", "Pode pagar com cartão.", ("pagar com cartão",)),
        ("pl", "Możesz zapłacić kartą.", ("zapłacić kartą",)),
        ("de", "Sie zahlen mit Karte.", ("zahlen mit Karte",)),
        ("nl", "U betaalt met kaart.", ("betaalt met kaart",)),
    ],
)
def test_a_word_that_is_also_a_means_of_payment(language: str, text: str, means: tuple[str, ...] | None) -> None:
    fact = read(language, f"<p>{text}</p>", "payment_means")
    assert (fact.value if isinstance(fact, Found) else None) == means


@pytest.mark.parametrize(
    ("alt", "named"),
    [("25 ideal balloons for a party in the garden", False), ("iDEAL", True), ("Visa and other cards we take", True)],
)
def test_the_picture_of_goods_shows_no_means_of_payment(alt: str, named: bool) -> None:
    body = f'<img src="/a.png" alt="{alt}"><img src="/payment-icon.png">'
    assert _found("en", body, "payment_means") is named


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("fr", "Service client : 0,45 € TTC/min depuis un poste fixe", False),
        ("de", "Hotline: 0,20 € inkl. MwSt. pro Minute", False),
        ("fr", "49,00 € TTC", True),
        ("de", "49,00 € inkl. MwSt.", True),
    ],
)
def test_the_tax_of_a_call_is_not_that_of_prices(language: str, text: str, found: bool) -> None:
    assert _found(language, f"<p>{text}</p>", "tax_notice") is found


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("pl", "Lampę wysyłamy do klienta po trzech dniach.", False),
        ("en", "Yes, we deliver to", False),
        ("en", "We deliver within 3 days.", False),
        ("en", "Dispatched from and sold by Lumeda UK.", False),
        ("de", "Wir liefern innerhalb von 3 Tagen.", False),
        ("fr", "Nous livrons sous 3 jours.", False),
        ("nl", "Wij leveren in 3 dagen.", False),
        ("es", "Enviamos a tu casa la lámpara.", False),
        ("it", "Spediamo in 24 ore.", False),
        ("pl", "Wysyłamy do Czech i na Litwę.", True),
        ("en", "We deliver to Ireland.", True),
        ("en", "We deliver to all the islands.", True),
        ("de", "Wir liefern nach Österreich innerhalb von 3 Tagen.", True),
        ("fr", "Nous livrons dans toute l'Europe.", True),
        ("nl", "Wij leveren in heel Europa.", True),
        ("es", "Enviamos a la península y Baleares.", True),
        ("it", "Spediamo in tutta Italia.", True),
    ],
)
def test_where_goods_go_is_a_place(language: str, text: str, found: bool) -> None:
    assert _found(language, f"<p>{text}</p>", "delivery_area") is found


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("en", "Suitable from 18 years", False),
        ("en", "It lasted over 18 months.", False),
        ("en", "In business for over 18 years.", False),
        ("de", "Seit über 18 Jahren für Sie da.", False),
        ("fr", "Un atout majeur pour votre salon, depuis plus de 18 ans.", False),
        ("it", "Da almeno 18 anni al vostro servizio.", False),
        ("es", "Más de 18 años de experiencia.", False),
        ("nl", "Al 18 jaar uw winkel.", False),
        ("pt", "18 anos de experiência.", False),
        ("pl", "18 lat na rynku.", False),
        ("en", "Credit by Brumel Ltd, over 18s only, subject to status.", False),
        ("en", "Only sold to people over 18.", True),
        ("en", "Not for sale to minors.", True),
        ("en", "Only for people aged 18 or over.", True),
        ("de", "Abgabe erst ab 18 Jahren.", True),
        ("de", "Verkauf nur an Volljährige.", True),
        ("fr", "Vente interdite aux moins de 18 ans.", True),
        ("fr", "Vous devez être majeur.", True),
        ("it", "Vietato ai minori di 18 anni.", True),
        ("es", "Solo para mayores de 18 años.", True),
        ("nl", "Geen verkoop onder de 18.", True),
        ("pt", "Proibida a venda a menores de 18 anos.", True),
        ("pl", "Sprzedaż tylko dla osób pełnoletnich.", True),
    ],
)
def test_eighteen_years_alone_are_no_word_to_minors(language: str, text: str, found: bool) -> None:
    assert _found(language, f"<p>{text}</p>", "minors_notice") is found


@pytest.mark.parametrize(
    ("title", "text", "kinds"),
    [
        ("Lamp 4711 speaker", "Ask it for calculations, translations or nutrition information.", ()),
        ("Face cream with white tea, 50 ml", "For the skin.", ("cosmetic",)),
        ("Brumel 4711", "Nutrition information per 100 g", ("eaten",)),
        ("White tea Brumel 50 g", "A tea.", ("eaten",)),
    ],
)
def test_food_is_told_by_its_labels(title: str, text: str, kinds: tuple[str, ...]) -> None:
    fact = read("en", f"<p>{text}</p>", "sector_goods", title)
    told = tuple(a.value.kind for a in fact.value if a.value.title == title) if isinstance(fact, Found) else ()
    assert told == kinds
