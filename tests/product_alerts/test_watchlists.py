"""Watchlists: what their files may hold, what they spot, and what they leave alone."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checks.card import LANGUAGES, CardError
from checks.watchlist_file import Listed, load_watchlist, standard, standard_screen
from product_alerts.model import Offer
from product_alerts.watchlist import Screen
from tests.bench.alerts import public_offers
from tests.product_alerts.planted import neighbours, planted
from tests.product_alerts.test_real_data import shop_offers

DAY = date(2026, 11, 22)
IDS = (
    "counterfeits",
    "fireworks",
    "medicines",
    "precursors",
    "protected_species",
    "supplements",
    "tobacco",
    "weapons",
)

_FILE = """\
id: aerosols
title: {en: Aerosols, fr: Aérosols, nl: Spuitbussen, de: Spraydosen}
law: [{country: BE, act: "AR", article: "1", url: "https://law.example/1", from: 2026-01-01, until: 2026-12-31}]
refer: {to: {en: the office, fr: le bureau, nl: het bureau, de: das Amt}, authorities: {BE: Bureau Nord}}
unless: {en: [empty]}
entries:
  - id: vortalune
    terms: {any: [vortalune, "nebul*"]}
    beside: {en: [spray, can], fr: [aérosol]}
    below: {EUR: 10}
    hits: [{title: Vortalune spray, price: 5, currency: EUR}]
    silent: [{title: Vortalune spray, price: 50, currency: EUR}]
