"""The words of prices in the languages of a page, as expressions (lexicon, section `prices`)."""

from __future__ import annotations

import re
from functools import cache

from sweep.extract.lexicon import all_languages, languages, lexicon, written
from sweep.extract.words.needles import Haystack


@cache
def joined(key: str, wanted: tuple[str, ...]) -> re.Pattern[str] | None:
    expression = _written(key, wanted)
    return re.compile(expression) if expression else None


def _written(key: str, wanted: tuple[str, ...]) -> str:
    """The expression for a key, not yet compiled: most keys stand on no page."""
    return "|".join(part for language in wanted if (part := written("prices", key, language)))


@cache
def haystack(wanted: tuple[str, ...]) -> Haystack:
    """All keys of the section, to be told apart in a page before any is looked for in a part of it."""
    keys = dict.fromkeys(key for language in wanted for key in lexicon(language)["prices"])
    return Haystack({key: expression for key in keys if (expression := _written(key, wanted))})


def find(key: str, folded: str, wanted: tuple[str, ...], among: frozenset[str] | None = None) -> re.Match[str] | None:
    """The first phrase of `key` in folded text, in any of the languages.

    `among` are the keys that may stand there at all (`haystack`), as far as somebody has looked.
    """
    if among is not None and key not in among:
        return None
    compiled = joined(key, wanted)
    return compiled.search(folded) if compiled else None


@cache
def _at_end(key: str, wanted: tuple[str, ...]) -> re.Pattern[str] | None:
    expression = _written(key, wanted)
    return re.compile(rf"(?:{expression})[\s:.–-]*$") if expression else None


def ends_with(
    key: str, folded: str, wanted: tuple[str, ...], among: frozenset[str] | None = None
) -> re.Match[str] | None:
    """The phrase of `key` that ends `folded`, but for a colon or blanks; `among` as in `find`."""
    if among is not None and key not in among:
        return None
    compiled = _at_end(key, wanted)
    return compiled.search(folded) if compiled else None


@cache
def readers(language: str) -> tuple[str, ...]:
    """The languages whose words are looked for on a page in `language`; all that are read where that is unknown."""
    if language in all_languages() and lexicon(language)["prices"]:
        return tuple(dict.fromkeys((language, "en")))
    return languages()
