"""Watchlists as a plan chooses them, on the pages of a shop, and on the command line."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from checks.facts import Absent, Fact, Found, Unknown
from checks.watchlist_file import standard, standard_screen
from product_alerts.model import Offer
from product_alerts.watchlist import Screen, WatchlistHit
from sweep import watchlists
from sweep.capture import Capture
from sweep.cli import main
from sweep.errors import SweepError
from sweep.extract.practices.watchlisted import watchlist_hits
from sweep.extract.shop import read_pages, shop_pages
from sweep.plan import load_plan
from sweep.sweeps import begin
from tests.extract.shops import BASE, FILLER, response

OWN = """\
id: aerosols
title: {en: Aerosols, fr: Aérosols, nl: Spuitbussen, de: Spraydosen}
refer: {to: {en: the office, fr: le bureau, nl: het bureau, de: das Amt}}
entries:
  - id: vortalune
    terms: {any: [vortalune]}
    hits: [Vortalune spray]
    silent: [Spray]
"""
PLAN = "name: spring\nauthority: A\ncountry: FR\nlists: shops.csv\n"
DAY = date(2026, 11, 22)


def _workspace(folder: Path, chosen: str, own: str = OWN) -> Path:
    (folder / "shops.csv").write_text("url\nshop.example\n")
    (folder / "own.yaml").write_text(own, encoding="utf-8")
    plan = folder / "plan.yaml"
    plan.write_text(f"{PLAN}watchlists: {chosen}\n")
    return plan


def _hits(title: str, screen: Screen, language: str = "fr") -> Fact[tuple[Found[WatchlistHit], ...]]:
    data = f'{{"@type": "Product", "name": "{title}", "offers": {{"price": "5.00", "priceCurrency": "EUR"}}}}'
    product = f'<script type="application/ld+json">{data}</script><h1>{title}</h1><p>5,00 €</p><p>{FILLER["fr"]}</p>'
    wrap = f'<!doctype html><html lang="{language}"><body>{{}}</body></html>'
    home = f"<h1>Accueil</h1><p>{FILLER['fr']}</p><a href='/p1'>Article</a>"
    answers = (response("/", wrap.format(home)), response("/p1", wrap.format(product)))
    shop = shop_pages(Capture(BASE + "/", answers), "FR")
    return watchlist_hits(shop, read_pages(shop).offers, screen, "FR", DAY)


def test_a_hit_quotes_the_page() -> None:
    hits = _hits("Statuette en ivoire sculpté", standard_screen())
    assert isinstance(hits, Found)
    assert hits.evidence.quote == "Statuette en ivoire sculpté"
    assert hits.value[0].value.authority == "Office français de la biodiversité (OFB), DREAL"


def test_nothing_on_a_list_is_absent_and_no_list_unknown() -> None:
    assert isinstance(_hits("Cruche Boréalis", standard_screen()), Absent)
    assert isinstance(_hits("Statuette en ivoire sculpté", Screen([])), Unknown)


def test_a_plan_takes_all_lists_unless_it_chooses(tmp_path: Path) -> None:
    (tmp_path / "shops.csv").write_text("url\nshop.example\n")
    (tmp_path / "plan.yaml").write_text(PLAN)
    plan = load_plan(tmp_path / "plan.yaml")
    assert [one.watchlist.id for one in watchlists.chosen(plan.watchlists, tmp_path)] == list(standard())
    assert watchlists.chosen(("none",), tmp_path) == ()


def test_lists_are_chosen_and_own_ones_kept_as_used(tmp_path: Path) -> None:
    sweep, _ = begin(_workspace(tmp_path, "[weapons, own.yaml]"), DAY)
    (tmp_path / "own.yaml").unlink()
    assert [one.id for one in sweep.screen.lists] == ["weapons", "aerosols"]
    (spotted,) = sweep.screen.spot(Offer("", "Vortalune spray"))
    assert spotted.watchlist == "aerosols"


@pytest.mark.parametrize(
    ("chosen", "own", "says"),
    [
        ("[weapns]", OWN, "plan.yaml:5:14: watchlists: there is no list 'weapns'; did you mean 'weapons'?"),
        ("[other.yaml]", OWN, "plan.yaml:5:14: watchlists: "),
        ("[own.yaml]", OWN.replace("entries", "items"), "plan.yaml:5:14: watchlists: own.yaml:"),
        ("[own.yaml]", OWN.replace("aerosols", "weapons"), "is that of a list of the house"),
    ],
)
def test_mistakes_of_a_plan_are_told(tmp_path: Path, chosen: str, own: str, says: str) -> None:
    with pytest.raises(SweepError) as raised:
        load_plan(_workspace(tmp_path, chosen, own))
    assert says in str(raised.value)


def test_two_own_lists_of_one_name_are_refused(tmp_path: Path) -> None:
    plan = _workspace(tmp_path, "[own.yaml, again.yaml]")
    (tmp_path / "again.yaml").write_text(OWN, encoding="utf-8")
    with pytest.raises(SweepError, match="two lists have the id 'aerosols'"):
        begin(plan, DAY)


def test_the_lists_are_shown_and_checked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["watchlist", "list"]) == 0
    assert all(name in capsys.readouterr().out for name in [*standard()][:1])
    assert main(["watchlist", "show", "weapons"]) == 0
    assert "Service central des armes et explosifs" in capsys.readouterr().out
    assert main(["watchlist", "check", "weapons"]) == 0
    path = tmp_path / "own.yaml"
    path.write_text(OWN.replace("silent: [Spray]", "silent: [Vortalune]"), encoding="utf-8")
    assert main(["watchlist", "check", str(path)]) == 1
    assert "'Vortalune' should be left alone, but is spotted by vortalune" in capsys.readouterr().out
    path.write_text(OWN.replace("terms", "term"), encoding="utf-8")
    assert main(["watchlist", "check", str(path)]) == 1
    assert "own.yaml:6:5: entries.0.term: unknown key" in capsys.readouterr().err
    assert main(["watchlist", "check", "weapns"]) == 1
    assert "did you mean 'weapons'?" in capsys.readouterr().err


def test_a_title_and_a_file_of_offers_are_tried(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["watchlist", "try", "Schlagring Edelstahl", "--country", "DE", "--list", "weapons"]) == 0
    assert "weapons/striking: Schlagring Edelstahl" in capsys.readouterr().out
    offers = tmp_path / "offers.jsonl"
    offers.write_text('{"title": "Kratom 100 g", "url": "https://shop.example/k"}\n{"title": "Cruche"}\n')
    assert main(["watchlist", "try", str(offers), "--json"]) == 0
    (line,) = capsys.readouterr().out.splitlines()
    assert json.loads(line)["watchlist"] == "supplements"
    assert main(["watchlist", "try", "x", "--country", "US"]) == 1
    assert "use one of AT, BE, BG, CH," in capsys.readouterr().err


def test_a_list_by_the_law_of_the_union_is_silent_where_that_is_no_law(capsys: pytest.CaptureFixture[str]) -> None:
    """Consumers of Switzerland and of the United Kingdom can be swept for, by their own law alone."""
    for country in ("CH", "GB"):
        assert main(["watchlist", "try", "Statuette en ivoire sculpté", "--country", country]) == 0
        assert "0 hits in 1 offer" in capsys.readouterr().out
    assert main(["watchlist", "try", "Statuette en ivoire sculpté", "--country", "Belgique"]) == 0
    assert "ivory" in capsys.readouterr().out
