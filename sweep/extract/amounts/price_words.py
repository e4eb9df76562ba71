"""What an amount near a price is: the price, a prior price, an instalment, a unit price, a saving, postage ...

Judged from the words next to it (lexicon, section `prices`), from how it is shown (struck through) and from
the class names round it, in this order: what a reader can read counts first.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from sweep.extract.amounts.by_measure import MEASURED, beyond_measure
from sweep.extract.amounts.price_delivery import is_threshold
from sweep.extract.amounts.price_lexicon import ends_with, find
from sweep.extract.amounts.price_marks import meant
from sweep.extract.amounts.price_sums import (
    BY_MONTH,
    INSTEAD_OF,
    OFF,
    UNIT_BEFORE,
    WORTH,
    compared,
    has_fallen,
    is_aside,
)
from sweep.extract.amounts.price_terms import is_compared, on_terms
from sweep.extract.pages.reading import Reading
from sweep.extract.prices import Amount
from sweep.extract.words.member_words import for_members, with_code
from sweep.extract.words.needles import Sieve, Spots

Kind = Literal[
    "price",
    "from",
    "struck",  # shown struck through, or named or marked as the former price
    "maybe_prior",  # marked "regular" or the like: a prior price if a lower price stands beside it
    "lowest_30_days",
    "recommended",
    "instalment",
    "unit",
    "coupon",
    "shipping",
    "threshold",
    "saving",
    "reduction",  # named "discount" without more: perhaps for others, or from three pieces on
    "net",  # named as without tax
    "aside",  # a deposit, a voucher, what an extra costs
    "gift",  # what a gift that comes with it is worth
    "others",  # of other sellers on a marketplace
    "member",  # for members, or with a loyalty card
    "terms",  # under a condition (with credit, for several), or for what is new
]
PRIOR_KINDS = ("struck", "maybe_prior", "lowest_30_days", "recommended")

_UNITS = (
    r"(?:kg|kilo|kilogramm?\w*|g|gr|gramm?\w*|mg|lb|oz|l|lt|ltr|liter|litre|litro|litr|ml|cl|dl|m|mtr|meter|metre|"
    r"metro|metr|кг|гр|л|литър|мл|бр|брои|κιλο|λιτρο|τεμ|τεμαχιο|m2|m²|m3|m³|qm|mq|cm|lfm|min|minute|minuto|minut\w*|h|std|stunde|hour|heure|100|"
    r"dosen?|doses|dosis|wash(?:es)?|waschladung\w*|waschgang\w*|wl|lavages?|lavagg\w{1,2}|lavados?|wasbeurt\w*|"
    r"capsul\w{1,2}|kapsel\w?|tablet\w*|count|ct)"
)
# "7 autres offres dès 49 €", "12 weitere Angebote ab": what others ask on a marketplace.
_OTHERS = Sieve(
    r"(?<!\w)(?:\d{1,3} (?:offres?|offers?|angebote?|aanbiedingen|ofertas?|offerte|ofert\w?|sellers?|vendeurs?)|"
    r"(?:autres?|others?|weitere[rn]?|andere[rn]?|alle|otr[oa]s|altr[ie]|outr[oa]s|inn[eiy]\w{0,2}|wszystkie) "
    r"(?:\w{3,12} )?(?:offres?|vendeurs?|offers?|sellers?|angebote?n?|verkaufern?|anbietern?|handlern?|aanbiedingen|"
    r"verkopers|aanbieders|ofertas?|vendedores|offerte|venditori|oferty?|sprzedawc\w{1,4})|"
    r"\d{1,3} (?:neufs?|d'occasion|occasions?|neue?|gebrauchte?|new|used|nuevos?|usados?|nuovi|usati|nowe|uzywane)|"
    r"(?:neufs?|neu|new|nuevos?|nuovi|nowe) (?:et|und|&|and|y|e|i) (?:d'occasion|gebraucht|used|usados?|usati|uzywane))"
    r"(?: \(\d{1,3}\))?[^\n\d]{0,20}$"
)
_PER_UNIT = re.compile(
    rf"\s?(?:\*\s?)?(?:(\S{{1,4}}(?: [^\s\d]{{1,4}})?) (?:\d+ ?)?{_UNITS}(?![\w'])|{_UNITS} (kohta)(?!\w))"
)
_IN_BRACKETS = re.compile(r"\s?(?:/|each|(?:per|pro|je|par|por|al|za|a) )\s?[^\W\d_]{0,12}\.?\s?\)")
_UNIT_AFTER = re.compile(rf"\s{{0,2}}(?:\*\s?)?(?:/|=)\s?(?:\d+(?:[.,]\d+)? ?)?{_UNITS}(?!\w)")
_PIECES = re.compile(rf"\d+(?:[.,]\d+)? ?{_UNITS} ?=\s*$")
# "4-pack: 38.96" beside the price of one compares quantities, not a former price, whatever its element is called.
_PACK = re.compile(
    r"(?<![\w.,])\d{1,3}[ -]?(?:er[ -]?)?(?:packs?|pcs|pieces?|stuck|stuks|szt|ks|uds?|pz|pezzi|unidades)\W{0,3}$"
)
_LESS = re.compile(r"\s?[-–−]\s?\d{1,2}(?:[.,]\d)? ?%\s?=")  # "34.99 € - 20 % = 27.99 €"
_MINUS_BEFORE = re.compile(r"(?:^|[\s(])(?:[-–]|−\s?)$")
_TIMES_AFTER = re.compile(r"\s?[x×] ?\d{1,2}(?!\d)")
_PLUS = re.compile(r"(?:\+|(?<!\w)(?:zzgl\.?|plus|mas|piu|mais))\s?$")
_EACH_TIME = re.compile(r"(?:每期|月々|毎月)\W{0,3}$")  # an instalment, on the shops of East Asia that sell here, too
_HEADINGS = frozenset({"h2", "h3", "h4", "h5", "h6"})
_LABEL_LINE = 60  # characters of a line above an amount that can be its label


@dataclass(frozen=True, slots=True)
class Priced:
    """An amount with its meaning; `start`..`end` of the page's text hold it with the words that give the meaning."""

    amount: Amount
    kind: Kind
    start: int
    end: int
    marks: str
    by_mark: bool = False  # "struck" by its class names alone, which some shops give to the only price
    beyond: Kind = "unit"  # of a unit price: what its other words and its form make it


