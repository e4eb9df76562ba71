"""What stands before a name without being part of it: the cell of a table before its own, an element set apart."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from sweep.extract.addresses.addresses import AddressPlace
from sweep.extract.addresses.place_headings import is_place_heading
from sweep.extract.page import Page, PerPage
from sweep.extract.pages.legal_text import LegalText
from sweep.extract.pages.reading import reading
from sweep.extract.words.name_words import Mention, is_generic, plausible
from sweep.extract.words.operator_words import Word
from sweep.extract.words.text import fold

_BY = re.compile(r" (?:by|da|von|durch|par|door|por|przez|af|av)$")
_FIELD_IN_NAME = re.compile(
    r"(?<=[\w.]) (?=(?:Si[èe]ge|SI[ÈE]GE) (?:[Ss]ocial|SOCIAL)"
    r"|(?:Siège|Adresse|Capital|T[ée]l(?:[ée]phone)?\.?|E-?mail) ?:"
    r"|(?:AU|Au|à|À|A) (?:CAPITAL|[Cc]apital)(?!\w)"
    r"|(?:Statut|G[ée]rante?|Dirigeante?|Pr[ée]sidente?|Cr[ée]ateur|Cr[ée]atrice|Responsable) ?:"
    r"|Forme (?:juridique|sociale)|(?:SIRET|SIREN|RCS|H[ée]bergeur)(?!\w)|Directeur de (?:la )?publication)"
)
_OPENS = re.compile(r"para|per|fur|for|dla|pro|voor|with|mit|met|con|com|si|se|wenn|if|als|in|im|at|on|our|all")
_NUMBER_BEHIND = re.compile(r"[^\d\n]{0,10}\d[^\n]?\d")
_FIELD_LENGTH = 28  # characters of the longest of these labels
_DAUGHTER = re.compile(r", (?:une )?filiale(?: a \d{2,3} ?%)? (?:de|du groupe)(?: la)?(?: societe)? $")
_GOES_ON = re.compile(r", (?:est|a|exploite|edite|vend|propose)(?!\w)")
# "Brumelle, une division de Lun SA": where the trader is a part of a firm, address and numbers are of both.
_DIVISION = re.compile(r"(?<!\w)(?:une )?(?:division|branche|departement) d(?:e |e la |u |')(?:societe |groupe )?$")
_NEXT_PART = re.compile(
    r"(?<=[a-zß-ÿ]{3})\. (?=[A-ZÀ-Þ])|(?<=[A-ZÀ-Þ]{4})\. (?=[A-ZÀ-Þ][a-zß-ÿ])|\. (?=[A-ZÀ-Þ][a-zß-ÿ]{2,20} ?:)|"
    r" [-–] (?=(?i:contact|adresse|address|t[ée]l|e-?mail|si[èe]ge|siret|siren|sitz|kontakt|contacto|contatto|anschrift"
    r"|adres|direcci[óo]n|indirizzo|morada|loc|localit[àa]|via|viale|piazza|rua|largo|calle)(?![\w]))|"
    r" (?:[-–] )?(?=\d{1,4}(?: ?(?:bis|ter))?,? "
    r"(?i:rue|avenue|av\.|boulevard|bd|place|chemin|route|impasse|quai|all[ée]e)\s)"
)
_MARKS = 3  # characters between a form and the name behind it
_LONGEST_LABEL = 60  # characters of the cell that says what the next one holds
_NUMBERED_PART = re.compile(r"[^|]*\d[^|]*$")
# "[Vorname Nachname]" on the line below.
_OPEN_NAME = re.compile(
    r" \[[^\[\]]{0,40}?(?<!\w)(?:(?:vor|nach)?name|nom|nombre|nome|naam|inhaber\w{0,2}|firma)(?!\w)"
)


def led_in(doc: LegalText) -> tuple[Word, ...]:
    """The words of a text that announce whoever built or keeps the site ("sviluppato da", "hosted by")."""
    return tuple(w for w in doc.of("agency", "host") if _BY.search(doc.flat[w.start : w.end]))


def announced(doc: LegalText, mention: Mention, words: Sequence[Word]) -> Mention:
    """`mention` without the words for its work that stand in it ("Progettato e Sviluppato da Brumastudio srl")."""
    index = bisect_right(words, mention.end, key=lambda w: w.end) - 1
    if index < 0 or words[index].start < mention.start:
        return mention
    start = words[index].end + 1
    name = doc.text[start : mention.end]
    return replace(mention, name=name, start=start) if mention.name.endswith(name) and plausible(name) else mention


def between_bars(doc: LegalText, mention: Mention) -> Mention:
    """The part of "Kontakt | Nebelkauf GmbH" or "Stichting De Nevel | Nevelkade 2" that is a name."""
    if " | " not in mention.name:
        return mention
    first, _, rest = mention.name.partition(" | ")
    if _NUMBERED_PART.fullmatch(rest):
        return replace(mention, name=first, end=mention.start + len(first))
    before, _, last = mention.name.rpartition(" | ")
    host = urlsplit(doc.page.url).hostname or ""
    for part in before.split(" | "):
        brand = "".join(c for c in fold(part) if c.isalnum())  # what the site is called, before its firm
        if not (is_place_heading(part) or not plausible(part) or brand in host.replace("-", "")):
            return mention
    return replace(mention, name=last, start=mention.end - len(last)) if plausible(last) else mention


def first_part(text: str, start: int, name: str) -> str:
    """`name`, which stands at `start`, without the sentence or the label that follows it.

    "Wren Drizzlewood. You", "BRUMELLE - Contact", "BRUM Siège social : 12 rue ...".
    """
    end = start + len(name)
    field = _FIELD_IN_NAME.search(text, start, end + _FIELD_LENGTH)
    name = text[start : field.start()] if field and field.start() < end else name
    part = _NEXT_PART.search(text, start, end + _FIELD_LENGTH)
    name = text[start : part.start()] if part and part.start() < start + len(name) else name
    first, mark, rest = name.partition(". ")
    word = fold(rest).split(" ", 1)[0]
    ended = mark and not first.endswith(("Inh", "Gebr")) and (is_generic(word) or _OPENS.fullmatch(word))
    return first if ended else name


def before_numbers(doc: LegalText, mentions: Sequence[Mention]) -> list[Mention]:
    """Names without the label of a number and what follows it: "Nives Nebbiolo C.F. NBBNVS79D63H501C"."""
    labels = doc.under("number.")
    return [_before_number(doc, m, labels) for m in mentions]


def _before_number(doc: LegalText, mention: Mention, labels: Sequence[Word]) -> Mention:
    index = bisect_right(labels, mention.start + 1, key=lambda w: w.start)
    if index == len(labels) or labels[index].start >= mention.end or mention.how == "form":
        return mention
    label = labels[index]
    name = doc.text[mention.start : label.start].rstrip(" ,-–(")
    cut = doc.text[label.start - 1].isspace() and mention.name.startswith(name) and plausible(name)
    if not cut or not _NUMBER_BEHIND.match(doc.text, label.end):
        return mention
    return replace(mention, name=name, end=mention.start + len(name))


def over_open_name(doc: LegalText, mention: Mention) -> bool:
    """Whether a name stands above one that was left open: it is what the site is called."""
    return mention.how != "form" and bool(_OPEN_NAME.match(doc.flat, mention.end, mention.end + 60))


def in_care_of(doc: LegalText, mention: Mention) -> bool:
    """Whether a firm but takes in the trader's letters ("c/o Nebelbüro GmbH")."""
    return "c/o" in doc.flat[max(0, mention.start - 6) : mention.start]


