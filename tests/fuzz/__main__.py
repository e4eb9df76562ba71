"""Throws changed pages and texts at everything that reads.

Every input must be read without a crash within SECONDS, and whatever is found must stand in what was read (`targets`).
Inputs are random changes of the texts in `seeds.yaml`; `--led` lets the coverage of atheris lead the changes of one
part instead. An input that breaks is kept in a file of its own, which `--input` reads again.

    python -m tests.fuzz --inputs 20000                  all parts, by weight
    python -m tests.fuzz --shards 2 --inputs 1000000     in two processes
    python -m tests.fuzz prices numbers --seed 7         two parts
    python -m tests.fuzz --led product --inputs 5000
    python -m tests.fuzz prices --input /tmp/fuzz-prices-0a1b2c3d
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import random
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.fuzz.targets import Target

# As in `targets`, which is loaded later: atheris has to see the readers before anybody else does.
PARTS = ("prices", "numbers", "statements", "structured", "product", "imprint", "terms", "markup", "shop", "growth")
SECONDS = 20.0  # of processor time that one input may take
BATCH = 500  # inputs that a process takes at once


@dataclass
class Told:
    """What came of a batch: inputs read, by part, and the words on those that broke."""

    read: Counter[str] = field(default_factory=Counter)
    broken: list[str] = field(default_factory=list)


def try_one(target: Target, data: bytes) -> None:
    """Reads one input. RuntimeError, with the file that holds it, where it breaks or takes too long."""
    signal.signal(signal.SIGVTALRM, _too_long)
    signal.setitimer(signal.ITIMER_VIRTUAL, SECONDS)
    try:
        target.read(data)
    except Exception as error:
        raise RuntimeError(f"{target.name} --input {_kept(target.name, data)}: {error!r}"[:2_000]) from error
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)


def _kept(name: str, data: bytes) -> Path:
    path = Path(tempfile.gettempdir()) / f"fuzz-{name}-{hashlib.sha256(data).hexdigest()[:12]}"
    path.write_bytes(data)
    return path


def _too_long(_number: int, _frame: FrameType | None) -> None:
    raise TimeoutError(f"took more than {SECONDS:.0f} s")


def batch(names: Sequence[str], seed: int, number: int) -> Told:
    """Batch `number` of the run with this seed: the same one throws the same inputs."""
    from tests.fuzz.targets import TARGETS

    dice = random.Random(f"{seed}/{number}")
    told = Told()
    weights = [TARGETS[name].weight for name in names]
    for name in dice.choices(names, weights, k=BATCH):
        data = TARGETS[name].fresh(dice)
        told.read[name] += 1
        try:
            try_one(TARGETS[name], data)
        except RuntimeError as error:
            told.broken.append(str(error))
    return told


def plain(names: Sequence[str], inputs: int, seed: int, shards: int) -> int:
    """Random inputs in `shards` processes; the number of those that broke, each printed once."""
    batches = range(-(-inputs // BATCH))
    read: Counter[str] = Counter()
    broken = 0
    began = last = time.monotonic()
    for told in _batches(names, seed, batches, shards):
        read += told.read
        broken += len(told.broken)
        print(*told.broken, sep="\n", end="\n" if told.broken else "", flush=True)
        if (now := time.monotonic()) - last > 30 or read.total() >= len(batches) * BATCH:
            last = now
            print(_progress(read, inputs, broken, now - began), file=sys.stderr, flush=True)
    print(", ".join(f"{name} {count:,}" for name, count in sorted(read.items())))
    return broken


def _batches(names: Sequence[str], seed: int, batches: range, shards: int) -> Iterator[Told]:
    if shards == 1:
        yield from (batch(names, seed, number) for number in batches)
        return
    with ProcessPoolExecutor(shards) as pool:
        yield from pool.map(batch, *zip(*((names, seed, number) for number in batches), strict=True))


def _progress(read: Counter[str], inputs: int, broken: int, seconds: float) -> str:
    total = read.total()
    left = seconds / total * max(0, inputs - total) / 60
    return f"{total:,} of {inputs:,} inputs, {broken} broken, {total / seconds:.0f} a second, {left:.0f} minutes left"


def led(name: str, inputs: int, seed: int) -> None:
    """Inputs that atheris chooses by the lines they reach; ends at the first that breaks."""
    import atheris  # type: ignore[import-untyped,unused-ignore]

    with atheris.instrument_imports(include=["sweep.extract"]):
        from tests.fuzz.targets import TARGETS, seeds
    with tempfile.TemporaryDirectory() as folder:
        for i, text in enumerate(seeds().get(name, ())):
            (Path(folder) / f"{i}").write_bytes(text.encode())
        words = Path(folder).with_suffix(".dict")
        words.write_bytes(b"\n".join(_dictionary()))
        try:
            options = [f"-runs={inputs}", f"-seed={seed}", "-max_len=2048", f"-dict={words}", folder]
            atheris.Setup([sys.argv[0], *options], lambda data: try_one(TARGETS[name], data))
            atheris.Fuzz()
        finally:
            words.unlink()


def _dictionary() -> Iterator[bytes]:
    """The pieces of `mutate` as libFuzzer wants its words."""
    from tests.fuzz.mutate import PIECES

    for piece in PIECES:
        data = piece.encode("utf-8", "replace")[:60]
        yield b'"' + b"".join(b"\\x%02x" % byte for byte in data) + b'"'


def _asked() -> Any:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__, allow_abbrev=False,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)  # fmt: skip
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"{', '.join(PARTS)} (default: all)")
    parser.add_argument("--inputs", type=int, default=100_000, help="how many (default: %(default)s)")
    parser.add_argument("--seed", type=int, default=1, help="of the random numbers (default: %(default)s)")
    parser.add_argument("--shards", type=int, default=1, help="processes side by side (default: %(default)s)")
    parser.add_argument("--led", action="store_true", help="let atheris lead (extra [fuzz]); one part only")
    parser.add_argument("--input", type=Path, metavar="FILE", help="read one input again; its part is named before")
    asked = parser.parse_args()
    if unknown := [part for part in asked.parts if part not in PARTS]:
        parser.error(f"there is no part {', '.join(unknown)}; there are {', '.join(PARTS)}")
    if (asked.input or asked.led) and len(asked.parts) != 1:
        parser.error("--input and --led need the name of one part")
    if asked.led and importlib.util.find_spec("atheris") is None:
        parser.error("--led needs atheris: pip install 'sweepday[fuzz]'")
    if asked.inputs < 1 or asked.shards < 1:
        parser.error("--inputs and --shards are numbers from 1 on")
    return asked


def main() -> int:
    asked = _asked()
    names = tuple(asked.parts or PARTS)
    if asked.led:
        led(names[0], asked.inputs, asked.seed)
    elif asked.input:
        from tests.fuzz.targets import TARGETS

        try_one(TARGETS[names[0]], asked.input.read_bytes())
    else:
        return 1 if plain(names, asked.inputs, asked.seed, asked.shards) else 0
    return 0


if __name__ == "__main__":
    sys.exit(main())
