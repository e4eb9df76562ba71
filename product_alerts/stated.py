"""Numbers that are a model only because a notice says so: "1142", "A-05", "J 003", "1125A".

In running text they could be a quantity, a size or a year. They count where an offer of the same brand and the same
thing bears them whole, word by word, and without a unit behind them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from product_alerts.brands import Keys
from product_alerts.modelnumbers import Code, code, is_standard, written_words
from product_alerts.names import common_stems
from product_alerts.text import stem, tokens

_SIDE = 5  # letters and digits on each side of a slash that parts two numbers
_SHORT = re.compile(r"[A-Z]{1,4}")
_GLUED = re.compile(r"(?<=[a-z])\d{5,}(?=[A-Z][a-z])")  # a table run together: "Color13825Bright"
_WORDS = 5  # that one number may be written in
_SHORTEST, _LONGEST = 3, 40  # letters and digits
_LARGEST_SIZE = 200  # of clothes, in centimetres
_NEVER = re.compile(  # sizes of clothes, years and seasons, and what stays everybody's whoever states it
    r"\d{1,2}(?:X{0,3}[SL]|XL|M|T|Y|A)|X{1,3}[SL]\d*|(?:EU|UK|US|FR|DE|IT|ES|GR|SIZE|W|L|T)\d\d"
    r"|(?:CR|LR|SR|BR|PR)\d+|AG[1-9]\d?|10440|14430|14500|16340|18350|18650|21700|26650|32650"
    r"|(?:EN|ISO|IEC|DIN|NF|BS|CE|UL)\d+.*|(?:1[0-2]0|2[0-4]0)(?:1[0-2]0|2[2-5]0)\d*"
    r"|E(?:10|11|12|14|17|26|27|40)|B(?:15|22)|G(?:13|23|24)|GU\d+|T1[0-2]|A(?:19|55|60|65|70)|[CP](?:35|37|45)"
    r"|IP[X\d]\d|M\d\d|N95|FFP\d|CAT\d|USB\d+|MP\d|PS\d|DDR\d|UV\d+|SPF\d+|RAL\d+"
    r"|(?:AW|SS|FW|HW|FS)\d\d|(?:19[89]|20[0-3])\d(?:(?:19|20)\d\d)?"
)
_LETTERS_FIRST = re.compile(r"[A-Z]{1,3}(\d{2})|[A-Z]{1,6}(0\d+|\d{3,})[A-Z]?")
_DIGITS_FIRST = re.compile(r"(\d{3,})[A-Z]+")
_SIZED = frozenset(
    "size sizes age ages taille tailles grosse grossen gr talla tallas maat maten leeftijd taglia taglie eta edad "
    "set lot pack box jeu of de mit van da".split()
)


def stands_for_a_model(compact: str) -> bool:
    """Whether `compact` (upper case) may be a model where a notice says so: no size, no year, no round amount."""
    digits = sum(c.isdigit() for c in compact)
    if not digits or not _SHORTEST <= len(compact) <= _LONGEST or _NEVER.fullmatch(compact):
        return False
    if digits == len(compact):
        return _no_amount(compact)
    # "1125A", "886GO" and "L116A" read as amounts and sizes, but nobody makes things of just these.
    odd = _LETTERS_FIRST.fullmatch(compact) or _DIGITS_FIRST.fullmatch(compact)
    return not is_standard(compact) or (odd is not None and _uneven(odd[odd.lastindex or 0]))


def _no_amount(number: str) -> bool:
    if number[0] == "0":
        return number.strip("0") != ""
    if len(number) == 3:
        return int(number) > _LARGEST_SIZE and int(number) % 50 != 0
    return int(number) % 500 != 0


def _uneven(number: str) -> bool:
    return number[0] == "0" or len(number) == 2 or int(number) % (5 if len(number) == 3 else 10) != 0


def is_long(compact: str) -> bool:
    """Whether it has a word's letters and digits: "TOTEMCAM100" needs no second witness beside the brand."""
    return len(compact) >= 6 and sum(c.isalpha() for c in compact) >= 3 and not is_standard(compact)


def stated_models(models: Iterable[str], brands: Iterable[str], keys: Keys) -> frozenset[Code]:
    """The codes of a notice's model field, short ones too; and a brand that goes on behind another ("Bambu Lab A1")."""
    entries = tuple(models)
    found = {c for entry in entries for c in _of_entry(entry, keys)}
    # A list that was parted between the letters of one number and its digits: "YN", "688".
    found |= {code(f"{one} {after}") for one, after in pairwise(entries) if _SHORT.fullmatch(one) and after.isdigit()}
    found |= {code(" ".join(words)) for brand in brands if (words := _goes_on(brand, keys))}
    return frozenset(c for c in found if stands_for_a_model(c.compact))


def _of_entry(entry: str, keys: Keys) -> Iterator[Code]:
    for word in written_words(entry):
        sides = word.split("/")
        yield from map(code, (word, *(sides if all(len(code(side).compact) >= _SIDE for side in sides) else ())))
    yield from map(code, _GLUED.findall(entry))
    said = tokens(entry)
    brand = {word for key in keys for word in key}
    common = {word for word in said if len(word) >= 3 and stem(word) in common_stems()}
    for apart in (common, common | brand):
        yield from map(code, _between(said, apart))


def _between(said: list[str], apart: set[str]) -> Iterator[str]:
    """The pieces that words part: of "wolf mali 11 fwol 16" the brand's, of "snk 500 blue" the colour."""
    piece: list[str] = []
    for word in (*said, ""):
        if word and word not in apart:
            piece.append(word)
        else:
            yield from (" ".join(piece),) if len(piece) <= _WORDS else ()
            piece = []


def _goes_on(brand: str, keys: Keys) -> tuple[str, ...]:
    words = tuple(tokens(brand))
    return words if any(len(key) < len(words) and words[: len(key)] == key for key in keys) else ()


def written_models(title: str, *fields: str) -> frozenset[Code]:
    """What the words of a title, up to five together, and the fields of an offer may be as model numbers."""
    words = [one for one in map(code, written_words(title)) if one.parts]
    found = {code(field) for field in fields}
    for at in range(len(words)):
        for end in range(at + 1, min(at + _WORDS, len(words)) + 1):
            if end > at + 1 or not _is_amount(words, at):
                found.add(
                    Code(" ".join(w.text for w in words[at:end]), tuple(p for w in words[at:end] for p in w.parts))
                )
    return frozenset(one for one in found if stands_for_a_model(one.compact))


def _is_amount(words: list[Code], at: int) -> bool:
    """Whether a number has a unit behind it or the word for a size in front of it."""
    number = words[at].compact
    if not number.isdigit():
        return False
    before, after = words[at - 1].compact if at else "", words[at + 1].compact if at + 1 < len(words) else ""
    return before.lower() in _SIZED or (bool(after) and not after.isdigit() and is_standard(number + after))
