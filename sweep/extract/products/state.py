"""Platform state: the JSON that a shop's platform leaves in the page for its own scripts.

Next and both Nuxt, `window.__STATE__ = {...}`, `dataLayer.push({...})`, Shopify's product JSON, Magento's
x-magento-init, PrestaShop's data-product. Nobody sees it and it describes other goods, too, so it is believed only
about what bears the name of the page's product, and only where it says one thing (`state_product`). Read as JSON, never
run. Linear: what is tried in vain counts against a budget.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from sweep.extract.data.json_text import without_halves
from sweep.extract.data.state_literal import as_json, called
from sweep.extract.data.structured import Number
from sweep.extract.page import Page
from sweep.extract.pages.elements import elements
from sweep.extract.pages.mentions import Mention

Record = dict[str, Any]
MAX_SCRIPT = 4_000_000  # characters of one script
MAX_RECORDS = 500  # of one page
_BUDGET = 2_000_000  # characters of one page that may be read without becoming a value
_FIELDS = 60  # of a record that is put together
_TRIES = 300  # beginnings of values in one script
_TRY = 200  # what a try costs of the budget at least
_ATTRIBUTES = ("data-product", "data-product-json", "data-product-info", "data-product-data")
_HELD = Mention(*(f"{name}=" for name in _ATTRIBUTES))
_ENDS = re.compile(r"[=(,:]\s{0,9}(?=\{\s{0,20}\"|\[\s{0,20}[\[{\"])")
# Where a layer begins that is no JSON; what is JSON has been read before.
_LAYER = re.compile(
    r"(?:dataLayer(?:\.push\(|\s{0,3}=)|digital(?:Data|_data)\s{0,3}=|utag_data\s{0,3}=|product\w{0,20}\s{0,3}=|"
    r"item\w{0,20}\s{0,3}=|gtag\([^(){}\n]{0,60},)\s{0,9}(?=\{\s{0,40}['\w$]|\[\s{0,40}\{\s{0,40}['\w$])"
)
_PARSED = re.compile(r"JSON\.parse\(\s{0,9}(decodeURIComponent\(\s{0,9})?(?=[\"'])")
_SINGLE = re.compile(r"'([^'\\\n]*+(?>(?:\\.[^'\\\n]*+)*))'")
_HEX = re.compile(r"\\x([0-9a-fA-F]{2})")
_JSON_TYPE = re.compile(r"json|x-magento", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class State:
    """Records (JSON objects) of one place, the inner ones first, and the words of the page that hold them."""

    records: tuple[Record, ...]
    raw: str


class _Collector:
    """Takes the records that may be wanted while JSON is parsed."""

    def __init__(self, wanted: Callable[[Record], bool]) -> None:
        self.wanted, self.found = wanted, list[Record]()
        self.decoder = json.JSONDecoder(
            object_hook=self._take, parse_float=Number, parse_int=Number, parse_constant=str, strict=False
        )
        self.budget = _BUDGET
        self._read = self._sound = ""

    def _take(self, record: Record) -> Record:
        if len(self.found) < MAX_RECORDS and self.wanted(record):
            self.found.append(record)
        return record

    def _whole(self, text: str) -> str:
        if text is not self._read:  # asked for again and again at other places of it
            self._read, self._sound = text, without_halves(text)
        return self._sound

    def value(self, text: str, at: int = 0) -> tuple[Any, int]:
        """The value that begins at `at` and its end; end 0 where none does."""
        if self.budget <= 0:
            return None, 0
        try:
            value, end = self.decoder.raw_decode(self._whole(text), at)
        except json.JSONDecodeError as error:
            self.budget -= max(_TRY, error.pos - at)
        except (ValueError, RecursionError):
            self.budget -= len(text) - at
        else:
            return value, end
        return None, 0


def states(page: Page, word: str, wanted: Callable[[Record], bool]) -> Iterator[State]:
    """The state in scripts that contain `word` (a word of the product's name), with the records that are `wanted`."""
    collector = _Collector(wanted)
    for part, script in elements(page, "script"):
        attributes = part.attributes[script]
        kind = attributes.get("type") or ""
        if "ld+json" in kind or "src" in attributes:
            continue
        text = part.all_text(script)
        if len(text) > MAX_SCRIPT or not mentions(text, word):
            continue
        nuxt = attributes.get("id") == "__NUXT_DATA__" or "data-nuxt-data" in attributes
        for value, source in _values(collector, text.strip() if _JSON_TYPE.search(kind) else text):
            if nuxt and isinstance(value, list):
                collector.found = [_pointed(value, record) for record in collector.found]
            yield _state(collector, source)
    if _HELD.on(page):
        yield from _in_attributes(page, collector, word)


def mentions(text: str, word: str) -> bool:
    """Whether `text` has the word, plain or escaped as JSON does it."""
    return word in text or (not word.isascii() and json.dumps(word)[1:-1].lower() in text.lower())


def _state(collector: _Collector, text: str) -> State:
    records, collector.found = tuple(collector.found), []
    return State(records, text)


def _values(collector: _Collector, text: str) -> Iterator[tuple[Any, str]]:
    """The JSON values of a script, each with its text: the whole, or what is assigned, passed on or parsed in it."""
    if text[:1] in ("{", "["):
        value, end = collector.value(text)
        if end:
            yield value, text
            return
    done = tries = 0
    for match in _ENDS.finditer(text):
        if match.end() < done or tries > _TRIES:
            continue
        tries += 1
        value, end = collector.value(text, match.end())
        done = max(done, end)
        if end:
            yield value, text
        else:
            collector.found.clear()  # what an unfinished value held may be anything
    yield from _literals(collector, text)
    if "__NUXT__" in text and (written := called(text)):
        value, end = collector.value(written)
        if end:
            yield value, text
        else:
            collector.found.clear()
    for match in _PARSED.finditer(text):
        inner = _literal(text, match.end())
        value, end = collector.value(unquote(inner) if match[1] else inner) if inner else (None, 0)
        if end:
            yield value, inner


def _literals(collector: _Collector, text: str) -> Iterator[tuple[Any, str]]:
    """Data layers written by hand, in the notation of JavaScript."""
    tries = done = 0
    for match in _LAYER.finditer(text):
        if match.end() < done or tries > _TRIES or collector.budget <= 0:
            continue
        tries += 1
        written, done = as_json(text, match.end())
        value, end = collector.value(written) if written else (None, 0)
        if end:
            yield value, text
        else:
            collector.found.clear()
            collector.budget -= max(_TRY, done - match.end())


def _literal(text: str, at: int) -> str:
    """What a string of JavaScript that begins at `at` says; "" where it is none that JSON knows, too."""
    if text[at] == '"':
        try:
            end = json.JSONDecoder(strict=False).raw_decode(text, at)[1]
            said = json.loads(without_halves(text[at:end]), strict=False)
        except ValueError:
            return ""
        return said if isinstance(said, str) else ""
    match = _SINGLE.match(text, at)
    if match is None:
        return ""
    body = _HEX.sub(lambda m: f"\\u00{m[1]}", match[1].replace("\\'", "'"))
    try:
        said = json.loads(without_halves('"' + re.sub(r'(?<!\\)"', '\\"', body) + '"'), strict=False)
    except ValueError:
        return ""
    return said if isinstance(said, str) else ""


def _pointed(values: list[Any], record: Record) -> Record:
    """`record` with its values and those of the records in it, which Nuxt 3 names by their places in one list."""
    outer = {key: _at(values, place) for key, place in [*record.items()][:_FIELDS]}
    return {key: _inner(values, held) if isinstance(held, dict) else held for key, held in outer.items()}


def _inner(values: list[Any], record: Record) -> Record:
    return {key: _at(values, place) for key, place in [*record.items()][:_FIELDS]}


def _at(values: list[Any], place: Any) -> Any:
    if isinstance(place, Number) and place.isdecimal() and len(place) < 7 and int(place) < len(values):
        return values[int(place)]
    return place


def _in_attributes(page: Page, collector: _Collector, word: str) -> Iterator[State]:
    for node in page.tree.css(",".join(f"[{name}]" for name in _ATTRIBUTES))[:500]:
        attributes: Mapping[str, str | None] = node.attributes
        for name in _ATTRIBUTES:
            text = (attributes.get(name) or "").strip()
            if text[:1] in ("{", "[") and len(text) <= MAX_SCRIPT and mentions(text, word):
                if collector.value(text)[1]:
                    yield _state(collector, text)
                collector.found = []
