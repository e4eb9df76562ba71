"""Offers: the price that the consumer sees, what it is compared with, and never another product's."""

from __future__ import annotations

import gzip
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checks.facts import Absent, Found, Unknown
from product_alerts.model import Offer
from sweep.capture import Capture
from sweep.extract.offers import page_offers, read
from sweep.extract.page import Page
from sweep.extract.shop_pages import ShopPages
from tests.shared import shared

URL = "https://laden.example/p/kanne-4711.html"


def make(body: str, *, head: str = "", lang: str = "de", role: str = "product", url: str = URL) -> Page:
    html = f'<html lang="{lang}"><head><title>Tonhof Kanne blau | Laden</title>{head}</head><body>{body}</body></html>'
    page = Page(url, 200, "0" * 64, "", html)
    page.role = role
    return page


def product(block: str, **options: Any) -> Page:
    """A product page with the heading and a price block."""
    return make(
        f'<main><h1>Tonhof Kanne blau</h1><div class="buy"><div class="prices">{block}</div></div></main>', **options
    )


def offer(page: Page) -> Offer:
    found = page_offers(page)
    assert len(found) == 1
    check_proof(page, found[0])
    return found[0].value


def check_proof(page: Page, found: Found[Offer]) -> None:
    assert found.evidence.quote
    assert all(e.quote in page.text or e.quote in page.html for e in found.proof)


def ld(price: str = "9.90", extra: str = "", name: str = "Tonhof Kanne blau") -> str:
    return (
        f'<script type="application/ld+json">{{"@type":"Product","name":"{name}"{extra},"offers":{{"@type":"Offer",'
        f'"price":"{price}","priceCurrency":"EUR","availability":"https://schema.org/InStock"}}}}</script>'
    )