def meanings(
    reading: Reading, folded: str, spots: Spots, amounts: Sequence[Amount], wanted: tuple[str, ...]
) -> tuple[Priced, ...]:
    """Every amount of a page with its meaning, in order; `folded` and `spots` belong to the reading's text."""
    return tuple(_meaning(reading, folded, spots, amounts, i, wanted) for i in range(len(amounts)))


def _meaning(
    reading: Reading, folded: str, spots: Spots, amounts: Sequence[Amount], i: int, wanted: tuple[str, ...]
) -> Priced:
    amount = amounts[i]
    low = amounts[i - 1].end if i else 0
    high = amounts[i + 1].start if i + 1 < len(amounts) else len(folded)
    start = _label_start(reading, folded, amount.start, low)
    behind = 0 < low == start
    start = _past_others(reading, folded, low, amount.start, wanted) if behind else start
    before = folded[start : amount.start]
    stop = folded.find("\n", amount.end)
    stop = min(stop if stop >= 0 else len(folded), amount.end + 80)
    # Words between two amounts of one line belong to the second: "1 299 € au lieu de 1 599 €".
    after = folded[amount.end : min(stop, high)]
    own = after if high >= stop or ("(" in after[:2] and ")" in after) else ""
    marks = _own_marks(reading, amounts, i)
    struck = reading.struck(reading.element_at(amount.start)) if reading.owners else False
    struck = struck or has_fallen(folded, amounts, i)
    among = spots.near(start, max(stop, amount.end))
    kind = _kind(
        amount, before, own, after, _Shown(struck, marks, behind, _rest(reading, folded, amount.end)), wanted, among
    )
    last = amount.end + (len(own.rstrip()) if kind in ("recommended", "lowest_30_days", "unit", "instalment") else 0)
    lead = len(before) - len(before.lstrip())
    worded = kind != "maybe_prior" and (
        kind != "struck" or ends_with("was", before[-_LABEL_LINE:], wanted, among) is not None
    )
    named = kind in (*PRIOR_KINDS, "saving") and worded and len(before.strip()) <= _LABEL_LINE
    by_mark = kind == "struck" and not struck and not worded and not INSTEAD_OF.match(after)
    beyond: Kind = "unit"
    if kind == "unit" and MEASURED.match(after):
        beyond = beyond_measure(before, own, struck, marks, wanted, among)
    return Priced(amount, kind, start + lead if named else amount.start, last, marks, by_mark, beyond)


