"""Paragraphs in another language are seen where a machine left them, and nowhere else."""

from __future__ import annotations

import pytest

from checks.facts import Absent, Fact, Found, Unknown
from sweep.capture import Capture
from sweep.extract.shop import read_shop
from tests.countries import DAY, texts
from tests.countries import shop as faultless
from tests.extract.shops import shop as small

FRENCH, ENGLISH = texts("BE")["pages"]["terms"], texts("IE")["pages"]["terms"]
LEFT = (
    "You have to send the goods back to us within the time that is set out in these terms, and we will pay you the "
    "price and the cost of the delivery as soon as we have the goods or you have shown us that they are on the way.",
    "If the goods that you have from us are not as they should be, you can ask for a repair or for other goods, and "
    "we will do this for you at no cost and in a time that is not too long for what you want to use the goods for.",
)


def _read(words: str) -> Fact[tuple[str, ...]]:
    return read_shop(small("fr", {"terms": words}), country="FR").mixed_languages


def test_two_paragraphs_left_in_english_are_seen() -> None:
    fact = _read("\n".join((FRENCH, *LEFT)))
    assert isinstance(fact, Found)
    assert fact.value == ("fr", "en")
    assert fact.evidence.quote
    assert LEFT[0].startswith(fact.evidence.quote)


@pytest.mark.parametrize("words", [FRENCH, f"{FRENCH}\n{LEFT[0]}", f"{FRENCH}\n{ENGLISH}"])
def test_one_quotation_or_a_whole_translation_is_no_sign(words: str) -> None:
    assert isinstance(_read(words), Absent)


@pytest.mark.parametrize("country", ["AT", "BE", "ES", "IE", "IT", "NL", "PL", "PT"])
def test_a_shop_in_the_language_of_its_country_mixes_nothing(country: str) -> None:
    assert isinstance(read_shop(faultless(country).capture(DAY), country=country).mixed_languages, Absent)


def test_nothing_is_known_of_a_shop_without_pages() -> None:
    assert isinstance(read_shop(Capture("https://shop.example/", ()), country="FR").mixed_languages, Unknown)