# language, price block, price, prior price, its kind, discount text
BLOCKS = [
    ("fr", "<p>19,90 €</p>", "19.90", None, "", ""),
    ("fr", "<del>29,90 €</del> <b>19,90 €</b> <i>-33%</i>", "19.90", "29.90", "struck", "-33%"),
    ("fr", "<p>19,90 € au lieu de 29,90 €</p>", "19.90", "29.90", "struck", ""),
    ("fr", "<p>19,90 € TTC</p><p>Prix conseillé : 29,90 €</p>", "19.90", "29.90", "recommended", ""),
    (
        "fr",
        "<p>19,90 €</p><p>Prix le plus bas des 30 derniers jours : 24,90 €</p>",
        "19.90",
        "24.90",
        "lowest_30_days",
        "",
    ),
    ("fr", "<p>19,90 €</p><p>ou 3 x 6,64 €</p>", "19.90", None, "", ""),
    ("fr", "<p>19,90 €</p><p>soit 39,80 € / kg</p>", "19.90", None, "", ""),
    ("fr", "<p>19,90 €</p><p>Livraison 4,90 €</p>", "19.90", None, "", ""),
    ("fr", "<p>19,90 €</p><p>Vous économisez 10 €</p>", "19.90", None, "", "Vous économisez 10 €"),
    ("fr", "<p>19,90 €</p><p>-10 % sur votre première commande</p>", "19.90", None, "", ""),
    ("fr", "<p>19<sup>€90</sup></p>", "19.90", None, "", ""),
    ("fr", "<p>19<sup>90</sup> €</p>", "19.90", None, "", ""),
    ("de", "<p>19,90 €</p>", "19.90", None, "", ""),
    ("de", "<s>29,90 €</s> <b>19,90 €</b>", "19.90", "29.90", "struck", ""),
    ("de", "<p>statt 29,90 € jetzt nur 19,90 €</p>", "19.90", "29.90", "struck", ""),
    (
        "de",
        "<p>UVP 29,90 €</p><p>19,90 €</p><p>Sie sparen 10 €</p>",
        "19.90",
        "29.90",
        "recommended",
        "Sie sparen 10 €",
    ),
    ("de", "<p>19,90 €</p><p>30-Tage-Bestpreis: 18,90 €</p>", "19.90", "18.90", "lowest_30_days", ""),
    ("de", "<p>19,90 €</p><p>Grundpreis: 39,80 € / 1 kg</p>", "19.90", None, "", ""),
    ("de", "<p>19,90 €</p><p>zzgl. Versandkosten 4,95 €</p>", "19.90", None, "", ""),
    ("de", "<p>19,90 €</p><p>Versandkostenfrei ab 50 €</p>", "19.90", None, "", ""),
    ("de", "<p>19,90 €</p><p>oder 1,99 € pro Monat</p>", "19.90", None, "", ""),
    ("de", "<p>19,90 €</p><p>10 € Gutschein für Neukunden</p>", "19.90", None, "", ""),
    ("de", "<p>19,90 €</p><p>Hotline 0,20 €/min</p>", "19.90", None, "", ""),
    (
        "de",
        '<span style="text-decoration: line-through">29,90 €</span> <span>19,90 €</span>',
        "19.90",
        "29.90",
        "struck",
        "",
    ),
    ("de", '<span class="old-price">29,90 €</span> <span class="price">19,90 €</span>', "19.90", "29.90", "struck", ""),
    ("de", '<span class="regular-price">19,90 €</span>', "19.90", None, "", ""),
    (
        "de",
        '<span class="regular-price">29,90 €</span> <span class="price">23,92 €</span> -20%',
        "23.92",
        "29.90",
        "struck",
        "-20%",
    ),
    (
        "de",
        '<span class="regular-price">29,90 €</span> <span class="price">23,92 €</span>',
        "23.92",
        "29.90",
        "unclear",
        "",
    ),
    ("de", "<p>23,92 €</p><p>29,90 €</p><p>20% Rabatt</p>", "23.92", "29.90", "unclear", "20% Rabatt"),
    ("de", "<p>bis zu 20% Rabatt</p><p>23,92 €</p>", "23.92", None, "", "bis zu 20% Rabatt"),
    ("de", "<p>1.299,- €</p>", "1299", None, "", ""),
    ("de", "<p>23.450 €</p>", "23450", None, "", ""),
    ("nl", "<p>€ 19,90</p>", "19.90", None, "", ""),
    ("nl", "<p>van € 29,90 voor € 19,90</p>", "19.90", "29.90", "struck", ""),
    ("nl", "<p>€ 19,90</p><p>Adviesprijs € 29,90</p>", "19.90", "29.90", "recommended", ""),
    (
        "nl",
        "<p>€ 19,90</p><p>Laagste prijs van de afgelopen 30 dagen: € 24,90</p>",
        "19.90",
        "24.90",
        "lowest_30_days",
        "",
    ),
    ("nl", "<p>€ 12,-</p><p>Verzendkosten: € 3,95</p>", "12", None, "", ""),
    ("nl", "<p>€ 20,-</p><p>33% korting</p>", "20", None, "", "33% korting"),
    ("en", "<p>£19.90</p>", "19.90", None, "", ""),
    ("en", "<p>Was £29.90</p><p>Now £19.90</p>", "19.90", "29.90", "struck", ""),
    ("en", "<p>RRP £29.90</p><p>£19.90</p><p>Save £10.00</p>", "19.90", "29.90", "recommended", "Save £10.00"),
    ("en", "<p>£19.90</p><p>Lowest price in the last 30 days: £18.00</p>", "19.90", "18.00", "lowest_30_days", ""),
    ("en", "<p>20% off</p><p>€39.30</p><p>€49.10</p>", "39.30", "49.10", "unclear", "20% off"),
    ("en", "<p>£19.90</p><p>Free delivery on orders over £50</p>", "19.90", None, "", ""),
    ("en", "<p>From £19.90</p>", "19.90", None, "", ""),
    ("en", "<p>£1,299.00</p>", "1299.00", None, "", ""),
    ("es", "<p>19,90 €</p>", "19.90", None, "", ""),
    ("es", "<p>Antes 29,90 €</p><p>Ahora 19,90 €</p>", "19.90", "29.90", "struck", ""),
    ("es", "<p>PVPR 29,90 €</p><p>19,90 €</p>", "19.90", "29.90", "recommended", ""),
    (
        "es",
        "<p>19,90 €</p><p>Precio más bajo de los últimos 30 días: 18,90 €</p>",
        "19.90",
        "18.90",
        "lowest_30_days",
        "",
    ),
    ("es", "<p>19,90 €</p><p>Gastos de envío: 3,90 €</p>", "19.90", None, "", ""),
    ("it", "<p>19,90 €</p>", "19.90", None, "", ""),
    ("it", "<p>19,90 € anziché 29,90 €</p>", "19.90", "29.90", "struck", ""),
    ("it", "<p>Prezzo consigliato: 29,90 €</p><p>19,90 €</p>", "19.90", "29.90", "recommended", ""),
    (
        "it",
        "<p>19,90 €</p><p>Prezzo più basso degli ultimi 30 giorni: 18,90 €</p>",
        "19.90",
        "18.90",
        "lowest_30_days",
        "",
    ),
    ("it", "<p>19,90 €</p><p>Spedizione: 3,90 €</p>", "19.90", None, "", ""),
    ("pt", "<p>19,90 €</p>", "19.90", None, "", ""),
    ("pt", "<p>Preço anterior: 29,90 €</p><p>19,90 €</p>", "19.90", "29.90", "struck", ""),
    ("pt", "<p>PVP recomendado 29,90 €</p><p>19,90 €</p>", "19.90", "29.90", "recommended", ""),
    (
        "pt",
        "<p>19,90 €</p><p>Preço mais baixo dos últimos 30 dias: 18,90 €</p>",
        "19.90",
        "18.90",
        "lowest_30_days",
        "",
    ),
    ("pt", "<p>19,90 €</p><p>Portes de envio: 3,90 €</p>", "19.90", None, "", ""),
    ("pl", "<p>19,90 zł</p>", "19.90", None, "", ""),
    ("pl", "<p>Cena regularna: 29,90 zł</p><p>19,90 zł</p>", "19.90", "29.90", "struck", ""),
    ("pl", "<p>Cena katalogowa 29,90 zł</p><p>19,90 zł</p>", "19.90", "29.90", "recommended", ""),
    (
        "pl",
        "<p>19,90 zł</p><p>Najniższa cena z 30 dni przed obniżką: 18,90 zł</p>",
        "19.90",
        "18.90",
        "lowest_30_days",
        "",
    ),
    ("pl", "<p>19,90 zł</p><p>taniej o 10 zł</p>", "19.90", None, "", "taniej o 10 zł"),
    ("pl", "<p>19,90 zł</p><p>Dostawa 9,90 zł</p>", "19.90", None, "", ""),
]


