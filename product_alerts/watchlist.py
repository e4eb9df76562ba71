"""Watchlists: goods that customs or market surveillance want to see, told from the words of an offer.

A list holds entries; an entry holds terms, and what must stand beside them or must not. One pass over a text finds the
terms, contexts and exclusions of all lists at once, so the cost of an offer does not grow with the number of lists.
A hit is never more than a reason to look: it names the words, the law, and the authority the offer should go to.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal

import ahocorasick_rs

from product_alerts.model import Offer
from product_alerts.text import tokens, word_list

_MAX_TITLE = 400  # characters
_MAX_CATEGORY = 300
_MAX_DESCRIPTION = 2_000
_NEAR = 60  # characters of a description round a term in which an exclusion counts
_BEFORE = 3  # words before a term among which a "no" or "without" denies it

Words = tuple[tuple[str, str], ...]  # (language, phrase); language "any" for words that every language uses
Role = Literal["term", "with", "unless"]


@dataclass(frozen=True, slots=True)
class ListedLaw:
    """A dated row of law. `country` is "EU" or ISO 3166-1 alpha-2; None leaves a side of the period open."""

    country: str
    act: str
    article: str
    url: str
    start: date | None
    end: date | None = None
    confirmed: bool = True

    def holds(self, country: str, day: date, *, union: bool) -> bool:
        """Whether it is in force in `country` on `day`; `union` tells whether the law of the Union applies there."""
        there = self.country == country or (self.country == "EU" and union)
        return there and self.start is not None and self.start <= day and (self.end is None or day <= self.end)

    def __str__(self) -> str:
        place = "" if self.country == "EU" else f"{self.country}: "
        return f"{place}{self.act}, {self.article}"


@dataclass(frozen=True, slots=True)
class Entry:
    """One kind of goods on a list. A phrase may begin or end with "*" for the rest of a word.

    `beside`: one of these must stand in title, category or description too. `unless`: none of these may stand in title
    or category. `below`: only for less than this price, by currency; an offer without such a price is left out.
    `anywhere`: the term counts in the description as well.
    """

    id: str
    terms: Words
    beside: Words = ()
    unless: Words = ()
    below: tuple[tuple[str, Decimal], ...] = ()
    anywhere: bool = False


@dataclass(frozen=True, slots=True)
class Watchlist:
    """A list, the law behind it, and whom its finds should go to: by country, and in words by language elsewhere."""

    id: str
    title: Mapping[str, str]
    refer_to: Mapping[str, str]
    authorities: Mapping[str, str] = field(default_factory=dict)
    law: tuple[ListedLaw, ...] = ()
    unless: Words = ()
    entries: tuple[Entry, ...] = ()

    def law_of(self, country: str, day: date, *, union: bool) -> tuple[ListedLaw, ...] | None:
        """The rows in force; () for a list that names no law and so applies everywhere, None where none is in force."""
        rows = tuple(row for row in self.law if row.holds(country, day, union=union))
        return rows if rows or not self.law else None


@dataclass(frozen=True, slots=True)
class Spotted:
    """What the words of one offer say: the list and entry, the term and its language, where, and what stood beside."""

    watchlist: str
    entry: str
    term: str
    language: str
    where: Literal["title", "description"]
    beside: str = ""


@dataclass(frozen=True, slots=True)
class WatchlistHit:
    """An offer that agrees with a list, with the law in force and the authority of the country ("" = none is named).

    `title` is the list's, `refer_to` says in words whom to tell; both in English.
    """

    offer: Offer
    spotted: Spotted
    law: tuple[str, ...]
    authority: str
    title: str = ""
    refer_to: str = ""

    def __str__(self) -> str:
        return f"{self.offer.title} ({self.spotted.watchlist}: {self.spotted.term})"


@dataclass(frozen=True, slots=True)
class _Use:
    """What a phrase does where it stands. `entry` -1 speaks for every entry of the list."""

    watchlist: int
    entry: int
    role: Role
    language: str
    phrase: str


_Hit = tuple[_Use, int, int]  # with the first and last place in the text


class Screen:
    """Lists made ready for any number of offers. Cheap to keep, safe to share between threads."""

    def __init__(self, lists: Sequence[Watchlist]) -> None:
        self.lists = tuple(lists)
        uses: dict[str, list[_Use]] = {}
        for use in _uses(self.lists):
            uses.setdefault(_needle(use.phrase), []).append(use)
        self._uses = tuple(tuple(found) for found in uses.values())
        self._automaton = ahocorasick_rs.AhoCorasick(list(uses)) if uses else None
        self._reads_description = any(entry.anywhere for one in self.lists for entry in one.entries)

    def spot(self, offer: Offer) -> tuple[Spotted, ...]:
        """The first entry of each list that the offer agrees with. Linear in the length of its texts."""
        title = _flat(f"{offer.title[:_MAX_TITLE]} {offer.variant[:_MAX_TITLE]}")
        titled = self._found(title)
        terms = [hit for hit in titled if hit[0].role == "term" and not _denied(title, hit)]
        if not terms and not (self._reads_description and offer.description):
            return ()
        text = _flat(offer.description[:_MAX_DESCRIPTION])
        placed, told = self._found(_flat(offer.category[-_MAX_CATEGORY:])), self._found(text)
        terms += [h for h in told if self._counts_in_text(h) and not _denied(text, h) and not _excluded_near(h, told)]
        barred = {(u.watchlist, u.entry) for u, _, _ in (*titled, *placed) if u.role == "unless"}
        where = (*titled, *placed, *told)
        spotted: dict[int, Spotted] = {}
        for hit in terms:
            use = hit[0]
            if use.watchlist in spotted or barred & {(use.watchlist, use.entry), (use.watchlist, -1)}:
                continue
            if found := self._whole(offer, hit, where, "title" if hit in titled else "description"):
                spotted[use.watchlist] = found
        return tuple(spotted[at] for at in sorted(spotted))

    def hits(self, offer: Offer, country: str, day: date, *, union: bool) -> tuple[WatchlistHit, ...]:
        """What is spotted under the law of `country` (ISO 3166-1 alpha-2) on `day`, with whom to tell."""
        found = []
        for spotted in self.spot(offer):
            one = next(w for w in self.lists if w.id == spotted.watchlist)
            law = one.law_of(country, day, union=union)
            if law is not None:
                rows = tuple(str(row) for row in law)
                authority = one.authorities.get(country, "")
                found.append(WatchlistHit(offer, spotted, rows, authority, one.title["en"], one.refer_to["en"]))
        return tuple(found)

    def _found(self, text: str) -> list[_Hit]:
        if self._automaton is None or len(text) < 3:
            return []
        places = self._automaton.find_matches_as_indexes(text, overlapping=True)
        return [(use, start, end) for index, start, end in places for use in self._uses[index]]

    def _counts_in_text(self, hit: _Hit) -> bool:
        use = hit[0]
        return use.role == "term" and self.lists[use.watchlist].entries[use.entry].anywhere

    def _whole(
        self, offer: Offer, hit: _Hit, where: Iterable[_Hit], place: Literal["title", "description"]
    ) -> Spotted | None:
        """The hit with all that its entry asks for besides the term; None where something lacks."""
        use, start, end = hit
        one = self.lists[use.watchlist]
        entry = one.entries[use.entry]
        beside = ""
        if entry.beside:
            beside = next((u.phrase for u, s, e in where if _beside(u, use) and (s, e) != (start, end)), "")
        if (entry.beside and not beside) or not _cheap(entry, offer):
            return None
        return Spotted(one.id, entry.id, use.phrase, use.language, place, beside)


def _beside(one: _Use, term: _Use) -> bool:
    return one.role == "with" and (one.watchlist, one.entry) == (term.watchlist, term.entry)


def _cheap(entry: Entry, offer: Offer) -> bool:
    if not entry.below:
        return True
    most = dict(entry.below).get(offer.currency)
    return most is not None and offer.price is not None and 0 < offer.price < most


def _uses(lists: Sequence[Watchlist]) -> Iterator[_Use]:
    for at, one in enumerate(lists):
        yield from (_Use(at, -1, "unless", language, phrase) for language, phrase in one.unless)
        for number, entry in enumerate(one.entries):
            roles: tuple[tuple[Role, Words], ...] = (
                ("term", entry.terms),
                ("with", entry.beside),
                ("unless", entry.unless),
            )
            for role, words in roles:
                yield from (_Use(at, number, role, language, phrase) for language, phrase in words)


def _flat(text: str) -> str:
    """The folded words of a text with a blank before and behind each."""
    return f" {' '.join(tokens(text))} "


def _needle(phrase: str) -> str:
    """A phrase as it stands in a flat text; where it is cut off by "*" the word may go on."""
    words = " ".join(tokens(phrase))
    return ("" if phrase.startswith("*") else " ") + words + ("" if phrase.endswith("*") else " ")


def readable(phrase: str) -> bool:
    """Whether a phrase has at least two letters or digits to look for."""
    return len(_needle(phrase).replace(" ", "")) > 1


def _denied(text: str, hit: _Hit) -> bool:
    """Whether the words round a term deny it: "without nicotine", "nicotine-free", "keine Feuerwerkskörper"."""
    _, start, end = hit
    before = text[:start].split()[-_BEFORE:]
    after = text[end:].split(maxsplit=1)[:1]
    return bool(word_list("denials_before").intersection(before) or word_list("denials_behind").intersection(after))


def _excluded_near(term: _Hit, told: Iterable[_Hit]) -> bool:
    """Whether an exclusion of its entry or list stands close to a term of a description."""
    use, start, end = term
    return any(
        other.role == "unless" and other.watchlist == use.watchlist and other.entry in (-1, use.entry)
        for other, first, last in told
        if first < end + _NEAR and last > start - _NEAR
    )
