"""Structured data as shops write it, whole and broken."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checks.facts import Found
from sweep.capture import Capture
from sweep.extract.data import structured
from sweep.extract.data.json_text import without_halves
from sweep.extract.data.snippets import snippet
from sweep.extract.data.structured import Node, Number, nodes
from sweep.extract.page import Page
from sweep.extract.shop import read_shop
from tests.extract.shops import BASE, response


def page(html: str) -> Page:
    return Page("https://laden.example/p/1", 200, "0" * 64, "", html)


def ld(*scripts: str) -> Page:
    tags = "".join(f'<script type="application/ld+json">{s}</script>' for s in scripts)
    return page(f"<html><head>{tags}</head><body><p>x</p></body></html>")


def products(found: tuple[Node, ...]) -> list[str]:
    return [n.text("name") for n in found if "product" in n.types]


@pytest.mark.parametrize(
    "script",
    [
        '{"@context":"https://schema.org","@type":"Product","name":"Kanne","offers":{"price":"9.90"}}',
        '{"@context":"http://schema.org/","@type":"http://schema.org/Product","name":"Kanne","offers":{"price":"9.90"}}',
        '{"@type":["Product","Thing"],"name":"Kanne","offers":[{"price":"9.90"}]}',
        '[{"@type":"BreadcrumbList"},{"@type":"Product","name":"Kanne","offers":{"price":"9.90"}}]',
        '{"@graph":[{"@type":"WebPage"},{"@type":"Product","name":"Kanne","offers":{"price":"9.90"}}]}',
        '{"@type":"ItemPage","mainEntity":{"@type":"Product","name":"Kanne","offers":{"price":"9.90"}}}',
        '{"@type":"product","Name":"Kanne","Offers":{"Price":"9.90"}}',
        '<!-- {"@type":"Product","name":"Kanne","offers":{"price":"9.90"}} -->',
        '//<![CDATA[\n{"@type":"Product","name":"Kanne","offers":{"price":"9.90"}}\n//]]>',
        '{"@type":"Product","name":"Kanne","offers":{"price":"9.90"}};',
        '{"@type":"Product","name":"Kanne","offers":{"price":"9.90"},}',
        '{"@type":"Product","name":"Kanne","offers":{"price":"9.90"}',
        '{"@type":"Product","name":"Kanne",\n"description":"zwei\nZeilen","offers":{"price":"9.90"}}',
        "{'@type':'Product','name':'Kanne','offers':{'price':'9.90'}}",
        "{&quot;@type&quot;:&quot;Product&quot;,&quot;name&quot;:&quot;Kanne&quot;,&quot;offers&quot;:{&quot;price&quot;:&quot;9.90&quot;}}",
    ],
)
def test_a_product_is_found_in_json_ld(script: str) -> None:
    found = nodes(ld(script))
    assert products(found) == ["Kanne"]
    product = next(n for n in found if "product" in n.types)
    assert product.nodes("offers")[0].text("price") == "9.90"


@pytest.mark.parametrize("script", ["", "   ", "null", "[]", "12", '"Product"', "no json at all", "{{{{", "]["])
def test_no_product_is_made_of_nothing(script: str) -> None:
    assert products(nodes(ld(script))) == []


def test_several_blocks_one_of_them_broken() -> None:
    good = '{"@type":"Product","name":"Kanne"}'
    assert products(nodes(ld("{oh no", good))) == ["Kanne"]


def test_entities_in_a_name_are_undone() -> None:
    assert products(nodes(ld('{"@type":"Product","name":"Kanne &amp; Tasse 11&quot;"}'))) == ['Kanne & Tasse 11"']


def test_a_number_is_told_from_a_string() -> None:
    numeric, worded = (nodes(ld(f'{{"@type":"Offer","price":{p}}}'))[0].texts("price")[0] for p in ("9.90", '"9.90"'))
    assert isinstance(numeric, Number)
    assert not isinstance(worded, Number)
    assert numeric == worded == "9.90"


def test_where_a_node_lies_is_known() -> None:
    script = '{"@type":"Product","name":"Kanne","isRelatedTo":{"@type":"Product","name":"Tasse"}}'
    found = [n for n in nodes(ld(script)) if "product" in n.types]
    assert [(n.text("name"), n.path) for n in found] == [("Kanne", ()), ("Tasse", ("isrelatedto",))]


MICRODATA = """<html><body><div itemscope itemtype="http://schema.org/Product">
<h1 itemprop="name">Kanne <b>blau</b></h1><img itemprop="image" src="/k.jpg">
<div itemprop="brand" itemscope itemtype="https://schema.org/Brand"><span itemprop="name">Tonhof</span></div>
<div itemprop="offers" itemscope itemtype="http://schema.org/Offer"><meta itemprop="priceCurrency" content="EUR">
<span itemprop="price" content="9.90">9,90 €</span><link itemprop="availability" href="http://schema.org/InStock"></div>
</div><span itemprop="name">Ohne Ding</span></body></html>"""


def test_microdata() -> None:
    found = nodes(page(MICRODATA))
    product = next(n for n in found if "product" in n.types)
    offer = product.nodes("offers")[0]
    assert product.text("name") == "Kanne blau"
    assert product.text("brand") == "Tonhof"
    assert product.text("image") == "/k.jpg"
    assert (offer.text("price"), offer.text("pricecurrency")) == ("9.90", "EUR")
    assert offer.text("availability") == "http://schema.org/InStock"
    assert product.source == "microdata"


def test_rdfa_lite() -> None:
    html = """<div vocab="https://schema.org/" typeof="Product"><span property="name">Kanne</span>
    <div property="offers" typeof="Offer"><span property="price">9.90</span></div></div>"""
    product = next(n for n in nodes(page(html)) if "product" in n.types)
    assert (product.source, product.text("name")) == ("rdfa", "Kanne")
    assert product.nodes("offers")[0].text("price") == "9.90"


def test_meta_properties() -> None:
    html = """<head><meta property="og:title" content="Kanne"><meta property="product:price:amount" content="9.90">
    <meta name="description" content="no matter"></head>"""
    meta = nodes(page(html))[-1]
    assert (meta.source, meta.text("og:title"), meta.text("product:price:amount")) == ("opengraph", "Kanne", "9.90")
    assert "description" not in meta.props


def test_without_structured_data_there_are_no_nodes() -> None:
    assert nodes(page("<html><body><p>Kanne 9,90 €</p></body></html>")) == ()


@pytest.mark.parametrize(
    ("html", "name", "expected"),
    [
        ('<script type="application/ld+json">{"@type":"Offer","price": "9.90"}</script>', "price", '"price": "9.90"'),
        ('<script type="application/ld+json">{"@type":"Offer","price":9.90,"x":1}</script>', "price", '"price":9.90'),
        ('<script type="application/ld+json">{"@type":"Offer","price":"9.905"}</script>', "price", '"price":"9.905"'),
        (
            r'<script type="application/ld+json">{"@type":"Offer","availability":"http:\/\/s.org\/InStock"}</script>',
            "availability",
            r'"availability":"http:\/\/s.org\/InStock"',
        ),
        # The same value under other names stands before it, and longer ones that begin with it.
        (
            '<script type="application/ld+json">{"@type":"Offer","lowPrice":"9.9","a":"9.95","price" : "9.9"}</script>',
            "price",
            '"price" : "9.9"',
        ),
    ],
)
def test_the_snippet_is_in_the_page(html: str, name: str, expected: str) -> None:
    source = page(html)
    node = nodes(source)[0]
    assert snippet(source, node, name, node.texts(name)[0]) == expected
    assert expected in source.html


def test_the_snippet_of_another_number_is_not_taken() -> None:
    source = ld('{"@type":"Offer","price":"9.905"}')
    assert snippet(source, nodes(source)[0], "price", "9.90") == ""


def test_the_snippet_may_be_in_another_case() -> None:
    source = ld('{"@type":"Product","Brand":"LÄMPCHEN"}')
    assert snippet(source, nodes(source)[0], "brand", "Lämpchen") == '"Brand":"LÄMPCHEN"'


def test_the_snippet_of_a_value_that_stands_everywhere_is_given_up() -> None:
    source = ld('{"@type":"Offer","list":[' + '"9.90",' * 300 + '0],"price":"9.90"}')
    assert snippet(source, nodes(source)[0], "price", "9.90") == ""


def test_the_snippet_of_microdata_is_its_tag() -> None:
    source = page(MICRODATA)
    offer = next(n for n in nodes(source) if "offer" in n.types)
    assert snippet(source, offer, "price", "9.90") == '<span itemprop="price" content="9.90">'


json_values = st.recursive(
    st.none() | st.booleans() | st.floats(allow_nan=True) | st.integers() | st.text(max_size=12),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(["@type", "name", "offers", "price", "@graph", "brand"]), inner, max_size=4)
    ),
    max_leaves=15,
)


@settings(max_examples=150, deadline=None)
@given(json_values, st.integers(min_value=0, max_value=200))
def test_cut_json_never_raises(value: object, cut: int) -> None:
    for node in nodes(ld(json.dumps(value)[:cut].replace("</", "<\\/"))):
        assert node.text("name", "price") is not None


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet='{}[]":,\\&quot;<!-/ab1.', max_size=200))
def test_any_script_never_raises(script: str) -> None:
    nodes(ld(script))


@pytest.mark.parametrize(
    "script", ['{"a":' * 30_000, "[" * 30_000, '{"@type":"Product","offers":[' * 3_000, '"' * 50_000]
)
def test_deep_and_long_scripts_never_raise(script: str) -> None:
    nodes(ld(script))


def test_deeply_nested_items_never_raise() -> None:
    nodes(page("<div itemscope itemprop=offers itemtype=Offer><span itemprop=price>1</span>" * 1_500))


def test_broken_scripts_are_repaired_up_to_a_length_of_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    broken = '{"@type":"Product","name":"Kanne",}'
    repaired: list[str] = []
    repair = structured._repaired

    def noted(text: str) -> list[object]:
        repaired.append(text)
        return repair(text)

    monkeypatch.setattr(structured, "_repaired", noted)
    assert products(nodes(ld(broken, broken))) == ["Kanne", "Kanne"]
    # The repair costs the square of the length of hostile text, so the page as a whole gets no more of it.
    repaired.clear()
    nodes(ld(*(['{"a":{"b":"' + "Prod;" * 1_000] * 30)))
    assert sum(map(len, repaired)) <= structured.MAX_REPAIR
    assert len(repaired) > 1


def test_a_script_of_more_things_than_memory_holds_is_left_out_and_the_others_are_read() -> None:
    kanne = '{"@type":"Product","name":"Kanne"}'
    many = f"[{kanne}{',[]' * structured.MAX_BRACKETS}]"
    assert products(nodes(ld(many, kanne))) == ["Kanne"]
    assert products(nodes(ld(f"[{kanne}{',[]' * 50_000}]", kanne))) == ["Kanne", "Kanne"]


HALVES = ['"19,90 € \\ud83d"', '"19,90 € \\uDE00"', '"19,90 €"', '"19,90 € \\ud83d\\ude00"']


@pytest.mark.parametrize("price", HALVES)
@pytest.mark.parametrize("field", ["name", "category", "sku", "description"])
def test_half_a_character_loses_no_shop(price: str, field: str) -> None:
    cut = price.replace("19,90 €", "Kanne")
    script = f'{{"@type":"Product","name":"Kanne","{field}":{cut},"offers":{{"price":{price},"priceCurrency":"EUR"}}}}'
    body = f"<script type='application/ld+json'>{script}</script><script>window.product = {script};</script>"
    form = f"<form data-product_variations='[{script}]'></form><p data-countdown='{{\"a\": {cut}}}'>19,90 €</p>"
    answer = response("/product/kanne", f"<html lang=de><h1>Kanne</h1>{body}{form}<button>In den Warenkorb</button>")
    home = response("/", "<html lang=de><h1>Laden</h1><a href=/product/kanne>Kanne</a>")
    offers = read_shop(Capture(BASE + "/", (home, answer)), country="DE").offers
    assert isinstance(offers, Found)
    assert offers.value[0].value.price == Decimal("19.90")


def test_offsets_agree_where_halves_are_left_out() -> None:
    for said, told in (
        (r"a\ud83d b", r"a\ufffd b"),
        (r"\ud83d\ude00", r"\ud83d\ude00"),
        (r"\ude00\ud83d", r"\ufffd\ufffd"),
    ):
        assert without_halves(said) == told
