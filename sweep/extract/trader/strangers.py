"""Firms that the words before them give to another, on a page where nothing else says that they sell there.

A firm's name in a legal text is mostly the trader's, but not "We ship with Mist Cargo Ltd, 5 Depot Road". Where a
page names its trader in words that no reader knows, such a firm would be taken for it. So a name in the middle of a
sentence, or behind a label that nobody knows, needs a sign of its own: it is a stranger unless there is one.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from sweep.extract.addresses.place_headings import is_place_heading
from sweep.extract.names.name_apart import cell_before
from sweep.extract.names.name_site import is_called, site_name
from sweep.extract.page import PerPage
from sweep.extract.pages.legal_text import LegalText
from sweep.extract.words.address_words import UP
from sweep.extract.words.name_words import NAME, Mention
from sweep.extract.words.operator_words import Word, first_after, last_before
from sweep.extract.words.work_words import is_maker, is_ours, says_we, speaks

_TRADERS = ("editor", "editor_section", "controller", "name_label", "form_label", "contact_us", "seat", "returns")
_NEAR = 45  # characters between a word for the trader and its name
_LEAD = 160  # characters before a name that speak of it
_HEADING_IN_LINE = 24  # characters of "Envíos." before a sentence that it rules
_SENTENCE = re.compile(r"(?:(?<=[^\W\d_]{3})|(?<=[)»”\"]))[.!?] ")
_BEHIND_FIGURES = re.compile(rf"(?<=\d{{3}})[.!?] (?=[{UP}])")  # "OIB 00000000124. Izrada: ..."
# What a name may follow at the beginning of its line or sentence: a bullet, a number, an article.
_BEGINS = re.compile(
    r"[\s•·*–—>|§(«\"“„'\-]{0,6}(?:(?:article |art\. ?|§ ?)?\d{1,2}(?:\.\d{1,2}){0,3}[.)]? |\(?[a-z]\) )?"
    r"(?:(?:die|der|das|la|le|les|l'|the|de|het|el|il|lo|az?|o|η|ο|firma|societe|la societe|company|"
    r"herrn?|frau|dr|mr|mrs|ms|monsieur|madame|mme|m|sig|sig\.ra|sr|sra|pan|pani)\.? ?)?[«\"“„ ]{0,3}"
)
_LABEL = re.compile(r"(?:(?<=[.;|·•–] )|^)(?P<label>[^:.;|·•]{2,60}?) ?: ?[«\"“„]? ?(?:(?:die|der|la|the) )?$")
_OWNS = re.compile(r"(?:©|\(c\)|copyright) ?(?:©? ?\d{4}(?: ?[-–] ?\d{4})?,? ?)?$")
# "Brumelle – Lune Verte SARL", "Nebelstube, Frieda Nebelung e.K.": what the shop is called before the firm.
_BESIDE = re.compile(rf"{NAME}(?:,(?: [a-zà-ž]{{1,20}}){{1,8}})? ?[,|·•/–—-] ")
_SERVES = re.compile(
    r"(?:(?:dienst)?anbieter(?:in)?|betreiber(?:in)?|provider|operator|fournisseur|exploitant|gestore|fornitore|proveedor|"
    r"operador|fornecedor|aanbieder|dostawca|provozovatel\w{0,2}|prevadzkovatel\w{0,2})"
    r"(?: (?:der seiten?|des dienst\w{1,3}|dieser? (?:dienst\w{0,2}|seiten)|del servizio|del servicio|du service|"
    r"of (?:the|this) service|sluzby|uslugi))? "
    r"(?:ist|is|est|e|es|jest|je)(?: (?:die|der|das|la|le|the|de|societa|empresa|firma|spolecnost|spolocnost))? "
)
# Words that make a firm a party of these terms.
PARTY_WORDS = (
    *("capital", "ci-apres", "nachfolgend", "en adelante", "hierna", "hereinafter", "in continuare", "dale jen"),
    *("dalej jen", "zwan", "di seguito", "doravante", "tovabbiakban", "nedan", "herefter"),
)
_PARTY_NEAR = 160
_IN_SENTENCES = ("terms", "privacy")  # pages on which others are named at the beginning of sentences, too
_OURS = ("of the shop", "of the site")
_SAID = ("of others", *_OURS)
_ACTS = re.compile(r"[»”\"]? [^\W\d_]+")  # "Nevelpost B.V. bezorgt": the sentence goes on with what it does
_SEAT_NEAR = 40  # characters between a name and the word for its seat
_MARKS = 3  # characters between a form and the name behind it
_MARKS_FULL = 6  # the same behind one written out: "eenmanszaak van"
_NUMBER_NEAR = 260  # characters between a name and its number
_OFTEN = 3  # how often a page speaks of its trader
_OF_OTHERS = ("delivery", "withdrawal", "guarantee", "mediation")  # pages on which mostly others are named


@dataclass(frozen=True, eq=False)
class _Signs:
    """What a page has that ties a name to its trader: words for it, and where its numbers and addresses begin."""

    told: Sequence[Word]
    seats: Sequence[Word]
    numbers: Sequence[int]
    addresses: Sequence[int]


def strangers(
    doc: LegalText, names: Sequence[Mention], numbers: Sequence[int], addresses: Sequence[int]
) -> frozenset[int]:
    """Where the names of strangers begin; a name that a word for the trader leads to is none."""
    signs = _Signs(doc.of(*_TRADERS), doc.of("seat"), numbers, addresses)
    site = site_name(doc)
    led = {m.start for m in names if m.label}
    found = (m for m in names if m.start not in led and not is_called(m, site))
    return frozenset(m.start for m in found if _is_stranger(doc, m, signs))


def _is_stranger(doc: LegalText, mention: Mention, signs: _Signs) -> bool:
    start = _with_form(doc, mention)
    at = max(doc.lines[doc.line_at(start)].start, start - _LEAD)
    lead = doc.flat[at:start]
    owns = _OWNS.search(lead) and speaks(lead) != "of others"  # "Illustrationen © Nebelbild GbR"
    if owns or any(word in doc.flat[mention.end : mention.end + _PARTY_NEAR] for word in PARTY_WORDS):
        return False
    if word := _leading(doc.flat, signs.told, start):
        return serves(doc, word, start)
    if cell := cell_before(doc, start):
        return not _known(doc, signs.told, *cell)
    if says_we(lead) or is_ours(lead):
        return False
    if label := _LABEL.search(doc.flat, at, start):
        return not _known(doc, signs.told, *label.span("label"))
    said = _sentence(doc.flat[at : mention.start])
    begins = _BEGINS.fullmatch(_SENTENCE.split(lead)[-1])
    behind = _behind(doc, mention)
    if (begins or speaks(said) == "of the site") and is_maker(lead, behind):
        return True
    if begins:
        acts = mention.how == "form" and _ACTS.match(behind) and speaks(behind) != "of the shop"
        alone = acts and not _known_by_use(doc, mention, signs)
        carries = doc.page.role in _IN_SENTENCES and behind and _carries(doc, mention, behind, signs)
        return alone or bool(carries) or doc.page.role in _OF_OTHERS or speaks(said) == "of others"
    return _without_sign(doc, mention, said, signs)


def _behind(doc: LegalText, mention: Mention) -> str:
    """The folded words behind a name, in its sentence."""
    line = doc.lines[doc.line_at(mention.start)]
    until = min(line.end, mention.end + _LEAD)
    numbered = _BEHIND_FIGURES.search(doc.text, mention.end, until)
    return _SENTENCE.split(doc.flat[mention.end : numbered.start() if numbered else until])[0]


def _without_sign(doc: LegalText, mention: Mention, lead: str, signs: _Signs) -> bool:
    """Whether neither the words before a name in its sentence nor a number or frequent use make it the trader's."""
    said = speaks(lead)
    beside = _BESIDE.fullmatch(doc.text[mention.start - len(lead) : mention.start])
    seated = first_after(signs.seats, mention.end, _SEAT_NEAR)
    if said in _SAID or beside or seated or mention.how == "line":
        return said == "of others"
    numbered = not said and _follows(signs.numbers, mention, len(doc.text))
    return not (numbered or _is_frequent(doc, mention))


