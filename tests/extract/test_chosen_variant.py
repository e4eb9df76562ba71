"""The variant that a product page shows as chosen: lists, round buttons and labels; and what only resembles them."""

from __future__ import annotations

import json

import pytest

from sweep.extract.products.variant_offers import variant_offers
from tests.extract.test_product_data import page_of

SIZES = "<option value='1' selected>S</option><option value='2'>M</option>"


def variant(block: str) -> str:
    return variant_offers(page_of(block))[0].value.variant


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        (f"<select name='group[1]' aria-label='Größe'>{SIZES}</select>", "S"),
        (f"<select name='attribute_pa_size' id='pa_size'>{SIZES}</select>", "S"),
        ("<select class='single-option-selector'><option>Ocker</option><option>Blau</option></select>", "Ocker"),
        (
            f"<span>Größe: S</span><select name='group[1]'>{SIZES}</select><span>Farbe: Ocker</span>"
            "<ul><li><label aria-label='Ocker'><input type='radio' name='group[2]' value='8' title='Ocker' checked>"
            "</label></li><li><input type='radio' name='group[2]' value='9' title='Blau'></li></ul>",
            "S / Ocker",
        ),
        ("<input type='radio' id='c1' name='color' checked><label for='c1'>Moosgrün</label>", "Moosgrün"),
        ("<label><input type='radio' name='option[7]' value='3' checked> Nussbaum (+4,00 €)</label>", "Nussbaum"),
        ("<select name='group[1]'><option selected>160x200 — 649 €</option></select>", "160x200"),
        ("<label><input type='radio' name='ptal-1' checked> Stahl</label>", "Stahl"),
        ("<label><input type='radio' name='pta-1' checked> Stahl</label>", ""),
        ("<p>Farbe: Ocker / Sand</p>", "Ocker / Sand"),
        ("<h5>Größe</h5><p>S</p>", "S"),
        ("<h5>Größe</h5><p>S</p><p>M</p>", ""),  # the first of several
        ("<h5>Größe</h5><p><a href='?size=S'>S</a></p><p>weitere</p>", ""),
        ("<p><span>Farbe</span>: <b>Ocker</b></p><p><span>Größe</span>: <b>XL</b></p>", "Ocker / XL"),
        ("<dl><dt>Farbe</dt><dd>Ocker</dd></dl>", "Ocker"),
        ("<label>Farbe</label><select><option selected>Ocker</option><option>Blau</option></select>", "Ocker"),
        ("<label>Lieferland</label><select><option selected>Belgien</option></select>", ""),
        # nothing is chosen yet, or the list is for something else
        ("<select name='attribute_pa_size'><option value=''>Wähle eine Option</option><option>S</option></select>", ""),
        ("<select name='option[3]'><option value='0'>--- Bitte wählen ---</option><option>S</option></select>", ""),
        ("<select name='option[3]'><option disabled>Größe</option><option>S</option></select>", ""),
        ("<select class='single-option-selector'><option>Default Title</option></select>", ""),
        ("<select name='quantity'><option>1</option><option>2</option></select>", ""),
        ("<select name='sort'><option>Preis aufsteigend</option></select>", ""),
        (f"<select name='id' class='product__all'>{SIZES}</select>", ""),
        ("<input type='radio' name='group[2]' value='8' title='Ocker'>", ""),
        ("<input type='radio' name='shipping' title='Abholung' checked>", ""),
        (f"<div style='display:none'><select name='group[1]'>{SIZES}</select></div>", ""),
        (f"<div class='related-products'><select name='group[1]'>{SIZES}</select></div>", ""),
        (f"<nav><select name='size'>{SIZES}</select></nav>", ""),
        # no name of a colour or a size
        ("<p>Größe: 30 x 40 cm</p>", ""),
        ("<p>Größe: Größentabelle</p>", ""),
        ("<p>Farbe: Bitte wählen</p>", ""),
        ("<p>Farbe:</p><div><button>Schließen</button></div>", ""),
        ("<p>Die Farbe hält lange.</p>", ""),
        ("<p>Farbe: Sie erhalten 12 Stück, sortiert.</p>", ""),
    ],
)
def test_the_choice_that_is_shown(block: str, expected: str) -> None:
    assert variant(block) == expected


@pytest.mark.parametrize(
    ("language", "label", "value"),
    [
        ("fr", "Coloris", "Ocre"), ("nl", "Kleur", "Oker"), ("en", "Colour", "Ochre"), ("es", "Color", "Ocre"),
        ("it", "Colore", "Ocra"), ("pt", "Cor", "Ocre"), ("pl", "Kolor", "Ochra"), ("cs", "Barva", "Okrová"),
        ("sk", "Farba", "Okrová"), ("sl", "Barva", "Oker"), ("hr", "Boja", "Oker"), ("hu", "Szín", "Okker"),
        ("ro", "Culoare", "Ocru"), ("bg", "Цвят", "Охра"), ("el", "Χρώμα", "Ώχρα"), ("da", "Farve", "Okker"),
        ("sv", "Färg", "Ockra"), ("fi", "Väri", "Okra"), ("et", "Värv", "Ooker"), ("lv", "Krāsa", "Okers"),
        ("lt", "Spalva", "Ochra"), ("mt", "Kulur", "Okra"), ("ga", "Dath", "Ócar"), ("is", "Litur", "Okkur"),
        ("no", "Farge", "Oker"),
    ],
)  # fmt: skip
def test_a_colour_in_every_language(language: str, label: str, value: str) -> None:
    page = page_of(f"<p>{label}: {value}</p>", language=language)
    assert variant_offers(page)[0].value.variant == value


def group(**names: str) -> str:
    """A product whose data names variants and their prices: name -> price."""
    rows = [
        {"@type": "Product", "name": name, "color": name, "offers": {"@type": "Offer", "price": price}}
        for name, price in names.items()
    ]
    data = {"@type": "ProductGroup", "name": "Quorbel Stehlampe 7", "hasVariant": rows}
    return f'<script type="application/ld+json">{json.dumps(data)}</script>'


def test_the_choice_that_is_shown_ties_the_price_to_its_variant() -> None:
    """Two colours cost the same: which of them the struck price belongs to is told by the choice alone."""
    struck = "<p><del>29,90 €</del></p>"
    same = group(Ocker="19.90", Blau="19.90", Rot="24.90")
    chosen = variant_offers(page_of(f"{same}{struck}<p>Farbe: Blau</p>"))[0].value
    assert (chosen.variant, chosen.prior_price_kind) == ("Blau", "struck")
    unknown = variant_offers(page_of(same + struck))[0].value
    assert (unknown.variant, unknown.prior_price_kind) == ("", "unclear")
