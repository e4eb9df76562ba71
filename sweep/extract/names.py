"""Names of companies and persons in a text: beside a legal form, behind a label, above an address."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sweep.extract.legal_forms import ABBREVIATION, BODIES, Form, find_forms
from sweep.extract.legal_text import LegalText
from sweep.extract.needles import Sieve
from sweep.extract.operator_words import find_words
from sweep.extract.placeholders import is_dummy_name
from sweep.extract.text import fold

_UP = r"A-ZÀ-ÖØ-ÞŁŚŻŹĆŃĘĄŐŰŠČŘŽΑ-ΩА-Я"
_TOKEN = (
    rf"(?:[{_UP}0-9][\w'’.&@+!\-]{{0,30}}|e-[a-z]{{3,9}}|[a-z]{{1,12}}[{_UP}][\w.\-]{{0,20}}|"
    r"[a-z0-9\-]{2,30}\.(?:com|fr|de|nl|be|eu|es|it|pl|pt|net|shop|store))"
)
_LINK = (
    r"(?:de|du|des|d['’]|la|le|les|et|und|and|y|e|i|of|the|di|da|do|am|im|"
    r"del|dei|della|delle|dos|das|von|van|der|den|für|pour|en|&|\+|\|)"
)
_NAME = rf"{_TOKEN}(?:(?: {_LINK})? ?(?:& |\+ |- |– )?(?<=[ ]){_TOKEN}){{0,7}}"
_BEFORE_FORM = re.compile(
    rf"(?<![\w.])({_NAME})(?P<gap>,? ?|,? (?:-|–) | \(| est une | ist eine | is a | è una | es una )$"
)
_LOWER_BEFORE_FORM = re.compile(
    r"(?:^|[\s(])(?:der|die|dem|von|by|par|société|firma|da|door|bij|de)\s+([a-z][\w.\-]{2,25}) $"
)
_COPYRIGHT = re.compile(r"(?:©|\([cC]\)|[Cc]opyright|COPYRIGHT) ?$")
_YEARS = re.compile(r"^(?:19|20)\d\d(?: ?[-–] ?(?:19|20)\d\d)? (?=\S)")
_BODY_BEGINS = re.compile(r"(?:^|\n|: ?|(?<!\w)(?:aan|bij|door|de|la|the|die|der|alla) )$")
_QUOTED = re.compile(r" ?[«\"“„] ?([^\W_][^\n«»\"“”„]{1,60}?) ?[»\"“”]")
_AFTER_FORM = re.compile(rf" [«\"“„]? ?({_NAME})")
_BEHIND_LABEL = re.compile(
    r"[ \n]?(?:du site|de ce site|der website|dieser website|des sites?|van de website|del sito|"
    r"del sitio|serwisu|sklepu|strony)?"
    r"[ \n:=–\-]{0,5}(?:est |is |ist |jest |é |es |è |sont )?(?:(?:la|the|die|der|de|a|o|el|il|l['’]) ?)?"
    r"(?i:société|company|firma|entreprise|sociedad|società|spółka|empresa|gesellschaft|association)? ?[«\"“„]? ?"
    rf"(?P<title>(?i:monsieur|madame|mademoiselle|mme|mlle|mr|mrs|ms|m|herr|frau|dr|sr|sra|d|dña|dott|pan|pani)\.? )?"
    rf"({_NAME})"
)
_SUFFIX = re.compile(
    r",? (?:sucursal|succursale|zweigniederlassung|branch)(?: [\w]{2,20}){1,3}|,? à (?:actionnaire|associé) unique",
    re.IGNORECASE,
)
_LEADING = re.compile(
    r"^(?:(?:Die|Der|Das|The|Het|El|A|O|La société|La Société|Société|Sté|Firma|Entreprise|Company|Sociedad|Spółka|"
    r"Servern? (?:der|des|von)|Somos|Siamo|Sono|Jesteśmy|"
    r"Hébergeur|Hoster|Empresa|Anbieter(?:in)?|Inh\.|Inhaber(?:in)?|Monsieur|Madame|Mme|Mr|M\.|Herr|Frau|Editeur|Éditeur|Impressum|Vendeur|Site|Nom|Name|"
    r"Naam) +)+(?=\S)"
)
_ARTICLE_FOLDED = re.compile(r"^(?:die|der|das|the|het|el|a|o) (?=\S+ )")
_ARTICLE = re.compile(r"(?:Die|Der|Das|The|Het|El|A|O) (?=\S+ )")
_PERSON = re.compile(
    rf"(?P<title>(?i:monsieur|madame|mademoiselle|mme|mlle|mr|mrs|ms|m\.|herr|frau|dr|sig\.|sr|sra|pan|pani)\.? ?)?"
    rf"(?<!\w)(?P<name>[{_UP}][\w'’\-]{{0,25}}"
    rf"(?:(?:(?<=[ ][{_UP}])\.)? (?:de |van |von |der |den |du |le |la |di |d['’])?[{_UP}][\w'’\-]{{0,25}}){{1,4}})"
)
_GENERIC = frozenset(
    "site internet web client clients vous nous article articles cgv cgu tva france produits produit services service "
    "mentions legales conditions vente email mail contact adresse telephone unsere wir sie diese angaben gemass "
    "le la les l un une des du de the der die das dem el il lo los las het een o a os as et und and y e i en is est "
    "nom prenom name vorname firma anschrift terms website shop boutique online the our your this we you all "
    "utilisateur utilisateurs utente kunde verbraucher klient sito titolare condizioni condiciones sitio web "
    "usted".split()
)
_NEXT_PART = re.compile(
    r"(?<=[a-zß-ÿ]{3})\. (?=[A-ZÀ-Þ])|"
    r" [-–] (?=(?i:contact|adresse|address|t[ée]l|e-?mail|si[èe]ge|siret|siren|sitz|kontakt|contacto|contatto|anschrift"
    r"|adres|direcci[óo]n|indirizzo|morada)(?![\w]))"
)
_TRADING_AS = Sieve(r"(?:trading as|t/a|handelend onder de naam|firmierend unter)(?!\w)")
_COURT = re.compile(
    r"AG [A-ZÄÖÜ][\w\-]{2,25}(?: \([\w. ]{2,20}\)| am Main| a\.? ?d\.? \w{1,12})?,? ?"
    r"(?:unter |unter der Nummer |Nr\.? ?)?(?:HR ?[AB]|VR|GnR|PR) ?\d"
)
_ALONE = ("EI", "Einzelunternehmen", "eenmanszaak", "sole trader", "autónomo", "ditta individuale")  # persons
_OWNER = re.compile(r" (?:Inh\.|Inhaber(?:in)?:?|eigenaar:?|propriétaire :?) ")
_AFTER_COMMA = ("Lda", "Inc.", "Ltd", "LLC", "Co. Ltd", "Corp.", "SL", "SLU", "SA", "SAU", "LLP", "PLC")
_FORMS_IN_KEY = re.compile(r"[^\w]+")


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in a text. `form` is the legal form beside it; `how` is "form", "label" or "line"."""

    name: str
    start: int
    end: int
    how: str
    form: str = ""
    label: str = ""  # the lexicon key of the label before it

    @property
    def key(self) -> str:
        return name_key(self.name)


