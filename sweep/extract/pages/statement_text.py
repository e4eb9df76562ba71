"""A page prepared for the question "what does it say": folded text, clauses, and where known phrases stand."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from typing import NamedTuple

import ahocorasick_rs

from checks.facts import Evidence
from sweep.extract.lexicon import STATED, lexicon
from sweep.extract.page import Page, PerPage
from sweep.extract.pages.languages import spoken
from sweep.extract.words.labels import MAX_LABEL
from sweep.extract.words.needles import Haystack, Sieve
from sweep.extract.words.periods import Period, stated_periods
from sweep.extract.words.sentences import sentence_ends
from sweep.extract.words.text import fold, per_each_line, per_line

MAX_CHARS = 400_000  # of one page; the longest real terms we saw have half of it
MAX_QUOTE = 600
_MAX_PERIODS = 24  # of a clause that are looked at

_MARKS = re.compile(r"[,;:()]|\s-\s")


class Hit(NamedTuple):
    """A phrase of the lexicon: its key ("refund", ...) and its place in the text."""

    key: str
    start: int
    end: int


class Span(NamedTuple):
    """A stretch of the text, from `start` to before `end`."""

    start: int
    end: int

    def holds(self, offset: int) -> bool:
        return self.start <= offset < self.end


@dataclass(frozen=True, eq=False)
class StatementText:
    """`flat` is the beginning of `page.text`, folded; offsets agree. Nothing here is found across lines."""

    page: Page
    text: str
    flat: str
    languages: tuple[str, ...]
    hits: dict[str, tuple[Hit, ...]]
    periods: tuple[Period, ...]
    starts: tuple[int, ...]  # of its clauses, which are sentences and lines without gaps between them; at least one

    def of(self, *keys: str) -> tuple[Hit, ...]:
        """Hits of these keys, in the order of the text."""
        if len(keys) == 1:
            return self.hits.get(keys[0], ())  # in order already
        return tuple(sorted((h for key in keys for h in self.hits.get(key, ())), key=lambda h: (h.start, -h.end)))

    def clause_index(self, offset: int) -> int:
        return max(0, bisect_right(self.starts, offset) - 1)

    def clause(self, offset: int) -> Span:
        """The sentence or line round `offset`."""
        index = self.clause_index(offset)
        return Span(self.starts[index], self.starts[index + 1] if index + 1 < len(self.starts) else len(self.text))

    def beside(self, clause: Span, before: int, behind: int) -> tuple[Span, ...]:
        """The clauses round one: so many before it, itself, so many behind it, as far as there are any."""
        index = self.clause_index(clause.start)
        first, last = max(0, index - before), index + behind + 1
        ends = (*self.starts[first + 1 : last + 1], len(self.text))
        return tuple(map(Span, self.starts[first:last], ends))

    def below(self, title: Span, most: int) -> Span | None:
        """The line below a title of at most `most` words; None below longer words, and at the end of the page."""
        following = self.beside(title, 0, 1)[1:] if self.words(title) <= most else ()
        return next(iter(following), None)

    def within(self, span: Span, *keys: str) -> tuple[Hit, ...]:
        """Hits of these keys that begin in `span`."""
        found: list[Hit] = []
        for key in keys:
            if begins := self._begins.get(key):
                first = bisect_left(begins, span.start)
                found += self.hits[key][first : bisect_left(begins, span.end, first)]
        if len(keys) > 1:
            found.sort(key=lambda h: (h.start, -h.end))
        return tuple(found)

    def says(self, span: Span, *keys: str) -> bool:
        """Whether a hit of one of these keys begins in `span`."""
        for key in keys:
            if begins := self._begins.get(key):
                at = bisect_left(begins, span.start)
                if at < len(begins) and begins[at] < span.end:
                    return True
        return False

    @cached_property
    def _begins(self) -> dict[str, list[int]]:
        """Key -> where its hits begin, in order."""
        return {key: [hit.start for hit in hits] for key, hits in self.hits.items()}

    def periods_in(self, span: Span) -> tuple[Period, ...]:
        first = bisect_left(self.periods, span.start, key=lambda p: p.start)
        last = bisect_left(self.periods, span.end, key=lambda p: p.start)
        return self.periods[first : min(last, first + _MAX_PERIODS)]

    def part(self, span: Span, offset: int, until: int | None = None) -> Span:
        """The piece of a clause round `offset`, between commas, brackets and conjunctions.

        What stands between `offset` and `until` cuts nothing: "fourteen (14) days" is one thing.
        """
        until = offset if until is None else until
        start, end = span.start, span.end
        borders = [m.span() for m in _MARKS.finditer(self.flat, span.start, span.end)]
        borders += [(h.start, h.end) for h in self.within(span, "conjunctions") if not self._is_verb(h)]
        for left, right in borders:
            if right <= offset:
                start = max(start, right)
            elif left >= until:
                end = min(end, left)
        return Span(start, end)

    def _is_verb(self, conjunction: Hit) -> bool:
        """ "È", "é" and "e'" are no "e": that is all that folding leaves of them."""
        written = self.text[conjunction.start : conjunction.end]
        return written.lower() in ("è", "é") or self.text[conjunction.end : conjunction.end + 1] in ("'", "’")

    def is_menu(self, span: Span) -> bool:
        """Whether a line is a heading, or holds hardly anything but the labels of links."""
        words = self.text[span.start : span.end].strip()
        if words not in self._menus:
            linked = sum(len(label) for label in self.labels if label in words)
            self._menus[words] = words in self.page.headings or linked >= 0.6 * len(words)
        return self._menus[words]

    @cached_property
    def _menus(self) -> dict[str, bool]:
        return {}

    @cached_property
    def labels(self) -> frozenset[str]:
        """Texts of links that are labels, not sentences."""
        return frozenset(k.text for k in self.page.links if k.kind != "form" and 2 < len(k.text) <= MAX_LABEL)

    def words(self, span: Span) -> int:
        return len(self.flat[span.start : span.end].split())

    def quote(self, span: Span, offset: int | None = None) -> str:
        """The words of a clause, at most MAX_QUOTE characters round `offset`."""
        start, end = span.start, span.end
        if end - start > MAX_QUOTE:
            middle = start if offset is None else offset
            start = max(start, middle - MAX_QUOTE // 2)
            end = min(end, start + MAX_QUOTE)
        return self.text[start:end].strip()

    def evidence(self, span: Span, offset: int | None = None) -> Evidence:
        return self.page.evidence(self.quote(span, offset))


_CACHE: PerPage[StatementText] = PerPage()


def statement_text(page: Page) -> StatementText:
    """`page` prepared, built once."""
    if page not in _CACHE:
        _CACHE[page] = _prepare(page)
    return _CACHE[page]


def _prepare(page: Page) -> StatementText:
    text = page.text[:MAX_CHARS]
    flat = page.folded[:MAX_CHARS]
    languages = spoken(page)
    starts: list[int] = [0]
    found: dict[str, list[Hit]] = defaultdict(list)
    at = 0
    lines = text.split("\n")
    for line, (ends, phrases) in zip(lines, _told(lines, languages), strict=True):
        if ends:
            starts += [at + end for end in ends]
        for key, start, end in phrases:
            found[key].append(Hit(key, at + start, at + end))
        at += len(line) + 1
        starts.append(at)
    starts.pop()  # behind the last line nothing begins
    hits = {key: tuple(hits) for key, hits in found.items()}
    return StatementText(page, text, flat, languages, hits, stated_periods(flat, languages), tuple(starts))


@per_each_line
def _told(line: str, languages: tuple[str, ...]) -> tuple[tuple[int, ...], tuple[Hit, ...]]:
    """Where the sentences in a line end, but for the last of them; the phrases in it. Looked up once for both."""
    return sentence_ends(line), _phrases_in(fold(line), languages)


def find_phrases(flat: str, languages: Iterable[str]) -> dict[str, tuple[Hit, ...]]:
    """Every phrase of the sections STATED in `flat`, by key, in order; of overlapping ones the longest."""
    found: dict[str, list[Hit]] = defaultdict(list)
    wanted, at = tuple(languages), 0
    for line in flat.split("\n"):
        for key, start, end in _in_line(line, wanted):
            found[key].append(Hit(key, at + start, at + end))
        at += len(line) + 1
    return {key: tuple(hits) for key, hits in found.items()}


def _phrases_in(line: str, languages: tuple[str, ...]) -> tuple[Hit, ...]:
    """The same of one line."""
    found: dict[str, list[Hit]] = defaultdict(list)
    padded = f" {line} "
    for language in languages:
        automaton, entries, keys, haystack = _finders(language)
        for index, start, end in automaton.find_matches_as_indexes(line, overlapping=True):
            key, stem, first, last = entries[index]
            if (first and ((c := padded[start]).isalnum() or c == "_")) or (
                last and ((c := padded[end + 1]).isalnum() or c == "_")
            ):
                continue  # a part of a longer word
            found[key].append(Hit(key, start, _word_end(line, end) if stem else end))
        for written in haystack.possible(line):
            for match in _sieve(written).finditer(line):
                for key in keys[written]:
                    found[key].append(Hit(key, match.start(), match.end()))
    return tuple(hit for hits in found.values() for hit in _longest(hits))


_in_line = per_line(_phrases_in)


def _longest(hits: list[Hit]) -> list[Hit]:
    kept: list[Hit] = []
    for hit in sorted(hits, key=lambda h: (h.start, -h.end)):
        if not kept or hit.end > kept[-1].end:
            kept.append(hit)
    return kept


def _in_word(letter: str) -> bool:
    return letter.isalnum() or letter == "_"


def _word_end(flat: str, end: int) -> int:
    while end < len(flat) and flat[end].isalnum():
        end += 1
    return end


# Of each phrase its key, whether more letters may follow, and whether it begins and ends as a word.
_Entry = tuple[str, bool, bool, bool]
_Finders = tuple[ahocorasick_rs.AhoCorasick, tuple[_Entry, ...], dict[str, list[str]], Haystack]
_NO_PHRASES = ("number_", "unit_", "function_", "label_", "beside_")  # read in other ways


@cache
def _finders(language: str) -> _Finders:
    phrases: list[str] = []
    entries: list[_Entry] = []
    expressions: dict[str, list[str]] = defaultdict(list)  # expression -> the keys that have it
    for key, phrase in _phrases(language):
        if phrase.startswith("re:"):
            expressions[phrase[3:]].append(key)
            continue
        words, stem = " ".join(phrase.rstrip("*").split()), phrase.endswith("*")
        phrases.append(words)
        entries.append((key, stem, _in_word(words[0]), _in_word(words[-1]) and not stem))
    kind = ahocorasick_rs.MatchKind.Standard
    haystack = Haystack({written: written for written in expressions})
    return ahocorasick_rs.AhoCorasick(phrases, matchkind=kind), tuple(entries), dict(expressions), haystack


@cache
def _sieve(written: str) -> Sieve:
    """An expression of the lexicon, made ready when a line may first match it: most never do."""
    return Sieve(written)


def _phrases(language: str) -> Iterator[tuple[str, str]]:
    """Key and phrase of all sections that are looked for in sentences."""
    for section in STATED:
        for key, listed in lexicon(language)[section].items():
            if not key.startswith(_NO_PHRASES):
                name = key if section == STATED[0] else f"{section}.{key}"
                yield from ((name, phrase) for phrase in listed)