def _label_start(reading: Reading, folded: str, at: int, low: int) -> int:
    """Where the words that introduce an amount begin: its line, or the short line above if it stands alone."""
    start = max(folded.rfind("\n", 0, at) + 1, low, at - 120)
    if folded[start:at].strip(" -–:") or start == low:
        return start
    above = max(folded.rfind("\n", 0, max(start - 1, 0)) + 1, low)
    line = folded[above : max(start - 1, above)]
    if 0 < low == above and folded[low - 1 : low] != "\n" and not line.rstrip().endswith(":"):
        return start  # the end of a line that speaks of the amount in it
    label = len(line) <= _LABEL_LINE and (line.rstrip().endswith(":") or len(line.split()) <= 8)
    return above if label and not _is_name(reading, above) else start


def _rest(reading: Reading, folded: str, end: int) -> str:
    """The words behind an amount in the same piece of text: the first of them."""
    last = reading.ends[reading.piece_at(end - 1)] if reading.owners else len(folded)
    return folded[end : min(last, end + 30)]


def _past_others(reading: Reading, folded: str, low: int, at: int, wanted: tuple[str, ...]) -> int:
    """Where the words in front of an amount begin, without those that are said of the amount before.

    Words in brackets right behind that one; and what its element says of its tax: "41,32 € excl. VAT" and "0,50 € / 1
    piece" in two elements of one line.
    """
    if "(" in folded[low : low + 2] and (closed := folded.find(")", low, at)) >= 0:
        return closed + 1
    if not reading.owners:
        return low
    end = reading.ends[reading.piece_at(low - 1)]
    own = folded[low:end] if low < end <= at else ""
    taxed = own and (find("tax_excluded", own, wanted) or find("tax_included", own, wanted))
    return end if taxed else low


def _is_name(reading: Reading, offset: int) -> bool:
    """Whether the words at `offset` are the name of what is sold, whatever they are: a title, or a heading to it."""
    for element in reading.ancestors(reading.element_at(offset), 6) if reading.owners else ():
        tag = reading.body.tags[element]
        if tag == "h1" or (tag in _HEADINGS and reading.links_in(element)):
            return True
    return False


def _own_marks(reading: Reading, amounts: Sequence[Amount], i: int) -> str:
    """Class names of the elements, at most four, that hold this amount and no other."""
    if not reading.owners:
        return ""
    marks = []
    low = amounts[i - 1].start if i else -1
    high = amounts[i + 1].start if i + 1 < len(amounts) else len(reading.text) + 1
    element = reading.element_at(amounts[i].start)
    for _ in range(4):
        start, end = reading.span(element)
        if element < 0 or start <= low or end > high or end - start > 400:
            break
        marks.append(reading.own_marks(element))
        element = reading.body.parents[element]
    return " ".join(m for m in marks if m)


@dataclass(frozen=True, slots=True)
class _Shown:
    struck: bool
    marks: str
    behind: bool  # another amount comes right before the words in front of this one
    rest: str  # the words behind it in its own piece of text


