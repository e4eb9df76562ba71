"""E-mail addresses and telephone numbers in a text, hidden ones included. Every search is bounded: linear."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from urllib.parse import unquote

import phonenumbers
from phonenumbers import PhoneNumberType
from publicsuffixlist import PublicSuffixList
from selectolax.lexbor import LexborNode

from checks.facts import Phone
from sweep.extract.legal_text import LegalText
from sweep.extract.operator_words import Word, last_before
from sweep.extract.page import Page
from sweep.extract.placeholders import is_dummy_email, is_dummy_number
from sweep.extract.reading import reading
from sweep.extract.text import clean

_MAX_LINKS = 60
_AT = re.compile(
    # What begins with a choice of characters is searched for faster; what it may begin with is then told looking back.
    r"[\s@＠﹫\[({<%](?:(?:(?<=\s)[@＠﹫]|(?<=[@＠﹫]))(?:\s(?=[\w-]{2,60}\.[a-z]))?"
    r"|(?:(?<=\s)[\[({<]|(?<=[\[({<]))\s?"
    r"(?:at|@|arobase|arobas|arroba|chiocciola|malpa|małpa|apenstaartje|ät|a)\s?[\])}>]\s?"
    r"|(?<=\s)(?:arobase|arobas|arroba|chiocciola|małpa|apenstaartje|at)\s|(?<=%)40)",
    re.IGNORECASE,
)
_DOT = (
    r"(?:\.|\s?[\[({<]\s?(?:dot|punkt|point|punto|ponto|kropka|punt|\.)\s?[\])}>]\s?"
    r"|\s(?:dot|punkt|point|punto|ponto|kropka|punt)\s)"
)
_LOCAL = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._%+'-]|[\[(](?:dot|punkt|point|punto)[\])]){0,63}$", re.IGNORECASE)
_DOMAIN = re.compile(rf"[A-Za-z0-9-]{{1,63}}(?:{_DOT}[A-Za-z0-9-]{{1,63}}){{1,4}}", re.IGNORECASE)
_DOT_WORD = re.compile(_DOT, re.IGNORECASE)
_LABEL_BEFORE = re.compile(r"(?:mail|courriel|correo|poczta)\s?:\s?$", re.IGNORECASE)
_CONCEALED = re.compile(r"\[email\W?protected\]", re.IGNORECASE)
_CF_HREF = re.compile(r"/cdn-cgi/l/email-protection#([0-9a-fA-F]{6,400})")

_PHONE = re.compile(
    r"(?=[+(\d])(?<![\w/.,@+-])"
    r"(?:\+ ?|\(\+ ?)?\(?\d{1,5}\)?(?:[ .\-/]?\(\d{1,4}\))?(?:[ .\-/\u00a0–]{0,3}\d){4,14}(?![\w@])"
)
# "Sie erreichen unseren Kundendienst werktags von 9 bis 17 Uhr unter 0212 ...": a number without the word for it.
_CALLED = re.compile(
    r"(?<!\w)(?:kundendienst|kundenservice|erreich\w{1,4}|joignables?|service client\w?|bereikbaar|bereiken|"
    r"klantenservice|call|ring|reach|customer services?|llam\w{1,6}|atencion|chiam\w{1,4}|servizio clienti|"
    r"contact\w{2,4}|zadzwon\w*|atendimento)(?!\w)[^.;\n@]{0,80}?(?<!\w)(?:unter|au|op|at|on|al|allo|em|pod|us|na|para|en)"
    r"(?: (?:der|dem|le|the|het|el|il|o|numero))? ?$"
    r"|(?<!\w)(?:contact[oi]s?|contatos?|contatti|kontakt|contact)\s?:\s?$"
)
# "39 49": short numbers of France, only right behind a label.
_SHORT = re.compile(r"(?<![\w.,/+-])(?:3\d ?\d\d|10 ?\d\d)(?!\w|[%€]|[.,/:-]\d| ?\d| ?(?:€|euros?|eur\b|h\b))")
_BROKEN = re.compile(r"[a-zß]{4}[.!?] [^\d]")  # a sentence ends: its label says nothing of what follows
_PREMIUM = {
    "FR": re.compile(r"8[129]"), "BE": re.compile(r"70|90"), "DE": re.compile(r"900|180[2-9]"),
    "NL": re.compile(r"90[069]"), "ES": re.compile(r"80[3-7]|90[1-2]"), "IT": re.compile(r"199|89[29]"),
    "PL": re.compile(r"70"), "PT": re.compile(r"76[01]|70[78]"), "AT": re.compile(r"9[03]"), "GB": re.compile(r"9|87"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Email:
    """An address and where it stands; `raw` is the attribute that holds it where the text does not."""

    address: str
    start: int
    end: int
    raw: str = ""


@dataclass(frozen=True, slots=True)
class PhonePlace:
    phone: Phone
    start: int
    end: int
    labelled: bool
    raw: str = ""


def find_emails(doc: LegalText) -> tuple[Email, ...]:
    """The e-mail addresses of a page: in its text, in mailto links, behind Cloudflare's cover."""
    found = [*_in_text(doc.text), *_in_attributes(doc.page, len(doc.text))]
    return tuple(sorted((e for e in found if not is_dummy_email(e.address)), key=lambda e: (e.start, bool(e.raw))))


