"""The trader of one visit, what is the trader's, and what to answer where a thing was not found.

What belongs to somebody else is never reported as the trader's; where it cannot be told whose it is,
the answer is Unknown, not Absent.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from checks.facts import Absent, Evidence, Unknown
from sweep.extract.lexicon import languages
from sweep.extract.pages.languages import language_of
from sweep.extract.pages.placeholders import find_placeholders, open_numbers
from sweep.extract.shop_pages import ShopPages
from sweep.extract.trader.trader import PageFinds, Whose, whose
from sweep.extract.trader.trader_names import NamePlace
from sweep.extract.visit.contents import Told, gives

T = TypeVar("T")
IDENTITY = ("legal_notice", "terms", "contact")


@dataclass(frozen=True, eq=False)
class Trader:
    """The pages read, the names weighed, and the key of the best name."""

    shop: ShopPages
    pages: tuple[PageFinds, ...]
    names: tuple[NamePlace, ...]
    domain: str

    @property
    def key(self) -> str:
        return self.names[0].mention.key if self.names else ""

    def whose(self, finds: PageFinds, offset: int, reach: int = 300) -> Whose:
        return whose(finds, offset, self.key, reach, contact=reach < 300)

    @cached_property
    def left_open(self) -> Unknown | None:
        """Where a template was left open on the pages that say who sells."""
        for finds in self.pages:
            if finds.page.role in IDENTITY and (places := _left_open(finds)):
                start, end = places[0]
                return Unknown("unfilled template", f"{finds.page.url}: {finds.doc.text[start:end]}")
        return None


def missing(
    trader: Trader, roles: Sequence[str], unclear: Iterable[Evidence] = (), told: Told = "number"
) -> Absent | Unknown:
    """Absent only where the pages were read, nothing of doubtful ownership stands on them, and no template.

    Nor a page of the menus under a name that tells nothing that gives such a thing, whosever it is.
    """
    if trader.left_open is not None:
        return trader.left_open
    doubt = next(iter(unclear), None)
    if doubt is not None:
        return Unknown("unclear", f"{doubt.url}: {doubt.quote[:120]}")
    nothing = trader.shop.not_found(*roles)
    card = next((p for p in trader.shop.unnamed if gives(p, told)), None) if isinstance(nothing, Absent) else None
    return Unknown("unclear", f"{card.url} says under a name unknown here who somebody is") if card else nothing


def _left_open(finds: PageFinds) -> Sequence[tuple[int, int]]:
    """Places where a template was left open. In terms, brackets may be the consumer's own form to fill in."""
    if finds.page.role == "terms":
        return [*((w.start, w.end) for w in finds.doc.of("placeholder")), *open_numbers(finds.doc)]
    return [*find_placeholders(finds.doc), *open_numbers(finds.doc)]


def spoken(trader: Trader, roles: Sequence[str], unclear: Iterable[Evidence] = ()) -> Absent | Unknown:
    """As `missing`, for what is told by words: in a language without a lexicon nothing can be said."""
    telling = [f for f in trader.pages if f.page.role in IDENTITY] or trader.pages
    spoken = {code for f in telling if (code := language_of(f.page))}
    if spoken and not spoken & set(languages()):
        return Unknown("language", ", ".join(sorted(spoken)))
    return missing(trader, roles, unclear)


def attributed(
    trader: Trader, items: Callable[[PageFinds], Sequence[T]], start: Callable[[T], int], reach: int = 300
) -> tuple[list[tuple[PageFinds, T]], list[tuple[PageFinds, T]]]:
    """The finds of one kind that are the trader's, and those of which it cannot be told."""
    own: list[tuple[PageFinds, T]] = []
    unclear: list[tuple[PageFinds, T]] = []
    for finds in trader.pages:
        for item in items(finds):
            match trader.whose(finds, start(item), reach):
                case "trader":
                    own.append((finds, item))
                case "unclear" if finds.counts(start(item)):
                    unclear.append((finds, item))
    return own, unclear


def first_of_each(pairs: list[tuple[PageFinds, T]], key: Callable[[T], object]) -> list[tuple[PageFinds, T]]:
    """The first find of each value, in order."""
    first: dict[object, tuple[PageFinds, T]] = {}
    for finds, item in pairs:
        first.setdefault(key(item), (finds, item))
    return list(first.values())
