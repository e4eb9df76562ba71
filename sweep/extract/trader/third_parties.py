"""The host, the mediator and the publication director: named on the same pages, never to be taken for the trader."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import lru_cache
from urllib.parse import urlsplit

from checks.facts import Found
from sweep.extract.names.name_lines import name_line
from sweep.extract.pages.reading import reading
from sweep.extract.trader.party import Party
from sweep.extract.trader.trader import PageFinds, registrable
from sweep.extract.words.address_words import UP
from sweep.extract.words.apart import OnLines
from sweep.extract.words.dummies import is_dummy_name
from sweep.extract.words.mediation_words import ADHERES, DENIAL, MEDIATION_OF, MEDIATOR_NAME, MEDIATOR_PHRASE, OF_CODE
from sweep.extract.words.name_words import Mention, plausible
from sweep.extract.words.operator_words import Word
from sweep.extract.words.text import fold

KNOWN_HOSTS = re.compile(
    r"(?<!\w)(?:ovh(?:cloud)?|shopify|wix(?:\.com)?|ionos|1&1|gandi|infomaniak|scaleway|online sas|"
    r"amazon web services|aws|hetzner|google cloud|strato|o2switch|prestashop|squarespace|hostinger|cloudflare|"
    r"microsoft azure|vercel|netlify|digitalocean|planethoster|lws|ikoula|alwaysdata|webador|jimdo|wizishop|oxatis|"
    r"combell|one\.com|godaddy|siteground|github(?: pages)?|gitlab pages|heroku|render\.com|netcup|contabo|"
    r"domain ?factory|host ?europe|uberspace|manitu|dogado|alfahosting|webgo|checkdomain|lima-city|profihost|"
    r"timmehosting|world4you|easyname|hostpoint|cyon|metanet|novatrend|infinityfree|bigcommerce|aruba|register\.it|"
    r"raidboxes|all-inkl|mittwald|transip|webnode|weebly|ecwid|e-monsite|webflow)(?!\w)"
)
_EXAMPLE = re.compile(
    r"(?<!\w)(?:a completer|np|e\. ?g|z\. ?b|p\. ?ej|por ej|ad es|es|par ex|p\. ?ex|bijv|napr|tj)\.?,? ?:? ?$"
)
_ENDED, _TAIL = re.compile(r"[.!?] "), 400  # a sentence's end; characters behind a host's name with its address
_URL = re.compile(
    r"(?<![\w@.])(?:https?://)?(?:www\.)?[a-z0-9-]{2,60}(?:\.[a-z0-9-]{2,30}){1,3}(?:/[\w\-./?=&%]{0,120})?",
    re.IGNORECASE,
)
_SITES = OnLines(re.compile(r"\.[a-z0-9-]", re.IGNORECASE), _URL)
_SETTLERS = tuple(
    "mediat mediac médiat schlicht ombuds geschil conciliat arbitra cm2c cnpm medicys adr consumidor "
    "confianzaonline verbraucher consumer consum inspekcja fevad".split()
)
_NOT_A_SETTLER = ("ec.europa.eu", "webgate", "europa.eu", "legifrance", "bloctel", "cnil.fr")


def host(pages: Sequence[PageFinds], own_domain: str) -> tuple[Found[str] | None, Found[str] | None]:
    """Name and contact (address, or telephone, or e-mail) of the hosting provider, each None where not found."""
    for finds in pages:
        for start, end in finds.parties.spans(Party.HOST, len(finds.doc.text)):
            mention = _host_name(finds, start, min(end, start + 600))
            if mention is not None:
                name = Found(mention.name, finds.doc.quote(mention.start, mention.end))
                return name, _contact(finds, mention.start, max(end, mention.start + _TAIL), end, own_domain)
    return None, None


def _host_name(finds: PageFinds, start: int, end: int) -> Mention | None:
    first = bisect_left(finds.names, start, key=lambda m: m.start)
    inside = [m for m in finds.names[first : first + 40] if m.start < end and not _is_example(finds, m.start)]
    labelled = [m for m in inside if m.label in ("host", "host_label") and not _OF_SITE.match(m.name)]
    firms = [m for m in inside if m.how == "form"]
    known = _known_host(finds, start, min(end, start + 120)) if not labelled else None
    if known and (not firms or "\n" in finds.doc.text[known.end : firms[0].start]):
        return known
    if firms and (not labelled or firms[0].start <= labelled[0].start + 90):
        return firms[0]
    if labelled:
        return labelled[0]
    at = bisect_left(finds.address_starts, start)
    near = [a for a in finds.addresses[at : at + 3] if a.start < end]
    lines = [m for a in near if (m := name_line(finds.doc, a.start))]
    return lines[0] if lines else None


# "Hosting der Website nebelkauf.example": what is hosted, not by whom.
_OF_SITE = re.compile(r"(?:Web ?[Ss]ites?|[Ww]ebseiten?|Seiten?|Homepage|Sites?|Apps?|Shops?|Plattform)(?!\w)")


def _is_example(finds: PageFinds, offset: int) -> bool:
    """Whether a name stands there as an example of what a template wants ("(e.g. Nebelwolke Inc.)")."""
    return bool(_EXAMPLE.search(finds.doc.flat, max(0, offset - 18), offset))


def _known_host(finds: PageFinds, start: int, end: int) -> Mention | None:
    """A hosting service known by its name, right behind the words for hosting ("la plateforme Wix.com", "o2switch")."""
    match = KNOWN_HOSTS.search(finds.doc.flat, start, end)
    if match is None or _is_example(finds, match.start()) or _ENDED.search(finds.doc.text, start, match.start()):
        return None
    return Mention(finds.doc.text[match.start() : match.end()], match.start(), match.end(), "label", "", "host")


def _contact(finds: PageFinds, start: int, reach: int, end: int, own_domain: str) -> Found[str] | None:
    until = min(reach, max(end, start))
    for address in finds.addresses:
        if start <= address.start < until:
            return Found(address.address.text, finds.doc.quote(address.start, address.end))
    for phone in finds.phones:
        if start <= phone.start < until:
            return Found(phone.phone.e164, finds.doc.quote(phone.start, phone.end))
    for email in finds.emails:
        own = registrable(email.address.rpartition("@")[2]) == own_domain
        if start <= email.start < until and not email.raw and not own:
            return Found(email.address, finds.doc.quote(email.start, email.end))
    return None


def mediator(pages: Sequence[PageFinds], own_domain: str) -> tuple[Found[str] | None, Found[str] | None]:
    """Name and web site of the mediator or dispute body, each None where not found."""
    named = next((n for finds in pages for n in _mediator_names(finds)), None)
    site = next((s for finds in pages for s in _mediator_sites(finds, own_domain)), None)
    if named is not None and site is None:
        site = next((s for finds in pages for s in _sites_named_like(finds, own_domain, named.value)), None)
    return named, site


_OF_MANY = frozenset(
    "consommation consommateur consumo consumidor consumatori consumer verbraucher service services centre "
    "center centro "
    "online internet shop stichting france europe european commerce association mediation mediateur".split()
)


def _sites_named_like(finds: PageFinds, own_domain: str, name: str) -> Iterator[Found[str]]:
    """The addresses on the page that hold a word of the mediator's name, or stand right behind it.

    An address that says by no word of its own that it is a mediator's counts where the page speaks of one.
    """
    folded = fold(name)
    words = set(re.findall(r"\w{4,}", folded))
    for start, end, url in foreign_links(finds, own_domain):
        named = [word for word in words if word in _host_of(url)]
        if finds.parties.at(start).party is Party.MEDIATOR:
            named += [word for word in (folded,) if _ends_with(finds.doc.flat, start, word)]
            if any(len(word) >= 5 and word not in _OF_MANY for word in named):
                yield Found(url, finds.doc.quote(start, end))
        if named and _is_settler(url, own_domain):
            yield Found(url, finds.doc.quote(start, end))


def _ends_with(flat: str, end: int, name: str) -> bool:
    """Whether the words before `end` end with `name` and marks."""
    return flat[max(0, end - len(name) - 4) : end].rstrip(" ,:(–-\n").endswith(name)


def _mediator_names(finds: PageFinds) -> Iterator[Found[str]]:
    doc = finds.doc
    known = [
        w
        for w in doc.of("mediator_known")
        if finds.parties.at(w.start).party in (Party.MEDIATOR, Party.UNCLEAR)
        and not _merely_possible(doc.flat, w.start)
        and not _denied_heading(finds, w)
        and not OF_CODE.search(doc.flat, max(0, w.start - _CODE_REACH), w.start)
    ]
    if known:
        word = max(known[:3], key=lambda w: (w.end - w.start, -w.start)) if _overlap(known) else known[0]
        start, end = _whole_name(finds, word)
        yield Found(" ".join(doc.text[start:end].split()), doc.quote(start, end))
        return
    for start, end in finds.parties.spans(Party.MEDIATOR, len(doc.text)):
        window = max(0, start - 1), min(end, start + 1500)
        for match in MEDIATOR_NAME.finditer(doc.text, *window):
            name = match["name"].strip()
            if plausible(name) and not is_dummy_name(name) and name[:1].isupper():
                yield Found(name, doc.quote(match.start("name"), match.end("name")))
        yield from _settling_firms(finds, *window)
        yield from _mediations(finds, *window)


_CODE_REACH = 100  # characters


def _mediations(finds: PageFinds, start: int, end: int) -> Iterator[Found[str]]:
    for match in MEDIATION_OF.finditer(finds.doc.text, start, end):
        if plausible(match["name"].strip()) and not _merely_possible(finds.doc.flat, match.start()):
            yield Found(match[0], finds.doc.quote(match.start(), match.end()))


def _merely_possible(flat: str, offset: int) -> bool:
    """Whether a body is named only as one that a consumer may turn to, where the trader says it belongs to none."""
    left = flat[max(0, offset - 320) : offset]
    if not (denial := list(DENIAL.finditer(left))):
        return False
    since = left[denial[-1].end() :]
    return not ADHERES.search(since)


def _denied_heading(finds: PageFinds, word: Word) -> bool:
    """Whether a word is but the heading above a denial ("Universalschlichtungsstelle: wir sind nicht bereit ...")."""
    line = finds.doc.lines[finds.doc.line_at(word.start)]
    return line.end - word.end <= 2 and bool(DENIAL.search(finds.doc.flat, word.end, word.end + 200))


def _overlap(words: Sequence[Word]) -> bool:
    return len(words) > 1 and words[1].start - words[0].end < 40


def _settling_firms(finds: PageFinds, start: int, end: int) -> Iterator[Found[str]]:
    """A firm in the mediator's passage whose name says what it does, or whose address follows it there."""
    for firm in finds.firms:
        if start <= firm.start < end and any(s in firm.key for s in _SETTLERS):
            yield Found(firm.name, finds.doc.quote(firm.start, firm.end))


