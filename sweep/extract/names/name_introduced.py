"""Persons who introduce themselves and give a number of their own: "Ich heiße Nora Nebelung ... Meine USt-IdNr."."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from sweep.extract.pages.legal_text import LegalText
from sweep.extract.words.address_words import UP
from sweep.extract.words.name_words import Mention, is_generic, plausible
from sweep.extract.words.needles import Sieve
from sweep.extract.words.operator_words import first_after
from sweep.extract.words.text import fold

# "My name is", "I am", in the languages of Europe; they begin their sentence, but for a greeting.
_I_AM = Sieve(
    fold(
        r"(?:my name is|i am|i'm|mein name ist|ich heiße|ich bin|mijn naam is|ik heet|ik ben|je m'appelle|je suis|"
        r"moi,? c'est|me llamo|mi nombre es|soy|chamo-me|(?:o )?meu nome e|sou|mi chiamo|il mio nome e|sono|ma numesc|"
        r"numele meu este|sunt|nazywam się|jestem|jmenuji se|jsem|volám sa|som|zovem se|"
        r"ja sam|ime mi je|moje ime je|sem|казвам се|аз съм|με λένε|ονομάζομαι|είμαι|mina olen|minu nimi on|olen|"
        r"nimeni on|mani sauc|esmu|"
        r"esu|mano vardas|mit navn er|jeg hedder|jeg er|mitt navn er|jeg heter|jag heter|mitt namn är|jag är|"
        r"ég heiti|ég er|is mise|jisimni|jien) (?:(?:[oη]|a|la|il|el) )?"
    )
)
_BEGINS = re.compile(
    r"(?:^|[\n.!?:–—-] ?|(?:^|[\n.!] ?)(?:[^\W\d_]{2,8}(?: [^\W\d_]{2,8})?)[,!] )"
    r"(?:(?:mina|já|ja|eu|io|yo|ich|εγώ) )?$",
    re.IGNORECASE,
)
_WORD = rf"[{UP}][\w'’\-]{{1,25}}"
_PERSON = re.compile(
    rf"(?P<name>{_WORD}(?: "
    rf"(?:(?:de|del|della|di|da|do|dos|von|van|der|den|le|la|af|y|i|an|na|Ó|Ní|Nic|Mac|Ui) )?{_WORD}){{1,3}})"
    r"(?= ?(?:$|[.,;!(\n]| [–—-] | [^\W\d_A-ZÀ-Þ]))"
)
_BEFORE = re.compile(rf"(?:^|\n|[.!?,] )(?P<name>{_WORD}(?: {_WORD}){{1,2}}) vagyok(?!\w)")
_NUMBER_WITHIN = 300  # characters behind a name, within which its own number stands
_NAMED = re.compile(rf"{_WORD} {_WORD},? $")  # "Ceață Ion Întreprindere Individuală": a name before its form
_DIGITS = re.compile(r"[^\d\n]{0,24}\d[\d .\-/]{4}")


def introduced(doc: LegalText) -> Iterator[Mention]:
    """Persons who say who they are, where a number of theirs follows before any firm is named."""
    if not (numbers := doc.under("number.")):
        return
    for start, end in (*_behind(doc), *(m.span("name") for m in _BEFORE.finditer(doc.text))):
        name = doc.text[start:end]
        number = first_after(numbers, end, _NUMBER_WITHIN)
        if number is None or not _DIGITS.match(doc.text, number.end) or any(map(is_generic, fold(name).split())):
            continue
        index = bisect_left(doc.forms, end, key=lambda f: f.start)
        form = doc.forms[index] if index < len(doc.forms) else None
        firm = form and form.start < number.start and (not form.full or _NAMED.search(doc.text, end, form.start))
        if not firm and plausible(name):
            yield Mention(name, start, end, "label", "", "editor_section")


def _behind(doc: LegalText) -> Iterator[tuple[int, int]]:
    for match in _I_AM.finditer(doc.flat):
        if match.start() and not _BEGINS.search(doc.text, max(0, match.start() - 24), match.start()):
            continue
        if person := _PERSON.match(doc.text, match.end(), match.end() + 110):
            yield person.span("name")
