"""Names told by what the site is called, and by the cell of a label: no sentence says them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from urllib.parse import urlsplit

from sweep.extract.addresses.place_headings import is_place_heading
from sweep.extract.names.name_apart import value_of
from sweep.extract.names.name_introduced import introduced
from sweep.extract.names.name_lines import YEAR_MARK
from sweep.extract.pages.legal_text import BOLD, LegalText
from sweep.extract.words.address_words import UP
from sweep.extract.words.legal_forms import find_forms
from sweep.extract.words.name_words import NAME, Mention, name_key, plausible
from sweep.extract.words.text import fold

_PLAIN = re.compile(r"[^a-z0-9]")
_TELLING = 5  # letters of a word by which a site is known
_MOST = 40  # lines of a page that are looked at
_HEAD = re.compile(rf"(?P<name>{NAME})(?= ?(?:[|·•,;:–—]|- |$))")
# "Nebelstube · Inh. Nora Nebelung": whose the shop is.
_OWNER = re.compile(
    r" ?[|·•,–—-]? ?(?i:inh(?:aber(?:in)?)?|prop(?:rietor)?|owner|eigenaar|eigenares|titolare|titular|"
    rf"vlasnik|vl|propriétaire)[.:]{{0,2}} (?P<name>[{UP}][\w'’\-]{{1,25}}(?: [{UP}][\w'’\-]{{1,25}}){{1,3}})"
)
_NEAR = 220  # characters behind a name, within which an address, a number or a telephone stands
_FIGURES = re.compile(r"\d{4}|\d{3} ?\d{2}(?!\d)|\d{2}-\d{3}|@")
_COVERED = 0.6  # how much of the site's name the words of the trader's make up
_PAGES = ("home", "contact", "legal_notice")
_LONG = 90  # characters of a line in which a name stands
_LONGEST = 60  # characters of a cell that holds a name
_SPARE = 4  # characters of the label's cell beside the known word


def unsaid(doc: LegalText, found: Sequence[Mention]) -> Iterator[Mention]:
    """These names, where none of `found` begins."""
    taken = {m.start for m in found}
    yield from (m for m in (*_in_cells(doc), *_named_as_site(doc), *introduced(doc)) if m.start not in taken)


def site_name(doc: LegalText) -> str:
    """The name of the site, as its address has it, letters and figures alone."""
    return plain(_host(doc))


def plain(words: str) -> str:
    """The letters and figures of a name in an address on the web."""
    return _PLAIN.sub("", words.lower())


def is_called(mention: Mention, site: str) -> bool:
    """Whether a telling word of a name stands in the name of the site."""
    words = [w for w in (plain(part) for part in mention.key.split()) if len(w) >= _TELLING]
    return any(word in site for word in words)


def _named_as_site(doc: LegalText) -> Iterator[Mention]:
    """What begins a line and is called as the site is, before an address or a number: "Brumelle | 12 rue ...".

    Where a firm with its form stands near, that is the trader's name.
    """
    parts = [p for p in map(plain, _host(doc).split("-")) if len(p) >= _TELLING] if doc.page.role in _PAGES else []
    site = site_name(doc)
    for index in sorted({doc.line_at(i) for part in parts for i in _hits(doc.flat, part[:_TELLING])})[:_MOST]:
        line = doc.lines[index]
        begun = doc.text[line.start : min(line.end, line.start + _LONG)]
        start = line.start + len(begun) - len(YEAR_MARK.sub("", begun, count=1)) if begun[:1] in "©(" else line.start
        head = _HEAD.match(doc.text, start, min(line.end, start + _LONG))
        if head is None or 0 < line.level < BOLD:
            continue
        name = head["name"].partition(" | ")[0]
        end = start + len(name)
        figures = _FIGURES.search(doc.text, end, end + _NEAR)
        form = bisect_left(doc.forms, start, key=lambda f: f.start)
        firm = form < len(doc.forms) and figures and doc.forms[form].start < figures.start()
        if not figures or firm or not _fits(name, site):
            continue
        owner = _OWNER.match(doc.text, end)
        place = owner.span("name") if owner else (start, end)
        yield Mention(doc.text[slice(*place)], *place, "label", "", "site")


def _hits(flat: str, word: str) -> Iterator[int]:
    at = flat.find(word)
    for _ in range(_MOST):
        if at < 0:
            return
        yield at
        at = flat.find(word, at + 1)


def _fits(name: str, site: str) -> bool:
    """Whether the words of a name make up most of the name of the site."""
    words = {
        w
        for w in map(plain, name_key(name).split())
        if len(w) >= _TELLING - 1 and w[: max(_TELLING, len(w) - 2)] in site
    }
    told = " " in name or plain(name) == site
    return (
        bool(told and site and sum(map(len, words)) >= _COVERED * len(site))
        and plausible(name)
        and not is_place_heading(name)
    )


def _host(doc: LegalText) -> str:
    return (urlsplit(doc.page.url).hostname or "").removeprefix("www.").rpartition(".")[0]


def _in_cells(doc: LegalText) -> Iterator[Mention]:
    """The value beside a label in a table or a list of terms: "Dénomination", and in the next cell the name."""
    for word in doc.of("name_label", "editor", "editor_section"):
        place = value_of(doc, word.start, word.end, _SPARE)
        if place is None or place[1] - place[0] > _LONGEST:
            continue
        name = doc.text[slice(*place)].rstrip(" ,")
        if re.fullmatch(NAME, name) and plausible(name) and not find_forms(name, fold(name)):
            label = "name_label" if word.key == "name_label" else "editor"
            yield Mention(name, place[0], place[0] + len(name), "label", "", label)
