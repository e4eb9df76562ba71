"""Photos of goods that never were, drawn from a seed, and what happens to photos on their way from shop to shop."""

from __future__ import annotations

import io
import random
from collections.abc import Callable

import numpy as np
from PIL import Image, ImageDraw, ImageEnhance, ImageFilter, ImageOps

_WIDE, _HIGH = 480, 384
Colour = tuple[int, int, int]


def photo(seed: int, turned: int = 0) -> Image.Image:
    """A thing of several parts before a ground, softly lit, with some noise; `turned` changes the parts' colours."""
    chance = random.Random(seed)
    ground = _colour(chance, 215, 255) if chance.random() < 0.6 else _colour(chance, 60, 200)
    image = Image.new("RGB", (_WIDE, _HIGH), ground)
    draw = ImageDraw.Draw(image)
    for _ in range(chance.randint(5, 11)):
        _part(chance, draw, turned)
    return _lit(image.filter(ImageFilter.GaussianBlur(1)), seed)


def _colour(chance: random.Random, low: int, high: int) -> Colour:
    return chance.randint(low, high), chance.randint(low, high), chance.randint(low, high)


def _part(chance: random.Random, draw: ImageDraw.ImageDraw, turned: int) -> None:
    x, y = chance.randint(50, _WIDE - 150), chance.randint(40, _HIGH - 120)
    box = (x, y, min(_WIDE - 40, x + chance.randint(40, 220)), min(_HIGH - 30, y + chance.randint(40, 190)))
    colour = _colour(chance, 0, 255)
    shown = colour[turned % 3 :] + colour[: turned % 3]
    match chance.choice(("round", "square", "corners", "bar")):
        case "round":
            draw.ellipse(box, fill=shown)
        case "square":
            draw.rounded_rectangle(box, radius=12, fill=shown)
        case "corners":
            points = [(chance.randint(box[0], box[2]), chance.randint(box[1], box[3])) for _ in range(4)]
            draw.polygon(points, fill=shown)
        case _:
            draw.line([box[:2], box[2:]], fill=shown, width=chance.randint(4, 18))


def _lit(image: Image.Image, seed: int) -> Image.Image:
    noise = np.random.default_rng(seed)
    down, across = np.mgrid[0:_HIGH, 0:_WIDE]
    light = 1 - 0.2 * ((across / _WIDE - noise.random()) ** 2 + (down / _HIGH - noise.random()) ** 2)
    steps = np.asarray(image, dtype=np.float32) * light[..., None] + noise.normal(0, 3, (_HIGH, _WIDE, 3))
    return Image.fromarray(steps.clip(0, 255).astype(np.uint8))


def encoded(image: Image.Image, kind: str = "JPEG", quality: int = 80) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, quality=quality)
    return out.getvalue()


def _cropped(image: Image.Image, share: float) -> Image.Image:
    across, down = image.width * (1 - share) / 2, image.height * (1 - share) / 2
    return image.crop((int(across), int(down), int(image.width - across), int(image.height - down)))


def _framed(image: Image.Image) -> Image.Image:
    wide = Image.new("RGB", (image.width + 120, image.height + 200), "white")
    wide.paste(image, (60, 100))
    return wide


def _marked(image: Image.Image) -> Image.Image:
    copy = image.copy()
    ImageDraw.Draw(copy).text((30, image.height // 2), "Quillmarket", fill="white", font_size=40)
    return copy


def _bannered(image: Image.Image) -> Image.Image:
    copy = image.copy()
    ImageDraw.Draw(copy).rectangle((0, image.height * 9 // 10, image.width, image.height), fill=(200, 20, 20))
    return copy


CHANGES: dict[str, Callable[[Image.Image], bytes]] = {
    "as it is": encoded,
    "half the size, strongly compressed": lambda i: encoded(i.resize((_WIDE // 2, _HIGH // 2)), quality=40),
    "another format": lambda i: encoded(i, "WEBP", quality=50),
    "without loss": lambda i: encoded(i, "PNG"),
    "mirrored": lambda i: encoded(ImageOps.mirror(i)),
    "mirrored and smaller": lambda i: encoded(ImageOps.mirror(i).resize((250, 200)), quality=60),
    "cropped to 95 %": lambda i: encoded(_cropped(i, 0.95)),
    "cropped to 90 %": lambda i: encoded(_cropped(i, 0.9)),
    "cropped to 87 %": lambda i: encoded(_cropped(i, 0.87)),
    "cropped to 83 %": lambda i: encoded(_cropped(i, 0.83)),
    "cropped to 80 %": lambda i: encoded(_cropped(i, 0.8)),
    "brighter": lambda i: encoded(ImageEnhance.Brightness(i).enhance(1.2)),
    "less contrast": lambda i: encoded(ImageEnhance.Contrast(i).enhance(0.8)),
    "stronger colours": lambda i: encoded(ImageEnhance.Color(i).enhance(1.25)),
    "with a white frame": lambda i: encoded(_framed(i)),
    "with a watermark": lambda i: encoded(_marked(i)),
    "with a banner": lambda i: encoded(_bannered(i)),
    "turned by 2 degrees": lambda i: encoded(i.rotate(2, fillcolor=i.getpixel((0, 0)))),
}
SURE = tuple(CHANGES)[:11]  # a shop's ordinary ways with a photo: scaled, encoded, mirrored, cropped


def blank(shade: int = 250) -> bytes:
    return encoded(Image.new("RGB", (400, 400), (shade, shade, shade)))


def gradient() -> bytes:
    """A ground with hardly any light and shade."""
    steps = np.linspace(200, 226, 400).astype(np.uint8)
    return encoded(Image.fromarray(np.repeat(steps[None, :], 400, axis=0)).convert("RGB"))


def logo(seed: int = 1) -> bytes:
    """Two colours, some letters."""
    chance = random.Random(seed)
    image = Image.new("RGB", (400, 300), "white")
    ImageDraw.Draw(image).text(
        (40, 90), chance.choice(("Vendolux", "Marelune", "Tessaline")), fill="navy", font_size=72
    )
    return encoded(image, "PNG")
