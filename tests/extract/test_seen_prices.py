"""Which of several amounts people see as theirs: for members or for all, hidden or shown, with or without tax; and who
asks it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from checks.facts import Absent, Found
from product_alerts.model import Offer
from sweep.capture import Response
from sweep.extract.amounts.price_page import price_page
from sweep.extract.offers import page_offers
from sweep.extract.page import Page, parse_page
from sweep.extract.shop import read_shop
from tests.extract.shops import PRODUCT, page, response, shop

NOW = datetime(2026, 11, 21, tzinfo=UTC)
SCRIPT = "<script>show()</script>"


def product_page(language: str, block: str, head: str = "") -> Page:
    text = f'<html lang="{language}"><title>Quorbel 7 | Brumelin</title>{head}<main><h1>Quorbel 7</h1>{block}</main>'
    headers = (("Content-Type", "text/html; charset=utf-8"),)
    made = parse_page(Response("https://brumelin.example/p/seven", 200, "OK", headers, text.encode(), NOW))
    made.role = "product"
    return made


def offer(language: str, block: str, head: str = "") -> Offer:
    made = product_page(language, block, head)
    (found,) = page_offers(made)
    assert all(e.quote in made.text or e.quote in made.html for e in found.proof)
    return found.value


@pytest.mark.parametrize(
    ("language", "block", "price"),
    [
        ("fr", "<p>44,90 € pour les adhérents, 49,90 € pour tous</p>", "49.90"),
        ("fr", "<p>44,90 € pour la paire, 49,90 € pour tous</p>", "44.90"),
        ("en", "<p>£44.90 Members</p><p>£49.90</p>", "49.90"),
        ("en", "<p>£44.90 Membrane</p><p>£49.90</p>", "44.90"),
        ("nl", "<p>€ 44,90 met uw klantenkaart</p><p>€ 49,90</p>", "49.90"),
        ("nl", "<p>€ 44,90 met gratis klantenservice</p><p>€ 49,90</p>", "44.90"),
        ("de", "<p>49,90 €, Clubpreis 44,90 €</p>", "49.90"),
        ("de", "<p>44,90 €</p><p>Preis und Leistung für unsere Mitglieder: alle Hefte</p><p>49,90 €</p>", "44.90"),
        ("en", "<p>Join 1,200 members</p><p>£44.90</p>", "44.90"),
        ("it", "<p>I nostri soci hanno scelto</p><p>44,90 €</p>", "44.90"),
    ],
)
def test_a_price_for_members_is_not_the_price_for_all(language: str, block: str, price: str) -> None:
    assert str(offer(language, block).price) == price


def test_a_price_for_members_alone_is_none_for_all() -> None:
    assert offer("fr", "<p>Prix adhérent : 44,90 €</p>").price is None
    data = '{"@type": "Product", "name": "Quorbel 7", "offers": {"price": "44.90", "priceCurrency": "EUR"}}'
    stated = f'<script type="application/ld+json">{data}</script>'
    assert str(offer("fr", f"{stated}<p>Prix adhérent : 44,90 €</p><p>49,90 €</p>").price) == "49.90"


@pytest.mark.parametrize(
    ("css", "block", "price"),
    [
        (".x{display:none}", "<p class=x>£9.90</p><p>£19.90</p>", "19.90"),
        (".z, div.y, p.x{color:red;display : none !important}", "<p class=x><b>£9.90</b></p><p>£19.90</p>", "19.90"),
        ("@import url(a.css);#x{display:none}", "<p id=x>£9.90</p><p>£19.90</p>", "19.90"),
        (".x{display:none}", "<p class=x>£9.90</p>", "9.90"),  # nothing else is seen, and a script may show it
        ("@media print{.x{display:none}.y{color:red}}", "<p class=x>£9.90</p><p>£19.90</p>", "9.90"),
        ("@media print{.y{color:red}.x{display:none}}", "<p class=x>£9.90</p><p>£19.90</p>", "9.90"),
        ("/* .x{display:none} */", "<p class=x>£9.90</p><p>£19.90</p>", "9.90"),
        (".x{display:none}.x.on{display:block}", "<p class='x on'>£9.90</p><p>£19.90</p>", "9.90"),
        (".menu .x{display:none}", "<p class=x>£9.90</p><p>£19.90</p>", "9.90"),
        (".x{display:none}", "<p class=xx>£9.90</p><p>£19.90</p>", "9.90"),
        (".x{display:none}", "<p class=x style='display:block'>£9.90</p><p>£19.90</p>", "9.90"),
    ],
)
def test_what_a_style_sheet_hides_is_the_price_only_where_nothing_else_is_seen(
    css: str, block: str, price: str
) -> None:
    assert str(offer("en", block, f"<style>{css}</style>{SCRIPT}").price) == price


def test_what_a_style_sheet_hides_where_nothing_moves_is_no_price() -> None:
    sheet, block = "<style>.x{display:none}</style>", "<p class=x>£9.90</p>"
    assert offer("en", block, sheet).price is None
    assert str(offer("en", block, sheet + SCRIPT).price) == "9.90"


@pytest.mark.parametrize(
    "css", ["{" * 200_000, "/*" * 150_000, ".x{display:none}" * 20_000, "a,.b" * 90_000 + "{display:none"]
)
def test_hostile_style_sheets_are_read_to_their_end(css: str) -> None:
    assert str(offer("en", "<p>£9.90</p><p>£19.90</p>", f"<style>{css}</style>").price) == "9.90"


@pytest.mark.parametrize(
    ("language", "block", "tax"),
    [
        ("fr", "<p>19,90 € TTC</p><p>16,58 € HT</p>", "included"),
        ("fr", "<p>19,90 € TTC / 16,58 € HT</p>", "included"),
        ("pl", "<p>199,00 zł brutto</p><p>161,79 zł netto</p>", "included"),
        ("fr", "<p>Prix : 16,58 € (TTC 19,90 €), HT</p>", "unstated"),  # the word belongs to the amount behind it
        ("fr", "<p>19,90 €</p><p>16,58 € HT, 19,90 € TTC</p>", "unstated"),
        ("nl", "<p>€ 16,45 excl. btw</p>", "excluded"),
        ("nl", "<p><b>€ 19,90</b> <i>Incl. btw</i> <b>€ 16,45</b> <i>Excl. btw</i></p>", "included"),
        ("nl", "<p><b>€ 19,90</b> <i>Incl. btw</i> <b>€ 5,00</b> <i>Excl. btw</i></p>", "unstated"),  # other goods
        ("nl", "<p>€ 2,95 incl. btw Stukprijs: € 59,00 / kg</p>", "included"),
        ("nl", "<p>€ 2,95</p><p>Stukprijs: € 59,00 / kg excl. btw</p>", "unstated"),
        ("fr", f"<p>399,00 €</p><p>Économisez 70,00 €</p><p>{'Éco-part ' * 9}10,80 €</p><p>TTC</p>", "included"),
        ("fr", f"<p>399,00 €</p><p>Économisez 70,00 €</p><p>{'Housse ' * 12}10,80 €</p><p>TTC</p>", "unstated"),
        ("fr", "<p>145,00 €</p><p>Taxes incluses.</p>", "included"),
        ("ro", f"<p>36,90 lei</p>{'<p>Descriere scurtă a produsului.</p>' * 5}<p>TVA inclus</p>", "included"),
        ("ro", f"<p>36,90 lei</p>{'<p>Descriere scurtă a produsului.</p>' * 9}<p>TVA inclus</p>", "unstated"),
        ("ro", f"<p>36,90 lei</p>{'<p>Descriere.</p>' * 8}<p>Montaj: 90,00 lei</p><p>TVA inclus</p>", "unstated"),
    ],
)
def test_tax_where_both_prices_stand(language: str, block: str, tax: str) -> None:
    assert offer(language, block).tax == tax


@pytest.mark.parametrize(
    ("language", "words", "seller"),
    [
        ("fr", "Vendu par Lampenlager SARL et expédié par Brumelin", "Lampenlager SARL"),
        ("fr", "Vendu et expédié par Lampenlager (4,5/5)", "Lampenlager"),
        ("de", "Verkauf und Versand durch Lampenlager GmbH & Co. KG", "Lampenlager GmbH & Co. KG"),
        ("nl", "Verkocht door Lampenpakhuis B.V. en verzonden door Brumelin", "Lampenpakhuis B.V."),
        ("nl", "Verkoop door Lampenpakhuis 9,1", "Lampenpakhuis"),  # what consumers gave him out of ten
        ("nl", "Verkoop door Lampenpakhuis 24", "Lampenpakhuis 24"),
        ("en", "Sold by: lamp-store24", "lamp-store24"),
        ("it", "Venduto e spedito da Magazzino Lampade S.r.l.", "Magazzino Lampade S.r.l."),
        ("pl", "Sprzedaje i wysyła Lampownia", "Lampownia"),
        ("fr", "Vendu par lot de 6.", ""),
        ("fr", "Vendu par 2, ce vase", ""),
        ("en", "Sold by the dozen", ""),
        ("en", "Sold by weight only", ""),
        ("pt", "Vendido por unidade", ""),
        ("pt", "Vendido e entregue por Armazém Tucano", "Armazém Tucano"),
        ("de", "Verkäufer: Lampenlager GmbH", "Lampenlager GmbH"),
        ("de", "<span>Verkäufer</span> <a href='/s/1'>Lampenlager GmbH</a> <span>4,8 / 5</span>", "Lampenlager GmbH"),
        ("de", "Verkäufer kontaktieren", ""),
        ("de", "Verkäufer: privat", ""),
        ("de", "Verkäufer: Privat", ""),
        ("de", "Verkäufer Lampen im Gespräch", ""),
        ("pl", "Sprzedawca:<br>Lampownia", "Lampownia"),
        ("pl", "Sprzedawca: zapytaj o produkt", ""),
        ("fr", "Vendeur : Professionnel", ""),
    ],
)
def test_who_sells_it_by_the_words_of_the_page(language: str, words: str, seller: str) -> None:
    assert offer(language, f"<p>19,90 €</p><p>{words}</p>").seller == seller


def test_a_seller_in_a_row_of_his_own_and_one_of_other_goods() -> None:
    assert offer("de", "<p>9,90 €</p><dl><dt>Verkauf durch</dt><dd>Lampenlager GmbH</dd></dl>").seller == (
        "Lampenlager GmbH"
    )
    others = "<p>9,90 €</p><section class='related'><h2>Ähnliche Artikel</h2><p>Verkauf durch Lampenlager</p></section>"
    assert offer("de", others).seller == ""


@pytest.mark.parametrize(
    ("one", "other", "several"),
    [
        ("Vendu par Maison Brumail", "Vendu par Lampenlager", True),
        ("Vendu par Lampenlager", "Vendu par Lampenlager et expédié par Vasenia", False),
        ("Vendu par lot de 6", "Vendu par paire", False),
    ],
)
def test_a_marketplace_is_one_of_several_sellers_not_of_several_packs(one: str, other: str, several: bool) -> None:
    pages = tuple(
        response(f"/product/{n}", page("fr", f"Vase {n}", words, {}, PRODUCT)) for n, words in enumerate((one, other))
    )
    links = "<a href='/product/0'>Vase 0</a><a href='/product/1'>Vase 1</a>"
    fact = read_shop(shop("fr", {}, bodies={"home": links}, extra=pages), country="FR").marketplace
    assert isinstance(fact, Found if several else Absent)


def test_a_state_that_names_its_values_by_their_places_gives_a_price() -> None:
    state = '[{"data":1},{"product":2},{"name":3,"sku":4,"price":5,"currency":6},"Quorbel 7","QB-3",19.9,"EUR"]'
    told = offer("fr", f'<script type="application/json" id="__NUXT_DATA__">{state}</script>')
    assert (str(told.price), told.currency, told.read_from) == ("19.9", "EUR", "state")
    broken = state.replace("19.9", "1990")
    assert offer("fr", f'<script type="application/json" id="__NUXT_DATA__">{broken}</script>').price is None

    program = '__NUXT__=(function(a,b){return {product:{name:a,price:b,currency:"EUR"}}}("Quorbel 7",19.9))'
    told = offer("fr", f"<script>window.{program}</script>")
    assert (str(told.price), told.currency, told.read_from) == ("19.9", "EUR", "state")


RDFA = (
    "<div xmlns:s='http://schema.org/' typeof='s:Product'><b property='s:name'>Quorbel 7</b><div {0}><p {1}>"
    "<i property='s:price' content='19.90'></i><i property='s:priceCurrency' content='EUR'></i></p></div></div>"
)


@pytest.mark.parametrize(
    ("outer", "inner", "price"),
    [
        ("rel='s:offers'", "typeof='s:Offer'", "19.90"),
        ("", "typeof='s:Offer' rel='s:offers'", "19.90"),
        ("", "typeof='s:Offer' property='s:offers'", "19.90"),
        ("rel='s:isRelatedTo'", "typeof='s:Product'", ""),
        ("", "typeof='s:Offer'", ""),
    ],
)
def test_an_offer_of_rdfa_that_its_relation_leads_to(outer: str, inner: str, price: str) -> None:
    assert str(offer("fr", RDFA.format(outer, inner)).price or "") == price
    assert not price_page(product_page("fr", "<p typeof='Product' rel></p>", "")).priced


def test_a_root_element_with_a_type_is_read_without_a_fault() -> None:
    text = '<html typeof="Product" rel="x"><title>Quorbel 7</title><h1>Quorbel 7</h1><p>19,90 €</p>'
    made = parse_page(Response("https://brumelin.example/p", 200, "OK", (), text.encode(), NOW))
    made.role = "product"
    assert str(page_offers(made)[0].value.price) == "19.90"


@pytest.mark.parametrize(
    ("language", "block", "price"),
    [
        ("fr", "<p>44,91 € avec le code LUNE10</p><p>49,90 €</p>", "49.90"),
        ("de", "<p>44,91 € mit Code MOND10</p><p>49,90 €</p>", "49.90"),
        ("en", "<p>£44.91 with code MOON10</p><p>£49.90</p>", "49.90"),
        ("it", "<p>44,91 € con il codice LUNA10</p><p>49,90 €</p>", "49.90"),
        ("nl", "<p>€ 44,91 met code MAAN10</p><p>€ 49,90</p>", "49.90"),
        ("pl", "<p>44,91 zł z kodem LUNA10</p><p>49,90 zł</p>", "49.90"),
        ("sv", "<p>449 kr med kod MOON10</p><p>499 kr</p>", "499"),
        ("en", "<p>£44.91 with cord and plug</p><p>£49.90</p>", "44.91"),
        ("fr", "<p>44,91 € avec le cordon</p><p>49,90 €</p>", "44.91"),
        # a sum a month, and the price in the line below
        ("fr", "<p>dès 12,90 € par mois</p><p>249,00 €</p>", "249.00"),
        ("en", "<p>From £12.90 a month</p><p>£249.00</p>", "249.00"),
        ("de", "<p>Monatliche Rate:</p><p>12,90 €</p>", ""),
    ],
)
def test_words_behind_an_amount_are_said_of_it_and_not_of_the_next(language: str, block: str, price: str) -> None:
    assert str(offer(language, block).price or "") == price


@pytest.mark.parametrize(
    ("language", "block", "price", "tax"),
    [
        ("fr", "<p>16,58 € HT</p><p>19,90 € TTC</p>", "19.90", "included"),
        ("de", "<p>16,72 € exkl. MwSt.</p><p>19,90 € inkl. MwSt.</p>", "19.90", "included"),
        ("it", "<p>16,31 € + IVA</p><p>19,90 € IVA inclusa</p>", "19.90", "included"),
        ("pl", "<p>161,79 zł netto</p><p>199,00 zł brutto</p>", "199.00", "included"),
        ("en", "<p>£16.58 ex VAT (£19.90 inc VAT)</p>", "19.90", "included"),
        ("fr", "<p>16,58 € HT</p>", "16.58", "excluded"),
        ("fr", "<p>16,58 € HT</p><p>49,90 € TTC</p>", "16.58", "unstated"),  # no rate of tax lies between these
    ],
)
def test_the_price_with_tax_is_the_consumers(language: str, block: str, price: str, tax: str) -> None:
    found = offer(language, block)
    assert (str(found.price), found.tax) == (price, tax)


def _near(language: str, block: str) -> list[tuple[str, str]]:
    return [(other.kind, str(other.amount)) for other in offer(language, block).near]


def test_every_other_price_near_it_is_told_with_what_it_is() -> None:
    assert _near(
        "de",
        "<p>4,99 €</p><p>Grundpreis: 9,98 € / 1 kg</p><p>Mitgliederpreis: 4,49 €</p><p>UVP 5,99 €</p>"
        "<p>zzgl. Versand 3,90 €</p>",
    ) == [("unit", "9.98"), ("member", "4.49"), ("recommended", "5.99"), ("shipping", "3.90")]
    assert _near(
        "fr",
        "<p>49,90 €</p><p>12 offres neuves à partir de 39,00 €</p><p>ou 3x 16,63 € sans frais</p>"
        "<p>44,91 € avec le code LUNE10</p>",
    ) == [("others", "39.00"), ("instalment", "16.63"), ("coupon", "44.91")]
    assert _near(
        "es",
        "<p><s>129,00 €</s> 120,00 €</p><p>Precio más bajo de los últimos 30 días: 125,00 €</p>",
    ) == [("struck", "129.00"), ("lowest_30_days", "125.00")]


def test_prices_for_members_in_the_words_of_their_club_and_in_the_dative() -> None:
    assert _near("es", "<p>59,99 €</p><p>Precio Club Brumelin: 53,99 €</p>") == [("member", "53.99")]
    assert _near("es", "<p>59,99 €</p><p>Club de lectura Brumelin, libro 53,99 €</p>") == []
    assert _near("fi", "<p>18,90 €</p><p>Kanta-asiakkaalle 17,50 €</p>") == [("member", "17.50")]
    assert _near("no", "<p>2 799,-</p><p>Medlem: 2 599,-</p>") == [("member", "2599")]
    assert _near("no", "<p>2 799,-</p><p>Medlemmer får 599,- i rabatt</p>") == []
    assert _near("nl", "<p>€ 179,00</p><p>Betaal in 3 delen van € 59,67</p>") == [("instalment", "59.67")]
    assert _near("nl", "<p>€ 179,00</p><p>Van € 199,00</p>") == [("struck", "199.00")]
    assert _near("en", "<p>£38.00+ <span class='strike'>£47.50+</span></p>") == [("struck", "47.50")]
    assert _near("en", "<p>£38.00 + <b>£47.50</b></p>") == []  # an extra


def test_an_amount_that_is_said_to_be_without_tax_is_a_net_one() -> None:
    assert _near("cs", "<p>1 210 Kč s DPH</p><p>1 000 Kč bez DPH</p>") == [("net", "1000")]
    assert _near("cs", "<p>1 210 Kč s DPH</p><p>1 000 Kč za montáž</p>") == []
    assert _near("es", "<p>45,90 €</p><p>Precio sin impuestos 37,93 €</p>") == [("net", "37.93")]
    assert _near("es", "<p>45,90 €</p><p>Regalo sin sorpresas 37,93 €</p>") == []


def test_the_best_price_of_thirty_days_is_the_lowest_one() -> None:
    assert _near("da", "<p>649 kr.</p><p>Bedste pris seneste 30 dage: 699 kr.</p>") == [("lowest_30_days", "699")]
    assert _near("da", "<p>649 kr.</p><p>Byens bedste pris: 699 kr.</p>") == []


def test_what_delivery_costs_at_least_and_from_what_sum_it_is_free() -> None:
    assert _near("pl", "<p>49,00 zł</p><p>Smart! darmowa dostawa</p><p>dostawa od 9,99 zł</p>") == [
        ("shipping", "9.99")
    ]
    assert _near("pl", "<p>49,00 zł</p><p>darmowa dostawa od 99,00 zł</p>") == [("threshold", "99.00")]
    assert _near("fi", "<p>27,90 €</p><p>Toimituskulut alkaen 4,90 €</p>") == [("shipping", "4.90")]
    assert _near("cs", "<p>990 Kč</p><p>Doprava zdarma nad 1 500 Kč</p>") == [("threshold", "1500")]
    assert _near("cs", "<p>990 Kč</p><p>Vrácení zdarma. Doprava 79 Kč</p>") == [("shipping", "79")]


def test_the_price_itself_is_no_former_price_near_it() -> None:
    twice = '<p class="price--on-sale"><s>£79.00</s> <b>£59.00</b></p><p>Was £59.00</p>'
    assert _near("en", twice) == [("struck", "79.00")]


def test_prices_in_a_block_with_a_link_to_the_maker() -> None:
    block = '<div><a href="/maker/halou">Halou</a><p>129,00 zł</p><p>(netto: 104,88 zł)</p></div>'
    assert _near("pl", block) == [("net", "104.88")]
    other = '<p>129,00 zł</p><div class="card"><h3><a href="/p/2">Zimbel</a></h3><p>netto: 104,88 zł</p></div>'
    assert _near("pl", other) == []


def test_plain_amounts_savings_and_other_goods_are_no_near_prices() -> None:
    assert _near("de", "<p>4,99 €</p><p>Sie sparen 1,00 €</p><p>0,50 € an die Stiftung</p>") == []
    related = "<section class='related'><h2>Ähnliche Artikel</h2><h3>Quorbel 8</h3><p>UVP 5,99 €</p></section>"
    assert _near("de", f"<p>4,99 €</p>{related}") == []


@pytest.mark.parametrize(
    ("rating", "told", "number"),
    [
        ('{"ratingValue":"4,6","bestRating":5,"reviewCount":"1 213"}', "4,6/5", 1213),
        ('{"ratingValue":4.6,"ratingCount":213}', "4.6", 213),
        ('{"ratingValue":9.2,"bestRating":"10"}', "9.2/10", None),
        ('{"ratingValue":5,"reviewCount":0}', "", None),  # a template's default
        ('{"ratingValue":"very good","reviewCount":3}', "", None),
        ("[]", "", None),
    ],
)
def test_the_stated_rating(rating: str, told: str, number: int | None) -> None:
    data = f'{{"@type":"Product","name":"Quorbel 7","aggregateRating":{rating}}}'
    found = offer("fr", f'<p>19,90 €</p><script type="application/ld+json">{data}</script>')
    assert (found.rating, found.ratings) == (told, number)


@pytest.mark.parametrize(
    ("language", "words", "told", "number"),
    [
        ("de", "<p>4,8 von 5 Sternen (213 Bewertungen)</p>", "4,8/5", 213),
        ("de", "<p>4,4 von 5 Sternen</p><p>1.203 Sternebewertungen</p>", "4,4/5", 1203),
        ("it", "<p>4,4 su 5 stelle</p><p>1.203 voti</p>", "4,4/5", 1203),
        ("it", "<p>4,4 su 5 stelle</p><p>1.203 volti</p>", "", None),
        ("de", "<p>Bewertung von Anna: 5 von 5 Sternen</p>", "", None),  # one consumer's
        ("en", "<p>4.7 out of 5 stars</p><p>1,213 ratings</p>", "4.7/5", 1213),
        ("en", "<p>4 out of 5 reviewers recommend it</p>", "", None),
        ("en", "<p>4.8 (57 reviews)</p>", "4.8", 57),
        ("en", "<p>Model 4 (57 reviews)</p>", "", None),
        ("cs", "<p>Hodnocení: 4,6 z 5 na základě 291 recenzí</p>", "4,6/5", 291),
        ("cs", "<p>4,6 z 5 dnů, 291 kusů</p>", "", None),
        ("fr", "<p>4,5/5 - 12 avis</p>", "4,5/5", 12),
        ("fr", "<p>4,5/5</p><p>0 avis</p>", "", None),
        ("pl", "<p>5/5 (3 opinie)</p>", "5/5", 3),
        ("pl", "<p>4,8 na 5 (126 ocen)</p>", "4,8/5", 126),
        ("pl", "<p>4,8 na 50 (126 ocen)</p>", "", None),
        ("en", "<p>£4.99 (12 reviews)</p>", "", None),
        ("de", "<p>Trusted Shops 4,84 / 5</p><p>12.345 Bewertungen</p>", "", None),
        ("nl", "<p>8,7/10 (23 beoordelingen)</p>", "8,7/10", 23),
        ("sv", "<p>Betygsatt 4.67 av 5 baserat på 3 kundrecensioner</p>", "4.67/5", 3),
        ("sv", "<p>Betygsatt 4.67 av 5 baserat på 3 kundfrågor</p>", "", None),
        ("no", "<p>4,9 / 5 basert på 210 anmeldelser</p>", "4,9/5", 210),
        ("no", "<p>4,9 / 5 basert på 210 anmeldelser på Trustpilot</p>", "", None),  # of the shop
        ("ro", "<p>Rating mediu: 4.4 / 5</p>", "4.4/5", None),
        ("nl", "<p>Webwinkelkeur 8,7/10 (23 beoordelingen)</p>", "", None),
        ("nl", f"<p>{'Een vaas van klei. ' * 20}</p><p>8,7/10 (23 beoordelingen)</p>", "", None),  # perhaps the shop's
        ("nl", "<p>8,7 (23 beoordelingen)</p>", "", None),
        ("fr", "<p>Indice de réparabilité : 8,1/10</p>", "", None),
        ("fr", "<p>Note moyenne : 4,6 / 5</p>", "4,6/5", None),
        ("fr", "<p>Note : 4,6 / 5</p>", "", None),  # perhaps one consumer's
        ("en", "<p>★★★★☆ 4.6</p>", "4.6/5", None),
        ("en", "<p>★★★★★ 5.0</p>", "", None),  # perhaps one consumer's
        ("en", "<p>★★★★☆ £4.60</p>", "", None),
    ],
)
def test_the_shown_rating(language: str, words: str, told: str, number: int | None) -> None:
    found = offer(language, f"<p>19,90 €</p>{words}")
    assert (found.rating, found.ratings) == (told, number)


def test_the_rating_of_other_goods_and_of_the_shop_is_none_of_the_product() -> None:
    related = "<h2>Related products</h2><div><a href='/p/8'>Quorbel 8</a> 9,90 € 4.8 out of 5 stars (57 reviews)</div>"
    assert offer("en", f"<p>19,90 €</p>{related}").rating == ""
    assert offer("en", "<p>19,90 €</p><footer>4.8 out of 5 stars (57 reviews)</footer>").rating == ""


@pytest.mark.parametrize(
    ("language", "stars", "told", "number"),
    [
        ("da", '<i aria-label="4,8 ud af 5 stjerner"></i><span>(112)</span>', "4,8/5", 112),
        ("en", '<span role="img" title="Rating is 4.5 of 5"></span> <a>8 reviews</a>', "4.5/5", 8),
        ("en", '<span role="img" title="Rating is 4.5 of 5"></span>', "", None),  # perhaps one consumer's
        ("en", '<span role="img" title="Average rating 4.5 of 5"></span>', "4.5/5", None),
        ("fr", '<i aria-label="Note : 4,7 sur 5 (86 avis)"></i>', "4,7/5", 86),
        ("fr", '<i aria-label="Note : 4,7 sur 5 (0 avis)"></i>', "", None),
        ("en", '<p>Trusted Shops <i aria-label="4.5 of 5"></i> <span>(112)</span></p>', "", None),
        ("en", '<span role="img" title="4.5 of 50 pieces"></span> <a>8 reviews</a>', "", None),
        ("en", '<div class="related"><i aria-label="4.5 of 5"></i><span>(112)</span></div>', "", None),
    ],
)
def test_stars_that_a_label_tells(language: str, stars: str, told: str, number: int | None) -> None:
    found = offer(language, f"{stars}<p>49,00 €</p>")
    assert (found.rating, found.ratings) == (told, number)
