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


def is_found(language: str, body: str, name: str) -> bool:
    return isinstance(read(language, body, name), Found)


REVIEW = '<div class="customer-review"><p>{}</p></div>'


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
    assert not is_found(language, REVIEW.format(text), name)


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
    assert is_found(language, body, "delivery_time")


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
    assert is_found("en", body, "payment_means") is named


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
    assert is_found(language, f"<p>{text}</p>", "tax_notice") is found


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
    assert is_found(language, f"<p>{text}</p>", "delivery_area") is found


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
    assert is_found(language, f"<p>{text}</p>", "minors_notice") is found


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
    named = tuple(a.value.kind for a in fact.value if a.value.title == title) if isinstance(fact, Found) else ()
    assert named == kinds


@pytest.mark.parametrize(
    ("title", "body", "what", "given"),
    [
        ("Washing machine Brumel 7", "<style>#energyEfficiencyLabel{width:9px}</style>", "energy", False),
        ("Washing machine Brumel 7", "<style>#ratePreload{padding:9px}</style>", "energy", False),
        ("Washing machine Brumel 7", "<style>.energyLabel{}</style><img src='/energy-label-c.png'>", "energy", True),
        ("Washing machine Brumel 7", "<a href='https://eprel.ec.europa.eu/1'>C</a>", "energy", True),
        ("Winter tyre Brumel 205/55 R16", "<script src='/8b958df6-69db-4905.js'></script>", "tyre_label", False),
        ("Winter tyre Brumel 205/55 R16", "<p>Noise 69 dB</p>", "tyre_label", True),
    ],
)
def test_a_label_is_not_told_by_a_style_sheet_or_a_file_number(title: str, body: str, what: str, given: bool) -> None:
    fact = read("en", body, "sector_goods", title)
    assert isinstance(fact, Found)
    assert any(a.value.tells(what) for a in fact.value if a.value.title == title) is given


@pytest.mark.parametrize(
    ("alt", "kinds"),
    [
        ("Wholesale eco friendly reusable natural bamboo cup", set()),
        ("Eco friendly", {"label"}),
        ("Our own green choice label", {"label"}),
    ],
)
def test_the_name_of_goods_is_no_green_label(alt: str, kinds: set[str]) -> None:
    fact = read("en", f'<img src="/a.png" alt="{alt}">', "green_claims")
    assert ({c.value.kind for c in fact.value} if isinstance(fact, Found) else set()) == kinds


@pytest.mark.parametrize(
    ("body", "dead"),
    [
        (
            '<div class="sharrre"><div class="box"><a class="facebook" href="#">Facebook</a></div></div>',
            False,
        ),
        ('<ul class="partage"><li><a class="twitter" href="#">Twitter</a></li></ul>', False),
        ('<ul class="follow"><li><a class="facebook" href="#">Facebook</a></li></ul>', True),
    ],
)
def test_a_button_to_share_is_no_dead_link(body: str, dead: bool) -> None:
    capture = shop("en", {}, bodies={"home": body})
    assert isinstance(read_shop(capture, country="IE").dead_links, Found) is dead


@pytest.mark.parametrize(
    ("language", "text", "months"),
    [
        ("en", '<a href="/p/2">Brumel pan set with lid, 10-year guarantee, set of 5</a>', None),
        ("de", '<a href="/p/2">Brumel Heizung mit Thermostat, 5 Jahre Garantie, weiß</a>', None),
        ("en", "Apps are not included within the manufacturer's warranty, or the 5 years guarantee for lamps.", None),
        ("fr", "L'ampoule ne fait pas partie de la garantie constructeur de 5 ans.", None),
        ("pl", "Żarówka nie jest objęta gwarancją, nawet gdy trwa gwarancja producenta 5 lat.", None),
        ("en", "This lamp comes with a manufacturer's guarantee of 3 years.", 36),
        ("de", "Auf diese Lampe geben wir 5 Jahre Garantie.", 60),
    ],
)
def test_a_guarantee_is_given_for_the_article_itself(language: str, text: str, months: int | None) -> None:
    fact = read(language, f"<p>{text}</p>", "commercial_guarantee")
    assert (fact.value.months if isinstance(fact, Found) else None) == months


@pytest.mark.parametrize(
    ("text", "name", "particulars"),
    [
        ("Sold by: Shop", None, ()),
        ("Sold by Brumel Ltd\nReturn until 31 January 2021\nFor all", "Brumel Ltd", ()),
        ("Sold by Brumel Ltd\nAll prices include VAT", "Brumel Ltd", ()),
        ("Sold by Brumel Ltd\n1000 Zephir, VAT IE0000000", "Brumel Ltd", ("address", "register")),
        ("Sold by Shop\nSold by Brumel Ltd", "Brumel Ltd", ()),
    ],
)
def test_who_sells_beside_the_shop_itself(text: str, name: str | None, particulars: tuple[str, ...]) -> None:
    body = "".join(f"<p>{line}</p>" for line in text.split("\n"))
    fact = read("en", body, "seller_identity")
    assert (fact.value.name if isinstance(fact, Found) else None) == name
    assert (fact.value.told if isinstance(fact, Found) else ()) == particulars


def test_the_shop_under_two_names_is_no_marketplace() -> None:
    assert not is_found("en", "<p>Sold by Shop</p><p>Sold by Shop Warehouse</p>", "marketplace")
    assert is_found("en", "<p>Sold by Shop</p><p>Sold by Brumel Ltd</p>", "marketplace")


@pytest.mark.parametrize(
    ("language", "text", "seconds"),
    [
        ("de", "Angebot endet in 6 Stdn. und 23 Min.", 6 * 3600 + 23 * 60),
        ("en", "Offer ends in 6 hrs and 23 mins", 6 * 3600 + 23 * 60),
        ("es", "La oferta termina en 6 hs y 23 min", 6 * 3600 + 23 * 60),
    ],
)
def test_hours_in_short(language: str, text: str, seconds: int) -> None:
    fact = read(language, f"<p>{text}</p>", "urgency_looks")
    assert isinstance(fact, Found)
    assert [limit.left for look in fact.value for limit in look.value.limits] == [seconds]


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("<p>[ 2 bids ]</p><p>Starting bid: 9 €</p><button>Submit bid</button>", "auction"),
        ("<p>A lamp for the desk</p>", "unknown"),
    ],
)
def test_what_ends_where_people_bid_is_the_auction(text: str, topic: str) -> None:
    fact = read("en", f"{text}<p>Time left: 19h 8m 52s</p>", "urgency_looks")
    assert isinstance(fact, Found)
    assert {limit.topic for look in fact.value for limit in look.value.limits} == {topic}