@pytest.mark.parametrize(("lang", "block", "price", "prior", "kind", "discount"), BLOCKS)
def test_price_block(lang: str, block: str, price: str, prior: str | None, kind: str, discount: str) -> None:
    found = offer(product(block, lang=lang))
    assert found.price == Decimal(price)
    assert found.prior_price == (None if prior is None else Decimal(prior))
    assert (found.prior_price_kind, found.discount_text) == (kind, discount)
    assert found.read_from == "visible"


@pytest.mark.parametrize(
    ("lang", "words", "tax"),
    [
        ("de", "inkl. MwSt.", "included"),
        ("de", "inkl. 19 % MwSt. zzgl. Versand", "included"),
        ("de", "zzgl. MwSt.", "excluded"),
        ("fr", "TTC", "included"),
        ("fr", "HT", "excluded"),
        ("nl", "incl. btw", "included"),
        ("nl", "excl. btw", "excluded"),
        ("en", "inc. VAT", "included"),
        ("en", "ex. VAT", "excluded"),
        ("es", "IVA incluido", "included"),
        ("es", "sin IVA", "excluded"),
        ("it", "IVA inclusa", "included"),
        ("it", "IVA esclusa", "excluded"),
        ("pt", "IVA incluído", "included"),
        ("pt", "sem IVA", "excluded"),
        ("pl", "brutto", "included"),
        ("pl", "netto", "excluded"),
        ("de", "Farbe blau", "unstated"),
    ],
)
def test_tax(lang: str, words: str, tax: str) -> None:
    assert offer(product(f"<p>19,90 € {words}</p>", lang=lang)).tax == tax


def test_gross_and_net_side_by_side() -> None:
    found = offer(product("<p>119,00 € inkl. MwSt.</p><p>netto 100,00 €</p>"))
    assert (found.price, found.prior_price) == (Decimal("119.00"), None)


@pytest.mark.parametrize(
    ("words", "percent"),
    [("-20%", "20"), ("− 20 %", "20"), ("20% Rabatt", "20"), ("bis zu 20% Rabatt", None), ("-12,5 %", "12.5")],
)
def test_discount_percent(words: str, percent: str | None) -> None:
    found = offer(product(f"<p>{words}</p><p>19,90 €</p>"))
    assert found.discount_text
    assert found.discount_percent == (None if percent is None else Decimal(percent))


