"""Where an address ends: a postcode with its town, a town with its county, state or country."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from sweep.extract.addresses.address_countries import (
    ALONE,
    BRACKETED,
    BULGARIAN_TOWN,
    CODE_LABELS,
    ICELAND,
    LETTERS,
    MALTA,
)
from sweep.extract.pages.legal_text import LegalText
from sweep.extract.words.address_words import STREET_WORD, UP, YEAR_OF_DATE
from sweep.extract.words.needles import Led
from sweep.extract.words.text import fold

_NAME = rf"[{UP}][\w'’.\-]{{0,30}}"
_LINK = (
    r"(?:d['’]|l['’]|de|du|des|la|le|les|lès|sur|sous|en|aux|an|am|der|im|in|a|i|del|dels|do|da|dos|upon|den|op"
    r"|aan|bei|ob|nad|di|pri|pod|il|in|ir|is|tal|ta['’])"
)
TOWN = rf"(?:['’‘]s-|[dlDL]['’])?{_NAME}(?:[ \-/](?:{_LINK}[ \-]?){{0,2}}{_NAME}){{0,5}}"
EIRCODE = r"[AC-FHKNPRTV-Y]\d[\dW](?: |(?!\d{4}))(?=[A-Z]{0,3}\d)[0-9A-Z]{4}"  # "K365000" is a model's number
UK_CODE = r"[A-Z]{1,2}\d[A-Z\d]? ?\d[ABD-HJLNP-UW-Z]{2}"
_FIELD = r"(?:(?:Ville|Ort|Stad|Plaats|City|Town|Città|Localidad|Localidade|Miejscowość) ?:? )?"

_CURRENCY = r"(?:Ft|Kč|Lei|Kr|RON|EUR|HUF|PLN|CZK|SEK|DKK|NOK|ISK|CHF|GBP|BGN|USD)(?!\w)"

# Postcode before the town, by form; "" where several countries share it. Figures, or letters and figures, begin it.
BEFORE = Led(
    r"[A-Z\d](?<![\w./€$#-].)(?<!\d,.)(?:(?<=\d)(?=\d)|(?<=[A-Z])(?=\d|[A-Z]{0,2}[ \-–]{1,3}[A-Z\d]))",
    r"(?<![\w./€$#-])(?<!\d,)(?:"  # "ormes,1370 Jodoigne", but no price
    r"(?P<prefix>FR|F|DE|D|AT|A|BE|B|CH|LU|L|ES|E|IT|I|NL|PL|PT|DK|SE|S|FI|FIN|CZ|SK|NO|N|SI|HU|RO|GR|TR|LV|LT|EE|HR"
    r"|CY|BG|H)[ \-–]{1,3})?"
    rf"(?:(?P<ie>{EIRCODE})(?!\w)|(?P<nl>\d{{4}} ?(?!SA|SD|SS)[A-Z]{{2}})(?![\w])"
    r"|(?P<pl>\d{2}-\d{3})|(?P<pt>\d{4}-\d{3})|(?P<five>\d{2} ?\d{3})(?!\d)"
    r"|(?P<three>\d{3} \d{2})(?!\d)|(?P<ro>\d{6})(?!\d)|(?P<four>\d{4})(?![\d.,:/]))"
    rf"(?:\)?[ ,\n]{{1,3}}{_FIELD}| [-–] )(?!{_CURRENCY})(?:de |(?<=\d{{5}} )à )?"
    rf"(?P<town>{TOWN}(?: (?:mesto|vas|toplice)(?!\w)| (?:r|m)\. sav\.)?)",
)
# What may stand behind a postcode that closes its address: nothing, or a country in one word.
_CLOSED = r"(?= ?(?:$|[\n.;()|]|,? ?\(|, ?[A-ZÀ-Þ][a-zà-ÿ]{3,12}(?:$|[\n.;,)])))"
# "Villorba (TV), CAP 31020", "LA PLAINE SAINT DENIS (93210)", "London EC1A 1BB", "Dublin 2, D02 X285", "Torino 10121"
_AFTER = re.compile(
    rf"(?P<town>{TOWN}(?: \d{{1,2}}W?(?=,| [A-Z]\d)| (?:novads|nov\.|pag\.)(?=,))?)(?P<region>, ?{TOWN})?"
    r"(?:,\s?|\s|(?=\(\d{5}\)))(?:"
    r"\((?P<it>[A-Z]{2})\),? ?(?:CAP )?(?P<cap>\d{5})|\((?P<fr>\d{5})\)"
    rf"|(?P<gb>{UK_CODE})|(?P<ie>{EIRCODE})|(?P<mt>{MALTA} ?\d{{4}})|(?P<prefix>{LETTERS})[ \-–]?(?P<own>\d{{4,6}})"
    rf"|(?P<nl>\d{{4}} ?(?!SA|SD|SS)[A-Z]{{2}}){_CLOSED}"
    rf"|(?:(?P<pl>\d{{2}}-\d{{3}})|(?P<pt>\d{{4}}-\d{{3}})|(?P<six>\d{{6}})|(?P<five>\d{{5}})){_CLOSED}"
    rf"|(?P<three>\d{{3}} \d{{2}})(?:{_CLOSED}|(?=,? (?:IČ|DIČ))))(?!\w)"
)
_STATES = (
    "AL AK AZ AR CA CO CT DC DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK "
    "OR PA RI SC SD TN TX UT VT VA WA WV WI WY Alabama Alaska Arizona Arkansas California Colorado Connecticut "
    "Delaware Florida Georgia Hawaii Idaho Illinois Indiana Iowa Kansas Kentucky Louisiana Maine Maryland "
    "Massachusetts Michigan Minnesota Mississippi Missouri Montana Nebraska Nevada Ohio Oklahoma Oregon Pennsylvania "
    "Tennessee Texas Utah Vermont Virginia Washington Wisconsin Wyoming"
)
_US = re.compile(
    rf"(?P<town>{TOWN}),? (?P<state>{'|'.join(_STATES.split())}|New (?:York|Jersey|Mexico|Hampshire)|"
    r"(?:North|South) (?:Carolina|Dakota)|(?:West|Rhode) (?:Virginia|Island)),? (?P<us>\d{5}(?:-\d{4})?)(?![\w-])"
)
_US_NAMED = re.compile(r",? ?(?:USA|U\.S\.A|US(?!\w)|United States|États-Unis|Estados Unidos|Stati Uniti)")
_COUNTY = re.compile(rf"C(?<!\wC)(?:o\.|o|ounty|O\.) (?P<town>{_NAME})(?!\w)")
_TOWN = re.compile(TOWN)
# Towns have no figures, but for the districts of Dublin.
_FIGURE = re.compile(r"\d(?!\d?W?(?:,| ?$))")
_CODE = Led(
    r"[A-Z\d](?<!\w.)(?:(?<=\d)(?=\d)|(?<=[A-Z])(?=[A-Z]{0,2}[ \-–]?\d))",
    rf"(?<!\w)(?:{EIRCODE}|{UK_CODE}|\d{{4}} ?[A-Z]{{2}}|\d{{2,4}}-\d{{3}}|\d{{5,6}}|\d{{3}} \d{{2}}"
    rf"|{MALTA} ?\d{{4}}|(?:{LETTERS})[ \-–]?\d{{4,6}})(?!\w)",
)
_GROUPS = ("nl", "pl", "pt", "five", "three", "ro", "four", "cap", "fr", "gb", "ie", "six", "mt", "own")
_CODE_LABEL = re.compile(rf"(?:,? ?(?:PLZ|CAP|Code postal|Código postal|{CODE_LABELS})[:. ]{{1,3}})$")
_BULGARIAN = re.compile(BULGARIAN_TOWN)
_ICELANDIC = ("ð", "þ", "Þ", "Iceland", "Ísland", "Reykjav", "Kópavog", "Akureyr", "Selfoss", "Hella")
_CYRILLIC = ("гр.", "Гр.", "град", "Град", "с. ", "село")
_BRACKET = re.compile(r"\(\d{2}-\d{3}")
_SENTENCE = re.compile(r"(?<=\w{2}[a-zß-ÿ]{2})\. (?=[A-ZÀ-Þ])")  # "37001 Salamanca. Puedes": the next sentence
# "14057 Berlin Telefon: ...": the label of what follows on the same line is no part of the town.
_NEXT_FIELD = re.compile(
    r" (?=(?:Tel(?:efon\w{0,2}|efax|\.)?|T[ée]l(?:[ée]phone)?|Tel[eé]fono|Fon|Phone|Mobil\w{0,7}|Handy|Fax|"
    r"E-?[Mm]ails?|Mail|Courriel|Correo|Web(?:site|seite)?|Internet|Homepage|Kontakt|Contact|USt|Ust|UID|Handelsregister|Registergericht|"
    r"Amtsgericht|Firmenbuch|Gesch[äa]ftsf[üu]hrer|Inhaber|Vertreten|Steuernummer|Bankverbindung|[ÖO]ffnungszeiten)"
    r"(?![a-zß-ÿ]))"
)
_BOX_CODES = ("TSA", "CS", "BP", "SP")  # "TSA 10717": a number of the French post, before the postcode itself
_LABEL_ALONE = re.compile(CODE_LABELS)
# "Mlhovičky 250 63, IČO: ...": what follows the code is the next field.
_LABEL_TOWN = re.compile(
    r"I[ČC]O?|DI[ČC]|I[ČC] DPH|NIP|REGON|KRS|OIB|MBS|CVR|CUI|ЕИК|ΑΦΜ|Α\.Φ\.Μ|(?:Αρ(?:ιθ)?\. ?)?Γ\.?Ε\.?Μ\.?Η|"
    r"Y-tunnus|[Ee]-?[Mm]ail|[Tt]el|"
    # what is counted or measured: "2000 Watt", "(6455 Reviews)"
    r"Watt|Volt|Lumen|Liter|Gramm|Meter|Kelvin|Pixel|Seiten|Pages|Reviews?|Ratings?|Avis|Bewertung(?:en)?|REZENSENT|"
    r"Rezension(?:en)?|Recensioni|Opiniones|Opini[ei]|Sets?|Pieces|St[üu]ck|Teile|Punkte|Points"
)
# The number of an article, whose next line is no town: "Šifra: 9470".
_ARTICLE_NUMBER = re.compile(
    r"(?<!\w)(?:sifra|sku|art(?:ikel|icle|iculo|igo)?\.?[ -]?(?:nr|no|num|nummer|number|n°)?\.?|artikelnummer|"
    r"item no\.?|ref|"
    r"reference|referenz|referencia|riferimento|model[lo]?|modele|mpn|code article|kod produktu|indeks) ?: ?$"
)
_LABEL_BEHIND = re.compile(
    r" (?:VAT|BTW|TVA|T\.V\.A|RPR|RPM|KBO|BCE|K[Vv]K|T[Ee][Ll]|GSM|SIRET|SIREN|RCS|IBAN)(?!\w).*$"
)
_TOWN_BEGINS = re.compile(rf"(?<![\w'’])(?:['’‘]s-)?[{UP}]")
# "12a Fog Street, Rathmist, Dublin 6": the districts of Dublin, without an Eircode.
_DUBLIN = re.compile(r"(?<!\w)(?:Dublin|DUBLIN|Baile Átha Cliath) (?:[1-9]|1\d|2[0-4]|6W)(?!\w)")


# "3, rue des Brumes (29 999) Brestol": behind the street, where else a town stands before its code.
_CODE_IN_BRACKETS = re.compile(rf"\((?P<code>\d{{2}} ?\d{{3}})\),? (?P<town>{TOWN})")
_STREET_ONLY = re.compile(
    r"(?<!\d)\d{1,4}(?: ?(?:bis|ter))?,? ?(?:rue|avenue|av\.|boulevard|bd|place|chemin|route|impasse|quai|allee|cours) "
    r"[^,\n;:()–-]{3,50} $"
)
_NO_TOWN = re.compile(r"RCS|SIRE[NT]|TVA|T[ée]l|Si[èe]ge|France|Capital|Immatr|E-?[Mm]ail|Mail|Inscri")


@dataclass(frozen=True, slots=True)
class Anchor:
    """The end of an address. `form` names the form of its postcode ("five", "gb", ...; "" where it has none)."""

    start: int
    end: int
    town: str
    code: str = ""
    form: str = ""
    prefix: str = ""
    country: str = ""


def anchors(doc: LegalText) -> tuple[Anchor, ...]:
    """The places of a text where an address may end, in order; they may overlap."""
    text = doc.text
    found = [
        _coded(m, text)
        for m in BEFORE.finditer(text)
        if not _next_line(m) and not (m["four"] and YEAR_OF_DATE.search(doc.flat, max(0, m.start() - 24), m.start()))
        if not _ARTICLE_NUMBER.search(doc.flat, max(0, m.start() - 20), m.start())
    ]
    found = [a for a in found if not _LABEL_TOWN.fullmatch(a.town)]
    bracketed = list(_bracketed(doc))
    taken = {a.start + len(a.code) + 2 for a in bracketed}
    found += [a for m in _codes_last(text) if (a := _coded(m, text)).end not in taken] + bracketed
    found += _of_countries(text)
    american = list(_american(text))
    closed = {a.end for a in american}
    found = american + [_before_label(a, text) for a in found if a.end not in closed]
    coded = sorted(found, key=lambda a: a.start)
    found += [
        a for a in (*_counties(text), *_named(doc)) if not any(c.start < a.end and a.start < c.end for c in coded)
    ]
    return tuple(sorted(found, key=lambda a: (a.start, -a.end)))


def _before_label(anchor: Anchor, text: str) -> Anchor:
    """The anchor without the label of the next field, which looks like a part of its town ("9940 Misthoven VAT BE")."""
    match = _LABEL_BEHIND.search(anchor.town)
    if match is None or not anchor.code:
        return anchor
    town = anchor.town[: match.start()]
    if not text.endswith(anchor.town, 0, anchor.end):
        return replace(anchor, town=town)  # "Mist VAT GM1 9ZZ": the code ends the address
    return replace(anchor, town=town, end=anchor.end - (len(anchor.town) - match.start()))


def _of_countries(text: str) -> list[Anchor]:
    """Anchors of the forms that are a country's own; a rare word or sign says whether a form may occur at all."""
    found = [_alone(m) for m in ALONE.finditer(text)]
    if any(word in text for word in _ICELANDIC):
        found += [Anchor(m.start(), m.end(), m["town"], m["code"], "is", country="IS") for m in ICELAND.finditer(text)]
    if any(word in text for word in _CYRILLIC):
        found += [
            Anchor(m.start(), m.end(), m["town"], m["code"], "bg", country="BG") for m in _BULGARIAN.finditer(text)
        ]
    if _BRACKET.search(text):
        found += [
            Anchor(m.start(), m.end(), m["named"] or m["town"], m["code"], "pl") for m in BRACKETED.finditer(text)
        ]
    return found


