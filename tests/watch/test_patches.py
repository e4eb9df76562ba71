"""Patches give back every byte, whatever was packed how; what cannot be given back is kept whole."""

from __future__ import annotations

import gzip
import random
import zlib
from dataclasses import replace
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sweep.errors import CaptureError
from sweep.watch import patches
from sweep.watch.bodies import body_of
from sweep.watch.series import history_of
from tests.watch.site import FIRST, Tag, at, days, go, lay_out, market, opened

WORDS = "cruche grès émail tournée panier livraison retour avis taille bleu lampe".split()
OLD = " ".join(random.Random(1).choice(WORDS) + str(n % 700) for n in range(9_000)).encode()
NEW = OLD.replace(b"lampe35 ", b"lampe: 59,00 ", 1) + b"<p>fin"


def _packed(page: bytes, level: int, memory: int = 8) -> bytes:
    engine = zlib.compressobj(level, zlib.DEFLATED, zlib.MAX_WBITS | 16, memory)
    return engine.compress(page) + engine.flush()


@pytest.mark.parametrize("pack", [bytes, lambda p: _packed(p, 6), lambda p: _packed(p, 1, 9), lambda p: _packed(p, 9)])
def test_a_small_change_of_a_large_page_costs_little_and_comes_back_whole(pack: object) -> None:
    old, new = pack(OLD), pack(NEW)  # type: ignore[operator]
    patch = patches.make(old, new)
    assert patch is not None
    assert patches.apply(old, patch) == new
    assert len(patch.delta) < 400


def test_what_cannot_be_packed_alike_again_is_kept_whole() -> None:
    engine = zlib.compressobj(6, zlib.DEFLATED, zlib.MAX_WBITS | 16)
    flushed = engine.compress(NEW[:999]) + engine.flush(zlib.Z_SYNC_FLUSH) + engine.compress(NEW[999:]) + engine.flush()
    assert gzip.decompress(flushed) == NEW
    assert patches.make(_packed(OLD, 6), flushed) is None


def test_another_page_is_kept_whole() -> None:
    assert patches.make(OLD, random.Random(2).randbytes(40_000)) is None


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=3_000), st.binary(max_size=3_000), st.booleans())
def test_a_patch_is_exact_or_none(old: bytes, new: bytes, packed: bool) -> None:
    before, after = (_packed(old, 6), _packed(new, 6)) if packed else (old, new)
    patch = patches.make(before, after)
    assert patch is None or patches.apply(before, patch) == after


def test_a_damaged_patch_is_refused() -> None:
    patch = patches.make(OLD, NEW)
    assert patch is not None
    with pytest.raises(ValueError, match="does not belong"):
        patches.apply(OLD, replace(patch, delta=patch.delta[:-12] + "AAAAAAAAAAAA"))


def test_every_page_of_a_watch_comes_back_from_its_archives(tmp_path: Path) -> None:
    filler = " ".join(WORDS * 300)
    with market({"a": Tag("10.00", words=f"<span>{filler}</span>")}) as shop:
        plan = lay_out(tmp_path, shop)
        for n, day in enumerate(days(FIRST, 4)):
            shop.tags["a"].price = f"{10 + n}.00"
            go(plan, shop, at(day))
    watch = opened(plan)
    states = [o.state for o in history_of(watch.book, watch.products[0], ZoneInfo("UTC")).observations]
    assert [bool(state.base) for state in states] == [False, True, True, True]
    bodies = [body_of(watch.book, watch.captures, state) for state in states]
    assert all(f"{10 + n},00 €".encode() in body for n, body in enumerate(bodies))
    whole, patched = (watch.captures / states[n].archive for n in (0, 1))
    assert patched.stat().st_size < whole.stat().st_size
    damaged = bytearray(whole.read_bytes())
    damaged[states[0].offset + 900] ^= 0xFF
    whole.write_bytes(bytes(damaged))
    with pytest.raises(CaptureError):
        body_of(watch.book, watch.captures, states[1])