def name_key(name: str) -> str:
    """What makes two spellings one name: lower case, no accents, no legal form, no marks."""
    folded = fold(name)
    for form in reversed(find_forms(name, folded)):
        if form.start > 0 or form.end < len(name):
            folded = folded[: form.start] + " " * (form.end - form.start) + folded[form.end :]
    folded = _ARTICLE_FOLDED.sub("", _SUFFIX.sub("", folded.strip()))
    return " ".join(_FORMS_IN_KEY.sub(" ", folded).split())


def same_name(left: str, right: str) -> bool:
    """Whether two keys may be one firm: equal, or one begins with the whole words of the other."""
    if not left or not right:
        return False
    if f"{left} ".startswith(f"{right} ") or f"{right} ".startswith(f"{left} "):
        return True
    short, long = sorted((left.replace(" ", ""), right.replace(" ", "")), key=len)
    return short == long or (len(short) >= 5 and long.startswith(short))


def find_names(doc: LegalText) -> tuple[Mention, ...]:
    """The names of a page beside legal forms and behind labels, in order. Bounded windows: linear."""
    found = [m for form in doc.forms if (m := _by_form(doc.text, form))]
    found += [m for match in _TRADING_AS.finditer(doc.flat) if (m := _by_trade_name(doc.text, match.start()))]
    taken = {m.start for m in found}
    for word in doc.of("editor", "editor_section", "name_label", "host", "host_label"):
        mention = _by_label(doc.text, word.end, word.key)
        if mention and mention.start not in taken:
            found.append(mention)
    return tuple(sorted((m for m in found if plausible(m.name)), key=lambda m: m.start))


