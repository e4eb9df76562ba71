"""Structured data as shops really write it: JSON-LD (also broken), microdata, RDFa-lite and meta properties.

Every source becomes plain nodes: types and property names in lower case without their vocabulary, values
as strings or nodes. Nothing here raises on any input.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias

import json_repair

from sweep.extract.data.json_text import without_halves
from sweep.extract.page import Page, PerPage
from sweep.extract.pages.elements import elements
from sweep.extract.pages.marked import gathered
from sweep.extract.pages.mentions import Mention
from sweep.extract.pages.outline import Outline
from sweep.extract.words.text import clean

Source = Literal["json-ld", "microdata", "rdfa", "opengraph"]
MAX_NODES = 3_000
MAX_DEPTH = 40
MAX_BRACKETS = 200_000  # of one script: what it is read into would take hundreds of megabytes
MAX_REPAIR = 20_000  # characters of one page: the repair of hostile text costs the square of its length
MAX_TEXT = 2_000_000  # characters of element text read for microdata, all together


class Number(str):
    """A JSON number as written: its point is a decimal mark, where a string's may count thousands."""

    __slots__ = ()


@dataclass(eq=False, slots=True)
class Node:
    """One thing described. `raw` is where it was read: the script's text, or "" where the markup itself is."""

    source: Source
    types: tuple[str, ...] = ()
    props: dict[str, list[Value]] = field(default_factory=dict)
    raw: str = ""
    path: tuple[str, ...] = ()  # the properties that lead to it from the outermost node

    def nodes(self, name: str) -> list[Node]:
        return [v for v in self.props.get(name, []) if isinstance(v, Node)]

    def texts(self, *names: str) -> list[str]:
        """The plain values of these properties; of a node, its name or id."""
        found = []
        for name in names:
            for value in self.props.get(name, []):
                text = value if isinstance(value, str) else next(iter(value.texts("name", "@value", "@id")), "")
                if text.strip():
                    found.append(text)
        return found

    def text(self, *names: str) -> str:
        """The first of `texts`, tidied, or ""."""
        return next((t for t in (clean(html.unescape(v)) for v in self.texts(*names)) if t), "")


Value: TypeAlias = str | Node


_OF_OTHERS = frozenset("itemlistelement isrelatedto issimilarto isaccessoryorsparepartfor isconsumablefor".split())
_LOOSE = frozenset("gtin gtin8 gtin12 gtin13 gtin14 sku mpn price pricecurrency availability".split())
_CACHE: PerPage[tuple[Node, ...]] = PerPage()


def nodes(page: Page) -> tuple[Node, ...]:
    """Every node of `page`, outer before inner, JSON-LD first, then markup, then one node of its meta properties."""
    if page not in _CACHE:
        _CACHE[page] = _nodes(page)
    return _CACHE[page]


def _nodes(page: Page) -> tuple[Node, ...]:
    found = [*_json_ld(page), *_markup(page)]
    meta = _meta(page)
    return (*found[:MAX_NODES], *([meta] if meta.props else []))


def _local(name: str) -> str:
    """ "https://schema.org/InStock" and "schema:InStock" are both "instock"."""
    return re.split(r"[/#:]", name.strip().rstrip("/"))[-1].lower()


# --- JSON-LD


_JSON = Mention("json")


def _json_ld(page: Page) -> Iterator[Node]:
    if not _JSON.on(page):
        return
    left = MAX_REPAIR
    for part, script in elements(page, "script"):
        if "ld+json" not in (part.attributes[script].get("type") or "").lower():
            continue
        raw = part.all_text(script)
        text, found = _loads(raw)
        if not found and 0 < len(text) <= left:
            left -= len(text)
            found = _repaired(html.unescape(text) if "&quot;" in text else text)
        for tree in found:
            yield from _from_json(tree, raw)


def _loads(raw: str) -> tuple[str, list[Any]]:
    """The JSON of one script without what only shields it, and its values; none where it is broken."""
    text = re.sub(r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\s*\]\]>|\]\]>)\s*;?\s*$", "", raw).strip()
    text = text.rstrip(";").strip()
    if text.count("{") + text.count("[") > MAX_BRACKETS:
        return text, []
    for attempt in (text, html.unescape(text)):
        try:
            return text, [_value(attempt)]
        except (ValueError, RecursionError):
            continue
    return text, []


def _value(text: str) -> Any:
    return json.loads(without_halves(text), strict=False, parse_float=Number, parse_int=Number, parse_constant=str)


def _repaired(text: str) -> list[Any]:
    """The value of broken JSON as far as it can be put right; a hopeless one gives nothing."""
    if len(text) - len(text.translate({ord(c): None for c in "{["})) > 2_000:
        return []
    try:
        value = json_repair.loads(without_halves(text), skip_json_loads=True)
    except (ValueError, RecursionError, IndexError, KeyError, TypeError, AttributeError):
        return []
    return [value] if isinstance(value, dict | list) else []


