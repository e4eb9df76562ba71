"""What the readers remember from page to page, given up from time to time: a hostile page fills it with its own.

Addresses and labels are looked up again and again while a shop is read, and hardly ever in the next one. The caches are
bounded each for itself, and not in length: together they would grow over thousands of shops, and eight hostile pages of
long addresses would keep some hundred megabytes for the whole run.
"""

from __future__ import annotations

import functools
import sys
from typing import Any

from sweep.extract.words.recent import Recent

AFTER = 1_000_000_000  # bytes that reading took (`turns`): two usual shops, or a few hostile pages
MOST = 60_000  # entries of all caches together: some shops
_MANY = 1_000  # entries: smaller caches are no matter
_READERS = ("sweep.extract.", "sweep.gather.")


class Memory:
    """Of one process. `after` is told after each shop how much reading has taken so far."""

    def __init__(self) -> None:
        self._given_up_at = 0

    def after(self, taken: int) -> None:
        """Gives up what was remembered where much was read since the last time, or much is remembered."""
        if taken - self._given_up_at > AFTER or remembered() > MOST:
            self._given_up_at = taken
            give_up()


def give_up() -> None:
    """Forgets all that can be found again."""
    for cache in (*caches(), *recent()):
        cache.cache_clear()


def remembered() -> int:
    """Entries of all caches together."""
    return sum(cache.cache_info().currsize for cache in caches())


@functools.cache
def caches() -> tuple[Any, ...]:
    """Every large cache of a reader; to be asked for once all are imported."""
    modules = [module for name, module in sys.modules.items() if name.startswith(_READERS)]
    found = {id(value): value for module in modules for value in vars(module).values() if _is_large_cache(value)}
    return tuple(found.values())


@functools.cache
def recent() -> tuple[Recent[Any], ...]:
    """What readers keep by the length of its source."""
    modules = [module for name, module in sys.modules.items() if name.startswith(_READERS)]
    return tuple({id(v): v for module in modules for v in vars(module).values() if isinstance(v, Recent)}.values())


def _is_large_cache(value: object) -> bool:
    if not isinstance(value, functools._lru_cache_wrapper):
        return False
    return (value.cache_parameters()["maxsize"] or 0) >= _MANY
