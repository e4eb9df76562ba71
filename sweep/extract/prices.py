"""Amounts of money in text: exact decimals and ISO 4217 currencies, one by one, never merged, never guessed.

What an amount means (price, prior price, instalment ...) is told in `price_words`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from urllib.parse import urlsplit

from sweep.extract.words.currencies import (
    AMBIGUOUS,
    BY_LANGUAGE,
    BY_SITE,
    CODES,
    FOLLOWS_ONLY,
    NO_DECIMALS,
    SYMBOLS,
    THREE_DECIMALS,
    home_currency,
)
from sweep.extract.words.price_signs import binds, is_above, is_model, leads, leads_on
from sweep.extract.words.price_tokens import BLANK, Token, raw_tokens, tokens_in

_RANGE_GAP = re.compile(rf"{BLANK}?(?:-|–|—|bis|à|a|to|tot|do|até|hasta){BLANK}?", re.IGNORECASE)
_TIMES_GAP = re.compile(rf"{BLANK}?[x×]{BLANK}?(?:de )?", re.IGNORECASE)
_WHOLE = re.compile(rf"\d+|[1-9]\d{{0,2}}(?:(\.|{BLANK})\d{{3}}(?:\1\d{{3}})*)")  # "99.00€90" has its cents already
MAX_AMOUNTS = 5_000  # of one text; what has more is no page of a shop
_DASHES, _BETWEEN, _FIGURES = re.compile(r"[.,]?[-–—]+$"), re.compile(r"[\s'’٬]"), re.compile(r"[\d.,]{1,24}")
_NO_WORD = re.compile(rf"{BLANK}{{0,9}}(?:$|\d)", re.MULTILINE)
_EXACT_GROUPS = re.compile(r"\d{1,3}([.,])\d{3}")


@dataclass(frozen=True, slots=True)
class Amount:
    """A number with its currency at `start`..`end` of a text. `currency` is "" where the sign has several meanings.

    `high` is the end of a range ("10 - 20 €"); `times` the number of instalments ("3 x 33,33 €").
    """

    value: Decimal
    currency: str
    sign: str
    start: int
    end: int
    high: Decimal | None = None
    times: int = 0


@dataclass(frozen=True, slots=True)
class Convention:
    """How a page writes amounts: its decimal mark ("" unknown) and what an ambiguous sign stands for there.

    `home` is the one currency in which it can mean an amount without any sign, "" where that is not certain.
    """

    decimal: str = ""
    currencies: tuple[str, ...] = ()
    home: str = ""

    def currency(self, sign: str) -> str:
        """ISO code of a currency sign, or "" where this page does not tell which of several it is."""
        fixed = _meaning(sign) if sign else self.home
        if fixed not in AMBIGUOUS:
            return fixed
        return next((c for c in self.currencies if c in AMBIGUOUS[fixed]), "")


def _meaning(sign: str) -> str:
    return SYMBOLS.get(sign) or SYMBOLS.get(sign.lower(), "")


NO_CONVENTION = Convention()


def amounts(
    text: str, convention: Convention = NO_CONVENTION, joints: Iterable[int] = (), starts: Container[int] = ()
) -> tuple[Amount, ...]:
    """Every amount with a currency in `text`, in order. A number without a currency is none, save "12,-" and "199:-".

    `joints` are offsets where small cents follow without a mark (see `reading`); `starts` are offsets where
    a new piece of text begins, at which a number grouped by blanks ends. Linear in the length.
    """
    tokens = tokens_in(text, joints, starts)
    found: list[Amount] = []
    used = -1  # the last sign that belongs to an amount
    skip = -1
    for i, token in enumerate(tokens):
        if not token.number or i <= skip:
            continue
        before = i - 1 if i and used < i - 1 and binds(text, tokens[i - 1], token) else -1
        after = i + 1 if i + 1 < len(tokens) and binds(text, token, tokens[i + 1]) else -1
        if before >= 0 and tokens[before].sign.lower() in FOLLOWS_ONLY and not leads(text, tokens, before):
            before = -1
        if before >= 0 and after == i + 1 and is_above(text, tokens, i):
            before = -1
        if before < 0 <= after and (leads_on(text, tokens, after) or is_model(text, tokens, i, starts)):
            after = -1
        split = _split_by_sign(text, tokens, i) if after >= 0 and before < 0 else None
        if split is not None:
            value, used, skip = split, i + 1, i + 2
            found.append(_amount(value, tokens[i + 1].sign, token.start, tokens[i + 2].end, convention))
            continue
        chosen = before if before >= 0 else after
        if chosen < 0 and not _even(text, token, starts, convention):
            continue
        parsed = number(token.number, _mark(convention, tokens[chosen].sign if chosen >= 0 else ""))
        if parsed is None:
            continue
        used = max(used, chosen)
        start = tokens[before].start if before >= 0 else token.start
        end = tokens[after].end if before < 0 <= after else token.end
        amount = _amount(parsed, tokens[chosen].sign if chosen >= 0 else "", start, end, convention)
        if len(found) >= MAX_AMOUNTS:
            break
        free = found[-1].end if found else 0
        found.append(_composed(text, tokens, i, amount, convention, free))
    return _merged(text, found)


def _amount(value: Decimal, sign: str, start: int, end: int, convention: Convention) -> Amount:
    return Amount(value, convention.currency(sign), sign, start, end)


def _mark(convention: Convention, sign: str) -> str:
    """The decimal mark to assume for "23.450": a currency with three decimals has its own."""
    currency = convention.currency(sign)
    return "." if currency in THREE_DECIMALS else "" if currency in NO_DECIMALS else convention.decimal


def _even(text: str, token: Token, starts: Container[int], convention: Convention) -> bool:
    """Whether a number without a currency is written as money all the same: "12,-", "206,–", in Sweden "199:-".

    What follows at once is another piece of text: "(3,-2)" is none. A colon ends a step, too ("Step 4:- fix ...").
    """
    if text[token.end - 1] not in "-–—":
        return False
    mark, behind = text[token.start : token.end].rstrip("-–—")[-1:], text[token.end : token.end + 1]
    apart = token.end in starts or token.end + 1 in starts
    if mark == ":":
        swedish, last = convention.currency("kr") == "SEK", _NO_WORD.match(text, token.end) is not None
        return swedish and last if text[token.end - 3].isspace() else last or (apart and swedish)  # "199 :-"
    return mark in (",", ".") and (apart or not (behind.isalnum() or behind == "_"))


def _split_by_sign(text: str, tokens: list[Token], i: int) -> Decimal | None:
    """The value of "19€99": the sign takes the place of the decimal mark."""
    if i + 2 >= len(tokens):
        return None
    whole, sign, cents = tokens[i : i + 3]
    touching = whole.end == sign.start and sign.end == cents.start
    if not (touching and len(cents.number) == 2 and cents.number.isdigit() and sign.sign in ("€", "£", "zł", "EUR")):
        return None
    base = number(whole.number, ",") if _WHOLE.fullmatch(whole.number) else None
    return None if base is None else base + Decimal(cents.number) / 100


def _composed(text: str, tokens: list[Token], i: int, amount: Amount, convention: Convention, free: int) -> Amount:
    """`amount` with the number before it, if that begins at `free` or later, as a range or a count of instalments."""
    previous = i - 1
    if previous >= 0 and tokens[previous].sign:
        previous -= 1
    if previous < 0 or not tokens[previous].number or tokens[previous].start < free:
        return amount
    gap = text[tokens[previous].end : amount.start]
    bare = previous == i - 1
    count = tokens[previous].number
    led = bare or (amount.start == tokens[i - 1].start and count != "1")  # "3 x £12.25"
    if led and _TIMES_GAP.fullmatch(gap) and count.isdigit() and len(count) <= 2:
        return replace(amount, start=tokens[previous].start, times=int(count))
    low = number(tokens[previous].number, convention.decimal)
    if bare and _RANGE_GAP.fullmatch(gap) and gap.strip() and low is not None and low < amount.value:
        return replace(amount, value=low, high=amount.value, start=tokens[previous].start)
    return amount


def _merged(text: str, found: list[Amount]) -> tuple[Amount, ...]:
    """ "10 € - 20 €" as one range; other neighbours stay two amounts."""
    merged: list[Amount] = []
    for amount in found:
        last = merged[-1] if merged else None
        gap = text[last.end : amount.start] if last else ""
        is_range = last and last.high is None and not last.times and last.value < amount.value
        if last and is_range and last.currency == amount.currency and gap.strip() and _RANGE_GAP.fullmatch(gap):
            merged[-1] = replace(last, high=amount.high or amount.value, end=amount.end)
        else:
            merged.append(amount)
    return tuple(merged)


def number(raw: str, decimal: str = "") -> Decimal | None:
    """The value of a number as written, or None where it is ambiguous or no number.

    `decimal` is the page's decimal mark, asked only for "23.450" and "23,450": without it such a number
    counts thousands, as no euro price has three decimals.
    """
    text = _BETWEEN.sub("", _DASHES.sub("", raw.strip()).rstrip(".,")).replace("٫", ",")
    if not _FIGURES.fullmatch(text) or not text[:1].isdigit():
        return None
    marks = [c for c in text if c in ".,"]
    if not marks:
        return Decimal(text)
    last = marks[-1]
    if len(set(marks)) == 2:
        if marks.count(last) > 1:
            return None
        whole, _, cents = text.rpartition(last)
        return Decimal(f"{re.sub('[.,]', '', whole)}.{cents}")
    if len(marks) > 1:
        groups = text.split(last)
        whole_groups = all(len(g) in (2, 3) for g in groups[1:-1]) and len(groups[-1]) == 3
        return Decimal("".join(groups)) if whole_groups else None
    whole, _, rest = text.partition(last)
    if len(rest) > 4:
        return None
    thousands = bool(_EXACT_GROUPS.fullmatch(text)) and whole[0] != "0" and last != decimal
    return Decimal(whole + rest) if thousands else Decimal(f"{whole}.{rest}")


_VOTE = re.compile(r"(?<![\d.,])\d{1,3}(?:[.,'’ \u00a0\u202f]\d{3})*([.,])\d{2}(?![\d.,])")


def _beside(left: Sequence[Token], *right: Token) -> bool:
    """Whether two tokens touch but for a blank or two, and one of them is a currency."""
    if not left or not right:
        return False
    return right[0].start - left[0].end <= 2 and bool(left[0].sign or right[0].sign)


def convention(text: str, *, languages: Iterable[str] = (), url: str = "", stated: Iterable[str] = ()) -> Convention:
    """How `text` writes its amounts; `stated` are currency codes of its structured data, the surest hint.

    `languages` may carry a region ("en-CA"). The site's own ending (".ca") is asked before the language itself.
    """
    votes: Counter[str] = Counter()
    seen: Counter[str] = Counter()
    tokens = raw_tokens(text)
    for i, token in enumerate(tokens):
        if token.sign:
            seen[_meaning(token.sign)] += 1
        elif vote := _VOTE.fullmatch(token.number):
            # Sizes and measures have marks, too: only a number beside a currency tells how money is written.
            votes[vote[1]] += _beside(tokens[i - 1 : i], token) or _beside([token], *tokens[i + 1 : i + 2])
    top = votes.most_common(2)
    decimal = top[0][0] if top and (len(top) == 1 or top[0][1] > 2 * top[1][1]) else ""
    plain = [code for code, count in seen.most_common() if code not in AMBIGUOUS and count]
    regions = [tag.rpartition("-")[2].lower() for tag in languages if "-" in tag]
    ending = (urlsplit(url).hostname or "").rpartition(".")[2]
    by_site = [BY_SITE[r] for r in (*regions, ending) if r in BY_SITE]
    spoken = [BY_LANGUAGE[c] for tag in languages if (c := tag[:2].lower()) in BY_LANGUAGE]
    codes = [c.strip().upper() for c in stated]
    known = tuple(dict.fromkeys(c for c in (*codes, *by_site, *plain, *spoken) if c in CODES))
    return Convention(decimal, known, home_currency(codes, [*regions, ending], languages, plain))
