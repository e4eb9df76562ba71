"""Every fetched feed against a server that replays its source: paging, gaps, broken records, refusals, nonsense."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from product_alerts.feeds import FETCHED, safety_gate_list, uk_opss
from product_alerts.feeds.base import Problem
from product_alerts.records import Imported
from product_alerts.store import AlertStore
from product_alerts.update import Step, update
from tests.product_alerts.replay import BUSY, NOTHING, WEB_PAGE, Answers, Replay, Reply, replaying
from tests.product_alerts.sources import FIRST, LAST, SOURCES, Source, gtin

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
LATER = NOW + timedelta(days=1)
every_source = pytest.mark.parametrize("source", SOURCES, ids=[source.name for source in SOURCES])
SINGLE = {"safety-gate-json", "uk-opss", "accc"}  # one notice a batch: what shrinks is their list
several = pytest.mark.parametrize(
    "source", [s for s in SOURCES if s.name not in SINGLE], ids=[s.name for s in SOURCES if s.name not in SINGLE]
)
listed = pytest.mark.parametrize(
    "source", [s for s in SOURCES if s.name in SINGLE], ids=[s.name for s in SOURCES if s.name in SINGLE]
)

with_list = pytest.mark.parametrize(
    "source", [s for s in SOURCES if s.list_of], ids=[s.name for s in SOURCES if s.list_of]
)


@pytest.fixture
def store() -> Iterator[AlertStore]:
    # In memory: hundreds of small batches would wait for the disk. The file itself is tested in test_store.
    with AlertStore(Path(":memory:")) as opened:
        yield opened


def run(
    store: AlertStore,
    source: Source,
    answers: Answers,
    now: datetime = NOW,
    since: date = FIRST,
    *,
    again: bool = False,
) -> tuple[list[Step], Replay]:
    with replaying(answers) as (ask, replay):
        return list(update(store, ask, now, [source.name], since, again=again)), replay


def problems(steps: list[Step]) -> list[Problem]:
    return [step.outcome for step in steps if isinstance(step.outcome, Problem)]


def imports(steps: list[Step]) -> list[Imported]:
    return [step.outcome for step in steps if isinstance(step.outcome, Imported)]


def test_every_fetched_feed_is_replayed() -> None:
    assert {source.name for source in SOURCES} == set(FETCHED)


@every_source
def test_a_good_day(store: AlertStore, source: Source) -> None:
    steps, _ = run(store, source, source.site(range(12)))
    assert problems(steps) == []
    assert store.count() == 12
    codes = {code for alert in store.alerts() for code in alert.gtins}
    # Canada's file names no barcode.
    assert codes == (set() if source.name == "health-canada" else {gtin(n).zfill(14) for n in range(12)})
    assert all(alert.risks == ("Choking",) for alert in store.alerts())
    assert all(store.raw(done.batch.id) for done in imports(steps))
    assert [step.at for step in steps] == list(range(1, len(steps) + 1))
    assert {step.of for step in steps} == {len(steps)}


@every_source
def test_nothing_is_fetched_twice_and_nothing_changes(store: AlertStore, source: Source) -> None:
    run(store, source, source.site(range(12)))
    before = store.alerts()
    steps, replay = run(store, source, source.site(range(12)))
    assert sum(done.new + done.updated for done in imports(steps)) == 0
    assert store.alerts() == before
    data = [address for address in replay.asked if not source.lists(address)]
    # Only a month that may still be corrected is looked at again.
    assert len(data) == (2 if source.name in ("safety-gate-mirror", "rappelconso", "cpsc") else 0)


@every_source
def test_a_refusal_for_the_moment_is_waited_out(store: AlertStore, source: Source) -> None:
    good, met = source.site(range(6)), set[str]()

    def busy_at_first(address: str, body: bytes) -> Reply:
        first = address not in met
        met.add(address)
        return BUSY if first else good(address, body)

    steps, _ = run(store, source, busy_at_first)
    assert problems(steps) == []
    assert store.count() == 6


def _insane(good: Reply, kind: str) -> Reply:
    return {
        "busy for ever": BUSY,
        "a web page": WEB_PAGE,
        "a body cut off": Reply(good.body, kind=good.kind, announced=len(good.body) + 500),
        "data cut off": Reply(good.body[: len(good.body) // 2], kind=good.kind),
        "an empty body": Reply(b"", kind=good.kind),
    }[kind]


KINDS = ("busy for ever", "a web page", "a body cut off", "data cut off", "an empty body")


@pytest.mark.parametrize("kind", KINDS)
@every_source
def test_insane_data_change_nothing_and_are_reported(store: AlertStore, source: Source, kind: str) -> None:
    good = source.site(range(6))
    run(store, source, good)
    before = store.alerts()

    def insane(address: str, body: bytes) -> Reply:
        return good(address, body) if source.lists(address) else _insane(good(address, body), kind)

    steps, _ = run(store, source, insane, LATER, again=True)
    assert problems(steps)
    assert imports(steps) == []
    assert store.alerts() == before


@pytest.mark.parametrize("kind", KINDS)
@with_list
def test_an_insane_list_changes_nothing_and_stops_the_feed(store: AlertStore, source: Source, kind: str) -> None:
    good = source.site(range(6))
    run(store, source, good)
    before = store.alerts()

    def insane(address: str, body: bytes) -> Reply:
        return _insane(good(address, body), kind) if source.lists(address) else good(address, body)

    steps, _ = run(store, source, insane, LATER, again=True)
    assert problems(steps)[-1].reason.startswith("stopped: ")
    assert imports(steps) == []
    assert store.alerts() == before


@several
def test_a_feed_shrunk_to_one_per_cent_changes_nothing_and_says_so(store: AlertStore, source: Source) -> None:
    run(store, source, source.site(range(300)))
    before = store.alerts()
    steps, _ = run(store, source, source.site(range(3)), LATER, again=True)
    assert all("nothing was changed" in problem.reason for problem in problems(steps))
    assert len(problems(steps)) >= 1
    assert imports(steps) == []
    assert store.alerts() == before
    assert store.count() == 300


@listed
def test_a_list_shrunk_to_one_per_cent_changes_nothing_and_says_so(store: AlertStore, source: Source) -> None:
    run(store, source, source.site(range(100)), since=LAST)
    before = store.alerts()
    assert before
    steps, _ = run(store, source, source.site(range(1)), LATER, LAST, again=True)
    assert "names 1 entries where its last good copy had 100" in problems(steps)[-1].reason
    assert imports(steps) == []
    assert store.alerts() == before


@several
def test_a_broken_record_is_reported_and_costs_only_itself(store: AlertStore, source: Source) -> None:
    steps, _ = run(store, source, source.site([*range(9), -1]))
    assert store.count() == 9
    lost = [p for done in imports(steps) for p in done.problems if p.reason.endswith("cannot be kept")]
    assert lost


@listed
def test_a_broken_notice_is_reported_and_costs_only_itself(store: AlertStore, source: Source) -> None:
    good = source.site(range(6))
    broken = [0]

    def answer(address: str, body: bytes) -> Reply:
        if not source.lists(address) and broken[0] == 0:
            broken[0] = 1
            return Reply(b'{"unexpected": true}')
        return good(address, body)

    steps, _ = run(store, source, answer)
    assert len(problems(steps)) == 1
    assert store.count() == 5
    steps, _ = run(store, source, good)  # asked for again at the next update
    assert (problems(steps), store.count()) == ([], 6)


@pytest.mark.parametrize("name", ["safety-gate-json", "uk-opss"])
def test_pages_are_walked_and_a_broken_page_is_skipped(
    store: AlertStore, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, size = next(s for s in SOURCES if s.name == name), 4
    monkeypatch.setattr(safety_gate_list, "PER_PAGE", size)
    monkeypatch.setattr(uk_opss, "_PER_PAGE", size)
    good = source.site(range(14))

    def second_page_is_broken(address: str, body: bytes) -> Reply:
        second = b'"page": 1}' in body or "start=4&" in address
        return NOTHING if second else good(address, body)

    steps, _ = run(store, source, second_page_is_broken)
    assert [p.reason.split(":")[0] for p in problems(steps)] == ["could not be had"]
    assert store.count() == 14 - size
    steps, _ = run(store, source, good)
    assert (problems(steps), store.count()) == ([], 14)


@pytest.mark.parametrize("name", ["safety-gate-json", "uk-opss"])
def test_a_list_that_names_fewer_than_it_announces_has_a_gap(store: AlertStore, name: str) -> None:
    source = next(s for s in SOURCES if s.name == name)
    good = source.site(range(6))

    def gap(address: str, body: bytes) -> Reply:
        reply = good(address, body)
        if not source.lists(address):
            return reply
        return Reply(
            reply.body.replace(b'"totalElements": 6', b'"totalElements": 9').replace(b'"total": 6', b'"total": 9')
        )

    steps, _ = run(store, source, gap)
    assert any("a gap" in problem.reason for problem in problems(steps))
    assert store.count() == 6


@every_source
def test_an_interrupted_update_goes_on_where_it_stopped(store: AlertStore, source: Source) -> None:
    with replaying(source.site(range(12))) as (ask, _):
        steps = update(store, ask, NOW, [source.name], FIRST)
        next(steps)
        steps.close()
    part = store.count()
    assert 0 < part <= 12
    again, _ = run(store, source, source.site(range(12)))
    assert store.count() == 12
    assert sum(done.new for done in imports(again)) == 12 - part


def test_one_source_that_is_down_does_not_stop_the_others(store: AlertStore) -> None:
    sites = {source.name: source.site(range(3)) for source in SOURCES}
    hosts = {"www.gov.uk": "uk-opss", "www.saferproducts.gov": "cpsc", "recalls-rappels.canada.ca": "health-canada"}

    def answer(address: str, body: bytes) -> Reply:
        name = hosts.get(address.split("/")[2], "")
        return sites[name](address, body) if name else BUSY

    with replaying(answer) as (ask, _):
        steps = list(update(store, ask, NOW, (), FIRST))
    assert {alert.source for alert in store.alerts()} == {"uk-opss", "cpsc", "health-canada"}
    stopped = [p.record for p in problems(steps) if p.reason.startswith("stopped")]
    assert stopped == ["safety-gate-xml", "accc"]