def _bracketed(doc: LegalText) -> Iterator[Anchor]:
    for match in _CODE_IN_BRACKETS.finditer(doc.text):
        street = _STREET_ONLY.search(doc.flat, max(0, match.start() - 70), match.start())
        if street and not _NO_TOWN.match(match["town"]):
            yield Anchor(match.start(), match.end(), match["town"], match["code"], "five")


def _next_line(match: re.Match[str]) -> bool:
    """Whether what follows a code that closes its address in its country ("LV-1010") is but the next line."""
    return match["prefix"] == "LV" and "\n" in match.string[match.start() : match.start("town")]


def _alone(match: re.Match[str]) -> Anchor:
    """A code whose town stands before the street, or nowhere: `town` is ""."""
    return Anchor(
        match.start() + 1,
        match.end(),
        "",
        match["own"] or match["labelled"] or match["estonian"],
        "own",
        match["prefix"] or "",
    )


def _coded(match: re.Match[str], text: str) -> Anchor:
    groups = match.groupdict()
    form = next(g for g in _GROUPS if groups.get(g))
    town = _NEXT_FIELD.split(_SENTENCE.split(match["town"], maxsplit=1)[0], maxsplit=1)[0].rstrip(".'’- ")
    end = match.end() - (len(match["town"]) - len(town) if match.end() == match.end("town") else 0)
    label = _CODE_LABEL.search(text, max(0, match.start() - 18), match.start())
    return Anchor(
        label.start() if label else match.start(),
        end,
        town,
        groups[form] or "",
        form,
        groups.get("prefix") or "",
    )