def _from_json(tree: Any, raw: str) -> list[Node]:
    """Nodes of a JSON value, outer first. Iterative, bounded in depth and number."""
    found: list[Node] = []
    stack: list[tuple[Any, Node | None, str, int]] = [(tree, None, "", 0)]
    while stack and len(found) < MAX_NODES:
        value, parent, name, depth = stack.pop()
        if depth > MAX_DEPTH or value is None:
            continue
        if isinstance(value, list):
            stack.extend((item, parent, name, depth + 1) for item in reversed(value[:MAX_NODES]))
        elif isinstance(value, dict):
            node = Node("json-ld", _types(value.get("@type")), raw=raw)
            found.append(node)
            if parent is not None:
                node.path = (*parent.path, name)
                parent.props.setdefault(name, []).append(node)
            items = [(k, v) for k, v in value.items() if isinstance(k, str) and k != "@type"]
            stack.extend((v, node, "@id" if k == "@id" else _local(k), depth + 1) for k, v in reversed(items))
        elif parent is not None:
            parent.props.setdefault(name, []).append(_scalar(value))
    return found


def _scalar(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return Number(value)
    return value if isinstance(value, str) else ""


def _types(value: object) -> tuple[str, ...]:
    values = value if isinstance(value, list) else [value]
    return tuple(_local(v) for v in values if isinstance(v, str) and v.strip())


# --- microdata and RDFa-lite


def _markup(page: Page) -> list[Node]:
    if not _MARKUP.on(page):
        return []
    root = page.tree.root
    if root is None:
        return []
    markup = _Markup()
    outermost = markup.visit(Outline(["html"], [root.attributes]), 0, None)
    for part in (page.head, page.body):
        markup.read(part, outermost)
    if markup.loose and all(len(values) == 1 for values in markup.loose.values()):
        markup.found.append(Node("microdata", ("product",), markup.loose))
    return markup.found


_MARKUP = Mention("itemscope", "itemtype", "typeof", "itemprop")
_UNMARKED = frozenset({"itemprop", "property", "itemtype", "typeof", "itemscope"}).isdisjoint


def _leading(part: Outline, element: int) -> list[str]:
    """The properties that lead to a typed element of RDFa 1.0: its own `rel`, or that of the element round it."""
    for at in (element, *part.parents[element : element + 1]):
        if at >= 0 and part.tags[at] not in ("a", "link") and (rel := part.attributes[at].get("rel")):
            return rel.split()
    return []


def _marked(part: Outline, elements: range) -> list[int]:
    told = part.attributes
    return [i for i in elements if (attributes := told[i]) and not _UNMARKED(attributes)]


class _Markup:
    """The items of a page in the order of the document, each with the properties in it."""

    def __init__(self) -> None:
        self.found: list[Node] = []
        self.loose: dict[str, list[Value]] = {}  # properties of the page's product that stand in no item
        self.budget = MAX_TEXT

    def read(self, part: Outline, outermost: Node | None) -> None:
        open_items: list[tuple[int, Node | None]] = []  # the items round the element: where each ends, and itself
        for i in gathered(part, _marked):
            if len(self.found) >= MAX_NODES:
                return
            while open_items and open_items[-1][0] <= i:
                open_items.pop()
            scope = open_items[-1][1] if open_items else outermost
            item = self.visit(part, i, scope)
            if item is not scope:
                open_items.append((part.stops[i], item))

    def visit(self, part: Outline, element: int, scope: Node | None) -> Node | None:
        """The item that what is in `element` belongs to."""
        attributes = part.attributes[element]
        names = (attributes.get("itemprop") or attributes.get("property") or "").split()
        kinds = attributes.get("itemtype") or attributes.get("typeof")
        if "itemscope" not in attributes and kinds is None:
            if names and scope is not None:
                value = self._value(part, element)
                for name in names:
                    scope.props.setdefault(_local(name), []).append(value)
            elif names and "itemprop" in attributes and part.tags[element] in ("meta", "link"):
                for name in _LOOSE.intersection(map(_local, names)):
                    self.loose.setdefault(name, []).append(self._value(part, element))
            return scope
        source: Source = "rdfa" if "typeof" in attributes else "microdata"
        names = names or (_leading(part, element) if source == "rdfa" else [])
        item = Node(source, tuple(_local(k) for k in (kinds or "").split()))
        self.found.append(item)
        if names and scope is not None:
            item.path = (*scope.path, _local(names[0]))
            for name in names:
                scope.props.setdefault(_local(name), []).append(item)
        elif names and _local(names[0]) in _OF_OTHERS:
            item.path = (_local(names[0]),)  # of a list or a product that is not marked itself
        return item

    def _value(self, part: Outline, element: int) -> str:
        tag, attributes = part.tags[element], part.attributes[element]
        for key in ("content", "datetime"):
            if (value := attributes.get(key)) is not None:
                return value
        by_tag = {"a": "href", "link": "href", "img": "src", "data": "value", "meter": "value"}
        target = attributes.get(by_tag.get(tag, "")) or ""
        if target and tag != "a":
            return target
        if self.budget <= 0:
            return ""
        text = clean(part.all_text(element))
        self.budget -= len(text) + 1
        return text or target


# --- meta properties


def _meta(page: Page) -> Node:
    """One node "opengraph" of the page's own meta properties ("og:title", "product:price:amount", ...)."""
    node = Node("opengraph")
    for part, meta in elements(page, "meta"):
        attributes = part.attributes[meta]
        name = (attributes.get("property") or attributes.get("name") or "").strip().lower()
        content = attributes.get("content") or ""
        if name.startswith(("og:", "product:", "twitter:")) and content.strip():
            node.props.setdefault(name, []).append(content)
    return node
