"""The index of a workspace's notices in a file beside them, mapped into memory and so shared by worker processes.

It follows the store by its revision: what changed since is taken in beside it, and a new file is written when that
has become much. The file can be deleted at any time; it is made again.
"""

from __future__ import annotations

import contextlib
import mmap
import os
from pathlib import Path
from tempfile import NamedTemporaryFile

from product_alerts.index import Index, IndexDamagedError
from product_alerts.match import Matcher
from product_alerts.model import AlertStatus
from product_alerts.store import AlertStore

_MOST_BESIDE = 0.05  # of all notices, that may have changed before the file is written anew
_LEAST_BESIDE = 500


def index_path(store: AlertStore) -> Path:
    """Where the index of a store lies: "alerts.sqlite" -> "alerts.index"."""
    return store.path.with_suffix(".index")


def matcher_of(store: AlertStore) -> Matcher:
    """The matcher over all notices of the store. Raises AlertStoreError; a file that cannot be used is made anew."""
    path, revision, count = index_path(store), store.revision(), store.count()
    index = _read(path)
    if index:
        then, known, batch = index.stamp.split("/")
        # A store of fewer notices, of an older state or without the batch that the index knows is another store.
        if int(then) <= revision and int(known) <= count and batch in _batches(store):
            changed = store.alerts(after=int(then)) if int(then) < revision else ()
            if len(changed) <= max(_LEAST_BESIDE, _MOST_BESIDE * count) and int(known) + len(changed) >= count:
                matcher = Matcher(index=index)
                if changed:
                    matcher.update(changed)
                return matcher
    index = Index.of(alert for alert in store.alerts() if alert.status is not AlertStatus.WITHDRAWN)
    with contextlib.suppress(OSError):  # a folder that cannot be written to only costs the time of the next start
        _write(path, index.to_bytes(f"{revision}/{count}/{max(_batches(store), default='')}"))
    return Matcher(index=index)


def _batches(store: AlertStore) -> frozenset[str]:
    return frozenset(batch.id for batch in store.batches())


def _read(path: Path) -> Index | None:
    try:
        with path.open("rb") as file:
            mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        index = Index.from_bytes(memoryview(mapped))
        then, known, _ = index.stamp.split("/")
        return index if then.isdecimal() and known.isdecimal() else None
    except (OSError, ValueError, IndexDamagedError):
        return None


def _write(path: Path, data: bytes) -> None:
    """Writes the whole file or nothing; processes that have the old one mapped keep it."""
    with NamedTemporaryFile(dir=path.parent, prefix=path.name, delete=False) as file:
        temporary = Path(file.name)
        try:
            file.write(data)
            file.flush()
            os.replace(temporary, path)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