# "Geschillencommissie Thuismist": behind a word for bodies of its kind stands the name of this one.
_KIND_OF_BODY = re.compile(r"(?:commissie|ombudsdienst|schlichtungsstelle|arbitragem|arbitral|ombudsman|cniacc)$")
_OWN_NAME = re.compile(rf"(?: [{UP}][\w'’\-]{{2,25}}){{1,2}}(?= ?[,;:.()–\n]|$)")
_OF_PLACE = re.compile(rf"(?: (?:d[aeo]s?|del|della|di|de la|van) [{UP}][\w'’\-]{{2,25}}){{1,2}}")


def _whole_name(finds: PageFinds, word: Word) -> tuple[int, int]:
    """Where a name begins and ends of which a known word is but a part: a firm's, or that of a body with its place."""
    index = bisect_left(finds.firms, word.end, key=lambda m: m.end)
    firm = finds.firms[index] if index < len(finds.firms) else None
    if firm is not None and firm.start <= word.start and "\n" not in firm.name:
        return firm.start, firm.end
    place = _OF_PLACE.match(finds.doc.text, word.end)
    if place is None and _KIND_OF_BODY.search(finds.doc.flat, word.start, word.end):
        place = _OWN_NAME.match(finds.doc.text, word.end)
    return _phrase_start(finds.doc.text, word), place.end() if place else word.end


