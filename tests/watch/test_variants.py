"""Several variants on one page: each its own series, and none judged by another's price."""

from __future__ import annotations

import json
from datetime import timedelta
from decimal import Decimal
from html import escape
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checks.verdict import Outcome
from product_alerts.model import Offer
from sweep.extract.offers import page_offers
from sweep.extract.page import Page
from sweep.extract.products.variant_offers import MOST, variant_offers
from sweep.watch.campaign import ProductResult, judge_campaign
from tests.watch.site import FIRST, Tag, at, days, go, lay_out, market, opened

URL = "https://zephirelle.example/cruche"
ABOUT = "<p>Cette cruche en grès émaillé est tournée à la main et convient à l'eau comme au jus de pomme.</p>"


def page(shown: str, data: object = None, *, form: str = "", label: str = "", url: str = URL) -> Page:
    script = f"<script type='application/ld+json'>{json.dumps(data)}</script>" if data else ""
    html = (
        f"<html lang=fr><head><title>Cruche Boréalis</title>{script}</head><body><h1>Cruche Boréalis</h1>"
        f"<p class=price>{shown}</p>{label}<form {form}><button>Ajouter au panier</button></form>{ABOUT}</body></html>"
    )
    return Page(url, 200, "0" * 64, "", html, role="product")


def group(**prices: str) -> dict[str, Any]:
    """A ProductGroup whose variants have these article numbers and prices."""
    variants = [
        {"@type": "Product", "name": f"Cruche {sku}", "sku": sku, "color": sku.lower(), "url": f"{URL}?variant={sku}",
         "offers": {"@type": "Offer", "price": price, "priceCurrency": "EUR",
                    "availability": "https://schema.org/InStock"}}
        for sku, price in prices.items()
    ]  # fmt: skip
    return {"@type": "ProductGroup", "name": "Cruche Boréalis", "hasVariant": variants}


def offers(one: Page) -> dict[str, Offer]:
    found = variant_offers(one)
    for o in found:
        assert all(e.quote in one.text or e.quote in one.html for e in o.proof)
    return {o.value.sku or o.value.variant: o.value for o in found}


def test_every_variant_has_its_own_price() -> None:
    found = offers(page("30,00 €", group(R101="30.00", B102="45.00")))
    assert {sku: o.price for sku, o in found.items()} == {"R101": Decimal(30), "B102": Decimal(45)}
    assert found["B102"].availability == "InStock"


def test_a_struck_price_that_may_be_another_variants_is_unclear() -> None:
    struck = "<del>60,00 €</del> <span class=current-price>30,00 €</span>"
    assert offers(page(struck, group(R101="30.00", B102="45.00")))["R101"].prior_price_kind == "unclear"
    chosen = page(struck, group(R101="30.00", B102="45.00"), url=f"{URL}?variant=R101")
    assert offers(chosen)["R101"].prior_price_kind == "struck"
    same = variant_offers(page(struck, group(R101="30.00", B102="30.00")))[0].value
    assert (same.prior_price, same.prior_price_kind) == (Decimal(60), "struck")


def test_data_that_contradicts_what_is_seen_gives_no_variant() -> None:
    for shown in ("31,00 €", "36,00 €"):
        assert [o.price for o in offers(page(shown, group(R101="30.00", B102="45.00"))).values()] == [
            Decimal(shown[:2])
        ]
    label = "<p>Référence : B102</p>"
    contradicted = offers(page("30,00 €", group(R101="30.00", B102="45.00"), label=label))
    assert [o.price for o in contradicted.values()] == [Decimal(30)]


def test_offers_of_several_sellers_or_conditions_are_no_variants() -> None:
    def product(**differing: str) -> dict[str, Any]:
        ((key, values),) = ((k, v.split()) for k, v in differing.items())
        listed = [
            {"@type": "Offer", "sku": f"S{n}", "price": price, "priceCurrency": "EUR", key: value}
            for n, (price, value) in enumerate(zip(("30.00", "45.00"), values, strict=True))
        ]
        return {"@type": "Product", "name": "Cruche Boréalis", "offers": listed}

    assert len(variant_offers(page("30,00 €", product(name="rouge bleue")))) == 2
    assert len(variant_offers(page("30,00 €", product(seller="Ondine Perlune")))) == 1
    assert len(variant_offers(page("30,00 €", product(itemCondition="NewCondition UsedCondition")))) == 1


def test_two_variants_under_one_number_are_nobodys_series() -> None:
    data = group(R101="30.00", B102="45.00", V103="50.00")
    data["hasVariant"][2]["sku"] = "B102"
    assert len(variant_offers(page("30,00 €", data))) == 1


def woo(*rows: dict[str, Any]) -> str:
    return f'data-product_variations="{escape(json.dumps(rows, separators=(",", ":")))}"'


