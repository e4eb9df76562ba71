"""Evidence: what archiving, sealing, verifying and proving cost, and how many flipped bits are noticed."""

from __future__ import annotations

import json
import random
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from sweep.evidence.prove import finding_piece, record_pieces
from sweep.evidence.recording import Recording
from sweep.evidence.seal import FINDINGS
from sweep.evidence.verify import verify_sweep
from sweep.workspace import SweepFolder
from tests.bench.table import table
from tests.evidence.flips import flipped
from tests.evidence.samples import TOOL, answer, finding, seal, sealed

SIZES = (100, 400)  # shops
PAGES = 10  # of a shop
PAGE_BYTES = 20_000
CHECKS = 60  # findings of a shop
FLIPS = 1_000


def _archive(folder: SweepFolder, shops: int) -> None:
    body = random.Random(1).randbytes(PAGE_BYTES // 2).hex().encode()
    lines = []
    for number in range(shops):
        shop = f"vendolux-{number}.example"
        with Recording(folder, shop, tool=TOOL, info={}) as recording:
            pages = [recording.archive.response(answer(f"https://{shop}/{page}", body)) for page in range(PAGES)]
        recording.closed()
        lines += [finding(shop, f"check.number_{n}", "pass", (pages[n % PAGES],), ()) for n in range(CHECKS)]
    (folder.path / FINDINGS).parent.mkdir(parents=True)
    (folder.path / FINDINGS).write_text("".join(lines))
    folder.plan.write_text("name: bench\n")


def _prove(folder: SweepFolder) -> None:
    piece = finding_piece(folder, "vendolux-7.example/check.number_3")
    record_pieces(folder, json.loads(piece.data))


def measure(shops: int) -> list[tuple[str, str]]:
    """(step, CPU seconds and what that means) for a sweep of so many shops."""
    with tempfile.TemporaryDirectory() as name:
        folder = SweepFolder(Path(name) / "sweeps" / "bench")
        folder.path.mkdir(parents=True)
        steps: list[tuple[str, Callable[[], object]]] = [
            ("archive, index and log", lambda: _archive(folder, shops)),
            ("seal", lambda: seal(folder)),
            ("verify", lambda: list(verify_sweep(folder))),
            ("prove one finding", lambda: _prove(folder)),
        ]
        rows = []
        for title, step in steps:
            start = time.process_time()
            step()
            spent = time.process_time() - start
            rows.append(
                (f"{title}, {shops} shops of {PAGES} pages", f"{spent:.2f} s ({spent / shops * 1000:.1f} ms a shop)")
            )
        return rows


def _flips() -> str:
    with tempfile.TemporaryDirectory() as name:
        missed = len(list(flipped(sealed(Path(name)), FLIPS)))
    return f"{FLIPS - missed} of {FLIPS}"


def main() -> None:
    rows = [row for shops in SIZES for row in measure(shops)]
    rows.append(("flipped bits in a finished sweep that verify notices, naming the file", _flips()))
    print(table(("what", "measured (CPU time)"), rows))


if __name__ == "__main__":
    main()
