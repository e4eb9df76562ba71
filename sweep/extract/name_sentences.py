"""Names in sentences that say who somebody is: behind a role and "is", behind "we" or "means", before "trading as"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from sweep.extract.legal_form_names import ALONE
from sweep.extract.legal_forms import Form, find_forms
from sweep.extract.legal_text import LegalText
from sweep.extract.name_bold import bold_from, bold_until
from sweep.extract.name_persons import PERSON_NAME, person_before
from sweep.extract.name_signs import is_site
from sweep.extract.name_titles import is_side
from sweep.extract.name_words import NAME, Mention, plausible, trim
from sweep.extract.needles import Sieve
from sweep.extract.operator_words import Word, find_words
from sweep.extract.text import fold

_TRADING_AS = Sieve(
    r"(?:trading as|t/a|handelend onder de (?:handels)?(?:naam|benaming)|firmierend unter|"
    r"(?:exercant|agissant|exploitant|operant) sous (?:le nom|la denomination|l'enseigne|le nom commercial))(?!\w)"
)
# "Il titolare del trattamento dei dati raccolti su questo sito è ...".
_CLAUSE = re.compile(r"[^.,;:\n|]{0,90}")
_IS = re.compile(r"(?<!\w)(?:è|é|es|is|ist|jest|est|er|är|je|este|е|είναι)(?: ?:)? (?=\S)")
_ENDS_WITH_IS = re.compile(r"(?:^| )(?:è|é|e|es|is|ist|jest|est|er|ar|je|este)$")
_COLON = re.compile(r" ?: ?")
# Of whom or what else somebody is the holder or the keeper: a mark, a right, an account, goods on their way.
_OF_ELSE = re.compile(
    r"(?<!\w)(?:marchi\w?|marcas?|mar[ck]en?|trademarks?|brands?|merk\w{0,2}|znak\w{0,3}|copyright|diritt[oi]|rights?|"
    r"\w{0,12}rechte?n?|derechos?|direitos?|praw\w{0,3}|droits?|kont[aoe]\w{0,3}|cuentas?|accounts?|rekening\w{0,2}|"
    r"software|progetto|zahlung\w{0,3}|payments?|pagos?|pagament[oi]|versand\w{0,2}|spedizion\w|envios?|lieferung\w{0,2}|"
    r"deliver\w{1,3}|represent\w{1,6}|rappresent\w{1,6}|vertret\w{1,4}|\w{0,5}schutzbeauftragte\w?|delegad[oa]|"
    r"foto\w{0,8}|photos?|pictures?|bild\w{0,3}|image[ns]?|text[eios]?|inhalte?n?|design|conten\w{1,4})(?!\w)"
)
_BEHIND_NAME = re.compile(r" ?(?:$|[,.;:(\n]| [–—-] )| (?:con|mit|with|z|ze|s|se|so|com|met|avec|cu|med) ")
_TOLD_SOON = re.compile(r"[^\n]{0,60}?\d")
_QUOTED = re.compile(r"[«\"“„] ?([^\n«»\"“”„]{2,60}?) ?[»\"“”]")
_OURS = re.compile(
    r"(?:our|my|your|unser\w{0,2}|mein\w{0,2}|nostr\w|nuestr\w{1,2}|noss\w{1,2}|nasz\w{0,3}|onze|ons|notre|nos|"
    r"nas\w{0,2}) "
)
_HERE = re.compile(
    rf"(?:(?i:monsieur|madame|mme|mr|mrs|ms|herrn?|frau|sig\.|sig\.ra|sr|sra|pan|pani|dott\.)\.? )?({NAME})"
)
# "mit uns (Nora Nebelung, Nebelgasse 1, ...)": who "we" are.
_US = Sieve(r"(?:uns|us|nous|noi|nosotros|ons|nami|nos|oss|wij) \((?:the |der |die |la |le |il )?(?=\S)")
_IN_BRACKET = re.compile(rf"({NAME}), [^()\n]{{0,70}}?\d")
# '"Company" means Mist Four You (Company Number 000)': whom the terms mean by the word for who sells.
_MEANS = Sieve(
    r"(?:means|refers to|si intende|si riferisce a|significa|se refiere a|se entiende(?: por)?|bezeichnet|betekent|"
    r"bedoelen we|bedoelen wij|oznacza|se rozumi|sa rozumie) (?:the (?:company )?|la |le |die |der |il |el )?(?=\S)"
)
_SAID_OF = re.compile(
    r"(?:^|[\n«\"“„'‘/(] ?|\w\) |(?:^|\n)(?:the |il |el |der |die |de ))"
    r"(?:we|us|our|ours|seller|vendor|company|merchant|trader|retailer|store|shop|venditore|titolare|gestore|vendedor|"
    r"empresa|verkaufer|anbieter|betreiber|verkoper|ondernemer|wij|ons|onze|sprzedawca|uslugodawca|prodavajici|predavajuci)"
    r"[»\"”'’]{0,2}[^.;:\n]{0,70}$"
)
_MEANT_TOLD = re.compile(
    r" ?(?:$|\n|\.(?: |$)|[,(]| (?:trading|a company|an? |whose|of|having|con|mit|met|with|z|se|so) )[^\n]{0,90}?\d|"
    r" trading as "
)
# "Ditta individuale di Nebbio Rugiada", "eenmanszaak van Nevelin Dauw".
_ALONE_OF = re.compile(r" (?:di|de|von|van|of|da) ")
_IS_FIRM_OF = re.compile(rf"({NAME}) (?:è|is|es|est|ist|é) (?:l[ao]|una?|the|a|de|een|die|eine|un) ?$")


def trading_as(doc: LegalText) -> Iterator[Mention]:
    """ "Nuala Mistry, trading as Dewpond Knits": the person before these words is the trader."""
    for match in _TRADING_AS.finditer(doc.flat):
        offset, text = match.start(), doc.text
        lead = text[max(0, offset - 4) : offset]
        place = bold_until(doc, offset - len(lead) + len(lead.rstrip(" ,("))) or person_before(text, offset, 60)
        if place is None or len(text[place[1] : offset].split()) > 3 or "\n\n" in text[place[1] : offset]:
            continue
        if not _form_at(doc, place[1]):
            yield Mention(text[slice(*place)], *place, "label", "", "editor")


def by_copula(doc: LegalText, word: Word) -> Mention | None:
    """Who is said to hold the role of `word`, however many words stand between: "The holder of ... is ..."."""
    if _ENDS_WITH_IS.search(doc.flat[word.start : word.end]):
        lead = _COLON.match(doc.text, word.end)
        starts = [lead.end() if lead else word.end + 1]
    else:
        clause = _CLAUSE.match(doc.text, word.end)
        until = min(len(doc.text), (clause.end() if clause else word.end) + 3)
        starts = [m.end() for m in _IS.finditer(doc.text, word.end, until)]
    for start in starts:
        if _OF_ELSE.search(doc.flat, word.end, start):
            break
        if place := named_at(doc, start):
            return _held_by(doc, start, place)
    return None


def _held_by(doc: LegalText, start: int, place: tuple[int, int]) -> Mention | None:
    """The name at `place`; one of a single word only in bold, called as the site is, or with a number soon."""
    name = doc.text[slice(*place)]
    sure = bool(bold_from(doc, start)) or is_site(doc, name) or bool(_TOLD_SOON.match(doc.text, place[1]))
    if " " not in name and not sure:
        return None
    return Mention(name, *place, "label", "", "editor")


def named_at(doc: LegalText, start: int) -> tuple[int, int] | None:
    """The place of a name that begins at `start`: in bold, in marks, or as far as its words reach."""
    if place := bold_from(doc, start):
        return place
    if quoted := _QUOTED.match(doc.text, start, start + 66):
        return quoted.span(1)
    match = _HERE.match(doc.text, start, min(len(doc.text), start + 100))
    if match is None:
        return None
    name = match[1].split(". ", 1)[0].rstrip(".-– ")
    end = match.start(1) + len(name)
    if not _BEHIND_NAME.match(doc.text, end, end + 8):
        return None
    return (match.start(1), end) if _is_name(name) else None


def _is_name(name: str) -> bool:
    words = fold(name).split()
    role = any(w.start == 0 for found in find_words(fold(name)).values() for w in found)
    return plausible(name) and not role and not any(map(is_side, words)) and not _OURS.match(fold(name))


def we_are(doc: LegalText) -> Iterator[Mention]:
    """Who stands in brackets behind "we", with an address or a number."""
    for match in _US.finditer(doc.flat):
        if match.start() and doc.flat[match.start() - 1].isalnum():
            continue
        found = _IN_BRACKET.match(doc.text, match.end(), match.end() + 160)
        if found and " " in found[1] and _is_name(found[1]) and not find_forms(found[1], fold(found[1])):
            yield Mention(found[1], *found.span(1), "label", "", "editor")


def defined(doc: LegalText) -> Iterator[Mention]:
    """Whom the terms mean by the word for who sells."""
    for match in _MEANS.finditer(doc.flat):
        if not _SAID_OF.search(fold(doc.text[max(0, match.start() - 100) : match.start()])):
            continue
        found = _HERE.match(doc.text, match.end(), min(len(doc.text), match.end() + 100))
        if found is None or not _MEANT_TOLD.match(doc.text, found.end(), found.end() + 110):
            continue
        name = trim(found[1])
        if _is_name(name):
            yield Mention(name, found.end() - len(name), found.end(), "label", "", "editor")


def alone(doc: LegalText, form: Form) -> Mention | None:
    """The person behind a word for who trades alone; on the word of the page where it says so of what it is called."""
    lead = _ALONE_OF.match(doc.text, form.end) if form.full and form.short in ALONE else None
    person = PERSON_NAME.match(doc.text, lead.end(), lead.end() + 90) if lead else None
    if person is None or not _is_name(person["name"]):
        return None
    of = _IS_FIRM_OF.search(doc.text[max(0, form.start - 90) : form.start])
    label = "editor" if of and is_site(doc, of[1]) else ""
    return Mention(person["name"], *person.span("name"), "form", form.short, label)


def _form_at(doc: LegalText, offset: int) -> bool:
    """Whether a legal form begins right before `offset` or goes on over it ("NevelG B" of "NevelG B.V.")."""
    index = bisect_left(doc.forms, offset - 1, key=lambda f: f.start)
    return index < len(doc.forms) and doc.forms[index].start <= offset
