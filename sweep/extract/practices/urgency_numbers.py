"""Numbers that press: pieces left, people who look, people who bought; and the scripts that make them up."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from checks.urgency import Scarcity
from sweep.extract.page import Page
from sweep.extract.pages.reading import reading
from sweep.extract.pages.statement_text import Span, StatementText, statement_text
from sweep.extract.practices.urgency_scripts import Clockwork, lots
from sweep.extract.practices.urgency_words import says, subject_of
from sweep.extract.words.text import fold

Kind = Literal["stock", "viewers", "buyers"]
_KINDS: tuple[tuple[str, Kind], ...] = (
    ("urgency.stock_left", "stock"),
    ("urgency.viewers", "viewers"),
    ("urgency.viewers_open", "viewers"),
    ("urgency.buyers", "buyers"),
)
_NUMBER = re.compile(r"(?<![\d.,])\d{1,5}(?![\d.,]*[%€$£])")
# "Nur 3 Stück pro Kunde": how many one may buy.
_FOR_EACH = re.compile(
    r"(?<!\w)(?:pro|je|per|par|por|na|a|for each|za) (?:kunde\w?|kundin|haushalt|bestellung|person|customer|"
    r"household|order|"
    r"client\w?|commande|foyer|klant|bestelling|huishouden|cliente|pedido|hogar|persona|ordine|nucleo|klienta|osobe|"
    r"zamowienie|gospodarstwo|encomenda|agregado)(?!\w)"
)
_LINE = 160
_MOST = 12
_NEAR = 400  # characters of a script within which a lot and what it is shown in stand
_WRITES = re.compile(
    r"innerHTML|textContent|innerText|\.text\(|\.html\(|document\.write|insertAdjacent|\.append|nodeValue"
)
_LITERAL = re.compile(r"\"([^\"\\\n]{0,160})\"|'([^'\\\n]{0,160})'|`([^`\\]{0,200})`")


def scarcities(page: Page) -> tuple[Scarcity, ...]:
    """Every such number of the page, each kind of words once."""
    told = statement_text(page)
    drawn = lots(page)
    found: dict[tuple[Kind, str], Scarcity] = {}
    for key, kind in _KINDS:
        for hit in told.of(key):
            clause = told.clause(hit.start)
            if clause.end - clause.start <= _LINE and (one := _of_clause(told, clause, hit.start, kind, drawn)):
                found.setdefault((one.kind, one.subject), one)
    for one in _in_scripts(drawn, told.languages):
        if not any(kind == one.kind for kind, _ in found):
            found.setdefault((one.kind, one.subject), one)
    return tuple(found.values())[:_MOST]


def _of_clause(
    told: StatementText, clause: Span, offset: int, kind: Kind, drawn: tuple[Clockwork, ...]
) -> Scarcity | None:
    words = told.quote(clause, offset)
    flat = told.flat[clause.start : clause.end]
    if says(flat, "label_dispatch", told.languages) or (kind == "stock" and _FOR_EACH.search(flat)):
        return None
    number = _NUMBER.search(flat, max(0, offset - clause.start - 12)) or _NUMBER.search(flat)
    lot = _lot(told.page, offset, drawn)
    if number is None and lot is None:
        return None
    value = int(number[0]) if number else None
    return Scarcity(kind, subject_of(words), words, value, "random" if lot else "page", lot.code if lot else "")


def _lot(page: Page, offset: int, drawn: tuple[Clockwork, ...]) -> Clockwork | None:
    """The lot whose outcome is shown in the element at `offset`, or in one inside it or close round it."""
    view = reading(page) if drawn else None
    if view is None or not view.owners:
        return None
    element = view.element_at(offset)
    chain = view.ancestors(element, 3)
    inside = [e for one in chain[:2] for e in list(view.inside(one))[:20]]
    names = {n for one in {*chain, *inside} for n in _names(view.body.attributes[one] or {})}
    for lot in drawn:
        near = _near(lot)
        if any(re.search(rf"[\"'`#.]{re.escape(name)}(?![\w-])", near) for name in names):
            return lot
    return None


def _near(lot: Clockwork) -> str:
    """The piece of script round a lot, where it writes something into the page; else ""."""
    near = lot.script[max(0, lot.place - _NEAR) : lot.place + _NEAR]
    return near if _WRITES.search(near) else ""


def _names(attributes: dict[str, str | None]) -> Iterator[str]:
    if name := attributes.get("id"):
        yield name
    yield from (word for word in (attributes.get("class") or "").split() if len(word) >= 4)


def _in_scripts(drawn: tuple[Clockwork, ...], languages: tuple[str, ...]) -> Iterator[Scarcity]:
    """Numbers that only a script writes into the page: the words and the lot stand close together in it."""
    for lot in drawn:
        near = _near(lot)
        for match in _LITERAL.finditer(near):
            words = next((group for group in match.groups() if group), "")
            kind = _kind_of(fold(words), languages)
            if kind is not None:
                yield Scarcity(kind, subject_of(words), "", None, "random", lot.code)
                break


def _kind_of(flat: str, languages: tuple[str, ...]) -> Kind | None:
    filled = re.sub(r"\$\{[^}]{0,60}\}", "7", flat)
    for text in (filled, f"7 {filled.strip()}"):
        for key, kind in _KINDS:
            if says(text, key.removeprefix("urgency."), languages):
                return kind
    return None
