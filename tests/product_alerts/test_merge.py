"""Copies of one alert from several feeds make one alert, whatever the order in which they came."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import permutations
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from product_alerts.feeds.base import Change, Item
from product_alerts.merge import Copy, merged
from product_alerts.model import Alert, AlertStatus, ItemId
from product_alerts.store import AlertStore

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
WEEKLY = Alert(
    "safety-gate", "SR/1/26", date(2026, 11, 20), product="Kettle", gtins=("01990417362015",), level="Serious"
)
SITE = replace(
    WEEKLY, published=date(2026, 11, 18), product="Electric kettle", level="", item_ids=(ItemId("temu", "601"),)
)
XML, JSON = Copy("safety-gate-xml", 2, WEEKLY), Copy("safety-gate-json", 4, SITE)


def test_the_fuller_feed_of_a_week_goes_first_and_the_other_fills_its_gaps() -> None:
    alert = merged([XML, JSON])
    assert (alert.product, alert.level, alert.item_ids) == ("Electric kettle", "Serious", SITE.item_ids)
    assert merged([JSON, XML]) == alert


def test_a_later_correction_goes_before_a_fuller_feed() -> None:
    later = replace(XML, alert=replace(WEEKLY, updated=date(2026, 12, 20), product="Kettle, corrected"))
    assert merged([later, JSON]).product == "Kettle, corrected"


def test_a_barcode_that_a_correction_took_out_does_not_come_back() -> None:
    corrected = Copy("safety-gate-json", 4, replace(SITE, updated=date(2026, 12, 20), gtins=(), item_ids=()))
    stale = replace(XML, alert=replace(WEEKLY, item_ids=SITE.item_ids))
    assert merged([corrected, stale]).gtins == ()
    said = replace(corrected, alert=replace(corrected.alert, status=AlertStatus.CORRECTED))
    assert merged([said, stale]).item_ids == ()


def test_the_gravest_status_stands() -> None:
    assert merged([XML], [AlertStatus.WITHDRAWN, AlertStatus.CORRECTED]).status is AlertStatus.WITHDRAWN
    assert merged([XML, JSON], [AlertStatus.CORRECTED]).status is AlertStatus.CORRECTED
    assert merged([XML, JSON]).status is AlertStatus.ACTIVE


_days = st.dates(date(2026, 9, 1), date(2026, 12, 30))
_copies = st.lists(
    st.builds(
        lambda rank, day, name, codes: Copy(f"feed {rank}", rank, Alert("s", "1", day, name=name, gtins=codes)),
        st.integers(0, 4),
        _days,
        st.sampled_from(["", "a", "b"]),
        st.sampled_from([(), ("1",), ("2",)]),
    ),
    min_size=1,
    max_size=4,
    unique_by=lambda copy: copy.rank,
)


@settings(max_examples=60, deadline=None)
@given(_copies)
def test_the_order_never_matters(copies: list[Copy]) -> None:
    assert len({merged(order) for order in permutations(copies)}) == 1


def test_the_store_gives_the_same_whatever_came_first(tmp_path: Path) -> None:
    taken = Change("safety-gate", "SR/1/26", AlertStatus.WITHDRAWN, "withdrawn")
    steps: list[tuple[str, int, Item]] = [("xml", 2, WEEKLY), ("json", 4, SITE), ("xml", 2, taken)]
    results = set()
    for at, order in enumerate(permutations(steps)):
        with AlertStore(tmp_path / f"{at}.sqlite") as store:
            for feed, rank, item in order:
                raw = f"{feed} {type(item).__name__}".encode()
                store.add(raw, [item], feed=feed, rank=rank, name=feed, origin="file", published=None, now=NOW)
            results.add(store.alerts())
    assert len(results) == 1
    ((alert,),) = results
    assert (alert.status, alert.product) == (AlertStatus.WITHDRAWN, "Electric kettle")
