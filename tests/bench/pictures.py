"""What picture hashes find again, and what they confuse, on drawn photos; and how many comparisons a second.

Run `python -m tests.bench.pictures`. The photos are drawn from seeds: they show that the method does what it should on
the ways photos are changed, not how well photographers' pictures are told apart.
"""

from __future__ import annotations

import time
from collections.abc import Iterator

import numpy as np
from PIL import Image

from product_alerts.pictures import PictureError, prints_to_ask, prints_to_keep
from product_alerts.print_index import PrintIndex
from product_alerts.prints import Kept, Print
from tests.bench.table import table
from tests.pictures import drawn

NOTICES, CHANGED, STRANGERS = 100, 20, 60  # photos of notices; of them changed in each way; of other products
_MANY = 50_000  # notices, of three hashes each


def _index() -> PrintIndex:
    photos = ((at, drawn.encoded(drawn.photo(at), quality=92)) for at in range(NOTICES))
    return PrintIndex(Kept(str(at), "", prints_to_keep(data)) for at, data in photos)


def _found(index: PrintIndex, data: bytes) -> set[str]:
    try:
        return {one.alert_id for one in index.alike(prints_to_ask(data))}
    except PictureError:
        return set()


def _recolour(image: Image.Image) -> Image.Image:
    """The same shades of grey, other colours."""
    grey, red, blue = image.convert("YCbCr").split()
    return Image.merge("YCbCr", (grey, blue, red)).convert("RGB")


def rows() -> Iterator[tuple[object, ...]]:
    """Per change: photos, recall, precision over all that was found."""
    index = _index()
    for name, change in drawn.CHANGES.items():
        found = [(str(at), _found(index, change(drawn.photo(at)))) for at in range(CHANGED)]
        right, every = sum(at in seen for at, seen in found), sum(len(seen) for _, seen in found)
        yield name, CHANGED, f"{right / CHANGED:.2f}", f"{right / every:.3f}" if every else "-"
    strangers = sum(len(_found(index, drawn.encoded(drawn.photo(10_000 + at)))) for at in range(STRANGERS))
    yield "other products", STRANGERS, f"{strangers} found", "none is right"
    turned = sum(len(_found(index, drawn.encoded(_recolour(drawn.photo(at))))) for at in range(CHANGED))
    yield "the same in other colours", CHANGED, f"{turned} found", "none is right"


def speed() -> Iterator[tuple[object, ...]]:
    """CPU time of hashing a photo, and of looking it up among all hashes of 50,000 notices."""
    data = [drawn.encoded(drawn.photo(at)) for at in range(20)]
    began = time.process_time()
    asked = [prints_to_ask(one) for one in data]
    yield "a photo read and hashed, ms of CPU", f"{1000 * (time.process_time() - began) / len(data):.1f}"
    noise = np.random.default_rng(1)
    shapes, colours = (noise.integers(0, 256, (3 * _MANY, 32), dtype=np.uint8) for _ in range(2))
    kept = (
        Kept(
            str(at),
            "",
            tuple(Print("whole", shapes[n].tobytes(), colours[n].tobytes()) for n in range(3 * at, 3 * at + 3)),
        )
        for at in range(_MANY)
    )
    began = time.process_time()
    index = PrintIndex(kept)
    yield f"index of {len(index):,} hashes made, s", f"{time.process_time() - began:.2f}"
    began = time.process_time()
    for marks in asked:
        index.alike(marks)
    seconds = time.process_time() - began
    compared = sum(map(len, asked)) * len(index)
    yield "comparisons a CPU second, millions", f"{compared / seconds / 1e6:.0f}"
    yield "an offer's photo looked up, ms of CPU", f"{1000 * seconds / len(asked):.1f}"


def main() -> None:
    """Prints the tables."""
    print(table(("photos", "number", "recall", "precision"), rows()))
    print("\n" + table(("pictures", "value"), speed()))


if __name__ == "__main__":
    main()
