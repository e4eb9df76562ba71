"""What looks like an address or a contact of the trader, but could not be read as one.

Where such a thing stands, nothing may be called absent: a person must look. Each finder yields the places of
its kind that are not somebody else's: words that the consumer sees, then pictures, then data for machines only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from checks.facts import Evidence
from sweep.extract.addresses.address_anchors import BEFORE, EIRCODE, UK_CODE
from sweep.extract.numbers.phones import without
from sweep.extract.pages.mentions import SourcePattern
from sweep.extract.trader.doubt_places import IDENTITY, images, links, machines, own
from sweep.extract.trader.doubt_shapes import mail_shapes, place_shapes
from sweep.extract.trader.trader import PageFinds
from sweep.extract.words.address_words import UP
from sweep.extract.words.apart import AnyOf, OnLines
from sweep.extract.words.needles import Sieve
from sweep.extract.words.operator_words import Word, first_after, last_before

# --- addresses ---

_WAYS = (
    r"rue|avenue|av\.|boulevard|bd|place|chemin|route|allee|impasse|quai|cours|square|passage|hameau|quartier|lieu-dit|"
    r"zac|street|road|lane|drive|calle|c/|avenida|avda|paseo|plaza|carrer|via|viale|piazza|corso|rua|travessa|largo|praceta|ul\.|"
    r"ulica|aleja|al\.|os\.|plac|pl\.|avd\.?|avgda\.?|avinguda|praza|placa|ronda|rambla|carretera|ctra\.?|poligono|strada|"
    r"contrada|localita|vicolo|praca|estrada|alameda|bulevardul|calea|soseaua|aleea|namesti"
)
_GRAND = r"(?:\w{2,9} )?"
_STREETS = Sieve(
    rf"(?<!\w)\d{{1,4}}(?: ?(?:bis|ter|[a-d]))?,? {_GRAND}(?:{_WAYS}) \w|"
    rf"(?<!\w)(?:{_WAYS}) [\w'’ .\-]{{2,40}}?,? (?:(?:n\.?[°ºo]?|numero|num|nr)\.? ?)?\d{{1,4}}(?![\d%€])|"
    r"\w{3,30}(?:strasse|straße|str\.|gasse|platz|straat|laan|plein|gracht|singel|steenweg|vej|gade|gatan|vagen|katu) "
    r"\d{1,4}(?!\d)"
)
# "33 Mong Kok Road", "Main Street,", "..., Tokyo 150-0002, Japan", and what is written in Chinese signs.
_ENGLISH_WAY = (
    r"St\.|Rd\.|Ave\.|Street|Road|Lane|Avenue|Drive|Square|Court|Terrace|Quay|"
    r"Way|Close|Highway|Boulevard|Tower|Building"
)
_ENGLISH = AnyOf(
    rf"(?<!\w)(?:\d{{1,4}}[a-z]?,? (?:[{UP}][\w'’]{{0,20}} ){{1,3}}(?:{_ENGLISH_WAY}|{_ENGLISH_WAY.upper()})(?!\w)"
    rf"|(?:[{UP}][\w'’]{{1,20}} ){{1,3}}(?:{_ENGLISH_WAY}),"
    # a house in the country: "The Old Creamery, Ballyvaughan, Co. Clare"
    rf"|(?:[{UP}][\w'’]{{1,20}}(?: [{UP}][\w'’]{{1,20}}){{0,4}}\.?, ){{2}}(?:Co\.?|County) [{UP}]"
    rf"|(?:(?<=[,:] )|(?<=ess )|(?<= in ))[{UP}][\w'’]{{2,20}}(?: [{UP}][\w'’]{{1,20}})?, (?:Co\.?|County) [{UP}])",
    rf"(?<![^\n])[{UP}][\w'’]{{1,20}}(?: [{UP}][\w'’]{{1,20}}){{0,3}}, Co\. [{UP}][\w'’ ]{{2,25}}(?![^\n])",
    r"[\u4e00-\u9fff]{6,}",
)
_CODES = OnLines(r"\d", rf"(?<![\w/-])(?:{UK_CODE}|{EIRCODE})(?![\w-])")
_EDGE = re.compile(r"(?:^|[\n,;:|(•·] ?| [-–—] )$")
_BEFORE_TOWN = re.compile(r" (?:à|te|in|en|em|w) ?$")
_TOWN_BEHIND = re.compile(r"[/\w]{0,5}, (?:\d{2}-\d{3}|\d{5}|\d{3} \d{2}) [^\W\d_]{3}")  # "ul. zorzy 1, 38-500 x"
_YEAR = re.compile(r"(?:19|20)\d\d$")
_SEAT_VALUE = re.compile(
    rf"(?: d[eu] [a-zà-ÿ]{{4,20}})?\s?:\s?(?=[^\n@]{{8}})(?=[^\n]{{0,120}}(?:\d|[{UP}][\w'’\-]+,? [{UP}]))|\s(?:"
    rf"(?:à|in|te|a|en|w|em|at) [{UP}][a-zà-ÿ]|(?:au )?\d{{1,4}}(?: [a-zA-Z]{{1,6}})?,? (?:rue|avenue|route|place) )"
)
_SEAT_IN = re.compile(r" (?:in|em|te|en|w|a)$")  # "con sede in", "cu sediul în": words that end in their preposition
_SEAT_PLACE = re.compile(rf" [{UP}][\w'’\-]+(?:[ ,]{{1,3}}[a-zà-ÿ/]{{1,6}}){{0,4}}[ ,]{{1,3}}[{UP}\d]")
_NO_SEAT = re.compile(r"adresse(?: de)? (?:livraison|facturation|e-?mail|ip|url|web)|\bip\b|e-?mail|electronique")
_ADDRESS_IMAGE = re.compile(r"adres|address|anschrift|direccion|indirizzo|morada|domicilio|impressum|mentions")


def addresses(pages: Sequence[PageFinds]) -> Iterator[Evidence]:
    """What may be the trader's address: a street with a number, a postcode with a town, words behind "Address:"."""
    for finds in pages:
        for start, end in (*streets(finds), *_towns(finds), *_seats(finds), *_abroad(finds), *place_shapes(finds)):
            if own(finds, start):
                yield finds.doc.quote(start, end)
    yield from images(pages, _ADDRESS_IMAGE)
    yield from machines(pages, "streetaddress", "postalcode", "address")