def row(sku: str, price: float, regular: float, html: str = "") -> dict[str, Any]:
    return {
        "sku": sku, "display_price": price, "display_regular_price": regular, "price_html": html, "is_in_stock": True,
        "attributes": {"attribute_pa_taille": sku.lower()}, "variation_id": 7,
    }  # fmt: skip


def test_the_variations_of_a_woocommerce_form() -> None:
    struck = "<del>60,00 €</del> <ins>45,00 €</ins>"
    form = woo(row("P201", 30, 30), row("G202", 45, 60, struck), row("X203", 70, 90))
    found = offers(page("30,00 €", form=form))
    told = {sku: (o.price, o.prior_price, o.prior_price_kind) for sku, o in found.items()}
    assert told == {
        "P201": (Decimal(30), None, ""),
        "G202": (Decimal(45), Decimal(60), "struck"),
        "X203": (Decimal(70), None, ""),  # nothing is struck through once it is chosen
    }


@pytest.mark.parametrize("form", ['data-product_variations="false"', 'data-product_variations="[{"', woo({})])
def test_a_broken_form_gives_no_variant(form: str) -> None:
    assert [o.price for o in offers(page("30,00 €", form=form)).values()] == [Decimal(30)]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from("ABCDE"), st.integers(1, 5)), max_size=8),
    st.integers(1, 5),
    st.booleans(),
)
def test_however_a_page_lists_them_every_price_stands_on_it(
    listed: list[tuple[str, int]], shown: int, struck: bool
) -> None:
    data = group()
    data["hasVariant"] = [v for sku, price in listed for v in group(**{sku: f"{price}0.00"})["hasVariant"]]
    words = f"<del>99,00 €</del> {shown}0,00 €" if struck else f"{shown}0,00 €"
    one = page(words, data)
    found = variant_offers(one)
    keys = [o.value.key for o in found]
    assert len(keys) == len(set(keys)) <= MOST
    assert found[0].value.price == page_offers(one)[0].value.price
    prices = {Decimal(price * 10) for _, price in listed} | {Decimal(shown * 10)}
    assert {o.value.price for o in found} <= prices
    assert all(o.value.prior_price is None for o in found[1:])


# --- watched


def _results(plan: Path) -> ProductResult:
    watch = opened(plan)
    (result,) = judge_campaign(watch.book, watch.products, country="FR", zone="Europe/Paris")
    return result


def _watch(folder: Path, columns: str = "") -> ProductResult:
    """The dear variant's price is shown from day 31 on, struck from what it always cost; the cheap one stays cheap."""
    with market({"cruche": Tag("30.00")}) as shop:
        plan = lay_out(folder, shop)
        if columns:
            (folder / "products.csv").write_text(f"url,variant\n{shop.server.url('/cruche')},{columns}\n")
        for n, day in enumerate(days(FIRST, 33)):
            on = n >= 31
            dear = "50.00" if on else "60.00"
            tag = Tag(dear if on else "30.00", "60.00" if on else "", variants={"P201": "30.00", "G202": dear})
            tag.sku = "G202" if on else "P201"
            shop.tags["cruche"] = tag
            assert go(plan, shop, at(day)) is not None
    return _results(plan)


def test_a_page_that_shows_another_variant_than_before_accuses_nobody(tmp_path: Path) -> None:
    result = _watch(tmp_path)
    series: dict[str, set[Decimal]] = {}
    for o in result.history.observations:
        series.setdefault(o.key.variant, set()).add(o.price)
    assert series == {"P201": {Decimal(30)}, "G202": {Decimal(60), Decimal(50)}}
    true = next(j.verdict for j in result.judged if j.verdict.check == "reduction.prior_price_true")
    assert true.outcome is Outcome.PASS
    assert not any(j.verdict.outcome is Outcome.FAIL for j in result.judged)


def test_a_list_may_name_the_variant_that_is_watched(tmp_path: Path) -> None:
    result = _watch(tmp_path, "p201")
    assert {o.key.variant for o in result.history.observations} == {"P201"}
    assert result.worst is Outcome.NOT_APPLICABLE or result.worst < Outcome.REVIEW


def test_a_variant_that_is_not_there_is_a_gap(tmp_path: Path) -> None:
    with market({"cruche": Tag("30.00")}) as shop:
        plan = lay_out(tmp_path, shop)
        (tmp_path / "products.csv").write_text(f"url,variant\n{shop.server.url('/cruche')},violette\n")
        go(plan, shop, at(FIRST + timedelta(1)))
    result = _results(plan)
    assert not result.history.observations
    (gap,) = (gap for _, gap in result.history.gaps)
    assert (gap.kind, "'violette'" in gap.detail) == ("no price", True)
