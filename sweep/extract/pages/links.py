"""What of a page can be clicked, and the frames in it: where each leads, what it says, where it stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import urljoin, urlsplit

from selectolax.lexbor import LexborNode

from sweep.extract.pages.outline import Outline
from sweep.extract.pages.scripted import SCRIPTED, leads_nowhere, scripted_target
from sweep.extract.words.text import clean


class Link(NamedTuple):
    """A clickable element, or a frame. `kind` is "a", "button", "form", "frame"; `place` "footer", "nav" or "main"."""

    url: str  # absolute; "" for a button without target
    text: str
    kind: str = "a"
    place: str = "main"
    rel: str = ""


_ROLES = ("button", "link")
_KINDS = {"a": "a", "area": "a", "form": "form", "frame": "frame", "iframe": "frame"}
_TARGETS = {"form": "action", "frame": "src"}
_NEEDED = {"area": "href", "form": "action", "frame": "src", "iframe": "src"}
_BUTTON_LIKE = frozenset({"div", "span", "li", "p"})
_PLAIN = frozenset((*_KINDS, "button", "input"))
_MADE = frozenset((*SCRIPTED, *_BUTTON_LIKE)) - _PLAIN  # clickable where a script makes them so


def _clickable(tag: str, attributes: Mapping[str, str | None]) -> bool:
    """Whether an element leads or does something, or is a frame.

    Scripts make buttons of any element, and say so for those who cannot see it.
    """
    if tag in _MADE:
        if not attributes:
            return False
        return (tag in SCRIPTED and "onclick" in attributes) or (
            tag in _BUTTON_LIKE and attributes.get("role") in _ROLES
        )
    if tag not in _PLAIN:
        return False
    if tag == "a":
        return "href" in attributes or attributes.get("role") == "button" or "onclick" in attributes
    if tag == "input":
        return (attributes.get("type") or "").lower() == "submit"
    return tag == "button" or _NEEDED[tag] in attributes


class _Places:
    """Of each element "footer", "nav" or "main": what it and those round it tell, the nearest first.

    `outside` is what the root of the page tells. Most elements are never asked for.
    """

    def __init__(self, body: Outline, outside: str) -> None:
        self._body, self._known = body, {-1: outside}

    def of(self, element: int) -> str:
        """The place of an element; a loop, for nesting may be deep."""
        climbed: list[int] = []
        while (place := self._known.get(element) or self._told(element)) == "":
            climbed.append(element)
            element = self._body.parents[element]
        self._known.update(dict.fromkeys((*climbed, element), place))
        return place

    def _told(self, element: int) -> str:
        tag, attributes = self._body.tags[element], self._body.attributes[element]
        if "footer" in tag or (attributes and _names_footer(attributes)):
            return "footer"
        return "nav" if tag in ("nav", "header") else ""


def _names_footer(attributes: Mapping[str, str | None]) -> bool:
    classes, name = attributes.get("class"), attributes.get("id")
    return bool((classes and "footer" in classes.lower()) or (name and "footer" in name.lower()))


def place_of(root: LexborNode | None) -> str:
    """Where the links of a page stand if nothing round them tells: "footer" or "main"."""
    return "footer" if root is not None and _names_footer(root.attributes) else "main"


def links_of(body: Outline, *, base: str, outside: str) -> list[Link]:
    """The clickable elements and frames of `body`, in order; `outside` is where they stand unless elements tell."""
    found = []
    for step in _steps(body, _root(base), outside):
        link = step if isinstance(step, Link) else _led(step, base)
        if link is not None:
            found.append(link)
    return found


def _led(click: _Click, base: str) -> Link | None:
    target = absolute(base, click.written)
    return _link(target, click.text, click.kind, click.place, click.rel) if target or click.kind != "a" else None


class _Click(NamedTuple):
    """A link whose target is as the page writes it."""

    written: str
    text: str
    kind: str
    place: str
    rel: str


_Step = Link | _Click  # a click is one that leads elsewhere from each page
_STEPS = object()


def _steps(body: Outline, root: str, outside: str) -> list[_Step]:
    """The links of `body` on the site `root`; those of a part that its pages share are looked for once."""
    places, found, at = _Places(body, outside), list[_Step](), 0
    for start, part in body.shared:
        found += _settled(_clicks_among(body, range(at, start), places), root)
        found += _steps_of_part(part, root, outside)
        at = start + len(part.tags)
    found += _settled(_clicks_among(body, range(at, len(body.tags)), places), root)
    return found


def _steps_of_part(part: Outline, root: str, outside: str) -> list[_Step]:
    """The same of one such part, kept for the site it was last met on."""
    known: tuple[str, list[_Step]] | None = part.kept.get(_STEPS)
    if known is None or known[0] != root:
        # `outside` never counts here: the part itself tells a place.
        known = part.kept[_STEPS] = root, _steps(part, root, outside)
    return known[1]


def _settled(clicks: Iterable[_Click], root: str) -> Iterator[_Step]:
    for click in clicks:
        step = _led(click, root) if click.written.strip().startswith(_FROM_ROOT) else click
        if step is not None:
            yield step


def _clicks_among(body: Outline, elements: range, places: _Places) -> list[_Click]:
    found = []
    for i in elements:
        tag, attributes = body.tags[i], body.attributes[i]
        if not _clickable(tag, attributes):
            continue
        kind = _KINDS.get(tag, "button")
        written = attributes.get(_TARGETS.get(kind, "href")) or ""
        if kind in ("a", "button") and leads_nowhere(written) and (way := scripted_target(attributes)):
            kind, written = "button" if tag in ("button", "input") else "a", way
        elif tag in SCRIPTED and "role" not in attributes:
            continue
        place = places.of(body.parents[i])
        found.append(_Click(written, _label(body, i, kind), kind, place, attributes.get("rel") or ""))
    return found


_link = lru_cache(maxsize=20_000)(Link)


def _label(body: Outline, element: int, kind: str) -> str:
    """What is to be read on a clickable element; of a form only its own attributes."""
    if kind != "form" and (text := body.text_by_itself(element)):
        return text
    attributes = body.attributes[element]
    stated = attributes.get("value") or attributes.get("aria-label") or attributes.get("title") or attributes.get("alt")
    if not stated and kind != "form":
        inside = range(element + 1, body.stops[element])
        pictures = (body.attributes[i] for i in inside if body.tags[i] == "img")
        stated = " ".join(alt for picture in pictures if (alt := picture.get("alt")))
    return clean(stated or "")


# Nothing of the page's own path matters to these, so that the menus of all pages are joined once.
_FROM_ROOT = ("/", "http:", "https:", "mailto:", "tel:")


def absolute(base: str, href: str) -> str:
    """`href` against `base`, or "" where it is no address of the web, of mail or of a telephone."""
    href = href.strip()
    return _joined(_root(base) if href.startswith(_FROM_ROOT) else base, href)


def _root(base: str) -> str:
    return base[: base.find("/", base.find("://") + 3) + 1] or base


@lru_cache(maxsize=50_000)
def _joined(base: str, href: str) -> str:
    try:
        url = urljoin(base, href)
        scheme = urlsplit(url).scheme
    except ValueError:
        return ""
    return url if scheme in ("http", "https", "mailto", "tel") else ""
