"""What a title says is sold, what that is for, and whether it is a part of another product."""

from __future__ import annotations

import re
from functools import cache

from product_alerts.modelnumbers import codes_in
from product_alerts.text import fold, stem, tidy, tokens, word_list

MADE_FOR_ANOTHER = "made for another"  # what stands for a part whose name we do not know


@cache
def _for_words() -> re.Pattern[str]:
    phrases = sorted(word_list("for_words"), key=len, reverse=True)
    return re.compile(rf"(?<![a-z0-9])(?:{'|'.join(map(re.escape, phrases))})(?![a-z0-9])")


def host_part(title: str) -> tuple[str, str]:
    """A title parted into what is sold and what it is sold for, both folded.

    "Battery for Makello DHP484" -> ("battery", "makita dhp484"). The second part ends at a comma or bracket.
    """
    folded = fold(tidy(title))
    for found in _for_words().finditer(folded):
        if found[0] in _SPELT and not _SPELT[found[0]].search(title):
            continue
        end = _ENDS.search(folded, found.end())
        stop = end.start() if end else len(folded)
        if _names_a_device(folded[found.end() : stop]):
            return f"{folded[: found.start()]} {folded[stop:]}", folded[found.end() : stop]
    return folded, ""


def purpose(title: str) -> frozenset[str]:
    """The words behind the first word for "for", without plural endings: a device, a person, or a place."""
    folded = fold(tidy(title))
    found = _for_words().search(folded)
    return (
        frozenset(stem(word) for word in tokens(folded[found.end() :])[:_PURPOSE] if word.isalpha())
        if found
        else frozenset()
    )


_PURPOSE = 4  # words
_ENDS = re.compile(r"[,;()\[\]|]|\s-\s")
# For-words of one language that are other words elsewhere ("fur jacket", "Seagull Pro"): how a title shows which it is.
_SPELT = {
    "pro": re.compile("[ěščřžýůďťňľĺŕ]", re.IGNORECASE),
    "fur": re.compile(r"\bfür\b|[äöüß]|\b(?:mit|und|ohne|der|die|das|passend|akku|ladegerat)\b", re.IGNORECASE),
}


def _names_a_device(rest: str) -> bool:
    # "for boys", "pour le jardin", "fur Kinder": whom or where it is for, and no device.
    words = [word for word in tokens(rest[:60]) if word not in _ARTICLES]
    if not words or words[0] in word_list("audiences"):
        return False
    plain = words[0] in word_list("common") or words[0] + "s" in word_list("common")
    return not plain or bool(codes_in(rest))


_ARTICLES = frozenset(
    "the a an your my all le la les l un une der die das den dein ihr het een il lo i gli el los las o a os".split()
)


@cache
def _part_words() -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(phrase.split()) for phrase in word_list("part_words"))


def parts_named(text: str) -> frozenset[str]:
    """The words in `text` for things that are sold as part of, or for, another product."""
    # "Torch with battery" is a torch: what comes along is not what is sold.
    words = tokens(_PARTED.sub(" ", _WITH.split(fold(text), maxsplit=1)[0]))
    grams = {tuple(words[at : at + size]) for size in (1, 2) for at in range(len(words) - size + 1)}
    return frozenset(" ".join(phrase) for phrase in grams & _part_words())


# "Three-part set"; "Akku-Handlampe": what runs on a battery is none.
_PARTED = re.compile(r"\b(?:two|three|four|\d+)[ -](?:part|piece)s?\b|\b(?:akku|accu)-(?=[a-z]{4})(?!pack|satz|zelle)")
_WITH = re.compile(r"\b(?:with|including|incl|mit|inkl|avec|met|con|com|wraz)\b")


def without_extras(folded: str) -> str:
    """What stands before the first word for "with": of a pistol with a laser, the pistol."""
    return _WITH.split(folded, maxsplit=1)[0]