def streets(finds: PageFinds) -> Iterator[tuple[int, int]]:
    """Words for a street with a name and a number."""
    for match in _STREETS.finditer(finds.doc.flat):
        if not any(finds.taken[match.start() : match.end()]) and _named_street(finds.doc.text, match):
            yield match.span()
    for pattern in (_CODES, _ENGLISH):
        for match in pattern.finditer(finds.doc.text):
            if not any(finds.taken[match.start() : match.end()]):
                yield match.span()


def _named_street(text: str, match: re.Match[str]) -> bool:
    """Whether a street has a name in one sentence: "7 cours de cuisine" and "en cours. 3. Prix" have none."""
    words = text[match.start() : min(len(text), match.end() + 25)].split("\n", maxsplit=1)[0]
    within = len(words) >= match.end() - match.start() and not re.search(r"[a-zà-ÿ]{3}\. ", words[: len(match[0])])
    return within and bool(
        _TOWN_BEHIND.match(text, match.end())
        or re.search(rf"[ '’-][{UP}]", words)
        or (match[0][0].isalpha() and text[match.start()].isupper())
    )


def _towns(finds: PageFinds) -> Iterator[tuple[int, int]]:
    """Postcodes with their towns at the beginning of a line or behind a mark; a year and a word are none."""
    text, taken = finds.doc.text, finds.taken
    for match in BEFORE.finditer(text):
        code = match["four"] or match["three"] or ""
        if taken[match.start("town")] or (_YEAR.match(code) and not match["prefix"]):
            continue
        if (
            match["prefix"]
            or _EDGE.search(text, max(0, match.start() - 3), match.start())
            or last_before(finds.doc.of("seat"), match.start(), 6)
            or _BEFORE_TOWN.search(text, max(0, match.start() - 4), match.start())
        ):
            yield match.span()


