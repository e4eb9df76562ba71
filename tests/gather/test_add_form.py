"""The add-to-basket form is known beyond doubt, or nothing is sent: the traps of product pages, form by form."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checks.strict_yaml import load_text
from sweep.capture import Response
from sweep.extract.page import Page, parse_page
from sweep.gather.add_form import MAX_BYTES, Submission, add_to_basket, form_of

URL = "https://keramarin.example/product/vase"
FORMS = load_text((Path(__file__).parent / "add_forms.yaml").read_text(encoding="utf-8"), "add_forms.yaml")
ADD = (
    '<form method="post" action="/cart/add"><input type="hidden" name="token" value="t1">'
    "{}<button>Add to cart</button></form>"
)


def page(body: str, language: str = "en") -> Page:
    html = f'<html lang="{language}"><body><main><h1>Vase</h1>{body}</main></body></html>'
    headers = (("Content-Type", "text/html; charset=utf-8"),)
    return parse_page(Response(URL, 200, "OK", headers, html.encode(), datetime.now(UTC)))


def inside(url: str) -> bool:
    return (urlsplit(url).hostname or "").endswith("keramarin.example")


def way(body: str, language: str = "en") -> Submission | None:
    return add_to_basket(page(body, language), inside)


def test_hidden_fields_choices_and_the_pressed_button_are_sent_as_a_browser_would() -> None:
    sent = way(
        '<form method="post" action="/cart/add" enctype="multipart/form-data">'
        '<input type="hidden" name="csrf" value="c9"><input type="hidden" name="id" value="7">'
        '<select name="size"><option value="">Please choose</option><option value="m">M</option></select>'
        '<input type="radio" name="colour" value="red">'
        '<input type="radio" name="colour" value="blue" checked>'
        '<input type="radio" name="glaze" value="matt"><input type="radio" name="glaze" value="shiny">'
        '<input type="checkbox" name="wrap" value="1"><input type="checkbox" name="care" value="1" checked>'
        '<input type="number" name="quantity" value=""><input name="off" value="1" disabled>'
        '<button name="go" value="add">Add to basket</button><button name="wish" value="1">Wishlist</button></form>'
    )
    assert sent is not None
    assert (sent.method, sent.url, sent.label, sent.multipart) == (
        "POST",
        "https://keramarin.example/cart/add",
        "Add to basket",
        True,
    )
    assert sent.fields == (
        ("csrf", "c9"),
        ("id", "7"),
        ("size", "m"),
        ("colour", "blue"),
        ("glaze", "matt"),
        ("care", "1"),
        ("quantity", "1"),
        ("go", "add"),
    )
    form = form_of(sent)
    assert dict(form.headers)["Referer"] == URL
    assert dict(form.headers)["Origin"] == "https://keramarin.example"
    assert dict(form.headers)["Content-Type"].startswith("multipart/form-data; boundary=")
    assert b'name="csrf"\r\n\r\nc9' in form.body


@pytest.mark.parametrize(
    ("language", "label"),
    [
        ("fr", "Ajouter au panier"),
        ("nl", "In winkelwagen"),
        ("de", "In den Warenkorb"),
        ("es", "Añadir al carrito"),
        ("it", "Aggiungi al carrello"),
        ("pt", "Adicionar ao carrinho"),
        ("pl", "Dodaj do koszyka"),
    ],
)
def test_the_words_are_known_in_each_language(language: str, label: str) -> None:
    body = f'<form method="post" action="/x7"><input type="hidden" name="id" value="7"><button>{label}</button></form>'
    assert way(body, language) is not None


@pytest.mark.parametrize("name", FORMS["ways"])
def test_ways_of_real_platforms_are_known(name: str) -> None:
    sent = way(FORMS["ways"][name])
    assert sent is not None
    assert "order" not in sent.url


TRAPS = {**FORMS["traps"], "too large": ADD.format(f"<input type=hidden name=x value={'z' * MAX_BYTES}>")}


@pytest.mark.parametrize("trap", TRAPS)
def test_a_trap_is_never_submitted(trap: str) -> None:
    assert way(TRAPS[trap]) is None


@pytest.mark.parametrize("trap", TRAPS)
def test_the_proper_form_is_found_behind_each_trap(trap: str) -> None:
    sent = way(TRAPS[trap] + ADD.format(""))
    assert sent is not None
    assert sent.url == "https://keramarin.example/cart/add"
    assert sent.fields == (("token", "t1"),)


_WORDS = (
    "add cart basket order buy now email name pay submit wish qty token checkout form action / ? = 7 \x00 é <b> ' \""
)
_WORD = st.sampled_from(_WORDS.split())


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(["action", "name", "id", "value", "type", "formaction", "method"]), _WORD), max_size=8
    )
)
def test_no_markup_breaks_it_nor_leads_it_away(attributes: list[tuple[str, str]]) -> None:
    marks = " ".join(f'{name}="{value}"' for name, value in attributes)
    sent = way(
        f"<form method=post {marks}><input {marks}><select {marks}></select><button {marks}>Add to cart</button></form>"
    )
    if sent is not None:
        assert urlsplit(sent.url).hostname == "keramarin.example"
        assert not {"pay", "order", "checkout"} & set(urlsplit(sent.url).path.split("/"))
