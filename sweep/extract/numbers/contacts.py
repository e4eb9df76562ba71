"""E-mail addresses in a text, hidden ones included. Every search is bounded: linear."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from urllib.parse import unquote

from publicsuffixlist import PublicSuffixList
from selectolax.lexbor import LexborNode

from sweep.extract.page import Page
from sweep.extract.pages.legal_text import LegalText
from sweep.extract.pages.mentions import SourcePattern
from sweep.extract.pages.reading import reading
from sweep.extract.words.dummies import is_dummy_email
from sweep.extract.words.needles import ALSO_ASCII, Words, tried
from sweep.extract.words.text import clean

_MAX_LINKS = 60
_AT = re.compile(
    # What begins with a choice of characters is searched for faster; what it may begin with is then told looking back.
    r"[\s@＠﹫\[({<%](?:(?:(?<=\s)[@＠﹫]|(?<=[@＠﹫]))(?:\s(?=[\w-]{2,60}\.[a-z]))?"
    r"|(?:(?<=\s)[\[({<]|(?<=[\[({<]))\s?"
    r"(?:at|@|arobase|arobas|arroba|chiocciola|malpa|małpa|apenstaartje|ät|a|zavin[aá][cč]|kukac|snabel-?a|alfakr[øo]ll|"
    r"παπ[αά]κι|arond|afna|кльомба|маймунка)\s?[\])}>]\s?"
    r"|(?<=\s)(?:arobase|arobas|arroba|chiocciola|małpa|apenstaartje|at|zavin[aá][cč]|kukac|snabel-?a|παπ[αά]κι)\s"
    r"|(?<=%)40)",
    re.IGNORECASE,
)
# Of each match the sign itself, the bracket before it, or the word for it: with nothing or a blank before.
_SIGNS = Words(
    "@ ＠ ﹫ [ ( { < %40 at arobas arroba chiocciola malpa małpa apenstaartje zavin kukac snabel παπ".split()
)
_DOT = (
    r"(?:\.|\s?[\[({<]\s?(?:dot|punkt|point|punto|ponto|kropka|punt|te[cč]ka|bodka|pont|τελεία|punct|точка|\.)\s?[\])}>]\s?"
    r"|\s(?:dot|punkt|point|punto|ponto|kropka|punt|te[cč]ka|bodka|pont|τελεία)\s)"
)
_LOCAL = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._%+'-]|[\[(](?:dot|punkt|point|punto)[\])]){0,63}$", re.IGNORECASE)
_DOMAIN = re.compile(rf"[A-Za-z0-9-]{{1,63}}(?:{_DOT}[A-Za-z0-9-]{{1,63}}){{1,4}}", re.IGNORECASE)
_DOT_WORD = re.compile(_DOT, re.IGNORECASE)
_LABEL_BEFORE = re.compile(r"(?:mail|courriel|correo|poczta)\s?:\s?$", re.IGNORECASE)
# "elpmaxe.pohs@ofni", which a style shows from right to left: no address as it stands.
_LEFTWARD = SourcePattern(r"bidi-override|<bdo\s|direction\s*:\s*rtl")
_REVERSED = re.compile(r"(?<![\w.@-])[a-z]{2,8}\.[a-z0-9.-]{2,60}@[a-z0-9._+-]{2,60}(?![\w@])")
_CONCEALED = re.compile(r"\[email\W?protected\]", re.IGNORECASE)
_CF_HREF = re.compile(r"/cdn-cgi/l/email-protection#([0-9a-fA-F]{6,400})")


@dataclass(frozen=True, slots=True)
class Email:
    """An address and where it stands; `raw` is the attribute that holds it where the text does not."""

    address: str
    start: int
    end: int
    raw: str = ""


def written_emails(doc: LegalText) -> tuple[Email, ...]:
    """The e-mail addresses of a page: in its text, in mailto links, behind Cloudflare's cover."""
    linked = sorted(_in_attributes(doc.page, len(doc.text)), key=lambda e: e.start)
    found = [*(e for e in emails_in(doc.text) if not _glued(e, linked)), *linked, *_reversed(doc)]
    return tuple(sorted((e for e in found if not is_dummy_email(e.address)), key=lambda e: (e.start, bool(e.raw))))


def _reversed(doc: LegalText) -> Iterator[Email]:
    """Addresses written backwards on a page whose styles turn words round."""
    if _LEFTWARD.search(doc.page):
        for match in _REVERSED.finditer(doc.text):
            if valid_email(match[0]) is None and (address := valid_email(match[0][::-1])):
                yield Email(address, *match.span())


def _glued(email: Email, linked: list[Email]) -> bool:
    """Whether an address in the text is but one of a link with the word that stands before it without a blank."""
    index = bisect_right(linked, email.start, key=lambda e: e.start)
    if index == len(linked) or linked[index].start >= email.end:
        return False
    return email.address != linked[index].address and email.address.endswith(linked[index].address)


def conceals_email(doc: LegalText) -> tuple[int, int] | None:
    """Where the page shows "[email protected]", which only a browser can read; None where it does not."""
    match = _CONCEALED.search(doc.text)
    return match.span() if match else None


def emails_in(text: str) -> Iterator[Email]:
    """The e-mail addresses that stand in `text`, however their signs are written, in order."""
    for sign in _signs(text):
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


def _signs(text: str) -> Iterator[re.Match[str]]:
    """Each match of `_AT`. Tried where a sign stands and at the blank before it, if letters keep their places."""
    small = text.lower()
    if len(small) != len(text) or any(letter in small for letter in ALSO_ASCII):
        return _AT.finditer(text)
    places = _SIGNS.places(small.encode("utf-8", "replace"))
    before = (near for at in places for near in ((at - 1, at) if at and text[at - 1].isspace() else (at,)))
    return tried(_AT, text, before)


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
        if end > start and start < limit and (quote := as_written(page.html, raw)):
            yield Email(address, start, end, quote)
    covers = (i for i in range(len(read.tags)) if "__cf_email__" in read.own_marks(i))
    places = [read.span(i) for i in covers] if hidden else []
    for node, place in zip(hidden, _fit(places, len(hidden)), strict=True):
        code = node.attributes.get("data-cfemail") or ""
        if (decoded := _cloudflare(code)) and place[0] < limit:
            yield Email(decoded, *(place if place[1] else _near(page, node)), as_written(page.html, code))


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


def as_written(html: str, value: str) -> str:
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
