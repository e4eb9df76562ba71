"""Which passage of a legal page speaks of whom: the trader, its host, a mediator, an agency, a bank, an authority.

The trader is the default. A heading rules its section, a label ("Host:") the lines below it, a phrase in a
sentence ("is hosted by") the rest of its line. Where such a rule has run out without a new word, the passage
is UNCLEAR: nothing in it is reported as the trader's, and nothing in it supports an absence either.
"""

from __future__ import annotations

import re
from bisect import bisect_right

from sweep.extract.pages.legal_text import BOLD, LegalText, Line
from sweep.extract.trader import party_phrases as phrases
from sweep.extract.trader.party import Parties, Party, Passage
from sweep.extract.trader.party_phrases import (
    PARTY_OF,
    cues,
    is_account,
    is_open,
    leads_back,
    lines_below,
    links_at,
    reached_at,
    runs_on,
    supervised,
)
from sweep.extract.words.legal_forms import ABBREVIATION
from sweep.extract.words.operator_words import Word, first_after

_FIELDS = (
    *("seat", "phone_label", "fax_label", "name_label", "form_label"),
    *("number.vat", "number.fr.rcs", "number.de.hr"),
)
_NUMBERED = 6
_NO_TITLE = (Party.PAYMENT, Party.RETURNS, Party.AGENCY)  # a page called "Cookies" or "Magasins" is still the trader's
_EDITOR = ("editor", "editor_section")
_SENTENCE_END = re.compile(r"[a-zà-ÿß0-9)»”\"]{2}[.!?] (?=[A-ZÀ-ÝŁŚŻ])")
_COLON = re.compile(r" ?:")
_OPEN_LABEL = 3  # characters behind a word that announces somebody: a colon, a blank
_LEAD_OF_LABEL = 25
_LONGEST_BULLET = 60
MAX_BLOCK_LINES = 12
MAX_BLOCK_LINE = 130
MAX_INLINE = 260


def find_parties(doc: LegalText, default: Party = Party.TRADER) -> Parties:
    """The passages of a page. Linear in the number of its lines and words."""
    walk = _Walk(doc, default)
    for index, line in enumerate(doc.lines):
        walk.line(index, line)
    passages = tuple(walk.passages)
    return Parties(passages, tuple(p.start for p in passages))


