"""E-mail addresses that are kept from machines, not from consumers: spelled with blanks and words, drawn, scripted.

Words that could be anything else ("info chez lune.example") count only right behind "E-mail:".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from sweep.extract.numbers.contacts import Email, as_written, emails_in, valid_email, written_emails
from sweep.extract.pages.legal_text import LegalText
from sweep.extract.pages.mentions import Mention
from sweep.extract.pages.reading import Reading, reading
from sweep.extract.words.dummies import is_dummy_email
from sweep.extract.words.needles import Sieve

_LABEL = Sieve(
    r"(?<![\w-])(?:e-?mail(?: ?adress\w?| address)?|mail(?: ons| us| uns)?|courriel|correo(?: electronico)?|"
    r"poczta|mel|el\. ?pastas|sahkoposti|e-?post(?:a|i)?|e-?pasts|имейл|имеил)\s?:\s?"
)
_DOT = (
    r"(?: ?\. ?| ?[\[({](?:\.|dot|punkt|point|punto|ponto|kropka|punt)[\])}] ?|[-_](?:dot|punkt|point|punto|punt)[-_])"
)
_COVERED = re.compile(
    r"(?P<local>[a-z0-9](?:[\w.+]|-(?!at-)){0,40}?|[a-z0-9](?: [a-z0-9.-]){1,30})"
    r"(?: ?@ ?| ?&#(?:64|x40); ?| (?:chez|bei) |[\[({<][^\W\d_]{1,10}[\])}>]| \[[^\W\d_]{1,10}\] |[-_](?:at|AT)[-_])"
    rf"(?P<domain>[a-z0-9][a-z0-9-]{{1,40}}(?:{_DOT}[a-z][a-z0-9-]{{1,30}}){{1,3}})"
    r"(?=[\s,;.)<]|$)"
)
_SPACED_DOT = re.compile(_DOT)
_LONGEST = 160

_SIGN_PICTURE = frozenset({"@", "at", "(at)", "[at]", "arobase", "arroba", "chiocciola", "apenstaartje", "klammeraffe"})
_LOCAL = re.compile(r"(?<![\w.+-])[A-Za-z0-9][\w.+-]{0,63}$")
_DOMAIN = re.compile(r"[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,3}")
_MOST_PICTURES = 60

_PARTED = Mention("data-domain", "data-host")
_NAMES, _HOSTS = ("data-name", "data-user", "data-local", "data-login", "data-account"), ("data-domain", "data-host")
_SHOWING = frozenset({"a", "span", "b", "strong", "em", "p", "td", "dd", "li", "address"})  # no forms, no scripts
_MAILS = re.compile(r"mail|courriel|correo", re.IGNORECASE)

_WRITES = Mention("document.write")
_WRITTEN = re.compile(r"document\.write(?:ln)?\s{0,9}\(")
_TOKEN = re.compile(
    r"\s{0,20}(?:'((?:[^'\\\n]|\\.){0,300})'|\"((?:[^\"\\\n]|\\.){0,300})\"|([A-Za-z_$][\w$]{0,40})|(\+)|([);,]))"
)
_SET = re.compile(r"(?<![\w.$])([A-Za-z_$][\w$]{0,40})\s{0,9}=(?!=)")
_ESCAPED = re.compile(r"\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|(.))")
_TAG = re.compile(r"<[^<>]{0,300}>")
_MOST_SCRIPTS, _MOST_PARTS, _MOST_SET = 30, 40, 40


def find_emails(doc: LegalText) -> tuple[Email, ...]:
    """The e-mail addresses of a page, in order: those that stand there, and those that are covered."""
    written = written_emails(doc)
    taken = {e.start for e in written}
    covered = (e for e in (*_spelled(doc), *_drawn(doc), *_parted(doc), *_scripted(doc)) if e.start not in taken)
    shown = [e for e in covered if e.end <= len(doc.text) and not is_dummy_email(e.address)]
    return tuple(sorted((*written, *shown), key=lambda e: (e.start, bool(e.raw)))) if shown else written


def _spelled(doc: LegalText) -> Iterator[Email]:
    """ "E-Mail: info @ lune . example", "E-mail: info(eta)lune.example", "Mail: info-at-lune-dot-example"."""
    for label in _LABEL.finditer(doc.flat):
        match = _COVERED.match(doc.text, label.end(), label.end() + _LONGEST)
        if match is None:
            continue
        domain = _SPACED_DOT.sub(".", match["domain"])
        address = valid_email(f"{match['local'].replace(' ', '')}@{domain}")
        if address is not None and address.endswith(f"@{domain}"):
            yield Email(address, match.start(), match.end())


def _drawn(doc: LegalText) -> Iterator[Email]:
    """Addresses whose sign is a picture: "info<img alt='@'>lune.example"."""
    read = reading(doc.page)
    signs = (
        i for i in read.body.of("img") if (read.body.attributes[i].get("alt") or "").strip().lower() in _SIGN_PICTURE
    )
    for element, _ in zip(signs, range(_MOST_PICTURES), strict=False):
        piece = read.made[read.body.raw_first[element]]
        if not 0 < piece < len(read.starts) or not read.body.shown[element]:
            continue
        before, behind = read.ends[piece - 1], read.starts[piece]
        local = _LOCAL.search(read.text, max(0, before - 66), before)
        domain = _DOMAIN.match(read.text, behind)
        if local and domain and before == behind:  # "Follow us <img alt='@'> mist.example" is no address
            address = valid_email(f"{local[0]}@{domain[0]}")
            if address is not None:
                yield Email(address, local.start(), domain.end())


def _parted(doc: LegalText) -> Iterator[Email]:
    """Addresses in two attributes of an element that says it is a mail link; a script puts them together."""
    if not _PARTED.on(doc.page):
        return
    read = reading(doc.page)
    for element, own in enumerate(read.body.attributes):
        local = next((own[n] for n in _NAMES if own.get(n)), "") if own else ""
        domain = next((own[n] for n in _HOSTS if own.get(n)), "") if local else ""
        if not local or not domain or not read.body.shown[element] or read.tags[element] not in _SHOWING:
            continue
        address = valid_email(f"{local}@{domain}{'.' + tld if (tld := own.get('data-tld')) else ''}")
        told = " ".join(filter(None, (*own, own.get("class"), own.get("id"), own.get("href"))))
        start, end = read.span(element)
        if start == end:  # filled by the script, too
            start, end = _place(read, element), _place(read, element) + 1
        labelled = _LABEL.search(doc.flat[max(0, start - 25) : end]) is not None
        if address and _LOCAL.match(local) and (_MAILS.search(told) or labelled):
            yield Email(address, start, end, as_written(doc.page.html, domain))


# --- put together by a script that writes it where it stands


def _scripted(doc: LegalText) -> Iterator[Email]:
    """What `document.write` of words alone puts on the page; whatever else a script works out is left to a browser."""
    if not _WRITES.on(doc.page):
        return
    read = reading(doc.page)
    scripts = [i for i in read.body.of("script") if read.body.shown[read.body.parents[i]]]
    for element in scripts[:_MOST_SCRIPTS]:
        source = read.body.all_text(element)
        calls = list(_WRITTEN.finditer(source))
        kept = _assigned(source) if calls else {}
        for call in calls[:_MOST_PARTS]:
            written, end = _joined(source, call.end(), kept)
            if written is None:
                continue
            shown = unescape(_TAG.sub(" ", unescape(written).replace("mailto:", " ")))
            email = next(emails_in(shown), None) or next(emails_in(unescape(written)), None)
            quote = as_written(doc.page.html, source[call.start() : end])
            if email is not None and quote:
                start = _place(read, element)
                yield Email(email.address, start, start + 1, quote)


def _assigned(source: str) -> dict[str, str]:
    """The names that stand for plain words in a script."""
    kept: dict[str, str] = {}
    lost: set[str] = set()
    for match, _ in zip(_SET.finditer(source), range(_MOST_SET), strict=False):
        words = _joined(source, match.end(), kept)[0]
        if words is not None and match[1] not in kept:
            kept[match[1]] = words
        else:
            lost.add(match[1])  # worked out, or given another value later on
    return {name: words for name, words in kept.items() if name not in lost}


def _joined(source: str, start: int, kept: dict[str, str]) -> tuple[str | None, int]:
    """The words joined by "+" from `start` on, and where they end; None where anything else stands between."""
    words: list[str] = []
    for _ in range(_MOST_PARTS):
        token = _TOKEN.match(source, start)
        if token is None or (token[3] and token[3] not in kept):
            return None, start
        start = token.end()
        if token[5]:
            return "".join(words), start
        words.append(kept[token[3]] if token[3] else _unescaped(token[1] or token[2] or ""))
    return None, start


def _unescaped(words: str) -> str:
    return _ESCAPED.sub(lambda m: chr(int(m[1] or m[2], 16)) if m[1] or m[2] else m[3], words)


def _place(read: Reading, element: int) -> int:
    """Where in the text a script stands: at the words before it."""
    piece = read.made[read.body.raw_first[element]]
    return read.ends[piece - 1] - 1 if piece else 0
