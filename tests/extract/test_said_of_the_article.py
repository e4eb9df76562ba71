"""Labels, guarantees, warnings and the language of product pages: what they say of the article, and what of others."""

from __future__ import annotations

import json

import pytest

from checks.facts import Fact, Found, Period
from sweep.extract.pages.languages import told
from sweep.extract.shop import read_shop
from sweep.extract.words.text import fold
from tests.extract.shops import FILLER, page, response, shop
from tests.extract.test_beside_the_offer import REVIEW, is_found, read

_GOODS_DE = """Lampe Brumel 40 cm, mattschwarz, dimmbar. Die Lampe wird in Handarbeit gefertigt und mit Kabel geliefert.
Farbe schwarz Höhe 40 cm Breite 20 cm Material Glas Metall Artikelnummer 4711 Gewicht 2 kg Leuchtmittel E27
In den Warenkorb. Bitte wähle eine Anzahl. Der Artikel ist nicht mehr da.
Für dich aus Glas, zum Stellen auf den Tisch, von uns oder bei dir.
Vase Nebel 30 cm blau, Vase Nebel 20 cm blau, Krug Zephir 1 l, Becher Zephir 200 ml, Schale Malbrun 12 cm, Teller
Lampe Ruvo 20 cm, Lampe Ruvo 30 cm, Lampe Ruvo 40 cm, Lampe Ruvo 50 cm, Lampe Ruvo 60 cm, Schirm Ruvo grau, Schirm"""


@pytest.mark.parametrize(
    ("declared", "text", "language"),
    [
        ("", _GOODS_DE + "\nHersteller Modell Serie" * 40, "de"),
        ("", "Brumel Lampe Vase Krug Becher Teller 40 cm 20 cm\n" * 40, ""),
        ("fi", _GOODS_DE + "\nHersteller Modell Serie" * 40, "fi"),
    ],
)
def test_the_language_of_a_page_of_goods(declared: str, text: str, language: str) -> None:
    assert told(declared, fold(text))[0] == language


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("de", "€ 119,01 inkl. MwSt. zzgl. Versandkosten", False),
        ("de", "119,01 € exkl. Versand", False),
        ("fr", "119,01 € hors frais de livraison", False),
        ("nl", "€ 119,01 excl. verzendkosten", False),
        ("en", "€119.01 plus delivery", False),
        ("en", "€119.01, delivery not included", False),
        ("es", "119,01 € más gastos de envío", False),
        ("it", "119,01 € più spese di spedizione", False),
        ("pt", "119,01 € mais portes de envio", False),
        ("pl", "119,01 zł plus koszty dostawy", False),
        ("de", "€ 119,01 zzgl. Versandkosten von 4,90 €", True),
        ("de", "Versandkosten 4,90 €", True),
        ("de", "4,90 € Versandkosten", True),
        ("en", "Price: €220.00 + €12.00 delivery", True),
        ("fr", "Frais de livraison : 4,90 €", True),
        ("nl", "Verzendkosten € 4,95", True),
        ("pl", "Koszt dostawy 12 zł", True),
    ],
)
def test_delivery_on_top_of_a_price_names_no_cost(language: str, text: str, found: bool) -> None:
    assert is_found(language, f"<p>{text}</p>", "delivery_cost") is found


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Unabhängig von Ihrem gesetzlichen Widerrufsrecht genießen Sie ein 30-tägiges Rückgaberecht."),
        ("en", "Regardless of your statutory right of withdrawal, you enjoy a 30-day right of return."),
        ("fr", "Indépendamment de votre droit de rétractation, vous pouvez retourner l'article sous 30 jours."),
        ("nl", "Naast uw wettelijk herroepingsrecht kunt u de lamp 30 dagen lang terugsturen."),
        ("es", "Además de su derecho de desistimiento, puede devolver la lámpara en 30 días."),
        ("it", "Oltre al suo diritto di recesso, può restituire la lampada entro 30 giorni."),
        ("pt", "Independentemente do direito de livre resolução, pode devolver o candeeiro em 30 dias."),
        ("pl", "Niezależnie od prawa odstąpienia od umowy możesz zwrócić lampę w ciągu 30 dni."),
    ],
)
def test_a_favour_beside_the_right_is_not_its_period(language: str, text: str) -> None:
    assert not isinstance(_period(language, text), Found)


def test_the_period_of_the_right_itself_stays() -> None:
    said = "Sie haben ein Widerrufsrecht von 30 Tagen."
    assert isinstance(_period("de", said), Found)


def _period(language: str, text: str) -> Fact[Period]:
    return read_shop(shop(language, {"terms": text}), country="IE").withdrawal_period


