"""Which pictures are alike, and which are none by which goods could be told; and pictures that were made to do harm."""

from __future__ import annotations

import contextlib
import io
import struct
import subprocess
import sys
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from product_alerts.pictures import PictureError, prints_to_ask, prints_to_keep
from product_alerts.print_index import PrintIndex
from product_alerts.prints import SHARED_BY, Kept, Print, own_prints
from tests.pictures import drawn

SEEDS = range(20)
KEPT = [
    Kept(f"a:{seed}", f"https://alerts.example/{seed}", prints_to_keep(drawn.encoded(drawn.photo(seed), quality=92)))
    for seed in SEEDS
]
INDEX = PrintIndex(KEPT)


def _found(data: bytes) -> list[str]:
    return [one.alert_id for one in INDEX.alike(prints_to_ask(data))]


@pytest.mark.parametrize("change", drawn.SURE)
def test_the_same_photo_is_found_again(change: str) -> None:
    for seed in (0, 7, 19):
        assert _found(drawn.CHANGES[change](drawn.photo(seed))) == [f"a:{seed}"], seed


def test_no_other_product_is_found() -> None:
    for seed in range(1_000, 1_012):
        assert _found(drawn.encoded(drawn.photo(seed))) == []


def test_the_same_thing_in_other_colours_is_another_picture() -> None:
    for seed in (0, 7, 19):
        assert _found(drawn.encoded(drawn.photo(seed, turned=1))) == []


def test_the_same_shades_of_grey_in_other_colours_are_another_picture() -> None:
    """Red becomes blue of the same brightness, so that only the layout of the colours tells them apart."""
    grey, red, blue = drawn.photo(3).convert("YCbCr").split()
    turned = Image.merge("YCbCr", (grey, blue, red)).convert("RGB")
    mine = prints_to_keep(drawn.encoded(drawn.photo(3)))
    index = PrintIndex([Kept("a:3", "", mine)])
    assert index.alike(prints_to_ask(drawn.encoded(turned))) == ()
    bits = int.from_bytes(mine[0].shape) ^ int.from_bytes(prints_to_ask(drawn.encoded(turned))[0].shape)
    assert bits.bit_count() < 20, "else the shapes alone would do"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (drawn.blank(), "blank"),
        (drawn.blank(30), "blank"),
        (drawn.gradient(), "blank"),
        (drawn.logo(), "logo"),
        (drawn.encoded(Image.new("RGB", (60, 400), "red")), "too small"),
        (drawn.encoded(Image.new("RGB", (1000, 120), "red")), "too long"),
        (b"", "not a whole picture"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "not a whole picture"),
        (drawn.encoded(drawn.photo(1))[:4_000], "not a whole picture"),
        (drawn.encoded(drawn.photo(1), "BMP"), "not a whole picture"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 40, "not a whole picture"),
        (b"\xff\xd8" + b"\0" * 11_000_000, "larger than 10 MB"),
    ],
    ids=range(12),
)
def test_what_is_no_photo_of_goods(data: bytes, reason: str) -> None:
    for made in (prints_to_keep, prints_to_ask):
        with pytest.raises(PictureError, match=reason):
            made(data)


def test_a_moving_picture_is_refused_and_a_still_one_of_its_format_is_not() -> None:
    moving, still = io.BytesIO(), io.BytesIO()
    drawn.photo(1).save(moving, "GIF", save_all=True, append_images=[drawn.photo(2)])
    drawn.photo(1).save(still, "GIF")
    with pytest.raises(PictureError, match="it moves"):
        prints_to_ask(moving.getvalue())
    assert _found(still.getvalue()) == ["a:1"]


def test_what_is_see_through_lies_on_white() -> None:
    image = drawn.photo(4).convert("RGBA")
    image.putalpha(255)
    out = io.BytesIO()
    image.save(out, "PNG")
    assert _found(out.getvalue()) == ["a:4"]


