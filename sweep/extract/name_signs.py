"""Names told by what stands behind them: a register's number, a word for who keeps the site, the mark of a trade."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sweep.extract.address_words import STREET_WORD, UP
from sweep.extract.legal_text import LegalText
from sweep.extract.name_words import NAME, Mention, trim
from sweep.extract.operator_words import Word, first_after

# "F.H.U. „Mglisty” Zakład Optyczny": how small firms of Poland are named, a word for their trade and a name in marks.
_POLISH_FIRM = re.compile(
    rf"(?<![\w.])(?:P\.?P\.?H\.?U|F\.?P\.?H\.?U|P\.?H\.?U|F\.?H\.?U|P\.?U\.?H|F\.?U\.?H|P\.W|Z\.?P\.?H\.?U)\.? ?"
    rf"(?:[„\"«][^„\"”»\n]{{2,40}}[”\"»](?: [{UP}][\w\-]{{1,25}}){{0,4}}|(?:[{UP}][\w\-]{{1,25}} ?){{1,5}})"
)
_POLISH_MARKS = ("H.U", "HU ", "U.H", "UH ", "P.W.")
_NUMBERED = re.compile(rf"\W{{0,3}}((?=[^\d]+,)(?:[{UP}][\w'’.\-]{{1,25}} ){{1,4}}[{UP}][\w'’.\-]{{1,25}}), ?")
_DIGIT_SOON = re.compile(r"[^\d\n]{0,8}\d")
# Who controls data and who keeps a site, not who owns a mark or a text.
_KEEPING = re.compile(
    r"tratamento|trattamento|tratamiento|controller|administratorem (?:dan|twoi|pan)|titolare del sito"
)
_WHO_IS = re.compile(
    rf"(?:^|[\n.;:(] ?|(?<!\w)(?:A|O|La|El|The|Die|Der|Il|Lo) )({NAME}) (?:é|è|es|is|jest|ist)"
    r"(?: (?:o|a|il|la|el|the|der|die|a entidade|la entidad))? ?[“\"„”]?$"
)


def polish_firms(doc: LegalText) -> Iterator[Mention]:
    """The firms that are named by their trade."""
    if any(mark in doc.text for mark in _POLISH_MARKS):
        yield from (Mention(m[0].rstrip(), *m.span(), "form") for m in _POLISH_FIRM.finditer(doc.text))


def by_number(doc: LegalText, word: Word) -> Mention | None:
    """ "Radim Mlžil, IČO: 05098246, se sídlem ...": who begins a line that goes on with a number and a seat."""
    line = doc.lines[doc.line_at(word.start)]
    match = _NUMBERED.fullmatch(doc.text, line.start, word.start) if word.start - line.start <= 90 else None
    seats = doc.words.get("seat", ())
    if match is None or not _DIGIT_SOON.match(doc.text, word.end) or STREET_WORD.search(doc.flat, *match.span(1)):
        return None
    seat = first_after(seats, word.end, 90)
    if seat is None or seat.start >= line.end:
        return None
    return Mention(match[1], match.start(1), match.end(1), "line")


def before_label(doc: LegalText, word: Word) -> Mention | None:
    """ "Lusina Bruma é responsável pelo tratamento dos dados": who controls the data, or keeps the site, before it."""
    if not _KEEPING.search(doc.flat, word.start, min(len(doc.flat), word.end + 24)):
        return None
    match = _WHO_IS.search(doc.text[max(0, word.start - 90) : word.start])
    if match is None or "\n" in match[0].lstrip("\n"):
        return None
    name = trim(match[1])
    start = word.start - len(match[0]) + match.end(1) - match.start() - len(name)
    return Mention(name, start, start + len(name), "label", "", "editor_section")
