"""Of which kind an article is, where the law has rules of its own for the kind: from its title and category alone.

Strict on purpose. A word of the kind must stand in the title as a word of its own, not behind a "for", and none of
the words that make another thing of it ("wine glass", "ivory-coloured", "toy sword"). What is not sure has no kind.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import get_args

import ahocorasick_rs

from checks.goods_facts import GoodsKind
from sweep.extract.lexicon import lexicon
from sweep.extract.words.text import fold

_MAX = 200  # characters of a title or category
_KINDS: tuple[GoodsKind, ...] = get_args(GoodsKind)
_EVERY: frozenset[GoodsKind] = frozenset(_KINDS)
_NAMED_BY_OTHERS = frozenset(
    {"toy", "clothing", "footwear", "wildlife", "weapon", "firework"}
)  # "never" is not for them
_TITLE_ONLY = frozenset({"wildlife", "weapon", "firework", "laser", "pet", "tobacco", "vape", "disposable_vape"})
_COUNTED = frozenset({"alcohol", "disposable_vape"})  # accused by their number or their name alone
_COMPOUNDS = frozenset({"de", "nl"})  # languages that write what a thing is at the end of one long word
_TAIL = 5  # letters of an end that says so
_TIED = re.compile(r"-[^\W\d_]")
_SIZE = re.compile(r"\b1[2-9]5/\d{2} ?z?r ?\d{2}\b|\b2\d5/\d{2} ?z?r ?\d{2}\b|\b3\d5/\d{2} ?z?r ?\d{2}\b")
_DRINK = re.compile(r"\b\d+(?:[.,]\d+)? ?(?:cl|ml|l|litres?|liters?|liter)\b|\d ?% ?(?:vol|alc)|\d ?°")
_STRENGTH = re.compile(r"\b\d+(?:[.,]\d+)? ?(?:mg|µg|mcg|g/ml)\b")
_SUBSTANCE = re.compile(
    r"\b(?:ibuprof[eè]n[eo]?|paracetam[oó]l|acide acetylsalicylique|acetylsalicyls\w+|aspirine?|loratadine?|"
    r"cetirizin[ae]?|diclofenac|omeprazole?|loperamide?|pantoprazole?|naproxen[eo]?)\b"
)
_PRESCRIBED = re.compile(
    r"\b(?:amoxicil+in[ae]?|azithromycine?|ciprofloxacine?|doxycyclin[ae]?|semaglutide?|ozempic|wegovy|tirzepatide?|"
    r"mounjaro|tramadol|oxycodone?|sildenafil|tadalafil|viagra|cialis|alprazolam|diazepam|zolpidem|isotretinoine?|"
    r"methylphenidate?|pregabaline?)\b"
)
_MG_PER_ML = re.compile(r"\b(\d{1,3}(?:[.,]\d+)?) ?mg ?/ ?ml\b")


# What else is measured in mg/ml; a title that names nicotine, too, may be of both.
_OTHER_STRENGTH = re.compile(
    r"(?<!\w)(?:cbd|cbg|cbn|hhc|thc\w?|cannabi\w{1,6}|kannabi\w{1,6}|melaton\w{1,3}|"
    r"caff?e\w{1,4}|vitamin\w?)(?!\w)"
)
_NICOTINE = re.compile(r"nicotin|nikotin")
_WITHOUT = re.compile(
    r"nikotinfrei|nicotinevrij|ni[ck]otine?[- ]free|"
    r"(?:ohne|no|without|sans|zonder|sin|senza|sem|bez) (?:de )?ni[ck]otin\w*"
)


def strength(title: str) -> float | None:
    """The highest nicotine strength in mg/ml that a title names; None where it may be that of something else."""
    words = _WITHOUT.sub("", fold(title))
    if _OTHER_STRENGTH.search(words) and not _NICOTINE.search(words):
        return None
    found = [float(m[1].replace(",", ".")) for m in _MG_PER_ML.finditer(title.lower())]
    return max(found, default=None)


def kinds_of(title: str, category: str, languages: Iterable[str]) -> tuple[GoodsKind, ...]:
    """The kinds of an article in the order of `GoodsKind`; () where none is sure."""
    spoken = tuple(languages)
    named, words = fold(title[:_MAX]), fold(category[-_MAX:])
    found = _by_substance(named)
    for language in spoken:
        titled, placed = _hits(named, language), _hits(words, language) if words else {}
        named_here = _EVERY.intersection((*titled, *placed))
        found |= {k for k in named_here if _is(k, named, titled, placed)}
        if "never" in titled or "perhaps_other" in titled:  # a card, a sign, an application about a substance
            found -= {"medicine", "prescription"}
    return tuple(kind for kind in _KINDS if kind in found)


def _by_substance(title: str) -> set[GoodsKind]:
    if not _STRENGTH.search(title):
        return set()
    found: set[GoodsKind] = {"medicine"} if _SUBSTANCE.search(title) else set()
    return found | {"prescription"} if _PRESCRIBED.search(title) else found


def is_sure(kind: GoodsKind, title: str, languages: Iterable[str]) -> bool:
    """Whether nothing in a title makes its kind doubtful: it names the kind alone, and what is worn is for a wearer."""
    named = fold(title[:_MAX])
    for language in languages:
        titled = _hits(named, language)
        ends = [end for key, _, end in _places(named, language) if key == kind]
        if "perhaps_other" in titled or "never" in titled or (ends and all(_TIED.match(named, end) for end in ends)):
            return False  # "Rock-CD", "pull-buoy": tied to another word that it only tells more of
        if language in _COMPOUNDS and _ends_otherwise(kind, named, language):
            return False
        made_for = [at for at in titled.get("for", []) if kind != "food" or not named.startswith("d'", at)]
        behind = max(made_for, default=-1) > min(titled.get(kind, [_MAX]))
        if kind in ("clothing", "food") and behind and "wearers" not in titled:
            return False
    return True


def _ends_otherwise(kind: GoodsKind, title: str, language: str) -> bool:
    """Whether a long word of a title ends in a word for other things: "Türdichtung Kühlschrank", "muurbeugel"."""
    automaton, entries = _finder(language)
    wanted, whole = {f"not_{kind}", "never", "perhaps_other"}, _places(title, language)
    own = {end for key, _, end in whole if key == kind}  # the end of the word for the kind itself: "Kühlschrank"
    return any(
        entries[index] in wanted and end - start >= _TAIL and end not in own and _joined(title[start - 1 : start + 1])
        for index, start, end in automaton.find_matches_as_indexes(title, overlapping=True)
        if start and not _joined(title[end - 1 : end + 1])
    )


_Hits = dict[str, list[int]]  # key of the lexicon -> where its words begin


def _is(kind: GoodsKind, title: str, titled: _Hits, placed: _Hits) -> bool:
    if f"not_{kind}" in titled or ("never" in titled and kind not in _NAMED_BY_OTHERS):
        return False
    if kind in _COUNTED and "perhaps_other" in titled:
        return False
    if kind == "organic":
        return _called(kind, titled) and (_called("food", titled) or _called("produce", titled))
    called = _called(kind, titled) or (kind not in _TITLE_ONLY and kind in placed and f"not_{kind}" not in placed)
    return called and _shaped(kind, title)


def _called(kind: str, titled: _Hits) -> bool:
    """Whether the title names the kind before any "for": what stands behind is what the article is made for."""
    return min(titled.get(kind, [_MAX])) < min(titled.get("for", [_MAX]))


def _shaped(kind: GoodsKind, title: str) -> bool:
    if kind == "tyre":
        return bool(_SIZE.search(title))
    return bool(_DRINK.search(title)) if kind == "alcohol" else True


def _hits(text: str, language: str) -> _Hits:
    found: _Hits = {}
    for key, start, _ in _places(text, language):
        found.setdefault(key, []).append(start)
    return found


def _places(text: str, language: str) -> Iterator[tuple[str, int, int]]:
    automaton, entries = _finder(language)
    for index, start, end in automaton.find_matches_as_indexes(text, overlapping=True):
        if not (start and _joined(text[start - 1 : start + 1])) and not _joined(text[end - 1 : end + 1]):
            yield entries[index], start, end


def _joined(pair: str) -> bool:
    return len(pair) == 2 and pair.isalnum()


@cache
def _finder(language: str) -> tuple[ahocorasick_rs.AhoCorasick, tuple[str, ...]]:
    pairs = [(phrase, key) for key, phrases in lexicon(language)["goods"].items() for phrase in phrases]
    automaton = ahocorasick_rs.AhoCorasick([p for p, _ in pairs], matchkind=ahocorasick_rs.MatchKind.Standard)
    return automaton, tuple(key for _, key in pairs)