def _phrase_start(text: str, word: Word) -> int:
    """ "Médiateur du e-commerce de la FEVAD": the words before the known name belong to it."""
    left = max(0, word.start - 110)
    match = MEDIATOR_PHRASE.search(text[left : word.start])
    return left + match.start() if match else word.start


def _mediator_sites(finds: PageFinds, own_domain: str) -> Iterator[Found[str]]:
    doc = finds.doc
    for start, end in finds.parties.spans(Party.MEDIATOR, len(doc.text)):
        for match in _URL.finditer(doc.text, start, min(end, start + 4000)):
            url = match[0].rstrip(".,/")
            if _is_settler(url, own_domain):
                yield Found(url, doc.quote(match.start(), match.start() + len(url)))
    for link in finds.page.links:
        if (
            link.url.startswith("http")
            and _is_settler(link.url, own_domain)
            and (raw := _href(finds.page.html, link.url))
        ):
            yield Found(link.url, finds.page.evidence(raw))


def foreign_links(finds: PageFinds, own_domain: str) -> list[tuple[int, int, str]]:
    """Web addresses of others in words and links: start, end, address; those of authorities do not count."""
    doc, read = finds.doc, reading(finds.page)
    found = [(m.start(), m.end(), m[0].rstrip(".,/")) for m in _SITES.finditer(doc.text) if _has_site_form(m[0])]
    found = [(start, end, url) for start, end, url in found if _is_foreign(url, own_domain)]
    hrefs = [(i, href) for i in read.linked if (href := read.href(i)).startswith("http")]
    return sorted(found + [(*read.span(i), href) for i, href in hrefs if _is_foreign(href, own_domain)])


