"""Commercial names of notices, and whether a title bears one: names are printed on the goods, in any language."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from product_alerts.brands import Keys
from product_alerts.categories import nouns_of_kind
from product_alerts.text import fold, stem, tokens, word_list

_PARTS = re.compile(
    r"\s*[,;/]\s*|\s+[-–]\s+|\s+(?:and|et|und|or|y|e|en)\s+|\s+(?:with|sold\s+(?:by|at|via|online))\b.*$",
    re.IGNORECASE,
)
_VARIANTS = frozenset("ii iii iv vi vii viii mini micro pro plus max maxi lite ultra xl xxl se duo junior".split())
SIZES = frozenset({"xl", "xxl"})
_LONGEST = 12  # words of a name; what is longer is a description


@dataclass(frozen=True, slots=True)
class Name:
    """A name without its brand: its words in order, and those that no other product need bear."""

    words: tuple[str, ...]
    own: frozenset[str]
    numbers: frozenset[str]  # words with digits and single letters: "Aspire 5738", "Ultra R" are not every one of these
    # How many of its words do not say what kind of thing it is: two of "Red Sun", one of "Basics Toaster". Where the
    # name is all that tells what the thing is, only its own words count: none of "Digital Kitchen Scales".
    told: int


@lru_cache(maxsize=1)
def common_stems() -> frozenset[str]:
    """The words that say little about which product is meant, without plural endings."""
    return frozenset(stem(word) for word in word_list("common"))


def variants_in(text: str) -> frozenset[str]:
    """The words that set two goods of one name apart: "mini", "pro", "ii"."""
    return _VARIANTS.intersection(tokens(text))


# "3 in 1" and "Lumora-branded" are no part of a name.
_ASIDE = re.compile(r"\b\d{1,2}[ -]in[ -]\d\b|[ -]brand(?:ed)?\b", re.IGNORECASE)


def names_of(texts: Iterable[str], brands: Keys, kind: str = "", *, described: bool = False) -> tuple[Name, ...]:
    """The names in the fields of a notice of that kind, each whole and, where a field lists several, each of them.

    `described`: the notice says nowhere else what the thing is.
    """
    found: dict[tuple[str, ...], Name] = {}
    for text in texts:
        parts = _PARTS.split(text)
        for part in (text, *(parts if len(parts) > 1 else ())):
            name = _name(part, brands, kind, described)
            if name:
                found.setdefault(name.words, name)
    return tuple(found.values())


def _name(text: str, brands: Keys, kind: str, described: bool) -> Name | None:
    said = tokens(_ASIDE.sub(" ", text))
    if tuple(said) in brands:
        return None
    brand_words = frozenset(word for key in brands for word in key)
    # A name that is nothing but the brand's words ("Engine Rocket" of Rocket Engine) still has them in its order.
    words = tuple(stem(word) for word in said if word not in brand_words) or tuple(map(stem, said))
    if not words or len(words) > _LONGEST:
        return None
    kinds = frozenset(stem(word) for noun in nouns_of_kind(fold(text), kind) for word in noun)
    own = frozenset(w for w in words if len(w) >= 3 and w.isalpha() and w not in common_stems() and w not in kinds)
    told = len(own) if described else sum(word not in kinds and not word.isdigit() for word in words)
    return Name(words, own, frozenset(filter(_is_number, words)), told)


def _is_number(word: str) -> bool:
    """Whether a word sets one product of a series apart: it has digits, or is a letter or two and no little word."""
    return any(c.isdigit() for c in word) or (len(word) <= 2 and word not in _LITTLE)


_LITTLE = frozenset(
    "a an as at by in is it my no of on or to up us we de du en et la le ou un al da di do e el il lo o se su y "
    "zu im am ab so te op ie s d l".split()
)


def without(name: Name, words: frozenset[str]) -> Name:
    """The name without these words."""
    if words.isdisjoint(name.words):
        return name
    left = tuple(word for word in name.words if word not in words)
    return Name(left, name.own - words, name.numbers - words, max(0, name.told - len(name.words) + len(left)))


def stands_whole(name: Name, words: tuple[str, ...]) -> bool:
    """Whether all words of the name stand in a title one after the other; both without plural endings."""
    size = len(name.words)
    return any(words[at : at + size] == name.words for at in range(len(words) - size + 1))
