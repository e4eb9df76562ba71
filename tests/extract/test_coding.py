"""Content codings that servers send, and what pretends to be one."""

from __future__ import annotations

import gzip
import subprocess
import sys
import zlib
from collections.abc import Callable

import brotli
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sweep.extract.pages.coding import undo, zstd

PLAIN = "<p>Livraison gratuite dès 49 €</p>".encode() * 20
PACKERS: dict[str, Callable[[bytes], bytes]] = {
    "gzip": gzip.compress,
    "x-gzip": gzip.compress,
    "deflate": zlib.compress,
    "br": brotli.compress,
    "zstd": zstd.compress,
}


@pytest.mark.parametrize("name", [*PACKERS, "BR", " zstd "])
def test_a_coding_is_undone(name: str) -> None:
    packed = PACKERS[name.strip().lower()](PLAIN)
    assert undo(packed, name, 100_000) == (PLAIN, True)


def test_codings_over_one_another_are_undone_from_the_last() -> None:
    packed = brotli.compress(gzip.compress(PLAIN))
    assert undo(packed, "gzip, identity, br", 100_000) == (PLAIN, True)
    with pytest.raises(ValueError, match="4 content codings"):
        undo(packed, "br, br, br, br", 100_000)


@pytest.mark.parametrize("name", ["gzip", "deflate", "br", "zstd"])
def test_one_that_ends_early_gives_what_is_there_and_says_so(name: str) -> None:
    packed = PACKERS[name](bytes(range(256)) * 4000)
    data, whole = undo(packed[:-5], name, 2_000_000)
    assert not whole
    assert len(data) <= 1_024_000


@pytest.mark.parametrize("name", ["deflate", "br", "zstd"])
def test_what_is_no_such_coding_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="broken compression"):
        undo(b"<html>plain after all</html>", name, 1000)


def test_a_window_that_no_web_server_may_ask_for_is_refused() -> None:
    far = zstd.compress(bytes(70_000_000), options={zstd.CompressionParameter.window_log: 26})
    with pytest.raises(ValueError, match="broken compression"):
        undo(far, "zstd", 1000)


# Run beside us, since the highest mark of a process that has run other tests says nothing.
_BOMB = """
import resource, sys
from sweep.extract.pages.coding import undo
bomb = sys.stdin.buffer.read()
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
data, whole = undo(bomb, sys.argv[1], 8_000_001)
print(len(data), whole, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
"""


@pytest.mark.parametrize("name", ["gzip", "br", "zstd"])
def test_a_bomb_stays_small(name: str) -> None:
    bomb = brotli.compress(bytes(100_000_000), quality=1) if name == "br" else PACKERS[name](bytes(100_000_000))
    assert len(bomb) < 300_000
    done = subprocess.run([sys.executable, "-c", _BOMB, name], input=bomb, capture_output=True, check=True)
    size, whole, kilobytes = done.stdout.split()
    assert (int(size), whole) == (8_000_001, b"False")
    assert int(kilobytes) < 60_000


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(sorted(PACKERS)), st.binary(max_size=300), st.integers(0, 299), st.integers(1, 400))
def test_damage_gives_bytes_or_a_reason(name: str, body: bytes, place: int, limit: int) -> None:
    packed = bytearray(PACKERS[name](body))
    packed[place % len(packed)] ^= 0x55
    try:
        data, _ = undo(bytes(packed), name, limit)
    except ValueError as error:
        data, reason = b"", str(error)
    else:
        reason = "broken compression"
    assert reason == "broken compression"
    assert name in ("gzip", "x-gzip") or len(data) <= limit
