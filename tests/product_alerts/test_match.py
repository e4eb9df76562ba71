"""The matcher on judged pairs, and what must hold for any offer and alert."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from product_alerts import compare, things
from product_alerts.categories import clash, kinds_of
from product_alerts.judge import QUALIFIERS, WITNESSES, judge
from product_alerts.match import Matcher
from product_alerts.model import Alert, AlertStatus, Grade, ItemId, MatchReason, Offer
from product_alerts.modelnumbers import Strength, code, codes_in, model_codes, strength
from product_alerts.prepare import Subject, language, of_alert, of_offer, quantities
from product_alerts.purpose import host_part
from tests.product_alerts import pairs

PAIRS = pairs.load()


@pytest.mark.parametrize("pair", PAIRS, ids=[p.name for p in PAIRS])
def test_a_judged_pair(pair: pairs.Pair) -> None:
    assert pairs.grade(pair) == pair.grade


def test_precision_and_recall_on_the_judged_pairs() -> None:
    grades = [pairs.grade(pair) for pair in PAIRS]
    sure = pairs.score(PAIRS, grades, ("same_product",))
    likely = pairs.score(PAIRS, grades, ("same_product", "probable"))
    assert sure.precision == 1.0
    assert likely.precision == 1.0
    assert likely.recall >= 0.75


def test_pairs_in_one_shop_do_not_meet_each_other() -> None:
    """All offers against all alerts: what one pair proves does not spill over to the next."""
    matches = Matcher([p.alert for p in PAIRS]).matches([p.offer for p in PAIRS])
    sure = [m for m in matches if m.grade is Grade.SAME_PRODUCT]
    # The same goods stand in several pairs (KW-2140, LN-2210, the barcodes), so equal keys may meet across pairs.
    for match in sure:
        deciding = {r.feature for r in match.reasons if r.agrees}
        assert deciding & {"same_gtin", "same_item_id", "same_model", "same_name"}


def test_reasons_show_both_sides() -> None:
    alert = Alert("t", "1", brands=("Kesselin",), models=("KW-2140",), gtins=("01990417362015",), product="Kettle")
    offer = Offer("https://a.example/", "Rovanto kettle", brand="Rovanto", gtin="1990417362015")
    (match,) = Matcher([alert]).matches([offer])
    assert match.grade is Grade.SAME_PRODUCT
    assert MatchReason("same_gtin", True, "01990417362015", "01990417362015") in match.reasons
    assert MatchReason("brand_clash", False, "Rovanto", "Kesselin") in match.reasons


def test_one_match_per_offer_and_alert_the_surest_first() -> None:
    alert = Alert(
        "t", "1", brands=("Kesselin",), models=("KW-2140", "KW-2141"), gtins=("01990417362015",), product="Kettle"
    )
    other = replace(alert, number="2", gtins=())
    offer = Offer("https://a.example/", "Kesselin kettle KW-2140 KW-2141", brand="Kesselin", gtin="1990417362015")
    matches = Matcher([other, alert]).matches([offer])
    assert [(m.alert.number, m.grade) for m in matches] == [("1", Grade.SAME_PRODUCT), ("2", Grade.SAME_PRODUCT)]


def test_a_word_of_half_the_shop_is_not_rare() -> None:
    alert = Alert("t", "1", product="Shampoo", name="Silkenrain camomile", brands=("Bellavia",), category="Cosmetics")
    wanted = Offer("https://a.example/0", "Bellavia Silkenrain camomile shampoo", brand="Bellavia")
    line = [
        Offer(f"https://a.example/{n}", f"Bellavia Silkenrain camomile shampoo {n}x", brand="Bellavia")
        for n in range(1, 40)
    ]
    assert Matcher([alert]).matches([wanted])
    assert not Matcher([alert]).matches([wanted, *line])


# --- what must hold for any two


@dataclass(frozen=True)
class Always:
    """Every word is rare, or none is."""

    answer: bool

    def __call__(self, word: str) -> bool:
        return self.answer

    def here(self, word: str) -> bool:
        return self.answer


EVERY, NONE = Always(True), Always(False)

_text = st.text(st.sampled_from("abcdefgHIJKL0123456789 -/.,ßéж€"), max_size=40) | st.sampled_from(
    [
        "Kesselin kettle KW-2140",
        "battery for Hammerlux DHL484",
        "set of 16",
        "6000-6500K",
        "unknown",
        "",
        "100 ml",
        "Bellavia",
    ]
)
_gtins = st.sampled_from(["", "1990417362015", "2007308152644", "19958279", "1000000000108", "x"])
_offers = st.builds(
    Offer, url=st.just("https://a.example/p"), title=_text, brand=_text, gtin=_gtins, mpn=_text, sku=_text
)
_alerts = st.builds(
    Alert,
    source=st.just("t"),
    number=st.just("1"),
    product=_text,
    name=_text,
    brands=st.tuples(_text),
    models=st.tuples(_text),
    gtins=st.sampled_from([(), ("01990417362015",), ("02007308152644",)]),
    category=st.sampled_from(["", "Toys", "Cosmetics"]),
    description=_text,
)


def swapped(reason: MatchReason | None) -> MatchReason | None:
    return replace(reason, offer_value=reason.alert_value, alert_value=reason.offer_value) if reason else None


@settings(max_examples=150, deadline=None)
@example(Offer("https://a.example/p", ""), Alert("t", "1", models=("II",)))
@given(_offers, _alerts)
def test_features_are_symmetric(offer: Offer, alert: Alert) -> None:
    one, other = of_offer(offer), of_alert(alert)
    exact = (compare.same_item_id, compare.same_gtin, compare.same_short_gtin, compare.same_store_code)
    for feature in (
        *exact,
        things.same_noun,
        things.same_kind,
        things.kind_clash,
        compare.other_gtin,
        compare.other_size,
    ):
        assert feature(one, other) == swapped(feature(other, one)), feature.__name__
    for said_by in (*QUALIFIERS, *WITNESSES, compare.same_model):
        assert bool(said_by(one, other)) == bool(said_by(other, one)), said_by


@settings(max_examples=150, deadline=None)
@given(_offers, _alerts)
def test_a_match_is_bounded_and_never_on_the_brand_alone(offer: Offer, alert: Alert) -> None:
    found = judge(of_offer(offer), of_alert(alert), EVERY)
    matches = Matcher([alert]).matches([offer])
    assert len(matches) <= 1
    for judged in [*matches, *([found] if found else [])]:
        assert 0.0 <= judged.score <= 1.0
        agreeing = {r.feature for r in judged.reasons if r.agrees}
        assert agreeing - {"brand_agrees", "plain_brand_agrees", "same_noun", "same_kind"}


@settings(max_examples=60, deadline=None)
@given(_offers, _alerts)
def test_a_withdrawn_alert_never_matches(offer: Offer, alert: Alert) -> None:
    assert Matcher([replace(alert, status=AlertStatus.WITHDRAWN)]).matches([offer]) == ()


@settings(max_examples=60, deadline=None)
@given(st.lists(_offers, max_size=4), st.lists(_alerts, max_size=4))
def test_the_indexes_hide_no_sure_match(offers: list[Offer], alerts: list[Alert]) -> None:
    """What judging every pair would call the same product is also found through the indexes."""
    numbered = [replace(alert, number=str(at)) for at, alert in enumerate(alerts)]
    found = {(id(m.offer), m.alert.number) for m in Matcher(numbered).matches(offers)}
    for offer in offers:
        for alert in numbered:
            judged = judge(of_offer(offer), of_alert(alert), NONE)
            if judged and judged.grade is Grade.SAME_PRODUCT:
                assert (id(offer), alert.number) in found


# --- parts


@pytest.mark.parametrize(
    "text",
    "CR2032 E27 GU10 IP44 18650 220V 6000-6500K PAR30 R410A 100-240V 50x70cm 1080p 12-cup 2000W 500ml "
    "USB3.0 WIFI6 EN71-1 iPhone12 PS5 2026 2025-04-27 AAA 5W-30 8GB EU42 M12 H264 SPF50 FFP2".split(),
)
def test_codes_of_everybody_are_no_model(text: str) -> None:
    assert [c for c in codes_in(text) if strength(c.compact) is Strength.ALONE] == []


@pytest.mark.parametrize(
    "text", "KW-2140 MRJ203NU-WHBL-EU-E03 PA-1900-02D SM65CL-01 X18001 M3719 XLT-1FAC19-00 TEC-50UHDSM2".split()
)
def test_models_are(text: str) -> None:
    assert [strength(c.compact) for c in codes_in(text)] == [Strength.ALONE]


def test_models_are_compared_exactly() -> None:
    assert code("AB-1234").same(code("ab1234"))
    assert not code("AB-1234").same(code("AB-1235"))
    assert not code("A1-234").same(code("A12-34"))
    assert {c.compact for c in model_codes(("3065419/3065573", "T34/1332B"))} >= {"3065419", "3065573", "T341332B"}
    assert "1332B" not in {c.compact for c in model_codes(("T34/1332B",))}


@pytest.mark.parametrize(
    ("title", "own", "host"),
    [
        ("Battery for Makello DHP484", "battery  ", " makello dhp484"),
        ("Akku passend für Makello DHP484, 18 V", "akku  , 18 v", " makello dhp484"),
        ("Trousers for boys K15-005", "trousers for boys k15-005", ""),
        ("Jouet pour les enfants", "jouet pour les enfants", ""),
    ],
)
def test_the_device_a_part_is_for(title: str, own: str, host: str) -> None:
    assert host_part(title) == (own, host)


def test_quantities_and_languages() -> None:
    assert quantities("Set of 16, 500 ml, 1,5 kg") == {("pieces", "16"), ("ml", "500"), ("kg", "1.5")}
    assert language("Schaukelpferd mit Rollen und Griff") == "de"
    assert language("Bouilloire pour la cuisine") == "fr"
    assert language("KW-2140") == ""


def test_kinds_in_every_language() -> None:
    for text in ("USB charger", "Chargeur rapide", "Schnelles Ladegerät", "Ładowarka sieciowa", "Caricabatterie"):
        assert "electrical" in kinds_of(text), text
    assert clash(kinds_of("lipstick"), kinds_of("winter tyre"))
    assert not clash(kinds_of("lipstick"), kinds_of("something"))


def test_an_item_number_in_the_shops_own_field() -> None:
    alert = Alert("t", "1", product="Cushion cover", item_ids=(ItemId("shein", "sl25990000000000001"),))
    offer = Offer("https://fr.shein.com/x-p-19900001.html", "Housse", sku="sl25990000000000001")
    (match,) = Matcher([alert]).matches([offer])
    assert match.grade is Grade.SAME_PRODUCT
    elsewhere = replace(offer, url="https://shop.example/x")
    assert Matcher([alert]).matches([elsewhere]) == ()


def test_a_subject_of_nothing_is_empty() -> None:
    nothing: Subject = of_offer(Offer("", ""))
    assert not any((nothing.gtins, nothing.item_ids, nothing.models, nothing.brand_keys, nothing.all_words))


@pytest.mark.parametrize("size", ["", "XL", "XXL / Rot", "M"])
def test_the_size_that_a_shop_shows_first_sets_nothing_apart(size: str) -> None:
    alert = Alert("test", "SR/1/26", product="Shampoo", name="Silkenrain camomile", brands=("Bellavia",))
    shown = Offer("https://shop.example/p", "Bellavia Silkenrain camomile shampoo", brand="Bellavia", variant=size)
    assert [m.grade.value for m in Matcher([alert]).matches([shown])] == ["same_product"]


def test_a_size_in_the_title_is_part_of_the_name() -> None:
    """ "Arctic Fox XL" may be another thing than "Arctic Fox": a larger model."""
    assert of_offer(Offer("https://shop.example/p", "Lumora Arctic Fox XL", variant="XL")).variants == {"xl"}
    assert of_offer(Offer("https://shop.example/p", "Lumora Arctic Fox", variant="Mini / XL")).variants == {"mini"}