def _png(width: int, height: int, rows: bytes) -> bytes:
    """A picture that says of itself to be so large, with whatever is packed in it."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    packed = zlib.compress(rows, 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", packed) + chunk(b"IEND", b"")


@pytest.mark.parametrize("size", [(50_000, 50_000), (50_000, 100), (12_000, 9_000), (0, 100), (2**31 - 1, 2**31 - 1)])
def test_pictures_too_large_are_refused_by_their_heads(size: tuple[int, int]) -> None:
    with pytest.raises(PictureError):
        prints_to_ask(_png(*size, b"\0" * 1_000))


_BOUNDED = """
import resource, sys
from product_alerts.pictures import PictureError, prints_to_ask
resource.setrlimit(resource.RLIMIT_AS, (900_000_000, 900_000_000))
try:
    prints_to_ask(sys.stdin.buffer.read())
except PictureError as error:
    print("refused:", error)
else:
    print("hashed")
"""


def test_the_largest_picture_that_is_taken_fits_in_little_memory() -> None:
    """The most pixels that are taken, packed to a few kilobytes; one pixel more is not unpacked at all."""
    width, height = 5_000, 4_000
    row = b"\0" + bytes(range(250)) * (3 * width // 250)
    for lines, expected in ((height, "hashed"), (height + 1, "refused: too large")):
        bomb = _png(width, lines, row * lines)
        done = subprocess.run(
            [sys.executable, "-c", _BOUNDED], input=bomb, capture_output=True, timeout=120, check=True
        )
        assert done.stdout.decode().startswith(expected), done.stderr


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(["JPEG", "PNG", "WEBP", "GIF"]), st.lists(st.tuples(st.integers(0, 3_000), st.integers(0, 255))))
def test_damaged_pictures_are_hashed_or_refused(kind: str, damage: list[tuple[int, int]]) -> None:
    data = bytearray(SMALL[kind])
    for at, value in damage:
        data[at % len(data)] = value
    with contextlib.suppress(PictureError):
        assert prints_to_ask(bytes(data))


SMALL = {kind: drawn.encoded(drawn.photo(5).resize((96, 96)), kind) for kind in ("JPEG", "PNG", "WEBP", "GIF")}


# --- the index


def test_a_picture_of_many_notices_stands_for_none() -> None:
    mark = KEPT[0].prints
    asked = prints_to_ask(drawn.encoded(drawn.photo(0)))
    few, many = ([Kept(f"a:{n}", "", mark) for n in range(number)] for number in (SHARED_BY, SHARED_BY + 1))
    assert len(PrintIndex(few).alike(asked)) == SHARED_BY
    assert PrintIndex(many).alike(asked) == ()


def test_a_picture_of_many_offers_stands_for_none() -> None:
    one, other = (prints_to_ask(drawn.encoded(drawn.photo(seed))) for seed in (0, 1))
    assert own_prints([one] * SHARED_BY + [other]) == {one, other}
    assert own_prints([one] * (SHARED_BY + 1) + [other]) == {other}


def test_the_very_opposite_is_not_alike() -> None:
    """256 differing bits are more than a byte counts to."""
    kept = Print("whole", bytes(32), bytes(32))
    index = PrintIndex([Kept("a:1", "", (kept,))])
    assert index.alike([Print("whole", b"\xff" * 32, bytes(32))]) == ()
    assert [a.bits for a in index.alike([Print("whole", b"\x0f" + bytes(31), bytes(32))])] == [4]


def test_an_index_of_nothing() -> None:
    assert len(PrintIndex([])) == 0
    assert PrintIndex([]).alike(KEPT[0].prints) == ()


def test_every_hash_is_compared_over_block_borders() -> None:
    rows = [Kept(f"a:{n}", "", (Print("whole", n.to_bytes(4) * 8, bytes(32)),)) for n in range(20_000)]
    index = PrintIndex(rows)
    for n in (0, 8_191, 8_192, 19_999):
        found = index.alike([Print("whole", n.to_bytes(4) * 8, bytes(32))])
        assert (found[0].alert_id, found[0].bits) == (f"a:{n}", 0)
        near = {a.alert_id for a in found}
        assert near == {f"a:{m}" for m in range(20_000) if 8 * (m ^ n).bit_count() <= 44}
