"""What the form of an address tells of its page: the number in a listing, the category, the kind. Pure."""

from __future__ import annotations

import hashlib
import re
from functools import lru_cache
from urllib.parse import urlsplit

from sweep.gather.products import local
from sweep.gather.urls import page_id

PAGE_NUMBER = re.compile(
    r"(?:[?&](?:page|p|pg|seite|pagina|strana|sivu|offset|start)=|/page/|/seite/)(\d{1,4})(?:$|[/&])"
)


def one_list(url: str, other: str) -> bool:
    """Whether two addresses are pages of one listing."""
    one, two = (PAGE_NUMBER.sub("", u.rstrip("/")) for u in (url, other))
    return urlsplit(one).path.rstrip("/") == urlsplit(two).path.rstrip("/")


def category_of(url: str) -> str:
    """The address of a listing as the name of what it lists, whichever of its pages this is."""
    return "/" + local(page_id(PAGE_NUMBER.sub("", url)))


def folder(url: str) -> str:
    """What a sitemap tells of a product's category: the part of its path before the name."""
    return urlsplit(url).path.rstrip("/").rpartition("/")[0]


@lru_cache(maxsize=20_000)
def drawn_lot(key: str) -> bytes:
    """A place in an order that nobody chose."""
    return hashlib.sha256(key.encode()).digest()


@lru_cache(maxsize=20_000)
def shape(url: str) -> str:
    """The form of an address: how deep, and of each part whether it has digits, several words, an ending."""
    parts = urlsplit(url)
    forms = []
    for part in (p for p in parts.path.split("/") if p):
        stem, dot, ending = part.rpartition(".")
        name = stem if dot else part
        digits = "0" if any(c.isdigit() for c in name) else ""
        forms.append(f"{digits}{'-' if '-' in name else 'w'}{dot}{ending if dot else ''}")
    names = sorted(pair.partition("=")[0] for pair in parts.query.split("&") if pair)
    return "/".join(forms) + (f"?{'&'.join(names)}" if names else "")
