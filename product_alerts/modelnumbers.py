"""Model numbers: which strings can be one, and when two are the same. They are compared exactly, never nearly."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum
from functools import cache, lru_cache
from importlib.resources import files

from product_alerts.text import fold

_PART = re.compile(r"[A-Z0-9]+")
_SPLIT = re.compile(r"[\s,;|()\[\]{}\"“”«»!?&+=:]+")
_UNITS = frozenset("MAH WH ML MM LM LUMEN RPM WATT KG HZ BTU DPI".split())  # "10400 mAh" is no model number
_WORDY = re.compile(r"[A-Z]{4,}\d{1,2}")


class Strength(IntEnum):
    """What a code proves by itself."""

    NONE = 0  # too short, a word, a quantity, a code many products share
    WITH_KIND = 1  # a model only beside its brand and the same kind of product: "S1000", "CR115"
    WITH_BRAND = 2  # a model only beside its brand: "75159", "RANGER12"
    ALONE = 3  # letters and digits enough to be one product's own: "MRJ203NU-WHBL"


@dataclass(frozen=True, slots=True)
class Code:
    """A code as written and as compared: `parts` are its runs of letters and digits, `compact` them joined."""

    text: str
    parts: tuple[str, ...]

    @property
    def compact(self) -> str:
        return "".join(self.parts)

    def same(self, other: Code) -> bool:
        """Equal letter for letter. One side may leave separators out; set differently ("A1-23", "A12-3") they part."""
        if self.compact != other.compact:
            return False
        return self.parts == other.parts or len(self.parts) == 1 or len(other.parts) == 1


@cache
def _patterns(name: str) -> re.Pattern[str]:
    text = (files("product_alerts") / "words" / f"{name}.txt").read_text(encoding="utf-8")
    lines = [line.split("#", 1)[0].strip() for line in text.splitlines()]
    return re.compile("|".join(f"(?:{line})" for line in lines if line))


@lru_cache(maxsize=131_072)
def is_standard(compact: str) -> bool:
    """Whether many products bear this code: a battery size, a socket, a protection class, a quantity, a year."""
    return bool(_patterns("standard_codes").fullmatch(compact))


@lru_cache(maxsize=131_072)
def code(text: str) -> Code:
    """`text` as a code; one without letters and digits has no parts."""
    return Code(text, tuple(_PART.findall(fold(text).upper())))


@lru_cache(maxsize=131_072)
def strength(compact: str) -> Strength:
    """What the code `compact` (upper case, no separators) proves."""
    digits = sum(c.isdigit() for c in compact)
    letters = len(compact) - digits
    if not digits or len(compact) < 4 or len(compact) > 40 or is_standard(compact) or len(set(compact)) < 3:
        return Strength.NONE
    if _patterns("series_codes").fullmatch(compact):
        return Strength.WITH_KIND
    if len(compact) >= 5 and letters and digits >= 2 and not _WORDY.fullmatch(compact):
        return Strength.ALONE
    if not letters:
        return Strength.WITH_BRAND if len(compact) >= 5 else Strength.NONE
    return Strength.WITH_BRAND


def written_words(text: str) -> list[str]:
    """The words of `text` as written, without what stands around them; hyphens and slashes part no word."""
    return [word.strip(".,'`*#-_/") for word in _SPLIT.split(text)]


def codes_in(text: str) -> tuple[Code, ...]:
    """Every word of running text that could be a model number, quantities and ranges left out."""
    found: list[Code] = []
    words = written_words(text)
    for word, after in zip(words, (*words[1:], ""), strict=True):
        one = code(word)
        if one.compact.isdigit() and after.upper() in _UNITS:
            continue
        if any(c.isdigit() for c in one.compact) and not _quantities(one):
            found += [c for c in (one, *_sides(word), *_undated(word)) if strength(c.compact)]
    return tuple(dict.fromkeys(found))


def joined_codes(text: str) -> tuple[Code, ...]:
    """Two words that may be one model number: "HMP 2000" here is "HMP2000" in the next shop.

    Good for agreement only: "Toys 6101" joins as well, and then means nothing.
    """
    words = written_words(text)
    pairs = ((words[at], code(words[at]), code(words[at + 1])) for at in range(len(words) - 1))
    joined = (
        Code(f"{word} {after.text}", (*one.parts, *after.parts)) for word, one, after in pairs if _joins(one, after)
    )
    return tuple(dict.fromkeys(c for c in joined if strength(c.compact) is Strength.ALONE))


def _joins(one: Code, after: Code) -> bool:
    head, tail = one.compact, after.compact
    digits = sum(c.isdigit() for c in tail)
    return (
        2 <= len(head) <= 4
        and head.isalpha()
        and tail[:1].isdigit()
        and digits >= 3
        and (tail.isdigit() or not is_standard(tail))
    )


def _sides(word: str) -> tuple[Code, ...]:
    """Two whole numbers joined by a slash ("3065419/3065573") are two models; "T34/1332B" is one."""
    if "/" not in word:
        return ()
    sides = tuple(code(side) for side in word.split("/"))
    return sides if all(len(side.compact) >= 6 and strength(side.compact) for side in sides) else ()


_MONTH = re.compile(r"[-/ ](?:0[1-9]|1[0-2])/\d{2}$|/\d{2}$")


def _undated(word: str) -> tuple[Code, ...]:
    """A number without the month of make, or the two-digit count of a variant, that a notice wrote behind it."""
    bare = _MONTH.sub("", word)
    return (code(bare),) if bare != word and len(code(bare).compact) >= 5 else ()


def _quantities(one: Code) -> bool:
    """ "6000-6500K", "100-240V", "12/24V": numbers and units only, however they are joined.

    Two numbers of which the second is smaller are no range: "2826-20" is a model.
    """
    if _descends(one):
        return False
    return len(one.parts) > 1 and all(
        part[0].isdigit() and (is_standard(part) or (part.isdigit() and len(part) <= 4)) for part in one.parts
    )


def _descends(one: Code) -> bool:
    parts = one.parts if one.compact.isdigit() and len(one.compact) >= 6 and "-" in one.text else ()
    return len(parts) == 2 and int(parts[0]) > int(parts[1])


def model_codes(models: tuple[str, ...]) -> tuple[Code, ...]:
    """The codes of a notice's model field: each entry as a whole, and the codes inside longer entries."""
    found: list[Code] = []
    for entry in models:
        whole = code(entry)
        if len(entry.split()) <= 2 and strength(whole.compact) and not _quantities(whole):
            found.append(Code(entry, whole.parts))
        found += codes_in(entry)
    return tuple(dict.fromkeys(found))