def _seats(finds: PageFinds) -> Iterator[tuple[int, int]]:
    doc, taken = finds.doc, finds.taken
    for word in doc.of("seat"):
        around = doc.flat[max(0, word.start - 12) : word.end + 24]
        value = _SEAT_VALUE.match(doc.text, word.end)
        if value is None and _SEAT_IN.search(doc.flat, word.start, word.end):
            value = _SEAT_PLACE.match(doc.text, word.end)
        end = min(doc.lines[doc.line_at(word.end)].end, (value.end() if value else word.end) + 60)
        if value and not _NO_SEAT.search(around) and not any(taken[word.end : end]):
            yield word.start, end


def _abroad(finds: PageFinds) -> Iterator[tuple[int, int]]:
    """Lines that end like an address: figures, two commas, a country."""
    doc, taken = finds.doc, finds.taken
    for word in doc.under("country."):
        start = max(doc.lines[doc.line_at(word.start)].start, word.start - 80)
        before = doc.text[start : word.start].rstrip()
        listed = before.endswith(",") and before.count(",") >= 3 and any(c.isdigit() for c in before)
        if listed and not any(taken[start : word.start]):
            yield start, word.end


# --- telephone ---

# Figures that could be dialled, without any label: no date, no amount, no number of another kind.
_BARE = re.compile(
    r"(?<![\w.,/+-])\(?\d(?:(?!(?<=\d{3})\. 0)[ .\-–/()]{0,3}\d){7,12}(?![\w%€]|[.,]\d| ?(?:€|EUR|euros))"
)
_SHORT_NUMBERS = ("is", "et", "mt")
_SEVEN = re.compile(r"(?<![\w.,/+-])\d{3}[ -]?\d{4}(?![\w%€-]|[.,]\d)")
_ENDED = re.compile(r"[^\W\d_]{4}[.!?] ")
_DATE = re.compile(r"\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|(?:19|20)\d\d ?[-–/] ?(?:19|20)\d\d")

_DIGITS = re.compile(r"(?<![\w/@-])\+?\(?(?:[\dOo][ .\-/()\u00a0]{0,3}){6,15}(?![\w@])")
# Figures of which some stand on the next line: "Tel. 03 200", "10 20".
_BROKEN = re.compile(
    r"[ .:]{0,4}\+?\(?\d(?:[ .\-/()]{0,2}\d){2,9}[ .\-/]{0,2}\n[ .\-/]{0,2}\d(?:[ .\-/]{0,2}\d){1,8}(?![\w,%€@])"
)
_FOREIGN = Sieve(r"(?<![\w/])\+[1-9]\d{0,2}[ .\-()]{0,3}\d(?:[ .\-()]{0,3}\d){5,12}(?!\w)")
_JOINED = re.compile(r"\.? ?[/+&,–-]? ?(?:e|et|und|and|y|i|og|och|en|a|ja|και|u\.)? ?")
# "S: 500 1980", "Telef: 5 200 198": seven figures behind a short word of any language.
_SHORTLY = re.compile(r"(?<![^\n,|·(–-])(?<!\w)[ ]?[^\W\d_]{1,8}\.?: ?\d(?:[ -]?\d){6}(?![\w.,/-])")
# "null-drei-vier-eins 99 99 01"
_SPOKEN = Sieve(
    r"(?<!\w)(?:null|zero|nul|cero|nulla|noll|nolla|nula|oh)[ -](?:[a-z]{2,6}[ -]){0,5}\d\d(?:[ .-]?\d){3,8}(?!\w)"
)
_SERVICE = re.compile(
    r"(?<![\w.,/])(?:3\d ?\d\d|1\d{2,3}|10 ?\d\d|116 ?\d{3}|118 ?\d{3})(?![\w%€]|[.,/:]\d| (?:euros?|eur|€|h))"
)
_CALL = re.compile(
    r"^(?:tel:|callto:|sms:|whatsapp:|skype:|viber:)|//(?:wa\.me|api\.whatsapp\.com|web\.whatsapp\.com)/", re.I
)
_PHONE_IMAGE = re.compile(r"(?<![a-z])(?:tel|tele?ph?on\w*|phone|hotline|telefon\w*|telefoon|whatsapp)(?![a-z])")


