"""Throws mutated shops at everything that reads: `python -m tests.fuzz [--inputs 100000] [--seed 1]`.

With atheris installed its coverage leads the mutations; `--plain`, or a Python without it, takes random ones. Every
input must be read without a crash within SECONDS, and every fact must stand word for word in the page that it names.
Prints the bytes of an input that breaks this; `--input HEX` reads that one again.

    python -m tests.fuzz --inputs 2000
    python -m tests.fuzz --plain --seed 7
    python -m tests.fuzz --input 00ff12
"""

from __future__ import annotations

import argparse
import importlib.util
import random
import sys
import time

SECONDS = 20.0


def try_one(data: bytes) -> None:
    """Reads the shop that `data` makes. RuntimeError, with the bytes, where it breaks or takes too long."""
    from tests.fuzz.shops import check, mutated  # after atheris has had its look

    began = time.process_time()
    try:
        check(mutated(data))
    except Exception as error:
        raise RuntimeError(f"--input {data.hex()}: {error!r}") from error
    if time.process_time() - began > SECONDS:
        raise RuntimeError(f"--input {data.hex()}: took {time.process_time() - began:.0f} s")


def plain(inputs: int, seed: int) -> int:
    """Random inputs; the number of those that broke, each printed once."""
    dice = random.Random(seed)
    broken = 0
    for number in range(1, inputs + 1):
        try:
            try_one(dice.randbytes(dice.randrange(4, 64)))
        except RuntimeError as error:
            broken += 1
            print(error, flush=True)
        if number % 1_000 == 0:
            print(f"{number:,} inputs, {broken} broken", flush=True)
    return broken


def led(inputs: int, seed: int) -> None:
    """Inputs that atheris chooses by the lines they reach; ends at the first that breaks."""
    import atheris

    with atheris.instrument_imports(include=["sweep.extract"]):
        import tests.fuzz.shops  # noqa: F401 - what it loads is counted line by line
    atheris.Setup([sys.argv[0], f"-runs={inputs}", f"-seed={seed}", "-max_len=256"], try_one)
    atheris.Fuzz()


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__, allow_abbrev=False,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)  # fmt: skip
    parser.add_argument("--inputs", type=int, default=100_000, help="how many (default: %(default)s)")
    parser.add_argument("--seed", type=int, default=1, help="of the random numbers (default: %(default)s)")
    parser.add_argument("--plain", action="store_true", help="random inputs, without atheris")
    parser.add_argument("--input", metavar="HEX", help="read one input again")
    asked = parser.parse_args()
    if asked.input:
        try_one(bytes.fromhex(asked.input))
    elif asked.plain or importlib.util.find_spec("atheris") is None:
        return 1 if plain(asked.inputs, asked.seed) else 0
    else:
        led(asked.inputs, asked.seed)
    return 0


if __name__ == "__main__":
    sys.exit(main())
