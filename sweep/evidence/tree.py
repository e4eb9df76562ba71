"""The hash tree of RFC 6962 (section 2.1) over SHA-256: one root stands for many leaves, and each can be shown alone.

A leaf is hashed with 0x00 in front, a node with 0x01, so that no leaf can be passed off as a node. Pure.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from typing import Literal

Side = Literal["left", "right"]
Path = tuple[tuple[Side, str], ...]  # from the leaf up: on which side the neighbour stands, and its hash in hex


def leaf_hash(data: bytes) -> bytes:
    return hashlib.sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()


def root(leaves: Iterable[bytes]) -> str:
    """The root over the leaves' data, hex; of no leaves, the hash of nothing."""
    level = [leaf_hash(data) for data in leaves]
    while len(level) > 1:
        level = _above(level)
    return (level[0] if level else hashlib.sha256(b"").digest()).hex()


def _above(level: Sequence[bytes]) -> list[bytes]:
    """The nodes over a level. One without a neighbour goes up as it is, which makes the tree that RFC 6962 defines."""
    pairs = [node_hash(level[i], level[i + 1]) for i in range(0, len(level) - 1, 2)]
    return pairs + ([level[-1]] if len(level) % 2 else [])


def path_to(leaves: Iterable[bytes], index: int) -> Path:
    """What has to be known beside leaf `index` to reach the root. Raises IndexError for no such leaf."""
    level = [leaf_hash(data) for data in leaves]
    if not 0 <= index < len(level):
        raise IndexError(index)
    path: list[tuple[Side, str]] = []
    while len(level) > 1:
        neighbour = index ^ 1
        if neighbour < len(level):
            path.append(("left" if neighbour < index else "right", level[neighbour].hex()))
        level, index = _above(level), index // 2
    return tuple(path)


def climb(data: bytes, path: Path) -> str:
    """The root that a leaf and its path lead to, hex: the leaf is in the tree if it is the tree's root."""
    reached = leaf_hash(data)
    for side, other in path:
        neighbour = bytes.fromhex(other)
        reached = node_hash(neighbour, reached) if side == "left" else node_hash(reached, neighbour)
    return reached.hex()
