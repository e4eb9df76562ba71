"""What proves a legal notice unfilled, and what only looks like it."""

from __future__ import annotations

from datetime import UTC, datetime
from html import escape

import pytest

from sweep.capture import Response
from sweep.extract.page import Page, parse_page
from sweep.extract.visit.templates import is_template, unfilled

OWN = " ".join(
    f"Sentence {n} of a notice that its trader wrote himself, with care and at some length." for n in range(20)
)


def page(text: str) -> Page:
    body = f"<html><body><h1>Legal notice</h1><p>{escape(text)}</p></body></html>".encode()
    moment = datetime(2026, 11, 21, tzinfo=UTC)
    return parse_page(Response("https://shop.example/l", 200, "OK", (("Content-Type", "text/html"),), body, moment))


@pytest.mark.parametrize(
    "words",
    [
        "[Nom de la société]", "[Raison sociale, forme]", "[Company name]", "[Your company]", "[Firmenname]",
        "[Name des Unternehmens]", "[Bedrijfsnaam]", "[Nombre de la empresa]", "[Ragione sociale]", "[Nazwa firmy]",
        "Lorem ipsum dolor sit amet",
    ],
)  # fmt: skip
def test_a_blank_for_the_trader_is_certain_in_any_text(words: str) -> None:
    (found,) = unfilled(page(f"{OWN} {words}. {OWN}"), frozenset())
    assert found.startswith(words[:12])


@pytest.mark.parametrize(
    "words",
    [
        # addresses and e-mail protection
        "https://shop.example/d%C3%A9sactiver%20/", "[email protected]", "write to [email protected\\]",
        # words in brackets, links written in brackets
        "[hier]", "[1]", "[ici]", "[name]", "[votre nom]", "[Name des Verbrauchers]", "[Datum]",
        # forms that the consumer fills in
        "formulaire à compléter et à renvoyer", "form to be completed by the consumer", "Formular bitte ausfüllen",
        "formulier in te vullen", "Insert your name and address here",
        # masks and sizes
        "IBAN FR76 XXXXX XXXXX", "if your company orders for its own use", "{{ shop.name }}",
    ],
)  # fmt: skip
def test_what_a_finished_notice_may_say_is_no_template(words: str) -> None:
    assert unfilled(page(f"{OWN} {words}. {OWN}"), frozenset()) == ()


def test_a_page_that_holds_nothing_else_is_a_template() -> None:
    short = page("Your company name here, insert your address, placeholder text")
    assert is_template(short, frozenset())
    assert unfilled(short, frozenset())
    assert not is_template(page("Zéphirelle SARL, 3 rue du Vent, 35000 Rennes"), frozenset())


FORM = "Je vous notifie par la présente ma rétractation du contrat portant sur la vente du bien :"


@pytest.mark.parametrize(
    ("text", "template"),
    [
        (f"Rendre un vase\n{FORM} [votre adresse] le [date], à [nom et adresse de l'atelier]", False),
        ("Rendre un vase\nÉcrivez à [nom et adresse de l'atelier], [adresse de la société]", True),
        ("Votre chèque-cadeau porte un code du type VASE-XXXXX.", False),
        ("SIRET XXXXXXXX, adresse XXXXXXXX.", True),
    ],
)
def test_blanks_of_the_consumers_form_make_no_template(text: str, template: bool) -> None:
    lines = "".join(f"<p>{escape(line)}</p>" for line in text.split("\n"))
    body = f'<html lang="fr"><body><p>Voici les pages de notre boutique pour vous.</p>{lines}</body></html>'.encode()
    moment = datetime(2026, 11, 21, tzinfo=UTC)
    read = parse_page(Response("https://shop.example/l", 200, "OK", (("Content-Type", "text/html"),), body, moment))
    assert is_template(read, frozenset()) is template