def _by_form(text: str, form: Form) -> Mention | None:
    if form.full and form.short in BODIES and text[form.start].isupper():
        return _body(text, form)
    if form.short == "AG" and _COURT.match(text, form.start):
        return None
    named = _by_label(text, form.end, "editor") if form.full and form.short in _ALONE else None
    if named and text[form.end : named.start].strip() == ":":
        return Mention(named.name, named.start, named.end, "form", form.short)
    left = max(text.rfind("\n", max(0, form.start - 90), form.start) + 1, form.start - 90, 0)
    window = text[left : form.start]
    end = form.end
    match = _BEFORE_FORM.search(window)
    if match and not (form.full and match[1].rstrip("'’").upper() in ("L", "D")):
        before = window[: match.start(1)].strip()
        alone = (not before or before.endswith(":")) and text[end : end + 1] in ("", "\n")
        name = _trim(match[1], keep_article=alone)
        if _COPYRIGHT.search(window[: match.start(1)]):
            name = _YEARS.sub("", name)
        start = left + match.start(1) + len(match[1]) - len(name)
        comma = match["gap"] == ", " and form.short in _AFTER_COMMA and "capital" not in text[end : end + 20]
        glued = not form.full and (match["gap"] in (" ", "") or comma)
        if suffix := _SUFFIX.match(text, end, end + 60):
            end = suffix.end()
        stop = end if glued else left + match.end(1)
        return Mention(text[start:stop].strip(" ,("), start, stop, "form", form.short)
    if not form.full and (match := _LOWER_BEFORE_FORM.search(window)):
        start = left + match.start(1)
        return Mention(text[start:end], start, end, "form", form.short)
    if match := _QUOTED.match(text, end, min(len(text), end + 70)):
        return Mention(match[1], match.start(1), match.end(1), "form", form.short)
    if match := _AFTER_FORM.match(text, end, min(len(text), end + 70)):
        name = _first_part(match[1]).rstrip(" .-–")
        return Mention(name, match.start(1), match.start(1) + len(name), "form", form.short)
    return None


def _by_trade_name(text: str, offset: int) -> Mention | None:
    """ "Nuala Mistry, trading as Dewpond Knits": the person before these words is the trader."""
    place = person_before(text, offset, 60)
    if place is None or len(text[place[1] : offset].split()) > 1:
        return None
    return Mention(text[slice(*place)], *place, "label", "", "editor")


def _first_part(name: str) -> str:
    """`name` without the sentence or the label that follows it ("Wren Drizzlewood. You", "BRUMELLE - Contact")."""
    return _NEXT_PART.split(name, maxsplit=1)[0]


def _body(text: str, form: Form) -> Mention | None:
    """A foundation and the like: its name begins with the word, at the beginning of a line or behind a label."""
    match = _AFTER_FORM.match(text, form.end, min(len(text), form.end + 70))
    if match is None or not _BODY_BEGINS.search(text, max(0, form.start - 6), form.start):
        return None
    end = match.start(1) + len(match[1].rstrip(" .-–"))
    return Mention(text[form.start : end], form.start, end, "form", form.short)


def _by_label(text: str, offset: int, key: str) -> Mention | None:
    match = _BEHIND_LABEL.match(text, offset, min(len(text), offset + 130))
    if match is None:
        return None
    name = _first_part(match[2]).rstrip(" .-–,")
    trimmed = _trim(name, keep_article=text[offset : match.start(2)].strip() == ":")
    gap = text[offset - 4 : match.start(2)]
    if "\n" in gap and (":" not in gap and key not in ("host_label", "editor")):
        return None
    if not _announced(gap) and " " not in trimmed and not trimmed.isupper():
        return None  # in running prose a single capitalised word behind a label is a common noun
    start = match.start(2) + len(name) - len(trimmed)
    return Mention(trimmed, start, start + len(trimmed), "label", "", key)


def _announced(gap: str) -> bool:
    """Whether a colon, a line break or a preposition stands between a label and the name."""
    return bool(re.search(r":|\n|=|(?:par|by|von|door|da|por|przez|ist|est|is) $", gap))


def _trim(name: str, *, keep_article: bool = False) -> str:
    """Without the words that lead to a name; the article of a name that stands alone belongs to it ("Het Nest")."""
    return name if keep_article and _ARTICLE.match(name) else _LEADING.sub("", name)


