"""All words of the `operator` and `parties` sections, of all languages, found in one pass over a text.

A page may mix languages (a French shop of an Italian company), so no language is chosen beforehand.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import ahocorasick_rs

from sweep.extract.lexicon import all_languages, lexicon


@dataclass(frozen=True, slots=True)
class Word:
    """A phrase of the lexicon in a text: its key ("host", "number.fr.siren", "country.FR", ...) and its place."""

    key: str
    start: int
    end: int


Words = dict[str, tuple[Word, ...]]


def find_words(flat: str) -> Words:
    """Every phrase in `flat` (folded, line breaks as blanks), by key, in order. Linear in its length.

    Of two phrases of the same key at one place the longer counts.
    """
    automaton, entries = _automaton()
    found: dict[str, list[Word]] = defaultdict(list)
    for index, start, end in automaton.find_matches_as_indexes(flat, overlapping=True):
        key, stem = entries[index]
        if (start and _joined(flat[start - 1], flat[start])) or _in_web_address(flat, start, end):
            continue
        if not stem and end < len(flat) and _joined(flat[end - 1], flat[end]):
            continue
        _keep(found[key], Word(key, start, end))
    return {key: tuple(words) for key, words in found.items()}


def last_before(words: Sequence[Word], offset: int, reach: int) -> Word | None:
    """The last of `words` (in order) that ends at most `reach` characters before `offset`."""
    index = bisect_right(words, offset, key=lambda w: w.end) - 1
    return words[index] if index >= 0 and words[index].end >= offset - reach else None


def first_after(words: Sequence[Word], offset: int, reach: int) -> Word | None:
    """The first of `words` (in order) that begins at most `reach` characters behind `offset`."""
    index = bisect_left(words, offset, key=lambda w: w.start)
    return words[index] if index < len(words) and words[index].start <= offset + reach else None


def _in_web_address(flat: str, start: int, end: int) -> bool:
    """ "contact" in contact@shop.example and "hosting" in www.hosting.example say nothing."""
    if flat[end : end + 1] == "@" or flat[start - 1 : start] == "@":
        return True
    return start > 1 and flat[start - 1] == "." and flat[start - 2].isalnum() and flat[end : end + 1] in (".", "/")


def _joined(left: str, right: str) -> bool:
    return (left.isalnum() or left == "_") and (right.isalnum() or right == "_")


def _keep(words: list[Word], new: Word) -> None:
    # Matches come by their end: a longer one that ends later swallows those before it.
    while words and new.start <= words[-1].start:
        words.pop()
    if words and new.start < words[-1].end < new.end:
        words[-1] = Word(new.key, words[-1].start, new.end)  # "est hébergé" + "hébergé par"
    elif not words or new.start >= words[-1].end:
        words.append(new)


@cache
def _automaton() -> tuple[ahocorasick_rs.AhoCorasick, tuple[tuple[str, bool], ...]]:
    entries: dict[tuple[str, str], tuple[str, bool]] = {}
    for language in all_languages():
        sections = lexicon(language)
        for key, phrases in (*sections["operator"].items(), *sections["parties"].items()):
            for phrase in phrases:
                text = " ".join(phrase.rstrip("*").split())
                entries[(key, text)] = (key, phrase.endswith("*"))
    patterns = [text for _, text in entries]
    kind = ahocorasick_rs.MatchKind.Standard
    return ahocorasick_rs.AhoCorasick(patterns, matchkind=kind), tuple(entries.values())
