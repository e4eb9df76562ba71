"""Who stands behind a shop: short cases in eight languages, each trap with its counter-case."""

from __future__ import annotations

import html
from pathlib import Path
from typing import Any

import pytest

from checks.facts import Absent, Fact, Found, Unknown
from checks.strict_yaml import load_text
from sweep.capture import Capture
from sweep.extract.addresses.addresses import find_addresses
from sweep.extract.names.names import find_names
from sweep.extract.numbers.covered_emails import find_emails
from sweep.extract.numbers.identifiers import find_numbers
from sweep.extract.numbers.phones import find_phones
from sweep.extract.operator import read
from sweep.extract.page import Page
from sweep.extract.pages.legal_text import LegalText, legal_text
from sweep.extract.shop_pages import ShopPages
from sweep.extract.trader.likely_countries import _BY_LANGUAGE
from sweep.extract.words.dummies import is_dummy_email
from tests.extract.markup import otherwise

CASES = Path(__file__).parent / "operator_cases"
TRADER = [
    "operator_name",
    "operator_address",
    "operator_phones",
    "operator_emails",
    "operator_registrations",
    "operator_vat",
]


def load(name: str) -> Any:
    return load_text((CASES / name).read_text(encoding="utf-8"), name)


def body_of(text: str) -> str:
    """HTML as it is where it begins with "<", else a paragraph a line, "# " for a heading."""
    if text.startswith("<"):
        return text
    lines = [html.escape(line, quote=False) for line in text.splitlines()]
    return "".join(f"<h2>{x[2:]}</h2>" if x.startswith("# ") else f"<p>{x}</p>" for x in lines)


def page_of(text: str, language: str = "fr", role: str = "legal_notice") -> Page:
    """A page of `text`, see `body_of`."""
    markup = f'<html lang="{language}"><body>{body_of(text)}'
    page = Page("https://lune-verte.example/notice", 200, "0" * 64, "", markup)
    page.role = role
    return page


def shop_of(*pages: Page, country: str = "FR", language: str = "fr") -> ShopPages:
    home = page_of("<p>.</p>", language, "home")
    return ShopPages(Capture("https://boutique.example/", ()), (home, *pages), {}, country, (language,))


def prepared(text: str, language: str = "fr") -> LegalText:
    return legal_text(page_of(text, language))


@pytest.mark.parametrize(
    ("language", "text", "expected"), [*load("numbers.yaml"), *load("registers.yaml")], ids=lambda v: str(v)[:40]
)
def test_numbers(language: str, text: str, expected: dict[str, str] | list[str]) -> None:
    hints = _BY_LANGUAGE.get(language, ())
    numbers = find_numbers(prepared(text, language), hints if len(hints) == 1 else ())
    found = {n.kind + ("!" if n.valid is False else ""): n.digits for n in numbers}
    assert found == (expected or {})


@pytest.mark.parametrize(("text", "expected"), load("names.yaml"), ids=lambda v: str(v)[:40])
def test_names(text: str, expected: list[str]) -> None:
    assert [m.name for m in find_names(prepared(text))] == expected


@pytest.mark.parametrize(("text", "expected"), load("contacts.yaml")["emails"], ids=lambda v: str(v)[:40])
def test_emails(text: str, expected: list[str]) -> None:
    assert list(dict.fromkeys(e.address for e in find_emails(prepared(text)))) == expected


def phones_in(text: str, country: str) -> list[Any]:
    doc = prepared(text)
    blocked = bytearray(len(doc.text) + 1)
    for number in find_numbers(doc):
        blocked[number.start : number.end] = b"\x01" * (number.end - number.start)
    return [p.phone for p in find_phones(doc, blocked, (country,))]


@pytest.mark.parametrize(
    ("address", "dummy"),
    [
        ("nebelung@mail.zz", False),
        ("nora.nebelung@email.zz", False),
        ("info@mail.zz", True),
        ("deine@mailadresse.de", True),
        ("vorname.nachname@nebelkauf.example", True),
    ],
)
def test_a_provider_of_mailboxes_is_no_example(address: str, dummy: bool) -> None:
    assert is_dummy_email(address) is dummy


@pytest.mark.parametrize(("country", "text", "expected"), load("contacts.yaml")["phones"], ids=lambda v: str(v)[:40])
def test_phones(country: str, text: str, expected: list[str]) -> None:
    assert list(dict.fromkeys(p.e164 for p in phones_in(text, country))) == expected


@pytest.mark.parametrize(("country", "text", "premium"), load("contacts.yaml")["premium"], ids=lambda v: str(v)[:40])
def test_premium_numbers(country: str, text: str, premium: bool) -> None:
    assert [p.premium for p in phones_in(text, country)] == [premium]


@pytest.mark.parametrize(("text", "expected"), load("addresses.yaml"), ids=lambda v: str(v)[:40])
def test_addresses(text: str, expected: list[str]) -> None:
    found = [a.address for a in find_addresses(prepared(text))]
    assert [[a.street, a.postcode, a.city, a.country] for a in found] == ([expected] if expected else [])


_LANGUAGE_OF = {countries[0]: code for code, countries in _BY_LANGUAGE.items()} | {"MT": "mt", "IS": "is", "CY": "el"}
BY_COUNTRY = load("addresses_by_country.yaml")


def addresses_in(text: str, language: str, country: str) -> list[list[str]]:
    doc = prepared(text, language)
    firms = tuple(n.end for n in find_names(doc) if n.how == "form")
    found = [a.address for a in find_addresses(doc, (country,), firms)]
    return [[a.street, a.postcode, a.city, a.country] for a in found]


