"""Names told by where they stand: below the heading of the trader's section, above an address, in its sentence."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence

from sweep.extract.addresses.place_headings import is_place_heading
from sweep.extract.names.name_persons import PERSON_NAME
from sweep.extract.pages.legal_text import BOLD, MAX_CHARS, LegalText
from sweep.extract.words.address_words import UP
from sweep.extract.words.legal_form_names import FULL
from sweep.extract.words.legal_forms import BODIES, find_forms
from sweep.extract.words.name_words import NAME, Mention, half_named, is_generic, plausible, trim
from sweep.extract.words.needles import Sieve
from sweep.extract.words.operator_words import Word, first_after
from sweep.extract.words.text import fold

_BEFORE_COMMA = re.compile(
    rf"(?:^|(?<!\w)(?:bij|van|door|met|par|chez|avec|entre|et|en|: ) ?)(?P<name>{NAME})(?:,| [–—-])? $"
)
# Labels of the fields of a notice: no name begins with one.
FIELD_LABELS = (
    *(
        "name_label",
        "form_label",
        "seat",
        "phone_label",
        "director",
        "number.vat",
        "number.fr.siren",
        "number.fr.siret",
    ),
    *("number.fr.rcs", "number.be.kbo", "number.nl.kvk", "number.ch.uid", "number.lu.rcs"),
)
# What else the line below a name begins with: an e-mail address, the form of a sole trader, a street with its number.
_FIELD_BEGINS = re.compile(
    r"e-?mail|courriel|site web|capital|micro-?entr|auto-?entr|entrepr\w+ individuel|eenmanszaak"
    r"|\d{1,4}(?: ?(?:bis|ter))?,? (?:rue|avenue|av\.|boulevard|bd|place|chemin|route|impasse)(?!\w)"
    r"|[a-z'. ]{4,40} \d{1,4} ?[a-z]?(?:$|,)|(?:[a-z]{1,2}-)?\d{4,5} [a-z]"
)
# "Brumelle est une entreprise de jardins", the first words of the section on the trader.
_PRESENTED = re.compile(
    rf"(?P<name>{NAME}) (?:est une (?:micro-?|auto-?)?(?:entreprise|société|association|asbl|SARL|SAS|SASU|EURL)(?!\w)"
    r"|is een (?:eenmanszaak|bedrijf|onderneming|besloten vennootschap|vennootschap|bv|vof)(?!\w))"
)
# A line that is a name and nothing else: "Vino per Lei", "Atelier du Vent".
ALONE_IN_LINE = re.compile(
    rf"[{UP}0-9][\w'’.&+!\-]*(?: (?:(?:[dl]['’])?[{UP}0-9][\w'’.&+!\-]*|[a-z'’]{{1,4}}|[&+|–-])){{0,6}},?"
)
_WITH_TRADE = re.compile(
    rf"(?P<name>[{UP}][\w'’\-]{{1,25}}(?: [{UP}][\w'’\-]{{1,25}}){{1,3}})(?:, [a-zà-ÿ'’\- ]{{3,40}}){{1,3}}"
)
# "Brumelle est édité au sein de ...", "is onderdeel van": the name before these words is that of a site.
_PUBLISHED = re.compile(
    r" (?:est|sont) (?:edite|editee|un site|une marque|un service|une plateforme|un nom|la marque|le nom|le site)(?!\w)"
    r"| (?:est|sont|wordt|worden) (?:exploite|gere|propose|geexploiteerd|beheerd|aangeboden|uitgegeven|uitgebaat)"
    r"\w{0,2} (?:par|door)(?!\w)"
    r"| is (?:een|de|onderdeel) (?:van|handelsnaam|merk|website|initiatief|onderdeel)(?!\w)"
)
# "la société Lune, ..., et gérée par Monsieur Brouillard": who manages the firm.
_MANAGED = re.compile(
    r"(?<!\w)societe(?!\w)[^.;\n]{0,290}(?:,| et) (?:et )?(?:geree|dirigee) par (?:monsieur |madame |mr |mme |m\. )?$"
)
_REGISTERED = Sieve(
    r"(?:(?:gevestigd|kantoorhoudende|staat ingeschreven|ingeschreven|immatriculee?|enregistree?|inscrite?) "
    r"(?:te|aan|in|bij|onder|au|a la|aupres|sous)|s miestom podnikan\w{1,2}|s mistem podnikan\w{1,2}|"
    r"se sidlem|so sidlom|\(szekhely)(?!\w)"
)
_NAME_ENDS = re.compile(
    r"(?:^|[:;.(«\"“”] ?|(?<!\w)(?:door|van|met|par|entre|et|en|bij|is|est|je|[Mm]adame|[Mm]onsieur|\w+ák) )"
    rf"(?P<name>{NAME})[»\"”]?,? ?$"
)
_CONTROLS = re.compile(r", is (?:de )?(?:verantwoordelijk\w? voor de verwerking|verwerkingsverantwoordelijke)")
_SENTENCE = re.compile(r"(?<=[a-zß-ÿ]{3})[.!?] ")
_NUMBERING = re.compile(r"^\d{1,2}(?:\.\d{1,2}){0,2}\.? ")
_NUMBER_WITHIN = 200  # characters from the word "registered" to the label of the number
# Words that say that the firm is a partner, an insurer, a processor.
OF_OTHERS = re.compile(
    r"(?<!\w)(?:samen met|gebruik van|partner\w{0,2}|leverancier\w{0,2}|verzeker\w{1,4}|aangesloten bij|via|"
    r"verwerker\w{0,2}|prestataires?|assur\w{2,5}|partenaires?|fournisseurs?|sous-traitants?|mediat\w{2,6}|"
    r"aupres de|avec|dopravc\w{1,2}|(?:zpros|spros|spro|zpra|spra)\w{4,12}telom?|(?:pojist|poist)ov\w{2,4})(?!\w)"
)
_OWNER = re.compile(r"(?:^| |, ?|\()(?:Inh\.:?|Inhaber(?:in)?:?|eigenaar:?|propriétaire :?) ")
_OWNER_BEHIND = re.compile(r",? \(?Inhaber(?:in)?\)?$")  # "Nora Nebelung, Inhaberin"
# What stands behind or before a person's name without being part of it.
_DEGREE = re.compile(
    r"(?:,? (?:(?:(?:M|B)\.? ?(?:Sc|A|Eng|Ed|Mus|BA)|LL\.? ?[MB])\.?|MBA|MSc|BSc|MA|BA|BEd|MEd|PhD|Ph\.D\.|MAS|CAS|"
    r"LL\.?M\.?|Dipl\.[\w\-.() ]{0,20}|DI|Ing\.|Mag\.(?: ?\(FH\))?|Bakk\.)(?=,|$| ))+$"
)
_LAW = re.compile(
    r" ?§ ?\d{1,2}[a-z]? ?(?:Abs(?:\.|atz) ?\d ?)?(?:TMG|DDG|ECG|UGB|MedienG|[A-Z][\w\-]{5,30}[Gg]esetz(?:es)?)"
    r"(?: ?\([^()\n]{2,40}\))?:?\n"
)
YEAR_MARK = re.compile(
    r"^(?:©|\([cC]\)) ?(?:\d{4}(?: ?[-–] ?\d{4})?)? ?|[ ,]{0,2}(?:©|\([cC]\)) ?(?:\d{4}(?: ?[-–] ?\d{4})?)?$"
)
_BESIDE = re.compile(rf"({NAME}(?: zu[mr]? {NAME})?),? ?[,–—-] ?")
# What stands behind the label of the trader: "... gemäß § 5 TMG".
_BY_LAW = re.compile(r" (?:gemass|gemaß|nach|i\. ?s\. ?d\.|im sinne (?:des|von)) ?§? ?\d{1,2}[a-z .\d]{2,40} ?:?")
_ADDRESS_LABELS = ("adresse", "adresse postale", "siege", "siege social", "adres", "vestigingsadres", "bezoekadres",
                   "postadres", "maatschappelijke zetel", "zetel", "anschrift", "adresse du siege social")  # fmt: skip
# "Maison Lune – SARL Lunel": the firm's name begins behind its form.
_FIRM_WITHIN = re.compile(
    rf" [-–—] (?:SARL|EURL|SASU?|SNC|EARL|SCEA|GAEC|SELARL|SELAS|EIRL|SCOP) (?=[{UP}])(?!RCS|SIRE[NT])"
)


def is_manager(doc: LegalText, start: int) -> bool:
    """Whether who is named at `start` is said to manage the firm named before."""
    return bool(_MANAGED.search(doc.flat, max(0, start - 330), start))


def is_label_or_brand(doc: LegalText, mention: Mention, fields: Mapping[int, int]) -> bool:
    """Whether a name is the beginning of the next label ("Raison" sociale), or what is published, not who does it."""
    if fields.get(mention.start, 0) > mention.end or _FIRM_WITHIN.search(mention.name):
        return True
    if mention.label == "editor" and is_manager(doc, mention.start):
        return True
    return mention.label in ("editor", "editor_section") and bool(_PUBLISHED.match(doc.flat, mention.end))


def below_heading(doc: LegalText, word: Word, fields: Mapping[int, int], numbers: Sequence[int]) -> Mention | None:
    """The line below the heading of the trader's section, or below "is published by:", above a field or a form.

    Below "Contact details" only where a register's or tax number stands there, too.
    """
    if word.key not in ("editor", "editor_section", "controller", "contact_us", "name_label"):
        return None
    if word.key == "name_label" and not (_begins_line(doc, word) and _filled_in(doc, word.end)):
        return None
    index = doc.line_at(word.end)
    if index + 1 >= len(doc.lines) or doc.text[word.end : doc.lines[index].end].strip(" :."):
        return None
    if word.key == "contact_us" and not _numbered(doc, index, numbers):
        return None
    if presented := _PRESENTED.match(doc.text, doc.lines[index + 1].start):
        return Mention(presented["name"], *presented.span("name"), "label", "", "editor")
    if index + 2 >= len(doc.lines):
        return None
    line, below = doc.lines[index + 1], doc.lines[index + 2]
    words = doc.text[line.start : line.end]
    if _FIELD_BEGINS.match(doc.flat, line.start, line.end) and word.key == "name_label":
        return None
    if (trade := _WITH_TRADE.fullmatch(words)) and word.key != "name_label":
        words = trade["name"]  # "Odile Brouillard, tisserande"
    if not ALONE_IN_LINE.fullmatch(words) or fields.get(line.start, 0):
        return None
    if not (below.start in fields or _FIELD_BEGINS.match(doc.flat, below.start, below.end)):
        return None
    name = _without_form(trim(words.rstrip(" ,"), keep_article=True))
    start = line.start + words.index(name)
    return Mention(name, start, start + len(name), "label", "", "name_label" if word.key == "name_label" else "editor")


def below_law(doc: LegalText, word: Word) -> Mention | None:
    """ "Angaben gemäß § 5 DDG" or "Inhaber" above a person's name that fills its line, whatever follows it."""
    at = doc.line_at(word.start)
    if word.key != "editor_section" or at + 1 >= len(doc.lines):
        return None
    law, line = _LAW.match(doc.text, word.end), doc.lines[at + 1]
    alone = doc.lines[at].start == word.start and doc.lines[at].end == word.end and doc.lines[at].level
    if not (alone or (law and law.end() == line.start)):
        return None
    person = PERSON_NAME.fullmatch(doc.text, line.start, line.end)
    if person is None or any(is_generic(word) for word in fold(person["name"]).split()):
        return None
    return Mention(person["name"], *person.span("name"), "label", "", word.key)