def _carries(doc: LegalText, mention: Mention, behind: str, signs: _Signs) -> bool:
    """Whether the name itself speaks of what others do ("Repartos Brumal, S.L."), and nothing behind it of a sale."""
    others = speaks(mention.key) == "of others" and speaks(behind) != "of the shop"
    return others and not _follows(signs.numbers, mention, len(doc.text))


def _known_by_use(doc: LegalText, mention: Mention, signs: _Signs) -> bool:
    """Whether a number or an address follows a name before the next firm does, or the page speaks of it often."""
    index = bisect_left(doc.forms, mention.end, key=lambda f: f.start)
    until = doc.forms[index].start if index < len(doc.forms) else len(doc.text)
    followed = any(_follows(starts, mention, until) for starts in (signs.numbers, signs.addresses))
    return followed or _is_frequent(doc, mention)


def _follows(starts: Sequence[int], mention: Mention, until: int) -> bool:
    index = bisect_left(starts, mention.end)
    return index < len(starts) and starts[index] <= min(until, mention.end + _NUMBER_NEAR)


def _is_frequent(doc: LegalText, mention: Mention) -> bool:
    if doc.page not in _FREQUENT:
        _FREQUENT[doc.page] = frozenset(w for w, n in Counter(_WORD.findall(doc.flat)).items() if n >= _OFTEN)
    return mention.key.split()[0] in _FREQUENT[doc.page]


