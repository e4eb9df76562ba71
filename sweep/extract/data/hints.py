"""Where a page says in its markup that its other pages are: link relations, language versions, schema.org."""

from __future__ import annotations

from sweep.extract.data.structured import Node, nodes
from sweep.extract.page import Page, PerPage
from sweep.extract.pages.links import absolute
from sweep.extract.pages.mentions import Mention

# Relations of RFC 6903 and of the microformats registry.
_RELATIONS = {
    "privacy-policy": "privacy",
    "terms-of-service": "terms",
    "help": "help",
    "contact": "contact",
    "legal": "legal_notice",
    "imprint": "legal_notice",
}
_PROPERTIES = {
    "merchantreturnlink": "withdrawal",
    "returnpolicycountrylink": "withdrawal",
    "shippingsettingslink": "delivery",
    "termsofservice": "terms",
    "publishingprinciples": "about",
}
_MOST = 500  # versions of one page
_TYPES = {"contactpage": "contact", "aboutpage": "about", "contactpoint": "contact"}
_MENTIONED = Mention(
    "merchantreturnlink",
    "shippingsettingslink",
    "termsofservice",
    "publishingprinciples",
    "contactpoint",
    "contactpage",
    "aboutpage",
)


def alternates(page: Page) -> tuple[tuple[str, str], ...]:
    """(language tag in lower case, address) of the page's versions in other languages, its own among them."""
    found = []
    for node in page.tree.css("link[hreflang], a[hreflang]")[:_MOST]:
        attributes = node.attributes
        tag = (attributes.get("hreflang") or "").strip().lower().replace("_", "-")
        url = absolute(page.url, attributes.get("href") or "")
        if tag and tag != "x-default" and url.startswith("http"):
            found.append((tag, url))
    return tuple(dict.fromkeys(found))


def hints(page: Page) -> tuple[tuple[str, str], ...]:
    """(role, address) of the pages that the markup names by what they are; asked for on the visit and when reading."""
    if page not in _HINTS:
        _HINTS[page] = tuple(dict.fromkeys((*_relations(page), *_schema(page))))
    return _HINTS[page]


_HINTS: PerPage[tuple[tuple[str, str], ...]] = PerPage()


def _relations(page: Page) -> list[tuple[str, str]]:
    found = []
    for node in page.tree.css("link[rel][href], a[rel][href]"):
        attributes = node.attributes
        for relation in (attributes.get("rel") or "").lower().split():
            url = absolute(page.url, attributes.get("href") or "") if relation in _RELATIONS else ""
            if url.startswith("http"):
                found.append((_RELATIONS[relation], url))
    return found


def _schema(page: Page) -> list[tuple[str, str]]:
    if not _MENTIONED.on(page):
        return []
    found = []
    for node in nodes(page):
        named = [(role, text) for key, role in _PROPERTIES.items() for text in node.texts(key)]
        named += [(role, node.text("url")) for kind, role in _TYPES.items() if kind in node.types]
        found += [(role, url) for role, text in named if (url := _address(page, node, text))]
    return found


def _address(page: Page, node: Node, text: str) -> str:
    """`text` as an address; "" where it is words."""
    text = text.strip()
    if not text or " " in text or not (text.startswith(("/", "http")) or node.source != "json-ld"):
        return ""
    url = absolute(page.url, text)
    return url if url.startswith("http") else ""
