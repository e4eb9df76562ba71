"""What shops say of returns, terms, payment and subscriptions: short texts and what must be read in them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from checks.contract_facts import FormAddressee, OutdatedReference, PaymentSurcharge, ReturnCosts, ReturnPeriod
from checks.facts import Absent, Fact, Found, Unknown
from checks.strict_yaml import load_text
from sweep.capture import Capture
from sweep.extract.shop import read_pages, read_shop
from sweep.extract.visit.visits import shop_pages_of
from tests.extract.shops import page, response, shop

_FILE = Path(__file__).with_name("contract.yaml")
CASES: list[list[Any]] = load_text(_FILE.read_text(encoding="utf-8"), _FILE.name)


def _read(language: str, role: str, text: str, name: str) -> Fact[Any]:
    return read(shop(language, {"terms": "", role: text}), name)


def read(capture: Capture, name: str) -> Fact[Any]:
    """One fact of a shop; its quotes stand on its pages."""
    pages = shop_pages_of(capture, "", lambda _page, _response: None)
    fact: Fact[Any] = getattr(read_pages(pages), name)
    texts = {page.url: (page.text, page.html) for page in pages.pages}
    for proof in fact.proof if isinstance(fact, Found) else ():
        assert any(proof.quote in words for words in texts[proof.url])
    return fact


def _one(value: object) -> str:
    match value:
        case ReturnCosts(payer=payer, far=far):
            return f"{payer} far" if far else payer
        case ReturnPeriod(days=days, start=start):
            return f"{days} {start}".strip()
        case FormAddressee(placeholder=placeholder, email=email, address=address):
            return "placeholder" if placeholder else "filled" if email and address else "partly"
        case OutdatedReference(law=law):
            return law
        case PaymentSurcharge(means=means):
            return means
    return str(getattr(value, "kind", value))


def told(fact: Fact[Any], expected: str) -> str:
    match fact:
        case Absent():
            return "absent"
        case Unknown(reason=reason):
            return "unknown" if expected == "unknown" else reason
        case Found(value=tuple() as several):
            return " ".join(dict.fromkeys(_one(getattr(found, "value", found)) for found in several))
    return "found" if expected == "found" else _one(fact.value)


@pytest.mark.parametrize(("language", "role", "text", "fact", "expected"), CASES)
def test_a_sentence(language: str, role: str, text: str, fact: str, expected: object) -> None:
    assert told(_read(language, role, text, fact), str(expected)) == str(expected)


def test_every_fact_has_a_counter_case() -> None:
    for fact in {case[3] for case in CASES}:
        expected = {str(case[4]) for case in CASES if case[3] == fact}
        assert len(expected) > 1, fact


@pytest.mark.parametrize(
    ("body", "state"),
    [
        (
            "<h2>8. Réclamations, médiation</h2><p>Écrivez-nous d'abord, nous répondons à tous sous deux jours.</p>",
            Found,
        ),
        ("<h2>8. Réclamations</h2><p>hilfe@vasenia.example</p>", Found),
        ("<p><b>8. Réclamations</b></p><p>Écrivez-nous d'abord, nous répondons à tous sous deux jours.</p>", Found),
        ("<p><a href='/r'>Réclamations</a></p><p>Écrivez-nous, nous répondons à tous sous deux jours.</p>", Unknown),
        ("<h2>8. Réclamations</h2><p>Voir plus bas.</p>", Absent),
        ("<h2>8. Médiation</h2><p>Écrivez-nous d'abord, nous répondons à tous sous deux jours.</p>", Absent),
    ],
)
def test_complaints_as_a_heading_need_a_sentence_below(body: str, state: type) -> None:
    capture = shop("fr", {"terms": ""}, bodies={"terms": body})
    pages = shop_pages_of(capture, "", lambda _page, _response: None)
    assert isinstance(read_pages(pages).complaints, state)


def _sold(title: str, text: str) -> Fact[str]:
    data = f'<script type="application/ld+json">{{"@type": "Product", "name": "{title}"}}</script>'
    article = response("/product/1", page("fr", title, text, body=data))
    return read_shop(shop("fr", {}, extra=(article,)), country="FR").subscription_offer


def test_a_price_for_each_month_below_a_title_that_names_a_subscription_is_one() -> None:
    found = _sold("Abonnement Brumel", "Une boîte de jeux pour les enfants.\n24,90 € TTC par mois, livraison comprise")
    assert isinstance(found, Found)
    assert found.value.startswith("24,90 €")


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Boîte de jeux Brumel", "Une boîte de jeux pour les enfants.\n24,90 € TTC par mois, livraison comprise"),
        ("Abonnement Brumel", "Une boîte de jeux pour les enfants.\n24,90 € TTC, livraison comprise"),
    ],
)
def test_a_price_alone_or_a_title_alone_is_no_subscription(title: str, text: str) -> None:
    assert not isinstance(_sold(title, text), Found)


@pytest.mark.parametrize(
    ("label", "state"),
    [
        ("Verträge hier kündigen", Found),
        ("Kündigungsbutton", Unknown),
        ("Abo beenden", Unknown),
        ("Unsere Abos", Absent),
        ("Kundenkonto", Absent),
    ],
)
def test_a_label_of_other_words_that_speaks_of_ending_a_contract_is_no_silence(label: str, state: type) -> None:
    body = f'<p><a href="/terms">{label}</a></p>'
    capture = shop("de", {"terms": "Ein Abo kostet 12,00 € pro Monat."}, bodies={"home": body})
    assert isinstance(read_shop(capture, country="DE").cancel_function, state)