def is_parent(doc: LegalText, mention: Mention) -> bool:
    """Whether a firm is named only to say whose daughter another is ("LUNEL, filiale de LUN SAS, est")."""
    if _DIVISION.search(doc.flat, max(0, mention.start - 40), mention.start):
        return True
    before = _DAUGHTER.search(doc.flat, max(0, mention.start - 60), mention.start)
    return bool(before and _GOES_ON.match(doc.flat, mention.end))


# "Nebelstube, représentée par Mme Nebelung EI": who leads it is the enterprise.
_LED_BY = re.compile(
    r",? ?(?:(?:dirigee?|representee?|geree?|tenue?) par (?:(?:m\.|mr|mme|monsieur|madame) )?|"
    # "Odile Brouillard, exerçant sous le nom commercial Fil de Brume", "... en qualité de directrice de Fil de Brume"
    r"(?:exercant|agissant|operant) sous (?:le nom|l'enseigne|la denomination)(?: commerciale?)?(?: de)?[ :«\"“]{1,3}|"
    r"en (?:sa )?qualite d(?:e |')[^.,;:()\n]{3,50}? d(?:e |'))(?:(?:the|la|le|les) |l')?"
)
# "L'entreprise Lune propose ... Elle est représentée par Mme Nebelung, EI"
_IT_IS_LED_BY = re.compile(
    r"[.;] (?:elle|il|l'entreprise) est (?:dirigee?|representee?|geree?|tenue?) par "
    r"(?:(?:m\.|mr|mme|monsieur|madame) )?$"
)


def leads(doc: LegalText, mention: Mention, firm: Mention) -> bool:
    """Whether the sole trader behind a name, in its line, is the one that trades under it or is so called."""
    if _LED_BY.fullmatch(doc.flat, mention.end, firm.start):
        return True
    told = _IT_IS_LED_BY.search(doc.flat, max(mention.end, firm.start - 50), firm.start)
    return told is not None and doc.line_at(mention.start) == doc.line_at(firm.start)


# "Frostkante Verwaltungs GmbH" is the partner that runs "Frostkante GmbH & Co. KG": another firm, with a number.
_PARTNER = re.compile(r"(?<!\w)(?:verwaltungs?|beteiligungs|komplementar|geschaftsfuhrungs?|management)(?!\w)")


