"""Chains of a proof: from a file up to the root in a seal's manifest, as text that a shell can follow too.

file finding.json                       its SHA-256 must stand in the leaf that follows
leaf {"finding":"9f86d0...","salt":...}   hashed with 0x00 in front
right 60303a...                         hashed together with its neighbour, 0x01 in front
leaf {"findings":"shop.example",...}    the hash so far must be this leaf's root; and so on up
root seal/0001/manifest.json            the hash so far must be the root that stands there
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from sweep.errors import SweepError
from sweep.evidence import tree
from sweep.evidence.manifest import file_sha256

_OF_A_FILE = ("finding", "sha256")  # keys of a leaf that hold a file's digest
_OF_A_TREE = ("root", "records_root")  # and the root of a smaller tree


@dataclass(frozen=True, slots=True)
class Link:
    leaf: bytes
    path: tree.Path


@dataclass(frozen=True, slots=True)
class Chain:
    """`file` and `manifest` are paths inside the folder of the proof."""

    file: str
    links: tuple[Link, ...]
    manifest: str

    def lines(self) -> Iterator[str]:
        yield f"file {self.file}"
        for link in self.links:
            yield f"leaf {link.leaf.decode('ascii')}"
            yield from (f"{side} {other}" for side, other in link.path)
        yield f"root {self.manifest}"


def link(leaves: Sequence[bytes], index: int) -> Link:
    return Link(leaves[index], tree.path_to(leaves, index))


def parse(text: str) -> tuple[Chain, ...]:
    """The chains of a proof. Raises SweepError for a line that belongs to none."""
    chains: list[Chain] = []
    file, links = "", list[Link]()
    for number, line in enumerate(text.splitlines(), start=1):
        word, _, rest = line.partition(" ")
        match word:
            case "file" if rest:
                file, links = rest, []
            case "leaf" if file:
                links.append(Link(rest.encode("ascii", "replace"), ()))
            case "left" | "right" if links and len(rest) == 64:
                links[-1] = Link(links[-1].leaf, (*links[-1].path, (word, rest)))
            case "root" if links and rest:
                chains.append(Chain(file, tuple(links), rest))
                file, links = "", []
            case _:
                raise SweepError(f"proof.txt: line {number} was changed")
    if file or not chains:
        raise SweepError("proof.txt: its end is missing")
    return tuple(chains)


def broken(chain: Chain, folder: Path) -> str:
    """Why a chain does not hold; "" where it does."""
    inside = folder.resolve()
    for name in (chain.file, chain.manifest):
        if not (folder / name).resolve().is_relative_to(inside):
            return f"names {name}, which lies outside the proof"
    if not (folder / chain.file).is_file():
        return "is missing"
    try:
        reached, keys = file_sha256(folder / chain.file), _OF_A_FILE
        for step in chain.links:
            leaf = json.loads(step.leaf)
            if not isinstance(leaf, dict) or reached not in [leaf.get(key) for key in keys]:
                return "is not what the seal closes over: it was changed, or its chain in proof.txt was"
            reached, keys = tree.climb(step.leaf, step.path), _OF_A_TREE
        root = json.loads((folder / chain.manifest).read_bytes())["root"]
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return "its chain in proof.txt, or the manifest it leads to, was changed"
    return "" if reached == root else f"does not lead to the root in {chain.manifest}"
