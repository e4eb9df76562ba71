"""The hash tree: known roots, every leaf can be shown, and nothing else can."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sweep.evidence import tree

# The inputs and roots of the reference implementation of Certificate Transparency (RFC 6962).
INPUTS = [bytes.fromhex(h) for h in ("", "00", "10", "2021", "3031", "40414243", "5051525354555657")]
INPUTS.append(bytes.fromhex("606162636465666768696a6b6c6d6e6f"))
ROOTS = {
    0: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    1: "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    2: "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    3: "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    5: "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    8: "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
}


@pytest.mark.parametrize("size", ROOTS)
def test_the_roots_are_those_of_the_reference_implementation(size: int) -> None:
    assert tree.root(INPUTS[:size]) == ROOTS[size]


def _defined(leaves: list[bytes]) -> bytes:
    """RFC 6962, 2.1, word for word."""
    if len(leaves) == 1:
        return hashlib.sha256(b"\x00" + leaves[0]).digest()
    k = 1
    while k * 2 < len(leaves):
        k *= 2
    return hashlib.sha256(b"\x01" + _defined(leaves[:k]) + _defined(leaves[k:])).digest()


@settings(max_examples=60, deadline=None)
@given(st.lists(st.binary(max_size=9), min_size=1, max_size=40), st.data())
def test_every_leaf_climbs_to_the_root_and_no_other_does(leaves: list[bytes], data: st.DataObject) -> None:
    root = tree.root(leaves)
    assert root == _defined(leaves).hex()
    place = data.draw(st.integers(0, len(leaves) - 1))
    path = tree.path_to(leaves, place)
    assert tree.climb(leaves[place], path) == root
    assert tree.climb(leaves[place] + b"x", path) != root
    if path:
        flipped = tuple(("left" if side == "right" else "right", other) for side, other in path[:1]) + path[1:]
        twin = leaf_is_its_neighbour(leaves, place, path)
        assert (tree.climb(leaves[place], flipped) == root) is twin  # type: ignore[arg-type]


def leaf_is_its_neighbour(leaves: list[bytes], place: int, path: tree.Path) -> bool:
    return tree.leaf_hash(leaves[place]).hex() == path[0][1]


def test_a_node_cannot_be_passed_off_as_a_leaf() -> None:
    inner = tree.leaf_hash(b"a") + tree.leaf_hash(b"b")
    assert tree.root([inner]) != tree.root([b"a", b"b"])


@pytest.mark.parametrize("place", [-1, 3])
def test_there_is_no_path_to_a_leaf_that_is_not_there(place: int) -> None:
    with pytest.raises(IndexError):
        tree.path_to([b"a", b"b", b"c"], place)