@pytest.mark.parametrize(
    ("lang", "above", "prior"),
    [
        ("el", "Από 50,00 €", "50.00"),
        ("it", "Da 50,00 €", "50.00"),
        ("da", "Fra 50,00 €", "50.00"),
        ("el", "Από 55,00 €", None),
        ("fr", "À partir de 55,00 €", None),
    ],
)
def test_a_higher_amount_in_unknown_words_may_be_the_prior_price(lang: str, above: str, prior: str | None) -> None:
    found = offer(product(f"<p>{above}</p><p>40,00 €</p><p>-20 %</p>", lang=lang))
    assert (found.price, found.discount_text) == (Decimal("40.00"), "-20 %")
    if prior is None:
        assert (found.prior_price, found.discount_percent) == (None, None)  # nobody can be told to lack one
    else:
        assert (found.prior_price, found.prior_price_kind) == (Decimal(prior), "unclear")


def test_of_two_amounts_in_unknown_words_none_is_said_to_lack_a_prior_price() -> None:
    found = offer(product("<p>Katalogpreis 50,00 €</p><p>40,00 €</p><p>-20 %</p>"))
    assert (found.prior_price, found.discount_percent) == (None, None)


@pytest.mark.parametrize("below", ["", "<p>Versand 4,90 €</p>", "<p>4,00 €/100 ml</p>"])
def test_beside_amounts_of_other_things_a_reduction_keeps_its_percentage(below: str) -> None:
    found = offer(product(f"<p>40,00 €</p><p>-20 %</p>{below}"))
    assert (found.prior_price, found.discount_percent) == (None, Decimal(20))


@pytest.mark.parametrize(
    "words",
    ["100% Baumwolle", "Wolle 80% Leinen 20%", "10% auf die erste Bestellung", "-10 % für Newsletter", "mit Code -10%"],
)
def test_no_discount_of_the_product(words: str) -> None:
    assert offer(product(f"<p>19,90 €</p><p>{words}</p>")).discount_text == ""


_LONG = f"<p>{'Eine Kanne aus Ton, gedreht und gebrannt. ' * 12}</p>"


@pytest.mark.parametrize(
    ("above", "below", "discount"),
    [
        ("", "<p>-20 %</p>", "-20 %"),
        ("<p>-20 %</p>", "", "-20 %"),
        ("", "<p>-20 % Gewicht durch neuen Ton</p>", ""),
        ("", "<p>-20 % ab 3 Stück</p>", ""),
        ("", "<p>In den Warenkorb</p><p>-20 %</p>", ""),
        ("", "<nav>-20 %</nav>", ""),
    ],
)
def test_a_badge_right_beside_the_price_of_a_flat_page(above: str, below: str, discount: str) -> None:
    page = make(f"<main><h1>Tonhof Kanne blau</h1>{above}<p class='price'>19,90 €</p>{below}{_LONG}</main>")
    assert offer(page).discount_text == discount


# --- the visible price and the data


def test_what_is_seen_wins_over_data_that_names_the_old_price() -> None:
    found = offer(product("<del>29,90 €</del> <b>19,90 €</b>", head=ld("29.90")))
    assert (found.price, found.prior_price, found.read_from) == (Decimal("19.90"), Decimal("29.90"), "visible")


def test_what_is_seen_wins_over_data_that_differs() -> None:
    assert offer(product('<span class="price">19,90 €</span>', head=ld("24.90"))).price == Decimal("19.90")


def test_data_alone_is_read_and_quoted() -> None:
    page = make("<h1>Tonhof Kanne blau</h1><p>Schöne Kanne</p>", head=ld("9.90"))
    found = page_offers(page)[0]
    assert (found.value.price, found.value.currency, found.value.read_from) == (Decimal("9.90"), "EUR", "json-ld")
    assert found.evidence.quote == '"price":"9.90"'
    check_proof(page, found)


def test_data_written_as_if_it_were_words_of_the_page_is_read_and_quoted() -> None:
    opening, data = ld("9.90").removesuffix("</script>").split(">", 1)
    escaped = data.replace('"', "&quot;")
    page = make("<h1>Tonhof Kanne blau</h1><p>Schöne Kanne</p>", head=f"{opening}>{escaped}</script>")
    found = page_offers(page)[0]
    assert (found.value.price, found.value.read_from) == (Decimal("9.90"), "json-ld")
    assert found.evidence.quote == "&quot;price&quot;:&quot;9.90"
    check_proof(page, found)


def test_an_instalment_is_told_by_words_far_before_it() -> None:
    page = make('<h1>Tonhof Kanne blau</h1><p class="price">£19.90 or 4 interest-free payments of £4.98</p>')
    assert [(near.kind, near.amount) for near in offer(page).near] == [("instalment", Decimal("4.98"))]
    alone = make('<h1>Tonhof Kanne blau</h1><p class="price">£19.90</p><p>Postage £4.98</p>')
    assert [near.kind for near in offer(alone).near] == ["shipping"]


