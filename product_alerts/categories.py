"""Which kind of product a text speaks of, in the languages of shops, and which kinds exclude one another."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

import yaml

from product_alerts.text import tokens

_LONGEST = 4  # words of a noun


@dataclass(frozen=True, slots=True)
class _Table:
    names: dict[str, str]  # a published category, folded -> kind
    nouns: dict[tuple[str, ...], frozenset[str]]  # a noun's words -> kinds
    near: dict[str, frozenset[str]]


@cache
def _table() -> _Table:
    """`words/categories.yaml`. Raises ValueError where `near` names a kind that does not exist."""
    data = yaml.safe_load((files("product_alerts") / "words" / "categories.yaml").read_text(encoding="utf-8"))
    names = {" ".join(tokens(name)): kind for kind, row in data.items() for name in row["names"]}
    nouns: dict[tuple[str, ...], set[str]] = {}
    near: dict[str, set[str]] = {kind: {kind} for kind in data}
    for kind, row in data.items():
        for noun in row["words"]:
            nouns.setdefault(tuple(tokens(str(noun))), set()).add(kind)
        for other in row["near"]:
            if other not in data:
                raise ValueError(f"categories.yaml: {kind}: no such kind: {other}")
            near[kind].add(other)
            near[other].add(kind)
    return _Table(names, {n: frozenset(k) for n, k in nouns.items()}, {k: frozenset(v) for k, v in near.items()})


def kind_of_category(name: str) -> str:
    """The kind a published category means ("Hobby/sports equipment" -> "hobby"), or "" for one not known."""
    return _table().names.get(" ".join(tokens(name)), "")


@lru_cache(maxsize=16_384)
def nouns_in(text: str) -> frozenset[tuple[str, ...]]:
    """The known nouns that stand in `text`, the longest where one holds another; a plural -s counts as none."""
    words, table = tokens(text), _table().nouns
    found: set[tuple[str, ...]] = set()
    at = 0
    while at < len(words):
        for size in range(min(_LONGEST, len(words) - at), 0, -1):
            phrase = tuple(words[at : at + size])
            singular = (*phrase[:-1], phrase[-1].removesuffix("s"))
            known = phrase if phrase in table else singular if singular in table else None
            if known:
                found.add(known)
                at += size - 1
                break
        at += 1
    return frozenset(found)


def kinds_of(text: str) -> frozenset[str]:
    """The kinds of product that the nouns of `text` speak of."""
    table = _table().nouns
    return frozenset(kind for noun in nouns_in(text) for kind in table[noun])


def clash(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two sets of kinds exclude each other: both say something, and no pair is near. Symmetric."""
    near = _table().near
    return bool(one and other) and not any(b in near[a] for a in one for b in other)