def is_general_partner(firm: str, trader: str) -> bool:
    """Whether a firm, by its key, is but the partner that runs the trader's."""
    return bool(_PARTNER.search(firm)) and not _PARTNER.search(trader)


def is_village(mention: Mention, address: AddressPlace) -> bool:
    """Whether the line above an address is but its town ("Mlhovice", and below it "Mlhovice 17, 396 01 Mlhovice")."""
    return fold(mention.name) == fold(address.address.city)


def in_its_cell(doc: LegalText, mention: Mention) -> Mention | None:
    """`mention` without the words of the cell before its own ("Datenbank | Wolke Inc."); none of "Statut | SAS".

    A name that its form leads to ends with its own cell ("SARL Brumelle | Zone des Brumes").
    """
    cells = _cells(doc.page)
    index = bisect_left(cells, mention.end, key=lambda c: c.start) - 1
    start = cells[index].start if index >= 0 else 0
    if start <= mention.start:
        return mention
    form = bisect_right(doc.forms, mention.start, key=lambda f: f.start) - 1
    if index and form >= 0 and doc.forms[form].end <= mention.start <= doc.forms[form].end + _MARKS:
        end = min(mention.end, max(mention.start, cells[index - 1].end))
        name = doc.text[mention.start : end].rstrip(" ,")
        return replace(mention, name=name, end=mention.start + len(name)) if plausible(name) else mention
    name = doc.text[start : mention.end]
    if not name.startswith(mention.name[-len(name) :]) or not plausible(name):
        return mention if not _is_form(doc, start, mention.end) else None
    return replace(mention, name=name, start=start)


def _is_form(doc: LegalText, start: int, end: int) -> bool:
    index = bisect_left(doc.forms, start, key=lambda f: f.start)
    return index < len(doc.forms) and doc.forms[index].start == start and doc.forms[index].end >= end


@dataclass(frozen=True, slots=True)
class _Cell:
    """A cell of a table, or a part of a list of terms, with its place and its element."""

    start: int
    end: int
    element: int


_CELLS: PerPage[list[_Cell]] = PerPage()


def _cells(page: Page) -> list[_Cell]:
    """The cells of the tables and lists of terms of a page, in order."""
    if page not in _CELLS:
        read = reading(page)
        worded = (i for i in page.body.of("td", "th", "dt", "dd") if read.has_words(i))
        _CELLS[page] = sorted((_Cell(*read.span(i), i) for i in worded), key=lambda c: c.start)
    return _CELLS[page]


def cell_before(doc: LegalText, start: int) -> tuple[int, int] | None:
    """The place of the label of what stands at `start`: the cell before its own in its row, if it begins its own."""
    cells, body = _cells(doc.page), doc.page.body
    index = bisect_right(cells, start, key=lambda c: c.start) - 1
    if index < 1 or start >= cells[index].end or doc.text[cells[index].start : start].strip(' «"“„'):
        return None
    cell, before = cells[index], cells[index - 1]
    beside = body.parents[cell.element] == body.parents[before.element]
    valued = body.tags[cell.element] in ("td", "dd") and body.tags[before.element] != "dd"
    short = before.end - before.start <= _LONGEST_LABEL and not any(
        map(str.isdigit, doc.text[before.start : before.end])
    )
    return (before.start, before.end) if beside and valued and short else None


def value_of(doc: LegalText, start: int, end: int, spare: int) -> tuple[int, int] | None:
    """The place of the cell beside the one that the label at `start`..`end` fills but for `spare` characters."""
    cells, body = _cells(doc.page), doc.page.body
    index = bisect_right(cells, start, key=lambda c: c.start) - 1
    if index < 0 or index + 1 >= len(cells) or not end <= cells[index].end:
        return None
    cell, value = cells[index], cells[index + 1]
    beside = body.parents[cell.element] == body.parents[value.element] and body.tags[cell.element] != "dd"
    valued = body.tags[value.element] in ("td", "dd") and cell.end - cell.start <= end - start + spare
    return (value.start, value.end) if beside and valued else None


def unglued(doc: LegalText, mention: Mention) -> Mention:
    """Without the words of the element before it where no blank stands between two: "LUMENLUMEN LTD" is no firm.

    The styles of a page set them apart. Two elements of one tag ("<span>Lumen</span><span>Works</span>") are one name.
    """
    read = reading(doc.page)
    for index in range(bisect_right(read.starts, mention.start), bisect_right(read.starts, mention.end - 1)):
        start = read.starts[index]
        left, right = read.owners[index - 1], read.owners[index]
        apart = (
            read.tags[left] != read.tags[right] and right not in read.inside(left) and left not in read.inside(right)
        )
        if apart and doc.text[start - 1].isalnum() and doc.text[start].isupper() and mention.end - start >= 4:
            return replace(mention, name=doc.text[start : mention.end], start=start)
    return mention
