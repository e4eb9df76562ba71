"""Hostile shops and well-behaved ones in one run: the well-behaved are swept as if they were alone.

SWEEPDAY_VILLAGE=200 runs it with two hundred of them and every hostile behaviour (some minutes).
"""

from __future__ import annotations

import os
from pathlib import Path

from sweep.demo.spec import shops
from tests.hostile.sites import MODEL, all_shops
from tests.hostile.test_hostile import MEMORY, open_shops
from tests.hostile.village import House, accused, findings, lay_out, result, run, village

SIZE = int(os.environ.get("SWEEPDAY_VILLAGE", "8"))
_PATIENT = ("drip", "silence", "endless 1", "robots", "sitemap", "wait", "TLS, a")  # each takes its whole time
_ALL = all_shops(internal_port=1)
_NAMED = tuple(name for name, shop in _ALL.items() if not shop.name)
HOSTILE = _NAMED if SIZE >= 200 else tuple(n for n in _NAMED if not n.startswith(_PATIENT))[::14]


def mixed(good: tuple[House, ...], bad: tuple[House, ...]) -> tuple[House, ...]:
    """The hostile ones spread among the others."""
    step = max(1, len(good) // max(1, len(bad)))
    found: list[House] = []
    waiting = list(bad)
    for number, house in enumerate(good):
        found += waiting[: -(-len(bad) // len(good))] if number % step == 0 else []
        del waiting[: -(-len(bad) // len(good)) if number % step == 0 else 0]
        found.append(house)
    return (*found, *waiting)


def test_hostile_neighbours_change_nothing(tmp_path: Path) -> None:
    with village(SIZE) as good, open_shops(tmp_path, HOSTILE) as (_, urls, inner):
        bad = tuple(House(url, "FR") for url in urls.values())
        calm = lay_out(tmp_path / "calm", good)
        wild = lay_out(tmp_path / "wild", mixed(good, bad), second_try=SIZE >= 200)
        alone, together = run(calm), run(wild)
    assert (alone.code, together.code) == (0, 0), together.said
    quiet, loud = result(calm), result(wild)
    assert {s.state for s in quiet.shops} == {"measured"}
    assert findings(loud, good) == findings(quiet, good)
    assert len(loud.shops) == len(good) + len(bad)
    hostile = {house.key for house in bad}
    model = good[sorted(shops()).index(MODEL)].key
    allowed = {check for key, check in accused(quiet) if key == model}
    assert {check for key, check in accused(loud) if key in hostile} <= allowed
    assert inner.connections == 0
    assert together.peak - alone.peak < MEMORY * 3 // 2  # a dozen at once hold what they answered, waiting for a turn
    print(f"{SIZE} shops alone {alone.peak // 1000} MB; with {len(bad)} hostile ones {together.peak // 1000} MB")
