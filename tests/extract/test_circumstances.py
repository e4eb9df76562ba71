"""What is told for a file or a ticket, and what only speaks of one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from checks.facts import Found
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
    ],
)
def test_goods_with_a_file_beside_them(language: str, text: str) -> None:
    assert "intangible" not in _kinds(language, text)