"""


def _read(text: str = _FILE) -> Listed:
    return load_watchlist(text, "own.yaml")


def _spots(title: str, listed: Listed | None = None, **more: object) -> bool:
    values: dict[str, object] = {"price": Decimal(5), "currency": "EUR", **more}
    return bool(Screen([(listed or _read()).watchlist]).spot(Offer("", title, **values)))  # type: ignore[arg-type]


def test_the_house_has_its_lists() -> None:
    assert tuple(standard()) == IDS


@pytest.mark.parametrize("name", IDS)
def test_every_example_of_a_list_comes_out_as_it_says(name: str) -> None:
    told = [f"{e.entry}: {e.offer.title!r}: {[s.term for s in spotted]}" for e, spotted in standard()[name].wrong()]
    assert told == []


@pytest.mark.parametrize("name", IDS)
def test_a_list_speaks_every_language_and_names_its_law_and_whom_to_tell(name: str) -> None:
    one = standard()[name].watchlist
    words = {language for entry in one.entries for part in (entry.terms, entry.unless) for language, _ in part}
    words |= {language for language, _ in one.unless}
    assert words >= {"any", "fr", "de", "nl", "en", "es", "it"}
    assert one.law
    assert one.authorities
    assert set(one.title) == set(one.refer_to) == set(LANGUAGES)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("  - id: vortalune", "  - id: vortalune\n    term: {any: [x1]}", "own.yaml:8:5: entries.0.term: unknown key"),
        ("any: [vortalune,", "xx: [vortalune,", "own.yaml:8:5: entries.0.terms: 'xx' is none of the languages"),
        ('"nebul*"', '"*"', "own.yaml:8:5: entries.0.terms: '*' has no word to look for"),
        ('"nebul*"', "vortalune", "'vortalune' stands there twice"),
        ("id: aerosols", "id: Aero sols", "own.yaml:1:1: id: not in the form asked for"),
        ("{en: Aerosols, ", "{", "own.yaml:2:1: title: the EN text is missing"),
        ("EUR: 10", "EUR: -1", "own.yaml:10:13: entries.0.below.EUR"),
        ("url: ", "link: ", "own.yaml:3:"),
        ("id: aerosols", "id: aerosols\nid: again", "own.yaml:2:1: double key 'id'"),
    ],
)
def test_a_fault_of_a_file_is_told_with_its_place(old: str, new: str, says: str) -> None:
    assert old in _FILE
    with pytest.raises(CardError) as raised:
        _read(_FILE.replace(old, new))
    assert says in str(raised.value)


def test_two_entries_of_one_name_are_refused() -> None:
    with pytest.raises(CardError, match=r"own\.yaml:13:5: the entry 'vortalune' stands here twice"):
        _read(_FILE + _FILE[_FILE.index("  - id:") :])


def test_a_file_that_is_no_mapping_is_refused() -> None:
    with pytest.raises(CardError, match=r"own\.yaml:1:1: a watchlist is a mapping"):
        _read("- one\n- two\n")


def test_an_example_that_comes_out_otherwise_is_told() -> None:
    listed = _read(
        _FILE.replace("silent: [{title: Vortalune spray, price: 50,", "silent: [{title: Vortalune spray, price: 4,")
    )
    assert [example.hit for example, _ in listed.wrong()] == [False]


def test_a_term_needs_what_must_stand_beside_it() -> None:
    assert _spots("Vortalune spray 400 ml")
    assert _spots("Vortalune", category="Home > Aérosol")
    assert _spots("Vortalune", description="comes in a can")
    assert not _spots("Vortalune lamp")


def test_an_exclusion_in_title_or_category_silences() -> None:
    assert not _spots("Vortalune spray, empty")
    assert not _spots("Vortalune spray", category="Empty cans")


def test_a_term_ends_where_its_word_ends_unless_cut_off() -> None:
    assert _spots("Nebulizer spray")
    assert not _spots("Supervortalune spray")
    assert not _spots("Vortalunes spray")


def test_a_price_counts_in_its_currency_only() -> None:
    assert not _spots("Vortalune spray", price=Decimal(10))
    assert not _spots("Vortalune spray", price=None)
    assert not _spots("Vortalune spray", currency="CZK")


@pytest.mark.parametrize(
    "title", ["E-liquid without nicotine pouches", "Snus-free gum", "Kein Snus, spray", "Sans snus"]
)
def test_what_a_title_denies_is_not_spotted(title: str) -> None:
    assert [s for s in standard_screen().spot(Offer("", title)) if s.entry == "pouches_and_snus"] == []


def test_a_description_counts_only_where_the_entry_says_so_and_not_beside_an_exclusion() -> None:
    screen = standard_screen()
    assert screen.spot(Offer("", "Fat burner", description="with sibutramine 10 mg"))[0].where == "description"
    assert screen.spot(Offer("", "Old chest", description="a carved ivory tusk lies in it")) == ()
    assert screen.spot(Offer("", "Weekend read", description="a book on sibutramine")) == ()


def test_law_and_authority_are_those_of_country_and_day() -> None:
    screen = Screen([_read().watchlist])
    offer = Offer("", "Vortalune spray", price=Decimal(5), currency="EUR")
    (hit,) = screen.hits(offer, "BE", DAY, union=True)
    assert (hit.law, hit.authority, hit.refer_to) == (("BE: AR, 1",), "Bureau Nord", "the office")
    assert screen.hits(offer, "FR", DAY, union=True) == ()
    assert screen.hits(offer, "BE", date(2027, 1, 1), union=True) == ()
    assert screen.hits(offer, "BE", date(2025, 12, 31), union=True) == ()


def test_the_law_of_the_union_counts_only_where_it_applies() -> None:
    offer = Offer("", "Kratom powder 100 g")
    assert standard_screen().hits(offer, "SE", DAY, union=True)[0].authority == ""
    assert standard_screen().hits(offer, "CH", DAY, union=False) == ()


def test_one_offer_stands_on_a_list_once() -> None:
    spotted = standard_screen().spot(Offer("", "Sildenafil and tadalafil, with tramadol"))
    assert [s.watchlist for s in spotted] == ["medicines"]


def test_planted_offers_in_six_languages_are_spotted_by_their_list() -> None:
    offers = planted()
    screen = standard_screen()
    lost = [p.offer.title for p in offers if p.watchlist not in {s.watchlist for s in screen.spot(p.offer)}]
    assert len(offers) == 300
    assert len(lost) <= 0.05 * len(offers), lost


def test_their_neighbours_are_left_alone() -> None:
    screen = standard_screen()
    hits = [(s.term, p.offer.title) for p in neighbours() for s in screen.spot(p.offer)]
    assert hits == []


def test_ordinary_offers_are_left_alone() -> None:
    offers = [*shop_offers(), *(offer for offer, _, _ in public_offers("valid"))]
    screen = standard_screen()
    hits = [(s.term, offer.title) for offer in offers for s in screen.spot(offer)]
    assert len(hits) < 0.001 * len(offers), hits


def test_screens_of_no_list_spot_nothing() -> None:
    assert Screen([]).spot(Offer("", "Kratom")) == ()


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200), st.text(max_size=100), st.text(max_size=300))
def test_any_text_is_read(title: str, category: str, description: str) -> None:
    for one in standard_screen().spot(Offer("", title, category=category, description=description)):
        assert one.watchlist in IDS
