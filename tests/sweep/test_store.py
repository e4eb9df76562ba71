"""The store: what goes in comes out, the queue gives each shop once, earlier sweeps are seen."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from checks.facts import Absent, Evidence, Found, ShopFacts, Unknown
from checks.verdict import Outcome, Verdict
from product_alerts.model import Offer
from sweep.results import ShopResult, Visit
from sweep.store.rows import evidence_digest, fingerprint
from sweep.store.store import Store, result_codec
from sweep.targets import Funnel, Target
from tests.strategies import shops_with

NOW = datetime(2026, 11, 21, 10, tzinfo=UTC)
PROOF = Evidence("https://shop.example/p", "Lampe 39,90 €", "ab" * 32, "product", "<urn:uuid:1>")


def offer(price: str, **more: object) -> Found[Offer]:
    made = Offer(url="https://shop.example/p", title="Lampe", price=Decimal(price), currency="EUR")
    return Found(replace(made, **more), PROOF)  # type: ignore[arg-type]


def verdict(outcome: Outcome = Outcome.FAIL, quote: str = "Lampe 39,90 €") -> Verdict:
    proof = replace(PROOF, quote=quote)
    return Verdict("reduction.prior_price_true", outcome, "inflated", (), (proof,), (), "FR", NOW.date(), "major")


def result(sweep: str, started: datetime, *offers: Found[Offer], verdicts: tuple[Verdict, ...] = ()) -> ShopResult:
    facts = ShopFacts(offers=Found(offers, PROOF)) if offers else ShopFacts()
    visit = Visit(f"{sweep}/shop.example/1", started, started + timedelta(minutes=2), "captures/x.warc.gz", "00")
    target = Target("shop.example", "https://shop.example/", source="shops.csv:2")
    return ShopResult(target, "FR", "measured", "", visit, facts, verdicts)


def begun(store: Store, sweep: str, *keys: str, vantage: str = "") -> None:
    targets = [Target(key, f"https://{key}/") for key in keys or ("shop.example",)]
    store.begin_sweep(sweep, date(2026, 11, 21), Funnel(9, 8, len(targets)), targets, NOW, vantage=vantage)


def save(store: Store, sweep: str, kept: ShopResult) -> None:
    store.save(sweep, kept, rules_version="r", tool_version="t", now=NOW)


def test_a_result_comes_back_as_it_was(tmp_path: Path) -> None:
    store = Store(tmp_path / "db.sqlite")
    begun(store, "one")
    kept = result("one", NOW, offer("39.90"), verdicts=(verdict(),))
    save(store, "one", kept)
    assert list(store.results("one")) == [kept]
    assert store.done("one") == 1
    assert store.funnel("one") == Funnel(9, 8, 1)


FACT_NAMES = sorted(name for name, _ in ShopFacts().items())


@settings(max_examples=40, deadline=None)
@given(facts=st.sets(st.sampled_from(FACT_NAMES), max_size=4).flatmap(shops_with))
def test_any_facts_come_back_as_they_were(facts: ShopFacts) -> None:
    assume("Infinity" not in repr(facts) and "NaN" not in repr(facts))  # no reader gives these
    kept = replace(result("one", NOW), facts=facts)
    assert result_codec().validate_json(result_codec().dump_json(kept)) == kept


def test_later_visits_see_earlier_prices_and_never_their_own(tmp_path: Path) -> None:
    store = Store(tmp_path / "db.sqlite")
    for name in ("one", "two"):
        begun(store, name)
    save(store, "one", result("one", NOW, offer("39.90", discount_text="-10 %")))
    save(store, "two", result("two", NOW + timedelta(days=9), offer("49.90", prior_price=Decimal("79.90"))))
    assert store.price_history("shop.example", NOW) == ()
    (first,) = store.price_history("shop.example", NOW + timedelta(days=9))
    assert (first.value.price, first.value.day, first.value.announced) == (Decimal("39.90"), NOW.date(), True)
    assert first.evidence == PROOF
    later = store.price_history("shop.example", NOW + timedelta(days=10))
    assert [p.value.prior_price for p in later] == [None, Decimal("79.90")]
    assert store.price_history("other.example", NOW + timedelta(days=10)) == ()


def test_what_was_seen_from_two_places_is_never_put_together(tmp_path: Path) -> None:
    store = Store(tmp_path / "db.sqlite")
    places = {"one": "", "lyon": "office Lyon", "gent": "office Gent", "lyon-2": "office Lyon"}
    for day, (name, place) in enumerate(places.items()):
        begun(store, name, vantage=place)
        seen = result(name, NOW + timedelta(days=day), offer(f"{10 + day}.00"), verdicts=(verdict(),))
        save(store, name, seen)
    later = NOW + timedelta(days=9)
    by_place = {
        place: [point.value.price for point in store.price_history("shop.example", later, vantage=place)]
        for place in places.values()
    }
    assert by_place == {"": [10], "office Lyon": [11, 13], "office Gent": [12]}
    (second,) = store.results("lyon-2")
    assert {earlier.sweep for earlier in second.earlier} == {"lyon"}
    (elsewhere,) = store.results("gent")
    assert elsewhere.earlier == ()


def test_a_later_sweep_sees_what_the_last_one_found(tmp_path: Path) -> None:
    store = Store(tmp_path / "db.sqlite")
    for name in ("one", "two"):
        begun(store, name)
    save(store, "one", result("one", NOW, verdicts=(verdict(),)))
    save(store, "two", result("two", NOW + timedelta(days=9), verdicts=(verdict(Outcome.PASS),)))
    (now,) = store.results("two")
    assert [(e.check, e.outcome, e.sweep) for e in now.earlier] == [("reduction.prior_price_true", "fail", "one")]
    (then,) = store.results("one")
    assert then.earlier == ()


def test_judging_again_keeps_both_judgements_and_shows_the_newest(tmp_path: Path) -> None:
    store = Store(tmp_path / "db.sqlite")
    begun(store, "one")
    save(store, "one", result("one", NOW, offer("39.90"), verdicts=(verdict(),)))
    save(store, "one", result("one", NOW, offer("39.90"), verdicts=(verdict(Outcome.REVIEW),)))
    (newest,) = store.results("one")
    assert newest.verdicts[0].outcome is Outcome.REVIEW
    assert len(store.price_history("shop.example", NOW + timedelta(days=1))) == 1


def test_a_fingerprint_is_stable_and_the_digest_follows_the_proof() -> None:
    assert fingerprint("shop.example", "identity.name") == fingerprint("shop.example", "identity.name")
    assert fingerprint("shop.example", "identity.name") != fingerprint("shop.example", "identity.email")
    assert evidence_digest(verdict()) == evidence_digest(verdict())
    assert evidence_digest(verdict()) != evidence_digest(verdict(quote="Lampe 29,90 €"))


def test_each_shop_is_leased_once_however_many_ask(tmp_path: Path) -> None:
    store = Store(tmp_path / "db.sqlite")
    keys = [f"shop{i}.example" for i in range(60)]
    begun(store, "one", *keys)
    taken: list[str] = []

    def take(worker: str) -> None:
        while (target := store.lease("one", worker, 1e12)) is not None:
            taken.append(target.key)

    threads = [threading.Thread(target=take, args=(f"w{i}",)) for i in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(taken) == sorted(keys)


def test_the_shops_of_a_dead_worker_are_tried_again_apart(tmp_path: Path) -> None:
    store = Store(tmp_path / "db.sqlite")
    begun(store, "one", "a.example", "b.example")
    assert store.lease("one", "dead", 100.0)
    assert store.expired("one", 99.0) == ()
    assert store.expired("one", 101.0) == (("dead", "a.example"),)
    store.worker_died("one", "dead")
    assert store.pending("one") == {0: 1, 1: 1}
    fresh, again = store.lease("one", "w", 1e12), store.lease("one", "w", 1e12, attempts=1)
    assert fresh
    assert again
    assert (fresh.key, again.key) == ("b.example", "a.example")
    store.release_leases("one")
    assert store.pending("one") == {0: 1, 1: 1}


def test_absent_and_unknown_stay_what_they_were(tmp_path: Path) -> None:
    store = Store(tmp_path / "db.sqlite")
    begun(store, "one")
    facts = ShopFacts(operator_name=Absent((PROOF,)), host_name=Unknown("blocked", "403"))
    save(store, "one", replace(result("one", NOW), facts=facts))
    (kept,) = store.results("one")
    assert kept.facts == facts