def _without_form(name: str) -> str:
    """ "Auto-entrepreneur – Odile Brouillard" without how she trades; a body's name keeps its word."""
    first = next(iter(find_forms(name, fold(name))), None)
    if first is None or first.start or not first.full or first.short in BODIES:
        return name
    return name[first.end :].lstrip(" –—-:,") or name


def registered_names(doc: LegalText, numbers: Sequence[int]) -> list[Mention]:
    """Names without a form that a sentence says to be registered: "Nevelwol, gevestigd te Mist, ingeschreven bij"."""
    found = []
    for match in _REGISTERED.finditer(doc.flat):
        left = max(doc.lines[doc.line_at(match.start())].start, match.start() - 90)
        name = _NAME_ENDS.search(doc.text[left : match.start()])
        numbered = _next(numbers, match.start()) <= match.start() + _NUMBER_WITHIN
        numbered = numbered or bool(_CONTROLS.search(doc.flat, match.end(), match.end() + _NUMBER_WITHIN))
        if name is None or not numbered or OF_OTHERS.search(doc.flat, max(0, left - 30), match.start()):
            continue
        words = _SENTENCE.split(_NUMBERING.sub("", name["name"]))[-1]
        words = trim(words, keep_article=True)
        if plausible(words) and not find_forms(words, fold(words)):
            end = left + name.end("name")
            found.append(Mention(words, end - len(words), end, "line"))
    return found


