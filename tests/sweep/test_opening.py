"""A database that is not there yet, opened by several programs at once: one makes the tables, all of them work."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from product_alerts.store import AlertStore
from sweep.review.database import open_database
from sweep.store.store import Store


def _store(path: Path) -> None:
    with closing(Store(path)) as store:
        assert not store.knows("toys")


def _review(path: Path) -> None:
    with closing(open_database(path)):
        pass


def _alerts(path: Path) -> None:
    with AlertStore(path) as store:
        assert list(store.alerts()) == []


@pytest.mark.parametrize("opened", [(_store, _review), (_alerts,)], ids=["workspace", "alerts"])
def test_a_new_database_is_opened_by_many_at_once(tmp_path: Path, opened: tuple[Callable[[Path], None], ...]) -> None:
    many = 6
    for number in range(5):
        together = threading.Barrier(many)

        def one(place: int, number: int = number, together: threading.Barrier = together) -> None:
            together.wait(60)
            opened[place % len(opened)](tmp_path / f"{number}.sqlite")

        with ThreadPoolExecutor(many) as pool:
            assert list(pool.map(one, range(many))) == [None] * many
