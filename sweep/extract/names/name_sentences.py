"""Names in sentences that say who somebody is: behind a role and "is", behind "we" or "means", before "trading as"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from sweep.extract.names.name_bold import bold_from, bold_until
from sweep.extract.names.name_persons import PERSON_NAME, person_before
from sweep.extract.names.name_signs import is_site
from sweep.extract.names.name_titles import is_side
from sweep.extract.pages.legal_text import LegalText
from sweep.extract.words.address_words import UP
from sweep.extract.words.legal_form_names import ALONE
from sweep.extract.words.legal_forms import Form, find_forms
from sweep.extract.words.name_words import NAME, Mention, is_generic, plausible, trim
from sweep.extract.words.needles import Sieve
from sweep.extract.words.operator_words import Word, find_words, first_after
from sweep.extract.words.text import fold

_TRADING_AS = Sieve(
    r"(?:trading as|t/a|operating (?:as|under the name)|doing business as|handelend onder de (?:handels)?"
    r"(?:naam|benaming)|opererend onder de naam|firmierend unter|handelnd unter|auftretend unter|"
    r"che opera (?:come|con il nome|sotto il nome)|que opera (?:bajo|como)|actuando bajo|"
    r"(?:exerc(?:ant|e)|agissant|exploitant|operant) sous (?:le nom(?: commercial)?|la denomination|l'enseigne))(?!\w)"
)
_LED_NAME = re.compile(rf"(?::|(?<!\w)(?:by|van|door|von|zwischen|between|da|por|przez)) ({NAME})$")
# "Il titolare del trattamento dei dati raccolti su questo sito è ...".
_CLAUSE = re.compile(r"[^.,;:\n|]{0,90}")
_IS = re.compile(r"(?<!\w)(?:è|é|es|is|ist|jest|est|er|är|je|este|е|είναι)(?: ?:)? (?=\S)")
_ENDS_WITH_IS = re.compile(r"(?:^| )(?:è|é|e|es|is|ist|jest|est|er|ar|je|este)$")
_IS_AT_END = re.compile(r"(?<!\w)(?:è|é|es|is|ist|jest|est|er|är|je|este) ?:?\n{1,2}(?=\S)")
_COLON = re.compile(r" ?: ?")
_OF_THE = re.compile(
    r"(?<!\w)(?:fur|am|beim|des|dem|den|vom|del|dell[oa]|dal(?:la|lo)?|al(?:la|lo)?|per|presso|con|da|do|du|au|par|"
    r"de(?= l[ao]s? )|pour|chez|van|voor|bij|of|for|at|to|by|from|with|od|dla|przez|pro|za|u)"
    r"(?: (?:il|lo|la|el|le|the|den|die|der|dem|de|het|una?|einem|einer))? $|(?<!\w)(?:de l|dell)['’]$"
)
_SAYS_IS = re.compile(r" ?(?:è|é|est?|is|ist|jest|er|är|je|este) ")
# Of whom or what else somebody is the holder or the keeper: a mark, a right, an account, goods on their way.
_OF_ELSE = re.compile(
    r"(?<!\w)(?:marchi\w?|marcas?|mar[ck]en?|trademarks?|brands?|merk\w{0,2}|znak\w{0,3}|copyright|diritt[oi]|rights?|"
    r"\w{0,12}rechte?n?|derechos?|direitos?|praw\w{0,3}|droits?|kont[aoe]\w{0,3}|cuentas?|accounts?|rekening\w{0,2}|"
    r"software|progetto|financ\w{2,8}|finanz\w{2,10}|kredit\w{0,3}|cart[ae]|tarjetas?|karten?|cards?|kaart|karty|platnosc\w{0,2}|"
    r"dienst(?:es|e|s)?|newsletters?|servizi?o? di|tools?|"
    r"zahlung\w{0,3}|payments?|pagos?|pagament[oi]|versand\w{0,2}|spedizion\w|envios?|lieferung\w{0,2}|"
    r"deliver\w{1,3}|represent\w{1,6}|rappresent\w{1,6}|vertret\w{1,4}|\w{0,5}schutzbeauftragte\w?|delegad[oa]|"
    r"foto\w{0,8}|photos?|pictures?|bild\w{0,3}|image[ns]?|text[eios]?|inhalte?n?|design|conten\w{1,4})(?!\w)"
)
_BEHIND_NAME = re.compile(r" ?(?:$|[,.;:(\n]| [–—-] )| (?:con|mit|with|z|ze|s|se|so|com|met|avec|cu|med) ")
_TOLD_WITHIN = 40
_ROLES = ("editor", "editor_section", "controller")
_QUOTED = re.compile(r"[«\"“„] ?([^\n«»\"“”„]{2,60}?) ?[»\"“”]")
_OURS = re.compile(
    r"(?:our|my|your|unser\w{0,2}|mein\w{0,2}|nostr\w|nuestr\w{1,2}|noss\w{1,2}|nasz\w{0,3}|onze|ons|notre|nos|"
    r"nas\w{0,2}) "
)
# What somebody is, not who: "Mitglied der Initiative", "Händler im Sinne".
_STATUS = re.compile(
    r"(?:mitglied|handler|unternehmer|kaufmann|kauffrau|eigentumer|kleinunternehmer|gewerbetreibend|dienstleister|lid|"
    r"aangesloten|member|membre|miembro|membro|socio)\w{0,3}(?!\w)"
)
_HERE = re.compile(
    r"(?:(?:il|lo|la|el|o|a|os|as|de|het|der|die|the|le) |l['’])?"
    r"(?:(?:podjetje|društvo|tvrtka|obrt|firma|spółka|spoločnosť|společnost|company|società|empresa|sociedad|ditta|"
    r"bedrijf|επιχείρηση|εταιρεία) )?"
    r"(?:(?i:monsieur|madame|mme|mr|mrs|ms|herrn?|frau|sig|sig\.ra|sr|sra|pan|pani|dott(?:\.?ssa)?|dr|ing)\.? )?"
    rf"({NAME})"
)
# "Dinamična kmetija Meglič, Megleno selo 48, 8999 Megliče".
_MIXED = re.compile(
    rf"([{UP}][\w'’\-]{{1,25}}(?: [a-zà-ž][\w\-]{{2,20}}){{1,2}}(?: [{UP}][\w'’\-]{{1,25}}){{1,3}}), "
    rf"[^\n,]{{3,40}}\d[^\n,]{{0,6}}, (?:[A-Z]{{1,3}}-)?\d{{4,5}} [{UP}]"
)
# "mit uns (Nora Nebelung, Nebelgasse 1, ...)": who "we" are.
_US = Sieve(r"(?:uns|us|nous|noi|nosotros|ons|nami|nos|oss|wij) \((?:the |der |die |la |le |il )?(?=\S)")
_IN_BRACKET = re.compile(rf"({NAME}), [^()\n]{{0,70}}?(?:\d{{4,5}} [{UP}]|\d[^()\n]{{0,30}}, [{UP}])")
# '"Company" means Mist Four You (Company Number 000)': whom the terms mean by the word for who sells.
_MEANS = Sieve(
    r"(?:means|refers to|si intende|si riferisce a|significa|se refiere a|se entiende(?: por)?|bezeichnet|betekent|"
    r"bedoelen we|bedoelen wij|oznacza|se rozumi|sa rozumie) (?:the (?:company )?|la |le |die |der |il |el )?(?=\S)"
)
_SAID_OF = re.compile(
    r"(?:^|[\n«\"“„'‘/(] ?|\w\) |(?:^|\n)(?:the |il |el |der |die |de ))"
    r"(?:we|us|our|ours|seller|vendor|company|merchant|trader|retailer|venditore|titolare|gestore|vendedor|"
    r"empresa|verkaufer|anbieter|betreiber|verkoper|ondernemer|wij|ons|onze|sprzedawca|uslugodawca|prodavajici|predavajuci)"
    r"[»\"”'’]{0,2}[^.;:\n]{0,70}$"
)
_MEANT_TOLD = re.compile(
    r" ?(?:$|\n|\.(?: |$)|[,(]| (?:trading|a company|an? |whose|of|having|con|mit|met|with|z|se|so) )[^\n]{0,90}?\d|"
    r" trading as "
)
# "zwischen der Unternehmerin Nora Nebelung und ihren Kunden", "between you and Wren Drizzlewood".
_BETWEEN = Sieve(
    fold(
        r"(?:zwischen|between|entre|tra|fra|tussen|między|pomiędzy|mezi|medzi|között|între|između|med|между|μεταξύ|"
        r"mellan|mellem|välillä|starp|tarp) (?:(?:der|dem|die|the|la|le|il|el|o|a|de|het) )?"
        r"(?:(?:unternehmer(?:in)?|verkäufer(?:in)?|anbieter(?:in)?|händler(?:in)?|firma|trader|seller|company|ditta|"
        r"impresa|venditore|empresa|vendedora?|ondernemer|verkoper|entreprise|vendeur|przedsiębiorc\w|sprzedawc\w|"
        r"podnikatel\w{0,3}|prodávajíc\w{1,3}|predávajúc\w{1,3}) )?"
    )
)
_CONTRACT_REACH = 150
_CONTRACT = re.compile(
    r"vertrag|vertrage|bedingungen|(?<!\w)agbs?(?!\w)|beziehung|contract|agreement|terms|relation|contratt|condizioni|"
    r"rapport[io]|contrat|conditions|relacion|condiciones|compraventa|condicoes|relacao|overeenkomst|voorwaarden|umow|"
    r"regulamin|smlouv|zmluv|podmin|podmien|vztah|ugovor|pogodb|uvjet|pogoj|szerzod|feltetel|aftale|avtal|villkor|"
    r"betingelser|vilkar|sopimu|ehdot|leping|tinigimus|tingimus|ligum|noteikum|sutart|taisykl|договор|услови|συμβασ|οροι"
)
_OF_SERVICE = re.compile(
    r"tran?sport|spedizion|corriere|carriage|carrier|versand|versicherung|insur|assicur|assur|seguro|zahlung|payment|"
    r"pagament|paiement|betaling|kredit|credit|financ|beforderung|preprav|doprav|przewoz|przesyl|vervoer|livraison|envio|"
    r"fragt|frakt|kuljet|szallit"
)
_JOINT = r"(?:and|und|e|ed|y|et|en|i|oraz|a|in|og|och|ja|si|es|un|ir|и|και)"
_CUSTOMER_FIRST = re.compile(rf"(?P<side>[^\W\d_]{{2,16}}) {_JOINT} ")
_CUSTOMER_BEHIND = re.compile(
    r"(?:,[^.;\n]{2,150}?)?(?: ?\([^()\n]{2,90}\))?,? "
    rf"{_JOINT} (?:(?:ihren|ihrem|seinen|seinem|deren|den|dem|der|die|the|its|his|her|their|our|il|la|le|i|gli|"
    r"los|las|el|sus|su|os|o|as|seus|zijn|haar|hun|de|het|ses|son|leurs?|jego|jej|swoimi|all|alle|any|every) ){0,2}"
    r"(?P<side>[^\W\d_]{2,16})"
)
# "Ditta individuale di Nebbio Rugiada", "eenmanszaak van Nevelin Dauw".
_ALONE_OF = re.compile(r" (?:di|de|von|van|of|da) ")
_IS_FIRM_OF = re.compile(rf"({NAME}) (?:è|is|es|est|ist|é) (?:l[ao]|una?|the|a|de|een|die|eine|un) ?$")


def trading_as(doc: LegalText) -> Iterator[Mention]:
    """ "Nuala Mistry, trading as Dewpond Knits": the person before these words is the trader."""
    for match in _TRADING_AS.finditer(doc.flat):
        offset, text = match.start(), doc.text
        lead = text[max(0, offset - 4) : offset]
        end = offset - len(lead) + len(lead.rstrip(" ,("))
        place = bold_until(doc, end) or person_before(text, offset, 60) or _led_to(doc, end)
        if place is None or len(text[place[1] : offset].split()) > 3 or "\n\n" in text[place[1] : offset]:
            continue
        if not _form_at(doc, place[1]):
            yield Mention(text[slice(*place)], *place, "label", "", "editor")


def _led_to(doc: LegalText, end: int) -> tuple[int, int] | None:
    """The place of a name of any kind that ends at `end`, right behind a colon or a word for by whom."""
    left = max(0, end - 70)
    match = _LED_NAME.search(doc.text, left, end)
    return match.span(1) if match and _is_name(match[1]) else None


def said_of_his(doc: LegalText, word: Word) -> bool:
    """Whether "is" says something of what belongs to a role: "Gerichtsstand für den Verkäufer ist Bad Nebelburg"."""
    return bool(_OF_THE.search(doc.flat, max(0, word.start - 24), word.start))


def told(doc: LegalText, word: Word, mention: Mention | None) -> Mention | None:
    """`mention`, as read behind a role, unless "is" says something else there; else who is said to hold the role."""
    if mention and _SAYS_IS.match(doc.text, word.end) and (said_of_his(doc, word) or _STATUS.match(fold(mention.name))):
        return None
    return by_copula(doc, word) if mention is None and word.key in _ROLES else mention


def by_copula(doc: LegalText, word: Word) -> Mention | None:
    """Who is said to hold the role of `word`, however many words stand between: "The holder of ... is ..."."""
    if said_of_his(doc, word):
        return None
    if _ENDS_WITH_IS.search(doc.flat[word.start : word.end]):
        lead = _COLON.match(doc.text, word.end)
        starts = [lead.end() if lead else word.end + 1]
    else:
        clause = _CLAUSE.match(doc.text, word.end)
        until = min(len(doc.text), (clause.end() if clause else word.end) + 3)
        starts = [m.end() for m in _IS.finditer(doc.text, word.end, until)]
        if below := _IS_AT_END.search(doc.text, max(word.start, until - 9), until + 1):
            return _in_line(doc, below.end())
    for start in starts:
        if _OF_ELSE.search(doc.flat, word.end, start):
            break
        if place := named_at(doc, start):
            return _held_by(doc, place)
    return None


def _in_line(doc: LegalText, start: int) -> Mention | None:
    """A person's name that fills the line at `start`, or what fills it in bold."""
    line = doc.lines[doc.line_at(start)]
    bold = bold_from(doc, start)
    if bold and bold[1] >= line.end - 1 and _is_name(doc.text[slice(*bold)]):
        return Mention(doc.text[slice(*bold)], *bold, "label", "", "editor")
    person = PERSON_NAME.fullmatch(doc.text, start, line.end)
    if person is None or not _is_name(person["name"]) or any(map(is_generic, fold(person["name"]).split())):
        return None
    return Mention(person["name"], *person.span("name"), "label", "", "editor")


