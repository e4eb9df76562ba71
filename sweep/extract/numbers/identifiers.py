"""Company and tax numbers in a text: found by their label or by their own shape, checked by python-stdnum.

A number with a label is reported even where its check digit fails (that is a finding); one without a label
only where its shape names it and its check digit is right. Bank account numbers and the like are set aside.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from sweep.extract.numbers.identifier_kinds import AFTER_LABEL, KINDS, VAT_PREFIXED, Kind
from sweep.extract.pages.legal_text import LegalText
from sweep.extract.words.dummies import is_dummy_number
from sweep.extract.words.needles import Sieve
from sweep.extract.words.operator_words import Word, first_after
from sweep.extract.words.text import fold

GAP = 60  # characters without a digit that may stand between a label and its number
_WINDOW = 240
_REVERSED = re.compile(r"(?<![\d.,/])(\d{3}[ .]?\d{3}[ .]?\d{3})[ ,(]{1,3}$")
# Digits with what may stand between those of one number, and how far its letters reach before and behind them.
_DIGITS = re.compile(r"\d++(?:\D{1,24}+\d++)*")
_REACH = 24
_EXAMPLE = re.compile(
    r"(?<!\w)(?:beispiel|bsp\.|z\. ?b\.|e\. ?g\.|example|exemple|p\. ?ex\.|ejemplo|esempio|voorbeeld|exemplo)"
)
_DEPARTMENT = re.compile(r"\((?:\d{2,3}|2[AB])\)")  # "RCS de Brestol (29) sous le numéro B 007 451 297"
_EXAMPLE_REACH = 60  # characters
_SENTENCE_END = re.compile(r"[a-z]{4}\.\s")
# All shapes at once: what they begin with is told once, so that a text without any is passed over.
_BARE = [kind.bare.pattern.removeprefix(r"(?<![\w])") for kind in KINDS.values() if kind.bare is not None]
_SHAPED = re.compile(r"(?<!\w)(?=[A-Z01])(?:" + "|".join(_BARE) + ")")
# Letters and figures come before what must not stand in front of them: a search passes over all else at once.
# Behind the letters of the bank every group has a figure: "BE0001835674 CONTACT" is a VAT number and a word.
IBAN = re.compile(
    r"[A-Z](?<![A-Za-z0-9].)[A-Z]\d{2} ?[A-Z0-9]{4}(?: ?(?=[A-Z]{0,3}\d)[A-Z0-9]{4}){2,6}"
    r"(?: ?(?=[A-Z]{0,2}\d)[A-Z0-9]{1,3})?(?![A-Za-z0-9])"
)
_NOT_A_NUMBER_OF_THIS_KIND = (
    IBAN,
    Sieve(r"FR(?<![A-Za-z0-9]FR)\d{6}_\d{2}[A-Z0-9]{4,5}"),  # producer responsibility
    re.compile(
        r"\d(?<!\d.)\d{0,2}(?:[ .]\d{3}){1,4}(?:,\d{1,3}){0,3}(?:,-)? ?(?:€|EUR|euros?\b|zł|PLN|CHF|USD|\$|£|GBP)",
        re.IGNORECASE,
    ),
    Sieve(r"[Aa]ctivité\D{0,50}\d{2} ?\d{2} ?\d{5} ?\d{2}(?!\d)"),  # of those who train others
    Sieve(r"(?:€|EUR|\$|£) ?\d{1,3}(?:[ .,]\d{3}){1,4}"),
)


@dataclass(frozen=True, slots=True)
class Number:
    """A number in a text: kind ("fr.siren"), its characters without separators, its place, its label's place.

    `valid` is None where the kind has no check digit; `label` is -1 for one without a label.
    """

    kind: str
    digits: str
    start: int
    end: int
    valid: bool | None
    label: int = -1


def find_numbers(doc: LegalText, countries: tuple[str, ...] = ()) -> tuple[Number, ...]:
    """The numbers of a text, in order, without overlaps; `countries` help where a VAT number has no prefix."""
    masked = _mask(doc.text)
    contacts = doc.of("phone_label", "fax_label")
    labels = doc.under("number.")
    countries = (*countries, "NL") if "country.NL" in doc.words else countries
    found = [n for word, until in _reaches(labels) if (n := _after_label(masked, word, until, countries, contacts))]
    found += [n for word in doc.of("number.fr.rcs") if (n := _before_label(masked, word))]
    found += [*_unlabelled(masked), *_behind_firms(doc, masked)]
    # A label wins over a bare shape, the nearer label over the farther one, the longer number over its part.
    found.sort(key=lambda n: (n.label < 0, n.start - n.label if n.label >= 0 else 0, n.start - n.end))
    kept: list[Number] = []
    taken = bytearray(len(masked) + 1)
    for number in found:
        if any(taken[number.start : number.end]) and not _same_place(number, kept):
            continue
        taken[number.start : number.end] = b"\x01" * (number.end - number.start)
        kept.append(number)
    real = (n for n in kept if not is_dummy_number(n.digits) and not _is_example(doc, n.start))
    return tuple(sorted(real, key=lambda n: n.start))


def _is_example(doc: LegalText, offset: int) -> bool:
    """Whether a number only shows how to fill in a template ("Beispiel: Amtsgericht Nebelstadt, HRB 12345")."""
    line = doc.lines[doc.line_at(offset)]
    word = _EXAMPLE.search(doc.flat, max(line.start, offset - _EXAMPLE_REACH), offset)
    return word is not None and not _SENTENCE_END.search(doc.flat, word.end(), offset)


def _same_place(number: Number, kept: list[Number]) -> bool:
    """Whether a second label gives the same digits another kind: "RCS Paris, SIREN 012 345 674"."""
    twins = [k for k in kept if (k.start, k.end) == (number.start, number.end)]
    alike = all(k.kind != number.kind and k.kind[:2] == number.kind[:2] for k in twins)
    return bool(twins) and alike and number.label >= 0 and number.valid is not False


def _mask(text: str) -> str:
    """`text` in one line, with bank accounts, amounts of money and producer numbers blotted out."""
    masked = text.replace("\n", " ").replace("\u00a0", " ").replace("\u202f", " ").replace("–", "-")
    for pattern in _NOT_A_NUMBER_OF_THIS_KIND:
        at, parts = 0, list[str]()
        for match in pattern.finditer(masked):
            parts += masked[at : match.start()], "¤" * len(match[0])
            at = match.end()
        masked = "".join((*parts, masked[at:])) if parts else masked
    return masked


def _reaches(labels: tuple[Word, ...]) -> Iterator[tuple[Word, int]]:
    """Each label and how far it reaches: what stands behind the next label of the same kind belongs to that one.

    So the searched stretches of one kind never overlap, and a text of nothing but labels costs no more than its length.
    """
    following: dict[str, int] = {}
    reaches = []
    for word in reversed(labels):
        reaches.append((word, min(word.end + _WINDOW, following.get(word.key, word.end + _WINDOW))))
        following[word.key] = word.start
    return reversed(reaches)


def _after_label(
    masked: str, word: Word, until: int, countries: tuple[str, ...], contacts: tuple[Word, ...]
) -> Number | None:
    stop = first_after(contacts, word.end, _WINDOW)
    window = masked[word.end : min(stop.start, until) if stop else until]
    if not any(c.isdigit() for c in window):
        return None
    best: Number | None = None
    for kind in _kinds(word.key, countries):
        match = kind.shape.search(window)
        if match is None or match.start() > GAP or _digit_between(window, match.start(), kind):
            continue
        number = _number(kind, match[0], word.end + match.start(), word.start)
        if number.valid is False and _is_foreign(kind, word, countries):
            continue
        if number.valid is not False and not (kind.loose and number.valid is not True):
            return number
        if best is None and not kind.loose:
            best = number
    return best


def _is_foreign(kind: Kind, word: Word, countries: tuple[str, ...]) -> bool:
    """Whether a kind is of another country than its label: eleven figures behind "enregistré" are not yet Italian."""
    own = word.key.removeprefix("number.")[:2]
    return word.key.count(".") == 2 and kind.name[:2] != own and kind.name[:2].upper() not in countries


def _digit_between(window: str, until: int, kind: Kind) -> bool:
    gap = _DEPARTMENT.sub("", window[:until])
    if kind.prefixed:  # "gemäß § 27 a UStG": its own letters tell the number from those before it
        return "¤" in gap
    return any(c.isdigit() or c == "¤" for c in gap)


@lru_cache(maxsize=1000)
def _kinds(key: str, countries: tuple[str, ...]) -> tuple[Kind, ...]:
    """The kinds tried behind a label, in order."""
    if key == "number.cz.ico" and "SK" in countries and "CZ" not in countries[: countries.index("SK")]:
        return (KINDS["sk.ico"],)  # both countries call it so
    if names := AFTER_LABEL.get(key.removeprefix("number."), ()):
        # Eight figures behind "registre du commerce" are those of a Dutch firm only where the Netherlands are named.
        dutch = "NL" in countries or key == "number.nl.kvk"
        return tuple(KINDS[name] for name in names if dutch or name != "nl.kvk")
    if key != "number.vat":
        return ()
    loose = [k for k in KINDS.values() if k.loose and (k.unmistakable or k.country in countries)]
    return (*VAT_PREFIXED, *sorted(loose, key=lambda k: k.country not in countries))


def _before_label(masked: str, word: Word) -> Number | None:
    """ "012 345 674 RCS Paris": the number stands before its label."""
    match = _REVERSED.search(masked[max(0, word.start - 16) : word.start])
    if match is None:
        return None
    start = max(0, word.start - 16) + match.start(1)
    number = _number(KINDS["fr.rcs"], match[1], start, word.start)
    return number if number.valid else None


def _unlabelled(masked: str) -> list[Number]:
    found = []
    for kind, match in shaped(masked):
        number = _number(kind, match[0], match.start(), -1)
        if number.valid is not False and not _is_capital(masked, match) and not _numbers_paper(masked, match.start()):
            found.append(number)
    return found


# In the north a firm's number stands right behind its name, without a word: "Dimhandel AB, 556012-3456".
_BEHIND_FIRM = re.compile(r"(?::\w{1,3})?[ ,]{0,2}\(?(?:Y ?[:.]? ?)?")
_OF_FORM = {"Oy": "fi.ytunnus", "Ky": "fi.ytunnus", "AB": "se.orgnr", "HB": "se.orgnr", "OÜ": "ee.registrikood"}


def _behind_firms(doc: LegalText, masked: str) -> Iterator[Number]:
    for form in doc.forms:
        if (name := _OF_FORM.get(form.short)) and (gap := _BEHIND_FIRM.match(masked, form.end)):
            match = KINDS[name].shape.match(masked, gap.end())
            number = _number(KINDS[name], match[0], match.start(), -1) if match else None
            if number and number.valid:
                yield number


def shaped(text: str) -> Iterator[tuple[Kind, re.Match[str]]]:
    """What has the shape of a number that needs no label. Looked for only round digits: a long text has few."""
    reached = ((max(0, m.start() - _REACH), m.end() + _REACH) for m in _DIGITS.finditer(text))
    stretches = [(start, end) for start, end in reached if _SHAPED.search(text, start, end)]
    for kind in KINDS.values() if stretches else ():
        if kind.bare is not None:
            for start, end in stretches:
                yield from ((kind, match) for match in kind.bare.finditer(text, start, end))


# "Factuurnummer NL00..., Kundennummer DE00...": numbers of a paper or a customer, whatever their shape.
_NO_REGISTER = re.compile(
    r"(?<!\w)(?:factuur|klant|order|bestel|rechnungs|kunden|auftrags|bestell)-?(?:nummer|nr\.?)|"
    r"(?:commande|facture|client|order|invoice|customer|pedido|factura|ordine|fattura|zamowieni[ae]|faktur[ay])"
    r"(?: (?:n[°o]?|no|nr|num|number|numero|nummer)\.?)?|ihre bestellung"
)
_PAPER_REACH = 30


def _numbers_paper(masked: str, start: int) -> bool:
    """Whether the words right before a number without a label say that it is none of a register."""
    left = fold(masked[max(0, start - _PAPER_REACH) : start]).rstrip(" :#.")
    return any(m.end() == len(left) for m in _NO_REGISTER.finditer(left))


def _is_capital(masked: str, match: re.Match[str]) -> bool:
    """AU CAPITAL DE 546.601.552: the DE is no country."""
    before = masked[max(0, match.start() - 12) : match.start()].lower()
    return "capital" in before


def _number(kind: Kind, raw: str, start: int, label: int) -> Number:
    digits = kind.normal(raw)
    valid = kind.check(digits) if kind.check else None
    lead = len(raw) - len(raw.lstrip(" .:-"))
    return Number(kind.name, digits, start + lead, start + len(raw.rstrip(" .:-")), valid, label)
