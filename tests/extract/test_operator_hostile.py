"""Properties of the operator reader: every value is proven on its page; hostile text costs no more than its length."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checks.facts import Found
from sweep.extract.lexicon import languages, lexicon
from sweep.extract.operator import read
from tests.extract.test_operator import page_of, shop_of

_PIECES = st.sampled_from(
    [
        "Éditeur : Lune Verte SAS", "Hébergeur : Nuage Haut SARL",
        "hosted by High Cloud Inc.",
        "RCS Brestol 007 451 297",
        "SIREN",
        "007451339", "TVA FR59007451297", "tél 01 99 00 48 35", "Fax", "+44 20 7946 0483",
        "info@lune.example",
        "info [at] lune [dot] example", "12 rue des Brumes, 29999 Brestol", "Cremon 32", "20457 Hamburg",
        "médiateur CM2C",
        "# Hébergement", "# Impressum", "Directeur de la publication", "Odile Brumaire",
        "[Nom]", "\n", "\n",
        ", ", ". ",
        "société", "GmbH", "capital de 546.601.552 EUR", "0001.835.674", "ul. Mglista 43, 61-999 Mglisko",
        "CNIL", "@", "-",
    ]
)  # fmt: skip


def _proven(text: str) -> None:
    page = page_of(text)
    for name, fact in read(shop_of(page)).items():
        if isinstance(fact, Found):
            assert all(e.quote and (e.quote in page.text or e.quote in page.html) for e in fact.proof), name
            for value in _plain_values(fact.value):
                assert _seen(value, page.text + page.html), (name, value)


def _plain_values(value: Any) -> Iterator[str]:
    """What of a value must be readable on the page: digits of numbers, words of names."""
    if isinstance(value, tuple):
        for part in value:
            yield from _plain_values(part)
    elif hasattr(value, "number"):
        yield value.number
    elif hasattr(value, "e164"):
        yield re.sub(r"\D", "", value.e164)[-8:]
    elif hasattr(value, "postcode"):
        yield from (value.street, value.postcode, value.city)


def _seen(value: str, text: str) -> bool:
    squeeze = re.compile(r"[\W_]+")
    return squeeze.sub("", value).lower() in squeeze.sub("", text).lower()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(_PIECES, max_size=25).map(" ".join))
def test_every_value_stands_on_its_page(text: str) -> None:
    _proven(text.replace(" \n ", "\n"))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(max_size=300))
def test_any_text_is_read_without_a_fault(text: str) -> None:
    _proven(text)


HOSTILE = {
    "digits": "1" * 120_000,
    "digits and blanks": "1 " * 60_000,
    "digits in threes": "123 " * 30_000,
    "blanks": "a" + " " * 120_000 + "b",
    "signs": "@" * 60_000,
    "addresses without an end": "a@a" * 40_000,
    "dots": "a." * 60_000,
    "plus": "+" * 60_000,
    "capitals": "Aa " * 40_000,
    "postcodes": "75001 Paris " * 10_000,
    "postcodes and countries": "75001 Paris France " * 6_000,
    "labels": "RCS SIREN TVA " * 8_000,
    "labels and digits": "RCS 1 " * 16_000,
    "VAT labels and rates": "TVA 12 " * 23_000,
    "forms": "SAS SARL GmbH " * 8_000,
    "names": "Lune SAS " * 12_000,
    "hosts": "hébergé par " * 8_000,
    "host lines": "Hébergeur :\n" * 6_000,
    "brackets": "[" * 60_000,
    "open brackets": "[a" * 40_000,
    "tomo": "Registro Mercantil Tomo 1 Folio 1 " * 3_000,
    "directors": "Directeur de la publication " * 4_000,
    "mediators": "médiateur de la consommation " * 4_000,
    "phones": "Tél 01 99 00 48 35 " * 4_000,
    "euros": "1,111" * 20_000,
    "urls": "www.a.b/" * 12_000,
    "x": "xx-" * 40_000,
    "towns and countries": "Cork, Ireland, " * 6_000,
    "address labels": "adresse : " * 12_000,
    "registers without a number": "inscrite sous n 12-A " * 6_000,
    "names behind ©": "© 2026 Aa Bb " * 8_000,
    "half mail addresses": "a (at) b " * 12_000,
    "people who publish": "publication par Aa Bb " * 6_000,
    "people who say who they are": "i am Aa Bb " * 8_000,
    "names near mediation": "médiation chez Aa Bb " * 6_000,
    "a number and a long one": "12 34 56 78 " + "9" * 5_000 + ",",
    "hosts and colons": "hébergeur : " * 8_000,
    "brackets and fields": "<svg> nom adresse KvK " * 12_000,
    "short numbers": "appelez 39 49 " * 8_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_comes_to_an_end(name: str) -> None:
    # A search that is quadratic in these texts takes minutes; a linear one a second or two on a slow machine.
    done = threading.Event()

    def work() -> None:
        read(shop_of(page_of(HOSTILE[name])))
        done.set()

    threading.Thread(target=work, daemon=True).start()
    assert done.wait(150), name


@pytest.mark.parametrize(
    "target", ["http://[", "http://[::1", "//[x]/y", "http://\u2100.example", "http://a]b.example"]
)
def test_an_address_that_is_none_is_no_mediator(target: str) -> None:
    words = "<p>Médiateur de la consommation : CM2C, www.cm2c.example</p>"
    page = page_of(f"{words}<p>Médiation : <a href='{target}'>par ici</a></p>")
    settled = read(shop_of(page))
    assert isinstance(settled["mediator_name"], Found)
    assert "par ici" not in str(settled["mediator_site"])


def test_every_label_of_a_number_is_known_to_the_reader() -> None:
    from sweep.extract.numbers.identifier_kinds import AFTER_LABEL, KINDS

    keys = {k for code in languages() for k in lexicon(code)["operator"] if k.startswith("number.")}
    assert keys - {"number.vat"} == {f"number.{name}" for name in AFTER_LABEL}
    assert {kind for kinds in AFTER_LABEL.values() for kind in kinds} <= set(KINDS)


def test_every_language_has_the_same_parties() -> None:
    shared_keys = [k for k in lexicon("fr")["operator"] if not k.startswith("number.")]
    for code in languages():
        assert all(lexicon(code)["operator"].get(key) for key in shared_keys), code