_BARE = re.compile(r"[a-z0-9-]{4,60}(?:\.[a-z0-9-]{2,30}){0,2}\.[a-z]{2,12}")


def bare_sites(finds: PageFinds, own_domain: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Where addresses of others stand without "www.": "mediation-tilleul.example"."""
    for match in _URL.finditer(finds.doc.text, start, min(end, start + 4000)):
        words = match[0].partition("/")[0]
        if _BARE.fullmatch(words) and _is_foreign(words, own_domain):
            yield match.span()


def _has_site_form(words: str) -> bool:
    """Whether words are meant as a web address ("www.", "https://"): "2026.Prix" is none."""
    return words.lower().startswith(("www.", "http"))


def settles_nothing(flat: str, offset: int) -> bool:
    """Whether the words before `offset` deny that the trader belongs to a body for disputes."""
    return bool(DENIAL.search(flat, max(0, offset - 120), offset))


@lru_cache(maxsize=10_000)
def _host_of(url: str) -> str:
    """The host in an address as written; "" where it is none ("http://[")."""
    try:
        return (urlsplit(url if "//" in url else f"//{url}").hostname or "").lower()
    except ValueError:
        return ""


@lru_cache(maxsize=10_000)
def _is_foreign(url: str, own_domain: str) -> bool:
    host_name = _host_of(url)
    return "." in host_name and not any(n in host_name for n in _NOT_A_SETTLER) and registrable(host_name) != own_domain


def _is_settler(url: str, own_domain: str) -> bool:
    host_name = _host_of(url)
    return _is_foreign(url, own_domain) and any(s in host_name for s in _SETTLERS)


def _href(html: str, url: str) -> str:
    return next((raw for raw in (url, url.replace("&", "&amp;"), url.rstrip("/")) if raw in html), "")
