"""Brand names as they are compared: placeholders and plain words set apart, several names in one field taken apart."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from product_alerts.text import is_placeholder, stem, tokens, word_list

Key = tuple[str, ...]  # the folded words of a brand
Keys = frozenset[Key]

_ASIDE = re.compile(r"\([^)]*\)|^\s*\d{1,2}\)|\bbrand(?:ed)?\b|[®™©]", re.IGNORECASE)
_SEVERAL = re.compile(r"\s*/\s*|\s+[-–]\s+|\s*;\s*")
_SHORTEST = 2  # letters
_LONG = 6  # letters of a brand that a doubled letter leaves the same
_DOUBLED = re.compile(r"([a-z])\1")
# What stands behind the name of a company: its legal form, where it is, what it does.
_BEHIND = frozenset(
    "inc llc ltd limited co corp corporation company plc gmbh ag kg sa sas srl spa bv nv ab as oy usa us u s a of the "
    "north america american international global group holding holdings industries products brands enterprises "
    "technology technologies trading store shop sales distribution manufacturing mfg europe canada china uk".split()
)
_ALIAS = re.compile(r"\bd\.?/?b\.?/?a\b\.?:?", re.IGNORECASE)


def _key(text: str) -> Key:
    # The euro sign stands for an e in the middle of a name.
    return tuple(tokens(re.sub(r"(?<=\w)€(?=\w)", "e", text)))


def letters(key: Key) -> int:
    """How many letters a brand has."""
    return sum(c.isalpha() for word in key for c in word)


def _usable(key: Key) -> bool:
    return letters(key) >= _SHORTEST and " ".join(key) not in word_list("plain_brands")


def _named(brands: Iterable[str]) -> Iterator[Key]:
    for brand in brands:
        bare = _ASIDE.sub(" ", brand)
        sides = _SEVERAL.split(bare)
        for text in dict.fromkeys((bare, *(sides if len(sides) > 1 else ()))):
            if not is_placeholder(text):
                yield _key(text)


def brand_keys(brands: Iterable[str]) -> Keys:
    """Every name that these brand fields state and that can tell products apart, as folded words."""
    return frozenset(key for key in _named(brands) if _usable(key))


def plain_keys(brands: Iterable[str]) -> Keys:
    """The stated names that are plain words ("Baby", "Junior's"): beside an exact model number they still count."""
    return frozenset(key for key in _named(brands) if letters(key) >= _SHORTEST and not _usable(key))


def undoubled(joined: str) -> str:
    """A long brand in one word without doubled letters, a short one as it is."""
    return _DOUBLED.sub(r"\1", joined) if len(joined) >= _LONG else joined


def same_brand(one: Key, other: Key) -> bool:
    """ "Lumora" and "Lumora Home" are one brand, "BabyTal" and "Baby Tal" too; "Sun", "Sun Garden" may be two.

    A doubled letter makes no other brand of a long one ("Vestermann", "Vesterman").
    """
    shorter, longer = (one, other) if len(one) <= len(other) else (other, one)
    if undoubled("".join(map(stem, one))) == undoubled("".join(map(stem, other))):
        return True
    return longer[: len(shorter)] == shorter and letters(shorter) >= 4


def stands_in(key: Key, words: Key) -> bool:
    """Whether a brand of four letters or more stands in a title: as it is, or with its words run together."""
    if letters(key) < 4:
        return False
    joined = "".join(key)
    return any(words[at : at + len(key)] == key for at in range(len(words) - len(key) + 1)) or joined in words


def made_by(brand: Key, makers: Keys) -> bool:
    """Whether a brand is a company's: "American Lumora Motor Company" makes Lumora's."""
    return any(brand == key or stands_in(brand, key) for key in makers)


def company_keys(companies: Iterable[str]) -> Keys:
    """The names that companies go by, without what stands behind them: "Lumora U.S.A. Inc." -> ("lumora",).

    Of "KX Commerce LLC, dba Lumora", both. Plain words are left out as with brands.
    """
    found = (_company(tokens(name)) for company in companies for name in _ALIAS.split(company))
    return frozenset(key for key in found if letters(key) >= _COMPANY and _usable(key))


_COMPANY = 3  # letters


def _company(words: list[str]) -> Key:
    size = len(words)
    while size and (words[size - 1] in _BEHIND):
        size -= 1
    return tuple(words[:size])