@pytest.mark.parametrize("price", ["0", "0.00", "", "auf Anfrage", "-5", "1e5", "NaN"])
def test_no_price_is_made_of_nothing(price: str) -> None:
    assert offer(make("<h1>Tonhof Kanne blau</h1><p>Preis auf Anfrage</p>", head=ld(price))).price is None


def test_an_ambiguous_stated_price_follows_what_is_seen() -> None:
    assert offer(product("<p>23.450 €</p>", head=ld("23.450"))).price == Decimal(23450)


def test_the_data_of_a_related_product_is_not_the_product() -> None:
    page = product("<p>19,90 €</p>", head=ld("5.00", name="Ganz anderer Teller"))
    assert offer(page).price == Decimal("19.90")
    assert offer(page).brand == ""


def test_the_whole_shop_is_no_product() -> None:
    head = (
        '<script type="application/ld+json">{"@type":"Product","name":"Sortiment","offers":'
        '{"@type":"AggregateOffer","lowPrice":"0.50","highPrice":"999","offerCount":"2000"}}</script>'
    )
    assert offer(product("<p>19,90 €</p>", head=head)).price == Decimal("19.90")


def test_a_product_is_in_stock_as_soon_as_one_size_is() -> None:
    sizes = ",".join(
        f'{{"@type":"Offer","price":"9.90","priceCurrency":"EUR","availability":"http://schema.org/{s}"}}'
        for s in ("OutOfStock", "InStock", "OutOfStock")
    )
    data = f'{{"@type":"Product","name":"Tonhof Kanne blau","offers":[{sizes}]}}'
    head = f'<script type="application/ld+json">{data}</script>'
    assert offer(product("<p>9,90 €</p>", head=head)).availability == "InStock"


def test_a_product_without_any_size_is_out_of_stock() -> None:
    head = ld("9.90").replace("InStock", "SoldOut")
    assert offer(product("<p>9,90 €</p><p>Ausverkauft</p>", head=head)).availability == "OutOfStock"


@pytest.mark.parametrize(
    ("lang", "words", "status"),
    [
        ("de", "<p>Auf Lager</p>", "InStock"),
        ("de", "<p>Ausverkauft</p>", "OutOfStock"),
        ("de", "<p>Nicht auf Lager</p>", "OutOfStock"),
        ("de", "<button>In den Warenkorb</button>", "InStock"),
        ("de", "<button disabled>In den Warenkorb</button>", ""),
        ("fr", "<p>En stock</p>", "InStock"),
        ("fr", "<p>Rupture de stock</p>", "OutOfStock"),
        ("fr", "<p>Précommande</p>", "PreOrder"),
        ("nl", "<p>Op voorraad</p>", "InStock"),
        ("nl", "<p>Niet op voorraad</p>", "OutOfStock"),
        ("en", "<p>In stock</p>", "InStock"),
        ("en", "<p>Sold out</p>", "OutOfStock"),
        ("es", "<p>Agotado</p>", "OutOfStock"),
        ("it", "<p>Non disponibile</p>", "OutOfStock"),
        ("pt", "<p>Esgotado</p>", "OutOfStock"),
        ("pl", "<p>Produkt niedostępny</p>", "OutOfStock"),
        ("de", "<p>Schöne Kanne</p>", ""),
        ("ga", '<button class="btn add-to-cart">Ceannaigh</button>', "InStock"),
        ("ga", '<button class="btn add-to-cart" disabled>Ceannaigh</button>', ""),
        ("ga", '<button class="btn add-to-cart sold-out">Ceannaigh</button>', ""),
        ("ga", '<a class="minicart-view go-to-cart" href="/c">Ciseán</a>', ""),
        ("ga", '<div class="addToBasket" role="button">Ceannaigh</div>', "InStock"),
        ("ga", '<div class="addToBasket">Ceannaigh</div>', ""),
        ("ga", '<form action="/cart/add"><button disabled name="add">Ceannaigh</button></form>', ""),
    ],
)
def test_stock_in_words(lang: str, words: str, status: str) -> None:
    assert offer(product(f"<p>19,90 €</p>{words}", lang=lang)).availability == status


# --- other amounts of the page

TILE = '<li class="tile"><a href="/p/{n}.html"><h3>Teller {n}</h3></a><span class="price">{n},50 €</span></li>'
TILES = '<ul class="list">' + "".join(TILE.format(n=n) for n in (11, 12, 13)) + "</ul>"


