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
ROWS: list[list[Any]] = load_text(_FILE.read_text(encoding="utf-8"), _FILE.name)


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


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row[0]} {row[2]} {row[4]}"[:90])
def test_what_is_told_accuses_nobody_and_silence_does(row: list[Any]) -> None:
    *_, words, silent = row
    assert _verdict(row, words).outcome < Outcome.FAIL
    assert _verdict(row, "").outcome.label == silent


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
