"""What a page has chosen for the consumer in advance, and which of it is a paid extra."""

from __future__ import annotations

from pathlib import Path

import pytest

from checks.facts import Absent, Fact, Found, PaidExtra, Unknown
from checks.strict_yaml import load_text
from sweep.capture import Capture
from sweep.extract.shop import read_shop
from tests.extract.test_checkout import SHOP, response

BOX = '<form method="post" action="/cart"><label><input type="checkbox" name="x"{}> {}</label></form>'
CASES = load_text(Path(__file__).with_name("extras.yaml").read_text(encoding="utf-8"), "extras.yaml")


def extras_on(body: str, path: str = "/cart", language: str = "en") -> Fact[tuple[Found[PaidExtra], ...]]:
    page = f"<p>Total €24.90</p>{body}"
    pages = (response("/", "Home", language), response(path, page, language))
    return read_shop(Capture(f"{SHOP}/", pages), country="IE").paid_extras


@pytest.mark.parametrize(("language", "kind", "body"), CASES)
def test_choices_made_in_advance(language: str, kind: str, body: str) -> None:
    found = extras_on(body, language=language)
    told = [extra.value.certain for extra in found.value] if isinstance(found, Found) else []
    assert told == {"extra": [True], "perhaps": [False], "none": []}[kind]


def test_on_a_page_of_goods_a_box_outside_the_order_is_none_unless_it_adds_to_the_price() -> None:
    box = "<h1>Vase</h1><p>€24.90</p><label><input type='checkbox' checked> Gift wrap {}€3.00</label>"
    assert not isinstance(extras_on(box.format(""), "/products/vase"), Found)
    added = extras_on(box.format("+ "), "/products/vase")
    assert isinstance(added, Found)
    assert added.value[0].value.certain


@pytest.mark.parametrize(
    ("body", "certain"),
    [
        (BOX.format(" checked", "Shipping insurance + €1.90"), True),
        (BOX.format(" checked", "Donate €1 to the woods"), True),
        (BOX.format(" checked", "With golden hook €1.50"), False),
        (
            '<form method="post" action="/cart"><ul><li><label><input type="radio" name="care" checked> Care plan €9.00'
            '</label></li><li><label><input type="radio" name="care"> No care plan</label></li></ul></form>',
            True,
        ),
        (
            '<form method="post" action="/cart"><input type="checkbox" id="gw" checked>'
            '<label for="gw">Gift wrapping €2.00</label></form>',
            True,
        ),
    ],
)
def test_a_paid_extra_that_was_ticked_is_found(body: str, certain: bool) -> None:
    found = extras_on(body)
    assert isinstance(found, Found)
    (extra,) = found.value
    assert extra.value.certain is certain
    assert extra.value.price > 0
    assert extra.value.currency == "EUR"
    assert extra.evidence.quote


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(BOX.format("", "Shipping insurance + €1.90"), id="not ticked"),
        pytest.param(BOX.format(" checked", "Send me the newsletter"), id="no price"),
        pytest.param(BOX.format(" checked", "Insurance included, €0.00"), id="costs nothing"),
        pytest.param(BOX.format(" checked", "Free delivery from €50"), id="a threshold"),
        pytest.param(BOX.format(" checked disabled", "Insurance €1.90"), id="not the consumer's choice"),
        pytest.param(f"<div hidden>{BOX.format(' checked', 'Insurance €1.90')}</div>", id="not shown"),
        pytest.param(
            '<form method="post" action="/cart"><label><input type="radio" name="shipping_option" checked> Parcel, '
            "protection included €4.90</label>"
            '<label><input type="radio" name="shipping_option"> No parcel</label></form>',
            id="a delivery must be chosen",
        ),
        pytest.param(
            '<form method="post" action="/cart"><label><input type="radio" name="kind" checked> Premium €9.00</label>'
            '<label><input type="radio" name="kind"> Plain €7.00</label></form>',
            id="a kind must be chosen",
        ),
        pytest.param(
            '<h1>Vase 7</h1><form method="post" action="/cart"><ul><li><label><input type="checkbox" checked> '
            "This item: Vase 7 €9.00</label></li>"
            '<li><label><input type="checkbox" checked> Lamp €7.00</label></li></ul></form>',
            id="a bundle shown beside the article",
        ),
        pytest.param('<form action="/find"><input type="checkbox" checked> up to €20</form>', id="a filter"),
    ],
)
def test_what_is_no_extra_is_not_called_one(body: str) -> None:
    assert isinstance(extras_on(body), Absent)


@pytest.mark.parametrize(
    ("language", "action", "label"),
    [
        ("fr", "/paiement/", "J'arrondis de 2,00 € pour la fanfare"),
        ("it", "/ordine", "Arrotondo di 1,00 € per la banda"),
        ("es", "/pedido", "Redondeo solidario de 1,00 €"),
        ("pt", "/encomenda", "Arredondar mais 1,00 €"),
    ],
)
def test_rounding_up_is_an_extra(language: str, action: str, label: str) -> None:
    form = '<form method="post" action="{}"><label><input type="checkbox" name="fanfare"{}> {}</label></form>'
    for ticked, state in ((" checked", Found), ("", Absent)):
        body = "<p>Total 24,90 €</p>" + form.format(action, ticked, label)
        capture = Capture(f"{SHOP}/", (response("/", "Home", language), response("/cart", body, language)))
        assert isinstance(read_shop(capture, country="IE").paid_extras, state)


def test_a_basket_that_was_not_filled_proves_nothing() -> None:
    capture = Capture(f"{SHOP}/", (response("/", "Home"), response("/cart", "Your basket is empty.")))
    assert isinstance(read_shop(capture, country="IE").paid_extras, Unknown)
