"""What stands beside a price, in all languages: told by its words, and only by them."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from checks.strict_yaml import load_text
from product_alerts.model import Offer
from sweep.extract.lexicon import all_languages
from sweep.extract.offers import page_offers
from tests.extract.test_product_data import page_of

_FILE = Path(__file__).parent / "cases" / "price_forms.yaml"
FORMS: dict[str, dict[str, str]] = load_text(_FILE.read_text(encoding="utf-8"), _FILE.name)
NO_PRICE = ("instalment", "unit", "per_unit", "threshold", "shipping", "coupon", "member", "net")
PRIOR = {"recommended": "recommended", "was": "struck", "lowest": "lowest_30_days"}
SAVED = ("saving", "saved")
LANGUAGES = sorted(FORMS)


def amounts(language: str) -> tuple[str, str, str]:
    """A price, an amount below it and one above it, as they are written there."""
    sign = FORMS[language]["sign"]
    if sign == "£":
        return "£49.90", "£12.50", "£99.90"
    low, price, high = ("1250", "4990", "9990") if sign == "Ft" else ("12,50", "49,90", "99,90")
    return f"{price} {sign}", f"{low} {sign}", f"{high} {sign}"


def offer(language: str, *lines: str) -> Offer:
    block = "".join(f"<p>{line}</p>" for line in lines)
    page = page_of("", language=language)
    page = replace(page, html=page.html.replace("<p>19,90 €</p>", block), utf8=False)
    (found,) = page_offers(page)
    assert all(e.quote in page.text or e.quote in page.html for e in found.proof)
    return found.value


def value(written: str) -> Decimal:
    return Decimal(written.strip("£ Ftлв.Kčkrlei€zł").replace(",", "."))


def line(language: str, form: str) -> tuple[str, str]:
    """The words with their amount, and the amount alone."""
    _, low, high = amounts(language)
    words = FORMS[language][form].replace("{low}", low).replace("{high}", high)
    return words, high if "{high}" in FORMS[language][form] else low


@pytest.mark.parametrize("form", NO_PRICE)
@pytest.mark.parametrize("language", LANGUAGES)
def test_an_amount_that_is_no_price(language: str, form: str) -> None:
    price, _, _ = amounts(language)
    words, alone = line(language, form)
    for lines in ((words, price), (price, words)):
        found = offer(language, *lines)
        assert (found.price, found.prior_price, found.discount_text) == (value(price), None, ""), lines
    assert offer(language, alone, price).price == value(alone), "without its words it would be the price"


@pytest.mark.parametrize("form", PRIOR)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_prior_price(language: str, form: str) -> None:
    price, _, high = amounts(language)
    words, _ = line(language, form)
    for lines in ((words, price), (price, words)):
        found = offer(language, *lines)
        assert (found.price, found.prior_price, found.prior_price_kind) == (value(price), value(high), PRIOR[form])
    assert offer(language, price, high).prior_price is None


@pytest.mark.parametrize("form", SAVED)
@pytest.mark.parametrize("language", LANGUAGES)
def test_an_amount_saved(language: str, form: str) -> None:
    price, _, _ = amounts(language)
    words, alone = line(language, form)
    for lines in ((words, price), (price, words)):
        found = offer(language, *lines)
        assert (found.price, found.prior_price) == (value(price), None), lines
        assert found.discount_text.rstrip(".") == words.rstrip("."), lines
    assert offer(language, price, alone).discount_text == ""


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_discount_for_some_buyers_is_none_of_this_price(language: str) -> None:
    price, _, _ = amounts(language)
    words, _ = line(language, "saving")
    for more in (f"{words} Quorbelclub", f"Quorbelclub: {words}", f"{words} (3 Quorbel)"):
        found = offer(language, price, more)
        assert (found.price, found.discount_text, found.discount_percent) == (value(price), "", None), more


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_percentage(language: str) -> None:
    price, _, _ = amounts(language)
    forms = FORMS[language]
    named, limited = offer(language, price, forms["percent"]), offer(language, price, forms["up_to"])
    assert (named.discount_text, named.discount_percent) == (forms["percent"], Decimal(20))
    assert (limited.discount_text, limited.discount_percent) == (forms["up_to"], None)
    assert offer(language, price, "20 %").discount_text == ""
    noun = forms["saving"].replace("{low}", "20 %")
    assert (led := offer(language, price, noun)).discount_text == noun
    assert led.discount_percent == Decimal(20)


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_order_in_advance(language: str) -> None:
    price, _, _ = amounts(language)
    assert offer(language, price, FORMS[language]["preorder"]).availability == "PreOrder"
    assert offer(language, price, f"Quorbel {FORMS[language]['preorder'][:3]}").availability == ""


def test_every_language_has_its_forms() -> None:
    assert set(FORMS) == set(all_languages())
    assert len({frozenset(forms) for forms in FORMS.values()}) == 1
