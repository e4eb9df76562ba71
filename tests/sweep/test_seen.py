"""A sweep is looked over shop by shop, and comes out as if all its shops had been there at once."""

from __future__ import annotations

import tracemalloc
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import combinations, count
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checks.facts import Found
from checks.judge import judge
from checks.urgency import APART
from product_alerts.model import Offer
from sweep.commands.looks import look_again_at
from sweep.commands.run import conclude
from sweep.enrich.kin import joined, kin
from sweep.enrich.shared_keys import SharedKeys
from sweep.enrich.twins import twins
from sweep.gather.revisit import Wanted
from sweep.judging import ALONE
from sweep.results import SecondTry, ShopResult
from sweep.run import Sweep
from sweep.seen import Seen, tally
from sweep.sweeps import begin, collect, funnel_of
from sweep.together import compare_shops, look_over, result_of
from tests.sweep.test_kin import ACCOUNT, _using
from tests.sweep.test_twins import ALIKE, NOW, OTHER, SIREN, _goods, _shop
from tests.watch.test_urgency import TIMER, _look

MOST = {"texts": 2, "number": 4}
RARE = "G-ABCDEF12"


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sets(st.tuples(st.sampled_from(sorted(MOST)), st.integers(0, 6)), max_size=4), max_size=12))
def test_pairs_are_those_that_show_the_same_unless_too_many_do(shops: Sequence[set[tuple[str, int]]]) -> None:
    shown, showing = SharedKeys(MOST), defaultdict(list)
    for number, keys in enumerate(shops):
        shown.add(f"shop{number}", keys)
        for key in keys:
            showing[key].append(number)
    few = (found for (kind, _), found in showing.items() if len(found) <= MOST[kind])
    pairs = sorted({pair for found in few for pair in combinations(found, 2)})
    assert shown.pairs() == [(f"shop{a}", f"shop{b}") for a, b in pairs]


def test_one_thing_of_two_kinds_is_not_the_same() -> None:
    shown = SharedKeys(MOST)
    shown.add("one", [("texts", 5)])
    shown.add("other", [("number", 5)])
    assert shown.pairs() == []
    shown.add("third", [("number", 5)])
    assert shown.pairs() == [("other", "third")]


def _sweep(folder: Path, shops: Sequence[ShopResult]) -> Sweep:
    """A sweep in which these results are kept."""
    (folder / "shops.csv").write_text("url\n" + "".join(f"https://{shop.target.key}\n" for shop in shops))
    (folder / "plan.yaml").write_text("name: seen\nauthority: A\ncountry: FR\nlists: shops.csv\nchecks: [scam]\n")
    sweep, _ = begin(folder / "plan.yaml", date(2026, 11, 21))
    for shop in shops:
        facts = replace(shop.facts, twin_sites=ALONE)
        verdicts = tuple(judge(check, facts, "FR", sweep.day) for check in sweep.checks)
        _keep(sweep, replace(shop, facts=facts, verdicts=verdicts, visit=replace(shop.visit, id=shop.target.key)))
    return sweep


def _keep(sweep: Sweep, shop: ShopResult) -> None:
    sweep.store.save(sweep.name, shop, rules_version="r", tool_version="t", now=NOW)


def _told(sweep: Sweep) -> Mapping[str, list[tuple[str, str]]]:
    facts = {shop.target.key: shop.facts.twin_sites for shop in collect(sweep).shops}
    return {k: [(f.value.domain, f.value.shared) for f in t.value] for k, t in facts.items() if isinstance(t, Found)}


_number = count()


def _named(prefix: str, **more: object) -> ShopResult:
    letters = "".join(chr(ord("a") + int(digit)) for digit in f"{next(_number):03d}")
    return _shop(f"{prefix}-{letters}.example", f"Nom{letters * 3}", **more)  # type: ignore[arg-type]


def _all_sorts() -> tuple[ShopResult, ...]:
    """Twins by text, number, mailbox and goods, kin of a warned shop, and what too many show for it to tell."""
    boxes = [_named("box", number=number, email="nebel@gmail.com", marks=ALIKE) for number in (SIREN, OTHER)]
    numbers = [_named("number", number="552100554", marks=ALIKE) for _ in range(2)]
    many = [_named("many", marks=ALIKE) for _ in range(18)]  # with those above too many for their text to tell
    texts = [_named("text", marks=tuple(range(1000, 1100))) for _ in range(3)]
    goods = [_named("goods", goods=_goods(6 + n)) for n in range(2)]
    users = [_using(f"user{n}.example", ACCOUNT) for n in range(19)]
    both = [_using("warned.example", ACCOUNT, RARE, warned="domain"), _using("kin.example", ACCOUNT, RARE)]
    return (*boxes, *users, *numbers, *texts, *both, *many, *goods)


def _tallies(shops: Sequence[ShopResult]) -> Mapping[str, object]:
    return {shop.target.key: tally(shop) for shop in shops}


