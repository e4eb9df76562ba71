"""Hashes of notices' pictures in the file of alerts. The pictures belong to authorities and traders: none is kept."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from product_alerts.model import Alert, AlertStatus
from product_alerts.prints import COLOUR, METHOD, SHAPE, Kept, Print
from product_alerts.store import AlertStoreError

_TABLE = """
CREATE TABLE IF NOT EXISTS pictures (
    alert TEXT NOT NULL, url TEXT NOT NULL, method TEXT NOT NULL, looked_at TEXT NOT NULL, problem TEXT NOT NULL,
    passing INTEGER NOT NULL, prints BLOB NOT NULL, PRIMARY KEY (alert, url)
) STRICT
"""
_VARIANTS = ("whole", "mirrored", "crop")
_ROW = 1 + SHAPE + COLOUR
_AGAIN = timedelta(days=1)  # after which a picture that could not be had is asked for once more


@dataclass(frozen=True, slots=True)
class Wanted:
    """A picture of a notice that is not hashed yet."""

    alert_id: str
    url: str


@dataclass(frozen=True, slots=True)
class PictureCounts:
    """Pictures with hashes; those without any (blank, a logo, broken); those that could not be had for the moment."""

    hashed: int
    useless: int
    failed: int


class PictureStore:
    """The table of hashes in the alert file at `path`, which must be there. A context manager, or `close()` it.

    Raises AlertStoreError for a file that is damaged, locked or something else.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        with self._named():
            self._db = sqlite3.connect(path, isolation_level=None, timeout=30)
            try:
                self._db.execute(_TABLE)
            except BaseException:
                self._db.close()
                raise

    @contextmanager
    def _named(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.Error, IndexError) as error:
            raise AlertStoreError(f"{self.path}: the hashes of pictures cannot be used ({error})") from error

    def close(self) -> None:
        self._db.close()

    def wanted(self, alerts: Iterable[Alert], now: datetime) -> tuple[Wanted, ...]:
        """Pictures that are not hashed by today's method, the newest notices first; withdrawn notices have none.

        One that could not be had is wanted again after a day.
        """
        with self._named():
            known = {
                (alert, url)
                for alert, url, at, passing in self._db.execute(
                    "SELECT alert, url, looked_at, passing FROM pictures WHERE method = ?", (METHOD,)
                )
                if not passing or datetime.fromisoformat(at) > now - _AGAIN
            }
        there = (alert for alert in alerts if alert.status is not AlertStatus.WITHDRAWN)
        newest = sorted(there, key=lambda a: a.published.toordinal() if a.published else 0, reverse=True)
        return tuple(Wanted(a.id, url) for a in newest for url in a.pictures if (a.id, url) not in known)

    def keep(
        self, wanted: Wanted, prints: Sequence[Print], now: datetime, *, problem: str = "", passing: bool = False
    ) -> None:
        """Keeps the hashes of one picture, or why there are none; `passing` where another try may bring them."""
        packed = b"".join(bytes((_VARIANTS.index(one.variant),)) + one.shape + one.colour for one in prints)
        row = (wanted.alert_id, wanted.url, METHOD, now.isoformat(timespec="seconds"), problem, int(passing), packed)
        with self._named():
            self._db.execute("INSERT OR REPLACE INTO pictures VALUES (?, ?, ?, ?, ?, ?, ?)", row)

    def kept(self) -> tuple[Kept, ...]:
        """Every picture that has hashes of today's method."""
        with self._named():
            rows = self._db.execute(
                "SELECT alert, url, prints FROM pictures WHERE method = ? AND prints <> x'' ORDER BY alert, url",
                (METHOD,),
            )
            return tuple(Kept(alert, url, tuple(_unpacked(packed))) for alert, url, packed in rows)

    def counts(self) -> PictureCounts:
        with self._named():
            row = self._db.execute(
                "SELECT total(prints <> x''), total(prints = x'' AND NOT passing), total(passing) FROM pictures"
            ).fetchone()
        return PictureCounts(*map(int, row))


def _unpacked(packed: bytes) -> Iterator[Print]:
    for at in range(0, len(packed), _ROW):
        row = packed[at : at + _ROW]
        yield Print(_VARIANTS[row[0]], row[1 : 1 + SHAPE], row[1 + SHAPE :])


def kept_in(path: Path) -> tuple[Kept, ...]:
    """The hashes in the alert file at `path`; none where nobody asked for any. Raises AlertStoreError."""
    with closing(PictureStore(path)) as store:
        return store.kept()
