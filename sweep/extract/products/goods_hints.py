"""Words and pictures on the page of an article that may be what its kind owes, or may free it: left to a person."""

from __future__ import annotations

import re

from checks.goods_facts import GoodsKind, Told
from sweep.extract.lexicon import pattern
from sweep.extract.page import Page
from sweep.extract.pages.languages import spoken
from sweep.extract.pages.statement_text import Hit, statement_text
from sweep.extract.visit.contents import menu_lines
from sweep.extract.words.text import fold

_LISTED = 2  # foodstuffs near one another that may be a list of ingredients
_NEAR = 120  # characters
_MAX_PICTURES = 200
# What is used, or made by a tailor for one buyer, owes no label (Regulations (EU) 1007/2011, 2017/1369, 2020/740).
_FREED: dict[GoodsKind, tuple[str, ...]] = {
    "clothing": ("sector.second_hand", "sector.made_to_measure"),
    "appliance": ("sector.second_hand",),
    "phone": ("sector.second_hand",),
    "tyre": ("sector.second_hand",),
    "food": ("sector.feed",),
    "biocide": ("sector.biocide_hint",),
}
# What the label of an appliance or a tyre tells, in figures and letters alone: "180 kWh", "A–G", "EEK D", "C / B / 71".
_SHAPES: dict[GoodsKind, re.Pattern[str]] = {
    "appliance": re.compile(
        r"\d ?kwh(?!\w)|(?<!\w)a ?[–-] ?g(?!\w)|"
        r"(?<!\w)(?:eek|klasse?|classe?|clase|klasa|effici\w+|effizienz\w*|eficien\w+)\W{1,3}[a-g](?!\w)"
    ),
    "tyre": re.compile(r"(?<!\w)[a-e] ?[/|·,-] ?[a-e] ?[/|·,-] ?\d\d(?!\d)|(?<!\d)[67]\d ?db(?!\w)"),
}
_AFTER_LABEL = re.compile(r": ?(?:[^\W\d_][\w%() -]{1,25}, ){2}[^\W\d_]")  # "Inhalt: Vollmilch, Nougat, Haselnuss."
_OWED: dict[GoodsKind, tuple[str, ...]] = {
    "clothing": ("fibre", "composition"),
    "appliance": ("energy",),
    "phone": ("energy",),
    "tyre": ("tyre_label",),
    "food": ("ingredients",),
    "biocide": ("biocide_sentence",),
}
# "80LA 20PA", "BW 95, EL 5": the codes of fibres beside their shares.
_CODES = "co|wo|pl|pes|pa|ea|el|li|se|vi|cv|la|bw|ac|md|ws|wp|wm|ly|cly"
_FIBRE_CODE = re.compile(
    rf"(?<!\w)(?:\d{{1,3}} ?%? ?(?:{_CODES})(?! ?\d)|(?:{_CODES}) ?:? ?\d{{1,3}}(?! ?(?:{_CODES})))(?!\w)"
)


def hinted(kind: GoodsKind, title: str, page: Page, told: tuple[Told, ...]) -> bool:
    """Whether a page holds what may be the particular that was not read, or words that free the article of it."""
    text, given = statement_text(page), {one.what for one in told}
    if any(_holds(title, key, page) or _said(page, title, key) for key in _FREED.get(kind, ())):
        return True
    if text.of("sector.see_label") or ((shape := _SHAPES.get(kind)) and shape.search(text.flat)):
        return True
    if kind == "clothing" and "fibres" not in given and (text.of("sector.fibre") or _FIBRE_CODE.search(text.flat)):
        return True
    if kind == "food" and "ingredients" not in given and _listed(page, title):
        return True
    return _pictured(kind, page)


def _said(page: Page, title: str, key: str) -> list[Hit]:
    """Where words stand on a page, but in its menus, in links to other articles and in the title of its own."""
    text = statement_text(page)
    hits = text.of(key)
    passed = {title, *menu_lines(page), *(link.text for link in page.links)} if hits else set()
    return [hit for hit in hits if _line(text.text, hit.start) not in passed]


def _line(text: str, offset: int) -> str:
    return text[text.rfind("\n", 0, offset) + 1 :].split("\n", 1)[0].strip()


def _listed(page: Page, title: str) -> bool:
    """Whether foodstuffs stand near one another, be it in the rows of a table, or one behind "made with"."""
    text, hits = statement_text(page), _said(page, title, "sector.foodstuff")
    if any(text.says(text.clause(hit.start), "sector.foodstuff") for hit in _said(page, title, "sector.made_with")):
        return True
    for hit in hits:
        clause = text.clause(hit.start)
        if _AFTER_LABEL.search(text.flat, clause.start, clause.end):
            return True
    for n, hit in enumerate(hits):
        near = {text.flat[h.start : h.end] for h in hits[n : n + 8] if h.start <= hit.start + _NEAR}
        if len(near) >= _LISTED:
            return True
    return False


def _pictured(kind: GoodsKind, page: Page) -> bool:
    """Whether the description of a picture says what is owed."""
    body = page.body
    shown = [body.attributes[i].get("alt") or "" for i in body.of("img")[:_MAX_PICTURES]]
    words = "\n".join(one for one in shown if one)
    return any(_holds(words, key, page) for key in _OWED.get(kind, ())) if words else False


def _holds(words: str, key: str, page: Page) -> bool:
    """Whether words of a key of the lexicon stand in words that are none of the page's text."""
    folded, section_key = fold(words), key.removeprefix("sector.")
    patterns = (pattern("sector", section_key, language) for language in spoken(page))
    return any(found is not None and found.search(folded) for found in patterns)