def phones(pages: Sequence[PageFinds]) -> Iterator[Evidence]:
    """What may be the trader's telephone: figures behind a label, a short number, a link that calls, a picture."""
    told = {finds.page.role for finds in pages} & {"legal_notice", "contact", "about"}
    for finds in pages:
        for start, end in _figures(finds, ("home", *(told or ("terms", "privacy")))):
            if own(finds, start):
                yield finds.doc.quote(start, end)
        yield from links(finds, _CALL)
    yield from images(pages, _PHONE_IMAGE)
    yield from machines(pages, "telephone", "phone")


def _figures(finds: PageFinds, bare: Sequence[str]) -> Iterator[tuple[int, int]]:
    doc = finds.doc
    taken, faxes = finds.taken, doc.of("fax_label")
    for word in doc.of("phone_label"):
        after = first_after(faxes, word.end, 6)
        both = after and _JOINED.fullmatch(doc.flat, word.end, after.start)  # "tel+fax 051 ..."
        fax = last_before(faxes, word.start, 4) or (after and not both)
        match = _DIGITS.search(doc.text, word.end, word.end + 55)
        if match is None or fax or sum(c.isdigit() for c in match[0]) < 4 or taken[match.start()]:
            continue
        behind = after.end if after else word.end + 1
        if not re.search(r"[.!?;] [A-ZÀ-Þ]|[Ff]ax", doc.text[behind : match.start()]):
            yield word.start, match.end()
    yield from (m.span() for m in _SHORTLY.finditer(doc.text) if not taken[m.end() - 1])
    yield from (m.span() for m in _SPOKEN.finditer(doc.flat))
    for match in _FOREIGN.finditer(doc.text):
        label = last_before(faxes, match.start(), 20)
        if label is None and not taken[match.start()]:
            yield match.span()
    if finds.page.role in bare:
        yield from _bare_figures(finds, taken)
    for word in doc.of("phone_label", "contact_us"):
        if (broken := _BROKEN.match(doc.text, word.end)) and not taken[broken.end() - 1]:
            yield word.start, broken.end()
        match = _SERVICE.search(doc.flat, word.end, word.end + 30)
        if match is None or taken[match.start()]:
            continue
        if not re.search(r"[.!?;] |\n", doc.text[word.end + 1 : match.start()]):
            yield word.start, match.end()


def _bare_figures(finds: PageFinds, taken: bytes) -> Iterator[tuple[int, int]]:
    labels = finds.doc.under("number.")
    faxes = finds.doc.of("fax_label")
    short = _SEVEN.finditer(finds.doc.text) if finds.page.language in _SHORT_NUMBERS else ()
    for match in (*_BARE.finditer(without(finds.doc.text, taken)), *short):
        if (
            taken[match.start()]
            or _DATE.fullmatch(match[0])
            or "capital" in finds.doc.flat[max(0, match.start() - 25) : match.start()]
        ):
            continue
        if not _labelled(finds, labels, match.start(), taken) and last_before(faxes, match.start(), 30) is None:
            yield match.span()


def _labelled(finds: PageFinds, labels: Sequence[Word], start: int, taken: bytes) -> bool:
    """Whether figures are the number that a label announces: it has none yet, and its sentence has not ended."""
    label, text = last_before(labels, start, 40), finds.doc.text
    if label is None or _ENDED.search(text, label.end, start):
        return False
    behind = taken.rfind(1, label.end, start) + 1
    if behind and ("\n" in text[behind:start] or not any(c.isalpha() for c in text[behind:start])):
        return False
    return not (text[start] in "0+(" and any(c.isdigit() for c in text[label.end : start]))


# --- e-mail ---