def _held_by(doc: LegalText, place: tuple[int, int]) -> Mention | None:
    """The name at `place`; one of a single word only where the site is called so, or a seat or a number follows."""
    name = doc.text[slice(*place)]
    told = (first_after(words, place[1], _TOLD_WITHIN) for words in (doc.of("seat"), doc.under("number.")))
    if " " not in name and not is_site(doc, name) and not any(told):
        return None
    return Mention(name, *place, "label", "", "editor")


def named_at(doc: LegalText, start: int) -> tuple[int, int] | None:
    """The place of a name that begins at `start`: in bold, in marks, or as far as its words reach."""
    if place := bold_from(doc, start):
        return place
    if quoted := _QUOTED.match(doc.text, start, start + 66):
        return quoted.span(1)
    if mixed := _MIXED.match(doc.text, start, start + 180):
        return mixed.span(1) if _is_name(mixed[1]) else None
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
    if _STATUS.match(fold(name)):
        return False
    return plausible(name) and not role and not is_side(words[0]) and not _OURS.match(fold(name))


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


def between(doc: LegalText) -> Iterator[Mention]:
    """Who makes the contract with the customer: "between Wren Drizzlewood and the customer"."""
    for match in _BETWEEN.finditer(doc.flat):
        if match.start() and doc.flat[match.start() - 1].isalnum():
            continue
        before = doc.flat[max(0, match.start() - _CONTRACT_REACH) : match.start()]
        if not _CONTRACT.search(before) or _OF_SERVICE.search(before):
            continue
        other = _CUSTOMER_FIRST.match(doc.flat, match.end(), match.end() + 60)
        start = other.end() if other and is_side(other["side"]) else match.end()
        found = _HERE.match(doc.text, start, min(len(doc.text), start + 100))
        if found is None:
            continue
        name = found[1].rstrip(".")
        place = found.start(1), found.start(1) + len(name)
        if start == match.end():
            behind = _CUSTOMER_BEHIND.match(doc.flat, place[1], place[1] + 260)
            if behind is None or not is_side(behind["side"]):
                continue
        if " " in name and _is_name(name) and not find_forms(name, fold(name)):
            yield Mention(name, *place, "label", "", "editor")


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
