"""Which page is what: labels, links, and all pages of a real shop."""

from __future__ import annotations

from collections import Counter

import pytest

from sweep.evidence.archive import read_capture
from sweep.extract.lexicon import all_languages, lexicon
from sweep.extract.page import parse_page
from sweep.extract.pages.links import Link
from sweep.extract.shop_pages import ROLES
from sweep.extract.visit.roles import assign, link_role, page_key
from tests.extract.shops import BASE, PRODUCT, page, response
from tests.shared import shared

LABELS = [
    ("fr", "Mentions légales", "legal_notice"),
    ("cs", "Údaje o prodávajícím", "legal_notice"),
    ("cs", "Jak vrátit zboží", "withdrawal"),
    ("cs", "Kontaktní čočky", ""),
    ("no", "Bedriftsopplysninger", "legal_notice"),
    ("sk", "Výmena a vrátenie", "withdrawal"),
    ("et", "Tarne ja makseviisid", "delivery"),
    ("et", "Tarneauto mudel", ""),
    ("mt", "Dritt tal-irtirar", "withdrawal"),
    ("fr", "Nos mentions légales »", "legal_notice"),
    ("fr", "Infos juridiques", "legal_notice"),
    ("it", "Info legali", "legal_notice"),
    ("it", "Dati legali", "legal_notice"),
    ("de", "Firmendaten", "legal_notice"),
    ("en", "Trader details", "legal_notice"),
    ("es", "Datos fiscales", "legal_notice"),
    ("pt", "Menções legais", "legal_notice"),
    ("fr", "CGV", "terms"),
    ("fr", "Livraison & retours", "delivery"),
    ("fr", "Contact et mentions légales", "legal_notice"),
    ("fr", "Retour à l'accueil", ""),
    ("fr", "Lentilles de contact", ""),
    ("fr", "Garde-boue avec garantie", ""),
    ("fr", "Se connecter", "login"),
    ("nl", "Juridische informatie", "legal_notice"),
    ("nl", "Verzending en retour", "delivery"),
    ("nl", "Winkelwagen", "basket"),
    ("nl", "Contactlenzen", ""),
    ("de", "\ue7ff Impressum", "legal_notice"),
    ("de", "AGB & Widerrufsrecht", "terms"),
    ("de", "Widerrufsbelehrung", "withdrawal"),
    ("de", "Einwilligung widerrufen", ""),
    ("de", "Informationen zu Versandkosten", "delivery"),
    ("de", "Home Accessories", ""),
    ("en", "Terms & Conditions", "terms"),
    ("en", "Returns", "withdrawal"),
    ("en", "Many happy returns of the day card", ""),
    ("en", "Checkout", "checkout"),
    ("es", "Aviso legal", "legal_notice"),
    ("es", "Envíos y devoluciones", "delivery"),
    ("es", "Cambio de aceite", ""),
    ("it", "Chi siamo", "about"),
    ("it", "Resi e rimborsi", "withdrawal"),
    ("it", "Resina epossidica", ""),
    ("pt", "Livro de Reclamações", "mediation"),
    ("pt", "Portes de envio", "delivery"),
    ("pl", "Regulamin sklepu", "terms"),
    ("pl", "Odstąpienie od umowy", "withdrawal"),
    ("pl", "Zwrotnica kolejowa", ""),
]
ADDRESSES = [
    ("/policies/refund-policy", "withdrawal"),
    ("/policies/legal-notice", "legal_notice"),
    ("/pages/conditions-generales-de-vente", "terms"),
    ("/content/2-mentions-legales", "legal_notice"),
    ("/index.php?route=product/product&product_id=7", "product"),
    ("/products/vase-bleu", "product"),
    ("/product/vase-bleu/", "product"),
    ("/art/3-13-vase-bleu.html", "product"),
    ("/catalogue/blue-vase_12/", "product"),
    ("/collections/vases", "listing"),
    ("/product-category/vases/", "listing"),
    ("/customer/account/login/", "login"),
    ("/checkout/cart/", "basket"),
    ("/blog/une-histoire", ""),
    ("/garantie-extension-3-ans", ""),
]


@pytest.mark.parametrize(("language", "text", "role"), LABELS)
def test_a_link_is_known_by_its_text(language: str, text: str, role: str) -> None:
    assert link_role(Link(f"{BASE}/x1", text), [language]) == role


@pytest.mark.parametrize(("path", "role"), ADDRESSES)
def test_a_link_without_a_telling_text_is_known_by_its_address(path: str, role: str) -> None:
    assert link_role(Link(BASE + path, "Découvrir"), ["fr"]) == role


def test_a_long_text_is_no_legal_link() -> None:
    teaser = "Nos conditions générales de vente ont changé, et voici pourquoi c'est une bonne nouvelle pour tous"
    assert link_role(Link(f"{BASE}/policies/terms-of-service", teaser), ["fr"]) == ""


