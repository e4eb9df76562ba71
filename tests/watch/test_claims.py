"""Claims beside the price, and words that the law reserves: each with a line that looks like it and is none."""

from __future__ import annotations

from decimal import Decimal

import pytest

from sweep.extract.page import Page
from sweep.extract.price_claims import price_claims
from sweep.extract.products.omnibus import PLUGINS, defects, plugin
from sweep.extract.sale_words import sale_words
from sweep.report.words import words


def _page(body: str, role: str = "product", lang: str = "fr") -> Page:
    html = f"<html lang={lang}><head><title>Cruche Boréalis</title></head><body>{body}</body></html>"
    return Page("https://zephirelle.example/cruche", 200, "0" * 64, "", html, role=role)


LINES = [
    ("-15 % avec le code LUNE15", "coupon", "LUNE15"),
    ("Code promo : LUNE15 (-15 %)", "coupon", "LUNE15"),
    ("10 % Rabatt mit dem Gutscheincode NEBEL10", "coupon", "NEBEL10"),
    ("Prix membre : 39,90 €", "member", ""),
    ("Voor leden 10 % korting", "member", ""),
    ("Jusqu'à -70 % sur toute la boutique", "banner", ""),
    ("Prix moyen constaté : 59,90 €", "reduction", ""),
]


@pytest.mark.parametrize(("line", "kind", "code"), LINES)
def test_a_claim_is_read_with_its_line(line: str, kind: str, code: str) -> None:
    (found,) = price_claims(_page(f"<p>{line}</p>", role="home"))
    assert (found.value.kind, found.value.code) == (kind, code)
    assert found.evidence.quote == line


@pytest.mark.parametrize(
    "line",
    [
        "Code postal 75011, livraison 4,90 €",
        "Saisissez votre code promo à l'étape suivante",
        "Nos membres adorent cette cruche",
        "Coton 60 %, lin 40 %",
        "Jusqu'à 3 kg",
        "TVA 20 % incluse",
    ],
)
def test_an_everyday_line_is_no_claim(line: str) -> None:
    assert price_claims(_page(f"<p>{line}</p>", role="home")) == ()


@pytest.mark.parametrize(
    ("body", "where"),
    [
        ("<p>-15 % avec le code LUNE15</p>", "product"),
        ("<h2>Vus récemment</h2><div class=recently-viewed><p>-15 % avec le code LUNE15</p></div>", "banner"),
        ("<footer><p>-15 % avec le code LUNE15</p></footer>", "banner"),
    ],
)
def test_a_code_among_other_goods_is_not_this_products(body: str, where: str) -> None:
    main = "<h1>Cruche Boréalis</h1><p class=price>80,00 €</p><p>Une cruche en grès, tournée à la main.</p>"
    (found,) = (c.value for c in price_claims(_page(main + body)) if c.value.kind == "coupon")
    assert found.where == where


def test_the_reduction_of_the_product_names_its_reference() -> None:
    page = _page("<h1>Cruche Boréalis</h1><p class=price><del>100,00 €</del> <ins>80,00 €</ins> -20 %</p>")
    (found,) = price_claims(page)
    assert (found.value.reference, found.value.amount, found.value.percent) == ("struck", Decimal(100), Decimal(20))
    assert (found.value.kind, found.value.where) == ("reduction", "product")


@pytest.mark.parametrize(
    ("line", "word"),
    [
        ("SOLDES -50 %", "soldes"),
        ("Soldes : jusqu'à -70 % sur les cruches", "soldes"),
        ("« SOLDES -50 % » sur les cruches", "soldes"),
        ("SOLDEN tot -40 %", "solden"),
        ("BLACK FRIDAY", "black_friday"),
        ("Black Week: alles -20 %", "black_friday"),
    ],
)
def test_a_reserved_word_is_read(line: str, word: str) -> None:
    (found,) = sale_words(_page(f"<p>{line}</p>"))
    assert (found.value.word, found.evidence.quote) == (word, line)


@pytest.mark.parametrize(
    "line",
    [
        "Soldes",  # a link of the menu, which may lead to an empty page
        "Le solde de votre commande : 20 €",
        "Offre non cumulable, hors soldes, -10 % dès 50 €",
        "Soldes dès le 6 janvier : jusqu'à -50 %",
        "Bientôt les soldes, -50 %",
        "Soldes de compte créditeurs : 12 €",
        "« Soldes d'antan », roman broché, 12 €",
        "Vaisselle soldée -20 %",
        "Soldes du 6 janvier au 2 février -30 %",
    ],
)
def test_an_everyday_use_is_none(line: str) -> None:
    assert sale_words(_page(f"<p>{line}</p>")) == ()


@pytest.mark.parametrize(
    ("html", "name"),
    [
        ('<p class="omnibus-price-message">…</p>', "Omnibus (WooCommerce, iworks)"),
        ('<div class="wc-price-history shortcode">…</div>', "WC Price History (WooCommerce)"),
        ('<script src="/modules/x_omnibus/a.js"></script>', "Omnibus module (PrestaShop)"),
        ('<script src="https://cdn.shopify.com/ext/omnibus-app/a.js"></script>', "Omnibus app (Shopify)"),
        ('<script src="/static/Brindle_Omnibus/js/a.js"></script>', "Omnibus extension (Magento)"),
    ],
)
def test_an_addon_is_known_by_its_marks(html: str, name: str) -> None:
    known = plugin(_page(html))
    assert known is not None
    assert known.name == name
    assert defects(name)


def test_the_word_omnibus_alone_is_no_addon() -> None:
    assert plugin(_page("<p>Un omnibus miniature, pour les enfants</p>")) is None


@pytest.mark.parametrize("language", ["en", "fr", "nl", "de"])
def test_what_an_addon_gets_wrong_and_why_a_day_is_missing_is_said_in_every_language(language: str) -> None:
    w = words(language)
    assert {w(f"watch.defects.{defect}") for known in PLUGINS for defect in known.defects}
    assert len({w(f"watch.gaps.{kind}") for kind in ("gone", "no price", "clock")}) == 3
