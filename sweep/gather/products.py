"""The sample of a shop's products: drawn by lot, layer by layer, so that anyone can draw it again.

The frame is every address that looks like a product and was found in listings, sitemaps and catalogues. It is divided
by the category where each was found, and by whether it was shown as reduced. In each layer a hash of seed, shop and
address decides the order: no choice of the shop's, nor of ours. Layers are drawn in turn.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote, urlsplit

from selectolax.lexbor import LexborNode

from sweep.extract.page import Page
from sweep.extract.pages.links import absolute
from sweep.extract.products.variants import product_key

METHOD = (
    "sha256 of seed, shop and product orders each layer (category, reduced or not); layers in turn, categories by lot; "
    "of addresses that differ in a variant or in numbers only, one is drawn before the others"
)
_MAX_NOTED = 5_000
_STRUCK_TAGS = ("del", "s", "strike")
_STRUCK_CLASSES = tuple(
    "regular-price old-price price-old price--on-sale list-price was-price price-was oldprice price-wrapper-old "
    "discount-percentage sale-price".split()
)
_LEVELS = 6  # from a struck price up to the card it stands on
_MOST_MARKS = 400  # of one page; each costs a look at what stands round it
_ON_A_CARD = 3  # products that one card can lead to


@dataclass(frozen=True, slots=True)
class Entry:
    """One address of the frame. `reduced` is None where nothing was shown; `category` names where it was found."""

    url: str
    category: str = ""
    reduced: bool | None = None


def draw(frame: Iterable[Entry], seed: str, shop: str) -> tuple[Entry, ...]:
    """The whole frame in the order in which it is visited; a sample of n is its first n. Pure."""
    lots = {entry: _lot(seed, shop, local(product_key(entry.url)), local(entry.url)) for entry in frame}
    ordered = sorted(lots, key=lambda entry: lots[entry])
    first: list[Entry] = []
    later: list[Entry] = []
    seen: set[str] = set()
    for entry in ordered:
        key = _twins(entry.url)
        (later if key in seen else first).append(entry)
        seen.add(key)
    return (*_in_turn(first, seed, shop), *_in_turn(later, seed, shop))


def _in_turn(ordered: Iterable[Entry], seed: str, shop: str) -> Iterator[Entry]:
    layers: defaultdict[tuple[str, bool | None], list[Entry]] = defaultdict(list)
    for entry in ordered:
        layers[entry.category, entry.reduced].append(entry)
    # One layer of each category, then the next of each: a small sample sees many categories.
    names = sorted(layers, key=lambda layer: _lot(seed, shop, "layer", *map(str, layer)))
    turns: Counter[str] = Counter()
    rank = {}
    for layer in names:
        rank[layer] = (turns[layer[0]], _lot(seed, shop, "category", layer[0]))
        turns[layer[0]] += 1
    names.sort(key=lambda layer: rank[layer])
    for turn in range(max(map(len, layers.values()), default=0)):
        yield from (layers[name][turn] for name in names if turn < len(layers[name]))


def local(url: str) -> str:
    """An address without its scheme and host: the same shop under another name is drawn alike."""
    return url.partition("://")[2].partition("/")[2] if "://" in url else url.partition("/")[2]


def _lot(*words: str) -> bytes:
    return hashlib.sha256("\0".join(words).encode()).digest()


def _twins(url: str) -> str:
    """Equal for variants, and for names that differ in their numbers only: the same thing in another size."""
    parts = urlsplit(url)
    last = unquote(parts.path.rstrip("/").rpartition("/")[2]).lower()
    words = "".join(c if c.isalpha() else "-" for c in last)
    words = "-".join(word for word in words.split("-") if word)
    return words if len(words) > 5 and not parts.query else product_key(url)


def reduced_on(page: Page) -> frozenset[str]:
    """The addresses on a listing whose card shows a price struck out or a reduction."""
    selectors = _struck_on(page)
    if not selectors:
        return frozenset()
    found: set[str] = set()
    led_to: dict[int, set[str]] = {}  # by node: a hostile page puts thousands of prices into one
    for mark in page.tree.css(selectors)[:_MOST_MARKS]:
        links = _card_links(page, mark, led_to)
        if len({product_key(url) for url in links}) <= _ON_A_CARD:
            found |= links
    return frozenset(found)


def _struck_on(page: Page) -> str:
    """Selectors of struck prices, those of which no element can be found left out: each costs a walk."""
    named = page.head.classes_with(_STRUCK_CLASSES) | page.body.classes_with(_STRUCK_CLASSES)
    tags = [tag for tag in _STRUCK_TAGS if page.body.of(tag)]
    return ", ".join((*tags, *(f".{name}" for name in _STRUCK_CLASSES if name in named)))


def _card_links(page: Page, mark: LexborNode, led_to: dict[int, set[str]]) -> set[str]:
    node: LexborNode | None = mark
    for _ in range(_LEVELS):
        if node is None or node.tag in ("body", "html"):
            return set()
        if node.mem_id not in led_to:
            led_to[node.mem_id] = _links_in(page, node)
        if led_to[node.mem_id]:
            return led_to[node.mem_id]
        node = node.parent
    return set()


def _links_in(page: Page, node: LexborNode) -> set[str]:
    own = [node] if node.tag == "a" else []
    links = {absolute(page.url, n.attributes.get("href") or "") for n in (*own, *node.css("a[href]"))}
    return {url for url in links if url.startswith("http")}


@dataclass
class Sample:
    """What was drawn in one visit, kept for its archive."""

    seed: str
    shop: str
    wanted: int
    everything: bool = False

    def __post_init__(self) -> None:
        self._draws: list[tuple[Entry, ...]] = []
        self._taken: list[dict[str, Any]] = []

    def order(self, frame: Iterable[Entry]) -> tuple[Entry, ...]:
        """Draws from `frame`, and remembers it. A very long one is cut down by the same lot."""
        entries = sorted(set(frame), key=lambda e: _lot(self.seed, self.shop, "frame", local(e.url)))
        kept = entries if self.everything else entries[:_MAX_NOTED]
        self._draws.append(tuple(sorted(kept, key=lambda e: e.url)))
        return draw(self._draws[-1], self.seed, self.shop)

    def took(self, entry: Entry, outcome: str, variants: Iterable[Mapping[str, str]] = ()) -> None:
        """Remembers a visit: "product", "other" (it was none), "variant" (of one before) or "passed over".

        Its `draw` is the number of the draw it comes from; 0 for a page tried without one.
        """
        named = list(variants)
        more = {"variants": named} if named else {}
        self._taken.append({"url": entry.url, "draw": len(self._draws), "outcome": outcome, **more})

    def note(self) -> dict[str, Any]:
        """All that is needed to draw again: `redrawn` does."""
        return {
            "method": METHOD,
            "seed": self.seed,
            "shop": self.shop,
            "wanted": "all" if self.everything else self.wanted,
            "draws": [
                {
                    "found": len(frame),
                    "layers": [
                        {"category": category, "reduced": reduced, "found": number}
                        for (category, reduced), number in sorted(
                            Counter((e.category, e.reduced) for e in frame).items(), key=str
                        )
                    ],
                    "frame": [[e.url, e.category, e.reduced] for e in frame[:_MAX_NOTED]],
                }
                for frame in self._draws
            ],
            "taken": self._taken,
        }


def redrawn(note: Mapping[str, Any]) -> list[list[str]]:
    """The order of each draw, drawn again from the note of a visit."""
    frames = ([Entry(*row) for row in one["frame"]] for one in note["draws"])
    return [[entry.url for entry in draw(frame, note["seed"], note["shop"])] for frame in frames]
