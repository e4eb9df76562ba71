"""What of a page can be clicked, and the frames in it: where each leads, what it says, where it stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urljoin, urlsplit

from selectolax.lexbor import LexborNode

from sweep.extract.outline import Outline
from sweep.extract.scripted import SCRIPTED, leads_nowhere, scripted_target
from sweep.extract.text import clean


@dataclass(frozen=True, slots=True)
class Link:
    """A clickable element, or a frame. `kind` is "a", "button", "form", "frame"; `place` "footer", "nav" or "main"."""

    url: str  # absolute; "" for a button without target
    text: str
    kind: str = "a"
    place: str = "main"
    rel: str = ""


_ROLES = ("button", "link")
_KINDS = {"a": "a", "area": "a", "form": "form", "frame": "frame", "iframe": "frame"}
_TARGETS = {"form": "action", "frame": "src"}
_BUTTON_LIKE = ("div", "span", "li", "p")
_CLICKABLE = frozenset((*_KINDS, *SCRIPTED, *_BUTTON_LIKE, "button", "input"))


def _clickable(tag: str, attributes: Mapping[str, str | None]) -> bool:
    """Whether an element whose tag is one of _CLICKABLE leads or does something, or is a frame.

    Scripts make buttons of any element, and say so for those who cannot see it.
    """
    if tag == "a":
        return "href" in attributes or attributes.get("role") == "button" or "onclick" in attributes
    if tag == "input":
        return (attributes.get("type") or "").lower() == "submit"
    if tag in _KINDS:
        return {"area": "href", "form": "action"}.get(tag, "src") in attributes
    scripted = tag in SCRIPTED and "onclick" in attributes
    return tag == "button" or scripted or (tag in _BUTTON_LIKE and attributes.get("role") in _ROLES)


def _places(body: Outline, outside: str) -> list[str]:
    """Of each element "footer", "nav" or "main": what it and those round it tell, the nearest first.

    `outside` is what the root of the page tells.
    """
    places: list[str] = []
    for tag, attributes, parent in zip(body.tags, body.attributes, body.parents, strict=True):
        if "footer" in tag or (attributes and _names_footer(attributes)):
            places.append("footer")
        elif tag in ("nav", "header"):
            places.append("nav")
        else:
            places.append(places[parent] if parent >= 0 else outside)
    return places


def _names_footer(attributes: Mapping[str, str | None]) -> bool:
    classes, name = attributes.get("class"), attributes.get("id")
    return bool((classes and "footer" in classes.lower()) or (name and "footer" in name.lower()))


def place_of(root: LexborNode | None) -> str:
    """Where the links of a page stand if nothing round them tells: "footer" or "main"."""
    return "footer" if root is not None and _names_footer(root.attributes) else "main"


def links_of(body: Outline, *, base: str, outside: str) -> list[Link]:
    """The clickable elements and frames of `body`, in order; `outside` is where they stand unless elements tell."""
    places = _places(body, outside)
    found = []
    for i, (tag, attributes) in enumerate(zip(body.tags, body.attributes, strict=True)):
        if tag not in _CLICKABLE or not _clickable(tag, attributes):
            continue
        kind = _KINDS.get(tag, "button")
        written = attributes.get(_TARGETS.get(kind, "href")) or ""
        target = absolute(base, written)
        if kind in ("a", "button") and leads_nowhere(written) and (way := scripted_target(attributes)):
            kind = "button" if tag in ("button", "input") else "a"
            target = absolute(base, way)
        elif tag in SCRIPTED and "role" not in attributes:
            continue
        if target or kind != "a":
            parent = body.parents[i]
            place = places[parent] if parent >= 0 else outside
            found.append(_link(target, _label(body, i, kind), kind, place, attributes.get("rel") or ""))
    return found


_link = lru_cache(maxsize=20_000)(Link)


def _label(body: Outline, element: int, kind: str) -> str:
    """What is to be read on a clickable element; of a form only its own attributes."""
    if kind != "form" and (text := clean(body.all_text(element))):
        return text
    attributes = body.attributes[element]
    stated = attributes.get("value") or attributes.get("aria-label") or attributes.get("title") or attributes.get("alt")
    if not stated and kind != "form":
        inside = range(element + 1, body.stops[element])
        pictures = (body.attributes[i] for i in inside if body.tags[i] == "img")
        stated = " ".join(alt for picture in pictures if (alt := picture.get("alt")))
    return clean(stated or "")


def absolute(base: str, href: str) -> str:
    """`href` against `base`, or "" where it is no address of the web, of mail or of a telephone."""
    href = href.strip()
    if href.startswith(("/", "http:", "https:")):
        # Nothing of the page's own path matters then, so that the menus of all pages are joined once.
        base = base[: base.find("/", base.find("://") + 3) + 1] or base
    return _joined(base, href)


@lru_cache(maxsize=50_000)
def _joined(base: str, href: str) -> str:
    try:
        url = urljoin(base, href)
        scheme = urlsplit(url).scheme
    except ValueError:
        return ""
    return url if scheme in ("http", "https", "mailto", "tel") else ""
