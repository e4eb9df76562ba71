"""Persons named in words that say what they are: who leads the trader, who presents the shop as theirs."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from sweep.extract.trader.trader import PageFinds
from sweep.extract.words.address_words import UP
from sweep.extract.words.name_words import is_generic, plausible
from sweep.extract.words.needles import Sieve
from sweep.extract.words.text import fold

LED_BY = re.compile(
    r"(?<!\w)(?:represente\w{0,2} (?:legalement )?par|gerante?s?|president\w{0,2}|dirigeante?|responsable (?:du site|"
    r"editorial\w?)|"
    r"direct(?:eur|rice|or)(?: general\w?)?|redact(?:eur|rice) en chef|fondat(?:eur|rice)|proprietaire|editeur|"
    r"editrice|"
    r"entrepreneu\w{1,2} individuel\w{0,2}|auto-?entrepreneu\w{1,2}|geschaftsfuhrer\w{0,2}|inhaber\w{0,2}|vertreten "
    r"durch|managing director|"
    r"owner|administrador\w?|amministrat\w{2,4}|zaakvoerder|bestuurder)[^\n.;]{0,40}?(?: |:|\n)"
)
_LED_BY = Sieve(LED_BY.pattern)
PERSON = re.compile(
    rf"(?<![\w'’])[{UP}][\w'’\-]{{1,25}} (?:(?:de|der|den|van|von|di|da|du) |d['’]){{0,2}}[{UP}][\w'’\-]{{1,25}}"
)
_INITIAL = re.compile(rf"[{UP}]\.(?: ?-?[{UP}]\.)? [{UP}][\w'’\-]{{1,25}}")  # "Inh. A. Kieselmann"
_OWNER = Sieve(r"(?<!\w)(?:inhaber(?:[/:*_]?-?in)?|inh)(?:\.:|\.|:)? ?\n?")
_IS_OWNER = Sieve(r",? \(?inhaber(?:in)?(?!\w)(?! de)")  # "Nora Nebelung, Inhaberin"
# "I am ...", "wir sind ...", "derrière cette boutique, il y a ...".
_PRESENTS = Sieve(
    r"(?<!\w)(?:i'm|i am|my name is|we are|we're|ich bin|ich hei(?:ss|ß)e|mein name ist|wir sind|wir, das sind|hinter|"
    r"je suis|je m'appelle|nous sommes|derriere|ik ben|wij zijn|we zijn|achter|soy|somos|me llamo|detras|"
    r"sono|siamo|mi chiamo|dietro|sou|chamo-me|por detras|por tras|jestem|nazywam sie|prowadzi|prowadzony przez|"
    r"betreiber(?:in)?|eigentumer(?:in)?|exploitante?|tenue? par|titolare|titular|wlasciciel\w{0,4}|eigenaar|eigenares|"
    r"za sklepem|behind|owned by|run by)(?!\w)"
)
_BEFORE_ADDRESS = 60
_SENTENCE_END = re.compile(r"[a-zà-ÿ]{3}[.!?] ")


def leaders(finds: PageFinds) -> Iterator[tuple[int, int]]:
    """Persons behind a word for the one who leads a firm."""
    for match in _LED_BY.finditer(finds.doc.flat):
        person = PERSON.search(finds.doc.text, match.end() - 1, match.end() + 50)
        if person and not _is_firm(finds, person.start()):
            yield match.start(), person.end()


def owners(finds: PageFinds) -> Iterator[tuple[int, int]]:
    """Persons to whom a firm without a legal form belongs: "Inhaberin: ..." is how a German sole trader says so."""
    text = finds.doc.text
    for match in _OWNER.finditer(finds.doc.flat):
        if not match[0].rstrip().endswith((":", ".")) and not _alone(finds, *match.span()):
            continue
        person = PERSON.match(text, match.end()) or _INITIAL.match(text, match.end())
        if person and not _is_firm(finds, person.start()):
            yield match.start(), person.end()
    for match in _IS_OWNER.finditer(finds.doc.flat):
        line = finds.doc.lines[finds.doc.line_at(match.start())]
        if PERSON.fullmatch(text, line.start, match.start()) and not _is_firm(finds, line.start):
            yield line.start, match.end()


def _alone(finds: PageFinds, start: int, end: int) -> bool:
    """Whether a label without a colon fills its line, as a heading above the name does."""
    line = finds.doc.lines[finds.doc.line_at(start)]
    return line.start == start and line.end == end - 1


def presented(finds: PageFinds) -> Iterator[tuple[int, int]]:
    """Persons who present themselves, or who stand before an address in its sentence."""
    text, flat = finds.doc.text, finds.doc.flat
    for match in _PRESENTS.finditer(flat):
        line = finds.doc.lines[finds.doc.line_at(match.start())]
        if person := find_person(finds.doc.text, match.end(), min(line.end, match.end() + 60)):
            yield match.start(), person.end()
    for start in finds.address_starts:
        line = finds.doc.lines[finds.doc.line_at(start)]
        if person := find_person(text, max(line.start, start - _BEFORE_ADDRESS), start, last=True):
            yield person.start(), start


def controllers(finds: PageFinds) -> Iterator[tuple[int, int]]:
    """Persons behind "Controller:", who may sell as well."""
    for word in finds.doc.of("controller"):
        start = word.end + (finds.doc.flat[word.end : word.end + 1] == ":")
        if finds.doc.flat[start - 1] == ":" and (person := PERSON.match(finds.doc.text, start + 1)):
            yield word.start, person.end()


def find_person(text: str, start: int, end: int, *, last: bool = False) -> re.Match[str] | None:
    """The first person's name between `start` and `end` (the `last` one), in the sentence of that end."""
    people = [m for m in PERSON.finditer(text, start, end) if _is_person(m[0])]
    for person in reversed(people) if last else people:
        between = text[person.end() : end] if last else text[start : person.start()]
        return None if _SENTENCE_END.search(between) else person
    return None


def _is_person(name: str) -> bool:
    words = fold(name).split()
    return plausible(name) and not is_generic(words[0]) and not is_generic(words[-1])


def _is_firm(finds: PageFinds, offset: int) -> bool:
    index = bisect_right(finds.firms, offset, key=lambda m: m.start) - 1
    return index >= 0 and offset < finds.firms[index].end + 6