def plausible(name: str) -> bool:
    """Whether `name` can name somebody: letters, no template, not made of words of every notice."""
    words = name_key(name).split()
    if len(name) < 3 and not name.isupper():
        return False
    if any(f.start == 0 and f.end == len(name) for f in find_forms(name, fold(name))):
        return False  # a legal form alone ("EI" on its own line)
    if not words or len(name) < 2 or len(name) > 90 or sum(c.isalpha() for c in name) < 2:
        return False
    if all(w in _GENERIC or w.isdigit() for w in words) or is_dummy_name(name):
        return False
    folded = fold(name)
    known = [w for ws in find_words(folded).values() for w in ws]
    return not any(w.start == 0 and w.end >= len(folded) - 2 and not w.key.startswith("mediator") for w in known)


def is_generic(word: str) -> bool:
    """Whether a folded word is one of every notice ("le", "client", "site"), no part of a proper name."""
    return word in _GENERIC


def name_line(doc: LegalText, offset: int) -> Mention | None:
    """The name above an address that begins at `offset`: the line before it, if that is a name and nothing else.

    Of a shop's name in one word and a person's above it ("Jens Nieselmann", "Perlenzauber") the person's counts.
    """
    found = _name_above(doc, offset)
    if found is None or found.name.count(" ") or found.name.isupper():
        return found
    person = _name_above(doc, found.start)
    return person if person and " " in person.name and _PERSON.fullmatch(person.name) else found


def _name_above(doc: LegalText, offset: int) -> Mention | None:
    index = doc.line_at(offset)
    if doc.text[doc.lines[index].start : offset].strip():
        return None
    for above in range(index - 1, max(-1, index - 3), -1):
        line = doc.lines[above]
        words = doc.text[line.start : line.end].strip(" ,:")
        words = _OWNER.split(words)[-1]
        if re.fullmatch(_NAME, words) and plausible(words) and not any(c.isdigit() for c in words):
            start = doc.text.index(words, line.start)
            return Mention(words, start, start + len(words), "line")
    return None


def person_after(text: str, offset: int, reach: int = 110) -> tuple[int, int] | None:
    """The place of the first person's name within `reach` behind `offset`, on the same line or the next."""
    window = min(len(text), offset + reach)
    for match in _PERSON.finditer(text, offset, window):
        gap = text[offset : match.start()]
        if gap.count("\n") > 1 or not _DIRECTOR_GAP.match(fold(gap)):
            return None
        if plausible(match["name"]) and not _is_place(match["name"]):
            return match.span("name")
    return None


def person_before(text: str, offset: int, reach: int = 90) -> tuple[int, int] | None:
    """The place of the last person's name within `reach` before `offset`, in the same sentence."""
    left = max(0, offset - reach)
    found = [m for m in _PERSON.finditer(text, left, offset) if plausible(m["name"]) and not _is_place(m["name"])]
    found = [
        m
        for m in found
        if not ABBREVIATION.search(m["name"])
        and not re.search(r"[.;:]\s", text[m.start("name") : offset])
        and not re.search(r"\n|[a-zà-ÿ]{3}\. ", text[m.end() : offset])
        and not _FUNCTION.match(fold(m["name"]))
    ]
    return found[-1].span("name") if found else None


_DIRECTOR_GAP = re.compile(
    r"(?:[\s:,=()/.§\-–\d]|(?<!\w)(?:du|de|des|la|le|les|ce|site|sites|web|internet|est|is|sont|ist|sind|publication|"
    r"edition|redaction|"
    r"et|and|und|the|nach|gemass|gem|abs|mstv|rstv|i|s|d|im|sinne|von|v|p|den|fur|inhalt|name|nom|prenom|monsieur|"
    r"madame|m|mme|mr|"
    r"herr|frau|der|die|das|www\.[\w.\-]{3,40}|societe|president|gerant|gerante|actuel|of|for|content|responsible|"
    r"legal|representant)(?!\w)){0,40}$"
)
_FUNCTION = re.compile(
    r"(?:directeur|directrice|president|presidente|gerant|gerante|geschaftsfuhrer|managing|chief|general)"
)


def _is_place(name: str) -> bool:
    folded = fold(name)
    return bool(_FUNCTION.match(folded)) or any(
        k.startswith(("country.", "seat", "editor", "host")) for k in find_words(folded)
    )