@pytest.mark.parametrize("country", [c for c in BY_COUNTRY if c != "none"])
def test_addresses_of_a_country(country: str) -> None:
    language = _LANGUAGE_OF.get(country, "en")
    found = {text: addresses_in(text, language, country) for text, _ in BY_COUNTRY[country]}
    assert found == {text: [[*parts, country]] for text, parts in BY_COUNTRY[country]}


@pytest.mark.parametrize(
    ("text", "box"),
    [
        ("Nieblas S.L., Apartado de correos 112, 46003 Valencia", True),
        ("Nieblas S.L., Apdo. de correos 112, 46003 Valencia", True),
        ("Nieblas S.L., Calle Niebla 112, apartado 3, 46003 Valencia", False),
    ],
)
def test_a_box_is_told_from_a_street(text: str, box: bool) -> None:
    (found,) = find_addresses(prepared(text, "es"), ("ES",))
    assert found.address.po_box is box


@pytest.mark.parametrize(("language", "text"), BY_COUNTRY["none"], ids=lambda v: v[:40])
def test_figures_and_words_that_are_no_address(language: str, text: str) -> None:
    countries = [c for c, code in _LANGUAGE_OF.items() if code == language]
    assert [addresses_in(text, language, c) for c in countries] == [[]] * len(countries)


@pytest.mark.parametrize(("language", "country", "text", "own"), load("further_languages.yaml"), ids=lambda v: v[:40])
def test_host_and_authority_in_every_language(language: str, country: str, text: str, own: list[str]) -> None:
    shop = shop_of(page_of(text, language), country=country, language=language)
    address = read(shop)["operator_address"]
    assert isinstance(address, Found)
    assert [address.value.street, address.value.postcode, address.value.city, address.value.country] == [*own, country]
    without = "\n".join(text.split("\n\n")[1:])
    alone = read(shop_of(page_of(without, language), country=country, language=language))["operator_address"]
    assert not isinstance(alone, Found)


def _shown(fact: Fact[Any], name: str) -> Any:
    match fact:
        case Absent():
            return "absent"
        case Unknown():
            return f"unknown {fact.kind}"
        case Found() if name == "operator_registrations":
            return {r.kind + ("!" if r.valid is False else ""): r.number for r in fact.value}
        case Found() if name == "operator_phones":
            return [p.e164 for p in fact.value]
        case Found() if name == "operator_emails":
            return list(fact.value)
        case Found() if name == "operator_address":
            return fact.value.text
        case Found() if name == "operator_vat":
            return fact.value.number
    return fact.value


WHOLE = [
    c
    for name in (
        *("pages", "unseen", "german_notices", "owners", "southern", "french_terms", "french_clauses"),
        "small_traders",
    )
    for c in load(f"{name}.yaml")
]


@pytest.mark.parametrize("case", WHOLE, ids=lambda c: c["name"])
def test_pages(case: dict[str, Any]) -> None:
    page = page_of(case.get("html") or case["text"], case["lang"], case.get("role", "legal_notice"))
    shop = shop_of(page, country=case.get("country", "FR"), language=case["lang"])
    facts = read(shop)
    assert {name: _shown(facts[name], name) for name in case["expect"]} == case["expect"]
    for word in case.get("never", ()):
        assert all(word not in str(facts[n].value) for n in TRADER if isinstance(facts[n], Found)), word
    for fact in facts.values():
        if isinstance(fact, Found):
            for proof in fact.proof:
                assert proof.quote
                assert proof.quote in page.text or proof.quote in page.html


def test_markup_never_changes_the_trader() -> None:
    for case in WHOLE:
        body = body_of(case.get("html") or case["text"])
        if "</span><span>" in body:
            continue  # one name in two elements of one kind: other elements in them make it two
        page = page_of(otherwise(body), case["lang"], case.get("role", "legal_notice"))
        facts = read(shop_of(page, country=case.get("country", "FR"), language=case["lang"]))
        assert {name: _shown(facts[name], name) for name in case["expect"]} == case["expect"], case["name"]


def test_a_role_that_could_not_be_read_is_no_absence() -> None:
    shop = shop_of(page_of("Bienvenue"))
    blocked = ShopPages(shop.capture, shop.pages, {"terms": Unknown("blocked", "/cgv")}, "FR", ("fr",))
    assert read(blocked)["operator_name"] == Unknown("blocked", "/cgv")
    assert isinstance(read(shop)["operator_name"], Absent)


def test_the_legal_notice_is_believed_before_the_terms() -> None:
    terms = page_of("Vendeur : Ancienne Lune SARL, SIREN 007451339", role="terms")
    notice = page_of("Éditeur : Lune Verte SAS, SIREN 007451297")
    fact = read(shop_of(terms, notice))["operator_name"]
    assert isinstance(fact, Found)
    assert fact.value == "Lune Verte SAS"


def test_a_siren_repeated_in_a_mediators_passage_stays_the_traders() -> None:
    text = "Éditeur : Lune Verte SAS, RCS Brestol 007 451 297\n# Médiation\nCM2C, indiquez le SIRET 00745129700019"
    fact = read(shop_of(page_of(text)))["operator_registrations"]
    assert isinstance(fact, Found)
    assert {r.kind for r in fact.value} == {"fr.rcs", "fr.siret"}


def test_real_notices_keep_their_measure() -> None:
    """The texts of 25 companies: what is another's is never reported as the trader's."""
    from tests.bench.operator import measure, total

    rows = measure()
    assert total(rows).decoys == 0
    assert total(rows).f1 >= 0.95
    again = measure(read_again=True)
    assert all(total(again, fact=row.fact).f1 >= 0.90 for row in again)
