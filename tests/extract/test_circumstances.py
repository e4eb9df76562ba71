"""What is told for a file or a ticket, and what only speaks of one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from checks.facts import Found
from product_alerts.model import Offer
from sweep.extract.circumstances import used as used_words
from sweep.extract.shop import read_shop
from tests.extract.shops import PRODUCT, page, response, shop


def _kinds(language: str, text: str) -> set[str]:
    plain = shop(language, {"terms": ""})
    sold = response("/product/vase", page(language, "Vase", "Vase", {}, f"{PRODUCT}<p>19,90 €</p><p>{text}</p>"))
    pages = tuple(sold if answer.url == sold.url else answer for answer in plain.responses)
    fact = read_shop(replace(plain, responses=pages), country="IE").circumstances
    return {one.value.kind for one in fact.value} if isinstance(fact, Found) else set()


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Digital content: OTF files. Download starts immediately after payment."),
        ("en", "The pattern is supplied by download."),
        ("fr", "Contenu numérique, à lire sur tout écran."),
        ("de", "Digitaler Inhalt, zum sofortigen Download."),
        ("es", "Recibirás la entrada por correo electrónico en cuanto pagues."),
        ("de", "Format: E-Book"),
        ("it", "Contenuto digitale: tre lezioni."),
        ("pl", "Treści cyfrowe: nagrania."),
    ],
)
def test_a_file_or_a_ticket(language: str, text: str) -> None:
    assert "intangible" in _kinds(language, text)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Made of glass. Download the manual as a PDF in our blog."),
        ("es", "Recibirás la confirmación por correo electrónico."),
        ("de", "Die Anleitung können Sie herunterladen."),
        # the words of a menu, or of the other formats of a printed book
        ("en", "digital content and devices"),
        ("it", "dispositivi e contenuti digitali"),
        ("de", "Ihr E-Book"),
        ("de", "E-Book"),
        ("fr", "Broché, livre numérique, audio"),
        ("nl", "Alles voor digitale inhoud en apparaten"),
        ("pl", "Urządzenia i treści cyfrowe"),
        ("es", "Contenidos digitales y aparatos"),
        ("pt", "Conteúdos digitais e aparelhos"),
    ],
)
def test_goods_with_a_file_beside_them(language: str, text: str) -> None:
    assert "intangible" not in _kinds(language, text)


@pytest.mark.parametrize(
    ("title", "used"),
    [
        ("Harness used with small donkeys", False),
        ("Correa usada con ponis", False),
        ("Antique brass lamp", False),
        ("Vase, used", True),
        ("Vaso usato", True),
        ("Antique vase", True),
        ("Vase gebraucht", True),
    ],
)
def test_used_is_said_of_the_thing_not_of_what_it_is_for(title: str, used: bool) -> None:
    assert bool(used_words(Offer(url="https://vasenia.example/vase", title=title))) is used
