"""Pages on which nothing moves: no script, no style sheet from elsewhere, no animation. What their own sheets hide
stays hidden, as long as no other rule of theirs, under whatever condition, may show it.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser, LexborNode

from sweep.extract.pages.never_seen import Own, declared
from sweep.extract.pages.never_seen import way as way_of_all

# All looked for in small letters; a word at a time, which costs less than all at once in whatever case.
_MOVES = (b"javascript:", b"stylesheet", b"@import", b"@keyframes", b"@starting-style", b"<object", b"<embed")
_WHOLE = (b"<html", b"<body", b"<!doctype")  # a piece of a page is put into one that moves
_HANDLER = re.compile(rb"on(?<=[\s\"'/]on)[a-z]{3,20}\s{0,3}=")
_SCRIPT, _DATA = b"<script", re.compile(rb"[^>]{0,200}\btype\s{0,3}=\s{0,3}[\"']?application/(?:ld\+)?json")
_STYLED = re.compile(rb"style(?:(?<=<style)|(?<=[\s\"'/]style)\s{0,3}=)")
_MOST = 200_000  # characters of style sheets; nothing is known of more
_RULES = 200  # that hide or show
_PLAIN = re.compile(r"([A-Za-z][A-Za-z0-9]{0,20})?((?:[.#][\w-]{1,80}){0,4})")
_NAME = re.compile(r"[.#][\w-]+")
_STATE = re.compile(r"::?[a-z-]{1,30}(?:\([^()]{0,80}\))?|\[[^\]]{0,80}\]")
_COMBINED = re.compile(r"[\s>+~]+")

# The properties that may undo a way.
_UNDO = {
    "display": ("display",),
    "visibility": ("visibility",),
    "opacity": ("opacity",),
    "clip-path": ("clip-path",),
    "font-size": ("font-size", "font"),
    "color": ("color", "background", "background-color", "background-image"),
    "clip": ("clip", "position"),
    "text-indent": ("text-indent", "overflow"),
    "transform": ("transform", "scale"),
    "height": ("height", "max-height", "min-height", "overflow", "padding", "padding-top", "padding-bottom"),
}
_UNDONE = {
    name: frozenset(way for way, names in _UNDO.items() if name in names) for names in _UNDO.values() for name in names
}
_NOTHING = re.compile(r"0\w{0,2}")


@dataclass(frozen=True, slots=True)
class _Rule:
    """What an element must be: its tag, "" for any, and its classes and id (".a", "#b")."""

    tag: str
    names: frozenset[str]

    def fits(self, tag: str, names: frozenset[str]) -> bool:
        return self.tag in ("", tag) and self.names <= names


@dataclass(frozen=True, slots=True)
class StyleSheets:
    """The rules that hide, each with its way, and those that may undo a way; `key` tells them from other sheets."""

    key: str
    hiding: tuple[tuple[_Rule, str], ...]
    showing: dict[str, tuple[_Rule, ...]]

    def way(self, tag: str, own: Own) -> str:
        """The property by which an element is hidden, or ""."""
        if not self.hiding or not ("class" in own or "id" in own):
            return ""
        names = _names(own)
        ways = {way for rule, way in self.hiding if rule.fits(tag, names)}
        if "visibility" in self.showing:
            ways.discard("visibility")  # an element in it may be seen
        if not ways:
            return ""
        told = declared(own.get("style") or "")
        return next(
            (w for w in sorted(ways) if told.keys().isdisjoint(_UNDO[w]) and not self._shows(w, tag, names)), ""
        )

    def undoes(self, way: str, tag: str, own: Own) -> bool:
        """Whether a rule may undo what the element says of itself."""
        return self._shows(way, tag, _names(own))

    def _shows(self, way: str, tag: str, names: frozenset[str]) -> bool:
        return any(rule.fits(tag, names) for rule in self.showing.get(way, ()))


def _names(own: Own) -> frozenset[str]:
    classes = (own.get("class") or "").split()
    return frozenset((*(f".{name}" for name in classes), f"#{own.get('id') or ''}"))


def sheets_of_quiet(tree: LexborHTMLParser, raw: bytes) -> StyleSheets | None:
    """The style sheets of a page on which nothing moves; None for any other, and where nothing could be hidden."""
    if _scripted(raw):
        return None
    small = raw.lower()
    if not _STYLED.search(small) or not any(word in small for word in _WHOLE):
        return None
    if _scripted(small) or _HANDLER.search(small) or any(word in small for word in _MOVES):
        return None
    css = "\n".join(f"@media on{{{s.text()}}}" if _conditional(s) else s.text() for s in tree.css("style"))
    return _read(css) if len(css) <= _MOST else None


def _conditional(style: LexborNode) -> bool:
    """Whether a style sheet holds under conditions only: for some media, or for those without scripts."""
    own, parent = style.attributes, style.parent
    plain = (own.get("type") or "text/css") == "text/css" and (own.get("media") or "all") == "all"
    return not plain or (parent is not None and parent.tag not in ("head", "body", "div"))


def _scripted(raw: bytes) -> bool:
    """Whether there is a script that does anything: most pages have one at their beginning."""
    at = raw.find(_SCRIPT)
    while at >= 0:
        if not _DATA.match(raw, at + len(_SCRIPT), at + 300):
            return True
        at = raw.find(_SCRIPT, at + 1)
    return False


def _read(css: str) -> StyleSheets | None:
    """The rules of style sheets; None where they are not understood to their end, or too many."""
    hiding: dict[tuple[_Rule, str], None] = {}
    showing: dict[str, dict[_Rule, None]] = defaultdict(dict)
    count = 0
    for selectors, told, always in _rules(without_comments(css)):
        way = _hiding(told) if always else ""
        shown = _shown(told) - {way}
        parts = selectors.split(",") if way or shown else ()
        count += len(parts)
        if not selectors or count > _RULES:
            return None
        for part in parts:
            rule = _plain(part.strip()) if way else None
            if rule is not None:
                hiding[rule, way] = None
            for one in shown:
                showing[one][_subject(part)] = None
    key = hashlib.sha256(css.encode("utf-8", "replace")).hexdigest()
    return StyleSheets(key, tuple(hiding), {way: tuple(rules) for way, rules in showing.items()})


def without_comments(css: str) -> str:
    """A style sheet without what its authors say to one another."""
    first, *rest = css.split("/*")
    return first + "".join(part.partition("*/")[2] for part in rest)


def _rules(css: str) -> Iterator[tuple[str, dict[str, str], bool]]:
    """The rules with their selectors, and whether they hold always; one without selectors where braces do not match."""
    depth, (*closed, last) = 0, css.split("}")
    for part in closed:
        opened = part.split("{")
        depth += len(opened) - 1
        if depth < 1 or (len(opened) == 1 and part.strip()):
            yield "", {}, False  # a brace too many; properties behind a rule within a rule
        if len(opened) > 1:
            yield opened[-2].rpartition(";")[2].strip() or "*", declared(opened[-1]), depth == 1
        depth -= 1
    if depth or "{" in last:
        yield "", {}, False


def _hiding(told: Mapping[str, str]) -> str:
    if told.get("display") == "none":
        return "display"
    return "visibility" if told.get("visibility") in ("hidden", "collapse") else way_of_all(told)


def _shown(told: Mapping[str, str]) -> frozenset[str]:
    """The ways that properties may undo."""
    names = [k for k, value in told.items() if not (k.startswith("padding") and _NOTHING.fullmatch(value))]
    return frozenset(_UNDO) if "all" in names else frozenset().union(*(_UNDONE.get(name, ()) for name in names))


def _plain(selector: str) -> _Rule | None:
    """What a selector of a tag, classes and an id asks for; None for any other, and for all elements of a tag."""
    told = _PLAIN.fullmatch(selector)
    return _Rule((told[1] or "").lower(), frozenset(_NAME.findall(told[2]))) if told and told[2] else None


def _subject(selector: str) -> _Rule:
    """What a selector asks of the element itself, at least: states and attributes may be met by any."""
    subject = _COMBINED.split(_STATE.sub("*", selector).strip())[-1].replace("*", "")
    told = _PLAIN.fullmatch(subject)
    return _Rule((told[1] or "").lower(), frozenset(_NAME.findall(told[2]))) if told else _Rule("", frozenset())
