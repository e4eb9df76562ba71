"""Order buttons, extras ticked in advance, and what a basket adds up to, read from pages."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from hashlib import sha256

import pytest

from checks.facts import Absent, Fact, Found, OrderButton, Unknown
from sweep.capture import Capture, Response
from sweep.extract.practices.basket import rows
from sweep.extract.practices.order_button import grade
from sweep.extract.shop import read_shop, shop_pages
from tests.shared import shared

SHOP = "https://quillmere.example"


def response(path: str, body: str, language: str = "en") -> Response:
    data = f'<html lang="{language}"><body><main>{body}</main></body></html>'.encode()
    headers = (("Content-Type", "text/html; charset=utf-8"),)
    return Response(SHOP + path, 200, "OK", headers, data, datetime.now(UTC), sha256=sha256(data).hexdigest())


def button_on(body: str, language: str = "en") -> Fact[OrderButton]:
    capture = Capture(f"{SHOP}/", (response("/", "Home", language), response("/checkout", body, language)))
    return read_shop(capture, country="IE").order_button


@pytest.mark.parametrize(
    ("language", "label", "expected"),
    [
        ("de", "Zahlungspflichtig bestellen", "good"),
        ("de", "Jetzt zahlungspflichtig bestellen (49,90 €)", "good"),
        ("de", "Kaufen", "good"),
        ("de", "Jetzt bezahlen", "grey"),
        ("de", "Bestellen", "order"),
        ("de", "Bestellung abschicken", "order"),
        ("de", "Weiter", "next"),
        ("fr", "Commande avec obligation de paiement", "good"),
        ("fr", "Payer 24,90 €", "good"),
        ("fr", "Valider et payer", "grey"),
        ("fr", "Commander", "order"),
        ("fr", "Valider", "next"),
        ("nl", "Bestelling met betalingsverplichting", "good"),
        ("nl", "Bestelling plaatsen", "order"),
        ("en", "Buy now", "good"),
        ("en", "Place order", "order"),
        ("en", "Complete purchase", "grey"),
        ("en", "Continue", "next"),
        ("en", "Hooray!", "other"),
        ("es", "Pedido con obligación de pago", "good"),
        ("es", "Realizar pedido", "order"),
        ("it", "Ordine con obbligo di pagare", "good"),
        ("it", "Invia ordine", "order"),
        ("pt", "Encomenda com obrigação de pagar", "good"),
        ("pl", "Zamawiam z obowiązkiem zapłaty", "good"),
        ("pl", "Kupuję i płacę", "good"),
        ("pl", "Złóż zamówienie", "order"),
        ("pl", "Dalej", "next"),
    ],
)
def test_the_words_on_a_button_are_graded(language: str, label: str, expected: str) -> None:
    assert grade(label, (language, "en")) == expected


PAYMENT = '<input type="radio" name="payment_method" value="card" checked>'


@pytest.mark.parametrize(
    ("body", "label", "final"),
    [
        ('<form method="post"><button id="place_order">Order</button></form>', "Order", True),
        ('<div id="payment-confirmation"><button type="submit">Order</button></div>', "Order", True),
        (f'<form method="post">{PAYMENT}<button>Place order</button></form>', "Place order", False),
        (f'<form method="post">{PAYMENT}<input type="submit" value="Pay now"></form>', "Pay now", False),
    ],
)
def test_the_order_button_is_told_by_its_platform_or_its_form(body: str, label: str, final: bool) -> None:
    found = button_on(body)
    assert isinstance(found, Found)
    assert (found.value.label, found.value.final) == (label, final)
    assert found.evidence.quote == label


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(
            '<form method="post"><input name="email"><button>Place order</button></form>', id="an earlier step"
        ),
        pytest.param(f'<form method="post">{PAYMENT}<button>Continue</button></form>', id="a step that goes on"),
        pytest.param(f'<form method="get">{PAYMENT}<button>Place order</button></form>', id="a search"),
        pytest.param('<a href="/checkout/2">Place order</a>', id="a link"),
        pytest.param('<div hidden><button id="place_order">Order</button></div>', id="not shown"),
    ],
)
def test_what_may_not_be_the_last_step_is_no_order_button(body: str) -> None:
    assert isinstance(button_on(body), Unknown)


def test_a_basket_with_the_last_button_is_the_last_step_where_no_other_was_seen() -> None:
    last, earlier = (
        '<button id="place_order">Continue</button>',
        f'<form method="post">{PAYMENT}<button>Order</button></form>',
    )

    def seen(basket: str, *more: Response) -> Fact[OrderButton]:
        pages = (response("/", "Home"), response("/cart", f"<h1>Basket</h1><p>Total €24.90</p>{basket}"), *more)
        return read_shop(Capture(f"{SHOP}/", pages), country="IE").order_button

    found = seen(last)
    assert isinstance(found, Found)
    assert (found.value.label, found.value.grade, found.value.final) == ("Continue", "next", True)
    assert isinstance(seen(earlier), Unknown)
    assert isinstance(seen(last, response("/checkout", "Your address")), Unknown)


_WHOLE = (
    '<form method="post" action="/done"><input name="your_name"><input name="street_name">'
    '<label><input type="radio" name="payment"> Card</label>{more}<button>{label}</button></form>'
)
_AGREED = '<label><input type="checkbox" name="ok"> I have read the terms</label>'


@pytest.mark.parametrize(
    ("label", "more", "grade", "final"),
    [
        ("Confirm", "", "next", False),  # perhaps the last step: a person must look
        ("Continue", _AGREED, "next", False),
        ("Place order", "", "order", False),
        ("Place order", _AGREED, "order", True),
        ("Order with obligation to pay", _AGREED, "good", False),
    ],
)
def test_a_basket_that_asks_for_all_an_order_needs_may_be_the_last_step(
    label: str, more: str, grade: str, final: bool
) -> None:
    pages = (response("/", "Home"), response("/cart", f"<h1>Basket</h1>{_WHOLE.format(label=label, more=more)}"))
    found = read_shop(Capture(f"{SHOP}/", pages), country="IE").order_button
    assert isinstance(found, Found)
    assert (found.value.label, found.value.grade, found.value.final) == (label, grade, final)


@pytest.mark.parametrize(("more", "seen"), [("", False), (_AGREED, True)])
def test_in_a_checkout_a_step_may_follow_unless_the_terms_are_agreed_to(more: str, seen: bool) -> None:
    page = response("/checkout", f"<h1>Checkout</h1>{_WHOLE.format(label='Next', more=more)}")
    found = read_shop(Capture(f"{SHOP}/", (response("/", "Home"), page)), country="IE").order_button
    assert isinstance(found, Found) is seen


def test_a_button_beside_that_form_places_no_order() -> None:
    body = _WHOLE.format(label="Update basket", more="")
    pages = (response("/", "Home"), response("/cart", f"<h1>Basket</h1>{body}<button>Confirm</button>"))
    assert isinstance(read_shop(Capture(f"{SHOP}/", pages), country="IE").order_button, Unknown)


FRENCH = "<p>Sous-total : 20,00 €</p><p>Frais de service 2,00 €</p><p>Total TTC 22,00 €</p>"
GERMAN = "<dl><dt>Zwischensumme</dt><dd>20,00 €</dd><dt>Gesamtsumme</dt><dd>20,00 €</dd></dl>"
NET_FIRST = "<p>Gesamt (exkl. MwSt.) 16,81 €</p><p>Gesamt (inkl. MwSt.) 20,00 €</p>"
DUTCH = "<table><tr><td>Verzendkosten</td><td>€ 4,95</td></tr><tr><td>Totaal</td><td>€ 24,95</td></tr></table>"


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("fr", FRENCH, ["goods", "fee", "total"]),
        ("de", GERMAN, ["goods", "total"]),
        ("de", NET_FIRST, ["total"]),
        ("nl", DUTCH, ["delivery", "total"]),
        ("pl", "<p>Dostawa: 15,00 zł</p><p>Razem: 115,00 zł</p>", ["delivery", "total"]),
        ("en", "<p>Total 4 of 5 stars</p><p>Reed jug €24.90</p>", []),
    ],
)
def test_the_lines_of_a_basket_are_known_by_their_labels(language: str, text: str, expected: list[str]) -> None:
    capture = Capture(f"{SHOP}/", (response("/", "Home", language), response("/cart", text, language)))
    (page,) = shop_pages(capture, "").of("basket")
    read = rows(page, (language,))
    assert [row.kind for row in read] == expected
    assert all(row.quote in page.text for row in read)


def test_the_checkout_of_a_real_platform() -> None:
    """PrestaShop in German: its last button says "Bestellen", which German law does not let pass."""
    pages = {"1-home": "/", "4-cart": "/warenkorb", "5-checkout-guest": "/bestellung", "9-final": "/bestellung?step=4"}
    responses = []
    for name, path in pages.items():
        data = shared("shop_captures", "prestashop-de-checkout", f"{name}.html").read_bytes()
        headers = (("Content-Type", "text/html; charset=utf-8"),)
        digest = sha256(data).hexdigest()
        responses.append(Response(SHOP + path, 200, "OK", headers, data, datetime.now(UTC), sha256=digest))
    facts = read_shop(Capture(f"{SHOP}/", tuple(responses)), country="DE")
    assert isinstance(facts.order_button, Found)
    assert facts.order_button.value == OrderButton("Bestellen", "order", True)
    assert isinstance(facts.paid_extras, Absent)
    first = read_shop(Capture(f"{SHOP}/", tuple(responses[:3])), country="DE")
    assert isinstance(first.order_button, Unknown), "the first step of an order has no order button"


def test_the_total_of_a_real_platforms_basket_is_read() -> None:
    data = shared("shop_captures", "prestashop-de-checkout", "4-cart.html").read_bytes()
    answer = Response(f"{SHOP}/warenkorb", 200, "OK", (("Content-Type", "text/html"),), data, datetime.now(UTC))
    (page,) = shop_pages(Capture(f"{SHOP}/", (answer, response("/", "Start", "de"))), "DE").of("basket")
    assert [(row.kind, row.amount) for row in rows(page, ("de",))] == [
        ("goods", Decimal("22.75")),
        ("total", Decimal("22.75")),
    ]