_MAIL_LABEL = Sieve(
    r"(?<![\w-])(?:e-?mail(?:adresse)?|mail|courriel|correo(?: electronico)?|poczta|mel|"
    r"el\. ?pastas|sahkoposti|e-?post(?:a|i)?|e-?pasts|имейл|имеил)\s?:\s?"
)
_MAIL_VALUE = re.compile(
    r"[^\n]{0,60}?(?:@|arobas|arroba|chiocciola|malpa|apenstaart|"
    r"[\[({]\w{1,12}[\])}] ?[\w-]{2,40}\.[a-z]{2,8}(?!\w)|\(at\)|\[at\]| at |[-_]at[-_]|"
    r"zavinac|kukac|snabel|alfakroll|παπακι|кльомба|маймун)[^\n]{0,40}"
)
_HALF = OnLines(
    r"@|\(at\)", r"(?<![\w.@])[\w.+-]{1,40}@[a-z0-9][\w-]{1,40}(?![\w@.])|(?<![\w@])[\w.+-]{2,40}(?:@|\(at\)) ?\n"
)
_LEFTWARD = re.compile(r"direction\s*:\s*rtl")
_REVERSED_TEXT = re.compile(r"[a-z]{2,8}\.[\w.-]{2,60}@[\w.-]{2,60}")
_SPELLED = OnLines(
    r"[\[({<*_„\"“\- ](?: ?(?:at|arobas\w{0,3}|arroba|chiocciola|malpa|apenstaartje|a|@) ?[\])}>*_“”\"\-]"
    r"|(?:chez|arobase|arroba|chiocciola|malpa) )",
    r"[\w.\-]{2,30}? ?(?:[\[({<*_„\"“\-]{1,2} ?(?:at|arobas\w{0,3}|arroba|chiocciola|malpa|apenstaartje|a|@) "
    r"?[\])}>*_“”\"\-]{1,2}"
    r"| chez | arobase | arroba | chiocciola | malpa ) ?[\w\-]{2,40} ?"
    r"(?:\.|[\[(]?(?:point|punkt|dot|punto|ponto|kropka|punt)[\])]?) ?[a-z]{2,8}(?!\w)",
)
_MAIL_IMAGE = re.compile(r"(?<![a-z])(?:e-?mail|mail|courriel|arobase|correo)(?![a-z])")
_MAIL_SCRIPT = SourcePattern(
    r"<script[^>]{0,200}>[^<]{0,200}(?:document\.write|mailto|innerHTML)[^<]{0,200}(?:@|mailto|%40|\\x40|&#64;)|"
    r"data-(?:name|user|local)=[\"'][\w.+-]{1,40}[\"'][^<>]{0,80}data-(?:domain|host)=|"
    r"data-(?:domain|host)=[\"'][\w.-]{3,60}[\"'][^<>]{0,80}data-(?:name|user|local)=|"
    r"javascript:[\w.]{0,40}(?:mail|crypt|decode)[\w.]{0,40}\(|class=[\"'][^\"']{0,60}(?:eeb|mailto-link|cryptedmail|"
    r"antispam)",
)


def emails(pages: Sequence[PageFinds]) -> Iterator[Evidence]:
    """What may be the trader's e-mail address: words behind "E-mail:", half an address, a picture, a mailto link."""
    for finds in pages:
        doc = finds.doc
        spans = [m.span() for m in (*_HALF.finditer(doc.text), *_SPELLED.finditer(doc.flat))]
        spans += mail_shapes(finds)
        for label in _MAIL_LABEL.finditer(doc.flat):
            if value := _MAIL_VALUE.match(doc.flat, label.end(), label.end() + 110):
                spans.append((label.start(), value.end()))
        if "bidi-override" in finds.page.html or _LEFTWARD.search(finds.page.html):
            spans += [m.span() for m in _REVERSED_TEXT.finditer(doc.text)]
        yield from (doc.quote(start, end) for start, end in spans if own(finds, start))
        yield from links(finds, re.compile("^mailto:", re.I))
    yield from images(pages, _MAIL_IMAGE)
    yield from machines(pages, "email")


def scripted_email(pages: Sequence[PageFinds]) -> Evidence | None:
    """Where a script puts an e-mail address together, on the pages that say who sells."""
    for finds in pages:
        if finds.page.role in IDENTITY and (match := _MAIL_SCRIPT.search(finds.page)):
            return finds.page.evidence(match[0][:200])
    return None