def conceals_email(doc: LegalText) -> tuple[int, int] | None:
    """Where the page shows "[email protected]", which only a browser can read; None where it does not."""
    match = _CONCEALED.search(doc.text)
    return match.span() if match else None


def _in_text(text: str) -> Iterator[Email]:
    for sign in _AT.finditer(text):
        left = max(0, sign.start() - 66)
        local = _LOCAL.search(text[left : sign.start()])
        domain = _DOMAIN.match(text, sign.end(), min(len(text), sign.end() + 160))
        if local is None or domain is None:
            continue
        start = left + local.start()
        if sign[0].strip().isalpha() and not _spelled_out(text, start, domain[0]):
            continue
        if sign[0].strip() in "@＠﹫" and sign[0] != sign[0].strip() and not _labelled_mail(text, start):
            continue
        if (address := valid_email(f"{_plain(local[0])}@{_plain(domain[0])}")) is not None:
            yield Email(address, start, _end(text, domain, address))


def _plain(part: str) -> str:
    return _DOT_WORD.sub(".", part).lower()


def _spelled_out(text: str, start: int, domain: str) -> bool:
    """ "info at shop dot example" behind a label; "at home dot com" in a sentence is none."""
    return "." not in domain and _labelled_mail(text, start)


def _labelled_mail(text: str, start: int) -> bool:
    """Whether "E-mail:" stands right before: only there may blanks stand round the @."""
    return bool(_LABEL_BEFORE.search(text[max(0, start - 12) : start]))


def _end(text: str, domain: re.Match[str], address: str) -> int:
    """The end of the address: labels that valid_email cut off ("shop.fr.Le") do not belong to it."""
    wanted = address.count(".", address.index("@"))
    dots = list(_DOT_WORD.finditer(text, domain.start(), domain.end()))
    return dots[wanted].start() if len(dots) > wanted else domain.end()


@cache
def suffixes() -> PublicSuffixList:
    return PublicSuffixList(accept_unknown=False)


def valid_email(address: str) -> str | None:
    """`address` in lower case, or None. A domain must end in a public suffix; ".example" stands for invented shops."""
    local, _, domain = address.lower().partition("@")
    labels = domain.strip(".-").split(".")
    while len(labels) > 1:
        domain = ".".join(labels)
        if labels[-1] == "example" or (not labels[-1].isdigit() and suffixes().privatesuffix(domain)):
            return f"{local.strip('.')}@{domain}" if local.strip(".'") else None
        labels.pop()
    return None


def _in_attributes(page: Page, limit: int) -> Iterator[Email]:
    read = reading(page)
    hidden = page.tree.css("[data-cfemail]")[:_MAX_LINKS]
    for link in read.linked:
        address, raw = _of_href(read.href(link))
        if not address:
            continue
        start, end = read.span(link)
        # A link without words shows nothing to the consumer.
        if end > start and start < limit and (quote := _raw(page.html, raw)):
            yield Email(address, start, end, quote)
    covers = (i for i in range(len(read.tags)) if "__cf_email__" in read.own_marks(i))
    places = [read.span(i) for i in covers] if hidden else []
    for node, place in zip(hidden, _fit(places, len(hidden)), strict=True):
        code = node.attributes.get("data-cfemail") or ""
        if (decoded := _cloudflare(code)) and place[0] < limit:
            yield Email(decoded, *(place if place[1] else _near(page, node)), _raw(page.html, code))


