"""Where a script takes those who click: `onclick="location.href='/imprint'"`, `href="javascript:window.open(...)"`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import unquote

SCRIPTED = ("div", "span", "li", "td", "p", "img")  # no links by themselves
_GOES = re.compile(
    r"(?:location(?:\.href)?\s{0,3}=|location\.(?:assign|replace)\s{0,3}\(|window\.open\s{0,3}\(|\bgoto\w{0,20}\s{0,3}\()"
    r"\s{0,3}['\"]([^'\"<>\s]{1,500})['\"]",
    re.IGNORECASE,
)
_SCRIPT = "javascript:"
_DATA = ("data-href", "data-url", "data-link")


def scripted_target(attributes: Mapping[str, str | None]) -> str:
    """The address, as written, that a click on an element with these attributes leads to; "" where none is told."""
    for name in ("href", "onclick"):
        value = attributes.get(name) or ""
        if name == "href" and not value.strip().lower().startswith(_SCRIPT):
            continue
        match = _GOES.search(unquote(value)) if len(value) <= 2_000 else None
        if match:
            return match[1]
    return next((v for name in _DATA if (v := (attributes.get(name) or "").strip()).startswith(("/", "http"))), "")


def leads_nowhere(href: str) -> bool:
    """Whether an address, as written, leaves it to a script where a click goes."""
    target = href.strip()
    return target in ("", "#") or target[: len(_SCRIPT)].lower() == _SCRIPT
