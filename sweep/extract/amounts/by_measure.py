"""Goods that are sold by the square metre or the like: their unit price is their price, and its former one, too."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sweep.extract.amounts.price_lexicon import ends_with, find
from sweep.extract.amounts.price_marks import meant

if TYPE_CHECKING:
    from sweep.extract.amounts.price_words import Kind, Priced

# By what goods are sold that are cut or laid: "24,40 € / m²", "32 € je Quadratmeter".
MEASURED = re.compile(
    r"\s{0,2}(?:(?:ttc|ht|brutto|netto|inkl\.?|incl\.?)\s)?(?:/|(?:per|pro|par|al|por|za|je|le|il|o)\s)\s?(?:1 ?)?"
    r"(?:m2|m²|qm|mq|m3|m³|lfm|(?:quadrat|laufende[rn]? )meter\w{0,2}|vierkante meter|metres? carres?|"
    r"square met(?:er|re)|metros? (?:cua|qua)drados?|metr\w? quadr\w{1,4})(?!\w)"
)
_OF_UNIT = re.compile(r"unit|grund|base|basis|per[-_]?(?:m2|qm)")  # class names of what is only told for comparison
_LABEL = 60  # characters in front of an amount that can be its label


def measure_of(folded: str, end: int) -> str:
    """The measure that a price ending at `end` is asked for, "" where it is that of a piece or a pack."""
    found = MEASURED.match(folded, end)
    if found is None:
        return ""
    if "lfm" in found[0] or "lauf" in found[0]:
        return "m"
    return "m³" if found[0].endswith(("m3", "m³")) else "m²"


def beyond_measure(
    before: str, own: str, struck: bool, marks: str, wanted: tuple[str, ...], among: frozenset[str]
) -> Kind:
    """What a unit price is beside that: the price of goods sold by the metre, or a former one."""
    if (
        before.rstrip().endswith("(")
        or ends_with("unit_price", before[-_LABEL:], wanted, among)
        or _OF_UNIT.search(marks)
    ):
        return "unit"
    if find("lowest_30_days", f"{before} | {own}", wanted, among):
        return "lowest_30_days"
    if find("recommended", before[-40:], wanted, among):
        return "recommended"
    named = ends_with("was", before[-_LABEL:], wanted, among)
    return "struck" if struck or named or meant(marks).strong else "maybe_prior" if meant(marks).weak else "price"


def is_by_measure(priced: Priced) -> bool:
    """Whether a unit price is one for each square metre or the like, as goods are sold by; never by weight."""
    return priced.kind == "unit" and priced.beyond != "unit"