def _begins_line(doc: LegalText, word: Word) -> bool:
    return doc.lines[doc.line_at(word.start)].start == word.start


def _filled_in(doc: LegalText, offset: int) -> bool:
    """Whether figures stand within some lines behind `offset`: in a form to be filled in none do."""
    first = doc.line_at(offset) + 1
    return any(sum(c.isdigit() for c in doc.text[x.start : x.end]) >= 4 for x in doc.lines[first : first + 9])


def _numbered(doc: LegalText, index: int, numbers: Sequence[int]) -> bool:
    """Whether the label of a number stands within some lines behind line `index`, before the next heading."""
    for line in doc.lines[index + 1 : index + 10]:
        if 0 < line.level < BOLD:
            return False
        if _next(numbers, line.start) < line.end:
            return True
    return False


def _next(starts: Sequence[int], offset: int) -> int:
    """The first of `starts` (in order) at or behind `offset`; a place behind every text where there is none."""
    place = bisect_left(starts, offset)
    return starts[place] if place < len(starts) else MAX_CHARS + 1


def name_line(doc: LegalText, offset: int) -> Mention | None:
    """The name above an address that begins at `offset`: the line before it, if that is a name and nothing else.

    Of a shop's name in one word and a person's above it ("Jens Nieselmann", "Perlenzauber") the person's counts.
    """
    found = _name_beside(doc, offset) or _name_above(doc, offset)
    if found and _FIRM_WITHIN.search(found.name):
        return None
    if found is None or found.name.count(" ") or found.name.isupper():
        return found
    person = _name_above(doc, found.start)
    return person if person and " " in person.name and PERSON_NAME.fullmatch(person.name) else found


