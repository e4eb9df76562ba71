"""The sample of products: by lot, in layers, the same for everyone who draws it; catalogues, listings, variants."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator

from sweep.capture import Response
from sweep.evidence.archive import ArchiveWriter
from sweep.extract.page import parse_page
from sweep.extract.products.variants import page_product, product_key, variants
from sweep.gather.catalogue import catalogues, read_catalogue
from sweep.gather.crawl import gather
from sweep.gather.limits import Limits
from sweep.gather.products import Entry, Sample, draw, redrawn, reduced_on
from tests.servers import Route, page, serve

LIMITS = Limits(allow_networks=("127.0.0.1/32",), delay=0.0, request_seconds=20, retries=0, products=4, pages=60)
SHOP = "https://vendolux.example"
FRAME = [Entry(f"{SHOP}/p/{word}-lamp", "lamps", n % 3 == 0) for n, word in enumerate("ab cd ef gh ij kl".split())]
FRAME += [Entry(f"{SHOP}/p/{word}-chair", "chairs", False) for word in ("mn", "op", "qr", "st")]


def test_the_same_seed_draws_the_same_and_another_draws_others() -> None:
    assert draw(FRAME, "1", "x") == draw(reversed(FRAME), "1", "x")
    assert len({draw(FRAME, str(seed), "x")[:3] for seed in range(20)}) > 5
    assert draw(FRAME, "1", "x") != draw(FRAME, "1", "y")


def test_every_layer_is_drawn_in_turn() -> None:
    first = draw(FRAME, "7", "x")[:3]
    assert {(e.category, e.reduced) for e in first} == {("lamps", True), ("lamps", False), ("chairs", False)}
    assert sorted(draw(FRAME, "7", "x"), key=str) == sorted(FRAME, key=str)


def test_each_product_is_as_likely_as_its_neighbours() -> None:
    chairs = [e for e in FRAME if e.category == "chairs"]
    first = Counter(draw(chairs, str(seed), "x")[0].url for seed in range(400))
    assert len(first) == 4
    assert all(60 <= n <= 140 for n in first.values())


def test_the_same_thing_in_another_size_comes_last() -> None:
    sizes = [Entry(f"{SHOP}/p/oak-shelf-{n}cm") for n in (40, 60, 80)]
    other = Entry(f"{SHOP}/p/garden-bench")
    assert all(other in draw([*sizes, other], str(seed), "x")[:2] for seed in range(10))


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.tuples(st.text(max_size=20), st.text(max_size=5), st.sampled_from([True, False, None])), max_size=20)
)
def test_any_frame_is_drawn_whole_and_again(rows: list[tuple[str, str, bool | None]]) -> None:
    frame = [Entry(f"{SHOP}/{path}", category, reduced) for path, category, reduced in rows]
    sample = Sample("seed", "shop", 3)
    order = sample.order(frame)
    assert set(order) == set(frame)
    assert redrawn(json.loads(json.dumps(sample.note()))) == [[e.url for e in order]]


# -- variants -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "path",
    ["/p/vase?variant=2", "/p/vase?color=red&size=M", "/p/vase?attribute_pa_color=red", "/p/vase/", "/p/vase#red"],
)
def test_variants_are_one_product(path: str) -> None:
    assert product_key(SHOP + path) == product_key(f"{SHOP}/p/vase")


def test_a_combination_of_prestashop_is_its_product() -> None:
    assert product_key(f"{SHOP}/art/3-13-vase.html") == product_key(f"{SHOP}/art/3-14-vase.html")
    assert product_key(f"{SHOP}/art/3-13-vase.html") != product_key(f"{SHOP}/art/4-13-vase.html")


@pytest.mark.parametrize("path", ["/p?id=3", "/p/vase-2", "/p/vase?id=2"])
def test_other_products_are_others(path: str) -> None:
    assert product_key(SHOP + path) != product_key(f"{SHOP}/p/vase")


def answer(body: str, url: str = f"{SHOP}/p/vase", media_type: str = "text/html") -> Response:
    headers = (("Content-Type", media_type),)
    return Response(url, 200, "", headers, body.encode(), datetime(2026, 11, 21, tzinfo=UTC))


def test_variants_are_named() -> None:
    group = {
        "@type": "ProductGroup",
        "hasVariant": [{"@type": "Product", "name": "Vase red", "sku": "V-R", "url": "/p/vase?color=red"}],
    }
    data = f'<script type="application/ld+json">{json.dumps(group)}</script>'
    links = '<a href="/p/vase?color=blue">Blue</a> <a href="/p/vase">this</a> <a href="/p/bowl">Bowl</a>'
    found = variants(parse_page(answer(f"<html>{data}{links}</html>")))
    assert [(v.name, urlsplit(v.url).query, v.sku) for v in found] == [
        ("Vase red", "color=red", "V-R"),
        ("Blue", "color=blue", ""),
    ]


def test_the_canonical_address_tells_the_product_unless_it_is_the_home_page() -> None:
    for canonical, key in (("/p/vase", "/p/vase"), ("/", "/x/17"), ("https://other.example/p/vase", "/x/17")):
        seen = parse_page(answer(f'<link rel="canonical" href="{canonical}">', f"{SHOP}/x/17"))
        assert page_product(seen) == product_key(SHOP + key)


# -- listings and catalogues --------------------------------------------------------------------------


def test_a_struck_price_marks_its_own_card_only() -> None:
    cards = (
        '<li><a href="/p/a">A</a> <del>9,00</del> 7,00</li><li><a href="/p/b">B</a> 8,00</li>'
        '<li><a href="/p/c"><s>5,00</s> 4,00 C</a></li><p><a href="/p/d">D</a></p>'
    )
    assert reduced_on(parse_page(answer(f"<ul>{cards}</ul>"))) == {f"{SHOP}/p/a", f"{SHOP}/p/c"}


def test_a_struck_word_beside_a_whole_menu_marks_nothing() -> None:
    menu = "".join(f'<a href="/p/{n}">{n}</a>' for n in range(9))
    assert reduced_on(parse_page(answer(f"<div>{menu}<s>old</s></div>"))) == frozenset()


CATALOGUES = {
    "shopify": (
        json.dumps(
            {
                "products": [
                    {
                        "handle": "a",
                        "product_type": "Lamps",
                        "variants": [{"price": "7.00", "compare_at_price": "9.00"}],
                    },
                    {"handle": "b", "product_type": "", "variants": [{"price": "7.00", "compare_at_price": None}]},
                    {"handle": "../b"},
                    "junk",
                ]
            }
        ),
        [Entry(f"{SHOP}/products/a", "Lamps", True), Entry(f"{SHOP}/products/b", "", False)],
    ),
    "woocommerce": (
        json.dumps(
            [{"permalink": f"{SHOP}/produkt/a/", "on_sale": True, "categories": [{"name": "Lamps"}]}, {"id": 3}]
        ),
        [Entry(f"{SHOP}/produkt/a/", "Lamps", True)],
    ),
    "merchant feed": (
        "<?xml version='1.0'?><rss><channel><link>https://vendolux.example</link>"
        f"<item><title>A</title><link><![CDATA[{SHOP}/p/a?x=1]]></link><g:price>9,00 EUR</g:price>"
        "<g:sale_price>7,00 EUR</g:sale_price><g:product_type>Lamps</g:product_type></item>"
        f"<item><link>{SHOP}/story</link></item></channel></rss>",
        [Entry(f"{SHOP}/p/a?x=1", "Lamps", True)],
    ),
}


@pytest.mark.parametrize("kind", CATALOGUES)
def test_catalogues_are_read(kind: str) -> None:
    body, expected = CATALOGUES[kind]
    assert list(read_catalogue(answer(body))) == expected


def test_a_hostile_feed_and_a_hostile_listing_are_read_in_one_go() -> None:
    feed = "<rss>" + "<item><link>https://vendolux.example/a" * 100_000
    assert read_catalogue(answer(feed)) == ()
    listing = f"<div>{'<del>1</del>' * 20_000}{'<a href=/p>x</a>' * 20_000}</div>"
    assert reduced_on(parse_page(answer(listing))) == {f"{SHOP}/p"}


@pytest.mark.parametrize(
    "body", ["", "{}", "[]", '{"products": 3}', "[" * 50_000, "<html><item>", '{"products": [null]}']
)
def test_what_is_no_catalogue_is_empty(body: str) -> None:
    assert read_catalogue(answer(body)) == ()


def test_where_catalogues_are() -> None:
    feed = '<link rel="alternate" type="application/rss+xml" href="/%s">'
    home = parse_page(answer(feed % "blog.xml" + feed % "products.xml", f"{SHOP}/"))
    assert catalogues(home, "") == (f"{SHOP}/products.xml",)
    assert catalogues(home, "shopify")[0] == f"{SHOP}/products.json?limit=250"


# -- whole visits -------------------------------------------------------------------------------------


def visit(folder: Path, url: str, **changes: Any) -> Mapping[str, Any]:
    """The note on the sample that a visit leaves in its archive."""
    path = folder / "visit.warc.gz"
    path.unlink(missing_ok=True)
    with ArchiveWriter(path, software="sweepday", info={}) as archive:
        gather(url, replace(LIMITS, **changes), archive)
    with path.open("rb") as file:
        documents = [json.loads(r.content_stream().read()) for r in ArchiveIterator(file) if r.rec_type == "metadata"]
    note: Mapping[str, Any] = next(d["data"]["sample"] for d in documents if d["sweepday"] == "visit")
    return note


WORDS = "amber birch cedar dune ember fern grove heath iris jade kelp larch".split()


def card(name: str, *, reduced: bool) -> str:
    old = "<del>59,00 EUR</del>" if reduced else ""
    return (
        f'<div><a href="/products/{name}"><img alt=""></a> <a href="/products/{name}">{name}</a> {old} 49,00 EUR</div>'
    )


def product(name: str, more: str = "") -> bytes:
    data = '<script type="application/ld+json">{"@type": "Product", "name": "X"}</script>'
    return page(f"<html lang=en>{data}<h1>{name}</h1><p>49,00 EUR</p>{more}</html>")


def routes() -> dict[str, Route]:
    """Two categories of two pages each; in each some goods are reduced."""
    found: dict[str, Route] = {
        "/": page(
            '<html lang=en><nav><a href="/collections/lamps">Lamps</a> <a href="/collections/rugs">Rugs</a></nav>'
        )
    }
    for category, names in (("lamps", WORDS[:6]), ("rugs", WORDS[6:])):
        for number, part in enumerate((names[:4], names[4:]), 1):
            cards = "".join(card(f"{n}-{category}", reduced=i == 0) for i, n in enumerate(part))
            turn = f'<a href="/collections/{category}?page=2">2</a>' if number == 1 else ""
            found[f"/collections/{category}" + ("?page=2" if number == 2 else "")] = page(
                f"<html lang=en>{cards}{turn}"
            )
        found |= {f"/products/{n}-{category}": product(n) for n in names}
    return found


def test_a_visit_draws_from_all_categories_and_says_how(tmp_path: Path) -> None:
    with serve(routes()) as shop:
        note = visit(tmp_path, shop.url(), seed="autumn")
        asked = [p for p in shop.requests if p.startswith("/products/")]
        again = visit(tmp_path, shop.url(), seed="autumn")
        other = [visit(tmp_path, shop.url(), seed=str(n))["taken"] for n in range(3)]
    assert {"/collections/lamps?page=2", "/collections/rugs?page=2"} <= set(shop.requests)
    assert note == again
    assert any(taken != note["taken"] for taken in other)
    assert note["seed"] == "autumn"
    assert len(asked) == 4
    assert {name.rsplit("-", 1)[1] for name in asked} == {"lamps", "rugs"}
    layers = {(layer["category"], layer["reduced"]): layer["found"] for layer in note["draws"][0]["layers"]}
    assert sum(layers.values()) == 12
    assert sum(n for (_, reduced), n in layers.items() if reduced) == 4
    order = [urlsplit(url).path for url in redrawn(note)[0]]
    assert [urlsplit(t["url"]).path for t in note["taken"]] == asked == order[:4]
    assert {t["draw"] for t in note["taken"]} == {1}


def test_all_products_are_all(tmp_path: Path) -> None:
    with serve(routes()) as shop:
        note = visit(tmp_path, shop.url(), products=5000, all_products=True, pages=500)
    assert sum(p.startswith("/products/") for p in shop.requests) == 12
    assert note["wanted"] == "all"
    assert Counter(t["outcome"] for t in note["taken"]) == {"product": 12}


def test_variants_use_up_no_place_in_the_sample(tmp_path: Path) -> None:
    made = routes() | {
        "/": page(
            "<html lang=en><main>"
            + "".join(f'<p><a href="/products/{n}?variant={v}">{n} {v}</a></p>' for n in ("oak", "elm") for v in "123")
        ),
        **{
            f"/products/{n}?variant={v}": product(n, '<a href="?variant=9">Nine</a>')
            for n in ("oak", "elm")
            for v in "123"
        },
    }
    with serve(made) as shop:
        note = visit(tmp_path, shop.url(), products=2)
    assert {urlsplit(p).path for p in shop.requests if p.startswith("/products/")} == {"/products/oak", "/products/elm"}
    assert sum(p.startswith("/products/") for p in shop.requests) == 2
    assert all({"Nine", "oak 2"} & {v["name"] for v in t["variants"]} for t in note["taken"])


def test_a_catalogue_brings_what_no_page_links(tmp_path: Path) -> None:
    goods = [
        {"handle": w, "product_type": "", "variants": [{"price": "1", "compare_at_price": "2"}]} for w in WORDS[:3]
    ]
    made: dict[str, Route] = {
        "/": page('<html lang=en><link href="https://cdn.shopify.com/x.css"><p>Welcome to all of you.</p>'),
        "/products.json?limit=250": page(json.dumps({"products": goods}), headers={"Content-Type": "application/json"}),
        **{f"/products/{w}": product(w) for w in WORDS[:3]},
    }
    with serve(made) as shop:
        note = visit(tmp_path, shop.url(), products=2)
    assert note["draws"][0]["layers"] == [{"category": "", "reduced": True, "found": 3}]
    assert sum(p.startswith("/products/") for p in shop.requests) == 2