@pytest.mark.parametrize(
    "extra",
    [
        f"<h2>Ähnliche Artikel</h2>{TILES}",
        f"<section>{TILES}</section>",
        '<footer><p>Hotline 0,99 €</p><p class="price">1,00 €</p></footer>',
        '<div class="cookie-banner"><p>10 € geschenkt</p><p>5 €</p></div>',
        '<div class="newsletter">5 € Gutschein sichern</div>',
        '<div class="mini-cart"><span class="price">0,00 €</span><span class="price">99,00 €</span></div>',
    ],
)
def test_amounts_of_other_things_are_left_out(extra: str) -> None:
    found = offer(make(f'{extra}<main><h1>Tonhof Kanne blau</h1><div class="p">19,90 €</div></main>{extra}'))
    assert (found.price, found.prior_price, found.discount_text) == (Decimal("19.90"), None, "")


def test_without_a_price_of_its_own_a_product_gets_none_of_another() -> None:
    page = make(f"<main><h1>Tonhof Kanne blau</h1><p>Derzeit ohne Preis</p></main><h2>Ähnliche Artikel</h2>{TILES}")
    assert offer(page).price is None


def test_the_title_is_the_heading_that_the_page_title_repeats() -> None:
    page = make("<h1>15% sparen</h1><h1>Tonhof Kanne blau</h1><p>19,90 €</p>")
    assert offer(page).title == "Tonhof Kanne blau"


@pytest.mark.parametrize(
    ("extra", "brand"),
    [
        (',"brand":"Tonhof"', "Tonhof"),
        (',"brand":{"@type":"Brand","name":"Tonhof"}', "Tonhof"),
        (',"brand":{"@type":"Brand","name":"Brand"}', ""),
        (',"brand":"Laden"', ""),
        (',"brand":"N/A"', ""),
        ("", ""),
    ],
)
def test_brand(extra: str, brand: str) -> None:
    assert offer(product("<p>9,90 €</p>", head=ld("9.90", extra))).brand == brand


def test_numbers_from_labels() -> None:
    rows = "".join(
        f"<tr><th>{k}</th><td>{v}</td></tr>"
        for k, v in (
            ("Marke", "Tonhof"),
            ("EAN", "4006381333931"),
            ("Artikelnummer", "K-4711"),
            ("Modellnummer", "TK 12"),
        )
    )
    found = offer(product(f"<p>9,90 €</p><table>{rows}</table>"))
    assert (found.brand, found.gtin, found.sku, found.mpn) == ("Tonhof", "4006381333931", "K-4711", "TK 12")


def test_a_table_that_compares_products_names_no_brand() -> None:
    table = "<table><tr><th>Marke</th><td>Andere</td><td>Dritte</td></tr></table>"
    assert offer(product(f"<p>9,90 €</p></div></div><h2>Ähnliche Artikel</h2>{table}")).brand == ""


def test_a_dollar_is_not_guessed() -> None:
    assert offer(product("<p>$19.90</p>", lang="en")).currency == ""
    assert offer(product("<p>$19.90</p>", lang="en-CA")).currency == "CAD"


# --- listings and the shop


def test_tiles_of_a_listing() -> None:
    sale = (
        '<li class="tile"><a href="/p/14.html"><h3>Teller 14</h3></a><del>20,00 €</del> <b>15,00 €</b> <i>-25%</i></li>'
    )
    page = make(f"<nav><a href='/x'>ab 5 €</a></nav><h1>Teller</h1>{TILES}<ul>{sale}</ul>", role="listing")
    found = page_offers(page)
    for one in found:
        check_proof(page, one)
    assert [(f.value.title, f.value.url, str(f.value.price)) for f in found] == [
        *((f"Teller {n}", f"https://laden.example/p/{n}.html", f"{n}.50") for n in (11, 12, 13)),
        ("Teller 14", "https://laden.example/p/14.html", "15.00"),
    ]
    last = found[-1].value
    assert (last.prior_price, last.prior_price_kind, last.discount_text) == (Decimal("20.00"), "struck", "-25%")


@pytest.mark.parametrize("role", ["terms", "privacy", "legal_notice", "basket", "contact"])
def test_pages_of_other_kinds_offer_nothing(role: str) -> None:
    assert page_offers(make(f"<h1>Tonhof Kanne blau</h1><p>19,90 €</p>{TILES}", role=role)) == ()


def shop(*pages: Page, **gaps: Unknown) -> ShopPages:
    return ShopPages(Capture("https://laden.example/", ()), pages, dict(gaps))


