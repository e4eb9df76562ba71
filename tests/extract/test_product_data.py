"""The product's identity from what nobody sees as such: platform state, names of elements, addresses, trails."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checks.strict_yaml import load_text
from product_alerts.model import Offer
from sweep.capture import Response
from sweep.extract.offers import page_offers
from sweep.extract.page import Page, parse_page

_FILE = Path(__file__).parent / "cases" / "product_data.yaml"
CASES: list[tuple[str, dict[str, str]]] = load_text(_FILE.read_text(encoding="utf-8"), _FILE.name)
URL = "https://brumelin.example/p/lamp"


def page_of(
    block: str, *, heading: str = "Quorbel Stehlampe 7", head: str = "", url: str = URL, language: str = "de"
) -> Page:
    title = "Quorbel Stehlampe 7 | Brumelin"
    text = f'<html lang="{language}"><title>{title}</title>{head}<main><h1>{heading}</h1>{block}<p>19,90 €</p></main>'
    headers = (("Content-Type", "text/html; charset=utf-8"),)
    page = parse_page(Response(url, 200, "OK", headers, text.encode(), datetime(2026, 11, 21, tzinfo=UTC)))
    page.role = "product"
    return page


def offer(page: Page) -> Offer:
    (found,) = page_offers(page)
    assert all(e.quote in page.text or e.quote in page.html for e in found.proof)
    assert found.value.title == "Quorbel Stehlampe 7"
    return found.value


def identity(page: Page) -> dict[str, str]:
    shown = offer(page)
    named = {"brand": shown.brand, "sku": shown.sku, "mpn": shown.mpn, "gtin": shown.gtin}
    return {name: value for name, value in named.items() if value}


@pytest.mark.parametrize(("block", "expected"), CASES, ids=lambda v: str(v)[:60])
def test_who_made_it_and_by_which_number(block: str, expected: dict[str, str]) -> None:
    assert identity(page_of(block)) == expected


def test_what_people_read_comes_before_what_they_do_not() -> None:
    state = '<script type="application/json">{"name":"Quorbel Stehlampe 7","sku":"QB-9999","brand":"Halou"}</script>'
    assert identity(page_of(f"{state}<p>Art.-Nr.: QB-7730</p><p>Marke: Mirabel</p><p>Halou</p>")) == {
        "brand": "Mirabel",
        "sku": "QB-7730",
    }


@pytest.mark.parametrize(
    ("path", "shown", "sku"),
    [
        ("/c5780a200532255/lampe.html", "<p>Anzeige:</p><p>200532255</p>", "200532255"),
        ("/c5780a200532255/lampe.html", "<p>Anzeige 200532255 vom 3. Mai</p>", ""),
        ("/c5780a200532255/lampe.html", "<p>Anzeige:</p><p>200532256</p>", ""),
        ("/c12345/lampe.html", "<p>12345</p>", ""),  # too short to be nothing else
    ],
)
def test_a_number_of_the_address_that_people_see_by_itself(path: str, shown: str, sku: str) -> None:
    assert offer(page_of(shown, url=f"https://brumelin.example{path}")).sku == sku


TRAIL = (
    '<nav><a href="/a/halou">{0}</a><a href="/b/halou">{0}</a></nav>'
    '<div class="breadcrumb"><a href="/b/halou">{0}</a></div>'
)


@pytest.mark.parametrize(
    ("title", "trail", "brand"),
    [
        ("Lampe HALOU Q7 rot", TRAIL.format("HALOU"), "HALOU"),
        ("Lampe Halou Q7 rot", TRAIL.format("Halou"), ""),  # as a kind of goods is written
        ("HALOU Lampe Q7 rot", TRAIL.format("HALOU"), ""),  # kinds of goods stand first
        ("Kabel HDMI Q7 rot", TRAIL.format("HDMI"), ""),
        ("LAMPE HALOU Q7 ROT", TRAIL.format("HALOU"), ""),
        ("Lampe HALOU Q7 rot", TRAIL.format("HALOU").replace("/a/halou", "/b/halou"), ""),  # leads to one place
        ("Lampe HALOU Q7 rot", TRAIL.format("HALOU").replace("breadcrumb", "teaser"), ""),
        ("Lampe MIRABEL Q7 rot", TRAIL.format("HALOU"), ""),
    ],
)
def test_a_maker_in_the_trail_of_categories(title: str, trail: str, brand: str) -> None:
    page = page_of("", head=trail, heading=title)
    (found,) = page_offers(page)
    assert (found.value.title, found.value.brand) == (title, brand)


@pytest.mark.parametrize(
    ("heading", "title"),
    [
        ('Details zu <b>Quorbel Stehlampe 7</b> - <a href="#">Original zeigen</a>', "Quorbel Stehlampe 7"),
        ('<a href="/halou">Quorbel</a> Stehlampe 7', "Quorbel Stehlampe 7"),
        ('<a href="#">Quorbel Stehlampe</a> 7', "Quorbel Stehlampe 7"),  # the name itself is a link
    ],
)
def test_a_heading_without_what_one_clicks_in_it(heading: str, title: str) -> None:
    assert offer(page_of("", heading=heading)).title == title


HOSTILE = {
    "beginnings": '={"' * 40_000,
    "open records": '={"name":' * 30_000,
    "open lists": "=[" * 60_000,
    "deep": '={"a":' + "[" * 100_000,
    "strings": "JSON.parse('" * 20_000,
    "names": '={"name":"Quorbel Stehlampe 7","sku":"1"}' * 4_000,
    "no end": '={"name":"Quorbel Stehlampe 7' + "x" * 300_000,
    "a long list": "=[" + '{"name":"Quorbel Stehlampe 7","sku":"Q1"},' * 6_000 + "0]",
    "open layers": "dataLayer.push({'a':" * 15_000,
    "layers without an end": "product={a:[" * 25_000,
    "commas": "dataLayer.push({a" + ", " * 100_000,
    "parameters without an end": "__NUXT__=(function(" + "a," * 100_000,
    "programs without an end": "__NUXT__=(function(a){return {a:[" * 20_000,
    "constants without an end": "__NUXT__=(function(a){return {a:a}}(" + "[" * 100_000,
    "Nuxt round in circles": '=[{"name":0,"brand":1,"sku":1},{"name":0,"brand":1,"sku":1}]',
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_state_is_read_to_its_end(name: str) -> None:
    text = f"{HOSTILE[name]} Quorbel Stehlampe 7"
    for kind in ("", ' type="application/json"'):
        identity(page_of(f"<script{kind}>{text}</script>"))
    identity(page_of(f"<p data-product='{HOSTILE[name][1:]} Quorbel Stehlampe'></p>"))


@settings(max_examples=120, deadline=None)
@given(st.text(alphabet="{}[]\":,\\'=(JSON.parse)&; ab17", max_size=120))
def test_any_layer_is_read_without_a_fault(text: str) -> None:
    state = "{name: 'Quorbel Stehlampe 7', sku: 'QB-7730'" + text
    found = identity(page_of(f"<script>dataLayer.push({state.replace('</', '')}</script>"))
    assert all(value in state for value in found.values())


@settings(max_examples=120, deadline=None)
@given(st.text(alphabet="{}[]\":,\\'=(JSON.parse)&; ab17", max_size=120))
def test_any_state_is_read_without_a_fault(text: str) -> None:
    state = '{"name":"Quorbel Stehlampe 7","sku":"QB-7730"' + text
    found = identity(page_of(f"<script>window.state = {state.replace('</', '')}</script>"))
    assert found.get("sku", "") in ("", "QB-7730", *found.values())
    assert all(value in state for value in found.values())
