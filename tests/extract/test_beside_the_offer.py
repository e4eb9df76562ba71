"""Words on product pages that only look like a statement of the shop, beside those that are one."""

from __future__ import annotations

from typing import Any

import pytest

from checks.facts import Fact, Found
from sweep.extract.shop import read_shop
from tests.extract.shops import FILLER, PRODUCT, page, response, shop


def read(language: str, body: str, name: str, country: str = "IE", data: str = PRODUCT) -> Fact[Any]:
    """One fact of a shop whose product page holds `body`."""
    sold = response("/product/lamp", page(language, "Lamp 4711", FILLER[language], {}, data + body))
    fact: Fact[Any] = getattr(read_shop(shop(language, {}, extra=(sold,)), country=country), name)
    return fact


def _found(language: str, body: str, name: str) -> bool:
    return isinstance(read(language, body, name), Found)


_REVIEW = '<div class="customer-review"><p>{}</p></div>'


@pytest.mark.parametrize(
    ("language", "text", "name"),
    [
        ("en", "My lamp was delivered within 3 days, a week before the vase.", "delivery_time"),
        ("de", "Die Lampe wurde innerhalb von 2 Werktagen verschickt, alles gut.", "delivery_time"),
        ("fr", "Ma lampe a été livrée sous 3 jours, avec un vase.", "delivery_time"),
        ("nl", "Mijn lamp werd binnen 2 werkdagen geleverd, heel mooi.", "delivery_time"),
        ("en", "You cannot return it after 30 days, says their support.", "return_period"),
    ],
)
def test_what_a_consumer_writes_is_none_of_the_shops_statements(language: str, text: str, name: str) -> None:
    assert not _found(language, _REVIEW.format(text), name)


@pytest.mark.parametrize(
    ("language", "body"),
    [
        ("en", "<p>Delivered within 3 days to your door.</p>"),
        ("en", '<blockquote><p>Delivered within 3 days to your door.</p></blockquote>'),
        ("en", '<div class="has-reviews"><h1>Lamp</h1><p>Delivered within 3 days to your door.</p></div>'),
        ("de", "<p>Wird innerhalb von 2 Werktagen verschickt.</p>"),
    ],
)
def test_the_shops_own_words_stay_its_own(language: str, body: str) -> None:
    assert _found(language, body, "delivery_time")
