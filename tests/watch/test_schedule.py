"""When rounds are due: over clock changes, after pauses, with clocks that are wrong."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from sweep.store.prices import Round
from sweep.watch.clock import Stopwatch, read_clock
from sweep.watch.panel import Item, choose
from sweep.watch.plan import Choice, WatchPlan
from sweep.watch.schedule import due, slots
from sweep.watch.units import cron_line, systemd_units


def _plan(first: date, times: tuple[str, ...], days: int = 3) -> WatchPlan:
    return WatchPlan(
        name="w", authority="A", country="FR", products=("p.csv",), first_day=first, days=days, times=times,
        zone="Europe/Paris",
    )  # fmt: skip


def test_the_hour_that_is_leapt_over_is_visited_once_and_the_doubled_one_too() -> None:
    spring = slots(_plan(date(2026, 3, 28), ("02:30",)))
    assert [s.name for s in spring] == ["2026-03-28T02:30", "2026-03-29T02:30", "2026-03-30T02:30"]
    assert [s.moment.hour for s in spring] == [1, 1, 0]
    autumn = slots(_plan(date(2026, 10, 24), ("02:30",)))
    assert [s.moment.isoformat()[:16] for s in autumn] == ["2026-10-24T00:30", "2026-10-25T00:30", "2026-10-26T01:30"]
    ends = slots(_plan(date(2026, 10, 25), ("02:00", "02:30", "03:00"), days=1))
    assert [s.moment.isoformat()[11:16] for s in ends] == ["00:00", "00:30", "02:00"]


def test_what_is_over_is_missed_and_only_the_newest_is_visited() -> None:
    planned = slots(_plan(date(2026, 10, 1), ("06:00", "18:00"), days=4))
    done = [Round("2026-10-01T06:00", "done", 1, 2)]
    now = datetime(2026, 10, 3, 12, tzinfo=UTC)
    found = due(planned, done, now)
    assert found.slot is not None
    assert found.slot.name == "2026-10-03T06:00"
    assert [s.name for s in found.missed] == ["2026-10-01T18:00", "2026-10-02T06:00", "2026-10-02T18:00"]
    assert found.next is not None
    assert found.next.name == "2026-10-03T18:00"


def test_a_round_without_a_network_stays_due_until_the_next_begins() -> None:
    planned = slots(_plan(date(2026, 10, 1), ("06:00",)))
    rounds = [Round("2026-10-01T06:00", "no network", 1, 2)]
    again = due(planned, rounds, datetime(2026, 10, 1, 9, tzinfo=UTC)).slot
    assert again is not None
    assert again.name == "2026-10-01T06:00"
    later = due(planned, rounds, datetime(2026, 10, 2, 9, tzinfo=UTC))
    assert [s.name for s in later.missed] == ["2026-10-01T06:00"]


@settings(max_examples=100, deadline=None)
@given(st.lists(st.integers(0, 400), min_size=1, max_size=40, unique=True), st.integers(1, 60))
def test_every_slot_is_done_or_missed_exactly_once_however_the_watch_is_called(hours: list[int], days: int) -> None:
    planned = slots(_plan(date(2026, 10, 20), ("06:00", "20:00"), days=days))
    start = datetime(2026, 10, 20, tzinfo=UTC)
    rounds: dict[str, Round] = {}
    for hour in sorted(hours):
        found = due(planned, rounds.values(), start + timedelta(hours=hour))
        for slot in found.missed:
            assert slot.name not in rounds
            rounds[slot.name] = Round(slot.name, "missed")
        if found.slot:
            assert found.slot.name not in rounds
            rounds[found.slot.name] = Round(found.slot.name, "done")
    past = {s.name for s in planned if s.moment <= start + timedelta(hours=max(hours))}
    assert set(rounds) == past


def test_most_servers_know_better_than_our_clock_and_ours_better_than_one() -> None:
    assert read_clock({}).verdict == "right"
    assert read_clock({"a": 2.0, "b": -1.0, "c": 3.0}).verdict == "right"
    wrong = read_clock({"a": 7_200.0, "b": 7_201.0, "c": 7_199.0, "d": 1.0})
    assert (wrong.verdict, wrong.offset) == ("wrong", 7_199.5)
    assert read_clock({"a": 1.0, "b": 0.0, "c": -86_400.0}).verdict == "right"
    assert read_clock({"a": 86_400.0}).verdict == "unknown"
    assert read_clock({"a": 86_400.0, "b": 86_400.0}).verdict == "unknown"
    assert read_clock({"a": 0.0, "b": 86_400.0, "c": -9_000.0}).verdict == "unknown"


def test_a_clock_set_during_a_round_moves_nothing() -> None:
    wall, mono = [1_000.0], [5.0]
    watch = Stopwatch(lambda: wall[0], lambda: mono[0])
    wall[0], mono[0] = 1_000.0 - 3_600 + 60, 65.0
    assert watch.now() == 1_060.0
    assert watch.jumped() == -3_600.0


def test_a_sample_is_repeatable_stratified_and_does_not_depend_on_the_order_of_the_list() -> None:
    items = [Item(f"https://s{n % 3}.example/{n}", f"s{n % 3}", group="ab"[n % 2]) for n in range(90)]
    choice = Choice(size=30, seed=4, strata=("shop", "group"))
    panel = choose(items, choice)
    assert len(panel) == 30
    assert {(i.shop, i.group): sum(j.shop == i.shop and j.group == i.group for j in panel) for i in panel} == {
        (shop, group): 5 for shop in ("s0", "s1", "s2") for group in "ab"
    }
    assert set(choose(items[::-1], choice)) == set(panel)
    assert set(choose(items, Choice(size=30, seed=5, strata=("shop", "group")))) != set(panel)


def test_the_machines_own_scheduler_can_call_the_watch() -> None:
    plan = _plan(date(2026, 10, 1), ("06:00", "18:30"))
    text = systemd_units(plan, Path("/srv/my watches/50%/watch.yaml"), "/usr/bin/sweepday")
    assert "OnCalendar=*-*-* 18:30:00 Europe/Paris" in text
    assert '"/srv/my watches/50%%/watch.yaml" --once' in text
    assert cron_line(Path("/srv/a b/watch.yaml"), "sweepday").endswith(
        "cd '/srv/a b' && sweepday watch watch.yaml --once"
    )