def test_a_product_page_wins_over_the_tile_that_leads_to_it() -> None:
    listing = make(f"<h1>Teller</h1>{TILES}", role="listing", url="https://laden.example/teller")
    full = make("<h1>Tonhof Kanne blau</h1><p>11,00 €</p>", url="https://laden.example/p/11.html")
    fact = read(shop(listing, full))["offers"]
    assert isinstance(fact, Found)
    prices = {f.value.url.rpartition("/")[2]: f.value.price for f in fact.value}
    assert prices == {"11.html": Decimal("11.00"), "12.html": Decimal("12.50"), "13.html": Decimal("13.50")}


def test_no_offer_is_absent_only_with_coverage() -> None:
    home = make("<h1>Willkommen</h1>", role="home")
    assert isinstance(read(shop(home))["offers"], Absent)
    gap = Unknown("blocked", "bot challenge on /p")
    assert read(shop(home, product=gap))["offers"] == gap
    assert isinstance(read(shop())["offers"], Unknown)


def test_a_page_that_could_not_be_read_offers_nothing() -> None:
    page = make("<h1>Kanne</h1><p>9,90 €</p>")
    page.problem = "page could not be parsed"
    assert page_offers(page) == ()


PARTS = (
    "<div>|</div>|<del>|<h1>|<h2>Ähnliche Artikel|19,90 €|-20%|statt |<a href='/x'>|<span class=price>|<li class=tile>|"
    "3 x |UVP|</a>|<table><tr><td>EAN|4006381333931|\n|<sup>99"
).split("|")


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(PARTS), max_size=40))
def test_any_markup_gives_proven_offers_or_none(parts: list[str]) -> None:
    for role in ("product", "listing"):
        page = make("".join(parts), role=role)
        for found in page_offers(page):
            check_proof(page, found)


HOSTILE = ("<div>9,90 €", "<a href='/x'>9,90 €</a>", "<li><a href=/y><h3>T</h3></a>9 €", "<del>9 €", "-20% ", "EAN 1 ")


@pytest.mark.parametrize("part", HOSTILE)
def test_large_hostile_pages_are_read(part: str) -> None:
    for role in ("product", "listing"):
        page_offers(make(part * 2_000, role=role))


def test_a_german_shop_platform() -> None:
    pytest.importorskip("warcio")
    from warcio.archiveiterator import ArchiveIterator

    path = shared("shop_captures", "prestashop-de.html.warc.gz")
    pages = []
    for record in ArchiveIterator(BytesIO(gzip.decompress(path.read_bytes()))):
        if record.rec_type == "response" and record.http_headers.get_statuscode() == "200":
            html = record.content_stream().read().decode()
            pages.append(Page(record.rec_headers.get_header("WARC-Target-URI"), 200, "", "", html))
    found = [f for p in pages for f in page_offers(p)]
    urls = {f.value.url: f.value for f in found}
    assert len(urls) >= 30
    assert all(f.value.title and f.value.price for f in found)
    shirt = next(o for u, o in urls.items() if u.endswith("/men/1-hummingbird-printed-t-shirt.html"))
    assert (shirt.price, shirt.prior_price, shirt.discount_percent) == (Decimal("22.75"), Decimal("28.44"), 20)
    assert (shirt.currency, shirt.tax, shirt.availability) == ("EUR", "included", "InStock")


def test_real_product_pages() -> None:
    from tests.bench.offers import measure

    rows = {row.name: row for row in measure()}
    reached = {
        name: rows[name].correct for name in ("price", "currency", "sku", "brand", "availability", "title", "was-price")
    }
    floor = {"price": 68, "currency": 60, "sku": 65, "brand": 48, "availability": 68, "title": 24, "was-price": 6}
    assert all(reached[name] >= least for name, least in floor.items()), reached
    assert rows["was-price"].invented == 0
    assert rows["discount"].invented == 0


@pytest.mark.parametrize(
    ("lang", "row"),
    [
        ("fr", "<p>Code-barres (EAN) : 9522140718016</p>"),
        ("es", "<dl><dt>Código de barras (EAN) :</dt><dd>9522140718016</dd></dl>"),
        ("de", "<p>EAN-13: 9522140718016</p>"),
    ],
)
def test_a_barcode_label_may_hold_its_other_name(lang: str, row: str) -> None:
    assert offer(product(f"<p>12,00 €</p>{row}", lang=lang)).gtin == "9522140718016"


