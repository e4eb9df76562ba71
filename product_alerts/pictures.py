"""Perceptual hashes of photos: nearly the same for one photo scaled, compressed, framed, mirrored or cropped.

256 signs of a cosine transform (pHash), and beside them a coarse layout of the colours, so that one thing in another
colour is another picture. Needs the extra `images`. Pillow reads the pictures; the transform is a product of two
matrices, so no library for it is needed that would bring scipy along.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageChops, ImageOps

from product_alerts.prints import Print

LEAST_SIDE = 64  # pixels: below are icons
MOST_SIDE, MOST_PIXELS = 12_000, 20_000_000
MOST_BYTES = 10_000_000
WINDOWS = (0.95, 0.9, 0.85, 0.8)  # of both sides, around the middle: what an offer's picture is looked at through

_FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
_WORKED = 480  # pixels of the longer side, from which all hashes are made
_SIDE, _LOW = 64, 16  # pixels along a side that are transformed, frequencies that are kept
_FIELDS = 4  # of colour, along a side
_LONGEST = 4.0  # times as long as wide: banners are no photos of goods
_BORDER = 28  # steps of 256 by which a plain border may waver
_LEAST_SPREAD = 10.0  # standard deviation of one of red, green and blue, in steps of 256
_FLAT = 0.88  # share of two colours in drawings and logos
_CROP = 0.8

Box = tuple[int, int, int, int]
_DCT = np.cos(np.pi / _SIDE * np.outer(np.arange(_LOW), np.arange(_SIDE) + 0.5))


class PictureError(Exception):
    """No hash can be made of a picture; the message says why."""


def prints_to_keep(data: bytes) -> tuple[Print, ...]:
    """The variants of a notice's picture: whole, mirrored, its middle; whole and mirrored without a plain border, too.

    Raises PictureError for what is no picture, or none by which goods could be recognised.
    """
    with _opened(data) as image:
        both = _with_and_without_border(image)
        whole = (_print("whole", one) for one in both)
        mirrored = (_print("mirrored", ImageOps.mirror(one)) for one in both)
        return (*whole, *mirrored, _print("crop", _middle(image, _CROP)))


def prints_to_ask(data: bytes) -> tuple[Print, ...]:
    """What of an offer's picture is compared with those: as it is, without its border, and through smaller windows.

    Raises PictureError as `prints_to_keep` does.
    """
    with _opened(data) as image:
        windows = (_print("crop", _middle(image, share)) for share in WINDOWS)
        return (*(_print("whole", one) for one in _with_and_without_border(image)), *windows)


# --- what somebody else sent


@contextmanager
def _opened(data: bytes) -> Iterator[Image.Image]:
    """The picture at a working size. Its size is known from its head, before anything is unpacked."""
    if len(data) > MOST_BYTES:
        raise PictureError(f"larger than {MOST_BYTES // 1_000_000} MB")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of odd metadata; too many pixels are refused below
            with Image.open(io.BytesIO(data), formats=_FORMATS) as source:
                _refuse_size(*source.size)
                if getattr(source, "is_animated", False):
                    raise PictureError("it moves")
                small = _worked(source)
    except PictureError:
        raise
    except Exception as error:  # decoders of hostile files fail in ways of their own
        raise PictureError(f"not a whole picture of a known format ({type(error).__name__})") from None
    yield small


def _refuse_size(width: int, height: int) -> None:
    if min(width, height) < LEAST_SIDE:
        raise PictureError(f"too small ({width} x {height} pixels)")
    if max(width, height) > MOST_SIDE or width * height > MOST_PIXELS:
        raise PictureError(f"too large ({width} x {height} pixels)")
    if max(width, height) > _LONGEST * min(width, height):
        raise PictureError(f"too long ({width} x {height} pixels)")


def _worked(source: Image.Image) -> Image.Image:
    """In RGB on white, upright, small."""
    source.draft("RGB", (_WORKED, _WORKED))  # a JPEG is unpacked no larger than needed
    source.thumbnail((_WORKED, _WORKED), Image.Resampling.BOX)
    upright = ImageOps.exif_transpose(source)
    if upright.mode in ("RGBA", "LA", "PA") or "transparency" in upright.info:
        clear = upright.convert("RGBA")
        upright = Image.alpha_composite(Image.new("RGBA", clear.size, "white"), clear)
    return upright.convert("RGB")


# --- what is looked at


def _with_and_without_border(image: Image.Image) -> tuple[Image.Image, ...]:
    frame = _frame(image)
    inner = image.crop(frame) if frame else image
    _refuse_flat(inner)
    return (image, inner) if frame else (image,)


def _frame(image: Image.Image) -> Box | None:
    """The part inside a plain border; None where there is none, or nothing much inside it."""
    edge = np.asarray(image, dtype=np.int16)
    corners = edge[[0, 0, -1, -1], [0, -1, 0, -1]]
    if np.ptp(corners, axis=0).max() > _BORDER // 2:
        return None
    ground = Image.new("RGB", image.size, tuple(int(step) for step in np.median(corners, axis=0)))
    inside = (
        ImageChops.difference(image, ground).convert("L").point(lambda step: 255 if step > _BORDER else 0).getbbox()
    )
    if inside is None or min(inside[2] - inside[0], inside[3] - inside[1]) < _SIDE // 2:
        return None
    return inside if inside != (0, 0, image.width, image.height) else None


def _middle(image: Image.Image, share: float) -> Image.Image:
    across, down = image.width * (1 - share) / 2, image.height * (1 - share) / 2
    return image.crop((round(across), round(down), round(image.width - across), round(image.height - down)))


def _refuse_flat(image: Image.Image) -> None:
    """Blank pictures, and drawings of two colours: all of them are alike."""
    # Single points: between two colours a smaller picture has many more.
    small = np.asarray(image.resize((_SIDE, _SIDE), Image.Resampling.NEAREST), dtype=np.uint8)
    if small.std(axis=(0, 1)).max() < _LEAST_SPREAD:
        raise PictureError("blank or nearly so")
    steps = (small >> 4).astype(np.uint16)
    _, numbers = np.unique(steps[..., 0] << 8 | steps[..., 1] << 4 | steps[..., 2], return_counts=True)
    if np.sort(numbers)[-2:].sum() >= _FLAT * _SIDE * _SIDE:
        raise PictureError("a drawing of two colours, such as a logo")


def _print(variant: str, image: Image.Image) -> Print:
    small = image.resize((_SIDE, _SIDE), Image.Resampling.LANCZOS)
    grey = np.asarray(small.convert("L"), dtype=np.float64)
    low: npt.NDArray[np.float64] = _DCT @ grey @ _DCT.T
    bits = low > np.median(low)
    fields = small.convert("YCbCr").resize((_FIELDS, _FIELDS), Image.Resampling.BOX)
    colour = np.asarray(fields, dtype=np.uint8)[..., 1:]
    return Print(variant, np.packbits(bits).tobytes(), colour.tobytes())