def _codes_last(text: str) -> Iterator[re.Match[str]]:
    """Towns before their postcode. Looked for backwards from the postcode: the town pattern alone is too costly."""
    for code in _CODE.finditer(text):
        window = _window(text, code.start())
        for start in _TOWN_BEGINS.finditer(text, window, code.start()):
            match = _AFTER.match(text, start.start())
            if match and match.end() >= code.end() and not (match["region"] and _no_town(match)):
                if not _LABEL_ALONE.fullmatch(match["town"]) and match["town"] not in _BOX_CODES:
                    yield match
                break


def _window(text: str, offset: int) -> int:
    """Where the name of a town before `offset` may begin at the earliest."""
    window = max(0, offset - 60)
    figures = [m.end() for m in _FIGURE.finditer(text, window, offset)]
    return figures[-1] if figures else window


def _no_town(match: re.Match[str]) -> bool:
    """Whether "town, region, code" is a street, its town and code: only Spain and Portugal write regions there."""
    if match["mt"]:
        return match["region"].strip(" ,") not in ("Gozo", "Għawdex")
    begins = match.string[max(0, match.start() - 2) : match.start()].rstrip(" ")[-1:] in ("", ",", "\n", "-", "–", "(")
    return not (match["five"] or match["pt"]) or not begins or bool(STREET_WORD.search(fold(match["town"])))