def _fit(places: list[tuple[int, int]], count: int) -> list[tuple[int, int]]:
    return (places + [(0, 0)] * count)[:count]


def _near(page: Page, node: LexborNode) -> tuple[int, int]:
    """The place of the words round an element that the reading could not place."""
    parent = node.parent
    words = clean(parent.text()) if parent is not None else ""
    start = page.text.find(words) if words else -1
    return (max(start, 0), max(start, 0) + len(words))


def _of_href(href: str) -> tuple[str, str]:
    if href[:7].lower() == "mailto:":
        address = valid_email(clean(unquote(href[7:].split("?", 1)[0])).split(",")[0].strip())
        return (address, href) if address and re.fullmatch(r"[\w.%+'-]+@[\w.-]+", address) else ("", "")
    if match := _CF_HREF.search(href):
        return _cloudflare(match[1]), match[0]
    return "", ""


def _raw(html: str, value: str) -> str:
    """`value` as it stands in the source, or "" where it is written with entities that hide it."""
    if value in html:
        return value
    escaped = value.replace("&", "&amp;")
    return escaped if escaped in html else ""


def _cloudflare(code: str) -> str:
    """The address behind `data-cfemail`: hex, each byte XOR the first. "" where it is none."""
    try:
        data = bytes.fromhex(code)
    except ValueError:
        return ""
    return valid_email(bytes(b ^ data[0] for b in data[1:]).decode("utf-8", "replace")) or "" if data else ""


def find_phones(doc: LegalText, blocked: bytearray, regions: tuple[str, ...]) -> tuple[PhonePlace, ...]:
    """Telephone numbers (no fax) outside the `blocked` places; national ones are tried in `regions`, in order."""
    labels = doc.of("phone_label")
    faxes = doc.of("fax_label")
    found = []
    for match in _PHONE.finditer(doc.text):
        start, end = match.span()
        if any(blocked[start:end]) or _labelled(doc.flat, faxes, start, 30, labels):
            continue
        labelled = _labelled(doc.flat, labels, start, 60) or bool(_CALLED.search(doc.flat, max(0, start - 110), start))
        if not labelled and not _looks_like_phone(match[0]):
            continue
        if phone := parse_phone(match[0], regions):
            found.append(PhonePlace(phone, start, end, labelled))
    return (*found, *_short_numbers(doc, blocked, regions), *_tel_links(doc, regions))


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
    for index in read.linked[: _MAX_LINKS * 20]:
        href = read.href(index)
        start, end = read.span(index)
        scheme, _, target = href.partition(":")
        if (
            scheme.lower() in ("tel", "callto")
            and end > start
            and end <= len(doc.text)
            and (raw := _raw(doc.page.html, href))
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
    if bare.startswith(("+", "00")):
        return True
    return bare.startswith("0") and len(re.findall(r"\d+", text)) >= 3 and "-" not in text


def parse_phone(text: str, regions: tuple[str, ...]) -> Phone | None:
    """The number in the first region in which it is valid, or None."""
    plain = clean(text).replace("–", "-")
    plain = re.sub(r"\(0\)", " ", plain) if "+" in plain or plain.startswith("00") else plain
    plain = re.sub(r"^\(?00 ?", "+", plain)
    plain = re.sub(r"^\(\+ ?(\d{1,3})\)", r"+\1 ", plain)
    for region in regions or ("FR",):
        try:
            number = phonenumbers.parse(plain, region)
        except phonenumbers.NumberParseException:
            continue
        if not phonenumbers.is_valid_number(number):
            continue
        digits = str(number.national_number)
        if is_dummy_number(digits):
            return None
        country = phonenumbers.region_code_for_number(number) or ""
        e164 = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
        return Phone(e164, clean(text), _premium(number, country, digits), country)
    return None


def _premium(number: phonenumbers.PhoneNumber, country: str, digits: str) -> bool:
    kinds = (PhoneNumberType.PREMIUM_RATE, PhoneNumberType.SHARED_COST)
    rule = _PREMIUM.get(country)
    return phonenumbers.number_type(number) in kinds or bool(rule and rule.match(digits))
