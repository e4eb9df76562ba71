"""The comparison of a sweep with the truth: silent when all is found, loud about every miss and every false word."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from checks.facts import ShopFacts
from checks.verdict import Outcome, Verdict
from sweep.demo.check import compare, differences
from sweep.demo.truth import Planted, load_truth
from sweep.results import ShopResult, ShopState, SweepInfo, SweepResult, Visit
from sweep.targets import Funnel, Target

_NOW = datetime(2026, 11, 21, tzinfo=UTC)
TRUTH = load_truth()


def _verdict(check: str, outcome: str) -> Verdict:
    return Verdict(check, Outcome.of(outcome), "m", (), (), (), "FR", TRUTH.day, "major")


def _result(key: str, state: ShopState, reason: str, planted: dict[str, Planted]) -> ShopResult:
    return ShopResult(
        target=Target(key=f"127-0-1-{key}", url="http://127.0.1.1/", note=key),
        country="FR",
        state=state,
        reason=reason,
        visit=Visit("v", _NOW, _NOW, "a", "b"),
        facts=ShopFacts(),
        verdicts=tuple(_verdict(check, fault.outcome) for check, fault in planted.items()),
    )


def _perfect() -> dict[str, ShopResult]:
    return {
        key: _result(key, shop.state, shop.reason, shop.outcomes | shop.history) for key, shop in TRUTH.shops.items()
    }


def test_a_perfect_sweep_has_no_differences() -> None:
    assert differences(TRUTH, tuple(_perfect().values())) == ()


def test_a_missed_fault_is_named() -> None:
    shops = _perfect()
    shops["be-lampadelle"] = replace(shops["be-lampadelle"], verdicts=(_verdict("identity.registration", "pass"),))
    found = [d.what for d in differences(TRUTH, tuple(shops.values())) if d.shop == "be-lampadelle"]
    assert any(w.startswith("missed identity.registration") and w.endswith("pass") for w in found)
    assert any(w.startswith("missed identity.vat") and w.endswith("no verdict") for w in found)


def test_what_needs_an_earlier_visit_is_not_asked_of_the_first() -> None:
    shops = _perfect()
    key = "fr-brindesolde"
    shops[key] = _result(key, "measured", "", TRUTH.shops[key].outcomes)
    assert differences(TRUTH, tuple(shops.values()), history=False) == ()
    (found,) = differences(TRUTH, tuple(shops.values()))
    assert found.what.startswith("missed reduction.prior_price_true")


def test_an_accusation_of_a_faultless_shop_is_named_but_not_a_review() -> None:
    shops = _perfect()
    key = "it-passerolio"
    shops[key] = replace(shops[key], verdicts=(_verdict("identity.name", "fail"), _verdict("adr.info", "review")))
    assert [(d.shop, d.what) for d in differences(TRUTH, tuple(shops.values()))] == [(key, "accused of identity.name")]


def test_wrong_states_wrong_reasons_and_lost_shops_are_named() -> None:
    shops = _perfect()
    shops["fr-remparts"] = replace(shops["fr-remparts"], reason="closed")
    shops["de-skriptstube"] = replace(shops["de-skriptstube"], state="measured", reason="")
    del shops["es-almendruco"]
    found = {d.shop: d.what for d in differences(TRUTH, tuple(shops.values()))}
    assert found == {
        "fr-remparts": "reason 'closed' instead of 'blocked'",
        "de-skriptstube": "state measured (no reason) instead of not_measurable",
        "es-almendruco": "no result",
    }


INFO = SweepInfo("demo", date(2026, 11, 21), "A", "FR", ("fr",), "", "", "0", "0", Funnel(), True)
PLANTED = sum(len(shop.outcomes) + len(shop.history) for shop in TRUTH.shops.values())
FAULTLESS = sum(shop.faultless for shop in TRUTH.shops.values())


def _told(shops: dict[str, ShopResult]) -> list[str]:
    return compare(TRUTH, SweepResult(INFO, tuple(shops.values())))


def _lost(key: str) -> int:
    lost = len(TRUTH.shops[key].outcomes) + len(TRUTH.shops[key].history)
    assert lost
    return lost


def test_the_lines_for_people_count() -> None:
    assert _told(_perfect()) == [
        f"Planted faults found: {PLANTED} of {PLANTED}.",
        f"Faultless shops measured: {FAULTLESS} of {FAULTLESS}; suspected infringements in them: 0.",
    ]
    shops = _perfect()
    shops["fr-vacant"] = replace(shops["fr-vacant"], verdicts=())
    first, second, *rest = _told(shops)
    assert first == f"Planted faults found: {PLANTED - _lost('fr-vacant')} of {PLANTED}."
    assert second.endswith("suspected infringements in them: 0.")
    assert len(rest) == _lost("fr-vacant")


def test_the_faults_of_a_shop_without_a_result_are_not_found() -> None:
    shops = _perfect()
    del shops["fr-vacant"]
    first, _, *rest = _told(shops)
    assert first == f"Planted faults found: {PLANTED - _lost('fr-vacant')} of {PLANTED}."
    assert rest == [f"  fr-vacant: no result; planted faults not found: {_lost('fr-vacant')}"]
    assert _told({})[0] == f"Planted faults found: 0 of {PLANTED}."


def test_a_faultless_shop_that_was_not_measured_does_not_speak_for_the_tool() -> None:
    shops = _perfect()
    del shops["it-passerolio"]
    _, second, *_ = _told(shops)
    assert second == f"Faultless shops measured: {FAULTLESS - 1} of {FAULTLESS}; suspected infringements in them: 0."
    shops["it-passerolio"] = _result("it-passerolio", "unreachable", "timeout", {})
    assert _told(shops)[1] == second
