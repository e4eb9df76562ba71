"""Which addresses are one page, which are one shop, and which are better left alone."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sweep.gather.urls import changes_state, is_file, is_view, name_of, normalise, page_id, site, starts


@pytest.mark.parametrize(
    ("url", "normal"),
    [
        ("HTTPS://Vendolux.Example:443/a?utm_source=x&id=7#top", "https://vendolux.example/a?id=7"),
        ("http://vendolux.example", "http://vendolux.example/"),
        ("http://vendolux.example:8080/a;jsessionid=1F?b", "http://vendolux.example:8080/a?b"),
        ("http://user:pw@vendolux.example./", "http://vendolux.example/"),
        ("http://[::1]:80/", "http://[::1]/"),
        ("https://vendolux.example/a?b=%C3%A9&c", "https://vendolux.example/a?b=%C3%A9&c"),
        ("mailto:a@vendolux.example", ""),
        ("http://[", ""),
        ("http://a:99999/", ""),
        ("", ""),
    ],
)
def test_normal_form(url: str, normal: str) -> None:
    assert normalise(url) == normal


@settings(deadline=None)
@given(st.text(max_size=60))
def test_any_text_is_an_address_or_none(text: str) -> None:
    for url in (text, f"http://{text}", f"http://vendolux.example/{text}"):
        normal = normalise(url)
        assert normalise(normal) == normal
        page_id(url)
        site(url)
        name_of(url)
        starts(text)


def test_the_same_page() -> None:
    ways = [
        "http://vendolux.example/cgv",
        "https://www.vendolux.example/cgv/",
        "https://vendolux.example/cgv?gclid=1#a",
    ]
    assert len({page_id(way) for way in ways}) == 1
    assert page_id("https://vendolux.example/cgv?id=1") != page_id("https://vendolux.example/cgv?id=2")


@pytest.mark.parametrize(
    ("url", "shop", "name"),
    [
        ("https://www.vendolux.co.uk/a", "vendolux.co.uk", "vendolux"),
        ("https://shop.vendolux.example/", "vendolux.example", "vendolux"),
        ("https://vendolux.myshopify.com/", "vendolux.myshopify.com", "vendolux"),
        ("http://127.0.0.1:8106/a", "127.0.0.1:8106", ""),
        ("http://localhost:81/", "localhost:81", ""),
        ("http://[::1]:81/", "[::1]:81", ""),
        ("nonsense", "", ""),
    ],
)
def test_shops(url: str, shop: str, name: str) -> None:
    assert (site(url), name_of(url)) == (shop, name)


@pytest.mark.parametrize(
    "path",
    [
        "/cart/add?id=7",
        "/panier?add=1&id_product=7",
        "/?add-to-cart=99",
        "/logout",
        "/mein-konto/abmelden",
        "/déconnexion",
        "/d%C3%A9connexion",
        "/index.php?action=delete",
        "/wishlist/add/7",
        "/compare?action=add",
        "/checkout/cart/delete/id/7",
        "/newsletter/unsubscribe",
        "/?SubmitCurrency=1&id_currency=2",
        "/login?back=my-account",
        "/cart/remove/7",
        "/panier?delete=7",
    ],
)
def test_addresses_that_change_something(path: str) -> None:
    assert changes_state(f"https://vendolux.example{path}")


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/cgv",
        "/panier",
        "/cart",
        "/widerruf",
        "/retractation",
        "/products/lamp-orbis?variant=7",
        "/index.php?id_product=7&controller=product",
        "/index.php?route=product/product&product_id=43",
        "/products/hair-remover-kit",
        "/vlekverwijderaar-500ml",
        "/feuerloescher-6-kg",
        "/padded-products",
        "/ladder-tools",
        "/index.php?option=com_content&view=article&id=3",
        "/blog/address-book",
        "/lampe?page=2",
    ],
)
def test_addresses_that_only_show_something(path: str) -> None:
    assert not changes_state(f"https://vendolux.example{path}")


def test_views_of_a_list() -> None:
    for query in ("order=price.asc", "a=1&q=Farbe-Rot", "filter.v.price=1", "product_list_order=name"):
        assert is_view(f"https://vendolux.example/lampes?{query}")
    for query in (
        "page=2",
        "q=node/3",
        "view=article&id=3",
        "id_product=7&controller=product",
        "route=product/product&product_id=4",
        "variant=3",
    ):
        assert not is_view(f"https://vendolux.example/lampes?{query}")


def test_files() -> None:
    assert is_file("https://vendolux.example/logo.PNG?v=1")
    assert not is_file("https://vendolux.example/cgv.pdf")
    assert not is_file("https://vendolux.example/page.html")


def test_where_to_start() -> None:
    assert starts(" vendolux.example/fr ") == ("https://vendolux.example/fr", "http://vendolux.example/fr")
    assert starts("HTTP://vendolux.example") == ("http://vendolux.example/",)
    assert starts("ftp://vendolux.example") == ()
    assert starts("") == ()