def test_looking_over_tells_the_same_as_all_shops_at_once(tmp_path: Path) -> None:
    sweep = _sweep(tmp_path, _all_sorts())
    shops = collect(sweep).shops
    expected = joined((twins(shops), kin(shops, None)))
    assert {key.partition("-")[0] for key in expected} == {"box", "number", "text", "goods", "kin.example"}
    seen = look_over(sweep)
    assert compare_shops(sweep, seen) == len(expected) == 10
    after = collect(sweep).shops
    assert {s.target.key: s.facts.twin_sites for s in after} == {
        s.target.key: expected.get(s.target.key, ALONE) for s in shops
    }
    assert seen.tallies == _tallies(after) != _tallies(shops)
    assert compare_shops(sweep) == 0


def test_what_too_many_show_leads_to_no_pair_among_the_few_that_are_compared(tmp_path: Path) -> None:
    sweep = _sweep(tmp_path, _all_sorts())
    compare_shops(sweep)
    told = _told(sweep)
    boxes, numbers = ([key for key in told if key.startswith(kind)] for kind in ("box", "number"))
    assert [told[key] for key in boxes] == [[(boxes[1], "email")], [(boxes[0], "email")]]
    assert [told[key] for key in numbers] == [[(numbers[1], "number")], [(numbers[0], "number")]]
    assert told["kin.example"] == [("warned.example", "infrastructure")]
    fact = result_of(sweep, "kin.example").facts.twin_sites
    assert isinstance(fact, Found)
    assert fact.evidence.quote == RARE, "the other account is used by too many shops"


def test_a_shop_whose_twin_is_none_any_more_stands_alone_again(tmp_path: Path) -> None:
    one, other, third = (_named("text", marks=ALIKE) for _ in range(3))
    sweep = _sweep(tmp_path, (one, other, third))
    assert compare_shops(sweep) == 3
    changed = result_of(sweep, one.target.key)
    _keep(sweep, replace(changed, sketch=None))
    assert compare_shops(sweep) == 3
    assert _told(sweep).keys() == {other.target.key, third.target.key}
    _keep(sweep, replace(result_of(sweep, other.target.key), sketch=None))
    assert compare_shops(sweep) == 2
    assert _told(sweep) == {}
    assert {s.facts.twin_sites for s in collect(sweep).shops} == {ALONE}


def test_the_figures_are_those_of_the_whole_results(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shops = [_named("text", marks=ALIKE) for _ in range(4)]
    shops[1] = replace(shops[1], state="unreachable", second_try=SecondTry("timeout", saw_more=False, other_archive=""))
    shops[2] = replace(shops[2], second_try=SecondTry("timeout", saw_more=True, other_archive=""))
    sweep = _sweep(tmp_path, shops)
    seen = look_over(sweep)
    compare_shops(sweep, seen)
    result = collect(sweep)
    assert funnel_of(sweep, seen.tallies.values()) == result.info.funnel
    conclude(sweep, seen.tallies.values())
    told = capsys.readouterr().out
    outcomes = [v.outcome.label for shop in result.shops for v in shop.verdicts]
    assert "4 distinct, 3 alive, 3 measured" in told
    assert "2 tried again at the end of the run; 1 of them showed more" in told
    assert f"{outcomes.count('fail')} suspected infringements, {outcomes.count('review')} to review" in told
    assert outcomes.count("review") >= 4


def _pressing(shop: ShopResult) -> ShopResult:
    look = _look(1000, (TIMER,))
    return replace(shop, facts=replace(shop.facts, urgency_looks=Found((look,), look.evidence)))


def test_only_shops_that_press_and_were_visited_by_us_are_seen_again() -> None:
    calm, pressing = _named("calm"), _pressing(_named("pressing"))
    imported = _pressing(_named("imported"))
    imported = replace(imported, target=replace(imported.target, capture="site.warc.gz"))
    for pages, due in ((2, [(pressing.target, (Wanted("https://zephirelle.example/p", 1000 + APART),))]), (0, [])):
        seen = Seen(None, pages)
        for shop in (calm, imported, pressing):
            seen.add(shop)
        assert seen.due == due


def test_a_look_whose_time_has_not_come_is_told_of_and_not_taken(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sweep = _sweep(tmp_path, [_named("calm"), _pressing(_named("pressing"))])
    assert not look_again_at(sweep, look_over(sweep).due, now=lambda: 0)
    assert "seen: 1 second looks are still to come" in capsys.readouterr().out
    assert not look_again_at(sweep, ())
    assert capsys.readouterr().out == ""


def test_a_look_over_holds_little_of_each_shop(tmp_path: Path) -> None:
    def goods(shop: int) -> tuple[Offer, ...]:
        return tuple(replace(o, title=f"{o.title} {shop}", description="Boréalis " * 40) for o in _goods(20))

    alike = (_named("text", marks=tuple(range(2000, 2128))) for _ in range(2))
    others = (_named("shop", marks=tuple(range(n * 200, n * 200 + 128)), goods=goods(n)) for n in range(20, 320))
    sweep = _sweep(tmp_path, (*alike, *others))
    compare_shops(sweep)  # what is made once, on the first use, counts for neither

    tracemalloc.start()
    try:
        tracemalloc.reset_peak()
        seen = look_over(sweep)
        compare_shops(sweep, seen)
        light = tracemalloc.get_traced_memory()[1]
        del seen
        tracemalloc.reset_peak()
        held = list(sweep.store.results(sweep.name))
        whole = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert len(held) == 302
    assert light < whole / 5, f"{light >> 10} kB against {whole >> 10} kB"