class _Walk:
    def __init__(self, doc: LegalText, default: Party) -> None:
        self.doc = doc
        self.default = default
        self.passages = [Passage(0, default)]
        self.section = Passage(0, default)  # what the last heading said
        self.block: Passage | None = None  # what the last label said
        self.block_lines = 0
        self.wrapped: Passage | None = None  # what the unfinished sentence said
        self.faded: Passage | None = None  # what the sentence before this line said
        self.section_level = BOLD
        self.headed = False  # whether the line before was a heading
        self.heading: Line | None = None
        self.linked = links_at(doc)
        self.privacy = doc.flat.find("datenschutzerkl")
        self.cues = cues(doc)
        self.fields = doc.of(*_FIELDS)
        self.own_numbers = doc.under("number.")
        self.next = 0
        self.untitled = True  # until the first heading, which may be the page's title
        self.announced = -1  # the line behind one that ends with the word for the trader
        self.named = False  # whether this is that line

    def line(self, index: int, line: Line) -> None:
        cues = self._take(line)
        if cues and self._announces(cues[-1]) and line.end - cues[-1].end <= _OPEN_LABEL:
            self.announced = index + 1
        self.named = self.announced == index
        if self.named and cues and PARTY_OF[cues[-1].key] is Party.AGENCY and line.start < cues[-1].start:
            cues = [c for c in cues if line.end - c.end > 1]  # "édité par :", and below it "Brumelle Agency"
        if level := self._level(line, bool(cues)):
            self._head(line, cues, level, follows=self.headed)
            self.headed, self.heading = True, line
            return
        self.headed = False
        current = self._carried(line)
        if self.passages[-1].party is not current.party or current.cue >= 0:
            self.passages.append(Passage(line.start, current.party, current.cue))
        label = False
        for cue in cues:
            following = self._follow(line, cue, current)
            if following is None:
                continue
            label = label or self._is_label(line, cue)
            self._fade(line, current, cue.start)
            current = following
            self._open(current)
        self._close(index, line, current, label, bool(cues))

    def _take(self, line: Line) -> list[Word]:
        first = self.next
        while self.next < len(self.cues) and self.cues[self.next].start < line.end:
            self.next += 1
        return self.cues[first : self.next]

    def _announces(self, cue: Word) -> bool:
        """Whether a word says that the trader follows; "Mentions légales" announces agencies and hosts as well."""
        return cue.key == "editor" or (cue.key == "editor_section" and "ident" in self.doc.flat[cue.start : cue.end])

    def _open(self, passage: Passage) -> None:
        if self.passages[-1].party is not passage.party or passage.cue >= 0:
            self.passages.append(passage)

    def _level(self, line: Line, cued: bool) -> int:
        """The level of a heading, 0 where the line is none. Without markup only numbers and known words tell."""
        words = self.doc.flat[line.start : line.end]
        if not words or len(words) > 110:
            return 0
        level = line.level
        if not level and len(words) <= 80 and words[-1] not in ".;,":
            level = BOLD if cued and self.doc.text[line.start : line.end].isupper() else 0
        if len(words) <= 80 and words[-1] not in ".;," and phrases.NUMBERED_HEADING.match(words):
            level = min(level or _NUMBERED, _NUMBERED)  # "Article 4" ends whatever article 3 spoke of
        # A field's label rules no section, but as a heading beside that of a third party it ends theirs.
        ends = 0 < line.level < BOLD and line.level <= self.section_level and self.section.party is not self.default
        return level if level and (ends or not self._holds_a_value(line, words)) else 0

    def _holds_a_value(self, line: Line, words: str) -> bool:
        """A bold company name, address or number, or a bare field label, rules no section."""
        body = words[len(m[0]) if (m := phrases.BULLET.match(words)) else 0 :]
        if sum(c.isdigit() for c in body) >= 3 or ABBREVIATION.search(self.doc.text, line.start, line.end):
            return True
        fields = self.fields
        index = bisect_right(fields, line.start - 1, key=lambda w: w.start)
        first = fields[index] if index < len(fields) else None
        return first is not None and first.start < line.end and first.end - first.start >= len(body.strip(" :")) - 6

    def _head(self, line: Line, cues: list[Word], level: int, follows: bool) -> None:
        parties = {PARTY_OF[c.key] for c in cues}
        if not parties and self._inherits(level, follows):
            return
        self.block = self.wrapped = None
        if len(parties) > 1 and cues[0].key == "host_label" and parties == {Party.HOST, Party.TRADER}:
            # "Hosting und technischer Anbieter"; but under "L'hébergeur et l'éditeur" may stand either
            told = phrases.PUBLISHER_TOO.search(self.doc.flat, cues[0].end, line.end)
            parties = {Party.UNCLEAR if told else Party.HOST}
        party = parties.pop() if len(parties) == 1 else self.default
        if level == 1 and self.untitled and party in _NO_TITLE:
            party = self.default
        self.untitled = False
        self.section = Passage(line.start, party, cues[0].start if cues and party is not self.default else -1)
        self.section_level = level
        self.passages.append(self.section)

    def _inherits(self, level: int, follows: bool) -> bool:
        """Whether a heading without a known word stays in the passage: a firm's name in bold, a deeper heading."""
        if self.block is not None and self.block.party is not Party.TRADER and level == BOLD:
            return True
        if self.section.party is self.default or level == _NUMBERED:
            return False
        return follows or level > self.section_level

    def _carried(self, line: Line) -> Passage:
        if self.wrapped is not None:
            return self.wrapped
        if self.faded is not None and first_after(self.fields, line.start, 0):
            return Passage(line.start, Party.UNCLEAR, self.faded.cue)
        self.faded = None
        if self.block is not None and self._ends_account(line):
            self.block = None
        if self.block is not None:
            self.block_lines += 1
            too_far = self.block_lines > MAX_BLOCK_LINES or line.end - line.start > MAX_BLOCK_LINE
            if too_far and self.block.party is Party.RETURNS:
                self.block = None
                return self.section
            if too_far and self.block.party is not Party.TRADER:
                self.block = Passage(line.start, Party.UNCLEAR, self.block.cue)
            return self.block
        return self.section

    def _is_label(self, line: Line, cue: Word) -> bool:
        # Bounded pieces of the line only: it may hold thousands of such words.
        bullet = phrases.BULLET.match(self.doc.flat[line.start : min(line.end, line.start + _LONGEST_BULLET)])
        if cue.start - line.start > (len(bullet[0]) if bullet else 0) + 5:
            return self._is_inner_label(line, cue)
        if cue.key == "host_label" and phrases.CELL.match(self.doc.text, cue.end):
            return True
        return bool(phrases.AFTER_LABEL.match(self.doc.flat, cue.end, line.end)) or line.end - line.start <= 50

    def _is_inner_label(self, line: Line, cue: Word) -> bool:
        """ "Shop und Hosting: Wolke AG", "... write to us. Hosting: Wolke AG": a label with words before it."""
        if not (cue.key.endswith("_label") and self.doc.text[cue.end : cue.end + 2] in (": ", " :")):
            return False
        lead = self.doc.text[line.start : min(cue.start, line.start + _LEAD_OF_LABEL + 1)]
        led = cue.key == "host_label" and len(lead) <= _LEAD_OF_LABEL and lead[:1].isupper() and "." not in lead
        return led or bool(phrases.NEW_SENTENCE.match(self.doc.text, max(line.start, cue.start - 2), cue.start))

    def _follow(self, line: Line, cue: Word, current: Passage) -> Passage | None:
        party = PARTY_OF[cue.key]
        if cue.start - line.start <= 3 and phrases.CELL.match(self.doc.text, cue.end) and party is not Party.TRADER:
            if self.named:
                return None  # "Éditeur :", and below it "Création Ondine": the name of the trader
            party = Party.UNCLEAR if cue.key == "agency_label" else party
        if cue.key.endswith("_label") and not self._is_label(line, cue):
            return None
        if cue.key == "contact_us":
            if not leads_back(self.doc.flat, cue, line, current):
                return None
            if self.section.party is current.party and self._names_field(line, cue):
                return None
        if cue.key in _EDITOR and self.doc.flat.startswith(("anbieter", "provider"), cue.start):
            if self.section.party is Party.HOST:
                return None  # "Hosting ... bei folgendem Anbieter: ..."
            if self._provides_service(cue):
                return Passage(cue.start, Party.PAYMENT, cue.start)
        if cue.key in _EDITOR and current.party is not Party.TRADER and not self._fresh(line, cue, current):
            return None
        return Passage(cue.start, party, cue.start)

    def _provides_service(self, cue: Word) -> bool:
        """Whether "Anbieter ist die ..." names, in a statement on data, the firm of the heading above."""
        named = phrases.PROVIDER.match(self.doc.flat, cue.end)
        if named is None or self.heading is None or not 0 <= self.privacy < cue.start:
            return False
        return named["name"] in self.doc.flat[self.heading.start : self.heading.end]

    def _names_field(self, line: Line, cue: Word) -> bool:
        """ "Contact : privacy@nuagerie.example" in the section on the host: a field of the host's, no new passage."""
        alone = self.doc.flat[cue.start : cue.end] in ("contact", "kontakt", "contacto", "contatto")
        return alone and cue.start - line.start <= 3 and bool(_COLON.match(self.doc.text, cue.end))

    def _fresh(self, line: Line, cue: Word, current: Passage) -> bool:
        """Whether a new sentence or line began between the word for another party and this one for the trader."""
        since = max(current.cue, line.start)
        if current.cue < line.start:
            return cue.start - line.start <= 60
        return bool(_SENTENCE_END.search(self.doc.text, since, cue.start + 1)) or cue.start - since > 120

    def _close(self, index: int, line: Line, current: Passage, label: bool, cued: bool) -> None:
        length = line.end - line.start
        tail = self.doc.text[line.start : line.end]
        self._fade(line, current, line.end)
        if self.linked.get(line.start, -1) >= line.end - 1:
            return  # the line is but a link ("Cookies"): it says nothing of the lines below it
        if label:
            self.block, self.block_lines, self.wrapped = current, 0, None
            return
        own = current.cue >= line.start
        if own and not tail.endswith(".") and (line.end - current.cue < 45 or is_open(tail)):
            self.block, self.block_lines, self.wrapped = lines_below(line, current), 0, None
        elif self.wrapped and phrases.PAGE_NUMBER.search(tail):
            return
        elif (own or self.wrapped) and runs_on(tail.rstrip(), length):
            self.wrapped = current
        else:
            self.faded = self.wrapped if current.party is Party.AGENCY else self.faded
            self.wrapped = None

    def _ends_account(self, line: Line) -> bool:
        """Whether the trader's own tax number or telephone follows the lines on its bank: nobody gives a bank's."""
        if self.block is None or self.block.party is not Party.PAYMENT or self.block.cue < 0:
            return False
        own = first_after(self.own_numbers, line.start, 0) is not None or reached_at(self.doc.flat, line.start)
        return own and is_account(self.doc.flat, self.block.cue)

    def _supervised(self, cue: int, until: int) -> bool:
        """Whether a sentence says under whose eyes the trader works, and its own seat or number follows at `until`."""
        said = supervised(self.doc.flat, cue)
        speaker = next((p.party for p in reversed(self.passages) if p.start <= said), None)
        return speaker is Party.TRADER and any(first_after(w, until, 0) for w in (self.fields, self.own_numbers))

    def _fade(self, line: Line, current: Passage, limit: int) -> None:
        """A word in running prose does not rule a whole paragraph: behind its sentence the passage is unclear.

        `limit` is where the next word stands, or the line ends.
        """
        if current.party in (Party.TRADER, Party.UNCLEAR) or current.cue < line.start:
            return
        if current.party is Party.RETURNS:
            end = _SENTENCE_END.search(self.doc.text, current.cue, limit)
            if end:
                self._open(Passage(end.end(), self.section.party, end.end()))
            return
        if current.party in (Party.HOST, Party.MEDIATOR):
            until = current.cue + (MAX_INLINE if current.party is Party.HOST else 2 * MAX_INLINE)
        else:
            end = _SENTENCE_END.search(self.doc.text, current.cue, limit)
            until = end.end() if end else limit
            if until < limit and self._supervised(current.cue, until):
                self._open(Passage(until, self.section.party, until))
                return
        if until < limit:
            self._open(Passage(until, Party.UNCLEAR, current.cue))
