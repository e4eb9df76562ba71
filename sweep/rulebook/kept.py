"""The catalogue's listing, kept between two calls of the command: reading all cards anew takes ten times as long.

It lies in the user's cache folder under the version of the rules, which changes with every byte below `checks/`;
a file that is damaged or cannot be written is passed over.
"""

from __future__ import annotations

import json
import os
from contextlib import suppress
from importlib import import_module
from pathlib import Path

from checks.listing import Listing, as_data, from_data
from checks.version import rules_version

_KEEP = 4  # versions: several installations may share a home


def cache_folder() -> Path:
    """`sweepday` in the cache folder of the user (XDG_CACHE_HOME, else ~/.cache)."""
    named = os.environ.get("XDG_CACHE_HOME", "")
    return (Path(named) if named and Path(named).is_absolute() else Path.home() / ".cache") / "sweepday"


def listing() -> Listing:
    """The catalogue as it is listed. Raises CardError where a card is out of shape and nothing was kept."""
    version = rules_version()
    with suppress(OSError, RuntimeError):  # RuntimeError: a user without a home
        path = cache_folder() / f"rules-{version}.json"
        if (kept := _read(path)) and kept.version == version:
            return kept
    # The catalogue reads and checks every card, for which it needs much more than this module.
    made: Listing = import_module("checks.catalogue").listing()
    with suppress(OSError, RuntimeError):
        _write(cache_folder() / f"rules-{version}.json", made)
    return made


def _read(path: Path) -> Listing | None:
    try:
        return from_data(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _write(path: Path, made: Listing) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    part.write_text(json.dumps(as_data(made), ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
    part.replace(path)
    older = sorted(path.parent.glob("rules-*.json"), key=lambda p: p.stat().st_mtime, reverse=True)
    for old in older[_KEEP:]:
        old.unlink(missing_ok=True)
