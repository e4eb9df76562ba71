"""Reductions announced beside a price ("-20 %", "Sie sparen 10 €"), and what is said of its tax."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from sweep.extract.amounts.price_lexicon import ends_with, find, joined
from sweep.extract.amounts.price_terms import BY_SUBSCRIPTION, EARNED
from sweep.extract.words.needles import Spots
from sweep.extract.words.text import fold

_LONG = 300  # characters of a line; longer ones are sentences
_PERCENT = r"\d{1,2}(?:[.,]\d{1,2})?\s?%"
_MINUS = re.compile(
    rf"(?:(?<![\w%])|(?<=kr)|(?<=Kč)|(?<=zł)|(?<=[Ll]ei)|(?<=Ft)|(?<=лв))[-−–]\s?({_PERCENT})(?![^\W\d]|%)"
)  # a price in another element may touch it
_ALONE = re.compile(rf"\s*{_PERCENT}\s*")
_SHARE = re.compile(rf"\s{{0,2}}[(/]\s?[-–−]?\s?({_PERCENT})(?:\s?\))?")  # "99 Kč (10 %)"
_AROUND = re.compile(rf"(?<![\d.,%-])({_PERCENT})")


@dataclass(frozen=True, slots=True)
class Discount:
    """The words that announce a reduction, where they stand, and the percentage if they name a plain one.

    A line that says more than a badge does ("-15 % from 3 pieces", "Members: -5 %") is announced whole and without a
    percentage: it may speak of another price, of other buyers or of something else.
    """

    text: str
    start: int
    percent: Decimal | None


def discount(text: str, folded: str, spots: Spots, start: int, end: int, wanted: tuple[str, ...]) -> Discount | None:
    """The reduction announced in `text[start:end]`, the neighbourhood of a price; None if there is none.

    `folded` and `spots` belong to `text`.

    Left out: lines on coupons, newsletters, subscriptions and first orders: they reduce something else.
    """
    at = start
    best: Discount | None = None
    lines = text[start:end].split("\n")
    for number, line in enumerate(lines):
        line_end = at + len(line)
        found = _line_discount(line, folded[at:line_end], wanted, spots.near(at, line_end))
        if found is None and _ALONE.fullmatch(line):
            found = _named_beside(line, folded[start:at], folded[line_end:end], wanted)
        elif found is not None and found.percent is not None and _MINUS.fullmatch(line.strip()):
            above, below = lines[number - 1] if number else "", "".join(lines[number + 1 : number + 2])
            if _is_for_code(fold(above), wanted):
                at += len(line) + 1
                continue
            goes_on = below[:1].islower() and len(below.split()) <= _LABEL_WORDS
            if _is_of_another(fold(above), fold(below), wanted) or (goes_on and _is_label(fold(below), wanted)):
                found = replace(found, percent=None)
        if found is not None and (best is None or (best.percent is None and found.percent is not None)):
            best = Discount(found.text, at + found.start, found.percent)
        at += len(line) + 1
    return best


def _is_of_another(above: str, below: str, wanted: tuple[str, ...]) -> bool:
    """Whether a lone "-30 %" may be said of what its neighbours name: of a property, of certain buyers, for a code.

    Above a price it is the price's; below it, it may belong to a label of its own ("Sugar content", "Students").
    """
    if any(_is_for_code(words, wanted) for words in (above, below)):
        return True
    return _is_label(above, wanted) and not _AMOUNT.search(below)


def _is_for_code(words: str, wanted: tuple[str, ...]) -> bool:
    """Whether a short line speaks of a code or a subscription: "With the code MOON" leads the "-10 %" below it in."""
    short = len(words.split()) <= _NEXT_WORDS
    return short and bool(find("coupon", words, wanted) or BY_SUBSCRIPTION.search(words))


def is_earned(folded: str, place: int, wanted: tuple[str, ...]) -> bool:
    """Whether the line at `place` speaks of a coupon, a newsletter, a subscription or points.

    What it takes off is taken off something else.
    """
    first, last = folded.rfind("\n", 0, place) + 1, folded.find("\n", place)
    line = folded[first : last if last >= 0 else len(folded)][:_LONG]
    return bool(find("coupon", line, wanted) or BY_SUBSCRIPTION.search(line) or EARNED.search(line))


def _is_label(words: str, wanted: tuple[str, ...]) -> bool:
    """Whether a short line is no sentence, and says nothing that is said of prices and offers.

    Words of taking off say more with others: "mniej prądu" is less power, "energy saving" no saving on the price.
    """
    if not 0 < len(words.split()) <= _LABEL_WORDS or _AMOUNT.search(words) or not _LETTERS.search(words):
        return False
    if words.rstrip()[-1:] in ".!?":
        return False
    known = any(find(key, words, wanted) for key in _KNOWN)
    return not known and not _is_badge(words, wanted, frozenset((*_NAMES, "badge", "discount", *_SAVED)))


def _named_beside(line: str, before: str, behind: str, wanted: tuple[str, ...]) -> Discount | None:
    """A lone percentage that the line above or below names as a reduction ("Discount" / "20%", "20%" / "OFF")."""
    words = before.rstrip().rpartition("\n")[2].strip(" :"), behind.lstrip().partition("\n")[0].strip(" :!")
    compiled = joined("discount", wanted)
    if compiled is None or not any(w and compiled.fullmatch(w) for w in words):
        return None
    text = line.strip()
    return Discount(text, line.find(text), _percent(text))


def _line_discount(line: str, folded: str, wanted: tuple[str, ...], among: frozenset[str]) -> Discount | None:
    if len(line) > _LONG or ("%" not in line and among.isdisjoint(_SAVED)):
        return None  # a badge has a percentage or words for an amount saved
    found = _badge(line, folded, wanted, among)
    if found is None or is_earned(folded, 0, wanted):
        return None
    if _is_badge(folded, wanted, among):
        return found
    words = line.strip()
    return Discount(words, line.find(words), None)


_NAMES = ("was", "recommended", "lowest_30_days", "tax_included", "tax_excluded")
_SAVED = ("saving", "reduction")  # before an amount: what is taken off
_FIGURES = re.compile(
    r"[-−–]?\s?\d[\d.,\u00a0\u202f ]*\s?(?:%|(?:€|£|\$|(?<!\w)(?:eur|euros?|zl|pln|chf|kr|kc|ft|lei|ron|"
    r"sek|dkk|nok|czk|huf|gbp|bgn|лв)(?![^\W\d_]))"
    r"(?:\s?/\s?(?:1(?:00)? ?)?(?:kg|g|l|ml|m|ks|szt|st|stk|stuck|pcs|db|buc)(?!\w))?)?|[€£$]"
)
_LETTERS = re.compile(r"[^\W\d_]{2,}")
# So many pieces, of which a percentage may be said: "2 - 4 -5 %".
_PIECES = re.compile(r"(?<![\d.,€£$])(?<![€£$] )(?<!-)\d{1,2} (?:a|-|–|to|bis|tot|do) \d{1,3} (?=[-−–]?\s?\d)")
_AMOUNT = re.compile(r"\d\s?(?:€|£|zl(?!\w)|eur|pln|kr(?!\w)|chf)|[€£]\s?\d")
_LABEL_WORDS, _NEXT_WORDS = 8, 8  # of a label above a percentage, and of a line beside it
# What a line above a badge may say of the price or of the goods.
_KNOWN = (
    *_NAMES,
    "in_stock",
    "out_of_stock",
    "preorder",
    "shipping",
    "cart",
    "from",
    "up_to",
    "sku",
    "mpn",
    "gtin",
    "brand",
)


def _is_badge(folded: str, wanted: tuple[str, ...], among: frozenset[str]) -> bool:
    """Whether a line holds figures and the words of a badge, and no other word."""
    rest = _FIGURES.sub(" ", folded)
    for key in (*_NAMES, "badge", "discount", *_SAVED):  # "regular price" before "price" alone
        if key in among and (compiled := joined(key, wanted)):
            rest = compiled.sub(" ", rest)
    return not _LETTERS.search(rest) and not _PIECES.search(folded)


def _badge(line: str, folded: str, wanted: tuple[str, ...], among: frozenset[str]) -> Discount | None:
    if minus := _MINUS.search(line):
        return Discount(minus[0].strip(), minus.start() + len(minus[0]) - len(minus[0].lstrip()), _percent(minus[1]))
    if around := _AROUND.search(line):
        after, before = folded[around.end() : around.end() + 25], folded[max(0, around.start() - 25) : around.start()]
        named = (word := find("discount", after, wanted, among)) and not after[: word.start()].strip()
        led = next((m for key in _SAVED if (m := ends_with(key, before, wanted, among))), None)
        limited = find("up_to", before, wanted, among)
        if (named and word) or led:
            begin = limited or led
            first = around.start() - len(before) + begin.start() if begin else around.start()
            last = around.end() + (word.end() if named and word else 0)
            return Discount(line[first:last].strip(), first, None if limited else _percent(around[1]))
    found = _saved_amount(line, folded, "saving", wanted, among)
    # "Discount 10 €" with any other word may be for members, or from three pieces on.
    if found is None and "reduction" in among and _is_badge(folded, wanted, among):
        found = _saved_amount(line, folded, "reduction", wanted, among)
    return found


def _saved_amount(line: str, folded: str, key: str, wanted: tuple[str, ...], among: frozenset[str]) -> Discount | None:
    """ "Sie sparen 10 €", "SAVE 150", "taniej o 151 zł", "Rabatt 10 €"."""
    word = find(key, folded, wanted, among)
    if word is None:
        return None
    tail = re.match(r"[\s:]{0,3}[^\s\d]{0,4}\s?\d[\d.,   ]*\s?(?:[^\s\d]{1,4}(?!\w))?", line[word.end() :])
    if not tail:
        return None
    end = word.end() + tail.end()
    share = _SHARE.match(line, end)
    if share:
        return Discount(line[word.start() : share.end()], word.start(), _percent(share[1]))
    return Discount(line[word.start() : end].rstrip(" .,;("), word.start(), None)


def _percent(words: str) -> Decimal:
    return Decimal(re.sub(r"[%\s]", "", words).replace(",", "."))


def agrees(now: Decimal, former: Decimal, found: Discount | None, saved: Sequence[Decimal]) -> bool:
    """Whether what is announced is what lies between two prices: the percentage, or the sum that is saved."""
    if former <= now:
        return False
    if former - now in saved:
        return True
    return found is not None and found.percent is not None and abs(100 * (1 - now / former) - found.percent) <= 1


def tax(folded: str, wanted: tuple[str, ...], among: frozenset[str]) -> Literal["included", "excluded", "unstated"]:
    """What the words near a price say of VAT; "unstated" where they say both or nothing. `among` as in `find`."""
    included = find("tax_included", folded, wanted, among)
    excluded = find("tax_excluded", folded, wanted, among)
    if bool(included) == bool(excluded):
        return "unstated"
    return "included" if included else "excluded"