_WORD = re.compile(r"\w+")
_FREQUENT: PerPage[frozenset[str]] = PerPage()  # the words of a page that stand there often, counted once


def _with_form(doc: LegalText, mention: Mention) -> int:
    """Where a name begins, together with the form before it ("SIA „Migla“")."""
    index = bisect_right(doc.forms, mention.start, key=lambda f: f.start) - 1
    form = doc.forms[index] if index >= 0 else None
    near = form and form.end <= mention.start <= form.end + (_MARKS_FULL if form.full else _MARKS)
    return form.start if form and near else mention.start


def _leading(flat: str, told: Sequence[Word], start: int) -> Word | None:
    """The word for the trader, or for one of its fields, that stands before a name in its sentence."""
    word = last_before(told, start, _NEAR)
    return word if word and not any(c in flat[word.end : start] for c in ".;") else None


def serves(doc: LegalText, word: Word, start: int) -> bool:
    """Whether "Betreiber ist die ..." before a name speaks, in a statement on data, of who keeps a service.

    Who keeps the shop is said to keep this site, or stands behind a colon.
    """
    if doc.page.role != "privacy" or not word.key.startswith("editor"):
        return False
    return bool(_SERVES.fullmatch(doc.flat, word.start, start))


def _known(doc: LegalText, told: Sequence[Word], start: int, end: int) -> bool:
    """Whether a label is one of the trader's: by a known word, as a heading above an address, by what it speaks of."""
    words = doc.flat[start:end]
    word = first_after(told, start, end - start)
    index = bisect_left(doc.forms, start, key=lambda f: f.start)
    formed = index < len(doc.forms) and doc.forms[index].start < end  # "L'asbl : ..."
    return formed or word is not None or is_place_heading(words) or speaks(words) in _OURS


def _sentence(lead: str) -> str:
    """The part of `lead` that is of the name's sentence, with a short one before it ("Envíos. Los realiza ...")."""
    ends = [m.end() for m in _SENTENCE.finditer(lead)]
    if not ends:
        return lead
    before = ends[-2] if len(ends) > 1 else 0
    return lead[before if ends[-1] - before <= _HEADING_IN_LINE else ends[-1] :]