def test_mail_telephone_and_forms_lead_to_no_page() -> None:
    for url, kind in (("mailto:a@shop.example", "a"), ("tel:+33100000000", "a"), (f"{BASE}/contact", "form")):
        assert link_role(Link(url, "Contact", kind), ["fr"]) == ""


def test_lexicon_links_are_whole_phrases_of_known_roles() -> None:
    for code in all_languages():
        links = lexicon(code)["links"]
        assert set(links) <= {*ROLES, "login", "help"}
        assert not [p for phrases in links.values() for p in phrases if "*" in p or p.startswith("re:")]
        seen = Counter(p for phrases in links.values() for p in phrases)
        assert not [p for p, n in seen.items() if n > 1]


def test_page_keys() -> None:
    assert page_key("https://www.Shop.example/a/#x") == page_key("http://shop.example/a")
    assert page_key(f"{BASE}/?id=1") != page_key(f"{BASE}/?id=2")
    assert page_key("http://[") == "http://["


def test_what_a_page_sells_outweighs_what_links_call_it() -> None:
    home = page("fr", "Vasenia", "Bonjour", {"/a": "Garantie", "/b": "Garantie", "/c": "CGV"})
    goods = page("fr", "Garantie", "Extension 40 €", body=PRODUCT)
    pages = [
        parse_page(response("/", home)),
        parse_page(response("/a", goods)),
        parse_page(response("/b", page("fr", "Garantie", "Deux ans."))),
        parse_page(response("/c", page("fr", "CGV", "Introuvable"), status=404)),
    ]
    assign(pages, home=BASE)
    assert [p.role for p in pages] == ["home", "product", "guarantee", "other"]


def test_a_basket_button_makes_a_product_and_many_a_listing() -> None:
    button = "<p>12 €</p><form><button>In den Warenkorb</button></form>"
    links = {"/a": "Vase", "/b": "Alle Vasen"}
    pages = [
        parse_page(response("/", page("de", "Vasenia", "Hallo", links))),
        parse_page(response("/a", page("de", "Vase blau", "schön", links, button))),
        parse_page(response("/b", page("de", "Alles", "schön", links, button * 4))),
    ]
    assign(pages, home=BASE)
    assert [p.role for p in pages] == ["home", "product", "listing"]


def test_a_real_german_shop() -> None:
    capture = read_capture(shared("shop_captures", "prestashop-de.html.warc.gz"))
    pages = [parse_page(r) for r in capture.responses]
    assign(pages, home=capture.url)
    by_role = {role: [p.url.rsplit("/", 1)[-1] for p in pages if p.role == role] for role in ROLES}
    assert by_role["legal_notice"] == ["2-rechtliche-hinweise"]
    assert by_role["terms"] == ["3-allgemeine-geschaeftsbedingungen"]
    assert by_role["delivery"] == ["1-Lieferung"]
    assert by_role["about"] == ["4-uber-uns"]
    assert by_role["contact"] == ["kontakt"]
    assert by_role["home"] == [""]
    assert len(by_role["product"]) >= 30
    assert len(by_role["listing"]) >= 12
    assert not [url for url in by_role["product"] if not url.endswith(".html")]


@pytest.mark.parametrize(
    ("path", "title", "role"),
    [("/kasse", "Fast fertig", "checkout"), ("/s/7", "Kasse", "checkout"), ("/kanne", "Kanne", "product")],
)
def test_the_last_button_of_a_checkout_makes_no_product_of_it(path: str, title: str, role: str) -> None:
    button = "<p>Vase blau, 12 €</p><form method=post><button>Jetzt kaufen</button></form>"
    links = {path: "Weiter", "/agb": "AGB"}
    pages = [
        parse_page(response("/", page("de", "Vasenia", "Hallo", links))),
        parse_page(response(path, page("de", title, "schön", links, button))),
    ]
    assign(pages, home=BASE)
    assert pages[1].role == role


@pytest.mark.parametrize(
    ("own", "role"),
    [
        ("<p>Vasos Petra, Lda., NIPC 500000000, petra@petra.example</p><p>Rua do Forno 8, 3700-999 Aveiras</p>",
         "legal_notice"),
        ("<p>Vasos y jarras desde 1950.</p>", "other"),
    ],
)  # fmt: skip
def test_an_address_in_the_footer_does_not_hide_the_page_that_gives_it(own: str, role: str) -> None:
    seat = "Rua do Forno 8, 3700-999 Aveiras"
    foot = f'<footer><p>{seat}</p><a href="/sello">El sello</a><a href="/condiciones">Condiciones de venta</a></footer>'
    bodies = {"/": "<h1>Vasos</h1><p>Los vasos de la casa.</p>", "/sello": f"<h1>El sello</h1>{own}",
              "/condiciones": "<h1>Condiciones de venta</h1><p>Son las condiciones de la casa.</p>"}  # fmt: skip
    pages = [parse_page(response(path, f'<html lang="es"><body>{html}{foot}')) for path, html in bodies.items()]
    assign(pages, home=BASE)
    assert pages[1].role == role
