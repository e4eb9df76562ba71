"""Buttons that put the product into a basket, told by their markup: what they do needs no language.

Shops name such a button for their own scripts ("add-to-cart", `data-type="buyNow"`, `id="button-cart"`); that holds
whatever the words on it are. A form that leads to the basket says nothing: it stands there when all is sold, too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from urllib.parse import urlsplit

from sweep.extract.amounts.price_page import PricePage
from sweep.extract.data.snippets import tag_snippet

_BUTTONS, _BOXES = ("button", "a", "input"), ("div", "span")
_LABEL = 30  # characters of a button that is none by its tag
_BASKET = (
    r"(?:cart|basket|bag|trolley|panier|warenkorb|winkelwagen|winkelmand|carrito|carrello|koszyka?|kosik|kosarico)"
)
_ADDS = re.compile(
    r"(?<![a-z])(?:add|ajout\w*|aggiungi|dodaj|in)[-_ ]?(?:item[-_ ]?)?(?:to|au|al|do|den|into)?[-_ ]?"
    rf"{_BASKET}(?![a-z])"
    rf"|(?<![a-z])(?:btn|button|shopping)[-_]{_BASKET}(?![a-z])|(?<![a-z])buy[-_ ]?(?:it[-_ ]?)?now(?![a-z])"
    rf"|(?<![a-z])(?:btn|button)[-_]?buy(?![a-z])|(?<![a-z])buy[-_]?(?:btn|button)(?![a-z])"
    rf"|^(?:[a-z]{{2}}[-_])?buy$"
    rf"|/(?:cart|basket|panier|warenkorb)/(?:add|ajouter|hinzufuegen)(?![a-z])"
)
# One of these stands in every name of a sale; most attributes have none.
_MAYBE = ("buy", "cart", "bag", "basket", "trolley", "panier", "warenkorb", "winkel", "carr", "kos")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_READ = ("id", "class", "name", "value", "href", "formaction")
_DENIED = re.compile(
    r"disabled|sold-?_?out|out-?_?of-?_?stock|unavailable|mini|goto|go-to|view|header|notify|remove"
    r"|(?<![a-z])hide(?![a-z])"
)
_CLICKED = frozenset({"onclick", "role", "tabindex", "price", "data-price", "data-product-id", "data-id"})
_LONG = 200  # characters of a value that names nothing
_MOST = 20_000  # elements looked at


def buy_button(view: PricePage) -> str:
    """The tag of an enabled button that sells the page's product, as it stands in the HTML; "" where there is none.

    Buttons in menus and among other products are left out.
    """
    return next((tag_snippet(view.page, *found) for found in _buttons(view, disabled=False)), "")


def all_disabled(view: PricePage) -> bool:
    """Whether the page has buttons that sell its product, and every one of them is disabled."""
    disabled = next(_buttons(view, disabled=True), None)
    return disabled is not None and next(_buttons(view, disabled=False), None) is None


def _buttons(view: PricePage, disabled: bool) -> Iterator[tuple[str, str]]:
    """The buttons that sell the page's product, told by the attribute that says so."""
    body = view.reading.body
    for element in (*body.of(*_BUTTONS)[:_MOST], *body.of(*_BOXES)[:_MOST]):
        attributes = body.attributes[element]
        if not attributes or not body.shown[element] or ("disabled" in attributes) != disabled:
            continue
        found = _names(attributes)
        if found and _is_button(view, element) and not _elsewhere(view, element):
            yield found


def _names(attributes: dict[str, str | None]) -> tuple[str, str] | None:
    """The attribute and its value that name a sale; None where none does or where one denies it."""
    for name, value in attributes.items():
        if value and (name in _READ or name.startswith("data-")) and _sells(name, value):
            denied = any(_DENIED.search(_words(attributes.get(n) or "")) for n in ("id", "class", "name"))
            return None if denied else (name, value)
    return None


@lru_cache(maxsize=20_000)
def _sells(name: str, value: str) -> bool:
    """Whether an attribute names a sale; cached, as classes stand on many elements."""
    if len(value) > _LONG:
        return False
    small = value.lower()
    if small != "add" and not any(word in small for word in _MAYBE):
        return False
    words = _words(value)
    pieces = words.split() if name == "class" else [words]
    return any(_ADDS.search(p) for p in pieces) or (name == "name" and words == "add")


def _words(value: str) -> str:
    return _CAMEL.sub("-", value).lower().strip()


def _is_button(view: PricePage, element: int) -> bool:
    """Whether an element is a button, or a box with the few words of one that can be clicked and is not disabled."""
    read = view.reading
    if read.tags[element] not in _BOXES:
        return True
    inside = [read.body.attributes[e] for e in read.inside(element)]
    if not 0 < len(read.words(element)) <= _LABEL or any("disabled" in attributes for attributes in inside):
        return False
    if len(inside) > 1 and read.tags[element + 1] in ("a", "button"):
        whole = read.body.stops[element + 1] == read.body.stops[element]
        return whole and not _DENIED.search((inside[1].get("class") or "").lower())
    return not _CLICKED.isdisjoint(inside[0])


def _elsewhere(view: PricePage, element: int) -> bool:
    """Whether an element stands in a menu, in a footer, or among other products, whose number it does not have."""
    read = view.reading
    if not read.starts or view.outside_element(element):
        return True
    at = read.made[read.body.raw_first[element]]
    offset = read.starts[at if read.has_words(element) else max(0, at - 1)]
    return offset < view.title.start or (view.outside(offset) and not _has_number(view, element))


def _has_number(view: PricePage, element: int) -> bool:
    """Whether a button names the article by a number that stands in the page's address, too."""
    values = (v for k, v in view.reading.body.attributes[element].items() if v and k.startswith("data-"))
    numbers = re.findall(r"\d{4,}", urlsplit(view.page.url).path)
    return any(v in numbers for v in values)