def _name_beside(doc: LegalText, offset: int) -> Mention | None:
    """The name that stands before an address in its line, right under a heading that is but the trader's label."""
    index = doc.line_at(offset)
    line, above = doc.lines[index], doc.lines[max(0, index - 1)]
    if not 0 < offset - line.start <= 90:
        return None
    match = _BESIDE.fullmatch(doc.text, line.start, offset)
    if match is None or " " not in match[1] or any(map(str.isdigit, match[1])):
        return None
    labels = (first_after(doc.words.get(key, ()), above.start, 8) for key in ("editor", "editor_section"))
    ends = [label.end for label in labels if label]
    headed = above.level and any(end >= above.end - 2 for end in ends)
    if not (headed or any(_BY_LAW.fullmatch(doc.flat, end, above.end) for end in ends)):
        return None
    return Mention(match[1], match.start(1), match.end(1), "line") if plausible(match[1]) else None


def _name_above(doc: LegalText, offset: int) -> Mention | None:
    index = doc.line_at(offset)
    before = doc.flat[doc.lines[index].start : offset].strip(" :")
    if before and before not in _ADDRESS_LABELS and before.rstrip(" ,–-") not in FULL:
        return None
    for above in range(index - 1, max(-1, index - 3), -1):
        line = doc.lines[above]
        words = YEAR_MARK.sub("", doc.text[line.start : line.end]).strip(" ,:")
        if _OWNER.match(words) and index > 1 and _has_form(doc, doc.lines[above - 1].start, line.start):
            return None  # "Nebelware e.K." above "Inh. Frieda Nebelung": the firm is the trader
        words = _OWNER.split(_OWNER_BEHIND.sub("", words))[-1].strip("() ")
        if half_named(words) or words.startswith("Service "):
            continue  # "Service ventes": a part of the address
        words = trim(_DEGREE.sub("", words), keep_article=True)
        if is_place_heading(words) and plausible(words):
            return None
        words = _behind_brand(_without_form(words))
        if re.fullmatch(NAME, words) and plausible(words) and not any(c.isdigit() for c in words):
            start = doc.text.index(words, line.start)
            return Mention(words, start, start + len(words), "line")
        # A heading above the line of a firm is a title; above a heading stands another section, or the menu.
        heading = bool(doc.lines[above - 1].level)
        if (heading and _has_form(doc, line.start + 1, line.end)) or (not heading and 0 < line.level < BOLD):
            return None
    return None


def _behind_brand(words: str) -> str:
    """The person behind a brand in small letters ("nebelkiste – Frieda Nebelung")."""
    brand, dash, rest = words.partition(" – ") if " – " in words else words.partition(" - ")
    person = dash and brand[:1].islower() and PERSON_NAME.fullmatch(rest)
    return rest if person and not any(map(is_generic, fold(rest).split())) else words


def _has_form(doc: LegalText, start: int, end: int) -> bool:
    return any(start <= form.start < end for form in doc.forms)


def name_in_sentence(doc: LegalText, offset: int) -> Mention | None:
    """The name that ends with a comma before an address at `offset`, behind a small word or at a line's beginning."""
    left = max(doc.lines[doc.line_at(offset)].start, offset - 100)
    match = _BEFORE_COMMA.search(doc.text[left:offset])
    if match is None or not plausible(match["name"]) or any(c.isdigit() for c in match["name"]):
        return None
    start = left + match.start("name")
    return Mention(match["name"], start, start + len(match["name"]), "line")