def test_another_label_with_digits_is_no_barcode() -> None:
    assert offer(product("<p>12,00 €</p><p>Code promo (EAN de la carte) : 9522140718016</p>", lang="fr")).gtin == ""


@pytest.mark.parametrize(("button", "number"), [("Ajouter au panier", 1), ("Rechercher", 0)])
def test_a_page_of_no_role_sells_what_its_only_basket_input_says(button: str, number: int) -> None:
    form = f"<form action='/panier'><input type=submit value='{button}'></form>"
    page = make(f"<h1>Tonhof Kanne blau</h1><p>12,00 €</p>{form}", lang="fr", role="other")
    assert len(page_offers(page)) == number


@pytest.mark.parametrize(
    ("lang", "above"),
    [
        ("nl", "Aanbieding eindigt over"),
        ("nl", "Nog 02:10:44 over"),
        ("en", "Sale is over in"),  # what is struck through is nobody's minimum order
    ],
)
def test_words_on_the_time_left_do_not_hide_the_struck_price_below_them(lang: str, above: str) -> None:
    block = f"<div>{above}</div><p><del>128,00 €</del> <span class=current-price>86,00 €</span></p>"
    found = offer(product(block, lang=lang))
    assert (found.price, found.prior_price, found.prior_price_kind) == (Decimal(86), Decimal(128), "struck")


def test_words_on_the_time_left_do_not_hide_the_price_below_them() -> None:
    found = offer(product("<div>Aanbieding eindigt over</div><p class=price>86,00 €</p>", lang="nl"))
    assert (found.price, found.prior_price) == (Decimal(86), None)


@pytest.mark.parametrize(
    ("lang", "line"), [("nl", "Free delivery on orders over 50,00 €"), ("nl", "Gratis bij besteding van 50,00 €")]
)
def test_a_minimum_order_stays_one(lang: str, line: str) -> None:
    assert offer(product(f"<p>{line}</p><p class=price>86,00 €</p>", lang=lang)).price == Decimal(86)
    assert offer(product(f"<p>{line}</p>", lang=lang)).price is None


@pytest.mark.parametrize(
    ("stated", "button", "status"),
    [
        ("InStock", "<button name='addToBasket' disabled>Do košíka</button>", "OutOfStock"),
        ("InStock", "<button name='addToBasket'>Do košíka</button>", "InStock"),
        ("InStock", "", "InStock"),
    ],
)
def test_seen_words_and_a_disabled_button_together_outweigh_data(stated: str, button: str, status: str) -> None:
    block = f"<p>Momentálne nedostupné</p><p>9,90 €</p>{button}"
    assert offer(product(block, lang="sk", head=ld())).availability == status


def test_an_aggregate_that_counts_offers_is_in_stock_and_an_empty_one_is_not() -> None:
    def head(count: int) -> str:
        offers = f'{{"@type":"AggregateOffer","lowPrice":"9.90","priceCurrency":"EUR","offerCount":{count}}}'
        data = f'{{"@type":"Product","name":"Tonhof Kanne blau","offers":{offers}}}'
        return f'<script type="application/ld+json">{data}</script>'

    assert offer(product("<p>9,90 €</p>", head=head(3))).availability == "InStock"
    assert offer(product("<p>9,90 €</p>", head=head(0))).availability == ""


def test_a_button_below_other_goods_is_the_products_own_if_it_has_its_number() -> None:
    below = '<h2>Das könnte Ihnen auch gefallen</h2><div><button class="add-to-cart" data-id="{}">+</button></div>'
    assert offer(product("<p>9,90 €</p>" + below.format(4711))).availability == "InStock"
    assert offer(product("<p>9,90 €</p>" + below.format(4712))).availability == ""


def test_a_link_to_a_coupon_beside_a_price_is_no_other_product() -> None:
    coupon = '<td>一次付清 2320 元 <a href="/adm/coupon_get.htm?x=1">適用折價券</a></td>'
    rates = "<td>3期 每期$806 <a href='/i.htm'>i</a></td>"
    page = product(
        f"<table><tr>{coupon}</tr><tr>{rates}</tr></table>", url="https://laden.example.tw/p/1.html", lang="zh"
    )
    assert offer(page).price == Decimal(2320)


def test_both_numbers_of_an_address_are_seen() -> None:
    url = "https://laden.example/p/kanne_1047-1609583.html"
    page = make("<h1>Tonhof Kanne blau</h1><p>9,90 €</p><i data-n='1609583'></i><b id='a1609583'></b>", url=url)
    assert offer(page).sku == "1609583"
