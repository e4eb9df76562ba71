"""The store: idempotent, transactional, and clear about a file it cannot use."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from product_alerts.codec import from_json, to_json
from product_alerts.feeds.base import Change, Item, Problem
from product_alerts.model import Alert, AlertStatus, ItemId
from product_alerts.records import Imported
from product_alerts.store import AlertStore, AlertStoreError

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
KETTLE = Alert("safety-gate", "SR/09101/26", date(2026, 11, 20), product="Kettle", gtins=("01990417362015",))
PUZZLE = Alert("safety-gate", "SR/09102/26", date(2026, 11, 20), product="Puzzle", item_ids=(ItemId("temu", "601"),))


def add(store: AlertStore, raw: bytes, *items: Item) -> Imported:
    return store.add(raw, items, feed="test", name="week", origin="file", published=date(2026, 11, 20), now=NOW)


def test_the_same_batch_twice_changes_nothing(tmp_path: Path) -> None:
    with AlertStore(tmp_path / "alerts.sqlite") as store:
        first = add(store, b"raw", KETTLE, PUZZLE, Problem("brand", "?", "SR/09101/26", "unclear"))
        again = add(store, b"raw", KETTLE, PUZZLE, Problem("brand", "?", "SR/09101/26", "unclear"))
        assert (first.new, first.updated, first.unchanged) == (2, 0, 0)
        assert (again.new, again.updated, again.unchanged) == (0, 0, 2)
        assert store.count() == 2
        assert len(store.batches()) == 1
        assert store.raw(first.batch.id) == b"raw"
        assert store.problems(first.batch.id) == first.problems


def test_an_alert_again_is_updated_and_not_doubled(tmp_path: Path) -> None:
    with AlertStore(tmp_path / "alerts.sqlite") as store:
        add(store, b"one", KETTLE)
        done = add(store, b"two", replace(KETTLE, product="Kettle 1.7 l"))
        assert (done.new, done.updated) == (0, 1)
        assert [a.product for a in store.alerts()] == ["Kettle 1.7 l"]


def test_an_older_publication_does_not_replace_a_newer_one(tmp_path: Path) -> None:
    with AlertStore(tmp_path / "alerts.sqlite") as store:
        add(store, b"new", KETTLE)
        done = add(store, b"old", replace(KETTLE, published=date(2026, 1, 2), product="old text"))
        assert done.unchanged == 1
        assert [a.product for a in store.alerts()] == ["Kettle"]


def test_withdrawals_stay_whatever_comes_later(tmp_path: Path) -> None:
    with AlertStore(tmp_path / "alerts.sqlite") as store:
        add(store, b"before", Change("safety-gate", KETTLE.number, AlertStatus.WITHDRAWN, "withdrawn"))
        add(store, b"after", KETTLE, PUZZLE)
        add(store, b"later", Change("safety-gate", KETTLE.number, AlertStatus.CORRECTED, "photo"))
        assert {a.number: a.status for a in store.alerts()} == {
            KETTLE.number: AlertStatus.WITHDRAWN,
            PUZZLE.number: AlertStatus.ACTIVE,
        }
        assert len(store.changes()) == 2


def test_status_counts(tmp_path: Path) -> None:
    with AlertStore(tmp_path / "alerts.sqlite") as store:
        add(store, b"x", KETTLE, PUZZLE, Change("safety-gate", PUZZLE.number, AlertStatus.CORRECTED, "photo"))
        held = store.status()
    assert (held.alerts, held.withdrawn, held.corrected, held.with_gtin) == (2, 0, 1, 1)
    (source,) = held.sources
    assert (source.source, source.alerts) == ("safety-gate", 2)
    assert (source.oldest, source.newest) == (date(2026, 11, 20), date(2026, 11, 20))


def test_a_failing_batch_leaves_nothing_behind(tmp_path: Path) -> None:
    with AlertStore(tmp_path / "alerts.sqlite") as store:
        add(store, b"one", KETTLE)
        with pytest.raises(AlertStoreError):
            add(store, b"two", PUZZLE, replace(KETTLE, number=None))  # type: ignore[arg-type]
        assert store.count() == 1
        assert len(store.batches()) == 1


@pytest.mark.parametrize("content", [b"this is no database at all, " * 40, b"SQLite format 3\0" + b"\xff" * 4096])
def test_a_damaged_file_is_named(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "alerts.sqlite"
    path.write_bytes(content)
    with pytest.raises(AlertStoreError, match=r"alerts\.sqlite"):
        AlertStore(path)


def test_a_file_damaged_in_the_middle_is_named(tmp_path: Path) -> None:
    path = tmp_path / "alerts.sqlite"
    with AlertStore(path) as store:
        add(store, b"one", *(replace(KETTLE, number=f"SR/{n:05}/26", description="x" * 500) for n in range(200)))
    data = bytearray(path.read_bytes())
    data[8192:] = b"\xaa" * (len(data) - 8192)
    path.write_bytes(data)
    with pytest.raises(AlertStoreError), AlertStore(path) as store:
        store.alerts()


def test_another_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "alerts.sqlite"
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE shops (name TEXT)")
    other.close()
    with pytest.raises(AlertStoreError, match="not a file of alerts"):
        AlertStore(path)


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(AlertStoreError, match="nowhere"):
        AlertStore(tmp_path / "nowhere" / "alerts.sqlite")


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.from_type(Alert))
def test_what_is_stored_is_what_comes_back(alert: Alert) -> None:
    assert from_json(to_json(alert), alert.batch_id) == alert
