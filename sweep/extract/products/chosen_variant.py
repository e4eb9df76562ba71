"""The variant that a product page shows as chosen: in the lists and buttons of its form, or behind "Colour:".

One page sells a shirt in six colours and five sizes; its price, stock and pictures are those of the choice that stands
there, made by the shop before anybody has touched it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sweep.extract.amounts.price_lexicon import joined
from sweep.extract.amounts.price_page import PricePage
from sweep.extract.products.product_labels import Labelled, fits, labelled
from sweep.extract.products.variants import is_choice
from sweep.extract.words.text import clean, fold

_MOST_CONTROLS, _MOST_OPTIONS, _LONGEST = 12, 60, 40
# Lists that scripts fill have no name of their own, only a mark of the platform's.
_MARKED = re.compile(
    r"(?:^|\s)(?:variants?(?:-\d{1,2})?|single-option-selector|swatch-?(?:input|select)|variation-?(?:select|input))(?:$|\s)"
)
# What the first line of a list says while nothing is chosen; "Default Title" is Shopify's word for no choice at all.
_NOT_CHOSEN = re.compile(
    r"\W*$|-|default title$|.*(?:\.\.\.|…)$|(?:please |bitte )?(?:choose|select|pick|choisi|selection|wahle|auswahl|"
    r"auswahlen|kies|maak|selecteer|selec[ct]|elij|elig|escoge|scegli|selezion|escolh|wybierz|vyber|zvol|izaber|odaber|"
    r"izberi|valassz|aleg|izbor|избер|επιλ|vaelg|valg|valj|valitse|vali |izvel|pasirink|veldu|aghzel|roghnaigh)"
)
# The button of the box that explains the colours.
_CLOSES = re.compile(
    r"(?:close|schlie\w*|fermer|sluiten|cerrar|chiudi|fechar|zamknij|zavrit|luk|stang|sulje|inchide|zatvori|zapri|"
    r"bezaras|sulge|aizvert|uzdaryti|zatvorit|loka|details?|info|guide|chart|help|hilfe|aide)$"
)
# "Rouge (+4,00 €)", "M - ausverkauft": what stands behind a choice is not its name.
_ASIDE = re.compile(r"\s*(?:\(.*|[+–—-] .*|\+ ?\d.*|[–-] ?\d+[.,]\d\d.*)$")


def chosen_variant(view: PricePage) -> Labelled | None:
    """The choice beside the price ("S / Weiß"), with the words of its labels; None where none is seen."""
    if view.title.element < 0:
        return None
    chosen = list(dict.fromkeys(_controls(view)))
    told = [found for key in ("colour", "size") if (found := labelled(view, key)) is not None and _is_name(found.value)]
    told = [found for found in told if not _is_offered(view, found)]
    more = [found for found in told if fold(found.value) not in {fold(c) for c in chosen}]
    if chosen and more:  # the label of a list names what the list shows; another one is a line of the description
        told, more = [found for found in told if found not in more], []
    names = (*chosen, *(found.value for found in more))
    return Labelled(" / ".join(names), "\n".join(found.quote for found in told)) if names else None


def _is_offered(view: PricePage, found: Labelled) -> bool:
    """Whether what follows a label is the first of several to choose: a link, or "S" with "M" behind it."""
    read = view.reading
    start = read.text.find(found.quote)
    last = start + len(found.quote)
    if start < 0 or any(read.href(e) for e in read.ancestors(read.element_at(last - 1), 3)):
        return start >= 0
    return fits("size", found.value) and fits("size", read.text[last : last + _LONGEST].strip().split("\n")[0].strip())


def _controls(view: PricePage) -> Iterator[str]:
    """What the lists and round buttons behind the title have chosen, in order."""
    body = view.reading.body
    controls = [i for i in body.of("select", "input") if i > view.title.element and _is_choice(view, i)]
    for element in controls[:_MOST_CONTROLS]:
        name = _option(view, element) if body.tags[element] == "select" else _button(view, element)
        name = _ASIDE.sub("", name)
        if 0 < len(name) <= _LONGEST and _is_name(name):
            yield name


def _is_name(words: str) -> bool:
    folded = fold(words)
    return _NOT_CHOSEN.match(folded) is None and _CLOSES.match(folded) is None


def _is_choice(view: PricePage, element: int) -> bool:
    body = view.reading.body
    own = body.attributes[element]
    if body.tags[element] == "input" and (own.get("type") != "radio" or "checked" not in own):
        return False
    named = own.get("name") or ""
    marks = f"{own.get('class') or ''} {own.get('id') or ''}".lower()
    if not (is_choice(named) if named else _MARKED.search(marks) or _is_labelled(view, element)):
        return False
    return body.shown[body.parents[element]] and not view.outside_element(element)


def _is_labelled(view: PricePage, element: int) -> bool:
    """Whether the words right before a list are "Colour" or "Size"."""
    read = view.reading
    piece = read.made[read.body.raw_first[element]] - 1
    if piece < 0:
        return False
    words = fold(read.piece(piece)).strip(" :*")
    wanted = (joined(key, view.languages) for key in ("colour", "size"))
    return any(pattern.fullmatch(words) for pattern in wanted if pattern is not None)


def _option(view: PricePage, element: int) -> str:
    """The option of a list that is chosen: the marked one, else the first, as a browser shows it."""
    body = view.reading.body
    options = [i for i in range(element + 1, body.stops[element]) if body.tags[i] == "option"]
    if not 0 < len(options) <= _MOST_OPTIONS:
        return ""
    shown = next((i for i in options if "selected" in body.attributes[i]), options[0])
    empty = body.attributes[shown].get("value", "-") == "" or "disabled" in body.attributes[shown]
    return "" if empty else clean(body.all_text(shown))


def _button(view: PricePage, element: int) -> str:
    """The label of a round button: its own words, else those of the element round it."""
    body = view.reading.body
    own = body.attributes[element]
    for told in (own.get("title"), own.get("aria-label")):
        if told and (words := clean(told)):
            return words
    labels = [i for i in body.of("label") if own.get("id") and body.attributes[i].get("for") == own["id"]]
    around = [i for i in view.reading.ancestors(element, 3) if body.tags[i] == "label"]
    return next((words for i in (*labels, *around) if (words := clean(body.all_text(i)))), "")
