"""The controls of a form, and what a browser would send of them (HTML, form submission). Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborNode

from sweep.extract.page import Page, is_hidden

# In names: how many of a thing are wanted; one, where nothing is filled in.
QUANTITY = re.compile(r"qty|quant|amount|anzahl|menge|aantal|cantidad|ilosc|nombre|stueck", re.IGNORECASE)


def own_fields(page: Page, form: LexborNode) -> list[LexborNode]:
    """The controls of a form: those in it, and those elsewhere that name it."""
    name = form.attributes.get("id") or ""
    outside = []
    if re.fullmatch(r"[\w.:-]+", name):
        outside = page.tree.css(f'[form="{name}"]')
    fields = [n for n in form.css("input, select, textarea, button") if (n.attributes.get("form") or name) == name]
    seen = {n.mem_id for n in fields}
    return fields + [n for n in outside if n.mem_id not in seen and n.tag in ("input", "select", "textarea", "button")]


def type_of(node: LexborNode) -> str:
    """The type of a control in small letters; a button without one submits."""
    kind = (node.attributes.get("type") or "").strip().lower()
    return (kind or "submit") if node.tag == "button" else kind


def is_submit(node: LexborNode) -> bool:
    """Whether it can be pressed to send its form."""
    attributes = node.attributes
    if "disabled" in attributes or is_hidden(node):
        return False
    return type_of(node) in ("submit", "image") and node.tag in ("input", "button")


def pairs_of(fields: list[LexborNode], button: LexborNode) -> Iterator[tuple[str, str]]:
    """What a browser would send: what is filled in, ticked and chosen already, one choice where none is made yet."""
    chosen = _chosen_radios(fields)
    for node in fields:
        name, kind = node.attributes.get("name") or "", type_of(node)
        if not name or "disabled" in node.attributes:
            continue
        value = node.attributes.get("value") or ""
        if node.tag == "select":
            option = _option(node)
            if option is not None:
                yield name, option
        elif is_submit(node) or kind in ("button", "reset", "file"):
            if node.mem_id == button.mem_id:
                yield name, value
        elif kind == "radio":
            if node.mem_id in chosen:
                yield name, value or "on"
        elif kind == "checkbox":
            if "checked" in node.attributes:
                yield name, value or "on"
        elif node.tag == "textarea":
            yield name, node.text()
        else:
            yield name, value or ("1" if kind != "hidden" and QUANTITY.search(name) else "")


def _chosen_radios(fields: list[LexborNode]) -> set[int]:
    """Of each group the ticked button, else the first that can be: a product with variants is put in as one of them."""
    groups: dict[str, int] = {}
    ticked: set[str] = set()
    for node in fields:
        if type_of(node) != "radio" or "disabled" in node.attributes:
            continue
        name = node.attributes.get("name") or ""
        if "checked" in node.attributes or name not in groups:
            if name not in ticked:
                groups[name] = node.mem_id
            if "checked" in node.attributes:
                ticked.add(name)
    return set(groups.values())


def _option(select: LexborNode) -> str | None:
    """The value of the chosen option; of the first real one where only a "please choose" is chosen."""
    options = [n for n in select.css("option") if "disabled" not in n.attributes]
    values = [(n.attributes.get("value"), n) for n in options]
    texts = [(" ".join(n.text().split()) if value is None else value, n) for value, n in values]
    picked = next((value for value, n in texts if "selected" in n.attributes), "")
    return picked or next((value for value, _ in texts if value), texts[0][0] if texts else None)
