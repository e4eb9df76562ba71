"""Sums said of delivery: what it costs at least, and from which sum it is free."""

from __future__ import annotations

import re

from sweep.extract.amounts.price_lexicon import ends_with, find
from sweep.extract.words.needles import Sieve

# "Free", of delivery.
_FREE = Sieve(
    r"(?<!\w)(?:free|gratis|gratuit\w{0,2}|offert\w{0,2}|(?:versand|porto|fracht)?kosten(?:los|frei)\w{0,2}|portofrei|"
    r"darmow\w{1,3}|bezplatn\w{1,3}|zdarma|zadarmo|ingyen\w{0,2}|ilmai\w{1,6}|frit?t?|tasuta|bezmaksas|nemokam\w{1,3}|"
    r"besplatn\w{1,3}|brezplacn\w{1,2}|безплатн\w{1,2}|δωρεαν|okeypis)(?!\w)"
)
_CLAUSE = re.compile(r"[.,;|!]\s")
_NEXT = 12  # characters between "free" and "delivery"


def is_threshold(near: str, own: str, behind: bool, wanted: tuple[str, ...], among: frozenset[str]) -> bool:
    """A minimum order: "from 50 €" in a sentence on delivery, "50 € d'achat".

    Above an amount only words of the page's own language count: "over" ends a Dutch line on the time that is left. What
    is `behind` another amount there is said of that one.
    """
    above, _, line = near[-30:].rpartition("\n")
    above = "" if behind else above
    if find("threshold", own[:30], wanted, among) or find("threshold", line, wanted, among):
        return True
    if find("threshold", above, wanted[:1] if len(wanted) == 2 else wanted, among):
        return True
    clause = _CLAUSE.split(line)[-1]
    if (sent := find("shipping", clause, wanted, among)) and _FREE.search(
        clause[max(0, sent.start() - _NEXT) : sent.end() + _NEXT]
    ):
        return True
    # "Delivery from 4.90 €" is what it costs at least.
    started = ends_with("from", near, wanted, among) and find("shipping", near, wanted, among)
    return bool(started and _FREE.search(near))
