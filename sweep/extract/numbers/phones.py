"""Telephone numbers in a text: behind labels, in links, two behind one label. Every search is bounded: linear."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote

import phonenumbers
from phonenumbers import PhoneNumberType

from checks.facts import Phone
from sweep.extract.numbers.contacts import as_written
from sweep.extract.pages.legal_text import LegalText
from sweep.extract.pages.reading import reading
from sweep.extract.words.dummies import is_dummy_number
from sweep.extract.words.operator_words import Word, last_before
from sweep.extract.words.text import clean, fold

_MAX_LINKS = 1_200
BLOT = "¤"  # in place of what is another number or an address
_PHONE = re.compile(
    r"(?=[+(\d])(?<![\w/.,@+-])(?<!\d\))(?<!\d\) )"
    r"(?:\+ ?|\(\+ ?)?(?:\(0(?: ?\d){2,5}\)|\(?\d{1,5}\)?)(?:[ .\-/]?\(\d{1,4}\))?"
    r"(?:[ .\-/\u00a0–]{0,3}\d){4,14}(?![\w@])"
    r"(?!(?:[ .\-/]?\d++){1,4}[^\W\d_])"
)
# "0911 2233440 / 0171 2233440", "CIF 0999997. 0250 860001": where a second number begins. A house never begins with
# 0, the parts of one number may.
_SECOND = re.compile(r"(?: ?/ | / ?| [-–] |\. )(?=0\d{1,4}[ ./\-]{0,3}\d[\d ./\-]{4})")
# "335 6559041 / 347 8130257" behind one label.
_BETWEEN = re.compile(r"(?<=\d)(?: ?[-–/] | [-–/](?=\d)|/(?=[+0]))(?=[+(\d])")
_AHEAD = 16  # characters of the second number that tell it
_NEXT = re.compile(r"\s?(?:[/,;|·–-]|oder|und|bzw\.?|or|and|ou|et|o|y|e|of|en|lub)\s")
_CODE_FIGURES = 5  # "Tél. 01 99 00 48 35, 20457 Hamburg": what follows a number may be a postcode
_DATE = re.compile(r"\d{1,2}\. ?\d{1,2}\. ?(?:19|20)?\d\d")
_WHOLE_DATE = re.compile(
    r"(?:0?[1-9]|[12]\d|3[01])([./-]) ?(?:0?[1-9]|1[0-2])\1 ?(?:19|20)\d\d|(?:19|20)\d\d-(?:0[1-9]|1[0-2])-\d\d"
)
_NUMBERED = re.compile(r"(?:nummer|nr\.?|number|numero|no\.?)\s?:?$")
# "Sie erreichen unseren Kundendienst werktags von 9 bis 17 Uhr unter 0212 ...": a number without the word for it.
_CALLED = re.compile(
    r"(?<!\w)(?:kundendienst|kundenservice|erreich\w{1,4}|joignables?|service client\w?|bereikbaar|bereiken|"
    r"klantenservice|call|ring|reach|customer services?|llam\w{1,6}|atencion|chiam\w{1,4}|servizio clienti|"
    r"contact\w{2,4}|zadzwon\w*|atendimento)(?!\w)[^.;\n@]{0,80}?(?<!\w)(?:unter|au|op|at|on|al|allo|em|pod|us|na|para|en)"
    r"(?: (?:der|dem|le|the|het|el|il|o|numero))? ?$"
    r"|(?<!\w)(?:contact[oi]s?|contatos?|contatti|kontakt|contact)\s?:\s?$"
    # "Klantenservice 0900 ...": where a shop is rung up, right before the number.
    r"|(?<!\w)(?:(?:service|relation)s? (?:clients?|clientele|consommateurs?)|kunden(?:service|dienst|betreuung|"
    r"telefon)|"
    r"hotline|klanten(?:service|dienst)|(?:atencion|servicio) al cliente|assistenza(?: clienti)?|"
    r"servizio clienti|"
    r"linha de apoio|apoio ao cliente|infolinia|(?:biuro )?obslug[ai] klienta|kund(?:tjanst|service|support)|"
    r"kundeservice|"
    r"kundesenter|asiakaspalvelu|customer (?:services?|care|support)|zakaznick[aey] (?:linka|servis|podpora)|"
    r"ugyfelszolgalat|relatii (?:cu )?clientii?|klienditugi|klientu (?:serviss|aptarnavimas|apkalposana)|"
    r"korisnicka (?:sluzba|podrska)|εξυπηρετηση πελατων|обслужване на клиенти)(?: \([^()\n\d]{1,30}\))?\s?:?\s?$"
)
_EMAIL_BEFORE = re.compile(r"@[\w.\-]{3,40}(?:,|\))?(?P<words>(?: [^\W\d_]{1,14}){0,5}) ?[,|·•/]? $")
_GROUPED = re.compile(r"\(?\d{1,4}\)?(?:[ /-]\d{2,5}){2,4}|\d{2,4} \d{4,7}|\d{4} \d{4}")
_NO_CALL = re.compile(
    r"(?<!\w)(?:fax\w{0,2}|telefax\w{0,2}|iban|cont[oa]?|kont\w{1,3}|account|order\w{0,3}|commande|bestell\w{0,8}|pedido|encomenda|ordine|zamowien\w{0,2}|objednav\w{1,3}|swish|mobilepay|"
    r"number|numer\w{0,2}|nr|no|n)(?!\w)"
)
_EMAIL_REACH = 90  # characters before a number, in which an e-mail address and some words stand
_LABEL_NEAR = 30
# "O40 2233440": a letter for the first figure, so that what follows is but a part of the number.
_TORN = re.compile(r"(?<!\w)[OoIl]\d{1,4}[ ./-]$")
# "39 49": short numbers of France, only right behind a label.
_SHORT = re.compile(r"(?<![\w.,/+-])(?:3\d ?\d\d|10 ?\d\d)(?!\w|[%€]|[.,/:-]\d| ?\d| ?(?:€|euros?|eur\b|h\b))")
# "NL54 NEVL 0541 ...": the figures of a bank account.
_IBAN_BEGUN = re.compile(r"(?<![A-Za-z0-9])[A-Z]{2}\d{2} ?(?:[A-Z0-9]{4} ?){0,6}$")
_BROKEN = re.compile(r"[a-zß]{4}[.!?] [^\d]")  # a sentence ends: its label says nothing of what follows
_FROM = re.compile(r"(?<!\w)(?:depuis|from|aus|vanuit|desde|dall?a?) (?:la |le |l'|les |der |den |the )?$")
_TO = re.compile(r" ?:? ?(?:(?:au|a|:|le|unter|on|al|op|dial|call)(?: (?:numero|n°|no|number))?)? ?:? ?")
_FROM_REACH = 14  # characters between the country and its number
_OVERSEAS = ("RE", "GP", "MQ", "GF", "YT")  # La Réunion, Guadeloupe, Martinique, Guyane, Mayotte
_PREMIUM = {
    "FR": re.compile(r"8[129]"), "BE": re.compile(r"70|90"), "DE": re.compile(r"900|180[2-9]"),
    "NL": re.compile(r"90[069]"), "ES": re.compile(r"80[3-7]|90[1-2]"), "IT": re.compile(r"199|89[29]"),
    "PL": re.compile(r"70"), "PT": re.compile(r"76[01]|70[78]"), "AT": re.compile(r"9[03]"), "GB": re.compile(r"9|87"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class PhonePlace:
    phone: Phone
    start: int
    end: int
    labelled: bool
    raw: str = ""


def find_phones(doc: LegalText, blocked: bytearray, regions: tuple[str, ...]) -> tuple[PhonePlace, ...]:
    """Telephone numbers (no fax) outside the `blocked` places; national ones are tried in `regions`, in order."""
    labels = doc.of("phone_label")
    faxes = doc.of("fax_label")
    numbered = doc.under("number.")
    found: list[PhonePlace] = []
    for start, end in _numbers(without(doc.text, blocked)):
        if _labelled(doc.flat, faxes, start, 30, labels):
            continue
        if _WHOLE_DATE.fullmatch(doc.text, start, end):
            continue
        if _IBAN_BEGUN.search(doc.text, max(0, start - 40), start) or _TORN.search(doc.text, max(0, start - 6), start):
            continue
        labelled = _labelled(doc.flat, labels, start, 60) or bool(_CALLED.search(doc.flat, max(0, start - 110), start))
        if not labelled and found and found[-1].labelled and _NEXT.fullmatch(doc.flat, found[-1].end, start):
            labelled = _figures(doc.text[start:end]) > _CODE_FIGURES
        if not labelled and last_before(numbered, start, 3):
            continue  # "P. IVA / C.F. 093 2464 0417"
        bare = _looks_like_phone(doc.text[start:end]) or _in_contact_block(doc, start, end)
        if not (labelled or bare or _behind_email(doc, start, end)):
            continue
        if labelled and (pair := _two_numbers(doc.text, start, end, regions)):
            found.extend(pair)
        elif phone := parse_phone(doc.text[start:end], _dialled_from(doc, start) or regions):
            found.append(PhonePlace(phone, start, end, labelled))
    places = (*found, *_short_numbers(doc, blocked, regions), *_tel_links(doc, regions))
    if doc.of("placeholder"):  # "Musterstadt, 01234-789456"
        return tuple(p for p in places if "12345" not in p.phone.e164 and not p.phone.text.startswith("01234"))
    return places


def without(text: str, blocked: bytes | bytearray) -> str:
    """`text` with the blocked places blotted out: "RCS 012345674. 01 99 00 48 35" is no number of nineteen figures."""
    parts, end = list[str](), 0
    while (start := blocked.find(1, end, len(text))) >= 0:
        free = blocked.find(0, start, len(text))
        parts += text[end:start], BLOT * ((free if free >= 0 else len(text)) - start)
        end = free if free >= 0 else len(text)
    return "".join((*parts, text[end:])) if parts else text


def _dialled_from(doc: LegalText, start: int) -> tuple[str, ...]:
    """The country from which alone a number is said to be dialled ("depuis l'Espagne au 0800 00 01 17")."""
    word = last_before(doc.under("country."), start, _FROM_REACH)
    if word is None or not _FROM.search(doc.flat, max(0, word.start - 12), word.start):
        return ()
    return (word.key.removeprefix("country."),) if _TO.fullmatch(doc.flat, word.end, start) else ()


def _numbers(text: str) -> Iterator[tuple[int, int]]:
    """The places of what may be telephone numbers: two of them with a stroke or a dash between are two."""
    offset = 0
    while match := _PHONE.search(text, offset):
        start, end = match.span()
        for border in _SECOND.finditer(text, start, end + _AHEAD):
            if border.start() < end and sum(c.isdigit() for c in text[start : border.start()]) >= (
                6 if text[border.end() + 2].isdigit() else 9
            ):
                end = border.start()
                break
        yield start, end
        offset = max(end, start + 1)


def _in_contact_block(doc: LegalText, start: int, end: int) -> bool:
    """Whether a number fills its line and an e-mail address stands above or below: they have icons for labels."""
    at = doc.line_at(start)
    line = doc.lines[at]
    if (line.start, line.end) != (start, end) or doc.text[start] != "0" or doc.text.count("/", start, end) > 1:
        return False
    above, below = _next_words(doc, at, -1), _next_words(doc, at, 1)
    return not _NUMBERED.search(fold(above)) and ("@" in above or "@" in below)


def _behind_email(doc: LegalText, start: int, end: int) -> bool:
    """Whether grouped figures follow an e-mail address after a few words: "rosa@mist.example or 912 640 118"."""
    if not _GROUPED.fullmatch(doc.text, start, end) or last_before(doc.under("number."), start, _LABEL_NEAR):
        return False
    words = _EMAIL_BEFORE.search(doc.text, max(0, start - _EMAIL_REACH), start)
    return words is not None and not _NO_CALL.search(fold(words["words"]))


def _next_words(doc: LegalText, at: int, step: int) -> str:
    """The line nearest to line `at` that is not just another number."""
    for index in range(at + step, at + 4 * step, step):
        if not 0 <= index < len(doc.lines):
            return ""
        words = doc.text[doc.lines[index].start : doc.lines[index].end]
        if not _PHONE.fullmatch(words):
            return words
    return ""


def _figures(text: str) -> int:
    return sum(map(str.isdigit, text))


def _two_numbers(text: str, start: int, end: int, regions: tuple[str, ...]) -> tuple[PhonePlace, ...]:
    """ "02 4871 4236 - 0323 569 627" behind one label: two numbers, where each of them is one by itself."""
    for mark in _BETWEEN.finditer(text, start, end):
        second = _PHONE.match(text, mark.end())
        if second is None or (one := parse_phone(text[start : mark.start()], regions)) is None:
            continue
        if _figures(second[0]) <= _CODE_FIGURES:
            town = text[second.end() : second.end() + 2].strip().isupper()
            return (PhonePlace(one, start, mark.start(), True),) if town else ()
        if two := parse_phone(second[0], (one.country, *regions) if one.country else regions):
            places = ((one, start, mark.start()), (two, second.start(), second.end()))
            return tuple(PhonePlace(phone, first, last, True) for phone, first, last in places)
    return ()


def _short_numbers(doc: LegalText, blocked: bytearray, regions: tuple[str, ...]) -> Iterator[PhonePlace]:
    """Short service numbers of France ("3949") right behind a label; they can be dialled inside the country only."""
    if "FR" not in regions:
        return
    for label in doc.of("phone_label"):
        match = _SHORT.search(doc.text, label.end, label.end + 14)
        if (
            match
            and not any(blocked[match.start() : match.end()])
            and re.fullmatch(r"[\s:.aun°o]*", doc.flat[label.end : match.start()])
        ):
            digits = match[0].replace(" ", "")
            yield PhonePlace(Phone(f"+33{digits}", match[0], False, "FR"), match.start(), match.end(), True)


def _tel_links(doc: LegalText, regions: tuple[str, ...]) -> Iterator[PhonePlace]:
    read = reading(doc.page)
    labels, faxes = doc.of("phone_label"), doc.of("fax_label")
    for index in read.linked[:_MAX_LINKS]:
        href = read.href(index)
        start, end = read.span(index)
        scheme, _, target = href.partition(":")
        if (
            scheme.lower() in ("tel", "callto")
            and end > start
            and end <= len(doc.text)
            and (raw := as_written(doc.page.html, href))
        ):
            if _labelled(doc.flat, faxes, start, 30, labels):
                continue
            if phone := parse_phone(unquote(target), regions):
                yield PhonePlace(phone, start, end, True, raw)


def _labelled(flat: str, labels: tuple[Word, ...], start: int, reach: int, others: tuple[Word, ...] = ()) -> bool:
    """Whether a word of `labels` stands within `reach` before `start`, no word of `others` and no number between."""
    label = last_before(labels, start, reach)
    if label is None:
        return False
    other = last_before(others, start, reach)
    nearer = other is not None and other.start > label.start
    between = flat[label.end : start]
    return not nearer and sum(c.isdigit() for c in between) < 6 and not _BROKEN.search(f"{between} ")


def _looks_like_phone(text: str) -> bool:
    """Without a label only an international number, or a grouped one that begins with 0."""
    bare = text.strip().lstrip("(")
    if _DATE.fullmatch(bare):
        return False
    if bare.startswith(("+", "00")):
        return True
    return bare.startswith("0") and len(re.findall(r"\d+", text)) >= 3 and "-" not in text


def parse_phone(text: str, regions: tuple[str, ...]) -> Phone | None:
    """The number in the first region in which it is valid, or None."""
    plain = clean(text).replace("–", "-")
    plain = re.sub(r"\(0\)", " ", plain) if "+" in plain or plain.startswith("00") else plain
    plain = re.sub(r"^\(?00 ?", "+", plain)
    plain = re.sub(r"^\(\+ ?(\d{1,3})\)", r"+\1 ", plain)
    for region in _with_overseas(regions or ("FR",)):
        try:
            number = phonenumbers.parse(plain, region)
        except phonenumbers.NumberParseException:
            continue
        if not phonenumbers.is_valid_number(number):
            continue
        digits = str(number.national_number)
        if is_dummy_number(digits) or digits.endswith("000000"):
            return None
        country = phonenumbers.region_code_for_number(number) or ""
        country = "FR" if country in _OVERSEAS else country
        e164 = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
        return Phone(e164, clean(text), _premium(number, country, digits), country)
    return None


def _with_overseas(regions: tuple[str, ...]) -> tuple[str, ...]:
    """`regions` with the parts of France overseas behind France: they dial as France does."""
    at = regions.index("FR") + 1 if "FR" in regions else len(regions)
    return (*regions[:at], *_OVERSEAS, *regions[at:]) if "FR" in regions else regions


def _premium(number: phonenumbers.PhoneNumber, country: str, digits: str) -> bool:
    kinds = (PhoneNumberType.PREMIUM_RATE, PhoneNumberType.SHARED_COST)
    rule = _PREMIUM.get(country)
    return phonenumbers.number_type(number) in kinds or bool(rule and rule.match(digits))
