"""Words of a page that no consumer ever sees, by the ways of hiding that `outline.hides` does not know.

Whatever may still be shown counts as shown: pages fade in from `opacity: 0`, and unfold what has no height. Left are
the ways that nothing undoes (letters without size, in the colour of their ground, cut away) and, on a page where
nothing moves (`StyleSheets`), all ways.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Protocol

from selectolax.lexbor import LexborNode

Own = Mapping[str, str | None]

_MAYBE = re.compile(
    r"font-size\s*:\s*[0.]|(?:opacity|height|scale)\s*:\s*[0.]|scale(?:3d|[xy])?\(|clip|text-indent|background"
)
_WORDS = ("font-size", "opacity", "height", "scale", "clip", "text-indent", "background")
_ZERO = re.compile(r"(?:0{1,4}(?:\.0{0,4})?|\.0{1,4})(?:[a-z]{1,4}|%)?")
_CUT = re.compile(r"rect\(\s{0,3}([01])(?:px)?(?:[\s,]{1,3}\1(?:px)?){3}\s{0,3}\)")
_CLIPPED = re.compile(r"inset\(\s{0,3}(?:50|100)%\s{0,3}\)|circle\(\s{0,3}0(?:px|%)?(?:\s[^()]{0,40})?\)")
_SHRUNK = re.compile(r"\bscale(?:3d|[xy])?\(\s{0,3}0(?:\.0{1,4})?\s{0,3}[,)]")
_FAR = re.compile(r"-\d{4,6}(?:px|em|rem)")
_MOVED = re.compile(r"-9\d\dpx|[1-9]\d{2,3}%")  # out of what it is cut to
_COLOUR = re.compile(r"#(?:[0-9a-f]{3}){1,2}|[a-z]{3,20}|rgb\([\d\s,]{5,20}\)")
_NO_COLOURS = frozenset("transparent inherit initial unset revert currentcolor none".split())
# What lets words be read on a ground of their colour.
_OVER = frozenset("background-image text-shadow -webkit-text-stroke -webkit-text-fill-color filter animation".split())
_LONGEST = 1_000  # characters of a style that is read
_KEPT = 200  # of one that is kept
_LEAST = 4  # letters and figures; less, as the point between euros and cents, joins what stands beside it
_PICTURED = frozenset({"a", "button", "label", "summary", "option", "textarea"})  # a picture stands for their words
_LISTENERS = re.compile(r"sr-|sronly|visually|screen-?reader|assistive|a11y|offscreen|audible", re.IGNORECASE)

OWN_WORDS = frozenset({"font-size", "color"})  # an element in such a one may have a size and a colour of its own
SURE = OWN_WORDS | {"clip", "text-indent"}


class Sheets(Protocol):
    """What the style sheets of a page on which nothing moves say of an element."""

    def way(self, tag: str, own: Own) -> str:
        """The property by which they hide it, or ""."""

    def undoes(self, way: str, tag: str, own: Own) -> bool:
        """Whether they may undo that."""


def never_seen(node: LexborNode, tag: str, own: Own, sheets: Sheets | None) -> bool:
    """Whether the words of an element are never seen; `sheets` are None where something may move."""
    style = own.get("style")
    way = way_of(style) if style else ""
    if not way and sheets is None:
        return False
    if way and way not in SURE and (sheets is None or sheets.undoes(way, tag, own)):
        way = ""
    if not way and sheets is not None:
        way = sheets.way(tag, own)
    if not way or any(name.startswith("on") for name in own):
        return False
    if way in OWN_WORDS:
        return tag not in _PICTURED and _alone(node)
    return way != "clip" or not _LISTENERS.search(own.get("class") or "")


def way_of(style: str) -> str:
    """The property by which such a style hides, or ""."""
    if len(style) > _KEPT:
        return _way_of(style) if len(style) <= _LONGEST else ""
    return _way_kept(style)


@lru_cache(2_000)
def _way_kept(style: str) -> str:
    return _way_of(style)


def _way_of(style: str) -> str:
    style = style.lower()
    if not any(word in style for word in _WORDS) or not _MAYBE.search(style):
        return ""
    return way(declared(style))


def declared(style: str) -> dict[str, str]:
    """The properties in a style, the last of each."""
    parts = (part.partition(":") for part in style.lower().split(";"))
    return {name.strip(): value.partition("!")[0].strip() for name, _, value in parts}


def way(told: Mapping[str, str]) -> str:
    """The property by which what is declared hides, or ""."""
    return next((name for name in _ways(told) if name), "")


def _ways(told: Mapping[str, str]) -> Iterable[str]:
    apart = told.get("position") in ("absolute", "fixed")
    if apart and (_tiny(told.get("width")) or _tiny(told.get("height"))):
        return  # for those who listen to a page
    over = told.get("overflow", "").partition(" ")[0] in ("hidden", "clip")
    yield "font-size" if _zero(told.get("font-size")) else ""
    yield "color" if _on_its_colour(told) else ""
    yield "clip" if apart and _CUT.fullmatch(told.get("clip", "")) else ""
    indent = told.get("text-indent", "")
    yield "text-indent" if _FAR.fullmatch(indent) or (over and _MOVED.fullmatch(indent)) else ""
    yield "opacity" if _zero(told.get("opacity")) else ""
    yield "transform" if _SHRUNK.search(told.get("transform", "")) or _zero(told.get("scale")) else ""
    yield "clip-path" if _CLIPPED.fullmatch(told.get("clip-path", "")) else ""
    flat = (_zero(told.get("height")) or _zero(told.get("max-height"))) and _zero(told.get("min-height", "0"))
    yield "height" if over and flat and all(_zero(v) for k, v in told.items() if k.startswith("padding")) else ""


def _zero(value: str | None) -> bool:
    return value is not None and _ZERO.fullmatch(value) is not None


def _tiny(value: str | None) -> bool:
    return value == "1px" or _zero(value)


def _on_its_colour(told: Mapping[str, str]) -> bool:
    letters = _colour(told.get("color", ""))
    grounds = [told[name] for name in ("background", "background-color") if name in told]
    return bool(letters) and len(grounds) == 1 and _colour(grounds[0]) == letters and _OVER.isdisjoint(told)


_NAMED = {"white": "#ffffff", "black": "#000000"}


def _colour(value: str) -> str:
    """A plain colour, each in one form as far as it matters; "" for anything else."""
    if value in _NO_COLOURS or not _COLOUR.fullmatch(value):
        return ""
    if value.startswith("rgb"):
        parts = [int(part) for part in re.findall(r"\d{1,3}", value)]
        return f"#{parts[0]:02x}{parts[1]:02x}{parts[2]:02x}" if len(parts) == 3 else ""
    if len(value) == 4 and value[0] == "#":
        return "#" + "".join(2 * figure for figure in value[1:])
    return _NAMED.get(value, value)


def _alone(node: LexborNode) -> bool:
    """Whether an element holds words, and no other element that may have them in a size or colour of its own."""
    count, child = 0, node.child
    while child is not None:
        if child.tag not in ("-text", "_comment", "-comment", "br", "wbr"):
            return False
        count += (
            sum(c.isalnum() for c in (child.text_content or "").strip()[: _LEAST * 9]) if child.tag == "-text" else 0
        )
        child = child.next
    return count >= _LEAST
