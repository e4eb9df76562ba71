"""Names of companies and persons in a text: beside a legal form, behind a label, above an address."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from itertools import chain

from sweep.extract.names.name_apart import (
    announced,
    before_numbers,
    between_bars,
    first_part,
    in_its_cell,
    led_in,
    over_open_name,
    unglued,
)
from sweep.extract.names.name_bodies import body, whole, with_bodies
from sweep.extract.names.name_keepers import danish, keepers, kept
from sweep.extract.names.name_lines import (
    FIELD_LABELS,
    below_heading,
    below_law,
    is_label_or_brand,
    registered_names,
)
from sweep.extract.names.name_reach import (
    above_form,
    begun_by_form,
    called_behind,
    end_of_name,
    firm_behind,
    lower,
    small_last,
    with_beginning,
)
from sweep.extract.names.name_sentences import alone, between, defined, told, trading_as, we_are
from sweep.extract.names.name_signs import before_label, by_number, is_sign, meant, polish_firms
from sweep.extract.names.name_site import unsaid
from sweep.extract.names.name_titles import CLAUSE, begins_next, behind_sentence, is_role, without_lead
from sweep.extract.pages.legal_text import LegalText
from sweep.extract.words.address_words import UP
from sweep.extract.words.legal_form_names import ALONE, ALONE_IN_POLAND
from sweep.extract.words.legal_forms import BODIES, Form
from sweep.extract.words.name_words import NAME, NO_KIND, SUFFIX, Mention, half_named, is_generic, plausible, trim
from sweep.extract.words.text import fold

_BEFORE_FORM = re.compile(
    rf"(?<![\w.])({NAME}(?: \((?:[{UP}][a-zà-ÿ]{{2,15}}|UK|EU|CH)\))?)"
    r"(?P<gap>,? ?|,? (?:-|–|—) | \(| est une | ist eine | is a | è una | es una )$"
)
_LOWER_BEFORE_FORM = re.compile(
    r"(?:^|[\s(]|: )(?:(?:der|die|dem|von|by|par|société|firma|da|door|bij|de|společnost[ií]?|firmy|spółk[ai]|società|"
    r"sociedad|empresa|societatea)\s+|(?<=: ))([a-z][\w.\-]{2,25}) $"
)
# "... Michała Mgły, prowadzącego działalność gospodarczą pod firmą Mgła": before it the name is inflected.
_INFLECTED = re.compile(r"prowadząc(?:ego|ej|ym|ą)(?!\w)")
_PROSE = re.compile(r" [a-zà-ÿ]")
# "der neuen GmbH", "le vendeur : désigne EI Brume": what is said of a firm, no name.
_ADJECTIVE = re.compile(
    r"(?:\w+(?:ig|lich|isch|sam|bar|end|annt|tigt|ndet|ragen)|neu|eigen|ander|alt|gro[sß]+|klein|jetzig)e[nrms]?$|"
    r"(?:d[ée]signe|signifie|est|soit|bezeichnet|meint|means|betekent|significa|indica)$"
)
# "... jest MGŁA digital sp. z o.o.": behind the word for "is" or a colon.
_MIXED_BEHIND = re.compile(
    rf"(?:(?<!\w)(?:jest|ist|is|est|è|är|er|je|on)|:) "
    rf"([{UP}][\w.&\-]{{1,25}}(?: [{UP}][\w.&\-]{{1,25}}){{0,2}} [a-zà-ž][\w\-]{{3,25}},? )$"
)
# "2M mlhovina s.r.o." on a line of its own.
_MIXED_ALONE = re.compile(rf"[{UP}0-9][\w'’.&\-]{{0,25}}(?: [\w'’.&\-]{{1,25}}){{0,2}} [a-zà-ÿ][\w\-]{{3,25}} ")
# "Magleno jutro d.o.o., Rosna ulica 14", "... za trgovinu" at the beginning of a line, where firms are so called.
_MIXED_TOLD = re.compile(rf"[{UP}][\w\-]{{2,25}} [^\W\d_A-ZÀ-Þ]\w{{3,25}} ")
_MIXED_FORMS = "d.o.o. s.p. SRO a.s. Kft. Bt. UAB MB SIA OÜ Oy EOOD OOD IKE ehf.".split()
_SMALL_WORDS = re.compile(
    r"(?<!\w)(?:der|die|das|des|den|dem|eine?[nrs]?|unsere?[nr]?|la|le|une?|della|de|the|an?|our|by|is|ist|van|von|"
    r"firma|die|als|und|oder|par|przez|to|jest|je|er|se|son|beim?|durch|mit|with|from|met|con|chez)(?!\w)"
)
# "rocknebel GmbH" on a line of its own.
_LOWER_ALONE = re.compile(r"(?!(?:eine?r?|unsere?|als|die|une|ma|con|per|zu[rm]|bei|mit|f[uü]r) )([a-z][\w.\-]{2,25}) ")
# "Kiesel, Nebel Fahrzeuge GbR" on a line of its own: the partners' names.
_PARTNERS = re.compile(rf"(?:[{UP}][\w\-]{{1,25}}(?: (?:di )?[{UP}][\w\-]{{1,25}}){{0,3}}, ){{1,4}}{NAME} ")
_PARTNERSHIPS = ("GbR", "OHG", "KG", "PartG", "SNC")
# "společnost www.mlhovka.cz s.r.o.": a firm that is called by its address on the web.
_DOMAIN = re.compile(
    r"(?<![\w.@/\-])(?<! et )((?:www\.)?[a-z0-9\-]{2,30}\.(?:[a-z]{2}|com|net|info|shop|online|store)),? $"
)
# "ROSA MEGLA, družba za trgovino in storitve, d.o.o.": what it does stands between name and form.
_DESCRIBED = re.compile(rf"(?<![\w.])({NAME}),(?: [a-zčšžćđ][\w\-]{{0,20}},?){{1,12}}(?<=,) $")
_DESCRIBED_FORMS = ("d.o.o.", "s.p.")
_DESCRIBED_REACH = 170
# The last word of a heading that stands below a label in a list of contents.
_HEADING = re.compile(
    r"(?i:angaben|hinweise|informationen|regelungen|vorschriften|bestimmungen|bedingungen|kontaktdaten|inhalte|links|"
    r"information|details|notice|conditions|informations)$"
)
# "BETREIBER DES ONLINE-SHOPS": the rest of a heading.
_HEADING_GOES_ON = re.compile(r"(?:DES|DER|DU|DE LA|DEL|DELLA|OF THE|VAN DE|AND|UND|ET|EN|Y|I|OR|ODER) ")
_COPYRIGHT = re.compile(r"(?:©|\([cC]\)|[Cc]opyright|COPYRIGHT) ?$")
_YEARS = re.compile(r"^(?:19|20)\d\d(?: ?[-–] ?(?:19|20)\d\d)? (?=\S)")
_QUOTED = re.compile(r" ?[«\"“„] ?([^\W_][^\n«»\"“”„]{1,60}?) ?[»\"“”]")
# "„Mgiełka” sp. z o.o.": the name in marks right before its form.
_MARKED = re.compile(rf"[«\"“„] ?([{UP}0-9][^\n«»\"“”„]{{1,60}}?) ?[»\"“”],? ?$")
_AFTER_FORM = re.compile(
    rf" (?:reconnu |\([A-Z.]{{2,7}}\) )?[«\"“„]? ?(?:M(?:onsieur|adame|ademoiselle|me|lle|elle|r|\.) )?({NAME})"
)
_SHOP_BEHIND = re.compile(r" e-(?:poe|pood|shop|veikal|parduotuv|kauplus|trgovin|butik)\w{0,4}$")  # "OÜ Uduvaip e-poes"
# "la société de conseil Brumelle": what kind of firm it is, in small letters, before its name.
_KIND = (
    r"(?: (?!dont |sise? |situee? |au capital|ayant |qui |ci-)(?:d['’])?[a-zà-ÿ][a-zà-ÿ\-]{1,15}"
    r"(?:['’][a-zà-ÿ]{2,15})?){0,5}"
)
_BEHIND_LABEL = re.compile(
    r"(?: ?\([^()\n\d]{2,60}\)(?= ?:))?[ \n]?(?:du site|de ce site|der website|dieser website|des sites?|"
    r"van de website|del sito|del sitio|serwisu|sklepu|strony)?"
    r"[ \n:=–\-]{0,5}(?:est |is |ist |jest |é |es |è |sont )?(?:(?:la|le|the|die|der|de|a|o|el|il) |l['’] ?)?"
    rf"(?:(?i:société|company|firm[aęy]|entreprise|sociedad|società|spółka|empresa|gesellschaft|association)"
    rf"{NO_KIND}{_KIND})? ?"
    r"[«\"“„]? ?"
    rf"(?P<title>(?i:monsieur|madame|mademoiselle|mme|mlle|mr|mrs|ms|m|herr|frau|dr|sr|sra|d|dña|dott|pan|pani)\.? )?"
    rf"({NAME})"
)
_HOUSE_AND_CODE = re.compile(r" \d{1,4}[a-zA-Z]? (?:[A-Z]{1,2}-)?\d{4,5}(?!\d)")
_PREPOSITION = 5  # letters of the longest word for by whom
_ANNOUNCED = re.compile(
    r":|\n|=|(?:par|by|von|van|door|da|por|pel[ao]|przez) (?:(?:la|the|die|de|het|le|el|una?) )?"
    r"(?:société |entreprise |company |firm[aęy] |sociedad |società |association )?$"
)
# "la société Lunel, immatriculée ...", "la société Lunel (exerçant ...": what is said of a firm behind its name.
_PRESENTED = re.compile(
    r",? ?\(?(?:immatricul|dont le si|au capital|inscrit|ci-apr|exer[çc]ant|SASU?(?!\w)|SARL|EURL|"
    r"[Ss]oci[ée]t[ée] (?:[Pp]ar|à|[Aa]nonyme)|ayant son si|sise? |RCS|SIRE|enregistr)"
)
_COURT = re.compile(
    r"AG [A-ZÄÖÜ][\w\-]{2,25}(?: \([\w. ]{2,20}\)| am Main| a\.? ?d\.? \w{1,12})?,? ?"
    r"(?:unter |unter der Nummer |Nr\.? ?)?(?:HR ?[AB]|VR|GnR|PR)[ :]{0,2}\d"
)
# "la Société SARL Lunel": the name stands behind the form.
_FIRM = ("societe", "entreprise", "company", "firma", "la", "notre")
_AFTER_COMMA = ("Lda", "Inc.", "Ltd", "LLC", "Co. Ltd", "Corp.", "SL", "SLU", "SA", "SAU", "LLP", "PLC")


def find_names(doc: LegalText) -> tuple[Mention, ...]:
    """The names of a page beside legal forms and behind labels, in order. Bounded windows: linear."""
    written = [f for f in doc.forms if f.full and f.short not in BODIES]
    by_form = (alone(doc, form) or lower(doc, form) or _by_form(doc.text, form) for form in doc.forms)
    found = [unglued(doc, own) for m in by_form if m and (own := in_its_cell(doc, m))]
    cues = led_in(doc)
    found = [m for m in found if not _inside(written, m.start)]
    found = [with_beginning(doc, announced(doc, between_bars(doc, m), cues)) for m in found]
    numbers = tuple(w.start for w in doc.under("number."))
    found += registered_names(doc, numbers)
    found += [*trading_as(doc), *we_are(doc), *defined(doc), *between(doc)]
    taken = {m.start for m in found}
    fields = {w.start: w.end for w in doc.of(*FIELD_LABELS)}
    reached = 0
    for word in doc.of("editor", "editor_section", "name_label", "host", "host_label", "controller", "contact_us"):
        if word.end < reached:
            continue  # "titolare" in "titolare del trattamento"
        reached = max(reached, word.end) if word.key.startswith("editor") else reached
        mention = below_heading(doc, word, fields, numbers)
        if not mention and word.key not in ("controller", "contact_us"):
            mention = _by_label(doc.text, word.end, word.key) or below_law(doc, word)
        mention = told(doc, word, mention)
        if word.key == "name_label" and _inside(written, word.start):
            continue  # "ditta" in "ditta individuale"
        if mention and mention.start not in taken and not is_label_or_brand(doc, mention, fields):
            found.append(mention)
            taken |= {mention.start} if mention.label == "editor" else set()
        if word.key.startswith("editor") and (mention := before_label(doc, word)) and mention not in found[-2:]:
            found.append(mention)
    taken = {m.start for m in found}
    found += [m for word in doc.under("number.") if (m := by_number(doc, word)) and m.start not in taken]
    found = with_bodies(doc, [*found, *unsaid(doc, found), *polish_firms(doc), *danish(doc)])
    found = kept(whole(found), chain(keepers(doc), meant(doc)))
    found = before_numbers(doc, found)
    named = (m for m in found if (plausible(m.name) or is_sign(m)) and not over_open_name(doc, m))
    return tuple(sorted(named, key=lambda m: m.start))


def _inside(forms: Sequence[Form], offset: int) -> bool:
    """Whether `offset` lies in one of `forms`: "Société par Actions Simplifiée (SAS)" names nobody."""
    index = bisect_right(forms, offset, key=lambda f: f.start) - 1
    return index >= 0 and offset < forms[index].end


def _by_form(text: str, form: Form) -> Mention | None:
    if form.full and form.short in BODIES and text[form.start].isupper():
        return body(text, form)
    if form.short == "AG" and _COURT.match(text, form.start):
        return None
    named = _by_label(text, form.end, "editor") if form.full and form.short in ALONE else None
    if named and text[form.end : named.start].strip() == ":":
        return Mention(named.name, named.start, named.end, "form", form.short)
    left = max(text.rfind("\n", max(0, form.start - 90), form.start) + 1, form.start - 90, 0)
    window = text[left : form.start]
    end = form.end
    apart = _INFLECTED.match(text, form.start) or CLAUSE.fullmatch(window)
    in_two = window.endswith(") ") and text.startswith(" et Cie", form.end)  # a form of two parts
    match = None if apart or in_two else _BEFORE_FORM.search(window)
    if match and not (form.full and match[1].rstrip("'’").upper() in ("L", "D")):
        before = window[: match.start(1)].strip()
        alone = (not before or before.endswith(":")) and text[end : end + 1] in ("", "\n")
        name = trim(match[1], keep_article=alone)
        if _COPYRIGHT.search(window[: match.start(1)]):
            name = _YEARS.sub("", name)
        if form.full and form.short in ALONE and match["gap"] == " " and " " not in name:
            return None  # "iedere eenmanszaak", "votre micro-entreprise"
        name = behind_sentence(without_lead(text, left + match.end(1) - len(name), name), form.short)
        if fold(name) in _FIRM or is_role(name) or firm_behind(text, form, match["gap"], name):
            return _after_form(text, form)  # "Pārdevējs – SIA „Miglas Nams“"
        start = left + match.start(1) + len(match[1]) - len(name)
        if form.short in _PARTNERSHIPS and text[end : end + 1] in ("", "\n") and _PARTNERS.fullmatch(window):
            name, start = window, left
        comma = match["gap"] == ", " and form.short in _AFTER_COMMA and "capital" not in text[end : end + 20]
        glued = not form.full and (match["gap"] in (" ", "") or comma)
        if suffix := SUFFIX.match(text, end, end + 60):
            end = suffix.end()
        stop = end if glued else left + match.end(1)
        return Mention(text[start:stop].strip(" ,("), start, stop, "form", form.short)
    if not form.full and (other := _apart_from_form(text, form, left) or _in_small_letters(text, form, left)):
        return other
    if text[form.start : form.end] in ("bv", "nv"):
        return None  # "bv" is "for example", too
    if not form.full and form.start == left and (above := above_form(text, form)):
        return above
    return _after_form(text, form)


def _apart_from_form(text: str, form: Form, left: int) -> Mention | None:
    """A name in marks, or one that what the firm does stands behind, before the form."""
    match = _MARKED.search(text[left : form.start]) or _DOMAIN.search(text[left : form.start])
    if match is None and form.short in _DESCRIBED_FORMS and text[form.start - 2 : form.start] == ", ":
        left = max(text.rfind("\n", 0, form.start) + 1, form.start - _DESCRIBED_REACH)
        match = _DESCRIBED.search(text[left : form.start])
    return Mention(match[1], left + match.start(1), left + match.end(1), "form", form.short) if match else None


def _in_small_letters(text: str, form: Form, left: int) -> Mention | None:
    """ "rocknebel GmbH" on a line of its own, or behind "by" and the like; `left` is where its line begins."""
    window = text[left : form.start]
    alone = text[form.end : form.end + 1] in ("", "\n")
    if alone and (match := _LOWER_ALONE.fullmatch(window)) and not is_generic(match[1]):
        return Mention(text[left : form.end], left, form.end, "form", form.short)
    told = form.short in _MIXED_FORMS and text.startswith((", ", " za "), form.end)
    mixed = _MIXED_ALONE if alone else _MIXED_TOLD if told else None
    if mixed and mixed.fullmatch(window) and not _SMALL_WORDS.search(window.lower()):
        return Mention(text[left : form.end], left, form.end, "form", form.short)
    match = _MIXED_BEHIND.search(window)
    if match and not _SMALL_WORDS.search(match[1].lower()):
        return Mention(text[left + match.start(1) : form.end], left + match.start(1), form.end, "form", form.short)
    match = _LOWER_BEFORE_FORM.search(window)
    if match and not _ADJECTIVE.fullmatch(match[1]):
        start = left + match.start(1)
        return Mention(text[start : form.end], start, form.end, "form", form.short)
    return None


def _after_form(text: str, form: Form) -> Mention | None:
    end = form.end + (form.short == ALONE_IN_POLAND and text.startswith(":", form.end))
    if match := _QUOTED.match(text, end, min(len(text), end + 70)):
        return Mention(match[1], match.start(1), match.end(1), "form", form.short)
    if goes_on := begun_by_form(text, form):
        return goes_on
    if match := _AFTER_FORM.match(text, end, min(len(text), end + 70)):
        if more := small_last(text, match.end(1), form.short):
            return Mention(match[1] + more, match.start(1), match.end(1) + len(more), "form", form.short)
        name = _SHOP_BEHIND.sub("", first_part(text, match.start(1), match[1])).rstrip(" .-–")
        if _HOUSE_AND_CODE.search(name):
            return None  # "... V.O.F. Nevelweg 115 5999 XK Nevelo": its address
        return Mention(name, match.start(1), match.start(1) + len(name), "form", form.short)
    return None


def _by_label(text: str, offset: int, key: str) -> Mention | None:
    match = _BEHIND_LABEL.match(text, offset, min(len(text), offset + 130))
    if match is None:
        return None
    name = first_part(text, match.start(2), match[2]).rstrip(" .-–,")
    trimmed = trim(name, keep_article=text[offset : match.start(2)].strip() == ":")
    gap = text[max(0, offset - 4) : match.start(2)]
    if "\n" in gap and (":" not in gap and key not in ("host_label", "editor")):
        return None
    introduced = _ANNOUNCED.search(text[max(0, offset - _PREPOSITION) : match.start(2)]) or _PRESENTED.match(
        text, match.end()
    )
    if not introduced and " " not in trimmed and not trimmed.isupper():
        return None  # in running prose a single capitalised word behind a label is a common noun
    if begins_next(text, match.start(2), name, gap):
        return None
    if ("\n" in gap and _HEADING.search(trimmed)) or _HEADING_GOES_ON.match(trimmed) or half_named(name):
        return None
    if "\n" in gap and " " not in trimmed and _PROSE.match(text, match.start(2) + len(name)):
        return None  # a sentence begins under a heading: its first word is no name
    if called_behind(text, match.start(2) + len(name)):
        return None
    start = match.start(2) + len(name) - len(trimmed)
    end = end_of_name(text, start, start + len(trimmed))
    return Mention(text[start:end], start, end, "label", "", key) if end > start else None
