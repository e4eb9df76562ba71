"""What the pages of food, clothes, tyres, ... owe is told in many words: none of them accuses, and silence does."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from checks.strict_yaml import load_text
from checks.verdict import Outcome, Verdict
from sweep.capture import Capture
from tests.accusations.site import judged
from tests.countries import texts as texts_of
from tests.extract.shops import BASE, FILLER, response

_FILE = Path(__file__).with_name("sectors.yaml")
_OTHERS = Path(__file__).with_name("other_goods.yaml")
ROWS: list[list[Any]] = load_text(_FILE.read_text(encoding="utf-8"), _FILE.name)
OTHERS: list[list[Any]] = load_text(_OTHERS.read_text(encoding="utf-8"), _OTHERS.name)


def _verdict(row: list[Any], words: str) -> Verdict:
    check, country, language, titles, *_ = row
    button = f"<button>{texts_of(country)['words']['add']}</button>"
    links = "".join(f'<a href="/p{n}">{title}</a>' for n, title in enumerate(titles))
    pages = {"/": f"<h1>Brumel</h1><p>{FILLER[language]}</p>{links}"}
    for n, title in enumerate(titles):
        told = f"<p>{words}</p>" if words else ""
        pages[f"/p{n}"] = f"<h1>{title}</h1><p>{19 + n},90 €</p>{told}<p>{FILLER[language]}</p>{button}"
    wrap = '<!doctype html><html lang="{}"><head><title>Brumel</title></head><body>{}</body></html>'
    answers = tuple(response(path, wrap.format(language, body)) for path, body in pages.items())
    return judged(Capture(BASE + "/", answers), country)[check]


def test_what_a_menu_and_links_name_is_no_list_of_ingredients() -> None:
    menu = "<nav><ul><li>Honig</li><li>Milch</li><li>Butter</li></ul></nav><p><a href='/k'>Mehl und Zucker</a></p>"
    row = ["sector.food_info", "DE", "de", ["Kekse Brumel", "Marmelade mit Honig und Mandeln", "Schokolade Brumel"]]
    assert _verdict([*row, "", ""], f"{menu}<p>So schmeckt Kindheit.</p>").outcome is Outcome.FAIL
    assert _verdict([*row, "", ""], "Honig, Milch, Butter.").outcome is Outcome.REVIEW
    assert _verdict([*row, "", ""], "Zahlung: Karte, Rechnung, Vorkasse.").outcome is Outcome.FAIL


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row[0]} {row[2]} {row[4]}"[:90])
def test_what_is_told_accuses_nobody_and_silence_does(row: list[Any]) -> None:
    *_, words, silent = row
    assert _verdict(row, words).outcome < Outcome.FAIL
    assert _verdict(row, "").outcome.label == silent


@pytest.mark.parametrize("row", OTHERS, ids=lambda row: f"{row[0]} {row[2]} {row[3][0]}"[:90])
def test_words_of_a_kind_in_the_titles_of_other_things_accuse_nobody(row: list[Any]) -> None:
    assert _verdict(row, "").outcome < Outcome.FAIL


# The same kinds where the titles name nothing else: a breach each.
NAMED = [
    ["sector.textile_fibre", "FR", "fr", ["Jupe pour femme", "Pull d'homme", "Pantalon pour l'hiver"]],
    ["sector.textile_fibre", "DE", "de", ["Rock für Damen", "Hose für Kinder", "Strick-Pullover"]],
    ["sector.textile_fibre", "IE", "en", ["Shirt Brumel", "Coat Brumel", "Dress for women"]],
    ["sector.alcohol", "FR", "fr", ["Rhum des îles 70 cl", "Whisky Brumel 70 cl", "Gin Brumel 70 cl"]],
    ["sector.medicine_logo", "DE", "de", ["Ibuprofen Nebul 400 mg", "Paracetamol Nebul 500 mg", "Aspirin 500 mg"]],
    ["sector.vape", "DE", "de", ["E-Liquid Brumel 30 mg/ml Nikotin", "E-Liquid Brumel 3 mg/ml"]],
    ["sector.vape", "IE", "en", ["CBD and nicotine e-liquid 50 mg/ml", "E-liquid 0 mg/ml"]],
    ["sector.vape", "FR", "fr", ["E-liquide arôme tabac 24 mg/ml", "E-liquide Brumel 3 mg/ml"]],
    ["sector.vape", "FR", "fr", ["Puff jetable Brumel", "E-liquide Brumel 3 mg/ml"]],
    ["sector.biocide", "IT", "it", ["Disinfettante Brumel", "Repellente zanzare Brumel", "Insetticida Brumel"]],
    ["sector.food_info", "FR", "fr", ["Confiture d'abricots Brumel", "Biscuits pour enfants", "Chocolat noir Brumel"]],
]  # fmt: skip


@pytest.mark.parametrize("row", NAMED, ids=lambda row: f"{row[0]} {row[2]} {row[3][0]}"[:90])
def test_titles_that_name_the_kind_alone_are_judged(row: list[Any]) -> None:
    assert _verdict(row, "").outcome is Outcome.FAIL


HINTS = [
    ["sector.textile_fibre", "FR", "fr", ["Chemise Brumel", "Pantalon Brumel", "Jupe Brumel"],
     "En lin lavé, très doux."],
    ["sector.food_info", "DE", "de", ["Kekse Brumel", "Marmelade Brumel 300 g", "Schokolade Brumel"],
     "Mit bestem Mehl, Zucker und Butter gebacken."],
]  # fmt: skip


@pytest.mark.parametrize("row", HINTS, ids=lambda row: row[0])
def test_words_that_may_be_what_is_owed_are_left_to_a_person(row: list[Any]) -> None:
    assert _verdict(row, row[4]).outcome is Outcome.REVIEW
    assert _verdict(row, "Genäht und gebacken mit Liebe.").outcome is Outcome.FAIL