def test_the_unit_price_is_that_of_the_article_itself() -> None:
    body = "<p>Malz Ruvo 9,00 € (34,39 € / kg)</p><h2>Brumel Kaffee 230 g</h2><p>19,90 € (86,52 € / kg)</p>"
    data = json.dumps(
        {"@type": "Product", "name": "Brumel Kaffee 230 g", "offers": {"price": "19.90", "priceCurrency": "EUR"}}
    )
    html = f'<script type="application/ld+json">{data}</script>{body}'
    sold = response("/product/lamp", page("de", "Brumel Kaffee 230 g", FILLER["de"], {}, html))
    fact = read_shop(shop("de", {}, extra=(sold,)), country="DE").unit_pricing
    assert isinstance(fact, Found)
    assert [one.value.shown for one in fact.value] == ["(86,52 € / kg"]


@pytest.mark.parametrize(
    ("language", "body", "warned"),
    [
        ("es", "<p>Atención al cliente: 900 000 000</p>", False),
        ("pt", "<p>Aviso legal</p>", False),
        ("fr", "<p>Écrivez à l'attention de notre atelier.</p>", False),
        ("it", "<p>Attenzione al cliente</p>", False),
        ("de", REVIEW.format("Achtung, sie ist nicht schwer genug"), False),
        ("es", "<p>Atención: no deje la lámpara al alcance de los niños.</p>", True),
        ("pt", "<p>Aviso: não deixe ao alcance das crianças.</p>", True),
        ("fr", "<p>Attention : ne pas laisser à la portée des enfants.</p>", True),
        ("it", "<p>Attenzione! Non lasciare alla portata dei bambini.</p>", True),
        ("de", "<p>Achtung! Nicht für Kinder unter drei Jahren.</p>", True),
    ],
)
def test_a_word_of_warnings_that_warns_of_nothing(language: str, body: str, warned: bool) -> None:
    fact = read(language, body, "safety_info")
    assert isinstance(fact, Found)
    assert [one.value.warned for one in fact.value if one.value.title == "Lamp 4711"] == [warned]


@pytest.mark.parametrize(
    ("language", "text", "maker"),
    [
        ("en", "Manufacturer's guarantee 3 years, 20 Malbrun street", "none"),
        ("de", "Hersteller Garantie 3 Jahre, siehe Heft", "none"),
        ("en", "Manufacturer: Brumel Ltd, Malbrun", "part"),
        ("en", "Manufacturer: Brumel Ltd, model 20112, www.brumel.example", "part"),
        ("de", "Hersteller: Brumel GmbH, Akku 20000 mAh, www.brumel.example", "part"),
        ("fr", "Fabricant : Brumel, référence : 20112, www.brumel.example", "part"),
        ("de", "Hersteller: Brumel GmbH, Ringstr. 3, 20112 Malbrun, www.brumel.example", "whole"),
        ("en", "Manufacturer: Brumel Ltd, model 20112, 3 Mill Road, 20113 Malbrun, www.brumel.example", "whole"),
    ],
)
def test_the_makers_guarantee_does_not_name_him(language: str, text: str, maker: str) -> None:
    fact = read(language, f"<p>{text}</p>", "safety_info")
    assert isinstance(fact, Found)
    assert [one.value.maker for one in fact.value if one.value.title == "Lamp 4711"] == [maker]


@pytest.mark.parametrize(
    ("picture", "notice"),
    [
        ("https://images-eu.shop.example/warranty_card/brumel.png", False),
        ("/cdn/eu/BrumelGuarantee.png", False),
        ("/pics/legal-guarantee-de.png", True),
    ],
)
def test_where_a_picture_lies_is_not_its_name(picture: str, notice: bool) -> None:
    assert is_found("en", f'<img src="{picture}" alt="">', "harmonised_notice") is notice


def test_what_is_said_of_a_review_stands_in_it() -> None:
    body = REVIEW.format("A lamp that I like a lot, very bright. 3 May 2026") * 2
    told_so = REVIEW.format("Verified purchase of 3 May 2026: a lamp that I like a lot") * 2
    glued = REVIEW.format("<i>Size: 200 ml</i><b>Verified purchase</b> and I like it a lot, 3 May 2026") * 2
    not_so = REVIEW.format("An unverified purchase of 3 May 2026, and I like it a lot") * 2
    for html, verified in ((body, False), (body + told_so, True), (glued, True), (not_so, False)):
        fact = read("en", f'<div class="review-item">{html}</div>', "reviews_shown")
        assert isinstance(fact, Found)
        assert fact.value.verified is verified


@pytest.mark.parametrize(
    ("language", "text", "stated"),
    [
        ("it", "Per un reclamo presentare una richiesta di risarcimento alla compagnia via e-mail.", False),
        ("de", "Eine Beschwerde richten Sie bitte schriftlich an den Versicherer der Police.", False),
        ("it", "Per un reclamo ci scriva via e-mail, rispondiamo entro due giorni.", True),
        ("de", "Eine Beschwerde richten Sie bitte schriftlich an uns, wir antworten in zwei Tagen.", True),
    ],
)
def test_a_claim_on_an_insurance_is_no_complaint_to_the_shop(language: str, text: str, stated: bool) -> None:
    fact = read_shop(shop(language, {"terms": text}), country="IE").complaints
    assert isinstance(fact, Found) is stated