def _american(text: str) -> Iterator[Anchor]:
    for code in re.finditer(r" (\d{5})(?:-\d{4})?(?![\w-])", text):
        window = _window(text, code.start(1))
        for start in re.finditer(rf"(?<![\w'’])[{UP}]", text[window : code.start(1)]):
            match = _US.match(text, window + start.start())
            # "Hamburg, DE 20457": the D of Germany, unless the United States are named.
            if match and match.end() == code.end() and (match["state"] != "DE" or _US_NAMED.match(text, match.end())):
                yield Anchor(match.start(), match.end(), match["town"], match["us"], "us", country="US")
                break


def _counties(text: str) -> Iterator[Anchor]:
    """ "7 Shop Street, Loughrea, Co. Galway": in Ireland many write no Eircode."""
    for match in _COUNTY.finditer(text):
        yield Anchor(match.start(), match.end(), match[0], country="IE")
    for match in _DUBLIN.finditer(text) if "ublin" in text or "UBLIN" in text or "Baile" in text else ():
        yield Anchor(match.start(), match.end(), match[0], country="IE")


def _named(doc: LegalText) -> Iterator[Anchor]:
    """ "Riverside Park, Cork, Ireland": a town closed by its country alone."""
    in_county = bytearray(len(doc.text) + 1)
    for match in _COUNTY.finditer(doc.text):
        in_county[match.start() : match.end()] = b"\x01" * (match.end() - match.start())
    for word in doc.under("country."):
        town = _town_before(doc.text, word.start)
        if town and not in_county[town[0]]:
            yield Anchor(*town, doc.text[slice(*town)], country=word.key.removeprefix("country."))


def _town_before(text: str, offset: int) -> tuple[int, int] | None:
    """The place of the town in "..., Cork, " before `offset`: it stands alone between two commas or line breaks."""
    left = text[max(0, offset - 70) : offset]
    bare = left.rstrip(" ")
    if not bare.endswith((",", "\n", "(")):
        return None
    bare = bare[:-1].rstrip(" ")
    first = max(bare.rfind(","), bare.rfind("\n")) + 1
    town = bare[first:].strip(" ")
    if first == 0 or not _TOWN.fullmatch(town):
        return None
    start = offset - len(left) + bare.index(town, first)
    return start, start + len(town)
