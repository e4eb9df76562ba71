"""Numbers and currency signs in text, before it is told which of them are amounts (`prices`)."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable
from functools import lru_cache
from typing import NamedTuple

import ahocorasick_rs

from sweep.extract.words.currencies import SYMBOLS
from sweep.extract.words.text import per_each_line

BLANK = "[ \\u00a0\\u202f\\u2009]"
_NUMBER = (
    r"(?P<twice>(?:\d{1,3}(?:[.,]\d{3})+|\d{1,6})[.,]\d{2})(?=(?P=twice)(?!\d))|"  # read aloud, then drawn in parts
    rf"\d{{1,3}}(?:(?:[.,]\d{{3}}){{1,4}}|(?:{BLANK}\d{{3}}){{1,3}})\d{{2}}(?!\d)"  # with small cents glued
    rf"|\d{{1,3}}(?:(?:[.,'’٬]|{BLANK})\d{{3}}(?!\d)){{1,4}}(?:{BLANK}?[.,٫]\d{{1,2}}(?!\d))?"  # grouped by thousands
    r"|\d{1,2}(?:,\d{2}){1,4},\d{3}(?!\d)(?:\.\d{1,2}(?!\d))?"  # grouped as in India
    rf"|\d{{1,12}}{BLANK}?[.,٫]\d{{1,4}}(?!\d)"
    r"|\d{1,12}(?!\d)"
)
_LETTERED = sorted((s for s in SYMBOLS if s[0].isalpha()), key=len, reverse=True)
_DRAWN = sorted((s for s in SYMBOLS if not s[0].isalpha()), key=len, reverse=True)
_FIRST = "".join(sorted({s[0] for s in _LETTERED}))
# A currency in letters begins no word's middle; the look-aheads keep the scan of a long text cheap.
_TOKEN = re.compile(
    rf"(?P<number>(?<![\d.,])(?=\d)(?:{_NUMBER}))(?P<even>(?:[.,][-–—]+|[-–—]+(?![\w\d])|{BLANK}?:[-–]|\.(?={BLANK}))?)"
    rf"|(?P<sign>(?<![^\W\d_])(?=[{_FIRST}])(?:{'|'.join(map(re.escape, _LETTERED))})(?![^\W\d_])"
    rf"|{'|'.join(map(re.escape, _DRAWN))})"
)
# All figures, and letters of the scripts that have their own: to look for these ranges is much cheaper than for "\\d".
FIGURE = re.compile("[0-9\u0660-\u1fff\ua600-\uabff\uff10-\uff19\U00010000-\U0010ffff]")
_TOUCHING = re.compile(rf"{BLANK}?({'|'.join(map(re.escape, _LETTERED))})(?=[^\W\d_])")
_GLUED = re.compile(r"\d{1,6}[.,]\d{2}(?=\d{1,2}$)")
_BLANK_GLUED = re.compile(rf"(\d{{1,3}}(?:{BLANK}\d{{3}})*){BLANK}\d{{5}}")  # "1 299" with two figures glued to it
_SIGNS = ahocorasick_rs.AhoCorasick(sorted(SYMBOLS), matchkind=ahocorasick_rs.MatchKind.LeftmostFirst)


class Token(NamedTuple):
    """A number or a currency sign, the other one "", and its place in the text."""

    start: int
    end: int
    number: str
    sign: str


@lru_cache(maxsize=2)
def raw_tokens(text: str) -> tuple[Token, ...]:
    """Numbers and currency signs, for the convention of a page and then for its amounts. None goes across lines."""
    found, at = [], 0
    lines = text.split("\n")
    for line, tokens in zip(lines, _in_lines(lines), strict=True):
        for start, end, number, sign in tokens:
            found.append(Token(at + start, at + end, number, sign))
        at += len(line) + 1
    return tuple(found)


def _in_line(line: str) -> tuple[Token, ...]:
    """The same of one line; one without a figure and without the letters of a sign holds none."""
    if not FIGURE.search(line) and not _SIGNS.find_matches_as_indexes(line):
        return ()
    return tuple(Token(m.start(), m.end(), m["number"] or "", m["sign"] or "") for m in _TOKEN.finditer(line))


_in_lines = per_each_line(_in_line)


def tokens_in(text: str, joints: Iterable[int], starts: Container[int]) -> list[Token]:
    """The tokens of a text in which small cents follow at `joints` and pieces begin at `starts` (`prices.amounts`)."""
    cents = frozenset(joints)
    found = []
    for token in raw_tokens(text):
        if not cents and (not token.number or token.number.isdigit()):
            found.append(token)  # most are as they stand
            continue
        start = _own_start(token, starts)
        number = token.number[start - token.start :]
        if apart := _next_piece(number, start, starts):
            found.append(Token(start, start + apart, number[:apart], ""))
            start, number = start + apart, number[apart:]
        elif (glued := _BLANK_GLUED.fullmatch(number)) and token.end - 2 not in cents:
            found.append(Token(start, start + glued.end(1), glued[1], ""))  # no small cents: "Type 7" and "29900"
            start, number = start + glued.end(1) + 1, number[glued.end(1) + 1 :]
        found.append(Token(start, token.end, _with_cents(number, start, cents), token.sign))
    return [one for token in _in_parts(text, found, starts) for one in (token, *_touching(text, token, starts))]


def _in_parts(text: str, tokens: list[Token], starts: Container[int]) -> list[Token]:
    """`tokens`, where a price in three pieces of text ("27", ",", "99") is one number whatever blanks part them."""
    joined: list[Token] = []
    for token in tokens:
        last = joined[-1] if joined else None
        if last and last.number.isdigit() and len(token.number) == 2 and token.start in starts:
            gap = text[last.end : token.start]
            mark = gap.strip(" \u00a0")
            if mark in (",", ".") and len(gap) > 1 and last.end + gap.index(mark) in starts:
                joined[-1] = Token(last.start, token.end, f"{last.number}{mark}{token.number}", "")
                continue
        joined.append(token)
    return joined


def _touching(text: str, token: Token, starts: Container[int]) -> Iterable[Token]:
    """The currency in letters behind a number that touches the words of the next piece of text: "49 Kč" "Skladem"."""
    sign = _TOUCHING.match(text, token.end, token.end + 12) if token.number else None
    if sign and sign.end() in starts:
        yield Token(sign.start(1), sign.end(), "", sign[1])


def _own_start(token: Token, starts: Container[int]) -> int:
    """Where the number begins: "iPhone 12" and "299" in two pieces of text are two numbers, not 12 299."""
    number = token.number
    if not number.isdigit():
        for i in range(len(number) - 1, 0, -1):
            if number[i - 1].isspace() and number[i].isdigit() and token.start + i in starts:
                return token.start + i
    return token.start


def _next_piece(number: str, start: int, starts: Container[int]) -> int:
    """Where the next piece of text begins right behind the cents of a price: "17.00" and "60% off"."""
    glued = _GLUED.match(number)
    return glued.end() if glued and start + glued.end() in starts else 0


def _with_cents(number: str, start: int, joints: frozenset[int]) -> str:
    """ "1999" as "19,99" where its last two digits are set as small cents."""
    if joints and len(number) > 2 and number[-3:].isdigit() and start + len(number) - 2 in joints:
        whole = number[:-2].rstrip(".,")
        return f"{whole}{'.' if ',' in whole else ','}{number[-2:]}"
    return number