def _kind(
    amount: Amount, before: str, own: str, after: str, shown: _Shown, wanted: tuple[str, ...], among: frozenset[str]
) -> Kind:
    near = before[-_LABEL_LINE:]
    # Without the line above, where that is said of an amount in it: "9 € a month".
    lead = near.rpartition("\n")[2] if shown.behind else near
    if (
        amount.times
        or _EACH_TIME.search(near)
        or _TIMES_AFTER.match(after)
        or BY_MONTH.match(after)
        or find("instalment", own[:30], wanted, among)
        or find("instalment", lead[-32:], wanted, among)
    ):
        return "instalment"
    unit_first = (not shown.behind or lead.lstrip().startswith("(")) and UNIT_BEFORE.search(lead[-24:])
    if unit_first or _is_unit(near, own or after, wanted, among) or _UNIT_AFTER.match(shown.rest):
        return "unit"
    if _LESS.match(after) or INSTEAD_OF.match(after):
        return "struck"
    if (held := compared(f"{before} | {own}", near, lead, own, after, shown.behind, wanted, among)) is not None:
        return held
    if (
        ends_with("saving", near, wanted, among)
        or _MINUS_BEFORE.search(near, max(0, len(near) - 4))
        or OFF.match(shown.rest)
    ):
        return "saving"
    if WORTH.search(lead):
        return "gift"
    if (kind := _not_for_all(near, lead, own, after, shown, wanted, among)) is not None:
        return kind
    if _is_reduction(near, wanted, among):
        return "reduction"
    if not shown.struck and is_threshold(near, own, shown.behind, wanted, among):
        return "threshold"
    if find("shipping", near[-40:], wanted, among) or (
        _PLUS.search(near) and find("shipping", own[:40], wanted, among)
    ):
        return "shipping"
    untaxed = find("tax_excluded", lead[-25:], wanted, among) and not find("tax_included", own[:20], wanted, among)
    if untaxed or meant(shown.marks).net:
        return "net"
    # "£38.00+ £47.50+": the sign is of the amount before, "from" it on.
    open_ended = shown.behind and before.startswith("+") and (shown.struck or meant(shown.marks).strong)
    aside = not open_ended and is_aside(near.rpartition("\n")[2], own)
    return "aside" if aside else _shown_kind(near, shown, wanted, among)


def _not_for_all(
    near: str, lead: str, own: str, after: str, shown: _Shown, wanted: tuple[str, ...], among: frozenset[str]
) -> Kind | None:
    """Prices that not everybody pays here: those for members, with a coupon, of other sellers."""
    if for_members(near, own[:40], after[:40], shown.behind):
        return "member"
    if find("coupon", lead, wanted, among) or with_code(own[:40]) or meant(shown.marks).coupon:
        return "coupon"
    if on_terms(lead, own, struck=shown.struck):
        return "terms"
    return "others" if _OTHERS.search(near) else None


def _is_reduction(near: str, wanted: tuple[str, ...], among: frozenset[str]) -> bool:
    """ "Discount 10 €". Above it or behind a percentage the word speaks of the price: "20 % discount 39.90 €"."""
    line = near.rpartition("\n")[2]
    return "%" not in line and ends_with("reduction", line, wanted, among) is not None


def _shown_kind(near: str, shown: _Shown, wanted: tuple[str, ...], among: frozenset[str]) -> Kind:
    called = meant(shown.marks)
    if called.recommended and (shown.struck or "price" in shown.marks):
        return "recommended"
    if shown.struck or ends_with("was", near, wanted, among) or (called.strong and not _PACK.search(near)):
        return "struck"
    if called.weak or is_compared(near):
        return "maybe_prior"
    return "from" if ends_with("from", near, wanted, among) else "price"


def _is_unit(near: str, after: str, wanted: tuple[str, ...], among: frozenset[str]) -> bool:
    if _UNIT_AFTER.match(after) or _PIECES.search(near) or ends_with("unit_price", near, wanted, among):
        return True
    if near.endswith("(") and _IN_BRACKETS.match(after):
        return True
    word = _PER_UNIT.match(after)
    return bool(word and (found := find("per_unit", word[1] or word[2], wanted, among)) and found[0] in word.groups())
