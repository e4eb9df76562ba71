"""The index of notices: what it finds, that it follows the store, and that its file survives anything."""

from __future__ import annotations

import multiprocessing
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from product_alerts.asked import read
from product_alerts.index import Index, IndexDamagedError, Notices
from product_alerts.index_file import index_path, matcher_of
from product_alerts.match import Matcher
from product_alerts.model import Alert, AlertStatus, Offer
from product_alerts.store import AlertStore
from product_alerts.vocabulary import Vocabulary

NOW = datetime(2026, 11, 21, tzinfo=UTC)
KETTLE = Alert("t", "1", product="Kettle", brands=("Kesselin",), models=("KW-2140",), batch_id="b")
LAMP = Alert("t", "2", product="Night light", name="Zibbelo Krabby", brands=("Lumora",), models=("LN-7731",))
OFFERS = (
    Offer("https://a.example/1", "Kesselin KW-2140 kettle", brand="Kesselin"),
    Offer("https://a.example/2", "Lumora LN-7731 night light", brand="Lumora"),
)


def numbers(matcher: Matcher) -> set[str]:
    return {match.alert.number for match in matcher.matches(OFFERS)}


def put(store: AlertStore, name: str, alerts: Sequence[Alert]) -> None:
    store.add(name.encode(), alerts, feed="t", name=name, origin="t", published=None, now=NOW)


def test_the_bytes_hold_everything() -> None:
    index = Index.of([KETTLE, LAMP])
    again = Index.from_bytes(memoryview(index.to_bytes("7/2")))
    assert again.stamp == "7/2"
    assert Notices(again).alert(0) == KETTLE
    assert Matcher(index=again).matches(OFFERS) == Matcher([KETTLE, LAMP]).matches(OFFERS)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 3000), st.binary(max_size=8))
def test_damaged_bytes_are_refused_or_read(at: int, damage: bytes) -> None:
    raw = bytearray(Index.of([KETTLE, LAMP]).to_bytes("7/2"))
    with pytest.raises(IndexDamagedError):
        Index.from_bytes(memoryview(bytes(raw[: at % len(raw)])))
    front = at % 64
    raw[front : front + len(damage)] = damage
    with suppress(IndexDamagedError):
        Index.from_bytes(memoryview(bytes(raw)))


def test_a_slip_of_the_pen_is_found() -> None:
    notices = Notices(Index.of([KETTLE, LAMP]))
    for title in ("Kesselln kettle", "Keselin kettle", "kettle KW-2410", "Lumora nihgt light", "Zibelo Krabby"):
        hits = notices.search(read([Offer("u", title)], Vocabulary()), 1)
        assert hits.notices.tolist() == [int(title.startswith(("Lum", "Zib")))], title


def test_what_is_in_every_notice_leads_to_none_alone() -> None:
    many = [replace(KETTLE, number=str(n), brands=(), models=(), name="") for n in range(200)]
    notices = Notices(Index.of(many))
    assert notices.search(read([Offer("u", "Kettle")], Vocabulary()), 10).notices.tolist() == []


def test_the_matcher_takes_in_changes() -> None:
    matcher = Matcher([KETTLE])
    assert numbers(matcher) == {"1"}
    matcher.update([LAMP])
    assert (numbers(matcher), len(matcher)) == ({"1", "2"}, 2)
    matcher.update([replace(KETTLE, status=AlertStatus.WITHDRAWN)])
    assert (numbers(matcher), len(matcher)) == ({"2"}, 1)
    matcher.update([replace(LAMP, models=("LN-9999",), name="")])
    assert numbers(matcher) == set()
    matcher.update([KETTLE])
    assert numbers(matcher) == {"1"}


def test_the_file_follows_the_store(tmp_path: Path) -> None:
    with AlertStore(tmp_path / "alerts.sqlite") as store:
        put(store, "one", [KETTLE])
        assert numbers(matcher_of(store)) == {"1"}
        written = index_path(store).read_bytes()
        put(store, "two", [LAMP])
        assert numbers(matcher_of(store)) == {"1", "2"}
        put(store, "three", [replace(KETTLE, status=AlertStatus.WITHDRAWN)])
        assert numbers(matcher_of(store)) == {"2"}
        assert index_path(store).read_bytes() == written, "a few changes are taken in beside the file"


@pytest.mark.parametrize("content", [b"", b"sweepday notices 1\n", b"x" * 5000])
def test_a_file_that_is_none_is_made_again(tmp_path: Path, content: bytes) -> None:
    with AlertStore(tmp_path / "alerts.sqlite") as store:
        put(store, "one", [KETTLE])
        index_path(store).write_bytes(content)
        assert numbers(matcher_of(store)) == {"1"}
        assert index_path(store).read_bytes() != content


def test_the_file_of_another_store_is_not_used(tmp_path: Path) -> None:
    with AlertStore(tmp_path / "other.sqlite") as other:
        put(other, "one", [LAMP])
        put(other, "two", [replace(KETTLE, number="9")])
        matcher_of(other)
        foreign = index_path(other).read_bytes()
    with AlertStore(tmp_path / "alerts.sqlite") as store:
        put(store, "one", [KETTLE])
        index_path(store).write_bytes(foreign)
        assert numbers(matcher_of(store)) == {"1"}


def _worker(path: Path) -> set[str]:
    with AlertStore(path) as store:
        return numbers(matcher_of(store))


def test_processes_share_the_file(tmp_path: Path) -> None:
    path = tmp_path / "alerts.sqlite"
    with AlertStore(path) as store:
        put(store, "one", [KETTLE, LAMP])
        matcher_of(store)
    with multiprocessing.get_context("spawn").Pool(2) as pool:
        assert pool.map(_worker, [path, path]) == [{"1", "2"}, {"1", "2"}]
