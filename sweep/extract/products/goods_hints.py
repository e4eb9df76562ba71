"""Words and pictures on the page of an article that may be what its kind owes, or may free it: left to a person."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from checks.goods_facts import GoodsKind, Told
from sweep.extract.lexicon import pattern
from sweep.extract.page import Page
from sweep.extract.pages.languages import spoken
from sweep.extract.pages.statement_text import Hit, StatementText, statement_text
from sweep.extract.visit.contents import menu_lines
from sweep.extract.visit.unseen import hidden_words
from sweep.extract.words.text import fold

_LISTED = 2  # foodstuffs near one another that may be a list of ingredients
_NEAR = 120  # characters
_NOTES = ("alt", "title", "aria-label")
_MAX_NOTES = 400
_CLASS_ALONE = re.compile(r"^[a-g]$", re.MULTILINE)  # the name of a label's picture
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
        r"(?<!\w)(?:eek|klasse?|classe?|clase|klasa|effici\w+|effizienz\w*|\w{0,16}effizienz|eficien\w+|efektywn\w+|"
        r"efficient\w+)\W{1,3}[a-g](?!\w)|"
        r"(?<!\w)(?:c?las|klas|calific|certific|label|etik|etiq|etich|etyk|rating)[^\n.]{0,24} energ|"
        r"(?<!\w)energ\w* [^\n.]{0,16}(?:clas|klas|label|etik|etiq|etich|etyk|rating|skal|scal|escala)"
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
# "Material: jersey": what stands behind the label of the composition, in whatever words.
_BEHIND_LABEL = re.compile(r" ?: ?\w")
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
    if kind == "clothing" and "fibres" not in given and _worn(text):
        return True
    if kind == "food" and "ingredients" not in given and _listed(page, title):
        return True
    return _noted(kind, page)


def _worn(text: StatementText) -> bool:
    """Whether a page of clothing names a fibre, its code, or anything behind the label of the composition."""
    labelled = any(_BEHIND_LABEL.match(text.flat, hit.end) for hit in text.of("sector.composition"))
    return labelled or bool(text.of("sector.fibre")) or _FIBRE_CODE.search(text.flat) is not None


def second_hand(title: str, page: Page) -> str:
    """The line of an article's page that calls it used, or for hire; "" where none does."""
    text = statement_text(page)
    return next((_line(text.text, hit.start) for hit in _said(page, title, "sector.second_hand")), "")


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


def _noted(kind: GoodsKind, page: Page) -> bool:
    """Whether words that are no text say what is owed: of pictures and signs, in notes, behind a click."""
    words = fold("\n".join(_notes(page)))
    if not words or kind not in _OWED:
        return False
    if kind == "appliance" and _CLASS_ALONE.search(words):
        return True
    shape = _SHAPES.get(kind)
    if (shape and shape.search(words)) or any(_holds(words, key, page) for key in _OWED[kind]):
        return True
    return kind == "food" and len(_held(words, "foodstuff", page)) >= _LISTED


def _notes(page: Page) -> Iterator[str]:
    body = page.body
    told = (own.get(name) for own in body.attributes for name in _NOTES if own.get(name))
    yield from (words for words in islice(told, _MAX_NOTES) if words)
    yield from (body.all_text(i) for i in body.of("title")[:_MAX_NOTES])
    yield hidden_words(page)


def _held(words: str, key: str, page: Page) -> set[str]:
    """The different words of a key of the lexicon that stand in words that are none of the page's text."""
    patterns = (pattern("sector", key, language) for language in spoken(page))
    return {match[0] for found in patterns if found is not None for match in found.finditer(words)}


def _holds(words: str, key: str, page: Page) -> bool:
    """Whether words of a key of the lexicon stand in words that are none of the page's text."""
    folded, section_key = fold(words), key.removeprefix("sector.")
    patterns = (pattern("sector", section_key, language) for language in spoken(page))
    return any(found is not None and found.search(folded) for found in patterns)
